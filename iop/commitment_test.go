package iop_test

import (
	"testing"

	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
)

func TestCommitmentCheck(t *testing.T) {
	mon := iop.Weekdays(0).With(iop.Monday)
	on := iop.MustDate(2026, 7, 4)
	const (
		neither = "has neither days nor a date, or both; want one of them"
		period  = "has a date and a period; want a period only beside days"
		end     = "has an end that is not after its start; want a start within the day and an end within the next 24 hours"
		long    = "lasts more than a day; state each day on its own"
		travel  = "has a travel time that is not from 0 to 720 minutes"
	)
	tests := []struct {
		name string
		c    iop.Commitment
		want string // "" for none
	}{
		{"a whole day each week", iop.Commitment{Days: mon}, ""},
		{"a whole day once", iop.Commitment{On: on}, ""},
		{"hours each week", iop.Commitment{Kind: iop.Work, Days: mon, Start: 540, End: 1020}, ""},
		{"from midnight", iop.Commitment{Days: mon, End: 60}, ""},
		{"the last minute of the day", iop.Commitment{Days: mon, Start: 1439, End: 1440}, ""},
		{"a night shift", iop.Commitment{Days: mon, Start: 1380, End: 1860}, ""},
		{"24 hours from noon", iop.Commitment{Days: mon, Start: 720, End: 2160}, ""},
		{"a day and a minute", iop.Commitment{Days: mon, Start: 720, End: 2161}, long},
		{"a minute under the end", iop.Commitment{Days: mon, Start: 540, End: 541}, ""},
		{"no length", iop.Commitment{Days: mon, Start: 540, End: 540}, end},
		{"backwards", iop.Commitment{Days: mon, Start: 540, End: 539}, end},
		{"a start without an end", iop.Commitment{Days: mon, Start: 540}, end},
		{"a start before the day", iop.Commitment{Days: mon, Start: -1, End: 60}, end},
		{"a start after the day", iop.Commitment{Days: mon, Start: 1440, End: 1500}, end},
		{"an end two days on", iop.Commitment{Days: mon, Start: 1439, End: 2881}, end},
		{"an end at two days", iop.Commitment{Days: mon, Start: 1439, End: 2880}, long},
		{"neither days nor a date", iop.Commitment{Start: 540, End: 600}, neither},
		{"both", iop.Commitment{Days: mon, On: on}, neither},
		{"a date and a period", iop.Commitment{On: on, Period: iop.Period{From: on}}, period},
		{"a period beside days", iop.Commitment{Days: mon, Period: iop.Period{From: on}}, ""},
		{"half a day of travel", iop.Commitment{Days: mon, Travel: 720}, ""},
		{"more travel", iop.Commitment{Days: mon, Travel: 721}, travel},
		{"travel back in time", iop.Commitment{Days: mon, Travel: -1}, travel},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if tt.want == "" {
				require.NoError(t, tt.c.Check())
				return
			}
			require.EqualError(t, tt.c.Check(), tt.want)
		})
	}
}

// A term at a college, from Monday 24 August to Friday 11 December 2026, on
// Tuesdays: the first day is part of a period, the day until which it runs is
// not.
func TestCommitmentIsOnItsDays(t *testing.T) {
	term := iop.Commitment{
		Kind: iop.School, Days: iop.Weekdays(0).With(iop.Tuesday), Start: 600, End: 690,
		Period: iop.Period{From: iop.MustDate(2026, 8, 25), Until: iop.MustDate(2026, 12, 8)},
	}
	require.NoError(t, term.Check())
	require.False(t, term.IsOn(iop.MustDate(2026, 8, 18)), "the Tuesday before")
	require.True(t, term.IsOn(iop.MustDate(2026, 8, 25)), "the first day")
	require.False(t, term.IsOn(iop.MustDate(2026, 8, 26)), "a Wednesday")
	require.True(t, term.IsOn(iop.MustDate(2026, 12, 1)), "the last Tuesday")
	require.False(t, term.IsOn(iop.MustDate(2026, 12, 8)), "the day until which it runs")
	always := iop.Commitment{Days: iop.Weekdays(0).With(iop.Tuesday)}
	require.True(t, always.IsOn(iop.MustDate(1999, 1, 5)), "a Tuesday of any year")
	once := iop.Commitment{On: iop.MustDate(2026, 7, 4)}
	require.False(t, once.IsOn(iop.MustDate(2026, 7, 3)))
	require.True(t, once.IsOn(iop.MustDate(2026, 7, 4)))
	require.False(t, once.IsOn(iop.MustDate(2026, 7, 11)), "a week later")
}

func TestCommitmentKeepsTheWayFree(t *testing.T) {
	tests := []struct {
		name       string
		c          iop.Commitment
		start, end iop.Minutes
	}{
		{"hours", iop.Commitment{Start: 540, End: 1020}, 540, 1020},
		{"the way", iop.Commitment{Start: 540, End: 1020, Travel: 30}, 510, 1050},
		{"the way begins on the day before", iop.Commitment{End: 60, Travel: 30}, -30, 90},
		{"a night shift", iop.Commitment{Start: 1380, End: 1860, Travel: 15}, 1365, 1875},
		{"a whole day", iop.Commitment{}, 0, 1440},
		{"a whole day and the way", iop.Commitment{Travel: 60}, -60, 1500},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			start, end := tt.c.Minutes()
			require.Equal(t, [2]iop.Minutes{tt.start, tt.end}, [2]iop.Minutes{start, end})
		})
	}
}
