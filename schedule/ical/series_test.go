package ical

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// Each case is a calendar of November 2026 and what takes place in it, in UTC.
func TestSeries(t *testing.T) {
	const weekly = "DTSTART:20261102T090000Z,DURATION:PT1H,RRULE:FREQ=WEEKLY;COUNT=3"
	for _, c := range []struct {
		name   string
		events []string // lines, each event's parted by commas
		want   []string
		kinds  []ProblemKind
	}{
		{"EXDATE as an instant of another zone", []string{"DTSTART;TZID=America/New_York:20261102T090000,RRULE:FREQ=DAILY;COUNT=3,EXDATE:20261103T140000Z"}, []string{"02 14:00", "04 14:00"}, nil},
		{"EXDATE on the clock of the event", []string{"DTSTART;TZID=America/New_York:20261102T090000,RRULE:FREQ=DAILY;COUNT=3,EXDATE:20261103T090000"}, []string{"02 14:00", "04 14:00"}, nil},
		{"EXDATE as a date", []string{"DTSTART;TZID=America/New_York:20261102T200000,RRULE:FREQ=DAILY;COUNT=3,EXDATE;VALUE=DATE:20261103"}, []string{"03 01:00", "05 01:00"}, []ProblemKind{MismatchedDate}},
		{"EXDATE of DTSTART", []string{weekly + ",EXDATE:20261102T090000Z"}, []string{"09 09:00", "16 09:00"}, nil},
		{"EXDATE of a start off the pattern", []string{"DTSTART:20261103T090000Z,RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=3,EXDATE:20261103T090000Z"}, []string{"09 09:00", "16 09:00"}, nil},
		{"DTSTART off the pattern counts", []string{"DTSTART:20261103T090000Z,RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=3"}, []string{"03 09:00", "09 09:00", "16 09:00"}, nil},
		{"two rules", []string{"DTSTART:20261102T090000Z,RRULE:FREQ=WEEKLY;COUNT=2,RRULE:FREQ=WEEKLY;BYDAY=FR;COUNT=2"}, []string{"02 09:00", "06 09:00", "09 09:00", "13 09:00"}, nil},
		{"RDATE twice", []string{weekly + ",RDATE:20261109T090000Z,RDATE:20261110T090000Z,RDATE:20261110T090000Z"}, []string{"02 09:00", "09 09:00", "10 09:00", "16 09:00"}, nil},
		{"RDATE before DTSTART", []string{weekly + ",RDATE:20261101T090000Z"}, []string{"01 09:00", "02 09:00", "09 09:00", "16 09:00"}, nil},
		{"EXRULE", []string{"DTSTART:20261102T090000Z,RRULE:FREQ=DAILY;COUNT=4,EXRULE:FREQ=DAILY;INTERVAL=2;COUNT=1,EXRULE:FREQ=WEEKLY;BYDAY=WE"}, []string{"03 09:00", "05 09:00"}, []ProblemKind{OddRule, OddRule}},
		{"UNTIL is inclusive", []string{"DTSTART;TZID=America/New_York:20261102T090000,RRULE:FREQ=DAILY;UNTIL=20261104T140000Z"}, []string{"02 14:00", "03 14:00", "04 14:00"}, nil},
		{"UNTIL a second early", []string{"DTSTART;TZID=America/New_York:20261102T090000,RRULE:FREQ=DAILY;UNTIL=20261104T135959Z"}, []string{"02 14:00", "03 14:00"}, nil},
		{"UNTIL on the clock", []string{"DTSTART;TZID=America/New_York:20261102T090000,RRULE:FREQ=DAILY;UNTIL=20261104T090000"}, []string{"02 14:00", "03 14:00", "04 14:00"}, nil},
		{"UNTIL a date", []string{"DTSTART;TZID=America/New_York:20261102T090000,RRULE:FREQ=DAILY;UNTIL=20261104"}, []string{"02 14:00", "03 14:00", "04 14:00"}, nil},
		{"UNTIL a time, DTSTART a date", []string{"DTSTART;VALUE=DATE:20261102,RRULE:FREQ=DAILY;UNTIL=20261104T000000Z"}, []string{"02 00:00", "03 00:00", "04 00:00"}, nil},
		{"UNTIL before DTSTART", []string{weekly[:len(weekly)-len("COUNT=3")] + "UNTIL=20261101T000000Z"}, nil, []ProblemKind{OddRule}},

		{"an override", []string{weekly, "RECURRENCE-ID:20261109T090000Z,DTSTART:20261110T100000Z"}, []string{"02 09:00", "10 10:00", "16 09:00"}, nil},
		{"an override before its series", []string{"RECURRENCE-ID:20261109T090000Z,DTSTART:20261110T100000Z", weekly}, []string{"02 09:00", "10 10:00", "16 09:00"}, nil},
		{"an override named in another zone", []string{weekly, "RECURRENCE-ID;TZID=America/New_York:20261109T040000,DTSTART:20261110T100000Z"}, []string{"02 09:00", "10 10:00", "16 09:00"}, nil},
		{"an override named by its date", []string{weekly, "RECURRENCE-ID;VALUE=DATE:20261109,DTSTART:20261110T100000Z"}, []string{"02 09:00", "10 10:00", "16 09:00"}, nil},
		{"a day named by a time", []string{"DTSTART;VALUE=DATE:20261102,RRULE:FREQ=DAILY;COUNT=3", "RECURRENCE-ID:20261103T000000,DTSTART;VALUE=DATE:20261120"}, []string{"02 00:00", "04 00:00", "20 00:00"}, nil},
		{"an override out of the window", []string{weekly, "RECURRENCE-ID:20261109T090000Z,DTSTART:20270110T100000Z"}, []string{"02 09:00", "16 09:00"}, nil},
		{"an override into the window", []string{"DTSTART:20260902T090000Z,RRULE:FREQ=DAILY;COUNT=2", "RECURRENCE-ID:20260903T090000Z,DTSTART:20261110T100000Z"}, []string{"10 10:00"}, nil},
		{"an override of nothing", []string{weekly, "RECURRENCE-ID:20261104T090000Z,DTSTART:20261105T100000Z"}, []string{"02 09:00", "05 10:00", "09 09:00", "16 09:00"}, nil},
		{"an override without a series", []string{"RECURRENCE-ID:20261104T090000Z,DTSTART:20261105T100000Z"}, []string{"05 10:00"}, nil},
		{"a cancelled instance", []string{weekly, "RECURRENCE-ID:20261109T090000Z,DTSTART:20261109T090000Z,STATUS:CANCELLED"}, []string{"02 09:00", "09 09:00 cancelled", "16 09:00"}, nil},
		{"the newest override", []string{weekly, "RECURRENCE-ID:20261109T090000Z,DTSTART:20261111T100000Z,SEQUENCE:2", "RECURRENCE-ID:20261109T090000Z,DTSTART:20261110T100000Z,SEQUENCE:1"}, []string{"02 09:00", "11 10:00", "16 09:00"}, []ProblemKind{DuplicateEvent}},
		{"an override that a newer series takes out", []string{weekly + ",SEQUENCE:3,EXDATE:20261109T090000Z", "RECURRENCE-ID:20261109T090000Z,DTSTART:20261110T100000Z,SEQUENCE:2"}, []string{"02 09:00", "16 09:00"}, []ProblemKind{DuplicateEvent}},
		{"an override newer than EXDATE", []string{weekly + ",SEQUENCE:1,EXDATE:20261109T090000Z", "RECURRENCE-ID:20261109T090000Z,DTSTART:20261110T100000Z,SEQUENCE:2"}, []string{"02 09:00", "10 10:00", "16 09:00"}, nil},

		{"this and following", []string{weekly, "RECURRENCE-ID;RANGE=THISANDFUTURE:20261109T090000Z,DTSTART:20261110T100000Z,STATUS:TENTATIVE"}, []string{"02 09:00", "10 10:00 tentative", "17 10:00 tentative"}, nil},
		{"this and following, twice", []string{"DTSTART:20261102T090000Z,RRULE:FREQ=DAILY;COUNT=5", "RECURRENCE-ID;RANGE=THISANDFUTURE:20261103T090000Z,DTSTART:20261103T100000Z", "RECURRENCE-ID;RANGE=THISANDFUTURE:20261105T090000Z,DTSTART:20261105T110000Z"},
			[]string{"02 09:00", "03 10:00", "04 10:00", "05 11:00", "06 11:00"}, nil},
		{"this and following, and one of them", []string{"DTSTART:20261102T090000Z,RRULE:FREQ=DAILY;COUNT=4", "RECURRENCE-ID;RANGE=THISANDFUTURE:20261103T090000Z,DTSTART:20261103T100000Z", "RECURRENCE-ID:20261104T090000Z,DTSTART:20261104T150000Z"},
			[]string{"02 09:00", "03 10:00", "04 15:00", "05 10:00"}, nil},
		{"this and following by a rule of its own", []string{"DTSTART:20261102T090000Z,RRULE:FREQ=DAILY", "RECURRENCE-ID;RANGE=THISANDFUTURE:20261104T090000Z,DTSTART:20261105T100000Z,RRULE:FREQ=WEEKLY;COUNT=2"}, []string{"02 09:00", "03 09:00", "05 10:00", "12 10:00"}, nil},
		{"this and following from far away", []string{"DTSTART:20260101T090000Z,RRULE:FREQ=YEARLY;COUNT=2", "RECURRENCE-ID;RANGE=THISANDFUTURE:20260101T090000Z,DTSTART:20261115T090000Z"}, []string{"15 09:00"}, nil},

		{"the newest SEQUENCE", []string{"DTSTART:20261102T090000Z,SEQUENCE:1,DTSTAMP:20260101T000000Z", "DTSTART:20261103T090000Z,SEQUENCE:0,DTSTAMP:20261001T000000Z"}, []string{"02 09:00"}, []ProblemKind{DuplicateEvent}},
		{"the newest DTSTAMP", []string{"DTSTART:20261102T090000Z,DTSTAMP:20260101T000000Z", "DTSTART:20261103T090000Z,DTSTAMP:20261001T000000Z"}, []string{"03 09:00"}, []ProblemKind{DuplicateEvent}},
		{"the same twice", []string{weekly, weekly}, []string{"02 09:00", "09 09:00", "16 09:00"}, []ProblemKind{DuplicateEvent}},
		{"one UID for two events", []string{"DTSTART:20261102T090000Z", "DTSTART:20261103T090000Z"}, []string{"02 09:00", "03 09:00"}, []ProblemKind{DuplicateEvent}},
		{"a cancelled series", []string{weekly + ",STATUS:CANCELLED"}, []string{"02 09:00 cancelled", "09 09:00 cancelled", "16 09:00 cancelled"}, nil},
		{"a series that may be", []string{weekly + ",STATUS:TENTATIVE"}, []string{"02 09:00 tentative", "09 09:00 tentative", "16 09:00 tentative"}, nil},
		{"cancelled in American", []string{"DTSTART:20261102T090000Z,STATUS:canceled"}, []string{"02 09:00 cancelled"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var b strings.Builder
			for _, e := range c.events {
				b.WriteString(vevent(append([]string{"UID:a"}, splitLines(e)...)...))
			}
			f := readAll(t, calendarOf(b.String()))
			require.Equal(t, c.want, november(t, f))
			require.Equal(t, c.kinds, problemKinds(f.Problems), f.Problems)
			require.Equal(t, len(c.events), f.Read)
			require.Zero(t, f.Skipped)
		})
	}
}

// splitLines parts lines at commas before a name, not those of a list.
func splitLines(s string) (lines []string) {
	for part := range strings.SplitSeq(s, ",") {
		if n := len(lines); n > 0 && !strings.Contains(part, ":") {
			lines[n-1] += "," + part
			continue
		}
		lines = append(lines, part)
	}
	return lines
}

func november(t testing.TB, f *File) (out []string) {
	found, problems := f.Instances(Window{date(2026, 11, 1), date(2026, 12, 1)})
	require.Empty(t, problems)
	for _, i := range found {
		text := i.Start.UTC().Format("02 15:04")
		if i.Status != Confirmed {
			text += " " + i.Status.String()
		}
		out = append(out, text)
	}
	return out
}

// METHOD:CANCEL comes in a calendar of its own.
func TestCancelMethod(t *testing.T) {
	series := calendarOf(vevent("UID:a", "SEQUENCE:1", "DTSTART:20261102T090000Z", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=2"))
	moved := calendarOf(vevent("UID:a", "SEQUENCE:1", "RECURRENCE-ID:20261109T090000Z", "DTSTART:20261110T090000Z", "DURATION:PT1H"))
	cancel := func(lines ...string) string {
		return strings.Replace(calendarOf(vevent(append([]string{"UID:a"}, lines...)...)), "VERSION", "METHOD:CANCEL\r\nVERSION", 1)
	}
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"all of it", series + cancel("SEQUENCE:2"), []string{"02 09:00 cancelled", "09 09:00 cancelled"}},
		{"all of it, written first", cancel("SEQUENCE:2", "DTSTART:20261102T090000Z") + series, []string{"02 09:00 cancelled", "09 09:00 cancelled"}},
		{"the same SEQUENCE", series + cancel("SEQUENCE:1"), []string{"02 09:00 cancelled", "09 09:00 cancelled"}},
		{"an old one", series + cancel("SEQUENCE:0"), []string{"02 09:00", "09 09:00"}},
		{"with what was moved", series + moved + cancel("SEQUENCE:2"), []string{"02 09:00 cancelled", "10 09:00 cancelled"}},
		{"one instance", series + cancel("SEQUENCE:2", "RECURRENCE-ID:20261109T090000Z"), []string{"02 09:00", "09 09:00 cancelled"}},
		{"one instance that was moved", series + moved + cancel("SEQUENCE:2", "RECURRENCE-ID:20261109T090000Z"), []string{"02 09:00", "10 09:00 cancelled"}},
		{"alone, with a start", cancel("DTSTART:20261102T090000Z"), []string{"02 09:00 cancelled"}},
		{"alone, without", cancel(), nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := readAll(t, c.text)
			require.Equal(t, c.want, november(t, f))
			require.Zero(t, f.Skipped)
		})
	}
}

// An instance that stands alone with a rule is a series that somebody gave a
// RECURRENCE-ID, but in a message it is the one instance that it is about.
func TestLoneInstanceWithRule(t *testing.T) {
	text := calendarOf(vevent("UID:a", "DTSTART:20261102T090000Z", "RRULE:FREQ=WEEKLY;COUNT=2", "RECURRENCE-ID:20261102T090000Z"))
	require.Equal(t, []string{"02 09:00", "09 09:00"}, november(t, readAll(t, text)))
	for method, want := range map[string][]string{"PUBLISH": {"02 09:00", "09 09:00"}, "REQUEST": {"02 09:00"}, "cancel": {"02 09:00 cancelled"}} {
		f := readAll(t, strings.Replace(text, "VERSION", "METHOD:"+method+"\r\nVERSION", 1))
		require.Equal(t, want, november(t, f), method)
	}
}

// The ends of events, on the day before the clocks go back in New York.
func TestEnds(t *testing.T) {
	const start = "DTSTART;TZID=America/New_York:20261031T090000"
	for _, c := range []struct {
		lines  []string
		want   string
		source EndSource
		kinds  []ProblemKind
	}{
		{[]string{start}, "1031T09:00-04", EndDefault, nil},
		{[]string{start, "DTEND;TZID=America/New_York:20261101T090000"}, "1101T09:00-05", EndStated, nil},
		{[]string{start, "DTEND:20261031T150000Z"}, "1031T11:00-04", EndStated, nil},
		{[]string{start, "DURATION:P1D"}, "1101T09:00-05", EndStated, nil},
		{[]string{start, "DURATION:PT24H"}, "1101T08:00-05", EndStated, nil},
		{[]string{start, "DURATION:P1DT1H"}, "1101T10:00-05", EndStated, nil},
		{[]string{start, "DTEND;TZID=America/New_York:20261031T090000"}, "1031T09:00-04", EndStated, nil},
		{[]string{start, "DTEND;TZID=America/New_York:20261031T085959"}, "1031T09:00-04", EndUnusable, []ProblemKind{BadEnd}},
		{[]string{start, "DURATION:-PT1H"}, "1031T09:00-04", EndUnusable, []ProblemKind{BadEnd}},
		{[]string{start, "DURATION:1 hour"}, "1031T09:00-04", EndUnusable, []ProblemKind{BadEnd}},
		{[]string{start, "DTEND;VALUE=DATE:20261101"}, "1031T09:00-04", EndUnusable, []ProblemKind{BadEnd}},
		{[]string{start, "DTEND;TZID=Nowhere:20261031T100000"}, "1031T09:00-04", EndUnusable, []ProblemKind{BadEnd}},
		{[]string{start, "DTEND;TZID=America/New_York:20261031T100000", "DURATION:PT2H"}, "1031T10:00-04", EndStated, []ProblemKind{BadEnd}},
		{[]string{"DTSTART;VALUE=DATE:20261031"}, "1101T00:00-05", EndDefault, nil},
		{[]string{"DTSTART;VALUE=DATE:20261031", "DTEND;VALUE=DATE:20261102"}, "1102T00:00-06", EndStated, nil},
		{[]string{"DTSTART;VALUE=DATE:20261031", "DTEND;VALUE=DATE:20261031"}, "1101T00:00-05", EndDefault, []ProblemKind{BadEnd}},
		{[]string{"DTSTART;VALUE=DATE:20261031", "DTEND;VALUE=DATE:20261030"}, "1101T00:00-05", EndUnusable, []ProblemKind{BadEnd}},
		{[]string{"DTSTART;VALUE=DATE:20261031", "DURATION:P2D"}, "1102T00:00-06", EndStated, nil},
		{[]string{"DTSTART;VALUE=DATE:20261031", "DURATION:PT48H"}, "1102T00:00-06", EndStated, nil},
		{[]string{"DTSTART;VALUE=DATE:20261031", "DURATION:PT1H"}, "1101T00:00-05", EndUnusable, []ProblemKind{BadEnd}},
	} {
		t.Run(strings.Join(c.lines, " "), func(t *testing.T) {
			text := calendarOf(vevent(append([]string{"UID:a"}, c.lines...)...))
			f, err := Read(strings.NewReader(text), "a.ics", Options{Zones: time.LoadLocation, Floating: zoneNamed(t, "America/Chicago")})
			require.NoError(t, err)
			require.Equal(t, c.kinds, problemKinds(f.Problems))
			found, problems := f.Instances(Window{date(2026, 10, 31), date(2026, 11, 2)})
			require.Empty(t, problems)
			require.Len(t, found, 1)
			require.Equal(t, c.want, found[0].End.Format("0102T15:04-07"))
			require.Equal(t, c.source, found[0].EndSource)
			require.Equal(t, found[0].Start, f.Events[0].Start)
			require.Equal(t, found[0].End, f.Events[0].End)
		})
	}
}

// What is not usable is left out with its line and nothing else is.
func TestRefusedEvents(t *testing.T) {
	for _, c := range []struct {
		line string
		kind ProblemKind
		at   int
	}{
		{"X-NONE:x", MissingProperty, 3},
		{"DTSTART:soon", BadValue, 5},
		{"DTSTART;TZID=Nowhere:20261102T090000", UnknownZone, 5},
		{"DTSTART:20261102T090000Z\r\nRRULE:FREQ=HOURLY", UnsupportedRule, 6},
		{"DTSTART:20261102T090000Z\r\nRRULE:FREQ=DAILY;INTERVAL=0", BadRule, 6},
		{"DTSTART:20261102T090000Z\r\nEXDATE;TZID=Nowhere:20261102T090000", UnknownZone, 6},
		{"DTSTART:20261102T090000Z\r\nRDATE;TZID=Nowhere:20261102T090000", UnknownZone, 6},
		{"DTSTART:20261102T090000Z\r\nRECURRENCE-ID:then", BadValue, 6},
	} {
		t.Run(c.line, func(t *testing.T) {
			f := readAll(t, calendarOf(vevent("UID:a", c.line)+vevent("UID:b", "DTSTART:20261103T090000Z")))
			require.Equal(t, []string{"03 09:00"}, november(t, f))
			require.Equal(t, []int{2, 1, 1}, []int{f.Read, f.Skipped, len(f.Problems)})
			p := f.Problems[0]
			require.Equal(t, c.kind, p.Kind)
			require.Equal(t, c.at, p.Line)
			require.True(t, p.Skipped)
			require.True(t, strings.HasPrefix(p.Error(), fmt.Sprintf("a.ics:%d: ", c.at)))
			require.Contains(t, p.Text, "want ")
		})
	}
}

// An unreadable date among others costs that date.
func TestUnreadableDates(t *testing.T) {
	f := readAll(t, calendarOf(vevent("UID:a", "DTSTART:20261102T090000Z", "RRULE:FREQ=DAILY;COUNT=3", "EXDATE:never,20261103T090000Z,", "RDATE:20261110T090000Z/later,20261111T090000Z")))
	require.Equal(t, []string{"02 09:00", "04 09:00", "11 09:00"}, november(t, f))
	require.Equal(t, []ProblemKind{BadValue, BadValue}, problemKinds(f.Problems))
}

// Two windows side by side give what one over both gives, however the events
// of the file are ordered.
func TestInstancesOfParts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var events []string
		for i := range rapid.IntRange(1, 4).Draw(t, "events") {
			start := drawStart(t).Format("20060102T150405")
			lines := []string{fmt.Sprint("UID:", i), "DTSTART;TZID=America/New_York:" + start, "RRULE:" + drawRule(t)}
			if rapid.Bool().Draw(t, "moved") {
				events = append(events, vevent(lines[0], "DTSTART:20030101T090000Z", "RECURRENCE-ID;TZID=America/New_York;RANGE=THISANDFUTURE:"+start))
			}
			events = append(events, vevent(lines...))
		}
		read := func() *File {
			f, err := Read(strings.NewReader(calendarOf(strings.Join(events, ""))), "a.ics", Options{Zones: time.LoadLocation})
			require.NoError(t, err)
			return f
		}
		list := func(f *File, from, to time.Time) (out []string) {
			found, problems := f.Instances(Window{from, to})
			require.Empty(t, problems)
			for _, i := range found {
				require.False(t, i.Start.Before(from))
				require.True(t, i.Start.Before(to))
				out = append(out, i.Start.Format(time.RFC3339)+" "+i.End.Format(time.RFC3339)+" "+i.UID)
			}
			return out
		}
		from, to := date(2001, 1, 1), date(2005, 1, 1)
		middle := from.Add(time.Duration(rapid.Int64Range(0, int64(to.Sub(from))).Draw(t, "middle")))
		f := read()
		whole := list(f, from, to)
		require.Equal(t, whole, append(list(f, from, middle), list(f, middle, to)...))
		slices.Reverse(events)
		require.Equal(t, whole, list(read(), from, to))
	})
}
