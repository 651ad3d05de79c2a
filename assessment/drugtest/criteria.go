package drugtest

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/openiop/openiop/internal/strictjson"
)

// Criteria are the numeric rules by which a specimen is judged, as data. Make
// one with [EmbeddedCriteria] or [ReadCriteria].
type Criteria struct {
	all      []Criterion
	recalled bool
}

// Criterion is one rule: a state of the specimen that holds when all its
// conditions do, or a flag that is raised when a measurement is unusual.
type Criterion struct {
	ID     string `json:"id"`
	Matrix Matrix `json:"matrix"`
	// Status is the state that holds when all of When do.
	Status Validity    `json:"status,omitzero"`
	When   []Condition `json:"when,omitempty"`
	// Flag is what is said when a measurement is outside Usual. A flag changes
	// no state.
	Flag  string     `json:"flag,omitempty"`
	Usual *Condition `json:"usual,omitempty"`
	// WithinMinutes is how soon after the collection the measurement of a flag
	// must have been made.
	WithinMinutes int `json:"withinMinutes,omitempty"`
	Cited
}

// Condition bounds one measurement.
type Condition struct {
	Of      Measurement `json:"of"`
	AtLeast Number      `json:"atLeast,omitzero"`
	Above   Number      `json:"above,omitzero"`
	AtMost  Number      `json:"atMost,omitzero"`
	Below   Number      `json:"below,omitzero"`
	Unit    Unit        `json:"unit,omitzero"`
	// Unknown holds when the measurement was not made.
	Unknown bool `json:"unknown,omitempty"`
}

// Measurement is something that is measured on a specimen.
type Measurement string

// The measurements.
const (
	OfCreatinine      Measurement = "creatinine"
	OfSpecificGravity Measurement = "specificGravity"
	OfPH              Measurement = "pH"
	OfNitrite         Measurement = "nitrite"
	OfTemperature     Measurement = "temperature"
)

// order is the order in which states are looked for; the first that holds is
// the specimen's. It is a design choice: the sources give none.
var order = [...]Validity{Substituted, Adulterated, Invalid, Dilute}

var embeddedCriteria = sync.OnceValue(func() *Criteria {
	c := &Criteria{}
	mustRead("criteria.json", &c.all)
	return c
})

// EmbeddedCriteria gives the criteria that ship with the library, without
// those that nobody has read.
func EmbeddedCriteria() *Criteria { return embeddedCriteria() }

// WithRecalled gives the criteria with those that nobody has read.
func (c *Criteria) WithRecalled() *Criteria { return &Criteria{c.all, true} }

// All yields the criteria in use.
func (c *Criteria) All() []Criterion {
	return slices.DeleteFunc(slices.Clone(c.all), func(k Criterion) bool { return !c.uses(&k) })
}

func (c *Criteria) uses(k *Criterion) bool { return c.recalled || !k.Recalled() }

// criteriaLimits bound a file of criteria.
var criteriaLimits = strictjson.Limits{Bytes: 1 << 20, Depth: 8, Nodes: 1_000, Elements: 500}

// ReadCriteria reads a program's own criteria, a list in the format of
// criteria.json, and nothing of the embedded ones. It is strict as
// [ReadClasses] is; a source is named by a key of the library.
func ReadCriteria(name string, data []byte) (*Criteria, error) {
	elements, err := strictjson.Split(name, data, criteriaLimits)
	errs := []error{err}
	c := &Criteria{}
	for _, e := range elements {
		n, err := strictjson.Parse(name, e, criteriaLimits)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		var k Criterion
		problems := strictjson.Decode(name, e.Path, n, &k)
		if len(problems) == 0 {
			c.all = append(c.all, k)
		}
		errs = append(errs, problems...)
	}
	return c, errors.Join(errs...)
}

// Check reports a criterion that says nothing or has no source. It is part of
// the strict reader.
func (k *Criterion) Check(c *strictjson.Context) {
	k.bind(c, &Class{})
	if !k.Matrix.IsValid() {
		c.At("matrix").Errorf("is missing; want urine, oral-fluid, blood, hair or sweat")
	}
	isState, isFlag := k.Status != NotAssessed && len(k.When) > 0, k.Flag != "" && k.Usual != nil
	if isState == isFlag {
		c.Errorf("is neither a state with its conditions nor a flag with what is usual; want status and when, or flag and usual")
	}
	if isState && !slices.Contains(order[:], k.Status) {
		c.At("status").Errorf("is not a state that is looked for; want substituted, adulterated, invalid or dilute")
	}
}

// Check reports a condition that bounds nothing. It is part of the strict
// reader.
func (k *Condition) Check(c *strictjson.Context) {
	mass := k.Of == OfCreatinine || k.Of == OfNitrite
	switch {
	case !slices.Contains([]Measurement{OfCreatinine, OfSpecificGravity, OfPH, OfNitrite, OfTemperature}, k.Of):
		c.At("of").Errorf("is missing or not a measurement; want creatinine, specificGravity, pH, nitrite or temperature")
	case !k.Unknown && k.AtLeast.IsZero() && k.Above.IsZero() && k.AtMost.IsZero() && k.Below.IsZero():
		c.Errorf("bounds nothing; want atLeast, above, atMost or below, or unknown")
	case mass && !k.Unknown && !k.Unit.isMass():
		c.At("unit").Errorf("is missing; want a unit of concentration such as mg/dL")
	case k.Of == OfTemperature && !k.Unit.isTemperature():
		c.At("unit").Errorf("is missing; want degC or degF")
	}
}

// truth is an answer that may be open.
type truth uint8

const (
	open3 truth = iota
	no3
	yes3
)

// Validity says what the criteria make of a specimen, and why. What numbers
// decide overrules the laboratory's own verdict, with a fact that says so;
// where they do not decide, the verdict stands. Recalled criteria are used only
// if c holds them.
func (s Specimen) Validity(c *Criteria) (Validity, []Fact) {
	var facts []Fact
	found, because := NotAssessed, (*Criterion)(nil)
	for _, v := range order {
		if k := c.first(s, v); k != nil {
			found, because = v, k
			break
		}
	}
	measured := found != NotAssessed || s.Creatinine.IsStated()
	said := s.Status
	switch {
	case said != NotAssessed && said != Acceptable && c.leavesOpen(s, said) && (found == NotAssessed || slices.Index(order[:], said) < slices.Index(order[:], found)):
		found, because = said, nil
		facts = append(facts, Fact{Kind: FactLaboratorySays, Word: said.String()})
	case found != NotAssessed:
		facts = append(facts, Fact{Kind: FactCriterion, Word: because.words(), Source: because.source})
	case measured:
		found = Acceptable
	case said == Acceptable:
		found = Acceptable
		facts = append(facts, Fact{Kind: FactLaboratorySays, Word: said.String()})
	}
	if said != NotAssessed && said != found {
		facts = append(facts, Fact{Kind: FactNumbersOverrule, Word: said.String()})
	}
	return found, append(facts, c.flags(s, found)...)
}

// first gives the first criterion of a state that holds.
func (c *Criteria) first(s Specimen, v Validity) *Criterion {
	for i := range c.all {
		if k := &c.all[i]; k.Status == v && c.uses(k) && k.holds(s) == yes3 {
			return k
		}
	}
	return nil
}

// leavesOpen reports whether the measurements leave a verdict of the
// laboratory open: some criterion of it may hold, and what every report on
// urine gives (creatinine, specific gravity, pH) is not all there.
func (c *Criteria) leavesOpen(s Specimen, v Validity) bool {
	if s.Matrix != Urine {
		return true
	}
	if s.Creatinine.IsStated() && s.SpecificGravity.IsKnown() && s.PH.IsKnown() {
		return false
	}
	for i := range c.all {
		if k := &c.all[i]; k.Status == v && c.uses(k) && k.holds(s) != no3 {
			return true
		}
	}
	return false
}

func (k *Criterion) holds(s Specimen) truth {
	if s.Matrix != k.Matrix {
		return no3
	}
	all := yes3
	for i := range k.When {
		switch k.When[i].holds(s) {
		case no3:
			return no3
		case open3:
			all = open3
		}
	}
	return all
}

func (k *Condition) holds(s Specimen) truth {
	q := s.measured(k.Of)
	if k.Unknown {
		if q.Amount.IsKnown() {
			return no3
		}
		return yes3
	}
	for _, b := range []struct {
		bound Number
		fits  func(order int) bool
	}{
		{k.AtLeast, func(o int) bool { return o >= 0 }}, {k.Above, func(o int) bool { return o > 0 }},
		{k.AtMost, func(o int) bool { return o <= 0 }}, {k.Below, func(o int) bool { return o < 0 }},
	} {
		if b.bound.IsZero() {
			continue
		}
		o, ok := compareMeasured(q, Quantity{b.bound.Amount, k.Unit})
		if !ok {
			return open3
		}
		if !b.fits(o) {
			return no3
		}
	}
	return yes3
}

// compareMeasured compares numbers with units, and plain ones such as a pH.
func compareMeasured(q, r Quantity) (int, bool) {
	if q.Unit == 0 && r.Unit == 0 {
		return q.Amount.Compare(r.Amount), q.Amount.IsKnown()
	}
	return q.Compare(r)
}

func (s Specimen) measured(m Measurement) Quantity {
	switch m {
	case OfCreatinine:
		return s.Creatinine
	case OfNitrite:
		return s.Nitrite
	case OfTemperature:
		return s.Temperature
	case OfPH:
		return Quantity{Amount: s.PH}
	}
	return Quantity{Amount: s.SpecificGravity}
}

// flags says what is unusual and what was not measured.
func (c *Criteria) flags(s Specimen, found Validity) (facts []Fact) {
	for i := range c.all {
		k := &c.all[i]
		if k.Usual == nil || !c.uses(k) || k.Matrix != s.Matrix || found != Acceptable && k.Usual.Of != OfTemperature || k.Usual.holds(s) != no3 {
			continue
		}
		if k.WithinMinutes > 0 && s.TemperatureAfter.Compare(count(k.WithinMinutes)) > 0 {
			continue
		}
		facts = append(facts, Fact{Kind: FactReferenceRange, Word: k.Flag, Source: k.source})
	}
	if s.Matrix == Urine && found == NotAssessed {
		facts = append(facts, Fact{Kind: FactNotAssessed})
	}
	if s.Matrix == Urine && found == Acceptable {
		for _, m := range []Measurement{OfCreatinine, OfSpecificGravity, OfPH} {
			if !s.measured(m).Amount.IsKnown() {
				facts = append(facts, Fact{Kind: FactNotMeasured, Word: measurementNames[m]})
			}
		}
	}
	return facts
}

var measurementNames = map[Measurement]string{
	OfCreatinine: "creatinine", OfSpecificGravity: "specific gravity", OfPH: "pH", OfNitrite: "nitrite", OfTemperature: "temperature",
}

// words says what a state rests on, as in "dilute: creatinine below 20 mg/dL,
// specific gravity below 1.003".
func (k *Criterion) words() string {
	var s strings.Builder
	s.WriteString(k.Status.String() + ":")
	for i := range k.When {
		c := &k.When[i]
		if i > 0 {
			s.WriteString(",")
		}
		s.WriteString(" " + measurementNames[c.Of])
		for _, b := range []struct {
			word  string
			bound Number
		}{{"at least", c.AtLeast}, {"above", c.Above}, {"at most", c.AtMost}, {"below", c.Below}} {
			if !b.bound.IsZero() {
				fmt.Fprintf(&s, " %s %s", b.word, b.bound.Amount)
			}
		}
		if c.Unit.IsValid() {
			s.WriteString(" " + c.Unit.String())
		}
		if c.Unknown {
			s.WriteString(" not measured")
		}
	}
	return s.String()
}
