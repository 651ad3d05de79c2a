package teds

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"

	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/internal/strictjson"
	"github.com/openiop/openiop/simulate"
)

// Filter says which rows are wanted. The zero Filter wants intensive
// outpatient discharges of all ages.
type Filter struct {
	// Services are the types of treatment at discharge; none means intensive
	// outpatient.
	Services []Service
	// Adults leaves out who is under 18, and whose age is missing.
	Adults bool
	// Where keeps rows by any other column. All conditions must hold.
	Where []Where
}

// Where is a condition on a column: its cell is one of some texts, in any
// letter case, as the file writes them (for instance DISYR 2019, STFIPS 51, SUB1
// 2).
type Where struct {
	Column string
	Any    []string
}

// Discharge is one row.
type Discharge struct {
	Line int
	// Code is the reason as the file has it, Reason the group of the model; the
	// zero Reason is missing.
	Code   careplan.TEDSReason
	Reason simulate.Reason
	// Stay is zero where it is missing.
	Stay Stay
}

// maxLine is the most bytes of a line; the files have about 300.
const maxLine = 64 << 10

// errEnough ends the reading of a file.
var errEnough = errors.New("teds: enough")

// Rows goes through a file and yields the rows that a filter wants. name is the
// file's name for error messages. A row with a problem is yielded as an error
// with file, line and column, never with what the cell holds, and the next one
// is read. A file that cannot be read at all gives one error and no rows.
//
// The file is a table with commas or tabs. Its first line names the columns, in
// any order and letter case; LOS, REASON and one of SERVICES_D, SERVSETD (before
// 2015) and SERVICES must be there, and AGE for adults. Cells may stand in
// quotes. Nothing but the line that is being read is kept.
func Rows(in io.Reader, name string, f Filter) iter.Seq2[Discharge, error] {
	return func(yield func(Discharge, error) bool) {
		t := &table{name: name, in: bufio.NewReaderSize(in, maxLine), filter: f}
		if err := t.read(yield); err != nil && !errors.Is(err, errEnough) {
			yield(Discharge{}, err)
		}
	}
}

// table is a file that is being read.
type table struct {
	name   string
	in     *bufio.Reader
	filter Filter
	comma  byte
	line   int

	columns                    []string
	stay, reason, service, age int
	where                      []int
	cells                      [][]byte
	skipped                    int64 // rows that the filter does not want
}

func (t *table) fail(column, problem string) error {
	return &strictjson.Error{File: t.name, Line: t.line, Path: column, Problem: problem}
}

func (t *table) read(yield func(Discharge, error) bool) error {
	if err := t.header(); err != nil {
		return err
	}
	for {
		line, long, err := t.next()
		switch {
		case err != nil && !errors.Is(err, io.EOF):
			return t.fail("", err.Error())
		case err != nil && len(line) == 0:
			return nil
		case len(bytes.TrimSpace(line)) == 0:
			continue
		}
		d, wanted, problem := t.row(line, long)
		if problem == nil && !wanted {
			t.skipped++
			continue
		}
		if !yield(d, problem) {
			return errEnough
		}
	}
}

// next gives the next line without its end; long says that it was cut off.
func (t *table) next() (line []byte, long bool, err error) {
	t.line++
	line, err = t.in.ReadSlice('\n')
	for errors.Is(err, bufio.ErrBufferFull) {
		long = true
		_, err = t.in.ReadSlice('\n')
	}
	if long {
		return []byte("x"), true, err
	}
	return bytes.TrimRight(line, "\r\n"), false, err
}

func (t *table) header() error {
	line, long, err := t.next()
	line = bytes.TrimPrefix(line, []byte("\xef\xbb\xbf"))
	switch {
	case long || len(line) == 0 && errors.Is(err, io.EOF):
		return t.fail("", "has no header; want a line with the names of the columns, such as LOS,REASON,SERVICES_D")
	case err != nil && !errors.Is(err, io.EOF):
		return t.fail("", err.Error())
	}
	t.comma = ','
	if bytes.IndexByte(line, '\t') >= 0 && bytes.IndexByte(line, ',') < 0 {
		t.comma = '\t'
	}
	if !t.split(line) {
		return t.fail("", "has a header with a quote that is not closed")
	}
	for _, cell := range t.cells {
		t.columns = append(t.columns, strings.ToUpper(string(cell)))
	}
	return t.place()
}

// place finds the columns that are needed.
func (t *table) place() error {
	for _, need := range []struct {
		at   *int
		any  []string
		want bool
	}{
		{&t.stay, []string{"LOS"}, true}, {&t.reason, []string{"REASON"}, true},
		{&t.service, []string{"SERVICES_D", "SERVSETD", "SERVICES"}, true}, {&t.age, []string{"AGE"}, t.filter.Adults},
	} {
		*need.at = -1
		for _, name := range need.any {
			if *need.at < 0 {
				*need.at = slices.Index(t.columns, name)
			}
		}
		if need.want && *need.at < 0 {
			return t.fail("", "has no column "+strings.Join(need.any, ", ")+"; want a TEDS-D file of discharges")
		}
	}
	for _, w := range t.filter.Where {
		at := slices.Index(t.columns, strings.ToUpper(w.Column))
		if at < 0 {
			return t.fail("", fmt.Sprintf("has no column %.40q, which the filter asks for", w.Column))
		}
		t.where = append(t.where, at)
	}
	for i, c := range t.columns {
		if slices.Index(t.columns, c) != i {
			return t.fail("", fmt.Sprintf("has two columns %.40q", c))
		}
	}
	return nil
}

// split cuts a line into cells without surrounding space and quotes. It reports
// whether all quotes are closed.
func (t *table) split(line []byte) bool {
	t.cells = t.cells[:0]
	for {
		for len(line) > 0 && line[0] == ' ' {
			line = line[1:]
		}
		if len(line) > 0 && line[0] == '"' {
			cell, rest, ok := quoted(line)
			if !ok {
				return false
			}
			t.cells = append(t.cells, bytes.TrimSpace(cell))
			line = bytes.TrimLeft(rest, " ")
			if len(line) == 0 {
				return true
			}
			if line[0] != t.comma {
				return false
			}
			line = line[1:]
			continue
		}
		i := bytes.IndexByte(line, t.comma)
		if i < 0 {
			t.cells = append(t.cells, bytes.TrimSpace(line))
			return true
		}
		t.cells = append(t.cells, bytes.TrimSpace(line[:i]))
		line = line[i+1:]
	}
}

// quoted takes a cell in quotes off a line; two quotes in it are one.
func quoted(line []byte) (cell, rest []byte, ok bool) {
	i := 1
	for {
		n := bytes.IndexByte(line[i:], '"')
		if n < 0 {
			return nil, nil, false
		}
		i += n
		if i+1 < len(line) && line[i+1] == '"' {
			i += 2
			continue
		}
		cell = line[1:i]
		if bytes.IndexByte(cell, '"') >= 0 {
			cell = bytes.ReplaceAll(cell, []byte(`""`), []byte(`"`))
		}
		return cell, line[i+1:], true
	}
}

// row reads a line. wanted is false for one that the filter leaves out.
func (t *table) row(line []byte, long bool) (d Discharge, wanted bool, err error) {
	d.Line = t.line
	switch {
	case long:
		return d, false, t.fail("", fmt.Sprintf("is longer than %d bytes; is a quote not closed?", maxLine))
	case !t.split(line):
		return d, false, t.fail("", `has a quote that is not closed on the line; want "" for a quote in a cell`)
	case len(t.cells) != len(t.columns):
		return d, false, t.fail("", fmt.Sprintf("has %d cells; the header has %d", len(t.cells), len(t.columns)))
	}
	service, err := parseService(t.cells[t.service])
	if err != nil {
		return d, false, t.fail(t.columns[t.service], err.Error())
	}
	if !t.wants(service) {
		return d, false, nil
	}
	if t.filter.Adults {
		is, known, err := adult(t.cells[t.age])
		if err != nil {
			return d, false, t.fail(t.columns[t.age], err.Error())
		}
		if !is || !known {
			return d, false, nil
		}
	}
	if d.Code, err = parseReason(t.cells[t.reason]); err != nil {
		return d, false, t.fail(t.columns[t.reason], err.Error())
	}
	if d.Stay, err = parseStay(t.cells[t.stay]); err != nil {
		return d, false, t.fail(t.columns[t.stay], err.Error())
	}
	d.Reason = group(d.Code)
	return d, true, nil
}

func (t *table) wants(s Service) bool {
	if len(t.filter.Services) == 0 && s != IntensiveOutpatient || len(t.filter.Services) > 0 && !slices.Contains(t.filter.Services, s) {
		return false
	}
	for i, at := range t.where {
		if !slices.ContainsFunc(t.filter.Where[i].Any, func(want string) bool { return bytes.EqualFold(t.cells[at], []byte(want)) }) {
			return false
		}
	}
	return true
}
