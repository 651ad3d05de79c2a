package schedule

import "github.com/openiop/openiop/iop"

func labelRule() Rule {
	return Rule{
		Rule: iop.Rule{
			ID: "schedule/label", Title: "the program is called by the level its hours amount to", Since: "0.1.0",
			Measures: "countable time a week against the level the program names",
			Why:      "A name that promises another level misleads people and payers in either direction.",
			Fix:      "Name the level that the hours amount to, or change the hours.",
			Outcomes: judgedOutcomes(),
		},
		ofClaims: true,
		design: func(p pass) []Verdict {
			for i := range p.c.rows {
				p.put(int32(i), p.c.sights[p.c.rows[i].segment].label)
			}
			return p.out
		},
		measure: func(s *subject) (iop.Quantity, iop.Bound) {
			return iop.Quantity{Unit: iop.UnitMinutes, Span: s.week.Countable}, iop.Bound{}
		},
		because: func(s *subject) []iop.Fact { return s.c.levelFacts[s.c.rows[s.v.place].segment] },
		remedies: func(f *iop.Finding, r *remedies) {
			if f.Outcome == iop.Undetermined {
				r.stateBlocks(f)
				return
			}
			r.add(iop.CorrectLabel)
		},
	}
}

func overlapRule() Rule {
	return Rule{
		Rule: iop.Rule{
			ID: "schedule/overlap", Title: "no two blocks at the same time for one client", Since: "0.1.0",
			Measures: "time a week in which blocks of one client overlap",
			Why:      "Nobody can be in two rooms; minutes of overlapping blocks count once.",
			Fix:      "Move one of the blocks, or say that clients choose between them.",
			Outcomes: judgedOutcomes(),
		},
		design: func(p pass) []Verdict {
			for i := range p.c.rows {
				shared := p.c.week(0, i).shared
				o := iop.Met
				switch {
				case shared.clocked < 2:
					o = iop.NotApplicable
				case shared.least > 0:
					o = iop.NotMet
				case shared.most > 0:
					o = iop.Undetermined
				}
				p.put(int32(i), o)
			}
			return p.out
		},
		measure: func(s *subject) (iop.Quantity, iop.Bound) {
			shared := s.week.shared
			return iop.Quantity{Unit: iop.UnitMinutes, Span: iop.Between(shared.least, shared.most)}, iop.AtMostBound(iop.UnitMinutes, 0)
		},
		remedies: func(_ *iop.Finding, r *remedies) { r.add(iop.MoveBlock) },
	}
}

func clockRule() Rule {
	return Rule{
		Rule: iop.Rule{
			ID: "schedule/clock", Title: "stated minutes agree with the clock times", Since: "0.1.0",
			Measures: "time from start to end against the stated minutes",
			Why:      "Two lengths of one block leave open which one was meant.",
			Fix:      "Make the stated minutes and the clock times agree.",
			Outcomes: []iop.Outcome{iop.Met, iop.NotMet, iop.NotApplicable},
		},
		design: func(p pass) []Verdict {
			outcome := iop.NotApplicable
			for i := range p.c.program.Blocks {
				clock, stated, ok := p.c.program.Blocks[i].bothLengths()
				switch {
				case !ok:
				case stated.Judge(iop.Exactly(clock)) == iop.NotMet:
					p.putN(aProgram, iop.NotMet, i)
					outcome = iop.NotMet
				case outcome == iop.NotApplicable:
					outcome = iop.Met
				}
			}
			if outcome != iop.NotMet {
				p.put(aProgram, outcome)
			}
			return p.out
		},
		measure: func(s *subject) (iop.Quantity, iop.Bound) {
			if s.v.Outcome != iop.NotMet {
				return iop.Quantity{}, iop.Bound{}
			}
			clock, stated, _ := s.c.program.Blocks[s.v.n].bothLengths()
			return amount(iop.UnitMinutes, clock), stated
		},
		place:    func(v *Verdict) int { return int(v.n) },
		remedies: func(_ *iop.Finding, r *remedies) { r.add(iop.CorrectClock) },
	}
}

// bothLengths gives the length by the clock and the stated minutes, where a
// block has both.
func (b *Block) bothLengths() (clock iop.Minutes, stated iop.Bound, ok bool) {
	clock, ok = b.clockMinutes()
	if !ok || !b.Minutes.IsStated() {
		return 0, iop.Bound{}, false
	}
	return clock, boundOf(iop.UnitMinutes, b.Minutes.whole()), true
}

func missingDataRule() Rule {
	return Rule{
		Rule: iop.Rule{
			ID: "schedule/missing-data", Title: "nothing that the week's totals need is left out", Since: "0.1.0",
			Measures: "gross time a week",
			Why:      "A total of which a part is unknown decides little; saying what is missing is the first step to an answer.",
			Fix:      "State the length and the frequency of each block.",
			Outcomes: []iop.Outcome{iop.Met, iop.Undetermined},
		},
		design: func(p pass) []Verdict {
			for i := range p.c.rows {
				p.put(int32(i), p.c.sights[p.c.rows[i].segment].complete)
			}
			return p.out
		},
		measure: func(s *subject) (iop.Quantity, iop.Bound) {
			return iop.Quantity{Unit: iop.UnitMinutes, Span: s.week.Gross}, iop.Bound{}
		},
		remedies: func(f *iop.Finding, r *remedies) {
			if !f.Measured.Span.IsKnown() {
				r.add(iop.DeclareBlocks)
			}
			r.add(iop.StateLength)
			r.add(iop.StateFrequency)
		},
	}
}

func noStandardRule() Rule {
	return Rule{
		Rule: iop.Rule{
			ID: "schedule/no-standard", Title: "a standard to judge the program by", Since: "0.1.0",
			Measures: "standards for what the program calls itself",
			Why:      "What is not called by a level answers to no level's standard by itself; judging it by a guess would help nobody.",
			Fix:      "Name the standards that the program answers to.",
			Outcomes: []iop.Outcome{iop.Undetermined},
		},
		design: func(p pass) []Verdict {
			if p.c.noStandard {
				p.put(aProgram, iop.Undetermined)
			}
			return p.out
		},
		measure:  func(*subject) (iop.Quantity, iop.Bound) { return iop.Quantity{}, iop.Bound{} },
		remedies: func(_ *iop.Finding, r *remedies) { r.add(iop.NameStandard) },
	}
}
