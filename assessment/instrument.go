package assessment

import (
	"github.com/openiop/openiop/iop"
)

// Instrument is a questionnaire or rating scale as data: which answers it
// allows, how they become scores, and whose rule each number is. One JSON
// object per file; the embedded ones and a user's own have the same format.
//
// An Instrument holds no wording of its questions. Treat one that a [Library]
// gives as read-only: its slices are shared.
type Instrument struct {
	// ID is the stable id, as in "phq-9".
	ID string `json:"id"`
	// Title is its published name.
	Title string `json:"title"`
	// Version is its edition. Scores of two versions are never compared.
	Version string `json:"version"`
	// About says in a few words of our own what it asks about.
	About string `json:"about"`
	// Source is where the scoring key was read. An instrument on a recalled key
	// loads only when it is asked for by name.
	Source  iop.Source `json:"source"`
	License License    `json:"license"`
	Codes   Codes      `json:"codes,omitzero"`
	// Recall is the time that the questions look back on, in words.
	Recall string `json:"recall,omitempty"`
	// RecallDays is the same in days; 0 where it is no number of days.
	RecallDays int `json:"recallDays,omitempty"`
	// Interval is how often to repeat it, absent if nobody says.
	Interval *Interval `json:"interval,omitempty"`
	// Trendable says whether a series of its scores shows progress in treatment.
	Trendable bool `json:"trendable"`
	// TrendNote says why not.
	TrendNote string `json:"trendNote,omitempty"`
	// Decimals is how many decimals an answer may have: 0 for all instruments
	// whose answers are choices or counts.
	Decimals int `json:"decimals,omitempty"`
	// Allowed are the answers of every item that says nothing else.
	Allowed Allowed `json:"allowed"`
	// Recodes are named tables that turn an answer into points.
	Recodes map[string][]Recode `json:"recodes,omitempty"`
	// Items are the items in the order of the form.
	Items []Item `json:"items"`
	Skips []Skip `json:"skips,omitempty"`
	// Missing is what happens when an item of the total is unanswered.
	Missing MissingPolicy `json:"missing"`
	// Total is the whole score, absent where the instrument has none.
	Total     *Scale  `json:"total,omitempty"`
	Subscales []Scale `json:"subscales,omitempty"`
	// Category is the result of an instrument that gives a category by rules
	// instead of a sum.
	Category *Category `json:"category,omitempty"`
	// Cutoffs are the named sets of cut-offs for the flag "positive"; the first
	// is used unless another is named.
	Cutoffs []CutoffSet `json:"cutoffs,omitempty"`
	Flags   []Flag      `json:"flags,omitempty"`
	// Checks are conditions between answers; a broken one sets the flag
	// "inconsistent", and the scores stay.
	Checks  []Consistency `json:"checks,omitempty"`
	Changes []ChangeRule  `json:"changes,omitempty"`
	// Decisions are where sources disagree and what this file follows.
	Decisions []Decision `json:"decisions,omitempty"`
	// Remarks are in words of our own and never interpreted.
	Remarks []string `json:"remarks,omitempty"`
	// Sources are further places in which something of this file was read.
	Sources []iop.Source `json:"sources,omitempty"`
}

// Item is one question or rating.
type Item struct {
	// ID is the item's number on the form, as in "9" or "7A".
	ID string `json:"id"`
	// Title is a label of our own, where one helps; never the question.
	Title string `json:"title,omitempty"`
	// Allowed are its answers, where they are not those of the instrument.
	Allowed *Allowed `json:"allowed,omitempty"`
	// Reversed items score the other way round: the sum of the lowest and the
	// highest answer, less the answer. See [Coding].
	Reversed bool `json:"reversed,omitempty"`
	// Recode names the table that turns an answer into points.
	Recode string `json:"recode,omitempty"`
	Role   Role   `json:"role,omitempty"`
	// LOINC is the code of the item.
	LOINC string `json:"loinc,omitempty"`
}

// Role is what an item is for. An absent one is scored: it must be answered.
type Role string

// The roles.
const (
	// RoleGate items must be answered but add nothing: they say whether others
	// are asked.
	RoleGate Role = "gate"
	// RoleUnscored items may stay unanswered and enter no score.
	RoleUnscored Role = "unscored"
)

// Recode is one line of a table: answers from From to To give Points.
type Recode struct {
	From int `json:"from"`
	// To is the last answer of the line; From if absent.
	To     *int `json:"to,omitempty"`
	Points int  `json:"points"`
}

// Skip says that some items are not asked, and count 0, when others add up to
// no more than a number of points.
type Skip struct {
	// When are the items whose points are added up; all must be answered.
	When []string `json:"when"`
	// Max is the most points at which the items are skipped.
	Max int `json:"max"`
	// Items are those that are skipped.
	Items []string `json:"items"`
	// Ignore says that answers to skipped items count 0 too. Otherwise they
	// count as they are. Either way points in them set the flag "inconsistent".
	Ignore bool       `json:"ignore,omitempty"`
	Source iop.Source `json:"source"`
}

// MissingPolicy says what an unanswered item does to the total. Subscales
// always need all their items.
type MissingPolicy struct {
	Rule MissingRule `json:"rule"`
	// Max is the most unanswered items that are prorated.
	Max int `json:"max,omitempty"`
	// Note says what others do.
	Note string `json:"note,omitempty"`
	// Source is where the rule was read; strict needs none, as it guesses
	// nothing.
	Source *iop.Source `json:"source,omitempty"`
}

// MissingRule is the rule of a missing-answer policy.
type MissingRule string

// The rules for missing answers.
const (
	// Strict gives no total unless every item is answered or skipped.
	Strict MissingRule = "strict"
	// Prorate puts the mean of the answered items in the place of the others
	// and rounds half up to a whole number.
	Prorate MissingRule = "prorate"
)

// License says what of an instrument may be passed on.
type License struct {
	Class LicenseClass `json:"class"`
	// Basis is the ground for it, in words of our own.
	Basis      string         `json:"basis"`
	Confidence iop.Confidence `json:"confidence"`
}

// LicenseClass is whether an instrument's wording may be shipped. This library
// ships none.
type LicenseClass string

// The classes of license.
const (
	WordingMayShip LicenseClass = "wording-may-ship"
	NumbersOnly    LicenseClass = "numbers-only"
)

// Codes are the LOINC codes of an instrument.
type Codes struct {
	Panel *LOINC `json:"panel,omitempty"`
	Total *LOINC `json:"total,omitempty"`
	// Items is how the codes of the items were come by.
	Items iop.Confidence `json:"items,omitzero"`
}

// LOINC is one code of LOINC.
type LOINC struct {
	Code       string         `json:"code"`
	Confidence iop.Confidence `json:"confidence"`
}

// Interval is how often an instrument is repeated, in days from one time to
// the next.
type Interval struct {
	MinDays int        `json:"minDays,omitempty"`
	MaxDays int        `json:"maxDays"`
	Source  iop.Source `json:"source"`
}

// Decision is a disagreement between sources and what this file follows.
type Decision struct {
	About    string   `json:"about"`
	Variants []string `json:"variants"`
	Decided  string   `json:"decided"`
}

// ChangeRule is a threshold for a change from the first score, with its
// source.
type ChangeRule struct {
	Kind ChangeKind `json:"kind"`
	// Scale is the scale it is about, "total" if absent.
	Scale string `json:"scale,omitempty"`
	// Points is a least change in points.
	Points int `json:"points,omitempty"`
	// Percent is a least change in percent of the first score.
	Percent int `json:"percent,omitempty"`
	// Max is the highest score of a remission.
	Max    *int       `json:"max,omitempty"`
	Source iop.Source `json:"source"`
}

// ChangeKind is what reaching a threshold means.
type ChangeKind string

// The kinds of change.
const (
	// ChangeReliable is more than error of measurement.
	ChangeReliable ChangeKind = "reliable"
	// ChangeImportant is clinically important.
	ChangeImportant ChangeKind = "important"
	// ChangeNoticeable is the least that people notice.
	ChangeNoticeable ChangeKind = "noticeable"
	// ChangeResponse is a response to treatment: an improvement by a part of the
	// first score.
	ChangeResponse ChangeKind = "response"
	// ChangeRemission is a score in the range without notable symptoms.
	ChangeRemission ChangeKind = "remission"
)
