package explore

import (
	"errors"
	"math"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
)

// ishigami is the test function of Ishigami and Homma 1990 with a = 7, b = 0.1.
func ishigami(x []float64) ([]float64, error) {
	return []float64{math.Sin(x[0]) + 7*math.Pow(math.Sin(x[1]), 2) + 0.1*math.Pow(x[2], 4)*math.Sin(x[0])}, nil
}

func ishigamiInputs() []Input {
	d := must(NewUniform(-math.Pi, math.Pi))
	return []Input{{Name: "x1", Spread: d}, {Name: "x2", Spread: d}, {Name: "x3", Spread: d}}
}

// TestIshigami: the indices are known in closed form (Saltelli et al. 2008,
// Global Sensitivity Analysis: The Primer, p. 179): V1 = (1+b·pi^4/5)²/2, V2 =
// a²/8, V3 = 0, V13 = 8b²pi^8/225.
func TestIshigami(t *testing.T) {
	pi4 := math.Pow(math.Pi, 4)
	v1, v2, v13 := math.Pow(1+0.1*pi4/5, 2)/2, 49.0/8, 8*0.01*pi4*pi4/225
	v := v1 + v2 + v13
	require.InDelta(t, 0.3139, v1/v, 5e-5)
	require.InDelta(t, 0.4424, v2/v, 5e-5)

	s, err := NewSobol(ishigamiInputs(), 1<<15, 1)
	require.NoError(t, err)
	results, err := Evaluate(s, ishigami)
	require.NoError(t, err)
	got, err := s.Analyze(results)
	require.NoError(t, err)
	require.Len(t, got, 1)
	require.InEpsilon(t, v, got[0].Variance, 0.02)
	require.InDelta(t, 3.5, got[0].Mean, 0.05)
	for k, want := range []struct{ first, total float64 }{{v1 / v, (v1 + v13) / v}, {v2 / v, v2 / v}, {0, v13 / v}} {
		in := got[0].Inputs[k]
		require.Equal(t, "x"+strconv.Itoa(k+1), in.Input)
		require.InDelta(t, want.first, in.First, 0.015)
		require.InDelta(t, want.total, in.Total, 0.015)
		require.Less(t, in.FirstLow, want.first+1e-9)
		require.Greater(t, in.FirstHigh, want.first-1e-9)
		require.Less(t, in.TotalLow, want.total)
		require.Greater(t, in.TotalHigh, want.total)
	}
}

// TestSobolAdditive: for a sum of independent inputs first and total order are
// the shares of the variances: 1, 4 and 9 of 14.
func TestSobolAdditive(t *testing.T) {
	d := must(NewNormal(100, 1))
	s, err := NewSobol([]Input{{Name: "a", Spread: d}, {Name: "b", Spread: d}, {Name: "fixed", Base: 5}, {Name: "c", Spread: d}}, 20_000, 7)
	require.NoError(t, err)
	results, err := Evaluate(s, func(x []float64) ([]float64, error) {
		return []float64{x[0] + 2*x[1] + 3*x[3] + x[2], x[2]}, nil
	})
	require.NoError(t, err)
	got, err := s.Analyze(results)
	require.NoError(t, err)
	require.Len(t, got[0].Inputs, 3)
	for k, want := range []float64{1. / 14, 4. / 14, 9. / 14} {
		require.InDelta(t, want, got[0].Inputs[k].First, 0.02)
		require.InDelta(t, want, got[0].Inputs[k].Total, 0.02)
	}
	require.Zero(t, got[1].Variance, "a result that does not vary")
	require.Zero(t, got[1].Inputs[0].First)
	require.Zero(t, got[1].Inputs[0].Total)
}

// TestMorrisLinear: on 3a - 2b + c·d every elementary effect of a and b is the
// slope times the width of the input; the effect of c is d times its width.
func TestMorrisLinear(t *testing.T) {
	unit := must(NewUniform(0, 1))
	inputs := []Input{
		{Name: "a", Spread: must(NewUniform(0, 2))}, {Name: "b", Spread: unit}, {Name: "c", Spread: unit}, {Name: "d", Spread: unit}, {Name: "idle", Spread: unit},
	}
	m, err := NewMorris(inputs, 200, 4, 0, 3)
	require.NoError(t, err)
	require.Equal(t, 200*6, m.Len())
	results, err := Evaluate(m, func(x []float64) ([]float64, error) { return []float64{3*x[0] - 2*x[1] + x[2]*x[3]}, nil })
	require.NoError(t, err)
	got, err := m.Analyze(results)
	require.NoError(t, err)
	by := map[string]Effect{}
	for _, e := range got[0] {
		by[e.Input] = e
	}
	require.InDelta(t, 6, by["a"].Mean, 1e-9)
	require.InDelta(t, 6, by["a"].MeanAbsolute, 1e-9)
	require.InDelta(t, 0, by["a"].SD, 1e-9)
	require.InDelta(t, -2, by["b"].Mean, 1e-9)
	require.InDelta(t, 2, by["b"].MeanAbsolute, 1e-9)
	require.InDelta(t, 0.5, by["c"].Mean, 0.1, "the grid is symmetric about one half")
	require.InDelta(t, math.Sqrt(5./36), by["c"].SD, 0.05, "d is 0, 1/3, 2/3 or 1")
	require.Zero(t, by["idle"].MeanAbsolute)
	require.Equal(t, "a", got[0][0].Input)
	require.Equal(t, "b", got[0][1].Input)
	require.Equal(t, "idle", got[0][4].Input)
}

// TestMorrisMovesOne: each step moves one input by the same part of the grid,
// and every point stays within the range.
func TestMorrisMovesOne(t *testing.T) {
	m, err := NewMorris(ishigamiInputs(), 20, 6, 0.01, 5)
	require.NoError(t, err)
	for path := range 20 {
		for s := range 3 {
			a, b := m.Point(path*4+s), m.Point(path*4+s+1)
			moved := 0
			for j := range a {
				require.LessOrEqual(t, math.Abs(b[j]), math.Pi)
				if a[j] != b[j] {
					moved++
					require.InDelta(t, 0.98*2*math.Pi*0.6, math.Abs(a[j]-b[j]), 1e-9)
				}
			}
			require.Equal(t, 1, moved)
		}
	}
}

func TestTornado(t *testing.T) {
	inputs := []Input{{Name: "a", Base: 1, Spread: must(NewUniform(0, 2))}, {Name: "fixed", Base: 10}, {Name: "b", Base: 5, Spread: must(NewUniform(0, 10))}}
	tornado, err := NewTornado(inputs, 0.25)
	require.NoError(t, err)
	results, err := Evaluate(tornado, func(x []float64) ([]float64, error) { return []float64{x[0] - x[2], 100 * x[0]}, nil })
	require.NoError(t, err)
	require.Len(t, results, 5)
	bars, err := tornado.Analyze(results)
	require.NoError(t, err)
	require.Equal(t, []Bar{
		{Input: "b", Low: 2.5, High: 7.5, AtLow: -1.5, AtHigh: -6.5, Base: -4},
		{Input: "a", Low: 0.5, High: 1.5, AtLow: -4.5, AtHigh: -3.5, Base: -4},
	}, bars[0])
	require.Equal(t, "a", bars[1][0].Input)
	require.InDelta(t, 100, bars[1][0].Width(), 1e-9)
	require.Zero(t, bars[1][1].Width())
}

func TestPSA(t *testing.T) {
	inputs := []Input{{Name: "cost", Spread: must(NewGammaMean(462, 243))}, {Name: "effect", Spread: must(NewNormal(0, 0.3))}, {Name: "fixed", Base: 2}}
	const n = 20_000
	psa, err := NewPSA(inputs, []Correlation{{"cost", "effect", 0.6}}, n, 11)
	require.NoError(t, err)
	results, err := Evaluate(psa, func(x []float64) ([]float64, error) {
		return []float64{x[0], x[1], x[0] * x[1], x[2]}, nil
	})
	require.NoError(t, err)
	got, err := psa.Analyze(results)
	require.NoError(t, err)
	require.InEpsilon(t, 462, got[0].Mean, 0.01)
	require.InEpsilon(t, 243, got[0].SD, 0.02)
	require.InDelta(t, inputs[0].Spread.Quantile(0.025), got[0].Low, 5)
	require.InDelta(t, inputs[0].Spread.Quantile(0.5), got[0].Median, 6)
	require.InDelta(t, inputs[0].Spread.Quantile(0.975), got[0].High, 20)
	require.InDelta(t, 0, got[1].Mean, 0.01)
	require.Equal(t, Spread{Mean: 2, Low: 2, Median: 2, High: 2}, got[3])

	// normal scores have the correlation that was asked for
	sum := 0.0
	for i := range n {
		x := psa.Point(i)
		sum += normalQuantile(inputs[0].Spread.CDF(x[0])) * x[1] / 0.3
	}
	require.InDelta(t, 0.6, sum/n, 0.02)
}

// TestDrawsBelongToNames: an input more, another order and more samples change
// no draw.
func TestDrawsBelongToNames(t *testing.T) {
	a, b, c := Input{Name: "a", Spread: must(NewNormal(0, 1))}, Input{Name: "b", Spread: must(NewGamma(2, 1))}, Input{Name: "c", Spread: must(NewBeta(2, 2))}
	one, err := NewPSA([]Input{a, b}, nil, 10, 5)
	require.NoError(t, err)
	other, err := NewPSA([]Input{c, b, a}, nil, 1000, 5)
	require.NoError(t, err)
	seed, err := NewPSA([]Input{a, b}, nil, 10, 6)
	require.NoError(t, err)
	for i := range 10 {
		x, y, z := one.Point(i), other.Point(i), seed.Point(i)
		require.Equal(t, x[0], y[2])
		require.Equal(t, x[1], y[1])
		require.NotEqual(t, x[0], z[0])
	}
	require.Equal(t, one.Point(3), one.Point(3))
}

// TestUniform: many draws fill the unit interval evenly, and neighbors do not
// go together.
func TestUniform(t *testing.T) {
	const n = 100_000
	var cells [20]int
	product, before := 0.0, 0.5
	for i := range uint64(n) {
		u := uniform(9, forPSA, i, nameKey("x"))
		require.True(t, u > 0 && u < 1)
		cells[int(u*20)]++
		product += (u - 0.5) * (before - 0.5)
		before = u
	}
	chi := 0.0
	for _, c := range cells {
		chi += math.Pow(float64(c)-n/20, 2) / (n / 20)
	}
	require.Less(t, chi, 43.8, "chi-square with 19 degrees of freedom: 99.9%")
	require.InDelta(t, 0, product/n*12, 0.01)
}

func TestTakeApart(t *testing.T) {
	// values 1, 3: variance 2; noise of 1 each leaves 1
	got, err := TakeApart([]float64{1, 3}, []float64{1, 1})
	require.NoError(t, err)
	require.Equal(t, Apart{ParameterSD: 1, MonteCarloSE: 1}, got)
	got, err = TakeApart([]float64{1, 3}, []float64{5, 5})
	require.NoError(t, err)
	require.Zero(t, got.ParameterSD)
	_, err = TakeApart([]float64{1}, []float64{1})
	require.ErrorContains(t, err, "at least two")
	_, err = TakeApart([]float64{1, 2}, []float64{1})
	require.ErrorContains(t, err, "for each")
}

func TestBadPlans(t *testing.T) {
	a := Input{Name: "a", Spread: must(NewNormal(0, 1))}
	b := Input{Name: "b", Spread: must(NewNormal(0, 1))}
	c := Input{Name: "c", Spread: must(NewNormal(0, 1))}
	fixed := Input{Name: "fixed", Spread: must(NewPoint(1))}
	psa := func(in []Input, corr ...Correlation) error { _, err := NewPSA(in, corr, 5, 1); return err }
	for name, c := range map[string]struct {
		err  error
		want string
	}{
		"no inputs":        {psa(nil), "no inputs"},
		"no name":          {psa([]Input{{}}), "no name"},
		"same name":        {psa([]Input{a, a}), `two inputs are named "a"`},
		"base":             {psa([]Input{a, {Name: "x", Base: math.NaN()}}), `base of "x"`},
		"nothing varies":   {psa([]Input{{Name: "x"}}), "nothing to explore"},
		"unknown":          {psa([]Input{a, b}, Correlation{"a", "z", 0.5}), "want two inputs"},
		"with itself":      {psa([]Input{a, b}, Correlation{"a", "a", 0.5}), "want two inputs"},
		"too much":         {psa([]Input{a, b}, Correlation{"a", "b", 1}), "between -1 and 1"},
		"twice":            {psa([]Input{a, b}, Correlation{"a", "b", 0.1}, Correlation{"b", "a", 0.2}), "given twice"},
		"impossible":       {psa([]Input{a, b, c}, Correlation{"a", "b", 0.9}, Correlation{"b", "c", 0.9}, Correlation{"a", "c", -0.9}), "positive definite"},
		"no samples":       {func() error { _, err := NewPSA([]Input{a}, nil, 0, 1); return err }(), "at least one sample"},
		"sobol samples":    {func() error { _, err := NewSobol([]Input{a}, 1, 1); return err }(), "at least two samples"},
		"sobol varies":     {func() error { _, err := NewSobol([]Input{fixed}, 9, 1); return err }(), "no input varies"},
		"sobol inputs":     {func() error { _, err := NewSobol(nil, 9, 1); return err }(), "no inputs"},
		"tail":             {func() error { _, err := NewTornado([]Input{a}, 0.5); return err }(), "tail between"},
		"tornado inputs":   {func() error { _, err := NewTornado(nil, 0.1); return err }(), "no inputs"},
		"odd levels":       {func() error { _, err := NewMorris([]Input{a}, 4, 3, 0.01, 1); return err }(), "even number"},
		"one trajectory":   {func() error { _, err := NewMorris([]Input{a}, 1, 4, 0.01, 1); return err }(), "two trajectories"},
		"morris tail":      {func() error { _, err := NewMorris([]Input{a}, 4, 4, 0.5, 1); return err }(), "tail from 0"},
		"morris no bounds": {func() error { _, err := NewMorris([]Input{a}, 4, 4, 0, 1); return err }(), "a has no bounds"},
		"morris varies":    {func() error { _, err := NewMorris([]Input{fixed}, 4, 4, 0, 1); return err }(), "no input varies"},
		"morris inputs":    {func() error { _, err := NewMorris(nil, 4, 4, 0, 1); return err }(), "no inputs"},
	} {
		t.Run(name, func(t *testing.T) { require.ErrorContains(t, c.err, c.want) })
	}
}

func TestBadResults(t *testing.T) {
	inputs := []Input{{Name: "a", Spread: must(NewUniform(0, 1))}}
	psa, err := NewPSA(inputs, nil, 2, 1)
	require.NoError(t, err)
	sobol, err := NewSobol(inputs, 2, 1)
	require.NoError(t, err)
	morris, err := NewMorris(inputs, 2, 4, 0, 1)
	require.NoError(t, err)
	tornado, err := NewTornado(inputs, 0.1)
	require.NoError(t, err)
	for name, c := range map[string]struct {
		change func(r [][]float64) [][]float64
		want   string
	}{
		"too few":      {func(r [][]float64) [][]float64 { return r[1:] }, "; want "},
		"none":         {func(r [][]float64) [][]float64 { r[0] = nil; return r }, "point 0 has 0 results"},
		"differ":       {func(r [][]float64) [][]float64 { r[1] = []float64{1, 2}; return r }, "point 1 has 2 results"},
		"not a number": {func(r [][]float64) [][]float64 { r[1] = []float64{math.NaN()}; return r }, "a result of point 1 is no number"},
	} {
		t.Run(name, func(t *testing.T) {
			for _, p := range []Plan{psa, sobol, morris, tornado} {
				r, err := Evaluate(p, func([]float64) ([]float64, error) { return []float64{1}, nil })
				require.NoError(t, err)
				r = c.change(r)
				switch p := p.(type) {
				case *PSA:
					_, err = p.Analyze(r)
				case *Sobol:
					_, err = p.Analyze(r)
				case *Morris:
					_, err = p.Analyze(r)
				case *Tornado:
					_, err = p.Analyze(r)
				}
				require.ErrorContains(t, err, c.want)
			}
		})
	}
	_, err = Evaluate(psa, func([]float64) ([]float64, error) { return nil, errors.New("cannot") })
	require.EqualError(t, err, "point 1 of 2: cannot")
}

// TestModelMayUseItsSliceAgain: results are copied, and points are new slices.
func TestModelMayUseItsSliceAgain(t *testing.T) {
	psa, err := NewPSA(ishigamiInputs(), nil, 5, 1)
	require.NoError(t, err)
	kept := make([]float64, 1)
	results, err := Evaluate(psa, func(x []float64) ([]float64, error) {
		kept[0] = x[0]
		clear(x)
		return kept, nil
	})
	require.NoError(t, err)
	require.NotEqual(t, results[0], results[1])
	require.False(t, slices.Equal(psa.Point(0), make([]float64, 3)))
}

func BenchmarkPSAPoint(b *testing.B) {
	psa, err := NewPSA(ishigamiInputs(), nil, 1, 1)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		_ = psa.Point(i)
		i++
	}
}

func BenchmarkSobolIndices(b *testing.B) {
	s, err := NewSobol(ishigamiInputs(), 1000, 1)
	if err != nil {
		b.Fatal(err)
	}
	results, err := Evaluate(s, ishigami)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := s.Analyze(results); err != nil {
			b.Fatal(err)
		}
	}
}

// TestLatinHypercube: of n samples exactly one lies in each n-th of every
// distribution, and inputs do not go together.
func TestLatinHypercube(t *testing.T) {
	const n = 1000
	l, err := NewLatinHypercube([]Input{{Name: "a", Spread: must(NewUniform(0, n))}, {Name: "fixed", Base: 4}, {Name: "b", Spread: must(NewNormal(0, 1))}}, n, 3)
	require.NoError(t, err)
	require.Equal(t, n, l.Len())
	var seen [2][n]bool
	product := 0.0
	for i := range n {
		x := l.Point(i)
		a, b := int(x[0]), int(n*normalCDF(x[2]))
		require.False(t, seen[0][a])
		require.False(t, seen[1][b])
		seen[0][a], seen[1][b] = true, true
		require.InDelta(t, 4, x[1], 0)
		product += (x[0]/n - 0.5) * x[2]
	}
	require.InDelta(t, 0, product/n, 0.05)
	_, err = NewLatinHypercube([]Input{{Name: "a", Spread: must(NewUniform(0, n))}}, 0, 3)
	require.ErrorContains(t, err, "at least one sample")
	_, err = NewLatinHypercube(nil, 5, 3)
	require.ErrorContains(t, err, "no inputs")
}
