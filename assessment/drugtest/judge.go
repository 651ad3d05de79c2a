package drugtest

import "math"

// verdict is how a finding is read, with what decided. It holds places of the
// catalogue and of the history; the words are made from it on demand.
type verdict struct {
	reading  Reading
	cause    cause
	medicine int // substance
	other    int // analyte
	earlier  int // result
	days     int
	ratio    ratio
	limit    *ratioLimit
	observed *observedLimit
	band     *band
}

// cause is what decided.
type cause uint8

const (
	causeNone cause = iota
	causeUnusable
	causeReported
	causeMedication
	causeRatio
	causeNoRatio
	causeObserved
	causeBeyond
	causeEnded
	causeExposure
	causeDilute
	causeAbsent
	causeParentAlone
	causeShown
	causeJustBegun
)

// isUse reports whether the finding stands for a use of its own, and not for
// what an earlier one left.
func (v *verdict) isUse() bool {
	return v.reading == PositiveUnexpected || v.reading == PositiveExpected
}

// isLeftOver reports whether the finding may be what an earlier use left, so
// that it does not begin a new count of days.
func (v *verdict) isLeftOver() bool {
	return v.cause == causeRatio || v.cause == causeNoRatio || v.cause == causeObserved
}

// judge reads one finding against what was known before its day.
func (p *pass) judge(r *Result, f *found) verdict {
	switch {
	case !r.Validity().IsUsable():
		return verdict{reading: UnusableReading, cause: causeUnusable}
	case f.Outcome == Positive:
		return p.positive(r, f)
	case f.Outcome == Negative:
		return p.negative(r, f)
	}
	return verdict{reading: IndeterminateReading, cause: causeReported}
}

func (p *pass) positive(r *Result, f *found) verdict {
	if m := p.taking(f.at); m >= 0 {
		return verdict{reading: PositiveExpected, cause: causeMedication, medicine: m}
	}
	left := p.residual(r, f)
	if left.reading != 0 {
		return left
	}
	if m, days := p.stopped(r, f.at); m >= 0 {
		return verdict{reading: IndeterminateReading, cause: causeEnded, medicine: m, days: days}
	}
	if b := p.exposure(r, f); b != nil {
		return verdict{reading: IndeterminateReading, cause: causeExposure, band: b}
	}
	left.reading = PositiveUnexpected
	return left
}

// taking gives the medication in force that explains an analyte best, -1 for
// none.
func (p *pass) taking(analyte int) int {
	best, most := -1, unrelated
	for _, m := range p.active {
		if m.substance >= 0 && p.v.explains[m.substance*p.n+analyte] > most {
			best, most = m.substance, p.v.explains[m.substance*p.n+analyte]
		}
	}
	return best
}

// stopped gives a medication that ended before the day and within the longest
// window of the analyte, with the days since; -1 for none.
func (p *pass) stopped(r *Result, analyte int) (substance, days int) {
	longest := p.v.longest[p.slot(r, analyte)]
	for _, m := range p.ended {
		if m.substance < 0 || p.v.explains[m.substance*p.n+analyte] == unrelated {
			continue
		}
		if d := m.Until.DaysUntil(r.visit.Collected); d*24 <= longest {
			return m.substance, d
		}
	}
	return -1, 0
}

// exposure gives the band in which the finding is compatible with no use, nil
// for none.
func (p *pass) exposure(r *Result, f *found) *band {
	for i := range p.t.Bands {
		b := &p.t.Bands[i]
		if b.Analyte == f.Analyte && b.Matrix == r.Matrix() && b.Reads == readsExposure && b.holds(f.Quantity) && !p.finds(r, b.Unless) {
			return b
		}
	}
	return nil
}

// finds reports whether the result found one of the analytes.
func (p *pass) finds(r *Result, ids []AnalyteID) bool {
	for i := range r.findings {
		for _, id := range ids {
			if f := &r.findings[i]; f.Analyte == id && f.Outcome == Positive {
				return true
			}
		}
	}
	return false
}

// residual says whether earlier use that is still being excreted may explain
// a positive finding. The zero verdict says that it does not.
func (p *pass) residual(r *Result, f *found) verdict {
	observed, compares := p.t.observed(f.Analyte, r.Matrix()), p.t.compares(f.Analyte, r.Matrix())
	if observed == nil && !compares {
		return verdict{}
	}
	use := p.trails[f.at].use
	if observed != nil {
		for _, id := range observed.After {
			if i, ok := p.c.analyteAt[id]; ok {
				use = max(use, p.trails[i].use)
			}
		}
	}
	if use < 0 {
		return verdict{}
	}
	v := verdict{earlier: use, observed: observed, days: p.h.results[use].visit.Collected.DaysUntil(r.visit.Collected), ratio: p.ratio(r, f)}
	if v.days*24 > p.carriedFor(r, f, observed) {
		return v.beyond(p.trails[f.at].of)
	}
	if !v.ratio.isKnown() {
		v.cause, v.reading = causeNoRatio, IndeterminateReading
		return v
	}
	return p.byRatio(v, r, f)
}

// carriedFor gives the hours for which an analyte was seen after use, without
// end where no source says.
func (p *pass) carriedFor(r *Result, f *found, observed *observedLimit) int {
	if observed != nil {
		return observed.Days * 24
	}
	if longest := p.v.longest[p.slot(r, f.at)]; longest >= 0 {
		return longest
	}
	return math.MaxInt
}

// beyond reads a finding later than any that was seen after use. A ratio that
// falls is not counted as new use all the same, as excretion after daily use was
// reported beyond every window; of an analyte without published ratios the days
// decide.
func (v verdict) beyond(of int) verdict {
	v.cause = causeBeyond
	if v.observed == nil && v.ratio.isKnown() && v.ratio.compare(count(1)) < 0 {
		v.reading, v.earlier = IndeterminateReading, of
	}
	return v
}

// ratio compares a finding with the last positive one of the same process, as
// screens and definitive methods do not measure the same thing.
func (p *pass) ratio(r *Result, f *found) ratio {
	t := &p.trails[f.at]
	if t.of < 0 || p.h.results[t.of].process != r.process || p.h.results[t.of].Matrix() != r.Matrix() {
		return ratio{}
	}
	return ratio{normalize(f.Quantity, r.assessed.specimen.Creatinine), t.level}
}

// byRatio reads a finding by how it compares with the one before. A ratio that
// falls is never new use: below the published limit, or falling for the second
// time, it is residual; otherwise it cannot tell.
func (p *pass) byRatio(v verdict, r *Result, f *found) verdict {
	t := &p.trails[f.at]
	v.cause, v.reading, v.earlier = causeRatio, IndeterminateReading, t.of
	falls := v.ratio.compare(count(1)) < 0
	if v.observed != nil { // no study gives limits for the ratio
		v.cause = causeObserved
		if falls {
			v.reading = Residual
		}
		return v
	}
	var says opinion
	says, v.limit = p.t.judge(f.Analyte, r.Matrix(), apart(&p.h.results[t.of].visit, &r.visit), v.ratio)
	switch {
	case says == saysResidual, falls && t.fell:
		v.reading = Residual
	case says == saysNew && !falls:
		v.reading = PositiveUnexpected
	}
	return v
}

func (p *pass) negative(r *Result, f *found) verdict {
	if r.Validity() == Dilute {
		return verdict{reading: IndeterminateReading, cause: causeDilute}
	}
	quiet := verdict{reading: NegativeExpected}
	for _, m := range p.active {
		if m.substance < 0 || p.v.explains[m.substance*p.n+f.at] < listed {
			continue
		}
		if !m.From.Before(r.visit.Collected) {
			quiet.cause, quiet.medicine = causeJustBegun, m.substance
			continue
		}
		other := p.shownBy(r, m.substance)
		switch traces := p.c.analytes[f.at].Traces; {
		case other < 0:
			return verdict{reading: NegativeUnexpected, cause: causeAbsent, medicine: m.substance}
		case traces != nil && p.finds(r, []AnalyteID{traces.Parent}):
			return verdict{reading: NegativeUnexpected, cause: causeParentAlone, medicine: m.substance, other: p.c.analyteAt[traces.Parent]}
		}
		quiet.cause, quiet.medicine, quiet.other = causeShown, m.substance, other
	}
	return quiet
}

// shownBy gives an analyte of the result that shows a medication, -1 for none.
func (p *pass) shownBy(r *Result, substance int) int {
	for i := range r.findings {
		if f := &r.findings[i]; f.Outcome == Positive && p.v.explains[substance*p.n+f.at] > unrelated {
			return f.at
		}
	}
	return -1
}

// madeOf gives another analyte that the result found and of which the body
// makes this one, -1 for none.
func (p *pass) madeOf(r *Result, analyte int) int {
	for i := range r.findings {
		f := &r.findings[i]
		if f.Outcome != Positive || f.at == analyte {
			continue
		}
		if s := p.c.substanceAt[SubstanceID(f.Analyte)]; p.v.explains[s*p.n+analyte] > unrelated {
			return f.at
		}
	}
	return -1
}
