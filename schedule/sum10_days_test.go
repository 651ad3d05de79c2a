package schedule_test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// Rule 10 of "How minutes add up".

// "A service day has possibly countable time. Occurrences of one block fall
// on different days; blocks without `days` may share days with any other: so
// the minimum is the larger of the union of certain `days` and the largest
// certain count, the maximum their sum, at most 7; `weeklyMinutes` alone gives
// 1 to 7; nothing known gives null."
func TestRule10ServiceDays(t *testing.T) {
	anywhere := func(perWeek string) string {
		return `{"activity": "mi", "perWeek": ` + perWeek + `, "minutes": 30}`
	}
	for _, tc := range []struct{ name, blocks, want string }{
		{"the union of days", `{"activity": "cbt", "days": ["Mon", "Wed"], "minutes": 60}, {"activity": "mi", "days": ["Wed", "Fri"], "minutes": 60}`, "3"},
		{"different days for one block", anywhere("4"), "4"},
		{"a block without days may share or add", threeMornings + "," + anywhere("1"), "3 to 4"},
		// 3 certain days, one block of 2 and one of 1: 3 to 6.
		{"two blocks without days", threeMornings + "," + anywhere("2") + "," + anywhere("1"), "3 to 6"},
		{"at most seven", threeMornings + "," + anywhere("4") + "," + anywhere("2"), "4 to 7"},
		{"the largest certain count", `{"activity": "cbt", "days": ["Mon"], "minutes": 60}, ` + anywhere("4"), "4 to 5"},
		{"a range of counts", threeMornings + "," + anywhere(`{"min": 1, "max": 2}`), "3 to 5"},
		{"weeklyMinutes alone", `{"activity": "cbt", "weeklyMinutes": 600}`, "1 to 7"},
		{"weeklyMinutes beside days", threeMornings + `, {"activity": "mi", "weeklyMinutes": 600}`, "3 to 7"},
		{"nothing known", `{"activity": "cbt", "minutes": 60}`, "unknown"},
		{"a frequency that is not known beside one that is", threeMornings + `, {"activity": "mi", "minutes": 30}`, "3 to 7"},
		{"at least twice", anywhere(`{"min": 2}`), "2 to 7"},
		{"every second week", threeMornings + "," + anywhere("0.5"), "3 to 4"},
		{"days and more occurrences than days", `{"activity": "cbt", "days": ["Mon", "Wed"], "perWeek": 5, "minutes": 60}`, "5"},
		{"two of five days", `{"activity": "cbt", "days": ["Mon", "Tue", "Wed", "Thu", "Fri"], "perWeek": 2, "minutes": 60}`, "2"},
		// Two of the weekdays, Saturday for sure.
		{"two of five days beside another", `{"activity": "cbt", "days": ["Mon", "Tue", "Wed", "Thu", "Fri"], "attendDaysPerWeek": 2, "minutes": 60}, {"activity": "mi", "days": ["Sat"], "minutes": 30}`, "3"},
		// Monday is one of the two or it is not.
		{"two of five days beside one of them", `{"activity": "cbt", "days": ["Mon", "Tue", "Wed", "Thu", "Fri"], "attendDaysPerWeek": 2, "minutes": 60}, {"activity": "mi", "days": ["Mon"], "minutes": 30}`, "2 to 3"},
		// One of Mon and Tue, one of Tue and Wed: both Tuesday, or two days.
		{"windows that meet", `{"activity": "cbt", "days": ["Mon", "Tue"], "attendDaysPerWeek": 1, "minutes": 60}, {"activity": "mi", "days": ["Tue", "Wed"], "attendDaysPerWeek": 1, "minutes": 30}`, "1 to 2"},
		// Both of Mon and Tue, one of Mon and Tue: no third day is possible.
		{"windows on the same days", `{"activity": "cbt", "days": ["Mon", "Tue"], "minutes": 60}, {"activity": "mi", "days": ["Mon", "Tue"], "attendDaysPerWeek": 1, "minutes": 30}`, "2"},
		{"an alternative of an open frequency to what does not count", `{"title": "A", "activity": "recreation", "days": ["Mon"], "minutes": 60}, {"activity": "cbt", "perWeek": {"min": 0.5}, "minutes": 60, "alternativeTo": "A"}`, "0 to 1"},
		{"an optional block", threeMornings + `, {"activity": "mi", "days": ["Sat"], "minutes": 30, "optional": true}`, "3 to 4"},
		{"an optional block on a certain day", threeMornings + `, {"activity": "mi", "days": ["Mon"], "minutes": 30, "optional": true}`, "3"},
		{"an alternative replaces", threeMornings + `, {"activity": "cbt", "days": ["Sat"], "minutes": 180, "alternativeTo": "IOP"}`, "3"},
		{"an alternative without countable time", threeMornings + `, {"activity": "recreation", "days": ["Sat"], "minutes": 180, "alternativeTo": "IOP"}`, "2 to 3"},
		{"time that does not count", threeMornings + `, {"activity": "recreation", "days": ["Sat"], "minutes": 60}`, "3"},
		{"time that may count", threeMornings + `, {"activity": "cbt", "days": ["Sat"], "minutes": 60, "rotates": ["cbt", "recreation"]}`, "4"},
		{"time that the author does not count", threeMornings + `, {"activity": "cbt", "days": ["Sat"], "minutes": 60, "countsAsClinical": false}`, "3"},
		{"a block that is all break", threeMornings + `, {"activity": "cbt", "days": ["Sat"], "minutes": 30, "breakMinutes": 30}`, "3"},
		{"a pull-out", threeMornings + `, {"activity": "mi", "days": ["Sat"], "minutes": 30, "within": "IOP"}`, "3"},
		{"no countable time in the week", `{"activity": "recreation", "days": ["Sat"], "minutes": 60}`, "0"},
		{"past midnight is the day on which it begins", `{"activity": "cbt", "days": ["Mon"], "start": "23:00", "end": "01:00"}`, "1"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			require.Equal(t, tc.want, onlyWeek(t, blocks(t, tc.blocks)).ServiceDays.String())
		})
	}
}

// "Minutes of a day are spans over every such placement." The daily minimum
// measures the service day with the fewest countable minutes.
func TestRule10MinutesOfADay(t *testing.T) {
	anywhere := func(perWeek, minutes string) string {
		return `{"activity": "mi", "perWeek": ` + perWeek + `, "minutes": ` + minutes + `}`
	}
	for _, tc := range []struct{ name, blocks, want string }{
		{"equal days", threeMornings, "180"},
		{"two blocks on a day", `{"activity": "cbt", "days": ["Mon", "Tue"], "minutes": 60}, {"activity": "mi", "days": ["Mon", "Tue"], "minutes": 30}`, "90"},
		{"an uneven day", `{"activity": "cbt", "days": ["Mon", "Tue"], "minutes": 60}, {"activity": "mi", "days": ["Mon"], "minutes": 30}`, "60"},
		{"a range", `{"activity": "cbt", "days": ["Mon", "Tue"], "minutes": {"min": 45, "max": 60}}`, "45 to 60"},
		// On a day of its own it is the shortest; on a group day that day has 230.
		{"a block that may fall anywhere", threeMornings + "," + anywhere("1", "50"), "50 to 180"},
		// On each of the three days, or on days of its own.
		{"a block that may fall anywhere, three times", threeMornings + "," + anywhere("3", "50"), "50 to 230"},
		{"two blocks that may share days or not", anywhere("3", "60") + "," + anywhere("3", "40"), "40 to 100"},
		{"attend two of five", `{"activity": "cbt", "days": ["Mon", "Tue", "Wed", "Thu", "Fri"], "minutes": 180, "attendDaysPerWeek": 2}`, "180"},
		// Skipped, Monday has 60; attended, 90.
		{"an optional block on the day", `{"activity": "cbt", "days": ["Mon"], "minutes": 60}, {"activity": "mi", "days": ["Mon"], "minutes": 30, "optional": true}`, "60 to 90"},
		{"an optional block on its own day", `{"activity": "cbt", "days": ["Mon"], "minutes": 60}, {"activity": "mi", "days": ["Tue"], "minutes": 30, "optional": true}`, "30 to 60"},
		{"overlapping blocks count once", clocked(`"Mon"`, "09:00", "12:00") + "," + clocked(`"Mon"`, "11:00", "13:00"), "240"},
		// 10 to 12 for sure, 9 to 12 with the optional block that covers it.
		{"an overlapping optional block counts once", clocked(`"Mon"`, "10:00", "12:00") + "," + clocked(`"Mon"`, "09:00", "12:00", `"optional": true`), "120 to 180"},
		// With Monday the window covers the sure hour.
		{"an overlapping window counts once", clocked(`"Mon", "Tue"`, "10:00", "12:00") + "," + clocked(`"Mon", "Tue"`, "09:00", "12:00", `"attendDaysPerWeek": 1`), "120"},
		{"unknown lengths", `{"activity": "cbt", "days": ["Mon"]}, {"activity": "cbt", "days": ["Tue"], "minutes": 60}`, "0 to 60"},
		{"without the break", `{"activity": "cbt", "days": ["Mon", "Tue"], "minutes": 60, "breakMinutes": 10}`, "50"},
		{"a day without countable time is no service day", `{"activity": "cbt", "days": ["Mon"], "minutes": 60}, {"activity": "recreation", "days": ["Tue"], "minutes": 20}`, "60"},
		{"an alternative on its own day", threeMornings + `, {"activity": "cbt", "days": ["Sat"], "minutes": 120, "alternativeTo": "IOP"}`, "120 to 180"},
		{"weekly minutes on one to seven days", `{"activity": "cbt", "weeklyMinutes": 600}`, "0 to 600"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			f := onlyFinding(t, blocks(t, tc.blocks), under(t, "tricare-iop"), "daily-hours-min")
			require.Equal(t, tc.want, f.Measured.Span.String())
		})
	}
	t.Run("a weekly total on certain days is no more than itself", func(t *testing.T) {
		p := blocks(t, `{"activity": "cbt", "weeklyMinutes": 60, "days": ["Mon", "Wed"]}`)
		require.Equal(t, "not-met", judged(p, under(t, "tricare-iop"), "daily-hours-min"), "60 minutes in two days are no two hours a day")
	})
	t.Run("no service day, no shortest one", func(t *testing.T) {
		p := blocks(t, `{"activity": "recreation", "days": ["Sat"], "minutes": 60}`)
		require.Equal(t, "not-applicable", judged(p, under(t, "tricare-iop"), "daily-hours-min"))
	})
}
