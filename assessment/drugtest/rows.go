package drugtest

import (
	"slices"
	"strings"
)

// rows makes the rows of the newest result.
func (p *pass) rows(in *Interpretation, events []event) {
	r := &in.newest
	in.Notices = append(in.Notices, r.assessed.facts...)
	if !r.IsReport() {
		return
	}
	if !r.Validity().IsUsable() && len(r.findings) == 0 {
		in.Rows = append(in.Rows, Row{Result: r.visit.ID, Reading: UnusableReading, Outcome: Unusable, Episode: -1,
			Because: append([]Fact{{Kind: FactUnusable, Word: r.Validity().String()}}, r.assessed.facts...)})
		return
	}
	for i := range events {
		f := &r.findings[events[i].finding]
		row := Row{
			Result: r.visit.ID, Analyte: f.Analyte, Reading: events[i].verdict.reading, Outcome: f.Outcome, Safety: p.c.tags[f.at],
			Definitive: r.process == Definitive, Acknowledged: f.Acknowledged || r.visit.Acknowledged, Episode: -1,
		}
		if row.Reading == UnusableReading {
			row.Outcome = Unusable
		}
		row.Because = p.because(r, f, &events[i].verdict)
		in.Rows = append(in.Rows, row)
	}
	p.withoutFinding(in)
	p.notShown(in)
}

// withoutFinding adds a row for each member of the panel on which nothing was
// reported.
func (p *pass) withoutFinding(in *Interpretation) {
	r := &in.newest
	for _, m := range r.panel.members {
		if slices.ContainsFunc(r.findings, func(f found) bool { return f.at == m.analyte || p.c.classOf[f.at] == m.class }) {
			continue
		}
		row := Row{Result: r.visit.ID, Reading: IndeterminateReading, Outcome: Indeterminate, Definitive: r.process == Definitive, Episode: -1,
			Because: []Fact{{Kind: FactNoFinding}}}
		if m.class >= 0 {
			row.Class, row.Safety = p.c.classes[m.class].ID, p.c.classes[m.class].Safety
		} else {
			row.Analyte, row.Safety = p.c.analytes[m.analyte].ID, p.c.tags[m.analyte]
		}
		in.Rows = append(in.Rows, row)
	}
}

// notShown adds a row for each medication in force that the panel could not
// show and no finding of the result shows.
func (p *pass) notShown(in *Interpretation) {
	r := &in.newest
	var rows []Row
	for _, m := range p.active {
		if m.substance < 0 || !p.canShow(r, m.substance) {
			rows = append(rows, p.untested(r, m))
		}
	}
	slices.SortStableFunc(rows, func(a, b Row) int { return strings.Compare(string(a.Medication), string(b.Medication)) })
	rows = slices.CompactFunc(rows, func(a, b Row) bool { return a.Medication == b.Medication && a.Medication != "" })
	in.Rows = append(in.Rows, rows...)
}

// untested is the row of a medication that the panel could not show. It has an
// analyte if the catalogue has one for it.
func (p *pass) untested(r *Result, m taken) Row {
	row := Row{Result: r.visit.ID, Medication: SubstanceID(plainWord(m.Substance)), Reading: NotTestedReading, Episode: -1}
	analyte := -1
	if m.substance >= 0 {
		row.Medication, analyte = p.c.substances[m.substance], p.v.shows[m.substance]
	}
	if analyte < 0 {
		row.Because = []Fact{{Kind: FactNoAnalyte, Substance: string(row.Medication)}}
		return row
	}
	row.Analyte, row.Safety = p.c.analytes[analyte].ID, p.c.tags[analyte]
	row.Because = []Fact{{Kind: FactNotOnPanel, Substance: string(row.Medication)}}
	if u := p.c.analytes[analyte].Unseen; u != nil && slices.ContainsFunc(r.panel.members, func(o member) bool { return o.class == p.c.classOf[analyte] }) {
		row.Because = append(row.Because, Fact{Kind: FactUnseen, Analyte: row.Analyte, Source: u.source})
	}
	return row
}

// canShow reports whether the panel covers an analyte that a medication should
// or can give, or a finding shows it all the same.
func (p *pass) canShow(r *Result, substance int) bool {
	for i := range p.n {
		if p.v.explains[substance*p.n+i] > little && r.panel.covers(i, r.process) {
			return true
		}
	}
	return p.shownBy(r, substance) >= 0
}
