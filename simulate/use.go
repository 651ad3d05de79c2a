package simulate

import "math"

// useShifter finds by how much the log odds of positive tests are to be moved
// so that what is published of tests holds for those who take them. The mean
// of D04 is of people with a test in their first 28 days. Where absence and use
// go together, these are people with less use than all; the move makes up for
// that, and is nothing where the two are not linked.
//
// It supposes a test a week, as the published ones, and the published stays.
type useShifter struct {
	own, weight [bucketCount / shiftStep]float64
	all         float64
	mean        float64
}

// shiftStep is the distance of the buckets that are looked at.
const shiftStep = 8

func newUseShifter(p *Parameters, own *[bucketCount]float64, a *attendance) *useShifter {
	tested := testedByUse(p, a)
	alpha, beta := p.get(positiveAlpha), p.get(positiveBeta)
	u := &useShifter{mean: alpha / (alpha + beta)}
	for i := range u.own {
		b := i*shiftStep + shiftStep/2
		u.own[i] = own[b]
		u.weight[i] = math.Exp(-middleOf(b)*middleOf(b)/2) * tested[min(max(int((middleOf(b)+5)*nodes/10), 0), nodes-1)]
		u.all += u.weight[i]
	}
	return u
}

// shift gives the move of every person's log odds with which the mean is as
// published, with its odds of negative tests better by some log odds. What
// is published of rewards and family sessions is a difference between groups.
// Most people are near 0 or 1, where a move changes little, so that the move is
// larger than the effect.
func (u *useShifter) shift(better float64) float64 {
	want := logistic(logit(u.mean) - better)
	low, high := -200.0, 200.0
	for range 60 {
		shift := (low + high) / 2
		sum := 0.0
		for i, w := range u.weight {
			sum += w * logistic(u.own[i]+shift)
		}
		if sum < want*u.all {
			low = shift
		} else {
			high = shift
		}
	}
	return (low + high) / 2
}

// testedByUse gives how likely a person takes a test in the first four weeks,
// by the score of use.
func testedByUse(p *Parameters, a *attendance) (out [nodes]float64) {
	c := clockOf(p)
	var there [5]float64 // in the middle of a week
	for week := range 4 {
		there[week] = 1
		for k := range reasonCount {
			there[week] -= c.by(k, 7*week+2)
		}
	}
	rho := p.get(link)
	rest := math.Sqrt(max(1-rho*rho, 1e-9))
	for i := range out {
		z, _ := node(i)
		sum, all := 0.0, 0.0
		for j := range nodes {
			y, _ := node(j)
			e := (y - rho*z) / rest
			w := math.Exp(-e * e / 2)
			missed, never := logistic(a.middle[0]+a.spread*y), 1-there[0]
			for week := range 4 {
				never += (there[week] - there[week+1]) * math.Pow(missed, float64(week+1))
			}
			sum += w * (1 - never)
			all += w
		}
		if all > 0 {
			out[i] = sum / all
		}
	}
	return out
}
