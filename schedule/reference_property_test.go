package schedule_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// refWeek says what kinds of block a generated week has.
type refWeek struct {
	blocks                                                        int
	optional, frequencies, alternatives, parts, ranges, anywhere  bool
	within, other, fractions, midnight, alternativesOnTheSameDays bool
	beyond                                                        bool // more occurrences than days
}

// draw makes a small week, half hours apart so that the reference can lay
// every place of a break out.
func (k refWeek) draw(t *rapid.T) []refBlock {
	list := make([]refBlock, rapid.IntRange(1, k.blocks).Draw(t, "blocks"))
	yes := func(on bool, name string, oneIn int) bool { return on && rapid.IntRange(1, oneIn).Draw(t, name) == 1 }
	for i := range list {
		b := &list[i]
		*b = refBlock{title: fmt.Sprintf("b%d", i), start: -1, clinical: -1, few: -1, attend: -1, counts: true}
		b.low = rapid.IntRange(1, 4).Draw(t, "length")
		b.high = b.low
		if yes(k.ranges, "range", 3) {
			b.high += rapid.IntRange(1, 2).Draw(t, "longer")
		}
		if yes(k.anywhere, "anywhere", 3) {
			b.few = rapid.IntRange(0, 2).Draw(t, "perWeek")
			b.many = b.few
		} else {
			b.days = rapid.SampledFrom([][]int{{0}, {1}, {6}, {0, 2}, {0, 1}, {5, 6}, {6, 0}, {0, 2, 4}, {0, 1, 2}}).Draw(t, "days")
			if rapid.IntRange(1, 5).Draw(t, "clock") > 1 {
				b.start = rapid.IntRange(18, 22).Draw(t, "start")
				if k.midnight {
					b.start = rapid.IntRange(44, 49).Draw(t, "late") % gridDay
				}
			}
		}
		if yes(k.frequencies, "stated", 2) && len(b.days) > 0 {
			if rapid.Bool().Draw(t, "attends") {
				b.attend = rapid.IntRange(0, 2).Draw(t, "attend")
			} else {
				b.few = rapid.IntRange(0, 2).Draw(t, "few")
				b.many = b.few + rapid.IntRange(0, 2).Draw(t, "more")
				if n := len(b.days); !k.beyond {
					b.few, b.many = min(b.few, n), min(b.many, n)
				}
			}
		}
		b.every2nd = yes(k.fractions, "every second week", 3)
		b.optional = yes(k.optional, "optional", 3)
		b.within = yes(k.within, "within", 4)
		b.counts = !yes(k.other, "does not count", 4)
		if yes(k.parts, "break", 2) {
			b.pause = rapid.IntRange(0, 2).Draw(t, "break minutes")
		}
		if yes(k.parts, "clinical", 4) {
			b.clinical = rapid.IntRange(0, 3).Draw(t, "clinical minutes")
		}
		if i > 0 && list[0].altTo == "" && yes(k.alternatives, "alternative", 2) {
			b.altTo, b.within, b.every2nd, b.optional = list[0].title, false, false, false
			list[0].within = false
			if !k.alternativesOnTheSameDays && len(b.days) > 0 {
				b.days = []int{3 + i%2} // on none of the block's own days
				if list[0].days = slices.DeleteFunc(slices.Clone(list[0].days), func(d int) bool { return d > 2 }); len(list[0].days) == 0 {
					list[0].days = []int{1}
				}
			}
		}
	}
	return list
}

func program30(t require.TestingT, list []refBlock) *schedule.Program {
	var texts []string
	for i := range list {
		texts = append(texts, list[i].json())
	}
	text := `{"id": "week", "blocks": [` + strings.Join(texts, ",\n") + `]}`
	programs, err := schedule.ReadPrograms(strings.NewReader(text), "week.json", schedule.Limits{})
	require.NoError(t, err, text)
	return &programs[0]
}

func gridSpan(low, high int) string {
	return iop.Between(iop.Minutes(low*gridMinutes), iop.Minutes(high*gridMinutes)).String()
}

// TestTotalsAgainstEveryChoice compares gross and countable time with the
// reference on small random weeks.
func TestTotalsAgainstEveryChoice(t *testing.T) {
	for name, kind := range map[string]refWeek{
		"sure blocks":             {blocks: 4, within: true, other: true},
		"around midnight":         {blocks: 4, midnight: true, other: true},
		"optional blocks":         {blocks: 4, optional: true, other: true},
		"attended some days":      {blocks: 3, frequencies: true, optional: true},
		"every second week":       {blocks: 3, fractions: true, other: true},
		"blocks on no stated day": {blocks: 3, anywhere: true, frequencies: true},
		"an alternative":          {blocks: 2, alternatives: true, optional: true, other: true},
		"alternatives":            {blocks: 3, alternatives: true, alternativesOnTheSameDays: true},
		"ranges of lengths":       {blocks: 3, ranges: true, optional: true},
		"breaks, two blocks":      {blocks: 2, parts: true, optional: true},
		"breaks, three blocks":    {blocks: 3, parts: true},
		"more often than days":    {blocks: 3, frequencies: true, beyond: true},
		"everything":              {blocks: 3, optional: true, frequencies: true, alternatives: true, parts: true, other: true, anywhere: true, alternativesOnTheSameDays: true, beyond: true},
	} {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				list := kind.draw(t)
				want := reference(list)
				p := program30(t, list)
				w := weeksOf(p)[0]
				require.Equal(t, gridSpan(want.grossLow, want.grossHigh), w.Gross.String(), "gross of %s", texts(list))
				require.Equal(t, gridSpan(want.countLow, want.countHigh), w.Countable.String(), "countable of %s", texts(list))
				requireOverlap(t, p, want)
			})
		})
	}
}

// requireOverlap compares the overlap rule with the reference, where two
// blocks with day and clock take place at all.
func requireOverlap(t *rapid.T, p *schedule.Program, want refTotals) {
	f := findings(schedule.Check(p, noStandards()), "overlap")[0]
	if f.Outcome == iop.NotApplicable {
		require.Zero(t, want.sharedHigh)
		return
	}
	outcome := iop.Met
	switch {
	case want.sharedLow > 0:
		outcome = iop.NotMet
	case want.sharedHigh > 0:
		outcome = iop.Undetermined
	}
	require.Equal(t, outcome.String(), f.Outcome.String(), "overlap")
	require.Equal(t, gridSpan(want.sharedLow, want.sharedHigh), f.Measured.Span.String(), "shared minutes")
}

// dayKinds are the weeks on which days are compared. What stays open in the
// rules is left out: whether an alternative may fall on a day of its block.
func dayKinds() map[string]refWeek {
	return map[string]refWeek{
		"sure blocks":             {blocks: 4, within: true, other: true},
		"optional blocks":         {blocks: 3, optional: true, other: true},
		"attended some days":      {blocks: 3, frequencies: true},
		"every second week":       {blocks: 3, fractions: true},
		"blocks on no stated day": {blocks: 3, anywhere: true, other: true},
		"an alternative":          {blocks: 2, alternatives: true, other: true},
		"ranges of lengths":       {blocks: 3, ranges: true},
		"breaks":                  {blocks: 2, parts: true},
		"more often than days":    {blocks: 2, frequencies: true, beyond: true},
		"everything":              {blocks: 3, optional: true, frequencies: true, other: true, anywhere: true},
	}
}

// TestDaysAgainstEveryChoice compares service days and the longest run of days
// without a service.
func TestDaysAgainstEveryChoice(t *testing.T) {
	o := under(t, "nc-medicaid-saiop")
	for name, kind := range dayKinds() {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				list := kind.draw(t)
				want := reference(list)
				p := program30(t, list)
				require.Equal(t, between(want.daysLow, want.daysHigh), weeksOf(p)[0].ServiceDays.String(), "service days of %s", texts(list))
				gap := findings(schedule.Check(p, o), "service-gap")[0]
				require.Equal(t, between(want.gapLow, want.gapHigh), gap.Measured.Span.String(), "free days of %s", texts(list))
			})
		})
	}
}

// TestShortestDayAgainstEveryChoice compares the countable minutes of the
// service day that has the fewest.
func TestShortestDayAgainstEveryChoice(t *testing.T) {
	o := under(t, "tricare-iop")
	for name, kind := range dayKinds() {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				list := kind.draw(t)
				want := reference(list)
				f := findings(schedule.Check(program30(t, list), o), "daily-hours-min")[0]
				if want.dayLow < 0 {
					require.Equal(t, iop.NotApplicable, f.Outcome)
					return
				}
				require.Equal(t, gridSpan(want.dayLow, want.dayHigh), f.Measured.Span.String(), "shortest day of %s", texts(list))
			})
		})
	}
}

func between(low, high int) string { return iop.Between(iop.Minutes(low), iop.Minutes(high)).String() }

func texts(list []refBlock) string {
	var out []string
	for i := range list {
		out = append(out, list[i].json())
	}
	return strings.Join(out, "\n")
}
