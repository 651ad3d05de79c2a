package simulate

import (
	"errors"
	"math"

	"github.com/openiop/openiop/simulate/survival"
)

// Level is the confidence level of all intervals.
const Level = 0.95

// z95 is the normal deviate of Level.
const z95 = 1.959963984540054

// Estimate is a number with its Monte Carlo error: how far it can be from what
// the model would give for very many people. It says nothing about how sure
// the parameters are.
type Estimate struct {
	Value float64 `json:"value"`
	SE    float64 `json:"se"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
}

// estimate gives a value with a normal interval.
func estimate(value, se float64) Estimate {
	return Estimate{value, se, value - z95*se, value + z95*se}
}

// share gives a share of a number of people, with the interval of Wilson
// (1927).
func share(part, whole int64) Estimate {
	if whole <= 0 {
		return Estimate{math.NaN(), math.NaN(), math.NaN(), math.NaN()}
	}
	n, p := float64(whole), float64(part)/float64(whole)
	middle := (p + z95*z95/(2*n)) / (1 + z95*z95/n)
	half := z95 / (1 + z95*z95/n) * math.Sqrt(p*(1-p)/n+z95*z95/(4*n*n))
	return Estimate{p, math.Sqrt(p * (1 - p) / n), max(0, middle-half), min(1, middle+half)}
}

// ratio gives the ratio of two sums over people, with the error of the delta
// method.
func ratio(n, a, b int64, aa, bb, ab Wide) Estimate {
	if b == 0 || n == 0 {
		return Estimate{math.NaN(), math.NaN(), math.NaN(), math.NaN()}
	}
	r := float64(a) / float64(b)
	ss := aa.Float() - 2*r*ab.Float() + r*r*bb.Float()
	return estimate(r, math.Sqrt(max(0, ss))/float64(b))
}

// mean gives the mean of a sum over people.
func mean(n, a int64, aa Wide) Estimate {
	if n == 0 {
		return Estimate{math.NaN(), math.NaN(), math.NaN(), math.NaN()}
	}
	m := float64(a) / float64(n)
	v := aa.Float()/float64(n) - m*m
	return estimate(m, math.Sqrt(max(0, v)/float64(n)))
}

// Results are the numbers that a summary amounts to. Where nothing was counted
// that a number could rest on, it is NaN.
type Results struct {
	summary Summary
	curve   survival.Curve
	by      []survival.Incidence
	relapse survival.Curve
	reentry survival.Curve
}

// ErrNobody is wrapped where a summary holds nobody.
var ErrNobody = errors.New("simulate: nobody was simulated; want at least one person")

// Results works out the numbers. Of an empty summary they are NaN.
func (s *Summary) Results() Results {
	r := Results{summary: s.Clone()}
	if s.People == 0 {
		return r
	}
	counts := survival.Counts{Started: s.People, Censored: s.censored()}
	counts.Events = s.Exits[:]
	r.by, _ = survival.CumulativeIncidence(counts, Level)
	all := make([]int64, len(s.Exits[0]))
	for k := range s.Exits {
		for d, n := range s.Exits[k] {
			all[d] += n
		}
	}
	r.curve, _ = survival.KaplanMeier(survival.Single(s.People, all, counts.Censored), Level)
	if out := s.People - s.Enrolled; out > 0 {
		r.relapse, _ = survival.KaplanMeier(survival.Single(out, s.Relapses, nil), Level)
		r.reentry, _ = survival.KaplanMeier(survival.Single(out, s.Reentries, nil), Level)
	}
	return r
}

// censored puts those who are still there at the end of the last day.
func (s *Summary) censored() []int64 {
	if s.Enrolled == 0 || len(s.Exits[0]) == 0 {
		return nil
	}
	c := make([]int64, len(s.Exits[0]))
	c[len(c)-1] = s.Enrolled
	return c
}

// Summary gives the counts behind the results; treat its slices as read-only.
func (r Results) Summary() *Summary { return &r.summary }

// Design, People, Seed and Run say what was simulated.
func (r Results) Design() string { return r.summary.Design }
func (r Results) People() int64  { return r.summary.People }
func (r Results) Seed() uint64   { return r.summary.Seed }
func (r Results) Run() string    { return r.summary.Run }

// discharged is how many left.
func (r Results) discharged() int64 { return r.summary.People - r.summary.Enrolled }

// Reason gives the share of the discharged who left for a reason.
func (r Results) Reason(k Reason) Estimate {
	if !k.IsValid() {
		return share(0, 0)
	}
	return share(total(r.summary.Exits[k.place()]), r.discharged())
}

func total(list []int64) (n int64) {
	for _, x := range list {
		n += x
	}
	return n
}

// MedianStay gives the day by which half of all people have left; ok is false
// if fewer have. Low and High are the days at which the limits of the curve
// come to one half.
func (r Results) MedianStay() (days Estimate, ok bool) {
	t, ok := r.curve.Quantile(0.5)
	if !ok {
		return share(0, 0), false
	}
	low, high, lowOK, highOK := r.curve.QuantileLimits(0.5)
	days = Estimate{Value: float64(t), SE: math.NaN(), Low: float64(low), High: float64(high)}
	if !lowOK {
		days.Low = math.NaN()
	}
	if !highOK {
		days.High = math.NaN()
	}
	return days, true
}

// MedianStayOf gives the median stay of those who left for a reason; ok is
// false if nobody did.
func (r Results) MedianStayOf(k Reason) (days float64, ok bool) {
	if !k.IsValid() {
		return math.NaN(), false
	}
	list := r.summary.Exits[k.place()]
	half, sum := total(list), int64(0)
	if half == 0 {
		return math.NaN(), false
	}
	for d, n := range list {
		if sum += n; 2*sum >= half {
			return float64(d), true
		}
	}
	return math.NaN(), false
}

// MeanStay gives the mean days of a stay within the time that is simulated.
func (r Results) MeanStay() Estimate {
	return mean(r.summary.People, r.summary.StayDays, r.summary.Squares.Stay)
}

// RestrictedMeanStay gives the mean days in the program within the first days
// after admission.
func (r Results) RestrictedMeanStay(days int) Estimate {
	m, err := r.curve.RestrictedMean(days)
	if err != nil || r.summary.People == 0 {
		return share(0, 0)
	}
	return estimate(m.Mean, m.SE)
}

// Retention gives the share still in the program so many days after admission.
func (r Results) Retention(day int) Estimate {
	if r.summary.People == 0 {
		return share(0, 0)
	}
	p := r.curve.At(day)
	return Estimate{p.Survival, p.SE, p.Low, p.High}
}

// RetentionCurve gives the Kaplan–Meier curve of staying, and Incidence the
// cumulative incidence of each reason, in the order of [Reasons].
func (r Results) RetentionCurve() survival.Curve  { return r.curve }
func (r Results) Incidence() []survival.Incidence { return r.by }

// Attendance gives attended of offered sessions while enrolled, make-ups left
// out.
func (r Results) Attendance() Estimate {
	s, q := &r.summary, &r.summary.Squares
	return ratio(s.People, s.Attended, s.Offered, q.Attended, q.Offered, q.OfferedAttended)
}

// HoursPerWeek gives the hours delivered, make-ups included, for each week
// enrolled.
func (r Results) HoursPerWeek() Estimate {
	s, q := &r.summary, &r.summary.Squares
	e := ratio(s.People, s.AttendedMinutes, s.StayDays, q.Minutes, q.Stay, q.MinutesStay)
	const to = 7.0 / 60
	return Estimate{e.Value * to, e.SE * to, e.Low * to, e.High * to}
}

// HoursOfferedPerWeek gives the hours offered for each week enrolled.
func (r Results) HoursOfferedPerWeek() float64 {
	return float64(r.summary.OfferedMinutes) / float64(r.summary.StayDays) * 7 / 60
}

// Delivered gives hours delivered, make-ups included, for each hour offered.
func (r Results) Delivered() float64 {
	return float64(r.summary.AttendedMinutes) / float64(r.summary.OfferedMinutes)
}

// WeeksMet gives the share of the weeks, judged by the standards on what the
// person attended, that meet them.
func (r Results) WeeksMet() Estimate {
	s, q := &r.summary, &r.summary.Squares
	return ratio(s.People, s.Met, s.Judged, q.Met, q.Judged, q.JudgedMet)
}

// TestsPositive gives positive of taken tests.
func (r Results) TestsPositive() float64 {
	return float64(r.summary.TestsPositive) / float64(r.summary.TestsTaken)
}

// TestsTaken gives taken of planned tests.
func (r Results) TestsTaken() float64 {
	return float64(r.summary.TestsTaken) / float64(r.summary.Tests)
}

// EarlyPositive gives the mean over people of the share of positive tests in
// their first 28 days, of those who took one: what C08 publishes.
func (r Results) EarlyPositive() float64 {
	return float64(r.summary.EarlyPositive) / 1e6 / float64(r.summary.EarlyTested)
}

// Relapse gives the share of the discharged who returned to use within so many
// days, up to FollowUpDays.
func (r Results) Relapse(days int) Estimate {
	return happened(r.relapse, r.summary.Relapses, days, r.discharged())
}

// Reentry gives the share of the discharged who came back to treatment within
// so many days, up to FollowUpDays.
func (r Results) Reentry(days int) Estimate {
	return happened(r.reentry, r.summary.Reentries, days, r.discharged())
}

// RelapseCurve and ReentryCurve give the shares without either by day.
func (r Results) RelapseCurve() survival.Curve { return r.relapse }
func (r Results) ReentryCurve() survival.Curve { return r.reentry }

// happened gives the share of people to whom something happened by a day. All
// are followed to the end, so that it is a ratio of counts.
func happened(c survival.Curve, byDay []int64, days int, people int64) Estimate {
	if people == 0 {
		return share(0, 0)
	}
	n := total(byDay[:min(max(days+1, 0), len(byDay))])
	p := c.At(days)
	return Estimate{float64(n) / float64(people), p.SE, 1 - p.High, 1 - p.Low}
}

// Cost gives the mean cost of an admission to the program in dollars, rewards
// included. Weeks are in dollars of 2001 and rewards in those of 2005; they are
// added as they are.
func (r Results) Cost() Estimate {
	s := &r.summary
	e := mean(s.People, s.CostCents+s.RewardCents, s.Squares.Cost)
	return Estimate{e.Value / 100, e.SE / 100, e.Low / 100, e.High / 100}
}

// CostPerCompletion gives the cost of all admissions for each completed one.
func (r Results) CostPerCompletion() float64 {
	s := &r.summary
	return float64(s.CostCents+s.RewardCents) / 100 / float64(total(s.Exits[Completed.place()]))
}

// ClientCost gives the mean cost of visits to a person, in dollars of 2009.
func (r Results) ClientCost() float64 {
	return float64(r.summary.ClientCents) / 100 / float64(r.summary.People)
}

// PeopleFor gives how many people a run needs for an estimate to have half the
// width of its interval at most so wide.
func (r Results) PeopleFor(e Estimate, halfWidth float64) int64 {
	if !(halfWidth > 0) || math.IsNaN(e.SE) || r.summary.People == 0 {
		return 0
	}
	x := z95 * e.SE / halfWidth
	n := math.Ceil(float64(r.summary.People) * x * x)
	if n >= math.MaxInt64 {
		return math.MaxInt64
	}
	return max(1, int64(n))
}
