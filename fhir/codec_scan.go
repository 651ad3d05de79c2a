package fhir

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// peek gives the byte that is read next, 0 at the end.
func (c *codec) peek() byte {
	if c.at < len(c.in) {
		return c.in[c.at]
	}
	return 0
}

func (c *codec) space() {
	for c.at < len(c.in) {
		switch c.in[c.at] {
		case ' ', '\n', '\r', '\t':
			c.at++
		default:
			return
		}
	}
}

// syntax reports that the text is no JSON; nothing after it is read.
func (c *codec) syntax(what string) {
	if !c.broken {
		c.broken, c.more = true, false
		c.refuse(c.at, what)
	}
}

// want reports whether the value that comes next begins as it should; any
// other is reported and passed.
func (c *codec) want(first byte, kind string) bool {
	if c.broken {
		return false
	}
	if c.peek() == first {
		return true
	}
	if is := c.kind(); is != "" {
		c.issue(Error, c.at, "is "+is+"; want "+kind)
	}
	c.skip()
	return false
}

// kind names the value that comes next.
func (c *codec) kind() string {
	switch b := c.peek(); {
	case b == '{':
		return "an object"
	case b == '[':
		return "a list"
	case b == '"':
		return "a text"
	case b == 't' || b == 'f':
		return "true or false"
	case b == 'n':
		return "null"
	case b == '-' || b >= '0' && b <= '9':
		return "a number"
	}
	return ""
}

// startList passes the bracket of a list and gives 0, or -1 if no item comes.
func (c *codec) startList() int {
	if !c.want('[', "a list") {
		return -1
	}
	c.at++
	if c.depth++; c.depth > c.maxDepth {
		c.syntax("is nested too deep")
		return -1
	}
	if c.space(); c.peek() == ']' {
		c.at++
		c.depth--
		c.issue(Error, c.at, "is an empty list; leave it out instead")
		return -1
	}
	c.path[len(c.path)-1].index = 0
	return 0
}

// nextItem passes what follows an item and gives the number of the next one,
// or -1 after the last.
func (c *codec) nextItem(n int) int {
	if c.broken || !c.spend() {
		return -1
	}
	c.space()
	b := c.peek()
	c.at++
	switch b {
	case ',':
		c.space()
		c.path[len(c.path)-1].index = n + 1
		return n + 1
	case ']':
		c.depth--
		return -1
	}
	c.at--
	c.syntax("is followed by something that is no JSON; want , or ]")
	return -1
}

// quoted reads a text in quotes.
func (c *codec) quoted() (s string, ok bool) {
	start := c.at + 1
	for i := start; i < len(c.in); i++ {
		switch b := c.in[i]; {
		case b == '"':
			c.at = i + 1
			return c.in[start:i], true
		case b == '\\':
			return c.escaped(start, i)
		case b < ' ':
			c.at = i
			c.syntax("holds a control character that is not escaped")
			return "", false
		}
	}
	c.at = len(c.in)
	c.syntax("ends inside a text")
	return "", false
}

const escapes = `"\/bfnrt`

// escaped reads on from the first backslash of a text.
func (c *codec) escaped(start, i int) (string, bool) {
	out := []byte(c.in[start:i])
	for i < len(c.in) {
		b := c.in[i]
		i++
		switch {
		case b == '"':
			c.at = i
			return string(out), true
		case b < ' ':
			c.at = i
			c.syntax("holds a control character that is not escaped")
			return "", false
		case b != '\\':
			out = append(out, b)
			continue
		}
		if i < len(c.in) && c.in[i] != 'u' {
			if n := strings.IndexByte(escapes, c.in[i]); n >= 0 {
				out = append(out, "\"\\/\b\f\n\r\t"[n])
				i++
				continue
			}
		}
		r, n := runeAt(c.in[i:])
		if n == 0 {
			break
		}
		out = utf8.AppendRune(out, r)
		i += n
	}
	c.at = min(i, len(c.in))
	c.syntax("holds an escape that is no JSON")
	return "", false
}

// runeAt reads u and four digits, twice for a character in two halves; n is 0
// if there is no such thing.
func runeAt(s string) (r rune, n int) {
	r, ok := fourHex(s)
	if !ok {
		return 0, 0
	}
	if !utf16.IsSurrogate(r) {
		return r, 5
	}
	if len(s) < 6 || s[5] != '\\' {
		return 0, 0
	}
	low, ok := fourHex(s[6:])
	if r = utf16.DecodeRune(r, low); !ok || r == utf8.RuneError {
		return 0, 0
	}
	return r, 11
}

func fourHex(s string) (r rune, ok bool) {
	if len(s) < 5 || s[0] != 'u' {
		return 0, false
	}
	for _, b := range []byte(s[1:5]) {
		switch {
		case b >= '0' && b <= '9':
			r = r<<4 | rune(b-'0')
		case b|0x20 >= 'a' && b|0x20 <= 'f':
			r = r<<4 | rune(b|0x20-'a'+10)
		default:
			return 0, false
		}
	}
	return r, true
}

// number reads a number of JSON, as it stands.
func (c *codec) number() (s string, ok bool) {
	n := numberLength(c.in[c.at:])
	if n == 0 {
		c.syntax("is no value of JSON")
		return "", false
	}
	s = c.in[c.at : c.at+n]
	c.at += n
	return s, true
}

// numberLength gives the length of the number that s begins with, 0 for none.
func numberLength(s string) int {
	digits := func(i int) int {
		for i < len(s) && s[i] >= '0' && s[i] <= '9' {
			i++
		}
		return i
	}
	first := 0
	if s != "" && s[0] == '-' {
		first = 1
	}
	i := digits(first)
	if i == first || s[first] == '0' && i > first+1 {
		return 0
	}
	if i < len(s) && s[i] == '.' {
		from := i + 1
		if i = digits(from); i == from {
			return 0
		}
	}
	if i < len(s) && s[i]|0x20 == 'e' {
		from := i + 1
		if from < len(s) && (s[from] == '+' || s[from] == '-') {
			from++
		}
		if i = digits(from); i == from {
			return 0
		}
	}
	return i
}

// word passes true, false or null.
func (c *codec) word() {
	for _, w := range []string{"true", "false", "null"} {
		if strings.HasPrefix(c.in[c.at:], w) {
			c.at += len(w)
			return
		}
	}
	c.syntax("is no value of JSON")
}

// skip passes a value.
func (c *codec) skip() {
	if c.broken {
		return
	}
	switch c.peek() {
	case '{':
		c.skipAll('{', '}')
	case '[':
		c.skipAll('[', ']')
	case '"':
		c.quoted()
	case 't', 'f', 'n':
		c.word()
	default:
		c.number()
	}
}

func (c *codec) skipAll(open, shut byte) {
	if c.depth++; c.depth > c.maxDepth {
		c.syntax("is nested too deep")
		return
	}
	c.at++
	if c.space(); c.peek() == shut {
		c.at++
		c.depth--
		return
	}
	for {
		if open == '{' {
			c.name()
		}
		if c.skip(); c.broken {
			return
		}
		c.space()
		b := c.peek()
		if b != ',' && b != shut {
			c.syntax("is followed by something that is no JSON")
			return
		}
		c.at++
		if b == shut {
			c.depth--
			return
		}
		c.space()
	}
}
