package explore

import (
	"errors"
	"fmt"
	"math"
)

// Input is one number that a model takes.
type Input struct {
	// Name is unique among the inputs; draws are keyed by it.
	Name string
	// Base is the value in the base case.
	Base float64
	// Spread is what is believed about the value. An input whose spread is not
	// stated stays at Base.
	Spread Distribution
}

// Model turns the values of the inputs, in their order, into results. It must
// give as many results each time, and the same for the same values. It may keep
// neither slice.
type Model func(values []float64) (results []float64, err error)

// Plan is a list of points at which a model is to be evaluated: those of a
// [PSA], a [Tornado], a [Morris], a [Sobol] or a [LatinHypercube]. Points are functions of their
// number, so they can be evaluated in any order, anywhere.
type Plan interface {
	// Len is how many points there are.
	Len() int
	// Point gives the values of the inputs at a point, in a new slice.
	Point(i int) []float64
}

// Evaluate runs a model at every point of a plan, in order. Who wants to use
// several cores evaluates the points by himself and hands the results, by
// number of point, to the plan's Analyze.
func Evaluate(p Plan, m Model) ([][]float64, error) {
	out := make([][]float64, p.Len())
	for i := range out {
		r, err := m(p.Point(i))
		if err != nil {
			return nil, fmt.Errorf("point %d of %d: %w", i+1, len(out), err)
		}
		out[i] = append([]float64(nil), r...)
	}
	return out, nil
}

func checkInputs(inputs []Input) error {
	if len(inputs) == 0 {
		return errors.New("explore: no inputs")
	}
	seen := map[string]bool{}
	varied := 0
	for _, in := range inputs {
		switch {
		case in.Name == "":
			return errors.New("explore: an input has no name")
		case seen[in.Name]:
			return fmt.Errorf("explore: two inputs are named %q", in.Name)
		case math.IsNaN(in.Base) || math.IsInf(in.Base, 0):
			return fmt.Errorf("explore: the base of %q is no number", in.Name)
		case in.Spread.IsStated():
			varied++
		}
		seen[in.Name] = true
	}
	if varied == 0 {
		return errors.New("explore: no input has a spread, so there is nothing to explore")
	}
	return nil
}

// checkResults reports results that do not fit a plan, and gives how many
// there are at each point.
func checkResults(results [][]float64, points int) (int, error) {
	if len(results) != points {
		return 0, fmt.Errorf("explore: results of %d points; want %d", len(results), points)
	}
	for i, r := range results {
		if len(r) == 0 || len(r) != len(results[0]) {
			return 0, fmt.Errorf("explore: point %d has %d results; want as many at each, and at least one", i, len(r))
		}
		for _, x := range r {
			if math.IsNaN(x) || math.IsInf(x, 0) {
				return 0, fmt.Errorf("explore: a result of point %d is no number", i)
			}
		}
	}
	return len(results[0]), nil
}

// varied gives the places of the inputs with a spread.
func varied(inputs []Input) (out []int) {
	for j, in := range inputs {
		if in.Spread.IsStated() && in.Spread.Family() != Point {
			out = append(out, j)
		}
	}
	return out
}

func bases(inputs []Input) []float64 {
	out := make([]float64, len(inputs))
	for j, in := range inputs {
		out[j] = in.Base
		if in.Spread.Family() == Point {
			out[j] = in.Spread.Mean()
		}
	}
	return out
}

// names gives the names of some inputs.
func names(inputs []Input, at []int) []string {
	out := make([]string, len(at))
	for i, j := range at {
		out[i] = inputs[j].Name
	}
	return out
}
