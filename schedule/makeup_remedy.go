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
	r := iop.Remedy{
		Kind: iop.HoldMakeUp, Amount: iop.Quantity{Unit: iop.UnitMinutes, Span: iop.Exactly(p.Change.Minutes)},
		Name: p.Change.Date.Weekday().String() + " " + p.Change.Date.String() + " at " + p.Change.Start.String(),
	}
	switch p.Kind {
	case LengthenSession:
		r.Kind = iop.LengthenOn
		r.Name = p.Change.Date.Weekday().String() + " " + p.Change.Date.String() + " from " + p.Change.Start.String() + " on"
	case AttendOther:
		r.Kind = iop.OfferOther
	}
	return r
}
