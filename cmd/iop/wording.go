package main

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
)

// hours words a span of minutes as decimal hours, "?" where nothing is known.
func hours(s iop.Span) string { return quantity(iop.UnitMinutes, s) }

// count words a span of days as a bare number.
func count(s iop.Span) string {
	text := quantity(iop.UnitDays, s)
	return strings.TrimSuffix(strings.TrimSuffix(text, hard+"days"), hard+"day")
}

func quantity(u iop.Unit, s iop.Span) string {
	if _, ok := s.Max(); !s.IsKnown() || !ok && s.Min() == 0 {
		return "?"
	}
	return unbroken(iop.Quantity{Unit: u, Span: s}.String())
}

// conclusion words what a finding measured and with what it is compared, for
// the sections of the text report, which name the outcome.
func conclusion(r *result, f *iop.Finding) string {
	measures, _, _ := strings.Cut(f.Rule.Measures, " against ") // the other side follows with its number
	q, b := f.Measured.String(), bound(r.program, f)
	if q == "" && b != "" && f.Outcome == iop.Undetermined {
		q = "not known"
	}
	if q != "" {
		measures += ": " + unbroken(q)
	}
	if b != "" {
		measures += "; " + b
	}
	if f.Outcome == iop.Undetermined && f.Rule.ID == ruleWeeklyMin && f.Required.Judge(f.Measured.Span) == iop.NotMet {
		measures += "; whether it is one of the allowed final weeks is open"
	}
	return measures
}

// Rules that the text has more to say about: the name against the hours, and
// the weekly minimum, from which some final weeks may be excused.
const (
	ruleLabel     iop.RuleID = "schedule/label"
	ruleWeeklyMin iop.RuleID = "schedule/weekly-hours-min"
)

// bound words the other side of the comparison: a claim of the program's own,
// something required, or something allowed.
func bound(p *schedule.Program, f *iop.Finding) string {
	text := unbroken(f.Required.String())
	level, named := p.CalledItself.Level()
	switch {
	case f.Rule.ID == ruleLabel && named:
		return "the name says level" + hard + level.String()
	case text == "" || f.Rule.ID == "schedule/overlap" || f.Standard == "" && f.Required.HasMax && f.Required.Max == 0:
		return ""
	case f.Rule.ID == "schedule/outreach":
		return text + " before somebody reaches out"
	case f.Standard == "":
		return "the program says " + text
	case f.Required.HasMin:
		return text + " required"
	}
	return text + " allowed"
}

// calls words what a program calls itself.
func calls(l schedule.Label) string {
	switch l {
	case schedule.LabelIOP:
		return "iop (intensive outpatient, level 2.1)"
	case schedule.LabelPHP:
		return "php (partial hospitalization, level 2.5)"
	case schedule.LabelDayTreatment:
		return "day treatment (level 2.5)"
	case schedule.LabelOP:
		return "op (outpatient, level 1)"
	case schedule.LabelStepDown:
		return "step-down (no level of its own)"
	case schedule.LabelAftercare:
		return "aftercare (no level of its own)"
	}
	return "not stated"
}

// people words an age group.
func people(p iop.Population) string {
	switch p {
	case iop.Adult:
		return "adults"
	case iop.Adolescent:
		return "adolescents"
	}
	return "not stated, so both age groups are looked at"
}

// levels words the levels that a week's hours lie within, or may lie within.
func levels(w *schedule.Week) string {
	switch {
	case !w.Countable.IsKnown():
		return "?"
	case len(w.Levels) == 0:
		return "none"
	}
	var sure, maybe []string
	ids := map[string][]string{}
	for _, l := range w.Levels {
		if l.Certain && ids[l.Level] == nil {
			sure = append(sure, l.Level)
		}
		if l.Certain {
			ids[l.Level] = append(ids[l.Level], string(l.Standard))
		}
	}
	for _, l := range w.Levels {
		name := l.Level
		if ids[name] != nil {
			name += " (" + string(l.Standard) + ")" // certain under another standard
		}
		if !l.Certain && !slices.Contains(maybe, name) {
			maybe = append(maybe, name)
		}
	}
	for i, level := range sure {
		sure[i] = level + " (" + strings.Join(ids[level], ", ") + ")"
	}
	if len(maybe) > 0 {
		sure = append(sure, "maybe "+listWords(maybe, "or"))
	}
	return strings.Join(sure, ", ")
}

// sourceText words whose number it is and how it was come by.
func sourceText(s *iop.Source) string {
	text := s.Authority + ", " + s.Locator + "; " + s.Confidence.String()
	if s.Confidence == iop.Recalled {
		text += ": nobody has read it there"
	}
	if s.Read.IsValid() {
		text += ", read " + s.Read.String()
	}
	return text
}

// lengthOf words the length that a program states, "" if it states none.
func lengthOf(p *schedule.Program) string {
	var n struct{ Min, Max json.Number }
	data, err := json.Marshal(p.Weeks)
	if err != nil || !p.Weeks.IsStated() {
		return ""
	}
	if json.Unmarshal(data, &n.Min) == nil {
		return unbroken(strings.Replace(n.Min.String()+" weeks", "1 weeks", "1 week", 1))
	}
	if json.Unmarshal(data, &n) != nil {
		return ""
	}
	switch {
	case n.Max == "":
		return "at least " + n.Min.String() + hard + "weeks"
	case n.Min == "":
		return "up to " + n.Max.String() + hard + "weeks"
	}
	return n.Min.String() + " to " + n.Max.String() + hard + "weeks"
}

// plural gives "1 program", "3 programs".
func plural(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + one + "s"
}
