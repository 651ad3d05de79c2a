package assessment_test

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/openiop/openiop/assessment"
	"github.com/stretchr/testify/require"
)

// vector is one set of answers with its published or derived result. The file
// is that of the research, unchanged, with the source of each.
type vector struct {
	ID         string
	Instrument string
	Answers    json.RawMessage
	Coding     string
	Context    json.RawMessage
	Expect     map[string]json.RawMessage
	Source     json.RawMessage
}

func vectors(t testing.TB) (out []vector) {
	t.Helper()
	data, err := os.ReadFile("testdata/instrument-vectors.json")
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(data, &out))
	require.Len(t, out, 175)
	return out
}

func scorer(t testing.TB, id string) *assessment.Scorer {
	t.Helper()
	s, ok := assessment.Embedded().Lookup(id, true)
	require.True(t, ok, id)
	return s
}

// input writes a vector as an input of the command.
func (v *vector) input(t *testing.T) string {
	t.Helper()
	context := "{}"
	if v.Context != nil {
		context = string(v.Context)
	}
	answers := string(v.Answers)
	if v.Instrument == "assist-v3" {
		answers = assistAnswers(t, v.Answers)
	}
	if v.Instrument == "mdq" {
		answers = mdqAnswers(t, v.Answers)
	}
	if v.Instrument == "taps" {
		answers = tapsAnswers(t, v.Answers)
	}
	return fmt.Sprintf(`{"answers": %s, "coding": %q, "context": %s}`, answers, orRaw(v.Coding), context)
}

func orRaw(coding string) string {
	if coding == "" {
		return "raw"
	}
	return coding
}

// TestVectors scores all vectors. The expectations of each are looked up by
// their own names; one that this test does not know fails it. Diagnosis has
// its own vectors in the same file.
func TestVectors(t *testing.T) {
	scored, diagnosis := 0, 0
	for _, v := range vectors(t) {
		if v.Instrument == "dsm5-sud" {
			diagnosis++
			continue
		}
		scored++
		t.Run(v.ID, func(t *testing.T) {
			s := scorer(t, v.Instrument)
			in, err := s.ReadInput("vector", []byte(v.input(t)))
			require.NoError(t, err)
			r := s.Score(in.Answers, in.Context)
			require.NotEmpty(t, v.Expect)
			if why, isError := v.Expect["error"]; isError {
				expectError(t, &r, text(t, why))
				return
			}
			if _, prorated := v.Expect["prorated"]; prorated {
				require.Equal(t, assessment.StatusProrated, r.Status)
			} else {
				require.Equal(t, assessment.StatusScored, r.Status, "%v %v", r.Missing, r.Problems)
			}
			for name, want := range v.Expect {
				expectation(t, v.Instrument, name, want, &r, string(v.Answers))
			}
		})
	}
	require.Equal(t, 165, scored)
	require.Equal(t, 10, diagnosis)
}

func expectError(t *testing.T, r *assessment.Result, why string) {
	t.Helper()
	want := assessment.StatusIncomplete
	if strings.Contains(why, "range") || strings.Contains(why, "allow") {
		want = assessment.StatusInvalid
		require.NotEmpty(t, r.Problems)
	}
	require.Equal(t, want, r.Status, why)
	require.False(t, r.Total.IsKnown())
	require.Empty(t, r.Band)
}

func text(t *testing.T, raw json.RawMessage) (s string) {
	t.Helper()
	require.NoError(t, json.Unmarshal(raw, &s))
	return s
}

func ternary(raw json.RawMessage) assessment.Ternary {
	if string(raw) == "true" {
		return assessment.Yes
	}
	return assessment.No
}

// flagNames are the flags by the names that vectors use.
var flagNames = map[string]string{
	"majorSyndrome": "majorSyndrome", "otherSyndrome": "otherSyndrome", "useFlag": "use", "provisional": "provisional",
	"atOrAbove31": "atOrAbove31", "positive4": "positive4", "positive3": "positive3", "atLeast47": "atLeast47",
	"atLeast15": "atLeast15", "over20": "over20",
}

func expectation(t *testing.T, instrument, name string, want json.RawMessage, r *assessment.Result, answers string) {
	t.Helper()
	if flag, ok := flagNames[name]; ok {
		require.Equal(t, ternary(want), r.Flag(flag), name)
		return
	}
	switch name {
	case "total", "readiness":
		expectTotal(t, instrument, want, r, answers)
	case "band":
		expectBand(t, instrument, text(t, want), r, answers)
	case "triage":
		require.Equal(t, text(t, want), r.Band)
		require.Equal(t, "Columbia triage", r.BandSet)
	case "sourceLabel": // another rule's word; the decisions of the file say which is followed
	case "category":
		for _, s := range r.Subscales {
			require.Equal(t, text(t, want), label(r, s.ID), s.ID)
		}
	case "subscales":
		expectSubscales(t, want, r)
	case "bandSets":
		var sets map[string]string
		require.NoError(t, json.Unmarshal(want, &sets))
		for set, word := range sets {
			require.Equal(t, word, label(r, set), set)
		}
		require.Equal(t, sets["ASAM 2020"], r.Band)
	case "item9Flag":
		if slices.Contains(r.Missing, "9") {
			require.Equal(t, assessment.Unknown, r.Flag("item9"), "missing is unknown whatever the vector says")
			return
		}
		require.Equal(t, ternary(want), r.Flag("item9"))
	case "item9Unknown":
		require.Equal(t, "true", string(want))
		require.Equal(t, assessment.Unknown, r.Flag("item9"))
	case "prorated", "complete": // the status
		require.Equal(t, "true", string(want))
	case "positive":
		expectPositive(t, want, r, answers)
	case "flag":
		require.Equal(t, "all points from item 1", text(t, want))
		require.Equal(t, assessment.Yes, r.Flag("item1Only"))
	case "inconsistent":
		require.JSONEq(t, `["item 4 < item 5"]`, string(want))
		require.Equal(t, assessment.Yes, r.Flag("item4BelowItem5"))
		require.Equal(t, assessment.Yes, r.Flag("inconsistent"))
	case "who1to5Total":
		require.Equal(t, string(want), r.Subscale("who1to5Total").String())
	default:
		t.Fatalf("the test does not know the expectation %q", name)
	}
}

func label(r *assessment.Result, of string) string {
	for _, b := range r.Bands {
		if b.Of == of {
			return b.Label
		}
	}
	return "no band set " + of
}

// expectTotal compares a total; the vectors of the ASSIST give that of one
// substance.
func expectTotal(t *testing.T, instrument string, want json.RawMessage, r *assessment.Result, answers string) {
	t.Helper()
	got := r.Total
	if instrument == "assist-v3" {
		require.False(t, r.Total.IsKnown(), "no total over substances")
		got = r.Subscale(assistSubstance(t, json.RawMessage(answers)))
	}
	require.Equal(t, strings.TrimSuffix(string(want), ".0"), got.String())
}

func expectBand(t *testing.T, instrument, want string, r *assessment.Result, answers string) {
	t.Helper()
	if instrument == "assist-v3" {
		require.Equal(t, want, label(r, assistSubstance(t, json.RawMessage(answers))))
		return
	}
	require.Equal(t, want, r.Band)
	require.NotEmpty(t, r.BandSet, "the band set is named")
}

func expectSubscales(t *testing.T, want json.RawMessage, r *assessment.Result) {
	t.Helper()
	var subscales map[string]json.Number
	require.NoError(t, json.Unmarshal(want, &subscales))
	names := map[string]string{"first two": "anxiety (GAD-2)", "last two": "depression (PHQ-2)"}
	for name, n := range subscales {
		if own := names[name]; own != "" {
			name = own
		}
		require.Equal(t, n.String(), r.Subscale(name).String(), name)
	}
}

// expectPositive compares a cut-off; without a context the vectors give one
// answer for each group.
func expectPositive(t *testing.T, want json.RawMessage, r *assessment.Result, answers string) {
	t.Helper()
	if want[0] != '{' {
		require.Equal(t, ternary(want), r.Flag("positive"))
		return
	}
	var groups map[string]json.RawMessage
	require.NoError(t, json.Unmarshal(want, &groups))
	contexts := map[string]string{"female": `{"sex": "female"}`, "male<=65": `{"sex": "male", "age": 65}`}
	s := scorer(t, r.Instrument)
	for group, is := range groups {
		require.Contains(t, contexts, group)
		in, err := s.ReadInput("vector", []byte(`{"answers": `+answers+`, "context": `+contexts[group]+`}`))
		require.NoError(t, err)
		of := s.Score(in.Answers, in.Context)
		require.Equal(t, ternary(is), of.Flag("positive"), group)
	}
}

func fields(t *testing.T, raw json.RawMessage) (m map[string]any) {
	t.Helper()
	require.NoError(t, json.Unmarshal(raw, &m))
	return m
}

func assistSubstance(t *testing.T, raw json.RawMessage) string {
	t.Helper()
	return fields(t, raw)["substance"].(string)
}

// assistAnswers turns a vector of the ASSIST, whose answers are places in the
// lists of answers, into the weights that the form prints beside them. The
// weights are those of the vector's rule (VA keys 519-528).
func assistAnswers(t *testing.T, raw json.RawMessage) string {
	t.Helper()
	weights := map[string][]int{"q2": {0, 2, 3, 4, 6}, "q3": {0, 3, 4, 5, 6}, "q4": {0, 4, 5, 6, 7}, "q5": {0, 5, 6, 7, 8}}
	words := map[string]int{"never": 0, "earlier": 3, "past3mo": 6}
	f := fields(t, raw)
	substance := f["substance"].(string)
	answers := map[string]int{substance + "-1": 1}
	for q, v := range f {
		id := substance + "-" + strings.TrimPrefix(q, "q")
		switch v := v.(type) {
		case float64:
			answers[id] = weights[q][int(v)]
		case string:
			if q != "substance" {
				answers[id] = words[v]
			}
		}
	}
	for _, other := range []string{"tobacco", "alcohol", "cannabis", "cocaine", "amphetamines", "inhalants", "sedatives", "hallucinogens", "opioids", "other"} {
		if other != substance {
			answers[other+"-1"] = 0
		}
	}
	data, err := json.Marshal(answers)
	require.NoError(t, err)
	return string(data)
}

// mdqAnswers spreads a count of yes answers over the thirteen items.
func mdqAnswers(t *testing.T, raw json.RawMessage) string {
	t.Helper()
	f := fields(t, raw)
	var list []string
	for i := range 13 {
		list = append(list, bit(float64(i) < f["yes"].(float64)))
	}
	problem := map[string]int{"moderate": 2, "serious": 3}[f["problem"].(string)]
	return "[" + strings.Join(append(list, bit(f["samePeriod"].(bool)), strconv.Itoa(problem)), ",") + "]"
}

func bit(b bool) string {
	if b {
		return "1"
	}
	return "0"
}

// tapsAnswers gives every substance the score of the vector.
func tapsAnswers(t *testing.T, raw json.RawMessage) string {
	t.Helper()
	answers := map[string]float64{}
	for _, item := range scorer(t, "taps").Instrument().Items {
		answers[item.ID] = 1
		if item.Role != assessment.RoleGate {
			answers[item.ID] = fields(t, raw)["substanceScore"].(float64)
		}
	}
	data, err := json.Marshal(answers)
	require.NoError(t, err)
	return string(data)
}

// TestEveryDisagreementIsDecided expects a decision about each subject on
// which the research found sources that differ.
func TestEveryDisagreementIsDecided(t *testing.T) {
	for id, about := range map[string][]string{
		"phq-9": {"unanswered items", "item 9 unanswered"}, "audit": {"an empty form", "license"}, "audit-c": {"the cut-off", "the first item"},
		"dast-10": {"how item 3 is recorded"}, "bam": {"unanswered items", "a single total"}, "bam-r": {"the map of items 1, 8, 9, 12 and 15"},
		"pcl-5": {"the cut-off", "bands in words"}, "pc-ptsd-5": {"the cut-off"}, "c-ssrs-screener": {"a sum", "items 5 and 6", "an all-no form"},
		"ciwa-ar": {"the bands"}, "cows": {"where mild begins"}, "barc-10": {"the answers"}, "whodas2-12": {"the coding of answers"},
		"k6": {"the coding of answers"}, "whoqol-bref": {"the keys", "how items 3, 4 and 26 are recorded"}, "ders-36": {"the impulse subscale"},
		"pacs": {"the cut-off"}, "urica-24": {"cut-offs", "the input"}, "gad-2": {"labels of the score"}, "gad-7": {"unanswered items"},
	} {
		var decided []string
		for _, d := range scorer(t, id).Instrument().Decisions {
			decided = append(decided, d.About)
			require.NotEmpty(t, d.Decided)
		}
		for _, subject := range about {
			require.Contains(t, decided, subject, id)
		}
	}
}
