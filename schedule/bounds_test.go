package schedule_test

import (
	"fmt"
	"testing"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/stretchr/testify/require"
)

// Every bound of every embedded standard, recalled and superseded ones
// included, is tried one below, at, and one above, with a program generated
// from the standard itself.

// edge is a bound to try: which rule, the number, and whose terms.
type edge struct {
	rule    string
	bound   iop.Bound
	terms   *iop.Terms
	program func(n int) string // the fields of a program that measures n
}

// try judges programs just below, at and just above a side of the bound.
func (e edge) try(t *testing.T, s *iop.Standard) {
	judge := func(n int, want iop.Outcome) {
		if n < 0 {
			return
		}
		text := fmt.Sprintf(`"population": %q, `, e.population(s)) + e.program(n)
		p := program(t, text)
		var got []*iop.Finding
		for _, f := range findings(schedule.Check(p, schedule.Options{Standards: []iop.Standard{*s}}), e.rule) {
			if f.Standard == s.ID && f.Required == e.bound && f.Source.Confidence == e.terms.Source.Confidence {
				got = append(got, f)
			}
		}
		require.NotEmpty(t, got, text)
		for _, f := range got {
			require.Equal(t, want.String(), f.Outcome.String(), "%d of %v", n, e.bound)
			severity := iop.Note
			if want == iop.NotMet {
				severity = severityOf(e.terms)
			}
			require.Equal(t, severity, f.Severity, "severity at %d", n)
		}
	}
	if e.bound.HasMin {
		low := int(e.bound.Min)
		judge(low-1, iop.NotMet)
		judge(low, iop.Met)
		judge(low+1, iop.Met)
	}
	if e.bound.HasMax {
		high := int(e.bound.Max)
		at := iop.Met
		if e.bound.MaxExclusive {
			at = iop.NotMet
		}
		judge(high-1, iop.Met)
		judge(high, at)
		judge(high+1, iop.NotMet)
	}
}

// population is an age group to which the requirement applies.
func (e edge) population(s *iop.Standard) iop.Population {
	switch {
	case s.Population != iop.UnknownPopulation:
		return s.Population
	case e.terms.Ages.Group != iop.UnknownPopulation:
		return e.terms.Ages.Group
	}
	return iop.Adult
}

// severityOf is written from the design, not from the library: only a must
// that somebody has read can give an error.
func severityOf(t *iop.Terms) iop.Severity {
	switch {
	case t.Strength == iop.Must && t.Source.Confidence != iop.Recalled:
		return iop.Error
	case t.Strength == iop.Guidance:
		return iop.Note
	}
	return iop.Warning
}

// edgesOf lists the bounds of a standard.
func edgesOf(s *iop.Standard) (out []edge) {
	group := func(format string) func(int) string {
		return func(n int) string { return `"blocks": [{"activity": "group-therapy", ` + fmt.Sprintf(format, n) + `}]` }
	}
	least := func(u iop.Unit, n int) iop.Bound { return iop.AtLeastBound(u, iop.Minutes(n)) }
	most := func(u iop.Unit, n int) iop.Bound { return iop.AtMostBound(u, iop.Minutes(n)) }
	r := &s.Requirements
	for i := range r.WeeklyHours {
		w := &r.WeeklyHours[i]
		if w.Min != nil {
			out = append(out, edge{"weekly-hours-min", least(iop.UnitMinutes, int(*w.Min)), &w.Terms, group(`"weeklyMinutes": %d`)})
		}
		if w.Max != nil {
			b := most(iop.UnitMinutes, int(*w.Max))
			b.MaxExclusive = w.MaxExclusive
			out = append(out, edge{"weekly-hours-max", b, &w.Terms, group(`"weeklyMinutes": %d`)})
		}
	}
	for i := range r.WeeklyServices {
		w := &r.WeeklyServices[i]
		out = append(out, edge{"weekly-services", least(iop.UnitSessions, *w.Min), &w.Terms, group(`"minutes": 30, "perWeek": %d`)})
	}
	for i := range r.DailyHours {
		d := &r.DailyHours[i]
		out = append(out, edge{"daily-hours-min", least(iop.UnitMinutes, int(d.Min)), &d.Terms, group(`"days": ["Mon", "Wed", "Fri"], "minutes": %d`)})
	}
	for i := range r.DaysPerWeek {
		d := &r.DaysPerWeek[i]
		out = append(out, edge{"days-per-week", least(iop.UnitDays, *d.Min), &d.Terms, group(`"minutes": 60, "perWeek": %d`)})
	}
	for i := range r.ServiceGap {
		g := &r.ServiceGap[i]
		if g.MaxDays != nil {
			out = append(out, edge{"service-gap", most(iop.UnitDays, *g.MaxDays), &g.Terms, freeDays})
		} else {
			out = append(out, edge{"service-gap", most(iop.UnitHours, *g.MaxHours*60), &g.Terms, freeMinutes})
		}
	}
	for i := range r.SessionLength {
		l := &r.SessionLength[i]
		out = append(out, edge{"session-length", least(iop.UnitMinutes, *l.Min), &l.Terms, group(`"perWeek": 3, "minutes": %d`)})
	}
	for i := range r.GroupSize {
		g := &r.GroupSize[i]
		b := iop.Bound{Unit: iop.UnitPeople}
		if g.Min != nil {
			b.Min, b.HasMin = iop.Minutes(*g.Min), true
		}
		if g.Max != nil {
			b.Max, b.HasMax = iop.Minutes(*g.Max), true
		}
		out = append(out, edge{"group-size", b, &g.Terms, func(n int) string {
			return fmt.Sprintf(`"groupSize": %d, "blocks": [{"activity": "psychoeducation"}]`, n)
		}})
	}
	for i := range r.ProgramLength {
		l := &r.ProgramLength[i]
		weeks := func(n int) string { return fmt.Sprintf(`"weeks": %d`, n) }
		if l.Min != nil && l.Min.Unit == "weeks" {
			out = append(out, edge{"program-length", least(iop.UnitWeeks, l.Min.Count), &l.Terms, weeks})
		}
		if l.Max != nil && l.Max.Unit == "weeks" {
			out = append(out, edge{"program-length", most(iop.UnitWeeks, l.Max.Count), &l.Terms, weeks})
		}
	}
	for i := range r.CumulativeHours {
		h := &r.CumulativeHours[i]
		out = append(out, edge{"cumulative-hours", least(iop.UnitMinutes, int(h.Min)), &h.Terms, inTwelveWeeks})
	}
	for i := range r.PhasedMinimum {
		m := &r.PhasedMinimum[i]
		out = append(out, edge{"phased-minimum", least(iop.UnitSessions, m.MinSessions), &m.Terms, func(n int) string {
			return `"weeks": 8, ` + onDays(n, `"start": "09:00", "end": "10:00"`)
		}})
	}
	for i := range r.Cadence {
		c := &r.Cadence[i]
		activity := map[iop.Format]string{iop.Individual: "individual-counseling", iop.Family: "family-therapy", iop.Group: "group-therapy"}[c.Of]
		switch {
		case c.Minutes > 0:
			out = append(out, edge{"cadence", least(iop.UnitMinutes, c.Minutes), &c.Terms, func(n int) string {
				return fmt.Sprintf(`"blocks": [{"activity": %q, "perWeek": 1, "minutes": %d}]`, activity, n)
			}})
		default: // a month is 52/12 weeks, so 12 a month are 3 in 13 weeks
			out = append(out, edge{"cadence", least(iop.UnitSessions, c.Sessions), &c.Terms, func(n int) string {
				return fmt.Sprintf(`"weeks": 13, "blocks": [{"activity": %q, "minutes": 60, "totalOccurrences": %d}, {"activity": "group-therapy", "perWeek": 3, "minutes": 180}]`,
					activity, n*map[string]int{"month": 3, "program": 1}[c.Per])
			}})
		}
	}
	return out
}

const weekdayList = `"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"`

// onDays has a block on the first n days of the week.
func onDays(n int, rest string) string {
	return fmt.Sprintf(`"blocks": [{"activity": "group-therapy", "days": [%s], %s}]`, weekdayList[:max(0, n*7-2)], rest)
}

// freeDays leaves n days in a row without a service.
func freeDays(n int) string { return onDays(7-n, `"minutes": 60`) }

// freeMinutes leaves n minutes between the end on Friday and the start on
// Monday, for n of about three days.
func freeMinutes(n int) string {
	start := n - 60*60 // Friday 12:00 and 60 hours is Monday 0:00
	return fmt.Sprintf(`"blocks": [{"activity": "group-therapy", "days": ["Mon"], "start": "%02d:%02d", "minutes": 60},
		{"activity": "group-therapy", "days": ["Tue", "Wed", "Thu", "Fri"], "start": "09:00", "end": "12:00"}]`, start/60, start%60)
}

// inTwelveWeeks spreads n minutes over twelve weeks, the odd ones in the last.
func inTwelveWeeks(n int) string {
	return fmt.Sprintf(`"weeks": 12, "blocks": [{"activity": "group-therapy", "weeklyMinutes": %d, "weeks": {"to": 11}},
		{"activity": "group-therapy", "weeklyMinutes": %d, "weeks": {"from": 12}}]`, n/12, n-11*(n/12))
}

func TestEveryBoundOfEveryStandard(t *testing.T) {
	tried := map[string]int{}
	for s := range iop.Embedded().Select(iop.Query{All: true}) {
		for i, e := range edgesOf(&s) {
			tried[e.rule]++
			t.Run(fmt.Sprintf("%s/%d-%s %v", s.ID, i, e.rule, e.bound), func(t *testing.T) {
				if !e.terms.AppliesTo(s.Population) {
					// la-license-2.1, adults only, recalls a number for adolescents.
					require.Equal(t, iop.Recalled, e.terms.Source.Confidence)
					t.Skip("limited to an age group that the standard is not for")
				}
				e.try(t, &s)
			})
		}
	}
	for _, r := range schedule.Rules() {
		if name := string(r.ID)[len("schedule/"):]; r.JudgesRequirement() && name != "transition" && name != "certification" { // these need weeks and dates: transition_test, dated_boundary_test
			require.NotZero(t, tried[name], name)
		}
	}
	require.Greater(t, tried["weekly-hours-min"], 50)
}
