package schedule

import (
	"slices"

	"github.com/openiop/openiop/iop"
)

// huge stands for minutes without a known upper bound in comparisons.
const huge = iop.Minutes(1 << 30)

// maxPlacements bounds the placements that are tried one by one for the
// shortest day; beyond it the result is a wider span that holds them all.
const maxPlacements = 100_000

// leastDay gives the span, over every placement, of the countable minutes of
// the service day that has the fewest.
func (s *segment) leastDay(list []placement, v valuation) iop.Span {
	d := dayValues{s: s, v: v, known: map[dayKey]attendance{}, bit: map[int]int{}}
	var loose [][][]choice
	tries := 1
	for _, p := range list {
		if p.certain && p.all <= p.own.Len() {
			d.addCertain(p)
			continue
		}
		if p.rest || tries > maxPlacements {
			continue
		}
		ways := s.placed(p, v)
		loose = append(loose, ways)
		tries = min(tries*max(1, len(ways)), maxPlacements+1)
	}
	if tries > maxPlacements || !d.number(loose) {
		return d.bounds(list)
	}
	least, best := huge, iop.Minutes(0)
	eachChoice(loose, nil, func(chosen []choice) {
		low, high := d.shortest(chosen)
		least, best = min(least, low), max(best, high)
	})
	return d.span(least, best)
}

// placed lists the ways in which a loose placement can fall on days.
func (s *segment) placed(p placement, v valuation) (ways [][]choice) {
	part := make([]int, len(s.slots))
	for i := range part {
		part[i] = i
	}
	c := *s
	c.slots = slices.Clone(s.slots)
	for i := range c.slots {
		if c.slots[i].days == 0 {
			c.slots[i].days = iop.AllWeekdays
		}
	}
	c.slots[p.slot].days = p.own
	var alts []int
	for _, j := range s.takenInstead(part, p.slot) {
		if c.slots[j].often.most(7) > 0 {
			alts = append(alts, j)
		}
	}
	for n := p.few; n <= p.all; n++ {
		c.distribute(p.slot, alts, n, n, nil, &ways)
	}
	if own := p.own.Len(); p.skippable && p.all > own {
		ways = append(ways, skipping(p, own)...)
	}
	ways = c.spreadExtra(ways)
	for i, way := range ways {
		ways[i] = slices.DeleteFunc(way, func(ch choice) bool {
			return ch.days == 0 || v.cannotCount(&s.slots[ch.slot%len(s.slots)])
		})
	}
	return ways
}

// skipping lists the ways to attend some of the stated days, not all, and
// occurrences beyond them too.
func skipping(p placement, own int) (ways [][]choice) {
	for n := range own {
		for _, days := range subsets(p.own, n) {
			for extra := 1; extra <= p.all-own; extra++ {
				ways = append(ways, []choice{{p.slot, days, extra}})
			}
		}
	}
	return ways
}

// spreadExtra puts occurrences beyond the stated days on other days. They
// have no clock, and bear the slot's number raised by the number of slots.
func (s *segment) spreadExtra(ways [][]choice) (out [][]choice) {
	for _, way := range ways {
		k := slices.IndexFunc(way, func(c choice) bool { return c.extra > 0 })
		if k < 0 {
			out = append(out, way)
			continue
		}
		c := way[k]
		others := iop.AllWeekdays &^ s.slots[c.slot].days &^ s.slots[c.slot].gone
		var spread [][]choice
		for _, days := range subsets(others, c.extra) {
			with := slices.Clone(way)
			with[k].extra = 0
			spread = append(spread, append(with, choice{slot: c.slot + len(s.slots), days: days}))
		}
		out = append(out, s.spreadExtra(spread)...)
	}
	return out
}

// dayValues works out what a day is worth, each set of blocks once.
type dayValues struct {
	s       *segment
	v       valuation
	certain [7][]choice // what a day has for certain
	loose   []int       // the loose slots, in the order of their bits
	bit     map[int]int // of a loose slot
	known   map[dayKey]attendance
}

// dayKey is a day with the loose slots that fall on it, a bit each.
type dayKey struct {
	day   int
	loose uint64
}

func (d *dayValues) addCertain(p placement) {
	for day := range 7 {
		if p.days&(1<<day) != 0 {
			d.certain[day] = append(d.certain[day], choice{slot: p.slot, days: 1 << day})
		}
	}
}

// number gives every loose slot a bit; it reports whether there are enough.
func (d *dayValues) number(loose [][][]choice) bool {
	for _, ways := range loose {
		for _, way := range ways {
			for _, c := range way {
				if _, ok := d.bit[c.slot]; !ok {
					d.bit[c.slot] = len(d.loose)
					d.loose = append(d.loose, c.slot)
				}
			}
		}
	}
	return len(d.loose) <= 64
}

// shortest gives the least and the most minutes of the shortest day of one
// placement. Without a service day there is none: huge and 0.
func (d *dayValues) shortest(chosen []choice) (low, high iop.Minutes) {
	low, high = huge, huge
	found := false
	for day := range 7 {
		k := dayKey{day: day}
		for _, c := range chosen {
			if c.days&(1<<day) != 0 {
				k.loose |= 1 << d.bit[c.slot]
			}
		}
		if k.loose == 0 && d.certain[day] == nil {
			continue
		}
		found = true
		a := d.value(k)
		low, high = min(low, a.low), min(high, a.high)
	}
	if !found {
		return huge, 0
	}
	return low, high
}

// value gives what a day with some loose slots is worth.
func (d *dayValues) value(k dayKey) attendance {
	if a, ok := d.known[k]; ok {
		return a
	}
	var chosen []choice
	var weekly iop.Minutes
	for _, c := range d.certain[k.day] {
		if sl := &d.s.slots[c.slot]; sl.usesWeeklyMinutes() {
			weekly += d.wholeWeek(sl)
			continue
		}
		chosen = append(chosen, c)
	}
	for bit, i := range d.loose {
		if k.loose&(1<<bit) == 0 {
			continue
		}
		beyond := i / len(d.s.slots)
		i %= len(d.s.slots)
		switch sl := &d.s.slots[i]; {
		case sl.usesWeeklyMinutes():
			weekly += d.wholeWeek(sl) // all of the week's time may lie on this day
		case beyond > 0:
			chosen = append(chosen, choice{slot: i, extra: 1})
		default:
			chosen = append(chosen, choice{slot: i, days: 1 << k.day})
		}
	}
	a := d.s.attend(chosen, d.v)
	a.high = min(huge, a.high+weekly)
	if a.open {
		a.high = huge
	}
	d.known[k] = a
	return a
}

func (d *dayValues) wholeWeek(sl *slot) iop.Minutes {
	_, high, open := sl.weeklyTotal(d.v)
	if open {
		return huge
	}
	return high
}

func (d *dayValues) span(least, best iop.Minutes) iop.Span {
	if least == huge {
		least = 0
	}
	if best >= huge {
		return iop.AtLeast(least)
	}
	return iop.Between(min(least, best), best)
}

// bounds gives a span that holds every placement without trying them: no day
// is shorter than the shortest block alone, and the shortest is no longer
// than the shortest certain day with all loose blocks on top.
func (d *dayValues) bounds(list []placement) iop.Span {
	least, shortest, stack := huge, huge, iop.Minutes(0)
	for day := range 7 {
		if d.certain[day] != nil {
			a := d.value(dayKey{day: day})
			least, shortest = min(least, a.low), min(shortest, a.high)
		}
	}
	for _, p := range list {
		if p.certain {
			continue
		}
		least, stack = min(least, p.worth.low), min(huge, stack+p.worth.high)
		if p.worth.open {
			stack = huge
		}
	}
	if shortest == huge {
		shortest = 0
	}
	return d.span(least, min(huge, shortest+stack))
}
