package simulate

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/openiop/openiop/assessment/drugtest"
	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/iop"
)

// result is what becomes of a planned test.
type result uint8

const (
	negativeResult result = iota
	positiveResult
	missedResult
	resultCount
)

// earlyDays is for how long tests count as early: the published share of
// positive ones is of the first 28 days (C08).
const earlyDays = 28

// situationCount is how many situations a response can depend on: the result,
// and whether unexpected findings make a pattern.
const situationCount = 2 * int(resultCount)

// testedFor is the analyte of simulated tests. Its calibration data are of
// people who mostly used cocaine (C08, C09).
const testedFor drugtest.AnalyteID = "benzoylecgonine"

// responses are the answers of the response policy to every situation that a
// simulated history can come to, each asked of careplan once.
type responses struct {
	tests       []test
	presumptive bool
	// steps holds the places of the steps in careplan.StepKinds, by situation.
	steps [situationCount][]uint8
	// one says whether two positive definitive tests, so many days apart, are one
	// episode; tests further apart than its length are two.
	one []bool
	// count findings within days make a pattern.
	count, days int
}

// situation gives the place of a situation.
func situation(r result, pattern bool) int {
	if pattern {
		return int(r) + int(resultCount)
	}
	return int(r)
}

// layResponses plans the tests and asks the policy for every situation.
func (pl *plan) layResponses(d *Design) error {
	r := &pl.responses
	r.presumptive = d.Tests.Presumptive
	if d.Tests.None {
		return nil
	}
	usual := careplan.DefaultPolicy()
	r.count, r.days = cmp.Or(d.Response.PatternCount, usual.PatternCount), cmp.Or(d.Response.PatternDays, usual.PatternDays)
	pl.layTests(&d.Tests)
	if err := r.ask(d); err != nil {
		return fmt.Errorf("design %q: response %w", d.name(), err)
	}
	return nil
}

// layTests plans the tests of each week at the last session of their days.
func (pl *plan) layTests(t *TestPlan) {
	for i := range pl.weeks {
		if i%max(1, t.EveryWeeks) != 0 {
			continue
		}
		w := &pl.weeks[i]
		var last []int32 // the last sessions of the week's days
		for j := w.from; j < w.to; j++ {
			if pl.sessions[j].lastOfDay {
				last = append(last, j)
			}
		}
		if t.Days.Set != 0 {
			for _, j := range last {
				day := pl.start.AddDays(int(pl.sessions[j].day)).Weekday()
				if t.Days.Set.Has(day) {
					pl.addTest(j, keyOf(forTest, i, onDay+uint64(day)))
				}
			}
			continue
		}
		n := min(cmp.Or(t.PerWeek, 1), len(last))
		for k := range n {
			pl.addTest(last[(2*k+1)*len(last)/(2*n)], keyOf(forTest, i, uint64(k)))
		}
	}
}

// onDay sets the keys of tests on days of the week apart from those of tests
// that are spread.
const onDay = 16

// addTest plans a test after a session.
func (pl *plan) addTest(at int32, key uint64) {
	s := &pl.sessions[at]
	pl.responses.tests = append(pl.responses.tests, test{s.day, key, int32(pl.useLevel(int(s.day)))})
	s.test = int16(len(pl.responses.tests))
}

// useLevel gives the place of the table of positive tests for a day: by how
// many weeks ago rewards ended.
func (pl *plan) useLevel(day int) int {
	level := noRewards
	switch {
	case pl.rewardsEnd == 0:
	case day < pl.rewardsEnd:
		level = 0
	default:
		level = min((day-pl.rewardsEnd)/7*7+3, 180)
	}
	if i := slices.Index(pl.useLevels, level); i >= 0 {
		return i
	}
	pl.useLevels = append(pl.useLevels, level)
	return len(pl.useLevels) - 1
}

// sample is one result of a history to ask the policy about.
type sample struct {
	day    int
	result result
}

// ask fills the tables by the policy's own answers.
func (r *responses) ask(d *Design) error {
	start := DefaultStart()
	apart := 1 // the least days after which two positive tests are two episodes
	for ; apart <= 31; apart++ {
		in, err := interpret(d, start, r.presumptive, []sample{{0, positiveResult}, {apart, positiveResult}})
		if err != nil {
			return err
		}
		if r.one = append(r.one, len(in.Episodes) == 1); len(in.Episodes) > 1 {
			break
		}
	}
	kinds := careplan.StepKinds()
	for kind := range resultCount {
		for _, pattern := range []bool{false, true} {
			var history []sample
			day := 0
			for i := 1; pattern && i < r.count; i++ { // the result itself is the last of the pattern
				history = append(history, sample{day, positiveResult})
				day += apart
			}
			history = append(history, sample{day, kind})
			in, err := interpret(d, start, r.presumptive, history)
			if err != nil {
				return err
			}
			answer, err := d.Response.Respond(in)
			if err != nil {
				return err
			}
			at := situation(kind, pattern)
			for _, step := range answer.Steps {
				r.steps[at] = append(r.steps[at], uint8(slices.Index(kinds, step.Kind)))
			}
		}
	}
	return nil
}

// interpret reads a history of simulated tests as drugtest does.
func interpret(d *Design, start iop.Date, presumptive bool, history []sample) (*drugtest.Interpretation, error) {
	catalog := drugtest.Embedded()
	panel, err := catalog.Panel(string(testedFor))
	if err != nil {
		return nil, err
	}
	specimen, err := drugtest.Specimen{Matrix: drugtest.Urine}.Assess(drugtest.EmbeddedCriteria())
	if err != nil {
		return nil, err
	}
	about := drugtest.About{AsOf: start, Population: d.Program.Population}
	var results []drugtest.Result
	for i, s := range history {
		v := drugtest.Visit{ID: drugtest.ResultID(fmt.Sprintf("t%05d", i)), Collected: start.AddDays(s.day)}
		about.AsOf = v.Collected
		finding := drugtest.Finding{Analyte: testedFor, Outcome: drugtest.Negative}
		if s.result == positiveResult {
			finding.Outcome = drugtest.Positive
		}
		var r drugtest.Result
		switch {
		case s.result == missedResult:
			r, err = drugtest.NotCollected(v, drugtest.MissedUnexcused)
		case presumptive:
			r, err = drugtest.PresumptiveResult(v, specimen, drugtest.Immunoassay(), panel, finding)
		default:
			r, err = drugtest.DefinitiveResult(v, specimen, drugtest.LCMSMS(), panel, finding)
		}
		if err != nil {
			return nil, err
		}
		results = append(results, r)
	}
	h, err := drugtest.NewHistory(about, results, nil)
	if err != nil {
		return nil, err
	}
	return drugtest.Interpret(h, catalog)
}

// episodes counts a person's episodes of unexpected definitive findings, as
// far back as a pattern reaches.
type episodes struct {
	last []int32 // the last day of each, in order
}

func (e *episodes) reset() { e.last = e.last[:0] }

// add adds a positive test and says whether it makes a pattern.
func (e *episodes) add(r *responses, day int32) bool {
	if r.presumptive {
		return false
	}
	n := len(e.last)
	if gap := 0; n > 0 {
		gap = int(day - e.last[n-1])
		if gap <= 0 || gap <= len(r.one) && r.one[gap-1] {
			e.last[n-1] = day
			return e.within(r, day)
		}
	}
	e.last = append(e.last, day)
	return e.within(r, day)
}

// within says whether enough episodes lie in the days of a pattern.
func (e *episodes) within(r *responses, day int32) bool {
	n := len(e.last)
	return n >= r.count && e.last[n-r.count] > day-int32(r.days)
}
