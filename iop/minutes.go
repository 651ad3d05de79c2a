package iop

import (
	"encoding/json"
	"fmt"
	"math"

	"github.com/shopspring/decimal"
)

// Minutes is a length of time in whole minutes: the unit of all counting. It
// is a count, not an instant, and never a fraction; decimal hours exist only
// at the edges.
type Minutes int

// Hours gives the minutes as decimal hours, rounded half away from zero to
// four places (20 minutes are 0.3333).
func (m Minutes) Hours() decimal.Decimal {
	return decimal.NewFromInt(int64(m)).DivRound(decimal.NewFromInt(60), 4)
}

// MinutesFromHours turns decimal hours into minutes. It is an error if the
// result is not a whole number of minutes, so 5.5 and 19.9 are right and 1.33
// is not.
func MinutesFromHours(h decimal.Decimal) (Minutes, error) {
	m := h.Mul(decimal.NewFromInt(60))
	if !m.IsInteger() || m.Abs().GreaterThan(decimal.NewFromInt(math.MaxInt32)) {
		return 0, fmt.Errorf("is not a whole number of minutes; want hours such as 9 or 5.5")
	}
	return Minutes(m.IntPart()), nil
}

// String gives hours and minutes, "13 h 30 min".
func (m Minutes) String() string {
	sign := ""
	if m < 0 {
		sign, m = "-", -m
	}
	switch h, rest := m/60, m%60; {
	case h == 0:
		return fmt.Sprintf("%s%d min", sign, rest)
	case rest == 0:
		return fmt.Sprintf("%s%d h", sign, h)
	default:
		return fmt.Sprintf("%s%d h %02d min", sign, h, rest)
	}
}

// Span is an interval of minutes, days, sessions or people: what is known of
// a quantity whose source gives a range or leaves something out.
//
// The zero Span is unknown: nothing is known of the quantity. That differs
// from [Exactly](0), which is zero, and from [AtLeast](0), of which a part is
// known. Spans are comparable with ==.
type Span struct {
	min    Minutes
	upto   Minutes // the maximum, or negative when there is none known
	stated bool
}

// Exactly is the span of one value.
func Exactly(m Minutes) Span { return Between(m, m) }

// Between is the span from low to high, both included. It panics if low is
// negative or above high; use it with values known to be in order.
func Between(low, high Minutes) Span {
	if low < 0 || low > high {
		panic(fmt.Sprintf("iop.Between(%d, %d): want 0 <= low <= high", low, high))
	}
	return Span{low, high, true}
}

// AtLeast is the span from low upwards, with no known upper bound. It panics
// if low is negative.
func AtLeast(low Minutes) Span {
	if low < 0 {
		panic(fmt.Sprintf("iop.AtLeast(%d): want 0 <= low", low))
	}
	return Span{low, -1, true}
}

// IsKnown reports whether anything is known; it is false for the zero Span.
func (s Span) IsKnown() bool { return s.stated }

// Min is the least the quantity can be; 0 for the zero Span.
func (s Span) Min() Minutes { return s.min }

// Max is the most the quantity can be; ok is false when no upper bound is
// known.
func (s Span) Max() (m Minutes, ok bool) {
	if !s.stated || s.upto < 0 {
		return 0, false
	}
	return s.upto, true
}

// IsExact reports whether the span is a single value.
func (s Span) IsExact() bool { return s.stated && s.min == s.upto }

// Add gives the span of the sum of two quantities. The sum with an unknown
// one has the known part as its minimum and no upper bound.
func (s Span) Add(t Span) Span {
	switch {
	case !s.stated && !t.stated:
		return Span{}
	case !s.stated || !t.stated || s.upto < 0 || t.upto < 0:
		return AtLeast(s.min + t.min)
	}
	return Between(s.min+t.min, s.upto+t.upto)
}

// Or gives the span that holds both: what is known when either may apply.
func (s Span) Or(t Span) Span {
	switch {
	case !s.stated && !t.stated:
		return Span{}
	case !s.stated || !t.stated:
		return AtLeast(0)
	case s.upto < 0 || t.upto < 0:
		return AtLeast(min(s.min, t.min))
	}
	return Between(min(s.min, t.min), max(s.upto, t.upto))
}

// String gives "180", "180 to 240", "180 or more" or "unknown".
func (s Span) String() string {
	switch {
	case !s.stated:
		return "unknown"
	case s.upto < 0:
		return fmt.Sprintf("%d or more", int(s.min))
	case s.min == s.upto:
		return fmt.Sprintf("%d", int(s.min))
	}
	return fmt.Sprintf("%d to %d", int(s.min), int(s.upto))
}

type spanJSON struct {
	Min Minutes  `json:"min"`
	Max *Minutes `json:"max"`
}

// MarshalJSON gives {"min": 180, "max": 240}, with max null when no upper
// bound is known, and null for the zero Span.
func (s Span) MarshalJSON() ([]byte, error) {
	if !s.stated {
		return []byte("null"), nil
	}
	j := spanJSON{Min: s.min}
	if s.upto >= 0 {
		j.Max = &s.upto
	}
	return json.Marshal(j)
}

// UnmarshalJSON reads the form of [Span.MarshalJSON].
func (s *Span) UnmarshalJSON(b []byte) error {
	*s = Span{}
	if string(b) == "null" {
		return nil
	}
	var j spanJSON
	if err := json.Unmarshal(b, &j); err != nil {
		return err
	}
	if j.Min < 0 || j.Max != nil && *j.Max < j.Min {
		return fmt.Errorf("min and max are out of order; want 0 <= min <= max")
	}
	if j.Max == nil {
		*s = AtLeast(j.Min)
		return nil
	}
	*s = Between(j.Min, *j.Max)
	return nil
}
