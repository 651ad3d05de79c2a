package careplan_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
)

var asOf = iop.MustDate(2026, time.November, 23)

func steps(words string) []careplan.Step {
	var set uint64
	for w := range strings.FieldsSeq(words) {
		set |= careplan.SignalNamed(w)
	}
	return careplan.StepsFor(careplan.DefaultPolicy(), asOf, set)
}

func kinds(list []careplan.Step) string {
	var out []string
	for _, s := range list {
		out = append(out, s.Kind.String())
	}
	return strings.Join(out, " ")
}

// TestStepsBySignals: what follows from what, from the result kinds of
// data/drug-testing.json and the table of facts/drug-testing.md, section 4.
func TestStepsBySignals(t *testing.T) {
	for _, c := range []struct{ signals, want string }{
		{"negative-expected", "acknowledge"},
		{"negative-expected in-rewards", "acknowledge reward"},
		{"positive-expected", "acknowledge"},
		{"positive-expected found-opioid", "acknowledge offer-naloxone overdose-education"},
		{"positive-presumptive", "talk offer-confirmation review-medications"},
		{"positive-presumptive in-rewards", "talk offer-confirmation review-medications"},
		{"positive-confirmed", "talk add-service review-plan adjust-testing"},
		{"positive-acknowledged", "acknowledge talk add-service review-plan"},
		{"positive-confirmed pattern", "talk add-service review-plan reassess-dimensions adjust-testing"},
		{"positive-confirmed unexpected-stimulant", "talk offer-naloxone overdose-education add-service review-plan adjust-testing"},
		{"positive-presumptive found-opioid unexpected-opioid",
			"talk offer-confirmation review-medications offer-naloxone overdose-education safety-screen offer-medication-treatment"},
		{"positive-confirmed unexpected-alcohol", "talk withdrawal-screen add-service review-plan adjust-testing"},
		{"negative-unexpected", "talk offer-confirmation review-medications"},
		{"residual", "acknowledge adjust-testing"},
		{"indeterminate", "adjust-testing"},
		{"not-tested", "adjust-testing"},
		{"dilute negative-expected", "acknowledge talk recollect"},
		{"substituted", "talk offer-confirmation change-matrix"},
		{"adulterated", "talk offer-confirmation change-matrix"},
		{"invalid", "review-medications recollect"},
		{"declined", "talk recollect"},
		{"unable", "change-matrix"},
		{"missed-excused", "recollect"},
		{"missed-unexcused", "recollect outreach"},
		{"pending", "acknowledge"},
		{"cancelled", "recollect"},
		{"empty", "acknowledge"},
	} {
		require.Equal(t, c.want, kinds(steps(c.signals)), c.signals)
	}
}

func TestStepsSayWhyOnWhatGroundByWhenAndByWhom(t *testing.T) {
	for _, s := range steps("positive-presumptive found-opioid declined invalid dilute pattern positive-confirmed negative-unexpected") {
		require.NotEmpty(t, s.Reason)
		require.NotEmpty(t, s.Who.String())
		require.True(t, s.Source.IsValid(), s.Kind)
		require.Equal(t, s.Basis == careplan.ProgramPolicy, s.Source.Confidence == iop.Supposed, "%s: program policy is not claimed as guidance", s.Kind)
		require.False(t, s.Due.Before(asOf))
		require.LessOrEqual(t, asOf.DaysUntil(s.Due), 3)
	}
	due := map[string]int{}
	for _, s := range steps("found-opioid positive-presumptive") {
		due[s.Kind.String()] = asOf.DaysUntil(s.Due)
	}
	require.Equal(t, 0, due["offer-naloxone"], "safety is for the same day")
	require.Equal(t, 3, due["talk"], "the rest is for the next contact")
	require.Equal(t, careplan.Guidance, steps("dilute substituted")[0].Basis, "of two reasons to talk guidance is named")
}

// resultSignals are the signals of which every result has at least one.
const resultSignals = "declined unable missed-excused missed-unexcused pending cancelled substituted adulterated invalid " +
	"negative-expected negative-unexpected positive-expected positive-presumptive positive-confirmed positive-acknowledged residual indeterminate not-tested empty"

// TestInvariantsOfSteps tries every set of up to three signals: (c) every
// result yields a step; (d) without a pattern of definitive findings there is no
// word of a level; (i) an opioid finding always carries naloxone; (b) what is
// added never takes a step away. The changes that were tried, and that make it
// fail: a second signal on the rule of isPending (c), on foundOpioid's naloxone
// (i), and positivePresumptive in the place of isPattern (d).
func TestInvariantsOfSteps(t *testing.T) {
	results := uint64(0)
	for word := range strings.FieldsSeq(resultSignals) {
		results |= careplan.SignalNamed(word)
	}
	of := func(set uint64) []string {
		return strings.Fields(kinds(careplan.StepsFor(careplan.DefaultPolicy(), asOf, set)))
	}
	check := func(set uint64, from []string) []string {
		list := of(set)
		require.Subset(t, list, from)
		require.True(t, len(list) > 0 || set&results == 0, "%b has no step", set)
		require.True(t, set&careplan.SignalNamed("pattern") != 0 || !slices.Contains(list, "reassess-dimensions"), "%b", set)
		require.True(t, set&careplan.SignalNamed("found-opioid") == 0 || slices.Contains(list, "offer-naloxone"), "%b", set)
		return list
	}
	for a := range careplan.SignalCount {
		one := check(1<<a, nil)
		for b := range a {
			two := check(1<<a|1<<b, one)
			for c := range b {
				check(1<<a|1<<b|1<<c, two)
			}
		}
	}
}
