package fhir

import (
	"strconv"
	"strings"

	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/iop"
)

// ReadScore reads an Observation as a score. It takes those of this library,
// found by the instrument under our address, and those of others, found by the
// LOINC code of the total. Of others the total is taken, with the bands that
// the instrument gives it; flags and subscales stay unknown, since nobody told
// the answers.
//
// A code of a panel is refused as a score, and so are codes that public data is
// known to confuse with a total. A value must be a plain number: a quantity in
// {score}, in the unit "score" with the code 1 as US Core's examples have it, or
// without a unit, or an integer. A number outside the range of the instrument is
// refused.
//
// The score is of use if the report has no error.
func ReadScore(o *Observation, lib *assessment.Library, c assessment.Context) (Score, Report) {
	r := scoreReader{mapper: newMapper(o), o: o}
	scorer := r.instrument(lib)
	if scorer == nil {
		return Score{}, r.report
	}
	s := Score{ID: o.ID, Client: clientID(&o.Subject)}
	r.frame(&s)
	if p, ok := r.readParts(o.Extensions, "score"); ok {
		s.Result = r.own(p, scorer)
	} else {
		s.Result = r.foreign(scorer, c)
	}
	r.unused(o, "status category code subject effectiveDateTime effectiveInstant effectivePeriod valueQuantity valueInteger valueCodeableConcept dataAbsentReason interpretation derivedFrom component")
	if r.failed() {
		return Score{}, r.report
	}
	return s, r.report
}

// scoreReader reads one Observation.
type scoreReader struct {
	*mapper
	o *Observation
}

// frame reads what all observations have.
func (r *scoreReader) frame(s *Score) {
	switch r.o.Status {
	case "entered-in-error", "cancelled":
		r.note(Error, "status", "says that the score does not hold; it is not read")
	case "registered", "unknown":
		r.note(Warning, "status", "does not say that the score is final")
	}
	switch at := r.o.Effective.(type) {
	case DateTime:
		s.At = at
	case Instant:
		s.At = at.DateTime()
	case Period:
		s.At = at.End
		r.note(Information, "effectivePeriod", "is a period; the end is read")
	case nil:
	default:
		r.note(Warning, "effective[x]", "is no moment; it is not read")
	}
	if s.Client == "" {
		r.note(Warning, "subject", "is missing; US Core asks for one")
	}
	if !hasConcept(r.o.Category, systemObservationCategory, "survey") {
		r.note(Information, "category", "has no survey, as US Core's Screening Assessment asks")
	}
	for i, from := range r.o.DerivedFrom {
		if i == 0 {
			s.From = from
		} else {
			r.note(Information, "derivedFrom["+strconv.Itoa(i)+"]", "is a second source; the first is read")
		}
	}
}

func hasConcept(list []CodeableConcept, system, code string) bool {
	for i := range list {
		if list[i].Has(system, code) {
			return true
		}
	}
	return false
}

// confused are codes that stand for a total in public data and are something
// else, with what would be right.
var confused = map[string]string{
	"76504-0": "is the total of the HARK, not of the AUDIT-C; that is 75626-2",
	"72514-3": "is a rating of pain; no LOINC code of the COWS is known",
	"72109-3": "is no LOINC code; that of the panel AUDIT-C is 72109-2, and none of the CIWA-Ar is known",
}

// instrument finds the instrument by the code, nil where the observation is no
// score of one.
func (r *scoreReader) instrument(lib *assessment.Library) *assessment.Scorer {
	for i := range r.o.Code.Coding {
		c := &r.o.Code.Coding[i]
		at := "code.coding[" + strconv.Itoa(i) + "]"
		switch c.System {
		case InstrumentSystem:
			if s, ok := lib.Lookup(c.Code, true); ok {
				return s
			}
			r.note(Error, at, "is an instrument that the library does not have")
			return nil
		case LOINC:
			if id := r.byLOINC(lib, c.Code, at); id != "" {
				s, _ := lib.Lookup(id, true)
				return s
			}
		}
	}
	if !r.failed() {
		r.note(Error, "code", "is the total of no instrument of the library")
	}
	return nil
}

func (r *scoreReader) byLOINC(lib *assessment.Library, code, at string) (id string) {
	if what, ok := confused[code]; ok {
		r.note(Error, at, what)
		return ""
	}
	if !validLOINC(code) {
		r.note(Warning, at, "is no LOINC code: its check digit is wrong")
		return ""
	}
	for in := range lib.All(true) {
		if in.Codes.Total != nil && in.Codes.Total.Code == code {
			return in.ID
		}
		if in.Codes.Panel != nil && in.Codes.Panel.Code == code {
			what := "is the panel " + in.Title + " and no score; its members hold the answers and the total"
			if t := in.Codes.Total; t != nil {
				what += ", whose code is " + t.Code
			}
			r.note(Error, at, what)
			return ""
		}
	}
	return ""
}

// validLOINC checks the check digit of a LOINC code, by the mod 10 rule.
func validLOINC(code string) bool {
	number, check, ok := strings.Cut(code, "-")
	if !ok || len(check) != 1 || !digits(number, len(number)) || number == "" || len(number) > 7 {
		return false
	}
	sum := 0
	for i := 0; i < len(number); i++ {
		d := int(number[len(number)-1-i] - '0')
		if i%2 == 0 {
			d *= 2
		}
		sum += d/10 + d%10
	}
	return int(check[0]-'0') == (10-sum%10)%10
}

// total reads the value as a number of points, unknown where there is none.
func (r *scoreReader) total() iop.Amount {
	switch v := r.o.Value.(type) {
	case nil:
		return iop.Amount{}
	case Integer:
		return iop.WholeAmount(int64(v))
	case Quantity:
		return r.quantity("valueQuantity", v)
	}
	r.note(Error, "value[x]", "is no number; want a quantity in {score}")
	return iop.Amount{}
}

func (r *scoreReader) quantity(path string, q Quantity) iop.Amount {
	a, ok := q.Value.Amount()
	switch {
	case !ok:
		r.note(Error, path+".value", "is no number that can be a score")
	case q.Comparator != "":
		r.note(Error, path+".comparator", "makes the value a bound; a score is a number")
	case !scoreUnit(q):
		r.note(Error, path, "is in a unit that is none of a score; want {score}, or score with the code 1")
	default:
		return a
	}
	return iop.Amount{}
}

// scoreUnit reports whether a quantity counts points.
func scoreUnit(q Quantity) bool {
	if q.Code != "" {
		return q.System == UCUM && (q.Code == "{score}" || q.Code == "1" || q.Code == "{points}")
	}
	switch strings.ToLower(q.Unit) {
	case "", "score", "{score}", "points", "point", "1":
		return true
	}
	return false
}

// foreign makes a result of an observation that is not of this library.
func (r *scoreReader) foreign(s *assessment.Scorer, c assessment.Context) assessment.Result {
	in := s.Instrument()
	if len(r.o.Component) > 0 {
		r.note(Information, "component", "is not read: the codes are not those of this library")
	}
	if in.Category != nil && in.Total == nil {
		return r.category(in)
	}
	total := r.total()
	if !total.IsKnown() {
		if !r.failed() {
			r.note(Warning, "value[x]", "is missing; the score is unknown")
		}
		return assessment.Result{Instrument: in.ID, Version: in.Version, Coding: assessment.Raw, Status: assessment.StatusIncomplete}
	}
	out, err := s.FromTotal(total, c)
	if err != nil {
		r.note(Error, "value[x]", err.Error())
	}
	return out
}

// category reads the result of an instrument that has a category and no total.
func (r *scoreReader) category(in *assessment.Instrument) assessment.Result {
	out := assessment.Result{Instrument: in.ID, Version: in.Version, Coding: assessment.Raw, Status: assessment.StatusScored}
	if c, ok := r.o.Value.(CodeableConcept); ok {
		for _, l := range in.Category.Labels {
			if strings.EqualFold(c.Text, l.Label) || len(c.Coding) == 1 && strings.EqualFold(c.Coding[0].Display, l.Label) {
				out.Band, out.BandSet = l.Label, in.Category.Name
				out.Bands = []assessment.BandLabel{{Of: out.BandSet, Label: out.Band}}
				return out
			}
		}
	}
	r.note(Error, "value[x]", "is no category of "+in.ID+" by its text")
	return out
}

// own makes the result that this library wrote.
func (r *scoreReader) own(p partReader, s *assessment.Scorer) (out assessment.Result) {
	p.known("instrument version coding status prorated answered bandSet cutSet band missing problem")
	out = assessment.Result{Instrument: p.word("instrument"), Version: p.word("version"), Coding: assessment.Coding(p.word("coding")),
		Prorated: p.count("prorated"), Answered: p.count("answered"), BandSet: p.word("bandSet"), CutSet: p.word("cutSet"),
		Missing: p.all("missing"), Problems: p.problems()}
	p.parse("status", &out.Status)
	for _, in := range p.nested("band") {
		out.Bands = append(out.Bands, assessment.BandLabel{Of: in.word("of"), Label: in.word("label")})
	}
	if c, isCategory := r.o.Value.(CodeableConcept); isCategory {
		out.Band = c.Text
	} else {
		out.Total = r.total()
		if len(r.o.Interpretation) == 1 {
			out.Band = r.o.Interpretation[0].Text
		}
	}
	for i := range r.o.Component {
		r.component(&out, &r.o.Component[i], "component["+strconv.Itoa(i)+"]")
	}
	r.drift(&out, s)
	return out
}

// drift reports where somebody changed what this library wrote: a code of
// another instrument, a total that cannot be, or one that has another band than
// the one that stands there.
func (r *scoreReader) drift(out *assessment.Result, s *assessment.Scorer) {
	in := s.Instrument()
	if out.Instrument != in.ID {
		r.note(Error, "extension('score').instrument", "is another instrument than the code says")
		return
	}
	if out.Version != in.Version || !out.Total.IsKnown() {
		return
	}
	want, err := s.FromTotal(out.Total, assessment.Context{BandSet: out.BandSet})
	switch {
	case err != nil:
		r.note(Error, "value[x]", err.Error())
	case want.BandSet == out.BandSet && want.Band != out.Band:
		r.note(Warning, "value[x]", "has another band than the one that stands in interpretation; somebody changed one of them")
	}
}

// component reads a subscale or a flag.
func (r *scoreReader) component(out *assessment.Result, c *ObservationComponent, path string) {
	scale, isScale := strings.CutPrefix(c.Code.Code(ScaleSystem), out.Instrument+"/")
	flag, isFlag := strings.CutPrefix(c.Code.Code(FlagSystem), out.Instrument+"/")
	switch {
	case isScale:
		s := assessment.ScaleScore{ID: scale}
		if q, ok := c.Value.(Quantity); ok {
			s.Score = r.quantity(path+".valueQuantity", q)
		}
		out.Subscales = append(out.Subscales, s)
	case isFlag:
		f := assessment.FlagState{Name: flag}
		if v, ok := c.Value.(CodeableConcept); ok {
			if err := f.State.UnmarshalText([]byte(v.Code(TernarySystem))); err != nil {
				r.note(Error, path+".valueCodeableConcept", err.Error())
			}
		}
		out.Flags = append(out.Flags, f)
	default:
		r.note(Information, path, "is no subscale and no flag of the instrument; it is not read")
	}
}
