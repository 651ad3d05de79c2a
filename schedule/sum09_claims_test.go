package schedule_test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// Rule 9 of "How minutes add up".

// "A phase's `daysPerWeek` and `claimedHoursPerWeek` are claims to compare
// with, never counted; a week's claimed minutes are its phase's claim, else
// the program's."
func TestRule9ClaimedMinutes(t *testing.T) {
	for _, tc := range []struct {
		name, program string
		want          []string
	}{
		{"the program's", `"weeks": 1, "claimedHoursPerWeek": 9`, []string{"540"}},
		{"the phase's before the program's", `"claimedHoursPerWeek": 9, "phases": [{"name": "A", "weeks": 1, "claimedHoursPerWeek": 12}, {"name": "B", "weeks": 1}]`, []string{"720", "540"}},
		{"none", `"weeks": 1`, []string{"unknown"}},
		{"a range", `"weeks": 1, "claimedHoursPerWeek": {"min": 9, "max": 20}`, []string{"540 to 1200"}},
		{"at least", `"weeks": 1, "claimedHoursPerWeek": {"min": 25}`, []string{"1500 or more"}},
		{"at most", `"weeks": 1, "claimedHoursPerWeek": {"max": 12}`, []string{"0 to 720"}},
		{"parts of an hour", `"weeks": 1, "claimedHoursPerWeek": {"min": 5.5, "max": 6.25}`, []string{"330 to 375"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			weeks := weeksOf(program(t, tc.program))
			require.Len(t, weeks, len(tc.want))
			for i, w := range weeks {
				require.Equal(t, tc.want[i], w.Claimed.String())
				require.Equal(t, "unknown | unknown | unknown", sums(w), "a claim counts for nothing")
			}
		})
	}
	runRows(t, []rowCase{
		{"a phase's days are not counted", `"phases": [{"name": "A", "weeks": 1, "daysPerWeek": 5, "claimedHoursPerWeek": 20}], "blocks": [{` + hourOnMonday + `}]`,
			[]string{"A/1: 60 | 60 | 1"}},
	})
}

// The claim is met where it is the gross or the countable average, and open
// while something unknown leaves that possible (design section 8).
func TestRule9ClaimedHours(t *testing.T) {
	const withBreaks = `{"activity": "cbt", "days": ["Mon", "Wed", "Fri"], "minutes": 180, "breakMinutes": 30}` // 540 gross, 450 countable
	const open = threeMornings + `, {"activity": "individual-counseling", "perWeek": 1}`                        // 540 or more
	for _, tc := range []struct{ name, claim, blocks, want string }{
		{"the gross hours", "9", withBreaks, "met"},
		{"the countable hours", "7.5", withBreaks, "met"},
		{"between the two", "8", withBreaks, "not-met"},
		{"more", "10", withBreaks, "not-met"},
		{"a range that holds the hours is not the hours", `{"min": 9, "max": 12}`, withBreaks, "not-met"},
		{"the range itself", `{"min": 9, "max": 12}`, `{"activity": "cbt", "perWeek": {"min": 3, "max": 4}, "minutes": 180}`, "met"},
		{"part of the range", `{"min": 9, "max": 11}`, `{"activity": "cbt", "perWeek": {"min": 3, "max": 4}, "minutes": 180}`, "not-met"},
		{"no maximum: a gross minimum above it", `{"min": 8}`, withBreaks, "met"},
		{"no maximum: the gross minimum", `{"min": 9}`, withBreaks, "met"},
		{"no maximum: a gross minimum below it", `{"min": 9.5}`, withBreaks, "not-met"},
		{"no minimum: a gross maximum below it", `{"max": 10}`, withBreaks, "met"},
		{"no minimum: a gross maximum above it", `{"max": 8}`, withBreaks, "not-met"},
		{"unknown above: the known part", "9", open, "undetermined"},
		{"unknown above: more than the known part", "12", open, "undetermined"},
		{"unknown above: less than the known part", "8", open, "not-met"},
		{"unknown above: a claim without a maximum that is met", `{"min": 9}`, open, "met"},
		{"unknown above: a claim without a maximum that may be met", `{"min": 12}`, open, "undetermined"},
		{"unknown above: a claim without a minimum", `{"max": 12}`, open, "undetermined"},
		{"nothing known", "9", `{"activity": "cbt"}`, "undetermined"},
		{"no block", "9", ``, "undetermined"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p := program(t, `"claimedHoursPerWeek": `+tc.claim+`, "blocks": [`+tc.blocks+`]`)
			require.Equal(t, tc.want, about(p, "claimed-hours"))
		})
	}
	t.Run("no claim", func(t *testing.T) {
		require.Equal(t, "not-applicable", about(blocks(t, withBreaks), "claimed-hours"))
	})
}

// A phase's days against the service days (docs/judging.md).
func TestRule9ClaimedDays(t *testing.T) {
	for _, tc := range []struct{ name, claim, blocks, want string }{
		{"the same", "3", threeMornings, "met"},
		{"fewer", "2", threeMornings, "not-met"},
		{"more", "4", threeMornings, "not-met"},
		{"a range that holds them", `{"min": 3, "max": 5}`, threeMornings, "met"},
		{"a range that may hold them", `{"min": 4, "max": 5}`, threeMornings + `, {"activity": "mi", "perWeek": 1, "minutes": 30}`, "undetermined"},
		{"nothing known", "3", `{"activity": "mi"}`, "undetermined"},
		{"days without countable time", "1", `{"activity": "recreation", "days": ["Mon"], "minutes": 60}`, "not-met"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p := program(t, `"phases": [{"name": "A", "daysPerWeek": `+tc.claim+`}], "blocks": [`+tc.blocks+`]`)
			require.Equal(t, tc.want, about(p, "claimed-days"))
		})
	}
	t.Run("no claim", func(t *testing.T) {
		require.Equal(t, "not-applicable", about(program(t, `"phases": [{"name": "A"}]`), "claimed-days"))
		require.Equal(t, "not-applicable", about(blocks(t, threeMornings), "claimed-days"))
	})
}

// "Words in `title`, `statements` and `note` are never interpreted."
func TestRule9WordsAreNeverInterpreted(t *testing.T) {
	plain := program(t, `"weeks": 1, "blocks": [{"title": "x", "activity": "cbt", "days": ["Mon"], "minutes": 180}]`)
	wordy := program(t, `"weeks": 1, "title": "PHP, 20 hours a week", "note": "includes a 30 minute lunch", "populationNote": "adolescents",
		"statements": {"family": "weekly family group of 2 hours", "holidays": "closed", "attendance": "attend 2 of 5"},
		"phases": [], "blocks": [{"title": "Group with three ten-minute breaks, optional, Mon-Fri", "activity": "cbt", "days": ["Mon"], "minutes": 180}]`)
	require.Equal(t, rows(plain), rows(wordy))
	require.Equal(t, outcomes(checkUnder(t, plain, "wi-iop-adult")), outcomes(checkUnder(t, wordy, "wi-iop-adult")))
}
