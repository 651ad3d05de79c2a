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

// thanksgiving is the week of 23 November 2026 of a program on Monday,
// Wednesday and Thursday evenings.
func thanksgiving(t testing.TB, change func(*schedule.Dates, *schedule.Options)) (*schedule.Program, schedule.Dates, schedule.Options, *schedule.Case) {
	p := program(t, `"calledItself": "iop", "population": "adult", "weeks": 3, "blocks": [
		{"activity": "process-group", "days": ["Mon", "Wed", "Thu"], "start": "18:00", "end": "21:00"}]`)
	d := schedule.Dates{
		Start:    iop.MustDate(2026, 11, 23),
		Closures: iop.NewClosures(iop.Closure{Date: iop.MustDate(2026, 11, 26), Reason: "Thanksgiving Day"}),
	}
	o := schedule.Options{Standards: benchStandards(t, "va-license-2.1")}
	if change != nil {
		change(&d, &o)
	}
	c, err := schedule.PrepareOn(p, d, o)
	require.NoError(t, err)
	return p, d, o, c
}

func words(m schedule.MakeUps) (out []string) {
	for _, p := range m.Proposals {
		out = append(out, p.Kind.String()+": "+p.Remedy().String())
	}
	return out
}

func evening(days iop.Weekdays, from, to iop.Minutes) schedule.MakeUpOptions {
	return schedule.MakeUpOptions{Open: []schedule.OpeningHours{{Days: days, From: from, Until: to}}}
}

func TestMakeUpsOfThanksgivingWeek(t *testing.T) {
	weekdays := iop.Weekdays(0b11111)
	cases := []struct {
		name   string
		o      schedule.MakeUpOptions
		change func(*schedule.Dates, *schedule.Options)
		want   []string
		tried  schedule.Obstacle
	}{
		{"the lost session on the days nearest to it", schedule.MakeUpOptions{}, nil, []string{
			"move a session: hold a session of 3 h on Fri 2026-11-27 at 18:00",
			"move a session: hold a session of 3 h on Tue 2026-11-24 at 18:00",
		}, schedule.SessionThere},
		{"not when the person works", schedule.MakeUpOptions{}, func(_ *schedule.Dates, o *schedule.Options) {
			o.Commitments = []iop.Commitment{{Kind: iop.Work, Days: iop.Weekdays(0).With(iop.Friday), Start: 14 * 60, End: 22 * 60}}
		}, []string{"move a session: hold a session of 3 h on Tue 2026-11-24 at 18:00"}, schedule.CommitmentThere},
		{"not when the person is on the way to work", schedule.MakeUpOptions{}, func(_ *schedule.Dates, o *schedule.Options) {
			o.Commitments = []iop.Commitment{
				{Kind: iop.Work, On: iop.MustDate(2026, 11, 27), Start: 21*60 + 10, End: 23 * 60, Travel: 15},
				{Kind: iop.Caring, Days: iop.Weekdays(0).With(iop.Tuesday)},
			}
		}, nil, schedule.CommitmentThere},
		{"a longer session where the house is open longer", evening(weekdays&^iop.Weekdays(0).With(iop.Tuesday).With(iop.Friday), 15*60, 24*60), nil, []string{
			"move a session: hold a session of 3 h on Wed 2026-11-25 at 15:00",
			"move a session: hold a session of 3 h on Mon 2026-11-23 at 15:00",
			"hold one more session: hold a session of 3 h on Mon 2026-11-23 at 21:00",
		}, schedule.SessionTooLong},
		{"a longer session where six hours are not too many", func() schedule.MakeUpOptions {
			o := evening(weekdays&^iop.Weekdays(0).With(iop.Tuesday).With(iop.Friday), 15*60, 24*60)
			o.SessionMax = 360
			return o
		}(), nil, []string{
			"move a session: hold a session of 3 h on Wed 2026-11-25 at 15:00",
			"move a session: hold a session of 3 h on Mon 2026-11-23 at 15:00",
			"lengthen a session: make the session on Mon 2026-11-23 from 18:00 on 6 h long",
		}, schedule.OutsideHours},
		{"no day longer than four hours", func() schedule.MakeUpOptions {
			o := evening(weekdays&^iop.Weekdays(0).With(iop.Tuesday).With(iop.Friday), 15*60, 24*60)
			o.DayMax = 240
			return o
		}(), nil, nil, schedule.DayTooLong},
		{"nothing fits where the house is open on service days alone", evening(0b1101, 18*60, 21*60), nil, nil, schedule.SessionThere},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			_, _, _, c := thanksgiving(t, tc.change)
			m := c.MakeUps(0, tc.o)
			require.Equal(t, []schedule.Unmet{{Rule: "schedule/weekly-hours-min", Standard: "va-license-2.1"}}, m.Short)
			require.Equal(t, tc.want, words(m))
			require.NotZero(t, m.Tried[tc.tried], "tried: %v", m.Tried)
			require.Equal(t, tc.o.Open == nil, m.Supposed)
		})
	}
}

func TestTwoSessionsWhereOneIsNotEnough(t *testing.T) {
	_, _, _, c := thanksgiving(t, func(d *schedule.Dates, _ *schedule.Options) {
		d.Closures = d.Closures.With(iop.Closure{Date: iop.MustDate(2026, 11, 25)})
	})
	require.Equal(t, []string{"move a session: hold sessions on Tue 2026-11-24 at 18:00 (3 h) and Fri 2026-11-27 at 18:00 (3 h)"},
		words(c.MakeUps(0, schedule.MakeUpOptions{Most: 1})))
}

func TestMakeUpInAnotherTrackAndFullGroups(t *testing.T) {
	text := `"calledItself": "iop", "population": "adult", "weeks": 3, "groupSize": %d, "blocks": [
		{"activity": "process-group", "days": ["Mon", "Wed", "Thu"], "start": "18:00", "end": "21:00", "track": "evening"},
		{"activity": "process-group", "days": ["Tue", "Wed", "Fri"], "start": "09:00", "end": "12:00", "track": "morning"}]`
	d := schedule.Dates{Start: iop.MustDate(2026, 11, 23), Closures: iop.NewClosures(iop.Closure{Date: iop.MustDate(2026, 11, 26)})}
	o := schedule.Options{Standards: benchStandards(t, "ca-dmcods-adult", "va-license-2.1")}
	limit := 12 // ca-dmcods-adult's group size is recalled, so it is set here
	o.Standards[0] = o.Standards[0].With(func(r *iop.Requirements) {
		r.GroupSize = iop.List[iop.GroupSize]{{Max: &limit, Terms: iop.Terms{Strength: iop.Must, Source: iop.SupposedSource(&o.Standards[0])}}}
	})
	closedElsewhere := evening(iop.Weekdays(0).With(iop.Sunday), 0, 1)
	for size, want := range map[int][]string{ // any order: each is a test of its own
		11: {"attend a session of another track: offer the session of another track on Tue 2026-11-24 at 09:00 (3 h)"},
		12: nil,
	} {
		t.Run(fmt.Sprint(size), func(t *testing.T) {
			c, err := schedule.PrepareOn(program(t, fmt.Sprintf(text, size)), d, o)
			require.NoError(t, err)
			m := c.MakeUps(0, closedElsewhere)
			require.Equal(t, want, words(m)[:min(len(m.Proposals), 1)])
			require.Equal(t, size == 12, m.Tried[schedule.GroupFull] > 0)
		})
	}
}

// TestAppliedProposalMendsWhatItPromised checks every proposal by applying it
// to the dates and judging from the beginning.
func TestAppliedProposalMendsWhatItPromised(t *testing.T) {
	standards := benchStandards(t, "va-license-2.1", "asam3-2.1-adult", "nc-medicaid-saiop", "in-medicaid-iop", "wi-php-adult", "va-medicaid-2.1-adult", "wa-court-iop")
	proposals := 0
	outer := t
	rapid.Check(t, func(t *rapid.T) {
		p, d, o := dateCase(t, outer, standards)
		c, err := schedule.PrepareOn(p, d, o)
		require.NoError(t, err)
		before := outcomesByRow(c)
		for row := range c.Weeks() {
			m := c.MakeUps(row, schedule.MakeUpOptions{DayMax: 480})
			for _, proposal := range m.Proposals {
				proposals++
				changed := d
				changed.Changes = proposal.Changes
				again, err := schedule.PrepareOn(p, changed, o)
				require.NoError(t, err)
				requireMended(t, again, row, &proposal, before, o.Commitments)
				for _, change := range proposal.Changes {
					_, closed := d.Closures.On(change.Date)
					require.False(t, closed, "held on a closed day")
				}
			}
		}
	})
	require.Greater(t, proposals, 100, "the property was hardly tried")
}

func dateCase(t *rapid.T, outer testing.TB, standards []iop.Standard) (*schedule.Program, schedule.Dates, schedule.Options) {
	hour := rapid.IntRange(8, 18)
	days := rapid.SampledFrom([]string{`["Mon","Wed","Fri"]`, `["Mon","Wed","Thu"]`, `["Tue","Thu","Sat"]`, `["Mon","Tue","Wed","Thu"]`, `["Sun"]`})
	var blocks strings.Builder
	for i := range rapid.IntRange(1, 3).Draw(t, "blocks") {
		if i > 0 {
			blocks.WriteString(",")
		}
		start := hour.Draw(t, "start")
		blocks.WriteString(fmt.Sprintf(`{"activity": %q, "days": %s, "start": "%02d:00", "minutes": %d, "track": %q}`,
			rapid.SampledFrom([]string{"process-group", "cbt", "individual-counseling", "meal"}).Draw(t, "activity"), days.Draw(t, "days"), start,
			rapid.SampledFrom([]int{60, 90, 120, 180, 200}).Draw(t, "minutes"), rapid.SampledFrom([]string{"", "a", "b"}).Draw(t, "track")))
	}
	p := program(outer, fmt.Sprintf(`"calledItself": "iop", "population": "adult", "weeks": %d, "blocks": [%s]`, rapid.IntRange(1, 4).Draw(t, "weeks"), blocks.String()))
	d := schedule.Dates{Start: iop.MustDate(2026, 11, 16).AddDays(rapid.IntRange(0, 20).Draw(t, "start day")), WeekStart: iop.Weekday(rapid.IntRange(1, 7).Draw(t, "week start"))}
	for range rapid.IntRange(0, 4).Draw(t, "closures") {
		d.Closures = d.Closures.With(iop.Closure{Date: d.Start.AddDays(rapid.IntRange(0, 27).Draw(t, "closed"))})
	}
	o := schedule.Options{Standards: []iop.Standard{rapid.SampledFrom(standards).Draw(t, "standard"), rapid.SampledFrom(standards).Draw(t, "standard")}}
	if o.Standards[0].ID == o.Standards[1].ID {
		o.Standards = o.Standards[:1]
	}
	for range rapid.IntRange(0, 2).Draw(t, "commitments") {
		from := iop.Minutes(60 * rapid.IntRange(6, 20).Draw(t, "from"))
		o.Commitments = append(o.Commitments, iop.Commitment{Days: iop.Weekdays(rapid.IntRange(1, 127).Draw(t, "committed")), Start: from, End: from + 240})
	}
	return p, d, o
}

// outcomesByRow gives the outcomes that standards give, by place.
func outcomesByRow(c *schedule.Case) map[string]iop.Outcome {
	out := map[string]iop.Outcome{}
	for i, v := range c.Verdicts(nil) {
		if id := c.StandardID(&v); id != "" {
			out[fmt.Sprint(i, c.RuleID(&v), id, v.Row())] = v.Outcome
		}
	}
	return out
}

func requireMended(t require.TestingT, c *schedule.Case, row int, p *schedule.Proposal, before map[string]iop.Outcome, commitments []iop.Commitment) {
	require.NotEmpty(t, p.Mends)
	for key, o := range outcomesByRow(c) { // any order: each is checked by itself
		if before[key] == iop.Met {
			require.NotContains(t, []iop.Outcome{iop.NotMet, iop.Undetermined}, o, key)
		}
	}
	for _, v := range c.Verdicts(nil) {
		for _, mended := range p.Mends {
			if v.Row() == row && c.RuleID(&v) == mended.Rule && c.StandardID(&v) == mended.Standard {
				require.NotEqual(t, iop.NotMet, v.Outcome, "%v", mended)
			}
		}
	}
	for _, change := range p.Changes {
		for i := range commitments {
			from, until := commitments[i].Minutes()
			start := clockMinute(change.Start)
			if commitments[i].IsOn(change.Date) {
				require.False(t, start < until && from < start+change.Minutes, "in a commitment")
			}
		}
	}
}

func clockMinute(k schedule.Clock) iop.Minutes {
	var h, m int
	fmt.Sscanf(k.String(), "%d:%d", &h, &m)
	return iop.Minutes(60*h + m)
}
