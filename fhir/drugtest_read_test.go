package fhir_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/openiop/openiop/assessment/drugtest"
	"github.com/openiop/openiop/fhir"
	"github.com/openiop/openiop/iop"
)

// lab gives an observation of another system.
func lab(id, loinc, rest string) string {
	return `{"resource":{"resourceType":"Observation","id":"` + id + `","status":"final","category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"laboratory"}]}],` +
		`"code":{"coding":[{"system":"http://loinc.org","code":"` + loinc + `"}]},"subject":{"reference":"Patient/p1"},"effectiveDateTime":"2026-11-02T10:05:00-05:00"` + rest + `}}`
}

func readTests(t *testing.T, entries ...string) ([]fhir.DrugTest, fhir.Report) {
	t.Helper()
	b, report, err := fhir.ReadBundle(strings.NewReader(`{"resourceType":"Bundle","type":"collection","entry":[`+strings.Join(entries, ",")+`]}`), "lab.json", fhir.ReadOptions{})
	require.NoError(t, err, report.String())
	return fhir.ReadDrugTests(b, fhir.TestReading{})
}

func onlyFinding(t *testing.T, tests []fhir.DrugTest) drugtest.Finding {
	t.Helper()
	require.Len(t, tests, 1)
	list := slices.Collect(tests[0].Result.Findings())
	require.Len(t, list, 1)
	return list[0]
}

func TestReadFormsOfResults(t *testing.T) {
	const screenCode = "14314-9" // benzoylecgonine by a screen
	for _, c := range []struct {
		name, loinc, value string
		want               drugtest.Outcome
		told               string // of the report; "" for nothing
	}{
		{"a coded value", screenCode, `,"valueCodeableConcept":{"coding":[{"system":"http://snomed.info/sct","code":"260385009"}]}`, drugtest.Negative, ""},
		{"a coded value, positive", screenCode, `,"valueCodeableConcept":{"coding":[{"system":"http://snomed.info/sct","code":"10828004"}]}`, drugtest.Positive, ""},
		{"detected", screenCode, `,"valueCodeableConcept":{"coding":[{"system":"http://snomed.info/sct","code":"260373001"}]}`, drugtest.Positive, ""},
		{"equivocal", screenCode, `,"valueCodeableConcept":{"coding":[{"system":"http://snomed.info/sct","code":"42425007"}]}`, drugtest.Indeterminate, ""},
		{"a text of a concept", screenCode, `,"valueCodeableConcept":{"text":"None Detected"}`, drugtest.Negative, ""},
		{"an interpretation", screenCode, `,"interpretation":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation","code":"POS"}]}]`, drugtest.Positive, ""},
		{"an interpretation, not detected", screenCode, `,"interpretation":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation","code":"ND"}]}]`, drugtest.Negative, ""},
		{"the form of the CDC", screenCode, `,"valueString":"Positive (A)"`, drugtest.Positive, ""},
		{"the form of the CDC, negative", screenCode, `,"valueString":"NEG"`, drugtest.Negative, ""},
		{"true and false", screenCode, `,"valueBoolean":false`, drugtest.Negative, ""},
		{"two that differ", screenCode, `,"valueString":"neg","interpretation":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation","code":"POS"}]}]`, drugtest.Indeterminate, "says two things of its result"},
		{"a number at the cut-off", "16226-3", `,"valueQuantity":{"value":100,"unit":"ng/mL","system":"http://unitsofmeasure.org","code":"ng/mL"},"referenceRange":[{"high":{"value":100,"unit":"ng/mL"},"text":"Cutoff 100 ng/mL"}]`, drugtest.Positive, ""},
		{"a number under the cut-off", "16226-3", `,"valueQuantity":{"value":99.9,"unit":"ng/mL"},"referenceRange":[{"high":{"value":100,"unit":"ng/mL"},"text":"Cutoff 100 ng/mL"}]`, drugtest.Negative, ""},
		{"a number under another unit", "16226-3", `,"valueQuantity":{"value":0.2,"unit":"ug/mL"},"referenceRange":[{"low":{"value":100,"unit":"ng/mL"},"text":"cut-off"}]`, drugtest.Positive, ""},
		{"a bound", "16226-3", `,"valueQuantity":{"value":100,"comparator":"<","unit":"ng/mL"},"referenceRange":[{"high":{"value":100,"unit":"ng/mL"},"text":"Cutoff"}]`, drugtest.Negative, "is a bound"},
		{"a number alone", "16226-3", `,"valueQuantity":{"value":100,"unit":"ng/mL"}`, drugtest.Indeterminate, "without a cut-off and without an interpretation"},
		{"a range that is no cut-off", "16226-3", `,"valueQuantity":{"value":100,"unit":"ng/mL"},"referenceRange":[{"high":{"value":100,"unit":"ng/mL"}}]`, drugtest.Indeterminate, "does not say that it is a cut-off"},
		{"a code with a cut-off", "43985-1", `,"valueQuantity":{"value":299,"unit":"ng/mL"}`, drugtest.Negative, "is that of presence, and the value is a concentration"},
	} {
		t.Run(c.name, func(t *testing.T) {
			tests, report := readTests(t, lab("o1", c.loinc, c.value))
			require.NoError(t, report.Err())
			f := onlyFinding(t, tests)
			require.Equal(t, drugtest.AnalyteID("benzoylecgonine"), f.Analyte)
			require.Equal(t, c.want, f.Outcome)
			if c.told == "" {
				require.Empty(t, report.Issues)
			}
			require.Contains(t, report.String(), c.told)
			r := tests[0].Result
			require.Equal(t, collected, r.Collected())
			require.Equal(t, iop.WholeAmount(605), r.Visit().Minute)
			require.Equal(t, drugtest.Urine, r.Matrix(), "the code is one for urine")
			require.Equal(t, drugtest.ResultID("o1"), r.ID())
		})
	}
	t.Run("a text that is none", func(t *testing.T) {
		tests, report := readTests(t, lab("o1", screenCode, `,"valueString":"see the note of Dr. Smith"`))
		require.Contains(t, report.String(), "in no words that are read")
		require.NotContains(t, report.String(), "Smith", "no text of a record")
		require.Empty(t, slices.Collect(tests[0].Result.Findings()))
		require.Equal(t, drugtest.Indeterminate, tests[0].Result.Outcome("benzoylecgonine"), "it was on the panel")
		require.Equal(t, drugtest.NotTested, tests[0].Result.Outcome("fentanyl"), "not tested is not negative")
	})
	t.Run("a number without a unit", func(t *testing.T) {
		_, report := readTests(t, lab("o1", "16226-3", `,"valueQuantity":{"value":100}`))
		require.ErrorContains(t, report.Err(), "is not a unit that is read")
	})
}

// The pair of codes that public data confuses most: 45324-1 is a concentration
// of ethyl glucuronide, 55349-5 its presence, and 58375-7 a screen.
func TestEthylGlucuronideCodes(t *testing.T) {
	const positive = `,"valueCodeableConcept":{"coding":[{"system":"http://snomed.info/sct","code":"10828004"}]}`
	const number = `,"valueQuantity":{"value":600,"unit":"ng/mL"},"interpretation":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation","code":"POS"}]}]`
	for _, c := range []struct {
		loinc, value, told string
		process            drugtest.Process
	}{
		{"45324-1", number, "neither that it screens nor that it confirms", drugtest.Presumptive},
		{"45324-1", positive, "is that of a concentration, and the value is none", drugtest.Presumptive},
		{"55349-5", number, "is that of presence, and the value is a concentration", drugtest.Presumptive},
		{"58375-7", positive, "", drugtest.Presumptive},
		{"58377-3", positive, "", drugtest.Definitive},
		{"58378-1", number, "", drugtest.Definitive},
		{"45324-1", number + `,"method":{"text":"LC-MS/MS"}`, "", drugtest.Definitive},
		{"58375-7", positive + `,"method":{"text":"LC-MS/MS"}`, "is that of a screen; it is read as a screen", drugtest.Presumptive},
		{"58377-3", positive + `,"method":{"text":"Immunoassay"}`, "it is read as a screen", drugtest.Presumptive},
	} {
		tests, report := readTests(t, lab("o1", c.loinc, c.value))
		require.NoError(t, report.Err(), c.loinc)
		require.Contains(t, report.String(), c.told)
		if c.told == "" {
			require.Empty(t, report.Issues, c.loinc)
		}
		f := onlyFinding(t, tests)
		require.Equal(t, drugtest.AnalyteID("ethyl_glucuronide"), f.Analyte)
		require.Equal(t, drugtest.Positive, f.Outcome)
		require.Equal(t, c.process, tests[0].Result.Process(), c.loinc+c.value)
	}
	// Ethanol in urine: 5644-0 is presence, 5645-7 a concentration.
	_, report := readTests(t, lab("o1", "5645-7", positive))
	require.Contains(t, report.String(), "is that of a concentration")
}

// A report with a screen and its confirmation gives two tests.
func TestScreenAndConfirmationAreApart(t *testing.T) {
	const pos = `,"valueString":"positive"`
	tests, report := readTests(t,
		`{"resource":{"resourceType":"DiagnosticReport","id":"d1","status":"final","category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v2-0074","code":"LAB"}]}],"code":{"coding":[{"system":"http://loinc.org","code":"87428-9"}]},"subject":{"reference":"Patient/p1"},"effectiveDateTime":"2026-11-02","issued":"2026-11-04T08:00:00Z","specimen":[{"reference":"Specimen/s1"}],"result":[{"reference":"Observation/panel"},{"reference":"Observation/crea"},{"reference":"Observation/gone"}]}}`,
		`{"resource":{"resourceType":"Specimen","id":"s1","type":{"text":"Urine specimen"},"collection":{"collectedDateTime":"2026-11-02T09:30:00-05:00"},"condition":[{"text":"Dilute"}]}}`,
		`{"resource":{"resourceType":"Observation","id":"panel","status":"final","code":{"text":"panel"},"hasMember":[{"reference":"Observation/a"},{"reference":"Observation/b"},{"reference":"Observation/c"},{"reference":"Observation/n"}]}}`,
		lab("a", "19295-5", pos), lab("b", "16251-1", `,"valueQuantity":{"value":900,"unit":"ng/mL"},"interpretation":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation","code":"POS"}]}]`),
		lab("c", "59673-4", `,"valueString":"negative"`), lab("n", "2345-7", `,"valueQuantity":{"value":90,"unit":"mg/dL"}`),
		lab("crea", "2161-8", `,"valueQuantity":{"value":15,"unit":"mg/dL"}`),
	)
	require.NoError(t, report.Err())
	require.Contains(t, report.String(), "DiagnosticReport/d1.result[2] points to an observation that is not there")
	require.Contains(t, report.String(), "Observation/n.code is no test that the catalogue has an analyte for; it is not read")
	require.Len(t, tests, 2)
	screen, confirmation := tests[0].Result, tests[1].Result
	require.Equal(t, drugtest.ResultID("d1.screen"), screen.ID())
	require.Equal(t, drugtest.Presumptive, screen.Process())
	require.Equal(t, []string{"fentanyl", "opiate"}, screen.Panel().Members(), "a class screen covers its class")
	require.Equal(t, drugtest.Positive, screen.Outcome("morphine"))
	require.Equal(t, drugtest.Negative, screen.Outcome("fentanyl"))
	require.Equal(t, drugtest.ResultID("d1.confirmation"), confirmation.ID())
	require.Equal(t, drugtest.Definitive, confirmation.Process())
	require.Equal(t, drugtest.NotTested, confirmation.Outcome("fentanyl"))
	for _, r := range []drugtest.Result{screen, confirmation} {
		require.Equal(t, drugtest.Dilute, r.Validity(), "the laboratory says so")
		require.Equal(t, iop.WholeAmount(570), r.Visit().Minute, "the specimen knows best when it was collected")
		require.Equal(t, iop.MustDate(2026, 11, 4), r.Reported())
	}
	// The history of both can be read.
	h, err := drugtest.NewHistory(drugtest.About{AsOf: iop.MustDate(2026, 11, 5)}, []drugtest.Result{screen, confirmation}, nil)
	require.NoError(t, err)
	_, err = drugtest.Interpret(h, drugtest.Embedded())
	require.NoError(t, err)
}

// Words that deny are not read as what they deny.
func TestWordsThatDeny(t *testing.T) {
	own := func(method, specimen string) []fhir.DrugTest {
		t.Helper()
		tests, report := readTests(t,
			`{"resource":{"resourceType":"Observation","id":"o1","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"55349-5"}]},"effectiveDateTime":"2026-11-02","valueString":"pos","method":{"text":"`+method+`"},"specimen":{"reference":"Specimen/s1"}}}`,
			`{"resource":{"resourceType":"Specimen","id":"s1","type":{"text":"urine"},"condition":[{"text":"`+specimen+`"}]}}`)
		require.NoError(t, report.Err())
		return tests
	}
	for method, want := range map[string]drugtest.Process{
		"Screen, not confirmed": drugtest.Presumptive, "Unconfirmed": drugtest.Presumptive, "Presumptive, confirmation pending": drugtest.Presumptive,
		"LC-MS/MS screen": drugtest.Presumptive, "Confirmatory": drugtest.Definitive, "GC/MS": drugtest.Definitive,
	} {
		require.Equal(t, want, own(method, "ok")[0].Result.Process(), method)
	}
	for words, want := range map[string]drugtest.Validity{
		"Unacceptable": drugtest.Invalid, "Not acceptable": drugtest.Invalid, "Acceptable": drugtest.Acceptable,
		"Not adulterated": drugtest.NotAssessed, "Adulterated": drugtest.Adulterated, "Acceptable, not dilute": drugtest.Acceptable,
	} {
		require.Equal(t, want, own("screen", words)[0].Result.Validity(), words)
	}
}

func TestReadTestsThatShowNothing(t *testing.T) {
	report := func(status, rest string) string {
		return `{"resource":{"resourceType":"DiagnosticReport","id":"d1","status":"` + status + `","code":{"text":"x"},"effectiveDateTime":"2026-11-02","result":[{"reference":"Observation/o1"}]` + rest + `}}`
	}
	pending := strings.Replace(lab("o1", "59673-4", ""), `"final"`, `"registered"`, 1)
	t.Run("pending", func(t *testing.T) {
		tests, r := readTests(t, report("registered", ""), pending)
		require.Empty(t, r.Issues)
		require.Equal(t, drugtest.Pending, tests[0].Result.Process())
		require.Equal(t, drugtest.NotTested, tests[0].Result.Outcome("fentanyl"))
	})
	t.Run("cancelled", func(t *testing.T) {
		tests, r := readTests(t, report("cancelled", ""), pending)
		require.Empty(t, r.Issues)
		require.Equal(t, drugtest.Cancelled, tests[0].Result.Process())
	})
	t.Run("entered in error", func(t *testing.T) {
		tests, r := readTests(t, report("entered-in-error", ""), pending)
		require.Empty(t, tests)
		require.Contains(t, r.String(), "was entered in error")
	})
	t.Run("the state of an observation", func(t *testing.T) {
		for status, want := range map[string]struct {
			outcome drugtest.Outcome
			issue   string
		}{
			"final":       {drugtest.Positive, ""},
			"corrected":   {drugtest.Positive, ""},
			"preliminary": {drugtest.Positive, "Observation/o1.status says that the result is not final (information)\n"},
			"unknown":     {drugtest.Positive, "Observation/o1.status does not say that the result is final (warning)\n"},
			"cancelled":   {drugtest.Indeterminate, "Observation/o1.status says that the test was canceled; it belongs to the panel, and its result is not read (information)\n"},
			"registered":  {drugtest.Indeterminate, "Observation/o1.status says that there is no result yet; the one that is there is not read (warning)\n"},
		} {
			tests, r := readTests(t, strings.Replace(lab("o1", "59673-4", `,"valueString":"positive"`), `"final"`, `"`+status+`"`, 1))
			require.Equal(t, want.outcome, tests[0].Result.Outcome("fentanyl"), status)
			require.Equal(t, want.outcome == drugtest.Positive, len(slices.Collect(tests[0].Result.Findings())) == 1, status)
			require.Equal(t, want.issue, r.String(), status)
		}
		tests, r := readTests(t, strings.Replace(lab("o1", "59673-4", `,"valueString":"positive"`), `"final"`, `"entered-in-error"`, 1))
		require.Empty(t, tests)
		require.Equal(t, "Observation/o1.status says that the observation was entered in error; it is not read (information)\n", r.String())
	})
	t.Run("unsatisfactory", func(t *testing.T) {
		tests, _ := readTests(t, report("final", `,"specimen":[{"reference":"Specimen/s1"}]`), lab("o1", "59673-4", `,"valueString":"negative"`),
			`{"resource":{"resourceType":"Specimen","id":"s1","status":"unsatisfactory","type":{"text":"urine"}}}`)
		require.Equal(t, drugtest.Invalid, tests[0].Result.Validity())
		require.Equal(t, drugtest.Unusable, onlyFinding(t, tests).Outcome, "no negative from a specimen that is not usable")
	})
	t.Run("declined", func(t *testing.T) {
		tests, r := readTests(t, `{"resource":{"resourceType":"DiagnosticReport","id":"d1","extension":[{"extension":[{"url":"collection","valueCode":"declined"}],"url":"https://openiop.org/fhir/StructureDefinition/drug-test"}],"status":"cancelled","code":{"text":"x"},"effectiveDateTime":"2026-11-02"}}`)
		require.NoError(t, r.Err())
		require.Equal(t, drugtest.Declined, tests[0].Result.Collection())
		require.Empty(t, slices.Collect(tests[0].Result.Findings()))
	})
	t.Run("no day", func(t *testing.T) {
		tests, r := readTests(t, strings.Replace(lab("o1", "59673-4", `,"valueString":"neg"`), "2026-11-02T10:05:00-05:00", "2026-11", 1))
		require.Empty(t, tests)
		require.ErrorContains(t, r.Err(), "no specimen says when it was collected")
	})
	t.Run("other reports are left alone", func(t *testing.T) {
		tests, r := readTests(t, report("final", ""), lab("o1", "718-7", `,"valueQuantity":{"value":14,"unit":"g/dL"}`))
		require.Empty(t, tests)
		require.Empty(t, r.Issues)
	})
	t.Run("oral fluid needs a specimen that says so", func(t *testing.T) {
		own := `{"resource":{"resourceType":"Observation","id":"o1","status":"final","code":{"coding":[{"system":"https://openiop.org/fhir/analyte","code":"fentanyl"}]},"effectiveDateTime":"2026-11-02","valueString":"pos","method":{"text":"immunoassay"}`
		tests, r := readTests(t, own+`}}`)
		require.Empty(t, tests)
		require.ErrorContains(t, r.Err(), "does not say what it is made of")
		tests, r = readTests(t, own+`,"specimen":{"reference":"Specimen/s1"}}}`, `{"resource":{"resourceType":"Specimen","id":"s1","type":{"text":"Saliva"}}}`)
		require.NoError(t, r.Err())
		require.Equal(t, drugtest.OralFluid, tests[0].Result.Matrix())
	})
}
