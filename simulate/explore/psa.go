package explore

import (
	"errors"
	"fmt"
	"math"
	"slices"
)

// Correlation says that two inputs go together: Rho, between -1 and 1, is the
// correlation of their normal scores. What is left out is 0.
type Correlation struct {
	A, B string
	Rho  float64
}

// PSA is a probabilistic sensitivity analysis: all inputs are drawn from their
// distributions at once, as often as there are samples. Correlated inputs keep
// their own distributions and are joined by a Gaussian copula (Nelsen, An
// Introduction to Copulas, 2nd edition 2006, section 2.3): normal scores with
// the given correlations are turned into quantiles.
type PSA struct {
	inputs  []Input
	keys    []uint64
	lower   [][]float64 // Cholesky factor by input
	samples int
	seed    uint64
}

// NewPSA plans samples draws. Sample i depends on the seed, on i and on the
// inputs, not on samples: the first draws of a longer analysis are those of a
// shorter one. Without correlations the draws of an input depend on its name
// alone, not on the other inputs.
func NewPSA(inputs []Input, correlations []Correlation, samples int, seed uint64) (*PSA, error) {
	if err := checkInputs(inputs); err != nil {
		return nil, err
	}
	if samples < 1 {
		return nil, errors.New("psa: want at least one sample")
	}
	p := &PSA{inputs: slices.Clone(inputs), samples: samples, seed: seed}
	for _, in := range inputs {
		p.keys = append(p.keys, nameKey(in.Name))
	}
	m, err := matrix(inputs, correlations)
	if err != nil {
		return nil, err
	}
	p.lower, err = cholesky(m)
	return p, err
}

func matrix(inputs []Input, correlations []Correlation) ([][]float64, error) {
	m := make([][]float64, len(inputs))
	for i := range m {
		m[i] = make([]float64, len(inputs))
		m[i][i] = 1
	}
	find := func(name string) int {
		return slices.IndexFunc(inputs, func(in Input) bool { return in.Name == name && in.Spread.IsStated() })
	}
	for _, c := range correlations {
		a, b := find(c.A), find(c.B)
		switch {
		case a < 0 || b < 0 || a == b:
			return nil, fmt.Errorf("psa: correlation of %q and %q: want two inputs that have a spread", c.A, c.B)
		case !(c.Rho > -1 && c.Rho < 1):
			return nil, fmt.Errorf("psa: correlation of %q and %q: want a number between -1 and 1", c.A, c.B)
		case m[a][b] != 0:
			return nil, fmt.Errorf("psa: correlation of %q and %q is given twice", c.A, c.B)
		}
		m[a][b], m[b][a] = c.Rho, c.Rho
	}
	return m, nil
}

// cholesky gives the lower factor of a correlation matrix.
func cholesky(m [][]float64) ([][]float64, error) {
	l := make([][]float64, len(m))
	for i := range m {
		l[i] = make([]float64, i+1)
		for j := range i + 1 {
			sum := m[i][j]
			for k := range j {
				sum -= l[i][k] * l[j][k]
			}
			switch {
			case i != j:
				l[i][j] = sum / l[j][j]
			case sum > 1e-12:
				l[i][i] = math.Sqrt(sum)
			default:
				return nil, errors.New("psa: no inputs can have all these correlations at once; want a positive definite matrix")
			}
		}
	}
	return l, nil
}

// Len is the number of samples.
func (p *PSA) Len() int { return p.samples }

// Point gives the values of sample i.
func (p *PSA) Point(i int) []float64 {
	out := bases(p.inputs)
	for j, in := range p.inputs {
		if in.Spread.IsStated() {
			out[j] = in.Spread.Quantile(p.score(i, j))
		}
	}
	return out
}

// score gives the probability whose quantile is taken.
func (p *PSA) score(i, j int) float64 {
	row := p.lower[j]
	if row[j] == 1 { // with nothing before it
		return uniform(p.seed, forPSA, uint64(i), p.keys[j])
	}
	z := 0.0
	for k, l := range row {
		if l != 0 {
			z += l * normalQuantile(uniform(p.seed, forPSA, uint64(i), p.keys[k]))
		}
	}
	return min(max(normalCDF(z), 0x1p-54), 1-0x1p-53)
}

// Analyze describes each result over all samples.
func (p *PSA) Analyze(results [][]float64) ([]Spread, error) {
	n, err := checkResults(results, p.samples)
	if err != nil {
		return nil, err
	}
	out := make([]Spread, n)
	for k := range out {
		out[k] = describe(column(results, k))
	}
	return out, nil
}

func column(results [][]float64, k int) []float64 {
	out := make([]float64, len(results))
	for i, r := range results {
		out[i] = r[k]
	}
	return out
}

// Spread describes values of a result: their mean, standard deviation, median,
// and the limits between which 95% of them lie.
type Spread struct {
	Mean   float64 `json:"mean"`
	SD     float64 `json:"sd"`
	Low    float64 `json:"low"` // the 2.5% quantile
	Median float64 `json:"median"`
	High   float64 `json:"high"` // the 97.5% quantile
}

// describe sorts x. Quantiles interpolate between order statistics (definition
// 7 of Hyndman and Fan 1996, Am Stat 50:361, the default of R).
func describe(x []float64) Spread {
	mean, variance := moments(x)
	slices.Sort(x)
	return Spread{Mean: mean, SD: math.Sqrt(variance), Low: quantile(x, 0.025), Median: quantile(x, 0.5), High: quantile(x, 0.975)}
}

// moments gives the mean and the variance with divisor n-1, 0 for one value.
func moments(x []float64) (mean, variance float64) {
	for _, v := range x {
		mean += v
	}
	mean /= float64(len(x))
	if len(x) < 2 {
		return mean, 0
	}
	for _, v := range x {
		variance += (v - mean) * (v - mean)
	}
	return mean, variance / float64(len(x)-1)
}

func quantile(sorted []float64, p float64) float64 {
	at := p * float64(len(sorted)-1)
	i := int(at)
	if i+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	return sorted[i] + (at-float64(i))*(sorted[i+1]-sorted[i])
}

// Apart is the spread of a result taken apart.
type Apart struct {
	// ParameterSD is how much the result differs because the inputs are not
	// known.
	ParameterSD float64 `json:"parameterSD"`
	// MonteCarloSE is how much the mean of all samples still owes to chance.
	MonteCarloSE float64 `json:"monteCarloSE"`
}

// TakeApart separates what is not known about inputs from the noise of a
// simulation, for one result: value[i] was estimated at sample i with standard
// error se[i]. The variance of the values is the sum of both; what the
// simulation explains is subtracted (analysis of variance, O'Hagan, Stevenson
// and Madan 2007, Health Econ 16:1009). A difference below zero counts as zero.
func TakeApart(value, se []float64) (Apart, error) {
	if len(value) < 2 || len(value) != len(se) {
		return Apart{}, errors.New("explore: want at least two values, and a standard error for each")
	}
	_, total := moments(value)
	noise := 0.0
	for _, s := range se {
		noise += s * s
	}
	noise /= float64(len(se))
	return Apart{ParameterSD: math.Sqrt(max(total-noise, 0)), MonteCarloSE: math.Sqrt(total / float64(len(value)))}, nil
}
