package fhir

import (
	"errors"
	"strings"

	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/iop"
)

const (
	// SubstanceSystem is the vocabulary of [assessment.Substance].
	SubstanceSystem = OwnBase + "substance"
	// SeveritySystem is the vocabulary of [assessment.Severity].
	SeveritySystem = OwnBase + "severity"
)

// Diagnosis is a substance use disorder that a clinician diagnosed, with its
// severity and remission. Client is the id of the person, such as "p1".
type Diagnosis struct {
	ID, Client string
	Substance  assessment.Substance
	// Severity is that of the disorder, in remission that which it had. It is
	// undetermined where more than one is possible; Lowest and Highest
	// are the ends of what it may be, and equal to it where it is known.
	Severity, Lowest, Highest assessment.Severity
	// Remission is undetermined where more than one state is possible;
	// LowestRemission and HighestRemission are the ends, and both are undetermined
	// where nobody stated anything.
	Remission, LowestRemission, HighestRemission assessment.Remission
	ControlledEnvironment, MaintenanceTherapy    assessment.Ternary
	// On is the day on which it was recorded.
	On iop.Date
	// Verification is the word of FHIR for how sure it is: "unconfirmed",
	// "provisional", "differential" or "confirmed", "" where nobody stated it.
	Verification string
}

// DiagnosisOf gives the diagnosis that a clinician makes from a count of
// criteria and, if there is one, from what is known of remission.
func DiagnosisOf(s assessment.SeverityResult, r *assessment.RemissionResult) Diagnosis {
	d := Diagnosis{Substance: s.Substance, Severity: s.Severity, Lowest: s.Lowest, Highest: s.Highest, On: s.On}
	if r != nil {
		d.Remission, d.LowestRemission, d.HighestRemission = r.Remission, r.Lowest, r.Highest
		if r.Remission != assessment.RemissionUndetermined {
			d.LowestRemission, d.HighestRemission = r.Remission, r.Remission
		}
		d.ControlledEnvironment, d.MaintenanceTherapy = r.ControlledEnvironment, r.MaintenanceTherapy
		if d.On.Before(r.On) {
			d.On = r.On
		}
	}
	return d
}

// inRemission says whether the disorder is in remission, early or sustained.
func (d *Diagnosis) inRemission() assessment.Ternary {
	switch {
	case d.LowestRemission >= assessment.EarlyRemission:
		return assessment.Yes
	case d.HighestRemission == assessment.NotInRemission:
		return assessment.No
	}
	return assessment.Unknown
}

// check says why a diagnosis cannot be written.
func (d *Diagnosis) check() error {
	switch {
	case !d.Substance.IsValid():
		return errors.New("fhir: the diagnosis names no substance")
	case d.Client == "":
		return errors.New("fhir: the diagnosis names no client")
	case d.Lowest > d.Highest || d.Severity != assessment.SeverityUndetermined && (d.Severity != d.Lowest || d.Severity != d.Highest):
		return errors.New("fhir: the severity of the diagnosis is not that of its ends")
	case d.LowestRemission > d.HighestRemission || d.Remission != assessment.RemissionUndetermined && (d.Remission != d.LowestRemission || d.Remission != d.HighestRemission):
		return errors.New("fhir: the remission of the diagnosis is not that of its ends")
	case d.Highest < assessment.Mild && d.inRemission() == assessment.Yes:
		return errors.New("fhir: a disorder in remission keeps the severity that it had; state it, or none to severe as its ends")
	case d.Lowest < assessment.Mild && d.inRemission() != assessment.Yes:
		return errors.New("fhir: no disorder is established; there is nothing to write as a diagnosis")
	case d.Remission == assessment.NoEarlierDisorder:
		return errors.New("fhir: there was no earlier disorder; there is nothing to write as a diagnosis")
	case d.Verification != "" && !hasWord(verifications, d.Verification):
		return errors.New("fhir: the verification of the diagnosis is none of " + verifications)
	}
	return nil
}

const verifications = "unconfirmed provisional differential confirmed"

// NewCondition gives a diagnosis as a Condition in the form of US Core's
// profile for problems. The ICD-10-CM code follows severity and remission: F1x.1
// for mild, F1x.2 for moderate and severe, and .x0 or .x1 by remission. Where
// either is not known well enough, the text stands without such a code. What the
// code cannot say (moderate or severe, early or sustained, the specifiers) is in
// extensions of ours.
//
// It is an error if no disorder is established.
func NewCondition(d *Diagnosis, codes Codes) (*Condition, error) {
	if err := d.check(); err != nil {
		return nil, err
	}
	c := &Condition{
		Category:     []CodeableConcept{codes.Concept("category/problem", "problem")},
		Code:         diagnosisCode(d, codes),
		Subject:      subject(d.Client),
		RecordedDate: DateTimeOf(d.On),
	}
	c.ID = d.ID
	switch d.inRemission() {
	case assessment.Yes:
		c.ClinicalStatus = codes.Concept("clinical-status/remission", "in remission")
	case assessment.No:
		c.ClinicalStatus = codes.Concept("clinical-status/active", "active")
	}
	if d.Verification != "" {
		c.VerificationStatus = CodeableConcept{Coding: []Coding{{System: systemVerification, Code: d.Verification}}, Text: d.Verification}
	}
	if d.Severity != assessment.SeverityUndetermined {
		c.Severity = ownConcept(SeveritySystem, d.Severity.String(), d.Severity.String())
	}
	c.Extensions = diagnosisExtensions(d)
	return c, nil
}

// diagnosisCode gives the code of ICD-10-CM, if severity and remission decide
// it, the substance in our vocabulary, and both in words.
func diagnosisCode(d *Diagnosis, codes Codes) CodeableConcept {
	v := CodeableConcept{Text: d.words()}
	if k := diagnosisConcept(d); k != "" {
		v = codes.Concept(k, v.Text)
	}
	v.Coding = append(v.Coding, Coding{System: SubstanceSystem, Code: d.Substance.String()})
	return v
}

// diagnosisConcept names the concept, "" where more than one is possible.
func diagnosisConcept(d *Diagnosis) Concept {
	k := "diagnosis/" + d.Substance.String()
	switch {
	case d.Lowest == assessment.Mild && d.Highest == assessment.Mild:
		k += "/mild"
	case d.Lowest >= assessment.Moderate:
		k += "/moderate-severe"
	case d.Lowest == assessment.NoDisorder:
		k += "/unspecified"
	default:
		return ""
	}
	switch d.inRemission() {
	case assessment.Yes:
		return Concept(k + "/remission")
	case assessment.No:
		return Concept(k)
	}
	return ""
}

// words gives a diagnosis in words.
func (d *Diagnosis) words() string {
	name := d.Substance.String()
	if d.Substance == assessment.OtherSubstance {
		name = "other substance"
	}
	words := []string{name + " use disorder"}
	switch {
	case d.Severity != assessment.SeverityUndetermined:
		words = append(words, d.Severity.String())
	case d.Lowest >= assessment.Moderate:
		words = append(words, "moderate or severe")
	default:
		words = append(words, "severity not determined")
	}
	switch {
	case d.Remission == assessment.EarlyRemission || d.Remission == assessment.SustainedRemission:
		words = append(words, "in "+d.Remission.String()+" remission")
	case d.inRemission() == assessment.Yes:
		words = append(words, "in remission")
	}
	if d.ControlledEnvironment == assessment.Yes {
		words = append(words, "in a controlled environment")
	}
	if d.MaintenanceTherapy == assessment.Yes {
		words = append(words, "on maintenance therapy")
	}
	return strings.Join(words, ", ")
}

// diagnosisExtensions hold what the elements of a Condition do not say.
func diagnosisExtensions(d *Diagnosis) (out []Extension) {
	var p parts
	if d.Severity == assessment.SeverityUndetermined {
		p.code("lowest", d.Lowest.String())
		p.code("highest", d.Highest.String())
		out, p = append(out, ownParts("severity", p)), nil
	}
	if d.Remission != assessment.RemissionUndetermined {
		p.code("state", d.Remission.String())
	} else if d.HighestRemission != assessment.RemissionUndetermined {
		p.code("lowest", d.LowestRemission.String())
		p.code("highest", d.HighestRemission.String())
	}
	p.ternary("controlledEnvironment", d.ControlledEnvironment)
	p.ternary("maintenanceTherapy", d.MaintenanceTherapy)
	if len(p) > 0 {
		out = append(out, ownParts("remission", p))
	}
	return out
}
