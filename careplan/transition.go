package careplan

import (
	"errors"
	"strings"

	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/iop"
)

// TransitionReason is why an episode at a level of care ended. The zero
// TransitionReason is not stated.
type TransitionReason uint8

// The reasons.
const (
	ReasonNotStated TransitionReason = iota
	Completed
	// Transferred means that care goes on elsewhere or at another level.
	Transferred
	LeftAgainstAdvice
	LostToContact
	// DroppedOut is one of the two before, where a record does not say which.
	DroppedOut
	// Administrative means that the program ended it; see
	// [AdministrativeDischarge].
	Administrative
	Incarcerated
	Deceased
	Moved
	MedicalReason
	// PayerEnded means that a payer no longer covered it.
	PayerEnded
	OtherReason
)

var reasonWords = [...]string{
	"not-stated", "completed", "transferred", "left-against-advice", "lost-to-contact", "dropped-out",
	"administrative", "incarcerated", "deceased", "moved", "medical", "payer-ended", "other",
}

// ParseTransitionReason reads the form of [TransitionReason.String].
func ParseTransitionReason(s string) (TransitionReason, error) {
	for i, w := range reasonWords {
		if w == s {
			return TransitionReason(i), nil
		}
	}
	return 0, errors.New("is not a reason for a transition; want one of " + strings.Join(reasonWords[:], ", "))
}

// IsValid reports whether r is one of the reasons; not stated is one.
func (r TransitionReason) IsValid() bool { return int(r) < len(reasonWords) }

// String gives words joined by -, "" for an invalid reason.
func (r TransitionReason) String() string {
	if !r.IsValid() {
		return ""
	}
	return reasonWords[r]
}

// MarshalText gives the form of [TransitionReason.String].
func (r TransitionReason) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads the form of [ParseTransitionReason].
func (r *TransitionReason) UnmarshalText(b []byte) (err error) {
	*r, err = ParseTransitionReason(string(b))
	return err
}

// Direction is which way a transition goes. The zero Direction is not known.
type Direction uint8

// The directions.
const (
	DirectionUnknown Direction = iota
	Up                         // to more intensive care
	Down                       // to less intensive care
	Same
)

var directionWords = [...]string{"unknown", "up", "down", "same"}

// ParseDirection reads "unknown", "up", "down" or "same".
func ParseDirection(s string) (Direction, error) {
	for i, w := range directionWords {
		if w == s {
			return Direction(i), nil
		}
	}
	return 0, errors.New("is not a direction; want unknown, up, down or same")
}

// String gives the form that [ParseDirection] reads, "" for an invalid one.
func (d Direction) String() string {
	if int(d) >= len(directionWords) {
		return ""
	}
	return directionWords[d]
}

// MarshalText gives the form of [Direction.String].
func (d Direction) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads the form of [ParseDirection].
func (d *Direction) UnmarshalText(b []byte) (err error) {
	*d, err = ParseDirection(string(b))
	return err
}

// DirectionBetween gives the direction from one level to another, unknown
// unless both are valid. Levels rise with intensity; within the whole number
// of a level its parts are care of another kind, and rise too.
func DirectionBetween(from, to iop.Level) Direction {
	switch {
	case !from.IsValid() || !to.IsValid():
		return DirectionUnknown
	case from == to:
		return Same
	case from < to:
		return Up
	}
	return Down
}

// Transition is the end of an episode at a level of care.
type Transition struct {
	Reason TransitionReason
	// Direction is where a transfer goes; unknown for all else.
	Direction Direction
	// Planned says whether it was agreed beforehand.
	Planned assessment.Ternary
	On      iop.Date
}
