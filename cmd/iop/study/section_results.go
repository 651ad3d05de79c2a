package study

import (
	"fmt"
	"slices"
	"strings"

	"github.com/openiop/openiop/simulate"
)

// name gives the name of a design as outputs use it.
func (s *Study) name(i int) string { return s.Results[i].Design() }

// title gives what a page calls a design.
func (s *Study) title(i int) string {
	p := &s.Designs[i].Program
	if p.Title != "" && p.Title != s.name(i) {
		return s.name(i) + " (" + p.Title + ")"
	}
	return s.name(i)
}

// designHeads gives the titles of columns, one for each design.
func (s *Study) designHeads(first string) []cell {
	out := heads(first)
	for i := range s.Designs {
		out = append(out, cell{Text: s.name(i), Number: true})
	}
	return out
}

// glance is the short table at the top.
func (s *Study) glance() section {
	t := &tableBlock{Caption: "What happened to " + s.peopleText(), Head: s.designHeads("Measure"), Stacked: len(s.Designs) > 2}
	for _, m := range s.measures {
		if m.lead {
			t.Rows = append(t.Rows, s.measureRow(m))
		}
	}
	t.Note = "Under each number: where it lies with 95%, chance alone (more people would narrow it). How unsure the parameters make it stands in “How sure this is”."
	blocks := []block{paragraph(s.verdict()), {Table: t}}
	for i := range s.Designs {
		if s.Designs[i].Comparator != nil {
			blocks = append(blocks, paragraph(fmt.Sprintf("%s ends stays because of positive tests. It is a comparator, not advice: guidance makes abstinence no condition of staying, and what such rules do to people's willingness to stay is an assumption.", s.name(i))))
		}
		if s.Designs[i].Reference {
			blocks = append(blocks, paragraph(s.name(i)+" is a reference design: how long people are meant to stay is drawn from published discharges, not set by the program's rules. It serves calibration."))
		}
	}
	return section{"glance", "At a glance", blocks}
}

func (s *Study) peopleText() string {
	return count(s.People) + " simulated people" + map[bool]string{true: " in each design"}[len(s.Designs) > 1]
}

// verdict says in a sentence what differs and whether that is more than chance.
func (s *Study) verdict() string {
	if len(s.Designs) == 1 {
		r := &s.Results[0]
		days, ok := r.MedianStay()
		stay := "More than half were still there at the end of the time simulated."
		if ok {
			stay = fmt.Sprintf("Half had left by day %.0f.", days.Value)
		}
		return fmt.Sprintf("%s of those discharged had completed, %s had dropped out. %s", percent(r.Reason(simulate.Completed).Value, 1), percent(r.Reason(simulate.DroppedOut).Value, 1), stay)
	}
	var out strings.Builder
	for i := 1; i < len(s.Designs); i++ {
		e := s.Pairs.Difference(i, simulate.CompletedMeasure)
		d := s.Pairs.Difference(i, simulate.CostMeasure)
		fmt.Fprintf(&out, "Against %s, in %s the share completed %s and the cost of an admission %s. ",
			s.name(0), s.name(i), changeText(shareUnit, e, " points"), changeText(dollarsUnit, d, ""))
	}
	return out.String() + "The same simulated people met the same chances in every design. These are differences under the model's assumptions, not forecasts."
}

// changeText says how a measure differs, and whether that is more than chance.
func changeText(u unit, e simulate.Estimate, word string) string {
	text := u.signed(e.Value)
	switch {
	case e.Value == 0 && e.SE == 0:
		return "is the same"
	case e.Low > 0 || e.High < 0:
		return "differs by " + text + word
	}
	return "differs by no more than chance (" + text + word + ")"
}

func (s *Study) measureRow(m measure) tableRow {
	r := tableRow{Cells: []cell{{Text: m.title}}}
	for i := range s.Results {
		e := m.of(&s.Results[i])
		r.Cells = append(r.Cells, cell{Text: m.unit.write(e.Value) + m.unit.suffix(), Under: m.unit.interval(e.Low, e.High)})
	}
	return r
}

// suffix is what follows a number in a table of several units.
func (u unit) suffix() string {
	switch u {
	case daysUnit, wholeDaysUnit:
		return " d"
	case hoursUnit:
		return " h"
	}
	return ""
}

// everything is the table of all measures.
func (s *Study) everything() section {
	t := &tableBlock{Caption: "All measures", Head: s.designHeads("Measure"), Stacked: len(s.Designs) > 2}
	group := ""
	for _, m := range s.measures {
		if m.group != group {
			group = m.group
			t.Rows = append(t.Rows, tableRow{Group: group})
		}
		t.Rows = append(t.Rows, s.measureRow(m))
	}
	t.Note = "d: days; h: hours. Program costs are in dollars of 2001, rewards in those of 2005, costs to the person in those of 2009, as their sources give them; they are not converted."
	return section{"measures", "All measures", []block{{Table: t}, {Table: s.events()}}}
}

// events counts what the rules answered.
func (s *Study) events() *tableBlock {
	t := &tableBlock{Caption: "What the rules answered, for each 100 people", Head: s.designHeads("Event"), Stacked: len(s.Designs) > 2}
	per := func(title string, of func(*simulate.Summary) int64) {
		r := tableRow{Cells: []cell{{Text: title}}}
		any := false
		for i := range s.Results {
			sum := s.Results[i].Summary()
			n := of(sum)
			any = any || n > 0
			r.Cells = append(r.Cells, cell{Text: number(100*float64(n)/float64(sum.People), 1)})
		}
		if any {
			t.Rows = append(t.Rows, r)
		}
	}
	for _, e := range eventCounts() {
		per(e.title, e.of)
	}
	return t
}

// event is something that is counted.
type event struct {
	id, title string
	of        func(*simulate.Summary) int64
}

func eventCounts() []event {
	out := []event{
		{"testsPlanned", "Drug tests planned", func(s *simulate.Summary) int64 { return s.Tests }},
		{"testsTaken", "Drug tests taken", func(s *simulate.Summary) int64 { return s.TestsTaken }},
		{"testsPositive", "Drug tests positive", func(s *simulate.Summary) int64 { return s.TestsPositive }},
	}
	for _, k := range stepKinds() {
		out = append(out, event{"step:" + k.String(), "Supportive step: " + words(k.String()), func(s *simulate.Summary) int64 { return s.StepCount(k) }})
	}
	for _, o := range stepDownOutcomes() {
		out = append(out, event{"review:" + o.String(), "Stepping down: " + words(o.String()), func(s *simulate.Summary) int64 { return s.Reviews[o] }})
	}
	return append(out,
		event{"steppedDown", "Moved to a lower level by a review", func(s *simulate.Summary) int64 { return s.SteppedDown }},
		event{"makeUpsOffered", "Make-up sessions offered", func(s *simulate.Summary) int64 { return s.MakeUpsOffered }},
		event{"makeUpsAttended", "Make-up sessions attended", func(s *simulate.Summary) int64 { return s.MakeUpsAttended }},
		event{"aftercarePeople", "People with an aftercare plan", func(s *simulate.Summary) int64 { return s.AftercarePeople }},
		event{"firstInTime", "First aftercare contact in time", func(s *simulate.Summary) int64 { return s.FirstInTime }},
		event{"contacts", "Aftercare contacts planned", func(s *simulate.Summary) int64 { return s.Contacts }},
		event{"contactsAttended", "Aftercare contacts that took place", func(s *simulate.Summary) int64 { return s.ContactsAttended }},
		event{"abstinenceOnlyLeavers", "Ended for positive tests (comparator only)", func(s *simulate.Summary) int64 { return s.AbstinenceOnlyLeavers }},
	)
}

// differences compares designs with the first, person by person.
func (s *Study) differences() section {
	var blocks []block
	blocks = append(blocks, paragraph("Each person met the same chances in every design, so that differences between designs are known far better than the numbers themselves."))
	t := &tableBlock{Caption: "Difference from " + s.name(0) + ", with 95% intervals", Head: heads("Measure"), Stacked: len(s.Designs) > 2}
	for i := 1; i < len(s.Designs); i++ {
		t.Head = append(t.Head, cell{Text: s.name(i), Number: true})
	}
	for k, m := range s.measures {
		if m.paired == 0 {
			continue
		}
		r := tableRow{Cells: []cell{{Text: m.title, Under: m.unit.word(true)}}}
		for i := 1; i < len(s.Designs); i++ {
			e := s.Pairs.Difference(i, m.paired)
			c := cell{Text: m.unit.signed(e.Value), Under: m.unit.signed(e.Low) + " to " + m.unit.signed(e.High)}
			if x, ok := s.differenceSpread(i, k); ok {
				c.More = "parameters: " + m.unit.signed(x.Low) + " to " + m.unit.signed(x.High)
			}
			r.Cells = append(r.Cells, c)
		}
		t.Rows = append(t.Rows, r)
	}
	t.Note = "Shares of completed and dropped out are of all people admitted. First interval: chance. Second: 95% of the draws of the parameters."
	if slices.ContainsFunc(s.measures, func(m measure) bool { return m.paired > 0 && m.unit == shareUnit && s.differs(m) }) {
		blocks = append(blocks, block{Figure: s.forest()})
	}
	blocks = append(blocks, block{Table: t})
	return section{"differences", "Differences between designs", blocks}
}

// forest draws the differences of shares.
func (s *Study) forest() *figureBlock {
	f := &figureBlock{Caption: "Differences of shares from " + s.name(0) + ", percentage points"}
	var all []row
	panels := make([][]row, len(s.Designs)-1)
	for i := 1; i < len(s.Designs); i++ {
		for _, m := range s.measures {
			if m.paired == 0 || m.unit != shareUnit || !s.differs(m) {
				continue
			}
			e := s.Pairs.Difference(i, m.paired)
			r := row{name: m.title, low: 100 * e.Low, high: 100 * e.High, at: 100 * e.Value, point: true, shade: seriesShade(i)}
			panels[i-1], all = append(panels[i-1], r), append(all, r)
		}
	}
	x := around(0, all, plainTick)
	for i, rows := range panels {
		c := rowChart{xTitle: "percentage points", x: x, rows: rows}
		f.Panels = append(f.Panels, panel{s.name(i + 1), figure(c, "Differences of "+s.name(i+1)+" from "+s.name(0)+"; the table below has the numbers.", c.height(), c.height())})
	}
	return f
}

// differs reports whether a measure is not the same in all designs.
func (s *Study) differs(m measure) bool {
	for i := 1; i < len(s.Designs); i++ {
		if e := s.Pairs.Difference(i, m.paired); e.Value != 0 || e.SE != 0 {
			return true
		}
	}
	return false
}

// seriesShade gives the color of a design.
func seriesShade(i int) shade { return series + shade(i%mostSeries) }
