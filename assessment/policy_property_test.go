package assessment_test

import (
	"slices"
	"testing"

	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func someBounds(t *rapid.T) (b assessment.RatingBounds) {
	low := rapid.IntRange(0, 4).Draw(t, "min")
	high := rapid.IntRange(low, 4).Draw(t, "max")
	if low == 0 && high == 4 {
		low = 1
	}
	if low > 0 || rapid.Bool().Draw(t, "say 0") {
		b.Min = &low
	}
	if high < 4 || b.Min == nil {
		b.Max = &high
	}
	return b
}

func someDimensions(t *rapid.T, least int) []assessment.Dimension {
	return rapid.SliceOfNDistinct(rapid.SampledFrom(assessment.Dimensions()), least, 6, rapid.ID).Draw(t, "dimensions")
}

func aTable(t *rapid.T) *assessment.LevelTable {
	table := &assessment.LevelTable{ID: "any", Match: rapid.SampledFrom([]assessment.Match{assessment.FirstMatch, assessment.HighestMatch}).Draw(t, "match")}
	for i := range rapid.IntRange(1, 5).Draw(t, "rows") {
		row := assessment.TableRow{ID: string(rune('a' + i)), Level: rapid.SampledFrom(assessment.ThirdEdition.Levels()).Draw(t, "level")}
		at := []*assessment.RatingBounds{&row.When.D1, &row.When.D2, &row.When.D3, &row.When.D4, &row.When.D5, &row.When.D6}
		for _, d := range someDimensions(t, 0) {
			*at[d-1] = someBounds(t)
		}
		for range rapid.IntRange(0, 2).Draw(t, "choices") {
			of := someDimensions(t, 1)
			row.When.AtLeast = append(row.When.AtLeast, assessment.AtLeast{Count: rapid.IntRange(1, len(of)).Draw(t, "n"), Of: of, RatingBounds: someBounds(t)})
		}
		if rapid.Bool().Draw(t, "given") {
			row.When.Given = []assessment.Circumstance{rapid.SampledFrom([]assessment.Circumstance{assessment.WithdrawalManaged, assessment.MentalHealthManaged}).Draw(t, "circumstance")}
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}

// someRatings leaves up to three dimensions open, and circumstances too.
func someRatings(t *rapid.T) (r assessment.ThirdRatings) {
	for _, d := range assessment.Dimensions() {
		r = r.With(d, assessment.Rating(1+rapid.IntRange(0, 4).Draw(t, d.String())))
	}
	for range rapid.IntRange(0, 3).Draw(t, "open") {
		r = r.With(rapid.SampledFrom(assessment.Dimensions()).Draw(t, "not rated"), assessment.NotRated)
	}
	for c := assessment.WithdrawalManaged; c <= assessment.MentalHealthManaged; c++ {
		r = r.WithCircumstance(c, anAnswer().Draw(t, c.String()))
	}
	return r
}

// completions gives every way to complete ratings, without the table's eyes.
func completions(r assessment.ThirdRatings) []assessment.ThirdRatings {
	out := []assessment.ThirdRatings{r}
	for _, d := range assessment.Dimensions() {
		if r.Of(d) != assessment.NotRated {
			continue
		}
		var next []assessment.ThirdRatings
		for _, x := range out {
			for n := assessment.Rated0; n <= assessment.Rated4; n++ {
				next = append(next, x.With(d, n))
			}
		}
		out = next
	}
	for c := assessment.WithdrawalManaged; c <= assessment.MentalHealthManaged; c++ {
		if r.Given(c) != assessment.Unknown {
			continue
		}
		for _, x := range out {
			out = append(out, x.WithCircumstance(c, assessment.Yes))
		}
		for i, x := range out {
			if x.Given(c) == assessment.Unknown {
				out[i] = x.WithCircumstance(c, assessment.No)
			}
		}
	}
	return out
}

// plainAnswer reads a table as a person would, for ratings that are all known:
// the level, or 0 if no row matches.
func plainAnswer(table *assessment.LevelTable, r assessment.ThirdRatings) iop.Level {
	within := func(d assessment.Dimension, b assessment.RatingBounds) bool {
		n, _ := r.Of(d).Value()
		return (b.Min == nil || n >= *b.Min) && (b.Max == nil || n <= *b.Max)
	}
	var found []iop.Level
	for _, row := range table.Rows {
		w := row.When
		ok := within(1, w.D1) && within(2, w.D2) && within(3, w.D3) && within(4, w.D4) && within(5, w.D5) && within(6, w.D6)
		for _, a := range w.AtLeast {
			n := 0
			for _, d := range a.Of {
				if within(d, a.RatingBounds) {
					n++
				}
			}
			ok = ok && n >= a.Count
		}
		for _, c := range w.Given {
			ok = ok && r.Given(c) == assessment.Yes
		}
		if ok {
			found = append(found, row.Level)
		}
	}
	switch {
	case len(found) == 0:
		return 0
	case table.Match == assessment.HighestMatch:
		return slices.Max(found)
	}
	return found[0]
}

// TestAnswersAreThoseOfEveryCompletion holds Suggest against reading the table
// once for each way to complete the ratings.
func TestAnswersAreThoseOfEveryCompletion(t *testing.T) {
	outcomes := map[assessment.PolicyOutcome]int{}
	rapid.Check(t, func(t *rapid.T) {
		table, r := aTable(t), someRatings(t)
		var levels []iop.Level
		for _, x := range completions(r) {
			levels = append(levels, plainAnswer(table, x))
		}
		slices.Sort(levels)
		levels = slices.Compact(levels)
		got := table.Suggest(r)
		outcomes[got.Outcome]++
		switch {
		case len(levels) > 1:
			require.Equal(t, assessment.PolicyUndetermined, got.Outcome)
			require.Equal(t, levels[0] == 0, got.MayMatchNone)
			require.Equal(t, slices.DeleteFunc(levels, func(l iop.Level) bool { return l == 0 }), got.Possible)
			require.False(t, got.Missing.IsZero())
		case levels[0] == 0:
			require.Equal(t, assessment.NoRuleMatched, got.Outcome)
		default:
			require.Equal(t, assessment.RuleMatched, got.Outcome)
			require.Equal(t, levels[0], got.Level)
			require.True(t, slices.ContainsFunc(got.Reasons, func(x assessment.Reason) bool { return x.Decides && x.Level == got.Level }))
		}
		if got.Outcome != assessment.PolicyUndetermined {
			require.True(t, got.Missing.IsZero())
			require.Empty(t, got.Possible)
		}
	})
	for _, o := range []assessment.PolicyOutcome{assessment.PolicyUndetermined, assessment.RuleMatched, assessment.NoRuleMatched} {
		require.Positive(t, outcomes[o], o.String())
	}
}

// TestWhatIsMissingIsWhatMatters: a dimension is missing if and only if rating
// it can change the answer while the rest stays.
func TestWhatIsMissingIsWhatMatters(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table, r := aTable(t), someRatings(t)
		var want []assessment.Dimension
		for _, d := range assessment.Dimensions() {
			matters := r.Of(d) == assessment.NotRated && slices.ContainsFunc(completions(r), func(x assessment.ThirdRatings) bool {
				return plainAnswer(table, x) != plainAnswer(table, x.With(d, assessment.Rated0))
			})
			if matters {
				want = append(want, d)
			}
		}
		require.Equal(t, want, table.Suggest(r).Missing.Dimensions)
	})
}

func TestKnowingLessNeverDecidesALevel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table, r := aTable(t), someRatings(t)
		more := table.Suggest(r)
		less := table.Suggest(r.With(rapid.SampledFrom(assessment.Dimensions()).Draw(t, "taken back"), assessment.NotRated))
		switch more.Outcome {
		case assessment.PolicyUndetermined:
			require.Equal(t, assessment.PolicyUndetermined, less.Outcome)
			require.Subset(t, less.Possible, more.Possible)
			require.True(t, less.MayMatchNone || !more.MayMatchNone)
		case assessment.RuleMatched:
			if less.Outcome == assessment.PolicyUndetermined {
				require.Contains(t, less.Possible, more.Level)
			} else {
				require.Equal(t, more.Level, less.Level)
			}
		case assessment.NoRuleMatched:
			require.True(t, less.Outcome == assessment.NoRuleMatched || less.MayMatchNone)
		}
	})
}

func TestOrderOfRowsIsNothingWhereTheHighestCounts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table, r := aTable(t), someRatings(t)
		table.Match = assessment.HighestMatch
		want := table.Suggest(r)
		require.Equal(t, want, table.Suggest(r), "the same ratings give the same answer")
		other := *table
		other.Rows = rapid.Permutation(table.Rows).Draw(t, "order")
		got := other.Suggest(r)
		require.ElementsMatch(t, want.Reasons, got.Reasons)
		got.Reasons = want.Reasons
		require.Equal(t, want, got)
	})
}

func BenchmarkSuggest(b *testing.B) {
	policy := optum(b)
	for name, ratings := range map[string]string{"all rated": "001023", "one not rated": "00102-", "none rated": "------"} {
		r := rated(b, ratings)
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				policy.Suggest(r)
			}
		})
	}
}
