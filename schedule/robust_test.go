package schedule_test

import (
	"testing"

	"github.com/openiop/openiop/schedule"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// Whatever the format allows can be judged under every kind of requirement,
// explained, written and read again.
func TestGeneratedPrograms(t *testing.T) {
	o := under(t, someStandards...)
	rapid.Check(t, func(rt *rapid.T) {
		p := drawProgram(rt).read(rt)
		requireJudged(t, p, schedule.Options{})
		requireJudged(t, p, o)
		requireRoundTrip(t, *p)
	})
}

// Weeks that cannot be, but can be written: they are added up as they stand,
// and nothing panics.
func TestImpossibleWeeks(t *testing.T) {
	o := under(t, someStandards...)
	for _, tc := range []sumCase{
		{"more time than a day holds", `{"activity": "cbt", "days": ["Mon"], "minutes": 1440}, {"activity": "mi", "days": ["Mon"], "minutes": 1440}`, "2880 | 2880 | 1"},
		{"a little more time than a day holds", `{"activity": "cbt", "days": ["Mon"], "minutes": 721}, {"activity": "mi", "days": ["Mon"], "minutes": 721}`, "1442 | 1442 | 1"},
		{"more time than a week holds", `{"activity": "cbt", "perWeek": 168, "minutes": 1440}`, "241920 | 241920 | 7"},
		{"round the clock", clocked(weekdayList, "00:00", "23:59") + "," + clocked(weekdayList, "12:00", "11:59"), "10080 | 10080 | 7"},
		{"alternatives of each other", `{"title": "a", "activity": "cbt", "days": ["Mon"], "minutes": 60, "alternativeTo": "b"}, {"title": "b", "activity": "cbt", "days": ["Tue"], "minutes": 30, "alternativeTo": "a"}`, "30 to 60 | 30 to 60 | 1"},
		{"no length of a fraction", `{"activity": "cbt", "days": ["Mon"], "minutes": 0, "perWeek": {"min": 0.5}}`, "0 | 0 | 0"},
		{"a pull-out of a fraction", `{"activity": "cbt", "minutes": {"min": 30}, "perWeek": 0.5, "within": true}`, "0 | 0 | 0"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p := blocks(t, tc.blocks)
			require.NotPanics(t, func() {
				require.Equal(t, tc.want, sums(onlyWeek(t, p)))
				requireJudged(t, p, o)
			})
		})
	}
}
