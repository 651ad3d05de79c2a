package careplan

import (
	"errors"
	"fmt"
	"slices"

	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/iop"
)

// Validate reports what makes a plan unusable: ids that are missing or stand
// twice, references to nothing, kinds that there are not, numbers out of range,
// dates that run backwards. nil means that it can be checked. Every problem is
// reported with its path.
func (p *Plan) Validate() error {
	var errs []error
	p.validate(func(path, problem string) { errs = append(errs, fmt.Errorf("plan: %s: %s", path, problem)) })
	return errors.Join(errs...)
}

func (p *Plan) validate(report func(path, problem string)) {
	v := planValidator{problems: map[string]bool{}, goals: map[string]bool{}, ids: map[string]bool{}, report: report}
	for i, x := range p.Problems {
		v.at, v.index = "problems", i
		v.id(x.ID, v.problems)
		v.need(slices.Contains(problemKinds, x.Kind), ".kind", "is missing or not a kind of problem; want one of %v", problemKinds)
	}
	for i := range p.Goals {
		v.at, v.index = "goals", i
		v.goal(&p.Goals[i])
	}
	seen := map[string]bool{}
	for i := range p.Interventions {
		v.at, v.index = "interventions", i
		v.intervention(&p.Interventions[i], seen)
	}
	for i, k := range p.CoOccurring {
		v.at, v.index = "coOccurring", i
		v.need(k == MentalHealth || k == PhysicalHealth, "", "is not a kind of condition; want mental-health or physical-health")
	}
	for i := range p.Commitments {
		v.at, v.index = "commitments", i
		value := p.Commitments[i].Value()
		if err := value.Check(); err != nil {
			v.need(false, "", "%v", err)
		}
	}
	for i, a := range p.Preferences.Wants {
		v.at, v.index = "preferences.wants", i
		v.need(!slices.Contains(p.Preferences.Declines, a), "", "is wanted and declined; want one of them")
	}
}

var formats = []iop.Format{iop.Individual, iop.Group, iop.Family, iop.Couple, iop.Telephone, iop.Team}

// planValidator walks a plan; at and index are where it is.
type planValidator struct {
	problems, goals, ids map[string]bool
	report               func(path, problem string)
	at                   string
	index                int
}

// need reports a problem at a field of the place unless something holds.
func (v *planValidator) need(ok bool, field, format string, args ...any) {
	if !ok {
		v.report(fmt.Sprintf("%s[%d]%s", v.at, v.index, field), fmt.Sprintf(format, args...))
	}
}

func (v *planValidator) id(id string, seen map[string]bool) {
	v.need(id != "", ".id", "is missing; want an id of its own")
	v.need(id == "" || !seen[id], ".id", "stands twice; want an id of its own")
	seen[id] = true
}

func (v *planValidator) goal(x *Goal) {
	v.id(x.ID, v.goals)
	v.need(v.problems[x.Problem], ".problem", "names no problem of the plan")
	v.need(inOrder(x.Begins, x.Due), ".due", "is before begins; want the same day or a later one")
	for j, o := range x.Objectives {
		at := func(field string) string { return fmt.Sprintf(".objectives[%d].%s", j, field) }
		switch {
		case o.ID == "":
			v.need(false, at("id"), "is missing; want an id of its own")
		case v.ids[o.ID]:
			v.need(false, at("id"), "stands twice; want an id of its own")
		case !inOrder(x.Begins, o.Due):
			v.need(false, at("due"), "is before its goal begins; want a day on the way to the goal")
		case !inOrder(o.Due, x.Due):
			v.need(false, at("due"), "is after its goal is due; want a day on the way to the goal")
		}
		v.ids[o.ID] = true
	}
}

// inOrder reports whether two days do not run backwards, as far as both are
// known.
func inOrder(a, b iop.Date) bool { return !a.IsValid() || !b.IsValid() || !b.Before(a) }

func (v *planValidator) intervention(x *Intervention, seen map[string]bool) {
	v.id(x.ID, seen)
	v.need(x.Activity.IsValid(), ".activity", "is missing; want one of the activity table")
	v.need(x.Format == "" || slices.Contains(formats, x.Format), ".format", "is not a format; want one of %v", formats)
	v.need(len(x.Goals) > 0, ".goals", "is empty; name the goals that it serves")
	for j, g := range x.Goals {
		if !v.goals[g] {
			v.need(false, fmt.Sprintf(".goals[%d]", j), "names no goal of the plan")
		}
	}
	within := func(n *int, most int) bool { return n == nil || *n >= 1 && *n <= most }
	v.need(within(x.MinutesPerWeek, 7*24*60), ".minutesPerWeek", "is out of range; want 1 to the minutes of a week")
	v.need(within(x.SessionsPerWeek, 168), ".sessionsPerWeek", "is out of range; want 1 to 168")
	v.need(within(x.EveryWeeks, 52), ".everyWeeks", "is out of range; want 1 to 52")
	v.need(within(x.Weeks, 520), ".weeks", "is out of range; want 1 to 520")
}

// Check says what a plan lacks on a day: active problems without a goal, goals
// without an intervention, without a measure or past their day, conditions
// without a problem, what the person declined or wants, and who took part. The
// issues come in the order of the plan. The plan must be valid.
func (p *Plan) Check(on iop.Date) []PlanIssue {
	c := planCheck{out: []PlanIssue{}}
	goals, served, inactive, kinds := map[string]bool{}, map[string]bool{}, map[string]bool{}, map[ProblemKind]bool{}
	for i := range p.Goals {
		goals[p.Goals[i].Problem] = true
	}
	for i := range p.Interventions {
		for _, g := range p.Interventions[i].Goals {
			served[g] = true
		}
	}
	for i, x := range p.Problems {
		inactive[x.ID] = x.Inactive
		kinds[x.Kind] = kinds[x.Kind] || !x.Inactive
		if !x.Inactive && !goals[x.ID] {
			c.add(ProblemWithoutGoal, "problems", i, false, "agree on a goal with the person")
		}
	}
	for i := range p.Goals {
		if g := &p.Goals[i]; g.Met != assessment.Yes && !inactive[g.Problem] {
			c.goal(i, g, served[g.ID], on)
		}
	}
	c.preferences(p)
	for i, k := range p.CoOccurring {
		if !kinds[k] {
			c.add(ConditionWithoutProblem, "coOccurring", i, false, "add the condition as a problem, or say who treats it")
		}
	}
	c.participation(p)
	return c.out
}

// planCheck gathers the issues of one plan.
type planCheck struct{ out []PlanIssue }

func (c *planCheck) add(kind PlanIssueKind, list string, index int, open bool, help string) {
	c.out = append(c.out, PlanIssue{kind, fmt.Sprintf("%s[%d]", list, index), open, help})
}

func (c *planCheck) goal(i int, g *Goal, served bool, on iop.Date) {
	if !served {
		c.add(GoalWithoutIntervention, "goals", i, false, "name what is done for it")
	}
	if g.Target == nil || !g.Due.IsValid() {
		c.add(GoalNotMeasurable, "goals", i, false, "give it a number and a day")
	}
	if !g.Due.IsValid() || !on.IsValid() || !g.Due.Before(on) {
		return
	}
	if g.Met == assessment.Unknown {
		c.add(GoalOverdue, "goals", i, true, "record whether it is reached")
		return
	}
	c.add(GoalOverdue, "goals", i, false, "review it with the person: a new day, another way, or another goal")
}

// preferences holds the interventions against what the person wants.
func (c *planCheck) preferences(p *Plan) {
	var planned iop.ActivitySet
	declined := iop.NewActivitySet(p.Preferences.Declines...)
	for i := range p.Interventions {
		a := p.Interventions[i].Activity
		planned = planned.With(a)
		if declined.Has(a) {
			c.add(DeclinedByPerson, "interventions", i, false, "take it out, or agree on it again with the person")
		}
	}
	for i, a := range p.Preferences.Wants {
		if !planned.Has(a) {
			c.add(WantedNotInPlan, "preferences.wants", i, false, "add it, or tell the person why not")
		}
	}
}

// participation says who is not known to have taken part. The family is asked
// for only where the plan works with it, trauma-informed care always.
func (c *planCheck) participation(p *Plan) {
	ask := func(kind PlanIssueKind, where string, t assessment.Ternary, no, unknown string) {
		switch t {
		case assessment.No:
			c.out = append(c.out, PlanIssue{kind, where, false, no})
		case assessment.Unknown:
			c.out = append(c.out, PlanIssue{kind, where, true, unknown})
		}
	}
	ask(PersonDidNotTakePart, "personTookPart", p.PersonTookPart, "go over the plan with the person", "record whether the person took part")
	if slices.ContainsFunc(p.Interventions, func(x Intervention) bool { return x.Format == iop.Family }) {
		ask(FamilyDidNotTakePart, "familyTookPart", p.FamilyTookPart, "invite those whom the person names, if the person agrees", "record whether the family took part")
	}
	ask(TraumaInformedUnknown, "traumaInformed", p.TraumaInformed, "plan the care trauma-informed", "record whether the care is trauma-informed")
}
