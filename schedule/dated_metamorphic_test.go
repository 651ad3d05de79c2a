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

// drawOn draws a program and dates on which it has a week at all: a cohort's
// program may be over when the client starts.
func drawOn(t *rapid.T) (object, schedule.Dates) {
	o := drawProgram(t)
	d := drawDates(t, o)
	if _, err := schedule.PrepareOn(o.read(t), d, noStandards()); err != nil {
		require.True(t, d.Cohort.IsValid(), "%v: %s", err, o)
		t.Skip("the cohort's program is over")
	}
	return o, d
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
		o, d := drawOn(t)
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
		o, d := drawOn(t)
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
		o, d := drawOn(t)
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
		o, d := drawOn(t)
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
