package assessment

import (
	"fmt"

	"github.com/openiop/openiop/iop"
)

// Ternary is an answer that may be missing. Unknown is not no: what nobody
// asked or recorded stays unknown until somebody does.
//
// The zero Ternary is Unknown.
type Ternary uint8

// The three answers.
const (
	Unknown Ternary = iota
	No
	Yes
)

// ParseTernary reads "yes", "no" or "unknown".
func ParseTernary(s string) (Ternary, error) {
	for t := Unknown; t <= Yes; t++ {
		if t.String() == s {
			return t, nil
		}
	}
	return 0, fmt.Errorf("is not an answer; want yes, no or unknown")
}

// String gives "yes", "no" or "unknown".
func (t Ternary) String() string {
	switch t {
	case Yes:
		return "yes"
	case No:
		return "no"
	}
	return "unknown"
}

// MarshalText gives the form of [Ternary.String].
func (t Ternary) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// UnmarshalText reads the form of [ParseTernary].
func (t *Ternary) UnmarshalText(b []byte) (err error) {
	*t, err = ParseTernary(string(b))
	return err
}

// value gives the answer as evidence, unknown where it is.
func (t Ternary) value() iop.Value {
	if t == Unknown {
		return iop.Value{}
	}
	return iop.WordValue(t.String())
}
