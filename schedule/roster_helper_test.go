package schedule_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/stretchr/testify/require"
)

// usTimes names both forms that are read only where they are named.
func usTimes() schedule.RosterFormat {
	return schedule.RosterFormat{Dates: schedule.MonthDayYear, TwelveHour: true}
}

func rosterCSV(text string, f schedule.RosterFormat) (schedule.Roster, error) {
	return schedule.ReadRosterCSV(strings.NewReader(text), "r.csv", f)
}

func rosterJSON(text string, f schedule.RosterFormat) (schedule.Roster, error) {
	return schedule.ReadRosterJSON(strings.NewReader(text), "r.json", f)
}

// goodCSV reads a table that must be without a problem.
func goodCSV(t testing.TB, text string, f schedule.RosterFormat) []schedule.RosterRow {
	r, err := rosterCSV(text, f)
	require.NoError(t, err)
	return r.Rows
}

// oneCell reads a table of one row with a date, one cell of the given column,
// and more columns with their cells.
func oneCell(column, cell string, f schedule.RosterFormat, more ...string) (schedule.Roster, error) {
	header, row := column, quotedCell(cell)
	if column != "date" {
		header, row = header+",date", row+",2026-07-06"
	}
	for i := 0; i < len(more); i += 2 {
		header, row = header+","+more[i], row+","+quotedCell(more[i+1])
	}
	return rosterCSV(header+"\n"+row+"\n", f)
}

func quotedCell(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }

// goodCell gives the row of oneCell, which must be without a problem.
func goodCell(t testing.TB, column, cell string, f schedule.RosterFormat, more ...string) schedule.RosterRow {
	r, err := oneCell(column, cell, f, more...)
	require.NoError(t, err, cell)
	require.Len(t, r.Rows, 1)
	return r.Rows[0]
}

// problems gives the lines of an error.
func problems(err error) []string {
	if err == nil {
		return nil
	}
	return strings.Split(err.Error(), "\n")
}

func rosterFile(t testing.TB, name string, f schedule.RosterFormat) schedule.Roster {
	file, err := os.Open(filepath.Join("testdata/rosters", name))
	require.NoError(t, err)
	defer file.Close()
	read := schedule.ReadRosterCSV
	if strings.HasSuffix(name, ".json") {
		read = schedule.ReadRosterJSON
	}
	r, err := read(file, name, f)
	require.NoError(t, err)
	return r
}

// withoutLines gives the rows as they compare, whatever file they are from.
func withoutLines(r schedule.Roster) []schedule.RosterRow {
	rows := append([]schedule.RosterRow{}, r.Rows...)
	for i := range rows {
		rows[i].Line = 0
	}
	return rows
}

// requireValidRow checks what the readers promise of every row they return.
func requireValidRow(t testing.TB, r *schedule.RosterRow) {
	require.True(t, r.Date.IsValid())
	require.Positive(t, r.Line)
	require.False(t, r.Start.IsStated() && r.Start == r.End)
	requireWithin(t, r.Minutes, 1, 1440)
	requireWithin(t, r.MinutesAttended, 0, 1440)
	requireWithin(t, r.Billed, 0, 1000)
	require.True(t, r.Capacity >= 0 && r.Capacity <= 10_000)
	require.True(t, r.Delivery == "" || r.Delivery == schedule.InPerson || r.Delivery == schedule.Telehealth)
	require.LessOrEqual(t, r.Status, schedule.CancelledByProgram)
	require.True(t, r.Activity == 0 || r.Activity.IsValid())
	for _, id := range []string{r.Session, r.Client, r.MakeUpFor, r.Zone} {
		require.False(t, strings.ContainsFunc(id, unicode.IsControl))
	}
	for _, text := range []string{r.Session, r.Client, r.MakeUpFor, r.Zone, r.Title, r.Facilitator, r.Credential, r.Location, r.Notes} {
		require.Equal(t, strings.TrimSpace(text), text)
		require.NotContains(t, text, "\r")
		require.True(t, strings.ToValidUTF8(text, "") == text)
	}
	delivered, length := r.Delivered(), r.Length()
	requireOrdered(t, delivered, length)
	if most, ok := length.Max(); ok {
		require.LessOrEqual(t, int(most), 1440)
		got, ok := delivered.Max()
		require.True(t, ok && got <= most, "nobody is there for longer than the session")
	}
}

func requireWithin(t testing.TB, s iop.Span, low, high iop.Minutes) {
	if s.IsKnown() {
		require.True(t, s.IsExact() && s.Min() >= low && s.Min() <= high, s.String())
	}
}
