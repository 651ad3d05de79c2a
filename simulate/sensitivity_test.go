package simulate_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/openiop/openiop/simulate"
	"github.com/openiop/openiop/simulate/explore"
)

func relapsed(r *simulate.Results) float64 { return r.Relapse(365).Value }
func attended(r *simulate.Results) float64 { return r.Attendance().Value }
func costs(r *simulate.Results) float64    { return r.Cost().Value }

// someParameters act on different results each.
var someParameters = []string{"relapse-ever", "relapse-scale", "no-show", "cost-week", "exit-median-dropped-out"}

func explored(t *testing.T, people int64) ([]explore.Input, explore.Model) {
	t.Helper()
	return exploredBy(t, people, someParameters)
}

func exploredBy(t *testing.T, people int64, ids []string) ([]explore.Input, explore.Model) {
	t.Helper()
	m, err := simulate.Prepare(simulate.ReferenceDesign(), simulate.DefaultParameters())
	require.NoError(t, err)
	inputs, err := m.Parameters().Inputs(ids...)
	require.NoError(t, err)
	model, err := m.Explore(ids, 5, people, relapsed, attended, costs)
	require.NoError(t, err)
	return inputs, model
}

// TestPSAOfTheModel: what is not known of the parameters carries over to the
// results as far as the model is a simple function of them.
func TestPSAOfTheModel(t *testing.T) {
	inputs, model := explored(t, 10_000)
	psa, err := explore.NewPSA(inputs, nil, 100, 1)
	require.NoError(t, err)
	results, err := explore.Evaluate(psa, model)
	require.NoError(t, err)
	spread, err := psa.Analyze(results)
	require.NoError(t, err)
	// returning within a year is nearly all who ever do: uniform on 0.42 to 0.63,
	// less what comes later
	require.InDelta(t, 0.525*0.95, spread[0].Mean, 0.02)
	require.InDelta(t, 0.21/3.4641*0.95, spread[0].SD, 0.012)
	// attendance follows no-show, triangular on 0.199, 0.374, 0.5: sd 0.0617
	require.InDelta(t, 1-0.3577, spread[1].Mean, 0.02)
	require.InDelta(t, 0.0617, spread[1].SD, 0.012)
	// the cost of a week has mean 462 and sd 243 for a stay of ten weeks
	require.InDelta(t, 243./462, spread[2].SD/spread[2].Mean, 0.1)
}

func TestTornadoOfTheModel(t *testing.T) {
	inputs, model := explored(t, 5000)
	tornado, err := explore.NewTornado(inputs, 0.025)
	require.NoError(t, err)
	results, err := explore.Evaluate(tornado, model)
	require.NoError(t, err)
	bars, err := tornado.Analyze(results)
	require.NoError(t, err)
	require.Equal(t, "relapse-ever", bars[0][0].Input)
	require.Less(t, bars[0][0].AtLow, bars[0][0].Base)
	require.Greater(t, bars[0][0].AtHigh, bars[0][0].Base)
	require.Equal(t, "no-show", bars[1][0].Input)
	require.Greater(t, bars[1][0].AtLow, bars[1][0].AtHigh, "the more are absent, the fewer attend")
	require.Equal(t, "cost-week", bars[2][0].Input)
	require.Equal(t, "exit-median-dropped-out", bars[2][1].Input, "longer stays cost more")
	for _, b := range bars[2][2:] {
		require.Zero(t, b.Width(), "%s does not act on cost", b.Input)
	}
}

func TestMorrisOfTheModel(t *testing.T) {
	inputs, model := explored(t, 2000)
	morris, err := explore.NewMorris(inputs, 8, 4, 0.05, 2)
	require.NoError(t, err)
	results, err := explore.Evaluate(morris, model)
	require.NoError(t, err)
	effects, err := morris.Analyze(results)
	require.NoError(t, err)
	require.Equal(t, "relapse-ever", effects[0][0].Input)
	require.Positive(t, effects[0][0].Mean)
	require.Equal(t, "no-show", effects[1][0].Input)
	require.Negative(t, effects[1][0].Mean)
	require.Equal(t, "cost-week", effects[2][0].Input)
	for _, e := range effects[2] {
		if e.Input == "no-show" || e.Input == "relapse-ever" {
			require.Zero(t, e.MeanAbsolute)
		}
	}
}

// TestSobolOfTheModel: the variance of returning to use within a year is that
// of the share who ever do, and what does not act has no share in it.
func TestSobolOfTheModel(t *testing.T) {
	inputs, model := exploredBy(t, 1000, []string{"relapse-ever", "relapse-scale", "no-show", "cost-week"})
	sobol, err := explore.NewSobol(inputs, 50, 3)
	require.NoError(t, err)
	results, err := explore.Evaluate(sobol, model)
	require.NoError(t, err)
	all, err := sobol.Analyze(results)
	require.NoError(t, err)
	by := func(k int, name string) explore.Index {
		for _, in := range all[k].Inputs {
			if in.Input == name {
				return in
			}
		}
		require.Fail(t, "no such input", name)
		return explore.Index{}
	}
	require.InDelta(t, 1, by(0, "relapse-ever").Total, 0.25)
	require.Less(t, by(0, "relapse-scale").Total, 0.1)
	require.Zero(t, by(0, "cost-week").Total)
	require.Zero(t, by(0, "no-show").First)
	require.InDelta(t, 1, by(1, "no-show").Total, 0.25)
	require.InDelta(t, 1, by(2, "cost-week").Total, 0.25)
}

func TestExploreRefuses(t *testing.T) {
	m, err := simulate.Prepare(simulate.ReferenceDesign(), simulate.DefaultParameters())
	require.NoError(t, err)
	_, err = m.Explore([]string{"no-show"}, 1, 0, relapsed)
	require.Error(t, err)
	_, err = m.Explore([]string{"no-show"}, 1, 10)
	require.ErrorContains(t, err, "at least one number")
	_, err = m.Explore([]string{"nothing"}, 1, 10, relapsed)
	require.ErrorContains(t, err, `parameter "nothing"`)
	_, err = m.Parameters().Inputs("nothing")
	require.ErrorContains(t, err, `parameter "nothing"`)
	all, err := m.Parameters().Inputs()
	require.NoError(t, err)
	require.Len(t, all, 41)
	model, err := m.Explore([]string{"no-show"}, 1, 10, relapsed)
	require.NoError(t, err)
	_, err = model([]float64{1, 2})
	require.Error(t, err)
}

func BenchmarkExplorePoint(b *testing.B) {
	m, err := simulate.Prepare(simulate.ReferenceDesign(), simulate.DefaultParameters())
	if err != nil {
		b.Fatal(err)
	}
	model, err := m.Explore([]string{"no-show"}, 1, 1000, relapsed)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := model([]float64{0.3}); err != nil {
			b.Fatal(err)
		}
	}
}
