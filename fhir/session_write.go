package fhir

import (
	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
)

// slot writes a session as such, and the Schedule before the first one.
func (w *sessionWriter) slot(row *schedule.RosterRow, t clocked) {
	if len(w.slots) == 0 {
		actor := w.Service
		if actor.Reference == "" && actor.Identifier == nil && actor.Display == "" {
			actor.Display = "the program"
		}
		s := &Schedule{Actor: []Reference{actor}, ServiceCategory: []CodeableConcept{w.Codes.Concept("program/service-category", "treatment of substance use")}}
		s.ID = "sessions"
		w.out = append(w.out, s)
	}
	s := &Slot{Identifier: sessionIdentifier(row.Session), ServiceType: w.service(row), Schedule: To("Schedule", "sessions"),
		Status: "busy", Start: t.start, End: t.end, Comment: row.Notes}
	s.ID = w.resourceID("slot-", row.Session, "", row)
	switch {
	case row.Status == schedule.CancelledByProgram:
		s.Status = "busy-unavailable"
	case w.room[row.Session] < row.Capacity:
		s.Status = "free"
	}
	var own parts
	own.text("title", row.Title)
	own.text("facilitator", row.Facilitator)
	own.text("location", row.Location)
	w.rowParts(&own, row, t.shifted)
	s.Extensions = []Extension{ownParts(sessionExtension, own)}
	w.slots[row.Session] = s.ID
	w.out = append(w.out, s)
}

func (w *sessionWriter) service(row *schedule.RosterRow) []CodeableConcept {
	if !row.Activity.IsValid() {
		return nil
	}
	return []CodeableConcept{w.Codes.activity(row.Activity)}
}

// appointment gives a person's part in a session with a clock.
func (w *sessionWriter) appointment(row *schedule.RosterRow, t clocked) *Appointment {
	a := &Appointment{Identifier: sessionIdentifier(row.Session), ServiceType: w.service(row), Description: row.Title,
		Start: t.start, End: t.end, Comment: row.Notes}
	a.ID = w.resourceID("appointment-", row.Session, row.Client, row)
	a.Status, a.CancelationReason = w.appointmentStatus(row.Status)
	if length, ok := row.Minutes.Max(); ok && row.Minutes == iop.Exactly(length) && length > 0 {
		a.MinutesDuration = int(length)
	}
	if id := w.slots[row.Session]; id != "" && row.Session != "" {
		a.Slot = []Reference{To("Slot", id)}
	}
	a.Participant = []AppointmentParticipant{{Actor: subject(row.Client), Status: "accepted"}}
	if row.Status == schedule.AbsentExcused {
		a.Participant[0].Status = "declined"
	}
	if row.Facilitator != "" {
		a.Participant = append(a.Participant, AppointmentParticipant{Actor: Reference{Type: "Practitioner", Display: row.Facilitator}, Status: "accepted"})
	}
	if row.Location != "" {
		a.Participant = append(a.Participant, AppointmentParticipant{Actor: Reference{Type: "Location", Display: row.Location}, Status: "accepted"})
	}
	var own parts
	w.rowParts(&own, row, t.shifted)
	a.Extensions = []Extension{ownParts(sessionExtension, own)}
	return a
}

// encounter gives what took place. appointment is the reference to the one
// that holds the rest of the row, "" if the encounter holds it itself.
func (w *sessionWriter) encounter(row *schedule.RosterRow, t clocked, appointment string) *Encounter {
	e := &Encounter{Identifier: sessionIdentifier(row.Session), Status: encounterStatus(row.Status), Class: encounterClass(row.Delivery, w.Codes),
		Type: w.service(row), Subject: subject(row.Client)}
	e.ID = w.resourceID("encounter-", row.Session, row.Client, row)
	if len(e.Type) == 0 {
		e.Type = []CodeableConcept{w.Codes.Concept("program/treatment", "treatment session")}
	}
	e.Period.Start = DateTimeOf(row.Date)
	if row.Status == schedule.Attended && t.start.IsStated() {
		e.Period = Period{Start: t.start.DateTime(), End: t.end.DateTime()}
	}
	if m, ok := row.MinutesAttended.Max(); ok && row.MinutesAttended == iop.Exactly(m) && wasThere(row.Status) {
		e.Length = Quantity{Value: WholeDecimal(int(m)), Unit: "min", System: UCUM, Code: "min"}
	}
	var own parts
	if appointment != "" {
		e.Appointment = []Reference{{Reference: appointment}}
		own.attendance(row)
	} else {
		own.text("title", row.Title)
		own.text("facilitator", row.Facilitator)
		own.text("location", row.Location)
		own.text("notes", row.Notes)
		w.rowParts(&own, row, true)
	}
	e.Extensions = []Extension{ownParts(sessionExtension, own)}
	return e
}

// rowParts adds what FHIR has no element for. clock says that the times of the
// row are to be kept as they are.
func (w *sessionWriter) rowParts(p *parts, row *schedule.RosterRow, clock bool) {
	p.attendance(row)
	if clock {
		p.clock("start", row.Start)
		p.clock("end", row.End)
	}
	if row.Start.IsStated() && !row.End.IsStated() {
		p.add("openEnd", Boolean(true))
	}
	p.text("zone", row.Zone)
	p.span("minutes", row.Minutes)
	p.text("credential", row.Credential)
	p.code("delivery", string(row.Delivery))
	p.count("capacity", row.Capacity)
	p.text("makeUpFor", row.MakeUpFor)
	if row.CountsAsClinical != nil {
		p.add("countsAsClinical", Boolean(*row.CountsAsClinical))
	}
}

// attendance adds what is known of a person's attendance.
func (p *parts) attendance(row *schedule.RosterRow) {
	p.code("attendance", row.Status.String())
	p.span("minutesAttended", row.MinutesAttended)
	p.span("billed", row.Billed)
}

// clock adds a time of day, nothing for none.
func (p *parts) clock(name string, k schedule.Clock) {
	if k.IsStated() {
		p.add(name, TimeOf(k.Minutes()))
	}
}

// span adds a number that may be a range, nothing for an unknown one.
func (p *parts) span(name string, s iop.Span) {
	if !s.IsKnown() {
		return
	}
	in := parts{part("min", Integer(s.Min()))}
	if high, ok := s.Max(); ok {
		in.add("max", Integer(high))
	}
	p.nest(name, in)
}
