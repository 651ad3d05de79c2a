package iop_test

import (
	"encoding/json"
	"errors"
	"slices"
	"testing"

	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func finding(rule iop.RuleID, o iop.Outcome, s iop.Severity, w iop.Where) iop.Finding {
	r := weeklyMin
	r.ID = rule
	return iop.Finding{Rule: &r, Outcome: o, Severity: s, Where: w, Standard: "x"}
}

func places(r iop.Report) (out []iop.Where) {
	for f := range r.All() {
		out = append(out, f.Where)
	}
	return out
}

func TestZeroReportIsEmptyAndReadyToUse(t *testing.T) {
	var r iop.Report
	require.Zero(t, r.Len())
	require.NoError(t, r.Err(iop.Note))
	require.Equal(t, iop.Summary{}, r.Summary())
	require.Equal(t, "[]", string(mustMarshal(t, r)))
	require.Zero(t, r.Filter(func(*iop.Finding) bool { return true }).Len())
	for range r.All() {
		t.Fatal("there is nothing in it")
	}
}

func TestReportIsOrderedAsTheWeeksRunThenByRuleAndStandard(t *testing.T) {
	want := []iop.Finding{
		finding("a/a", iop.Met, iop.Note, iop.Where{}),
		finding("a/b", iop.Met, iop.Note, iop.Where{}),
		finding("a/a", iop.Met, iop.Note, iop.Where{Track: "Day", Phase: "one", Week: 1}),
		finding("a/a", iop.Met, iop.Note, iop.Where{Track: "Day", Phase: "two", Week: 1, Place: "blocks[0]"}),
		finding("a/a", iop.Met, iop.Note, iop.Where{Track: "Day", Phase: "two", Week: 1, Place: "blocks[1]"}),
		finding("a/b", iop.Met, iop.Note, iop.Where{Track: "Day", Phase: "two", Week: 1}),
		finding("a/a", iop.Met, iop.Note, iop.Where{Track: "Day", Phase: "one", Week: 2}),
		finding("a/a", iop.Met, iop.Note, iop.Where{Track: "Day", Phase: "one", Week: 10}),
		finding("a/a", iop.Met, iop.Note, iop.Where{Track: "Evening", Phase: "one", Week: 1}),
	}
	want[0].Standard = "" // the design itself comes first
	rapid.Check(t, func(t *rapid.T) {
		got := iop.NewReport(rapid.Permutation(want).Draw(t, "order"))
		i := 0
		for f := range got.All() {
			if f.Rule.ID != want[i].Rule.ID || f.Where != want[i].Where || f.Standard != want[i].Standard {
				t.Fatalf("at %d stands %+v, not %+v", i, f.Where, want[i].Where)
			}
			i++
		}
	})
}

func TestStandardsOfOneRuleAreInTheOrderOfTheirIDs(t *testing.T) {
	b, a := finding("a/a", iop.Met, iop.Note, iop.Where{Week: 1}), finding("a/a", iop.Met, iop.Note, iop.Where{Week: 1})
	b.Standard, a.Standard = "b", "a"
	var got []iop.StandardID
	for f := range iop.NewReport([]iop.Finding{b, a}).All() {
		got = append(got, f.Standard)
	}
	require.Equal(t, []iop.StandardID{"a", "b"}, got)
}

func TestSortedReportKeepsTheOrderItIsGiven(t *testing.T) {
	list := []iop.Finding{finding("a/b", iop.Met, iop.Note, iop.Where{Week: 2}), finding("a/a", iop.Met, iop.Note, iop.Where{Week: 1})}
	require.Equal(t, []iop.Where{{Week: 2}, {Week: 1}}, places(iop.SortedReport(list)))
}

func TestFilterKeepsTheOrderAndLeavesTheReport(t *testing.T) {
	r := iop.NewReport([]iop.Finding{
		finding("a/a", iop.Met, iop.Note, iop.Where{Week: 1}),
		finding("a/a", iop.NotMet, iop.Error, iop.Where{Week: 2}),
		finding("a/a", iop.NotMet, iop.Warning, iop.Where{Week: 3}),
	})
	unmet := r.Filter(func(f *iop.Finding) bool { return f.Outcome == iop.NotMet })
	require.Equal(t, []iop.Where{{Week: 2}, {Week: 3}}, places(unmet))
	require.Equal(t, 3, r.Len())
}

func TestSummaryCountsEachOutcome(t *testing.T) {
	var list []iop.Finding
	for o, n := range map[iop.Outcome]int{iop.Met: 1, iop.NotMet: 2, iop.Undetermined: 3, iop.NotApplicable: 4, iop.NotInForce: 5} {
		for range n {
			list = append(list, finding("a/a", o, iop.Note, iop.Where{}))
		}
	}
	s := iop.NewReport(list).Summary()
	require.Equal(t, iop.Summary{Met: 1, NotMet: 2, Undetermined: 3, NotApplicable: 4, NotInForce: 5}, s)
	require.JSONEq(t, `{"met": 1, "notMet": 2, "undetermined": 3, "notApplicable": 4, "notInForce": 5}`, string(mustMarshal(t, s)))
}

func TestErrIsOfWhatIsNotMetAtTheSeverity(t *testing.T) {
	r := iop.NewReport([]iop.Finding{
		finding("a/met", iop.Met, iop.Error, iop.Where{Week: 1}),
		finding("a/unknown", iop.Undetermined, iop.Error, iop.Where{Week: 2}),
		finding("a/warned", iop.NotMet, iop.Warning, iop.Where{Week: 3}),
		finding("a/noted", iop.NotMet, iop.Note, iop.Where{Week: 4}),
	})
	require.NoError(t, r.Err(iop.Error))
	err := r.Err(iop.Warning)
	require.EqualError(t, err, "a/warned: Countable hours a week")
	require.EqualError(t, r.Err(iop.Note), "a/warned: Countable hours a week (and 1 more)")
	unmet, ok := errors.AsType[*iop.UnmetError](err)
	require.True(t, ok)
	require.Equal(t, 1, unmet.Report.Len())
}

func TestReportJSONIsTheListOfFindings(t *testing.T) {
	a, b := finding("a/a", iop.Met, iop.Note, iop.Where{Week: 1}), shortWeek()
	r := iop.NewReport([]iop.Finding{b, a})
	var got, want []any
	require.NoError(t, json.Unmarshal(mustMarshal(t, r), &got))
	require.NoError(t, json.Unmarshal([]byte("["+string(mustMarshal(t, &a))+","+string(mustMarshal(t, &b))+"]"), &want))
	require.Equal(t, want, got)
	first := mustMarshal(t, r)
	for range 10 {
		require.Equal(t, first, mustMarshal(t, r))
	}
}

func TestReportsOfTheSameFindingsInAnyOrderAreTheSameBytes(t *testing.T) {
	var list []iop.Finding
	for week := range 5 {
		for _, rule := range []iop.RuleID{"a/a", "a/b", "a/c"} {
			list = append(list, finding(rule, iop.Met, iop.Note, iop.Where{Track: "T", Week: week + 1}))
		}
	}
	want := mustMarshal(t, iop.NewReport(slices.Clone(list)))
	rapid.Check(t, func(t *rapid.T) {
		got, err := json.Marshal(iop.NewReport(rapid.Permutation(list).Draw(t, "order")))
		if err != nil || string(got) != string(want) {
			t.Fatalf("%s", got)
		}
	})
}
