package iop_test

import (
	"encoding/json"
	"testing"

	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestPeriodContainsItsFirstDayAndNotItsEnd(t *testing.T) {
	from, until := iop.MustDate(2024, 1, 1), iop.MustDate(2025, 7, 1)
	p := iop.Period{From: from, Until: until}
	tests := []struct {
		name string
		day  iop.Date
		want bool
	}{
		{"the day before it begins", from.AddDays(-1), false},
		{"its first day", from, true},
		{"the day after", from.AddDays(1), true},
		{"its last day", until.AddDays(-1), true},
		{"the day on which it no longer holds", until, false},
		{"the day after that", until.AddDays(1), false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { require.Equal(t, tt.want, p.Contains(tt.day)) })
	}
}

func TestOpenSidesOfAPeriodHoldForEver(t *testing.T) {
	day := iop.MustDate(2026, 11, 23)
	require.True(t, iop.Period{}.Contains(day))
	require.True(t, iop.Period{From: day}.Contains(iop.MustDate(9999, 12, 31)))
	require.True(t, iop.Period{Until: day}.Contains(iop.MustDate(1, 1, 1)))
	require.False(t, iop.Period{Until: day}.Contains(day))
}

func TestPeriodsThatMeetDoNotOverlap(t *testing.T) {
	day := iop.MustDate(2025, 1, 1)
	before, after := iop.Period{Until: day}, iop.Period{From: day}
	require.False(t, before.Overlaps(after))
	require.False(t, after.Overlaps(before))
	require.True(t, before.Overlaps(iop.Period{From: day.AddDays(-1)}))
	require.True(t, iop.Period{}.Overlaps(before))
	require.True(t, iop.Period{}.Overlaps(iop.Period{}))
}

func TestPeriodsOverlapExactlyIfSomeDayIsInBoth(t *testing.T) {
	start := iop.MustDate(2026, 1, 1)
	periods := rapid.Custom(func(t *rapid.T) (p iop.Period) {
		from := rapid.IntRange(0, 20).Draw(t, "from")
		if rapid.Bool().Draw(t, "begins") {
			p.From = start.AddDays(from)
		}
		if rapid.Bool().Draw(t, "ends") {
			p.Until = start.AddDays(from + rapid.IntRange(1, 20).Draw(t, "days"))
		}
		return p
	})
	rapid.Check(t, func(t *rapid.T) {
		p, q := periods.Draw(t, "p"), periods.Draw(t, "q")
		shared := false
		for i := -1; i <= 41; i++ {
			shared = shared || p.Contains(start.AddDays(i)) && q.Contains(start.AddDays(i))
		}
		if p.Overlaps(q) != shared || q.Overlaps(p) != shared {
			t.Fatalf("%v and %v: overlap %v, share a day %v", p, q, p.Overlaps(q), shared)
		}
	})
}

func TestPeriodJSONLeavesOutOpenSides(t *testing.T) {
	p := iop.Period{From: iop.MustDate(2024, 1, 1)}
	require.JSONEq(t, `{"from": "2024-01-01"}`, string(mustMarshal(t, p)))
	var back iop.Period
	require.NoError(t, json.Unmarshal([]byte(`{"from": "2024-01-01", "until": null}`), &back))
	require.Equal(t, p, back)
}
