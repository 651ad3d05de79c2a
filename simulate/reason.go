package simulate

import (
	"errors"
	"slices"

	"github.com/openiop/openiop/careplan"
)

// Reason is why a person's stay ended, in the groups of the discharge data
// (TEDS-D). The zero Reason is invalid.
type Reason uint8

// The reasons. OtherEnd holds incarceration, death and all else.
const (
	Completed Reason = iota + 1
	Transferred
	DroppedOut
	Terminated
	OtherEnd
)

// reasonCount is the number of reasons.
const reasonCount = 5

var reasonWords = [...]string{"", "completed", "transferred", "droppedOut", "terminated", "other"}

// Reasons gives the reasons in their order.
func Reasons() []Reason { return []Reason{Completed, Transferred, DroppedOut, Terminated, OtherEnd} }

// ParseReason reads the form of [Reason.String].
func ParseReason(s string) (Reason, error) {
	if i := slices.Index(reasonWords[1:], s); i >= 0 {
		return Reason(i + 1), nil
	}
	return 0, errors.New("is not a reason; want completed, transferred, droppedOut, terminated or other")
}

// IsValid reports whether r is one of the reasons.
func (r Reason) IsValid() bool { return r >= Completed && r <= OtherEnd }

// String gives the word of summary.json, as in "droppedOut", "" for an invalid
// one.
func (r Reason) String() string {
	if !r.IsValid() {
		return ""
	}
	return reasonWords[r]
}

// MarshalText gives the form of [Reason.String].
func (r Reason) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads the form of [ParseReason].
func (r *Reason) UnmarshalText(b []byte) (err error) {
	*r, err = ParseReason(string(b))
	return err
}

// place gives the index of a reason in lists by reason.
func (r Reason) place() int { return int(r) - 1 }

// reasonOf groups the reason of a transition by its code in the discharge
// data.
func reasonOf(t careplan.TransitionReason) Reason {
	switch t.TEDS() {
	case careplan.TEDSCompleted:
		return Completed
	case careplan.TEDSTransferred:
		return Transferred
	case careplan.TEDSDroppedOut:
		return DroppedOut
	case careplan.TEDSTerminated:
		return Terminated
	}
	return OtherEnd
}
