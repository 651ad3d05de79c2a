package schedule_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/stretchr/testify/require"
)

// iso gives the date of a literal.
func iso(s string) iop.Date {
	d, err := iop.ParseDate(s)
	if err != nil {
		panic(s + " " + err.Error())
	}
	return d
}

// closedOn closes days, without a reason.
func closedOn(days ...string) (c iop.Closures) {
	for _, d := range days {
		c = c.With(iop.Closure{Date: iso(d)})
	}
	return c
}

// prepareOn puts a design on dates that must be right.
func prepareOn(t require.TestingT, p *schedule.Program, d schedule.Dates, o schedule.Options) *schedule.Case {
	c, err := schedule.PrepareOn(p, d, o)
	require.NoError(t, err)
	return c
}

// datedRows words the rows of a case, one a line: "3 2026-11-23: sums".
func datedRows(c *schedule.Case) string {
	var out []string
	for _, w := range c.Weeks() {
		from := w.From.String()
		if from == "" {
			from = "no date"
		}
		number := "?"
		if w.Number > 0 {
			number = string(rune('0' + w.Number%10))
			if w.Number > 9 {
				number = string(rune('0'+w.Number/10)) + number
			}
		}
		var name strings.Builder
		for _, part := range []string{w.Track, w.Phase} {
			if part != "" {
				name.WriteString(part + "/")
			}
		}
		out = append(out, name.String()+number+" "+from+": "+sums(w))
	}
	return strings.Join(out, "\n")
}

// outcomesOf words what a rule concludes of a case, as judged does.
func outcomesOf(c *schedule.Case, rule string) string { return wording(findings(c.Report(), rule)) }

// measuredOf words what a rule measures, finding by finding.
func measuredOf(c *schedule.Case, rule string) string {
	var out []string
	for _, f := range findings(c.Report(), rule) {
		out = append(out, f.Measured.Span.String())
	}
	return strings.Join(out, ", ")
}

// threeDays is a program of three mornings a week: 9 hours.
func threeDays(weeks string) string {
	return adult + `"weeks": ` + weeks + `, "blocks": [` + clocked(`"Mon", "Wed", "Fri"`, "09:00", "12:00") + `]`
}

func TestDatesAreChecked(t *testing.T) {
	start := iso("2026-10-12") // a Monday
	design := threeDays("4")
	phased := adult + `"phases": [{"name": "A", "weeks": 2}], "blocks": [` + threeMornings + `]`
	change := func(c schedule.Change) schedule.Dates {
		return schedule.Dates{Start: start, Changes: []schedule.Change{c}}
	}
	at := schedule.NewClock(9, 0)
	tests := []struct {
		name, program string
		dates         schedule.Dates
		want          string // "" for no error
	}{
		{"only a start", design, schedule.Dates{Start: start}, ""},
		{"nothing", design, schedule.Dates{}, "schedule: Dates.Start is missing; want the day of admission"},
		{"an end on the day after", design, schedule.Dates{Start: start, Until: start.AddDays(1)}, ""},
		{"an end on the day", design, schedule.Dates{Start: start, Until: start}, "schedule: Dates.Until is not after Start; want the first day without sessions"},
		{"an end before", design, schedule.Dates{Start: start, Until: start.AddDays(-1)}, "schedule: Dates.Until is not after Start; want the first day without sessions"},
		{"the last day of the week", design, schedule.Dates{Start: start, WeekStart: iop.Sunday}, ""},
		{"an eighth day", design, schedule.Dates{Start: start, WeekStart: iop.Sunday + 1}, "schedule: Dates.WeekStart is not a day of the week; want one, or 0 for Monday"},
		{"a cohort in the same week", design, schedule.Dates{Start: start, Cohort: start.AddDays(6)}, ""},
		{"a cohort in the week before", design, schedule.Dates{Start: start, Cohort: start.AddDays(-1)}, ""},
		{"a cohort in the week after", design, schedule.Dates{Start: start, Cohort: start.AddDays(7)}, "schedule: Dates.Start is before the cohort's first week; want a day in it or after"},
		{"a cohort of the week that begins on another day", design, schedule.Dates{Start: start, Cohort: start.AddDays(6), WeekStart: iop.Tuesday}, "schedule: Dates.Start is before the cohort's first week; want a day in it or after"},
		{"a session of its own", design, change(schedule.Change{Date: start, Start: at, Minutes: 60}), ""},
		{"a session as long as a day", design, change(schedule.Change{Date: start, Start: at, Minutes: 1440, Kind: schedule.ReplaceSession, Block: 0}), ""},
		{"a change without a date", design, change(schedule.Change{Start: at, Minutes: 60}), "schedule: Dates.Changes[0] has no date or no start; want both"},
		{"a change without a start", design, change(schedule.Change{Date: start, Minutes: 60}), "schedule: Dates.Changes[0] has no date or no start; want both"},
		{"a change without a length", design, change(schedule.Change{Date: start, Start: at}), "schedule: Dates.Changes[0] has minutes that are not from 1 to 1440"},
		{"a change longer than a day", design, change(schedule.Change{Date: start, Start: at, Minutes: 1441}), "schedule: Dates.Changes[0] has minutes that are not from 1 to 1440"},
		{"a change of no block", design, change(schedule.Change{Date: start, Start: at, Minutes: 60, Kind: schedule.ReplaceSession, Block: 1}), "schedule: Dates.Changes[0] is about a block that the program does not have"},
		{"a phase by sessions", phased, schedule.Dates{Start: start, PhaseSessions: map[string]int{"A": 1}}, ""},
		{"a phase by no sessions", phased, schedule.Dates{Start: start, PhaseSessions: map[string]int{"A": 0}}, "schedule: Dates.PhaseSessions names a phase that is not declared, or fewer than 1 session"},
		{"a phase that is not declared", phased, schedule.Dates{Start: start, PhaseSessions: map[string]int{"a": 1}}, "schedule: Dates.PhaseSessions names a phase that is not declared, or fewer than 1 session"},
		{"a phase of a program without any", design, schedule.Dates{Start: start, PhaseSessions: map[string]int{"A": 1, "B": 1}}, "schedule: Dates.PhaseSessions names a phase that is not declared, or fewer than 1 session"},
		{"the last week of the cohort", design, schedule.Dates{Start: start, Cohort: start.AddDays(-21)}, ""},
		{"the week after the cohort's last", design, schedule.Dates{Start: start, Cohort: start.AddDays(-28)}, "schedule: no week of the program lies in the run; want a start before the program, or the cohort, is over"},
		{"several things", design, schedule.Dates{WeekStart: 9, Changes: []schedule.Change{{}}}, `schedule: Dates.Start is missing; want the day of admission
schedule: Dates.WeekStart is not a day of the week; want one, or 0 for Monday
schedule: Dates.Changes[0] has no date or no start; want both`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, err := schedule.PrepareOn(program(t, tt.program), tt.dates, noStandards())
			if tt.want == "" {
				require.NoError(t, err)
				require.NotNil(t, c)
				return
			}
			require.EqualError(t, err, tt.want)
			require.Nil(t, c)
		})
	}
}

func TestWindowIsChecked(t *testing.T) {
	roster := rosterOfText(t, "date,start,end,client_id,status,zone\n2026-10-12,09:00,12:00,a,attended,Nowhere/Else\n2026-10-28,09:00,12:00,a,attended,\n")
	tests := []struct {
		name   string
		window schedule.Window
		want   string // "" for no error
		weeks  int
	}{
		{"of the rows", schedule.Window{}, "", 3},
		{"one week", schedule.Window{Weeks: 1}, "", 1},
		{"twelve years", schedule.Window{Weeks: 624}, "", 624},
		{"a week more", schedule.Window{Weeks: 625}, "schedule: the window has 625 weeks; want 1 to 624, so name From and Weeks", 0},
		{"fewer than none", schedule.Window{Weeks: -1}, "schedule: the window has -1 weeks; want 1 to 624, so name From and Weeks", 0},
		{"an eighth day", schedule.Window{WeekStart: 8}, "schedule: Window.WeekStart is not a day of the week; want one, or 0 for Monday", 0},
		{"a zone that nobody knows", schedule.Window{Zones: time.LoadLocation}, "schedule: the zone of the row of line 2 is not known; want an IANA name such as America/Chicago", 0},
		{"a row too far from the others", schedule.Window{From: iso("2014-01-01")}, "schedule: the window has 670 weeks; want 1 to 624, so name From and Weeks", 0},
		{"from after the last row", schedule.Window{From: iso("2026-12-01")}, "", 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			cases, err := roster.Cases(tt.window, noStandards())
			if tt.want != "" {
				require.EqualError(t, err, tt.want)
				require.Nil(t, cases)
				return
			}
			require.NoError(t, err)
			n := 0
			for id, c := range cases {
				n++
				require.Equal(t, "a", id)
				require.Len(t, c.Weeks(), tt.weeks)
			}
			require.Equal(t, 1, n)
		})
	}
}

// Zones are looked up once each, and what the look-up says is not repeated:
// it may hold what stands in the roster.
func TestZonesOfARosterAreLookedUpOnce(t *testing.T) {
	roster := rosterOfText(t, `date,client_id,status,zone
2026-10-12,a,attended,America/Chicago
2026-10-13,a,attended,America/Chicago
2026-10-14,a,attended,the patient's home
`)
	asked := map[string]int{}
	look := func(name string) (*time.Location, error) {
		asked[name]++
		if name == "America/Chicago" {
			return time.UTC, nil
		}
		return nil, errors.New("no zone " + name)
	}
	_, err := roster.Cases(schedule.Window{Zones: look}, noStandards())
	require.EqualError(t, err, "schedule: the zone of the row of line 4 is not known; want an IANA name such as America/Chicago")
	require.Equal(t, map[string]int{"America/Chicago": 1, "the patient's home": 1}, asked)
}

func TestRosterWithoutRowsHasNoCases(t *testing.T) {
	var empty schedule.Roster
	for _, w := range []schedule.Window{{}, {From: iso("2026-10-12"), Weeks: 2}} {
		cases, err := empty.Cases(w, noStandards())
		require.NoError(t, err)
		for range cases {
			require.Fail(t, "a case of nobody")
		}
	}
}

// Stopping early stops the work, and the sequence can be walked again.
func TestCasesCanBeWalkedAgain(t *testing.T) {
	roster := rosterOfText(t, "date,client_id,status\n2026-10-12,b,attended\n2026-10-12,a,attended\n2026-10-13,b,attended\n")
	cases, err := roster.Cases(schedule.Window{}, noStandards())
	require.NoError(t, err)
	for id := range cases {
		require.Equal(t, "b", id, "as they first appear")
		break
	}
	var ids []string
	for id := range cases {
		ids = append(ids, id)
	}
	require.Equal(t, []string{"b", "a"}, ids)
}

// rosterOfText reads a table that must be without a problem.
func rosterOfText(t require.TestingT, text string) schedule.Roster {
	r, err := rosterCSV(text, schedule.RosterFormat{})
	require.NoError(t, err, text)
	return r
}

// onlyCase gives the one case of a roster.
func onlyCase(t require.TestingT, text string, w schedule.Window, o schedule.Options) *schedule.Case {
	roster := rosterOfText(t, text)
	cases, err := roster.Cases(w, o)
	require.NoError(t, err)
	var only *schedule.Case
	for _, c := range cases {
		require.Nil(t, only, "one case")
		only = c
	}
	require.NotNil(t, only)
	return only
}
