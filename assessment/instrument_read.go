package assessment

import (
	"errors"
	"fmt"

	"github.com/openiop/openiop/internal/strictjson"
)

// instrumentLimits bound a file of instruments.
var instrumentLimits = strictjson.Limits{Bytes: 4 << 20, Depth: 24, Nodes: 20_000, Elements: 1_000}

// ReadInstruments reads a file of instruments: one object or a list of them,
// in the format of the files in assessment/instruments and of the JSON Schema
// beside them. name is the file's name for error messages.
//
// The reader is strict: an unknown field, an item that a scale names and that
// is not there, bands with a hole, a range that the items do not give, a
// number without a source, or a repeated id are errors that name file, line,
// path and what would be right. Every instrument without a problem is returned
// even where others have one; the error joins the problems of the rest.
func ReadInstruments(name string, data []byte) ([]Instrument, error) {
	elements, err := strictjson.Split(name, data, instrumentLimits)
	errs := []error{err}
	var out []Instrument
	seen := map[string]bool{}
	for _, e := range elements {
		n, err := strictjson.Parse(name, e, instrumentLimits)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		var in Instrument
		problems := strictjson.Decode(name, e.Path, n, &in)
		if len(problems) == 0 && seen[in.ID] {
			problems = []error{&strictjson.Error{File: name, Line: e.Line, Path: e.Path, Problem: fmt.Sprintf("has the id %q of an instrument before it", in.ID)}}
		}
		if len(problems) == 0 {
			out = append(out, in)
			seen[in.ID] = true
		}
		errs = append(errs, problems...)
	}
	return out, errors.Join(errs...)
}
