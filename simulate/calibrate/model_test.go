package calibrate_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/openiop/openiop/simulate"
	"github.com/openiop/openiop/simulate/calibrate"
	"github.com/openiop/openiop/simulate/explore"
)

// numbers are what a program could measure of its own people.
var numbers = []struct {
	name    string
	of      func(*simulate.Results) float64
	within  float64
	heldOut bool
}{
	{"still there after 14 days", func(r *simulate.Results) float64 { return r.Retention(14).Value }, 0.01, false},
	{"still there after 60 days", func(r *simulate.Results) float64 { return r.Retention(60).Value }, 0.01, false},
	{"dropped out", func(r *simulate.Results) float64 { return r.Reason(simulate.DroppedOut).Value }, 0.01, false},
	{"sessions attended", func(r *simulate.Results) float64 { return r.Attendance().Value }, 0.01, false},
	{"returned to use within 20 days", func(r *simulate.Results) float64 { return r.Relapse(20).Value }, 0.01, false},
	{"returned to use within 365 days", func(r *simulate.Results) float64 { return r.Relapse(365).Value }, 0.01, false},
	{"still there after 30 days", func(r *simulate.Results) float64 { return r.Retention(30).Value }, 0.02, true},
	{"returned to use within 90 days", func(r *simulate.Results) float64 { return r.Relapse(90).Value }, 0.02, true},
}

// theModel gives the simulation's reference design as a model of four
// parameters that are wide open.
func theModel(t *testing.T, seed uint64, people int64) ([]explore.Input, explore.Model) {
	t.Helper()
	m, err := simulate.Prepare(simulate.ReferenceDesign(), simulate.DefaultParameters())
	require.NoError(t, err)
	ids := []string{"exit-median-dropped-out", "no-show", "relapse-ever", "relapse-scale"}
	wide := []explore.Distribution{must(explore.NewUniform(8, 60)), must(explore.NewUniform(0.1, 0.7)), must(explore.NewUniform(0.3, 0.9)), must(explore.NewUniform(8, 90))}
	inputs, err := m.Parameters().Inputs(ids...)
	require.NoError(t, err)
	for i := range inputs {
		inputs[i].Spread = wide[i]
	}
	of := make([]func(*simulate.Results) float64, len(numbers))
	for i, n := range numbers {
		of[i] = n.of
	}
	model, err := m.Explore(ids, seed, people, of...)
	require.NoError(t, err)
	return inputs, model
}

// TestRecoversTheModel: parameters that were planted in the simulation are
// found again from what it gives, by other people than those who gave it.
func TestRecoversTheModel(t *testing.T) {
	truth := []float64{18, 0.3, 0.65, 45}
	_, given := theModel(t, 11, 60_000)
	results, err := given(truth)
	require.NoError(t, err)
	inputs, model := theModel(t, 12, 6000)
	p := calibrate.Problem{Inputs: inputs, Model: model}
	for i, n := range numbers {
		p.Targets = append(p.Targets, calibrate.Target{Name: n.name, Value: results[i], Within: n.within, HeldOut: n.heldOut})
	}
	got, err := p.Fit(calibrate.Options{Runs: 160, Near: 1e-3})
	require.NoError(t, err)
	require.Less(t, got.Score, 1.5)
	for j, within := range []float64{2.5, 0.02, 0.03, 6} {
		require.InDelta(t, truth[j], got.Values[j], within, inputs[j].Name)
	}
	for _, m := range got.Misses {
		if m.HeldOut {
			require.True(t, m.Met, "%s was held out: %v for %v", m.Name, m.Result, m.Value)
		}
	}
}

// TestAcceptsOfTheModel: few of the candidates come near, and those that do
// surround what was planted.
func TestAcceptsOfTheModel(t *testing.T) {
	truth := []float64{26, 0.374, 0.55, 29}
	inputs, model := theModel(t, 4, 1500)
	results, err := model(truth)
	require.NoError(t, err)
	p := calibrate.Problem{Inputs: inputs, Model: model}
	for i, n := range numbers {
		p.Targets = append(p.Targets, calibrate.Target{Name: n.name, Value: results[i], Within: 10 * n.within, HeldOut: n.heldOut})
	}
	a, err := p.Accept(120, 9)
	require.NoError(t, err)
	require.NotEmpty(t, a.Accepted)
	require.Less(t, len(a.Accepted), 40)
	for j, r := range a.Ranges {
		require.Less(t, r.Low, 1.2*truth[j], r.Input)
		require.Greater(t, r.High, 0.8*truth[j], r.Input)
	}
}
