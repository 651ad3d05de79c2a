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

// attendedWeeks prepares a design and gives its judge of attended minutes.
func attendedWeeks(t testing.TB, p *schedule.Program, o schedule.Options) *schedule.AttendedWeeks {
	t.Helper()
	return prepareOn(t, p, schedule.Dates{Start: iso("2026-01-05")}, o).AttendedWeeks()
}

const threeDaysOf200 = `"calledItself": "iop", "population": "adult", "weeks": 12, "blocks": [{"activity": "process-group", "days": ["Mon", "Wed", "Fri"], "minutes": 200}]`

func TestAttendedWeeksAtTheBounds(t *testing.T) {
	p := program(t, threeDaysOf200)
	a := attendedWeeks(t, p, under(t, "asam3-2.1-adult")) // 9 to 19 hours
	require.Equal(t, 1, a.Countings())
	require.Equal(t, []iop.Span{iop.Exactly(200)}, a.Worth(nil, 0, 0))
	require.Equal(t, []iop.Span{iop.Exactly(0)}, a.Worth(nil, 0, 7), "there is no such block")
	for minutes, want := range map[iop.Minutes]iop.Outcome{ // any order: each alone
		0: iop.NotMet, 539: iop.NotMet, 540: iop.Met, 541: iop.Met, 1139: iop.Met, 1140: iop.Met, 1141: iop.NotMet,
	} {
		require.Equal(t, want, a.Judge(3, []iop.Span{iop.Exactly(minutes)}), minutes)
	}
	require.Equal(t, iop.Undetermined, a.Judge(3, []iop.Span{iop.Between(500, 600)}))
	require.Equal(t, iop.Undetermined, a.Judge(3, []iop.Span{{}}), "unknown is not zero")
	require.Equal(t, iop.NotMet, attendedWeeks(t, p, under(t, "wi-op-adult")).Judge(0, []iop.Span{iop.Exactly(540)}), "under 9 hours, and not 9")
	require.Equal(t, iop.Met, attendedWeeks(t, p, under(t, "wi-op-adult")).Judge(0, []iop.Span{iop.Exactly(539)}))
}

func TestAttendedWeeksWithoutABound(t *testing.T) {
	p := program(t, `"weeks": 2, "blocks": [{"activity": "process-group", "days": ["Mon"], "minutes": 200}]`)
	for name, o := range map[string]schedule.Options{ // any order: each alone
		"no standard":            noStandards(),
		"another age group":      {Standards: []iop.Standard{standard(t, "asam3-2.1-adolescent")}, Population: iop.Adult},
		"an average of weeks":    under(t, "va-medicaid-2.1-adult"),
		"no hours in a standard": under(t, "wa-court-iop"),
	} {
		a := attendedWeeks(t, p, o)
		require.Equal(t, iop.NotApplicable, a.Judge(0, make([]iop.Span, a.Countings())), name)
	}
}

// TestAttendedWeeksInTheAllowance: the last two weeks may be short by design,
// and are then not judged; above the maximum they are.
func TestAttendedWeeksInTheAllowance(t *testing.T) {
	p := program(t, `"calledItself": "iop", "population": "adult", "phases": [{"name": "a", "weeks": 10}, {"name": "b", "weeks": 2}], "blocks": [
		{"activity": "process-group", "days": ["Mon", "Wed", "Fri"], "minutes": 180, "phase": "a"}, {"activity": "process-group", "days": ["Mon"], "minutes": 180, "phase": "b"}]`)
	a := attendedWeeks(t, p, under(t, "asam3-2.1-adult"))
	require.Equal(t, iop.NotMet, a.Judge(9, []iop.Span{iop.Exactly(180)}))
	require.Equal(t, iop.NotApplicable, a.Judge(10, []iop.Span{iop.Exactly(180)}))
	require.Equal(t, iop.NotApplicable, a.Judge(11, []iop.Span{iop.Exactly(0)}))
	require.Equal(t, iop.NotMet, a.Judge(11, []iop.Span{iop.Exactly(1200)}))
}

// TestAttendedWeeksAgreeWithDesigns: attending some blocks of a design is judged
// as a design of those blocks alone, under each standard's own counting.
func TestAttendedWeeksAgreeWithDesigns(t *testing.T) {
	ids := []iop.StandardID{"asam3-2.1-adult", "wi-op-adult", "asam3-2.5-all", "asam3-1-adult"}
	lines := []string{
		`{"activity": "process-group", "days": ["Mon", "Wed", "Fri"], "minutes": 150, "breakMinutes": 15}`,
		`{"activity": "self-help-meeting", "days": ["Tue"], "minutes": 60}`,
		`{"activity": "cbt", "days": ["Tue", "Thu"], "minutes": 90}`,
		`{"activity": "psychoeducation", "days": ["Thu"], "minutes": 120, "clinicalMinutesMax": 100}`,
		`{"activity": "family-therapy", "days": ["Sat"], "minutes": 75, "countsAsClinical": false}`,
		`{"rotates": ["cbt", "self-help-meeting"], "days": ["Sun"], "minutes": 200}`,
	}
	p := program(t, `"weeks": 20, "blocks": [`+strings.Join(lines, ", ")+`]`)
	days := []int{3, 1, 2, 1, 1, 1}
	rapid.Check(t, func(rt *rapid.T) {
		o := under(t, rapid.SampledFrom(ids).Draw(rt, "standard"))
		o.Population = iop.Adult
		a := attendedWeeks(t, p, o)
		sum := make([]iop.Span, a.Countings())
		for i := range sum {
			sum[i] = iop.Exactly(0)
		}
		var kept []string
		for b := range lines {
			if !rapid.Bool().Draw(rt, fmt.Sprint("block ", b)) {
				continue
			}
			kept = append(kept, lines[b])
			for range days[b] {
				for i, w := range a.Worth(nil, 0, b) {
					sum[i] = sum[i].Add(w)
				}
			}
		}
		if len(kept) == 0 {
			return
		}
		alone := prepareOn(t, program(t, `"weeks": 20, "blocks": [`+strings.Join(kept, ", ")+`]`), schedule.Dates{Start: iso("2026-01-05")}, o)
		want := iop.NotApplicable
		for _, v := range alone.Verdicts(nil) {
			if id := alone.RuleID(&v); v.Row() != 0 || id != "schedule/weekly-hours-min" && id != "schedule/weekly-hours-max" {
				continue
			}
			if want == iop.NotApplicable || v.Outcome == iop.NotMet || v.Outcome == iop.Undetermined && want != iop.NotMet {
				want = v.Outcome
			}
		}
		require.Equal(t, want, a.Judge(0, sum), "%v of %v", sum, kept)
	})
}

func TestAttendedWeeksAllocateNothing(t *testing.T) {
	a := attendedWeeks(t, program(t, threeDaysOf200), under(t, "asam3-2.1-adult"))
	spans := []iop.Span{iop.Exactly(600)}
	require.Zero(t, testing.AllocsPerRun(100, func() { _ = a.Judge(0, spans) }))
	worth := make([]iop.Span, 0, 4)
	require.Zero(t, testing.AllocsPerRun(100, func() { worth = a.Worth(worth[:0], 0, 0) }))
}

func BenchmarkAttendedWeek(b *testing.B) {
	a := attendedWeeks(b, program(b, threeDaysOf200), under(b, "asam3-2.1-adult"))
	spans := []iop.Span{iop.Exactly(600)}
	b.ReportAllocs()
	for b.Loop() {
		a.Judge(0, spans)
	}
}

func TestBoundsOfNumbers(t *testing.T) {
	for text, want := range map[string][3]int64{ // any order: each alone
		"2": {2_000_000, 2_000_000, 1}, "0.5": {500_000, 500_000, 1}, `{"min": 1, "max": 3}`: {1_000_000, 3_000_000, 1}, `{"min": 4}`: {4_000_000, 0, 0}, `{"max": 4}`: {0, 4_000_000, 1},
	} {
		var n schedule.Number
		require.NoError(t, n.UnmarshalJSON([]byte(text)))
		low, high, bounded := n.Bounds()
		require.Equal(t, want[:2], []int64{low, high}, text)
		require.Equal(t, want[2] == 1, bounded, text)
	}
}
