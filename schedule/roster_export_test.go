package schedule

import (
	"strings"

	"github.com/openiop/openiop/iop"
)

// RepeatedRosterWords lists the words of the roster tables that stand for two
// things, or that could never be found because they are not folded.
func RepeatedRosterWords() (out []string) {
	check := func(seen map[string]string, meaning, words string) {
		for w := range strings.FieldsSeq(words) {
			if before, ok := seen[w]; ok && before != meaning || foldWord(w) != w {
				out = append(out, w)
			}
			seen[w] = meaning
		}
	}
	columns, statuses, deliveries, activities := map[string]string{}, map[string]string{}, map[string]string{}, map[string]string{}
	for _, h := range rosterHeader {
		check(columns, h.name, foldWord(h.name)+" "+h.aliases)
	}
	for _, s := range statusWords {
		check(statuses, s.status.String(), foldWord(s.status.String())+" "+s.words)
	}
	for _, d := range deliveryWords {
		check(deliveries, string(d.delivery), foldWord(string(d.delivery))+" "+d.words)
	}
	for a := range iop.Activities() {
		for _, name := range append(a.Info().Aliases, a.String(), a.Title()) {
			check(activities, a.String(), foldWord(name))
		}
	}
	return out
}
