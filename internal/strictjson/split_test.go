package strictjson

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestSplitGivesTheElementsWithTheirPlaces(t *testing.T) {
	tests := []struct {
		name, text string
		want       []Element
	}{
		{"one object", `{"a":1}`, []Element{{"", []byte(`{"a":1}`), 1}}},
		{"one object after blank lines", "\n\n{\"a\":1}", []Element{{"", []byte(`{"a":1}`), 3}}},
		{"an empty list", "[ \n ]", nil},
		{"a list", "[\n{\"a\":1},\n\n{\"b\":2}\n]", []Element{{"[0]", []byte(`{"a":1}`), 2}, {"[1]", []byte(`{"b":2}`), 4}}},
		{"brackets and commas inside texts", `[{"a":"],{"},{"b":"\"],"}]`, []Element{{"[0]", []byte(`{"a":"],{"}`), 1}, {"[1]", []byte(`{"b":"\"],"}`), 1}}},
		{"nested lists", `[[1,2],{"a":[3,4]}]`, []Element{{"[0]", []byte(`[1,2]`), 1}, {"[1]", []byte(`{"a":[3,4]}`), 1}}},
		{"a byte order mark", "\ufeff[1]", []Element{{"[0]", []byte(`1`), 1}}},
		{"line ends of Windows", "[\r\n1,\r\n2\r\n]", []Element{{"[0]", []byte(`1`), 2}, {"[1]", []byte(`2`), 3}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Split("f.json", []byte(tt.text), Limits{Depth: 8})
			require.NoError(t, err)
			require.Equal(t, tt.want, got)
		})
	}
}

func TestBrokenElementDoesNotTakeItsNeighboursWithIt(t *testing.T) {
	got, err := Split("f.json", []byte("[{\"a\":1},\n{\"b\":\"open,\n\"x\":2},\n{\"c\":3}]"), Limits{})
	require.NoError(t, err)
	require.Len(t, got, 3, "a line end ends a text that is not closed")
	require.Equal(t, Element{"[2]", []byte(`{"c":3}`), 4}, got[2])
	_, err = Parse("f.json", got[1], Limits{})
	require.ErrorContains(t, err, "f.json:2: [1].b: not valid JSON")
}

func TestSplitRefuses(t *testing.T) {
	tests := []struct {
		name, text, want string
		elements         int // returned all the same
	}{
		{"an empty file", "", "f.json: empty; want a JSON object or a list of objects", 0},
		{"bytes that are no text", "\xff", "f.json: not UTF-8 text; save the file as UTF-8", 0},
		{"a list that is not closed", "[1,\n2", "f.json:2: the list is not closed; want ] at its end", 2},
		{"text after the list", "[1]\n\nx", "f.json:3: text after the end of the list; a file holds one object or one list", 1},
		{"a comma at the end", "[1,\n]", "f.json:1: a comma without a value beside it in the list; remove it", 1},
		{"a comma at the beginning", "[,1]", "f.json:1: a comma without a value beside it in the list; remove it", 1},
		{"two commas", "[1,\n,2]", "f.json:1: a comma without a value beside it in the list; remove it", 2},
		{"a deep list", "[[[[[1]]]]]", "f.json:1: nested deeper than the limit of 4 levels", 0},
		{"a deep object", "{\"a\":\n{\"b\":{\"c\":{\"d\":{}}}}}", "f.json:2: nested deeper than the limit of 4 levels", 0},
		{"more bytes than allowed", strings.Repeat(" ", 101), "f.json: larger than the limit of 100 bytes; split the file or raise the limit", 0},
		{"more members than allowed", "[1,2,3,\n4]", "f.json:1: more than the limit of 3 members in the list; split the file", 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Split("f.json", []byte(tt.text), Limits{Bytes: 100, Depth: 4, Elements: 3})
			require.EqualError(t, err, tt.want)
			require.Len(t, got, tt.elements)
		})
	}
}

func TestLimitsAreReachedOnlyBeyondThem(t *testing.T) {
	got, err := Split("f.json", []byte("[1,2,[[3]]]"), Limits{Bytes: 11, Depth: 3, Elements: 3})
	require.NoError(t, err)
	require.Len(t, got, 3)
	_, err = Split("f.json", []byte(`{"a":"[[[[[[["}`), Limits{Depth: 1})
	require.NoError(t, err, "brackets in a text are not nesting")
}

func TestZeroLimitsLimitNothing(t *testing.T) {
	text := "[" + strings.Repeat("[", 200) + strings.Repeat("]", 200) + strings.Repeat(",1", 500) + "]"
	got, err := Split("f.json", []byte(text), Limits{})
	require.NoError(t, err)
	require.Len(t, got, 501)
	for _, e := range got {
		_, err := Parse("f.json", e, Limits{})
		require.NoError(t, err)
	}
}
