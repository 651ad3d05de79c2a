package schedule

import "github.com/openiop/openiop/iop"

func cadenceRule() Rule {
	return Rule{
		Rule: iop.Rule{
			ID: "schedule/cadence", Title: "individual, family or group sessions as often as required", Since: "0.1.0",
			Measures: "sessions of the required kind",
			Why:      "Some authorities ask for time alone with a counselor, or with the family, beside the groups.",
			Fix:      "Schedule the required sessions.",
			Outcomes: judgedOutcomes(),
		},
		compile: func(s *iop.Standard, add func(*iop.Terms, requirement)) {
			for i := range s.Requirements.Cadence {
				c := &s.Requirements.Cadence[i]
				r := requirement{format: c.Of, per: c.Per, bound: iop.AtLeastBound(iop.UnitSessions, iop.Minutes(c.Sessions))}
				if c.Minutes > 0 {
					r.bound = iop.AtLeastBound(iop.UnitMinutes, iop.Minutes(c.Minutes))
				}
				add(&c.Terms, r)
			}
		},
		judge: func(p pass) []Verdict { return p.cadence() },
		measure: func(s *subject) (iop.Quantity, iop.Bound) {
			q := iop.Quantity{Unit: s.req.bound.Unit}
			switch {
			case s.week != nil:
				q.Span = s.week.cadence(s.req)
			case s.v.place == aProgram:
				return iop.Quantity{}, s.req.bound
			default:
				q.Span = s.c.cadence(s.judged, s.req, s.episode())
			}
			return q, s.req.bound
		},
		remedies: func(f *iop.Finding, r *remedies) {
			if f.Outcome == iop.Undetermined {
				r.add(iop.StateFrequency)
				r.add(iop.StateLength)
			}
			r.add(iop.AddActivity)
		},
	}
}

// cadence judges a weekly requirement week by week, and one by the month or
// over the program once a track.
func (p *pass) cadence() []Verdict {
	if p.req.per == "week" {
		return p.eachWeek(func(r *requirement, w *clientWeek) iop.Outcome { return r.bound.Judge(w.cadence(r)) })
	}
	for e := range p.c.episodes {
		ep := &p.c.episodes[e]
		p.put(aTrack(ep.track), p.req.bound.Judge(p.c.cadence(p.judged, p.req, ep)))
	}
	return p.out
}

// cadence gives the time or the sessions of a format in a week.
func (w *clientWeek) cadence(r *requirement) iop.Span {
	if r.bound.Unit == iop.UnitMinutes {
		return w.format(r.format).Minutes
	}
	return w.format(r.format).Sessions
}

func (w *clientWeek) format(f iop.Format) *formatTime {
	switch f {
	case iop.Individual:
		return &w.Individual
	case iop.Family:
		return &w.Family
	}
	return &w.Groups
}

// cadence gives the sessions, or minutes, of a format by the average month
// of the track or over all its weeks. A month is a twelfth of 52 weeks.
func (c *Case) cadence(j *judged, req *requirement, e *episode) iop.Span {
	var low, high, least, most int64
	open, unnumbered := false, false
	for i := e.from; i < e.to; i++ {
		w := c.week(j.policy, i)
		if !w.Gross.IsKnown() && !w.ServiceDays.IsKnown() {
			return iop.Span{}
		}
		t := w.format(req.format)
		a := t.perWeek
		if req.bound.Unit == iop.UnitMinutes {
			a = t.minutesPerWeek
		}
		if i == e.from {
			least, most = a.low, a.high
		}
		least, most = min(least, a.low), max(most, a.high)
		low += lowUnless(a.low, c.rows[i].possible)
		high += a.high
		open = open || a.open
		unnumbered = unnumbered || c.rows[i].week == 0
	}
	if req.per == "month" {
		if !unnumbered {
			least, most = low/int64(e.to-e.from), high/int64(e.to-e.from)
		}
		low, high = least*52/12, most*52/12
	} else if unnumbered {
		open = open || high > 0
		low = (low + micro - 1) / micro * micro // what takes place at all does so once
	}
	if open {
		return iop.AtLeast(iop.Minutes((low + tolerance) / micro))
	}
	least, most = (low+tolerance)/micro, (high+tolerance)/micro // whole sessions only
	return iop.Between(iop.Minutes(least), iop.Minutes(max(least, most)))
}
