package careplan_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
)

// planText is a plan with one of everything; what is broken differs by a change.
const planText = `{"asOf": "2026-11-23", "jurisdiction": "US-SD", "standards": ["sd-iop-plan"], "population": "adult",
 "plan": {"id": "p",
  "problems": [{"id": "use", "kind": "substance-use"}, {"id": "mood", "kind": "mental-health"}],
  "goals": [{"id": "g1", "problem": "use", "target": 30, "begins": "2026-11-09", "due": "2026-12-31", "objectives": [{"id": "o1", "due": "2026-11-30"}]},
            {"id": "g2", "problem": "mood", "target": 9, "due": "2026-12-31", "met": "no"}],
  "interventions": [{"id": "i1", "goals": ["g1", "g2"], "activity": "cbt", "format": "group", "minutesPerWeek": 360, "sessionsPerWeek": 3, "weeks": 12},
                    {"id": "i2", "goals": ["g1"], "activity": "family-therapy", "format": "family", "everyWeeks": 2}],
  "coOccurring": ["mental-health"],
  "preferences": {"wants": ["cbt"], "declines": ["yoga"]},
  "commitments": [{"kind": "work", "days": ["Mon"], "start": "09:00", "end": "17:00", "travelMinutes": 30, "from": "2026-11-01", "until": "2026-12-01"}],
  "personTookPart": "yes", "familyTookPart": "yes", "traumaInformed": "yes"},
 "events": [{"what": "admission", "on": "2026-11-09"}],
 "sessionDays": ["2026-11-10"], "closed": ["2026-11-26"], "soon": 3,
 "had": [{"activity": "cbt", "on": "2026-11-10"}], "offered": ["cbt"],
 "relapsePlan": {"triggers": 3, "naloxone": "yes", "naloxoneAsked": true},
 "situation": {"disorders": {"opioid": "severe"}, "familyWilling": "yes"},
 "progress": {"dimensions": {"ratings": {"D4": 2}}, "housing": true}}`

// brokenPlans are changes to planText, each with what the reader says. beyond
// says why JSON Schema cannot express it, "" if it can.
var brokenPlans = []struct{ name, old, new, want, beyond string }{
	{"no day", `"asOf": "2026-11-23", `, ``, "asOf: is missing; want the day", ""},
	{"a day that is none", `"asOf": "2026-11-23"`, `"asOf": "2026-11-31"`, "asOf", "days of months"},
	{"an unknown field", `"preferences"`, `"preference"`, "preference", ""},
	{"an unknown activity", `"activity": "cbt", "format"`, `"activity": "cbtt", "format"`, "plan.interventions[0].activity", ""},
	{"no activity", `"activity": "cbt", "format": "group"`, `"format": "group"`, "plan.interventions[0].activity: is missing", ""},
	{"an unknown kind of problem", `"substance-use"`, `"drugs"`, "plan.problems[0].kind: is missing or not a kind of problem", ""},
	{"a problem without an id", `"id": "use"`, `"id": ""`, "plan.problems[0].id: is missing", ""},
	{"an id that stands twice", `"id": "g2"`, `"id": "g1"`, "plan.goals[1].id: stands twice", "ids across a list"},
	{"a goal about nothing", `"problem": "mood"`, `"problem": "sleep"`, "plan.goals[1].problem: names no problem", "references"},
	{"a goal that is due before it begins", `"begins": "2026-11-09"`, `"begins": "2027-01-01"`, "plan.goals[0].due: is before begins", "two dates"},
	{"an objective after its goal", `"due": "2026-11-30"`, `"due": "2027-01-01"`, "plan.goals[0].objectives[0].due: is after its goal is due", "two dates"},
	{"an objective before its goal begins", `"due": "2026-11-30"`, `"due": "2026-11-08"`, "plan.goals[0].objectives[0].due: is before its goal begins", "two dates"},
	{"an objective without an id", `"id": "o1"`, `"id": ""`, "plan.goals[0].objectives[0].id: is missing", ""},
	{"an intervention for nothing", `"goals": ["g1"]`, `"goals": []`, "plan.interventions[1].goals: is empty", ""},
	{"an intervention for no goal of the plan", `"goals": ["g1"]`, `"goals": ["g9"]`, "plan.interventions[1].goals[0]: names no goal", "references"},
	{"no minutes", `"minutesPerWeek": 360`, `"minutesPerWeek": 0`, "minutesPerWeek: is out of range", ""},
	{"more sessions than hours", `"sessionsPerWeek": 3`, `"sessionsPerWeek": 169`, "sessionsPerWeek: is out of range", ""},
	{"once in 53 weeks", `"everyWeeks": 2`, `"everyWeeks": 53`, "everyWeeks: is out of range", ""},
	{"ten years and a week", `"weeks": 12`, `"weeks": 521`, "interventions[0].weeks: is out of range", ""},
	{"a format that there is not", `"format": "family"`, `"format": "crowd"`, "interventions[1].format", ""},
	{"a condition that is none", `"coOccurring": ["mental-health"]`, `"coOccurring": ["housing"]`, "plan.coOccurring[0]: is not a kind of condition", ""},
	{"wanted and declined", `"declines": ["yoga"]`, `"declines": ["cbt"]`, "plan.preferences.wants[0]: is wanted and declined", "two lists"},
	{"a commitment that runs backwards", `"until": "2026-12-01"`, `"until": "2026-11-01"`, "plan.commitments[0]: has an until that is not after its from", "two dates"},
	{"a commitment without a day", `"days": ["Mon"], `, ``, "plan.commitments[0]: has neither days nor a date", ""},
	{"a commitment with a name", `"kind": "work"`, `"kind": "work", "title": "x"`, "title", ""},
	{"an event after the day", `"on": "2026-11-09"`, `"on": "2026-11-24"`, "events[0].on: is after asOf", "two dates"},
	{"an event without a word", `"what": "admission"`, `"what": ""`, "events[0].what: is missing", ""},
	{"something had on no day", `"activity": "cbt", "on": "2026-11-10"`, `"activity": "cbt"`, "had[0]: lacks its activity or its day", ""},
	{"a year and a day before", `"soon": 3`, `"soon": 367`, "soon: is out of range", ""},
	{"fewer triggers than none", `"triggers": 3`, `"triggers": -1`, "relapsePlan: a number is less than nothing", ""},
	{"a rating above 4", `"D4": 2`, `"D4": 5`, "progress: dimensions: D4 is 5", ""},
	{"a dimension that there is not", `"D4": 2`, `"D7": 2`, "D7", ""},
	{"a disorder without a severity", `"opioid": "severe"`, `"opioid": "undetermined"`, "situation.disorders: opioid: has no severity", ""},
}

func readPlan(text string) (careplan.PlanFile, error) {
	return careplan.ReadPlan(strings.NewReader(text), "p.json")
}

func TestReadPlan(t *testing.T) {
	f, err := readPlan(planText)
	require.NoError(t, err)
	require.Equal(t, date(t, "2026-11-23"), f.AsOf)
	require.Equal(t, iop.Adult, f.Population)
	require.Equal(t, new(2), f.Plan.Interventions[1].EveryWeeks)
	require.Equal(t, assessment.Severe, f.Situation.Disorders[assessment.Opioid])
	k := f.Plan.Commitments[0].Value()
	require.Equal(t, iop.Commitment{Kind: iop.Work, Days: iop.Weekdays(0).With(iop.Monday), Period: iop.Period{From: date(t, "2026-11-01"), Until: date(t, "2026-12-01")}, Start: 540, End: 1020, Travel: 30}, k)
	require.Empty(t, f.Plan.Check(f.AsOf))
}

func TestBrokenPlansAreRefusedWithTheirPlace(t *testing.T) {
	for _, c := range brokenPlans {
		t.Run(c.name, func(t *testing.T) {
			require.Equal(t, 1, strings.Count(planText, c.old), "the change must hit one place")
			_, err := readPlan(strings.Replace(planText, c.old, c.new, 1))
			require.ErrorContains(t, err, c.want)
			require.ErrorContains(t, err, "p.json:")
		})
	}
}

func TestAllProblemsOfAPlanAreReported(t *testing.T) {
	_, err := readPlan(`{"asOf": "2026-11-23", "plan": {"id": "p", "problems": [{"id": "", "kind": "x"}], "goals": [{"id": "g", "problem": "y"}]}}`)
	require.ErrorContains(t, err, "plan.problems[0].id: is missing")
	require.ErrorContains(t, err, "plan.problems[0].kind: is missing or not a kind")
	require.ErrorContains(t, err, "plan.goals[0].problem: names no problem")
}

// manyGoals is a plan of n goals, each with an intervention; each of them
// named by the last character of its id.
func manyGoals(n int) string {
	var goals, interventions strings.Builder
	for i := range n {
		comma := ","
		if i == n-1 {
			comma = ""
		}
		fmt.Fprintf(&goals, `{"id": "g%d", "problem": "use", "target": 1, "due": "2026-12-31"}%s`, i, comma)
		fmt.Fprintf(&interventions, `{"id": "i%d", "goals": ["g%d"], "activity": "cbt"}%s`, i, i, comma)
	}
	return `{"asOf": "2026-11-23", "plan": {"id": "p", "personTookPart": "yes", "traumaInformed": "yes", "problems": [{"id": "use", "kind": "substance-use"}], "goals": [` + goals.String() + `], "interventions": [` + interventions.String() + `]}}`
}

func TestAPlanOfTenThousandGoalsIsRead(t *testing.T) {
	text := manyGoals(10_000)
	begun := time.Now()
	f, err := readPlan(text)
	require.NoError(t, err)
	require.Empty(t, f.Plan.Check(f.AsOf))
	require.Less(t, time.Since(begun), 20*time.Second, "reading and checking are linear")

	_, err = readPlan(strings.ReplaceAll(text, `"problem": "use"`, `"problem": "x"`))
	require.ErrorContains(t, err, "plan.goals[0].problem: names no problem")
	require.ErrorContains(t, err, "is one problem of very many; the rest are not listed")
	require.Less(t, strings.Count(err.Error(), "\n"), 2000)
}

func TestThePlanOfTheCommandIsRead(t *testing.T) {
	r, err := os.Open("../cmd/iop/testdata/plan.json")
	require.NoError(t, err)
	defer r.Close()
	_, err = careplan.ReadPlan(r, "plan.json")
	require.NoError(t, err)
}
