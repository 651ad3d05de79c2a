package assessment

import (
	"fmt"

	"github.com/openiop/openiop/iop"
)

// Rating is a rating of the third edition, 0 to 4, or none. Not rated is not
// a rating of 0.
//
// The zero Rating is not rated.
type Rating uint8

// The ratings.
const (
	NotRated Rating = iota
	Rated0
	Rated1
	Rated2
	Rated3
	Rated4
)

// maxRating is the highest rating of the third edition.
const maxRating = 4

// Rated gives the rating of a number from 0 to 4.
func Rated(n int) (Rating, error) {
	if n < 0 || n > maxRating {
		return NotRated, fmt.Errorf("is not a rating of the third edition; want 0, 1, 2, 3 or 4")
	}
	return Rating(n + 1), nil
}

// Value gives the number, and false if there is none.
func (r Rating) Value() (n int, ok bool) {
	if r == NotRated || r > Rated4 {
		return 0, false
	}
	return int(r) - 1, true
}

// String gives "0" to "4", or "not rated".
func (r Rating) String() string {
	if n, ok := r.Value(); ok {
		return fmt.Sprint(n)
	}
	return "not rated"
}

// Circumstance is what a table may ask beside the ratings. The set is closed: a
// table cannot ask for a test result.
//
// The zero Circumstance is invalid.
type Circumstance uint8

// The circumstances.
const (
	// WithdrawalManaged: outpatient withdrawal management is in place.
	WithdrawalManaged Circumstance = iota + 1
	// PhysicalHealthManaged and MentalHealthManaged: the conditions are being
	// cared for, wherever that is.
	PhysicalHealthManaged
	MentalHealthManaged
)

var circumstances = [...]string{"", "withdrawal-managed", "physical-health-managed", "mental-health-managed"}

// ParseCircumstance reads the form of [Circumstance.String].
func ParseCircumstance(s string) (Circumstance, error) {
	for i, word := range circumstances {
		if i > 0 && word == s {
			return Circumstance(i), nil
		}
	}
	return 0, fmt.Errorf("is not a circumstance; want withdrawal-managed, physical-health-managed or mental-health-managed")
}

// IsValid reports whether c is one of the circumstances.
func (c Circumstance) IsValid() bool { return c >= WithdrawalManaged && c <= MentalHealthManaged }

// String gives words joined by -, "" for an invalid circumstance.
func (c Circumstance) String() string {
	if !c.IsValid() {
		return ""
	}
	return circumstances[c]
}

// MarshalText gives the form of [Circumstance.String].
func (c Circumstance) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads the form of [ParseCircumstance].
func (c *Circumstance) UnmarshalText(b []byte) (err error) {
	*c, err = ParseCircumstance(string(b))
	return err
}

// ThirdRatings are ratings of the third edition. The zero value has none. The
// methods give changed copies.
type ThirdRatings struct {
	Occasion
	ratings [6]Rating
	given   [3]Ternary
}

// With gives the ratings with another for one dimension. An invalid dimension
// or rating changes nothing.
func (r ThirdRatings) With(d Dimension, to Rating) ThirdRatings {
	if d.IsValid() && to <= Rated4 {
		r.ratings[d-1] = to
	}
	return r
}

// Of gives the rating of a dimension.
func (r ThirdRatings) Of(d Dimension) Rating {
	if !d.IsValid() {
		return NotRated
	}
	return r.ratings[d-1]
}

// WithCircumstance gives the ratings with an answer about a circumstance. An
// invalid circumstance or answer changes nothing.
func (r ThirdRatings) WithCircumstance(c Circumstance, t Ternary) ThirdRatings {
	if c.IsValid() && t <= Yes {
		r.given[c-1] = t
	}
	return r
}

// Given gives the answer about a circumstance.
func (r ThirdRatings) Given(c Circumstance) Ternary {
	if !c.IsValid() {
		return Unknown
	}
	return r.given[c-1]
}

// Edition gives ThirdEdition.
func (ThirdRatings) Edition() Edition { return ThirdEdition }

func (r ThirdRatings) third() (ThirdRatings, bool) { return r, true }

// Evidence gives one piece for each of the six dimensions; one that is not
// rated is unknown.
func (r ThirdRatings) Evidence() []iop.Evidence {
	out := make([]iop.Evidence, 0, len(r.ratings))
	for _, d := range Dimensions() {
		v := iop.Value{}
		if n, ok := r.Of(d).Value(); ok {
			v = iop.NumberValue(iop.WholeAmount(int64(n)))
		}
		out = append(out, r.evidence("asam-3/"+d.String(), v))
	}
	return out
}
