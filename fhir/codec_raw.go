package fhir

import "strings"

// kept passes a value and gives it without white space. What FHIR forbids
// everywhere is reported, so that nothing bad is written back.
func (c *codec) kept() string {
	start := c.at
	before := c.report.Worst()
	c.report.worst = 0
	plain := c.checkKept()
	bad := c.report.worst >= Error
	c.report.worst = max(c.report.worst, before)
	if c.broken || bad {
		return ""
	}
	text := c.in[start:c.at]
	if plain {
		return text
	}
	return compact(text)
}

// checkKept passes a value; plain says that it has no white space to take out.
func (c *codec) checkKept() (plain bool) {
	switch c.peek() {
	case '{':
		return c.checkAll('}')
	case '[':
		return c.checkAll(']')
	case 'n':
		c.issue(Error, c.at, "holds null; leave the member out instead")
	}
	c.skip()
	return true
}

func (c *codec) checkAll(shut byte) (plain bool) {
	if c.depth++; c.depth > c.maxDepth {
		c.syntax("is nested too deep")
		return false
	}
	c.at++
	start := c.at
	if c.space(); c.peek() == shut {
		c.issue(Error, c.at, "holds an empty object or list; leave it out instead")
		c.at++
		c.depth--
		return false
	}
	plain = c.at == start
	var names []string
	for !c.broken {
		if shut == '}' {
			at := c.at
			if c.name(); c.broken {
				return false
			}
			for _, n := range names {
				if n == c.key {
					c.issue(Error, at, "holds a member twice")
				}
			}
			if names = append(names, c.key); len(names) > 256 {
				c.syntax("has too many members")
				return false
			}
			plain = plain && c.in[c.at-1] == ':' && c.in[c.at-2] == '"'
		} else if !c.spend() {
			return false
		}
		plain = c.checkKept() && plain
		end := c.at
		c.space()
		b := c.peek()
		if b != ',' && b != shut {
			c.syntax("is followed by something that is no JSON")
			return false
		}
		c.at++
		plain = plain && c.at == end+1
		if b == shut {
			c.depth--
			return plain
		}
		next := c.at
		c.space()
		plain = plain && c.at == next
	}
	return false
}

// compact takes the white space out of good JSON.
func compact(s string) string {
	var b strings.Builder
	inText := false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case inText && c == '\\':
			b.WriteByte(c)
			i++
		case c == '"':
			inText = !inText
		case !inText && (c == ' ' || c == '\n' || c == '\r' || c == '\t'):
			continue
		}
		b.WriteByte(s[i])
	}
	return b.String()
}
