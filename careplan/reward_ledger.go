package careplan

import (
	"fmt"
	"slices"

	"github.com/openiop/openiop/iop"
)

// TargetBehavior says whether what is rewarded took place at an occasion: a
// result, a session attended. The zero TargetBehavior is open: what is pending,
// could not be collected or was excused neither earns nor resets.
type TargetBehavior uint8

// The answers.
const (
	TargetOpen TargetBehavior = iota
	TargetShown
	TargetNotShown
)

// Occasion is one opportunity for a reward.
type Occasion struct {
	// ID is an opaque reference. The same one counts once.
	ID     string
	On     iop.Date
	Target TargetBehavior
	// Drawn is what the draws of a prize schedule came to; nothing elsewhere.
	Drawn Reward
}

// LedgerEntry is what one occasion earned. Entries are never changed.
type LedgerEntry struct {
	Occasion Occasion
	// Row is how many occasions in a row the target behavior was shown before, as
	// far as the schedule is concerned.
	Row int
	// Offer is what the schedule gave, Earned what was earned after the caps.
	Offer  Offer
	Earned Reward
	// Capped says that a cap lowered it.
	Capped bool
}

// Ledger keeps what a person has earned under one plan. It is a value:
// [Ledger.Record] and [Ledger.HandOut] give a new one and leave the old as it
// was. Nothing can take an entry back or lower what was earned.
//
// The zero Ledger is not usable; [NewLedger] makes one.
type Ledger struct {
	plan    RewardPlan
	entries []LedgerEntry
	earned  Reward
	handed  Reward
	row     int // occasions in a row, as the schedule counts them
	before  int // the row before the last reset
	since   int // occasions in a row since then
}

// NewLedger begins a ledger. It is an error if the plan cannot be followed.
func NewLedger(p RewardPlan) (Ledger, error) {
	if err := p.check(); err != nil {
		return Ledger{}, err
	}
	return Ledger{plan: p}, nil
}

// Earned gives everything that was earned. It never falls.
func (l Ledger) Earned() Reward { return l.earned }

// HandedOut gives how much of it the person has received.
func (l Ledger) HandedOut() Reward { return l.handed }

// Owed gives what was earned and not yet handed out.
func (l Ledger) Owed() Reward { return l.earned.less(l.handed) }

// Entries gives what was recorded, in the order of recording.
func (l Ledger) Entries() []LedgerEntry { return slices.Clone(l.entries) }

// Next gives what the next occasion offers, before the caps.
func (l Ledger) Next() Offer {
	if l.plan.Schedule == nil {
		return Offer{}
	}
	return l.plan.Schedule.offer(l.row)
}

// Record adds an occasion and gives the new ledger. The same occasion again
// changes nothing; the same id with other content is an error, and so is an
// occasion without id or day, with draws where the plan has none, or without a
// sum for draws that were earned. One that comes late earns by the place that
// the schedule has now, and changes no entry before it.
func (l Ledger) Record(o Occasion) (Ledger, error) {
	if at := slices.IndexFunc(l.entries, func(e LedgerEntry) bool { return e.Occasion.ID == o.ID }); at >= 0 {
		if l.entries[at].Occasion != o {
			return l, fmt.Errorf("occasion: the id was recorded before with other content; want an id of its own")
		}
		return l, nil
	}
	offer := l.Next()
	if err := l.checkOccasion(o, offer); err != nil {
		return l, err
	}
	entry := LedgerEntry{Occasion: o, Row: l.row}
	if o.Target == TargetShown {
		entry.Offer = offer
		entry.Earned, entry.Capped = l.capped(offer.Amount.plus(o.Drawn))
	}
	next := l.with(entry)
	next.step(o.Target)
	return next, nil
}

func (l Ledger) checkOccasion(o Occasion, offer Offer) error {
	switch {
	case l.plan.Schedule == nil:
		return fmt.Errorf("ledger: has no plan; begin one with NewLedger")
	case o.ID == "":
		return fmt.Errorf("occasion: has no id; want an opaque reference")
	case !o.On.IsValid():
		return fmt.Errorf("occasion: has no day; want the day on which it was")
	case o.Target > TargetNotShown:
		return fmt.Errorf("occasion: has no such answer; want open, shown or not shown")
	case !o.Drawn.IsZero() && (o.Target != TargetShown || offer.Draws == 0):
		return fmt.Errorf("occasion: has prizes that nothing offers; want none")
	}
	return nil
}

// capped lowers what is earned to the caps of the plan.
func (l Ledger) capped(r Reward) (Reward, bool) {
	out := r
	if most := l.plan.MostEach; !most.IsZero() {
		out = out.upTo(most)
	}
	if most := l.plan.MostInAll; !most.IsZero() {
		out = out.upTo(most.less(l.earned))
	}
	return out, out != r
}

// with copies the ledger with one more entry, so that the old one stays.
func (l Ledger) with(e LedgerEntry) Ledger {
	l.entries = append(slices.Clip(l.entries), e)
	l.earned = l.earned.plus(e.Earned)
	return l
}

// step moves the place in the schedule. It touches rewards to come and nothing
// else.
func (l *Ledger) step(t TargetBehavior) {
	switch {
	case t == TargetShown:
		l.row, l.since = l.row+1, l.since+1
		if l.plan.RecoverAfter > 0 && l.since == l.plan.RecoverAfter {
			l.row = max(l.row, l.before)
		}
	case t == TargetNotShown && l.plan.Reset == StartAgain:
		l.before, l.row, l.since = max(l.row, l.before), 0, 0
	}
}

// HandOut records that the person received a part of what was earned. It is an
// error to hand out more than is owed.
func (l Ledger) HandOut(r Reward) (Ledger, error) {
	if r.Compare(l.Owed()) > 0 {
		return l, fmt.Errorf("ledger: more is handed out than is owed; record what was earned first")
	}
	l.handed = l.handed.plus(r)
	return l, nil
}
