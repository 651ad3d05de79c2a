package fhir

import (
	"strconv"
	"strings"

	"github.com/openiop/openiop/iop"
)

// OutcomeOf gives the findings of a report as an OperationOutcome: those that
// are not met, with the severity of the finding, and as information those that
// are undetermined. The rule is the code of the details, the text says what was
// measured and what is required, and the diagnostics say what could help. A
// report without such findings gives one issue that says so, since FHIR asks for
// one.
func OutcomeOf(r iop.Report) *OperationOutcome {
	o := new(OperationOutcome)
	for f := range r.All() {
		if f.Outcome == iop.NotMet || f.Outcome == iop.Undetermined {
			o.Issue = append(o.Issue, findingIssue(f))
		}
	}
	if len(o.Issue) == 0 {
		o.Issue = []OutcomeIssue{{Severity: Information.String(), Code: "informational", Details: textConcept("no finding is unmet or undetermined")}}
	}
	return o
}

func findingIssue(f *iop.Finding) OutcomeIssue {
	issue := OutcomeIssue{
		Severity: Information.String(), Code: "informational",
		Details: CodeableConcept{Coding: []Coding{{System: RuleSystem, Code: string(f.Rule.ID), Display: f.Rule.Title}}, Text: f.Message()},
	}
	if f.Outcome == iop.NotMet {
		issue.Code = "business-rule"
		issue.Severity = [...]string{iop.Note: "information", iop.Warning: "warning", iop.Error: "error"}[f.Severity]
	}
	var help []string
	for _, r := range f.Remedies {
		help = append(help, r.String())
	}
	if len(help) > 0 {
		issue.Diagnostics = "What could help: " + strings.Join(help, "; or ") + "."
	}
	var p parts
	p.code("outcome", f.Outcome.String())
	p.code("standard", string(f.Standard))
	p.count("week", f.Where.Week)
	p.day("from", f.Where.From)
	p.text("place", f.Where.Place)
	if f.Source != nil {
		p.source("source", *f.Source)
	}
	issue.Extensions = []Extension{ownParts("finding", p)}
	return issue
}

// Outcome gives a report of reading as an OperationOutcome, with the path as
// the expression. A report without issues gives one that says so.
func (r *Report) Outcome() *OperationOutcome {
	o := new(OperationOutcome)
	for _, i := range r.Issues {
		issue := OutcomeIssue{Severity: i.Severity.String(), Code: "invalid", Details: textConcept(i.What)}
		if i.Severity == Information {
			issue.Code = "informational"
		}
		if i.Path != "" {
			issue.Expression = []string{i.Path}
		}
		if i.Line > 0 {
			issue.Diagnostics = "line " + strconv.Itoa(i.Line)
		}
		o.Issue = append(o.Issue, issue)
	}
	switch {
	case r.More > 0:
		o.Issue = append(o.Issue, OutcomeIssue{Severity: r.Worst().String(), Code: "informational", Details: textConcept(strconv.Itoa(r.More) + " more issues are not listed")})
	case len(o.Issue) == 0:
		o.Issue = []OutcomeIssue{{Severity: Information.String(), Code: "informational", Details: textConcept("all was understood")}}
	}
	return o
}
