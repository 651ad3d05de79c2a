package schedule

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"

	"github.com/openiop/openiop/internal/strictjson"
)

// rosterDepth and rosterNodes bound the JSON of a row, far beyond what one
// can hold.
const (
	rosterDepth = 16
	rosterNodes = 1000
)

const wantRoster = `want an object such as {"roster": [{"client_id": "c1", "date": "2026-07-06"}]}`

// ReadRosterJSON reads a roster from an object with the list "roster", whose
// items are rows with the columns of [ReadRosterCSV] under their own names:
//
//	{"roster": [{"client_id": "c1", "date": "2026-07-06", "minutes": 60, "status": "attended"}]}
//
// Numbers and booleans may stand bare or as texts, ids too; null and an empty
// text are not stated. Texts are read as the cells of a table are, and a row
// takes what it leaves out from the row that describes its session in the
// same way.
//
// The reader is strict: a field that is no column is a problem of its row.
// Every problem names file, line and path, such as roster[3].date; a row with
// a problem is left out and the others are returned. Over a limit there are
// no rows.
func ReadRosterJSON(in io.Reader, name string, f RosterFormat) (Roster, error) {
	r := &rosterReader{file: name, format: f, isJSON: true}
	data, err := r.load(in)
	if err != nil {
		return Roster{}, err
	}
	list, line, rest := cutRosterList(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")))
	if rest != nil {
		r.readAround(rest)
	}
	if list != nil {
		r.readList(list, line)
	}
	return r.finish()
}

func (r *rosterReader) strict() strictjson.Limits {
	return strictjson.Limits{Depth: rosterDepth, Nodes: rosterNodes, Elements: r.maxRows()}
}

// fileProblem takes down a problem of the JSON itself.
func (r *rosterReader) fileProblem(seq int, err error) {
	if at, ok := errors.AsType[*strictjson.Error](err); ok {
		r.problem(seq, at.Line, at.Path, at.Problem)
	}
}

// cutRosterList finds the list "roster" of the object in data. It gives the
// list with the line on which it begins, and the object with the list
// emptied, in which every line is where it was. There is no list if it is not
// found, and no rest if the list is not closed.
func cutRosterList(data []byte) (list []byte, line int, rest []byte) {
	open := rosterListStart(data)
	if open < 0 {
		return nil, 0, data
	}
	line = 1 + bytes.Count(data[:open], []byte("\n"))
	end := listEnd(data, open)
	if end < 0 {
		return data[open:], line, nil
	}
	list = data[open : end+1]
	rest = append(rest, data[:open+1]...)
	rest = append(rest, bytes.Repeat([]byte("\n"), bytes.Count(list, []byte("\n")))...)
	return list, line, append(rest, data[end:]...)
}

// rosterListStart finds the bracket that opens the list, -1 if there is none.
func rosterListStart(data []byte) int {
	if !bytes.HasPrefix(bytes.TrimLeft(data, " \t\r\n"), []byte("{")) {
		return -1
	}
	depth := 0
	for i := 0; i < len(data); i++ {
		switch data[i] {
		case '"':
			end := stringEnd(data, i)
			if depth == 1 && string(data[i:end]) == `"roster"` {
				rest := bytes.TrimLeft(data[end:], " \t\r\n")
				if value, ok := bytes.CutPrefix(rest, []byte(":")); ok {
					if value = bytes.TrimLeft(value, " \t\r\n"); bytes.HasPrefix(value, []byte("[")) {
						return len(data) - len(value)
					}
				}
			}
			i = end - 1
		case '{', '[':
			depth++
		case '}', ']':
			depth--
		}
	}
	return -1
}

// listEnd finds the bracket that closes the list opened at data[open], -1 if
// there is none. It counts as strictjson.Split does.
func listEnd(data []byte, open int) int {
	depth := 0
	for i := open + 1; i < len(data); i++ {
		switch c := data[i]; {
		case c == '"':
			i = stringEnd(data, i) - 1
		case c == '{' || c == '[':
			depth++
		case (c == '}' || c == ']') && depth > 0:
			depth--
		case c == ']':
			return i
		}
	}
	return -1
}

// stringEnd gives where the text that opens at data[i] is over: behind its
// quote, or at the end of its line, since no text goes on beyond that.
func stringEnd(data []byte, i int) int {
	for i++; i < len(data); i++ {
		switch data[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		case '\n':
			return i
		}
	}
	return len(data)
}

// readAround checks the object around the list.
func (r *rosterReader) readAround(text []byte) {
	if bytes.HasPrefix(bytes.TrimLeft(text, " \t\r\n"), []byte("[")) {
		r.problem(-1, 1, "", "is a list; "+wantRoster)
		return
	}
	elements, err := strictjson.Split(r.file, text, r.strict())
	if err != nil {
		r.fileProblem(-1, err)
		return
	}
	n, err := strictjson.Parse(r.file, elements[0], r.strict())
	switch {
	case err != nil:
		r.fileProblem(-1, err)
		return
	case n.Kind != strictjson.Object:
		r.problem(-1, n.Line, "", fmt.Sprintf("is %s; %s", n.Kind, wantRoster))
		return
	}
	found := false
	for _, f := range n.Fields {
		isRoster := f.Name == "roster"
		found = found || isRoster
		switch {
		case !isRoster:
			r.problem(-1, f.Value.Line, fieldPath(f.Name), "is not a field of this format; want roster alone")
		case f.Value.Kind != strictjson.Array || len(f.Value.Items) > 0:
			r.problem(-1, f.Value.Line, "roster", "is not a list of rows under that plain name; "+wantRoster)
		}
	}
	if !found {
		r.problem(-1, n.Line, "roster", "is missing; "+wantRoster)
	}
}

// readList reads the rows of the list, which begins on the given line.
func (r *rosterReader) readList(list []byte, line int) {
	elements, err := strictjson.Split(r.file, list, r.strict())
	if at, ok := errors.AsType[*strictjson.Error](err); ok {
		if at.Path = "roster"; at.Line > 0 {
			at.Line += line - 1
		}
		r.fileProblem(-1, at)
	}
	r.expect(len(elements))
	for i, e := range elements {
		e.Path, e.Line = r.path(i, ""), e.Line+line-1
		n, err := strictjson.Parse(r.file, e, r.strict())
		switch {
		case err != nil:
			r.fileProblem(i, err)
		case n.Kind != strictjson.Object:
			r.problem(i, n.Line, e.Path, fmt.Sprintf("is %s; want an object with the columns of a row", n.Kind))
		default:
			r.readObject(i, n)
		}
	}
}

func (r *rosterReader) readObject(seq int, n *strictjson.Node) {
	r.begin(seq, n.Line)
	for _, f := range n.Fields {
		r.line = f.Value.Line
		col, ok := knownWords().names[f.Name]
		if !ok {
			r.rejectLast(fieldPath(f.Name), r.unknownColumn(f.Name))
			continue
		}
		text, problem := cellOf(col, f.Value)
		if problem != "" {
			r.state(col)
			r.rejectLast(col.String(), problem)
			continue
		}
		r.cell(col, text)
	}
}

// fieldPath gives a field's name for a path: on one line, and not longer than
// somebody reads.
func fieldPath(name string) string {
	if len(name) > 40 || name == "" || strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsPrint(r) }) {
		return fmt.Sprintf("%.40q", name)
	}
	return name
}

// cellOf gives a value as the text of a cell, or what is wrong with its kind.
func cellOf(col rosterColumn, n *strictjson.Node) (text, problem string) {
	isID := col == colSession || col == colClient || col == colMakeUpFor
	switch {
	case n.Kind == strictjson.Null:
		return "", ""
	case n.Kind == strictjson.String:
		return n.Text, ""
	case n.Kind == strictjson.Number && isID && strings.Trim(n.Text, "0123456789") != "":
		return "", "is a number with a sign, a point or an exponent; want an id as a text"
	case n.Kind == strictjson.Number && (isID || col.isNumber()):
		return n.Text, ""
	case n.Kind == strictjson.Bool && col == colClinical:
		return fmt.Sprint(n.True), ""
	case isID || col.isNumber():
		return "", fmt.Sprintf("is %s; want a text or a number", n.Kind)
	case col == colClinical:
		return "", fmt.Sprintf("is %s; want a boolean", n.Kind)
	}
	return "", fmt.Sprintf("is %s; want a text", n.Kind)
}
