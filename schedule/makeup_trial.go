package schedule

import (
	"slices"

	"github.com/openiop/openiop/iop"
)

// trial judges changes of one week of a case.
type trial struct {
	c      *Case
	row    int
	before []Verdict // of all that standards require
	short  []Unmet
}

func newTrial(c *Case, row int) *trial {
	t := &trial{c: c, row: row, before: c.judgeWork(nil)}
	for i := range t.before {
		if v := &t.before[i]; v.Outcome == iop.NotMet && int(v.place) == row {
			t.short = addUnmet(t.short, c, v)
		}
	}
	return t
}

func addUnmet(list []Unmet, c *Case, v *Verdict) []Unmet {
	u := Unmet{c.RuleID(v), c.StandardID(v)}
	if slices.Contains(list, u) {
		return list
	}
	return append(list, u)
}

// judge judges the case with the changes of a proposal, and fills in what they
// mend. worse reports whether anything is unmet, or open, that was met.
func (t *trial) judge(p *Proposal) (worse bool) {
	c := t.with(p.Changes)
	after := c.judgeWork(nil)
	if len(after) != len(t.before) {
		return true
	}
	for i := range after {
		was, is := &t.before[i], &after[i]
		switch {
		case was.Outcome == iop.Met && (is.Outcome == iop.NotMet || is.Outcome == iop.Undetermined):
			return true
		case is.Outcome == iop.NotMet && was.Outcome != iop.NotMet:
			return true
		case int(is.place) != t.row || was.Outcome != iop.NotMet:
		case is.Outcome == iop.NotMet:
			p.StillUnmet = addUnmet(p.StillUnmet, c, is)
		case is.Outcome == iop.Met || is.Outcome == iop.NotApplicable:
			p.Mends = addUnmet(p.Mends, c, is)
		}
	}
	gained := c.week(0, t.row).Countable
	p.Adds = lessBy(gained, t.c.week(0, t.row).Countable)
	if old := t.c.week(0, t.row).Countable; gained.IsExact() && old.IsExact() {
		p.Adds = iop.Exactly(max(0, gained.Min()-old.Min()))
	}
	p.Mends = slices.DeleteFunc(p.Mends, func(u Unmet) bool { return slices.Contains(p.StillUnmet, u) })
	return false
}

// with gives the case with changes of the week. It shares what it can with
// the original, which stays as it is.
func (t *trial) with(changes []Change) *Case {
	c := *t.c
	s := c.segments[c.rows[t.row].segment].clone()
	s.extra = slices.Clip(s.extra)
	s.apply(c.program, changes, c.tracks[c.rows[t.row].track], c.rows[t.row].from)
	n := len(c.segments)
	c.segments = append(slices.Clip(c.segments), s)
	c.weeks = slices.Clone(c.weeks)
	for p := range c.weeks {
		w := s.count(&c.policies[p])
		w.scaled = newFraction(w.average).times(c.scales[p])
		c.weeks[p] = append(slices.Clip(c.weeks[p]), w)
	}
	if c.perDay != nil {
		c.perDay = slices.Clone(c.perDay)
		for p := range c.perDay {
			if c.perDay[p] != nil {
				c.perDay[p] = append(slices.Clip(c.perDay[p]), s.byDay(&c.policies[p]))
			}
		}
	}
	t.withPartial(&c, &s)
	rows := slices.Clone(c.rows)
	rows[t.row].segment = n
	c.episodes, c.averages = nil, nil
	c.lay(rows)
	return &c
}

// withPartial renews the week for standards in force on a part of it.
func (t *trial) withPartial(c *Case, s *segment) {
	c.standard = slices.Clone(c.standard)
	for i := range c.standard {
		j := &c.standard[i]
		if j.partial == nil || j.partial[t.row] < 0 {
			continue
		}
		part := s.without(iop.AllWeekdays &^ c.inForceDays(j, t.row))
		c.segments = append(c.segments, part)
		for p := range c.weeks {
			c.weeks[p] = append(c.weeks[p], part.count(&c.policies[p]))
		}
		for p := range c.perDay {
			if c.perDay[p] != nil {
				c.perDay[p] = append(c.perDay[p], [7]dayWorth{})
			}
		}
		j.partial = slices.Clone(j.partial)
		j.partial[t.row] = len(c.segments) - 1
	}
}
