package schedule

import (
	"math/big"

	"github.com/openiop/openiop/iop"
)

func claimedHoursRule() Rule {
	return Rule{
		Rule: iop.Rule{
			ID: "schedule/claimed-hours", Title: "the hours claimed are the hours scheduled", Since: "0.1.0",
			Measures: "time a week against the hours the program claims",
			Why:      "People choose a program, and payers pay for it, by the hours it says it has.",
			Fix:      "Publish the hours that the schedule gives, gross or countable.",
			Outcomes: judgedOutcomes(),
		},
		ofClaims: true,
		design: func(p pass) []Verdict {
			for i := range p.c.rows {
				p.put(int32(i), p.c.sights[p.c.rows[i].segment].claims.hours)
			}
			return p.out
		},
		measure: func(s *subject) (iop.Quantity, iop.Bound) {
			if s.v.Outcome == iop.NotApplicable {
				return iop.Quantity{}, iop.Bound{}
			}
			seen := &s.c.sights[s.c.rows[s.v.place].segment]
			return iop.Quantity{Unit: iop.UnitMinutes, Span: seen.claims.average}, boundOf(iop.UnitMinutes, seen.line.Claimed)
		},
		remedies: func(f *iop.Finding, r *remedies) {
			if f.Outcome == iop.Undetermined {
				r.add(iop.StateLength)
				r.add(iop.StateFrequency)
				return
			}
			r.add(iop.CorrectClaim)
		},
	}
}

func claimedDaysRule() Rule {
	return Rule{
		Rule: iop.Rule{
			ID: "schedule/claimed-days", Title: "the days claimed are the days scheduled", Since: "0.1.0",
			Measures: "service days against the days a week the phase claims",
			Why:      "People plan work and family around the days a program says it takes.",
			Fix:      "Publish the days that the schedule gives.",
			Outcomes: judgedOutcomes(),
		},
		ofClaims: true,
		design: func(p pass) []Verdict {
			for i := range p.c.rows {
				p.put(int32(i), p.c.sights[p.c.rows[i].segment].claims.days)
			}
			return p.out
		},
		measure: func(s *subject) (iop.Quantity, iop.Bound) {
			if s.v.Outcome == iop.NotApplicable {
				return iop.Quantity{}, iop.Bound{}
			}
			row := s.v.place
			claim := s.c.program.Phases[s.c.rows[row].phase].DaysPerWeek.whole()
			return iop.Quantity{Unit: iop.UnitDays, Span: s.c.sights[s.c.rows[row].segment].line.ServiceDays}, boundOf(iop.UnitDays, claim)
		},
		remedies: func(f *iop.Finding, r *remedies) {
			if f.Outcome == iop.Undetermined {
				r.add(iop.StateDaysAndClock)
				return
			}
			r.add(iop.CorrectClaim)
		},
	}
}

// claimed holds what a row's claims come to.
type claimed struct {
	hours, days iop.Outcome
	average     iop.Span // the average time that was compared: gross, or countable where that is what was claimed
}

// compareClaim compares what is claimed for a phase with a week of it.
func (c *Case) compareClaim(claim Number, phase int, w *clientWeek) claimed {
	out := claimed{hours: compareHours(claim, w.averageGross, w.average), days: iop.NotApplicable, average: w.averageGross.span()}
	if out.hours == iop.Met && claim.minutes() == w.average.span() {
		out.average = w.average.span()
	}
	if phase >= 0 && c.program.Phases[phase].DaysPerWeek.IsStated() {
		out.days = boundOf(iop.UnitDays, c.program.Phases[phase].DaysPerWeek.whole()).Judge(w.ServiceDays)
	}
	return out
}

// compareHours says whether a claim equals the gross or the countable average.
// A claim with one side open needs only gross time on that side of it. The
// answer is open while something unknown leaves it possible.
func compareHours(claim Number, gross, countable ratio) iop.Outcome {
	if !claim.IsStated() {
		return iop.NotApplicable
	}
	low, high := claim.rats()
	low.Mul(low, big.NewRat(60, 1))
	if high != nil {
		high.Mul(high, big.NewRat(60, 1))
	}
	switch {
	case high == nil:
		return oneSided(gross, gross.low != nil && gross.low.Cmp(low) >= 0, true)
	case !claim.hasLow:
		return oneSided(gross, gross.high != nil && gross.high.Cmp(high) <= 0, gross.low == nil || gross.low.Cmp(high) <= 0)
	case gross.equals(low, high) || countable.equals(low, high):
		return iop.Met
	case gross.mayEqual(low) || countable.mayEqual(low):
		return iop.Undetermined
	}
	return iop.NotMet
}

func oneSided(gross ratio, met, possible bool) iop.Outcome {
	switch {
	case met:
		return iop.Met
	case possible && gross.high == nil:
		return iop.Undetermined
	}
	return iop.NotMet
}

func (r ratio) equals(low, high *big.Rat) bool {
	return r.low != nil && r.high != nil && r.low.Cmp(low) == 0 && r.high.Cmp(high) == 0
}

// mayEqual reports whether something unknown may bring the span to a claim
// from low upwards: what is unknown only adds.
func (r ratio) mayEqual(low *big.Rat) bool {
	return r.low == nil || r.high == nil && r.low.Cmp(low) <= 0
}
