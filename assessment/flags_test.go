package assessment_test

import (
	"testing"

	"github.com/openiop/openiop/assessment"
	"github.com/stretchr/testify/require"
)

func flagOf(t *testing.T, id, flag, input string) assessment.Ternary {
	t.Helper()
	s := scorer(t, id)
	in, err := s.ReadInput("input", []byte(input))
	require.NoError(t, err, input)
	r := s.Score(in.Answers, in.Context)
	return r.Flag(flag)
}

const (
	isYes     = assessment.Yes
	isNo      = assessment.No
	isUnknown = assessment.Unknown
)

// TestFlagsAreThreeValued: a flag is certain where the answers make it so,
// whatever became of the total, and unknown otherwise.
func TestFlagsAreThreeValued(t *testing.T) {
	for _, c := range []struct {
		id, flag, input string
		want            assessment.Ternary
	}{
		{"phq-9", "item9", `[0,0,0,0,0,0,0,0,0]`, isNo},
		{"phq-9", "item9", `[0,0,0,0,0,0,0,0,1]`, isYes},
		{"phq-9", "item9", `[null,null,null,null,null,null,null,null,1]`, isYes},
		{"phq-9", "item9", `[3,3,3,3,3,3,3,3,null]`, isUnknown},
		{"phq-9", "item9", `[0,0,0,0,0,0,0,0]`, isUnknown},
		{"phq-9", "item9", `[0,0,0,9,0,0,0,0,2]`, isYes},       // another item is invalid
		{"phq-9", "item9", `[0,0,0,0,0,0,0,0,4]`, isUnknown},   // itself is
		{"phq-9", "item9", `[0,0,0,0,0,0,0,0,0,0]`, isUnknown}, // one too many: which is item 9?
		{"phq-9", "item9", `[0,0,0,0,0,0,0,0,1,0]`, isYes},
		{"phq-9", "item9", `{}`, isUnknown},
		{"phq-9", "positive", `[3,3,3,1,null,null,null,null,null]`, isYes}, // 10 already
		{"phq-9", "positive", `[3,3,3,0,null,null,null,null,null]`, isUnknown},
		{"phq-9", "positive", `[1,1,1,1,1,1,1,1,null]`, isNo},  // prorated 9
		{"phq-9", "positive", `[2,1,1,1,1,1,1,1,null]`, isYes}, // prorated 10.125
		{"phq-2", "positive", `[3,null]`, isYes},
		{"phq-2", "positive", `[2,null]`, isUnknown},
		{"phq-9", "majorSyndrome", `[2,null,2,2,2,2,null,0,0]`, isYes},
		{"phq-9", "majorSyndrome", `[1,1,null,null,null,null,null,null,null]`, isNo}, // no core item
		{"phq-9", "otherSyndrome", `[2,0,0,0,0,0,0,0,null]`, isUnknown},
		{"phq-4", "depression", `[0,0,3,0]`, isYes},
		{"phq-4", "anxiety", `[0,0,3,0]`, isNo},
		{"audit", "dependence", `[4,4,4,2,2,null,0,0,0,0]`, isYes},
		{"audit", "harm", `[4,4,4,0,0,0,0,0,0,null]`, isUnknown},
		{"audit-c", "item1Only", `[4,0,0]`, isYes},
		{"audit-c", "item1Only", `[4,1,0]`, isNo},
		{"audit-c", "item1Only", `[4,null,0]`, isUnknown},
		{"audit-c", "item1Only", `[0,null,null]`, isNo},
		{"bam-iop", "use", `{"4":0,"5":0,"6":1}`, isYes},
		{"bam-iop", "use", `{"4":0,"5":0}`, isUnknown},
		{"bam", "risk", `{"1":4,"2":30,"3":30}`, isYes},
		{"bam", "protective", `{"9":0,"10":0,"12":0}`, isYes},
		{"barc-10", "atLeast47", `[6,6,6,6,6,6,6,6,null,null]`, isYes},
		{"pcl-5", "provisional", `[0,0,0,0,0,null,null,4,4,4,4,4,4,4,4,4,4,4,4,4]`, isNo},
		{"c-ssrs-screener", "positive", `[1,1,null,1,null,0,null]`, isYes},
		{"c-ssrs-screener", "positive", `[1,1,0,null,0,0,null]`, isUnknown},
		{"c-ssrs-screener", "recentBehavior", `[0,0,null,null,null,1,null]`, isUnknown},
		{"mdq", "positive", `[1,1,1,1,1,1,1,0,0,0,0,0,0,1,1]`, isNo},
	} {
		if c.input == `{}` {
			c.input = `{"answers": {}}`
		} else if c.input[0] == '{' {
			c.input = `{"answers": ` + c.input + `}`
		}
		require.Equal(t, c.want, flagOf(t, c.id, c.flag, c.input), "%s %s %s", c.id, c.flag, c.input)
	}
}

// TestCutoffsByContext follows the cut-offs of the AUDIT-C (ASBI; LOINC; VA)
// and PC-PTSD-5 (Bovin et al. 2021), one under and at each.
func TestCutoffsByContext(t *testing.T) {
	for _, c := range []struct {
		id, answers, context string
		want                 assessment.Ternary
	}{
		{"audit-c", "[2,0,0]", `{"sex":"female"}`, isNo},
		{"audit-c", "[3,0,0]", `{"sex":"female"}`, isYes},
		{"audit-c", "[3,0,0]", `{"sex":"male","age":65}`, isNo},
		{"audit-c", "[4,0,0]", `{"sex":"male","age":65}`, isYes},
		{"audit-c", "[3,0,0]", `{"sex":"male","age":66}`, isYes},
		{"audit-c", "[2,0,0]", `{"sex":"male","age":66}`, isNo},
		{"audit-c", "[3,0,0]", `{"sex":"male"}`, isUnknown}, // 3 or 4, by an age nobody stated
		{"audit-c", "[4,0,0]", `{"sex":"male"}`, isYes},
		{"audit-c", "[2,0,0]", `{"sex":"male"}`, isNo},
		{"audit-c", "[3,0,0]", `{}`, isYes}, // ASBI says what to do
		{"audit-c", "[2,0,0]", `{"sex":"unknown"}`, isNo},
		{"audit-c", "[3,0,0]", `{"sex":"unknown","age":40}`, isYes},
		{"audit-c", "[3,0,0]", `{"cutSet":"classical"}`, isUnknown}, // nobody says
		{"audit-c", "[4,0,0]", `{"cutSet":"classical"}`, isYes},
		{"audit-c", "[4,0,0]", `{"cutSet":"VA5","sex":"female"}`, isNo},
		{"audit-c", "[4,1,0]", `{"cutSet":"VA5","sex":"male"}`, isYes},
		{"audit-c", "[4,null,null]", `{"sex":"male","age":30}`, isYes},
		{"audit-c", "[2,null,null]", `{"sex":"male","age":30}`, isUnknown},
		{"pc-ptsd-5", "[1,1,1,1,0,0]", `{"sex":"female"}`, isYes},
		{"pc-ptsd-5", "[1,1,1,1,0,0]", `{"sex":"male"}`, isNo},
		{"pc-ptsd-5", "[1,1,1,1,0,0]", `{}`, isNo},
		{"pc-ptsd-5", "[1,1,1,1,0,0]", `{"cutSet":"sensitive"}`, isYes},
		{"pc-ptsd-5", "[1,1,1,1,0,0]", `{"sex":"female","cutSet":"overall"}`, isNo},
		{"pacs", "[4,4,4,4,4]", `{}`, isYes},
		{"pacs", "[4,4,4,4,4]", `{"cutSet":"21"}`, isNo},
		{"cage-aid", "[1,0,0,0]", `{}`, isNo},
		{"cage-aid", "[1,0,0,0]", `{"cutSet":"sensitive"}`, isYes},
	} {
		got := flagOf(t, c.id, "positive", `{"answers": `+c.answers+`, "context": `+c.context+`}`)
		require.Equal(t, c.want, got, "%s %s %s", c.id, c.answers, c.context)
	}
}

// TestSkips follows the completeness rules of the AUDIT (CamCOPS), the gate of
// the PC-PTSD-5, of the TAPS and of the ASSIST.
func TestSkips(t *testing.T) {
	for _, c := range []struct {
		id, answers  string
		status       assessment.Status
		total        string
		inconsistent assessment.Ternary
	}{
		{"audit", "[0,null,null,null,null,null,null,null,0,0]", assessment.StatusScored, "0", isNo},
		{"audit", "[0,null,null,null,null,null,null,null,null,0]", assessment.StatusIncomplete, "unknown", isNo},
		{"audit", "[0,0,0,3,0,0,0,0,0,0]", assessment.StatusScored, "3", isYes}, // answered all the same
		{"audit", "[1,0,0,null,null,null,null,null,0,0]", assessment.StatusScored, "1", isNo},
		{"audit", "[1,0,1,null,null,null,null,null,0,0]", assessment.StatusIncomplete, "unknown", isNo},
		{"audit", "[1,0,null,null,null,null,null,null,0,0]", assessment.StatusIncomplete, "unknown", isNo},
		{"audit", "[null,0,0,null,null,null,null,null,0,0]", assessment.StatusIncomplete, "unknown", isNo},
		{"audit", "[1,null,0,2,0,0,0,0,0,0]", assessment.StatusIncomplete, "unknown", isUnknown},
		{"audit-c", "[0,null,null]", assessment.StatusScored, "0", isNo},
		{"audit-c", "[1,null,0]", assessment.StatusIncomplete, "unknown", isNo},
		{"pc-ptsd-5", "[0,null,null,null,null,null]", assessment.StatusScored, "0", isNo},
		{"pc-ptsd-5", "[0,1,1,1,1,1]", assessment.StatusScored, "0", isYes}, // the gate says 0
		{"pc-ptsd-5", "[null,1,1,1,1,1]", assessment.StatusIncomplete, "unknown", isUnknown},
		{"pc-ptsd-5", "[1,1,null,1,1,1]", assessment.StatusIncomplete, "unknown", isNo},
	} {
		s := scorer(t, c.id)
		in, err := s.ReadInput("input", []byte(c.answers))
		require.NoError(t, err)
		r := s.Score(in.Answers, in.Context)
		require.Equal(t, c.status, r.Status, "%s %s: %v", c.id, c.answers, r.Missing)
		require.Equal(t, c.total, r.Total.String(), "%s %s", c.id, c.answers)
		require.Equal(t, c.inconsistent, r.Flag("inconsistent"), "%s %s", c.id, c.answers)
	}
}

func TestGatesOfSubstances(t *testing.T) {
	s := scorer(t, "taps")
	in, err := s.ReadInput("input", []byte(`{"answers": {"1-tobacco": 0, "1-alcohol": 2, "alcohol": 3, "1-drugs": 0, "1-medicines": 0}}`))
	require.NoError(t, err)
	r := s.Score(in.Answers, in.Context)
	require.Equal(t, assessment.StatusScored, r.Status, "%v", r.Missing)
	require.Equal(t, "higher risk", label(&r, "alcohol"))
	require.Equal(t, "no use past 3 months", label(&r, "heroin"))
	require.Equal(t, isYes, r.Flag("positive"))

	in, err = s.ReadInput("input", []byte(`{"answers": {"1-tobacco": 1, "1-alcohol": 0, "1-drugs": 0, "1-medicines": 0}}`))
	require.NoError(t, err)
	r = s.Score(in.Answers, in.Context)
	require.Equal(t, assessment.StatusIncomplete, r.Status)
	require.Equal(t, []string{"tobacco"}, r.Missing, "an open gate asks for its score")
	require.Empty(t, label(&r, "tobacco"))

	s = scorer(t, "assist-v3")
	in, err = s.ReadInput("input", []byte(`{"answers": {"cannabis-1": 1, "cannabis-2": 0, "cannabis-6": 3, "cannabis-7": 0, "tobacco-1": 0}}`))
	require.NoError(t, err)
	r = s.Score(in.Answers, in.Context)
	require.Equal(t, "3", r.Subscale("cannabis").String(), "no use in three months leaves out questions 3 to 5")
	require.Equal(t, "0", r.Subscale("tobacco").String())
	require.False(t, r.Subscale("alcohol").IsKnown(), "its gate was not answered")
	require.Equal(t, assessment.StatusIncomplete, r.Status)
}

func TestCategoryIsNeverLowerThanWhatIsOpen(t *testing.T) {
	for input, want := range map[string]string{
		`[0,0,null,null,null,0,null]`: "none", `[1,0,null,null,null,0,null]`: "low", `[1,1,0,0,0,0,null]`: "low",
		`[1,1,null,0,0,0,null]`: "", `[1,1,1,null,0,0,null]`: "", `[0,0,null,null,null,1,null]`: "", `[null,0,null,null,null,0,null]`: "",
		`[1,1,null,1,null,0,null]`: "high", `[null,null,null,null,null,null,1]`: "high", `[0,0,0,0,0,1,0]`: "moderate", `[0,0,0,0,0,null,null]`: "",
	} {
		s := scorer(t, "c-ssrs-screener")
		in, err := s.ReadInput("input", []byte(input))
		require.NoError(t, err)
		r := s.Score(in.Answers, in.Context)
		require.Equal(t, want, r.Band, input)
		require.False(t, r.Total.IsKnown(), "no sum")
	}
	require.Equal(t, isYes, flagOf(t, "c-ssrs-screener", "recentWithoutEver", `[0,0,0,0,0,0,1]`))
	require.Equal(t, isYes, flagOf(t, "c-ssrs-screener", "inconsistent", `[0,0,0,0,0,0,1]`))
}

// TestDayRecodes follows the VA keys of the four versions at every bound.
func TestDayRecodes(t *testing.T) {
	want := map[string]map[int]int{
		"bam":     {0: 0, 1: 1, 3: 1, 4: 2, 8: 2, 9: 3, 15: 3, 16: 4, 30: 4},
		"bam-iop": {0: 0, 1: 1, 2: 2, 3: 3, 4: 4, 5: 4, 7: 4},
		"bam-r":   {0: 0, 1: 1, 16: 16, 30: 30},
	}
	for id, days := range want {
		for n, points := range days {
			list := make([]assessment.Answer, 24)
			list[5] = assessment.Answer(n)
			r := score(t, id, list...)
			require.Equal(t, assessment.StatusScored, r.Status)
			points64, _ := r.Subscale("use").Whole()
			require.EqualValues(t, points, points64, "%s %d days", id, n)
			require.False(t, r.Total.IsKnown(), "no grand total")
		}
	}
	list := make([]assessment.Answer, 24)
	list[5] = 8
	require.Equal(t, assessment.StatusInvalid, scorer(t, "bam-iop").Score(answers(list...), assessment.Context{}).Status, "eight days of seven")
	for answer, points := range []int64{0, 8, 15, 22, 30} { // YTSBAMR
		list := make([]assessment.Answer, 24)
		list[0] = assessment.Answer(answer)
		r := score(t, "bam-r", list...)
		got, _ := r.Subscale("risk").Whole()
		require.Equal(t, points, got)
	}
}

func TestConsistencyOfTheBAM(t *testing.T) {
	for input, want := range map[string]assessment.Ternary{
		`{"4": 2, "5": 2, "6": 0}`: isNo, `{"4": 1, "5": 2, "6": 0}`: isYes, `{"5": 2, "6": 0}`: isUnknown, `{"4": 1, "6": 0}`: isUnknown, `{"5": 0, "6": 0}`: isNo,
		`{"4": 0, "5": 0, "6": 1, "7A": 2}`: isYes, `{"4": 0, "5": 0, "6": 2, "7A": 2, "7G": 1}`: isNo, `{"4": 0, "5": 0, "7A": 2}`: isUnknown,
	} {
		require.Equal(t, want, flagOf(t, "bam-iop", "inconsistent", `{"answers": `+input+`}`), input)
	}
}

// TestThresholdsBetweenWholePoints: a scale with decimals is held against
// whole thresholds exactly; 3.5 is not within 3.
func TestThresholdsBetweenWholePoints(t *testing.T) {
	in := *scorer(t, "gad-2").Instrument()
	in.Decimals, in.Items = 1, []assessment.Item{{ID: "1"}, {ID: "2"}}
	in.Total = &assessment.Scale{Items: []string{"1", "2"}, Direction: assessment.HigherWorse, Min: 0, Max: 6}
	cited := in.Source
	in.Flags = []assessment.Flag{
		{Name: "low", Title: "up to 3", All: []assessment.Condition{{Scale: "total", Max: new(3)}}, Source: cited},
		{Name: "high", Title: "4 or more", All: []assessment.Condition{{Scale: "total", Min: new(4)}}, Source: cited},
	}
	s, err := assessment.NewScorer(in)
	require.NoError(t, err)
	for _, c := range []struct {
		input     string
		low, high assessment.Ternary
	}{
		{`[1.5, 1.5]`, isYes, isNo},
		{`[1.5, 1.6]`, isNo, isNo},
		{`[2, 1.9]`, isNo, isNo},
		{`[2, 2.0]`, isNo, isYes},
		{`[0.9, null]`, isUnknown, isNo}, // at most 3.9
		{`[1, null]`, isUnknown, isUnknown},
	} {
		got, err := s.ReadInput("input", []byte(c.input))
		require.NoError(t, err)
		r := s.Score(got.Answers, got.Context)
		require.Equal(t, c.low, r.Flag("low"), c.input)
		require.Equal(t, c.high, r.Flag("high"), c.input)
	}
}
