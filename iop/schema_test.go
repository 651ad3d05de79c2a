package iop_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/openiop/openiop/iop"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"
)

// standardSchema compiles the schema of standards, with formats such as dates
// checked. That the file is the one generated from the types is tested in
// internal/schemagen.
func standardSchema(t testing.TB) *jsonschema.Schema {
	t.Helper()
	data, err := os.ReadFile("standard.schema.json")
	require.NoError(t, err)
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	require.NoError(t, err)
	c := jsonschema.NewCompiler()
	require.NoError(t, c.AddResource("standard.schema.json", doc))
	s, err := c.Compile("standard.schema.json") // also validates it against draft 2020-12
	require.NoError(t, err)
	return s
}

func validate(t testing.TB, s *jsonschema.Schema, text string) error {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	require.NoError(t, err)
	return s.Validate(v)
}

func TestSchemaIsOfDraft2020(t *testing.T) {
	data, err := os.ReadFile("standard.schema.json")
	require.NoError(t, err)
	require.Contains(t, string(data), `"$schema": "https://json-schema.org/draft/2020-12/schema"`)
	require.True(t, standardSchema(t).DraftVersion == 2020)
}

func TestEveryEmbeddedStandardIsValidUnderTheSchema(t *testing.T) {
	schema := standardSchema(t)
	files, err := filepath.Glob("standards/*.json")
	require.NoError(t, err)
	require.Len(t, files, 94)
	var all []string
	for _, name := range files {
		data, err := os.ReadFile(name)
		require.NoError(t, err)
		require.NoError(t, validate(t, schema, string(data)), name)
		all = append(all, string(data))
	}
	require.NoError(t, validate(t, schema, "["+strings.Join(all, ",")+"]"), "a file may hold a list")
}

func TestWhatTheLibraryWritesIsValidUnderTheSchema(t *testing.T) {
	schema := standardSchema(t)
	for s := range iop.Embedded().Select(iop.Query{All: true}) {
		require.NoError(t, validate(t, schema, string(mustMarshal(t, &s))), s.ID)
		whatIf := s.WithWeeklyMinimum(10 * 60)
		require.NoError(t, validate(t, schema, string(mustMarshal(t, &whatIf))), s.ID)
	}
}

func TestSchemaTakesWhatTheReaderTakes(t *testing.T) {
	schema := standardSchema(t)
	for name, text := range map[string]string{
		"a plain standard":      goodStandard,
		"null for not stated":   strings.Replace(goodStandard, `"kind"`, `"edition": null, "inForce": {"from": null, "until": null}, "ages": null, "kind"`, 1),
		"a list of one":         strings.NewReplacer(`"weeklyHours": {`, `"weeklyHours": [{`, `"verified"}}`+"\n  },", `"verified"}}]`+"\n  },").Replace(goodStandard),
		"an empty list":         strings.Replace(goodStandard, `"requirements": {`, `"requirements": {"dailyHours": [],`, 1),
		"no list":               `[]`,
		"one side of a bound":   strings.Replace(goodStandard, `"max": 19,`, `"max": null,`, 1),
		"a setting, no levels":  strings.Replace(goodStandard, `"levels": ["2.1"]`, `"setting": "day/night"`, 1),
		"level one as 1.0":      strings.Replace(goodStandard, `"2.1"`, `"1.0"`, 1),
		"a recalled source":     strings.Replace(goodStandard, `"s. 1(a)", "read": "2026-11-23", "confidence": "verified"`, `"s. 1(a)", "confidence": "recalled"`, 1),
		"an exclusive maximum":  strings.Replace(goodStandard, `"max": 19,`, `"max": 19, "maxExclusive": true,`, 1),
		"a phrase of the table": strings.Replace(goodStandard, `["yoga"]`, `["self-help meetings", "meal"]`, 1),
	} {
		t.Run(name, func(t *testing.T) {
			_, err := iop.ReadStandards("my.json", []byte(text))
			require.NoError(t, err)
			require.NoError(t, validate(t, schema, text))
		})
	}
}

// TestSchemaAndReaderRefuseTheSameBrokenStandards holds the two against each
// other: what the schema cannot express is listed with its reason in
// brokenStandards, and the list is kept honest by the schema accepting it.
func TestSchemaAndReaderRefuseTheSameBrokenStandards(t *testing.T) {
	schema := standardSchema(t)
	both := 0
	for _, b := range brokenStandards {
		t.Run(b.name, func(t *testing.T) {
			text := b.text(t)
			require.True(t, json.Valid([]byte(text)))
			_, err := iop.ReadStandards("my.json", []byte(text))
			require.Error(t, err)
			if b.beyond == "" {
				require.Error(t, validate(t, schema, text))
				both++
			} else {
				require.NoError(t, validate(t, schema, text), "the schema can express it after all")
			}
		})
	}
	require.GreaterOrEqual(t, both, 20)
}

// TestReaderKnowsEveryWordOfTheSchema tries each word of each closed set of the
// schema in a standard, so that neither side has words that the other lacks.
func TestReaderKnowsEveryWordOfTheSchema(t *testing.T) {
	confidence := `"confidence": "verified",` + "\n" + `  "source"`
	kind := `"kind": "regulation"`
	// Where a word of each set may stand: what is replaced, by what, with % for
	// the word.
	places := map[string][2]string{
		"Kind":         {kind, `"kind": "%"`},
		"Status":       {kind, kind + `, "status": "%"`},
		"Population":   {kind, kind + `, "population": "%"`},
		"Confidence":   {confidence, strings.Replace(confidence, "verified", "%", 1)},
		"Level":        {`["2.1"]`, `["%"]`},
		"Strength":     {`"must"`, `"%"`},
		"Basis":        {weekly, `"weeklyHours": {"min": 9, "basis": "%",`},
		"Subject":      {weekly, `"weeklyHours": {"min": 9, "of": "%",`},
		"ClockSubject": {weekly, `"planClock": {"what": "plan", "within": 7, "unit": "days", "of": "%",`},
		"Straddling":   {`"kind": "regulation"`, `"kind": "regulation", "straddlingWeek": "%"`},
		"Format":       {weekly, `"sessionLength": {"minMinutes": 60, "format": "%",`},
		"ClockUnit":    {weekly, `"planClock": {"what": "plan", "within": 7, "unit": "%",`},
		"Activity":     {weekly, `"groupSize": {"max": 12, "for": ["%"],`},
		"CountingTerm": {`["yoga"]`, `["%"]`},
	}
	data, err := os.ReadFile("standard.schema.json")
	require.NoError(t, err)
	var file struct {
		Defs map[string]struct{ Enum []string } `json:"$defs"`
	}
	require.NoError(t, json.Unmarshal(data, &file))
	schema := standardSchema(t)
	for name, def := range file.Defs {
		if def.Enum == nil {
			continue
		}
		t.Run(name, func(t *testing.T) {
			require.Contains(t, places, name, "a closed set that this test does not try")
			for _, word := range append(def.Enum, "no such word") {
				text := strings.Replace(goodStandard, places[name][0], strings.Replace(places[name][1], "%", word, 1), 1)
				_, err := iop.ReadStandards("my.json", []byte(text))
				known := word != "no such word"
				require.Equal(t, known, err == nil, "%s: %v", word, err)
				require.Equal(t, known, validate(t, schema, text) == nil, word)
			}
		})
	}
}
