package peers

import (
	"bytes"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/openiop/openiop/schedule/ical"
)

var options = ical.Options{Zones: time.LoadLocation}

// On what go-ical and rrule-go read rightly, the sessions are the same.
func TestSameSessions(t *testing.T) {
	for name, text := range map[string][]byte{"weekly": weekly(), "twenty calendars": many(20)} {
		t.Run(name, func(t *testing.T) {
			want, err := theirs(text, nil)
			require.NoError(t, err)
			cached, err := theirs(text, cache(time.LoadLocation))
			require.NoError(t, err)
			require.Equal(t, want, cached, "a cache of zones changes nothing")
			got, err := ours(text, options)
			require.NoError(t, err)
			require.Equal(t, sortSessions(want), sortSessions(got))
		})
	}
}

// What the calendars hold was counted by hand: 36 groups without the one of
// Christmas and twelve individual sessions; 45 sessions in each of many.
func TestCalendarsAreWhatTheySay(t *testing.T) {
	got, err := ours(weekly(), options)
	require.NoError(t, err)
	require.Len(t, got, 35+12)
	first := time.Date(2026, 10, 26, 22, 0, 0, 0, time.UTC)
	require.Equal(t, session{"group@example.org", first.Unix(), first.Add(3 * time.Hour).Unix()}, got[0], "daylight saving time")
	second := time.Date(2026, 11, 2, 23, 0, 0, 0, time.UTC)
	require.Contains(t, got, session{"group@example.org", second.Unix(), second.Add(3 * time.Hour).Unix()}, "standard time")
	got, err = ours(many(3), options)
	require.NoError(t, err)
	require.Len(t, got, 3*sessionsEach)
}

// Random rules whose starts are on their pattern give what rrule-go gives.
// Where a clock time does not exist Go's time.Date and RFC 5545 differ; the
// calendars end before that happens.
func TestSameSessionsOfRandomRules(t *testing.T) {
	zones := cache(time.LoadLocation)
	rapid.Check(t, func(rt *rapid.T) {
		seed := rapid.Uint64().Draw(rt, "seed")
		text := random(rand.New(rand.NewPCG(seed, 1)))
		want, err := theirs(text, zones)
		require.NoError(rt, err)
		got, err := ours(text, options)
		require.NoError(rt, err)
		require.Len(rt, got, len(want), "%s", text) // none may be nil or empty
		if len(want) > 0 {
			require.Equal(rt, sortSessions(want), sortSessions(got), "%s", text)
		}
	})
}

// The first starts and ends are those of golang-ical too.
func TestSameStarts(t *testing.T) {
	for seed := range uint64(200) {
		text := random(rand.New(rand.NewPCG(seed, 2)))
		want, err := arranStarts(text)
		require.NoError(t, err)
		f, err := ical.Read(bytes.NewReader(text), "calendar.ics", options)
		require.NoError(t, err)
		got := make([]session, 0, len(f.Events))
		for i := range f.Events {
			got = append(got, session{f.Events[i].UID, f.Events[i].Start.Unix(), f.Events[i].End.Unix()})
		}
		require.Equal(t, want, sortSessions(got), "%s", text)
	}
}
