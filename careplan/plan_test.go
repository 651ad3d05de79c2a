package careplan_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/stretchr/testify/require"
)

func somePlan(t testing.TB) careplan.Plan {
	return careplan.Plan{
		ID:       "p1",
		Problems: []careplan.Problem{{ID: "use", Kind: careplan.SubstanceUse}, {ID: "job", Kind: careplan.WorkOrSchool, Inactive: true}},
		Goals:    []careplan.Goal{{ID: "g1", Problem: "use", Target: new(30), Due: date(t, "2026-12-31")}},
		Interventions: []careplan.Intervention{
			{ID: "i1", Goals: []string{"g1"}, Activity: iop.MustParseActivity("cbt"), MinutesPerWeek: new(180)},
		},
		PersonTookPart: assessment.Yes,
		TraumaInformed: assessment.Yes,
	}
}

func issues(list []careplan.PlanIssue) (out []string) {
	for _, x := range list {
		open := ""
		if x.Open {
			open = " (open)"
		}
		out = append(out, x.Where+" "+string(x.Kind)+open)
	}
	return out
}

func TestAPlanIsChecked(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*careplan.Plan)
		on     string
		want   []string
	}{
		{"whole", func(*careplan.Plan) {}, "2026-11-23", nil},
		{"an active problem without a goal", func(p *careplan.Plan) { p.Problems[1].Inactive = false }, "2026-11-23", []string{"problems[1] problem-without-goal"}},
		{"a goal without an intervention", func(p *careplan.Plan) { p.Interventions = nil }, "2026-11-23", []string{"goals[0] goal-without-intervention"}},
		{"a goal without a number", func(p *careplan.Plan) { p.Goals[0].Target = nil }, "2026-11-23", []string{"goals[0] goal-not-measurable"}},
		{"a goal on its day", func(p *careplan.Plan) { p.Goals[0].Met = assessment.No }, "2026-12-31", nil},
		{"the day after", func(p *careplan.Plan) { p.Goals[0].Met = assessment.No }, "2027-01-01", []string{"goals[0] goal-overdue"}},
		{"the day after, not recorded", func(*careplan.Plan) {}, "2027-01-01", []string{"goals[0] goal-overdue (open)"}},
		{"a goal that is reached asks for nothing", func(p *careplan.Plan) { p.Goals[0].Met, p.Interventions = assessment.Yes, nil }, "2027-01-01", nil},
		{"a goal of an inactive problem neither", func(p *careplan.Plan) { p.Problems[0].Inactive, p.Interventions = true, nil }, "2027-01-01", nil},
		{"without the person", func(p *careplan.Plan) { p.PersonTookPart = assessment.No }, "2026-11-23", []string{"personTookPart person-did-not-take-part"}},
		{"not recorded whether the person took part", func(p *careplan.Plan) { p.PersonTookPart = assessment.Unknown }, "2026-11-23", []string{"personTookPart person-did-not-take-part (open)"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := somePlan(t)
			c.change(&p)
			require.NoError(t, p.Validate())
			got := p.Check(date(t, c.on))
			require.Equal(t, c.want, issues(got))
			for _, x := range got {
				require.NotEmpty(t, x.Help)
			}
		})
	}
}

func TestPlansThatCannotBe(t *testing.T) {
	p := somePlan(t)
	p.Problems = append(p.Problems, careplan.Problem{ID: "use", Kind: "mood"})
	p.Goals = append(p.Goals, careplan.Goal{Problem: "nothing"})
	p.Interventions = append(p.Interventions, careplan.Intervention{ID: "i1", Goals: []string{"g9"}, MinutesPerWeek: new(0), Weeks: new(0)},
		careplan.Intervention{ID: "i3", Activity: iop.MustParseActivity("mi")})
	err := p.Validate()
	for _, want := range []string{
		"problems[2].id: stands twice", "problems[2].kind: is missing or not a kind", "goals[1].id: is missing", "goals[1].problem: names no problem",
		"interventions[1].id: stands twice", "interventions[1].activity: is missing", "interventions[1].goals[0]: names no goal",
		"interventions[1].minutesPerWeek: is out of range", "interventions[1].weeks: is out of range", "interventions[2].goals: is empty",
	} {
		require.ErrorContains(t, err, want)
	}
}

// TestAPlanAndAWeek: two evenings of 90 minutes meet 180 minutes exactly.
func TestAPlanAndAWeek(t *testing.T) {
	cbt := func(minutes iop.Span, certain bool) schedule.Session {
		return schedule.Session{Activity: iop.MustParseActivity("cbt"), Minutes: minutes, Certain: certain}
	}
	exactly := iop.Exactly
	closed := cbt(exactly(90), true)
	closed.Closed = true
	for _, c := range []struct {
		name string
		week []schedule.Session
		want []string
	}{
		{"at the dose", []schedule.Session{cbt(exactly(90), true), cbt(exactly(90), true)}, nil},
		{"a minute under it", []schedule.Session{cbt(exactly(90), true), cbt(exactly(89), true)}, []string{"interventions[0] dose-too-low"}},
		{"a minute over it", []schedule.Session{cbt(exactly(90), true), cbt(exactly(91), true)}, nil},
		{"one of them closed", []schedule.Session{cbt(exactly(90), true), closed}, []string{"interventions[0] dose-too-low"}},
		{"one of them a choice", []schedule.Session{cbt(exactly(90), true), cbt(exactly(90), false)}, []string{"interventions[0] dose-too-low (open)"}},
		{"a length that is not known", []schedule.Session{cbt(exactly(90), true), cbt(iop.Span{}, true)}, []string{"interventions[0] dose-too-low (open)"}},
		{"not on the schedule", nil, []string{"interventions[0] not-on-schedule"}},
		{"only closed", []schedule.Session{closed}, []string{"interventions[0] not-on-schedule"}},
	} {
		p := somePlan(t)
		require.Equal(t, c.want, issues(p.CheckWeek(c.week)), c.name)
	}
	p := somePlan(t)
	p.Interventions[0].MinutesPerWeek = nil
	require.Empty(t, p.CheckWeek([]schedule.Session{cbt(exactly(10), true)}), "without a dose any time will do")
}

// TestTenThousandGoals takes linear time.
func TestTenThousandGoals(t *testing.T) {
	of := func(n int) time.Duration {
		p := somePlan(t)
		for i := range n {
			p.Goals = append(p.Goals, careplan.Goal{ID: fmt.Sprint("more", i), Problem: "use", Target: new(1), Due: date(t, "2026-12-31")})
			p.Interventions[0].Goals = append(p.Interventions[0].Goals, fmt.Sprint("more", i))
		}
		start := time.Now()
		require.NoError(t, p.Validate())
		require.Empty(t, p.Check(date(t, "2026-11-23")))
		return time.Since(start)
	}
	require.Less(t, of(10_000), time.Second)
}
