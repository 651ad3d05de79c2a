package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/openiop/openiop/iop"
	"github.com/spf13/cobra"
)

// lister is one run of "iop standards".
type lister struct {
	app          *app
	files        []string
	all, asJSON  bool
	jurisdiction string
	level        string
	population   words
}

func (a *app) standardsCommand() *cobra.Command {
	l := &lister{app: a, population: words{from: []string{"adult", "adolescent"}}}
	cmd := &cobra.Command{
		Use: "standards [ID]", Short: "List the standards, or show one with its sources",
		Long: `List the standards of authorities that the library knows: those that are current
and that somebody has read. --all adds recalled and superseded ones. With an ID,
show everything about one standard: each requirement, how strongly it is worded,
where it was read, and what counts.`,
		Example: "  iop standards --jurisdiction US-VA\n  iop standards va-medicaid-2.1-adult",
		Args:    cobra.MaximumNArgs(1),
		RunE:    func(_ *cobra.Command, args []string) error { return l.run(args) },
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.BoolVar(&l.all, "all", false, "also recalled, superseded, obsolete and legacy standards")
	f.StringVar(&l.jurisdiction, "jurisdiction", "", "only those of a jurisdiction, a `CODE` such as US or US-VA")
	f.StringVar(&l.level, "level", "", "only those about a `LEVEL` of care such as 2.1")
	f.Var(&l.population, "population", "only those for an age group")
	f.StringSliceVar(&l.files, "standards", nil, "also the standards of a `FILE|DIR` of your own (repeatable)")
	f.BoolVar(&l.asJSON, "json", false, "write JSON: each standard with its fingerprint")
	return cmd
}

func (l *lister) run(args []string) error {
	catalogue := l.app.catalogue(l.files)
	if len(args) == 1 {
		return l.show(catalogue, args[0])
	}
	q := iop.Query{Jurisdiction: strings.ToUpper(l.jurisdiction), All: l.all}
	if l.population.value != "" {
		q.Population, _ = iop.ParsePopulation(l.population.value) // the flag takes no other word
	}
	if l.level != "" {
		level, err := iop.ParseLevel(l.level)
		if err != nil {
			return fmt.Errorf("iop standards: --level %q: %w", l.level, err)
		}
		q.Level = level
	}
	list := slices.Collect(catalogue.Select(q))
	if l.asJSON {
		l.listJSON(list)
		return nil
	}
	l.list(list)
	return nil
}

func (l *lister) list(list []iop.Standard) {
	p := l.app.page()
	if len(list) == 0 {
		p.text(0, plain, "No standard matches. Without filters, iop standards lists all; --all adds recalled and superseded ones.")
		return
	}
	column := 0
	for i := range list {
		column = max(column, len(list[i].ID)+2)
	}
	for i := range list {
		l.item(p, column, &list[i])
	}
	p.gap()
	p.text(0, bold, plural(len(list), "standard")+l.hint())
}

func (l *lister) hint() string {
	if l.all {
		return "."
	}
	return "; --all adds recalled and superseded ones."
}

// item writes a standard on two or three lines: title, facts, main numbers.
func (l *lister) item(p *page, column int, s *iop.Standard) {
	facts := []string{"level" + hard + standardLevels(s), standardPeople(s), s.Jurisdiction, s.Confidence.String()}
	if len(s.Levels) == 0 {
		facts[0] = s.Setting
	}
	if s.Status != iop.Current {
		facts = append(facts, strings.ToUpper(string(s.Status)))
	}
	if s.Confidence == iop.Recalled {
		facts[3] = "RECALLED"
	}
	p.pair(0, column, string(s.ID), bold, s.Title)
	rest := []string{strings.Join(facts, ", "), mainNumbers(s)}
	if p.narrow() {
		p.text(2, plain, rest[0])
		p.text(2, plain, rest[1])
		return
	}
	p.pair(0, column, "", plain, strings.Join(rest, ": "))
}

// mainNumbers words the bounds of week and day; where there are none, the
// first thing that the standard requires.
func mainNumbers(s *iop.Standard) string {
	var main, other []string
	for _, d := range demands(&s.Requirements) {
		text := d.text
		var limits []string
		if ages := agesText(d.terms.Ages); ages != "" {
			limits = append(limits, ages)
		}
		if d.terms.Source.Confidence == iop.Recalled && s.Confidence != iop.Recalled {
			limits = append(limits, "recalled")
		}
		if len(limits) > 0 {
			text += " [" + strings.Join(limits, ", ") + "]"
		}
		switch d.kind {
		case "weekly hours", "daily hours", "days a week", "services a week":
			main = append(main, text)
		case "drug testing", "telehealth":
		default:
			other = append(other, text)
		}
	}
	switch {
	case len(main) > 0:
		return strings.Join(main, "; ")
	case len(other) > 0:
		return other[0]
	}
	return "no numbers"
}

// standardLevels words the levels of a standard, or its word for a setting.
func standardLevels(s *iop.Standard) string {
	if len(s.Levels) == 0 {
		return s.Setting
	}
	var out []string
	for _, l := range s.Levels {
		out = append(out, l.String())
	}
	return listWords(out, "and")
}

// standardPeople words whom a standard is for.
func standardPeople(s *iop.Standard) string {
	a := s.Audience()
	text := agesText(a.Ages)
	if text == "" {
		text = "all ages"
	}
	if a.Special != "" {
		text += ", " + strings.ReplaceAll(a.Special, "-", " ") + " only"
	}
	return text
}

// agesText words an age group with the authority's own line, "" for all ages.
func agesText(a iop.Ages) string {
	text := ""
	if a.Group != iop.UnknownPopulation {
		text = a.Group.String()
	}
	switch {
	case a.From > 0 && a.Under > 0:
		text += fmt.Sprintf(" (from %d to under %d)", a.From, a.Under)
	case a.From > 0:
		text += fmt.Sprintf(" (from %d)", a.From)
	case a.Under > 0:
		text += fmt.Sprintf(" (under %d)", a.Under)
	}
	return strings.TrimSpace(text)
}

// standardJSON is a standard with the fingerprint of exactly what is shown.
type standardJSON struct {
	Standard    *iop.Standard `json:"standard"`
	Fingerprint string        `json:"fingerprint"`
	// WithoutRecalled is the fingerprint without the numbers that nobody has
	// read, by which check judges unless asked for more.
	WithoutRecalled string `json:"fingerprintWithoutRecalled,omitempty"`
}

func standardWithPrint(s *iop.Standard) standardJSON {
	j := standardJSON{Standard: s, Fingerprint: s.Fingerprint()}
	read := s.WithoutRecalled()
	if print := read.Fingerprint(); s.Confidence != iop.Recalled && print != j.Fingerprint {
		j.WithoutRecalled = print
	}
	return j
}

func (l *lister) listJSON(list []iop.Standard) {
	out := make([]standardJSON, 0, len(list))
	for i := range list {
		out = append(out, standardWithPrint(&list[i]))
	}
	l.app.out.Write(marshal(struct {
		Standards []standardJSON `json:"standards"`
	}{out}, ""))
	l.app.out.WriteByte('\n')
}
