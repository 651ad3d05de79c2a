package fhir

import (
	"errors"

	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/iop"
)

// Score is a score of an instrument with its person and moment. Client is the
// id of the person, such as "p1".
type Score struct {
	ID, Client string
	// At is when the answers were given, as it is written.
	At     DateTime
	Result assessment.Result
	// From is the questionnaire response that the score was made from; the zero
	// Reference if it is not told.
	From Reference
}

// Dated gives the result with its day, as trends take it. ok is false where no
// day is stated.
func (s *Score) Dated() (d assessment.Dated[assessment.Result], ok bool) {
	day, ok := s.At.Day()
	return assessment.Dated[assessment.Result]{Date: day, Value: s.Result}, ok
}

// NewScoreObservation gives a score as an Observation in the form of US Core's profile
// Screening Assessment: category survey, with a subject. Its code is the
// instrument under an address of ours, with the LOINC code of the total (never
// that of the panel) where one was verified; its value is the total in {score}, or
// the category of an instrument that has no total. Subscales and flags are
// components. Without a score the value is absent, and the reason stands there.
//
// It is an error if the result names no instrument of the library, or if no
// client is named.
func NewScoreObservation(s *Score, lib *assessment.Library, codes Codes) (*Observation, error) {
	scorer, ok := lib.Lookup(s.Result.Instrument, true)
	switch {
	case !ok:
		return nil, errors.New("fhir: the instrument of the score is none of the library")
	case s.Client == "":
		return nil, errors.New("fhir: the score names no client; US Core asks for a subject")
	case s.Result.Status < assessment.StatusScored || s.Result.Status > assessment.StatusInvalid:
		return nil, errors.New("fhir: the score has no status")
	}
	in, r := scorer.Instrument(), &s.Result
	o := &Observation{
		Status:   "final",
		Category: []CodeableConcept{codes.Concept("category/survey", "survey")},
		Code:     scoreCode(in, codes),
		Subject:  subject(s.Client),
	}
	o.ID = s.ID
	if r.Status == assessment.StatusIncomplete {
		o.Status = "preliminary"
	}
	if s.At.IsStated() {
		o.Effective = s.At
	}
	if s.From.Reference != "" || s.From.Identifier != nil {
		o.DerivedFrom = []Reference{s.From}
	}
	scoreValue(o, in, r)
	for _, sub := range r.Subscales {
		o.Component = append(o.Component, scaleComponent(in, sub))
	}
	for _, f := range r.Flags {
		o.Component = append(o.Component, flagComponent(in, f))
	}
	o.Extensions = []Extension{scoreExtension(r)}
	return o, nil
}

// scoreCode names the score.
func scoreCode(in *assessment.Instrument, codes Codes) CodeableConcept {
	text := in.Title + " score"
	if in.Total != nil {
		text = in.Title + " total score"
	}
	c := codes.Concept(Concept("score/"+in.ID), text)
	c.Coding = append(c.Coding, Coding{System: InstrumentSystem, Code: in.ID})
	return c
}

// scoreValue sets the total, the category, or why there is neither.
func scoreValue(o *Observation, in *assessment.Instrument, r *assessment.Result) {
	switch {
	case r.Total.IsKnown():
		o.Value = scoreQuantity(r.Total)
	case r.Status == assessment.StatusInvalid:
		o.DataAbsentReason = absentReason("error", "an answer is not allowed, or belongs to no item")
	case r.Status == assessment.StatusIncomplete:
		o.DataAbsentReason = absentReason("unknown", "answers are missing that the score needs")
	case in.Category != nil && r.Band != "":
		o.Value = textConcept(r.Band)
	case len(r.Subscales) == 0:
		o.DataAbsentReason = absentReason("unknown", "the answers give no score")
	}
	if _, isText := o.Value.(CodeableConcept); r.Band != "" && !isText {
		o.Interpretation = []CodeableConcept{textConcept(r.Band)}
	}
}

func scoreQuantity(a iop.Amount) Quantity {
	return Quantity{Value: AmountDecimal(a), Unit: "{score}", System: UCUM, Code: "{score}"}
}

func scaleComponent(in *assessment.Instrument, s assessment.ScaleScore) ObservationComponent {
	c := ObservationComponent{Code: ownConcept(ScaleSystem, in.ID+"/"+s.ID, in.Title+" "+s.ID)}
	if s.Score.IsKnown() {
		c.Value = scoreQuantity(s.Score)
	} else {
		c.DataAbsentReason = absentReason("unknown", "answers are missing that the score needs")
	}
	return c
}

func flagComponent(in *assessment.Instrument, f assessment.FlagState) ObservationComponent {
	c := ObservationComponent{Code: ownConcept(FlagSystem, in.ID+"/"+f.Name, flagTitle(in, f.Name))}
	if f.State == assessment.Unknown {
		c.DataAbsentReason = absentReason("unknown", "the answers do not tell")
	} else {
		c.Value = ternaryConcept(f.State)
	}
	return c
}

func flagTitle(in *assessment.Instrument, name string) string {
	for i := range in.Flags {
		if in.Flags[i].Name == name && in.Flags[i].Title != "" {
			return in.Flags[i].Title
		}
	}
	return name
}

// scoreExtension holds what an Observation has no element for.
func scoreExtension(r *assessment.Result) Extension {
	var p parts
	p.code("instrument", r.Instrument)
	p.text("version", r.Version)
	p.code("coding", string(r.Coding))
	p.code("status", r.Status.String())
	p.count("prorated", r.Prorated)
	p.count("answered", r.Answered)
	p.text("bandSet", r.BandSet)
	p.text("cutSet", r.CutSet)
	for _, id := range r.Missing {
		p.text("missing", id)
	}
	for _, b := range r.Bands {
		var in parts
		in.text("of", b.Of)
		in.text("label", b.Label)
		p.nest("band", in)
	}
	p.problems(r.Problems)
	return ownParts("score", p)
}
