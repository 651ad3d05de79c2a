package calibrate_test

import (
	"encoding/json"
	"errors"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/openiop/openiop/simulate/calibrate"
	"github.com/openiop/openiop/simulate/explore"
)

func must(d explore.Distribution, err error) explore.Distribution {
	if err != nil {
		panic(err)
	}
	return d
}

// stay gives the share still in a program at 14, 30, 60, 90 and 120 days when
// the stay is lognormal, mixed with a share that leaves at once.
func stay(x []float64) ([]float64, error) {
	d, err := explore.NewLognormal(x[0], x[1])
	if err != nil {
		return nil, err
	}
	var out []float64
	for _, day := range []float64{14, 30, 60, 90, 120} {
		out = append(out, (1-x[2])*(1-d.CDF(day)))
	}
	return out, nil
}

func inputs() []explore.Input {
	return []explore.Input{
		{Name: "median", Base: 60, Spread: must(explore.NewUniform(10, 120))},
		{Name: "sigma", Base: 0.8, Spread: must(explore.NewUniform(0.3, 2))},
		{Name: "at once", Base: 0.1, Spread: must(explore.NewBeta(1, 9))},
	}
}

// planted gives the problem whose answer is known.
func planted(t *testing.T, truth []float64) calibrate.Problem {
	t.Helper()
	results, err := stay(truth)
	require.NoError(t, err)
	p := calibrate.Problem{Inputs: inputs(), Model: stay}
	for i, name := range []string{"14", "30", "60", "90", "120"} {
		p.Targets = append(p.Targets, calibrate.Target{Name: name, Value: results[i], Within: 0.01, HeldOut: name == "120"})
	}
	return p
}

func TestFitRecoversWhatWasPlanted(t *testing.T) {
	truth := []float64{39.7, 1.2, 0.05}
	p := planted(t, truth)
	got, err := p.Fit(calibrate.Options{Runs: 2000, Near: 1e-14})
	require.NoError(t, err)
	require.True(t, got.Converged)
	require.Less(t, got.Score, 1e-8)
	for j, want := range truth {
		require.InEpsilon(t, want, got.Inputs[j].Value, 1e-3, got.Inputs[j].Input)
		require.False(t, got.Inputs[j].AtEdge)
	}
	require.Len(t, got.Misses, 5)
	require.True(t, got.Misses[4].HeldOut)
	require.True(t, got.Misses[4].Met, "the held-out target is met without being fitted")
	require.Less(t, got.HeldOutScore, 1e-6)
	require.LessOrEqual(t, got.Runs, 2000)
}

// TestSameReport: the search runs goroutines inside gonum; the report does not
// show it.
func TestSameReport(t *testing.T) {
	p := planted(t, []float64{50, 0.945, 0.1})
	first, err := p.Fit(calibrate.Options{Runs: 300})
	require.NoError(t, err)
	for range 20 {
		again, err := p.Fit(calibrate.Options{Runs: 300})
		require.NoError(t, err)
		require.Equal(t, first, again)
	}
}

func TestAcceptThenFit(t *testing.T) {
	truth := []float64{45, 1, 0.1}
	p := planted(t, truth)
	for i := range p.Targets {
		p.Targets[i].Within = 0.04
	}
	a, err := p.Accept(3000, 1)
	require.NoError(t, err)
	require.Equal(t, 3000, a.Tried)
	require.NotEmpty(t, a.Accepted)
	require.Less(t, len(a.Accepted), 300)
	for _, c := range a.Accepted {
		for _, m := range c.Misses[:4] {
			require.InDelta(t, m.Value, m.Result, 0.04)
		}
	}
	for j, r := range a.Ranges {
		require.LessOrEqual(t, r.Low, truth[j])
		require.GreaterOrEqual(t, r.High, truth[j])
		require.True(t, r.Low <= r.Mean && r.Mean <= r.High)
	}
	require.Len(t, a.Nearest, 10)
	for i := range a.Nearest[1:] {
		require.LessOrEqual(t, a.Nearest[i].Score, a.Nearest[i+1].Score)
	}
	again, err := p.Accept(3000, 1)
	require.NoError(t, err)
	require.Equal(t, a, again)

	got, err := p.Fit(calibrate.Options{Starts: [][]float64{a.Nearest[0].Values, a.Nearest[1].Values}, Runs: 1200, Near: 1e-12})
	require.NoError(t, err)
	require.Less(t, got.Score, 1e-6)
	require.LessOrEqual(t, got.Score, a.Nearest[0].Score)
}

// TestWeights: two targets that no input can meet at once; the weighted mean
// square is least at the weighted mean.
func TestWeights(t *testing.T) {
	p := calibrate.Problem{
		Inputs:  []explore.Input{{Name: "x", Base: 1, Spread: must(explore.NewUniform(-10, 20))}},
		Targets: []calibrate.Target{{Name: "low", Value: 0, Within: 1}, {Name: "high", Value: 4, Within: 1, Weight: 3}},
		Model:   func(x []float64) ([]float64, error) { return []float64{x[0], x[0]}, nil },
	}
	got, err := p.Fit(calibrate.Options{Near: 1e-12})
	require.NoError(t, err)
	require.InDelta(t, 3, got.Inputs[0].Value, 1e-3)
	require.InDelta(t, (9+3*1)/4., got.Score, 1e-5)
	require.False(t, got.Misses[0].Met)
	require.True(t, got.Misses[1].Met)
	require.Zero(t, got.HeldOutScore)

	a, err := p.Accept(100, 1)
	require.NoError(t, err)
	require.Empty(t, a.Accepted)
	require.Empty(t, a.Ranges)
	text, err := json.Marshal(a)
	require.NoError(t, err)
	require.Contains(t, string(text), `"accepted":[]`)
	require.Contains(t, string(text), `"ranges":[]`)
}

// TestAtEdge: a target beyond what the spread allows.
func TestAtEdge(t *testing.T) {
	p := calibrate.Problem{
		Inputs:  []explore.Input{{Name: "x", Base: 0.5, Spread: must(explore.NewUniform(0, 1))}, {Name: "fixed", Base: 7}},
		Targets: []calibrate.Target{{Name: "far", Value: 5, Within: 1}},
		Model:   func(x []float64) ([]float64, error) { return []float64{x[0]}, nil },
	}
	got, err := p.Fit(calibrate.Options{})
	require.NoError(t, err)
	require.True(t, got.Inputs[0].AtEdge)
	require.LessOrEqual(t, got.Inputs[0].Value, 1.0)
	require.Equal(t, calibrate.Fitted{Input: "fixed", Base: 7, Value: 7}, got.Inputs[1])
}

// TestHugeMisses: distances whose squares overflow are still reported.
func TestHugeMisses(t *testing.T) {
	p := calibrate.Problem{
		Inputs:  []explore.Input{{Name: "x", Base: 0.5, Spread: must(explore.NewUniform(0, 1))}},
		Targets: []calibrate.Target{{Name: "far", Value: 1e300, Within: 1e-5}},
		Model:   func(x []float64) ([]float64, error) { return x, nil },
	}
	got, err := p.Fit(calibrate.Options{Runs: 20})
	require.NoError(t, err)
	require.Len(t, got.Values, 1)
	require.False(t, got.Misses[0].Met)
}

func TestFailingModel(t *testing.T) {
	broken := errors.New("cannot")
	calls := 0
	p := calibrate.Problem{
		Inputs:  []explore.Input{{Name: "x", Base: 0.5, Spread: must(explore.NewUniform(0, 1))}},
		Targets: []calibrate.Target{{Name: "y", Value: 5, Within: 1}},
		Model: func(x []float64) ([]float64, error) {
			if calls++; calls == 5 {
				return nil, broken
			}
			return x, nil
		},
	}
	_, err := p.Fit(calibrate.Options{})
	require.ErrorIs(t, err, broken)
	require.Equal(t, 5, calls, "it is not asked again")
	p.Model = func([]float64) ([]float64, error) { return nil, broken }
	_, err = p.Accept(3, 1)
	require.ErrorIs(t, err, broken)
	p.Model = func([]float64) ([]float64, error) { panic("in the model") }
	require.PanicsWithValue(t, "in the model", func() { _, _ = p.Fit(calibrate.Options{}) })
	p.Model = func([]float64) ([]float64, error) { return []float64{1, 2}, nil }
	_, err = p.Fit(calibrate.Options{})
	require.ErrorContains(t, err, "2 results for 1 targets")
	_, err = p.Accept(3, 1)
	require.ErrorContains(t, err, "2 results for 1 targets")
	p.Model = func([]float64) ([]float64, error) { return []float64{math.NaN()}, nil }
	_, err = p.Fit(calibrate.Options{})
	require.ErrorContains(t, err, `"y" is no number`)
}

func TestBadProblems(t *testing.T) {
	model := func(x []float64) ([]float64, error) { return x, nil }
	in := []explore.Input{{Name: "x", Base: 0.5, Spread: must(explore.NewUniform(0, 1))}}
	good := []calibrate.Target{{Name: "y", Value: 0.2, Within: 1}}
	for name, c := range map[string]struct {
		p    calibrate.Problem
		o    calibrate.Options
		want string
	}{
		"no model":       {calibrate.Problem{Inputs: in, Targets: good}, calibrate.Options{}, "no model"},
		"no targets":     {calibrate.Problem{Inputs: in, Model: model}, calibrate.Options{}, "no target to fit"},
		"all held out":   {calibrate.Problem{Inputs: in, Model: model, Targets: []calibrate.Target{{Name: "y", Within: 1, HeldOut: true}}}, calibrate.Options{}, "no target to fit"},
		"within 0":       {calibrate.Problem{Inputs: in, Model: model, Targets: []calibrate.Target{{Name: "y"}}}, calibrate.Options{}, `"y": want a distance`},
		"weight":         {calibrate.Problem{Inputs: in, Model: model, Targets: []calibrate.Target{{Name: "y", Within: 1, Weight: -1}}}, calibrate.Options{}, `"y": want a weight`},
		"no number":      {calibrate.Problem{Inputs: in, Model: model, Targets: []calibrate.Target{{Name: "y", Value: math.Inf(1), Within: 1}}}, calibrate.Options{}, `"y" is no number`},
		"no inputs":      {calibrate.Problem{Model: model, Targets: good}, calibrate.Options{}, "no inputs"},
		"nothing varies": {calibrate.Problem{Inputs: []explore.Input{{Name: "x", Spread: must(explore.NewPoint(1))}}, Model: model, Targets: good}, calibrate.Options{}, "no input varies"},
		"start":          {calibrate.Problem{Inputs: in, Model: model, Targets: good}, calibrate.Options{Starts: [][]float64{{1, 2}}}, "start 0 has 2 values; want 1"},
		"runs":           {calibrate.Problem{Inputs: in, Model: model, Targets: good}, calibrate.Options{Runs: -1}, "no negative"},
		"near":           {calibrate.Problem{Inputs: in, Model: model, Targets: good}, calibrate.Options{Near: -1}, "no negative"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := c.p.Fit(c.o)
			require.ErrorContains(t, err, c.want)
		})
	}
	_, err := calibrate.Problem{Inputs: in, Targets: good}.Accept(5, 1)
	require.ErrorContains(t, err, "no model")
	_, err = calibrate.Problem{Inputs: in, Targets: good}.Select(nil, nil)
	require.ErrorContains(t, err, "no model")
	_, err = calibrate.Problem{Inputs: in, Targets: good, Model: model}.Accept(0, 1)
	require.ErrorContains(t, err, "at least one sample")
}

func BenchmarkFit(b *testing.B) {
	p := calibrate.Problem{Inputs: inputs(), Model: stay}
	for i, share := range []float64{0.82, 0.60, 0.35, 0.23, 0.15} {
		p.Targets = append(p.Targets, calibrate.Target{Name: string(rune('a' + i)), Value: share, Within: 0.01})
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := p.Fit(calibrate.Options{Runs: 300}); err != nil {
			b.Fatal(err)
		}
	}
}
