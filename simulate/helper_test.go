package simulate_test

import (
	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/openiop/openiop/simulate"
)

func clock(hour int) schedule.Clock { return schedule.NewClock(hour, 0) }

// on gives a block of an activity on some days.
func on(activity string, from, to int, days ...iop.Weekday) schedule.Block {
	b := schedule.Block{Title: activity, Activity: iop.MustParseActivity(activity), Start: clock(from), End: clock(to)}
	for _, d := range days {
		b.Days.Set = b.Days.Set.With(d)
	}
	return b
}

// evenings is a design of 12 weeks of three evenings, with the rules at work.
func evenings(name string) simulate.Design {
	return simulate.Design{Name: name, Program: schedule.Program{
		ID: name, CalledItself: schedule.LabelIOP, Population: iop.Adult, Weeks: schedule.Whole(12),
		Blocks: []schedule.Block{on("process-group", 18, 21, iop.Monday, iop.Wednesday, iop.Friday)},
	}}
}

// everything is a design with all that a design can have, but the comparator.
func everything(name string) simulate.Design {
	d := evenings(name)
	d.Program.Blocks = append(d.Program.Blocks, on("family-therapy", 17, 18, iop.Wednesday))
	d.Response.Rewards, d.RewardWeeks = true, 8
	d.MakeUps.PerWeek = 2
	d.Reviews = simulate.ReviewPlan{EveryWeeks: 4, RestMet: true, Moves: true}
	d.Aftercare = "telephone-12-weeks"
	d.Tests.PerWeek = 2
	return d
}

type iopBlock = schedule.Block

var stepKinds = careplan.StepKinds()
