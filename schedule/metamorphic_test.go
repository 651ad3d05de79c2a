package schedule_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// someStandards hold every kind of requirement but the allowance for final
// weeks, in which a week's outcome hangs on the weeks beside it.
var someStandards = []iop.StandardID{
	"il-2-adult", "va-license-2.1", "va-medicaid-2.1-adult", "nc-medicaid-saiop", "wi-php-adult", "wa-court-iop", "nm-iop-adult", "wy-iop-adult",
	"in-medicaid-iop", "ms-3.1", "medicare-otp-iop", "asam3-1-adult",
}

// rowsByPlace gives the rows of a program by track, phase and week.
func rowsByPlace(p *schedule.Program) map[string]schedule.Week {
	out := map[string]schedule.Week{}
	for _, w := range weeksOf(p) {
		out[fmt.Sprintf("%s/%s/%d", w.Track, w.Phase, w.Number)] = w
	}
	return out
}

// outcomesByPlace gives the outcomes of findings by rule, standard and place,
// several of a kind numbered in order.
func outcomesByPlace(r iop.Report) map[string]iop.Outcome {
	out, n := map[string]iop.Outcome{}, map[string]int{}
	for f := range r.All() {
		key := fmt.Sprintf("%s %s %s/%s/%d %v", f.Rule.ID, f.Standard, f.Where.Track, f.Where.Phase, f.Where.Week, f.Required)
		if f.Standard == "" {
			key = fmt.Sprintf("%s %s/%s/%d", f.Rule.ID, f.Where.Track, f.Where.Phase, f.Where.Week)
		}
		n[key]++
		out[fmt.Sprintf("%s #%d", key, n[key])] = f.Outcome
	}
	return out
}

// Permuting blocks changes the order of tracks at most.
func TestPermutingBlocks(t *testing.T) {
	o := under(t, someStandards...)
	rapid.Check(t, func(t *rapid.T) {
		p := drawProgram(t)
		q := p.clone()
		q["blocks"] = rapid.Permutation(p.blocks()).Draw(t, "order")
		require.Equal(t, rowsByPlace(p.read(t)), rowsByPlace(q.read(t)), "%s", p)
		require.Equal(t, outcomes(schedule.Check(p.read(t), o)), outcomes(schedule.Check(q.read(t), o)), "%s", p)
	})
}

// Splitting a block in two back-to-back halves leaves gross and countable time
// and the service days as they are.
func TestSplittingABlock(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawProgram(t)
		start, length := rapid.IntRange(18, 24).Draw(t, "split start"), rapid.IntRange(2, 6).Draw(t, "split length")
		cut := rapid.IntRange(1, length-1).Draw(t, "cut")
		whole := drawBlock(t, 9, nil, []string{""})
		for _, field := range []string{"minutes", "weeklyMinutes", "breakMinutes", "clinicalMinutesMax", "attendDaysPerWeek", "totalOccurrences", "alternativeTo", "weeks"} {
			delete(whole, field)
		}
		if _, ok := whole["days"]; !ok {
			whole["days"] = []string{"Mon", "Thu"}
		}
		delete(whole, "perWeek")
		first, second := whole.clone(), whole.clone()
		whole["start"], whole["end"] = refClock(start), refClock(start+length)
		first["start"], first["end"] = refClock(start), refClock(start+cut)
		second["start"], second["end"] = refClock(start+cut), refClock(start+length)
		q := p.clone()
		p["blocks"] = append(p.blocks(), whole)
		q["blocks"] = append(q.blocks(), first, second)
		before, after := rowsByPlace(p.read(t)), rowsByPlace(q.read(t))
		for place, w := range before {
			require.Equal(t, sums(w), sums(after[place]), "%s of %s", place, p)
		}
	})
}

// Adding minutes to a block never lowers the least gross time.
func TestAddingMinutes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawProgram(t)
		q := p.clone()
		b := q.block(rapid.IntRange(0, len(q.blocks())-1).Draw(t, "which"))
		more := rapid.IntRange(1, 60).Draw(t, "more minutes")
		for _, field := range []string{"minutes", "weeklyMinutes"} {
			switch n := b[field].(type) {
			case float64:
				b[field] = n + float64(more)
			case map[string]any:
				b[field] = object{"min": n["min"].(float64) + float64(more), "max": n["max"].(float64) + float64(more)}
			}
		}
		if _, ok := b["end"]; ok {
			b["end"] = "19:00" // the latest that is drawn is 15:00
		}
		before, after := rowsByPlace(p.read(t)), rowsByPlace(q.read(t))
		for place, w := range before {
			require.LessOrEqual(t, w.Gross.Min(), after[place].Gross.Min(), "%s of %s", place, p)
			if high, ok := after[place].Gross.Max(); ok {
				was, ok := w.Gross.Max()
				require.True(t, ok && was <= high, "%s of %s", place, p)
			}
		}
	})
}

// Adding a block that the client may skip never changes what is certain.
func TestAddingAnOptionalBlock(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawProgram(t)
		extra := drawBlock(t, 9, nil, []string{""})
		delete(extra, "alternativeTo")
		extra["optional"] = true
		q := p.clone()
		q["blocks"] = append(q.blocks(), extra)
		before, after := rowsByPlace(p.read(t)), rowsByPlace(q.read(t))
		for place, w := range before {
			n := after[place]
			require.Equal(t, w.Gross.Min(), n.Gross.Min(), "gross of %s of %s with %s", place, p, extra)
			require.Equal(t, w.Countable.Min(), n.Countable.Min(), "countable of %s of %s with %s", place, p, extra)
			require.Equal(t, w.ServiceDays.Min(), n.ServiceDays.Min(), "service days of %s of %s with %s", place, p, extra)
		}
	})
}

// Raising a floor never turns not-met into met, and lowering a ceiling does
// not either.
func TestRaisingAFloor(t *testing.T) {
	base := standard(t, "asam3-2.1-adult")
	floorless := base.WithWeeklyMinimum(0)
	rapid.Check(t, func(t *rapid.T) {
		p := drawProgram(t).read(t)
		low := rapid.IntRange(0, 1140).Draw(t, "floor")
		high := rapid.IntRange(low, 1140).Draw(t, "higher floor")
		judge := func(s iop.Standard) map[string]iop.Outcome {
			out := map[string]iop.Outcome{}
			for f := range schedule.Check(p, schedule.Options{Standards: []iop.Standard{s}}).All() {
				if rule := f.Rule.ID; rule == "schedule/weekly-hours-min" || rule == "schedule/daily-hours-min" || rule == "schedule/weekly-hours-max" {
					out[fmt.Sprintf("%s %v", rule, f.Where)] = f.Outcome
				}
			}
			return out
		}
		for _, change := range []func(int) iop.Standard{
			func(m int) iop.Standard { return base.WithWeeklyMinimum(iop.Minutes(m)) },
			func(m int) iop.Standard { return base.WithDailyMinimum(iop.Minutes(m)) },
			func(m int) iop.Standard { return floorless.WithWeeklyMaximum(iop.Minutes(1200 - m)) },
		} {
			before, after := judge(change(low)), judge(change(high))
			for place, o := range before {
				if o == iop.NotMet {
					require.NotEqual(t, iop.Met, after[place], "%s, %d to %d", place, low, high)
				}
			}
		}
	})
}

// Widening a number to a range gives spans that hold the old ones, and
// outcomes that are the same or undetermined.
func TestWideningANumber(t *testing.T) {
	o := under(t, someStandards...)
	fields := []string{"minutes", "weeklyMinutes", "perWeek", "attendDaysPerWeek", "breakMinutes", "clinicalMinutesMax"}
	rapid.Check(t, func(t *rapid.T) {
		p := drawProgram(t).clone()
		q := p.clone()
		b := q.block(rapid.IntRange(0, len(q.blocks())-1).Draw(t, "which"))
		stated := slices.DeleteFunc(slices.Clone(fields), func(f string) bool { return b[f] == nil })
		if len(stated) == 0 {
			t.Skip("nothing to widen")
		}
		field := rapid.SampledFrom(stated).Draw(t, "field")
		low, high := bounds(b[field])
		wide := object{"min": max(0, low-float64(rapid.IntRange(0, 2).Draw(t, "less")))}
		if rapid.IntRange(1, 4).Draw(t, "open") > 1 {
			wide["max"] = high + float64(rapid.IntRange(0, 2).Draw(t, "more"))
			if field == "attendDaysPerWeek" {
				wide["max"] = min(7, wide["max"].(float64))
			}
		}
		b[field] = wide
		requireWeaker(t, p, q, o, "widened "+field)
	})
}

func bounds(n any) (low, high float64) {
	if r, ok := n.(map[string]any); ok {
		return r["min"].(float64), r["max"].(float64)
	}
	return n.(float64), n.(float64)
}

// Leaving a stated thing out never makes a conclusion certain that was open,
// nor turns one around.
func TestMakingAThingUnknown(t *testing.T) {
	o := under(t, someStandards...)
	rapid.Check(t, func(t *rapid.T) {
		p := drawProgram(t).clone()
		q := p.clone()
		b := q.block(rapid.IntRange(0, len(q.blocks())-1).Draw(t, "which"))
		if b["alternativeTo"] != nil {
			t.Skip("an alternative without a frequency is taken once")
		}
		switch clock, days := b["end"] != nil, b["days"] != nil; {
		case clock:
			delete(b, "end") // the start stays, the length goes
		case b["minutes"] != nil || b["weeklyMinutes"] != nil:
			delete(b, "minutes")
			delete(b, "weeklyMinutes")
		case b["perWeek"] != nil && !days:
			delete(b, "perWeek")
		case p["groupSize"] != nil:
			delete(q, "groupSize")
		default:
			t.Skip("nothing to leave out")
		}
		requireWeaker(t, p, q, o, "left out")
	})
}

// requireWeaker compares a program with one that says less.
func requireWeaker(t *rapid.T, more, less object, o schedule.Options, what string) {
	before, after := rowsByPlace(more.read(t)), rowsByPlace(less.read(t))
	for place, w := range before {
		n := after[place]
		requireHolds(t, n.Gross, w.Gross, "gross", what, place, more, less)
		requireHolds(t, n.Countable, w.Countable, "countable", what, place, more, less)
		requireHolds(t, n.ServiceDays, w.ServiceDays, "service days", what, place, more, less)
	}
	was, is := outcomesByPlace(schedule.Check(more.read(t), o)), outcomesByPlace(schedule.Check(less.read(t), o))
	for key, outcome := range is {
		switch {
		case outcome == iop.Undetermined || outcome == was[key]:
		case was[key] == iop.NotApplicable || outcome == iop.NotApplicable: // whether it applies may be what is not known
		case aboutTheText(key): // these judge what is written, not what it amounts to
		case was[key] == 0: // a finding about a place that was not there
		default:
			require.Fail(t, "more certain by saying less", "%s: %s: %v, now %v\n%s\n%s", what, key, was[key], outcome, more, less)
		}
	}
}

func aboutTheText(key string) bool {
	for _, rule := range []string{"clock", "claimed-hours", "missing-data", "overlap"} {
		if len(key) > len("schedule/"+rule) && key[:len("schedule/"+rule)] == "schedule/"+rule {
			return true
		}
	}
	return false
}

// requireHolds fails unless a span holds another.
func requireHolds(t *rapid.T, wide, narrow iop.Span, name, what, place string, more, less object) {
	if !wide.IsKnown() {
		return // nothing known holds anything
	}
	high, bounded := wide.Max()
	top, ok := narrow.Max()
	holds := narrow.IsKnown() && wide.Min() <= narrow.Min() && (!bounded || ok && top <= high)
	if !holds {
		require.Fail(t, "the span does not hold the old one", "%s: %s of %s: %v, now %v\n%s\n%s", what, name, place, narrow, wide, more, less)
	}
}
