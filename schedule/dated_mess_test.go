package schedule_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/stretchr/testify/require"
)

// The kinds of mess with dates in them: 21, 23 and 24 of the study of how
// programs are published. The programs are the published ones; where a record
// states no length, the test gives one, as a program without it has no dates.

func federal(t testing.TB, from, until string, policy schedule.HolidayPolicy, which ...schedule.Holiday) iop.Closures {
	t.Helper()
	c, err := schedule.FederalHolidays(iop.Period{From: iso(from), Until: iso(until)}, policy, which...)
	require.NoError(t, err)
	return c
}

func lasting(p *schedule.Program, weeks int) *schedule.Program {
	p.Weeks = schedule.Whole(weeks)
	return p
}

// "Closed on holidays". A day of the UCSF program is 305 minutes, of which
// four groups of 50 count. Independence Day 2026 is a Saturday: closing the
// day itself costs nothing, closing the observed Friday a fifth of the week.
func TestMess21ClosedOnHolidays(t *testing.T) {
	p := lasting(realProgram(t, "ucsf-php"), 1)
	for policy, want := range map[schedule.HolidayPolicy]string{
		schedule.ActualDay: "1 2026-06-29: 1525 | 1000 | 5", schedule.ObservedDay: "1 2026-06-29: 1220 | 800 | 4", schedule.ActualAndObserved: "1 2026-06-29: 1220 | 800 | 4",
	} {
		d := schedule.Dates{Start: iso("2026-06-29"), Closures: federal(t, "2026-06-29", "2026-07-06", policy)}
		require.Equal(t, want, datedRows(prepareOn(t, p, d, noStandards())))
	}
	d := schedule.Dates{Start: iso("2026-06-29"), Closures: federal(t, "2026-06-29", "2026-07-06", schedule.ObservedDay)}
	c := prepareOn(t, p, d, noStandards())
	f := findings(c.Report(), "closure")[0]
	require.Equal(t, iop.Exactly(305), f.Measured.Span)
	require.Equal(t, "Fri 2026-07-03, Independence Day, observed", f.Because[0].Name)
	require.Len(t, f.Because[0].Children, 8, "the eight blocks of the day")
	closed := 0
	for s := range c.Sessions() {
		require.Equal(t, s.Date == iso("2026-07-03"), s.Closed)
		if s.Closed {
			closed++
			require.Equal(t, "Independence Day, observed", s.Reason)
		}
	}
	require.Equal(t, 8, closed)
}

// "Closed Thanksgiving, Christmas Day, New Year's Day, Memorial Day, July 4
// and Labor Day": in 2026 Thanksgiving is a Thursday and 4 July a Saturday, so
// that four of the six take a third of a Mon/Wed/Fri week of 720 or 810
// minutes, each in its own week.
func TestMess21SixNamedDays(t *testing.T) {
	p := lasting(realProgram(t, "ghs-psych-iop"), 52)
	six := federal(t, "2026-01-05", "2027-01-05", schedule.ActualDay, schedule.ThanksgivingDay, schedule.ChristmasDay, schedule.NewYearsDay, schedule.MemorialDay, schedule.IndependenceDay, schedule.LaborDay)
	require.Equal(t, 6, six.Len())
	c := prepareOn(t, p, schedule.Dates{Start: iso("2026-01-05"), Closures: six}, noStandards())
	short := map[string][]string{}
	for _, w := range c.Weeks() {
		full := iop.Minutes(720)
		if w.Track == "page-B" {
			full = 810
		}
		if w.Gross == iop.Exactly(full) {
			continue
		}
		require.Equal(t, iop.Exactly(full*2/3), w.Gross)
		short[w.Track] = append(short[w.Track], w.From.String())
	}
	four := []string{"2026-05-25", "2026-09-07", "2026-12-21", "2026-12-28"}
	require.Equal(t, map[string][]string{"page-A": four, "page-B": four}, short)
	var lost []string
	for _, f := range findings(c.Report(), "closure") {
		if f.Outcome != iop.NotApplicable {
			require.Equal(t, iop.NotMet, f.Outcome)
			lost = append(lost, fmt.Sprint(f.Where.Track, " ", f.Where.Week, " ", f.Measured.Span))
		}
	}
	require.Equal(t, "page-A 21 240, page-A 36 240, page-A 51 240, page-A 52 240, page-B 21 270, page-B 36 270, page-B 51 270, page-B 52 270", strings.Join(lost, ", "))
}

// A program that moves the session of a holiday to another day of the week
// loses nothing: Thursday's group of Thanksgiving week on Friday.
func TestMess21MovesSessions(t *testing.T) {
	p := program(t, adult+`"weeks": 6, "blocks": [`+clocked(`"Mon", "Wed", "Thu"`, "09:00", "12:30")+`]`)
	d := schedule.Dates{Start: iso("2026-11-09"), Closures: closedOn("2026-11-26")}
	o := under(t, "wi-iop-adult")
	before := prepareOn(t, p, d, o)
	require.Equal(t, "met x2, not-met, met x3", outcomesOf(before, "weekly-hours-min"), "420 of 540 minutes")
	d.Changes = []schedule.Change{{Date: iso("2026-11-27"), Start: schedule.NewClock(9, 0), Minutes: 210, Activity: activity("cbt")}}
	after := prepareOn(t, p, d, o)
	require.Equal(t, "met x6", outcomesOf(after, "weekly-hours-min"))
	require.Equal(t, "not-applicable x2, met, not-applicable x3", outcomesOf(after, "closure"))
	require.Equal(t, iop.Exactly(630), after.Weeks()[2].Gross)
	require.Equal(t, iop.Exactly(3), after.Weeks()[2].ServiceDays)
}

// startsOf gives when the sessions of a weekly evening group begin, in UTC.
func startsOf(t *testing.T, zoneName string, start string) map[string]string {
	p := program(t, adult+`"weeks": 12, "blocks": [`+clocked(`"Mon"`, "18:00", "21:00")+`]`)
	out := map[string]string{}
	for s := range prepareOn(t, p, schedule.Dates{Start: iso(start), Zone: zone(t, zoneName)}, noStandards()).Sessions() {
		require.Equal(t, iop.Exactly(180), s.Minutes)
		require.Equal(t, 180*time.Minute, s.Ends.Sub(s.Starts))
		require.Equal(t, iop.ClockPlain, s.Trouble)
		out[s.Date.String()] = s.Starts.UTC().Format("01-02 15:04")
	}
	require.Len(t, out, 12)
	return out
}

// Evansville is on Central time, most of Indiana on Eastern time: the same
// telehealth group at 18:00 is an hour apart, in summer and in winter.
// Arizona keeps one offset, so that the distance from New York changes;
// Adelaide is on a half hour, and its summer is our winter.
func TestMess23TimeZones(t *testing.T) {
	const before, after = "2026-10-26", "2026-11-02" // daylight saving ends between the two Mondays
	evansville, indianapolis := startsOf(t, "America/Chicago", "2026-10-05"), startsOf(t, "America/Indiana/Indianapolis", "2026-10-05")
	require.Equal(t, "10-26 23:00", evansville[before])
	require.Equal(t, "11-03 00:00", evansville[after])
	require.Equal(t, "10-26 22:00", indianapolis[before])
	require.Equal(t, "11-02 23:00", indianapolis[after])
	phoenix := startsOf(t, "America/Phoenix", "2026-10-05")
	require.Equal(t, "10-27 01:00", phoenix[before])
	require.Equal(t, "11-03 01:00", phoenix[after])
	adelaide := startsOf(t, "Australia/Adelaide", "2026-09-07")
	require.Equal(t, "09-28 08:30", adelaide["2026-09-28"], "winter, UTC+9:30")
	require.Equal(t, "10-05 07:30", adelaide["2026-10-05"], "summer since 4 October, UTC+10:30")
}

// A published program in its own zone, a week with the change of the clocks
// at night, keeps its hours.
func TestMess23ADayProgramKeepsItsHours(t *testing.T) {
	for _, p := range realPrograms(t) {
		if p.Timezone == "" {
			continue
		}
		t.Run(p.ID, func(t *testing.T) {
			if !p.Weeks.IsStated() && len(p.Phases) == 0 {
				lasting(&p, 4)
			}
			d := schedule.Dates{Start: iso("2026-10-19")}
			without := prepareOn(t, &p, d, noStandards())
			d.Zone = zone(t, p.Timezone)
			require.Equal(t, datedRows(without), datedRows(prepareOn(t, &p, d, noStandards())), "no published group is held at night")
		})
	}
}

// "Clients may enter at any point of the cycle": 6 to 8 weeks give eight rows
// from the week of admission on, and nobody states how often the group meets.
func TestMess24OpenEntry(t *testing.T) {
	p := realProgram(t, "riversbend-iop")
	c := prepareOn(t, p, schedule.Dates{Start: iso("2026-10-14")}, schedule.Options{})
	weeks := c.Weeks()
	require.Len(t, weeks, 8)
	for i, w := range weeks {
		require.Equal(t, i+1, w.Number)
		require.Equal(t, iso("2026-10-12").AddDays(7*i), w.From)
		require.False(t, w.Gross.IsKnown())
	}
	require.Equal(t, "undetermined x8", outcomesOf(c, "weekly-hours-min"))
}

// "Entry at the next scheduled group day after acceptance": whoever is
// accepted on a Tuesday begins on Wednesday, and the first week has two of the
// three groups whichever of the two days is named. Barry Robinson's record
// holds no blocks; the length of its program is not stated, so it has no dates.
func TestMess24NextGroupDay(t *testing.T) {
	c := prepareOn(t, realProgram(t, "barry-robinson-young-adult-iop"), schedule.Dates{Start: iso("2026-10-13")}, noStandards())
	require.Equal(t, "? no date: unknown | unknown | unknown", datedRows(c))
	p := program(t, threeDays("4"))
	accepted := prepareOn(t, p, schedule.Dates{Start: iso("2026-10-13")}, noStandards())
	begins := prepareOn(t, p, schedule.Dates{Start: iso("2026-10-14")}, noStandards())
	require.Equal(t, datedRows(accepted), datedRows(begins))
	require.Equal(t, iop.Exactly(360), begins.Weeks()[0].Gross)
}

// Three intakes a year are three cohorts of the same program: alike but for
// their dates.
func TestMess24ThreeIntakesAYear(t *testing.T) {
	p := program(t, threeDays("10"))
	var texts []string
	for _, start := range []string{"2026-01-12", "2026-05-11", "2026-09-14"} {
		c := prepareOn(t, p, schedule.Dates{Start: iso(start), Cohort: iso(start)}, under(t, "va-license-2.1", "wy-iop-adult"))
		var text strings.Builder
		for i, w := range c.Weeks() {
			require.Equal(t, iso(start).AddDays(7*i), w.From)
			text.WriteString(fmt.Sprintln(w.Number, sums(w)))
		}
		texts = append(texts, text.String()+fmt.Sprint(outcomesByPlace(c.Report())))
	}
	require.Equal(t, texts[0], texts[1])
	require.Equal(t, texts[0], texts[2])
}

// A closed group of eight weeks, Monday evenings two hours, with a retreat in
// week 6. Whoever joins in the third week has weeks 3 to 8 of the group, not a
// beginning of their own.
func TestMess24ClosedGroup(t *testing.T) {
	p := program(t, adult+`"weeks": 8, "blocks": [`+clocked(`"Mon"`, "18:00", "20:00")+`, `+clocked(`"Sat"`, "09:00", "15:00", `"weeks": {"from": 6, "to": 6}`)+`]`)
	cohort := schedule.Dates{Start: iso("2026-10-13"), Cohort: iso("2026-09-30")} // joins on a Tuesday
	require.Equal(t, `3 2026-10-12: 0 | 0 | 0
4 2026-10-19: 120 | 120 | 1
5 2026-10-26: 120 | 120 | 1
6 2026-11-02: 480 | 480 | 2
7 2026-11-09: 120 | 120 | 1
8 2026-11-16: 120 | 120 | 1`, datedRows(prepareOn(t, p, cohort, noStandards())))
	rolling := prepareOn(t, p, schedule.Dates{Start: iso("2026-10-13")}, noStandards())
	require.Len(t, rolling.Weeks(), 8)
	require.Equal(t, iop.Exactly(480), rolling.Weeks()[5].Gross, "a sixth week of their own")
}

// "Advance to aftercare after 24 sessions": three a week are eight weeks;
// two closed days make nine of them, and a start on a Wednesday too. Without
// days it is not known whether the client's own were closed.
func TestMess24PhaseBySessions(t *testing.T) {
	design := func(days string) *schedule.Program {
		return program(t, adult+`"phases": [{"name": "A", "weeks": 8}, {"name": "B", "weeks": 1}], "blocks": [{"activity": "group-therapy", `+days+`, "minutes": 180, "phase": "A"}, {"activity": "cbt", "perWeek": 1, "minutes": 60, "phase": "B"}]`)
	}
	exact, anywhere := design(`"days": ["Mon", "Wed", "Fri"]`), design(`"perWeek": 3`)
	weeksOfA := func(p *schedule.Program, d schedule.Dates) int {
		d.PhaseSessions = map[string]int{"A": 24}
		n := 0
		for _, w := range prepareOn(t, p, d, noStandards()).Weeks() {
			if w.Phase == "A" {
				n++
			}
		}
		return n
	}
	monday := schedule.Dates{Start: iso("2026-10-12")}
	closed := schedule.Dates{Start: iso("2026-10-12"), Closures: closedOn("2026-10-12", "2026-11-11")}
	tuesdays := schedule.Dates{Start: iso("2026-10-12"), Closures: closedOn("2026-10-13", "2026-11-10")}
	require.Equal(t, 8, weeksOfA(exact, monday))
	require.Equal(t, 9, weeksOfA(exact, schedule.Dates{Start: iso("2026-10-14")}), "2 + 7 x 3 are 23")
	require.Equal(t, 9, weeksOfA(exact, closed), "2 x 2 + 6 x 3 are 22")
	require.Equal(t, 8, weeksOfA(exact, tuesdays))
	require.Equal(t, 9, weeksOfA(anywhere, tuesdays), "at the longest")
	c := prepareOn(t, exact, schedule.Dates{Start: iso("2026-10-12"), Closures: closed.Closures, PhaseSessions: map[string]int{"A": 24}}, noStandards())
	last := c.Weeks()[9]
	require.Equal(t, []string{"B", "2026-12-14"}, []string{last.Phase, last.From.String()}, "the next phase begins with the tenth week")
}
