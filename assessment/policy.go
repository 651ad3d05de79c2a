package assessment

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/openiop/openiop/iop"
)

// ClinicianDecides is what every suggestion of a level says in words.
const ClinicianDecides = "A clinician decides with the person. This says what a published or local table gives for recorded ratings; it is not a placement, and a test result alone decides nothing."

// LevelPolicy says which level of care some rule gives for the ratings of the
// dimensions. [LevelTable] is one that is read from a file; a program may have
// its own. A policy has no view of test results: ratings are all it takes.
//
// Suggest must give the same answer for the same ratings.
type LevelPolicy interface {
	Suggest(Ratings) Suggestion
}

// PolicyOutcome is how a policy answers.
//
// The zero PolicyOutcome is undetermined.
type PolicyOutcome uint8

// The outcomes.
const (
	// PolicyUndetermined: what is not known could change the answer.
	PolicyUndetermined PolicyOutcome = iota
	// RuleMatched: the policy gives a level, whatever is not known.
	RuleMatched
	// NoRuleMatched: no rule of the policy speaks about such ratings, whatever
	// is not known. Nothing falls back to some level.
	NoRuleMatched
	// PolicyNotApplicable: the policy is for another edition or age group.
	PolicyNotApplicable
	// PolicyNotInForce: the policy had not begun, or had ended, on the day of
	// the ratings.
	PolicyNotInForce
)

var policyOutcomes = [...]string{"undetermined", "matched", "no-rule-matched", "not-applicable", "not-in-force"}

// String gives "undetermined", "matched", "no-rule-matched", "not-applicable"
// or "not-in-force".
func (o PolicyOutcome) String() string {
	if int(o) >= len(policyOutcomes) {
		return ""
	}
	return policyOutcomes[o]
}

// MarshalText gives the form of [PolicyOutcome.String].
func (o PolicyOutcome) MarshalText() ([]byte, error) { return []byte(o.String()), nil }

// UnmarshalText reads the form of [PolicyOutcome.String].
func (o *PolicyOutcome) UnmarshalText(b []byte) error {
	for i, word := range policyOutcomes {
		if word == string(b) {
			*o = PolicyOutcome(i)
			return nil
		}
	}
	return fmt.Errorf("is not an outcome of a policy; want %s", strings.Join(policyOutcomes[:], ", "))
}

// Suggestion is the answer of a policy: never a placement.
type Suggestion struct {
	// Policy is the policy's id, and Source where it was read.
	Policy  PolicyID      `json:"policy"`
	Source  iop.Source    `json:"source"`
	Outcome PolicyOutcome `json:"outcome"`
	// Level is the level that the policy gives; zero unless a rule matched.
	Level iop.Level `json:"level,omitzero"`
	// Reasons are the rules that match, or that may match where something is
	// not known, in the order of the policy.
	Reasons []Reason `json:"reasons,omitempty"`
	// Possible are the levels that what is not known leaves open, and
	// MayMatchNone says that no rule may match. Both are empty unless the
	// outcome is undetermined.
	Possible     []iop.Level `json:"possible,omitempty"`
	MayMatchNone bool        `json:"mayMatchNone,omitempty"`
	// Missing is what could change the answer.
	Missing MissingRatings `json:"missing,omitzero"`
	// LeavesOut are rules of the source that the policy does not hold. They
	// are shown, never interpreted: any of them might have matched.
	LeavesOut []LeftOut `json:"leavesOut,omitempty"`
}

// Reason is a rule of a policy that matches the ratings.
type Reason struct {
	Rule  string    `json:"rule"`
	Level iop.Level `json:"level"`
	// Decides is true of a rule that gives the answer, false of one that
	// matches beside it.
	Decides bool `json:"decides"`
	// Certain is true if the rule matches whatever is not known.
	Certain bool `json:"certain"`
	// Dimensions are those whose ratings fit the rule, and Circumstances those
	// that it asks for.
	Dimensions    []Dimension    `json:"dimensions,omitempty"`
	Circumstances []Circumstance `json:"circumstances,omitempty"`
	Source        iop.Source     `json:"source,omitzero"`
}

// MissingRatings is what is not known and could change an answer.
type MissingRatings struct {
	Dimensions    []Dimension    `json:"dimensions,omitempty"`
	Circumstances []Circumstance `json:"circumstances,omitempty"`
	// Population: the age group. Date: the day of the ratings.
	Population bool `json:"population,omitempty"`
	Date       bool `json:"date,omitempty"`
}

// IsZero reports whether nothing is missing.
func (m MissingRatings) IsZero() bool {
	return len(m.Dimensions) == 0 && len(m.Circumstances) == 0 && !m.Population && !m.Date
}

// LeftOut is a rule of a source that a policy does not hold, and why.
type LeftOut struct {
	Level iop.Level `json:"level"`
	Why   string    `json:"why"`
}

// Notice gives [ClinicianDecides], whatever policy made the suggestion.
func (s Suggestion) Notice() string { return ClinicianDecides }

// MarshalJSON adds the notice to the fields.
func (s Suggestion) MarshalJSON() ([]byte, error) {
	type fields Suggestion
	return json.Marshal(struct {
		fields
		Notice string `json:"notice"`
	}{fields(s), s.Notice()})
}

// String words the suggestion for people.
func (s Suggestion) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: ", s.Policy)
	switch s.Outcome {
	case RuleMatched:
		fmt.Fprintf(&b, "the ratings fit level %s (%s)", s.Level, s.deciding())
	case NoRuleMatched:
		b.WriteString("no rule matched")
	case PolicyNotApplicable:
		b.WriteString("not applicable: it is for another edition or age group")
	case PolicyNotInForce:
		b.WriteString("not in force on the day of the ratings")
	default:
		fmt.Fprintf(&b, "undetermined%s", s.open())
		if !s.Missing.IsZero() {
			fmt.Fprintf(&b, "; needed: %s", s.Missing)
		}
	}
	for _, l := range s.LeavesOut {
		fmt.Fprintf(&b, "; it leaves out a rule for level %s", l.Level)
	}
	return b.String() + ". " + s.Notice()
}

func (s Suggestion) deciding() string {
	var rules []string
	for _, r := range s.Reasons {
		if r.Decides {
			rules = append(rules, r.String())
		}
	}
	return strings.Join(rules, "; ")
}

func (s Suggestion) open() string {
	var options []string
	for _, l := range s.Possible {
		options = append(options, "level "+l.String())
	}
	if s.MayMatchNone {
		options = append(options, "no rule")
	}
	if len(options) == 0 {
		return ""
	}
	return ", " + strings.Join(options, " or ")
}

// String gives the rule with what it rests on.
func (r Reason) String() string {
	text := "rule " + r.Rule
	if !r.Certain {
		text = "perhaps " + text
	}
	if on := list(r.Dimensions, r.Circumstances); on != "" {
		text += " on " + on
	}
	return text
}

// String lists what is missing.
func (m MissingRatings) String() string {
	text := list(m.Dimensions, m.Circumstances)
	for _, more := range []struct {
		is   bool
		word string
	}{{m.Population, "age group"}, {m.Date, "date of the ratings"}} {
		switch {
		case more.is && text != "":
			text += ", " + more.word
		case more.is:
			text = more.word
		}
	}
	return text
}

func list(ds []Dimension, cs []Circumstance) string {
	var words []string
	for _, d := range ds {
		words = append(words, d.String())
	}
	for _, c := range cs {
		words = append(words, c.String())
	}
	return strings.Join(words, ", ")
}
