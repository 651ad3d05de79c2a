package calibrate

import (
	"errors"
	"fmt"
	"math"

	"gonum.org/v1/gonum/optimize"

	"github.com/openiop/openiop/simulate/explore"
)

// Options say how long to search. The zero Options are as the fields say.
type Options struct {
	// Starts are values from which to search, in the order of the inputs, for
	// instance those of [Acceptance.Nearest]. Without any, the search begins at
	// the bases of the inputs.
	Starts [][]float64
	// Runs is the most often that the model runs, for all starts together; 0
	// means 200 for each input and start.
	Runs int
	// Near is the change of the score below which a search ends if it does not
	// get better for some steps; 0 means one millionth.
	Near float64
}

// Fitted is an input after a search.
type Fitted struct {
	Input string  `json:"input"`
	Base  float64 `json:"base"`
	Value float64 `json:"value"`
	// AtEdge says that the value lies in the outermost thousandth of what its
	// spread allows: the targets would have it further out.
	AtEdge bool `json:"atEdge,omitempty"`
}

// Report is the result of a search. The slices are the caller's.
type Report struct {
	Inputs []Fitted `json:"inputs"`
	Candidate
	// Runs is how often the model ran.
	Runs int `json:"runs"`
	// Converged says that the best search ended because it got no better, not
	// because it was stopped.
	Converged bool `json:"converged"`
}

// Fit searches for the inputs with the lowest score by the simplex method of
// Nelder and Mead 1965 (Comput J 7:308), from each start. Inputs are searched on
// the logit of the probability in their spread, so that they cannot leave it.
//
// The same problem gives the same report. A model that is a simulation should
// use the same seed at every point: then it is a function, and differences
// between points are not chance.
func (p Problem) Fit(o Options) (Report, error) {
	s, err := p.search(o)
	if err != nil {
		return Report{}, err
	}
	var best Report
	for i, start := range s.starts {
		c, converged, err := s.from(start, s.most*(i+1)/len(s.starts))
		if err != nil {
			return Report{}, err
		}
		if i == 0 || c.Score < best.Score {
			best.Candidate, best.Converged = c, converged
		}
	}
	best.Runs = s.runs
	for j, in := range p.Inputs {
		u := in.Spread.CDF(best.Values[j])
		best.Inputs = append(best.Inputs, Fitted{Input: in.Name, Base: in.Base, Value: best.Values[j], AtEdge: s.moves(j) && (u < 0.001 || u > 0.999)})
	}
	return best, nil
}

// search is a running fit.
type search struct {
	Problem
	moved  []int
	starts [][]float64
	most   int
	near   float64

	runs   int
	best   Candidate
	failed error
	threw  any
}

func (p Problem) search(o Options) (*search, error) {
	if err := p.check(); err != nil {
		return nil, err
	}
	if _, err := explore.NewLatinHypercube(p.Inputs, 1, 0); err != nil { // checks the inputs
		return nil, err
	}
	s := &search{Problem: p, starts: o.Starts, most: o.Runs, near: o.Near}
	base := make([]float64, len(p.Inputs))
	for j, in := range p.Inputs {
		base[j] = in.Base
		if s.moves(j) {
			s.moved = append(s.moved, j)
		}
	}
	if len(s.moved) == 0 {
		return nil, errors.New("calibrate: no input varies")
	}
	if len(s.starts) == 0 {
		s.starts = [][]float64{base}
	}
	for i, start := range s.starts {
		if len(start) != len(base) {
			return nil, fmt.Errorf("calibrate: start %d has %d values; want %d", i, len(start), len(base))
		}
	}
	if s.most == 0 {
		s.most = 200 * len(s.moved) * len(s.starts)
	}
	if s.near == 0 {
		s.near = 1e-6
	}
	if s.most < 0 || !(s.near > 0) {
		return nil, errors.New("calibrate: want no negative number of runs and no negative nearness")
	}
	return s, nil
}

// moves reports whether an input is searched.
func (p Problem) moves(j int) bool {
	f := p.Inputs[j].Spread.Family()
	return f != 0 && f != explore.Point
}

// from searches from one start until the model has run most times in all.
func (s *search) from(start []float64, most int) (Candidate, bool, error) {
	s.best = Candidate{}
	z := make([]float64, len(s.moved))
	for k, j := range s.moved {
		u := min(max(s.Inputs[j].Spread.CDF(start[j]), 0.002), 0.998)
		z[k] = math.Log(u / (1 - u))
	}
	result, err := optimize.Minimize(
		optimize.Problem{Func: func(z []float64) float64 { return s.evaluate(start, z) }, Status: s.status},
		z,
		&optimize.Settings{
			FuncEvaluations: max(most-s.runs, 1),
			Converger:       &optimize.FunctionConverge{Absolute: s.near, Iterations: 20 * len(z)},
		},
		&optimize.NelderMead{SimplexSize: 0.5},
	)
	switch {
	case s.threw != nil:
		panic(s.threw) // in the caller's goroutine, as if the model had been called there
	case s.failed != nil:
		return Candidate{}, false, s.failed
	case err != nil:
		return Candidate{}, false, fmt.Errorf("calibrate: %w", err)
	}
	return s.best, result.Status == optimize.FunctionConvergence || result.Status == optimize.MethodConverge, nil
}

// status stops the search when the model has failed.
func (s *search) status() (optimize.Status, error) {
	if s.threw != nil || s.failed != nil {
		return optimize.RuntimeLimit, nil
	}
	return optimize.NotTerminated, nil
}

// evaluate runs the model at a point of the search and gives its score.
func (s *search) evaluate(start, z []float64) (at float64) {
	defer func() {
		if threw := recover(); threw != nil {
			s.threw, at = threw, math.MaxFloat64
		}
	}()
	if s.threw != nil || s.failed != nil {
		return math.MaxFloat64
	}
	s.runs++
	values := append([]float64(nil), start...)
	for k, j := range s.moved {
		values[j] = s.Inputs[j].Spread.Quantile(1 / (1 + math.Exp(-z[k])))
	}
	results, err := s.Model(append([]float64(nil), values...))
	if err != nil {
		s.failed = err
		return math.MaxFloat64
	}
	c, err := s.candidate(values, results)
	if err != nil {
		s.failed = err
		return math.MaxFloat64
	}
	if s.best.Values == nil || c.Score < s.best.Score {
		s.best = c
	}
	return min(c.Score, math.MaxFloat64) // the search wants finite numbers
}
