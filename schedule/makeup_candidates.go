package schedule

import (
	"slices"

	"github.com/openiop/openiop/iop"
)

// moves lists the sessions lost to closed days, at their own time on the other
// days of the week and beside what there is; first one by one, and where a
// closed day lost several, all of them together.
func (m *maker) moves() (out []candidate) {
	c, row := m.t.c, m.t.row
	seg := &c.segments[c.rows[row].segment]
	if seg.closed == 0 {
		return nil
	}
	for lost := range 7 {
		d := weekdayAt(c.dates.weekStart, lost)
		if !seg.closed.Has(d) {
			continue
		}
		sessions := c.segments[seg.before].lostSessions(d)
		for n := range 7 {
			day := candidate{kind: MoveSession, distance: abs(n - lost)}
			for _, sl := range sessions {
				ch := m.change(n, sl.block.Start, sl.length.high, sl.block.Activity)
				if sl.index >= 0 {
					ch.Kind, ch.Block = RepeatSession, sl.index
				}
				out = append(out, one(MoveSession, ch, ch.Minutes, abs(n-lost)))
				out = append(out, m.beside(n, ch, MoveSession, abs(n-lost))...)
				day.changes, day.added = append(day.changes, ch), day.added+ch.Minutes
			}
			if len(day.changes) > 1 {
				out = append(out, day)
			}
		}
	}
	return out
}

// lostSessions gives the slots held on a day for certain whose time and length
// are known.
func (s *segment) lostSessions(day iop.Weekday) (out []*slot) {
	for i := range s.slots {
		sl := &s.slots[i]
		if sl.clocked() && sl.days.Has(day) && sl.length.known && !sl.length.open && sl.length.high > 0 && !sl.skippable {
			if few, _ := sl.heldOn(iop.Weekdays(0).With(day)); few == 0 {
				continue // it may not have been lost
			}
			out = append(out, sl)
		}
	}
	return out
}

// beside lists a session right after the last session of a day, and right
// before its first.
func (m *maker) beside(n int, ch Change, kind MakeUpKind, distance int) (out []candidate) {
	c, row := m.t.c, m.t.row
	first, last, ok := c.segments[c.rows[row].segment].clockOf(weekdayAt(c.dates.weekStart, n))
	if !ok {
		return nil
	}
	for _, start := range []iop.Minutes{last, first - ch.Minutes} {
		if start >= 0 && start < dayMinutes {
			ch.Start = Clock{int16(start) + 1}
			out = append(out, one(kind, ch, ch.Minutes, distance))
		}
	}
	return out
}

// clockOf gives when the sessions of a day begin and end.
func (s *segment) clockOf(day iop.Weekday) (first, last iop.Minutes, ok bool) {
	for i := range s.slots {
		sl := &s.slots[i]
		if !sl.clocked() || !sl.days.Has(day) || sl.often.high == 0 {
			continue
		}
		from, to := sl.block.Start.Minutes(), sl.block.Start.Minutes()+sl.clockLength(true)
		if !ok || from < first {
			first = from
		}
		last, ok = max(last, to), true
	}
	return first, last, ok
}

// others lists the sessions that other tracks have in the same week.
func (m *maker) others() (out []candidate) {
	c, row := m.t.c, m.t.row
	from := c.rows[row].from
	for r := range c.rows {
		if c.rows[r].from != from || c.rows[r].track == c.rows[row].track {
			continue
		}
		seg := &c.segments[c.rows[r].segment]
		for i := range seg.slots {
			sl := &seg.slots[i]
			if sl.block.Track == "" || !sl.clocked() || !sl.length.known || sl.length.open || sl.length.high == 0 || sl.often.high == 0 {
				continue // a block without a track is the person's own too
			}
			for n := range 7 {
				if sl.days.Has(weekdayAt(c.dates.weekStart, n)) {
					ch := m.change(n, sl.block.Start, sl.length.high, sl.block.Activity)
					if sl.index >= 0 {
						ch.Kind, ch.Block = RepeatSession, sl.index
					}
					out = append(out, one(AttendOther, ch, sl.length.high, 0))
				}
			}
		}
	}
	return out
}

// longer lists the sessions of the week made as long as the shortfall needs,
// at their end or at their beginning.
func (m *maker) longer() (out []candidate) {
	c, row := m.t.c, m.t.row
	seg := &c.segments[c.rows[row].segment]
	for i := range seg.slots {
		sl := &seg.slots[i]
		each := sl.often.low == sl.days.Len() && sl.often.high == sl.often.low
		if sl.index < 0 || !sl.clocked() || !each || sl.skippable || sl.replaced || len(sl.insteadOf) > 0 ||
			sl.length.low != sl.length.high || sl.block.BreakMinutes.IsStated() || sl.block.ClinicalMinutesMax.IsStated() {
			continue
		}
		for n := range 7 {
			if !sl.days.Has(weekdayAt(c.dates.weekStart, n)) {
				continue
			}
			for _, need := range m.needs() {
				for earlier, start := range []iop.Minutes{sl.block.Start.Minutes(), sl.block.Start.Minutes() - need} {
					if start < 0 || sl.length.high+need > dayMinutes {
						continue
					}
					ch := m.change(n, Clock{int16(start) + 1}, sl.length.high+need, sl.block.Activity)
					ch.Kind, ch.Block = ReplaceSession, sl.index
					out = append(out, one(LengthenSession, ch, need, earlier)) // better to end later than to begin earlier
				}
			}
		}
	}
	return out
}

// more lists one more session of the length that the shortfall needs: beside
// the sessions of a day, and at the program's usual times.
func (m *maker) more() (out []candidate) {
	c, row := m.t.c, m.t.row
	seg := &c.segments[c.rows[row].segment]
	activity, starts, long := m.usual()
	if len(starts) == 0 {
		starts = []Clock{{int16(m.hours[iop.Monday].From) + 1}}
	}
	for n := range 7 {
		free := seg.dayTime(weekdayAt(c.dates.weekStart, n)) == 0
		for _, need := range m.lengths(long) {
			length := need
			if free {
				length = max(need, m.dayLeast())
			}
			for _, start := range starts {
				out = append(out, one(HoldSession, m.change(n, start, length, activity), length, 0))
			}
			out = append(out, m.beside(n, m.change(n, Clock{}, length, activity), HoldSession, 0)...)
		}
	}
	return out
}

func (m *maker) change(n int, start Clock, length iop.Minutes, a iop.Activity) Change {
	c, row := m.t.c, m.t.row
	return Change{
		Track: c.tracks[c.rows[row].track], Date: c.rows[row].from.AddDays(n), Start: start,
		Minutes: length, Activity: a,
	}
}

// lengths gives what the unmet requirements ask for and the usual length.
func (m *maker) lengths(usual iop.Minutes) []iop.Minutes {
	out := m.needs()
	if usual > 0 && !slices.Contains(out, usual) {
		out = append(out, usual)
	}
	return out
}

// usual gives the activity, the starts and the greatest length of the week's
// countable sessions, or of the sessions that were lost.
func (m *maker) usual() (activity iop.Activity, starts []Clock, long iop.Minutes) {
	c, row := m.t.c, m.t.row
	seg := &c.segments[c.rows[row].segment]
	segs := []*segment{seg}
	if seg.closed != 0 {
		segs = append(segs, &c.segments[seg.before])
	}
	v := valuation{&c.policies[0]}
	for _, s := range segs {
		for i := range s.slots {
			sl := &s.slots[i]
			if v.counts(sl.block) != countsAlways || !sl.block.Activity.IsValid() || sl.block.Within.Set {
				continue
			}
			if !activity.IsValid() {
				activity = sl.block.Activity
			}
			if sl.clocked() {
				starts = append(starts, sl.block.Start)
				long = max(long, sl.length.high)
			}
		}
	}
	if !activity.IsValid() {
		activity, _ = iop.ParseActivity("group-therapy") // of the table; a week without any countable block
	}
	return activity, starts, long
}

// needs lists the minutes that the unmet requirements of the week ask for,
// each once, the least first.
func (m *maker) needs() (out []iop.Minutes) {
	add := func(n iop.Minutes) {
		if n <= 0 || n > dayMinutes {
			return
		}
		if slices.Contains(out, n) {
			return
		}
		out = append(out, n)
	}
	s := subject{}
	for i := range m.t.before {
		v := &m.t.before[i]
		if v.Outcome != iop.NotMet || int(v.place) != m.t.row {
			continue
		}
		s.about(m.t.c, v)
		measured, required := m.t.c.rules[v.rule].measure(&s)
		if required.Unit == iop.UnitMinutes && required.HasMin && measured.Span.IsKnown() {
			most, ok := measured.Span.Max()
			if ok {
				add(required.Min - most)
			}
			add(required.Min - measured.Span.Min())
		}
	}
	add(m.dayLeast())
	return out
}

// dayLeast gives the most that a standard requires of a service day, 60
// minutes where none says.
func (m *maker) dayLeast() iop.Minutes {
	least := iop.Minutes(0)
	for i := range m.t.c.standard {
		j := &m.t.c.standard[i]
		for k := range j.standard.Requirements.DailyHours {
			if d := &j.standard.Requirements.DailyHours[k]; !j.otherAges && d.AppliesTo(m.t.c.population) {
				least = max(least, iop.Minutes(d.Min))
			}
		}
	}
	if least == 0 {
		return 60
	}
	return least
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
