package drugtest

import (
	"fmt"
	"strings"
)

// Collection says whether there is a specimen. The zero Collection is invalid:
// nobody has said.
type Collection uint8

// The ways in which a planned collection ends. Only Collected can have a
// specimen and findings; no other is ever a positive result.
const (
	Collected Collection = iota + 1
	// Declined means that the person said no.
	Declined
	// Unable means that the person tried and could not, as with a shy bladder.
	Unable
	MissedExcused
	MissedUnexcused
)

var collectionWords = []string{"", "collected", "declined", "unable", "missed-excused", "missed-unexcused"}

// ParseCollection reads the form of [Collection.String].
func ParseCollection(s string) (Collection, error) {
	return parseWord[Collection](s, collectionWords, 1, "a way in which a collection ends")
}

// IsValid reports whether c is one of the ways.
func (c Collection) IsValid() bool { return c >= Collected && c <= MissedUnexcused }

// String gives "collected", "declined", "unable", "missed-excused" or
// "missed-unexcused", "" for the zero Collection.
func (c Collection) String() string { return word(c, collectionWords) }

// MarshalText gives the form of [Collection.String].
func (c Collection) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads the form of [ParseCollection].
func (c *Collection) UnmarshalText(b []byte) (err error) {
	*c, err = ParseCollection(string(b))
	return err
}

// Validity says what is known of a specimen. The zero Validity is NotAssessed:
// nobody has looked, which is neither good nor bad.
type Validity uint8

// What a specimen can be.
const (
	NotAssessed Validity = iota
	Acceptable
	// Dilute specimens keep their positive findings; a negative one decides
	// nothing.
	Dilute
	// Substituted means readings that are not consistent with human urine.
	Substituted
	// Adulterated means readings outside what a body can produce.
	Adulterated
	// Invalid means that the laboratory could not read the specimen.
	Invalid
)

var validityWords = []string{"not-assessed", "acceptable", "dilute", "substituted", "adulterated", "invalid"}

// ParseValidity reads the form of [Validity.String].
func ParseValidity(s string) (Validity, error) {
	return parseWord[Validity](s, validityWords, 0, "a state of a specimen")
}

// IsUsable reports whether findings from such a specimen can be read. A
// specimen that nobody has assessed is usable; its rows say so.
func (v Validity) IsUsable() bool { return v <= Dilute }

// String gives "not-assessed", "acceptable", "dilute", "substituted",
// "adulterated" or "invalid".
func (v Validity) String() string { return word(v, validityWords) }

// MarshalText gives the form of [Validity.String].
func (v Validity) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// UnmarshalText reads the form of [ParseValidity].
func (v *Validity) UnmarshalText(b []byte) (err error) {
	*v, err = ParseValidity(string(b))
	return err
}

// Process says how far the laboratory work on a collected specimen is. The
// zero Process is that of a result without a specimen.
type Process uint8

// The states of the work.
const (
	Pending Process = iota + 1
	// Presumptive results come from a screening method and stay presumptive
	// until an independent method confirms them.
	Presumptive
	Definitive
	Cancelled
)

var processWords = []string{"", "pending", "presumptive", "definitive", "cancelled"}

// ParseProcess reads the form of [Process.String].
func ParseProcess(s string) (Process, error) {
	return parseWord[Process](s, processWords, 1, "a state of the laboratory work")
}

// IsValid reports whether p is one of the states.
func (p Process) IsValid() bool { return p >= Pending && p <= Cancelled }

// String gives "pending", "presumptive", "definitive" or "cancelled", "" for
// the zero Process.
func (p Process) String() string { return word(p, processWords) }

// MarshalText gives the form of [Process.String].
func (p Process) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText reads the form of [ParseProcess].
func (p *Process) UnmarshalText(b []byte) (err error) {
	*p, err = ParseProcess(string(b))
	return err
}

// Outcome is what a result says of one analyte. The zero Outcome is NotTested:
// what no panel covers is not negative.
type Outcome uint8

// The outcomes. A finding is given as Positive, Negative or Indeterminate; it
// reads as Unusable where the specimen is.
const (
	NotTested Outcome = iota
	Positive
	Negative
	Indeterminate
	Unusable
)

var outcomeWords = []string{"not-tested", "positive", "negative", "indeterminate", "unusable"}

// ParseOutcome reads what a laboratory can report: "positive", "negative" or
// "indeterminate".
func ParseOutcome(s string) (Outcome, error) {
	return parseWord[Outcome](s, outcomeWords[:Unusable], 1, "a result of an analyte")
}

// IsReported reports whether o is one that a laboratory can report.
func (o Outcome) IsReported() bool { return o >= Positive && o <= Indeterminate }

// String gives "not-tested", "positive", "negative", "indeterminate" or
// "unusable".
func (o Outcome) String() string { return word(o, outcomeWords) }

// MarshalText gives the form of [Outcome.String].
func (o Outcome) MarshalText() ([]byte, error) { return []byte(o.String()), nil }

// UnmarshalText reads the form of [ParseOutcome].
func (o *Outcome) UnmarshalText(b []byte) (err error) {
	*o, err = ParseOutcome(string(b))
	return err
}

// Matrix is what a specimen is made of. The zero Matrix is invalid.
type Matrix uint8

// The matrices that the catalogue knows windows or cut-offs of.
const (
	Urine Matrix = iota + 1
	OralFluid
	Blood
	Hair
	Sweat
)

var matrixWords = []string{"", "urine", "oral-fluid", "blood", "hair", "sweat"}

// ParseMatrix reads the form of [Matrix.String]; oral_fluid is read too.
func ParseMatrix(s string) (Matrix, error) {
	if s == "oral_fluid" {
		return OralFluid, nil
	}
	return parseWord[Matrix](s, matrixWords, 1, "a matrix")
}

// IsValid reports whether m is one of the matrices.
func (m Matrix) IsValid() bool { return m >= Urine && m <= Sweat }

// String gives "urine", "oral-fluid", "blood", "hair" or "sweat", "" for the
// zero Matrix.
func (m Matrix) String() string { return word(m, matrixWords) }

// MarshalText gives the form of [Matrix.String].
func (m Matrix) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText reads the form of [ParseMatrix].
func (m *Matrix) UnmarshalText(b []byte) (err error) {
	*m, err = ParseMatrix(string(b))
	return err
}

func word[T ~uint8](v T, words []string) string {
	if int(v) >= len(words) {
		return ""
	}
	return words[v]
}

// parseWord finds a word of a closed set whose values begin at from.
func parseWord[T ~uint8](s string, words []string, from int, what string) (T, error) {
	for i := from; i < len(words); i++ {
		if words[i] == s {
			return T(i), nil
		}
	}
	last := len(words) - 1
	return 0, fmt.Errorf("is not %s; want %s or %s", what, strings.Join(words[from:last], ", "), words[last])
}
