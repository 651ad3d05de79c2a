package schedule

import (
	"slices"

	"github.com/openiop/openiop/iop"
)

const closureID iop.RuleID = "schedule/closure"

func closureRule() Rule {
	return Rule{
		Rule: iop.Rule{
			ID: closureID, Title: "no time lost to closed days and cancelled sessions", Since: "0.1.0",
			Measures: "time lost to closed days and cancelled sessions in the week",
			Why:      "A holiday can take a third of a person's week just when support matters; who sees it beforehand can offer the time on another day.",
			Fix:      "Offer a make-up session in the same week.",
			Outcomes: []iop.Outcome{iop.Met, iop.NotMet, iop.Undetermined, iop.NotApplicable},
		},
		design: func(p pass) []Verdict {
			if p.c.dates == nil {
				return p.out
			}
			for i := range p.c.rows {
				p.put(int32(i), p.c.closureOutcome(i))
			}
			return p.out
		},
		measure: func(s *subject) (iop.Quantity, iop.Bound) {
			lost := s.c.segments[s.c.rows[s.v.place].segment].lost
			if !lost.IsKnown() {
				return iop.Quantity{}, iop.AtMostBound(iop.UnitMinutes, 0)
			}
			return iop.Quantity{Unit: iop.UnitMinutes, Span: lost}, iop.AtMostBound(iop.UnitMinutes, 0)
		},
		because:  closureFacts,
		remedies: func(_ *iop.Finding, r *remedies) { r.add(iop.OfferMakeUp) },
	}
}

// closureOutcome judges what closed days cost a week. A week without closed
// days, or with nothing to be held on them, has nothing to judge; one whose
// lost time has been made up in full is met.
func (c *Case) closureOutcome(row int) iop.Outcome {
	seg := &c.segments[c.rows[row].segment]
	most, ok := seg.lost.Max()
	switch {
	case !seg.lost.IsKnown() || ok && most == 0:
		return iop.NotApplicable
	case ok && seg.madeUp >= most:
		return iop.Met
	case seg.lost.Min() > 0:
		return iop.NotMet
	}
	return iop.Undetermined
}

// closureFacts says which sessions are not held, and which requirements the
// week no longer meets because of it.
func closureFacts(s *subject) (facts []iop.Fact) {
	row := int(s.v.place)
	seg := &s.c.segments[s.c.rows[row].segment]
	if seg.closed == 0 {
		return slices.DeleteFunc(slices.Clone(seg.extra), func(f iop.Fact) bool { return f.Kind != iop.FactCancelled })
	}
	before := &s.c.segments[seg.before]
	for n := range 7 {
		day := s.c.rows[row].from.AddDays(n)
		closure, ok := s.c.dates.closures.On(day)
		if !ok || !seg.closed.Has(day.Weekday()) {
			continue
		}
		one := iop.Weekdays(0).With(day.Weekday())
		fact := iop.Fact{Kind: iop.FactClosedDay, Name: dayName(day, closure.Reason), Minutes: before.lostOn(one)}
		for i := range before.slots {
			if _, many := before.slots[i].heldOn(one); many > 0 {
				fact.Children = append(fact.Children, before.slots[i].notHeld(one))
			}
		}
		facts = append(facts, fact)
	}
	return append(facts, s.c.stillMet(row, seg.before, s.c.rows[row].segment)...)
}

func dayName(day iop.Date, reason string) string {
	text := day.Weekday().String() + " " + day.String()
	if reason != "" {
		text += ", " + reason
	}
	return text
}

func (sl *slot) notHeld(on iop.Weekdays) iop.Fact {
	few, many := sl.heldOn(on)
	f := iop.Fact{Kind: iop.FactNotHeld, Activity: sl.block.Activity, Place: sl.place()}
	if sl.length.known && !sl.length.open {
		if sl.skippable {
			few = 0
		}
		f.Minutes = iop.Between(iop.Minutes(few)*sl.length.low, iop.Minutes(many)*sl.length.high)
	}
	return f
}

// stillMet compares two forms of a row's week, requirement by requirement: which it still meets, and which it does not meet any more.
func (c *Case) stillMet(row, before, after int) (facts []iop.Fact) {
	for i := range c.work {
		w := &c.work[i]
		j, rule := &c.standard[w.verdict.standard], &c.rules[w.verdict.rule]
		if rule.weekly == nil || j.otherAges || c.isSpecial(w.req) || w.req.average || !c.inForceOn(j, c.governing(j, row)) {
			continue
		}
		was := w.req.bound.Judge(rule.weekly(w.req, &c.weeks[j.policy][before]))
		is := w.req.bound.Judge(rule.weekly(w.req, &c.weeks[j.policy][after]))
		f := iop.Fact{Kind: iop.FactStillMet, Name: string(rule.ID) + " of " + string(j.standard.ID)}
		switch {
		case is == iop.Met && was == iop.Met:
		case was == iop.NotMet || is == was:
			continue
		case is == iop.NotMet:
			f.Kind = iop.FactNoLongerMet
		case is == iop.Undetermined:
			f.Kind = iop.FactMayNotBeMet
		default:
			continue
		}
		facts = append(facts, f)
	}
	return facts
}
