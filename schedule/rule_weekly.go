package schedule

import "github.com/openiop/openiop/iop"

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
					add(&w.Terms, weeklyMinimum(w))
				}
			}
		},
		judge: func(p pass) []Verdict {
			if p.req.average {
				p.average()
				return p.out
			}
			for e := range p.c.episodes {
				p.weeklyMinimum(&p.c.episodes[e])
			}
			return p.out
		},
		measure: measureWeeklyHours,
		weekly:  countableOf,
		remedies: func(f *iop.Finding, r *remedies) {
			r.stateBlocks(f)
			if short := shortOf(f); short > 0 {
				r.addAmount(iop.AddMinutes, iop.UnitMinutes, short)
				r.addAmount(iop.AddServiceDay, iop.UnitDays, 1)
			}
		},
	}
}

func weeklyMinimum(w *iop.WeeklyHours) requirement {
	return requirement{
		bound:   iop.AtLeastBound(iop.UnitMinutes, iop.Minutes(*w.Min)),
		average: w.Basis == iop.AverageWeek, basis: w.Basis, of: w.Of,
	}
}

func countableOf(_ *requirement, w *clientWeek) iop.Span { return w.Countable }

// measureWeeklyHours measures a week's countable time, or a track's average.
func measureWeeklyHours(s *subject) (iop.Quantity, iop.Bound) {
	q := iop.Quantity{Unit: iop.UnitMinutes}
	switch {
	case s.week != nil:
		q.Span, _ = s.c.hours(s.judged, s.req, int(s.v.place))
	case s.v.place != aProgram:
		q.Span = s.c.averages[s.judged.policy][s.episode().track].span()
	default:
		return iop.Quantity{}, s.req.bound
	}
	return q, s.req.bound
}

// weeklyMinimum judges the weeks of a track one by one, with the allowance
// for final weeks.
func (p *pass) weeklyMinimum(e *episode) {
	weeks := p.c.weeks[p.judged.policy]
	run := p.finalRun(e, p.req)
	room := p.room(e.to - e.from)
	if p.c.isSpecial(p.req) {
		for i := e.from; i < e.to; i++ {
			p.fill(room[i-e.from:i-e.from+1], i, run.minimum(i, p.c.judgeHours(p.judged, p.req, i)))
		}
		return
	}
	for i := e.from; i < e.to; {
		n := p.c.alike(i, e.to)
		o := p.req.bound.Judge(weeks[p.c.rows[i].segment].Countable)
		for ; i < n; i++ {
			end := i + 1
			if i < run.from {
				end = min(n, run.from)
			}
			p.fill(room[i-e.from:end-e.from], i, run.minimum(i, o))
			i = end - 1
		}
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
					add(&w.Terms, requirement{bound: b, average: w.Basis == iop.AverageWeek, basis: w.Basis, of: w.Of})
				}
			}
		},
		judge: func(p pass) []Verdict {
			if p.req.average {
				p.average()
				return p.out
			}
			if p.c.isSpecial(p.req) {
				return p.eachRow((*Case).judgeHours)
			}
			return p.eachWeek(func(r *requirement, w *clientWeek) iop.Outcome { return r.bound.Judge(w.Countable) })
		},
		measure: measureWeeklyHours,
		weekly:  countableOf,
		remedies: func(f *iop.Finding, r *remedies) {
			r.stateBlocks(f)
			if over := f.Measured.Span.Min() - f.Required.Max; over >= 0 && f.Outcome == iop.NotMet {
				r.addAmount(iop.RemoveMinutes, iop.UnitMinutes, max(1, over))
			}
		},
	}
}

// average judges the exact average of a track's weeks.
func (p *pass) average() {
	for e := range p.c.episodes {
		t := p.c.episodes[e].track
		p.put(aTrack(t), p.c.averages[p.judged.policy][t].judge(p.req.bound))
	}
}
