package fhir_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"testing"

	"github.com/openiop/openiop/fhir"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// oddValues are what is put in the place of a value that stands in a resource.
var oddValues = []any{
	"", " ", "a", "a b", " a", "a  b", "a\u00a0b", "a\tb", "A-1.b", "final", "active", "mon", "#x", "Patient/x", "urn:uuid:1", "http://x y", "é",
	"2026", "2026-13", "2026-02-30", "2026-02-28", "0000-01-01", "2026-11-02T09:00:00Z", "2026-11-02T09:00Z", "2026-11-02T24:00:00Z", "2026-11-02T09:00:60-05:00", "2026-11-02T09:00:00.5+14:00", "2026-11-02T09:00:00+14:30",
	"09:00:00", "9:00", "24:00:00", "23:59:60",
	json.Number("0"), json.Number("-1"), json.Number("1.50"), json.Number("1e3"), json.Number("99999999999"), true, nil,
	[]any{}, map[string]any{}, []any{"a"}, map[string]any{"text": "a"}, map[string]any{"reference": "Device/1"}, []any{map[string]any{"text": "a"}},
}

// oddNames are members that may belong elsewhere.
var oddNames = []string{"status", "text", "code", "value", "valueString", "valueQuantity", "id", "reference", "foo", "onsetDateTime", "display", "unit", "period", "subject", "resourceType"}

// mutate changes one value in a tree, takes one away or adds a member.
func mutate(t *rapid.T, v any) any {
	switch v := v.(type) {
	case map[string]any:
		names := slices.Sorted(maps.Keys(v))
		switch name := rapid.SampledFrom(names).Draw(t, "member"); rapid.IntRange(0, 9).Draw(t, "change") {
		case 0:
			delete(v, name)
		case 1:
			v[rapid.SampledFrom(oddNames).Draw(t, "name")] = rapid.SampledFrom(oddValues).Draw(t, "odd")
		default:
			v[name] = mutate(t, v[name])
		}
		return v
	case []any:
		if i := rapid.IntRange(0, len(v)).Draw(t, "item"); i < len(v) {
			v[i] = mutate(t, v[i])
			return v
		}
	}
	return rapid.SampledFrom(oddValues).Draw(t, "odd")
}

func someOfEachType(t testing.TB) (texts []string) {
	seen := make(map[string]int)
	for _, r := range allSamples(t) {
		if seen[r.ResourceType()]++; seen[r.ResourceType()] <= 5 {
			texts = append(texts, unlabelled(t, r))
		}
	}
	return texts
}

func drawMutant(t *rapid.T, texts []string) []byte {
	tree, err := jsonschema.UnmarshalJSON(bytes.NewReader([]byte(rapid.SampledFrom(texts).Draw(t, "text"))))
	require.NoError(t, err)
	text, err := json.Marshal(mutate(t, tree))
	require.NoError(t, err)
	return text
}

// oddOnes are mutants that the reader takes, the same ones in every run, for the
// oracles of npm: what it takes they must take too.
func oddOnes(t testing.TB) (out [][]byte) {
	texts := someOfEachType(t)
	mutants := rapid.Custom(func(t *rapid.T) []byte { return drawMutant(t, texts) })
	for seed := range 2000 {
		text := mutants.Example(seed)
		if _, _, err := fhir.ParseResource(text, "f.json", fhir.ReadOptions{}); err == nil {
			out = append(out, text)
		}
	}
	require.Greater(t, len(out), 300)
	return out
}

// Whatever is wrong with a resource: what HL7's schema refuses the reader
// refuses too, and what the reader takes and writes the schema takes.
func TestReaderRefusesWhatTheSchemaRefuses(t *testing.T) {
	texts := someOfEachType(t)
	refused, taken := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		text := drawMutant(t, texts)
		changed, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		require.NoError(t, err)
		wrong := r4().validate(changed)
		r, report, err := fhir.ParseResource(text, "f.json", fhir.ReadOptions{})
		if wrong != nil || emptyAt(changed, "$") != "" {
			refused++
			require.Error(t, err, "%s\n%v\n%s", text, wrong, report.String())
			return
		}
		if err != nil {
			return
		}
		taken++
		out, err := fhir.Export{}.WithoutPart2Labels().Append(nil, r)
		require.NoError(t, err)
		requireR4(t, out)
	})
	t.Logf("%d refused by the schema, %d taken by both", refused, taken)
	require.Positive(t, refused)
	require.Positive(t, taken)
}
