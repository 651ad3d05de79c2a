package drugtest

import (
	"errors"
	"fmt"

	"github.com/openiop/openiop/iop"
)

// Specimen is what was collected and what was measured on it. A measurement
// that is not stated is unknown, not normal.
type Specimen struct {
	Matrix     Matrix
	Creatinine Quantity
	// SpecificGravity is against water, as in 1.012.
	SpecificGravity iop.Amount
	PH              iop.Amount
	Nitrite         Quantity
	Temperature     Quantity
	// TemperatureAfter is how many minutes after the collection the
	// temperature was read.
	TemperatureAfter iop.Amount
	// Status is the laboratory's own verdict; numbers that decide overrule it.
	Status Validity
}

// Check reports a specimen that cannot be: no matrix, a number with a unit
// that does not measure it, or one out of any range.
func (s Specimen) Check() error {
	var errs []error
	bad := func(field, why string) { errs = append(errs, &FieldError{field, why}) }
	if !s.Matrix.IsValid() {
		bad("matrix", "is missing; want urine, oral-fluid, blood, hair or sweat")
	}
	for _, q := range []struct {
		field string
		Quantity
	}{{"creatinine", s.Creatinine}, {"nitrite", s.Nitrite}} {
		if q.Quantity != (Quantity{}) && !q.Unit.isMass() {
			bad(q.field, "has no unit of concentration; want one such as mg/dL or ug/mL")
		}
	}
	if s.Temperature != (Quantity{}) && !s.Temperature.Unit.isTemperature() {
		bad("temperature", "has no unit of temperature; want degC or degF")
	}
	if g := s.SpecificGravity; g.IsKnown() && (g.Compare(iop.DecimalAmount(9, 1)) < 0 || g.Compare(iop.DecimalAmount(12, 1)) > 0) {
		bad("specificGravity", "is not between 0.9 and 1.2; it is the weight against water, such as 1.012")
	}
	if p := s.PH; p.IsKnown() && (p.Compare(iop.WholeAmount(0)) < 0 || p.Compare(iop.WholeAmount(14)) > 0) {
		bad("pH", "is not between 0 and 14")
	}
	if m := s.TemperatureAfter; m.IsKnown() && m.Compare(iop.WholeAmount(0)) < 0 {
		bad("temperatureAfter", "is less than 0 minutes")
	}
	return errors.Join(errs...)
}

// FieldError is a problem of one field of a value.
type FieldError struct {
	Field   string
	Problem string
}

func (e *FieldError) Error() string { return fmt.Sprintf("%s %s", e.Field, e.Problem) }

// Assessed is a specimen with what the criteria say of it. Only
// [Specimen.Assess] makes one, so that no finding is read from a specimen that
// nobody has held against the criteria.
type Assessed struct {
	specimen Specimen
	validity Validity
	facts    []Fact
}

// Assess holds a specimen against the criteria. It is an error if the specimen
// cannot be (see [Specimen.Check]).
func (s Specimen) Assess(c *Criteria) (Assessed, error) {
	if err := s.Check(); err != nil {
		return Assessed{}, err
	}
	v, facts := s.Validity(c)
	return Assessed{s, v, facts}, nil
}

// Specimen gives the specimen that was assessed.
func (a Assessed) Specimen() Specimen { return a.specimen }

// Validity gives what the criteria say.
func (a Assessed) Validity() Validity { return a.validity }

// Because gives why. The facts are shared: do not change them.
func (a Assessed) Because() []Fact { return a.facts }
