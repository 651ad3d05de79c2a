package ical

import (
	"slices"
	"sort"
)

// slack is by how much the wall of a zone can differ from UTC, and more.
const slack = 2 * daySeconds

// master lists the instances of a series that no override stands for.
func (x *expander) master(s *series) {
	if s.master < 0 {
		for i := range s.overrides {
			if s.overrides[i].following {
				x.override(&s.overrides[i]) // an orphan
			}
		}
		return
	}
	d := &x.file.details[s.master]
	later := x.following(s)
	if len(d.rules) == 0 && len(d.dates) == 0 {
		x.starts = append(x.starts[:0], x.startAt(d.start))
	} else {
		x.collect(d, shifts(x.file, later))
	}
	x.exclude(d)
	for i := range x.starts {
		if st := &x.starts[i]; !x.out.has(st) && !s.stoodFor(st) {
			x.one(s, d, later, st)
		}
	}
}

func (x *expander) startAt(m moment) start {
	at, place := x.clock.instant(m.zone, m.wall)
	return start{wall: m.wall, at: at, place: place}
}

// one lists one instance of a series: its own, or, from a THISANDFUTURE on,
// that of the override, moved as it moves its own.
func (x *expander) one(s *series, d *details, later []override, st *start) {
	n := sort.Search(len(later), func(i int) bool { return later[i].wall > st.wall })
	if n == 0 {
		x.put(s.master, d.start.moved(st.wall), st.at, st.place, st.length, s.cancelled)
		return
	}
	over := &later[n-1]
	od := &x.file.details[over.entry]
	if len(od.rules) > 0 || len(od.dates) > 0 {
		return // the override repeats by rules of its own
	}
	m := od.start.moved(st.wall + od.start.wall - over.wall)
	at, place := x.clock.instant(m.zone, m.wall)
	x.put(over.entry, m, at, place, nil, over.cancelled || s.cancelled)
}

// following gives the overrides of a series that stand for all that follows,
// by time, and lists those that repeat by rules of their own.
func (x *expander) following(s *series) (later []override) {
	for _, o := range s.overrides {
		if o.following {
			later = append(later, o)
		}
	}
	slices.SortFunc(later, func(a, b override) int { return compare(a.wall, b.wall) })
	for _, o := range later {
		d := &x.file.details[o.entry]
		if len(d.rules) == 0 && len(d.dates) == 0 {
			continue
		}
		x.collect(d, 0)
		x.exclude(d)
		for i := range x.starts {
			if st := &x.starts[i]; !x.out.has(st) && !s.stoodFor(st) {
				x.put(o.entry, d.start.moved(st.wall), st.at, st.place, st.length, o.cancelled)
			}
		}
	}
	return later
}

// shifts gives by how much overrides move instances at most.
func shifts(f *File, later []override) (most int64) {
	for _, o := range later {
		by := f.details[o.entry].start.wall - o.wall
		most = max(most, by, -by)
	}
	return most
}

// collect puts the starts of an event into x.starts, by time and each once:
// those whose wall lies around the window, more by some seconds.
func (x *expander) collect(d *details, more int64) {
	x.more = more
	x.starts = x.starts[:0]
	if !d.never(x.clock) {
		x.starts = append(x.starts, x.startAt(d.start))
	}
	from, to := x.from-slack-more, x.to+slack+more
	for i := range d.rules {
		x.fromRule(d, &d.rules[i], from, to)
	}
	for i := range d.dates {
		a := &d.dates[i]
		if x.steps--; a.wall < from-slack || a.wall >= to+slack {
			continue
		}
		st := x.startAt(a.moment)
		if a.zone != d.start.zone {
			st.wall, st.place = x.clock.wallAtInstant(d.start.zone, st.at)
		}
		if a.hasSpan {
			st.length = &a.length
		}
		x.starts = append(x.starts, st)
	}
	if len(d.rules) > 1 || len(d.dates) > 0 {
		slices.SortStableFunc(x.starts, func(a, b start) int { return compare(a.at, b.at) })
	}
	x.starts = compacted(x.starts)
}

// compacted takes out starts at the same instant; one with a length of its own
// is kept rather than one without.
func compacted(list []start) []start {
	n := 0
	for i := range list {
		if n > 0 && list[n-1].at == list[i].at {
			if list[n-1].length == nil {
				list[n-1].length = list[i].length
			}
			continue
		}
		list[n] = list[i]
		n++
	}
	return list[:n]
}

// never reports whether all rules of an event end before it starts, so that
// nothing is left of it. Programs write that when a series is deleted from its
// first instance on.
func (d *details) never(c *clock) bool {
	for i := range d.rules {
		if d.rules[i].until.form == noTime || d.rules[i].reaches(d.start.wall, c.at(d.start)) {
			return false
		}
	}
	return len(d.rules) > 0
}

// fromRule adds the starts of one rule.
func (x *expander) fromRule(d *details, r *Rule, from, to int64) {
	x.generate(d, r, from, to, len(d.rules) == 1, func(wall int64) bool {
		at, place := x.clock.instant(d.start.zone, wall)
		if !r.reaches(wall, at) {
			return false
		}
		x.starts = append(x.starts, start{wall: wall, at: at, place: place})
		if len(x.starts) > x.file.limits.Instances {
			x.over = true
		}
		return !x.over
	})
}

// generate runs a rule with the steps that are left.
func (x *expander) generate(d *details, r *Rule, from, to int64, countStart bool, yield func(wall int64) bool) {
	if r.until.form != noTime {
		to = min(to, r.until.wall+slack)
	}
	g := &x.generator
	g.set(r, d.start.wall, d.start.form == dateForm)
	most := min(x.steps, x.left)
	g.steps, g.countStart = most, countStart
	g.run(from, to, yield)
	used := most - g.steps
	x.steps, x.left = x.steps-used, x.left-used
	x.tired = x.tired || g.exhausted
}

// reaches reports whether a time lies at or before UNTIL. An UNTIL that is a
// date holds to the end of that day, and one that is not in UTC is read on the
// clock of the event: RFC 5545 wants neither, but the meaning is plain.
func (r *Rule) reaches(wall, at int64) bool {
	switch {
	case r.until.form == noTime:
		return true
	case r.until.form == utcForm:
		return at <= r.until.wall
	case r.until.form == dateForm:
		return dayOf(wall) <= dayOf(r.until.wall)
	}
	return wall <= r.until.wall
}
