package fhir

import "unicode/utf8"

// held is what is put back when a value turns out to be empty.
type held struct {
	out, issues int
	worst       Severity
	required    bool
}

// mark keeps the state before a value, in case there is nothing to write.
func (c *codec) mark() held {
	return held{out: len(c.out), issues: len(c.report.Issues), worst: c.report.worst}
}

func (c *codec) rollBack(m held) {
	c.out, c.report.Issues, c.report.worst = c.out[:m.out], c.report.Issues[:m.issues], m.worst
}

// absent is an element that the value does not have.
func (c *codec) absent(name string) {
	if c.required {
		c.required = false
		c.missing(name)
	}
}

// passes reports whether an element is one of those that are not written.
func (c *codec) passes(name string) bool {
	return c.without != "" && len(c.path) == 0 && hasWord(c.without, name)
}

// writeKey writes the name of an element.
func (c *codec) writeKey(name string) {
	if c.out[len(c.out)-1] != '{' {
		c.out = append(c.out, ',')
	}
	c.out = append(c.out, '"')
	c.out = append(c.out, name...)
	c.out = append(c.out, '"', ':')
}

// openValue begins an element that may turn out to be empty.
func (c *codec) openValue(name string) (m held) {
	m = c.mark()
	m.required, c.required = c.required, false
	c.path = append(c.path, step{name, -1})
	c.writeKey(name)
	return m
}

// shutValue ends it, and takes it back if nothing was written.
func (c *codec) shutValue(m held, written bool) {
	if !written {
		c.rollBack(m)
		if m.required {
			c.issue(Error, 0, "is missing")
		}
	}
	c.path = c.path[:len(c.path)-1]
}

// openList begins a list, if it has items.
func (c *codec) openList(name string, length int) bool {
	if length == 0 {
		c.absent(name)
		return false
	}
	c.required = false
	c.path = append(c.path, step{name, 0})
	c.writeKey(name)
	c.out = append(c.out, '[')
	return true
}

// item begins an item of a list; more says that others stand before it.
func (c *codec) item(i int, more bool) {
	if more {
		c.out = append(c.out, ',')
	}
	c.path[len(c.path)-1].index = i
}

func (c *codec) shutList() {
	c.out = append(c.out, ']')
	c.path = c.path[:len(c.path)-1]
}

// shutObjects ends a list of objects, and takes it back if all were empty.
func (c *codec) shutObjects(m held, written bool) {
	if written {
		c.shutList()
		return
	}
	c.path[len(c.path)-1].index = -1
	c.shutValue(m, false)
}

// putObject writes an object, unless it is empty.
func (c *codec) putObject(e element) (written bool) {
	m := c.mark()
	c.out = append(c.out, '{')
	e.fields(c)
	if len(c.out) == m.out+1 {
		c.rollBack(m)
		return false
	}
	c.out = append(c.out, '}')
	return true
}

const hexDigits = "0123456789abcdef"

// quote writes a text.
func (c *codec) quote(s string) { c.out = appendQuoted(c.out, s) }

// unfit says what is wrong with a text that is written, "" if nothing is.
func unfit(s string, bad func(string) string) string {
	if what := bad(s); what != "" {
		return what
	}
	if !utf8.ValidString(s) {
		return "is no valid UTF-8"
	}
	return ""
}

// appendQuoted appends a text in quotes. Only what JSON asks for is escaped, so
// that & and < stay as they are.
func appendQuoted(dst []byte, s string) []byte {
	dst = append(dst, '"')
	from := 0
	for i := 0; i < len(s); i++ {
		b := s[i]
		if b >= ' ' && b != '"' && b != '\\' {
			continue
		}
		dst = append(dst, s[from:i]...)
		from = i + 1
		switch b {
		case '"', '\\':
			dst = append(dst, '\\', b)
		case '\n':
			dst = append(dst, '\\', 'n')
		case '\r':
			dst = append(dst, '\\', 'r')
		case '\t':
			dst = append(dst, '\\', 't')
		default:
			dst = append(dst, '\\', 'u', '0', '0', hexDigits[b>>4], hexDigits[b&15])
		}
	}
	return append(append(dst, s[from:]...), '"')
}
