package study

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/openiop/openiop/simulate"
	"github.com/openiop/openiop/simulate/explore"
)

// plan lists the parameters at which the model is tried: all drawn at once, one
// after the other moved to its ends, and each assumption at zero.
type plan struct {
	params  simulate.Parameters
	ids     []string
	psa     *explore.PSA
	tornado *explore.Tornado
	// zeros are the assumptions that are not at zero.
	zeros []string
}

// tornadoTail is the share of a distribution beyond either end of a bar: bars
// show where a parameter lies with 95%.
const tornadoTail = 0.025

func newPlan(p simulate.Parameters, draws int, seed uint64) (*plan, error) {
	out := &plan{params: p}
	var inputs []explore.Input
	for x := range p.All() {
		inputs = append(inputs, explore.Input{Name: x.ID, Base: x.Value, Spread: x.Spread})
		out.ids = append(out.ids, x.ID)
		if x.Assumption && x.Value != 0 && x.Min <= 0 {
			out.zeros = append(out.zeros, x.ID)
		}
	}
	var err error
	if out.psa, err = explore.NewPSA(inputs, nil, draws, seed); err != nil {
		return nil, err
	}
	out.tornado, err = explore.NewTornado(inputs, tornadoTail)
	return out, err
}

func (p *plan) len() int { return p.psa.Len() + p.tornado.Len() + len(p.zeros) }

// at gives the parameters of one point.
func (p *plan) at(i int) (simulate.Parameters, error) {
	switch n := i - p.psa.Len(); {
	case n < 0:
		return p.params.WithAll(p.ids, p.psa.Point(i))
	case n < p.tornado.Len():
		return p.params.WithAll(p.ids, p.tornado.Point(n))
	default:
		return p.params.With(p.zeros[n-p.tornado.Len()], 0)
	}
}

// explored is what came of a plan. Lists of values are by place, as in
// [Study.place].
type explored struct {
	spreads []explore.Spread
	apart   []explore.Apart
	// draws[i] are the values of draw i.
	draws [][]float64
	bars  [][]explore.Bar
	// differences[i] are how the draws of design i differ from those of the
	// first, by measure.
	differences [][]explore.Spread
	// base are the values of the tornado's middle, zeros those with an assumption
	// at zero.
	base  []float64
	zeros [][]float64
	// unknown marks places that had no number at some point.
	unknown []bool
}

// Explore tries other parameters, if the options ask for it. The same people meet the same chances at each point,
// so that points differ by their parameters.
func (s *Study) Explore() error {
	if s.plan == nil {
		return nil
	}
	n := s.plan.len()
	values, errs := make([][]float64, n), make([][]float64, n)
	var (
		next     atomic.Int64
		wg       sync.WaitGroup
		mu       sync.Mutex
		problems = map[int]error{}
	)
	for range max(1, min(s.Workers, n)) {
		wg.Go(func() {
			for {
				i := int(next.Add(1) - 1)
				if i >= n {
					return
				}
				v, e, err := s.try(i)
				if err != nil {
					mu.Lock()
					problems[i] = err
					mu.Unlock()
					return
				}
				values[i], errs[i] = v, e
				if s.Done != nil {
					s.Done(s.DrawPeople * int64(len(s.Designs)))
				}
			}
		})
	}
	wg.Wait()
	for i := range n {
		if err := problems[i]; err != nil {
			return err
		}
	}
	return s.digest(values, errs)
}

// try walks people with the parameters of one point.
func (s *Study) try(i int) (values, errs []float64, err error) {
	p, err := s.plan.at(i)
	if err != nil {
		return nil, nil, fmt.Errorf("draw %d: %w", i+1, err)
	}
	results := make([]simulate.Results, len(s.models))
	for k, m := range s.models {
		if m, err = m.With(p); err != nil {
			return nil, nil, fmt.Errorf("draw %d: %w", i+1, err)
		}
		summary := m.Run(s.Seed, 0, s.DrawPeople)
		results[k] = summary.Results()
	}
	values, errs = s.values(results)
	return values, errs, nil
}

func (s *Study) digest(values, errs [][]float64) (err error) {
	x := &explored{unknown: make([]bool, len(s.Designs)*len(s.measures))}
	for i := range values {
		for k, v := range values[i] {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				x.unknown[k], values[i][k] = true, 0
			}
			if math.IsNaN(errs[i][k]) {
				errs[i][k] = 0
			}
		}
	}
	draws, rest := s.plan.psa.Len(), s.plan.tornado.Len()
	x.draws = values[:draws]
	if x.spreads, err = s.plan.psa.Analyze(x.draws); err != nil {
		return err
	}
	if x.bars, err = s.plan.tornado.Analyze(values[draws : draws+rest]); err != nil {
		return err
	}
	x.base, x.zeros = values[draws], values[draws+rest:]
	if x.differences, err = s.drawDifferences(x.draws); err != nil {
		return err
	}
	for k := range x.unknown {
		a := explore.Apart{ParameterSD: math.NaN(), MonteCarloSE: math.NaN()}
		if draws > 1 {
			if a, err = explore.TakeApart(column(x.draws, k), column(errs[:draws], k)); err != nil {
				return err
			}
		}
		x.apart = append(x.apart, a)
	}
	s.explored = x
	return nil
}

func sortBars(bars []explore.Bar) {
	slices.SortStableFunc(bars, func(a, b explore.Bar) int { return cmp.Compare(b.Width(), a.Width()) })
}

// drawDifferences describes how designs differ from the first, draw by draw:
// what is not known about people is the same for both.
func (s *Study) drawDifferences(draws [][]float64) (out [][]explore.Spread, err error) {
	for i := range s.Designs {
		rows := make([][]float64, len(draws))
		for d, v := range draws {
			for k := range s.measures {
				rows[d] = append(rows[d], v[s.place(i, k)]-v[s.place(0, k)])
			}
		}
		spreads, err := s.plan.psa.Analyze(rows)
		if err != nil {
			return nil, err
		}
		out = append(out, spreads)
	}
	return out, nil
}

// differenceSpread gives what is not known about a difference from the first
// design because the parameters are not.
func (s *Study) differenceSpread(design, measure int) (spread explore.Spread, ok bool) {
	if s.explored == nil || s.explored.unknown[s.place(design, measure)] || s.explored.unknown[s.place(0, measure)] {
		return spread, false
	}
	return s.explored.differences[design][measure], true
}

func column(rows [][]float64, k int) []float64 {
	out := make([]float64, len(rows))
	for i := range rows {
		out[i] = rows[i][k]
	}
	return out
}

// spread gives what is not known about a measure because the parameters are
// not; ok is false where that was not explored.
func (s *Study) spread(design, measure int) (spread explore.Spread, apart explore.Apart, ok bool) {
	k := s.place(design, measure)
	if s.explored == nil || s.explored.unknown[k] {
		return spread, apart, false
	}
	return s.explored.spreads[k], s.explored.apart[k], true
}
