package main

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
)

// monWedThu is a program of three evenings of three hours, for six weeks.
const monWedThu = `{"id": "mon-wed-thu", "calledItself": "iop", "population": "adult", "timezone": "America/New_York", "weeks": 6,
 "blocks": [{"title": "Evening group", "activity": "group-therapy", "days": ["Mon", "Wed", "Thu"], "start": "18:00", "end": "21:00"}]}`

const oneClient = "session_id,date,start,end,modality,client_id,status\ns1,2026-11-02,18:00,21:00,process-group,c-1,attended\n"

// TestDatedUsage tries every flag about dates with what it does not take, and
// on what it cannot act on: one clear line, and nothing is judged.
func TestDatedUsage(t *testing.T) {
	design, roster := write(t, "design.json", monWedThu), write(t, "roster.csv", oneClient)
	on := []string{design, "--start", "2026-11-02"}
	tests := map[string]struct {
		args   []string
		stderr string
	}{
		"start is no date":           {[]string{design, "--start", "tomorrow"}, `invalid argument "tomorrow" for "--start" flag: is not a date; want one such as 2026-07-04`},
		"start is no day":            {[]string{design, "--start", "2026-02-30"}, `for "--start" flag: is not a day of the calendar`},
		"start in another order":     {[]string{design, "--start", "11/2/2026"}, "want one such as 2026-07-04"},
		"a slip in the year":         {[]string{design, "--start", "0226-11-02"}, "is out of reach; want a date from 1900 to 2199"},
		"from is no date":            {[]string{roster, "--from", ""}, `for "--from" flag`},
		"no weeks":                   {[]string{roster, "--weeks", "0"}, `invalid argument "0" for "--weeks" flag: is not a number of weeks; want a whole number from 1 to 520`},
		"fewer than no weeks":        {[]string{roster, "--weeks", "-3"}, "want a whole number from 1 to 520"},
		"more than ten years":        {[]string{roster, "--weeks", "521"}, "want a whole number from 1 to 520"},
		"weeks in words":             {[]string{roster, "--weeks", "four"}, "want a whole number from 1 to 520"},
		"a zone that there is not":   {append(on, "--timezone", "America/Evansville"), `iop check: --timezone "America/Evansville": is not a known time zone; want an IANA name such as America/Chicago`},
		"the zone of the machine":    {append(on, "--timezone", "Local"), "is not a known time zone"},
		"an empty zone":              {append(on, "--timezone", ""), "is not a known time zone"},
		"a path for a zone":          {append(on, "--timezone", "../../etc/passwd"), "is not a known time zone"},
		"other holidays":             {append(on, "--holidays", "uk"), "want one of us, none"},
		"observed without holidays":  {append(on, "--observed"), "iop check: --observed says which day of a holiday is closed; name the holidays with --holidays us"},
		"observed with none":         {append(on, "--observed", "--holidays", "none"), "--observed says which day"},
		"closed is no date":          {append(on, "--closed", "Thanksgiving"), `for "--closed" flag: is not a date; want one such as 2026-07-04, or one with a reason`},
		"closed has another order":   {append(on, "--closed", "Staff retreat=2026-11-04"), `for "--closed" flag`},
		"no day of the week":         {append(on, "--week-start", "Someday"), "is not a day of the week; want Mon, Tue"},
		"commitments that are not":   {append(on, "--commitments", "no-such.json"), "no-such.json: no such file"},
		"dates in another order":     {[]string{roster, "--dates", "dmy"}, "want one of iso, mdy"},
		"another clock":              {[]string{roster, "--clock", "13"}, "want one of 24, 12"},
		"a start for rosters":        {[]string{roster, "--start", "2026-11-02"}, "iop check: --start puts program designs on dates, and none is named"},
		"a window for designs":       {append(on, "--from", "2026-11-02"), "iop check: --from is about rosters and calendars, and none is named"},
		"weeks for designs":          {append(on, "--weeks", "4"), "iop check: --weeks is about rosters and calendars, and none is named"},
		"weeks for the sample":       {[]string{"--weeks", "4"}, "iop check: --weeks is about rosters"},
		"holidays without dates":     {[]string{design, "--holidays", "us"}, "iop check: --holidays is about real dates; name --start DATE to put a program on dates, or a roster"},
		"closed without dates":       {[]string{design, "--closed", "2026-11-04"}, "iop check: --closed is about real dates"},
		"two problems, the first":    {[]string{design, "--closed", "2026-11-04", "--weeks", "4"}, "iop check: --weeks is about rosters"},
		"closed, sample, no dates":   {[]string{"--closed", "2026-11-04"}, "iop check: --closed is about real dates"},
		"a start for calendars":      {[]string{write(t, "x.ics", "BEGIN:VCALENDAR"), "--start", "2026-11-02"}, "iop check: --start puts program designs on dates, and none is named"},
		"a flag without its value":   {[]string{design, "--start"}, "flag needs an argument: --start"},
		"the commitments of nobody":  {append(on, "--commitments", write(t, "none.json", `{"commitments": []}`)), "holds no commitments"},
		"commitments with a problem": {append(on, "--commitments", write(t, "c.json", `{"commitments": [{"kind": "hobby"}]}`)), "c.json:1: commitments[0].kind: is not a kind of commitment; want work, school, caring, appointment or other"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			o := invoke(t, append([]string{"check"}, test.args...)...)
			require.Equal(t, exitUnusable, o.status, o.stderr)
			require.Len(t, o.lines(), 1, o.stderr)
			require.Contains(t, o.stderr, test.stderr)
			require.Empty(t, o.stdout)
		})
	}
}

// TestDatedNotes: what only says how to read something that is not there does
// no harm.
func TestDatedNotes(t *testing.T) {
	design, roster := write(t, "design.json", monWedThu), write(t, "roster.csv", oneClient)
	dated := write(t, "dated.json", `{"commitments": [{"kind": "caring", "date": "2026-11-26"}]}`)
	tests := map[string]struct {
		args []string
		note string // "" for none
	}{
		"a zone without dates":        {[]string{design, "--timezone", "UTC"}, "note: --timezone changes nothing here: it is about real dates"},
		"a week without dates":        {[]string{design, "--week-start", "Sun"}, "note: --week-start changes nothing here"},
		"a clock without roster":      {[]string{design, "--clock", "12"}, "note: --clock changes nothing here: it is about rosters, and none is named"},
		"dates without roster":        {[]string{design, "--start", "2026-11-02", "--dates", "mdy"}, "note: --dates changes nothing here"},
		"no holidays":                 {[]string{design, "--holidays", "none"}, ""},
		"a single date, undated":      {[]string{design, "--commitments", dated}, "note: commitments on a single date count on dates only; name --start DATE"},
		"a single date, dated":        {[]string{design, "--commitments", dated, "--start", "2026-11-02"}, ""},
		"closed outside of the run":   {[]string{design, "--start", "2026-11-02", "--closed", "2025-11-26"}, "note: --closed 2025-11-26 lies outside of everything that was judged"},
		"closed on the last day":      {[]string{design, "--start", "2026-11-02", "--closed", "2026-12-13"}, ""},
		"closed on the day after":     {[]string{design, "--start", "2026-11-02", "--closed", "2026-12-14"}, "note: --closed 2026-12-14 lies outside"},
		"a design beside a roster":    {[]string{design, roster, "--from", "2026-11-02", "--weeks", "1", "--holidays", "us", "--clock", "12"}, ""},
		"a roster beside a design":    {[]string{design, roster, "--start", "2026-11-02"}, ""},
		"a window without rows":       {[]string{roster, "--from", "2027-11-01"}, "roster.csv: no row lies in the weeks that are judged"},
		"a week start in full":        {[]string{design, "--start", "2026-11-02", "--week-start", "sUNDAY"}, ""},
		"the sample can have dates":   {[]string{"--start", "2026-11-02", "--holidays", "us"}, ""},
		"zones of several continents": {[]string{design, "--start", "2026-11-02", "--timezone", "Australia/Adelaide"}, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			o := invoke(t, append([]string{"check", "--fail-on", "never"}, test.args...)...)
			require.Equal(t, exitMet, o.status, o.stderr)
			require.NotEmpty(t, o.stdout)
			if test.note == "" {
				require.Empty(t, o.stderr)
				return
			}
			require.Len(t, o.lines(), 1)
			require.Contains(t, o.stderr, test.note)
		})
	}
}

func TestWeekStart(t *testing.T) {
	for _, name := range []string{"Wed", "wed", "WEDNESDAY"} {
		r := checkJSON(t, monWedThu, "--start", "2026-11-06", "--week-start", name)
		require.Equal(t, "2026-11-04", r.Results[0].Weeks[0]["from"], "Friday 6 November is in the week of Wednesday 4")
	}
	var f dayFlag
	for i, name := range []string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"} {
		require.NoError(t, f.Set(name))
		require.Equal(t, iop.Monday+iop.Weekday(i), f.Weekday)
		require.Equal(t, name, dayTitle(f.Weekday))
	}
	require.Error(t, f.Set("We"))
}

// weeksInShort gives of each row the week, its first day and the gross minutes.
func weeksInShort(r report) (out [][3]any) {
	for _, w := range r.Results[0].Weeks {
		gross := w["grossMinutes"].(map[string]any)
		out = append(out, [3]any{w["week"], w["from"], gross["min"]})
	}
	return out
}

// TestDatedJSON: Thanksgiving 2026 is Thursday 26 November, Veterans Day
// Wednesday 11 November. The start on Wednesday 4 November leaves out the
// Monday of its week.
func TestDatedJSON(t *testing.T) {
	r := checkJSON(t, monWedThu, "--start", "2026-11-04", "--holidays", "us", "--closed", "2026-12-07=Snow", "--standard", "va-license-2.1")
	require.Equal(t, [][3]any{
		{1.0, "2026-11-02", 360.0}, {2.0, "2026-11-09", 360.0}, {3.0, "2026-11-16", 540.0},
		{4.0, "2026-11-23", 360.0}, {5.0, "2026-11-30", 540.0}, {6.0, "2026-12-07", 360.0},
	}, weeksInShort(r))
	row := r.Results[0].Weeks[0]
	require.Equal(t, decode(t, `{"track": null, "phase": null, "week": 1, "from": "2026-11-02", "claimedMinutes": null,
		"grossMinutes": {"min": 360, "max": 360}, "countableMinutes": {"min": 360, "max": 360}, "serviceDays": {"min": 2, "max": 2},
		"levels": [{"standard": "asam3-1-adult", "level": "1", "certain": true}]}`), row)
	var closures []any
	for _, f := range r.Results[0].Findings {
		require.Len(t, f, 13, "the pinned keys and no other")
		if f["rule"] == "schedule/closure" {
			closures = append(closures, f["week"])
			require.Nil(t, f["standard"])
			require.Equal(t, "not-met", f["outcome"])
			require.Equal(t, decode(t, `{"unit": "minutes", "min": 180, "max": 180}`), f["measured"])
		}
	}
	require.Equal(t, []any{2.0, 4.0, 6.0}, closures)
	require.Contains(t, string(mustJSON(t, r.Results[0].Findings)), "Thanksgiving Day")
	require.Contains(t, string(mustJSON(t, r.Results[0].Findings)), "Snow")
}

func TestObservedHolidays(t *testing.T) {
	saturdays := `{"id": "tue-thu-sat", "calledItself": "iop", "population": "adult", "weeks": 2,
	 "blocks": [{"activity": "group-therapy", "days": ["Tue", "Thu", "Fri", "Sat"], "minutes": 150}]}`
	lost := func(args ...string) any {
		return weeksInShort(checkJSON(t, saturdays, append(args, "--start", "2026-06-29")...))[0][2]
	}
	closed := func(args ...string) string {
		r := checkJSON(t, saturdays, append(args, "--start", "2026-06-29")...)
		return string(mustJSON(t, r.Results[0].Findings))
	}
	require.Equal(t, 600.0, lost())
	require.Equal(t, 450.0, lost("--holidays", "us"))
	require.Contains(t, closed("--holidays", "us"), "Sat 2026-07-04, Independence Day")
	require.Equal(t, 450.0, lost("--holidays", "us", "--observed"))
	require.Contains(t, closed("--holidays", "us", "--observed"), "Fri 2026-07-03, Independence Day, observed")
	require.Equal(t, 300.0, lost("--holidays", "us", "--observed", "--closed", "2026-07-04"), "a closed day beside the holidays")
	require.Contains(t, closed("--holidays", "us", "--closed", "2026-07-04=Parade, and moving"), "Parade, and moving", "a reason may hold commas, and the own one stands")
}

// TestHolidayYears: the holidays are known from 1986 to 2099.
func TestHolidayYears(t *testing.T) {
	for start, status := range map[string]int{"1985-12-31": 2, "1986-01-01": 0, "2099-11-20": 0, "2099-11-23": 2, "2100-01-04": 2} {
		o := invokeWith(t, monWedThu, nil, "check", "-", "--start", start, "--holidays", "us")
		require.Equal(t, status, o.status, start)
		if status == 2 {
			require.Len(t, o.lines(), 1)
			require.Contains(t, o.stderr, `standard input:1: program "mon-wed-thu": the run that begins on `+start+` is not within the years 1986 to 2099`)
			require.Empty(t, o.stdout)
		}
	}
	require.Empty(t, invokeWith(t, monWedThu, nil, "check", "-", "--start", "2150-01-04").stderr, "without holidays any year will do")
}

// TestZoneOfAProgram: the flag wins over the program's own zone. In the night
// to Sunday 1 November 2026 New York sets its clocks back, Phoenix does not.
func TestZoneOfAProgram(t *testing.T) {
	night := `{"id": "night", "population": "adult", "weeks": 1, "timezone": "America/New_York",
	 "blocks": [{"activity": "group-therapy", "days": ["Sat"], "start": "23:00", "end": "03:00"}]}`
	gross := func(text string, args ...string) any {
		return weeksInShort(checkJSON(t, text, append(args, "--start", "2026-10-26")...))[0][2]
	}
	require.Equal(t, 300.0, gross(night))
	require.Equal(t, 240.0, gross(night, "--timezone", "America/Phoenix"))
	require.Equal(t, 240.0, gross(strings.Replace(night, `"timezone": "America/New_York",`, "", 1)), "no zone, no change of clocks")

	unknown := strings.Replace(night, "America/New_York", "Evansville", 1)
	o := invokeWith(t, "["+night+",\n"+strings.Replace(unknown, "night", "other", 1)+"]", nil, "check", "-", "--start", "2026-10-26", "--format", "json")
	require.Equal(t, exitUnusable, o.status)
	require.Equal(t, "standard input:3: program \"other\": timezone: is not a known time zone; want an IANA name such as America/Chicago, or name the zone with --timezone\n", o.stderr)
	require.Equal(t, []string{"night"}, ids(t, o.stdout), "the other one is judged all the same")
	require.Equal(t, 240.0, gross(unknown, "--timezone", "America/Phoenix"), "nobody asks for the program's own")
	require.Empty(t, invokeWith(t, unknown, nil, "check", "-").stderr, "without dates nobody needs a zone")
}

// TestUnknownLength: weeks after a part of unknown length have no date.
func TestUnknownLength(t *testing.T) {
	open := strings.Replace(monWedThu, `"weeks": 6,`, "", 1)
	r := checkJSON(t, open, "--start", "2026-11-04", "--holidays", "us")
	require.Equal(t, [][3]any{{nil, nil, 540.0}}, weeksInShort(r))
	text := oneLine(invokeWith(t, open, nil, "check", "-", "--start", "2026-11-04").stdout)
	require.Contains(t, text, "ends not known; the program does not state how many weeks it lasts, so its weeks have no dates")
}

const twoPeriods = `[
 {"id": "our-rule", "title": "Old", "authority": "Us", "kind": "guidance", "jurisdiction": "US", "levels": ["2.1"], "confidence": "verified",
  "inForce": {"until": "2026-11-16"}, "source": {"locator": "1", "read": "2026-11-01", "confidence": "verified"},
  "requirements": {"weeklyHours": {"min": 6, "strength": "must", "source": {"locator": "1", "read": "2026-11-01", "confidence": "verified"}}}},
 {"id": "our-rule", "title": "New", "authority": "Us", "kind": "guidance", "jurisdiction": "US", "levels": ["2.1"], "confidence": "verified",
  "inForce": {"from": "2026-11-16"}, "source": {"locator": "2", "read": "2026-11-01", "confidence": "verified"},
  "requirements": {"weeklyHours": {"min": 10, "strength": "must", "source": {"locator": "2", "read": "2026-11-01", "confidence": "verified"}}}}]`

// TestStandardsByDate: nine hours a week meet the old rule of 6 and not the
// new one of 10, which begins with the third week.
func TestStandardsByDate(t *testing.T) {
	own := []string{"--standards", write(t, "own.json", twoPeriods), "--standard", "our-rule", "--all-findings"}
	byWeek := func(r report) (out []string) {
		for _, f := range r.Results[0].Findings {
			if f["rule"] == "schedule/weekly-hours-min" {
				out = append(out, f["outcome"].(string))
			}
		}
		return out
	}
	dated := checkJSON(t, monWedThu, append(own, "--start", "2026-11-02")...)
	require.Equal(t, []string{"met", "met", "not-met", "not-met", "not-met", "not-met"}, byWeek(dated))
	undated := checkJSON(t, monWedThu, own...)
	require.Equal(t, []string{"not-met", "not-met", "not-met", "not-met", "not-met", "not-met"}, byWeek(undated), "the newest alone")
	text := invokeWith(t, monWedThu, nil, append([]string{"check", "-", "--start", "2026-11-02"}, own...)...).stdout
	require.Contains(t, oneLine(text), "our-rule: Old (in force since a day that is not known; treated as in force, until before 2026-11-16) our-rule: New (in force since 2026-11-16)")

	late := strings.Replace(twoPeriods, `"inForce": {"until": "2026-11-16"}`, `"inForce": {"from": "2026-11-09", "until": "2026-11-16"}`, 1)
	own[1] = write(t, "late.json", late)
	r := checkJSON(t, monWedThu, append(own, "--start", "2026-11-02")...)
	require.Equal(t, []string{"not-in-force", "met", "not-met", "not-met", "not-met", "not-met"}, byWeek(r))
	require.Equal(t, 1, r.Summary["notInForce"])
	shown := checkJSON(t, monWedThu, append(own[:4], "--start", "2026-11-02")...)
	require.Contains(t, outcomesOf(shown), "schedule/weekly-hours-min not-in-force", "not in force is always shown")
}

// TestProposals: a session that mends the week of Thanksgiving is proposed,
// with its day, and is not in the way of the person's commitments.
func TestProposals(t *testing.T) {
	remedies := func(args ...string) (out []string) {
		r := checkJSON(t, monWedThu, append(args, "--start", "2026-11-02", "--closed", "2026-11-26=Thanksgiving Day", "--standard", "va-license-2.1")...)
		for _, f := range r.Results[0].Findings {
			if f["rule"] == "schedule/weekly-hours-min" && f["week"] == 4.0 {
				for _, m := range f["remedies"].([]any) {
					out = append(out, m.(string))
				}
			}
		}
		return out
	}
	require.Contains(t, remedies(), "hold a session of 3 h on Tue 2026-11-24 at 18:00")
	busy := write(t, "busy.json", `{"commitments": [{"kind": "work", "days": ["Tue"], "start": "18:00", "end": "22:00"}]}`)
	free := remedies("--commitments", busy)
	require.NotEmpty(t, free)
	require.False(t, slices.ContainsFunc(free, func(s string) bool { return strings.Contains(s, "Tue 2026-11-24 at 18:00") }), free)
}

// TestDatedFormats: every format says the same, and is well formed.
func TestDatedFormats(t *testing.T) {
	args := []string{"--start", "2026-11-02", "--holidays", "us", "--standard", "va-license-2.1"}
	j := checkJUnit(t, monWedThu, append([]string{"-"}, args...)...)
	require.Equal(t, "mon-wed-thu", j.Suites[0].Name)
	var failures []string
	for _, c := range j.Suites[0].Cases {
		if c.Failure != nil {
			failures = append(failures, c.Name)
			require.Contains(t, c.Failure.Text, "hold a session of 3 h on Fri 2026-11-27 at 18:00", "what each week needs")
			require.Contains(t, c.Failure.Text, "hold a session of 3 h on Tue 2026-11-10 at 18:00")
		}
	}
	require.Equal(t, []string{"schedule/weekly-hours-min va-license-2.1 (at least 9 h): week 2 (from 9 Nov 2026), week 4 (from 23 Nov 2026)"}, failures)
	s := invokeWith(t, monWedThu, nil, append([]string{"check", "-", "--format", "sarif"}, args...)...)
	require.Equal(t, exitUnmet, s.status)
	require.NotEmpty(t, validSARIF(t, sarifSchemaOf(t), s.stdout).Runs[0].Results)
	require.Contains(t, s.stdout, "Week 4 (from 23 Nov 2026)")
	other := invokeWith(t, monWedThu, nil, "check", "-", "--format", "sarif", "--start", "2026-11-09", "--holidays", "us", "--standard", "va-license-2.1")
	require.NotEqual(t, fingerprints(t, s.stdout), fingerprints(t, other.stdout), "another week of another run")
}

func fingerprints(t *testing.T, text string) (out []string) {
	t.Helper()
	var log struct {
		Runs []struct {
			Results []struct{ PartialFingerprints map[string]string }
		}
	}
	require.NoError(t, json.Unmarshal([]byte(text), &log))
	for _, r := range log.Runs[0].Results {
		out = append(out, r.PartialFingerprints["iop/v1"])
	}
	require.NotEmpty(t, out)
	return out
}

// TestZonesAreLinkedIn: nothing of the machine is needed to know a zone.
func TestZonesAreLinkedIn(t *testing.T) {
	t.Setenv("ZONEINFO", t.TempDir())
	zone, err := findZone("America/Indiana/Vincennes")
	require.NoError(t, err)
	_, offset := time.Date(2026, time.July, 1, 12, 0, 0, 0, zone).Zone()
	require.Equal(t, -4*3600, offset)
}

// TestDatedText keeps the calendars and records as a person has read them.
func TestDatedText(t *testing.T) {
	own := write(t, "own.json", worksByDay)
	run := func(stdin, columns string, args ...string) string {
		o := invokeWith(t, stdin, map[string]string{"COLUMNS": columns}, append([]string{"check", "-"}, args...)...)
		require.Empty(t, o.stderr)
		return o.stdout
	}
	thanksgiving := []string{"--start", "2026-11-04", "--holidays", "us", "--closed", "2026-12-02=Staff retreat"}
	golden(t, "dated/thanksgiving-80.txt", run(monWedThu, "80", thanksgiving...))
	golden(t, "dated/thanksgiving-50.txt", run(monWedThu, "50", thanksgiving...))
	golden(t, "dated/two-tracks-100.txt", run(twoTracks, "", "--start", "2026-11-02", "--holidays", "us", "--commitments", own))
	golden(t, "dated/roster-100.txt", run(threeWeeks, "", "--standard", "va-license-2.1", "--population", "adult", "--timezone", "America/Chicago"))
	golden(t, "dated/roster-50.txt", run(threeWeeks, "50", "--standard", "va-license-2.1", "--from", "2026-11-09", "--weeks", "3"))
	o := invoke(t, "check", "--start", "2026-11-02", "--holidays", "us")
	golden(t, "dated/sample-100.txt", o.stdout)
}

func TestDatedTextFitsItsWidth(t *testing.T) {
	own := write(t, "own.json", worksByDay)
	roster := write(t, "november.csv", threeWeeks)
	for columns, width := range map[string]int{"20": 40, "40": 40, "69": 69, "70": 70, "80": 80, "100": 100} { // any order: each by itself
		env := map[string]string{"COLUMNS": columns}
		for _, args := range [][]string{
			{realPrograms, "--start", "2026-11-04", "--holidays", "us", "--commitments", own},
			{roster, "--standard", "va-license-2.1", "--commitments", own},
		} {
			for line := range strings.SplitSeq(invokeWith(t, "", env, append([]string{"check"}, args...)...).stdout, "\n") {
				if !strings.Contains(line, "://") {
					require.LessOrEqual(t, utf8.RuneCountInString(line), width, line)
				}
				require.Equal(t, strings.TrimRight(line, " "), line)
			}
		}
	}
}
