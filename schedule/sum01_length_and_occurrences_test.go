package schedule_test

import "testing"

// Rule 1 of "How minutes add up".

// "An empty list means the same as an absent field."
func TestRule1EmptyListIsAbsent(t *testing.T) {
	runSums(t, []sumCase{
		// Without days and perWeek nobody says how often: nothing is known.
		{"days absent", `{"activity": "cbt", "minutes": 60}`, "unknown | unknown | unknown"},
		{"days empty", `{"activity": "cbt", "minutes": 60, "days": []}`, "unknown | unknown | unknown"},
		{"days empty beside perWeek", `{"activity": "cbt", "minutes": 60, "days": [], "perWeek": 2}`, "120 | 120 | 2"},
		// A slot that rotates between nothing is its own activity: homework does not count.
		{"rotates empty", `{"activity": "homework", "minutes": 60, "days": ["Mon"], "rotates": []}`, "60 | 0 | 0"},
	})
	runRows(t, []rowCase{
		{"blocks empty", `"weeks": 1, "blocks": []`, []string{"1: unknown | unknown | unknown"}},
		{"blocks absent", `"weeks": 1`, []string{"1: unknown | unknown | unknown"}},
		{"phases empty", `"weeks": 2, "phases": [], "blocks": [{"activity": "cbt", "minutes": 60, "days": ["Mon"]}]`, []string{"1-2: 60 | 60 | 1"}},
		{"perWeekByPhase empty", `"weeks": 1, "blocks": [{"activity": "cbt", "minutes": 60, "days": ["Mon"], "perWeekByPhase": {}}]`, []string{"1: 60 | 60 | 1"}},
	})
}

// "A block's length is `minutes`, else `end` minus `start`."
func TestRule1Length(t *testing.T) {
	runSums(t, []sumCase{
		{"minutes", `{"activity": "cbt", "days": ["Mon"], "minutes": 75}`, "75 | 75 | 1"},
		{"end minus start", `{"activity": "cbt", "days": ["Mon"], "start": "09:00", "end": "10:30"}`, "90 | 90 | 1"},
		// 50 on the page, 60 on the clock: minutes come first (and the clock rule speaks).
		{"minutes before the clock", `{"activity": "cbt", "days": ["Mon"], "start": "09:00", "end": "10:00", "minutes": 50}`, "50 | 50 | 1"},
		// 22:00 to 01:30 is 3.5 hours.
		{"past midnight", `{"activity": "cbt", "days": ["Mon"], "start": "22:00", "end": "01:30"}`, "210 | 210 | 1"},
		{"until midnight", `{"activity": "cbt", "days": ["Mon"], "start": "22:00", "end": "00:00"}`, "120 | 120 | 1"},
		{"from midnight", `{"activity": "cbt", "days": ["Mon"], "start": "00:00", "end": "00:45"}`, "45 | 45 | 1"},
		{"a minute short of a day", `{"activity": "cbt", "days": ["Mon"], "start": "12:00", "end": "11:59"}`, "1439 | 1439 | 1"},
		// One clock time alone is no length; the day is known all the same.
		{"start alone", `{"activity": "cbt", "days": ["Mon"], "start": "09:00"}`, "unknown | unknown | 1"},
		{"end alone", `{"activity": "cbt", "days": ["Mon"], "end": "10:00"}`, "unknown | unknown | 1"},
		{"a range", `{"activity": "cbt", "days": ["Mon", "Wed"], "minutes": {"min": 45, "max": 60}}`, "90 to 120 | 90 to 120 | 2"},
		{"a bare number is a range of one", `{"activity": "cbt", "days": ["Mon", "Wed"], "minutes": {"min": 45, "max": 45}}`, "90 | 90 | 2"},
		{"no upper side", `{"activity": "cbt", "days": ["Mon", "Wed"], "minutes": {"min": 45}}`, "90 or more | 90 or more | 2"},
		{"no lower side", `{"activity": "cbt", "days": ["Mon", "Wed"], "minutes": {"max": 60}}`, "0 to 120 | 0 to 120 | 2"},
		{"zero is stated", `{"activity": "cbt", "days": ["Mon"], "minutes": 0}`, "0 | 0 | 0"},
	})
}

// "Its occurrences in a week are `perWeek`, else `perWeekByPhase` for the
// phase at hand, else one for each of `days`."
func TestRule1Occurrences(t *testing.T) {
	runSums(t, []sumCase{
		{"one for each of days", `{"activity": "cbt", "days": ["Mon", "Tue", "Fri"], "minutes": 60}`, "180 | 180 | 3"},
		{"perWeek without days", `{"activity": "cbt", "perWeek": 3, "minutes": 60}`, "180 | 180 | 3"},
		// perWeek counts the whole week: 2 of the five days.
		{"perWeek below the days", `{"activity": "cbt", "days": ["Mon", "Tue", "Wed", "Thu", "Fri"], "perWeek": 2, "minutes": 60}`, "120 | 120 | 2"},
		// Five occurrences on five different days, two of which are stated.
		{"perWeek above the days", `{"activity": "cbt", "days": ["Mon", "Wed"], "perWeek": 5, "minutes": 60}`, "300 | 300 | 5"},
		{"perWeek as often as days", `{"activity": "cbt", "days": ["Mon", "Wed"], "perWeek": 2, "minutes": 60}`, "120 | 120 | 2"},
		{"perWeek a range", `{"activity": "cbt", "perWeek": {"min": 2, "max": 3}, "minutes": 60}`, "120 to 180 | 120 to 180 | 2 to 3"},
		{"perWeek zero", `{"activity": "cbt", "days": ["Mon"], "perWeek": 0, "minutes": 60}`, "0 | 0 | 0"},
		// Eight occurrences cannot fall on eight days; the minutes stand.
		{"perWeek above seven", `{"activity": "cbt", "perWeek": 8, "minutes": 30}`, "240 | 240 | 7"},
	})
	runRows(t, []rowCase{
		{"perWeekByPhase for the phase at hand", `"phases": [{"name": "A", "weeks": 1}, {"name": "B", "weeks": 1}],
			"blocks": [{"activity": "cbt", "minutes": 60, "perWeekByPhase": {"A": 4, "B": 2}}]`,
			[]string{"A/1: 240 | 240 | 4", "B/2: 120 | 120 | 2"}},
		{"perWeekByPhase before days", `"phases": [{"name": "A", "weeks": 1}, {"name": "B", "weeks": 1}],
			"blocks": [{"activity": "cbt", "minutes": 60, "days": ["Mon", "Tue", "Wed"], "perWeekByPhase": {"A": 1, "B": 3}}]`,
			[]string{"A/1: 60 | 60 | 1", "B/2: 180 | 180 | 3"}},
		{"perWeek before perWeekByPhase", `"phases": [{"name": "A", "weeks": 1}, {"name": "B", "weeks": 1}],
			"blocks": [{"activity": "cbt", "minutes": 60, "perWeek": 3, "perWeekByPhase": {"A": 1, "B": 2}}]`,
			[]string{"A/1: 180 | 180 | 3", "B/2: 180 | 180 | 3"}},
		// A phase that it does not name has none.
		{"perWeekByPhase without the phase", `"phases": [{"name": "A", "weeks": 1}, {"name": "B", "weeks": 1}],
			"blocks": [{"activity": "cbt", "minutes": 60, "perWeekByPhase": {"A": 4}}]`,
			[]string{"A/1: 240 | 240 | 4", "B/2: 0 | 0 | 0"}},
		{"perWeekByPhase a range", `"phases": [{"name": "A", "weeks": 1}],
			"blocks": [{"activity": "cbt", "minutes": 60, "perWeekByPhase": {"A": {"min": 1, "max": 5}}}]`,
			[]string{"A/1: 60 to 300 | 60 to 300 | 1 to 5"}},
		{"perWeek before totalOccurrences", `"weeks": 8,
			"blocks": [{"activity": "cbt", "minutes": 60, "perWeek": 3, "totalOccurrences": 16}]`,
			[]string{"1-8: 180 | 180 | 3"}},
		// 16 in 8 weeks are two a week, whatever the days say.
		{"totalOccurrences before days", `"weeks": 8,
			"blocks": [{"activity": "cbt", "minutes": 60, "days": ["Mon", "Wed", "Fri"], "totalOccurrences": 16}]`,
			[]string{"1-8: 120 | 120 | 2"}},
	})
}

// "`attendDaysPerWeek` caps it."
func TestRule1AttendDaysCap(t *testing.T) {
	const window = `{"activity": "cbt", "days": ["Mon", "Tue", "Wed", "Thu", "Fri"], "minutes": 60, `
	runSums(t, []sumCase{
		{"two of five", window + `"attendDaysPerWeek": 2}`, "120 | 120 | 2"},
		{"two or three of five", window + `"attendDaysPerWeek": {"min": 2, "max": 3}}`, "120 to 180 | 120 to 180 | 2 to 3"},
		{"up to three of five", window + `"attendDaysPerWeek": {"max": 3}}`, "0 to 180 | 0 to 180 | 0 to 3"},
		// At least three: between three and all five.
		{"at least three of five", window + `"attendDaysPerWeek": {"min": 3}}`, "180 to 300 | 180 to 300 | 3 to 5"},
		{"more than there are", window + `"attendDaysPerWeek": 6}`, "300 | 300 | 5"},
		{"none", window + `"attendDaysPerWeek": 0}`, "0 | 0 | 0"},
		{"caps perWeek", window + `"perWeek": 5, "attendDaysPerWeek": 3}`, "180 | 180 | 3"},
		{"does not raise perWeek", window + `"perWeek": 2, "attendDaysPerWeek": 3}`, "120 | 120 | 2"},
		// perWeek 1 to 5, at most 3 of them: 1 to 3.
		{"caps the upper side of a range", window + `"perWeek": {"min": 1, "max": 5}, "attendDaysPerWeek": 3}`, "60 to 180 | 60 to 180 | 1 to 3"},
		{"caps an open range", window + `"perWeek": {"min": 1}, "attendDaysPerWeek": 3}`, "60 to 180 | 60 to 180 | 1 to 3"},
	})
	runRows(t, []rowCase{
		{"caps perWeekByPhase", `"phases": [{"name": "A", "weeks": 1}, {"name": "B", "weeks": 1}],
			"blocks": [{"activity": "cbt", "minutes": 60, "perWeekByPhase": {"A": 5, "B": 1}, "attendDaysPerWeek": 2}]`,
			[]string{"A/1: 120 | 120 | 2", "B/2: 60 | 60 | 1"}},
		// 40 in 8 weeks are five a week, of which the client attends two.
		{"caps totalOccurrences", `"weeks": 8,
			"blocks": [{"activity": "cbt", "minutes": 60, "totalOccurrences": 40, "attendDaysPerWeek": 2}]`,
			[]string{"1-8: 120 | 120 | 2"}},
	})
}

// `weeklyMinutes` stands for length and days that are not published.
func TestRule1WeeklyMinutes(t *testing.T) {
	runSums(t, []sumCase{
		{"alone", `{"activity": "cbt", "weeklyMinutes": 960}`, "960 | 960 | 1 to 7"},
		{"a range", `{"activity": "cbt", "weeklyMinutes": {"min": 600, "max": 960}}`, "600 to 960 | 600 to 960 | 1 to 7"},
		{"open", `{"activity": "cbt", "weeklyMinutes": {"min": 600}}`, "600 or more | 600 or more | 1 to 7"},
		{"beside days", `{"activity": "cbt", "weeklyMinutes": 960, "days": ["Mon", "Tue", "Wed", "Thu"]}`, "960 | 960 | 4"},
		{"beside perWeek", `{"activity": "cbt", "weeklyMinutes": 960, "perWeek": 4}`, "960 | 960 | 4"},
		// A length without a frequency: the weekly total still holds.
		{"beside minutes", `{"activity": "cbt", "weeklyMinutes": 960, "minutes": 120}`, "960 | 960 | 1 to 7"},
		// Where length and frequency are stated, they are the block's time.
		{"length and frequency first", `{"activity": "cbt", "weeklyMinutes": 960, "minutes": 60, "perWeek": 3}`, "180 | 180 | 3"},
		// No time at all is no service day.
		{"zero", `{"activity": "cbt", "weeklyMinutes": 0}`, "0 | 0 | 0"},
		{"optional", `{"activity": "cbt", "weeklyMinutes": 960, "optional": true}`, "0 to 960 | 0 to 960 | 0 to 7"},
	})
}
