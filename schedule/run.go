package schedule

import (
	"cmp"
	"slices"

	"github.com/openiop/openiop/iop"
)

// A run is a set of stays that overlap. Where only a part of a stay counts (a
// break whose place is not stated, a clinical part), the part may lie in
// shared minutes or not, so a run is worth a span.

// counted gives how much of a stay counts within its time on the clock, and
// what counts beyond it where the stated minutes are more than the clock's.
func (s *segment) counted(st stay, v valuation, most bool) (within, beyond iop.Minutes) {
	w := v.of(&s.slots[st.slot])
	m, clock := w.low, st.to-st.from
	if most {
		m = w.high
		if w.open {
			m = clock
		}
	}
	return min(m, clock), max(0, m-clock)
}

// whole reports whether every stay of a run counts in full, and gives the
// minutes beyond the clock.
func (s *segment) whole(run []stay, v valuation, most bool) (full bool, beyond iop.Minutes) {
	full = true
	for _, st := range run {
		within, more := s.counted(st, v, most)
		full = full && within == st.to-st.from
		beyond += more
	}
	return full, beyond
}

// leastOf gives the least that a run is worth: the parts lie in shared
// minutes as far as they can. Taking the stays by their ends and placing each
// part as late as possible is the least cover of intervals with demands.
func (s *segment) leastOf(run []stay, v valuation) iop.Minutes {
	full, beyond := s.whole(run, v, false)
	if full {
		return union(run) + beyond
	}
	byEnd := slices.Clone(run)
	slices.SortFunc(byEnd, func(a, b stay) int { return cmp.Or(cmp.Compare(a.to, b.to), cmp.Compare(a.from, b.from)) })
	start := run[0].from
	taken := make([]bool, byEnd[len(byEnd)-1].to-start)
	sum := beyond
	for _, st := range byEnd {
		need, _ := s.counted(st, v, false)
		for m := st.from; m < st.to; m++ {
			if taken[m-start] {
				need--
			}
		}
		for m := st.to - 1; m >= st.from && need > 0; m-- {
			if !taken[m-start] {
				taken[m-start] = true
				need--
				sum++
			}
		}
	}
	return sum
}

// mostOf gives the most that a run is worth: the parts lie apart as far as
// they can. Giving each minute to the running stay that ends first and still
// has minutes left is the best use of the time.
func (s *segment) mostOf(run []stay, v valuation) iop.Minutes {
	full, beyond := s.whole(run, v, true)
	if full {
		return union(run) + beyond
	}
	left := make([]iop.Minutes, len(run))
	end := run[0].to
	for i, st := range run {
		left[i], _ = s.counted(st, v, true)
		end = max(end, st.to)
	}
	sum := beyond
	for m := run[0].from; m < end; m++ {
		best := -1
		for i, st := range run {
			if st.from <= m && m < st.to && left[i] > 0 && (best < 0 || st.to < run[best].to) {
				best = i
			}
		}
		if best >= 0 {
			left[best]--
			sum++
		}
	}
	return sum
}
