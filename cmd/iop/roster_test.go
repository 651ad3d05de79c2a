package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// threeWeeks is a roster of two clients. Client c-17 has 9 h in the week of 2
// November 2026, 3 to 9 h in the next (two sessions are not recorded), and
// 4.5 h in the last. Client c-90 begins in the second week: 6 h of 9.
const threeWeeks = `session_id,date,start,end,modality,client_id,status,minutes_attended
s1,2026-11-02,18:00,21:00,process-group,c-17,attended,
s2,2026-11-04,18:00,21:00,process-group,c-17,attended,
s3,2026-11-05,18:00,21:00,process-group,c-17,attended,
s4,2026-11-09,18:00,21:00,process-group,c-90,attended,
s4,2026-11-09,18:00,21:00,process-group,c-17,attended,
s5,2026-11-11,18:00,21:00,process-group,c-17,,
s5,2026-11-11,18:00,21:00,process-group,c-90,absent_excused,
s6,2026-11-12,18:00,21:00,process-group,c-17,scheduled,
s6,2026-11-12,18:00,21:00,process-group,c-90,attended,
s7,2026-11-16,18:00,21:00,process-group,c-17,partial,90
s8,2026-11-18,18:00,21:00,process-group,c-17,cancelled,
s9,2026-11-19,18:00,21:00,process-group,c-17,attended,
`

func rosterRow(week int, from string, low, high, fewDays, days int) string {
	return fmt.Sprintf(`{"track": null, "phase": null, "week": %d, "from": %q, "claimedMinutes": null, "grossMinutes": {"min": %d, "max": %d},
		"countableMinutes": {"min": %d, "max": %d}, "serviceDays": {"min": %d, "max": %d}}`, week, from, low, high, low, high, fewDays, days)
}

func requireWeek(t *testing.T, want string, got map[string]any) {
	t.Helper()
	expected := decode(t, want)
	require.Contains(t, got, "levels")
	expected["levels"] = got["levels"]
	require.Equal(t, expected, got)
}

func TestRosterJSON(t *testing.T) {
	file := write(t, "november.csv", threeWeeks)
	run := func(args ...string) report {
		return decodeReport(t, invoke(t, append([]string{"check", file, "--format", "json", "--standard", "va-license-2.1", "--population", "adult"}, args...)...))
	}
	t.Run("each client from their own first week to the last", func(t *testing.T) {
		r := run()
		require.Equal(t, []string{"c-17", "c-90"}, resultIDs(r))
		require.Len(t, r.Results[0].Weeks, 3)
		requireWeek(t, rosterRow(1, "2026-11-02", 540, 540, 3, 3), r.Results[0].Weeks[0])
		requireWeek(t, rosterRow(2, "2026-11-09", 180, 540, 1, 3), r.Results[0].Weeks[1])
		requireWeek(t, rosterRow(3, "2026-11-16", 270, 270, 2, 2), r.Results[0].Weeks[2])
		require.Len(t, r.Results[1].Weeks, 1)
		requireWeek(t, rosterRow(2, "2026-11-09", 360, 360, 2, 2), r.Results[1].Weeks[0])
		require.Equal(t, []any{map[string]any{"standard": "va-license-2.1", "level": "2.1", "certain": true}},
			filter(r.Results[0].Weeks[0]["levels"].([]any), "va-license-2.1"))
	})
	t.Run("a window", func(t *testing.T) {
		r := run("--from", "2026-11-09", "--weeks", "3")
		for _, one := range r.Results {
			require.Len(t, one.Weeks, 3)
		}
		requireWeek(t, rosterRow(1, "2026-11-09", 180, 540, 1, 3), r.Results[0].Weeks[0])
		require.Nil(t, r.Results[0].Weeks[2]["grossMinutes"], "nothing is known of a week after the last row")
		require.Equal(t, "2026-11-23", r.Results[0].Weeks[2]["from"])
	})
	t.Run("weeks alone count from the earliest row", func(t *testing.T) {
		r := run("--weeks", "1")
		require.Len(t, r.Results[0].Weeks, 1)
		requireWeek(t, rosterRow(1, "2026-11-02", 540, 540, 3, 3), r.Results[0].Weeks[0])
		require.Nil(t, r.Results[1].Weeks[0]["grossMinutes"])
	})
	t.Run("another first day of the week", func(t *testing.T) {
		r := run("--week-start", "Thu")
		requireWeek(t, rosterRow(1, "2026-10-29", 360, 360, 2, 2), r.Results[0].Weeks[0])
		requireWeek(t, rosterRow(2, "2026-11-05", 360, 540, 2, 3), r.Results[0].Weeks[1])
	})
	t.Run("a closed day takes what is not recorded", func(t *testing.T) {
		r := run("--closed", "2026-11-11=Veterans Day")
		requireWeek(t, rosterRow(2, "2026-11-09", 180, 360, 1, 2), r.Results[0].Weeks[1])
		requireWeek(t, rosterRow(2, "2026-11-09", 360, 360, 2, 2), run("--holidays", "us").Results[1].Weeks[0])
	})
	t.Run("outcomes", func(t *testing.T) {
		r := run()
		var weekly []string
		for _, one := range r.Results {
			for _, f := range one.Findings {
				require.Nil(t, f["track"])
				require.Nil(t, f["phase"])
				if f["rule"] == "schedule/weekly-hours-min" {
					weekly = append(weekly, fmt.Sprint(one.ID, " ", f["week"], " ", f["outcome"]))
				}
			}
		}
		require.Equal(t, []string{"c-17 2 undetermined", "c-17 3 not-met", "c-90 2 not-met"}, weekly)
	})
	t.Run("no standard without a name", func(t *testing.T) {
		r := decodeReport(t, invoke(t, "check", file, "--format", "json"))
		for _, one := range r.Results {
			require.Contains(t, string(mustJSON(t, one.Findings)), "schedule/no-standard")
		}
	})
}

func filter(levels []any, standard string) (out []any) {
	for _, l := range levels {
		if l.(map[string]any)["standard"] == standard {
			out = append(out, l)
		}
	}
	return out
}

// TestRosterForms: the same sessions in every form that there is.
func TestRosterForms(t *testing.T) {
	const plain = "date,start,end,modality,client_id,status\n2026-11-02,18:00,21:00,process-group,c-17,attended\n2026-11-04,18:00,21:00,process-group,c-17,attended\n"
	asJSON := `{"roster": [{"date": "2026-11-02", "start": "18:00", "end": "21:00", "modality": "process-group", "client_id": "c-17", "status": "attended"},
	 {"date": "2026-11-04", "minutes": 180, "modality": "process-group", "client_id": "c-17", "status": "attended"}]}`
	american := "date,start,end,modality,client_id,status\n11/2/2026,6:00 PM,9:00 PM,process-group,c-17,attended\n11/4/2026,18:00,21:00,process-group,c-17,attended\n"
	tests := map[string]struct {
		file, stdin string
		args        []string
	}{
		"csv":               {"r.csv", plain, nil},
		"upper case":        {"R.CSV", plain, nil},
		"tabs":              {"r.tsv", strings.ReplaceAll(plain, ",", "\t"), nil},
		"semicolons, BOM":   {"r.csv", "\xef\xbb\xbf" + strings.ReplaceAll(strings.ReplaceAll(plain, ",", ";"), "\n", "\r\n"), nil},
		"json":              {"r.json", asJSON, nil},
		"json, BOM":         {"r.json", "\xef\xbb\xbf " + asJSON, nil},
		"csv on stdin":      {"", plain, nil},
		"quotes on stdin":   {"", strings.Replace(plain, "date", `"date"`, 1), nil},
		"json on stdin":     {"", "\n" + asJSON, nil},
		"dates and a clock": {"r.csv", american, []string{"--dates", "mdy", "--clock", "12"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			in := "-"
			if test.file != "" {
				in = write(t, test.file, test.stdin)
			}
			r := decodeReport(t, invokeWith(t, test.stdin, nil, append([]string{"check", in, "--format", "json", "--standard", "va-license-2.1"}, test.args...)...))
			require.Equal(t, []string{"c-17"}, resultIDs(r))
			requireWeek(t, rosterRow(1, "2026-11-02", 360, 360, 2, 2), r.Results[0].Weeks[0])
		})
	}
	t.Run("other dates and clocks only where they are named", func(t *testing.T) {
		o := invoke(t, "check", write(t, "r.csv", american), "--format", "json")
		require.Equal(t, exitUnusable, o.status)
		require.Len(t, o.lines(), 4, o.stderr)
		for i, want := range []string{"r.csv:2: column date: is not an ISO date", "r.csv:2: column start", "r.csv:2: column end", "r.csv:3: column date: is not an ISO date"} {
			require.Contains(t, o.lines()[i], want)
		}
		require.NotContains(t, o.stderr, "11/2/2026")
	})
}

func TestRosterWithoutClients(t *testing.T) {
	const sessions = "date,start,end,modality,status\n2026-11-02,18:00,21:00,process-group,attended\n"
	o := invoke(t, "check", write(t, "group.november.csv", sessions), "--format", "json")
	require.Equal(t, []string{"group.november"}, ids(t, o.stdout), "the file's name without its extension")
	require.Equal(t, []string{"roster"}, ids(t, invokeWith(t, sessions, nil, "check", "-", "--format", "json").stdout))
	text := invokeWith(t, sessions, nil, "check", "-").stdout
	require.Contains(t, text, "  sessions      roster\n  from          standard input\n")
}

// TestRowsThatCannotBeUsed: one line for each, with file and line, and the
// rest is judged.
func TestRowsThatCannotBeUsed(t *testing.T) {
	roster := write(t, "r.csv", `session_id,date,start,end,zone,modality,client_id,status
s1,2026-11-02,18:00,21:00,America/Chicago,process-group,c-17,attended
s2,2026-11-03,18:00,21:00,Mars/Olympus,process-group,c-17,attended
s3,2026-11-04,18:00,26:00,,process-group,c-17,attended
,2026-11-05,18:00,21:00,,process-group,,attended
s5,2026-11-06,18:00,21:00,Local,process-group,c-90,attended
s6,2026-11-06,18:00,21:00,America/Chicago,process-group,c-17,came
`)
	o := invoke(t, "check", roster, "--format", "json", "--standard", "va-license-2.1")
	require.Equal(t, exitUnusable, o.status)
	require.Equal(t, []string{"c-17"}, ids(t, o.stdout), "c-90 has no row that can be used")
	require.Len(t, o.lines(), 5, o.stderr)
	for _, want := range []string{
		"r.csv:4: column end: is not a time; want HH:MM from 00:00 to 23:59",
		"r.csv:7: column status: is not a status; want scheduled, attended",
		"r.csv:5: column client_id: is missing, and other rows have it",
		"r.csv:3: column zone: is not a known time zone; want an IANA name such as America/Chicago",
		"r.csv:6: column zone: is not a known time zone",
	} {
		require.Contains(t, o.stderr, want)
	}
	require.NotContains(t, o.stderr, "Mars", "no text of the roster")
	require.Contains(t, o.stdout, `"max": 180`)

	json := write(t, "r.json", "{\"roster\": [{\"date\": \"2026-11-02\", \"minutes\": 180, \"client_id\": \"c-1\"},\n{\"date\": \"2026-11-03\", \"zone\": \"Mars\", \"client_id\": \"c-1\"}]}")
	o = invoke(t, "check", json, "--format", "json")
	require.Equal(t, exitUnusable, o.status)
	require.Contains(t, o.stderr, "r.json:2: column zone: is not a known time zone")
	require.Equal(t, []string{"c-1"}, ids(t, o.stdout))
}

func TestRosterFarApart(t *testing.T) {
	rows := "date,minutes,client_id,status\n2010-01-04,60,c-1,attended\n2026-01-05,60,c-1,attended\n"
	o := invoke(t, "check", write(t, "r.csv", rows))
	require.Equal(t, exitUnusable, o.status)
	require.Contains(t, o.stderr, "r.csv: its rows are 836 weeks apart, and at most 520 can be judged; choose a part with --from and --weeks")
	require.Empty(t, o.stdout)
	require.Equal(t, exitMet, invoke(t, "check", write(t, "r.csv", rows), "--from", "2026-01-05").status)
}

func TestRosterHolidayYears(t *testing.T) {
	o := invoke(t, "check", write(t, "r.csv", "date,minutes,client_id,status\n1980-01-07,60,c-1,attended\n"), "--holidays", "us")
	require.Equal(t, exitUnusable, o.status)
	require.Contains(t, o.stderr, "r.csv: the run that begins on 1980-01-07 is not within the years 1986 to 2099")
}

// TestZonesOfRows: in the night to Sunday 1 November 2026 the clocks of
// Chicago are set back an hour, so 23:00 to 03:00 lasts five hours; in Phoenix
// it lasts four.
func TestZonesOfRows(t *testing.T) {
	rows := "date,start,end,zone,modality,client_id,status\n2026-10-31,23:00,03:00,%s,process-group,c-1,attended\n"
	gross := func(zone string, args ...string) any {
		o := invokeWith(t, fmt.Sprintf(rows, zone), nil, append([]string{"check", "-", "--format", "json"}, args...)...)
		return decodeReport(t, o).Results[0].Weeks[0]["grossMinutes"].(map[string]any)["min"]
	}
	require.Equal(t, 300.0, gross("America/Chicago"))
	require.Equal(t, 240.0, gross("America/Phoenix"))
	require.Equal(t, 240.0, gross(""), "no zone, no change of clocks")
	require.Equal(t, 300.0, gross("", "--timezone", "America/Chicago"))
	require.Equal(t, 240.0, gross("America/Phoenix", "--timezone", "America/Chicago"), "a row's own zone holds")
}

func TestRosterInOtherFormats(t *testing.T) {
	file := write(t, "november.csv", threeWeeks)
	s := invoke(t, "check", file, "--format", "sarif", "--standard", "va-license-2.1")
	require.Equal(t, exitUnmet, s.status)
	require.NotEmpty(t, validSARIF(t, sarifSchemaOf(t), s.stdout).Runs[0].Results)
	require.Contains(t, s.stdout, `"startLine": 2`, "the first row of c-17")
	require.Contains(t, s.stdout, `"startLine": 5`, "the first row of c-90")
	require.Contains(t, s.stdout, `"fullyQualifiedName": "c-90/week 2"`)
	j := checkJUnit(t, "", file, "--standard", "va-license-2.1")
	require.Len(t, j.Suites, 2)
	require.Equal(t, "c-17", j.Suites[0].Name)
}
