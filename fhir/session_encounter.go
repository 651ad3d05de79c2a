package fhir

import (
	"time"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
)

// encounterUsed are the elements of an Encounter that are used.
const encounterUsed = "identifier status class type subject appointment period length"

// encounter reads an encounter: into the row of its appointment, or as a row
// of its own.
func (r *rosterReader) encounter(e *Encounter) {
	if n, ok, wait := r.rowOf(e); wait {
		r.later = append(r.later, r.entry)
		return
	} else if ok {
		r.outcome(n, e)
		return
	}
	own, ours := r.m.readParts(e.Extensions, sessionExtension)
	status, leave, doubt := tookPlace(e.Status)
	switch {
	case leave != "":
		r.note(Information, ".status", leave+"; it is left out")
		return
	case doubt != "" && !ours:
		r.note(Warning, ".status", doubt)
	}
	r.m.unused(e, encounterUsed)
	row := schedule.RosterRow{Session: ownID(e.Identifier, SessionSystem, e.ID), Client: r.clientOf(&e.Subject), Status: status, Activity: r.activity(e.Type)}
	if ours {
		row.Session = ownID(e.Identifier, SessionSystem, "")
	}
	if row.Client == "" {
		r.note(Warning, ".subject", "is missing; the encounter is nobody's and is left out")
		return
	}
	if !r.encounterTime(&row, own, ours, e) {
		return
	}
	if r.ownFields(&row, own); ours {
		r.refined(&row, e, status)
	} else {
		r.length(&row, e)
		if e.Class.System == systemActCode && e.Class.Code == "VR" {
			row.Delivery = schedule.Telehealth
		}
	}
	r.add(row)
}

// rowOf gives the row of the appointment that an encounter belongs to. wait
// says that the appointment comes later in the bundle.
func (r *rosterReader) rowOf(e *Encounter) (n int, ok, wait bool) {
	for i := range e.Appointment {
		at, found := r.resolved(&e.Appointment[i])
		if !found {
			continue
		}
		if n, ok := r.rows[rowKey{at, r.clientOf(&e.Subject)}]; ok {
			return n, true, false
		}
		if at > r.entry && !r.done {
			return 0, false, true
		}
	}
	return 0, false, false
}

// outcome puts what an encounter says into the row of its appointment.
func (r *rosterReader) outcome(n int, e *Encounter) {
	row := &r.roster.Rows[n]
	own, ours := r.m.readParts(e.Extensions, sessionExtension)
	status, leave, doubt := tookPlace(e.Status)
	if leave != "" {
		r.note(Information, ".status", leave+"; it is left out")
		return
	}
	r.m.unused(e, encounterUsed)
	if !ours && (e.Status == "planned" || e.Status == "unknown" || e.Status == "cancelled" && row.Status != schedule.NotRecorded) {
		return
	}
	if r.met[n] {
		r.note(Warning, "", "is a second encounter of the person's appointment; the first is read")
		return
	}
	r.met[n] = true
	if ours {
		r.attendance(row, own)
		r.refined(row, e, status)
		return
	}
	if doubt != "" {
		r.note(Warning, ".status", doubt)
	}
	row.Status = status
	if wasThere(status) {
		r.length(row, e)
	}
}

// refined checks what our extension says against the encounter, and follows
// the encounter where they differ.
func (r *rosterReader) refined(row *schedule.RosterRow, e *Encounter, status schedule.Status) {
	r.follow(row, status, encounterStatus(row.Status) == e.Status)
	stated := row.MinutesAttended
	if !e.Length.Value.IsKnown() {
		return
	}
	if r.length(row, e); row.MinutesAttended != stated {
		r.note(Warning, ".length", "differs from our extension; the length is followed")
	}
}

// length reads how long a person was there: the stated length, else the time
// from start to end.
func (r *rosterReader) length(row *schedule.RosterRow, e *Encounter) {
	switch q := e.Length; {
	case q.Value.IsKnown() && q.System == UCUM && (q.Code == "min" || q.Code == "h") && q.Comparator == "":
		d, ok := inMinutes(q.Value, q.Code)
		if n, whole := d.Whole(); ok && whole && n >= 0 && n <= 24*60 {
			row.MinutesAttended = iop.Exactly(iop.Minutes(n))
			return
		}
		r.note(Warning, ".length", "is no whole number of minutes of one day; it is not used")
	case q.Value.IsKnown():
		r.note(Warning, ".length", "is not in min or h of UCUM; it is not used")
	}
	from, ok := e.Period.Start.Time()
	to, okTo := e.Period.End.Time()
	if minutes := to.Sub(from) / time.Minute; ok && okTo && minutes >= 0 && minutes <= 24*60 {
		row.MinutesAttended = iop.Exactly(iop.Minutes(minutes))
	}
}

// encounterTime reads the day and the times of an encounter that is a row of
// its own.
func (r *rosterReader) encounterTime(row *schedule.RosterRow, own partReader, ours bool, e *Encounter) bool {
	p := &e.Period
	_, clockStart := p.Start.Clock()
	_, clockEnd := p.End.Clock()
	switch {
	case !ours && clockStart && clockEnd:
		return r.moments(row, own, Instant(p.Start), Instant(p.End))
	case !ours && clockStart:
		day, minute := r.local(p.Start.text, r.Local)
		row.Date, row.Start = day, schedule.NewClock(int(minute/60), int(minute%60))
		return true
	}
	day, ok := p.Start.Day()
	if !ok {
		r.note(Warning, ".period.start", "is no day; the encounter is left out")
		return false
	}
	row.Date = day
	return true
}

// moments reads the day and the times of a session.
func (r *rosterReader) moments(row *schedule.RosterRow, own partReader, from, to Instant) bool {
	start, okStart := from.Time()
	end, okEnd := to.Time()
	if !okStart || !okEnd || end.Before(start) || end.Sub(start) > 25*time.Hour {
		r.note(Warning, "", "ends before it starts or is longer than a day; it is left out")
		return false
	}
	loc := r.Local
	if name := own.word("zone"); name != "" {
		loc = r.named(name)
	}
	if loc == nil && from.text[len(from.text)-1] == 'Z' && !r.utc && len(own.list) == 0 {
		r.utc = true
		r.note(Warning, "", "has its times in UTC and no zone is given; days and times are those of UTC here and below")
	}
	day, minute := r.local(from.text, loc)
	_, last := r.local(to.text, loc)
	row.Date = day
	row.Start = schedule.NewClock(int(minute/60), int(minute%60))
	if !own.yes("openEnd") {
		row.End = schedule.NewClock(int(last/60), int(last%60))
	}
	if end.Equal(start) {
		row.End = schedule.Clock{}
	}
	return true
}

// named looks a zone up, nil if it is not known.
func (r *rosterReader) named(name string) *time.Location {
	if r.zone.name == name {
		return r.zone.loc
	}
	r.zone = namedZone{name: name}
	if r.Zone != nil {
		if loc, err := r.Zone(name); err == nil {
			r.zone.loc = loc
		}
	}
	return r.zone.loc
}

// local gives the day and the minute that clocks show in a zone, or as written
// without one.
func (r *rosterReader) local(text string, loc *time.Location) (iop.Date, iop.Minutes) {
	if t, ok := timeOf(text); ok && loc != nil {
		text = t.In(loc).Format(time.RFC3339)
	}
	day, _ := dayOf(text)
	minute, _ := minuteOf(text)
	return day, minute
}
