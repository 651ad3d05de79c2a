package fhir

import (
	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
)

const sessionParts = "title facilitator location notes attendance minutesAttended billed start end openEnd zone minutes credential delivery capacity makeUpFor countsAsClinical"

// ownFields reads the fields of a row from our extension, if there is one.
func (r *rosterReader) ownFields(row *schedule.RosterRow, own partReader) {
	if len(own.list) == 0 {
		return
	}
	own.known(sessionParts)
	for _, f := range [...]struct {
		name string
		text *string
	}{
		{"title", &row.Title}, {"facilitator", &row.Facilitator}, {"location", &row.Location}, {"notes", &row.Notes},
		{"zone", &row.Zone}, {"credential", &row.Credential}, {"makeUpFor", &row.MakeUpFor},
	} {
		if s := own.word(f.name); s != "" {
			*f.text = s
		}
	}
	r.attendance(row, own)
	own.clock("start", &row.Start)
	own.clock("end", &row.End)
	row.Minutes = own.span("minutes")
	row.Capacity = own.count("capacity")
	switch d := schedule.Delivery(own.word("delivery")); d {
	case "", schedule.InPerson, schedule.Telehealth:
		row.Delivery = d
	default:
		own.bad("delivery", "in_person or telehealth")
	}
	if own.value("countsAsClinical") != nil {
		counts := own.yes("countsAsClinical")
		row.CountsAsClinical = &counts
	}
}

// attendance reads what is known of a person's attendance.
func (r *rosterReader) attendance(row *schedule.RosterRow, own partReader) {
	own.parse("attendance", &row.Status)
	row.MinutesAttended = own.span("minutesAttended")
	row.Billed = own.span("billed")
}

// clock reads a time of day; the clock stays as it is without one.
func (p partReader) clock(name string, k *schedule.Clock) {
	switch v := p.value(name).(type) {
	case nil:
	case Time:
		minute, _ := v.Clock()
		*k = schedule.NewClock(int(minute/60), int(minute%60))
	default:
		p.bad(name, "a time of day")
	}
}

// span reads a number that may be a range, the unknown one without it.
func (p partReader) span(name string) iop.Span {
	for _, in := range p.nested(name) {
		low, high := in.number("min"), in.number("max")
		switch {
		case low == nil || *low < 0 || high != nil && *high < *low:
			p.bad(name, "a least and a most number from 0 on")
		case high == nil:
			return iop.AtLeast(iop.Minutes(*low))
		default:
			return iop.Between(iop.Minutes(*low), iop.Minutes(*high))
		}
	}
	return iop.Span{}
}
