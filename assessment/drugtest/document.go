package drugtest

import (
	"errors"
	"fmt"
	"strings"

	"github.com/openiop/openiop/iop"
)

// Document is a history as a file holds it: the input of iop respond.
type Document struct {
	// AsOf is the day on which the history is read.
	AsOf       iop.Date       `json:"asOf"`
	Population iop.Population `json:"population,omitzero"`
	// Jurisdiction is an ISO 3166-2 code such as US-UT.
	Jurisdiction string            `json:"jurisdiction,omitempty"`
	Medications  []MedicationEntry `json:"medications,omitempty"`
	Results      []ResultEntry     `json:"results,omitempty"`
	// Policy is the program's response policy; this package hands it on.
	Policy *PolicyObject `json:"policy,omitempty"`
}

// PolicyObject is an object that belongs to another package.
type PolicyObject struct{}

// MedicationEntry is one medication of a document.
type MedicationEntry struct {
	// Substance is a word of the catalogue such as buprenorphine; another word
	// is kept and noted.
	Substance string `json:"substance"`
	// From is the first day, Until the last; Until is null while it goes on.
	From  iop.Date `json:"from,omitzero"`
	Until iop.Date `json:"until,omitzero"`
}

// ResultEntry is one result of a document.
type ResultEntry struct {
	// ID is an opaque identifier, never a name.
	ID        ResultID `json:"id"`
	Collected iop.Date `json:"collected"`
	// Time is the clock of the collection, as in 09:30.
	Time       string     `json:"time,omitempty"`
	Reported   iop.Date   `json:"reported,omitzero"`
	Matrix     Matrix     `json:"matrix,omitzero"`
	Collection Collection `json:"collection"`
	// Specimen is what was measured on the specimen.
	Specimen *SpecimenEntry `json:"specimen,omitempty"`
	Process  Process        `json:"process,omitzero"`
	// Method names the method: screen, immunoassay or point-of-care for a
	// presumptive result, definitive, gc-ms or lc-ms-ms for a definitive one.
	Method string `json:"method,omitempty"`
	// Panel holds ids of analytes and classes.
	Panel    []string       `json:"panel,omitempty"`
	Findings []FindingEntry `json:"findings,omitempty"`
	// Acknowledged says that the person reported the use.
	Acknowledged bool `json:"acknowledged,omitempty"`
}

// SpecimenEntry is the specimen of a result.
type SpecimenEntry struct {
	Creatinine      *QuantityEntry `json:"creatinine,omitempty"`
	SpecificGravity Number         `json:"specificGravity,omitzero"`
	PH              Number         `json:"pH,omitzero"`
	Nitrite         *QuantityEntry `json:"nitrite,omitempty"`
	Temperature     *QuantityEntry `json:"temperature,omitempty"`
	// TemperatureAfter is how many minutes after the collection the
	// temperature was read.
	TemperatureAfter Number `json:"temperatureAfter,omitzero"`
	// Status is the laboratory's own verdict; numbers that decide overrule it.
	Status Validity `json:"status,omitzero"`
}

// FindingEntry is one finding of a result.
type FindingEntry struct {
	Analyte  AnalyteID      `json:"analyte"`
	Result   Outcome        `json:"result"`
	Quantity *QuantityEntry `json:"quantity,omitempty"`
	// Cutoff is that of the assay, for the matrix of the result.
	Cutoff *QuantityEntry `json:"cutoff,omitempty"`
	// Acknowledged says that the person reported this use.
	Acknowledged bool `json:"acknowledged,omitempty"`
}

// QuantityEntry is a number with its unit. Neither is ever assumed.
type QuantityEntry struct {
	Value Number `json:"value"`
	Unit  Unit   `json:"unit"`
}

// quantity gives the quantity, and why it cannot be one.
func (q *QuantityEntry) quantity(field string) (Quantity, error) {
	if q == nil {
		return Quantity{}, nil
	}
	if !q.Unit.IsValid() {
		return Quantity{}, &FieldError{field + ".unit", "is missing; a number without a unit is not read: want one of " + strings.Join(unitWords[1:], ", ")}
	}
	if !q.Value.IsKnown() {
		return Quantity{}, &FieldError{field + ".value", "is missing; want a number"}
	}
	out, err := NewQuantity(q.Value.Amount, q.Unit)
	if err != nil {
		return Quantity{}, &FieldError{field + ".value", err.Error()}
	}
	return out, nil
}

// result makes the result, with every problem that it has; ok reports whether
// it can stand without the parts that have one. A finding or a member of the
// panel can be left out: what is then not known of the panel reads as
// indeterminate. What says whether a specimen is usable cannot.
func (e *ResultEntry) result(rd *Reader) (r Result, ok bool, err error) {
	v := Visit{ID: e.ID, Collected: e.Collected, Reported: e.Reported, Acknowledged: e.Acknowledged}
	var errs []error
	if e.Time != "" {
		m, isClock := clock(e.Time)
		if !isClock {
			errs = append(errs, &FieldError{"time", "is not a clock time; want one such as 09:30"})
		}
		v.Minute = m
	}
	switch {
	case !e.Collection.IsValid():
		errs = append(errs, &FieldError{"collection", "is missing; want collected, declined, unable, missed-excused or missed-unexcused"}, v.check())
	case e.Collection != Collected:
		if len(e.Findings) > 0 {
			errs = append(errs, &FieldError{"findings", "cannot be there: the collection is " + e.Collection.String() + ", so there is no specimen"})
		}
		r, err = NotCollected(v, e.Collection)
		errs = append(errs, err)
	default:
		return e.collected(rd, v, errs)
	}
	err = errors.Join(errs...)
	return r, err == nil, err
}

// collected makes the result of a specimen.
func (e *ResultEntry) collected(rd *Reader, v Visit, errs []error) (r Result, ok bool, err error) {
	s, err := e.specimen(rd)
	errs = append(errs, err)
	panel, unknown := rd.Catalog.Panel(e.Panel...)
	findings, broken := e.readable(panel, unknown == nil && len(e.Panel) > 0, max(e.Matrix, Urine))
	switch e.Process {
	case Pending, Cancelled:
		if len(e.Findings) > 0 {
			errs = append(errs, &FieldError{"findings", "cannot be there: the result is " + e.Process.String()})
		}
		r, err = open(v, s, panel, e.Process)
		errs, broken = append(errs, err), nil
	case Presumptive, Definitive:
		if len(e.Panel) == 0 {
			errs = append(errs, &FieldError{"panel", "is missing; want the ids of the analytes and classes that were tested"})
		}
		if s.specimen.Matrix == 0 { // has been reported; look at the rest all the same
			s.specimen.Matrix = max(e.Matrix, Urine)
		}
		r, err = e.byMethod(v, s, panel, findings)
		errs = append(errs, err)
	default:
		errs, broken = append(errs, &FieldError{"process", "is missing; want pending, presumptive, definitive or cancelled"}, v.check()), nil
	}
	err = errors.Join(errs...)
	return r, err == nil, errors.Join(err, unknown, errors.Join(broken...))
}

// readable gives the findings that can stand, and the problems of the others;
// whole says that every word of the panel is known.
func (e *ResultEntry) readable(p Panel, whole bool, m Matrix) (out []Finding, errs []error) {
	for i := range e.Findings {
		at := fmt.Sprintf("findings[%d]", i)
		f, err := e.Findings[i].finding(at, e.Process, m)
		if err == nil {
			err = p.accept(f, e.Process, m, at+".")
		}
		switch {
		case err == nil:
			out = append(out, f)
		case whole || f.Outcome != Negative || !p.knows(f.Analyte): // else a lost word of the panel may cover it
			errs = append(errs, err)
		}
	}
	return out, errs
}

func (p Panel) knows(id AnalyteID) bool {
	_, ok := p.x.analyteAt[id]
	return ok
}

func (e *ResultEntry) byMethod(v Visit, s Assessed, p Panel, findings []Finding) (Result, error) {
	if e.Process == Definitive {
		m, err := ParseDefinitiveMethod(firstWord(e.Method, definitiveWords[0]))
		if err != nil {
			err = &FieldError{"method", err.Error() + "; a definitive result needs a definitive method"}
		}
		r, problems := DefinitiveResult(v, s, m, p, findings...)
		return r, errors.Join(err, problems)
	}
	m, err := ParsePresumptiveMethod(firstWord(e.Method, presumptiveWords[0]))
	if err != nil {
		err = &FieldError{"method", err.Error()}
	}
	r, problems := PresumptiveResult(v, s, m, p, findings...)
	return r, errors.Join(err, problems)
}

func firstWord(word, other string) string {
	if word == "" {
		return other
	}
	return word
}

func (e *ResultEntry) specimen(rd *Reader) (Assessed, error) {
	s := Specimen{Matrix: e.Matrix}
	var errs []error
	if p := e.Specimen; p != nil {
		s.SpecificGravity, s.PH, s.TemperatureAfter, s.Status = p.SpecificGravity.Amount, p.PH.Amount, p.TemperatureAfter.Amount, p.Status
		for _, q := range []struct {
			from  *QuantityEntry
			to    *Quantity
			field string
		}{{p.Creatinine, &s.Creatinine, "creatinine"}, {p.Nitrite, &s.Nitrite, "nitrite"}, {p.Temperature, &s.Temperature, "temperature"}} {
			got, err := q.from.quantity("specimen." + q.field)
			*q.to = got
			errs = append(errs, err)
		}
	}
	a, err := s.Assess(rd.Criteria)
	for _, err := range parts(err) {
		if f, ok := errors.AsType[*FieldError](err); ok && f.Field != "matrix" {
			err = &FieldError{"specimen." + f.Field, f.Problem}
		}
		errs = append(errs, err)
	}
	return a, errors.Join(errs...)
}

func (e *FindingEntry) finding(at string, by Process, m Matrix) (Finding, error) {
	q, err := e.Quantity.quantity(at + ".quantity")
	f := Finding{Analyte: e.Analyte, Outcome: e.Result, Quantity: q, Acknowledged: e.Acknowledged}
	k, kerr := e.Cutoff.quantity(at + ".cutoff")
	if kerr == nil && e.Cutoff != nil && m.IsValid() {
		if f.Cutoff, kerr = NewCutoff(Assay{"stated with the result", by}, m, k); kerr != nil {
			kerr = &FieldError{at + ".cutoff", kerr.Error()}
		}
	}
	return f, errors.Join(err, kerr)
}

// clock reads a time of the day as minutes after midnight.
func clock(s string) (iop.Amount, bool) {
	if len(s) != 5 || s[2] != ':' {
		return iop.Amount{}, false
	}
	n := 0
	for _, i := range [...]int{0, 1, 3, 4} {
		if s[i] < '0' || s[i] > '9' {
			return iop.Amount{}, false
		}
		n = n*10 + int(s[i]-'0')
	}
	h, m := n/100, n%100
	return count(h*60 + m), h < 24 && m < 60
}

// parts gives the errors that are joined in one.
func parts(err error) []error {
	if err == nil {
		return nil
	}
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		var out []error
		for _, e := range many.Unwrap() {
			out = append(out, parts(e)...)
		}
		return out
	}
	return []error{err}
}
