package careplan

import (
	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
)

// Rung is a stretch of weeks of one track in which the hours and days are the
// same: a step of the ladder that a design leads down.
type Rung struct {
	Track, Phase string
	// Weeks is how many there are; 0 where the length of the phase is not
	// stated.
	Weeks int
	// From is the first of them, counted from 1; 0 where that is not known.
	From int
	// Hours are countable minutes of a week, Days its service days.
	Hours, Days iop.Span
}

// Ladder gives the rungs of a design, track by track, in the order of the
// weeks.
func Ladder(weeks []schedule.Week) (out []Rung) {
	for i := range weeks {
		w := &weeks[i]
		stated := 0
		if w.Number > 0 {
			stated = 1
		}
		if n := len(out); n > 0 {
			last := &out[n-1]
			same := last.Track == w.Track && last.Phase == w.Phase && last.Hours == w.Countable && last.Days == w.ServiceDays
			if same && last.Weeks > 0 && stated > 0 {
				last.Weeks++
				continue
			}
		}
		out = append(out, Rung{w.Track, w.Phase, stated, w.Number, w.Countable, w.ServiceDays})
	}
	return out
}

// Cliff is a drop from one rung to the next that is steeper than a policy
// wants.
type Cliff struct {
	// Rung is the place of the lower rung in the ladder.
	Rung     int
	From, To iop.Span
	// Certain is yes where the hours, as far as they are known, are too far
	// apart, and unknown where they may be.
	Certain assessment.Ternary
}

// DefaultSteepest is the steepest drop that [Cliffs] takes as gentle: to a third
// of the hours. It is program policy; no source that was read has a number. A
// program that was read goes from 10.5 hours straight to 1.
const DefaultSteepest = 3

// Cliffs gives the drops of a ladder to less than one part in steepest of the
// hours before; 0 takes [DefaultSteepest]. Rungs without known hours may be
// anything, so that a drop from or to them is unknown.
func Cliffs(ladder []Rung, steepest int) (out []Cliff) {
	if steepest < 1 {
		steepest = DefaultSteepest
	}
	for i := 1; i < len(ladder); i++ {
		a, b := &ladder[i-1], &ladder[i]
		if a.Track != b.Track {
			continue
		}
		if state := steep(a.Hours, b.Hours, iop.Minutes(steepest)); state != assessment.No {
			out = append(out, Cliff{i, a.Hours, b.Hours, state})
		}
	}
	return out
}

// steep says whether b is below a part of a.
func steep(a, b iop.Span, part iop.Minutes) assessment.Ternary {
	if !a.IsKnown() || !b.IsKnown() {
		return assessment.Unknown
	}
	mostA, boundA := a.Max()
	mostB, boundB := b.Max()
	switch {
	case boundB && mostB*part < a.Min():
		return assessment.Yes
	case boundA && b.Min()*part >= mostA:
		return assessment.No
	}
	return assessment.Unknown
}
