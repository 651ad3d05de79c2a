package validate

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/openiop/openiop/simulate"
)

// Verdict is how a check ends. The zero Verdict is invalid.
type Verdict uint8

// The verdicts.
const (
	Pass Verdict = iota + 1
	Fail
	NotApplicable
)

var verdictWords = [...]string{Pass: "pass", Fail: "fail", NotApplicable: "not applicable"}

// String gives "pass", "fail" or "not applicable", "" for an invalid verdict.
func (v Verdict) String() string {
	if int(v) < len(verdictWords) {
		return verdictWords[v]
	}
	return ""
}

// MarshalText gives the form of [Verdict.String].
func (v Verdict) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// UnmarshalText reads the form of [Verdict.String].
func (v *Verdict) UnmarshalText(text []byte) error {
	i := slices.Index(verdictWords[:], string(text))
	if i < 1 {
		return fmt.Errorf("is not a verdict; want pass, fail or not applicable")
	}
	*v = Verdict(i)
	return nil
}

// Check is one comparison of the model with a published number.
type Check struct {
	// ID is that of the published number.
	ID   string `json:"id"`
	Set  Set    `json:"set"`
	What string `json:"what"`
	// Published is what was published, as a number or in words. Low and High are
	// the range within which the model passes, and Basis is where it comes from.
	Published string  `json:"published"`
	Low       float64 `json:"low"`
	High      float64 `json:"high"`
	Basis     string  `json:"basis"`
	// Model is what the model gives, with its Monte Carlo standard error (0 where
	// it is not worked out). All four numbers are 0 where the verdict is not
	// applicable.
	Model   float64 `json:"model"`
	SE      float64 `json:"se"`
	Verdict Verdict `json:"verdict"`
	// ByConstruction says that the model could not miss.
	ByConstruction bool `json:"byConstruction,omitempty"`
	// Why says why the check fails or is not applicable, or what a pass is worth.
	Why string `json:"why,omitempty"`
	// decimals are those of the numbers on the page.
	decimals int
}

// Report is what came of all checks. The slices are the caller's.
type Report struct {
	Run    simulate.RunRecord `json:"run"`
	People int64              `json:"people"`
	Seed   uint64             `json:"seed"`
	Checks []Check            `json:"checks"`
}

// Count gives how many checks of a set end in a way; the zero Set counts both.
func (r *Report) Count(s Set, v Verdict) (n int) {
	for i := range r.Checks {
		if c := &r.Checks[i]; c.Verdict == v && (s == 0 || c.Set == s) {
			n++
		}
	}
	return n
}

// Failed gives the checks that fail.
func (r *Report) Failed() []Check {
	return slices.DeleteFunc(slices.Clone(r.Checks), func(c Check) bool { return c.Verdict != Fail })
}

// scorer collects checks.
type scorer struct {
	bench
	checks []Check
}

// scored is a check to be made: what the model gives, and the range.
type scored struct {
	id, what, published, basis string
	low, high                  float64
	got                        simulate.Estimate
	decimals                   int
	built                      bool
	// miss is why the model misses, note what a pass is worth.
	miss, note string
}

func (s *scorer) score(c scored) {
	out := Check{
		ID: c.id, Set: setOf(c.id), What: c.what, Published: c.published, Low: c.low, High: c.high, Basis: c.basis,
		Model: c.got.Value, SE: c.got.SE, ByConstruction: c.built, Why: c.note, Verdict: Pass, decimals: c.decimals,
	}
	if math.IsNaN(out.SE) {
		out.SE = 0
	}
	switch {
	case math.IsNaN(out.Model):
		out.Low, out.High, out.Model, out.SE = 0, 0, 0, 0
		out.Verdict, out.Why = NotApplicable, "these parameters leave nobody from whom it could be worked out"
	case out.Model < c.low || out.Model > c.high:
		out.Verdict, out.ByConstruction, out.Why = Fail, false, c.miss
	}
	if out.Verdict != NotApplicable && out.SE > 0 && min(math.Abs(out.Model-c.low), math.Abs(out.Model-c.high)) < 2*out.SE {
		out.Why = strings.TrimPrefix(out.Why+"; a close call: the bound is nearer than two Monte Carlo errors", "; ")
	}
	s.checks = append(s.checks, out)
}

// leave notes a published number that is not scored.
func (s *scorer) leave(id, what, published, why string) {
	s.checks = append(s.checks, Check{ID: id, Set: setOf(id), What: what, Published: published, Verdict: NotApplicable, Why: why})
}

func setOf(id string) Set {
	if id[0] == 'H' {
		return Validation
	}
	return Calibration
}

// about is the range around a number.
func about(x, within float64) (low, high float64) { return x - within, x + within }

// sampling is the 95% interval of Wilson 1927 (J Am Stat Assoc 22:209) of a
// published share of n people.
func sampling(p float64, n int) (low, high float64) {
	const z = 1.959963984540054
	m := float64(n)
	middle := (p + z*z/(2*m)) / (1 + z*z/m)
	half := z / (1 + z*z/m) * math.Sqrt(p*(1-p)/m+z*z/(4*m*m))
	return middle - half, middle + half
}

// samplingDifference is the 95% interval of a difference of two published
// shares.
func samplingDifference(p float64, n int, q float64, m int) (low, high float64) {
	return about(p-q, 1.959963984540054*math.Sqrt(p*(1-p)/float64(n)+q*(1-q)/float64(m)))
}

// cohen turns an odds ratio into Cohen's d: ln(OR)·sqrt(3)/pi (Chinn 2000,
// Stat Med 19:3127), the rule of the calibration data.
func cohen(p, q float64) float64 {
	return (math.Log(p/(1-p)) - math.Log(q/(1-q))) * math.Sqrt(3) / math.Pi
}

// exactly is a number without Monte Carlo error.
func exactly(x float64) simulate.Estimate { return simulate.Estimate{Value: x, SE: math.NaN()} }
