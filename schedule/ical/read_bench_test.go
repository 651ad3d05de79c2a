package ical

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// clinicCalendars is a file of calendars, each of 5 weekly events over 12
// weeks.
func clinicCalendars(n int) string {
	var b strings.Builder
	for i := range n {
		var events strings.Builder
		for e := range 5 {
			events.WriteString(vevent(fmt.Sprintf("UID:%d-%d", i, e), "DTSTAMP:20261001T120000Z", fmt.Sprintf("DTSTART;TZID=America/New_York:202611%02dT180000", 2+e),
				fmt.Sprintf("DTEND;TZID=America/New_York:202611%02dT210000", 2+e), "RRULE:FREQ=WEEKLY;COUNT=12", "SUMMARY:Evening group"))
		}
		b.WriteString(calendarOf(vtimezone("America/New_York", easternRules) + events.String()))
	}
	return b.String()
}

func BenchmarkRead(b *testing.B) {
	for _, n := range []int{1, 100} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			text := clinicCalendars(n)
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				f, err := Read(strings.NewReader(text), "a.ics", Options{Zones: time.LoadLocation})
				require.NoError(b, err)
				require.Len(b, f.Events, 5*n)
			}
		})
	}
}

func BenchmarkInstances(b *testing.B) {
	for _, n := range []int{1, 100} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			f := readAll(b, clinicCalendars(n))
			b.ReportAllocs()
			for b.Loop() {
				found, _ := f.Instances(Window{date(2026, 11, 1), date(2027, 3, 1)})
				require.Len(b, found, 60*n)
			}
		})
	}
}

func BenchmarkRule(b *testing.B) {
	for _, text := range []string{"FREQ=WEEKLY;BYDAY=MO,WE,FR", "FREQ=MONTHLY;BYDAY=2TU", "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO"} {
		r, err := ParseRule(text)
		require.NoError(b, err)
		b.Run(text, func(b *testing.B) {
			b.ReportAllocs()
			start := wallOf(date(2000, 1, 1))
			for b.Loop() {
				n := 0
				r.generator(start, false).run(start, start+10*366*daySeconds, func(int64) bool { n++; return true })
				require.NotZero(b, n)
			}
		})
	}
}
