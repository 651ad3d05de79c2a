package fhir

import (
	"strings"

	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/iop"
)

// Extensions of others that give an answer its number.
const (
	ordinalValue = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
	itemWeight   = "http://hl7.org/fhir/StructureDefinition/itemWeight"
)

// answerNumber gives the number of an answer in units of an instrument with
// some decimals. ok is false where there is none, or one with more decimals.
func answerNumber(v Value, decimals int) (n assessment.Answer, ok bool) {
	a, ok := amountOf(v)
	if !ok {
		return 0, false
	}
	units, _ := a.Units(decimals)
	if iop.DecimalAmount(units, decimals) != a || units > 32_000 || units < -32_000 {
		return 0, false
	}
	return assessment.Answer(units), true
}

// amountOf gives the number that a value stands for.
func amountOf(v Value) (iop.Amount, bool) {
	switch v := v.(type) {
	case Integer:
		return iop.WholeAmount(int64(v)), true
	case Decimal:
		return v.Amount()
	case Quantity:
		if v.Comparator != "" {
			return iop.Amount{}, false
		}
		return v.Value.Amount()
	case Boolean:
		if v {
			return iop.WholeAmount(1), true
		}
		return iop.WholeAmount(0), true
	case String:
		return amountOfText(string(v))
	case Coding:
		return amountOfCoding(&v)
	case CodeableConcept:
		for i := range v.Coding {
			if a, ok := amountOfCoding(&v.Coding[i]); ok {
				return a, true
			}
		}
	}
	return iop.Amount{}, false
}

func amountOfText(s string) (iop.Amount, bool) {
	d, err := ParseDecimal(strings.TrimSpace(s))
	if err != nil {
		return iop.Amount{}, false
	}
	return d.Amount()
}

// amountOfCoding takes the ordinal value, then a LOINC answer code whose value
// was read, then a code that is a number.
func amountOfCoding(v *Coding) (iop.Amount, bool) {
	for _, e := range v.Extensions {
		if e.URL == ordinalValue || e.URL == itemWeight {
			return amountOf(e.Value)
		}
	}
	if v.System == LOINC {
		n, ok := loincAnswers[v.Code]
		return iop.WholeAmount(int64(n)), ok
	}
	return amountOfText(v.Code)
}

// loincAnswers are answer codes with the values of LOINC's answer lists LL358-3
// (PHQ and GAD), LL2179-1, LL2180-9 and LL2181-7 (AUDIT items 1, 2 and 3 to 8),
// and yes and no. The PHQ list was read in HL7/US-Core,
// input/examples/QuestionnaireResponse-phq-9-example.json, the others in several
// public repositories that agree (read 2026-11-29, secondary). They are read
// and never written.
var loincAnswers = map[string]int{
	"LA6568-5": 0, "LA6569-3": 1, "LA6570-1": 2, "LA6571-9": 3,
	"LA6270-8": 0, "LA18926-8": 1, "LA18927-6": 2, "LA18928-4": 3, "LA18929-2": 4,
	"LA15694-5": 0, "LA15695-2": 1, "LA18930-0": 2, "LA18931-8": 3, "LA18932-6": 4,
	"LA18933-4": 1, "LA18876-5": 2, "LA18891-4": 3, "LA18934-2": 4,
	"LA32-8": 0, "LA33-6": 1,
}
