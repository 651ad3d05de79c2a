package strictjson

import (
	"encoding/json"
	"strings"
)

// scanner reads good JSON fast: names and texts are parts of the input, nodes
// come in slabs. It does not say what is wrong with bad JSON; it gives up, and
// the slower parser, on encoding/json, words the problem.
type scanner struct {
	text   string
	pos    int
	line   int
	limits Limits
	nodes  int
	slab   []Node
}

// scan reads one element; ok is false for anything that the parser must look
// at.
func scan(e Element, limits Limits) (n *Node, ok bool) {
	s := scanner{text: string(e.Data), line: e.Line, limits: limits}
	n, ok = s.value("")
	s.space()
	return n, ok && s.pos == len(s.text)
}

func (s *scanner) space() {
	for s.pos < len(s.text) && isSpace(s.text[s.pos]) {
		if s.text[s.pos] == '\n' {
			s.line++
		}
		s.pos++
	}
}

// take passes one character.
func (s *scanner) take(c byte) bool {
	s.space()
	if s.pos < len(s.text) && s.text[s.pos] == c {
		s.pos++
		return true
	}
	return false
}

func (s *scanner) node() *Node {
	if len(s.slab) == 0 {
		s.slab = make([]Node, min(64, s.nodes+1)) // small for small elements
	}
	n := &s.slab[0]
	s.slab = s.slab[1:]
	n.Line = s.line
	return n
}

func (s *scanner) value(field string) (*Node, bool) {
	s.space()
	if s.nodes++; s.pos == len(s.text) || s.limits.Nodes > 0 && s.nodes > s.limits.Nodes {
		return nil, false
	}
	n, ok := s.node(), false
	switch c := s.text[s.pos]; c {
	case '{':
		n.Kind, ok = Object, s.object(n)
	case '[':
		n.Kind, ok = Array, s.array(n, s.limits.Items[field])
	case '"':
		n.Kind = String
		n.Text, ok = s.string()
	case 't':
		n.Kind, n.True, ok = Bool, true, s.word("true")
	case 'f':
		n.Kind, ok = Bool, s.word("false")
	case 'n':
		ok = s.word("null")
	default:
		n.Kind = Number
		n.Text, ok = s.number()
	}
	return n, ok
}

func (s *scanner) word(w string) bool {
	ok := strings.HasPrefix(s.text[s.pos:], w)
	s.pos += len(w)
	return ok
}

func (s *scanner) array(n *Node, limit int) bool {
	s.pos++
	if s.take(']') {
		return true
	}
	for {
		item, ok := s.value("")
		if !ok || limit > 0 && len(n.Items) == limit {
			return false
		}
		n.Items = append(n.Items, item)
		if s.take(']') {
			return true
		}
		if !s.take(',') {
			return false
		}
	}
}

// manyFields is the number of fields from which on repeated names are found
// by the parser's map.
const manyFields = 64

func (s *scanner) object(n *Node) bool {
	s.pos++
	if s.take('}') {
		return true
	}
	for {
		s.space()
		name, ok := s.string()
		if !ok || !s.take(':') || len(n.Fields) == manyFields {
			return false
		}
		for i := range n.Fields {
			if n.Fields[i].Name == name {
				return false
			}
		}
		v, ok := s.value(name)
		if !ok {
			return false
		}
		n.Fields = append(n.Fields, Field{name, v})
		if s.take('}') {
			return true
		}
		if !s.take(',') {
			return false
		}
	}
}

// string reads a quoted text; one with an escape is left to encoding/json.
func (s *scanner) string() (string, bool) {
	if s.pos == len(s.text) || s.text[s.pos] != '"' {
		return "", false
	}
	start, escaped := s.pos, false
	for i := start + 1; i < len(s.text); i++ {
		switch c := s.text[i]; {
		case c == '"':
			s.pos = i + 1
			if !escaped {
				return s.text[start+1 : i], true
			}
			var out string
			err := json.Unmarshal([]byte(s.text[start:s.pos]), &out)
			return out, err == nil
		case c == '\\':
			escaped = true
			i++
		case c < ' ':
			return "", false
		}
	}
	return "", false
}

func (s *scanner) number() (string, bool) {
	start := s.pos
	for s.pos < len(s.text) && strings.IndexByte("+-.0123456789Ee", s.text[s.pos]) >= 0 {
		s.pos++
	}
	text := s.text[start:s.pos]
	return text, text != "" && json.Valid([]byte(text))
}
