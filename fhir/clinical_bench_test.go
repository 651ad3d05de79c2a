package fhir_test

import (
	"bytes"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/assessment/drugtest"
	"github.com/openiop/openiop/fhir"
	"github.com/openiop/openiop/iop"
)

// clinicalYear gives a year of one person beside sessions: a weekly PHQ-9 with
// its answers, and a weekly screen of five classes.
func clinicalYear(t require.TestingT) (c fhir.Clinical) {
	c = aRecord(t)
	lib := assessment.Embedded()
	day := iop.MustDate(2026, 1, 5)
	p := panel(t, "opiate", "cocaine", "stimulant", "cannabinoid", "benzodiazepine")
	s := urine(t, drugtest.Specimen{Creatinine: quantity(t, 90, drugtest.MgPerDL)})
	for week := range 52 {
		on := day.AddDays(7 * week)
		a := fhir.Answers{ID: "a-" + strconv.Itoa(week), Client: "p1", At: fhir.DateTimeOf(on), Instrument: "phq-9", Version: "2001",
			Answers: assessment.Answers{Values: []assessment.Answer{2, 2, 2, 2, 1, 1, 2, 0, 0}}}
		score, err := a.Score(lib, assessment.Context{}, fhir.To("QuestionnaireResponse", a.ID))
		require.NoError(t, err)
		c.Answers, c.Scores = append(c.Answers, a), append(c.Scores, score)
		r, err := drugtest.PresumptiveResult(drugtest.Visit{ID: drugtest.ResultID("t-" + strconv.Itoa(week)), Collected: on}, s, drugtest.Immunoassay(), p,
			drugtest.Finding{Analyte: "morphine", Outcome: drugtest.Negative}, drugtest.Finding{Analyte: "benzoylecgonine", Outcome: drugtest.Negative},
			drugtest.Finding{Analyte: "amphetamine", Outcome: drugtest.Negative}, drugtest.Finding{Analyte: "thc_cooh", Outcome: drugtest.Positive},
			drugtest.Finding{Analyte: "benzodiazepine_class", Outcome: drugtest.Negative})
		require.NoError(t, err)
		c.Tests = append(c.Tests, fhir.DrugTest{Client: "p1", Result: r})
	}
	return c
}

// The mappings beside the codec on the same bundle: what it costs to have values
// of the library instead of resources.
func BenchmarkClinical(b *testing.B) {
	record := clinicalYear(b)
	resources, err := record.Resources(fhir.ClinicalReading{})
	require.NoError(b, err)
	bundle := fhir.Collection(resources...)
	text, err := fhir.Export{}.AppendBundle(nil, bundle)
	require.NoError(b, err)
	b.Run("read-resources", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, _, err := fhir.ReadBundle(bytes.NewReader(text), "", fhir.ReadOptions{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("values-from-resources", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, report := fhir.ReadClinical(bundle, fhir.ClinicalReading{}); len(report.Issues) > 0 {
				b.Fatal(report.String())
			}
		}
	})
	b.Run("resources-from-values", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := record.Resources(fhir.ClinicalReading{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("write-resources", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := (fhir.Export{}).AppendBundle(nil, bundle); err != nil {
				b.Fatal(err)
			}
		}
	})
}
