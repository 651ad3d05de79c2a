package main

import (
	"fmt"
	"strings"

	"github.com/openiop/openiop/iop"
)

// show writes everything about one standard: its newest period, with the
// numbers that nobody has read marked as such.
func (l *lister) show(c *iop.Catalogue, id string) error {
	s, ok := c.Lookup(iop.StandardID(id), true)
	if !ok {
		return unknownStandard(c, id)
	}
	if l.asJSON {
		l.app.out.Write(marshal(standardWithPrint(&s), ""))
		l.app.out.WriteByte('\n')
		return nil
	}
	w := standardPage{l.app.page(), &s}
	w.about(c.Periods(s.ID, true))
	w.requirements()
	w.counting()
	w.derived()
	w.remarks()
	w.fingerprints()
	return nil
}

// standardPage writes one standard.
type standardPage struct {
	page *page
	s    *iop.Standard
}

func (w standardPage) pair(label string, values ...string) {
	w.page.pair(2, labelColumn, label, dim, values...)
}

func (w standardPage) about(periods []iop.Standard) {
	s := w.s
	w.page.text(0, bold, s.Title)
	w.pair("id", string(s.ID))
	w.pair("authority", s.Authority+" ("+strings.ReplaceAll(string(s.Kind), "-", " ")+")")
	w.pair("jurisdiction", s.Jurisdiction)
	if s.Edition != "" {
		w.pair("edition", s.Edition)
	}
	levels := standardLevels(s)
	if len(s.Levels) > 0 && s.Setting != "" {
		levels += ", which it calls " + s.Setting
	}
	if len(s.Levels) == 0 {
		levels += " (no level of care; it judges only where it is named)"
	}
	w.pair("level", levels)
	w.pair("for", standardPeople(s))
	for _, p := range periods {
		w.pair("in force", periodText(p.InForce))
	}
	w.pair("status", statusText(s))
	w.pair("source", sourceLines(&s.Source)...)
}

func periodText(p iop.Period) string {
	from, until := "since "+p.From.String(), ""
	if !p.From.IsValid() {
		from = "since a day that is not known; treated as in force"
	}
	if p.Until.IsValid() {
		until = ", until before " + p.Until.String()
	}
	return from + until
}

func statusText(s *iop.Standard) string {
	text := "current"
	if s.Status != iop.Current {
		text = string(s.Status) + ": used only where it is named, or with --recalled"
	}
	if s.Confidence == iop.Recalled {
		text = "RECALLED: nobody has read it in its source; used only where it is named, never an error"
	}
	if s.StatusRemark != "" {
		text += " (" + s.StatusRemark + ")"
	}
	return text
}

// sourceLines words a source in full.
func sourceLines(s *iop.Source) []string {
	lines := []string{sourceText(s)}
	if s.AsOf != "" {
		lines[0] += ", as of " + s.AsOf
	}
	if s.URL != "" {
		lines = append(lines, s.URL)
	}
	if s.ReadAt != "" {
		lines = append(lines, "read in a copy: "+s.ReadAt)
	}
	return lines
}

func (w standardPage) requirements() {
	list := demands(&w.s.Requirements)
	if len(list) == 0 {
		w.page.gap()
		w.page.text(0, plain, "It states no number that a schedule can be compared with.")
		return
	}
	w.page.gap()
	w.page.text(0, bold, "Requires")
	for i, d := range list {
		if i > 0 && w.page.narrow() {
			w.page.gap()
		}
		w.page.pair(2, labelColumn+2, d.kind, bold, w.lines(&d)...)
	}
}

// lines words a requirement with its terms. Where its source is that of the
// whole standard, the source is not repeated.
func (w standardPage) lines(d *demand) []string {
	text := sentence(d.text) + " [" + d.terms.Strength.String()
	if ages := agesText(d.terms.Ages); ages != "" {
		text += ", " + ages + " only"
	}
	if d.terms.Source.Confidence == iop.Recalled && w.s.Confidence != iop.Recalled {
		text += ", RECALLED: only with --recalled"
	}
	if d.shown {
		text += ", shown but not judged"
	}
	lines := []string{text + "]"}
	if d.terms.Condition != "" {
		lines = append(lines, "condition: "+d.terms.Condition)
	}
	if d.terms.Source != w.s.Source {
		lines = append(lines, sourceLines(&d.terms.Source)...)
	}
	return lines
}

// counting writes the standard's own list and what it comes to.
func (w standardPage) counting() {
	w.page.gap()
	w.page.text(0, bold, "What counts")
	c := w.s.Counting
	if c == nil {
		w.page.text(2, plain, "It has no list of its own: the counting policy in use applies.")
		return
	}
	if c.Closed {
		w.pair("kind", "closed: only what is named counts")
	} else {
		w.pair("kind", "open: it adds to the policy in use and takes from it")
	}
	if len(c.Counts) > 0 {
		w.pair("counts", c.Counts...)
	}
	if len(c.Excludes) > 0 {
		w.pair("leaves out", c.Excludes...)
	}
	w.resolved()
	if c.Source != w.s.Source {
		w.pair("source", sourceLines(&c.Source)...)
	}
}

// resolved says which activities the words of the list stand for.
func (w standardPage) resolved() {
	usual := iop.DefaultCounting()
	own, _ := w.s.CountingUnder(usual)
	var counted, more, less []string
	for a := range iop.Activities() {
		has, had := own.Counted.Has(a), usual.Counted.Has(a)
		if has {
			counted = append(counted, a.Title())
		}
		if has && !had {
			more = append(more, a.Title())
		}
		if had && !has {
			less = append(less, a.Title())
		}
	}
	if w.s.Counting.Closed {
		w.pair("these are", listWords(counted, "and"))
		return
	}
	w.pair("these add", listWords(orNothing(more), "and")+" to the default policy")
	w.pair("and take", listWords(orNothing(less), "and")+" from it")
}

func orNothing(list []string) []string {
	if len(list) == 0 {
		return []string{"nothing"}
	}
	return list
}

func (w standardPage) derived() {
	if len(w.s.Derived) == 0 {
		return
	}
	w.page.gap()
	w.page.text(0, bold, "Follows by arithmetic (shown, never judged)")
	for _, d := range w.s.Derived {
		w.page.text(2, plain, fmt.Sprintf("%s: %d %s (%s)", d.Of, d.Value, d.Unit, d.Why))
	}
}

func (w standardPage) remarks() {
	if w.s.Remarks != "" {
		w.page.gap()
		w.page.text(0, bold, "Remarks")
		w.page.text(2, plain, w.s.Remarks)
	}
	if len(w.s.Recalled) == 0 {
		return
	}
	w.page.gap()
	w.page.text(0, bold, "Recalled: nobody has read these in a source, and nothing uses them")
	for _, r := range w.s.Recalled {
		w.page.pair(2, 2, "-", dim, r)
	}
}

func (w standardPage) fingerprints() {
	j := standardWithPrint(w.s)
	w.page.gap()
	w.page.text(0, bold, "Fingerprint")
	w.page.line("  " + j.Fingerprint)
	if j.WithoutRecalled != "" {
		w.page.text(2, plain, "and without the recalled numbers, as check judges by default:")
		w.page.line("  " + j.WithoutRecalled)
	}
}
