package assessment

import (
	"fmt"

	"github.com/openiop/openiop/iop"
)

// Status is what became of a set of answers. The zero Status is invalid as a
// value: nothing was scored.
type Status uint8

// The statuses.
const (
	// StatusScored: every item that must be answered is.
	StatusScored Status = iota + 1
	// StatusProrated: the total stands on fewer items, as the instrument's
	// published rule allows.
	StatusProrated
	// StatusIncomplete: items are missing that the score needs.
	StatusIncomplete
	// StatusInvalid: an answer is not allowed, or belongs to no item.
	StatusInvalid
)

var statuses = [...]string{"", "scored", "prorated", "incomplete", "invalid"}

// String gives "scored", "prorated", "incomplete" or "invalid".
func (s Status) String() string {
	if int(s) >= len(statuses) {
		return ""
	}
	return statuses[s]
}

// MarshalText gives the form of [Status.String].
func (s Status) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads the form of [Status.String].
func (s *Status) UnmarshalText(b []byte) error {
	for i, word := range statuses {
		if i > 0 && word == string(b) {
			*s = Status(i)
			return nil
		}
	}
	return fmt.Errorf("is not a status; want scored, prorated, incomplete or invalid")
}

// Flags that instruments have in common.
const (
	// positiveFlag says whether the total reaches the cut-off in use.
	positiveFlag = "positive"
	// inconsistentFlag says whether answers contradict each other.
	inconsistentFlag = "inconsistent"
)

// Result is what one set of answers comes to. Its lists are in the order of
// the instrument's file.
type Result struct {
	Instrument string
	Version    string
	// Coding is how reversed items were recorded; raw where there are none.
	Coding Coding
	Status Status
	// Total is unknown where the instrument has none or the status gives none.
	Total iop.Amount
	// Prorated is how many items the mean of the others stands for.
	Prorated int
	// Subscales need all their items: the others are unknown.
	Subscales []ScaleScore
	// Band is the label of the total in BandSet, or the category; "" for none.
	Band    string
	BandSet string
	// Bands are the labels in every band set of the total, and of subscales.
	Bands []BandLabel
	// Flags are answered whatever became of the total.
	Flags []FlagState
	// CutSet names the cut-offs behind the flag "positive".
	CutSet string
	// Answered is how many items have an answer that is allowed.
	Answered int
	// Missing are the items without an answer that the score needs.
	Missing []string
	// Problems say why a result is invalid.
	Problems []Problem
}

// ScaleScore is the score of a subscale, unknown where items are missing.
type ScaleScore struct {
	ID    string
	Score iop.Amount
}

// BandLabel is the label of a score in a band set, "" where there is no score.
type BandLabel struct {
	// Of is the name of the band set, or of the subscale.
	Of    string
	Label string
}

// FlagState is a flag and its answer.
type FlagState struct {
	Name  string
	State Ternary
}

// Problem is something that makes answers invalid.
type Problem struct {
	// Item is the item's id, "" where it is about all answers.
	Item string
	// Value is what was found. It is never a text of the record.
	Value string
	// Allowed is what would be right.
	Allowed string
}

// String words the problem on one line.
func (p Problem) String() string {
	if p.Item == "" {
		return fmt.Sprintf("%s; want %s", p.Value, p.Allowed)
	}
	return fmt.Sprintf("item %s: %s; want %s", p.Item, p.Value, p.Allowed)
}

// Flag gives the state of a flag, unknown where the instrument has none of
// that name.
func (r *Result) Flag(name string) Ternary {
	for _, f := range r.Flags {
		if f.Name == name {
			return f.State
		}
	}
	return Unknown
}

// Subscale gives the score of a subscale, unknown where there is none.
func (r *Result) Subscale(id string) iop.Amount {
	for _, s := range r.Subscales {
		if s.ID == id {
			return s.Score
		}
	}
	return iop.Amount{}
}

// Scale gives the total for "total" or "", and otherwise a subscale.
func (r *Result) Scale(name string) iop.Amount {
	if name == "" || name == totalName {
		return r.Total
	}
	return r.Subscale(name)
}
