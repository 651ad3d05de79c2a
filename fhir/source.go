package fhir

import (
	"bytes"
	"errors"
	"io"
	"unicode/utf8"
)

// source gives the values of a JSON text one after the other, and holds only
// the one that is asked for.
type source struct {
	r     io.Reader
	buf   []byte
	at    int // where buf is read next
	line  int
	limit int
	err   error
}

// errTooLarge means that a value is larger than the limit; it is passed.
var errTooLarge = errors.New("is larger than the limit")

// more reads on; from is where the part of buf begins that is still needed.
// It gives how far that part moved.
func (s *source) more(from int) (moved int, err error) {
	if s.err != nil {
		return 0, s.err
	}
	n := copy(s.buf, s.buf[from:])
	s.buf, s.at = s.buf[:n], s.at-from
	if n+4096 > cap(s.buf) {
		grown := make([]byte, n, max(64<<10, 2*cap(s.buf)))
		copy(grown, s.buf)
		s.buf = grown
	}
	for tries := 0; ; tries++ {
		n, err := s.r.Read(s.buf[len(s.buf):cap(s.buf)])
		s.buf = s.buf[:len(s.buf)+n]
		if err != nil {
			s.err = err
		}
		switch {
		case n > 0:
			return from, nil
		case err != nil:
			return from, err
		case tries > 100:
			s.err = io.ErrNoProgress
			return from, s.err
		}
	}
}

// mark passes a byte order mark.
func (s *source) mark() {
	for len(s.buf) < 3 {
		if _, err := s.more(0); err != nil {
			return
		}
	}
	if bytes.HasPrefix(s.buf, byteOrderMark) {
		s.at = 3
	}
}

// next gives the next byte that is not white space, without passing it.
func (s *source) next() (byte, error) {
	for {
		for s.at < len(s.buf) {
			switch b := s.buf[s.at]; b {
			case '\n':
				s.line++
			case ' ', '\t', '\r':
			default:
				return b, nil
			}
			s.at++
		}
		if _, err := s.more(s.at); err != nil {
			return 0, err
		}
	}
}

func (s *source) pass() { s.at++ }

// value passes the value that begins at the next byte and gives it as it
// stands, and the line on which it begins. It looks at quotes and brackets
// only. One that is larger than the limit is passed, with errTooLarge. The
// bytes hold until the next call.
func (s *source) value() (text []byte, line int, err error) {
	line = s.line
	start, i := s.at, s.at
	var in inValue
	large := false
	for {
		i = in.scan(s.buf, i)
		if in.done {
			s.line += bytes.Count(s.buf[start:i], newline)
			s.at = i
			if large || s.at-start > s.limit {
				return nil, line, errTooLarge
			}
			return s.buf[start:s.at], line, nil
		}
		if i-start > s.limit {
			s.line += bytes.Count(s.buf[start:i], newline)
			large, start = true, i
		}
		s.at = i
		moved, err := s.more(start)
		start, i = start-moved, i-moved
		if err != nil {
			return nil, line, err
		}
	}
}

var newline = []byte{'\n'}

// inValue follows a value of JSON through the parts in which it is read.
type inValue struct {
	depth           int
	inText, escaped bool
	started, done   bool
}

// scan goes on at a place and gives where it stopped: after the value, with
// done, or at the end of the part.
func (v *inValue) scan(b []byte, i int) int {
	for i < len(b) {
		if v.inText {
			if i = v.text(b, i); v.done {
				return i
			}
			continue
		}
		switch b[i] {
		case '"', '{', '[':
			if v.started && v.depth == 0 {
				v.done = true
				return i
			}
			if b[i] == '"' {
				v.inText = true
			} else {
				v.depth++
			}
		case '}', ']':
			if v.depth > 1 {
				v.depth--
				break
			}
			v.done = true
			return i + v.depth
		case ',', ':', ' ', '\t', '\n', '\r':
			if v.depth == 0 {
				v.done = true
				return i
			}
		}
		v.started = true
		i++
	}
	return i
}

// text goes on within a text in quotes.
func (v *inValue) text(b []byte, i int) int {
	if n := bytes.IndexByte(b[i:], '"'); n >= 0 && !v.escaped && bytes.IndexByte(b[i:i+n], '\\') < 0 {
		v.inText, v.done = false, v.depth == 0
		return i + n + 1
	}
	for i < len(b) {
		c := b[i]
		i++
		switch {
		case v.escaped:
			v.escaped = false
		case c == '\\':
			v.escaped = true
		case c == '"':
			v.inText = false
			v.done = v.depth == 0
			return i
		}
	}
	return i
}

func validText(s string) bool { return utf8.ValidString(s) }
