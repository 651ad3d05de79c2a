package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/spf13/cobra"
)

//go:generate go test . -run ^TestRulePages$ -update

// rulePrefix stands before the names of all rules so far.
const rulePrefix = "schedule/"

func (a *app) explainCommand() *cobra.Command {
	var asMarkdown bool
	cmd := &cobra.Command{
		Use: "explain [RULE]", Short: "What a rule means and why it exists; without a rule, all rules",
		Long: "Show the page of a rule: what it measures, why it exists, what it can conclude and\n" +
			"what to do then. RULE is a full id or its last part. Without a rule, list all.",
		Example: "  iop explain weekly-hours-min\n  iop explain schedule/transition",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				a.listRules(asMarkdown)
				return nil
			}
			if rule := findProblemRule(args[0]); rule != nil {
				problemRulePage(a.page(), rule)
				return nil
			}
			rule, err := findRule(args[0])
			if err != nil {
				return err
			}
			if asMarkdown {
				a.out.WriteString(ruleMarkdown(rule))
			} else {
				rulePage(a.page(), rule)
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&asMarkdown, "markdown", false, "write the page as Markdown, as in docs/rules")
	return cmd
}

// allRules gives what there is to say about every rule.
func allRules() []iop.Rule {
	var out []iop.Rule
	for _, r := range schedule.Rules() {
		out = append(out, r.Rule)
	}
	return out
}

// findRule finds a rule by its id or the last part of it.
func findRule(name string) (*iop.Rule, error) {
	rules := allRules()
	var ids []string
	for i := range rules {
		id := string(rules[i].ID)
		if id == name || id == rulePrefix+name {
			return &rules[i], nil
		}
		ids = append(ids, id)
	}
	want := name
	if !strings.Contains(name, "/") {
		want = rulePrefix + name
	}
	return nil, fmt.Errorf("rule %q: is not known; near it are %s; iop explain lists all", name, strings.Join(nearest(want, ids)[:3], ", "))
}

func (a *app) listRules(asMarkdown bool) {
	rules := allRules()
	if asMarkdown {
		a.out.WriteString(indexMarkdown(rules))
		return
	}
	p := a.page()
	column := 0
	for _, r := range rules {
		column = max(column, len(r.ID)+2)
	}
	for _, r := range rules {
		p.pair(0, column, string(r.ID), bold, r.Title)
	}
}

func rulePage(p *page, r *iop.Rule) {
	p.text(0, bold, sentence(r.Title))
	pair := func(label string, values ...string) { p.pair(2, labelColumn, label, dim, values...) }
	pair("rule", string(r.ID))
	pair("measures", r.Measures)
	pair("why", r.Why)
	pair("what to do", r.Fix)
	for i, o := range r.Outcomes {
		label := ""
		if i == 0 || p.narrow() {
			label = "can conclude"
		}
		pair(label, outcomeText(r, o))
	}
	pair("since", "version "+r.Since)
}

// outcomeText says what an outcome of a rule means.
func outcomeText(r *iop.Rule, o iop.Outcome) string {
	name := strings.ReplaceAll(o.String(), "-", " ")
	return name + ": " + outcomeMeaning(r, o)
}

func outcomeMeaning(r *iop.Rule, o iop.Outcome) string {
	switch o {
	case iop.Met:
		return "it holds, whatever the unknown turns out to be"
	case iop.NotMet:
		return "it does not hold, whatever the unknown turns out to be; the finding says what could help"
	case iop.Undetermined:
		return "what is published does not decide; the finding says what would"
	case iop.NotApplicable:
		return "the rule does not speak about this program or week"
	case iop.NotInForce:
		return "the requirement is not in force on that day"
	}
	return ""
}

// rulesNote stands under every generated page.
const rulesNote = "Generated from the rules by `go generate ./cmd/iop`; edit the rule, not this page.\n"

// ruleMarkdown gives the page of a rule in docs/rules.
func ruleMarkdown(r *iop.Rule) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n`%s`, since version %s\n\n", sentence(r.Title), r.ID, r.Since)
	fmt.Fprintf(&b, "**What it measures.** %s.\n\n**Why it exists.** %s\n\n**What to do.** %s\n\n", sentence(r.Measures), r.Why, r.Fix)
	b.WriteString("| it can conclude | which means |\n|---|---|\n")
	for _, o := range r.Outcomes {
		fmt.Fprintf(&b, "| `%s` | %s |\n", o, outcomeMeaning(r, o))
	}
	fmt.Fprintf(&b, "\nHow weeks are judged: [judging.md](../judging.md). All rules: [README.md](README.md).\n\n%s", rulesNote)
	return b.String()
}

// indexMarkdown gives the list of rules in docs/rules.
func indexMarkdown(rules []iop.Rule) string {
	var b strings.Builder
	b.WriteString("# The rules\n\nEach finding of `iop check` names its rule. `iop explain RULE` shows these pages.\n\n| rule | what it asks for |\n|---|---|\n")
	for i := range rules {
		fmt.Fprintf(&b, "| [`%s`](%s) | %s |\n", rules[i].ID, ruleFile(&rules[i]), rules[i].Title)
	}
	fmt.Fprintf(&b, "\n%s", rulesNote)
	return b.String()
}

// ruleFile is the name of a rule's page in docs/rules.
func ruleFile(r *iop.Rule) string { return strings.TrimPrefix(string(r.ID), rulePrefix) + ".md" }

// ruleIndex gives the place of a rule in a list; -1 if it is not there.
func ruleIndex(rules []iop.Rule, id iop.RuleID) int {
	return slices.IndexFunc(rules, func(r iop.Rule) bool { return r.ID == id })
}
