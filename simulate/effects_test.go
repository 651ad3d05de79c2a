package simulate_test

import (
	"math"
	"testing"

	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/simulate"
	"github.com/stretchr/testify/require"
)

const some = 60_000

// odds gives the odds of a share.
func odds(p float64) float64 { return p / (1 - p) }

// TestRewardsActOnlyWhereOffered: attendance and tests move by the published
// effects while rewards last, and by nothing without them.
func TestRewardsActOnlyWhereOffered(t *testing.T) {
	plain, rewarded := evenings("a"), evenings("a")
	rewarded.Response.Rewards = true
	alike := simulate.DefaultParameters().WithoutAssumptions() // people alike, so that odds can be compared
	a, b := run(t, plain, alike, some), run(t, rewarded, alike, some)
	require.InDelta(t, 2.35, odds(b.Attendance().Value)/odds(a.Attendance().Value), 0.05, "C11, D06")
	require.Less(t, b.TestsPositive(), a.TestsPositive()-0.02)
	require.Equal(t, a.Retention(60), b.Retention(60), "no effect on staying is published in the calibration data")
	require.InDelta(t, 1.82, odds(a.Relapse(90).Value)/odds(b.Relapse(90).Value), 0.06, "C10: d 0.33 three months after the last reward")
	require.InDelta(t, a.Relapse(180).Value, b.Relapse(180).Value, 0.004, "C10: nothing is left after six months")
	require.Positive(t, b.Summary().StepCount(careplan.GiveReward()))
	require.Zero(t, a.Summary().StepCount(careplan.GiveReward()))
	require.InDelta(t, 2.42*b.MeanStay().Value, float64(b.Summary().RewardCents)/100/some, 0.01, "C13")
	require.Zero(t, a.Summary().RewardCents)

	none := alike
	for _, id := range []string{"reward-abstinence", "reward-abstinence-3-months", "reward-attendance"} {
		var err error
		none, err = none.With(id, 0)
		require.NoError(t, err)
	}
	z := run(t, rewarded, none, some)
	require.Equal(t, a.Attendance(), z.Attendance(), "at zero effect nothing moves")
	require.Equal(t, a.TestsPositive(), z.TestsPositive())
	require.Equal(t, a.Relapse(548), z.Relapse(548))
}

// TestRewardsFade: rewards that ended long before the discharge no longer act
// after it.
func TestRewardsFade(t *testing.T) {
	relapse := func(weeks int) float64 {
		d := evenings("a")
		d.Program.Weeks = number(t, "40")
		d.Response.Rewards, d.RewardWeeks = true, weeks
		d.Name = "weeks"
		return run(t, d, simulate.DefaultParameters(), some).Relapse(90).Value
	}
	all, half, early := relapse(0), relapse(8), relapse(1)
	require.Less(t, all, half)
	require.Less(t, half, early)
}

// TestFamilyActsOnlyWhereOffered.
func TestFamilyActsOnlyWhereOffered(t *testing.T) {
	plain, family, more := evenings("a"), evenings("a"), evenings("a")
	family.Program.Blocks = append(family.Program.Blocks, on("family-therapy", 17, 18, iop.Wednesday))
	more.Program.Blocks = append(more.Program.Blocks, on("nutrition-wellness", 17, 18, iop.Wednesday))
	p := simulate.DefaultParameters()
	a, b, c := run(t, plain, p, some), run(t, family, p, some), run(t, more, p, some)
	require.Less(t, b.TestsPositive(), c.TestsPositive()-0.01)
	require.Less(t, b.Relapse(365).Value, c.Relapse(365).Value-0.04)
	require.Equal(t, a.Relapse(365), c.Relapse(365), "an hour of anything else acts on nothing")
}

// TestAftercareActsOnlyWhereOffered: on return to use while contacts last, and
// only of those who left as planned.
func TestAftercareActsOnlyWhereOffered(t *testing.T) {
	plain, call, check := evenings("a"), evenings("a"), evenings("a")
	call.Aftercare, check.Aftercare = "telephone-18-months", "checkups-2-years"
	p := simulate.DefaultParameters()
	a, b, c := run(t, plain, p, some), run(t, call, p, some), run(t, check, p, some)
	completed := float64(sum(b.Summary().Exits[0]))
	require.Equal(t, int64(completed), b.Summary().AftercarePeople)
	require.Equal(t, b.Summary().AftercarePeople, b.Summary().FirstInTime)
	require.Less(t, b.Relapse(548).Value, a.Relapse(548).Value-0.02)
	require.Equal(t, a.Reentry(548), b.Reentry(548))
	require.Greater(t, c.Reentry(548).Value, a.Reentry(548).Value+0.02, "C15: checkups bring people back sooner")
	require.Zero(t, a.Summary().Contacts)
	require.InDelta(t, 0.7, float64(b.Summary().ContactsAttended)/float64(b.Summary().Contacts), 0.1, "completers miss less than all people")
	require.Equal(t, a.Retention(60), b.Retention(60))

	// If everybody was relapsing at one rate, the odds at 18 months would move by C14.
	better := math.Exp(0.187 * math.Pi / math.Sqrt(3))
	require.InDelta(t, 1.40, better, 0.005, "D06")
}

func sum(list []int64) (n int64) {
	for _, x := range list {
		n += x
	}
	return n
}

// TestAbstinenceOnlyIsAComparator: it discharges mechanically, and acts on
// leaving only by the assumption A01, which is zero.
func TestAbstinenceOnlyIsAComparator(t *testing.T) {
	plain := evenings("a")
	p := simulate.DefaultParameters()
	base := run(t, plain, p, some)
	var before int64
	for _, after := range []int{3, 2, 1} {
		strict := evenings("a")
		strict.Comparator = &simulate.AbstinenceOnly{AfterPositive: after}
		r := run(t, strict, p, some)
		require.Greater(t, r.Summary().AbstinenceOnlyLeavers, before, "the fewer positive tests it takes, the more people it puts out")
		before = r.Summary().AbstinenceOnlyLeavers
		require.Less(t, r.Reason(simulate.Completed).Value, base.Reason(simulate.Completed).Value)
		require.LessOrEqual(t, r.Reason(simulate.DroppedOut).Value, base.Reason(simulate.DroppedOut).Value, "who was put out cannot leave")
	}
	strict := evenings("a")
	strict.Comparator = &simulate.AbstinenceOnly{AfterPositive: 3}
	moved, err := p.With("punitive-dropout", 0.3)
	require.NoError(t, err)
	require.Greater(t, run(t, strict, moved, some).Reason(simulate.DroppedOut).Value, run(t, strict, p, some).Reason(simulate.DroppedOut).Value+0.01)
	require.Equal(t, base.Reason(simulate.DroppedOut), run(t, plain, moved, some).Reason(simulate.DroppedOut), "and on no other design")
}

// TestStrikeRules holds the share ever discharged under strike rules against
// the illustration D05: weekly tests for 8 weeks, nobody leaves for other
// reasons, everybody attends. The model moves the published distribution by
// nothing here, as people are not linked.
func TestStrikeRules(t *testing.T) {
	p := simulate.DefaultParameters().WithoutAssumptions()
	var err error
	for id, v := range map[string]float64{"exit-median-completed": 3650, "exit-median-transferred": 3650, "exit-median-dropped-out": 3650,
		"exit-median-terminated": 3650, "exit-median-other": 3650, "exit-sigma-completed": 0.1, "exit-sigma-transferred": 0.1,
		"exit-sigma-dropped-out": 0.1, "exit-sigma-terminated": 0.1, "exit-sigma-other": 0.1, "no-show": 0.001} {
		p, err = p.With(id, v)
		require.NoError(t, err)
	}
	for after, want := range map[int]float64{1: 0.43, 2: 0.36, 3: 0.32} {
		d := evenings("strikes")
		d.Program.Weeks = number(t, "8")
		d.Comparator = &simulate.AbstinenceOnly{AfterPositive: after}
		r := run(t, d, p, some)
		require.InDelta(t, want, float64(r.Summary().AbstinenceOnlyLeavers)/some, 0.01, "D05, positive %d", after)
	}
}

// TestMakeUpsGiveHoursAndNothingElse.
func TestMakeUpsGiveHoursAndNothingElse(t *testing.T) {
	plain, made := evenings("a"), evenings("a")
	made.MakeUps.PerWeek = 3
	p := simulate.DefaultParameters()
	a, b := run(t, plain, p, some), run(t, made, p, some)
	require.Greater(t, b.HoursPerWeek().Value, a.HoursPerWeek().Value+0.5)
	require.Greater(t, b.WeeksMet().Value, a.WeeksMet().Value+0.05)
	require.Equal(t, a.Attendance(), b.Attendance(), "a make-up is no session that was offered")
	require.Equal(t, a.Retention(60), b.Retention(60))
	require.Equal(t, a.Relapse(365), b.Relapse(365))
	require.LessOrEqual(t, b.Delivered(), 1.0)
}

// TestStepDown: without evidence no review can support it; where the design
// assumes the evidence, people who attend enough are moved to a lower level.
func TestStepDown(t *testing.T) {
	d := evenings("a")
	d.Reviews.EveryWeeks = 4
	p := simulate.DefaultParameters()
	r := run(t, d, p, some)
	require.Zero(t, r.Summary().Reviews[careplan.Supported])
	require.Positive(t, r.Summary().Reviews[careplan.StepDownUndetermined])
	d.Reviews.RestMet = true
	r = run(t, d, p, some)
	require.Positive(t, r.Summary().Reviews[careplan.Supported])
	require.Zero(t, r.Summary().SteppedDown, "evaluated, and nobody moves by it")
	d.Reviews.Moves = true
	moved := run(t, d, p, some)
	require.Positive(t, moved.Summary().SteppedDown)
	require.Greater(t, moved.Reason(simulate.Transferred).Value, r.Reason(simulate.Transferred).Value)
	require.Less(t, moved.MeanStay().Value, r.MeanStay().Value)
}
