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

// maxScale bounds the common denominator of averages; beyond it they are
// widened to whole minutes.
const maxScale = 1 << 20

// scaled is an average over a denominator that all weeks of a policy share.
type scaled struct {
	low, high int64
	open      bool
}

// scaleAverages brings the averages of all weeks to one denominator, so that
// weeks add up in integers.
func (c *Case) scaleAverages() {
	c.scales = make([]int64, len(c.policies))
	for p := range c.policies {
		den := int64(1)
		for s := range c.weeks[p] {
			if f := newFraction(c.weeks[p][s].average); f.known {
				den = min(lcm(den, f.den), maxScale+1)
			}
		}
		if den > maxScale {
			den = 1
		}
		c.scales[p] = den
		for s := range c.weeks[p] {
			w := &c.weeks[p][s]
			w.scaled = newFraction(w.average).times(den)
		}
	}
}

func lcm(a, b int64) int64 {
	x, y := a, b
	for y != 0 {
		x, y = y, x%y
	}
	return a / x * b
}

// times gives the average over another denominator, rounded outwards; what is
// unknown is 0 or more.
func (f fraction) times(den int64) scaled {
	if !f.known {
		return scaled{open: true}
	}
	return scaled{low: f.low * den / f.den, high: (f.high*den + f.den - 1) / f.den, open: f.open}
}

// averageTracks works out the exact average week of each track under each
// policy.
func (c *Case) averageTracks() {
	if len(c.averages) != len(c.policies) {
		c.averages = make([][]fraction, len(c.policies))
	}
	for i := range c.policies {
		c.averages[i] = c.averages[i][:0]
		for e := range c.episodes {
			c.averages[i] = append(c.averages[i], c.averageOf(i, &c.episodes[e]))
		}
	}
}

// averageOf averages the weeks of a track. The weeks that a program may not
// reach make it a span: the average over any number of them.
func (c *Case) averageOf(policy int, e *episode) fraction {
	sum, among := fraction{den: c.scales[policy], known: true}, fraction{den: c.scales[policy], known: true}
	exact := true
	for i := e.from; i < e.to; i++ {
		a := c.week(policy, i).scaled
		if i == e.from {
			among.low, among.high = a.low, a.high
		}
		sum.low, sum.high = sum.low+a.low, sum.high+a.high
		among.low, among.high = min(among.low, a.low), max(among.high, a.high)
		sum.open, among.open = sum.open || a.open, among.open || a.open
		exact = exact && c.rows[i].week > 0 && !c.rows[i].possible
	}
	if !exact {
		return among // how the weeks weigh is not known; the average lies among them
	}
	sum.den *= int64(e.to - e.from)
	return sum
}
