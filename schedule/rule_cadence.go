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
		judge: func(p *pass) {
			for e := range p.c.episodes {
				p.cadence(&p.c.episodes[e])
			}
		},
		remedies: func(v *Verdict, add func(iop.RemedyKind, iop.Quantity)) {
			if v.Outcome == iop.Undetermined {
				add(iop.StateFrequency, noAmount())
				add(iop.StateLength, noAmount())
			}
			add(iop.AddActivity, noAmount())
		},
	}
}

// cadence judges a weekly requirement week by week, and one by the month or
// over the program once a track.
func (p *pass) cadence(e *episode) {
	if p.req.per != "week" {
		q := iop.Quantity{Unit: p.req.bound.Unit, Span: p.overTrack(e)}
		p.put(e.track, -1, p.req.bound.Judge(q.Span), q)
		return
	}
	for i := e.from; i < e.to; i++ {
		w := p.c.week(p.judged.policy, i)
		t := w.format(p.req.format)
		q := iop.Quantity{Unit: p.req.bound.Unit, Span: t.Sessions}
		if q.Unit == iop.UnitMinutes {
			q.Span = t.Minutes
		}
		p.put(e.track, i, p.req.bound.Judge(q.Span), q)
	}
}

func (w *clientWeek) format(f iop.Format) *FormatTime {
	switch f {
	case iop.Individual:
		return &w.Individual
	case iop.Family:
		return &w.Family
	}
	return &w.Groups
}

// overTrack gives the sessions, or minutes, of a format by the average month
// of the track or over all its weeks. A month is a twelfth of 52 weeks.
func (p *pass) overTrack(e *episode) iop.Span {
	var low, high, least, most int64
	open, unnumbered := false, false
	for i := e.from; i < e.to; i++ {
		w := p.c.week(p.judged.policy, i)
		if !w.Gross.IsKnown() && !w.ServiceDays.IsKnown() {
			return iop.Span{}
		}
		t := w.format(p.req.format)
		a := t.perWeek
		if p.req.bound.Unit == iop.UnitMinutes {
			a = t.minutesPerWeek
		}
		if i == e.from {
			least, most = a.low, a.high
		}
		least, most = min(least, a.low), max(most, a.high)
		low += lowUnless(a.low, p.c.rows[i].possible)
		high += a.high
		open = open || a.open
		unnumbered = unnumbered || p.c.rows[i].week == 0
	}
	if p.req.per == "month" {
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
	least, most = (low+tolerance)/micro, (high+micro-1-tolerance)/micro
	return iop.Between(iop.Minutes(least), iop.Minutes(max(least, most)))
}
