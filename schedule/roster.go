package schedule

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/openiop/openiop/internal/strictjson"
)

// RosterFormat says how a roster is written, where that can differ and must
// not be guessed. The zero RosterFormat takes ISO dates and the 24-hour clock
// alone.
type RosterFormat struct {
	// Dates names an order of dates to take beside ISO dates.
	Dates DateOrder
	// TwelveHour takes times such as "9:00 AM" beside those of 24 hours.
	TwelveHour bool
	Limits     RosterLimits
}

// RosterLimits bound what [ReadRosterCSV] and [ReadRosterJSON] accept. A zero
// field takes its default.
type RosterLimits struct {
	// Bytes is the size of a file; 64 MiB by default.
	Bytes int64
	// Rows is the number of rows of a file; 2,000,000 by default.
	Rows int
	// Cell is the length of one cell in bytes; 64 KiB by default.
	Cell int
}

// The limits of rosters that hold by default, beside [DefaultBytes].
const (
	DefaultRosterRows = 2_000_000
	DefaultRosterCell = 64 << 10
)

// maxRosterProblems is the most problems of a file that are listed.
const maxRosterProblems = 10_000

// rosterReader gathers the rows of a file and what is wrong with them.
type rosterReader struct {
	file   string
	format RosterFormat
	isJSON bool
	line   int // of the cell that is read
	rows   []RosterRow
	about  []aboutRow // beside rows

	problems []rosterProblem
	unlisted int // problems beyond the most that are listed
}

// aboutRow is what the reader keeps of a row while it reads.
type aboutRow struct {
	seq    int    // of the row in its file, counted from 0
	stated uint32 // the columns that the row itself states, as bits
	bad    bool
}

func (a *aboutRow) states(cols ...rosterColumn) bool {
	return slices.ContainsFunc(cols, func(c rosterColumn) bool { return a.stated&(1<<c) != 0 })
}

type rosterProblem struct {
	seq int // of the row it is about, -1 for the file
	err *strictjson.Error
}

// load reads the whole file, or says why not.
func (r *rosterReader) load(in io.Reader) ([]byte, error) {
	limit := orDefault(r.format.Limits.Bytes, int64(DefaultBytes))
	data, err := io.ReadAll(io.LimitReader(in, limit+1))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", r.file, err)
	}
	if int64(len(data)) > limit {
		return nil, &strictjson.Error{File: r.file, Problem: fmt.Sprintf("larger than the limit of %d bytes; split the file or raise the limit", limit)}
	}
	return data, nil
}

func (r *rosterReader) maxRows() int { return orDefault(r.format.Limits.Rows, DefaultRosterRows) }

func (r *rosterReader) tooManyRows(line int) error {
	return &strictjson.Error{File: r.file, Line: line, Problem: fmt.Sprintf("more than the limit of %d rows; split the file or raise the limit", r.maxRows())}
}

// problem takes down what is wrong with a place of a row.
func (r *rosterReader) problem(seq, line int, path, problem string) {
	if len(r.problems) == maxRosterProblems {
		r.unlisted++
		return
	}
	r.problems = append(r.problems, rosterProblem{seq, &strictjson.Error{File: r.file, Line: line, Path: path, Problem: problem}})
}

// unknownColumn words the problem of a name that is no column's. Past the
// problems that are listed nobody reads it, and it takes long to word.
func (r *rosterReader) unknownColumn(name string) string {
	if len(r.problems) == maxRosterProblems {
		return ""
	}
	return fmt.Sprintf("is not a column of a roster%s; the columns are %s", likeColumn(name), strings.Join(rosterColumnNames(), ", "))
}

// path names a cell of a row, or the row where name is empty.
func (r *rosterReader) path(seq int, name string) string {
	switch {
	case !r.isJSON && name == "":
		return ""
	case !r.isJSON:
		return "column " + name
	case name == "":
		return "roster[" + strconv.Itoa(seq) + "]"
	}
	return "roster[" + strconv.Itoa(seq) + "]." + name
}

// expect makes room for rows.
func (r *rosterReader) expect(rows int) {
	r.rows = make([]RosterRow, 0, rows)
	r.about = make([]aboutRow, 0, rows)
}

// begin adds an empty row.
func (r *rosterReader) begin(seq, line int) {
	r.rows = append(r.rows, RosterRow{Line: line})
	r.about = append(r.about, aboutRow{seq: seq})
}

// cell reads a cell into the row begun last.
func (r *rosterReader) cell(col rosterColumn, text string) {
	if text = tidyCell(text); text == "" {
		return
	}
	r.state(col)
	if limit := r.maxCell(); len(text) > limit {
		r.rejectLast(col.String(), tooLongCell(limit))
		return
	}
	if err := r.rows[len(r.rows)-1].set(col, text, &r.format); err != nil {
		r.rejectLast(col.String(), err.Error())
	}
}

// state notes that the row begun last states a column itself.
func (r *rosterReader) state(col rosterColumn) { r.about[len(r.about)-1].stated |= 1 << col }

func (r *rosterReader) maxCell() int { return orDefault(r.format.Limits.Cell, DefaultRosterCell) }

func tooLongCell(limit int) string {
	return fmt.Sprintf("is longer than the limit of %d bytes; shorten it or raise the limit", limit)
}

// tidyCell is tidyText for a text that is known to be UTF-8.
func tidyCell(s string) string {
	if strings.Contains(s, "\r") {
		return tidyText(s)
	}
	return strings.TrimSpace(s)
}

// reject takes down a problem of a row; name is of a column, or "" for the
// row.
func (r *rosterReader) reject(i int, name, problem string) {
	r.about[i].bad = true
	r.problem(r.about[i].seq, r.rows[i].Line, r.path(r.about[i].seq, name), problem)
}

// rejectLast takes down a problem of a cell that is read, of the row begun
// last.
func (r *rosterReader) rejectLast(name, problem string) {
	last := &r.about[len(r.about)-1]
	last.bad = true
	r.problem(last.seq, r.line, r.path(last.seq, name), problem)
}

// place names a row in the message about another one.
func (r *rosterReader) place(i int) string {
	if r.isJSON {
		return fmt.Sprintf("roster[%d] on line %d", r.about[i].seq, r.rows[i].Line)
	}
	return fmt.Sprintf("line %d", r.rows[i].Line)
}

// finish completes the rows from those that describe their sessions, checks
// what concerns several cells or rows, and gives the rows without a problem.
func (r *rosterReader) finish() (Roster, error) {
	d := newDescriptions(r)
	seen := make(map[rosterKey]int, len(r.rows))
	for i := range r.rows {
		if !d.isDescription(i) {
			d.complete(i)
			r.check(i)
			r.checkRepeated(i, seen)
		}
	}
	kept := 0
	for i := range r.rows {
		if r.about[i].bad {
			continue
		}
		if kept < i {
			r.rows[kept] = r.rows[i]
		}
		kept++
	}
	clear(r.rows[kept:])
	return Roster{Rows: r.rows[:kept:kept]}, r.err()
}

// err joins the problems in the order of the file.
func (r *rosterReader) err() error {
	slices.SortStableFunc(r.problems, func(a, b rosterProblem) int { return a.seq - b.seq })
	errs := make([]error, 0, len(r.problems)+1)
	for _, p := range r.problems {
		errs = append(errs, p.err)
	}
	if r.unlisted > 0 {
		errs = append(errs, &strictjson.Error{File: r.file, Problem: fmt.Sprintf("%d more problems are not listed; mend the first ones and read the file again", r.unlisted)})
	}
	return errors.Join(errs...)
}
