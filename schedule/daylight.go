package schedule

import (
	"time"

	"github.com/openiop/openiop/iop"
)

// clocksChange reports whether the offset of the zone changes in the week from
// a day on, the night after it included.
func (d *dates) clocksChange(from iop.Date) bool {
	if d.zone == nil || !from.IsValid() {
		return false
	}
	first := from.In(d.zone, 0)
	_, before := first.Zone()
	for day := 1; day <= 9; day++ {
		if _, after := first.Add(time.Duration(day) * 24 * time.Hour).Zone(); after != before {
			return true
		}
	}
	return false
}

// elapsed gives the minutes that pass in the zone between two wall-clock times
// of a day, the end being on the next day if it is not after the start.
func (d *dates) elapsed(day iop.Date, start, length iop.Minutes) iop.Minutes {
	from, to, _ := d.instants(day, start, length)
	return max(0, iop.Minutes(to.Sub(from)/time.Minute))
}

// instants gives the instants at which a session begins and ends by the clock,
// and what is unusual about its start.
func (d *dates) instants(day iop.Date, start, length iop.Minutes) (from, to time.Time, trouble iop.ClockTrouble) {
	from, trouble = day.Instant(d.zone, start, d.clock)
	to, _ = day.Instant(d.zone, start+length, d.clock)
	return from, to, trouble
}

// clockChange gives by how much a slot's session on a date is longer than its
// clock times say: 60 minutes in the night in which daylight saving ends.
func (sl *slot) clockChange(d *dates, day iop.Date) iop.Minutes {
	clock, ok := sl.block.clockMinutes()
	if !ok || !sl.length.known {
		return 0
	}
	return d.elapsed(day, sl.block.Start.Minutes(), clock) - clock
}

// changesLength reports whether a session of the week from a day on is longer
// or shorter than its clock times say.
func (s *segment) changesLength(d *dates, from iop.Date) bool {
	for i := range s.slots {
		for n := range 7 {
			if day := from.AddDays(n); s.slots[i].days.Has(day.Weekday()) && s.slots[i].clockChange(d, day) != 0 {
				return true
			}
		}
	}
	return false
}

// onClock gives sessions the length that they have on the days on which the
// clocks change: as a slot of its own where they take place on each of the
// slot's days, and as a wider length where that is not known.
func (s *segment) onClock(d *dates, from iop.Date) {
	if d.zone == nil {
		return
	}
	for i := range len(s.slots) {
		for n := range 7 {
			day := from.AddDays(n)
			if !s.slots[i].days.Has(day.Weekday()) {
				continue
			}
			if more := s.slots[i].clockChange(d, day); more != 0 {
				s.adjust(i, day.Weekday(), more)
			}
		}
	}
}

func (s *segment) adjust(i int, day iop.Weekday, more iop.Minutes) {
	sl := &s.slots[i]
	each := sl.often.low == sl.days.Len() && sl.often.high == sl.days.Len() && !sl.often.open
	alone := !sl.replaced && len(sl.insteadOf) == 0
	if !each || !alone {
		sl.length = length{max(0, min(sl.length.low, sl.length.low+more)), max(sl.length.high, sl.length.high+more), sl.length.open, true}
		return
	}
	one := *sl
	one.days = iop.Weekdays(0).With(day)
	one.often = frequencyOf(Whole(1))
	one.length.low, one.length.high = max(0, one.length.low+more), max(0, one.length.high+more)
	sl.days &^= one.days
	sl.often = frequencyOf(Whole(sl.days.Len()))
	if sl.days == 0 {
		*sl = one
		return
	}
	s.slots = append(s.slots, one)
}

// apply makes the changes that fall into the week from a day on.
func (s *segment) apply(p *Program, changes []Change, track string, from iop.Date) {
	for i := range changes {
		ch := &changes[i]
		if n := from.DaysUntil(ch.Date); n < 0 || n >= 7 || ch.Track != "" && ch.Track != track {
			continue
		}
		sl := ch.slot(p)
		s.madeUp += ch.Minutes
		if ch.Kind == ReplaceSession {
			if was := s.onDay(ch.Block, ch.Date.Weekday()); was != nil {
				s.madeUp -= min(ch.Minutes, was.length.high)
				was.lose(sl.days)
			}
		}
		s.slots = append(s.slots, sl)
		s.declared = true
	}
}

// onDay gives the slot of a block that is held on a day, nil if there is none.
func (s *segment) onDay(block int, day iop.Weekday) *slot {
	for i := range s.slots {
		if sl := &s.slots[i]; sl.index == block && !sl.ghost && sl.days.Has(day) && sl.often.high > 0 {
			return sl
		}
	}
	return nil
}

// slot gives a change as a slot of its week.
func (c *Change) slot(p *Program) slot {
	b := &Block{Activity: c.Activity}
	if c.Kind != AddSession {
		own := p.Blocks[c.Block]
		b = &own
		b.AlternativeTo, b.Optional, b.AttendDaysPerWeek, b.WeeklyMinutes = "", false, Number{}, Number{}
	}
	b.Start, b.End, b.Minutes = c.Start, Clock{}, Whole(int(c.Minutes))
	b.Days.Set = iop.Weekdays(0).With(c.Date.Weekday())
	sl := slot{index: addedSlot, block: b, often: frequencyOf(Whole(1)), days: b.Days.Set, length: length{c.Minutes, c.Minutes, false, true}}
	if c.Kind != AddSession {
		sl.index = c.Block
	}
	return sl
}

// addedSlot is the index of a slot that no block of the program stands for.
const addedSlot = -1
