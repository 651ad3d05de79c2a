package ical

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // the zones, for machines that have none
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

func zoneNamed(t require.TestingT, name string) *time.Location {
	zone, err := time.LoadLocation(name)
	require.NoError(t, err)
	return zone
}

var stamp = time.Date(2026, 10, 1, 12, 0, 0, 0, time.UTC)

func written(t require.TestingT, o WriteOptions, events ...Event) string {
	var b bytes.Buffer
	require.NoError(t, Write(&b, events, o))
	return b.String()
}

// linesOf gives the unfolded lines of a calendar, and fails on a line that is
// too long or does not end as it must.
func linesOf(t require.TestingT, text string) []string {
	require.True(t, strings.HasSuffix(text, "\r\n"))
	var out []string
	for line := range strings.SplitSeq(strings.TrimSuffix(text, "\r\n"), "\r\n") {
		require.LessOrEqual(t, len(line), 75, line)
		require.NotContains(t, line, "\n")
		require.NotContains(t, line, "\r")
		require.True(t, utf8.ValidString(line), "folded within a rune")
		if rest, folded := strings.CutPrefix(line, " "); folded {
			out[len(out)-1] += rest
			continue
		}
		out = append(out, line)
	}
	return out
}

func TestWriteWholeCalendar(t *testing.T) {
	ny := zoneNamed(t, "America/New_York")
	got := written(t, WriteOptions{},
		Event{UID: "b", Sequence: 2, Stamp: stamp, Start: time.Date(2026, 11, 2, 18, 0, 0, 0, ny), End: time.Date(2026, 11, 2, 21, 0, 0, 0, ny),
			Telling: "process group", Categories: []string{"process-group"}},
		Event{UID: "a", Stamp: stamp, Start: time.Date(2026, 10, 30, 18, 0, 0, 0, ny), End: time.Date(2026, 10, 30, 21, 0, 0, 0, ny), Status: Cancelled},
	)
	// By hand, from RFC 5545: the clocks go back on 1 November 2026 at 02:00
	// EDT (-0400), and went forward on 8 March 2026 at 02:00 EST (-0500). They
	// do so again on 14 March and on 7 November 2027, the latter more than a year
	// and a day after the last event.
	require.Equal(t, strings.ReplaceAll(`BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Calendar export//EN
CALSCALE:GREGORIAN
METHOD:PUBLISH
BEGIN:VTIMEZONE
TZID:America/New_York
BEGIN:DAYLIGHT
DTSTART:20260308T020000
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
TZNAME:EDT
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:20261101T020000
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
TZNAME:EST
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20270314T020000
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
TZNAME:EDT
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
UID:a
DTSTAMP:20261001T120000Z
SEQUENCE:0
DTSTART;TZID=America/New_York:20261030T180000
DTEND;TZID=America/New_York:20261030T210000
STATUS:CANCELLED
CLASS:PRIVATE
SUMMARY:Appointment
END:VEVENT
BEGIN:VEVENT
UID:b
DTSTAMP:20261001T120000Z
SEQUENCE:2
DTSTART;TZID=America/New_York:20261102T180000
DTEND;TZID=America/New_York:20261102T210000
STATUS:CONFIRMED
CLASS:PRIVATE
SUMMARY:Appointment
END:VEVENT
END:VCALENDAR
`, "\n", "\r\n"), got)
}

func TestWriteTellsOnlyWhereItIsAskedTo(t *testing.T) {
	e := Event{UID: "a", Stamp: stamp, Start: stamp, End: stamp.Add(time.Hour), Telling: "relapse prevention group", Categories: []string{"relapse-prevention", "a,b"}}
	neutral := written(t, WriteOptions{}, e)
	for _, word := range []string{"relapse", "group", "openiop", "iop", "CATEGORIES", "a\\,b"} {
		require.NotContains(t, neutral, word)
	}
	require.Contains(t, written(t, WriteOptions{Summary: "Busy"}, e), "\r\nSUMMARY:Busy\r\n")
	telling := linesOf(t, written(t, WriteOptions{DiscloseTreatment: true}, e))
	require.Contains(t, telling, "SUMMARY:relapse prevention group")
	require.Contains(t, telling, `CATEGORIES:relapse-prevention,a\,b`)
	require.Contains(t, telling, "CLASS:PRIVATE", "a telling entry is private all the same")
	e.Telling = ""
	require.Contains(t, linesOf(t, written(t, WriteOptions{DiscloseTreatment: true}, e)), "SUMMARY:Appointment")
}

func TestWriteFormsOfTime(t *testing.T) {
	ny := zoneNamed(t, "America/New_York")
	at := func(z *time.Location, d, h, min int) time.Time { return time.Date(2026, 11, d, h, min, 0, 0, z) }
	first := time.Date(2026, 11, 1, 5, 30, 0, 0, time.UTC).In(ny) // 01:30 EDT
	for _, c := range []struct {
		name  string
		event Event
		want  []string
	}{
		{"UTC is an instant", Event{Start: at(time.UTC, 2, 0, 0), End: at(time.UTC, 2, 1, 0)}, []string{"DTSTART:20261102T000000Z", "DTEND:20261102T010000Z"}},
		{"a clock without a zone", Event{Floating: true, Start: at(ny, 2, 18, 0)}, []string{"DTSTART:20261102T180000"}},
		{"whole days", Event{AllDay: true, Start: at(time.UTC, 2, 0, 0), End: at(time.UTC, 4, 0, 0)},
			[]string{"DTSTART;VALUE=DATE:20261102", "DTEND;VALUE=DATE:20261104", "TRANSP:TRANSPARENT"}},
		{"the first of a repeated hour", Event{Start: first, End: first.Add(15 * time.Minute)},
			[]string{"DTSTART:20261101T053000Z", "DTEND:20261101T054500Z"}},
		{"the second of a repeated hour", Event{Start: first.Add(time.Hour)}, []string{"DTSTART:20261101T063000Z"}},
		{"an end in the second", Event{Start: first, End: first.Add(time.Hour)}, []string{"DTSTART:20261101T053000Z", "DTEND:20261101T063000Z"}},
		{"an end in another zone", Event{Start: at(ny, 2, 18, 0), End: at(time.UTC, 3, 0, 0)}, []string{"DTEND;TZID=America/New_York:20261102T190000"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.event.UID, c.event.Stamp = "a", stamp
			lines := linesOf(t, written(t, WriteOptions{}, c.event))
			for _, want := range c.want {
				require.Contains(t, lines, want)
			}
		})
	}
}

func TestWriteZonesOnceEach(t *testing.T) {
	ny, kolkata := zoneNamed(t, "America/New_York"), zoneNamed(t, "Asia/Kolkata")
	fixed := time.FixedZone("Clinic", -(5*3600 + 30*60 + 15))
	text := written(t, WriteOptions{},
		Event{UID: "1", Stamp: stamp, Start: time.Date(2026, 7, 6, 9, 0, 0, 0, ny)},
		Event{UID: "2", Stamp: stamp, Start: time.Date(2028, 7, 6, 9, 0, 0, 0, ny)},
		Event{UID: "3", Stamp: stamp, Start: time.Date(2026, 7, 6, 9, 0, 0, 0, kolkata)},
		Event{UID: "4", Stamp: stamp, Start: time.Date(1965, 7, 6, 9, 0, 0, 0, fixed)},
		Event{UID: "5", Stamp: stamp, Start: stamp},
	)
	require.Equal(t, 3, strings.Count(text, "BEGIN:VTIMEZONE"), "none for UTC")
	require.Equal(t, 4, strings.Count(text, "TZNAME:EDT"), "the summers of 2026 to 2029")
	require.Equal(t, 3, strings.Count(text, "TZNAME:EST"))
	require.Equal(t, 1, strings.Count(text, "TZNAME:IST"))
	lines := linesOf(t, text)
	require.Contains(t, lines, "TZOFFSETTO:-053015")
	require.Contains(t, lines, "DTSTART:19650702T143015", "a zone that never changes begins before what needs it")
}

// RFC 5545, 3.6.5: DTSTART of an observance is the clock time before the
// change. Brazil ended daylight saving for good on 17 February 2019 at 00:00
// of the clock at -0200.
func TestWriteZoneSinceItsLastChange(t *testing.T) {
	lines := linesOf(t, written(t, WriteOptions{}, Event{UID: "a", Stamp: stamp, Start: stamp.In(zoneNamed(t, "America/Sao_Paulo"))}))
	require.Subset(t, lines, []string{"DTSTART:20190217T000000", "TZOFFSETFROM:-0200", "TZOFFSETTO:-0300"})
}

func TestWriteFoldsBetweenRunes(t *testing.T) {
	for n := range 12 {
		summary := strings.Repeat("x", n) + strings.Repeat("é🙂", 80)
		lines := linesOf(t, written(t, WriteOptions{Summary: summary}, Event{UID: "a", Stamp: stamp, Start: stamp}))
		require.Contains(t, lines, "SUMMARY:"+summary)
	}
	require.Contains(t, linesOf(t, written(t, WriteOptions{Summary: strings.Repeat("x", 500)}, Event{UID: "a", Stamp: stamp, Start: stamp})), "SUMMARY:"+strings.Repeat("x", 500))
	exact := strings.Repeat("x", 75-len("SUMMARY:"))
	require.Contains(t, written(t, WriteOptions{Summary: exact}, Event{UID: "a", Stamp: stamp, Start: stamp}), "SUMMARY:"+exact+"\r\nEND")
	require.Contains(t, written(t, WriteOptions{Summary: exact + "y"}, Event{UID: "a", Stamp: stamp, Start: stamp}), "SUMMARY:"+exact+"\r\n y\r\nEND")
}

func TestWriteEscapes(t *testing.T) {
	lines := linesOf(t, written(t, WriteOptions{Summary: "a\\b;c,d\r\ne\nf\rg\x00\x1b\th\xff"}, Event{UID: "a;b", Stamp: stamp, Start: stamp}))
	require.Contains(t, lines, `SUMMARY:a\\b\;c\,d\ne\nf\ng`+"\th\uFFFD")
	require.Contains(t, lines, `UID:a\;b`)
}

func TestWriteRefuses(t *testing.T) {
	good := Event{UID: "secret-id", Stamp: stamp, Start: stamp, End: stamp.Add(time.Hour), Telling: "secret-title"}
	for name, c := range map[string]struct { // any order: each alone
		change func(*Event)
		want   string
	}{
		"no UID":            {func(e *Event) { e.UID = "" }, "events[1] has no UID"},
		"UID of two lines":  {func(e *Event) { e.UID = "a\r\nb" }, "control characters"},
		"sequence":          {func(e *Event) { e.Sequence = -1 }, "sequence below 0"},
		"no stamp":          {func(e *Event) { e.Stamp = time.Time{} }, "has no stamp"},
		"no start":          {func(e *Event) { e.Start = time.Time{} }, "has no start"},
		"end before start":  {func(e *Event) { e.End = stamp.Add(-time.Second) }, "ends before it starts"},
		"no whole day":      {func(e *Event) { e.AllDay = true }, "the first day after it"},
		"status":            {func(e *Event) { e.Status = 3 }, "a status that is none"},
		"the machine's":     {func(e *Event) { e.Start = e.Start.In(time.FixedZone("Local", 3600)) }, "in the zone of the machine"}, // the name of time.Local where TZ names none
		"nameless zone":     {func(e *Event) { e.Start = e.Start.In(time.FixedZone("", 3600)) }, "cannot be written"},
		"year 10000":        {func(e *Event) { e.End = time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC) }, "years 1 to 9999"},
		"the same UID":      {func(e *Event) { e.UID = "other" }, "events[1] has the UID of events[0]"},
		"two zones, a name": {func(e *Event) { e.Start = e.Start.In(time.FixedZone("Clinic", 7200)) }, "the same name as an earlier event"},
	} {
		t.Run(name, func(t *testing.T) {
			e := good
			c.change(&e)
			var b bytes.Buffer
			err := Write(&b, []Event{{UID: "other", Stamp: stamp, Start: stamp.In(time.FixedZone("Clinic", 3600))}, e}, WriteOptions{})
			require.ErrorContains(t, err, c.want)
			require.NotContains(t, err.Error(), "secret")
			require.Zero(t, b.Len(), "nothing is written")
		})
	}
	require.ErrorContains(t, Write(&bytes.Buffer{}, nil, WriteOptions{Method: "x\r\ny"}), "method")
}

type brokenWriter struct{ room int }

func (w *brokenWriter) Write(b []byte) (int, error) {
	if w.room -= len(b); w.room < 0 {
		return 0, errors.New("disk full")
	}
	return len(b), nil
}

func TestWriteGivesTheErrorOfTheWriter(t *testing.T) {
	events := make([]Event, 1000)
	for i := range events {
		events[i] = Event{UID: UID(string(rune('a' + i))), Stamp: stamp, Start: stamp}
	}
	for _, room := range []int{0, 40_000} {
		require.EqualError(t, Write(&brokenWriter{room}, events, WriteOptions{}), "disk full")
	}
}

func TestWriteIsTheSameInAnyOrder(t *testing.T) {
	a := Event{UID: "a", Stamp: stamp, Start: stamp}
	b := Event{UID: "b", Stamp: stamp, Start: stamp}
	c := Event{UID: "c", Stamp: stamp, Start: stamp.Add(-time.Hour)}
	require.Equal(t, written(t, WriteOptions{}, a, b, c), written(t, WriteOptions{}, c, b, a))
}

func TestUID(t *testing.T) {
	require.Equal(t, UID("p/b0/2026-11-02"), UID("p/b0/2026-11-02"))
	require.NotEqual(t, UID("p/b0/2026-11-02"), UID("p/b0/2026-11-03"))
	require.Regexp(t, `^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`, UID("p/b0/2026-11-02"))
}
