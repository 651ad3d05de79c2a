package fhir_test

import (
	"slices"
	"testing"

	"github.com/openiop/openiop/fhir"
	"github.com/stretchr/testify/require"
)

// What the profiles of US Core 6.1 and 7.0 make mandatory beyond R4: elements
// with a minimum of 1, and constraints of severity error, as the differentials
// of the repository HL7/US-Core have them (input/resources-yaml, files of
// 2022-04-20 to 2023-10-17). EpisodeOfCare, Appointment, Schedule, Slot, Task,
// PlanDefinition, ActivityDefinition, HealthcareService and OperationOutcome
// have no profile.

func isStated(r fhir.Reference) bool { return r.Reference != "" || r.Identifier != nil }

func isCoded(c fhir.CodeableConcept) bool { return c.IsStated() && c.Text != "" }

// withCode counts the concepts that have one of the codes of a vocabulary.
func withCode(concepts []fhir.CodeableConcept, system string, codes ...string) (n int) {
	for _, c := range concepts {
		if slices.Contains(codes, c.Code(system)) {
			n++
		}
	}
	return n
}

const observationCategory = "http://terminology.hl7.org/CodeSystem/observation-category"

func requireUSCoreObservation(t *testing.T, o *fhir.Observation) {
	survey, laboratory := withCode(o.Category, observationCategory, "survey"), withCode(o.Category, observationCategory, "laboratory")
	require.Equal(t, 1, survey+laboratory, "category:survey or category:us-core, 1..1")
	require.True(t, isCoded(o.Code))
	require.True(t, isStated(o.Subject), "subject 1..1")
	require.True(t, len(o.Component) > 0 || len(o.HasMember) > 0 || o.DataAbsentReason.IsStated() || o.Value != nil, "us-core-2")
	if q, ok := o.Value.(fhir.Quantity); ok && q.System != "" {
		require.Equal(t, "http://unitsofmeasure.org", q.System, "us-core-3")
	}
	if at, ok := o.Effective.(fhir.DateTime); ok {
		require.GreaterOrEqual(t, len(at.String()), 10, "us-core-1")
	}
}

func requireUSCoreReport(t *testing.T, r *fhir.DiagnosticReport) {
	require.Equal(t, 1, withCode(r.Category, "http://terminology.hl7.org/CodeSystem/v2-0074", "LAB"), "category:LaboratorySlice 1..1")
	require.True(t, isStated(r.Subject), "subject 1..1")
	if slices.Contains([]string{"partial", "preliminary", "final", "amended", "corrected", "appended"}, r.Status) {
		require.NotNil(t, r.Effective, "us-core-8")
		require.True(t, r.Issued.IsStated() || r.IssuedUnknown, "us-core-9")
	}
}

func requireUSCorePlan(t *testing.T, p *fhir.CarePlan) {
	require.Equal(t, 1, withCode(p.Category, "http://hl7.org/fhir/us/core/CodeSystem/careplan-category", "assess-plan"), "category:AssessPlan 1..1")
	require.True(t, isStated(p.Subject))
	require.Contains(t, []string{"generated", "additional"}, p.Text.Status, "us-core-narrative-status")
	require.NotEmpty(t, p.Text.Div)
}

func requireUSCoreTeam(t *testing.T, c *fhir.CareTeam) {
	require.True(t, isStated(c.Subject), "subject 1..1")
	require.NotEmpty(t, c.Participant, "participant 1..*")
	for _, p := range c.Participant {
		require.Len(t, p.Role, 1, "role 1..1")
		require.True(t, isStated(p.Member), "member 1..1")
	}
}

func requireUSCoreEncounter(t *testing.T, e *fhir.Encounter) {
	require.NotEmpty(t, e.Type, "type 1..*")
	require.True(t, isStated(e.Subject), "subject 1..1")
	for _, i := range e.Identifier {
		require.True(t, i.System != "" && i.Value != "", "identifier.system and identifier.value 1..1")
	}
}

func TestWhatUSCoreMakesMandatory(t *testing.T) {
	profiles := make(map[string]int)
	for _, r := range allSamples(t) {
		profiles[r.ResourceType()]++
		switch r := r.(type) {
		case *fhir.Encounter:
			requireUSCoreEncounter(t, r)
		case *fhir.Observation:
			requireUSCoreObservation(t, r)
		case *fhir.DiagnosticReport:
			requireUSCoreReport(t, r)
		case *fhir.CarePlan:
			requireUSCorePlan(t, r)
		case *fhir.CareTeam:
			requireUSCoreTeam(t, r)
		case *fhir.Goal:
			require.True(t, r.LifecycleStatus != "" && isCoded(r.Description) && isStated(r.Subject))
		case *fhir.Condition:
			require.Positive(t, withCode(r.Category, "http://terminology.hl7.org/CodeSystem/condition-category", "problem-list-item")+
				withCode(r.Category, "http://hl7.org/fhir/us/core/CodeSystem/condition-category", "health-concern"), "category:us-core 1..*")
			require.True(t, isCoded(r.Code) && isStated(r.Subject), "code 1..1")
		case *fhir.ServiceRequest:
			require.True(t, isCoded(r.Code) && isStated(r.Subject), "code 1..1")
		case *fhir.Specimen:
			require.True(t, isCoded(r.Type), "type 1..1")
		case *fhir.QuestionnaireResponse:
			require.True(t, isStated(r.Subject), "subject 1..1")
			require.NotEmpty(t, r.Questionnaire, "of the profile of SDC that it is based on")
		default:
			delete(profiles, r.ResourceType())
		}
	}
	require.Len(t, profiles, 10, "every type that has a profile")
}
