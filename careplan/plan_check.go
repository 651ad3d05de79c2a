package careplan

import (
	"errors"
	"fmt"
	"slices"

	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
)

// Validate reports what makes a plan unusable: ids that are missing or stand
// twice, references to nothing, kinds that there are not. nil means that it can
// be checked. Every problem is reported with its path.
func (p *Plan) Validate() error {
	v := planValidator{problems: map[string]bool{}, goals: map[string]bool{}}
	for i, x := range p.Problems {
		path := fmt.Sprintf("problems[%d]", i)
		v.id(path, x.ID, v.problems)
		if !slices.Contains(problemKinds, x.Kind) {
			v.add("%s.kind: is missing or not a kind of problem; want one of %v", path, problemKinds)
		}
	}
	for i, x := range p.Goals {
		path := fmt.Sprintf("goals[%d]", i)
		v.id(path, x.ID, v.goals)
		if !v.problems[x.Problem] {
			v.add("%s.problem: names no problem of the plan", path)
		}
	}
	seen := map[string]bool{}
	for i, x := range p.Interventions {
		v.intervention(fmt.Sprintf("interventions[%d]", i), &x, seen)
	}
	return errors.Join(v.errs...)
}

type planValidator struct {
	problems, goals map[string]bool
	errs            []error
}

func (v *planValidator) add(format string, args ...any) {
	v.errs = append(v.errs, fmt.Errorf("plan: "+format, args...))
}

func (v *planValidator) id(path, id string, seen map[string]bool) {
	switch {
	case id == "":
		v.add("%s.id: is missing; want an id of its own", path)
	case seen[id]:
		v.add("%s.id: stands twice; want an id of its own", path)
	}
	seen[id] = true
}

func (v *planValidator) intervention(path string, x *Intervention, seen map[string]bool) {
	v.id(path, x.ID, seen)
	if !x.Activity.IsValid() {
		v.add("%s.activity: is missing; want one of the activity table", path)
	}
	if len(x.Goals) == 0 {
		v.add("%s.goals: is empty; name the goals that it serves", path)
	}
	for j, g := range x.Goals {
		if !v.goals[g] {
			v.add("%s.goals[%d]: names no goal of the plan", path, j)
		}
	}
	if x.MinutesPerWeek != nil && (*x.MinutesPerWeek < 1 || *x.MinutesPerWeek > 7*24*60) {
		v.add("%s.minutesPerWeek: is out of range; want 1 to the minutes of a week", path)
	}
	if x.Weeks != nil && *x.Weeks < 1 {
		v.add("%s.weeks: is out of range; want 1 or more", path)
	}
}

// Check says what a plan lacks on a day: active problems without a goal, goals
// without an intervention, without a measure or past their day, and whether the
// person took part. The issues come in the order of the plan. The plan must be
// valid.
func (p *Plan) Check(on iop.Date) []PlanIssue {
	out := []PlanIssue{}
	goals, served := map[string]bool{}, map[string]bool{}
	for _, g := range p.Goals {
		goals[g.Problem] = true
	}
	for _, x := range p.Interventions {
		for _, g := range x.Goals {
			served[g] = true
		}
	}
	inactive := map[string]bool{}
	for i, x := range p.Problems {
		inactive[x.ID] = x.Inactive
		if !x.Inactive && !goals[x.ID] {
			out = append(out, PlanIssue{ProblemWithoutGoal, fmt.Sprintf("problems[%d]", i), false, "agree on a goal with the person"})
		}
	}
	for i, g := range p.Goals {
		if g.Met != assessment.Yes && !inactive[g.Problem] {
			out = append(out, g.issues(fmt.Sprintf("goals[%d]", i), served[g.ID], on)...)
		}
	}
	switch p.PersonTookPart {
	case assessment.No:
		out = append(out, PlanIssue{PersonDidNotTakePart, "personTookPart", false, "go over the plan with the person"})
	case assessment.Unknown:
		out = append(out, PlanIssue{PersonDidNotTakePart, "personTookPart", true, "record whether the person took part"})
	}
	return out
}

func (g *Goal) issues(path string, served bool, on iop.Date) (out []PlanIssue) {
	if !served {
		out = append(out, PlanIssue{GoalWithoutIntervention, path, false, "name what is done for it"})
	}
	if g.Target == nil || !g.Due.IsValid() {
		out = append(out, PlanIssue{GoalNotMeasurable, path, false, "give it a number and a day"})
	}
	if g.Due.IsValid() && on.IsValid() && g.Due.Before(on) {
		help, open := "review it with the person: a new day, another way, or another goal", false
		if g.Met == assessment.Unknown {
			help, open = "record whether it is reached", true
		}
		out = append(out, PlanIssue{GoalOverdue, path, open, help})
	}
	return out
}

// CheckWeek says which interventions of a plan are not on a week's schedule, or
// in less than their dose. sessions are those of one week, as the person is
// offered or attends them; closed ones give no time. Where a length is not
// known, or attending is a choice, the answer is open.
func (p *Plan) CheckWeek(sessions []schedule.Session) []PlanIssue {
	given := map[iop.Activity]weekTime{}
	for i := range sessions {
		s := &sessions[i]
		if !s.Closed {
			given[s.Activity] = given[s.Activity].with(s)
		}
	}
	out := []PlanIssue{}
	for i := range p.Interventions {
		x := &p.Interventions[i]
		path := fmt.Sprintf("interventions[%d]", i)
		t, there := given[x.Activity]
		switch {
		case !there:
			out = append(out, PlanIssue{NotOnSchedule, path, false, "add a session of " + x.Activity.Title()})
		case x.MinutesPerWeek == nil || t.least >= *x.MinutesPerWeek:
		case t.bounded && t.most < *x.MinutesPerWeek:
			out = append(out, PlanIssue{DoseTooLow, path, false, fmt.Sprintf("add %d min of %s to the week", *x.MinutesPerWeek-t.most, x.Activity.Title())})
		default:
			out = append(out, PlanIssue{DoseTooLow, path, true, "state how long the sessions are, and which of them the person attends"})
		}
	}
	return out
}

// weekTime is the time of an activity in a week.
type weekTime struct {
	least, most int
	bounded     bool
	begun       bool
}

func (t weekTime) with(s *schedule.Session) weekTime {
	if !t.begun {
		t.bounded, t.begun = true, true
	}
	if s.Certain && s.Minutes.IsKnown() {
		t.least += int(s.Minutes.Min())
	}
	most, ok := s.Minutes.Max()
	t.bounded = t.bounded && ok && s.Minutes.IsKnown()
	t.most += int(most)
	return t
}
