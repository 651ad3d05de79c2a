package strictjson

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Limits bound what a reader accepts. A zero field means no limit of that kind.
type Limits struct {
	Bytes int64 // of a whole file
	Depth int   // of nested arrays and objects
	Nodes int   // values in one top-level element
	// Elements bounds the members of the list that a file holds.
	Elements int
	// Items bounds the arrays that stand under a field name, for instance
	// {"blocks": 5000}.
	Items map[string]int
}

// Kind is the kind of a JSON value.
type Kind uint8

// The kinds of JSON value; the zero Kind is null.
const (
	Null Kind = iota
	Bool
	Number
	String
	Array
	Object
)

func (k Kind) String() string {
	return [...]string{"null", "a boolean", "a number", "a text", "a list", "an object"}[k]
}

// Field is one name and value of an object, in the order of the file.
type Field struct {
	Name  string
	Value *Node
}

// Node is one JSON value with the line on which it starts or ends.
type Node struct {
	Kind   Kind
	Text   string // of a String or Number
	True   bool
	Items  []*Node
	Fields []Field
	Line   int
}

// maxSearched is the most fields of an object among which a check looks for
// one by its name, so that checking stays linear in the size of a file.
const maxSearched = 256

// field gives the value of a field of an object, nil if it has none.
func (n *Node) field(name string) *Node {
	if n == nil || len(n.Fields) > maxSearched {
		return nil
	}
	for _, f := range n.Fields {
		if f.Name == name {
			return f.Value
		}
	}
	return nil
}

// item gives an item of a list, nil if it has none.
func (n *Node) item(i int) *Node {
	if n == nil || i < 0 || i >= len(n.Items) {
		return nil
	}
	return n.Items[i]
}

// Error is one problem of a file.
type Error struct {
	File    string
	Line    int    // 0 = not known
	Path    string // "" = the whole file
	Problem string // what is wrong and what would be right
}

func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.File)
	if e.Line > 0 {
		fmt.Fprintf(&b, ":%d", e.Line)
	}
	b.WriteString(": ")
	if e.Path != "" {
		b.WriteString(e.Path)
		b.WriteString(": ")
	}
	b.WriteString(e.Problem)
	return b.String()
}

// Element is one top-level value of a file: the whole file, or one member of
// the array that the file holds.
type Element struct {
	Path string // "" or "[3]"
	Data []byte
	Line int // the line on which Data starts
}

// Split cuts a file into its top-level elements without parsing them, so that
// a broken one does not take its neighbours with it.
func Split(file string, data []byte, limits Limits) ([]Element, error) {
	if limits.Bytes > 0 && int64(len(data)) > limits.Bytes {
		return nil, &Error{File: file, Problem: fmt.Sprintf("larger than the limit of %d bytes; split the file or raise the limit", limits.Bytes)}
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(data) {
		return nil, &Error{File: file, Problem: "not UTF-8 text; save the file as UTF-8"}
	}
	start := skipSpace(data, 0)
	if start == len(data) {
		return nil, &Error{File: file, Problem: "empty; want a JSON object or a list of objects"}
	}
	if err := checkDepth(file, data, limits.Depth); err != nil {
		return nil, err
	}
	if data[start] != '[' {
		return []Element{{Data: data[start:], Line: lineAt(data, start)}}, nil
	}
	return splitArray(file, data, start, limits.Elements)
}

// splitArray cuts the members of the array that opens at data[open]. Brackets
// inside strings do not count; everything else is left to Parse.
func splitArray(file string, data []byte, open, limit int) ([]Element, error) {
	var out []Element
	var gap error // the first comma without a member beside it
	line := lineAt(data, open)
	begin, beginLine, depth, inString, commas := open+1, line, 0, false, 0
	cut := func(end int) {
		b, after := begin, beginLine
		for ; b < end && isSpace(data[b]); b++ {
			if data[b] == '\n' {
				beginLine++
			}
		}
		switch piece := bytes.TrimRight(data[b:end], " \t\r\n"); { // JSON knows no other space
		case len(piece) > 0:
			out = append(out, Element{Path: fmt.Sprintf("[%d]", len(out)), Data: piece, Line: beginLine})
		case gap == nil && end < len(data) && (commas > 0 || data[end] == ','):
			gap = &Error{File: file, Line: after, Problem: "a comma without a value beside it in the list; remove it"}
		}
	}
	for i := open + 1; i < len(data); i++ {
		switch c := data[i]; {
		case c == '\n':
			line++
			inString = false // a raw line end cannot stand in a string
		case inString && c == '\\':
			i++
		case c == '"':
			inString = !inString
		case inString:
		case c == '{' || c == '[':
			depth++
		case c == ',' && depth == 0:
			cut(i)
			begin, beginLine = i+1, line
			if commas++; limit > 0 && commas >= limit {
				return nil, &Error{File: file, Line: line, Problem: fmt.Sprintf("more than the limit of %d members in the list; split the file", limit)}
			}
		case (c == '}' || c == ']') && depth > 0:
			depth--
		case c == ']':
			cut(i)
			if rest := skipSpace(data, i+1); rest < len(data) {
				return out, &Error{File: file, Line: lineAt(data, rest), Problem: "text after the end of the list; a file holds one object or one list"}
			}
			return out, gap
		}
	}
	cut(len(data))
	return out, &Error{File: file, Line: line, Problem: "the list is not closed; want ] at its end"}
}

func checkDepth(file string, data []byte, limit int) error {
	if limit == 0 {
		return nil
	}
	depth, inString := 0, false
	for i := 0; i < len(data); i++ {
		switch c := data[i]; {
		case inString && c == '\\':
			i++
		case c == '"':
			inString = !inString
		case inString:
			inString = c != '\n'
		case c == '{' || c == '[':
			if depth++; depth > limit {
				return &Error{File: file, Line: lineAt(data, i), Problem: fmt.Sprintf("nested deeper than the limit of %d levels", limit)}
			}
		case c == '}' || c == ']':
			depth--
		}
	}
	return nil
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

func skipSpace(data []byte, i int) int {
	for i < len(data) && isSpace(data[i]) {
		i++
	}
	return i
}

func lineAt(data []byte, i int) int { return 1 + bytes.Count(data[:i], []byte("\n")) }

// Parse reads one element into a tree. It stops at the first problem, which
// is a problem of syntax or of a limit and so says nothing of the rest.
func Parse(file string, e Element, limits Limits) (*Node, error) {
	if !utf8.Valid(e.Data) { // encoding/json would put another letter in its place
		return nil, &Error{File: file, Line: e.Line, Path: e.Path, Problem: "not UTF-8 text; save the file as UTF-8"}
	}
	if n, ok := scan(e, limits); ok {
		return n, nil
	}
	p := &parser{file: file, element: e, limits: limits, dec: decoder(e)}
	return p.whole()
}

func decoder(e Element) *json.Decoder {
	dec := json.NewDecoder(bytes.NewReader(e.Data))
	dec.UseNumber()
	return dec
}

// whole reads the element to its end.
func (p *parser) whole() (*Node, error) {
	e := p.element
	n, err := p.value(e.Path, "")
	if err != nil {
		return nil, err
	}
	if rest := skipSpace(e.Data, int(p.dec.InputOffset())); rest < len(e.Data) {
		line := e.Line + lineAt(e.Data, rest) - 1
		return nil, &Error{File: p.file, Line: line, Path: e.Path, Problem: "text after the end of the value; remove it"}
	}
	return n, nil
}

type parser struct {
	file    string
	element Element
	limits  Limits
	dec     *json.Decoder
	nodes   int
	line    int // lines passed up to lineAt
	lineAt  int
}

func (p *parser) currentLine() int {
	at := min(int(p.dec.InputOffset()), len(p.element.Data))
	p.line += bytes.Count(p.element.Data[p.lineAt:at], []byte("\n"))
	p.lineAt = at
	return p.element.Line + p.line
}

func (p *parser) fail(path, problem string) error {
	return &Error{File: p.file, Line: p.currentLine(), Path: strings.TrimPrefix(path, "."), Problem: problem}
}

func (p *parser) token(path string) (json.Token, error) {
	t, err := p.dec.Token()
	if err != nil {
		return nil, p.fail(path, "not valid JSON: "+syntaxProblem(err))
	}
	return t, nil
}

func syntaxProblem(err error) string {
	s := err.Error()
	if s == "EOF" || strings.Contains(s, "unexpected EOF") || strings.Contains(s, "unexpected end of JSON") {
		return "the text ends too early"
	}
	return s
}

func (p *parser) value(path, field string) (*Node, error) {
	t, err := p.token(path)
	if err != nil {
		return nil, err
	}
	if p.nodes++; p.limits.Nodes > 0 && p.nodes > p.limits.Nodes {
		return nil, p.fail(path, fmt.Sprintf("more than the limit of %d values in one object", p.limits.Nodes))
	}
	n := &Node{Line: p.currentLine()}
	switch t := t.(type) {
	case json.Delim:
		if t == '[' {
			n.Kind = Array
			err = p.array(n, path, field)
		} else {
			n.Kind = Object
			err = p.object(n, path)
		}
	case string:
		n.Kind, n.Text = String, t
	case json.Number:
		n.Kind, n.Text = Number, t.String()
	case bool:
		n.Kind, n.True = Bool, t
	}
	return n, err
}

func (p *parser) array(n *Node, path, field string) error {
	limit := p.limits.Items[field]
	for p.dec.More() {
		if limit > 0 && len(n.Items) == limit {
			return p.fail(path, fmt.Sprintf("more than the limit of %d %s", limit, field))
		}
		item, err := p.value(fmt.Sprintf("%s[%d]", path, len(n.Items)), "")
		if err != nil {
			return err
		}
		n.Items = append(n.Items, item)
	}
	_, err := p.token(path)
	return err
}

func (p *parser) object(n *Node, path string) error {
	seen := map[string]bool{}
	for p.dec.More() {
		t, err := p.token(path)
		if err != nil {
			return err
		}
		name, ok := t.(string)
		if !ok {
			return p.fail(path, "want a field name in quotes")
		}
		if seen[name] {
			return p.fail(path+"."+name, "the field stands twice; keep one")
		}
		seen[name] = true
		v, err := p.value(path+"."+name, name)
		if err != nil {
			return err
		}
		n.Fields = append(n.Fields, Field{name, v})
	}
	_, err := p.token(path)
	return err
}
