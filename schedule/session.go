package schedule

import (
	"cmp"
	"slices"

	"github.com/openiop/openiop/iop"
)

// services counts the occurrences of blocks that may count.
func (s *segment) services(v valuation) iop.Span {
	sum := iop.Exactly(0)
	for i := range s.slots {
		sl := &s.slots[i]
		if v.cannotCount(sl) || sl.block.Within.Set || sl.block.AlternativeTo != "" {
			continue
		}
		sum = sum.Add(sl.occurrences())
	}
	return sum
}

// occurrences gives how often a slot takes place in a week, as a span.
func (sl *slot) occurrences() iop.Span {
	low := sl.often.low
	if sl.skippable {
		low = 0
	}
	switch {
	case !sl.often.known:
		return iop.Span{}
	case sl.often.open:
		return iop.AtLeast(iop.Minutes(low))
	}
	return iop.Between(iop.Minutes(low), iop.Minutes(sl.often.high))
}

// sessions counts times of attendance. Where every countable block stands on
// days and clock, blocks back to back are one session; otherwise there is at
// least one a service day and at most one a block.
func (s *segment) sessions(v valuation, days weekDays) iop.Span {
	stays, exact := s.certainStays(v)
	if exact {
		return iop.Exactly(iop.Minutes(len(sittings(stays))))
	}
	services := s.services(v)
	if !days.count.IsKnown() {
		return iop.Span{}
	}
	most, ok := services.Max()
	if !ok {
		return iop.AtLeast(days.count.Min())
	}
	return iop.Between(min(days.count.Min(), most), most)
}

// countedStay is a stay that may be one of a break or a meal between others.
type countedStay struct {
	stay
	counts bool
}

// certainStays lists the stays of a week in which every countable block is
// attended on stated days and clock; exact is false for other weeks.
func (s *segment) certainStays(v valuation) (out []countedStay, exact bool) {
	for i := range s.slots {
		sl := &s.slots[i]
		if sl.block.Within.Set || sl.absent() {
			continue
		}
		counts := !v.cannotCount(sl)
		certain := sl.clocked() && !sl.skippable && len(sl.insteadOf) == 0 && !sl.replaced &&
			sl.often.low == sl.days.Len() && sl.often.high == sl.often.low && !sl.often.open
		if counts && !certain {
			return nil, false
		}
		if certain {
			for _, st := range s.stays(nil, i, sl.days, true) {
				out = append(out, countedStay{st, counts})
			}
		}
	}
	slices.SortFunc(out, func(a, b countedStay) int { return cmp.Compare(a.from, b.from) })
	return out, slices.ContainsFunc(out, func(st countedStay) bool { return st.counts })
}

// sittings joins stays that follow one another without a pause and keeps
// those with countable time.
func sittings(stays []countedStay) (out []stay) {
	counts := false
	flush := func() {
		if len(out) > 0 && !counts {
			out = out[:len(out)-1]
		}
	}
	for _, st := range stays {
		if len(out) > 0 && st.from <= out[len(out)-1].to {
			out[len(out)-1].to = max(out[len(out)-1].to, st.to)
			counts = counts || st.counts
			continue
		}
		flush()
		out = append(out, st.stay)
		counts = st.counts
	}
	flush()
	return out
}

// freeTime gives the longest time between services. Where the clock is not
// stated, n free days mean more than n and less than n+2 days.
func (s *segment) freeTime(v valuation, days weekDays) iop.Span {
	if stays, exact := s.certainStays(v); exact {
		var last, longest iop.Minutes
		for round := range 2 {
			for _, st := range stays {
				if !st.counts {
					continue
				}
				from := st.from + iop.Minutes(round)*weekMinutes
				if last > 0 {
					longest = max(longest, from-last)
				}
				last = max(last, st.to+iop.Minutes(round)*weekMinutes)
			}
		}
		return iop.Exactly(longest)
	}
	if !days.gap.IsKnown() {
		return iop.Span{}
	}
	most, _ := days.gap.Max()
	low := days.gap.Min() * dayMinutes
	return iop.Between(low, max(low, (most+2)*dayMinutes-2*days.least.Min()))
}

// sessionLengths gives the lengths of the shortest and the longest countable
// block of a format.
func (s *segment) sessionLengths(v valuation, f iop.Format) (least, most iop.Span, blocks int) {
	for i := range s.slots {
		sl := &s.slots[i]
		if sl.absent() || v.cannotCount(sl) || sl.block.Within.Set || f != "" && formatOf(sl.block, f) == countsNever {
			continue
		}
		span := sl.length.span()
		if blocks++; blocks == 1 {
			least, most = span, span
			continue
		}
		least, most = lesser(least, span), greater(most, span)
	}
	return least, most, blocks
}

func (l length) span() iop.Span {
	switch {
	case !l.known:
		return iop.Span{}
	case l.open:
		return iop.AtLeast(l.low)
	}
	return iop.Between(l.low, l.high)
}

// lesser gives the span of the smaller of two quantities.
func lesser(a, b iop.Span) iop.Span {
	low := min(a.Min(), b.Min())
	aMax, aOK := a.Max()
	bMax, bOK := b.Max()
	switch {
	case aOK && bOK:
		return iop.Between(low, min(aMax, bMax))
	case aOK:
		return iop.Between(low, aMax)
	case bOK:
		return iop.Between(low, bMax)
	case !a.IsKnown() && !b.IsKnown():
		return iop.Span{}
	}
	return iop.AtLeast(low)
}

// greater gives the span of the larger of two quantities.
func greater(a, b iop.Span) iop.Span {
	if !a.IsKnown() && !b.IsKnown() {
		return iop.Span{}
	}
	low := max(a.Min(), b.Min())
	aMax, aOK := a.Max()
	bMax, bOK := b.Max()
	if aOK && bOK {
		return iop.Between(low, max(aMax, bMax))
	}
	return iop.AtLeast(low)
}
