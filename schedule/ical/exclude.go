package ical

import "slices"

// exclusions are the starts that EXDATE and EXRULE take out of a series, each
// list rising.
type exclusions struct {
	walls    []int64 // on the clock of the series
	instants []int64
	days     []int64 // dates, and times where the other side is a date
}

func (out *exclusions) has(st *start) bool {
	return isIn(out.walls, st.wall) || isIn(out.instants, st.at) || isIn(out.days, int64(dayOf(st.wall)))
}

// exclude works out what is taken out of an event's starts.
func (x *expander) exclude(d *details) {
	out := &x.out
	out.walls, out.instants, out.days = out.walls[:0], out.instants[:0], out.days[:0]
	if len(d.without) == 0 && len(d.except) == 0 {
		return
	}
	out.dates(x.clock, d)
	for i := range d.except {
		x.fromExRule(d, &d.except[i])
	}
	out.sort()
}

// dates adds what EXDATE takes out.
func (out *exclusions) dates(c *clock, d *details) {
	for i := range d.without {
		m := &d.without[i]
		switch {
		case m.form == dateForm || d.start.form == dateForm:
			out.days = append(out.days, int64(dayOf(m.wall)))
		case m.zone == d.start.zone || m.floats:
			out.walls = append(out.walls, m.wall)
		default:
			out.instants = append(out.instants, c.at(*m))
		}
	}
}

func (out *exclusions) sort() {
	slices.Sort(out.walls)
	slices.Sort(out.instants)
	slices.Sort(out.days)
}

func (x *expander) fromExRule(d *details, r *Rule) {
	x.generate(d, r, x.from-slack-x.more, x.to+slack+x.more, false, func(wall int64) bool {
		at, _ := x.clock.instant(d.start.zone, wall)
		if !r.reaches(wall, at) || len(x.out.walls) > x.file.limits.Instances {
			return false
		}
		x.out.walls = append(x.out.walls, wall)
		return true
	})
}
