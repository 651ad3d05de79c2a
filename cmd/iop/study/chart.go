package study

import (
	"math"
	"strconv"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// chart is lines over a common axis.
type chart struct {
	xTitle, yTitle string
	x, y           scale
	lines          []line
}

// scale is an axis: its range, where its ticks are on a wide and on a narrow
// picture, and how they are written.
type scale struct {
	min, max           float64
	every, everyNarrow float64
	format             func(float64) string
}

// line is a line of a chart, with the band around it if it has one.
type line struct {
	x, y      []float64
	low, high []float64 // as long as y, or nil
	shade     shade
	dash      dash
	steps     bool // level until the next point, as shares of people are
}

func (c chart) plot(s size) *plot.Plot {
	p := newPlot(s, c.xTitle, c.yTitle)
	c.x.apply(&p.X, s)
	c.y.apply(&p.Y, s)
	p.Add(grid(ticksOf(c.y, s)))
	for _, l := range c.lines {
		if len(l.low) > 0 {
			p.Add(band{l})
		}
	}
	for _, l := range c.lines {
		p.Add(stepLine{l})
	}
	return p
}

func (a scale) apply(axis *plot.Axis, s size) {
	axis.Min, axis.Max = a.min, a.max
	axis.Tick.Marker = plot.ConstantTicks(ticksOf(a, s))
}

func ticksOf(a scale, s size) (out []plot.Tick) {
	every := a.every
	if !s.wide && a.everyNarrow > 0 {
		every = a.everyNarrow
	}
	for i := 0; ; i++ {
		v := math.Ceil(a.min/every)*every + float64(i)*every
		if v > a.max+every*1e-6 {
			return out
		}
		out = append(out, plot.Tick{Value: v, Label: a.format(v)})
	}
}

// shares is the axis of a share of people.
func shares(most float64) scale {
	return scale{0, most, niceStep(most, 5), 0, percentTick}
}

// percentTick writes a share in percent, with no more digits than it has.
func percentTick(v float64) string {
	return minus(strconv.FormatFloat(math.Round(1e4*v)/100, 'f', -1, 64)) + "%"
}

func plainTick(v float64) string {
	if math.Abs(v) < 1e-12 {
		v = 0
	}
	return minus(thousands(strconv.FormatFloat(math.Round(1e9*v)/1e9, 'f', -1, 64)))
}

// from0 is an axis from zero to a round number above the largest value.
func from0(most float64, format func(float64) string) scale {
	if most <= 0 || math.IsNaN(most) || math.IsInf(most, 0) {
		most = 1
	}
	step := niceStep(most, 5)
	return scale{0, math.Ceil(most/step-1e-9) * step, step, 0, format}
}

// niceStep gives a round distance for about n ticks.
func niceStep(most float64, n int) float64 {
	rough := most / float64(n)
	ten := math.Pow(10, math.Floor(math.Log10(rough)))
	for _, m := range []float64{1, 2, 2.5, 5, 10} {
		if m*ten >= rough*(1-1e-9) {
			return m * ten
		}
	}
	return 10 * ten
}

// corners gives the points of a line as it is drawn.
func (l *line) corners(values []float64) plotter.XYs {
	out := make(plotter.XYs, 0, 2*len(values))
	for i, v := range values {
		if l.steps && i > 0 {
			out = append(out, plotter.XY{X: l.x[i], Y: values[i-1]})
		}
		out = append(out, plotter.XY{X: l.x[i], Y: v})
	}
	return out
}

type stepLine struct{ line }

// Plot draws the line.
func (l stepLine) Plot(c draw.Canvas, p *plot.Plot) {
	tx, ty := p.Transforms(&c)
	var points []vg.Point
	for _, xy := range l.corners(l.y) {
		points = append(points, vg.Point{X: tx(xy.X), Y: ty(xy.Y)})
	}
	c.StrokeLines(stroke(l.shade, 2, l.dash), c.ClipLinesXY(points)...)
}

type band struct{ line }

// Plot draws what lies between the bounds of the line.
func (l band) Plot(c draw.Canvas, p *plot.Plot) {
	tx, ty := p.Transforms(&c)
	low, high := l.corners(l.low), l.corners(l.high)
	var points []vg.Point
	for _, xy := range high {
		points = append(points, vg.Point{X: tx(xy.X), Y: ty(xy.Y)})
	}
	for i := len(low) - 1; i >= 0; i-- {
		points = append(points, vg.Point{X: tx(low[i].X), Y: ty(low[i].Y)})
	}
	c.FillPolygon(l.shade.band().marked(), c.ClipPolygonXY(points))
}

// grid is a faint line across the picture at each tick.
type grid []plot.Tick

// Plot draws the lines.
func (g grid) Plot(c draw.Canvas, p *plot.Plot) {
	_, ty := p.Transforms(&c)
	for _, t := range g {
		y := ty(t.Value)
		c.StrokeLine2(stroke(faint, 0.75, solid), c.Min.X, y, c.Max.X, y)
	}
}
