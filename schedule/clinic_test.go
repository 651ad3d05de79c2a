package schedule_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/stretchr/testify/require"
)

// clinicDates is a year and a half with all federal holidays.
func clinicDates(t testing.TB) schedule.Dates {
	from, until := iop.MustDate(2026, 1, 5), iop.MustDate(2028, 1, 3)
	closed, err := schedule.FederalHolidays(iop.Period{From: from, Until: until}, schedule.ActualDay)
	require.NoError(t, err)
	zone, err := time.LoadLocation("America/New_York")
	require.NoError(t, err)
	return schedule.Dates{Start: from, Until: until, Closures: closed, Zone: zone}
}

// nightProgram has a daytime track and one with a night session that crosses
// the change of the clocks, over two phases.
const nightProgram = `"calledItself": "iop", "population": "adult", "claimedHoursPerWeek": 9,
	"phases": [{"name": "a", "weeks": 8, "daysPerWeek": 3}, {"name": "b", "weeks": 4}],
	"blocks": [
	{"activity": "process-group", "days": ["Mon", "Wed", "Thu"], "start": "09:00", "end": "12:00", "track": "day"},
	{"activity": "cbt", "days": ["Tue", "Fri"], "start": "18:00", "end": "21:00", "track": "night"},
	{"activity": "process-group", "days": ["Sat"], "start": "23:00", "end": "03:00", "track": "night", "phase": "a"},
	{"activity": "family-therapy", "days": ["Sat"], "start": "13:00", "end": "14:00", "perWeek": 0.5},
	{"activity": "psychoeducation", "days": ["Mon", "Tue", "Wed", "Thu", "Fri"], "start": "17:00", "minutes": 60, "attendDaysPerWeek": 2}]`

func TestClientOfAClinicIsJudgedAsOnDates(t *testing.T) {
	p := program(t, nightProgram)
	ids := []iop.StandardID{"va-license-2.1", "asam3-2.1-adult", "wy-iop-adult", "wi-php-adult", "va-medicaid-2.1-adult", "wa-court-iop"}
	o := schedule.Options{Standards: benchStandards(t, ids...)}
	late := o.Standards[0].Clone()
	late.ID, late.InForce = "late", iop.Period{From: iop.MustDate(2026, 3, 12)}
	rolling := o.Standards[0].With(func(r *iop.Requirements) { r.WeeklyHours[0].Basis = iop.RollingSevenDays })
	rolling.ID = "rolling"
	o.Standards = append(o.Standards, late, rolling)
	d := clinicDates(t)
	clinic, err := schedule.PrepareClinic(p, d, o)
	require.NoError(t, err)
	client := clinic.Client()
	for n := range 90 {
		start := d.Start.AddDays(n * 5)
		for track := range clinic.Tracks() {
			require.NoError(t, client.Admit(track, start))
			one := d
			one.Start, one.Until = start, iop.Date{}
			c, err := schedule.PrepareOn(p, one, o)
			require.NoError(t, err)
			name := p.Tracks()[track]
			requireSameWeeks(t, c, client, name)
			require.Equal(t, ofTrack(c, name), ofClient(client), "%s from %s", name, start)
		}
	}
}

func requireSameWeeks(t *testing.T, c *schedule.Case, client *schedule.Client, track string) {
	t.Helper()
	var want []schedule.Week
	for _, w := range c.Weeks() {
		if w.Track == track {
			want = append(want, w)
		}
	}
	require.Equal(t, want, client.Weeks(nil))
}

// ofTrack writes down the verdicts of a case about one track and about the
// program, without their order.
func ofTrack(c *schedule.Case, track string) map[string]int {
	out := map[string]int{}
	for f := range c.Report().All() {
		if f.Where.Track == track || f.Where.Track == "" {
			out[fmt.Sprint(f.Rule.ID, f.Standard, f.Where.Week, f.Outcome, f.Severity)]++
		}
	}
	return out
}

func ofClient(client *schedule.Client) map[string]int {
	out, weeks := map[string]int{}, client.Weeks(nil)
	for _, v := range client.Verdicts(nil) {
		week := 0
		if v.Row() >= 0 {
			week = weeks[v.Row()].Number
		}
		out[fmt.Sprint(client.RuleID(&v), client.StandardID(&v), week, v.Outcome, v.Severity)]++
	}
	return out
}

func TestAClinicAllocatesNothingForAClient(t *testing.T) {
	clinic, err := schedule.PrepareClinic(program(t, nightProgram), clinicDates(t), schedule.Options{Standards: benchStandards(t, "va-license-2.1", "wy-iop-adult")})
	require.NoError(t, err)
	client := clinic.Client()
	buf := make([]schedule.Verdict, 0, 4096)
	weeks := make([]schedule.Week, 0, 100)
	start := iop.MustDate(2026, 5, 20)
	require.Zero(t, testing.AllocsPerRun(100, func() {
		if err := client.Admit(1, start); err != nil {
			t.Fatal(err)
		}
		buf, weeks = client.Verdicts(buf[:0]), client.Weeks(weeks[:0])
	}))
}

func TestAClinicSaysWhatItCannotDo(t *testing.T) {
	p, d := program(t, nightProgram), clinicDates(t)
	for name, change := range map[string]func(*schedule.Dates){
		"no end":   func(d *schedule.Dates) { d.Until = iop.Date{} },
		"a cohort": func(d *schedule.Dates) { d.Cohort = d.Start },
		"phases":   func(d *schedule.Dates) { d.PhaseSessions = map[string]int{"a": 5} },
		"a change": func(d *schedule.Dates) {
			d.Changes = []schedule.Change{{Date: d.Start, Start: schedule.NewClock(9, 0), Minutes: 60}}
		},
		"a long time": func(d *schedule.Dates) { d.Until = iop.MustDate(2126, 1, 1) },
	} {
		t.Run(name, func(t *testing.T) {
			d := d
			change(&d)
			_, err := schedule.PrepareClinic(p, d, schedule.Options{})
			require.Error(t, err)
		})
	}
	clinic, err := schedule.PrepareClinic(p, d, schedule.Options{})
	require.NoError(t, err)
	require.Error(t, clinic.Client().Admit(0, d.Start.AddDays(-1)))
	require.Error(t, clinic.Client().Admit(0, d.Until.AddDays(-7)))
	require.Error(t, clinic.Client().Admit(2, d.Start))
	require.NoError(t, clinic.Client().Admit(0, d.Until.AddDays(-84)))
}

// BenchmarkClinic expands and judges: one client for 12 weeks on dates,
// explained and as verdicts, and 2,000 clients over a year as verdicts.
func BenchmarkClinic(b *testing.B) {
	p, d := benchProgram(b, 180, 12), clinicDates(b)
	o := schedule.Options{Standards: benchStandards(b, "va-license-2.1")}
	b.Run("1client/PrepareOn", func(b *testing.B) {
		one := d
		one.Until = iop.Date{}
		for b.Loop() {
			c, err := schedule.PrepareOn(p, one, o)
			if err != nil || len(c.Verdicts(nil)) == 0 {
				b.Fatal(err)
			}
		}
	})
	b.Run("1client/Report", func(b *testing.B) {
		one := d
		one.Until = iop.Date{}
		for b.Loop() {
			c, err := schedule.PrepareOn(p, one, o)
			if err != nil || c.Report().Len() == 0 {
				b.Fatal(err)
			}
		}
	})
	for _, size := range []struct{ clients, weeks int }{{200, 12}, {2000, 12}, {2000, 52}} {
		p := benchProgram(b, 180, size.weeks)
		clinic, err := schedule.PrepareClinic(p, d, o)
		require.NoError(b, err)
		client := clinic.Client()
		b.Run(fmt.Sprintf("%dclients/%dweeks", size.clients, size.weeks), func(b *testing.B) {
			var buf []schedule.Verdict
			b.ReportAllocs()
			for b.Loop() {
				for i := range size.clients {
					if err := client.Admit(0, d.Start.AddDays(i*360/size.clients)); err != nil {
						b.Fatal(err)
					}
					buf = client.Verdicts(buf[:0])
				}
			}
			n := float64(size.clients * size.weeks)
			b.ReportMetric(n*float64(b.N)/b.Elapsed().Seconds(), "client-weeks/s")
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/client-week")
		})
	}
	b.Run("Prepare", func(b *testing.B) {
		for b.Loop() {
			if _, err := schedule.PrepareClinic(p, d, o); err != nil {
				b.Fatal(err)
			}
		}
	})
}
