package fhir_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/assessment/drugtest"
	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/fhir"
	"github.com/openiop/openiop/iop"
)

// aRecord gives a record with one value of each kind.
func aRecord(t require.TestingT) (c fhir.Clinical) {
	lib := assessment.Embedded()
	a := fhir.Answers{ID: "a1", Client: "p1", At: moment(t, "2026-11-02T09:00:00-05:00"), Instrument: "phq-9", Version: "2001",
		Answers: assessment.Answers{Values: []assessment.Answer{2, 2, 2, 2, 1, 1, 2, 0, 0}}}
	c.Answers = []fhir.Answers{a}
	score, err := a.Score(lib, assessment.Context{}, fhir.To("QuestionnaireResponse", "a1"))
	require.NoError(t, err)
	score.ID = "s1"
	c.Scores = []fhir.Score{score}
	r, err := drugtest.PresumptiveResult(drugtest.Visit{ID: "t1", Collected: collected}, urine(t, drugtest.Specimen{Creatinine: quantity(t, 90, drugtest.MgPerDL)}),
		drugtest.Immunoassay(), panel(t, "cocaine"), drugtest.Finding{Analyte: "benzoylecgonine", Outcome: drugtest.Negative})
	require.NoError(t, err)
	c.Tests = []fhir.DrugTest{{Client: "p1", Result: r}}
	c.Diagnoses = []fhir.Diagnosis{{ID: "d1", Client: "p1", Substance: assessment.Opioid, Severity: assessment.Severe, Lowest: assessment.Severe, Highest: assessment.Severe,
		Remission: assessment.NotInRemission, LowestRemission: assessment.NotInRemission, HighestRemission: assessment.NotInRemission, On: collected}}
	c.Plans = []fhir.PersonPlan{{Client: "p1", Plan: careplan.Plan{ID: "plan-1", Problems: []careplan.Problem{{ID: "use", Kind: careplan.SubstanceUse}}}}}
	change, err := careplan.NewLevelChange(iop.Level21, iop.Level1, iop.MustDate(2027, 2, 1), thirdRatings())
	require.NoError(t, err)
	c.Orders = []fhir.LevelOrder{{ID: "l1", Client: "p1", Change: change}}
	answer, err := careplan.StepDownPolicy{}.Evaluate(careplan.Progress{})
	require.NoError(t, err)
	c.Reviews = []fhir.StepDownReview{{ID: "r1", Client: "p1", On: iop.MustDate(2027, 1, 20), StepDown: answer}}
	c.Aftercare = []fhir.AftercareRecord{{ID: "after-1", Client: "p1", About: assessment.Opioid, Plan: weeklyCalls(t)}}
	return c
}

func TestARecordComesBack(t *testing.T) {
	want := aRecord(t)
	resources, err := want.Resources(fhir.ClinicalReading{})
	require.NoError(t, err)
	text, err := fhir.Export{}.AppendBundle(nil, fhir.Collection(resources...))
	require.NoError(t, err)
	requireR4(t, text)
	require.Equal(t, strings.Count(string(text), `"42CFRPart2"`), len(resources)+1, "every resource and the bundle have the labels")
	b, report, err := fhir.ReadBundle(bytes.NewReader(text), "record.json", fhir.ReadOptions{})
	require.NoError(t, err)
	require.Empty(t, report.Issues)
	got, report := fhir.ReadClinical(b, fhir.ClinicalReading{})
	require.Empty(t, report.Issues)
	sameResult(t, want.Tests[0].Result, got.Tests[0].Result)
	want.Tests, got.Tests = nil, nil
	require.Equal(t, want, got)
}

func TestResourcesSayWhatCannotBeWritten(t *testing.T) {
	c := fhir.Clinical{Scores: []fhir.Score{{}}, Plans: []fhir.PersonPlan{{}}}
	_, err := c.Resources(fhir.ClinicalReading{})
	require.ErrorContains(t, err, "the instrument of the score is none of the library")
}

func TestWhatIsAboutSomethingElseIsTold(t *testing.T) {
	b, report, err := fhir.ReadBundle(strings.NewReader(`{"resourceType":"Bundle","type":"collection","entry":[
{"resource":{"resourceType":"Observation","id":"o1","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"8867-4"}],"text":"of Ms. Smith"},"valueInteger":70}},
{"resource":{"resourceType":"QuestionnaireResponse","id":"q1","status":"completed","item":[{"linkId":"x","answer":[{"valueString":"of Ms. Smith"}]}]}},
{"resource":{"resourceType":"Condition","id":"c1","code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"I10"}]},"subject":{"reference":"Patient/p1"}}},
{"resource":{"resourceType":"ServiceRequest","id":"r1","status":"active","intent":"order","code":{"text":"x-ray"},"subject":{"reference":"Patient/p1"}}},
{"resource":{"resourceType":"Task","id":"t1","status":"requested","intent":"order"}},
{"resource":{"resourceType":"Observation","id":"o2","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"69737-5"}]},"subject":{"reference":"Patient/p1"},"valueInteger":7}},
{"resource":{"resourceType":"Observation","id":"o3","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"69737-5"}]},"subject":{"reference":"Patient/p1"},"hasMember":[{"reference":"Observation/x"}]}}
]}`), "b.json", fhir.ReadOptions{})
	require.NoError(t, err, report.String())
	got, report := fhir.ReadClinical(b, fhir.ClinicalReading{})
	require.Len(t, got.Answers, 1, "a panel, whose member is not there")
	got.Answers = nil
	require.Equal(t, fhir.Clinical{}, got)
	require.Equal(t, `Observation/o3.hasMember[0] points to an observation that is not there (warning)
Observation/o1.code is no score of an instrument and no drug test (information)
QuestionnaireResponse/q1.questionnaire is none of an instrument of the library (information)
Condition/c1.code is no substance use disorder; it is not read as a diagnosis (information)
ServiceRequest/r1.code is no aftercare and no change of level that rests on a reassessment (information)
Task/t1.code is no task that is known here (information)
Observation/o2.code.coding[0] is the panel Generalized Anxiety Disorder-7 and no score; its members hold the answers and the total, whose code is 70274-6 (error)
`, report.String())
}

// US Core's examples hold the PHQ-9 as a panel with an observation for every
// item (HL7/US-Core, CC0, input/examples/Observation-PHQ9-*.json, read
// 2026-11-29; here without the words).
func TestReadPanelOfUSCore(t *testing.T) {
	items := []string{"44250-9", "44255-8", "44259-0", "44254-1", "44251-7", "44258-2", "44252-5", "44253-3", "44260-8", "69722-7"}
	answers := []string{"LA6570-1", "LA6570-1", "LA6570-1", "LA6570-1", "LA6569-3", "LA6569-3", "LA6570-1", "LA6568-5", "LA6568-5", "LA6573-5"}
	const rest = `"status":"final","category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"survey"}]}],"subject":{"reference":"Patient/example"},"effectiveDateTime":"2022-11-29T20:50:32.718000+00:00"`
	var entries, members []string
	for i, code := range items {
		entries = append(entries, `{"resource":{"resourceType":"Observation","id":"i`+code+`",`+rest+`,"code":{"coding":[{"system":"http://loinc.org","code":"`+code+`"}]},"valueCodeableConcept":{"coding":[{"system":"http://loinc.org","code":"`+answers[i]+`"}]}}}`)
		members = append(members, `{"reference":"Observation/i`+code+`"}`)
	}
	entries = append(entries, `{"resource":{"resourceType":"Observation","id":"total",`+rest+`,"code":{"coding":[{"system":"http://loinc.org","code":"44261-6"}]},"valueQuantity":{"value":12,"unit":"score","system":"http://unitsofmeasure.org","code":"1"}}}`,
		`{"resource":{"resourceType":"Observation","id":"panel",`+rest+`,"code":{"coding":[{"system":"http://loinc.org","code":"44249-1"}]},"hasMember":[`+strings.Join(members, ",")+`,{"reference":"Observation/total"}]}}`)
	b, report, err := fhir.ReadBundle(strings.NewReader(`{"resourceType":"Bundle","type":"collection","entry":[`+strings.Join(entries, ",")+`]}`), "phq9.json", fhir.ReadOptions{})
	require.NoError(t, err, report.String())
	got, report := fhir.ReadClinical(b, fhir.ClinicalReading{})
	require.NoError(t, report.Err())
	require.Equal(t, "Observation/panel.hasMember[9] is no item of phq-9; it is not read (information)\nObservation/i69722-7.code is no score of an instrument and no drug test (information)\n", report.String())
	require.Len(t, got.Answers, 1)
	require.Equal(t, []assessment.Answer{2, 2, 2, 2, 1, 1, 2, 0, 0}, got.Answers[0].Answers.Values)
	require.Len(t, got.Scores, 1)
	result, err := got.Answers[0].Result(assessment.Embedded(), assessment.Context{})
	require.NoError(t, err)
	require.Equal(t, got.Scores[0].Result.Total, result.Total, "the stated total is what the answers give")
}

// A caller's own codes are written and read in the place of ours.
func TestOwnClinicalCodes(t *testing.T) {
	const system = "https://example.org/codes"
	codes := fhir.Codes{}.
		With("score/bam", fhir.Coding{System: system, Code: "BAM"}).
		With("drug-test/benzoylecgonine/screen", fhir.Coding{System: system, Code: "COC"}).
		With("result/negative", fhir.Coding{System: system, Code: "N"}).
		With("diagnosis/opioid/moderate-severe", fhir.Coding{System: system, Code: "OUD"})
	want := aRecord(t)
	resources, err := want.Resources(fhir.ClinicalReading{Codes: codes})
	require.NoError(t, err)
	text, err := fhir.Export{}.AppendBundle(nil, fhir.Collection(resources...))
	require.NoError(t, err)
	require.Contains(t, string(text), `"code":"COC"`)
	require.NotContains(t, string(text), `"14314-9"`)
	require.Contains(t, string(text), `"code":"OUD"`)
	require.NotContains(t, string(text), `"F11.20"`)
	got, report := fhir.ReadClinical(fhir.Collection(resources...), fhir.ClinicalReading{Codes: codes})
	require.Empty(t, report.Issues)
	require.Equal(t, want.Diagnoses, got.Diagnoses)
	sameResult(t, want.Tests[0].Result, got.Tests[0].Result)
}

// Only codes whose source was read are written: of LOINC those of the tables and
// of the catalogue, of SNOMED and ICD-10-CM those of the tables.
func TestOnlyKnownCodesAreWritten(t *testing.T) {
	loinc := map[string]bool{"69739-1": true, "2161-8": true}
	for a := range drugtest.Embedded().Analytes() {
		for _, l := range a.LOINC {
			loinc[l.Code] = true
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		for _, r := range testResources(t, drawResult(t)).All() {
			var codings []fhir.Coding
			switch r := r.(type) {
			case *fhir.DiagnosticReport:
				codings = r.Code.Coding
			case *fhir.Observation:
				codings = r.Code.Coding
			}
			for _, c := range codings {
				require.True(t, c.System != fhir.LOINC || loinc[c.Code], c.Code)
			}
		}
	})
}

// Hostile bundles are read without harm, and what was read can be written and
// comes back.
func FuzzReadClinical(f *testing.F) {
	record := aRecord(f)
	resources, err := record.Resources(fhir.ClinicalReading{})
	require.NoError(f, err)
	for i := range resources {
		text, err := fhir.Export{}.WithoutPart2Labels().AppendBundle(nil, fhir.Collection(resources[max(0, i-3):i+1]...))
		require.NoError(f, err)
		f.Add(text)
	}
	f.Add([]byte(`{"resourceType":"Bundle","type":"collection","entry":[` + lab("o1", "16226-3", `,"valueQuantity":{"value":1e9,"unit":"ng/mL"}`) + `,` + lab("o2", "14314-9", `,"valueString":"pos"`) + `]}`))
	f.Add([]byte(`{"resourceType":"Bundle","type":"collection","entry":[{"resource":` + phq9(loincAnswers("LA6570-1", "LA6571-9")...) + `},{"resource":` + screen + `}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		b, _, err := fhir.ReadBundle(bytes.NewReader(data), "f.json", fhir.ReadOptions{MaxBytes: 1 << 16, Lenient: true})
		if err != nil {
			return
		}
		got, report := fhir.ReadClinical(b, fhir.ClinicalReading{})
		_ = report.Outcome()
		resources, err := got.Resources(fhir.ClinicalReading{})
		if err != nil {
			return // a part that FHIR or US Core asks for was missing
		}
		text, err := fhir.Export{}.AppendBundle(nil, fhir.Collection(resources...))
		if err != nil {
			return // an id that was no id of FHIR
		}
		again, _, err := fhir.ReadBundle(bytes.NewReader(text), "again.json", fhir.ReadOptions{})
		require.NoError(t, err, string(text))
		back, report := fhir.ReadClinical(again, fhir.ClinicalReading{})
		require.LessOrEqual(t, report.Worst(), fhir.Warning, "%s\n%s", report.String(), text)
		require.Len(t, back.Scores, len(got.Scores))
		require.Len(t, back.Diagnoses, len(got.Diagnoses))
		require.Len(t, back.Answers, len(got.Answers))
	})
}

// Panels that hold themselves, and many reports of the same panel, take no more
// time than the bundle is long.
func TestPanelsInPanels(t *testing.T) {
	members := strings.Repeat(`{"reference":"Observation/o"},`, 2000)
	members = members[:len(members)-1]
	report := `{"resource":{"resourceType":"DiagnosticReport","id":"d","status":"final","code":{"text":"x"},"result":[` + members + `]}}`
	_, got := readTests(t, report, report, `{"resource":{"resourceType":"Observation","id":"o","status":"final","code":{"text":"x"},"hasMember":[`+members+`]}}`)
	require.Contains(t, got.String(), "point to far more observations than there are")
}

func TestWhatBelongsToNothingIsTold(t *testing.T) {
	const end = `"subject":{"reference":"Patient/p1"}}}`
	b, report, err := fhir.ReadBundle(strings.NewReader(`{"resourceType":"Bundle","type":"collection","entry":[
{"resource":{"resourceType":"DiagnosticReport","id":"d1","status":"final","code":{"text":"x-ray"},`+end+`,
{"resource":{"resourceType":"Specimen","id":"s1",`+end+`,
{"resource":{"resourceType":"Goal","id":"g1","lifecycleStatus":"active","description":{"text":"x"},`+end+`,
{"resource":{"resourceType":"CareTeam","id":"t1",`+end+`,
`+lab("crea", "2161-8", `,"valueQuantity":{"value":15,"unit":"mg/dL"}`)+`]}`), "b.json", fhir.ReadOptions{})
	require.NoError(t, err, report.String())
	got, report := fhir.ReadClinical(b, fhir.ClinicalReading{})
	require.Equal(t, fhir.Clinical{}, got)
	require.Equal(t, `Observation/crea.code is no score of an instrument and no drug test (information)
DiagnosticReport/d1 belongs to no drug test that is read (information)
Specimen/s1 belongs to no drug test that is read (information)
Goal/g1 belongs to no care plan that is read (information)
CareTeam/t1 belongs to no care plan that is read (information)
`, report.String())
}

// Observations of several days without a specimen are several tests.
func TestLooseObservationsOfSeveralDays(t *testing.T) {
	first := lab("o1", "59673-4", `,"valueString":"neg"`)
	second := strings.Replace(lab("o2", "59673-4", `,"valueString":"pos"`), `"effectiveDateTime":"2026-11-02T10:05:00-05:00"`, `"effectivePeriod":{"start":"2026-11-09"}`, 1)
	tests, report := readTests(t, first, second, strings.Replace(first, `"o1"`, `"o3"`, 1))
	require.NoError(t, report.Err())
	require.Len(t, tests, 2)
	require.Equal(t, iop.MustDate(2026, 11, 9), tests[1].Result.Collected())
	require.Equal(t, drugtest.Positive, tests[1].Result.Outcome("fentanyl"))
}
