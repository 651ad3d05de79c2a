package schedule_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func written(t require.TestingT, r schedule.Roster) string {
	var b bytes.Buffer
	require.NoError(t, r.WriteCSV(&b))
	return b.String()
}

func writtenJSON(t require.TestingT, r schedule.Roster) string {
	var b bytes.Buffer
	require.NoError(t, r.WriteJSON(&b))
	return b.String()
}

func sampleRoster() schedule.Roster {
	yes := true
	return schedule.Roster{Rows: []schedule.RosterRow{
		{
			Line: 7, Session: "s1", Client: "c1", Date: iop.MustDate(2026, 7, 6), Start: schedule.NewClock(22, 5), End: schedule.NewClock(1, 0), Minutes: iop.Exactly(170),
			Zone: "America/Chicago", Activity: iop.MustParseActivity("cbt"), Title: "T, 1", Facilitator: "F", Credential: "K", Location: "L", Delivery: schedule.Telehealth, Capacity: 12,
			Status: schedule.Partial, MinutesAttended: iop.Exactly(0), Notes: "one\n\"two\"", MakeUpFor: "s0", Billed: iop.Exactly(3), CountsAsClinical: &yes,
		},
		{Date: iop.MustDate(2026, 7, 7)},
	}}
}

func TestRosterWriteCSV(t *testing.T) {
	want := strings.ReplaceAll(allColumns, " ", "") + "\r\n" +
		"s1,2026-07-06,22:05,01:00,170,America/Chicago,cbt,\"T, 1\",F,K,L,telehealth,12,c1,partial,0,\"one\r\n\"\"two\"\"\",s0,3,true\r\n" +
		",2026-07-07,,,,,,,,,,,,,scheduled,,,,,\r\n"
	require.Equal(t, want, written(t, sampleRoster()))
	require.Equal(t, strings.ReplaceAll(allColumns, " ", "")+"\r\n", written(t, schedule.Roster{}))
	r, err := rosterCSV(want, schedule.RosterFormat{})
	require.NoError(t, err)
	require.Equal(t, []int{2, 4}, []int{r.Rows[0].Line, r.Rows[1].Line})
	require.Equal(t, withoutLines(schedule.Roster{Rows: []schedule.RosterRow{sampleRoster().Rows[0], sampleRoster().Rows[1]}}), withoutLines(r))
}

func TestRosterWriteJSON(t *testing.T) {
	want := `{"roster": [
  {"session_id": "s1", "date": "2026-07-06", "start": "22:05", "end": "01:00", "minutes": 170, "zone": "America/Chicago", "modality": "cbt", "title": "T, 1", "facilitator": "F", "facilitator_credential": "K", "location": "L", "delivery": "telehealth", "capacity": 12, "client_id": "c1", "status": "partial", "minutes_attended": 0, "notes": "one\n\"two\"", "makeup_for": "s0", "billed": 3, "counts_as_clinical": true},
  {"date": "2026-07-07", "status": "scheduled"}
]}
`
	require.Equal(t, want, writtenJSON(t, sampleRoster()))
	require.True(t, json.Valid([]byte(want)))
	require.Equal(t, "{\"roster\": [\n]}\n", writtenJSON(t, schedule.Roster{}))
	r, err := rosterJSON(want, schedule.RosterFormat{})
	require.NoError(t, err)
	require.Equal(t, withoutLines(sampleRoster()), withoutLines(r))
}

// A range has no form in a roster: it is an error, not a guess.
func TestRosterWriteRanges(t *testing.T) {
	for column, row := range map[string]schedule.RosterRow{
		"minutes":          {Minutes: iop.Between(60, 90)},
		"minutes_attended": {MinutesAttended: iop.AtLeast(0)},
		"billed":           {Billed: iop.Between(1, 2)},
	} {
		r := schedule.Roster{Rows: []schedule.RosterRow{{Date: iop.MustDate(2026, 7, 6)}, row}}
		want := "row 2 of the roster: " + column + " is a range; want a single number"
		require.EqualError(t, r.WriteCSV(&bytes.Buffer{}), want)
		require.EqualError(t, r.WriteJSON(&bytes.Buffer{}), want)
	}
}

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errors.New("no room") }

func TestRosterWriteFails(t *testing.T) {
	r := sampleRoster()
	require.EqualError(t, r.WriteCSV(fullDisk{}), "no room")
	require.EqualError(t, r.WriteJSON(fullDisk{}), "no room")
	for range 10 {
		r.Rows = append(r.Rows, schedule.RosterRow{Notes: strings.Repeat("x", 1000)})
	}
	require.EqualError(t, r.WriteCSV(fullDisk{}), "no room")
	require.EqualError(t, r.WriteJSON(fullDisk{}), "no room")
}

// What a spreadsheet could run gets a quote, which our reader takes off; what
// it could not stays as it is. The dangerous beginnings are those that OWASP
// lists under CSV injection, with the wide forms of the same signs.
func TestRosterSpreadsheetSafe(t *testing.T) {
	for text, cell := range map[string]string{
		"=1+1": "'=1+1", "+1": "'+1", "-1": "'-1", "-": "'-", "@SUM(A1)": "'@SUM(A1)", "＝1": "'＝1", "＋1": "'＋1", "－1": "'－1", "＠x": "'＠x", "﹦1": "'﹦1",
		"=cmd|' /C calc'!A0": "'=cmd|' /C calc'!A0", "\u200b=1": "'\u200b=1", "\ufeff=1": "'\ufeff=1", "\x00=1": "'\x00=1", "a\n=1": "a\n=1",
		"'=1": "''=1", "''=1": "'''=1", "' =1": "'' =1", "'\u200b@": "''\u200b@", "'": "'", "'tis": "'tis", "a=b": "a=b", "1-2": "1-2", "(=1)": "(=1)", "": "", "\"=1\"": "\"=1\"", "−1": "−1",
	} {
		r := schedule.Roster{Rows: []schedule.RosterRow{{Date: iop.MustDate(2026, 7, 6), Notes: text, Client: "c1"}}}
		records, err := csv.NewReader(strings.NewReader(written(t, r))).ReadAll()
		require.NoError(t, err)
		require.Equal(t, cell, records[1][16], "%q", text)
		require.Equal(t, withoutLines(r), withoutLines(schedule.Roster{Rows: goodCSV(t, written(t, r), schedule.RosterFormat{})}), "%q", text)
	}
	t.Run("texts that were not tidied", func(t *testing.T) {
		for text, cell := range map[string]string{" =1": "'=1", "\t=1": "'=1", "\r=1": "'=1", "\u3000=1": "'=1", "x\r\ny\rz ": "x\ny\nz", "\xff=1": "\ufffd=1"} {
			r := schedule.Roster{Rows: []schedule.RosterRow{{Date: iop.MustDate(2026, 7, 6), Notes: text}}}
			records, err := csv.NewReader(strings.NewReader(written(t, r))).ReadAll()
			require.NoError(t, err)
			require.Equal(t, cell, records[1][16], "%q", text)
		}
	})
	t.Run("ids too", func(t *testing.T) {
		r := schedule.Roster{Rows: []schedule.RosterRow{{Date: iop.MustDate(2026, 7, 6), Session: "-1", Client: "=c", MakeUpFor: "+2", Zone: "@z"}}}
		require.Contains(t, written(t, r), "\r\n'-1,2026-07-06,,,,'@z,")
		require.Equal(t, withoutLines(r), withoutLines(schedule.Roster{Rows: goodCSV(t, written(t, r), schedule.RosterFormat{})}))
	})
	t.Run("the quote of another program", func(t *testing.T) {
		require.Equal(t, "=1", goodCell(t, "notes", "'=1", schedule.RosterFormat{}).Notes)
		require.Equal(t, "-7", goodCell(t, "client_id", "'-7", schedule.RosterFormat{}).Client)
	})
}

// drawText draws a text of the characters that are hard on tables.
func drawText(t *rapid.T, name string) string {
	const hard = "ab1 ,;\t\n\r\"'=+-@＝＠\\.|\u00a0\u200b\ufeff\u3000\x00é😀"
	return rapid.StringOfN(rapid.SampledFrom([]rune(hard)), 0, 8, -1).Draw(t, name)
}

// drawID draws an id as the reader keeps it.
func drawID(t *rapid.T, name string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return '_'
		}
		return r
	}, drawText(t, name)))
}

// drawTidy draws a free text as the reader keeps it.
func drawTidy(t *rapid.T, name string) string {
	return strings.TrimSpace(strings.ReplaceAll(drawText(t, name), "\r", "\n"))
}

func drawClock(t *rapid.T, name string) schedule.Clock {
	if maybe(t, name+"?", 3) {
		return schedule.Clock{}
	}
	return schedule.NewClock(rapid.IntRange(0, 23).Draw(t, name+" hour"), rapid.IntRange(0, 59).Draw(t, name+" minute"))
}

func drawSpan(t *rapid.T, name string, low, high int) iop.Span {
	if maybe(t, name+"?", 3) {
		return iop.Span{}
	}
	return iop.Exactly(iop.Minutes(rapid.IntRange(low, high).Draw(t, name)))
}

// drawRosterRow draws a row that the reader could have returned, the nth of
// its roster.
func drawRosterRow(t *rapid.T, n int) schedule.RosterRow {
	r := schedule.RosterRow{
		Session: fmt.Sprint(drawID(t, "session"), "s", n), Client: fmt.Sprint(drawID(t, "client"), "c"), MakeUpFor: drawID(t, "make-up for"), Zone: drawID(t, "zone"),
		Date:  iop.MustDate(2026, 1, 1).AddDays(rapid.IntRange(0, 3000).Draw(t, "day")),
		Start: drawClock(t, "start"), End: drawClock(t, "end"), Minutes: drawSpan(t, "minutes", 1, 1440),
		Title: drawTidy(t, "title"), Facilitator: drawTidy(t, "facilitator"), Credential: drawTidy(t, "credential"), Location: drawTidy(t, "location"), Notes: drawTidy(t, "notes"),
		Delivery: rapid.SampledFrom([]schedule.Delivery{"", schedule.InPerson, schedule.Telehealth}).Draw(t, "delivery"),
		Capacity: rapid.IntRange(0, 10_000).Draw(t, "capacity"), Billed: drawSpan(t, "billed", 0, 1000),
		Status:   schedule.Status(rapid.IntRange(0, 6).Draw(t, "status")),
		Activity: rapid.SampledFrom([]iop.Activity{0, iop.MustParseActivity("cbt"), iop.MustParseActivity("meal")}).Draw(t, "activity"),
	}
	if r.Start == r.End {
		r.End = schedule.Clock{}
	}
	if maybe(t, "clinical", 2) {
		r.CountsAsClinical = new(rapid.Bool().Draw(t, "counts as clinical"))
	}
	most, ok := r.Delivered().Max()
	if r.Status == schedule.NotRecorded {
		most = 0
	} else if !ok {
		most = 1440
	}
	r.MinutesAttended = drawSpan(t, "attended", 0, int(most))
	return r
}

// Writing a roster and reading it again gives the same rows, as a table and
// as JSON, and the same bytes when it is written once more.
func TestRosterRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var r schedule.Roster
		for n := range rapid.IntRange(0, 4).Draw(t, "rows") {
			r.Rows = append(r.Rows, drawRosterRow(t, n))
		}
		text := written(t, r)
		got, err := rosterCSV(text, schedule.RosterFormat{})
		require.NoError(t, err)
		require.Equal(t, withoutLines(r), withoutLines(got))
		require.Equal(t, text, written(t, got))
		text = writtenJSON(t, r)
		got, err = rosterJSON(text, schedule.RosterFormat{})
		require.NoError(t, err)
		require.Equal(t, withoutLines(r), withoutLines(got))
	})
}

// No cell that is written begins with what a spreadsheet runs, whatever a
// program has put into the rows.
func TestRosterNoCellRuns(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := schedule.Roster{Rows: []schedule.RosterRow{{
			Session: drawText(t, "session"), Client: drawText(t, "client"), Zone: drawText(t, "zone"), MakeUpFor: drawText(t, "make-up for"), Title: drawText(t, "title"),
			Facilitator: drawText(t, "facilitator"), Credential: drawText(t, "credential"), Location: drawText(t, "location"), Notes: drawText(t, "notes"),
			Delivery: schedule.Delivery(drawText(t, "delivery")), Status: schedule.Status(rapid.Uint8().Draw(t, "status")), Capacity: rapid.IntRange(0, 20).Draw(t, "capacity"),
		}}}
		records, err := csv.NewReader(strings.NewReader(written(t, r))).ReadAll()
		require.NoError(t, err)
		require.Len(t, records, 2)
		for _, cell := range records[1] {
			shown := strings.TrimLeftFunc(cell, func(r rune) bool { return !unicode.IsGraphic(r) || unicode.IsSpace(r) })
			require.False(t, shown != "" && strings.ContainsAny(shown[:1], "=+-@"), "%q", cell)
			require.False(t, strings.HasPrefix(shown, "＝") || strings.HasPrefix(shown, "＠"), "%q", cell)
			require.False(t, cell != "" && strings.ContainsAny(cell[:1], "\t\r\n"), "%q", cell)
		}
	})
}
