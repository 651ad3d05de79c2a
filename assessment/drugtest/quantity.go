package drugtest

import (
	"fmt"
	"math"
	"strings"

	"github.com/openiop/openiop/iop"
)

// Unit is a unit of measurement. The zero Unit is invalid: a number without a
// unit is not read.
type Unit uint8

// The units that are read. Conversions between concentrations are exact.
const (
	NgPerML Unit = iota + 1
	UgPerML
	MgPerDL
	MgPerL
	GPerL
	GPerDL
	NgPerDL
	PgPerML
	// NgPerMg is a mass of analyte for each milligram of creatinine.
	NgPerMg
	Celsius
	Fahrenheit
)

var unitWords = []string{"", "ng/mL", "ug/mL", "mg/dL", "mg/L", "g/L", "g/dL", "ng/dL", "pg/mL", "ng/mg creatinine", "degC", "degF"}

// unitForms are other ways to write the same units.
var unitForms = map[string]Unit{
	"mcg/ml": UgPerML, "µg/ml": UgPerML, "μg/ml": UgPerML, "ug/l": NgPerML, "mcg/l": NgPerML, "µg/l": NgPerML, "μg/l": NgPerML,
	"ng/mg": NgPerMg, "ng/mg{creat}": NgPerMg, "ug/g creatinine": NgPerMg, "mcg/g creatinine": NgPerMg,
	"cel": Celsius, "°c": Celsius, "[degf]": Fahrenheit, "°f": Fahrenheit,
}

// ParseUnit reads a unit, whatever the case of its letters; mcg and the Greek
// letter stand for ug.
func ParseUnit(s string) (Unit, error) {
	low := strings.ToLower(s)
	for i, w := range unitWords[1:] {
		if strings.ToLower(w) == low {
			return Unit(i + 1), nil
		}
	}
	if u, ok := unitForms[low]; ok {
		return u, nil
	}
	return 0, fmt.Errorf("is not a unit that is read; want one of %s", strings.Join(unitWords[1:], ", "))
}

// IsValid reports whether u is one of the units.
func (u Unit) IsValid() bool { return u >= NgPerML && u <= Fahrenheit }

// String gives the unit as in "ng/mL", "" for the zero Unit.
func (u Unit) String() string { return word(u, unitWords) }

// MarshalText gives the form of [Unit.String].
func (u Unit) MarshalText() ([]byte, error) { return []byte(u.String()), nil }

// UnmarshalText reads the form of [ParseUnit].
func (u *Unit) UnmarshalText(b []byte) (err error) {
	*u, err = ParseUnit(string(b))
	return err
}

func (u Unit) isMass() bool { return u >= NgPerML && u <= PgPerML }

func (u Unit) isTemperature() bool { return u == Celsius || u == Fahrenheit }

// shift is the power of ten of a unit of mass concentration against 1 fg/mL.
var shift = [...]int{NgPerML: 6, UgPerML: 9, MgPerDL: 10, MgPerL: 9, GPerL: 12, GPerDL: 13, NgPerDL: 4, PgPerML: 3}

// Quantity is an amount with its unit. The zero Quantity is not stated, which
// is not zero.
type Quantity struct {
	Amount iop.Amount
	Unit   Unit
}

// NewQuantity gives an amount with its unit. It is an error if the amount is
// unknown or negative, if the unit is not stated, or if a concentration is
// finer than 1 fg/mL or too large to be one.
func NewQuantity(a iop.Amount, u Unit) (Quantity, error) {
	q := Quantity{a, u}
	switch {
	case !u.IsValid():
		return Quantity{}, fmt.Errorf("has no unit; want one of %s", strings.Join(unitWords[1:], ", "))
	case !a.IsKnown():
		return Quantity{}, fmt.Errorf("has no number")
	case a.Compare(iop.WholeAmount(0)) < 0:
		return Quantity{}, fmt.Errorf("is less than 0")
	}
	if u.isMass() {
		if _, ok := q.femtograms(); !ok {
			return Quantity{}, fmt.Errorf("is no concentration: finer than 1 fg/mL, or more than 9,000 g/L")
		}
	}
	return q, nil
}

// IsStated reports whether there is an amount with a unit.
func (q Quantity) IsStated() bool { return q.Amount.IsKnown() && q.Unit.IsValid() }

// String gives the amount and the unit, as in "410 ng/mL", "" where it is not
// stated.
func (q Quantity) String() string {
	if !q.IsStated() {
		return ""
	}
	return q.Amount.String() + " " + q.Unit.String()
}

// femtograms gives a mass concentration as a whole number of fg/mL, and false
// where it is none or does not fit.
func (q Quantity) femtograms() (n int64, ok bool) {
	if !q.IsStated() || !q.Unit.isMass() {
		return 0, false
	}
	nano, _ := q.Amount.Units(9)
	for p := shift[q.Unit]; p < 9; p++ {
		if nano%10 != 0 {
			return 0, false
		}
		nano /= 10
	}
	for p := shift[q.Unit]; p > 9; p-- {
		if nano > math.MaxInt64/10 {
			return 0, false
		}
		nano *= 10
	}
	return nano, true
}

// In gives the same concentration in another unit, and false where the two
// units do not measure the same thing or the result needs more than nine
// decimals.
func (q Quantity) In(u Unit) (Quantity, bool) {
	if q.Unit == u {
		return q, q.IsStated()
	}
	n, ok := q.femtograms()
	if !ok || !u.isMass() {
		return Quantity{}, false
	}
	places := shift[u]
	for ; places > 9; places-- {
		if n%10 != 0 {
			return Quantity{}, false
		}
		n /= 10
	}
	return Quantity{iop.DecimalAmount(n, places), u}, true
}

// Compare gives -1, 0 or 1 as q is less than, equal to or more than r, and
// false where the two do not measure the same thing.
func (q Quantity) Compare(r Quantity) (order int, ok bool) {
	if q.Unit == r.Unit && q.IsStated() && r.IsStated() {
		return q.Amount.Compare(r.Amount), true
	}
	a, aOK := q.femtograms()
	b, bOK := r.femtograms()
	switch {
	case !aOK || !bOK:
		return 0, false
	case a < b:
		return -1, true
	case a > b:
		return 1, true
	}
	return 0, true
}
