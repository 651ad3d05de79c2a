package schedule_test

import (
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/openiop/openiop/internal/strictjson"
	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/stretchr/testify/require"
)

const allColumns = "session_id, date, start, end, minutes, zone, modality, title, facilitator, facilitator_credential, location, delivery, capacity, client_id, status, minutes_attended, notes, makeup_for, billed, counts_as_clinical"

// The same table in every form of CSV that is accepted.
func TestRosterForms(t *testing.T) {
	const table = "date,start,end,client_id,notes\n2026-07-06,18:00,21:00,c1,one; two\n2026-07-08,18:00,21:00,c1,\n"
	want := goodCSV(t, table, schedule.RosterFormat{})
	require.Equal(t, []schedule.RosterRow{
		{Line: 2, Client: "c1", Date: iop.MustDate(2026, 7, 6), Start: schedule.NewClock(18, 0), End: schedule.NewClock(21, 0), Notes: "one; two"},
		{Line: 3, Client: "c1", Date: iop.MustDate(2026, 7, 8), Start: schedule.NewClock(18, 0), End: schedule.NewClock(21, 0)},
	}, want)
	semicolons := strings.ReplaceAll(strings.ReplaceAll(table, "one; two", `"one, two"`), ",", ";")
	for name, text := range map[string]string{
		"BOM":                         "\xef\xbb\xbf" + table,
		"CRLF":                        strings.ReplaceAll(table, "\n", "\r\n"),
		"BOM and CRLF":                "\xef\xbb\xbf" + strings.ReplaceAll(table, "\n", "\r\n"),
		"line ends of old Macs":       strings.ReplaceAll(table, "\n", "\r"),
		"no line end at the end":      strings.TrimSuffix(table, "\n"),
		"semicolons":                  semicolons,
		"semicolons, BOM and CRLF":    "\xef\xbb\xbf" + strings.ReplaceAll(semicolons, "\n", "\r\n"),
		"tabs":                        strings.ReplaceAll(table, ",", "\t"),
		"everything in quotes":        `"date","start","end","client_id","notes"` + "\n" + `"2026-07-06","18:00","21:00","c1","one; two"` + "\n" + `"2026-07-08","18:00","21:00","c1",""` + "\n",
		"space after the separator":   strings.ReplaceAll(`date, start, end, client_id, "notes"`+"\n"+`2026-07-06, 18:00, 21:00, c1, "one; two"`+"\n"+`2026-07-08, 18:00, 21:00, c1, `+"\n", "\n", "\n"),
		"a header in capitals":        strings.Replace(table, "date,start,end,client_id,notes", "DATE,Start,End,Client ID,NOTES", 1),
		"lines of separators after":   table + ",,,,\n , ,,,\n",
		"columns without a name":      strings.NewReplacer("notes\n", "notes,,\n", "two\n", "two,,\n", "c1,\n", "c1,, ,\n").Replace(table),
		"empty lines after":           table + "\n\n\n",
		"a separator in a header":     strings.Replace(table, "notes", `"notes"`, 1),
		"more empty cells than named": strings.ReplaceAll(table, "two\n", "two,,,\n"),
	} {
		t.Run(name, func(t *testing.T) { require.Equal(t, want, goodCSV(t, text, schedule.RosterFormat{})) })
	}
	t.Run("empty lines before and between", func(t *testing.T) {
		rows := goodCSV(t, "\n\ndate,minutes\n\n2026-07-06,60\n,\n2026-07-07,60\n", schedule.RosterFormat{})
		require.Len(t, rows, 2)
		require.Equal(t, []int{5, 7}, []int{rows[0].Line, rows[1].Line})
	})
	t.Run("separators within quotes of the header do not count", func(t *testing.T) {
		_, err := rosterCSV("date;\"a,b,c,d\"\n2026-07-06;x\n", schedule.RosterFormat{})
		require.EqualError(t, err, "r.csv:1: column 2: is not a column of a roster; the columns are "+allColumns+"; rename it or take it out")
	})
	t.Run("empty cells between tabs", func(t *testing.T) {
		row := goodCSV(t, "date\tstart\tend\tnotes\n2026-07-06\t\t\tx\n", schedule.RosterFormat{})[0]
		require.Equal(t, schedule.RosterRow{Line: 2, Date: iop.MustDate(2026, 7, 6), Notes: "x"}, row)
	})
	t.Run("the comma where there are as many of others", func(t *testing.T) {
		r, err := rosterCSV("date,phone;fax\n2026-07-06,1;2\n", schedule.RosterFormat{})
		require.ErrorContains(t, err, "column 2: is not a column")
		require.Len(t, r.Rows, 1)
	})
	t.Run("a single column", func(t *testing.T) {
		require.Len(t, goodCSV(t, "date\n2026-07-06\n", schedule.RosterFormat{}), 1)
	})
}

// A cell in quotes holds line ends; the row has the line on which it begins,
// and the rows after it have theirs.
func TestRosterLines(t *testing.T) {
	text := "date,notes,minutes\n2026-07-06,\"one\n\n\"\"two\"\"\",60\n2026-07-07,x,60\n2026-07-08,\"a\nb\",0\n2026-07-09,,60\n"
	for _, text := range []string{text, strings.ReplaceAll(text, "\n", "\r\n")} {
		r, err := rosterCSV(text, schedule.RosterFormat{})
		require.EqualError(t, err, "r.csv:6: column minutes: is not the length of a session; want whole minutes from 1 to 1440")
		require.Len(t, r.Rows, 3)
		require.Equal(t, "one\n\n\"two\"", r.Rows[0].Notes)
		require.Equal(t, []int{2, 5, 8}, []int{r.Rows[0].Line, r.Rows[1].Line, r.Rows[2].Line})
	}
}

// What is wrong with the table as a whole.
func TestRosterBadHeader(t *testing.T) {
	unknown := func(column, like string) string {
		return "r.csv:1: column " + column + ": is not a column of a roster" + like + "; the columns are " + allColumns + "; rename it or take it out"
	}
	const empty = "r.csv: empty; want a header line such as session_id,date,start,end,client_id,status"
	const noHeader = "r.csv:1: is not a header that names columns of a roster; want one such as session_id,date,start,end,client_id,status"
	for _, tc := range []struct {
		name, text string
		want       []string
		rows       int
	}{
		{"empty", "", []string{empty}, 0},
		{"a BOM alone", "\xef\xbb\xbf", []string{empty}, 0},
		{"line ends alone", "\r\n\n", []string{empty}, 0},
		{"no rows", "date,minutes\n", nil, 0},
		{"no header", "c1,2026-07-06,18:00\nc1,2026-07-07,18:00\n", []string{noHeader}, 0},
		{"separators alone", ",,\n", []string{noHeader}, 0},
		{"no date", "client_id,start\nc1,18:00\n", []string{"r.csv:1: column date: is missing; want it in the header"}, 0},
		{"a column twice", "date,start,date\n2026-07-06,18:00,2026-07-07\n", []string{"r.csv:1: column 3: is date, as column 1 is; keep one of them"}, 0},
		{"a column twice, under aliases", "Start Time,date,mrn,starts,Patient ID\n18:00,2026-07-06,a,19:00,b\n", []string{
			"r.csv:1: column 4: is start, as column 1 is; keep one of them", "r.csv:1: column 5: is client_id, as column 3 is; keep one of them",
		}, 0},
		{"unknown columns", "date,phone,minutes\n2026-07-06,555,60\n", []string{unknown("2", "")}, 1},
		{"a misspelled column", "date,minuets,clint_id\n2026-07-06,60,c1\n", []string{unknown("2", ` (did you mean "minutes"?)`), unknown("3", ` (did you mean "client_id"?)`)}, 1},
		{"time in, which is attendance", "date,Time In\n2026-07-06,18:00\n", []string{unknown("2", "")}, 1},
		{"a name", "date,Client Name\n2026-07-06,x\n", []string{unknown("2", "")}, 1},
		{"an unknown column twice", "date,x1,x1\n2026-07-06,1,2\n", []string{unknown("2", ""), unknown("3", "")}, 1},
		{"a quote that is not closed", "date,\"minutes\n2026-07-06,60\n", []string{`r.csv:1: has a quoted cell that is not closed, or that holds a quote by itself; want "" for a quote in it, and " at its end`}, 0},
		{"UTF-16", "\xff\xfed\x00a\x00t\x00e\x00", []string{"r.csv: not UTF-8 text; save the file as UTF-8"}, 0},
		{"UTF-16, the other way", "\xfe\xff\x00d\x00a\x00t\x00e", []string{"r.csv: not UTF-8 text; save the file as UTF-8"}, 0},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r, err := rosterCSV(tc.text, schedule.RosterFormat{})
			require.Equal(t, tc.want, problems(err))
			require.Len(t, r.Rows, tc.rows)
		})
	}
}

const (
	notClosed = `has a quoted cell that is not closed, or that holds a quote by itself; want "" for a quote in it, and " at its end`
	bareQuote = `has a quote in a cell that is not quoted; want the whole cell in quotes, and "" for a quote in it`
)

func cellCount(got, want int) string {
	return fmt.Sprintf("has %d cells, and the header has %d; want as many, and quotes around a cell that holds the separator", got, want)
}

// Every bad row is told with its line, and no other row is lost to it.
func TestRosterBadRows(t *testing.T) {
	const good = "2026-07-06,60,one\n"
	for _, tc := range []struct {
		name, text string // after the header and one good row
		want       []string
		rows       []int // the lines of the rows that are kept
	}{
		{"too few cells", "2026-07-07,60\n2026-07-08,60,x\n", []string{"3: " + cellCount(2, 3)}, []int{2, 4}},
		{"too many cells", "2026-07-07,60,x,y\n2026-07-08,60,x\n", []string{"3: " + cellCount(4, 3)}, []int{2, 4}},
		{"a separator that is not in quotes, with empty cells", "2026-07-07,60,x,,y\n", []string{"3: " + cellCount(5, 3)}, []int{2}},
		{"two bad cells", "yesterday,0,x\n2026-07-08,60,x\n", []string{
			"3: column date: is not an ISO date; want one such as 2026-07-04 (month/day/year is read only where that order is named)",
			"3: column minutes: is not the length of a session; want whole minutes from 1 to 1440",
		}, []int{2, 4}},
		{"no date", ",60,x\n2026-07-08,60,x\n", []string{"3: column date: is missing; want a date such as 2026-07-04"}, []int{2, 4}},
		{"a bare quote", "2026-07-07,60,a 5\" mark\n2026-07-08,60,x\n", []string{"3: " + bareQuote}, []int{2, 4}},
		{"a quote by itself in quotes", "2026-07-07,60,\"a 5\" mark\"\n2026-07-08,60,x\n", []string{"3: " + notClosed}, []int{2, 4}},
		{"a quote that is never closed", "2026-07-07,60,\"a\n2026-07-08,60,x\n2026-07-09,60,x\n", []string{"3: " + notClosed}, []int{2, 4, 5}},
		{"a quote that the next quote meets", "2026-07-07,60,\"a\n2026-07-08,60,x\n2026-07-09,60,\"x\"\n", []string{"3: " + notClosed}, []int{2, 4, 5}},
		{"a quote that is closed lines later", "2026-07-07,\"60,a\n2026-07-08,60,x\n2026-07-09,60,x\"\n2026-07-10,60,\n", []string{
			"3: " + cellCount(2, 3), "5: " + bareQuote,
		}, []int{2, 4, 6}},
		{"quotes on every line", "2026-07-07,60,\"a\n2026-07-08,60,\"b\n2026-07-09,60,\"c\n2026-07-10,60,\n", []string{
			"3: " + notClosed, "4: " + notClosed, "5: " + notClosed,
		}, []int{2, 6}},
		{"with CRLF", "2026-07-07,60,\"a\r\n2026-07-08,60,x\r\n2026-07-09,60,\"b\r\n2026-07-10,60,\r\n", []string{"3: " + notClosed, "5: " + notClosed}, []int{2, 4, 6}},
		{"at the very end", "2026-07-07,60,\"", []string{"3: " + notClosed}, []int{2}},
		{"bytes that are not UTF-8", "2026-07-07,60,caf\xe9\n2026-07-08,60,x\n", []string{"3: column notes: holds text that is not UTF-8; save the file as UTF-8"}, []int{2, 4}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r, err := rosterCSV("date,minutes,notes\n"+good+tc.text, schedule.RosterFormat{})
			var want []string
			for _, w := range tc.want {
				want = append(want, "r.csv:"+w)
			}
			require.Equal(t, want, problems(err))
			var lines []int
			for _, row := range r.Rows {
				lines = append(lines, row.Line)
			}
			require.Equal(t, tc.rows, lines)
		})
	}
	t.Run("a cell under no name", func(t *testing.T) {
		r, err := rosterCSV("date,,minutes\n2026-07-06,x,60\n2026-07-07, ,60\n", schedule.RosterFormat{})
		require.EqualError(t, err, "r.csv:2: column 2: stands under no name; name the column in the header, or empty it")
		require.Len(t, r.Rows, 1)
	})
}

// Each problem is an error by itself, with its place in fields.
func TestRosterErrorsAreStructured(t *testing.T) {
	_, err := rosterCSV("date,minutes\n2026-07-06,0\nx,60\n", schedule.RosterFormat{})
	at, ok := errors.AsType[*strictjson.Error](err)
	require.True(t, ok)
	require.Equal(t, strictjson.Error{File: "r.csv", Line: 2, Path: "column minutes", Problem: "is not the length of a session; want whole minutes from 1 to 1440"}, *at)
	require.Len(t, problems(err), 2)
}

// What cells hold is about people and is never part of an error.
func TestRosterErrorsQuoteNothing(t *testing.T) {
	for column := range strings.SplitSeq(allColumns, ", ") {
		_, err := oneCell(column, "Sensitive\x00words", schedule.RosterFormat{})
		if err != nil {
			require.NotContains(t, err.Error(), "Sensitive", column)
		}
	}
	for _, text := range []string{
		"Sensitive,date\nx,2026-07-06\n", "date,client_id\n2026-07-06,Sensitive\n2026-07-06,Sensitive\n",
		"date,client_id,session_id\n2026-07-06,Sensitive,Sensitive2\n2026-07-06,Sensitive,Sensitive2\n", "date,notes\n2026-07-06,\"Sensitive\n", "Sensitive\n",
	} {
		_, err := rosterCSV(text, schedule.RosterFormat{})
		require.Error(t, err)
		require.NotContains(t, err.Error(), "Sensitive")
	}
}

func TestRosterLimits(t *testing.T) {
	const header = "date,notes\n"
	rows := func(n int) string { return header + strings.Repeat("2026-07-06,\n", n) }
	cell := func(n int) string { return header + "2026-07-06," + strings.Repeat("x", n) + "\n" }
	limited := func(l schedule.RosterLimits) schedule.RosterFormat { return schedule.RosterFormat{Limits: l} }
	tooLong := func(n int) string {
		return fmt.Sprintf("r.csv:2: column notes: is longer than the limit of %d bytes; shorten it or raise the limit", n)
	}
	for _, tc := range []struct {
		name, text string
		limits     schedule.RosterLimits
		want       string
		rows       int
	}{
		{"as large as allowed", cell(1), schedule.RosterLimits{Bytes: 24}, "", 1},
		{"a byte too large", cell(2), schedule.RosterLimits{Bytes: 24}, "r.csv: larger than the limit of 24 bytes; split the file or raise the limit", 0},
		{"as long as a cell may be", cell(64 << 10), schedule.RosterLimits{}, "", 1},
		{"a longer cell", cell(64<<10 + 1), schedule.RosterLimits{}, tooLong(65536), 0},
		{"as long as allowed", cell(12), schedule.RosterLimits{Cell: 12}, "", 1},
		{"as long as allowed, without our quote", header + "2026-07-06,'=" + strings.Repeat("x", 11) + "\n", schedule.RosterLimits{Cell: 12}, "", 1},
		{"longer than allowed", cell(13), schedule.RosterLimits{Cell: 12}, tooLong(12), 0},
		{"one row too many", rows(3), schedule.RosterLimits{Rows: 2}, "r.csv:4: more than the limit of 2 rows; split the file or raise the limit", 0},
		{"bad rows count", header + "x,\ny,\nz,\n", schedule.RosterLimits{Rows: 2}, "r.csv:4: more than the limit of 2 rows; split the file or raise the limit", 0},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r, err := rosterCSV(tc.text, limited(tc.limits))
			if tc.want == "" {
				require.NoError(t, err)
			} else {
				require.EqualError(t, err, tc.want)
			}
			require.Len(t, r.Rows, tc.rows)
		})
	}
	t.Run("a cell that took in other rows", func(t *testing.T) {
		r, err := rosterCSV("date,notes\n2026-07-06,\"xxx\n2026-07-07,yyy\n2026-07-08,\"\"zzz\"\n2026-07-09,\n", limited(schedule.RosterLimits{Cell: 20}))
		require.Equal(t, []string{
			"r.csv:2: column notes: is longer than the limit of 20 bytes; shorten it or raise the limit", "r.csv:4: " + notClosed,
		}, problems(err))
		require.Len(t, r.Rows, 2)
	})
	t.Run("the default number of rows", func(t *testing.T) {
		require.Equal(t, 2_000_000, schedule.DefaultRosterRows)
	})
	t.Run("a file that cannot be read", func(t *testing.T) {
		_, err := schedule.ReadRosterCSV(io.MultiReader(strings.NewReader(header), badReader{}), "r.csv", schedule.RosterFormat{})
		require.EqualError(t, err, "r.csv: no disk")
	})
}

type badReader struct{}

func (badReader) Read([]byte) (int, error) { return 0, errors.New("no disk") }

// A file within its limits that is nothing but problems is answered in time
// and within bounds, and the good row at its end is kept.
func TestRosterManyProblems(t *testing.T) {
	const last = "2027-01-01,,,\n"
	for name, line := range map[string]string{
		"bad dates":          "x,,,\n",
		"too few cells":      "x\n",
		"bare quotes":        "a\"\n",
		"quotes that open":   "\"a\n",
		"quotes that toggle": "x,\"\"\"\n",
		"the same row":       "2026-07-06,,,\n",
		"bad in every cell":  "x,y,z,w\n",
	} {
		t.Run(name, func(t *testing.T) {
			text := "date,start,minutes,status\n" + strings.Repeat(line, 100_000) + "2026-07-06,,,\n" + last
			runtime.GC()
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			begin := time.Now()
			r, err := rosterCSV(text, schedule.RosterFormat{})
			runtime.ReadMemStats(&after)
			require.Error(t, err)
			require.Less(t, time.Since(begin), 20*time.Second, "not quadratic")
			require.Less(t, after.Sys-before.Sys, uint64(500<<20))
			list := problems(err)
			require.Len(t, list, 10_001)
			require.Regexp(t, `^r\.csv: \d+ more problems are not listed; mend the first ones and read the file again$`, list[10_000])
			require.Equal(t, iop.MustDate(2027, 1, 1), r.Rows[len(r.Rows)-1].Date)
		})
	}
	t.Run("a header of very many columns", func(t *testing.T) {
		r, err := rosterCSV("date,"+strings.Repeat("minuets,", 50_000)+"\n2026-07-06,"+strings.Repeat(",", 50_000)+"\n", schedule.RosterFormat{})
		require.Len(t, problems(err), 10_001)
		require.Len(t, r.Rows, 1)
	})
}

// Files as programs and learning systems keep them, all of the same three
// weeks, mean the same.
func TestRosterFiles(t *testing.T) {
	canonical := rosterFile(t, "canonical.csv", schedule.RosterFormat{})
	require.Equal(t, []string{"c-4107", "c-5522", "c-6038"}, canonical.Clients())
	// Worked out by hand from the attendance; the groups are three hours.
	// c-4107: six groups, a late arrival of 165 minutes, one group: 1080+165+180.
	// c-5522: two, partial 90, two, a make-up, one: 360+90+360+180+180; two absences.
	// c-6038: three in all of weeks 1 and 2, one in week 3; late without minutes,
	// and one not recorded, are 0 to 180 each.
	want := map[string]iop.Span{"c-4107": iop.Exactly(1425), "c-5522": iop.Exactly(1170), "c-6038": iop.Between(720, 1080)}
	for _, name := range []string{"canonical.csv", "lms.csv", "semicolon.csv", "roster.json"} {
		t.Run(name, func(t *testing.T) {
			r := rosterFile(t, name, usTimes())
			total := map[string]iop.Span{}
			var parts []schedule.RosterRow
			for _, row := range withoutLines(r) {
				if row.Client == "" {
					continue
				}
				if before, ok := total[row.Client]; ok {
					total[row.Client] = before.Add(row.Delivered())
				} else {
					total[row.Client] = row.Delivered()
				}
				require.Equal(t, "America/Chicago", row.Zone)
				require.Equal(t, iop.Exactly(180), row.Length())
				parts = append(parts, row)
			}
			require.Equal(t, want, total)
			require.Len(t, parts, 27)
			same := 0
			for _, row := range canonical.Rows {
				if row.Client == "" {
					continue
				}
				p := parts[same]
				require.Equal(t, []any{row.Client, row.Session, row.Date, row.Start, row.Activity, row.Status, row.MinutesAttended, row.MakeUpFor, row.Notes},
					[]any{p.Client, p.Session, p.Date, p.Start, p.Activity, p.Status, p.MinutesAttended, p.MakeUpFor, p.Notes})
				same++
			}
			require.Equal(t, 27, same)
		})
	}
	require.Equal(t, withoutLines(canonical), withoutLines(rosterFile(t, "roster.json", schedule.RosterFormat{})))
}
