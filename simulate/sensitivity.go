package simulate

import (
	"errors"
	"fmt"

	"github.com/openiop/openiop/simulate/explore"
)

// Inputs gives parameters as inputs of an exploration: the ones with some ids,
// in their order, or all of them without any. Their bases are the values, their
// spreads those of the parameters.
func (p Parameters) Inputs(ids ...string) ([]explore.Input, error) {
	if len(ids) == 0 {
		ids = parameterIDs()
	}
	out := make([]explore.Input, 0, len(ids))
	for _, id := range ids {
		x, err := p.Lookup(id)
		if err != nil {
			return nil, fmt.Errorf("parameter %q: %w", id, err)
		}
		out = append(out, explore.Input{Name: id, Base: x.Value, Spread: x.Spread})
	}
	return out, nil
}

// Explore gives the model as a function from values of some parameters to
// numbers of its results, for the plans of package explore and for calibration.
// At every point the same people meet the same chances, so that points differ by
// their parameters and not by luck. Values beyond the range of a parameter are
// moved to its end, and weights of exits are divided by their sum.
//
// The function is safe for concurrent use.
func (m *Model) Explore(ids []string, seed uint64, people int64, numbers ...func(*Results) float64) (explore.Model, error) {
	if err := CheckPeople(0, people); err != nil {
		return nil, err
	}
	if len(numbers) == 0 {
		return nil, errors.New("explore: want at least one number of the results")
	}
	for _, id := range ids {
		if _, err := placeOf(id); err != nil {
			return nil, fmt.Errorf("parameter %q: %w", id, err)
		}
	}
	return func(values []float64) ([]float64, error) {
		p, err := m.params.WithAll(ids, values)
		if err != nil {
			return nil, err
		}
		at, err := m.With(p)
		if err != nil {
			return nil, err
		}
		s := at.Run(seed, 0, people)
		r := s.Results()
		out := make([]float64, len(numbers))
		for i, number := range numbers {
			out[i] = number(&r)
		}
		return out, nil
	}, nil
}
