package ical

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// readText reads all bytes of a file, at most as many as the limit allows.
func readText(r io.Reader, name string, limit int64) (string, error) {
	var b strings.Builder
	n, err := copyInto(&b, r, limit+1)
	switch {
	case err != nil:
		return "", fmt.Errorf("%s: %w", name, err)
	case n > limit:
		return "", fmt.Errorf("%s: is larger than the limit of %d bytes; split it, or raise Limits.Bytes", name, limit)
	case n == 0:
		return "", fmt.Errorf("%s: is empty; want a calendar that begins with BEGIN:VCALENDAR", name)
	}
	return b.String(), nil
}

// copyInto copies at most a number of bytes. A reader of bytes in memory knows
// how many it has, so that they are copied once and without a buffer.
func copyInto(b *strings.Builder, r io.Reader, limit int64) (int64, error) {
	memory, ok := r.(interface {
		io.WriterTo
		Len() int
	})
	if ok && int64(memory.Len()) < limit {
		b.Grow(memory.Len())
		return memory.WriteTo(b)
	}
	return io.Copy(b, io.LimitReader(r, limit))
}

const byteOrderMark = "\ufeff"

// withoutMark takes away a byte order mark, and turns UTF-16 into UTF-8. It
// reports whether it did the latter.
func withoutMark(s string) (text string, was16 bool) {
	switch {
	case strings.HasPrefix(s, byteOrderMark):
		return s[len(byteOrderMark):], false
	case strings.HasPrefix(s, "\xff\xfe"):
		return from16(s[2:], 1), true
	case strings.HasPrefix(s, "\xfe\xff"):
		return from16(s[2:], 0), true
	}
	return s, false
}

// from16 reads UTF-16; high is the place of the high byte in each pair.
func from16(s string, high int) string {
	units := make([]uint16, 0, len(s)/2)
	for i := 0; i+1 < len(s); i += 2 {
		units = append(units, uint16(s[i+high])<<8|uint16(s[i+1-high]))
	}
	return string(utf16.Decode(units))
}

// errLongLine is a line over the limit.
var errLongLine = errors.New("line over the limit")

// lines gives the unfolded content lines of a text. Lines end with CRLF, LF or
// a bare CR; a line that begins with a space or a tab continues the one
// before. Folds are undone on bytes, before anything is decoded, because
// writers fold in the middle of a character.
type lines struct {
	text      string
	at        int // where the next physical line begins
	feed      int // the next LF at or after at, len(text) if there is none
	physical  int // number of the next physical line, from 1
	limit     int // bytes of an unfolded line
	valid     bool
	recovered int // lines that were not UTF-8
	firstBad  int // the first of them
	arena     strings.Builder
}

func newLines(text string, limit int) *lines {
	l := &lines{text: text, physical: 1, limit: limit, valid: utf8.ValidString(text), feed: -1}
	l.findFeed()
	return l
}

func (l *lines) findFeed() {
	if l.feed >= l.at {
		return
	}
	if i := strings.IndexByte(l.text[l.at:], '\n'); i >= 0 {
		l.feed = l.at + i
	} else {
		l.feed = len(l.text)
	}
}

// next gives the next content line that is not empty, and its number. The
// error is io.EOF, or errLongLine with the start of the line.
func (l *lines) next() (line string, number int, err error) {
	for {
		l.at, l.physical = l.pastBlank()
		if l.at >= len(l.text) {
			return "", l.physical, io.EOF
		}
		number = l.physical
		line = l.piece()
		if l.continues() {
			line, err = l.unfold(line)
		}
		if err == nil && len(line) > l.limit {
			err = errLongLine
		}
		if err != nil {
			return line[:min(len(line), 16)], number, err
		}
		if !l.valid && !utf8.ValidString(line) {
			line = l.fromWindows(line, number)
		}
		if line != "" {
			return line, number, nil
		}
	}
}

// piece gives the next physical line without its end.
func (l *lines) piece() string {
	l.findFeed()
	s := l.text[l.at:l.feed]
	l.physical++
	if i := strings.IndexByte(s, '\r'); i >= 0 {
		l.at = l.pastEnd(l.at + i)
		return s[:i]
	}
	l.at = min(l.feed+1, len(l.text))
	return s
}

// pastEnd gives the place after the line end at a place, which it is itself if
// there is none: CRLF, LF, CR, and the CRCRLF of writers that convert twice.
func (l *lines) pastEnd(at int) int {
	for _, end := range [...]string{"\r\n", "\n", "\r\r\n", "\r"} {
		if strings.HasPrefix(l.text[at:], end) {
			return at + len(end)
		}
	}
	return at
}

// pastBlank gives the place of the next line that is not empty, and its number.
func (l *lines) pastBlank() (at, physical int) {
	at, physical = l.at, l.physical
	for {
		next := l.pastEnd(at)
		if next == at {
			return at, physical
		}
		at, physical = next, physical+1
	}
}

// continues reports whether the next physical line continues the last one, and
// goes to it if it does. Empty lines between are passed over: they come from
// programs that end lines twice.
func (l *lines) continues() bool {
	at, physical := l.at, l.physical
	if at < len(l.text) && (l.text[at] == '\n' || l.text[at] == '\r') {
		at, physical = l.pastBlank()
	}
	if at >= len(l.text) || l.text[at] != ' ' && l.text[at] != '\t' {
		return false
	}
	l.at, l.physical = at, physical
	return true
}

// unfold joins the continuations of a line. It goes over them twice, so that
// the joined line is written where it stays.
func (l *lines) unfold(first string) (string, error) {
	at, physical := l.at, l.physical
	length := len(first)
	for l.continues() {
		l.at++
		length += len(l.piece())
	}
	if length > l.limit {
		return first, errLongLine
	}
	from := l.room(length)
	l.at, l.physical, l.feed = at, physical, -1
	l.findFeed()
	l.arena.WriteString(first)
	for l.continues() {
		l.at++
		l.arena.WriteString(l.piece())
	}
	return l.arena.String()[from:], nil
}

// The bytes of joined lines that are reserved at once.
const (
	arenaLeast = 1 << 10
	arenaMost  = 256 << 10
)

// room makes room for a line in the arena and says where it begins.
func (l *lines) room(length int) (from int) {
	if l.arena.Cap()-l.arena.Len() < length {
		size := min(max(2*l.arena.Cap(), arenaLeast), arenaMost)
		l.arena = strings.Builder{}
		l.arena.Grow(max(size, length))
	}
	return l.arena.Len()
}

// fromWindows reads a line as Windows-1252, which is what files hold that are
// not UTF-8.
func (l *lines) fromWindows(line string, number int) string {
	if l.recovered == 0 {
		l.firstBad = number
	}
	l.recovered++
	from := l.room(3 * len(line))
	for i := range len(line) {
		if c := line[i]; c >= 0x80 && c < 0xa0 {
			l.arena.WriteRune(windows1252[c-0x80])
		} else {
			l.arena.WriteRune(rune(c))
		}
	}
	return l.arena.String()[from:]
}

// windows1252 are the characters of the bytes 0x80 to 0x9f; five have none.
var windows1252 = [32]rune{
	'€', 0x81, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', 0x8d, 'Ž', 0x8f,
	0x90, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', 0x9d, 'ž', 'Ÿ',
}
