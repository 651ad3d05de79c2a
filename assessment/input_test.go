package assessment_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/openiop/openiop/assessment"
	"github.com/stretchr/testify/require"
)

func TestBadAnswersAreInvalidAndSayWhatIsAllowed(t *testing.T) {
	for _, c := range []struct{ id, input, want string }{
		{"phq-9", `[0,0,0,0,4,0,0,0,0]`, "item 5: 4; want 0 to 3"},
		{"phq-9", `[0,0,0,0,-1,0,0,0,0]`, "item 5: -1; want 0 to 3"},
		{"phq-9", `[0,0,0,0,1.5,0,0,0,0]`, "item 5: 1.5; want 0 to 3"},
		{"phq-9", `[0,0,0,0,1e0,0,0,0,0]`, "item 5: 1e0; want 0 to 3"},
		{"phq-9", `[0,0,0,0,99999999999999999999999,0,0,0,0]`, "item 5: 99999999999999999999; want 0 to 3"},
		{"phq-9", `[0,0,0,0,-32768,0,0,0,0]`, "item 5: -32768; want 0 to 3"},
		{"phq-9", `[0,0,0,0,"x y",0,0,0,0]`, "item 5: a text; want 0 to 3"},
		{"phq-9", `[0,0,0,0,true,0,0,0,0]`, "item 5: a boolean; want 0 to 3"},
		{"phq-9", `[0,0,0,0,[1],0,0,0,0]`, "item 5: a list; want 0 to 3"},
		{"phq-9", `[0,0,0,0,0,0,0,0,0,0]`, "10 answers; want at most 9"},
		{"phq-9", `{"answers": {"10": 0}}`, `an answer to an unknown item "10"; want item ids 1, 2, 3, 4, 5, 6, 7, 8, 9`},
		{"phq-9", `{"answers": {"what the person said": 0}}`, `an answer to an unknown item; want item ids 1, 2, 3, 4, 5, 6, 7, 8, 9`},
		{"audit", `[1,1,1,0,0,0,0,0,1,0]`, "item 9: 1; want 0, 2 or 4"},
		{"cows", `[3,0,0,0,0,0,0,0,0,0,0]`, "item 1: 3; want 0, 1, 2 or 4"},
		{"bam-iop", `{"answers": {"7A": 8}}`, "item 7A: 8; want 0 to 7"},
		{"urica-24", `{"answers": {"meanPC": 2.125}}`, "item meanPC: 2.125; want 1 to 5 with at most 2 decimals"},
		{"urica-24", `{"answers": {"meanPC": 5.01}}`, "item meanPC: 5.01; want 1 to 5"},
	} {
		s := scorer(t, c.id)
		in, err := s.ReadInput("input", []byte(c.input))
		require.NoError(t, err, c.input)
		r := s.Score(in.Answers, in.Context)
		require.Equal(t, assessment.StatusInvalid, r.Status, c.input)
		require.Len(t, r.Problems, 1, c.input)
		require.Equal(t, c.want, r.Problems[0].String())
		require.False(t, r.Total.IsKnown())
		require.Empty(t, r.Band)
	}
}

func TestWholeNumbersInAnyDress(t *testing.T) {
	for input, want := range map[string]string{
		`[1.0,0,0,0,0,0,0,0,0]`: "1", ` [ 1 , 0,0,0,0,0,0,0,0 ] `: "1", `{ "answers" : [1,0,0,0,0,0,0,0,0] }`: "1",
		`{"coding": null, "context": null, "answers": {"9": 0,"1":1,"2":0,"3":0,"4":0,"5":0,"6":0,"7":0,"8":0}}`: "1", `[-0,0,0,0,0,0,0,0,0]`: "0",
		"{\"answers\":\n[1,0,0,0,0,0,0,0,0],\n\"coding\":\"raw\"}": "1",
	} {
		s := scorer(t, "phq-9")
		in, err := s.ReadInput("input", []byte(input))
		require.NoError(t, err, input)
		r := s.Score(in.Answers, in.Context)
		require.Equal(t, want, r.Total.String(), "%s %v", input, r.Problems)
	}
}

func TestUnreadableInputs(t *testing.T) {
	for input, want := range map[string]string{
		`{"answers":[}`:                          "not valid JSON",
		`{"answers":[0,]}`:                       "not valid JSON",
		`[01]`:                                   "not valid JSON",
		`[0] 1`:                                  "text after the end",
		``:                                       "ends too early",
		`3`:                                      "is a number; want an object with answers, or a list of answers",
		`{}`:                                     "answers: is missing; want a list in item order or an object by item id",
		`{"answers": null}`:                      "answers: is missing",
		`{"answers": 3}`:                         "answers: is a number; want a list in item order or an object by item id",
		`{"answer": [0]}`:                        `answer: is not a field of this format (did you mean "answers"?)`,
		`{"answers": {"1":0,"1":1}}`:             "answers.1: the field stands twice; keep one",
		`{"answers": [0], "coding": "reversed"}`: "coding: is not a coding; want raw or inverted",
		`{"answers": [0], "coding": 1}`:          "coding: is a number; want a text",
		`{"answers": [0], "context": {"sex": "f"}}`:    "context.sex: is not a sex that cut-offs know; want female, male or unknown",
		`{"answers": [0], "context": {"age": 1.5}}`:    "context.age: is 1.5; want a whole number",
		`{"answers": [0], "context": {"age": -1}}`:     "context.age: is -1; want years from 0 to 150",
		`{"answers": [0], "context": {"cutSet":"x"}}`:  "context.cutSet: is no set of cut-offs of phq-9; want standard",
		`{"answers": [0], "context": {"bandSet":"x"}}`: "context.bandSet: is no band set of phq-9; want standard",
		`{"answers": [0], "context": {"name":"x"}}`:    "context.name: is not a field",
	} {
		_, err := scorer(t, "phq-9").ReadInput("input", []byte(input))
		require.ErrorContains(t, err, want, input)
	}
	_, err := scorer(t, "bam").ReadInput("input", []byte(`{"answers": [0], "context": {"bandSet":"x", "cutSet": "y"}}`))
	require.ErrorContains(t, err, "want none: the instrument has none (and 1 more)")
}

func TestContextThatTheInstrumentDoesNotKnow(t *testing.T) {
	s := scorer(t, "phq-4")
	full := answers(0, 0, 3, 3)
	r := s.Score(full, assessment.Context{BandSet: "x"})
	require.Equal(t, assessment.StatusInvalid, r.Status)
	require.Equal(t, "an unknown band set; want standard", r.Problems[0].String())
	require.False(t, r.Total.IsKnown() || r.Subscale("anxiety (GAD-2)").IsKnown())
	require.Empty(t, label(&r, "standard"))
	s = scorer(t, "audit-c")
	r = s.Score(answers(0, 0, 0), assessment.Context{CutSet: "x"})
	require.Equal(t, "an unknown set of cut-offs; want ASBI, classical, VA5, high-risk", r.Problems[0].String())
	require.Equal(t, assessment.Unknown, r.Flag("positive"))
	r = s.Score(assessment.Answers{Values: full.Values[:3], Coding: "x"}, assessment.Context{})
	require.Equal(t, "an unknown coding; want raw or inverted", r.Problems[0].String())
}

// read gives a line for each input that a reader finds.
func read(t *testing.T, id, name, text string) (form assessment.Form, lines []string, err error) {
	t.Helper()
	for _, r := range []io.Reader{strings.NewReader(text), iotest.OneByteReader(strings.NewReader(text))} {
		lines = nil
		s := scorer(t, id)
		reader := s.NewReader(name, r)
		var in assessment.Input
		for reader.Next(&in) {
			if in.Err != nil {
				lines = append(lines, in.Err.Error())
				continue
			}
			result := s.Score(in.Answers, in.Context)
			lines = append(lines, fmt.Sprintf("%s %s %s", reader.Place(), result.Status, result.Total))
		}
		form, err = reader.Form(), reader.Err()
	}
	return form, lines, err
}

func TestFormsOfFiles(t *testing.T) {
	for _, c := range []struct {
		name, text string
		form       assessment.Form
		want       []string
	}{
		{"one", `[1,1]`, assessment.OneInput, []string{"one:1 scored 2"}},
		{"bom", "\xef\xbb\xbf[1,1]\r\n", assessment.OneInput, []string{"bom:1 scored 2"}},
		{"pretty", "\n{\n  \"answers\": [\n    1,\n    1\n  ]\n}\n", assessment.OneInput, []string{"pretty:1 scored 2"}},
		{"empty list", `[]`, assessment.OneInput, []string{"empty list:1 incomplete unknown"}},
		{"nulls", `[null,null]`, assessment.OneInput, []string{"nulls:1 incomplete unknown"}},
		{"list", `[{"answers":[1,1]},[0,0]]`, assessment.ListOfInputs, []string{"list:1: [0] scored 2", "list:1: [1] scored 0"}},
		{"list", "[\n[1,1],\n[1,\n9],\n{}\n,[0,0]]", assessment.ListOfInputs,
			[]string{"list:2: [0] scored 2", "list:3: [1] invalid unknown", "list:5: [2].answers: is missing; want a list in item order or an object by item id", "list:6: [3] scored 0"}},
		{"list", "[\n{\"answers\":[1,1]}\n]", assessment.ListOfInputs, []string{"list:2: [0] scored 2"}},
		{"lines", "[1,1]\n{\"answers\":[0,0]}\n", assessment.LinesOfInputs, []string{"lines:1 scored 2", "lines:2 scored 0"}},
		{"lines", "\n[1,1]\n\n[0,0]", assessment.LinesOfInputs, []string{"lines:2 scored 2", "lines:4 scored 0"}},
		{"lines", "[1,1\n[0,0]\n", assessment.LinesOfInputs, []string{"lines:1: not valid JSON: the text ends too early", "lines:2 scored 0"}},
		{"lines", "[1,1]\nx\n[0,0]\n", assessment.LinesOfInputs, []string{"lines:1 scored 2", "lines:2: not valid JSON: invalid character 'x' looking for beginning of value", "lines:3 scored 0"}},
		{"a.ndjson", "x\n[0,0]", assessment.LinesOfInputs, []string{"a.ndjson:1: not valid JSON: invalid character 'x' looking for beginning of value", "a.ndjson:2 scored 0"}},
		{"a.jsonl", "", assessment.LinesOfInputs, nil},
	} {
		form, lines, err := read(t, "phq-2", c.name, c.text)
		require.NoError(t, err)
		require.Equal(t, c.form, form, c.text)
		for i := range lines { // the two JSON packages differ in the place they give to an unclosed list
			lines[i] = strings.Replace(lines[i], "lines:1: [2]: not", "lines:1: not", 1)
		}
		require.Equal(t, c.want, lines, c.text)
	}
}

func TestLongLines(t *testing.T) {
	wide := "[1," + strings.Repeat(" ", 200_000) + "1]\n"
	long := "[1," + strings.Repeat(" ", 2<<20) + "1]\n"
	_, lines, err := read(t, "phq-2", "a.ndjson", wide+long+wide+"[0,0]")
	require.NoError(t, err)
	require.Equal(t, []string{"a.ndjson:1 scored 2", "a.ndjson:2: longer than the limit of 1048576 bytes for one input", "a.ndjson:3 scored 2", "a.ndjson:4 scored 0"}, lines)
}

func TestFilesThatCannotBeRead(t *testing.T) {
	_, lines, err := read(t, "phq-2", "f", "")
	require.ErrorContains(t, err, "f: empty")
	require.Empty(t, lines)
	_, _, err = read(t, "phq-2", "f", "[[1,1],[1,1]")
	require.ErrorContains(t, err, "f:1: the list is not closed")
	broken := errors.New("no more")
	s := scorer(t, "phq-2")
	var in assessment.Input
	for _, start := range []string{"", "[1,1]\n[0,0]\n", "[\n"} {
		r := s.NewReader("f", io.MultiReader(strings.NewReader(start), iotest.ErrReader(broken)))
		for r.Next(&in) {
			require.NoError(t, in.Err)
		}
		require.ErrorIs(t, r.Err(), broken, "%q", start)
	}
}

func TestResultInJSON(t *testing.T) {
	r := score(t, "phq-9", 2, 1, 1, 2, 1, 1, 2, 1, none)
	require.Equal(t, `{"instrument":"phq-9","status":"prorated","total":12,"subscales":{},"band":"moderate","bands":{"standard":"moderate"},`+
		`"flags":{"item9":"unknown","majorSyndrome":"no","otherSyndrome":"yes","positive":"yes"},"answered":8,"missing":["9"]}`, string(r.AppendJSON(nil)))
	r = scorer(t, "whoqol-bref").InvalidResult()
	require.Equal(t, `{"instrument":"whoqol-bref","status":"invalid","total":null,"subscales":{},"band":null,"bands":{},"flags":{},"answered":0,"missing":[]}`, string(r.AppendJSON(nil)))
	odd := assessment.Result{Instrument: "a\"\\\n\u00e9"}
	require.JSONEq(t, `{"instrument":"a\"\\\né","status":"","total":null,"subscales":{},"band":null,"bands":{},"flags":{},"answered":0,"missing":[]}`, string(odd.AppendJSON(nil)))
}
