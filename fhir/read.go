package fhir

import (
	"bytes"
	"errors"
	"io"
)

// ReadOptions limits what is read. The zero ReadOptions are strict, with the
// limits that the fields name.
type ReadOptions struct {
	// Lenient gives resources of which a part could not be read, without that
	// part; the report says which. A resource with an issue of severity Fatal is
	// refused all the same. Without it an issue of severity Error refuses the
	// resource.
	Lenient bool
	// MaxBytes is the most bytes of one resource; 0 is 16 MiB.
	MaxBytes int
	// MaxDepth is how deep objects and lists may stand in each other; 0 is 64.
	MaxDepth int
	// MaxEntries is the most entries of a bundle; 0 is no limit where entries
	// are given one by one, and 100000 for [ReadBundle].
	MaxEntries int
	// MaxItems is the most items of all lists of one resource, elements that are
	// not known here included; 0 is 100000.
	MaxItems int
	// MaxIssues is the most issues that one report lists; 0 is 1000.
	MaxIssues int
}

func or(n, standard int) int {
	if n <= 0 {
		return standard
	}
	return n
}

func (o ReadOptions) bytes() int  { return or(o.MaxBytes, 16<<20) }
func (o ReadOptions) issues() int { return or(o.MaxIssues, 1000) }

// ErrRefused is what errors of readers wrap when a resource was read and is
// not given; the report says why.
var ErrRefused = errors.New("the resource is refused; see the report")

// ReadResource reads one resource that is no bundle; [ReadBundle] and [Entries]
// read those. What was not understood is in the report, also beside an error.
func ReadResource(r io.Reader, name string, o ReadOptions) (Resource, Report, error) {
	data, err := io.ReadAll(io.LimitReader(r, int64(o.bytes())+1))
	if err != nil {
		return nil, Report{Name: name}, err
	}
	return ParseResource(data, name, o)
}

var byteOrderMark = []byte("\uFEFF")

// ParseResource reads one resource from memory, as [ReadResource] does.
func ParseResource(data []byte, name string, o ReadOptions) (Resource, Report, error) {
	report := Report{Name: name, limit: o.issues()}
	if len(data) > o.bytes() {
		report.add(Fatal, "", 0, "is larger than the limit for one resource")
		return nil, report, refusal(&report)
	}
	c := o.codec(string(bytes.TrimPrefix(data, byteOrderMark)), 1, &report)
	res := c.whole()
	if res == nil {
		return nil, report, refusal(&report)
	}
	return res, report, nil
}

func refusal(r *Report) error { return errors.Join(ErrRefused, r.Err()) }

// codec gives one that reads a text which begins on a line of its file.
func (o ReadOptions) codec(text string, line int, report *Report) codec {
	return codec{in: text, line: line, report: report, maxDepth: or(o.MaxDepth, 64), items: or(o.MaxItems, 100_000), lenient: o.Lenient}
}

// whole reads a text that is one resource, nil if it is refused.
func (c *codec) whole() Resource {
	if !validText(c.in) {
		c.refuse(0, "is not UTF-8")
		return nil
	}
	c.space()
	if c.root == "" {
		if c.peek() == '{' {
			c.root, _ = c.typeName()
		}
		if c.broken {
			return nil
		}
	}
	if c.root == "Bundle" {
		c.refuse(c.at, "is a bundle; read it with ReadBundle or Entries")
		return nil
	}
	res := c.readResource()
	if c.space(); !c.broken && c.at < len(c.in) {
		c.syntax("is followed by something else")
	}
	if res == nil || c.broken {
		if c.report.Worst() < Error {
			c.refuse(c.at, "holds no resource")
		}
		return nil
	}
	c.resolve(res)
	worst := c.report.worst
	if worst == Fatal || worst == Error && !c.lenient {
		return nil
	}
	return res
}
