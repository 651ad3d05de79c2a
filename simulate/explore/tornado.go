package explore

import (
	"cmp"
	"errors"
	"math"
	"slices"
)

// Tornado is a one-way sensitivity analysis: one input after the other is set
// to a low and a high quantile of its distribution while all others stay at
// their base.
type Tornado struct {
	inputs []Input
	moved  []int
	tail   float64
}

// NewTornado plans the runs. tail is the share of each distribution that lies
// beyond either end of a bar, for instance 0.025; it is between 0 and 0.5.
// Inputs without a spread have no bar.
func NewTornado(inputs []Input, tail float64) (*Tornado, error) {
	if err := checkInputs(inputs); err != nil {
		return nil, err
	}
	if !(tail > 0 && tail < 0.5) {
		return nil, errors.New("tornado: want a tail between 0 and 0.5, such as 0.025")
	}
	return &Tornado{inputs: slices.Clone(inputs), moved: varied(inputs), tail: tail}, nil
}

// Len is one for the base case and two for each bar.
func (t *Tornado) Len() int { return 1 + 2*len(t.moved) }

// Point gives the base case first, then low and high of each bar.
func (t *Tornado) Point(i int) []float64 {
	out := bases(t.inputs)
	if i > 0 {
		j := t.moved[(i-1)/2]
		out[j] = t.end(j, (i-1)%2 == 1)
	}
	return out
}

func (t *Tornado) end(j int, high bool) float64 {
	if high {
		return t.inputs[j].Spread.Quantile(1 - t.tail)
	}
	return t.inputs[j].Spread.Quantile(t.tail)
}

// Bar is what one input does to one result.
type Bar struct {
	Input string  `json:"input"`
	Low   float64 `json:"low"` // the input's low value
	High  float64 `json:"high"`
	// AtLow and AtHigh are the result there; Base is the result of the base
	// case.
	AtLow  float64 `json:"atLow"`
	AtHigh float64 `json:"atHigh"`
	Base   float64 `json:"base"`
}

// Width is how far apart the two ends of a bar are.
func (b Bar) Width() float64 { return math.Abs(b.AtHigh - b.AtLow) }

// Analyze gives the bars of each result, the widest first; bars of the same
// width stay in the order of the inputs.
func (t *Tornado) Analyze(results [][]float64) ([][]Bar, error) {
	n, err := checkResults(results, t.Len())
	if err != nil {
		return nil, err
	}
	out := make([][]Bar, n)
	for k := range out {
		out[k] = make([]Bar, 0, len(t.moved))
		for i, j := range t.moved {
			out[k] = append(out[k], Bar{
				Input: t.inputs[j].Name, Low: t.end(j, false), High: t.end(j, true),
				AtLow: results[1+2*i][k], AtHigh: results[2+2*i][k], Base: results[0][k],
			})
		}
		slices.SortStableFunc(out[k], func(a, b Bar) int { return cmp.Compare(b.Width(), a.Width()) })
	}
	return out, nil
}
