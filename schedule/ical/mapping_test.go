package ical

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
)

func activity(t require.TestingT, id string) iop.Activity {
	if id == "" {
		return 0
	}
	a, err := iop.ParseActivity(id)
	require.NoError(t, err)
	return a
}

func mapping(t require.TestingT, text string) *Mapping {
	m, err := ReadMapping(strings.NewReader(text), "words.json")
	require.NoError(t, err)
	return m
}

const clinicMapping = `{"activities": [
  {"summary": "Evening track*", "activity": "process-group"},
  {"summary": "Evening*", "category": "Edu?ation", "activity": "psychoeducation"},
  {"category": "Individual", "activity": "individual-counseling"},
  {"summary": "*staff meeting*", "session": false}
]}`

func TestTell(t *testing.T) {
	m := mapping(t, clinicMapping)
	for _, c := range []struct {
		name, summary string
		categories    []string
		activity      string
		source        ActivitySource
		leftOut       bool
	}{
		{"a pattern of the title", "Evening track, room 3", nil, "process-group", FromMapping, false},
		{"letter case and spaces", "  EVENING\t track ", nil, "process-group", FromMapping, false},
		{"the whole title must fit", "The evening track", nil, "", NotTold, false},
		{"title and category", "Evening class", []string{"Free", "education"}, "psychoeducation", FromMapping, false},
		{"the title alone does not do", "Evening class", []string{"Free"}, "", NotTold, false},
		{"the first rule decides", "Evening track", []string{"Education"}, "process-group", FromMapping, false},
		{"the mapping before the categories", "x", []string{"individual", "Relapse prevention"}, "individual-counseling", FromMapping, false},
		{"no session", "Weekly Staff Meeting", nil, "", FromMapping, true},
		{"a category by the id", "x", []string{"relapse-prevention"}, "relapse-prevention", FromCategories, false},
		{"a category by another name", "x", []string{"Work", "IOP Group"}, "group-therapy", FromCategories, false},
		{"the categories before the words", "Yoga", []string{"process group"}, "process-group", FromCategories, false},
		{"two categories, one activity", "x", []string{"CBT", "cbt"}, "cbt", FromCategories, false},
		{"two activities tell none", "x", []string{"CBT", "yoga"}, "", NotTold, false},
		{"two letters tell none", "x", []string{"NA"}, "", NotTold, false},
		{"words of the title", "Tue: Process Group (room 2)", nil, "process-group", FromWords, false},
		{"the longer words hold", "DBT-skills group", nil, "dbt-skills", FromWords, false},
		{"words inside longer ones", "Mindfulness-Based Relapse Prevention", nil, "mbrp", FromWords, false},
		{"words of two activities tell none", "Process group / relapse prevention", nil, "", NotTold, false},
		{"the same twice is one", "Relapse prevention group: relapse prevention", nil, "relapse-prevention", FromWords, false},
		{"a word within a word", "Yogafest", nil, "", NotTold, false},
		{"not held, in words", "NO process group today", nil, "", NotTold, false},
		{"staff", "Process group supervision", nil, "", NotTold, false},
		{"nothing told", "IOP", nil, "", NotTold, false},
		{"no title", "", nil, "", NotTold, false},
		{"no title but a story", strings.Repeat("word ", 40) + "process group", nil, "", NotTold, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			require.Equal(t, Telling{activity(t, c.activity), c.source, c.leftOut}, Tell(c.summary, c.categories, m))
		})
	}
	require.Equal(t, Telling{activity(t, "yoga"), FromWords, false}, Tell("Yoga", nil, nil), "without a mapping")
}

func TestMatches(t *testing.T) {
	for _, c := range []struct {
		pattern, text string
		want          bool
	}{
		{"", "", true}, {"*", "", true}, {"*", "abc", true}, {"**", "abc", true}, {"?", "", false}, {"?", "é", true},
		{"a*c", "abcbc", true}, {"a*c", "abcb", false}, {"*b*", "abc", true}, {"a?c", "abc", true}, {"a?c", "ac", false},
		{"abc", "abcd", false}, {"abcd", "abc", false}, {"a*b*c", "axbxbxc", true}, {"[a]", "a", false}, {`\*`, `\x`, true},
	} {
		require.Equal(t, c.want, matches([]rune(c.pattern), []rune(c.text)), "%q %q", c.pattern, c.text)
	}
}

func TestMatchesTakesNoTimeThatExplodes(t *testing.T) {
	begun := time.Now()
	require.False(t, matches([]rune(strings.Repeat("a*", 400)+"b"), []rune(strings.Repeat("a", 20_000))))
	require.Less(t, time.Since(begun), 5*time.Second)
}

// brokenMappings are texts that are no mapping, and what the reader says.
var brokenMappings = map[string]string{
	``:                                      "words.json",
	`[]`:                                    "words.json:1: is a list; want an object",
	`{}`:                                    "words.json:1: activities: has no rule",
	`{"activities": []}`:                    "activities: has no rule",
	`{"activities": {}}`:                    "activities: is an object",
	`{"activities": [], "x":1}`:             "x: is not a field",
	`{"activities": [{"activity": "cbt"}]}`: "words.json:1: activities[0]: has no pattern",
	`{"activities": [{"summary": " ", "activity": "cbt"}]}`:                                  "activities[0]: has no pattern",
	"{\"activities\": [\n{\"summary\": \"a\"}]}":                                             "words.json:2: activities[0]: says neither an activity",
	`{"activities": [{"summary": "a", "session": true}]}`:                                    "says neither an activity",
	`{"activities": [{"summary": "a", "session": false, "activity": "cbt"}]}`:                "activities[0].session: is false, and an activity is named",
	`{"activities": [{"summary": "secret", "activity": "cbtt"}]}`:                            `activities[0].activity: is not a known activity (did you mean "cbt"?)`,
	`{"activities": [{"summary": "` + strings.Repeat("a", 1001) + `", "activity": "cbt"}]}`:  "activities[0].summary: is longer than 1000 bytes",
	`{"activities": [{"category": "` + strings.Repeat("a", 1001) + `", "activity": "cbt"}]}`: "activities[0].category: is longer than 1000 bytes",
}

func TestReadMappingRefuses(t *testing.T) {
	for text, want := range brokenMappings { // any order: each alone
		m, err := ReadMapping(strings.NewReader(text), "words.json")
		require.ErrorContains(t, err, want, "%.80s", text)
		require.NotContains(t, err.Error(), "secret")
		require.Nil(t, m)
	}
	_, err := ReadMapping(strings.NewReader(strings.Repeat(" ", 4<<20+1)), "words.json")
	require.ErrorContains(t, err, "larger than the limit")
	_, err = ReadMapping(strings.NewReader("\xef\xbb\xbf"+clinicMapping), "words.json")
	require.NoError(t, err, "a byte order mark")
}

// The built-in list is data; these are the rules by which it stays cautious.
func TestBuiltInWords(t *testing.T) {
	l := builtInWords()
	require.NotEmpty(t, l.Words)
	require.True(t, slices.IsSorted(l.Unless))
	require.True(t, slices.IsSortedFunc(l.Words, func(a, b phrase) int { return strings.Compare(a.Words, b.Words) }))
	for i, p := range l.Words {
		require.Equal(t, strings.Join(p.split, " "), p.Words, "small letters and single spaces")
		require.Equal(t, p.Activity, fromWords(p.Words), p.Words)
		require.Greater(t, len(p.Words), 2, "two letters mean too much")
		for _, word := range p.split {
			require.False(t, l.unless[word], p.Words)
		}
		if i > 0 {
			require.NotEqual(t, l.Words[i-1].Words, p.Words)
		}
	}
	for _, w := range l.Unless {
		require.Equal(t, []string{w}, splitWords(w))
		require.Zero(t, fromWords("process group "+w), w)
	}
}

func FuzzReadMapping(f *testing.F) {
	f.Add(clinicMapping, "Evening track", "Education")
	f.Add(`{"activities": [{"summary": "*a*b?", "activity": "cbt"}]}`, "xaxbx", "")
	f.Add(`{"activities": [{"summary": null, "category": "\u0000", "session": false}]}`, "", "\x00")
	f.Fuzz(func(t *testing.T, text, summary, category string) {
		m, err := ReadMapping(strings.NewReader(text), "f.json")
		if err != nil {
			require.Nil(t, m)
			require.Contains(t, err.Error(), "f.json")
			return
		}
		told := Tell(summary, []string{category}, m)
		require.Equal(t, told, Tell("  "+summary+"\n", []string{category}, m), "spaces")
		require.Equal(t, told.Source == NotTold || told.LeftOut, !told.Activity.IsValid())
		again, err := json.Marshal(m)
		require.NoError(t, err)
		require.Equal(t, m, mapping(t, string(again)), "a mapping that is written is the same")
	})
}
