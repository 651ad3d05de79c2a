package schedule

import (
	"cmp"
	"slices"

	"github.com/openiop/openiop/iop"
)

// Options say how a program is judged. The zero Options judge it by what it
// calls itself, under the default counting policy.
type Options struct {
	// Standards to judge by, whatever the program calls itself. Nil takes
	// [DefaultStandards]; an empty slice that is not nil takes none.
	Standards []iop.Standard
	// Counting is the policy for standards without a list of their own, and
	// for the countable time that is reported. Nil takes [iop.DefaultCounting].
	Counting *iop.CountingPolicy
	// Population overrides the program's own where it is not unknown.
	Population iop.Population
	// Rules to judge by; nil takes [Rules].
	Rules []Rule
	// MakeUps adds dated proposals to the remedies of short weeks, as
	// [Case.MakeUps] finds them; nil adds none.
	MakeUps *MakeUpOptions
	// Commitments are the person's own; sessions that fall into them are
	// reported, and make-ups avoid them. Those on single dates count on dates
	// only. One that [iop.Commitment.Check] does not accept is left out.
	Commitments []iop.Commitment
	// Certifications of the person's need, for authorities that test it. They
	// count on dates only.
	Certifications []Certification
}

// Case is a program or a record prepared for judgement: its weeks derived, its
// standards looked up and compiled. A Case does not change and is safe for
// concurrent use.
type Case struct {
	program    *Program
	population iop.Population
	rules      []Rule
	tracks     []string
	// segments are the distinct weeks; rows refer to them.
	segments []segment
	// policies are the distinct ways of counting; 0 is the reported one.
	policies []iop.CountingPolicy
	weeks    [][]clientWeek // by policy and segment
	// scales are the denominators of the weeks' averages, by policy.
	scales   []int64
	sights   []sight // by segment
	standard []judged
	levels   []judged // standards that name the level of a week
	// noStandard says that nobody named a standard and the label names none.
	noStandard bool
	// people is how many take part in a group.
	people iop.Span
	// dates is what is known of the real dates; nil for a design without any.
	dates *dates

	rows     []row
	episodes []episode
	// averages are the countable averages by policy and track.
	averages [][]fraction
	// aboutDesign are the verdicts that no standard touches, and work what is
	// left to judge.
	aboutDesign []Verdict
	work        []work
	// facts are the explanations of rows, by policy and segment.
	facts [][][]iop.Fact
	// perDay are the weeks day by day, by policy and segment, where a standard
	// needs them; certified are the certifications of need by date.
	perDay    [][][7]dayWorth
	certified []Certification
	// commitments are the person's own, and clashes, by row, what they touch.
	commitments []iop.Commitment
	makeUps     *MakeUpOptions
	clashes     []clash
	// levelFacts are those of the reported policy with the levels of the week.
	levelFacts [][]iop.Fact
}

// episode is what one client of one track is offered from the first week to
// the last.
type episode struct {
	track    int
	from, to int // rows
}

// Prepare derives every client week of a program and compiles the standards
// it is judged by. It knows no dates; see [PrepareOn].
func Prepare(p *Program, o Options) *Case {
	c := newCase(p, o)
	d := derive(p, nil)
	c.tracks, c.segments = d.tracks, d.segments
	c.countWeeks()
	c.lay(d.rows)
	c.finish()
	return c
}

// newCase chooses rules, policies and standards.
func newCase(p *Program, o Options) *Case {
	c := &Case{program: p, population: p.Population, rules: o.Rules, people: p.GroupSize.whole(), makeUps: o.MakeUps}
	if o.Population != iop.UnknownPopulation {
		c.population = o.Population
	}
	if c.rules == nil {
		c.rules = Rules()
	}
	base := o.Counting
	if base == nil {
		d := iop.DefaultCounting()
		base = &d
	}
	c.policies = []iop.CountingPolicy{*base}
	standards := o.Standards
	if standards == nil {
		standards = DefaultStandards(p.CalledItself, c.population)
		c.noStandard = len(standards) == 0
	}
	for _, s := range standards {
		c.standard = append(c.standard, c.compile(s))
	}
	slices.SortStableFunc(c.standard, func(a, b judged) int {
		return cmp.Or(compareText(a.standard.ID, b.standard.ID), a.standard.InForce.From.Compare(b.standard.InForce.From))
	})
	c.chooseLevels(standards)
	for i := range o.Commitments {
		if o.Commitments[i].Check() == nil {
			c.commitments = append(c.commitments, o.Commitments[i])
		}
	}
	c.certified = slices.Clone(o.Certifications)
	slices.SortStableFunc(c.certified, func(a, b Certification) int { return a.On.Compare(b.On) })
	return c
}

// lay lays the rows, whose weeks have been counted.
func (c *Case) lay(rows []row) {
	c.rows, c.episodes = rows, c.episodes[:0]
	for i := range rows {
		if i == 0 || rows[i-1].track != rows[i].track {
			c.episodes = append(c.episodes, episode{track: rows[i].track, from: i})
		}
		c.episodes[len(c.episodes)-1].to = i + 1
	}
	c.averageTracks()
}

// finish explains the weeks and lists the work that is left.
func (c *Case) finish() {
	c.groupPeriods()
	c.layPartial()
	c.findClashes()
	c.workOutDays()
	c.prepareFacts()
	c.layWork()
}

func compareText[S ~string](a, b S) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// policyFor gives the index of the policy by which a standard counts.
func (c *Case) policyFor(s *iop.Standard) (index int, own bool) {
	p, own := s.CountingUnder(c.policies[0])
	for i := range c.policies {
		if c.policies[i].SameCount(&p) {
			return i, own
		}
	}
	c.policies = append(c.policies, p)
	return len(c.policies) - 1, own
}

// countWeeks works out the numbers of every distinct week under every policy.
func (c *Case) countWeeks() {
	c.weeks = make([][]clientWeek, len(c.policies))
	for i := range c.policies {
		c.weeks[i] = make([]clientWeek, len(c.segments))
		for s := range c.segments {
			c.weeks[i][s] = c.segments[s].count(&c.policies[i])
		}
	}
	c.scaleAverages()
	c.sights = make([]sight, len(c.segments))
	for s := range c.segments {
		c.sights[s] = c.see(s)
	}
}

// week gives the numbers of a row as a standard counts them.
func (c *Case) week(policy, row int) *clientWeek { return &c.weeks[policy][c.rows[row].segment] }

// Week is one row of a report: what the program claims for a week, what its
// blocks add up to, and which levels of care that can be.
type Week struct {
	Track, Phase string // "" where none is declared
	Number       int    // counted from 1; 0 where the length of a phase is not stated
	From         iop.Date
	Claimed      iop.Span
	Gross        iop.Span
	Countable    iop.Span
	ServiceDays  iop.Span
	Levels       []LevelMatch
}

// Weeks gives the rows: every track × phase × program week.
func (c *Case) Weeks() []Week {
	out := make([]Week, len(c.rows))
	for i := range c.rows {
		out[i] = c.line(i)
	}
	return out
}

// Program gives the program that was prepared.
func (c *Case) Program() *Program { return c.program }

// line gives a row as it is reported.
func (c *Case) line(row int) Week {
	r := &c.rows[row]
	w := c.sights[r.segment].line
	w.Number, w.From = r.week, r.from
	return w
}

// sight is what is said of a week without a standard to judge it by.
type sight struct {
	line   Week // without number and date
	claims claimed
	// label says whether the hours amount to the level that the program names,
	// complete whether nothing that the totals need is left out.
	label, complete iop.Outcome
}

// see looks at the week of a segment.
func (c *Case) see(s int) sight {
	seg, w := &c.segments[s], &c.weeks[0][s]
	claim := c.claim(seg.phase)
	v := sight{line: Week{
		Track: c.tracks[seg.track], Phase: c.phaseName(seg.phase), Claimed: claim.minutes(),
		Gross: w.Gross, Countable: w.Countable, ServiceDays: w.ServiceDays, Levels: c.levelsOf(s),
	}, label: iop.NotApplicable, complete: iop.Met}
	v.claims = c.compareClaim(claim, seg.phase, w)
	if level, ok := c.program.CalledItself.Level(); ok {
		v.label = c.levelOutcome(v.line.Levels, w.Countable, level)
	}
	for _, span := range []iop.Span{w.Gross, w.Countable, w.ServiceDays} {
		if _, ok := span.Max(); !ok {
			v.complete = iop.Undetermined
		}
	}
	return v
}

func (c *Case) phaseName(ph int) string {
	if ph < 0 {
		return ""
	}
	return c.program.Phases[ph].Name
}

// claim gives the hours a week that the program claims for a phase: the
// phase's own, else the program's.
func (c *Case) claim(ph int) Number {
	if ph >= 0 && c.program.Phases[ph].ClaimedHoursPerWeek.IsStated() {
		return c.program.Phases[ph].ClaimedHoursPerWeek
	}
	return c.program.ClaimedHoursPerWeek
}

// minutes gives a number of hours as a span of minutes, rounded to the
// nearest minute.
func (n Number) minutes() iop.Span {
	if !n.IsStated() {
		return iop.Span{}
	}
	low := iop.Minutes((n.low*60 + micro/2) / micro)
	if !n.hasHigh {
		return iop.AtLeast(low)
	}
	return iop.Between(low, iop.Minutes((n.high*60+micro/2)/micro))
}

// DefaultStandards gives the standards by which a program is judged when
// nobody names any: those for what it calls itself and for its population,
// both age groups if that is unknown. The labels step-down and aftercare, and
// no label, name none.
func DefaultStandards(label Label, p iop.Population) []iop.Standard {
	var ids []iop.StandardID
	switch label {
	case LabelIOP:
		ids = forPopulation(p, "asam3-2.1-adult", "asam3-2.1-adolescent")
	case LabelPHP, LabelDayTreatment:
		ids = []iop.StandardID{"asam3-2.5-all"}
	case LabelOP:
		ids = forPopulation(p, "asam3-1-adult", "asam3-1-adolescent")
	}
	out := []iop.Standard{}
	for _, id := range ids {
		if s, ok := iop.Embedded().Lookup(id, false); ok {
			out = append(out, s)
		}
	}
	return out
}

func forPopulation(p iop.Population, adult, adolescent iop.StandardID) []iop.StandardID {
	switch p {
	case iop.Adult:
		return []iop.StandardID{adult}
	case iop.Adolescent:
		return []iop.StandardID{adolescent}
	}
	return []iop.StandardID{adult, adolescent}
}
