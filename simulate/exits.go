package simulate

import "math"

// The exits of the published stays are competing risks: a share w of people
// ends for each reason, after a lognormal time. The hazard of a reason is then
// w·f(t)/S(t), with S the share of all people who are still there. People get a
// latent time for each reason by these hazards, and the earliest is what
// happens. Taken together they give back the shares and times exactly; a design
// that leaves one reason out keeps the hazards of the others.

// clock is the published clock of exits, with a program's own effect on
// dropping out.
type clock struct {
	weight, median, sigma [reasonCount]float64
}

func clockOf(p *Parameters) clock {
	var c clock
	sum := 0.0
	for k := range reasonCount {
		c.weight[k] = p.get(exitWeight + place(k))
		c.median[k], c.sigma[k] = p.get(exitMedian+place(k)), p.get(exitSigma+place(k))
		sum += c.weight[k]
	}
	for k := range c.weight {
		c.weight[k] /= sum
	}
	out := DroppedOut.place()
	if w := c.weight[out]; p.get(programEffect) != 0 && w > 0 && w < 1 {
		moved := logistic(logit(w) + p.get(programEffect))
		for k := range c.weight {
			c.weight[k] *= (1 - moved) / (1 - w)
		}
		c.weight[out] = moved
	}
	return c
}

// by gives the share of all people who have left for a reason by a day.
func (c *clock) by(k, day int) float64 {
	if day <= 0 {
		return 0
	}
	return c.weight[k] * cdf(math.Log(float64(day)/c.median[k])/c.sigma[k])
}

// layExits fills the cumulative hazards by day. Those of dropping out hold what
// a person with frailty 1 has: (exp(v·H)-1)/v for a gamma frailty of variance
// v gives back H for all people together (Vaupel, Manton and Stallard 1979).
func (t *tables) layExits(pl *plan, p *Parameters) {
	c := clockOf(p)
	var sum [reasonCount]float64
	for k := range t.exits {
		t.exits[k] = make([]uint32, pl.horizon+1)
	}
	v := p.get(frailtyVariance)
	ratio := math.Exp(p.get(hoursDropout) * doublings(pl.hours, referenceHours))
	if pl.punitive {
		ratio *= math.Exp(p.get(punitiveDropout))
	}
	var before, now [reasonCount]float64
	for day := 1; day <= pl.horizon; day++ {
		left, leaving := 1.0, 0.0
		for k := range now {
			now[k] = c.by(k, day)
			left -= before[k]
			leaving += now[k] - before[k]
		}
		for k := range sum {
			if leaving > 0 && left > leaving {
				sum[k] += -math.Log1p(-leaving/left) * (now[k] - before[k]) / leaving
			}
			h := sum[k]
			if k == DroppedOut.place() {
				if v >= 1e-6 {
					h = math.Expm1(v*h) / v
				}
				h *= ratio
			}
			t.exits[k][day] = hazard32(h)
		}
		before = now
	}
}

// reach gives the first day from 1 on by which a cumulative hazard comes to an
// amount; 0 if it does not by the last.
func reach(cumulative []uint32, amount uint64, last int) int {
	if last < 1 || uint64(cumulative[last]) < amount {
		return 0
	}
	low, high := 0, last // cumulative[low] < amount <= cumulative[high]
	for high-low > 1 {
		if middle := (low + high) / 2; uint64(cumulative[middle]) < amount {
			low = middle
		} else {
			high = middle
		}
	}
	return high
}

// within gives when on a day, in parts of 2^16, a cumulative hazard comes to an
// amount: of two on one day, the one with less is earlier.
func within(cumulative []uint32, amount uint64, day int) uint64 {
	from, to := uint64(cumulative[day-1]), uint64(cumulative[day])
	if amount <= from || to <= from {
		return 0
	}
	return (amount - from) << 16 / (to - from)
}
