package explore

import (
	"errors"
	"fmt"
	"math"
)

// Family is the shape of a distribution. The zero Family is invalid.
type Family uint8

// The families.
const (
	Point      Family = iota + 1 // one value, for certain
	Uniform                      // all values between two, alike
	Triangular                   // between two, most at a third
	Normal                       // the bell
	Lognormal                    // its logarithm is normal; positive
	Beta                         // between 0 and 1
	Gamma                        // positive
)

var familyNames = [...]string{Point: "point", Uniform: "uniform", Triangular: "triangular", Normal: "normal", Lognormal: "lognormal", Beta: "beta", Gamma: "gamma"}

// String gives the name as in files, "" for an invalid family.
func (f Family) String() string {
	if int(f) < len(familyNames) {
		return familyNames[f]
	}
	return ""
}

// Distribution is what is believed about a number: a family with its
// parameters. It is a comparable value. The zero Distribution means "not
// stated"; asked for a quantile, it gives NaN.
type Distribution struct {
	family Family
	// a, b, c are the parameters in the order of the constructor.
	a, b, c float64
}

// NewPoint is a value known for certain.
func NewPoint(value float64) (Distribution, error) {
	return made(Point, value, 0, 0, true, "")
}

// NewUniform gives every value from low to high the same density. It wants
// low < high.
func NewUniform(low, high float64) (Distribution, error) {
	return made(Uniform, low, high, 0, low < high, "want min below max")
}

// NewTriangular rises from low to mode and falls to high. It wants
// low <= mode <= high and low < high.
func NewTriangular(low, mode, high float64) (Distribution, error) {
	return made(Triangular, low, mode, high, low <= mode && mode <= high && low < high, "want min <= mode <= max, and min below max")
}

// NewNormal has a mean and a standard deviation above zero.
func NewNormal(mean, sd float64) (Distribution, error) {
	return made(Normal, mean, sd, 0, sd > 0, "want an sd above 0; a value known for certain is a point")
}

// NewLognormal has a median above zero and sigma, the standard deviation of
// the logarithm, above zero: its logarithm is Normal(ln median, sigma). The
// mean is median·exp(sigma²/2).
func NewLognormal(median, sigma float64) (Distribution, error) {
	return made(Lognormal, median, sigma, 0, median > 0 && sigma > 0, "want a median and a sigma above 0")
}

// NewBeta has the density x^(alpha-1)·(1-x)^(beta-1) on 0 to 1, up to a
// factor; the mean is alpha/(alpha+beta). It wants both above zero, up to a
// million.
func NewBeta(alpha, beta float64) (Distribution, error) {
	return made(Beta, alpha, beta, 0, alpha > 0 && beta > 0 && max(alpha, beta) <= maxShape, "want alpha and beta above 0, up to a million")
}

// NewBetaMean is the beta distribution with a mean and a standard deviation,
// by the method of moments: alpha+beta = mean(1-mean)/sd² - 1.
func NewBetaMean(mean, sd float64) (Distribution, error) {
	n := mean*(1-mean)/(sd*sd) - 1
	if !(mean > 0 && mean < 1 && sd > 0 && n > 0) {
		return Distribution{}, errors.New("beta: want a mean between 0 and 1, and an sd above 0 and below sqrt(mean(1-mean))")
	}
	return NewBeta(mean*n, (1-mean)*n)
}

// NewGamma has the density x^(shape-1)·exp(-x/scale), up to a factor; the mean
// is shape·scale. It wants both above zero, and a shape up to a million.
func NewGamma(shape, scale float64) (Distribution, error) {
	return made(Gamma, shape, scale, 0, shape > 0 && scale > 0 && shape <= maxShape, "want a shape and a scale above 0, and a shape up to a million")
}

// NewGammaMean is the gamma distribution with a mean and a standard deviation,
// by the method of moments: shape = (mean/sd)², scale = sd²/mean.
func NewGammaMean(mean, sd float64) (Distribution, error) {
	if !(mean > 0 && sd > 0) {
		return Distribution{}, errors.New("gamma: want a mean and an sd above 0")
	}
	r := mean / sd
	return NewGamma(r*r, sd/r)
}

// maxShape bounds the parameters whose quantiles take longer to work out the
// larger they are; beyond it a normal distribution is the same for every use.
const maxShape = 1e6

func made(f Family, a, b, c float64, good bool, want string) (Distribution, error) {
	for _, x := range [...]float64{a, b, c} {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			good, want = false, "want numbers"
		}
	}
	if !good {
		return Distribution{}, fmt.Errorf("%s: %s", f, want)
	}
	return Distribution{f, a, b, c}, nil
}

// Family gives the family, the zero Family for a distribution that is not
// stated.
func (d Distribution) Family() Family { return d.family }

// IsStated reports whether d is a distribution at all.
func (d Distribution) IsStated() bool { return d.family != 0 }

// Mean gives the expected value, NaN if d is not stated.
func (d Distribution) Mean() float64 {
	switch d.family {
	case Point, Normal:
		return d.a
	case Uniform:
		return d.a + (d.b-d.a)/2
	case Triangular:
		return d.a/3 + d.b/3 + d.c/3
	case Lognormal:
		return d.a * math.Exp(d.b*d.b/2)
	case Beta:
		return d.a / (d.a + d.b)
	case Gamma:
		return d.a * d.b
	}
	return math.NaN()
}

// SD gives the standard deviation, NaN if d is not stated.
func (d Distribution) SD() float64 {
	switch d.family {
	case Point:
		return 0
	case Uniform:
		return (d.b - d.a) / math.Sqrt(12)
	case Triangular:
		u, v := d.b-d.a, d.c-d.a
		return math.Sqrt((u*u + v*v - u*v) / 18)
	case Normal:
		return d.b
	case Lognormal:
		return d.Mean() * math.Sqrt(math.Expm1(d.b*d.b))
	case Beta:
		n := d.a + d.b
		return math.Sqrt(d.a*d.b/(n+1)) / n
	case Gamma:
		return math.Sqrt(d.a) * d.b
	}
	return math.NaN()
}

// Quantile gives the value below which a share p of the distribution lies; p
// is from 0 to 1. At 0 and 1 it gives the ends of the range, which may be
// infinite. It is NaN for another p, and if d is not stated.
//
// The normal quantile is that of Wichura, algorithm AS 241 (1988); beta and
// gamma invert [Distribution.CDF] by bisected Newton steps to about 1e-12 of
// the value.
func (d Distribution) Quantile(p float64) float64 {
	if !(p >= 0 && p <= 1) {
		return math.NaN()
	}
	switch d.family {
	case Point:
		return d.a
	case Uniform:
		return d.a + (d.b-d.a)*p
	case Triangular:
		return d.triangularQuantile(p)
	case Normal:
		return d.a + d.b*normalQuantile(p)
	case Lognormal:
		return d.a * math.Exp(d.b*normalQuantile(p))
	case Beta:
		return betaQuantile(d.a, d.b, p)
	case Gamma:
		return d.b * gammaQuantile(d.a, p)
	}
	return math.NaN()
}

func (d Distribution) triangularQuantile(p float64) float64 {
	width := d.c - d.a
	if turn := (d.b - d.a) / width; p <= turn {
		return d.a + math.Sqrt(p*width*(d.b-d.a))
	}
	return d.c - math.Sqrt((1-p)*width*(d.c-d.b))
}

// CDF gives the share of the distribution at or below x, NaN if d is not
// stated or x is NaN.
func (d Distribution) CDF(x float64) float64 {
	if math.IsNaN(x) {
		return x
	}
	switch d.family {
	case Point:
		if x < d.a {
			return 0
		}
		return 1
	case Uniform:
		return min(max((x-d.a)/(d.b-d.a), 0), 1)
	case Triangular:
		return d.triangularCDF(x)
	case Normal:
		return normalCDF((x - d.a) / d.b)
	case Lognormal:
		if x <= 0 {
			return 0
		}
		return normalCDF(math.Log(x/d.a) / d.b)
	case Beta:
		return betaCDF(d.a, d.b, x)
	case Gamma:
		return gammaCDF(d.a, x/d.b)
	}
	return math.NaN()
}

func (d Distribution) triangularCDF(x float64) float64 {
	width := d.c - d.a
	switch {
	case x <= d.a:
		return 0
	case x >= d.c:
		return 1
	case x <= d.b:
		return (x - d.a) / width * ((x - d.a) / (d.b - d.a))
	}
	return 1 - (d.c-x)/width*((d.c-x)/(d.c-d.b))
}
