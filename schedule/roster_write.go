package schedule

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"

	"github.com/openiop/openiop/iop"
)

// WriteCSV writes the roster with all its columns under their own names, as
// UTF-8 with commas and with CRLF at the ends of lines (RFC 4180), safe to
// open in a spreadsheet: a cell that the spreadsheet could take for a formula
// gets a leading ', which [ReadRosterCSV] takes off again.
//
// What was read comes back the same, but for the lines. Line ends within a
// text become CRLF, and "\n" when they are read; space around a text is dropped.
// Minutes must be exact: a row with a range is an error that names the row,
// after which some rows before it may have been written.
func (r *Roster) WriteCSV(w io.Writer) error {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	if err := out.Write(rosterColumnNames()); err != nil {
		return err
	}
	for i := range r.Rows {
		cells, err := r.Rows[i].cells()
		if err != nil {
			return fmt.Errorf("row %d of the roster: %w", i+1, err)
		}
		for c := range cells {
			cells[c] = plainCell(cells[c])
		}
		if err := out.Write(cells[:]); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// WriteJSON writes the roster as an object with the list "roster", one row a
// line, without the fields that are not stated. [ReadRosterJSON] reads it;
// what [Roster.WriteCSV] says of line ends and ranges holds here too.
func (r *Roster) WriteJSON(w io.Writer) error {
	out := bufio.NewWriter(w)
	out.WriteString(`{"roster": [`) // the writer keeps its first error for Flush
	for i := range r.Rows {
		cells, err := r.Rows[i].cells()
		if err != nil {
			return fmt.Errorf("row %d of the roster: %w", i+1, err)
		}
		if i > 0 {
			out.WriteString(",")
		}
		out.WriteString("\n  {")
		if err := writeFields(out, &cells); err != nil {
			return err
		}
		out.WriteString("}")
	}
	out.WriteString("\n]}\n")
	return out.Flush()
}

func writeFields(out *bufio.Writer, cells *[rosterColumns]string) error {
	sep := ""
	for c, cell := range cells {
		if cell == "" {
			continue
		}
		value := []byte(cell)
		if !rosterColumn(c).isBare() {
			var err error
			if value, err = json.Marshal(cell); err != nil {
				return err
			}
		}
		out.WriteString(sep)
		out.WriteString(strconv.Quote(rosterColumn(c).String()))
		out.WriteString(": ")
		out.Write(value)
		sep = ", "
	}
	return nil
}

// isBare reports whether the column is a number or a boolean in JSON.
func (c rosterColumn) isBare() bool { return c.isNumber() || c == colClinical }

func (c rosterColumn) isNumber() bool {
	return c == colMinutes || c == colCapacity || c == colAttended || c == colBilled
}

// cells gives the row's values as texts, "" for what is not stated.
func (r *RosterRow) cells() (cells [rosterColumns]string, err error) {
	for _, n := range []struct {
		col  rosterColumn
		span iop.Span
	}{{colMinutes, r.Minutes}, {colAttended, r.MinutesAttended}, {colBilled, r.Billed}} {
		if n.span.IsKnown() && !n.span.IsExact() {
			return cells, fmt.Errorf("%s is a range; want a single number", n.col)
		}
		if n.span.IsKnown() {
			cells[n.col] = strconv.Itoa(int(n.span.Min()))
		}
	}
	if r.Capacity != 0 {
		cells[colCapacity] = strconv.Itoa(r.Capacity)
	}
	if r.CountsAsClinical != nil {
		cells[colClinical] = strconv.FormatBool(*r.CountsAsClinical)
	}
	cells[colSession], cells[colClient], cells[colMakeUpFor], cells[colZone] = tidyText(r.Session), tidyText(r.Client), tidyText(r.MakeUpFor), tidyText(r.Zone)
	cells[colDate], cells[colStart], cells[colEnd] = r.Date.String(), r.Start.String(), r.End.String()
	cells[colTitle], cells[colFacilitator], cells[colCredential] = tidyText(r.Title), tidyText(r.Facilitator), tidyText(r.Credential)
	cells[colLocation], cells[colNotes] = tidyText(r.Location), tidyText(r.Notes)
	cells[colActivity], cells[colDelivery], cells[colStatus] = r.Activity.String(), tidyText(string(r.Delivery)), r.Status.String()
	return cells, nil
}

// tidyText makes a text of one form, which is written and read unchanged:
// UTF-8, line ends as "\n", no space around it.
func tidyText(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	if strings.Contains(s, "\r") {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	}
	return strings.TrimSpace(s)
}

// plainCell puts a ' before a text that a spreadsheet could run.
func plainCell(s string) string {
	if looksLikeFormula(s) {
		return "'" + s
	}
	return s
}

// plainText takes off the ' that plainCell puts on.
func plainText(cell string) string {
	if rest, ok := strings.CutPrefix(cell, "'"); ok && looksLikeFormula(rest) {
		return rest
	}
	return cell
}

// looksLikeFormula reports whether a spreadsheet could run a cell that begins
// as s does: with one of = + - @, in the widths of East Asian text too, behind
// any of what a program may drop: space, quotes of ours, characters that do
// not show. A tab or line end at the start can break out of a cell by itself
// (OWASP, "CSV Injection").
func looksLikeFormula(s string) bool {
	for _, r := range s {
		switch {
		case strings.ContainsRune("=+-@\t\r\n＝＋－＠﹦﹢﹣﹫", r):
			return true
		case r != '\'' && !unicode.IsSpace(r) && !unicode.IsControl(r) && !unicode.Is(unicode.Cf, r):
			return false
		}
	}
	return false
}
