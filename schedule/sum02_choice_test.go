package schedule_test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// Rule 2 of "How minutes add up".

const threeMornings = `{"title": "IOP", "activity": "group-therapy", "days": ["Mon", "Wed", "Fri"], "minutes": 180}`

// "What a client may skip (`optional`) adds 0 to full."
func TestRule2Optional(t *testing.T) {
	runSums(t, []sumCase{
		{"alone", `{"activity": "cbt", "days": ["Mon", "Wed"], "minutes": 60, "optional": true}`, "0 to 120 | 0 to 120 | 0 to 2"},
		{"beside a sure block", threeMornings + `, {"activity": "cbt", "days": ["Tue"], "minutes": 60, "optional": true}`, "540 to 600 | 540 to 600 | 3 to 4"},
		{"a range", `{"activity": "cbt", "perWeek": {"min": 2, "max": 3}, "minutes": {"min": 45, "max": 60}, "optional": true}`, "0 to 180 | 0 to 180 | 0 to 3"},
		{"two of them", threeMornings + `, {"activity": "cbt", "days": ["Tue"], "minutes": 60, "optional": true},
			{"activity": "cbt", "days": ["Tue"], "minutes": 30, "optional": true}`, "540 to 630 | 540 to 630 | 3 to 4"},
		{"of unknown length", threeMornings + `, {"activity": "cbt", "days": ["Tue"], "optional": true}`, "540 or more | 540 or more | 3 to 4"},
		{"false is not optional", `{"activity": "cbt", "days": ["Mon"], "minutes": 60, "optional": false}`, "60 | 60 | 1"},
		{"one that does not count", threeMornings + `, {"activity": "recreation", "days": ["Sat"], "minutes": 60, "optional": true}`, "540 to 600 | 540 | 3"},
	})
}

// "`alternativeTo` takes the least to the most over the alternatives, one
// occurrence replacing one."
func TestRule2Alternative(t *testing.T) {
	runSums(t, []sumCase{
		// 540 - 180 + 120 = 480.
		{"shorter", threeMornings + `, {"activity": "cbt", "days": ["Sat"], "minutes": 120, "alternativeTo": "IOP"}`, "480 to 540 | 480 to 540 | 3"},
		// 540 - 180 + 240 = 600.
		{"longer", threeMornings + `, {"activity": "cbt", "days": ["Sat"], "minutes": 240, "alternativeTo": "IOP"}`, "540 to 600 | 540 to 600 | 3"},
		{"as long", threeMornings + `, {"activity": "cbt", "days": ["Sat"], "minutes": 180, "alternativeTo": "IOP"}`, "540 | 540 | 3"},
		// How often is not stated: it is taken instead of one occurrence. (Seven
		// half hours keep the days out of it.)
		{"without a frequency", threeMornings + `, {"activity": "cbt", "minutes": 120, "alternativeTo": "IOP"}, {"activity": "mi", "perWeek": 7, "minutes": 30}`, "690 to 750 | 690 to 750 | 7"},
		// Two occurrences replace two: 540 - 2 x 60.
		{"twice", threeMornings + `, {"activity": "cbt", "days": ["Sat", "Sun"], "minutes": 120, "alternativeTo": "IOP"}`, "420 to 540 | 420 to 540 | 3"},
		{"twice by perWeek", threeMornings + `, {"activity": "cbt", "days": ["Sat", "Sun"], "perWeek": 2, "minutes": 120, "alternativeTo": "IOP"}`, "420 to 540 | 420 to 540 | 3"},
		{"once of two days", threeMornings + `, {"activity": "cbt", "days": ["Sat", "Sun"], "perWeek": 1, "minutes": 120, "alternativeTo": "IOP"}`, "480 to 540 | 480 to 540 | 3"},
		// Three evenings instead of the one Monday: only one can replace it.
		{"more often than the block", `{"title": "A", "activity": "cbt", "days": ["Mon"], "minutes": 180},
			{"activity": "cbt", "perWeek": 3, "minutes": 60, "alternativeTo": "A"}`, "60 to 180 | 60 to 180 | 1"},
		// One shorter and one longer: 540 - 60 to 540 + 60; both can be taken, but each the least once.
		{"one shorter and one longer", threeMornings + `, {"activity": "cbt", "days": ["Sat"], "minutes": 120, "alternativeTo": "IOP"},
			{"activity": "cbt", "days": ["Sun"], "minutes": 240, "alternativeTo": "IOP"}`, "480 to 600 | 480 to 600 | 3"},
		// Both shorter: 540 - 60 - 90.
		{"two shorter ones", threeMornings + `, {"activity": "cbt", "days": ["Sat"], "minutes": 120, "alternativeTo": "IOP"},
			{"activity": "cbt", "days": ["Sun"], "minutes": 90, "alternativeTo": "IOP"}`, "390 to 540 | 390 to 540 | 3"},
		{"a range of lengths", `{"title": "A", "activity": "cbt", "days": ["Mon"], "minutes": {"min": 60, "max": 90}},
			{"activity": "cbt", "days": ["Tue"], "minutes": {"min": 45, "max": 120}, "alternativeTo": "A"}`, "45 to 120 | 45 to 120 | 1"},
		{"to an optional block", `{"title": "A", "activity": "cbt", "days": ["Mon"], "minutes": 60, "optional": true},
			{"activity": "cbt", "days": ["Tue"], "minutes": 90, "alternativeTo": "A"}`, "0 to 90 | 0 to 90 | 0 to 1"},
		// Taken instead of a group it is recreation: no countable time in that place.
		{"that does not count", threeMornings + `, {"activity": "recreation", "days": ["Sat"], "minutes": 180, "alternativeTo": "IOP"}`, "540 | 360 to 540 | 2 to 3"},
		// The meal may be swapped for a group: countable 0 to 60.
		{"that counts, to one that does not", `{"title": "A", "activity": "meal", "days": ["Mon"], "minutes": 60},
			{"activity": "cbt", "days": ["Mon"], "minutes": 60, "alternativeTo": "A"}`, "60 | 0 to 60 | 0 to 1"},
		// 60 a week for sure, or more, for nobody says how long the other is.
		{"of unknown length", `{"title": "A", "activity": "cbt", "days": ["Mon"], "minutes": 60},
			{"activity": "cbt", "days": ["Tue"], "alternativeTo": "A"}`, "0 or more | 0 or more | 1"},
		// B instead of A, C instead of B: one of the three.
		{"to an alternative", `{"title": "A", "activity": "cbt", "days": ["Mon"], "minutes": 180},
			{"title": "B", "activity": "cbt", "days": ["Tue"], "minutes": 120, "alternativeTo": "A"},
			{"title": "C", "activity": "cbt", "days": ["Wed"], "minutes": 60, "alternativeTo": "B"}`, "60 to 180 | 60 to 180 | 1"},
		// Attending two of three days, one of them instead on Saturday.
		{"to a window", `{"title": "A", "activity": "cbt", "days": ["Mon", "Wed", "Fri"], "minutes": 180, "attendDaysPerWeek": 2},
			{"activity": "cbt", "days": ["Sat"], "minutes": 120, "alternativeTo": "A"}`, "300 to 360 | 300 to 360 | 2"},
	})
	runRows(t, []rowCase{
		{"of the same track", `"weeks": 1, "blocks": [
			{"title": "IOP", "activity": "cbt", "days": ["Mon"], "minutes": 180, "track": "day"},
			{"title": "IOP", "activity": "cbt", "days": ["Mon"], "minutes": 180, "track": "evening"},
			{"activity": "cbt", "days": ["Sat"], "minutes": 120, "alternativeTo": "IOP", "track": "evening"}]`,
			[]string{"day/1: 180 | 180 | 1", "evening/1: 120 to 180 | 120 to 180 | 1"}},
		{"without a track of its own", `"weeks": 1, "blocks": [
			{"title": "IOP", "activity": "cbt", "days": ["Mon"], "minutes": 180, "track": "day"},
			{"title": "IOP", "activity": "cbt", "days": ["Mon"], "minutes": 240, "track": "evening"},
			{"activity": "cbt", "days": ["Sat"], "minutes": 120, "alternativeTo": "IOP"}]`,
			[]string{"day/1: 120 to 180 | 120 to 180 | 1", "evening/1: 120 to 240 | 120 to 240 | 1"}},
		{"to a block of every track", `"weeks": 1, "blocks": [
			{"title": "IOP", "activity": "cbt", "days": ["Mon"], "minutes": 180},
			{"activity": "cbt", "days": ["Tue"], "minutes": 60, "track": "day"},
			{"activity": "cbt", "days": ["Tue"], "minutes": 60, "track": "evening"},
			{"activity": "cbt", "days": ["Sat"], "minutes": 120, "alternativeTo": "IOP", "track": "day"}]`,
			[]string{"day/1: 180 to 240 | 180 to 240 | 2", "evening/1: 240 | 240 | 2"}},
		// From week 2 on there is nothing that it could replace.
		{"to a block that does not run", `"weeks": 2, "blocks": [
			{"title": "IOP", "activity": "cbt", "days": ["Mon"], "minutes": 180, "weeks": {"to": 1}},
			{"activity": "cbt", "days": ["Wed"], "minutes": 60},
			{"activity": "cbt", "days": ["Sat"], "minutes": 120, "alternativeTo": "IOP"}]`,
			[]string{"1: 180 to 240 | 180 to 240 | 2", "2: 60 | 60 | 1"}},
	})
}

// An alternative that does not take place leaves what it replaces as it is.
func TestRule2AlternativeThatNeverTakesPlace(t *testing.T) {
	const never = `, {"activity": "cbt", "perWeek": 0, "minutes": 60, "alternativeTo": "A"}`
	for _, block := range []string{
		`{"title": "A", "activity": "cbt", "days": ["Mon", "Wed"], "minutes": 60}`,
		`{"title": "A", "activity": "cbt", "perWeek": {"min": 1, "max": 2}, "minutes": {"min": 45, "max": 60}}`,
		`{"title": "A", "activity": "cbt", "days": ["Mon"], "minutes": 60, "optional": true}`,
	} {
		require.Equal(t, sums(onlyWeek(t, blocks(t, block))), sums(onlyWeek(t, blocks(t, block+never))))
	}
	for _, unknown := range []string{
		`{"title": "A", "activity": "cbt"}`,
		`{"title": "A", "activity": "cbt", "perWeek": {"min": 0}}`,
		`{"title": "A", "activity": "cbt", "minutes": 60}`,
		`{"title": "A", "activity": "cbt", "perWeek": 1}`,
	} {
		_, known := onlyWeek(t, blocks(t, unknown+never)).Gross.Max()
		require.False(t, known, "what is unknown has no upper bound: %s", unknown)
	}
}

// "Attending n of m runs from the n shortest to the n longest."
func TestRule2AttendSome(t *testing.T) {
	runSums(t, []sumCase{
		{"n times the shortest to n times the longest", `{"activity": "cbt", "days": ["Mon", "Wed", "Fri"], "minutes": {"min": 45, "max": 60}, "attendDaysPerWeek": 2}`, "90 to 120 | 90 to 120 | 2"},
		// Monday holds only two new hours, because one is shared with the short
		// group: Monday and another day 180 + 180 = 360, the other days 420.
		{"with the shared hour of one day", `{"activity": "cbt", "days": ["Mon", "Wed", "Fri"], "start": "09:00", "end": "12:00", "attendDaysPerWeek": 2},
			{"activity": "cbt", "days": ["Mon"], "start": "09:00", "end": "10:00"}`, "360 to 420 | 360 to 420 | 2 to 3"},
		{"beside a sure block", threeMornings + `, {"activity": "cbt", "days": ["Tue", "Thu"], "minutes": 60, "attendDaysPerWeek": 1}`, "600 | 600 | 4"},
		{"and optional", `{"activity": "cbt", "days": ["Mon", "Wed", "Fri"], "minutes": 60, "attendDaysPerWeek": 2, "optional": true}`, "0 to 120 | 0 to 120 | 0 to 2"},
	})
}

// "`rotates` counts once."
func TestRule2Rotates(t *testing.T) {
	runSums(t, []sumCase{
		{"all count", `{"activity": "individual-counseling", "days": ["Mon", "Wed", "Thu"], "minutes": 45, "rotates": ["individual-counseling", "family-therapy"]}`, "135 | 135 | 3"},
		// Some weeks it is recreation: countable 0 to full. The days have possibly
		// countable time, which makes them service days (rule 10).
		{"some count", `{"activity": "cbt", "days": ["Mon", "Wed"], "minutes": 60, "rotates": ["cbt", "recreation"]}`, "120 | 0 to 120 | 2"},
		{"none counts", `{"activity": "meal", "days": ["Mon", "Wed"], "minutes": 60, "rotates": ["recreation", "yoga"]}`, "120 | 0 | 0"},
		{"the list decides, not the activity", `{"activity": "meal", "days": ["Mon"], "minutes": 60, "rotates": ["cbt", "psychoeducation"]}`, "60 | 60 | 1"},
		{"the author's word decides before the list", `{"activity": "cbt", "days": ["Mon"], "minutes": 60, "rotates": ["cbt", "recreation"], "countsAsClinical": true}`, "60 | 60 | 1"},
		{"three in turn", `{"activity": "cbt", "perWeek": 3, "minutes": 60, "rotates": ["cbt", "psychoeducation", "family-therapy"]}`, "180 | 180 | 3"},
	})
}
