package study

import (
	"fmt"
	"math"
)

// TextTable is a table of the text report.
type TextTable struct {
	Title string
	Head  []string
	Rows  [][]string
	Note  string
}

// Headline says what was run.
func (s *Study) Headline() string { return s.pageTitle() + ": " + s.peopleText() }

// Tables gives the tables of the text report: the results with their chance,
// what the parameters leave open, and differences between designs.
func (s *Study) Tables() []TextTable {
	names := []string{"Measure"}
	for i := range s.Designs {
		names = append(names, s.name(i))
	}
	results := TextTable{Title: "Results", Head: names, Note: "±: 95% of chance with so many people. d: days, h: hours. Dollars of 2001."}
	open := TextTable{
		Title: "What the parameters leave open", Head: names,
		Note: fmt.Sprintf("95%% of %d draws of all parameters, %s people each. How programs differ from each other is in it.", s.Draws, count(s.DrawPeople)),
	}
	for k, m := range s.measures {
		if !m.lead {
			continue
		}
		a, b := []string{m.title}, []string{m.title}
		for i := range s.Results {
			e := m.of(&s.Results[i])
			a = append(a, m.unit.write(e.Value)+m.unit.suffix()+halfText(m.unit, e.Low, e.High))
			text := unknown
			if spread, _, ok := s.spread(i, k); ok {
				text = m.unit.interval(spread.Low, spread.High)
			}
			b = append(b, text)
		}
		results.Rows, open.Rows = append(results.Rows, a), append(open.Rows, b)
	}
	out := []TextTable{results}
	if s.explored != nil {
		out = append(out, open)
	}
	if len(s.Designs) > 1 {
		out = append(out, s.differenceText(names))
	}
	return out
}

func (s *Study) differenceText(names []string) TextTable {
	t := TextTable{
		Title: "Differences from " + s.name(0), Head: append([]string{"Measure"}, names[2:]...),
		Note: "The same people met the same chances in every design. Shares in percentage points of all admitted.",
	}
	for _, m := range s.measures {
		if m.paired == 0 {
			continue
		}
		r := []string{m.title}
		for i := 1; i < len(s.Designs); i++ {
			e := s.Pairs.Difference(i, m.paired)
			r = append(r, m.unit.signed(e.Value)+" ("+m.unit.signed(e.Low)+" to "+m.unit.signed(e.High)+")")
		}
		t.Rows = append(t.Rows, r)
	}
	return t
}

// halfText writes half the width of an interval.
func halfText(u unit, low, high float64) string {
	if math.IsNaN(low) || math.IsNaN(high) || low == high {
		return ""
	}
	half := (high - low) / 2
	switch u {
	case shareUnit:
		return " ±" + number(100*half, 1)
	case dollarsUnit:
		return " ±" + number(half, 0)
	case wholeDaysUnit:
		return " ±" + number(half, 1)
	}
	return " ±" + number(half, 2)
}
