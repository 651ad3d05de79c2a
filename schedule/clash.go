package schedule

import (
	"slices"

	"github.com/openiop/openiop/iop"
)

// clash is what a person's commitments take of a week.
type clash struct {
	touched []touched
	lost    iop.Span // gross time of the sessions
	// fitting is the segment with what is left, the row's own where nothing
	// clashes.
	fitting int
}

// touched is a slot of which sessions fall into commitments.
type touched struct {
	slot  int
	days  iop.Weekdays
	maybe bool // its day or time is not stated
}

// findClashes compares every row with the commitments. Weeks of one segment
// with the same clashes are worked out once.
func (c *Case) findClashes() {
	if len(c.commitments) == 0 {
		return
	}
	c.clashes = make([]clash, len(c.rows))
	for i := range c.rows {
		found := c.touchedIn(i)
		if same := c.sameClash(i, found); same >= 0 {
			c.clashes[i] = c.clashes[same]
			continue
		}
		c.clashes[i] = c.newClash(c.rows[i].segment, found)
	}
}

func (c *Case) sameClash(row int, found []touched) int {
	for i := row - 1; i >= 0 && i >= row-60; i-- {
		if c.rows[i].segment == c.rows[row].segment && slices.Equal(c.clashes[i].touched, found) {
			return i
		}
	}
	return -1
}

// newClash works out what is left of a week without the touched sessions.
// Those that may or may not be touched may or may not be left.
func (c *Case) newClash(segment int, found []touched) clash {
	out := clash{touched: found, fitting: segment, lost: iop.Exactly(0)}
	if len(found) == 0 {
		return out
	}
	before := &c.segments[segment]
	left := before.clone()
	sum := iop.Exactly(0)
	for _, t := range found {
		sl := &left.slots[t.slot]
		few, many := sl.heldOn(t.days)
		if sl.skippable || t.maybe || sl.replaced || len(sl.insteadOf) > 0 {
			few = 0
		}
		sum = sum.Add(times(sl.length, few, many))
		if t.maybe {
			sl.skippable = true
		} else {
			sl.lose(t.days)
		}
	}
	left.linkLost(before)
	out.lost = sum
	out.fitting = c.addSegment(left)
	return out
}

// times gives few to many times a length.
func times(l length, few, many int) iop.Span {
	switch {
	case many == 0:
		return iop.Exactly(0)
	case l.open || !l.known:
		return iop.AtLeast(iop.Minutes(few) * l.low)
	}
	return iop.Between(iop.Minutes(few)*l.low, iop.Minutes(many)*l.high)
}

// touchedIn lists the slots of a row of which sessions fall into commitments.
func (c *Case) touchedIn(row int) (found []touched) {
	seg := &c.segments[c.rows[row].segment]
	for i := range seg.slots {
		sl := &seg.slots[i]
		if sl.absent() || sl.block.Within.Set || sl.ghost {
			continue
		}
		switch {
		case !sl.clocked():
			if days := c.committedDays(row) & anyIfNone(sl.days); days != 0 {
				found = append(found, touched{i, days, true})
			}
		default:
			if days := c.touchedDays(row, sl); days != 0 {
				found = append(found, touched{slot: i, days: days})
			}
		}
	}
	return found
}

// touchedDays gives the days of a slot on which it falls into a commitment.
func (c *Case) touchedDays(row int, sl *slot) (days iop.Weekdays) {
	from := sl.block.Start.Minutes()
	to := from + sl.clockLength(true)
	for n := range 7 {
		day := c.weekdayOf(row, n)
		if sl.days.Has(day) && c.isTaken(row, n, from, to) {
			days = days.With(day)
		}
	}
	return days
}

// weekdayOf gives the weekday of the n-th day of a row.
func (c *Case) weekdayOf(row, n int) iop.Weekday {
	if c.dates == nil {
		return weekdayAt(iop.Monday, n)
	}
	return weekdayAt(c.dates.weekStart, n)
}

// isTaken reports whether a commitment takes some of the minutes from and to,
// counted from the midnight of the n-th day of a row.
func (c *Case) isTaken(row, n int, from, to iop.Minutes) bool {
	for i := range c.commitments {
		for day := -1; day <= 2; day++ { // those of the days before and after reach over midnight
			if !c.isCommitted(&c.commitments[i], row, n+day) {
				continue
			}
			start, end := c.commitments[i].Minutes()
			start, end = start+iop.Minutes(day)*dayMinutes, end+iop.Minutes(day)*dayMinutes
			if start < to && from < end {
				return true
			}
		}
	}
	return false
}

// isCommitted reports whether a commitment is on the n-th day of a row, which
// may be a day before or after its week. Without dates weekly commitments are
// on every week, and those on single dates on none.
func (c *Case) isCommitted(k *iop.Commitment, row, n int) bool {
	if c.dates != nil && c.rows[row].from.IsValid() {
		return k.IsOn(c.rows[row].from.AddDays(n))
	}
	return k.Days.Has(c.weekdayOf(row, (n+7)%7))
}

// committedDays gives the days of a row on which there is any commitment.
func (c *Case) committedDays(row int) (days iop.Weekdays) {
	for n := range 7 {
		if c.isTaken(row, n, 0, dayMinutes) {
			days = days.With(c.weekdayOf(row, n))
		}
	}
	return days
}

// TrackFit says how a track fits a person's commitments.
type TrackFit struct {
	Track string
	// Weeks is the number of rows, and Clashing of how many a session falls,
	// or may fall, into a commitment.
	Weeks, Clashing int
	// Lost is the gross time of those sessions over all weeks.
	Lost iop.Span
	// Requirements says for each requirement on single weeks, in how many weeks
	// what is left meets it, does not, or may.
	Requirements []FitRequirement
}

// FitRequirement counts the weeks in which what fits a person meets a
// requirement.
type FitRequirement struct {
	Rule                      iop.RuleID
	Standard                  iop.StandardID
	Met, NotMet, Undetermined int
}

// Fits says for every track how it fits the commitments, the best first: the
// one that loses the least time for certain, then the least at the most. It is
// empty without commitments.
func (c *Case) Fits() []TrackFit {
	if c.clashes == nil {
		return nil
	}
	var out []TrackFit
	for e := range c.episodes {
		out = append(out, c.fit(&c.episodes[e]))
	}
	slices.SortStableFunc(out, func(a, b TrackFit) int {
		if a.Lost.Min() != b.Lost.Min() {
			return int(a.Lost.Min() - b.Lost.Min())
		}
		return a.Clashing - b.Clashing
	})
	return out
}

func (c *Case) fit(e *episode) TrackFit {
	f := TrackFit{Track: c.tracks[e.track], Weeks: e.to - e.from, Lost: iop.Exactly(0)}
	for i := e.from; i < e.to; i++ {
		f.Lost = f.Lost.Add(c.clashes[i].lost)
		if len(c.clashes[i].touched) > 0 {
			f.Clashing++
		}
	}
	for i := range c.work {
		w := &c.work[i]
		j, rule := &c.standard[w.verdict.standard], &c.rules[w.verdict.rule]
		if rule.weekly == nil || j.otherAges || c.isSpecial(w.req) || w.req.average {
			continue
		}
		r := FitRequirement{Rule: rule.ID, Standard: j.standard.ID}
		for row := e.from; row < e.to; row++ {
			if !c.inForceOn(j, c.governing(j, row)) {
				continue
			}
			switch w.req.bound.Judge(rule.weekly(w.req, &c.weeks[j.policy][c.clashes[row].fitting])) {
			case iop.Met:
				r.Met++
			case iop.NotMet:
				r.NotMet++
			default:
				r.Undetermined++
			}
		}
		f.Requirements = append(f.Requirements, r)
	}
	return f
}

// chooseTrack offers the tracks in which nothing falls into a commitment.
func (s *subject) chooseTrack(mend *remedies) {
	own := s.c.rows[s.v.place].track
	for e := range s.c.episodes {
		ep := &s.c.episodes[e]
		if ep.track == own || ep.to-ep.from == 0 {
			continue
		}
		if f := s.c.fit(ep); f.Clashing == 0 {
			mend.list = append(mend.list, iop.Remedy{Kind: iop.ChooseTrack, Name: f.Track})
		}
	}
}
