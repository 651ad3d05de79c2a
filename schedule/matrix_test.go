package schedule_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/stretchr/testify/require"
)

// ruleCase is what one rule concludes of one design: under one embedded
// standard, or about the design itself where standard is "".
type ruleCase struct {
	rule, name string
	standard   iop.StandardID
	program    string // its fields
	want       string // as judged gives it
	// measured is the span of the last finding, "" for no opinion.
	measured string
	// change makes a standard that is not embedded out of the one that is.
	change func(*iop.Standard)
	// dates put the design on dates; roster is a record instead of a program,
	// in weeks of a window.
	dates       *schedule.Dates
	roster      string
	window      schedule.Window
	commitments []iop.Commitment
	certified   []schedule.Certification
}

// prepare gives the case of a rule case.
func (rc *ruleCase) prepare(t testing.TB) *schedule.Case {
	o := rc.options(t)
	o.Commitments, o.Certifications = rc.commitments, rc.certified
	switch {
	case rc.roster != "":
		return onlyCase(t, rc.roster, rc.window, o)
	case rc.dates != nil:
		return prepareOn(t, program(t, rc.program), *rc.dates, o)
	}
	return schedule.Prepare(program(t, rc.program), o)
}

func (rc *ruleCase) options(t testing.TB) schedule.Options {
	switch {
	case rc.rule == "no-standard":
		return schedule.Options{} // as nobody names any
	case rc.standard == "":
		return noStandards()
	}
	o := under(t, rc.standard)
	if rc.change != nil {
		rc.change(&o.Standards[0])
	}
	return o
}

func allRuleCases() []ruleCase {
	return slices.Concat(hoursCases(), dayCases(), programCases(), designCases(), claimCases(), datedCases())
}

func TestRules(t *testing.T) {
	for _, rc := range allRuleCases() {
		t.Run(rc.rule+"/"+rc.name, func(t *testing.T) {
			report := rc.prepare(t).Report()
			require.Equal(t, rc.want, judgedIn(report, rc.rule, rc.standard))
			if rc.measured == "" {
				return
			}
			list := findings(report, rc.rule)
			require.Equal(t, rc.measured, list[len(list)-1].Measured.Span.String())
		})
	}
}

// judgedUnder is judged for the findings of one standard, "" for the design.
func judgedUnder(p *schedule.Program, o schedule.Options, rule string, id iop.StandardID) string {
	return judgedIn(schedule.Check(p, o), rule, id)
}

// judgedIn is judgedUnder for a report.
func judgedIn(r iop.Report, rule string, id iop.StandardID) string {
	keep := func(f *iop.Finding) bool { return f.Standard == id }
	return wording(findings(r.Filter(keep), rule))
}

// TestEveryOutcomeHasACase fails if a rule that judges a requirement lacks a
// met, a not-met, an undetermined or a not-applicable case, or another rule
// does not give exactly the outcomes it lists. What was seen comes from the
// cases above, not from a list.
func TestEveryOutcomeHasACase(t *testing.T) {
	required, design := map[iop.RuleID]map[iop.Outcome]bool{}, map[iop.RuleID]map[iop.Outcome]bool{}
	for _, rc := range allRuleCases() {
		for f := range rc.prepare(t).Report().All() {
			seen := required
			if f.Standard == "" {
				seen = design
			}
			if f.Rule.ID != iop.RuleID("schedule/"+rc.rule) {
				continue // seen in passing, asserted by nobody
			}
			if seen[f.Rule.ID] == nil {
				seen[f.Rule.ID] = map[iop.Outcome]bool{}
			}
			seen[f.Rule.ID][f.Outcome] = true
		}
	}
	four := []iop.Outcome{iop.Met, iop.NotMet, iop.Undetermined, iop.NotApplicable}
	for _, r := range schedule.Rules() {
		t.Run(string(r.ID), func(t *testing.T) {
			if r.JudgesRequirement() {
				require.Equal(t, four, slices.Sorted(maps.Keys(required[r.ID])), "outcomes seen for requirements")
				require.Equal(t, four, r.Outcomes, "outcomes listed")
				return
			}
			require.Empty(t, required[r.ID], "a rule about the design names no standard")
			require.Equal(t, slices.Sorted(slices.Values(r.Outcomes)), slices.Sorted(maps.Keys(design[r.ID])), "outcomes seen")
		})
	}
	t.Run("every case is of a rule", func(t *testing.T) {
		for _, rc := range allRuleCases() {
			require.True(t, slices.ContainsFunc(schedule.Rules(), func(r schedule.Rule) bool { return r.ID == iop.RuleID("schedule/"+rc.rule) }), rc.rule)
		}
	})
}

// The ids are pinned (design section 8), and each rule says what it is.
func TestRuleIDs(t *testing.T) {
	pinned := []iop.RuleID{
		"weekly-hours-min", "weekly-hours-max", "daily-hours-min", "days-per-week", "service-gap", "session-length", "group-size",
		"program-length", "cumulative-hours", "phased-minimum", "transition", "cadence", "claimed-hours", "label", "overlap", "clock",
		"missing-data", "no-standard",
	}
	var plain []iop.Rule
	var ids []iop.RuleID
	for _, r := range schedule.Rules() {
		plain, ids = append(plain, r.Rule), append(ids, r.ID)
	}
	for _, id := range pinned {
		require.Contains(t, ids, "schedule/"+id)
	}
	require.NoError(t, iop.ValidateRules(plain))
	require.IsIncreasing(t, ids)
}
