package schedule

import (
	"math/big"
	"slices"

	"github.com/openiop/openiop/iop"
)

// clone gives a segment whose slots can be changed.
func (s *segment) clone() segment {
	c := *s
	c.slots = slices.Clone(s.slots)
	return c
}

// without gives the segment as it is where nothing is offered on some days.
// A block held on each of its days loses those days. Where a client attends
// some of a block's days, or the days are not stated, it is not known whether
// the lost days are among the attended ones: the least is that they are, the
// most that they are not, as far as other days are left. No total can rise.
func (s *segment) without(gone iop.Weekdays) segment {
	if gone == 0 {
		return *s
	}
	c := s.clone()
	for i := range c.slots {
		c.slots[i].lose(gone)
	}
	c.linkLost(s)
	return c
}

// lose takes days from a slot.
func (sl *slot) lose(gone iop.Weekdays) {
	gone &^= sl.gone
	sl.gone |= gone
	if sl.days == 0 && gone != 0 {
		sl.days, sl.anyDay = iop.AllWeekdays, true
	}
	f, n := &sl.often, sl.days.Len()
	lost, left, sure := gone.Len(), 7-gone.Len(), 0
	switch {
	case n > 0 && f.high <= n && !f.open:
		lost = (sl.days & gone).Len()
		left = n - lost
	case n > 0:
		sure = (sl.days & gone).Len() // what goes beyond the days falls on others
	}
	if lost == 0 || f.high == 0 && !f.open {
		return
	}
	if left == 0 {
		sl.often = frequencyOf(Whole(0))
		return
	}
	if sl.days&^gone != 0 {
		sl.days &^= gone
	}
	if sl.usesWeeklyMinutes() {
		sl.skippable, sl.usualLow = true, max(sl.usualLow, f.low)
	}
	f.low = max(0, f.low-lost)
	f.averageLow = leastRat(f.averageLow, big.NewRat(int64(f.low), 1))
	if f.open {
		return
	}
	f.high = min(f.high-sure, max(left, f.high-lost))
	f.averageHigh = leastRat(f.averageHigh, big.NewRat(int64(f.high), 1))
}

func leastRat(a, b *big.Rat) *big.Rat {
	if b.Cmp(a) < 0 {
		return b
	}
	return a
}

// linkLost looks after blocks taken instead of one another where one of them
// lost days. Instead of a session that is not held the alternative can still
// be attended; and where the alternative is not held, the client may have
// meant to take it.
func (s *segment) linkLost(before *segment) {
	for i := range before.slots {
		alt := &s.slots[i]
		if len(alt.insteadOf) == 0 {
			continue
		}
		days := anyIfNone(before.slots[i].days) & alt.gone &^ before.slots[i].gone
		lost := min(before.slots[i].often.most(7), days.Len()) // any of them may have been chosen
		if alt.often.high == 0 && !alt.often.open {
			lost = before.slots[i].often.most(7)
		}
		s.keepLess(alt, lost)
	}
	for i := range before.slots {
		if lost := before.slots[i].often.high - s.slots[i].often.high; lost > 0 && s.slots[i].replaced && !s.slots[i].often.open {
			s.addGhost(i, lost)
		}
	}
	for i := range s.slots {
		if sl := &s.slots[i]; len(sl.insteadOf) > 0 && sl.often.high == 0 && !sl.often.open {
			sl.insteadOf = nil // nothing is left to take instead
		}
	}
	for i := range s.slots {
		s.slots[i].replaced = slices.ContainsFunc(s.slots, func(sl slot) bool { return slices.Contains(sl.insteadOf, i) })
	}
}

// addGhost adds a slot for sessions of a block that are not held.
func (s *segment) addGhost(i, lost int) {
	g := s.slots[i]
	block := *g.block
	block.Start, block.End, block.AlternativeTo, block.WeeklyMinutes = Clock{}, Clock{}, "", Number{}
	g.block, g.ghost, g.skippable, g.insteadOf = &block, true, true, nil
	g.days = anyIfNone(g.gone)
	g.gone = iop.AllWeekdays
	g.length, g.often, g.ghostOf = length{known: true}, frequencyOf(Whole(lost)), i
	n := len(s.slots)
	s.slots = append(s.slots, g)
	for j := range s.slots[:n] {
		if sl := &s.slots[j]; slices.Contains(sl.insteadOf, i) {
			sl.insteadOf = append(slices.Clone(sl.insteadOf), n)
		}
	}
}

// keepLess says that so many occurrences of the blocks that an alternative is
// taken instead of may not be attended: the client may have chosen the
// alternative, and it was lost.
func (s *segment) keepLess(alt *slot, lost int) {
	if lost <= 0 {
		return
	}
	for _, j := range alt.insteadOf {
		f := &s.slots[j].often
		f.low = max(0, f.low-lost)
		f.averageLow = leastRat(f.averageLow, big.NewRat(int64(f.low), 1))
	}
}

// lostOn gives the gross time that closing some days costs, as a span where it
// is not known which days a client attends.
func (s *segment) lostOn(closed iop.Weekdays) iop.Span {
	open := s.without(closed)
	before, after := s.total(valuation{}), open.total(valuation{})
	full, rest := before.span(), after.span()
	if full.IsExact() && rest.IsExact() {
		return iop.Exactly(full.Min() - rest.Min())
	}
	var low, high iop.Minutes
	endless := false
	for i := range s.slots {
		sl := &s.slots[i]
		if sl.block.Within.Set || sl.absent() {
			continue
		}
		few, many := sl.heldOn(closed)
		if sl.skippable || sl.replaced || len(sl.insteadOf) > 0 {
			few = 0
		}
		switch {
		case many == 0:
		case sl.usesWeeklyMinutes():
			_, h, o := sl.weeklyTotal(valuation{})
			high, endless = high+h, endless || o
		default:
			low += iop.Minutes(few) * sl.length.low
			high += iop.Minutes(many) * sl.length.high
			endless = endless || sl.length.open
		}
	}
	most, ok := full.Max()
	switch {
	case endless && !ok:
		return iop.AtLeast(low)
	case ok && (endless || high > most):
		high = most
	}
	return iop.Between(min(low, high), high)
}

// heldOn gives how many of a slot's occurrences fall on some days, at the
// least and at the most.
func (sl *slot) heldOn(days iop.Weekdays) (few, many int) {
	on, elsewhere := days.Len(), 7-days.Len()
	if n := sl.days.Len(); n > 0 && !sl.often.open && sl.often.high <= n {
		on = (sl.days & days).Len()
		elsewhere = n - on
	}
	many = min(sl.often.most(7), on)
	return min(many, max(0, sl.often.low-elsewhere)), many
}
