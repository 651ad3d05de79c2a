package careplan_test

import (
	"os"
	"strings"
	"testing"

	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/stretchr/testify/require"
)

func design(t *testing.T, id string) []schedule.Week {
	t.Helper()
	f, err := os.Open("../schedule/testdata/programs/programs.json")
	require.NoError(t, err)
	defer f.Close()
	programs, err := schedule.ReadPrograms(f, "programs.json", schedule.Limits{})
	require.NoError(t, err)
	for i := range programs {
		if programs[i].ID == id {
			return schedule.Prepare(&programs[i], schedule.Options{}).Weeks()
		}
	}
	require.Fail(t, "no program", id)
	return nil
}

// TestLaddersOfRealPrograms: weeks of each phase as the programs publish them
// (facts/modalities-stepdown.md, section 6.2).
func TestLaddersOfRealPrograms(t *testing.T) {
	for id, want := range map[string][]int{ // any order: each alone
		"recovery-road-iop":               {4, 2, 2},
		"womens-center-phases":            {4, 5, 8},
		"prairie-st-johns-adolescent-iop": {7, 0},
	} {
		ladder := careplan.Ladder(design(t, id))
		var weeks []int
		for _, r := range ladder {
			if r.Track == ladder[0].Track {
				weeks = append(weeks, r.Weeks)
			}
		}
		require.Equal(t, want, weeks, id)
		require.Equal(t, 1, ladder[0].From)
	}
}

func TestCliffs(t *testing.T) {
	weeks := func(minutes ...iop.Span) (out []schedule.Week) {
		for i, m := range minutes {
			out = append(out, schedule.Week{Phase: strings.Repeat("x", i), Number: i + 1, Countable: m})
		}
		return out
	}
	exactly := iop.Exactly
	for _, c := range []struct {
		name string
		from iop.Span
		to   iop.Span
		want assessment.Ternary
	}{
		{"10.5 h straight to 1 h", exactly(630), exactly(60), assessment.Yes},
		{"to a third exactly", exactly(630), exactly(210), assessment.No},
		{"a minute below a third", exactly(630), exactly(209), assessment.Yes},
		{"up", exactly(60), exactly(630), assessment.No},
		{"to a length that is not known", exactly(630), iop.Span{}, assessment.Unknown},
		{"from one", iop.Span{}, exactly(60), assessment.Unknown},
		{"to a range across the third", exactly(630), exactly(60).Or(exactly(400)), assessment.Unknown},
		{"to a range below it", exactly(630), exactly(60).Or(exactly(209)), assessment.Yes},
	} {
		got := careplan.Cliffs(careplan.Ladder(weeks(c.from, c.to)), 0)
		if c.want == assessment.No {
			require.Empty(t, got, c.name)
			continue
		}
		require.Len(t, got, 1, c.name)
		require.Equal(t, c.want, got[0].Certain, c.name)
		require.Equal(t, 1, got[0].Rung, c.name)
	}
	gentle := careplan.Ladder(weeks(exactly(720), exactly(540), exactly(360), exactly(120)))
	require.Empty(t, careplan.Cliffs(gentle, 0), "12, 9, 6 and 2 hours")
	require.Len(t, careplan.Cliffs(gentle, 2), 1, "a program may want it gentler")
}

func TestTracksHaveTheirOwnLadders(t *testing.T) {
	list := []schedule.Week{{Track: "day", Number: 1, Countable: iop.Exactly(900)}, {Track: "evening", Number: 1, Countable: iop.Exactly(60)}}
	require.Len(t, careplan.Ladder(list), 2)
	require.Empty(t, careplan.Cliffs(careplan.Ladder(list), 0))
}
