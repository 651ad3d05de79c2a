package ical

import "github.com/openiop/openiop/iop"

// end works out how long an event is.
func (b *builder) end(e *Entry, d *details, ends endings, at int64) {
	fallback := length{}
	if e.AllDay {
		fallback.days = 1
	}
	d.length, e.EndSource = fallback, EndDefault
	unusable := func(p *Property, text string) {
		b.report.add(BadEnd, iop.Warning, p.Line, "%s; the length of the event is unknown", text)
		d.length, e.EndSource = fallback, EndUnusable
	}
	switch {
	case ends.end != nil:
		if ends.duration != nil {
			b.report.add(BadEnd, iop.Note, ends.duration.Line, "DURATION stands beside DTEND and is passed over; want one of them")
		}
		c := ends.end.clockText()
		m, bad := b.moment(ends.end, c.value, c.tzid)
		if bad.is() {
			unusable(ends.end, bad.text)
			return
		}
		b.dtend(e, d, ends.end, m, at, unusable)
	case ends.duration != nil:
		b.duration(e, d, ends.duration, unusable)
	}
}

func (b *builder) dtend(e *Entry, d *details, p *Property, m moment, at int64, unusable func(*Property, string)) {
	if e.AllDay != (m.form == dateForm) {
		unusable(p, "DTEND is a date and DTSTART a time, or the other way; want both alike")
		return
	}
	l := length{seconds: b.clock.at(m) - at}
	if e.AllDay {
		l = length{days: dayOf(m.wall) - dayOf(d.start.wall)}
	}
	switch {
	case l.negative():
		unusable(p, "DTEND is before DTSTART; want it after")
	case e.AllDay && l.days == 0:
		b.report.add(BadEnd, iop.Note, p.Line, "DTEND of an all-day event is its first day and is read as the day after; want the day after the last")
	default:
		d.length, e.EndSource = l, EndStated
	}
}

func (b *builder) duration(e *Entry, d *details, p *Property, unusable func(*Property, string)) {
	l, ok := parseLength(p.Value)
	if e.AllDay && ok {
		l, ok = length{days: l.days + int(l.seconds/daySeconds)}, l.seconds%daySeconds == 0
	}
	switch {
	case !ok:
		unusable(p, "DURATION cannot be read; want one such as PT1H30M, and whole days for an all-day event")
	case l.negative():
		unusable(p, "DURATION is negative; want one such as PT1H30M")
	case e.AllDay && l.days == 0:
	default:
		d.length, e.EndSource = l, EndStated
	}
}

// sameForm brings the dates that add, take out or override instances to the
// form of DTSTART where that can be done without a guess.
func (b *builder) sameForm(e *Entry, d *details) {
	noted := 0 // the last line that was noted; a list is noted once
	mismatch := func(name string, line int) {
		if line == noted {
			return
		}
		noted = line
		b.report.add(MismatchedDate, iop.Warning, line, "%s is a date and DTSTART a time, or the other way; they are compared by date. Want both alike", name)
	}
	for i := range d.dates {
		a := &d.dates[i]
		if (a.form == dateForm) == e.AllDay {
			continue
		}
		mismatch("RDATE", a.line)
		if e.AllDay {
			a.moment = d.start.moved(wallAt(dayOf(a.wall), 0))
		} else {
			a.moment = d.start.moved(a.wall + int64(clockOf(d.start.wall)))
		}
	}
	for i := range d.without {
		if m := &d.without[i]; (m.form == dateForm) != e.AllDay {
			mismatch("EXDATE", m.line)
		}
	}
}

// moved gives a moment of the same form and zone at another wall time.
func (m moment) moved(wall int64) moment {
	m.wall = wall
	return m
}
