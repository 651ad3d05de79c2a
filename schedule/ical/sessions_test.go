package ical

import (
	"strings"
	"testing"
	"time"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/stretchr/testify/require"
)

const design = `{
  "id": "evening-iop", "population": "adult", "timezone": "America/New_York", "weeks": 2,
  "blocks": [
    {"title": "Group", "activity": "process-group", "days": ["Mon", "Wed"], "start": "18:00", "end": "21:00"},
    {"title": "One to one", "activity": "individual-counseling", "days": ["Fri"], "minutes": 50},
    {"title": "Yoga", "activity": "yoga", "days": ["Sat"], "start": "09:00", "minutes": 60, "optional": true, "track": "day"},
    {"title": "Meditation", "activity": "mindfulness", "days": ["Sun"], "start": "09:00", "minutes": 60, "optional": true, "track": "evening"}
  ]
}`

// preparedOn puts the design on dates from Monday 26 October 2026, with
// Wednesday 28 October closed.
func preparedOn(t require.TestingT, text string, zone *time.Location) *schedule.Case {
	programs, err := schedule.ReadPrograms(strings.NewReader(text), "design.json", schedule.Limits{})
	require.NoError(t, err)
	dates := schedule.Dates{Start: iop.MustDate(2026, time.October, 26), Zone: zone, Closures: iop.NewClosures(iop.Closure{Date: iop.MustDate(2026, time.October, 28), Reason: "flood"})}
	c, err := schedule.PrepareOn(&programs[0], dates, schedule.Options{Standards: []iop.Standard{}})
	require.NoError(t, err)
	return c
}

func TestSessionEvents(t *testing.T) {
	ny := zoneNamed(t, "America/New_York")
	events := SessionEvents(preparedOn(t, design, ny).Sessions(), SessionOptions{Stamp: stamp, Sequence: 3})
	require.Len(t, events, 2*5, "each session once, although two tracks share it")
	byStart := map[string]Event{}
	for _, e := range events {
		require.Equal(t, 3, e.Sequence)
		require.Equal(t, stamp, e.Stamp)
		require.NotContains(t, e.UID, "iop")
		byStart[e.Start.Format("2006-01-02T15:04")] = e
	}
	group := byStart["2026-10-26T18:00"]
	require.Equal(t, Confirmed, group.Status)
	require.Equal(t, 3*time.Hour, group.End.Sub(group.Start))
	require.Equal(t, ny, group.Start.Location())
	require.Equal(t, "process group", group.Telling)
	require.Equal(t, []string{"process-group"}, group.Categories)
	require.Equal(t, Cancelled, byStart["2026-10-28T18:00"].Status, "closed")
	require.True(t, byStart["2026-10-30T00:00"].AllDay, "no start is stated")
	yoga := byStart["2026-10-31T09:00"]
	require.Equal(t, Tentative, yoga.Status, "optional")
	require.Equal(t, time.Hour, yoga.End.Sub(yoga.Start))
	// After the clocks have gone back the session is at the same clock time.
	require.Equal(t, "2026-11-02T18:00:00-05:00", byStart["2026-11-02T18:00"].Start.Format(time.RFC3339))

	one := SessionEvents(preparedOn(t, design, ny).Sessions(), SessionOptions{Stamp: stamp, Track: "evening"})
	require.Len(t, one, 2*4)
}

func TestSessionEventsKeepTheirUID(t *testing.T) {
	ny := zoneNamed(t, "America/New_York")
	a := SessionEvents(preparedOn(t, design, ny).Sessions(), SessionOptions{Stamp: stamp})
	b := SessionEvents(preparedOn(t, strings.Replace(design, "18:00", "17:00", 1), ny).Sessions(), SessionOptions{Stamp: stamp})
	for i := range a {
		require.Equal(t, a[i].UID, b[i].UID, "the time of a session moves, it is the same session")
	}
}

func TestSessionEventsWithoutAZone(t *testing.T) {
	night := `{"id": "n", "population": "adult", "weeks": 1, "blocks": [{"activity": "process-group", "days": ["Mon"], "start": "23:00", "end": "01:00"}]}`
	events := SessionEvents(preparedOn(t, night, nil).Sessions(), SessionOptions{Stamp: stamp})
	require.Len(t, events, 1)
	lines := linesOf(t, written(t, WriteOptions{}, events...))
	require.Contains(t, lines, "DTSTART:20261026T230000")
	require.Contains(t, lines, "DTEND:20261027T010000")
}

// In the day track the Monday group may be taken elsewhere; in the evening
// track it is certain, so it is held.
func TestSessionEventsOfSharedSessions(t *testing.T) {
	shared := `{"id": "s", "population": "adult", "weeks": 1, "blocks": [
		{"title": "Class", "activity": "psychoeducation", "track": "day", "days": ["Tue"], "start": "09:00", "end": "12:00", "alternativeTo": "Group"},
		{"title": "Group", "activity": "process-group", "days": ["Mon"], "start": "18:00", "end": "21:00"},
		{"title": "Yoga", "activity": "yoga", "track": "evening", "days": ["Fri"], "start": "18:00", "end": "19:00"}]}`
	statuses := func(track string) map[string]Status {
		out := map[string]Status{}
		for _, e := range SessionEvents(preparedOn(t, shared, nil).Sessions(), SessionOptions{Stamp: stamp, Track: track}) {
			out[e.Telling] = e.Status
		}
		return out
	}
	require.Equal(t, map[string]Status{"psychoeducation": Tentative, "process group": Tentative}, statuses("day"))
	require.Equal(t, map[string]Status{"process group": Confirmed, "yoga or movement": Confirmed}, statuses("evening"))
	require.Equal(t, map[string]Status{"psychoeducation": Tentative, "process group": Confirmed, "yoga or movement": Confirmed}, statuses(""))
}
