package main

import (
	"slices"
	"strings"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
)

// findings writes the shown findings in sections: what is not met, what is
// not decided, and what else there is to say.
func (t *textPrinter) findings(r *result) {
	shown := groups(r.shown())
	of := func(o iop.Outcome) []*group {
		return slices.DeleteFunc(slices.Clone(shown), func(g *group) bool { return g.Outcome != o })
	}
	unmet := of(iop.NotMet)
	slices.SortStableFunc(unmet, func(a, b *group) int { return int(b.Severity) - int(a.Severity) })
	if len(unmet) > 0 {
		t.section("Not met", red)
		for i, g := range unmet {
			t.between(i)
			t.entry(r, g, g.Severity.String(), severityInk(g.Severity))
		}
	}
	t.open(r, of(iop.Undetermined))
	t.notes(r, of(iop.Met))
	t.brief(r, "Met", green, slices.DeleteFunc(of(iop.Met), isNote))
	t.brief(r, "Does not apply", dim, of(iop.NotApplicable))
	t.brief(r, "Not in force", dim, of(iop.NotInForce))
	if len(shown) == 0 && r.judged != nil {
		t.page.gap()
		t.page.text(2, green, "Everything that was looked at is met.")
	}
}

func severityInk(s iop.Severity) ink {
	switch s {
	case iop.Error:
		return red
	case iop.Warning:
		return yellow
	}
	return cyan
}

func (t *textPrinter) section(title string, i ink) {
	t.page.gap()
	t.page.text(0, i, title)
}

// between separates the entries of a section.
func (t *textPrinter) between(i int) {
	if i > 0 {
		t.page.gap()
	}
}

// entry writes one conclusion with what it rests on and what could help.
func (t *textPrinter) entry(r *result, g *group, label string, i ink) {
	t.page.pair(2, entryColumn, label, i, sentence(conclusion(r, g.Finding)))
	pair := func(label string, values ...string) { t.page.pair(2, entryColumn, label, dim, values...) }
	pair("where", t.where(r, g))
	pair("rule", r.ruleText(g.Finding))
	if g.Source != nil {
		pair("whose", sourceText(g.Source))
	}
	for _, l := range append(t.reasons(r, g.Finding), r.happenings(g)...) {
		pair(l.label, l.values...)
	}
	if help := t.alternatives(r, g); len(help) > 0 {
		pair("could help", help...)
	}
}

func (t *textPrinter) where(r *result, g *group) string {
	text := r.places(g.wheres)
	if g.Where.Place == "" {
		return text
	}
	names := blockNames{r}
	return names.of(&iop.Fact{Place: g.Where.Place}) + " (" + g.Where.Place + ")"
}

// ruleText names a finding's rule and, by its id, the standard.
func (r *result) ruleText(f *iop.Finding) string {
	switch {
	case f.Standard == "" && r.calendar != nil:
		return string(f.Rule.ID) + ", about the calendar itself"
	case f.Standard == "" && r.roster:
		return string(f.Rule.ID) + ", about the record itself"
	case f.Standard == "":
		return string(f.Rule.ID) + ", about the design itself"
	}
	return string(f.Rule.ID) + " of " + string(f.Standard)
}

// reasons words what a finding rests on beyond what stands with its weeks: a
// condition, another way of counting, the levels.
func (t *textPrinter) reasons(r *result, f *iop.Finding) (out []labelled) {
	add := func(label, text string) { out = append(out, labelled{label, []string{text}}) }
	for _, fact := range f.Because {
		switch fact.Kind {
		case iop.FactCondition:
			add("condition", fact.Name)
		case iop.FactMonths, iop.FactSuperseded:
			add("note", fact.String())
		}
	}
	w := r.week(f.Where)
	if f.Rule.ID == ruleLabel && w != nil {
		add("level", amountsTo(w))
	}
	if f.Standard != "" && w != nil {
		out = append(out, t.ownCount(r, f)...)
	}
	return out
}

func amountsTo(w *schedule.Week) string {
	text := levels(w)
	if maybe, ok := strings.CutPrefix(text, "maybe "); ok {
		return "these hours may amount to " + maybe
	}
	if text == "none" {
		text = "none of the levels looked at"
	}
	return "these hours amount to " + text
}

// ownCount says what a standard counts where its own list makes a difference.
func (t *textPrinter) ownCount(r *result, f *iop.Finding) []labelled {
	kind, ok := t.kinds.of[f.Where]
	if !ok || kind < 0 {
		return nil
	}
	own := contentsOf(r, f.Because)
	lines := own.lines()
	if !own.read || sameLines(lines, t.kinds.list[kind].contents.lines()) {
		return nil
	}
	lines[0].values = []string{lines[0].values[0] + " (by the standard's own list)"}
	return lines
}

// openEntry is what would decide some findings, and these by their places.
type openEntry struct {
	help   []string
	places []openPlace
}

type openPlace struct {
	where string
	found []*group
}

// open writes what is not decided, together what the same thing would decide.
func (t *textPrinter) open(r *result, gs []*group) {
	if len(gs) == 0 {
		return
	}
	t.section("Not decided: more needs to be known", yellow)
	var places []openPlace
	for _, g := range gs {
		where := t.where(r, g)
		i := slices.IndexFunc(places, func(p openPlace) bool { return p.where == where })
		if i < 0 {
			places = append(places, openPlace{where: where})
			i = len(places) - 1
		}
		places[i].found = append(places[i].found, g)
	}
	var entries []openEntry
	for _, p := range places {
		help := t.wouldDecide(r, p.found)
		i := slices.IndexFunc(entries, func(e openEntry) bool { return slices.Equal(e.help, help) })
		if i < 0 {
			entries = append(entries, openEntry{help: help})
			i = len(entries) - 1
		}
		entries[i].places = append(entries[i].places, p)
	}
	for i, e := range entries {
		t.between(i)
		t.openEntry(r, e)
	}
}

func (t *textPrinter) openEntry(r *result, e openEntry) {
	pair := func(label string, values ...string) { t.page.pair(2, entryColumn, label, dim, values...) }
	var whose []string
	for _, p := range e.places {
		pair("where", p.where)
		var open []string
		for _, g := range p.found {
			open = append(open, conclusion(r, g.Finding)+" ["+shortRule(g.Finding)+"]")
			if g.Source != nil && !slices.Contains(whose, sourceText(g.Source)) {
				whose = append(whose, sourceText(g.Source))
			}
		}
		pair("open", open...)
		for _, g := range p.found {
			for _, l := range r.happenings(g) {
				pair(l.label, l.values...)
			}
		}
	}
	pair("whose", whose...)
	pair("could help", e.help...)
}

// shortRule names a finding's rule without its package.
func shortRule(f *iop.Finding) string {
	_, name, _ := strings.Cut(string(f.Rule.ID), "/")
	if f.Standard != "" {
		name += " of " + string(f.Standard)
	}
	return name
}

// wouldDecide lists what would decide findings about one place: first what is
// missing in its weeks, then the other remedies.
func (t *textPrinter) wouldDecide(r *result, gs []*group) []string {
	out, nothing := t.missing(r, gs[0].wheres)
	specific := len(out) > 0
	var dated []string
	for _, g := range gs {
		dated = append(dated, g.lines(r.proposals(g))...)
		for _, m := range g.Remedies {
			if m.Name != "" {
				continue // among the proposals
			}
			if specific && (m.Kind == iop.StateLength || m.Kind == iop.StateFrequency || m.Kind == iop.DeclareBlocks) ||
				nothing && m.Kind == iop.StateDaysAndClock {
				continue // said already, block by block
			}
			if text := m.String(); !slices.Contains(out, text) {
				out = append(out, text)
			}
		}
	}
	for _, text := range dated {
		if !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return out
}

// missing lists what the weeks of some places do not state; nothing reports
// whether nothing at all is published for them.
func (t *textPrinter) missing(r *result, wheres []iop.Where) (out []string, nothing bool) {
	var empty []iop.Where
	var all contents
	seen := map[int]bool{}
	for _, w := range wheres {
		kind, ok := t.kinds.of[w]
		switch {
		case !ok || kind < 0:
		case t.kinds.list[kind].contents.nothing:
			empty = append(empty, w)
		case !seen[kind]:
			seen[kind] = true
			all.open = append(all.open, t.kinds.list[kind].contents.open...)
		}
	}
	out = all.wanted()
	switch {
	case len(empty) == len(wheres):
		if r.roster {
			return nil, true // the remedies say it
		}
		return []string{iop.Remedy{Kind: iop.DeclareBlocks}.String()}, true
	case len(empty) > 0:
		out = append(out, "publish the schedule of "+r.places(empty))
	}
	return out, false
}

func isNote(g *group) bool { return g.Rule.ID == ruleTransition }

// notes writes the final weeks that an allowance covers.
func (t *textPrinter) notes(r *result, gs []*group) {
	gs = slices.DeleteFunc(gs, func(g *group) bool { return !isNote(g) })
	if len(gs) > 0 {
		t.section("Notes", cyan)
	}
	for i, g := range gs {
		t.between(i)
		t.entry(r, g, "met", green)
	}
}

// brief writes conclusions that ask nothing of anybody, a line each.
func (t *textPrinter) brief(r *result, title string, i ink, gs []*group) {
	if len(gs) == 0 {
		return
	}
	t.section(title, i)
	for _, g := range gs {
		t.page.pair(2, 2, "-", dim, t.where(r, g)+": "+conclusion(r, g.Finding)+" ["+shortRule(g.Finding)+"]")
	}
}
