package schedule_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
)

// Bounds that a step of one minute, day or week does not reach.

// "13 weeks" are three months or not, as the months fall: 3 months have 89 to
// 92 days, 6 have 181 to 184, 12 have 365 or 366.
func TestMonths(t *testing.T) {
	for _, tc := range []struct {
		standard string
		weeks    string
		want     string
	}{
		{"nida-duration", "12", "not-met"},      // 84 days
		{"nida-duration", "13", "undetermined"}, // 91
		{"nida-duration", "14", "met"},          // 98
		{"nida-duration", `{"min": 13, "max": 14}`, "undetermined"},
		{"nm-iop-adult", "12", "not-met, met"},
		{"nm-iop-adult", "13", "undetermined, met"},
		{"nm-iop-adult", "25", "met x2"},            // 175
		{"nm-iop-adult", "26", "met, undetermined"}, // 182
		{"nm-iop-adult", "27", "met, not-met"},      // 189
		{"ga-dui", "52", "met"},                     // 364
		{"ga-dui", "53", "not-met"},                 // 371
		{"dc-2.1-adult", "4", "not-met, met"},       // 28 of 30 to 60 days
		{"dc-2.1-adult", "5", "met x2"},             // 35
		{"dc-2.1-adult", "8", "met x2"},             // 56
		{"dc-2.1-adult", "9", "met, not-met"},       // 63
		{"nc-dwi-short", "4", "not-met"},            // 28 of 30 days
		{"nc-dwi-short", "5", "met"},
		{"wy-iop-adult", "7.5", "undetermined"}, // between the seventh and the eighth week
	} {
		t.Run(tc.standard+" "+tc.weeks, func(t *testing.T) {
			p := program(t, adult+`"weeks": `+tc.weeks+`, "blocks": [`+threeMornings+`]`)
			require.Equal(t, tc.want, judgedUnder(p, under(t, ids(tc.standard)...), "program-length", ids(tc.standard)[0]))
		})
	}
}

// Days of the week one below, at and above three, on stated days.
func TestDaysTwoThreeFour(t *testing.T) {
	for days, want := range map[int]string{2: "not-met", 3: "met", 4: "met"} {
		p := program(t, adult+onDays(days, `"minutes": 180`))
		for _, id := range ids("hcpcs-h0015", "nc-medicaid-saiop", "in-medicaid-iop") {
			require.Equal(t, want, judged(p, under(t, id), "days-per-week"), "%d under %s", days, id)
		}
	}
}

// 72 hours within 12 weeks: to the minute, by fractions, and in the wrong
// weeks.
func TestSeventyTwoHours(t *testing.T) {
	for _, tc := range []struct{ name, program, want, measured string }{
		{"71 h 59", inTwelveWeeks(4319), "not-met", "4319"},
		{"72 h", inTwelveWeeks(4320), "met", "4320"},
		// 24 sessions of 180 minutes in 7 weeks: 617.14 a week, 4320 in all.
		{"24 sessions in 7 weeks", `"weeks": 7, "blocks": [{"activity": "cbt", "minutes": 180, "totalOccurrences": 24}]`, "met", "4320"},
		{"24 sessions a minute shorter", `"weeks": 7, "blocks": [{"activity": "cbt", "minutes": 179, "totalOccurrences": 24}]`, "not-met", "4296"},
		// Every third week 1080 minutes: 4 times.
		{"thirds", `"weeks": 12, "blocks": [{"activity": "cbt", "minutes": 1080, "totalOccurrences": 4}]`, "met", "4320"},
		// Weeks 1 and 13 lie 12 weeks apart: in any 12 weeks 71 h 59 and not 72.
		{"in 13 weeks", `"weeks": 13, "blocks": [{"activity": "cbt", "weeklyMinutes": 4319, "weeks": {"to": 1}}, {"activity": "cbt", "weeklyMinutes": 1, "weeks": {"from": 13}}]`, "not-met", "4319"},
		{"in weeks 2 to 13", `"weeks": 13, "blocks": [{"activity": "cbt", "weeklyMinutes": 4319, "weeks": {"from": 2, "to": 2}}, {"activity": "cbt", "weeklyMinutes": 1, "weeks": {"from": 13}}]`, "met", "4320"},
		// The twelfth week may not be reached: 11 x 360 to 12 x 360.
		{"in 11 or 12 weeks", `"weeks": {"min": 11, "max": 12}, "blocks": [{"activity": "cbt", "weeklyMinutes": 360}]`, "undetermined", "3960 to 4320"},
		{"in 11 or 12 weeks of more", `"weeks": {"min": 11, "max": 12}, "blocks": [{"activity": "cbt", "weeklyMinutes": 400}]`, "met", "4400 to 4800"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			f := onlyFinding(t, program(t, tc.program), under(t, "wa-court-iop"), "cumulative-hours")
			require.Equal(t, tc.want, f.Outcome.String())
			require.Equal(t, tc.measured, f.Measured.Span.String())
		})
	}
}

// A span meets a bound if all of it does, fails it if none of it does, and
// decides nothing between.
func TestStraddlingSpans(t *testing.T) {
	for _, tc := range []struct {
		low, high   int // 0 = open
		least, most string
	}{
		{539, 539, "not-met", "met"},
		{480, 539, "not-met", "met"},
		{480, 540, "undetermined", "met"},
		{539, 541, "undetermined", "met"},
		{540, 1140, "met", "met"},
		{540, 1141, "met", "undetermined"},
		{1140, 1141, "met", "undetermined"},
		{1141, 1200, "met", "not-met"},
		{480, 1200, "undetermined", "undetermined"},
		{480, 0, "undetermined", "undetermined"},
		{540, 0, "met", "undetermined"},
		{1141, 0, "met", "not-met"},
	} {
		span := fmt.Sprintf(`{"min": %d}`, tc.low)
		if tc.high > 0 {
			span = fmt.Sprintf(`{"min": %d, "max": %d}`, tc.low, tc.high)
		}
		t.Run(span, func(t *testing.T) {
			p := program(t, adult+`"blocks": [{"activity": "cbt", "weeklyMinutes": `+span+`}]`)
			require.Equal(t, tc.least, judged(p, under(t, "il-2-adult"), "weekly-hours-min"))
			require.Equal(t, tc.most, judged(p, under(t, "il-2-adult"), "weekly-hours-max"))
		})
	}
}

// The naming of levels uses the same bounds: none from 19 to 20 hours, two
// where a standard's ranges meet.
func TestLevelsAtTheirBounds(t *testing.T) {
	for minutes, want := range map[string]string{
		"0":                          "1 certain",
		"539":                        "1 certain",
		"540":                        "2.1 certain",
		"1140":                       "2.1 certain",
		"1141":                       "",
		"1199":                       "",
		"1200":                       "2.5 certain",
		`{"min": 480, "max": 600}`:   "1 maybe, 2.1 maybe",
		`{"min": 1080, "max": 1170}`: "2.1 maybe",
		`{"min": 1150, "max": 1190}`: "",
		`{"min": 480, "max": 1200}`:  "1 maybe, 2.1 maybe, 2.5 maybe",
		`{"min": 600}`:               "2.1 maybe, 2.5 maybe",
		`{"min": 1200}`:              "2.5 certain",
	} {
		t.Run(minutes, func(t *testing.T) {
			w := onlyWeek(t, program(t, adult+`"blocks": [{"activity": "cbt", "weeklyMinutes": `+minutes+`}]`))
			require.Equal(t, want, levels(w))
		})
	}
	t.Run("nothing known", func(t *testing.T) {
		require.Empty(t, onlyWeek(t, program(t, adult+`"blocks": [{"activity": "cbt"}]`)).Levels)
	})
	t.Run("of both age groups where the program does not say", func(t *testing.T) {
		w := onlyWeek(t, program(t, `"blocks": [{"activity": "cbt", "weeklyMinutes": 420}]`))
		require.Equal(t, "1 certain, 2.1 certain", levels(w), "level 1 for adults, 2.1 for adolescents")
	})
}
