package iop

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/openiop/openiop/internal/strictjson"
	"github.com/shopspring/decimal"
)

// maxPlaces is the most decimal places of an Amount.
const maxPlaces = 9

// Amount is an exact decimal number that may be unknown: a score, a change, a
// count. It holds a whole number of units of 10 to the power of -places, so
// that no float ever takes part.
//
// The zero Amount is unknown, which is not zero. Amounts that are the same
// number are equal with ==. Arithmetic is exact below 10^9.
type Amount struct {
	units  int64
	places uint8
	known  bool
}

// WholeAmount gives a known whole number.
func WholeAmount(n int64) Amount { return Amount{units: n, known: true} }

// DecimalAmount gives units times 10 to the power of -places: DecimalAmount(125, 2)
// is 1.25. Places above 9 or below 0 give the unknown Amount.
func DecimalAmount(units int64, places int) Amount {
	if places < 0 || places > maxPlaces {
		return Amount{}
	}
	for places > 0 && units%10 == 0 {
		units, places = units/10, places-1
	}
	return Amount{units, uint8(places), true}
}

// IsKnown reports whether there is a number.
func (a Amount) IsKnown() bool { return a.known }

// Whole gives the number, and false where it is unknown or fractional.
func (a Amount) Whole() (n int64, ok bool) { return a.units, a.known && a.places == 0 }

// Decimal gives the number, and false where it is unknown.
func (a Amount) Decimal() (d decimal.Decimal, ok bool) {
	return decimal.New(a.units, -int32(a.places)), a.known
}

// Units gives the number as a whole count of 10 to the power of -places,
// rounded down where it has more places, and false where it is unknown.
func (a Amount) Units(places int) (n int64, ok bool) {
	n = a.units
	for p := int(a.places); p < places; p++ {
		n *= 10
	}
	for p := int(a.places); p > places; p-- {
		if n < 0 && n%10 != 0 {
			n -= 10
		}
		n /= 10
	}
	return n, a.known
}

// Minus gives the difference, unknown if either side is.
func (a Amount) Minus(b Amount) Amount {
	if !a.known || !b.known {
		return Amount{}
	}
	places := int(max(a.places, b.places))
	x, _ := a.Units(places)
	y, _ := b.Units(places)
	return DecimalAmount(x-y, places)
}

// Compare gives -1, 0 or 1 as a is less than, equal to or more than b. Both
// must be known; an unknown one counts as less than any other.
func (a Amount) Compare(b Amount) int {
	if !a.known || !b.known {
		return cmpBool(a.known, b.known)
	}
	return cmp.Compare(a.Minus(b).units, 0)
}

func cmpBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// String gives the number in full, as in "12" or "53.57", and "unknown".
func (a Amount) String() string {
	if !a.known {
		return "unknown"
	}
	return string(a.append(nil))
}

func (a Amount) append(b []byte) []byte {
	if a.places == 0 {
		return strconv.AppendInt(b, a.units, 10)
	}
	return append(b, decimal.New(a.units, -int32(a.places)).StringFixed(int32(a.places))...)
}

// AppendJSON appends a JSON number, or null where the number is unknown.
func (a Amount) AppendJSON(b []byte) []byte {
	if !a.known {
		return append(b, "null"...)
	}
	return a.append(b)
}

// MarshalJSON gives the form of [Amount.AppendJSON].
func (a Amount) MarshalJSON() ([]byte, error) { return a.AppendJSON(nil), nil }

// UnmarshalJSON reads a JSON number of at most nine digits before the point
// and nine after it, without an exponent; null gives the unknown Amount.
func (a *Amount) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		*a = Amount{}
		return nil
	}
	digits, negative := strings.CutPrefix(string(b), "-")
	units, err := strictjson.ParseFixed(digits, maxPlaces)
	if err != nil {
		return err
	}
	if negative {
		units = -units
	}
	*a = DecimalAmount(units, maxPlaces)
	return nil
}
