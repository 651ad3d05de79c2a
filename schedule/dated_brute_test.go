package schedule_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// A week in which days are gone, closed or before the admission, is compared
// with every way in which a client can come: all choices made before the
// closure is known, so that chosen days are lost, and all made after it, so
// that others are taken instead as far as there are any.

// looseBlock is a block of which a client attends few to many of the days, 0
// days being any of the seven.
type looseBlock struct {
	days      iop.Weekdays
	few, many int
	minutes   int
	optional  bool
	counts    bool
}

func (b *looseBlock) json() string {
	text := fmt.Sprintf(`{"activity": %q, "minutes": %d`, map[bool]string{true: "cbt", false: "meal"}[b.counts], b.minutes)
	if b.days != 0 {
		text += fmt.Sprintf(`, "days": [%s]`, dayNames(b.days))
	}
	if b.days == 0 || b.few < b.many || b.few != b.days.Len() {
		text += fmt.Sprintf(`, "perWeek": {"min": %d, "max": %d}`, b.few, b.many)
	}
	if b.optional {
		text += `, "optional": true`
	}
	return text + "}"
}

func dayNames(days iop.Weekdays) (text string) {
	for d := iop.Monday; d <= iop.Sunday; d++ {
		if days.Has(d) {
			if text != "" {
				text += ", "
			}
			text += `"` + d.String() + `"`
		}
	}
	return text
}

// ways lists the sets of days on which a client comes to a block.
func (b *looseBlock) ways(gone iop.Weekdays, after bool) (out []iop.Weekdays) {
	from := b.days
	if from == 0 {
		from = iop.AllWeekdays
	}
	few, many := b.few, b.many
	if after {
		from &^= gone
		few, many = min(few, from.Len()), min(many, from.Len())
	}
	if b.optional {
		few = 0
	}
	for set := range iop.AllWeekdays + 1 {
		if set&^from == 0 && set.Len() >= few && set.Len() <= many {
			out = append(out, set&^gone)
		}
	}
	return out
}

// hull is the least and the most of what was seen; leastDay is that of weeks
// that have a service day.
type hull struct{ low, high int }

func (h *hull) see(n int) {
	if h.high < 0 {
		h.low, h.high = n, n
	}
	h.low, h.high = min(h.low, n), max(h.high, n)
}

func (h *hull) span() string {
	if h.high < 0 {
		return "unknown"
	}
	return iop.Between(iop.Minutes(h.low), iop.Minutes(h.high)).String()
}

func (h *hull) within(s iop.Span) bool {
	high, ok := s.Max()
	return h.high < 0 || s.IsKnown() && int(s.Min()) <= h.low && (!ok || h.high <= int(high))
}

type everyWeek struct{ gross, countable, days, leastDay hull }

func newEveryWeek() everyWeek {
	none := hull{0, -1}
	return everyWeek{none, none, none, none}
}

// see adds the weeks of every combination of ways.
func (e *everyWeek) see(list []looseBlock, gone iop.Weekdays, after bool) {
	var day [7]int
	var gross int
	var next func(i int)
	next = func(i int) {
		if i == len(list) {
			e.week(gross, day)
			return
		}
		b := &list[i]
		for _, set := range b.ways(gone, after) {
			gross += b.minutes * set.Len()
			b.fill(&day, set, 1)
			next(i + 1)
			gross -= b.minutes * set.Len()
			b.fill(&day, set, -1)
		}
	}
	next(0)
}

func (b *looseBlock) fill(day *[7]int, set iop.Weekdays, sign int) {
	for d := range day {
		if b.counts && set&(1<<d) != 0 {
			day[d] += sign * b.minutes
		}
	}
}

func (e *everyWeek) week(gross int, day [7]int) {
	sum, n, least := 0, 0, 0
	for _, m := range day {
		if m > 0 {
			sum, n = sum+m, n+1
			if least == 0 || m < least {
				least = m
			}
		}
	}
	e.gross.see(gross)
	e.countable.see(sum)
	e.days.see(n)
	if n > 0 {
		e.leastDay.see(least)
	}
}

func drawLoose(t *rapid.T) (list []looseBlock) {
	for range rapid.IntRange(1, 3).Draw(t, "blocks") {
		b := looseBlock{minutes: 30 * rapid.IntRange(1, 4).Draw(t, "half hours"), optional: maybe(t, "optional", 5), counts: !maybe(t, "does not count", 6)}
		if !maybe(t, "anywhere", 5) {
			b.days = iop.Weekdays(rapid.IntRange(1, 127).Draw(t, "days"))
		}
		n := b.days.Len()
		switch {
		case b.days == 0:
			b.few = rapid.IntRange(0, 3).Draw(t, "few")
			b.many = b.few + rapid.IntRange(0, 1).Draw(t, "more")
		case rapid.Bool().Draw(t, "some"):
			b.few = rapid.IntRange(0, n).Draw(t, "few")
			b.many = rapid.IntRange(b.few, n).Draw(t, "many")
		default:
			b.few, b.many = n, n
		}
		list = append(list, b)
	}
	return list
}

func looseProgram(t require.TestingT, list []looseBlock) *schedule.Program {
	var text strings.Builder
	for i := range list {
		if i > 0 {
			text.WriteString(", ")
		}
		text.WriteString(list[i].json())
	}
	return readFields(t, adult+`"weeks": 1, "blocks": [`+text.String()+`]`)
}

// readFields is program for property tests.
func readFields(t require.TestingT, fields string) *schedule.Program {
	programs, err := schedule.ReadPrograms(strings.NewReader(`{"id": "p", `+fields+`}`), "p.json", schedule.Limits{})
	require.NoError(t, err, fields)
	return &programs[0]
}

// TestClosedDaysAgainstEveryChoice compares the totals of a week without some
// days, and what these cost, with every choice.
func TestClosedDaysAgainstEveryChoice(t *testing.T) {
	o := under(t, "va-license-2.1")
	monday := iso("2026-10-12")
	rapid.Check(t, func(t *rapid.T) {
		list := drawLoose(t)
		closed := iop.Weekdays(rapid.IntRange(0, 127).Draw(t, "closed"))
		begins := 0
		if maybe(t, "begins later", 3) {
			begins = rapid.IntRange(0, 6).Draw(t, "begins")
		}
		gone := closed | iop.Weekdays(1<<begins-1)
		d := schedule.Dates{Start: monday.AddDays(begins)}
		for n := range 7 {
			if closed&(1<<n) != 0 {
				d.Closures = d.Closures.With(iop.Closure{Date: monday.AddDays(n)})
			}
		}
		p := looseProgram(t, list)
		c := prepareOn(t, p, d, o)
		w := c.Weeks()[0]
		want := newEveryWeek()
		want.see(list, gone, false)
		want.see(list, gone, true)
		about := fmt.Sprintf("closed %v, begins %v: %+v", closed, d.Start, list)
		require.Equal(t, want.gross.span(), w.Gross.String(), "gross, %s", about)
		require.Equal(t, want.countable.span(), w.Countable.String(), "countable, %s", about)
		require.Equal(t, want.days.span(), w.ServiceDays.String(), "service days, %s", about)
		f := findings(c.Report(), "daily-hours-min")[0]
		require.True(t, want.leastDay.within(f.Measured.Span), "least day %v, %v measured; %s", want.leastDay, f.Measured.Span, about)
		requireCost(t, list, closed, iop.Weekdays(1<<begins-1), c, about)
	})
}

// requireCost compares the cost of the closed days with every choice made
// before they are known. Days before the admission are no choice.
func requireCost(t *rapid.T, list []looseBlock, closed, away iop.Weekdays, c *schedule.Case, about string) {
	if away != 0 {
		return // which of the days before were chosen is a second thing unknown
	}
	low, high := 0, 0
	for i := range list {
		h := hull{0, -1}
		for _, set := range list[i].ways(0, false) {
			h.see(list[i].minutes * (set & closed).Len())
		}
		low, high = low+h.low, high+h.high
	}
	f := findings(c.Report(), "closure")[0]
	if high == 0 {
		require.Equal(t, iop.NotApplicable, f.Outcome, about)
		return
	}
	require.Equal(t, iop.Between(iop.Minutes(low), iop.Minutes(high)).String(), f.Measured.Span.String(), "cost, %s", about)
}

// TestClosedDaysWithAlternatives has a block and another that can be taken
// instead of one of its occurrences. Which one is replaced, and on which day
// the other is taken, is chosen before the closure is known; every such week
// lies within the spans. Whether it can be taken beside an occurrence on the
// same day stays open in the rules, so here it is not.
func TestClosedDaysWithAlternatives(t *testing.T) {
	monday := iso("2026-10-12")
	rapid.Check(t, func(t *rapid.T) {
		own := iop.Weekdays(rapid.IntRange(1, 127).Draw(t, "own days"))
		other := iop.Weekdays(rapid.IntRange(1, 127).Draw(t, "other days"))
		long, short := 30*rapid.IntRange(1, 4).Draw(t, "own"), 30*rapid.IntRange(1, 4).Draw(t, "other")
		times := rapid.IntRange(1, 2).Draw(t, "times")
		gone := iop.Weekdays(rapid.IntRange(1, 126).Draw(t, "closed"))
		d := schedule.Dates{Start: monday}
		for n := range 7 {
			if gone&(1<<n) != 0 {
				d.Closures = d.Closures.With(iop.Closure{Date: monday.AddDays(n)})
			}
		}
		p := readFields(t, fmt.Sprintf(adult+`"weeks": 1, "blocks": [{"title": "own", "activity": "cbt", "days": [%s], "minutes": %d},
			{"title": "other", "activity": "cbt", "alternativeTo": "own", "days": [%s], "minutes": %d, "perWeek": {"min": 0, "max": %d}}]`, dayNames(own), long, dayNames(other), short, times))
		w := prepareOn(t, p, d, noStandards()).Weeks()[0]
		want := newEveryWeek()
		for kept := range iop.AllWeekdays + 1 {
			for instead := range iop.AllWeekdays + 1 {
				if kept&^own != 0 || instead&^other != 0 || kept&instead != 0 || kept.Len()+instead.Len() != own.Len() || instead.Len() > times {
					continue
				}
				var day [7]int
				(&looseBlock{minutes: long, counts: true}).fill(&day, kept&^gone, 1)
				(&looseBlock{minutes: short, counts: true}).fill(&day, instead&^gone, 1)
				want.week(long*(kept&^gone).Len()+short*(instead&^gone).Len(), day)
			}
		}
		about := fmt.Sprintf("own %v %d, other %v %d up to %d times, closed %v", own, long, other, short, times, gone)
		require.True(t, want.gross.within(w.Gross), "gross %v, have %v; %s", want.gross, w.Gross, about)
		require.True(t, want.countable.within(w.Countable), "countable %v, have %v; %s", want.countable, w.Countable, about)
		require.True(t, want.days.within(w.ServiceDays), "service days %v, have %v; %s", want.days, w.ServiceDays, about)
	})
}

// TestClosedDaysMoreOftenThanDays has a block more often a week than it has
// stated days; the others of the seven take the rest.
func TestClosedDaysMoreOftenThanDays(t *testing.T) {
	monday := iso("2026-10-12")
	rapid.Check(t, func(t *rapid.T) {
		own := iop.Weekdays(rapid.IntRange(1, 63).Draw(t, "days"))
		often := rapid.IntRange(own.Len(), 7).Draw(t, "often")
		gone := iop.Weekdays(rapid.IntRange(1, 127).Draw(t, "closed"))
		d := schedule.Dates{Start: monday}
		for n := range 7 {
			if gone&(1<<n) != 0 {
				d.Closures = d.Closures.With(iop.Closure{Date: monday.AddDays(n)})
			}
		}
		p := readFields(t, fmt.Sprintf(adult+`"weeks": 1, "blocks": [{"activity": "cbt", "days": [%s], "minutes": 60, "perWeek": %d}]`, dayNames(own), often))
		w := prepareOn(t, p, d, noStandards()).Weeks()[0]
		want := newEveryWeek()
		for set := range iop.AllWeekdays + 1 {
			if set&own == own && set.Len() == often {
				var day [7]int
				(&looseBlock{minutes: 60, counts: true}).fill(&day, set&^gone, 1)
				want.week(60*(set&^gone).Len(), day)
			}
		}
		about := fmt.Sprintf("%d times on %v, closed %v", often, own, gone)
		require.True(t, want.gross.within(w.Gross), "gross %v, have %v; %s", want.gross, w.Gross, about)
		require.True(t, want.days.within(w.ServiceDays), "service days %v, have %v; %s", want.days, w.ServiceDays, about)
		high, _ := w.Gross.Max()
		require.LessOrEqual(t, int(high), 60*(7-gone.Len()), "no more than there are open days; %s", about)
	})
}

// More occurrences than days are left: the closure says what it costs without
// counting more sessions on a day than there can be.
func TestClosedDayOfABlockMoreOftenThanDaily(t *testing.T) {
	p := program(t, `"weeks": 1, "blocks": [{"activity": "cbt", "perWeek": 8, "minutes": 30}]`)
	d := schedule.Dates{Start: iso("2026-10-12"), Closures: iop.NewClosures(iop.Closure{Date: iso("2026-10-12")})}
	require.NotEmpty(t, findings(prepareOn(t, p, d, noStandards()).Report(), "closure"))
}
