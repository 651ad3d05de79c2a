package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule/ical"
)

// The forms in which a calendar's part of a result stands in JSON, beside
// weeks and findings.
type (
	activityJSON struct {
		// Line is that of the VEVENT, Told what told the activity.
		Line      int                 `json:"line"`
		Activity  *iop.Activity       `json:"activity"`
		Told      ical.ActivitySource `json:"told"`
		Session   bool                `json:"session"`
		Instances int                 `json:"instances"`
	}
	problemJSON struct {
		Kind     ical.ProblemKind `json:"kind"`
		Severity iop.Severity     `json:"severity"`
		File     string           `json:"file"`
		Line     int              `json:"line"`
		Message  string           `json:"message"`
		Skipped  bool             `json:"skipped"`
	}
)

func (p *calendarPart) activitiesJSON() []activityJSON {
	out := make([]activityJSON, 0, len(p.told))
	for i := range p.told {
		t := &p.told[i]
		a := activityJSON{Line: t.Line, Told: t.Source, Session: !t.LeftOut, Instances: t.Instances}
		if t.Activity.IsValid() {
			a.Activity = &t.Activity
		}
		out = append(out, a)
	}
	return out
}

func (p *calendarPart) problemsJSON() []problemJSON {
	out := make([]problemJSON, 0, len(p.problems))
	for _, x := range p.problems {
		out = append(out, problemJSON{x.Kind, x.Severity, x.File, x.Line, x.Text, x.Skipped})
	}
	return out
}

// likeProblem is what problems that are told together have in common.
type likeProblem struct {
	kind     ical.ProblemKind
	severity iop.Severity
	text     string
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
func (p *calendarPart) grouped() []*problemGroup {
	var out []*problemGroup
	at := map[likeProblem]*problemGroup{}
	for _, x := range p.problems {
		k := likeProblem{x.Kind, x.Severity, x.Text}
		if at[k] == nil {
			at[k] = &problemGroup{likeProblem: k}
			out = append(out, at[k])
		}
		if x.Line > 0 {
			at[k].lines = append(at[k].lines, x.Line)
		}
	}
	slices.SortStableFunc(out, func(a, b *problemGroup) int { return int(b.severity) - int(a.severity) })
	return out
}

// linesText words some lines: "line 12", "lines 3, 8 and 14 more".
func linesText(lines []int) string {
	const most = 5
	if len(lines) == 0 {
		return ""
	}
	if len(lines) == 1 {
		return "line" + hard + strconv.Itoa(lines[0])
	}
	var parts []string
	for _, n := range lines[:min(most, len(lines))] {
		parts = append(parts, strconv.Itoa(n))
	}
	if more := len(lines) - most; more > 0 {
		return fmt.Sprintf("lines %s and %d more", strings.Join(parts, ", "), more)
	}
	return "lines " + listWords(parts, "and")
}

// sarifProblem gives a problem of a calendar as a result. Notes are what the
// format calls open: somebody may want to look.
func (s *sarifPrinter) sarifProblem(r *result, p *ical.Problem, nth int) sarifResult {
	kind, level := "fail", p.Severity.String()
	if p.Severity == iop.Note {
		kind, level = "open", "none"
	}
	id := calendarRule(p.Kind)
	sum := sha256.Sum256(fmt.Appendf(nil, "%q %q %q %d", r.id, id, p.Text, nth))
	loc := sarifLocation{Logical: []sarifLogical{{oneLine(r.id)}}}
	if r.input.uri != "" {
		loc.Physical = &sarifPhysical{Artifact: sarifArtifact{r.input.uri}}
		if p.Line > 0 {
			loc.Physical.Region = &sarifRegion{p.Line}
		}
	}
	return sarifResult{
		RuleID: id, RuleIndex: ruleIndex(s.rules, id), Kind: kind, Level: level, Message: sarifText{oneLine(sentence(p.Text)) + "."},
		Locations: []sarifLocation{loc}, Fingerprints: map[string]string{"iop/v1": hex.EncodeToString(sum[:])},
		Properties: sarifProperties{Outcome: problemOutcome(p), Severity: p.Severity, Remedies: []string{}},
	}
}

func problemOutcome(p *ical.Problem) iop.Outcome {
	if p.Severity == iop.Note {
		return iop.Undetermined
	}
	return iop.NotMet
}

// junitProblem gives a problem of a calendar as a test case: an error where
// something could not be judged.
func junitProblem(r *result, g *problemGroup) junitCase {
	c := junitCase{Class: oneLine(r.id), Name: calendarPrefix + string(g.kind)}
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
