package schedule

import "github.com/openiop/openiop/iop"

func transitionRule() Rule {
	return Rule{
		Rule: iop.Rule{
			ID: "schedule/transition", Title: "reduced hours only in the allowed final weeks", Since: "0.1.0",
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
		judge: func(p *pass) {
			if p.judged.minimum == nil {
				return
			}
			for e := range p.c.episodes {
				p.transition(&p.c.episodes[e])
			}
		},
		remedies: func(v *Verdict, add func(iop.RemedyKind, iop.Quantity)) {
			if v.Outcome == iop.NotMet {
				add(iop.ShortenTransition, amount(iop.UnitWeeks, v.Required.Max))
				return
			}
			add(iop.StateWeeks, noAmount())
			if !v.Required.HasMax {
				add(iop.RecordReason, noAmount())
			}
		},
	}
}

func (p *pass) transition(e *episode) {
	bound := *p.judged.minimum
	run := p.finalRun(e, bound)
	last := e.to - 1
	for i := e.from; i < e.to; i++ {
		short := bound.Judge(p.c.week(p.judged.policy, i).Countable)
		o, q := iop.NotApplicable, iop.Quantity{}
		switch {
		case i == last && p.c.rows[i].week == 0 && short != iop.Met:
			o = iop.Undetermined
		case i < run.from:
		default:
			q = amount(iop.UnitWeeks, iop.Minutes(run.weeks))
			o = run.outcome(i, short)
		}
		p.put(e.track, i, o, q)
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
}

// finalRun finds the run under a standard's allowance. Without an allowance,
// and where the last week has no number, there is none.
func (p *pass) finalRun(e *episode, bound iop.Bound) finalRun {
	run := finalRun{from: e.to, mayFitFrom: e.to, unstated: !p.judged.allowanceStated}
	if !p.judged.hasAllowance || p.c.rows[e.to-1].week == 0 {
		return run
	}
	certainlyShort := 0 // weeks at the end that are short without a doubt
	doubt := false
	for i := e.to - 1; i >= e.from; i-- {
		o := bound.Judge(p.c.week(p.judged.policy, i).Countable)
		if o == iop.Met {
			break
		}
		run.from = i
		doubt = doubt || o == iop.Undetermined
		if !doubt {
			certainlyShort++
		}
	}
	run.weeks = e.to - run.from
	run.fits = run.weeks <= p.judged.allowed
	// Every run that may be the true one holds the weeks that are short for
	// certain; it can fit only if these do, and then holds at most the allowed
	// number of final weeks.
	if certainlyShort <= p.judged.allowed && doubt {
		run.mayFitFrom = max(run.from, e.to-p.judged.allowed)
	}
	return run
}

// mayFit reports whether a short row of a run that is too long could still
// lie within the allowance.
func (r *finalRun) mayFit(row int) bool { return r.unstated || row >= r.mayFitFrom }

// outcome gives the transition's outcome for a row of the run.
func (r *finalRun) outcome(row int, short iop.Outcome) iop.Outcome {
	switch {
	case r.fits:
		return iop.Met
	case short == iop.Undetermined || r.mayFit(row):
		return iop.Undetermined
	}
	return iop.NotMet
}
