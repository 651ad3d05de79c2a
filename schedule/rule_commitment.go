package schedule

import "github.com/openiop/openiop/iop"

const commitmentID iop.RuleID = "schedule/commitment"

func commitmentRule() Rule {
	return Rule{
		Rule: iop.Rule{
			ID: commitmentID, Title: "sessions leave room for work, school and family", Since: "0.1.0",
			Measures: "time of sessions that fall into the person's commitments",
			Why:      "People in intensive outpatient care live at home and keep their work, school and family; a session they cannot come to helps nobody.",
			Fix:      "Find a track, or another time, that leaves room for the commitments.",
			Outcomes: judgedOutcomes(),
		},
		design: func(p pass) []Verdict {
			for i := range p.c.clashes {
				p.put(int32(i), p.c.clashOutcome(i))
			}
			return p.out
		},
		measure: func(s *subject) (iop.Quantity, iop.Bound) {
			return iop.Quantity{Unit: iop.UnitMinutes, Span: s.c.clashes[s.v.place].lost}, iop.AtMostBound(iop.UnitMinutes, 0)
		},
		because: clashFacts,
		remedies: func(_ *iop.Finding, r *remedies) {
			r.add(iop.FitCommitments)
		},
	}
}

func (c *Case) clashOutcome(row int) iop.Outcome {
	if gross := c.week(0, row).Gross; gross.IsExact() && gross.Min() == 0 {
		return iop.NotApplicable
	}
	most, ok := c.clashes[row].lost.Max()
	switch {
	case c.clashes[row].lost.Min() > 0:
		return iop.NotMet
	case !ok || most > 0 || len(c.clashes[row].touched) > 0:
		return iop.Undetermined
	}
	return iop.Met
}

// clashFacts lists the sessions that fall into commitments, and what the week
// without them still meets.
func clashFacts(s *subject) (facts []iop.Fact) {
	row := int(s.v.place)
	k := &s.c.clashes[row]
	seg := &s.c.segments[s.c.rows[row].segment]
	for _, t := range k.touched {
		sl := &seg.slots[t.slot]
		f := iop.Fact{Kind: iop.FactClash, Activity: sl.block.Activity, Place: sl.place(), Name: t.days.String()}
		if t.maybe {
			f.Kind = iop.FactMayClash
		}
		few, many := sl.heldOn(t.days)
		if t.maybe || sl.skippable {
			few = 0
		}
		f.Minutes = times(sl.length, few, many)
		facts = append(facts, f)
	}
	if len(k.touched) == 0 {
		return nil
	}
	return append(facts, s.c.stillMet(row, s.c.rows[row].segment, k.fitting)...)
}
