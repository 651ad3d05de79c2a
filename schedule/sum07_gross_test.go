package schedule_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
)

// Rule 7 of "How minutes add up".

// "Gross is time spent: every attended block with its breaks, meals and
// non-clinical time. ... Gaps between blocks count in none."
func TestRule7Gross(t *testing.T) {
	runSums(t, []sumCase{
		// 180 with its 30 of break, 60 of lunch, 90 of recreation; countable 150.
		{"breaks, meals and other time", `{"activity": "cbt", "days": ["Mon"], "start": "09:00", "end": "12:00", "breakMinutes": 30},
			{"activity": "meal", "days": ["Mon"], "start": "12:00", "end": "13:00"},
			{"activity": "recreation", "days": ["Mon"], "start": "13:00", "end": "14:30"}`, "330 | 150 | 1"},
		// 10 to 11 is nobody's time.
		{"gaps count in none", `{"activity": "cbt", "days": ["Mon"], "start": "09:00", "end": "10:00"},
			{"activity": "cbt", "days": ["Mon"], "start": "11:00", "end": "12:00"}`, "120 | 120 | 1"},
		{"time that the author says is not clinical", `{"activity": "cbt", "days": ["Mon"], "minutes": 60, "countsAsClinical": false}`, "60 | 0 | 0"},
	})
}

// "A `within` block adds nothing to either total."
func TestRule7Within(t *testing.T) {
	const group = `{"title": "Group", "activity": "cbt", "days": ["Mon"], "start": "09:00", "end": "12:00"}`
	runSums(t, []sumCase{
		{"true", group + `, {"activity": "individual-counseling", "perWeek": 1, "minutes": 50, "within": true}`, "180 | 180 | 1"},
		{"a title", group + `, {"activity": "individual-counseling", "perWeek": 1, "minutes": 50, "within": "Group"}`, "180 | 180 | 1"},
		{"false is not within", group + `, {"activity": "individual-counseling", "days": ["Mon"], "minutes": 50, "within": false}`, "230 | 230 | 1"},
		{"of unknown length", group + `, {"activity": "individual-counseling", "within": true}`, "180 | 180 | 1"},
		{"on other days", group + `, {"activity": "individual-counseling", "days": ["Tue"], "minutes": 50, "within": true}`, "180 | 180 | 1"},
		{"weekly minutes", group + `, {"activity": "individual-counseling", "weeklyMinutes": 50, "within": true}`, "180 | 180 | 1"},
		{"alone", `{"activity": "individual-counseling", "days": ["Mon"], "minutes": 50, "within": true}`, "0 | 0 | 0"},
	})
	t.Run("nor to the average", func(t *testing.T) {
		p := program(t, `"claimedHoursPerWeek": 9, "blocks": [`+threeMornings+`, {"activity": "family-therapy", "minutes": 60, "perWeek": 0.5, "within": true}]`)
		require.Equal(t, "met", about(p, "claimed-hours"))
		p = program(t, `"weeks": 4, "population": "adult", "blocks": [{"activity": "cbt", "weeklyMinutes": 539}, {"activity": "family-therapy", "minutes": 60, "perWeek": 0.5, "within": true}]`)
		require.Equal(t, "not-met", judged(p, under(t, "va-medicaid-2.1-adult"), "weekly-hours-min"))
	})
	t.Run("of a fraction and an open length", func(t *testing.T) {
		p := blocks(t, group+`, {"activity": "family-therapy", "minutes": {"min": 30}, "perWeek": 0.5, "within": true}`)
		require.Equal(t, "180 | 180 | 1", sums(onlyWeek(t, p)))
		require.Equal(t, "0 | 0 | 0", sums(onlyWeek(t, blocks(t, `{"activity": "family-therapy", "minutes": {"min": 30}, "perWeek": 0.5, "within": true}`))))
	})
	t.Run("is no overlap", func(t *testing.T) {
		p := blocks(t, group+`, {"activity": "cbt", "days": ["Tue"], "start": "09:00", "end": "10:00"},
			{"activity": "individual-counseling", "days": ["Mon"], "start": "10:00", "end": "10:50", "within": "Group"}`)
		require.Equal(t, "met", about(p, "overlap"))
	})
}

// overlapCase is a week with overlapping blocks: its sums, the conclusion of
// the overlap rule, and the minutes it measures.
type overlapCase struct{ name, blocks, sums, outcome, shared string }

func runOverlaps(t *testing.T, cases []overlapCase) {
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			p := blocks(t, tc.blocks)
			require.Equal(t, tc.sums, sums(onlyWeek(t, p)))
			f := onlyFinding(t, p, noStandards(), "overlap")
			require.Equal(t, tc.outcome, f.Outcome.String())
			if tc.shared != "" {
				require.Equal(t, tc.shared, f.Measured.Span.String())
				require.Equal(t, iop.UnitMinutes, f.Measured.Unit)
			}
		})
	}
}

func clocked(days, start, end string, more ...string) string {
	var s strings.Builder
	s.WriteString(fmt.Sprintf(`{"activity": "cbt", "days": [%s], "start": %q, "end": %q`, days, start, end))
	for _, m := range more {
		s.WriteString(", " + m)
	}
	return s.String() + "}"
}

// "Minutes in which two attended blocks overlap count once, and the overlap is
// a finding."
func TestRule7Overlap(t *testing.T) {
	runOverlaps(t, []overlapCase{
		// 9 to 13 is 240; 11 to 12 is shared.
		{"two blocks", clocked(`"Mon"`, "09:00", "12:00") + "," + clocked(`"Mon"`, "11:00", "13:00"), "240 | 240 | 1", "not-met", "60"},
		{"one inside the other", clocked(`"Mon"`, "09:00", "12:00") + "," + clocked(`"Mon"`, "10:00", "11:00"), "180 | 180 | 1", "not-met", "60"},
		{"the same time", clocked(`"Mon"`, "09:00", "10:00") + "," + clocked(`"Mon"`, "09:00", "10:00"), "60 | 60 | 1", "not-met", "60"},
		{"by one minute", clocked(`"Mon"`, "09:00", "10:01") + "," + clocked(`"Mon"`, "10:00", "11:00"), "120 | 120 | 1", "not-met", "1"},
		{"touching is none", clocked(`"Mon"`, "09:00", "10:00") + "," + clocked(`"Mon"`, "10:00", "11:00"), "120 | 120 | 1", "met", "0"},
		{"other days are none", clocked(`"Mon"`, "09:00", "10:00") + "," + clocked(`"Tue"`, "09:00", "10:00"), "120 | 120 | 2", "met", "0"},
		// Wednesday alone is shared: 180 + 240.
		{"on one day of two", clocked(`"Mon", "Wed"`, "09:00", "12:00") + "," + clocked(`"Wed"`, "11:00", "13:00"), "420 | 420 | 2", "not-met", "60"},
		// 9 to 13 is 240, of 180 + 120 + 120 = 420: 180 too many.
		{"three deep", clocked(`"Mon"`, "09:00", "12:00") + "," + clocked(`"Mon"`, "10:00", "12:00") + "," + clocked(`"Mon"`, "11:00", "13:00"), "240 | 240 | 1", "not-met", "180"},
		// 9 to 10:30, 10 to 11:30, 11 to 12: a chain over three hours.
		{"in a chain", clocked(`"Mon"`, "09:00", "10:30") + "," + clocked(`"Mon"`, "10:00", "11:30") + "," + clocked(`"Mon"`, "11:00", "12:00"), "180 | 180 | 1", "not-met", "60"},
		// Mon 22:00 to Tue 03:00.
		{"past midnight", clocked(`"Mon"`, "22:00", "02:00") + "," + clocked(`"Tue"`, "01:00", "03:00"), "300 | 300 | 2", "not-met", "60"},
		// Sun 22:00 to Mon 03:00, on a week that repeats.
		{"across the week's end", clocked(`"Sun"`, "22:00", "02:00") + "," + clocked(`"Mon"`, "01:00", "03:00"), "300 | 300 | 2", "not-met", "60"},
		// Sun 23:00 to Mon 03:00 is 240.
		{"in a chain across the week's end", clocked(`"Sun"`, "23:00", "01:00") + "," + clocked(`"Mon"`, "00:30", "02:00") + "," + clocked(`"Mon"`, "01:30", "03:00"), "240 | 240 | 2", "not-met", "60"},
		{"up to the week's end", clocked(`"Sun"`, "22:00", "00:00") + "," + clocked(`"Mon"`, "00:00", "01:00"), "180 | 180 | 2", "met", "0"},
		{"start and minutes are a clock", `{"activity": "cbt", "days": ["Mon"], "start": "09:00", "minutes": 90},` + clocked(`"Mon"`, "10:00", "11:00"), "120 | 120 | 1", "not-met", "30"},
	})
}

// "... judged only where day and clock are stated"
func TestRule7OverlapNotJudged(t *testing.T) {
	runOverlaps(t, []overlapCase{
		{"no clock", `{"activity": "cbt", "days": ["Mon"], "minutes": 60}, {"activity": "cbt", "days": ["Mon"], "minutes": 60}`, "120 | 120 | 1", "not-applicable", ""},
		{"no days", `{"activity": "cbt", "perWeek": 1, "start": "09:00", "end": "10:00"}, {"activity": "cbt", "perWeek": 1, "start": "09:00", "end": "10:00"}`, "120 | 120 | 1 to 2", "not-applicable", ""},
		{"one of two clocked", clocked(`"Mon"`, "09:00", "10:00") + `, {"activity": "cbt", "days": ["Mon"], "minutes": 60}`, "120 | 120 | 1", "not-applicable", ""},
		{"a start without an end", clocked(`"Mon"`, "09:00", "10:00") + `, {"activity": "cbt", "days": ["Mon"], "start": "09:30"}`, "60 or more | 60 or more | 1", "not-applicable", ""},
		{"one block", clocked(`"Mon", "Tue"`, "09:00", "10:00"), "120 | 120 | 2", "not-applicable", ""},
		{"one that does not take place", clocked(`"Mon"`, "09:00", "10:00") + "," + clocked(`"Mon"`, "09:00", "10:00", `"perWeek": 0`), "60 | 60 | 1", "not-applicable", ""},
	})
	t.Run("only in the weeks in which both run", func(t *testing.T) {
		p := program(t, `"weeks": 3, "blocks": [`+clocked(`"Mon"`, "09:00", "12:00")+","+clocked(`"Mon"`, "11:00", "13:00", `"weeks": {"from": 2, "to": 2}`)+`]`)
		require.Equal(t, "not-applicable, not-met, not-applicable", about(p, "overlap"))
		require.Equal(t, "1: 180 | 180 | 1\n2: 240 | 240 | 1\n3: 180 | 180 | 1", rows(p))
	})
}

// "It is removed for each choice of attended blocks before the least and the
// most are taken."
func TestRule7OverlapByChoice(t *testing.T) {
	window := func(more string) string { return clocked(`"Mon", "Tue", "Wed"`, "09:00", "12:00", more) }
	runOverlaps(t, []overlapCase{
		// Skipped 180; attended 9 to 13.
		{"optional", clocked(`"Mon"`, "09:00", "12:00") + "," + clocked(`"Mon"`, "11:00", "13:00", `"optional": true`), "180 to 240 | 180 to 240 | 1", "undetermined", "0 to 60"},
		{"both optional", clocked(`"Mon"`, "09:00", "12:00", `"optional": true`) + "," + clocked(`"Mon"`, "11:00", "13:00", `"optional": true`), "0 to 240 | 0 to 240 | 0 to 1", "undetermined", "0 to 60"},
		// With Monday 180 + 180, without 180 + 180 + 60.
		{"attend two of three", window(`"attendDaysPerWeek": 2`) + "," + clocked(`"Mon"`, "09:00", "10:00"), "360 to 420 | 360 to 420 | 2 to 3", "undetermined", "0 to 60"},
		// Any two days share 11 to 12 with the other block: 360 + 3 x 120 - 120.
		{"attend two of three, all of which overlap", window(`"attendDaysPerWeek": 2`) + "," + clocked(`"Mon", "Tue", "Wed"`, "11:00", "13:00"), "600 | 600 | 3", "not-met", "120"},
		{"perWeek below the days", window(`"perWeek": 1`) + "," + clocked(`"Mon"`, "09:00", "10:00"), "180 to 240 | 180 to 240 | 1 to 2", "undetermined", "0 to 60"},
		// Every second week 9 to 12:30 instead of 9 to 12.
		{"every second week", clocked(`"Mon"`, "09:00", "12:00") + "," + clocked(`"Mon"`, "11:30", "12:30", `"perWeek": 0.5`), "180 to 210 | 180 to 210 | 1", "undetermined", "0 to 30"},
		// Either of the two, never both.
		{"an alternative at the same time", clocked(`"Mon"`, "09:00", "12:00", `"title": "A"`) + "," + clocked(`"Mon"`, "09:00", "11:00", `"alternativeTo": "A"`), "120 to 180 | 120 to 180 | 1", "met", "0"},
		// A: 180 on Monday and the Tuesday hour, 240. B: Tuesday 9 to 12, 180.
		{"an alternative that overlaps a third", clocked(`"Mon"`, "09:00", "12:00", `"title": "A"`) + "," + clocked(`"Tue"`, "09:00", "12:00", `"alternativeTo": "A"`) + "," + clocked(`"Tue"`, "11:00", "12:00"), "180 to 240 | 180 to 240 | 1 to 2", "undetermined", "0 to 60"},
		// C instead of B instead of A: one of three lengths.
		{"an alternative to an alternative", clocked(`"Mon"`, "09:00", "12:00", `"title": "A"`) + "," + clocked(`"Mon"`, "09:00", "11:00", `"title": "B"`, `"alternativeTo": "A"`) + "," + clocked(`"Mon"`, "09:00", "10:00", `"alternativeTo": "B"`), "60 to 180 | 60 to 180 | 1", "met", "0"},
		// Both taken: two hours. Neither: six. (A half hour on both days keeps the days out of it.)
		{"two alternatives at once", clocked(`"Mon", "Wed"`, "09:00", "12:00", `"title": "A"`) + "," + clocked(`"Mon"`, "09:00", "10:00", `"alternativeTo": "A"`) + "," + clocked(`"Wed"`, "09:00", "10:00", `"alternativeTo": "A"`) + `, {"activity": "mi", "days": ["Mon", "Wed"], "minutes": 30}`, "180 to 420 | 180 to 420 | 2", "undetermined", ""},
		// Of 45 to 60 minutes from 9:00 at most 9:50 to 10:00 is shared: 45 + 30
		// to 60 + 30 - 10.
		{"a range of lengths", `{"activity": "cbt", "days": ["Mon"], "start": "09:00", "minutes": {"min": 45, "max": 60}}, {"activity": "cbt", "days": ["Mon"], "start": "09:50", "minutes": 30}`, "75 to 80 | 75 to 80 | 1", "undetermined", "0 to 10"},
		// At least on Monday, which shares an hour; how often besides nobody says.
		{"an open frequency", clocked(`"Mon"`, "09:00", "12:00", `"perWeek": {"min": 1}`) + "," + clocked(`"Mon"`, "11:00", "13:00"), "240 or more | 240 or more | 1 to 7", "not-met", "60"},
		{"optional beside a longer one", clocked(`"Mon"`, "09:00", "12:00", `"optional": true`) + "," + clocked(`"Mon"`, "09:00", "10:00"), "60 to 180 | 60 to 180 | 1", "undetermined", "0 to 60"},
	})
}

// "A shared minute is countable if any of the blocks counts it."
func TestRule7SharedMinutesCount(t *testing.T) {
	runOverlaps(t, []overlapCase{
		{"with one that does not count", clocked(`"Mon"`, "09:00", "12:00") + `, {"activity": "recreation", "days": ["Mon"], "start": "11:00", "end": "13:00"}`, "240 | 180 | 1", "not-met", "60"},
		{"inside one that does not count", `{"activity": "recreation", "days": ["Mon"], "start": "09:00", "end": "13:00"},` + clocked(`"Mon"`, "10:00", "11:00"), "240 | 60 | 1", "not-met", "60"},
		// The break may lie before 11, then 150 count, or after, where the other block counts it.
		{"with a break inside", clocked(`"Mon"`, "09:00", "12:00", `"breakMinutes": 30`) + "," + clocked(`"Mon"`, "11:00", "12:00"), "180 | 150 to 180 | 1", "not-met", "60"},
		{"with a break that the other block covers", clocked(`"Mon"`, "09:00", "12:00", `"breakMinutes": 30`) + "," + clocked(`"Mon"`, "09:00", "12:00"), "180 | 180 | 1", "not-met", "180"},
		// The breaks may be the same hour or different ones.
		{"with breaks in both", clocked(`"Mon"`, "09:00", "12:00", `"breakMinutes": 60`) + "," + clocked(`"Mon"`, "09:00", "12:00", `"breakMinutes": 60`), "180 | 120 to 180 | 1", "not-met", "180"},
		// 9 to 10 and 10 to 11 count in full whatever the third block's break is.
		{"with a break under two others", clocked(`"Mon"`, "09:00", "10:00") + "," + clocked(`"Mon"`, "10:00", "11:00") + "," + clocked(`"Mon"`, "09:00", "11:00", `"breakMinutes": 60`), "120 | 120 | 1", "not-met", "120"},
		// The two clinical hours of three are 10 to 12, or hold 9 to 11 beside 11 to 12.
		{"with a clinical part", clocked(`"Mon"`, "09:00", "12:00", `"clinicalMinutesMax": 120`) + "," + clocked(`"Mon"`, "11:00", "12:00"), "180 | 120 to 180 | 1", "not-met", "60"},
	})
}
