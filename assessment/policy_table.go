package assessment

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"

	"github.com/openiop/openiop/iop"
)

// PolicyID names a policy: lower-case words joined by - or a point.
type PolicyID string

// Match says which row of a table counts where more than one matches.
type Match string

// The ways to match. There is no default: the file says which.
const (
	FirstMatch   Match = "first"
	HighestMatch Match = "highest"
)

// LevelTable is a policy as a table, read from a user's file by
// [ReadPolicies]: rows with bounds on the ratings of the third edition of the
// ASAM Criteria, each giving a level. The library ships none.
//
// A row holds if all it says holds. Ratings that no row speaks about give no
// level. Several rows may give the same level: that is how a table says "or".
type LevelTable struct {
	ID        PolicyID `json:"id"`
	Title     string   `json:"title"`
	Authority string   `json:"authority"`
	// Jurisdiction is "US" or an ISO 3166-2 code such as "US-VA", absent where
	// the policy belongs to none.
	Jurisdiction string `json:"jurisdiction,omitempty"`
	// Edition is the edition whose ratings the table takes. Tables are for the
	// third; a policy for the fourth is a [LevelPolicy] in code.
	Edition Edition `json:"edition"`
	// Population is the age group, absent for all ages.
	Population iop.Population `json:"population,omitzero"`
	// InForce is when the table applies, absent sides are open. Two periods of
	// one id share no day.
	InForce iop.Period `json:"inForce,omitzero"`
	// Match says which row counts where more than one matches: the first of the
	// file, or the one with the highest level.
	Match  Match      `json:"match"`
	Source iop.Source `json:"source"`
	Rows   []TableRow `json:"rows"`
	// LeavesOut are rows of the source that the file does not hold, with why.
	LeavesOut []LeftOut `json:"leavesOut,omitempty"`
	// Remarks are notes on the text that was read; shown, never interpreted.
	Remarks string `json:"remarks,omitempty"`
}

// TableRow gives a level to the ratings that fit its condition.
type TableRow struct {
	// ID names the row in reasons.
	ID    string       `json:"id"`
	Level iop.Level    `json:"level"`
	When  RowCondition `json:"when"`
	// Source is where the row was read, absent if it is where the table was.
	Source iop.Source `json:"source,omitzero"`
}

// RowCondition is what a row asks for; all of it must hold.
type RowCondition struct {
	D1 RatingBounds `json:"D1,omitzero"`
	D2 RatingBounds `json:"D2,omitzero"`
	D3 RatingBounds `json:"D3,omitzero"`
	D4 RatingBounds `json:"D4,omitzero"`
	D5 RatingBounds `json:"D5,omitzero"`
	D6 RatingBounds `json:"D6,omitzero"`
	// AtLeast asks for a number of dimensions out of some.
	AtLeast []AtLeast `json:"atLeast,omitempty"`
	// Given are circumstances beside the ratings.
	Given []Circumstance `json:"given,omitempty"`
}

// RatingBounds bounds a rating, both sides inclusive; an absent side is open.
type RatingBounds struct {
	Min *int `json:"min,omitempty"`
	Max *int `json:"max,omitempty"`
}

// AtLeast asks that at least some number of dimensions have ratings within
// bounds.
type AtLeast struct {
	Count int         `json:"n"`
	Of    []Dimension `json:"of"`
	RatingBounds
}

// InForceOn reports whether the table applies on a day.
func (t *LevelTable) InForceOn(d iop.Date) bool { return t.InForce.Contains(d) }

// Fingerprint is the SHA-256 of the table's canonical JSON in hexadecimal.
// Stored beside a suggestion, it shows later by which table it was made.
func (t *LevelTable) Fingerprint() string {
	b, err := json.Marshal(t)
	if err != nil {
		panic("assessment: a table does not marshal: " + err.Error()) // no field can fail
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// bounds gives the bounds of the dimensions in their order.
func (w *RowCondition) bounds() [6]RatingBounds {
	return [...]RatingBounds{w.D1, w.D2, w.D3, w.D4, w.D5, w.D6}
}

func (b RatingBounds) isStated() bool { return b.Min != nil || b.Max != nil }

// contain reports whether a number lies within the bounds.
func (b RatingBounds) contain(n int) bool {
	return (b.Min == nil || *b.Min <= n) && (b.Max == nil || n <= *b.Max)
}

// asks lists the bounds that a row puts on a dimension, those of AtLeast
// included.
func (w *RowCondition) asks(d Dimension) (out []RatingBounds) {
	if b := w.bounds()[d-1]; b.isStated() {
		out = append(out, b)
	}
	for _, a := range w.AtLeast {
		if slices.Contains(a.Of, d) {
			out = append(out, a.RatingBounds)
		}
	}
	return out
}
