package strictjson

import (
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

// The fast scanner and the parser that words problems read the same trees.
func TestScanAgreesWithParse(t *testing.T) {
	files, err := filepath.Glob("../../iop/*/*.json")
	require.NoError(t, err)
	require.Greater(t, len(files), 100)
	for _, f := range files {
		data, err := os.ReadFile(f)
		require.NoError(t, err)
		requireSameTree(t, string(data))
	}
	for _, text := range []string{
		`{}`, `[]`, `null`, `true`, `false`, `0`, `-1.5e3`, `""`, `"a\"bé\n"`, ` [ 1 , 2 ] `, "{\"a\":\n[1,\n{\"b\": null}]\n}",
		`{"a": 1, "a": 2}`, `[1,]`, `[1 2]`, `{"a" 1}`, `{"a":}`, `01`, `1.`, `nul`, `"open`, "\"tab\there\"", `{"a":1} x`, ``, `{`, `[`, `"\x"`, `NaN`,
	} {
		requireSameTree(t, text)
	}
}

func requireSameTree(t *testing.T, text string) {
	t.Helper()
	e := Element{Data: []byte(text), Line: 1}
	fast, ok := scan(e, Limits{})
	slow, err := (&parser{file: "f", element: e, dec: decoder(e)}).whole()
	require.Equal(t, err == nil, ok, text)
	if ok {
		require.Equal(t, slow, fast, text)
	}
}

func FuzzScan(f *testing.F) {
	f.Add(`{"a": [1, "b", {"c": null}]}`)
	f.Fuzz(func(t *testing.T, text string) {
		if utf8.ValidString(text) { // Split refuses other bytes before
			requireSameTree(t, text)
		}
	})
}
