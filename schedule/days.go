package schedule

import (
	"slices"

	"github.com/openiop/openiop/iop"
)

// placement is a block, or a block with its alternatives, as it falls on days
// of the week: low to high of the days, one occurrence a day.
type placement struct {
	gone      iop.Weekdays // where nothing is held, on dates
	days      iop.Weekdays // where it may fall
	own       iop.Weekdays // where its own block may fall
	few, all  int          // its occurrences, before any is replaced
	rest      bool         // occurrences beyond the days that another placement has
	skippable bool
	low, high int
	known     bool // its frequency is stated
	certain   bool // it falls on every one of days
	worth     worth
	slot      int
}

// placements lists the possibly countable blocks of the week.
func (s *segment) placements(v valuation) []placement {
	var out []placement
	for _, part := range s.parts() {
		for _, i := range part {
			if s.slots[i].ghost {
				out = append(out, s.placeGhost(i, v)...)
				continue
			}
			if sl := &s.slots[i]; s.isBase(part, i) && !sl.block.Within.Set && !v.cannotCount(sl) {
				out = append(out, s.place(i, v)...)
			}
		}
	}
	for i := range s.slots {
		// A countable alternative to a block that does not count.
		sl := &s.slots[i]
		counts := len(sl.insteadOf) > 0 && !v.cannotCount(sl) && !sl.block.Within.Set && !s.insteadOfGhost(sl)
		if counts && !slices.ContainsFunc(sl.insteadOf, func(j int) bool { return !v.cannotCount(&s.slots[j]) }) {
			most := 0 // no more than there are occurrences to replace
			for _, j := range sl.insteadOf {
				most += s.slots[j].often.most(7)
			}
			most = min(7, most, sl.often.most(7))
			out = append(out, placement{days: anyIfNone(sl.days), own: anyIfNone(sl.days), high: most, all: most, known: true, worth: v.of(sl), slot: i})
		}
	}
	return out
}

// cannotCount reports whether no occurrence of the slot can have countable
// time.
func (v valuation) cannotCount(sl *slot) bool {
	w := v.of(sl)
	if sl.usesWeeklyMinutes() {
		_, high, open := sl.weeklyTotal(v)
		return w.never || high == 0 && !open
	}
	return w.never || w.known && !w.open && w.high == 0
}

func anyIfNone(days iop.Weekdays) iop.Weekdays {
	if days == 0 {
		return iop.AllWeekdays
	}
	return days
}

// place gives the placement of a base slot. More occurrences than stated days
// fall on other days.
func (s *segment) place(i int, v valuation) []placement {
	sl := &s.slots[i]
	p := placement{days: anyIfNone(sl.days), own: anyIfNone(sl.days), low: sl.often.low, high: sl.often.high, known: sl.often.known, worth: v.of(sl), slot: i, gone: sl.gone}
	if sl.often.open {
		p.high = 7
	}
	if !sl.often.known && sl.usesWeeklyMinutes() {
		p.high = min(7, sl.often.most(7))
		p.low, p.known = min(1, p.high), true
	}
	p.few, p.all = p.low, p.high
	if sl.usesWeeklyMinutes() {
		_, p.worth.high, p.worth.open = sl.weeklyTotal(v)
		p.worth.low = 0
	}
	for j := range s.slots {
		if sl.replaced && slices.Contains(s.slots[j].insteadOf, i) {
			p = s.withAlternative(p, &s.slots[j], v)
		}
	}
	if sl.skippable {
		p.low, p.few, p.skippable = 0, 0, true
	}
	room := (iop.AllWeekdays &^ p.gone).Len()
	p.low, p.high, p.few, p.all = min(p.low, room), min(p.high, room), min(p.few, room), min(p.all, room)
	n := p.days.Len()
	if p.high <= n {
		p.certain = sl.days != 0 && p.low == n
		return []placement{p}
	}
	rest := p
	p.high, p.low = n, min(p.low, n)
	p.certain = p.low == n
	rest.days, rest.low, rest.high = iop.AllWeekdays&^p.days&^p.gone, max(0, rest.low-n), rest.high-n
	rest.rest = true
	return []placement{p, rest}
}

// placeGhost gives the placement of what is attended instead of sessions that
// are not held.
func (s *segment) placeGhost(i int, v valuation) []placement {
	ghost := &s.slots[i]
	p := placement{own: ghost.days, all: ghost.often.high, known: true, skippable: true, slot: i}
	if own := &s.slots[ghost.ghostOf]; v.cannotCount(own) { // what is left of it has no placement of its own
		p.own, p.all = p.own|anyIfNone(own.days), min(7, p.all+own.often.most(7))
	}
	most := 0
	for j := range s.slots {
		if alt := &s.slots[j]; slices.Contains(alt.insteadOf, i) && !v.cannotCount(alt) {
			if most == 0 {
				p.worth = v.of(alt)
			}
			p = s.withAlternative(p, alt, v)
			most += alt.often.most(7)
		}
	}
	if p.high = min(p.all, most, p.days.Len()); p.high == 0 {
		return nil
	}
	return []placement{p}
}

// insteadOfGhost reports whether a slot is taken instead of sessions that are
// not held.
func (s *segment) insteadOfGhost(sl *slot) bool {
	return slices.ContainsFunc(sl.insteadOf, func(j int) bool { return s.slots[j].ghost })
}

// withAlternative widens a placement by a slot taken instead of some of its
// occurrences.
func (s *segment) withAlternative(p placement, alt *slot, v valuation) placement {
	w := v.of(alt)
	if v.cannotCount(alt) {
		p.low = max(0, p.low-alt.often.most(7))
		return p
	}
	if alt.days == 0 {
		p.days = iop.AllWeekdays &^ alt.gone
	} else {
		p.days |= alt.days
	}
	p.worth.low = min(p.worth.low, w.low)
	p.worth.high, p.worth.open = max(p.worth.high, w.high), p.worth.open || w.open
	return p
}

// weekDays is what is known of the days of a week with countable time.
type weekDays struct {
	count iop.Span // service days
	gap   iop.Span // the longest run of service-free days on a week that repeats
	least iop.Span // the countable minutes of the service day with the fewest
	// certain are the days that every placement has.
	certain, possible iop.Weekdays
}

// weekDaysOf works out the exact spans over every placement of the blocks.
func (s *segment) weekDaysOf(v valuation) weekDays {
	list := s.placements(v)
	if len(list) == 0 {
		if !s.declared {
			return weekDays{}
		}
		return weekDays{count: iop.Exactly(0), gap: iop.Exactly(7)}
	}
	if !slices.ContainsFunc(list, func(p placement) bool { return p.known }) {
		return weekDays{}
	}
	w := weekDays{}
	minCount, maxCount, minGap, maxGap := 8, -1, 8, -1
	merged := merge(list)
	for set := range iop.Weekdays(1 << 7) {
		if !feasible(merged, set) {
			continue
		}
		n, gap := set.Len(), longestGap(set)
		minCount, maxCount = min(minCount, n), max(maxCount, n)
		minGap, maxGap = min(minGap, gap), max(maxGap, gap)
	}
	for _, p := range list {
		if p.certain {
			w.certain |= p.days
		}
		if p.high > 0 {
			w.possible |= p.days
		}
	}
	w.count = iop.Between(iop.Minutes(minCount), iop.Minutes(maxCount))
	w.gap = iop.Between(iop.Minutes(minGap), iop.Minutes(maxGap))
	if maxCount > 0 {
		w.least = s.leastDay(list, v)
	}
	return w
}

// merge joins placements on the same days, which together can cover what the
// sum of their numbers can, and all certain ones.
func merge(list []placement) []placement {
	var byDays [1 << 7]placement
	var out []placement
	sure := placement{certain: true}
	for _, p := range list {
		if p.certain {
			sure.days |= p.days
			continue
		}
		if p.rest {
			out = append(out, p)
			continue
		}
		m := &byDays[p.days]
		m.days, m.low, m.high = p.days, max(m.low, p.low), min(7, m.high+p.high)
	}
	for i := range byDays {
		if byDays[i].days != 0 {
			out = append(out, byDays[i])
		}
	}
	if sure.days != 0 {
		sure.low = sure.days.Len()
		sure.high = sure.low
		out = append(out, sure)
	}
	return out
}

// feasible reports whether the placements can fall on exactly the days of a
// set: each has room for its least number within the set, and together they
// can cover it (the rank formula for unions of uniform matroids).
func feasible(list []placement, set iop.Weekdays) bool {
	for i := range list {
		p := &list[i]
		if (p.days&set).Len() < p.low || p.certain && p.days&^set != 0 {
			return false
		}
	}
	for sub := set; ; sub = (sub - 1) & set {
		room := sub.Len()
		for i := range list {
			room += min(list[i].highIn(set), (list[i].days & set &^ sub).Len())
		}
		if room < set.Len() {
			return false
		}
		if sub == 0 {
			return true
		}
	}
}

// highIn gives the most occurrences that can fall within a set. What goes
// beyond a block's own days falls elsewhere only once those are taken, unless
// the client may skip any of it.
func (p *placement) highIn(set iop.Weekdays) int {
	if p.rest && !p.skippable && iop.AllWeekdays&^p.days&^p.gone&^set != 0 {
		return 0
	}
	return p.high
}

// longestGap is the longest run of days not in the set, on a week that
// repeats; 7 for the empty set.
func longestGap(set iop.Weekdays) int {
	longest, run := 0, 0
	for d := range 14 {
		if set&(1<<(d%7)) != 0 {
			run = 0
			continue
		}
		run++
		longest = max(longest, run)
	}
	return min(longest, 7)
}
