package careplan

import (
	"errors"
	"strings"
)

// TEDSReason is the REASON of the Treatment Episode Data Set for discharges
// (TEDS-D), as the public-use files code it. The zero TEDSReason is invalid.
//
// Source: the codebook of the public-use file, as data notes of public
// repositories state it (a secondary account, read 2026-11-23). Files of 2021
// have labels in the place of the numbers.
type TEDSReason int8

// The codes.
const (
	TEDSCompleted    TEDSReason = 1
	TEDSDroppedOut   TEDSReason = 2
	TEDSTerminated   TEDSReason = 3
	TEDSTransferred  TEDSReason = 4
	TEDSIncarcerated TEDSReason = 5
	TEDSDeath        TEDSReason = 6
	TEDSOther        TEDSReason = 7
	TEDSMissing      TEDSReason = -9
)

var tedsCodes = [...]struct {
	code   TEDSReason
	number string
	label  string // of the file of 2021
	reason TransitionReason
}{
	{TEDSCompleted, "1", "Treatment completed", Completed},
	{TEDSDroppedOut, "2", "Dropped out of treatment", DroppedOut},
	{TEDSTerminated, "3", "Terminated by facility", Administrative},
	{TEDSTransferred, "4", "Transferred to another treatment program or facility", Transferred},
	{TEDSIncarcerated, "5", "Incarcerated", Incarcerated},
	{TEDSDeath, "6", "Death", Deceased},
	{TEDSOther, "7", "Other", OtherReason},
	{TEDSMissing, "-9", "", ReasonNotStated},
}

// ParseTEDSReason reads a number of the public-use files, or a label of the
// file of 2021, whatever the case of its letters. "" is missing.
func ParseTEDSReason(s string) (TEDSReason, error) {
	s = strings.TrimSpace(s)
	for _, c := range tedsCodes {
		if c.number == s || strings.EqualFold(c.label, s) {
			return c.code, nil
		}
	}
	return 0, errors.New("is not a reason of TEDS-D; want 1 to 7, -9, or a label of the file of 2021")
}

// IsValid reports whether c is one of the codes.
func (c TEDSReason) IsValid() bool { return c.String() != "" }

// String gives the number as in the files, "" for an invalid code.
func (c TEDSReason) String() string {
	for _, t := range tedsCodes {
		if t.code == c {
			return t.number
		}
	}
	return ""
}

// Label gives the label of the file of 2021, "" for missing and for an invalid
// code.
func (c TEDSReason) Label() string {
	for _, t := range tedsCodes {
		if t.code == c {
			return t.label
		}
	}
	return ""
}

// Transition gives what a code says. A transfer has no direction there, and
// the two ways of dropping out are not told apart.
func (c TEDSReason) Transition() Transition {
	for _, t := range tedsCodes {
		if t.code == c {
			return Transition{Reason: t.reason}
		}
	}
	return Transition{}
}

// TEDS gives the code of a reason. The codes merge what we keep apart: both
// ways of dropping out, and moves, medical and payer's reasons with all else.
// An invalid reason is missing.
func (r TransitionReason) TEDS() TEDSReason {
	switch r {
	case Completed:
		return TEDSCompleted
	case Transferred:
		return TEDSTransferred
	case LeftAgainstAdvice, LostToContact, DroppedOut:
		return TEDSDroppedOut
	case Administrative:
		return TEDSTerminated
	case Incarcerated:
		return TEDSIncarcerated
	case Deceased:
		return TEDSDeath
	case Moved, MedicalReason, PayerEnded, OtherReason:
		return TEDSOther
	}
	return TEDSMissing
}
