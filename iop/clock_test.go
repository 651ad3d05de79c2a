package iop_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
)

// clockDays are days on which the clocks change, with those beside them, and
// days on which they do not.
var clockDays = []struct {
	zone string
	days []string
	why  string
}{
	{"America/New_York", []string{"2026-03-07", "2026-03-08", "2026-03-09", "2026-10-31", "2026-11-01", "2026-11-02", "2026-07-04"}, "an hour at 02:00"},
	{"America/Chicago", []string{"2026-03-07", "2026-03-08", "2026-03-09", "2026-10-31", "2026-11-01", "2026-11-02"}, "Evansville"},
	{"America/Phoenix", []string{"2026-03-08", "2026-11-01"}, "no daylight saving"},
	{"Australia/Adelaide", []string{"2026-10-03", "2026-10-04", "2026-10-05", "2027-04-03", "2027-04-04", "2027-04-05"}, "half an hour off, an hour's change"},
	{"Australia/Lord_Howe", []string{"2026-10-03", "2026-10-04", "2026-10-05", "2027-04-03", "2027-04-04", "2027-04-05"}, "a change of half an hour"},
	{"Asia/Kathmandu", []string{"2026-03-08", "2026-11-01", "1985-12-31", "1986-01-01"}, "three quarters of an hour off, 15 minutes skipped at midnight in 1986"},
	{"Pacific/Apia", []string{"2011-12-28", "2011-12-29", "2011-12-30", "2011-12-31", "2012-01-01"}, "30 December 2011 did not take place"},
	{"Africa/Casablanca", []string{"2026-02-14", "2026-02-15", "2026-02-16", "2026-03-21", "2026-03-22", "2026-03-23"}, "back for Ramadan"},
	{"Atlantic/Azores", []string{"2026-03-29", "2026-10-25"}, "changes at midnight"},
	{"Europe/London", []string{"2026-03-29", "2026-10-25"}, "offset 0 in winter"},
	{"UTC", []string{"2026-03-08"}, "offset 0"},
	{"Pacific/Kiritimati", []string{"2026-03-08", "1994-12-30", "1994-12-31", "1995-01-01"}, "the farthest east; a skipped day"},
}

// wallClock is what the clocks of a zone show in the days around a date, found
// by walking from instant to instant.
type wallClock struct {
	shown map[int64][]time.Time // the instants of each time, by its seconds as if that were UTC
	gaps  [][2]time.Time        // the instants before and after skipped minutes
}

func walk(loc *time.Location, day iop.Date) wallClock {
	w := wallClock{shown: map[int64][]time.Time{}}
	noon := time.Date(day.Year(), day.Month(), day.Day(), 12, 0, 0, 0, time.UTC)
	var last time.Time
	for at := noon.Add(-60 * time.Hour); at.Before(noon.Add(72 * time.Hour)); at = at.Add(time.Minute) {
		wall := clockAt(loc, at)
		w.shown[wall.Unix()] = append(w.shown[wall.Unix()], at)
		if !last.IsZero() && wall.Sub(last) > time.Minute {
			w.gaps = append(w.gaps, [2]time.Time{at.Add(-time.Minute), at})
		}
		last = wall
	}
	return w
}

// clockAt gives what the clocks show at an instant, as if that were UTC.
func clockAt(loc *time.Location, at time.Time) time.Time {
	l := at.In(loc)
	return time.Date(l.Year(), l.Month(), l.Day(), l.Hour(), l.Minute(), 0, 0, time.UTC)
}

// skipped gives the two readings of a time that is never shown: as long after
// the last minute before the gap as the clock would be without the change,
// and as long before the first minute after it.
func (w *wallClock) skipped(loc *time.Location, wall time.Time) (later, earlier time.Time) {
	for _, gap := range w.gaps {
		before, after := clockAt(loc, gap[0]), clockAt(loc, gap[1])
		if before.Before(wall) && wall.Before(after) {
			return gap[0].Add(wall.Sub(before)), gap[1].Add(-after.Sub(wall))
		}
	}
	return time.Time{}, time.Time{}
}

func TestInstantAgainstEveryMinuteOfTheDay(t *testing.T) {
	seen := map[string]map[iop.ClockTrouble]int{}
	for _, z := range clockDays {
		loc, err := time.LoadLocation(z.zone)
		require.NoError(t, err)
		seen[z.zone] = map[iop.ClockTrouble]int{}
		for _, text := range z.days {
			t.Run(z.zone+"/"+text, func(t *testing.T) {
				day, err := iop.ParseDate(text)
				require.NoError(t, err)
				w := walk(loc, day)
				for minute := range iop.Minutes(2 * 1440) { // sessions end on the next day
					trouble := w.requireMinute(t, loc, day, minute)
					if minute < 1440 {
						seen[z.zone][trouble]++
					}
				}
			})
		}
	}
	// The length of the changes, from the history of the zones.
	for zone, want := range map[string][2]int{
		"America/New_York": {60, 60}, "America/Chicago": {60, 60}, "America/Phoenix": {0, 0}, "Australia/Adelaide": {60, 60},
		"Australia/Lord_Howe": {30, 30}, "Asia/Kathmandu": {15, 0}, "Pacific/Apia": {1440, 0}, "Africa/Casablanca": {60, 60},
		"Atlantic/Azores": {60, 60}, "Europe/London": {60, 60}, "UTC": {0, 0}, "Pacific/Kiritimati": {1440, 0},
	} {
		require.Equal(t, want, [2]int{seen[zone][iop.ClockSkipped], seen[zone][iop.ClockRepeated]}, "minutes skipped and repeated in %s", zone)
	}
}

// requireMinute compares one time of a day, under each policy, with the walk.
func (w *wallClock) requireMinute(t *testing.T, loc *time.Location, day iop.Date, minute iop.Minutes) iop.ClockTrouble {
	wall := time.Date(day.Year(), day.Month(), day.Day(), 0, int(minute), 0, 0, time.UTC)
	shown := w.shown[wall.Unix()]
	var want [2]time.Time // as the first and as the second policy reads it
	trouble := iop.ClockPlain
	switch len(shown) {
	case 0:
		trouble = iop.ClockSkipped
		want[0], want[1] = w.skipped(loc, wall)
	case 1:
		want[0], want[1] = shown[0], shown[0]
	case 2:
		trouble = iop.ClockRepeated
		want[0], want[1] = shown[0], shown[1]
	default:
		require.Fail(t, "a minute shown three times")
	}
	for i, policy := range []iop.ClockPolicy{{}, {Skipped: iop.SkippedEarlier, Repeated: iop.RepeatedSecond}} {
		got, gotTrouble := day.Instant(loc, minute, policy)
		if trouble != gotTrouble || !want[i].Equal(got) || got.Location() != loc {
			require.Fail(t, "another instant", "%v of %s under %v: want %v, %v; got %v, %v", wall, loc, policy, want[i], trouble, got.UTC(), gotTrouble)
		}
	}
	return trouble
}

// The two halves of a policy do not touch one another.
func TestClockPolicyIsTwoChoices(t *testing.T) {
	loc, err := time.LoadLocation("America/New_York")
	require.NoError(t, err)
	spring, autumn := iop.MustDate(2026, time.March, 8), iop.MustDate(2026, time.November, 1)
	tests := []struct {
		policy         iop.ClockPolicy
		spring, autumn string
	}{
		// 02:30 in spring: 07:30Z by EST, 06:30Z by EDT. 01:30 in autumn: 05:30Z is EDT, 06:30Z is EST.
		{iop.ClockPolicy{}, "07:30", "05:30"},
		{iop.ClockPolicy{Skipped: iop.SkippedEarlier}, "06:30", "05:30"},
		{iop.ClockPolicy{Repeated: iop.RepeatedSecond}, "07:30", "06:30"},
		{iop.ClockPolicy{Skipped: iop.SkippedEarlier, Repeated: iop.RepeatedSecond}, "06:30", "06:30"},
	}
	for _, tt := range tests {
		t.Run(fmt.Sprint(tt.policy), func(t *testing.T) {
			at, trouble := spring.Instant(loc, 150, tt.policy)
			require.Equal(t, tt.spring, at.UTC().Format("15:04"))
			require.Equal(t, iop.ClockSkipped, trouble)
			at, trouble = autumn.Instant(loc, 90, tt.policy)
			require.Equal(t, tt.autumn, at.UTC().Format("15:04"))
			require.Equal(t, iop.ClockRepeated, trouble)
		})
	}
}

// The skipped time of RFC 5545, section 3.3.5: "the DATE-TIME value is
// interpreted using the UTC offset before the gap", and for a repeated time
// "the first occurrence of the referenced time"; its examples are of
// 2007-03-11 and 2007-11-04 in New York.
func TestInstantReadsTheExamplesOfRFC5545(t *testing.T) {
	loc, err := time.LoadLocation("America/New_York")
	require.NoError(t, err)
	at, _ := iop.MustDate(2007, time.March, 11).Instant(loc, 150, iop.ClockPolicy{})
	require.Equal(t, "2007-03-11T03:30:00-04:00", at.Format(time.RFC3339))
	at, _ = iop.MustDate(2007, time.November, 4).Instant(loc, 90, iop.ClockPolicy{})
	require.Equal(t, "2007-11-04T01:30:00-04:00", at.Format(time.RFC3339))
}

func TestInstantOfAFixedZone(t *testing.T) {
	for _, hours := range []int{-12, -5, 0, 14} {
		loc := time.FixedZone("fixed", hours*3600+1800)
		at, trouble := iop.MustDate(2026, time.March, 8).Instant(loc, 150, iop.ClockPolicy{})
		require.Equal(t, "2026-03-08 02:30", at.Format("2006-01-02 15:04"))
		require.Equal(t, iop.ClockPlain, trouble)
	}
}

func TestInstantDoesNotDependOnTheMachinesZone(t *testing.T) {
	local := time.Local
	defer func() { time.Local = local }()
	loc, err := time.LoadLocation("America/Chicago")
	require.NoError(t, err)
	day := iop.MustDate(2026, time.March, 8)
	want, _ := day.Instant(loc, 150, iop.ClockPolicy{})
	for _, name := range []string{"Pacific/Kiritimati", "America/New_York", "UTC"} {
		time.Local, err = time.LoadLocation(name)
		require.NoError(t, err)
		got, _ := day.Instant(loc, 150, iop.ClockPolicy{})
		require.Equal(t, want, got, name)
	}
}

func TestClockTroubleHasAName(t *testing.T) {
	require.Equal(t, "plain", iop.ClockPlain.String())
	require.Equal(t, "skipped", iop.ClockSkipped.String())
	require.Equal(t, "repeated", iop.ClockRepeated.String())
	require.Equal(t, "ClockTrouble(9)", iop.ClockTrouble(9).String())
}
