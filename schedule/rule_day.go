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
				add(&d.Terms, requirement{bound: iop.AtLeastBound(iop.UnitMinutes, iop.Minutes(d.Min)), of: d.Of})
			}
		},
		judge: func(p pass) []Verdict {
			if p.judged.partial != nil {
				return p.eachRow(func(c *Case, j *judged, req *requirement, row int) iop.Outcome {
					return leastDayOutcome(req, c.dailyWeek(j, row))
				})
			}
			return p.eachWeek(leastDayOutcome)
		},
		byDay:   true,
		weekly:  func(_ *requirement, w *clientWeek) iop.Span { return w.LeastDay },
		measure: weekly(iop.UnitMinutes, func(w *clientWeek) iop.Span { return w.LeastDay }),
		remedies: func(f *iop.Finding, r *remedies) {
			if f.Outcome == iop.Undetermined {
				r.add(iop.StateDaysAndClock)
			}
			if _, ok := f.Measured.Span.Max(); !ok {
				r.add(iop.StateLength)
			}
			if short := shortOf(f); short > 0 {
				r.addAmount(iop.AddMinutesToDay, iop.UnitMinutes, short)
			}
		},
	}
}

func leastDayOutcome(r *requirement, w *clientWeek) iop.Outcome {
	if days, ok := w.ServiceDays.Max(); ok && days == 0 {
		return iop.NotApplicable // no service day that could be short
	}
	return r.bound.Judge(w.LeastDay)
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
		judge: func(p pass) []Verdict {
			return p.eachWeek(func(r *requirement, w *clientWeek) iop.Outcome { return r.bound.Judge(w.ServiceDays) })
		},
		weekly:  func(_ *requirement, w *clientWeek) iop.Span { return w.ServiceDays },
		measure: weekly(iop.UnitDays, func(w *clientWeek) iop.Span { return w.ServiceDays }),
		remedies: func(f *iop.Finding, r *remedies) {
			if f.Outcome == iop.Undetermined {
				r.add(iop.StateDaysAndClock)
			}
			if short := shortOf(f); short > 0 {
				r.addAmount(iop.AddServiceDay, iop.UnitDays, short)
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
					add(&g.Terms, requirement{bound: intBound(iop.UnitDays, nil, g.MaxDays), holidaysExcluded: g.HolidaysExcluded})
				} else {
					add(&g.Terms, requirement{bound: iop.AtMostBound(iop.UnitHours, iop.Minutes(*g.MaxHours)*60), holidaysExcluded: g.HolidaysExcluded})
				}
			}
		},
		judge: func(p pass) []Verdict {
			if p.c.dates != nil {
				return p.eachRow(func(c *Case, j *judged, req *requirement, row int) iop.Outcome {
					return req.bound.Judge(c.pause(j, req, row))
				})
			}
			return p.eachWeek(func(r *requirement, w *clientWeek) iop.Outcome { return r.bound.Judge(w.pause(r)) })
		},
		measure: func(s *subject) (iop.Quantity, iop.Bound) {
			if s.week == nil {
				return iop.Quantity{}, s.req.bound
			}
			return iop.Quantity{Unit: s.req.bound.Unit, Span: s.c.pause(s.judged, s.req, int(s.v.place))}, s.req.bound
		},
		remedies: func(f *iop.Finding, r *remedies) {
			if f.Outcome == iop.Undetermined {
				r.add(iop.StateDaysAndClock)
				return
			}
			r.addAmount(iop.SpreadDays, f.Required.Unit, f.Required.Max)
		},
	}
}

// pause gives the longest pause between services, in days or in time.
func (w *clientWeek) pause(r *requirement) iop.Span {
	if r.bound.Unit == iop.UnitDays {
		return w.FreeDays
	}
	return w.FreeTime
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
		judge: func(p pass) []Verdict {
			return p.eachWeek(func(r *requirement, w *clientWeek) iop.Outcome {
				if !w.hasSession(r.format) && w.Gross.IsKnown() {
					return iop.NotApplicable
				}
				return r.bound.Judge(w.sessionSpan(r))
			})
		},
		measure: func(s *subject) (iop.Quantity, iop.Bound) {
			if s.week == nil {
				return iop.Quantity{}, s.req.bound
			}
			return iop.Quantity{Unit: iop.UnitMinutes, Span: s.week.sessionSpan(s.req)}, s.req.bound
		},
		remedies: func(f *iop.Finding, r *remedies) {
			if f.Outcome == iop.Undetermined {
				r.add(iop.StateLength)
			}
			if shortOf(f) > 0 {
				r.addAmount(iop.LengthenSession, iop.UnitMinutes, f.Required.Min)
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
				add(&w.Terms, requirement{bound: intBound(iop.UnitSessions, w.Min, w.Max), basis: w.Basis, of: w.Of})
			}
		},
		judge: func(p pass) []Verdict {
			if p.c.isSpecial(p.req) {
				return p.eachRow(func(c *Case, j *judged, req *requirement, row int) iop.Outcome {
					if span, ok := c.services(j, req, row); ok {
						return req.bound.Judge(span)
					}
					return iop.NotApplicable
				})
			}
			return p.eachWeek(func(r *requirement, w *clientWeek) iop.Outcome { return r.bound.Judge(w.Services) })
		},
		weekly: func(_ *requirement, w *clientWeek) iop.Span { return w.Services },
		measure: func(s *subject) (iop.Quantity, iop.Bound) {
			if s.week == nil {
				return iop.Quantity{}, s.req.bound
			}
			span, _ := s.c.services(s.judged, s.req, int(s.v.place))
			return iop.Quantity{Unit: iop.UnitSessions, Span: span}, s.req.bound
		},
		remedies: func(f *iop.Finding, r *remedies) {
			if f.Outcome == iop.Undetermined {
				r.add(iop.StateFrequency)
			}
			if short := shortOf(f); short > 0 {
				r.addAmount(iop.AddSession, iop.UnitSessions, short)
			}
		},
	}
}
