package teds

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/openiop/openiop/simulate"
)

// Clock is when and why people leave: for each reason its share of all
// discharges, and a lognormal distribution of the stay.
type Clock struct {
	// Discharges is how many the fit rests on.
	Discharges int64  `json:"discharges"`
	Exits      []Exit `json:"exits"` // in the order of simulate.Reasons
}

// Exit is one reason of a clock.
type Exit struct {
	Reason simulate.Reason `json:"reason"`
	Count  int64           `json:"count"`
	// Weight is the share of all discharges. Its standard error is that of a
	// share of independent discharges: programs differ by far more.
	Weight   float64 `json:"weight"`
	WeightSE float64 `json:"weightSE"`
	// MedianDays and Sigma are the lognormal distribution of the stay: its
	// logarithm is Normal(ln MedianDays, Sigma).
	MedianDays float64 `json:"medianDays"`
	MedianSE   float64 `json:"medianSE"`
	Sigma      float64 `json:"sigma"`
	SigmaSE    float64 `json:"sigmaSE"`
	// Gap is the largest difference, over the ends of all codes, between the
	// share of stays that the file counts up to there and what the fitted
	// distribution says: how well a lognormal fits at all.
	Gap float64 `json:"gap"`
}

// fewest is how many discharges of a reason a fit wants.
const fewest = 20

// Fit fits a clock to a table by maximum likelihood. Codes are spans of days:
// day d is taken as d-½ to d+½ (day 1 from 0), 31 to 45 days as 30½ to 45½, and so on
// (our choice; the files count whole days). The likelihood of grouped data is
// maximized with the EM algorithm (Dempster, Laird and Rubin 1977, J R Stat Soc B
// 39:1); standard errors come from the information matrix of the groups. Every
// stay has ended, so nothing is censored.
//
// It is an error if a reason has fewer than 20 discharges, or all its stays in
// one code: then there is no spread to be seen.
func Fit(t Table) (Clock, error) {
	c := Clock{Exits: make([]Exit, 0, reasons)}
	for _, r := range simulate.Reasons() {
		c.Discharges += t.Of(r)
	}
	for _, r := range simulate.Reasons() {
		n := t.Of(r)
		if n < fewest {
			return Clock{}, fmt.Errorf("teds: %d discharges with the reason %s; want at least %d", n, r, fewest)
		}
		e := Exit{Reason: r, Count: n, Weight: float64(n) / float64(c.Discharges)}
		e.WeightSE = math.Sqrt(e.Weight * (1 - e.Weight) / float64(c.Discharges))
		if err := e.fit(&t.Counts[r-1]); err != nil {
			return Clock{}, fmt.Errorf("teds: reason %s: %w", r, err)
		}
		c.Exits = append(c.Exits, e)
	}
	return c, nil
}

// ends gives the logarithms of the ends of a code.
func (s Stay) ends() (low, high float64) {
	first, last := s.Days()
	low, high = math.Inf(-1), math.Inf(1)
	if first > 1 {
		low = math.Log(float64(first) - 0.5)
	}
	if last > 0 {
		high = math.Log(float64(last) + 0.5)
	}
	return low, high
}

// middle gives a value within a code to begin with.
func (s Stay) middle() float64 {
	first, last := s.Days()
	if last == 0 {
		last = 2 * first
	}
	return math.Log(float64(first+last) / 2)
}

func (e *Exit) fit(counts *[stays]int64) error {
	n := float64(e.Count)
	mu, sigma, codes := start(counts, n)
	if codes < 2 {
		return errors.New("all stays have one code; want stays that differ")
	}
	for range 10_000 {
		sum, squares := 0.0, 0.0
		for s := Stay(1); s < stays; s++ {
			if c := float64(counts[s]); c > 0 {
				m1, m2 := within(s, mu, sigma)
				sum += c * m1
				squares += c * m2
			}
		}
		nextMu := sum / n
		nextSigma := math.Sqrt(max(squares/n-nextMu*nextMu, 1e-12))
		near := math.Abs(nextMu-mu)+math.Abs(nextSigma-sigma) < 1e-12
		mu, sigma = nextMu, nextSigma
		if near {
			break
		}
	}
	e.MedianDays, e.Sigma = math.Exp(mu), sigma
	return e.check(counts, mu, sigma)
}

// start gives the moments of the middles, and how many codes are used.
func start(counts *[stays]int64, n float64) (mu, sigma float64, codes int) {
	sum, squares := 0.0, 0.0
	for s := Stay(1); s < stays; s++ {
		if c := float64(counts[s]); c > 0 {
			codes++
			x := s.middle()
			sum += c * x
			squares += c * x * x
		}
	}
	mu = sum / n
	return mu, math.Sqrt(max(squares/n-mu*mu, 0.01)), codes
}

// within gives the first two moments of a normal variate that is known to lie
// within a code.
func within(s Stay, mu, sigma float64) (m1, m2 float64) {
	low, high := s.ends()
	a, b := (low-mu)/sigma, (high-mu)/sigma
	p := between(a, b)
	if p < 1e-300 { // far out, where the nearer end is as good as certain
		x := low
		if b < 0 {
			x = high
		}
		return x, x * x
	}
	d := (density(a) - density(b)) / p
	dd := (weighted(a) - weighted(b)) / p
	m1 = mu + sigma*d
	return m1, mu*mu + 2*mu*sigma*d + sigma*sigma*(1+dd)
}

// between gives the normal probability from a to b, from the side on which it
// loses no digits.
func between(a, b float64) float64 {
	if a > 0 {
		a, b = -b, -a
	}
	return (math.Erfc(-b/math.Sqrt2) - math.Erfc(-a/math.Sqrt2)) / 2
}

func density(z float64) float64 { return math.Exp(-z*z/2) / math.Sqrt(2*math.Pi) }

// weighted is z times the density, 0 at the infinite ends.
func weighted(z float64) float64 {
	if math.IsInf(z, 0) {
		return 0
	}
	return z * density(z)
}

// check works out standard errors and the gap.
func (e *Exit) check(counts *[stays]int64, mu, sigma float64) error {
	var mm, ms, ss float64 // the information matrix for one discharge
	counted, modeled := 0.0, 0.0
	n := float64(e.Count)
	for s := Stay(1); s < stays; s++ {
		low, high := s.ends()
		a, b := (low-mu)/sigma, (high-mu)/sigma
		p := between(a, b)
		counted += float64(counts[s]) / n
		modeled += p
		e.Gap = max(e.Gap, math.Abs(counted-modeled))
		if p < 1e-300 {
			continue
		}
		dMu, dSigma := (density(a)-density(b))/sigma, (weighted(a)-weighted(b))/sigma
		mm += dMu * dMu / p
		ms += dMu * dSigma / p
		ss += dSigma * dSigma / p
	}
	det := mm*ss - ms*ms
	if !(det > 0) {
		return errors.New("the stays do not say how much they differ; want more codes with discharges")
	}
	e.MedianSE = e.MedianDays * math.Sqrt(ss/det/n)
	e.SigmaSE = math.Sqrt(mm / det / n)
	return nil
}

// words are the parts of the ids of parameters that name a reason.
var words = [...]string{"", "completed", "transferred", "dropped-out", "terminated", "other"}

// Parameters gives parameters with the clock in the place of theirs. Values
// beyond the range of a parameter are moved to its end.
func (c Clock) Parameters(p simulate.Parameters) (simulate.Parameters, error) {
	var ids []string
	var values []float64
	for _, e := range c.Exits {
		if !e.Reason.IsValid() {
			return p, errors.New("teds: the clock has an exit without a reason")
		}
		word := words[e.Reason]
		ids = append(ids, "exit-weight-"+word, "exit-median-"+word, "exit-sigma-"+word)
		values = append(values, e.Weight, e.MedianDays, e.Sigma)
	}
	return p.WithAll(ids, values)
}

// Share gives the share of people who are still there after a number of days.
func (c Clock) Share(days float64) float64 {
	left := 0.0
	for _, e := range c.Exits {
		if days > 0 {
			left += e.Weight * math.Erfc((math.Log(e.MedianDays)-math.Log(days))/(e.Sigma*math.Sqrt2)) / 2
		}
	}
	return 1 - left
}

// String gives the clock as a small table.
func (c Clock) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d discharges\n%-12s %7s %8s %6s %6s\n", c.Discharges, "reason", "share", "median", "sigma", "gap")
	for _, e := range c.Exits {
		fmt.Fprintf(&b, "%-12s %7.4f %8.1f %6.3f %6.3f\n", e.Reason, e.Weight, e.MedianDays, e.Sigma, e.Gap)
	}
	return b.String()
}
