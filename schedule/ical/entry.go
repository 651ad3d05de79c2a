package ical

import (
	"errors"
	"strings"
	"time"

	"github.com/openiop/openiop/iop"
)

// details are what an event's expansion needs.
type details struct {
	start     moment
	length    length
	rules     []Rule
	ruleLine  int        // of the last RRULE
	except    []Rule     // EXRULE
	dates     []addition // RDATE
	without   []moment   // EXDATE
	instance  moment     // RECURRENCE-ID
	following bool       // RANGE=THISANDFUTURE
	cancels   bool       // METHOD:CANCEL
	message   bool       // a METHOD that sends one event
}

// addition is one RDATE; a period has a length of its own.
type addition struct {
	moment
	length  length
	hasSpan bool
}

// mostCategories is how many categories of an event are kept.
const mostCategories = 100

// endings are the properties that end an event.
type endings struct{ end, duration *Property }

// add reads a VEVENT.
func (b *builder) add(index int) {
	f, n := b.file, &b.file.nodes[index]
	at := len(f.Events)
	f.Events = append(f.Events, Entry{Line: n.line, Component: Component{f, index}})
	f.details = append(f.details, details{cancels: b.cancels, message: b.message})
	if !b.event(&f.Events[at], &f.details[at], index) {
		f.Events, f.details = f.Events[:at], f.details[:at]
		f.Skipped++
	}
}

// event reads the properties of a VEVENT; it reports false if the event is
// refused.
func (b *builder) event(e *Entry, d *details, index int) bool {
	if d.cancels {
		e.Status = Cancelled
	}
	var ends endings
	for p := range b.file.own(index) {
		if !b.property(e, d, &ends, p) {
			return false
		}
	}
	if b.file.nodes[index].broken {
		return b.refuse(trouble{OverLimit, "a line that says when the event takes place is over the limit; want it shorter, or a larger Limits.Line"}, e.Line)
	}
	return b.finish(e, d, ends)
}

// property takes in one property; it reports false if the event is refused.
func (b *builder) property(e *Entry, d *details, ends *endings, p *Property) bool {
	switch p.Name {
	case "DTSTART":
		if d.start.form != noTime {
			b.report.add(BadValue, iop.Warning, p.Line, "a second DTSTART is passed over; want one")
			return true
		}
		return b.start(e, d, p)
	case "DTEND":
		ends.end = p
	case "DURATION":
		ends.duration = p
	case "UID":
		e.UID = strings.TrimSpace(p.Text())
	case "SUMMARY":
		e.Summary = p.Text()
	case "CATEGORIES":
		if len(e.Categories) < mostCategories {
			e.Categories = p.texts(e.Categories)
		}
	case "STATUS":
		b.status(e, d, p)
	case "SEQUENCE":
		n, ok := digits(strings.TrimSpace(p.Value))
		if !ok {
			b.report.add(BadValue, iop.Note, p.Line, "SEQUENCE is no whole number and is read as 0; want 0 or more")
		}
		e.Sequence = n
	case "DTSTAMP":
		if s, ok := parseStamp(p.Value); ok {
			e.Stamp = wallTime(s.wall)
		}
	case "RRULE", "EXRULE":
		return b.rule(d, p)
	case "RDATE":
		return b.additions(d, p)
	case "EXDATE":
		return b.exceptions(d, p)
	case "RECURRENCE-ID":
		return b.override(e, d, p)
	}
	return true
}

// refuse notes why an event is left out.
func (b *builder) refuse(bad trouble, line int) bool {
	b.report.refuse(bad.kind, line, "%s; the event is left out", bad.text)
	return false
}

func (b *builder) start(e *Entry, d *details, p *Property) bool {
	c := p.clockText()
	m, bad := b.moment(p, c.value, c.tzid)
	if bad.is() {
		return b.refuse(bad, p.Line)
	}
	d.start, e.AllDay = m, m.form == dateForm
	e.Floating = e.AllDay || m.floats
	if m.form == localForm {
		e.Zone = c.tzid
	}
	if m.floats {
		b.noteFloating(p.Line)
	}
	return true
}

func (b *builder) status(e *Entry, d *details, p *Property) {
	if d.cancels {
		return
	}
	switch strings.ToUpper(strings.TrimSpace(p.Value)) {
	case "CONFIRMED", "":
		e.Status = Confirmed
	case "TENTATIVE":
		e.Status = Tentative
	case "CANCELLED", "CANCELED":
		e.Status = Cancelled
	default:
		b.report.add(BadValue, iop.Note, p.Line, "STATUS is unknown and is read as CONFIRMED; want CONFIRMED, TENTATIVE or CANCELLED")
	}
}

func (b *builder) rule(d *details, p *Property) bool {
	if strings.TrimSpace(p.Value) == "" {
		b.report.add(OddRule, iop.Note, p.Line, "%s is empty and says nothing; want a rule, or no such line", p.Name)
		return true
	}
	if b.old && isOldRule(p) {
		return false // the calendar has a problem that says so
	}
	r, err := ParseRule(p.Value)
	if err != nil {
		kind := BadRule
		if errors.Is(err, errFine) {
			kind = UnsupportedRule
		}
		return b.refuse(trouble{kind, p.Name + " " + err.Error()}, p.Line)
	}
	if r.odd != "" {
		b.report.add(OddRule, iop.Note, p.Line, "%s %s", p.Name, r.odd)
	}
	if p.Name == "EXRULE" {
		b.report.add(OddRule, iop.Note, p.Line, "EXRULE is deprecated (RFC 5545) and is applied; want EXDATE")
		d.except = append(d.except, r)
		return true
	}
	d.rules, d.ruleLine = append(d.rules, r), p.Line
	return true
}

// each reads the times of a list, one by one, by a function that says what is
// wrong with one. lost says what becomes of a time that cannot be read. It
// reports false if their zone is unknown, because of which the event is refused.
func (b *builder) each(p *Property, lost string, read func(text, tzid string) trouble) bool {
	c := p.clockText()
	for text := range values(c.value) {
		if strings.TrimSpace(text) == "" {
			continue
		}
		switch bad := read(text, c.tzid); {
		case bad.kind == UnknownZone:
			return b.refuse(bad, p.Line)
		case bad.is():
			b.report.add(bad.kind, iop.Error, p.Line, "%s; %s", bad.text, lost)
		}
	}
	return true
}

func (b *builder) additions(d *details, p *Property) bool {
	return b.each(p, "the event lacks this instance", func(text, tzid string) trouble {
		from, to, isPeriod := strings.Cut(text, "/")
		m, bad := b.moment(p, from, tzid)
		if bad.is() {
			return bad
		}
		a := addition{moment: m}
		if isPeriod {
			if a.length, a.hasSpan = b.periodLength(p, m, to, tzid); !a.hasSpan {
				return trouble{BadValue, "RDATE holds a period whose end cannot be read or is before its start; want start/end or start/PT1H"}
			}
		}
		d.dates = append(d.dates, a)
		return trouble{}
	})
}

// periodLength gives the length of a period by its second part.
func (b *builder) periodLength(p *Property, from moment, to, tzid string) (length, bool) {
	if l, ok := parseLength(to); ok {
		return l, !l.negative()
	}
	end, bad := b.moment(p, to, tzid)
	if bad.is() {
		return length{}, false
	}
	l := length{seconds: b.clock.at(end) - b.clock.at(from)}
	return l, l.seconds >= 0
}

func (b *builder) exceptions(d *details, p *Property) bool {
	return b.each(p, "it takes out no instance", func(text, tzid string) trouble {
		m, bad := b.moment(p, text, tzid)
		if !bad.is() {
			d.without = append(d.without, m)
		}
		return bad
	})
}

func (b *builder) override(e *Entry, d *details, p *Property) bool {
	c := p.clockText()
	m, bad := b.moment(p, c.value, c.tzid)
	if bad.is() {
		return b.refuse(bad, p.Line)
	}
	scope, _ := p.Param("RANGE")
	d.instance, e.Override, d.following = m, true, strings.EqualFold(scope, "THISANDFUTURE")
	return true
}

// finish works out what needs all properties; it reports false if the event is
// refused.
func (b *builder) finish(e *Entry, d *details, ends endings) bool {
	if e.UID == "" {
		b.report.add(MissingProperty, iop.Warning, e.Line, "an event has no UID, so that no revision of it can be told; want UID")
	}
	if d.start.form == noTime && d.cancels {
		d.start = d.instance
		e.AllDay, e.Floating = d.start.form == dateForm, d.start.form == dateForm || d.start.floats
	}
	if d.start.form == noTime {
		if d.cancels && e.UID != "" {
			return true // it cancels another event of the file
		}
		return b.refuse(trouble{MissingProperty, "an event has no DTSTART; want one"}, e.Line)
	}
	e.Recurs = len(d.rules) > 0 || len(d.dates) > 0
	if d.never(b.clock) {
		b.report.add(OddRule, iop.Warning, d.ruleLine, "UNTIL is before DTSTART, as where a series was deleted from its start on; the event takes place at no time. Want UNTIL after DTSTART, or no event")
	}
	at, place := b.clock.instant(d.start.zone, d.start.wall)
	b.end(e, d, ends, at)
	b.sameForm(e, d)
	e.Start = timeAt(at, place)
	e.End = timeAt(b.clock.end(d.start, at, place, d.length))
	return true
}

// end gives the instant and the place of an end.
func (c *clock) end(start moment, at int64, place *time.Location, l length) (int64, *time.Location) {
	if l.days != 0 {
		at, place = c.instant(start.zone, start.wall+int64(l.days)*daySeconds)
	}
	if l.seconds == 0 {
		return at, place
	}
	at += l.seconds
	if start.zone.own != nil {
		_, place = c.wallAtInstant(start.zone, at)
	}
	return at, place
}
