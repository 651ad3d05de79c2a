package fhir_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/fhir"
	"github.com/openiop/openiop/iop"
)

func moment(t require.TestingT, s string) fhir.DateTime {
	at, err := fhir.ParseDateTime(s)
	require.NoError(t, err)
	return at
}

func TestScoreObservation(t *testing.T) {
	lib := assessment.Embedded()
	a := fhir.Answers{ID: "r1", Client: "p1", At: moment(t, "2026-11-02T09:00:00-05:00"), Instrument: "audit-c",
		Answers: assessment.Answers{Values: []assessment.Answer{2, 1, 1}}}
	s, err := a.Score(lib, assessment.Context{}, fhir.To("QuestionnaireResponse", "r1"))
	require.NoError(t, err)
	s.ID = "s1"
	o, err := fhir.NewScoreObservation(&s, lib, fhir.Codes{})
	require.NoError(t, err)
	require.Equal(t, strings.NewReplacer("\n", "", "\t", "").Replace(`{"resourceType":"Observation","id":"s1",
"extension":[{"extension":[{"url":"instrument","valueCode":"audit-c"},{"url":"version","valueString":"1998"},{"url":"coding","valueCode":"raw"},
{"url":"status","valueCode":"scored"},{"url":"answered","valueInteger":3},{"url":"cutSet","valueString":"ASBI"}],
"url":"https://openiop.org/fhir/StructureDefinition/score"}],
"status":"final",
"category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"survey","display":"Survey"}],"text":"survey"}],
"code":{"coding":[{"system":"http://loinc.org","code":"75626-2"},{"system":"https://openiop.org/fhir/instrument","code":"audit-c"}],"text":"AUDIT-Consumption total score"},
"subject":{"reference":"Patient/p1"},
"effectiveDateTime":"2026-11-02T09:00:00-05:00",
"valueQuantity":{"value":4,"unit":"{score}","system":"http://unitsofmeasure.org","code":"{score}"},
"derivedFrom":[{"reference":"QuestionnaireResponse/r1"}],
"component":[{"code":{"coding":[{"system":"https://openiop.org/fhir/flag","code":"audit-c/item1Only"}],
"text":"all points come from how often: drinking is probably below the limits"},
"valueCodeableConcept":{"coding":[{"system":"https://openiop.org/fhir/ternary","code":"no"}],"text":"no"}},
{"code":{"coding":[{"system":"https://openiop.org/fhir/flag","code":"audit-c/positive"}],"text":"positive"},
"valueCodeableConcept":{"coding":[{"system":"https://openiop.org/fhir/ternary","code":"yes"}],"text":"yes"}},
{"code":{"coding":[{"system":"https://openiop.org/fhir/flag","code":"audit-c/inconsistent"}],"text":"inconsistent"},
"valueCodeableConcept":{"coding":[{"system":"https://openiop.org/fhir/ternary","code":"no"}],"text":"no"}}]}`), unlabelled(t, o))

	labelled, err := fhir.Export{}.Append(nil, o)
	require.NoError(t, err)
	require.Contains(t, string(labelled), `"code":"42CFRPart2"`, "security labels are there by default")
}

// US Core's Screening Assessment: category survey, a code, a subject, and a
// value or the reason why there is none.
func TestScoreHasWhatUSCoreAsksFor(t *testing.T) {
	lib := assessment.Embedded()
	for in := range lib.All(true) {
		s := fhir.Score{Client: "p1", At: moment(t, "2026-11-02"), Result: assessment.Score(in, assessment.Answers{}, assessment.Context{})}
		o, err := fhir.NewScoreObservation(&s, lib, fhir.Codes{})
		require.NoError(t, err, in.ID)
		require.Len(t, o.Category, 1)
		require.True(t, o.Category[0].Has("http://terminology.hl7.org/CodeSystem/observation-category", "survey"))
		require.NotEmpty(t, o.Code.Text)
		require.Equal(t, "Patient/p1", o.Subject.Reference)
		require.True(t, o.Value != nil || o.DataAbsentReason.IsStated() || len(o.Component) > 0, in.ID)
		if p := in.Codes.Panel; p != nil {
			require.False(t, o.Code.Has(fhir.LOINC, p.Code), "the panel is no score")
		}
		_, err = fhir.Export{}.Append(nil, o)
		require.NoError(t, err, in.ID)
	}
	_, err := fhir.NewScoreObservation(&fhir.Score{Result: assessment.Result{Instrument: "phq-9", Status: assessment.StatusScored}}, lib, fhir.Codes{})
	require.ErrorContains(t, err, "names no client")
}

func TestReadScoresOfOthers(t *testing.T) {
	lib := assessment.Embedded()
	read := func(code, value string) (fhir.Score, fhir.Report) {
		t.Helper()
		return fhir.ReadScore(parse(t, `{"resourceType":"Observation","status":"final","category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"survey"}]}],"code":{"coding":[{"system":"http://loinc.org","code":"`+code+`"}]},"subject":{"reference":"Patient/p1"},"effectiveDateTime":"2026-11-02T09:00:00-05:00",`+value+`}`).(*fhir.Observation), lib, assessment.Context{})
	}
	t.Run("forms of the value", func(t *testing.T) {
		for _, value := range []string{
			`"valueQuantity":{"value":12,"unit":"{score}","system":"http://unitsofmeasure.org","code":"{score}"}`,
			`"valueQuantity":{"value":12,"unit":"score","system":"http://unitsofmeasure.org","code":"1"}`,
			`"valueQuantity":{"value":12.0}`,
			`"valueInteger":12`,
		} {
			s, report := read("44261-6", value)
			require.NoError(t, report.Err(), value)
			require.Equal(t, "phq-9", s.Result.Instrument)
			require.Equal(t, iop.WholeAmount(12), s.Result.Total)
			require.Equal(t, "moderate", s.Result.Band)
			require.Equal(t, assessment.Unknown, s.Result.Flag("item9"), "a total does not tell the answer about self-harm")
			dated, ok := s.Dated()
			require.True(t, ok)
			require.Equal(t, iop.MustDate(2026, 11, 2), dated.Date)
		}
	})
	t.Run("what is no score", func(t *testing.T) {
		for _, c := range []struct{ code, value, want string }{
			{"69737-5", `"valueQuantity":{"value":12}`, "is the panel Generalized Anxiety Disorder-7 and no score; its members hold the answers and the total, whose code is 70274-6"},
			{"44249-1", `"valueInteger":12`, "whose code is 44261-6"},
			{"72109-2", `"valueInteger":4`, "whose code is 75626-2"},
			{"72514-3", `"valueInteger":7`, "is a rating of pain"},
			{"76504-0", `"valueInteger":7`, "is the total of the HARK"},
			{"72109-3", `"valueInteger":7`, "is no LOINC code; that of the panel AUDIT-C is 72109-2"},
			{"44261-7", `"valueInteger":7`, "its check digit is wrong"},
			{"8867-4", `"valueInteger":70`, "is the total of no instrument"},
			{"44261-6", `"valueInteger":28`, "want 0 to 27"},
			{"44261-6", `"valueQuantity":{"value":12,"unit":"kg","system":"http://unitsofmeasure.org","code":"kg"}`, "is in a unit that is none of a score"},
			{"44261-6", `"valueQuantity":{"value":12,"comparator":">"}`, "makes the value a bound"},
			{"44261-6", `"valueString":"twelve"`, "is no number"},
		} {
			_, report := read(c.code, c.value)
			require.Error(t, report.Err(), c.code)
			require.Contains(t, report.String(), c.want, c.code)
			require.NotContains(t, report.String(), "twelve", "no text of a record")
		}
	})
	t.Run("a context decides what the total decides", func(t *testing.T) {
		age := 40
		o := parse(t, screen).(*fhir.Observation)
		o.Value = fhir.Integer(3)
		s, report := fhir.ReadScore(o, lib, assessment.Context{Sex: assessment.SexMale, Age: &age})
		require.NoError(t, report.Err())
		require.Equal(t, assessment.No, s.Result.Flag("positive"))
	})
}

// drawAnswers draws answers to an instrument, some of them missing or not
// allowed.
func drawAnswers(t *rapid.T, in *assessment.Instrument) assessment.Answers {
	var a assessment.Answers
	n := len(in.Items)
	if rapid.IntRange(0, 9).Draw(t, "short") == 0 {
		n = rapid.IntRange(0, n).Draw(t, "items")
	}
	for i := range n {
		allowed := in.Allowed
		if in.Items[i].Allowed != nil {
			allowed = *in.Items[i].Allowed
		}
		v := assessment.NotAnswered
		if rapid.IntRange(0, 9).Draw(t, "answered") > 0 {
			v = assessment.Answer(rapid.IntRange(allowed.Min, allowed.Max+1).Draw(t, "answer"))
			for range in.Decimals {
				v *= 10
			}
		}
		a.Values = append(a.Values, v)
	}
	if rapid.IntRange(0, 5).Draw(t, "inverted") == 0 {
		a.Coding = assessment.Inverted
	}
	return a
}

// drawAnswered draws an instrument and answers to it.
func drawAnswered(t *rapid.T, lib *assessment.Library, ids []string) fhir.Answers {
	s, _ := lib.Lookup(rapid.SampledFrom(ids).Draw(t, "instrument"), true)
	in := s.Instrument()
	return fhir.Answers{ID: "a1", Client: "p1", At: moment(t, "2026-11-02"), Instrument: in.ID, Version: in.Version, Answers: drawAnswers(t, in)}
}

func instruments(lib *assessment.Library) (ids []string) {
	for in := range lib.All(true) {
		ids = append(ids, in.ID)
	}
	return ids
}

// throughJSON writes a resource and reads it again.
func throughJSON[R fhir.Resource](t require.TestingT, r R) R {
	text, err := fhir.Export{}.Append(nil, r)
	require.NoError(t, err)
	requireR4(t, text)
	back, report, err := fhir.ParseResource(text, "test.json", fhir.ReadOptions{})
	require.NoError(t, err, string(text))
	require.Empty(t, report.Issues, string(text))
	return back.(R)
}

func TestAnswersAndScoresComeBack(t *testing.T) {
	lib := assessment.Embedded()
	ids := instruments(lib)
	rapid.Check(t, func(t *rapid.T) {
		a := drawAnswered(t, lib, ids)
		q, err := fhir.NewQuestionnaireResponse(&a, lib)
		require.NoError(t, err)
		back, report := fhir.ReadAnswers(throughJSON(t, q), lib, "")
		require.NoError(t, report.Err())
		require.Equal(t, a, back)

		score, err := a.Score(lib, assessment.Context{}, fhir.To("QuestionnaireResponse", "a1"))
		require.NoError(t, err)
		o, err := fhir.NewScoreObservation(&score, lib, fhir.Codes{})
		require.NoError(t, err)
		scoreBack, report := fhir.ReadScore(throughJSON(t, o), lib, assessment.Context{})
		require.NoError(t, report.Err())
		require.Empty(t, report.Issues)
		require.Equal(t, score, scoreBack)
	})
}
