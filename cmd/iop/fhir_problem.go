package main

import (
	"cmp"
	"errors"
	"fmt"

	"github.com/openiop/openiop/fhir"
	"github.com/openiop/openiop/iop"
)

// bundlePart is what a result says of the bundle that it is from.
type bundlePart struct{ issues []fhirIssue }

// The rules under which reports tell what of a bundle is not read as it was
// meant.
const (
	ruleNotRead iop.RuleID = "fhir/not-read"
	ruleAssumed iop.RuleID = "fhir/assumed"
	ruleRefused iop.RuleID = "fhir/refused"
)

// bundleRules describe them.
func bundleRules() []iop.Rule {
	const why = "What is not read as it was meant is judged as something else, or not at all."
	return []iop.Rule{
		{ID: ruleNotRead, Title: "everything in a bundle is read", Why: why, Fix: "See whether it matters to the answer; if not, nothing needs to be done."},
		{ID: ruleAssumed, Title: "a bundle says all that is needed", Why: why, Fix: "State in the resource what had to be assumed."},
		{ID: ruleRefused, Title: "every resource is one of FHIR R4", Why: why, Fix: "Mend the resource at the path, and read the file again."},
	}
}

// ruleOf gives the rule and the severity of an issue in reports.
func ruleOf(s fhir.Severity) (iop.RuleID, iop.Severity) {
	switch s {
	case fhir.Information:
		return ruleNotRead, iop.Note
	case fhir.Warning:
		return ruleAssumed, iop.Warning
	}
	return ruleRefused, iop.Error
}

// listed gives the issues as reports tell them: those of many entries alike,
// with the element instead of the whole path.
func (p *bundlePart) listed() []problem {
	out := make([]problem, 0, len(p.issues))
	for i := range p.issues {
		x := &p.issues[i]
		rule, severity := ruleOf(x.Severity)
		out = append(out, problem{likeProblem{rule, severity, x.text()}, x.Line})
	}
	return out
}

// text gives an issue with its path, without the number of the entry.
func (x *fhirIssue) text() string {
	path := x.Path
	if m := entryPath.FindString(path); m != "" {
		path = cmp.Or(x.kind, "Bundle.entry[].resource") + path[len(m):]
	}
	if path == "" {
		return x.What
	}
	return path + " " + x.What
}

type bundleProblemJSON struct {
	Kind     iop.RuleID   `json:"kind"`
	Severity iop.Severity `json:"severity"`
	File     string       `json:"file"`
	Line     int          `json:"line"`
	Path     string       `json:"path"`
	Message  string       `json:"message"`
	Skipped  bool         `json:"skipped"`
}

func (p *bundlePart) problemsJSON(file string) []bundleProblemJSON {
	out := make([]bundleProblemJSON, 0, len(p.issues))
	for _, x := range p.issues {
		rule, severity := ruleOf(x.Severity)
		out = append(out, bundleProblemJSON{rule, severity, file, x.Line, x.Path, x.What, x.Severity >= fhir.Error})
	}
	return out
}

// errors gives what was refused of an input, a line for each issue.
func (f *fhirFile) errors() error {
	var errs []error
	for i := range f.issues {
		if x := &f.issues[i]; x.Severity >= fhir.Error {
			errs = append(errs, errors.New(f.place(x)+" "+x.What))
		}
	}
	if f.worst >= fhir.Error && f.more > 0 {
		errs = append(errs, fmt.Errorf("%s: %d more issues are not listed", f.name, f.more))
	}
	return errors.Join(errs...)
}

// place gives where an issue is: file, line and path.
func (f *fhirFile) place(x *fhirIssue) string {
	place := f.name + ":"
	if x.Line > 0 {
		place += fmt.Sprintf("%d:", x.Line)
	}
	if x.Path != "" {
		place += " " + x.Path
	}
	return place
}

// notes writes issues that refuse nothing, those alike once.
func (f *fhirFile) notes(a *app, issues []fhirIssue) {
	part := bundlePart{issues}
	for _, g := range grouped(part.listed()) {
		if g.severity < iop.Error {
			a.note("%s: %s", f.name, g.placed())
		}
	}
	if f.more > 0 && f.worst < fhir.Error {
		a.note("%s: %d more issues are not listed", f.name, f.more)
	}
}
