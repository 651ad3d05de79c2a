package main

import (
	"compress/gzip"
	"os"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"
)

// TestExportIsValid validates everything that "iop fhir export" writes with HL7's
// JSON Schema of R4 (fhir/testdata/README.md), the bundle and each resource
// under its own definition.
func TestExportIsValid(t *testing.T) {
	f, err := os.Open("../../fhir/testdata/fhir.schema.json.gz")
	require.NoError(t, err)
	defer f.Close()
	z, err := gzip.NewReader(f)
	require.NoError(t, err)
	doc, err := jsonschema.UnmarshalJSON(z)
	require.NoError(t, err)
	top := doc.(map[string]any)
	delete(top, "oneOf")
	delete(top, "discriminator")
	definitions := top["definitions"].(map[string]any)
	resource := map[string]any{"type": "object", "required": []any{"resourceType"}}
	definitions["ResourceList"], definitions["Resource"] = resource, resource // the type of each decides, below
	definitions["integer64"] = map[string]any{"type": "string"}
	c := jsonschema.NewCompiler()
	require.NoError(t, c.AddResource("r4", doc))
	valid := func(v any) string {
		name := v.(map[string]any)["resourceType"].(string)
		schema, err := c.Compile("r4#/definitions/" + name)
		require.NoError(t, err)
		require.NoError(t, schema.Validate(v))
		return name
	}

	roster := write(t, "november.csv", threeWeeks)
	seen := map[string]bool{}
	for _, args := range [][]string{
		{realPrograms},
		{"sample.json", "--start", "2026-11-09", "--timezone", "America/Chicago"},
		{"sample.json", "--start", "2026-11-09", "--timezone", "America/Chicago", "--subject", "c-1"},
		{roster, "--timezone", "America/Chicago"},
		{roster, "--without-part2-labels"},
		{"../../schedule/testdata/rosters/canonical.csv"},
		{"testdata/respond/residual.json", person, "testdata/plan.json", "testdata/stepdown.json", "testdata/aftercare.json", "--subject", "c-1"},
		{"testdata/phq-9.json", "--subject", "an id that FHIR has no room for", "--instrument", "phq-9"},
		{"--findings", roster, "--standard", "va-license-2.1"},
		{"--findings", realPrograms},
	} {
		o := invoke(t, append([]string{"fhir", "export"}, args...)...)
		if o.status == exitUnusable { // two histories with a test of the same name
			require.Contains(t, o.stderr, "which another file gives with other contents", args)
		}
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(o.stdout))
		require.NoError(t, err, args)
		seen[valid(v)] = true
		for _, e := range v.(map[string]any)["entry"].([]any) {
			seen[valid(e.(map[string]any)["resource"])] = true
		}
	}
	for _, name := range []string{
		"Bundle", "PlanDefinition", "ActivityDefinition", "HealthcareService", "Schedule", "Slot", "Appointment", "Encounter", "DiagnosticReport", "Specimen",
		"Observation", "QuestionnaireResponse", "CarePlan", "Condition", "Goal", "EpisodeOfCare", "ServiceRequest", "Task", "OperationOutcome",
	} {
		require.True(t, seen[name], name)
	}
}
