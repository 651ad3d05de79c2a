package main

import (
	"fmt"
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

// listed gives the problems as reports tell them.
func (p *calendarPart) listed() []problem {
	out := make([]problem, 0, len(p.problems))
	for _, x := range p.problems {
		out = append(out, problem{likeProblem{calendarRule(x.Kind), x.Severity, x.Text}, x.Line})
	}
	return out
}
