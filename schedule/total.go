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
	return sl.often.known && (v.of(sl).known || sl.absent()) || sl.block.WeeklyMinutes.IsStated()
}

// addPart adds the slots of a part that are linked by overlap or choice.
func (s *segment) addPart(t *total, part []int, v valuation) {
	low, high, open, shared := s.partValue(part, v)
	t.add(low, high, open)
	t.shared.least += shared.least
	t.shared.most += shared.most
	averageLow, averageHigh := s.partAverage(part, v, low, high)
	t.addAverage(averageLow, averageHigh, open)
}

func (s *segment) partValue(part []int, v valuation) (low, high iop.Minutes, open bool, shared overlap) {
	switch {
	case s.hasOverlap(part):
		return s.overlapping(part, v)
	case len(part) == 1:
		low, high, open = s.slots[part[0]].weekly(v)
	default:
		low, high, open = s.alternatives(part, v)
	}
	return low, high, open, overlap{}
}

// partAverage gives the exact average of a part whose value in one week lies
// from low to high. A single block with a frequency that is not whole is
// averaged over the weeks just below and just above it; with several such
// blocks, which of them fall into the same week is not known, and the span of
// one week holds the average too.
func (s *segment) partAverage(part []int, v valuation, low, high iop.Minutes) (averageLow, averageHigh *big.Rat) {
	averageLow, averageHigh = big.NewRat(int64(low), 1), big.NewRat(int64(high), 1)
	fraction := -1
	for _, i := range part {
		if sl := &s.slots[i]; !sl.often.isWhole() && !sl.usesWeeklyMinutes() {
			if fraction >= 0 {
				return averageLow, averageHigh
			}
			fraction = i
		}
	}
	if fraction < 0 {
		return averageLow, averageHigh
	}
	often := &s.slots[fraction].often
	lowAt := func(n int) iop.Minutes { l, _, _, _ := s.withOccurrences(fraction, n).partValue(part, v); return l }
	highAt := func(n int) iop.Minutes { _, h, _, _ := s.withOccurrences(fraction, n).partValue(part, v); return h }
	averageLow = between(often.averageLow, lowAt)
	if often.averageHigh != nil {
		averageHigh = between(often.averageHigh, highAt)
	}
	return averageLow, averageHigh
}

// between averages a value over the weeks with just fewer and with just more
// occurrences than a frequency.
func between(often *big.Rat, at func(int) iop.Minutes) *big.Rat {
	n := floor(often)
	share := new(big.Rat).Sub(often, big.NewRat(int64(n), 1))
	fewer, more := big.NewRat(int64(at(n)), 1), big.NewRat(int64(at(n+1)), 1)
	more.Sub(more, fewer)
	return fewer.Add(fewer, more.Mul(more, share))
}

// withOccurrences gives the segment with a slot that takes place n times.
func (s *segment) withOccurrences(i, n int) *segment {
	c := *s
	c.slots = slices.Clone(s.slots)
	c.slots[i].often = frequencyOf(Whole(n))
	return &c
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
	return sl.block.WeeklyMinutes.IsStated() && !sl.absent() && !(sl.length.known && sl.often.known)
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
	if sl.often.known {
		few = max(1, sl.often.low, sl.usualLow) // what has time takes place at least once
		many = max(few, sl.often.most(7))
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
	many, endless := s.baseOccurrences(part)
	var baseLow, baseHigh, altLow, altHigh []iop.Minutes
	for _, i := range part {
		sl, w := &s.slots[i], v.of(&s.slots[i])
		times := sl.often.most(many)
		switch {
		case !s.isBase(part, i):
			times = min(times, many)
			open = open || endless && sl.often.open && (w.open || w.high > 0)
			altLow, altHigh = appendN(altLow, w.low, times), appendN(altHigh, w.high, times)
			open = open || w.open && times > 0
		case sl.usesWeeklyMinutes(): // no occurrences to replace one by one
			_, h, o := sl.weekly(v)
			high, open = high+h, open || o
		default:
			baseLow = appendN(baseLow, w.low, sl.fewest())
			baseHigh = appendN(baseHigh, w.high, times)
			open = open || w.open && times > 0 || sl.often.open && (w.open || w.high > 0)
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

// baseOccurrences adds up how often the base slots of a part take place. Where
// nobody says how often at the most, it is as often as alternatives can be
// taken.
func (s *segment) baseOccurrences(part []int) (many int, open bool) {
	alts := 0
	for _, i := range part {
		sl := &s.slots[i]
		if !s.isBase(part, i) {
			alts += sl.often.most(1)
			continue
		}
		many += max(sl.often.low, sl.often.high)
		open = open || sl.often.open
	}
	if open {
		many += alts
	}
	return many, open
}

// fewest is the least number of occurrences in a week.
func (sl *slot) fewest() int {
	if sl.skippable {
		return 0
	}
	return sl.often.low
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
