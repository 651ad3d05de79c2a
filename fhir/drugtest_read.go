package fhir

import (
	"strconv"

	"github.com/openiop/openiop/assessment/drugtest"
	"github.com/openiop/openiop/iop"
)

// TestReading says with what drug tests are read. The zero TestReading takes
// what is embedded.
type TestReading struct {
	// Catalog gives the analytes, nil the embedded one.
	Catalog *drugtest.Catalog
	// Criteria judge the specimens, nil the embedded ones.
	Criteria *drugtest.Criteria
	Codes    Codes
}

// ReadDrugTests reads the drug tests of a bundle: those of its
// DiagnosticReports, each with the observations and the specimen that it points
// to, and observations of category laboratory that no report points to, gathered
// by specimen and day. Other resources are left alone.
//
// A result is read as a coded value, as an interpretation, as a concentration
// held against its cut-off, as a text that begins with pos or neg, or as true or
// false; where two of them differ it is indeterminate. Screen and confirmation
// are told apart by the LOINC code, else by the method; what says neither is read
// as a screen. A report of both gives two tests, whose ids end in ".screen" and
// ".confirmation". What was on the panel and has no value is no finding, and what
// was not on it is not negative.
//
// A test that cannot be read is left out, and the report says why.
func ReadDrugTests(b *Bundle, o TestReading) ([]DrugTest, Report) {
	report := Report{limit: maxMapped}
	b = b.once(&report)
	r := readDrugTests(newBundleIndex(b), o)
	report.join(r.report)
	return r.tests, report
}

// readDrugTests gives the reader after the work, which knows what it used.
func readDrugTests(index bundleIndex, o TestReading) *testReader {
	if o.Catalog == nil {
		o.Catalog = drugtest.Embedded()
	}
	if o.Criteria == nil {
		o.Criteria = drugtest.EmbeddedCriteria()
	}
	b := index.b
	r := testReader{o: o, codes: newTestCodes(o.Catalog, o.Codes), index: index, used: map[Resource]bool{}, report: Report{limit: maxMapped}, steps: 8*len(b.Entry) + 10_000}
	for i := range b.Entry {
		if d, ok := b.Entry[i].Resource.(*DiagnosticReport); ok {
			n := len(r.report.Issues)
			r.diagnosticReport(d)
			r.report.place(n, d, i)
		}
	}
	r.loose(b)
	for i := range r.tests {
		r.tests[i].Client = index.person(r.tests[i].Client)
	}
	return &r
}

// maxMapped is the most issues that the mapping of a bundle lists; more are
// counted.
const maxMapped = 10_000

// testReader reads the tests of a bundle.
type testReader struct {
	o      TestReading
	codes  *testCodes
	index  bundleIndex
	used   map[Resource]bool // reports, observations and specimens that belong to a test
	tests  []DrugTest
	report Report
	steps  int // references to observations that may still be followed
}

// draft is a test that is being read.
type testDraft struct {
	*mapper
	client     string
	visit      drugtest.Visit
	collection drugtest.Collection
	process    drugtest.Process
	method     string
	panel      []string
	specimen   drugtest.Specimen
	none       bool // nothing is said of a specimen
	ours       bool
	readings   []testReading
}

// resolve finds what a reference points to, within a resource or the bundle.
func (r *testReader) resolve(in Resource, to Reference) Resource {
	if res, ok := in.domain().contained(to.Reference); ok {
		return res
	}
	return r.index.resource(to.Reference)
}

// diagnosticReport reads the tests of a report.
func (r *testReader) diagnosticReport(d *DiagnosticReport) {
	m := newMapper(d)
	draft := testDraft{mapper: m, client: clientID(&d.Subject), collection: drugtest.Collected}
	own, ours := m.readParts(d.Extensions, "drug-test")
	observations := r.members(m, d, d.Result, "result", 0)
	if !ours && !r.isDrugTest(observations) {
		if m.failed() {
			r.report.join(m.report)
		}
		return
	}
	r.used[d] = true
	for _, o := range observations {
		r.used[o] = true
	}
	draft.ours = ours
	draft.visit.ID = drugtest.ResultID(ownID(d.Identifier, DrugTestSystem, firstID(d.ID, d.Identifier)))
	if d.Status == "entered-in-error" {
		m.note(Information, "status", "says that the report was entered in error; it is not read")
		r.report.join(m.report)
		return
	}
	m.unused(d, "identifier status category code subject effectiveDateTime effectivePeriod issued _issued specimen result conclusion conclusionCode")
	r.effective(&draft, d.Effective)
	if day, ok := d.Issued.Day(); ok {
		draft.visit.Reported = day
	}
	r.reportState(&draft, d)
	if ours {
		draft.own(own, d.Status)
	}
	var s *Specimen
	for i := range d.Specimen {
		at := "specimen[" + strconv.Itoa(i) + "]"
		found, ok := r.resolve(d, d.Specimen[i]).(*Specimen)
		switch {
		case !ok:
			m.note(Warning, at, "points to a specimen that is not there")
		case s != nil:
			m.note(Warning, at, "is a second specimen; the first is read")
		default:
			s = found
			r.used[s] = true
		}
	}
	r.finish(&draft, s, observations)
}

// firstID gives an id of a resource, else its first identifier.
func firstID(id string, list []Identifier) string {
	for i := range list {
		if id == "" {
			id = list[i].Value
		}
	}
	return id
}

// maxMembers is how deep panels within panels are followed.
const maxMembers = 4

// members resolves references to observations, panels opened.
func (r *testReader) members(m *mapper, in Resource, list []Reference, name string, depth int) (out []*Observation) {
	for i, to := range list {
		if r.steps--; r.steps < 0 {
			m.note(Error, name, "is followed no further: the panels of the bundle point to far more observations than there are")
			return out
		}
		o, ok := r.resolve(in, to).(*Observation)
		if !ok {
			m.note(Warning, name+"["+strconv.Itoa(i)+"]", "points to an observation that is not there")
			continue
		}
		if len(o.HasMember) == 0 || depth == maxMembers {
			out = append(out, o)
			continue
		}
		r.used[o] = true
		out = append(out, r.members(m, o, o.HasMember, name+"["+strconv.Itoa(i)+"].hasMember", depth+1)...)
	}
	return out
}

// isDrugTest reports whether one of some observations is about an analyte.
func (r *testReader) isDrugTest(list []*Observation) bool {
	for _, o := range list {
		if _, _, ok := r.codes.of(&o.Code); ok {
			return true
		}
	}
	return false
}

// effective reads when the specimen was collected.
func (r *testReader) effective(d *testDraft, v Value) {
	switch v := v.(type) {
	case DateTime:
		d.collectedAt(v, "effectiveDateTime")
	case Instant:
		d.collectedAt(v.DateTime(), "effectiveInstant")
	case Period:
		d.collectedAt(v.Start, "effectivePeriod.start")
	}
}

func (d *testDraft) collectedAt(t DateTime, path string) {
	if !t.IsStated() {
		return
	}
	day, ok := t.Day()
	if !ok {
		d.note(Warning, path, "is no day; the day of the collection is not known from it")
		return
	}
	d.visit.Collected = day
	if minute, ok := t.Clock(); ok {
		d.visit.Minute = iop.WholeAmount(int64(minute))
	}
}

// reportState reads how far the work is.
func (r *testReader) reportState(d *testDraft, report *DiagnosticReport) {
	switch report.Status {
	case "registered":
		d.process = drugtest.Pending
	case "cancelled":
		d.process = drugtest.Cancelled
	case "preliminary", "partial":
		d.note(Information, "status", "says that more is to come")
	case "unknown":
		d.note(Warning, "status", "does not say that the report is final")
	}
	for i := range report.ConclusionCode {
		if c, err := drugtest.ParseCollection(report.ConclusionCode[i].Code(CollectionSystem)); err == nil {
			d.collection, d.process = c, 0
		} else {
			d.note(Information, "conclusionCode["+strconv.Itoa(i)+"]", "is not read")
		}
	}
	if report.Conclusion != "" {
		d.note(Information, "conclusion", "is a text; it is not read")
	}
}

// own reads what our own reports say beside their elements. A report that
// somebody cancelled or opened again since shows nothing.
func (d *testDraft) own(p partReader, status string) {
	p.known("collection process method panel time minute reported acknowledged")
	d.process = 0
	p.parse("collection", &d.collection)
	p.parse("process", &d.process)
	if d.process == drugtest.Presumptive || d.process == drugtest.Definitive {
		switch status {
		case "cancelled":
			d.process = drugtest.Cancelled
			d.note(Warning, "status", "says that the report is cancelled, and our extension that it is final; it is read as cancelled")
		case "registered":
			d.process = drugtest.Pending
			d.note(Warning, "status", "says that nothing is reported yet, and our extension that it is final; it is read as pending")
		}
	}
	d.method, d.panel = p.word("method"), p.all("panel")
	d.visit.Reported, d.visit.Acknowledged = p.day("reported"), p.yes("acknowledged")
	d.visit.Minute = p.amount("minute")
	switch v := p.value("time").(type) {
	case nil:
	case Time:
		if minute, ok := v.Clock(); ok {
			d.visit.Minute = iop.WholeAmount(int64(minute))
		}
	default:
		p.bad("time", "a time of day")
	}
}

const enteredInError = "says that the observation was entered in error; it is not read"

// loose reads observations that no report points to.
func (r *testReader) loose(b *Bundle) {
	type key struct{ specimen, subject, day string }
	order := []key{}
	groups := map[key][]*Observation{}
	for i := range b.Entry {
		o, ok := b.Entry[i].Resource.(*Observation)
		if !ok || r.used[o] || len(o.HasMember) > 0 {
			continue
		}
		_, _, isTest := r.codes.of(&o.Code)
		_, isMeasurement := measurementOf(&o.Code)
		if !isTest && !isMeasurement || !isTest && o.Specimen.Reference == "" {
			continue
		}
		if o.Status == "entered-in-error" {
			r.used[o] = true
			r.report.add(Information, newMapper(o).root+".status", 0, enteredInError)
			continue
		}
		k := key{o.Specimen.Reference, o.Subject.Reference, ""}
		if k.specimen == "" {
			if k.day = dayText(o.Effective); k.day == "" { // it stands alone
				k.day = strconv.Itoa(i)
			}
		}
		if _, seen := groups[k]; !seen {
			order = append(order, k)
		}
		groups[k] = append(groups[k], o)
	}
	for _, k := range order {
		if list := groups[k]; r.isDrugTest(list) {
			r.looseTest(list)
		}
	}
}

// dayText gives the day of a moment or the first of a period, "" for none.
func dayText(v Value) string {
	var t DateTime
	switch v := v.(type) {
	case DateTime:
		t = v
	case Instant:
		t = v.DateTime()
	case Period:
		t = v.Start
	}
	d, _ := t.Day()
	return d.String()
}

// looseTest reads observations of one specimen or day as a test.
func (r *testReader) looseTest(list []*Observation) {
	first := list[0]
	for _, o := range list {
		r.used[o] = true
	}
	m := newMapper(first)
	draft := testDraft{mapper: m, client: clientID(&first.Subject), collection: drugtest.Collected}
	draft.visit.ID = drugtest.ResultID(firstID(first.ID, first.Identifier))
	r.effective(&draft, first.Effective)
	if day, ok := first.Issued.Day(); ok {
		draft.visit.Reported = day
	}
	var s *Specimen
	if first.Specimen.Reference != "" {
		found, ok := r.resolve(first, first.Specimen).(*Specimen)
		if ok {
			r.used[found] = true
		} else {
			m.note(Warning, "specimen", "points to a specimen that is not there")
		}
		s = found
	}
	r.finish(&draft, s, list)
}
