package simulate

import (
	_ "embed"
	"errors"
	"fmt"
	"iter"
	"maps"
	"math"
	"strings"
	"sync"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/simulate/explore"
)

// Parameter is one number of the model, with what is known about it.
type Parameter struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Unit  string `json:"unit"`
	// Value is what a run uses, Min and Max are what it can be.
	Value float64 `json:"value"`
	Min   float64 `json:"min"`
	Max   float64 `json:"max"`
	// Spread is how uncertain it is, for analyses of sensitivity: a point, at which
	// it is not moved, where a caller changed the value and stated none.
	Spread explore.Distribution `json:"spread"`
	// Refs are entries of the calibration data (data/calibration.json): C for
	// published numbers, D for ones derived from them, A for gaps.
	Refs []string `json:"refs"`
	// Assumption says that nobody measured it. Results that depend on it are to
	// be shown with it at zero effect too.
	Assumption bool `json:"assumption,omitempty"`
	// Source is where the number was read, and how sure that is.
	Source iop.Source `json:"source"`
	Note   string     `json:"note,omitempty"`
	// Changed says that a caller changed the value.
	Changed bool `json:"changed,omitempty"`
}

// place is the index of a parameter in the list of parameters.json.
type place int

// The parameters, in the order of parameters.json; a test holds them together.
const (
	exitWeight place = 0 // five each, in the order of Reasons
	exitMedian place = 5
	exitSigma  place = 10
)

const (
	programEffect place = 15 + iota
	frailtyVariance
	link
	noShow
	absenceSpread
	positiveAlpha
	positiveBeta
	relapseEver
	relapseScale
	relapseShape
	reentryShare
	reentryMean
	rewardAbstinence
	rewardAbstinenceLater
	rewardAttendance
	familyUse
	aftercareUse
	checkupReentry
	makeUpAttendance
	hoursDropout
	hoursRelapse
	punitiveDropout
	costWeek
	costHours
	costRewardDay
	costVisitClient
	parameterCount
)

// Parameters are the numbers of the model. They are a value: With gives new
// ones and leaves the old as they are. The zero Parameters are the defaults.
type Parameters struct {
	// values differ from the defaults where changed is set.
	values  [parameterCount]float64
	changed [parameterCount]bool
	// sources are a caller's own, by place; nil without any.
	sources map[place]Parameter
}

//go:embed parameters.json
var parametersFile []byte

// defaults are the parameters that ship with the library.
var defaults = sync.OnceValue(func() []Parameter {
	list, err := readParameterList("parameters.json", parametersFile)
	if err != nil || len(list) != int(parameterCount) {
		panic(fmt.Sprintf("openiop: parameters.json: %d parameters, %v", len(list), err)) // a broken build; the tests read it
	}
	return list
})

// DefaultParameters gives the numbers that ship with the library, all from the
// calibration data or labelled as assumptions.
func DefaultParameters() Parameters { return Parameters{} }

// All yields the parameters in their order.
func (p Parameters) All() iter.Seq[Parameter] {
	return func(yield func(Parameter) bool) {
		for i := range defaults() {
			if !yield(p.parameter(place(i))) {
				return
			}
		}
	}
}

// parameter gives one with its value.
func (p *Parameters) parameter(at place) Parameter {
	d := defaults()[at]
	if own, ok := p.sources[at]; ok {
		d = own
	}
	d.Refs = append([]string{}, d.Refs...)
	if !p.changed[at] {
		return d
	}
	d.Changed = true
	if d.Value != p.values[at] { // what was believed is about another value
		d.Value = p.values[at]
		d.Spread, _ = explore.NewPoint(d.Value)
	}
	return d
}

// get gives a value.
func (p *Parameters) get(at place) float64 {
	if p.changed[at] {
		return p.values[at]
	}
	return defaults()[at].Value
}

// Lookup gives a parameter by its id.
func (p Parameters) Lookup(id string) (Parameter, error) {
	at, err := placeOf(id)
	if err != nil {
		return Parameter{}, err
	}
	return p.parameter(at), nil
}

// Value gives the value of a parameter, NaN for an id that there is not.
func (p Parameters) Value(id string) float64 {
	at, err := placeOf(id)
	if err != nil {
		return math.NaN()
	}
	return p.get(at)
}

func placeOf(id string) (place, error) {
	for i := range defaults() {
		if defaults()[i].ID == id {
			return place(i), nil
		}
	}
	return 0, fmt.Errorf("is not a parameter; want one of %s", strings.Join(parameterIDs(), ", "))
}

func parameterIDs() []string {
	var out []string
	for i := range defaults() {
		out = append(out, defaults()[i].ID)
	}
	return out
}

// With gives the parameters with one value changed, and its spread a point at
// the new value. Where it is the weight of an exit, the other weights keep their
// proportions and all add up to 1. It is an error if there is no such parameter
// or the value is out of its range.
func (p Parameters) With(id string, value float64) (Parameters, error) {
	at, err := placeOf(id)
	if err != nil {
		return p, fmt.Errorf("parameter %q: %w", id, err)
	}
	if err := inRange(at, value); err != nil {
		return p, err
	}
	if at < exitMedian {
		rest := 0.0
		for k := range reasonCount {
			if place(k) != at {
				rest += p.get(place(k))
			}
		}
		if rest == 0 && value != 1 {
			return p, fmt.Errorf("parameter %q: the other weights are 0, so that it can only be 1", id)
		}
		for k := range reasonCount {
			if place(k) != at && rest > 0 {
				p.put(place(k), p.get(place(k))*(1-value)/rest)
			}
		}
	}
	p.put(at, value)
	return p, nil
}

// WithAll gives the parameters with several values changed at once, as an
// analysis of sensitivity draws them. Values beyond the range of a parameter
// are moved to its end, and the weights of the exits are divided by their sum,
// so that every draw can be run. It is an error if there is no such parameter,
// the lists differ in length, a value is no number, or all weights are 0.
func (p Parameters) WithAll(ids []string, values []float64) (Parameters, error) {
	if len(ids) != len(values) {
		return p, fmt.Errorf("parameters: %d ids and %d values; want as many", len(ids), len(values))
	}
	weights := false
	for i, id := range ids {
		at, err := placeOf(id)
		if err != nil {
			return p, fmt.Errorf("parameter %q: %w", id, err)
		}
		if math.IsNaN(values[i]) {
			return p, fmt.Errorf("parameter %q: is not a number", id)
		}
		d := &defaults()[at]
		p.put(at, min(max(values[i], d.Min), d.Max))
		weights = weights || at < exitMedian
	}
	if !weights {
		return p, nil
	}
	sum := 0.0
	for k := range reasonCount {
		sum += p.get(place(k))
	}
	if sum <= 0 {
		return p, errors.New("parameters: the weights of the exits are all 0; want some above")
	}
	for k := range reasonCount {
		p.put(place(k), p.get(place(k))/sum)
	}
	return p, nil
}

// WithoutAssumptions gives the parameters with everything that nobody measured
// at no effect: what results rest on measured numbers alone. What a caller
// supposed in the place of a measured number goes back to that number, and the
// weights of the exits all go back if one of them was supposed.
func (p Parameters) WithoutAssumptions() Parameters {
	var back [parameterCount]bool
	for i := range parameterCount {
		switch {
		case !p.parameter(i).Assumption:
		case defaults()[i].Assumption:
			p.put(i, 0)
		case i < exitMedian:
			for k := range exitMedian {
				back[k] = true
			}
		default:
			back[i] = true
		}
	}
	p.sources = maps.Clone(p.sources)
	for i := range parameterCount {
		if back[i] {
			p.changed[i] = false
			delete(p.sources, i)
		}
	}
	return p
}

func (p *Parameters) put(at place, value float64) {
	p.values[at], p.changed[at] = value, true
}

func inRange(at place, value float64) error {
	d := &defaults()[at]
	if math.IsNaN(value) || value < d.Min || value > d.Max {
		return fmt.Errorf("parameter %q: is %v; want %v to %v (%s)", d.ID, value, d.Min, d.Max, d.Unit)
	}
	return nil
}

// weightsSlack is by how much the weights of a file may miss 1: published
// shares are rounded.
const weightsSlack = 0.0015

// check reports what makes the parameters unusable.
func (p *Parameters) check() error {
	var errs []error
	sum := 0.0
	for i := range parameterCount {
		errs = append(errs, inRange(i, p.get(i)))
		if i < exitMedian {
			sum += p.get(i)
		}
	}
	if math.Abs(sum-1) > weightsSlack {
		errs = append(errs, fmt.Errorf("parameters: the weights of the exits add up to %.4f; want 1", sum))
	}
	return errors.Join(errs...)
}
