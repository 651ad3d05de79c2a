package careplan_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

const ready = `{
  "asOf": "2026-11-23", "level": "2.1",
  "attendance": {"attended": 22, "offered": 24}, "goals": {"met": 4, "total": 5},
  "scores": [
    {"instrument": "phq-9", "date": "2026-09-07", "total": 16, "flags": {"item9": "no"}},
    {"instrument": "phq-9", "date": "2026-11-16", "total": 6, "flags": {"item9": "no"}}],
  "dimensions": {"date": "2026-11-16", "ratings": {"D1": 0, "D2": 0, "D3": 1, "D4": 1, "D5": 1, "D6": 1}},
  "relapsePlan": true, "supportNetwork": true, "housing": true, "work": true,
  "nextAppointment": "2026-11-30", "preference": "step-down"
}`

func evaluate(t require.TestingT, text string) careplan.StepDown {
	g, err := careplan.ReadProgress(strings.NewReader(text), "episode.json")
	require.NoError(t, err)
	out, err := careplan.StepDownPolicy{}.Evaluate(g)
	require.NoError(t, err)
	return out
}

func stateOf(out careplan.StepDown, id string) string {
	for _, c := range out.Criteria {
		if c.ID == id {
			return c.State.String()
		}
	}
	return "absent"
}

func TestStepDown(t *testing.T) {
	for _, c := range []struct{ name, old, new, outcome, id, state string }{
		{"everything met", "", "", "supported", "scores", "met"},
		{"attendance at the threshold", `"attended": 22, "offered": 24`, `"attended": 80, "offered": 100`, "supported", "attendance", "met"},
		{"one under it", `"attended": 22, "offered": 24`, `"attended": 79, "offered": 100`, "not-yet", "attendance", "not-met"},
		{"nothing offered is unknown", `"attended": 22, "offered": 24`, `"attended": 0, "offered": 0`, "undetermined", "attendance", "unknown"},
		{"attendance not recorded", `"attended": 22, "offered": 24`, `"offered": 24`, "undetermined", "attendance", "unknown"},
		{"goals at the threshold", `"met": 4, "total": 5`, `"met": 3, "total": 4`, "supported", "goals", "met"},
		{"goals under it", `"met": 4, "total": 5`, `"met": 2, "total": 4`, "not-yet", "goals", "not-met"},
		{"a worse score", `"total": 6, "flags"`, `"total": 17, "flags"`, "not-yet", "scores", "not-met"},
		{"worse by the published threshold", `"total": 6, "flags"`, `"total": 20, "flags"`, "more-support", "scores", "not-met"},
		{"a critical flag", `"total": 6, "flags": {"item9": "no"}`, `"total": 6, "flags": {"item9": "yes"}`, "more-support", "scores", "not-met"},
		{"a critical flag that nobody answered", `"total": 6, "flags": {"item9": "no"}`, `"total": 6`, "undetermined", "scores", "unknown"},
		{"one score is no change", `{"instrument": "phq-9", "date": "2026-09-07", "total": 16, "flags": {"item9": "no"}},`, "", "undetermined", "scores", "unknown"},
		{"a rating above the bound", `"D6": 1`, `"D6": 2`, "not-yet", "dimensions", "not-met"},
		{"a rating that rose above it", `"D6": 1}`, `"D6": 2}, "previous": {"D6": 1}`, "more-support", "dimensions", "not-met"},
		{"a rating that fell and is above it", `"D6": 1}`, `"D6": 2}, "previous": {"D6": 3}`, "not-yet", "dimensions", "not-met"},
		{"a dimension that is not rated", `, "D6": 1`, ``, "undetermined", "dimensions", "unknown"},
		{"no relapse prevention plan", `"relapsePlan": true`, `"relapsePlan": false`, "not-yet", "relapsePlan", "not-met"},
		{"housing not recorded", `"housing": true, `, ``, "undetermined", "housing", "unknown"},
		{"an appointment at the limit", "2026-11-30", "2026-12-07", "supported", "nextAppointment", "met"},
		{"a day after it", "2026-11-30", "2026-12-08", "not-yet", "nextAppointment", "not-met"},
		{"an appointment that is over", "2026-11-30", "2026-11-22", "not-yet", "nextAppointment", "not-met"},
		{"the person prefers to stay", `"step-down"`, `"stay"`, "not-yet", "preference", "not-met"},
		{"the person wants more", `"step-down"`, `"step-up"`, "more-support", "preference", "not-met"},
		{"an unknown word", `"step-down"`, `"perhaps"`, "undetermined", "preference", "unknown"},
		{"tests are information", `"relapsePlan"`, `"tests": [{"date": "2026-11-20", "analyte": "cocaine", "finding": "positive-unexpected"}], "relapsePlan"`, "supported", "tests", "information"},
	} {
		t.Run(c.name, func(t *testing.T) {
			require.Contains(t, ready, c.old)
			out := evaluate(t, strings.Replace(ready, c.old, c.new, 1))
			require.Equal(t, c.outcome, out.Outcome.String())
			require.Equal(t, c.state, stateOf(out, c.id))
			require.Equal(t, c.state == "unknown", slices.Contains(out.Missing, c.id))
			require.NotContains(t, strings.Join(flat(out), " "), "perhaps", "no free text of the record")
		})
	}
}

func flat(out careplan.StepDown) (all []string) {
	for _, c := range out.Criteria {
		all = append(all, c.Evidence...)
	}
	return all
}

func TestNothingKnownIsUndetermined(t *testing.T) {
	out := evaluate(t, `{}`)
	require.Equal(t, "undetermined", out.Outcome.String())
	require.Equal(t, []string{"asOf", "level", "attendance", "goals", "scores", "dimensions", "tests", "relapsePlan", "supportNetwork",
		"housing", "work", "nextAppointment", "preference"}, out.Missing)
	require.Len(t, out.Criteria, 11)
	for _, c := range out.Criteria {
		require.True(t, c.Source.IsValid(), c.ID)
		require.Empty(t, c.Evidence, c.ID)
	}
}

func TestEpisodesThatCannotBeRead(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{`[]`, "episode.json:1: is a list; want an object"},
		{`{"goals": {"met": 5, "total": 4}}`, "goals: met is more than total"},
		{`{"attendance": {"attended": -1}}`, "attendance: is less than nothing"},
		{`{"nextAppointment": "soon"}`, "nextAppointment"},
		{`{"housing": "yes"}`, "housing"},
		{`{"dimensions": {"ratings": {"D7": 1}}}`, "D7"},
		{`{"dimensions": {"ratings": {"D1": 5}}}`, "D1 is 5; want a rating from 0 to 4"},
		{`{"scores": [{"instrument": "phq-9", "total": 3}]}`, "scores[0].date"},
		{`{"mood": 1}`, "mood"},
		{`{"level": "9.9"}`, "level"},
		{`{`, "ends too early"},
	} {
		_, err := careplan.ReadProgress(strings.NewReader(c.text), "episode.json")
		require.ErrorContains(t, err, c.want, c.text)
		require.ErrorContains(t, err, "episode.json", c.text)
	}
}

func someProgress(t *rapid.T) careplan.Progress {
	is := func(name string) *bool { return rapid.Ptr(rapid.Bool(), true).Draw(t, name) }
	count := func(name string, most int) *int { return rapid.Ptr(rapid.IntRange(0, most), true).Draw(t, name) }
	g := careplan.Progress{
		AsOf: iop.MustDate(2026, time.November, 23), RelapsePlan: is("plan"), SupportNetwork: is("network"), Housing: is("housing"), Work: is("work"),
		Preference: rapid.SampledFrom([]careplan.Preference{"", careplan.PrefersStepDown, careplan.PrefersToStay, careplan.PrefersStepUp}).Draw(t, "preference"),
		Attendance: &careplan.AttendanceShare{Attended: count("attended", 20), Offered: new(20)},
		Goals:      &careplan.GoalShare{Met: count("met", 5), Total: new(5)},
	}
	if rapid.Bool().Draw(t, "booked") {
		g.NextAppointment = g.AsOf.AddDays(rapid.IntRange(-5, 30).Draw(t, "days"))
	}
	if rapid.Bool().Draw(t, "rated") {
		g.Dimensions = &careplan.DimensionReview{Ratings: map[assessment.Dimension]int{}, Previous: map[assessment.Dimension]int{}}
		for _, d := range assessment.Dimensions() {
			if n := rapid.IntRange(-1, 3).Draw(t, d.String()); n >= 0 {
				g.Dimensions.Ratings[d] = n
			}
		}
	}
	for i := range rapid.IntRange(0, 3).Draw(t, "scores") {
		g.Scores = append(g.Scores, careplan.ScoreOn{Instrument: "phq-9", Date: g.AsOf.AddDays(-14 * i), Total: count("total", 27),
			Flags: map[string]assessment.Ternary{"item9": assessment.Ternary(rapid.IntRange(0, 2).Draw(t, "flag"))}})
	}
	return g
}

// TestTestsAloneChangeNothing: under the default policy the answer is the same
// whatever the tests were. It fails if tests() gave not-met for any finding.
func TestTestsAloneChangeNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := someProgress(t)
		g.Tests = []careplan.TestOn{{Date: g.AsOf, Finding: "negative-expected"}}
		before, err := careplan.StepDownPolicy{}.Evaluate(g)
		require.NoError(t, err)
		g.Tests = nil
		for range rapid.IntRange(1, 50).Draw(t, "tests") {
			g.Tests = append(g.Tests, careplan.TestOn{Date: g.AsOf, Finding: rapid.SampledFrom([]string{"positive-unexpected", "unusable", "residual"}).Draw(t, "finding")})
		}
		after, err := careplan.StepDownPolicy{}.Evaluate(g)
		require.NoError(t, err)
		require.Equal(t, before.Outcome, after.Outcome)
		require.Equal(t, before.Missing, after.Missing)
		for i := range before.Criteria {
			require.Equal(t, before.Criteria[i].State, after.Criteria[i].State)
		}
	})
}

// TestMissingEvidenceNeverSupports, and favorable evidence never makes an
// answer worse.
func TestMissingEvidenceNeverSupports(t *testing.T) {
	yes := true
	favorable := []func(*careplan.Progress){
		func(g *careplan.Progress) {
			g.Attendance = &careplan.AttendanceShare{Attended: new(20), Offered: new(20)}
		},
		func(g *careplan.Progress) { g.Goals = &careplan.GoalShare{Met: new(5), Total: new(5)} },
		func(g *careplan.Progress) { g.RelapsePlan = &yes },
		func(g *careplan.Progress) { g.SupportNetwork = &yes },
		func(g *careplan.Progress) { g.Housing = &yes },
		func(g *careplan.Progress) { g.Work = &yes },
		func(g *careplan.Progress) { g.NextAppointment = g.AsOf.AddDays(7) },
		func(g *careplan.Progress) { g.Preference = careplan.PrefersStepDown },
	}
	rank := map[careplan.StepDownOutcome]int{careplan.MoreSupport: 0, careplan.NotYet: 1, careplan.StepDownUndetermined: 2, careplan.Supported: 3}
	rapid.Check(t, func(t *rapid.T) {
		g := someProgress(t)
		before, err := careplan.StepDownPolicy{}.Evaluate(g)
		require.NoError(t, err)
		for _, c := range before.Criteria {
			require.False(t, c.State == careplan.CriterionUnknown && before.Outcome == careplan.Supported, c.ID)
		}
		rapid.SampledFrom(favorable).Draw(t, "favorable")(&g)
		after, err := careplan.StepDownPolicy{}.Evaluate(g)
		require.NoError(t, err)
		require.GreaterOrEqual(t, rank[after.Outcome], rank[before.Outcome])
	})
}

func TestStepDownPolicies(t *testing.T) {
	g, err := careplan.ReadProgress(strings.NewReader(ready), "episode.json")
	require.NoError(t, err)
	out, err := careplan.StepDownPolicy{AttendancePercent: 95}.Evaluate(g)
	require.NoError(t, err)
	require.Equal(t, careplan.NotYet, out.Outcome)
	for _, p := range []careplan.StepDownPolicy{{AttendancePercent: 101}, {GoalPercent: -1}, {MostRating: new(5)}, {AppointmentWithin: -1}} {
		_, err := p.Evaluate(g)
		require.ErrorContains(t, err, "out of range")
	}
}

// TestATestGateNamesItself: a program may ask for days without an unexpected
// positive test, and every answer says that it does.
func TestATestGateNamesItself(t *testing.T) {
	own := iop.Source{Locator: "program handbook, page 4", Confidence: iop.Supposed}
	for _, c := range []struct{ name, tests, outcome, state string }{
		{"none in the days", `{"date": "2026-11-20", "finding": "negative-expected"}`, "supported", "met"},
		{"the first of the days", `{"date": "2026-10-25", "finding": "positive-unexpected"}`, "not-yet", "not-met"},
		{"the day before them", `{"date": "2026-10-24", "finding": "positive-unexpected"}`, "undetermined", "unknown"},
		{"residual", `{"date": "2026-11-20", "finding": "residual"}`, "supported", "met"},
		{"not tested", ``, "undetermined", "unknown"},
	} {
		g, err := careplan.ReadProgress(strings.NewReader(strings.Replace(ready, `"relapsePlan"`, `"tests": [`+c.tests+`], "relapsePlan"`, 1)), "episode.json")
		require.NoError(t, err)
		out, err := careplan.StepDownPolicy{TestGate: &careplan.TestGate{Name: "30 days", Source: own, Days: 30}}.Evaluate(g)
		require.NoError(t, err)
		require.Equal(t, c.outcome, out.Outcome.String(), c.name)
		require.Equal(t, c.state, stateOf(out, "testGate"), c.name)
		require.Contains(t, out.Policy, "30 days: a choice of the program against current guidance")
		require.Equal(t, "information", stateOf(out, "tests"))
	}
	for _, gate := range []careplan.TestGate{{}, {Name: "x", Days: 30}, {Name: "x", Source: own}} {
		_, err := careplan.StepDownPolicy{TestGate: &gate}.Evaluate(careplan.Progress{})
		require.ErrorContains(t, err, "step-down policy")
	}
}
