package fhir

import (
	"strconv"
	"strings"

	"github.com/openiop/openiop/assessment/drugtest"
)

// reading is one observation of a drug test, read.
type testReading struct {
	code    testCode
	loinc   string
	process drugtest.Process
	method  string
	finding drugtest.Finding
	cutoff  namedQuantity
	found   bool // there is a finding; else the test only belongs to the panel
	urine   bool // the code is one for urine
}

// namedQuantity is the cut-off of an assay.
type namedQuantity struct {
	at   drugtest.Quantity
	name string
}

// observationReader reads the observation of one test.
type observationReader struct {
	*mapper
	o     *Observation
	codes Codes
	votes []drugtest.Outcome
}

// observed reads an observation of a test; stated is the process that the
// report states, 0 if it states none.
func (r *testReader) observed(o *Observation, path string, stated drugtest.Process) (t testReading, ok bool) {
	m := &mapper{root: path}
	defer func() { r.report.join(m.report) }()
	t.code, t.loinc, ok = r.codes.of(&o.Code)
	if !ok {
		m.note(Information, "code", "is no test that the catalogue has an analyte for; it is not read")
		return t, false
	}
	t.urine = t.loinc != ""
	q := observationReader{mapper: m, o: o, codes: r.codes.codes}
	q.process(&t, stated)
	q.quantity(&t)
	q.cutoff(&t)
	q.outcome(&t)
	t.finding.Analyte = t.code.analyte
	m.unused(o, "status category code subject effectiveDateTime effectiveInstant effectivePeriod valueQuantity valueCodeableConcept valueString valueBoolean dataAbsentReason interpretation method specimen referenceRange component identifier issued")
	if e, has := extended(o.Extensions, "acknowledged"); has {
		yes, _ := e.Value.(Boolean)
		t.finding.Acknowledged = bool(yes)
	}
	return t, true
}

// process says whether it screens or confirms. A test of which neither code nor
// method says so is presumptive: nothing is ever confirmed without a definitive
// method.
func (r *observationReader) process(t *testReading, stated drugtest.Process) {
	var by drugtest.Process
	t.method, by = methodOf(&r.o.Method)
	switch {
	case stated != 0:
		if t.process = stated; t.code.process != 0 && t.code.process != stated {
			r.note(Warning, "code", "is that of a "+t.code.process.String()+" test, and the report says "+stated.String()+"; the report is followed")
		}
	case t.code.process == drugtest.Presumptive && by == drugtest.Definitive:
		r.note(Warning, "method", "is definitive, and the code is that of a screen; it is read as a screen")
		t.process, t.method = drugtest.Presumptive, ""
	case t.code.process != 0:
		t.process = t.code.process
		if by != 0 && by != t.process {
			r.note(Warning, "method", "is that of a screen, and the code is that of a confirmation; it is read as a screen")
			t.process = by
		}
	case by != 0:
		t.process = by
	default:
		t.process = drugtest.Presumptive
		r.note(Warning, "code", "says neither that it screens nor that it confirms; it is read as a screen")
	}
}

// quantity reads the concentration.
func (r *observationReader) quantity(t *testReading) {
	q, at, ok := r.concentration()
	if !ok {
		return
	}
	if q.Comparator != "" {
		r.bound(t, q, at)
		return
	}
	if got, ok := r.amount(q, at); ok {
		t.finding.Quantity = got
	}
}

// concentration finds the quantity of the value, or of the component that our
// own observations have.
func (r *observationReader) concentration() (q Quantity, at string, ok bool) {
	if q, ok := r.o.Value.(Quantity); ok {
		return q, "valueQuantity", true
	}
	for i := range r.o.Component {
		c := &r.o.Component[i]
		at := "component[" + strconv.Itoa(i) + "]"
		if c.Code.Code(MeasurementSystem) != "concentration" {
			r.note(Information, at, "is not read")
			continue
		}
		if q, ok := c.Value.(Quantity); ok {
			return q, at + ".valueQuantity", true
		}
	}
	return Quantity{}, "", false
}

// amount reads a quantity with a unit; a number without one is not read.
func (m *mapper) amount(q Quantity, at string) (drugtest.Quantity, bool) {
	a, ok := q.Value.Amount()
	if !ok {
		m.note(Error, at+".value", "is no number that is read")
		return drugtest.Quantity{}, false
	}
	u, err := drugtest.ParseUnit(q.Code)
	if err != nil || q.System != UCUM {
		if u, err = drugtest.ParseUnit(q.Unit); err != nil {
			m.note(Error, at+".unit", err.Error())
			return drugtest.Quantity{}, false
		}
	}
	out, err := drugtest.NewQuantity(a, u)
	if err != nil {
		m.note(Error, at, err.Error())
		return drugtest.Quantity{}, false
	}
	return out, true
}

// bound reads "less than" and "more than" as far as a cut-off decides them.
func (r *observationReader) bound(t *testReading, q Quantity, at string) {
	r.note(Information, at, "is a bound; the number is not kept")
	limit := q
	limit.Comparator = ""
	got, ok := r.amount(limit, at)
	r.cutoff(t)
	order, comparable := got.Compare(t.cutoff.at)
	switch {
	case !ok || !comparable:
	case strings.HasPrefix(q.Comparator, "<") && order <= 0:
		r.votes = append(r.votes, drugtest.Negative)
	case strings.HasPrefix(q.Comparator, ">") && order >= 0:
		r.votes = append(r.votes, drugtest.Positive)
	}
}

// cutoff reads the cut-off of the assay: a reference range that says so, or the
// code of a test with one.
func (r *observationReader) cutoff(t *testReading) {
	if t.cutoff.at.IsStated() {
		return
	}
	for i := range r.o.ReferenceRange {
		v := &r.o.ReferenceRange[i]
		e, ours := extended(v.Extensions, "cutoff-assay")
		words := strings.ToLower(v.Text + " " + v.Type.Text)
		if !ours && !strings.Contains(words, "cut") {
			r.note(Information, "referenceRange["+strconv.Itoa(i)+"]", "does not say that it is a cut-off; it is not read")
			continue
		}
		q := v.High
		if !q.Value.IsKnown() {
			q = v.Low
		}
		at, ok := r.amount(q, "referenceRange["+strconv.Itoa(i)+"]")
		if !ok {
			continue
		}
		t.cutoff = namedQuantity{at, "stated with the result"}
		if ours {
			if name, isText := wordOf(e.Value); isText {
				t.cutoff.name = name
			}
		}
		return
	}
	if t.code.cutoff.IsKnown() {
		if at, err := drugtest.NewQuantity(t.code.cutoff, drugtest.NgPerML); err == nil {
			t.cutoff = namedQuantity{at, "LOINC " + t.loinc}
		}
	}
}

// outcome settles the finding. Whatever says something has a vote; where two
// differ the finding is indeterminate.
func (r *observationReader) outcome(t *testReading) {
	r.value(t)
	for i := range r.o.Interpretation {
		switch v := &r.o.Interpretation[i]; {
		case r.vote(v, "interpretation/"):
		case v.Has(systemInterpretation, "E"):
			r.votes = append(r.votes, drugtest.Indeterminate)
		default:
			r.note(Information, "interpretation["+strconv.Itoa(i)+"]", "does not say positive or negative")
		}
	}
	r.number(t)
	unusable := r.o.DataAbsentReason.Code(OutcomeSystem) == drugtest.Unusable.String()
	switch {
	case len(r.votes) > 0:
		t.found, t.finding.Outcome = true, r.votes[0]
		for _, v := range r.votes[1:] {
			if v != r.votes[0] {
				r.note(Warning, "", "says two things of its result; it is read as indeterminate")
				t.finding.Outcome = drugtest.Indeterminate
				break
			}
		}
	case unusable:
		t.found, t.finding.Outcome = true, drugtest.Indeterminate
	case t.finding.Quantity.IsStated():
		r.note(Warning, "", "has a number without a cut-off and without an interpretation; it is read as indeterminate")
		t.found, t.finding.Outcome = true, drugtest.Indeterminate
	}
}

// number lets a concentration and a cut-off decide where nothing else does.
// What the laboratory states outweighs them.
func (r *observationReader) number(t *testReading) {
	order, ok := t.finding.Quantity.Compare(t.cutoff.at)
	if !ok {
		return
	}
	says := drugtest.Positive
	if order < 0 {
		says = drugtest.Negative
	}
	switch {
	case len(r.votes) == 0:
		r.votes = append(r.votes, says)
	case r.votes[0] != says && r.votes[0] != drugtest.Indeterminate:
		r.note(Warning, "", "has a number and a cut-off that say another thing than the stated result; the stated result is read")
	}
}

// value reads a value that is no number, and whether its form is that of the
// code.
func (r *observationReader) value(t *testReading) {
	isNumber := false
	switch v := r.o.Value.(type) {
	case nil:
		return
	case CodeableConcept:
		if !r.vote(&v, "result/") {
			r.note(Warning, "valueCodeableConcept", "is in no code and no words that are read")
		}
	case String:
		if o, ok := outcomeWords(string(v)); ok {
			r.votes = append(r.votes, o)
		} else {
			r.note(Warning, "valueString", "does not begin with pos or neg and is in no words that are read")
		}
	case Boolean:
		r.votes = append(r.votes, map[Boolean]drugtest.Outcome{true: drugtest.Positive, false: drugtest.Negative}[v])
	case Quantity:
		isNumber = true
	default:
		r.note(Warning, "value[x]", "is of a type that is not read")
		return
	}
	switch {
	case t.code.form == massForm && !isNumber:
		r.note(Warning, "code", "is that of a concentration, and the value is none")
	case t.code.form == presenceForm && isNumber:
		r.note(Warning, "code", "is that of presence, and the value is a concentration")
	}
}

// indeterminateCodes are SNOMED codes that are read as indeterminate and never
// written.
var indeterminateCodes = []string{"42425007", "82334004"}

// vote reads a concept as an outcome.
func (r *observationReader) vote(v *CodeableConcept, prefix string) bool {
	if k, ok := r.codes.Find(v, prefix); ok {
		if o, err := drugtest.ParseOutcome(strings.TrimPrefix(string(k), prefix)); err == nil {
			r.votes = append(r.votes, o)
			return true
		}
	}
	if o, err := drugtest.ParseOutcome(v.Code(OutcomeSystem)); err == nil {
		r.votes = append(r.votes, o)
		return true
	}
	for _, code := range indeterminateCodes {
		if v.Has(SNOMED, code) {
			r.votes = append(r.votes, drugtest.Indeterminate)
			return true
		}
	}
	words := []string{v.Text}
	for i := range v.Coding {
		words = append(words, v.Coding[i].Display)
	}
	for _, w := range words {
		if o, ok := outcomeWords(w); ok {
			r.votes = append(r.votes, o)
			return true
		}
	}
	return false
}

// outcomeWords reads a result in words: what begins with pos or neg, as the CDC's
// opioid guide has it, and a few more that laboratories write.
func outcomeWords(s string) (drugtest.Outcome, bool) {
	s = strings.ToLower(strings.TrimSpace(s))
	switch {
	case strings.HasPrefix(s, "pos") || strings.HasPrefix(s, "presumptive pos"):
		return drugtest.Positive, true
	case strings.HasPrefix(s, "neg") || strings.HasPrefix(s, "presumptive neg"):
		return drugtest.Negative, true
	}
	switch s {
	case "detected", "presumptive detected":
		return drugtest.Positive, true
	case "not detected", "none detected", "undetected":
		return drugtest.Negative, true
	case "indeterminate", "inconclusive", "equivocal":
		return drugtest.Indeterminate, true
	}
	return 0, false
}
