package simulate

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// twelveWeeks is the design of the benchmarks: 12 weeks of 3 sessions, a test a
// week, with all rules at work.
func twelveWeeks() Design {
	d := ReferenceDesign()
	d.Name, d.Reference = "twelve weeks", false
	return d
}

func preparedFor(tb testing.TB, d Design) *Model {
	tb.Helper()
	m, err := Prepare(d, DefaultParameters())
	require.NoError(tb, err)
	return m
}

// TestNothingIsAllocatedForPeople holds after the walker and the summary are
// made once.
func TestNothingIsAllocatedForPeople(t *testing.T) {
	all := twelveWeeks()
	all.Aftercare, all.Response.Rewards, all.RewardWeeks, all.MakeUps.PerWeek = "weekly-group-12-weeks", true, 6, 2
	all.Reviews = ReviewPlan{EveryWeeks: 4, RestMet: true, Moves: true}
	all.Comparator = &AbstinenceOnly{AfterPositive: 3}
	for _, d := range []Design{ReferenceDesign(), twelveWeeks(), all} {
		m := preparedFor(t, d)
		s := m.NewSummary(1)
		w := newWalker(m, &s, 1)
		person := int64(0)
		require.Zero(t, testing.AllocsPerRun(2000, func() { w.walk(person); person++ }))
	}
}

// BenchmarkPeople walks people through 12 weeks of 3 sessions with the real
// rules. Compare it with BenchmarkBareModel in the same run.
func BenchmarkPeople(b *testing.B) {
	m := preparedFor(b, twelveWeeks())
	s := m.NewSummary(1)
	w := newWalker(m, &s, 1)
	b.ReportAllocs()
	person := int64(0)
	for b.Loop() {
		w.walk(person)
		person++
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "people/s")
}

// BenchmarkReferencePeople has the published stays, up to five years long.
func BenchmarkReferencePeople(b *testing.B) {
	m := preparedFor(b, ReferenceDesign())
	s := m.NewSummary(1)
	w := newWalker(m, &s, 1)
	b.ReportAllocs()
	person := int64(0)
	for b.Loop() {
		w.walk(person)
		person++
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "people/s")
}

// BenchmarkBareDraws is the draw loop alone: as many draws as a person of 12
// weeks has at most.
func BenchmarkBareDraws(b *testing.B) {
	var sum uint64
	person := int64(0)
	for b.Loop() {
		key := personKey(1, person)
		for i := range uint64(60) {
			sum += draw(key, i)
		}
		person++
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/60, "ns/draw")
	if sum == 1 {
		b.Log(sum)
	}
}

// bareModel is the same steps written by hand for one design: whether a person
// leaves in a week and why, sessions, tests, hours of weeks, return to use, coming
// back, cost. It has no rules, no calendar, no traits, no counts by day and no errors,
// and is what the engine is measured against.
type bareModel struct {
	exits                                               [4]int64
	completed, attended, positives, weeksMet, relapsed  int64
	minutes, days, cents, reentered, offered, testsDone int64
}

func (m *bareModel) walk(person int64) {
	key := personKey(1, person)
	const absent, leaves, positive = 1 << 30, 1 << 28, 1 << 30 // of 2^32
	day := int64(0)
	for week := range uint64(12) {
		if uint32(draw(key, 1000+week)>>32) < leaves {
			m.exits[draw(key, 1100+week)>>62]++
			m.leave(key, day)
			return
		}
		minutes := int64(0)
		for s := range uint64(3) {
			m.offered++
			if uint32(draw(key, 3*week+s)>>32) >= absent {
				m.attended++
				minutes += 180
			}
		}
		m.testsDone++
		if uint32(draw(key, 2000+week)>>32) < positive {
			m.positives++
		}
		m.minutes += minutes
		if minutes >= 540 {
			m.weeksMet++
		}
		day += 7
	}
	m.completed++
	m.leave(key, day)
}

func (m *bareModel) leave(key uint64, day int64) {
	m.days += day
	m.cents += day * 6600
	if draw(key, 3000) < 1<<63 {
		m.relapsed++
	}
	if draw(key, 3001) < 1<<62 {
		m.reentered++
	}
}

func BenchmarkBareModel(b *testing.B) {
	var m bareModel
	person := int64(0)
	for b.Loop() {
		m.walk(person)
		person++
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "people/s")
	if m.completed == 1 {
		b.Log(m)
	}
}

// BenchmarkPrepare is what a design costs once, and BenchmarkWith what other
// parameters cost.
func BenchmarkPrepare(b *testing.B) {
	for b.Loop() {
		if _, err := Prepare(twelveWeeks(), DefaultParameters()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkWith(b *testing.B) {
	m := preparedFor(b, twelveWeeks())
	for b.Loop() {
		if _, err := m.With(DefaultParameters()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMerge(b *testing.B) {
	m := preparedFor(b, twelveWeeks())
	one := m.Run(1, 0, 10)
	for b.Loop() {
		s := m.Run(1, 10, 11)
		if err := s.Merge(one); err != nil {
			b.Fatal(err)
		}
	}
}
