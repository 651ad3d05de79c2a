package main

import (
	"bufio"
	"strings"
	"unicode"
	"unicode/utf8"
)

// page writes wrapped text. Everything on it passes through wrap, so that no
// text of a file reaches the terminal with control characters.
type page struct {
	w     *bufio.Writer
	width int
	color bool
	begun bool // something stands on the page
}

// ink is how a word is shown on a terminal, as parameters of an ANSI escape.
type ink string

const (
	plain  ink = ""
	bold   ink = "1"
	dim    ink = "2"
	red    ink = "1;31"
	yellow ink = "1;33"
	cyan   ink = "36"
	green  ink = "32"
)

func (p *page) ink(i ink, s string) string {
	if !p.color || i == plain || s == "" {
		return s
	}
	return "\x1b[" + string(i) + "m" + s + "\x1b[0m"
}

func (p *page) narrow() bool { return p.width < narrowWidth }

// gap leaves a line free, except at the top of the page.
func (p *page) gap() {
	if p.begun {
		p.w.WriteByte('\n')
	}
}

func (p *page) line(s string) {
	p.begun = true
	p.w.WriteString(strings.TrimRight(s, " "))
	p.w.WriteByte('\n')
}

// text writes a paragraph, indented.
func (p *page) text(indent int, i ink, s string) {
	for _, l := range wrap(s, p.width-indent) {
		p.line(strings.Repeat(" ", indent) + p.ink(i, l))
	}
}

// pair writes a label and, in a column of their own, the lines of its value;
// on a narrow page the value follows the label.
func (p *page) pair(indent, column int, label string, i ink, values ...string) {
	if p.narrow() {
		p.narrowPair(indent, label, i, values)
		return
	}
	left := strings.Repeat(" ", indent) + p.ink(i, label) + strings.Repeat(" ", max(1, column-utf8.RuneCountInString(label)))
	for _, v := range values {
		for _, l := range wrap(v, p.width-indent-column) {
			p.line(left + l)
			left = strings.Repeat(" ", indent+column)
		}
	}
}

func (p *page) narrowPair(indent int, label string, i ink, values []string) {
	for _, v := range values {
		lines := wrap(label+": "+v, p.width-indent-2)
		for n, l := range lines {
			if n == 0 {
				rest, _ := strings.CutPrefix(l, label)
				if rest == l { // the label itself was broken
					p.line(strings.Repeat(" ", indent) + l)
					continue
				}
				p.line(strings.Repeat(" ", indent) + p.ink(i, label) + rest)
				continue
			}
			p.line(strings.Repeat(" ", indent+2) + l)
		}
	}
}

// hard is the space inside a text at which lines do not break.
const hard = "\u00a0"

// unbroken keeps the words of a text on one line.
func unbroken(s string) string { return strings.ReplaceAll(s, " ", hard) }

// wrap breaks a text into lines of at most width letters. Control characters
// and the marks that reverse the direction of text become spaces.
func wrap(s string, width int) []string {
	width = max(width, 1)
	var lines []string
	line, used := strings.Builder{}, 0
	end := func() {
		lines = append(lines, strings.ReplaceAll(line.String(), hard, " "))
		line.Reset()
		used = 0
	}
	for word := range strings.FieldsFuncSeq(clean(s), func(r rune) bool { return r == ' ' }) {
		n := utf8.RuneCountInString(word)
		if used > 0 && used+1+n > width {
			end()
		}
		for n > width && !strings.Contains(word, "://") { // longer than a line: cut, unless it is to be copied
			cut := byteIndex(word, width)
			line.WriteString(word[:cut])
			end()
			word = word[cut:]
			n -= width
		}
		if used > 0 {
			line.WriteByte(' ')
			used++
		}
		line.WriteString(word)
		used += n
	}
	if used > 0 || len(lines) == 0 {
		end()
	}
	return lines
}

// byteIndex gives the place of the n-th letter.
func byteIndex(s string, n int) int {
	for i := range s {
		if n == 0 {
			return i
		}
		n--
	}
	return len(s)
}

func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, s)
}

// oneLine gives a text without anything that would break or colour a line.
func oneLine(s string) string { return strings.Join(strings.Fields(clean(s)), " ") }

// sentence begins a text with a capital.
func sentence(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}
