package schedule

import (
	"math/big"

	"github.com/openiop/openiop/iop"
)

// ratio is an exact span of averages; high is nil when there is no upper
// bound known, and low too when nothing is known.
type ratio struct {
	low, high *big.Rat
}

func (r ratio) span() iop.Span {
	if r.low == nil {
		return iop.Span{}
	}
	if r.high == nil {
		return iop.AtLeast(iop.Minutes(floor(r.low)))
	}
	return iop.Between(iop.Minutes(floor(r.low)), iop.Minutes(ceil(r.high)))
}

func (r ratio) plus(a ratio) ratio {
	r.low = new(big.Rat).Add(r.low, a.low)
	if r.high == nil || a.high == nil {
		return ratio{low: r.low}
	}
	return ratio{r.low, new(big.Rat).Add(r.high, a.high)}
}

func (r ratio) times(n *big.Rat) ratio {
	t := ratio{low: new(big.Rat).Mul(r.low, n)}
	if r.high != nil {
		t.high = new(big.Rat).Mul(r.high, n)
	}
	return t
}

// or gives the span that holds both.
func (r ratio) or(a ratio) ratio {
	if a.low.Cmp(r.low) < 0 {
		r.low = a.low
	}
	if r.high == nil || a.high == nil {
		return ratio{low: r.low}
	}
	if a.high.Cmp(r.high) > 0 {
		r.high = a.high
	}
	return r
}

func (t *total) ratio() ratio {
	if !t.known {
		return ratio{}
	}
	return ratio{t.averageLow, t.averageHigh}
}

// perWeek is an average in millionths, rounded outwards, for adding up weeks
// in integers. The zero value is unknown.
type perWeek struct {
	low, high   int64
	open, known bool
}

func newPerWeek(r ratio) perWeek {
	f := newFraction(r)
	if !f.known {
		return perWeek{open: true}
	}
	return perWeek{f.low * micro / f.den, (f.high*micro + f.den - 1) / f.den, f.open, true}
}

// fraction is an exact average in integers, for judging without allocation.
type fraction struct {
	low, high, den int64
	open, known    bool
}

// newFraction brings an exact average to a common denominator. An average
// whose denominator does not fit is widened to whole minutes.
func newFraction(r ratio) fraction {
	if r.low == nil {
		return fraction{}
	}
	f := fraction{den: 1, open: r.high == nil, known: true}
	den := new(big.Int).Set(r.low.Denom())
	if !f.open {
		den.Mul(den, r.high.Denom())
	}
	if den.IsInt64() && den.Int64() < 1<<30 {
		f.den = den.Int64()
	}
	scale := new(big.Rat).SetInt64(f.den)
	f.low = int64(floor(new(big.Rat).Mul(r.low, scale)))
	if !f.open {
		f.high = int64(ceil(new(big.Rat).Mul(r.high, scale)))
	}
	return f
}

func (f fraction) span() iop.Span {
	switch {
	case !f.known:
		return iop.Span{}
	case f.open:
		return iop.AtLeast(iop.Minutes(f.low / f.den))
	}
	return iop.Between(iop.Minutes(f.low/f.den), iop.Minutes((f.high+f.den-1)/f.den))
}

// judge compares the average exactly with a bound in minutes.
func (f fraction) judge(b iop.Bound) iop.Outcome {
	if !f.known {
		return iop.Undetermined
	}
	b.Min *= iop.Minutes(f.den)
	b.Max *= iop.Minutes(f.den)
	if f.open {
		return b.Judge(iop.AtLeast(iop.Minutes(f.low)))
	}
	return b.Judge(iop.Between(iop.Minutes(f.low), iop.Minutes(f.high)))
}
