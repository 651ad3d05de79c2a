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

// twoTracks is a day track and an evening track of nine hours a week each.
const twoTracks = adult + `"weeks": 2, "blocks": [
	{"activity": "cbt", "track": "day", "days": ["Mon", "Wed", "Fri"], "start": "09:00", "end": "12:00"},
	{"activity": "cbt", "track": "evening", "days": ["Mon", "Tue", "Thu"], "start": "18:00", "end": "21:00"}]`

func fitsText(c *schedule.Case) string {
	var out []string
	for _, f := range c.Fits() {
		var text strings.Builder
		text.WriteString(fmt.Sprintf("%s: %d of %d weeks, %v lost", f.Track, f.Clashing, f.Weeks, f.Lost))
		for _, r := range f.Requirements {
			text.WriteString(fmt.Sprintf("; %s of %s %d/%d/%d", strings.TrimPrefix(string(r.Rule), "schedule/"), r.Standard, r.Met, r.NotMet, r.Undetermined))
		}
		out = append(out, text.String())
	}
	return strings.Join(out, "\n")
}

// A job from nine to five leaves the evening track; a course on Tuesday
// evening takes a third of its week, and the day track's is whole.
func TestTracksThatFitAPerson(t *testing.T) {
	o := under(t, "wi-iop-adult") // 9 hours a week
	p := program(t, twoTracks)
	require.Nil(t, schedule.Prepare(p, o).Fits(), "nothing to fit")
	job := onWeekdays(540, 1020, iop.Monday, iop.Tuesday, iop.Wednesday, iop.Thursday, iop.Friday)
	course := onWeekdays(1140, 1230, iop.Tuesday)
	o.Commitments = []iop.Commitment{job}
	require.Equal(t, `evening: 0 of 2 weeks, 0 lost; weekly-hours-min of wi-iop-adult 2/0/0
day: 2 of 2 weeks, 1080 lost; weekly-hours-min of wi-iop-adult 0/2/0`, fitsText(schedule.Prepare(p, o)))
	o.Commitments = []iop.Commitment{course}
	require.Equal(t, `day: 0 of 2 weeks, 0 lost; weekly-hours-min of wi-iop-adult 2/0/0
evening: 2 of 2 weeks, 360 lost; weekly-hours-min of wi-iop-adult 0/2/0`, fitsText(schedule.Prepare(p, o)))
	o.Commitments = []iop.Commitment{job, course}
	require.Equal(t, `evening: 2 of 2 weeks, 360 lost; weekly-hours-min of wi-iop-adult 0/2/0
day: 2 of 2 weeks, 1080 lost; weekly-hours-min of wi-iop-adult 0/2/0`, fitsText(schedule.Prepare(p, o)))
}

// A course that lasts from the second week on, and an appointment once.
func TestCommitmentsOnDates(t *testing.T) {
	o := under(t, "wi-iop-adult")
	course := onWeekdays(1140, 1230, iop.Tuesday)
	course.Period = iop.Period{From: iso("2026-10-20"), Until: iso("2026-10-27")}
	o.Commitments = []iop.Commitment{course, {Kind: iop.Appointment, On: iso("2026-10-14"), Start: 600, End: 630}}
	p := program(t, twoTracks)
	c := prepareOn(t, p, schedule.Dates{Start: iso("2026-10-12")}, o)
	require.Equal(t, `day: 1 of 2 weeks, 180 lost; weekly-hours-min of wi-iop-adult 1/1/0
evening: 1 of 2 weeks, 180 lost; weekly-hours-min of wi-iop-adult 1/1/0`, fitsText(c))
	require.Equal(t, "not-met, met x2, not-met", outcomesOf(c, "commitment"))
	require.Equal(t, "met x2, not-met x2", outcomesOf(schedule.Prepare(p, o), "commitment"), "without dates the course is on in every week, the appointment in none")
}

// A commitment that the type does not allow is left out.
func TestBadCommitmentsAreLeftOut(t *testing.T) {
	o := under(t, "wi-iop-adult")
	o.Commitments = []iop.Commitment{{Kind: iop.Work, Start: 540, End: 1020}}
	require.Nil(t, schedule.Prepare(program(t, twoTracks), o).Fits())
}

// Three of five mornings: with one morning taken the other four leave three,
// and the client can still attend them all; with three taken two are left.
func TestCommitmentsAndAChoiceOfDays(t *testing.T) {
	p := program(t, adult+`"weeks": 1, "blocks": [{"activity": "cbt", "days": ["Mon", "Tue", "Wed", "Thu", "Fri"], "attendDaysPerWeek": 3, "start": "09:00", "end": "12:00"}]`)
	judge := func(days ...iop.Weekday) (string, string, string) {
		o := under(t, "wi-iop-adult")
		o.Commitments = []iop.Commitment{onWeekdays(600, 660, days...)}
		c := schedule.Prepare(p, o)
		return outcomesOf(c, "commitment"), measuredOf(c, "commitment"), fitsText(c)
	}
	outcome, lost, fit := judge(iop.Monday)
	require.Equal(t, []string{"undetermined", "0 to 180"}, []string{outcome, lost})
	require.Contains(t, fit, "0/0/1", "360 to 540 is left")
	outcome, lost, fit = judge(iop.Monday, iop.Tuesday, iop.Wednesday)
	require.Equal(t, []string{"not-met", "180 to 540"}, []string{outcome, lost})
	require.Contains(t, fit, "0/1/0", "0 to 360 is left")
}

// A group on Sunday night until one o'clock falls into a shift that begins at
// midnight, and in the last week into one of the Monday after the run.
func TestCommitmentsAfterMidnight(t *testing.T) {
	p := program(t, adult+`"weeks": 2, "blocks": [`+clocked(`"Sun"`, "23:00", "01:00")+`]`)
	o := noStandards()
	o.Commitments = []iop.Commitment{{Days: iop.Weekdays(0).With(iop.Monday), End: 60}}
	require.Equal(t, "not-met x2", outcomesOf(prepareOn(t, p, schedule.Dates{Start: iso("2026-10-12")}, o), "commitment"))
	require.Equal(t, "not-met x2", outcomesOf(schedule.Prepare(p, o), "commitment"), "on a week that repeats")
	o.Commitments[0].Period.Until = iso("2026-10-26")
	require.Equal(t, "not-met, met", outcomesOf(prepareOn(t, p, schedule.Dates{Start: iso("2026-10-12")}, o), "commitment"))
	o.Commitments = []iop.Commitment{{Days: iop.Weekdays(0).With(iop.Monday), Start: 60, End: 120}}
	require.Equal(t, "met x2", outcomesOf(schedule.Prepare(p, o), "commitment"), "from the end on")
	o.Commitments[0].Travel = 1
	require.Equal(t, "not-met x2", outcomesOf(schedule.Prepare(p, o), "commitment"), "with a minute's way")
}

// The facts name the sessions and say what is still met; no word of the
// person's life but its hours is in them.
func TestClashFacts(t *testing.T) {
	o := under(t, "wi-iop-adult", "asam3-1-adult")
	o.Commitments = []iop.Commitment{onWeekdays(1140, 1230, iop.Tuesday)}
	f := findings(schedule.Prepare(program(t, twoTracks), o).Report(), "commitment")
	require.Equal(t, iop.Met, f[0].Outcome)
	require.Empty(t, f[0].Because)
	evening := f[2]
	require.Equal(t, iop.NotMet, evening.Outcome)
	require.Equal(t, iop.Warning, evening.Severity)
	require.Equal(t, []iop.FactKind{iop.FactClash, iop.FactNoLongerMet}, kinds(evening.Because)[:2])
	require.Equal(t, "Tue", evening.Because[0].Name)
	require.Equal(t, "blocks[1]", evening.Because[0].Place)
	require.Equal(t, iop.Exactly(180), evening.Because[0].Minutes)
	require.NotEmpty(t, evening.Remedies)
}

func kinds(facts []iop.Fact) (out []iop.FactKind) {
	for i := range facts {
		out = append(out, facts[i].Kind)
	}
	return out
}

// TestClashesAgainstEveryMinute compares clashes with minutes on a line of
// days, sessions and shifts over midnight and ways included.
func TestClashesAgainstEveryMinute(t *testing.T) {
	monday := iso("2026-10-12")
	base := standard(t, "wi-iop-adult")
	rapid.Check(t, func(t *rapid.T) {
		commitments := drawCommitments(t)
		type block struct {
			days         iop.Weekdays
			start, clock int
		}
		var list []block
		var text strings.Builder
		for i := range rapid.IntRange(1, 3).Draw(t, "blocks") {
			b := block{iop.Weekdays(rapid.IntRange(1, 127).Draw(t, "days")), 60 * rapid.IntRange(0, 23).Draw(t, "start"), 30 * rapid.IntRange(1, 12).Draw(t, "clock")}
			if i > 0 {
				text.WriteString(", ")
			}
			end := (b.start + b.clock) % 1440
			text.WriteString(clocked(dayNames(b.days), clockText(b.start), clockText(end)))
			list = append(list, b)
		}
		p := readFields(t, adult+`"weeks": 1, "blocks": [`+text.String()+`]`)
		closed := iop.Weekdays(rapid.IntRange(0, 127).Draw(t, "closed") & rapid.IntRange(0, 127).Draw(t, "and closed"))
		d := schedule.Dates{Start: monday}
		for n := range 7 {
			if closed&(1<<n) != 0 {
				d.Closures = d.Closures.With(iop.Closure{Date: monday.AddDays(n)})
			}
		}
		var lost, offered int
		left := map[int]bool{} // minutes that fit
		for _, b := range list {
			for n := range 7 {
				if (b.days&^closed)&(1<<n) == 0 {
					continue
				}
				offered++
				from := 1440*n + b.start
				if isTaken(commitments, monday, from, from+b.clock) {
					lost += b.clock
					continue
				}
				for m := from; m < from+b.clock; m++ {
					left[m%(7*1440)] = true // past the end of the week is its beginning, as on a week that repeats
				}
			}
		}
		o := schedule.Options{Standards: []iop.Standard{base.WithWeeklyMinimum(iop.Minutes(max(1, len(left))))}, Commitments: commitments}
		c := prepareOn(t, p, d, o)
		about := fmt.Sprintf("%+v, %+v, closed %v", list, commitments, closed)
		want := iop.Met
		switch {
		case offered == 0:
			want = iop.NotApplicable
		case lost > 0:
			want = iop.NotMet
		}
		f := findings(c.Report(), "commitment")[0]
		require.Equal(t, want.String(), f.Outcome.String(), about)
		require.Equal(t, iop.Exactly(iop.Minutes(lost)), f.Measured.Span, about)
		require.Equal(t, len(left) > 0, c.Fits()[0].Requirements[0].Met == 1, "%d minutes are left; %s", len(left), about)
		o.Standards = []iop.Standard{base.WithWeeklyMinimum(iop.Minutes(len(left) + 1))}
		require.Equal(t, 1, prepareOn(t, p, d, o).Fits()[0].Requirements[0].NotMet, "no more than %d minutes are left; %s", len(left), about)
	})
}

func clockText(m int) string { return fmt.Sprintf("%02d:%02d", m/60, m%60) }

func drawCommitments(t *rapid.T) (list []iop.Commitment) {
	for range rapid.IntRange(1, 2).Draw(t, "commitments") {
		k := iop.Commitment{Start: iop.Minutes(30 * rapid.IntRange(0, 47).Draw(t, "from")), Travel: iop.Minutes(rapid.SampledFrom([]int{0, 0, 1, 45}).Draw(t, "travel"))}
		k.End = k.Start + iop.Minutes(30*rapid.IntRange(1, 20).Draw(t, "lasts"))
		if maybe(t, "the whole day", 6) {
			k.Start, k.End = 0, 0
		}
		if maybe(t, "once", 3) {
			k.On = iso("2026-10-10").AddDays(rapid.IntRange(0, 11).Draw(t, "on"))
		} else {
			k.Days = iop.Weekdays(rapid.IntRange(1, 127).Draw(t, "weekly"))
			if maybe(t, "a term", 3) {
				k.Period.From = iso("2026-10-12").AddDays(rapid.IntRange(-2, 4).Draw(t, "term"))
			}
		}
		list = append(list, k)
	}
	return list
}

// isTaken lays the commitments of the days around the week out in minutes
// from a Monday.
func isTaken(list []iop.Commitment, monday iop.Date, from, to int) bool {
	for _, k := range list {
		for n := -3; n < 11; n++ {
			day := monday.AddDays(n)
			on := k.Days.Has(day.Weekday()) && !day.Before(k.Period.From)
			if k.On.IsValid() {
				on = k.On == day
			}
			start, end := int(k.Start), int(k.End)
			if start == end {
				start, end = 0, 1440
			}
			if on && 1440*n+start-int(k.Travel) < to && from < 1440*n+end+int(k.Travel) {
				return true
			}
		}
	}
	return false
}
