package careplan

import (
	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/iop"
)

// Plan is a person's care plan. It holds ids, kinds and numbers: the words that
// a person and a counselor chose stay in the record.
type Plan struct {
	// ID is an opaque reference.
	ID            string         `json:"id"`
	Problems      []Problem      `json:"problems,omitempty"`
	Goals         []Goal         `json:"goals,omitempty"`
	Interventions []Intervention `json:"interventions,omitempty"`
	// CoOccurring are the kinds of condition that stand beside the substance use:
	// mental-health and physical-health. Each asks for a problem of its kind.
	CoOccurring []ProblemKind `json:"coOccurring,omitempty"`
	// Preferences are the person's own, Commitments the times to keep free.
	Preferences Preferences  `json:"preferences,omitzero"`
	Commitments []Commitment `json:"commitments,omitempty"`
	// PersonTookPart and FamilyTookPart say who took part in writing it.
	PersonTookPart assessment.Ternary `json:"personTookPart,omitempty"`
	FamilyTookPart assessment.Ternary `json:"familyTookPart,omitempty"`
	// TraumaInformed says that the care is.
	TraumaInformed assessment.Ternary `json:"traumaInformed,omitempty"`
}

// Preferences are activities that a person wants, and those that the person
// declined. Nothing that was declined belongs into a plan.
type Preferences struct {
	Wants    []iop.Activity `json:"wants,omitempty"`
	Declines []iop.Activity `json:"declines,omitempty"`
}

// Problem is what a plan is about.
type Problem struct {
	ID   string      `json:"id"`
	Kind ProblemKind `json:"kind"`
	// Inactive problems are kept and ask for nothing.
	Inactive bool `json:"inactive,omitempty"`
}

// ProblemKind is a kind of problem. The zero ProblemKind is invalid.
type ProblemKind string

// The kinds of problem.
const (
	SubstanceUse   ProblemKind = "substance-use"
	MentalHealth   ProblemKind = "mental-health"
	PhysicalHealth ProblemKind = "physical-health"
	FamilyProblem  ProblemKind = "family"
	WorkOrSchool   ProblemKind = "work-or-school"
	HousingProblem ProblemKind = "housing"
	LegalProblem   ProblemKind = "legal"
	OtherProblem   ProblemKind = "other"
)

var problemKinds = []ProblemKind{SubstanceUse, MentalHealth, PhysicalHealth, FamilyProblem, WorkOrSchool, HousingProblem, LegalProblem, OtherProblem}

// Goal is what a person wants to reach about a problem.
type Goal struct {
	ID      string `json:"id"`
	Problem string `json:"problem"`
	// Target is the number by which it is measured, and Due the day; without
	// both it is not measurable. Begins is the day on which work on it begins.
	Target *int     `json:"target,omitempty"`
	Begins iop.Date `json:"begins,omitzero"`
	Due    iop.Date `json:"due,omitzero"`
	// Met says whether it is reached.
	Met        assessment.Ternary `json:"met,omitempty"`
	Objectives []Objective        `json:"objectives,omitempty"`
}

// Objective is a step on the way to a goal.
type Objective struct {
	ID  string             `json:"id"`
	Due iop.Date           `json:"due,omitzero"`
	Met assessment.Ternary `json:"met,omitempty"`
}

// Intervention is what is done for some goals: an activity, with its dose.
type Intervention struct {
	ID       string       `json:"id"`
	Goals    []string     `json:"goals"`
	Activity iop.Activity `json:"activity"`
	Format   iop.Format   `json:"format,omitempty"`
	// MinutesPerWeek and SessionsPerWeek are the dose; nil if the plan states
	// none.
	MinutesPerWeek  *int `json:"minutesPerWeek,omitempty"`
	SessionsPerWeek *int `json:"sessionsPerWeek,omitempty"`
	// EveryWeeks is the cadence of what does not take place each week, as in 4;
	// nil is each week.
	EveryWeeks *int `json:"everyWeeks,omitempty"`
	// Weeks is for how long; nil if the plan states none.
	Weeks *int `json:"weeks,omitempty"`
}

// PlanIssue is something that a check of a plan found.
type PlanIssue struct {
	// Kind says what, as in "problem-without-goal".
	Kind PlanIssueKind `json:"kind"`
	// Where is the path in the plan, as in "problems[2]".
	Where string `json:"where"`
	// Open says that it is not decided: something has to be known first.
	Open bool `json:"open,omitempty"`
	// Help says what could help.
	Help string `json:"help"`
}

// PlanIssueKind is a kind of issue.
type PlanIssueKind string

// The kinds of issue.
const (
	ProblemWithoutGoal      PlanIssueKind = "problem-without-goal"
	GoalWithoutIntervention PlanIssueKind = "goal-without-intervention"
	GoalNotMeasurable       PlanIssueKind = "goal-not-measurable"
	GoalOverdue             PlanIssueKind = "goal-overdue"
	PersonDidNotTakePart    PlanIssueKind = "person-did-not-take-part"
	NotOnSchedule           PlanIssueKind = "not-on-schedule"
	DoseTooLow              PlanIssueKind = "dose-too-low"
	SessionsTooFew          PlanIssueKind = "sessions-too-few"
	FamilyDidNotTakePart    PlanIssueKind = "family-did-not-take-part"
	TraumaInformedUnknown   PlanIssueKind = "trauma-informed-care"
	ConditionWithoutProblem PlanIssueKind = "condition-without-problem"
	DeclinedByPerson        PlanIssueKind = "declined-by-person"
	WantedNotInPlan         PlanIssueKind = "wanted-not-in-plan"
)
