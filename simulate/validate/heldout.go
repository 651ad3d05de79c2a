package validate

import (
	"fmt"
	"math"

	"github.com/openiop/openiop/simulate"
)

// heldOutTrials scores randomised comparisons that nothing was fitted to.
func heldOutTrials(s *scorer) {
	usual, with := &s.of(evenings()).results, &s.of(rewarded(evenings())).results
	cm, uc := number("H02", "cm"), number("H02", "usual")
	const armCM, armUsual = 209, 206
	day := lastDay(usual)
	published := fmt.Sprintf("%.2f with rewards, %.2f without", cm, uc)
	low, high := sampling(uc, armUsual)
	s.score(scored{
		id: "H02", what: "still there at the end of 12 weeks, without rewards", published: text(uc, 2), low: low, high: high, decimals: 3, got: usual.Retention(day),
		basis: "sampling interval of 206 people", miss: "people with stimulant use in these outpatient programs left sooner than all IOP discharges of 2004, from which the model's clock comes",
	})
	low, high = sampling(cm, armCM)
	s.score(scored{
		id: "H02", what: "still there at the end of 12 weeks, with rewards", published: text(cm, 2), low: low, high: high, decimals: 3, got: with.Retention(day),
		basis: "sampling interval of 209 people", miss: "rewards keep nobody longer in the model, because no calibration number says so",
	})
	low, high = samplingDifference(cm, armCM, uc, armUsual)
	s.score(scored{
		id: "H02", what: "the difference", published: published, low: low, high: high, decimals: 3, got: exactly(with.Retention(day).Value - usual.Retention(day).Value),
		basis: "sampling interval of both arms", miss: "rewards keep nobody longer in the model; here a mechanism is missing",
	})
	heldOutHours(s)
	heldOutMatrix(s)
}

// lastDay gives the last day on which somebody can still be in the program.
func lastDay(r *simulate.Results) int {
	for day := 0; ; day++ {
		if r.Retention(day).Value == 0 || day > 3650 {
			return max(day-1, 0)
		}
	}
}

func heldOutHours(s *scorer) {
	less, more := &s.of(hours(2)).results, &s.of(hours(4)).results
	const arm = 94 / 2
	half := 1.96 * math.Sqrt(2*0.25/arm)
	for _, c := range []struct {
		what string
		of   func(*simulate.Results) float64
	}{
		{"completing", func(r *simulate.Results) float64 { return r.Reason(simulate.Completed).Value }},
		{"sessions attended", func(r *simulate.Results) float64 { return r.Attendance().Value }},
		{"returned to use within 180 days", func(r *simulate.Results) float64 { return r.Relapse(180).Value }},
	} {
		s.score(scored{
			id: "H07", what: "12 hours a week less 6 hours: " + c.what, published: "no difference", low: -half, high: half, decimals: 3, got: exactly(c.of(more) - c.of(less)),
			basis: "±0.20: what 94 people could tell from chance", built: true, note: "hours act on nothing by default", miss: "these parameters let hours act more than was found",
		})
	}
	s.leave("H07", "fewer days of cocaine use at 7 months", "52% fewer", "the model counts the first return to use, not days of use")
}

func heldOutMatrix(s *scorer) {
	usual, more := &s.of(weekly("one group a week", 1)).results, &s.of(weekly("three groups a week", 3)).results
	sum := func(r *simulate.Results) float64 {
		return float64(r.Summary().Attended) / float64(r.Summary().People)
	}
	const reading = "our reading: 16 weeks of three groups against one"
	s.score(scored{
		id: "H23", what: "sessions attended, Matrix less usual care", published: "more", low: 0.1, high: math.MaxInt32, decimals: 1, got: exactly(sum(more) - sum(usual)),
		basis: "the published direction; " + reading, built: true, miss: "more are offered and not more attended",
	})
	s.score(scored{
		id: "H23", what: "mean days in the program, Matrix less usual care", published: "longer", low: 1, high: math.MaxInt32, decimals: 1, got: exactly(more.MeanStay().Value - usual.MeanStay().Value),
		basis: "the published direction, by at least a day; " + reading,
		miss:  "what a program offers does not keep people in the model: no calibration number says so",
	})
	s.score(scored{
		id: "H23", what: "share of negative tests, Matrix less usual care", published: "more", low: 0.01, high: 1, decimals: 3, got: exactly(usual.TestsPositive() - more.TestsPositive()),
		basis: "the published direction, by at least 0.01; " + reading, miss: "what a program offers does not act on use in the model, rewards and family sessions excepted",
	})
	s.score(scored{
		id: "H23", what: "returned to use within 180 days, Matrix less usual care", published: "equal", low: -0.063, high: 0.063, decimals: 3, got: exactly(more.Relapse(180).Value - usual.Relapse(180).Value),
		basis: "±0.063: what 978 people could tell from chance", built: true, note: "hours act on nothing by default", miss: "these parameters let programs differ more than was found",
	})
}

// heldOutStays scores stays and ends of other programs.
func heldOutStays(s *scorer) {
	r := &s.of(dayTreatment()).results
	const n = 32
	for _, c := range []struct {
		what, name string
		got        simulate.Estimate
		miss       string
	}{
		{"completed two weeks of day treatment", "completed_14d", r.Reason(simulate.Completed), "people with cocaine use left this day treatment sooner than people leave an IOP; five hours a day act on nothing in the model"},
		{"no return to use within 3 months of it", "abstinent_3mo", not(r.Relapse(90)), "the model's curve is of all people who were discharged, these are people with cocaine use"},
		{"no return to use within 6 months of it", "abstinent_6mo", not(r.Relapse(180)), "the model's curve is of all people who were discharged, these are people with cocaine use"},
	} {
		want := number("H10", c.name)
		low, high := sampling(want, n)
		s.score(scored{
			id: "H10", what: c.what, published: text(want, 2), low: low, high: high, decimals: 3, got: c.got, basis: "sampling interval of 32 people", miss: c.miss,
			note: "32 people: a wide interval",
		})
	}
	transferTest(s)
	s.leave("H17", "median stay in outpatient drug-free treatment", "3 months", "ordinary outpatient treatment; the model's stays are of IOP")
	g := s.paths(simulate.ReferenceDesign())
	odds := func(at int, name string) float64 {
		return math.Exp(cohen(numberAt(0, "H17", name), numberAt(1, "H17", name)) * math.Pi / math.Sqrt(3))
	}
	low, high := odds(0, "heavy_alcohol"), odds(0, "weekly_cocaine")
	s.score(scored{
		id: "H17", what: "odds of return to use, stays under 90 days for each of longer ones", published: fmt.Sprintf("%.2f (heavy drinking) and %.2f (weekly cocaine)", low, high),
		low: low, high: high, decimals: 2, got: g.relapseByStay(), basis: "between the two published outcomes, which are of use at a year and not of a first return",
		miss: "the shared factor brings too little or too much of the gap between short and long stays",
	})
}

func not(e simulate.Estimate) simulate.Estimate {
	return simulate.Estimate{Value: 1 - e.Value, SE: e.SE, Low: 1 - e.High, High: 1 - e.Low}
}

// transferTest moves the model to ordinary outpatient treatment by one number.
func transferTest(s *scorer) {
	p, err := s.params.With("exit-weight-transferred", number("H13", "transferred"))
	if err != nil {
		s.err = err
		return
	}
	r := &s.with(simulate.ReferenceDesign(), p).results
	for _, k := range simulate.Reasons() {
		want := number("H13", names[k])
		low, high := about(want, 0.02)
		s.score(scored{
			id: "H13", what: "ordinary outpatient, only the share of transfers refitted: " + titles[k], published: text(want, 3), low: low, high: high, decimals: 3,
			got: r.Reason(k), basis: "±0.02 (sampling is below 0.002; programs differ by far more)", built: k == simulate.Transferred,
			miss: "ordinary outpatient treatment differs from IOP by more than its transfers",
		})
	}
}

// heldOutOther scores cost and attendance elsewhere.
func heldOutOther(s *scorer) {
	r := &s.of(simulate.ReferenceDesign()).results
	const t5 = 2.571 // Student's t with 5 degrees of freedom, 97.5%
	cost, weeks := number("H14", "cost"), number("H14", "weeks")
	low, high := about(cost, t5*6302/math.Sqrt(6))
	s.score(scored{
		id: "H14", what: "dollars (of 2001) for an episode", published: text(cost, 0), low: max(low, 0), high: high, got: r.Cost(),
		basis: "interval of the mean of six programs, standard deviation 6302", note: "weak: six programs, the same ones as in C21; nearly anything passes", miss: "the stay or the cost of a week is far off",
	})
	low, high = about(weeks, t5*8/math.Sqrt(6))
	stay := r.MeanStay()
	s.score(scored{
		id: "H14", what: "weeks of stay", published: text(weeks, 0), low: max(low, 0), high: high, decimals: 1, got: simulate.Estimate{Value: stay.Value / 7, SE: stay.SE / 7},
		basis: "interval of the mean of six programs, standard deviation 8", note: "weak: nearly anything passes", miss: "the stay is far off",
	})
	want := number("H19")
	low, high = sampling(want, 1726)
	s.score(scored{
		id: "H19", what: "share of offered sessions attended", published: "two thirds", low: low, high: high, decimals: 3, got: r.Attendance(), basis: "sampling interval of 1726 people",
		miss: "individual sessions of a trial with much outreach; the model has the attendance of ordinary appointments before improvement work (C04). With the value after it, 0.80, it would be above",
	})
}
