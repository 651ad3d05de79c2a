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

// aWeek is a roster of one client with every status: 12 October 2026 is a
// Monday.
const aWeek = `session_id,date,start,end,client_id,status,minutes_attended,makeup_for,modality
s1,2026-10-12,09:00,12:00,a,attended,,,cbt
s2,2026-10-13,09:00,12:00,a,partial,100,,cbt
s3,2026-10-14,09:00,12:00,a,late,150,,cbt
s4,2026-10-15,09:00,12:00,a,absent_excused,,,cbt
s5,2026-10-16,09:00,12:00,a,cancelled,,,cbt
s6,2026-10-17,09:00,12:00,a,scheduled,,,cbt
s7,2026-10-18,09:00,12:00,a,attended,,s4,cbt
`

func TestAttendanceOfAWeek(t *testing.T) {
	c := onlyCase(t, aWeek, schedule.Window{}, noStandards())
	list := c.Attendance()
	require.Len(t, list, 1)
	a := list[0]
	require.Equal(t, 1, a.Week)
	require.Equal(t, iso("2026-10-12"), a.From)
	require.Equal(t, iop.Exactly(5*180), a.Scheduled, "s1 to s4 and s6; s5 was not held, s7 is a make-up")
	require.Equal(t, iop.Between(180+100+150+180, 180+100+150+180+180), a.Delivered, "s6 is not recorded")
	require.Equal(t, iop.Exactly(180), a.Cancelled)
	require.Equal(t, iop.Exactly(180), a.MadeUp)
	require.False(t, a.Certified.IsKnown())
	var want [schedule.CancelledByProgram + 1]int
	want[schedule.Attended], want[schedule.Partial], want[schedule.Late], want[schedule.AbsentExcused], want[schedule.CancelledByProgram], want[schedule.NotRecorded] = 2, 1, 1, 1, 1, 1
	require.Equal(t, want, a.Sessions)
	// 610 to 790 of 900 are 677.7 to 877.7 thousandths.
	share := a.Share()
	require.Equal(t, iop.Between(677, 877), share)
	delivered := []iop.Span{iop.Exactly(180), iop.Exactly(100), iop.Exactly(150), iop.Exactly(0), iop.Exactly(0), iop.Between(0, 180), iop.Exactly(180)}
	scheduled := []iop.Minutes{180, 180, 180, 180, 0, 180, 0}
	for n, day := range a.Days {
		require.Equal(t, iso("2026-10-12").AddDays(n), day.Date)
		require.Equal(t, delivered[n], day.Delivered, day.Date)
		require.Equal(t, iop.Exactly(scheduled[n]), day.Scheduled, day.Date)
	}
	require.Equal(t, "1 2026-10-12: 610 to 790 | 610 to 790 | 4 to 5", datedRows(c))
}

func TestDesignsHaveNoAttendance(t *testing.T) {
	p := program(t, threeDays("1"))
	require.Nil(t, schedule.Prepare(p, noStandards()).Attendance())
	require.Nil(t, prepareOn(t, p, schedule.Dates{Start: iso("2026-10-12")}, noStandards()).Attendance())
}

func TestShare(t *testing.T) {
	tests := []struct {
		name string
		a    schedule.Attendance
		want string
	}{
		{"all", schedule.Attendance{Scheduled: iop.Exactly(540), Delivered: iop.Exactly(540)}, "1000"},
		{"two thirds, rounded down", schedule.Attendance{Scheduled: iop.Exactly(540), Delivered: iop.Exactly(360)}, "666"},
		{"none", schedule.Attendance{Scheduled: iop.Exactly(540), Delivered: iop.Exactly(0)}, "0"},
		{"made up beyond the whole", schedule.Attendance{Scheduled: iop.Exactly(540), Delivered: iop.Exactly(600)}, "1000"},
		{"not recorded", schedule.Attendance{Scheduled: iop.Exactly(540), Delivered: iop.Between(180, 540)}, "333 to 1000"},
		{"no upper bound", schedule.Attendance{Scheduled: iop.Exactly(540), Delivered: iop.AtLeast(180)}, "333 to 1000"},
		{"nothing was scheduled", schedule.Attendance{Scheduled: iop.Exactly(0), Delivered: iop.Exactly(60)}, "unknown"},
		{"an unknown length", schedule.Attendance{Scheduled: iop.AtLeast(0), Delivered: iop.Exactly(60)}, "unknown"},
		{"nothing known", schedule.Attendance{}, "unknown"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { require.Equal(t, tt.want, tt.a.Share().String()) })
	}
}

// made makes a roster of a Monday group that was missed in part and what is
// said to make it up.
func made(status, attended string, makeUps ...string) string {
	var text strings.Builder
	text.WriteString("session_id,date,start,end,client_id,status,minutes_attended,makeup_for\n" + fmt.Sprintf("s1,2026-10-12,09:00,12:00,a,%s,%s,\n", status, attended))
	for i, m := range makeUps {
		text.WriteString(fmt.Sprintf("m%d,%s,13:00,%s\n", i, iso("2026-10-13").AddDays(i), m))
	}
	return text.String()
}

func TestMakeUpsCountOnce(t *testing.T) {
	const full, hour = "16:00,a,attended,,s1", "14:00,a,attended,,s1"
	tests := []struct {
		name, roster, delivered, madeUp string
	}{
		{"an absence", made("absent_excused", "", full), "180", "180"},
		{"an absence, twice", made("absent_excused", "", full, full), "180", "180"},
		{"an absence, by hours", made("absent_excused", "", hour, hour), "120", "120"},
		{"an absence, by four hours", made("absent_excused", "", hour, hour, hour, hour), "180", "180"},
		{"a part", made("partial", "100", full), "180", "80"},
		{"nothing was missed", made("attended", "", full), "180", "0"},
		{"cancelled", made("cancelled", "", full), "180", "180"},
		{"an unknown part", made("partial", "", full), "0 to 360", "0 to 180"},
		{"an absence, the make-up is not recorded", made("absent_excused", "", "16:00,a,scheduled,,s1"), "0 to 180", "0 to 180"},
		{"an absence, the make-up was missed", made("absent_excused", "", "16:00,a,absent_unexcused,,s1"), "0", "0"},
		{"a session that the roster does not know", made("absent_excused", "", "16:00,a,attended,,elsewhere"), "180", "180"},
		{"a make-up longer than the session", made("absent_excused", "", "17:00,a,attended,,s1"), "180", "180"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := onlyCase(t, tt.roster, schedule.Window{}, noStandards()).Attendance()[0]
			require.Equal(t, tt.delivered, a.Delivered.String())
			require.Equal(t, tt.madeUp, a.MadeUp.String())
		})
	}
}

// A make-up in the week after counts there, and in the week of the session
// not at all; a session missed before the window still bounds its make-up.
func TestMakeUpInAnotherWeek(t *testing.T) {
	text := `session_id,date,start,end,client_id,status,minutes_attended,makeup_for,modality
s1,2026-10-12,09:00,12:00,a,partial,100,,cbt
m1,2026-10-20,13:00,16:00,a,attended,,s1,cbt
`
	c := onlyCase(t, text, schedule.Window{}, noStandards())
	require.Equal(t, "1 2026-10-12: 100 | 100 | 1\n2 2026-10-19: 80 | 80 | 1", datedRows(c))
	c = onlyCase(t, text, schedule.Window{From: iso("2026-10-19")}, noStandards())
	require.Equal(t, "1 2026-10-19: 80 | 80 | 1", datedRows(c))
}

// A make-up of an absence does not make up what the program did not hold.
func TestMakeUpOfAnotherSessionDoesNotMendAClosure(t *testing.T) {
	c := onlyCase(t, `session_id,date,start,end,client_id,status,makeup_for
s1,2026-10-12,09:00,12:00,a,cancelled,
s2,2026-10-14,09:00,12:00,a,absent_excused,
s3,2026-10-16,09:00,12:00,a,attended,s2
`, schedule.Window{}, noStandards())
	require.Equal(t, "not-met", outcomesOf(c, "closure"))
	require.Equal(t, "180", measuredOf(c, "closure"))
}

// Each authority tests its own number of the week of aWeek: delivered 610 to
// 790, scheduled 900 (six sessions that were held, 180 each, without the
// make-up), certified 600, billed 7 services.
func TestWhatAuthoritiesTestIsKeptApart(t *testing.T) {
	base := standard(t, "wi-iop-adult")
	of := func(subject iop.Subject, minimum iop.Minutes) schedule.Options {
		s := base.WithWeeklyMinimum(minimum)
		s.Requirements.WeeklyHours[0].Of = subject
		return schedule.Options{Standards: []iop.Standard{s}, Certifications: []schedule.Certification{{On: iso("2026-10-01"), Weekly: iop.Exactly(600)}}}
	}
	tests := []struct {
		of               iop.Subject
		under, at, above iop.Minutes // met, the last met, not-met or undetermined
		measured, beyond string
	}{
		{iop.NotStated, 609, 610, 791, "610 to 790", "not-met"},
		{iop.Attended, 609, 610, 791, "610 to 790", "not-met"},
		{iop.Scheduled, 899, 900, 901, "900", "not-met"},
		{iop.CertifiedNeed, 599, 600, 601, "600", "not-met"},
	}
	for _, tt := range tests {
		t.Run(string(tt.of), func(t *testing.T) {
			for minimum, want := range map[iop.Minutes]string{tt.under: "met", tt.at: "met", tt.above: tt.beyond} {
				c := onlyCase(t, aWeek, schedule.Window{}, of(tt.of, minimum))
				require.Equal(t, want, outcomesOf(c, "weekly-hours-min"), "at least %d", minimum)
				require.Equal(t, tt.measured, measuredOf(c, "weekly-hours-min"))
			}
		})
	}
	t.Run("not certified is not known", func(t *testing.T) {
		o := of(iop.CertifiedNeed, 600)
		o.Certifications = nil
		c := onlyCase(t, aWeek, schedule.Window{}, o)
		require.Equal(t, "undetermined", outcomesOf(c, "weekly-hours-min"))
	})
}

func TestBilledServices(t *testing.T) {
	base := standard(t, "medicare-otp-iop")
	s := base.With(func(r *iop.Requirements) {
		r.WeeklyServices[0].Of, r.WeeklyServices[0].Basis = iop.Billed, iop.CalendarWeek
	})
	roster := func(billed ...string) string {
		var text strings.Builder
		text.WriteString("date,client_id,status,minutes,billed,modality\n")
		for i, b := range billed {
			text.WriteString(fmt.Sprintf("%s,a,attended,60,%s,cbt\n", iso("2026-10-12").AddDays(i), b))
		}
		return text.String()
	}
	for want, text := range map[string]string{
		"met 9": roster("3", "3", "3"), "not-met 8": roster("3", "3", "2"), "undetermined 6 or more": roster("3", "3", ""), "met 9 or more": roster("3", "6", ""),
	} {
		c := onlyCase(t, text, schedule.Window{}, schedule.Options{Standards: []iop.Standard{s}})
		require.Equal(t, want, outcomesOf(c, "weekly-services")+" "+measuredOf(c, "weekly-services"))
	}
}

// The seven days of a week straddle no rows of the week beside it: windows of
// a roster begin in the week of their first day, whose earlier days are out.
func TestWindowOfWeeks(t *testing.T) {
	text := `date,client_id,status,minutes,modality
2026-10-11,a,attended,10,cbt
2026-10-12,a,attended,20,cbt
2026-10-18,a,attended,40,cbt
2026-10-19,a,attended,80,cbt
2026-10-26,a,attended,160,cbt
`
	tests := []struct {
		name   string
		window schedule.Window
		want   string
	}{
		{"all", schedule.Window{}, "1 2026-10-05: 10\n2 2026-10-12: 60\n3 2026-10-19: 80\n4 2026-10-26: 160"},
		{"weeks from Sunday", schedule.Window{WeekStart: iop.Sunday}, "1 2026-10-11: 30\n2 2026-10-18: 120\n3 2026-10-25: 160"},
		{"from a Monday", schedule.Window{From: iso("2026-10-12"), Weeks: 2}, "1 2026-10-12: 60\n2 2026-10-19: 80"},
		{"from a Tuesday", schedule.Window{From: iso("2026-10-13"), Weeks: 2}, "1 2026-10-12: 40\n2 2026-10-19: 80"},
		{"beyond the rows", schedule.Window{From: iso("2026-10-26"), Weeks: 3}, "1 2026-10-26: 160\n2 2026-11-02: unknown\n3 2026-11-09: unknown"},
		{"own weeks", schedule.Window{From: iso("2026-10-26"), Weeks: 3, OwnWeeks: true}, "1 2026-10-26: 160"},
		{"before the rows", schedule.Window{From: iso("2026-09-28"), Weeks: 2}, "1 2026-09-28: unknown\n2 2026-10-05: 10"},
		{"own weeks from the second on", schedule.Window{From: iso("2026-09-28"), Weeks: 2, OwnWeeks: true}, "2 2026-10-05: 10"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, w := range onlyCase(t, text, tt.window, noStandards()).Weeks() {
				require.Equal(t, w.Gross, w.Countable)
				got = append(got, fmt.Sprintf("%d %v: %v", w.Number, w.From, w.Gross))
			}
			require.Equal(t, tt.want, strings.Join(got, "\n"))
		})
	}
}

// A week without rows between two with rows is one in which the person was in
// the program and had nothing.
func TestWeekWithoutRowsBetweenOthers(t *testing.T) {
	c := onlyCase(t, "date,client_id,status,minutes,modality\n2026-10-12,a,attended,600,cbt\n2026-10-26,a,attended,600,cbt\n", schedule.Window{}, under(t, "wi-iop-adult"))
	require.Equal(t, "1 2026-10-12: 600 | 600 | 1\n2 2026-10-19: 0 | 0 | 0\n3 2026-10-26: 600 | 600 | 1", datedRows(c))
	require.Equal(t, "met, not-met, met", outcomesOf(c, "weekly-hours-min"))
}

// What nothing is recorded of on a closed day was not held; what is recorded
// stands.
func TestClosedDaysOfARoster(t *testing.T) {
	text := `date,start,end,client_id,status,modality
2026-10-12,09:00,12:00,a,scheduled,cbt
2026-10-14,09:00,12:00,a,attended,cbt
2026-10-16,09:00,12:00,a,absent_excused,cbt
`
	w := schedule.Window{Closures: closedOn("2026-10-12", "2026-10-14", "2026-10-16")}
	c := onlyCase(t, text, w, noStandards())
	require.Equal(t, "1 2026-10-12: 180 | 180 | 1", datedRows(c))
	require.Equal(t, "met", outcomesOf(c, "attendance"))
	require.Equal(t, "not-met", outcomesOf(c, "closure"))
	a := c.Attendance()[0]
	require.Equal(t, iop.Exactly(360), a.Scheduled)
	require.Equal(t, iop.Exactly(180), a.Cancelled)
}

// A group is as large as those who came; who is not recorded may have come.
func TestGroupsOfARoster(t *testing.T) {
	row := func(client, status string) string {
		return "s1,2026-10-12,09:00,12:00,process-group," + client + "," + status + "\n"
	}
	head := "session_id,date,start,end,modality,client_id,status\n"
	var many strings.Builder
	many.WriteString(head)
	for i := range 16 {
		many.WriteString(row(fmt.Sprintf("c%02d", i), "attended"))
	}
	o := under(t, "nm-iop-adult") // groups of 15 at most
	judge := func(text string) map[string]string {
		out := map[string]string{}
		roster := rosterOfText(t, text)
		cases, err := roster.Cases(schedule.Window{}, o)
		require.NoError(t, err)
		for id, c := range cases {
			out[id] = outcomesOf(c, "group-size") + " " + measuredOf(c, "group-size")
		}
		return out
	}
	require.Equal(t, "not-met 16", judge(many.String())["c00"])
	require.Equal(t, "met 15", judge(strings.Replace(many.String(), "c03,attended", "c03,absent_excused", 1))["c00"])
	require.Equal(t, "undetermined 15 to 16", judge(strings.Replace(many.String(), "c03,attended", "c03,scheduled", 1))["c00"])
}

// Midnight to four on the night in which the clocks go back is five hours,
// and in spring three. A stated time is what it is.
func TestClockChangesOfARoster(t *testing.T) {
	w := schedule.Window{Zone: zone(t, "America/New_York"), Zones: time.LoadLocation}
	row := func(day, status, attended, zone string) string {
		return fmt.Sprintf("date,start,end,client_id,status,minutes_attended,zone\n%s,00:00,04:00,a,%s,%s,%s\n", day, status, attended, zone)
	}
	for text, want := range map[string]string{
		row("2026-11-01", "attended", "", ""):                "300",
		row("2026-11-01", "attended", "240", ""):             "240",
		row("2026-11-01", "scheduled", "", ""):               "0 to 300",
		row("2026-11-01", "partial", "", ""):                 "0 to 300",
		row("2026-11-01", "absent_excused", "", ""):          "0",
		row("2026-03-08", "attended", "", ""):                "180",
		row("2026-03-08", "late", "", ""):                    "0 to 180",
		row("2026-03-08", "attended", "", "America/Phoenix"): "240",
		row("2026-03-08", "attended", "", "Europe/London"):   "240",
		row("2026-03-29", "attended", "", "Europe/London"):   "180",
		row("2026-03-09", "attended", "", ""):                "240",
	} {
		require.Equal(t, want, onlyCase(t, text, w, noStandards()).Weeks()[0].Gross.String(), text)
		require.Equal(t, want, onlyCase(t, text, w, noStandards()).Attendance()[0].Delivered.String(), text)
	}
	without := onlyCase(t, row("2026-11-01", "attended", "", ""), schedule.Window{}, noStandards())
	require.Equal(t, iop.Exactly(240), without.Weeks()[0].Gross, "without a zone the clock is left alone")
}

// Two groups at the same time are an hour of the person's day.
func TestOverlappingAttendanceCountsOnce(t *testing.T) {
	c := onlyCase(t, `date,start,end,client_id,status,modality
2026-10-12,09:00,12:00,a,attended,cbt
2026-10-12,11:00,13:00,a,attended,cbt
`, schedule.Window{}, noStandards())
	require.Equal(t, "1 2026-10-12: 240 | 240 | 1", datedRows(c))
	require.Equal(t, "not-met", outcomesOf(c, "overlap"))
	require.Equal(t, iop.Exactly(300), c.Attendance()[0].Delivered, "session by session")
}

// Nothing that a roster says of people is in the findings about them.
func TestFindingsOfARosterNameNobody(t *testing.T) {
	text := `session_id,date,start,end,title,facilitator,location,client_id,status,notes
s1,2026-10-12,09:00,12:00,Secret group,Dr Ada Example,Room of Ada,person-17,absent_unexcused,overslept
s2,2026-10-14,09:00,12:00,Secret group,Dr Ada Example,Room of Ada,person-17,scheduled,asked Ada
s3,2026-10-16,09:00,12:00,Secret group,Dr Ada Example,Room of Ada,person-17,cancelled,Ada ill
`
	var out strings.Builder
	for f := range onlyCase(t, text, schedule.Window{}, under(t, "wi-iop-adult")).Report().All() {
		data, err := f.MarshalJSON()
		require.NoError(t, err)
		out.Write(data)
		require.NoError(t, iop.Explain(&out, f))
	}
	require.NotEmpty(t, out.String())
	for _, word := range []string{"Secret", "Ada", "Room", "overslept", "person-17"} {
		require.NotContains(t, out.String(), word)
	}
}

// What a program claims stands beside what was scheduled and delivered, and
// is compared with what was delivered.
func TestClaimedHoursOfARecord(t *testing.T) {
	text := `session_id,date,start,end,modality,client_id,status
s1,2026-10-12,09:00,12:00,cbt,a,attended
s2,2026-10-14,09:00,12:00,cbt,a,attended
`
	for claimed, want := range map[int]iop.Outcome{6: iop.Met, 9: iop.NotMet} { // any order: each by itself
		c := onlyCase(t, text, schedule.Window{Claimed: schedule.Whole(claimed)}, noStandards())
		require.Equal(t, iop.Exactly(iop.Minutes(60*claimed)), c.Attendance()[0].Claimed)
		require.Equal(t, iop.Exactly(iop.Minutes(60*claimed)), c.Weeks()[0].Claimed)
		for f := range c.Report().All() {
			if f.Rule.ID == "schedule/claimed-hours" {
				require.Equal(t, want, f.Outcome)
			}
		}
	}
	c := onlyCase(t, text, schedule.Window{}, noStandards())
	require.False(t, c.Attendance()[0].Claimed.IsKnown())
}
