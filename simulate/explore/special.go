package explore

import "math"

// normalCDF is the standard normal distribution function.
func normalCDF(z float64) float64 { return math.Erfc(-z/math.Sqrt2) / 2 }

// normalQuantile inverts normalCDF: Wichura, Algorithm AS 241, Applied
// Statistics 37 (1988) 477-484, routine PPND16, about 1e-16 of the value.
func normalQuantile(p float64) float64 {
	q := p - 0.5
	if math.Abs(q) <= 0.425 {
		return q * ratio(ppndMiddle, 0.180625-q*q)
	}
	r := p
	if q > 0 {
		r = 1 - p
	}
	if r <= 0 {
		return math.Copysign(math.Inf(1), q)
	}
	r = math.Sqrt(-math.Log(r))
	var z float64
	if r <= 5 {
		z = ratio(ppndTail, r-1.6)
	} else {
		z = ratio(ppndFar, r-5)
	}
	return math.Copysign(z, q)
}

// ratio is a quotient of two polynomials of degree 7, the lowest power first.
func ratio(c [2][8]float64, x float64) float64 {
	top, bottom := c[0][7], c[1][7]
	for i := 6; i >= 0; i-- {
		top = top*x + c[0][i]
		bottom = bottom*x + c[1][i]
	}
	return top / bottom
}

// The coefficients of AS 241: for the middle, the tail and the far tail.
var (
	ppndMiddle = [2][8]float64{
		{3.3871328727963666080, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4, 4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3},
		{1, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3, 2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3},
	}
	ppndTail = [2][8]float64{
		{1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550, 3.64784832476320460504, 1.27045825245236838258, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4},
		{1, 2.05319162663775882187, 1.67638483018380384940, 6.89767334985100004550e-1, 1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9},
	}
	ppndFar = [2][8]float64{
		{6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580, 2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7},
		{1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2, 7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15},
	}
)

// gammaCDF is the lower regularised incomplete gamma function P(a, x): the
// series 8.11.4 of the NIST Digital Library of Mathematical Functions below
// a+1, and the continued fraction 8.9.2 above.
func gammaCDF(a, x float64) float64 {
	switch {
	case x <= 0:
		return 0
	case math.IsInf(x, 1):
		return 1
	case x < a+1:
		return gammaSeries(a, x)
	}
	return 1 - gammaFraction(a, x)
}

// steps bounds every series here; the slowest, gamma near its mean, needs
// about 6·sqrt(a).
const steps = 20_000

const tiny = 1e-300

func gammaSeries(a, x float64) float64 {
	term := 1 / a
	sum := term
	for n := 1; n < steps && term > sum*1e-17; n++ {
		term *= x / (a + float64(n))
		sum += term
	}
	return min(sum*gammaFactor(a, x), 1)
}

// gammaFraction is the upper function Q(a, x), by Lentz's method.
func gammaFraction(a, x float64) float64 {
	b := x + 1 - a
	c, d := 1/tiny, 1/b
	h := d
	for i := 1; i < steps; i++ {
		an := -float64(i) * (float64(i) - a)
		b += 2
		d = 1 / nonzero(an*d+b)
		c = nonzero(b + an/c)
		h *= d * c
		if math.Abs(d*c-1) < 1e-16 {
			break
		}
	}
	return min(h*gammaFactor(a, x), 1)
}

// gammaFactor is x^a·exp(-x)/Gamma(a).
func gammaFactor(a, x float64) float64 {
	lg, _ := math.Lgamma(a)
	return math.Exp(a*math.Log(x) - x - lg)
}

func nonzero(x float64) float64 {
	if math.Abs(x) < tiny {
		return tiny
	}
	return x
}

// betaCDF is the regularised incomplete beta function I_x(a, b): the
// continued fraction 8.17.22 of the NIST Digital Library of Mathematical
// Functions, by Lentz's method.
func betaCDF(a, b, x float64) float64 { return betaShare(a, b, x, logBeta(a, b)) }

// betaShare is betaCDF with the logarithm of the beta function known.
func betaShare(a, b, x, lb float64) float64 {
	switch {
	case x <= 0:
		return 0
	case x >= 1:
		return 1
	case x > (a+1)/(a+b+2):
		return 1 - betaFraction(b, a, 1-x, lb)
	}
	return betaFraction(a, b, x, lb)
}

func betaFraction(a, b, x, lb float64) float64 {
	c, d := 1.0, 1/nonzero(1-(a+b)*x/(a+1))
	h := d
	for m := 1.0; m < steps; m++ {
		even := m * (b - m) * x / ((a + 2*m - 1) * (a + 2*m))
		d = 1 / nonzero(1+even*d)
		c = nonzero(1 + even/c)
		h *= d * c
		odd := -(a + m) * (a + b + m) * x / ((a + 2*m) * (a + 2*m + 1))
		d = 1 / nonzero(1+odd*d)
		c = nonzero(1 + odd/c)
		h *= d * c
		if math.Abs(d*c-1) < 1e-16 {
			break
		}
	}
	return min(math.Exp(a*math.Log(x)+b*math.Log1p(-x)-lb)*h/a, 1)
}

func logBeta(a, b float64) float64 {
	la, _ := math.Lgamma(a)
	lb, _ := math.Lgamma(b)
	lab, _ := math.Lgamma(a + b)
	return la + lb - lab
}

// gammaQuantile inverts gammaCDF. It starts at the nearer of two
// approximations: the power law of small values, and that of Wilson and Hilferty
// 1931 (Proc Natl Acad Sci 17:684).
func gammaQuantile(a, p float64) float64 {
	if p == 1 {
		return math.Inf(1)
	}
	lg, _ := math.Lgamma(a)
	start := math.Min(math.Log(p)+lg+math.Log(a), 0) / a
	if root := 1 - 1/(9*a) + normalQuantile(p)/(3*math.Sqrt(a)); root > 0.2 {
		start = math.Log(a) + 3*math.Log(root)
	}
	high := math.Log(a + 1)
	for gammaCDF(a, math.Exp(high)) < p && high < 690 {
		high += math.Ln2
	}
	return invert(p, high, start, func(x float64) (float64, float64) {
		return gammaCDF(a, x), math.Exp(a*math.Log(x) - x - lg)
	})
}

// betaQuantile inverts betaCDF, from the end of the range that is nearer.
func betaQuantile(a, b, p float64) float64 {
	lb := logBeta(a, b)
	if p > betaShare(a, b, 0.5, lb) {
		return 1 - betaLower(b, a, 1-p, lb)
	}
	return betaLower(a, b, p, lb)
}

// betaLower inverts betaCDF where the quantile is at most one half.
func betaLower(a, b, p, lb float64) float64 {
	return invert(p, -math.Ln2, math.Min(math.Log(p)+lb+math.Log(a), 0)/a, func(x float64) (float64, float64) {
		return betaShare(a, b, x, lb), math.Exp(a*math.Log(x) + (b-1)*math.Log1p(-x) - lb)
	})
}

// invert finds x with f(x) = p by Newton steps on log x, kept inside bounds
// that halve whenever a step would leave them; distributions with most of their
// weight near zero need the logarithm. f gives the distribution function and
// its slope in log x.
func invert(p, high, start float64, f func(x float64) (float64, float64)) float64 {
	low := -745.0 // exp(-745) is the smallest positive number
	if p <= 0 {
		return 0
	}
	at := min(max(start, low), high)
	for range 200 {
		x := math.Exp(at)
		value, slope := f(x)
		if value < p {
			low = at
		} else {
			high = at
		}
		next := at - (value-p)/slope
		if !(next > low && next < high) {
			next = low + (high-low)/2
		}
		if math.Abs(next-at) < 1e-15*max(1, math.Abs(at)) || high-low < 1e-15 {
			return math.Exp(next)
		}
		at = next
	}
	return math.Exp(at)
}
