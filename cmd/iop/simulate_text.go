package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/openiop/openiop/cmd/iop/study"
	"github.com/openiop/openiop/simulate"
)

// writeStudy writes the results of a study for people.
func (a *app) writeStudy(s *study.Study, out string) error {
	p := a.page()
	p.text(0, bold, s.Headline())
	for _, t := range s.Tables() {
		p.gap()
		p.text(0, bold, t.Title)
		writeStudyTable(p, &t)
		if t.Note != "" {
			p.text(2, dim, t.Note)
		}
	}
	p.gap()
	for i := range s.Record.Designs {
		writeDesignRecord(p, &s.Record.Designs[i])
	}
	p.pair(2, planColumn, "seed, engine", dim, fmt.Sprintf("%d, %s", s.Seed, s.Record.Engine))
	p.pair(2, planColumn, "assumptions", dim, strings.Join(s.Record.Assumptions, ", "))
	if out != "" {
		p.pair(2, planColumn, "written", dim, filepath.Join(out, "report.html"), "and beside it "+strings.Join(s.Files()[1:], ", "))
	}
	p.gap()
	p.text(0, plain, study.Notice)
	return nil
}

func writeStudyTable(p *page, t *study.TextTable) {
	tab := table{columns: []column{{title: t.Head[0], givesWay: true}}}
	for _, h := range t.Head[1:] {
		tab.columns = append(tab.columns, column{title: h, right: true})
	}
	tab.rows = t.Rows
	if tab.write(p, 2) {
		return
	}
	for _, r := range t.Rows {
		var values []string
		for i, v := range r[1:] {
			values = append(values, t.Head[i+1]+" "+v)
		}
		p.pair(2, 2*planColumn, r[0], dim, values...)
	}
}

func writeDesignRecord(p *page, d *simulate.DesignRecord) {
	text := "admission " + dateText(d.Start)
	if d.Reference {
		text += "; reference design, stays as published"
	}
	if d.AbstinenceOnly {
		text += "; abstinence-only comparator"
	}
	lines := []string{text}
	for _, r := range d.Readings {
		lines = append(lines, "read so: "+r)
	}
	for _, s := range d.Standards {
		lines = append(lines, fmt.Sprintf("weeks judged by %s %.12s", s.ID, s.Fingerprint))
	}
	p.pair(2, planColumn, d.Design, dim, append(lines, fmt.Sprintf("run %.12s", d.Run))...)
}

// writePath tells what happens to one person.
func writePath(p *page, x *simulate.Path) {
	lines := strings.Split(strings.TrimSuffix(x.Explain(), "\n"), "\n")
	p.text(0, bold, lines[0])
	for _, l := range lines[1:] {
		day, what, ok := strings.Cut(l, "  day ")
		if !ok {
			p.text(2, plain, l)
			continue
		}
		n, what, _ := strings.Cut(strings.TrimLeft(what, " "), "  ")
		p.pair(2, planColumn, fmt.Sprintf("%s  day %3s", day, n), dim, what)
	}
	p.gap()
	p.text(0, plain, study.Notice)
}
