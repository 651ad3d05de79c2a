package fhir

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
)

// Entry is an entry of a bundle as it was read, with what was not understood
// of it. Its Resource is nil if there is none, or if it is refused; the report
// says which.
type Entry struct {
	BundleEntry
	// Index is its place in the bundle, from 0.
	Index  int
	Report Report
}

// BundleReader reads a bundle of any size, one entry at a time: it holds no
// more than one of them.
type BundleReader struct {
	src    source
	name   string
	o      ReadOptions
	c      codec
	header Bundle
	seen   []string
	report Report
	used   bool
}

// NewBundleReader gives a reader of a bundle; name is that of its file, for
// reports. Nothing is read before [BundleReader.Entries].
func NewBundleReader(r io.Reader, name string, o ReadOptions) *BundleReader {
	return &BundleReader{src: source{r: r, limit: o.bytes(), line: 1}, name: name, o: o, report: Report{Name: name, limit: o.issues()}}
}

// Entries gives the entries of a bundle in their order; see
// [BundleReader.Entries].
func Entries(r io.Reader, name string, o ReadOptions) iter.Seq2[Entry, error] {
	return NewBundleReader(r, name, o).Entries()
}

// Entries gives the entries in their order. An entry that cannot be used, or
// is larger than the limit, comes without a resource, and those after it
// follow. An error means that the rest cannot be read; it comes last. A second
// call gives nothing.
func (b *BundleReader) Entries() iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		if b.used {
			return
		}
		b.used = true
		err := b.read(func(e Entry) bool { return yield(e, nil) })
		if err != nil && !errors.Is(err, errStopped) {
			yield(Entry{}, err)
		}
	}
}

// Header gives the bundle without its entries, and what was not understood of
// it; it is complete once the entries are read.
func (b *BundleReader) Header() (Bundle, Report) { return b.header, b.report }

// ReadBundle reads a bundle into memory, at most o.MaxEntries entries of it.
// The report holds what was not understood of the bundle and of all its
// entries. Entries whose resource is refused stay, without it.
func ReadBundle(r io.Reader, name string, o ReadOptions) (*Bundle, Report, error) {
	if o.MaxEntries <= 0 {
		o.MaxEntries = 100_000
	}
	reader := NewBundleReader(r, name, o)
	entries, report := []BundleEntry(nil), Report{Name: name, limit: o.issues()}
	for e, err := range reader.Entries() {
		if err != nil {
			report.join(reader.report)
			return nil, report, err
		}
		entries = append(entries, e.BundleEntry)
		report.join(e.Report)
	}
	report.join(reader.report)
	reader.header.Entry = entries
	return &reader.header, report, nil
}

// errStopped means that the caller wants no more entries.
var errStopped = errors.New("no more entries are wanted")

// failf gives an error at the place that is read.
func (b *BundleReader) failf(format string, args ...any) error {
	return fmt.Errorf("%s:%d: %s", b.name, b.src.line, fmt.Sprintf(format, args...))
}

// read reads the members of the bundle.
func (b *BundleReader) read(yield func(Entry) bool) error {
	b.src.mark() // passes a byte order mark
	if first, err := b.src.next(); err != nil || first != '{' {
		return errors.Join(b.failf("is no bundle; want a JSON object with resourceType Bundle"), err)
	}
	b.src.pass()
	after := byte('{')
	for {
		first, err := b.src.next()
		switch {
		case err != nil:
			return errors.Join(b.failf("ends inside the bundle"), err)
		case first == '}' && after != ',':
			b.src.pass()
			return b.finish()
		case first == ',' && after == 'v':
			b.src.pass()
			after = ','
			continue
		case first != '"' || after == 'v':
			return b.failf("holds something that is no JSON; want a name in quotes, , or }")
		}
		if err := b.member(yield); err != nil {
			return err
		}
		after = 'v'
	}
}

// member reads one member of the bundle.
func (b *BundleReader) member(yield func(Entry) bool) error {
	text, line, err := b.src.value()
	if err != nil {
		return errors.Join(b.failf("has a name that cannot be read"), err)
	}
	name := string(text)
	colon, err := b.src.next()
	if err != nil || colon != ':' {
		return errors.Join(b.failf("has a name without a colon"), err)
	}
	b.src.pass()
	first, err := b.src.next()
	if err != nil {
		return errors.Join(b.failf("ends inside the bundle"), err)
	}
	if slices.Contains(b.seen, name) || len(b.seen) > 100 {
		return b.failf("has a member twice, or too many")
	}
	b.seen = append(b.seen, name)
	if name == `"entry"` && first == '[' {
		return b.entries(yield)
	}
	value, _, err := b.src.value()
	if err != nil {
		return errors.Join(b.failf("has a member that cannot be read"), err)
	}
	if name == `"entry"` {
		b.report.add(Error, "Bundle.entry", line, "is no list; want a list of entries")
		return nil
	}
	if name == `"resourceType"` && string(value) != `"Bundle"` {
		return b.failf("is no bundle; want resourceType Bundle")
	}
	return b.headerMember("{"+name+":"+string(value)+"}", line)
}

// headerMember reads a member that is not the entries.
func (b *BundleReader) headerMember(text string, line int) error {
	c := b.o.codec(text, line, &b.report)
	c.root = "Bundle"
	for c.openObject(); c.more; {
		before := c.taken
		c.pos = 0
		b.header.fields(&c)
		if c.taken == before {
			c.unknown()
		}
	}
	if c.broken {
		return b.failf("has a member that is no JSON")
	}
	return nil
}

// finish checks what must be there.
func (b *BundleReader) finish() error {
	if !slices.Contains(b.seen, `"resourceType"`) {
		return b.failf("is no bundle; want resourceType Bundle")
	}
	if !slices.Contains(b.seen, `"type"`) {
		b.report.add(Error, "Bundle.type", b.src.line, "is missing")
	}
	if first, err := b.src.next(); err == nil {
		return b.failf("is followed by something else (%q)", first)
	} else if !errors.Is(err, io.EOF) {
		return err
	}
	return nil
}

// entries reads the list of entries.
func (b *BundleReader) entries(yield func(Entry) bool) error {
	b.src.pass()
	for n := 0; ; n++ {
		first, err := b.src.next()
		switch {
		case err != nil:
			return errors.Join(b.failf("ends inside the entries"), err)
		case first == ']' && n == 0:
			b.report.add(Error, "Bundle.entry", b.src.line, "is an empty list; leave it out instead")
			b.src.pass()
			return nil
		case b.o.MaxEntries > 0 && n >= b.o.MaxEntries:
			return b.failf("has more than %d entries", b.o.MaxEntries)
		}
		if err := b.entry(n, yield); err != nil {
			return err
		}
		after, err := b.src.next()
		if err != nil {
			return errors.Join(b.failf("ends inside the entries"), err)
		}
		b.src.pass()
		switch after {
		case ']':
			return nil
		case ',':
		default:
			return b.failf("has something that is no JSON after entry %d; want , or ]", n)
		}
	}
}

// entry reads one entry.
func (b *BundleReader) entry(n int, yield func(Entry) bool) error {
	e := Entry{Index: n, Report: Report{Name: b.name, limit: b.o.issues()}}
	text, line, err := b.src.value()
	e.Line = line
	root := step{"Bundle.entry", n}
	switch {
	case errors.Is(err, errTooLarge):
		e.Report.add(Fatal, fmt.Sprintf("Bundle.entry[%d]", n), line, fmt.Sprintf("is larger than the limit of %d bytes", b.o.bytes()))
	case err != nil:
		return errors.Join(b.failf("ends inside entry %d", n), err)
	default:
		b.o.reset(&b.c, string(text), line, &e.Report)
		b.c.path = append(b.c.path[:0], root)
		b.c.entry(&e.BundleEntry)
	}
	if !yield(e) {
		return errStopped
	}
	return nil
}

// reset makes a codec ready for another text, and keeps its memory.
func (o ReadOptions) reset(c *codec, text string, line int, report *Report) {
	path, locals := c.path[:0], c.locals[:0]
	*c = o.codec(text, line, report)
	c.path, c.locals = path, locals
}

// entry reads a text that is one entry of a bundle.
func (c *codec) entry(e *BundleEntry) {
	if !validText(c.in) {
		c.refuse(0, "is not UTF-8")
		return
	}
	c.readObject(e)
	if c.space(); !c.broken && c.at < len(c.in) {
		c.syntax("is followed by something else")
	}
	if c.report.worst == Fatal || c.report.worst == Error && !c.lenient {
		e.Resource = nil
	}
}
