package ical

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/openiop/openiop/iop"
)

// Write writes a calendar that people can subscribe to: RFC 5545 with lines
// that end in CRLF and are folded at 75 octets between runes, in UTF-8. Events
// stand in the order of their start, then of their UID, and each zone that is
// used stands once, with its rules from the first event to a year after the last. The same
// events give the same bytes.
//
// Every event has CLASS:PRIVATE and a neutral summary; see
// [WriteOptions.DiscloseTreatment]. An instant in the hour that the clocks of
// its zone show twice, in the night in which daylight saving ends, is written in
// UTC: its clock time means the first of the two (RFC 5545, 3.3.5), which
// libical and others read as the second.
//
// The error names events that cannot be written, by their index and without
// their texts; nothing is written then. Otherwise it is that of w.
func Write(w io.Writer, events []Event, o WriteOptions) error {
	method := cmp.Or(o.Method, "PUBLISH")
	if !methodName.MatchString(method) {
		return errors.New("ical: the method is not a word of iCalendar; want one such as PUBLISH")
	}
	if err := checkEvents(events); err != nil {
		return err
	}
	sorted := slices.Clone(events)
	slices.SortStableFunc(sorted, func(a, b Event) int { return cmp.Or(a.Start.Compare(b.Start), strings.Compare(a.UID, b.UID)) })
	cw := &calendarWriter{w: w, options: o}
	cw.line("BEGIN:VCALENDAR")
	cw.line("VERSION:2.0")
	cw.line("PRODID:" + cw.product())
	cw.line("CALSCALE:GREGORIAN")
	cw.line("METHOD:" + method)
	for _, z := range zonesOf(sorted) {
		cw.zone(z)
	}
	for i := range sorted {
		cw.event(&sorted[i])
	}
	cw.line("END:VCALENDAR")
	cw.flush()
	return cw.err
}

// calendarWriter writes lines until a write fails.
type calendarWriter struct {
	w       io.Writer
	options WriteOptions
	buffer  bytes.Buffer
	err     error
}

// flushBytes is how much is gathered before it is written.
const flushBytes = 32 << 10

func (c *calendarWriter) product() string {
	if c.options.DiscloseTreatment {
		return tellingProduct
	}
	return neutralProduct
}

// lineOctets is the length at which lines are folded, their end not counted
// (RFC 5545, section 3.1).
const lineOctets = 75

// line writes a content line, folded between runes.
func (c *calendarWriter) line(text string) {
	room := lineOctets
	for len(text) > room {
		cut := room
		for cut > 0 && !utf8.RuneStart(text[cut]) {
			cut--
		}
		c.buffer.WriteString(text[:cut])
		c.buffer.WriteString("\r\n ")
		text, room = text[cut:], lineOctets-1
	}
	c.buffer.WriteString(text)
	c.buffer.WriteString("\r\n")
	if c.buffer.Len() >= flushBytes {
		c.flush()
	}
}

func (c *calendarWriter) flush() {
	if c.err == nil {
		_, c.err = c.w.Write(c.buffer.Bytes())
	}
	c.buffer.Reset()
}

// escapes are those of a TEXT (RFC 5545, section 3.3.11).
var escapes = strings.NewReplacer("\\", "\\\\", ";", "\\;", ",", "\\,", "\r\n", "\\n", "\n", "\\n", "\r", "\\n")

// textValue gives a text as a value. Control characters have no form in
// iCalendar and are left out, what is no UTF-8 becomes U+FFFD.
func textValue(s string) string {
	s = escapes.Replace(strings.ToValidUTF8(s, "\uFFFD"))
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' || r == 0x7f {
			return -1
		}
		return r
	}, s)
}

func (c *calendarWriter) event(e *Event) {
	c.line("BEGIN:VEVENT")
	c.line("UID:" + textValue(e.UID))
	c.line("DTSTAMP:" + utcTime(e.Stamp))
	c.line("SEQUENCE:" + strconv.Itoa(e.Sequence))
	c.times(e)
	c.line("STATUS:" + statusValues[e.Status])
	c.line("CLASS:PRIVATE")
	c.line("SUMMARY:" + textValue(c.summary(e)))
	if c.options.DiscloseTreatment && len(e.Categories) > 0 {
		list := make([]string, len(e.Categories))
		for i, category := range e.Categories {
			list[i] = textValue(category)
		}
		c.line("CATEGORIES:" + strings.Join(list, ","))
	}
	if e.AllDay {
		c.line("TRANSP:TRANSPARENT")
	}
	c.line("END:VEVENT")
}

// statusValues are the words of STATUS, by status.
var statusValues = [...]string{Confirmed: "CONFIRMED", Tentative: "TENTATIVE", Cancelled: "CANCELLED"}

func (c *calendarWriter) summary(e *Event) string {
	neutral := cmp.Or(c.options.Summary, neutralSummary)
	if !c.options.DiscloseTreatment {
		return neutral
	}
	return cmp.Or(e.Telling, neutral)
}

const (
	dayLayout   = "20060102"
	clockLayout = "20060102T150405"
)

func utcTime(t time.Time) string { return t.UTC().Format(clockLayout) + "Z" }

// times writes start and end in one form: both with a zone, or both in UTC.
func (c *calendarWriter) times(e *Event) {
	write := func(name string, t time.Time) { c.line(name + ":" + utcTime(t)) }
	switch {
	case e.AllDay:
		write = func(name string, t time.Time) { c.line(name + ";VALUE=DATE:" + t.Format(dayLayout)) }
	case e.Floating:
		write = func(name string, t time.Time) { c.line(name + ":" + t.Format(clockLayout)) }
	case e.clockTells():
		zone := e.Start.Location()
		write = func(name string, t time.Time) {
			c.line(name + ";TZID=" + zone.String() + ":" + t.In(zone).Format(clockLayout))
		}
	}
	write("DTSTART", e.Start)
	if !e.End.IsZero() {
		write("DTEND", e.End)
	}
}

// clockTells reports whether the times are in a zone and the clocks of it tell
// them.
func (e *Event) clockTells() bool {
	return e.inZone() && isTold(e.Start) && (e.End.IsZero() || isTold(e.End.In(e.Start.Location())))
}

// isTold reports whether the clocks of its zone show an instant's time once,
// so that every reader finds the instant again.
func isTold(t time.Time) bool {
	day, err := iop.NewDate(t.Date())
	if err != nil {
		return false
	}
	minute := iop.Minutes(t.Hour()*60 + t.Minute())
	read, trouble := day.Instant(t.Location(), minute, iop.ClockPolicy{})
	return trouble == iop.ClockPlain && read.Add(time.Duration(t.Second())*time.Second).Unix() == t.Unix()
}
