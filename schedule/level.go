package schedule

import (
	"slices"

	"github.com/openiop/openiop/iop"
)

// LevelMatch says that a week's countable time lies, or may lie, within the
// weekly bounds of a standard.
type LevelMatch struct {
	Standard iop.StandardID
	// Level is the standard's level, or its own word for a setting that is no
	// level.
	Level   string
	Certain bool
}

// namingIDs are the standards that name the level of a week without being
// asked: levels 1, 2.1 and 2.5 of the third edition for a population.
func namingIDs(p iop.Population) []iop.StandardID {
	ids := forPopulation(p, "asam3-1-adult", "asam3-1-adolescent")
	ids = append(ids, forPopulation(p, "asam3-2.1-adult", "asam3-2.1-adolescent")...)
	return append(ids, "asam3-2.5-all")
}

// chooseLevels compiles the standards that name levels: those for the
// population, and each standard that was asked for.
func (c *Case) chooseLevels(asked []iop.Standard) {
	ids := namingIDs(c.population)
	for _, id := range ids {
		if s, ok := iop.Embedded().Lookup(id, false); ok {
			c.levels = append(c.levels, c.compile(s))
		}
	}
	for _, s := range asked {
		if !slices.Contains(ids, s.ID) {
			c.levels = append(c.levels, c.compile(s))
		}
	}
}

// levelsOf lists the levels whose weekly bounds contain the time of a week,
// each counted as its standard counts.
func (c *Case) levelsOf(segment int) []LevelMatch {
	var out []LevelMatch
	for i := range c.levels {
		l := &c.levels[i]
		if l.otherAges || len(l.weekly) == 0 {
			continue
		}
		span := c.weeks[l.policy][segment].Countable
		if !span.IsKnown() {
			continue
		}
		outcome := iop.Met
		for _, b := range l.weekly {
			switch b.Judge(span) {
			case iop.NotMet:
				outcome = iop.NotMet
			case iop.Undetermined:
				if outcome == iop.Met {
					outcome = iop.Undetermined
				}
			}
		}
		if outcome != iop.NotMet {
			out = append(out, LevelMatch{l.standard.ID, l.standard.LevelText(), outcome == iop.Met})
		}
	}
	return out
}

// levelOutcome says whether a week's hours amount to a level: for certain,
// possibly, or not. With an unknown population the age groups must agree.
func (c *Case) levelOutcome(found []LevelMatch, countable iop.Span, level iop.Level) iop.Outcome {
	if !countable.IsKnown() {
		return iop.Undetermined
	}
	certain, possible := 0, 0
	for _, m := range found {
		if m.Level != level.String() {
			continue
		}
		possible++
		if m.Certain {
			certain++
		}
	}
	switch {
	case possible == 0:
		return iop.NotMet
	case certain == 0 || c.population == iop.UnknownPopulation && c.groupsDisagree(found, level):
		return iop.Undetermined
	}
	return iop.Met
}

// groupsDisagree reports whether the hours certainly amount to the level for
// one age group and not for the other.
func (c *Case) groupsDisagree(found []LevelMatch, level iop.Level) bool {
	for i := range c.levels {
		s := c.levels[i].standard
		if !slices.Contains(namingIDs(c.population), s.ID) || s.LevelText() != level.String() {
			continue
		}
		certain := func(m LevelMatch) bool { return m.Standard == s.ID && m.Certain }
		if !slices.ContainsFunc(found, certain) {
			return true
		}
	}
	return false
}
