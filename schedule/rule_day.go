package schedule

import "github.com/openiop/openiop/iop"

func dailyHoursMinRule() Rule {
	return Rule{
		Rule: iop.Rule{
			ID: "schedule/daily-hours-min", Title: "enough countable hours on each service day", Since: "0.1.0",
			Measures: "countable time of the shortest service day",
			Why:      "Some authorities count a day only if it holds enough treatment; five short days can reach the week's hours and still not be days of this level.",
			Fix:      "Lengthen the shortest day, or gather its sessions on another day.",
			Outcomes: judgedOutcomes(),
		},
		compile: func(s *iop.Standard, add func(*iop.Terms, requirement)) {
			for i := range s.Requirements.DailyHours {
				d := &s.Requirements.DailyHours[i]
				add(&d.Terms, requirement{bound: iop.AtLeastBound(iop.UnitMinutes, iop.Minutes(d.Min))})
			}
		},
		judge: func(p *pass) {
			for i := range p.c.rows {
				w := p.c.week(p.judged.policy, i)
				q := iop.Quantity{Unit: iop.UnitMinutes, Span: w.LeastDay}
				o := p.req.bound.Judge(q.Span)
				if days, ok := w.ServiceDays.Max(); ok && days == 0 {
					o = iop.NotApplicable // no service day that could be short
				}
				p.put(p.c.rows[i].track, i, o, q)
			}
		},
		remedies: func(v *Verdict, add func(iop.RemedyKind, iop.Quantity)) {
			if v.Outcome == iop.Undetermined {
				add(iop.StateDaysAndClock, noAmount())
			}
			if isOpen(v) {
				add(iop.StateLength, noAmount())
			}
			if short := shortOf(v); short > 0 && v.Measured.Span.IsKnown() {
				add(iop.AddMinutesToDay, amount(iop.UnitMinutes, short))
			}
		},
	}
}

func daysPerWeekRule() Rule {
	return Rule{
		Rule: iop.Rule{
			ID: "schedule/days-per-week", Title: "services on enough days of the week", Since: "0.1.0",
			Measures: "days with countable time",
			Why:      "Spreading treatment over the week keeps support close; some authorities require a number of days.",
			Fix:      "Offer services on more days, or on fewer where there is a maximum.",
			Outcomes: judgedOutcomes(),
		},
		compile: func(s *iop.Standard, add func(*iop.Terms, requirement)) {
			for i := range s.Requirements.DaysPerWeek {
				d := &s.Requirements.DaysPerWeek[i]
				add(&d.Terms, requirement{bound: intBound(iop.UnitDays, d.Min, d.Max)})
			}
		},
		judge: func(p *pass) {
			p.eachWeek(func(w *clientWeek) iop.Quantity { return iop.Quantity{Unit: iop.UnitDays, Span: w.ServiceDays} })
		},
		remedies: func(v *Verdict, add func(iop.RemedyKind, iop.Quantity)) {
			if v.Outcome == iop.Undetermined {
				add(iop.StateDaysAndClock, noAmount())
			}
			if short := shortOf(v); v.Required.HasMin && short > 0 && v.Measured.Span.IsKnown() {
				add(iop.AddServiceDay, amount(iop.UnitDays, short))
			}
		},
	}
}

// intBound makes a bound of optional whole numbers.
func intBound(u iop.Unit, low, high *int) iop.Bound {
	b := iop.Bound{Unit: u}
	if low != nil {
		b.Min, b.HasMin = iop.Minutes(*low), true
	}
	if high != nil {
		b.Max, b.HasMax = iop.Minutes(*high), true
	}
	return b
}

func serviceGapRule() Rule {
	return Rule{
		Rule: iop.Rule{
			ID: "schedule/service-gap", Title: "no longer pause between services than allowed", Since: "0.1.0",
			Measures: "longest pause between services",
			Why:      "Long pauses leave people alone in the weeks in which support matters most.",
			Fix:      "Spread the sessions over the week.",
			Outcomes: judgedOutcomes(),
		},
		compile: func(s *iop.Standard, add func(*iop.Terms, requirement)) {
			for i := range s.Requirements.ServiceGap {
				g := &s.Requirements.ServiceGap[i]
				if g.MaxDays != nil {
					add(&g.Terms, requirement{bound: intBound(iop.UnitDays, nil, g.MaxDays)})
				} else {
					add(&g.Terms, requirement{bound: iop.AtMostBound(iop.UnitHours, iop.Minutes(*g.MaxHours)*60)})
				}
			}
		},
		judge: func(p *pass) {
			if p.req.bound.Unit == iop.UnitDays {
				p.eachWeek(func(w *clientWeek) iop.Quantity { return iop.Quantity{Unit: iop.UnitDays, Span: w.FreeDays} })
				return
			}
			p.eachWeek(func(w *clientWeek) iop.Quantity { return iop.Quantity{Unit: iop.UnitHours, Span: w.FreeTime} })
		},
		remedies: func(v *Verdict, add func(iop.RemedyKind, iop.Quantity)) {
			if v.Outcome == iop.Undetermined {
				add(iop.StateDaysAndClock, noAmount())
			}
			if v.Outcome == iop.NotMet {
				add(iop.SpreadDays, iop.Quantity{Unit: v.Required.Unit, Span: iop.Exactly(v.Required.Max)})
			}
		},
	}
}

func sessionLengthRule() Rule {
	return Rule{
		Rule: iop.Rule{
			ID: "schedule/session-length", Title: "sessions as long as required", Since: "0.1.0",
			Measures: "length of the shortest or longest session",
			Why:      "Some authorities count a group only if it lasts long enough to be one.",
			Fix:      "Lengthen the shortest session, or join it with another.",
			Outcomes: judgedOutcomes(),
		},
		compile: func(s *iop.Standard, add func(*iop.Terms, requirement)) {
			for i := range s.Requirements.SessionLength {
				l := &s.Requirements.SessionLength[i]
				if l.Min != nil {
					add(&l.Terms, requirement{bound: intBound(iop.UnitMinutes, l.Min, nil), format: l.Format})
				}
				if l.Max != nil {
					add(&l.Terms, requirement{bound: intBound(iop.UnitMinutes, nil, l.Max), format: l.Format})
				}
			}
		},
		judge: func(p *pass) {
			for i := range p.c.rows {
				w := p.c.week(p.judged.policy, i)
				q := iop.Quantity{Unit: iop.UnitMinutes, Span: w.sessionSpan(p.req)}
				o := p.req.bound.Judge(q.Span)
				if !w.hasSession(p.req.format) && w.Gross.IsKnown() {
					o = iop.NotApplicable
				}
				p.put(p.c.rows[i].track, i, o, q)
			}
		},
		remedies: func(v *Verdict, add func(iop.RemedyKind, iop.Quantity)) {
			if v.Outcome == iop.Undetermined {
				add(iop.StateLength, noAmount())
			}
			if v.Required.HasMin && shortOf(v) > 0 && v.Measured.Span.IsKnown() {
				add(iop.LengthenSession, amount(iop.UnitMinutes, v.Required.Min))
			}
		},
	}
}

// sessionSpan picks the shortest session for a minimum and the longest for a
// maximum.
func (w *clientWeek) sessionSpan(r *requirement) iop.Span {
	switch group := r.format == iop.Group; {
	case group && r.bound.HasMin:
		return w.GroupSession
	case group:
		return w.LongestGroup
	case r.bound.HasMin:
		return w.AnySession
	}
	return w.LongestAny
}

func (w *clientWeek) hasSession(f iop.Format) bool {
	if f == iop.Group {
		return w.groupBlocks > 0
	}
	return w.anyBlocks > 0
}

func weeklyServicesRule() Rule {
	return Rule{
		Rule: iop.Rule{
			ID: "schedule/weekly-services", Title: "enough services in the week", Since: "0.1.0",
			Measures: "countable services a week",
			Why:      "Some payers count services and not hours.",
			Fix:      "Schedule more services, or state how often each takes place.",
			Outcomes: judgedOutcomes(),
		},
		compile: func(s *iop.Standard, add func(*iop.Terms, requirement)) {
			for i := range s.Requirements.WeeklyServices {
				w := &s.Requirements.WeeklyServices[i]
				add(&w.Terms, requirement{bound: intBound(iop.UnitSessions, w.Min, w.Max)})
			}
		},
		judge: func(p *pass) {
			p.eachWeek(func(w *clientWeek) iop.Quantity { return iop.Quantity{Unit: iop.UnitSessions, Span: w.Services} })
		},
		remedies: func(v *Verdict, add func(iop.RemedyKind, iop.Quantity)) {
			if v.Outcome == iop.Undetermined {
				add(iop.StateFrequency, noAmount())
			}
			if short := shortOf(v); v.Required.HasMin && short > 0 && v.Measured.Span.IsKnown() {
				add(iop.AddSession, amount(iop.UnitSessions, short))
			}
		},
	}
}
