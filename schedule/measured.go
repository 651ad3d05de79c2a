package schedule

import "github.com/openiop/openiop/iop"

// isRecord reports whether the weeks are those of a record of attendance.
func (c *Case) isRecord() bool { return c.dates != nil && c.dates.record != nil }

// isSpecial reports whether a requirement is measured by anything but the
// hours of the row's own week.
func (c *Case) isSpecial(req *requirement) bool {
	if c.dates == nil {
		return false
	}
	return req.basis == iop.RollingSevenDays || req.basis == iop.ContiguousEpisode ||
		req.of == iop.CertifiedNeed && (c.isRecord() || len(c.certified) > 0) ||
		c.isRecord() && (req.of == iop.Scheduled || req.of == iop.Billed)
}

// segmentFor gives the week of a row as a requirement sees it: what was
// delivered, or what was scheduled where the authority tests that.
func (c *Case) segmentFor(req *requirement, row int) int {
	if r := &c.rows[row]; req.of == iop.Scheduled && c.isRecord() && r.scheduled > 0 {
		return r.scheduled
	}
	return c.rows[row].segment
}

// asksForScheduled reports whether a standard tests what was scheduled.
func (c *Case) asksForScheduled() bool {
	for i := range c.standard {
		for r := range c.standard[i].rules {
			for q := range c.standard[i].rules[r] {
				if c.standard[i].rules[r][q].of == iop.Scheduled {
					return true
				}
			}
		}
	}
	return false
}

// hours gives the weekly hours that a requirement tests for a row; ok is false
// where it does not apply to the row.
func (c *Case) hours(j *judged, req *requirement, row int) (span iop.Span, ok bool) {
	switch {
	case !c.isSpecial(req):
		return c.week(j.policy, row).Countable, true
	case req.of == iop.CertifiedNeed:
		return c.certifiedIn(row), true
	case (req.basis == iop.RollingSevenDays || req.basis == iop.ContiguousEpisode) && c.rows[row].from.IsValid():
		return c.overDays(j, req, row)
	}
	return c.weeks[j.policy][c.segmentFor(req, row)].Countable, true
}

// judgeHours judges the weekly hours of a row.
func (c *Case) judgeHours(j *judged, req *requirement, row int) iop.Outcome {
	span, ok := c.hours(j, req, row)
	if !ok {
		return iop.NotApplicable
	}
	return req.bound.Judge(span)
}

// services gives the weekly services that a requirement tests for a row.
func (c *Case) services(j *judged, req *requirement, row int) (span iop.Span, ok bool) {
	switch {
	case !c.isSpecial(req):
		return c.week(j.policy, row).Services, true
	case req.of == iop.Billed:
		return c.billedIn(row), true
	case req.basis != iop.CalendarWeek && c.rows[row].from.IsValid():
		return c.overDays(j, req, row)
	}
	return c.weeks[j.policy][c.segmentFor(req, row)].Services, true
}

// Certification is a physician's certification of how many hours a week a
// person needs.
type Certification struct {
	On iop.Date
	// Weekly is the certified need in minutes a week; the zero Span is a
	// certification that states none.
	Weekly iop.Span
}

// certifiedIn gives the need certified for a row's week: that of the newest
// certification of the week or before.
func (c *Case) certifiedIn(row int) (need iop.Span) {
	from := c.rows[row].from
	for i := range c.certified {
		if cert := &c.certified[i]; !from.IsValid() || cert.On.Before(from.AddDays(7)) {
			need = cert.Weekly
		}
	}
	return need
}

// billedIn adds up the services billed in a row's week.
func (c *Case) billedIn(row int) iop.Span {
	if !c.isRecord() {
		return iop.Span{}
	}
	return c.dates.record.billed[row]
}

// specialFacts says over what a special requirement was measured.
func (c *Case) specialFacts(req *requirement, row int) []iop.Fact {
	switch {
	case req.of == iop.CertifiedNeed:
		return []iop.Fact{{Kind: iop.FactCertified, Minutes: c.certifiedIn(row)}}
	case req.of == iop.Billed:
		return []iop.Fact{{Kind: iop.FactBilled, Count: iop.Quantity{Unit: iop.UnitSessions, Span: c.billedIn(row)}}}
	case req.basis == iop.RollingSevenDays:
		return []iop.Fact{{Kind: iop.FactOverDays, Name: "every seven days in a row that begin in the week"}}
	case req.basis == iop.ContiguousEpisode:
		return []iop.Fact{{Kind: iop.FactOverDays, Name: "seven days from the first day of the run on, then the next seven"}}
	}
	return []iop.Fact{{Kind: iop.FactOverDays, Name: "what was scheduled, attended or not"}}
}
