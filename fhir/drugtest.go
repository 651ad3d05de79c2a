package fhir

import (
	"errors"
	"hash/fnv"
	"strconv"

	"github.com/openiop/openiop/assessment/drugtest"
	"github.com/openiop/openiop/iop"
)

// Vocabularies of drug tests; their codes are the words of
// assessment/drugtest.
const (
	AnalyteSystem    = OwnBase + "analyte"
	MatrixSystem     = OwnBase + "specimen-matrix"
	ValiditySystem   = OwnBase + "specimen-validity"
	CollectionSystem = OwnBase + "collection"
	MethodSystem     = OwnBase + "test-method"
	OutcomeSystem    = OwnBase + "test-outcome"
	// MeasurementSystem has what is measured on a specimen, such as "creatinine".
	MeasurementSystem = OwnBase + "specimen-measurement"
	// DrugTestSystem identifies drug tests by [drugtest.ResultID].
	DrugTestSystem = OwnBase + "drug-test-id"
)

// DrugTest is a drug test of a person. Client is the id of the person, such as
// "p1".
type DrugTest struct {
	Client string
	Result drugtest.Result
}

// DrugTestResources are a drug test as FHIR has it: a report, the specimen
// (nil where nothing was collected), and an observation for every measurement
// of the specimen and every finding.
type DrugTestResources struct {
	Report       *DiagnosticReport
	Specimen     *Specimen
	Observations []*Observation
}

// All gives the resources in an order in which each is pointed to by one before
// it.
func (d *DrugTestResources) All() []Resource {
	out := []Resource{d.Report}
	if d.Specimen != nil {
		out = append(out, d.Specimen)
	}
	for _, o := range d.Observations {
		out = append(out, o)
	}
	return out
}

// NewDrugTest gives a drug test as a DiagnosticReport in the form of US Core's
// profile for laboratory reports, with Specimen and Observations of category
// laboratory.
//
// The four axes stay apart. What came of the collection is the conclusion of a
// report without a specimen. What is known of the specimen is its condition.
// Screen and confirmation have different LOINC codes and name their method; one
// report is about one of them. A finding is a coded value with its
// interpretation; in a definitive test with a concentration it is that
// concentration, interpreted. A finding of a specimen that is not usable has no
// value at all, whatever was reported, so that nobody reads one. A cut-off is the
// reference range, with its assay.
//
// LOINC codes are those of the catalogue for urine; other matrices and tests
// have our analyte and a text. It is an error if no client is named or the
// result has no collection.
func NewDrugTest(t *DrugTest, catalog *drugtest.Catalog, codes Codes) (*DrugTestResources, error) {
	switch {
	case t.Client == "":
		return nil, errors.New("fhir: the drug test names no client")
	case !t.Result.Collection().IsValid():
		return nil, errors.New("fhir: the drug test is none: nothing is said of its collection")
	}
	w := testWriter{t: t, r: &t.Result, visit: t.Result.Visit(), catalog: catalog, codes: codes}
	w.id = derivedID(string(w.visit.ID))
	w.at = DateTimeOf(w.visit.Collected)
	w.report()
	if w.r.Collection() == drugtest.Collected {
		w.specimen()
		w.measurements()
	}
	n := 0
	for f := range w.r.Findings() {
		n++
		w.finding(f, n)
	}
	return &w.out, nil
}

// testWriter writes one drug test.
type testWriter struct {
	t       *DrugTest
	r       *drugtest.Result
	visit   drugtest.Visit
	catalog *drugtest.Catalog
	codes   Codes
	id      string
	at      DateTime
	out     DrugTestResources
}

// derivedID gives an id of FHIR for an id of ours: itself where FHIR allows it
// and there is room for an ending, else a hash.
func derivedID(id string) string {
	if badID(id) == "" && len(id) <= 40 {
		return id
	}
	h := fnv.New64a()
	_, _ = h.Write([]byte(id)) // a hash takes everything
	return "h-" + strconv.FormatUint(h.Sum64(), 16)
}

func (w *testWriter) report() {
	d := &DiagnosticReport{
		Identifier: []Identifier{{System: DrugTestSystem, Value: string(w.visit.ID)}},
		Status:     "final",
		Category:   []CodeableConcept{w.codes.Concept("category/laboratory-report", "laboratory")},
		Subject:    subject(w.t.Client),
		Effective:  w.at,
	}
	d.ID = w.id
	switch w.r.Process() {
	case drugtest.Pending:
		d.Status = "registered"
	case drugtest.Presumptive, drugtest.Definitive:
	default:
		d.Status = "cancelled"
	}
	text := "drug test"
	if m := w.r.Matrix(); m.IsValid() {
		text += ", " + m.String()
	}
	d.Code = CodeableConcept{Text: text}
	if w.r.IsReport() {
		d.Code.Text += ", " + w.r.Process().String()
	}
	if w.r.Matrix() == drugtest.Urine && w.r.Process() == drugtest.Presumptive {
		d.Code = w.codes.Concept("panel/urine-screen", d.Code.Text)
	}
	if c := w.r.Collection(); c != drugtest.Collected {
		d.ConclusionCode = []CodeableConcept{ownConcept(CollectionSystem, c.String(), c.String())}
	}
	d.IssuedUnknown = d.Status == "final" // the day is in our extension; FHIR asks for a time too
	d.Extensions = []Extension{w.reportExtension()}
	w.out.Report = d
}

// reportExtension holds what a report has no element for.
func (w *testWriter) reportExtension() Extension {
	var p parts
	p.code("collection", w.r.Collection().String())
	p.code("process", w.r.Process().String())
	p.code("method", w.r.Method())
	for _, id := range w.r.Panel().Members() {
		p.code("panel", id)
	}
	if n, ok := w.visit.Minute.Whole(); ok {
		p.add("time", TimeOf(iop.Minutes(n)))
	} else if w.visit.Minute.IsKnown() {
		p.add("minute", AmountDecimal(w.visit.Minute))
	}
	p.day("reported", w.visit.Reported)
	if w.visit.Acknowledged {
		p.add("acknowledged", Boolean(true))
	}
	return ownParts("drug-test", p)
}

func (w *testWriter) specimen() {
	v, m := w.r.Validity(), w.r.Matrix()
	s := &Specimen{
		Status:     "available",
		Type:       ownConcept(MatrixSystem, m.String(), m.String()),
		Subject:    subject(w.t.Client),
		Collection: &SpecimenCollection{Collected: w.at},
		Condition:  []CodeableConcept{ownConcept(ValiditySystem, v.String(), v.String())},
	}
	if !m.IsValid() {
		s.Type = textConcept("specimen of a kind that is not stated")
	}
	s.ID = w.id + "-specimen"
	if !v.IsUsable() {
		s.Status = "unsatisfactory"
	}
	of := w.r.Specimen().Specimen()
	var p parts
	if of.Status != drugtest.NotAssessed {
		p.code("laboratoryVerdict", of.Status.String())
	}
	if of.TemperatureAfter.IsKnown() {
		p.add("temperatureAfterMinutes", AmountDecimal(of.TemperatureAfter))
	}
	if len(p) > 0 {
		s.Extensions = []Extension{ownParts("specimen", p)}
	}
	w.out.Specimen = s
	w.out.Report.Specimen = []Reference{To("Specimen", s.ID)}
}

// observation gives an observation of the test and lists it in the report.
func (w *testWriter) observation(ending string) *Observation {
	o := &Observation{
		Status:    "final",
		Category:  []CodeableConcept{w.codes.Concept("category/laboratory", "laboratory")},
		Subject:   subject(w.t.Client),
		Effective: w.at,
	}
	o.ID = w.id + "-" + ending
	if w.out.Specimen != nil {
		o.Specimen = To("Specimen", w.out.Specimen.ID)
	}
	w.out.Observations = append(w.out.Observations, o)
	w.out.Report.Result = append(w.out.Report.Result, To("Observation", o.ID))
	return o
}

// measurements writes what was measured on the specimen.
func (w *testWriter) measurements() {
	s := w.r.Specimen().Specimen()
	measure := func(of drugtest.Measurement, id, text string, q Quantity) {
		if !q.Value.IsKnown() {
			return
		}
		o := w.observation(id)
		o.Code = CodeableConcept{Text: text}
		if s.Matrix == drugtest.Urine {
			o.Code = w.codes.Concept(Concept("measurement/"+id), text)
		}
		o.Code.Coding = append(o.Code.Coding, Coding{System: MeasurementSystem, Code: string(of)})
		o.Value = q
	}
	measure(drugtest.OfCreatinine, "creatinine", "creatinine", testQuantity(s.Creatinine))
	measure(drugtest.OfSpecificGravity, "specific-gravity", "specific gravity", Quantity{Value: AmountDecimal(s.SpecificGravity)})
	measure(drugtest.OfPH, "ph", "pH", Quantity{Value: AmountDecimal(s.PH)})
	measure(drugtest.OfNitrite, "nitrite", "nitrite", testQuantity(s.Nitrite))
	measure(drugtest.OfTemperature, "temperature", "temperature of the specimen", testQuantity(s.Temperature))
}

// testQuantity gives a quantity with its unit, as a code of UCUM where that code
// is in the table.
func testQuantity(q drugtest.Quantity) Quantity {
	if !q.IsStated() {
		return Quantity{}
	}
	v := Quantity{Value: AmountDecimal(q.Amount), Unit: q.Unit.String()}
	if q.Unit == drugtest.NgPerML || q.Unit == drugtest.MgPerDL {
		v.System, v.Code = UCUM, q.Unit.String()
	}
	return v
}

// finding writes one finding.
func (w *testWriter) finding(f drugtest.Finding, n int) {
	o := w.observation(strconv.Itoa(n))
	o.Code = w.findingCode(f)
	o.Method = ownConcept(MethodSystem, w.r.Method(), w.r.Method())
	concentration := testQuantity(f.Quantity)
	switch f.Outcome {
	case drugtest.Unusable:
		o.DataAbsentReason = absentReason("error", "the specimen is not usable")
		o.DataAbsentReason.Coding = append(o.DataAbsentReason.Coding, Coding{System: OutcomeSystem, Code: f.Outcome.String()})
	case drugtest.Indeterminate:
		o.Interpretation = []CodeableConcept{w.codes.Concept("interpretation/indeterminate", "indeterminate")}
		o.Value = ownConcept(OutcomeSystem, f.Outcome.String(), f.Outcome.String())
	default:
		word := f.Outcome.String()
		o.Interpretation = []CodeableConcept{w.codes.Concept(Concept("interpretation/"+word), word)}
		o.Value = w.codes.Concept(Concept("result/"+word), word)
	}
	if concentration.Value.IsKnown() {
		if w.r.Process() == drugtest.Definitive && f.Outcome != drugtest.Unusable {
			o.Value = concentration
		} else {
			o.Component = []ObservationComponent{{Code: ownConcept(MeasurementSystem, "concentration", "concentration"), Value: concentration}}
		}
	}
	if f.Cutoff.IsSet() {
		r := ObservationReferenceRange{High: testQuantity(f.Cutoff.At()), Text: "cut-off of " + f.Cutoff.Assay().Name()}
		r.Extensions = []Extension{own("cutoff-assay", String(f.Cutoff.Assay().Name()))}
		o.ReferenceRange = []ObservationReferenceRange{r}
	}
	if f.Acknowledged {
		o.Extensions = []Extension{own("acknowledged", Boolean(true))}
	}
}

// findingCode names the test of a finding.
func (w *testWriter) findingCode(f drugtest.Finding) CodeableConcept {
	text := string(f.Analyte)
	var v CodeableConcept
	if a, ok := w.catalog.Analyte(f.Analyte); ok {
		text = a.Name
		v = w.findingLOINC(a, f)
	}
	v.Text = text + ", " + map[drugtest.Process]string{drugtest.Presumptive: "screen", drugtest.Definitive: "confirmation"}[w.r.Process()]
	v.Coding = append(v.Coding, Coding{System: AnalyteSystem, Code: string(f.Analyte)})
	return v
}

// findingLOINC gives the code of the test: presence by a screen, presence by
// confirmation, concentration by confirmation, or ratio to creatinine. All codes
// of the catalogue are for urine.
func (w *testWriter) findingLOINC(a *drugtest.Analyte, f drugtest.Finding) (v CodeableConcept) {
	test := "confirm-presence"
	switch {
	case w.r.Matrix() != drugtest.Urine:
		return v
	case w.r.Process() == drugtest.Presumptive && a.Kind == drugtest.ClassScreen:
		test = "class-screen"
	case w.r.Process() == drugtest.Presumptive:
		test = "screen"
	case f.Outcome == drugtest.Unusable:
	case f.Quantity.IsStated() && f.Quantity.Unit == drugtest.NgPerMg:
		test = "creatinine-ratio"
	case f.Quantity.IsStated():
		test = "confirm-mass"
	}
	if k := Concept("drug-test/" + string(a.ID) + "/" + test); w.codes.overrides(k) {
		return w.codes.Concept(k, "")
	}
	for _, l := range a.LOINC {
		if l.Test == test {
			v.Coding = []Coding{{System: LOINC, Code: l.Code}}
			break
		}
	}
	return v
}
