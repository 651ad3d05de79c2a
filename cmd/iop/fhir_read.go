package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/openiop/openiop/fhir"
)

// mostIssues is how many issues of an input are listed, mostEntries how many
// entries it may have.
const (
	mostIssues  = 1000
	mostEntries = 1_000_000
)

// fhirFile is what an input of FHIR holds: a bundle, one resource, or one on
// each line (NDJSON).
type fhirFile struct {
	name string
	// bundle has an entry for every one of the input. Its Line is the number of
	// the entry, counted from 1, so that readers tell of entries even where a
	// file has one line.
	bundle   fhir.Bundle
	isBundle bool
	lines    []int // on which the entries begin
	issues   []fhirIssue
	more     int // issues that are not listed, worst of them
	worst    fhir.Severity
	roots    map[string]int // entries by the name of their resource
}

// fhirIssue is an issue of an input; entry is what it is about, -1 if nothing
// in particular, and kind the type of its resource where that is known.
type fhirIssue struct {
	fhir.Issue
	entry int
	kind  string
}

// readFHIR reads an input, one entry after the other. keep gives what is to stay
// in memory of a resource, nil for nothing. The error says why the rest of the
// input cannot be read; what was read is given beside it.
func readFHIR(r *bufio.Reader, name string, keep func(fhir.Resource) fhir.Resource) (*fhirFile, error) {
	f := &fhirFile{name: name}
	if start, _ := r.Peek(3); bytes.Equal(start, []byte("\xef\xbb\xbf")) {
		_, _ = r.Discard(3) // it was there a moment ago
	}
	start, _ := r.Peek(peekBytes)
	if f.isBundle = isBundle(start); f.isBundle {
		return f, f.readBundle(r, keep)
	}
	return f, f.readResources(r, keep)
}

// isBundle reports whether a text begins as a bundle does.
func isBundle(start []byte) bool {
	dec := json.NewDecoder(bytes.NewReader(start))
	if _, err := dec.Token(); err != nil {
		return false
	}
	for {
		key, err := dec.Token()
		if err != nil {
			return false
		}
		var value json.RawMessage
		if err := dec.Decode(&value); key == "entry" || err != nil {
			return key == "entry"
		}
		if key == "resourceType" {
			return string(value) == `"Bundle"`
		}
	}
}

func (f *fhirFile) readBundle(r io.Reader, keep func(fhir.Resource) fhir.Resource) error {
	reader := fhir.NewBundleReader(r, f.name, fhir.ReadOptions{MaxEntries: mostEntries})
	var stopped error
	for e, err := range reader.Entries() {
		if err != nil {
			stopped = withoutEOF(err)
			break
		}
		n, line := len(f.lines), e.Line
		f.take(e.BundleEntry, line, keep)
		f.told(e.Report, n)
	}
	header, report := reader.Header()
	f.bundle.Type = header.Type
	f.told(report, -1)
	return stopped
}

// withoutEOF gives an error without the io.EOF that it joins: the rest says
// what ends too early.
func withoutEOF(err error) error {
	return errors.Join(slices.DeleteFunc(flatten(err), func(e error) bool { return e == io.EOF || e == io.ErrUnexpectedEOF })...)
}

// take keeps an entry.
func (f *fhirFile) take(e fhir.BundleEntry, line int, keep func(fhir.Resource) fhir.Resource) {
	if e.Resource != nil {
		e.Resource = keep(e.Resource)
	}
	f.lines = append(f.lines, line)
	f.bundle.Entry = append(f.bundle.Entry, fhir.BundleEntry{FullURL: e.FullURL, Resource: e.Resource, Line: len(f.lines)})
}

// told takes over the issues of a report about an entry.
func (f *fhirFile) told(r fhir.Report, entry int) {
	for _, i := range r.Issues {
		f.add(fhirIssue{Issue: i, entry: entry})
	}
	f.more += r.More
	f.worst = max(f.worst, r.Worst())
}

func (f *fhirFile) add(i fhirIssue) {
	f.worst = max(f.worst, i.Severity)
	if len(f.issues) >= mostIssues {
		f.more++
		return
	}
	if i.entry >= 0 && i.entry < len(f.bundle.Entry) && f.bundle.Entry[i.entry].Resource != nil {
		i.kind = f.bundle.Entry[i.entry].Resource.ResourceType()
	}
	f.issues = append(f.issues, i)
}

// readResources reads one resource, or one on each line.
func (f *fhirFile) readResources(r *bufio.Reader, keep func(fhir.Resource) fhir.Resource) error {
	first, n, err := firstLine(r)
	if err != nil {
		return fmt.Errorf("%s: %w", f.name, err)
	}
	next, _ := r.Peek(len(`{"resourceType"`))
	if !json.Valid(first) && string(next) != `{"resourceType"` {
		rest, err := io.ReadAll(io.LimitReader(r, mostBytes+1))
		if err != nil {
			return fmt.Errorf("%s: %w", f.name, err)
		}
		return f.resource(append(first, rest...), n, keep)
	}
	for line := first; ; n++ {
		if len(bytes.TrimSpace(line)) > 0 {
			_ = f.resource(line, n, keep) // its issues say why it is refused
		}
		line, err = readLine(r)
		if len(line) == 0 && err == io.EOF {
			return nil
		}
		if err != nil && err != io.EOF {
			return fmt.Errorf("%s:%d: %w", f.name, n+1, err)
		}
		if len(f.lines) == mostEntries {
			return fmt.Errorf("%s:%d: has more than %d resources", f.name, n+1, mostEntries)
		}
	}
}

// mostBytes is the most of one resource, as the reader of resources has it.
const mostBytes = 16 << 20

// firstLine gives the first line that is not blank, and its number.
func firstLine(r *bufio.Reader) (line []byte, n int, err error) {
	for n = 1; ; n++ {
		line, err = readLine(r)
		if len(bytes.TrimSpace(line)) > 0 {
			return line, n, nil
		}
		if err == io.EOF {
			err = fmt.Errorf("is empty; want a bundle or a resource of FHIR R4")
		}
		if err != nil {
			return nil, n, err
		}
	}
}

// readLine reads a line of at most one resource.
func readLine(r *bufio.Reader) ([]byte, error) {
	var line []byte
	for {
		part, err := r.ReadSlice('\n')
		if line = append(line, part...); len(line) > mostBytes {
			return nil, fmt.Errorf("is longer than the limit of %d bytes for one resource", mostBytes)
		}
		if err != bufio.ErrBufferFull {
			return line, err
		}
	}
}

// resource reads one resource, which begins on a line of the input. The error
// says that it is refused.
func (f *fhirFile) resource(text []byte, line int, keep func(fhir.Resource) fhir.Resource) error {
	res, report, err := fhir.ParseResource(text, f.name, fhir.ReadOptions{})
	for i := range report.Issues {
		if report.Issues[i].Line > 0 {
			report.Issues[i].Line += line - 1
		}
	}
	n := len(f.lines)
	f.take(fhir.BundleEntry{Resource: res}, line, keep)
	if f.told(report, n); err != nil && report.Worst() < fhir.Error {
		return fmt.Errorf("%s:%d: %w", f.name, line, err)
	}
	return nil
}

// entryPath is how readers of whole bundles name what stands in an entry.
var entryPath = regexp.MustCompile(`^Bundle\.entry\[(\d+)\](?:\.resource)?`)

// about takes over the issues of a reader of the whole bundle, which name
// entries, or of one that names the resource of an entry.
func (f *fhirFile) about(r fhir.Report, entry int) {
	for _, i := range r.Issues {
		at := entry
		if m := entryPath.FindStringSubmatch(i.Path); m != nil {
			at, _ = strconv.Atoi(m[1]) // digits
		} else if at < 0 {
			at = f.named(i.Path)
		}
		f.add(fhirIssue{Issue: f.placed(i, at), entry: at})
	}
	f.more += r.More
	f.worst = max(f.worst, r.Worst())
}

// placed gives an issue with the line of its entry and the path within the
// input.
func (f *fhirFile) placed(i fhir.Issue, entry int) fhir.Issue {
	if i.Line = 0; entry < 0 || entry >= len(f.lines) {
		return i
	}
	i.Line = f.lines[entry]
	res := f.bundle.Entry[entry].Resource
	if res == nil {
		return i
	}
	rest := strings.TrimPrefix(i.Path, rootOf(res))
	if m := entryPath.FindString(i.Path); m != "" {
		rest = i.Path[len(m):]
	}
	if i.Path = res.ResourceType() + rest; f.isBundle {
		i.Path = "Bundle.entry[" + strconv.Itoa(entry) + "].resource" + rest
	}
	return i
}

// rootOf is how readers of one resource name it.
func rootOf(res fhir.Resource) string {
	if id := fhir.Common(res).ID; id != "" {
		return res.ResourceType() + "/" + id
	}
	return res.ResourceType()
}

// named gives the entry of the resource whose name a path begins with, -1 if
// none has it.
func (f *fhirFile) named(path string) int {
	if f.roots == nil {
		f.roots = map[string]int{}
		for i := range f.bundle.Entry {
			if res := f.bundle.Entry[i].Resource; res != nil {
				f.roots[rootOf(res)] = i
			}
		}
	}
	for end := len(path); end > 0; end = strings.LastIndexByte(path[:end], '.') {
		if i, ok := f.roots[path[:end]]; ok {
			return i
		}
	}
	return -1
}
