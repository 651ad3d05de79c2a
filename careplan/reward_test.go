package careplan_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/iop"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func ledger(t require.TestingT, p careplan.RewardPlan) careplan.Ledger {
	l, err := careplan.NewLedger(p)
	require.NoError(t, err)
	return l
}

// record plays occasions a week apart: + reached, - not reached, ? open.
func record(t require.TestingT, l careplan.Ledger, occasions string) careplan.Ledger {
	day := iop.MustDate(2026, time.September, 7)
	for i, c := range occasions {
		target := map[rune]careplan.TargetBehavior{'+': careplan.TargetShown, '-': careplan.TargetNotShown, '?': careplan.TargetOpen}[c]
		var err error
		l, err = l.Record(careplan.Occasion{ID: fmt.Sprint(len(l.Entries())), On: day.AddDays(7 * i), Target: target})
		require.NoError(t, err)
	}
	return l
}

func earned(l careplan.Ledger) (out []string) {
	for _, e := range l.Entries() {
		out = append(out, e.Earned.Decimal(careplan.Dollars).StringFixed(2))
	}
	return out
}

var escalating = careplan.EscalatingRewards{First: careplan.Cents(250), Step: careplan.Cents(150), Highest: careplan.Cents(700)}

func TestSchedules(t *testing.T) {
	plan := careplan.RewardPlan{Currency: careplan.Dollars, Schedule: escalating, Reset: careplan.StartAgain}
	for _, c := range []struct {
		name, occasions string
		change          func(*careplan.RewardPlan)
		want            []string
	}{
		{"grows to the highest", "+++++", nil, []string{"2.50", "4.00", "5.50", "7.00", "7.00"}},
		{"a reset begins again and leaves what was earned", "++-++", nil, []string{"2.50", "4.00", "0.00", "2.50", "4.00"}},
		{"open occasions neither earn nor reset", "++?+", nil, []string{"2.50", "4.00", "0.00", "5.50"}},
		{"recovers the place after two in a row", "+++-+++", func(p *careplan.RewardPlan) { p.RecoverAfter = 2 },
			[]string{"2.50", "4.00", "5.50", "0.00", "2.50", "4.00", "7.00"}},
		{"a second reset before recovering keeps the place to recover", "+++-+-+++", func(p *careplan.RewardPlan) { p.RecoverAfter = 2 },
			[]string{"2.50", "4.00", "5.50", "0.00", "2.50", "0.00", "2.50", "4.00", "7.00"}},
		{"keeps its place without a reset", "++-+", func(p *careplan.RewardPlan) { p.Reset = careplan.KeepPlace }, []string{"2.50", "4.00", "0.00", "5.50"}},
		{"fixed", "+-++", func(p *careplan.RewardPlan) { p.Schedule = careplan.FixedRewards{Each: careplan.Cents(1000)} },
			[]string{"10.00", "0.00", "10.00", "10.00"}},
		{"capped each", "+++", func(p *careplan.RewardPlan) { p.MostEach = careplan.Cents(400) }, []string{"2.50", "4.00", "4.00"}},
		{"capped in all", "+++", func(p *careplan.RewardPlan) { p.MostInAll = careplan.Cents(700) }, []string{"2.50", "4.00", "0.50"}},
		{"one cent under the cap in all", "+++", func(p *careplan.RewardPlan) { p.MostInAll = careplan.Cents(1199) }, []string{"2.50", "4.00", "5.49"}},
		{"exactly the cap in all", "+++", func(p *careplan.RewardPlan) { p.MostInAll = careplan.Cents(1200) }, []string{"2.50", "4.00", "5.50"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := plan
			if c.change != nil {
				c.change(&p)
			}
			require.Equal(t, c.want, earned(record(t, ledger(t, p), c.occasions)))
		})
	}
}

func TestPrizesAreDrawnByTheCaller(t *testing.T) {
	l := ledger(t, careplan.RewardPlan{Currency: careplan.Dollars, Schedule: careplan.PrizeRewards{First: 1, Highest: 3}, Reset: careplan.StartAgain})
	on := iop.MustDate(2026, time.September, 7)
	for i, draws := range []int{1, 2, 3, 3} {
		require.Equal(t, careplan.Offer{Draws: draws}, l.Next())
		var err error
		l, err = l.Record(careplan.Occasion{ID: fmt.Sprint(i), On: on, Target: careplan.TargetShown, Drawn: careplan.Cents(100)})
		require.NoError(t, err)
	}
	require.Equal(t, careplan.Cents(400), l.Earned())
	_, err := l.Record(careplan.Occasion{ID: "x", On: on, Target: careplan.TargetNotShown, Drawn: careplan.Cents(1)})
	require.EqualError(t, err, "occasion: has prizes that nothing offers; want none")
}

func TestLedgerIsAValue(t *testing.T) {
	l := record(t, ledger(t, careplan.RewardPlan{Currency: careplan.Dollars, Schedule: escalating}), "++")
	a, b := record(t, l, "+"), record(t, l, "-")
	require.Equal(t, []string{"2.50", "4.00"}, earned(l))
	require.Equal(t, []string{"2.50", "4.00", "5.50"}, earned(a))
	require.Equal(t, []string{"2.50", "4.00", "0.00"}, earned(b))
	handed, err := l.HandOut(careplan.Cents(650))
	require.NoError(t, err)
	require.Equal(t, careplan.Cents(650), handed.Earned(), "handing out takes nothing from what was earned")
	require.True(t, handed.Owed().IsZero())
	require.Equal(t, careplan.Cents(650), l.Owed())
	_, err = handed.HandOut(careplan.Cents(1))
	require.ErrorContains(t, err, "more is handed out than is owed")
}

func TestTheSameOccasionCountsOnce(t *testing.T) {
	l := ledger(t, careplan.RewardPlan{Currency: careplan.Points, Schedule: careplan.FixedRewards{Each: careplan.WholePoints(5)}})
	o := careplan.Occasion{ID: "r1", On: iop.MustDate(2026, time.September, 7), Target: careplan.TargetShown}
	once, err := l.Record(o)
	require.NoError(t, err)
	again, err := once.Record(o)
	require.NoError(t, err)
	require.Equal(t, once, again)
	o.Target = careplan.TargetNotShown
	_, err = once.Record(o)
	require.ErrorContains(t, err, "with other content")
}

func TestRewardsThatCannotBe(t *testing.T) {
	for _, c := range []struct{ amount, want string }{
		{"-0.01", "less than nothing"},
		{"0.001", "no whole number of cents"},
		{"100000000000000", "too large"},
		{"1e4000", "too large or too fine"},
		{"1e-4000", "too large or too fine"},
	} {
		_, err := careplan.NewReward(decimal.RequireFromString(c.amount), careplan.Dollars)
		require.ErrorContains(t, err, c.want, c.amount)
	}
	r, err := careplan.NewReward(decimal.RequireFromString("2.50"), careplan.Dollars)
	require.NoError(t, err)
	require.Equal(t, careplan.Cents(250), r)
	_, err = careplan.NewReward(decimal.RequireFromString("2.5"), careplan.Points)
	require.ErrorContains(t, err, "no whole number of points")
	for _, p := range []careplan.RewardPlan{
		{},
		{Currency: careplan.Dollars},
		{Currency: careplan.Dollars, Schedule: careplan.FixedRewards{}},
		{Currency: careplan.Dollars, Schedule: careplan.EscalatingRewards{First: careplan.Cents(2), Highest: careplan.Cents(1)}},
		{Currency: careplan.Dollars, Schedule: careplan.PrizeRewards{First: 2, Highest: 1}},
		{Currency: careplan.Dollars, Schedule: escalating, RecoverAfter: -1},
		{Currency: careplan.Dollars, Schedule: escalating, Reset: 9},
	} {
		_, err := careplan.NewLedger(p)
		require.Error(t, err, "%+v", p)
	}
	_, err = careplan.Ledger{}.Record(careplan.Occasion{ID: "a", On: iop.MustDate(2026, time.September, 7)})
	require.ErrorContains(t, err, "has no plan")
}

// TestLedgerNeverDecreases is invariant (h) of facts/drug-testing.md, section
// 8: whatever is recorded, in whatever order, the sum earned never falls, and
// no entry changes. It fails if step lowered l.earned on a reset.
func TestLedgerNeverDecreases(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		schedule := rapid.SampledFrom([]careplan.RewardSchedule{
			escalating, careplan.FixedRewards{Each: careplan.Cents(300)}, careplan.PrizeRewards{First: 1, Highest: 8},
		}).Draw(t, "schedule")
		l := ledger(t, careplan.RewardPlan{
			Currency: careplan.Dollars, Schedule: schedule, Reset: careplan.Reset(rapid.IntRange(0, 1).Draw(t, "reset")),
			RecoverAfter: rapid.IntRange(0, 5).Draw(t, "recover"),
			MostEach:     careplan.Cents(rapid.Uint32Range(0, 900).Draw(t, "each")),
			MostInAll:    careplan.Cents(rapid.Uint32Range(0, 9000).Draw(t, "all")),
		})
		for i := range rapid.IntRange(1, 200).Draw(t, "n") {
			before, entries := l.Earned(), l.Entries()
			target := careplan.TargetBehavior(rapid.IntRange(0, 2).Draw(t, "goal"))
			o := careplan.Occasion{ID: fmt.Sprint(rapid.IntRange(0, i).Draw(t, "id")), On: iop.MustDate(2026, time.September, 7).AddDays(rapid.IntRange(-30, 400).Draw(t, "day")), Target: target}
			if _, prizes := schedule.(careplan.PrizeRewards); prizes && target == careplan.TargetShown {
				o.Drawn = careplan.Cents(rapid.Uint32Range(0, 5000).Draw(t, "drawn"))
			}
			next, err := l.Record(o)
			if err == nil {
				l = next
			}
			require.GreaterOrEqual(t, l.Earned().Compare(before), 0)
			for i := range entries {
				require.Equal(t, entries[i], l.Entries()[i])
			}
			if most := l.Owed(); rapid.Bool().Draw(t, "hand out") {
				l, err = l.HandOut(most)
				require.NoError(t, err)
				require.GreaterOrEqual(t, l.Earned().Compare(before), 0)
			}
		}
	})
}
