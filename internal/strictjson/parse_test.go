package strictjson

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func parse(t *testing.T, text string, limits Limits) (*Node, error) {
	t.Helper()
	elements, err := Split("f.json", []byte(text), limits)
	require.NoError(t, err)
	require.Len(t, elements, 1)
	return Parse("f.json", elements[0], limits)
}

func TestParseKeepsKindsTextsOrderAndLines(t *testing.T) {
	n, err := parse(t, "{\n\"z\": 1.50,\n\"a\": [true, null,\n\"x\\n\"]}", Limits{})
	require.NoError(t, err)
	require.Equal(t, &Node{Kind: Object, Line: 1, Fields: []Field{
		{"z", &Node{Kind: Number, Text: "1.50", Line: 2}},
		{"a", &Node{Kind: Array, Line: 3, Items: []*Node{
			{Kind: Bool, True: true, Line: 3}, {Kind: Null, Line: 3}, {Kind: String, Text: "x\n", Line: 4},
		}}},
	}}, n)
}

func TestKindsInWords(t *testing.T) {
	require.Equal(t, []string{"null", "a boolean", "a number", "a text", "a list", "an object"},
		[]string{Null.String(), Bool.String(), Number.String(), String.String(), Array.String(), Object.String()})
}

func TestParseRefuses(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"a name twice", "{\"a\":1,\n\"a\":2}", "f.json:2: a: the field stands twice; keep one"},
		{"a name twice, deeper", `{"a":{"b":[{"c":1,"c":2}]}}`, "f.json:1: a.b[0].c: the field stands twice; keep one"},
		{"a name twice, once in escapes", `{"a":1,"\u0061":2}`, "f.json:1: a: the field stands twice; keep one"},
		{"a name that is no text", `{1:2}`, "f.json:1: not valid JSON"},
		{"text after the value", "{}\n\n{}", "f.json:3: text after the end of the value; remove it"},
		{"cut short in an object", `{"a":`, "f.json:1: a: not valid JSON: the text ends too early"},
		{"cut short in a list", `{"a":[1,`, "f.json:1: a[1]: not valid JSON: the text ends too early"},
		{"cut short in a text", `{"a":"b`, "f.json:1: a: not valid JSON: the text ends too early"},
		{"a list closed as an object", `{"a":[1}`, "f.json:1: a: not valid JSON"},
		{"a list without a comma", `{"a":[1 2]}`, "f.json:1: a[1]: not valid JSON"},
		{"an object without a colon", `{"a" 1}`, "f.json:1: a: not valid JSON"},
		{"single quotes", `{'a':1}`, `f.json:1: not valid JSON`},
		{"NaN", `{"a":NaN}`, "f.json:1: a: not valid JSON"},
		{"a plus sign", `{"a":+1}`, "f.json:1: a: not valid JSON"},
		{"a leading zero", `{"a":01}`, "f.json:1: not valid JSON"},
		{"a raw line end in a text", "{\"a\":\"b\nc\"}", `f.json:1: a: not valid JSON`},
		{"an unknown escape", `{"a":"\q"}`, `f.json:1: a: not valid JSON`},
		{"too many values", `{"a":[1,2,3,4,5,6,7,8,9]}`, "f.json:1: a[7]: more than the limit of 9 values in one object"},
		{"too many items", `{"blocks":[1,2,3,4]}`, "f.json:1: blocks: more than the limit of 3 blocks"},
	}
	limits := Limits{Nodes: 9, Items: map[string]int{"blocks": 3}}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := parse(t, tt.text, limits)
			require.Equal(t, tt.want, ours(err))
		})
	}
}

// ours gives an error without what the JSON package of the Go version says of
// bad syntax, which differs between versions.
func ours(err error) string {
	return regexp.MustCompile(`(not valid JSON): (invalid|object).*`).ReplaceAllString(err.Error(), "$1")
}

func TestItemLimitIsForListsUnderTheName(t *testing.T) {
	limits := Limits{Items: map[string]int{"blocks": 3}}
	for _, text := range []string{`{"blocks":[1,2,3]}`, `{"a":[1,2,3,4]}`, `{"blocks":[[1,2,3,4]]}`} {
		_, err := parse(t, text, limits)
		require.NoError(t, err, text)
	}
}

func TestNumbersAreKeptAsWritten(t *testing.T) {
	for _, text := range []string{"1e400", "1e20000000", "0.1", "-0", "12345678901234567890123456789"} {
		n, err := parse(t, `{"a":`+text+`}`, Limits{})
		require.NoError(t, err)
		require.Equal(t, text, n.Fields[0].Value.Text)
	}
}

func TestLineOfALaterElementIsThatOfTheFile(t *testing.T) {
	elements, err := Split("f.json", []byte("[\n{},\n{\"a\": NaN}]"), Limits{})
	require.NoError(t, err)
	_, err = Parse("f.json", elements[1], Limits{})
	require.ErrorContains(t, err, "f.json:3: [1].a:")
}

func TestErrorSaysFileLineAndPathAsFarAsKnown(t *testing.T) {
	require.Equal(t, "f.json: broken", (&Error{File: "f.json", Problem: "broken"}).Error())
	require.Equal(t, "f.json:3: broken", (&Error{File: "f.json", Line: 3, Problem: "broken"}).Error())
	require.Equal(t, "f.json:3: a[0].b: broken", (&Error{File: "f.json", Line: 3, Path: "a[0].b", Problem: "broken"}).Error())
}

func TestManyLinesAreCountedOnce(t *testing.T) {
	// Quadratic counting of lines would make this file take minutes.
	text := `{"a":[` + strings.Repeat("\n1,", 500_000) + "\n1]}"
	n, err := parse(t, text, Limits{})
	require.NoError(t, err)
	items := n.Fields[0].Value.Items
	require.Equal(t, 500_002, items[len(items)-1].Line)
}

// TestParseAloneRefusesOtherBytes is for readers that call Parse without
// Split (found by the fuzzer of the mapping of calendars).
func TestParseAloneRefusesOtherBytes(t *testing.T) {
	_, err := Parse("f.json", Element{Data: []byte("{\"a\": \"caf\xe9\"}"), Line: 1}, Limits{})
	require.EqualError(t, err, "f.json:1: not UTF-8 text; save the file as UTF-8")
	n, err := Parse("f.json", Element{Data: []byte("{\"a\": \"café\"}"), Line: 1}, Limits{})
	require.NoError(t, err)
	require.Equal(t, "café", n.Fields[0].Value.Text)
}
