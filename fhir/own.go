package fhir

import (
	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/iop"
)

// Vocabularies of ours that the mappings of assessment and care plans use.
// Their codes are the words of the library.
const (
	// InstrumentSystem has the ids of instruments, such as "phq-9".
	InstrumentSystem = OwnBase + "instrument"
	// ScaleSystem has the scales of instruments, as in "bam/use".
	ScaleSystem = OwnBase + "scale"
	// FlagSystem has the flags of instruments, as in "phq-9/item9".
	FlagSystem = OwnBase + "flag"
	// TernarySystem has yes, no and unknown.
	TernarySystem = OwnBase + "ternary"
)

// own gives an extension under an address of ours.
func own(name string, v Value) Extension { return Extension{URL: extensionBase + name, Value: v} }

// ownParts gives an extension of ours that has parts.
func ownParts(name string, parts []Extension) Extension {
	e := Extension{URL: extensionBase + name}
	e.Extensions = parts
	return e
}

// part gives a part of an extension. Its address is its name alone, as FHIR
// has it for parts.
func part(name string, v Value) Extension { return Extension{URL: name, Value: v} }

// parts builds the parts of an extension.
type parts []Extension

func (p *parts) add(name string, v Value) { *p = append(*p, part(name, v)) }

// code adds a word, nothing for "".
func (p *parts) code(name, word string) {
	if word != "" {
		p.add(name, Code(word))
	}
}

// text adds a text, nothing for "".
func (p *parts) text(name, s string) {
	if s != "" {
		p.add(name, String(s))
	}
}

// count adds a number, nothing for 0.
func (p *parts) count(name string, n int) {
	if n != 0 {
		p.add(name, Integer(n))
	}
}

// day adds a day, nothing for the zero Date.
func (p *parts) day(name string, d iop.Date) {
	if d.IsValid() {
		p.add(name, DateOf(d))
	}
}

// ternary adds an answer, nothing for unknown.
func (p *parts) ternary(name string, t assessment.Ternary) {
	if t != assessment.Unknown {
		p.add(name, Code(t.String()))
	}
}

// number adds an optional number.
func (p *parts) number(name string, n *int) {
	if n != nil {
		p.add(name, Integer(*n))
	}
}

// source adds where something was read.
func (p *parts) source(name string, s iop.Source) {
	if s == (iop.Source{}) {
		return
	}
	var in parts
	in.text("authority", s.Authority)
	in.text("locator", s.Locator)
	in.text("url", s.URL)
	in.text("readAt", s.ReadAt)
	in.day("read", s.Read)
	in.text("asOf", s.AsOf)
	in.code("confidence", s.Confidence.String())
	p.nest(name, in)
}

// nest adds a part with parts of its own, nothing for none.
func (p *parts) nest(name string, in parts) {
	if len(in) == 0 {
		return
	}
	e := Extension{URL: name}
	e.Extensions = in
	*p = append(*p, e)
}

// ownConcept gives a code of ours with a text.
func ownConcept(system, code, text string) CodeableConcept {
	return CodeableConcept{Coding: []Coding{{System: system, Code: code}}, Text: text}
}

// textConcept gives a concept that is a text alone.
func textConcept(text string) CodeableConcept { return CodeableConcept{Text: text} }

// absentReason says in a code of R4 and in a text why there is no value.
func absentReason(code, text string) CodeableConcept {
	return CodeableConcept{Coding: []Coding{{System: systemAbsent, Code: code}}, Text: text}
}

// ternaryConcept gives yes or no as a concept.
func ternaryConcept(t assessment.Ternary) CodeableConcept {
	return ownConcept(TernarySystem, t.String(), t.String())
}
