package drugtest

import (
	"slices"

	"github.com/openiop/openiop/iop"
)

// maker draws the days of one calendar.
type maker struct {
	plan     *TestPlan
	days     []iop.Date // eligible, in order, each once
	favored  map[iop.Date]bool
	reaches  []bool // of each day: gaps alone can be kept from it to the end
	smallest int    // the maximum gap that limits of at least n tests ask for
	asks     *Limit // the limit that does
	key      uint64
}

func (t *TestPlan) maker() *maker {
	m := &maker{plan: t, favored: map[iop.Date]bool{}, key: keyOf(t.Seed, t.Person), smallest: maxCalendarDays}
	for _, d := range t.Eligible {
		if !d.Before(t.Start) && d.Before(t.Until) {
			m.days = append(m.days, d)
		}
	}
	slices.SortFunc(m.days, iop.Date.Compare)
	m.days = slices.Compact(m.days)
	for _, d := range t.Favored {
		m.favored[d] = true
	}
	for i := range t.Limits {
		if l := &t.Limits[i]; l.AtLeast > 0 && l.Days/l.AtLeast < m.smallest {
			m.smallest, m.asks = l.Days/l.AtLeast, l
		}
	}
	m.reaches = make([]bool, len(m.days))
	for i := len(m.days) - 1; i >= 0; i-- {
		_, over := m.endsAfter(m.days[i], false)
		from, to := m.after(m.days[i], false)
		for j := i + 1; j < len(m.days) && !over && !to.Before(m.days[j]); j++ {
			over = m.reaches[j] && !m.days[j].Before(from)
		}
		m.reaches[i] = over
	}
	return m
}

// pace gives the pace of a gap that begins on a day.
func (m *maker) pace(from iop.Date) *Pace {
	if m.plan.Stable == nil || m.plan.Start.DaysUntil(from) < m.plan.earlyDays() && m.plan.Early != nil {
		return m.plan.Early
	}
	return m.plan.Stable
}

// gaps gives the least and the greatest number of days of a gap that begins on
// a day.
func (m *maker) gaps(from iop.Date) (least, most int) {
	p := m.pace(from)
	floor, _ := MinimumSpacing()
	return max(p.MinGap, floor), min(p.MaxGap, m.smallest)
}

// after gives the days between which the test after a day must be. The first
// test may be on the first day.
func (m *maker) after(last iop.Date, first bool) (from, to iop.Date) {
	least, most := m.gaps(last)
	if first {
		least = 1
	}
	return last.AddDays(least), last.AddDays(most)
}

// endsAfter gives the day by which the next test must be, and whether that is
// after the calendar.
func (m *maker) endsAfter(last iop.Date, first bool) (by iop.Date, over bool) {
	_, by = m.after(last, first)
	return by, !by.Before(m.plan.Until)
}

// draw picks the next day among those from which all rules can still be kept.
func (m *maker) draw(done []iop.Date, last iop.Date, n uint64) (iop.Date, error) {
	from, to := m.after(last, len(done) == 0)
	var fit []iop.Date
	var reached, eligible bool
	var limit *Limit
	weight := uint64(0)
	for i, d := range m.days {
		if d.Before(from) || to.Before(d) {
			continue
		}
		eligible = true
		if !m.reaches[i] {
			continue
		}
		reached = true
		if l := m.exceeds(done, d); l != nil {
			limit = l
			continue
		}
		fit = append(fit, d)
		weight += m.weight(d)
	}
	if len(fit) == 0 {
		return iop.Date{}, m.conflict(last, from, to, eligible, reached, limit)
	}
	at := pick(m.key, n, weight)
	for _, d := range fit {
		if w := m.weight(d); at >= w {
			at -= w
			continue
		}
		return d, nil
	}
	return fit[len(fit)-1], nil
}

func (m *maker) weight(d iop.Date) uint64 {
	if m.favored[d] {
		return 2
	}
	return 1
}

// exceeds gives a limit that could not be kept if the next test were on a day
// and all later ones as late as the gaps allow, nil if all can be.
func (m *maker) exceeds(done []iop.Date, next iop.Date) *Limit {
	all := append(slices.Clone(done), next)
	for {
		if l := m.over(all); l != nil {
			return l
		}
		last := all[len(all)-1]
		if _, end := m.endsAfter(last, false); end {
			return nil
		}
		later, ok := m.latest(last)
		if !ok {
			return nil // gaps alone cannot be kept; the table of days says so
		}
		all = append(all, later)
	}
}

// latest gives the last day on which the test after a day can be.
func (m *maker) latest(last iop.Date) (iop.Date, bool) {
	from, to := m.after(last, false)
	i, found := slices.BinarySearchFunc(m.days, to, iop.Date.Compare)
	if !found {
		i--
	}
	for ; i >= 0 && !m.days[i].Before(from); i-- {
		if m.reaches[i] {
			return m.days[i], true
		}
	}
	return iop.Date{}, false
}

// over gives a limit that the last of the tests exceeds.
func (m *maker) over(all []iop.Date) *Limit {
	last := len(all) - 1
	for i := range m.plan.Limits {
		l := &m.plan.Limits[i]
		if l.AtMost > 0 && last >= l.AtMost && all[last-l.AtMost].DaysUntil(all[last]) < l.Days {
			return l
		}
	}
	return nil
}

// conflict says which rules leave no day.
func (m *maker) conflict(last, from, to iop.Date, eligible, reached bool, limit *Limit) error {
	e := &InfeasibleError{After: last, Before: to, Conflict: []CalendarRule{m.maximum(last)}}
	if limit != nil {
		e.Conflict = append(e.Conflict, CalendarRule{AtMostRule, limit.AtMost, limit.Days, limit.source})
		return e
	}
	if !eligible || !reached {
		e.Conflict = append(e.Conflict, m.minimum(last), CalendarRule{Kind: EligibleRule})
	}
	if eligible && !reached { // the trouble is later; show where
		for i := len(m.days) - 1; i >= 0; i-- {
			if !m.reaches[i] && !m.days[i].Before(from) {
				_, by := m.after(m.days[i], false)
				e.After, e.Before = m.days[i], by
				break
			}
		}
	}
	return e
}

func (m *maker) maximum(last iop.Date) CalendarRule {
	_, most := m.gaps(last)
	if m.asks != nil && most == m.smallest {
		return CalendarRule{AtLeastRule, m.asks.AtLeast, m.asks.Days, m.asks.source}
	}
	return CalendarRule{MaximumGapRule, 0, most, m.pace(last).source}
}

func (m *maker) minimum(last iop.Date) CalendarRule {
	least, _ := m.gaps(last)
	if days, source := MinimumSpacing(); days == least {
		return CalendarRule{MinimumGapRule, 0, least, source}
	}
	return CalendarRule{MinimumGapRule, 0, least, m.pace(last).source}
}

// rules lists what the calendar keeps.
func (m *maker) rules() (out []CalendarRule) {
	for _, d := range []iop.Date{m.plan.Start, m.plan.Until.AddDays(-1)} {
		out = append(out, m.minimum(d), m.maximum(d))
	}
	for i := range m.plan.Limits {
		l := &m.plan.Limits[i]
		if l.AtMost > 0 {
			out = append(out, CalendarRule{AtMostRule, l.AtMost, l.Days, l.source})
		}
		if l.AtLeast > 0 {
			out = append(out, CalendarRule{AtLeastRule, l.AtLeast, l.Days, l.source})
		}
	}
	seen := map[CalendarRule]bool{}
	return slices.DeleteFunc(out, func(r CalendarRule) bool {
		defer func() { seen[r] = true }()
		return seen[r]
	})
}

// keyOf mixes the seed with the person, so that each has days of their own.
func keyOf(seed uint64, person string) uint64 {
	key := mix(seed)
	for i := range len(person) {
		key = mix(key ^ uint64(person[i]))
	}
	return key
}

// mix is the finalizer of SplitMix64 (Steele, Lea and Flood 2014).
func mix(z uint64) uint64 {
	z += 0x9e3779b97f4a7c15
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// pick draws a number below a bound, by counter and not by call order. Numbers
// that would favor some are drawn again.
func pick(key, n, below uint64) uint64 {
	unfair := -below % below
	for try := uint64(0); ; try++ {
		if x := mix(key ^ mix(n) ^ try*0xd1342543de82ef95); x >= unfair {
			return x % below
		}
	}
}
