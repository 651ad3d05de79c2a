package assessment_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

const none = assessment.NotAnswered

func answers(list ...assessment.Answer) assessment.Answers { return assessment.Answers{Values: list} }

func score(t testing.TB, id string, list ...assessment.Answer) assessment.Result {
	t.Helper()
	return scorer(t, id).Score(answers(list...), assessment.Context{})
}

// all gives the embedded instruments, recalled ones included.
func all(t testing.TB) (out []*assessment.Scorer) {
	t.Helper()
	for in := range assessment.Embedded().All(true) {
		out = append(out, scorer(t, in.ID))
	}
	require.Len(t, out, 35)
	return out
}

// TestPHQ9EveryMissingPattern holds all 512 patterns of missing answers against
// the rule of YTSPHQ9 in words: nobody missing, the sum; one or two, the sum
// plus the mean of the answered for each, rounded half up; more, no score.
func TestPHQ9EveryMissingPattern(t *testing.T) {
	s := scorer(t, "phq-9")
	full := []assessment.Answer{3, 1, 2, 0, 3, 2, 1, 3, 2}
	seen := map[assessment.Status]int{}
	for pattern := range 512 {
		list := slices.Clone(full)
		sum, answered, missing := 0, 0, []string(nil)
		for i := range list {
			if pattern>>i&1 == 1 {
				list[i] = none
				missing = append(missing, fmt.Sprint(i+1))
				continue
			}
			sum += int(list[i])
			answered++
		}
		r := s.Score(answers(list...), assessment.Context{})
		seen[r.Status]++
		require.Equal(t, answered, r.Answered)
		require.Equal(t, missing, append([]string(nil), r.Missing...), "%09b", pattern)
		item9 := assessment.Yes
		if pattern>>8&1 == 1 {
			item9 = assessment.Unknown
		}
		require.Equal(t, item9, r.Flag("item9"))
		switch len(missing) {
		case 0:
			require.Equal(t, assessment.StatusScored, r.Status)
			require.Equal(t, iop.WholeAmount(17), r.Total)
		case 1, 2:
			require.Equal(t, assessment.StatusProrated, r.Status)
			require.Equal(t, len(missing), r.Prorated)
			total, whole := r.Total.Whole()
			require.True(t, whole)
			// twice the distance to the exact value sum*9/answered, in parts of
			// answered: at most half a point, and half a point only upward
			off := 2 * (int(total)*answered - sum*9)
			require.True(t, off > -answered && off <= answered, "%09b: %d", pattern, total)
			require.NotEmpty(t, r.Band)
		default:
			require.Equal(t, assessment.StatusIncomplete, r.Status)
			require.False(t, r.Total.IsKnown())
			require.Empty(t, r.Band)
			require.Zero(t, r.Prorated)
		}
	}
	require.Equal(t, map[assessment.Status]int{assessment.StatusScored: 1, assessment.StatusProrated: 9 + 36, assessment.StatusIncomplete: 512 - 46}, seen)
}

// reach gives answers whose total, or subscale, is n points; nil if there are
// none that the search finds. It raises items one by one from their lowest.
func reach(s *assessment.Scorer, scale *assessment.Scale, n int) []assessment.Answer {
	in := s.Instrument()
	list := make([]assessment.Answer, len(in.Items))
	choices := make([][]assessment.Answer, len(in.Items))
	for i, item := range in.Items {
		a := in.Allowed
		if item.Allowed != nil {
			a = *item.Allowed
		}
		for v := a.Min; v <= a.Max; v++ {
			if a.Has(v) {
				choices[i] = append(choices[i], assessment.Answer(v))
			}
		}
		list[i] = choices[i][0]
		if item.Role == assessment.RoleGate || item.Reversed {
			list[i] = choices[i][len(choices[i])-1] // what is asked is asked; reversed items begin low
		}
	}
	return search(s, in, scale, list, choices, 0, n)
}

func search(s *assessment.Scorer, in *assessment.Instrument, scale *assessment.Scale, list []assessment.Answer, choices [][]assessment.Answer, at, n int) []assessment.Answer {
	r := s.Score(assessment.Answers{Values: list}, assessment.Context{})
	got, _ := r.Scale(scaleName(scale)).Whole()
	if int(got) == n {
		return list
	}
	for i := at; i < len(list); i++ {
		if in.Items[i].Role == assessment.RoleGate {
			continue
		}
		best, bestAt := slices.Clone(list), got
		for _, v := range choices[i] {
			try := slices.Clone(list)
			try[i] = v
			r := s.Score(assessment.Answers{Values: try}, assessment.Context{})
			sum, known := r.Scale(scaleName(scale)).Whole()
			if known && sum > bestAt && int(sum) <= n {
				best, bestAt = try, sum
			}
		}
		list, got = best, bestAt
		if int(got) == n {
			return list
		}
	}
	return nil
}

func scaleName(s *assessment.Scale) string {
	if s.ID == "" {
		return "total"
	}
	return s.ID
}

// TestEveryBandAtItsBounds scores one under, at and over each bound of every
// band of every embedded instrument. The labels expected are those of the file
// read on its own.
func TestEveryBandAtItsBounds(t *testing.T) {
	checked := 0
	for _, s := range all(t) {
		in := s.Instrument()
		scales := append([]assessment.Scale{}, in.Subscales...)
		if in.Total != nil {
			scales = append(scales, *in.Total)
		}
		for _, scale := range scales {
			for _, set := range scale.BandSets {
				for i, band := range set.Bands {
					for _, n := range []int{band.Min - 1, band.Min, band.Max, band.Max + 1} {
						want := band.Label
						switch {
						case n < scale.Min || n > scale.Max:
							continue
						case n < band.Min:
							want = set.Bands[i-1].Label
						case n > band.Max:
							want = set.Bands[i+1].Label
						}
						list := reach(s, &scale, n)
						if list == nil {
							require.Contains(t, []string{"assist-v3"}, in.ID, "%d is a total that can be reached", n)
							continue // no answers have these weights
						}
						r := s.Score(assessment.Answers{Values: list}, assessment.Context{BandSet: bandSetFor(&scale, set.Name)})
						of := set.Name
						if scale.ID != "" {
							of = scale.ID
						} else {
							require.Equal(t, want, r.Band)
							require.Equal(t, set.Name, r.BandSet)
						}
						require.Equal(t, want, label(&r, of), "%s %s %d", in.ID, of, n)
						checked++
					}
				}
			}
		}
	}
	require.Greater(t, checked, 300)
}

func bandSetFor(s *assessment.Scale, name string) string {
	if s.ID != "" {
		return ""
	}
	return name
}

// TestReversalIsAppliedExactlyOnce scores every instrument with reversed items
// in both codings: raw answers and the same answers turned round before come to
// the same; and a reversed item differs from a plain one.
func TestReversalIsAppliedExactlyOnce(t *testing.T) {
	reversed := map[string]int{}
	for _, s := range all(t) {
		in := s.Instrument()
		for i, item := range in.Items {
			if !item.Reversed {
				continue
			}
			reversed[in.ID]++
			low, high := lowest(in), highest(in)
			raw, turned, both := slices.Clone(low), slices.Clone(low), slices.Clone(low)
			for j, other := range in.Items {
				if other.Reversed {
					turned[j] = high[j] // low, turned round
				}
			}
			raw[i], turned[i], both[i] = high[i], low[i], high[i]
			a := s.Score(assessment.Answers{Values: raw, Coding: assessment.Raw}, assessment.Context{})
			b := s.Score(assessment.Answers{Values: turned, Coding: assessment.Inverted}, assessment.Context{})
			c := s.Score(assessment.Answers{Values: both, Coding: assessment.Inverted}, assessment.Context{})
			require.Equal(t, a.Total, b.Total, in.ID)
			require.Equal(t, a.Subscales, b.Subscales, in.ID)
			require.NotEqual(t, [2]any{a.Total, fmt.Sprint(a.Subscales)}, [2]any{c.Total, fmt.Sprint(c.Subscales)}, "%s item %s", in.ID, item.ID)
			require.Equal(t, assessment.Inverted, b.Coding)
		}
	}
	require.Equal(t, map[string]int{"dast-10": 1, "whoqol-bref": 3, "promis-global-10": 2, "ders-36": 11}, reversed)
	require.Equal(t, assessment.Raw, scorer(t, "phq-9").Score(assessment.Answers{Coding: assessment.Inverted}, assessment.Context{}).Coding,
		"where nothing is reversed there is one coding")
}

func ends(in *assessment.Instrument, i int) (low, high assessment.Answer) {
	a := in.Allowed
	if in.Items[i].Allowed != nil {
		a = *in.Items[i].Allowed
	}
	unit := []int{1, 10, 100}[in.Decimals]
	return assessment.Answer(a.Min * unit), assessment.Answer(a.Max * unit)
}

func lowest(in *assessment.Instrument) (out []assessment.Answer) {
	for i := range in.Items {
		low, _ := ends(in, i)
		out = append(out, low)
	}
	return out
}

func highest(in *assessment.Instrument) (out []assessment.Answer) {
	for i := range in.Items {
		_, high := ends(in, i)
		out = append(out, high)
	}
	return out
}

// drawAnswers draws allowed answers, all asked.
func drawAnswers(t *rapid.T, in *assessment.Instrument) []assessment.Answer {
	list := make([]assessment.Answer, len(in.Items))
	for i := range in.Items {
		list[i] = drawAnswer(t, in, i)
	}
	return list
}

func drawAnswer(t *rapid.T, in *assessment.Instrument, i int) assessment.Answer {
	a := in.Allowed
	if in.Items[i].Allowed != nil {
		a = *in.Items[i].Allowed
	}
	if a.Values != nil {
		return assessment.Answer(rapid.SampledFrom(a.Values).Draw(t, "answer"))
	}
	low, high := ends(in, i)
	return assessment.Answer(rapid.IntRange(int(low), int(high)).Draw(t, "answer"))
}

// TestRaisingAnAnswer raises one answer of any instrument: no score on which
// the item counts upward gets lower, none on which it counts downward higher.
func TestRaisingAnAnswer(t *testing.T) {
	list := all(t)
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.SampledFrom(list).Draw(t, "instrument")
		in := s.Instrument()
		before := drawAnswers(t, in)
		i := rapid.IntRange(0, len(before)-1).Draw(t, "item")
		after := slices.Clone(before)
		after[i] = drawAnswer(t, in, i)
		if after[i] < before[i] {
			before, after = after, before
		}
		a := s.Score(assessment.Answers{Values: before}, assessment.Context{})
		b := s.Score(assessment.Answers{Values: after}, assessment.Context{})
		scales := append([]assessment.Scale{}, in.Subscales...)
		if in.Total != nil {
			scales = append(scales, *in.Total)
		}
		for _, scale := range scales {
			name := scaleName(&scale)
			x, y := a.Scale(name), b.Scale(name)
			if !x.IsKnown() || !y.IsKnown() {
				t.Fatalf("%s %s: %v", in.ID, name, a.Problems)
			}
			down := in.Items[i].Reversed || in.Items[i].Recode == "pain" || slices.Contains(scale.Subtract, in.Items[i].ID)
			if !down && y.Compare(x) < 0 || down && y.Compare(x) > 0 {
				t.Fatalf("%s %s: item %s from %d to %d gave %v to %v", in.ID, name, in.Items[i].ID, before[i], after[i], x, y)
			}
		}
	})
}

// TestPermutingItemsOfAPlainSum exchanges the answers of two items that are
// alike and independent: the total stays.
func TestPermutingItemsOfAPlainSum(t *testing.T) {
	var plain []*assessment.Scorer
	for _, s := range all(t) {
		if in := s.Instrument(); in.Total != nil && len(in.Skips) == 0 && in.Decimals == 0 {
			plain = append(plain, s)
		}
	}
	require.Greater(t, len(plain), 15)
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.SampledFrom(plain).Draw(t, "instrument")
		in := s.Instrument()
		list := drawAnswers(t, in)
		i, j := rapid.IntRange(0, len(list)-1).Draw(t, "one"), rapid.IntRange(0, len(list)-1).Draw(t, "other")
		if !slices.Contains(in.Total.Items, in.Items[i].ID) || !slices.Contains(in.Total.Items, in.Items[j].ID) || !alike(in, i, j) {
			return
		}
		before, ok := s.Sum(list)
		list[i], list[j] = list[j], list[i]
		after, stillOK := s.Sum(list)
		if before != after || !ok || !stillOK {
			t.Fatalf("%s: exchanging items %d and %d gave %d to %d", in.ID, i, j, before, after)
		}
	})
}

func alike(in *assessment.Instrument, i, j int) bool {
	a, b := in.Items[i], in.Items[j]
	lowA, highA := ends(in, i)
	lowB, highB := ends(in, j)
	return a.Reversed == b.Reversed && a.Recode == b.Recode && lowA == lowB && highA == highB && (a.Allowed == nil) == (b.Allowed == nil) &&
		(a.Allowed == nil || slices.Equal(a.Allowed.Values, b.Allowed.Values))
}

// TestSumIsTheTotal holds the low-level call against the whole one.
func TestSumIsTheTotal(t *testing.T) {
	list := all(t)
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.SampledFrom(list).Draw(t, "instrument")
		in := s.Instrument()
		given := drawAnswers(t, in)
		sum, ok := s.Sum(given)
		r := s.Score(assessment.Answers{Values: given}, assessment.Context{})
		if in.Total == nil || in.Decimals > 0 {
			if ok {
				t.Fatalf("%s: a sum without a plain total", in.ID)
			}
			return
		}
		total, _ := r.Total.Whole()
		if in.ID == "pc-ptsd-5" && given[0] == 0 {
			return // the gate; Score knows it
		}
		if !ok || int(total) != sum {
			t.Fatalf("%s: sum %d, total %v", in.ID, sum, r.Total)
		}
	})
	for _, bad := range [][]assessment.Answer{nil, {}, {0, 0}, {none, 0, 0, 0, 0, 0, 0, 0, 0}, {4, 0, 0, 0, 0, 0, 0, 0, 0}, {-1, 0, 0, 0, 0, 0, 0, 0, 0}, make([]assessment.Answer, 10)} {
		_, ok := scorer(t, "phq-9").Sum(bad)
		require.False(t, ok, "%v", bad)
	}
}

func TestSumDoesNotAllocate(t *testing.T) {
	s := scorer(t, "phq-9")
	list := []assessment.Answer{0, 1, 2, 3, 0, 1, 2, 3, 0}
	require.Zero(t, testing.AllocsPerRun(100, func() {
		if n, ok := s.Sum(list); !ok || n != 12 {
			t.Fatal(n)
		}
	}))
	var r assessment.Result
	in := assessment.Answers{Values: list}
	s.ScoreInto(&r, in, assessment.Context{})
	require.Zero(t, testing.AllocsPerRun(100, func() { s.ScoreInto(&r, in, assessment.Context{}) }), "a result used again")
}
