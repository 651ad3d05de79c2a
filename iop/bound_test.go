package iop_test

import (
	"testing"

	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// Nine and nineteen hours are the bounds of asam3-2.1-adult, inclusive; under
// nine is asam3-1-adult.
var (
	nineToNineteen = iop.Bound{Unit: iop.UnitMinutes, Min: 9 * 60, HasMin: true, Max: 19 * 60, HasMax: true}
	underNine      = iop.Bound{Unit: iop.UnitMinutes, Max: 9 * 60, HasMax: true, MaxExclusive: true}
)

func TestBoundsToTheMinute(t *testing.T) {
	atLeast, atMost := iop.AtLeastBound(iop.UnitMinutes, 540), iop.AtMostBound(iop.UnitMinutes, 1140)
	tests := []struct {
		name  string
		bound iop.Bound
		at    iop.Minutes
		want  iop.Outcome
	}{
		{"minimum, one minute under", atLeast, 539, iop.NotMet},
		{"minimum, at", atLeast, 540, iop.Met},
		{"minimum, one minute over", atLeast, 541, iop.Met},
		{"inclusive maximum, one minute under", atMost, 1139, iop.Met},
		{"inclusive maximum, at", atMost, 1140, iop.Met},
		{"inclusive maximum, one minute over", atMost, 1141, iop.NotMet},
		{"exclusive maximum, one minute under", underNine, 539, iop.Met},
		{"exclusive maximum, at", underNine, 540, iop.NotMet},
		{"exclusive maximum, one minute over", underNine, 541, iop.NotMet},
		{"both, one minute under the minimum", nineToNineteen, 539, iop.NotMet},
		{"both, at the minimum", nineToNineteen, 540, iop.Met},
		{"both, at the maximum", nineToNineteen, 1140, iop.Met},
		{"both, one minute over the maximum", nineToNineteen, 1141, iop.NotMet},
		{"nothing required", iop.Bound{Unit: iop.UnitMinutes}, 0, iop.Met},
		{"at least zero", iop.AtLeastBound(iop.UnitMinutes, 0), 0, iop.Met},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { require.Equal(t, tt.want, tt.bound.Judge(iop.Exactly(tt.at))) })
	}
}

func TestBoundOfASpan(t *testing.T) {
	tests := []struct {
		name  string
		bound iop.Bound
		span  iop.Span
		want  iop.Outcome
	}{
		{"all of it meets", nineToNineteen, iop.Between(540, 1140), iop.Met},
		{"one minute of it is under", nineToNineteen, iop.Between(539, 1140), iop.Undetermined},
		{"one minute of it is over", nineToNineteen, iop.Between(540, 1141), iop.Undetermined},
		{"wider than the bound on both sides", nineToNineteen, iop.Between(0, 3000), iop.Undetermined},
		{"only its last minute meets", nineToNineteen, iop.Between(0, 540), iop.Undetermined},
		{"all of it is under", nineToNineteen, iop.Between(0, 539), iop.NotMet},
		{"all of it is over", nineToNineteen, iop.Between(1141, 2000), iop.NotMet},
		{"no upper bound known, over the minimum", iop.AtLeastBound(iop.UnitMinutes, 540), iop.AtLeast(540), iop.Met},
		{"no upper bound known, under the minimum", iop.AtLeastBound(iop.UnitMinutes, 540), iop.AtLeast(539), iop.Undetermined},
		{"no upper bound known, with a maximum", nineToNineteen, iop.AtLeast(600), iop.Undetermined},
		{"no upper bound known, over the maximum already", nineToNineteen, iop.AtLeast(1141), iop.NotMet},
		{"nothing known", nineToNineteen, iop.Span{}, iop.Undetermined},
		{"nothing known and nothing required", iop.Bound{Unit: iop.UnitMinutes}, iop.Span{}, iop.Undetermined},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { require.Equal(t, tt.want, tt.bound.Judge(tt.span)) })
	}
}

// bounds draws bounds that something can meet.
var bounds = rapid.Custom(func(t *rapid.T) iop.Bound {
	b := iop.Bound{Unit: iop.UnitMinutes, HasMin: rapid.Bool().Draw(t, "has min"), HasMax: rapid.Bool().Draw(t, "has max")}
	least := rapid.IntRange(0, 30).Draw(t, "min")
	if b.HasMin {
		b.Min = iop.Minutes(least)
	}
	if b.HasMax {
		b.MaxExclusive = rapid.Bool().Draw(t, "exclusive")
		b.Max = iop.Minutes(least + rapid.IntRange(1, 30).Draw(t, "width"))
	}
	return b
})

// meets says of one number, in the plainest way, whether it meets a bound.
func meets(b iop.Bound, m iop.Minutes) bool {
	if b.HasMin && m < b.Min {
		return false
	}
	if !b.HasMax {
		return true
	}
	return m < b.Max || m == b.Max && !b.MaxExclusive
}

func TestJudgingASpanIsJudgingEachOfItsPoints(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := bounds.Draw(t, "bound")
		low := iop.Minutes(rapid.IntRange(0, 70).Draw(t, "low"))
		high := low + iop.Minutes(rapid.IntRange(0, 70).Draw(t, "width"))
		s := iop.Between(low, high)
		if rapid.Bool().Draw(t, "open") {
			s, high = iop.AtLeast(low), 200 // beyond every bound drawn
		}
		some, all := false, true
		for m := low; m <= high; m++ {
			some, all = some || meets(b, m), all && meets(b, m)
		}
		want := iop.Undetermined
		if all {
			want = iop.Met
		} else if !some {
			want = iop.NotMet
		}
		if got := b.Judge(s); got != want {
			t.Fatalf("%v against %v: %v, but by points %v", s, b, got, want)
		}
	})
}

func TestMoreTimeNeverUnmeetsAMinimumNorMeetsAMaximum(t *testing.T) {
	// Worse to better for a minimum; the reverse for a maximum.
	rank := map[iop.Outcome]int{iop.NotMet: 0, iop.Undetermined: 1, iop.Met: 2}
	rapid.Check(t, func(t *rapid.T) {
		m := iop.Minutes(rapid.IntRange(0, 3000).Draw(t, "bound"))
		s := spans.Filter(iop.Span.IsKnown).Draw(t, "span")
		more := s.Add(iop.Exactly(iop.Minutes(rapid.IntRange(0, 500).Draw(t, "more"))))
		least, most := iop.AtLeastBound(iop.UnitMinutes, m), iop.AtMostBound(iop.UnitMinutes, m)
		if rank[least.Judge(more)] < rank[least.Judge(s)] {
			t.Fatalf("%v meets %v, and %v does not", s, least, more)
		}
		if rank[most.Judge(more)] > rank[most.Judge(s)] {
			t.Fatalf("%v does not meet %v, and %v does", s, most, more)
		}
	})
}

func TestKnowingMoreNeverTurnsAVerdictAround(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b, s := bounds.Draw(t, "bound"), spans.Draw(t, "span")
		m := point(t, s, "point")
		before, after := b.Judge(s), b.Judge(iop.Exactly(m))
		if before != iop.Undetermined && before != after {
			t.Fatalf("%v is %v under %v, but %d in it is %v", s, before, b, m, after)
		}
	})
}
