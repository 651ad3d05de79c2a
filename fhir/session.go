package fhir

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"time"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
)

const (
	// SessionSystem identifies sessions by the ids of a roster. All who take part
	// in a session share it.
	SessionSystem = OwnBase + "session-id"
	// ClientSystem identifies clients whose ids are no ids of FHIR.
	ClientSystem = OwnBase + "client-id"

	sessionExtension = "session"
)

// Sessions says how rosters are written and read. Zones are arguments: nothing
// depends on the machine. The zero Sessions can read, and can write rows
// without a clock.
type Sessions struct {
	Codes Codes
	// Zone gives a zone by its IANA name, such as time.LoadLocation; nil knows
	// none.
	Zone func(name string) (*time.Location, error)
	// Local is the zone of rows that name none. Moments of others are read in
	// it; nil reads days and times as they are written, in whatever offset.
	Local *time.Location
	// Clock says what a time means that clocks show twice or never.
	Clock iop.ClockPolicy
	// Service is who holds the sessions, for the Schedule; its zero value is
	// written as a text.
	Service Reference
}

// Resources gives a roster as resources, in the order of its rows: a Slot of one
// Schedule for a session as such, an Appointment for a person's part in one,
// and an Encounter where the person was there. A row without a clock is an
// Encounter alone, since an Appointment must have one. What FHIR has no
// element for stands in an extension of ours; [Sessions.Roster] gives the same
// roster back, lines aside. The report names rows that could not be written.
func (s Sessions) Resources(r *schedule.Roster) ([]Resource, Report) {
	w := sessionWriter{Sessions: s, slots: map[string]string{}, ids: map[string]int{}}
	w.places(r)
	for i := range r.Rows {
		w.row(i, &r.Rows[i])
	}
	return w.out, w.report
}

// sessionWriter writes the rows of a roster.
type sessionWriter struct {
	Sessions
	out    []Resource
	report Report
	slots  map[string]string // slot ids by session
	ids    map[string]int
	room   map[string]int // places taken, by session
	zone   namedZone      // the one looked up last
}

type namedZone struct {
	name string
	loc  *time.Location
}

// places counts who takes part in each session.
func (w *sessionWriter) places(r *schedule.Roster) {
	w.room = map[string]int{}
	for i := range r.Rows {
		if row := &r.Rows[i]; row.Client != "" && row.Session != "" && row.Status != schedule.CancelledByProgram {
			w.room[row.Session]++
		}
	}
}

func (w *sessionWriter) note(n int, s Severity, what string) {
	w.report.add(s, "roster["+strconv.Itoa(n)+"]", 0, what)
}

// location gives the zone of a row.
func (w *sessionWriter) location(row *schedule.RosterRow) (*time.Location, bool) {
	switch {
	case row.Zone == "":
		return w.Local, w.Local != nil
	case w.zone.name == row.Zone:
		return w.zone.loc, w.zone.loc != nil
	case w.Zone == nil:
		return nil, false
	}
	loc, err := w.Zone(row.Zone)
	if err != nil {
		loc = nil
	}
	w.zone = namedZone{row.Zone, loc}
	return loc, loc != nil
}

// row writes a row.
func (w *sessionWriter) row(n int, row *schedule.RosterRow) {
	if !row.Date.IsValid() {
		w.note(n, Error, "has no date and is not written")
		return
	}
	t, ok := w.times(n, row)
	switch {
	case row.Client == "" && ok:
		w.slot(row, t)
	case row.Client == "":
		w.note(n, Warning, "is a session without a clock, for which FHIR has no resource; it is not written")
	case !ok:
		w.out = append(w.out, w.encounter(row, clocked{}, ""))
	default:
		a := w.appointment(row, t)
		w.out = append(w.out, a)
		if wasThere(row.Status) {
			w.out = append(w.out, w.encounter(row, t, "Appointment/"+a.ID))
		}
	}
}

// clocked are the moments of a session; shifted says that clocks never show
// the times of the row.
type clocked struct {
	start, end Instant
	shifted    bool
}

// times gives the moments of a row, with ok false where the row has no clock.
func (w *sessionWriter) times(n int, row *schedule.RosterRow) (t clocked, ok bool) {
	if !row.Start.IsStated() {
		return t, false
	}
	length, ok := row.Length().Max()
	if row.End.IsStated() {
		if length = row.End.Minutes() - row.Start.Minutes(); length <= 0 {
			length += 24 * 60
		}
	} else if !ok {
		return t, false
	}
	loc, known := w.location(row)
	if !known {
		w.note(n, Warning, "has a clock and no zone that is known; only its day is written")
		return t, false
	}
	from, trouble := row.Date.Instant(loc, row.Start.Minutes(), w.Clock)
	to, troubleAtEnd := row.Date.Instant(loc, row.Start.Minutes()+length, w.Clock)
	if to.Before(from) {
		to = from
	}
	t.shifted = trouble == iop.ClockSkipped || troubleAtEnd == iop.ClockSkipped
	t.start, t.end = InstantOf(from), InstantOf(to)
	return t, true
}

// resourceID gives an id that depends on what identifies the row alone.
func (w *sessionWriter) resourceID(kind, session, client string, row *schedule.RosterRow) string {
	sum := sha256.Sum256([]byte(session + "\x00" + client + "\x00" + row.Date.String() + "\x00" + row.Start.String()))
	id := kind + hex.EncodeToString(sum[:8])
	w.ids[id]++
	if n := w.ids[id]; n > 1 {
		id += "-" + strconv.Itoa(n)
	}
	return id
}

// subject refers to a client.
func subject(client string) Reference {
	if badID(client) == "" {
		return To("Patient", client)
	}
	return Reference{Type: "Patient", Identifier: &Identifier{System: ClientSystem, Value: client}}
}

func sessionIdentifier(session string) []Identifier {
	if session == "" {
		return nil
	}
	return []Identifier{{System: SessionSystem, Value: session}}
}
