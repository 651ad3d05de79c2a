package survival_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/openiop/openiop/simulate/survival"
)

// seen is one person: the time of the event, or of being last seen without
// one.
type seen struct {
	time  int
	cause int // 0 for none
}

func counted(causes int, people ...seen) survival.Counts {
	last := 0
	for _, p := range people {
		last = max(last, p.time)
	}
	c := survival.Counts{Started: int64(len(people)), Censored: make([]int64, last+1)}
	for range causes {
		c.Events = append(c.Events, make([]int64, last+1))
	}
	for _, p := range people {
		if p.cause == 0 {
			c.Censored[p.time]++
		} else {
			c.Events[p.cause-1][p.time]++
		}
	}
	return c
}

func events(times ...int) (out []seen) {
	for _, t := range times {
		out = append(out, seen{t, 1})
	}
	return out
}

func lastSeen(times ...int) (out []seen) {
	for _, t := range times {
		out = append(out, seen{t, 0})
	}
	return out
}

func both(a, b []seen) []seen { return append(a, b...) }

type published struct {
	time         int
	atRisk       int64
	survival, se float64
}

func requirePublished(t *testing.T, c survival.Curve, want []published) {
	t.Helper()
	i := 0
	for _, p := range c.Points {
		if p.Events == 0 {
			continue
		}
		require.Less(t, i, len(want))
		require.Equal(t, want[i].time, p.Time)
		require.Equal(t, want[i].atRisk, p.AtRisk, "at risk at %d", p.Time)
		require.InDelta(t, want[i].survival, p.Survival, 0.00051, "survival at %d", p.Time)
		if want[i].se > 0 {
			require.InDelta(t, want[i].se, p.SE, 0.000051, "standard error at %d", p.Time)
		}
		i++
	}
	require.Len(t, want, i)
}

// TestAcuteMyelogenousLeukemia: weeks of remission of 23 people (Miller 1997,
// Survival Analysis, p. 49, data set aml of R's survival package). Expected:
// summary(survfit(Surv(time, status) ~ x)) as printed in tests/doaml.Rout.save
// of github.com/therneau/survival.
func TestAcuteMyelogenousLeukemia(t *testing.T) {
	t.Run("maintained", func(t *testing.T) {
		c, err := survival.KaplanMeier(counted(1, both(events(9, 13, 18, 23, 31, 34, 48), lastSeen(13, 28, 45, 161))...), 0.95)
		require.NoError(t, err)
		requirePublished(t, c, []published{
			{9, 11, 0.909, 0.0867}, {13, 10, 0.818, 0.1163}, {18, 8, 0.716, 0.1397}, {23, 7, 0.614, 0.1526},
			{31, 5, 0.491, 0.1642}, {34, 4, 0.368, 0.1627}, {48, 2, 0.184, 0.1535},
		})
		median, ok := c.Quantile(0.5)
		require.True(t, ok)
		require.Equal(t, 31, median)
	})
	t.Run("not maintained", func(t *testing.T) {
		c, err := survival.KaplanMeier(counted(1, both(events(5, 5, 8, 8, 12, 23, 27, 30, 33, 43, 45), lastSeen(16))...), 0.95)
		require.NoError(t, err)
		requirePublished(t, c, []published{
			{5, 12, 0.8333, 0.1076}, {8, 10, 0.6667, 0.1361}, {12, 8, 0.5833, 0.1423}, {23, 6, 0.4861, 0.1481},
			{27, 5, 0.3889, 0.1470}, {30, 4, 0.2917, 0.1387}, {33, 3, 0.1944, 0.1219}, {43, 2, 0.0972, 0.0919}, {45, 1, 0, 0},
		})
		median, ok := c.Quantile(0.5)
		require.True(t, ok)
		require.Equal(t, 23, median)
	})
}

// TestRemissionControls: weeks of remission of the 21 children without 6-MP
// (Freireich et al. 1963, Blood 21:699). Expected: the first rows of Stata's sts
// list, whose limits are on the log(-log) scale, at
// data.princeton.edu/pop509/gehan.html (G. Rodríguez), and S(10) = 0.381 with
// standard error 0.106, worked by hand in a lecture after Cox and Oakes, table
// 1.1 (dokumen.tips, "Lecture 2: estimating the survival function").
func TestRemissionControls(t *testing.T) {
	c, err := survival.KaplanMeier(counted(1, events(1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23)...), 0.95)
	require.NoError(t, err)
	for _, want := range []struct {
		time              int
		s, se, low, high  float64
		atRisk, eventsNow int64
	}{
		{1, 0.9048, 0.0641, 0.6700, 0.9753, 21, 2},
		{2, 0.8095, 0.0857, 0.5689, 0.9239, 19, 2},
	} {
		p := c.At(want.time)
		require.Equal(t, want.atRisk, p.AtRisk)
		require.Equal(t, want.eventsNow, p.Events)
		require.InDelta(t, want.s, p.Survival, 5e-5)
		require.InDelta(t, want.se, p.SE, 5e-5)
		require.InDelta(t, want.low, p.Low, 5e-5)
		require.InDelta(t, want.high, p.High, 5e-5)
	}
	p := c.At(10)
	require.InDelta(t, 0.381, p.Survival, 5e-4)
	require.InDelta(t, 0.106, p.SE, 5e-4)
}

// TestRestrictedMean: seven people; the restricted mean to 100 by R and by
// Stata (stci, rmean) agree on 37.85714 with standard error 10.73888, median 30
// with lower limit 15 (pastebin.com/F6DXSSQH).
func TestRestrictedMean(t *testing.T) {
	c, err := survival.KaplanMeier(counted(1, both(events(10, 15, 23, 30, 35, 52), lastSeen(100))...), 0.95)
	require.NoError(t, err)
	m, err := c.RestrictedMean(100)
	require.NoError(t, err)
	require.InDelta(t, 37.85714, m.Mean, 5e-6)
	require.InDelta(t, 10.73888, m.SE, 5e-6)
	median, ok := c.Quantile(0.5)
	require.True(t, ok)
	require.Equal(t, 30, median)
}

// TestBreastCancerSubset: Satagopan et al. 2004, Br J Cancer 91:1229, table 2:
// the first events of 305 people with breast cancer, months. Expected: the
// columns of the table, in percent with one decimal.
func TestBreastCancerSubset(t *testing.T) {
	c := survival.Counts{Started: 305, Events: [][]int64{make([]int64, 28), make([]int64, 28)}, Censored: make([]int64, 28)}
	for _, month := range []int{10, 16, 23, 27} {
		c.Events[0][month] = 1
	}
	for _, month := range []int{18, 26} {
		c.Events[1][month] = 1
	}
	for _, month := range []int{7, 14, 24} {
		c.Censored[month] = 1
	}
	curve, err := survival.KaplanMeier(c, 0.95)
	require.NoError(t, err)
	for _, want := range []struct {
		month   int
		atRisk  int64
		percent float64
	}{{10, 304, 99.7}, {16, 302, 99.3}, {18, 301, 99.0}, {23, 300, 98.7}, {26, 298, 98.3}, {27, 297, 98.0}} {
		p := curve.At(want.month)
		require.Equal(t, want.atRisk, p.AtRisk)
		require.InDelta(t, want.percent, 100*p.Survival, 0.051)
	}
	all, err := survival.CumulativeIncidence(c, 0.95)
	require.NoError(t, err)
	require.Len(t, all, 2)
	for _, want := range []struct {
		month   int
		percent float64
	}{{9, 0}, {10, 0.3}, {16, 0.6}, {23, 0.9}, {27, 1.2}} {
		// the table adds rounded steps of 0.3; the exact sums are 0.33, 0.66, 0.99 and 1.32
		require.InDelta(t, want.percent, 100*all[0].At(want.month).Share, 0.13)
	}
	require.InDelta(t, 100*(1./304+303./304/302+(303./304*301/302*300/301)/300+(303./304*301/302*300/301*299/300*297/298)/297), 100*all[0].At(27).Share, 1e-12)
}

// TestIncidenceAgainstSAS: six people with two causes. Expected: variance and
// limits of cause 2 by SAS's LIFETEST (delta method), as recorded in
// lifelines/tests/test_estimation.py, TestAalenJohansenFitter, of
// github.com/CamDavidsonPilon/lifelines.
func TestIncidenceAgainstSAS(t *testing.T) {
	all, err := survival.CumulativeIncidence(counted(2, seen{1, 0}, seen{2, 1}, seen{3, 1}, seen{4, 2}, seen{5, 2}, seen{6, 0}), 0.95)
	require.NoError(t, err)
	for _, want := range []struct {
		time                int
		variance, low, high float64
	}{{1, 0, 0, 0}, {2, 0, 0, 0}, {3, 0, 0, 0}, {4, 0.032, 0.00836904, 0.58185303}, {5, 0.048, 0.05197575, 0.75281579}, {6, 0.048, 0.05197575, 0.75281579}} {
		p := all[1].At(want.time)
		require.InDelta(t, want.variance, p.SE*p.SE, 1e-12)
		require.InDelta(t, want.low, p.Low, 5e-9)
		require.InDelta(t, want.high, p.High, 5e-9)
	}
}
