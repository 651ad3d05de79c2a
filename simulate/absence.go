package simulate

import (
	"math"

	"github.com/openiop/openiop/simulate/explore"
)

// layAbsence fills how likely people are to miss a session: the log odds are
// normal over people, and their middle is chosen so that the share of sessions
// missed, of all that are offered to the people of the published stays, is the
// published one. People who miss more also leave sooner, so that they are
// offered fewer; the middle allows for that. With rewards, the odds of that
// share are better by the published effect, which is one between groups.
func (t *tables) layAbsence(p *Parameters, a *attendance) {
	shift := p.get(makeUpAttendance)
	for rewarded, middle := range a.middle {
		for b := range bucketCount {
			x := middle + a.spread*middleOf(b)
			t.absent[rewarded][b] = bound32(logistic(x))
			t.absentMakeUp[rewarded][b] = bound32(logistic(x - shift))
		}
	}
}

// attendance says how people differ in missing sessions: the log odds of a
// person are middle + spread·score, without and with rewards.
type attendance struct {
	middle [2]float64
	spread float64
}

func newAttendance(p *Parameters) *attendance {
	a := &attendance{spread: p.get(absenceSpread)}
	stay := stayByAbsence(p)
	missed := p.get(noShow)
	a.middle[0] = a.middleFor(missed, &stay)
	a.middle[1] = a.middleFor(logistic(logit(missed)-logOdds(p.get(rewardAttendance))), &stay)
	return a
}

// nodes are the scores at which expectations over people are worked out: the
// middles of equal steps from -5 to 5.
const nodes = 60

func node(i int) (z, weight float64) {
	const step = 10.0 / nodes
	z = -5 + (float64(i)+0.5)*step
	return z, step * math.Exp(-z*z/2) / math.Sqrt(2*math.Pi)
}

// middleFor gives the log odds of missing a session of a person with score 0
// with which a share of the sessions is missed.
func (a *attendance) middleFor(want float64, stay *[nodes]float64) float64 {
	low, high := -60.0, 60.0
	for range 80 {
		middle := (low + high) / 2
		missed, all := 0.0, 0.0
		for i := range nodes {
			z, w := node(i)
			missed += w * stay[i] * logistic(middle+a.spread*z)
			all += w * stay[i]
		}
		if missed < want*all {
			low = middle
		} else {
			high = middle
		}
	}
	return (low + high) / 2
}

// stayByAbsence gives the mean stay of people by their score of absence, in the
// published stays. Scores of absence and of frailty correlate.
func stayByAbsence(p *Parameters) (out [nodes]float64) {
	byFrailty := stayByFrailty(p)
	rho := p.get(link)
	rest := math.Sqrt(max(1-rho*rho, 1e-9))
	for i := range out {
		z, _ := node(i)
		sum, all := 0.0, 0.0
		for j := range nodes {
			y, _ := node(j)
			e := (y - rho*z) / rest
			w := math.Exp(-e * e / 2)
			sum += w * byFrailty[j]
			all += w
		}
		if all > 0 {
			out[i] = sum / all
		}
	}
	return out
}

// stayByFrailty gives the mean stay by the score of frailty, in steps of about
// an eighth of the days gone by.
func stayByFrailty(p *Parameters) (out [nodes]float64) {
	c := clockOf(p)
	frailty := frailtyAtNodes(p)
	v := p.get(frailtyVariance)
	others, dropout := 0.0, 0.0
	for day := 1; day <= 7*referenceWeeks; {
		step := max(1, day/8)
		left, leaving, drops := 1.0, 0.0, 0.0
		for k := range reasonCount {
			before, now := c.by(k, day-1), c.by(k, day-1+step)
			left -= before
			leaving += now - before
			if k == DroppedOut.place() {
				drops = now - before
			}
		}
		base := dropout
		if v >= 1e-6 {
			base = math.Expm1(v*dropout) / v
		}
		for i := range out {
			out[i] += float64(step) * math.Exp(-others-frailty[i]*base)
		}
		if leaving > 0 && left > leaving {
			h := -math.Log1p(-leaving / left)
			dropout += h * drops / leaving
			others += h * (leaving - drops) / leaving
		}
		day += step
	}
	return out
}

// frailtyAtNodes gives the frailty at each node.
func frailtyAtNodes(p *Parameters) (out [nodes]float64) {
	v := p.get(frailtyVariance)
	gamma, err := explore.NewGamma(1/max(v, 1e-6), max(v, 1e-6))
	for i := range out {
		out[i] = 1
		if z, _ := node(i); v >= 1e-6 && err == nil {
			out[i] = gamma.Quantile(cdf(z))
		}
	}
	return out
}
