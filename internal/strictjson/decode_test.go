package strictjson

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// thing has a field of each form that the reader decodes.
type thing struct {
	Text   string         `json:"text"`
	Yes    bool           `json:"yes"`
	Count  int            `json:"count"`
	Maybe  *int           `json:"maybe"`
	Color  color          `json:"color"`
	List   []string       `json:"list"`
	Parts  []part         `json:"parts"`
	ByName map[string]int `json:"byName"`
	Either either         `json:"either"`
	inner
	Hidden int `json:"-"`
}

type inner struct {
	Deep string `json:"deep"`
}

type part struct {
	Size int `json:"size"`
}

func (p *part) Check(c *Context) {
	if p.Size == 0 {
		c.At("size").Errorf("is missing")
	}
}

type color string

func (k *color) UnmarshalText(b []byte) error {
	if string(b) != "red" {
		return errors.New("is not a color; want red")
	}
	*k = color(b)
	return nil
}

type either struct{ n int }

func (e *either) DecodeStrict(c *Context, n *Node) {
	if n.Kind != Number {
		c.Errorf("is %s; want a number", n.Kind)
		return
	}
	e.n = len(n.Text)
}

func (t *thing) Check(c *Context) {
	if t.Text == "bad" {
		c.At("text").Errorf("is bad")
		c.At("parts[1]").At("size").Errorf("is named by the whole")
		c.At("missing").Errorf("is missing")
		c.At("parts[7]").Errorf("is missing")
	}
}

func decode(t *testing.T, text string) (thing, []string) {
	t.Helper()
	n, err := parse(t, text, Limits{})
	require.NoError(t, err)
	var v thing
	var problems []string
	for _, err := range Decode("f.json", "", n, &v) {
		problems = append(problems, err.Error())
	}
	return v, problems
}

func TestDecodeFillsEveryForm(t *testing.T) {
	v, problems := decode(t, `{"text":"a","yes":true,"count":-3,"maybe":0,"color":"red","list":["x","y"],
		"parts":[{"size":1}],"byName":{"k":2},"either":12.5,"deep":"d"}`)
	require.Empty(t, problems)
	zero := 0
	require.Equal(t, thing{Text: "a", Yes: true, Count: -3, Maybe: &zero, Color: "red", List: []string{"x", "y"}, Parts: []part{{1}},
		ByName: map[string]int{"k": 2}, Either: either{4}, inner: inner{"d"}}, v)
}

func TestNullAndEmptyListAreNotStated(t *testing.T) {
	v, problems := decode(t, `{"text":null,"yes":null,"count":null,"maybe":null,"color":null,"list":[],"parts":null,"byName":null,"deep":null}`)
	require.Empty(t, problems)
	require.Equal(t, thing{}, v)
}

func TestDecodeReportsEveryProblemInTheOrderOfTheFile(t *testing.T) {
	_, problems := decode(t, "{\"count\":\"x\",\n\"tezt\":1,\n\"parts\":[{\"size\":true},\n{},\n{\"weight\":1}],\n\"byName\":{\"k\":[]},\n\"color\":\"blue\"}")
	require.Equal(t, []string{
		"f.json:1: count: is a text; want a number",
		`f.json:2: tezt: is not a field of this format (did you mean "text"?); the fields are text, yes, count, maybe, color, list, parts, byName, either, deep`,
		"f.json:3: parts[0].size: is a boolean; want a number",
		"f.json:4: parts[1].size: is missing",
		"f.json:5: parts[2].weight: is not a field of this format; the fields are size",
		"f.json:6: byName.k: is a list; want a number",
		"f.json:7: color: is not a color; want red",
	}, problems)
}

func TestCheckNamesTheLineOfWhatItSpeaksOf(t *testing.T) {
	_, problems := decode(t, "{\n\"text\":\"bad\",\n\"parts\":[{\"size\":1},\n{\"size\":\n2}]}")
	require.Equal(t, []string{
		"f.json:2: text: is bad",
		"f.json:5: parts[1].size: is named by the whole",
		"f.json:1: missing: is missing",
		"f.json:3: parts[7]: is missing",
	}, problems)
}

func TestWholeIsNotCheckedWhenAPartIsBroken(t *testing.T) {
	_, problems := decode(t, `{"text":"bad","count":"x"}`)
	require.Equal(t, []string{"f.json:1: count: is a text; want a number"}, problems)
}

func TestWholeNumbers(t *testing.T) {
	for _, text := range []string{"0", "-1", "2147483647", "-2147483648"} {
		_, problems := decode(t, `{"count":`+text+`}`)
		require.Empty(t, problems, text)
	}
	for _, text := range []string{"1.5", "1.0", "1e2", "2147483648", "1e20000000"} {
		_, problems := decode(t, `{"count":`+text+`}`)
		require.Equal(t, []string{"f.json:1: count: is " + text + "; want a whole number up to 2147483647"}, problems)
	}
	_, problems := decode(t, `{"count":`+strings.Repeat("9", 1000)+`}`)
	require.Equal(t, []string{"f.json:1: count: is 99999999999999999999; want a whole number up to 2147483647"}, problems, "a long number is not repeated whole")
}

func TestUnknownFieldSuggestsTheNearest(t *testing.T) {
	names := []string{"weeklyHours", "id", "min", "max"}
	tests := map[string]string{
		"weeklyhours": "weeklyHours", "WEEKLYHOURS": "weeklyHours", "weeklyHour": "weeklyHours", "weeeklyHours": "weeklyHours",
		"weeklyHoars": "weeklyHours", "m\u0130n": "min", "mn": "", "ID": "id", "ix": "", "hours": "", "": "", "mia": "min",
	}
	for name, want := range tests {
		got := suggest(name, names)
		if want == "" {
			require.Empty(t, got, name)
		} else {
			require.Equal(t, fmt.Sprintf(" (did you mean %q?)", want), got, name)
		}
	}
}

func TestEmptyNameIsTheNameOfNoField(t *testing.T) {
	// Fields without a JSON name, embedded ones among them, have none to match.
	_, problems := decode(t, `{"":{"deep":"d"}}`)
	require.Equal(t, []string{"f.json:1: is not a field of this format; the fields are text, yes, count, maybe, color, list, parts, byName, either, deep"}, problems)
}

func TestNearIsOneLetterApart(t *testing.T) {
	near2 := func(a, b string) bool {
		require.Equal(t, near(a, b), near(b, a))
		return near(a, b)
	}
	require.True(t, near2("abcd", "abcd"))
	require.True(t, near2("abcd", "abc"))
	require.True(t, near2("abcd", "bcd"))
	require.True(t, near2("abcd", "abxd"))
	require.False(t, near2("abcd", "abdc"))
	require.False(t, near2("abcd", "ab"))
	require.False(t, near2("ab", "abc"), "short names are near to everything")
	require.False(t, near2("", "a"))
}

func TestProblemsOfOneElementAreListedUpToALimit(t *testing.T) {
	var b strings.Builder
	b.WriteString(`{"text":"bad"`)
	for i := range 200_000 {
		fmt.Fprintf(&b, ",\n\"k%d\":1", i)
	}
	b.WriteString("}")
	n, err := parse(t, b.String(), Limits{})
	require.NoError(t, err)
	require.Nil(t, n.field("text"), "not searched")
	problems := Decode("f.json", "", n, &struct{}{})
	require.Len(t, problems, maxProblems)
	require.EqualError(t, problems[maxProblems-1], "f.json:1000: k998: is one problem of very many; the rest are not listed")
}

func TestFormThatCannotBeDecodedIsABugOfOurs(t *testing.T) {
	n, err := parse(t, `{"a":1}`, Limits{})
	require.NoError(t, err)
	require.Panics(t, func() {
		Decode("f.json", "", n, &struct {
			A chan int `json:"a"`
		}{})
	})
}

// weekday is a key that is read from a text.
type weekday int

func (w *weekday) UnmarshalText(b []byte) error {
	if string(b) != "Mon" {
		return errors.New("is not a day; want Mon")
	}
	*w = 1
	return nil
}

func TestKeysOfMaps(t *testing.T) {
	type word string
	var dst struct {
		Days  map[weekday]int `json:"days"`
		Words map[word]bool   `json:"words"`
	}
	n, err := Parse("f.json", Element{Data: []byte("{\"days\": {\"Mon\": 3},\n \"words\": {\"a\": true}}"), Line: 1}, Limits{})
	require.NoError(t, err)
	require.Empty(t, Decode("f.json", "", n, &dst))
	require.Equal(t, map[weekday]int{1: 3}, dst.Days)
	require.Equal(t, map[word]bool{"a": true}, dst.Words)
	n, err = Parse("f.json", Element{Data: []byte("{\n\"days\": {\"Tue\": 3, \"Mon\": 2}}"), Line: 1}, Limits{})
	require.NoError(t, err)
	errs := Decode("f.json", "", n, &dst)
	require.Len(t, errs, 1)
	require.EqualError(t, errs[0], "f.json:2: days.Tue: is not a day; want Mon")
}

func TestDecodeReal(t *testing.T) {
	var v struct {
		X float64 `json:"x"`
	}
	decode := func(text string) []error {
		v.X = -1
		n, err := Parse("f", Element{Data: []byte(text), Line: 1}, Limits{})
		require.NoError(t, err)
		return Decode("f", "", n, &v)
	}
	for text, want := range map[string]float64{`{"x": 0.25}`: 0.25, `{"x": -3e-2}`: -0.03, `{"x": null}`: -1, `{"x": 1e-999}`: 0} { // any order: separate cases
		require.Empty(t, decode(text))
		require.InDelta(t, want, v.X, 0)
	}
	for text, want := range map[string]string{
		`{"x": "1"}`: "f:1: x: is a text; want a number", `{"x": 1e999}`: "f:1: x: is 1e999; want a number up to 1e308", `{"x": [1]}`: "is a list; want a number",
	} { // any order: separate cases
		errs := decode(text)
		require.Len(t, errs, 1)
		require.ErrorContains(t, errs[0], want)
		require.InDelta(t, -1, v.X, 0)
	}
}
