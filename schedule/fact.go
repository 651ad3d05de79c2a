package schedule

import (
	"fmt"

	"github.com/openiop/openiop/iop"
)

// prepareFacts builds the explanations once, so that a finding only points at
// them.
func (c *Case) prepareFacts() {
	c.facts = make([][][]iop.Fact, len(c.policies))
	for i := range c.policies {
		c.facts[i] = make([][]iop.Fact, len(c.segments))
		for s := range c.segments {
			c.facts[i][s] = c.weekFacts(i, s)
		}
	}
	c.levelFacts = make([][]iop.Fact, len(c.segments))
	for s := range c.segments {
		c.levelFacts[s] = joinFacts(c.facts[0][s], levelFacts(c.sights[s].line.Levels))
	}
	for i := range c.standard {
		j := &c.standard[i]
		for r := range j.rules {
			for q := range j.rules[r] {
				c.explainRequirement(j, &j.rules[r][q])
			}
		}
	}
}

// explainRequirement gives a requirement its facts: what is to be said of the
// standard and of the number, with the facts of each week or track behind.
func (c *Case) explainRequirement(j *judged, r *requirement) {
	r.because = c.standardFacts(j, r)
	if j.otherAges {
		return
	}
	r.byRow = make([][]iop.Fact, len(c.segments))
	for s := range c.segments {
		r.byRow[s] = joinFacts(r.because, c.facts[j.policy][s])
	}
	r.byTrack = make([][]iop.Fact, len(c.tracks))
	for e := range c.episodes {
		ep := &c.episodes[e]
		r.byTrack[ep.track] = joinFacts(r.because, []iop.Fact{c.trackFact(j.policy, ep)})
	}
}

// levelFacts says which standards' weekly hours a week's time lies within.
func levelFacts(levels []LevelMatch) (facts []iop.Fact) {
	for _, l := range levels {
		f := iop.Fact{Kind: iop.FactLevelMayContain, Name: "level " + l.Level + " of " + string(l.Standard)}
		if l.Certain {
			f.Kind = iop.FactLevelContains
		}
		facts = append(facts, f)
	}
	return facts
}

func joinFacts(a, b []iop.Fact) []iop.Fact {
	return append(append(make([]iop.Fact, 0, len(a)+len(b)), a...), b...)
}

func (c *Case) standardFacts(j *judged, r *requirement) (facts []iop.Fact) {
	add := func(k iop.FactKind, name string) { facts = append(facts, iop.Fact{Kind: k, Name: name}) }
	if j.otherAges {
		add(iop.FactOtherAgeGroup, "")
	}
	if c.population == iop.UnknownPopulation {
		add(iop.FactPopulationUnknown, "")
	}
	if r.terms.Source.Confidence == iop.Recalled {
		add(iop.FactRecalled, "")
	}
	if j.standard.Status != iop.Current {
		add(iop.FactSuperseded, string(j.standard.Status))
	}
	if !j.standard.InForce.From.IsValid() {
		add(iop.FactStartUnknown, "")
	}
	if r.terms.Condition != "" {
		add(iop.FactCondition, r.terms.Condition)
	}
	if j.own {
		add(iop.FactStandardsOwnList, string(j.standard.ID))
	}
	if r.months > 0 {
		short, long := monthDays(r.months)
		days := iop.Quantity{Unit: iop.UnitDays, Span: iop.Between(iop.Minutes(short), iop.Minutes(long))}
		facts = append(facts, iop.Fact{Kind: iop.FactMonths, Count: days})
	}
	return facts
}

// weekFacts explains the countable time of a week: the policy, then what was
// counted, what was left out and why, block by block.
func (c *Case) weekFacts(policy, seg int) []iop.Fact {
	s, w := &c.segments[seg], &c.weeks[policy][seg]
	p := &c.policies[policy]
	facts := []iop.Fact{{Kind: iop.FactPolicy, Name: p.Name}}
	if !s.declared {
		return append(facts, iop.Fact{Kind: iop.FactNothingDeclared})
	}
	facts = append(facts, iop.Fact{Kind: iop.FactGross, Minutes: w.Gross})
	counted := iop.Fact{Kind: iop.FactCountable, Minutes: w.Countable}
	v := valuation{p}
	for i := range s.slots {
		if s.slots[i].ghost {
			continue
		}
		counted.Children = append(counted.Children, s.slots[i].fact(v))
	}
	if w.shared.most > 0 {
		counted.Children = append(counted.Children, iop.Fact{Kind: iop.FactOverlap, Minutes: iop.Between(w.shared.least, w.shared.most)})
	}
	if p.EducationMax > 0 {
		counted.Children = append(counted.Children, iop.Fact{Kind: iop.FactEducationCap, Minutes: iop.Exactly(p.EducationMax)})
	}
	if p.HourMinutes > 0 && p.HourMinutes != 60 {
		counted.Children = append(counted.Children, iop.Fact{Kind: iop.FactShortHour, Name: fmt.Sprint(int(p.HourMinutes))})
	}
	facts = append(facts, counted)
	facts = append(facts, s.extra...)
	facts = append(facts, s.runFacts()...)
	if w.ServiceDays.IsKnown() {
		facts = append(facts, iop.Fact{Kind: iop.FactServiceDays, Count: iop.Quantity{Unit: iop.UnitDays, Span: w.ServiceDays}})
	}
	return facts
}

// runFacts says which days of the week the run leaves out.
func (s *segment) runFacts() []iop.Fact {
	if s.away == 0 {
		return nil
	}
	days := iop.Quantity{Unit: iop.UnitDays, Span: iop.Exactly(iop.Minutes(s.away.Len()))}
	return []iop.Fact{{Kind: iop.FactOutsideRun, Count: days}}
}

// fact says what became of one block in the week.
func (sl *slot) fact(v valuation) iop.Fact {
	f := iop.Fact{Activity: sl.block.Activity, Place: sl.place()}
	author := sl.block.CountsAsClinical
	switch counts := v.counts(sl.block); {
	case sl.block.Within.Set:
		f.Kind = iop.FactPullOut
		return f
	case counts == countsNever && author != nil:
		f.Kind, f.Minutes = iop.FactLeftOutByAuthor, sl.weeklySpan(valuation{})
		return f
	case counts == countsNever:
		f.Kind, f.Minutes = iop.FactLeftOutActivity, sl.weeklySpan(valuation{})
		return f
	case author != nil:
		f.Kind = iop.FactCountedByAuthor
	case sl.index == addedSlot && sl.line == 0:
		f.Kind = iop.FactAdded
	default:
		f.Kind = iop.FactCounted
	}
	f.Minutes = sl.weeklySpan(v)
	add := func(k iop.FactKind) { f.Children = append(f.Children, iop.Fact{Kind: k, Activity: f.Activity}) }
	if !sl.length.known && !sl.usesWeeklyMinutes() {
		add(iop.FactUnknownLength)
	}
	if !sl.often.known && !sl.usesWeeklyMinutes() {
		add(iop.FactUnknownFrequency)
	}
	if sl.block.BreakMinutes.IsStated() && !v.policy.CountBreaks {
		f.Children = append(f.Children, iop.Fact{Kind: iop.FactBreak, Activity: f.Activity, Minutes: sl.breaks()})
	}
	if sl.block.ClinicalMinutesMax.IsStated() {
		add(iop.FactCapped)
	}
	if sl.skippable {
		add(iop.FactOptional)
	}
	if sl.block.AttendDaysPerWeek.IsStated() {
		add(iop.FactAttendSome)
	}
	if len(sl.block.Rotates) > 0 {
		add(iop.FactRotates)
	}
	if sl.block.AlternativeTo != "" {
		add(iop.FactAlternative)
	}
	return f
}

// place gives the path of the slot's block, or the line of its row in a
// record.
func (sl *slot) place() string {
	switch {
	case sl.line > 0:
		return placeOfLine(sl.line)
	case sl.index == addedSlot:
		return ""
	}
	return fmt.Sprintf("blocks[%d]", sl.index)
}

func placeOfLine(line int) string {
	if line == 0 {
		return ""
	}
	return fmt.Sprintf("line %d", line)
}

// weeklySpan gives the slot's own time in a week, before overlaps and
// alternatives.
func (sl *slot) weeklySpan(v valuation) iop.Span {
	if !sl.isKnown(v) {
		return iop.Span{}
	}
	low, high, open := sl.weekly(v)
	if open {
		return iop.AtLeast(low)
	}
	return iop.Between(low, high)
}

// breaks gives the stated breaks of a week.
func (sl *slot) breaks() iop.Span {
	low, high, open := sl.block.BreakMinutes.bounds()
	if open || sl.often.open {
		return iop.AtLeast(iop.Minutes(low * sl.often.low))
	}
	return iop.Between(iop.Minutes(low*sl.often.low), iop.Minutes(high*sl.often.high))
}

// trackFact explains a track as the stretches of weeks it is made of.
func (c *Case) trackFact(policy int, e *episode) iop.Fact {
	weeks := iop.Quantity{Unit: iop.UnitWeeks, Span: c.program.length().whole()}
	f := iop.Fact{Kind: iop.FactAverageOf, Count: weeks, Minutes: c.averages[policy][e.track].span()}
	for i := e.from; i < e.to; i++ {
		if i > e.from && c.rows[i].segment == c.rows[i-1].segment {
			continue
		}
		for _, fact := range c.facts[policy][c.rows[i].segment] {
			if fact.Kind == iop.FactCountable || fact.Kind == iop.FactNothingDeclared {
				f.Children = append(f.Children, fact)
			}
		}
	}
	return f
}
