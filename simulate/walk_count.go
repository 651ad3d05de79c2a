package simulate

import "math"

// mostCents is the most that a stay, and the rewards in it, can cost: 2.6
// million dollars. It keeps the sums of MaxPeople within 63 bits whatever the
// parameters.
const mostCents = math.MaxInt64 / MaxPeople / 2

// costs works out the cost of the stay, rounded down to whole cents.
func (w *walker) costs() {
	w.cents = min(int64(w.exit)*w.t.dayCents>>16, mostCents)
	w.rewards = min(int64(min(w.exit, w.pl.rewardsEnd))*w.t.rewardCents, mostCents)
}

// count adds the person to the summary.
func (w *walker) count() {
	s, p := w.s, &w.person
	s.People++
	if p.reason == 0 {
		s.Enrolled++
	} else {
		s.Exits[p.reason.place()][p.exit]++
	}
	stay := int64(p.exit)
	s.StayDays += stay
	s.Offered += p.offered
	s.Attended += p.attended
	s.OfferedMinutes += p.offeredMinutes
	s.AttendedMinutes += p.minutes
	s.Visits += p.visits
	s.Judged += p.judged
	s.Met += p.met
	s.TestsPositive += p.positives
	if p.early[0] > 0 {
		s.EarlyTested++
		s.EarlyPositive += p.early[1] * 1_000_000 / p.early[0]
	}
	if p.discharged {
		s.AbstinenceOnlyLeavers++
	}
	if p.steppedDown {
		s.SteppedDown++
	}
	if p.relapse > 0 {
		s.Relapses[p.relapse]++
	}
	if p.reentry > 0 {
		s.Reentries[p.reentry]++
	}
	s.CostCents += p.cents
	s.RewardCents += p.rewards
	s.ClientCents += min(p.visits*w.t.visitCents, mostCents)
	q := &s.Squares
	q.Offered.addProduct(p.offered, p.offered)
	q.Attended.addProduct(p.attended, p.attended)
	q.OfferedAttended.addProduct(p.offered, p.attended)
	q.Minutes.addProduct(p.minutes, p.minutes)
	q.Stay.addProduct(stay, stay)
	q.MinutesStay.addProduct(p.minutes, stay)
	q.Judged.addProduct(p.judged, p.judged)
	q.Met.addProduct(p.met, p.met)
	q.JudgedMet.addProduct(p.judged, p.met)
	q.Cost.addProduct(p.cents+p.rewards, p.cents+p.rewards)
}

// finish adds what is counted by situation.
func (w *walker) finish() {
	for at, n := range w.situations {
		for _, step := range w.pl.responses.steps[at] {
			w.s.Steps[step] += n
		}
	}
}

// measures gives what the person who walked last had of each measure.
func (w *walker) measures(out *[measureCount]int64) {
	p := &w.person
	yes := func(b bool) int64 {
		if b {
			return 1
		}
		return 0
	}
	in := func(day int) int64 { return yes(p.exit > day || p.reason == 0) }
	back := func(day int) int64 { return yes(p.relapse > 0 && p.relapse <= day) }
	*out = [measureCount]int64{
		yes(p.reason == Completed), yes(p.reason == DroppedOut), yes(p.reason == Terminated), in(30), in(60), in(90), in(120),
		int64(p.exit), p.minutes, p.positives, back(90), back(180), back(365), back(FollowUpDays), yes(p.reentry > 0), p.cents + p.rewards,
	}
}
