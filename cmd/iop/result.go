package main

import (
	"strconv"
	"strings"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
)

// result is what came of one program, or of one client of a roster.
type result struct {
	input      input
	line       int    // on which the program or the client's first row stands, 0 if not known
	id         string // of the program or the client
	program    *schedule.Program
	roster     bool     // a client of a roster
	tracks     []string // in the program's order
	population iop.Population
	standards  []iop.Standard
	policy     iop.CountingPolicy
	judged     *schedule.Case
	weeks      []schedule.Week
	report     iop.Report
	stretch    *stretch      // nil without dates
	all        bool          // show every finding
	calendar   *calendarPart // nil for what is no calendar
	bundle     *bundlePart   // nil for what is no FHIR
}

// lineOf gives the line of the file that a finding is about, 0 if not known.
func (r *result) lineOf(f *iop.Finding) int {
	if r.calendar == nil {
		return r.line
	}
	for i := range f.Because {
		lost := f.Rule.ID == ruleClosure && f.Because[i].Kind == iop.FactCancelled
		if line := placeLine(&f.Because[i]); lost && line > 0 {
			return line
		}
	}
	if line, ok := r.calendar.lines[f.Where.Week]; ok {
		return line
	}
	return r.line
}

// placeLine gives the line of a place such as "line 12", else 0.
func placeLine(f *iop.Fact) int {
	digits, ok := strings.CutPrefix(f.Place, "line ")
	n, err := strconv.Atoi(digits)
	if !ok || err != nil {
		return 0
	}
	return n
}

// ruleTransition is the rule whose met findings are always shown.
const ruleTransition iop.RuleID = "schedule/transition"

// shows reports whether a finding is shown: what is met or does not apply only
// on request, except that final weeks under an allowance always are.
func (r *result) shows(f *iop.Finding) bool {
	switch f.Outcome {
	case iop.Met:
		return r.all || f.Rule.ID == ruleTransition
	case iop.NotApplicable:
		return r.all
	}
	return true
}

// shown gives the findings that are shown.
func (r *result) shown() iop.Report { return r.report.Filter(r.shows) }

// week gives the row that a finding is about; nil for one about a track or
// the whole program.
func (r *result) week(w iop.Where) *schedule.Week {
	for i := range r.weeks {
		if k := &r.weeks[i]; k.Track == w.Track && k.Phase == w.Phase && k.Number == w.Week {
			return k
		}
	}
	return nil
}
