package schedule

import (
	"time"

	"github.com/openiop/openiop/iop"
)

func programLengthRule() Rule {
	return Rule{
		Rule: iop.Rule{
			ID: "schedule/program-length", Title: "a program as long as required, and as long as its phases", Since: "0.1.0",
			Measures: "length of the program",
			Why:      "How long treatment lasts matters more than almost anything else about it; and two lengths on one page leave people guessing.",
			Fix:      "Plan for the required length, and publish one length.",
			Outcomes: judgedOutcomes(),
		},
		compile: func(s *iop.Standard, add func(*iop.Terms, requirement)) {
			for i := range s.Requirements.ProgramLength {
				l := &s.Requirements.ProgramLength[i]
				if l.Min != nil {
					add(&l.Terms, lengthRequirement(*l.Min, true))
				}
				if l.Max != nil {
					add(&l.Terms, lengthRequirement(*l.Max, false))
				}
			}
		},
		judge: func(p pass) []Verdict {
			q := p.req.programLength(p.c.program)
			o := p.req.bound.Judge(q.Span)
			if p.req.months > 0 && o != p.req.otherMonths().Judge(q.Span) {
				o = iop.Undetermined // months differ in length
			}
			for e := range p.c.episodes {
				p.put(aTrack(p.c.episodes[e].track), o)
			}
			return p.out
		},
		design: func(p pass) []Verdict {
			p.put(aProgram, p.c.program.comparePhases())
			return p.out
		},
		measure: func(s *subject) (iop.Quantity, iop.Bound) {
			switch {
			case s.judged == nil && s.v.Outcome == iop.NotApplicable:
				return iop.Quantity{}, iop.Bound{}
			case s.judged == nil:
				return iop.Quantity{Unit: iop.UnitWeeks, Span: s.c.program.length().whole()},
					boundOf(iop.UnitWeeks, s.c.program.Weeks.whole())
			}
			return s.req.programLength(s.c.program), s.req.bound
		},
		remedies: func(f *iop.Finding, r *remedies) {
			switch {
			case f.Standard == "" || f.Outcome == iop.Undetermined:
				r.add(iop.StateWeeks)
			case f.Required.HasMin:
				r.addAmount(iop.LengthenProgram, f.Required.Unit, f.Required.Min)
			default:
				r.addAmount(iop.ShortenProgram, f.Required.Unit, f.Required.Max)
			}
		},
	}
}

// programLength measures a program in the requirement's unit.
func (r *requirement) programLength(p *Program) iop.Quantity {
	if r.bound.Unit == iop.UnitWeeks {
		return iop.Quantity{Unit: iop.UnitWeeks, Span: p.length().whole()}
	}
	return iop.Quantity{Unit: iop.UnitDays, Span: p.length().inDays()}
}

// lengthRequirement turns a stated length into a bound. Months become days:
// the most days so many months can have for a minimum, the fewest for a
// maximum, so that a length that meets the bound meets it at any time of the
// year.
func lengthRequirement(l iop.Length, least bool) requirement {
	unit, n, months := iop.UnitDays, iop.Minutes(l.Count), 0
	switch l.Unit {
	case "weeks":
		unit = iop.UnitWeeks
	case "months":
		short, long := monthDays(l.Count)
		months, n = l.Count, iop.Minutes(long)
		if !least {
			n = iop.Minutes(short)
		}
	}
	if least {
		return requirement{bound: iop.AtLeastBound(unit, n), months: months}
	}
	return requirement{bound: iop.AtMostBound(unit, n), months: months}
}

// otherMonths gives the bound for the months of the other extreme.
func (r *requirement) otherMonths() iop.Bound {
	short, long := monthDays(r.months)
	if r.bound.HasMin {
		return iop.AtLeastBound(iop.UnitDays, iop.Minutes(short))
	}
	return iop.AtMostBound(iop.UnitDays, iop.Minutes(long))
}

// monthDays gives the fewest and the most days that n months in a row have.
func monthDays(n int) (short, long int) {
	for start := range 48 { // four years hold every arrangement, a leap day included
		from := iop.MustDate(2021+start/12, time.Month(start%12+1), 1)
		end := start + n
		days := from.DaysUntil(iop.MustDate(2021+end/12, time.Month(end%12+1), 1))
		if start == 0 {
			short, long = days, days
		}
		short, long = min(short, days), max(long, days)
	}
	return short, long
}

// inDays gives a number of weeks as a span of days.
func (n Number) inDays() iop.Span {
	n.low *= 7
	n.high *= 7
	return n.whole()
}

// whole gives a number as a span of whole ones just outside it.
func (n Number) whole() iop.Span {
	low, high, open := n.bounds()
	switch {
	case !n.IsStated():
		return iop.Span{}
	case open:
		return iop.AtLeast(iop.Minutes(low))
	}
	return iop.Between(iop.Minutes(low), iop.Minutes(high))
}

// comparePhases compares the phases laid end to end with the program's own
// statement. Phases win; a difference is a finding.
func (p *Program) comparePhases() iop.Outcome {
	phases := p.length()
	switch {
	case len(p.Phases) == 0 || !p.Weeks.IsStated() || !phases.IsStated():
		return iop.NotApplicable
	case p.Weeks != phases:
		return iop.NotMet
	}
	return iop.Met
}

// boundOf turns a span into the bound that it sets.
func boundOf(u iop.Unit, s iop.Span) iop.Bound {
	b := iop.AtLeastBound(u, s.Min())
	b.Max, b.HasMax = s.Max()
	return b
}

func cumulativeHoursRule() Rule {
	return Rule{
		Rule: iop.Rule{
			ID: "schedule/cumulative-hours", Title: "enough countable hours over the whole program", Since: "0.1.0",
			Measures: "countable time over the program",
			Why:      "Some authorities require a sum of hours over the weeks instead of hours in each week.",
			Fix:      "Add countable time, or weeks within the stretch that the authority allows.",
			Outcomes: judgedOutcomes(),
		},
		compile: func(s *iop.Standard, add func(*iop.Terms, requirement)) {
			for i := range s.Requirements.CumulativeHours {
				h := &s.Requirements.CumulativeHours[i]
				add(&h.Terms, requirement{bound: iop.AtLeastBound(iop.UnitMinutes, iop.Minutes(h.Min)), count: h.WithinWeeks})
			}
		},
		judge: func(p pass) []Verdict {
			for e := range p.c.episodes {
				ep := &p.c.episodes[e]
				p.put(aTrack(ep.track), p.req.bound.Judge(p.c.cumulative(p.judged, p.req, ep)))
			}
			return p.out
		},
		measure: func(s *subject) (iop.Quantity, iop.Bound) {
			if s.v.place == aProgram {
				return iop.Quantity{}, s.req.bound
			}
			return iop.Quantity{Unit: iop.UnitMinutes, Span: s.c.cumulative(s.judged, s.req, s.episode())}, s.req.bound
		},
		remedies: func(f *iop.Finding, r *remedies) {
			if f.Outcome == iop.Undetermined {
				r.add(iop.StateWeeks)
				r.add(iop.StateLength)
				return
			}
			r.addAmount(iop.AddMinutes, iop.UnitMinutes, shortOf(f))
		},
	}
}

// tolerance is what sums of rounded averages may differ by: a thousandth of a
// minute.
const tolerance = micro / 1000

// cumulative gives the countable time of a track, of its best stretch of so
// many weeks where within is above 0. Weeks that the program may not reach
// count as 0 to full.
func (c *Case) cumulative(j *judged, req *requirement, e *episode) iop.Span {
	within := req.count
	if within == 0 {
		within = e.to - e.from
	}
	s := stretch{}
	var bestLow, bestHigh int64
	known, open := false, false
	for i := e.from; i < e.to; i++ {
		w := c.week(j.policy, i).perWeek
		known = known || w.known
		open = open || w.open
		if c.rows[i].week == 0 {
			open = open || req.count == 0
			// How many of the weeks are like this one is not known: from one to all.
			bestHigh = max(bestHigh, s.high+w.high*int64(within))
			s.high += w.high * int64(within)
			s.low += w.low
			bestLow = max(bestLow, s.low)
			continue
		}
		s.low += lowUnless(w.low, c.rows[i].possible)
		s.high += w.high
		if out := i - within; out >= e.from {
			gone := c.week(j.policy, out).perWeek
			s.low -= lowUnless(gone.low, c.rows[out].possible)
			s.high -= gone.high
		}
		bestLow, bestHigh = max(bestLow, s.low), max(bestHigh, s.high)
	}
	switch {
	case !known:
		return iop.Span{}
	case open:
		return iop.AtLeast(iop.Minutes((bestLow + tolerance) / micro))
	}
	low := iop.Minutes((bestLow + tolerance) / micro)
	return iop.Between(low, max(low, iop.Minutes((bestHigh+micro-1-tolerance)/micro)))
}

type stretch struct{ low, high int64 }

func lowUnless(low int64, possible bool) int64 {
	if possible {
		return 0
	}
	return low
}

func phasedMinimumRule() Rule {
	return Rule{
		Rule: iop.Rule{
			ID: "schedule/phased-minimum", Title: "enough sessions in the weeks that require them", Since: "0.1.0",
			Measures: "sessions in the week that has the fewest",
			Why:      "The first weeks carry the most risk; some authorities ask for more frequent sessions in them.",
			Fix:      "Add sessions to the weeks that have too few.",
			Outcomes: judgedOutcomes(),
		},
		compile: func(s *iop.Standard, add func(*iop.Terms, requirement)) {
			for i := range s.Requirements.PhasedMinimum {
				m := &s.Requirements.PhasedMinimum[i]
				add(&m.Terms, requirement{
					bound: iop.AtLeastBound(iop.UnitSessions, iop.Minutes(m.MinSessions)),
					first: m.FromWeek, last: m.ToWeek, separateDays: m.SeparateDays,
				})
			}
		},
		judge: func(p pass) []Verdict {
			for e := range p.c.episodes {
				ep := &p.c.episodes[e]
				o, _ := p.c.phasedMinimum(p.judged, p.req, ep)
				p.put(aTrack(ep.track), o)
			}
			return p.out
		},
		measure: func(s *subject) (iop.Quantity, iop.Bound) {
			if s.v.place == aProgram {
				return iop.Quantity{}, s.req.bound
			}
			_, fewest := s.c.phasedMinimum(s.judged, s.req, s.episode())
			return iop.Quantity{Unit: iop.UnitSessions, Span: fewest}, s.req.bound
		},
		remedies: func(f *iop.Finding, r *remedies) {
			if f.Outcome == iop.Undetermined {
				r.add(iop.StateDaysAndClock)
				r.add(iop.StateFrequency)
				return
			}
			r.addAmount(iop.AddSession, iop.UnitSessions, shortOf(f))
		},
	}
}

// phasedMinimum judges the weeks of a track that the requirement names; all
// must meet it. Weeks without a number may or may not be among them, unless
// all weeks are alike or all are named. It also gives the fewest sessions.
func (c *Case) phasedMinimum(j *judged, req *requirement, e *episode) (outcome iop.Outcome, fewest iop.Span) {
	outcome = iop.NotApplicable
	for i := e.from; i < e.to; i++ {
		week := c.rows[i].week
		if week > 0 && (week < req.first || req.last > 0 && week > req.last) {
			continue
		}
		w := c.week(j.policy, i)
		span := w.Sessions
		if req.separateDays {
			span = w.ServiceDays
		}
		o := req.bound.Judge(span)
		sure := week > 0 || e.to-e.from == 1 || req.first <= 1 && req.last == 0
		if o == iop.NotMet && !sure {
			o = iop.Undetermined
		}
		if outcome == iop.NotApplicable {
			fewest = span
		}
		outcome, fewest = worse(outcome, o), lesser(fewest, span)
	}
	return outcome, fewest
}

// worse joins the outcomes of parts that must all meet a requirement.
func worse(a, b iop.Outcome) iop.Outcome {
	switch {
	case a == iop.NotMet || b == iop.NotMet:
		return iop.NotMet
	case a == iop.Undetermined || b == iop.Undetermined:
		return iop.Undetermined
	case a == iop.NotApplicable:
		return b
	}
	return a
}

func groupSizeRule() Rule {
	return Rule{
		Rule: iop.Rule{
			ID: "schedule/group-size", Title: "groups of an allowed size", Since: "0.1.0",
			Measures: "people in a group",
			Why:      "In a group that is too large some people are never heard.",
			Fix:      "Hold more and smaller groups, or state the size.",
			Outcomes: judgedOutcomes(),
		},
		compile: func(s *iop.Standard, add func(*iop.Terms, requirement)) {
			for i := range s.Requirements.GroupSize {
				g := &s.Requirements.GroupSize[i]
				add(&g.Terms, requirement{bound: intBound(iop.UnitPeople, g.Min, g.Max), activities: iop.NewActivitySet(g.For...)})
			}
		},
		judge: func(p pass) []Verdict {
			o := p.req.bound.Judge(p.c.people)
			if p.req.activities != (iop.ActivitySet{}) && !p.c.program.has(p.req.activities) {
				o = iop.NotApplicable
			}
			p.put(aProgram, o)
			return p.out
		},
		measure: func(s *subject) (iop.Quantity, iop.Bound) {
			return iop.Quantity{Unit: iop.UnitPeople, Span: s.c.people}, s.req.bound
		},
		remedies: func(f *iop.Finding, r *remedies) {
			if f.Outcome == iop.Undetermined {
				r.add(iop.StateGroupSize)
			}
			if f.Required.HasMax && f.Measured.Span.IsKnown() {
				r.addAmount(iop.ReduceGroup, iop.UnitPeople, f.Required.Max)
			}
		},
	}
}

// has reports whether the program holds a block of one of the activities.
func (p *Program) has(set iop.ActivitySet) bool {
	for i := range p.Blocks {
		if set.Has(p.Blocks[i].Activity) {
			return true
		}
	}
	return false
}
