package assessment_test

import (
	"testing"
	"time"

	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
)

// dayNumber gives a day of 2026 by its number, from 1.
func dayNumber(n int) iop.Date { return iop.MustDate(2026, time.January, 1).AddDays(n - 1) }

// totals makes PHQ-9 results with given totals, 14 days apart; -1 is a form
// without a score.
func totals(t *testing.T, id string, list ...int) (out []assessment.Dated[assessment.Result]) {
	t.Helper()
	s := scorer(t, id)
	for i, n := range list {
		given := []assessment.Answer{none}
		if n >= 0 {
			given = reach(s, s.Instrument().Total, n)
			require.NotNil(t, given, "%d", n)
		}
		out = append(out, assessment.Dated[assessment.Result]{Date: dayNumber(1 + 14*i), Value: score(t, id, given...)})
	}
	return out
}

func verdicts(tr *assessment.Trend) map[assessment.ChangeKind]assessment.Verdict {
	out := map[assessment.ChangeKind]assessment.Verdict{}
	for _, c := range tr.Changes {
		out[c.Rule.Kind] = c.Verdict
	}
	return out
}

func trend(t *testing.T, id string, recalled bool, opt assessment.TrendOptions, list ...int) assessment.Trend {
	t.Helper()
	s, ok := assessment.Embedded().Lookup(id, recalled)
	require.True(t, ok)
	tr, err := s.Trend(totals(t, id, list...), opt)
	require.NoError(t, err)
	return tr
}

// TestPHQ9Change follows HEDIS DRR-E (response 50 percent, remission below 5)
// at their bounds; the important change of 5 points is recalled.
func TestPHQ9Change(t *testing.T) {
	for _, c := range []struct {
		list                           []int
		response, remission, important assessment.Verdict
	}{
		{[]int{20, 10}, assessment.Reached, assessment.NotReached, assessment.Improved},
		{[]int{20, 11}, assessment.NotReached, assessment.NotReached, assessment.Improved},
		{[]int{21, 11}, assessment.NotReached, assessment.NotReached, assessment.Improved}, // 47.6 percent
		{[]int{10, 5}, assessment.Reached, assessment.NotReached, assessment.Improved},
		{[]int{10, 6}, assessment.NotReached, assessment.NotReached, assessment.Unchanged},
		{[]int{8, 4}, assessment.Reached, assessment.Reached, assessment.Unchanged},
		{[]int{4, 9}, assessment.NotReached, assessment.NotReached, assessment.Worsened},
		{[]int{4, 8}, assessment.NotReached, assessment.NotReached, assessment.Unchanged},
		{[]int{0, 0}, assessment.NotReached, assessment.Reached, assessment.Unchanged},
		{[]int{20, 5, 20}, assessment.NotReached, assessment.NotReached, assessment.Unchanged},
		{[]int{20, 10, -1}, assessment.Reached, assessment.NotReached, assessment.Improved}, // the last form has no score
		{[]int{3}, assessment.ScoreUnknown, assessment.Reached, assessment.ScoreUnknown},
		{[]int{-1}, assessment.ScoreUnknown, assessment.ScoreUnknown, assessment.ScoreUnknown},
		{nil, assessment.ScoreUnknown, assessment.ScoreUnknown, assessment.ScoreUnknown},
	} {
		tr := trend(t, "phq-9", true, assessment.TrendOptions{}, c.list...)
		v := verdicts(&tr)
		require.Equal(t, c.response, v[assessment.ChangeResponse], "%v", c.list)
		require.Equal(t, c.remission, v[assessment.ChangeRemission], "%v", c.list)
		require.Equal(t, c.important, v[assessment.ChangeImportant], "%v", c.list)
		require.True(t, tr.Recalled)

		tr = trend(t, "phq-9", false, assessment.TrendOptions{}, c.list...)
		require.Equal(t, assessment.ThresholdUnknown, verdicts(&tr)[assessment.ChangeImportant], "5 points are recalled")
		require.False(t, tr.Recalled)
		require.Nil(t, tr.Interval)
		require.Empty(t, tr.Gaps)
	}
}

func TestPCL5Change(t *testing.T) { // 5 reliable, 10 important (QxMD)
	for change, want := range map[int][2]assessment.Verdict{
		4: {assessment.Unchanged, assessment.Unchanged}, 5: {assessment.Improved, assessment.Unchanged}, 9: {assessment.Improved, assessment.Unchanged},
		10: {assessment.Improved, assessment.Improved}, -5: {assessment.Worsened, assessment.Unchanged}, -10: {assessment.Worsened, assessment.Worsened},
	} {
		tr := trend(t, "pcl-5", false, assessment.TrendOptions{}, 40, 40-change)
		v := verdicts(&tr)
		require.Equal(t, want, [2]assessment.Verdict{v[assessment.ChangeReliable], v[assessment.ChangeImportant]}, "%d", change)
		for _, c := range tr.Changes {
			require.True(t, c.Rule.Source.IsValid(), "a threshold has a source")
		}
	}
}

func TestCourseFollowsTheDirectionOfTheScale(t *testing.T) {
	worse := trend(t, "phq-9", false, assessment.TrendOptions{}, 10, 6, 12)
	require.Equal(t, []assessment.Course{assessment.Worse, assessment.Worse}, []assessment.Course{worse.Course, worse.Lately})
	require.Equal(t, iop.WholeAmount(6), worse.Best.Value)
	require.Equal(t, dayNumber(15), worse.Best.Date)
	better := trend(t, "barc-10", false, assessment.TrendOptions{}, 30, 50, 42)
	require.Equal(t, []assessment.Course{assessment.Better, assessment.Worse}, []assessment.Course{better.Course, better.Lately})
	require.Equal(t, iop.WholeAmount(50), better.Best.Value)
	require.Equal(t, iop.WholeAmount(42), better.Latest.Value)
	require.Equal(t, iop.WholeAmount(30), better.First.Value)
	same := trend(t, "tea", false, assessment.TrendOptions{}, 20, 20)
	require.Equal(t, assessment.Same, same.Course)
	require.Equal(t, assessment.ThresholdUnknown, verdicts(&same)[assessment.ChangeImportant], "none was ever published")
	none := trend(t, "tea", false, assessment.TrendOptions{}, -1, 20)
	require.Equal(t, assessment.CourseUnknown, none.Course)
	require.False(t, none.Points[0].Value.IsKnown(), "a form without a score stays in the series")
}

func TestCallersThresholds(t *testing.T) {
	rule := assessment.ChangeRule{Kind: assessment.ChangeReliable, Points: 6, Source: iop.Source{Locator: "our own reliable change index", Confidence: iop.Supposed}}
	for change, want := range map[int]assessment.Verdict{5: assessment.Unchanged, 6: assessment.Improved, -6: assessment.Worsened} {
		tr := trend(t, "k6", false, assessment.TrendOptions{Rules: []assessment.ChangeRule{rule}}, 12, 12-change)
		require.Equal(t, map[assessment.ChangeKind]assessment.Verdict{assessment.ChangeReliable: want}, verdicts(&tr))
	}
	for _, bad := range []assessment.ChangeRule{{Kind: assessment.ChangeReliable}, {Kind: assessment.ChangeReliable, Points: 1, Percent: 1}, {Kind: assessment.ChangeRemission, Points: 2}, {Kind: assessment.ChangeReliable, Points: 1, Scale: "x"}} {
		_, err := scorer(t, "k6").Trend(nil, assessment.TrendOptions{Rules: []assessment.ChangeRule{bad}})
		require.ErrorContains(t, err, "rule 1 is not usable")
	}
	_, err := scorer(t, "k6").Trend(nil, assessment.TrendOptions{Interval: &assessment.Interval{}})
	require.ErrorContains(t, err, "the interval has no days")
}

func TestOnlyLikeWithLike(t *testing.T) {
	series := totals(t, "phq-9", 10, 8)
	for want, change := range map[string]func(r *assessment.Dated[assessment.Result]){
		"is of gad-7":        func(r *assessment.Dated[assessment.Result]) { r.Value.Instrument = "gad-7" },
		"is of version 1999": func(r *assessment.Dated[assessment.Result]) { r.Value.Version = "1999" },
		"is coded inverted":  func(r *assessment.Dated[assessment.Result]) { r.Value.Coding = assessment.Inverted },
		"has no date":        func(r *assessment.Dated[assessment.Result]) { r.Date = iop.Date{} },
		"two results of":     func(r *assessment.Dated[assessment.Result]) { r.Date = dayNumber(1) },
	} {
		odd := append([]assessment.Dated[assessment.Result]{}, series...)
		change(&odd[1])
		_, err := scorer(t, "phq-9").Trend(odd, assessment.TrendOptions{})
		require.ErrorContains(t, err, want)
	}
	_, err := scorer(t, "audit").Trend(nil, assessment.TrendOptions{})
	require.ErrorIs(t, err, assessment.ErrNotTrendable)
	_, err = scorer(t, "bam").Trend(nil, assessment.TrendOptions{})
	require.ErrorContains(t, err, `"total" is no scale; want use, risk, protective`)
	_, err = scorer(t, "pcl-5").Trend(nil, assessment.TrendOptions{Scale: "F"})
	require.ErrorContains(t, err, `want total, B, C, D, E`)
	_, err = scorer(t, "phq-9").Trend(nil, assessment.TrendOptions{Scale: "x"})
	require.ErrorContains(t, err, `want total`)
}

// TestGaps follows the weekly interval of the BAM-IOP (VA).
func TestGaps(t *testing.T) {
	s := scorer(t, "bam-iop")
	var series []assessment.Dated[assessment.Result]
	for _, n := range []int{22, 1, 8, 14} { // in any order
		series = append(series, assessment.Dated[assessment.Result]{Date: dayNumber(n), Value: score(t, "bam-iop", make([]assessment.Answer, 24)...)})
	}
	tr, err := s.Trend(series, assessment.TrendOptions{Scale: "use", Until: dayNumber(29)})
	require.NoError(t, err)
	require.Equal(t, []assessment.Gap{{From: dayNumber(8), To: dayNumber(14), Days: 6}, {From: dayNumber(14), To: dayNumber(22), Days: 8, Late: true}}, tr.Gaps)
	tr, err = s.Trend(series, assessment.TrendOptions{Scale: "use", Until: dayNumber(30)})
	require.NoError(t, err)
	require.Equal(t, assessment.Gap{From: dayNumber(22), To: dayNumber(30), Days: 8, Late: true}, tr.Gaps[2], "overdue on the eighth day")
	tr, err = s.Trend(series, assessment.TrendOptions{Scale: "use", Until: dayNumber(23), Interval: &assessment.Interval{MaxDays: 14}})
	require.NoError(t, err)
	require.Empty(t, tr.Gaps, "the caller's own interval")
	require.Equal(t, assessment.HigherWorse, tr.Direction)
	tr, err = s.Trend(series, assessment.TrendOptions{Scale: "protective"})
	require.NoError(t, err)
	require.Equal(t, assessment.HigherBetter, tr.Direction)
}

func TestEvidenceOfScoresAndTrends(t *testing.T) {
	s, _ := assessment.Embedded().Lookup("phq-9", false)
	r := s.Score(answers(2, 1, 1, 2, 1, 1, 2, 1, none), assessment.Context{})
	got := map[string]string{}
	for _, e := range s.Evidence(dayNumber(3), &r) {
		require.Equal(t, dayNumber(3), e.Date)
		require.True(t, e.Source.IsValid())
		got[string(e.Kind)+" "+e.Of] = e.Value.String()
	}
	require.Equal(t, map[string]string{"score phq-9": "12", "band phq-9": "moderate", "flag phq-9/item9": "unknown",
		"flag phq-9/majorSyndrome": "no", "flag phq-9/otherSyndrome": "yes", "flag phq-9/positive": "yes"}, got)

	r = s.Score(answers(none), assessment.Context{})
	for _, e := range s.Evidence(dayNumber(3), &r) {
		require.False(t, e.Value.IsKnown(), "%s: what nobody answered is unknown, never zero and never no", e.Of)
	}
	bam := scorer(t, "bam-iop")
	r = score(t, "bam-iop", make([]assessment.Answer, 24)...)
	of := map[string]bool{}
	for _, e := range bam.Evidence(dayNumber(3), &r) {
		of[e.Of] = true
		require.True(t, e.Source.IsValid())
	}
	require.True(t, of["bam-iop/use"] && of["bam-iop/inconsistent"] && of["bam-iop/item4BelowItem5"])
	ssrs := scorer(t, "c-ssrs-screener")
	r = score(t, "c-ssrs-screener", 0, 0, 0, 0, 0, 0, 0)
	require.Equal(t, "none", ssrs.Evidence(dayNumber(3), &r)[0].Value.String())
	audit := scorer(t, "audit-c")
	r = score(t, "audit-c", 1, 1, 1)
	last := audit.Evidence(dayNumber(3), &r)
	require.Equal(t, "CDC/AHRQ alcohol screening logic", last[len(last)-2].Source.Authority, "the source of the very cut-off used")

	tr := trend(t, "phq-9", false, assessment.TrendOptions{}, 20, 10)
	changes := map[string]string{}
	for _, e := range tr.Evidence() {
		require.Equal(t, dayNumber(15), e.Date)
		changes[e.Of] = e.Value.String()
	}
	require.Equal(t, map[string]string{"phq-9/noticeable": "improved", "phq-9/response": "reached", "phq-9/remission": "not-reached", "phq-9/important": "unknown"}, changes)
}
