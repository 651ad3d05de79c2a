package drugtest

import (
	"github.com/openiop/openiop/iop"
)

// Reading is what a finding means against the medications in force and the
// earlier results. The zero Reading is invalid.
type Reading uint8

// The readings.
const (
	NegativeExpected Reading = iota + 1
	// NegativeUnexpected: a medication in force should show and does not.
	NegativeUnexpected
	PositiveExpected
	PositiveUnexpected
	// Residual: consistent with earlier use that is still being excreted.
	Residual
	// IndeterminateReading: the result cannot tell.
	IndeterminateReading
	// NotTestedReading: the panel could not show it, which is not negative.
	NotTestedReading
	UnusableReading
)

var readingWords = []string{
	"", "negative-expected", "negative-unexpected", "positive-expected", "positive-unexpected",
	"residual", "indeterminate", "not-tested", "unusable",
}

// ParseReading reads the form of [Reading.String].
func ParseReading(s string) (Reading, error) {
	return parseWord[Reading](s, readingWords, 1, "a reading")
}

// IsUnexpected reports whether the finding differs from what was expected.
func (r Reading) IsUnexpected() bool { return r == NegativeUnexpected || r == PositiveUnexpected }

// String gives the form as in "positive-expected", "" for the zero Reading.
func (r Reading) String() string { return word(r, readingWords) }

// MarshalText gives the form of [Reading.String].
func (r Reading) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads the form of [ParseReading].
func (r *Reading) UnmarshalText(b []byte) (err error) {
	*r, err = ParseReading(string(b))
	return err
}

// Row is what the newest result says of one analyte.
type Row struct {
	Result ResultID
	// Analyte is what the row is about; "" where it is about a class of the
	// panel without a finding, a medication without an analyte, or the whole
	// specimen.
	Analyte AnalyteID
	// Class is the class of the panel without a finding that the row is about.
	Class ClassID
	// Medication is the medication that the panel could not show, in the
	// catalogue's word.
	Medication SubstanceID
	Reading    Reading
	// Outcome is what was found, NotTested where there is no finding.
	Outcome Outcome
	// Because says why, in the order in which it matters. The facts are shared:
	// do not change them.
	Because []Fact
	// Safety says what to think of. It depends on the analyte and not on the
	// reading.
	Safety Tags
	// Definitive reports whether a definitive method found it.
	Definitive bool
	// Acknowledged reports whether the person reported the use.
	Acknowledged bool
	// Episode is the place in [Interpretation.Episodes] of the use event that
	// the row belongs to, -1 for none.
	Episode int
}

// Member gives the id of the analyte or the class that the row is about, "" if
// it is about neither.
func (r *Row) Member() string {
	if r.Analyte != "" {
		return string(r.Analyte)
	}
	return string(r.Class)
}

// Episode is one use event as far as results can tell: unexpected positive
// findings of one analyte, and of what the body makes of it, with less than
// the minimum spacing between one and the next.
type Episode struct {
	// Analyte is the one that the others of the episode come from.
	Analyte     AnalyteID
	First, Last iop.Date
	// Findings is how many findings it gathers.
	Findings int
	// Definitive reports whether a definitive method found one of them.
	Definitive bool
	// Acknowledged reports whether the person reported one of them.
	Acknowledged bool
}

// Interpretation is a history read for its newest result.
type Interpretation struct {
	// About is what the history is about.
	About About
	// Rows are what the newest result says: its findings, then members of its
	// panel without a finding, then medications in force that it could not
	// show, each part by id.
	Rows []Row
	// Episodes are the use events of the whole history, by their first days.
	Episodes []Episode
	// Notices are facts about the specimen and about what was read.
	Notices []Fact

	newest Result
	some   bool
}

// Newest gives the result that the history was read for, and false for a
// history without results.
func (in *Interpretation) Newest() (Result, bool) { return in.newest, in.some }

// Count gives how many episodes began or went on in the given number of days
// up to and including a day. With definitive, only those count that a
// definitive method found or the person reported.
func (in *Interpretation) Count(until iop.Date, days int, definitive bool) (n int) {
	from := until.AddDays(1 - days)
	for _, e := range in.Episodes {
		if !e.Last.Before(from) && !until.Before(e.First) && (!definitive || e.Definitive || e.Acknowledged) {
			n++
		}
	}
	return n
}
