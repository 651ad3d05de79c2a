package fhir

import (
	"errors"
	"strconv"
	"strings"

	"github.com/openiop/openiop/iop"
)

// Decimal is a number of FHIR. It keeps the text that stood in the file, so
// that 1.50 stays 1.50 and nothing ever goes through a float. The zero Decimal
// is not stated, which is not zero.
type Decimal struct{ text string }

// ParseDecimal reads a number as JSON writes it, such as -1.50 or 2e3.
func ParseDecimal(s string) (Decimal, error) {
	if s == "" || numberLength(s) != len(s) {
		return Decimal{}, errors.New("is not a number of FHIR; want one such as -1.50")
	}
	return Decimal{s}, nil
}

// WholeDecimal gives a whole number.
func WholeDecimal(n int) Decimal { return Decimal{strconv.Itoa(n)} }

// AmountDecimal gives the exact number of an amount, the zero Decimal for an
// unknown one.
func AmountDecimal(a iop.Amount) Decimal {
	if !a.IsKnown() {
		return Decimal{}
	}
	return Decimal{a.String()}
}

// IsKnown reports whether there is a number.
func (d Decimal) IsKnown() bool { return d.text != "" }

// String gives the text of the number, "" if there is none.
func (d Decimal) String() string { return d.text }

// maxPlaces is the most decimal places of an [iop.Amount].
const maxPlaces = 9

// Amount gives the exact number. It is unknown, with ok false, where there is
// no number, where it has more than 9 decimal places, or where it is 10^9 or
// more.
func (d Decimal) Amount() (a iop.Amount, ok bool) {
	mantissa, exponent := d.text, 0
	if i := strings.IndexAny(d.text, "eE"); i >= 0 {
		mantissa = d.text[:i]
		var err error
		if exponent, err = strconv.Atoi(d.text[i+1:]); err != nil || exponent < -30 || exponent > 30 {
			return iop.Amount{}, false
		}
	}
	whole, part, _ := strings.Cut(mantissa, ".")
	part = strings.TrimRight(part, "0")
	places := len(part) - exponent
	digits := whole + part + strings.Repeat("0", max(0, -places))
	places = max(0, places)
	units, err := strconv.ParseInt(digits, 10, 64)
	if err != nil {
		return iop.Amount{}, false
	}
	for places > maxPlaces && units%10 == 0 {
		units, places = units/10, places-1
	}
	if units == 0 {
		places = 0
	}
	size := int64(1_000_000_000)
	for range min(places, maxPlaces) {
		size *= 10
	}
	if places > maxPlaces || units >= size || units <= -size {
		return iop.Amount{}, false
	}
	return iop.DecimalAmount(units, places), true
}

// Whole gives the number if it is a whole one.
func (d Decimal) Whole() (n int, ok bool) {
	a, ok := d.Amount()
	if !ok {
		return 0, false
	}
	whole, ok := a.Whole()
	return int(whole), ok
}

func (d Decimal) negative() bool { return strings.HasPrefix(d.text, "-") }
