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

// read gives the programs of an input and, where wanted, the line on which
// each begins. Programs without a problem are given beside an error about the
// others.
func (a *app) read(in input, wantLines bool) ([]schedule.Program, map[string]int, error) {
	r, err := a.open(in)
	if err != nil {
		return nil, nil, err
	}
	defer r.Close()
	head := bufio.NewReaderSize(r, peekBytes)
	if err := refuse(in.name, head); err != nil {
		return nil, nil, err
	}
	var kept bytes.Buffer
	src := io.Reader(head)
	if wantLines {
		src = io.TeeReader(head, &kept)
	}
	programs, err := schedule.ReadPrograms(src, in.name, schedule.Limits{})
	if err == nil && len(programs) == 0 {
		err = fmt.Errorf("%s: no programs; want a program or a list of them", in.name)
	}
	return programs, programLines(in.name, kept.Bytes()), err
}

func (a *app) open(in input) (io.ReadCloser, error) {
	switch in.kind {
	case fromSample:
		return io.NopCloser(bytes.NewReader(sample)), nil
	case fromStdin:
		return io.NopCloser(a.stdin), nil
	}
	if what, ok := laterFormats[strings.ToLower(filepath.Ext(in.name))]; ok {
		return nil, notYet(in.name, what)
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

// laterFormats are kinds of input that other versions of the command read.
var laterFormats = map[string]string{".ics": "a calendar", ".csv": "a roster"}

func notYet(name, what string) error {
	return fmt.Errorf("%s: is %s, which this version does not read; iop check reads program designs (.json)", name, what)
}

// peekBytes is how far into a file the command looks to tell what it is.
const peekBytes = 64 << 10

// refuse reports JSON that is something other than programs.
func refuse(name string, r *bufio.Reader) error {
	start, _ := r.Peek(peekBytes)
	dec := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(start, []byte("\xef\xbb\xbf"))))
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return nil
	}
	for {
		key, err := dec.Token()
		if err != nil {
			return nil // the strict reader says what is wrong
		}
		switch key {
		case "resourceType":
			return notYet(name, "a FHIR resource")
		case "roster":
			return notYet(name, "a roster")
		}
		if err := dec.Decode(&json.RawMessage{}); err != nil {
			return nil
		}
	}
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
