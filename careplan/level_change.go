package careplan

import (
	"errors"
	"fmt"

	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/iop"
)

// LevelChange is a move from one level of care to another. It can only be made
// by [NewLevelChange] with a completed reassessment of all dimensions: no test
// result leads to it by itself.
type LevelChange struct {
	from, to iop.Level
	on       iop.Date
	ratings  assessment.Ratings
}

// NewLevelChange gives a change of level on a day. It is an error if a level
// is invalid or both are the same, if ratings of a dimension are missing (for
// the fourth edition: if D6 was not considered), if they have no day or no
// source, or if they are of a later day. All that is missing is named.
func NewLevelChange(from, to iop.Level, on iop.Date, r assessment.Ratings) (LevelChange, error) {
	var errs []error
	switch {
	case !from.IsValid() || !to.IsValid():
		errs = append(errs, errors.New("level change: names a level that there is not"))
	case from == to:
		errs = append(errs, errors.New("level change: stays at the same level"))
	}
	if !on.IsValid() {
		errs = append(errs, errors.New("level change: has no day"))
	}
	errs = append(errs, completed(r, on)...)
	if err := errors.Join(errs...); err != nil {
		return LevelChange{}, err
	}
	return LevelChange{from, to, on, r}, nil
}

// completed says what a reassessment lacks.
func completed(r assessment.Ratings, on iop.Date) (errs []error) {
	var occasion assessment.Occasion
	switch r := r.(type) {
	case assessment.ThirdRatings:
		occasion = r.Occasion
		for _, d := range assessment.Dimensions() {
			if _, rated := r.Of(d).Value(); !rated {
				errs = append(errs, fmt.Errorf("level change: %s is not rated; complete the reassessment first", d))
			}
		}
	case assessment.FourthRatings:
		occasion = r.Occasion
		errs = append(errs, unratedFourth(r)...)
		if r.Considered != assessment.Yes {
			errs = append(errs, errors.New("level change: D6 was not considered; complete the reassessment first"))
		}
	default:
		return []error{errors.New("level change: has no reassessment of the dimensions; complete one first")}
	}
	if err := occasion.Check(); err != nil {
		errs = append(errs, fmt.Errorf("level change: %w", err))
	} else if on.IsValid() && on.Before(occasion.On) {
		errs = append(errs, errors.New("level change: is before the reassessment; want the day of it or a later one"))
	}
	return errs
}

func unratedFourth(r assessment.FourthRatings) (errs []error) {
	rated := map[assessment.Dimension]bool{}
	for _, m := range r.Minima() {
		rated[m.Dimension] = true
	}
	for d := assessment.D1; d <= assessment.D5; d++ {
		if !rated[d] {
			errs = append(errs, fmt.Errorf("level change: %s is not rated; complete the reassessment first", d))
		}
	}
	return errs
}

// From gives the level before, To the level after, On the day, and Ratings the
// reassessment that it rests on.
func (c LevelChange) From() iop.Level             { return c.from }
func (c LevelChange) To() iop.Level               { return c.to }
func (c LevelChange) On() iop.Date                { return c.on }
func (c LevelChange) Ratings() assessment.Ratings { return c.ratings }

// Transition gives the change as a transition with its direction.
func (c LevelChange) Transition() Transition {
	if !c.on.IsValid() {
		return Transition{}
	}
	return Transition{Reason: Transferred, Direction: DirectionBetween(c.from, c.to), On: c.on}
}
