package schedule_test

import (
	"testing"
	"time"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/stretchr/testify/require"
)

// TestCalendarWindow judges three hours on each of four evenings: held,
// tentative, not held, and held on a day that is closed.
func TestCalendarWindow(t *testing.T) {
	monday := iop.MustDate(2026, time.November, 2)
	group, err := iop.ParseActivity("process-group")
	require.NoError(t, err)
	var r schedule.Roster
	for i, status := range []schedule.Status{schedule.Attended, schedule.NotRecorded, schedule.CancelledByProgram, schedule.Attended} {
		r.Rows = append(r.Rows, schedule.RosterRow{
			Line: i + 1, Date: monday.AddDays(i), Start: schedule.NewClock(18, 0), Minutes: iop.Exactly(180), Activity: group, Status: status,
		})
	}
	closed := iop.NewClosures(iop.Closure{Date: monday.AddDays(3), Reason: "flood"})
	judge := func(calendar bool) *schedule.Case {
		cases, err := r.Cases(schedule.Window{Closures: closed, Calendar: calendar}, schedule.Options{Standards: []iop.Standard{}})
		require.NoError(t, err)
		for _, c := range cases {
			return c
		}
		return nil
	}
	rules := func(c *schedule.Case) map[iop.RuleID]bool {
		out := map[iop.RuleID]bool{}
		report := c.Report()
		for f := range report.All() {
			out[f.Rule.ID] = true
		}
		return out
	}
	calendar, record := judge(true), judge(false)
	require.Equal(t, iop.Between(180, 360), calendar.Weeks()[0].Countable, "Monday, and maybe Tuesday")
	require.Equal(t, iop.Between(360, 540), record.Weeks()[0].Countable, "what is recorded of a closed day stands")
	require.Equal(t, [schedule.CancelledByProgram + 1]int{schedule.NotRecorded: 1, schedule.Attended: 1, schedule.CancelledByProgram: 2}, calendar.Attendance()[0].Sessions)
	require.Subset(t, rules(record), map[iop.RuleID]bool{"schedule/attendance": true, "schedule/outreach": true})
	require.NotContains(t, rules(calendar), iop.RuleID("schedule/attendance"))
	require.NotContains(t, rules(calendar), iop.RuleID("schedule/outreach"))
	require.Contains(t, rules(calendar), iop.RuleID("schedule/closure"))
}

func TestActivityNamed(t *testing.T) {
	for word, want := range map[string]string{ // any order: each alone
		"process-group": "process-group", "Process Group": "process-group", "IOP group": "group-therapy", "Relapse_Prevention": "relapse-prevention",
		"CBT": "cbt", "NA": "", "group": "", "": "",
	} {
		a, ok := schedule.ActivityNamed(word)
		require.Equal(t, want, a.String(), word)
		require.Equal(t, want != "", ok, word)
	}
}
