package calibrate

import (
	"cmp"
	"slices"

	"github.com/openiop/openiop/simulate/explore"
)

// Acceptance is what came of a Latin hypercube.
type Acceptance struct {
	Tried int `json:"tried"`
	// Accepted are the candidates that meet every fitted target, the nearest
	// first.
	Accepted []Candidate `json:"accepted"`
	// Nearest are the candidates with the lowest scores, met or not, at most
	// ten: where to go on with [Problem.Fit].
	Nearest []Candidate `json:"nearest"`
	// Ranges say for each input which values were accepted; empty if none were.
	Ranges []Range `json:"ranges"`
}

// Range is what is left of an input after acceptance.
type Range struct {
	Input string  `json:"input"`
	Low   float64 `json:"low"`
	Mean  float64 `json:"mean"`
	High  float64 `json:"high"`
}

// nearest is how many candidates are kept whether they are accepted or not.
const nearest = 10

// Accept tries samples candidates from a Latin hypercube over the spreads of
// the inputs and keeps those that meet every fitted target. It is the
// calibration of RESPOND (PLOS ONE 2024, doi:10.1371/journal.pone.0310763).
func (p Problem) Accept(samples int, seed uint64) (Acceptance, error) {
	if err := p.check(); err != nil {
		return Acceptance{}, err
	}
	plan, err := explore.NewLatinHypercube(p.Inputs, samples, seed)
	if err != nil {
		return Acceptance{}, err
	}
	results, err := explore.Evaluate(plan, p.Model)
	if err != nil {
		return Acceptance{}, err
	}
	return p.Select(plan, results)
}

// Select is the second half of [Problem.Accept], for those who evaluate the
// points of a plan over the inputs by themselves: it keeps the candidates that
// meet the targets.
func (p Problem) Select(plan explore.Plan, results [][]float64) (Acceptance, error) {
	if err := p.check(); err != nil {
		return Acceptance{}, err
	}
	all := make([]Candidate, 0, len(results))
	for i, r := range results {
		c, err := p.candidate(plan.Point(i), r)
		if err != nil {
			return Acceptance{}, err
		}
		all = append(all, c)
	}
	slices.SortStableFunc(all, func(a, b Candidate) int { return cmp.Compare(a.Score, b.Score) })
	out := Acceptance{Tried: len(results), Accepted: []Candidate{}, Nearest: slices.Clone(all[:min(nearest, len(all))]), Ranges: []Range{}}
	for _, c := range all {
		if c.met() {
			out.Accepted = append(out.Accepted, c)
		}
	}
	if len(out.Accepted) > 0 {
		out.Ranges = p.ranges(out.Accepted)
	}
	return out, nil
}

func (p Problem) ranges(accepted []Candidate) []Range {
	out := make([]Range, 0, len(p.Inputs))
	for j, in := range p.Inputs {
		r := Range{Input: in.Name, Low: accepted[0].Values[j], High: accepted[0].Values[j]}
		for _, c := range accepted {
			r.Low, r.High = min(r.Low, c.Values[j]), max(r.High, c.Values[j])
			r.Mean += c.Values[j] / float64(len(accepted))
		}
		out = append(out, r)
	}
	return out
}
