package fhir_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/openiop/openiop/fhir"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// shuffled writes a value of JSON with the members of every object in an order
// that is drawn, and with white space.
func shuffled(t *rapid.T, v any) string {
	switch v := v.(type) {
	case map[string]any:
		names := make([]string, 0, len(v))
		for name := range v {
			names = append(names, name)
		}
		slices.Sort(names)
		var members []string
		for _, name := range rapid.Permutation(names).Draw(t, "order") {
			members = append(members, quoted(name)+" :"+shuffled(t, v[name]))
		}
		return "{ " + strings.Join(members, "\n,") + "}"
	case []any:
		var items []string
		for _, item := range v {
			items = append(items, shuffled(t, item))
		}
		return "[" + strings.Join(items, " , ") + "\t]"
	case string:
		return quoted(v)
	}
	text, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(text)
}

func quoted(s string) string {
	text, err := json.Marshal(s)
	if err != nil {
		panic(err)
	}
	return string(text)
}

// The order of members and white space mean nothing in JSON.
func TestOrderOfMembersMeansNothing(t *testing.T) {
	programs := realPrograms(t)
	texts := []string{screen, session, drugTest, fuzzSeeds[3]}
	for i := range programs[:5] {
		texts = append(texts, unlabelled(t, fhir.NewPlanDefinition(&programs[i], fhir.Codes{})))
	}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SampledFrom(texts).Draw(t, "text")
		d := json.NewDecoder(bytes.NewReader([]byte(text)))
		d.UseNumber()
		var tree any
		require.NoError(t, d.Decode(&tree))
		mixed := shuffled(t, tree)
		r, report, err := fhir.ParseResource([]byte(mixed), "m.json", fhir.ReadOptions{})
		require.NoError(t, err, mixed)
		require.Empty(t, report.Issues)
		out, err := fhir.Export{}.WithoutPart2Labels().Append(nil, r)
		require.NoError(t, err)
		require.Equal(t, text, string(out))
	})
}

// No cut or change of a byte makes the reader panic, and a cut is never read.
func TestEveryCutIsRefused(t *testing.T) {
	for _, text := range fuzzSeeds {
		for i := range len(text) {
			_, _, err := fhir.ParseResource([]byte(text[:i]), "cut.json", fhir.ReadOptions{Lenient: true})
			require.Error(t, err, text[:i])
			_, _, _ = fhir.ParseResource([]byte(text[:i]+"}"+text[i+1:]), "cut.json", fhir.ReadOptions{Lenient: true})
		}
	}
}
