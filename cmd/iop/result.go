package main

import (
	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
)

// result is what came of one program.
type result struct {
	input      input
	line       int // on which the program begins, 0 if not known
	program    *schedule.Program
	tracks     []string // in the program's order
	population iop.Population
	standards  []iop.Standard
	policy     iop.CountingPolicy
	weeks      []schedule.Week
	report     iop.Report
	all        bool // show every finding
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
