package study

import (
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// rowChart is a row for each of several things: an interval around a point, or
// a bar to either side of a middle. The name of a row stands above it, so that
// names may be long.
type rowChart struct {
	xTitle string
	x      scale
	middle float64 // where the line is from which bars go out
	rows   []row
}

// row is one thing. A row with at is a point with an interval; one without is
// a bar from the middle to low and to high.
type row struct {
	name      string
	low, high float64
	at        float64
	point     bool
	shade     shade
	// other is the shade of the part that high ends.
	other shade
}

// height is how tall the picture must be for its rows.
func (r rowChart) height() float64 { return 62 + 36*float64(len(r.rows)) }

func (r rowChart) plot(s size) *plot.Plot {
	p := newPlot(s, r.xTitle, "")
	r.x.apply(&p.X, s)
	p.Y.Min, p.Y.Max = -0.5, float64(len(r.rows))-0.5
	p.HideY()
	p.Add(rowPlotter{r, s})
	return p
}

type rowPlotter struct {
	rowChart
	size size
}

// Plot draws the rows, the first on top.
func (r rowPlotter) Plot(c draw.Canvas, p *plot.Plot) {
	tx, ty := p.Transforms(&c)
	name := style(p, r.size, ink)
	name.YAlign = draw.YBottom
	for i, row := range r.rows {
		y := ty(float64(len(r.rows) - 1 - i))
		bar := y - 7
		c.StrokeLine2(stroke(ink, 0.75, solid), tx(r.middle), bar-9, tx(r.middle), bar+7) // not through the names
		c.FillText(name, vg.Point{X: c.Min.X + 2, Y: y + 1}, short(row.name, int(r.size.width/(r.size.text*0.56))))
		low, high := r.inside(row.low), r.inside(row.high)
		if !row.point {
			fillBar(c, row.shade, tx(r.middle), tx(low), bar, 4.5)
			fillBar(c, row.other, tx(r.middle), tx(high), bar, 4.5)
			continue
		}
		c.StrokeLine2(stroke(row.shade, 2, solid), tx(low), bar, tx(high), bar)
		for _, end := range []float64{low, high} {
			c.StrokeLine2(stroke(row.shade, 2, solid), tx(end), bar-4, tx(end), bar+4)
		}
		fillBar(c, row.shade, tx(r.inside(row.at))-3.5, tx(r.inside(row.at))+3.5, bar, 3.5)
	}
}

func (r rowPlotter) inside(v float64) float64 { return math.Max(r.x.min, math.Min(r.x.max, v)) }

func fillBar(c draw.Canvas, s shade, from, to, y, half vg.Length) {
	c.FillPolygon(s.marked(), []vg.Point{{X: from, Y: y - half}, {X: to, Y: y - half}, {X: to, Y: y + half}, {X: from, Y: y + half}})
}

// short cuts a name to a number of letters.
func short(name string, most int) string {
	r := []rune(name)
	if len(r) <= most {
		return name
	}
	return string(r[:most-1]) + "…"
}

// around is an axis with a middle that holds all rows.
func around(middle float64, rows []row, format func(float64) string) scale {
	reach := 0.0
	for _, r := range rows {
		for _, v := range []float64{r.low, r.high} {
			if d := math.Abs(v - middle); d > reach && !math.IsInf(d, 0) {
				reach = d
			}
		}
	}
	if reach == 0 {
		reach = 1
	}
	step := niceStep(2*reach, 5)
	reach = math.Ceil(reach/step-1e-9) * step
	return scale{middle - reach, middle + reach, step, 2 * step, format}
}
