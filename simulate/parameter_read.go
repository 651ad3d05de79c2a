package simulate

import (
	"errors"
	"fmt"
	"io"

	"github.com/openiop/openiop/internal/strictjson"
	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/simulate/explore"
)

var parameterLimits = strictjson.Limits{Bytes: 4 << 20, Depth: 16, Nodes: 100_000, Elements: 1000}

// ParameterEntry is one parameter of a user's own file. Fields that are absent
// stay as they are in the library.
type ParameterEntry struct {
	ID    string   `json:"id"`
	Value *float64 `json:"value,omitempty"`
	// Spread is how uncertain the value is; without one a value is taken as sure.
	Spread *explore.Distribution `json:"spread,omitempty"`
	// Source says where the value was read; a changed value needs one. A
	// what-if names itself and has the confidence "supposed".
	Source *iop.Source `json:"source,omitempty"`
	Note   string      `json:"note,omitempty"`
}

// Check reports what the entry lacks. It is part of the strict reader.
func (e *ParameterEntry) Check(c *strictjson.Context) {
	at, err := placeOf(e.ID)
	switch {
	case e.ID == "":
		c.At("id").Errorf("is missing; want the id of a parameter")
		return
	case err != nil:
		c.At("id").Errorf("%v", err)
		return
	case e.Value == nil && e.Spread == nil:
		c.Errorf("changes nothing; want a value, a spread, or both")
	}
	if e.Value != nil {
		if err := inRange(at, *e.Value); err != nil {
			d := &defaults()[at]
			c.At("value").Errorf("is out of range; want %v to %v (%s)", d.Min, d.Max, d.Unit)
		}
	}
	if e.Source == nil || !e.Source.IsValid() {
		c.At("source").Errorf("is missing or incomplete; say where the number was read (locator, confidence and the date read), or that it is supposed")
	}
}

// ReadParameters reads a user's own parameters: a list of entries, or one. What
// the file does not name stays as in the library. name is the file's name for
// error messages.
//
// The reader is strict: an unknown field or parameter, one that stands twice, a
// value out of range, a missing source and weights of exits that do not add up
// to 1 are errors that name file, line, path and what would be right.
func ReadParameters(r io.Reader, name string) (Parameters, error) {
	var p Parameters
	data, err := io.ReadAll(io.LimitReader(r, parameterLimits.Bytes+1))
	if err != nil {
		return p, fmt.Errorf("%s: %w", name, err)
	}
	elements, err := strictjson.Split(name, data, parameterLimits)
	errs := []error{err}
	for _, e := range elements {
		var entry ParameterEntry
		n, err := strictjson.Parse(name, e, parameterLimits)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		problems := strictjson.Decode(name, e.Path, n, &entry)
		if len(problems) == 0 {
			problems = p.take(&entry, name, e)
		}
		errs = append(errs, problems...)
	}
	if err := errors.Join(errs...); err != nil {
		return Parameters{}, err
	}
	if err := p.check(); err != nil {
		return Parameters{}, fmt.Errorf("%s: %w", name, err)
	}
	return p, nil
}

// take puts one entry into the parameters.
func (p *Parameters) take(e *ParameterEntry, name string, at strictjson.Element) []error {
	i, _ := placeOf(e.ID)
	if _, twice := p.sources[i]; twice {
		return []error{&strictjson.Error{File: name, Line: at.Line, Path: at.Path + ".id", Problem: "stands twice; give each parameter once"}}
	}
	own := p.parameter(i)
	own.Source, own.Refs, own.Assumption = *e.Source, []string{}, e.Source.Confidence == iop.Supposed
	if e.Value != nil {
		own.Value = *e.Value
		own.Spread, _ = explore.NewPoint(own.Value)
	}
	if e.Spread != nil {
		own.Spread = *e.Spread
	}
	if e.Note != "" {
		own.Note = e.Note
	}
	if p.sources == nil {
		p.sources = map[place]Parameter{}
	}
	p.sources[i] = own
	if e.Value != nil {
		p.put(i, *e.Value)
	}
	return nil
}

// parameterFile is a parameter of the library's own file.
type parameterFile struct {
	ID         string               `json:"id"`
	Title      string               `json:"title"`
	Unit       string               `json:"unit"`
	Value      float64              `json:"value"`
	Min        float64              `json:"min"`
	Max        float64              `json:"max"`
	Spread     explore.Distribution `json:"spread"`
	Refs       []string             `json:"refs"`
	Assumption bool                 `json:"assumption"`
	Source     iop.Source           `json:"source"`
	Note       string               `json:"note"`
}

func readParameterList(name string, data []byte) ([]Parameter, error) {
	elements, err := strictjson.Split(name, data, parameterLimits)
	errs := []error{err}
	var out []Parameter
	for _, e := range elements {
		n, err := strictjson.Parse(name, e, parameterLimits)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		var f parameterFile
		errs = append(errs, strictjson.Decode(name, e.Path, n, &f)...)
		out = append(out, Parameter{ID: f.ID, Title: f.Title, Unit: f.Unit, Value: f.Value, Min: f.Min, Max: f.Max,
			Spread: f.Spread, Refs: f.Refs, Assumption: f.Assumption, Source: f.Source, Note: f.Note})
	}
	return out, errors.Join(errs...)
}
