package study

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/openiop/openiop/simulate/economics"
)

// worth is one thing that money may buy.
type worth struct {
	id, title, unit string
	measure         string
	of              func(float64) float64
}

func worths() []worth {
	same := func(v float64) float64 { return v }
	return []worth{
		{"completion", "Completed stays", "completed stay", "completed", same},
		{"noReturn365", "People without return to use a year after discharge", "person without return to use for a year", "relapse365", func(v float64) float64 { return 1 - v }},
	}
}

// bought is the economic comparison of designs for one kind of effect.
type bought struct {
	worth
	rows []economics.Row
	// curve is empty without draws.
	curve []economics.Acceptability
}

// measureAt gives the place of a measure by its id.
func (s *Study) measureAt(id string) int {
	return slices.IndexFunc(s.measures, func(m measure) bool { return m.id == id })
}

// bargains compares designs by cost and effect.
func (s *Study) bargains() (out []bought, err error) {
	if len(s.Designs) < 2 {
		return nil, nil
	}
	cost := s.measureAt("cost")
	for _, w := range worths() {
		effect := s.measureAt(w.measure)
		b := bought{worth: w}
		var all []economics.Strategy
		for i := range s.Results {
			all = append(all, economics.Strategy{
				Name: s.name(i), Cost: s.measures[cost].of(&s.Results[i]).Value, Effect: w.of(s.measures[effect].of(&s.Results[i]).Value),
			})
		}
		if slices.ContainsFunc(all, func(x economics.Strategy) bool { return math.IsNaN(x.Cost) || math.IsNaN(x.Effect) }) {
			continue
		}
		if b.rows, err = economics.Compare(all); err != nil {
			return nil, err
		}
		if s.explored != nil {
			if b.curve, err = s.acceptability(w, cost, effect, b.most()); err != nil {
				return nil, err
			}
		}
		out = append(out, b)
	}
	return out, nil
}

func (s *Study) acceptability(w worth, cost, effect int, most float64) ([]economics.Acceptability, error) {
	var names []string
	for i := range s.Designs {
		names = append(names, s.name(i))
	}
	costs, effects := make([][]float64, len(s.explored.draws)), make([][]float64, len(s.explored.draws))
	for d, v := range s.explored.draws {
		for i := range s.Designs {
			costs[d] = append(costs[d], v[s.place(i, cost)])
			effects[d] = append(effects[d], w.of(v[s.place(i, effect)]))
		}
	}
	samples, err := economics.NewSamples(names, costs, effects)
	if err != nil {
		return nil, err
	}
	const steps = 50
	var at []float64
	for i := range steps + 1 {
		at = append(at, most*float64(i)/steps)
	}
	return samples.Acceptability(at)
}

// most is how far the curve reaches: beyond every ratio of the table, in a
// round number.
func (b *bought) most() float64 {
	top := 10_000.0
	for _, r := range b.rows {
		if r.Step != nil && r.Step.Ratio < 1e6 {
			top = math.Max(top, 2*r.Step.Ratio)
		}
	}
	step := niceStep(top, 5)
	return math.Ceil(top/step) * step
}

// economy shows what designs cost for what they bring.
func (s *Study) economy(all []bought) section {
	sec := section{"economics", "What it costs for what it brings", []block{
		paragraph("Costs are of the program, in dollars of 2001. No value of a completed stay or of a year without return to use is supposed: the curves show from which value on a design is the best choice, given how unsure the parameters are."),
	}}
	for i := range all {
		b := &all[i]
		t := &tableBlock{Caption: "Cost and effect: " + lower(b.title), Head: heads("Design", "#Cost", "#Effect", "Standing", "#Cost of one more"), Stacked: true}
		for _, r := range b.rows {
			step := cell{Text: ""}
			if r.Step != nil {
				step = cell{Text: dollars(r.Step.Ratio), Under: "against " + r.Step.From}
			}
			t.Rows = append(t.Rows, tableRow{Cells: []cell{{Text: r.Name}, {Text: dollars(r.Cost)}, {Text: percent(r.Effect, 1)}, {Text: r.Status.String()}, step}})
		}
		t.Note = "Dominated: another design costs no more and brings no less. Cost of one more: dollars for each further " + b.unit + "."
		sec.Blocks = append(sec.Blocks, block{Title: b.title}, block{Table: t})
		if len(b.curve) > 0 {
			sec.Blocks = append(sec.Blocks, block{Figure: s.acceptabilityFigure(b)})
		}
	}
	return sec
}

func (s *Study) acceptabilityFigure(b *bought) *figureBlock {
	last := b.curve[len(b.curve)-1].PerUnit
	c := chart{xTitle: "dollars that one more is worth", yTitle: "share of draws in which best", x: scale{0, last, last / 5, last / 2, func(v float64) string { return dollars(v) }}, y: shares(1)}
	var alt strings.Builder
	alt.WriteString("Share of parameter draws in which each design has the highest net benefit, by what one more " + b.unit + " is worth.")
	know := 0.0
	for i := range s.Designs {
		l := line{shade: seriesShade(i), dash: dash(i % mostSeries)}
		for _, a := range b.curve {
			l.x, l.y = append(l.x, a.PerUnit), append(l.y, a.Shares[i])
			know = math.Max(know, a.PerfectInformation)
		}
		c.lines = append(c.lines, l)
		fmt.Fprintf(&alt, " %s: %s at %s.", s.name(i), percent(l.y[len(l.y)-1], 0), dollars(last))
	}
	caption := fmt.Sprintf("How often each design is the best choice over %d draws of the parameters", s.Draws)
	if know >= 0.5 {
		caption += fmt.Sprintf("; to know all parameters would be worth at most %s a person", dollars(know))
	}
	return &figureBlock{
		caption,
		s.keys(false), []panel{{"", figure(c, alt.String(), 320, 280)}},
	}
}
