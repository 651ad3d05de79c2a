package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestCalendarList is the pinned list of iop calendar: --to is exclusive,
// cancelled instances are listed, and days and times without a zone are read in
// --timezone.
func TestCalendarList(t *testing.T) {
	file := write(t, "c.ics", calendarOf(
		event("zoned", "DTSTART;TZID=America/New_York:20261102T180000", "DTEND;TZID=America/New_York:20261102T210000", "RRULE:FREQ=DAILY;COUNT=4"),
		event("off", "DTSTART:20261103T120000Z", "DURATION:PT1H", "STATUS:CANCELLED"),
		event("day", "DTSTART;VALUE=DATE:20261103"),
		event("floating", "DTSTART:20261103T010000", "DTEND:20261103T020000", "STATUS:TENTATIVE"),
		event("late", "DTSTART:20261105T000000Z", "DTEND:20261105T010000Z"),
	))
	o := invoke(t, "calendar", file, "--from", "2026-11-03", "--to", "2026-11-05", "--format", "json")
	require.Equal(t, exitMet, o.status, o.stderr)
	require.JSONEq(t, `[
		{"uid": "day", "start": "2026-11-03T00:00:00Z", "end": "2026-11-04T00:00:00Z", "allDay": true, "status": "confirmed"},
		{"uid": "floating", "start": "2026-11-03T01:00:00Z", "end": "2026-11-03T02:00:00Z", "allDay": false, "status": "tentative"},
		{"uid": "off", "start": "2026-11-03T12:00:00Z", "end": "2026-11-03T13:00:00Z", "allDay": false, "status": "cancelled"},
		{"uid": "zoned", "start": "2026-11-03T18:00:00-05:00", "end": "2026-11-03T21:00:00-05:00", "allDay": false, "status": "confirmed"},
		{"uid": "zoned", "start": "2026-11-04T18:00:00-05:00", "end": "2026-11-04T21:00:00-05:00", "allDay": false, "status": "confirmed"}
	]`, o.stdout)

	o = invoke(t, "calendar", file, "--from", "2026-11-03", "--to", "2026-11-05", "--format", "json", "--timezone", "America/Chicago")
	var got []struct{ UID, Start string }
	require.NoError(t, json.Unmarshal([]byte(o.stdout), &got))
	require.Equal(t, []struct{ UID, Start string }{
		{"day", "2026-11-03T00:00:00-06:00"}, {"floating", "2026-11-03T01:00:00-06:00"}, {"off", "2026-11-03T12:00:00Z"},
		{"zoned", "2026-11-03T18:00:00-05:00"}, {"zoned", "2026-11-04T18:00:00-05:00"}, {"late", "2026-11-05T00:00:00Z"},
	}, got, "the evening of 4 November in Chicago")

	o = invoke(t, "calendar", file, "--from", "2030-01-01", "--to", "2030-01-02", "--format", "json")
	require.Equal(t, "[]\n", o.stdout)
	require.Equal(t, exitMet, o.status)
}

func TestCalendarListWithoutDates(t *testing.T) {
	weekly := calendarOf(event("w", "DTSTART:20261102T180000Z", "DURATION:PT1H", "RRULE:FREQ=WEEKLY"))
	count := func(args ...string) int {
		o := invokeWith(t, weekly, nil, append([]string{"calendar", "-", "--format", "json"}, args...)...)
		require.Equal(t, exitMet, o.status, o.stderr)
		var got []any
		require.NoError(t, json.Unmarshal([]byte(o.stdout), &got))
		return len(got)
	}
	require.Equal(t, 12, count(), "twelve weeks from the earliest entry")
	require.Equal(t, 12, count("--from", "2027-01-01"))
	require.Equal(t, 3, count("--to", "2026-11-17"))
	require.Equal(t, 1, count("--to", "2026-01-01"), "at least the first day")
	o := invokeWith(t, calendarOf(), nil, "calendar", "-", "--format", "json")
	require.Equal(t, "[]\n", o.stdout)
}

func TestCalendarUsage(t *testing.T) {
	design := write(t, "d.json", monWedThu)
	for name, c := range map[string]struct { // any order: each alone
		args []string
		want string
	}{
		"the window is empty":     {[]string{vendorFile, "--from", "2026-11-02", "--to", "2026-11-02"}, "--to is not after --from"},
		"no such zone":            {[]string{vendorFile, "--timezone", "Clinic"}, `--timezone "Clinic": is not a known time zone`},
		"a start for a calendar":  {[]string{vendorFile, "--start", "2026-11-02"}, "--start is about program designs"},
		"a track for a calendar":  {[]string{vendorFile, "--track", "day"}, "--track is about program designs"},
		"a calendar as calendar":  {[]string{vendorFile, "--format", "ics"}, "is a calendar already"},
		"a design without dates":  {[]string{design}, "is a program design; name --start DATE"},
		"no such track":           {[]string{design, "--start", "2026-11-02", "--track", "day"}, `d.json:1: program "`},
		"observed alone":          {[]string{design, "--start", "2026-11-02", "--observed"}, "name the holidays with --holidays us"},
		"a stamp that is none":    {[]string{design, "--start", "2026-11-02", "--stamp", "now"}, "--stamp is not a time"},
		"a sequence out of reach": {[]string{design, "--start", "2026-11-02", "--sequence", "4294967296"}, "--sequence is out of reach"},
		"a roster":                {[]string{write(t, "r.csv", threeWeeks)}, "is a roster; iop calendar reads calendars (.ics)"},
		"no file of activities":   {[]string{vendorFile, "--activities", "no-such.json"}, "no-such.json: no such file"},
		"bad activities":          {[]string{vendorFile, "--activities", write(t, "m.json", "{}")}, "m.json:1: activities: has no rule"},
		"another format":          {[]string{vendorFile, "--format", "xml"}, "want one of text, json, ics"},
		"nothing to read":         {[]string{"no-such.ics"}, "no-such.ics: no such file"},
	} {
		t.Run(name, func(t *testing.T) {
			o := invoke(t, append([]string{"calendar"}, c.args...)...)
			require.Equal(t, exitUnusable, o.status, o.stderr)
			require.Len(t, o.lines(), 1, o.stderr)
			require.Contains(t, o.stderr, c.want)
			require.Empty(t, o.stdout)
		})
	}
}

// Errors that say the same are told one by one up to a number, so that a
// large file that is wrong throughout does not flood the terminal.
func TestManyErrorsOfACalendar(t *testing.T) {
	file := write(t, "many.ics", calendarOf(strings.Repeat(event("x", "SUMMARY:Process group"), mostAlike+5), event("y", "DTSTART;TZID=Clinic Local:20261102T180000")))
	o := invoke(t, "calendar", file, "--from", "2026-11-02")
	require.Equal(t, exitUnusable, o.status)
	told := strings.Split(strings.TrimSpace(o.stderr), "\n")
	require.Len(t, told, mostAlike+2)
	require.Equal(t, file+": on 5 more lines: an event has no DTSTART; want one; the event is left out", told[mostAlike+1])
	require.Contains(t, told[mostAlike], "Clinic Local")
	require.Contains(t, o.stdout, "26 read, 26 refused")
}

// What concerns the whole file has no line, and a file without any entry that
// can be read has no days to list.
func TestCalendarWithoutPlaces(t *testing.T) {
	var wide strings.Builder
	wide.WriteString("\xff\xfe")
	for _, c := range []byte(calendarOf(event("x", "SUMMARY:Process group"))) {
		wide.WriteString(string([]byte{c, 0}))
	}
	file := write(t, "wide.ics", wide.String())
	o := invoke(t, "calendar", file)
	require.Equal(t, exitUnusable, o.status)
	require.Contains(t, o.stderr, "note: "+file+": the file is UTF-16 and is read as that; want UTF-8\n")
	require.NotContains(t, o.stdout, "from ")
	require.NotContains(t, o.stdout, "1900")
	o = invoke(t, "check", file, "--standard", "va-license-2.1", "--format", "junit")
	require.Contains(t, o.stdout, `<testcase classname="wide" name="calendar/bad-bytes">`)
	require.Contains(t, o.stdout, "<system-out>warning: the file is UTF-16")
}

// A vCalendar of the time before iCalendar is one problem, not one for each of
// its events.
func TestOldCalendar(t *testing.T) {
	file := write(t, "old.vcs", strings.Replace(calendarOf(
		event("a", "DTSTART:20261102T180000Z", "DTEND:20261102T190000Z", "RRULE:W1 MO #4"),
		event("b", "DTSTART:20261103T180000Z", "DTEND:20261103T190000Z", "RRULE:D1 #4"),
		event("c", "DTSTART:20261104T180000Z", "DTEND:20261104T190000Z"),
	), "VERSION:2.0", "VERSION:1.0", 1))
	o := invoke(t, "calendar", file, "--from", "2026-11-02", "--format", "json")
	require.Equal(t, exitUnusable, o.status)
	require.Equal(t, file+":2: the calendar is vCalendar 1.0, and its recurring events, 2 in all, are left out; want iCalendar 2.0, which programs export as .ics\n", o.stderr)
	require.Equal(t, 1, strings.Count(o.stdout, `"uid"`))
}

// Entries before 1900 or after 2199, which no flag can name, do not say where a
// list begins.
func TestCalendarOutOfReach(t *testing.T) {
	far := []string{
		event("old", "DTSTART:16010101T000000Z", "DURATION:PT1H"), event("zero", "DTSTART:00000101T000000Z", "DURATION:PT1H"),
		event("late", "DTSTART:99991231T235959Z", "DURATION:P999W", "RRULE:FREQ=YEARLY"),
	}
	o := invokeWith(t, calendarOf(far...), nil, "calendar", "-")
	require.Equal(t, exitMet, o.status, o.stderr)
	require.Contains(t, oneLine(o.stdout), "entries 3 read, 0 refused; 0 instances listed")
	require.NotContains(t, o.stdout, "from ")
	o = invokeWith(t, calendarOf(far...), nil, "check", "-", "--standard", "va-license-2.1")
	require.Equal(t, exitUnusable, o.status)
	require.Contains(t, o.stderr, "holds no entry with a date")
	o = invokeWith(t, calendarOf(append(far, event("now", "DTSTART:20261102T180000Z", "DURATION:PT1H"))...), nil, "calendar", "-")
	require.Contains(t, oneLine(o.stdout), "from Mon 2 Nov 2026 to the day before Mon 25 Jan 2027, in UTC entries 4 read, 0 refused; 1 instance listed")
}
