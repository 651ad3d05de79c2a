package ical

import (
	"strings"

	"github.com/openiop/openiop/iop"
)

// builder makes events of the components of a file.
type builder struct {
	file   *File
	zones  *finder
	clock  *clock
	report *report
	ours   *zone // where floating times are

	calendar int
	floating *zone // ours, or the calendar's own
	own      bool  // Options.FloatingInCalendarZone
	cancels  bool  // METHOD:CANCEL
	message  bool  // a METHOD that sends one event: REQUEST, REPLY
	old      bool  // VERSION:1.0
	noted    bool  // that times float

	uids map[string]int
}

func newBuilder(f *File, o Options, r *report) *builder {
	b := &builder{file: f, zones: newFinder(f, o, r), report: r, own: o.FloatingInCalendarZone, uids: map[string]int{}}
	b.clock = b.zones.clock
	b.ours = b.zones.at(o.Floating)
	return b
}

func (b *builder) build() {
	b.define()
	for i := range b.file.nodes {
		n := &b.file.nodes[i]
		if n.parent < 0 {
			b.enter(i)
		}
		if n.name == "VEVENT" {
			b.add(i)
		}
	}
	b.group()
}

// define notes every VTIMEZONE, because events may stand before theirs.
func (b *builder) define() {
	calendar := 0
	for i := range b.file.nodes {
		if b.file.nodes[i].parent < 0 {
			calendar = i
		}
		if b.file.nodes[i].name == "VTIMEZONE" {
			b.zones.define(Component{b.file, i}, calendar)
		}
	}
}

// enter begins a calendar.
func (b *builder) enter(i int) {
	n := &b.file.nodes[i]
	b.calendar, b.floating, b.cancels, b.message, b.old = i, b.ours, false, false, false
	if n.name != "VCALENDAR" {
		b.report.add(BadStructure, iop.Warning, n.line, "the component stands outside a calendar; want BEGIN:VCALENDAR around it")
		return
	}
	c := Component{b.file, i}
	b.version(c)
	if p, ok := c.Property("METHOD"); ok {
		method := upper(strings.TrimSpace(p.Value))
		b.cancels, b.message = method == "CANCEL", method != "PUBLISH"
	}
	p, ok := c.Property("X-WR-TIMEZONE")
	if !ok || !b.own {
		return
	}
	if z := b.zones.find(i, strings.TrimSpace(p.Text()), b.firstStart(i), p.Line); z != nil {
		b.floating = z
	} else {
		b.report.add(UnknownZone, iop.Error, p.Line, "the time zone %s of the calendar is unknown; its floating times are read in the zone of the options. Want an IANA name", shown(p.Value))
	}
}

// version notes a calendar of vCalendar 1.0, the form before iCalendar, in which
// rules of recurrence are written in another way. One problem stands for all
// events that are left out because of them.
func (b *builder) version(c Component) {
	p, ok := c.Property("VERSION")
	if b.old = ok && strings.TrimSpace(p.Value) == "1.0"; !b.old {
		return
	}
	recurring := 0
	for i := c.index; i < c.node().next; i++ {
		if b.file.nodes[i].name == "VEVENT" && b.hasOldRule(i) {
			recurring++
		}
	}
	if recurring == 0 {
		b.report.add(OldVersion, iop.Warning, p.Line, "the calendar is vCalendar 1.0 and is read as iCalendar 2.0; want the latter, which programs export as .ics")
		return
	}
	b.report.refuse(OldVersion, p.Line, "the calendar is vCalendar 1.0, and its recurring events, %d in all, are left out; want iCalendar 2.0, which programs export as .ics", recurring)
}

func (b *builder) hasOldRule(index int) bool {
	for p := range b.file.own(index) {
		if isOldRule(p) {
			return true
		}
	}
	return false
}

// isOldRule reports whether a property is a rule of vCalendar 1.0: W1 TU TH #10.
func isOldRule(p *Property) bool {
	return (p.Name == "RRULE" || p.Name == "EXRULE") && strings.TrimSpace(p.Value) != "" && !strings.Contains(upper(p.Value), "FREQ")
}

// firstStart gives a time at which a calendar has an event.
func (b *builder) firstStart(calendar int) int64 {
	for i := calendar; i < b.file.nodes[calendar].next; i++ {
		if b.file.nodes[i].name != "VEVENT" {
			continue
		}
		for p := range b.file.own(i) {
			if s, ok := parseStamp(p.Value); ok && p.Name == "DTSTART" {
				return s.wall
			}
		}
	}
	return 0
}

// moment is a written time in its zone.
type moment struct {
	writtenTime
	zone   *zone
	floats bool // a time without a zone
	line   int  // of its property
}

// at gives the instant of a moment in seconds from 1970.
func (c *clock) at(m moment) int64 {
	at, _ := c.instant(m.zone, m.wall)
	return at
}

// trouble is why a value was not read.
type trouble struct {
	kind ProblemKind
	text string
}

func (t trouble) is() bool { return t.kind != "" }

// noteFloating says once a file where its times without a zone are read, unless
// the calendar itself said it.
func (b *builder) noteFloating(line int) {
	if b.noted || b.floating != b.ours {
		return
	}
	b.noted = true
	b.report.add(FloatingTime, iop.Note, line, "a time without a zone is read in %s, like all of the file; want TZID, or a time in UTC", shown(b.ours.location.String()))
}

// clockText is the value of a property that holds times, and the zone they are
// in.
type clockText struct{ value, tzid string }

// clockText takes the zone of a property apart from its times. Whether a time
// is a date its digits say, because writers put VALUE=DATE beside times.
func (p *Property) clockText() clockText {
	if p.params == "" {
		return clockText{value: p.Value}
	}
	if after, ok := strings.CutPrefix(p.params, "TZID="); ok {
		if strings.HasPrefix(after, "(") {
			// TZID=(UTC-05:00) Eastern Time (US & Canada):20261102T090000, without quotes
			if i := strings.LastIndexByte(p.Value, ':'); i >= 0 {
				return clockText{p.Value[i+1:], strings.TrimSpace(after + ":" + p.Value[:i])}
			}
		}
		if !strings.ContainsAny(after, `;"^,`) {
			return clockText{p.Value, strings.TrimSpace(after)}
		}
	}
	tzid, _ := p.Param("TZID")
	return clockText{p.Value, strings.TrimSpace(tzid)}
}

// moment reads one time of a property.
func (b *builder) moment(p *Property, text, tzid string) (m moment, bad trouble) {
	s, ok := parseStamp(text)
	if !ok {
		return m, trouble{BadValue, p.Name + " cannot be read; want a date such as 20261102 or a time such as 20261102T090000"}
	}
	m = moment{writtenTime: s, zone: b.floating, line: p.Line}
	switch {
	case s.form == utcForm:
		m.zone = b.zones.utc
	case s.form == localForm && tzid != "":
		if m.zone = b.zones.find(b.calendar, tzid, s.wall, p.Line); m.zone == nil {
			return m, trouble{UnknownZone, "the time zone " + shown(tzid) + " of " + p.Name + " is unknown; want an IANA name such as America/New_York, or a VTIMEZONE that defines it"}
		}
	default:
		m.floats = s.form == localForm
	}
	return m, trouble{}
}
