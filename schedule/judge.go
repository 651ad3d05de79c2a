package schedule

import (
	"github.com/openiop/openiop/iop"
)

// Rule is a rule about schedules: what there is to say about it, how it is
// read out of a standard, and how it judges. Rules are values; pass any
// selection of [Rules] in [Options].
type Rule struct {
	iop.Rule
	// compile adds what a standard requires under this rule; nil for a rule
	// about the design itself.
	compile func(s *iop.Standard, add func(*iop.Terms, requirement))
	// judge puts verdicts for one requirement of a standard.
	judge func(p *pass)
	// design puts verdicts about the design itself.
	design func(p *pass)
	// remedies gives what would mend a verdict that is not met or not decided.
	remedies func(v *Verdict, add func(iop.RemedyKind, iop.Quantity))
}

// requirement is one compiled requirement: a bound and what a rule needs
// besides.
type requirement struct {
	bound   iop.Bound
	average bool
	// first and last are program weeks, for rules about some of them; count and
	// months are numbers of the rule's own.
	first, last   int
	count, months int
	format        iop.Format
	per           string
	activities    iop.ActivitySet
	separateDays  bool
	// terms and because are filled in by compile and prepareFacts.
	terms   *iop.Terms
	because []iop.Fact
	byTrack [][]iop.Fact
	byRow   [][]iop.Fact
}

// judged is a standard compiled for a population.
type judged struct {
	standard  *iop.Standard
	otherAges bool // it is for the other age group
	policy    int  // by which it counts
	own       bool // which is its own list
	// rules holds the requirements of each rule, by the rule's index.
	rules [][]requirement
	// weekly are its weekly bounds for the naming of levels.
	weekly []iop.Bound
	// minimum and allowance are the weekly minimum and how many final weeks may
	// be under it; minimum is nil if there is none.
	minimum         *iop.Bound
	allowed         int
	hasAllowance    bool
	allowanceStated bool
}

func (c *Case) compile(s iop.Standard) judged {
	j := judged{standard: &s, otherAges: !s.Audience().Includes(c.population), rules: make([][]requirement, len(c.rules))}
	j.policy, j.own = c.policyFor(&s)
	for i := range c.rules {
		if c.rules[i].compile == nil {
			continue
		}
		c.rules[i].compile(&s, func(t *iop.Terms, r requirement) {
			if t.AppliesTo(c.population) || j.otherAges {
				r.terms = t
				j.rules[i] = append(j.rules[i], r)
			}
		})
	}
	for i := range s.Requirements.WeeklyHours {
		if w := &s.Requirements.WeeklyHours[i]; w.AppliesTo(c.population) {
			j.weekly = append(j.weekly, weeklyBound(w))
			if w.Min != nil && w.Basis != iop.AverageWeek && j.minimum == nil {
				b := iop.AtLeastBound(iop.UnitMinutes, iop.Minutes(*w.Min))
				j.minimum = &b
			}
		}
	}
	for i := range s.Requirements.Transition {
		if t := &s.Requirements.Transition[i]; t.AppliesTo(c.population) {
			j.hasAllowance, j.allowed, j.allowanceStated = true, t.MaxWeeks, t.MaxWeeks > 0
		}
	}
	return j
}

func weeklyBound(w *iop.WeeklyHours) iop.Bound {
	b := iop.Bound{Unit: iop.UnitMinutes, MaxExclusive: w.MaxExclusive}
	if w.Min != nil {
		b.Min, b.HasMin = iop.Minutes(*w.Min), true
	}
	if w.Max != nil {
		b.Max, b.HasMax = iop.Minutes(*w.Max), true
	}
	return b
}

// Verdict is what a rule concludes, without words: fixed in size and made
// without allocation.
type Verdict struct {
	Outcome  iop.Outcome
	Severity iop.Severity
	rule     int16
	// standard is the index of the judged standard, -1 for the design.
	standard int16
	track    int32 // -1 for the whole program
	row      int32 // index of [Case.Weeks], -1 for none
	req      int16
	block    int32 // -1 for none
	// Measured and Required are what the outcome rests on.
	Measured iop.Quantity
	Required iop.Bound
}

// Row gives the index into [Case.Weeks] of the week the verdict is about, and
// -1 for a verdict about a track or the whole program.
func (v *Verdict) Row() int { return int(v.row) }

// RuleID gives the rule of a verdict.
func (c *Case) RuleID(v *Verdict) iop.RuleID { return c.rules[v.rule].ID }

// StandardID gives the standard of a verdict, "" for a verdict about the
// design itself.
func (c *Case) StandardID(v *Verdict) iop.StandardID {
	if v.standard < 0 {
		return ""
	}
	return c.standard[v.standard].standard.ID
}

// Verdicts appends the verdicts of all rules to dst and returns it, in the
// order of rules and standards. With enough room in dst nothing is allocated.
func (c *Case) Verdicts(dst []Verdict) []Verdict {
	p := pass{c: c, out: dst}
	for i := range c.rules {
		r := &c.rules[i]
		p.rule = int16(i)
		if r.design != nil {
			p.standard, p.judged, p.req = -1, nil, nil
			r.design(&p)
		}
		if r.compile == nil {
			continue
		}
		for s := range c.standard {
			p.standard, p.judged = int16(s), &c.standard[s]
			for q := range p.judged.rules[i] {
				p.req, p.reqIndex = &p.judged.rules[i][q], int16(q)
				p.severity = p.req.terms.Severity()
				if p.judged.otherAges {
					p.put(-1, -1, iop.NotApplicable, iop.Quantity{})
					continue
				}
				r.judge(&p)
			}
		}
	}
	return p.out
}

// pass is one rule at work.
type pass struct {
	c        *Case
	out      []Verdict
	rule     int16
	standard int16
	reqIndex int16
	severity iop.Severity // of an unmet requirement
	judged   *judged      // nil for a rule about the design
	req      *requirement
}

// put adds a verdict about a row, a track (row -1), or the program (both -1).
func (p *pass) put(track, row int, o iop.Outcome, measured iop.Quantity) *Verdict {
	v := Verdict{
		Outcome: o, rule: p.rule, standard: p.standard, req: p.reqIndex,
		track: int32(track), row: int32(row), block: -1, Measured: measured,
	}
	if p.req != nil {
		v.Required = p.req.bound
	}
	if o == iop.NotMet {
		v.Severity = p.severity
		if p.judged == nil {
			v.Severity = iop.Warning
		}
	}
	p.out = append(p.out, v)
	return &p.out[len(p.out)-1]
}

// eachWeek judges every row by a span of its client week, as the standard
// counts it.
func (p *pass) eachWeek(measure func(*clientWeek) iop.Quantity) {
	for i := range p.c.rows {
		q := measure(p.c.week(p.judged.policy, i))
		p.put(p.c.rows[i].track, i, p.req.bound.Judge(q.Span), q)
	}
}
