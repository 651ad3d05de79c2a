package schedule

import (
	"math/big"
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
}

// Case is a program prepared for judgement: its weeks derived, its standards
// looked up and compiled. A Case does not change and is safe for concurrent
// use.
type Case struct {
	program    *Program
	population iop.Population
	rules      []Rule
	tracks     []string
	rows       []row
	segments   []segment
	// policies are the distinct ways of counting; 0 is the reported one.
	policies []iop.CountingPolicy
	weeks    [][]clientWeek // by policy and segment
	episodes []episode
	standard []judged
	levels   []judged // standards that name the level of a week
	lines    []Week
	claims   []claimed
	// aboutDesign are the verdicts that no standard touches, and work what is
	// left to judge.
	aboutDesign []Verdict
	work        []work
	// averages are the countable averages by policy and track.
	averages [][]fraction
	// facts are the explanations of rows, by policy and segment.
	facts [][][]iop.Fact
	// levelFacts are those of the reported policy with the levels of the week.
	levelFacts [][]iop.Fact
	// noStandard says that nobody named a standard and the label names none.
	noStandard bool
}

// episode is what one client of one track is offered from the first week to
// the last.
type episode struct {
	track    int
	from, to int // rows
}

// Prepare derives every client week of a program and compiles the standards
// it is judged by.
func Prepare(p *Program, o Options) *Case {
	c := &Case{program: p, population: p.Population, rules: o.Rules}
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
	d := derive(p)
	c.tracks, c.rows, c.segments = d.tracks, d.rows, d.segments
	for i, r := range c.rows {
		if i == 0 || c.rows[i-1].track != r.track {
			c.episodes = append(c.episodes, episode{track: r.track, from: i})
		}
		c.episodes[len(c.episodes)-1].to = i + 1
	}
	standards := o.Standards
	if standards == nil {
		standards = DefaultStandards(p.CalledItself, c.population)
		c.noStandard = len(standards) == 0
	}
	for _, s := range standards {
		c.standard = append(c.standard, c.compile(s))
	}
	slices.SortStableFunc(c.standard, func(a, b judged) int { return compareText(a.standard.ID, b.standard.ID) })
	c.chooseLevels(standards)
	c.countWeeks()
	c.layLines()
	c.compareClaims()
	c.averageTracks()
	c.prepareFacts()
	c.layWork()
	return c
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

func (c *Case) countWeeks() {
	c.weeks = make([][]clientWeek, len(c.policies))
	for i := range c.policies {
		c.weeks[i] = make([]clientWeek, len(c.segments))
		for s := range c.segments {
			c.weeks[i][s] = c.segments[s].count(&c.policies[i])
		}
	}
}

// averageTracks works out the exact average week of each track under each
// policy. The weeks that a program may not reach make it a span: the average
// over any number of them.
func (c *Case) averageTracks() {
	c.averages = make([][]fraction, len(c.policies))
	for i := range c.policies {
		for e := range c.episodes {
			c.averages[i] = append(c.averages[i], newFraction(c.averageOf(i, &c.episodes[e])))
		}
	}
}

func (c *Case) averageOf(policy int, e *episode) ratio {
	sum, among, exact := ratio{low: new(big.Rat), high: new(big.Rat)}, ratio{}, true
	for i := e.from; i < e.to; {
		a, n := c.week(policy, i).average, c.alike(i, e.to)
		if a.low == nil {
			a = ratio{low: new(big.Rat)} // unknown: 0 or more
		}
		if i == e.from {
			among = a
		}
		sum, among = sum.plus(a.times(big.NewRat(int64(n-i), 1))), among.or(a)
		exact = exact && c.rows[i].week > 0 && !c.rows[n-1].possible
		i = n
	}
	if !exact {
		return among // how the weeks weigh is not known; the average lies among them
	}
	return sum.times(big.NewRat(1, int64(e.to-e.from)))
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
func (c *Case) Weeks() []Week { return slices.Clone(c.lines) }

// Program gives the program that was prepared.
func (c *Case) Program() *Program { return c.program }

func (c *Case) layLines() {
	c.lines = make([]Week, len(c.rows))
	for i, r := range c.rows {
		w := c.week(0, i)
		c.lines[i] = Week{
			Track: c.tracks[r.track], Phase: c.phaseName(r.phase), Number: r.week,
			Claimed: c.claim(i).minutes(), Gross: w.Gross, Countable: w.Countable, ServiceDays: w.ServiceDays,
		}
		if i > 0 && c.rows[i-1].segment == r.segment {
			c.lines[i].Levels = c.lines[i-1].Levels
		} else {
			c.lines[i].Levels = c.levelsOf(i)
		}
	}
}

func (c *Case) phaseName(ph int) string {
	if ph < 0 {
		return ""
	}
	return c.program.Phases[ph].Name
}

// claim gives the hours a week that the program claims for a row: its
// phase's, else the program's.
func (c *Case) claim(row int) Number {
	if ph := c.rows[row].phase; ph >= 0 && c.program.Phases[ph].ClaimedHoursPerWeek.IsStated() {
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
