package fhir_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"
)

// r4Schema is HL7's JSON Schema of R4, see testdata/README.md. Types are
// compiled when they are first asked for.
type r4Schema struct {
	mu       sync.Mutex
	compiler *jsonschema.Compiler
	types    map[string]*jsonschema.Schema
}

const r4Address = "http://hl7.org/fhir/json-schema/4.0"

var r4 = sync.OnceValue(func() *r4Schema {
	doc, err := readR4Schema("testdata/fhir.schema.json.gz")
	if err != nil {
		panic(err)
	}
	s := &r4Schema{compiler: jsonschema.NewCompiler(), types: make(map[string]*jsonschema.Schema)}
	if err := s.compiler.AddResource(r4Address, doc); err != nil {
		panic(err)
	}
	return s
})

// readR4Schema gives the schema with the two definitions that it refers to and
// does not have. What holds any resource takes any object with a type: which
// type it is decides under which definition it is validated, see validate. The
// choice between all types of the original says nothing about what is wrong.
func readR4Schema(name string) (any, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	doc, err := jsonschema.UnmarshalJSON(z)
	if err != nil {
		return nil, err
	}
	top := doc.(map[string]any)
	delete(top, "oneOf")
	delete(top, "discriminator")
	resource := map[string]any{"type": "object", "required": []any{"resourceType"}}
	definitions := top["definitions"].(map[string]any)
	definitions["ResourceList"], definitions["Resource"] = resource, resource
	definitions["integer64"] = map[string]any{"type": "string", "pattern": "^-?[0-9]+$"}
	return doc, nil
}

func (s *r4Schema) of(resourceType string) (*jsonschema.Schema, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c, ok := s.types[resourceType]; ok {
		return c, nil
	}
	c, err := s.compiler.Compile(r4Address + "#/definitions/" + resourceType)
	if err == nil {
		s.types[resourceType] = c
	}
	return c, err
}

// validate validates a resource and those within it.
func (s *r4Schema) validate(v any) error {
	o, _ := v.(map[string]any)
	name, _ := o["resourceType"].(string)
	schema, err := s.of(name)
	if err != nil {
		return fmt.Errorf("%q is no resource: %w", name, err)
	}
	if err := schema.Validate(v); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	within, _ := o["contained"].([]any)
	if entries, ok := o["entry"].([]any); ok && name == "Bundle" {
		for _, e := range entries {
			if r, ok := e.(map[string]any)["resource"]; ok {
				within = append(within, r)
			}
		}
	}
	for _, r := range within {
		if err := s.validate(r); err != nil {
			return err
		}
	}
	return nil
}

// emptyAt gives the path of the first object, list, text or null without
// content. FHIR forbids them, and neither the schema nor the oracles of npm
// see an empty list.
func emptyAt(v any, path string) string {
	switch v := v.(type) {
	case nil:
		return path
	case string:
		if v == "" {
			return path
		}
	case []any:
		if len(v) == 0 {
			return path
		}
		for i, x := range v {
			if at := emptyAt(x, path+"["+strconv.Itoa(i)+"]"); at != "" {
				return at
			}
		}
	case map[string]any:
		if len(v) == 0 {
			return path
		}
		for name, x := range v {
			if at := emptyAt(x, path+"."+name); at != "" {
				return at
			}
		}
	}
	return ""
}

// requireR4 wants a resource that is valid under the JSON Schema of R4 and holds
// nothing empty. Every helper that writes resources in these tests calls it.
func requireR4(t require.TestingT, text []byte) {
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	require.NoError(t, err)
	require.NoError(t, r4().validate(v), string(text))
	require.Empty(t, emptyAt(v, "$"), string(text))
}

// The schema that is changed as above still tells good from bad.
func TestR4SchemaSeesWhatItShould(t *testing.T) {
	valid := func(text string) error {
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		require.NoError(t, err)
		return r4().validate(v)
	}
	require.NoError(t, valid(screen))
	require.NoError(t, valid(session))
	bundle := `{"resourceType":"Bundle","type":"collection","entry":[{"resource":` + screen + `},{"resource":` + session + `}]}`
	require.NoError(t, valid(bundle))
	require.ErrorContains(t, valid(strings.Replace(bundle, `"status":"noshow"`, `"status":"absent"`, 1)), "Appointment")
	require.ErrorContains(t, valid(strings.Replace(bundle, `"status":"final"`, `"stat":"final"`, 1)), "additional properties 'stat'")
	require.ErrorContains(t, valid(strings.Replace(fuzzSeeds[3], `"lifecycleStatus"`, `"x"`, 1)), "Goal", "contained resources are validated")
	require.ErrorContains(t, valid(`{"resourceType":"Wish"}`), "is no resource")
	require.Equal(t, "$.a[1].b", emptyAt(map[string]any{"a": []any{"x", map[string]any{"b": []any{}}}}, "$"))
	require.Equal(t, "$.a", emptyAt(map[string]any{"a": nil}, "$"))
	require.Empty(t, emptyAt(map[string]any{"a": []any{"x", false, 0}}, "$"))
}
