package simulate

import (
	"fmt"
	"testing"

	"github.com/openiop/openiop/assessment/drugtest"
	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// TestResponsesAreThoseOfThePolicy: on any history of simulated tests, the
// table gives the steps that careplan gives when it is asked about the whole
// history.
func TestResponsesAreThoseOfThePolicy(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := twelveWeeks()
		d.Tests.Presumptive = rapid.Bool().Draw(t, "presumptive")
		d.Response = careplan.Policy{
			Rewards:      rapid.Bool().Draw(t, "rewards"),
			PatternCount: rapid.SampledFrom([]int{0, 2, 3, 5}).Draw(t, "count"),
			PatternDays:  rapid.SampledFrom([]int{0, 1, 7, 14, 30, 60}).Draw(t, "days"),
		}
		d.Program.Population = rapid.SampledFrom([]iop.Population{iop.Adult, iop.Adolescent}).Draw(t, "population")
		pl := &plan{start: DefaultStart()}
		require.NoError(t, pl.layResponses(&d))
		r := &pl.responses
		var e episodes
		var history []sample
		day := 0
		for range rapid.IntRange(1, 25).Draw(t, "tests") {
			day += rapid.IntRange(1, 10).Draw(t, "days between")
			kind := rapid.SampledFrom([]result{negativeResult, positiveResult, positiveResult, missedResult}).Draw(t, "result")
			history = append(history, sample{day, kind})
			pattern := false
			if kind == positiveResult {
				pattern = e.add(r, int32(day))
			}
			in, err := interpret(&d, DefaultStart(), r.presumptive, history)
			require.NoError(t, err)
			answer, err := d.Response.Respond(in)
			require.NoError(t, err)
			var want, got []string
			for _, s := range answer.Steps {
				want = append(want, s.Kind.String())
			}
			for _, i := range r.steps[situation(kind, pattern)] {
				got = append(got, careplan.StepKinds()[i].String())
			}
			require.Equal(t, want, got, "%v", history)
		}
	})
}

// TestReviewsAreThoseOfThePolicy: the table of a review holds careplan's answer
// for every attendance.
func TestReviewsAreThoseOfThePolicy(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := twelveWeeks()
		d.StepDown.AttendancePercent = rapid.IntRange(0, 100).Draw(t, "percent")
		d.StepDown.AppointmentWithin = rapid.SampledFrom([]int{0, 1, 10}).Draw(t, "appointment")
		d.Reviews = ReviewPlan{EveryWeeks: rapid.IntRange(1, 12).Draw(t, "weeks"), RestMet: rapid.Bool().Draw(t, "rest"), Moves: true}
		d.Aftercare = rapid.SampledFrom([]string{"", "weekly-group-12-weeks", "checkups-2-years"}).Draw(t, "aftercare")
		if rapid.Bool().Draw(t, "gate") {
			d.StepDown.TestGate = &careplan.TestGate{Name: "house rule", Source: iop.Source{Locator: "invented", Confidence: iop.Supposed}, Days: rapid.IntRange(1, 60).Draw(t, "gate days")}
		}
		require.NoError(t, d.check())
		pl, err := newPlan(&d)
		require.NoError(t, err)
		require.NotEmpty(t, pl.reviews)
		for _, w := range pl.weeks {
			if w.review == 0 {
				continue
			}
			r := pl.reviews[w.review-1]
			// Tests up to the day of the review, as a person may have had them.
			tested := int32(rapid.IntRange(-1, int(r.day)).Draw(t, "last test"))
			positive := int32(rapid.IntRange(-1, int(tested)).Draw(t, "last positive"))
			for attended := range w.offered + 1 {
				g := pl.progress(&d, int(r.day), notTested, int(attended), int(w.offered))
				if tested >= 0 {
					g.Tests = append(g.Tests, careplan.TestOn{Date: pl.start.AddDays(int(tested)), Finding: drugtest.NegativeExpected.String()})
				}
				if positive >= 0 {
					g.Tests = append(g.Tests, careplan.TestOn{Date: pl.start.AddDays(int(positive)), Finding: drugtest.PositiveUnexpected.String()})
				}
				answer, err := d.StepDown.Evaluate(g)
				require.NoError(t, err)
				require.Equal(t, answer.Outcome, r.outcomes[r.gateOf(tested, positive)][attended], "%d of %d", attended, w.offered)
			}
		}
	})
}

// TestVerdictsAreThoseOfTheStandards: the table of a week holds what schedule
// says of every selection of its sessions.
func TestVerdictsAreThoseOfTheStandards(t *testing.T) {
	d := twelveWeeks()
	d.Program.Blocks = append(d.Program.Blocks, schedule.Block{Title: "Individual", Activity: iop.MustParseActivity("individual-counseling"), Minutes: schedule.Whole(50), PerWeek: schedule.Whole(2)})
	d.Dates.Closures = iop.NewClosures(iop.Closure{Date: DefaultStart().AddDays(14)})
	pl, err := newPlan(&d)
	require.NoError(t, err)
	spans := make([]iop.Span, pl.countings)
	met := 0
	for i := range pl.weeks {
		w := &pl.weeks[i]
		require.Len(t, w.verdicts, 1<<(w.to-w.from))
		for mask, got := range w.verdicts {
			minutes := iop.Minutes(0)
			for j := w.from; j < w.to; j++ {
				if mask>>(j-w.from)&1 == 1 {
					minutes += iop.Minutes(pl.sessions[j].minutes)
				}
			}
			require.Equal(t, iop.Exactly(minutes), pl.attending(spans, w, mask)[0])
			want := iop.NotMet // asam3-2.1-adult: 9 to 19 hours
			if minutes >= 9*60 && minutes <= 19*60 {
				want = iop.Met
			}
			require.Equal(t, want, got, "week %d, %d minutes", i+1, minutes)
			if got == iop.Met {
				met++
			}
		}
	}
	require.Positive(t, met)
}

// TestExitsFollowTheTransitions: the groups of reasons are those of careplan's
// codes for discharge data.
func TestExitsFollowTheTransitions(t *testing.T) {
	for reason, want := range map[careplan.TransitionReason]Reason{
		careplan.Completed: Completed, careplan.Transferred: Transferred, careplan.DroppedOut: DroppedOut, careplan.LostToContact: DroppedOut,
		careplan.LeftAgainstAdvice: DroppedOut, careplan.Administrative: Terminated, careplan.Incarcerated: OtherEnd, careplan.Deceased: OtherEnd,
		careplan.Moved: OtherEnd, careplan.OtherReason: OtherEnd,
	} {
		require.Equal(t, want, reasonOf(reason), reason.String())
	}
}

// TestAftercareIsThatOfTheTemplate holds the contacts against the template's
// own plan.
func TestAftercareIsThatOfTheTemplate(t *testing.T) {
	for _, template := range careplan.AftercareTemplates() {
		d := twelveWeeks()
		d.Aftercare = template.ID
		pl, err := newPlan(&d)
		require.NoError(t, err)
		last := pl.start.AddDays(pl.end - 1)
		want, err := template.Plan(careplan.AftercareDates{LastSession: last, Admission: pl.start})
		require.NoError(t, err)
		a := pl.after[pl.planned[pl.end]-1]
		require.Equal(t, want.FirstInTime, a.inTime, template.ID)
		n := 0
		for _, c := range want.Contacts {
			if pl.start.DaysUntil(c.On) <= pl.end+FollowUpDays {
				require.Equal(t, pl.start.DaysUntil(c.On), int(a.contacts[n].day), template.ID)
				n++
			}
		}
		require.Len(t, a.contacts, n, template.ID)
	}
}

// TestOccurrencesAreSpreadByTheRule: the rule that outlineOf states.
func TestOccurrencesAreSpreadByTheRule(t *testing.T) {
	for n, want := range []string{"", "Wed", "Tue Thu", "Mon Wed Fri", "Mon Tue Thu Fri", "Mon Tue Wed Thu Fri"} {
		days := iop.Weekdays(0)
		for w := iop.Monday; w <= iop.Friday; w++ {
			days = days.With(w)
		}
		require.Equal(t, want, spread(days, n).String())
	}
	for _, c := range []struct {
		block schedule.Block
		want  []int // sessions by week
	}{
		{schedule.Block{PerWeek: schedule.Whole(3)}, []int{3, 3, 3, 3}},
		{schedule.Block{PerWeek: number(t, "0.5")}, []int{0, 1, 0, 1}},
		{schedule.Block{PerWeek: number(t, "1.5")}, []int{1, 2, 1, 2}},
		{schedule.Block{PerWeek: number(t, `{"min":1,"max":3}`)}, []int{2, 2, 2, 2}},
		{schedule.Block{PerWeek: number(t, `{"min":2}`)}, []int{2, 2, 2, 2}},
		{schedule.Block{PerWeek: schedule.Whole(7)}, []int{7, 7, 7, 7}},
		{schedule.Block{TotalOccurrences: schedule.Whole(6)}, []int{1, 2, 1, 2}},
		{schedule.Block{Days: everyday(), AttendDaysPerWeek: schedule.Whole(2)}, []int{2, 2, 2, 2}},
		{schedule.Block{PerWeek: schedule.Whole(1), Weeks: schedule.WeekRange{From: 2, To: 3}}, []int{0, 1, 1, 0}},
	} {
		c.block.Activity, c.block.Minutes = iop.MustParseActivity("process-group"), schedule.Whole(90)
		d := Design{Program: schedule.Program{ID: "x", CalledItself: schedule.LabelIOP, Weeks: schedule.Whole(4), Blocks: []schedule.Block{c.block}}}
		pl, err := newPlan(&d)
		require.NoError(t, err)
		var got []int
		for i := range pl.weeks {
			got = append(got, int(pl.weeks[i].to-pl.weeks[i].from))
		}
		for len(got) < 4 {
			got = append(got, 0)
		}
		require.Equal(t, c.want, got, fmt.Sprint(c.block.PerWeek))
	}
}

func number(t *testing.T, text string) (n schedule.Number) {
	t.Helper()
	require.NoError(t, n.UnmarshalJSON([]byte(text)))
	return n
}

func everyday() (d schedule.Days) {
	d.Set = iop.AllWeekdays
	return d
}

// TestClosuresAndMakeUps: a closed day takes a session away from everybody, and
// the schedule's own proposal gives it back.
func TestClosuresAndMakeUps(t *testing.T) {
	d := twelveWeeks()
	open, err := newPlan(&d)
	require.NoError(t, err)
	require.Len(t, open.sessions, 36)
	d.Dates.Closures = iop.NewClosures(iop.Closure{Date: DefaultStart().AddDays(14), Reason: "holiday"}) // the Monday of week 3
	closed, err := newPlan(&d)
	require.NoError(t, err)
	require.Len(t, closed.sessions, 35)
	d.MakeUps.Closures = true
	made, err := newPlan(&d)
	require.NoError(t, err)
	require.Len(t, made.sessions, 36)
	w := made.weeks[2]
	require.Equal(t, int32(3), w.to-w.from)
	require.NotEqual(t, int32(14), made.sessions[w.from].day, "not on the closed day")
	require.Equal(t, iop.Met, w.verdicts[7], "and the week meets the standard again")
	require.Equal(t, iop.NotMet, closed.weeks[2].verdicts[3])
	require.Contains(t, made.readings[len(made.readings)-1], "week 3")
}

// TestTestDays: tests are planned on session days, spread or on stated days.
func TestTestDays(t *testing.T) {
	monday := everyday()
	monday.Set = iop.Weekdays(0).With(iop.Monday).With(iop.Tuesday)
	for _, c := range []struct {
		plan TestPlan
		want []int32 // of the first three weeks
	}{
		{TestPlan{}, []int32{2, 9, 16}},
		{TestPlan{PerWeek: 2}, []int32{0, 4, 7, 11, 14, 18}},
		{TestPlan{PerWeek: 7}, []int32{0, 2, 4, 7, 9, 11, 14, 16, 18}},
		{TestPlan{Days: monday}, []int32{0, 7, 14}}, // no session on Tuesday
		{TestPlan{EveryWeeks: 2}, []int32{2, 16}},
		{TestPlan{None: true}, nil},
	} {
		d := twelveWeeks()
		d.Tests = c.plan
		require.NoError(t, d.check())
		pl, err := newPlan(&d)
		require.NoError(t, err)
		var got []int32
		for _, x := range pl.responses.tests {
			if x.day < 21 {
				got = append(got, x.day)
			}
		}
		require.Equal(t, c.want, got)
	}
}

// TestMakeUpDays: the first day after the session, in its week, without one.
func TestMakeUpDays(t *testing.T) {
	d := twelveWeeks()
	d.MakeUps.PerWeek = 1
	d.Dates.Closures = iop.NewClosures(iop.Closure{Date: DefaultStart().AddDays(3)}) // the Thursday of week 1
	pl, err := newPlan(&d)
	require.NoError(t, err)
	for i, want := range []int32{1, 5, 5} { // Monday on Tuesday, Wednesday and Friday on Saturday
		require.True(t, pl.sessions[i].makeUp)
		require.Equal(t, want, pl.sessions[i].makeUpDay)
	}
	require.Equal(t, int32(10), pl.sessions[4].makeUpDay, "in week 2 Wednesday on Thursday")
}
