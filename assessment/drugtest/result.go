package drugtest

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/openiop/openiop/iop"
)

// ResultID is the opaque identifier of a result. It names no person.
type ResultID string

// Visit says which collection a result is about.
type Visit struct {
	ID ResultID
	// Collected is the day of the collection, or the day on which it was to
	// be.
	Collected iop.Date
	// Minute is the clock of the collection in minutes after midnight, unknown
	// if it is not stated. It makes the hours between two collections exact.
	Minute iop.Amount
	// Reported is the day of the laboratory's report, zero if there is none
	// yet. It is not before Collected.
	Reported iop.Date
	// Acknowledged says that the person reported the use that the result is
	// about.
	Acknowledged bool
}

// Finding is what a test says of one analyte.
type Finding struct {
	Analyte AnalyteID
	// Outcome is Positive, Negative or Indeterminate where a finding is given
	// to a result; a result gives Unusable where its specimen is.
	Outcome Outcome
	// Quantity is the concentration, zero if it is not stated.
	Quantity Quantity
	// Cutoff is the cut-off of the assay, zero if it is not stated.
	Cutoff Cutoff
	// Acknowledged says that the person reported this use.
	Acknowledged bool
}

// Result is one drug test: what came of the collection and, where there is a
// specimen and a report, what was found. It never changes. The zero Result is
// invalid; [NotCollected], [PendingResult], [CancelledResult],
// [PresumptiveResult] and [DefinitiveResult] make them, each with what its
// kind of result can have and nothing else.
type Result struct {
	visit      Visit
	collection Collection
	process    Process
	method     string
	assessed   Assessed
	panel      Panel
	findings   []found // by analyte
}

// found is a finding with the place of its analyte in the catalogue.
type found struct {
	Finding
	at int
}

// NotCollected is the result of a collection without a specimen: declined,
// unable or missed. There is nothing to find in it.
func NotCollected(v Visit, why Collection) (Result, error) {
	err := v.check()
	if !why.IsValid() || why == Collected {
		err = errors.Join(err, &FieldError{"collection", "is not a reason without a specimen; want declined, unable, missed-excused or missed-unexcused"})
	}
	return Result{visit: v, collection: why}, err
}

// PendingResult is that of a specimen on which the laboratory still works.
func PendingResult(v Visit, s Assessed, p Panel) (Result, error) {
	return open(v, s, p, Pending)
}

// CancelledResult is that of a specimen which the laboratory could not report
// on.
func CancelledResult(v Visit, s Assessed, p Panel) (Result, error) {
	return open(v, s, p, Cancelled)
}

func open(v Visit, s Assessed, p Panel, process Process) (Result, error) {
	return Result{visit: v, collection: Collected, process: process, assessed: s, panel: p}, v.check()
}

// PresumptiveResult is that of a screening method. A negative finding must be
// about an analyte that the panel covers; what was found stands as reported.
func PresumptiveResult(v Visit, s Assessed, m PresumptiveMethod, p Panel, findings ...Finding) (Result, error) {
	return report(v, s, Presumptive, m.String(), p, findings)
}

// DefinitiveResult is that of a definitive method. A negative finding must be
// about an analyte that the panel covers; what was found stands as reported.
func DefinitiveResult(v Visit, s Assessed, m DefinitiveMethod, p Panel, findings ...Finding) (Result, error) {
	return report(v, s, Definitive, m.String(), p, findings)
}

func report(v Visit, s Assessed, by Process, method string, p Panel, findings []Finding) (Result, error) {
	errs := []error{v.check()}
	r := Result{visit: v, collection: Collected, process: by, method: method, assessed: s, panel: p}
	if s.specimen.Matrix == 0 {
		errs = append(errs, &FieldError{"specimen", "has not been assessed; make it with Specimen.Assess"})
	}
	for i, f := range findings {
		at := fmt.Sprintf("findings[%d].", i)
		if err := p.accept(f, by, s.specimen.Matrix, at); err != nil {
			errs = append(errs, err)
			continue
		}
		r.findings = append(r.findings, found{f, p.x.analyteAt[f.Analyte]})
	}
	slices.SortFunc(r.findings, func(a, b found) int { return strings.Compare(string(a.Analyte), string(b.Analyte)) })
	for i := 1; i < len(r.findings); i++ {
		if f := r.findings[i]; f.Analyte == r.findings[i-1].Analyte && (i < 2 || f.Analyte != r.findings[i-2].Analyte) {
			errs = append(errs, &FieldError{"findings", fmt.Sprintf("name %s twice; a result says one thing of an analyte", f.Analyte)})
		}
	}
	return r, errors.Join(errs...)
}

// accept says why a finding cannot stand in a result of the panel.
func (p Panel) accept(f Finding, by Process, m Matrix, at string) error {
	if p.x == nil {
		return &FieldError{"panel", "is missing; a finding is about what the panel covers"}
	}
	i, ok := p.x.analyteAt[f.Analyte]
	switch {
	case !ok:
		return &FieldError{at + "analyte", p.x.unknownAnalyte(string(f.Analyte))}
	case f.Outcome == Negative && !p.covers(i, by):
		return &FieldError{at + "analyte", p.uncovered(i)}
	case !f.Outcome.IsReported():
		return &FieldError{at + "result", "is missing or not one that is reported; want positive, negative or indeterminate"}
	case f.Quantity != (Quantity{}) && !f.Quantity.Unit.isMass() && f.Quantity.Unit != NgPerMg:
		return &FieldError{at + "quantity", "has no unit of concentration; want one such as ng/mL, or ng/mg creatinine"}
	case f.Cutoff.IsSet() && (f.Cutoff.matrix != m || f.Cutoff.assay.process != by):
		return &FieldError{at + "cutoff", "belongs to another assay or matrix; a cut-off is never carried over"}
	}
	return nil
}

func (x *index) unknownAnalyte(id string) string {
	if i, ok := x.classAt[ClassID(id)]; ok {
		var ids []string
		for _, a := range x.classes[i].Analytes {
			ids = append(ids, string(a.ID))
		}
		return "is a class; a finding is about an analyte: want one of " + strings.Join(ids, ", ")
	}
	var near []string
	for _, n := range nearest(id, x.names) {
		if _, isAnalyte := x.analyteAt[AnalyteID(n)]; isAnalyte {
			near = append(near, n)
		}
	}
	return x.unknown(id, "an analyte", near)
}

func (p Panel) uncovered(analyte int) string {
	a := &p.x.analytes[analyte]
	s := fmt.Sprintf("cannot be negative: %s is not covered by the panel", a.ID)
	if a.Unseen != nil {
		s += ": " + a.Unseen.Why
	}
	return s + "; name " + string(a.ID) + " in the panel if it was tested"
}

func (v Visit) check() error {
	var errs []error
	bad := func(field, why string) { errs = append(errs, &FieldError{field, why}) }
	if v.ID == "" {
		bad("id", "is missing; give each result its own")
	}
	if !v.Collected.IsValid() {
		bad("collected", "is missing; want the day of the collection, such as 2026-11-20")
	}
	if v.Reported.IsValid() && v.Reported.Before(v.Collected) {
		bad("reported", "is before the collection; want the day of collection or a later one")
	}
	if m := v.Minute; m.IsKnown() && (m.Compare(count(0)) < 0 || m.Compare(count(24*60)) >= 0) {
		bad("time", "is not a clock; want minutes of a day")
	}
	return errors.Join(errs...)
}

// ID gives the identifier.
func (r *Result) ID() ResultID { return r.visit.ID }

// Visit gives which collection the result is about.
func (r *Result) Visit() Visit { return r.visit }

// Collected gives the day of the collection, or the day on which it was to be.
func (r *Result) Collected() iop.Date { return r.visit.Collected }

// Reported gives the day of the report, zero if there is none.
func (r *Result) Reported() iop.Date { return r.visit.Reported }

// Acknowledged reports whether the person reported the use that the whole
// result is about.
func (r *Result) Acknowledged() bool { return r.visit.Acknowledged }

// Collection says what came of the collection.
func (r *Result) Collection() Collection { return r.collection }

// Process says how far the laboratory work is, 0 without a specimen.
func (r *Result) Process() Process { return r.process }

// Method names the method of the report, "" without one.
func (r *Result) Method() string { return r.method }

// Specimen gives the specimen with its assessment, zero without one.
func (r *Result) Specimen() Assessed { return r.assessed }

// Validity says what is known of the specimen.
func (r *Result) Validity() Validity { return r.assessed.validity }

// Matrix gives the matrix of the specimen, 0 without one.
func (r *Result) Matrix() Matrix { return r.assessed.specimen.Matrix }

// Panel gives what the test looked for.
func (r *Result) Panel() Panel { return r.panel }

// IsReport reports whether the laboratory has reported on a specimen, so that
// there can be findings.
func (r *Result) IsReport() bool { return r.process == Presumptive || r.process == Definitive }

// Findings yields the findings in the order of their analytes. Those of a
// specimen that is not usable read as Unusable, whatever was reported.
func (r *Result) Findings() iter.Seq[Finding] {
	return func(yield func(Finding) bool) {
		for i := range r.findings {
			f := r.findings[i].Finding
			if !r.Validity().IsUsable() {
				f.Outcome = Unusable
			}
			if !yield(f) {
				return
			}
		}
	}
}

// Outcome says what the result says of an analyte: NotTested for one that the
// panel does not cover and nothing was found of, and for a result without a
// report, Unusable if the specimen is, Indeterminate for one that is covered
// and has no finding.
func (r *Result) Outcome(id AnalyteID) Outcome {
	i, has := slices.BinarySearchFunc(r.findings, id, func(f found, id AnalyteID) int { return strings.Compare(string(f.Analyte), string(id)) })
	switch {
	case !r.IsReport() || !has && !r.panel.Covers(id, r.process):
		return NotTested
	case !r.Validity().IsUsable():
		return Unusable
	case !has:
		return Indeterminate
	}
	return r.findings[i].Outcome
}

func (r *Result) equal(s *Result) bool {
	return r.visit == s.visit && r.collection == s.collection && r.process == s.process && r.method == s.method &&
		r.assessed.specimen == s.assessed.specimen && r.assessed.validity == s.assessed.validity &&
		r.panel.equal(s.panel) && slices.Equal(r.findings, s.findings)
}
