package fhir_test

import (
	"testing"

	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/fhir"
	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
)

// A plan, its goals and its team say more than a plan of the library holds. All
// of it is told; parts that name each other in different ways are still one.
func TestWhatAPlanDoesNotUseIsTold(t *testing.T) {
	b := readBundle(t, `{"resourceType":"Bundle","type":"collection","entry":[
{"resource":{"resourceType":"CarePlan","id":"c1","status":"active","intent":"plan","subject":{"reference":"Patient/p1"},"careTeam":[{"reference":"CareTeam/t1"}],
 "addresses":[{"reference":"Condition/d1"},{"reference":"Condition/d2"}],"goal":[{"reference":"urn:uuid:1c3151bd-1cbf-4d64-b04d-cd9187a4c6e0"}],
 "activity":[{"progress":[{"text":"went well"}],"detail":{"status":"scheduled","description":"in the big room","code":{"coding":[{"system":"http://snomed.info/sct","code":"76168009"}]},"goal":[{"reference":"Goal/g1"}]}}]}},
{"fullUrl":"https://a.example.org/Condition/d1","resource":{"resourceType":"Condition","id":"d1","code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"F32.1"}]},"subject":{"reference":"Patient/p1"},"onsetString":"last spring"}},
{"resource":{"resourceType":"Condition","id":"d2","verificationStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-ver-status","code":"refuted"}]},"code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"F11.20"}]},"subject":{"reference":"Patient/p1"}}},
{"fullUrl":"urn:uuid:1c3151bd-1cbf-4d64-b04d-cd9187a4c6e0","resource":{"resourceType":"Goal","id":"g1","lifecycleStatus":"active","startDate":"2026-11","description":{"text":"goal about mental health"},"subject":{"reference":"Patient/p1"},
 "addresses":[{"reference":"https://a.example.org/Condition/d1"}],"note":[{"text":"x"}]}},
{"resource":{"resourceType":"CareTeam","id":"t1","subject":{"reference":"Patient/p1"},"reasonCode":[{"text":"x"}],"participant":[{"role":[{"text":"counselor"}],"member":{"display":"x"},"onBehalfOf":{"reference":"Organization/o1"}}]}}
]}`)
	p, report := fhir.ReadCarePlan(b.Entry[0].Resource.(*fhir.CarePlan), b.Resolve, fhir.Codes{})
	require.NoError(t, report.Err())
	require.Equal(t, careplan.Plan{ID: "c1", Problems: []careplan.Problem{{ID: "d1", Kind: careplan.MentalHealth}}, Goals: []careplan.Goal{{ID: "g1", Problem: "d1"}},
		Interventions: []careplan.Intervention{{ID: "activity-1", Goals: []string{"g1"}, Activity: iop.MustParseActivity("group-therapy")}}}, p.Plan)
	require.Equal(t, `CarePlan/c1.addresses[0].onsetString is not used by the mapping (information)
CarePlan/c1.addresses[1].verificationStatus says that the person does not have it; it is not read (information)
CarePlan/c1.goal[0].startDate is not known to the day; it is not used (warning)
CarePlan/c1.goal[0].note is not used by the mapping (information)
CarePlan/c1.activity[0].progress is not used by the mapping (information)
CarePlan/c1.activity[0].detail.code stands for several activities; the most general is read (information)
CarePlan/c1.activity[0].detail.description is not used by the mapping (information)
CarePlan/c1.careTeam[0].reasonCode is not used by the mapping (information)
CarePlan/c1.careTeam[0].participant[0].onBehalfOf is not used by the mapping (information)
`, report.String())
}
