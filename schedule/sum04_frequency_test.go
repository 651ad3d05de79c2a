package schedule_test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// Rule 4 of "How minutes add up".

// "A frequency below one a week ... give a week the whole occurrences just
// below to just above it: every second week is 0 to 1."
func TestRule4Frequency(t *testing.T) {
	const hour = `{"activity": "family-therapy", "minutes": 60, "perWeek": `
	runSums(t, []sumCase{
		{"every second week", hour + `0.5}`, "0 to 60 | 0 to 60 | 0 to 1"},
		{"monthly", hour + `0.25}`, "0 to 60 | 0 to 60 | 0 to 1"},
		{"every week", hour + `1}`, "60 | 60 | 1"},
		{"every week, written 1.0", hour + `1.0}`, "60 | 60 | 1"},
		{"three in two weeks", hour + `1.5}`, "60 to 120 | 60 to 120 | 1 to 2"},
		{"a range of fractions", hour + `{"min": 0.25, "max": 2.5}}`, "0 to 180 | 0 to 180 | 0 to 3"},
		{"a range that begins whole", hour + `{"min": 1, "max": 1.5}}`, "60 to 120 | 60 to 120 | 1 to 2"},
		{"on a stated day", `{"activity": "family-therapy", "minutes": 60, "days": ["Sat"], "perWeek": 0.5}`, "0 to 60 | 0 to 60 | 0 to 1"},
		{"beside a sure block", threeMornings + `, ` + hour + `0.5}`, "540 to 600 | 540 to 600 | 3 to 4"},
	})
}

// "`totalOccurrences` (spread evenly over the block's `weeks`, else its
// phase's, else the program's)"
func TestRule4TotalOccurrences(t *testing.T) {
	const twoPhases = `"phases": [{"name": "A", "weeks": 8}, {"name": "B", "weeks": 4}], `
	runRows(t, []rowCase{
		// 24 in weeks 1 to 12 are two a week there, and none after.
		{"over the block's weeks", `"weeks": 16, "blocks": [{"activity": "cbt", "minutes": 60, "totalOccurrences": 24, "weeks": {"from": 1, "to": 12}}]`,
			[]string{"1-12: 120 | 120 | 2", "13-16: 0 | 0 | 0"}},
		// From week 5 to the end of 12 weeks are eight.
		{"over the block's weeks to the end", `"weeks": 12, "blocks": [{"activity": "cbt", "minutes": 60, "totalOccurrences": 16, "weeks": {"from": 5}}]`,
			[]string{"1-4: 0 | 0 | 0", "5-12: 120 | 120 | 2"}},
		{"over the block's weeks, not its phase's", twoPhases + `"blocks": [{"activity": "cbt", "minutes": 60, "totalOccurrences": 8, "phase": "A", "weeks": {"to": 4}}]`,
			[]string{"A/1-4: 120 | 120 | 2", "A/5-8: 0 | 0 | 0", "B/9-12: unknown | unknown | unknown"}},
		{"over its phase's weeks", twoPhases + `"blocks": [{"activity": "cbt", "minutes": 60, "totalOccurrences": 24, "phase": "A"}]`,
			[]string{"A/1-8: 180 | 180 | 3", "B/9-12: unknown | unknown | unknown"}},
		// 24 over all 12 weeks of the phases.
		{"over the phases laid end to end", twoPhases + `"blocks": [{"activity": "cbt", "minutes": 60, "totalOccurrences": 24}]`,
			[]string{"A/1-8: 120 | 120 | 2", "B/9-12: 120 | 120 | 2"}},
		// 24 in 7 weeks is 3 and 3/7: three or four a week.
		{"not a whole number a week", `"weeks": 7, "blocks": [{"activity": "cbt", "minutes": 60, "totalOccurrences": 24}]`,
			[]string{"1-7: 180 to 240 | 180 to 240 | 3 to 4"}},
		{"fewer than weeks", `"weeks": 16, "blocks": [{"activity": "individual-counseling", "minutes": 50, "totalOccurrences": 3}]`,
			[]string{"1-16: 0 to 50 | 0 to 50 | 0 to 1"}},
		// In 8 weeks three a week, in 6 four.
		{"over a length that is a range", `"weeks": {"min": 6, "max": 8}, "blocks": [{"activity": "cbt", "minutes": 60, "totalOccurrences": 24}]`,
			[]string{"1-8: 180 to 240 | 180 to 240 | 3 to 4"}},
		{"a range of totals", `"weeks": 10, "blocks": [{"activity": "cbt", "minutes": 60, "totalOccurrences": {"min": 10, "max": 20}}]`,
			[]string{"1-10: 60 to 120 | 60 to 120 | 1 to 2"}},
		{"an open total", `"weeks": 10, "blocks": [{"activity": "cbt", "minutes": 60, "totalOccurrences": {"min": 20}}]`,
			[]string{"1-10: 120 or more | 120 or more | 2 to 7"}},
		// Nobody says over how many weeks: how often is not known.
		{"without a length of the program", `"blocks": [{"activity": "cbt", "minutes": 60, "totalOccurrences": 24}, {"activity": "mi", "minutes": 30, "days": ["Mon"]}]`,
			[]string{"?: 30 or more | 30 or more | 1 to 7"}},
		{"in a phase without a length", `"phases": [{"name": "A"}], "blocks": [{"activity": "cbt", "minutes": 60, "totalOccurrences": 24, "phase": "A"}]`,
			[]string{"A/?: unknown | unknown | unknown"}},
	})
}

// "Rules on averages use the exact average." Virginia's Medicaid rule asks for
// 9 to 19 hours on average, so 540 to 1140 minutes.
func TestRule4ExactAverage(t *testing.T) {
	o := under(t, "va-medicaid-2.1-adult")
	total := func(occurrences, minutes, weeks string) string {
		return `"population": "adult", "weeks": ` + weeks + `, "blocks": [{"activity": "cbt", "minutes": ` + minutes + `, "totalOccurrences": ` + occurrences + `}]`
	}
	for _, tc := range []struct{ name, program, least, most string }{
		// 24 x 160 / 7 = 548.57: met, although single weeks have 480 or 640.
		{"24 sessions in 7 weeks, above", total("24", "160", "7"), "met", "met"},
		// 24 x 157 / 7 = 538.29 and 24 x 158 / 7 = 541.71.
		{"just below by a fraction", total("24", "157", "7"), "not-met", "met"},
		{"just above by a fraction", total("24", "158", "7"), "met", "met"},
		// 27 x 140 / 7 = 540 to the minute.
		{"exactly", total("27", "140", "7"), "met", "met"},
		// 57 x 140 / 7 = 1140, and 58 x 140 / 7 = 1160.
		{"exactly the most", total("57", "140", "7"), "met", "met"},
		{"above the most", total("58", "140", "7"), "met", "not-met"},
		// 3 x 170 + 60 / 2 = 540.
		{"every second week", `"population": "adult", "weeks": 8, "blocks": [{"activity": "cbt", "minutes": 170, "perWeek": 3}, {"activity": "family-therapy", "minutes": 60, "perWeek": 0.5}]`, "met", "met"},
		{"every second week, a minute less", `"population": "adult", "weeks": 8, "blocks": [{"activity": "cbt", "minutes": 170, "perWeek": 3}, {"activity": "family-therapy", "minutes": 59, "perWeek": 0.5}]`, "not-met", "met"},
		// 480 in four weeks and 600 in four.
		{"of uneven weeks", `"population": "adult", "weeks": 8, "blocks": [{"activity": "cbt", "minutes": 480, "perWeek": 1}, {"activity": "cbt", "minutes": 120, "perWeek": 1, "weeks": {"to": 4}}]`, "met", "met"},
		{"of uneven weeks, a minute less", `"population": "adult", "weeks": 8, "blocks": [{"activity": "cbt", "minutes": 480, "perWeek": 1}, {"activity": "cbt", "minutes": 119, "perWeek": 1, "weeks": {"to": 4}}]`, "not-met", "met"},
		// 3 x 170 and a family session every second week that shares its first
		// half hour with a group: 510 and 540 in turn, 525 on average.
		{"with overlapping blocks", `"population": "adult", "weeks": 8, "blocks": [{"activity": "cbt", "days": ["Mon", "Wed", "Fri"], "start": "09:00", "end": "11:50"},
			{"activity": "family-therapy", "days": ["Mon"], "start": "11:20", "end": "12:20", "perWeek": 0.5}]`, "not-met", "met"},
		// 510 and, every second week, one of two family sessions of 60: 540.
		{"with alternatives", `"population": "adult", "weeks": 8, "blocks": [{"activity": "cbt", "minutes": 170, "perWeek": 3},
			{"title": "F", "activity": "family-therapy", "minutes": 60, "perWeek": 0.5}, {"activity": "multifamily-group", "minutes": 60, "alternativeTo": "F"}]`, "met", "met"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p := program(t, tc.program)
			require.Equal(t, tc.least, judged(p, o, "weekly-hours-min"))
			require.Equal(t, tc.most, judged(p, o, "weekly-hours-max"))
		})
	}
}

// The same exact average is what a claim is compared with.
func TestRule4ClaimAgainstExactAverage(t *testing.T) {
	for _, tc := range []struct{ name, program, want string }{
		// 540 and 570 in turn: 555 minutes are 9.25 h.
		{"a fraction", `"claimedHoursPerWeek": 9.5, "blocks": [` + threeMornings + `, {"activity": "family-therapy", "minutes": 60, "perWeek": 0.5}]`, "met"},
		{"a fraction that overlaps", `"claimedHoursPerWeek": 9.25, "blocks": [{"activity": "cbt", "days": ["Mon", "Wed", "Fri"], "start": "09:00", "end": "12:00"},
			{"activity": "family-therapy", "days": ["Mon"], "start": "11:30", "end": "12:30", "perWeek": 0.5}]`, "met"},
		{"a fraction with an alternative", `"claimedHoursPerWeek": 9.5, "blocks": [` + threeMornings + `, {"title": "F", "activity": "family-therapy", "minutes": 60, "perWeek": 0.5},
			{"activity": "multifamily-group", "minutes": 60, "alternativeTo": "F"}]`, "met"},
	} {
		t.Run(tc.name, func(t *testing.T) { require.Equal(t, tc.want, about(program(t, tc.program), "claimed-hours")) })
	}
}
