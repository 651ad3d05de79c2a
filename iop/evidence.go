package iop

import (
	"encoding/json"
	"fmt"
)

// EvidenceKind says what a piece of evidence is about. Each room has its own
// kinds; the text is the kind's name.
type EvidenceKind string

// The kinds of evidence that the library itself makes.
const (
	// EvidenceScore is the total of an instrument or one of its subscales.
	EvidenceScore EvidenceKind = "score"
	// EvidenceBand is the label of the band in which a score lies.
	EvidenceBand EvidenceKind = "band"
	// EvidenceFlag is a yes or no that answers give, whatever the total.
	EvidenceFlag EvidenceKind = "flag"
	// EvidenceChange is how a score changed since the first one.
	EvidenceChange EvidenceKind = "change"
	// EvidenceSeverity is the severity of a disorder by a count of criteria.
	EvidenceSeverity EvidenceKind = "severity"
	// EvidenceRemission is a remission specifier.
	EvidenceRemission EvidenceKind = "remission"
	// EvidenceRating is a rating of a dimension that a clinician gave.
	EvidenceRating EvidenceKind = "rating"
)

// Evidence is one dated thing that is known, or known to be unknown, about a
// treatment: a score, a flag, a rating. Rooms that gather evidence (reviews,
// step-down) take it as it is and show its source.
//
// A piece whose Value is unknown says that the thing was looked for and not
// found; it is never zero and never "no".
type Evidence struct {
	Kind EvidenceKind `json:"kind"`
	// Of is what it is about within its kind, as in "phq-9", "bam-iop/use" or
	// "phq-9/item9".
	Of string `json:"of"`
	// Date is the day of the answers, the review or the rating; zero if it is
	// not known.
	Date   Date   `json:"date,omitzero"`
	Value  Value  `json:"value"`
	Source Source `json:"source"`
}

// Value is a number, a word, or unknown. The zero Value is unknown.
type Value struct {
	number Amount
	word   string
}

// NumberValue gives the value of a number, unknown where the number is.
func NumberValue(a Amount) Value { return Value{number: a} }

// WordValue gives the value of a word; "" is unknown.
func WordValue(w string) Value { return Value{word: w} }

// IsKnown reports whether there is a number or a word.
func (v Value) IsKnown() bool { return v.number.IsKnown() || v.word != "" }

// Number gives the number, unknown where there is none.
func (v Value) Number() Amount { return v.number }

// Word gives the word, and false where there is none.
func (v Value) Word() (w string, ok bool) { return v.word, v.word != "" }

// String gives the word or the number, or "unknown".
func (v Value) String() string {
	if v.word != "" {
		return v.word
	}
	return v.number.String()
}

// MarshalJSON gives a JSON text or number, null where the value is unknown.
func (v Value) MarshalJSON() ([]byte, error) {
	if v.word != "" {
		return json.Marshal(v.word)
	}
	return v.number.MarshalJSON()
}

// UnmarshalJSON reads the form of [Value.MarshalJSON].
func (v *Value) UnmarshalJSON(b []byte) error {
	*v = Value{}
	if len(b) > 0 && b[0] == '"' {
		return json.Unmarshal(b, &v.word)
	}
	if err := v.number.UnmarshalJSON(b); err != nil {
		return fmt.Errorf("is not a value; want a text, a number or null")
	}
	return nil
}
