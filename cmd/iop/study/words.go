package study

import (
	"strings"
	"unicode"

	"github.com/openiop/openiop/careplan"
)

// words writes an id such as droppedOut or adjust-testing as words.
func words(id string) string {
	var b strings.Builder
	for _, r := range id {
		switch {
		case r == '-':
			b.WriteByte(' ')
		case unicode.IsUpper(r):
			b.WriteByte(' ')
			b.WriteRune(unicode.ToLower(r))
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func stepKinds() []careplan.StepKind { return careplan.StepKinds() }

func stepDownOutcomes() []careplan.StepDownOutcome {
	return []careplan.StepDownOutcome{careplan.Supported, careplan.NotYet, careplan.MoreSupport, careplan.StepDownUndetermined}
}
