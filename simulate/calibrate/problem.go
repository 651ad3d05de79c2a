package calibrate

import (
	"errors"
	"fmt"
	"math"

	"github.com/openiop/openiop/simulate/explore"
)

// Target is a number that a result of the model should have.
type Target struct {
	Name  string  `json:"name"`
	Value float64 `json:"value"`
	// Within is the distance that counts as met, and the unit in which misses
	// are measured: a standard error, or what is near enough. It is above 0.
	Within float64 `json:"within"`
	// Weight is how much the target matters beside the others; 0 means 1.
	Weight float64 `json:"weight,omitempty"`
	// HeldOut targets are compared and never fitted.
	HeldOut bool `json:"heldOut,omitempty"`
}

func (t Target) weight() float64 {
	if t.Weight == 0 {
		return 1
	}
	return t.Weight
}

// Problem is a model with what it should meet. The slices are the caller's.
type Problem struct {
	// Inputs are what may change. The spread of each says where to look: only
	// values that it allows are tried. Inputs without a spread stay.
	Inputs []explore.Input
	// Targets stand in the order of the model's results.
	Targets []Target
	Model   explore.Model
}

func (p Problem) check() error {
	if p.Model == nil {
		return errors.New("calibrate: there is no model")
	}
	fitted := 0
	for _, t := range p.Targets {
		switch {
		case math.IsNaN(t.Value) || math.IsInf(t.Value, 0):
			return fmt.Errorf("calibrate: target %q is no number", t.Name)
		case !(t.Within > 0) || math.IsInf(t.Within, 0):
			return fmt.Errorf("calibrate: target %q: want a distance that counts as met, above 0", t.Name)
		case !(t.Weight >= 0) || math.IsInf(t.Weight, 0):
			return fmt.Errorf("calibrate: target %q: want a weight of 0 (which means 1) or more", t.Name)
		case !t.HeldOut:
			fitted++
		}
	}
	if fitted == 0 {
		return errors.New("calibrate: no target to fit")
	}
	return nil
}

// Miss is how a result compares with its target.
type Miss struct {
	Target
	Result float64 `json:"result"`
	// Distance is (Result-Value)/Within. The target is met from -1 to 1.
	Distance float64 `json:"distance"`
	Met      bool    `json:"met"`
}

// misses compares results with the targets.
func (p Problem) misses(results []float64) ([]Miss, error) {
	if len(results) != len(p.Targets) {
		return nil, fmt.Errorf("calibrate: the model has %d results for %d targets", len(results), len(p.Targets))
	}
	out := make([]Miss, len(results))
	for i, t := range p.Targets {
		if math.IsNaN(results[i]) || math.IsInf(results[i], 0) {
			return nil, fmt.Errorf("calibrate: the result for target %q is no number", t.Name)
		}
		d := (results[i] - t.Value) / t.Within
		out[i] = Miss{Target: t, Result: results[i], Distance: d, Met: math.Abs(d) <= 1}
	}
	return out, nil
}

// score is the weighted mean of the squared distances of the fitted targets, or
// of the held-out ones; 0 if there are none.
func score(misses []Miss, heldOut bool) float64 {
	sum, weights := 0.0, 0.0
	for _, m := range misses {
		if m.HeldOut == heldOut {
			sum += m.weight() * m.Distance * m.Distance
			weights += m.weight()
		}
	}
	if weights == 0 {
		return 0
	}
	return sum / weights
}

// Candidate is one set of inputs with what came of it. The slices are the
// caller's.
type Candidate struct {
	Values []float64 `json:"values"` // in the order of the inputs
	// Score is the weighted mean squared distance of the fitted targets, and
	// HeldOutScore that of the others; up to 1 is as near as the targets ask.
	Score        float64 `json:"score"`
	HeldOutScore float64 `json:"heldOutScore"`
	Misses       []Miss  `json:"misses"`
}

func (p Problem) candidate(values, results []float64) (Candidate, error) {
	m, err := p.misses(results)
	if err != nil {
		return Candidate{}, err
	}
	return Candidate{Values: values, Score: score(m, false), HeldOutScore: score(m, true), Misses: m}, nil
}

// met reports whether all fitted targets are met.
func (c Candidate) met() bool {
	for _, m := range c.Misses {
		if !m.HeldOut && !m.Met {
			return false
		}
	}
	return true
}
