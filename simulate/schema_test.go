package simulate_test

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/openiop/openiop/simulate"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"
)

// schemaOf compiles a schema. That the file is the one generated from the types
// is tested in internal/schemagen.
func schemaOf(t testing.TB, name string) func(text string) error {
	t.Helper()
	data, err := os.ReadFile(name)
	require.NoError(t, err)
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	require.NoError(t, err)
	c := jsonschema.NewCompiler()
	require.NoError(t, c.AddResource(name, doc))
	s, err := c.Compile(name) // also validates it against draft 2020-12
	require.NoError(t, err)
	return func(text string) error {
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		require.NoError(t, err)
		return s.Validate(v)
	}
}

func TestDesignsAreValidUnderTheSchema(t *testing.T) {
	valid := schemaOf(t, "design.schema.json")
	require.NoError(t, valid(designs))
	page, err := os.ReadFile("../docs/simulation.md")
	require.NoError(t, err)
	_, rest, _ := strings.Cut(string(page), "```json\n")
	shown, _, ok := strings.Cut(rest, "```")
	require.True(t, ok)
	require.NoError(t, valid(shown), "the design of docs/simulation.md")
	_, err = simulate.ReadDesigns(strings.NewReader(shown), "shown.json")
	require.NoError(t, err)
}

// TestSchemaAndReaderRefuseTheSameDesigns; what only the reader can know is
// marked as beyond the schema.
func TestSchemaAndReaderRefuseTheSameDesigns(t *testing.T) {
	valid := schemaOf(t, "design.schema.json")
	const program = `"program": {"id": "p", "weeks": 4, "blocks": [{"activity": "cbt", "minutes": 90, "perWeek": 3}]}`
	require.NoError(t, valid(`{`+program+`}`))
	for text, beyond := range map[string]bool{ // any order: each alone
		`{}`:                            false,
		`{"name": "x"}`:                 false,
		`{` + program + `, "test": {}}`: false,
		`{` + program + `, "tests": {"perWeek": 8}}`:                false,
		`{` + program + `, "makeUps": {"perWeek": -1}}`:             false,
		`{` + program + `, "response": {"patternDays": 400}}`:       false,
		`{` + program + `, "response": {"patternCount": 1}}`:        true, // 0 is the default, 1 is none
		`{` + program + `, "rewardWeeks": 3}`:                       true, // needs rewards
		`{` + program + `, "stepDown": {"attendancePercent": 101}}`: false,
		`{` + program + `, "reviews": {"everyWeeks": 600}}`:         false,
		`{` + program + `, "aftercare": "x"}`:                       false,
		`{` + program + `, "abstinenceOnly": {"afterPositive": 0}}`: false,
		`{` + program + `, "abstinenceOnly": {}}`:                   false,
		`{` + program + `, "start": "soon"}`:                        false,
		`{` + program + `, "standards": ["nobody-knows"]}`:          true,
		`{"program": {"id": "p", "weeks": 4}}`:                      true, // no sessions
	} {
		_, err := simulate.ReadDesigns(strings.NewReader(text), "d.json")
		require.Error(t, err, text)
		require.Equal(t, beyond, valid(text) == nil, text)
	}
}

func TestSchemaAndReaderRefuseTheSameParameters(t *testing.T) {
	valid := schemaOf(t, "parameters.schema.json")
	require.NoError(t, valid(`[{"id": "no-show", "value": 0.2, `+supposed+`}, {"id": "link", "spread": {"family": "uniform", "min": 0.1, "max": 0.2}, `+supposed+`}]`))
	for text, beyond := range map[string]bool{ // any order: each alone
		`{"id": "x", "value": 1, ` + supposed + `}`:                                             false,
		`{"value": 1, ` + supposed + `}`:                                                        false,
		`{"id": "link", ` + supposed + `}`:                                                      false,
		`{"id": "link", "value": 0.2}`:                                                          false,
		`{"id": "link", "value": "half", ` + supposed + `}`:                                     false,
		`{"id": "link", "vlaue": 0.2, ` + supposed + `}`:                                        false,
		`{"id": "link", "value": 7, ` + supposed + `}`:                                          true, // ranges stand in parameters.json
		`{"id": "link", "spread": {"family": "normal", "mean": 1}, ` + supposed + `}`:           false,
		`{"id": "link", "spread": {"family": "uniform", "min": 2, "max": 1}, ` + supposed + `}`: true, // two numbers
		`{"id": "link", "value": 0.2, "source": {"locator": "x", "confidence": "verified"}}`:    false,
	} {
		_, err := simulate.ReadParameters(strings.NewReader(text), "p.json")
		require.Error(t, err, text)
		require.Equal(t, beyond, valid(text) == nil, text)
	}
	for p := range simulate.DefaultParameters().All() { // every spread that ships can be written and read
		spread, err := json.Marshal(p.Spread)
		require.NoError(t, err)
		text := `{"id": "` + p.ID + `", "spread": ` + string(spread) + `, ` + supposed + `}`
		require.NoError(t, valid(text), text)
		_, err = simulate.ReadParameters(strings.NewReader(text), "p.json")
		require.NoError(t, err, text)
	}
}
