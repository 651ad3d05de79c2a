package ical

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// Whatever a file holds, reading and expanding it ends without a panic, gives
// the same twice, keeps to the window and to what the types promise, and what
// is copied is read as the same again.
func FuzzRead(f *testing.F) {
	files, err := filepath.Glob("testdata/features/*.ics")
	require.NoError(f, err)
	for _, name := range files {
		text, err := os.ReadFile(name)
		require.NoError(f, err)
		f.Add(string(text))
	}
	for _, c := range hostile {
		if text := c.make(); len(text) < 2000 {
			f.Add(text)
		}
	}
	f.Add(calendarOf(vtimezone("x", easternRules) + vevent("UID:a", "DTSTART;TZID=x:20261102T090000", "RRULE:FREQ=WEEKLY;BYDAY=MO,WE;BYSETPOS=-1", "RDATE;VALUE=PERIOD:20261103T090000Z/PT1H", "EXDATE:20261109T140000Z", "EXRULE:FREQ=MONTHLY;BYMONTHDAY=-1")))
	newYork, err := time.LoadLocation("America/New_York")
	require.NoError(f, err)
	o := Options{Floating: newYork, Limits: Limits{Bytes: 1 << 20, Instances: 2000, Steps: 2_000_000, Events: 500}, Zones: func(name string) (*time.Location, error) {
		if name == "America/New_York" {
			return newYork, nil
		}
		return nil, os.ErrNotExist
	}}
	window := Window{date(2025, 1, 1), date(2028, 1, 1)}
	f.Fuzz(func(t *testing.T, text string) {
		file, err := Read(strings.NewReader(text), "fuzz.ics", o)
		if err != nil {
			require.Nil(t, file)
			return
		}
		require.LessOrEqual(t, len(file.Events)+file.Skipped, file.Read)
		found, problems := file.Instances(window)
		again, problems2 := file.Instances(window)
		require.Equal(t, len(found), len(again))
		require.Equal(t, problems, problems2)
		for i := range found {
			x := &found[i]
			require.Equal(t, x.Start, again[i].Start)
			require.False(t, x.Start.Before(window.From) || !x.Start.Before(window.To))
			require.False(t, x.End.Before(x.Start), "an end before its start")
			require.Same(t, x.Entry, again[i].Entry)
			if i > 0 {
				require.False(t, x.Start.Before(found[i-1].Start), "not sorted")
			}
		}
		for _, p := range append(problems, file.Problems...) {
			require.NotEmpty(t, p.Text)
			require.NotEmpty(t, p.Kind)
			require.GreaterOrEqual(t, p.Line, 0)
		}
		var first, second bytes.Buffer
		require.NoError(t, file.Copy(&first))
		copied, err := Read(bytes.NewReader(first.Bytes()), "copy.ics", Options{Floating: newYork, Zones: o.Zones})
		require.NoError(t, err)
		require.NoError(t, copied.Copy(&second))
		require.Equal(t, first.String(), second.String())
	})
}

// Whatever a rule says, it ends, rises, and begins at its start.
func FuzzRule(f *testing.F) {
	for _, e := range expectedRules(f) {
		f.Add(e.rule, int64(900_000_000))
	}
	f.Add("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", int64(0))
	f.Add("FREQ=YEARLY;BYWEEKNO=-53;BYSETPOS=-1;INTERVAL=7;WKST=SU", int64(-62135596800))
	f.Fuzz(func(t *testing.T, text string, start int64) {
		r, err := ParseRule(text)
		if err != nil {
			require.Equal(t, never, r.freq, "a rule in spite of the error")
			return
		}
		start = max(-62135596800, min(start, 253402300799))
		g := r.generator(start, start%2 == 0)
		g.steps = 100_000
		last := start - 1
		n := 0
		g.run(start, start+50*366*daySeconds, func(wall int64) bool {
			require.Greater(t, wall, last)
			last = wall
			n++
			return n < 1000
		})
		if r.count > 0 {
			require.LessOrEqual(t, int64(n), r.count)
		}
	})
}
