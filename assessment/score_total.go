package assessment

import (
	"fmt"

	"github.com/openiop/openiop/iop"
)

// FromTotal gives the result of a total that was told without its answers, as
// another record system sends it: its bands, and the flags that the total
// decides, such as "positive". Subscales and flags about single answers are
// unknown, and so is whether the total was prorated.
//
// It is an error if the instrument has no total, or cannot give this one.
func (s *Scorer) FromTotal(total iop.Amount, c Context) (Result, error) {
	if s.total == nil {
		return Result{}, fmt.Errorf("%s has no total", s.in.ID)
	}
	low, high, places := s.in.totalRange()
	units, known := total.Units(places)
	if !known || iop.DecimalAmount(units, places) != total || total.Compare(iop.WholeAmount(int64(low))) < 0 || total.Compare(iop.WholeAmount(int64(high))) > 0 {
		return Result{}, fmt.Errorf("is no total of %s; want %d to %d with at most %d decimals", s.in.ID, low, high, places)
	}
	var r Result
	w := work{s: s, r: &r, c: c}
	r.reset(s, Raw)
	r.Status, r.Total = StatusScored, total
	for i := range s.items {
		w.given[i] = NotAnswered
	}
	for i := range s.subscales {
		r.Subscales = append(r.Subscales, ScaleScore{ID: s.subscales[i].def.ID})
	}
	w.bands()
	w.setFlags()
	return r, nil
}

// totalRange gives the lowest and highest total and its decimals.
func (in *Instrument) totalRange() (low, high, places int) {
	t := in.Total
	if t.Transform != nil {
		return t.Transform.Min, t.Transform.Max, t.Transform.Decimals
	}
	return t.Min, t.Max, in.Decimals
}
