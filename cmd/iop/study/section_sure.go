package study

import (
	"fmt"
	"math"
	"strings"

	"github.com/openiop/openiop/simulate/explore"
)

// sure shows the two kinds of not knowing apart.
func (s *Study) sure() section {
	sec := section{"sure", "How sure this is", []block{
		paragraph(fmt.Sprintf("Two things make a number unsure, and they are told apart. Chance: %s people are not all people, and more of them would narrow the interval. Parameters: what was read about treatment is itself uncertain, and no number of simulated people changes that.", count(s.People))),
	}}
	if s.explored == nil {
		sec.Blocks = append(sec.Blocks, paragraph("The parameters were not varied in this run (--draws 0), so that only chance is shown."))
	} else {
		sec.Blocks = append(sec.Blocks, paragraph(fmt.Sprintf("For the second, all parameters were drawn anew %d times from their distributions, each time for %s people. How different programs are from each other (program-effect) is one of them, and for the reasons of discharge by far the largest.", s.Draws, count(s.DrawPeople))))
		if ids := s.offCenter(); len(ids) > 0 {
			sec.Blocks = append(sec.Blocks, paragraph("Draws need not lie around the value of the run: these assumptions have another value in it than the middle of their distribution (mostly zero, so that nothing unmeasured acts): "+strings.Join(ids, ", ")+"."))
		}
	}
	for i := range s.Designs {
		sec.Blocks = append(sec.Blocks, block{Table: s.sureTable(i)})
	}
	return sec
}

// offCenter gives the assumptions whose value is not the mean of their
// distribution.
func (s *Study) offCenter() (out []string) {
	for p := range s.Parameters.All() {
		if p.Assumption && p.Spread.IsStated() && p.Spread.Mean() != p.Value {
			out = append(out, p.ID)
		}
	}
	return out
}

func (s *Study) sureTable(i int) *tableBlock {
	caption := "Chance and parameters apart"
	if len(s.Designs) > 1 {
		caption += ": " + s.name(i)
	}
	t := &tableBlock{Caption: caption, Head: heads("Measure", "#Value", "#Chance, 95%", "#People for", "#Parameters, 95%", "#Parameters, SD"), Stacked: true}
	for k, m := range s.measures {
		e := m.of(&s.Results[i])
		spread, apart, ok := s.spread(i, k)
		if math.IsNaN(e.SE) && !ok {
			continue
		}
		r := tableRow{Cells: []cell{{Text: m.title}, {Text: m.unit.write(e.Value) + m.unit.suffix()}, {}, {}, {}, {}}}
		if !math.IsNaN(e.Low) && e.Low != e.High {
			r.Cells[2].Text = m.unit.interval(e.Low, e.High)
		}
		half, words := m.unit.wanted()
		if n := s.Results[i].PeopleFor(e, half); n > 1 {
			r.Cells[3] = cell{Text: count(n), Under: words}
		}
		if ok {
			r.Cells[4].Text = m.unit.interval(spread.Low, spread.High)
			r.Cells[5].Text = m.unit.write(apart.ParameterSD)
		}
		t.Rows = append(t.Rows, r)
	}
	t.Note = "People for: how many a run needs for an interval of chance that wide. Parameters, 95%: between these lie 95% of the draws. Parameters, SD: standard deviation of the draws, the chance of each draw taken out."
	return t
}

// mostBars is how many bars a tornado shows.
const mostBars = 10

// tornado shows which parameters matter.
func (s *Study) tornado() section {
	sec := section{"tornado", "Which parameters matter", []block{
		paragraph("Each parameter on its own is moved to the ends of the range in which it lies with 95%, all others stay. The longer the bar, the more the result hangs on it."),
	}}
	title := func(id string) string {
		p, err := s.Parameters.Lookup(id)
		if err != nil {
			return id
		}
		return sentence(p.Title)
	}
	show := func(measureID string, of func([]explore.Bar, []explore.Bar) []explore.Bar, design int, caption string, unitWords string, factor float64) {
		k := s.measureAt(measureID)
		write := s.measures[k].unit.write
		if of != nil {
			write = s.measures[k].unit.signed
		}
		bars := s.explored.bars[s.place(design, k)]
		if of != nil {
			bars = of(bars, s.explored.bars[s.place(0, k)])
		}
		var rows []row
		for _, b := range bars {
			if len(rows) == mostBars || math.Abs(b.AtHigh-b.Base)+math.Abs(b.AtLow-b.Base) < 1e-9 {
				break
			}
			rows = append(rows, row{name: title(b.Input), low: factor * (b.AtLow - b.Base), high: factor * (b.AtHigh - b.Base), shade: series, other: series + 1})
		}
		if len(rows) == 0 {
			sec.Blocks = append(sec.Blocks, block{Title: caption}, paragraph("No parameter changes it."))
			return
		}
		c := rowChart{xTitle: unitWords, x: around(0, rows, plainTick), rows: rows}
		sec.Blocks = append(sec.Blocks,
			block{Figure: &figureBlock{caption, []key{{"parameter at its low end", 1, 0, false}, {"at its high end", 2, 0, false}}, []panel{{"", figure(c, "Bars of the parameters that change the result most; the table below has the numbers.", c.height(), c.height())}}}},
			block{Table: s.tornadoTable(bars, caption, write)})
	}
	for i := range s.Designs {
		name := ""
		if len(s.Designs) > 1 {
			name = ", " + s.name(i)
		}
		if i == 0 {
			show("completed", nil, 0, "Share completed"+name, "change in percentage points", 100)
			show("cost", nil, 0, "Cost of an admission"+name, "change in dollars", 1)
			continue
		}
		show("completed", minusBars, i, fmt.Sprintf("Difference in the share completed, %s less %s, points", s.name(i), s.name(0)), "change of the difference in percentage points", 100)
	}
	return sec
}

// minusBars gives the bars of a difference, the widest first.
func minusBars(of, from []explore.Bar) []explore.Bar {
	by := map[string]explore.Bar{}
	for _, b := range from {
		by[b.Input] = b
	}
	out := make([]explore.Bar, 0, len(of))
	for _, b := range of {
		f := by[b.Input]
		b.AtLow, b.AtHigh, b.Base = b.AtLow-f.AtLow, b.AtHigh-f.AtHigh, b.Base-f.Base
		out = append(out, b)
	}
	sortBars(out)
	return out
}

func (s *Study) tornadoTable(bars []explore.Bar, caption string, write func(float64) string) *tableBlock {
	t := &tableBlock{Caption: caption + ": the numbers", Head: heads("Parameter", "#From", "#To", "#Result at low", "#Result at high"), Stacked: true}
	for _, b := range bars {
		if len(t.Rows) == mostBars || math.Abs(b.AtHigh-b.Base)+math.Abs(b.AtLow-b.Base) < 1e-9 {
			break
		}
		p, err := s.Parameters.Lookup(b.Input)
		if err != nil {
			continue
		}
		name := cell{Text: sentence(p.Title), Under: p.ID}
		if p.Assumption {
			name.Under += ", assumption"
		}
		t.Rows = append(t.Rows, tableRow{Cells: []cell{name, {Text: plainDigits(b.Low)}, {Text: plainDigits(b.High)}, {Text: write(b.AtLow)}, {Text: write(b.AtHigh)}}})
	}
	return t
}

// assumptions shows what nobody measured, at zero.
func (s *Study) assumptions() section {
	sec := section{"assumptions", "Assumptions, and the results without them", []block{
		paragraph("Nobody has measured these. Where an assumption is in use, the result without it stands beside it; where it is not, the model has it at zero, and the tornado shows what it could do."),
	}}
	var atZero []term
	for x := range s.Parameters.All() {
		if x.Assumption && x.Value == 0 {
			atZero = append(atZero, term{sentence(x.Title), x.ID + ": at zero. " + x.Note})
		}
	}
	if s.explored != nil && len(s.plan.zeros) > 0 {
		sec.Blocks = append(sec.Blocks, block{Table: s.withoutTable()})
	}
	if len(atZero) > 0 {
		sec.Blocks = append(sec.Blocks, block{Title: "At zero in this run"}, block{List: atZero})
	}
	return sec
}

// withoutTable shows some measures as they were run and without each assumption
// in use.
func (s *Study) withoutTable() *tableBlock {
	t := &tableBlock{
		Caption: fmt.Sprintf("Assumptions in use, each on its own put to zero (%s people)", count(s.DrawPeople)), Head: s.designHeads("Measure"), Stacked: len(s.Designs) > 2,
	}
	for _, id := range []string{"completed", "retention60", "attendance", "weeksMet", "relapse365", "cost"} {
		k := s.measureAt(id)
		line := func(name cell, of []float64) {
			r := tableRow{Cells: []cell{name}}
			for i := range s.Designs {
				text := unknown
				if at := s.place(i, k); !s.explored.unknown[at] {
					text = s.measures[k].unit.write(of[at])
				}
				r.Cells = append(r.Cells, cell{Text: text})
			}
			t.Rows = append(t.Rows, r)
		}
		t.Rows = append(t.Rows, tableRow{Group: s.measures[k].title})
		line(cell{Text: "As it was run"}, s.explored.base)
		for z, id := range s.plan.zeros {
			p, err := s.Parameters.Lookup(id)
			if err == nil {
				line(cell{Text: "Without: " + p.Title, Under: fmt.Sprintf("%s, %s in the run", id, plainNumber(p.Value))}, s.explored.zeros[z])
			}
		}
	}
	return t
}
