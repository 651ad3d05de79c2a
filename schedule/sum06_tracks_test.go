package schedule_test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// Rule 6 of "How minutes add up": "A client is in exactly one track; blocks
// without a track belong to every track; each track x phase x week is
// reported."
func TestRule6Tracks(t *testing.T) {
	runRows(t, []rowCase{
		{"never added up", `"weeks": 1, "blocks": [
			{"activity": "cbt", "days": ["Mon", "Wed"], "minutes": 60, "track": "day"},
			{"activity": "cbt", "days": ["Tue"], "minutes": 90, "track": "evening"}]`,
			[]string{"day/1: 120 | 120 | 2", "evening/1: 90 | 90 | 1"}},
		{"a block without a track belongs to every one", `"weeks": 1, "blocks": [
			{"activity": "cbt", "days": ["Mon"], "minutes": 60, "track": "day"},
			{"activity": "cbt", "days": ["Tue"], "minutes": 90, "track": "evening"},
			{"activity": "mi", "days": ["Fri"], "minutes": 30}]`,
			[]string{"day/1: 90 | 90 | 2", "evening/1: 120 | 120 | 2"}},
		{"each track, phase and week", `"phases": [{"name": "A", "weeks": 2}, {"name": "B", "weeks": 1}], "blocks": [
			{"activity": "cbt", "days": ["Mon"], "minutes": 60, "track": "day"},
			{"activity": "cbt", "days": ["Tue"], "minutes": 90, "track": "evening", "phase": "A"},
			{"activity": "mi", "days": ["Fri"], "minutes": 30, "phase": "B"}]`,
			[]string{"day/A/1-2: 60 | 60 | 1", "day/B/3: 90 | 90 | 2", "evening/A/1-2: 90 | 90 | 1", "evening/B/3: 30 | 30 | 1"}},
		{"in the order in which blocks name them", `"weeks": 1, "blocks": [
			{"activity": "cbt", "days": ["Mon"], "minutes": 60, "track": "zeta"},
			{"activity": "cbt", "days": ["Mon"], "minutes": 60, "track": "alpha"}]`,
			[]string{"zeta/1: 60 | 60 | 1", "alpha/1: 60 | 60 | 1"}},
		{"none is one without a name", `"weeks": 1, "blocks": [{"activity": "mi", "days": ["Fri"], "minutes": 30}]`,
			[]string{"1: 30 | 30 | 1"}},
	})
	t.Run("overlap is judged for one client's track", func(t *testing.T) {
		// The same hour in two tracks is two clients.
		p := program(t, `"blocks": [
			{"activity": "cbt", "days": ["Mon"], "start": "09:00", "end": "10:00", "track": "a"},
			{"activity": "cbt", "days": ["Tue"], "start": "09:00", "end": "10:00", "track": "a"},
			{"activity": "cbt", "days": ["Mon"], "start": "09:00", "end": "10:00", "track": "b"},
			{"activity": "cbt", "days": ["Tue"], "start": "09:00", "end": "10:00", "track": "b"}]`)
		require.Equal(t, "met x2", about(p, "overlap"))
	})
	t.Run("findings name their track", func(t *testing.T) {
		p := program(t, `"population": "adult", "blocks": [
			{"activity": "cbt", "perWeek": 3, "minutes": 180, "track": "day"},
			{"activity": "cbt", "perWeek": 2, "minutes": 180, "track": "evening"}]`)
		got := map[string]string{}
		for _, rule := range []string{"weekly-hours-min", "cumulative-hours"} {
			for _, f := range findings(checkUnder(t, p, "ks-iop-adult", "wa-court-iop"), rule) {
				got[rule+" "+f.Where.Track] = f.Outcome.String()
			}
		}
		require.Equal(t, map[string]string{
			"weekly-hours-min day": "met", "weekly-hours-min evening": "not-met",
			// How many of the weeks there are is not known.
			"cumulative-hours day": "undetermined", "cumulative-hours evening": "undetermined",
		}, got)
	})
}
