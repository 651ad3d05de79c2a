package fhir

import (
	"strconv"
	"strings"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
)

// Roster gives the sessions and the attendance that a bundle holds: a row for
// a Slot, a row for each person of an Appointment, and a row for an Encounter
// that belongs to no Appointment in the bundle. An Encounter that belongs to one
// says what became of it. What was left out, or had to be assumed, is in the
// report.
//
// Days and times are those of the zone that our extension names, else of
// s.Local, else as written. An Appointment that was not booked or was entered
// in error is left out, and so is what has no day.
func (s Sessions) Roster(b *Bundle) (schedule.Roster, Report) {
	r := rosterReader{Sessions: s, rows: map[rowKey]int{}, met: map[int]bool{}}
	r.m.report.limit = maxMapped
	b = b.once(&r.m.report)
	r.b, r.index = b, newBundleIndex(b)
	for i := range b.Entry {
		r.at(i)
		switch v := b.Entry[i].Resource.(type) {
		case *Slot:
			r.slot(v)
		case *Appointment:
			r.appointment(i, v)
		case *Encounter:
			r.encounter(v)
		}
	}
	r.done = true
	for _, i := range r.later {
		r.at(i)
		r.encounter(b.Entry[i].Resource.(*Encounter))
	}
	return r.roster, r.m.report
}

// rosterReader reads a bundle as a roster.
type rosterReader struct {
	Sessions
	b      *Bundle
	index  bundleIndex
	rows   map[rowKey]int // rows of appointments
	met    map[int]bool   // those of which an encounter said what became of them
	later  []int          // encounters before their appointment
	done   bool
	entry  int
	m      mapper
	roster schedule.Roster
	zone   namedZone
	utc    bool // told that times are in UTC
}

// rowKey is a person's part in an appointment; entry is that of the appointment.
type rowKey struct {
	entry  int
	client string
}

// at makes the entry the one that is reported on.
func (r *rosterReader) at(i int) {
	r.entry = i
	r.m.root, r.m.line = "Bundle.entry["+strconv.Itoa(i)+"].resource", r.b.Entry[i].Line
}

func (r *rosterReader) note(s Severity, path, what string) {
	r.m.report.add(s, r.m.root+path, r.m.line, what)
}

// resolved gives the entry that a reference points to.
func (r *rosterReader) resolved(ref *Reference) (int, bool) {
	return r.index.find(ref.Reference)
}

// kindOf gives the type of what a reference of a resource points to, "" if it
// does not say.
func (r *rosterReader) kindOf(in Resource, ref *Reference) string {
	if i, ok := r.resolved(ref); ok {
		return r.b.Entry[i].Resource.ResourceType()
	}
	if c, ok := Contained(in, *ref); ok {
		return c.ResourceType()
	}
	return ref.TargetType()
}

// clientOf gives the id of the person that a reference points to.
func (r *rosterReader) clientOf(ref *Reference) string {
	if ref.Identifier != nil && ref.Identifier.System == ClientSystem {
		return ref.Identifier.Value
	}
	if i, ok := r.resolved(ref); ok {
		if id := r.b.Entry[i].Resource.domain().ID; id != "" {
			return id
		}
	}
	if _, id, ok := strings.Cut("/"+ref.Reference, "/Patient/"); ok {
		id, _, _ = strings.Cut(id, "/")
		return id
	}
	switch {
	case ref.Reference == "" && ref.Identifier != nil:
		return ref.Identifier.Value
	case strings.HasPrefix(ref.Reference, "#"):
		return "" // an id within one resource says nothing outside it
	}
	return ref.Reference
}

// add adds a row of the current entry.
func (r *rosterReader) add(row schedule.RosterRow) int {
	row.Line = r.b.Entry[r.entry].Line
	r.roster.Rows = append(r.roster.Rows, row)
	return len(r.roster.Rows) - 1
}

func (r *rosterReader) slot(s *Slot) {
	if s.Status == "entered-in-error" {
		r.note(Information, ".status", "was entered in error; it is left out")
		return
	}
	own, ours := r.m.readParts(s.Extensions, sessionExtension)
	if !ours && (s.Status == "free" || s.Status == "busy-unavailable") {
		r.note(Information, ".status", "is a time at which nothing takes place; it is left out")
		return
	}
	row := schedule.RosterRow{Session: ownID(s.Identifier, SessionSystem, "Slot/"+s.ID), Activity: r.activity(s.ServiceType), Notes: s.Comment}
	if ours {
		row.Session = ownID(s.Identifier, SessionSystem, "")
	}
	r.m.unused(s, "identifier serviceType schedule status start end comment")
	if !r.moments(&row, own, s.Start, s.End) {
		return
	}
	r.ownFields(&row, own)
	r.add(row)
}

func (r *rosterReader) appointment(i int, a *Appointment) {
	own, ours := r.m.readParts(a.Extensions, sessionExtension)
	row := schedule.RosterRow{Title: a.Description, Notes: a.Comment, Activity: r.activity(a.ServiceType)}
	row.Session = r.sessionOf(a, ours)
	status, leave, doubt := r.attendedOf(a)
	switch {
	case leave != "":
		r.note(Information, ".status", leave+"; it is left out")
		return
	case doubt != "" && !ours:
		r.note(Warning, ".status", doubt)
	}
	r.m.unused(a, "identifier status cancelationReason serviceType description slot start end minutesDuration comment participant")
	if !a.Start.IsStated() || !a.End.IsStated() {
		r.note(Warning, ".start", "is missing; the appointment has no day and is left out")
		return
	}
	if !r.moments(&row, own, a.Start, a.End) {
		return
	}
	if row.Status = status; ours {
		r.ownFields(&row, own)
		word, _ := r.appointmentStatus(row.Status)
		r.follow(&row, status, word == a.Status && (word != "cancelled" || status == row.Status || doubt != ""))
	} else if length := row.Length(); a.MinutesDuration > 0 && length != iop.Exactly(iop.Minutes(a.MinutesDuration)) {
		row.Minutes = iop.Exactly(iop.Minutes(a.MinutesDuration))
	}
	r.participants(i, a, row)
}

// follow takes the status of FHIR where our extension, which says the same more
// closely, does not agree with it: record systems change the one and do not
// know the other.
func (r *rosterReader) follow(row *schedule.RosterRow, word schedule.Status, agree bool) {
	if !agree {
		row.Status = word
		r.note(Warning, ".status", "differs from our extension; the status is followed")
	}
}

// sessionOf gives what identifies the session of an appointment: our id, the
// slot that all of its people share, or the appointment itself.
func (r *rosterReader) sessionOf(a *Appointment, ours bool) string {
	id := ownID(a.Identifier, SessionSystem, "")
	switch {
	case id != "" || ours:
		return id
	case len(a.Slot) > 0 && a.Slot[0].Reference != "":
		return a.Slot[0].Reference
	}
	return a.ID
}

// participants adds a row for each person, or one without a client if there
// are none.
func (r *rosterReader) participants(entry int, a *Appointment, row schedule.RosterRow) {
	var clients []*Reference
	for i := range a.Participant {
		actor := &a.Participant[i].Actor
		name := actor.Display
		if name == "" {
			name = actor.Reference
		}
		switch r.kindOf(a, actor) {
		case "Patient":
			clients = append(clients, actor)
		case "Practitioner", "PractitionerRole":
			if row.Facilitator == "" {
				row.Facilitator = name
			}
		case "Location":
			if row.Location == "" {
				row.Location = name
			}
		case "HealthcareService", "Device", "RelatedPerson", "Group":
		default:
			r.note(Information, ".participant["+strconv.Itoa(i)+"]", "does not say what it points to; it is not used")
		}
	}
	if len(clients) == 0 {
		r.add(row)
		return
	}
	for _, c := range clients {
		if row.Client = r.clientOf(c); row.Client == "" {
			r.note(Warning, ".participant", "is a person without an id; the row is left out")
			continue
		}
		if _, twice := r.rows[rowKey{entry, row.Client}]; twice {
			r.note(Warning, ".participant", "names a person twice; one row is read")
			continue
		}
		r.rows[rowKey{entry, row.Client}] = r.add(row)
	}
}

// activity reads what a session is.
func (r *rosterReader) activity(list []CodeableConcept) iop.Activity {
	for i := range list {
		if a, shared, ok := r.Codes.activityOf(&list[i]); ok {
			if shared {
				r.note(Information, "", "has a code that several activities share; the most general one is taken")
			}
			return a
		}
	}
	return 0
}
