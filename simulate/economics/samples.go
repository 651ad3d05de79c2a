package economics

import (
	"errors"
	"fmt"
)

// Samples are costs and effects of several strategies in many samples of a
// probabilistic sensitivity analysis. The slices are the caller's.
type Samples struct {
	names         []string
	cost, effects [][]float64
}

// NewSamples takes costs and effects by sample and strategy: cost[i][j] is the
// cost of strategy j in sample i. It keeps the slices.
func NewSamples(names []string, cost, effect [][]float64) (Samples, error) {
	if len(names) < 2 {
		return Samples{}, errors.New("economics: want at least two strategies")
	}
	if len(cost) == 0 || len(cost) != len(effect) {
		return Samples{}, errors.New("economics: want at least one sample, and as many of effects as of costs")
	}
	for i := range cost {
		row := make([]Strategy, len(names))
		if len(cost[i]) != len(names) || len(effect[i]) != len(names) {
			return Samples{}, fmt.Errorf("economics: sample %d: want a cost and an effect for each of %d strategies", i, len(names))
		}
		for j, name := range names {
			row[j] = Strategy{name, cost[i][j], effect[i][j]}
		}
		if err := check(row); err != nil {
			return Samples{}, fmt.Errorf("sample %d: %w", i, err)
		}
	}
	return Samples{names, cost, effect}, nil
}

// Means gives the strategies with their average cost and effect over all
// samples, for [Compare].
func (s Samples) Means() []Strategy {
	out := make([]Strategy, len(s.names))
	n := float64(len(s.cost))
	for j, name := range s.names {
		out[j].Name = name
		for i := range s.cost {
			out[j].Cost += s.cost[i][j] / n
			out[j].Effect += s.effects[i][j] / n
		}
	}
	return out
}

// Acceptability is one threshold of an acceptability curve.
type Acceptability struct {
	// PerUnit is what a unit of effect is taken to be worth.
	PerUnit float64 `json:"perUnit"`
	// Shares is, for each strategy, the share of samples in which it has the
	// highest net benefit. Strategies with equal net benefit share a sample.
	Shares []float64 `json:"shares"`
	// Best is the strategy with the highest average net benefit: the one to
	// choose. It need not have the largest share. PerfectInformation is what
	// it would be worth, for one person, to know everything before choosing:
	// the average of the highest net benefits less the highest average.
	Best               string  `json:"best"`
	PerfectInformation float64 `json:"perfectInformation"`
}

// Acceptability gives the acceptability curves of all strategies at values of a
// unit of effect, with the acceptability frontier (Best) and the expected value
// of perfect information.
//
// Sources: van Hout et al. 1994, Health Econ 3:309; frontier: Fenwick, Claxton
// and Sculpher 2001, Health Econ 10:779; value of information: Briggs, Claxton
// and Sculpher, Decision Modelling for Health Economic Evaluation (2006),
// section 6.1. The results are those of ceac and calc_evpi of the R package
// dampack, but for equal net benefits, where ceac draws.
func (s Samples) Acceptability(perUnit []float64) ([]Acceptability, error) {
	out := make([]Acceptability, 0, len(perUnit))
	for _, worth := range perUnit {
		if !number(worth) || worth < 0 {
			return nil, errors.New("economics: want a value of a unit of effect of 0 or more")
		}
		out = append(out, s.at(worth))
	}
	return out, nil
}

func (s Samples) at(worth float64) Acceptability {
	a := Acceptability{PerUnit: worth, Shares: make([]float64, len(s.names))}
	n := float64(len(s.cost))
	mean := make([]float64, len(s.names))
	benefit := make([]float64, len(s.names))
	highest := 0.0
	for i := range s.cost {
		for j := range benefit {
			benefit[j] = Strategy{Cost: s.cost[i][j], Effect: s.effects[i][j]}.NetBenefit(worth)
			mean[j] += benefit[j] / n
		}
		best := most(benefit)
		highest += benefit[best[0]] / n
		for _, j := range best {
			a.Shares[j] += 1 / (n * float64(len(best)))
		}
	}
	chosen := most(mean)[0]
	a.Best = s.names[chosen]
	// rounding may leave a trace below zero where one strategy is always best
	a.PerfectInformation = max(highest-mean[chosen], 0)
	return a
}

// most gives the places of the largest numbers.
func most(x []float64) (places []int) {
	for j := range x {
		switch {
		case len(places) == 0 || x[j] > x[places[0]]:
			places = append(places[:0], j)
		case x[j] == x[places[0]]:
			places = append(places, j)
		}
	}
	return places
}
