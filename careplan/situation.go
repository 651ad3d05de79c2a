package careplan

import (
	"github.com/openiop/openiop/assessment"
)

// lowReadinessRating is the rating of readiness to change, dimension 4 of the
// third edition, from which readiness counts as low: moderate or more. No
// source states it; it is program policy.
const lowReadinessRating = 2

// traumaScreens are the instruments whose published cut-off for everybody
// speaks for trauma.
var traumaScreens = []string{"pc-ptsd-5", "pcl-5"}

// With fills what is unknown of a situation from evidence, and leaves what a
// clinician stated. The situation itself is not changed.
//
//   - Readiness is low from a rating of 2 in dimension 4 (program policy).
//   - Trauma is yes where the latest total of the PC-PTSD-5 or the PCL-5 is at or
//     above the instrument's published cut-off. A lower one leaves it unknown:
//     a screen does not rule out.
//   - Housing and work that are recorded as not stable are needs.
func (s Situation) With(g *Progress) Situation {
	if d := g.Dimensions; d != nil && s.LowReadiness == assessment.Unknown {
		if rating, ok := d.Ratings[assessment.D4]; ok {
			s.LowReadiness = ternary(rating >= lowReadinessRating)
		}
	}
	if s.Trauma == assessment.Unknown && g.screensPositive(traumaScreens) {
		s.Trauma = assessment.Yes
	}
	if g.Housing != nil && s.NeedsHousing == assessment.Unknown {
		s.NeedsHousing = ternary(!*g.Housing)
	}
	if g.Work != nil && s.NeedsWork == assessment.Unknown {
		s.NeedsWork = ternary(!*g.Work)
	}
	return s
}

func ternary(is bool) assessment.Ternary {
	if is {
		return assessment.Yes
	}
	return assessment.No
}

// screensPositive reports whether the latest total of one of some instruments
// is at or above its cut-off.
func (g *Progress) screensPositive(instruments []string) bool {
	for _, id := range instruments {
		if total, ok := g.latest(id); ok && total >= cutoffForAll(id) {
			return true
		}
	}
	return false
}

// latest gives the latest total of an instrument, the later in the file of two
// on one day.
func (g *Progress) latest(instrument string) (total int, ok bool) {
	var last *ScoreOn
	for i := range g.Scores {
		x := &g.Scores[i]
		if x.Instrument == instrument && x.Total != nil && (last == nil || !x.Date.Before(last.Date)) {
			last = x
		}
	}
	if last == nil {
		return 0, false
	}
	return *last.Total, true
}

// cutoffForAll gives the first published cut-off of an instrument that is for
// everybody, one that no total reaches if there is none.
func cutoffForAll(id string) int {
	const none = 1 << 30
	scorer, ok := assessment.Embedded().Lookup(id, false)
	if !ok {
		return none
	}
	for _, set := range scorer.Instrument().Cutoffs {
		for _, c := range set.Cases {
			if c.Sex == "" && c.AgeFrom == nil && c.AgeTo == nil {
				return c.Min
			}
		}
	}
	return none
}
