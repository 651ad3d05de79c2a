package assessment_test

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
)

func tables(t require.TestingT, file string) []assessment.LevelTable {
	data, err := os.ReadFile("testdata/policies/" + file)
	require.NoError(t, err)
	got, err := assessment.ReadPolicies(file, data)
	require.NoError(t, err)
	return got
}

func optum(t require.TestingT) *assessment.LevelTable {
	got := tables(t, "optum-san-diego-2018.json")
	require.Len(t, got, 1)
	return &got[0]
}

// brief gives an answer in one line: the outcome, the level, what is possible,
// and what is missing.
func brief(s assessment.Suggestion) string {
	words := []string{s.Outcome.String()}
	if s.Level.IsValid() {
		words = append(words, s.Level.String())
	}
	for _, l := range s.Possible {
		words = append(words, l.String())
	}
	if s.MayMatchNone {
		words = append(words, "none")
	}
	if !s.Missing.IsZero() {
		words = append(words, "<- "+s.Missing.String())
	}
	return strings.Join(words, " ")
}

// TestPublicTable: what the rows of the guideline give, worked out by hand from
// the facts, section 3b. The letters are the ratings of D1 to D6.
func TestPublicTable(t *testing.T) {
	policy := optum(t)
	for ratings, want := range map[string]string{
		// Level 1: all six at most 1.
		"000000": "matched 1", "111111": "matched 1", "011100": "matched 1",
		"211111": "no-rule-matched", "121111": "no-rule-matched", "110211": "no-rule-matched",
		// Level 2.1: D1, D2 at most 1; D3 1 or 2; at least one of D4 to D6 at 2 or 3.
		"001200": "matched 2.1", "112020": "matched 2.1", "112003": "matched 2.1", "002322": "matched 2.1",
		"002000": "no-rule-matched", "002111": "no-rule-matched", "002400": "no-rule-matched", "001444": "no-rule-matched",
		"021200": "no-rule-matched", "201200": "no-rule-matched", "003200": "no-rule-matched",
		// The gap: D3 = 0 with D5 = 3 fits no row, unless D6 makes it 3.1.
		"000030": "no-rule-matched", "000031": "no-rule-matched", "000032": "no-rule-matched", "000033": "matched 3.1",
		// Level 3.1: D3, D4 at most 2; D5 2 or 3; D6 3 or 4. It outranks 2.1.
		"002024": "matched 3.1", "442223": "matched 4", "332223": "matched 3.1", "001023": "matched 3.1",
		"001014": "no-rule-matched", "000043": "no-rule-matched", "000323": "no-rule-matched",
		// Level 3.5: D1 or D2 at most 2; D3 to D6 at 3 or 4.
		"003333": "matched 3.5", "323333": "matched 3.5", "233343": "matched 3.5",
		"333333": "no-rule-matched", "003332": "no-rule-matched", "003233": "no-rule-matched", "002333": "matched 2.1",
		// Level 4: a 4 in D1 to D3; D4 to D6 alone never give it.
		"400000": "matched 4", "040000": "matched 4", "004000": "matched 4", "004444": "matched 4", "000444": "no-rule-matched",
	} {
		require.Equal(t, want, brief(policy.Suggest(rated(t, ratings))), ratings)
	}
}

func TestWhatIsNotRatedLeavesThePublicTableOpen(t *testing.T) {
	policy := optum(t)
	for ratings, want := range map[string]string{
		"------": "undetermined 1 2.1 3.1 3.5 4 none <- D1, D2, D3, D4, D5, D6",
		"0000-0": "undetermined 1 none <- D5",
		"00102-": "undetermined 2.1 3.1 <- D6",
		"-01020": "undetermined 2.1 4 none <- D1",
		"00-030": "undetermined 2.1 4 none <- D3",
		"3-3333": "undetermined 3.5 4 none <- D2",
		// A 4 in D1 gives level 4 whatever the rest is, and 4 is the highest.
		"4-----": "matched 4",
		"40-00-": "matched 4",
		// Neither D1 nor D2 can be told apart from 0 where D3 to D6 fit nothing.
		"002--0": "undetermined 2.1 none <- D4, D5",
		// Only D5 can change the answer: D4 of 2 or 3 keeps 2.1 as long as D6 is low.
		"0012-0": "matched 2.1",
		"0012-3": "undetermined 2.1 3.1 <- D5",
	} {
		require.Equal(t, want, brief(policy.Suggest(rated(t, ratings))), ratings)
	}
}

func TestReasonsNameRowsAndDimensions(t *testing.T) {
	got := optum(t).Suggest(rated(t, "001023"))
	require.Equal(t, assessment.PolicyID("optum-san-diego-2018"), got.Policy)
	require.Len(t, got.Reasons, 2)
	low, high := got.Reasons[0], got.Reasons[1]
	require.Equal(t, "level-2.1 false true", fmt.Sprint(low.Rule, " ", low.Decides, " ", low.Certain))
	require.Equal(t, []assessment.Dimension{assessment.D1, assessment.D2, assessment.D3, assessment.D5, assessment.D6}, low.Dimensions, "D4 = 0 is none of those at 2 or 3")
	require.Equal(t, "level-3.1 true true", fmt.Sprint(high.Rule, " ", high.Decides, " ", high.Certain))
	require.Equal(t, []assessment.Dimension{assessment.D3, assessment.D4, assessment.D5, assessment.D6}, high.Dimensions)
	for _, r := range got.Reasons {
		require.Equal(t, iop.Secondary, r.Source.Confidence)
		require.Equal(t, "Optum San Diego", r.Source.Authority)
	}

	open := optum(t).Suggest(rated(t, "0000-0"))
	require.Len(t, open.Reasons, 1)
	require.False(t, open.Reasons[0].Certain)
	require.True(t, open.Reasons[0].Decides)
	require.Empty(t, optum(t).Suggest(rated(t, "000030")).Reasons)
}

func TestEveryAnswerSaysThatAClinicianDecides(t *testing.T) {
	policy := optum(t)
	for _, ratings := range []assessment.Ratings{nil, rated(t, "000000"), rated(t, "000030"), rated(t, "------"), assessment.FourthRatings{}} {
		got := policy.Suggest(ratings)
		require.Equal(t, assessment.ClinicianDecides, got.Notice())
		require.True(t, strings.HasSuffix(got.String(), ". "+assessment.ClinicianDecides), got.String())
		require.Contains(t, got.String(), "it leaves out a rule for level 3.7", "what the table does not hold is always shown")
		b, err := json.Marshal(got)
		require.NoError(t, err)
		var fields map[string]any
		require.NoError(t, json.Unmarshal(b, &fields))
		require.Equal(t, assessment.ClinicianDecides, fields["notice"])
		require.Equal(t, got.Outcome.String(), fields["outcome"])
	}
	require.Contains(t, assessment.ClinicianDecides, "A clinician decides")
	require.Contains(t, assessment.ClinicianDecides, "a test result alone decides nothing")
}

func TestSuggestionsInWords(t *testing.T) {
	policy := optum(t)
	policy.LeavesOut = nil
	end := ". " + assessment.ClinicianDecides
	require.Equal(t, "optum-san-diego-2018: the ratings fit level 3.1 (rule level-3.1 on D3, D4, D5, D6)"+end, policy.Suggest(rated(t, "001023")).String())
	require.Equal(t, "optum-san-diego-2018: no rule matched"+end, policy.Suggest(rated(t, "000030")).String())
	require.Equal(t, "optum-san-diego-2018: undetermined, level 1 or no rule; needed: D5"+end, policy.Suggest(rated(t, "0000-0")).String())
	require.Equal(t, "optum-san-diego-2018: not applicable: it is for another edition or age group"+end, policy.Suggest(assessment.FourthRatings{}).String())
	shapes := &tables(t, "invented-shapes.json")[0]
	late := rated(t, "000000")
	late.On = iop.MustDate(2025, time.July, 1)
	require.Equal(t, "invented-shapes: not in force on the day of the ratings"+end, shapes.Suggest(late).String())
	late.Occasion = assessment.Occasion{}
	require.Equal(t, "invented-shapes: undetermined, level 1; needed: age group, date of the ratings"+end, shapes.Suggest(late).String())
	require.Equal(t, "invented-shapes: the ratings fit level 1 (perhaps rule outpatient on D3, D4, D5, D6; perhaps rule outpatient-ready-last on D1, D2, D3, D4, D5, D6)"+end,
		shapes.Suggest(rated(t, "000-00")).String(), "which row is open, the level is not")
}

func TestEditionPopulationAndPeriod(t *testing.T) {
	shapes := tables(t, "invented-shapes.json")
	require.Len(t, shapes, 2)
	first, next := &shapes[0], &shapes[1]
	for _, c := range []struct {
		on          string
		population  iop.Population
		first, next string
	}{
		{"2017-12-31", iop.Adult, "not-in-force", "not-in-force"},
		{"2018-01-01", iop.Adult, "no-rule-matched", "not-in-force"},
		{"2025-06-30", iop.Adult, "no-rule-matched", "not-in-force"},
		{"2025-07-01", iop.Adult, "not-in-force", "matched 1"},
		{"2024-01-01", iop.Adolescent, "not-applicable", "not-applicable"},
		{"2024-01-01", iop.UnknownPopulation, "undetermined none <- age group", "not-in-force"},
		{"2026-01-01", iop.UnknownPopulation, "not-in-force", "undetermined 1 <- age group"},
		{"", iop.Adult, "undetermined none <- date of the ratings", "undetermined 1 <- date of the ratings"},
	} {
		r := rated(t, "002011")
		r.On, r.Population = iop.Date{}, c.population
		if c.on != "" {
			r.On = day(t, c.on)
		}
		require.Equal(t, c.first, brief(first.Suggest(r)), "%+v", c)
		require.Equal(t, c.next, brief(next.Suggest(r)), "%+v", c)
	}
	// A table for all ages and times needs to know neither.
	r := rated(t, "000000")
	r.Occasion = assessment.Occasion{}
	require.Equal(t, "matched 1", brief(optum(t).Suggest(r)))
	// Ratings of another edition are no ratings for this table, not zeros.
	require.Equal(t, "not-applicable", brief(optum(t).Suggest(assessment.FourthRatings{Occasion: anOccasion()})))
	require.Equal(t, "undetermined 1 2.1 3.1 3.5 4 none <- D1, D2, D3, D4, D5, D6", brief(optum(t).Suggest(nil)))
	// A pointer to ratings is ratings.
	require.Equal(t, "matched 1", brief(optum(t).Suggest(&r)))
}

func TestFirstMatchAndCircumstances(t *testing.T) {
	policy := &tables(t, "invented-shapes.json")[0]
	withdrawal := func(ratings string, answer assessment.Ternary) assessment.ThirdRatings {
		return rated(t, ratings).WithCircumstance(assessment.WithdrawalManaged, answer)
	}
	for _, c := range []struct {
		r    assessment.ThirdRatings
		want string
	}{
		{rated(t, "000000"), "matched 1"},
		{rated(t, "000300"), "matched 1"},       // the second row for level 1
		{rated(t, "000320"), "no-rule-matched"}, // D5 = 2 keeps it from that row
		{rated(t, "001222"), "matched 1"},       // the first row wins over intensive
		{rated(t, "002222"), "matched 2.1"},     // D3 = 2 keeps it from the first
		{rated(t, "203222"), "matched 3.5"},     //
		{withdrawal("202222", assessment.Yes), "matched 2.1"},
		{withdrawal("202222", assessment.No), "no-rule-matched"},
		{withdrawal("202222", assessment.Unknown), "undetermined 2.1 none <- withdrawal-managed"},
		{withdrawal("-02222", assessment.Yes), "matched 2.1"}, // one row or the other
		{withdrawal("-02222", assessment.Unknown), "undetermined 2.1 none <- D1, withdrawal-managed"},
		{withdrawal("002222", assessment.Unknown), "matched 2.1"},
		{rated(t, "-03---"), "matched 3.5"},
		{rated(t, "------"), "undetermined 1 2.1 3.5 none <- D1, D2, D3, D4, D5, D6, withdrawal-managed"},
	} {
		require.Equal(t, c.want, brief(policy.Suggest(c.r)), "%v", c.r)
	}
	policy.Rows = append(policy.Rows, policy.Rows[0])
	twice := policy.Suggest(rated(t, "000000")).Reasons
	require.Len(t, twice, 2)
	require.True(t, twice[0].Decides)
	require.False(t, twice[1].Decides, "the first row decides, whatever level a later one gives")
	got := policy.Suggest(withdrawal("202222", assessment.Yes))
	require.Equal(t, []assessment.Circumstance{assessment.WithdrawalManaged}, got.Reasons[0].Circumstances)
	require.Equal(t, "invented for tests, second page", policy.Suggest(rated(t, "003000")).Reasons[0].Source.Locator, "a row's own source")
}

func TestPolicyOutcomeWords(t *testing.T) {
	for o := assessment.PolicyUndetermined; o <= assessment.PolicyNotInForce; o++ {
		requireRoundTrip(t, o, o.String())
	}
	var o assessment.PolicyOutcome
	require.EqualError(t, o.UnmarshalText([]byte("placed")), "is not an outcome of a policy; want undetermined, matched, no-rule-matched, not-applicable, not-in-force")
	require.Empty(t, assessment.PolicyOutcome(9).String())
}

func TestFingerprint(t *testing.T) {
	a, b := optum(t), optum(t)
	require.Equal(t, a.Fingerprint(), b.Fingerprint())
	require.Len(t, a.Fingerprint(), 64)
	b.Rows[0].Level = iop.Level05
	require.NotEqual(t, a.Fingerprint(), b.Fingerprint())
}

// A table that was made in code and never checked does not stop the program.
func TestUncheckedTableDoesNotPanic(t *testing.T) {
	policy := &assessment.LevelTable{Rows: []assessment.TableRow{{When: assessment.RowCondition{
		AtLeast: []assessment.AtLeast{{Count: 1, Of: []assessment.Dimension{0, 9}}}, Given: []assessment.Circumstance{0, 9},
	}}}}
	require.Equal(t, assessment.NoRuleMatched, policy.Suggest(rated(t, "------")).Outcome)
	require.Equal(t, assessment.NoRuleMatched, (&assessment.LevelTable{}).Suggest(nil).Outcome)
}
