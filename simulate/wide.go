package simulate

import (
	"errors"
	"math"
	"math/big"
	"math/bits"
	"strconv"
)

// Wide is a whole number of 128 bits, not negative: sums of squares of a
// billion people go beyond 64. Its JSON is a string of digits.
type Wide struct {
	hi, lo uint64
}

// add adds another number; beyond 128 bits it stays at the end.
func (w *Wide) add(o Wide) {
	lo, carry := bits.Add64(w.lo, o.lo, 0)
	hi, over := bits.Add64(w.hi, o.hi, carry)
	if over > 0 {
		hi, lo = math.MaxUint64, math.MaxUint64
	}
	w.hi, w.lo = hi, lo
}

// addProduct adds a product of two numbers that are not negative.
func (w *Wide) addProduct(a, b int64) {
	hi, lo := bits.Mul64(uint64(a), uint64(b))
	w.add(Wide{hi, lo})
}

// Float gives the number, rounded to the nearest float.
func (w Wide) Float() float64 { return math.Ldexp(float64(w.hi), 64) + float64(w.lo) }

// MarshalText gives the digits.
func (w Wide) MarshalText() ([]byte, error) {
	if w.hi == 0 {
		return strconv.AppendUint(nil, w.lo, 10), nil
	}
	n := new(big.Int).Lsh(new(big.Int).SetUint64(w.hi), 64)
	return n.Add(n, new(big.Int).SetUint64(w.lo)).Append(nil, 10), nil
}

// UnmarshalText reads the digits.
func (w *Wide) UnmarshalText(b []byte) error {
	if len(b) > 39 {
		return errors.New("is not a whole number of 128 bits")
	}
	n, ok := new(big.Int).SetString(string(b), 10)
	if !ok || n.Sign() < 0 || n.BitLen() > 128 {
		return errors.New("is not a whole number of 128 bits")
	}
	w.lo = new(big.Int).And(n, new(big.Int).SetUint64(math.MaxUint64)).Uint64()
	w.hi = n.Rsh(n, 64).Uint64()
	return nil
}
