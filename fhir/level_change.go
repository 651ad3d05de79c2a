package fhir

import (
	"errors"
	"strconv"

	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/iop"
)

// DimensionSystem is the vocabulary of the dimensions of an assessment, as in
// "third/D1". The numbers are facts; what a rating means is ASAM's.
const DimensionSystem = OwnBase + "dimension"

const levelChangeExtension = "level-change"

// LevelOrder is a change of the level of care of a person. Client is the id of
// the person.
type LevelOrder struct {
	ID, Client string
	Change     careplan.LevelChange
}

// NewLevelRequest gives a change of level, such as a step down, as a
// ServiceRequest for care at the new level, with the reassessment that it rests
// on in an extension of ours. It is an error if no client is named or there is no
// change.
func NewLevelRequest(o *LevelOrder, codes Codes) (*ServiceRequest, error) {
	ch := &o.Change
	switch {
	case o.Client == "":
		return nil, errors.New("fhir: the change of level names no client")
	case !ch.On().IsValid():
		return nil, errors.New("fhir: there is no change of level")
	}
	r := &ServiceRequest{
		Status: "active", Intent: "order",
		Category:   []CodeableConcept{codes.Concept("category/counselling", "counseling")},
		Code:       codes.Level(ch.To()),
		Subject:    subject(o.Client),
		Occurrence: DateTimeOf(ch.On()),
		ReasonCode: []CodeableConcept{textConcept("reassessment of all dimensions: from level " + ch.From().String() + " to level " + ch.To().String())},
	}
	r.ID = o.ID
	p := parts{part("from", Code(ch.From().String()))}
	p.ratings(ch.Ratings())
	r.Extensions = []Extension{ownParts(levelChangeExtension, p)}
	return r, nil
}

// ratings adds a reassessment.
func (p *parts) ratings(r assessment.Ratings) {
	var in parts
	in.code("edition", r.Edition().String())
	switch r := r.(type) {
	case assessment.ThirdRatings:
		in.occasion(r.Occasion)
		for _, d := range assessment.Dimensions() {
			if n, ok := r.Of(d).Value(); ok {
				in.nest("rating", parts{part("dimension", Code(d.String())), part("value", Integer(n))})
			}
		}
		for c := assessment.WithdrawalManaged; c.IsValid(); c++ {
			in.ternary(c.String(), r.Given(c))
		}
	case assessment.FourthRatings:
		in.occasion(r.Occasion)
		in.ternary("considered", r.Considered)
		for _, m := range r.Minima() {
			one := parts{part("dimension", Code(m.Dimension.String()))}
			one.code("part", m.Part)
			if l, ok := m.Need.Level(); ok {
				one.code("level", l.String())
			}
			if token, ok := m.Need.Token(); ok {
				one.text("token", token)
			}
			in.nest("minimum", one)
		}
	}
	p.nest("reassessment", in)
}

func (p *parts) occasion(o assessment.Occasion) {
	p.day("on", o.On)
	if o.Population != iop.UnknownPopulation {
		p.code("population", o.Population.String())
	}
	p.source("source", o.Source)
}

// ReadLevelRequest reads a change of level that [NewLevelRequest] wrote. A
// request of others names a level and no completed reassessment of the
// dimensions; a level never changes without one, so that the report refuses it
// and says what is missing.
func ReadLevelRequest(r *ServiceRequest, codes Codes) (LevelOrder, Report) {
	m := newMapper(r)
	o := LevelOrder{ID: r.ID, Client: clientID(&r.Subject)}
	to, ok := codes.LevelOf(&r.Code)
	if !ok {
		m.note(Error, "code", "is no level of care that is known")
	}
	if r.Status == "entered-in-error" || r.Status == "revoked" {
		m.note(Error, "status", "says that the request does not hold; it is not read")
	}
	if o.Client == "" {
		m.note(Error, "subject", "does not say whose level changes")
	}
	at, _ := r.Occurrence.(DateTime)
	on := m.dayOf(at, "occurrenceDateTime")
	p, ours := m.readParts(r.Extensions, levelChangeExtension)
	if !ours {
		m.note(Error, "", "has no completed reassessment of the dimensions; a level changes only with one")
		return LevelOrder{}, m.report
	}
	p.known("from reassessment")
	var from iop.Level
	p.parse("from", &from)
	ratings := p.ratings()
	m.unused(r, "status intent category code subject occurrenceDateTime reasonCode")
	if m.failed() {
		return LevelOrder{}, m.report
	}
	var err error
	if o.Change, err = careplan.NewLevelChange(from, to, on, ratings); err != nil {
		m.note(Error, "extension('"+levelChangeExtension+"')", err.Error())
		return LevelOrder{}, m.report
	}
	return o, m.report
}

// ratings reads a reassessment, nil if there is none.
func (p partReader) ratings() assessment.Ratings {
	for _, in := range p.nested("reassessment") {
		var edition assessment.Edition
		in.parse("edition", &edition)
		switch edition {
		case assessment.ThirdEdition:
			return in.third()
		case assessment.FourthEdition:
			return in.fourth()
		}
	}
	p.bad("reassessment", "the ratings of the third or fourth edition")
	return nil
}

func (p partReader) third() assessment.ThirdRatings {
	p.known("edition on population source rating withdrawal-managed physical-health-managed mental-health-managed")
	r := assessment.ThirdRatings{Occasion: p.occasion()}
	for _, in := range p.nested("rating") {
		var d assessment.Dimension
		in.parse("dimension", &d)
		rating, err := assessment.Rated(in.count("value"))
		if err != nil {
			in.bad("value", "a rating from 0 to 4")
		}
		r = r.With(d, rating)
	}
	for c := assessment.WithdrawalManaged; c.IsValid(); c++ {
		r = r.WithCircumstance(c, p.ternary(c.String()))
	}
	return r
}

func (p partReader) fourth() assessment.FourthRatings {
	p.known("edition on population source considered minimum")
	r := assessment.FourthRatings{Occasion: p.occasion(), Considered: p.ternary("considered")}
	for i, in := range p.nested("minimum") {
		m := assessment.Minimum{Part: in.word("part")}
		in.parse("dimension", &m.Dimension)
		var level iop.Level
		in.parse("level", &level)
		m.Need = assessment.AtLevel(level)
		if token := in.word("token"); token != "" {
			var err error
			if m.Need, err = assessment.Token(token); err != nil {
				p.m.note(Error, in.path+".token", err.Error())
			}
		}
		with, err := r.With(m)
		if err != nil {
			p.m.note(Error, in.path+"["+strconv.Itoa(i)+"]", err.Error())
			continue
		}
		r = with
	}
	return r
}

func (p partReader) occasion() (o assessment.Occasion) {
	o.On = p.day("on")
	p.parse("population", &o.Population)
	o.Source, _ = p.source("source")
	return o
}
