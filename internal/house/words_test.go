package house

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

func itoa(n int) string { return strconv.Itoa(n) }

// hurtful are words that put the condition before the person, or judge them.
// docs of the field ask for "person with a substance use disorder",
// "expected" and "unexpected" test results, and "return to use".
var hurtful = regexp.MustCompile(`(?i)\b(` + strings.Join([]string{
	`addicts?`, `abusers?`, `junkies?`, `alcoholics?`, `drug users?`, `substance users?`,
	`non-?complian(t|ce)`, `drug[- ]seek(ing|ers?)`, `frequent flyers?`, `relapsers?`,
	`(dirty|clean) (urines?|drops?|samples?|specimens?|screens?|(drug |urine )?tests?|(drug |urine )?test results?|(drug |urine )?screens?|uas?|uds)`,
	`(tested|testing|tests? (is|are|was|were)|urine (is|was|were)|(came|comes?) back) (dirty|clean)`,
	`fail(ed|s|ing)? (a |the |his |her |their )?(drug|urine) (test|screen)s?`,
}, "|") + `)\b`)

// quoted are places where such a word is part of a name or of an address.
var quoted = []struct{ file, text, why string }{
	{"internal/house/words_test.go", "", "this list"},
	{"assessment/testdata/instruments.json", "Addict", "the names of journals"},
}

// namesOfOthers are names in which a word stands that is not ours to change.
var namesOfOthers = regexp.MustCompile(`Alcoholics Anonymous|https?://\S+`)

func hurtfulWord(line string) string {
	return hurtful.FindString(namesOfOthers.ReplaceAllString(line, ""))
}

func TestWordsAboutPeople(t *testing.T) {
	used := make([]bool, len(quoted))
	for _, f := range texts(t) {
		if isOthers(f.path) {
			continue
		}
		for i, line := range f.lines {
			word := hurtfulWord(line)
			if word == "" {
				continue
			}
			n := slices.IndexFunc(quoted, func(q struct{ file, text, why string }) bool {
				return q.file == f.path && strings.Contains(line, q.text)
			})
			if n < 0 {
				t.Errorf("%s:%d: %q puts a label on people; say it in neutral words", f.path, i+1, word)
				continue
			}
			used[n] = true
		}
	}
	for i, q := range quoted {
		if !used[i] || q.why == "" {
			t.Errorf("%s: the allowed words %q are gone, or have no reason; take the line out of the list", q.file, q.text)
		}
	}
}

func TestHurtfulWordsAreCaught(t *testing.T) {
	for _, line := range []string{
		"an addict in recovery", "Addicts", "substance abusers", "a dirty urine", "a clean drug test", "clean urine test", "a Dirty Test",
		"the test came back dirty", "tested clean", "non-compliant clients", "noncompliance", "alcoholic", "drug-seeking", "failed a drug test", "failed drug tests",
		"a clean UDS", "dirty UA",
	} {
		if hurtfulWord(line) == "" {
			t.Errorf("%q was not caught", line)
		}
	}
	for _, line := range []string{
		"addiction treatment", "a person with an addiction", "substance abuse statute", "Alcoholics Anonymous", "a clean fixture", "a clean build",
		"https://example.org/drug-abuser-study", "the test failed", "compliance", "conformance", "unexpected drug test", "tests clean up after themselves",
		"clean up test data", "people who use drugs", "Drug Abuse Screening Test",
	} {
		if word := hurtfulWord(line); word != "" {
			t.Errorf("%q was caught for %q", line, word)
		}
	}
}
