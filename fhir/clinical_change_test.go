package fhir_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/assessment/drugtest"
	"github.com/openiop/openiop/fhir"
)

// The order of entries changes nothing but the order of what is read.
func TestOrderOfEntriesChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawResult(t)
		entries := testResources(t, r).All()
		for i := len(entries) - 1; i > 0; i-- {
			j := rapid.IntRange(0, i).Draw(t, "swap")
			entries[i], entries[j] = entries[j], entries[i]
		}
		tests, report := fhir.ReadDrugTests(fhir.Collection(entries...), fhir.TestReading{})
		require.NoError(t, report.Err())
		require.Len(t, tests, 1)
		sameResult(t, r, tests[0].Result)
	})
}

// What somebody changed beside our extensions is told, and never read as more
// than it is.
func TestChangedResourcesAreTold(t *testing.T) {
	lib := assessment.Embedded()
	a := fhir.Answers{Client: "p1", Instrument: "phq-9", Answers: assessment.Answers{Values: []assessment.Answer{2, 2, 2, 2, 1, 1, 2, 0, 0}}}
	score, err := a.Score(lib, assessment.Context{}, fhir.Reference{})
	require.NoError(t, err)
	changed := func(change func(*fhir.Observation)) fhir.Report {
		o, err := fhir.NewScoreObservation(&score, lib, fhir.Codes{})
		require.NoError(t, err)
		change(o)
		_, report := fhir.ReadScore(o, lib, assessment.Context{})
		return report
	}
	report := changed(func(o *fhir.Observation) { o.Value = fhir.Integer(20) })
	require.Contains(t, report.String(), "has another band than the one that stands")
	report = changed(func(o *fhir.Observation) { o.Value = fhir.Integer(28) })
	require.ErrorContains(t, report.Err(), "want 0 to 27")
	report = changed(func(o *fhir.Observation) {
		o.Code = fhir.CodeableConcept{Coding: []fhir.Coding{{System: fhir.InstrumentSystem, Code: "audit"}}}
	})
	require.ErrorContains(t, report.Err(), "is another instrument than the code says")
	report = changed(func(o *fhir.Observation) { o.Status = "entered-in-error" })
	require.ErrorContains(t, report.Err(), "does not hold")

	r, err := drugtest.PresumptiveResult(drugtest.Visit{ID: "t1", Collected: collected}, urine(t, drugtest.Specimen{}), drugtest.Immunoassay(), panel(t, "fentanyl"),
		drugtest.Finding{Analyte: "fentanyl", Outcome: drugtest.Positive})
	require.NoError(t, err)
	for _, c := range []struct {
		name, want string
		change     func(*fhir.DrugTestResources)
		process    drugtest.Process
	}{
		{"cancelled", "it is read as cancelled", func(d *fhir.DrugTestResources) { d.Report.Status = "cancelled" }, drugtest.Cancelled},
		{"opened again", "it is read as pending", func(d *fhir.DrugTestResources) { d.Report.Status = "registered" }, drugtest.Pending},
		{"a code of a confirmation", "the report is followed", func(d *fhir.DrugTestResources) { d.Observations[0].Code.Coding[0].Code = "40839-3" }, drugtest.Presumptive},
		{"a finding entered in error", "was entered in error", func(d *fhir.DrugTestResources) { d.Observations[0].Status = "entered-in-error" }, drugtest.Presumptive},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := testResources(t, r)
			c.change(d)
			tests, report := fhir.ReadDrugTests(fhir.Collection(d.All()...), fhir.TestReading{})
			require.Contains(t, report.String(), c.want)
			require.Len(t, tests, 1)
			require.Equal(t, c.process, tests[0].Result.Process())
		})
	}
	// No words of a file make a screen definitive.
	d := testResources(t, r)
	text := strings.ReplaceAll(unlabelled(t, d.Report), `"presumptive"`, `"definitive"`)
	tests, report := fhir.ReadDrugTests(fhir.Collection(parse(t, text), d.Specimen, d.Observations[0]), fhir.TestReading{})
	require.Empty(t, tests)
	require.ErrorContains(t, report.Err(), "a definitive result needs a definitive method")
}
