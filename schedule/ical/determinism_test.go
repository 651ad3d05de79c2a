package ical

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// A file may be used from many goroutines, and gives the same each time. Run
// with -race.
func TestManyGoroutines(t *testing.T) {
	f := readAll(t, calendarOf(vtimezone("Our Town", easternRules)+
		vevent("UID:a", "DTSTART;TZID=Our Town:20200102T090000", "RRULE:FREQ=WEEKLY;BYDAY=MO,TH", "EXDATE;VALUE=DATE:20261109")+
		vevent("UID:a", "DTSTART;TZID=America/Chicago:20261117T090000", "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Our Town:20261116T090000")+
		vevent("UID:b", "DTSTART;TZID=America/New_York:20200101T090000", "RRULE:FREQ=MONTHLY;BYMONTHDAY=-1", "RDATE:20261120T120000Z")))
	window := Window{date(2026, 1, 1), date(2028, 1, 1)}
	want, _ := f.Instances(window)
	require.Greater(t, len(want), 200)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 5 {
				got, problems := f.Instances(window)
				if len(problems) > 0 || len(got) != len(want) {
					t.Error("not the same")
					return
				}
				for i := range got {
					if !got[i].Start.Equal(want[i].Start) || !got[i].End.Equal(want[i].End) || got[i].Entry != want[i].Entry {
						t.Error("not the same instance")
						return
					}
				}
			}
		})
	}
	all.Wait()
}

// Times without a zone are where the options say, or, if that is wanted, where
// the calendar says.
func TestFloating(t *testing.T) {
	text := func(zone string) string {
		return strings.Replace(calendarOf(vevent("UID:a", "DTSTART:20261102T090000")+vevent("UID:b", "DTSTART;VALUE=DATE:20261102")+vevent("UID:c", "DTSTART:20261102T090000Z")),
			"VERSION", "X-WR-TIMEZONE:"+zone+"\r\nVERSION", 1)
	}
	for _, c := range []struct {
		name, zone string
		o          Options
		want       []string
		kinds      []ProblemKind
	}{
		{"nothing said", "America/Denver", Options{}, []string{"09:00", "00:00", "09:00"}, []ProblemKind{FloatingTime}},
		{"by the options", "America/Denver", Options{Floating: zoneNamed(t, "America/New_York")}, []string{"14:00", "05:00", "09:00"}, []ProblemKind{FloatingTime}},
		{"by the calendar", "America/Denver", Options{Floating: zoneNamed(t, "America/New_York"), FloatingInCalendarZone: true}, []string{"16:00", "07:00", "09:00"}, nil},
		{"by a calendar that is nowhere", "Nowhere", Options{Floating: zoneNamed(t, "America/New_York"), FloatingInCalendarZone: true}, []string{"14:00", "05:00", "09:00"}, []ProblemKind{UnknownZone, FloatingTime}},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.o.Zones = time.LoadLocation
			f, err := Read(strings.NewReader(text(c.zone)), "a.ics", c.o)
			require.NoError(t, err)
			var got []string
			for _, e := range f.Events {
				got = append(got, e.Start.UTC().Format("15:04"))
			}
			require.Equal(t, c.want, got)
			require.Equal(t, c.kinds, problemKinds(f.Problems))
			require.Equal(t, []bool{true, true, false}, []bool{f.Events[0].Floating, f.Events[1].Floating, f.Events[2].Floating})
			require.Equal(t, []bool{false, true, false}, []bool{f.Events[0].AllDay, f.Events[1].AllDay, f.Events[2].AllDay})
		})
	}
}
