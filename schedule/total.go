package schedule

import (
	"math/big"
	"slices"

	"github.com/openiop/openiop/iop"
)

// total is the time of a week: a span in whole weeks, and the exact average
// beside it for frequencies that are not whole.
type total struct {
	low, high iop.Minutes
	open      bool // no upper bound is known
	known     bool // some part is known
	// averageLow and averageHigh are exact; averageHigh is nil when open.
	averageLow, averageHigh *big.Rat
	shared                  overlap
}

// overlap is the time that overlapping blocks share, over all choices of
// attended blocks.
type overlap struct {
	least, most iop.Minutes
	clocked     int // blocks with stated day and clock
}

// span gives the total as a span: unknown when no part is known.
func (t *total) span() iop.Span {
	switch {
	case !t.known:
		return iop.Span{}
	case t.open:
		return iop.AtLeast(t.low)
	}
	return iop.Between(t.low, t.high)
}

// add adds the time of one part of the week.
func (t *total) add(low, high iop.Minutes, open bool) {
	t.low += low
	t.high += high
	t.open = t.open || open
}

// total values the week: every attended block with minutes that overlapping
// blocks share counted once.
func (s *segment) total(v valuation) total {
	t := total{averageLow: new(big.Rat), averageHigh: new(big.Rat)}
	could, can := false, false // some block could count, some block's part is known
	for i := range s.slots {
		sl := &s.slots[i]
		if sl.block.Within.Set || v.counts(sl.block) == countsNever {
			continue
		}
		could = true
		can = can || sl.isKnown(v)
	}
	t.known = can || !could && s.declared
	for _, part := range s.parts() {
		s.addPart(&t, part, v)
	}
	t.capEducation(s, v)
	return t
}

// isKnown reports whether something is known of the slot's time in a week.
func (sl *slot) isKnown(v valuation) bool {
	return v.of(sl).known && sl.often.known || sl.block.WeeklyMinutes.IsStated()
}

// addPart adds the slots of a part that are linked by overlap or choice.
func (s *segment) addPart(t *total, part []int, v valuation) {
	if s.hasOverlap(part) {
		s.addOverlapping(t, part, v)
		return
	}
	if len(part) == 1 {
		s.addSlot(t, part[0], v)
		return
	}
	low, high, open := s.alternatives(part, v)
	t.add(low, high, open)
	t.addAverage(big.NewRat(int64(low), 1), big.NewRat(int64(high), 1), open)
}

// addSlot adds a slot that is linked to no other.
func (s *segment) addSlot(t *total, i int, v valuation) {
	sl := &s.slots[i]
	low, high, open := sl.weekly(v)
	averageLow, averageHigh := big.NewRat(int64(low), 1), big.NewRat(int64(high), 1)
	w := v.of(sl)
	if !sl.often.isWhole() && !sl.usesWeeklyMinutes() {
		averageLow = new(big.Rat).Mul(sl.often.averageLow, big.NewRat(int64(w.low), 1))
		if !open {
			averageHigh = new(big.Rat).Mul(sl.often.averageHigh, big.NewRat(int64(w.high), 1))
		}
		if sl.skippable {
			averageLow = new(big.Rat)
		}
	}
	t.add(low, high, open)
	t.addAverage(averageLow, averageHigh, open)
}

func (t *total) addAverage(low, high *big.Rat, open bool) {
	t.averageLow.Add(t.averageLow, low)
	if open || t.averageHigh == nil {
		t.averageHigh = nil
		return
	}
	t.averageHigh.Add(t.averageHigh, high)
}

// usesWeeklyMinutes reports whether the weekly total stands in for a length
// or frequency that is not stated.
func (sl *slot) usesWeeklyMinutes() bool {
	return sl.block.WeeklyMinutes.IsStated() && !(sl.length.known && sl.often.known)
}

// weekly gives the time of one slot in a week.
func (sl *slot) weekly(v valuation) (low, high iop.Minutes, open bool) {
	w := v.of(sl)
	switch {
	case sl.block.Within.Set || w.never:
		return 0, 0, false
	case sl.usesWeeklyMinutes():
		low, high, open = sl.weeklyTotal(v)
	default:
		low = w.low * iop.Minutes(sl.often.low)
		high = w.high * iop.Minutes(sl.often.high)
		open = sl.often.open && (w.open || w.high > 0) || w.open && sl.often.high > 0
	}
	if sl.skippable {
		low = 0
	}
	if open {
		high = low
	}
	return low, high, open
}

// weeklyTotal values a stated weekly total. Its breaks are taken out once for
// each occurrence, of which there are 1 to 7 where nobody says.
func (sl *slot) weeklyTotal(v valuation) (low, high iop.Minutes, open bool) {
	l, h, open := sl.block.WeeklyMinutes.bounds()
	w := worth{low: iop.Minutes(l), high: iop.Minutes(h), open: open}
	if v.policy == nil {
		return w.low, w.high, w.open
	}
	few, many := 1, 7
	if sl.often.known && !sl.often.open {
		few, many = sl.often.low, sl.often.high
	}
	if b := sl.block.BreakMinutes; b.IsStated() && !v.policy.CountBreaks {
		w = w.less(b.times(few, many))
	}
	if n := sl.block.ClinicalMinutesMax; n.IsStated() {
		w = w.upTo(n.times(few, many))
	}
	if v.counts(sl.block) == countsMaybe {
		w.low = 0
	}
	return w.low, w.high, w.open
}

// times gives the number taken few to many times.
func (n Number) times(few, many int) Number {
	n.low *= int64(few)
	n.high *= int64(many)
	return n
}

// alternatives values blocks of which one is taken instead of another: one
// occurrence replaces one, and the span runs over all choices.
func (s *segment) alternatives(part []int, v valuation) (low, high iop.Minutes, open bool) {
	var baseLow, baseHigh, altLow, altHigh []iop.Minutes
	for _, i := range part {
		sl := &s.slots[i]
		l, h, o := sl.weekly(v)
		isBase := s.isBase(part, i)
		if o && (isBase || sl.often.high > 0 || sl.often.open) {
			open = true
		}
		w := v.of(sl)
		switch {
		case isBase && (sl.usesWeeklyMinutes() || sl.often.open):
			low, high = low+l, high+h // no occurrences to replace one by one
		case isBase:
			n := sl.often.low
			if sl.skippable {
				n = 0
			}
			baseLow = appendN(baseLow, w.low, n)
			baseHigh = appendN(baseHigh, w.high, sl.often.high)
		default:
			altLow = appendN(altLow, w.low, sl.often.high)
			altHigh = appendN(altHigh, w.high, sl.often.high)
		}
	}
	slices.SortFunc(baseLow, descending)
	slices.Sort(altLow)
	low += replaceWhile(baseLow, altLow, func(base, alt iop.Minutes) bool { return alt < base })
	slices.Sort(baseHigh)
	slices.SortFunc(altHigh, descending)
	high += replaceWhile(baseHigh, altHigh, func(base, alt iop.Minutes) bool { return alt > base })
	if open {
		high = low
	}
	return low, high, open
}

// isBase reports whether a slot stands in its own right: it is instead of no
// other slot of the part, or it is the first of a circle of alternatives.
func (s *segment) isBase(part []int, i int) bool {
	if len(s.slots[i].insteadOf) == 0 {
		// An alternative whose block does not run this week replaces nothing.
		return s.slots[i].block.AlternativeTo == ""
	}
	anyBase := slices.ContainsFunc(part, func(j int) bool { return s.slots[j].block.AlternativeTo == "" })
	return !anyBase && i == part[0]
}

// replaceWhile replaces the members of base one by one by those of alt while
// that is better, and gives the sum.
func replaceWhile(base, alt []iop.Minutes, better func(base, alt iop.Minutes) bool) (sum iop.Minutes) {
	for k, b := range base {
		if k < len(alt) && better(b, alt[k]) {
			b = alt[k]
		}
		sum += b
	}
	return sum
}

func appendN(list []iop.Minutes, m iop.Minutes, n int) []iop.Minutes {
	for range min(n, 1000) {
		list = append(list, m)
	}
	return list
}

func descending(a, b iop.Minutes) int { return int(b - a) }

// capEducation leaves out education above the policy's weekly cap.
func (t *total) capEducation(s *segment, v valuation) {
	if v.policy == nil || v.policy.EducationMax == 0 {
		return
	}
	var edu total
	for i := range s.slots {
		if s.slots[i].block.Activity.Info().Category == "education" {
			low, high, open := s.slots[i].weekly(v)
			edu.add(low, high, open)
		}
	}
	limit := v.policy.EducationMax
	t.low -= max(0, edu.low-limit)
	if !edu.open {
		t.high -= max(0, edu.high-limit)
	}
	t.averageLow.SetInt64(int64(t.low))
	if t.averageHigh != nil {
		t.averageHigh.SetInt64(int64(t.high))
	}
}
