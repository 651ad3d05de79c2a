package fhir_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/openiop/openiop/assessment/drugtest"
	"github.com/openiop/openiop/fhir"
	"github.com/openiop/openiop/iop"
)

var collected = iop.MustDate(2026, 11, 2)

func urine(t require.TestingT, s drugtest.Specimen) drugtest.Assessed {
	s.Matrix = max(s.Matrix, drugtest.Urine)
	a, err := s.Assess(drugtest.EmbeddedCriteria())
	require.NoError(t, err)
	return a
}

func panel(t require.TestingT, ids ...string) drugtest.Panel {
	p, err := drugtest.Embedded().Panel(ids...)
	require.NoError(t, err)
	return p
}

func quantity(t require.TestingT, n int64, u drugtest.Unit) drugtest.Quantity {
	q, err := drugtest.NewQuantity(iop.WholeAmount(n), u)
	require.NoError(t, err)
	return q
}

func testResources(t require.TestingT, r drugtest.Result) *fhir.DrugTestResources {
	out, err := fhir.NewDrugTest(&fhir.DrugTest{Client: "p1", Result: r}, drugtest.Embedded(), fhir.Codes{})
	require.NoError(t, err)
	return out
}

func TestDrugTestResources(t *testing.T) {
	cutoff, err := drugtest.NewCutoff(drugtest.ScreenAssay(drugtest.Immunoassay(), "clinic cup"), drugtest.Urine, quantity(t, 150, drugtest.NgPerML))
	require.NoError(t, err)
	r, err := drugtest.PresumptiveResult(drugtest.Visit{ID: "t1", Collected: collected, Reported: collected.AddDays(1)},
		urine(t, drugtest.Specimen{Creatinine: quantity(t, 90, drugtest.MgPerDL)}), drugtest.Immunoassay(), panel(t, "cocaine"),
		drugtest.Finding{Analyte: "benzoylecgonine", Outcome: drugtest.Negative, Cutoff: cutoff})
	require.NoError(t, err)
	got := testResources(t, r)
	var lines []string
	for _, res := range got.All() {
		lines = append(lines, unlabelled(t, res))
	}
	require.Equal(t, []string{
		`{"resourceType":"DiagnosticReport","id":"t1","extension":[{"extension":[{"url":"collection","valueCode":"collected"},{"url":"process","valueCode":"presumptive"},{"url":"method","valueCode":"immunoassay"},{"url":"panel","valueCode":"cocaine"},{"url":"reported","valueDate":"2026-11-03"}],"url":"https://openiop.org/fhir/StructureDefinition/drug-test"}],` +
			`"identifier":[{"system":"https://openiop.org/fhir/drug-test-id","value":"t1"}],"status":"final","category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v2-0074","code":"LAB","display":"Laboratory"}],"text":"laboratory"}],` +
			`"code":{"coding":[{"system":"http://loinc.org","code":"69739-1"}],"text":"drug test, urine, presumptive"},"subject":{"reference":"Patient/p1"},"effectiveDateTime":"2026-11-02",` +
			`"_issued":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"unknown"}]},` +
			`"specimen":[{"reference":"Specimen/t1-specimen"}],"result":[{"reference":"Observation/t1-creatinine"},{"reference":"Observation/t1-1"}]}`,
		`{"resourceType":"Specimen","id":"t1-specimen","status":"available","type":{"coding":[{"system":"https://openiop.org/fhir/specimen-matrix","code":"urine"}],"text":"urine"},"subject":{"reference":"Patient/p1"},"collection":{"collectedDateTime":"2026-11-02"},` +
			`"condition":[{"coding":[{"system":"https://openiop.org/fhir/specimen-validity","code":"acceptable"}],"text":"acceptable"}]}`,
		`{"resourceType":"Observation","id":"t1-creatinine","status":"final","category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"laboratory","display":"Laboratory"}],"text":"laboratory"}],` +
			`"code":{"coding":[{"system":"http://loinc.org","code":"2161-8"},{"system":"https://openiop.org/fhir/specimen-measurement","code":"creatinine"}],"text":"creatinine"},"subject":{"reference":"Patient/p1"},"effectiveDateTime":"2026-11-02",` +
			`"valueQuantity":{"value":90,"unit":"mg/dL","system":"http://unitsofmeasure.org","code":"mg/dL"},"specimen":{"reference":"Specimen/t1-specimen"}}`,
		`{"resourceType":"Observation","id":"t1-1","status":"final","category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"laboratory","display":"Laboratory"}],"text":"laboratory"}],` +
			`"code":{"coding":[{"system":"http://loinc.org","code":"14314-9"},{"system":"https://openiop.org/fhir/analyte","code":"benzoylecgonine"}],"text":"Benzoylecgonine, screen"},"subject":{"reference":"Patient/p1"},"effectiveDateTime":"2026-11-02",` +
			`"valueCodeableConcept":{"coding":[{"system":"http://snomed.info/sct","code":"260385009"}],"text":"negative"},"interpretation":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation","code":"NEG","display":"Negative"}],"text":"negative"}],` +
			`"method":{"coding":[{"system":"https://openiop.org/fhir/test-method","code":"immunoassay"}],"text":"immunoassay"},"specimen":{"reference":"Specimen/t1-specimen"},` +
			`"referenceRange":[{"extension":[{"url":"https://openiop.org/fhir/StructureDefinition/cutoff-assay","valueString":"clinic cup"}],"high":{"value":150,"unit":"ng/mL","system":"http://unitsofmeasure.org","code":"ng/mL"},"text":"cut-off of clinic cup"}]}`,
	}, lines)
}

// US Core's laboratory profiles: category, code, subject, and a value or the
// reason why there is none.
func TestDrugTestsHaveWhatUSCoreAsksFor(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		out := testResources(t, drawResult(t))
		require.True(t, out.Report.Category[0].Has("http://terminology.hl7.org/CodeSystem/v2-0074", "LAB"))
		require.NotEmpty(t, out.Report.Code.Text)
		require.Equal(t, "Patient/p1", out.Report.Subject.Reference)
		for _, o := range out.Observations {
			require.True(t, o.Category[0].Has("http://terminology.hl7.org/CodeSystem/observation-category", "laboratory"))
			require.NotEmpty(t, o.Code.Text)
			require.Equal(t, "Patient/p1", o.Subject.Reference)
			require.True(t, o.Value != nil || o.DataAbsentReason.IsStated())
		}
	})
}

// A finding of a specimen that is not usable has no value for anybody to read.
func TestUnusableSpecimensShowNoResult(t *testing.T) {
	s := urine(t, drugtest.Specimen{Status: drugtest.Adulterated})
	require.False(t, s.Validity().IsUsable())
	r, err := drugtest.DefinitiveResult(drugtest.Visit{ID: "t1", Collected: collected}, s, drugtest.LCMSMS(), panel(t, "fentanyl"),
		drugtest.Finding{Analyte: "fentanyl", Outcome: drugtest.Positive, Quantity: quantity(t, 3, drugtest.NgPerML)})
	require.NoError(t, err)
	out := testResources(t, r)
	require.Equal(t, "unsatisfactory", out.Specimen.Status)
	text := unlabelled(t, out.Observations[0])
	require.NotContains(t, text, "10828004")
	require.NotContains(t, text, `"POS"`)
	require.Nil(t, out.Observations[0].Value)
	require.True(t, out.Observations[0].DataAbsentReason.IsStated())
}

// drawResult draws a result of any kind.
func drawResult(t *rapid.T) drugtest.Result {
	visit := drugtest.Visit{ID: drugtest.ResultID(rapid.SampledFrom([]string{"t1", "with space", strings.Repeat("x", 80)}).Draw(t, "id")), Collected: collected}
	if rapid.Bool().Draw(t, "clock") {
		visit.Minute = iop.WholeAmount(rapid.Int64Range(0, 1439).Draw(t, "minute"))
	}
	if rapid.Bool().Draw(t, "reported") {
		visit.Reported = collected.AddDays(rapid.IntRange(0, 9).Draw(t, "after"))
	}
	visit.Acknowledged = rapid.Bool().Draw(t, "acknowledged")
	if rapid.IntRange(0, 4).Draw(t, "kind") == 0 {
		r, err := drugtest.NotCollected(visit, rapid.SampledFrom([]drugtest.Collection{drugtest.Declined, drugtest.Unable, drugtest.MissedExcused, drugtest.MissedUnexcused}).Draw(t, "why"))
		require.NoError(t, err)
		return r
	}
	s := drawSpecimen(t)
	var analytes []string
	for a := range drugtest.Embedded().Analytes() {
		analytes = append(analytes, string(a.ID))
	}
	ids := rapid.SliceOfNDistinct(rapid.SampledFrom(analytes), 1, 5, rapid.ID[string]).Draw(t, "panel")
	p := panel(t, append(slices.Clone(ids), rapid.SampledFrom([]string{"opioid", "cocaine", "stimulant"}).Draw(t, "class"))...)
	process := rapid.SampledFrom([]drugtest.Process{drugtest.Pending, drugtest.Cancelled, drugtest.Presumptive, drugtest.Definitive}).Draw(t, "process")
	var r drugtest.Result
	var err error
	switch process {
	case drugtest.Pending:
		r, err = drugtest.PendingResult(visit, s, p)
	case drugtest.Cancelled:
		r, err = drugtest.CancelledResult(visit, s, p)
	case drugtest.Presumptive:
		r, err = drugtest.PresumptiveResult(visit, s, rapid.SampledFrom([]drugtest.PresumptiveMethod{{}, drugtest.Immunoassay(), drugtest.PointOfCare()}).Draw(t, "method"), p, drawFindings(t, ids, process, s)...)
	default:
		r, err = drugtest.DefinitiveResult(visit, s, rapid.SampledFrom([]drugtest.DefinitiveMethod{{}, drugtest.GCMS(), drugtest.LCMSMS()}).Draw(t, "method"), p, drawFindings(t, ids, process, s)...)
	}
	require.NoError(t, err)
	return r
}

func drawSpecimen(t *rapid.T) drugtest.Assessed {
	s := drugtest.Specimen{
		Matrix: rapid.SampledFrom([]drugtest.Matrix{drugtest.Urine, drugtest.Urine, drugtest.OralFluid, drugtest.Blood, drugtest.Hair, drugtest.Sweat}).Draw(t, "matrix"),
		Status: drugtest.Validity(rapid.IntRange(0, int(drugtest.Invalid)).Draw(t, "verdict")),
	}
	if rapid.Bool().Draw(t, "measured") {
		s.Creatinine = quantity(t, rapid.Int64Range(0, 200).Draw(t, "creatinine"), drugtest.MgPerDL)
		s.SpecificGravity = iop.DecimalAmount(rapid.Int64Range(1000, 1030).Draw(t, "gravity"), 3)
		s.PH = iop.DecimalAmount(rapid.Int64Range(30, 120).Draw(t, "pH"), 1)
		s.Nitrite = quantity(t, rapid.Int64Range(0, 600).Draw(t, "nitrite"), drugtest.UgPerML)
		s.Temperature = quantity(t, rapid.Int64Range(20, 40).Draw(t, "temperature"), drugtest.Celsius)
		s.TemperatureAfter = iop.WholeAmount(rapid.Int64Range(0, 9).Draw(t, "after"))
	}
	a, err := s.Assess(drugtest.EmbeddedCriteria())
	require.NoError(t, err)
	return a
}

func drawFindings(t *rapid.T, ids []string, process drugtest.Process, s drugtest.Assessed) (out []drugtest.Finding) {
	for _, id := range ids {
		if rapid.IntRange(0, 3).Draw(t, "found") == 0 {
			continue
		}
		f := drugtest.Finding{Analyte: drugtest.AnalyteID(id), Acknowledged: rapid.Bool().Draw(t, "acknowledged"),
			Outcome: rapid.SampledFrom([]drugtest.Outcome{drugtest.Positive, drugtest.Negative, drugtest.Indeterminate}).Draw(t, "outcome")}
		if rapid.Bool().Draw(t, "number") {
			f.Quantity = quantity(t, rapid.Int64Range(0, 5000).Draw(t, "concentration"), rapid.SampledFrom([]drugtest.Unit{drugtest.NgPerML, drugtest.UgPerML, drugtest.NgPerMg}).Draw(t, "unit"))
		}
		if rapid.Bool().Draw(t, "cutoff") {
			assay := drugtest.ScreenAssay(drugtest.PresumptiveMethod{}, "assay A")
			if process == drugtest.Definitive {
				assay = drugtest.DefinitiveAssay(drugtest.DefinitiveMethod{}, "assay B")
			}
			c, err := drugtest.NewCutoff(assay, s.Specimen().Matrix, quantity(t, rapid.Int64Range(1, 500).Draw(t, "at"), drugtest.NgPerML))
			require.NoError(t, err)
			f.Cutoff = c
		}
		out = append(out, f)
	}
	return out
}

// sameResult holds everything that can be asked of two results against each
// other.
func sameResult(t require.TestingT, want, got drugtest.Result) {
	require.Equal(t, want.Visit(), got.Visit())
	require.Equal(t, want.Collection(), got.Collection())
	require.Equal(t, want.Process(), got.Process())
	require.Equal(t, want.Method(), got.Method())
	require.Equal(t, want.Specimen().Specimen(), got.Specimen().Specimen())
	require.Equal(t, want.Validity(), got.Validity())
	require.Equal(t, want.Panel().Members(), got.Panel().Members())
	require.Equal(t, slices.Collect(want.Findings()), slices.Collect(got.Findings()))
}

func TestDrugTestsComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawResult(t)
		var back []fhir.Resource
		for _, res := range testResources(t, r).All() {
			back = append(back, throughJSON(t, res))
		}
		tests, report := fhir.ReadDrugTests(fhir.Collection(back...), fhir.TestReading{})
		require.NoError(t, report.Err())
		for _, i := range report.Issues {
			require.Contains(t, i.What, "has a number and a cut-off that say another thing", "nothing else is told of what we wrote")
		}
		require.Len(t, tests, 1)
		require.Equal(t, "p1", tests[0].Client)
		sameResult(t, r, tests[0].Result)
	})
}
