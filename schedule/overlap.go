package schedule

import (
	"cmp"
	"math/bits"
	"slices"

	"github.com/openiop/openiop/iop"
)

const (
	dayMinutes  = 24 * 60
	weekMinutes = 7 * dayMinutes
)

// maxChoices bounds the choices of attended blocks that are tried one by one;
// beyond it the result is a wider span that still holds every choice.
const maxChoices = 20_000

// clocked reports whether a slot has stated days and a stated clock, so that
// its overlap with others can be judged.
func (sl *slot) clocked() bool {
	return sl.days != 0 && !sl.anyDay && sl.block.Start.IsStated() && (sl.block.End.IsStated() || sl.length.known && !sl.length.open) &&
		!sl.block.Within.Set
}

// clockLength is how long a clocked slot stands on the clock, at the least or
// at the most where only its start and a range of lengths are stated.
func (sl *slot) clockLength(most bool) iop.Minutes {
	m, ok := sl.block.clockMinutes()
	switch {
	case ok:
		return m
	case most:
		return sl.length.high
	}
	return sl.length.low
}

// parts groups the slots that are linked: by being alternatives of one
// another, or by sharing minutes on some day.
func (s *segment) parts() [][]int {
	group := make([]int, len(s.slots))
	for i := range group {
		group[i] = i
	}
	root := func(i int) int {
		for group[i] != i {
			group[i] = group[group[i]]
			i = group[i]
		}
		return i
	}
	join := func(i, j int) { group[max(root(i), root(j))] = min(root(i), root(j)) }
	for i := range s.slots {
		for _, j := range s.slots[i].insteadOf {
			join(i, j)
		}
	}
	s.eachOverlap(join)
	byRoot := map[int]int{}
	var parts [][]int
	for i := range s.slots {
		if s.slots[i].block.AlternativeTo != "" && len(s.slots[i].insteadOf) == 0 {
			continue // an alternative to nothing that runs this week
		}
		r := root(i)
		if _, ok := byRoot[r]; !ok {
			byRoot[r] = len(parts)
			parts = append(parts, nil)
		}
		parts[byRoot[r]] = append(parts[byRoot[r]], i)
	}
	return parts
}

// stay is one occurrence on the clock of a week that repeats.
type stay struct {
	from, to iop.Minutes // minutes since Monday 00:00; to may pass the week's end
	slot     int
}

// stays lists the occurrences of a slot on a set of days, at their least or
// their most length.
func (s *segment) stays(list []stay, i int, days iop.Weekdays, most bool) []stay {
	sl := &s.slots[i]
	for d := iop.Monday; d <= iop.Sunday; d++ {
		if days.Has(d) {
			from := iop.Minutes(d-1)*dayMinutes + sl.block.Start.Minutes()
			list = append(list, stay{from, from + sl.clockLength(most), i})
		}
	}
	return list
}

// eachOverlap calls f for pairs of slots that share a minute if both are
// attended on all their days; enough pairs to link all that do.
func (s *segment) eachOverlap(f func(i, j int)) {
	var all []stay
	for i := range s.slots {
		if s.slots[i].clocked() {
			all = s.stays(all, i, s.slots[i].days, true)
		}
	}
	for _, run := range runs(all) {
		for _, st := range run[1:] {
			f(run[0].slot, st.slot)
		}
	}
}

// runs sorts stays and cuts them where no stay lasts. A stay that passes the
// week's end meets the stays of the week's beginning.
func runs(all []stay) [][]stay {
	slices.SortFunc(all, func(a, b stay) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.slot, b.slot))
	})
	var out [][]stay
	var end iop.Minutes
	for i, st := range all {
		if i == 0 || st.from >= end {
			out = append(out, nil)
			end = st.to
		}
		out[len(out)-1] = append(out[len(out)-1], st)
		end = max(end, st.to)
	}
	for len(out) > 1 && end > weekMinutes && out[0][0].from+weekMinutes < end {
		for _, st := range out[0] {
			st.from, st.to = st.from+weekMinutes, st.to+weekMinutes
			out[len(out)-1] = append(out[len(out)-1], st)
			end = max(end, st.to)
		}
		out = out[1:]
	}
	return out
}

// union gives the minutes that a run covers, at most the whole week; its stays
// are in order.
func union(run []stay) (covered iop.Minutes) {
	var end iop.Minutes
	for i, st := range run {
		from := st.from
		if i > 0 {
			from = max(from, end)
		}
		covered += max(0, st.to-from)
		end = max(end, st.to)
	}
	return min(covered, weekMinutes)
}

func (s *segment) hasOverlap(part []int) bool {
	var all []stay
	for _, i := range part {
		if s.slots[i].clocked() {
			all = s.stays(all, i, s.slots[i].days, true)
		}
	}
	return slices.ContainsFunc(runs(all), func(run []stay) bool { return len(run) > 1 })
}

// choice is what a client attends of one slot: some of its days, and
// occurrences that stand on no stated day.
type choice struct {
	slot  int
	days  iop.Weekdays
	extra int
}

// overlapping values a part whose slots share minutes, over every choice of
// attended blocks.
func (s *segment) overlapping(part []int, v valuation) (low, high iop.Minutes, open bool, shared overlap) {
	options, count := s.choices(part)
	if count > maxChoices {
		low, high, open = s.widest(part, v)
		return low, high, open, overlap{most: max(1, low)} // which choices share minutes is not worked out
	}
	first := true
	eachChoice(options, nil, func(chosen []choice) {
		if s.takesTooOften(chosen) {
			return
		}
		a := s.attend(chosen, v)
		if first {
			low, shared = a.low, a.shared
		}
		first = false
		low, high, open = min(low, a.low), max(high, a.high), open || a.open
		shared.least, shared.most = min(shared.least, a.shared.least), max(shared.most, a.shared.most)
	})
	for _, i := range part {
		w := v.of(&s.slots[i])
		open = open || s.slots[i].often.open && (w.high > 0 || w.open)
	}
	return low, high, open, shared
}

// widest gives a span that holds every choice, without trying them.
func (s *segment) widest(part []int, v valuation) (low, high iop.Minutes, open bool) {
	for _, i := range part {
		l, h, o := s.slots[i].weekly(v)
		if s.slots[i].replaced || len(s.slots[i].insteadOf) > 0 {
			l = 0
		}
		low, high, open = max(low, l), high+h, open || o
	}
	return low, high, open
}

// choices lists, for each base slot of a part with its alternatives, the ways
// to attend it, and gives the number of combinations.
func (s *segment) choices(part []int) (options [][][]choice, count int) {
	count = 1
	for _, i := range part {
		if !s.isBase(part, i) {
			continue
		}
		ways := s.waysToAttend(i, s.takenInstead(part, i))
		options = append(options, ways)
		count = min(count*len(ways), maxChoices+1)
	}
	return options, count
}

// takenInstead lists the slots of a part that may be taken instead of slot i,
// or instead of one that may.
func (s *segment) takenInstead(part []int, i int) (alts []int) {
	reached := []int{i}
	for k := 0; k < len(reached); k++ {
		for _, j := range part {
			if slices.Contains(s.slots[j].insteadOf, reached[k]) && !slices.Contains(reached, j) {
				reached = append(reached, j)
			}
		}
	}
	return reached[1:]
}

// waysToAttend lists the ways to attend a slot: its least and its most number
// of occurrences, on each set of days, with each number of them replaced by
// alternatives. More attendance never means less time, so between the least
// and the most nothing need be tried.
func (s *segment) waysToAttend(i int, alts []int) (ways [][]choice) {
	sl := &s.slots[i]
	least, most := sl.often.low, sl.often.high
	if sl.often.open {
		most = max(least, sl.days.Len())
	}
	if sl.skippable {
		least = 0
	}
	s.distribute(i, alts, least, least, nil, &ways)
	if most > least {
		s.distribute(i, alts, most, most, nil, &ways)
	}
	return ways
}

// distribute lists the ways to take the left of n occurrences: some as each
// alternative, the rest as slot i itself. It stops once there are too many.
func (s *segment) distribute(i int, alts []int, n, left int, taken []choice, ways *[][]choice) {
	if len(*ways) > maxChoices {
		return
	}
	if len(alts) == 0 {
		s.keep(i, n, left, taken, ways)
		return
	}
	j := alts[0]
	for k := 0; k <= min(left, s.slots[j].often.most(left)); k++ {
		for _, days := range subsets(s.slots[j].days, k) {
			with := taken
			if k > 0 {
				with = append(slices.Clone(taken), choice{j, days, k - days.Len()})
			}
			s.distribute(i, alts[1:], n, left-k, with, ways)
		}
	}
}

// keep lists the ways to keep the left of n occurrences of slot i, of which
// those beyond its days stand on no stated day: any of them may be the ones
// that were replaced.
func (s *segment) keep(i, n, left int, taken []choice, ways *[][]choice) {
	named := min(n, s.slots[i].days.Len())
	beyond := n - named
	for on := max(0, left-beyond); on <= min(left, named); on++ {
		for _, days := range subsets(s.slots[i].days, on) {
			*ways = append(*ways, append(slices.Clone(taken), choice{i, days, left - on}))
		}
	}
}

// subsets lists the sets of n of the days, all of them if n is more.
func subsets(days iop.Weekdays, n int) (out []iop.Weekdays) {
	n = min(n, days.Len())
	for set := range iop.Weekdays(1 << 7) {
		if set&^days == 0 && bits.OnesCount8(uint8(set)) == n {
			out = append(out, set)
		}
	}
	return out
}

// eachChoice calls f with every combination of one way of each option. The
// combination is valid during the call.
func eachChoice(options [][][]choice, chosen []choice, f func([]choice)) {
	if len(options) == 0 {
		f(chosen)
		return
	}
	for _, way := range options[0] {
		eachChoice(options[1:], append(chosen, way...), f)
	}
}

// takesTooOften reports whether an alternative to several blocks of one title
// is taken more often than it is offered.
func (s *segment) takesTooOften(chosen []choice) bool {
	for k, c := range chosen {
		if len(s.slots[c.slot].insteadOf) < 2 {
			continue
		}
		taken := 0
		for _, d := range chosen[:k+1] {
			if d.slot == c.slot {
				taken += d.days.Len() + d.extra
			}
		}
		if taken > s.slots[c.slot].often.most(taken) {
			return true
		}
	}
	return false
}

// attendance is what one choice of attended blocks comes to.
type attendance struct {
	low, high iop.Minutes
	open      bool
	shared    overlap
}

// attend values one choice of attended blocks: minutes that several of them
// share count once, and count if any of them counts.
func (s *segment) attend(chosen []choice, v valuation) (a attendance) {
	var short, long []stay
	ranged := false
	for _, c := range chosen {
		sl := &s.slots[c.slot]
		w := v.of(sl)
		if w.never || sl.block.Within.Set {
			continue
		}
		loose := iop.Minutes(c.extra)
		if sl.clocked() {
			short = s.stays(short, c.slot, c.days, false)
			ranged = ranged || sl.clockLength(false) != sl.clockLength(true)
		} else {
			loose += iop.Minutes(c.days.Len())
		}
		a.low, a.high = a.low+w.low*loose, a.high+w.high*loose
		a.open = a.open || w.open && loose > 0
	}
	long = short
	if ranged {
		long = nil
		for _, c := range chosen {
			if sl := &s.slots[c.slot]; sl.clocked() && !v.of(sl).never {
				long = s.stays(long, c.slot, c.days, true)
			}
		}
	}
	for _, run := range runs(short) {
		a.low += s.leastOf(run, v)
		a.shared.least += sharedBy(run)
	}
	for _, run := range runs(long) {
		a.high += s.mostOf(run, v)
		a.shared.most += sharedBy(run)
	}
	return a
}

func sharedBy(run []stay) iop.Minutes {
	var sum iop.Minutes
	for _, st := range run {
		sum += st.to - st.from
	}
	return sum - union(run)
}
