package main

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// vendorFile is a calendar of an invented vendor: a process group on Mondays,
// Wednesdays and Thursdays for three weeks without Veterans Day, a tentative
// Saturday, an entry in a zone that nobody knows, and a cancelled evening.
const vendorFile = "testdata/calendars/clinic.ics"

// event gives a VEVENT from its lines.
func event(lines ...string) string {
	return "BEGIN:VEVENT\r\nUID:" + lines[0] + "\r\nDTSTAMP:20261001T120000Z\r\n" + strings.Join(lines[1:], "\r\n") + "\r\nEND:VEVENT\r\n"
}

func calendarOf(events ...string) string {
	return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\n" + strings.Join(events, "") + "END:VCALENDAR\r\n"
}

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

// calendarReport is what iop check writes about calendars in JSON.
type calendarReport struct {
	Results []struct {
		ID     string
		Events map[string]int
		Weeks  []struct {
			Week                           *int
			From                           *string
			GrossMinutes, CountableMinutes *span
			ServiceDays                    *span
		}
		Activities []struct {
			Line, Instances int
			Activity        *string
			Told            string
			Session         bool
		}
		Problems []struct {
			Kind, Severity, File, Message string
			Line                          int
			Skipped                       bool
		}
		Findings []struct{ Rule, Outcome string }
	}
}

type span struct{ Min, Max int }

func checkCalendar(t *testing.T, args ...string) (calendarReport, outcome) {
	t.Helper()
	o := invoke(t, append([]string{"check", "--format", "json", "--standard", "va-license-2.1"}, args...)...)
	var r calendarReport
	require.NoError(t, json.Unmarshal([]byte(o.stdout), &r), o.stdout)
	return r, o
}

// Three evenings of three hours in weeks 1 and 3, two in week 2; 90 minutes
// that may be held and may count each Saturday. The cancelled evening of week 3
// counts nothing, and the entry that cannot be placed is reported.
func TestCheckCalendar(t *testing.T) {
	r, o := checkCalendar(t, vendorFile, "--from", "2026-11-02", "--weeks", "3")
	require.Equal(t, exitUnusable, o.status, "an entry was left out")
	require.Len(t, o.lines(), 1)
	require.Contains(t, o.stderr, vendorFile+":25: the time zone")
	require.Len(t, r.Results, 1)
	one := r.Results[0]
	require.Equal(t, "clinic", one.ID)
	require.Equal(t, map[string]int{"read": 4, "expanded": 12, "skipped": 1}, one.Events)
	require.Len(t, one.Weeks, 3)
	for i, want := range []span{{540, 630}, {360, 450}, {540, 630}} {
		require.Equal(t, want, *one.Weeks[i].GrossMinutes)
		require.Equal(t, want, *one.Weeks[i].CountableMinutes)
		require.Equal(t, i+1, *one.Weeks[i].Week)
	}
	require.Equal(t, span{3, 4}, *one.Weeks[0].ServiceDays)
	require.Equal(t, "2026-11-16", *one.Weeks[2].From)
	require.Equal(t, "unknown-zone", one.Problems[0].Kind)
	require.Equal(t, "error", one.Problems[0].Severity)
	require.True(t, one.Problems[0].Skipped)
	require.Equal(t, "unknown-activity", one.Problems[1].Kind)
	require.Equal(t, 13, one.Problems[1].Line)
	require.Equal(t, "word-list", one.Activities[0].Told)
	require.Equal(t, "process-group", *one.Activities[0].Activity)
	require.Nil(t, one.Activities[1].Activity)
	require.Equal(t, "unknown", one.Activities[1].Told)
	for _, f := range one.Findings {
		require.NotEqual(t, "schedule/attendance", f.Rule)
		require.NotEqual(t, "schedule/outreach", f.Rule)
	}

	t.Run("with a mapping", func(t *testing.T) {
		r, o := checkCalendar(t, vendorFile, "--from", "2026-11-02", "--weeks", "3", "--activities", "testdata/calendars/activities.json")
		require.Equal(t, exitUnusable, o.status)
		require.Equal(t, "family-education", *r.Results[0].Activities[1].Activity)
		require.Equal(t, "mapping", r.Results[0].Activities[1].Told)
		require.Len(t, r.Results[0].Problems, 1)
		require.Equal(t, span{540, 630}, *r.Results[0].Weeks[0].CountableMinutes, "tentative all the same")
	})
	t.Run("from standard input", func(t *testing.T) {
		text, err := os.ReadFile(vendorFile)
		require.NoError(t, err)
		o := invokeWith(t, "\xef\xbb\xbf"+string(text), nil, "check", "-", "--format", "json", "--from", "2026-11-02", "--weeks", "3", "--standard", "va-license-2.1")
		require.NoError(t, json.Unmarshal([]byte(o.stdout), &r))
		require.Equal(t, "calendar", r.Results[0].ID)
		require.Equal(t, 12, r.Results[0].Events["expanded"])
		require.Contains(t, o.stderr, "standard input:25:")
	})
	t.Run("closed days take sessions out", func(t *testing.T) {
		r, _ := checkCalendar(t, vendorFile, "--from", "2026-11-02", "--weeks", "1", "--closed", "2026-11-04=Flood")
		require.Equal(t, span{360, 450}, *r.Results[0].Weeks[0].GrossMinutes)
	})
	t.Run("where nobody says which weeks", func(t *testing.T) {
		r, o := checkCalendar(t, vendorFile)
		require.Contains(t, o.stderr, "judged are up to 12 weeks from 2026-11-02 on; name others with --from and --weeks")
		require.Len(t, r.Results[0].Weeks, 3, "up to the last entry")
	})
	t.Run("a week that begins on Wednesday", func(t *testing.T) {
		r, _ := checkCalendar(t, vendorFile, "--from", "2026-11-04", "--weeks", "1", "--week-start", "Wed")
		require.Equal(t, span{540, 630}, *r.Results[0].Weeks[0].GrossMinutes, "4, 5 and 9 November, and maybe the 7th")
		require.Equal(t, 4, r.Results[0].Events["expanded"])
	})
	t.Run("days of the program's zone", func(t *testing.T) {
		r, _ := checkCalendar(t, vendorFile, "--from", "2026-11-02", "--weeks", "1", "--timezone", "Pacific/Auckland")
		// 18:00 in New York is 12:00 on the next day in Auckland: Tuesday,
		// Thursday and Friday, and 04:00 on Sunday.
		require.Equal(t, span{540, 630}, *r.Results[0].Weeks[0].GrossMinutes)
		r, _ = checkCalendar(t, vendorFile, "--from", "2026-11-05", "--weeks", "1", "--week-start", "Thu", "--timezone", "Pacific/Auckland")
		require.Equal(t, span{540, 630}, *r.Results[0].Weeks[0].GrossMinutes, "those of 5 and 6 November, of the 8th, and that of Monday evening on the 10th")
	})
}

func TestCalendarsAreTold(t *testing.T) {
	wide := func(order []byte, big int) string {
		out := append([]byte{}, order...)
		for _, c := range []byte("BEGIN:VCALENDAR") {
			pair := [2]byte{}
			pair[big] = c
			out = append(out, pair[:]...)
		}
		return string(out)
	}
	for text, want := range map[string]bool{ // any order: each alone
		"BEGIN:VCALENDAR\r\n": true, "begin:vevent": true, "BEGIN:VCARD": true, "BEGIN:": false, "client_id,date": false, "": false,
		wide([]byte{0xff, 0xfe}, 0): true, wide([]byte{0xfe, 0xff}, 1): true, "\xff\xfe": false,
	} {
		require.Equal(t, want, isCalendar([]byte(text)), "%q", text)
	}
}

func TestZonesAreAskedOnce(t *testing.T) {
	a := &app{}
	first, err := a.zone("America/Chicago")
	require.NoError(t, err)
	again, err := a.zone("America/Chicago")
	require.NoError(t, err)
	require.Same(t, first, again)
	for range 2 {
		_, err = a.zone("Clinic Local")
		require.ErrorIs(t, err, errZone)
	}
	require.Len(t, a.zones, 2)
}

func TestCheckCalendarOfNothingToJudge(t *testing.T) {
	r, o := checkCalendar(t, vendorFile, "--from", "2030-01-07", "--weeks", "2")
	require.Equal(t, exitUnusable, o.status)
	require.Contains(t, o.stderr, "no session starts from 2030-01-07 to the day before 2030-01-21; choose other weeks with --from and --weeks")
	require.Equal(t, map[string]int{"read": 4, "expanded": 0, "skipped": 1}, r.Results[0].Events)
	require.Empty(t, r.Results[0].Weeks)

	lost := write(t, "lost.ics", calendarOf(event("x", "DTSTART;TZID=Clinic Local:20261102T180000")))
	r, o = checkCalendar(t, lost)
	require.Equal(t, exitUnusable, o.status)
	require.Equal(t, map[string]int{"read": 1, "expanded": 0, "skipped": 1}, r.Results[0].Events)
	for _, format := range []string{"text", "sarif", "junit"} {
		o := invoke(t, "check", lost, "--format", format, "--standard", "va-license-2.1")
		require.Equal(t, exitUnusable, o.status)
		require.Contains(t, o.stdout, "Clinic Local", format)
		require.NotContains(t, o.stdout, "Everything that was looked at is met")
	}
}

func TestCheckCalendarThatIsMet(t *testing.T) {
	good := write(t, "good.ics", calendarOf(event("g", "DTSTART;TZID=America/New_York:20261102T180000", "DTEND;TZID=America/New_York:20261102T210000",
		"RRULE:FREQ=WEEKLY;BYDAY=MO,WE,FR;UNTIL=20270101T000000Z", "SUMMARY:Process group")))
	r, o := checkCalendar(t, good, "--from", "2026-11-02", "--weeks", "2")
	require.Equal(t, exitMet, o.status, o.stderr)
	require.Empty(t, o.stderr)
	require.Equal(t, map[string]int{"read": 1, "expanded": 6, "skipped": 0}, r.Results[0].Events)
	require.Empty(t, r.Results[0].Problems)
	_, o = checkCalendar(t, good, "--from", "2026-11-04", "--weeks", "1")
	require.Equal(t, exitUnmet, o.status, "the first day is a Wednesday")

	utc := write(t, "utc.ics", calendarOf(event("g", "DTSTART:20261102T180000Z", "DTEND:20261102T210000Z", "SUMMARY:Process group")))
	_, o = checkCalendar(t, utc, "--from", "2026-11-02", "--weeks", "1")
	require.Contains(t, o.stderr, "name the zone of the program with --timezone\n")
	google := write(t, "google.ics", strings.Replace(calendarOf(event("g", "DTSTART:20261102T180000Z", "DTEND:20261102T210000Z")), "VERSION:2.0", "X-WR-TIMEZONE:America/Denver", 1))
	_, o = checkCalendar(t, google, "--from", "2026-11-02", "--weeks", "1")
	require.Contains(t, o.stderr, "--timezone America/Denver, which the calendar gives as its own")
	_, o = checkCalendar(t, utc, "--from", "2026-11-02", "--weeks", "1", "--timezone", "America/New_York")
	require.Empty(t, o.stderr)
}

// Findings of a week stand at its first entry, those about lost sessions at the
// entry that was cancelled, and problems at their line.
func TestCalendarInSARIF(t *testing.T) {
	o := invoke(t, "check", vendorFile, "--from", "2026-11-02", "--weeks", "3", "--standard", "va-license-2.1", "--format", "sarif")
	log := validSARIF(t, sarifSchemaOf(t), o.stdout)
	lines := map[string][]int{}
	prints := map[string]bool{}
	for _, r := range log.Runs[0].Results {
		loc := r.Locations[0].PhysicalLocation
		require.Equal(t, vendorFile, loc.ArtifactLocation.URI)
		require.Equal(t, r.RuleID, log.Runs[0].Tool.Driver.Rules[r.RuleIndex].ID)
		require.Equal(t, r.Kind == "fail", r.Level != "none")
		lines[r.RuleID+" "+r.Level] = append(lines[r.RuleID+" "+r.Level], loc.Region.StartLine)
		require.False(t, prints[r.PartialFingerprints["iop/v1"]])
		prints[r.PartialFingerprints["iop/v1"]] = true
	}
	require.Equal(t, map[string][]int{
		"calendar/unknown-activity none": {13}, "calendar/unknown-zone error": {25},
		"schedule/closure warning": {29}, "schedule/daily-hours-min none": {4, 4, 4}, "schedule/weekly-hours-min error": {4},
	}, lines)
	require.False(t, log.Runs[0].Invocations[0].ExecutionSuccessful)
	require.Len(t, log.Runs[0].Invocations[0].ToolExecutionNotifications, 1)
}

func TestEveryKindOfProblemHasARule(t *testing.T) {
	source, err := os.ReadFile("../../schedule/ical/problem.go")
	require.NoError(t, err)
	rules := map[string]bool{}
	for _, r := range calendarRules() {
		rules[strings.TrimPrefix(string(r.ID), calendarPrefix)] = true
		require.NotEmpty(t, r.Title)
		require.NotEmpty(t, r.Fix)
	}
	found := 0
	for line := range strings.Lines(string(source)) {
		if _, kind, ok := strings.Cut(line, `ProblemKind = "`); ok {
			kind, _, _ = strings.Cut(kind, `"`)
			require.True(t, rules[kind], kind)
			found++
		}
	}
	require.Greater(t, found, 10)
	o := invoke(t, "explain", "calendar/unknown-zone")
	require.Equal(t, exitMet, o.status)
	require.Contains(t, o.stdout, "Every time zone is known\n")
	require.Contains(t, o.stdout, "Use an IANA name such as America/Chicago")
	require.Equal(t, exitUnusable, invoke(t, "explain", "calendar/no-such-problem").status)
}

func TestCalendarText(t *testing.T) {
	for name, args := range map[string][]string{ // any order: each alone
		"calendars/check.txt":  {"check", vendorFile, "--from", "2026-11-02", "--weeks", "3", "--standard", "va-license-2.1", "--activities", "testdata/calendars/activities.json"},
		"calendars/list.txt":   {"calendar", vendorFile, "--from", "2026-11-02", "--to", "2026-11-23"},
		"calendars/design.txt": {"calendar", "sample.json", "--start", "2026-11-16", "--to", "2026-12-01", "--holidays", "us", "--timezone", "America/New_York"},
		"calendars/check.xml":  {"check", vendorFile, "--from", "2026-11-02", "--weeks", "1", "--standard", "va-license-2.1", "--format", "junit"},
	} {
		t.Run(name, func(t *testing.T) { golden(t, name, invoke(t, args...).stdout) })
	}
	for _, width := range []string{"40", "200"} {
		narrow := invokeWith(t, "", map[string]string{"COLUMNS": width}, "calendar", vendorFile, "--from", "2026-11-02", "--to", "2026-11-09")
		require.Contains(t, narrow.stdout, "process group")
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
