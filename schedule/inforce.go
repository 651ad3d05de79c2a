package schedule

import "github.com/openiop/openiop/iop"

// Standards take effect by date. A weekly requirement judges a week if its
// standard is in force on the governing day of the week: the first day of it
// that lies in the run, or the last where the standard says so. A requirement
// on single days judges the days of the week on which it is in force. What is
// about several weeks is judged by the rule in force on the first day of the
// run.

// governing gives the day of a row that decides which period of a standard
// judges the week.
func (c *Case) governing(j *judged, row int) iop.Date {
	from := c.rows[row].from
	if !from.IsValid() {
		return iop.Date{}
	}
	if j.standard.Straddling == iop.ByLastDay {
		return from.AddDays(6)
	}
	if from.Before(c.dates.start) {
		return c.dates.start
	}
	return from
}

// inForceOn reports whether a period of a standard governs a day. Rows without
// a date are judged by the newest period.
func (c *Case) inForceOn(j *judged, day iop.Date) bool {
	if day.IsValid() {
		return j.standard.InForce.Contains(day)
	}
	return j.newest
}

// inForceDays gives the days of a row on which a period of a standard is in
// force.
func (c *Case) inForceDays(j *judged, row int) (days iop.Weekdays) {
	from := c.rows[row].from
	for i := range 7 {
		if d := from.AddDays(i); j.standard.InForce.Contains(d) {
			days = days.With(d.Weekday())
		}
	}
	return days
}

// groupPeriods notes, for the periods of one standard, which is the newest,
// and which of them are in force throughout the run.
func (c *Case) groupPeriods() {
	for i := range c.standard {
		j := &c.standard[i]
		j.newest = i+1 == len(c.standard) || c.standard[i+1].standard.ID != j.standard.ID
		j.first = i
		if i > 0 && c.standard[i-1].standard.ID == j.standard.ID {
			j.first = c.standard[i-1].first
		}
		j.throughout = c.dates == nil
	}
	if c.dates == nil {
		return
	}
	for i := range c.standard {
		j := &c.standard[i]
		j.throughout = true
		for row := range c.rows {
			if from := c.rows[row].from; from.IsValid() && !(j.standard.InForce.Contains(from) && j.standard.InForce.Contains(from.AddDays(6))) {
				j.throughout = false
				break
			}
		}
		j.throughout = j.throughout && (j.newest || c.lastDated())
	}
}

func (c *Case) lastDated() bool { return c.rows[len(c.rows)-1].from.IsValid() }

// anyInForce reports whether some period of the standard of j governs a row.
func (c *Case) anyInForce(j *judged, row int, byDay bool) bool {
	for i := j.first; i < len(c.standard) && c.standard[i].first == j.first; i++ {
		k := &c.standard[i]
		if byDay && c.rows[row].from.IsValid() {
			if c.inForceDays(k, row) != 0 {
				return true
			}
		} else if c.inForceOn(k, c.governing(k, row)) {
			return true
		}
	}
	return false
}

// spokesman reports whether j is the period of its standard that says "not in
// force" of a day: the next to begin, else the newest.
func (c *Case) spokesman(j *judged, day iop.Date) bool {
	for i := j.first; i < len(c.standard) && c.standard[i].first == j.first; i++ {
		if day.Before(c.standard[i].standard.InForce.From) {
			return &c.standard[i] == j
		}
	}
	return j.newest
}

// inForceOnly drops, of the verdicts from a place on, those that another
// period of the standard gives, and turns those that none gives into "not in
// force".
func (c *Case) inForceOnly(list []Verdict, from int, w *work) []Verdict {
	j := &c.standard[w.verdict.standard]
	if j.throughout {
		return list
	}
	keep := from
	for i := from; i < len(list); i++ {
		v := list[i]
		row := c.rowOf(&v)
		switch governed, any := c.governs(j, row, w.byDay); {
		case governed:
		case any || !c.spokesman(j, c.governing(j, row)):
			continue
		default:
			v.Outcome, v.Severity, v.n = iop.NotInForce, iop.Note, 0
		}
		list[keep] = v
		keep++
	}
	return list[:keep]
}

func (c *Case) governs(j *judged, row int, byDay bool) (governed, any bool) {
	if byDay && c.rows[row].from.IsValid() {
		governed = c.inForceDays(j, row) != 0
	} else {
		governed = c.inForceOn(j, c.governing(j, row))
	}
	return governed, governed || c.anyInForce(j, row, byDay)
}

// rowOf gives the row whose day decides for a verdict: its own, or the first
// of its track or of the program.
func (c *Case) rowOf(v *Verdict) int {
	switch {
	case v.place >= 0:
		return int(v.place)
	case v.place == aProgram:
		return 0
	}
	return c.episodes[v.track()].from
}

// dailyWeek gives a row's week for a requirement on single days.
func (c *Case) dailyWeek(j *judged, row int) *clientWeek {
	if part := c.straddles(j, row); part >= 0 {
		return &c.weeks[j.policy][part]
	}
	return c.week(j.policy, row)
}

// straddles gives the segment to judge a row by where a standard is in force
// on a part of its days: the week without the others. It is -1 where it is in
// force on all.
func (c *Case) straddles(j *judged, row int) int {
	if j.throughout || j.partial == nil {
		return -1
	}
	return j.partial[row]
}

// layPartial prepares the weeks that a standard governs on some days only.
func (c *Case) layPartial() {
	if c.dates == nil {
		return
	}
	known := map[partKey]int{}
	for i := range c.standard {
		j := &c.standard[i]
		if j.throughout || j.otherAges || len(j.standard.Requirements.DailyHours) == 0 {
			continue
		}
		j.partial = make([]int, len(c.rows))
		for row := range c.rows {
			j.partial[row] = -1
			days := iop.AllWeekdays
			if c.rows[row].from.IsValid() {
				days = c.inForceDays(j, row)
			}
			if days == iop.AllWeekdays || days == 0 {
				continue
			}
			j.partial[row] = c.partOf(known, c.rows[row].segment, iop.AllWeekdays&^days)
		}
	}
}

// partKey is a week without some of its days.
type partKey struct {
	segment int
	gone    iop.Weekdays
}

func (c *Case) partOf(known map[partKey]int, segment int, gone iop.Weekdays) int {
	k := partKey{segment, gone}
	if i, ok := known[k]; ok {
		return i
	}
	known[k] = c.addSegment(c.segments[segment].without(gone))
	return known[k]
}

// addSegment adds a week that is judged beside the rows' own.
func (c *Case) addSegment(s segment) int {
	c.segments = append(c.segments, s)
	n := len(c.segments) - 1
	for p := range c.policies {
		c.weeks[p] = append(c.weeks[p], c.segments[n].count(&c.policies[p]))
	}
	c.sights = append(c.sights, c.see(n))
	return n
}
