package careplan_test

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/openiop/openiop/careplan"
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

func TestSamplesAreValidUnderTheirSchemas(t *testing.T) {
	for sample, schema := range map[string]string{ // any order: each alone
		"stepdown.json": "progress.schema.json", "aftercare.json": "aftercare.schema.json", "plan.json": "plan.schema.json",
	} {
		data, err := os.ReadFile("../cmd/iop/testdata/" + sample)
		require.NoError(t, err)
		require.NoError(t, schemaOf(t, schema)(string(data)), sample)
	}
	require.NoError(t, schemaOf(t, "plan.schema.json")(planText))
	require.NoError(t, schemaOf(t, "progress.schema.json")(`{}`))
}

func TestSchemaAndReaderRefuseTheSameBrokenPlans(t *testing.T) {
	valid := schemaOf(t, "plan.schema.json")
	for _, c := range brokenPlans {
		t.Run(c.name, func(t *testing.T) {
			err := valid(strings.Replace(planText, c.old, c.new, 1))
			if c.beyond != "" {
				require.NoError(t, err, "the schema says it after all; take the remark %q away", c.beyond)
				return
			}
			require.Error(t, err)
		})
	}
}

func TestSchemaAndReaderRefuseTheSameEvidence(t *testing.T) {
	valid := schemaOf(t, "progress.schema.json")
	for text, beyond := range map[string]bool{ // any order: each alone
		`{"attendence": {}}`:                                     false,
		`{"attendance": {"attended": -1}}`:                       false,
		`{"attendance": {"attended": 3, "offered": 2}}`:          true, // two numbers
		`{"goals": {"met": "3"}}`:                                false,
		`{"scores": [{"instrument": "phq-9"}]}`:                  false,
		`{"dimensions": {"ratings": {"D4": 5}}}`:                 false,
		`{"dimensions": {"ratings": {"D9": 1}}}`:                 false,
		`{"preference": "step-down", "tests": [{"finding": 1}]}`: false,
		`{"level": "9"}`:                                         false,
	} {
		_, err := careplan.ReadProgress(strings.NewReader(text), "f.json")
		require.Error(t, err, text)
		require.Equal(t, beyond, valid(text) == nil, text)
	}
}

func TestSchemaAndReaderRefuseTheSameAftercare(t *testing.T) {
	valid := schemaOf(t, "aftercare.schema.json")
	for text, beyond := range map[string]bool{ // any order: each alone
		`{}`:                          false,
		`{"lastSession": "18.12.26"}`: false,
		`{"lastSession": "2026-12-18", "days": ["Tues"]}`:                                           false,
		`{"lastSession": "2026-12-18", "template": "weekly"}`:                                       true, // the templates are data
		`{"lastSession": "2026-12-18", "log": [{"kind": "call", "reached": "yes"}]}`:                false,
		`{"lastSession": "2026-12-18", "log": [{"on": "2026-12-20", "reached": "maybe"}]}`:          false,
		`{"lastSession": "2026-12-18", "contents": {"summary": "yes"}}`:                             false,
		`{"lastSession": "2026-12-18", "log": [{"on": "2026-12-20", "reached": "no", "note": ""}]}`: false,
	} {
		_, err := careplan.ReadAftercareOf(strings.NewReader(text), "f.json")
		require.Error(t, err, text)
		require.Equal(t, beyond, valid(text) == nil, text)
	}
}

func TestWhatTheLibraryWritesOfAPlanIsRead(t *testing.T) {
	f, err := readPlan(planText)
	require.NoError(t, err)
	data, err := json.Marshal(f)
	require.NoError(t, err)
	require.NoError(t, schemaOf(t, "plan.schema.json")(string(data)))
	again, err := readPlan(string(data))
	require.NoError(t, err)
	require.Equal(t, f, again)
}
