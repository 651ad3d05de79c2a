package careplan

import (
	"errors"
	"fmt"

	"github.com/openiop/openiop/iop"
)

// StepDownOutcome answers whether a lower level of care is supported. The zero
// StepDownOutcome is undetermined.
type StepDownOutcome uint8

// The outcomes.
const (
	StepDownUndetermined StepDownOutcome = iota
	// MoreSupport: something worsened, a flag asks for attention, or the person
	// wants more.
	MoreSupport
	// NotYet: at least one criterion is not met.
	NotYet
	// Supported: every criterion is met.
	Supported
)

var stepDownWords = [...]string{"undetermined", "more-support", "not-yet", "supported"}

// String gives "supported", "not-yet", "more-support" or "undetermined".
func (o StepDownOutcome) String() string {
	if int(o) >= len(stepDownWords) {
		return ""
	}
	return stepDownWords[o]
}

// MarshalText gives the form of [StepDownOutcome.String].
func (o StepDownOutcome) MarshalText() ([]byte, error) { return []byte(o.String()), nil }

// CriterionState is what is known of a criterion. The zero CriterionState is
// unknown.
type CriterionState uint8

// The states.
const (
	CriterionUnknown CriterionState = iota
	CriterionMet
	CriterionNotMet
	// CriterionInformation is shown and decides nothing.
	CriterionInformation
)

var criterionStates = [...]string{"unknown", "met", "not-met", "information"}

// String gives "met", "not-met", "unknown" or "information".
func (s CriterionState) String() string {
	if int(s) >= len(criterionStates) {
		return ""
	}
	return criterionStates[s]
}

// MarshalText gives the form of [CriterionState.String].
func (s CriterionState) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// StepDownCriterion is one criterion with what it rests on.
type StepDownCriterion struct {
	// ID is the key of the evidence, as in "attendance".
	ID    string         `json:"id"`
	State CriterionState `json:"state"`
	// Evidence says what was found, and against what it was held.
	Evidence []string `json:"evidence"`
	// Concern says that it asks for more support.
	Concern bool       `json:"concern,omitempty"`
	Source  iop.Source `json:"source"`
}

// StepDown is the answer, with every criterion and what to supply.
type StepDown struct {
	Outcome  StepDownOutcome     `json:"outcome"`
	Criteria []StepDownCriterion `json:"criteria"`
	Missing  []string            `json:"missing"`
	// Policy names the policy and whose it is.
	Policy string `json:"policy"`
	// Notice says who decides.
	Notice string `json:"notice"`
}

// ClinicianStepsDown is what every answer says in words.
const ClinicianStepsDown = "A clinician decides with the person. This gathers evidence under a program's policy; test results are information and decide nothing."

// StepDownPolicy holds the thresholds of a program. No source that was read has
// a number for any of them; they are program policy.
//
// The zero StepDownPolicy takes the defaults.
type StepDownPolicy struct {
	// AttendancePercent and GoalPercent are the least shares, in percent; 0
	// takes the defaults, 80 and 75.
	AttendancePercent, GoalPercent int
	// MostRating is the highest rating of a dimension that still meets the
	// criterion; nil takes the default, 1.
	MostRating *int
	// AppointmentWithin is the limit in days to the next appointment; 0 takes
	// the default, 14 (target 7).
	AppointmentWithin int
	// TestGate makes test results a criterion of its own. The default policy has
	// none; see [TestGate].
	TestGate *TestGate
}

// TestGate is a program's own rule that asks for days without an unexpected
// positive test. No guidance that was read supports one: ASAM's recommendations
// of 2024 make abstinence no condition of staying. A policy that has one names
// itself and its source, and every answer says so.
type TestGate struct {
	// Name is the program's name for the rule, Source where it stands.
	Name   string
	Source iop.Source
	// Days are without an unexpected positive test, up to the day of the
	// question.
	Days int
}

func (t *TestGate) check() error {
	switch {
	case t == nil:
		return nil
	case t.Name == "" || !t.Source.IsValid():
		return errors.New("step-down policy: has a test gate without a name or a source; say whose rule it is")
	case t.Days < 1 || t.Days > 3660:
		return errors.New("step-down policy: the days of the test gate are out of range; want 1 to 3660")
	}
	return nil
}

func (p StepDownPolicy) complete() (StepDownPolicy, error) {
	set := func(n *int, usual int) {
		if *n == 0 {
			*n = usual
		}
	}
	set(&p.AttendancePercent, 80)
	set(&p.GoalPercent, 75)
	set(&p.AppointmentWithin, 14)
	if p.MostRating == nil {
		p.MostRating = new(1)
	}
	for _, percent := range []int{p.AttendancePercent, p.GoalPercent} {
		if percent < 1 || percent > 100 {
			return p, errors.New("step-down policy: a share is out of range; want 1 to 100 percent")
		}
	}
	switch {
	case *p.MostRating < 0 || *p.MostRating > 4:
		return p, errors.New("step-down policy: mostRating is out of range; want 0 to 4")
	case p.AppointmentWithin < 1 || p.AppointmentWithin > 366:
		return p, errors.New("step-down policy: appointmentWithin is out of range; want 1 to 366 days")
	}
	return p, p.TestGate.check()
}

// Evaluate answers whether a lower level of care is supported. Evidence that is
// missing leaves the answer undetermined at best: it never yields Supported. Test
// results change nothing. It is an error if the policy or the evidence is
// contradictory in itself.
func (p StepDownPolicy) Evaluate(g Progress) (StepDown, error) {
	p, err := p.complete()
	if err != nil {
		return StepDown{}, err
	}
	if err := g.check(); err != nil {
		return StepDown{}, err
	}
	e := evaluation{policy: p, progress: &g}
	out := StepDown{
		Criteria: []StepDownCriterion{
			e.attendance(), e.goals(), e.scores(), e.dimensions(), e.tests(),
			e.stated("relapsePlan", g.RelapsePlan, "the relapse prevention plan is complete"),
			e.stated("supportNetwork", g.SupportNetwork, "there is a support network"),
			e.stated("housing", g.Housing, "housing is stable"),
			e.stated("work", g.Work, "work or its place in life is stable"),
			e.nextAppointment(), e.preference(),
		},
		Missing: []string{}, Policy: "default step-down policy of the library: program policy, without a source for its numbers", Notice: ClinicianStepsDown,
	}
	if gate := p.TestGate; gate != nil {
		out.Criteria = append(out.Criteria, e.testGate(gate))
		out.Policy = "program policy with a test gate, " + gate.Name + ": a choice of the program against current guidance"
	}
	out.Missing = append(out.Missing, e.missing(out.Criteria)...)
	out.Outcome = outcomeOf(out.Criteria)
	return out, nil
}

func outcomeOf(list []StepDownCriterion) StepDownOutcome {
	concern, notMet, unknown := false, false, false
	for _, c := range list {
		concern = concern || c.Concern
		notMet = notMet || c.State == CriterionNotMet
		unknown = unknown || c.State == CriterionUnknown
	}
	switch {
	case concern:
		return MoreSupport
	case notMet:
		return NotYet
	case unknown:
		return StepDownUndetermined
	}
	return Supported
}

// missing lists what to supply, in the order of the input's fields.
func (e *evaluation) missing(list []StepDownCriterion) (out []string) {
	if !e.progress.AsOf.IsValid() {
		out = append(out, "asOf")
	}
	if !e.progress.Level.IsValid() {
		out = append(out, "level")
	}
	for _, c := range list {
		if c.State == CriterionUnknown || c.ID == "tests" && len(e.progress.Tests) == 0 {
			out = append(out, c.ID)
		}
	}
	return out
}

// check finds evidence that contradicts itself.
func (g *Progress) check() error {
	var errs []error
	share := func(name, part, whole string, a, b *int) {
		switch {
		case a != nil && *a < 0 || b != nil && *b < 0:
			errs = append(errs, fmt.Errorf("%s: is less than nothing; want 0 or more", name))
		case a != nil && b != nil && *a > *b:
			errs = append(errs, fmt.Errorf("%s: %s is more than %s", name, part, whole))
		}
	}
	if a := g.Attendance; a != nil {
		share("attendance", "attended", "offered", a.Attended, a.Offered)
	}
	if a := g.Goals; a != nil {
		share("goals", "met", "total", a.Met, a.Total)
	}
	if d := g.Dimensions; d != nil {
		for _, list := range []map[string]int{named(d.Ratings), named(d.Previous)} {
			for _, at := range sortedKeys(list) {
				if n := list[at]; n < 0 || n > 4 {
					errs = append(errs, fmt.Errorf("dimensions: %s is %d; want a rating from 0 to 4", at, n))
				}
			}
		}
	}
	for i, s := range g.Scores {
		if !s.Date.IsValid() {
			errs = append(errs, fmt.Errorf("scores[%d].date: is missing; want the day of the answers", i))
		}
	}
	return errors.Join(errs...)
}
