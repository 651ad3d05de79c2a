package main

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// column is a column of a table. A column that gives way is wrapped where the
// table is too wide.
type column struct {
	title    string
	right    bool
	givesWay bool
}

type table struct {
	columns []column
	rows    [][]string
}

const tableGap = 2

// write lays the table out, and reports false without writing anything where
// the page is too narrow for it.
func (t *table) write(p *page, indent int) bool {
	widths, ok := t.fit(p.width - indent)
	if p.narrow() || !ok {
		return false
	}
	titles := make([]string, len(t.columns))
	for i, c := range t.columns {
		titles[i] = c.title
	}
	t.row(p, indent, widths, titles, bold)
	for _, r := range t.rows {
		t.row(p, indent, widths, r, plain)
	}
	return true
}

// fit gives each column its natural width, and takes from the widest of those
// that give way until the table fits.
func (t *table) fit(width int) ([]int, bool) {
	widths, least := make([]int, len(t.columns)), make([]int, len(t.columns))
	total := tableGap * (len(t.columns) - 1)
	for i, c := range t.columns {
		widths[i] = utf8.RuneCountInString(c.title)
		least[i] = widths[i]
		for _, r := range t.rows {
			widths[i] = max(widths[i], utf8.RuneCountInString(r[i]))
			least[i] = max(least[i], longestWord(r[i]))
		}
		total += widths[i]
	}
	for total > width {
		widest := -1
		for i, c := range t.columns {
			if c.givesWay && widths[i] > least[i] && (widest < 0 || widths[i] > widths[widest]) {
				widest = i
			}
		}
		if widest < 0 {
			return nil, false
		}
		widths[widest]--
		total--
	}
	return widths, true
}

func longestWord(s string) (n int) {
	for word := range strings.SplitSeq(s, " ") {
		n = max(n, utf8.RuneCountInString(word))
	}
	return n
}

func (t *table) row(p *page, indent int, widths []int, cells []string, i ink) {
	wrapped := make([][]string, len(cells))
	height := 0
	for c := range cells {
		wrapped[c] = wrap(cells[c], widths[c])
		height = max(height, len(wrapped[c]))
	}
	for h := range height {
		var b strings.Builder
		for c := range cells {
			text := ""
			if h < len(wrapped[c]) {
				text = wrapped[c][h]
			}
			pad := strings.Repeat(" ", max(0, widths[c]-utf8.RuneCountInString(text)))
			if c > 0 {
				b.WriteString(strings.Repeat(" ", tableGap))
			}
			if t.columns[c].right {
				b.WriteString(pad + p.ink(i, text))
			} else {
				b.WriteString(p.ink(i, text) + pad)
			}
		}
		p.line(strings.Repeat(" ", indent) + b.String())
	}
}

// withoutEmpty leaves out the columns in which nothing stands.
func (t table) withoutEmpty() table {
	for c := len(t.columns) - 1; c >= 0; c-- {
		if slices.ContainsFunc(t.rows, func(r []string) bool { return r[c] != "" }) {
			continue
		}
		t.columns = slices.Delete(t.columns, c, c+1)
		for i := range t.rows {
			t.rows[i] = slices.Delete(t.rows[i], c, c+1)
		}
	}
	return t
}
