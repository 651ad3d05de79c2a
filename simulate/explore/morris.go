package explore

import (
	"cmp"
	"errors"
	"math"
	"slices"
)

// Morris screens inputs: paths through a grid of the inputs' quantiles, one
// input moved at each step, give elementary effects. Source: Morris 1991,
// Technometrics 33:161; mean of absolute effects: Campolongo, Cariboni and
// Saltelli 2007, Environ Model Softw 22:1509.
type Morris struct {
	inputs       []Input
	moved        []int
	keys         []uint64
	trajectories int
	levels       int
	tail         float64
	seed         uint64
}

// NewMorris plans trajectories paths on a grid of an even number of levels, at
// least 4 usually, that reaches from the quantile tail to the quantile 1-tail
// of each input. tail 0 takes the whole range, which must then be bounded.
// Steps are levels/(2(levels-1)) of the grid.
func NewMorris(inputs []Input, trajectories, levels int, tail float64, seed uint64) (*Morris, error) {
	if err := checkInputs(inputs); err != nil {
		return nil, err
	}
	m := &Morris{inputs: slices.Clone(inputs), moved: varied(inputs), trajectories: trajectories, levels: levels, tail: tail, seed: seed}
	switch {
	case trajectories < 2:
		return nil, errors.New("morris: want at least two trajectories")
	case levels < 2 || levels%2 == 1:
		return nil, errors.New("morris: want an even number of levels, such as 4")
	case !(tail >= 0 && tail < 0.5):
		return nil, errors.New("morris: want a tail from 0 up to 0.5")
	case len(m.moved) == 0:
		return nil, errors.New("morris: no input varies")
	}
	for _, j := range m.moved {
		m.keys = append(m.keys, nameKey(inputs[j].Name))
		if tail == 0 && (math.IsInf(inputs[j].Spread.Quantile(0), 0) || math.IsInf(inputs[j].Spread.Quantile(1), 0)) {
			return nil, errors.New("morris: " + inputs[j].Name + " has no bounds; want a tail above 0, such as 0.01")
		}
	}
	return m, nil
}

// Len is the number of points: for each trajectory one, and one for each input
// that varies.
func (m *Morris) Len() int { return m.trajectories * (len(m.moved) + 1) }

// step is how far an input moves, as a part of the grid.
func (m *Morris) step() float64 { return float64(m.levels) / float64(2*(m.levels-1)) }

// Point gives point i%(inputs+1) of trajectory i/(inputs+1).
func (m *Morris) Point(i int) []float64 {
	path, at := i/(len(m.moved)+1), i%(len(m.moved)+1)
	order := m.order(path)
	out := bases(m.inputs)
	for k, j := range m.moved {
		low := float64(int(uniform(m.seed, forMorrisStart, uint64(path), m.keys[k])*float64(m.levels/2))) / float64(m.levels-1)
		high := low + m.step()
		from, to := low, high
		if m.down(path, k) {
			from, to = high, low
		}
		g := from
		if slices.Index(order, k) < at {
			g = to
		}
		out[j] = m.inputs[j].Spread.Quantile(m.tail + (1-2*m.tail)*min(g, 1))
	}
	return out
}

// down reports whether an input moves to lower values on a path.
func (m *Morris) down(path, k int) bool {
	return uniform(m.seed, forMorrisDirection, uint64(path), m.keys[k]) < 0.5
}

// order gives the order in which inputs move on a path: that of a draw of
// each.
func (m *Morris) order(path int) []int {
	out := make([]int, len(m.moved))
	for k := range out {
		out[k] = k
	}
	slices.SortFunc(out, func(a, b int) int {
		return cmp.Compare(uniform(m.seed, forMorrisOrder, uint64(path), m.keys[a]), uniform(m.seed, forMorrisOrder, uint64(path), m.keys[b]))
	})
	return out
}

// Effect is what moving an input over the grid does to a result, in units of
// the result.
type Effect struct {
	Input string `json:"input"`
	// Mean is the average effect with its sign, MeanAbsolute that of its size:
	// how much the input matters.
	Mean         float64 `json:"mean"`
	MeanAbsolute float64 `json:"meanAbsolute"`
	// SD is how much the effect differs from place to place: curvature, or
	// inputs that act together.
	SD float64 `json:"sd"`
	// SE is the standard error of MeanAbsolute.
	SE float64 `json:"se"`
}

// Analyze gives the effects on each result, the largest mean absolute effect
// first.
func (m *Morris) Analyze(results [][]float64) ([][]Effect, error) {
	n, err := checkResults(results, m.Len())
	if err != nil {
		return nil, err
	}
	out := make([][]Effect, n)
	for k := range out {
		effects := make([][]float64, len(m.moved))
		for path := range m.trajectories {
			first := path * (len(m.moved) + 1)
			for s, moved := range m.order(path) {
				change := (results[first+s+1][k] - results[first+s][k]) / m.step()
				if m.down(path, moved) {
					change = -change
				}
				effects[moved] = append(effects[moved], change)
			}
		}
		out[k] = m.summarize(effects)
	}
	return out, nil
}

func (m *Morris) summarize(effects [][]float64) []Effect {
	out := make([]Effect, 0, len(effects))
	for i, name := range names(m.inputs, m.moved) {
		mean, variance := moments(effects[i])
		for j, e := range effects[i] {
			effects[i][j] = math.Abs(e)
		}
		size, of := moments(effects[i])
		out = append(out, Effect{Input: name, Mean: mean, MeanAbsolute: size, SD: math.Sqrt(variance), SE: math.Sqrt(of / float64(m.trajectories))})
	}
	slices.SortStableFunc(out, func(a, b Effect) int { return cmp.Compare(b.MeanAbsolute, a.MeanAbsolute) })
	return out
}
