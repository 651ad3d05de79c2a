package ical

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/openiop/openiop/internal/strictjson"
	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
)

// ActivitySource says what told which activity an entry is. The zero
// ActivitySource is that nothing did.
type ActivitySource uint8

// The sources, beside [NotTold] in the order in which they are asked.
const (
	NotTold        ActivitySource = iota // unknown activity: countable time runs from zero to the whole session
	FromMapping                          // a rule of the user's [Mapping]
	FromCategories                       // CATEGORIES names an activity by id, title or another name of it
	FromWords                            // the title has words of the built-in list
)

var sourceNames = [...]string{"unknown", "mapping", "categories", "word-list"}

// String gives "unknown", "mapping", "categories" or "word-list".
func (s ActivitySource) String() string {
	if int(s) >= len(sourceNames) {
		return fmt.Sprintf("ActivitySource(%d)", uint8(s))
	}
	return sourceNames[s]
}

// MarshalText gives the form of [ActivitySource.String].
func (s ActivitySource) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Telling is which activity an entry is, and what told it. An Activity of zero
// is unknown.
type Telling struct {
	Activity iop.Activity
	Source   ActivitySource
	// LeftOut says that the mapping calls the entry no session.
	LeftOut bool
}

// Tell tells the activity of an entry from its title and its categories. The
// mapping is asked first, nil being none, then the categories, then the
// built-in list of words. Where categories, or words, name several activities
// they tell none: a guess would count time that nobody stated.
func Tell(summary string, categories []string, m *Mapping) Telling {
	return newTeller(m).tell(summary, categories)
}

// teller is a mapping ready to be asked often.
type teller struct {
	rules   []*MappingRule
	summary [][]rune // patterns, beside rules; nil where the rule has none
	cat     [][]rune
}

func newTeller(m *Mapping) *teller {
	t := &teller{}
	if m == nil {
		return t
	}
	for i := range m.Rules {
		t.rules = append(t.rules, &m.Rules[i])
		t.summary = append(t.summary, pattern(m.Rules[i].Summary))
		t.cat = append(t.cat, pattern(m.Rules[i].Category))
	}
	return t
}

func pattern(s string) []rune {
	if s = fold(s); s == "" {
		return nil
	}
	return []rune(s)
}

func (t *teller) tell(summary string, categories []string) Telling {
	if r := t.firstRule(summary, categories); r != nil {
		return Telling{r.Activity, FromMapping, r.leavesOut()}
	}
	if a := fromCategories(categories); a.IsValid() {
		return Telling{a, FromCategories, false}
	}
	if a := fromWords(summary); a.IsValid() {
		return Telling{a, FromWords, false}
	}
	return Telling{}
}

// firstRule gives the first rule that an entry fits, nil if it fits none.
func (t *teller) firstRule(summary string, categories []string) *MappingRule {
	if len(t.rules) == 0 {
		return nil
	}
	title := []rune(fold(summary))
	folded := make([][]rune, len(categories))
	for i, c := range categories {
		folded[i] = []rune(fold(c))
	}
	for i, r := range t.rules {
		fits := t.summary[i] == nil || matches(t.summary[i], title)
		if p := t.cat[i]; fits && p != nil {
			fits = slices.ContainsFunc(folded, func(c []rune) bool { return matches(p, c) })
		}
		if fits {
			return r
		}
	}
	return nil
}

// fromCategories gives the one activity that categories name.
func fromCategories(categories []string) (found iop.Activity) {
	for _, c := range categories {
		a, ok := schedule.ActivityNamed(c)
		switch {
		case !ok:
		case found != 0 && found != a:
			return 0
		default:
			found = a
		}
	}
	return found
}

// wordList is the built-in list: phrases that name an activity wherever they
// stand in a title, and words with which nothing is told.
type wordList struct {
	Unless []string `json:"unless"`
	Words  []phrase `json:"words"`

	unless map[string]bool
	first  map[string][]int // indexes of Words by their first word
}

type phrase struct {
	Words    string       `json:"words"`
	Activity iop.Activity `json:"activity"`

	split []string
}

//go:embed words.json
var wordFile []byte

var builtInWords = sync.OnceValue(func() *wordList {
	n, err := strictjson.Parse("words.json", strictjson.Element{Data: wordFile, Line: 1}, strictjson.Limits{})
	if err != nil {
		panic("openiop: embedded words: " + err.Error()) // a broken build; the tests read the file
	}
	l := &wordList{unless: map[string]bool{}, first: map[string][]int{}}
	if errs := strictjson.Decode("words.json", "", n, l); len(errs) > 0 {
		panic("openiop: embedded words: " + errs[0].Error())
	}
	for _, w := range l.Unless {
		l.unless[w] = true
	}
	for i := range l.Words {
		p := &l.Words[i]
		p.split = splitWords(p.Words)
		l.first[p.split[0]] = append(l.first[p.split[0]], i)
	}
	return l
})

// splitWords gives the words of a text in small letters: its runs of letters
// and digits.
func splitWords(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// maxTitle is how many words of a title are looked at: a longer one is no
// title, and tells nothing.
const maxTitle = 40

// fromWords gives the one activity that the words of a title name. Of phrases
// inside each other the longest holds.
func fromWords(summary string) (found iop.Activity) {
	list := builtInWords()
	words := splitWords(summary)
	if len(words) > maxTitle || slices.ContainsFunc(words, func(w string) bool { return list.unless[w] }) {
		return 0
	}
	end := 0 // of the longest phrase so far
	for i, w := range words {
		best := (*phrase)(nil)
		for _, k := range list.first[w] {
			p := &list.Words[k]
			fits := len(p.split) <= len(words)-i && slices.Equal(p.split, words[i:i+len(p.split)])
			if fits && (best == nil || len(p.split) > len(best.split)) {
				best = p
			}
		}
		if best == nil || i+len(best.split) <= end {
			continue
		}
		if found != 0 && found != best.Activity {
			return 0
		}
		found, end = best.Activity, i+len(best.split)
	}
	return found
}
