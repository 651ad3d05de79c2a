package ical

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestParseStamp(t *testing.T) {
	for _, c := range []struct {
		text string
		form form
		want string
	}{
		{"20261102", dateForm, "2026-11-02T00:00:00Z"},
		{"20261102Z", dateForm, "2026-11-02T00:00:00Z"},
		{"2026-11-02", dateForm, "2026-11-02T00:00:00Z"},
		{"20261102T090000", localForm, "2026-11-02T09:00:00Z"},
		{" 20261102t0900z ", utcForm, "2026-11-02T09:00:00Z"},
		{"20261102T090000Z", utcForm, "2026-11-02T09:00:00Z"},
		{"2026-11-02T09:00:00Z", utcForm, "2026-11-02T09:00:00Z"},
		{"20261102T235960", localForm, "2026-11-02T23:59:59Z"},
		{"20261102T240000", localForm, "2026-11-03T00:00:00Z"},
		{"20240229", dateForm, "2024-02-29T00:00:00Z"},
		{"00000101T000000Z", utcForm, "0000-01-01T00:00:00Z"},
		{"99991231T235959Z", utcForm, "9999-12-31T23:59:59Z"},
		{"20260229", noTime, ""},
		{"20261301", noTime, ""},
		{"20261100", noTime, ""},
		{"2026110", noTime, ""},
		{"20261102T", noTime, ""},
		{"20261102T0960", noTime, ""},
		{"20261102T240001", noTime, ""},
		{"20261102T250000", noTime, ""},
		{"20261102T090000+0500", noTime, ""},
		{"+0261102", noTime, ""},
		{"", noTime, ""},
	} {
		t.Run(c.text, func(t *testing.T) {
			s, ok := parseStamp(c.text)
			require.Equal(t, c.form != noTime, ok)
			require.Equal(t, c.form, s.form)
			if ok {
				require.Equal(t, c.want, wallTime(s.wall).Format(time.RFC3339))
			}
		})
	}
}

func TestParseLength(t *testing.T) {
	for _, c := range []struct {
		text string
		want length
		ok   bool
	}{
		{"P1D", length{1, 0}, true},
		{"P2W", length{14, 0}, true},
		{"PT24H", length{0, 86400}, true},
		{"P1DT1H30M5S", length{1, 5405}, true},
		{"+PT15M", length{0, 900}, true},
		{"-PT15M", length{0, -900}, true},
		{"-P1D", length{-1, 0}, true},
		{"pt1h", length{0, 3600}, true},
		{"P0D", length{}, true},
		{"PT0S", length{}, true},
		{"P3660000D", length{3660000, 0}, true},
		{"P3660001D", length{}, false},
		{"P1H", length{}, false},
		{"PT1D", length{}, false},
		{"PT", length{}, false},
		{"P", length{}, false},
		{"P1", length{}, false},
		{"P1.5D", length{}, false},
		{"1D", length{}, false},
		{"P999999999999999999D", length{}, false},
		{"P9999999999999999999D", length{}, false},
		{"", length{}, false},
	} {
		t.Run(c.text, func(t *testing.T) {
			l, ok := parseLength(c.text)
			require.Equal(t, c.ok, ok)
			if ok {
				require.Equal(t, c.want, l)
			}
		})
	}
}

func TestParseOffset(t *testing.T) {
	for _, c := range []struct {
		text string
		want int
		ok   bool
	}{
		{"-0500", -18000, true}, {"+0530", 19800, true}, {"+023017", 9017, true}, {"0100", 3600, true}, {"-0000", 0, true},
		{"+2400", 0, false}, {"+0060", 0, false}, {"+05:30", 0, false}, {"05", 0, false}, {"", 0, false}, {"+05x0", 0, false},
	} {
		got, ok := parseOffset(c.text)
		require.Equal(t, c.ok, ok, c.text)
		require.Equal(t, c.want, got, c.text)
	}
}

// The calendar is that of the time package.
func TestCivil(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(-800_000, 3_000_000).Draw(t, "day")
		want := time.Date(1970, 1, 1+n, 0, 0, 0, 0, time.UTC)
		year, month, day := civilDate(n)
		require.Equal(t, want, time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC))
		require.Equal(t, n, civilDay(year, month, day))
		require.Equal(t, n, civilDay(year-1, month+12, day))
		require.Equal(t, int(want.Weekday()+6)%7, weekdayOf(n))
		require.Equal(t, time.Date(year, time.Month(month+1), 0, 0, 0, 0, 0, time.UTC).Day(), daysInMonth(year, month))
		require.Equal(t, time.Date(year, 12, 31, 0, 0, 0, 0, time.UTC).YearDay(), daysInYear(year))
		clock := rapid.IntRange(0, daySeconds-1).Draw(t, "clock")
		wall := wallAt(n, clock)
		require.Equal(t, n, dayOf(wall))
		require.Equal(t, clock, clockOf(wall))
		require.Equal(t, wall, wallOf(wallTime(wall)))
		require.True(t, wallTime(wall).Equal(timeAt(wall, time.UTC)))
	})
}
