package study

import (
	"bytes"
	"fmt"
	"html/template"
	"image/color"
	"regexp"
	"strconv"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgsvg"
)

// shade is a colour of the page. A picture holds no colours but the names of
// them, so that the page's style sheet decides, in light and in dark.
type shade uint8

const (
	ink    shade = iota // words and axes
	faint               // grid lines
	series              // the first of the colours of designs or reasons
)

// mostSeries is how many colours there are to tell lines apart.
const mostSeries = 6

// band is the pale form of a series colour.
func (s shade) band() shade { return s + mostSeries }

// variable names the shade as the style sheet knows it.
func (s shade) variable() string {
	switch {
	case s == ink:
		return "--ink"
	case s == faint:
		return "--faint"
	case s < series+mostSeries:
		return "--line" + strconv.Itoa(int(s-series)+1)
	}
	return "--band" + strconv.Itoa(int(s-series-mostSeries)+1)
}

// marked is the colour under which the plot library writes a shade; vars puts
// the name of the variable in its place.
func (s shade) marked() color.Color { return color.NRGBA{R: 0xA5, G: 0x5A, B: uint8(s), A: 0xFF} }

var (
	markedColor = regexp.MustCompile(`#A55A[0-9A-F]{2}`)
	fontOfPlot  = regexp.MustCompile(`font-family:[^;"]*;font-variant:[^;"]*;font-weight:[^;"]*;font-style:[^;"]*;`)
	headOfSVG   = regexp.MustCompile(`(?s)^.*?<svg [^>]*>`)
)

// size is the paper of a picture, in points, which are pixels of its own.
type size struct {
	class         string
	width, height float64
	// text is the height of letters, and months how far apart the ticks of a
	// time axis are.
	text float64
	wide bool
}

// Every picture is drawn twice: a wide one, and a narrow one for small
// screens, on which the letters of the wide one could not be read.
func wide(height float64) size   { return size{"wide", 720, height, 13, true} }
func narrow(height float64) size { return size{"narrow", 350, height, 12, false} }

// picture is what can be drawn: it makes a plot for a size.
type picture interface{ plot(s size) *plot.Plot }

// figure gives a picture as SVG elements for the page: what it shows is told
// to those who cannot see it by the words.
func figure(p picture, words string, wideHeight, narrowHeight float64) template.HTML {
	return template.HTML(svg(p, words, wide(wideHeight)) + svg(p, words, narrow(narrowHeight)))
}

func svg(p picture, words string, s size) string {
	canvas := vgsvg.New(vg.Length(s.width), vg.Length(s.height))
	// room on the right for the last tick: fonts of browsers are wider
	p.plot(s).Draw(draw.Crop(draw.New(canvas), 0, -10, 0, -4))
	var b bytes.Buffer
	if _, err := canvas.WriteTo(&b); err != nil {
		return "" // a buffer takes everything
	}
	out := headOfSVG.ReplaceAllLiteralString(b.String(), fmt.Sprintf(
		`<svg class="%s" role="img" aria-label="%s" viewBox="0 0 %g %g" xmlns="http://www.w3.org/2000/svg">`,
		s.class, template.HTMLEscapeString(words), s.width, s.height))
	out = fontOfPlot.ReplaceAllLiteralString(out, "")
	out = markedColor.ReplaceAllStringFunc(out, func(mark string) string {
		n, _ := strconv.ParseUint(mark[len(mark)-2:], 16, 8)
		return "var(" + shade(n).variable() + ")"
	})
	return strings.ReplaceAll(out, "\n\t", " ")
}

// newPlot gives an empty plot in the manner of the page: no frame, no
// background, letters that can be read.
func newPlot(s size, x, y string) *plot.Plot {
	p := plot.New()
	p.BackgroundColor = nil
	for _, a := range []*plot.Axis{&p.X, &p.Y} {
		a.Label.TextStyle = style(p, s, ink)
		a.Label.TextStyle.XAlign = draw.XCenter
		a.Label.TextStyle.YAlign = draw.YBottom
		a.Label.Padding = 6
		a.LineStyle = stroke(ink, 0.75, solid)
		a.Tick.LineStyle = stroke(ink, 0.75, solid)
		a.Tick.Length = 5
		a.Padding = 0
	}
	p.X.Tick.Label = style(p, s, ink)
	p.X.Tick.Label.XAlign, p.X.Tick.Label.YAlign = draw.XCenter, draw.YTop
	p.Y.Tick.Label = style(p, s, ink)
	p.Y.Tick.Label.XAlign, p.Y.Tick.Label.YAlign = draw.XRight, draw.YCenter
	p.X.Label.Text, p.Y.Label.Text = x, y
	return p
}

// style is that of the letters of a picture.
func style(p *plot.Plot, s size, c shade) text.Style {
	return text.Style{
		Color: c.marked(), Handler: p.TextHandler,
		Font: font.From(font.Font{Typeface: "Liberation", Variant: "Sans"}, vg.Length(s.text)),
	}
}

// dash tells lines apart where colours do not: on paper, and for eyes that see
// few of them.
type dash int

const solid dash = 0

func stroke(c shade, width float64, d dash) draw.LineStyle {
	patterns := [][]vg.Length{nil, {7, 3}, {2, 3}, {9, 3, 2, 3}, {12, 4}, {4, 2}}
	return draw.LineStyle{Color: c.marked(), Width: vg.Length(width), Dashes: patterns[int(d)%len(patterns)]}
}
