package schedule_test

import (
	"strings"
	"testing"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/stretchr/testify/require"
)

// The day before, of and after every date of a run. The program is three
// mornings a week, Mon/Wed/Fri, 180 minutes each; 12 October 2026 is a Monday.

func TestStartCutsTheFirstWeek(t *testing.T) {
	p := program(t, threeDays("2"))
	tests := []struct {
		start string
		want  string
	}{
		{"2026-10-11", "1 2026-10-05: 0 | 0 | 0\n2 2026-10-12: 540 | 540 | 3"}, // a Sunday: nothing of its week is left
		{"2026-10-12", "1 2026-10-12: 540 | 540 | 3\n2 2026-10-19: 540 | 540 | 3"},
		{"2026-10-13", "1 2026-10-12: 360 | 360 | 2\n2 2026-10-19: 540 | 540 | 3"},
		{"2026-10-14", "1 2026-10-12: 360 | 360 | 2\n2 2026-10-19: 540 | 540 | 3"},
		{"2026-10-15", "1 2026-10-12: 180 | 180 | 1\n2 2026-10-19: 540 | 540 | 3"},
		{"2026-10-16", "1 2026-10-12: 180 | 180 | 1\n2 2026-10-19: 540 | 540 | 3"},
		{"2026-10-17", "1 2026-10-12: 0 | 0 | 0\n2 2026-10-19: 540 | 540 | 3"},
	}
	for _, tt := range tests {
		t.Run(tt.start, func(t *testing.T) {
			require.Equal(t, tt.want, datedRows(prepareOn(t, p, schedule.Dates{Start: iso(tt.start)}, noStandards())))
		})
	}
}

func TestUntilCutsTheLastWeek(t *testing.T) {
	p := program(t, threeDays("2"))
	full := "1 2026-10-12: 540 | 540 | 3\n"
	tests := []struct {
		until string
		want  string
	}{
		{"2026-10-13", "1 2026-10-12: 180 | 180 | 1"},
		{"2026-10-14", "1 2026-10-12: 180 | 180 | 1"}, // the first day on which nothing is offered
		{"2026-10-15", "1 2026-10-12: 360 | 360 | 2"},
		{"2026-10-19", full},
		{"2026-10-20", full + "2 2026-10-19: 180 | 180 | 1"},
		{"2026-10-23", full + "2 2026-10-19: 360 | 360 | 2"},
		{"2026-10-24", full + "2 2026-10-19: 540 | 540 | 3"},
		{"2026-10-26", full + "2 2026-10-19: 540 | 540 | 3"},
		{"2036-10-26", full + "2 2026-10-19: 540 | 540 | 3"}, // the design ends first
	}
	for _, tt := range tests {
		t.Run(tt.until, func(t *testing.T) {
			c := prepareOn(t, p, schedule.Dates{Start: iso("2026-10-12"), Until: iso(tt.until)}, noStandards())
			require.Equal(t, strings.TrimSuffix(tt.want, "\n"), datedRows(c))
			for s := range c.Sessions() {
				require.True(t, s.Date.Before(iso(tt.until)), "a session after the run")
			}
		})
	}
}

// A closed Wednesday counts on that day alone, in whatever week it lies.
func TestClosedDayBeforeOfAndAfter(t *testing.T) {
	p := program(t, threeDays("2"))
	tests := []struct {
		closed, want, closure string
	}{
		{"2026-10-13", "1 2026-10-12: 540 | 540 | 3\n2 2026-10-19: 540 | 540 | 3", "not-applicable x2"},
		{"2026-10-14", "1 2026-10-12: 360 | 360 | 2\n2 2026-10-19: 540 | 540 | 3", "not-met, not-applicable"},
		{"2026-10-15", "1 2026-10-12: 540 | 540 | 3\n2 2026-10-19: 540 | 540 | 3", "not-applicable x2"},
		{"2026-10-18", "1 2026-10-12: 540 | 540 | 3\n2 2026-10-19: 540 | 540 | 3", "not-applicable x2"}, // the last day of the week
		{"2026-10-19", "1 2026-10-12: 540 | 540 | 3\n2 2026-10-19: 360 | 360 | 2", "not-applicable, not-met"},
		{"2026-10-11", "1 2026-10-12: 540 | 540 | 3\n2 2026-10-19: 540 | 540 | 3", "not-applicable x2"}, // before the run
		{"2026-10-26", "1 2026-10-12: 540 | 540 | 3\n2 2026-10-19: 540 | 540 | 3", "not-applicable x2"}, // after it
	}
	for _, tt := range tests {
		t.Run(tt.closed, func(t *testing.T) {
			c := prepareOn(t, p, schedule.Dates{Start: iso("2026-10-12"), Closures: closedOn(tt.closed)}, noStandards())
			require.Equal(t, tt.want, datedRows(c))
			require.Equal(t, tt.closure, outcomesOf(c, "closure"))
		})
	}
}

// A standard of 9 hours a week and 3 a day, that begins or ends on a day. By
// its first day, week 2 (19 October) is judged if the standard holds on
// Monday; by its last day, if it holds on Sunday 25 October. Days are judged
// one by one.
func TestStandardBeginsAndEnds(t *testing.T) {
	p := program(t, threeDays("3"))
	const not = "not-in-force"
	tests := []struct {
		name        string
		period      iop.Period
		first, last string // weekly hours of the three weeks, by each kind of straddling
		daily       string
		certain     string // measured minutes of the days of week 2
	}{
		{"begins on the Sunday before", iop.Period{From: iso("2026-10-18")}, not + ", met x2", "met x3", not + "?", ""},
		{"begins on Monday", iop.Period{From: iso("2026-10-19")}, not + ", met x2", not + ", met x2", not + ", met x2", "180"},
		{"begins on Tuesday", iop.Period{From: iso("2026-10-20")}, not + " x2, met", not + ", met x2", not + ", met x2", "180"},
		{"begins on Saturday", iop.Period{From: iso("2026-10-24")}, not + " x2, met", not + ", met x2", not + ", not-applicable, met", ""},
		{"begins on Sunday", iop.Period{From: iso("2026-10-25")}, not + " x2, met", not + ", met x2", not + ", not-applicable, met", ""},
		{"begins on the Monday after", iop.Period{From: iso("2026-10-26")}, not + " x2, met", not + " x2, met", not + " x2, met", ""},
		{"ends on Monday", iop.Period{Until: iso("2026-10-19")}, "met, " + not + " x2", "met, " + not + " x2", "met, " + not + " x2", ""},
		{"ends on Tuesday", iop.Period{Until: iso("2026-10-20")}, "met x2, " + not, "met, " + not + " x2", "met x2, " + not, "180"},
		{"ends on Sunday", iop.Period{Until: iso("2026-10-25")}, "met x2, " + not, "met, " + not + " x2", "met x2, " + not, "180"},
		{"ends on the Monday after", iop.Period{Until: iso("2026-10-26")}, "met x2, " + not, "met x2, " + not, "met x2, " + not, "180"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			o := under(t, "va-license-2.1")
			o.Standards[0].InForce = tt.period
			d := schedule.Dates{Start: iso("2026-10-12")}
			byFirst := prepareOn(t, p, d, o)
			require.Equal(t, tt.first, outcomesOf(byFirst, "weekly-hours-min"), "by the first day")
			o.Standards[0].Straddling = iop.ByLastDay
			byLast := prepareOn(t, p, d, o)
			require.Equal(t, tt.last, outcomesOf(byLast, "weekly-hours-min"), "by the last day")
			if strings.HasSuffix(tt.daily, "?") { // a Sunday without a session is in force: not applicable in week 1
				tt.daily = "not-applicable, met x2"
			}
			require.Equal(t, tt.daily, outcomesOf(byFirst, "daily-hours-min"), "day by day")
			if tt.certain != "" {
				require.Equal(t, tt.certain, findings(byFirst.Report(), "daily-hours-min")[1].Measured.Span.String())
			}
		})
	}
}

// In the first week the deciding day is the first one of the run.
func TestStandardBeginsInThePartialFirstWeek(t *testing.T) {
	p := program(t, threeDays("1"))
	for from, want := range map[string]string{
		"2026-10-13": "not-met", "2026-10-14": "not-met", // admitted on Wednesday: 360 of 540
		"2026-10-15": "not-in-force",
	} {
		o := under(t, "va-license-2.1")
		o.Standards[0].InForce.From = iso(from)
		c := prepareOn(t, p, schedule.Dates{Start: iso("2026-10-14")}, o)
		require.Equal(t, want, outcomesOf(c, "weekly-hours-min"), from)
	}
}

// Two periods of one standard, 9 hours a week until 19 October and 10 from
// then on: each week is judged once, by the one that governs it.
func TestPeriodsOfOneStandard(t *testing.T) {
	p := program(t, threeDays("3"))
	for change, want := range map[string]string{
		"2026-10-18": "met, not-met x2", "2026-10-19": "met, not-met x2", "2026-10-20": "met x2, not-met",
	} {
		old := standard(t, "va-license-2.1")
		next := old.WithWeeklyMinimum(600)
		old.InForce.Until, next.InForce.From = iso(change), iso(change)
		for _, list := range [][]iop.Standard{{old, next}, {next, old}} {
			c := prepareOn(t, p, schedule.Dates{Start: iso("2026-10-12")}, schedule.Options{Standards: list})
			require.Equal(t, want, outcomesOf(c, "weekly-hours-min"), change)
		}
	}
}

// Between two periods a standard is not in force, and says so once a week.
func TestGapBetweenPeriodsOfOneStandard(t *testing.T) {
	old := standard(t, "va-license-2.1")
	next := old.Clone()
	old.InForce.Until, next.InForce.From = iso("2026-10-19"), iso("2026-10-26")
	c := prepareOn(t, program(t, threeDays("3")), schedule.Dates{Start: iso("2026-10-12")}, schedule.Options{Standards: []iop.Standard{old, next}})
	require.Equal(t, "met, not-in-force, met", outcomesOf(c, "weekly-hours-min"))
	require.Equal(t, "met, not-in-force, met", outcomesOf(c, "daily-hours-min"))
}

// A certification "at least every other month" is due on the same day two
// months later, or on that month's last day where there is none. The run goes
// on long after.
func TestCertificationDueDates(t *testing.T) {
	o := under(t, "medicare-iop")
	tests := []struct{ on, due string }{
		{"2026-01-05", "2026-03-05"},
		{"2025-12-31", "2026-02-28"}, // no 31 February
		{"2027-12-31", "2028-02-29"}, // a leap year
		{"2026-12-28", "2027-02-28"},
		{"2026-12-29", "2027-02-28"},
		{"2026-01-31", "2026-03-31"},
		{"2026-07-31", "2026-09-30"},
		{"2028-02-29", "2028-04-29"},
		{"2026-10-31", "2026-12-31"},
		{"2026-11-30", "2027-01-30"},
		{"2026-12-01", "2027-02-01"},
	}
	for _, tt := range tests {
		t.Run(tt.on, func(t *testing.T) {
			for days, want := range map[int]string{-1: "met", 0: "met", 1: "not-met"} {
				renewed := iso(tt.due).AddDays(days)
				o.Certifications = []schedule.Certification{{On: renewed, Weekly: iop.Exactly(540)}, {On: iso(tt.on), Weekly: iop.Exactly(540)}} // in any order
				d := schedule.Dates{Start: iso(tt.on), Until: renewed.AddDays(10)}
				c := prepareOn(t, program(t, threeDays("52")), d, o)
				require.Equal(t, want, outcomesOf(c, "certification"), "renewed on %v", renewed)
			}
		})
	}
}

// The last certification reaches to the end of the run: 5 January is good
// until 5 March 2026, so that a run whose last day is 5 March needs no other.
func TestLastCertificationReachesToTheEnd(t *testing.T) {
	o := under(t, "medicare-iop")
	o.Certifications = []schedule.Certification{{On: iso("2026-01-05"), Weekly: iop.Exactly(540)}}
	judge := func(until string) string {
		return outcomesOf(prepareOn(t, program(t, threeDays("52")), schedule.Dates{Start: iso("2026-01-05"), Until: iso(until)}, o), "certification")
	}
	require.Equal(t, "not-applicable", judge("2026-03-05"), "it ends before it is due")
	require.NotEqual(t, "not-met", judge("2026-03-06"), "it ends on the day on which it is due")
	require.Equal(t, "not-met", judge("2026-03-07"), "its last day is not covered")
}

// The certified need of 9 hours a week is judged by the newest certification
// of the week or before it.
func TestCertifiedNeedOfEachWeek(t *testing.T) {
	o := under(t, "medicare-iop")
	o.Certifications = []schedule.Certification{{On: iso("2026-10-12"), Weekly: iop.Exactly(540)}, {On: iso("2026-10-25"), Weekly: iop.Exactly(539)}, {On: iso("2026-11-02")}}
	c := prepareOn(t, program(t, threeDays("4")), schedule.Dates{Start: iso("2026-10-12")}, o)
	require.Equal(t, "met, not-met x2, undetermined", outcomesOf(c, "weekly-hours-min"), "25 October is the Sunday of the second week")
	require.Equal(t, "540, 539, 539, unknown", measuredOf(c, "weekly-hours-min"))
}
