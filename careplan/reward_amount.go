package careplan

import (
	"errors"
	"fmt"

	"github.com/shopspring/decimal"
)

// Currency is what rewards are counted in. The zero Currency is invalid.
type Currency uint8

// The currencies.
const (
	// Dollars are counted in cents.
	Dollars Currency = iota + 1
	// Points are whole.
	Points
)

var currencies = [...]string{"", "dollars", "points"}

// ParseCurrency reads "dollars" or "points".
func ParseCurrency(s string) (Currency, error) {
	for c := Dollars; c <= Points; c++ {
		if currencies[c] == s {
			return c, nil
		}
	}
	return 0, errors.New("is not a currency of rewards; want dollars or points")
}

// IsValid reports whether c is one of the currencies.
func (c Currency) IsValid() bool { return c == Dollars || c == Points }

// String gives "dollars" or "points", "" for the zero Currency.
func (c Currency) String() string {
	if !c.IsValid() {
		return ""
	}
	return currencies[c]
}

// MarshalText gives the form of [Currency.String].
func (c Currency) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads the form of [ParseCurrency].
func (c *Currency) UnmarshalText(b []byte) (err error) {
	*c, err = ParseCurrency(string(b))
	return err
}

// places is how many decimals an amount may have.
func (c Currency) places() int32 {
	if c == Dollars {
		return 2
	}
	return 0
}

// Reward is an amount of money or points, never less than nothing. There is
// no way to make a negative one, so that no sum of rewards can fall.
//
// The zero Reward is nothing.
type Reward struct{ units uint64 }

// maxReward bounds one reward and every sum, in cents or points: more than a
// program spends, and far from overflow.
const maxReward = 1 << 50

// NewReward gives an amount in a currency. It is an error if the amount is
// negative, has parts of a cent or of a point, or is beyond 10^13.
func NewReward(d decimal.Decimal, c Currency) (Reward, error) {
	if !c.IsValid() {
		return Reward{}, errors.New("reward: has no currency; want dollars or points")
	}
	if e := d.Exponent(); e > 15 || e < -15 { // before any arithmetic: a large exponent costs time
		return Reward{}, errors.New("reward: is too large or too fine; want at most 10^13, in cents or points")
	}
	units := d.Shift(c.places())
	switch {
	case d.IsNegative():
		return Reward{}, errors.New("reward: is less than nothing; what was earned is never taken back")
	case !units.IsInteger():
		return Reward{}, fmt.Errorf("reward: is no whole number of %s", map[Currency]string{Dollars: "cents", Points: "points"}[c])
	case units.GreaterThan(decimal.NewFromInt(maxReward)):
		return Reward{}, errors.New("reward: is too large; want at most 10^13")
	}
	return Reward{uint64(units.IntPart())}, nil
}

// Cents gives a reward of whole cents, and the largest there is if that is too
// much.
func Cents(n uint32) Reward { return Reward{uint64(n)} }

// WholePoints gives a reward of points.
func WholePoints(n uint32) Reward { return Reward{uint64(n)} }

// Decimal gives the amount in dollars or in points.
func (r Reward) Decimal(c Currency) decimal.Decimal {
	return decimal.New(int64(r.units), -c.places())
}

// IsZero reports whether the reward is nothing.
func (r Reward) IsZero() bool { return r.units == 0 }

// Compare gives -1, 0 or 1 as r is less than, equal to or more than o.
func (r Reward) Compare(o Reward) int {
	switch {
	case r.units < o.units:
		return -1
	case r.units > o.units:
		return 1
	}
	return 0
}

// plus adds, up to the most there is.
func (r Reward) plus(o Reward) Reward { return Reward{min(r.units+o.units, maxReward)} }

// times multiplies, up to the most there is.
func (r Reward) times(n int) Reward {
	if n <= 0 || r.units == 0 {
		return Reward{}
	}
	if uint64(n) > maxReward/r.units {
		return Reward{maxReward}
	}
	return Reward{r.units * uint64(n)}
}

// less gives what is left above o, nothing if there is nothing.
func (r Reward) less(o Reward) Reward {
	if r.units < o.units {
		return Reward{}
	}
	return Reward{r.units - o.units}
}

// upTo gives the smaller of two.
func (r Reward) upTo(o Reward) Reward { return Reward{min(r.units, o.units)} }
