package iop

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
)

// RuleID names a rule for ever, as in "schedule/weekly-hours-min". An id is
// never given to another meaning.
type RuleID string

// Rule is what there is to say about a rule; how it judges is the business of
// the package that owns its subject. Rules are plain values, passed as
// slices: there is no registry.
type Rule struct {
	ID RuleID
	// Title is about 60 letters without a capital or a full stop.
	Title string
	// Measures names what is measured, as in "countable hours a week".
	Measures string
	// Why says why the rule exists, and Fix what to do about a finding.
	Why string
	Fix string
	// Since is the version of the library that brought the rule.
	Since string
	// Outcomes are those the rule can give.
	Outcomes []Outcome
}

var ruleIDForm = regexp.MustCompile(`^[a-z]+/[a-z]+(-[a-z]+)*$`)

// ValidateRules reports everything that is wrong with a set of rules: ids of
// a wrong form or twice, and missing or badly formed texts.
func ValidateRules(rules []Rule) error {
	var errs []error
	seen := map[RuleID]bool{}
	for _, r := range rules {
		bad := func(why string) { errs = append(errs, fmt.Errorf("rule %q: %s", r.ID, why)) }
		if !ruleIDForm.MatchString(string(r.ID)) {
			bad("id; want package/words-in-lower-case")
		}
		if seen[r.ID] {
			bad("stands twice")
		}
		seen[r.ID] = true
		if r.Title == "" || len(r.Title) > 70 || strings.HasSuffix(r.Title, ".") || r.Title[0] >= 'A' && r.Title[0] <= 'Z' {
			bad("title; want up to 70 letters without a capital at the start or a full stop")
		}
		if r.Why == "" || r.Fix == "" || r.Since == "" || r.Measures == "" || len(r.Outcomes) == 0 {
			bad("want why, fix, since, measures and outcomes")
		}
	}
	return errors.Join(errs...)
}
