package schedule_test

import (
	"testing"

	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
)

// Rule 3 of "How minutes add up".

// "What is unknown is unknown: a block whose length or frequency is not
// stated adds at least 0 and no upper bound, so the total keeps its known part
// as `min` and has `max` null; when nothing is known the total is null."
func TestRule3Unknown(t *testing.T) {
	runSums(t, []sumCase{
		{"length not stated", threeMornings + `, {"activity": "individual-counseling", "perWeek": 1}`, "540 or more | 540 or more | 3 to 4"},
		{"frequency not stated", threeMornings + `, {"activity": "individual-counseling", "minutes": 50}`, "540 or more | 540 or more | 3 to 7"},
		{"neither stated", threeMornings + `, {"activity": "individual-counseling"}`, "540 or more | 540 or more | 3 to 7"},
		{"nothing known: no length", `{"activity": "cbt", "perWeek": 3}`, "unknown | unknown | 3"},
		{"nothing known: no frequency", `{"activity": "cbt", "minutes": 60}`, "unknown | unknown | unknown"},
		{"nothing known: an empty block", `{"activity": "cbt"}`, "unknown | unknown | unknown"},
		{"nothing known of two blocks", `{"activity": "cbt"}, {"activity": "mi", "perWeek": 2}`, "unknown | unknown | 2 to 7"},
		// Days are known although no length is.
		{"days without lengths", `{"activity": "cbt", "days": ["Mon", "Wed"]}`, "unknown | unknown | 2"},
		{"a frequency with an open side", `{"activity": "cbt", "perWeek": {"min": 2}, "minutes": 60}`, "120 or more | 120 or more | 2 to 7"},
		{"a frequency without a lower side", `{"activity": "cbt", "perWeek": {"max": 2}, "minutes": 60}`, "0 to 120 | 0 to 120 | 0 to 2"},
		{"a fraction with an open side", `{"activity": "cbt", "perWeek": {"min": 0.5}, "minutes": 60}`, "0 or more | 0 or more | 0 to 7"},
		{"a fraction with an open side, of what does not count", `{"activity": "meal", "perWeek": {"min": 0.5}, "minutes": 60}`, "0 or more | 0 | 0"},
		{"a fraction with an open side, all of it break", `{"activity": "cbt", "perWeek": {"min": 1.5}, "minutes": 30, "breakMinutes": 30}`, "30 or more | 0 | 0"},
		{"a fraction with an open side, of no length", `{"activity": "cbt", "perWeek": {"min": 0.5}, "minutes": 0}`, "0 | 0 | 0"},
		// No occurrence of an unknown length is no time.
		{"unknown length, no occurrence", threeMornings + `, {"activity": "mi", "perWeek": 0}`, "540 | 540 | 3"},
	})
}

// null, {0, null}, {0, 0} and 0 to full are four different answers.
func TestRule3NullIsNotZero(t *testing.T) {
	runSums(t, []sumCase{
		{"null: nothing is known", `{"activity": "cbt", "days": ["Mon"]}`, "unknown | unknown | 1"},
		// The known part is a block that may be skipped.
		{"0 or more: the known part may be 0", `{"activity": "cbt", "days": ["Mon"], "minutes": 60, "optional": true}, {"activity": "mi"}`, "0 or more | 0 or more | 0 to 7"},
		{"0 to 60: known, and may be skipped", `{"activity": "cbt", "days": ["Mon"], "minutes": 60, "optional": true}`, "0 to 60 | 0 to 60 | 0 to 1"},
		{"0: known, and does not count", `{"activity": "recreation", "days": ["Mon"], "minutes": 60}`, "60 | 0 | 0"},
		{"0: known to be none", `{"activity": "cbt", "days": ["Mon"], "minutes": 0}`, "0 | 0 | 0"},
		// What does not count adds a known nothing, however long it is.
		{"an unknown length that cannot count", `{"activity": "recreation", "days": ["Sat"]}`, "unknown | 0 | 0"},
		{"an unknown length that cannot count beside a known one", threeMornings + `, {"activity": "recreation", "days": ["Sat"]}`, "540 or more | 540 | 3"},
		{"an unknown length that the author says does not count", threeMornings + `, {"activity": "cbt", "days": ["Sat"], "countsAsClinical": false}`, "540 or more | 540 | 3"},
	})
	t.Run("as JSON", func(t *testing.T) {
		for want, span := range map[string]iop.Span{
			"null": {}, `{"min":0,"max":null}`: iop.AtLeast(0), `{"min":0,"max":0}`: iop.Exactly(0), `{"min":0,"max":60}`: iop.Between(0, 60),
		} {
			got, err := span.MarshalJSON()
			require.NoError(t, err)
			require.Equal(t, want, string(got))
		}
	})
}

// "Where no block of the track is declared for the row's phase, totals and
// `serviceDays` are null; where blocks are declared but their `weeks` or
// `perWeekByPhase` leave this row out, they are 0."
func TestRule3DeclaredOrNot(t *testing.T) {
	const group = `"activity": "cbt", "days": ["Mon", "Wed"], "minutes": 60`
	runRows(t, []rowCase{
		{"no block of the phase", `"phases": [{"name": "A", "weeks": 2}, {"name": "B", "weeks": 1}], "blocks": [{` + group + `, "phase": "A"}]`,
			[]string{"A/1-2: 120 | 120 | 2", "B/3: unknown | unknown | unknown"}},
		{"no block of the track in the phase", `"phases": [{"name": "A", "weeks": 1}, {"name": "B", "weeks": 1}], "blocks": [
			{` + group + `, "track": "day"}, {` + group + `, "track": "evening", "phase": "A"}]`,
			[]string{"day/A/1: 120 | 120 | 2", "day/B/2: 120 | 120 | 2", "evening/A/1: 120 | 120 | 2", "evening/B/2: unknown | unknown | unknown"}},
		{"a block of every track is declared for each", `"phases": [{"name": "A", "weeks": 1}], "blocks": [
			{` + group + `, "phase": "A"}, {"activity": "mi", "days": ["Tue"], "minutes": 30, "track": "day"}]`,
			[]string{"day/A/1: 150 | 150 | 3"}},
		{"only blocks after the program", `"weeks": 1, "blocks": [{` + group + `, "afterProgram": true}]`,
			[]string{"1: unknown | unknown | unknown"}},
		{"left out by weeks", `"weeks": 4, "blocks": [{` + group + `, "weeks": {"from": 1, "to": 2}}]`,
			[]string{"1-2: 120 | 120 | 2", "3-4: 0 | 0 | 0"}},
		{"left out by weeks, of unknown length", `"weeks": 2, "blocks": [{"activity": "cbt", "days": ["Mon"], "weeks": {"to": 1}}]`,
			[]string{"1: unknown | unknown | 1", "2: 0 | 0 | 0"}},
		{"left out by perWeekByPhase", `"phases": [{"name": "A", "weeks": 1}, {"name": "B", "weeks": 1}], "blocks": [
			{"activity": "cbt", "minutes": 60, "perWeekByPhase": {"A": 3}}]`,
			[]string{"A/1: 180 | 180 | 3", "B/2: 0 | 0 | 0"}},
		{"left out by perWeekByPhase, of unknown length", `"phases": [{"name": "A", "weeks": 1}, {"name": "B", "weeks": 1}], "blocks": [
			{"activity": "cbt", "perWeekByPhase": {"A": 3}}]`,
			[]string{"A/1: unknown | unknown | 3", "B/2: 0 | 0 | 0"}},
		{"left out by perWeekByPhase, of weekly minutes", `"phases": [{"name": "A", "weeks": 1}, {"name": "B", "weeks": 1}], "blocks": [
			{"activity": "cbt", "weeklyMinutes": 600, "perWeekByPhase": {"A": 3}}]`,
			[]string{"A/1: 600 | 600 | 3", "B/2: 0 | 0 | 0"}},
		{"left out by perWeekByPhase, no week numbers", `"phases": [{"name": "A"}, {"name": "B"}], "blocks": [
			{"activity": "cbt", "perWeekByPhase": {"A": 3}}]`,
			[]string{"A/?: unknown | unknown | 3", "B/?: 0 | 0 | 0"}},
	})
}

// "In a row with `week` null, a block with `weeks` adds 0 to full."
func TestRule3WeekNull(t *testing.T) {
	runRows(t, []rowCase{
		{"a block with weeks", `"blocks": [{"activity": "cbt", "days": ["Mon"], "minutes": 60, "weeks": {"from": 1, "to": 4}}]`,
			[]string{"?: 0 to 60 | 0 to 60 | 0 to 1"}},
		{"beside one without", `"blocks": [{"activity": "cbt", "days": ["Mon"], "minutes": 60, "weeks": {"from": 5}}, {"activity": "mi", "days": ["Tue"], "minutes": 30}]`,
			[]string{"?: 30 to 90 | 30 to 90 | 1 to 2"}},
		{"of unknown length", `"blocks": [{"activity": "cbt", "days": ["Mon"], "weeks": {"to": 4}}, {"activity": "mi", "days": ["Tue"], "minutes": 30}]`,
			[]string{"?: 30 or more | 30 or more | 1 to 2"}},
		// Phase A has weeks, so there the block is in or out; phase B has none.
		{"only in the rows without a number", `"phases": [{"name": "A", "weeks": 2}, {"name": "B"}], "blocks": [
			{"activity": "cbt", "days": ["Mon"], "minutes": 60, "weeks": {"from": 2, "to": 3}}]`,
			[]string{"A/1: 0 | 0 | 0", "A/2: 60 | 60 | 1", "B/?: 0 to 60 | 0 to 60 | 0 to 1"}},
	})
}
