package schedule

import (
	"time"

	"github.com/openiop/openiop/iop"
)

// On dates the pause after a service lasts to the next service of the run,
// in whatever week that is. A pause belongs to the week in which it begins;
// before the first service and after the last there is none.

// pause gives the longest pause of a row, in days or in minutes.
func (c *Case) pause(j *judged, req *requirement, row int) iop.Span {
	w := c.week(j.policy, row)
	if c.dates == nil || !c.rows[row].from.IsValid() {
		return w.pause(req)
	}
	if c.daysKnown(j.policy, row) {
		if span, ok := c.datedPause(j.policy, req, row); ok {
			return span
		}
	}
	return c.loosePause(j.policy, req, row)
}

func (c *Case) daysKnown(policy, row int) bool {
	w := c.week(policy, row)
	return w.ServiceDays.IsExact() && w.certainDays == w.possibleDays
}

// datedPause measures the pauses that begin in a week with known days; ok is
// false where the week of the next service is not known.
func (c *Case) datedPause(policy int, req *requirement, row int) (longest iop.Span, ok bool) {
	most := iop.Minutes(0)
	days := c.week(policy, row).certainDays
	start := c.dates.weekStart
	for n := range 7 {
		day := weekdayAt(start, n)
		if !days.Has(day) {
			continue
		}
		at, nextRow, found := c.nextService(policy, row, n)
		if !found {
			if nextRow >= 0 {
				return iop.Span{}, false
			}
			break // the last service of the run
		}
		free := iop.Minutes(at - n - 1 - c.holidaysBetween(req, row, n, at))
		if req.bound.Unit == iop.UnitDays {
			most = max(most, free)
			continue
		}
		m, exact := c.timeBetween(policy, row, n, nextRow, at)
		if !exact {
			return iop.Span{}, false
		}
		most = max(most, m-iop.Minutes(c.holidaysBetween(req, row, n, at))*dayMinutes)
	}
	if req.bound.Unit != iop.UnitDays {
		inner, exact := c.pauseWithinDays(policy, row)
		if !exact {
			return iop.Span{}, false
		}
		most = max(most, inner)
	}
	return iop.Exactly(most), true
}

func weekdayAt(start iop.Weekday, n int) iop.Weekday {
	return iop.Weekday((int(start)-1+n)%7) + iop.Monday
}

// nextService finds the next service day after day n of a row, counted in days
// from the row's first. Where a week on the way is not known it gives that row
// and false, and at the end of the run -1 and false.
func (c *Case) nextService(policy, row, n int) (at, nextRow int, found bool) {
	track := c.rows[row].track
	for r := row; r < len(c.rows) && c.rows[r].track == track; r++ {
		if r > row && (!c.rows[r].from.IsValid() || !c.daysKnown(policy, r)) {
			return 0, r, false
		}
		days := c.week(policy, r).certainDays
		for k := range 7 {
			if at = 7*(r-row) + k; at > n && days.Has(weekdayAt(c.dates.weekStart, k)) {
				return at, r, true
			}
		}
	}
	return 0, -1, false
}

// holidaysBetween counts the closed days of a pause, where the requirement
// leaves them out.
func (c *Case) holidaysBetween(req *requirement, row, n, at int) (closed int) {
	if !req.holidaysExcluded {
		return 0
	}
	for day := n + 1; day < at; day++ {
		if _, ok := c.dates.closures.On(c.rows[row].from.AddDays(day)); ok {
			closed++
		}
	}
	return closed
}

// timeBetween gives the time from the end of the last service on day n to the
// start of the first on day at, both counted from a row's first day.
func (c *Case) timeBetween(policy, row, n, nextRow, at int) (m iop.Minutes, exact bool) {
	last, ok := c.week(policy, row).sittingOn(weekdayAt(c.dates.weekStart, n), true)
	first, ok2 := c.week(policy, nextRow).sittingOn(weekdayAt(c.dates.weekStart, at%7), false)
	if !ok || !ok2 {
		return 0, false
	}
	from := c.rows[row].from
	return c.dates.between(from.AddDays(n), last.to, from.AddDays(at), first.from), true
}

// between gives the time between two clock times of two days.
func (d *dates) between(a iop.Date, from iop.Minutes, b iop.Date, to iop.Minutes) iop.Minutes {
	if d.zone == nil {
		return max(0, iop.Minutes(a.DaysUntil(b))*dayMinutes+to-from)
	}
	start, _ := a.Instant(d.zone, from, d.clock)
	end, _ := b.Instant(d.zone, to, d.clock)
	return max(0, iop.Minutes(end.Sub(start)/time.Minute))
}

// pauseWithinDays gives the longest pause between two services of one day.
func (c *Case) pauseWithinDays(policy, row int) (longest iop.Minutes, exact bool) {
	w := c.week(policy, row)
	if w.sittings == nil {
		return 0, w.certainDays == 0
	}
	for i := 1; i < len(w.sittings); i++ {
		a, b := &w.sittings[i-1], &w.sittings[i]
		if a.from/dayMinutes == b.from/dayMinutes {
			longest = max(longest, b.from-a.to)
		}
	}
	return longest, true
}

// sittingOn gives the first or the last time of attendance that begins on a
// day, in minutes from its midnight.
func (w *clientWeek) sittingOn(day iop.Weekday, last bool) (at stay, ok bool) {
	base := iop.Minutes(day-1) * dayMinutes
	for _, st := range w.sittings {
		if st.from >= base && st.from < base+dayMinutes && (last || !ok) {
			at, ok = stay{from: st.from - base, to: st.to - base}, true
		}
	}
	return at, ok
}

// loosePause bounds the pauses of a row where the days of a week are not
// known: days on which nothing can be held are free for certain, and the most
// is the end of this week and the beginning of the next with the fewest
// services there can be.
func (c *Case) loosePause(policy int, req *requirement, row int) iop.Span {
	w := c.week(policy, row)
	if !w.ServiceDays.IsKnown() {
		return iop.Span{}
	}
	low, high := 0, 7-int(w.ServiceDays.Min())
	next := row + 1
	hasNext := next < len(c.rows) && c.rows[next].track == c.rows[row].track
	if hasNext {
		v := c.week(policy, next)
		if w.ServiceDays.Min() > 0 && v.ServiceDays.Min() > 0 {
			low = c.freeEnd(w.possibleDays) + c.freeStart(v.possibleDays)
		}
		high += 7 - int(v.ServiceDays.Min())
		if !v.ServiceDays.IsKnown() || v.ServiceDays.Min() == 0 {
			return c.pauseSpan(req, row, low, -1)
		}
	}
	return c.pauseSpan(req, row, low, high)
}

// pauseSpan gives a span of free days in the unit of a requirement. Closed
// days can shorten it to nothing where they are left out.
func (c *Case) pauseSpan(req *requirement, row, low, high int) iop.Span {
	if req.holidaysExcluded {
		low = max(0, low-c.holidaysBetween(req, row, -1, 14))
	}
	least, most := iop.Minutes(low), iop.Minutes(high)
	if req.bound.Unit != iop.UnitDays {
		least, most = least*dayMinutes, (most+2)*dayMinutes
	}
	if high < 0 {
		return iop.AtLeast(least)
	}
	return iop.Between(min(least, most), most)
}

// freeEnd and freeStart count the days at the end and at the beginning of a
// week on which nothing can be held.
func (c *Case) freeEnd(days iop.Weekdays) (n int) {
	for n < 7 && !days.Has(weekdayAt(c.dates.weekStart, 6-n)) {
		n++
	}
	return n
}

func (c *Case) freeStart(days iop.Weekdays) (n int) {
	for n < 7 && !days.Has(weekdayAt(c.dates.weekStart, n)) {
		n++
	}
	return n
}
