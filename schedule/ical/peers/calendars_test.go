package peers

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
)

// newYork is the zone of the generated calendars as Google writes it.
const newYork = "BEGIN:VTIMEZONE\r\n" +
	"TZID:America/New_York\r\n" +
	"X-LIC-LOCATION:America/New_York\r\n" +
	"BEGIN:DAYLIGHT\r\n" +
	"TZOFFSETFROM:-0500\r\n" +
	"TZOFFSETTO:-0400\r\n" +
	"TZNAME:EDT\r\n" +
	"DTSTART:19700308T020000\r\n" +
	"RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU\r\n" +
	"END:DAYLIGHT\r\n" +
	"BEGIN:STANDARD\r\n" +
	"TZOFFSETFROM:-0400\r\n" +
	"TZOFFSETTO:-0500\r\n" +
	"TZNAME:EST\r\n" +
	"DTSTART:19701101T020000\r\n" +
	"RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU\r\n" +
	"END:STANDARD\r\n" +
	"END:VTIMEZONE\r\n"

// firstDay is the Monday on which the calendars begin; daylight saving ends in
// their first week.
var firstDay = time.Date(2026, 10, 26, 0, 0, 0, 0, time.UTC)

// window holds all twelve weeks of the calendars.
var (
	windowFrom = firstDay.AddDate(0, 0, -1)
	windowTo   = firstDay.AddDate(0, 0, 12*7+2)
)

// event is one VEVENT of a generated calendar.
type event struct {
	uid, start, end string // the times as 20261026T090000, on the clock of New York
	rule            string
	without         []string
	more            []string // further content lines
}

// write adds the event, its lines folded as RFC 5545 wants them.
func (e event) write(b *bytes.Buffer) {
	line(b, "BEGIN:VEVENT")
	line(b, "UID:"+e.uid)
	line(b, "DTSTAMP:20261001T120000Z")
	line(b, "DTSTART;TZID=America/New_York:"+e.start)
	line(b, "DTEND;TZID=America/New_York:"+e.end)
	if e.rule != "" {
		line(b, "RRULE:"+e.rule)
	}
	for _, x := range e.without { // one a line: go-ical reads no lists
		line(b, "EXDATE;TZID=America/New_York:"+x)
	}
	for _, l := range e.more {
		line(b, l)
	}
	line(b, "END:VEVENT")
}

// line writes a content line of ASCII.
func line(b *bytes.Buffer, s string) {
	for len(s) > 75 {
		b.WriteString(s[:75])
		b.WriteString("\r\n ")
		s = s[75:]
	}
	b.WriteString(s)
	b.WriteString("\r\n")
}

func calendar(b *bytes.Buffer, events []event) {
	b.WriteString("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Group Rooms//Scheduling 4.1//EN\r\nCALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n" +
		"X-WR-CALNAME:Group room\r\nX-WR-TIMEZONE:America/New_York\r\n")
	b.WriteString(newYork)
	for _, e := range events {
		e.write(b)
	}
	b.WriteString("END:VCALENDAR\r\n")
}

// weekly is the calendar of a program of three evening groups and one
// individual session a week over twelve weeks, without one holiday: 47
// sessions.
func weekly() []byte {
	var b bytes.Buffer
	calendar(&b, []event{
		{uid: "group@example.org", start: "20261026T180000", end: "20261026T210000", rule: "FREQ=WEEKLY;BYDAY=MO,WE,FR;COUNT=36",
			without: []string{"20261225T180000"}, more: []string{"SUMMARY:Process group", "LOCATION:Room 2", "STATUS:CONFIRMED"}},
		{uid: "individual@example.org", start: "20261027T090000", end: "20261027T095000", rule: "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270112T235959Z",
			more: []string{"SUMMARY:Individual counseling", "LOCATION:Office 5", "STATUS:CONFIRMED"}},
	})
	return b.Bytes()
}

// sessionsEach is how many sessions each calendar of [many] has.
const sessionsEach = 45

// many is a file of calendars, one after the other, each with 45 sessions in
// five series, as a vendor exports them: 3.3 kB each, 2,000 of them 6.6 MB.
func many(calendars int) []byte {
	var b bytes.Buffer
	from := func(day, hour, minute int) string {
		return firstDay.AddDate(0, 0, day).Add(time.Duration(hour*60+minute) * time.Minute).Format("20060102T150405")
	}
	detail := strings.Repeat("Bring the workbook. Parking is behind the house, the door on the left.\\n", 2) + "Call us if late."
	for i := range calendars {
		hour := 8 + i%9
		var events []event
		for n, s := range []struct {
			day, hour, minutes, count int
			days, title               string
		}{
			{0, hour, 180, 12, "MO", "Process group"},
			{2, hour, 180, 12, "WE", "Skills group"},
			{4, hour, 120, 10, "FR", "Psychoeducation"},
			{1, hour + 1, 50, 8, "TU", "Individual counseling"},
			{3, hour + 1, 90, 3, "TH", "Family session"},
		} {
			rule := fmt.Sprintf("FREQ=WEEKLY;BYDAY=%s;COUNT=%d", s.days, s.count)
			events = append(events, event{
				uid:   fmt.Sprintf("%06d-%d@rooms.example.org", i, n),
				start: from(s.day, s.hour, 0), end: from(s.day, s.hour, s.minutes), rule: rule,
				more: []string{"CREATED:20260915T101500Z", "LAST-MODIFIED:20260920T081500Z", "SEQUENCE:1", "STATUS:CONFIRMED",
					"SUMMARY:" + s.title, "LOCATION:Room " + fmt.Sprint(1+n), "DESCRIPTION:" + detail, "TRANSP:OPAQUE"},
			})
		}
		calendar(&b, events)
	}
	return b.Bytes()
}

// random is a calendar of rules that every peer reads.
func random(r *rand.Rand) []byte {
	days := []string{"MO", "TU", "WE", "TH", "FR", "SA", "SU"}
	var b bytes.Buffer
	var events []event
	for i := range 1 + r.IntN(5) {
		day := firstDay.AddDate(0, 0, r.IntN(20))
		at := day.Add(time.Duration(r.IntN(20*4)+8) * 15 * time.Minute)
		e := event{uid: fmt.Sprintf("e%d", i), start: at.Format("20060102T150405"), end: at.Add(time.Hour).Format("20060102T150405")}
		own := days[(int(at.Weekday())+6)%7] // the start is on the pattern, or else readers may differ
		switch r.IntN(6) {
		case 0:
			e.rule = fmt.Sprintf("FREQ=DAILY;INTERVAL=%d;COUNT=%d", 1+r.IntN(4), 1+r.IntN(30))
		case 1:
			e.rule = fmt.Sprintf("FREQ=WEEKLY;INTERVAL=%d;BYDAY=%s,%s;WKST=%s;COUNT=%d", 1+r.IntN(3), own, days[r.IntN(7)], days[r.IntN(7)], 1+r.IntN(30))
		case 2:
			e.rule = fmt.Sprintf("FREQ=WEEKLY;BYDAY=%s;UNTIL=%s", own, at.AddDate(0, 0, r.IntN(90)).Format("20060102T150405Z"))
		case 3:
			e.rule = fmt.Sprintf("FREQ=MONTHLY;BYMONTHDAY=%d;COUNT=%d", at.Day(), 1+r.IntN(4))
		case 4:
			e.rule = fmt.Sprintf("FREQ=MONTHLY;BYDAY=%d%s;COUNT=%d", (at.Day()-1)/7+1, own, 1+r.IntN(4))
		}
		if e.rule != "" && r.IntN(2) == 0 {
			e.without = append(e.without, at.AddDate(0, 0, 7*r.IntN(3)).Format("20060102T150405"))
		}
		events = append(events, e)
	}
	calendar(&b, events)
	return b.Bytes()
}
