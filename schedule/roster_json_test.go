package schedule_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/stretchr/testify/require"
)

const wantRoster = `want an object such as {"roster": [{"client_id": "c1", "date": "2026-07-06"}]}`

// A row with everything, with values of the kind that is natural, and as the
// texts of a table.
func TestRosterJSON(t *testing.T) {
	no := false
	want := []schedule.RosterRow{{
		Line: 2, Session: "17", Client: "007", Date: iop.MustDate(2026, 7, 6), Start: schedule.NewClock(18, 0), End: schedule.NewClock(21, 0), Minutes: iop.Exactly(170),
		Zone: "America/Chicago", Activity: iop.MustParseActivity("cbt"), Title: "T", Facilitator: "F", Credential: "K", Location: "L", Delivery: schedule.InPerson, Capacity: 9,
		Status: schedule.Partial, MinutesAttended: iop.Exactly(90), Notes: "'=1\n2", MakeUpFor: "16", Billed: iop.Exactly(0), CountsAsClinical: &no,
	}}
	const natural = `{"roster": [
  {"session_id": 17, "date": "2026-07-06", "start": "18:00", "end": "21:00", "minutes": 170, "zone": "America/Chicago", "modality": "CBT",
   "title": "T", "facilitator": "F", "facilitator_credential": "K", "location": "L", "delivery": "in person", "capacity": 9, "client_id": "007",
   "status": "Partially attended", "minutes_attended": 90, "notes": " '=1\r\n2", "makeup_for": 16, "billed": 0, "counts_as_clinical": false}
]}`
	texts := strings.NewReplacer(": 17,", `: "17",`, ": 170", `: "170"`, ": 9,", `: "9",`, ": 90", `: "1:30"`, ": 16,", `: "16",`, ": 0,", `: "0",`, ": false", `: "no"`).Replace(natural)
	for name, text := range map[string]string{"natural": natural, "texts": texts, "BOM": "\xef\xbb\xbf" + natural, "CRLF": strings.ReplaceAll(natural, "\n", "\r\n")} {
		t.Run(name, func(t *testing.T) {
			r, err := rosterJSON(text, schedule.RosterFormat{})
			require.NoError(t, err)
			require.Equal(t, want, r.Rows)
		})
	}
	t.Run("null and empty texts are not stated", func(t *testing.T) {
		var fields []string
		for i, column := range strings.Split(allColumns, ", ") {
			if column != "date" {
				fields = append(fields, fmt.Sprintf("%q: %s", column, []string{`null`, `""`, `"  "`}[i%3]))
			}
		}
		r, err := rosterJSON(`{"roster": [{"date": "2026-07-06", `+strings.Join(fields, ", ")+`}]}`, schedule.RosterFormat{})
		require.NoError(t, err)
		require.Equal(t, []schedule.RosterRow{{Line: 1, Date: iop.MustDate(2026, 7, 6)}}, r.Rows)
	})
	t.Run("other forms where they are named", func(t *testing.T) {
		const text = `{"roster": [{"date": "7/6/2026", "start": "9:00 AM"}]}`
		r, err := rosterJSON(text, usTimes())
		require.NoError(t, err)
		require.Equal(t, []schedule.RosterRow{{Line: 1, Date: iop.MustDate(2026, 7, 6), Start: schedule.NewClock(9, 0)}}, r.Rows)
		_, err = rosterJSON(text, schedule.RosterFormat{})
		require.Equal(t, []string{
			"r.json:1: roster[0].date: is not an ISO date; want one such as 2026-07-04 (month/day/year is read only where that order is named)",
			"r.json:1: roster[0].start: is a time of the 12-hour clock; want HH:MM from 00:00 to 23:59 (the 12-hour clock is read only where it is named)",
		}, problems(err))
	})
	t.Run("a leading quote is text", func(t *testing.T) {
		r, err := rosterJSON(`{"roster": [{"date": "2026-07-06", "notes": "'=1"}]}`, schedule.RosterFormat{})
		require.NoError(t, err)
		require.Equal(t, "'=1", r.Rows[0].Notes)
	})
	t.Run("no rows", func(t *testing.T) {
		r, err := rosterJSON(`{"roster": []}`, schedule.RosterFormat{})
		require.NoError(t, err)
		require.Empty(t, r.Rows)
	})
}

// Every bad row is told with its line and path, and the others are kept.
func TestRosterJSONBadRows(t *testing.T) {
	good := `{"date": "2026-07-06"}`
	for _, tc := range []struct {
		name, row string // between two good rows, each on its own line
		want      []string
		syntax    string // of encoding/json, whose words differ by version
	}{
		{"an unknown field", `{"date": "2026-07-07", "foo": 1}`, []string{".foo: is not a column of a roster; the columns are " + allColumns}, ""},
		{"a misspelled field", `{"date": "2026-07-07", "minuets": 1}`, []string{`.minuets: is not a column of a roster (did you mean "minutes"?); the columns are ` + allColumns}, ""},
		{"an alias", `{"date": "2026-07-07", "clientId": "c1"}`, []string{`.clientId: is not a column of a roster (did you mean "client_id"?); the columns are ` + allColumns}, ""},
		{"a field with a line end", `{"date": "2026-07-07", "a\nb": "c1"}`, []string{`."a\nb": is not a column of a roster; the columns are ` + allColumns}, ""},
		{"a field without a name", `{"date": "2026-07-07", "": "c1"}`, []string{`."": is not a column of a roster; the columns are ` + allColumns}, ""},
		{"a field twice", `{"date": "2026-07-07", "date": "2026-07-07"}`, []string{".date: the field stands twice; keep one"}, ""},
		{"no date", `{}`, []string{".date: is missing; want a date such as 2026-07-04"}, ""},
		{"a date that is none", `{"date": "soon"}`, []string{".date: is not an ISO date; want one such as 2026-07-04 (month/day/year is read only where that order is named)"}, ""},
		{"kinds", `{"date": 20260707, "notes": 5, "status": true, "start": {"h": 9}, "title": ["a"]}`, []string{
			".date: is a number; want a text", ".notes: is a number; want a text", ".status: is a boolean; want a text", ".start: is an object; want a text", ".title: is a list; want a text",
		}, ""},
		{"kinds of numbers", `{"date": "2026-07-07", "minutes": true, "capacity": [1], "client_id": false, "counts_as_clinical": 1}`, []string{
			".minutes: is a boolean; want a text or a number", ".capacity: is a list; want a text or a number", ".client_id: is a boolean; want a text or a number", ".counts_as_clinical: is a number; want a boolean",
		}, ""},
		{"ids that are not whole numbers", `{"date": "2026-07-07", "client_id": 1e3, "session_id": -1, "makeup_for": 1.0}`, []string{
			".client_id: is a number with a sign, a point or an exponent; want an id as a text", ".session_id: is a number with a sign, a point or an exponent; want an id as a text", ".makeup_for: is a number with a sign, a point or an exponent; want an id as a text",
		}, ""},
		{"numbers that are not whole", `{"date": "2026-07-07", "minutes": 60.0, "billed": 1e2, "minutes_attended": -1, "capacity": 2.5}`, []string{
			".minutes: is not the length of a session; want whole minutes from 1 to 1440", ".billed: is not a number of services; want a whole number from 0 to 1000",
			".minutes_attended: is not a length of time; want whole minutes from 0 to 1440, or hours and minutes such as 1:30", ".capacity: is not a number of people; want a whole number from 1 to 10000",
		}, ""},
		{"minutes at their bounds", `{"date": "2026-07-07", "minutes": 0}`, []string{".minutes: is not the length of a session; want whole minutes from 1 to 1440"}, ""},
		{"minutes over their bounds", `{"date": "2026-07-07", "minutes": 1441}`, []string{".minutes: is not the length of a session; want whole minutes from 1 to 1440"}, ""},
		{"a text", `"x"`, []string{": is a text; want an object with the columns of a row"}, ""},
		{"a list", `[1]`, []string{": is a list; want an object with the columns of a row"}, ""},
		{"null", `null`, []string{": is null; want an object with the columns of a row"}, ""},
		{"the row before again", `{"date": "2026-07-06"}`, []string{": repeats roster[0] on line 2: the same date, start and activity; take one of the two out, or give each its session_id"}, ""},
		{"a comma missing", `{"date": "2026-07-07" "minutes": 1}`, nil, "not valid JSON: "},
		{"not a value", `{"date": 2026-07-07}`, nil, "not valid JSON: "},
		{"two rows without a comma", `{"date": "2026-07-07"} {"date": "2026-07-08"}`, []string{": text after the end of the value; remove it"}, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r, err := rosterJSON("{\"roster\": [\n"+good+",\n"+tc.row+",\n{\"date\": \"2026-07-09\"}\n]}", schedule.RosterFormat{})
			require.Equal(t, []iop.Date{iop.MustDate(2026, 7, 6), iop.MustDate(2026, 7, 9)}, dates(r.Rows))
			require.Equal(t, []int{2, 4}, []int{r.Rows[0].Line, r.Rows[1].Line})
			if tc.syntax != "" {
				require.Regexp(t, `^r\.json:3: roster\[1\](\.date)?: `+tc.syntax, err.Error())
				require.Len(t, problems(err), 1)
				return
			}
			var want []string
			for _, w := range tc.want {
				want = append(want, "r.json:3: roster[1]"+w)
			}
			require.Equal(t, want, problems(err))
		})
	}
	t.Run("a text that is not closed on its line", func(t *testing.T) {
		r, err := rosterJSON("{\"roster\": [{\"date\": \"2026-07-06\n}, {\"date\": \"2026-07-07\"}]}", schedule.RosterFormat{})
		require.ErrorContains(t, err, "r.json:1: roster[0].date: not valid JSON: ")
		require.Len(t, problems(err), 1)
		require.Equal(t, []iop.Date{iop.MustDate(2026, 7, 7)}, dates(r.Rows))
	})
	t.Run("the line of the cell", func(t *testing.T) {
		_, err := rosterJSON("{\n\"roster\":\n[\n{\n\"date\": \"2026-07-06\",\n\"minutes\":\n0}]}", schedule.RosterFormat{})
		require.EqualError(t, err, "r.json:7: roster[0].minutes: is not the length of a session; want whole minutes from 1 to 1440")
	})
}

func dates(rows []schedule.RosterRow) (out []iop.Date) {
	for i := range rows {
		out = append(out, rows[i].Date)
	}
	return out
}

// What is wrong with the JSON around the rows; the rows are read where they
// can be found.
func TestRosterJSONAround(t *testing.T) {
	const row = `{"date": "2026-07-06"}`
	for _, tc := range []struct {
		name, text string
		want       []string
		rows       int
	}{
		{"empty", "", []string{"r.json: empty; want a JSON object or a list of objects"}, 0},
		{"a list", "\n[" + row + "]", []string{"r.json:1: is a list; " + wantRoster}, 0},
		{"a text", `"roster"`, []string{"r.json:1: is a text; " + wantRoster}, 0},
		{"null", `null`, []string{"r.json:1: is null; " + wantRoster}, 0},
		{"nothing in it", `{}`, []string{"r.json:1: roster: is missing; " + wantRoster}, 0},
		{"one row by itself", "\n" + row, []string{"r.json:2: date: is not a field of this format; want roster alone", "r.json:2: roster: is missing; " + wantRoster}, 0},
		{"not a list", `{"roster": ` + row + `}`, []string{"r.json:1: roster: is not a list of rows under that plain name; " + wantRoster}, 0},
		{"null rows", `{"roster": null}`, []string{"r.json:1: roster: is not a list of rows under that plain name; " + wantRoster}, 0},
		{"a name in disguise", `{"\u0072oster": [` + row + `]}`, []string{"r.json:1: roster: is not a list of rows under that plain name; " + wantRoster}, 0},
		{"other fields", "{\"version\": 1, \"roster\": [\n" + row + "\n],\n\"x\": {\"roster\": [" + row + "]}}", []string{
			"r.json:1: version: is not a field of this format; want roster alone", "r.json:4: x: is not a field of this format; want roster alone",
		}, 1},
		{"roster as a value", `{"x": "roster", "roster": [` + row + `]}`, []string{"r.json:1: x: is not a field of this format; want roster alone"}, 1},
		{"roster further in", `{"x": {"roster": [` + row + `]}}`, []string{"r.json:1: x: is not a field of this format; want roster alone", "r.json:1: roster: is missing; " + wantRoster}, 0},
		{"two rosters", `{"roster": [` + row + `], "roster": [` + row + `]}`, []string{"r.json:1: roster: the field stands twice; keep one"}, 1},
		{"not closed", "{\"roster\": [\n" + row + ",\n" + `{"date": "2026-07-07"}`, []string{"r.json:3: roster: the list is not closed; want ] at its end"}, 2},
		{"the object not closed", `{"roster": [` + row + `]`, []string{"r.json:1: not valid JSON: the text ends too early"}, 1},
		{"text after", `{"roster": [` + row + `]} x`, []string{"r.json:1: text after the end of the value; remove it"}, 1},
		{"a comma too many", "{\n\"roster\": [" + row + ",\n]}", []string{"r.json:2: roster: a comma without a value beside it in the list; remove it"}, 1},
		{"a bracket too many", `{"roster": [` + row + `}, {"date": "2026-07-07"}]}`, []string{"r.json:1: roster[0]: text after the end of the value; remove it"}, 1},
		{"a bracket too many, before a list", `{"roster": [` + row + `}, [1], {"date": "2026-07-07"}]}`, []string{
			"r.json:1: roster[0]: text after the end of the value; remove it", "r.json:1: roster[1]: is a list; want an object with the columns of a row",
		}, 1},
		{"not UTF-8", "{\"roster\": [{\"date\": \"\xff\"}]}", []string{"r.json: roster: not UTF-8 text; save the file as UTF-8"}, 0},
		{"UTF-16", "\xff\xfe{\x00", []string{"r.json: not UTF-8 text; save the file as UTF-8"}, 0},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r, err := rosterJSON(tc.text, schedule.RosterFormat{})
			require.Equal(t, tc.want, problems(err))
			require.Len(t, r.Rows, tc.rows)
		})
	}
}

func TestRosterJSONLimits(t *testing.T) {
	rows := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, ",\n{\"date\": \"2026-07-06\", \"session_id\": %d}", i)
		}
		return `{"roster": [` + strings.TrimPrefix(b.String(), ",") + `]}`
	}
	read := func(text string, l schedule.RosterLimits) (schedule.Roster, error) {
		return rosterJSON(text, schedule.RosterFormat{Limits: l})
	}
	r, err := read(rows(3), schedule.RosterLimits{Rows: 3, Bytes: int64(len(rows(3))), Cell: 10})
	require.NoError(t, err)
	require.Len(t, r.Rows, 3)
	for name, tc := range map[string]struct {
		text   string
		limits schedule.RosterLimits
		want   string
	}{
		"bytes":        {rows(3), schedule.RosterLimits{Bytes: int64(len(rows(3))) - 1}, fmt.Sprintf("r.json: larger than the limit of %d bytes; split the file or raise the limit", len(rows(3))-1)},
		"rows":         {rows(3), schedule.RosterLimits{Rows: 2}, "r.json:3: roster: more than the limit of 2 members in the list; split the file"},
		"cell":         {rows(1), schedule.RosterLimits{Cell: 9}, "r.json:2: roster[0].date: is longer than the limit of 9 bytes; shorten it or raise the limit"},
		"depth":        {`{"roster": [` + strings.Repeat("[", 1_000_000), schedule.RosterLimits{}, "r.json:1: roster: nested deeper than the limit of 16 levels"},
		"depth around": {`{"x": ` + strings.Repeat("[", 1_000_000), schedule.RosterLimits{}, "r.json:1: nested deeper than the limit of 16 levels"},
		"values":       {`{"roster": [{"date": [` + strings.TrimSuffix(strings.Repeat("1,", 2000), ",") + `]}]}`, schedule.RosterLimits{}, "r.json:1: roster[0].date[998]: more than the limit of 1000 values in one object"},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := read(tc.text, tc.limits)
			require.EqualError(t, err, tc.want)
			require.Empty(t, r.Rows)
		})
	}
	t.Run("many problems", func(t *testing.T) {
		r, err := read(strings.ReplaceAll(rows(30_000), "session_id", "x")+" ", schedule.RosterLimits{})
		list := problems(err)
		require.Len(t, list, 10_001)
		require.Equal(t, "r.json: 20000 more problems are not listed; mend the first ones and read the file again", list[10_000])
		require.Empty(t, r.Rows)
	})
}

// Rows take what they leave out from their session in JSON too.
func TestRosterJSONInherits(t *testing.T) {
	r, err := rosterJSON(`{"roster": [
{"session_id": "s1", "client_id": "c1", "status": "attended"},
{"session_id": "s1", "client_id": "c2", "status": "late", "minutes_attended": 61},
{"session_id": "s1", "date": "2026-07-06", "minutes": 60}]}`, schedule.RosterFormat{})
	require.EqualError(t, err, "r.json:3: roster[1].minutes_attended: is 61, more than the session's length of 60 minutes; want the time within the session")
	require.Len(t, r.Rows, 2)
	require.Equal(t, iop.Exactly(60), r.Rows[0].Delivered())
	_, err = rosterJSON(`{"roster": [
{"session_id": "s1", "client_id": "c1", "date": "2026-07-07", "status": "attended"},
{"session_id": "s1", "date": "2026-07-06", "minutes": 60}]}`, schedule.RosterFormat{})
	require.EqualError(t, err, "r.json:2: roster[0].date: is not a date on which the session is described (roster[1] on line 3); want such a date, or the row's own start and end")
}
