package fhir_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/fhir"
	"github.com/openiop/openiop/iop"
)

func weeklyCalls(t require.TestingT) careplan.AftercarePlan {
	template, err := careplan.LookupAftercare(careplan.AftercareTemplates()[0].ID)
	require.NoError(t, err)
	plan, err := template.Plan(careplan.AftercareDates{LastSession: iop.MustDate(2027, 1, 29), Admission: iop.MustDate(2026, 11, 2)})
	require.NoError(t, err)
	return plan
}

func TestAftercare(t *testing.T) {
	a := fhir.AftercareRecord{
		ID: "after-1", Client: "p1", About: assessment.Opioid,
		Plan: careplan.AftercarePlan{
			Template: "own", FirstBy: iop.MustDate(2027, 2, 5), FirstInTime: true, Ends: iop.MustDate(2027, 4, 30),
			Contacts: []careplan.AftercareContact{{Kind: careplan.CallContact, On: iop.MustDate(2027, 2, 1), Planned: iop.MustDate(2027, 1, 31), Stage: 1}},
			Source:   iop.Source{Locator: "our policy", Confidence: iop.Supposed},
		},
		Log: []careplan.ContactAttempt{{On: iop.MustDate(2027, 2, 1), Kind: careplan.CallContact, Reached: assessment.No}},
	}
	out, err := fhir.NewAftercare(&a, fhir.Codes{})
	require.NoError(t, err)
	var lines []string
	for _, r := range out.All() {
		lines = append(lines, unlabelled(t, r))
	}
	require.Equal(t, []string{
		`{"resourceType":"ServiceRequest","id":"after-1","extension":[{"extension":[{"url":"about","valueCode":"opioid"},{"url":"template","valueString":"own"},{"url":"firstBy","valueDate":"2027-02-05"},{"url":"firstInTime","valueBoolean":true},` +
			`{"extension":[{"url":"locator","valueString":"our policy"},{"url":"confidence","valueCode":"supposed"}],"url":"source"}],"url":"https://openiop.org/fhir/StructureDefinition/aftercare"}],` +
			`"status":"active","intent":"order","category":[{"coding":[{"system":"http://snomed.info/sct","code":"409063005"}],"text":"counseling"}],` +
			`"code":{"coding":[{"system":"http://snomed.info/sct","code":"720177001"},{"system":"https://openiop.org/fhir/aftercare","code":"aftercare"}],"text":"aftercare, opioid"},` +
			`"subject":{"reference":"Patient/p1"},"occurrencePeriod":{"start":"2027-02-01","end":"2027-04-30"}}`,
		`{"resourceType":"Task","id":"after-1-contact-1","extension":[{"extension":[{"url":"stage","valueInteger":1},{"url":"planned","valueDate":"2027-01-31"}],"url":"https://openiop.org/fhir/StructureDefinition/aftercare-contact"}],` +
			`"basedOn":[{"reference":"ServiceRequest/after-1"}],"status":"requested","intent":"order","code":{"coding":[{"system":"https://openiop.org/fhir/aftercare-contact","code":"call"}],"text":"aftercare contact: call"},` +
			`"for":{"reference":"Patient/p1"},"executionPeriod":{"start":"2027-02-01","end":"2027-02-01"}}`,
		`{"resourceType":"Task","id":"after-1-attempt-1","extension":[{"url":"https://openiop.org/fhir/StructureDefinition/aftercare-attempt","valueBoolean":true}],` +
			`"basedOn":[{"reference":"ServiceRequest/after-1"}],"status":"failed","businessStatus":{"coding":[{"system":"https://openiop.org/fhir/ternary","code":"no"}],"text":"reached: no"},"intent":"order",` +
			`"code":{"coding":[{"system":"https://openiop.org/fhir/aftercare-contact","code":"call"}],"text":"attempt at contact: call"},"for":{"reference":"Patient/p1"},"executionPeriod":{"start":"2027-02-01","end":"2027-02-01"}}`,
	}, lines)
	for _, bad := range []fhir.AftercareRecord{{ID: "a"}, {Client: "p1"}, {Client: "p1", ID: "a b"}} {
		_, err := fhir.NewAftercare(&bad, fhir.Codes{})
		require.Error(t, err)
	}
	a.About = assessment.Alcohol
	out, err = fhir.NewAftercare(&a, fhir.Codes{})
	require.NoError(t, err)
	require.True(t, out.Request.Code.Has(fhir.SNOMED, "720176005"))
	a.About = 0
	out, err = fhir.NewAftercare(&a, fhir.Codes{})
	require.NoError(t, err)
	require.Empty(t, out.Request.Code.Code(fhir.SNOMED), "nobody says which")
	require.Equal(t, "aftercare", out.Request.Code.Text)
}

func drawAftercare(t *rapid.T) fhir.AftercareRecord {
	full := weeklyCalls(t)
	require.NotEmpty(t, full.Contacts)
	a := fhir.AftercareRecord{ID: "after-1", Client: rapid.SampledFrom([]string{"p1", "client 7"}).Draw(t, "client"), Plan: full,
		About: assessment.Substance(rapid.IntRange(0, int(assessment.OtherSubstance)).Draw(t, "about"))}
	a.Plan.Contacts = full.Contacts[:rapid.IntRange(0, len(full.Contacts)).Draw(t, "contacts")]
	if len(a.Plan.Contacts) == 0 {
		a.Plan.Contacts = nil
	}
	if rapid.Bool().Draw(t, "skipped") {
		a.Plan.Skipped = []iop.Date{iop.MustDate(2027, 2, 8), iop.MustDate(2027, 2, 15)}
	}
	for range rapid.IntRange(0, 4).Draw(t, "log") {
		a.Log = append(a.Log, careplan.ContactAttempt{On: iop.MustDate(2027, 2, 1).AddDays(rapid.IntRange(0, 60).Draw(t, "on")),
			Kind:    rapid.SampledFrom([]careplan.ContactKind{careplan.GroupContact, careplan.CallContact, careplan.CheckupContact, careplan.IndividualContact}).Draw(t, "kind"),
			Reached: rapid.SampledFrom([]assessment.Ternary{assessment.Unknown, assessment.No, assessment.Yes}).Draw(t, "reached")})
	}
	return a
}

func TestAftercareComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := drawAftercare(t)
		out, err := fhir.NewAftercare(&a, fhir.Codes{})
		require.NoError(t, err)
		var back []fhir.Resource
		for _, r := range out.All() {
			back = append(back, throughJSON(t, r))
		}
		got, report := fhir.ReadAftercare(back[0].(*fhir.ServiceRequest), fhir.Collection(back...), fhir.Codes{})
		require.Empty(t, report.Issues)
		require.Equal(t, a, got)
	})
}

func TestReadAftercareOfOthers(t *testing.T) {
	b, report, err := fhir.ReadBundle(strings.NewReader(`{"resourceType":"Bundle","type":"collection","entry":[
{"resource":{"resourceType":"ServiceRequest","id":"s1","status":"active","intent":"order","code":{"coding":[{"system":"http://snomed.info/sct","code":"720176005"}]},"subject":{"reference":"Patient/p1"},"occurrencePeriod":{"start":"2027-02-01","end":"2027-04-30"},"requester":{"display":"Ms. Smith"}}},
{"resource":{"resourceType":"Task","status":"completed","intent":"order","code":{"text":"Telephone contact"},"basedOn":[{"reference":"ServiceRequest/s1"}],"executionPeriod":{"start":"2027-02-01T10:00:00-05:00"}}},
{"resource":{"resourceType":"Task","status":"failed","intent":"order","code":{"text":"Phone call"},"basedOn":[{"reference":"ServiceRequest/s1"}],"executionPeriod":{"start":"2027-02-08"}}},
{"resource":{"resourceType":"Task","status":"requested","intent":"order","code":{"text":"Group"},"basedOn":[{"reference":"ServiceRequest/s1"}],"executionPeriod":{"start":"2027-02-15"}}},
{"resource":{"resourceType":"Task","status":"cancelled","intent":"order","code":{"text":"Group"},"basedOn":[{"reference":"ServiceRequest/s1"}],"executionPeriod":{"start":"2027-02-22"}}},
{"resource":{"resourceType":"Task","status":"requested","intent":"order","code":{"text":"send a letter to Ms. Smith"},"basedOn":[{"reference":"ServiceRequest/s1"}]}},
{"resource":{"resourceType":"Task","status":"requested","intent":"order","code":{"text":"Group"},"basedOn":[{"reference":"ServiceRequest/other"}]}}
]}`), "b.json", fhir.ReadOptions{})
	require.NoError(t, err, report.String())
	a, report := fhir.ReadAftercare(b.Entry[0].Resource.(*fhir.ServiceRequest), b, fhir.Codes{})
	require.NoError(t, report.Err())
	d1, d2, d3 := iop.MustDate(2027, 2, 1), iop.MustDate(2027, 2, 8), iop.MustDate(2027, 2, 15)
	require.Equal(t, fhir.AftercareRecord{ID: "s1", Client: "p1", About: assessment.Alcohol,
		Plan: careplan.AftercarePlan{Ends: iop.MustDate(2027, 4, 30), Contacts: []careplan.AftercareContact{
			{Kind: careplan.CallContact, On: d1, Planned: d1}, {Kind: careplan.CallContact, On: d2, Planned: d2}, {Kind: careplan.GroupContact, On: d3, Planned: d3}}},
		Log: []careplan.ContactAttempt{{On: d1, Kind: careplan.CallContact, Reached: assessment.Yes}, {On: d2, Kind: careplan.CallContact, Reached: assessment.No}},
	}, a)
	require.Contains(t, report.String(), "ServiceRequest/s1.requester is not used")
	require.Contains(t, report.String(), "does not take place")
	require.Contains(t, report.String(), "is no kind of contact that is known")
	require.NotContains(t, report.String(), "Smith", "no text of a record")

	_, report = fhir.ReadAftercare(parse(t, `{"resourceType":"ServiceRequest","status":"active","intent":"order","code":{"text":"x-ray"},"subject":{"reference":"Patient/p1"}}`).(*fhir.ServiceRequest), b, fhir.Codes{})
	require.ErrorContains(t, report.Err(), "is no aftercare that is known")
}

func thirdRatings() assessment.ThirdRatings {
	r := assessment.ThirdRatings{Occasion: assessment.Occasion{On: iop.MustDate(2027, 1, 20), Population: iop.Adult,
		Source: iop.Source{Locator: "assessment a1", Read: iop.MustDate(2027, 1, 20), Confidence: iop.Verified}}}
	for _, d := range assessment.Dimensions() {
		r = r.With(d, assessment.Rated1)
	}
	return r.WithCircumstance(assessment.MentalHealthManaged, assessment.Yes)
}

func TestLevelRequest(t *testing.T) {
	change, err := careplan.NewLevelChange(iop.Level21, iop.Level1, iop.MustDate(2027, 2, 1), thirdRatings())
	require.NoError(t, err)
	r, err := fhir.NewLevelRequest(&fhir.LevelOrder{ID: "l1", Client: "p1", Change: change}, fhir.Codes{}.WithLevels(fhir.LevelTEDS))
	require.NoError(t, err)
	text := unlabelled(t, r)
	require.Contains(t, text, `"status":"active","intent":"order"`)
	require.Contains(t, text, `"code":{"coding":[{"system":"https://openiop.org/fhir/level-of-care","code":"1"`)
	require.Contains(t, text, `{"system":"urn:samhsa:teds:SERVICES","code":"7"}`)
	require.Contains(t, text, `"occurrenceDateTime":"2027-02-01","reasonCode":[{"text":"reassessment of all dimensions: from level 2.1 to level 1"}]`)

	_, err = fhir.NewLevelRequest(&fhir.LevelOrder{Client: "p1"}, fhir.Codes{})
	require.ErrorContains(t, err, "no change of level")
	_, report := fhir.ReadLevelRequest(parse(t, `{"resourceType":"ServiceRequest","status":"active","intent":"order","code":{"coding":[{"system":"https://openiop.org/fhir/level-of-care","code":"1"}]},"subject":{"reference":"Patient/p1"},"occurrenceDateTime":"2027-02-01"}`).(*fhir.ServiceRequest), fhir.Codes{})
	require.ErrorContains(t, report.Err(), "a level changes only with one")
	r.Extensions[0].Extensions[1].Extensions = r.Extensions[0].Extensions[1].Extensions[:5]
	_, report = fhir.ReadLevelRequest(r, fhir.Codes{})
	require.ErrorContains(t, report.Err(), "is not rated; complete the reassessment first")
}

func drawLevelOrder(t *rapid.T) fhir.LevelOrder {
	third := thirdRatings()
	for _, d := range assessment.Dimensions() {
		rating, err := assessment.Rated(rapid.IntRange(0, 4).Draw(t, "rating"))
		require.NoError(t, err)
		third = third.With(d, rating)
	}
	var ratings assessment.Ratings = third
	if rapid.Bool().Draw(t, "fourth") {
		fourth := assessment.FourthRatings{Occasion: third.Occasion, Considered: assessment.Yes}
		for d := assessment.D1; d <= assessment.D5; d++ {
			m := assessment.Minimum{Dimension: d, Need: assessment.AtLevel(iop.Level15)}
			if rapid.Bool().Draw(t, "token") {
				token, err := assessment.Token("any")
				require.NoError(t, err)
				m = assessment.Minimum{Dimension: d, Part: "sleep", Need: token}
			}
			var err error
			fourth, err = fourth.With(m)
			require.NoError(t, err)
		}
		ratings = fourth
	}
	levels := rapid.SliceOfNDistinct(rapid.SampledFrom([]iop.Level{iop.Level1, iop.Level15, iop.Level21, iop.Level25, iop.Level31}), 2, 2, rapid.ID[iop.Level]).Draw(t, "levels")
	change, err := careplan.NewLevelChange(levels[0], levels[1], iop.MustDate(2027, 2, 1), ratings)
	require.NoError(t, err)
	return fhir.LevelOrder{ID: "l1", Client: "p1", Change: change}
}

func TestLevelRequestsComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := drawLevelOrder(t)
		r, err := fhir.NewLevelRequest(&o, fhir.Codes{})
		require.NoError(t, err)
		back, report := fhir.ReadLevelRequest(throughJSON(t, r), fhir.Codes{})
		require.Empty(t, report.Issues)
		require.Equal(t, o, back)
	})
}

// stepDownReviews gives reviews without evidence, in favor and against.
func stepDownReviews(t require.TestingT) (out []fhir.StepDownReview) {
	yes, twelve := true, 12
	for _, g := range []careplan.Progress{
		{},
		{AsOf: iop.MustDate(2027, 1, 20), Level: iop.Level21, Attendance: &careplan.AttendanceShare{Attended: &twelve, Offered: &twelve}, SupportNetwork: &yes, Preference: careplan.PrefersStepDown},
		{AsOf: iop.MustDate(2027, 1, 20), Level: iop.Level21, Preference: careplan.PrefersStepUp, Tests: []careplan.TestOn{{Date: iop.MustDate(2027, 1, 10), Analyte: "fentanyl", Finding: "positive-unexpected"}}},
	} {
		answer, err := careplan.StepDownPolicy{}.Evaluate(g)
		require.NoError(t, err)
		out = append(out, fhir.StepDownReview{ID: "sd1", Client: "p1", On: iop.MustDate(2027, 1, 20), StepDown: answer})
	}
	return out
}

func TestStepDownReviewsComeBack(t *testing.T) {
	for _, r := range stepDownReviews(t) {
		answer := r.StepDown
		task, err := fhir.NewStepDownTask(&r)
		require.NoError(t, err)
		require.Equal(t, "proposal", task.Intent, "a review orders nothing")
		require.Equal(t, answer.Outcome == careplan.StepDownUndetermined, task.Status == "on-hold")
		back, report := fhir.ReadStepDownTask(throughJSON(t, task))
		require.Empty(t, report.Issues)
		require.Equal(t, r, back)
		require.Equal(t, careplan.ClinicianStepsDown, task.Description)
	}
	_, report := fhir.ReadStepDownTask(parse(t, `{"resourceType":"Task","status":"completed","intent":"order"}`).(*fhir.Task))
	require.ErrorContains(t, report.Err(), "is no step-down review")
	_, err := fhir.NewStepDownTask(&fhir.StepDownReview{Client: "p1"})
	require.ErrorContains(t, err, "has no day")
}
