package iop

import "fmt"

// Outcome is what a rule concludes about a subject.
type Outcome uint8

// The outcomes. The zero Outcome is invalid: nothing was judged.
const (
	// Met: the requirement is met, whatever the unknown turns out to be.
	Met Outcome = iota + 1
	// NotMet: the requirement is not met, whatever the unknown turns out to be.
	NotMet
	// Undetermined: what is known does not decide; the finding says what would.
	Undetermined
	// NotApplicable: the requirement does not speak about this subject.
	NotApplicable
	// NotInForce: the requirement has not begun, or has ended, on that day.
	NotInForce
)

var outcomes = [...]string{"", "met", "not-met", "undetermined", "not-applicable", "not-in-force"}

// ParseOutcome reads the form of [Outcome.String].
func ParseOutcome(s string) (Outcome, error) {
	for o := Met; o <= NotInForce; o++ {
		if outcomes[o] == s {
			return o, nil
		}
	}
	return 0, fmt.Errorf("is not an outcome; want met, not-met, undetermined, not-applicable or not-in-force")
}

// String gives "met", "not-met", "undetermined", "not-applicable" or
// "not-in-force", and "" for the zero Outcome.
func (o Outcome) String() string {
	if int(o) >= len(outcomes) {
		return ""
	}
	return outcomes[o]
}

// MarshalText gives the form of [Outcome.String].
func (o Outcome) MarshalText() ([]byte, error) { return []byte(o.String()), nil }

// UnmarshalText reads the form of [ParseOutcome].
func (o *Outcome) UnmarshalText(b []byte) (err error) {
	*o, err = ParseOutcome(string(b))
	return err
}

// Severity is how much a finding matters to whoever must act on it.
type Severity uint8

// The severities, in rising order. The zero Severity is Note, so that a
// finding nobody weighed is never an error.
const (
	Note Severity = iota
	Warning
	Error
)

var severities = [...]string{"note", "warning", "error"}

// String gives "note", "warning" or "error".
func (s Severity) String() string {
	if int(s) >= len(severities) {
		return ""
	}
	return severities[s]
}

// MarshalText gives the form of [Severity.String].
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads the form of [Severity.String].
func (s *Severity) UnmarshalText(b []byte) error {
	for i, name := range severities {
		if name == string(b) {
			*s = Severity(i)
			return nil
		}
	}
	return fmt.Errorf("is not a severity; want note, warning or error")
}

// Strength is how strongly an authority words a requirement.
type Strength uint8

// The strengths. The zero Strength is invalid.
const (
	// Must: the source's own words are mandatory.
	Must Strength = iota + 1
	// Typical: the source describes what is usual, what is paid for, what a
	// provider must be able to do, or what a clinical standard expects.
	Typical
	// Guidance: advice.
	Guidance
)

var strengths = [...]string{"", "must", "typical", "guidance"}

// String gives "must", "typical" or "guidance", "" for the zero Strength.
func (s Strength) String() string {
	if int(s) >= len(strengths) {
		return ""
	}
	return strengths[s]
}

// MarshalText gives the form of [Strength.String].
func (s Strength) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads the form of [Strength.String].
func (s *Strength) UnmarshalText(b []byte) error {
	for i, name := range strengths {
		if i > 0 && name == string(b) {
			*s = Strength(i)
			return nil
		}
	}
	return fmt.Errorf("is not a strength; want must, typical or guidance")
}

// Severity gives how much it matters that a requirement of this strength is
// not met: an error for a must, unless nobody has read its source; a warning
// for what is typical; a note for guidance.
func (s Strength) Severity(c Confidence) Severity {
	switch {
	case s == Must && c != Recalled:
		return Error
	case s == Must || s == Typical:
		return Warning
	}
	return Note
}
