package schedule

import "github.com/openiop/openiop/iop"

// dayWorth is the countable time and the services of one day of a week.
type dayWorth struct {
	countable, services iop.Span
}

// byDay works out a week day by day.
func (s *segment) byDay(policy *iop.CountingPolicy) (out [7]dayWorth) {
	for d := iop.Monday; d <= iop.Sunday; d++ {
		one := s.without(iop.AllWeekdays &^ iop.Weekdays(0).With(d))
		v := valuation{policy}
		t := one.total(v)
		out[d-1] = dayWorth{t.span(), one.services(v)}
	}
	return out
}

// workOutDays works out the weeks day by day under the policies of standards
// that count over other stretches than calendar weeks.
func (c *Case) workOutDays() {
	if c.dates == nil {
		return
	}
	for i := range c.standard {
		j := &c.standard[i]
		if !j.needsDays() || c.perDay != nil && c.perDay[j.policy] != nil {
			continue
		}
		if c.perDay == nil {
			c.perDay = make([][][7]dayWorth, len(c.policies))
		}
		c.perDay[j.policy] = make([][7]dayWorth, len(c.segments))
		for s := range c.segments {
			c.perDay[j.policy][s] = c.segments[s].byDay(&c.policies[j.policy])
		}
	}
}

func (j *judged) needsDays() bool {
	for r := range j.rules {
		for q := range j.rules[r] {
			if j.rules[r][q].basis != iop.CalendarWeek && j.rules[r][q].basis != iop.AverageWeek {
				return true
			}
		}
	}
	return false
}

// overDays gives what a requirement measures for a row where it does not count
// calendar weeks: seven days in a row that begin in the row's week (the least
// of them for a minimum, the greatest for a maximum), or the row's seven-day
// episode from the first day of the run on. ok is false where the run holds no
// whole stretch of that kind.
func (c *Case) overDays(j *judged, req *requirement, row int) (span iop.Span, ok bool) {
	e := c.episodeOf(row)
	first := c.rows[e.from].from
	if first.Before(c.dates.start) {
		first = c.dates.start
	}
	if req.basis == iop.ContiguousEpisode {
		return c.sevenDays(j, req, e, first.AddDays(7*(row-e.from)))
	}
	for n := range 7 {
		from := c.rows[row].from.AddDays(n)
		if from.Before(first) {
			continue
		}
		s, whole := c.sevenDays(j, req, e, from)
		switch {
		case !whole:
		case !ok:
			span, ok = s, true
		case req.bound.HasMin:
			span = lesser(span, s)
		default:
			span = greater(span, s)
		}
	}
	return span, ok
}

// sevenDays adds up seven days from a day on; whole is false where they pass
// the end of the run.
func (c *Case) sevenDays(j *judged, req *requirement, e *episode, from iop.Date) (sum iop.Span, whole bool) {
	end := c.runEnd(e)
	if !end.IsValid() || from.AddDays(7).Compare(end) > 0 {
		return iop.Span{}, false
	}
	sum = iop.Exactly(0)
	for n := range 7 {
		day := from.AddDays(n)
		row := e.from + c.rows[e.from].from.DaysUntil(day)/7
		w := &c.perDay[j.policy][c.segmentFor(req, row)][day.Weekday()-1]
		if req.bound.Unit == iop.UnitSessions {
			sum = sum.Add(w.services)
		} else {
			sum = sum.Add(w.countable)
		}
	}
	return sum, true
}

// runEnd gives the first day after the dated weeks of a track.
func (c *Case) runEnd(e *episode) iop.Date {
	last := e.to - 1
	for last > e.from && !c.rows[last].from.IsValid() {
		last--
	}
	end := c.rows[last].from.AddDays(7)
	if c.dates.until.IsValid() && c.dates.until.Before(end) {
		return c.dates.until
	}
	return end
}

func (c *Case) episodeOf(row int) *episode {
	for i := range c.episodes {
		if e := &c.episodes[i]; row >= e.from && row < e.to {
			return e
		}
	}
	return nil
}
