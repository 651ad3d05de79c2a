package survival_test

import (
	"encoding/json"
	"math"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/openiop/openiop/simulate/survival"
)

// group draws counts of two causes over up to 40 times.
func group(t *rapid.T, censor bool) survival.Counts {
	n := rapid.IntRange(1, 40).Draw(t, "times")
	c := survival.Counts{Events: [][]int64{make([]int64, n), make([]int64, n)}, Censored: make([]int64, n)}
	some := rapid.Int64Range(0, 30)
	for i := range n {
		c.Events[0][i], c.Events[1][i] = some.Draw(t, "first"), some.Draw(t, "second")
		if censor {
			c.Censored[i] = some.Draw(t, "censored")
		}
		c.Started += c.Events[0][i] + c.Events[1][i] + c.Censored[i]
	}
	c.Started += rapid.Int64Range(1, 50).Draw(t, "stay")
	return c
}

func TestSharesAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := group(t, true)
		curve, err := survival.KaplanMeier(c, 0.95)
		require.NoError(t, err)
		all, err := survival.CumulativeIncidence(c, 0.95)
		require.NoError(t, err)
		before := 1.0
		for _, p := range curve.Points {
			a, b := all[0].At(p.Time), all[1].At(p.Time)
			require.InDelta(t, 1, p.Survival+a.Share+b.Share, 1e-9)
			require.LessOrEqual(t, p.Survival, before)
			require.LessOrEqual(t, p.Low, p.Survival+1e-12)
			require.GreaterOrEqual(t, p.High, p.Survival-1e-12)
			require.LessOrEqual(t, a.Low, a.Share+1e-12)
			require.GreaterOrEqual(t, a.High, a.Share-1e-12)
			before = p.Survival
		}
	})
}

// TestWithoutCensoring compares with what is known without any theory: shares
// of a fixed number of people, with the variance of a proportion.
func TestWithoutCensoring(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := group(t, false)
		n := float64(c.Started)
		curve, err := survival.KaplanMeier(c, 0.95)
		require.NoError(t, err)
		all, err := survival.CumulativeIncidence(c, 0.95)
		require.NoError(t, err)
		var left [2]int64
		for i := range c.Events[0] {
			left[0] += c.Events[0][i]
			left[1] += c.Events[1][i]
			s := float64(c.Started-left[0]-left[1]) / n
			require.InDelta(t, s, curve.At(i).Survival, 0, "the ratio of counts itself")
			require.InDelta(t, math.Sqrt(s*(1-s)/n), curve.At(i).SE, 1e-9)
			for k := range 2 {
				f := float64(left[k]) / n
				require.InDelta(t, f, all[k].At(i).Share, 0)
				require.InDelta(t, f*(1-f)/n, all[k].At(i).SE*all[k].At(i).SE, 1e-9)
			}
		}
		until := len(c.Events[0])
		m, err := curve.RestrictedMean(until)
		require.NoError(t, err)
		var sum, squares float64
		for i := range c.Events[0] {
			gone := float64(c.Events[0][i] + c.Events[1][i])
			sum += gone * float64(i)
			squares += gone * float64(i) * float64(i)
		}
		stay := float64(c.Started - left[0] - left[1])
		mean := (sum + stay*float64(until)) / n
		variance := (squares+stay*float64(until)*float64(until))/n - mean*mean
		require.InDelta(t, mean, m.Mean, 1e-9*(1+mean))
		require.InDelta(t, variance/n, m.SE*m.SE, 1e-8*(1+variance))
	})
}

// TestMergedCounts: the estimate of merged groups is that of all the people.
func TestMergedCounts(t *testing.T) {
	a := survival.Single(10, []int64{0, 2, 1}, []int64{0, 0, 3})
	b := survival.Single(20, []int64{1, 0, 4, 2}, nil)
	merged := survival.Single(30, []int64{1, 2, 5, 2}, []int64{0, 0, 3, 0})
	want, err := survival.KaplanMeier(merged, 0.9)
	require.NoError(t, err)
	sum := survival.Single(a.Started+b.Started, make([]int64, 4), make([]int64, 4))
	for _, c := range []survival.Counts{a, b} {
		for i, n := range c.Events[0] {
			sum.Events[0][i] += n
		}
		for i, n := range c.Censored {
			sum.Censored[i] += n
		}
	}
	got, err := survival.KaplanMeier(sum, 0.9)
	require.NoError(t, err)
	require.Equal(t, want, got)
}

// TestUntilSomebodyIsLastSeen: up to and with the time of it the curve is a
// ratio of counts, afterwards a product.
func TestUntilSomebodyIsLastSeen(t *testing.T) {
	c := survival.Single(100_000, []int64{0, 10_017, 3, 30_033, 40}, []int64{0, 0, 0, 7})
	curve, err := survival.KaplanMeier(c, 0.95)
	require.NoError(t, err)
	in, err := survival.CumulativeIncidence(c, 0.95)
	require.NoError(t, err)
	for time, want := range []float64{1, 0.89983, 0.8998, 0.59947} {
		require.InDelta(t, want, curve.At(time).Survival, 0, "time %d", time)
		require.InDelta(t, 1-want, in[0].At(time).Share, 1e-16)
	}
	require.InDelta(t, 0.59947*(1-40./59_940), curve.At(4).Survival, 1e-15)
	require.InDelta(t, 0.40053+0.59947*40/59_940, in[0].At(4).Share, 1e-15)
}

func TestLimitsAtTheEnds(t *testing.T) {
	c, err := survival.KaplanMeier(survival.Single(4, []int64{0, 2, 2}, []int64{0, 0}), 0.95)
	require.NoError(t, err)
	require.Equal(t, survival.Interval{Low: 1, High: 1}, c.At(0).Interval)
	last := c.At(2)
	require.Zero(t, last.Survival)
	require.Zero(t, last.Low)
	require.InDelta(t, c.At(1).High, last.High, 0)
	require.Equal(t, c.At(2), c.At(900))

	low, high, lowKnown, highKnown := c.QuantileLimits(0.5)
	require.Equal(t, 1, low)
	require.True(t, lowKnown)
	require.Zero(t, high)
	require.False(t, highKnown)
	_, ok := c.Quantile(0.5)
	require.True(t, ok)
}

func TestBadCounts(t *testing.T) {
	for name, c := range map[string]struct {
		counts survival.Counts
		level  float64
		want   string
	}{
		"nobody":         {survival.Single(0, []int64{0}, nil), 0.95, "nobody"},
		"no cause":       {survival.Counts{Started: 3}, 0.95, "no kind of event"},
		"negative":       {survival.Single(3, []int64{0, -1}, nil), 0.95, "-1 events of cause 0 at time 1"},
		"too many":       {survival.Single(3, []int64{2, 2}, nil), 0.95, "2 events of cause 0 at time 1, with 1 people"},
		"too many seen":  {survival.Single(3, []int64{2, 0}, []int64{2}), 0.95, "last seen at time 0, with 1 people"},
		"negative seen":  {survival.Single(3, []int64{2, 0}, []int64{-2}), 0.95, "-2 people last seen"},
		"level 0":        {survival.Single(3, []int64{2}, nil), 0, "confidence level"},
		"level 1":        {survival.Single(3, []int64{2}, nil), 1, "confidence level"},
		"level not a no": {survival.Single(3, []int64{2}, nil), math.NaN(), "confidence level"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := survival.KaplanMeier(c.counts, c.level)
			require.ErrorContains(t, err, c.want)
			_, err = survival.CumulativeIncidence(c.counts, c.level)
			require.ErrorContains(t, err, c.want)
		})
	}
}

func TestRestrictedMeanEdges(t *testing.T) {
	c, err := survival.KaplanMeier(survival.Single(4, []int64{0, 2}, []int64{0, 0, 2}), 0.95)
	require.NoError(t, err)
	_, err = c.RestrictedMean(0)
	require.ErrorContains(t, err, "at least one unit")
	_, err = c.RestrictedMean(3)
	require.ErrorContains(t, err, "shorter one")
	m, err := c.RestrictedMean(2)
	require.NoError(t, err)
	require.InDelta(t, 1.5, m.Mean, 1e-12, "one unit together, then half of them")

	nobodyLeft, err := survival.KaplanMeier(survival.Single(4, []int64{0, 0}, nil), 0.95)
	require.NoError(t, err)
	m, err = nobodyLeft.RestrictedMean(30)
	require.NoError(t, err)
	require.Equal(t, survival.Mean{Until: 30, Mean: 30}, m)
}

func TestEmptyListsInJSON(t *testing.T) {
	c, err := survival.KaplanMeier(survival.Single(4, []int64{0}, nil), 0.95)
	require.NoError(t, err)
	out, err := json.Marshal(c)
	require.NoError(t, err)
	require.JSONEq(t, `{"points": []}`, string(out))
	all, err := survival.CumulativeIncidence(survival.Single(4, []int64{0}, nil), 0.95)
	require.NoError(t, err)
	out, err = json.Marshal(all)
	require.NoError(t, err)
	require.JSONEq(t, `[{"points": []}]`, string(out))
}

// year is a year of a million people with five causes.
func year() survival.Counts {
	c := survival.Counts{Started: 1_000_000, Events: make([][]int64, 5)}
	for k := range c.Events {
		c.Events[k] = make([]int64, 366)
		for t := range c.Events[k] {
			c.Events[k][t] = int64(500 - t + 7*k)
		}
	}
	return c
}

func BenchmarkKaplanMeier(b *testing.B) {
	c := year()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := survival.KaplanMeier(c, 0.95); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCumulativeIncidence(b *testing.B) {
	c := year()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := survival.CumulativeIncidence(c, 0.95); err != nil {
			b.Fatal(err)
		}
	}
}

// TestManyPeople: a billion people lose no digits that matter.
func TestManyPeople(t *testing.T) {
	c := survival.Counts{Started: 1_000_000_000, Events: [][]int64{make([]int64, 1000), make([]int64, 1000)}}
	gone := [2]int64{}
	for i := range 1000 {
		for k := range 2 {
			c.Events[k][i] = int64(300_000 + 100*i*k)
			gone[k] += c.Events[k][i]
		}
	}
	n := float64(c.Started)
	curve, err := survival.KaplanMeier(c, 0.95)
	require.NoError(t, err)
	s := 1 - float64(gone[0]+gone[1])/n
	require.InEpsilon(t, s, curve.At(999).Survival, 1e-9)
	require.InEpsilon(t, math.Sqrt(s*(1-s)/n), curve.At(999).SE, 1e-6)
	all, err := survival.CumulativeIncidence(c, 0.95)
	require.NoError(t, err)
	for k := range 2 {
		f := float64(gone[k]) / n
		require.InEpsilon(t, f, all[k].At(999).Share, 1e-9)
		require.InEpsilon(t, math.Sqrt(f*(1-f)/n), all[k].At(999).SE, 1e-6)
	}
}
