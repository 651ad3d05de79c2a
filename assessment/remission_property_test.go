package assessment_test

import (
	"slices"
	"testing"
	"time"

	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// life is what really happened: on which days, counted from the first, each of
// some criteria was met. Observations tell parts of it.
type life struct {
	first iop.Date
	days  int
	met   map[assessment.Criterion][]int
}

// lived are the criteria that a life may meet: one of each group, craving, and
// both that supervision may exempt.
var lived = []assessment.Criterion{
	assessment.CriterionTime, assessment.CriterionCraving, assessment.CriterionDanger, assessment.CriterionTolerance,
}

func aLife(t *rapid.T) life {
	l := life{
		first: iop.MustDate(2023, time.January, 1).AddDays(rapid.IntRange(0, 1500).Draw(t, "first")),
		days:  rapid.IntRange(1, 600).Draw(t, "days"), met: map[assessment.Criterion][]int{},
	}
	for _, c := range lived {
		l.met[c] = rapid.SliceOfN(rapid.IntRange(0, l.days-1), 0, 3).Draw(t, c.String())
	}
	return l
}

func (l life) on() iop.Date { return l.first.AddDays(l.days) }

// observe tells the truth about some days, and leaves some answers out.
func (l life) observe(t *rapid.T) assessment.Observation {
	from := rapid.IntRange(0, l.days-1).Draw(t, "from")
	until := rapid.IntRange(from+1, l.days).Draw(t, "until")
	a := assessment.Answered(assessment.No)
	for _, c := range lived {
		if slices.ContainsFunc(l.met[c], func(d int) bool { return from <= d && d < until }) {
			a = a.With(c, assessment.Yes)
		}
		if rapid.IntRange(0, 4).Draw(t, "asked") == 0 {
			a = a.With(c, assessment.Unknown)
		}
	}
	o := assessment.Observation{During: iop.Period{From: l.first.AddDays(from), Until: l.first.AddDays(until)}, Criteria: a, OnlySupervised: assessment.No}
	if last := l.last(from, until); last >= 0 && rapid.Bool().Draw(t, "last day") {
		o.LastMet = l.first.AddDays(last)
	}
	return o
}

// last gives the last of some days on which a criterion other than craving was
// met, -1 if there is none.
func (l life) last(from, until int) int {
	last := -1
	for c, days := range l.met {
		for _, d := range days {
			if c != assessment.CriterionCraving && from <= d && d < until {
				last = max(last, d)
			}
		}
	}
	return last
}

func (l life) history(t *rapid.T) assessment.CriteriaHistory {
	h := assessment.CriteriaHistory{Substance: assessment.Opioid, EarlierDisorder: assessment.Yes}
	for range rapid.IntRange(0, 6).Draw(t, "observations") {
		h.Observations = append(h.Observations, l.observe(t))
	}
	return h
}

// truth is the remission by counting whole months from one date to the other,
// as people count birthdays; a life without any criterion was free long before.
func (l life) truth() assessment.Remission {
	last := l.last(0, l.days)
	if last < 0 {
		return assessment.SustainedRemission
	}
	since, on := l.first.AddDays(last+1), l.on()
	months := (on.Year()-since.Year())*12 + int(on.Month()) - int(since.Month())
	if on.Day() < since.Day() {
		months--
	}
	switch {
	case months >= 12:
		return assessment.SustainedRemission
	case months >= 3:
		return assessment.EarlyRemission
	}
	return assessment.NotInRemission
}

func remissionOn(t *rapid.T, h assessment.CriteriaHistory, on iop.Date) assessment.RemissionResult {
	got, err := h.Remission(on)
	require.NoError(t, err)
	return got
}

// TestTruthLiesInTheSpan: whatever part of a life is told, the true remission
// is among those that the result leaves open, and a certain result is true.
func TestTruthLiesInTheSpan(t *testing.T) {
	certain := 0
	rapid.Check(t, func(t *rapid.T) {
		l := aLife(t)
		got := remissionOn(t, l.history(t), l.on())
		truth := l.truth()
		require.LessOrEqual(t, got.Lowest, truth)
		require.GreaterOrEqual(t, got.Highest, truth)
		require.Empty(t, got.Disagreements, "the truth agrees with itself")
		if got.Remission != assessment.RemissionUndetermined {
			certain++
			require.Equal(t, truth, got.Remission)
		} else {
			require.NotEmpty(t, got.Missing, "it says what is missing")
		}
	})
	require.Greater(t, certain, 10)
}

// TestKnowingLessNeverDecides: without an observation, or with an answer taken
// back, the span holds the earlier one.
func TestKnowingLessNeverDecides(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := aLife(t)
		h := l.history(t)
		if len(h.Observations) == 0 {
			return
		}
		more := remissionOn(t, h, l.on())
		i := rapid.IntRange(0, len(h.Observations)-1).Draw(t, "which")
		h.Observations = slices.Clone(h.Observations)
		switch rapid.IntRange(0, 3).Draw(t, "how") {
		case 3:
			h.Observations[i].LastMet = iop.Date{}
		case 0:
			h.Observations = slices.Delete(h.Observations, i, i+1)
		case 1:
			h.Observations[i].Criteria = h.Observations[i].Criteria.With(rapid.SampledFrom(assessment.AllCriteria()).Draw(t, "answer"), assessment.Unknown)
		case 2:
			h.Observations[i].OnlySupervised = assessment.Unknown
		}
		less := remissionOn(t, h, l.on())
		require.LessOrEqual(t, less.Lowest, more.Lowest)
		require.GreaterOrEqual(t, less.Highest, more.Highest)
		if more.Remission == assessment.RemissionUndetermined {
			require.Equal(t, assessment.RemissionUndetermined, less.Remission)
		}
	})
}

func TestOrderOfObservationsIsNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := aLife(t)
		h := l.history(t)
		want := remissionOn(t, h, l.on())
		h.Observations = rapid.Permutation(h.Observations).Draw(t, "order")
		require.Equal(t, want, remissionOn(t, h, l.on()))
	})
}
