package main

import (
	"bufio"
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/openiop/openiop/internal/strictjson"
	"github.com/openiop/openiop/schedule"
)

// sample is judged where no file is named. It is invented, and never written
// to.
//
//go:embed sample.json
var sample []byte

// input is one thing to read programs from.
type input struct {
	kind inputKind
	name string // for messages
	uri  string // "" for what is no file
}

type inputKind uint8

const (
	fromFile inputKind = iota
	fromStdin
	fromSample
)

// inputs gives what the arguments name; none is the sample.
func inputs(files []string) []input {
	if len(files) == 0 {
		return []input{{kind: fromSample, name: "sample program"}}
	}
	var out []input
	for _, f := range files {
		in := input{name: f, uri: fileURI(f)}
		if f == "-" {
			in = input{kind: fromStdin, name: "standard input"}
		}
		out = append(out, in)
	}
	return out
}

// fileURI gives the form in which reports refer to a file: relative as it was
// named, or a file URI.
func fileURI(name string) string {
	u := url.URL{Path: filepath.ToSlash(name)}
	if filepath.IsAbs(name) {
		u.Scheme = "file"
		if !strings.HasPrefix(u.Path, "/") {
			u.Path = "/" + u.Path
		}
	}
	return u.String()
}

// form is what an input holds.
type form uint8

const (
	formUnknown form = iota // it cannot be read, or not yet
	formPrograms
	formRosterCSV
	formRosterJSON
	formCalendar
	formFHIR
)

func (f form) isRoster() bool { return f == formRosterCSV || f == formRosterJSON }

// forms tells what the inputs hold, without taking anything from standard
// input.
func (a *app) forms(ins []input) []form {
	out := make([]form, len(ins))
	for i, in := range ins {
		if r, err := a.open(in); err == nil {
			out[i] = sniff(in, a.ahead(in, r))
			r.Close()
		}
	}
	return out
}

// ahead gives an open input as a reader that can look ahead. Standard input
// always has the same one, so that nothing of it is lost by looking.
func (a *app) ahead(in input, r io.Reader) *bufio.Reader {
	if in.kind == fromStdin {
		return a.in
	}
	return bufio.NewReaderSize(r, peekBytes)
}

// peekBytes is how far into a file the command looks to tell what it is.
const peekBytes = 64 << 10

// sniff tells what an input holds by its name and its beginning.
func sniff(in input, r *bufio.Reader) form {
	start, _ := r.Peek(peekBytes)
	start = bytes.TrimLeft(bytes.TrimPrefix(start, []byte("\xef\xbb\xbf")), " \t\r\n")
	ext := strings.ToLower(filepath.Ext(in.name))
	switch {
	case in.kind == fromFile && (ext == ".csv" || ext == ".tsv"):
		return formRosterCSV
	case in.kind == fromFile && slices.Contains(calendarNames, ext), isCalendar(start):
		return formCalendar
	case bytes.HasPrefix(start, []byte("{")):
		return sniffObject(start)
	case in.kind == fromStdin && len(start) > 0 && start[0] != '[':
		return formRosterCSV
	}
	return formPrograms
}

// calendarNames are how names of calendars end.
var calendarNames = []string{".ics", ".ical", ".icalendar", ".ifb"}

// isCalendar reports whether a text begins as a component of a calendar does:
// BEGIN:VCALENDAR, or one of those that stand in it, also in UTF-16.
func isCalendar(start []byte) bool {
	const begin = "BEGIN:V"
	start = start[:min(len(start), 2*len(begin)+2)]
	if wide, ok := bytes.CutPrefix(start, []byte("\xff\xfe")); ok {
		start = bytes.ReplaceAll(wide, []byte{0}, nil)
	} else if wide, ok := bytes.CutPrefix(start, []byte("\xfe\xff")); ok {
		start = bytes.ReplaceAll(wide, []byte{0}, nil)
	}
	return len(start) >= len(begin) && strings.EqualFold(string(start[:len(begin)]), begin)
}

// sniffObject tells a roster in JSON and FHIR from a program by their fields.
func sniffObject(start []byte) form {
	dec := json.NewDecoder(bytes.NewReader(start))
	if _, err := dec.Token(); err != nil {
		return formPrograms
	}
	for {
		key, err := dec.Token()
		if err != nil {
			return formPrograms // the strict reader says what is wrong
		}
		switch key {
		case "resourceType", "entry": // a bundle may say what it is at its end
			return formFHIR
		case "roster":
			return formRosterJSON
		}
		if err := dec.Decode(&json.RawMessage{}); err != nil {
			return formPrograms
		}
	}
}

// reading is an input that is open, and what it holds.
type reading struct {
	input
	io.Reader
	form  form
	close func() error
}

// begin opens an input and tells what it holds.
func (a *app) begin(in input) (*reading, error) {
	r, err := a.open(in)
	if err != nil {
		return nil, err
	}
	head := a.ahead(in, r)
	return &reading{in, head, sniff(in, head), r.Close}, nil
}

// programs gives the programs of an input and, where wanted, the line on which
// each begins. Programs without a problem are given beside an error about the
// others.
func (r *reading) programs(wantLines bool) ([]schedule.Program, map[string]int, error) {
	var kept bytes.Buffer
	src := r.Reader
	if wantLines {
		src = io.TeeReader(src, &kept)
	}
	programs, err := schedule.ReadPrograms(src, r.name, schedule.Limits{})
	if err == nil && len(programs) == 0 {
		err = fmt.Errorf("%s: no programs; want a program or a list of them", r.name)
	}
	return programs, programLines(r.name, kept.Bytes()), err
}

func (a *app) open(in input) (io.ReadCloser, error) {
	switch in.kind {
	case fromSample:
		return io.NopCloser(bytes.NewReader(sample)), nil
	case fromStdin:
		return io.NopCloser(a.in), nil
	}
	info, err := os.Stat(in.name)
	if err == nil && info.IsDir() {
		return nil, fmt.Errorf("%s: is a directory; name the files in it", in.name)
	}
	f, err := os.Open(in.name)
	if err != nil {
		return nil, fileError(in.name, err)
	}
	return f, nil
}

// fileError names the file once, and says why it cannot be used.
func fileError(name string, err error) error {
	if at, ok := errors.AsType[*fs.PathError](err); ok {
		err = at.Err
	}
	return fmt.Errorf("%s: %w", name, err)
}

// programLines gives the line on which each program of a file begins.
func programLines(name string, data []byte) map[string]int {
	lines := map[string]int{}
	elements, _ := strictjson.Split(name, data, strictjson.Limits{})
	for _, e := range elements {
		var p struct{ ID string }
		if json.Unmarshal(e.Data, &p) == nil && lines[p.ID] == 0 {
			lines[p.ID] = e.Line
		}
	}
	return lines
}
