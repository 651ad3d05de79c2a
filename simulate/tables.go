package simulate

import (
	"math"

	"github.com/openiop/openiop/simulate/explore"
)

// Traits of a person are normal scores in units of 2^-16. What depends on a
// score stands in tables by bucket: 256 a unit, from -4.5 to 4.5.
const (
	scoreUnit   = 1 << 16
	bucketShift = 8
	bucketCount = 9 * 256
	firstScore  = -9 * scoreUnit / 2
)

// tables are the numbers of a model that do not depend on the person, as whole
// numbers. They are made once and never change.
type tables struct {
	logs    [4096]uint32 // see exponential
	normals [4096]int32  // see normal

	// own and shared are the loadings of a trait: score = shared·factor +
	// own·rest, in units of 2^-16.
	own, shared int64
	// frailty multiplies the hazard of dropping out, in units of 2^-16.
	frailty [bucketCount]uint32
	// absent holds, by whether rewards are given, how likely it is that a session
	// is missed, as a bound of 32 random bits; absentMakeUp the same of a make-up.
	absent, absentMakeUp [2][bucketCount]uint32
	// positive holds the bounds of a positive test, one table for each strength
	// of what acts on use.
	positive [][bucketCount]uint32
	// relapse gives the hazard at which a person returns to use.
	relapse [bucketCount + 1]uint32

	// exits are cumulative hazards by cause and day.
	exits [reasonCount][]uint32
	// relapses and reentries are cumulative hazards by day after discharge;
	// see after.go for which is whose.
	relapses  [][]uint32
	reentries [2][]uint32

	// Cents for a day in the program, in units of 2^-16; for a day with rewards;
	// for a visit.
	dayCents                int64
	rewardCents, visitCents int64
}

// scoreOf combines the factor and the rest of a trait.
func (t *tables) scoreOf(factor, rest int64) int64 {
	return (t.shared*factor + t.own*rest) >> 16
}

// bucketOf gives the bucket of a score.
func bucketOf(score int64) int {
	return int(min(max((score-firstScore)>>bucketShift, 0), bucketCount-1))
}

// middleOf gives the score in the middle of a bucket, as a number.
func middleOf(bucket int) float64 {
	return (float64(bucket)+0.5)/256 - 4.5
}

// cdf is the standard normal distribution.
func cdf(z float64) float64 { return 0.5 * math.Erfc(-z/math.Sqrt2) }

// bound32 turns a probability into a bound of 32 random bits.
func bound32(p float64) uint32 {
	return uint32(min(max(math.Round(p*(1<<32)), 0), math.MaxUint32))
}

// hazard32 turns a hazard into units of 2^-26, at most what fits.
func hazard32(h float64) uint32 {
	if math.IsNaN(h) || h < 0 {
		return 0
	}
	return uint32(min(math.Round(h*hazardUnit), math.MaxUint32))
}

func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
func logit(p float64) float64    { return math.Log(p / (1 - p)) }

// logOdds turns a standardised difference into a log odds ratio: d·pi/sqrt 3
// (D06 of the calibration data).
func logOdds(d float64) float64 { return d * math.Pi / math.Sqrt(3) }

func newTables(pl *plan, p *Parameters) *tables {
	t := &tables{}
	normal, _ := explore.NewNormal(0, 1)
	for i := range t.logs {
		t.logs[i] = uint32(math.Round((math.Ln2 - math.Log1p((float64(i)+0.5)/4096)) * hazardUnit))
		t.normals[i] = int32(math.Round(normal.Quantile((float64(i)+0.5)/4096) * scoreUnit))
	}
	rho := p.get(link)
	t.shared, t.own = int64(math.Round(math.Sqrt(rho)*scoreUnit)), int64(math.Round(math.Sqrt(1-rho)*scoreUnit))
	t.layFrailty(p)
	a := newAttendance(p)
	t.layAbsence(p, a)
	t.layUse(pl, p, a)
	for i := range t.relapse {
		t.relapse[i] = hazard32(-math.Log(cdf(float64(i)/256 - 4.5)))
	}
	t.layExits(pl, p)
	t.layAfter(pl, p)
	t.layCosts(pl, p)
	return t
}

// byScore fills a table by the quantiles of a distribution, worked out at every
// eighth bucket and interpolated between in a scale in which they are nearly
// straight.
func byScore(d explore.Distribution, to, from func(float64) float64, put func(bucket int, x float64)) {
	const step = 8
	at := func(bucket int) float64 { return to(d.Quantile(cdf(middleOf(bucket)))) }
	left := at(0)
	for b := 0; b < bucketCount; b += step {
		right := at(b + step)
		for i := range step {
			put(b+i, from(left+(right-left)*float64(i)/step))
		}
		left = right
	}
}

// tiny keeps logarithms of quantiles finite.
const tiny = 1e-300

func (t *tables) layFrailty(p *Parameters) {
	variance := p.get(frailtyVariance)
	if variance < 1e-6 {
		for i := range t.frailty {
			t.frailty[i] = scoreUnit
		}
		return
	}
	gamma, err := explore.NewGamma(1/variance, variance)
	if err != nil {
		gamma, _ = explore.NewPoint(1)
	}
	byScore(gamma, func(x float64) float64 { return math.Log(max(x, tiny)) }, math.Exp, func(b int, x float64) {
		t.frailty[b] = uint32(min(max(math.Round(x*scoreUnit), 1), math.MaxUint32))
	})
}

// layUse fills the bounds of positive tests: the log odds of the person's own
// probability, moved by what acts on use.
func (t *tables) layUse(pl *plan, p *Parameters, a *attendance) {
	beta, err := explore.NewBeta(p.get(positiveAlpha), p.get(positiveBeta))
	if err != nil {
		beta, _ = explore.NewPoint(0.5)
	}
	var own [bucketCount]float64
	byScore(beta, logOddsOf, func(x float64) float64 { return x }, func(b int, x float64) { own[b] = x })
	t.positive = make([][bucketCount]uint32, len(pl.useLevels))
	shifter := newUseShifter(p, &own, a)
	for i, level := range pl.useLevels {
		better := logOdds(rewardEffect(p, level))
		if pl.family {
			better += logOdds(p.get(familyUse))
		}
		shift := shifter.shift(better)
		for b := range own {
			t.positive[i][b] = bound32(logistic(own[b] + shift))
		}
	}
}

// logOddsOf gives the log odds of a probability, finite at its ends.
func logOddsOf(p float64) float64 {
	p = min(max(p, tiny), 1-1e-16)
	return logit(p)
}

// rewardEffect gives the effect of rewards on use so many days after the last
// one: full up to then, the published effect after three months, nothing after
// six, and straight lines between. noRewards stands for no rewards at all.
func rewardEffect(p *Parameters, daysAfter int) float64 {
	now, later := p.get(rewardAbstinence), p.get(rewardAbstinenceLater)
	switch x := float64(daysAfter); {
	case daysAfter == noRewards || x >= 180:
		return 0
	case x <= 0:
		return now
	case x <= 90:
		return now + (later-now)*x/90
	default:
		return later * (180 - x) / 90
	}
}

const noRewards = math.MaxInt32

func (t *tables) layCosts(pl *plan, p *Parameters) {
	week := p.get(costWeek) * math.Exp2(p.get(costHours)*doublings(pl.hours, referenceHours))
	t.dayCents = int64(math.Round(week * 100 / 7 * scoreUnit))
	t.rewardCents = int64(math.Round(p.get(costRewardDay) * 100))
	t.visitCents = int64(math.Round(p.get(costVisitClient) * 100))
}

// referenceHours are the hours a week at which effects of hours are nothing:
// those from which level 2.1 begins for adults.
const referenceHours = 9
