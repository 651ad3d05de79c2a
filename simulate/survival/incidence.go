package survival

import (
	"math"
	"sort"
)

// IncidencePoint is the state of a cumulative incidence from a time on.
type IncidencePoint struct {
	Time int `json:"time"`
	// Share is the share that has had the event of the cause by then.
	Share float64 `json:"share"`
	SE    float64 `json:"se"`
	Interval
}

// Incidence is the cumulative incidence of one cause: one point for each time
// at which somebody had an event of any cause. Before the first, the share is
// 0. The slice is the caller's.
type Incidence struct {
	Points []IncidencePoint `json:"points"`
}

// CumulativeIncidence estimates for each cause the share that has had its event
// by time, where each event ends the risk of the others (competing risks), with
// confidence limits at the given level. The shares of all causes and the
// Kaplan–Meier estimate of being without any event add up to 1.
//
//	F_k(t) = sum over times u <= t of S(u-)·events_k/atRisk        (Aalen-Johansen)
//
// The variance is that of the delta method, with d events, d_k of them of the
// cause, among n at risk:
//
//	sum (F(t)-F(u))²·d/(n(n-d)) + S(u-)²·d_k(n-d_k)/n³ - 2(F(t)-F(u))·S(u-)·d_k/n²
//
// which is F(1-F)/n when nobody is censored. The limits are
// F^exp(±z·SE/(F·ln F)).
//
// Sources: Aalen and Johansen 1978, Scand J Stat 5:141; variance: Marubini and
// Valsecchi, Analysing Survival Data from Clinical Trials and Observational
// Studies (1995), section 10.2; limits: Choudhury 2002, Stat Med 21:1129.
func CumulativeIncidence(c Counts, level float64) ([]Incidence, error) {
	zed, err := z(level)
	if err == nil {
		err = c.check()
	}
	if err != nil {
		return nil, err
	}
	out := make([]Incidence, len(c.Events))
	sums := make([]deltaSums, len(c.Events))
	for k := range out {
		out[k].Points = []IncidencePoint{}
	}
	before := 1.0
	had := make([]int64, len(c.Events))
	for r := range c.rows {
		if r.events == 0 {
			continue
		}
		for k := range out {
			n, dk := float64(r.atRisk), float64(r.by[k])
			had[k] += r.by[k]
			if sums[k].share += before * dk / n; r.uncensored { // rounded once
				sums[k].share = float64(had[k]) / float64(c.Started)
			}
			share, se := sums[k].add(before, n, float64(r.events), dk)
			out[k].Points = append(out[k].Points, IncidencePoint{Time: r.time, Share: share, SE: se, Interval: complementary(share, se, zed)})
		}
		if before *= float64(r.atRisk-r.events) / float64(r.atRisk); r.uncensored {
			before = float64(r.atRisk-r.events) / float64(c.Started)
		}
	}
	return out, nil
}

// deltaSums holds the sums from which the variance at each time follows:
// (F(t)-F(u))² is multiplied out, so that one pass is enough.
type deltaSums struct {
	share                   float64
	g, gF, gFF, own, x1, x2 float64
}

// add adds a time, with the share after it already there, and gives that share
// with its error.
func (s *deltaSums) add(before, n, d, dk float64) (share, se float64) {
	f := s.share
	if d < n {
		w := d / (n * (n - d))
		s.g += w
		s.gF += w * f
		s.gFF += w * f * f
	}
	s.own += before * before * dk * (n - dk) / (n * n * n)
	w := before * dk / (n * n)
	s.x1 += w
	s.x2 += w * f
	variance := f*f*s.g - 2*f*s.gF + s.gFF + s.own - 2*(f*s.x1-s.x2)
	return f, math.Sqrt(max(variance, 0))
}

// complementary gives limits of a share on the log(-log) scale.
func complementary(f, se, zed float64) Interval {
	if f <= 0 || f >= 1 {
		return Interval{f, f}
	}
	return logLog(f, se/f, zed)
}

// At gives the point in force at a time: the last one at or before it, with
// share 0 before the first.
func (c Incidence) At(t int) IncidencePoint {
	i := sort.Search(len(c.Points), func(i int) bool { return c.Points[i].Time > t })
	if i == 0 {
		return IncidencePoint{}
	}
	return c.Points[i-1]
}
