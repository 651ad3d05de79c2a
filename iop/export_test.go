package iop

// What the tests of package iop_test need to see of the inside.

// ReadEmbedded reads and checks the embedded standards anew, as first use does.
var ReadEmbedded = readEmbedded

// ReadActivities reads the table of activities anew.
var ReadActivities = readActivities

// TermActivities gives the activities a term of a counting list stands for.
var TermActivities = termActivities

// Phrase is one row of the table of phrases.
type Phrase = phrase

// Phrases gives the table of phrases in the order of its file.
func Phrases() []Phrase {
	var list struct {
		Phrases []phrase `json:"phrases"`
	}
	mustDecode("phrases.json", &list)
	return list.Phrases
}

// FactWords and RemedyWords are the tables of words, by kind.
var (
	FactWords   = factWords[:]
	RemedyWords = remedyWords[:]
)

// EachTerms calls f for the terms of every requirement.
func (s *Standard) EachTerms(f func(*Terms)) { s.Requirements.eachTerms(f) }
