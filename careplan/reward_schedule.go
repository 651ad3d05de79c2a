package careplan

import "errors"

// RewardSchedule says what the next reward is worth. There are three:
// [FixedRewards], [EscalatingRewards] and [PrizeRewards]. A schedule looks only
// ahead: it knows how many occasions in a row the target behavior was reached, and nothing
// that was earned.
type RewardSchedule interface {
	// offer gives what is earned at an occasion after some others in a row.
	offer(row int) Offer
	check() error
}

// Offer is what an occasion earns when the target behavior is shown: an amount, or a
// number of draws of prizes whose worth the caller records.
type Offer struct {
	Amount Reward
	Draws  int
}

// FixedRewards give the same at every occasion.
type FixedRewards struct{ Each Reward }

func (f FixedRewards) offer(int) Offer { return Offer{Amount: f.Each} }

func (f FixedRewards) check() error {
	if f.Each.IsZero() {
		return errors.New("fixed rewards: are worth nothing; say what each is worth")
	}
	return nil
}

// EscalatingRewards grow by Step with every occasion in a row, from First up
// to Highest.
type EscalatingRewards struct{ First, Step, Highest Reward }

func (e EscalatingRewards) offer(row int) Offer {
	return Offer{Amount: e.First.plus(e.Step.times(row)).upTo(e.Highest)}
}

func (e EscalatingRewards) check() error {
	switch {
	case e.First.IsZero():
		return errors.New("escalating rewards: begin with nothing; say what the first is worth")
	case e.Highest.Compare(e.First) < 0:
		return errors.New("escalating rewards: have a highest below the first; want it at or above")
	}
	return nil
}

// PrizeRewards give draws from a bowl, one more with every occasion in a row
// from First up to Highest. The draws themselves are the caller's: a rule never
// draws. Average is what a draw is worth on average, for planning; zero if it
// is not known.
type PrizeRewards struct {
	First, Highest int
	Average        Reward
}

// maxDraws bounds the draws of one occasion.
const maxDraws = 1000

func (p PrizeRewards) offer(row int) Offer {
	return Offer{Draws: min(p.First+min(row, maxDraws), p.Highest)}
}

func (p PrizeRewards) check() error {
	if p.First < 1 || p.Highest < p.First || p.Highest > maxDraws {
		return errors.New("prize rewards: want at least one draw first, and a highest at or above it, up to 1000")
	}
	return nil
}

// RewardPlan is how a program rewards: a schedule, what an occasion without the
// target behavior does to the rewards to come, and caps. All numbers are the program's
// own policy; no source of the library has one.
type RewardPlan struct {
	Currency Currency
	Schedule RewardSchedule
	// Reset says what happens to rewards to come after an occasion at which the
	// target behavior was not shown.
	Reset Reset
	// RecoverAfter is how many occasions in a row bring back the place in the
	// schedule that was reached before a reset; 0 for never.
	RecoverAfter int
	// MostEach and MostInAll cap one occasion and everything; zero is no cap.
	MostEach, MostInAll Reward
}

// Reset is what an occasion without the target behavior does to rewards to come. It never
// touches what was earned.
//
// The zero Reset keeps the place in the schedule.
type Reset uint8

// The resets.
const (
	// KeepPlace leaves the rewards to come as they are.
	KeepPlace Reset = iota
	// StartAgain begins the schedule again with the next occasion. It is the
	// practice of California's program (a secondary source): no reward and a
	// reset, and no other consequence.
	StartAgain
)

func (p *RewardPlan) check() error {
	switch {
	case !p.Currency.IsValid():
		return errors.New("reward plan: has no currency; want dollars or points")
	case p.Schedule == nil:
		return errors.New("reward plan: has no schedule; want fixed, escalating or prize rewards")
	case p.Reset > StartAgain:
		return errors.New("reward plan: has no such reset; want KeepPlace or StartAgain")
	case p.RecoverAfter < 0:
		return errors.New("reward plan: recovers after less than no occasions; want 0 or more")
	}
	return p.Schedule.check()
}
