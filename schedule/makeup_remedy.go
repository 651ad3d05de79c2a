package schedule

import (
	"slices"

	"github.com/openiop/openiop/iop"
)

// propose adds the make-ups that mend a finding to its remedies: for a
// requirement those that mend it, for closed days all of the week's.
func (s *subject) propose(mend *remedies) {
	row := int(s.v.place)
	id := s.c.RuleID(s.v)
	closure := id == closureID
	if s.judged == nil && !closure || !s.c.rows[row].from.IsValid() {
		return
	}
	if mend.makeUps == nil {
		mend.makeUps = map[int]MakeUps{}
	}
	found, ok := mend.makeUps[row]
	if !ok {
		found = s.c.MakeUps(row, *s.c.makeUps)
		mend.makeUps[row] = found
	}
	this := Unmet{id, s.c.StandardID(s.v)}
	any := false
	for i := range found.Proposals {
		if p := &found.Proposals[i]; closure || slices.Contains(p.Mends, this) {
			mend.list = append(mend.list, p.Remedy())
			any = true
		}
	}
	if !any && !closure && slices.Contains(found.Short, this) {
		mend.list = append(mend.list, iop.Remedy{Kind: iop.ReviewWeek})
	}
}

// Remedy words the proposal as a remedy of a finding.
func (p *Proposal) Remedy() iop.Remedy {
	first := &p.Changes[0]
	r := iop.Remedy{Kind: iop.HoldMakeUp, Amount: iop.Quantity{Unit: iop.UnitMinutes, Span: iop.Exactly(first.Minutes)}, Name: first.when(" at ")}
	switch {
	case len(p.Changes) > 1:
		r.Kind, r.Amount, r.Name = iop.HoldSessions, iop.Quantity{}, ""
		for i := range p.Changes {
			at := p.Changes[i].when(" at ")
			if i > 0 {
				r.Name += " and "
				if p.Changes[i].Date == p.Changes[i-1].Date {
					at = p.Changes[i].Start.String()
				}
			}
			r.Name += at + " (" + p.Changes[i].Minutes.String() + ")"
		}
	case p.Kind == LengthenSession:
		r.Kind, r.Name = iop.LengthenOn, first.when(" from ")+" on"
	case p.Kind == AttendOther:
		r.Kind = iop.OfferOther
	}
	return r
}

// when words the day and the time of a change.
func (c *Change) when(at string) string {
	return c.Date.Weekday().String() + " " + c.Date.String() + at + c.Start.String()
}
