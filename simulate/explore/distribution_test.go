package explore

import "testing"

func TestX(t *testing.T) {
	for _, p := range []float64{1e-16, 0.001, .1, .5, .9, .999} {
		d, _ := NewBeta(.106, .273)
		g, _ := NewGammaMean(462, 243)
		n, _ := NewNormal(0, 1)
		t.Log(p, d.Quantile(p), d.CDF(d.Quantile(p)), g.Quantile(p), g.CDF(g.Quantile(p)), n.Quantile(p), n.CDF(n.Quantile(p)))
	}
}
