package economics_test

import (
	"encoding/json"
	"math"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/openiop/openiop/simulate/economics"
)

// want is a row as dampack prints it: incremental cost, effect and ratio are 0
// where it prints NA.
type want struct {
	name                string
	cost, effect, ratio float64
	status              economics.Status
}

func requireTable(t *testing.T, strategies []economics.Strategy, rows []want, within float64) {
	t.Helper()
	got, err := economics.Compare(strategies)
	require.NoError(t, err)
	require.Len(t, got, len(rows))
	for i, w := range rows {
		require.Equal(t, w.name, got[i].Name)
		require.Equal(t, w.status, got[i].Status, w.name)
		if w.ratio == 0 {
			require.Nil(t, got[i].Step, w.name)
			continue
		}
		require.Equal(t, rows[i-1].name, got[i].Step.From)
		require.InEpsilon(t, w.cost, got[i].Step.Cost, within, w.name)
		require.InEpsilon(t, w.effect, got[i].Step.Effect, within, w.name)
		require.InEpsilon(t, w.ratio, got[i].Step.Ratio, within, w.name)
	}
}

const (
	nd = economics.OnFrontier
	ed = economics.ExtendedDominated
	d  = economics.Dominated
)

// TestHERC: the example of the Health Economics Resource Center of the US
// Department of Veterans Affairs, with the table that dampack expects of it
// (tests/testthat/test_calculate_icers.R of github.com/DARTH-git/dampack).
func TestHERC(t *testing.T) {
	requireTable(t, []economics.Strategy{
		{"E", 55000, 5}, {"D", 35000, 4}, {"C", 25000, 3}, {"B", 10000, 2}, {"A", 12000, 1.5}, {"UC", 5000, 1},
	}, []want{
		{"UC", 0, 0, 0, nd}, {"B", 5000, 1, 5000, nd}, {"D", 25000, 2, 12500, nd}, {"E", 20000, 1, 20000, nd},
		{"C", 0, 0, 0, ed}, {"A", 0, 0, 0, d},
	}, 1e-12)
}

// TestHIVScreening: the first example of dampack's vignette basic_cea, from
// Paltiel et al. 2006, Ann Intern Med 145:797, table 4: cost and
// quality-adjusted life months. Of the five, annual testing is dominated. The
// ratios in dollars a year are the differences of the table, by hand.
func TestHIVScreening(t *testing.T) {
	requireTable(t, []economics.Strategy{
		{"status quo", 26000, 277.25 / 12}, {"one time", 27000, 277.57 / 12}, {"5yr", 28020, 277.78 / 12}, {"3yr", 28440, 277.83 / 12}, {"annual", 29440, 277.76 / 12},
	}, []want{
		{"status quo", 0, 0, 0, nd}, {"one time", 1000, 0.32 / 12, 37500, nd}, {"5yr", 1020, 0.21 / 12, 1020 * 12 / 0.21, nd},
		{"3yr", 420, 0.05 / 12, 100800, nd}, {"annual", 0, 0, 0, d},
	}, 1e-9)
}

// TestClostridioides: the second example of that vignette (Rajasingham et al.
// 2020, Clin Infect Dis 70:754), with dampack's own output, vignettes/
// cdiff_icers.csv of its repository.
func TestClostridioides(t *testing.T) {
	requireTable(t, []economics.Strategy{
		{"s3", 57336.0059896538, 12.9399639202408}, {"s4", 57887.481549326, 12.9970657153765}, {"s13", 58018.6252420203, 13.0650412387992},
		{"s20", 58634.2026441398, 13.1100568867995}, {"s27", 57541.2526373815, 13.0140640696275}, {"s31", 57934.0743411241, 13.0966257932217},
		{"s33", 57642.2587507842, 13.0389116321918}, {"s37", 58081.7947984323, 13.1029711156978}, {"s39", 57814.6470919581, 13.0462790163185},
		{"s43", 58072.1137208494, 13.11285766912}, {"s44", 58665.7823044647, 13.1283328397025},
	}, []want{
		{"s3", 0, 0, 0, nd},
		{"s27", 205.246647727639, 0.0741001493866911, 2769.85470915263, nd},
		{"s33", 101.006113402713, 0.0248475625643216, 4065.03105249231, nd},
		{"s31", 291.815590339931, 0.0577141610298533, 5056.2216470406, nd},
		{"s43", 138.039379725262, 0.0162318758983169, 8504.2160616553, nd},
		{"s44", 593.668583615326, 0.0154751705825014, 38362.6519947134, nd},
		{"s39", 0, 0, 0, ed}, {"s4", 0, 0, 0, d}, {"s13", 0, 0, 0, d}, {"s37", 0, 0, 0, d}, {"s20", 0, 0, 0, d},
	}, 1e-9)
}

// TestEqualEffects: of two strategies with the same effect the cheaper one is
// left, as in dampack's test "default reference strategy".
func TestEqualEffects(t *testing.T) {
	got, err := economics.Compare([]economics.Strategy{{"No Treat", 163771.0, 6.48273}, {"Treat all", 164848.7, 6.52861}, {"Test & treat", 163765.1, 6.52861}})
	require.NoError(t, err)
	require.Equal(t, "Test & treat", got[0].Name)
	require.Equal(t, []economics.Status{nd, d, d}, []economics.Status{got[0].Status, got[1].Status, got[2].Status})

	one, err := economics.Compare([]economics.Strategy{{"s", 1, 2}})
	require.NoError(t, err)
	require.Equal(t, []economics.Row{{Strategy: economics.Strategy{Name: "s", Cost: 1, Effect: 2}, Status: nd}}, one)

	same, err := economics.Compare([]economics.Strategy{{"a", 1, 2}, {"b", 1, 2}})
	require.NoError(t, err)
	require.Equal(t, []economics.Status{nd, d}, []economics.Status{same[0].Status, same[1].Status})
}

// TestFrontierIsBest: at every value of a unit, the strategy with the highest
// net benefit is on the frontier, and the ratios say where choices change.
func TestFrontierIsBest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "n")
		var all []economics.Strategy
		for i := range n {
			all = append(all, economics.Strategy{Name: string(rune('a' + i)), Cost: float64(rapid.IntRange(0, 100).Draw(t, "cost")), Effect: float64(rapid.IntRange(0, 20).Draw(t, "effect"))})
		}
		rows, err := economics.Compare(all)
		require.NoError(t, err)
		require.Len(t, rows, n)
		worth := rapid.Float64Range(0.01, 200).Draw(t, "worth")
		best := math.Inf(-1)
		for _, s := range all {
			best = max(best, s.NetBenefit(worth))
		}
		chosen := rows[0]
		before := 0.0
		for _, r := range rows {
			if r.Status != nd {
				continue
			}
			if r.Step != nil {
				require.GreaterOrEqual(t, r.Step.Ratio, before-1e-9)
				before = r.Step.Ratio
				if r.Step.Ratio <= worth {
					chosen = r
				}
			}
		}
		require.InDelta(t, best, chosen.NetBenefit(worth), 1e-6)
	})
}

// TestValueOfInformation: five samples worked by hand. Net benefits of A: 9, 12,
// 14, 11, 14 (mean 12), of B: 12, 10, 17, 10, 16 (mean 13); the highest are 12,
// 12, 17, 11, 16 (mean 13.6). B is best on average and in three of five; knowing
// is worth 0.6.
func TestValueOfInformation(t *testing.T) {
	benefit := [][]float64{{9, 12}, {12, 10}, {14, 17}, {11, 10}, {14, 16}}
	cost, effect := [][]float64{}, [][]float64{}
	for _, b := range benefit { // at 2 for a unit: 2·effect - cost
		cost = append(cost, []float64{1, 4})
		effect = append(effect, []float64{(b[0] + 1) / 2, (b[1] + 4) / 2})
	}
	s, err := economics.NewSamples([]string{"A", "B"}, cost, effect)
	require.NoError(t, err)
	got, err := s.Acceptability([]float64{2, 0})
	require.NoError(t, err)
	require.InDeltaSlice(t, []float64{0.4, 0.6}, got[0].Shares, 1e-12)
	require.Equal(t, "B", got[0].Best)
	require.InDelta(t, 0.6, got[0].PerfectInformation, 1e-12)

	require.InDeltaSlice(t, []float64{1, 0}, got[1].Shares, 1e-12, "at 0 the cheapest is best")
	require.Zero(t, got[1].PerfectInformation)

	means := s.Means()
	require.Equal(t, "A", means[0].Name)
	require.InDelta(t, 1, means[0].Cost, 1e-12)
	require.InDelta(t, 6.5, means[0].Effect, 1e-12)
	require.InDelta(t, 8.5, means[1].Effect, 1e-12)
}

// TestEqualBenefits: strategies that are alike share the samples.
func TestEqualBenefits(t *testing.T) {
	s, err := economics.NewSamples([]string{"A", "B", "C"}, [][]float64{{1, 1, 2}, {1, 1, 0}}, [][]float64{{1, 1, 1}, {1, 1, 1}})
	require.NoError(t, err)
	got, err := s.Acceptability([]float64{5})
	require.NoError(t, err)
	require.InDeltaSlice(t, []float64{0.25, 0.25, 0.5}, got[0].Shares, 1e-12)
}

func TestBadStrategies(t *testing.T) {
	for name, c := range map[string]struct {
		s    []economics.Strategy
		want string
	}{
		"none":      {nil, "no strategies"},
		"no name":   {[]economics.Strategy{{}}, "no name"},
		"same name": {[]economics.Strategy{{"a", 1, 1}, {"a", 2, 2}}, `two strategies are named "a"`},
		"no number": {[]economics.Strategy{{"a", math.NaN(), 1}}, `cost or effect of "a"`},
		"infinite":  {[]economics.Strategy{{"a", 1, math.Inf(1)}}, `cost or effect of "a"`},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := economics.Compare(c.s)
			require.ErrorContains(t, err, c.want)
		})
	}
	two := []string{"a", "b"}
	for name, c := range map[string]struct {
		names        []string
		cost, effect [][]float64
		want         string
	}{
		"one strategy": {[]string{"a"}, [][]float64{{1}}, [][]float64{{1}}, "two strategies"},
		"no samples":   {two, nil, nil, "at least one sample"},
		"unequal":      {two, [][]float64{{1, 2}}, nil, "at least one sample"},
		"short row":    {two, [][]float64{{1, 2}, {1}}, [][]float64{{1, 2}, {1, 2}}, "sample 1: want"},
		"no number":    {two, [][]float64{{1, math.NaN()}}, [][]float64{{1, 2}}, "sample 0"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := economics.NewSamples(c.names, c.cost, c.effect)
			require.ErrorContains(t, err, c.want)
		})
	}
	s, err := economics.NewSamples(two, [][]float64{{1, 2}}, [][]float64{{1, 2}})
	require.NoError(t, err)
	_, err = s.Acceptability([]float64{-1})
	require.ErrorContains(t, err, "0 or more")
	_, err = s.Acceptability([]float64{math.NaN()})
	require.ErrorContains(t, err, "0 or more")
}

func TestStatusText(t *testing.T) {
	for _, s := range []economics.Status{nd, ed, d} {
		text, err := s.MarshalText()
		require.NoError(t, err)
		var back economics.Status
		require.NoError(t, back.UnmarshalText(text))
		require.Equal(t, s, back)
	}
	_, err := economics.Status(0).MarshalText()
	require.Error(t, err)
	require.Error(t, new(economics.Status).UnmarshalText([]byte("")))
	rows, err := economics.Compare([]economics.Strategy{{"a", 1, 1}, {"b", 2, 3}})
	require.NoError(t, err)
	text, err := json.Marshal(rows)
	require.NoError(t, err)
	require.JSONEq(t, `[{"name":"a","cost":1,"effect":1,"status":"on the frontier","step":null},
		{"name":"b","cost":2,"effect":3,"status":"on the frontier","step":{"from":"a","cost":1,"effect":2,"ratio":0.5}}]`, string(text))
}

func BenchmarkAcceptability(b *testing.B) {
	cost, effect := make([][]float64, 1000), make([][]float64, 1000)
	for i := range cost {
		x := float64(i%37) / 37
		cost[i], effect[i] = []float64{1000, 1200 + 100*x, 900 + 500*x}, []float64{0.3, 0.3 + 0.1*x, 0.25 + 0.2*x}
	}
	s, err := economics.NewSamples([]string{"a", "b", "c"}, cost, effect)
	if err != nil {
		b.Fatal(err)
	}
	worth := make([]float64, 50)
	for i := range worth {
		worth[i] = float64(i) * 100
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := s.Acceptability(worth); err != nil {
			b.Fatal(err)
		}
	}
}
