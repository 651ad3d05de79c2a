package schedule

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"time"

	"github.com/openiop/openiop/iop"
)

// Session is one session of a design on its date, as a client of a track is
// offered it.
type Session struct {
	// ID is made of the program's id, the index of the block and the date, as
	// in "prodigals-path-iop/b2/2026-11-26". It stays the same whoever attends,
	// whatever is closed, and however often the design is expanded; a session
	// that a [Change] adds has "added" and its time instead of the block.
	ID           string
	Track, Phase string
	Week         int // program week
	Block        int // index of the block, negative for an added session
	Date         iop.Date
	Start, End   Clock // not stated where the design does not say
	// Minutes is the time that passes, which differs from the clock's in the
	// night in which daylight saving begins or ends.
	Minutes  iop.Span
	Activity iop.Activity
	// Starts and Ends are the instants, where a zone and a time are stated;
	// Trouble says whether the clocks skip the start or show it twice.
	Starts, Ends time.Time
	Trouble      iop.ClockTrouble
	// Certain says that the client attends it if it is held: it is not
	// optional, not one of several to choose from, not taken instead of another.
	Certain bool
	// Closed says that it is not held because the day is closed, for Reason.
	Closed bool
	Reason string
}

// Sessions yields the dated sessions, track by track in the order of time,
// closed ones included. Blocks whose days are not stated have no dates and so
// no sessions here. Without dates, and for a record, there are none.
func (c *Case) Sessions() iter.Seq[Session] {
	return func(yield func(Session) bool) {
		if c.dates == nil || c.dates.record != nil {
			return
		}
		for row := range c.rows {
			if !c.rows[row].from.IsValid() {
				continue
			}
			for _, s := range c.sessionsOf(row) {
				if !yield(s) {
					return
				}
			}
		}
	}
}

func (c *Case) sessionsOf(row int) (out []Session) {
	r := &c.rows[row]
	seg := &c.segments[r.segment]
	for i := range seg.slots {
		out = c.sessionsOfSlot(out, row, &seg.slots[i], iop.AllWeekdays, false)
	}
	if seg.closed != 0 {
		open := &c.segments[seg.before]
		for i := range open.slots {
			out = c.sessionsOfSlot(out, row, &open.slots[i], seg.closed, true)
		}
	}
	slices.SortStableFunc(out, func(a, b Session) int {
		return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.Start.plus1, b.Start.plus1), cmp.Compare(a.Block, b.Block))
	})
	return out
}

// sessionsOfSlot adds the sessions of a slot on some days. Those on days that
// the run leaves out or that are closed are no longer days of the slot, unless
// it has no others.
func (c *Case) sessionsOfSlot(out []Session, row int, sl *slot, on iop.Weekdays, closed bool) []Session {
	if sl.block.Within.Set || sl.anyDay || sl.ghost || sl.often.high == 0 && !sl.often.open {
		return out
	}
	r := &c.rows[row]
	each := sl.often.low == sl.days.Len() && sl.often.high == sl.often.low && !sl.often.open
	certain := each && !sl.skippable && !sl.replaced && sl.block.AlternativeTo == "" && len(sl.insteadOf) == 0
	for n := range 7 {
		day := r.from.AddDays(n)
		if !(sl.days & on).Has(day.Weekday()) {
			continue
		}
		s := Session{
			Track: c.tracks[r.track], Phase: c.phaseName(r.phase), Week: r.week, Block: sl.index, Date: day,
			Start: sl.block.Start, End: sl.block.End, Minutes: sl.length.span(), Activity: sl.block.Activity, Certain: certain,
		}
		s.ID = c.sessionID(sl, day)
		if closed {
			closure, _ := c.dates.closures.On(day)
			s.Closed, s.Reason = true, closure.Reason
		}
		if !s.End.IsStated() && s.Start.IsStated() && s.Minutes.IsExact() {
			s.End = s.Start.plus(s.Minutes.Min())
		}
		c.setInstants(&s, sl)
		out = append(out, s)
	}
	return out
}

func (c *Case) sessionID(sl *slot, day iop.Date) string {
	if sl.index == addedSlot {
		return fmt.Sprintf("%s/added/%s/%s", c.program.ID, day, sl.block.Start)
	}
	return fmt.Sprintf("%s/b%d/%s", c.program.ID, sl.index, day)
}

func (c *Case) setInstants(s *Session, sl *slot) {
	if c.dates.zone == nil || !s.Start.IsStated() {
		return
	}
	clock, ok := sl.block.clockMinutes()
	switch {
	case ok:
		s.Starts, s.Ends, s.Trouble = c.dates.instants(s.Date, s.Start.Minutes(), clock)
	default:
		s.Starts, s.Trouble = s.Date.Instant(c.dates.zone, s.Start.Minutes(), c.dates.clock)
		if s.Minutes.IsExact() {
			s.Ends = s.Starts.Add(time.Duration(s.Minutes.Min()) * time.Minute)
		}
	}
}
