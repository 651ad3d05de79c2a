package careplan

import (
	"slices"

	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/iop"
)

// Situation is what interventions are suggested by: what assessment has shown
// and what the person wants. What is unknown suggests nothing.
//
// The zero Situation knows nothing.
type Situation struct {
	// Disorders are those with their severity; NoDisorder and undetermined ones
	// suggest nothing.
	Disorders map[assessment.Substance]assessment.Severity `json:"disorders,omitempty"`
	// What follows are answers that assessment gave.
	LowReadiness         assessment.Ternary `json:"lowReadiness,omitempty"`
	EmotionDysregulation assessment.Ternary `json:"emotionDysregulation,omitempty"`
	Trauma               assessment.Ternary `json:"trauma,omitempty"`
	FamilyWilling        assessment.Ternary `json:"familyWilling,omitempty"`
	NeedsWork            assessment.Ternary `json:"needsWork,omitempty"`
	NeedsHousing         assessment.Ternary `json:"needsHousing,omitempty"`
	// Adolescent says whether the person is in that age group.
	Adolescent assessment.Ternary `json:"adolescent,omitempty"`
	// Declined are activities that the person does not want: they are not
	// suggested again. Wanted are those that the person asks for. In a file they
	// are the preferences of the plan.
	Declined iop.ActivitySet `json:"-"`
	Wanted   iop.ActivitySet `json:"-"`
}

// Suggestion is an intervention that evidence supports for a situation. A
// clinician accepts, edits or declines it with the person.
type Suggestion struct {
	Activity iop.Activity `json:"activity"`
	// Why says what of the situation it answers.
	Why string `json:"why"`
	// Evidence is the grade of the activity table, with its basis and
	// confidence.
	Evidence iop.ActivityEvidence `json:"evidence"`
	// First says that it comes before others: it opens the way for them.
	First bool `json:"first,omitempty"`
}

// suggestRule suggests an activity where a condition holds.
type suggestRule struct {
	activity string
	why      string
	first    bool
	when     func(*Situation) bool
}

// atLeastMild reports whether there is a disorder of any of some substances.
func (s *Situation) atLeastMild(list ...assessment.Substance) bool {
	return slices.ContainsFunc(list, func(x assessment.Substance) bool { return s.Disorders[x] >= assessment.Mild })
}

func (s *Situation) anyDisorder() bool {
	for _, severity := range s.Disorders { // any order: a yes or no
		if severity >= assessment.Mild {
			return true
		}
	}
	return false
}

// suggestRules are all rules, in the order in which suggestions come. The
// pairs of problem and intervention are those that the project's design names;
// the grade of each is that of the activity table, with its source.
func suggestRules() []suggestRule {
	return []suggestRule{
		{"mi", "readiness is low: begin by listening for reasons of the person's own", true, func(s *Situation) bool { return s.LowReadiness == assessment.Yes }},
		{"medication-management", "there is an opioid or alcohol use disorder: offer medication", false, func(s *Situation) bool { return s.atLeastMild(assessment.Opioid, assessment.Alcohol) }},
		{"contingency-management", "there is a stimulant or cocaine use disorder", false, func(s *Situation) bool { return s.atLeastMild(assessment.Stimulant, assessment.Cocaine) }},
		{"cbt", "there is a substance use disorder", false, (*Situation).anyDisorder},
		{"relapse-prevention", "there is a substance use disorder", false, (*Situation).anyDisorder},
		{"dbt-skills", "emotions are hard to regulate", false, func(s *Situation) bool { return s.EmotionDysregulation == assessment.Yes }},
		{"seeking-safety", "trauma and substance use stand side by side", false, func(s *Situation) bool { return s.Trauma == assessment.Yes && s.anyDisorder() }},
		{"mdft", "the person is an adolescent and the family is willing", false, func(s *Situation) bool {
			return s.FamilyWilling == assessment.Yes && s.Adolescent == assessment.Yes
		}},
		{"family-therapy", "the family is willing", false, func(s *Situation) bool { return s.FamilyWilling == assessment.Yes }},
		{"vocational-skills", "work is a need", false, func(s *Situation) bool { return s.NeedsWork == assessment.Yes }},
		{"case-management", "housing is a need", false, func(s *Situation) bool { return s.NeedsHousing == assessment.Yes }},
	}
}

// Suggest gives interventions for a situation, those that open the way first
// and those that the person asks for last. Nothing that the person declined is
// suggested, and nothing by what is unknown.
func (s *Situation) Suggest() []Suggestion {
	out := []Suggestion{}
	given := s.Declined
	for _, r := range suggestRules() {
		a := iop.MustParseActivity(r.activity)
		if s.Declined.Has(a) || !r.when(s) {
			continue
		}
		given = given.With(a)
		out = append(out, Suggestion{Activity: a, Why: r.why, Evidence: a.Info().Evidence, First: r.first})
	}
	for a := range s.Wanted.All() {
		if !given.Has(a) {
			out = append(out, Suggestion{Activity: a, Why: "the person asks for it", Evidence: a.Info().Evidence})
		}
	}
	return out
}

// unknownDisorders names the substances that stand with an undetermined
// severity, in their order.
func (s *Situation) unknownDisorders() (out []string) {
	for x, severity := range s.Disorders { // any order: sorted below
		if severity == assessment.SeverityUndetermined {
			out = append(out, x.String())
		}
	}
	slices.Sort(out)
	return out
}
