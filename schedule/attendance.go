package schedule

import (
	"errors"
	"fmt"

	"github.com/openiop/openiop/iop"
)

// Status says what is known of a person's attendance at a session. The zero
// Status is that nothing is recorded.
type Status uint8

// The statuses.
const (
	NotRecorded        Status = iota // unknown: neither present nor absent
	Attended                         // the session; minutes may be stated all the same
	Partial                          // a part of it; the minutes may be stated
	Late                             // came late; the minutes may be stated
	AbsentExcused                    // absent, with a reason that the program accepts
	AbsentUnexcused                  // absent otherwise
	CancelledByProgram               // the session was not held
)

var statusNames = [...]string{"scheduled", "attended", "partial", "late", "absent_excused", "absent_unexcused", "cancelled"}

const wantStatus = "want scheduled, attended, partial, late, absent_excused, absent_unexcused or cancelled"

// String gives the word of the roster format, such as "absent_excused"; that
// of NotRecorded is "scheduled".
func (s Status) String() string {
	if int(s) >= len(statusNames) {
		return fmt.Sprintf("Status(%d)", uint8(s))
	}
	return statusNames[s]
}

// MarshalText gives the form of [Status.String].
func (s Status) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads the form of [Status.String]; "" gives NotRecorded.
func (s *Status) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*s = NotRecorded
		return nil
	}
	for i, name := range statusNames {
		if name == string(b) {
			*s = Status(i)
			return nil
		}
	}
	return errors.New("is not a status; " + wantStatus)
}

// isAway reports whether the status says that nothing was delivered.
func (s Status) isAway() bool {
	return s == AbsentExcused || s == AbsentUnexcused || s == CancelledByProgram
}

// Delivery is how a session reaches people. The zero Delivery is not stated.
type Delivery string

// The ways of delivery.
const (
	InPerson   Delivery = "in_person"
	Telehealth Delivery = "telehealth"
)

// RosterRow is one row of a roster: a session, or one client's part in it. A
// zero field is not stated.
type RosterRow struct {
	// Line is where the row begins in its file, counted from 1; 0 for a row
	// that was not read.
	Line int
	// Session and Client are ids, compared as texts and never interpreted. A
	// row without a client describes the session for all.
	Session, Client string
	Date            iop.Date
	// Start and End are wall-clock times; an End that is not after Start is
	// on the next day.
	Start, End Clock
	// Minutes is the stated length of the session, from 1 to 1440.
	Minutes iop.Span
	// Zone is the IANA name of the time zone as written; it is not looked up.
	Zone     string
	Activity iop.Activity
	// Title and the four texts below are free texts, never interpreted.
	Title                             string
	Facilitator, Credential, Location string
	Notes                             string
	Delivery                          Delivery
	Capacity                          int // people
	Status                            Status
	// MinutesAttended is the stated time that the person was there, from 0 to
	// 1440.
	MinutesAttended iop.Span
	// MakeUpFor is the id of the missed session that this one makes up.
	MakeUpFor string
	// Billed is the number of services billed.
	Billed iop.Span
	// CountsAsClinical overrides the counting policy, as in a [Block].
	CountsAsClinical *bool
}

// Length gives the scheduled length in minutes: the stated one, else from
// start to end, past midnight if the end is not after the start; else it is
// unknown.
func (r *RosterRow) Length() iop.Span {
	if r.Minutes.IsKnown() || !r.Start.IsStated() || !r.End.IsStated() {
		return r.Minutes
	}
	length := r.End.Minutes() - r.Start.Minutes()
	if length <= 0 {
		length += 24 * 60
	}
	return iop.Exactly(length)
}

// Delivered gives the minutes that the person was there.
//
// Attended is the stated minutes, else the length of the session. Partial and
// Late are the stated minutes, else anything up to the length. Absent and
// cancelled are exactly 0. Where nothing is recorded it is anything up to the
// length, whatever else is stated: not recorded is unknown, not absent.
func (r *RosterRow) Delivered() iop.Span {
	stated := r.MinutesAttended.IsKnown()
	switch {
	case r.Status.isAway():
		return iop.Exactly(0)
	case stated && r.Status != NotRecorded:
		return r.MinutesAttended
	case r.Status == Attended:
		return r.Length()
	}
	if most, ok := r.Length().Max(); ok {
		return iop.Between(0, most)
	}
	return iop.AtLeast(0)
}

// Roster is a list of sessions and of people's attendance, in the order of
// its file.
type Roster struct {
	Rows []RosterRow
}

// Clients gives the ids of the clients, each once, in the order in which they
// first appear. Rows that describe a session for all name none.
func (r *Roster) Clients() []string {
	seen := map[string]bool{"": true}
	var out []string
	for i := range r.Rows {
		if id := r.Rows[i].Client; !seen[id] {
			seen[id] = true
			out = append(out, id)
		}
	}
	return out
}
