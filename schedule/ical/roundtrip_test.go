package ical

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// writtenZones are zones of every kind: with and without daylight saving, of
// half hours, with winter time as the change, south of the equator, with a
// pause of daylight saving in Ramadan.
var writtenZones = []string{
	"America/New_York", "America/Chicago", "America/Phoenix", "America/St_Johns", "Asia/Kolkata", "Australia/Lord_Howe",
	"Europe/Dublin", "Africa/Casablanca", "America/Sao_Paulo", "Pacific/Apia", "UTC",
}

func drawEvent(t *rapid.T, i int) Event {
	zone := zoneNamed(t, rapid.SampledFrom(writtenZones).Draw(t, "zone"))
	at := time.Date(2004, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(rapid.Int64Range(0, 30*365*24*60).Draw(t, "minute")) * time.Minute)
	if rapid.Bool().Draw(t, "near a change") {
		if _, change := at.In(zone).ZoneBounds(); !change.IsZero() {
			at = change.Add(time.Duration(rapid.Int64Range(-180, 180).Draw(t, "around")) * time.Minute)
		}
	}
	e := Event{
		UID: UID(fmt.Sprint("event ", i)), Sequence: rapid.IntRange(0, 9).Draw(t, "sequence"), Stamp: stamp, Start: at.In(zone),
		Status:  rapid.SampledFrom([]Status{Confirmed, Tentative, Cancelled}).Draw(t, "status"),
		Telling: rapid.StringN(0, 60, 200).Draw(t, "telling"), Categories: []string{rapid.SampledFrom([]string{"cbt", "process-group", "a;b,c\\n"}).Draw(t, "category")},
	}
	switch rapid.IntRange(0, 3).Draw(t, "form") {
	case 0:
		e.AllDay, e.Start = true, time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, time.UTC)
		e.End = e.Start.AddDate(0, 0, rapid.IntRange(1, 3).Draw(t, "days"))
	case 1:
		e.Floating, e.Start = true, at.UTC()
		e.End = e.Start.Add(time.Hour)
	default:
		e.End = e.Start.Add(time.Duration(rapid.IntRange(0, 600).Draw(t, "minutes")) * time.Minute)
	}
	return e
}

func readBack(t require.TestingT, text string, o Options) *File {
	f, err := Read(strings.NewReader(text), "written.ics", o)
	require.NoError(t, err)
	for _, p := range f.Problems {
		require.Equal(t, FloatingTime, p.Kind, text)
	}
	return f
}

// TestReadingWhatWeWrote: every time, status, revision and category comes
// back, by the zone database and by the written VTIMEZONE alone.
func TestReadingWhatWeWrote(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var events []Event
		for i := range rapid.IntRange(1, 12).Draw(t, "events") {
			events = append(events, drawEvent(t, i))
		}
		telling := rapid.Bool().Draw(t, "telling")
		text := written(t, WriteOptions{DiscloseTreatment: telling}, events...)
		linesOf(t, text)
		for _, zones := range []func(string) (*time.Location, error){time.LoadLocation, nil} {
			f := readBack(t, text, Options{Zones: zones})
			require.Equal(t, len(events), f.Read)
			require.Zero(t, f.Skipped)
			byUID := map[string]*Entry{}
			for i := range f.Events {
				byUID[f.Events[i].UID] = &f.Events[i]
			}
			for i := range events {
				want, got := &events[i], byUID[events[i].UID]
				require.NotNil(t, got)
				require.Equal(t, want.Start.Unix(), got.Start.Unix(), "%s\n%s", want.Start, text)
				require.Equal(t, want.End.Unix(), got.End.Unix(), "%s\n%s", want.End, text)
				require.Equal(t, want.AllDay, got.AllDay)
				require.Equal(t, want.AllDay || want.Floating, got.Floating)
				require.Equal(t, want.Status, got.Status)
				require.Equal(t, want.Sequence, got.Sequence)
				require.Equal(t, want.Stamp.Unix(), got.Stamp.Unix())
				if telling {
					require.Equal(t, want.Categories, got.Categories)
				} else {
					require.Equal(t, neutralSummary, got.Summary)
					require.Empty(t, got.Categories)
				}
			}
		}
	})
}

// TestADesignIsTheSameAsItsCalendar: a design on dates, written as a calendar
// that tells and read again, has the same hours in every week.
func TestADesignIsTheSameAsItsCalendar(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zone := zoneNamed(t, rapid.SampledFrom(writtenZones).Draw(t, "zone"))
		var blocks []string
		starts := []string{"01:30", "08:00", "10:00", "13:00", "18:00"}
		for i := range rapid.IntRange(1, 4).Draw(t, "blocks") {
			days := rapid.SampledFrom([]string{`"Mon"`, `"Mon", "Wed", "Thu"`, `"Tue", "Sun"`, `"Sat", "Sun"`}).Draw(t, "days")
			activity := rapid.SampledFrom([]string{"process-group", "cbt", "meal", "individual-counseling", "yoga"}).Draw(t, "activity")
			optional := rapid.SampledFrom([]string{"", `, "optional": true`}).Draw(t, "optional")
			blocks = append(blocks, fmt.Sprintf(`{"activity": %q, "days": [%s], "start": %q, "minutes": %d%s}`,
				activity, days, starts[i], rapid.IntRange(30, 110).Draw(t, "minutes"), optional))
		}
		text := fmt.Sprintf(`{"id": "d", "population": "adult", "weeks": 4, "blocks": [%s]}`, strings.Join(blocks, ", "))
		start := iop.MustDate(2026, time.January, 1).AddDays(7*rapid.IntRange(0, 51).Draw(t, "week") + 4) // a Monday
		closed := iop.NewClosures(iop.Closure{Date: start.AddDays(rapid.IntRange(0, 27).Draw(t, "closed")), Reason: "flood"})
		programs, err := schedule.ReadPrograms(strings.NewReader(text), "d.json", schedule.Limits{})
		require.NoError(t, err)
		none := schedule.Options{Standards: []iop.Standard{}}
		design, err := schedule.PrepareOn(&programs[0], schedule.Dates{Start: start, Zone: zone, Closures: closed}, none)
		require.NoError(t, err)

		var b bytes.Buffer
		require.NoError(t, Write(&b, SessionEvents(design.Sessions(), SessionOptions{Stamp: stamp}), WriteOptions{DiscloseTreatment: true}))
		f := readBack(t, b.String(), Options{Zones: time.LoadLocation})
		instances, problems := f.Instances(Window{From: start.AddDays(-1).In(time.UTC, 0), To: start.AddDays(30).In(time.UTC, 0)})
		require.Empty(t, problems)
		roster, told, problems := Roster(instances, RosterOptions{Zone: zone})
		require.Empty(t, problems)
		require.False(t, slices.ContainsFunc(told, func(t Told) bool { return t.Source != FromCategories }))
		cases, err := roster.Cases(schedule.Window{From: start, Weeks: 4, Calendar: true}, none)
		require.NoError(t, err)
		for _, calendar := range cases {
			for i, week := range design.Weeks() {
				got := calendar.Weeks()[i]
				if !got.Gross.IsKnown() {
					require.Equal(t, iop.Exactly(0), week.Gross, "before the first session or after the last")
					continue
				}
				require.Equal(t, week.Gross, got.Gross, "week %d of %s from %s in %s", i+1, text, start, zone)
				require.Equal(t, week.Countable, got.Countable)
				require.Equal(t, week.ServiceDays, got.ServiceDays)
			}
		}
	})
}

func FuzzWriteThenRead(f *testing.F) {
	f.Add("uid-1", "Process group", "cbt", int64(1793577600), int64(3600), uint8(0))
	f.Add("a;b,c\\", "line\r\nBEGIN:VEVENT\nEND:VCALENDAR", "x,y", int64(1793511000), int64(0), uint8(1))
	f.Add("é🙂", strings.Repeat("🙂", 100), "", int64(-1), int64(86400), uint8(2))
	f.Fuzz(func(t *testing.T, uid, telling, category string, start, length int64, form uint8) {
		zone := zoneNamed(t, writtenZones[int(form/4)%len(writtenZones)])
		at := time.Unix(start%(200*365*86400), 0)
		e := Event{
			UID: uid, Stamp: stamp, Start: at.In(zone), End: at.Add(time.Duration(length%1_000_000) * time.Second), Telling: telling, Categories: []string{category},
			AllDay: form%4 == 0, Floating: form%4 == 1, Status: Status(form % 3),
		}
		var b bytes.Buffer
		if err := Write(&b, []Event{e}, WriteOptions{DiscloseTreatment: true}); err != nil {
			require.Zero(t, b.Len())
			return
		}
		linesOf(t, b.String())
		read, err := Read(bytes.NewReader(b.Bytes()), "written.ics", Options{Zones: time.LoadLocation})
		require.NoError(t, err)
		require.Equal(t, 1, read.Read, b.String())
		require.Len(t, read.Events, 1, "%v\n%s", read.Problems, b.String())
		got := read.Events[0]
		require.Equal(t, e.Status, got.Status)
		require.Equal(t, strings.TrimSpace(uid), strings.TrimSpace(got.UID))
		if !e.AllDay && !e.Floating {
			require.Equal(t, e.Start.Unix(), got.Start.Unix(), b.String())
			require.Equal(t, e.End.Unix(), got.End.Unix(), b.String())
		}
	})
}
