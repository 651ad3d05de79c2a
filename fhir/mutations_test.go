package fhir_test

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"

	"github.com/openiop/openiop/fhir"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"
)

// mutation is a mistake in a good resource, and who sees it. What Medplum and
// fhir of npm see is asserted by oracles/mutations.test.mjs over the same file.
type mutation struct {
	Name string `json:"name"`
	// At is where: names of members and places in lists. Nothing in To takes
	// what stands there away.
	At            []any `json:"at"`
	To            any   `json:"to"`
	Told          string
	Schema        bool `json:"schema"`
	Medplum, FHIR string
}

// in gives a resource with the mistake in it.
func (m mutation) in(t *testing.T, text []byte) []byte {
	var top any
	require.NoError(t, json.Unmarshal(text, &top))
	at := top
	last := len(m.At) - 1
	for _, step := range m.At[:last] {
		switch step := step.(type) {
		case string:
			at = at.(map[string]any)[step]
		case float64:
			at = at.([]any)[int(step)]
		}
	}
	switch step := m.At[last].(type) {
	case float64:
		at.([]any)[int(step)] = m.To
	case string:
		at.(map[string]any)[step] = m.To
		if m.To == nil {
			delete(at.(map[string]any), step)
		}
	}
	out, err := json.Marshal(top)
	require.NoError(t, err)
	require.NotEqual(t, compact(t, text), string(out))
	return out
}

func compact(t *testing.T, text []byte) string {
	var top any
	require.NoError(t, json.Unmarshal(text, &top))
	out, err := json.Marshal(top)
	require.NoError(t, err)
	return string(out)
}

// Each oracle misses what another sees. Our reader sees all of it and says where.
func TestWhoSeesWhichMistake(t *testing.T) {
	data, err := os.ReadFile("testdata/mutations.json")
	require.NoError(t, err)
	var file struct {
		Good      json.RawMessage `json:"good"`
		Mutations []mutation      `json:"mutations"`
	}
	require.NoError(t, json.Unmarshal(data, &file))
	require.Len(t, file.Mutations, 12, "the table of facts")
	_, report, err := fhir.ParseResource(file.Good, "good.json", fhir.ReadOptions{})
	require.NoError(t, err)
	require.Empty(t, report.Issues)
	requireR4(t, file.Good)
	for _, m := range file.Mutations {
		t.Run(m.Name, func(t *testing.T) {
			text := m.in(t, file.Good)
			r, report, err := fhir.ParseResource(text, "bad.json", fhir.ReadOptions{})
			require.ErrorIs(t, err, fhir.ErrRefused)
			require.Nil(t, r)
			require.Len(t, report.Issues, 1)
			require.Contains(t, report.String(), m.Told)

			v, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
			require.NoError(t, err)
			require.Equal(t, m.Schema, r4().validate(v) != nil, "what the JSON Schema sees")
			require.Equal(t, m.Name == "an empty list", emptyAt(v, "$") != "", "what none of the others see")
		})
	}
}
