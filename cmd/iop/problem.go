package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"github.com/openiop/openiop/iop"
)

// likeProblem is what problems that are told together have in common. Its rule
// is that of what is not read as it was meant, such as "calendar/bad-end".
type likeProblem struct {
	rule     iop.RuleID
	severity iop.Severity
	text     string
}

// problem is one thing in a calendar or a bundle that is not read as it was
// meant; line is 0 if it stands nowhere in particular.
type problem struct {
	likeProblem
	line int
}

// problems gives what was not read as it was meant.
func (r *result) problems() []problem {
	switch {
	case r.calendar != nil:
		return r.calendar.listed()
	case r.bundle != nil:
		return r.bundle.listed()
	}
	return nil
}

// problemGroup is one problem, and the lines on which it is found.
type problemGroup struct {
	likeProblem
	lines []int
}

// placed gives the text after the lines, if the problem has any.
func (g *problemGroup) placed() string {
	if len(g.lines) == 0 {
		return g.text
	}
	return strings.ReplaceAll(linesText(g.lines), hard, " ") + ": " + g.text
}

// grouped joins problems that say the same of several lines, the severe first.
func grouped(list []problem) []*problemGroup {
	var out []*problemGroup
	at := map[likeProblem]*problemGroup{}
	for _, x := range list {
		k := x.likeProblem
		if at[k] == nil {
			at[k] = &problemGroup{likeProblem: k}
			out = append(out, at[k])
		}
		if x.line > 0 {
			at[k].lines = append(at[k].lines, x.line)
		}
	}
	slices.SortStableFunc(out, func(a, b *problemGroup) int { return int(b.severity) - int(a.severity) })
	return out
}

// problemSection writes what was not read as it was meant; about is what holds
// it.
func (t *textPrinter) problemSection(r *result, about string) {
	groups := grouped(r.problems())
	if len(groups) == 0 {
		return
	}
	t.section("About the "+about, yellow)
	for _, g := range groups {
		text := sentence(g.text)
		if place := linesText(g.lines); place != "" {
			text += " (" + place + ")"
		}
		t.page.pair(2, entryColumn, g.severity.String(), severityInk(g.severity), text)
	}
}

// sarifProblem gives a problem as a result. Notes are what the format calls
// open: somebody may want to look.
func (s *sarifPrinter) sarifProblem(r *result, p *problem, nth int) sarifResult {
	kind, level := "fail", p.severity.String()
	if p.severity == iop.Note {
		kind, level = "open", "none"
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%q %q %q %d", r.id, p.rule, p.text, nth))
	loc := sarifLocation{Logical: []sarifLogical{{oneLine(r.id)}}}
	if r.input.uri != "" {
		loc.Physical = &sarifPhysical{Artifact: sarifArtifact{r.input.uri}}
		if p.line > 0 {
			loc.Physical.Region = &sarifRegion{p.line}
		}
	}
	return sarifResult{
		RuleID: p.rule, RuleIndex: ruleIndex(s.rules, p.rule), Kind: kind, Level: level, Message: sarifText{oneLine(sentence(p.text)) + "."},
		Locations: []sarifLocation{loc}, Fingerprints: map[string]string{"iop/v1": hex.EncodeToString(sum[:])},
		Properties: sarifProperties{Outcome: p.outcome(), Severity: p.severity, Remedies: []string{}},
	}
}

func (p *problem) outcome() iop.Outcome {
	if p.severity == iop.Note {
		return iop.Undetermined
	}
	return iop.NotMet
}

// junitProblem gives a problem as a test case: an error where something could
// not be judged.
func junitProblem(r *result, g *problemGroup) junitCase {
	c := junitCase{Class: oneLine(r.id), Name: string(g.rule)}
	if len(g.lines) > 0 {
		c.Name += ": " + linesText(g.lines)
	}
	text := oneLine(g.placed())
	switch g.severity {
	case iop.Error:
		c.Error = &junitFailure{Type: g.severity.String(), Message: text}
	case iop.Warning:
		c.Out = "warning: " + text
	default:
		c.Skipped = &junitSkipped{text}
	}
	return c
}
