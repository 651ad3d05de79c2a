package fhir_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/fhir"
	"github.com/openiop/openiop/iop"
)

func TestCondition(t *testing.T) {
	d := fhir.Diagnosis{
		ID: "c1", Client: "p1", Substance: assessment.Opioid,
		Severity: assessment.Severe, Lowest: assessment.Severe, Highest: assessment.Severe,
		Remission: assessment.EarlyRemission, LowestRemission: assessment.EarlyRemission, HighestRemission: assessment.EarlyRemission,
		MaintenanceTherapy: assessment.Yes, On: iop.MustDate(2026, 11, 2), Verification: "confirmed",
	}
	c, err := fhir.NewCondition(&d, fhir.Codes{})
	require.NoError(t, err)
	require.Equal(t, strings.ReplaceAll(`{"resourceType":"Condition","id":"c1",
"extension":[{"extension":[{"url":"state","valueCode":"early"},{"url":"maintenanceTherapy","valueCode":"yes"}],"url":"https://openiop.org/fhir/StructureDefinition/remission"}],
"clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-clinical","code":"remission","display":"Remission"}],"text":"in remission"},
"verificationStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-ver-status","code":"confirmed"}],"text":"confirmed"},
"category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-category","code":"problem-list-item","display":"Problem List Item"}],"text":"problem"}],
"severity":{"coding":[{"system":"https://openiop.org/fhir/severity","code":"severe"}],"text":"severe"},
"code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"F11.21"},{"system":"https://openiop.org/fhir/substance","code":"opioid"}],
"text":"opioid use disorder, severe, in early remission, on maintenance therapy"},
"subject":{"reference":"Patient/p1"},"recordedDate":"2026-11-02"}`, "\n", ""), unlabelled(t, c))
}

// Severity and remission give the code; what they do not decide gives none.
func TestDiagnosisCodes(t *testing.T) {
	unknown := assessment.RemissionUndetermined
	for _, c := range []struct {
		substance         assessment.Substance
		lowest, highest   assessment.Severity
		low, high         assessment.Remission
		want, clinical    string
		extraExplanations string
	}{
		{assessment.Alcohol, assessment.Mild, assessment.Mild, assessment.NotInRemission, assessment.NotInRemission, "F10.10", "active", ""},
		{assessment.Alcohol, assessment.Mild, assessment.Mild, assessment.SustainedRemission, assessment.SustainedRemission, "F10.11", "remission", ""},
		{assessment.Cannabis, assessment.Moderate, assessment.Moderate, assessment.NotInRemission, assessment.NotInRemission, "F12.20", "active", ""},
		{assessment.Stimulant, assessment.Moderate, assessment.Severe, assessment.EarlyRemission, assessment.SustainedRemission, "F15.21", "remission", ""},
		{assessment.OtherSubstance, assessment.Severe, assessment.Severe, assessment.NotInRemission, assessment.NotInRemission, "F19.20", "active", ""},
		{assessment.Tobacco, assessment.Severe, assessment.Severe, assessment.EarlyRemission, assessment.EarlyRemission, "F17.201", "remission", ""},
		{assessment.Tobacco, assessment.Mild, assessment.Mild, assessment.NotInRemission, assessment.NotInRemission, "", "active", "nicotine has no code for mild"},
		{assessment.Opioid, assessment.NoDisorder, assessment.Severe, assessment.EarlyRemission, assessment.EarlyRemission, "F11.91", "remission", ""},
		{assessment.Opioid, assessment.Mild, assessment.Severe, assessment.NotInRemission, assessment.NotInRemission, "", "active", "mild or more"},
		{assessment.Opioid, assessment.Severe, assessment.Severe, unknown, unknown, "", "", "nobody stated the remission"},
		{assessment.Opioid, assessment.Severe, assessment.Severe, assessment.NotInRemission, assessment.EarlyRemission, "", "", "may be in remission"},
	} {
		d := fhir.Diagnosis{Client: "p1", Substance: c.substance, Lowest: c.lowest, Highest: c.highest, LowestRemission: c.low, HighestRemission: c.high}
		if c.lowest == c.highest {
			d.Severity = c.lowest
		}
		if c.low == c.high {
			d.Remission = c.low
		}
		got, err := fhir.NewCondition(&d, fhir.Codes{})
		require.NoError(t, err)
		require.Equal(t, c.want, got.Code.Code("http://hl7.org/fhir/sid/icd-10-cm"), c.extraExplanations)
		require.Equal(t, c.clinical, got.ClinicalStatus.Code("http://terminology.hl7.org/CodeSystem/condition-clinical"))
		require.NotEmpty(t, got.Code.Text)
		require.NotEmpty(t, got.Category, "US Core asks for a category")
	}
	for _, d := range []fhir.Diagnosis{
		{},
		{Substance: assessment.Opioid, Lowest: assessment.Mild, Highest: assessment.Mild},
		{Substance: assessment.Opioid, Client: "p1", Severity: assessment.NoDisorder, Lowest: assessment.NoDisorder, Highest: assessment.NoDisorder},
		{Substance: assessment.Opioid, Client: "p1", Severity: assessment.Mild, Lowest: assessment.Severe, Highest: assessment.Severe},
		{Substance: assessment.Opioid, Client: "p1", Lowest: assessment.Mild, Highest: assessment.Severe, Verification: "sure"},
	} {
		_, err := fhir.NewCondition(&d, fhir.Codes{})
		require.Error(t, err)
	}
}

func TestReadDiagnosesOfOthers(t *testing.T) {
	read := func(code, status, more string) (fhir.Diagnosis, fhir.Report) {
		t.Helper()
		return fhir.ReadDiagnosis(parse(t, `{"resourceType":"Condition","clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-clinical","code":"`+status+`"}]},"code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"`+code+`"}]},"subject":{"reference":"Patient/p1"}`+more+`}`).(*fhir.Condition), fhir.Codes{})
	}
	t.Run("what a code leaves open stays open", func(t *testing.T) {
		d, report := read("F11.21", "remission", "")
		require.Empty(t, report.Issues)
		require.Equal(t, assessment.Opioid, d.Substance)
		require.Equal(t, assessment.SeverityUndetermined, d.Severity)
		require.Equal(t, [2]assessment.Severity{assessment.Moderate, assessment.Severe}, [2]assessment.Severity{d.Lowest, d.Highest})
		require.Equal(t, assessment.RemissionUndetermined, d.Remission)
		require.Equal(t, [2]assessment.Remission{assessment.EarlyRemission, assessment.SustainedRemission}, [2]assessment.Remission{d.LowestRemission, d.HighestRemission})
	})
	t.Run("the severity says which", func(t *testing.T) {
		d, report := read("F11.20", "active", `,"severity":{"coding":[{"system":"http://snomed.info/sct","code":"24484000","display":"Severe"}]}`)
		require.Empty(t, report.Issues)
		require.Equal(t, assessment.Severe, d.Severity)
		require.Equal(t, assessment.NotInRemission, d.Remission)
	})
	t.Run("mild contradicts dependence", func(t *testing.T) {
		d, report := read("F11.20", "active", `,"severity":{"text":"mild"}`)
		require.Contains(t, report.String(), "contradicts the severity of the code")
		require.Equal(t, assessment.SeverityUndetermined, d.Severity)
		require.Equal(t, [2]assessment.Severity{assessment.Mild, assessment.Severe}, [2]assessment.Severity{d.Lowest, d.Highest})
	})
	t.Run("a remission code contradicts an active status", func(t *testing.T) {
		d, report := read("F11.21", "active", "")
		require.Contains(t, report.String(), "contradicts what else is said of remission")
		require.Equal(t, assessment.RemissionUndetermined, d.Remission)
		require.Equal(t, assessment.RemissionUndetermined, d.HighestRemission)
	})
	t.Run("other codes", func(t *testing.T) {
		d, report := read("F10.239", "active", "")
		require.Contains(t, report.String(), "names a complication, which is not read (information)")
		require.Equal(t, assessment.Alcohol, d.Substance)
		require.Equal(t, assessment.Moderate, d.Lowest)
		d, report = read("F17.211", "remission", "")
		require.Empty(t, report.Issues)
		require.Equal(t, assessment.Tobacco, d.Substance)
		require.Equal(t, assessment.EarlyRemission, d.LowestRemission)
		d, report = read("F10.91", "remission", "")
		require.Empty(t, report.Issues)
		require.Equal(t, assessment.NoDisorder, d.Lowest, "use that is not specified names no severity")
	})
	t.Run("refused", func(t *testing.T) {
		_, report := read("F32.1", "active", "")
		require.ErrorContains(t, report.Err(), "is no substance use disorder")
		_, report = read("F11.20", "active", `,"verificationStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-ver-status","code":"refuted"}]}`)
		require.ErrorContains(t, report.Err(), "does not have it")
	})
	t.Run("what is not used is told", func(t *testing.T) {
		_, report := read("F11.20", "active", `,"onsetDateTime":"2020","note":[{"text":"told me about \"last\" week"}]`)
		require.Equal(t, "Condition.onsetDateTime is not used by the mapping (information)\nCondition.note is not used by the mapping (information)\n", report.String())
	})
}

func drawDiagnosis(t *rapid.T) fhir.Diagnosis {
	ternary := rapid.SampledFrom([]assessment.Ternary{assessment.Unknown, assessment.No, assessment.Yes})
	low := assessment.Severity(rapid.IntRange(int(assessment.NoDisorder), int(assessment.Severe)).Draw(t, "lowest"))
	d := fhir.Diagnosis{
		ID: "c1", Client: "p1",
		Substance: assessment.Substance(rapid.IntRange(int(assessment.Alcohol), int(assessment.OtherSubstance)).Draw(t, "substance")),
		Lowest:    low, Highest: assessment.Severity(rapid.IntRange(int(low), int(assessment.Severe)).Draw(t, "highest")),
		ControlledEnvironment: ternary.Draw(t, "environment"), MaintenanceTherapy: ternary.Draw(t, "therapy"),
		On:           iop.MustDate(2026, 11, 2),
		Verification: rapid.SampledFrom([]string{"", "provisional", "confirmed"}).Draw(t, "verification"),
	}
	if d.Lowest == d.Highest {
		d.Severity = d.Lowest
	}
	if rapid.Bool().Draw(t, "stated") {
		l := rapid.IntRange(int(assessment.NotInRemission), int(assessment.SustainedRemission)).Draw(t, "low")
		h := rapid.IntRange(l, int(assessment.SustainedRemission)).Draw(t, "high")
		d.LowestRemission, d.HighestRemission = assessment.Remission(l), assessment.Remission(h)
		if l == h {
			d.Remission = d.LowestRemission
		}
	}
	return d
}

func TestDiagnosesComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawDiagnosis(t)
		c, err := fhir.NewCondition(&d, fhir.Codes{})
		if err != nil {
			require.Less(t, d.Lowest, assessment.Mild, err)
			return
		}
		back, report := fhir.ReadDiagnosis(throughJSON(t, c), fhir.Codes{})
		require.Empty(t, report.Issues)
		require.Equal(t, d, back)
	})
}

func TestDiagnosisOf(t *testing.T) {
	review := assessment.CriteriaReview{Substance: assessment.Alcohol, On: iop.MustDate(2026, 11, 2), Criteria: assessment.Answered(assessment.Yes), OnlySupervised: assessment.No}
	s, err := review.Severity()
	require.NoError(t, err)
	d := fhir.DiagnosisOf(s, nil)
	require.Equal(t, assessment.Severe, d.Severity)
	require.Equal(t, review.On, d.On)
	h := assessment.CriteriaHistory{Substance: assessment.Alcohol, Observations: []assessment.Observation{review.Observation()}}
	r, err := h.Remission(iop.MustDate(2026, 11, 3))
	require.NoError(t, err)
	d = fhir.DiagnosisOf(s, &r)
	d.Client = "p1"
	require.Equal(t, iop.MustDate(2026, 11, 3), d.On)
	_, err = fhir.NewCondition(&d, fhir.Codes{})
	require.NoError(t, err)
}
