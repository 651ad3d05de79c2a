package fhir

import (
	"encoding/csv"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
)

// highCodes are the codes that were seen in an authoritative artifact or in
// several sources that agree: system, code and source, researched 2026-11-23.
// Names of the codes are left out, since some are licensed.
func highCodes(t *testing.T) map[[2]string]bool {
	t.Helper()
	f, err := os.Open("testdata/codes-high.csv")
	require.NoError(t, err)
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	require.NoError(t, err)
	out := map[[2]string]bool{}
	for _, row := range rows[1:] {
		out[[2]string{row[0], row[1]}] = true
	}
	require.Greater(t, len(out), 250)
	return out
}

// ofDefinitions are further vocabularies of the R4 definitions, whose codes
// R4 and US Core ask for.
var ofDefinitions = []string{systemReportSection, systemConditionCategory, systemClinicalStatus, systemVerification}

func TestEmbeddedCodesHaveASource(t *testing.T) {
	high := highCodes(t)
	check := func(concept Concept, c Coding) {
		t.Helper()
		if slices.Contains(ofDefinitions, c.System) {
			return
		}
		require.True(t, high[[2]string{c.System, c.Code}], "%s: %s %s is not marked high", concept, c.System, c.Code)
		if c.System == SNOMED || c.System == LOINC || c.System == systemHCPCS {
			require.Empty(t, c.Display, "%s: names of licensed vocabularies are not shipped", concept)
		}
	}
	seen := map[Concept]bool{}
	for _, table := range codeTables() {
		for _, k := range table {
			require.False(t, seen[k.concept], "%s stands twice", k.concept)
			seen[k.concept] = true
			require.NotEmpty(t, k.codings, k.concept)
			require.True(t, k.concept.isKnown(), k.concept)
			for _, c := range k.codings {
				check(k.concept, c)
			}
		}
	}
	for _, m := range levelMaps {
		for _, k := range m.coding {
			check("level", k.coding)
		}
	}
	for _, l := range append(Part2Labels(), AlcoholLabel(), OpioidLabel()) {
		check("label", l)
	}
}

// Where activities share a code, the first of them in the table is the most
// general: a group, a person.
func TestSharedCodesAreReadAsTheMostGeneral(t *testing.T) {
	for code, want := range map[string]string{"76168009": "group-therapy", "18512000": "individual-counseling", "75516001": "individual-counseling", "108313002": "family-therapy"} {
		a, _, ok := Codes{}.activityOf(&CodeableConcept{Coding: []Coding{{System: SNOMED, Code: code}}})
		require.True(t, ok)
		require.Equal(t, iop.MustParseActivity(want), a)
	}
	for a := range iop.Activities() {
		v := Codes{}.activity(a)
		again, shared, ok := Codes{}.activityOf(&v)
		require.True(t, ok && !shared)
		require.Equal(t, a, again)
	}
}

// Every type can be made by its name, and no element stands beyond the 64 that
// the reader counts.
func TestEveryType(t *testing.T) {
	types := strings.FieldsSeq("ActivityDefinition Appointment CarePlan CareTeam Condition DiagnosticReport Encounter EpisodeOfCare Goal HealthcareService Observation OperationOutcome PlanDefinition QuestionnaireResponse Schedule ServiceRequest Slot Specimen Task")
	for name := range types {
		r := newResource(name)
		require.Equal(t, name, r.ResourceType())
		_, other := r.(*Other)
		require.False(t, other, name)
		c := codec{report: new(Report)}
		r.fields(&c)
		require.Less(t, c.pos, uint(64), name)
	}
	require.IsType(t, &Other{}, newResource("Patient"))
}
