package ical

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"
)

// That the file is the one generated from the types is tested in
// internal/schemagen.
func TestSchemaAndReaderAgreeOnMappings(t *testing.T) {
	data, err := os.ReadFile("mapping.schema.json")
	require.NoError(t, err)
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	require.NoError(t, err)
	c := jsonschema.NewCompiler()
	require.NoError(t, c.AddResource("mapping.schema.json", doc))
	s, err := c.Compile("mapping.schema.json") // also validates it against draft 2020-12
	require.NoError(t, err)
	valid := func(text string) error {
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader([]byte(text)))
		require.NoError(t, err)
		return s.Validate(v)
	}
	require.NoError(t, valid(clinicMapping))
	require.NoError(t, valid(`{"activities": [{"summary": "a", "category": null, "activity": "cbt", "session": true}]}`))
	for text := range brokenMappings {
		if json.Valid([]byte(text)) {
			require.Error(t, valid(text), "%.80s", text)
		}
	}
}
