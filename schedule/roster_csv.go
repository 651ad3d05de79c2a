package schedule

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/openiop/openiop/internal/strictjson"
)

// ReadRosterCSV reads a roster from a table: a header line with the names of
// the columns, then one row for each session or for each client's part in
// one. name is the file's name for error messages.
//
// The columns are session_id, date, start, end, minutes, zone, modality,
// title, facilitator, facilitator_credential, location, delivery, capacity,
// client_id, status, minutes_attended, notes, makeup_for, billed and
// counts_as_clinical, in any order, or the names that other systems give
// them, in any letter case and with spaces for underscores. Only date must be
// there. Cells may be empty: what is empty is not stated, and unknown.
//
// The separator is a comma, a semicolon or a tab, as in the header; cells may
// stand in quotes and then hold line ends.
//
// A row with a client and a session takes what it leaves out from the row with
// that session and no client, before or after it: the date, the times and all
// that describes the session, and that it was cancelled; not notes, billed
// services or attendance, which are each client's own. A row with a time of
// its own keeps its own length. Where a session is described on several dates,
// the row's own date says which is meant.
//
// Every problem is reported with file, line and column, never with what the
// cell holds; a row with a problem is left out and the others are returned,
// so that a roster with an error is not complete. A column that is not known
// is one problem, and its cells are passed over. Without a header that can be
// read, or over a limit, there are no rows.
func ReadRosterCSV(in io.Reader, name string, f RosterFormat) (Roster, error) {
	r := &rosterReader{file: name, format: f}
	data, err := r.load(in)
	if err != nil {
		return Roster{}, err
	}
	if bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) {
		return Roster{}, &strictjson.Error{File: name, Problem: "not UTF-8 text; save the file as UTF-8"}
	}
	t := newRosterTable(r, data)
	if !t.readHeader() {
		return Roster{}, r.err()
	}
	if err := t.readRows(); err != nil {
		return Roster{}, err
	}
	return r.finish()
}

// rosterTable reads the records of a CSV file.
type rosterTable struct {
	r      *rosterReader
	data   []byte
	header []rosterColumn
	csv    *csv.Reader
	buffer *bufio.Reader // of csv, used again for every csv
	before int           // lines before those of csv

	at, atLine int // where a line begins, to find others after it
}

func newRosterTable(r *rosterReader, data []byte) *rosterTable {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if !bytes.Contains(data, []byte("\n")) {
		data = bytes.ReplaceAll(data, []byte("\r"), []byte("\n")) // line ends of old Macs
	}
	t := &rosterTable{r: r, data: data, buffer: bufio.NewReader(nil), atLine: 1}
	t.start()
	return t
}

// start begins to read records at t.at.
func (t *rosterTable) start() {
	t.before = t.atLine - 1
	t.buffer.Reset(bytes.NewReader(t.data[t.at:]))
	t.csv = csv.NewReader(t.buffer)
	t.csv.Comma = separator(t.data)
	t.csv.FieldsPerRecord = -1
	t.csv.ReuseRecord = true
	t.csv.TrimLeadingSpace = t.csv.Comma != '\t'
}

// separator gives the one of , ; and tab that stands most often in the
// header, outside quotes; the comma if none does.
func separator(data []byte) rune {
	var count [3]int
	quoted := false
	for _, c := range bytes.TrimLeft(data, "\r\n") {
		if c == '\n' && !quoted {
			break
		}
		if c == '"' {
			quoted = !quoted
		}
		if i := strings.IndexByte(",;\t", c); i >= 0 && !quoted {
			count[i]++
		}
	}
	best := 0
	for i := range count {
		if count[i] > count[best] {
			best = i
		}
	}
	return rune(",;\t"[best])
}

// next gives the next record and the line on which it begins; ok is false for
// one whose quoting breaks off, which is reported. end is io.EOF after the
// last record.
func (t *rosterTable) next(seq int) (record []string, line int, ok bool, end error) {
	record, err := t.csv.Read()
	if bad, is := errors.AsType[*csv.ParseError](err); is {
		line = t.before + bad.StartLine
		problem := `has a quoted cell that is not closed, or that holds a quote by itself; want "" for a quote in it, and " at its end`
		if errors.Is(bad.Err, csv.ErrBareQuote) {
			problem = `has a quote in a cell that is not quoted; want the whole cell in quotes, and "" for a quote in it`
		}
		t.r.problem(seq, line, "", problem)
		if bad.Line > bad.StartLine {
			t.resumeAfter(line)
		}
		return nil, line, false, nil
	}
	if err != nil {
		return nil, 0, false, err
	}
	line, _ = t.csv.FieldPos(0)
	return record, t.before + line, true, nil
}

// resumeAfter goes on with the line after the given one: a record that went
// wrong on a later line took in lines that may be records by themselves.
func (t *rosterTable) resumeAfter(line int) {
	for t.atLine <= line {
		n := bytes.IndexByte(t.data[t.at:], '\n')
		if n < 0 {
			n = len(t.data) - t.at - 1
		}
		t.at += n + 1
		t.atLine++
	}
	t.start()
}

// readHeader finds the columns; it is false, with the reason reported, where
// they cannot be told.
func (t *rosterTable) readHeader() bool {
	record, line, ok, end := t.next(-1)
	if end != nil {
		t.r.problem(-1, 0, "", "empty; want a header line such as session_id,date,start,end,client_id,status")
	}
	if !ok {
		return false
	}
	var at [rosterColumns]int // of each column, counted from 1
	known, twice := 0, false
	for i, name := range record {
		col := columnNamed(name)
		t.header = append(t.header, col)
		if col < 0 {
			continue
		}
		known++
		if at[col] != 0 {
			twice = true
			t.r.problem(-1, line, t.r.path(-1, strconv.Itoa(i+1)), fmt.Sprintf("is %s, as column %d is; keep one of them", col, at[col]))
			continue
		}
		at[col] = i + 1
	}
	switch {
	case known == 0:
		t.r.problem(-1, line, "", "is not a header that names columns of a roster; want one such as session_id,date,start,end,client_id,status")
		return false
	case at[colDate] == 0:
		t.r.problem(-1, line, t.r.path(-1, colDate.String()), "is missing; want it in the header")
	}
	for i, col := range t.header {
		if col == colUnknown {
			t.r.problem(-1, line, t.r.path(-1, strconv.Itoa(i+1)), t.r.unknownColumn(record[i])+"; rename it or take it out")
		}
	}
	return !twice && at[colDate] != 0
}

func columnNamed(name string) rosterColumn {
	if strings.TrimSpace(name) == "" {
		return colUnnamed
	}
	if col, ok := lookUp(knownWords().columns, name); ok {
		return col
	}
	return colUnknown
}

// usualRow is the bytes of a row that has a client, a session, a date, a time
// and a status; tables of shorter rows cost more memory while they are read.
const usualRow = 40

// readRows reads what follows the header. Its error is that of a limit.
func (t *rosterTable) readRows() error {
	t.r.expect(min(bytes.Count(t.data, []byte("\n")), len(t.data)/usualRow, t.r.maxRows()))
	for seq := 0; ; {
		record, line, ok, end := t.next(seq)
		if end != nil {
			return nil
		}
		if ok && isBlank(record) {
			continue
		}
		if seq++; seq > t.r.maxRows() {
			return t.r.tooManyRows(line)
		}
		if !ok {
			continue
		}
		holdsLines := slices.ContainsFunc(record, func(cell string) bool { return strings.Contains(cell, "\n") })
		if !t.fits(seq-1, line, record) {
			if holdsLines {
				t.resumeAfter(line)
			}
			continue
		}
		t.readRow(seq-1, line, record)
	}
}

// isBlank reports whether a line holds nothing but separators, as
// spreadsheets write them below a table.
func isBlank(record []string) bool {
	return !slices.ContainsFunc(record, func(cell string) bool { return strings.TrimSpace(cell) != "" })
}

// fits reports whether the record has the form of the header: where it has
// not, its quoting or its separators are not as they were meant.
func (t *rosterTable) fits(seq, line int, record []string) bool {
	if len(record) < len(t.header) || len(record) > len(t.header) && !isBlank(record[len(t.header):]) {
		t.r.problem(seq, line, "", fmt.Sprintf("has %d cells, and the header has %d; want as many, and quotes around a cell that holds the separator", len(record), len(t.header)))
		return false
	}
	limit := t.r.maxCell()
	for i, cell := range record {
		if len(plainText(cell)) > limit {
			t.r.problem(seq, line, t.r.path(seq, t.columnName(i)), tooLongCell(limit))
			return false
		}
	}
	return true
}

// columnName gives the name of a column, or its number if it has none.
func (t *rosterTable) columnName(i int) string {
	if i < len(t.header) && t.header[i] >= 0 {
		return t.header[i].String()
	}
	return strconv.Itoa(i + 1)
}

func (t *rosterTable) readRow(seq, line int, record []string) {
	t.r.begin(seq, line)
	t.r.line = line
	for i, col := range t.header {
		cell := record[i]
		switch {
		case col == colUnknown || cell == "":
		case col == colUnnamed:
			if strings.TrimSpace(cell) != "" {
				t.r.rejectLast(t.columnName(i), "stands under no name; name the column in the header, or empty it")
			}
		case !utf8.ValidString(cell):
			t.r.state(col)
			t.r.rejectLast(t.columnName(i), errCellUTF8.Error())
		default:
			t.r.cell(col, plainText(cell))
		}
	}
}
