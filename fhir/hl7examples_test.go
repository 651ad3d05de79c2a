package fhir_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/openiop/openiop/fhir"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"
)

// leaves gives every value of a JSON text that is no object and no list, with
// its path as reports have it.
func leaves(t *testing.T, text []byte, root string) map[string]any {
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(text)) // numbers keep their text
	require.NoError(t, err)
	out := make(map[string]any)
	var walk func(v any, path string)
	walk = func(v any, path string) {
		switch v := v.(type) {
		case map[string]any:
			for name, x := range v {
				walk(x, path+"."+name)
			}
		case []any:
			for i, x := range v {
				walk(x, path+"["+strconv.Itoa(i)+"]")
			}
		default:
			out[path] = v
		}
	}
	walk(v, root)
	return out
}

// isTold reports whether a path, or what it is a part of, is in a report.
func isTold(path string, report fhir.Report) bool {
	return slices.ContainsFunc(report.Issues, func(i fhir.Issue) bool {
		rest, ok := strings.CutPrefix(path, i.Path)
		return ok && (rest == "" || rest[0] == '.' || rest[0] == '[')
	})
}

// requireKept reads a resource or a bundle, writes it, and reads it again. Each
// value of the first text is in the second, or the report told of it.
func requireKept(t *testing.T, text []byte) {
	var head struct{ ResourceType string }
	require.NoError(t, json.Unmarshal(text, &head))
	plain := fhir.Export{}.WithoutPart2Labels()
	var report, again fhir.Report
	var out []byte
	if head.ResourceType == "Bundle" {
		first, r, err := fhir.ReadBundle(bytes.NewReader(text), "x.json", fhir.ReadOptions{})
		require.NoError(t, err, r.String())
		out, err = plain.AppendBundle(nil, first)
		if why := unwritable[first.ID]; why != "" {
			require.ErrorContains(t, err, why)
			return
		}
		require.NoError(t, err)
		second, r2, err := fhir.ReadBundle(bytes.NewReader(out), "x.json", fhir.ReadOptions{})
		require.NoError(t, err)
		for i := range first.Entry {
			first.Entry[i].Line, second.Entry[i].Line = 0, 0
		}
		require.Equal(t, first, second)
		report, again = r, r2
	} else {
		first, r, err := fhir.ParseResource(text, "x.json", fhir.ReadOptions{})
		require.NoError(t, err, r.String())
		out, err = plain.Append(nil, first)
		require.NoError(t, err)
		second, r2, err := fhir.ParseResource(out, "x.json", fhir.ReadOptions{})
		require.NoError(t, err)
		require.Equal(t, first, second)
		report, again = r, r2
	}
	if !strings.Contains(string(text), `"StructureDefinition"`) { // those of HL7 are not valid under HL7's schema
		requireR4(t, out)
	}
	kept := leaves(t, out, head.ResourceType)
	was := leaves(t, text, head.ResourceType)
	for _, path := range slices.Sorted(maps.Keys(was)) {
		if v, ok := kept[path]; ok {
			require.Equal(t, was[path], v, path)
		} else {
			require.True(t, isTold(path, report), "%s is dropped without a word\n%s", path, report.String())
		}
	}
	for _, i := range again.Issues {
		require.Contains(t, i.What, "kept as it stands", "what is not kept is gone the second time")
	}
}

// HL7's own instances of the types that the package has: small ones.
func TestHL7Examples(t *testing.T) {
	names, err := filepath.Glob("testdata/examples/*.json")
	require.NoError(t, err)
	types := make(map[string]bool)
	for _, name := range names {
		resourceType, _, _ := strings.Cut(filepath.Base(name), "-")
		types[resourceType] = true
		t.Run(filepath.Base(name), func(t *testing.T) {
			text, err := os.ReadFile(name)
			require.NoError(t, err)
			requireKept(t, text)
		})
	}
	require.Len(t, types, 20, "every type that the package has, and bundles")
}

// refusedExamples are those of HL7's instances that are not R4 themselves.
var refusedExamples = map[string]string{
	"Observation-clinical-gender.json": "Observation.performer[0] points to a resource of a type that may not stand here",
}

// unwritable are bundles of HL7 that can be read and break a rule of R4.
var unwritable = map[string]string{"dataelements": "(bdl-7)"}

// All instances of HL7 of these types: OPENIOP_HL7_EXAMPLES is the folder of the
// npm package hl7.fhir.r4.examples, which .ci/run has.
func TestAllHL7Examples(t *testing.T) {
	dir := os.Getenv("OPENIOP_HL7_EXAMPLES")
	if dir == "" {
		t.Skip("OPENIOP_HL7_EXAMPLES is not set; the step oracles of .ci/run sets it")
	}
	known := strings.Fields("ActivityDefinition Appointment CarePlan CareTeam Condition DiagnosticReport Encounter EpisodeOfCare Goal HealthcareService Observation OperationOutcome PlanDefinition QuestionnaireResponse Schedule ServiceRequest Slot Specimen Task Bundle")
	names, err := filepath.Glob(filepath.Join(dir, "*.json"))
	require.NoError(t, err)
	read := 0
	for _, name := range names {
		base := filepath.Base(name)
		resourceType, _, _ := strings.Cut(base, "-")
		if !slices.Contains(known, resourceType) {
			continue
		}
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		t.Run(base, func(t *testing.T) {
			if why, ok := refusedExamples[base]; ok {
				_, report, err := fhir.ParseResource(text, base, fhir.ReadOptions{})
				require.ErrorIs(t, err, fhir.ErrRefused)
				require.Contains(t, report.String(), why)
				return
			}
			requireKept(t, text)
		})
		read++
	}
	t.Logf("%d instances", read)
	require.Greater(t, read, 200)
}
