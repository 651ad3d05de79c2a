package assessment_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/openiop/openiop/assessment"
	"github.com/stretchr/testify/require"
)

const someSource = `"source": {"locator": "p. 1", "read": "2026-11-23", "confidence": "verified"}`

// goodInstrument is a file that a user might write. The broken ones below
// differ from it in one place.
const goodInstrument = `{
  "id": "sleep-3", "title": "Three questions about sleep", "version": "1", "about": "sleep in a week",
  ` + someSource + `,
  "license": {"class": "wording-may-ship", "basis": "our own", "confidence": "verified"},
  "codes": {"total": {"code": "12345-6", "confidence": "verified"}, "items": "verified"},
  "recall": "7 days", "recallDays": 7,
  "interval": {"minDays": 7, "maxDays": 14, ` + someSource + `},
  "trendable": true,
  "allowed": {"min": 0, "max": 3},
  "recodes": {"nights": [{"from": 0, "points": 0}, {"from": 1, "to": 7, "points": 3}]},
  "items": [
    {"id": "1", "loinc": "12345-6"},
    {"id": "2", "allowed": [0, 2, 4], "reversed": true},
    {"id": "3", "allowed": {"min": 0, "max": 7}, "recode": "nights"},
    {"id": "4", "role": "unscored"}
  ],
  "skips": [{"when": ["1"], "max": 0, "items": ["3"], ` + someSource + `}],
  "missing": {"rule": "strict"},
  "total": {"items": ["1", "2", "3"], "direction": "higher-worse", "min": 0, "max": 10, "bandSets": [
    {"name": "ours", "bands": [{"min": 0, "max": 4, "label": "low"}, {"min": 5, "max": 10, "label": "high"}], ` + someSource + `}]},
  "subscales": [{"id": "nights", "items": ["3"], "direction": "higher-worse", "min": 0, "max": 3}],
  "cutoffs": [{"name": "ours", "cases": [{"sex": "female", "ageFrom": 18, "ageTo": 64, "min": 5}], ` + someSource + `}],
  "flags": [{"name": "bad", "title": "a bad week", "all": [{"of": [{"items": ["1"], "min": 3}]}, {"scale": "total", "min": 5}], ` + someSource + `}],
  "checks": [{"name": "odd", "item": "1", "atLeast": ["4"], ` + someSource + `}],
  "changes": [{"kind": "reliable", "points": 3, ` + someSource + `}, {"kind": "remission", "max": 2, ` + someSource + `}],
  "decisions": [{"about": "nothing", "variants": ["one"], "decided": "one"}],
  "sources": [{"locator": "p. 2", "confidence": "recalled"}]
}`

// brokenInstrument is goodInstrument with one text replaced.
type brokenInstrument struct {
	name, old, new string
	want           string // of the message
	beyond         string // why JSON Schema cannot say it, "" if it can
}

var brokenInstruments = []brokenInstrument{
	{"an unknown field", `"recall":`, `"recal": "x", "recall":`, `recal: is not a field of this format (did you mean "recall"?)`, ""},
	{"an id with capitals", `"sleep-3"`, `"Sleep 3"`, "id: is missing or has a wrong form", ""},
	{"no version", `"version": "1"`, `"version": ""`, "version: is missing", ""},
	{"no source", someSource + `,` + "\n" + `  "license"`, `"license"`, "source: is missing or incomplete", ""},
	{"an unread source", `"read": "2026-11-23", "confidence": "verified"},` + "\n" + `  "license"`, `"confidence": "verified"},` + "\n" + `  "license"`, "unless recalled, the date read", ""},
	{"an unknown class of license", `"wording-may-ship"`, `"free"`, "license.class: is missing or not known; want one of wording-may-ship, numbers-only", ""},
	{"a code with a wrong form", `"code": "12345-6"`, `"code": "12345"`, "codes.total: is no LOINC code", ""},
	{"an interval the wrong way round", `"minDays": 7`, `"minDays": 15`, "interval: has no days", "a comparison of two numbers"},
	{"not trendable, without a reason", `"trendable": true`, `"trendable": false`, "trendNote: is missing", ""},
	{"one allowed answer", `"allowed": {"min": 0, "max": 3}`, `"allowed": {"min": 3, "max": 3}`, "allowed: is missing or no range", "a comparison of two numbers"},
	{"answers out of order", `[0, 2, 4]`, `[0, 4, 2]`, "items[1].allowed: is not in rising order", "an order of numbers"},
	{"negative answers", `"allowed": {"min": 0, "max": 3}`, `"allowed": {"min": -1, "max": 3}`, "allowed: is missing or no range", ""},
	{"an id twice", `{"id": "4", "role"`, `{"id": "3", "role"`, "items[3].id: is missing or was used before", "one value held against another"},
	{"no items", `"items": [
    {"id": "1", "loinc": "12345-6"},
    {"id": "2", "allowed": [0, 2, 4], "reversed": true},
    {"id": "3", "allowed": {"min": 0, "max": 7}, "recode": "nights"},
    {"id": "4", "role": "unscored"}
  ]`, `"items": []`, "items: are 0; want 1 to 200", ""},
	{"a table that is not there", `"recode": "nights"`, `"recode": "days"`, "items[2].recode: is not a table of recodes", "one value held against another"},
	{"a hole in a table", `"from": 1, "to": 7`, `"from": 2, "to": 7`, "items[2].recode: has 0 lines for the answer 1; want one", "one value held against another"},
	{"a table with two answers", `"from": 1, "to": 7`, `"from": 0, "to": 7`, "items[2].recode: has 2 lines for the answer 0; want one", "one value held against another"},
	{"an unknown role", `"unscored"`, `"spare"`, "items[3].role: is missing or not known; want one of gate, unscored", ""},
	{"an item that serves nothing", `, "role": "unscored"`, ``, `items[3].role: is absent, but nothing uses the item`, "one value held against another"},
	{"a skip of no item", `"items": ["3"], ` + someSource + `}],`, `"items": ["9"], ` + someSource + `}],`, `skips[0].items: names "9", which is no item`, "one value held against another"},
	{"a skip of itself", `"when": ["1"], "max": 0, "items": ["3"]`, `"when": ["1"], "max": 0, "items": ["1"]`, "on which skipping depends", "one value held against another"},
	{"no rule for missing answers", `"missing": {"rule": "strict"}`, `"missing": {}`, "missing.rule: is missing or not known; want one of strict, prorate", ""},
	{"prorating without a source", `{"rule": "strict"}`, `{"rule": "prorate", "max": 1}`, "missing.source: is missing", "a condition between fields of several objects"},
	{"prorating with skips", `{"rule": "strict"}`, `{"rule": "prorate", "max": 1, ` + someSource + `}`, "prorates a total that is no plain sum", "a condition between fields of several objects"},
	{"a wrong range", `"max": 10, "bandSets"`, `"max": 12, "bandSets"`, "total: says 0 to 12, but its items give 0 to 10", "arithmetic"},
	{"a hole between bands", `{"min": 5, "max": 10, "label"`, `{"min": 6, "max": 10, "label"`, "total.bandSets[0].bands[1]: goes from 6 to 10; want a label, and bands that follow each other from 5", "arithmetic"},
	{"bands that end early", `{"min": 5, "max": 10, "label"`, `{"min": 5, "max": 9, "label"`, "end at 9; want 10", "arithmetic"},
	{"an unknown direction", `"direction": "higher-worse", "min": 0, "max": 10`, `"direction": "up", "min": 0, "max": 10`, "total.direction: is missing or not known", ""},
	{"a scale of no item", `"items": ["1", "2", "3"], "direction"`, `"items": ["1", "2", "7"], "direction"`, `total.items: names "7", which is no item`, "one value held against another"},
	{"a scale with an item twice", `"items": ["1", "2", "3"], "direction"`, `"items": ["1", "2", "2"], "direction"`, `total.items: names item "2" twice`, ""},
	{"a subscale called total", `{"id": "nights"`, `{"id": "total"`, "subscales[0].id: is missing or was used before", ""},
	{"no score at all", `"total": {"items"`, `"totals": {"items"`, "totals: is not a field", ""},
	{"an unknown sex", `"sex": "female"`, `"sex": "f"`, "cutoffs[0].cases[0].sex: is missing or not known", ""},
	{"ages the wrong way round", `"ageFrom": 18`, `"ageFrom": 65`, "cutoffs[0].cases[0].ageFrom: is above ageTo", "a comparison of two numbers"},
	{"a cut-off without cases", `"cases": [{"sex": "female", "ageFrom": 18, "ageTo": 64, "min": 5}]`, `"cases": []`, "cutoffs[0].cases: is empty", ""},
	{"a flag of a common name", `"name": "bad"`, `"name": "positive"`, "flags[0].name: is missing or was used before", "one value held against another"},
	{"a flag without a title", `"title": "a bad week"`, `"title": ""`, "flags[0]: is incomplete", ""},
	{"a condition of nothing", `{"scale": "total", "min": 5}`, `{"min": 5}`, "flags[0].all[1]: wants either a scale or items in of", ""},
	{"a condition on no scale", `"scale": "total"`, `"scale": "days"`, "flags[0].all[1].scale: is no scale", "one value held against another"},
	{"a check of no item", `"atLeast": ["4"]`, `"atLeast": ["8"]`, `checks[0].atLeast: names "8", which is no item`, "one value held against another"},
	{"an unknown kind of change", `"kind": "reliable"`, `"kind": "large"`, "changes[0].kind: is missing or not known", ""},
	{"two thresholds", `"kind": "reliable", "points": 3`, `"kind": "reliable", "points": 3, "percent": 20`, "changes[0]: wants one of points and percent", ""},
	{"a decision of nothing", `"variants": ["one"]`, `"variants": []`, "decisions[0]: is incomplete", ""},
	{"a fraction", `"recallDays": 7`, `"recallDays": 7.5`, "recallDays: is 7.5; want a whole number", ""},
	{"a word for a confidence", `"confidence": "recalled"`, `"confidence": "likely"`, "is not a confidence", ""},
	{"two decimals and large answers", `"allowed": {"min": 0, "max": 3}`, `"decimals": 2, "allowed": {"min": 0, "max": 500}`, "want two answers or more from 0 to 100", "a condition between fields"},
}

func (b *brokenInstrument) text(t testing.TB) string {
	t.Helper()
	require.Contains(t, goodInstrument, b.old, b.name)
	return strings.Replace(goodInstrument, b.old, b.new, 1)
}

func TestGoodInstrument(t *testing.T) {
	got, err := assessment.ReadInstruments("mine.json", []byte(goodInstrument))
	require.NoError(t, err)
	require.Len(t, got, 1)
	r := assessment.Score(&got[0], answers(1, 4, 2, none), assessment.Context{})
	require.Equal(t, "4", r.Total.String(), "1, reversed 4 is 0, two nights are 3")
	require.Equal(t, "low", r.Band)
	r = assessment.Score(&got[0], answers(0, 0, none), assessment.Context{})
	require.Equal(t, "4", r.Total.String(), "item 3 is skipped")
	data, err := json.Marshal(got[0])
	require.NoError(t, err)
	again, err := assessment.ReadInstruments("again.json", data)
	require.NoError(t, err)
	require.Equal(t, got, again, "what the library writes it reads")
}

func TestBrokenInstruments(t *testing.T) {
	for _, b := range brokenInstruments {
		t.Run(b.name, func(t *testing.T) {
			got, err := assessment.ReadInstruments("mine.json", []byte(b.text(t)))
			require.ErrorContains(t, err, b.want)
			require.Regexp(t, `^mine\.json:[0-9]+: `, err.Error())
			require.Empty(t, got)
		})
	}
}

func TestOneBrokenInstrumentLeavesTheOthers(t *testing.T) {
	other := strings.Replace(goodInstrument, "sleep-3", "sleep-4", 1)
	got, err := assessment.ReadInstruments("mine.json", []byte("["+goodInstrument+",{},"+other+","+goodInstrument+"]"))
	require.ErrorContains(t, err, `[3]: has the id "sleep-3" of an instrument before it`)
	require.ErrorContains(t, err, "[1].id: is missing")
	require.Len(t, got, 2)
}

func TestInstrumentMadeByHand(t *testing.T) {
	in := *scorer(t, "phq-2").Instrument()
	in.Items = in.Items[:1]
	_, err := assessment.NewScorer(in)
	require.ErrorContains(t, err, `instrument "phq-2": total.items: names "2", which is no item`)
	r := assessment.Score(&in, answers(1), assessment.Context{})
	require.Equal(t, assessment.StatusInvalid, r.Status)
	require.NotEmpty(t, r.Problems)
	_, err = assessment.NewLibrary(in)
	require.Error(t, err)
}

func TestLibrary(t *testing.T) {
	l := assessment.Embedded()
	_, ok := l.Lookup("phq-90", true)
	require.False(t, ok)
	mine, err := assessment.ReadInstruments("mine.json", []byte(goodInstrument))
	require.NoError(t, err)
	more, err := l.Add(mine...)
	require.NoError(t, err)
	s, ok := more.Lookup("sleep-3", false)
	require.True(t, ok)
	require.Equal(t, "sleep-3", s.Instrument().ID)
	require.Empty(t, s.Instrument().Sources, "a recalled source is left out")
	_, ok = l.Lookup("sleep-3", false)
	require.False(t, ok, "the first library stays as it is")
	_, err = more.Add(mine...)
	require.ErrorContains(t, err, `instrument "sleep-3": stands twice`)
	last := ""
	for in := range more.All(true) {
		require.Less(t, last, in.ID)
		last = in.ID
	}
	for range more.All(false) {
		break // stopping early is fine
	}
}

func TestNearest(t *testing.T) {
	for id, want := range map[string]string{
		"phq9": "phq-9", "PHQ-9": "phq-9", "phq": "phq-2", "ciwa": "ciwa-ar", "bamiop": "bam-iop", "bam_iop": "bam-iop", "cssrs": "c-ssrs-screener",
		"ptsd": "pc-ptsd-5", "aduit": "audit", "dast": "dast-10", "gad7": "gad-7", "whoqol": "whoqol-bref",
	} {
		require.Contains(t, assessment.Embedded().Nearest(id), want, id)
	}
	require.Empty(t, assessment.Embedded().Nearest("xyzzy"))
	require.Empty(t, assessment.Embedded().Nearest(strings.Repeat("a", 1000)))
	require.LessOrEqual(t, len(assessment.Embedded().Nearest("a")), 4)
}

// TestEveryEmbeddedFileSaysWhoseItsNumbersAre: every source names an
// authority, and no text holds the wording of an item.
func TestEveryEmbeddedFileSaysWhoseItsNumbersAre(t *testing.T) {
	for in := range assessment.Embedded().All(true) {
		require.NotEmpty(t, in.Source.Authority, in.ID)
		for _, f := range in.Flags {
			require.NotEmpty(t, f.Source.Authority, in.ID)
		}
		for i, item := range in.Items {
			require.LessOrEqual(t, len(item.Title), 60, "%s item %d: a label, not a question", in.ID, i)
			require.NotContains(t, item.Title, "?")
			require.NotContains(t, fmt.Sprint(" "+item.Title+" "), " you ")
		}
	}
}
