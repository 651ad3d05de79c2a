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
		design: func(p *pass) {
			level, ok := p.c.program.CalledItself.Level()
			for i := range p.c.rows {
				o := iop.NotApplicable
				if ok {
					o = p.c.levelOutcome(i, level)
				}
				p.put(p.c.rows[i].track, i, o, iop.Quantity{Unit: iop.UnitMinutes, Span: p.c.lines[i].Countable})
			}
		},
		remedies: func(v *Verdict, add func(iop.RemedyKind, iop.Quantity)) {
			if v.Outcome == iop.Undetermined {
				add(iop.StateLength, noAmount())
				add(iop.StateFrequency, noAmount())
				return
			}
			add(iop.CorrectLabel, noAmount())
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
		design: func(p *pass) {
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
				v := p.put(p.c.rows[i].track, i, o, iop.Quantity{Unit: iop.UnitMinutes, Span: iop.Between(shared.least, shared.most)})
				v.Required = iop.AtMostBound(iop.UnitMinutes, 0)
			}
		},
		remedies: func(v *Verdict, add func(iop.RemedyKind, iop.Quantity)) { add(iop.MoveBlock, noAmount()) },
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
		design: func(p *pass) {
			outcome := iop.NotApplicable
			for i := range p.c.program.Blocks {
				b := &p.c.program.Blocks[i]
				clock, ok := b.clockMinutes()
				if !ok || !b.Minutes.IsStated() {
					continue
				}
				if stated := boundOf(iop.UnitMinutes, b.Minutes.whole()); stated.Judge(iop.Exactly(clock)) == iop.NotMet {
					v := p.put(-1, -1, iop.NotMet, amount(iop.UnitMinutes, clock))
					v.Required, v.block = stated, int32(i)
					outcome = iop.NotMet
				} else if outcome == iop.NotApplicable {
					outcome = iop.Met
				}
			}
			if outcome != iop.NotMet {
				p.put(-1, -1, outcome, iop.Quantity{})
			}
		},
		remedies: func(v *Verdict, add func(iop.RemedyKind, iop.Quantity)) { add(iop.CorrectClock, noAmount()) },
	}
}

func missingDataRule() Rule {
	return Rule{
		Rule: iop.Rule{
			ID: "schedule/missing-data", Title: "nothing that the week's totals need is left out", Since: "0.1.0",
			Measures: "what the totals of the week need",
			Why:      "A total of which a part is unknown decides little; saying what is missing is the first step to an answer.",
			Fix:      "State the length and the frequency of each block.",
			Outcomes: []iop.Outcome{iop.Met, iop.Undetermined},
		},
		design: func(p *pass) {
			for i := range p.c.rows {
				o := iop.Met
				for _, s := range []iop.Span{p.c.lines[i].Gross, p.c.lines[i].Countable, p.c.lines[i].ServiceDays} {
					if _, ok := s.Max(); !ok {
						o = iop.Undetermined
					}
				}
				p.put(p.c.rows[i].track, i, o, iop.Quantity{Unit: iop.UnitMinutes, Span: p.c.lines[i].Gross})
			}
		},
		remedies: func(v *Verdict, add func(iop.RemedyKind, iop.Quantity)) {
			if !v.Measured.Span.IsKnown() {
				add(iop.DeclareBlocks, noAmount())
			}
			add(iop.StateLength, noAmount())
			add(iop.StateFrequency, noAmount())
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
		design: func(p *pass) {
			if p.c.noStandard {
				p.put(-1, -1, iop.Undetermined, iop.Quantity{})
			}
		},
		remedies: func(v *Verdict, add func(iop.RemedyKind, iop.Quantity)) { add(iop.NameStandard, noAmount()) },
	}
}
