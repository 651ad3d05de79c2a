package survival

import (
	"errors"
	"math"
	"sort"
)

// Point is the state of a curve from a time on, until the next point.
type Point struct {
	Time     int   `json:"time"`
	AtRisk   int64 `json:"atRisk"`   // there just before
	Events   int64 `json:"events"`   // at that time
	Censored int64 `json:"censored"` // last seen at that time
	// Survival is the share without an event after Time.
	Survival float64 `json:"survival"`
	// SE is the standard error of Survival (Greenwood).
	SE float64 `json:"se"`
	Interval
}

// Curve is a Kaplan–Meier estimate: one point for each time at which somebody
// had an event or was last seen, in order of time. Before the first, Survival is
// 1. The slice is the caller's.
type Curve struct {
	Points []Point `json:"points"`
}

// KaplanMeier estimates the share without any of the events by time, with
// confidence limits at the given level, such as 0.95.
//
//	S(t) = product over times u <= t of (1 - events/atRisk)
//	SE   = S(t)·sqrt(sum of events/(atRisk·(atRisk-events)))   (Greenwood)
//	limits: S(t)^exp(±z·SE/(S·ln S))                            (log-log)
//
// As long as nobody has been seen for the last time before an event, the product
// is the share of those who are left, and given as that, rounded once.
//
// Sources: Kaplan and Meier 1958, J Am Stat Assoc 53:457; Greenwood 1926;
// limits on the log(-log) scale: Kalbfleisch and Prentice, The Statistical
// Analysis of Failure Time Data, section 1.4 (conf.type = "log-log" of R's
// survival package). Before the first event both limits are 1. Where the curve
// is at 0 Greenwood's formula gives nothing; the limits are then 0 and the
// upper limit before.
func KaplanMeier(c Counts, level float64) (Curve, error) {
	zed, err := z(level)
	if err == nil {
		err = c.check()
	}
	if err != nil {
		return Curve{}, err
	}
	out := Curve{Points: []Point{}}
	s, sum := 1.0, 0.0
	last := Interval{1, 1}
	for r := range c.rows {
		n, d := float64(r.atRisk), float64(r.events)
		if s *= (n - d) / n; r.uncensored {
			s = (n - d) / float64(c.Started)
		}
		if d < n {
			sum += d / (n * (n - d))
		}
		p := Point{Time: r.time, AtRisk: r.atRisk, Events: r.events, Censored: r.censored, Survival: s}
		if s == 0 {
			p.Interval = Interval{0, last.High}
		} else {
			p.SE = s * math.Sqrt(sum)
			p.Interval = logLog(s, math.Sqrt(sum), zed)
		}
		last = p.Interval
		out.Points = append(out.Points, p)
	}
	return out, nil
}

// logLog gives limits for a share s with relative standard error rel.
func logLog(s, rel, zed float64) Interval {
	if s >= 1 || rel == 0 {
		return Interval{s, s}
	}
	spread := math.Exp(zed * rel / -math.Log(s))
	return Interval{Low: math.Pow(s, spread), High: math.Pow(s, 1/spread)}
}

// At gives the point in force at a time: the last one at or before it. Before
// the first point it is the start: nobody has left.
func (c Curve) At(t int) Point {
	i := sort.Search(len(c.Points), func(i int) bool { return c.Points[i].Time > t })
	if i == 0 {
		p := Point{Time: 0, Survival: 1, Interval: Interval{1, 1}}
		if len(c.Points) > 0 {
			p.AtRisk = c.Points[0].AtRisk
		}
		return p
	}
	return c.Points[i-1]
}

// Quantile gives the first time by which at least a share p has had the event;
// ok is false if the curve does not come that far. The median is
// Quantile(0.5). Where the curve runs exactly along 1-p for a while, R's
// survival package takes the middle of that stretch; this is its beginning.
func (c Curve) Quantile(p float64) (t int, ok bool) {
	return first(c.Points, func(x Point) bool { return x.Survival <= 1-p+1e-12 })
}

// QuantileLimits gives confidence limits of a quantile: the times at which the
// limits of the curve reach it (Brookmeyer and Crowley 1982, Biometrics 38:29).
// highKnown is false if the upper limit of the curve does not come that far.
func (c Curve) QuantileLimits(p float64) (low, high int, lowKnown, highKnown bool) {
	low, lowKnown = first(c.Points, func(x Point) bool { return x.Low <= 1-p+1e-12 })
	high, highKnown = first(c.Points, func(x Point) bool { return x.High <= 1-p+1e-12 })
	return low, high, lowKnown, highKnown
}

func first(points []Point, is func(Point) bool) (t int, ok bool) {
	for _, p := range points {
		if is(p) {
			return p.Time, true
		}
	}
	return 0, false
}

// Mean is a restricted mean with its standard error.
type Mean struct {
	Until int     `json:"until"` // the window is 0 to Until
	Mean  float64 `json:"mean"`
	SE    float64 `json:"se"`
}

// RestrictedMean gives the average time without the event within a window
// from 0 to until: the area under the curve. Its variance is
//
//	sum over times u <= until of (area from u to until)²·events/(atRisk·(atRisk-events))
//
// Source: Klein and Moeschberger, Survival Analysis, 2nd edition, section 4.5
// (rmean of R's survival package, which is this without a correction of small
// samples). It is an error if the curve ends above 0 before until: nobody
// knows what comes after.
func (c Curve) RestrictedMean(until int) (Mean, error) {
	if until <= 0 {
		return Mean{}, errors.New("restricted mean: want a window of at least one unit of time")
	}
	if n := len(c.Points); n > 0 && c.Points[n-1].Time < until && c.Points[n-1].Survival > 0 && c.Points[n-1].AtRisk == c.Points[n-1].Events+c.Points[n-1].Censored {
		return Mean{}, errors.New("restricted mean: the window goes on after the last person was seen; take a shorter one")
	}
	area, variance := 0.0, 0.0
	end := float64(until)
	for i := len(c.Points) - 1; i >= 0; i-- {
		p := c.Points[i]
		if p.Time >= until {
			continue
		}
		area += p.Survival * (end - float64(p.Time))
		end = float64(p.Time)
		if n, d := float64(p.AtRisk), float64(p.Events); d < n {
			variance += area * area * d / (n * (n - d))
		}
	}
	return Mean{Until: until, Mean: area + end, SE: math.Sqrt(variance)}, nil
}
