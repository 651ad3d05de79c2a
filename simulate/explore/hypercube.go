package explore

import (
	"cmp"
	"errors"
	"slices"
)

// LatinHypercube covers the distributions of all inputs evenly: each input's
// distribution is cut into as many equal parts as there are samples, and each
// part is used once, in an order of its own for each input. Source: McKay,
// Beckman and Conover 1979, Technometrics 21:239.
type LatinHypercube struct {
	inputs []Input
	strata [][]int // by input, by sample
	seed   uint64
}

// NewLatinHypercube plans samples points. Unlike those of a [PSA] they depend on
// how many there are.
func NewLatinHypercube(inputs []Input, samples int, seed uint64) (*LatinHypercube, error) {
	if err := checkInputs(inputs); err != nil {
		return nil, err
	}
	if samples < 1 {
		return nil, errors.New("latin hypercube: want at least one sample")
	}
	l := &LatinHypercube{inputs: slices.Clone(inputs), seed: seed}
	for _, in := range inputs {
		key := nameKey(in.Name)
		order, strata := make([]int, samples), make([]int, samples)
		at := make([]float64, samples)
		for i := range order {
			order[i], at[i] = i, uniform(seed, forStratum, uint64(i), key)
		}
		slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(at[a], at[b]) })
		for place, i := range order {
			strata[i] = place
		}
		l.strata = append(l.strata, strata)
	}
	return l, nil
}

// Len is the number of samples.
func (l *LatinHypercube) Len() int { return len(l.strata[0]) }

// Point gives the values of sample i.
func (l *LatinHypercube) Point(i int) []float64 {
	out := bases(l.inputs)
	for j, in := range l.inputs {
		if in.Spread.IsStated() {
			within := uniform(l.seed, forWithin, uint64(i), nameKey(in.Name))
			out[j] = in.Spread.Quantile((float64(l.strata[j][i]) + within) / float64(l.Len()))
		}
	}
	return out
}
