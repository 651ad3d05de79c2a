package fhir

import (
	"encoding"
	"strconv"
	"strings"

	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/iop"
)

// mapper collects what a mapping from a resource did not understand. Paths
// begin with the type of the resource.
type mapper struct {
	root   string
	line   int // where root begins in its file, 0 if it is not known
	report Report
}

func newMapper(r Resource) *mapper {
	root := r.ResourceType()
	if id := r.domain().ID; id != "" {
		root += "/" + id
	}
	return &mapper{root: root}
}

// note reports something at a path within the resource; "" is all of it.
func (m *mapper) note(s Severity, path, what string) {
	full := m.root
	if path != "" {
		full += "." + path
	}
	m.report.add(s, full, m.line, what)
}

func (m *mapper) failed() bool { return m.report.worst >= Error }

// extended finds an extension of ours by its name.
func extended(list []Extension, name string) (*Extension, bool) {
	for i := range list {
		if rest, ok := strings.CutPrefix(list[i].URL, extensionBase); ok && rest == name {
			return &list[i], true
		}
	}
	return nil, false
}

// reader reads the parts of an extension of ours. What has a wrong form is
// reported and read as absent.
type partReader struct {
	m    *mapper
	path string
	list []Extension
}

// readParts gives the parts of an extension of ours.
func (m *mapper) readParts(in []Extension, name string) (partReader, bool) {
	e, ok := extended(in, name)
	if !ok {
		return partReader{m: m}, false
	}
	return partReader{m, "extension('" + name + "')", e.Extensions}, true
}

// known reports parts that are none of some names.
func (p partReader) known(names string) {
	for i := range p.list {
		if !hasWord(names, p.list[i].URL) {
			p.m.note(Warning, p.path+".extension["+strconv.Itoa(i)+"]", "is no part of this extension that is known; it is not read")
		}
	}
}

func (p partReader) bad(name, want string) {
	p.m.note(Error, p.path+"."+name, "is not what this extension holds there; want "+want)
}

// value gives the first part of a name.
func (p partReader) value(name string) Value {
	for i := range p.list {
		if p.list[i].URL == name {
			return p.list[i].Value
		}
	}
	return nil
}

// all gives the texts or codes of every part of a name.
func (p partReader) all(name string) (out []string) {
	for i := range p.list {
		if p.list[i].URL == name {
			s, ok := wordOf(p.list[i].Value)
			if !ok {
				p.bad(name, "a text")
				continue
			}
			out = append(out, s)
		}
	}
	return out
}

// nested gives the parts of every part of a name.
func (p partReader) nested(name string) (out []partReader) {
	for i := range p.list {
		if p.list[i].URL == name {
			out = append(out, partReader{p.m, p.path + "." + name, p.list[i].Extensions})
		}
	}
	return out
}

// word gives a text or code, "" for none.
func (p partReader) word(name string) string {
	v := p.value(name)
	if v == nil {
		return ""
	}
	s, ok := wordOf(v)
	if !ok {
		p.bad(name, "a text")
	}
	return s
}

// parse reads a word into a value of the library.
func (p partReader) parse(name string, into encoding.TextUnmarshaler) {
	s := p.word(name)
	if s == "" {
		return
	}
	if err := into.UnmarshalText([]byte(s)); err != nil {
		p.m.note(Error, p.path+"."+name, err.Error())
	}
}

func (p partReader) number(name string) *int {
	switch v := p.value(name).(type) {
	case nil:
	case Integer:
		n := int(v)
		return &n
	default:
		p.bad(name, "a whole number")
	}
	return nil
}

func (p partReader) count(name string) int {
	if n := p.number(name); n != nil {
		return *n
	}
	return 0
}

func (p partReader) yes(name string) bool {
	switch v := p.value(name).(type) {
	case nil:
	case Boolean:
		return bool(v)
	default:
		p.bad(name, "true or false")
	}
	return false
}

func (p partReader) day(name string) iop.Date {
	switch v := p.value(name).(type) {
	case nil:
	case Date:
		if d, ok := v.Day(); ok {
			return d
		}
		p.bad(name, "a day such as 2026-11-02")
	default:
		p.bad(name, "a day such as 2026-11-02")
	}
	return iop.Date{}
}

func (p partReader) ternary(name string) (t assessment.Ternary) {
	p.parse(name, &t)
	return t
}

// amount gives a decimal number, unknown for none.
func (p partReader) amount(name string) iop.Amount {
	switch v := p.value(name).(type) {
	case nil:
	case Decimal:
		if a, ok := v.Amount(); ok {
			return a
		}
		p.bad(name, "a number")
	default:
		p.bad(name, "a number")
	}
	return iop.Amount{}
}

// source gives where something was read.
func (p partReader) source(name string) (s iop.Source, ok bool) {
	for _, in := range p.nested(name) {
		s = iop.Source{Authority: in.word("authority"), Locator: in.word("locator"), URL: in.word("url"),
			ReadAt: in.word("readAt"), Read: in.day("read"), AsOf: in.word("asOf")}
		in.parse("confidence", &s.Confidence)
		return s, true
	}
	return s, false
}

// wordOf gives the text of a value that is one.
func wordOf(v Value) (string, bool) {
	switch v := v.(type) {
	case Code:
		return string(v), true
	case String:
		return string(v), true
	}
	return "", false
}

// idOf gives what identifies a resource: its identifier under a vocabulary of
// ours, else its id.
func ownID(list []Identifier, system, id string) string {
	for i := range list {
		if list[i].System == system && list[i].Value != "" {
			return list[i].Value
		}
	}
	return id
}

// unused reports the elements of a resource that a mapping does not use, so
// that nothing is left out in silence. used are the names of those it uses.
func (m *mapper) unused(r Resource, used string) {
	m.unusedIn(r, "", used+" meta text contained")
}

// unusedIn does so for an object at a path. It writes the object without what
// is used, and looks at what is left.
func (m *mapper) unusedIn(e element, path, used string) {
	c := codec{phase: writing, report: new(Report), out: make([]byte, 0, 256), without: used + " extension"}
	c.putObject(e)
	text := c.out
	depth, quoted, key := 0, false, -1
	for i := 0; i < len(text); i++ {
		switch b := text[i]; {
		case quoted && b == '\\':
			i++
		case b == '"':
			if quoted = !quoted; !quoted && depth == 1 && i+1 < len(text) && text[i+1] == ':' {
				if name := string(text[key:i]); !hasWord(used, name) && !hasWord("resourceType id language extension", name) {
					m.note(Information, path+name, "is not used by the mapping")
				}
			}
			key = i + 1
		case quoted:
		case b == '{' || b == '[':
			depth++
		case b == '}' || b == ']':
			depth--
		}
	}
}

// wordsOf gives the text and the displays of a concept in lower case.
func wordsOf(v *CodeableConcept) string {
	var b strings.Builder
	b.WriteString(strings.ToLower(v.Text))
	for i := range v.Coding {
		b.WriteString(" " + strings.ToLower(v.Coding[i].Display))
	}
	return b.String()
}
