package simulate

import (
	"fmt"

	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/assessment/drugtest"
	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/iop"
)

// review is one time at which stepping down is evaluated.
type review struct {
	day int32
	// gateDays are the days of the policy's test gate, 0 without one.
	gateDays int32
	// outcomes are careplan's own answers, by what tests a policy with a test gate
	// saw, and by the number of sessions attended up to then.
	outcomes [gateStates][]careplan.StepDownOutcome
	// moves says that a supported answer transfers the person.
	moves bool
}

// gate is what a test gate sees of a person's tests in its days. Policies
// without one, as the default is, see nothing.
type gate int

const (
	notTested gate = iota
	testedAsExpected
	testedUnexpected
	gateStates
)

// reading gives what the tests of a state of the gate read as.
func (g gate) reading() drugtest.Reading {
	if g == testedUnexpected {
		return drugtest.PositiveUnexpected
	}
	return drugtest.NegativeExpected
}

// layReviews asks careplan for the answer of every review to every attendance.
// A person who is still there was offered all sessions so far, so that the
// number attended is all that differs between people.
func (pl *plan) layReviews(d *Design) error {
	if d.Reference {
		return nil // its stays are published ones; there is no end of program to review
	}
	for i := range pl.weeks {
		w := &pl.weeks[i]
		final := int(w.last) == pl.end-1
		every := d.Reviews.EveryWeeks
		if w.last < 0 || !final && (every == 0 || (i+1)%every != 0) {
			continue
		}
		day := int(w.last)
		r := review{day: int32(day), moves: d.Reviews.Moves && !final}
		if g := d.StepDown.TestGate; g != nil {
			r.gateDays = int32(g.Days)
		}
		for state := range r.outcomes {
			if state > 0 && r.gateDays == 0 {
				break
			}
			r.outcomes[state] = make([]careplan.StepDownOutcome, w.offered+1)
			if err := pl.fill(d, &r, gate(state), 0, int(w.offered), int(w.offered)); err != nil {
				return fmt.Errorf("design %q: stepDown: %w", d.name(), err)
			}
		}
		if r.moves {
			if err := pl.checkMove(d, day); err != nil {
				return fmt.Errorf("design %q: %w", d.name(), err)
			}
		}
		pl.reviews = append(pl.reviews, r)
		w.review = int32(len(pl.reviews))
	}
	return nil
}

// fill asks for the answers from low to high sessions attended. Between two
// that are the same, every one is: more attendance never makes the answer
// worse.
func (pl *plan) fill(d *Design, r *review, state gate, low, high, offered int) error {
	list := r.outcomes[state]
	for _, n := range []int{low, high} {
		answer, err := d.StepDown.Evaluate(pl.progress(d, int(r.day), state, n, offered))
		if err != nil {
			return err
		}
		list[n] = answer.Outcome
	}
	switch {
	case list[low] == list[high]:
		for n := low; n < high; n++ {
			list[n] = list[low]
		}
		return nil
	case high-low <= 1:
		return nil
	}
	middle := (low + high) / 2
	if err := pl.fill(d, r, state, low, middle, offered); err != nil {
		return err
	}
	return pl.fill(d, r, state, middle, high, offered)
}

// level is the level that the program names, 2.1 if it names none.
func level(d *Design) iop.Level {
	if l, ok := d.Program.CalledItself.Level(); ok {
		return l
	}
	return iop.Level21
}

// progress is the evidence about a person on the day of a review: what is
// simulated, and where the design assumes it, the rest as met.
func (pl *plan) progress(d *Design, day int, state gate, attended, offered int) careplan.Progress {
	on := pl.start.AddDays(day)
	g := careplan.Progress{AsOf: on, Level: level(d), Attendance: &careplan.AttendanceShare{Attended: &attended, Offered: &offered}}
	if at := pl.planned[min(day+1, pl.horizon)]; at > 0 && pl.after[at-1].first >= 0 {
		g.NextAppointment = pl.start.AddDays(pl.after[at-1].first)
	}
	if state != notTested {
		g.Tests = []careplan.TestOn{{Date: on, Analyte: string(testedFor), Finding: state.reading().String()}}
	}
	if !d.Reviews.RestMet {
		return g
	}
	yes := true
	g.Goals = &careplan.GoalShare{Met: new(1), Total: new(1)}
	g.Scores = []careplan.ScoreOn{
		{Instrument: "gad-7", Date: pl.start, Total: new(10)}, {Instrument: "gad-7", Date: on, Total: new(5)},
	}
	g.Dimensions = &careplan.DimensionReview{Date: on, Ratings: map[assessment.Dimension]int{}}
	for _, x := range assessment.Dimensions() {
		g.Dimensions.Ratings[x] = 0
	}
	g.RelapsePlan, g.SupportNetwork, g.Housing, g.Work = &yes, &yes, &yes, &yes
	if !g.NextAppointment.IsValid() {
		g.NextAppointment = on.AddDays(1)
	}
	g.Preference = careplan.PrefersStepDown
	return g
}

// checkMove makes the change of level that a move would be, with the
// reassessment that the design assumes, so that a design cannot move people in
// a way that careplan does not allow.
func (pl *plan) checkMove(d *Design, day int) error {
	on := pl.start.AddDays(day)
	r := assessment.ThirdRatings{Occasion: assessment.Occasion{On: on, Population: d.Program.Population, Source: iop.Source{Locator: "assumed by the design", Confidence: iop.Supposed}}}
	for _, x := range assessment.Dimensions() {
		r = r.With(x, assessment.Rated0)
	}
	change, err := careplan.NewLevelChange(level(d), iop.Level1, on, r)
	if err != nil {
		return fmt.Errorf("reviews.moves: %w", err)
	}
	if t := change.Transition(); t.Direction != careplan.Down || reasonOf(t.Reason) != Transferred {
		return fmt.Errorf("reviews.moves: goes %s from %s; want a program above level 1", t.Direction, level(d))
	}
	return nil
}

// gateOf gives what the gate of a review sees of a person whose last test and
// last positive test were on some days, -1 for none.
func (r *review) gateOf(tested, positive int32) gate {
	from := r.day + 1 - r.gateDays
	switch {
	case r.gateDays == 0:
		return notTested
	case positive >= 0 && positive >= from:
		return testedUnexpected
	case tested >= 0 && tested >= from:
		return testedAsExpected
	}
	return notTested
}
