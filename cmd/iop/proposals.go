package main

import (
	"slices"
	"strings"

	"github.com/openiop/openiop/iop"
)

// alternatives words what could help with a finding.
func alternatives(list []iop.Remedy) (out []string) {
	for i, r := range list {
		text := r.String()
		if i > 0 {
			text = "or " + text
		}
		out = append(out, text)
	}
	return out
}

// alternatives lists what could help with a conclusion: what holds in each of
// its weeks, then the proposals for single days.
func (t *textPrinter) alternatives(r *result, g *group) []string {
	var general []iop.Remedy
	for _, f := range g.found {
		for _, m := range f.Remedies {
			if m.Name == "" && !slices.Contains(general, m) {
				general = append(general, m)
			}
		}
	}
	out := alternatives(general)
	list, again := t.fresh(r.proposals(g))
	lines := g.lines(list)
	if again {
		lines = append(lines, "as proposed above")
	}
	for _, text := range lines {
		if len(out) > 0 {
			text = "or " + text
		}
		out = append(out, text)
	}
	return out
}

// mostProposals is for how many weeks an entry lists proposals.
const mostProposals = 12

// proposal is what could be done on single days of one week.
type proposal struct {
	where string
	list  []string
}

// proposals lists the remedies that name a day, week by week.
func (r *result) proposals(g *group) (out []proposal) {
	for _, f := range g.found {
		if list := proposed(f.Remedies); len(list) > 0 {
			where := f.Where
			where.From = iop.Date{} // the proposals say when
			out = append(out, proposal{strings.ReplaceAll(r.places([]iop.Where{where}), ": ", ", "), list})
		}
	}
	return out
}

// lines words proposals: each by itself in an entry about one week, else a
// line for each week.
func (g *group) lines(list []proposal) (out []string) {
	for i, p := range list {
		switch {
		case i == mostProposals:
			return append(out, "so in "+plural(len(list)-i, "more week")+"; --format json lists all")
		case len(g.found) == 1:
			out = append(out, p.list...)
		default:
			out = append(out, "in "+p.where+": "+strings.Join(p.list, ", or "))
		}
	}
	return out
}

// proposed words the remedies that name a day, joining sessions that differ in
// their day alone.
func proposed(list []iop.Remedy) (out []string) {
	for i, m := range list {
		switch {
		case m.Name == "":
		case i > 0 && m.Kind == iop.HoldMakeUp && list[i-1].Kind == m.Kind && list[i-1].Amount == m.Amount:
			out[len(out)-1] += ", or on " + together(m.Name)
		default:
			m.Name = together(m.Name)
			out = append(out, strings.Replace(m.String(), " h on ", hard+"h on ", 1))
		}
	}
	return out
}

// together keeps a day and its time on one line; a list of several may break.
func together(s string) string {
	if len(s) > len("Tue 2026-11-24 from 18:00 on") {
		return s
	}
	return unbroken(s)
}

// fresh leaves out the proposals that stand in the report above already, and
// reports whether there are any.
func (t *textPrinter) fresh(list []proposal) (out []proposal, again bool) {
	for _, p := range list {
		key := p.where + ": " + strings.Join(p.list, ", ")
		if t.proposed[key] {
			again = true
			continue
		}
		t.proposed[key] = true
		out = append(out, p)
	}
	return out, again
}

// happening is what took place, or will, in some weeks of a conclusion.
type happening struct {
	label, text string
	wheres      []iop.Where
}

// happenings words the facts of conclusions about closed days, commitments and
// attendance, those of several weeks together where they are the same.
func (r *result) happenings(g *group) (out []labelled) {
	var list []happening
	add := func(label, text string, where iop.Where) {
		same := func(h happening) bool { return h.label == label && h.text == text }
		i := slices.IndexFunc(list, same)
		if i < 0 {
			list = append(list, happening{label: label, text: text})
			i = len(list) - 1
		}
		if n := len(list[i].wheres); n == 0 || list[i].wheres[n-1] != where {
			list[i].wheres = append(list[i].wheres, where)
		}
	}
	for _, f := range g.found {
		if f.Standard != "" || len(f.Because) > 0 && f.Because[0].Kind == iop.FactPolicy {
			continue // what the week is made of stands with the weeks
		}
		for i := range f.Because {
			label, text := r.happening(&f.Because[i])
			if label != "" {
				where := f.Where
				where.From = iop.Date{}
				add(label, text, where)
			}
		}
	}
	for _, h := range list {
		if len(h.wheres) < len(g.found) {
			h.text = r.places(h.wheres) + ": " + h.text
		}
		i := slices.IndexFunc(out, func(l labelled) bool { return l.label == h.label })
		if i < 0 {
			out = append(out, labelled{label: h.label})
			i = len(out) - 1
		}
		out[i].values = append(out[i].values, h.text)
	}
	return out
}

// happening words one fact, "" for those that have no line of their own.
func (r *result) happening(f *iop.Fact) (label, text string) {
	switch f.Kind {
	case iop.FactClosedDay:
		return "closed", f.Name + r.notHeld(f.Children)
	case iop.FactCancelled:
		text = r.inRoster(f)
		if f.Name != "" {
			text += ", closed: " + f.Name
		}
		return "not held", text
	case iop.FactNotRecorded:
		return "to record", r.inRoster(f)
	case iop.FactTentative:
		return "tentative", r.inRoster(f)
	case iop.FactClash:
		return "clash", blockNames{r}.of(f) + " on " + f.Name + ", " + hours(f.Minutes)
	case iop.FactMayClash:
		return "may clash", blockNames{r}.of(f) + ", as its time is not stated"
	case iop.FactStillMet:
		return "still met", f.Name
	case iop.FactNoLongerMet:
		return "then unmet", f.Name
	case iop.FactMayNotBeMet:
		return "maybe unmet", f.Name
	}
	return "", ""
}

// notHeld words the sessions that a closed day takes.
func (r *result) notHeld(facts []iop.Fact) string {
	var parts []string
	for i := range facts {
		if f := &facts[i]; f.Kind == iop.FactNotHeld {
			parts = append(parts, part{name: blockNames{r}.of(f), minutes: f.Minutes}.String())
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return ": " + strings.Join(parts, ", ")
}

// inRoster names a session of a roster by its row.
func (r *result) inRoster(f *iop.Fact) string {
	text := blockNames{r}.of(f) + " (" + f.Place + ")"
	if f.Minutes.IsKnown() {
		text = blockNames{r}.of(f) + " " + hours(f.Minutes) + " (" + f.Place + ")"
	}
	return text
}
