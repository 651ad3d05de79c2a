package schedule_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/rickar/cal/v2"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
)

// zones are looked up once, before anything that a test flips.
type datedInputs struct {
	newYork, adelaide *time.Location
	standards         []iop.Standard
}

func newDatedInputs(t testing.TB) datedInputs {
	return datedInputs{zone(t, "America/New_York"), zone(t, "Australia/Adelaide"), datedStandards(t)}
}

// everythingDated writes down rows, findings, sessions, fits and attendance of
// designs on dates and of a roster, across holidays and clock changes.
func everythingDated(t testing.TB, in datedInputs) []byte {
	var out bytes.Buffer
	closed, err := schedule.FederalHolidays(iop.Period{From: iso("2026-10-01"), Until: iso("2027-02-01")}, schedule.ActualAndObserved)
	require.NoError(t, err)
	o := schedule.Options{
		Standards:      in.standards,
		Commitments:    []iop.Commitment{onWeekdays(540, 1020, iop.Monday, iop.Tuesday), {On: iso("2026-11-04")}},
		Certifications: []schedule.Certification{{On: iso("2026-10-07"), Weekly: iop.Exactly(540)}},
	}
	for _, id := range []string{"sunview-day-iop", "true-north-sd-iop", "ghs-psych-iop"} {
		p := *realProgram(t, id)
		if !p.Weeks.IsStated() {
			p.Weeks = schedule.Whole(6)
		}
		for _, loc := range []*time.Location{in.newYork, in.adelaide} {
			d := schedule.Dates{Start: iso("2026-10-07"), Zone: loc, Closures: closed, First: map[int]iop.Date{0: iso("2026-10-07"), 1: iso("2026-10-07")}}
			if len(p.Phases) > 0 {
				d.PhaseSessions = map[string]int{p.Phases[0].Name: 12}
			}
			c, err := schedule.PrepareOn(&p, d, o)
			require.NoError(t, err)
			writeDated(t, &out, c)
		}
	}
	roster := rosterOfText(t, aWeek)
	cases, err := roster.Cases(schedule.Window{From: iso("2026-10-05"), Weeks: 3, Zone: in.newYork, Closures: closed}, o)
	require.NoError(t, err)
	for id, c := range cases {
		out.WriteString(id)
		writeDated(t, &out, c)
	}
	return out.Bytes()
}

func writeDated(t testing.TB, out *bytes.Buffer, c *schedule.Case) {
	writeReport(t, out, c)
	for s := range c.Sessions() {
		text, err := json.Marshal(s)
		require.NoError(t, err)
		out.Write(text)
	}
	text, err := json.Marshal([]any{c.Fits(), c.Attendance()})
	require.NoError(t, err)
	out.Write(text)
}

// "Same input, same bytes out" for everything with a date in it: again and
// again, in other zones of the machine, and with what belongs to the embedder
// in packages decimal and cal changed.
func TestSameBytesOnDates(t *testing.T) {
	in := newDatedInputs(t)
	want := everythingDated(t, in)
	same := func(t *testing.T) {
		t.Helper()
		require.True(t, bytes.Equal(want, everythingDated(t, in)))
	}
	t.Run("again", func(t *testing.T) {
		for range 3 {
			same(t)
		}
	})
	t.Run("TZ", func(t *testing.T) {
		local := time.Local
		defer func() { time.Local = local }()
		for _, name := range []string{"Pacific/Kiritimati", "America/New_York", "UTC", "America/Santiago"} {
			t.Setenv("TZ", name)
			time.Local = zone(t, name)
			same(t)
		}
	})
	t.Run("the zone of cal", func(t *testing.T) {
		before := cal.DefaultLoc
		defer func() { cal.DefaultLoc = before }()
		for _, name := range []string{"Pacific/Kiritimati", "America/Santiago"} {
			cal.DefaultLoc = zone(t, name)
			same(t)
		}
	})
	t.Run("globals of decimal", func(t *testing.T) {
		precision, quotes, zeros, scientific, exponent := decimal.DivisionPrecision, decimal.MarshalJSONWithoutQuotes, decimal.TrimTrailingZeros, decimal.UseScientificNotation, decimal.MaxDecodeExponent
		defer func() {
			decimal.DivisionPrecision, decimal.MarshalJSONWithoutQuotes, decimal.TrimTrailingZeros = precision, quotes, zeros
			decimal.UseScientificNotation, decimal.MaxDecodeExponent = scientific, exponent
		}()
		decimal.DivisionPrecision, decimal.MarshalJSONWithoutQuotes, decimal.TrimTrailingZeros = 0, !quotes, !zeros
		decimal.UseScientificNotation, decimal.MaxDecodeExponent = !scientific, 1
		same(t)
	})
}

// Twenty goroutines prepare and judge at once, sharing programs, standards,
// closures and commitments, and one shares a Case with the others. Run with
// -race.
func TestSameBytesFromManyGoroutines(t *testing.T) {
	in := newDatedInputs(t)
	p := realProgram(t, "sunview-day-iop")
	p.Weeks = schedule.Whole(8)
	o := schedule.Options{Standards: in.standards, Commitments: []iop.Commitment{onWeekdays(540, 1020, iop.Monday)}}
	d := schedule.Dates{Start: iso("2026-10-07"), Zone: in.newYork, Closures: closedOn("2026-10-12", "2026-11-11", "2026-11-26")}
	shared := prepareOn(t, p, d, o)
	roster := rosterOfText(t, aWeek)
	cases, err := roster.Cases(schedule.Window{Zone: in.newYork, Closures: d.Closures}, o)
	require.NoError(t, err)
	write := func(out *bytes.Buffer) {
		writeDated(t, out, shared)
		writeDated(t, out, prepareOn(t, p, d, o))
		for _, c := range cases {
			writeDated(t, out, c)
		}
	}
	var want bytes.Buffer
	write(&want)
	var got [20]bytes.Buffer
	var wg sync.WaitGroup
	for i := range got {
		wg.Go(func() { write(&got[i]) })
	}
	wg.Wait()
	for i := range got {
		require.True(t, bytes.Equal(want.Bytes(), got[i].Bytes()))
	}
}

// What a caller does to its dates afterwards does not change a Case.
func TestCaseKeepsItsOwnDates(t *testing.T) {
	p := program(t, threeDays("4"))
	d := schedule.Dates{Start: iso("2026-10-12"), Closures: closedOn("2026-10-14"), PhaseSessions: map[string]int{}, First: map[int]iop.Date{}}
	d.Changes = []schedule.Change{{Date: iso("2026-10-15"), Start: schedule.NewClock(9, 0), Minutes: 60, Activity: activity("cbt")}}
	o := under(t, "wi-iop-adult")
	o.Commitments = []iop.Commitment{onWeekdays(540, 1020, iop.Monday)}
	o.Certifications = []schedule.Certification{{On: iso("2026-10-12")}}
	c := prepareOn(t, p, d, o)
	var before, after bytes.Buffer
	writeDated(t, &before, c)
	makeUps := fmt.Sprintf("%+v", c.MakeUps(0, schedule.MakeUpOptions{}))
	d.Changes[0].Minutes, o.Commitments[0].Days, o.Certifications[0].On = 1, 1<<6, iso("2020-01-01")
	d.First[0] = iso("2026-10-14")
	writeDated(t, &after, c)
	require.Equal(t, before.String(), after.String())
	require.Equal(t, makeUps, fmt.Sprintf("%+v", c.MakeUps(0, schedule.MakeUpOptions{})))
}
