package fhir_test

import (
	"fmt"
	"strings"

	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/fhir"
	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
)

// A form sends its answers; the score follows from them. Question 9 was not
// asked, so that nobody knows whether there are thoughts of self-harm.
func ExampleReadAnswers() {
	text := `{"resourceType": "QuestionnaireResponse", "status": "completed", "subject": {"reference": "Patient/p1"}, "authored": "2026-11-02",
 "questionnaire": "http://loinc.org/q/44249-1", "item": [
 {"linkId": "/44250-9", "answer": [{"valueInteger": 2}]},
 {"linkId": "/44255-8", "answer": [{"valueCoding": {"system": "http://loinc.org", "code": "LA6570-1"}}]},
 {"linkId": "/44259-0", "answer": [{"valueString": "3"}]}]}`
	r, _, err := fhir.ReadResource(strings.NewReader(text), "answers.json", fhir.ReadOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	lib := assessment.Embedded()
	answers, report := fhir.ReadAnswers(r.(*fhir.QuestionnaireResponse), lib, "")
	if err := report.Err(); err != nil {
		fmt.Println(err)
		return
	}
	result, err := answers.Result(lib, assessment.Context{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(answers.Instrument, result.Status, result.Total, "item 9:", result.Flag("item9"))
	// Output:
	// phq-9 incomplete unknown item 9: unknown
}

// The code of a panel is no score, however often it is used as one.
func ExampleReadScore() {
	for _, code := range []string{"70274-6", "69737-5"} {
		o := &fhir.Observation{Status: "final", Subject: fhir.To("Patient", "p1"), Value: fhir.Integer(12),
			Category: []fhir.CodeableConcept{{Coding: []fhir.Coding{{System: "http://terminology.hl7.org/CodeSystem/observation-category", Code: "survey"}}}},
			Code:     fhir.CodeableConcept{Coding: []fhir.Coding{{System: fhir.LOINC, Code: code}}}}
		s, report := fhir.ReadScore(o, assessment.Embedded(), assessment.Context{})
		if err := report.Err(); err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(s.Result.Instrument, s.Result.Total, s.Result.Band)
	}
	// Output:
	// gad-7 12 moderate
	// Observation.code.coding[0] is the panel Generalized Anxiety Disorder-7 and no score; its members hold the answers and the total, whose code is 70274-6
}

// A laboratory sends a screen and its confirmation. They are two tests, and what
// only the screen found stays presumptive.
func ExampleReadDrugTests() {
	text := `{"resourceType": "Bundle", "type": "collection", "entry": [
{"resource": {"resourceType": "DiagnosticReport", "id": "d1", "status": "final", "code": {"text": "drug test"}, "subject": {"reference": "Patient/p1"},
 "effectiveDateTime": "2026-11-02", "result": [{"reference": "Observation/a"}, {"reference": "Observation/b"}, {"reference": "Observation/c"}]}},
{"resource": {"resourceType": "Observation", "id": "a", "status": "final", "code": {"coding": [{"system": "http://loinc.org", "code": "59673-4"}]}, "valueString": "Positive"}},
{"resource": {"resourceType": "Observation", "id": "b", "status": "final", "code": {"coding": [{"system": "http://loinc.org", "code": "14314-9"}]}, "valueString": "Negative"}},
{"resource": {"resourceType": "Observation", "id": "c", "status": "final", "code": {"coding": [{"system": "http://loinc.org", "code": "58381-5"}]},
 "valueQuantity": {"value": 0.4, "unit": "ng/mL"}, "referenceRange": [{"high": {"value": 1, "unit": "ng/mL"}, "text": "cutoff"}]}}]}`
	b, _, err := fhir.ReadBundle(strings.NewReader(text), "lab.json", fhir.ReadOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	tests, report := fhir.ReadDrugTests(b, fhir.TestReading{})
	if err := report.Err(); err != nil {
		fmt.Println(err)
		return
	}
	for _, t := range tests {
		fmt.Print(t.Result.ID(), " ", t.Result.Process(), ":")
		for f := range t.Result.Findings() {
			fmt.Print(" ", f.Analyte, " ", f.Outcome)
		}
		fmt.Println()
	}
	// Output:
	// d1.screen presumptive: benzoylecgonine negative fentanyl positive
	// d1.confirmation definitive: fentanyl negative
}

// Severity and remission give the code; what the code cannot say stands beside
// it.
func ExampleNewCondition() {
	c, err := fhir.NewCondition(&fhir.Diagnosis{
		Client: "p1", Substance: assessment.Alcohol,
		Severity: assessment.Moderate, Lowest: assessment.Moderate, Highest: assessment.Moderate,
		Remission: assessment.EarlyRemission, LowestRemission: assessment.EarlyRemission, HighestRemission: assessment.EarlyRemission,
		On: iop.MustDate(2026, 11, 2),
	}, fhir.Codes{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(c.Code.Code("http://hl7.org/fhir/sid/icd-10-cm"), c.Code.Text)
	d, _ := fhir.ReadDiagnosis(&fhir.Condition{Subject: fhir.To("Patient", "p1"), Code: fhir.CodeableConcept{Coding: c.Code.Coding[:1]}}, fhir.Codes{})
	fmt.Println("from the code alone:", d.Lowest, "to", d.Highest, "and", d.LowestRemission, "to", d.HighestRemission)
	// Output:
	// F10.21 alcohol use disorder, moderate, in early remission
	// from the code alone: moderate to severe and early to sustained
}

// A plan has no words of its own: kinds and numbers become what people read.
func ExampleNewCarePlan() {
	sessions, minutes := 3, 540
	out, err := fhir.NewCarePlan(&fhir.PersonPlan{Client: "p1", Plan: careplan.Plan{
		ID:       "plan-1",
		Problems: []careplan.Problem{{ID: "use", Kind: careplan.SubstanceUse}},
		Goals:    []careplan.Goal{{ID: "g1", Problem: "use", Due: iop.MustDate(2027, 1, 29)}},
		Interventions: []careplan.Intervention{{ID: "i1", Goals: []string{"g1"}, Activity: iop.MustParseActivity("process-group"),
			SessionsPerWeek: &sessions, MinutesPerWeek: &minutes}},
	}}, fhir.Codes{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, r := range out.All() {
		fmt.Println(r.ResourceType())
	}
	fmt.Println(out.Goals[0].Description.Text)
	repeat := out.Plan.Activity[0].Detail.Scheduled.(fhir.Timing).Repeat
	fmt.Println(repeat.Frequency, "times a week,", repeat.Duration, repeat.DurationUnit, "each")
	// Output:
	// CarePlan
	// Condition
	// Goal
	// goal about substance use
	// 3 times a week, 180 min each
}

// A record system shows what a check found, as cards beside the record.
func ExampleCards() {
	programs, err := schedule.ReadPrograms(strings.NewReader(`{"id": "evenings", "calledItself": "iop", "population": "adult", "weeks": 8,
 "blocks": [{"activity": "process-group", "days": ["Mon", "Wed"], "start": "18:00", "end": "21:00"}]}`), "program.json", schedule.Limits{})
	if err != nil {
		fmt.Println(err)
		return
	}
	report := schedule.Check(&programs[0], schedule.Options{})
	card := fhir.Cards(report.Filter(func(f *iop.Finding) bool { return f.Rule.ID == "schedule/weekly-hours-min" }))[0]
	fmt.Println(card.Indicator+":", card.Summary)
	fmt.Println(card.Source.Topic.Code)
	// Output:
	// warning: Countable time a week: 6 h; required at least 9 h
	// schedule/weekly-hours-min
}
