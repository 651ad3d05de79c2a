package fhir

import (
	"strconv"
	"strings"

	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/iop"
)

// ReadCarePlan reads a care plan with the goals, conditions and the team that it
// points to; from finds them, such as the method Resolve of the bundle. One that
// [NewCarePlan] made comes back as it was. Of others, conditions become
// problems, goals their targets and days, and activities with a known code
// interventions with their dose. Words of a goal or an activity are not kept, and
// neither is an activity that is only a reference; the report says so.
//
// The plan is of use if the report has no error.
func ReadCarePlan(c *CarePlan, from func(Reference) (Resource, bool), codes Codes) (PersonPlan, Report) {
	m := newMapper(c)
	r := planReader{mapper: m, c: c, codes: codes, from: from, problems: map[Resource]string{}, goals: map[Resource]string{}}
	p := PersonPlan{Client: clientID(&c.Subject)}
	x := &p.Plan
	x.ID = ownID(c.Identifier, PlanSystem, firstID(c.ID, c.Identifier))
	r.id = x.ID
	r.status()
	p.Begins, p.Ends = m.dayOf(c.Period.Start, "period.start"), m.dayOf(c.Period.End, "period.end")
	r.readProblems(x)
	r.readGoals(x)
	for i := range c.Activity {
		r.activity(x, &c.Activity[i], "activity["+strconv.Itoa(i)+"]")
	}
	if own, ok := m.readParts(c.Extensions, planExtension); ok {
		own.plan(x)
	}
	r.team(&p)
	m.unused(c, "identifier status intent category subject period careTeam addresses goal activity")
	if p.Client == "" {
		m.note(Error, "subject", "does not say whose plan it is")
	}
	if err := x.Validate(); err != nil {
		m.note(Error, "", "is no plan that can be used: "+strings.ReplaceAll(err.Error(), "\n", "; "))
	}
	if m.failed() {
		return PersonPlan{}, m.report
	}
	return p, m.report
}

// planReader reads one plan. problems and goals give our ids of conditions and
// goals.
type planReader struct {
	*mapper
	c               *CarePlan
	id              string
	codes           Codes
	from            func(Reference) (Resource, bool)
	problems, goals map[Resource]string
	other           bool // there is a problem for goals that name none
}

func (r *planReader) status() {
	switch r.c.Status {
	case "entered-in-error":
		r.note(Error, "status", "says that the plan was entered in error; it is not read")
	case "active", "completed":
	default:
		r.note(Information, "status", "does not say that the plan is active")
	}
	if r.c.Intent == "proposal" || r.c.Intent == "option" {
		r.note(Information, "intent", "says that the plan is not agreed yet")
	}
}

// resolve finds a resource within the plan or where the caller has it.
func (r *planReader) resolve(to Reference) Resource {
	if res, ok := r.c.contained(to.Reference); ok {
		return res
	}
	if r.from == nil {
		return nil
	}
	res, _ := r.from(to)
	return res
}

// own gives the part's own id from an identifier of ours.
func (r *planReader) own(list []Identifier, id string) string {
	return strings.TrimPrefix(ownID(list, PlanSystem, id), r.id+"/")
}

func (r *planReader) readProblems(x *careplan.Plan) {
	for i, to := range r.c.Addresses {
		at := "addresses[" + strconv.Itoa(i) + "]"
		c, ok := r.resolve(to).(*Condition)
		if !ok {
			r.note(Warning, at, "points to a condition that is not there")
			continue
		}
		if v := c.VerificationStatus.Code(systemVerification); v == "refuted" || v == "entered-in-error" {
			r.note(Information, at+".verificationStatus", "says that the person does not have it; it is not read")
			continue
		}
		r.problem(x, c, at)
	}
}

// problem reads a condition as a problem of the plan.
func (r *planReader) problem(x *careplan.Plan, c *Condition, at string) {
	p := careplan.Problem{ID: r.own(c.Identifier, firstID(c.ID, c.Identifier)), Kind: careplan.ProblemKind(c.Code.Code(ProblemSystem))}
	if p.Kind == "" {
		p.Kind = problemOf(&c.Code)
	}
	if p.Kind == "" {
		r.note(Warning, at, "is no kind of problem by its code; it is read as another problem")
		p.Kind = careplan.OtherProblem
	}
	switch c.ClinicalStatus.Code(systemClinicalStatus) {
	case "inactive", "resolved":
		p.Inactive = true
	}
	if p.Kind != careplan.SubstanceUse { // the rest of such a condition is a diagnosis
		r.unusedIn(c, at+".", "identifier clinicalStatus verificationStatus category code subject meta text contained")
	}
	r.problems[c] = p.ID
	x.Problems = append(x.Problems, p)
}

// problemOf reads the kind of a problem from a code of ICD-10-CM: F10 to F19 are
// substance use, other codes of F are mental health, and other letters physical
// health, Z apart.
func problemOf(v *CodeableConcept) careplan.ProblemKind {
	if v.Code(SubstanceSystem) != "" {
		return careplan.SubstanceUse
	}
	for _, k := range v.Coding {
		if k.System != systemICD10CM && k.System != oidICD10CM || k.Code == "" {
			continue
		}
		_, _, substance := parseICD(k.Code)
		switch b := k.Code[0]; {
		case substance:
			return careplan.SubstanceUse
		case b == 'F':
			return careplan.MentalHealth
		case strings.HasPrefix(k.Code, "Z59"):
			return careplan.HousingProblem
		case b >= 'A' && b <= 'T':
			return careplan.PhysicalHealth
		}
	}
	return ""
}

func (r *planReader) readGoals(x *careplan.Plan) {
	for i, to := range r.c.Goal {
		at := "goal[" + strconv.Itoa(i) + "]"
		g, ok := r.resolve(to).(*Goal)
		if !ok {
			r.note(Warning, at, "points to a goal that is not there")
			continue
		}
		if g.LifecycleStatus == "entered-in-error" || g.LifecycleStatus == "rejected" || g.LifecycleStatus == "cancelled" {
			r.note(Information, at, "is "+g.LifecycleStatus+"; it is not read")
			continue
		}
		r.goal(x, g, at)
	}
}

// goal reads a goal with its targets.
func (r *planReader) goal(x *careplan.Plan, g *Goal, at string) {
	out := careplan.Goal{ID: r.own(g.Identifier, firstID(g.ID, g.Identifier))}
	out.Problem = r.addressed(x, g, at)
	switch start := g.Start.(type) {
	case nil:
	case Date:
		out.Begins = r.dayOf(DateTime(start), at+".startDate")
	default:
		r.note(Information, at+".start[x]", "is no day; it is not read")
	}
	switch g.AchievementStatus.Code(systemAchievement) {
	case "achieved", "sustaining":
		out.Met = assessment.Yes
	case "":
		if g.LifecycleStatus == "completed" {
			out.Met = assessment.Yes
		}
	case "in-progress":
	default:
		out.Met = assessment.No
	}
	mainTarget := false
	for i := range g.Target {
		t := &g.Target[i]
		path := at + ".target[" + strconv.Itoa(i) + "]"
		if p, ok := r.readParts(t.Extensions, goalExtension); ok {
			out.Objectives = append(out.Objectives, careplan.Objective{ID: p.word("id"), Due: r.due(t, path), Met: p.ternary("met")})
			continue
		}
		if mainTarget {
			r.note(Information, path, "is a second target; the first is read")
			continue
		}
		mainTarget = true
		out.Due, out.Target = r.due(t, path), r.target(t, path)
	}
	if !strings.HasPrefix(g.Description.Text, "goal about ") || len(g.Description.Coding) > 0 {
		r.note(Information, at+".description", "is in words; a plan of this library keeps none")
	}
	r.unusedIn(g, at+".", "identifier lifecycleStatus achievementStatus category description subject startDate startCodeableConcept target addresses meta text contained")
	r.goals[g] = out.ID
	x.Goals = append(x.Goals, out)
}

// addressed finds the problem of a goal. One that names none is about the only
// problem there is, or about one that is added for it.
func (r *planReader) addressed(x *careplan.Plan, g *Goal, at string) string {
	for _, to := range g.Addresses {
		if id, ok := r.problems[r.resolve(to)]; ok {
			return id
		}
	}
	if len(x.Problems) == 1 {
		r.note(Information, at, "names no problem of the plan; it is read as about the only one")
		return x.Problems[0].ID
	}
	r.note(Warning, at, "names no problem of the plan; it is read as about another problem")
	const other = "other problem"
	if !r.other {
		r.other = true
		x.Problems = append(x.Problems, careplan.Problem{ID: other, Kind: careplan.OtherProblem})
	}
	return other
}

func (r *planReader) due(t *GoalTarget, path string) (day iop.Date) {
	switch v := t.Due.(type) {
	case nil:
	case Date:
		var ok bool
		if day, ok = v.Day(); !ok {
			r.note(Warning, path+".dueDate", "is not known to the day; it is not used")
		}
	default:
		r.note(Information, path+".due[x]", "is no day; it is not read")
	}
	return day
}

// target reads a whole number.
func (r *planReader) target(t *GoalTarget, path string) *int {
	switch v := t.Detail.(type) {
	case nil:
	case Integer:
		n := int(v)
		return &n
	case Quantity:
		if n, ok := v.Value.Whole(); ok {
			r.note(Information, path+".detailQuantity", "is read as a number; the unit is not kept")
			return &n
		}
		r.note(Information, path+".detailQuantity", "is no whole number; it is not read")
	default:
		r.note(Information, path+".detail[x]", "is no number; it is not read")
	}
	return nil
}

// team reads who takes part.
func (r *planReader) team(p *PersonPlan) {
	for i, to := range r.c.CareTeam {
		t, ok := r.resolve(to).(*CareTeam)
		if !ok {
			r.note(Warning, "careTeam["+strconv.Itoa(i)+"]", "points to a team that is not there")
			continue
		}
		at := "careTeam[" + strconv.Itoa(i) + "]."
		r.unusedIn(t, at, "identifier status category name subject participant meta text contained")
		for j := range t.Participant {
			r.member(p, &t.Participant[j], at+"participant["+strconv.Itoa(j)+"]")
		}
	}
}

func (r *planReader) member(p *PersonPlan, x *CareTeamParticipant, at string) {
	role, ok := roleOf(x.Role)
	if !ok {
		r.note(Information, at, "has no role that is known; it is not read")
		return
	}
	r.unusedIn(x, at+".", "role member")
	p.Team = append(p.Team, TeamMember{role, x.Member})
}

// roleOf reads who acts, by our vocabulary or in words.
func roleOf(list []CodeableConcept) (careplan.Actor, bool) {
	for i := range list {
		words := list[i].Code(RoleSystem) + " " + wordsOf(&list[i])
		for a := careplan.Counselor; a <= careplan.Team; a++ {
			if strings.Contains(words, a.String()) {
				return a, true
			}
		}
	}
	return 0, false
}
