package schedule

import (
	"github.com/openiop/openiop/iop"
)

// weekKey is what makes a dated week what it is. Weeks with the same key are
// alike and are worked out once, however many clients have them.
type weekKey struct {
	base         int          // the segment of the design
	away, closed iop.Weekdays // days before or after the run; closed ones of the others
	running      uint64       // which blocks of a sparse cadence take place
	odd          iop.Date     // its first day, where daylight saving or a change makes it its own
}

// layout lays a design on dates.
type layout struct {
	c     *Case
	d     Dates
	base  *derivation
	known map[weekKey]int
	rows  []row
	first iop.Date // the first day of program week 1
}

func newLayout(c *Case, d Dates) *layout {
	l := &layout{c: c, d: d, known: map[weekKey]int{}}
	from := d.Start
	if d.Cohort.IsValid() {
		from = d.Cohort
	}
	l.first = weekOf(from, d.weekStart())
	c.dates = &dates{
		start: d.Start, weekStart: d.weekStart(), closures: d.Closures, zone: d.Zone,
		clock: d.Clock, until: d.Until, given: d,
	}
	if d.WeekStart == 0 {
		c.dates.given.WeekStart = iop.Monday
	}
	var weeks phaseWeeks
	if len(d.PhaseSessions) > 0 {
		weeks = l.weeksOfPhase
	}
	l.base = derive(c.program, weeks)
	c.tracks = l.base.tracks
	return l
}

// addRows lays out the rows whose weeks lie in the run, and those that have no
// date.
func (l *layout) addRows() {
	for _, r := range l.base.rows {
		if r.week == 0 {
			r.segment = l.segment(weekKey{base: r.segment})
			l.rows = append(l.rows, r)
			continue
		}
		from := l.first.AddDays(7 * (r.week - 1))
		key, ok := l.key(r.segment, from)
		if !ok {
			continue
		}
		r.from, r.segment = from, l.segment(key)
		l.rows = append(l.rows, r)
	}
}

// key describes the week from a day on; ok is false where it lies outside the
// run.
func (l *layout) key(base int, from iop.Date) (k weekKey, ok bool) {
	if !from.IsValid() {
		return k, false
	}
	k = weekKey{base: base, away: l.away(from), running: l.runningIn(from)}
	if k.away == iop.AllWeekdays {
		return k, false
	}
	k.closed = l.d.Closures.Week(from) &^ k.away
	if l.isOdd(base, from) {
		k.odd = from
	}
	return k, true
}

// away gives the days of a week that lie outside the run.
func (l *layout) away(from iop.Date) (days iop.Weekdays) {
	if !from.Before(l.d.Start) && (!l.d.Until.IsValid() || from.DaysUntil(l.d.Until) >= 7) {
		return 0
	}
	for i := range 7 {
		if d := from.AddDays(i); d.Before(l.d.Start) || l.d.Until.IsValid() && !d.Before(l.d.Until) {
			days = days.With(d.Weekday())
		}
	}
	return days
}

// runningIn gives the blocks of a sparse cadence that take place in a week,
// of those for which a first week is given.
func (l *layout) runningIn(from iop.Date) (set uint64) {
	for i, first := range l.d.First { // any order: each sets a bit of its own
		if i >= 64 || i < 0 || i >= len(l.c.program.Blocks) {
			continue
		}
		every := everyWeeks(l.c.program.Blocks[i].PerWeek)
		days := weekOf(first, l.d.weekStart()).DaysUntil(from)
		if every > 0 && days >= 0 && days/7%every == 0 {
			set |= 1 << i
		}
	}
	return set
}

// everyWeeks gives n for a frequency of once in n weeks, 0 for any other.
func everyWeeks(n Number) int {
	if !n.hasLow || !n.hasHigh || n.low != n.high || n.low <= 0 || n.low >= micro {
		return 0
	}
	every := (micro + n.low/2) / n.low
	if d := every*n.low - micro; d > every || d < -every { // a third is written 0.333333
		return 0
	}
	return int(every)
}

// isOdd reports whether a week is unlike the others of its kind: a session
// lasts longer or shorter because the clocks change, or a change applies.
func (l *layout) isOdd(base int, from iop.Date) bool {
	track := l.c.tracks[l.base.segments[base].track]
	for i := range l.d.Changes {
		ch := &l.d.Changes[i]
		if n := from.DaysUntil(ch.Date); n >= 0 && n < 7 && (ch.Track == "" || ch.Track == track) {
			return true
		}
	}
	return l.c.dates.clocksChange(from) && l.base.segments[base].changesLength(l.c.dates, from)
}

// segment gives the index of a week, working it out if it is new.
func (l *layout) segment(k weekKey) int {
	if i, ok := l.known[k]; ok {
		return i
	}
	before := -1
	if k.closed != 0 {
		open := k
		open.closed = 0
		before = l.segment(open)
	}
	s := l.base.segments[k.base].clone()
	s.away, s.closed, s.before = k.away, k.closed, before
	s.anchor(l.d.First, k.running)
	if k.odd.IsValid() {
		s.onClock(l.c.dates, k.odd)
	}
	s = s.without(k.away)
	if k.closed != 0 {
		s.lost = s.lostOn(k.closed)
		s = s.without(k.closed)
	}
	if k.odd.IsValid() {
		s.apply(l.c.program, l.d.Changes, l.c.tracks[s.track], k.odd)
	}
	l.c.segments = append(l.c.segments, s)
	l.known[k] = len(l.c.segments) - 1
	return l.known[k]
}

// anchor turns a frequency of once in several weeks into whole occurrences,
// where a first week is given.
func (s *segment) anchor(first map[int]iop.Date, running uint64) {
	for i := range s.slots {
		sl := &s.slots[i]
		_, given := first[sl.index]
		if !given || sl.index >= 64 || everyWeeks(sl.block.PerWeek) == 0 {
			continue
		}
		sl.often = frequencyOf(Whole(int(running >> sl.index & 1)))
	}
}

// weeksOfPhase gives the weeks in which a phase completes its sessions.
func (l *layout) weeksOfPhase(d *derivation, track, phase, after int) (Number, bool) {
	if phase < 0 {
		return Number{}, false
	}
	n, ok := l.d.PhaseSessions[d.program.Phases[phase].Name]
	if !ok {
		return Number{}, false
	}
	l.base = d
	var few, many iop.Minutes // times of attendance so far
	shortest := 0
	for week := 1; week <= maxWeeks; week++ {
		w := l.sessionsIn(d, track, phase, after+week)
		few += w.Min()
		most, ok := w.Max()
		if !ok {
			return Number{}, true // nobody can say when
		}
		many += most
		if many >= iop.Minutes(n) && shortest == 0 {
			shortest = week
		}
		if few >= iop.Minutes(n) {
			return WholeRange(shortest, week), true
		}
	}
	return Number{}, true
}

// sessionsIn counts the times of attendance of a week of a phase on its date.
func (l *layout) sessionsIn(d *derivation, track, phase, week int) iop.Span {
	var running []int
	for _, i := range d.blocksOf(track, phase) {
		if d.program.Blocks[i].Weeks.Contains(week) {
			running = append(running, i)
		}
	}
	probe := &derivation{program: d.program, tracks: d.tracks}
	probe.segment(running, track, phase, week)
	from := l.first.AddDays(7 * (week - 1))
	if !from.IsValid() {
		return iop.Span{}
	}
	s := probe.segments[0].without(l.away(from))
	s = s.without(l.d.Closures.Week(from) &^ s.away)
	return s.count(&l.c.policies[0]).Sessions
}
