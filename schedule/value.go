package schedule

import (
	"github.com/openiop/openiop/iop"
)

// A valuation says what the time of a block is worth: all of it (gross), or
// what a counting policy counts (countable).
type valuation struct {
	policy *iop.CountingPolicy // nil values gross time
}

// worth is what one occurrence of a block is worth in minutes.
type worth struct {
	low, high iop.Minutes
	open      bool // no upper bound is known
	known     bool // something is known
	never     bool // it cannot count: a known zero
}

// counting is whether the time of a block counts.
type counting uint8

const (
	countsNever counting = iota
	countsMaybe
	countsAlways
)

// counts reports whether a block's time counts: by the author's own
// statement, else by the policy for its activity. A slot that rotates counts
// for certain only if all its activities do.
func (v valuation) counts(b *Block) counting {
	switch {
	case v.policy == nil:
		return countsAlways
	case b.CountsAsClinical != nil && *b.CountsAsClinical:
		return countsAlways
	case b.CountsAsClinical != nil:
		return countsNever
	case len(b.Rotates) == 0 && !b.Activity.IsValid():
		return countsMaybe
	case len(b.Rotates) == 0:
		return countsIf(v.policy.Counted.Has(b.Activity))
	}
	some, all := false, true
	for _, a := range b.Rotates {
		has := v.policy.Counted.Has(a)
		some, all = some || has, all && has
	}
	if some && !all {
		return countsMaybe
	}
	return countsIf(all)
}

func countsIf(yes bool) counting {
	if yes {
		return countsAlways
	}
	return countsNever
}

// of gives what one occurrence of a slot is worth.
func (v valuation) of(s *slot) worth {
	w := worth{low: s.length.low, high: s.length.high, open: s.length.open, known: s.length.known}
	if v.policy == nil {
		return w
	}
	c := v.counts(s.block)
	if c == countsNever {
		return worth{known: true, never: true}
	}
	if b := s.block.BreakMinutes; b.IsStated() && !v.policy.CountBreaks {
		w = w.less(b)
	}
	if n := s.block.ClinicalMinutesMax; n.IsStated() {
		w = w.upTo(n)
	}
	w.low = v.policy.Credit(w.low)
	w.high = v.policy.Credit(w.high)
	if c == countsMaybe {
		w.low = 0
	}
	return w
}

// less takes breaks out of a length.
func (w worth) less(breaks Number) worth {
	low, high, open := breaks.bounds()
	w.high = max(0, w.high-iop.Minutes(low))
	w.low = max(0, w.low-iop.Minutes(high))
	if open {
		w.low = 0
	}
	return w
}

// upTo caps a length at its clinical part.
func (w worth) upTo(part Number) worth {
	low, high, open := part.bounds()
	w.low = min(w.low, iop.Minutes(low))
	if !open && (w.open || w.high > iop.Minutes(high)) {
		w.high, w.open = iop.Minutes(high), false
	}
	return w
}
