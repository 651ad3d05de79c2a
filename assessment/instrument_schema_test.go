package assessment_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/openiop/openiop/assessment"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"
)

// instrumentSchema compiles the schema of instruments. That the file is the one
// generated from the types is tested in internal/schemagen.
func instrumentSchema(t testing.TB) *jsonschema.Schema {
	t.Helper()
	data, err := os.ReadFile("instrument.schema.json")
	require.NoError(t, err)
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	require.NoError(t, err)
	c := jsonschema.NewCompiler()
	require.NoError(t, c.AddResource("instrument.schema.json", doc))
	s, err := c.Compile("instrument.schema.json") // also validates it against draft 2020-12
	require.NoError(t, err)
	return s
}

func validInstrument(t testing.TB, s *jsonschema.Schema, text string) error {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	require.NoError(t, err)
	return s.Validate(v)
}

func TestEveryEmbeddedInstrumentIsValidUnderTheSchema(t *testing.T) {
	schema := instrumentSchema(t)
	files, err := filepath.Glob("instruments/*.json")
	require.NoError(t, err)
	require.Len(t, files, 35)
	for _, name := range files {
		data, err := os.ReadFile(name)
		require.NoError(t, err)
		require.NoError(t, validInstrument(t, schema, string(data)), name)
	}
	for in := range assessment.Embedded().All(true) {
		data, err := json.Marshal(in)
		require.NoError(t, err)
		require.NoError(t, validInstrument(t, schema, string(data)), "what the library writes: %s", in.ID)
	}
	require.NoError(t, validInstrument(t, schema, goodInstrument))
	require.NoError(t, validInstrument(t, schema, "["+goodInstrument+"]"))
}

// TestSchemaAndReaderRefuseTheSameBrokenInstruments holds the two against each
// other: what the schema cannot express is listed with its reason, and the
// list is kept honest by the schema accepting it.
func TestSchemaAndReaderRefuseTheSameBrokenInstruments(t *testing.T) {
	schema := instrumentSchema(t)
	both := 0
	for _, b := range brokenInstruments {
		t.Run(b.name, func(t *testing.T) {
			err := validInstrument(t, schema, b.text(t))
			if b.beyond == "" {
				require.Error(t, err)
				both++
			} else {
				require.NoError(t, err, "the schema can express it after all")
			}
		})
	}
	require.GreaterOrEqual(t, both, 20)
}

// TestReaderKnowsEveryWordOfTheInstrumentSchema tries each word of each closed
// set, so that neither side has words that the other lacks.
func TestReaderKnowsEveryWordOfTheInstrumentSchema(t *testing.T) {
	places := map[string][2]string{ // what is replaced, by what, with % for the word
		"Confidence":   {`"basis": "our own", "confidence": "verified"`, `"basis": "our own", "confidence": "%"`},
		"Role":         {`"unscored"`, `"%"`},
		"LicenseClass": {`"wording-may-ship"`, `"%"`},
		"Direction":    {`"direction": "higher-worse", "min": 0, "max": 3`, `"direction": "%", "min": 0, "max": 3`},
		"Sex":          {`"female"`, `"%"`},
		"MissingRule":  {`{"rule": "strict"}`, `{"rule": "%"}`},
		"ChangeKind":   {`"reliable", "points": 3`, `"%", "points": 3`},
	}
	// Words that need more than the word to be right.
	more := map[string]string{"gate": "nothing uses the item", "prorate": "missing.source: is missing", "remission": "a remission wants max"}
	data, err := os.ReadFile("instrument.schema.json")
	require.NoError(t, err)
	var file struct {
		Defs map[string]struct{ Enum []string } `json:"$defs"`
	}
	require.NoError(t, json.Unmarshal(data, &file))
	schema := instrumentSchema(t)
	for name, def := range file.Defs {
		if def.Enum == nil {
			continue
		}
		t.Run(name, func(t *testing.T) {
			require.Contains(t, places, name, "a closed set that this test does not try")
			for _, word := range append(def.Enum, "no such word") {
				require.Contains(t, goodInstrument, places[name][0])
				text := strings.Replace(goodInstrument, places[name][0], strings.Replace(places[name][1], "%", word, 1), 1)
				_, err := assessment.ReadInstruments("my.json", []byte(text))
				switch {
				case word == "no such word":
					require.Error(t, err)
					require.Error(t, validInstrument(t, schema, text))
				case more[word] != "":
					require.ErrorContains(t, err, more[word])
				default:
					require.NoError(t, err, word)
					require.NoError(t, validInstrument(t, schema, text), word)
				}
			}
		})
	}
}
