package drugtest

import (
	"slices"

	"github.com/openiop/openiop/iop"
)

// because words a verdict as facts, in the order in which they matter: what
// could make the finding other than it seems stands before what is concluded.
func (p *pass) because(r *Result, f *found, v *verdict) (facts []Fact) {
	id := f.Analyte
	add := func(k Fact) { facts = append(facts, k) }
	if f.Outcome == Positive && v.reading == PositiveUnexpected {
		facts = p.mimics(r, f, facts)
	}
	facts = p.decided(r, f, v, facts)
	if f.Outcome == Positive && v.reading != UnusableReading {
		facts = p.company(r, f, v, facts)
	}
	if q := f.Cutoff.at; f.Outcome == Positive && f.Quantity.IsStated() {
		if o, ok := f.Quantity.Compare(q); ok && o < 0 {
			add(Fact{Kind: FactBelowCutoff, Analyte: id, Number: f.Quantity.Amount, Limit: inUnit(q, f.Quantity.Unit), Unit: f.Quantity.Unit})
		}
	}
	if f.Acknowledged || r.visit.Acknowledged {
		add(Fact{Kind: FactAcknowledged, Analyte: id})
	}
	if v.reading == UnusableReading {
		return facts
	}
	if !r.panel.covers(f.at, r.process) {
		add(Fact{Kind: FactNotNamed, Analyte: id})
	}
	switch {
	case f.Outcome == Positive && p.superseded(r, f.at):
		add(Fact{Kind: FactSuperseded, Result: p.settledBy(r, f.at)})
	case f.Outcome == Positive && r.process == Presumptive:
		add(Fact{Kind: FactPresumptive, Source: p.t.advice["presumptive"]})
	case f.Outcome == Positive:
		add(Fact{Kind: FactDefinitive})
	}
	if r.Validity() == NotAssessed && r.Matrix() == Urine {
		add(Fact{Kind: FactNotAssessed})
	}
	return facts
}

// inUnit gives the amount of a quantity in another unit, unknown where it has
// none.
func inUnit(q Quantity, u Unit) iop.Amount {
	c, _ := q.In(u)
	return c.Amount
}

func (p *pass) settledBy(r *Result, analyte int) ResultID {
	for i := range p.h.results {
		o := &p.h.results[i]
		if o.process == Definitive && o.visit.Collected == r.visit.Collected && p.slot(o, analyte) == p.slot(r, analyte) && finding(o, p.c.analytes[analyte].ID) != nil {
			return o.visit.ID
		}
	}
	return ""
}

// mimics names what else can make a screen react, and everyday exposures.
func (p *pass) mimics(r *Result, f *found, facts []Fact) []Fact {
	a := &p.c.analytes[f.at]
	var agents, others []Fact
	for i := range a.Mimics {
		m := &a.Mimics[i]
		if m.Recalled() && !p.c.recalled || r.process == Definitive && !m.Genuine {
			continue
		}
		switch taken := p.takes(m.Medications); {
		case taken != "":
			facts = append(facts, Fact{Kind: FactMimicTaken, Analyte: f.Analyte, Substance: string(taken), Source: m.source})
		case len(m.Medications) == 0:
			agents = append(agents, Fact{Kind: FactExposure, Analyte: f.Analyte, Word: m.Agent, Source: m.source})
		default:
			others = append(others, Fact{Kind: FactMimicNotTaken, Analyte: f.Analyte, Word: m.Agent, Source: m.source})
		}
	}
	return append(append(facts, agents...), bySource(others)...)
}

// takes gives the medication in force that is one of a list, "" for none.
func (p *pass) takes(list []SubstanceID) SubstanceID {
	for _, t := range p.active {
		if t.substance >= 0 && slices.Contains(list, p.c.substances[t.substance]) {
			return p.c.substances[t.substance]
		}
	}
	return ""
}

// bySource joins the agents that one source names.
func bySource(facts []Fact) (out []Fact) {
	for _, f := range facts {
		i := slices.IndexFunc(out, func(o Fact) bool {
			return o.Source.Locator == f.Source.Locator && o.Source.Confidence == f.Source.Confidence
		})
		if i < 0 {
			out = append(out, f)
			continue
		}
		out[i].Word += ", " + f.Word
	}
	return out
}

// decided words what the verdict rests on.
func (p *pass) decided(r *Result, f *found, v *verdict, facts []Fact) []Fact {
	id := f.Analyte
	add := func(k Fact) { facts = append(facts, k) }
	medicine := string(p.c.substances[v.medicine])
	switch v.cause {
	case causeUnusable:
		add(Fact{Kind: FactUnusable, Word: r.Validity().String()})
		facts = append(facts, r.assessed.facts...)
	case causeReported:
		add(Fact{Kind: FactReportedIndeterminate})
	case causeMedication:
		at := v.medicine*p.n + f.at
		kinds := map[strength]FactKind{little: FactMinorMetabolite, mayShow: FactMedication, made: FactMedicationMetabolite, listed: FactMedication}
		add(Fact{Kind: kinds[p.v.explains[at]], Analyte: id, Substance: medicine, Source: p.v.sources[at]})
	case causeRatio, causeNoRatio, causeObserved, causeBeyond:
		facts = p.carried(r, f, v, facts)
	case causeEnded:
		hours := p.v.longest[p.slot(r, f.at)]
		add(Fact{Kind: FactMedicationEnded, Analyte: id, Substance: medicine, Number: count(v.days), Limit: iop.DecimalAmount(int64(hours)*10/24, 1)})
	case causeExposure:
		add(Fact{Kind: FactLowBand, Analyte: id, Number: inUnit(f.Quantity, v.band.Unit), Limit: v.band.limit().Amount, Unit: v.band.Unit, Source: v.band.source})
		facts = p.exposures(f, facts)
	case causeDilute:
		add(Fact{Kind: FactDilute, Source: p.t.advice["dilute"]})
	case causeAbsent:
		add(Fact{Kind: FactMedicationAbsent, Analyte: id, Substance: medicine, Source: p.t.advice["absent"]})
	case causeParentAlone:
		add(Fact{Kind: FactParentAlone, Analyte: id, Substance: string(p.c.analytes[v.other].ID), Source: p.c.analytes[f.at].Traces.source})
	case causeShown:
		add(Fact{Kind: FactShownByOther, Analyte: p.c.analytes[v.other].ID, Substance: medicine})
	case causeJustBegun:
		add(Fact{Kind: FactMedicationJustBegun, Substance: medicine})
	}
	switch {
	case v.reading == PositiveUnexpected:
		add(Fact{Kind: FactNoMedication, Analyte: id})
	case v.reading == NegativeExpected || v.reading == NegativeUnexpected:
		facts = p.absence(f, facts)
	}
	return facts
}

// exposures names the everyday exposures that give an analyte.
func (p *pass) exposures(f *found, facts []Fact) []Fact {
	for i := range p.c.analytes[f.at].Mimics {
		if m := &p.c.analytes[f.at].Mimics[i]; len(m.Medications) == 0 {
			facts = append(facts, Fact{Kind: FactExposure, Analyte: f.Analyte, Word: m.Agent, Source: m.source})
		}
	}
	return facts
}

// absence says what a negative finding leaves open.
func (p *pass) absence(f *found, facts []Fact) []Fact {
	for i := range p.t.Markers {
		if m := &p.t.Markers[i]; m.Analyte == f.Analyte {
			facts = append(facts, Fact{Kind: FactShortWindow, Analyte: f.Analyte, Number: count(m.Hours), Source: m.source})
		}
	}
	return append(facts, Fact{Kind: FactNotExcluded, Analyte: f.Analyte, Source: p.t.advice["negative"]})
}

// carried words what earlier results leave open.
func (p *pass) carried(r *Result, f *found, v *verdict, facts []Fact) []Fact {
	add := func(k Fact) { facts = append(facts, k) }
	earlier := p.h.results[v.earlier].visit.ID
	known := v.ratio.isKnown()
	switch {
	case v.limit != nil:
		k := Fact{Analyte: f.Analyte, Result: earlier, Number: v.ratio.amount(), Source: v.limit.source}
		within, new := firstKnown(v.limit.ResidualUpTo, v.limit.ResidualBelow), firstKnown(v.limit.NewAbove, v.limit.NewFrom)
		falls := v.ratio.compare(count(1)) < 0
		if falls {
			add(Fact{Kind: FactRatioFalling, Analyte: f.Analyte, Result: earlier, Number: k.Number})
		}
		switch says := v.limit.says(v.ratio); {
		case says == saysResidual:
			k.Kind, k.Limit = FactRatioWithin, within
		case says == saysNew && !falls:
			k.Kind, k.Limit = FactRatioAbove, new
		default:
			k.Kind, k.Limit = FactRatioBetween, within
		}
		add(k)
		if v.reading == Residual && k.Kind != FactRatioWithin {
			add(Fact{Kind: FactRatioSeries})
		}
		add(Fact{Kind: FactRatioStudies, Source: p.t.advice["studies"]})
	case known && v.ratio.compare(count(1)) < 0:
		add(Fact{Kind: FactRatioFalling, Analyte: f.Analyte, Result: earlier, Number: v.ratio.amount()})
	case !known:
		add(Fact{Kind: FactEarlierPositive, Analyte: f.Analyte, Result: earlier, Number: count(v.days)})
		if v.cause != causeBeyond {
			add(Fact{Kind: FactNoRatio})
		}
	}
	k := Fact{Kind: FactObservedTo, Analyte: f.Analyte, Number: count(v.days)}
	if v.cause == causeBeyond {
		k.Kind = FactBeyondObserved
	}
	switch o := v.observed; {
	case o != nil:
		k.Limit, k.Source = count(o.Days), o.source
		add(k)
	case v.cause == causeBeyond:
		k.Limit = iop.DecimalAmount(int64(p.v.longest[p.slot(r, f.at)])*10/24, 1)
		add(k)
	}
	return facts
}

func firstKnown(a, b Number) iop.Amount {
	if a.IsKnown() {
		return a.Amount
	}
	return b.Amount
}

// company says what other findings of the specimen and the concentration add.
func (p *pass) company(r *Result, f *found, v *verdict, facts []Fact) []Fact {
	add := func(k Fact) { facts = append(facts, k) }
	if from := p.madeOf(r, f.at); from >= 0 && v.cause != causeMedication {
		add(Fact{Kind: FactMetaboliteOfFound, Analyte: p.c.analytes[from].ID})
	}
	for i := range p.t.Markers {
		if m := &p.t.Markers[i]; m.Analyte == f.Analyte && r.process == Definitive {
			add(Fact{Kind: FactSpecificMarker, Analyte: f.Analyte, Word: string(m.Of), Source: m.source})
		}
	}
	for i := range p.t.Bands {
		b := &p.t.Bands[i]
		if b.Analyte != f.Analyte || b.Matrix != r.Matrix() || v.cause == causeExposure || v.cause == causeMedication {
			continue
		}
		k := Fact{Analyte: f.Analyte, Number: inUnit(f.Quantity, b.Unit), Limit: b.limit().Amount, Unit: b.Unit, Source: b.source}
		switch held := b.holds(f.Quantity); {
		case b.Reads != readsExposure && held:
			k.Kind = FactHighBand
		case b.Reads == readsExposure && !held && k.Number.IsKnown():
			k.Kind = FactBetweenBands
		default:
			continue
		}
		add(k)
	}
	if r.process == Definitive {
		facts = p.pairs(r, f, facts)
	}
	return facts
}

// pairs reads published ratios of two analytes of the specimen. They are a
// prompt to talk, and never change a reading.
func (p *pass) pairs(r *Result, f *found, facts []Fact) []Fact {
	for i := range p.t.Pairs {
		k := &p.t.Pairs[i]
		if f.Analyte != k.Numerator && f.Analyte != k.Denominator {
			continue
		}
		above, below := finding(r, k.Numerator), finding(r, k.Denominator)
		if above == nil || below == nil || below.Outcome != Positive {
			continue
		}
		other := k.Denominator
		if f.Analyte == other {
			other = k.Numerator
		}
		absent := above.Outcome == Negative
		q := ratio{normalize(above.Quantity, unitMass()), normalize(below.Quantity, unitMass())}
		if !absent && q.isKnown() {
			facts = append(facts, Fact{Kind: FactPairRatio, Analyte: other, Number: q.amount(), Source: k.source})
		}
		for j := range k.Bands {
			if b := &k.Bands[j]; b.holds(above.Quantity, below.Quantity, absent, q) {
				facts = append(facts, Fact{Kind: FactPairBand, Analyte: other, Word: b.Reads, Source: k.source})
				break
			}
		}
	}
	return facts
}

// unitMass lets two concentrations of one specimen be compared as they are.
func unitMass() Quantity { return Quantity{iop.WholeAmount(1), MgPerDL} }

func finding(r *Result, id AnalyteID) *Finding {
	for i := range r.findings {
		if r.findings[i].Analyte == id {
			return &r.findings[i].Finding
		}
	}
	return nil
}

// holds reports whether a published reading is that of two concentrations.
func (b *pairBand) holds(above, below Quantity, absent bool, q ratio) bool {
	if absent != b.NumeratorAbsent {
		return false
	}
	bound := func(n Number, q Quantity, over bool) bool {
		if n.IsZero() {
			return true
		}
		o, ok := q.Compare(Quantity{n.Amount, NgPerML})
		return ok && (over == (o > 0))
	}
	ok := bound(b.DenominatorAbove, below, true) && bound(b.DenominatorUpTo, below, false) &&
		bound(b.NumeratorAbove, above, true) && bound(b.NumeratorUpTo, above, false)
	if b.RatioAbove.IsKnown() {
		ok = ok && q.isKnown() && q.compare(b.RatioAbove.Amount) > 0
	}
	if b.RatioBelow.IsKnown() {
		ok = ok && q.isKnown() && q.compare(b.RatioBelow.Amount) < 0
	}
	return ok
}
