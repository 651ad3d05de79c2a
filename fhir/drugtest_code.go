package fhir

import (
	"strconv"
	"strings"

	"github.com/openiop/openiop/assessment/drugtest"
	"github.com/openiop/openiop/iop"
)

// testCode is what the code of a laboratory test says.
type testCode struct {
	analyte drugtest.AnalyteID
	class   drugtest.ClassID // set where the test answers for a whole class
	process drugtest.Process // 0 where the code does not say
	form    testForm
	cutoff  iop.Amount // in ng/mL, unknown where the code has none
}

// testForm is what a value of a test must be; the zero form is not known.
type testForm uint8

const (
	presenceForm testForm = iota + 1
	massForm
	ratioForm
)

// testCodes finds tests by their codes.
type testCodes struct {
	catalog *drugtest.Catalog
	codes   Codes
	loinc   map[string]testCode
}

// anyMethod are LOINC codes of tests for urine that name no method, which the
// catalogue does not have; they were read in the value sets of
// cqframework/opioid-cds-r4 (2026-11-23). They are read and never written. The
// pair of ethyl glucuronide is easily confused: 45324-1 is the concentration and
// 55349-5 presence.
var anyMethod = map[string]testCode{
	"55349-5": {analyte: "ethyl_glucuronide", form: presenceForm},
	"45324-1": {analyte: "ethyl_glucuronide", form: massForm},
	"58376-5": {analyte: "ethyl_glucuronide", form: ratioForm},
	"5644-0":  {analyte: "ethanol_urine", form: presenceForm},
	"5645-7":  {analyte: "ethanol_urine", form: massForm},
	"3349-8":  {analyte: "amphetamine", class: "stimulant", form: presenceForm},
	"3390-2":  {analyte: "benzodiazepine_class", class: "benzodiazepine", form: presenceForm},
	"3427-2":  {analyte: "thc_cooh", class: "cannabinoid", form: presenceForm},
	"3879-4":  {analyte: "morphine", class: "opiate", form: presenceForm},
}

func newTestCodes(catalog *drugtest.Catalog, codes Codes) *testCodes {
	t := &testCodes{catalog: catalog, codes: codes, loinc: map[string]testCode{}}
	for a := range catalog.Analytes() {
		for _, l := range a.LOINC {
			if k, ok := kindOfTest(a, l.Test); ok {
				t.loinc[l.Code] = k
			}
		}
	}
	for code, k := range anyMethod { // any order: the codes differ from the catalogue's and each other
		if _, ok := catalog.Analyte(k.analyte); ok {
			t.loinc[code] = k
		}
	}
	return t
}

// kindOfTest says what a test of the catalogue is, by the word of the
// catalogue; ok is false for one that is about something else than the analyte.
func kindOfTest(a *drugtest.Analyte, word string) (k testCode, ok bool) {
	k = testCode{analyte: a.ID, process: drugtest.Presumptive, form: presenceForm}
	name, limit, _ := strings.Cut(word, "-gt")
	if n, err := strconv.Atoi(limit); err == nil {
		k.cutoff = iop.WholeAmount(int64(n))
	}
	switch name {
	case "screen", "combined-screen":
	case "class-screen":
		k.class = a.Class()
	case "confirm-presence":
		k.process = drugtest.Definitive
	case "confirm-mass":
		k.process, k.form = drugtest.Definitive, massForm
	case "creatinine-ratio":
		k.process, k.form = 0, ratioForm
	default:
		return k, false
	}
	return k, true
}

// of finds the test of a code: by our analytes, by a caller's own codes, by
// LOINC.
func (t *testCodes) of(v *CodeableConcept) (k testCode, loinc string, ok bool) {
	if c, has := t.codes.Find(v, "drug-test/"); has {
		p := strings.Split(string(c), "/")
		if a, known := t.catalog.Analyte(drugtest.AnalyteID(p[1])); known && len(p) == 3 {
			if k, ok = kindOfTest(a, p[2]); ok {
				return k, "", true
			}
		}
	}
	for i := range v.Coding {
		if v.Coding[i].System == LOINC {
			if k, ok = t.loinc[v.Coding[i].Code]; ok {
				return k, v.Coding[i].Code, true
			}
		}
	}
	if id := drugtest.AnalyteID(v.Code(AnalyteSystem)); id != "" {
		if _, ok = t.catalog.Analyte(id); ok {
			return testCode{analyte: id}, "", true
		}
	}
	return k, "", false
}

// measurementCodes are LOINC codes of what is measured on a specimen of urine.
var measurementCodes = map[string]drugtest.Measurement{
	"2161-8": drugtest.OfCreatinine,
	"5811-5": drugtest.OfSpecificGravity, "2965-2": drugtest.OfSpecificGravity,
	"5803-2": drugtest.OfPH, "2756-5": drugtest.OfPH,
}

func measurementOf(v *CodeableConcept) (drugtest.Measurement, bool) {
	if word := v.Code(MeasurementSystem); word != "" {
		return drugtest.Measurement(word), true
	}
	for i := range v.Coding {
		if m, ok := measurementCodes[v.Coding[i].Code]; ok && v.Coding[i].System == LOINC {
			return m, true
		}
	}
	return "", false
}

// methodWords are words of laboratories for methods, in lower case. Those of
// screens stand first: what names both is a screen, so that nothing is taken for
// confirmed that is not.
var methodWords = []struct {
	word    string
	process drugtest.Process
	method  string
}{
	{"unconfirmed", drugtest.Presumptive, "screen"}, {"not confirmed", drugtest.Presumptive, "screen"}, {"presumptive", drugtest.Presumptive, "screen"},
	{"immunoassay", drugtest.Presumptive, "immunoassay"}, {"emit", drugtest.Presumptive, "immunoassay"},
	{"point of care", drugtest.Presumptive, "point-of-care"}, {"point-of-care", drugtest.Presumptive, "point-of-care"}, {"cup", drugtest.Presumptive, "point-of-care"},
	{"screen", drugtest.Presumptive, "screen"},
	{"lc-ms", drugtest.Definitive, "lc-ms-ms"}, {"lc/ms", drugtest.Definitive, "lc-ms-ms"}, {"lcms", drugtest.Definitive, "lc-ms-ms"},
	{"gc-ms", drugtest.Definitive, "gc-ms"}, {"gc/ms", drugtest.Definitive, "gc-ms"}, {"gcms", drugtest.Definitive, "gc-ms"},
	{"mass spec", drugtest.Definitive, "definitive"}, {"confirm", drugtest.Definitive, "definitive"}, {"definitive", drugtest.Definitive, "definitive"},
}

// methodOf reads a method: by our vocabulary, else in words.
func methodOf(v *CodeableConcept) (method string, p drugtest.Process) {
	words := []string{v.Code(MethodSystem), strings.ToLower(v.Text)}
	for i := range v.Coding {
		words = append(words, strings.ToLower(v.Coding[i].Display))
	}
	for _, w := range words {
		if _, err := drugtest.ParsePresumptiveMethod(w); err == nil {
			return w, drugtest.Presumptive
		}
		if _, err := drugtest.ParseDefinitiveMethod(w); err == nil {
			return w, drugtest.Definitive
		}
	}
	for i := range methodWords {
		for _, w := range words {
			if strings.Contains(w, methodWords[i].word) {
				return methodWords[i].method, methodWords[i].process
			}
		}
	}
	return "", 0
}

// matrixOf reads what a specimen is made of: by our vocabulary, else in words.
func matrixOf(v *CodeableConcept) drugtest.Matrix {
	if m, err := drugtest.ParseMatrix(v.Code(MatrixSystem)); err == nil {
		return m
	}
	words := wordsOf(v)
	for _, w := range []struct {
		word   string
		matrix drugtest.Matrix
	}{{"urine", drugtest.Urine}, {"oral fluid", drugtest.OralFluid}, {"saliva", drugtest.OralFluid}, {"blood", drugtest.Blood}, {"hair", drugtest.Hair}, {"sweat", drugtest.Sweat}} {
		if strings.Contains(words, w.word) {
			return w.matrix
		}
	}
	return 0
}

// validityOf reads a laboratory's verdict on a specimen in words.
func validityOf(s *Specimen) (v drugtest.Validity) {
	for i := range s.Condition {
		words := wordsOf(&s.Condition[i])
		for k := drugtest.Acceptable; k <= drugtest.Invalid; k++ {
			word := k.String()
			denied := strings.Contains(words, "not "+word) || strings.Contains(words, "non-"+word) || strings.Contains(words, "un"+word)
			switch {
			case denied && k == drugtest.Acceptable:
				v = drugtest.Invalid
			case !denied && strings.Contains(words, word):
				v = max(v, k)
			}
		}
	}
	if s.Status == "unsatisfactory" && v.IsUsable() {
		return drugtest.Invalid
	}
	return v
}
