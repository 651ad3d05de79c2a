package fhir_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/openiop/openiop/fhir"
	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func zones(name string) (*time.Location, error) { return time.LoadLocation(name) }

func newYork(t testing.TB) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation("America/New_York")
	require.NoError(t, err)
	return loc
}

// requireSameRoster writes a roster as a bundle, reads it, and wants the same
// roster without a remark.
func requireSameRoster(t require.TestingT, s fhir.Sessions, r schedule.Roster) {
	resources, report := s.Resources(&r)
	require.Empty(t, report.Issues, report.String())
	text, err := fhir.Export{}.AppendBundle(nil, fhir.Collection(resources...))
	require.NoError(t, err)
	requireR4(t, text)
	for _, r := range resources {
		if e, ok := r.(*fhir.Encounter); ok {
			require.True(t, len(e.Type) > 0 && (e.Subject.Reference != "" || e.Subject.Identifier != nil), "US Core asks for a type and a subject")
		}
	}
	b, report, err := fhir.ReadBundle(strings.NewReader(string(text)), "roster.json", fhir.ReadOptions{})
	require.NoError(t, err)
	require.Empty(t, report.Issues, report.String())
	again, report := s.Roster(b)
	require.Empty(t, report.Issues, report.String())
	for i := range r.Rows {
		r.Rows[i].Line = 0
	}
	for i := range again.Rows {
		require.Positive(t, again.Rows[i].Line)
		again.Rows[i].Line = 0
	}
	require.Equal(t, r.Rows, again.Rows)
}

func TestRosterFilesThereAndBack(t *testing.T) {
	f, err := os.Open(filepath.Join("..", "schedule", "testdata", "rosters", "roster.json"))
	require.NoError(t, err)
	defer f.Close()
	r, err := schedule.ReadRosterJSON(f, "roster.json", schedule.RosterFormat{})
	require.NoError(t, err)
	require.Len(t, r.Rows, 37)
	requireSameRoster(t, fhir.Sessions{Zone: zones}, r)
}

func drawSpan(t *rapid.T, name string, low, high int) iop.Span {
	n := iop.Minutes(rapid.IntRange(low, high).Draw(t, name))
	switch rapid.IntRange(0, 3).Draw(t, name+" kind") {
	case 0:
		return iop.Span{}
	case 1:
		return iop.Between(n, n+5)
	case 2:
		return iop.AtLeast(n)
	}
	return iop.Exactly(n)
}

func drawClock(t *rapid.T, name string) schedule.Clock {
	return schedule.NewClock(rapid.IntRange(0, 23).Draw(t, name), rapid.SampledFrom([]int{0, 15, 59}).Draw(t, name+" minute"))
}

func drawRow(t *rapid.T) schedule.RosterRow {
	text := rapid.StringMatching(`([A-Za-z0-9<&é-][A-Za-z ]{0,6}[a-z])?`)
	row := schedule.RosterRow{
		Session: rapid.SampledFrom([]string{"", "s-1", "s 2"}).Draw(t, "session"),
		Client:  rapid.SampledFrom([]string{"", "c-1", "c-2", "client no. 3"}).Draw(t, "client"),
		Date:    iop.MustDate(2026, time.Month(rapid.IntRange(1, 12).Draw(t, "month")), rapid.IntRange(1, 28).Draw(t, "day")),
		Zone:    rapid.SampledFrom([]string{"", "America/New_York", "Asia/Kathmandu"}).Draw(t, "zone"),
		Minutes: drawSpan(t, "minutes", 1, 1400),
		Title:   text.Draw(t, "title"), Facilitator: text.Draw(t, "facilitator"), Credential: text.Draw(t, "credential"),
		Location: text.Draw(t, "location"), Notes: text.Draw(t, "notes"), MakeUpFor: text.Draw(t, "makeup"),
		Delivery:        rapid.SampledFrom([]schedule.Delivery{"", schedule.InPerson, schedule.Telehealth}).Draw(t, "delivery"),
		Capacity:        rapid.IntRange(0, 3).Draw(t, "capacity"),
		Status:          schedule.Status(rapid.IntRange(0, 6).Draw(t, "status")),
		MinutesAttended: drawSpan(t, "attended", 0, 1400), Billed: drawSpan(t, "billed", 0, 9),
	}
	if rapid.Bool().Draw(t, "activity") {
		row.Activity = rapid.SampledFrom([]iop.Activity{iop.MustParseActivity("process-group"), iop.MustParseActivity("meal")}).Draw(t, "which")
	}
	if rapid.IntRange(0, 4).Draw(t, "clock") > 0 || row.Client == "" {
		row.Start, row.End = drawClock(t, "start"), drawClock(t, "end")
	}
	if rapid.IntRange(0, 4).Draw(t, "open end") == 0 && row.Minutes.IsExact() {
		row.End = schedule.Clock{}
	}
	if rapid.Bool().Draw(t, "counts stated") {
		counts := rapid.Bool().Draw(t, "counts")
		row.CountsAsClinical = &counts
	}
	return row
}

func TestAnyRosterThereAndBack(t *testing.T) {
	local := newYork(t)
	rapid.Check(t, func(t *rapid.T) {
		r := schedule.Roster{Rows: []schedule.RosterRow{}}
		for range rapid.IntRange(1, 6).Draw(t, "rows") {
			r.Rows = append(r.Rows, drawRow(t))
		}
		requireSameRoster(t, fhir.Sessions{Zone: zones, Local: local}, r)
	})
}
