package explore

import (
	"errors"
	"slices"
)

// Sobol takes the variance of results apart by inputs. For inputs that are
// independent, the first-order index is the share of the variance that would
// go if the input were known; the total index is the share that would stay if
// all others were.
//
// Two independent sets of samples A and B are drawn, and for each input a third
// that is A with the input from B. Sources: Sobol 1993, Math Model Comput Exp
// 1:407; design and first-order estimator: Saltelli et al. 2010, Comput Phys
// Commun 181:259, table 2 (b); total order: Jansen 1999, Comput Phys Commun
// 117:35 (ibid., (f)).
type Sobol struct {
	inputs  []Input
	moved   []int
	keys    []uint64
	samples int
	seed    uint64
}

// resamples is how many bootstrap samples give the limits.
const resamples = 400

// NewSobol plans samples rows of each set; the model runs samples·(inputs+2)
// times, where inputs are those that vary.
func NewSobol(inputs []Input, samples int, seed uint64) (*Sobol, error) {
	if err := checkInputs(inputs); err != nil {
		return nil, err
	}
	s := &Sobol{inputs: slices.Clone(inputs), moved: varied(inputs), samples: samples, seed: seed}
	switch {
	case samples < 2:
		return nil, errors.New("sobol: want at least two samples; a thousand are a beginning")
	case len(s.moved) == 0:
		return nil, errors.New("sobol: no input varies")
	}
	for _, j := range s.moved {
		s.keys = append(s.keys, nameKey(inputs[j].Name))
	}
	return s, nil
}

// Len is the number of points.
func (s *Sobol) Len() int { return s.samples * (len(s.moved) + 2) }

// Point gives the points row by row: A, B, then A with one input from B.
func (s *Sobol) Point(i int) []float64 {
	row, set := i/(len(s.moved)+2), i%(len(s.moved)+2)
	out := bases(s.inputs)
	for k, j := range s.moved {
		purpose := forSobolA
		if set == 1 || set == k+2 {
			purpose = forSobolB
		}
		out[j] = s.inputs[j].Spread.Quantile(uniform(s.seed, purpose, uint64(row), s.keys[k]))
	}
	return out
}

// Index is the share of one input in the variance of a result, with limits
// between which 95% of bootstrap samples lie. Estimates may be a little below 0
// or above 1; they are not cut off, so that chance shows.
type Index struct {
	Input     string  `json:"input"`
	First     float64 `json:"first"`
	FirstLow  float64 `json:"firstLow"`
	FirstHigh float64 `json:"firstHigh"`
	Total     float64 `json:"total"`
	TotalLow  float64 `json:"totalLow"`
	TotalHigh float64 `json:"totalHigh"`
}

// Indices are those of one result.
type Indices struct {
	Mean     float64 `json:"mean"`
	Variance float64 `json:"variance"`
	Inputs   []Index `json:"inputs"` // in the order of the inputs
}

// Analyze gives the indices of each result. A result that does not vary has
// indices of 0.
func (s *Sobol) Analyze(results [][]float64) ([]Indices, error) {
	n, err := checkResults(results, s.Len())
	if err != nil {
		return nil, err
	}
	out := make([]Indices, n)
	for k := range out {
		out[k] = s.indices(s.rows(results, k))
	}
	return out, nil
}

// rows gives one result as a table: for each row A, B, and A with each input
// from B, less the mean of A and B.
func (s *Sobol) rows(results [][]float64, k int) (rows [][]float64, mean float64) {
	width := len(s.moved) + 2
	for i := range s.samples {
		row := make([]float64, width)
		for j := range row {
			row[j] = results[i*width+j][k]
		}
		mean += (row[0] + row[1]) / float64(2*s.samples)
		rows = append(rows, row)
	}
	constant := true
	for _, row := range rows {
		for j := range row {
			constant = constant && row[j] == rows[0][0]
		}
	}
	for _, row := range rows {
		for j := range row {
			row[j] -= mean
			if constant { // the mean of equal numbers need not be equal to them
				row[j] = 0
			}
		}
	}
	return rows, mean
}

func (s *Sobol) indices(rows [][]float64, mean float64) Indices {
	all := make([]int, s.samples)
	for i := range all {
		all[i] = i
	}
	first, total, variance := estimate(rows, all)
	out := Indices{Mean: mean, Variance: variance, Inputs: make([]Index, len(s.moved))}
	boot := make([][2][]float64, len(s.moved))
	for b := range resamples {
		for i := range all {
			all[i] = int(uniform(s.seed, forBootstrap, uint64(b), uint64(i)) * float64(s.samples))
		}
		f, t, _ := estimate(rows, all)
		for k := range boot {
			boot[k][0], boot[k][1] = append(boot[k][0], f[k]), append(boot[k][1], t[k])
		}
	}
	for k, name := range names(s.inputs, s.moved) {
		f, t := describe(boot[k][0]), describe(boot[k][1])
		out.Inputs[k] = Index{Input: name, First: first[k], FirstLow: f.Low, FirstHigh: f.High, Total: total[k], TotalLow: t.Low, TotalHigh: t.High}
	}
	return out
}

// estimate gives the indices from some of the rows.
func estimate(rows [][]float64, use []int) (first, total []float64, variance float64) {
	inputs := len(rows[0]) - 2
	first, total = make([]float64, inputs), make([]float64, inputs)
	n := float64(len(use))
	sum := 0.0
	for _, i := range use {
		row := rows[i]
		a, b := row[0], row[1]
		sum += a + b
		variance += a*a + b*b
		for k, ab := range row[2:] {
			first[k] += b * (ab - a)
			total[k] += (a - ab) * (a - ab)
		}
	}
	variance = variance/(2*n) - sum/(2*n)*(sum/(2*n))
	if variance <= 0 {
		return make([]float64, inputs), make([]float64, inputs), 0
	}
	for k := range first {
		first[k] /= n * variance
		total[k] /= 2 * n * variance
	}
	return first, total, variance
}
