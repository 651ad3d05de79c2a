package iop_test

import (
	"slices"
	"testing"
	"time"

	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestZeroClosuresCloseNothing(t *testing.T) {
	var none iop.Closures
	_, ok := none.On(iop.MustDate(2026, 11, 26))
	require.False(t, ok)
	require.Zero(t, none.Week(iop.MustDate(2026, 11, 23)))
	require.Zero(t, none.Len())
	require.Empty(t, slices.Collect(none.All()))
	require.Equal(t, none, iop.NewClosures())
}

func TestClosuresAreByDateEachDateOnce(t *testing.T) {
	snow, eve, holiday := iop.MustDate(2026, 12, 21), iop.MustDate(2026, 12, 24), iop.MustDate(2026, 12, 25)
	c := iop.NewClosures(
		iop.Closure{Date: holiday}, iop.Closure{Date: snow, Reason: "snow"}, iop.Closure{Date: holiday, Reason: "Christmas Day"},
		iop.Closure{Reason: "no date"}, iop.Closure{Date: eve, Reason: "retreat"}, iop.Closure{Date: holiday, Reason: "another"},
	)
	require.Equal(t, []iop.Closure{{Date: snow, Reason: "snow"}, {Date: eve, Reason: "retreat"}, {Date: holiday, Reason: "Christmas Day"}}, slices.Collect(c.All()),
		"by date; the first reason that is not empty stands; no date, no closure")
	require.Equal(t, 3, c.Len())
	for _, day := range []iop.Date{snow, eve, holiday} {
		closure, ok := c.On(day)
		require.True(t, ok)
		require.Equal(t, day, closure.Date)
		for _, beside := range []iop.Date{day.AddDays(-1), day.AddDays(1)} {
			if beside == eve || beside == holiday {
				continue
			}
			closure, ok := c.On(beside)
			require.False(t, ok, "the day before and the day after are open")
			require.Equal(t, iop.Closure{}, closure)
		}
	}
}

func TestWithLeavesTheOldSetAlone(t *testing.T) {
	first := iop.NewClosures(iop.Closure{Date: iop.MustDate(2026, 7, 3)}, iop.Closure{Date: iop.MustDate(2026, 7, 10), Reason: "b"})
	one := first.With(iop.Closure{Date: iop.MustDate(2026, 7, 4)})
	two := first.With(iop.Closure{Date: iop.MustDate(2026, 7, 3), Reason: "retreat"})
	require.Equal(t, 2, first.Len())
	closure, _ := first.On(iop.MustDate(2026, 7, 3))
	require.Empty(t, closure.Reason)
	require.Equal(t, 3, one.Len())
	closure, _ = two.On(iop.MustDate(2026, 7, 3))
	require.Equal(t, "retreat", closure.Reason)
	list := []iop.Closure{{Date: iop.MustDate(2026, 7, 5)}, {Date: iop.MustDate(2026, 7, 1)}}
	c := iop.NewClosures(list...)
	list[0].Reason = "changed by the caller"
	closure, _ = c.On(iop.MustDate(2026, 7, 5))
	require.Empty(t, closure.Reason, "the set keeps its own")
	require.Equal(t, iop.MustDate(2026, 7, 5), list[0].Date, "the caller's list is not sorted")
}

// Thanksgiving 2026 is Thursday 26 November.
func TestWeekGivesTheClosedDaysOfSeven(t *testing.T) {
	day := iop.MustDate(2026, time.November, 26)
	c := iop.NewClosures(iop.Closure{Date: day})
	thursday := iop.Weekdays(0).With(iop.Thursday)
	require.Zero(t, c.Week(day.AddDays(-7)), "the day is the eighth")
	require.Equal(t, thursday, c.Week(day.AddDays(-6)), "the day is the last")
	require.Equal(t, thursday, c.Week(day.AddDays(-3)), "weeks from Monday")
	require.Equal(t, thursday, c.Week(day), "the day is the first")
	require.Zero(t, c.Week(day.AddDays(1)))
}

// A week holds the weekday of each day that is closed, and no other; over the
// ends of years and leap days too.
func TestWeekAgainstEachDay(t *testing.T) {
	base := iop.MustDate(2027, time.December, 20)
	rapid.Check(t, func(t *rapid.T) {
		var c iop.Closures
		days := rapid.SliceOf(rapid.IntRange(0, 90)).Draw(t, "days")
		for _, n := range days {
			c = c.With(iop.Closure{Date: base.AddDays(n)})
		}
		from := base.AddDays(rapid.IntRange(-7, 97).Draw(t, "from"))
		want := iop.Weekdays(0)
		for n := range 7 {
			day := from.AddDays(n)
			_, closed := c.On(day)
			require.Equal(t, slices.Contains(days, base.DaysUntil(day)), closed)
			if closed {
				want = want.With(day.Weekday())
			}
		}
		require.Equal(t, want, c.Week(from))
		require.True(t, slices.IsSortedFunc(slices.Collect(c.All()), func(a, b iop.Closure) int { return a.Date.Compare(b.Date) }))
	})
}
