package fhir_test

import (
	"testing"

	"github.com/openiop/openiop/fhir"
	"github.com/stretchr/testify/require"
)

// shapes are minimal resources, written by hand. They passed the JSON Schema of
// R4, Medplum's validator and the npm package fhir when they were written.
var shapes = []string{
	`{"resourceType":"CarePlan","status":"active","intent":"plan","text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\">plan</div>"},"category":[{"coding":[{"system":"http://hl7.org/fhir/us/core/CodeSystem/careplan-category","code":"assess-plan"}]}],"subject":{"reference":"Patient/p1"},"period":{"start":"2026-11-02"},"goal":[{"reference":"Goal/g1"}],"activity":[{"detail":{"kind":"Appointment","status":"scheduled","code":{"coding":[{"system":"http://snomed.info/sct","code":"76168009"}]}, "scheduledTiming":{"repeat":{"boundsPeriod":{"start":"2026-11-02","end":"2027-01-29"},"frequency":1,"period":1,"periodUnit":"wk","dayOfWeek":["mon","wed","fri"],"timeOfDay":["09:00:00"],"duration":3,"durationUnit":"h"}}}}]}`,
	`{"resourceType":"Goal","lifecycleStatus":"active","achievementStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/goal-achievement","code":"in-progress"}]},"description":{"text":"Attend 9 hours per week"},"subject":{"reference":"Patient/p1"},"target":[{"dueDate":"2027-01-29"}]}`,
	`{"resourceType":"Appointment","status":"noshow","start":"2026-11-04T09:00:00-05:00","end":"2026-11-04T12:00:00-05:00","participant":[{"actor":{"reference":"Patient/p1"},"status":"accepted"}]}`,
	`{"resourceType":"Encounter","status":"finished","class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"AMB"},"type":[{"coding":[{"system":"http://snomed.info/sct","code":"76168009"}]}],"subject":{"reference":"Patient/p1"},"period":{"start":"2026-11-02T09:02:00-05:00","end":"2026-11-02T12:00:00-05:00"},"length":{"value":178,"unit":"min","system":"http://unitsofmeasure.org","code":"min"}}`,
	`{"resourceType":"Observation","status":"final","category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"survey"}]}],"code":{"coding":[{"system":"http://loinc.org","code":"75626-2"}]},"subject":{"reference":"Patient/p1"},"effectiveDateTime":"2026-11-02T09:00:00-05:00","valueQuantity":{"value":4,"unit":"{score}","system":"http://unitsofmeasure.org","code":"{score}"}}`,
	`{"resourceType":"Observation","status":"final","category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"laboratory"}]}],"code":{"coding":[{"system":"http://loinc.org","code":"14314-9"}]},"subject":{"reference":"Patient/p1"},"effectiveDateTime":"2026-11-02T10:00:00-05:00","valueCodeableConcept":{"coding":[{"system":"http://snomed.info/sct","code":"260385009"}]},"interpretation":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation","code":"NEG"}]}]}`,
	`{"resourceType":"ServiceRequest","status":"active","intent":"order","category":[{"coding":[{"system":"http://snomed.info/sct","code":"409063005"}]}],"code":{"coding":[{"system":"http://snomed.info/sct","code":"720177001"}]},"subject":{"reference":"Patient/p1"},"occurrencePeriod":{"start":"2027-02-01"},"basedOn":[{"reference":"CarePlan/c1"}]}`,
	`{"resourceType":"PlanDefinition","url":"https://example.org/fhir/PlanDefinition/iop-21","status":"active","type":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/plan-definition-type","code":"clinical-protocol"}]},"action":[{"title":"Group counseling","timingTiming":{"repeat":{"frequency":3,"period":1,"periodUnit":"wk","duration":3,"durationUnit":"h"}}}]}`,
}

// They are read without a remark and written back with nothing lost; the
// order of members is that of the definitions.
func TestShapesThereAndBack(t *testing.T) {
	for _, text := range shapes {
		r, report, err := fhir.ParseResource([]byte(text), "shape.json", fhir.ReadOptions{})
		require.NoError(t, err, text)
		require.Empty(t, report.Issues, text)
		require.JSONEq(t, text, unlabelled(t, r))
	}
}
