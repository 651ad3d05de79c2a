package fhir_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/openiop/openiop/assessment/drugtest"
	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/fhir"
	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
)

func shortWeek() iop.Report {
	rule := &iop.Rule{ID: "schedule/weekly-hours-min", Title: "enough hours a week", Measures: "countable hours a week"}
	source := &iop.Source{Authority: "An Agency", Locator: "section 1", URL: "https://example.org/rule", Read: iop.MustDate(2026, 11, 2), Confidence: iop.Verified}
	return iop.NewReport([]iop.Finding{
		{Rule: rule, Outcome: iop.NotMet, Severity: iop.Error, Standard: "agency-2.1", Where: iop.Where{Week: 3},
			Measured: iop.Quantity{Unit: iop.UnitMinutes, Span: iop.Exactly(450)}, Required: iop.AtLeastBound(iop.UnitMinutes, 540), Source: source,
			Remedies: []iop.Remedy{{Kind: iop.AddMinutes, Amount: iop.Quantity{Unit: iop.UnitMinutes, Span: iop.Exactly(90)}}}},
		{Rule: rule, Outcome: iop.Met, Standard: "other-2.1", Where: iop.Where{Week: 3}},
		{Rule: rule, Outcome: iop.Undetermined, Standard: "third-2.1", Where: iop.Where{From: iop.MustDate(2026, 11, 9), Week: 4}},
	})
}

func TestOperationOutcomeOfFindings(t *testing.T) {
	require.Equal(t, strings.ReplaceAll(`{"resourceType":"OperationOutcome","issue":[
{"extension":[{"extension":[{"url":"outcome","valueCode":"not-met"},{"url":"standard","valueCode":"agency-2.1"},{"url":"week","valueInteger":3},
{"extension":[{"url":"authority","valueString":"An Agency"},{"url":"locator","valueString":"section 1"},{"url":"url","valueString":"https://example.org/rule"},{"url":"read","valueDate":"2026-11-02"},{"url":"confidence","valueCode":"verified"}],"url":"source"}],
"url":"https://openiop.org/fhir/StructureDefinition/finding"}],
"severity":"error","code":"business-rule",
"details":{"coding":[{"system":"https://openiop.org/fhir/rule","code":"schedule/weekly-hours-min","display":"enough hours a week"}],"text":"Countable hours a week: 7.5 h; required at least 9 h"},
"diagnostics":"What could help: add 1 h 30 min of countable time to the week."},
{"extension":[{"extension":[{"url":"outcome","valueCode":"undetermined"},{"url":"standard","valueCode":"third-2.1"},{"url":"week","valueInteger":4},{"url":"from","valueDate":"2026-11-09"}],
"url":"https://openiop.org/fhir/StructureDefinition/finding"}],
"severity":"information","code":"informational",
"details":{"coding":[{"system":"https://openiop.org/fhir/rule","code":"schedule/weekly-hours-min","display":"enough hours a week"}],"text":"Countable hours a week; what is known does not decide"}}]}`, "\n", ""),
		unlabelled(t, fhir.OutcomeOf(shortWeek())))
	require.Equal(t, `{"resourceType":"OperationOutcome","issue":[{"severity":"information","code":"informational","details":{"text":"no finding is unmet or undetermined"}}]}`,
		unlabelled(t, fhir.OutcomeOf(iop.Report{})))
}

func TestOperationOutcomeOfReading(t *testing.T) {
	_, report, err := fhir.ParseResource([]byte("{\"resourceType\":\"Slot\",\n\"status\":\"Room of Ms. Smith\",\"_comment\":{\"id\":\"a\"}}"), "s.json", fhir.ReadOptions{})
	require.Error(t, err)
	text := unlabelled(t, report.Outcome())
	require.Contains(t, text, `"diagnostics":"line 2","expression":["Slot.status"]`)
	require.Contains(t, text, `"severity":"information","code":"informational"`)
	require.NotContains(t, text, "Smith", "no text of a record")
	require.Equal(t, `{"resourceType":"OperationOutcome","issue":[{"severity":"information","code":"informational","details":{"text":"all was understood"}}]}`,
		unlabelled(t, new(fhir.Report).Outcome()))
}

func TestCards(t *testing.T) {
	out, err := fhir.AppendCards(nil, fhir.Cards(shortWeek()))
	require.NoError(t, err)
	require.Equal(t, strings.ReplaceAll(`{"cards":[
{"summary":"Countable hours a week: 7.5 h; required at least 9 h",
"detail":"Countable hours a week: 7.5 h; required at least 9 h.\n\nWhere: program week 3.\n\nWhat could help:\n\n- add 1 h 30 min of countable time to the week\n\nSource: An Agency, section 1 (verified).\n",
"indicator":"critical","source":{"label":"An Agency","url":"https://example.org/rule",
"topic":{"system":"https://openiop.org/fhir/rule","code":"schedule/weekly-hours-min","display":"enough hours a week"}}},
{"summary":"Countable hours a week; what is known does not decide",
"detail":"Countable hours a week; what is known does not decide.\n\nWhere: the week from 2026-11-09.\n",
"indicator":"info","source":{"label":"third-2.1",
"topic":{"system":"https://openiop.org/fhir/rule","code":"schedule/weekly-hours-min","display":"enough hours a week"}}}]}`, "\n", ""), string(out))

	out, err = fhir.AppendCards(nil, nil)
	require.NoError(t, err)
	require.Equal(t, `{"cards":[]}`, string(out))
	_, err = fhir.AppendCards(nil, []fhir.Card{{Summary: strings.Repeat("x", 140), Indicator: "info", Source: fhir.CardSource{Label: "x"}}})
	require.ErrorContains(t, err, "140 characters")
	_, err = fhir.AppendCards(nil, []fhir.Card{{Summary: "x", Indicator: "hard-stop", Source: fhir.CardSource{Label: "x"}}})
	require.ErrorContains(t, err, "info warning critical")
}

// Every finding of a real report fits on a card.
func TestCardsOfAProgram(t *testing.T) {
	programs, err := schedule.ReadPrograms(strings.NewReader(`{"id": "p", "calledItself": "iop", "population": "adult", "weeks": 6, "claimedHoursPerWeek": 9,
		"blocks": [{"title": "Group of Ms. Smith", "activity": "process-group", "days": ["Mon", "Wed"], "start": "18:00", "end": "20:00"}]}`), "p.json", schedule.Limits{})
	require.NoError(t, err)
	cards := fhir.Cards(schedule.Check(&programs[0], schedule.Options{}))
	require.NotEmpty(t, cards)
	for _, k := range cards {
		require.Less(t, utf8.RuneCountInString(k.Summary), 140)
		require.NotEmpty(t, k.Source.Label)
		require.NotContains(t, k.Detail, "Smith", "no text of a record")
	}
	_, err = fhir.AppendCards(nil, cards)
	require.NoError(t, err)
}

func TestLongSummariesEndAtAWord(t *testing.T) {
	rule := &iop.Rule{ID: "schedule/x", Title: "x", Measures: strings.Repeat("word ", 60) + "end"}
	cards := fhir.Cards(iop.NewReport([]iop.Finding{{Rule: rule, Outcome: iop.NotMet, Severity: iop.Warning}}))
	require.Less(t, utf8.RuneCountInString(cards[0].Summary), 140)
	require.True(t, strings.HasSuffix(cards[0].Summary, "word…"), cards[0].Summary)
	require.Equal(t, "warning", cards[0].Indicator)
	require.Equal(t, "openiop", cards[0].Source.Label)
}

func TestCardsOfAResponseOnlySupport(t *testing.T) {
	h, err := drugtest.ReadHistory("h.json", []byte(`{"asOf":"2026-11-03","results":[{"id":"t1","collected":"2026-11-02","matrix":"urine","collection":"collected","process":"definitive","panel":["fentanyl"],"findings":[{"analyte":"fentanyl","result":"positive"}]}]}`))
	require.NoError(t, err)
	in, err := drugtest.Interpret(h, drugtest.Embedded())
	require.NoError(t, err)
	response, err := careplan.DefaultPolicy().Respond(in)
	require.NoError(t, err)
	cards := fhir.ResponseCards(&response)
	require.Len(t, cards, len(response.Steps))
	for i, k := range cards {
		require.Equal(t, "info", k.Indicator)
		require.Equal(t, response.Steps[i].Kind.String(), k.Source.Topic.Code)
	}
	require.Equal(t, "Offer naloxone", cards[1].Summary)
	_, err = fhir.AppendCards(nil, cards)
	require.NoError(t, err)
}

// The words of a design stay out of cards and outcomes, which may be shown and
// kept anywhere.
func TestFindingsHoldNoWordsOfADesign(t *testing.T) {
	programs, err := schedule.ReadPrograms(strings.NewReader(`{"id": "evenings", "title": "`+marker+`", "note": "`+marker+`", "calledItself": "iop", "population": "adult", "weeks": 8,
 "phases": [{"name": "`+marker+`", "weeks": 8}], "blocks": [{"title": "`+marker+`", "phase": "`+marker+`", "activity": "process-group", "days": ["Mon", "Wed"], "start": "18:00", "end": "21:00"}]}`), "program.json", schedule.Limits{})
	require.NoError(t, err)
	report := schedule.Check(&programs[0], schedule.Options{})
	cards := fhir.Cards(report)
	require.NotEmpty(t, cards)
	text, err := fhir.AppendCards(nil, cards)
	require.NoError(t, err)
	require.NotContains(t, string(text), marker)
	require.NotContains(t, unlabelled(t, fhir.OutcomeOf(report)), marker)
}
