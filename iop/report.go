package iop

import (
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
)

// Report is an ordered set of findings. The zero Report is empty and ready to
// use. A Report is not changed once made, so it may be shared.
type Report struct {
	findings []Finding
}

// NewReport makes a report of findings, which it keeps and sorts: as the
// weeks run, then by rule and standard.
func NewReport(findings []Finding) Report {
	slices.SortStableFunc(findings, func(a, b Finding) int { return a.compare(&b) })
	return Report{findings}
}

// SortedReport makes a report of findings that are in order already; it keeps
// them.
func SortedReport(findings []Finding) Report { return Report{findings} }

// Len gives the number of findings.
func (r Report) Len() int { return len(r.findings) }

// All yields the findings in order.
func (r Report) All() iter.Seq[*Finding] {
	return func(yield func(*Finding) bool) {
		for i := range r.findings {
			if !yield(&r.findings[i]) {
				return
			}
		}
	}
}

// Filter gives the findings for which keep is true.
func (r Report) Filter(keep func(*Finding) bool) Report {
	var kept []Finding
	for f := range r.All() {
		if keep(f) {
			kept = append(kept, *f)
		}
	}
	return Report{kept}
}

// Summary counts findings by outcome.
type Summary struct {
	Met           int `json:"met"`
	NotMet        int `json:"notMet"`
	Undetermined  int `json:"undetermined"`
	NotApplicable int `json:"notApplicable"`
	NotInForce    int `json:"notInForce"`
}

// Summary counts the findings by outcome.
func (r Report) Summary() (s Summary) {
	for f := range r.All() {
		s.Add(f.Outcome)
	}
	return s
}

// Add counts one more outcome.
func (s *Summary) Add(o Outcome) {
	switch o {
	case Met:
		s.Met++
	case NotMet:
		s.NotMet++
	case Undetermined:
		s.Undetermined++
	case NotApplicable:
		s.NotApplicable++
	case NotInForce:
		s.NotInForce++
	}
}

// Err gives an [*UnmetError] if a finding of at least the given severity is
// not met, and nil otherwise.
func (r Report) Err(least Severity) error {
	unmet := r.Filter(func(f *Finding) bool { return f.Outcome == NotMet && f.Severity >= least })
	if unmet.Len() == 0 {
		return nil
	}
	return &UnmetError{unmet}
}

// UnmetError is a report of unmet requirements, for callers who want an error.
type UnmetError struct {
	Report Report
}

func (e *UnmetError) Error() string {
	first := &e.Report.findings[0]
	s := fmt.Sprintf("%s: %s", first.Rule.ID, first.Message())
	if n := e.Report.Len() - 1; n > 0 {
		s += fmt.Sprintf(" (and %d more)", n)
	}
	return s
}

// MarshalJSON gives the findings as a list, in the form that the command
// documents.
func (r Report) MarshalJSON() ([]byte, error) {
	if len(r.findings) == 0 {
		return []byte("[]"), nil
	}
	list := make([]*Finding, 0, len(r.findings))
	for f := range r.All() {
		list = append(list, f)
	}
	return json.Marshal(list)
}

type findingJSON struct {
	Rule     RuleID      `json:"rule"`
	Outcome  Outcome     `json:"outcome"`
	Severity Severity    `json:"severity"`
	Standard *string     `json:"standard"`
	Track    *string     `json:"track"`
	Phase    *string     `json:"phase"`
	Week     *int        `json:"week"`
	Measured Quantity    `json:"measured"`
	Required Bound       `json:"required"`
	Message  string      `json:"message"`
	Because  []factJSON  `json:"because"`
	Source   *sourceJSON `json:"source"`
	Remedies []string    `json:"remedies"`
}

// sourceJSON is a source in a finding: what is not known is null.
type sourceJSON struct {
	Authority  string     `json:"authority"`
	Locator    string     `json:"locator"`
	URL        *string    `json:"url"`
	Read       *string    `json:"read"`
	Confidence Confidence `json:"confidence"`
}

func (s *Source) forFinding() *sourceJSON {
	if s == nil {
		return nil
	}
	return &sourceJSON{s.Authority, s.Locator, orNull(s.URL), orNull(s.Read.String()), s.Confidence}
}

type factJSON struct {
	Fact     string     `json:"fact"`
	Minutes  Span       `json:"minutes"`
	Children []factJSON `json:"children"`
}

// MarshalJSON gives the form that design section 8 pins.
func (f *Finding) MarshalJSON() ([]byte, error) {
	j := findingJSON{
		Rule: f.Rule.ID, Outcome: f.Outcome, Severity: f.Severity,
		Standard: orNull(string(f.Standard)), Track: orNull(f.Where.Track), Phase: orNull(f.Where.Phase),
		Measured: f.Measured, Required: f.Required, Message: f.Message(),
		Because: factsJSON(f.Because), Source: f.Source.forFinding(), Remedies: []string{},
	}
	if f.Where.Week > 0 {
		j.Week = &f.Where.Week
	}
	for _, r := range f.Remedies {
		j.Remedies = append(j.Remedies, r.String())
	}
	return json.Marshal(j)
}

func factsJSON(facts []Fact) []factJSON {
	out := make([]factJSON, 0, len(facts))
	for _, f := range facts {
		out = append(out, factJSON{f.String(), f.Minutes, factsJSON(f.Children)})
	}
	return out
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// Explain writes a finding as text for a person: the conclusion, what it
// rests on as an indented tree, whose number it is, and what would mend it.
func Explain(w io.Writer, f *Finding) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s\n  %s\n", f.Rule.ID, strings.ReplaceAll(f.Outcome.String(), "-", " "), f.Message())
	explainFacts(&b, f.Because, "  ")
	if f.Source != nil {
		fmt.Fprintf(&b, "  whose: %s, %s (%s)\n", f.Source.Authority, f.Source.Locator, f.Source.Confidence)
	}
	for _, r := range f.Remedies {
		fmt.Fprintf(&b, "  could help: %s\n", r)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func explainFacts(b *strings.Builder, facts []Fact, indent string) {
	for _, f := range facts {
		b.WriteString(indent + f.String())
		if f.Minutes.IsKnown() {
			fmt.Fprintf(b, ": %s", Quantity{UnitMinutes, f.Minutes})
		}
		b.WriteByte('\n')
		explainFacts(b, f.Children, indent+"  ")
	}
}
