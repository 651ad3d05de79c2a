package drugtest

import "github.com/openiop/openiop/iop"

// AnalyteID names an analyte of the catalogue, as in "benzoylecgonine".
type AnalyteID string

// ClassID names a class of substances, as in "cocaine". A panel may name a
// class; a finding names an analyte.
type ClassID string

// SubstanceID names whatever a relation or a medication is about: an analyte,
// or a substance that no assay of the catalogue looks for, such as "heroin".
type SubstanceID string

// Class is a class of substances with its analytes, as one file holds it.
type Class struct {
	ID    ClassID `json:"id"`
	Title string  `json:"title"`
	// Safety are tags for what to think of when an analyte of the class is
	// found, as in "opioid".
	Safety Tags `json:"safety,omitzero"`
	// Sources are where the values of the file were read, by the key that they
	// name; keys of the embedded sources need not be repeated.
	Sources map[string]iop.Source `json:"sources,omitempty"`
	// Substances are names that relations and medications of the class use and
	// that are not analytes.
	Substances []Substance `json:"substances,omitempty"`
	Analytes   []Analyte   `json:"analytes"`
}

// Substance is a parent drug, a metabolite or a medication that is no analyte
// itself.
type Substance struct {
	ID   SubstanceID `json:"id"`
	Name string      `json:"name"`
	// Contains are the substances of which a product consists.
	Contains []SubstanceID `json:"contains,omitempty"`
}

// Kind says what an analyte is.
type Kind string

// The kinds of analyte.
const (
	Parent             Kind = "parent"
	Metabolite         Kind = "metabolite"
	ParentOrMetabolite Kind = "parent-or-metabolite"
	// ClassScreen is a screen that answers for a whole class, or for the
	// medications that it lists.
	ClassScreen    Kind = "class-screen"
	BloodBiomarker Kind = "blood-biomarker"
)

// Analyte is what an assay looks for, with everything that is known of it.
type Analyte struct {
	ID   AnalyteID `json:"id"`
	Name string    `json:"name"`
	Kind Kind      `json:"kind"`
	// Parents are what the body makes it from, Metabolites what the body makes
	// of it.
	Parents     []Relation `json:"parents,omitempty"`
	Metabolites []Relation `json:"metabolites,omitempty"`
	// ExplainedBy are the medications that a finding is expected with.
	ExplainedBy []Explanation `json:"explainedBy,omitempty"`
	// Mimics are agents that can make an assay react, most of all an
	// immunoassay.
	Mimics []Mimic `json:"mimics,omitempty"`
	// Unseen says that tests named by the class do not show the analyte.
	Unseen *Unseen `json:"unseen,omitempty"`
	// Traces says that its absence beside its parent asks for a conversation.
	Traces  *Traces       `json:"traces,omitempty"`
	Windows []Window      `json:"windows,omitempty"`
	Cutoffs []CutoffEntry `json:"cutoffs,omitempty"`
	LOINC   []LOINC       `json:"loinc,omitempty"`
	// Safety are tags of its own, beyond those of the class.
	Safety Tags   `json:"safety,omitzero"`
	Note   string `json:"note,omitempty"`

	class ClassID
}

// Class gives the class that the analyte belongs to.
func (a *Analyte) Class() ClassID { return a.class }

// Relation is a step from a parent drug to a metabolite.
type Relation struct {
	ID SubstanceID `json:"id"`
	// Minor means that only a little is made, so that absence says nothing.
	Minor bool `json:"minor,omitempty"`
	Cited
}

// Explanation is a medication that a finding is expected with.
type Explanation struct {
	Medication SubstanceID `json:"medication"`
	// MayShow means that the medication can show and need not: its absence is
	// never unexpected.
	MayShow bool   `json:"mayShow,omitempty"`
	Note    string `json:"note,omitempty"`
	Cited
}

// Mimic is an agent that can make an assay react.
type Mimic struct {
	// Agent says what it is, in a few words.
	Agent string `json:"agent"`
	// Medications are the names under which a person may have been prescribed
	// it; without any it is an everyday exposure, such as food.
	Medications []SubstanceID `json:"medications,omitempty"`
	// Genuine means that the agent brings the analyte itself, so that a
	// definitive method shows it too.
	Genuine bool   `json:"genuine,omitempty"`
	Note    string `json:"note,omitempty"`
	Cited
}

// Unseen says by which tests an analyte is not shown although its class is
// named.
type Unseen struct {
	// By is "screens" for class screens, "class" for every test that names the
	// class alone.
	By  UnseenBy `json:"by"`
	Why string   `json:"why"`
	Cited
}

// UnseenBy is a group of tests.
type UnseenBy string

// The groups of tests.
const (
	ByScreens UnseenBy = "screens"
	ByClass   UnseenBy = "class"
)

// Traces says of a metabolite that its absence beside its parent is worth a
// conversation.
type Traces struct {
	Parent AnalyteID `json:"parent"`
	Cited
}

// Window is how long an analyte can be found after use. Each value may be
// unknown.
type Window struct {
	Matrix Matrix `json:"matrix"`
	Use    string `json:"use"`
	// Min and Max are in Unit, from the last use.
	Min  Number `json:"min,omitzero"`
	Max  Number `json:"max,omitzero"`
	Mean Number `json:"mean,omitzero"`
	SD   Number `json:"sd,omitzero"`
	// Observed is the longest time that a study saw.
	Observed Number     `json:"observed,omitzero"`
	People   int        `json:"people,omitempty"`
	Unit     WindowUnit `json:"unit"`
	Note     string     `json:"note,omitempty"`
	Cited
}

// WindowUnit is the unit of a window.
type WindowUnit string

// The units of windows.
const (
	InHours WindowUnit = "h"
	InDays  WindowUnit = "d"
)

// CutoffEntry is a cut-off that a source states, with the assay and the matrix
// to which it belongs.
type CutoffEntry struct {
	Matrix Matrix `json:"matrix"`
	// Process says whether the assay screens or is definitive, Assay whose it
	// is, as in "HHS initial".
	Process Process `json:"process"`
	Assay   string  `json:"assay"`
	Value   Number  `json:"value"`
	Unit    Unit    `json:"unit"`
	Cited
}

// Cutoff gives the cut-off, none where the entry could not stand in a file.
func (e CutoffEntry) Cutoff() Cutoff {
	a := Assay{e.Assay, e.Process}
	k, err := NewCutoff(a, e.Matrix, Quantity{e.Value.Amount, e.Unit})
	if err != nil {
		return Cutoff{}
	}
	return k
}

// LOINC is the LOINC code of a test for an analyte.
type LOINC struct {
	Code string `json:"code"`
	// Test says which, in words of our own, as in "confirm-mass".
	Test string `json:"test"`
	Cited
}

// Cited is where a value was read.
type Cited struct {
	// From is the key of the source.
	From string `json:"source"`
	// Confidence is that of the value, where it differs from that of the
	// source.
	Confidence iop.Confidence `json:"confidence,omitzero"`

	source *iop.Source
}

// Source gives where the value was read, with the confidence of the value. It
// is shared: do not change it. It is nil for a value that no reader has read.
func (c Cited) Source() *iop.Source { return c.source }

// Recalled reports whether nobody has read the value.
func (c Cited) Recalled() bool { return c.source != nil && c.source.Confidence == iop.Recalled }
