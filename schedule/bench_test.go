package schedule_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/stretchr/testify/require"
)

// benchProgram is a 12-week program of 48 sessions: four evenings a week.
func benchProgram(t testing.TB, minutes, weeks int) *schedule.Program {
	text := fmt.Sprintf(`{"id": "bench", "calledItself": "iop", "population": "adult", "weeks": %d, "blocks": [
		{"activity": "process-group", "days": ["Mon"], "start": "18:00", "minutes": %[2]d},
		{"activity": "cbt", "days": ["Tue"], "start": "18:00", "minutes": %[2]d},
		{"activity": "relapse-prevention", "days": ["Wed"], "start": "18:00", "minutes": %[2]d},
		{"activity": "psychoeducation", "days": ["Thu"], "start": "18:00", "minutes": %[2]d}]}`, weeks, minutes)
	programs, err := schedule.ReadPrograms(strings.NewReader(text), "bench.json", schedule.Limits{})
	require.NoError(t, err)
	return &programs[0]
}

func benchStandards(t testing.TB, ids ...iop.StandardID) (out []iop.Standard) {
	for _, id := range ids {
		s, ok := iop.Embedded().Lookup(id, false)
		require.True(t, ok, id)
		out = append(out, s)
	}
	return out
}

var benchCases = []struct {
	name    string
	minutes int
	ids     []iop.StandardID
}{
	{"met/1standard", 180, []iop.StandardID{"va-license-2.1"}},
	{"met/3standards", 180, []iop.StandardID{"va-license-2.1", "asam3-2.1-adult", "wi-iop-adult"}},
	{"violated/1standard", 120, []iop.StandardID{"va-license-2.1"}},
	{"violated/3standards", 120, []iop.StandardID{"va-license-2.1", "asam3-2.1-adult", "wi-iop-adult"}},
}

// BenchmarkCheck times the judgement of a prepared 12-week design of 48
// sessions, beside two references written by hand in this file: Loop only
// counts, Fill does the same and fills as many cited finding structs as the
// engine returned. Compare within one run only.
func BenchmarkCheck(b *testing.B) {
	for _, bc := range benchCases {
		p := benchProgram(b, bc.minutes, 12)
		c := schedule.Prepare(p, schedule.Options{Standards: benchStandards(b, bc.ids...)})
		findings := c.Report().Len()
		b.Run(bc.name+"/Verdicts", func(b *testing.B) {
			buf := c.Verdicts(nil)
			b.ReportAllocs()
			for b.Loop() {
				buf = c.Verdicts(buf[:0])
			}
			b.ReportMetric(float64(len(buf)), "verdicts")
		})
		b.Run(bc.name+"/Report", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if c.Report().Len() != findings {
					b.Fatal("the report changed")
				}
			}
			b.ReportMetric(float64(findings), "findings")
		})
		sessions := looseSessions(12, bc.minutes)
		b.Run(bc.name+"/Loop", func(b *testing.B) {
			b.ReportAllocs()
			sum := 0
			for b.Loop() {
				sum += countLoop(sessions, len(bc.ids))
			}
			if sum < 0 {
				b.Fatal("impossible")
			}
		})
		b.Run(bc.name+"/Fill", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if len(fillLoop(sessions, len(bc.ids), findings)) != findings {
					b.Fatal("too few findings")
				}
			}
		})
	}
}

// looseSession is what a bare loop needs of a session.
type looseSession struct{ week, day, minutes int }

func looseSessions(weeks, minutes int) (out []looseSession) {
	for w := range weeks {
		for d := range 4 {
			out = append(out, looseSession{w, d, minutes})
		}
	}
	return out
}

// countLoop is the first reference: integers only, the weekly sum against a
// minimum and a maximum and the day against a minimum, for each standard.
func countLoop(sessions []looseSession, standards int) (unmet int) {
	for range standards {
		var week, day [12]int
		for i := range day {
			day[i] = 1 << 30
		}
		for _, s := range sessions {
			week[s.week] += s.minutes
			day[s.week] = min(day[s.week], s.minutes)
		}
		for w := range week {
			if week[w] < 540 {
				unmet++
			}
			if week[w] > 1140 {
				unmet++
			}
			if day[w] < 180 {
				unmet++
			}
		}
	}
	return unmet
}

// looseFinding is what anybody would write down: whose rule, where, what was
// measured and required, a source and a reason.
type looseFinding struct {
	rule, standard, track, phase     string
	week                             int
	met                              bool
	unit                             string
	measuredMin, measuredMax         int
	requiredMin, requiredMax         int
	authority, locator, url          string
	confidence, read                 string
	because                          []looseFact
	remedies                         []string
	severity, outcome, place, reason string
}

type looseFact struct {
	kind     string
	minutes  int
	children []looseFact
}

// fillLoop is the second reference: the same loop, appending n findings with
// one fact and one remedy each.
func fillLoop(sessions []looseSession, standards, n int) []looseFinding {
	unmet := countLoop(sessions, standards)
	out := make([]looseFinding, 0, n)
	for i := range n {
		out = append(out, looseFinding{
			track: "", phase: "", place: "", reason: "", requiredMax: 0,
			rule: "schedule/weekly-hours-min", standard: "va-license-2.1", week: i % 12, met: unmet == 0, unit: "minutes",
			measuredMin: sessions[i%len(sessions)].minutes, measuredMax: 720, requiredMin: 540,
			authority: "Virginia DBHDS", locator: "12VAC35-105-1740", url: "https://law.lis.virginia.gov",
			confidence: "verified", read: "2026-11-23", severity: "error", outcome: "met",
			because:  []looseFact{{kind: "counted", minutes: 720, children: nil}},
			remedies: []string{"add countable time"},
		})
	}
	return out
}

// BenchmarkPrepare times the derivation of the weeks and the look-up of the
// standards, for programs of 12 and 120 weeks and of more sessions.
func BenchmarkPrepare(b *testing.B) {
	for _, weeks := range []int{12, 120} {
		p := benchProgram(b, 180, weeks)
		standards := benchStandards(b, "va-license-2.1")
		b.Run(fmt.Sprintf("%dweeks", weeks), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				schedule.Prepare(p, schedule.Options{Standards: standards})
			}
		})
	}
}

// BenchmarkSweep shows how judgement grows with weeks, standards and sessions:
// verdicts and findings grow with weeks and standards and not with the
// sessions, which are added up when the design is prepared.
func BenchmarkSweep(b *testing.B) {
	all := benchStandards(b, "va-license-2.1", "asam3-2.1-adult", "wi-iop-adult", "il-2-adult", "md-2.1-adult", "ca-dmcods-adult", "dc-2.1-adult", "nc-medicaid-saiop", "tricare-iop")
	for _, size := range []struct{ weeks, standards, blocks int }{
		{12, 1, 4}, {24, 1, 4}, {48, 1, 4}, {96, 1, 4}, {12, 3, 4}, {12, 9, 4}, {12, 1, 40}, {12, 1, 400},
	} {
		p := benchProgram(b, 180, size.weeks)
		for i := range size.blocks - len(p.Blocks) {
			p.Blocks = append(p.Blocks, p.Blocks[i%4])
			p.Blocks[len(p.Blocks)-1].Start = schedule.NewClock(6+i%12, i%60)
		}
		o := schedule.Options{Standards: all[:size.standards]}
		c := schedule.Prepare(p, o)
		name := fmt.Sprintf("%dweeks/%dstandards/%dblocks", size.weeks, size.standards, size.blocks)
		b.Run(name+"/Prepare", func(b *testing.B) {
			for b.Loop() {
				schedule.Prepare(p, o)
			}
		})
		b.Run(name+"/Verdicts", func(b *testing.B) {
			buf := c.Verdicts(nil)
			for b.Loop() {
				buf = c.Verdicts(buf[:0])
			}
		})
		b.Run(name+"/Report", func(b *testing.B) {
			for b.Loop() {
				c.Report()
			}
		})
	}
}
