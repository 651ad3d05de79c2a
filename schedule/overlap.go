package schedule

import (
	"cmp"
	"math/big"
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
	return sl.days != 0 && sl.block.Start.IsStated() && (sl.block.End.IsStated() || sl.length.known && !sl.length.open) &&
		!sl.block.Within.Set
}

// clockLength is how long a clocked slot stands on the clock.
func (sl *slot) clockLength() iop.Minutes {
	if m, ok := sl.block.clockMinutes(); ok {
		return m
	}
	return sl.length.high
}

// parts groups the slots that are linked: by being alternatives of one
// another, or by sharing minutes on some day.
func (s *segment) parts() [][]int {
	group := make([]int, len(s.slots))
	for i := range group {
		group[i] = i
	}
	var root func(int) int
	root = func(i int) int {
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

// stays lists the occurrences of a slot on a set of days.
func (s *segment) stays(list []stay, i int, days iop.Weekdays) []stay {
	sl := &s.slots[i]
	for d := iop.Monday; d <= iop.Sunday; d++ {
		if days.Has(d) {
			from := iop.Minutes(d-1)*dayMinutes + sl.block.Start.minute()
			list = append(list, stay{from, from + sl.clockLength(), i})
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
			all = s.stays(all, i, s.slots[i].days)
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

// union gives the minutes that a run covers; its stays are in order.
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
	return covered
}

func (s *segment) hasOverlap(part []int) bool {
	var all []stay
	for _, i := range part {
		if s.slots[i].clocked() {
			all = s.stays(all, i, s.slots[i].days)
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

// addOverlapping adds a part whose slots share minutes, for every choice of
// attended blocks.
func (s *segment) addOverlapping(t *total, part []int, v valuation) {
	options, count := s.choices(part)
	low, high, open := iop.Minutes(-1), iop.Minutes(0), false
	if count > maxChoices {
		low, high, open = s.widest(part, v)
		t.shared.most += max(1, low) // some choice shares minutes; which is not worked out
	} else {
		var shared overlap
		first := true
		eachChoice(options, nil, func(chosen []choice) {
			if s.takesTooOften(chosen) {
				return
			}
			l, h, o, both := s.attend(chosen, v)
			if first {
				low, shared = l, overlap{least: both, most: both}
			}
			first = false
			low, high, open = min(low, l), max(high, h), open || o
			shared.least, shared.most = min(shared.least, both), max(shared.most, both)
		})
		t.shared.least += shared.least
		t.shared.most += shared.most
	}
	if open {
		high = low
	}
	t.add(low, high, open)
	t.addAverage(big.NewRat(int64(low), 1), big.NewRat(int64(high), 1), open)
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
		var alts []int
		for _, j := range part {
			if j != i && slices.Contains(s.slots[j].insteadOf, i) {
				alts = append(alts, j)
			}
		}
		ways := s.waysToAttend(i, alts)
		options = append(options, ways)
		count = min(count*len(ways), maxChoices+1)
	}
	return options, count
}

// waysToAttend lists the ways to attend a slot: each number of occurrences
// from its least to its most, on each set of days, with each number replaced
// by alternatives. More attendance never means less time, so between the
// least and the most nothing need be tried.
func (s *segment) waysToAttend(i int, alts []int) (ways [][]choice) {
	sl := &s.slots[i]
	least, most := sl.often.low, sl.often.high
	if sl.often.open {
		most = sl.days.Len()
	}
	if sl.skippable {
		least = 0
	}
	for _, n := range []int{least, most} {
		for _, days := range subsets(sl.days, n) {
			ways = append(ways, []choice{{i, days, max(0, n-sl.days.Len())}})
		}
		for _, j := range alts {
			ways = append(ways, s.replacing(i, j, n)...)
		}
		if least == most {
			break
		}
	}
	return ways
}

// replacing lists the ways to take k of n occurrences of slot i as slot j.
func (s *segment) replacing(i, j, n int) (ways [][]choice) {
	alt := &s.slots[j]
	for k := 1; k <= min(n, alt.often.high); k++ {
		for _, days := range subsets(s.slots[i].days, n-k) {
			for _, altDays := range subsets(alt.days, k) {
				ways = append(ways, []choice{
					{i, days, max(0, n-k-s.slots[i].days.Len())},
					{j, altDays, max(0, k-alt.days.Len())},
				})
			}
		}
	}
	return ways
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
		if taken > s.slots[c.slot].often.high {
			return true
		}
	}
	return false
}

// attend values one choice of attended blocks: minutes that several of them
// share count once, and count if any of them counts.
func (s *segment) attend(chosen []choice, v valuation) (low, high iop.Minutes, open bool, shared iop.Minutes) {
	var all []stay
	for _, c := range chosen {
		sl := &s.slots[c.slot]
		w := v.of(sl)
		if w.never || sl.block.Within.Set {
			continue
		}
		loose := iop.Minutes(c.extra)
		if !sl.clocked() {
			loose += iop.Minutes(c.days.Len())
		} else {
			all = s.stays(all, c.slot, c.days)
		}
		low, high = low+w.low*loose, high+w.high*loose
		open = open || w.open && loose > 0
	}
	for _, run := range runs(all) {
		l, h, o := s.valueRun(run, v)
		low, high, open = low+l, high+h, open || o
		var sum iop.Minutes
		for _, st := range run {
			sum += st.to - st.from
		}
		shared += sum - union(run)
	}
	return low, high, open, shared
}

// valueRun values stays that overlap. Where a part of a stay does not count
// (a break whose place is not stated), the part may or may not lie in shared
// minutes, so the value is a span.
func (s *segment) valueRun(run []stay, v valuation) (low, high iop.Minutes, open bool) {
	var sumLow, sumHigh, longest, clock iop.Minutes
	for _, st := range run {
		w := v.of(&s.slots[st.slot])
		sumLow, sumHigh, open = sumLow+w.low, sumHigh+w.high, open || w.open
		longest = max(longest, w.low)
		clock += st.to - st.from
	}
	covered := union(run)
	if len(run) == 1 {
		return sumLow, sumHigh, open
	}
	twice := clock - covered
	return max(longest, sumLow-twice), max(min(sumHigh, covered), longest), open
}
