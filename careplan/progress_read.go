package careplan

import (
	"errors"
	"fmt"
	"io"

	"github.com/openiop/openiop/internal/strictjson"
)

// progressLimits bound one input of a step-down evaluation.
var progressLimits = strictjson.Limits{Bytes: 8 << 20, Depth: 8, Nodes: 200_000}

// ReadProgress reads the evidence of one person: an object with the fields of
// [Progress]. name is the file's name for error messages. An unknown field, a
// date that is none, more attended than offered are errors that name file,
// line, path and what would be right.
func ReadProgress(r io.Reader, name string) (Progress, error) {
	data, err := io.ReadAll(io.LimitReader(r, int64(progressLimits.Bytes)+1))
	if err != nil {
		return Progress{}, fmt.Errorf("%s: %w", name, err)
	}
	n, err := strictjson.Parse(name, strictjson.Element{Data: data, Line: 1}, progressLimits)
	if err != nil {
		return Progress{}, err
	}
	if n.Kind != strictjson.Object {
		return Progress{}, &strictjson.Error{File: name, Line: n.Line, Problem: fmt.Sprintf("is %s; want an object", n.Kind)}
	}
	var g Progress
	if errs := strictjson.Decode(name, "", n, &g); len(errs) > 0 {
		return Progress{}, errors.Join(errs...)
	}
	if err := g.check(); err != nil {
		return Progress{}, fmt.Errorf("%s: %w", name, err)
	}
	return g, nil
}
