package assessment_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/internal/strictjson"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"
)

// goodTable is what the broken ones are made of, one change each.
const goodTable = `{
  "id": "my-table",
  "title": "my table",
  "authority": "My state",
  "edition": "third",
  "match": "first",
  "source": {"locator": "p. 1", "read": "2026-11-23", "confidence": "secondary"},
  "rows": ` + goodRows + `
}`

const goodRows = `[
    {"id": "one", "level": "1", "when": {"D1": {"max": 1}}},
    {"id": "two", "level": "2.1",
     "when": {"D2": {"min": 2, "max": 3}, "atLeast": [{"n": 1, "of": ["D4", "D5"], "min": 2}], "given": ["withdrawal-managed"]}}
  ]`

// brokenTables have one thing wrong each: what is replaced in goodTable, by
// what, and the whole error. beyond says why JSON Schema cannot express it.
var brokenTables = []struct{ name, old, new, want, beyond string }{
	{"an unknown field", `"match"`, `"matchh": "first", "match"`,
		`my.json:6: matchh: is not a field of this format (did you mean "match"?); the fields are id, title, authority, jurisdiction, edition, population, inForce, match, source, rows, leavesOut, remarks`, ""},
	{"no id", `"id": "my-table",`, ``, `my.json:1: id: is missing or has a wrong form; want lower-case words joined by -, as in level-2.1`, ""},
	{"an id with spaces", `"my-table"`, `"My table"`, `my.json:2: id: is missing or has a wrong form; want lower-case words joined by -, as in level-2.1`, ""},
	{"no title", `"title": "my table",`, ``, `my.json:1: title: is missing; say in a few words whose table it is and for what`, ""},
	{"no authority", `"authority": "My state",`, ``, `my.json:1: authority: is missing; name whose table it is`, ""},
	{"a bad jurisdiction", `"edition"`, `"jurisdiction": "Virginia", "edition"`, `my.json:5: jurisdiction: has a wrong form; want a country or ISO 3166-2 code such as US or US-VA`, ""},
	{"no edition", `"edition": "third",`, ``, `my.json:1: edition: is missing; want third`, ""},
	{"an edition by year", `"third"`, `"2013"`, `my.json:5: edition: is not an edition; want third or fourth`, ""},
	{"the fourth edition", `"third"`, `"fourth"`, `my.json:5: edition: is fourth, whose ratings are codes and not numbers; a table is for the third, a policy for the fourth is written in code`, ""},
	{"a bad population", `"match"`, `"population": "adults", "match"`, `my.json:6: population: is not a population; want adult, adolescent or unknown`, ""},
	{"a period that ends first", `"match"`, `"inForce": {"from": "2020-01-02", "until": "2020-01-02"}, "match"`, `my.json:6: inForce: ends before it begins; until is the first day on which the table no longer holds`, "compares two dates"},
	{"no way to match", `"match": "first",`, ``, `my.json:1: match: is missing or not a way to match; want first or highest`, ""},
	{"another way to match", `"match": "first"`, `"match": "last"`, `my.json:6: match: is missing or not a way to match; want first or highest`, ""},
	{"no source", `"source": {"locator": "p. 1", "read": "2026-11-23", "confidence": "secondary"},`, ``, `my.json:1: source: is missing or incomplete; want locator, confidence and, unless recalled, the date read`, ""},
	{"a source nobody dated", `"read": "2026-11-23", `, ``, `my.json:7: source: is missing or incomplete; want locator, confidence and, unless recalled, the date read`, ""},
	{"no rows", goodRows, `[]`, `my.json:8: rows: is missing; want at least one row`, ""},
	{"rows that are null", goodRows, `null`, `my.json:8: rows: is missing; want at least one row`, ""},
	{"a row without an id", `"id": "one", `, ``, `my.json:9: rows[0].id: is missing or has a wrong form; want lower-case words joined by -, as in level-2.1`, ""},
	{"two rows of one id", `"two"`, `"one"`, `my.json:10: rows[1].id: stands twice in the table; give each row its own`, "compares two rows"},
	{"no level", `"level": "1", `, ``, `my.json:9: rows[0].level: is missing or not a level of the third edition; want one of 0.5, 1, 2.1, 2.5, 3.1, 3.3, 3.5, 3.7, 4`, ""},
	{"a level of the fourth edition", `"2.1"`, `"1.7"`, `my.json:10: rows[1].level: is missing or not a level of the third edition; want one of 0.5, 1, 2.1, 2.5, 3.1, 3.3, 3.5, 3.7, 4`, ""},
	{"no such level", `"2.1"`, `"2"`, `my.json:10: rows[1].level: is not a level of care; want one of 0.5, 1, 1.5, 1.7, 2.1, 2.5, 2.7, 3.1, 3.3, 3.5, 3.7, 4`, ""},
	{"a row for everyone", `{"D1": {"max": 1}}`, `{}`, `my.json:9: rows[0].when: asks for nothing; a row for everyone would hide that no rule matched`, ""},
	{"no condition", `, "when": {"D1": {"max": 1}}`, ``, `my.json:9: rows[0].when: asks for nothing; a row for everyone would hide that no rule matched`, ""},
	{"a dimension that is not", `{"D1": {`, `{"D7": {`, `my.json:9: rows[0].when.D7: is not a field of this format; the fields are D1, D2, D3, D4, D5, D6, atLeast, given`, ""},
	{"a rating below 0", `"max": 1`, `"max": -1`, `my.json:9: rows[0].when.D1.max: is -1; want a rating of the third edition, 0 to 4`, ""},
	{"a rating above 4", `"min": 2, "max": 3`, `"min": 5`, `my.json:11: rows[1].when.D2.min: is 5; want a rating of the third edition, 0 to 4`, ""},
	{"half a rating", `"max": 1`, `"max": 1.5`, `my.json:9: rows[0].when.D1.max: is 1.5; want a whole number up to 2147483647`, ""},
	{"a rating as text", `"max": 1`, `"max": "1"`, `my.json:9: rows[0].when.D1.max: is a text; want a number`, ""},
	{"bounds the wrong way", `"min": 2, "max": 3`, `"min": 3, "max": 2`, `my.json:11: rows[1].when.D2: has a min above its max; want min up to max`, "compares two numbers"},
	{"bounds that bound nothing", `"max": 1`, `"min": 0, "max": 4`, `my.json:9: rows[0].when.D1: allows every rating; state a min above 0 or a max below 4, or leave it out`, ""},
	{"bounds without a bound", `{"max": 1}`, `{}`, `my.json:9: rows[0].when.D1: allows every rating; state a min above 0 or a max below 4, or leave it out`, ""},
	{"no number of dimensions", `"n": 1, `, ``, `my.json:11: rows[1].when.atLeast[0].n: is 0; want from 1 to the 2 dimensions of the list`, ""},
	{"more than there are", `"n": 1`, `"n": 3`, `my.json:11: rows[1].when.atLeast[0].n: is 3; want from 1 to the 2 dimensions of the list`, "compares with a length"},
	{"nothing to choose from", `["D4", "D5"]`, `[]`, `my.json:11: rows[1].when.atLeast[0].of: is missing; want the dimensions to choose from`, ""},
	{"a choice that stands twice", `["D4", "D5"]`, `["D4", "D4"]`, `my.json:11: rows[1].when.atLeast[0].of[1]: stands twice; name each dimension once`, ""},
	{"a choice of nothing", `["D4", "D5"]`, `["D4", null]`, `my.json:11: rows[1].when.atLeast[0].of[1]: is empty; want one of D1, D2, D3, D4, D5, D6`, ""},
	{"a choice that any rating meets", `, "min": 2}`, `}`, `my.json:11: rows[1].when.atLeast[0]: allows every rating; state a min above 0 or a max below 4, or leave it out`, ""},
	{"a test result as a circumstance", `"withdrawal-managed"`, `"positive-test"`, `my.json:11: rows[1].when.given[0]: is not a circumstance; want withdrawal-managed, physical-health-managed or mental-health-managed`, ""},
	{"a circumstance twice", `["withdrawal-managed"]`, `["withdrawal-managed", "withdrawal-managed"]`, `my.json:11: rows[1].when.given[1]: stands twice; name each circumstance once`, ""},
	{"an empty circumstance", `["withdrawal-managed"]`, `[null]`, `my.json:11: rows[1].when.given[0]: is empty; want withdrawal-managed, physical-health-managed or mental-health-managed`, ""},
	{"a row's source without a place", `"level": "1",`, `"level": "1", "source": {"confidence": "recalled"},`, `my.json:9: rows[0].source: is incomplete; want locator, confidence and, unless recalled, the date read`, ""},
	{"left out without why", `"rows"`, `"leavesOut": [{"level": "4"}], "rows"`, `my.json:8: leavesOut[0].why: is missing; say why the row is left out`, ""},
	{"left out without a level", `"rows"`, `"leavesOut": [{"why": "x"}], "rows"`, `my.json:8: leavesOut[0].level: is missing or not a level of the third edition; want one of 0.5, 1, 2.1, 2.5, 3.1, 3.3, 3.5, 3.7, 4`, ""},
}

func brokenTable(t testing.TB, old, with string) string {
	require.Equal(t, 1, strings.Count(goodTable, old), "%q stands once in the good table", old)
	return strings.Replace(goodTable, old, with, 1)
}

func policySchema(t testing.TB) *jsonschema.Schema {
	data, err := os.ReadFile("policy.schema.json")
	require.NoError(t, err)
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(string(data)))
	require.NoError(t, err)
	c := jsonschema.NewCompiler()
	require.NoError(t, c.AddResource("policy.schema.json", doc))
	s, err := c.Compile("policy.schema.json")
	require.NoError(t, err)
	return s
}

func validTable(t testing.TB, s *jsonschema.Schema, text string) error {
	v, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	require.NoError(t, err)
	return s.Validate(v)
}

func TestBrokenTablesAreRefusedByReaderAndSchema(t *testing.T) {
	schema := policySchema(t)
	_, err := assessment.ReadPolicies("my.json", []byte(goodTable))
	require.NoError(t, err)
	require.NoError(t, validTable(t, schema, goodTable))
	for _, b := range brokenTables {
		t.Run(b.name, func(t *testing.T) {
			text := brokenTable(t, b.old, b.new)
			require.True(t, json.Valid([]byte(text)))
			got, err := assessment.ReadPolicies("my.json", []byte(text))
			require.Error(t, err)
			require.Empty(t, got)
			require.EqualError(t, err, b.want)
			if b.beyond == "" {
				require.Error(t, validTable(t, schema, text))
			} else {
				require.NoError(t, validTable(t, schema, text), "the schema can express it after all")
			}
		})
	}
}

func TestSchemaTakesWhatTheTableReaderTakes(t *testing.T) {
	schema := policySchema(t)
	for name, text := range map[string]string{
		"null for not stated":     brokenTable(t, `"match"`, `"population": null, "inForce": null, "jurisdiction": null, "leavesOut": null, "remarks": null, "match"`),
		"one side of a period":    brokenTable(t, `"match"`, `"inForce": {"from": null, "until": "2030-01-01"}, "match"`),
		"a recalled source":       brokenTable(t, `"read": "2026-11-23", "confidence": "secondary"`, `"confidence": "recalled"`),
		"level one as 1.0":        brokenTable(t, `"level": "1"`, `"level": "1.0"`),
		"a list":                  "[" + goodTable + "]",
		"an empty list of choice": brokenTable(t, `{"D1": {"max": 1}}`, `{"D1": {"max": 1}, "atLeast": [], "given": null}`),
		"a single rating":         brokenTable(t, `"min": 2, "max": 3`, `"min": 0, "max": 0`),
	} {
		t.Run(name, func(t *testing.T) {
			got, err := assessment.ReadPolicies("my.json", []byte(text))
			require.NoError(t, err)
			require.NoError(t, validTable(t, schema, text))
			written, err := json.Marshal(got)
			require.NoError(t, err)
			require.NoError(t, validTable(t, schema, string(written)), "what the library writes")
		})
	}
	files, err := filepath.Glob("testdata/policies/*.json")
	require.NoError(t, err)
	require.Len(t, files, 2)
	for _, f := range files {
		data, err := os.ReadFile(f)
		require.NoError(t, err)
		require.NoError(t, validTable(t, schema, string(data)), f)
	}
}

// TestReaderAndTableSchemaKnowTheSameWords tries each word of each closed set.
func TestReaderAndTableSchemaKnowTheSameWords(t *testing.T) {
	places := map[string][2]string{
		"Edition":      {`"third"`, `"%"`},
		"Match":        {`"first"`, `"%"`},
		"Population":   {`"match"`, `"population": "%", "match"`},
		"Confidence":   {`"secondary"`, `"%"`},
		"Dimension":    {`["D4", "D5"]`, `["%"]`},
		"Circumstance": {`["withdrawal-managed"]`, `["%"]`},
	}
	var file struct {
		Defs map[string]struct{ Enum []string } `json:"$defs"`
	}
	data, err := os.ReadFile("policy.schema.json")
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(data, &file))
	schema, tried := policySchema(t), 0
	for name, place := range places {
		require.NotEmpty(t, file.Defs[name].Enum, name)
		for _, word := range append(file.Defs[name].Enum, "no such word") {
			tried++
			text := brokenTable(t, place[0], strings.Replace(place[1], "%", word, 1))
			_, err := assessment.ReadPolicies("my.json", []byte(text))
			known := word != "no such word"
			require.Equal(t, known, err == nil, "%s %s: %v", name, word, err)
			require.Equal(t, known, validTable(t, schema, text) == nil, "%s %s", name, word)
		}
	}
	require.Equal(t, 1+2+3+4+6+3+6, tried)
	for _, l := range assessment.ThirdEdition.Levels() {
		text := brokenTable(t, `"2.1"`, `"`+l.String()+`"`)
		_, err := assessment.ReadPolicies("my.json", []byte(text))
		require.NoError(t, err)
		require.NoError(t, validTable(t, schema, text))
	}
}

func TestOneBrokenTableLeavesTheOthers(t *testing.T) {
	text := "[" + goodTable + ",\n" + brokenTable(t, `"first"`, `"last"`) + "]"
	got, err := assessment.ReadPolicies("my.json", []byte(text))
	require.EqualError(t, err, "my.json:19: [1].match: is missing or not a way to match; want first or highest")
	require.Len(t, got, 1)
	require.Equal(t, assessment.PolicyID("my-table"), got[0].ID)
	require.Equal(t, "My state", got[0].Source.Authority, "the source is the authority's")
}

func TestPeriodsOfATableShareNoDay(t *testing.T) {
	period := func(p string) string { return brokenTable(t, `"match"`, `"inForce": `+p+`, "match"`) }
	early := period(`{"until": "2025-07-01"}`)
	got, err := assessment.ReadPolicies("my.json", []byte("["+early+","+period(`{"from": "2025-07-01"}`)+"]"))
	require.NoError(t, err)
	require.Len(t, got, 2)
	got, err = assessment.ReadPolicies("my.json", []byte("["+early+","+period(`{"from": "2025-06-30"}`)+"]"))
	require.EqualError(t, err, `my.json:13: [1].inForce: shares a day with an earlier period of "my-table"; end one on the day the next begins`)
	require.Len(t, got, 1)
}

func TestLimitsOfATable(t *testing.T) {
	rows := func(n int) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(strings.Replace(`{"id": "row-#", "level": "1", "when": {"D1": {"max": 1}}},`, "#", strings.Repeat("x", i+1), 1))
		}
		return `"rows": [` + b.String()
	}
	_, err := assessment.ReadPolicies("my.json", []byte(brokenTable(t, `"rows": [`, rows(98))))
	require.NoError(t, err)
	_, err = assessment.ReadPolicies("my.json", []byte(brokenTable(t, `"rows": [`, rows(99))))
	require.ErrorContains(t, err, "more than the limit of 100 rows")
	_, err = assessment.ReadPolicies("my.json", []byte(strings.Repeat("[", 100)))
	require.ErrorContains(t, err, "nested deeper than the limit of 16 levels")
	_, err = assessment.ReadPolicies("my.json", nil)
	require.EqualError(t, err, "my.json: empty; want a JSON object or a list of objects")
}

func TestTableUnmarshalsAsItIsRead(t *testing.T) {
	var one assessment.LevelTable
	require.NoError(t, json.Unmarshal([]byte(goodTable), &one))
	got, err := assessment.ReadPolicies("my.json", []byte(goodTable))
	require.NoError(t, err)
	require.Equal(t, got[0], one)
	require.ErrorContains(t, json.Unmarshal([]byte(`{"id": "x"}`), &one), "policy:1: title: is missing")
	require.EqualError(t, json.Unmarshal([]byte(`[]`), &one), "policy: want one object")
}

// FuzzReadPolicies reads any bytes as tables: it never panics, every problem is
// a *strictjson.Error, and what it returns answers, and is the same table when
// written and read again.
func FuzzReadPolicies(f *testing.F) {
	files, err := filepath.Glob("testdata/policies/*.json")
	if err != nil || len(files) == 0 {
		f.Fatal("no seeds", err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte(goodTable))
	for _, b := range brokenTables {
		f.Add([]byte(brokenTable(f, b.old, b.new)))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := assessment.ReadPolicies("f.json", data)
		requireStrictProblems(t, err)
		for i := range got {
			policy := &got[i]
			if !policy.Source.IsValid() {
				t.Fatal("a table without a source")
			}
			for _, ratings := range []string{"000000", "-03---", "123401"} {
				s := policy.Suggest(rated(t, ratings))
				if s.Level.IsValid() != (s.Outcome == assessment.RuleMatched) || len(s.Possible) > 0 && s.Outcome != assessment.PolicyUndetermined {
					t.Fatalf("%s: %+v", ratings, s)
				}
			}
			written, err := json.Marshal(policy)
			if err != nil {
				t.Fatal(err)
			}
			again, err := assessment.ReadPolicies("again.json", written)
			if err != nil || len(again) != 1 || again[0].Fingerprint() != policy.Fingerprint() {
				t.Fatalf("%s is another table when read again: %v", written, err)
			}
		}
	})
}

func requireStrictProblems(t *testing.T, err error) {
	list := []error{err}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		list = joined.Unwrap()
	}
	for _, err := range list {
		if err == nil {
			continue
		}
		if problem, ok := errors.AsType[*strictjson.Error](err); !ok || problem.File != "f.json" {
			t.Fatalf("%T: %v", err, err)
		}
	}
}
