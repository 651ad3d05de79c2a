package schedule_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// fullRoster writes the roster of somebody who attends every session of a
// design on dates, with a status for each.
func fullRoster(c *schedule.Case, client string, status func(i int, s *schedule.Session) string) string {
	text, i := "", 0
	for s := range c.Sessions() {
		if !s.Closed {
			text += fmt.Sprintf("%s,%v,%v,%v,%s,%v,%s\n", s.ID, s.Date, s.Start, s.End, client, s.Activity, status(i, &s))
			i++
		}
	}
	return text
}

const rosterColumns = "session_id,date,start,end,client_id,modality,status\n"

// drawClocked makes a program of weeks whose blocks have days and clocks and
// do not overlap: each begins at an hour of its own.
func drawClocked(t *rapid.T) *schedule.Program {
	var text strings.Builder
	for i := range rapid.IntRange(1, 4).Draw(t, "blocks") {
		days := iop.Weekdays(rapid.IntRange(1, 127).Draw(t, "days"))
		if i > 0 {
			text.WriteString(", ")
		}
		end := 8*60 + 240*i + 30*rapid.IntRange(1, 8).Draw(t, "half hours")
		text.WriteString(fmt.Sprintf(`{"activity": %q, "days": [%s], "start": %q, "end": %q}`, rapid.SampledFrom([]string{"cbt", "meal", "family-therapy"}).Draw(t, "activity"), dayNames(days), clockText(8*60+240*i), clockText(end%1440)))
	}
	return readFields(t, fmt.Sprintf(adult+`"weeks": %d, "blocks": [%s]`, rapid.IntRange(1, 4).Draw(t, "weeks"), text.String()))
}

func drawRun(t *rapid.T) schedule.Dates {
	d := schedule.Dates{Start: iso("2026-10-05").AddDays(rapid.IntRange(0, 27).Draw(t, "start"))}
	for _, n := range rapid.SliceOfN(rapid.IntRange(0, 28), 0, 4).Draw(t, "closed") {
		d.Closures = d.Closures.With(iop.Closure{Date: d.Start.AddDays(n)})
	}
	return d
}

// Who attends every session has what the design offers, week by week, on both
// sides of the change of the clocks too.
func TestAttendingEverySession(t *testing.T) {
	o := under(t, "va-license-2.1")
	loc := zone(t, "America/New_York")
	rapid.Check(t, func(t *rapid.T) {
		d := drawRun(t)
		d.Zone = loc
		c := prepareOn(t, drawClocked(t), d, o)
		text := fullRoster(c, "a", func(int, *schedule.Session) string { return "attended" })
		if text == "" {
			t.Skip("nothing is held")
		}
		weeks := c.Weeks()
		w := schedule.Window{From: d.Start, Weeks: len(weeks), Zone: loc}
		r := onlyCase(t, rosterColumns+text, w, o)
		for i, had := range r.Weeks() {
			if had.Gross.IsKnown() { // before the first session and after the last nothing is known
				require.Equal(t, sums(weeks[i]), sums(had), "week %d\n%s", i+1, text)
			} else {
				require.Equal(t, "0 | 0 | 0", sums(weeks[i]), "week %d\n%s", i+1, text)
			}
			require.Equal(t, weeks[i].From, had.From)
		}
	})
}

// Recording a blank narrows what is known, and nothing that was certain
// changes.
func TestRecordingABlank(t *testing.T) {
	o := under(t, "va-license-2.1", "nc-medicaid-saiop")
	rapid.Check(t, func(t *rapid.T) {
		d := drawRun(t)
		c := prepareOn(t, drawClocked(t), d, o)
		words := []string{"scheduled", "attended", "absent_excused", "absent_unexcused", "partial", "late"}
		var drawn []string
		draw := func(i int, _ *schedule.Session) string {
			drawn = append(drawn, rapid.SampledFrom(words).Draw(t, "status"))
			return drawn[i]
		}
		before := fullRoster(c, "a", draw)
		at := slices.Index(drawn, "scheduled")
		if at < 0 {
			t.Skip("everything is recorded")
		}
		word := rapid.SampledFrom(words[1:]).Draw(t, "recorded")
		after := fullRoster(c, "a", func(i int, _ *schedule.Session) string {
			if i == at {
				return word
			}
			return drawn[i]
		})
		a, b := onlyCase(t, rosterColumns+before, schedule.Window{}, o), onlyCase(t, rosterColumns+after, schedule.Window{}, o)
		narrow := b.Weeks()
		for i, w := range a.Weeks() {
			for _, pair := range [][2]iop.Span{{w.Gross, narrow[i].Gross}, {w.Countable, narrow[i].Countable}, {w.ServiceDays, narrow[i].ServiceDays}} {
				high, _ := pair[0].Max()
				top, ok := pair[1].Max()
				require.True(t, ok && pair[0].Min() <= pair[1].Min() && top <= high, "%v, now %v\n%s%s", pair[0], pair[1], before, after)
			}
		}
		was, is := outcomesByPlace(a.Report()), outcomesByPlace(b.Report())
		for place, outcome := range was {
			certain := outcome == iop.Met || outcome == iop.NotMet
			if certain && is[place] != iop.NotApplicable && !aboutTheText(place) {
				require.Equal(t, outcome.String(), is[place].String(), "%s\n%s%s", place, before, after)
			}
		}
	})
}

// Two people in one roster do not touch one another, in whatever order their
// rows stand, and what is said of one is said of another with the same rows.
func TestPeopleInARosterAreApart(t *testing.T) {
	o := under(t, "va-license-2.1", "wy-iop-adult")
	rapid.Check(t, func(t *rapid.T) {
		d := drawRun(t)
		c := prepareOn(t, drawClocked(t), d, o)
		status := func(int, *schedule.Session) string {
			return rapid.SampledFrom([]string{"scheduled", "attended", "absent_excused", "late", "cancelled"}).Draw(t, "status")
		}
		mine, theirs := fullRoster(c, "mine", status), fullRoster(c, "theirs", status)
		if mine == "" {
			t.Skip("nothing is held")
		}
		lines := strings.SplitAfter(mine+strings.ReplaceAll(mine, ",mine,", ",copy,")+theirs, "\n")
		lines = rapid.Permutation(lines[:len(lines)-1]).Draw(t, "order")
		together := rosterOfText(t, rosterColumns+strings.Join(lines, ""))
		w := schedule.Window{From: d.Start, Weeks: 5}
		cases, err := together.Cases(w, o)
		require.NoError(t, err)
		got := map[string]string{}
		for id, c := range cases {
			got[id] = everyFinding(c, 0)
		}
		require.Len(t, got, 3)
		require.Equal(t, got["mine"], got["copy"])
		require.Equal(t, everyFinding(onlyCase(t, rosterColumns+mine, w, o), 0), got["mine"])
		require.Equal(t, everyFinding(onlyCase(t, rosterColumns+theirs, w, o), 0), got["theirs"])
	})
}

// More minutes attended never take a met minimum away, and lower no total.
func TestAttendingMore(t *testing.T) {
	base := standard(t, "wi-iop-adult")
	rapid.Check(t, func(t *rapid.T) {
		var minutes []int
		for range rapid.IntRange(1, 8).Draw(t, "sessions") {
			minutes = append(minutes, rapid.IntRange(0, 180).Draw(t, "minutes"))
		}
		roster := func() string {
			var text strings.Builder
			text.WriteString("date,start,end,client_id,modality,status,minutes_attended\n")
			for i, m := range minutes {
				text.WriteString(fmt.Sprintf("%v,%02d:00,%02d:00,a,cbt,partial,%d\n", iso("2026-10-12").AddDays(i%7), 9+3*(i/7), 12+3*(i/7), m))
			}
			return text.String()
		}
		o := schedule.Options{Standards: []iop.Standard{base.WithWeeklyMinimum(iop.Minutes(rapid.IntRange(0, 1000).Draw(t, "floor")))}}
		before := onlyCase(t, roster(), schedule.Window{}, o)
		at := rapid.IntRange(0, len(minutes)-1).Draw(t, "which")
		minutes[at] = rapid.IntRange(minutes[at], 180).Draw(t, "more")
		after := onlyCase(t, roster(), schedule.Window{}, o)
		require.LessOrEqual(t, before.Weeks()[0].Gross.Min(), after.Weeks()[0].Gross.Min())
		if outcomesOf(before, "weekly-hours-min") == "met" {
			require.Equal(t, "met", outcomesOf(after, "weekly-hours-min"))
		}
	})
}
