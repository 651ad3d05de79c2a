package fhir

import (
	"strconv"

	"github.com/openiop/openiop/assessment"
)

// ReadPanel reads a panel of observations as answers to an instrument of a
// library, the way US Core's examples hold them: an Observation with the code of
// the panel, whose members have the codes of the items. from finds the members,
// such as the method Resolve of the bundle. What is not read is told as
// [ReadAnswers] does; a member with the code of the total is compared with the
// answers.
//
// The answers are of use if the report has no error.
func ReadPanel(o *Observation, from func(Reference) (Resource, bool), lib *assessment.Library) (Answers, Report) {
	r := answerReader{mapper: newMapper(o)}
	s := panelOf(o, lib)
	if s == nil {
		r.note(Error, "code", "is no panel of an instrument of the library")
		return Answers{}, r.report
	}
	if o.Status == "entered-in-error" || o.Status == "cancelled" {
		r.note(Error, "status", "says that the panel does not hold; it is not read")
	}
	for i, to := range o.HasMember {
		at := "hasMember[" + strconv.Itoa(i) + "]"
		m := memberOf(o, to, from)
		if m == nil {
			r.note(Warning, at, "points to an observation that is not there")
			continue
		}
		if m.Status == "entered-in-error" || m.Status == "cancelled" {
			r.note(Information, at, "is an answer that does not hold; it is not read")
			continue
		}
		f := foundItem{key: m.Code.Code(LOINC), path: at}
		if m.Value != nil {
			f.answers = []ResponseAnswer{{Value: m.Value}}
		}
		r.found = append(r.found, f)
	}
	in := s.Instrument()
	a := Answers{ID: o.ID, Client: clientID(&o.Subject), Instrument: in.ID, Version: in.Version}
	a.At, _ = o.Effective.(DateTime)
	a.Answers = r.answers(s)
	r.compare(s, a.Answers)
	r.unused(o, "status category code subject effectiveDateTime hasMember derivedFrom")
	return a, r.report
}

// memberOf finds a member of a panel within it or where the caller has it.
func memberOf(o *Observation, to Reference, from func(Reference) (Resource, bool)) *Observation {
	res, ok := o.contained(to.Reference)
	if !ok && from != nil {
		res, _ = from(to)
	}
	m, _ := res.(*Observation)
	return m
}

// panelOf finds the instrument whose panel an observation is, nil for none.
func panelOf(o *Observation, lib *assessment.Library) *assessment.Scorer {
	for i := range o.Code.Coding {
		if o.Code.Coding[i].System != LOINC {
			continue
		}
		for in := range lib.All(true) {
			if p := in.Codes.Panel; p != nil && p.Code == o.Code.Coding[i].Code {
				s, _ := lib.Lookup(in.ID, true)
				return s
			}
		}
	}
	return nil
}

// isItem reports whether an observation is an item of an instrument by its code.
func isItem(o *Observation, in *assessment.Instrument) bool {
	code := o.Code.Code(LOINC)
	for i := range in.Items {
		if code != "" && in.Items[i].LOINC == code {
			return true
		}
	}
	return false
}
