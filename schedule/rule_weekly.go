package schedule

import (
	"math/big"

	"github.com/openiop/openiop/iop"
)

func weeklyHoursMinRule() Rule {
	return Rule{
		Rule: iop.Rule{
			ID: "schedule/weekly-hours-min", Title: "enough countable hours in the week", Since: "0.1.0",
			Measures: "countable time a week",
			Why:      "Authorities tell an intensive program from weekly counseling by its hours: too few, and a person who needs this level is not getting it.",
			Fix:      "Add countable time to the week, or describe the week as the level it amounts to.",
			Outcomes: judgedOutcomes(),
		},
		compile: func(s *iop.Standard, add func(*iop.Terms, requirement)) {
			for i := range s.Requirements.WeeklyHours {
				if w := &s.Requirements.WeeklyHours[i]; w.Min != nil {
					add(&w.Terms, requirement{bound: iop.AtLeastBound(iop.UnitMinutes, iop.Minutes(*w.Min)), average: w.Basis == iop.AverageWeek})
				}
			}
		},
		judge: func(p *pass) {
			if p.req.average {
				p.average()
				return
			}
			for e := range p.c.episodes {
				p.weeklyMinimum(&p.c.episodes[e])
			}
		},
		remedies: func(v *Verdict, add func(iop.RemedyKind, iop.Quantity)) {
			if isOpen(v) {
				add(iop.StateLength, noAmount())
				add(iop.StateFrequency, noAmount())
			}
			if short := shortOf(v); short > 0 && v.Measured.Span.IsKnown() {
				add(iop.AddMinutes, amount(iop.UnitMinutes, short))
				add(iop.AddServiceDay, amount(iop.UnitDays, 1))
			}
		},
	}
}

// weeklyMinimum judges the weeks of a track one by one, with the allowance
// for final weeks.
func (p *pass) weeklyMinimum(e *episode) {
	run := p.finalRun(e, p.req.bound)
	for i := e.from; i < e.to; i++ {
		q := iop.Quantity{Unit: iop.UnitMinutes, Span: p.c.week(p.judged.policy, i).Countable}
		o := p.req.bound.Judge(q.Span)
		switch {
		case i < run.from:
		case run.fits:
			o = iop.NotApplicable
		case o == iop.NotMet && run.mayFit(i):
			o = iop.Undetermined
		}
		p.put(e.track, i, o, q)
	}
}

func weeklyHoursMaxRule() Rule {
	return Rule{
		Rule: iop.Rule{
			ID: "schedule/weekly-hours-max", Title: "no more countable hours than the level holds", Since: "0.1.0",
			Measures: "countable time a week",
			Why:      "Hours above a level's range are another level of care, with its own staff, review and payment.",
			Fix:      "Describe the week as the level it amounts to, or move time to another week.",
			Outcomes: judgedOutcomes(),
		},
		compile: func(s *iop.Standard, add func(*iop.Terms, requirement)) {
			for i := range s.Requirements.WeeklyHours {
				if w := &s.Requirements.WeeklyHours[i]; w.Max != nil {
					b := iop.AtMostBound(iop.UnitMinutes, iop.Minutes(*w.Max))
					b.MaxExclusive = w.MaxExclusive
					add(&w.Terms, requirement{bound: b, average: w.Basis == iop.AverageWeek})
				}
			}
		},
		judge: func(p *pass) {
			if p.req.average {
				p.average()
				return
			}
			p.eachWeek(func(w *clientWeek) iop.Quantity { return iop.Quantity{Unit: iop.UnitMinutes, Span: w.Countable} })
		},
		remedies: func(v *Verdict, add func(iop.RemedyKind, iop.Quantity)) {
			if isOpen(v) {
				add(iop.StateLength, noAmount())
				add(iop.StateFrequency, noAmount())
			}
			if over := v.Measured.Span.Min() - v.Required.Max; over >= 0 && v.Outcome == iop.NotMet {
				add(iop.RemoveMinutes, amount(iop.UnitMinutes, max(1, over)))
			}
		},
	}
}

// average judges the exact average of a track's weeks.
func (p *pass) average() {
	for e := range p.c.episodes {
		ep := &p.c.episodes[e]
		a := p.c.averages[p.judged.policy][ep.track]
		p.put(ep.track, -1, a.judge(p.req.bound), iop.Quantity{Unit: iop.UnitMinutes, Span: a.span()})
	}
}

// fraction is an exact average in integers, for judging without allocation.
type fraction struct {
	low, high, den int64
	open, known    bool
}

// newFraction brings an exact average to a common denominator. An average
// whose denominator does not fit is widened to whole minutes.
func newFraction(r ratio) fraction {
	if r.low == nil {
		return fraction{}
	}
	f := fraction{den: 1, open: r.high == nil, known: true}
	den := new(big.Int).Set(r.low.Denom())
	if !f.open {
		den.Mul(den, r.high.Denom())
	}
	if den.IsInt64() && den.Int64() < 1<<30 {
		f.den = den.Int64()
	}
	scale := new(big.Rat).SetInt64(f.den)
	f.low = int64(floor(new(big.Rat).Mul(r.low, scale)))
	if !f.open {
		f.high = int64(ceil(new(big.Rat).Mul(r.high, scale)))
	}
	return f
}

func (f fraction) span() iop.Span {
	switch {
	case !f.known:
		return iop.Span{}
	case f.open:
		return iop.AtLeast(iop.Minutes(f.low / f.den))
	}
	return iop.Between(iop.Minutes(f.low/f.den), iop.Minutes((f.high+f.den-1)/f.den))
}

// judge compares the average exactly with a bound in minutes.
func (f fraction) judge(b iop.Bound) iop.Outcome {
	if !f.known {
		return iop.Undetermined
	}
	b.Min *= iop.Minutes(f.den)
	b.Max *= iop.Minutes(f.den)
	if f.open {
		return b.Judge(iop.AtLeast(iop.Minutes(f.low)))
	}
	return b.Judge(iop.Between(iop.Minutes(f.low), iop.Minutes(f.high)))
}
