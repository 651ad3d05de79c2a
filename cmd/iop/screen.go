package main

import (
	"io"
	"os"
	"strconv"

	"golang.org/x/term"
)

const (
	defaultWidth = 100 // where the output is no terminal
	leastWidth   = 40
	narrowWidth  = 70 // below it, tables become stacked lines
)

// terminalWidth gives the width of the terminal that w is.
func terminalWidth(w io.Writer) (width int, ok bool) {
	f, isFile := w.(*os.File)
	if !isFile || !term.IsTerminal(int(f.Fd())) {
		return 0, false
	}
	width, _, err := term.GetSize(int(f.Fd()))
	return width, err == nil
}

// page gives a page for text on standard output: as wide as COLUMNS or the
// terminal says, and coloured only on a terminal that wants it.
func (a *app) page() *page {
	width, terminal := a.terminal(a.stdout)
	if !terminal || width <= 0 {
		width = defaultWidth
	}
	if n, err := strconv.Atoi(a.env("COLUMNS")); err == nil && n > 0 {
		width = n
	}
	return &page{
		w: a.out, width: max(leastWidth, width),
		color: terminal && a.env("NO_COLOR") == "" && a.env("TERM") != "dumb",
	}
}
