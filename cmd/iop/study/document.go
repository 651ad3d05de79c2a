package study

import (
	_ "embed"
	"html/template"
	"io"
)

// document is a page: sections of paragraphs, figures, tables and lists. What
// they say is made elsewhere; here is only how a page is put together, so that
// every text is escaped in one place.
type document struct {
	Title    string
	Lead     []string // paragraphs under the title
	Notice   string
	Sections []section
}

type section struct {
	ID, Title string
	Blocks    []block
}

// block is one of its fields.
type block struct {
	Text   string
	Note   string // a paragraph in small letters
	Title  string // a heading inside a section
	Figure *figureBlock
	Table  *tableBlock
	List   []term
}

// figureBlock is a picture, or several side by side, with the key to its
// lines.
type figureBlock struct {
	Caption string
	Keys    []key
	Panels  []panel
}

type key struct {
	Name string
	// Series is the number of the color, from 1; Dash that of the dashes.
	Series, Dash int
	Banded       bool
}

type panel struct {
	Title   string
	Picture template.HTML
}

// tableBlock is a table. On a small screen one that is stacked becomes a card
// for each row.
type tableBlock struct {
	Caption string
	Head    []cell
	Rows    []tableRow
	Stacked bool
	Note    string
}

type tableRow struct {
	Cells []cell
	Group string // a heading over all columns, and no cells
}

// cell is one entry. Under and More are said below it in small letters.
type cell struct {
	Text, Under string
	More        string // a second line below
	Number      bool   // ranged right
	Link        string
	Label       string // the title of its column, for cards
}

// term is an entry of a list of things and what they are.
type term struct{ Name, Text string }

//go:embed page.html
var pageText string

//go:embed page.css
var pageStyle string

// write writes the page as one file that loads nothing.
func (d *document) write(w io.Writer) error {
	t, err := template.New("page").Funcs(template.FuncMap{"style": func() template.CSS { return template.CSS(pageStyle) }}).Parse(pageText)
	if err != nil {
		return err
	}
	for i := range d.Sections {
		for _, b := range d.Sections[i].Blocks {
			if b.Table != nil {
				b.Table.label()
			}
		}
	}
	return t.Execute(w, d)
}

// label tells each cell the title of its column.
func (t *tableBlock) label() {
	for _, r := range t.Rows {
		for i := range r.Cells {
			if i < len(t.Head) {
				r.Cells[i].Label = t.Head[i].Text
				r.Cells[i].Number = t.Head[i].Number
			}
		}
	}
}

// heads makes the titles of columns; those that begin with # range right.
func heads(titles ...string) (out []cell) {
	for _, s := range titles {
		number := len(s) > 0 && s[0] == '#'
		if number {
			s = s[1:]
		}
		out = append(out, cell{Text: s, Number: number})
	}
	return out
}

// cells makes a row of plain texts.
func cells(texts ...string) (out tableRow) {
	for _, s := range texts {
		out.Cells = append(out.Cells, cell{Text: s})
	}
	return out
}

func paragraph(s string) block { return block{Text: s} }
func note(s string) block      { return block{Note: s} }
