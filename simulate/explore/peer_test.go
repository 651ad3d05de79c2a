package explore

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/mathext"
	"pgregory.net/rapid"
)

// TestAgainstGonum compares with another author's functions.
func TestAgainstGonum(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.Float64Range(0.05, 200).Draw(t, "a"), rapid.Float64Range(0.05, 200).Draw(t, "b")
		p := rapid.Float64Range(1e-4, 1-1e-4).Draw(t, "p")
		x := must(NewBeta(a, b)).Quantile(p)
		require.InDelta(t, mathext.RegIncBeta(a, b, x), betaCDF(a, b, x), 1e-9)
		y := gammaQuantile(a, p)
		require.InDelta(t, mathext.GammaIncReg(a, y), gammaCDF(a, y), 1e-9)
		if a > 0.5 {
			require.InEpsilon(t, mathext.GammaIncRegInv(a, p), y, 1e-6)
		}
		require.InDelta(t, mathext.NormalQuantile(p), normalQuantile(p), 1e-9)
		require.False(t, math.IsNaN(x))
	})
}
