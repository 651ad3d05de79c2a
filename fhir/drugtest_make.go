package fhir

import (
	"slices"

	"github.com/openiop/openiop/assessment/drugtest"
)

// finish reads the specimen and the observations of a draft and makes its
// tests.
func (r *testReader) finish(d *testDraft, s *Specimen, list []*Observation) {
	defer func() { r.report.join(d.report) }()
	r.ofSpecimen(d, s)
	for _, o := range list {
		r.member(d, o)
	}
	if d.visit.ID == "" {
		d.note(Error, "id", "is missing; a test needs an id or an identifier")
	}
	if !d.visit.Collected.IsValid() {
		d.note(Error, "effectiveDateTime", "is missing or no day, and no specimen says when it was collected")
	}
	if d.collection == drugtest.Collected && !d.specimen.Matrix.IsValid() && !d.ours {
		d.note(Error, "specimen", "does not say what it is made of; want a type such as urine or oral fluid")
	}
	if d.failed() {
		return
	}
	r.make(d)
}

// ofSpecimen reads what is said of the specimen.
func (r *testReader) ofSpecimen(d *testDraft, s *Specimen) {
	if s == nil {
		d.none = true
		return
	}
	m := newMapper(s)
	defer func() { d.report.join(m.report) }()
	m.unused(s, "identifier status type subject collection condition")
	d.specimen.Matrix = matrixOf(&s.Type)
	if s.Status == "entered-in-error" {
		m.note(Error, "status", "says that the specimen was entered in error")
	}
	if p, ours := m.readParts(s.Extensions, "specimen"); ours {
		p.known("laboratoryVerdict temperatureAfterMinutes")
		p.parse("laboratoryVerdict", &d.specimen.Status)
		d.specimen.TemperatureAfter = p.amount("temperatureAfterMinutes")
	}
	if !d.ours {
		d.specimen.Status = validityOf(s)
	}
	if s.Collection == nil || d.ours {
		return
	}
	switch at := s.Collection.Collected.(type) {
	case DateTime:
		d.collectedAt(at, "specimen.collection.collectedDateTime")
	case Period:
		d.collectedAt(at.Start, "specimen.collection.collectedPeriod.start")
	}
}

// member reads one observation as a measurement or as a test.
func (r *testReader) member(d *testDraft, o *Observation) {
	at := newMapper(o).root
	if o.Status == "entered-in-error" {
		d.report.add(Information, at+".status", 0, enteredInError)
		return
	}
	if m, ok := measurementOf(&o.Code); ok {
		d.measurement(m, o)
		return
	}
	t, ok := r.observed(o, at, d.reportProcess())
	if !ok {
		return
	}
	t.found = t.found && d.holds(o, at)
	if t.urine && !d.specimen.Matrix.IsValid() {
		d.specimen.Matrix = drugtest.Urine
	}
	if t.urine && d.specimen.Matrix != drugtest.Urine {
		d.report.add(Warning, at+".code", 0, "is that of a test of urine, and the specimen is another")
	}
	d.readings = append(d.readings, t)
}

// holds reports whether the state of an observation lets its result hold.
func (d *testDraft) holds(o *Observation, at string) bool {
	note := func(s Severity, what string) {
		if !d.ours {
			d.report.add(s, at+".status", 0, what)
		}
	}
	switch o.Status {
	case "cancelled":
		note(Information, "says that the test was canceled; it belongs to the panel, and its result is not read")
		return false
	case "registered":
		note(Warning, "says that there is no result yet; the one that is there is not read")
		return false
	case "preliminary":
		note(Information, "says that the result is not final")
	case "unknown":
		note(Warning, "does not say that the result is final")
	}
	return true
}

// reportProcess is what our own report says of all its findings.
func (d *testDraft) reportProcess() drugtest.Process {
	if d.ours && (d.process == drugtest.Presumptive || d.process == drugtest.Definitive) {
		return d.process
	}
	return 0
}

// measurement reads what was measured on the specimen.
func (d *testDraft) measurement(of drugtest.Measurement, o *Observation) {
	m := newMapper(o)
	defer func() { d.report.join(m.report) }()
	q, ok := o.Value.(Quantity)
	if !ok || q.Comparator != "" {
		m.note(Information, "value[x]", "is no number; the measurement is not read")
		return
	}
	if of == drugtest.OfSpecificGravity || of == drugtest.OfPH {
		a, ok := q.Value.Amount()
		if !ok {
			m.note(Error, "valueQuantity.value", "is no number that is read")
		}
		if of == drugtest.OfPH {
			d.specimen.PH = a
		} else {
			d.specimen.SpecificGravity = a
		}
		return
	}
	got, ok := m.amount(q, "valueQuantity")
	if !ok {
		return
	}
	switch of {
	case drugtest.OfCreatinine:
		d.specimen.Creatinine = got
	case drugtest.OfNitrite:
		d.specimen.Nitrite = got
	case drugtest.OfTemperature:
		d.specimen.Temperature = got
	default:
		m.note(Information, "code", "is no measurement of a specimen that is known")
	}
}

// make makes the tests of a draft.
func (r *testReader) make(d *testDraft) {
	if d.collection != drugtest.Collected {
		r.add(d)(drugtest.NotCollected(d.visit, d.collection))
		return
	}
	var assessed drugtest.Assessed
	if d.specimen != (drugtest.Specimen{}) || !d.ours {
		var err error
		if assessed, err = d.specimen.Assess(r.o.Criteria); err != nil {
			d.note(Error, "specimen", err.Error())
			return
		}
	}
	if d.ours || len(d.readings) == 0 {
		r.makeOne(d, d.visit.ID, assessed, d.process, d.readings)
		return
	}
	var screens, confirmations []testReading
	for _, t := range d.readings {
		if t.process == drugtest.Definitive {
			confirmations = append(confirmations, t)
		} else {
			screens = append(screens, t)
		}
	}
	switch {
	case d.process == drugtest.Pending || d.process == drugtest.Cancelled:
		r.makeOne(d, d.visit.ID, assessed, d.process, d.readings)
	case len(confirmations) == 0:
		r.makeOne(d, d.visit.ID, assessed, drugtest.Presumptive, screens)
	case len(screens) == 0:
		r.makeOne(d, d.visit.ID, assessed, drugtest.Definitive, confirmations)
	default:
		r.makeOne(d, d.visit.ID+".screen", assessed, drugtest.Presumptive, screens)
		r.makeOne(d, d.visit.ID+".confirmation", assessed, drugtest.Definitive, confirmations)
	}
}

// makeOne makes one test of a process.
func (r *testReader) makeOne(d *testDraft, id drugtest.ResultID, s drugtest.Assessed, process drugtest.Process, list []testReading) {
	visit := d.visit
	visit.ID = id
	panel, err := r.o.Catalog.Panel(d.panelOf(list)...)
	if err != nil {
		d.note(Error, "extension('drug-test').panel", err.Error())
		return
	}
	findings, method := d.findings(list, process, s), d.methodOf(list)
	switch process {
	case drugtest.Pending:
		r.add(d)(drugtest.PendingResult(visit, s, panel))
	case drugtest.Cancelled:
		r.add(d)(drugtest.CancelledResult(visit, s, panel))
	case drugtest.Definitive:
		m, err := drugtest.ParseDefinitiveMethod(method)
		if err != nil && method != "" {
			d.note(Error, "extension('drug-test').method", err.Error()+"; a definitive result needs a definitive method")
			return
		}
		r.add(d)(drugtest.DefinitiveResult(visit, s, m, panel, findings...))
	case drugtest.Presumptive:
		m, err := drugtest.ParsePresumptiveMethod(method)
		if err != nil && method != "" {
			d.note(Error, "extension('drug-test').method", err.Error())
			return
		}
		r.add(d)(drugtest.PresumptiveResult(visit, s, m, panel, findings...))
	default:
		d.note(Error, "result", "is missing: the report is final and has no finding that is read")
	}
}

// add takes a result that was made, or reports why it could not be.
func (r *testReader) add(d *testDraft) func(drugtest.Result, error) {
	return func(res drugtest.Result, err error) {
		if err != nil {
			d.note(Error, "", err.Error())
			return
		}
		r.tests = append(r.tests, DrugTest{d.client, res})
	}
}

// panelOf gives what was tested: what our report says, else the analytes and
// classes of the observations.
func (d *testDraft) panelOf(list []testReading) (ids []string) {
	if d.ours {
		return d.panel
	}
	for _, t := range list {
		id := string(t.code.analyte)
		if t.code.class != "" {
			id = string(t.code.class)
		}
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// methodOf gives the method that all findings share, "" where they differ.
func (d *testDraft) methodOf(list []testReading) string {
	if d.ours {
		return d.method
	}
	for i, t := range list {
		if i > 0 && t.method != list[0].method {
			return ""
		}
	}
	if len(list) == 0 {
		return ""
	}
	return list[0].method
}

// findings gives one finding for each analyte. Two that differ are
// indeterminate.
func (d *testDraft) findings(list []testReading, process drugtest.Process, s drugtest.Assessed) (out []drugtest.Finding) {
	for _, t := range list {
		if !t.found {
			continue
		}
		f := t.finding
		if t.cutoff.at.IsStated() {
			assay := drugtest.ScreenAssay(drugtest.PresumptiveMethod{}, t.cutoff.name)
			if process == drugtest.Definitive {
				assay = drugtest.DefinitiveAssay(drugtest.DefinitiveMethod{}, t.cutoff.name)
			}
			var err error
			if f.Cutoff, err = drugtest.NewCutoff(assay, s.Specimen().Matrix, t.cutoff.at); err != nil {
				d.note(Warning, "referenceRange", err.Error())
			}
		}
		i := slices.IndexFunc(out, func(o drugtest.Finding) bool { return o.Analyte == f.Analyte })
		switch {
		case i < 0:
			out = append(out, f)
		case out[i].Outcome != f.Outcome:
			d.note(Warning, "result", "says two things of "+string(f.Analyte)+"; it is read as indeterminate")
			out[i].Outcome = drugtest.Indeterminate
		case f.Quantity.IsStated() && !out[i].Quantity.IsStated():
			out[i] = f
		}
	}
	return out
}
