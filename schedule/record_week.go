package schedule

import "github.com/openiop/openiop/iop"

// enter puts a session into the week that was delivered and the week that was
// planned.
func (r *recorder) enter(s, planned *segment, a *attended) {
	row := a.row
	held := row.Status != CancelledByProgram && !a.closed
	if held && row.MakeUpFor == "" {
		planned.slots = append(planned.slots, a.slot(a.length))
	}
	fact := iop.Fact{Activity: row.Activity, Place: placeOfLine(row.Line), Minutes: a.length}
	switch {
	case !held:
		fact.Kind = iop.FactCancelled
		if row.Session != "" {
			r.lostIn[row.Session] = weekOf(row.Date, r.w.WeekStart)
		}
		s.lost = orZero(s.lost).Add(a.length)
		if closure, ok := r.w.Closures.On(row.Date); ok {
			fact.Name = dayName(row.Date, closure.Reason)
		}
	case row.Status == AbsentExcused || row.Status == AbsentUnexcused:
		fact.Kind = iop.FactAbsent
	default:
		sl := a.slot(a.delivered)
		sl.skippable = row.Status == NotRecorded
		s.slots = append(s.slots, sl)
		if row.MakeUpFor != "" {
			if r.lostIn[row.MakeUpFor] == weekOf(row.Date, r.w.WeekStart) {
				s.madeUp += a.delivered.Min() // what makes up for an absence mends no closed day
			}
			fact.Kind = iop.FactMakeUp
		}
		if row.Status == NotRecorded {
			fact.Kind = iop.FactNotRecorded
			if r.w.Calendar {
				fact.Kind = iop.FactTentative
			}
		}
	}
	if fact.Kind != 0 {
		s.extra = append(s.extra, fact)
	}
}

// slot gives a session as a slot of its week, with a length.
func (a *attended) slot(long iop.Span) slot {
	row := a.row
	b := &Block{Activity: row.Activity, Start: row.Start, End: row.End, CountsAsClinical: row.CountsAsClinical}
	b.Days.Set = iop.Weekdays(0).With(row.Date.Weekday())
	sl := slot{index: addedSlot, line: row.Line, block: b, often: frequencyOf(Whole(1)), days: b.Days.Set}
	most, ok := long.Max()
	sl.length = length{low: long.Min(), high: most, open: !ok, known: long.IsKnown()}
	if !b.End.IsStated() || b.Start == b.End {
		b.End = Clock{}
		if scheduled := a.length; b.Start.IsStated() && scheduled.IsExact() {
			b.End = b.Start.plus(scheduled.Min())
		}
	}
	return sl
}

// plus gives the clock so many minutes later; a whole day later is not stated.
func (k Clock) plus(m iop.Minutes) Clock {
	end := Clock{int16((k.Minutes()+m)%dayMinutes) + 1}
	if end == k {
		return Clock{}
	}
	return end
}

// longestMissed gives the longest run of sessions that a person did not
// attend, and the number of sessions held. A session cancelled by the program
// neither lengthens a run nor ends it; one of which nothing is recorded may do
// either.
func longestMissed(weeks [][]attended) (longest iop.Span, held int) {
	var certain, possible, least, most iop.Minutes
	for _, list := range weeks {
		for i := range list {
			a := &list[i]
			if a.closed || a.row.Status == CancelledByProgram {
				continue
			}
			held++
			switch a.row.Status {
			case AbsentExcused, AbsentUnexcused:
				certain++
				possible++
			case NotRecorded:
				certain = 0
				possible++
			default:
				certain, possible = 0, 0
			}
			least, most = max(least, certain), max(most, possible)
		}
	}
	if held == 0 {
		return iop.Span{}, 0
	}
	return iop.Between(least, most), held
}

// Attendance is what a record says of one week of a person.
type Attendance struct {
	Week int
	From iop.Date
	// Scheduled is the time of the sessions that were held, Delivered what the
	// person had of them and of make-ups, Cancelled the time of those that the
	// program did not hold, MadeUp the part of Delivered that make-ups gave.
	Scheduled, Delivered, Cancelled, MadeUp iop.Span
	// Claimed is what the program says it gives in a week, unknown if nobody
	// says.
	Claimed iop.Span
	// Certified is the need certified for the week, unknown if nobody certified
	// one.
	Certified iop.Span
	// Sessions counts the sessions by status.
	Sessions [CancelledByProgram + 1]int
	Days     [7]AttendanceDay
}

// AttendanceDay is one day of a week.
type AttendanceDay struct {
	Date                 iop.Date
	Scheduled, Delivered iop.Span
}

// Share gives the part of the scheduled time that was delivered, in
// thousandths rounded down, from the least to the most; unknown where nothing
// was scheduled or its length is not known. Make-ups count, so that a person
// can reach the whole, and no more than the whole is given.
func (a *Attendance) Share() iop.Span {
	if !a.Scheduled.IsExact() || a.Scheduled.Min() == 0 || !a.Delivered.IsKnown() {
		return iop.Span{}
	}
	part := func(m iop.Minutes) iop.Minutes { return min(1000, m*1000/a.Scheduled.Min()) }
	most, ok := a.Delivered.Max()
	if !ok {
		return iop.Between(part(a.Delivered.Min()), 1000)
	}
	return iop.Between(part(a.Delivered.Min()), part(most))
}

// Attendance gives what a record says of each of its weeks; it is nil for a
// design. Times of a day are added up session by session: minutes that two
// sessions share count twice here, and once in [Case.Weeks].
func (c *Case) Attendance() []Attendance {
	if c.dates == nil || c.dates.record == nil {
		return nil
	}
	out := make([]Attendance, len(c.rows))
	for i := range c.rows {
		a := &out[i]
		zero := iop.Exactly(0)
		*a = Attendance{Week: c.rows[i].week, From: c.rows[i].from, Scheduled: zero, Delivered: zero, Cancelled: zero, MadeUp: zero}
		a.Claimed, a.Certified = c.line(i).Claimed, c.certifiedIn(i)
		for n := range a.Days {
			a.Days[n] = AttendanceDay{a.From.AddDays(n), zero, zero}
		}
		for k := range c.dates.record.days[i] {
			a.add(&c.dates.record.days[i][k])
		}
	}
	return out
}

func (a *Attendance) add(s *attended) {
	status := s.row.Status
	if s.closed {
		status = CancelledByProgram
	}
	a.Sessions[status]++
	day := &a.Days[a.From.DaysUntil(s.row.Date)]
	switch {
	case status == CancelledByProgram:
		a.Cancelled = a.Cancelled.Add(s.length)
		return
	case s.row.MakeUpFor != "":
		a.MadeUp = a.MadeUp.Add(s.delivered)
	default:
		a.Scheduled = a.Scheduled.Add(s.length)
		day.Scheduled = day.Scheduled.Add(s.length)
	}
	a.Delivered = a.Delivered.Add(s.delivered)
	day.Delivered = day.Delivered.Add(s.delivered)
}
