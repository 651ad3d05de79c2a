package schedule

import "github.com/openiop/openiop/iop"

const transitionID iop.RuleID = "schedule/transition"

func transitionRule() Rule {
	return Rule{
		Rule: iop.Rule{
			ID: transitionID, Title: "reduced hours only in the allowed final weeks", Since: "0.1.0",
			Measures: "final weeks under the weekly minimum",
			Why:      "A person close to stepping down may need fewer hours for a week or two without leaving the program; that allowance stands at the end and does not license short weeks before.",
			Fix:      "Keep the reduced weeks to the allowed number at the end, or continue them as outpatient care.",
			Outcomes: judgedOutcomes(),
		},
		compile: func(s *iop.Standard, add func(*iop.Terms, requirement)) {
			for i := range s.Requirements.Transition {
				t := &s.Requirements.Transition[i]
				r := requirement{}
				if t.MaxWeeks > 0 {
					r.bound = iop.AtMostBound(iop.UnitWeeks, iop.Minutes(t.MaxWeeks))
				}
				add(&t.Terms, r)
			}
		},
		judge: func(p pass) []Verdict {
			if p.judged.minimum == nil {
				return p.out
			}
			for e := range p.c.episodes {
				p.transition(&p.c.episodes[e])
			}
			return p.out
		},
		measure: func(s *subject) (iop.Quantity, iop.Bound) {
			if s.v.n == 0 {
				return iop.Quantity{}, s.req.bound
			}
			return amount(iop.UnitWeeks, iop.Minutes(s.v.n)), s.req.bound
		},
		remedies: func(f *iop.Finding, r *remedies) {
			if f.Outcome == iop.NotMet {
				r.addAmount(iop.ShortenTransition, iop.UnitWeeks, f.Required.Max)
				return
			}
			r.add(iop.StateWeeks)
			if !f.Required.HasMax {
				r.add(iop.RecordReason)
			}
		},
	}
}

func (p *pass) transition(e *episode) {
	req := p.judged.minimum
	run := p.finalRun(e, req)
	last := e.to - 1
	before := min(run.from, last)
	p.fill(p.room(before-e.from), e.from, iop.NotApplicable)
	for i := before; i < e.to; i++ {
		short := p.c.judgeHours(p.judged, req, i)
		switch {
		case i >= run.from:
			p.putN(int32(i), run.outcome(i, short), run.weeks)
		case p.c.rows[i].week == 0 && short != iop.Met:
			p.put(int32(i), iop.Undetermined)
		default:
			p.put(int32(i), iop.NotApplicable)
		}
	}
}

// finalRun is the run of weeks at the end of a track that are, or may be,
// under the weekly minimum.
type finalRun struct {
	from  int // the first row of the run; past the end if there is none
	weeks int
	fits  bool // all of it lies within the allowance
	// mayFitFrom is the first row from which the run would fit if the rows
	// before it were not short after all.
	mayFitFrom int
	unstated   bool // the standard states no number of weeks
	// open says that the rows end where a record does, so that nobody knows
	// whether they are the program's last.
	open bool
}

// finalRun finds the run under a standard's allowance. Without an allowance,
// and where the last week has no number, there is none.
func (p *pass) finalRun(e *episode, req *requirement) finalRun {
	run := finalRun{from: e.to, mayFitFrom: e.to, unstated: !p.judged.allowanceStated, open: p.c.isRecord()}
	if !p.judged.hasAllowance || p.c.rows[e.to-1].week == 0 {
		return run
	}
	seg, o, special := -1, iop.Outcome(0), p.c.isSpecial(req)
	for i := e.to - 1; i >= e.from; i-- {
		if s := p.c.rows[i].segment; s != seg || special {
			seg, o = s, p.c.judgeHours(p.judged, req, i)
		}
		if o == iop.NotApplicable {
			continue // a stretch that the end of the run cuts short
		}
		if o == iop.Met {
			break
		}
		run.from = i
		// If this week is not short after all, the run begins after it.
		if after := e.to - i - 1; o == iop.Undetermined && after <= p.judged.allowed {
			run.mayFitFrom = i + 1
		}
	}
	run.weeks = e.to - run.from
	run.fits = run.weeks <= p.judged.allowed
	return run
}

// mayFit reports whether a short row of a run that is too long could still
// lie within the allowance.
func (r *finalRun) mayFit(row int) bool { return r.unstated || row >= r.mayFitFrom }

// minimum gives the outcome of the weekly minimum for a row whose own hours
// give o.
func (r *finalRun) minimum(row int, o iop.Outcome) iop.Outcome {
	switch {
	case row < r.from:
		return o
	case r.fits && r.open:
		return iop.Undetermined
	case r.fits:
		return iop.NotApplicable
	case o == iop.NotMet && r.mayFit(row):
		return iop.Undetermined
	}
	return o
}

// outcome gives the transition's outcome for a row of the run.
func (r *finalRun) outcome(row int, short iop.Outcome) iop.Outcome {
	switch {
	case r.fits && r.open:
		return iop.Undetermined
	case r.fits:
		return iop.Met
	case short == iop.Undetermined || r.mayFit(row):
		return iop.Undetermined
	}
	return iop.NotMet
}
