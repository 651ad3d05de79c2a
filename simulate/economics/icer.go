package economics

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
)

// Strategy is one way of doing things with its cost and effect, on average for
// a person.
type Strategy struct {
	Name   string  `json:"name"`
	Cost   float64 `json:"cost"`
	Effect float64 `json:"effect"`
}

// Status says whether a strategy may be chosen by anybody who wants most effect
// for money. The zero Status is invalid.
type Status uint8

// The statuses.
const (
	// OnFrontier: there is a value of a unit of effect at which it is best.
	OnFrontier Status = iota + 1
	// ExtendedDominated: a mixture of two others brings more for less.
	ExtendedDominated
	// Dominated: another costs no more and brings no less, and is better in
	// one of both, or is the same and stands before it.
	Dominated
)

var statusNames = [...]string{OnFrontier: "on the frontier", ExtendedDominated: "extended dominated", Dominated: "dominated"}

// String gives the name of a status, "" for an invalid one.
func (s Status) String() string {
	if int(s) < len(statusNames) {
		return statusNames[s]
	}
	return ""
}

// MarshalText writes the name.
func (s Status) MarshalText() ([]byte, error) {
	if s.String() == "" {
		return nil, errors.New("is not a status")
	}
	return []byte(s.String()), nil
}

// UnmarshalText reads a name.
func (s *Status) UnmarshalText(text []byte) error {
	for i, name := range statusNames {
		if i > 0 && name == string(text) {
			*s = Status(i)
			return nil
		}
	}
	return errors.New("is not a status; want on the frontier, extended dominated or dominated")
}

// Step is what one strategy on the frontier adds to the one before it.
type Step struct {
	From   string  `json:"from"`
	Cost   float64 `json:"cost"`
	Effect float64 `json:"effect"`
	// Ratio is the incremental cost-effectiveness ratio, Cost/Effect: what one
	// more unit of effect costs.
	Ratio float64 `json:"ratio"`
}

// Row is a strategy in a comparison.
type Row struct {
	Strategy
	Status Status `json:"status"`
	// Step is nil for the cheapest strategy and for those that are not on the
	// frontier.
	Step *Step `json:"step"`
}

// Compare makes the table of incremental cost-effectiveness ratios: first the
// frontier in order of cost, then the extended dominated, then the dominated
// strategies.
//
// Source: Drummond et al., Methods for the Economic Evaluation of Health Care
// Programmes, 4th edition 2015; the order of the table and the treatment of ties
// are those of calculate_icers of the R package dampack.
func Compare(strategies []Strategy) ([]Row, error) {
	if err := check(strategies); err != nil {
		return nil, err
	}
	sorted := slices.Clone(strategies)
	slices.SortStableFunc(sorted, func(a, b Strategy) int {
		return cmp.Or(cmp.Compare(a.Cost, b.Cost), cmp.Compare(b.Effect, a.Effect))
	})
	var dominated, extended []Row
	var frontier []Strategy
	for _, s := range sorted {
		if n := len(frontier); n > 0 && s.Effect <= frontier[n-1].Effect {
			dominated = append(dominated, Row{Strategy: s, Status: Dominated})
			continue
		}
		for n := len(frontier); n > 1 && ratio(frontier[n-2], frontier[n-1]) > ratio(frontier[n-1], s); n = len(frontier) {
			extended = append(extended, Row{Strategy: frontier[n-1], Status: ExtendedDominated})
			frontier = frontier[:n-1]
		}
		frontier = append(frontier, s)
	}
	slices.SortStableFunc(extended, func(a, b Row) int { return cmp.Compare(a.Cost, b.Cost) })
	rows := make([]Row, 0, len(strategies))
	for i, s := range frontier {
		r := Row{Strategy: s, Status: OnFrontier}
		if i > 0 {
			f := frontier[i-1]
			r.Step = &Step{From: f.Name, Cost: s.Cost - f.Cost, Effect: s.Effect - f.Effect, Ratio: ratio(f, s)}
		}
		rows = append(rows, r)
	}
	return slices.Concat(rows, extended, dominated), nil
}

func ratio(from, to Strategy) float64 { return (to.Cost - from.Cost) / (to.Effect - from.Effect) }

func check(strategies []Strategy) error {
	if len(strategies) == 0 {
		return errors.New("economics: no strategies")
	}
	seen := map[string]bool{}
	for _, s := range strategies {
		switch {
		case s.Name == "":
			return errors.New("economics: a strategy has no name")
		case seen[s.Name]:
			return fmt.Errorf("economics: two strategies are named %q", s.Name)
		case !number(s.Cost) || !number(s.Effect):
			return fmt.Errorf("economics: cost or effect of %q is no number", s.Name)
		}
		seen[s.Name] = true
	}
	return nil
}

func number(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }

// NetBenefit is what a strategy is worth in money when a unit of effect is worth
// perUnit: perUnit·Effect - Cost. Source: Stinnett and Mullahy 1998, Med Decis
// Making 18:S68.
func (s Strategy) NetBenefit(perUnit float64) float64 { return perUnit*s.Effect - s.Cost }
