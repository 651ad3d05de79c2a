package drugtest

import (
	"slices"
	"sync"

	"github.com/openiop/openiop/iop"
)

// The published numbers by which findings are read, from limits.json. They
// are few and each belongs to its study, so that users do not extend them.

// limitTable is the content of limits.json.
type limitTable struct {
	Spacing  spacing           `json:"spacing"`
	Ratios   []ratioLimit      `json:"ratios"`
	Observed []observedLimit   `json:"observed"`
	Bands    []band            `json:"bands"`
	Pairs    []pair            `json:"pairs"`
	Markers  []marker          `json:"markers"`
	Guidance map[string]string `json:"guidance"`

	advice map[string]*iop.Source
}

// spacing is the least number of days between collections that can count two
// episodes.
type spacing struct {
	Days int `json:"days"`
	Cited
}

// ratioLimit is what a study saw of the creatinine-normalized ratio of two
// specimens without new use, by the hours between them.
type ratioLimit struct {
	Analyte   AnalyteID `json:"analyte"`
	Matrix    Matrix    `json:"matrix"`
	FromHours int       `json:"fromHours"`
	ToHours   int       `json:"toHours"` // 0 = open
	// Up to or below the first two the ratio is consistent with earlier use,
	// from or above the last two it is more than the study saw without new use.
	ResidualUpTo  Number `json:"residualUpTo"`
	ResidualBelow Number `json:"residualBelow"`
	NewFrom       Number `json:"newFrom"`
	NewAbove      Number `json:"newAbove"`
	Median        Number `json:"median"`
	Cited
}

// observedLimit is how long after regular use a study still found an analyte.
type observedLimit struct {
	Analyte AnalyteID   `json:"analyte"`
	Matrix  Matrix      `json:"matrix"`
	Days    int         `json:"days"`
	After   []AnalyteID `json:"after"`
	Cited
}

// band is what a concentration is compatible with.
type band struct {
	Analyte AnalyteID   `json:"analyte"`
	Matrix  Matrix      `json:"matrix"`
	UpTo    Number      `json:"upTo"`
	Below   Number      `json:"below"`
	From    Number      `json:"from"`
	Unit    Unit        `json:"unit"`
	Reads   string      `json:"reads"` // exposure or heavy
	Unless  []AnalyteID `json:"unless"`
	Cited
}

const readsExposure = "exposure"

// limit gives the end of the band.
func (b *band) limit() Quantity {
	for _, n := range []Number{b.UpTo, b.Below, b.From} {
		if n.IsKnown() {
			return Quantity{n.Amount, b.Unit}
		}
	}
	return Quantity{}
}

// holds reports whether a concentration lies in the band.
func (b *band) holds(q Quantity) bool {
	o, ok := q.Compare(b.limit())
	return ok && (b.UpTo.IsKnown() && o <= 0 || b.Below.IsKnown() && o < 0 || b.From.IsKnown() && o >= 0)
}

// pair is a published reading of the ratio of two analytes of one specimen.
type pair struct {
	Numerator   AnalyteID  `json:"numerator"`
	Denominator AnalyteID  `json:"denominator"`
	Bands       []pairBand `json:"bands"`
	Cited
}

// pairBand is one reading; concentrations are in ng/mL. The first that holds
// is named.
type pairBand struct {
	NumeratorAbove   Number `json:"numeratorAbove"`
	NumeratorUpTo    Number `json:"numeratorUpTo"`
	NumeratorAbsent  bool   `json:"numeratorAbsent"`
	DenominatorAbove Number `json:"denominatorAbove"`
	DenominatorUpTo  Number `json:"denominatorUpTo"`
	RatioAbove       Number `json:"ratioAbove"`
	RatioBelow       Number `json:"ratioBelow"`
	Reads            string `json:"reads"`
}

// marker is an analyte that only one substance gives, and for how long it
// shows.
type marker struct {
	Analyte AnalyteID   `json:"analyte"`
	Of      SubstanceID `json:"of"`
	Hours   int         `json:"hours"`
	Cited
}

var embeddedLimits = sync.OnceValue(func() *limitTable {
	t := &limitTable{advice: map[string]*iop.Source{}}
	mustRead("limits.json", t)
	t.each((*Cited).mustBind)
	// any order: one entry of the map for each of the other
	for use, key := range t.Guidance {
		c := Cited{From: key}
		c.mustBind()
		t.advice[use] = c.source
	}
	return t
})

func (t *limitTable) each(visit func(*Cited)) {
	visit(&t.Spacing.Cited)
	for i := range t.Ratios {
		visit(&t.Ratios[i].Cited)
	}
	for i := range t.Observed {
		visit(&t.Observed[i].Cited)
	}
	for i := range t.Bands {
		visit(&t.Bands[i].Cited)
	}
	for i := range t.Pairs {
		visit(&t.Pairs[i].Cited)
	}
	for i := range t.Markers {
		visit(&t.Markers[i].Cited)
	}
}

// mustBind ties a value of an embedded file to its source.
func (v *Cited) mustBind() {
	s, ok := embeddedSources()[v.From]
	if !ok {
		panic("openiop: no source " + v.From) // a broken build; the tests read every file
	}
	v.source = cite(s, v.Confidence)
}

func (t *limitTable) observed(id AnalyteID, m Matrix) *observedLimit {
	i := slices.IndexFunc(t.Observed, func(o observedLimit) bool { return o.Analyte == id && o.Matrix == m })
	if i < 0 {
		return nil
	}
	return &t.Observed[i]
}

// MinimumSpacing gives the least number of days between collections that can
// count two episodes, and where that was read.
func MinimumSpacing() (days int, source *iop.Source) {
	s := &embeddedLimits().Spacing
	return s.Days, s.source
}
