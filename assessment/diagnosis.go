package assessment

import (
	"errors"
	"fmt"

	"github.com/openiop/openiop/iop"
)

// ClinicianDiagnoses is what every result about criteria says in words.
const ClinicianDiagnoses = "A clinician diagnoses. This counts the answers to criteria that a clinician recorded; it is not a diagnosis, and a test result alone decides nothing."

// Severity is how severe a substance use disorder is by the number of criteria
// that are met.
//
// The zero Severity is undetermined: the answers leave more than one open. The
// others rise in their order.
type Severity uint8

// The severities.
const (
	SeverityUndetermined Severity = iota
	NoDisorder                    // fewer than 2 criteria
	Mild                          // 2 or 3
	Moderate                      // 4 or 5
	Severe                        // 6 or more
)

var severities = [...]string{"undetermined", "none", "mild", "moderate", "severe"}

// severityOf gives the severity of a certain count of criteria. The numbers
// are those of [severitySource].
func severityOf(met int) Severity {
	switch {
	case met >= 6:
		return Severe
	case met >= 4:
		return Moderate
	case met >= 2:
		return Mild
	}
	return NoDisorder
}

// ParseSeverity reads the form of [Severity.String].
func ParseSeverity(s string) (Severity, error) {
	for i, word := range severities {
		if word == s {
			return Severity(i), nil
		}
	}
	return 0, fmt.Errorf("is not a severity; want undetermined, none, mild, moderate or severe")
}

// String gives "undetermined", "none", "mild", "moderate" or "severe".
func (s Severity) String() string {
	if int(s) >= len(severities) {
		return ""
	}
	return severities[s]
}

// MarshalText gives the form of [Severity.String].
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads the form of [ParseSeverity].
func (s *Severity) UnmarshalText(b []byte) (err error) {
	*s, err = ParseSeverity(string(b))
	return err
}

// CriteriaReview is what a clinician recorded about one substance: which
// criteria were met at any time in the twelve months before a day.
type CriteriaReview struct {
	Substance Substance
	// On is the day of the review.
	On       iop.Date
	Criteria Criteria
	// LastMet is the last day on which a criterion other than craving was met;
	// zero if it is not known. Severity does not need it; remission later does.
	LastMet iop.Date
	// OnlySupervised says whether the substance was taken only as prescribed
	// and under medical supervision. Then tolerance and withdrawal do not
	// count.
	OnlySupervised Ternary
}

// CountSpan is a count of criteria of which some are not known: at least Min,
// at most Max. Both bounds can be reached.
type CountSpan struct {
	Min int `json:"min"`
	Max int `json:"max"`
}

// String gives "3" or "3 to 5".
func (s CountSpan) String() string {
	if s.Min == s.Max {
		return fmt.Sprint(s.Min)
	}
	return fmt.Sprintf("%d to %d", s.Min, s.Max)
}

// SeverityResult says what a review amounts to, and what it leaves open.
type SeverityResult struct {
	Substance Substance `json:"substance"`
	On        iop.Date  `json:"on"`
	// Severity is undetermined if the count may fall into more than one;
	// Lowest and Highest are the ends of what it may be.
	Severity Severity `json:"severity"`
	Lowest   Severity `json:"lowest"`
	Highest  Severity `json:"highest"`
	// Count is how many criteria count as met.
	Count CountSpan `json:"count"`
	// NotCounted are criteria that were met and do not count, because the
	// substance was taken only under medical supervision.
	NotCounted []Criterion `json:"notCounted,omitempty"`
	// Missing are the criteria whose answer is needed, and MissingSupervision
	// says that it is needed whether the substance was taken only under medical
	// supervision. Both are empty unless the severity is undetermined.
	Missing            []Criterion `json:"missing,omitempty"`
	MissingSupervision bool        `json:"missingSupervision,omitempty"`
	// Sources are where the rules that were used were read.
	Sources []iop.Source `json:"sources"`
	// Notice is [ClinicianDiagnoses].
	Notice string `json:"notice"`
}

// Severity counts the criteria of a review. It gives an error if the review
// names no substance or no day.
func (r CriteriaReview) Severity() (SeverityResult, error) {
	if err := r.check(); err != nil {
		return SeverityResult{}, err
	}
	out := SeverityResult{Substance: r.Substance, On: r.On, Sources: []iop.Source{severitySource()}, Notice: ClinicianDiagnoses}
	counting := r.Criteria.counting(r.OnlySupervised)
	for _, c := range AllCriteria() {
		switch counting.Of(c) {
		case Yes:
			out.Count.Min++
			out.Count.Max++
		case Unknown:
			out.Count.Max++
		}
		if counting.Of(c) == No && r.Criteria.Of(c) == Yes {
			out.NotCounted = append(out.NotCounted, c)
		}
	}
	if r.Criteria.mayBeExempt(r.OnlySupervised) {
		out.Sources = append(out.Sources, supervisionSource())
	}
	out.Lowest, out.Highest = severityOf(out.Count.Min), severityOf(out.Count.Max)
	if out.Lowest == out.Highest {
		out.Severity = out.Lowest
		return out, nil
	}
	out.Missing, out.MissingSupervision = r.Criteria.open(r.OnlySupervised)
	return out, nil
}

func (r CriteriaReview) check() error {
	switch {
	case !r.Substance.IsValid():
		return errors.New("review of criteria: names no substance; a disorder is about one substance")
	case !r.On.IsValid():
		return errors.New("review of criteria: has no day; want the day on which the clinician reviewed the criteria")
	}
	return nil
}

// counting gives what counts of the answers: tolerance and withdrawal do not
// where the substance was taken only under medical supervision, and are not
// known to where that is not known.
func (a Criteria) counting(onlySupervised Ternary) Criteria {
	for _, c := range [...]Criterion{CriterionTolerance, CriterionWithdrawal} {
		switch {
		case onlySupervised == Yes:
			a = a.With(c, No)
		case onlySupervised == Unknown && a.Of(c) == Yes:
			a = a.With(c, Unknown)
		}
	}
	return a
}

// mayBeExempt reports whether the rule about medical supervision matters to
// the answers.
func (a Criteria) mayBeExempt(onlySupervised Ternary) bool {
	return onlySupervised != No && (a.Of(CriterionTolerance) != No || a.Of(CriterionWithdrawal) != No)
}

// open gives which criteria nobody answered, as far as they may count, and
// whether it matters if the substance was taken only under medical supervision.
func (a Criteria) open(onlySupervised Ternary) (missing []Criterion, supervision bool) {
	counting := a.counting(onlySupervised)
	for _, c := range AllCriteria() {
		if counting.Of(c) != Unknown {
			continue
		}
		if a.Of(c) == Unknown {
			missing = append(missing, c)
		}
		supervision = supervision || c >= CriterionTolerance && onlySupervised == Unknown
	}
	return missing, supervision
}

// String words the result for people.
func (r SeverityResult) String() string {
	text := fmt.Sprintf("%s use disorder: ", r.Substance)
	if r.Severity == SeverityUndetermined {
		text += fmt.Sprintf("undetermined, %s to %s", r.Lowest, r.Highest)
	} else {
		text += r.Severity.String()
	}
	return fmt.Sprintf("%s (%s of %d criteria). %s", text, r.Count, CriterionCount, ClinicianDiagnoses)
}

// Evidence gives the severity as a piece of evidence about the disorder; an
// undetermined one is unknown.
func (r SeverityResult) Evidence() iop.Evidence {
	e := iop.Evidence{Kind: iop.EvidenceSeverity, Of: r.Substance.disorder(), Date: r.On, Source: severitySource()}
	if r.Severity != SeverityUndetermined {
		e.Value = iop.WordValue(r.Severity.String())
	}
	return e
}

// disorder gives what evidence about the disorder is about.
func (s Substance) disorder() string { return s.String() + "-use-disorder" }
