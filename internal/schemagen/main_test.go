package main

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/google/jsonschema-go/jsonschema"
	"github.com/stretchr/testify/require"
)

const root = "../.."

func TestSchemasInTheRepositoryAreThoseOfTheTypes(t *testing.T) {
	for _, f := range formats {
		t.Run(f.file, func(t *testing.T) {
			want, err := f.generate(root)
			require.NoError(t, err)
			got, err := os.ReadFile(filepath.Join(root, f.file))
			require.NoError(t, err)
			require.Equal(t, string(want), string(got), "run go generate ./iop")
		})
	}
}

func TestGeneratingTwiceGivesTheSameBytes(t *testing.T) {
	for _, f := range formats {
		first, err := f.generate(root)
		require.NoError(t, err)
		for range 5 {
			again, err := f.generate(root)
			require.NoError(t, err)
			require.Equal(t, string(first), string(again))
		}
	}
}

func TestEveryConstraintAndFormIsUsed(t *testing.T) {
	defined := map[string]bool{}
	for _, f := range formats {
		src, err := sourcesUnder(root)
		require.NoError(t, err)
		b := &builder{source: src, types: map[reflect.Type]*jsonschema.Schema{}, defs: map[string]*jsonschema.Schema{}}
		_, err = b.schema(f.root)
		require.NoError(t, err)
		for name := range b.defs {
			defined[name] = true
		}
	}
	for key := range constraints {
		name, _, _ := strings.Cut(key, ".")
		require.True(t, defined[name], "the constraint on %s constrains nothing", key)
	}
	for key := range forms {
		_, name, _ := strings.Cut(key, ".")
		require.True(t, defined[name], "the form of %s is used by no format", key)
	}
}

func TestConstraintOnAFieldThatIsGoneIsAnError(t *testing.T) {
	b := &builder{defs: map[string]*jsonschema.Schema{"Cadence": {Properties: map[string]*jsonschema.Schema{}}}}
	require.ErrorContains(t, b.constrain(), "there is no such field")
}

// odd is a type that reads its own JSON, as a new one in iop might.
type odd struct{}

func (odd) MarshalText() ([]byte, error)  { return nil, nil }
func (*odd) UnmarshalText(b []byte) error { return nil }

func TestTypeThatReadsItsOwnJSONNeedsAForm(t *testing.T) {
	b := &builder{source: &sources{}, types: map[reflect.Type]*jsonschema.Schema{}, defs: map[string]*jsonschema.Schema{}}
	_, err := b.schema(reflect.TypeFor[odd]())
	require.EqualError(t, err, "main.odd reads its own JSON; give it a form in constraints.go")
}

func TestEveryDefinitionSaysWhatItIs(t *testing.T) {
	for _, f := range formats {
		data, err := os.ReadFile(filepath.Join(root, f.file))
		require.NoError(t, err)
		var s jsonschema.Schema
		require.NoError(t, s.UnmarshalJSON(data))
		require.NotEmpty(t, s.Defs)
		for name, def := range s.Defs {
			require.NotEmpty(t, def.Description, "%s: %s", f.file, name)
			require.NotContains(t, def.Description, "zero "+name, "%s: %s speaks of Go", f.file, name)
		}
	}
}
