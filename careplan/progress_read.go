package careplan

import (
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
	var g Progress
	if err := readObject(r, name, progressLimits, &g); err != nil {
		return Progress{}, err
	}
	if err := g.check(); err != nil {
		return Progress{}, fmt.Errorf("%s: %w", name, err)
	}
	return g, nil
}
