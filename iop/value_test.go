package iop_test

import (
	"encoding"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"
)

// textValue is a value with a text form that reads back.
type textValue[T any] interface {
	*T
	encoding.TextUnmarshaler
}

// requireRoundTrip checks that v is written as text in Go and in JSON, and
// that both read back as v.
func requireRoundTrip[T comparable, P textValue[T]](t *testing.T, v T, text string) {
	t.Helper()
	got, err := any(v).(encoding.TextMarshaler).MarshalText()
	require.NoError(t, err)
	require.Equal(t, text, string(got))
	var back T
	require.NoError(t, P(&back).UnmarshalText(got))
	require.Equal(t, v, back)

	inJSON, err := json.Marshal(v)
	require.NoError(t, err)
	require.JSONEq(t, string(mustMarshal(t, text)), string(inJSON))
	var fromJSON T
	require.NoError(t, json.Unmarshal(inJSON, &fromJSON))
	require.Equal(t, v, fromJSON)
}

// requireRefused checks that none of the texts is read, and the message.
func requireRefused[T any, P textValue[T]](t *testing.T, message string, texts ...string) {
	t.Helper()
	for _, text := range texts {
		var v T
		require.EqualError(t, P(&v).UnmarshalText([]byte(text)), message, "%q", text)
	}
}

func mustMarshal(t testing.TB, v any) []byte {
	t.Helper()
	b, err := json.Marshal(v)
	require.NoError(t, err)
	return b
}
