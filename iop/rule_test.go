package iop_test

import (
	"strings"
	"testing"

	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
)

// weeklyMin is a rule like those of package schedule.
var weeklyMin = iop.Rule{
	ID: "schedule/weekly-hours-min", Title: "enough countable hours in a week", Measures: "countable hours a week",
	Why: "authorities set a least number of hours.", Fix: "add hours.", Since: "0.1.0",
	Outcomes: []iop.Outcome{iop.Met, iop.NotMet, iop.Undetermined, iop.NotApplicable, iop.NotInForce},
}

func ruleWith(change func(*iop.Rule)) iop.Rule {
	r := weeklyMin
	change(&r)
	return r
}

func TestGoodRulesAreValid(t *testing.T) {
	require.NoError(t, iop.ValidateRules(nil))
	require.NoError(t, iop.ValidateRules([]iop.Rule{weeklyMin, ruleWith(func(r *iop.Rule) { r.ID = "schedule/weekly-hours-max" })}))
}

func TestBadRulesAreReportedAllAtOnce(t *testing.T) {
	const id = `rule "schedule/weekly-hours-min": `
	title := id + "title; want up to 70 letters without a capital at the start or a full stop"
	texts := id + "want why, fix, since, measures and outcomes"
	tests := []struct {
		name  string
		rules []iop.Rule
		want  []string
	}{
		{"an id without its package", []iop.Rule{ruleWith(func(r *iop.Rule) { r.ID = "weekly-hours-min" })}, []string{`rule "weekly-hours-min": id; want package/words-in-lower-case`}},
		{"an id with capitals", []iop.Rule{ruleWith(func(r *iop.Rule) { r.ID = "schedule/WeeklyHours" })}, []string{`rule "schedule/WeeklyHours": id; want package/words-in-lower-case`}},
		{"an id with a number", []iop.Rule{ruleWith(func(r *iop.Rule) { r.ID = "schedule/rule-9" })}, []string{`rule "schedule/rule-9": id; want package/words-in-lower-case`}},
		{"an id twice", []iop.Rule{weeklyMin, weeklyMin}, []string{id + "stands twice"}},
		{"no title", []iop.Rule{ruleWith(func(r *iop.Rule) { r.Title = "" })}, []string{title}},
		{"a title that is a sentence", []iop.Rule{ruleWith(func(r *iop.Rule) { r.Title = "enough hours." })}, []string{title}},
		{"a title with a capital", []iop.Rule{ruleWith(func(r *iop.Rule) { r.Title = "Enough hours" })}, []string{title}},
		{"a long title", []iop.Rule{ruleWith(func(r *iop.Rule) { r.Title = strings.Repeat("long ", 15) })}, []string{title}},
		{"no reason", []iop.Rule{ruleWith(func(r *iop.Rule) { r.Why = "" })}, []string{texts}},
		{"no remedy", []iop.Rule{ruleWith(func(r *iop.Rule) { r.Fix = "" })}, []string{texts}},
		{"no version", []iop.Rule{ruleWith(func(r *iop.Rule) { r.Since = "" })}, []string{texts}},
		{"nothing measured", []iop.Rule{ruleWith(func(r *iop.Rule) { r.Measures = "" })}, []string{texts}},
		{"no outcomes", []iop.Rule{ruleWith(func(r *iop.Rule) { r.Outcomes = nil })}, []string{texts}},
		{"several problems", []iop.Rule{weeklyMin, ruleWith(func(r *iop.Rule) { r.Title, r.Why = "", "" })}, []string{id + "stands twice", title, texts}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			require.EqualError(t, iop.ValidateRules(tt.rules), strings.Join(tt.want, "\n"))
		})
	}
}
