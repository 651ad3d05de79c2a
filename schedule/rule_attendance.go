package schedule

import (
	"time"

	"github.com/openiop/openiop/iop"
)

func attendanceRule() Rule {
	return Rule{
		Rule: iop.Rule{
			ID: "schedule/attendance", Title: "attendance is recorded for every session", Since: "0.1.0",
			Measures: "sessions of which nothing is recorded",
			Why:      "A blank in a roster is neither presence nor absence; a week with blanks cannot be judged, and nobody should be judged by one.",
			Fix:      "Record who was there, for how long.",
			Outcomes: []iop.Outcome{iop.Met, iop.Undetermined, iop.NotApplicable},
		},
		design: func(p pass) []Verdict {
			if !p.c.hasAttendance() {
				return p.out
			}
			for i := range p.c.rows {
				held, blank := p.c.dates.record.count(i)
				switch {
				case held == 0:
					p.put(int32(i), iop.NotApplicable)
				case blank > 0:
					p.put(int32(i), iop.Undetermined)
				default:
					p.put(int32(i), iop.Met)
				}
			}
			return p.out
		},
		measure: func(s *subject) (iop.Quantity, iop.Bound) {
			_, blank := s.c.dates.record.count(int(s.v.place))
			return amount(iop.UnitSessions, iop.Minutes(blank)), iop.AtMostBound(iop.UnitSessions, 0)
		},
		because:  func(s *subject) []iop.Fact { return s.c.segments[s.c.rows[s.v.place].segment].extra },
		remedies: func(_ *iop.Finding, r *remedies) { r.add(iop.RecordAttendance) },
	}
}

// hasAttendance reports whether the case is a record of a person's attendance.
func (c *Case) hasAttendance() bool {
	return c.dates != nil && c.dates.record != nil && !c.dates.record.calendar
}

// count gives the sessions held in a row's week, and those of them of which
// nothing is recorded.
func (r *record) count(row int) (held, blank int) {
	for i := range r.days[row] {
		a := &r.days[row][i]
		if a.closed || a.row.Status == CancelledByProgram {
			continue
		}
		held++
		if a.row.Status == NotRecorded {
			blank++
		}
	}
	return held, blank
}

func outreachRule() Rule {
	return Rule{
		Rule: iop.Rule{
			ID: "schedule/outreach", Title: "somebody reaches out after missed sessions", Since: "0.1.0",
			Measures: "sessions in a row not attended",
			Why:      "A person who stops coming may be in trouble, and should hear that somebody noticed. How many missed sessions call for it is the program's own policy.",
			Fix:      "Reach out to the person, ask what made it hard to come, and offer another time.",
			Outcomes: judgedOutcomes(),
		},
		design: func(p pass) []Verdict {
			if !p.c.hasAttendance() {
				return p.out
			}
			rec := p.c.dates.record
			o := iop.NotApplicable
			if rec.sessions > 0 {
				o = iop.AtMostBound(iop.UnitSessions, iop.Minutes(rec.outreach-1)).Judge(rec.missed)
			}
			p.put(aProgram, o)
			return p.out
		},
		measure: func(s *subject) (iop.Quantity, iop.Bound) {
			rec := s.c.dates.record
			return iop.Quantity{Unit: iop.UnitSessions, Span: rec.missed}, iop.AtMostBound(iop.UnitSessions, iop.Minutes(rec.outreach-1))
		},
		remedies: func(f *iop.Finding, r *remedies) {
			if f.Outcome == iop.Undetermined {
				r.add(iop.RecordAttendance)
			}
			r.add(iop.ReachOut)
		},
	}
}

func certificationRule() Rule {
	return Rule{
		Rule: iop.Rule{
			ID: "schedule/certification", Title: "the need is certified again in time", Since: "0.1.0",
			Measures: "days from one certification of need to the next",
			Why:      "Some payers cover intensive care while a physician certifies that the person needs it; a lapse ends the payment, not the need.",
			Fix:      "Have the need determined again before the time is over.",
			Outcomes: judgedOutcomes(),
		},
		compile: func(s *iop.Standard, add func(*iop.Terms, requirement)) {
			for i := range s.Requirements.PlanClock {
				k := &s.Requirements.PlanClock[i]
				if k.Of != iop.CertificationClock || k.Every == 0 {
					continue
				}
				r := requirement{per: string(k.Unit), count: k.Every}
				switch k.Unit {
				case iop.ClockMonths:
					_, long := monthDays(k.Every)
					r.months, r.bound = k.Every, iop.AtMostBound(iop.UnitDays, iop.Minutes(long))
				case iop.ClockWeeks:
					r.bound = iop.AtMostBound(iop.UnitDays, iop.Minutes(7*k.Every))
				default:
					r.bound = iop.AtMostBound(iop.UnitDays, iop.Minutes(k.Every))
				}
				add(&k.Terms, r)
			}
		},
		judge: func(p pass) []Verdict {
			if p.c.dates == nil {
				return p.out
			}
			for e := range p.c.episodes {
				ep := &p.c.episodes[e]
				o, _ := p.c.certification(p.req, ep)
				p.put(aTrack(ep.track), o)
			}
			return p.out
		},
		measure: func(s *subject) (iop.Quantity, iop.Bound) {
			if s.v.place == aProgram || s.v.Outcome == iop.NotApplicable {
				return iop.Quantity{}, s.req.bound
			}
			_, days := s.c.certification(s.req, s.episode())
			return iop.Quantity{Unit: iop.UnitDays, Span: days}, s.req.bound
		},
		remedies: func(f *iop.Finding, r *remedies) {
			if f.Outcome == iop.Undetermined {
				r.add(iop.StateCertification)
				return
			}
			r.add(iop.RenewCertification)
		},
	}
}

// certification judges the intervals between certifications, the last one
// lasting to the last day of the run, and gives the longest in days. Without
// any, nothing is known; a run in which none is renewed and none lapses has
// nothing to judge.
func (c *Case) certification(req *requirement, e *episode) (iop.Outcome, iop.Span) {
	end := c.runEnd(e)
	if len(c.certified) == 0 || !end.IsValid() {
		return iop.Undetermined, iop.Span{}
	}
	longest, o, last := 0, iop.NotApplicable, end.AddDays(-1)
	for i := range c.certified {
		on, next, renewed := c.certified[i].On, last, false
		if i+1 < len(c.certified) && c.certified[i+1].On.Before(end) {
			next, renewed = c.certified[i+1].On, true
		}
		switch due := req.dueAfter(on); {
		case due.Before(next):
			o = iop.NotMet
		case renewed && o == iop.NotApplicable:
			o = iop.Met
		}
		longest = max(longest, on.DaysUntil(next))
	}
	return o, iop.Exactly(iop.Minutes(max(0, longest)))
}

// dueAfter gives the last day for the next certification after one on a day.
// Months keep the day of the month, or its last day where there is none.
func (r *requirement) dueAfter(on iop.Date) iop.Date {
	if r.months == 0 {
		return on.AddDays(int(r.bound.Max))
	}
	return addMonths(on, r.months)
}

// addMonths gives the same day some months later, or the month's last day.
func addMonths(d iop.Date, n int) iop.Date {
	month := int(d.Month()) - 1 + n
	year := d.Year() + month/12
	for day := d.Day(); day > 0; day-- {
		if out, err := iop.NewDate(year, time.Month(month%12+1), day); err == nil {
			return out
		}
	}
	return iop.Date{}
}
