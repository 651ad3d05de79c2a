package explore

import (
	"encoding/json"
	"math"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// must makes a distribution that is known to be good.
func must(d Distribution, err error) Distribution {
	if err != nil {
		panic(err)
	}
	return d
}

// TestQuantiles: values printed in tables of statistics books, to the places
// printed there.
func TestQuantiles(t *testing.T) {
	for name, c := range map[string]struct {
		d       Distribution
		p, want float64
		within  float64
	}{
		"normal 97.5%":        {must(NewNormal(0, 1)), 0.975, 1.959964, 5e-7},
		"normal 99.95%":       {must(NewNormal(0, 1)), 0.9995, 3.290527, 5e-7},
		"normal tail":         {must(NewNormal(0, 1)), 1e-9, -5.997807, 5e-7}, // AS 241's own check is -9.262340 at 1e-20
		"normal far tail":     {must(NewNormal(0, 1)), 1e-20, -9.262340, 5e-7},
		"normal AS 241":       {must(NewNormal(0, 1)), 0.25, -0.674489750196081743, 1e-15},
		"normal AS 241 0.001": {must(NewNormal(0, 1)), 0.001, -3.090232306167813541, 1e-14},
		"shifted normal":      {must(NewNormal(10, 2)), 0.975, 10 + 2*1.959964, 1e-6},
		// chi-square(k) is gamma(k/2, 2)
		"chi-square 1, 95%":   {must(NewGamma(0.5, 2)), 0.95, 3.841, 5e-4},
		"chi-square 10, 95%":  {must(NewGamma(5, 2)), 0.95, 18.307, 5e-4},
		"chi-square 10, 1%":   {must(NewGamma(5, 2)), 0.01, 2.558, 5e-4},
		"chi-square 100, 99%": {must(NewGamma(50, 2)), 0.99, 135.807, 5e-4},
		"exponential median":  {must(NewGamma(1, 3)), 0.5, 3 * math.Ln2, 1e-12},
		// beta(1, b): 1-(1-x)^b; beta(1/2, 1/2) is the arcsine law
		"beta 1, 4":           {must(NewBeta(1, 4)), 0.3, 1 - math.Pow(0.7, 0.25), 1e-12},
		"arcsine":             {must(NewBeta(0.5, 0.5)), 0.2, math.Pow(math.Sin(math.Pi*0.1), 2), 1e-12},
		"lognormal median":    {must(NewLognormal(26, 1.24)), 0.5, 26, 1e-12},
		"lognormal":           {must(NewLognormal(26, 1.24)), 0.8413447460685429, 26 * math.Exp(1.24), 1e-9},
		"uniform":             {must(NewUniform(2, 6)), 0.25, 3, 1e-12},
		"triangular rising":   {must(NewTriangular(0, 1, 4)), 0.25, 1, 1e-12},
		"triangular falling":  {must(NewTriangular(0, 1, 4)), 0.75, 4 - math.Sqrt(3), 1e-12},
		"triangular at start": {must(NewTriangular(0, 0, 4)), 0, 0, 0},
		"triangular at end":   {must(NewTriangular(0, 4, 4)), 1, 4, 0},
		"point":               {must(NewPoint(0)), 0.9, 0, 0},
	} {
		t.Run(name, func(t *testing.T) { require.InDelta(t, c.want, c.d.Quantile(c.p), c.within) })
	}
}

// TestMoments: means and standard deviations that follow from the definitions.
func TestMoments(t *testing.T) {
	for name, c := range map[string]struct {
		d        Distribution
		mean, sd float64
	}{
		"point":          {must(NewPoint(7)), 7, 0},
		"uniform":        {must(NewUniform(0, 12)), 6, 12 / math.Sqrt(12)},
		"triangular":     {must(NewTriangular(0, 0, 6)), 2, math.Sqrt2},
		"normal":         {must(NewNormal(0.1, 0.2)), 0.1, 0.2},
		"cost per week":  {must(NewGammaMean(462, 243)), 462, 243}, // C21 of the calibration data
		"positive tests": {must(NewBeta(0.106, 0.273)), 0.106 / 0.379, math.Sqrt(0.106*0.273/1.379) / 0.379},
		"beta by mean":   {must(NewBetaMean(0.28, 0.1)), 0.28, 0.1},
		"lognormal":      {must(NewLognormal(50, 0.945)), 50 * math.Exp(0.945*0.945/2), 50 * math.Exp(0.945*0.945/2) * math.Sqrt(math.Exp(0.945*0.945)-1)},
	} {
		t.Run(name, func(t *testing.T) {
			require.InDelta(t, c.mean, c.d.Mean(), 1e-9*(1+c.mean))
			require.InDelta(t, c.sd, c.d.SD(), 1e-9*(1+c.sd))
			// and the same from the quantiles, by the midpoint rule
			if c.d.Family() == Point {
				return
			}
			sum, squares := 0.0, 0.0
			const n = 20_000
			for i := range n {
				x := c.d.Quantile((float64(i) + 0.5) / n)
				sum += x
				squares += x * x
			}
			require.InEpsilon(t, c.mean, sum/n, 3e-3)
			require.InEpsilon(t, c.sd, math.Sqrt(squares/n-sum/n*sum/n), 1.5e-2)
		})
	}
}

// anyDistribution draws one of every family.
func anyDistribution(t *rapid.T) Distribution {
	size := rapid.Float64Range(0.05, 50)
	a, b := size.Draw(t, "a"), size.Draw(t, "b")
	switch Family(rapid.IntRange(int(Point), int(Gamma)).Draw(t, "family")) {
	case Point:
		return must(NewPoint(a))
	case Uniform:
		return must(NewUniform(a, a+b))
	case Triangular:
		return must(NewTriangular(a, a+b/3, a+b))
	case Normal:
		return must(NewNormal(a, b))
	case Lognormal:
		return must(NewLognormal(a, b/10))
	case Beta:
		return must(NewBeta(a, b))
	}
	return must(NewGamma(a, b))
}

func TestQuantileInvertsCDF(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDistribution(t)
		p := rapid.Float64Range(1e-6, 1-1e-6).Draw(t, "p")
		q := rapid.Float64Range(1e-6, 1-1e-6).Draw(t, "q")
		// near the end of a range the numbers may be too coarse: then the two
		// next to the quantile lie on either side of it
		if x := d.Quantile(p); d.Family() != Point && math.Abs(p-d.CDF(x)) > 1e-9 {
			require.LessOrEqual(t, d.CDF(math.Nextafter(x, math.Inf(-1))), p)
			require.GreaterOrEqual(t, d.CDF(math.Nextafter(x, math.Inf(1))), p)
		}
		if p < q {
			require.LessOrEqual(t, d.Quantile(p), d.Quantile(q))
		}
	})
}

func TestDistributionJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDistribution(t)
		text, err := json.Marshal(d)
		require.NoError(t, err)
		var back Distribution
		require.NoError(t, json.Unmarshal(text, &back))
		require.Equal(t, d, back)
	})
	var d Distribution
	require.NoError(t, json.Unmarshal([]byte("null"), &d))
	require.False(t, d.IsStated())
	text, err := json.Marshal(d)
	require.NoError(t, err)
	require.Equal(t, "null", string(text))
	require.NoError(t, json.Unmarshal([]byte(`{"mean": 462, "sd": 243, "family": "gamma"}`), &d))
	require.InDelta(t, 462, d.Mean(), 1e-9)
	require.NoError(t, json.Unmarshal([]byte(`{"family": "normal", "mean": 0, "sd": 0.3}`), &d))
	require.Equal(t, "normal(mean 0, sd 0.3)", d.String())
	require.Empty(t, Distribution{}.String())
}

func TestBadDistributions(t *testing.T) {
	for text, want := range map[string]string{
		`[]`:                              "is a list; want an object such as",
		`{}`:                              "is not a family; want one of point, uniform",
		`{"family": 3}`:                   "family: is a number",
		`{"family": "cauchy", "mean": 1}`: "family: is not a family",
		`{"family": "normal", "mean": 1}`: "want exactly mean, sd",
		`{"family": "gamma", "mean": 1, "scale": 1}`:              "want exactly shape, scale; or mean, sd",
		`{"family": "normal", "mean": 1, "sd": 0}`:                "want an sd above 0",
		`{"family": "normal", "mean": 1, "sd": -1}`:               "want an sd above 0",
		`{"family": "normal", "mean": "1", "sd": 1}`:              "mean: is a text; want a number",
		`{"family": "normal", "mean": 1e999, "sd": 1}`:            "mean: is 1e999; want a number",
		`{"family": "uniform", "min": 2, "max": 2}`:               "want min below max",
		`{"family": "triangular", "min": 0, "mode": 9, "max": 2}`: "want min <= mode <= max",
		`{"family": "beta", "alpha": 0, "beta": 1}`:               "want alpha and beta above 0",
		`{"family": "beta", "mean": 0.5, "sd": 0.5}`:              "below sqrt(mean(1-mean))",
		`{"family": "gamma", "mean": 0, "sd": 1}`:                 "want a mean and an sd above 0",
		`{"family": "lognormal", "median": 0, "sigma": 1}`:        "want a median and a sigma above 0",
		`{"family": "gamma", "shape": 1000001, "scale": 1}`:       "a shape up to a million",
		`{"family": "beta", "alpha": 1000001, "beta": 1}`:         "up to a million",
		`{"family": "point", "value": 1, "extra": 2}`:             "want exactly value",
	} {
		t.Run(text, func(t *testing.T) {
			var d Distribution
			err := json.Unmarshal([]byte(text), &d)
			require.ErrorContains(t, err, want)
			require.False(t, d.IsStated())
		})
	}
	for _, err := range []error{
		func() error { _, err := NewNormal(math.NaN(), 1); return err }(),
		func() error { _, err := NewUniform(0, math.Inf(1)); return err }(),
		func() error { _, err := NewPoint(math.Inf(-1)); return err }(),
	} {
		require.ErrorContains(t, err, "want numbers")
	}
}

func TestNotStated(t *testing.T) {
	var d Distribution
	for _, x := range []float64{d.Mean(), d.SD(), d.Quantile(0.5), d.CDF(1), must(NewPoint(1)).Quantile(1.5), must(NewPoint(1)).Quantile(math.NaN()), must(NewUniform(0, 1)).CDF(math.NaN())} {
		require.True(t, math.IsNaN(x))
	}
	require.Empty(t, Family(99).String())
	require.Empty(t, Family(0).String())
}

// TestShares: the distribution functions at their ends and beyond.
func TestShares(t *testing.T) {
	for _, d := range []Distribution{must(NewBeta(2, 3)), must(NewUniform(0, 1)), must(NewTriangular(0, 0.5, 1))} {
		require.Zero(t, d.CDF(-1))
		require.InDelta(t, 1, d.CDF(2), 0)
		require.Zero(t, d.Quantile(0))
		require.InDelta(t, 1, d.Quantile(1), 0)
	}
	for _, d := range []Distribution{must(NewGamma(2, 3)), must(NewLognormal(2, 3))} {
		require.Zero(t, d.CDF(0))
		require.Zero(t, d.Quantile(0))
		require.True(t, math.IsInf(d.Quantile(1), 1))
		require.InDelta(t, 1, d.CDF(math.Inf(1)), 0)
	}
	require.True(t, math.IsInf(must(NewNormal(2, 3)).Quantile(0), -1))
	require.Zero(t, must(NewPoint(2)).CDF(1.9))
	require.InDelta(t, 1, must(NewPoint(2)).CDF(2), 0)
}

func FuzzDistribution(f *testing.F) {
	for _, s := range []string{`{"family":"normal","mean":0,"sd":0.3}`, `{"family":"gamma","mean":462,"sd":243}`, `{"family":"beta","alpha":0.106,"beta":0.273}`, `null`, `{"family":"triangular","min":0,"mode":1,"max":2}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var d Distribution
		if d.UnmarshalJSON(data) != nil {
			require.False(t, d.IsStated())
			return
		}
		text, err := d.MarshalJSON()
		require.NoError(t, err)
		var back Distribution
		require.NoError(t, back.UnmarshalJSON(text))
		require.Equal(t, d, back)
		for _, p := range []float64{0, 1e-9, 0.5, 1 - 1e-9, 1} {
			_ = d.Quantile(p) // ends, whatever the numbers
		}
	})
}

func BenchmarkQuantile(b *testing.B) {
	for name, d := range map[string]Distribution{"normal": must(NewNormal(0, 1)), "gamma": must(NewGamma(3.6, 128)), "beta": must(NewBeta(0.106, 0.273))} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			p := 0.0
			for b.Loop() {
				p += 0.0137
				if p > 1 {
					p -= 1
				}
				_ = d.Quantile(p)
			}
		})
	}
}

// TestBetaQuantileNearOneHalf: with a slope that lacked a factor of 1-x the
// Newton steps went back and forth here (found by TestQuantileInvertsCDF).
func TestBetaQuantileNearOneHalf(t *testing.T) {
	d := must(NewBeta(3.5, 1.75))
	require.InDelta(t, 0.1875, d.CDF(d.Quantile(0.1875)), 1e-14)
}
