package careplan

import (
	"errors"
	"fmt"
	"io"

	"github.com/openiop/openiop/internal/strictjson"
)

// readObject reads a file that holds one object.
func readObject(r io.Reader, name string, limits strictjson.Limits, dst any) error {
	data, err := io.ReadAll(io.LimitReader(r, int64(limits.Bytes)+1))
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	n, err := strictjson.Parse(name, strictjson.Element{Data: data, Line: 1}, limits)
	if err != nil {
		return err
	}
	if n.Kind != strictjson.Object {
		return &strictjson.Error{File: name, Line: n.Line, Problem: fmt.Sprintf("is %s; want an object", n.Kind)}
	}
	return errors.Join(strictjson.Decode(name, "", n, dst)...)
}
