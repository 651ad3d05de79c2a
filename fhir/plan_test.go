package fhir_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/fhir"
	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
)

func TestCarePlan(t *testing.T) {
	p := fhir.PersonPlan{
		Client: "p1", Begins: iop.MustDate(2026, 11, 2),
		Plan: careplan.Plan{
			ID: "plan-1", PersonTookPart: assessment.Yes,
			Problems: []careplan.Problem{{ID: "use", Kind: careplan.SubstanceUse}},
			Goals: []careplan.Goal{{ID: "g1", Problem: "use", Target: new(30), Due: iop.MustDate(2027, 1, 29), Met: assessment.No,
				Objectives: []careplan.Objective{{ID: "o1", Due: iop.MustDate(2026, 12, 1), Met: assessment.Yes}}}},
			Interventions: []careplan.Intervention{{ID: "i1", Goals: []string{"g1"}, Activity: iop.MustParseActivity("group-therapy"), Format: iop.Group,
				MinutesPerWeek: new(540), SessionsPerWeek: new(3), Weeks: new(12)}},
		},
		Team: []fhir.TeamMember{{Role: careplan.Counselor, Member: fhir.To("Practitioner", "x1")}},
	}
	out, err := fhir.NewCarePlan(&p, fhir.Codes{})
	require.NoError(t, err)
	var lines []string
	for _, r := range out.All() {
		lines = append(lines, unlabelled(t, r))
	}
	require.Equal(t, []string{
		`{"resourceType":"CarePlan","id":"plan-1","text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\">Care plan: problems 1, goals 1, interventions 1.</div>"},` +
			`"extension":[{"extension":[{"url":"personTookPart","valueCode":"yes"}],"url":"https://openiop.org/fhir/StructureDefinition/care-plan"}],` +
			`"identifier":[{"system":"https://openiop.org/fhir/care-plan-id","value":"plan-1"}],"status":"active","intent":"plan",` +
			`"category":[{"coding":[{"system":"http://hl7.org/fhir/us/core/CodeSystem/careplan-category","code":"assess-plan"}],"text":"assessment and plan of treatment"}],` +
			`"subject":{"reference":"Patient/p1"},"period":{"start":"2026-11-02"},"careTeam":[{"reference":"CareTeam/plan-1-team"}],"addresses":[{"reference":"Condition/plan-1-problem-1"}],"goal":[{"reference":"Goal/plan-1-goal-1"}],` +
			`"activity":[{"detail":{"extension":[{"extension":[{"url":"id","valueString":"i1"},{"url":"format","valueCode":"group"},{"url":"minutesPerWeek","valueInteger":540},{"url":"sessionsPerWeek","valueInteger":3},{"url":"weeks","valueInteger":12}],"url":"https://openiop.org/fhir/StructureDefinition/intervention"}],` +
			`"kind":"Appointment","code":{"coding":[{"system":"https://openiop.org/fhir/activity","code":"group-therapy","display":"group therapy"},{"system":"http://snomed.info/sct","code":"76168009"}],"text":"group therapy"},` +
			`"goal":[{"reference":"Goal/plan-1-goal-1"}],"status":"unknown",` +
			`"scheduledTiming":{"repeat":{"boundsDuration":{"value":12,"unit":"wk","system":"http://unitsofmeasure.org","code":"wk"},"duration":180,"durationUnit":"min","frequency":3,"period":1,"periodUnit":"wk"}}}}]}`,
		`{"resourceType":"Condition","id":"plan-1-problem-1","identifier":[{"system":"https://openiop.org/fhir/care-plan-id","value":"plan-1/use"}],` +
			`"clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-clinical","code":"active","display":"Active"}],"text":"active"},` +
			`"category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-category","code":"problem-list-item","display":"Problem List Item"}],"text":"problem"}],` +
			`"code":{"coding":[{"system":"https://openiop.org/fhir/problem","code":"substance-use"}],"text":"substance use"},"subject":{"reference":"Patient/p1"}}`,
		`{"resourceType":"Goal","id":"plan-1-goal-1","identifier":[{"system":"https://openiop.org/fhir/care-plan-id","value":"plan-1/g1"}],"lifecycleStatus":"active",` +
			`"achievementStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/goal-achievement","code":"not-achieved","display":"Not Achieved"}],"text":"not achieved"},` +
			`"description":{"text":"goal about substance use"},"subject":{"reference":"Patient/p1"},` +
			`"target":[{"measure":{"coding":[{"system":"https://openiop.org/fhir/goal-measure","code":"target"}],"text":"target"},"detailInteger":30,"dueDate":"2027-01-29"},` +
			`{"extension":[{"extension":[{"url":"id","valueString":"o1"},{"url":"met","valueCode":"yes"}],"url":"https://openiop.org/fhir/StructureDefinition/goal-objective"}],"dueDate":"2026-12-01"}],` +
			`"addresses":[{"reference":"Condition/plan-1-problem-1"}]}`,
		`{"resourceType":"CareTeam","id":"plan-1-team","status":"active","subject":{"reference":"Patient/p1"},"participant":[{"role":[{"coding":[{"system":"https://openiop.org/fhir/role","code":"counselor"}],"text":"counselor"}],"member":{"reference":"Practitioner/x1"}}]}`,
	}, lines)

	for _, bad := range []fhir.PersonPlan{
		{Plan: p.Plan},
		{Client: "p1"},
		{Client: "p1", Plan: careplan.Plan{ID: "x", Goals: []careplan.Goal{{ID: "g", Problem: "none"}}}},
		{Client: "p1", Plan: careplan.Plan{ID: "x"}, Team: []fhir.TeamMember{{Role: careplan.Nurse}}},
	} {
		_, err := fhir.NewCarePlan(&bad, fhir.Codes{})
		require.Error(t, err)
	}
}

func drawPlan(t *rapid.T) fhir.PersonPlan {
	day := func(label string) iop.Date {
		return iop.MustDate(2026, 11, 2).AddDays(rapid.IntRange(0, 99).Draw(t, label))
	}
	some := func(label string) *int {
		if rapid.Bool().Draw(t, label) {
			return nil
		}
		return new(rapid.IntRange(1, 52).Draw(t, label))
	}
	ternary := rapid.SampledFrom([]assessment.Ternary{assessment.Unknown, assessment.No, assessment.Yes})
	activities := rapid.SampledFrom([]iop.Activity{iop.MustParseActivity("group-therapy"), iop.MustParseActivity("cbt"), iop.MustParseActivity("process-group"), iop.MustParseActivity("yoga")})
	p := fhir.PersonPlan{Client: rapid.SampledFrom([]string{"p1", "client 7", "urn:uuid:1"}).Draw(t, "client"), Begins: day("begins")}
	x := &p.Plan
	x.ID = rapid.SampledFrom([]string{"plan-1", "plan 2/a", strings.Repeat("z", 70)}).Draw(t, "id")
	for i := range rapid.IntRange(0, 3).Draw(t, "problems") {
		x.Problems = append(x.Problems, careplan.Problem{ID: "pr " + strconv.Itoa(i), Inactive: rapid.Bool().Draw(t, "inactive"),
			Kind: rapid.SampledFrom([]careplan.ProblemKind{careplan.SubstanceUse, careplan.MentalHealth, careplan.WorkOrSchool, careplan.OtherProblem}).Draw(t, "kind")})
	}
	for i := range rapid.IntRange(0, 3).Draw(t, "goals") {
		if len(x.Problems) == 0 {
			break
		}
		g := careplan.Goal{ID: "g" + strconv.Itoa(i), Problem: rapid.SampledFrom(x.Problems).Draw(t, "about").ID, Target: some("target"), Met: ternary.Draw(t, "met")}
		if rapid.Bool().Draw(t, "dated") {
			g.Begins, g.Due = iop.MustDate(2026, 11, 1), day("due")
		}
		for j := range rapid.IntRange(0, 2).Draw(t, "objectives") {
			g.Objectives = append(g.Objectives, careplan.Objective{ID: "o" + strconv.Itoa(i) + strconv.Itoa(j), Due: g.Due, Met: ternary.Draw(t, "met")})
		}
		x.Goals = append(x.Goals, g)
	}
	for i := range rapid.IntRange(0, 3).Draw(t, "interventions") {
		if len(x.Goals) == 0 {
			break
		}
		v := careplan.Intervention{ID: "i" + strconv.Itoa(i), Goals: []string{rapid.SampledFrom(x.Goals).Draw(t, "for").ID}, Activity: activities.Draw(t, "activity"),
			MinutesPerWeek: some("minutes"), SessionsPerWeek: some("sessions"), EveryWeeks: some("every"), Weeks: some("weeks")}
		if rapid.Bool().Draw(t, "format") {
			v.Format = iop.Group
		}
		x.Interventions = append(x.Interventions, v)
	}
	if rapid.Bool().Draw(t, "more") {
		x.CoOccurring = []careplan.ProblemKind{careplan.MentalHealth}
		x.Preferences = careplan.Preferences{Wants: []iop.Activity{iop.MustParseActivity("cbt")}, Declines: []iop.Activity{iop.MustParseActivity("yoga")}}
		x.Commitments = []careplan.Commitment{
			{Kind: careplan.CommitmentKind(iop.Work), Days: schedule.Days{Set: iop.Weekdays(0).With(iop.Monday).With(iop.Sunday)}, Start: schedule.NewClock(22, 0), End: schedule.NewClock(6, 30), From: day("from"), Travel: 20},
			{Date: day("once")},
		}
		p.Team = []fhir.TeamMember{{Role: careplan.Peer, Member: fhir.To("RelatedPerson", "x2")}, {Role: careplan.Prescriber, Member: fhir.To("Practitioner", "x3")}}
	}
	x.PersonTookPart, x.FamilyTookPart, x.TraumaInformed = ternary.Draw(t, "person"), ternary.Draw(t, "family"), ternary.Draw(t, "trauma")
	return p
}

func TestCarePlansComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawPlan(t)
		out, err := fhir.NewCarePlan(&p, fhir.Codes{})
		require.NoError(t, err)
		var back []fhir.Resource
		for _, r := range out.All() {
			back = append(back, throughJSON(t, r))
		}
		b := fhir.Collection(back...)
		got, report := fhir.ReadCarePlan(back[0].(*fhir.CarePlan), b.Resolve, fhir.Codes{})
		require.Empty(t, report.Issues)
		require.Equal(t, p, got)
	})
}

// US Core's mandatory elements of CarePlan, Goal, Condition and CareTeam.
func TestCarePlansHaveWhatUSCoreAsksFor(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawPlan(t)
		out, err := fhir.NewCarePlan(&p, fhir.Codes{})
		require.NoError(t, err)
		assessPlan := 0
		for _, c := range out.Plan.Category {
			if c.Has("http://hl7.org/fhir/us/core/CodeSystem/careplan-category", "assess-plan") {
				assessPlan++
			}
		}
		require.Equal(t, 1, assessPlan, "exactly one in US Core 6.1 and 7")
		require.NotEmpty(t, out.Plan.Text.Div)
		for _, a := range out.Plan.Activity {
			require.True(t, (a.Detail == nil) != (a.Reference.Reference == ""), "detail or reference, not both (cpl-3)")
		}
		for _, g := range out.Goals {
			require.NotEmpty(t, g.LifecycleStatus)
			require.NotEmpty(t, g.Description.Text)
			for _, x := range g.Target {
				require.True(t, x.Detail == nil || x.Measure.IsStated(), "a detail needs a measure (gol-1)")
			}
		}
		for _, c := range out.Problems {
			require.NotEmpty(t, c.Category)
			require.NotEmpty(t, c.Code.Text)
		}
		if out.Team != nil {
			for _, m := range out.Team.Participant {
				require.NotEmpty(t, m.Role)
				require.NotEmpty(t, m.Member.Reference)
			}
		}
	})
}

func TestReadCarePlansOfOthers(t *testing.T) {
	b, report, err := fhir.ReadBundle(strings.NewReader(`{"resourceType":"Bundle","type":"collection","entry":[
{"resource":{"resourceType":"CarePlan","id":"c1","status":"active","intent":"plan","title":"Plan of Ms. Smith","subject":{"reference":"Patient/p1"},"period":{"start":"2026-11-02"},
 "addresses":[{"reference":"Condition/d1"},{"reference":"Condition/d2"},{"reference":"Condition/d3"}],"goal":[{"reference":"Goal/g1"},{"reference":"Goal/none"}],
 "activity":[
  {"detail":{"kind":"Appointment","status":"scheduled","code":{"coding":[{"system":"http://snomed.info/sct","code":"76168009"}]},"goal":[{"reference":"Goal/g1"}],
   "scheduledTiming":{"repeat":{"boundsPeriod":{"start":"2026-11-02","end":"2027-01-29"},"frequency":1,"period":1,"periodUnit":"wk","dayOfWeek":["mon","wed","fri"],"timeOfDay":["09:00:00"],"duration":3,"durationUnit":"h"}}}},
  {"detail":{"status":"cancelled","code":{"coding":[{"system":"http://snomed.info/sct","code":"76168009"}]}}},
  {"detail":{"status":"scheduled","code":{"text":"walks"}}},
  {"reference":{"reference":"ServiceRequest/s1"}}]}},
{"resource":{"resourceType":"Condition","id":"d1","code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"F11.20"}]},"subject":{"reference":"Patient/p1"}}},
{"resource":{"resourceType":"Condition","id":"d2","clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-clinical","code":"resolved"}]},"code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"F32.1"}]},"subject":{"reference":"Patient/p1"}}},
{"resource":{"resourceType":"Condition","id":"d3","code":{"text":"trouble with the landlord"},"subject":{"reference":"Patient/p1"}}},
{"resource":{"resourceType":"Goal","id":"g1","lifecycleStatus":"active","achievementStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/goal-achievement","code":"in-progress"}]},"description":{"text":"Attend 9 hours per week"},"subject":{"reference":"Patient/p1"},"addresses":[{"reference":"Condition/d1"}],"target":[{"measure":{"text":"hours"},"detailQuantity":{"value":9,"unit":"h"},"dueDate":"2027-01-29"}]}}
]}`), "b.json", fhir.ReadOptions{})
	require.NoError(t, err, report.String())
	p, report := fhir.ReadCarePlan(b.Entry[0].Resource.(*fhir.CarePlan), b.Resolve, fhir.Codes{})
	require.NoError(t, report.Err())
	require.Equal(t, fhir.PersonPlan{Client: "p1", Begins: iop.MustDate(2026, 11, 2), Plan: careplan.Plan{
		ID:       "c1",
		Problems: []careplan.Problem{{ID: "d1", Kind: careplan.SubstanceUse}, {ID: "d2", Kind: careplan.MentalHealth, Inactive: true}, {ID: "d3", Kind: careplan.OtherProblem}},
		Goals:    []careplan.Goal{{ID: "g1", Problem: "d1", Target: new(9), Due: iop.MustDate(2027, 1, 29)}},
		Interventions: []careplan.Intervention{{ID: "activity-1", Goals: []string{"g1"}, Activity: iop.MustParseActivity("group-therapy"),
			SessionsPerWeek: new(3), MinutesPerWeek: new(540), Weeks: new(13)}},
	}}, p)
	for _, want := range []string{
		"CarePlan/c1.title is not used by the mapping", "goal[1] points to a goal that is not there", "addresses[2] is no kind of problem by its code",
		"goal[0].target[0].detailQuantity is read as a number", "goal[0].description is in words", "activity[0].detail.code stands for several activities",
		"activity[1].detail.status says that it does not take place", "activity[2].detail.code is no activity that is known", "activity[3].reference is not followed",
	} {
		require.Contains(t, report.String(), want)
	}
	for _, word := range []string{"Smith", "walks", "landlord", "Attend"} {
		require.NotContains(t, report.String(), word, "no text of a record")
	}
}

// Somebody who changes the timing and leaves our extension is told.
func TestChangedTimingIsTold(t *testing.T) {
	p := fhir.PersonPlan{Client: "p1", Plan: careplan.Plan{ID: "x", Problems: []careplan.Problem{{ID: "a", Kind: careplan.SubstanceUse}}, Goals: []careplan.Goal{{ID: "g", Problem: "a"}},
		Interventions: []careplan.Intervention{{ID: "i", Goals: []string{"g"}, Activity: iop.MustParseActivity("cbt"), SessionsPerWeek: new(2)}}}}
	out, err := fhir.NewCarePlan(&p, fhir.Codes{})
	require.NoError(t, err)
	out.Plan.Activity[0].Detail.Scheduled = fhir.Timing{Repeat: fhir.Repeat{Frequency: 5, Period: fhir.WholeDecimal(1), PeriodUnit: "wk"}}
	_, report := fhir.ReadCarePlan(out.Plan, fhir.Collection(out.All()...).Resolve, fhir.Codes{})
	require.Contains(t, report.String(), "differs from our extension")
}
