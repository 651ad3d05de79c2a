package iop_test

import (
	"math"
	"testing"
	"time"
	_ "time/tzdata" // zones where the machine has none

	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestDateTextRoundTrips(t *testing.T) {
	requireRoundTrip(t, iop.MustDate(2026, time.July, 4), "2026-07-04")
	requireRoundTrip(t, iop.MustDate(1, time.January, 1), "0001-01-01")
	requireRoundTrip(t, iop.MustDate(9999, time.December, 31), "9999-12-31")
	requireRoundTrip(t, iop.MustDate(2024, time.February, 29), "2024-02-29")
	b, err := iop.MustDate(2026, 7, 4).AppendText([]byte("on "))
	require.NoError(t, err)
	require.Equal(t, "on 2026-07-04", string(b))
}

func TestZeroDateIsInvalidAndEmpty(t *testing.T) {
	var zero iop.Date
	require.False(t, zero.IsValid())
	require.Zero(t, zero.Year())
	require.Zero(t, zero.Month())
	require.Zero(t, zero.Day())
	requireRoundTrip(t, zero, "")
	require.True(t, zero.Before(iop.MustDate(1, 1, 1)))
	require.Equal(t, iop.Date{}, zero.AddDays(1))
}

func TestBadDateIsRefused(t *testing.T) {
	requireRefused[iop.Date](t, "is not a date; want one such as 2026-07-04",
		"2026-7-4", "2026/07/04", "20260704", "2026-07-04T00:00:00Z", "04.07.2026", "2026-07-0x", "+026-07-04", "２026-07-04", " 2026-07-04")
	requireRefused[iop.Date](t, "is not a day of the calendar; want a date such as 2026-07-04",
		"2026-02-29", "1900-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00", "0000-01-01")
	require.PanicsWithValue(t, "iop.MustDate(2026, 2, 30): is not a day of the calendar; want a date such as 2026-07-04",
		func() { iop.MustDate(2026, 2, 30) })
	_, err := iop.NewDate(10_000, 1, 1)
	require.Error(t, err)
}

func TestDateArithmetic(t *testing.T) {
	d := iop.MustDate(2026, time.July, 4)
	require.Equal(t, iop.MustDate(2026, 7, 5), d.AddDays(1))
	require.Equal(t, iop.MustDate(2026, 7, 3), d.AddDays(-1))
	require.Equal(t, d, d.AddDays(0))
	require.Equal(t, iop.MustDate(2027, 7, 4), d.AddDays(365))
	require.Equal(t, iop.MustDate(2024, 3, 1), iop.MustDate(2024, 2, 28).AddDays(2))
	require.Equal(t, iop.MustDate(2026, 3, 1), iop.MustDate(2026, 2, 28).AddDays(1))
	require.Equal(t, 7, d.DaysUntil(iop.MustDate(2026, 7, 11)))
	require.Equal(t, -4, d.DaysUntil(iop.MustDate(2026, 6, 30)))
	require.Equal(t, iop.Saturday, d.Weekday()) // design section 6: Saturday 4 July
}

func TestDateArithmeticBeyondTheCalendarGivesNoDate(t *testing.T) {
	require.Equal(t, iop.Date{}, iop.MustDate(9999, 12, 31).AddDays(1))
	require.Equal(t, iop.Date{}, iop.MustDate(1, 1, 1).AddDays(-1))
	require.Equal(t, iop.Date{}, iop.MustDate(2026, 1, 1).AddDays(math.MaxInt32))
	require.Equal(t, iop.Date{}, iop.MustDate(2026, 1, 1).AddDays(math.MinInt32))
}

func TestDatesCompareByDay(t *testing.T) {
	days := []iop.Date{{}, iop.MustDate(1, 1, 1), iop.MustDate(2025, 12, 31), iop.MustDate(2026, 1, 1), iop.MustDate(2026, 1, 2), iop.MustDate(2026, 2, 1)}
	for i, a := range days {
		for j, b := range days {
			want := 0
			if i < j {
				want = -1
			} else if i > j {
				want = 1
			}
			require.Equal(t, want, a.Compare(b))
			require.Equal(t, i < j, a.Before(b))
		}
	}
}

func TestInstantOfADateNeedsAZone(t *testing.T) {
	newYork, err := time.LoadLocation("America/New_York")
	require.NoError(t, err)
	d := iop.MustDate(2026, time.July, 4)
	require.Equal(t, "2026-07-04T18:30:00-04:00", d.In(newYork, 18*60+30).Format(time.RFC3339))
	require.Equal(t, "2026-07-04T18:30:00Z", d.In(time.UTC, 18*60+30).Format(time.RFC3339))
	spring := iop.MustDate(2026, time.March, 8) // 02:30 is skipped in New York
	require.True(t, time.Date(2026, 3, 8, 2, 30, 0, 0, newYork).Equal(spring.In(newYork, 150)))
}

// TestDatesAgreeWithPackageTime walks every day of the years 1 to 9999.
func TestDatesAgreeWithPackageTime(t *testing.T) {
	if testing.Short() {
		t.Skip("walks 3.6 million days")
	}
	first := iop.MustDate(1, 1, 1)
	stamp := time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)
	for d, n := first, 0; ; n++ {
		y, m, day := stamp.Date()
		if d.Year() != y || d.Month() != m || d.Day() != day || d.Weekday() != weekdayOf(stamp) || first.DaysUntil(d) != n || first.AddDays(n) != d {
			t.Fatalf("day %d is %v %v here and %v there", n, d, d.Weekday(), stamp)
		}
		next := d.AddDays(1)
		if !next.IsValid() {
			require.Equal(t, iop.MustDate(9999, 12, 31), d)
			return
		}
		if !d.Before(next) || d.DaysUntil(next) != 1 || next.AddDays(-1) != d {
			t.Fatalf("%v is not the day after %v", next, d)
		}
		d, stamp = next, stamp.AddDate(0, 0, 1)
	}
}

// weekdayOf gives the weekday of package time, which begins on Sunday.
func weekdayOf(s time.Time) iop.Weekday { return iop.Weekday((int(s.Weekday())+6)%7) + iop.Monday }

// dates draws days of the years 1 to 9999.
var dates = rapid.Custom(func(t *rapid.T) iop.Date {
	return iop.MustDate(1, 1, 1).AddDays(rapid.IntRange(0, 3_652_058).Draw(t, "day"))
})

func TestDateArithmeticAgreesWithPackageTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, n := dates.Draw(t, "d"), rapid.IntRange(-4_000_000, 4_000_000).Draw(t, "n")
		stamp := time.Date(d.Year(), d.Month(), d.Day(), 0, 0, 0, 0, time.UTC).AddDate(0, 0, n)
		want, err := iop.NewDate(stamp.Year(), stamp.Month(), stamp.Day())
		if got := d.AddDays(n); got != want || (err == nil) != got.IsValid() {
			t.Fatalf("%v + %d days = %v, want %v", d, n, got, want)
		}
		if want.IsValid() && (d.DaysUntil(want) != n || want.DaysUntil(d) != -n) {
			t.Fatalf("from %v to %v are %d days, not %d", d, want, d.DaysUntil(want), n)
		}
	})
}

func TestDateOrderIsThatOfDaysAndOfText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := dates.Draw(t, "a"), dates.Draw(t, "b")
		if a.Before(b) != (a.DaysUntil(b) > 0) || a.Before(b) != (a.String() < b.String()) || a.Compare(b) != -b.Compare(a) {
			t.Fatalf("%v and %v are out of order", a, b)
		}
	})
}

func TestDateTextOfEveryDayReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := dates.Draw(t, "d")
		if back, err := iop.ParseDate(d.String()); err != nil || back != d {
			t.Fatalf("%v reads back as %v: %v", d, back, err)
		}
	})
}
