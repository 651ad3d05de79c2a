package iop_test

import (
	"encoding/json"
	"math"
	"testing"

	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestZeroSpanIsUnknownAndDiffersFromZeroMinutes(t *testing.T) {
	var zero iop.Span
	require.False(t, zero.IsKnown())
	require.False(t, zero.IsExact())
	require.Zero(t, zero.Min())
	_, ok := zero.Max()
	require.False(t, ok)
	require.Equal(t, "unknown", zero.String())
	require.NotEqual(t, iop.Exactly(0), zero)
	require.NotEqual(t, iop.AtLeast(0), zero)
	require.NotEqual(t, iop.AtLeast(0), iop.Exactly(0))
}

func TestSpanSaysWhatItHolds(t *testing.T) {
	tests := []struct {
		span  iop.Span
		text  string
		json  string
		exact bool
	}{
		{iop.Span{}, "unknown", "null", false},
		{iop.Exactly(180), "180", `{"min":180,"max":180}`, true},
		{iop.Exactly(0), "0", `{"min":0,"max":0}`, true},
		{iop.Between(180, 240), "180 to 240", `{"min":180,"max":240}`, false},
		{iop.AtLeast(180), "180 or more", `{"min":180,"max":null}`, false},
		{iop.AtLeast(0), "0 or more", `{"min":0,"max":null}`, false},
	}
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			require.Equal(t, tt.text, tt.span.String())
			require.Equal(t, tt.exact, tt.span.IsExact())
			require.Equal(t, tt.json, string(mustMarshal(t, tt.span)))
			var back iop.Span
			require.NoError(t, json.Unmarshal([]byte(tt.json), &back))
			require.Equal(t, tt.span, back)
		})
	}
}

func TestBadSpanIsRefused(t *testing.T) {
	var s iop.Span
	for _, text := range []string{`{"min":5,"max":4}`, `{"min":-1,"max":4}`, `{"min":0,"max":-1}`} {
		require.EqualError(t, json.Unmarshal([]byte(text), &s), "min and max are out of order; want 0 <= min <= max", text)
	}
	require.Error(t, json.Unmarshal([]byte(`"180"`), &s))
	require.PanicsWithValue(t, "iop.Between(5, 4): want 0 <= low <= high", func() { iop.Between(5, 4) })
	require.PanicsWithValue(t, "iop.Between(-1, 4): want 0 <= low <= high", func() { iop.Between(-1, 4) })
	require.PanicsWithValue(t, "iop.AtLeast(-1): want 0 <= low", func() { iop.AtLeast(-1) })
}

func TestSpanSums(t *testing.T) {
	unknown := iop.Span{}
	tests := []struct {
		name    string
		a, b    iop.Span
		sum, or iop.Span
	}{
		{"two exact", iop.Exactly(60), iop.Exactly(90), iop.Exactly(150), iop.Between(60, 90)},
		{"a range and an exact one", iop.Between(60, 90), iop.Exactly(30), iop.Between(90, 120), iop.Between(30, 90)},
		{"no upper bound", iop.AtLeast(60), iop.Exactly(30), iop.AtLeast(90), iop.AtLeast(30)},
		{"known and unknown", iop.Exactly(60), unknown, iop.AtLeast(60), iop.AtLeast(0)},
		{"open and unknown", iop.AtLeast(60), unknown, iop.AtLeast(60), iop.AtLeast(0)},
		{"nothing known", unknown, unknown, unknown, unknown},
		{"zero is known", iop.Exactly(0), unknown, iop.AtLeast(0), iop.AtLeast(0)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			require.Equal(t, tt.sum, tt.a.Add(tt.b))
			require.Equal(t, tt.sum, tt.b.Add(tt.a))
			require.Equal(t, tt.or, tt.a.Or(tt.b))
			require.Equal(t, tt.or, tt.b.Or(tt.a))
		})
	}
}

// spans draws spans of every kind.
var spans = rapid.Custom(func(t *rapid.T) iop.Span {
	low := iop.Minutes(rapid.IntRange(0, 2000).Draw(t, "low"))
	switch rapid.IntRange(0, 3).Draw(t, "kind") {
	case 0:
		return iop.Span{}
	case 1:
		return iop.Exactly(low)
	case 2:
		return iop.AtLeast(low)
	}
	return iop.Between(low, low+iop.Minutes(rapid.IntRange(0, 2000).Draw(t, "width")))
})

// contains reports whether a quantity known to lie in s can be m. Of an
// unknown one everything is possible.
func contains(s iop.Span, m iop.Minutes) bool {
	high, ok := s.Max()
	return m >= s.Min() && (!ok || m <= high)
}

// point draws a value that lies in s.
func point(t *rapid.T, s iop.Span, name string) iop.Minutes {
	high, ok := s.Max()
	if !ok {
		high = s.Min() + 3000
	}
	return iop.Minutes(rapid.IntRange(int(s.Min()), int(high)).Draw(t, name))
}

func TestSpanAddHoldsEverySumAndItsBoundsAreReached(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := spans.Draw(t, "a"), spans.Draw(t, "b")
		sum := a.Add(b)
		if x, y := point(t, a, "x"), point(t, b, "y"); !contains(sum, x+y) {
			t.Fatalf("%v + %v = %v leaves out %d + %d", a, b, sum, x, y)
		}
		if sum.Min() != a.Min()+b.Min() {
			t.Fatalf("%v + %v = %v does not begin at the least", a, b, sum)
		}
		ha, okA := a.Max()
		hb, okB := b.Max()
		if hs, ok := sum.Max(); ok != (okA && okB) || ok && hs != ha+hb {
			t.Fatalf("%v + %v = %v does not end at the most", a, b, sum)
		}
	})
}

func TestSpanOrHoldsBothAndNothingBeyondTheirEnds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := spans.Draw(t, "a"), spans.Draw(t, "b")
		or := a.Or(b)
		if x, y := point(t, a, "x"), point(t, b, "y"); !contains(or, x) || !contains(or, y) {
			t.Fatalf("%v or %v = %v leaves out %d or %d", a, b, or, x, y)
		}
		if or.Min() != min(a.Min(), b.Min()) {
			t.Fatalf("%v or %v = %v begins before both", a, b, or)
		}
		ha, okA := a.Max()
		hb, okB := b.Max()
		if ho, ok := or.Max(); ok != (okA && okB) || ok && ho != max(ha, hb) {
			t.Fatalf("%v or %v = %v ends beyond both", a, b, or)
		}
	})
}

func TestSpanLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := spans.Draw(t, "a"), spans.Draw(t, "b"), spans.Draw(t, "c")
		same := func(law string, x, y iop.Span) {
			if x != y {
				t.Fatalf("%s: %v is not %v (a %v, b %v, c %v)", law, x, y, a, b, c)
			}
		}
		same("add in either order", a.Add(b), b.Add(a))
		same("add in any grouping", a.Add(b).Add(c), a.Add(b.Add(c)))
		same("or in either order", a.Or(b), b.Or(a))
		same("or in any grouping", a.Or(b).Or(c), a.Or(b.Or(c)))
		same("or with itself", a.Or(a), a)
		if a.IsKnown() {
			same("add nothing", a.Add(iop.Exactly(0)), a)
		}
		if a.IsKnown() && b.IsKnown() && c.IsKnown() {
			same("a choice and then a sum", a.Or(b).Add(c), a.Add(c).Or(b.Add(c)))
		}
	})
}

func TestSpanJSONRoundTrips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := spans.Draw(t, "s")
		b, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		var back iop.Span
		if err := json.Unmarshal(b, &back); err != nil || back != s {
			t.Fatalf("%v reads back as %v: %v", s, back, err)
		}
	})
}

func TestSpanOfManyMinutesIsNotCutOff(t *testing.T) {
	s := iop.Exactly(math.MaxInt32).Add(iop.Exactly(math.MaxInt32))
	require.Equal(t, iop.Minutes(2*math.MaxInt32), s.Min())
}
