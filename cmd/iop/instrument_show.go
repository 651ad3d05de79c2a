package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/openiop/openiop/assessment"
)

func (w instrumentPage) scales() {
	w.head("Scores")
	if w.in.Total != nil {
		w.pair("total", "items "+listWords(w.in.Total.Items, "and")+lessWords(w.in.Total)+": "+rangeWords(w.in.Total))
		w.bands(w.in.Total)
	}
	for i := range w.in.Subscales {
		s := &w.in.Subscales[i]
		w.pair(s.ID, "items "+listWords(s.Items, "and")+lessWords(s)+": "+rangeWords(s))
		w.bands(s)
	}
	if k := w.in.Category; k != nil {
		var out []string
		for _, l := range k.Labels {
			out = append(out, l.Label+" "+w.conditionWords(l.All))
		}
		w.cited(k.Name, "the first that holds: "+strings.Join(out, "; "), k.Source)
	}
	if w.in.Total == nil {
		w.pair("total", "none")
	}
}

func lessWords(s *assessment.Scale) string {
	if len(s.Subtract) == 0 {
		return ""
	}
	return ", less " + listWords(s.Subtract, "and")
}

func (w instrumentPage) bands(s *assessment.Scale) {
	for i, b := range s.BandSets {
		var out []string
		for _, band := range b.Bands {
			text := strconv.Itoa(band.Min)
			if band.Max != band.Min {
				text += "-" + strconv.Itoa(band.Max)
			}
			out = append(out, text+" "+band.Label)
		}
		name := "bands " + strconv.Quote(b.Name)
		switch {
		case b.OnRequest:
			name += ", only by name"
		case i == 0 && len(s.BandSets) > 1:
			name += ", the default"
		}
		w.cited("", name+": "+strings.Join(out, ", "), b.Source)
	}
}

func (w instrumentPage) cutoffs() {
	if len(w.in.Cutoffs) == 0 {
		return
	}
	w.head("Cut-offs for the flag positive (the first unless another is named)")
	for _, k := range w.in.Cutoffs {
		var out []string
		for _, c := range k.Cases {
			out = append(out, caseWords(&c))
		}
		text := strings.Join(out, ", ")
		if k.Title != "" {
			text += " (" + k.Title + ")"
		}
		w.cited(k.Name, text, k.Source)
	}
}

func caseWords(c *assessment.CutoffCase) string {
	text := fmt.Sprintf("%d or more", c.Min)
	switch {
	case c.Sex == assessment.SexUnknown:
		text += " where the sex is not known"
	case c.Sex != "":
		text += " " + string(c.Sex)
	}
	if c.AgeFrom != nil {
		text += " from " + strconv.Itoa(*c.AgeFrom)
	}
	if c.AgeTo != nil {
		text += " up to " + strconv.Itoa(*c.AgeTo)
	}
	return text
}

func (w instrumentPage) flags() {
	if len(w.in.Flags)+len(w.in.Checks) == 0 {
		return
	}
	w.head("Flags (yes, no or unknown, whatever the total)")
	for i := range w.in.Flags {
		f := &w.in.Flags[i]
		text := f.Title + " " + w.conditionWords(f.All)
		if f.Critical {
			text += "; CRITICAL"
		}
		if f.Next != "" {
			text += "; next " + f.Next
		}
		w.cited(f.Name, text, f.Source)
	}
	for _, k := range w.in.Checks {
		w.cited(k.Name, fmt.Sprintf("answers contradict each other: item %s is less than %s", k.Item, listWords(k.AtLeast, "or")), k.Source)
	}
}

func (w instrumentPage) conditionWords(all []assessment.Condition) string {
	if len(all) == 0 {
		return "(otherwise)"
	}
	var out []string
	for _, k := range all {
		out = append(out, conditionWord(&k))
	}
	return "(" + strings.Join(out, "; ") + ")"
}

func conditionWord(k *assessment.Condition) string {
	if k.Scale != "" {
		return k.Scale + " " + boundWords(k.Min, k.Max)
	}
	var marks []string
	if len(k.Of) == 1 && len(k.Of[0].Items) == 1 && k.Max == nil {
		return fmt.Sprintf("item %s at %d or more", k.Of[0].Items[0], k.Of[0].Min)
	}
	for _, m := range k.Of {
		marks = append(marks, fmt.Sprintf("%s at %d or more", listWords(m.Items, "and"), m.Min))
	}
	one := 1
	if k.Min == nil && k.Max == nil {
		k.Min = &one
	}
	return boundWords(k.Min, k.Max) + " of items " + strings.Join(marks, ", ")
}

func boundWords(least, most *int) string {
	switch {
	case least == nil && most == nil:
		return "any"
	case most == nil:
		return fmt.Sprintf("%d or more", *least)
	case least == nil && *most == 0:
		return "none"
	case least == nil:
		return fmt.Sprintf("%d or less", *most)
	}
	return fmt.Sprintf("%d to %d", *least, *most)
}

func (w instrumentPage) changes() {
	w.head("Change")
	if len(w.in.Changes) == 0 {
		w.pair("threshold", "unknown: none with a source that somebody has read")
	}
	for _, r := range w.in.Changes {
		text := ""
		switch {
		case r.Max != nil:
			text = fmt.Sprintf("%d or less", *r.Max)
		case r.Percent > 0:
			text = fmt.Sprintf("%d percent of the first score or more", r.Percent)
		default:
			text = plural(r.Points, "point") + " or more"
		}
		w.cited(string(r.Kind), text, r.Source)
	}
}

func (w instrumentPage) decisions() {
	if len(w.in.Decisions) > 0 {
		w.head("Where sources differ")
	}
	for _, d := range w.in.Decisions {
		w.page.text(2, plain, sentence(d.About)+": "+strings.Join(d.Variants, "; ")+".")
		w.page.text(4, plain, "Followed here: "+d.Decided+".")
	}
	if len(w.in.Remarks) > 0 {
		w.head("Remarks")
	}
	for _, r := range w.in.Remarks {
		w.page.text(2, plain, r)
	}
}
