package careplan

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/assessment/drugtest"
	"github.com/openiop/openiop/iop"
)

// evaluation works out the criteria of one question.
type evaluation struct {
	policy   StepDownPolicy
	progress *Progress
	// openFlag says that nobody answered a critical flag.
	openFlag bool
}

// policySource says that a number is the program's own.
func policySource() iop.Source {
	return iop.Source{Authority: "openiop", Locator: "program policy; no source states it", Confidence: iop.Supposed}
}

func published(url, locator string) iop.Source {
	return iop.Source{Locator: locator, URL: url, Read: iop.MustDate(2026, time.November, 23), Confidence: iop.Verified}
}

func (e *evaluation) attendance() StepDownCriterion {
	a := e.progress.Attendance
	if a == nil {
		a = &AttendanceShare{}
	}
	return shareCriterion("attendance", "sessions attended", a.Attended, a.Offered, e.policy.AttendancePercent, policySource())
}

func (e *evaluation) goals() StepDownCriterion {
	a := e.progress.Goals
	if a == nil {
		a = &GoalShare{}
	}
	src := published("https://www.mulliganrecoverycenters.com/outpatient-program/", "a program that names met goals as its criterion; the share is program policy")
	return shareCriterion("goals", "goals met", a.Met, a.Total, e.policy.GoalPercent, src)
}

// shareCriterion holds a share against a least percentage. Nothing of nothing
// is unknown.
func shareCriterion(id, what string, part, whole *int, least int, src iop.Source) StepDownCriterion {
	c := StepDownCriterion{ID: id, Evidence: []string{}, Source: src}
	if part == nil || whole == nil || *whole == 0 {
		return c
	}
	c.Evidence = append(c.Evidence, fmt.Sprintf("%s: %d of %d; the policy asks for %d percent", what, *part, *whole, least))
	c.State = CriterionNotMet
	if int64(*part)*100 >= int64(*whole)*int64(least) {
		c.State = CriterionMet
	}
	return c
}

func (e *evaluation) stated(id string, is *bool, words string) StepDownCriterion {
	c := StepDownCriterion{ID: id, Evidence: []string{}, Source: policySource()}
	switch {
	case is == nil:
	case *is:
		c.State, c.Evidence = CriterionMet, []string{"recorded: " + words}
	default:
		c.State, c.Evidence = CriterionNotMet, []string{"recorded as not so: " + words}
	}
	return c
}

// nextAppointment is met if the next appointment lies within the limit.
func (e *evaluation) nextAppointment() StepDownCriterion {
	c := StepDownCriterion{ID: "nextAppointment", Evidence: []string{}, Source: policySource()}
	next, today := e.progress.NextAppointment, e.progress.AsOf
	if !next.IsValid() {
		return c
	}
	if !today.IsValid() {
		c.Evidence = append(c.Evidence, "booked; without asOf it cannot be said how far away it is")
		return c
	}
	days := today.DaysUntil(next)
	c.Evidence = append(c.Evidence, fmt.Sprintf("booked in %d days; the policy asks for at most %d", days, e.policy.AppointmentWithin))
	c.State = CriterionMet
	if days < 0 || days > e.policy.AppointmentWithin {
		c.State = CriterionNotMet
	}
	return c
}

func (e *evaluation) preference() StepDownCriterion {
	c := StepDownCriterion{ID: "preference", Evidence: []string{}, Source: policySource()}
	switch e.progress.Preference {
	case "":
	case PrefersStepDown:
		c.State, c.Evidence = CriterionMet, []string{"the person prefers to step down"}
	case PrefersToStay:
		c.State, c.Evidence = CriterionNotMet, []string{"the person prefers to stay at this level"}
	case PrefersStepUp:
		c.State, c.Concern, c.Evidence = CriterionNotMet, true, []string{"the person wants more support"}
	default:
		c.Evidence = []string{"a word that the policy does not know; want step-down, stay or step-up"}
	}
	return c
}

// tests are shown and decide nothing.
func (e *evaluation) tests() StepDownCriterion {
	c := StepDownCriterion{ID: "tests", State: CriterionInformation, Evidence: []string{}, Source: published(
		"https://eguideline.guidelinecentral.com/i/840070/6", "ASAM, Appropriate Use of Drug Testing, pocket guide, page 7: care is not decided on a test result alone")}
	if n := len(e.progress.Tests); n > 0 {
		c.Evidence = append(c.Evidence, fmt.Sprintf("test readings on record: %d; for information", n))
	}
	return c
}

// testGate is met if no test was unexpectedly positive in the days of the gate.
// Without a day or a test in them it is unknown: not tested is not negative.
func (e *evaluation) testGate(gate *TestGate) StepDownCriterion {
	c := StepDownCriterion{ID: "testGate", Evidence: []string{}, Source: gate.Source}
	today := e.progress.AsOf
	if !today.IsValid() {
		return c
	}
	tested, unexpected := 0, 0
	for _, t := range e.progress.Tests {
		if !t.Date.IsValid() || t.Date.Before(today.AddDays(1-gate.Days)) || today.Before(t.Date) {
			continue
		}
		tested++
		if t.Finding == drugtest.PositiveUnexpected.String() {
			unexpected++
		}
	}
	c.Evidence = append(c.Evidence, fmt.Sprintf("%d readings in the last %d days, %d of them unexpectedly positive", tested, gate.Days, unexpected))
	switch {
	case unexpected > 0:
		c.State = CriterionNotMet
	case tested > 0:
		c.State = CriterionMet
	}
	return c
}

// dimensions are met if all six are rated and none is above the policy's
// bound. A rating that rose above it is a concern.
func (e *evaluation) dimensions() StepDownCriterion {
	c := StepDownCriterion{ID: "dimensions", Evidence: []string{}, Source: policySource()}
	d := e.progress.Dimensions
	if d == nil || len(d.Ratings) == 0 {
		return c
	}
	most, rated := *e.policy.MostRating, 0
	c.State = CriterionMet
	for _, x := range assessment.Dimensions() {
		n, ok := d.Ratings[x]
		if !ok {
			c.Evidence = append(c.Evidence, x.String()+" is not rated")
			continue
		}
		rated++
		if n <= most {
			continue
		}
		c.State = CriterionNotMet
		words := fmt.Sprintf("%s is rated %d; the policy asks for at most %d", x, n, most)
		if before, had := d.Previous[x]; had && n > before {
			c.Concern = true
			words += fmt.Sprintf(", and it was %d before", before)
		}
		c.Evidence = append(c.Evidence, words)
	}
	switch {
	case c.State == CriterionNotMet:
	case rated < len(assessment.Dimensions()):
		c.State = CriterionUnknown
	default:
		c.Evidence = append(c.Evidence, fmt.Sprintf("all six are rated %d or less", most))
	}
	return c
}

// scores are met if an instrument that shows progress has two scores or more
// and none worsened. A change for the worse by a published threshold, or a
// critical flag, is a concern.
func (e *evaluation) scores() StepDownCriterion {
	c := StepDownCriterion{ID: "scores", Evidence: []string{}, Source: policySource()}
	series := map[string][]ScoreOn{}
	for _, s := range e.progress.Scores {
		series[s.Instrument] = append(series[s.Instrument], s)
	}
	for _, id := range slices.Sorted(maps.Keys(series)) {
		scorer, ok := assessment.Embedded().Lookup(id, false)
		if !ok {
			c.Evidence = append(c.Evidence, "scores of an instrument that the library does not know")
			continue
		}
		e.follow(&c, scorer, series[id])
	}
	if e.openFlag && c.State == CriterionMet {
		c.State = CriterionUnknown
	}
	return c
}

// follow adds what one instrument shows.
func (e *evaluation) follow(c *StepDownCriterion, s *assessment.Scorer, list []ScoreOn) {
	in := s.Instrument()
	slices.SortStableFunc(list, func(a, b ScoreOn) int { return a.Date.Compare(b.Date) })
	latest := list[len(list)-1]
	for i := range in.Flags {
		e.critical(c, in.ID, &in.Flags[i], latest)
	}
	var points []assessment.Dated[assessment.Result]
	for _, x := range list {
		r := assessment.Result{Instrument: in.ID, Version: in.Version, Coding: assessment.Raw, Status: assessment.StatusIncomplete}
		if x.Total != nil {
			r.Status, r.Total = assessment.StatusScored, iop.WholeAmount(int64(*x.Total))
		}
		points = append(points, assessment.Dated[assessment.Result]{Date: x.Date, Value: r})
	}
	trend, err := s.Trend(points, assessment.TrendOptions{})
	if err != nil || trend.Course == assessment.CourseUnknown {
		c.Evidence = append(c.Evidence, in.ID+": no change can be followed yet")
		return
	}
	var words strings.Builder
	words.WriteString(fmt.Sprintf("%s: %s on %s, %s on %s: %s", in.ID, trend.First.Value, trend.First.Date, trend.Latest.Value, trend.Latest.Date, trend.Course))
	for _, change := range trend.Changes {
		if change.Verdict == assessment.Worsened {
			c.Concern = true
			c.Source = change.Rule.Source
			words.WriteString(", beyond the published threshold for " + string(change.Rule.Kind) + " change")
		}
	}
	c.Evidence = append(c.Evidence, words.String())
	switch {
	case trend.Course == assessment.Worse:
		c.State = CriterionNotMet
	case c.State == CriterionUnknown:
		c.State = CriterionMet
	}
}

// critical looks at a critical flag: a yes asks for more support, and an
// unknown is not a no.
func (e *evaluation) critical(c *StepDownCriterion, id string, f *assessment.Flag, latest ScoreOn) {
	if !f.Critical {
		return
	}
	switch latest.Flags[f.Name] {
	case assessment.Yes:
		c.State, c.Concern, c.Source = CriterionNotMet, true, f.Source
		c.Evidence = append(c.Evidence, fmt.Sprintf("%s on %s: the critical flag %s is yes", id, latest.Date, f.Name))
	case assessment.Unknown:
		e.openFlag = true
		c.Evidence = append(c.Evidence, fmt.Sprintf("%s on %s: the critical flag %s is not known", id, latest.Date, f.Name))
	}
}

func named(m map[assessment.Dimension]int) map[string]int {
	out := make(map[string]int, len(m))
	for d, n := range m { // any order: a copy
		out[d.String()] = n
	}
	return out
}

func sortedKeys(m map[string]int) []string { return slices.Sorted(maps.Keys(m)) }
