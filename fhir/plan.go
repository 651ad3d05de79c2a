package fhir

import (
	"errors"
	"strconv"
	"strings"

	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/iop"
)

const (
	// PlanSystem identifies care plans; parts of a plan are the id of the plan, a
	// slash and their own.
	PlanSystem = OwnBase + "care-plan-id"
	// ProblemSystem is the vocabulary of [careplan.ProblemKind].
	ProblemSystem = OwnBase + "problem"
	// RoleSystem is the vocabulary of [careplan.Actor].
	RoleSystem = OwnBase + "role"
	// MeasureSystem says what a goal is measured by; its only code is "target".
	MeasureSystem = OwnBase + "goal-measure"

	planExtension         = "care-plan"
	goalExtension         = "goal-objective"
	interventionExtension = "intervention"
)

// PersonPlan is the care plan of a person, with when it begins and ends and who
// takes part. Client is the id of the person.
type PersonPlan struct {
	Client string
	Plan   careplan.Plan
	// Begins and Ends are the first and the last day; zero if not stated.
	Begins, Ends iop.Date
	// Team is who takes part in the care; nil if nobody is named.
	Team []TeamMember
}

// TeamMember is somebody in a person's care team. Member is a reference such as
// "Practitioner/x1"; it names no person.
type TeamMember struct {
	Role   careplan.Actor
	Member Reference
}

// PlanResources are a care plan as FHIR has it: problems, goals, and who takes
// part are resources of their own.
type PlanResources struct {
	Plan     *CarePlan
	Problems []*Condition
	Goals    []*Goal
	Team     *CareTeam // nil if nobody is named
}

// All gives the resources in an order in which each is pointed to by one before
// it.
func (p *PlanResources) All() []Resource {
	out := []Resource{p.Plan}
	for _, c := range p.Problems {
		out = append(out, c)
	}
	for _, g := range p.Goals {
		out = append(out, g)
	}
	if p.Team != nil {
		out = append(out, p.Team)
	}
	return out
}

// NewCarePlan gives a care plan in the form of US Core's profiles CarePlan (of
// category assess-plan), Goal, Condition and CareTeam. An intervention is an
// activity with its dose as timing; a target is a number with its day, and an
// objective is a target of its own. What FHIR has no element for is in extensions
// of ours. No words of a person or a counselor are in a plan, so that titles and
// descriptions are made of kinds and numbers.
//
// It is an error if no client is named, if a member of the team has no role, or
// if the plan is not valid (see [careplan.Plan.Validate]).
func NewCarePlan(p *PersonPlan, codes Codes) (*PlanResources, error) {
	if p.Client == "" {
		return nil, errors.New("fhir: the plan names no client")
	}
	if p.Plan.ID == "" {
		return nil, errors.New("fhir: the plan has no id")
	}
	if err := p.Plan.Validate(); err != nil {
		return nil, err
	}
	for _, m := range p.Team {
		if m.Role.String() == "" || m.Member.Reference == "" && m.Member.Identifier == nil {
			return nil, errors.New("fhir: a member of the team has no role or names nobody; US Core asks for both")
		}
	}
	w := planWriter{p: p, codes: codes, id: derivedID(p.Plan.ID), subject: subject(p.Client), problems: map[string]int{}, goals: map[string]int{}}
	for i, x := range p.Plan.Problems {
		w.problems[x.ID] = i
		w.out.Problems = append(w.out.Problems, w.problem(i, x))
	}
	for i := range p.Plan.Goals {
		w.goals[p.Plan.Goals[i].ID] = i
		w.out.Goals = append(w.out.Goals, w.goal(i, &p.Plan.Goals[i]))
	}
	w.team()
	w.plan()
	return &w.out, nil
}

// planWriter writes one plan.
type planWriter struct {
	p               *PersonPlan
	codes           Codes
	id              string
	subject         Reference
	problems, goals map[string]int
	out             PlanResources
}

// partID gives the id of a part of the plan.
func (w *planWriter) partID(kind string, n int) string {
	return w.id + "-" + kind + "-" + strconv.Itoa(n+1)
}

// identifier identifies a part of the plan.
func (w *planWriter) identifier(id string) []Identifier {
	return []Identifier{{System: PlanSystem, Value: w.p.Plan.ID + "/" + id}}
}

func (w *planWriter) problem(n int, x careplan.Problem) *Condition {
	words := strings.ReplaceAll(string(x.Kind), "-", " ")
	c := &Condition{
		Identifier:     w.identifier(x.ID),
		ClinicalStatus: w.codes.Concept("clinical-status/active", "active"),
		Category:       []CodeableConcept{w.codes.Concept("category/problem", "problem")},
		Code:           ownConcept(ProblemSystem, string(x.Kind), words),
		Subject:        w.subject,
	}
	c.ID = w.partID("problem", n)
	if x.Inactive {
		c.ClinicalStatus = w.codes.Concept("clinical-status/inactive", "inactive")
	}
	return c
}

func (w *planWriter) problemKind(id string) string {
	return strings.ReplaceAll(string(w.p.Plan.Problems[w.problems[id]].Kind), "-", " ")
}

func (w *planWriter) goal(n int, x *careplan.Goal) *Goal {
	g := &Goal{
		Identifier:      w.identifier(x.ID),
		LifecycleStatus: "active",
		Description:     textConcept("goal about " + w.problemKind(x.Problem)),
		Subject:         w.subject,
		Addresses:       []Reference{To("Condition", w.partID("problem", w.problems[x.Problem]))},
	}
	g.ID = w.partID("goal", n)
	switch x.Met {
	case assessment.Yes:
		g.LifecycleStatus = "completed"
		g.AchievementStatus = w.codes.Concept("achievement/achieved", "achieved")
	case assessment.No:
		g.AchievementStatus = w.codes.Concept("achievement/not-achieved", "not achieved")
	}
	if x.Begins.IsValid() {
		g.Start = DateOf(x.Begins)
	}
	if x.Target != nil || x.Due.IsValid() {
		t := GoalTarget{Due: dayValue(x.Due)}
		if x.Target != nil {
			t.Measure, t.Detail = ownConcept(MeasureSystem, "target", "target"), Integer(*x.Target)
		}
		g.Target = append(g.Target, t)
	}
	for _, o := range x.Objectives {
		var p parts
		p.text("id", o.ID)
		p.ternary("met", o.Met)
		t := GoalTarget{Due: dayValue(o.Due)}
		t.Extensions = []Extension{ownParts(goalExtension, p)}
		g.Target = append(g.Target, t)
	}
	return g
}

// dayValue gives a day as a value, nil for none.
func dayValue(d iop.Date) Value {
	if !d.IsValid() {
		return nil
	}
	return DateOf(d)
}

// team writes who takes part, with what US Core asks for: a role and a member
// each.
func (w *planWriter) team() {
	if len(w.p.Team) == 0 {
		return
	}
	t := &CareTeam{Status: "active", Subject: w.subject}
	t.ID = w.id + "-team"
	for _, m := range w.p.Team {
		t.Participant = append(t.Participant, CareTeamParticipant{
			Role: []CodeableConcept{ownConcept(RoleSystem, m.Role.String(), m.Role.String())}, Member: m.Member,
		})
	}
	w.out.Team = t
}

func (w *planWriter) plan() {
	x := &w.p.Plan
	c := &CarePlan{
		Identifier: []Identifier{{System: PlanSystem, Value: x.ID}},
		Status:     "active", Intent: "plan",
		Category: []CodeableConcept{w.codes.Concept("category/assess-plan", "assessment and plan of treatment")},
		Subject:  w.subject,
		Period:   Period{Start: DateTimeOf(w.p.Begins), End: DateTimeOf(w.p.Ends)},
	}
	c.ID = w.id
	c.Text = Narrative{Status: "generated", Div: `<div xmlns="http://www.w3.org/1999/xhtml">Care plan: problems ` + strconv.Itoa(len(x.Problems)) +
		`, goals ` + strconv.Itoa(len(x.Goals)) + `, interventions ` + strconv.Itoa(len(x.Interventions)) + `.</div>`}
	if w.out.Team != nil {
		c.CareTeam = []Reference{To("CareTeam", w.out.Team.ID)}
	}
	for _, p := range w.out.Problems {
		c.Addresses = append(c.Addresses, To("Condition", p.ID))
	}
	for _, g := range w.out.Goals {
		c.Goal = append(c.Goal, To("Goal", g.ID))
	}
	for i := range x.Interventions {
		c.Activity = append(c.Activity, PlanActivity{Detail: w.activity(&x.Interventions[i])})
	}
	if p := planParts(x); len(p) > 0 {
		c.Extensions = []Extension{ownParts(planExtension, p)}
	}
	w.out.Plan = c
}

// activity gives an intervention. How far it is is not part of a plan, so that
// its status is unknown.
func (w *planWriter) activity(x *careplan.Intervention) *PlanActivityDetail {
	d := &PlanActivityDetail{Kind: "Appointment", Code: w.codes.activity(x.Activity), Status: "unknown"}
	for _, g := range x.Goals {
		d.Goal = append(d.Goal, To("Goal", w.partID("goal", w.goals[g])))
	}
	if t := doseTiming(x); t != nil {
		d.Scheduled = *t
	}
	var p parts
	p.text("id", x.ID)
	p.code("format", string(x.Format))
	p.number("minutesPerWeek", x.MinutesPerWeek)
	p.number("sessionsPerWeek", x.SessionsPerWeek)
	p.number("everyWeeks", x.EveryWeeks)
	p.number("weeks", x.Weeks)
	d.Extensions = []Extension{ownParts(interventionExtension, p)}
	return d
}

// doseTiming gives a dose as FHIR can say it: sessions in so many weeks, for so
// many weeks, and the length of one where the minutes divide; nil if there is no
// dose.
func doseTiming(x *careplan.Intervention) *Timing {
	var r Repeat
	if x.SessionsPerWeek != nil || x.EveryWeeks != nil {
		r.Period, r.PeriodUnit = WholeDecimal(1), "wk"
		if x.EveryWeeks != nil {
			r.Period = WholeDecimal(*x.EveryWeeks)
		}
		if x.SessionsPerWeek != nil {
			r.Frequency = *x.SessionsPerWeek
		}
	}
	if x.MinutesPerWeek != nil && x.SessionsPerWeek != nil && *x.MinutesPerWeek%*x.SessionsPerWeek == 0 {
		r.Duration, r.DurationUnit = WholeDecimal(*x.MinutesPerWeek / *x.SessionsPerWeek), "min"
	}
	if x.Weeks != nil {
		r.Bounds = Duration{Value: WholeDecimal(*x.Weeks), Unit: "wk", System: UCUM, Code: "wk"}
	}
	if r.Bounds == nil && !r.Period.IsKnown() {
		return nil
	}
	return &Timing{Repeat: r}
}

// planParts hold what a CarePlan has no element for.
func planParts(x *careplan.Plan) (p parts) {
	for _, k := range x.CoOccurring {
		p.code("coOccurring", string(k))
	}
	for _, a := range x.Preferences.Wants {
		p.code("wants", a.String())
	}
	for _, a := range x.Preferences.Declines {
		p.code("declines", a.String())
	}
	for i := range x.Commitments {
		p.commitment(&x.Commitments[i])
	}
	p.ternary("personTookPart", x.PersonTookPart)
	p.ternary("familyTookPart", x.FamilyTookPart)
	p.ternary("traumaInformed", x.TraumaInformed)
	return p
}

func (p *parts) commitment(k *careplan.Commitment) {
	var in parts
	in.code("kind", string(k.Kind))
	for _, day := range dayCodes(k.Days.Set) {
		in.code("day", day)
	}
	in.day("date", k.Date)
	in.clock("start", k.Start)
	in.clock("end", k.End)
	in.day("from", k.From)
	in.day("until", k.Until)
	in.count("travelMinutes", k.Travel)
	p.nest("commitment", in)
}
