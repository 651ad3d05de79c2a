package assessment

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Substance is the class of substance that a use disorder is about: one
// diagnosis each. The classes are the groups of ICD-10-CM, F10 to F19, so that
// a diagnosis can be coded. Caffeine is not among them: DSM-5-TR has no
// caffeine use disorder.
//
// The zero Substance is invalid.
type Substance uint8

// The classes of substance.
const (
	Alcohol        Substance = iota + 1 // F10
	Opioid                              // F11
	Cannabis                            // F12
	Sedative                            // F13: sedatives, hypnotics, anxiolytics
	Cocaine                             // F14
	Stimulant                           // F15: stimulants other than cocaine
	Hallucinogen                        // F16
	Tobacco                             // F17
	Inhalant                            // F18
	OtherSubstance                      // F19: any other, or one that is not known
)

var substances = [...]string{"", "alcohol", "opioid", "cannabis", "sedative", "cocaine", "stimulant", "hallucinogen", "tobacco", "inhalant", "other"}

// ParseSubstance reads the form of [Substance.String].
func ParseSubstance(s string) (Substance, error) {
	if s == "caffeine" {
		return 0, fmt.Errorf("has no use disorder in DSM-5-TR; leave it out")
	}
	for i, word := range substances {
		if i > 0 && word == s {
			return Substance(i), nil
		}
	}
	return 0, fmt.Errorf("is not a class of substance; want one of %s", strings.Join(substances[1:], ", "))
}

// IsValid reports whether s is one of the classes.
func (s Substance) IsValid() bool { return s >= Alcohol && s <= OtherSubstance }

// String gives a word in lower case, "" for an invalid substance.
func (s Substance) String() string {
	if !s.IsValid() {
		return ""
	}
	return substances[s]
}

// MarshalText gives the form of [Substance.String].
func (s Substance) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads the form of [ParseSubstance].
func (s *Substance) UnmarshalText(b []byte) (err error) {
	*s, err = ParseSubstance(string(b))
	return err
}

// Criterion is one of the eleven diagnostic criteria of a substance use
// disorder, in the order of DSM-5-TR. The ids are ours: they help to tell the
// criteria apart and do not say what each asks. For that, and for whether a
// criterion applies to a substance at all, read the manual; one that does not
// apply is answered no.
//
// The zero Criterion is invalid.
type Criterion uint8

// The criteria.
const (
	CriterionAmount Criterion = iota + 1
	CriterionCuttingDown
	CriterionTime
	CriterionCraving
	CriterionDuties
	CriterionRelations
	CriterionActivities
	CriterionDanger
	CriterionHealth
	CriterionTolerance
	CriterionWithdrawal
)

// CriterionCount is how many criteria there are.
const CriterionCount = int(CriterionWithdrawal)

var criteria = [...]string{
	"", "amount", "cutting-down", "time", "craving", "duties", "relations", "activities", "danger", "health", "tolerance", "withdrawal",
}

// ParseCriterion reads the form of [Criterion.String].
func ParseCriterion(s string) (Criterion, error) {
	for i, word := range criteria {
		if i > 0 && word == s {
			return Criterion(i), nil
		}
	}
	return 0, fmt.Errorf("is not a criterion; want one of %s", strings.Join(criteria[1:], ", "))
}

// AllCriteria gives the criteria in their order.
func AllCriteria() []Criterion {
	out := make([]Criterion, CriterionCount)
	for i := range out {
		out[i] = Criterion(i + 1)
	}
	return out
}

// IsValid reports whether c is one of the criteria.
func (c Criterion) IsValid() bool { return c >= CriterionAmount && c <= CriterionWithdrawal }

// Number gives the place of the criterion in the manual, 1 to 11, and 0 for an
// invalid one.
func (c Criterion) Number() int {
	if !c.IsValid() {
		return 0
	}
	return int(c)
}

// String gives our id, "" for an invalid criterion.
func (c Criterion) String() string {
	if !c.IsValid() {
		return ""
	}
	return criteria[c]
}

// MarshalText gives the form of [Criterion.String].
func (c Criterion) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads the form of [ParseCriterion].
func (c *Criterion) UnmarshalText(b []byte) (err error) {
	*c, err = ParseCriterion(string(b))
	return err
}

// Group gives the group to which the criterion belongs (a secondary source:
// impaired control 1 to 4, social 5 to 7, risky use 8 and 9, pharmacological
// 10 and 11).
func (c Criterion) Group() CriterionGroup {
	switch {
	case !c.IsValid():
		return ""
	case c <= CriterionCraving:
		return ImpairedControl
	case c <= CriterionActivities:
		return SocialImpairment
	case c <= CriterionHealth:
		return RiskyUse
	}
	return Pharmacological
}

// CriterionGroup is one of the four groups of criteria; "" is none.
type CriterionGroup string

// The groups.
const (
	ImpairedControl  CriterionGroup = "impaired-control"
	SocialImpairment CriterionGroup = "social"
	RiskyUse         CriterionGroup = "risky-use"
	Pharmacological  CriterionGroup = "pharmacological"
)

// Criteria are the answers to the eleven criteria, each yes, no or unknown.
// They are comparable values: [Criteria.With] gives a changed copy.
//
// The zero Criteria know nothing.
type Criteria struct{ answers [CriterionCount]Ternary }

// With gives the answers with one of them changed. An invalid criterion
// changes nothing.
func (a Criteria) With(c Criterion, t Ternary) Criteria {
	if c.IsValid() && t <= Yes {
		a.answers[c-1] = t
	}
	return a
}

// Answered gives answers that all are t: start from No and add what was met.
func Answered(t Ternary) (a Criteria) {
	for _, c := range AllCriteria() {
		a = a.With(c, t)
	}
	return a
}

// Of gives the answer to a criterion, Unknown for an invalid one.
func (a Criteria) Of(c Criterion) Ternary {
	if !c.IsValid() {
		return Unknown
	}
	return a.answers[c-1]
}

// count gives how many answers are t.
func (a Criteria) count(t Ternary) (n int) {
	for _, answer := range a.answers {
		if answer == t {
			n++
		}
	}
	return n
}

// MarshalJSON gives an object of the eleven ids and their answers, in the order
// of the criteria.
func (a Criteria) MarshalJSON() ([]byte, error) {
	b := []byte{'{'}
	for i, c := range AllCriteria() {
		if i > 0 {
			b = append(b, ',')
		}
		b = fmt.Appendf(b, "%q:%q", c.String(), a.Of(c).String())
	}
	return append(b, '}'), nil
}

// UnmarshalJSON reads the form of [Criteria.MarshalJSON]. What is absent or
// null is unknown; an id or an answer that does not exist is an error.
func (a *Criteria) UnmarshalJSON(b []byte) error {
	var object map[string]*string
	if err := json.Unmarshal(b, &object); err != nil {
		return fmt.Errorf("criteria: want an object of ids and answers: %w", err)
	}
	var read Criteria
	for _, c := range AllCriteria() {
		if text := object[c.String()]; text != nil {
			t, err := ParseTernary(*text)
			if err != nil {
				return fmt.Errorf("criteria: %s: %w", c, err)
			}
			read = read.With(c, t)
		}
		delete(object, c.String())
	}
	for _, name := range slices.Sorted(maps.Keys(object)) {
		_, err := ParseCriterion(name)
		return fmt.Errorf("criteria: %.40q %w", name, err)
	}
	*a = read
	return nil
}
