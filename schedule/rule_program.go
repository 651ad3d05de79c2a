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
		judge: func(p *pass) {
			span := p.c.program.length().inDays()
			unit := iop.UnitDays
			o := p.req.bound.Judge(span)
			switch {
			case p.req.bound.Unit == iop.UnitWeeks:
				unit, span = iop.UnitWeeks, p.c.program.length().whole()
				o = p.req.bound.Judge(span)
			case p.req.months > 0 && o != p.req.otherMonths().Judge(span):
				o = iop.Undetermined // months differ in length
			}
			for e := range p.c.episodes {
				p.put(p.c.episodes[e].track, -1, o, iop.Quantity{Unit: unit, Span: span})
			}
		},
		design: comparePhases,
		remedies: func(v *Verdict, add func(iop.RemedyKind, iop.Quantity)) {
			q := iop.Quantity{Unit: v.Required.Unit}
			switch {
			case v.standard < 0:
				add(iop.StateWeeks, noAmount())
			case v.Outcome == iop.Undetermined:
				add(iop.StateWeeks, noAmount())
			case v.Required.HasMin:
				q.Span = iop.Exactly(v.Required.Min)
				add(iop.LengthenProgram, q)
			default:
				q.Span = iop.Exactly(v.Required.Max)
				add(iop.ShortenProgram, q)
			}
		},
	}
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
func comparePhases(p *pass) {
	stated, phases := p.c.program.Weeks, p.c.program.length()
	if len(p.c.program.Phases) == 0 || !stated.IsStated() || !phases.IsStated() {
		p.put(-1, -1, iop.NotApplicable, iop.Quantity{})
		return
	}
	o := iop.Met
	if stated != phases {
		o = iop.NotMet
	}
	v := p.put(-1, -1, o, iop.Quantity{Unit: iop.UnitWeeks, Span: phases.whole()})
	v.Required = boundOf(iop.UnitWeeks, stated.whole())
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
		judge: func(p *pass) {
			for e := range p.c.episodes {
				ep := &p.c.episodes[e]
				q := iop.Quantity{Unit: iop.UnitMinutes, Span: p.cumulative(ep, p.req.count)}
				p.put(ep.track, -1, p.req.bound.Judge(q.Span), q)
			}
		},
		remedies: func(v *Verdict, add func(iop.RemedyKind, iop.Quantity)) {
			if v.Outcome == iop.Undetermined {
				add(iop.StateWeeks, noAmount())
				add(iop.StateLength, noAmount())
			}
			if short := shortOf(v); v.Outcome == iop.NotMet && short > 0 {
				add(iop.AddMinutes, amount(iop.UnitMinutes, short))
			}
		},
	}
}

// tolerance is what sums of rounded averages may differ by: a thousandth of a
// minute.
const tolerance = micro / 1000

// cumulative gives the countable time of a track, of its best stretch of so
// many weeks where within is above 0. Weeks that the program may not reach
// count as 0 to full.
func (p *pass) cumulative(e *episode, within int) iop.Span {
	if within == 0 {
		within = e.to - e.from
	}
	s := stretch{}
	var bestLow, bestHigh int64
	known, open := false, false
	for i := e.from; i < e.to; i++ {
		w := p.c.week(p.judged.policy, i).perWeek
		known = known || w.known
		open = open || w.open
		if p.c.rows[i].week == 0 {
			open = open || p.req.count == 0
			// How many of the weeks are like this one is not known: from one to all.
			bestHigh = max(bestHigh, s.high+w.high*int64(within))
			s.high += w.high * int64(within)
			s.low += w.low
			bestLow = max(bestLow, s.low)
			continue
		}
		s.low += lowUnless(w.low, p.c.rows[i].possible)
		s.high += w.high
		if out := i - within; out >= e.from {
			gone := p.c.week(p.judged.policy, out).perWeek
			s.low -= lowUnless(gone.low, p.c.rows[out].possible)
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
		judge: func(p *pass) {
			for e := range p.c.episodes {
				p.phasedMinimum(&p.c.episodes[e])
			}
		},
		remedies: func(v *Verdict, add func(iop.RemedyKind, iop.Quantity)) {
			if v.Outcome == iop.Undetermined {
				add(iop.StateDaysAndClock, noAmount())
				add(iop.StateFrequency, noAmount())
			}
			if short := shortOf(v); v.Outcome == iop.NotMet && short > 0 {
				add(iop.AddSession, amount(iop.UnitSessions, short))
			}
		},
	}
}

// phasedMinimum judges the weeks of a track that the requirement names; all
// must meet it. Weeks without a number may or may not be among them, unless
// all weeks are alike or all are named.
func (p *pass) phasedMinimum(e *episode) {
	outcome, fewest := iop.NotApplicable, iop.Span{}
	for i := e.from; i < e.to; i++ {
		week := p.c.rows[i].week
		named := week == 0 || week >= p.req.first && (p.req.last == 0 || week <= p.req.last)
		if !named {
			continue
		}
		w := p.c.week(p.judged.policy, i)
		span := w.Sessions
		if p.req.separateDays {
			span = w.ServiceDays
		}
		o := p.req.bound.Judge(span)
		sure := week > 0 || e.to-e.from == 1 || p.req.first <= 1 && p.req.last == 0
		if o == iop.NotMet && !sure {
			o = iop.Undetermined
		}
		if outcome == iop.NotApplicable {
			fewest = span
		}
		outcome, fewest = worse(outcome, o), lesser(fewest, span)
	}
	p.put(e.track, -1, outcome, iop.Quantity{Unit: iop.UnitSessions, Span: fewest})
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
		judge: func(p *pass) {
			q := iop.Quantity{Unit: iop.UnitPeople, Span: p.c.program.GroupSize.whole()}
			o := p.req.bound.Judge(q.Span)
			if p.req.activities != (iop.ActivitySet{}) && !p.c.program.has(p.req.activities) {
				o = iop.NotApplicable
			}
			p.put(-1, -1, o, q)
		},
		remedies: func(v *Verdict, add func(iop.RemedyKind, iop.Quantity)) {
			if v.Outcome == iop.Undetermined {
				add(iop.StateGroupSize, noAmount())
			}
			if v.Required.HasMax && v.Measured.Span.IsKnown() {
				add(iop.ReduceGroup, amount(iop.UnitPeople, v.Required.Max))
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
