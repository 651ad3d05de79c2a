package iop_test

import (
	"errors"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/openiop/openiop/internal/strictjson"
	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
)

func TestGoodStandardIsRead(t *testing.T) {
	got, err := iop.ReadStandards("my.json", []byte(goodStandard))
	require.NoError(t, err)
	require.Len(t, got, 1)
	s := got[0]
	require.Equal(t, iop.StandardID("my-standard"), s.ID)
	require.Equal(t, iop.Hours(540), *s.Requirements.WeeklyHours[0].Min)
	require.Equal(t, "My state", s.Requirements.WeeklyHours[0].Source.Authority, "a source without an authority has the standard's")
	require.Equal(t, "My state", s.Counting.Source.Authority)
	require.True(t, s.OnByDefault())
}

func TestBrokenStandardsAreRefusedWithFileLinePathAndRemedy(t *testing.T) {
	for _, b := range brokenStandards {
		t.Run(b.name, func(t *testing.T) {
			got, err := iop.ReadStandards("my.json", []byte(b.text(t)))
			require.Empty(t, got)
			require.EqualError(t, err, b.want)
			problem, ok := errors.AsType[*strictjson.Error](err)
			require.True(t, ok)
			require.Equal(t, "my.json", problem.File)
			require.NotZero(t, problem.Line)
			require.NotEmpty(t, problem.Path)
		})
	}
}

func TestBrokenFilesAreRefusedWithOneClearError(t *testing.T) {
	tests := []struct {
		name, text, want string
	}{
		{"empty", "", "my.json: empty; want a JSON object or a list of objects"},
		{"only spaces", " \n\t\n", "my.json: empty; want a JSON object or a list of objects"},
		{"only a byte order mark", "\ufeff", "my.json: empty; want a JSON object or a list of objects"},
		{"not UTF-8", "{\"title\": \"\xff\"}", "my.json: not UTF-8 text; save the file as UTF-8"},
		{"UTF-16", "\xff\xfe{\x00}\x00", "my.json: not UTF-8 text; save the file as UTF-8"},
		{"a number", "5", "my.json:1: is a number; want an object"},
		{"a text", `"standard"`, "my.json:1: is a text; want an object"},
		{"cut short", "{\n\"id\": \"x\",\n", "my.json:2: not valid JSON: the text ends too early"},
		{"a list that is not closed", "[", "my.json:1: the list is not closed; want ] at its end"},
		{"a name twice", "{\"id\": \"a\",\n\"id\": \"b\"}", "my.json:2: id: the field stands twice; keep one"},
		{"NaN", `{"derived": NaN}`, "my.json:1: derived: not valid JSON"},
		{"Infinity", `{"derived": -Infinity}`, "my.json:1: derived: not valid JSON"},
		{"a comment", "{ // no", "my.json:1: not valid JSON"},
		{"a comma too many", `{"id": "x",}`, "my.json:1: not valid JSON"},
		{"text after the object", "{}\nmore", "my.json:2: text after the end of the value; remove it"},
		{"two objects", goodStandard + goodStandard, "my.json:17: text after the end of the value; remove it"},
		{"nested too deep", strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000), "my.json:1: nested deeper than the limit of 32 levels"},
		{"objects nested too deep", strings.Repeat(`{"a":`, 10_000), "my.json:1: nested deeper than the limit of 32 levels"},
		{"too many values", `{"recalled": [` + strings.Repeat(`"",`, 30_000) + `""]}`, "my.json:1: recalled[19998]: more than the limit of 20000 values in one object"},
		{"too many members", "[" + strings.Repeat("1,", 10_000) + "1]", "my.json:1: more than the limit of 10000 members in the list; split the file"},
		{"commas alone", "[" + strings.Repeat(",", 9_000) + "]", "my.json:1: a comma without a value beside it in the list; remove it"},
		{"too large", goodStandard + strings.Repeat(" ", 20<<20), "my.json: larger than the limit of 16777216 bytes; split the file or raise the limit"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := iop.ReadStandards("my.json", []byte(tt.text))
			require.Empty(t, got)
			require.Equal(t, tt.want, ours(err))
		})
	}
}

// ours gives an error without what the JSON package of the Go version says of
// bad syntax, which differs between versions.
func ours(err error) string {
	return regexp.MustCompile(`(not valid JSON): (invalid|object).*`).ReplaceAllString(err.Error(), "$1")
}

func TestByteOrderMarkAndLineEndsOfWindowsAreRead(t *testing.T) {
	text := "\ufeff" + strings.ReplaceAll(goodStandard, "\n", "\r\n")
	got, err := iop.ReadStandards("my.json", []byte(text))
	require.NoError(t, err)
	plain, err := iop.ReadStandards("my.json", []byte(goodStandard))
	require.NoError(t, err)
	require.Equal(t, plain, got)
}

func TestNullAndEmptyListMeanNotStated(t *testing.T) {
	bare := strings.Replace(goodStandard, `"counting"`, `"edition": null, "setting": null, "population": null, "ages": null, "special": null,
		"inForce": {"from": null, "until": null}, "status": null, "derived": [], "remarks": null, "recalled": null, "counting"`, 1)
	bare = strings.Replace(bare, `"weeklyHours"`, `"dailyHours": null, "groupSize": [], "planClock": null, "weeklyHours"`, 1)
	bare = strings.Replace(bare, `"must",`, `"must", "ages": null, "condition": null, "basis": null, "maxExclusive": null,`, 1)
	got, err := iop.ReadStandards("my.json", []byte(bare))
	require.NoError(t, err)
	plain, err := iop.ReadStandards("my.json", []byte(goodStandard))
	require.NoError(t, err)
	require.Equal(t, plain, got)
}

func TestOneRequirementMayBeWrittenBareOrInAList(t *testing.T) {
	end := `"confidence": "verified"}}` + "\n  },"
	list := strings.Replace(goodStandard, `"weeklyHours": {`, `"weeklyHours": [{`, 1)
	list = strings.Replace(list, end, strings.Replace(end, "}}", "}}]", 1), 1)
	got, err := iop.ReadStandards("my.json", []byte(list))
	require.NoError(t, err)
	plain, err := iop.ReadStandards("my.json", []byte(goodStandard))
	require.NoError(t, err)
	require.Equal(t, plain, got)
}

func TestSeveralProblemsAreAllReportedAndTheGoodStandardsReturned(t *testing.T) {
	file := "[\n" + strings.Join([]string{
		goodStandard, // line 2
		strings.NewReplacer("my-standard", "second", `"regulation"`, `"law"`, `"US-VA"`, `"Virginia"`).Replace(goodStandard), // line 19
		`{"id": "third",,}`,
		strings.Replace(goodStandard, "my-standard", "fourth", 1),
		strings.NewReplacer("my-standard", "fifth", `"min": 9`, `"min": "nine"`, `["yoga"]`, `[7]`, `"My state"`, `true`).Replace(goodStandard),
	}, ",\n") + "\n]"
	got, err := iop.ReadStandards("mine.json", []byte(file))
	require.Len(t, got, 2)
	require.Equal(t, iop.StandardID("my-standard"), got[0].ID)
	require.Equal(t, iop.StandardID("fourth"), got[1].ID)
	require.Equal(t, strings.Join([]string{
		`mine.json:23: [1].kind: is not a word of this format; want one of "regulation", "payer", "clinical-standard", "accreditation", "billing-code", "guidance"`,
		`mine.json:24: [1].jurisdiction: is missing or has a wrong form; want a country or ISO 3166-2 code such as US or US-VA`,
		`mine.json:36: [2]: not valid JSON`,
		`mine.json:57: [4].authority: is a boolean; want a text`,
		`mine.json:64: [4].requirements.weeklyHours.min: is a text; want a number of hours`,
		`mine.json:67: [4].counting.excludes[0]: is a number; want a text`,
	}, "\n"), ours(err))
}

func TestSameProblemsInTheSameOrderEveryTime(t *testing.T) {
	file := []byte(`{"counting": {"counts": ["a", "b"], "excludes": ["c", "d"]}}`)
	_, err := iop.ReadStandards("mine.json", file)
	for range 50 {
		_, again := iop.ReadStandards("mine.json", file)
		require.Equal(t, err.Error(), again.Error())
	}
}

func TestPeriodsOfOneFileMayNotShareADay(t *testing.T) {
	period := func(in string) string {
		return strings.Replace(goodStandard, `"kind"`, `"inForce": `+in+`, "kind"`, 1)
	}
	t.Run("a changed number is a new period", func(t *testing.T) {
		file := "[" + period(`{"until": "2025-07-01"}`) + "," + period(`{"from": "2025-07-01"}`) + "]"
		got, err := iop.ReadStandards("mine.json", []byte(file))
		require.NoError(t, err)
		require.Len(t, got, 2)
	})
	t.Run("and begins no earlier than the last one ends", func(t *testing.T) {
		file := "[\n" + period(`{"until": "2025-07-02"}`) + ",\n" + period(`{"from": "2025-07-01"}`) + "]"
		got, err := iop.ReadStandards("mine.json", []byte(file))
		require.Len(t, got, 1)
		require.EqualError(t, err, `mine.json:19: [1].inForce: shares a day with an earlier period of "my-standard"; end one on the day the next begins`)
	})
	t.Run("the same standard twice", func(t *testing.T) {
		_, err := iop.ReadStandards("mine.json", []byte("["+goodStandard+","+goodStandard+"]"))
		require.ErrorContains(t, err, "shares a day with an earlier period")
	})
}

func TestLetterThatOnlyLowerCasingMakesEqualIsSuggested(t *testing.T) {
	// U+0130 lower-cases to i but does not fold to it.
	_, err := iop.ReadStandards("my.json", []byte(`{"t`+"\u0130"+`tle": 1}`))
	require.ErrorContains(t, err, `(did you mean "title"?)`)
}

func TestEmptyListOfStandardsIsNoStandards(t *testing.T) {
	got, err := iop.ReadStandards("my.json", []byte("[]"))
	require.NoError(t, err)
	require.Empty(t, got)
}

func TestUnmarshallingAStandardIsAsStrict(t *testing.T) {
	var s iop.Standard
	require.NoError(t, s.UnmarshalJSON([]byte(goodStandard)))
	require.Equal(t, iop.StandardID("my-standard"), s.ID)
	require.EqualError(t, s.UnmarshalJSON([]byte(`[]`)), "standard: want one object")
	require.ErrorContains(t, s.UnmarshalJSON([]byte(`{"id": 7}`)), "standard:1: id: is a number; want a text")
}

func TestAllStandardsInOneFileAreRead(t *testing.T) {
	files, err := os.ReadDir("standards")
	require.NoError(t, err)
	var all []string
	for _, f := range files {
		data, err := os.ReadFile("standards/" + f.Name())
		require.NoError(t, err)
		all = append(all, string(data))
	}
	got, err := iop.ReadStandards("all.json", []byte("["+strings.Join(all, ",")+"]"))
	require.NoError(t, err)
	require.Len(t, got, 94)
}
