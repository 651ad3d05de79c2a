package assessment

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/openiop/openiop/internal/strictjson"
)

// Form is how a file holds inputs. The zero Form is not known yet.
type Form uint8

// The forms.
const (
	// OneInput is one object, or one bare list of answers.
	OneInput Form = iota + 1
	// ListOfInputs is a list of objects, or of lists.
	ListOfInputs
	// LinesOfInputs is one input on each line (NDJSON).
	LinesOfInputs
)

// maxDocument is the most bytes of a file that is not read line by line.
const maxDocument = 64 << 20

// InputReader reads the inputs of a file one by one.
type InputReader struct {
	scorer *Scorer
	name   string
	buf    *bufio.Reader
	form   Form
	line   int
	first  []byte // the first line, kept until it is read
	long   []byte // room for a line longer than the buffer
	rest   []strictjson.Element
	path   string // of the last element
	err    error
}

// NewReader reads answers to the instrument: one input, a list of them, or one
// on each line. name is the file's name for messages; a name that ends in
// .ndjson or .jsonl says that there is one on each line.
func (s *Scorer) NewReader(name string, r io.Reader) *InputReader {
	return &InputReader{scorer: s, name: name, buf: bufio.NewReaderSize(r, 64<<10)}
}

// Form gives the form of the file, known after the first Next.
func (r *InputReader) Form() Form { return r.form }

// Err gives what stopped the reading, nil at the end of the file.
func (r *InputReader) Err() error { return r.err }

// Place gives where the last input stands, as in "answers.ndjson:12".
func (r *InputReader) Place() string {
	place := fmt.Sprintf("%s:%d", r.name, r.line)
	if r.path != "" {
		place += ": " + r.path
	}
	return place
}

// Next reads the next input into in, whose list is used again, and reports
// whether there was one. One that cannot be read has its Err set; the others
// of the file are read all the same.
func (r *InputReader) Next(in *Input) bool {
	if r.form == 0 {
		r.open()
	}
	if r.form == LinesOfInputs {
		return r.nextLine(in)
	}
	if r.err != nil || len(r.rest) == 0 {
		return false
	}
	e := r.rest[0]
	r.rest, r.line, r.path = r.rest[1:], e.Line, e.Path
	r.scorer.readInput(in, r.name, e)
	return true
}

func (r *InputReader) nextLine(in *Input) bool {
	for {
		line, ok := r.readLine()
		if !ok {
			return false
		}
		if space(line, 0) == len(line) {
			continue
		}
		if len(line) > maxLine {
			*in = Input{Err: &strictjson.Error{File: r.name, Line: r.line, Problem: fmt.Sprintf("longer than the limit of %d bytes for one input", maxLine)}}
			return true
		}
		r.scorer.readInput(in, r.name, strictjson.Element{Data: line, Line: r.line})
		return true
	}
}

// readLine gives the next line. What it gives is good until the next call. Of
// a line longer than one input may be it gives the beginning.
func (r *InputReader) readLine() ([]byte, bool) {
	r.line++
	if r.first != nil {
		line := r.first
		r.first = nil
		return line, true
	}
	line, err := r.buf.ReadSlice('\n')
	if err == bufio.ErrBufferFull {
		r.long = append(r.long[:0], line...)
		for err == bufio.ErrBufferFull {
			line, err = r.buf.ReadSlice('\n')
			if len(r.long) <= maxLine {
				r.long = append(r.long, line...)
			}
		}
		line = r.long
	}
	if err != nil && err != io.EOF {
		r.err = fmt.Errorf("%s: %w", r.name, err)
		return nil, false
	}
	return line, len(line) > 0
}

// open tells the form by the beginning of the file.
func (r *InputReader) open() {
	r.form = OneInput
	if mark, _ := r.buf.Peek(3); string(mark) == "\xef\xbb\xbf" {
		_, _ = r.buf.Discard(3) // was peeked
	}
	if strings.HasSuffix(r.name, ".ndjson") || strings.HasSuffix(r.name, ".jsonl") {
		r.form = LinesOfInputs
		return
	}
	line, blank := []byte(nil), 0
	for {
		next, err := r.buf.ReadBytes('\n')
		if err != nil && err != io.EOF {
			r.err = fmt.Errorf("%s: %w", r.name, err)
			return
		}
		if line = next; space(line, 0) < len(line) || err == io.EOF {
			break
		}
		blank++
	}
	if r.holdsLines(line) {
		r.form, r.first, r.line = LinesOfInputs, line, blank
		return
	}
	r.document(line, blank)
}

// holdsLines reports whether a file whose first line is given has one input on
// each line: the line is a value of its own and others follow. A broken first
// line is told from the beginning of a longer value by the line after it.
func (r *InputReader) holdsLines(line []byte) bool {
	rest, _ := r.buf.Peek(r.buf.Size())
	after, _, whole := bytes.Cut(bytes.TrimLeft(rest, " \t\r\n"), []byte("\n"))
	if len(after) == 0 {
		return false
	}
	if json.Valid(line) {
		return true
	}
	head := bytes.TrimSpace(line)
	open := len(head) == 0 || bytes.IndexByte([]byte("[{,:"), head[len(head)-1]) >= 0
	return !open && (whole || len(rest) < r.buf.Size()) && (after[0] == '{' || after[0] == '[') && json.Valid(after)
}

// document reads the whole file as one value.
func (r *InputReader) document(line []byte, blank int) {
	rest, err := io.ReadAll(io.LimitReader(r.buf, maxDocument+1))
	if err != nil {
		r.err = fmt.Errorf("%s: %w", r.name, err)
		return
	}
	data := append(bytes.Repeat([]byte("\n"), blank), line...)
	data = append(data, rest...)
	limits := strictjson.Limits{Bytes: maxDocument, Depth: inputLimits.Depth}
	elements, err := strictjson.Split(r.name, data, limits)
	if err != nil {
		r.err = err
		return
	}
	if r.rest = elements; !isList(elements) {
		r.rest = []strictjson.Element{{Data: data, Line: 1}}
		return
	}
	r.form = ListOfInputs
}

// isList reports whether the members of a list are inputs of their own, and
// not answers.
func isList(elements []strictjson.Element) bool {
	if len(elements) == 0 || elements[0].Path == "" {
		return false
	}
	for _, e := range elements {
		if e.Data[0] == '{' || e.Data[0] == '[' {
			return true
		}
	}
	return false
}
