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

// drawDates makes dates near October 2026 with up to five closed days and,
// now and then, an end, a cohort, another week start or a change.
func drawDates(t *rapid.T, o object) schedule.Dates {
	d := schedule.Dates{Start: iso("2026-10-05").AddDays(rapid.IntRange(0, 13).Draw(t, "start"))}
	d.WeekStart = iop.Weekday(rapid.SampledFrom([]int{0, 0, 0, 3, 7}).Draw(t, "week start"))
	if maybe(t, "an end", 4) {
		d.Until = d.Start.AddDays(rapid.IntRange(1, 40).Draw(t, "until"))
	}
	if maybe(t, "a cohort", 5) {
		d.Cohort = d.Start.AddDays(-rapid.IntRange(0, 10).Draw(t, "cohort"))
	}
	for _, n := range rapid.SliceOfN(rapid.IntRange(-3, 40), 0, 5).Draw(t, "closed") {
		d.Closures = d.Closures.With(iop.Closure{Date: d.Start.AddDays(n)})
	}
	if maybe(t, "a change", 5) {
		ch := schedule.Change{
			Date: d.Start.AddDays(rapid.IntRange(0, 20).Draw(t, "changed")), Start: schedule.NewClock(rapid.IntRange(6, 20).Draw(t, "at"), 0),
			Minutes: iop.Minutes(rapid.IntRange(10, 200).Draw(t, "change minutes")), Activity: activity("cbt"),
		}
		if maybe(t, "lengthens", 3) {
			ch.Kind = schedule.ReplaceSession
			ch.Block = rapid.IntRange(0, len(o.blocks())-1).Draw(t, "lengthened")
		}
		d.Changes = append(d.Changes, ch)
	}
	return d
}

// datedStandards are standards of many kinds, two periods and other stretches
// than calendar weeks among them.
func datedStandards(t testing.TB) []iop.Standard {
	list := under(t, "asam3-2.1-adult", "va-license-2.1", "va-medicaid-2.1-adult", "nc-medicaid-saiop", "wa-court-iop", "wy-iop-adult", "wi-php-adult", "medicare-otp-iop").Standards
	base := standard(t, "va-license-2.1")
	old, next := base.WithID("changing"), base.WithID("changing")
	next = next.WithWeeklyMinimum(600)
	old.InForce.Until, next.InForce.From = iso("2026-10-15"), iso("2026-10-15")
	rolling := base.WithID("rolling")
	rolling.Requirements.WeeklyHours[0].Basis = iop.RollingSevenDays
	episode := base.WithID("episode")
	episode.Requirements.WeeklyHours[0].Basis = iop.ContiguousEpisode
	return append(list, old, next, rolling, episode)
}

func everyFinding(c *schedule.Case, shift int) string {
	var out []string
	for _, w := range c.Weeks() {
		out = append(out, fmt.Sprint(w.Track, w.Phase, w.Number, w.From.AddDays(-shift), w.Claimed, w.Gross, w.Countable, w.ServiceDays, w.Levels))
	}
	for f := range c.Report().All() {
		out = append(out, fmt.Sprint(f.Rule.ID, f.Outcome, f.Severity, f.Standard, f.Where.Track, f.Where.Phase, f.Where.Week, f.Where.Place, f.Measured, f.Required))
	}
	return strings.Join(out, "\n")
}

// Shifting everything by whole weeks shifts the dates and nothing else.
func TestShiftingByWeeks(t *testing.T) {
	list := datedStandards(t)
	rapid.Check(t, func(t *rapid.T) {
		o := drawProgram(t)
		d := drawDates(t, o)
		p := o.read(t)
		days := 7 * rapid.IntRange(-520, 520).Draw(t, "weeks")
		opts := schedule.Options{Standards: list, Commitments: drawCommitments(t)}
		for n := range rapid.IntRange(0, 2).Draw(t, "certifications") {
			opts.Certifications = append(opts.Certifications, schedule.Certification{On: d.Start.AddDays(20 * n), Weekly: iop.Exactly(540)})
		}
		shifted := opts
		shifted.Standards, shifted.Commitments, shifted.Certifications = slices.Clone(list), slices.Clone(opts.Commitments), slices.Clone(opts.Certifications)
		for i := range shifted.Standards {
			s := &shifted.Standards[i]
			s.InForce.From, s.InForce.Until = s.InForce.From.AddDays(days), s.InForce.Until.AddDays(days)
		}
		for i := range shifted.Commitments {
			k := &shifted.Commitments[i]
			k.On, k.Period.From, k.Period.Until = k.On.AddDays(days), k.Period.From.AddDays(days), k.Period.Until.AddDays(days)
		}
		for i := range shifted.Certifications {
			shifted.Certifications[i].On = shifted.Certifications[i].On.AddDays(days)
		}
		a, b := prepareOn(t, p, d, opts), prepareOn(t, p, shiftDates(d, days), shifted)
		require.Equal(t, everyFinding(a, 0), everyFinding(b, days), "%s\n%+v", o, d)
		require.Equal(t, a.Fits(), b.Fits())
		other := slices.Collect(b.Sessions())
		i := 0
		for s := range a.Sessions() {
			require.Equal(t, s.Date, other[i].Date.AddDays(-days))
			require.Equal(t, []any{s.Track, s.Block, s.Start, s.Minutes, s.Closed, s.Certain}, []any{other[i].Track, other[i].Block, other[i].Start, other[i].Minutes, other[i].Closed, other[i].Certain})
			i++
		}
		require.Len(t, other, i)
	})
}

func shiftDates(d schedule.Dates, days int) schedule.Dates {
	out := d
	out.Start, out.Until, out.Cohort = d.Start.AddDays(days), d.Until.AddDays(days), d.Cohort.AddDays(days)
	out.Closures, out.Changes = iop.Closures{}, slices.Clone(d.Changes)
	for c := range d.Closures.All() {
		out.Closures = out.Closures.With(iop.Closure{Date: c.Date.AddDays(days), Reason: c.Reason})
	}
	for i := range out.Changes {
		out.Changes[i].Date = out.Changes[i].Date.AddDays(days)
	}
	out.First = map[int]iop.Date{}
	for i, first := range d.First {
		out.First[i] = first.AddDays(days)
	}
	return out
}

// byPlace gives the rows of a case by track, phase and week.
func byPlace(c *schedule.Case) map[string]schedule.Week {
	out := map[string]schedule.Week{}
	for _, w := range c.Weeks() {
		out[fmt.Sprintf("%s/%s/%d", w.Track, w.Phase, w.Number)] = w
	}
	return out
}

// Permuting blocks changes the order of tracks and the numbers of blocks.
func TestPermutingBlocksOnDates(t *testing.T) {
	list := datedStandards(t)
	rapid.Check(t, func(t *rapid.T) {
		o := drawProgram(t)
		d := drawDates(t, o)
		order := make([]int, len(o.blocks()))
		for i := range order {
			order[i] = i
		}
		order = rapid.Permutation(order).Draw(t, "order")
		q, e := o.clone(), d
		var moved []any
		for _, i := range order {
			moved = append(moved, o.blocks()[i])
		}
		q["blocks"], e.Changes = moved, slices.Clone(d.Changes)
		for i := range e.Changes {
			if e.Changes[i].Kind != schedule.AddSession {
				e.Changes[i].Block = slices.Index(order, e.Changes[i].Block)
			}
		}
		opts := schedule.Options{Standards: list, Commitments: drawCommitments(t)}
		a, b := prepareOn(t, o.read(t), d, opts), prepareOn(t, q.read(t), e, opts)
		require.Equal(t, byPlace(a), byPlace(b), "%s\n%+v", o, d)
		require.Equal(t, outcomesByPlace(a.Report()), outcomesByPlace(b.Report()), "%s\n%+v", o, d)
	})
}

// Splitting a block in two back-to-back halves keeps totals, days, the cost of
// closed days and what is left beside commitments that take whole days.
func TestSplittingABlockOnDates(t *testing.T) {
	newYork := zone(t, "America/New_York")
	rapid.Check(t, func(t *rapid.T) {
		o := drawProgram(t)
		d := drawDates(t, o)
		for i := range d.Changes {
			d.Changes[i].Kind = schedule.AddSession
		}
		if rapid.Bool().Draw(t, "zone") {
			d.Zone = newYork
		}
		start, length := rapid.IntRange(0, 24).Draw(t, "split start"), rapid.IntRange(2, 12).Draw(t, "split length")
		cut := rapid.IntRange(1, length-1).Draw(t, "cut")
		whole := object{"title": "split", "activity": "cbt", "days": rapid.SampledFrom([][]string{{"Mon"}, {"Sun"}, {"Mon", "Wed", "Sun"}}).Draw(t, "split days")}
		first, second := whole.clone(), whole.clone()
		whole["start"], whole["end"] = refClock(start), refClock(start+length)
		first["start"], first["end"] = refClock(start), refClock(start+cut)
		second["start"], second["end"] = refClock(start+cut), refClock(start+length)
		q := o.clone()
		o["blocks"] = append(o.blocks(), whole)
		q["blocks"] = append(q.blocks(), first, second)
		opts := noStandards()
		opts.Commitments = []iop.Commitment{{Days: iop.Weekdays(rapid.IntRange(1, 127).Draw(t, "taken"))}}
		a, b := prepareOn(t, o.read(t), d, opts), prepareOn(t, q.read(t), d, opts)
		before, after := byPlace(a), byPlace(b)
		for place, w := range before {
			require.Equal(t, sums(w), sums(after[place]), "%s of %s\n%+v", place, o, d)
		}
		require.Equal(t, measuredOf(a, "closure"), measuredOf(b, "closure"), "%s\n%+v", o, d)
		require.Equal(t, measuredOf(a, "commitment"), measuredOf(b, "commitment"), "%s\n%+v", o, d)
	})
}

// Adding a closure never raises the least or the most of a total.
func TestAddingAClosure(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := drawProgram(t)
		d := drawDates(t, o)
		d.Changes = nil // what takes place on a closed day after all is no session of the design
		more := d
		more.Closures = d.Closures.With(iop.Closure{Date: d.Start.AddDays(rapid.IntRange(0, 30).Draw(t, "another"))})
		p := o.read(t)
		before, after := byPlace(prepareOn(t, p, d, noStandards())), byPlace(prepareOn(t, p, more, noStandards()))
		require.Len(t, after, len(before))
		for place, w := range before {
			n := after[place]
			requireNoMore(t, w.Gross, n.Gross, "gross", place, o, d)
			requireNoMore(t, w.Countable, n.Countable, "countable", place, o, d)
			requireNoMore(t, w.ServiceDays, n.ServiceDays, "service days", place, o, d)
		}
	})
}

func requireNoMore(t *rapid.T, was, is iop.Span, name, place string, o object, d schedule.Dates) {
	high, bounded := was.Max()
	top, ok := is.Max()
	if was.IsKnown() && (is.Min() > was.Min() || bounded && (!ok || top > high)) {
		require.Fail(t, "a closure raised a total", "%s of %s: %v, now %v\n%s\n%+v", name, place, was, is, o, d)
	}
}

// whatChangesOnDates are the rules that may say something else of a run that
// begins on the week start, without a closed day, than of the design without
// dates: a week that repeats has a pause before its first service, a run has
// not; and what counts other stretches than calendar weeks.
var whatChangesOnDates = []string{"schedule/service-gap", "schedule/closure", "schedule/certification"}

// A run that begins on the week start and has no closed day is the design.
func TestDatesWithoutClosuresChangeNothing(t *testing.T) {
	list := slices.DeleteFunc(datedStandards(t), func(s iop.Standard) bool {
		return s.ID == "rolling" || s.ID == "episode" || s.ID == "changing" || s.ID == "medicare-otp-iop" || s.ID == "wi-php-adult"
	})
	rapid.Check(t, func(t *rapid.T) {
		o := drawProgram(t)
		p := o.read(t)
		opts := schedule.Options{Standards: list}
		d := schedule.Dates{Start: iso("2026-10-12")}
		if rapid.Bool().Draw(t, "weeks from Sunday") {
			d.Start, d.WeekStart = iso("2026-10-11"), iop.Sunday
		}
		undated, dated := schedule.Prepare(p, opts), prepareOn(t, p, d, opts)
		want, got := byPlace(undated), byPlace(dated)
		require.Len(t, got, len(want))
		for place, w := range want {
			n := got[place]
			require.Equal(t, w.Number > 0, n.From.IsValid(), "a date for each week with a number")
			n.From = iop.Date{}
			require.Equal(t, w, n, "%s of %s", place, o)
		}
		changes := func(f *iop.Finding) bool { return !slices.Contains(whatChangesOnDates, string(f.Rule.ID)) }
		require.Equal(t, outcomesByPlace(undated.Report().Filter(changes)), outcomesByPlace(dated.Report().Filter(changes)), "%s", o)
		require.Equal(t, strings.Repeat("not-applicable ", len(got)), strings.Repeat(outcomeOfEach(dated, "closure")+" ", len(got)))
	})
}

// outcomeOfEach gives the one outcome that a rule has in every row.
func outcomeOfEach(c *schedule.Case, rule string) string {
	text := outcomesOf(c, rule)
	text, _, _ = strings.Cut(text, " x")
	return text
}

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
	text := ""
	for i := range rapid.IntRange(1, 4).Draw(t, "blocks") {
		days := iop.Weekdays(rapid.IntRange(1, 127).Draw(t, "days"))
		if i > 0 {
			text += ", "
		}
		end := 8*60 + 240*i + 30*rapid.IntRange(1, 8).Draw(t, "half hours")
		text += fmt.Sprintf(`{"activity": %q, "days": [%s], "start": %q, "end": %q}`, rapid.SampledFrom([]string{"cbt", "meal", "family-therapy"}).Draw(t, "activity"), dayNames(days), clockText(8*60+240*i), clockText(end%1440))
	}
	return readFields(t, fmt.Sprintf(adult+`"weeks": %d, "blocks": [%s]`, rapid.IntRange(1, 4).Draw(t, "weeks"), text))
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
			text := "date,start,end,client_id,modality,status,minutes_attended\n"
			for i, m := range minutes {
				text += fmt.Sprintf("%v,%02d:00,%02d:00,a,cbt,partial,%d\n", iso("2026-10-12").AddDays(i%7), 9+3*(i/7), 12+3*(i/7), m)
			}
			return text
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
