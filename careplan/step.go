package careplan

import (
	"errors"
	"strings"

	"github.com/openiop/openiop/iop"
)

// StepKind is one of the things that a program can do after a test result. The
// set is closed, and every one supports: there is no value for a discharge, a
// pause of services, a fine, a lower dose, a reward taken back, or a report to
// a third party, and no way to make one.
//
// The zero StepKind is invalid.
type StepKind struct{ n uint8 }

// The words for the steps, in the order in which a response lists them.
var (
	stepWords = [...]string{
		"", "acknowledge", "talk", "offer-confirmation", "review-medications", "offer-naloxone", "overdose-education",
		"safety-screen", "withdrawal-screen", "offer-medication-treatment", "add-service", "review-plan",
		"reassess-dimensions", "recollect", "change-matrix", "outreach", "reward", "adjust-testing",
	}
	stepTitles = [...]string{
		"", "acknowledge and encourage", "talk it through at the next contact", "offer a confirming test",
		"go over the medications together", "offer naloxone", "offer overdose education", "ask about safety",
		"screen for withdrawal", "offer medication treatment", "offer a further service", "review the plan together",
		"reassess all dimensions", "offer a new collection", "offer another kind of specimen", "reach out",
		"give the reward that was earned", "adjust the test calendar",
	}
)

// The steps, each in a word; [StepKind.Title] says it in a few.
func Acknowledge() StepKind              { return StepKind{1} }
func Talk() StepKind                     { return StepKind{2} }
func OfferConfirmation() StepKind        { return StepKind{3} }
func ReviewMedications() StepKind        { return StepKind{4} }
func OfferNaloxone() StepKind            { return StepKind{5} }
func OverdoseEducation() StepKind        { return StepKind{6} }
func SafetyScreen() StepKind             { return StepKind{7} }
func WithdrawalScreen() StepKind         { return StepKind{8} }
func OfferMedicationTreatment() StepKind { return StepKind{9} }
func AddService() StepKind               { return StepKind{10} }
func ReviewPlan() StepKind               { return StepKind{11} }
func ReassessDimensions() StepKind       { return StepKind{12} }
func Recollect() StepKind                { return StepKind{13} }
func ChangeMatrix() StepKind             { return StepKind{14} }
func Outreach() StepKind                 { return StepKind{15} }
func GiveReward() StepKind               { return StepKind{16} }
func AdjustTesting() StepKind            { return StepKind{17} }

// StepKinds gives all steps in the order in which a response lists them.
func StepKinds() []StepKind {
	out := make([]StepKind, 0, len(stepWords)-1)
	for i := 1; i < len(stepWords); i++ {
		out = append(out, StepKind{uint8(i)})
	}
	return out
}

// ParseStepKind reads the form of [StepKind.String].
func ParseStepKind(s string) (StepKind, error) {
	for i, w := range stepWords {
		if i > 0 && w == s {
			return StepKind{uint8(i)}, nil
		}
	}
	return StepKind{}, errors.New("is not a supportive step; want one of " + strings.Join(stepWords[1:], ", "))
}

// IsValid reports whether k is one of the steps.
func (k StepKind) IsValid() bool { return k.n > 0 }

// String gives words joined by -, as in "offer-naloxone", "" for the zero
// StepKind.
func (k StepKind) String() string { return stepWords[k.n] }

// Title says the step in a few words, as in "offer naloxone".
func (k StepKind) Title() string { return stepTitles[k.n] }

// MarshalText gives the form of [StepKind.String].
func (k StepKind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText reads the form of [ParseStepKind].
func (k *StepKind) UnmarshalText(b []byte) (err error) {
	*k, err = ParseStepKind(string(b))
	return err
}

// Basis says on what a step rests. The zero Basis is invalid.
type Basis uint8

// The grounds.
const (
	// Guidance has a source that says so.
	Guidance Basis = iota + 1
	// ProgramPolicy is the program's own choice, or a default of the library
	// that no source states.
	ProgramPolicy
)

var basisWords = [...]string{"", "guidance", "program-policy"}

// String gives "guidance" or "program-policy", "" for the zero Basis.
func (b Basis) String() string {
	if int(b) >= len(basisWords) {
		return ""
	}
	return basisWords[b]
}

// MarshalText gives the form of [Basis.String].
func (b Basis) MarshalText() ([]byte, error) { return []byte(b.String()), nil }

// Actor is who acts. The zero Actor is invalid.
type Actor uint8

// Those who act.
const (
	Counselor Actor = iota + 1
	Prescriber
	Nurse
	Peer
	Team
)

var actorWords = [...]string{"", "counselor", "prescriber", "nurse", "peer", "team"}

// String gives "counselor", "prescriber", "nurse", "peer" or "team", "" for
// the zero Actor.
func (a Actor) String() string {
	if int(a) >= len(actorWords) {
		return ""
	}
	return actorWords[a]
}

// MarshalText gives the form of [Actor.String].
func (a Actor) MarshalText() ([]byte, error) { return []byte(a.String()), nil }

// Step is one supportive thing to do, with why, on what ground, by when and by
// whom.
type Step struct {
	Kind   StepKind `json:"step"`
	Reason string   `json:"reason"`
	Basis  Basis    `json:"basis"`
	// Due is the last day for it.
	Due iop.Date `json:"due"`
	Who Actor    `json:"who"`
	// Source is where the guidance was read, or says that the step is program
	// policy.
	Source iop.Source `json:"source"`
}
