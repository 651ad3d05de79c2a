package schedule

import (
	"slices"

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
	// judge gives verdicts for one requirement of a standard, and design those
	// about the design itself, which are the same for every standard. A pass is
	// handed over by value so that nothing is allocated.
	judge  func(p pass) []Verdict
	design func(p pass) []Verdict
	// ofClaims says that the rule compares a week with what the program says of
	// itself.
	ofClaims bool
	// byDay says that a requirement is on single days, so that a week in which
	// its standard begins or ends is judged by the days in force.
	byDay bool
	// weekly gives what a requirement measures of a week, for rules about single
	// weeks: to say what a closure or a make-up changes.
	weekly func(r *requirement, w *clientWeek) iop.Span
	// measure gives what a verdict rests on, for the explained form.
	measure func(s *subject) (iop.Quantity, iop.Bound)
	// because gives the facts of a verdict where they are the rule's own.
	because func(s *subject) []iop.Fact
	// place gives the block that a verdict is about, for rules about blocks.
	place func(v *Verdict) int
	// remedies adds what would mend a verdict that is not met or not decided.
	remedies func(f *iop.Finding, r *remedies)
}

// requirement is one compiled requirement: a bound and what a rule needs
// besides.
type requirement struct {
	bound   iop.Bound
	average bool
	basis   iop.Basis
	of      iop.Subject
	// holidaysExcluded says that closed days do not lengthen a pause.
	holidaysExcluded bool
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
	minimum         *requirement
	allowed         int
	hasAllowance    bool
	allowanceStated bool

	// first is the index of the oldest period of the same standard and newest
	// says that this is the last one; throughout, that it is in force in every
	// week there is. partial gives, by row, the week to judge where it is in
	// force on some days only, -1 elsewhere.
	first              int
	newest, throughout bool
	partial            []int
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
				r := weeklyMinimum(w)
				j.minimum = &r
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
	rule     uint8
	standard int16 // index of the judged standard, -1 for the design
	req      uint16
	// place is a row, aProgram, or a track as aTrack gives it.
	place int32
	// n is a number of the rule's own: a block, a count of weeks.
	n int32
}

const aProgram = -1

// aTrack gives the place of a whole track.
func aTrack(track int) int32 { return int32(-2 - track) }

// Row gives the index into [Case.Weeks] of the week the verdict is about, and
// -1 for a verdict about a track or the whole program.
func (v *Verdict) Row() int { return int(max(v.place, -1)) }

// track gives the index of the track of a verdict about a whole track, and -1
// for others.
func (v *Verdict) track() int { return max(-1, int(-2-v.place)) }

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

// Verdicts appends the verdicts of all rules to dst and returns it: first
// those about the design, then rule by rule and standard by standard. With
// enough room in dst nothing is allocated.
func (c *Case) Verdicts(dst []Verdict) []Verdict {
	return c.judgeWork(append(dst, c.aboutDesign...))
}

// judgeWork appends the verdicts of what standards require.
func (c *Case) judgeWork(dst []Verdict) []Verdict {
	for i := range c.work {
		w := &c.work[i]
		p := pass{c: c, out: dst, verdict: w.verdict, severity: w.severity, judged: &c.standard[w.verdict.standard], req: w.req}
		from := len(dst)
		if p.judged.otherAges {
			p.put(aProgram, iop.NotApplicable)
			dst = p.out
		} else {
			dst = w.judge(p)
		}
		dst = c.inForceOnly(dst, from, w)
	}
	return dst
}

// work is one rule to be judged by one requirement of one standard.
type work struct {
	verdict  Verdict // with rule, standard and req filled in
	severity iop.Severity
	req      *requirement
	judge    func(p pass) []Verdict
	byDay    bool
}

// layWork lists the work, and does the part of it that no standard touches.
func (c *Case) layWork() {
	p := pass{c: c, severity: iop.Warning}
	for i := range c.rules {
		r := &c.rules[i]
		p.verdict = Verdict{rule: uint8(i), standard: -1}
		if r.design != nil {
			p.out = r.design(p)
		}
		for s := range c.standard {
			for q := range c.standard[s].rules[i] {
				req := &c.standard[s].rules[i][q]
				v := Verdict{rule: uint8(i), standard: int16(s), req: uint16(q)}
				c.work = append(c.work, work{v, req.terms.Severity(), req, r.judge, r.byDay})
			}
		}
	}
	c.aboutDesign = p.out
}

// pass is one rule at work.
type pass struct {
	c        *Case
	out      []Verdict
	verdict  Verdict      // the form that every verdict of the pass has
	severity iop.Severity // of an unmet requirement
	judged   *judged      // nil for a rule about the design
	req      *requirement
}

// put adds a verdict about a row, a track or the program.
func (p *pass) put(place int32, o iop.Outcome) { p.putN(place, o, 0) }

// putN is put with a number of the rule's own.
func (p *pass) putN(place int32, o iop.Outcome, n int) {
	v := p.verdict
	v.Outcome, v.place, v.n = o, place, int32(n)
	if o == iop.NotMet {
		v.Severity = p.severity
	}
	p.out = append(p.out, v)
}

// room makes room for n more verdicts and gives it.
func (p *pass) room(n int) []Verdict {
	p.out = slices.Grow(p.out, n)[:len(p.out)+n]
	return p.out[len(p.out)-n:]
}

// fill fills room with one outcome for rows from first on.
func (p *pass) fill(room []Verdict, first int, o iop.Outcome) {
	v := p.verdict
	if v.Outcome = o; o == iop.NotMet {
		v.Severity = p.severity
	}
	for i := range room {
		room[i] = v
		room[i].place = int32(first + i)
	}
}

// eachWeek judges every row by its week, as the standard counts it. Weeks of
// one segment are alike, so a run of them is judged once.
func (p *pass) eachWeek(judge func(r *requirement, w *clientWeek) iop.Outcome) []Verdict {
	weeks, rows := p.c.weeks[p.judged.policy], p.c.rows
	room := p.room(len(rows))
	for i := 0; i < len(rows); {
		n := p.c.alike(i, len(rows))
		p.fill(room[i:n], i, judge(p.req, &weeks[rows[i].segment]))
		i = n
	}
	return p.out
}

// eachRow judges every row by itself. What judges gets no pass, so that a pass
// need not be allocated.
func (p *pass) eachRow(judge func(c *Case, j *judged, req *requirement, row int) iop.Outcome) []Verdict {
	room := p.room(len(p.c.rows))
	for i := range p.c.rows {
		p.fill(room[i:i+1], i, judge(p.c, p.judged, p.req, i))
	}
	return p.out
}

// alike gives the end of the run of rows from i on, before end, that are of
// one segment.
func (c *Case) alike(i, end int) int {
	seg := c.rows[i].segment
	for i++; i < end && c.rows[i].segment == seg; i++ {
	}
	return i
}

// subject is what a verdict is about, for measuring it.
type subject struct {
	c      *Case
	v      *Verdict
	judged *judged      // nil for the design
	req    *requirement // nil for the design
	week   *clientWeek  // nil for a track or the program
}

// about turns a subject to another verdict.
func (s *subject) about(c *Case, v *Verdict) {
	*s = subject{c: c, v: v}
	policy := 0
	if v.standard >= 0 {
		s.judged = &c.standard[v.standard]
		s.req, policy = &s.judged.rules[v.rule][v.req], s.judged.policy
	}
	if v.place >= 0 {
		s.week = c.week(policy, int(v.place))
		if s.judged != nil && c.rules[v.rule].byDay {
			s.week = c.dailyWeek(s.judged, int(v.place))
		}
	}
}

// episode gives the episode of a verdict about a track.
func (s *subject) episode() *episode { return &s.c.episodes[s.v.track()] }

// weekly measures a week by one of its spans, against the requirement.
func weekly(u iop.Unit, span func(*clientWeek) iop.Span) func(*subject) (iop.Quantity, iop.Bound) {
	return func(s *subject) (iop.Quantity, iop.Bound) {
		if s.week == nil {
			return iop.Quantity{}, s.req.bound
		}
		return iop.Quantity{Unit: u, Span: span(s.week)}, s.req.bound
	}
}
