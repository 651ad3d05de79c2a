package fhir_test

import (
	"strings"
	"testing"

	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/fhir"
	"github.com/stretchr/testify/require"
)

func readBundle(t *testing.T, text string) *fhir.Bundle {
	t.Helper()
	b, report, err := fhir.ReadBundle(strings.NewReader(text), "b.json", fhir.ReadOptions{})
	require.NoError(t, err)
	require.NoError(t, report.Err())
	return b
}

// A page of results that is there twice counts once.
func TestWhatStandsTwiceCountsOnce(t *testing.T) {
	a := appointment("fulfilled", "")
	rows, issues := rosterOf(t, fhir.Sessions{}, a, strings.Replace(a, `"a1"`, `"a2"`, 1), a)
	require.Len(t, rows, 2)
	require.Equal(t, []string{"warning Bundle.entry[2].resource stands in the bundle before, by its address; the first is read and this one left out"}, issues)

	rows, issues = rosterOf(t, fhir.Sessions{}, strings.Replace(a, `"participant":[`, `"participant":[{"actor":{"reference":"https://a.example.org/Patient/p1"},"status":"accepted"},`, 1))
	require.Len(t, rows, 1)
	require.Equal(t, []string{"warning Bundle.entry[0].resource.participant names a person twice; one row is read"}, issues)

	e := encounter(lateByTwo + `,"appointment":[{"reference":"Appointment/a1"}]`)
	short := strings.Replace(again(e, "e2"), "T12:00", "T10:00", 1)
	rows, issues = rosterOf(t, fhir.Sessions{}, a, again(strings.Replace(e, "finished", "planned", 1), "e0"), e, short)
	require.Len(t, rows, 1)
	require.EqualValues(t, 178, rows[0].Delivered().Min())
	require.Equal(t, []string{"warning Bundle.entry[3].resource is a second encounter of the person's appointment; the first is read"}, issues)

	score := `{"resourceType":"Observation","id":"o1","status":"final","category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"survey"}]}],"code":{"coding":[{"system":"http://loinc.org","code":"70274-6"}]},"subject":{"reference":"Patient/p1"},"effectiveDateTime":"2026-11-02","valueInteger":`
	entry := func(url, value string) string { return `{"fullUrl":"` + url + `","resource":` + score + value + `}}` }
	b := readBundle(t, `{"resourceType":"Bundle","type":"collection","entry":[`+entry("https://a.example.org/Observation/o1", "12")+`,`+entry("https://b.example.org/Observation/o1", "9")+`,`+
		entry("https://a.example.org/Observation/o1", "3")+`]}`)
	c, report := fhir.ReadClinical(b, fhir.ClinicalReading{})
	require.Len(t, c.Scores, 2, "two servers may give the same id to different things")
	require.Equal(t, "12 9", c.Scores[0].Result.Total.String()+" "+c.Scores[1].Result.Total.String())
	require.Equal(t, "1: Bundle.entry[2].resource stands in the bundle before, by its address; the first is read and this one left out (warning)\n", report.String())
	require.NotNil(t, b.Entry[2].Resource, "the bundle of the caller stays as it is")
}

// In a history the first version is the newest, and what was deleted is gone.
func TestHistoriesAreReadAsTheyStand(t *testing.T) {
	entry := func(id, request, resource string) string {
		return `{"fullUrl":"https://a.example.org/Appointment/` + id + `",` + resource + `"request":{"method":"` + request + `","url":"Appointment/` + id + `"},"response":{"status":"200"}}`
	}
	of := func(status string) string { return `"resource":` + appointment(status, "") + `,` }
	b := readBundle(t, `{"resourceType":"Bundle","type":"history","entry":[`+strings.Join([]string{
		entry("a1", "PUT", of("noshow")), entry("a1", "POST", of("booked")), entry("a2", "DELETE", ""), entry("a2", "POST", of("booked")),
	}, ",")+`]}`)
	r, report := fhir.Sessions{}.Roster(b)
	require.Len(t, r.Rows, 1)
	require.Equal(t, "absent_unexcused", r.Rows[0].Status.String())
	require.Len(t, report.Issues, 2)
}

// In a transaction resources point to each other by addresses that hold only in
// the bundle.
func TestReferencesByFullAddress(t *testing.T) {
	b := readBundle(t, `{"resourceType":"Bundle","type":"transaction","entry":[
{"fullUrl":"urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0","resource":{"resourceType":"Patient","id":"p1"},"request":{"method":"PUT","url":"Patient/p1"}},
{"fullUrl":"urn:uuid:1c3151bd-1cbf-4d64-b04d-cd9187a4c6e0","resource":{"resourceType":"ServiceRequest","status":"active","intent":"order","code":{"coding":[{"system":"http://snomed.info/sct","code":"720176005"}]},"subject":{"reference":"urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0"}},"request":{"method":"POST","url":"ServiceRequest"}},
{"fullUrl":"urn:uuid:2c3151bd-1cbf-4d64-b04d-cd9187a4c6e0","resource":{"resourceType":"Task","status":"requested","intent":"order","code":{"text":"Telephone contact"},"basedOn":[{"reference":"urn:uuid:1c3151bd-1cbf-4d64-b04d-cd9187a4c6e0"}],"executionPeriod":{"start":"2027-02-01"}},"request":{"method":"POST","url":"Task"}},
{"fullUrl":"urn:uuid:3c3151bd-1cbf-4d64-b04d-cd9187a4c6e0","resource":{"resourceType":"DiagnosticReport","id":"d1","status":"final","code":{"text":"drug test"},"subject":{"reference":"urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0"},"effectiveDateTime":"2026-11-02","result":[{"reference":"urn:uuid:4c3151bd-1cbf-4d64-b04d-cd9187a4c6e0"}]},"request":{"method":"POST","url":"DiagnosticReport"}},
{"fullUrl":"urn:uuid:4c3151bd-1cbf-4d64-b04d-cd9187a4c6e0","resource":{"resourceType":"Observation","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"59673-4"}]},"valueString":"Positive"},"request":{"method":"POST","url":"Observation"}},
{"fullUrl":"urn:uuid:5c3151bd-1cbf-4d64-b04d-cd9187a4c6e0","resource":{"resourceType":"Condition","clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-clinical","code":"active"}]},"code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"F11.20"}]},"subject":{"reference":"urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0"}},"request":{"method":"POST","url":"Condition"}},
{"fullUrl":"urn:uuid:6c3151bd-1cbf-4d64-b04d-cd9187a4c6e0","resource":{"resourceType":"Appointment","status":"fulfilled","start":"2026-11-04T09:00:00-05:00","end":"2026-11-04T12:00:00-05:00","participant":[{"actor":{"reference":"urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0"},"status":"accepted"}]},"request":{"method":"POST","url":"Appointment"}}
]}`)
	c, report := fhir.ReadClinical(b, fhir.ClinicalReading{})
	require.NoError(t, report.Err())
	require.Equal(t, "p1", c.Aftercare[0].Client)
	require.Len(t, c.Aftercare[0].Plan.Contacts, 1)
	require.Equal(t, "p1", c.Tests[0].Client)
	require.Equal(t, "p1", c.Diagnoses[0].Client)
	require.Equal(t, assessment.Opioid, c.Diagnoses[0].Substance)
	a, _ := fhir.ReadAftercare(b.Entry[1].Resource.(*fhir.ServiceRequest), b, fhir.Codes{})
	require.Len(t, a.Plan.Contacts, 1)
	roster, report := fhir.Sessions{}.Roster(b)
	require.Empty(t, report.Issues)
	require.Equal(t, "p1", roster.Rows[0].Client)
}

func TestReferencesToVersions(t *testing.T) {
	b := readBundle(t, `{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Goal","id":"g1","meta":{"versionId":"2"},"lifecycleStatus":"active","description":{"text":"x"},"subject":{"reference":"Patient/p1"}}},
{"fullUrl":"https://a.example.org/Patient/p1","resource":{"resourceType":"Patient","id":"p1"}}]}`)
	for reference, found := range map[string]bool{
		"Goal/g1": true, "Goal/g1/_history/2": true, "Goal/g1/_history/1": false, "Goal/g2": false, "": false,
		"Patient/p1": true, "Patient/p1/_history/7": true, "https://a.example.org/Patient/p1": true, "https://a.example.org/Patient/p1/_history/7": true, "https://b.example.org/Patient/p1": false,
	} {
		_, ok := b.Resolve(fhir.Reference{Reference: reference})
		require.Equal(t, found, ok, reference)
	}
}

// Elements that say something a schedule has no place for are told.
func TestWhatAScheduleDoesNotUseIsTold(t *testing.T) {
	_, issues := rosterOf(t, fhir.Sessions{}, appointment("booked", `,"patientInstruction":"bring a pen","reasonCode":[{"text":"x"}]`),
		encounter(lateByTwo+`,"priority":{"text":"x"},"appointment":[{"reference":"Appointment/a1"}]`))
	require.Equal(t, []string{
		"information Bundle.entry[0].resource.reasonCode is not used by the mapping",
		"information Bundle.entry[0].resource.patientInstruction is not used by the mapping",
		"information Bundle.entry[1].resource.priority is not used by the mapping",
	}, issues)

	_, report := fhir.ReadEpisode(parse(t, `{"resourceType":"EpisodeOfCare","id":"e1","status":"active","patient":{"reference":"Patient/p1"},"careManager":{"display":"x"}}`).(*fhir.EpisodeOfCare), fhir.Codes{})
	require.Equal(t, "EpisodeOfCare/e1.careManager is not used by the mapping (information)\n", report.String())

	_, report = fhir.ReadProgram(parse(t, `{"resourceType":"PlanDefinition","id":"d1","status":"active","purpose":"x","action":[{"title":"Group","textEquivalent":"x"}]}`).(*fhir.PlanDefinition), nil, fhir.Codes{})
	require.Equal(t, "PlanDefinition/d1.action[0].textEquivalent is not used by the mapping (information)\nPlanDefinition/d1.purpose is not used by the mapping (information)\n", report.String())

	_, report = fhir.ReadService(parse(t, `{"resourceType":"HealthcareService","id":"h1","extraDetails":"x"}`).(*fhir.HealthcareService), fhir.Codes{})
	require.Equal(t, "HealthcareService/h1.extraDetails is not used by the mapping (information)\n", report.String())
}

// What has no id is named by its place in the bundle.
func TestIssuesNameTheEntry(t *testing.T) {
	b := readBundle(t, `{"resourceType":"Bundle","type":"collection","entry":[
{"resource":{"resourceType":"Condition","id":"c1","code":{"text":"x"},"subject":{"reference":"Patient/p1"}}},
{"resource":{"resourceType":"Condition","code":{"text":"x"},"subject":{"reference":"Patient/p1"}}},
{"resource":{"resourceType":"Goal","lifecycleStatus":"active","description":{"text":"x"},"subject":{"reference":"Patient/p1"}}}]}`)
	_, report := fhir.ReadClinical(b, fhir.ClinicalReading{})
	require.Equal(t, `Condition/c1.code is no substance use disorder; it is not read as a diagnosis (information)
Bundle.entry[1].resource.code is no substance use disorder; it is not read as a diagnosis (information)
Bundle.entry[2].resource belongs to no care plan that is read (information)
`, report.String())
}

func TestEntriesAreAList(t *testing.T) {
	b, report, err := fhir.ReadBundle(strings.NewReader("{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\n\"entry\":{\"resource\":{}}}"), "b.json", fhir.ReadOptions{})
	require.NoError(t, err)
	require.Empty(t, b.Entry)
	require.Equal(t, "b.json:2: Bundle.entry is no list; want a list of entries (error)\n", report.String())
}
