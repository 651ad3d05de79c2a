package ical

import (
	"slices"
	"testing"
	"time"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/stretchr/testify/require"
)

// entry makes an instance with a stated end, so many minutes later.
func entry(line int, start time.Time, minutes int, title string) Instance {
	return Instance{UID: "u" + title, Start: start, End: start.Add(time.Duration(minutes) * time.Minute), EndSource: EndStated, Summary: title, Line: line}
}

func TestRosterOfInstances(t *testing.T) {
	ny := zoneNamed(t, "America/New_York")
	monday := time.Date(2026, 11, 2, 18, 0, 0, 0, ny)
	date := iop.MustDate(2026, time.November, 2)
	row := func(change func(*schedule.RosterRow)) []schedule.RosterRow {
		r := schedule.RosterRow{Line: 7, Session: "ux/2026-11-02T23:00Z", Date: date, Start: schedule.NewClock(18, 0), Minutes: iop.Exactly(180), Status: schedule.Attended}
		change(&r)
		return []schedule.RosterRow{r}
	}
	for _, c := range []struct {
		name   string
		change func(*Instance)
		zone   *time.Location
		want   []schedule.RosterRow
		kinds  []ProblemKind
	}{
		{"held", func(*Instance) {}, nil, row(func(*schedule.RosterRow) {}), []ProblemKind{UnknownActivity}},
		{"activity told", func(in *Instance) { in.Summary = "Process group" }, nil,
			row(func(r *schedule.RosterRow) { r.Activity = activity(t, "process-group") }), nil},
		{"tentative", func(in *Instance) { in.Status = Tentative }, nil,
			row(func(r *schedule.RosterRow) { r.Status = schedule.NotRecorded }), []ProblemKind{UnknownActivity}},
		{"cancelled", func(in *Instance) { in.Status = Cancelled }, nil,
			row(func(r *schedule.RosterRow) { r.Status = schedule.CancelledByProgram }), nil},
		{"no end", func(in *Instance) { in.End, in.EndSource = in.Start, EndDefault }, nil,
			row(func(r *schedule.RosterRow) { r.Minutes = iop.Span{} }), []ProblemKind{UnclearSession, UnknownActivity}},
		{"an end that cannot be used", func(in *Instance) { in.End, in.EndSource = in.Start, EndUnusable }, nil,
			row(func(r *schedule.RosterRow) { r.Minutes = iop.Span{} }), []ProblemKind{UnknownActivity}},
		{"no time at all is stated", func(in *Instance) { in.End = in.Start }, nil,
			row(func(r *schedule.RosterRow) { r.Minutes = iop.Exactly(0) }), []ProblemKind{UnknownActivity}},
		{"seconds", func(in *Instance) { in.End = in.End.Add(time.Second) }, nil,
			row(func(r *schedule.RosterRow) { r.Minutes = iop.Between(180, 181) }), []ProblemKind{UnknownActivity}},
		{"in the zone of the program", func(*Instance) {}, zoneNamed(t, "America/Los_Angeles"),
			row(func(r *schedule.RosterRow) { r.Start = schedule.NewClock(15, 0) }), []ProblemKind{UnknownActivity}},
		{"another day there", func(*Instance) {}, zoneNamed(t, "Europe/Paris"),
			row(func(r *schedule.RosterRow) { r.Date, r.Start = date.AddDays(1), schedule.NewClock(0, 0) }), []ProblemKind{UnknownActivity}},
		{"a floating time stays on its clock", func(in *Instance) { in.Floating = true }, zoneNamed(t, "Europe/Paris"),
			row(func(*schedule.RosterRow) {}), []ProblemKind{UnknownActivity}},
		{"24 hours are a session", func(in *Instance) { in.End = in.Start.AddDate(0, 0, 1) }, nil,
			row(func(r *schedule.RosterRow) { r.Minutes = iop.Exactly(1440) }), []ProblemKind{UnknownActivity}},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := entry(7, monday, 180, "x")
			c.change(&in)
			in.UID = "ux"
			roster, told, problems := Roster([]Instance{in}, RosterOptions{Zone: c.zone})
			require.Equal(t, c.want, roster.Rows)
			require.Len(t, told, 1)
			require.Equal(t, kindsOf(problems), c.kinds)
		})
	}
}

func kindsOf(problems []Problem) (out []ProblemKind) {
	for _, p := range problems {
		out = append(out, p.Kind)
	}
	return out
}

// The clocks go forward at 02:00 on 8 March 2026 and back on 1 November.
func TestRosterCountsTheTimeThatPasses(t *testing.T) {
	ny := zoneNamed(t, "America/New_York")
	night := func(m time.Month, d int) Instance {
		return Instance{Start: time.Date(2026, m, d, 1, 0, 0, 0, ny), End: time.Date(2026, m, d, 4, 0, 0, 0, ny), EndSource: EndStated, Line: d}
	}
	roster, _, _ := Roster([]Instance{night(time.March, 8), night(time.November, 1)}, RosterOptions{})
	require.Equal(t, iop.Exactly(120), roster.Rows[0].Minutes)
	require.Equal(t, iop.Exactly(240), roster.Rows[1].Minutes)
	cases, err := roster.Cases(schedule.Window{}, schedule.Options{Standards: []iop.Standard{}})
	require.NoError(t, err)
	for _, c := range cases {
		require.Equal(t, iop.Exactly(120), c.Weeks()[0].Gross, "judged with the very minutes")
	}
}

func TestRosterOfWholeDays(t *testing.T) {
	day := func(m time.Month, d int) time.Time { return time.Date(2026, m, d, 0, 0, 0, 0, time.UTC) }
	three := Instance{Start: day(11, 2), End: day(11, 5), AllDay: true, Floating: true, EndSource: EndStated, Line: 3}
	roster, _, problems := Roster([]Instance{three}, RosterOptions{})
	require.Len(t, roster.Rows, 3)
	require.Equal(t, []ProblemKind{UnclearSession, UnknownActivity}, kindsOf(problems))
	for i, row := range roster.Rows {
		require.Equal(t, iop.MustDate(2026, time.November, 2+i), row.Date)
		require.Equal(t, iop.Between(0, 1440), row.Delivered())
		require.False(t, row.Start.IsStated())
	}
	long := Instance{Start: day(11, 2).Add(18 * time.Hour), End: day(11, 4).Add(time.Hour), EndSource: EndStated, Line: 4}
	roster, _, _ = Roster([]Instance{long}, RosterOptions{})
	require.Len(t, roster.Rows, 3, "2, 3 and 4 November")
	for _, days := range []int{LongestEntryDays, LongestEntryDays + 1} {
		three.End = three.Start.AddDate(0, 0, days)
		roster, _, problems = Roster([]Instance{three}, RosterOptions{})
		if days == LongestEntryDays {
			require.Len(t, roster.Rows, days)
			continue
		}
		require.Empty(t, roster.Rows)
		require.Len(t, problems, 1)
		require.Equal(t, iop.Warning, problems[0].Severity)
	}
}

func TestRosterSaysWhatTold(t *testing.T) {
	at := func(d int) time.Time { return time.Date(2026, 11, d, 18, 0, 0, 0, time.UTC) }
	list := []Instance{
		entry(10, at(2), 60, "Evening track"), entry(10, at(3), 60, "Evening track"), entry(20, at(3), 60, "Staff only"),
		entry(30, at(4), 60, "Jane D."), entry(40, at(5), 60, "yoga"),
	}
	list[3].Categories = []string{"Individual counseling"}
	list[4].Status = Cancelled
	roster, told, problems := Roster(list, RosterOptions{Mapping: mapping(t, clinicMapping)})
	require.Equal(t, []Told{
		{Telling{activity(t, "process-group"), FromMapping, false}, 10, 2},
		{Telling{0, NotTold, false}, 20, 1},
		{Telling{activity(t, "individual-counseling"), FromCategories, false}, 30, 1},
		{Telling{activity(t, "yoga"), FromWords, false}, 40, 1},
	}, told)
	require.Len(t, roster.Rows, 5)
	require.Len(t, problems, 1)
	for _, row := range roster.Rows {
		require.Empty(t, row.Title, "it may name a person")
	}
	require.NotContains(t, problems[0].Error(), "Staff")

	list[2].Summary = "Weekly staff meeting"
	roster, told, problems = Roster(list, RosterOptions{Mapping: mapping(t, clinicMapping)})
	require.Equal(t, Told{Telling{0, FromMapping, true}, 20, 1}, told[1])
	require.Len(t, roster.Rows, 4)
	require.Empty(t, problems)
}

// What nothing tells counts from nothing to all of it, and is gross time all
// the same.
func TestUnknownActivityIsASpan(t *testing.T) {
	at := time.Date(2026, 11, 2, 18, 0, 0, 0, time.UTC)
	roster, _, _ := Roster([]Instance{entry(10, at, 180, "IOP"), entry(20, at.AddDate(0, 0, 1), 90, "Process group")}, RosterOptions{})
	cases, err := roster.Cases(schedule.Window{}, schedule.Options{Standards: []iop.Standard{}})
	require.NoError(t, err)
	for id, c := range cases {
		require.Empty(t, id)
		week := c.Weeks()[0]
		require.Equal(t, iop.Exactly(270), week.Gross)
		require.Equal(t, iop.Between(90, 270), week.Countable)
		require.Equal(t, iop.Exactly(2), week.ServiceDays, "a day on which something may count, as in every roster")
	}
}

func TestRosterStopsAtItsLimit(t *testing.T) {
	day := time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC)
	var list []Instance
	for i := range 10 {
		list = append(list, Instance{Start: day, End: day.AddDate(0, 0, 300), AllDay: true, EndSource: EndStated, Line: i + 1})
	}
	for most, want := range map[int]int{2999: 2999, 3000: 3000, 0: 3000, 1: 1} { // any order: each alone
		roster, _, problems := Roster(list, RosterOptions{Sessions: most})
		require.Len(t, roster.Rows, want)
		require.Equal(t, most > 0 && most < 3000, slices.ContainsFunc(problems, func(p Problem) bool { return p.Kind == OverLimit && p.Severity == iop.Error }))
	}
}
