package iop_test

import (
	"strings"
	"testing"

	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
)

func TestWeekdayTextRoundTrips(t *testing.T) {
	for i, text := range strings.Fields("Mon Tue Wed Thu Fri Sat Sun") {
		requireRoundTrip(t, iop.Monday+iop.Weekday(i), text)
	}
}

func TestZeroWeekdayIsInvalid(t *testing.T) {
	require.False(t, iop.Weekday(0).IsValid())
	require.Empty(t, iop.Weekday(0).String())
	require.False(t, iop.Weekday(8).IsValid())
	require.Empty(t, iop.Weekday(8).String())
}

func TestBadWeekdayIsRefused(t *testing.T) {
	// onT and TueWed are parts of the list of names that are not names.
	requireRefused[iop.Weekday](t, "is not a day of the week; want Mon, Tue, Wed, Thu, Fri, Sat or Sun",
		"", "mon", "Monday", "Mo", "onT", "TueWed", "Xyz")
}

func TestZeroWeekdaysIsTheEmptySet(t *testing.T) {
	var w iop.Weekdays
	require.Zero(t, w.Len())
	require.Empty(t, w.String())
	for d := iop.Monday; d <= iop.Sunday; d++ {
		require.False(t, w.Has(d))
	}
}

func TestWeekdaysHoldWhatWasAdded(t *testing.T) {
	w := iop.Weekdays(0).With(iop.Friday).With(iop.Monday).With(iop.Wednesday).With(iop.Monday)
	require.Equal(t, "Mon Wed Fri", w.String())
	require.Equal(t, 3, w.Len())
	require.True(t, w.Has(iop.Friday))
	require.False(t, w.Has(iop.Tuesday))
}

func TestAllWeekdaysAreSeven(t *testing.T) {
	require.Equal(t, 7, iop.AllWeekdays.Len())
	require.Equal(t, "Mon Tue Wed Thu Fri Sat Sun", iop.AllWeekdays.String())
}

func TestInvalidWeekdayAddsNothing(t *testing.T) {
	require.Equal(t, iop.Weekdays(0), iop.Weekdays(0).With(0))
	require.False(t, iop.AllWeekdays.Has(0))
}
