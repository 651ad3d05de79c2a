package schedule_test

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/openiop/openiop/schedule"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"
)

// programSchema compiles the schema of program designs. That the file is the
// one generated from the types is tested in internal/schemagen.
func programSchema(t testing.TB) *jsonschema.Schema {
	t.Helper()
	data, err := os.ReadFile("program.schema.json")
	require.NoError(t, err)
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	require.NoError(t, err)
	c := jsonschema.NewCompiler()
	require.NoError(t, c.AddResource("program.schema.json", doc))
	s, err := c.Compile("program.schema.json") // also validates it against draft 2020-12
	require.NoError(t, err)
	return s
}

func validateProgram(t testing.TB, s *jsonschema.Schema, text string) error {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	require.NoError(t, err)
	return s.Validate(v)
}

func readProgramText(text string) error {
	_, err := schedule.ReadPrograms(strings.NewReader(text), "my.json", schedule.Limits{})
	return err
}

func TestEveryPublishedProgramIsValidUnderTheSchema(t *testing.T) {
	schema := programSchema(t)
	data, err := os.ReadFile("testdata/programs/programs.json")
	require.NoError(t, err)
	require.NoError(t, validateProgram(t, schema, string(data)), "the whole list")
	var programs []json.RawMessage
	require.NoError(t, json.Unmarshal(data, &programs))
	require.Len(t, programs, 50)
	for _, p := range programs {
		require.NoError(t, validateProgram(t, schema, string(p)), "one object, %.40s", p)
	}
}

func TestWhatTheLibraryWritesOfAProgramIsValidUnderTheSchema(t *testing.T) {
	schema := programSchema(t)
	for _, p := range realPrograms(t) {
		text, err := json.Marshal(p)
		require.NoError(t, err)
		require.NoError(t, validateProgram(t, schema, string(text)), p.ID)
		require.NoError(t, readProgramText(string(text)), p.ID)
	}
}

// goodProgram is what the broken ones are made of, one change each.
const goodProgram = `{
  "id": "sample", "title": "Sample", "calledItself": "iop", "population": "adult", "timezone": "America/Chicago",
  "source": {"url": null, "confidence": "made up"},
  "claimedHoursPerWeek": {"min": 9, "max": 12}, "weeks": 12, "groupSize": {"max": 12},
  "phases": [{"name": "one", "weeks": 4, "daysPerWeek": 3}, {"name": "two", "weeks": {"min": 6, "max": 8}}],
  "statements": {"family": "monthly"},
  "blocks": [
    {"title": "Group", "activity": "group-therapy", "days": ["Mon", "Wed"], "start": "18:00", "end": "21:00", "minutes": 180, "breakMinutes": 10},
    {"title": "One to one", "activity": "individual-counseling", "minutes": 50, "perWeek": 0.5, "perWeekByPhase": {"one": 1, "two": 0}, "within": "Group", "weeks": {"from": 1, "to": 4}},
    {"title": "Skills", "rotates": ["life-skills", "yoga"], "weeklyMinutes": 60, "optional": true, "countsAsClinical": true, "alternativeTo": "Group", "phase": "two"}
  ]
}`

var brokenPrograms = []struct {
	name, old, new string
	beyond         string // why JSON Schema cannot express what is wrong; "" if it can
}{
	{"an unknown field", `"title": "Sample"`, `"titel": "Sample"`, ""},
	{"an unknown field of a block", `"minutes": 180`, `"mins": 180`, ""},
	{"an unknown field of a phase", `"daysPerWeek": 3`, `"days": 3`, ""},
	{"an unknown field of a range", `{"min": 9, "max": 12}`, `{"min": 9, "most": 12}`, ""},
	{"no id", `"id": "sample", `, ``, ""},
	{"an empty id", `"id": "sample"`, `"id": ""`, ""},
	{"an unknown label", `"iop"`, `"rehab"`, ""},
	{"an unknown population", `"population": "adult"`, `"population": "teens"`, ""},
	{"a text for a number", `"weeks": 12`, `"weeks": "12"`, ""},
	{"a negative number", `"weeks": 12`, `"weeks": -12`, ""},
	{"a program of a hundred years", `"weeks": 12`, `"weeks": 5200`, ""},
	{"a range up to a hundred years", `"weeks": 12`, `"weeks": {"min": 1, "max": 5200}`, ""},
	{"a number beyond numbers", `"weeks": 12`, `"weeks": 1e400`, ""},
	{"min above max", `{"min": 9, "max": 12}`, `{"min": 12, "max": 9}`, "compares two numbers"},
	{"more hours than a week has", `{"min": 9, "max": 12}`, `169`, ""},
	{"half a person", `{"max": 12}`, `{"max": 12.5}`, ""},
	{"a phase without a name", `"name": "one"`, `"name": ""`, ""},
	{"eight days a week", `"daysPerWeek": 3`, `"daysPerWeek": 8`, ""},
	{"two phases of one name", `"name": "two"`, `"name": "one"`, "compares two places"},
	{"a block of a phase nobody declares", `"phase": "two"`, `"phase": "three"`, "compares two places"},
	{"an alternative to no block", `"alternativeTo": "Group"`, `"alternativeTo": "Nothing"`, "compares two places"},
	{"an unknown activity", `"group-therapy"`, `"group-hug"`, ""},
	{"an unknown activity in a rotation", `"yoga"]`, `"chess"]`, ""},
	{"an unknown day", `"Mon", "Wed"`, `"Mon", "Wednesday"`, ""},
	{"a day twice", `"Mon", "Wed"`, `"Mon", "Mon"`, ""},
	{"a time beyond the day", `"18:00"`, `"25:00"`, ""},
	{"a time of one digit", `"18:00"`, `"8:00"`, ""},
	{"an end that is the start", `"21:00"`, `"18:00"`, "compares two times"},
	{"half a minute", `"minutes": 180`, `"minutes": 180.5`, ""},
	{"a block longer than a day", `"minutes": 180`, `"minutes": 1441`, ""},
	{"more minutes than a week has", `"weeklyMinutes": 60`, `"weeklyMinutes": 10081`, ""},
	{"occurrences without end", `"perWeek": 0.5`, `"perWeek": 169`, ""},
	{"occurrences without end in a phase", `"one": 1`, `"one": 169`, ""},
	{"seven decimals", `"perWeek": 0.5`, `"perWeek": 0.0000001`, "validators differ on small fractions"},
	{"a week before the first", `"from": 1`, `"from": -1`, ""},
	{"a week zero", `"from": 1`, `"from": 0`, ""},
	{"a week far beyond the last", `"to": 4`, `"to": 521`, ""},
	{"an unknown field of weeks", `"to": 4`, `"until": 4`, ""},
	{"weeks in the wrong order", `"from": 1, "to": 4`, `"from": 4, "to": 1`, "compares two numbers"},
	{"a number where a block is named", `"within": "Group"`, `"within": 1`, ""},
	{"a word for yes", `"optional": true`, `"optional": "yes"`, ""},
	{"an object for the list of blocks", `"rotates": ["life-skills", "yoga"]`, `"rotates": {"a": "yoga"}`, ""},
	{"an unknown statement", `"family": "monthly"`, `"parking": "free"`, ""},
	{"a source that is a text", `{"url": null, "confidence": "made up"}`, `"https://example.org"`, ""},
}

func TestGoodProgramIsValidUnderTheSchema(t *testing.T) {
	require.NoError(t, readProgramText(goodProgram))
	require.NoError(t, validateProgram(t, programSchema(t), goodProgram))
	require.NoError(t, validateProgram(t, programSchema(t), "["+goodProgram+"]"))
}

// TestSchemaAndReaderRefuseTheSameBrokenPrograms holds the two against each
// other; what the schema cannot express it accepts, so that the list stays
// honest.
func TestSchemaAndReaderRefuseTheSameBrokenPrograms(t *testing.T) {
	schema := programSchema(t)
	both := 0
	for _, b := range brokenPrograms {
		t.Run(b.name, func(t *testing.T) {
			require.Equal(t, 1, strings.Count(goodProgram, b.old), b.old)
			text := strings.Replace(goodProgram, b.old, b.new, 1)
			require.Error(t, readProgramText(text))
			if b.beyond == "" {
				require.Error(t, validateProgram(t, schema, text))
				both++
			} else {
				require.NoError(t, validateProgram(t, schema, text), "the schema can express it after all")
			}
		})
	}
	require.GreaterOrEqual(t, both, 20)
}

func TestProgramMayStateNothingAsNull(t *testing.T) {
	text := `{"id": "x", "title": null, "weeks": null, "phases": null, "blocks": [{"days": null, "start": null, "minutes": {"min": null, "max": 60},
		"within": null, "perWeekByPhase": null, "countsAsClinical": null, "activity": null, "rotates": []}], "groupSize": {"min": 4, "max": null}}`
	require.NoError(t, readProgramText(text))
	require.NoError(t, validateProgram(t, programSchema(t), text))
}
