package ical

import (
	"iter"
	"strings"
)

// Property is one content line: DTSTART;TZID=America/New_York:20261102T090000.
type Property struct {
	Name   string // in capitals
	Value  string // as written, unfolded, still escaped
	Line   int    // physical line, from 1
	params string // as written, without the semicolon before
}

// parseLine takes a content line apart. It is no content line without a name
// and a colon.
func parseLine(s string, number int) (p Property, ok bool) {
	i := 0
	for i < len(s) && isNameByte(s[i]) {
		i++
	}
	name, rest := s[:i], s[i:]
	if trimmed := strings.TrimLeft(rest, " \t"); trimmed != "" {
		rest = trimmed
	}
	if name == "" || rest == "" {
		return Property{}, false
	}
	p = Property{Name: upper(name), Line: number}
	switch rest[0] {
	case ':':
		p.Value = rest[1:]
		return p, true
	case ';':
		colon := colonAfterParams(rest)
		if colon < 0 {
			return Property{}, false
		}
		p.params, p.Value = rest[1:colon], rest[colon+1:]
		return p, true
	}
	return Property{}, false
}

func isNameByte(c byte) bool {
	return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '.' || c == '/'
}

// colonAfterParams finds the colon that ends the parameters, outside quotes;
// the first colon of all if a quote is never closed.
func colonAfterParams(s string) int {
	quoted := false
	for i := range len(s) {
		switch s[i] {
		case '"':
			quoted = !quoted
		case ':':
			if !quoted {
				return i
			}
		}
	}
	if !quoted {
		return -1
	}
	return strings.IndexByte(s, ':')
}

// upper is strings.ToUpper for ASCII, without work where nothing changes.
func upper(s string) string {
	for i := range len(s) {
		if s[i] >= 'a' && s[i] <= 'z' {
			return strings.ToUpper(s)
		}
	}
	return s
}

// Param gives the value of a parameter by its name in capitals, without
// quotes and with the escapes of RFC 6868 resolved. Of a list it gives the
// first.
func (p Property) Param(name string) (string, bool) {
	if p.params == "" {
		return "", false
	}
	for n, v := range p.Params() {
		if n == name {
			return v, true
		}
	}
	return "", false
}

// Params gives the parameters in the order of the file, names in capitals; a
// parameter with a list of values is given once for each of them.
func (p Property) Params() iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		for rest := p.params; rest != ""; {
			var one string
			one, rest = cutOutsideQuotes(rest, ';')
			name, values, found := strings.Cut(one, "=")
			if !found && name == "" {
				continue
			}
			name = upper(strings.Trim(name, " \t"))
			for more := true; more; {
				var v string
				before := len(values)
				v, values = cutOutsideQuotes(values, ',')
				more = before > len(v)
				if !yield(name, paramText(v)) {
					return
				}
			}
		}
	}
}

// cutOutsideQuotes cuts at the first separator that is not inside quotes.
func cutOutsideQuotes(s string, sep byte) (before, after string) {
	quoted := false
	for i := range len(s) {
		switch s[i] {
		case '"':
			quoted = !quoted
		case sep:
			if !quoted {
				return s[:i], s[i+1:]
			}
		}
	}
	return s, ""
}

// paramText takes the quotes off a parameter's value and resolves RFC 6868.
func paramText(s string) string {
	if strings.IndexByte(s, '"') >= 0 {
		s = strings.ReplaceAll(s, `"`, "")
	}
	if strings.IndexByte(s, '^') < 0 {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := byte(0)
		if s[i] == '^' && i+1 < len(s) {
			c = s[i+1]
		}
		switch c {
		case 'n':
			b.WriteByte('\n')
		case '^':
			b.WriteByte('^')
		case '\'':
			b.WriteByte('"')
		default:
			b.WriteByte(s[i])
			continue
		}
		i++
	}
	return b.String()
}

// Text gives the value with the escapes of text resolved (RFC 5545, 3.3.11).
func (p Property) Text() string { return unescape(p.Value) }

func unescape(s string) string {
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		i++
		switch s[i] {
		case 'n', 'N':
			b.WriteByte('\n')
		default: // \\ \, \; and, tolerated, \: and \"
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

// texts adds the texts of a list such as CATEGORIES, without empty ones, up to
// the most that are kept.
func (p Property) texts(into []string) []string {
	from := 0
	for i := 0; i <= len(p.Value); i++ {
		switch {
		case i < len(p.Value) && p.Value[i] == '\\':
			i++
		case i >= len(p.Value) || p.Value[i] == ',':
			if t := strings.TrimSpace(unescape(p.Value[from:min(i, len(p.Value))])); t != "" {
				if into = append(into, t); len(into) >= mostCategories {
					return into
				}
			}
			from = i + 1
		}
	}
	return into
}

// AppendText adds the property as one unfolded content line without a line
// end, as it was written but for the capitals of its name.
func (p Property) AppendText(b []byte) ([]byte, error) {
	b = append(b, p.Name...)
	if p.params != "" {
		b = append(append(b, ';'), p.params...)
	}
	return append(append(b, ':'), p.Value...), nil
}
