package careplan_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/stretchr/testify/require"
)

func standard(t testing.TB, id iop.StandardID) iop.Standard {
	s, ok := iop.Embedded().Lookup(id, false)
	require.True(t, ok, id)
	return s
}

func planDesign(t testing.TB, text string) *schedule.Program {
	list, err := schedule.ReadPrograms(strings.NewReader(text), "d.json", schedule.Limits{})
	require.NoError(t, err)
	require.Len(t, list, 1)
	return &list[0]
}

// evening is CBT on three evenings of 2 hours and a family session on one.
const evening = `{"id": "evening", "calledItself": "iop", "population": "adult", "weeks": 12, "blocks": [
 {"activity": "cbt", "days": ["Mon", "Wed", "Thu"], "start": "18:00", "end": "20:00"},
 {"activity": "family-therapy", "days": ["Sat"], "start": "10:00", "end": "11:00"}]}`

func TestReviewPutsThePlanOnItsWeek(t *testing.T) {
	f, err := readPlan(planText)
	require.NoError(t, err)
	r, err := f.Review(careplan.ReviewOptions{Standards: []iop.Standard{standard(t, "sd-iop-plan")}, Schedule: planDesign(t, evening)})
	require.NoError(t, err)
	// 26 November is Thanksgiving, closed: 4 of 6 hours and 2 of 3 sessions are left.
	require.Equal(t, []string{"interventions[0] dose-too-low", "interventions[0] sessions-too-few"}, issues(r.Issues))
	require.Contains(t, r.Issues[0].Help, "add 120 min")
	require.Contains(t, r.Issues[1].Help, "add 1 more")
	require.Equal(t, []careplan.UsedStandard{{ID: "sd-iop-plan", Fingerprint: r.Standards[0].Fingerprint}}, r.Standards)
	require.Len(t, r.Standards[0].Fingerprint, 64)
	require.NotNil(t, r.Hours)
	for x := range r.Hours.All() {
		require.Contains(t, []iop.Outcome{iop.NotMet, iop.Undetermined}, x.Outcome)
	}

	f.Closed = nil
	r, err = f.Review(careplan.ReviewOptions{Schedule: planDesign(t, evening)})
	require.NoError(t, err)
	require.Empty(t, r.Issues, "a whole week gives the dose")
}

func TestAClashWithACommitmentIsReported(t *testing.T) {
	f, err := readPlan(strings.Replace(planText, `"start": "09:00", "end": "17:00"`, `"start": "12:00", "end": "18:00"`, 1))
	require.NoError(t, err)
	clashes := func() (n int) {
		r, err := f.Review(careplan.ReviewOptions{Schedule: planDesign(t, evening)})
		require.NoError(t, err)
		for x := range r.Hours.All() {
			if strings.Contains(string(x.Rule.ID), "commitment") {
				n++
			}
		}
		return n
	}
	require.NotZero(t, clashes(), "travel home ends at 18:30, the group begins at 18:00")
	f.Plan.Commitments = nil
	require.Zero(t, clashes())
}

func TestReviewListsDeadlines(t *testing.T) {
	f, err := readPlan(planText)
	require.NoError(t, err)
	sd := []iop.Standard{standard(t, "sd-iop-plan")}
	state := func(on string) (out []string) {
		f.AsOf = date(t, on)
		r, err := f.Review(careplan.ReviewOptions{Standards: sd})
		require.NoError(t, err)
		for _, d := range r.Due {
			out = append(out, d.Clock.What+" "+d.State.String()+" "+d.Due.String())
		}
		return out
	}
	// South Dakota: the plan within 10 days of 9 November, a review every 14.
	require.Equal(t, []string{"treatment plan later 2026-11-19", "continued-stay review later 2026-11-23"}, state("2026-11-15"))
	require.Equal(t, []string{"treatment plan upcoming 2026-11-19", "continued-stay review later 2026-11-23"}, state("2026-11-16"))
	require.Equal(t, []string{"treatment plan upcoming 2026-11-19", "continued-stay review later 2026-11-23"}, state("2026-11-19"))
	require.Equal(t, []string{"treatment plan overdue 2026-11-19", "continued-stay review upcoming 2026-11-23"}, state("2026-11-20"))
	require.Equal(t, []string{"treatment plan overdue 2026-11-19", "continued-stay review overdue 2026-11-23"}, state("2026-11-24"))
	f.Events = append(f.Events, careplan.PlanEvent{What: "treatment plan", On: date(t, "2026-11-18")}, careplan.PlanEvent{What: "continued-stay review", On: date(t, "2026-11-23")})
	require.Equal(t, []string{"treatment plan done 2026-11-19", "continued-stay review later 2026-12-07"}, state("2026-11-24"))
}

func TestSessionDaysComeFromTheSchedule(t *testing.T) {
	f, err := readPlan(planText)
	require.NoError(t, err)
	f.SessionDays, f.AsOf = nil, date(t, "2026-11-10")
	mn := []iop.Standard{standard(t, "mn-nonres-plan")}
	r, err := f.Review(careplan.ReviewOptions{Standards: mn, Schedule: planDesign(t, evening)})
	require.NoError(t, err)
	// Minnesota: 10 days with a session after 9 November: 11, 12, 14, 16, 18, 19,
	// 21, 23, 25 and, as Thanksgiving is closed, the 28th.
	require.Equal(t, date(t, "2026-11-28"), r.Due[0].Due)
	require.False(t, r.Due[0].AtLatest)
	r, err = f.Review(careplan.ReviewOptions{Standards: mn})
	require.NoError(t, err)
	require.Equal(t, date(t, "2026-12-09"), r.Due[0].Due, "without a schedule, 30 calendar days at the latest")
	require.True(t, r.Due[0].AtLatest)
}

func TestAStandardOfTheOtherAgeGroupHasNoClock(t *testing.T) {
	f, err := readPlan(planText)
	require.NoError(t, err)
	youth := []iop.Standard{standard(t, "dc-2.1-youth")}
	r, err := f.Review(careplan.ReviewOptions{Standards: youth})
	require.NoError(t, err)
	require.Empty(t, r.Due)
	f.Population = 0
	r, err = f.Review(careplan.ReviewOptions{Standards: youth})
	require.NoError(t, err)
	require.NotEmpty(t, r.Due, "of a person of unknown age it is shown")
}

func TestUnknownStaysUnknownInAReview(t *testing.T) {
	f, err := readPlan(`{"asOf": "2026-11-23", "jurisdiction": "US-IN", "plan": {"id": "p"}}`)
	require.NoError(t, err)
	r, err := f.Review(careplan.ReviewOptions{})
	require.NoError(t, err)
	data, err := json.Marshal(r)
	require.NoError(t, err)
	var got map[string]any
	require.NoError(t, json.Unmarshal(data, &got))
	for _, key := range []string{"topics", "dueTopics", "missingServices", "relapsePlan", "hours"} {
		require.Contains(t, got, key)
		require.Nil(t, got[key], key)
	}
	for _, key := range []string{"standards", "due", "suggestions"} {
		require.Empty(t, got[key])
		require.NotNil(t, got[key], key)
	}
	require.Equal(t, []string{"personTookPart person-did-not-take-part (open)", "traumaInformed trauma-informed-care (open)"}, issues(r.Issues))

	f.Offered = []iop.Activity{iop.MustParseActivity("psychoeducation"), iop.MustParseActivity("cbt")}
	r, err = f.Review(careplan.ReviewOptions{})
	require.NoError(t, err)
	var titles []string
	for _, s := range r.MissingServices {
		titles = append(titles, s.Title)
	}
	require.Equal(t, []string{"skills training", "group counseling", "family counseling"}, titles)
}

func TestNewIssuesOfAPlan(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*careplan.Plan)
		want   []string
	}{
		{"a condition nobody treats", func(p *careplan.Plan) { p.CoOccurring = []careplan.ProblemKind{careplan.PhysicalHealth} }, []string{"coOccurring[0] condition-without-problem"}},
		{"a condition whose problem is inactive", func(p *careplan.Plan) {
			p.CoOccurring = []careplan.ProblemKind{careplan.MentalHealth}
			p.Problems = append(p.Problems, careplan.Problem{ID: "mood", Kind: careplan.MentalHealth, Inactive: true})
		}, []string{"coOccurring[0] condition-without-problem"}},
		{"what the person declined", func(p *careplan.Plan) { p.Preferences.Declines = []iop.Activity{iop.MustParseActivity("cbt")} }, []string{"interventions[0] declined-by-person"}},
		{"what the person wants", func(p *careplan.Plan) { p.Preferences.Wants = []iop.Activity{iop.MustParseActivity("yoga")} }, []string{"preferences.wants[0] wanted-not-in-plan"}},
		{"family work, family not recorded", func(p *careplan.Plan) { p.Interventions[0].Format = iop.Family }, []string{"familyTookPart family-did-not-take-part (open)"}},
		{"family work without family", func(p *careplan.Plan) {
			p.Interventions[0].Format, p.FamilyTookPart = iop.Family, assessment.No
		}, []string{"familyTookPart family-did-not-take-part"}},
		{"family not part of it", func(p *careplan.Plan) { p.FamilyTookPart = assessment.No }, nil},
		{"not trauma-informed", func(p *careplan.Plan) { p.TraumaInformed = assessment.No }, []string{"traumaInformed trauma-informed-care"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := somePlan(t)
			c.change(&p)
			require.NoError(t, p.Validate())
			require.Equal(t, c.want, issues(p.Check(date(t, "2026-11-23"))))
		})
	}
}

func TestDosesAtTheirBoundary(t *testing.T) {
	cbt := iop.MustParseActivity("cbt")
	session := func(minutes iop.Minutes, certain bool) schedule.Session {
		return schedule.Session{Activity: cbt, Minutes: iop.Exactly(minutes), Certain: certain}
	}
	for _, c := range []struct {
		name     string
		dose     careplan.Intervention
		sessions []schedule.Session
		want     []string
	}{
		{"a minute under", careplan.Intervention{MinutesPerWeek: new(120)}, []schedule.Session{session(119, true)}, []string{"interventions[0] dose-too-low"}},
		{"at", careplan.Intervention{MinutesPerWeek: new(120)}, []schedule.Session{session(120, true)}, nil},
		{"by choice", careplan.Intervention{MinutesPerWeek: new(120)}, []schedule.Session{session(120, false)}, []string{"interventions[0] dose-too-low (open)"}},
		{"one session under", careplan.Intervention{SessionsPerWeek: new(2)}, []schedule.Session{session(60, true)}, []string{"interventions[0] sessions-too-few"}},
		{"two sessions", careplan.Intervention{SessionsPerWeek: new(2)}, []schedule.Session{session(60, true), session(60, true)}, nil},
		{"one of two by choice", careplan.Intervention{SessionsPerWeek: new(2)}, []schedule.Session{session(60, true), session(60, false)}, []string{"interventions[0] sessions-too-few (open)"}},
		{"absent", careplan.Intervention{}, nil, []string{"interventions[0] not-on-schedule"}},
		{"absent, every week", careplan.Intervention{EveryWeeks: new(1)}, nil, []string{"interventions[0] not-on-schedule"}},
		{"absent, once in four weeks", careplan.Intervention{EveryWeeks: new(4)}, nil, []string{"interventions[0] not-on-schedule (open)"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.dose.Activity = cbt
			p := careplan.Plan{Interventions: []careplan.Intervention{c.dose}}
			require.Equal(t, c.want, issues(p.CheckWeek(c.sessions)))
		})
	}
}

func TestASituationIsFilledFromEvidence(t *testing.T) {
	screen := func(id string, total int) *careplan.Progress {
		return &careplan.Progress{Scores: []careplan.ScoreOn{{Instrument: id, Date: date(t, "2026-11-09"), Total: &total}}}
	}
	rated := func(n int) *careplan.Progress {
		return &careplan.Progress{Dimensions: &careplan.DimensionReview{Ratings: map[assessment.Dimension]int{assessment.D4: n}}}
	}
	for _, c := range []struct {
		name     string
		before   careplan.Situation
		evidence *careplan.Progress
		want     careplan.Situation
	}{
		{"nothing", careplan.Situation{}, &careplan.Progress{}, careplan.Situation{}},
		{"readiness rated 1", careplan.Situation{}, rated(1), careplan.Situation{LowReadiness: assessment.No}},
		{"readiness rated 2", careplan.Situation{}, rated(2), careplan.Situation{LowReadiness: assessment.Yes}},
		{"what a clinician said stays", careplan.Situation{LowReadiness: assessment.No}, rated(4), careplan.Situation{LowReadiness: assessment.No}},
		{"PCL-5 of 30", careplan.Situation{}, screen("pcl-5", 30), careplan.Situation{}},
		{"PCL-5 of 31", careplan.Situation{}, screen("pcl-5", 31), careplan.Situation{Trauma: assessment.Yes}},
		{"another instrument", careplan.Situation{}, screen("phq-9", 27), careplan.Situation{}},
		{"stable work, no stable housing", careplan.Situation{}, &careplan.Progress{Housing: new(false), Work: new(true)}, careplan.Situation{NeedsHousing: assessment.Yes, NeedsWork: assessment.No}},
	} {
		t.Run(c.name, func(t *testing.T) { require.Equal(t, c.want, c.before.With(c.evidence)) })
	}
	later := screen("pcl-5", 50)
	later.Scores = append(later.Scores, careplan.ScoreOn{Instrument: "pcl-5", Date: date(t, "2026-11-16"), Total: new(12)})
	require.Equal(t, careplan.Situation{}, careplan.Situation{}.With(later), "the latest score speaks")
}

func TestReviewSuggestsWhatThePlanLacks(t *testing.T) {
	f, err := readPlan(planText)
	require.NoError(t, err)
	r, err := f.Review(careplan.ReviewOptions{})
	require.NoError(t, err)
	var got []string
	for _, s := range r.Suggestions {
		got = append(got, s.Activity.String())
	}
	require.Equal(t, []string{"mi", "medication-management", "relapse-prevention"}, got, "cbt and family therapy are in the plan")
}
