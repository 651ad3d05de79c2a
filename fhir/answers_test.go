package fhir_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/fhir"
	"github.com/openiop/openiop/iop"
)

func TestQuestionnaireResponse(t *testing.T) {
	a := fhir.Answers{ID: "r1", Client: "p1", At: moment(t, "2026-11-02"), Instrument: "gad-2",
		Answers: assessment.Answers{Values: []assessment.Answer{3, assessment.NotAnswered}}}
	q, err := fhir.NewQuestionnaireResponse(&a, assessment.Embedded())
	require.NoError(t, err)
	require.Equal(t, strings.ReplaceAll(`{"resourceType":"QuestionnaireResponse","id":"r1",
"questionnaire":"https://openiop.org/fhir/Questionnaire/gad-2|2007","status":"completed",
"subject":{"reference":"Patient/p1"},"authored":"2026-11-02",
"item":[{"linkId":"1","answer":[{"valueInteger":3}]},{"linkId":"2"}]}`, "\n", ""), unlabelled(t, q))

	a.Instrument = "phq-99"
	_, err = fhir.NewQuestionnaireResponse(&a, assessment.Embedded())
	require.ErrorContains(t, err, "none of the library")
	a.Instrument, a.Version = "gad-2", "1999"
	_, err = fhir.NewQuestionnaireResponse(&a, assessment.Embedded())
	require.ErrorContains(t, err, "another version")
}

// The items of HL7's own PHQ-9 example (HL7/US-Core, CC0,
// input/examples/QuestionnaireResponse-phq-9-example.json, read 2026-11-29), with
// its link ids, answer codes and stated total, and without the words.
func phq9(answers ...string) string {
	items := []string{"44250-9", "44255-8", "44259-0", "44254-1", "44251-7", "44258-2", "44252-5", "44253-3", "44260-8"}
	var b strings.Builder
	b.WriteString(`{"resourceType":"QuestionnaireResponse","questionnaire":"http://hl7.org/fhir/us/core/Questionnaire/phq-9-example","status":"completed","subject":{"reference":"Patient/example"},"authored":"2022-11-29T20:50:32.718Z","item":[`)
	for i, a := range answers {
		b.WriteString(`{"linkId":"/` + items[i] + `","answer":[{` + a + `}]},`)
	}
	b.WriteString(`{"linkId":"/44261-6","answer":[{"valueDecimal":12}]},{"linkId":"/69722-7","answer":[{"valueCoding":{"system":"http://loinc.org","code":"LA6573-5"}}]}]}`)
	return b.String()
}

func loincAnswers(codes ...string) (out []string) {
	for _, c := range codes {
		out = append(out, `"valueCoding":{"system":"http://loinc.org","code":"`+c+`"}`)
	}
	return out
}

func TestReadAnswersOfUSCore(t *testing.T) {
	lib := assessment.Embedded()
	text := phq9(loincAnswers("LA6570-1", "LA6570-1", "LA6570-1", "LA6570-1", "LA6569-3", "LA6569-3", "LA6570-1", "LA6568-5", "LA6568-5")...)
	a, report := fhir.ReadAnswers(parse(t, text).(*fhir.QuestionnaireResponse), lib, "")
	require.NoError(t, report.Err())
	require.Equal(t, "phq-9", a.Instrument, "nine items and the total are there, so it is not the PHQ-2")
	require.Equal(t, []assessment.Answer{2, 2, 2, 2, 1, 1, 2, 0, 0}, a.Answers.Values)
	require.Equal(t, "QuestionnaireResponse.item[10] is no item of phq-9; it is not read (information)\n", report.String())

	r, err := a.Result(lib, assessment.Context{})
	require.NoError(t, err)
	require.Equal(t, iop.WholeAmount(12), r.Total, "the total that the example states")
	require.Equal(t, assessment.No, r.Flag("item9"))
}

func TestReadFormsOfAnswers(t *testing.T) {
	lib := assessment.Embedded()
	read := func(instrument, text string) (fhir.Answers, fhir.Report) {
		t.Helper()
		return fhir.ReadAnswers(parse(t, text).(*fhir.QuestionnaireResponse), lib, instrument)
	}
	gad2 := func(first string) string {
		return `{"resourceType":"QuestionnaireResponse","status":"completed","item":[{"linkId":"group","item":[{"linkId":"1","answer":[{` + first + `}]},{"linkId":"2","answer":[{"valueInteger":1}]}]}]}`
	}
	for name, form := range map[string]string{
		"integer":          `"valueInteger":2`,
		"decimal":          `"valueDecimal":2.0`,
		"text":             `"valueString":" 2 "`,
		"quantity":         `"valueQuantity":{"value":2}`,
		"ordinal":          `"valueCoding":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/ordinalValue","valueDecimal":2}],"system":"http://example.org","code":"often"}`,
		"item weight":      `"valueCoding":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/itemWeight","valueDecimal":2}],"code":"c"}`,
		"LOINC":            `"valueCoding":{"system":"http://loinc.org","code":"LA6570-1"}`,
		"code of a number": `"valueCoding":{"system":"http://example.org","code":"2"}`,
	} {
		t.Run(name, func(t *testing.T) {
			a, report := read("gad-2", gad2(form))
			require.Empty(t, report.Issues)
			require.Equal(t, []assessment.Answer{2, 1}, a.Answers.Values)
		})
	}
	t.Run("no number", func(t *testing.T) {
		for _, form := range []string{`"valueString":"most evenings"`, `"valueCoding":{"system":"http://loinc.org","code":"LA9999-9"}`, `"valueDecimal":2.5`, `"valueCoding":{"code":"often"}`, `"valueDate":"2026-11-02"`, `"valueQuantity":{"value":2,"comparator":"<"}`} {
			a, report := read("gad-2", gad2(form))
			require.Contains(t, report.String(), "item[0].item[0] has an answer that is no number")
			require.NotContains(t, report.String(), "evenings", "no text of a record")
			r, err := a.Result(lib, assessment.Context{})
			require.NoError(t, err)
			require.Equal(t, assessment.StatusInvalid, r.Status, "what cannot be read is not taken for a missing answer")
		}
	})
	t.Run("a number that is not allowed", func(t *testing.T) {
		a, report := read("gad-2", gad2(`"valueInteger":9`))
		require.Empty(t, report.Issues, "scoring says so")
		r, err := a.Result(lib, assessment.Context{})
		require.NoError(t, err)
		require.Equal(t, assessment.StatusInvalid, r.Status)
	})
	t.Run("yes and no", func(t *testing.T) {
		a, report := read("pc-ptsd-5", `{"resourceType":"QuestionnaireResponse","status":"completed","item":[{"linkId":"0","answer":[{"valueBoolean":true}]},{"linkId":"1","answer":[{"valueBoolean":false}]},{"linkId":"2","answer":[{"valueCoding":{"system":"http://loinc.org","code":"LA33-6"}}]}]}`)
		require.Empty(t, report.Issues)
		require.Equal(t, []assessment.Answer{1, 0, 1, assessment.NotAnswered, assessment.NotAnswered, assessment.NotAnswered}, a.Answers.Values)
	})
}

func TestReadAnswersSaysWhatItDidNotUse(t *testing.T) {
	lib := assessment.Embedded()
	for _, c := range []struct{ text, want string }{
		{`{"resourceType":"QuestionnaireResponse","status":"completed","item":[{"linkId":"x1","answer":[{"valueInteger":1}]}]}`, "names no instrument of the library"},
		{`{"resourceType":"QuestionnaireResponse","questionnaire":"https://openiop.org/fhir/Questionnaire/none|1","status":"completed"}`, "the library does not have"},
		{`{"resourceType":"QuestionnaireResponse","questionnaire":"https://openiop.org/fhir/Questionnaire/phq-9|1999","status":"completed"}`, "another version"},
		{`{"resourceType":"QuestionnaireResponse","status":"entered-in-error","item":[{"linkId":"/69725-0","answer":[{"valueInteger":1}]}]}`, "entered in error"},
		{`{"resourceType":"QuestionnaireResponse","status":"completed","item":[{"linkId":"/69725-0","answer":[{"valueInteger":1}]},{"linkId":"69725-0","answer":[{"valueInteger":2}]}]}`, "second answer to item 1"},
		{`{"resourceType":"QuestionnaireResponse","status":"completed","item":[{"linkId":"/69725-0","answer":[{"valueInteger":1},{"valueInteger":2}]}]}`, "several answers to item 1"},
		{strings.Replace(phq9(loincAnswers("LA6570-1", "LA6570-1", "LA6570-1", "LA6570-1", "LA6569-3", "LA6569-3", "LA6570-1", "LA6568-5", "LA6568-5")...), `"valueDecimal":12`, `"valueDecimal":13`, 1), "states another total than the answers give"},
	} {
		_, report := fhir.ReadAnswers(parse(t, c.text).(*fhir.QuestionnaireResponse), lib, "")
		require.Contains(t, report.String(), c.want)
	}
	t.Run("HL7's example of the AUDIT-C has another question in the place of item 1", func(t *testing.T) {
		text := `{"resourceType":"QuestionnaireResponse","status":"completed","item":[{"linkId":"/68517-2","answer":[{"valueInteger":1}]},{"linkId":"/68519-8","answer":[{"valueInteger":0}]},{"linkId":"/68520-6","answer":[{"valueInteger":0}]}]}`
		a, report := fhir.ReadAnswers(parse(t, text).(*fhir.QuestionnaireResponse), lib, "")
		require.Equal(t, "audit-c", a.Instrument)
		require.Equal(t, "QuestionnaireResponse.item[0] is another question about alcohol than item 1 of the AUDIT-C, which is 68518-0; it is not read (warning)\n", report.String())
		r, err := a.Result(lib, assessment.Context{})
		require.NoError(t, err)
		require.Equal(t, assessment.StatusIncomplete, r.Status)
	})
	t.Run("the panel in the questionnaire decides between PHQ-2 and PHQ-9", func(t *testing.T) {
		text := `{"resourceType":"QuestionnaireResponse","questionnaire":"http://loinc.org/q/44249-1","status":"in-progress","item":[{"linkId":"/44250-9","answer":[{"valueInteger":1}]}]}`
		a, _ := fhir.ReadAnswers(parse(t, text).(*fhir.QuestionnaireResponse), lib, "")
		require.Equal(t, "phq-9", a.Instrument)
		a, _ = fhir.ReadAnswers(parse(t, strings.Replace(text, "/q/44249-1", "/q/x", 1)).(*fhir.QuestionnaireResponse), lib, "")
		require.Equal(t, "phq-2", a.Instrument)
	})
}
