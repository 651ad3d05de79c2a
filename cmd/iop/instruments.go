package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/iop"
	"github.com/spf13/cobra"
)

// instrumentLister is one run of "iop instruments".
type instrumentLister struct {
	app         *app
	files       []string
	all, asJSON bool
}

func (a *app) instrumentsCommand() *cobra.Command {
	l := &instrumentLister{app: a}
	cmd := &cobra.Command{
		Use: "instruments [ID]", Short: "List the instruments, or show one with its sources",
		Long: `List the instruments that the library can score: those whose scoring key
somebody has read. --all adds the recalled ones. With an ID, show everything about
one: items and what they allow, scales, bands, cut-offs, flags, what a change
means, and where each number was read. No wording of any question is here.`,
		Example: "  iop instruments\n  iop instruments phq-9",
		Args:    cobra.MaximumNArgs(1),
		RunE:    func(_ *cobra.Command, args []string) error { return l.run(args) },
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.BoolVar(&l.all, "all", false, "also instruments, cut-offs and thresholds that are recalled")
	f.StringSliceVar(&l.files, "instruments", nil, "also the instruments of a `FILE` of your own (repeatable)")
	f.BoolVar(&l.asJSON, "json", false, "write JSON in the format of the instruments' files")
	return cmd
}

func (l *instrumentLister) run(args []string) error {
	library := l.app.library(l.files)
	if len(args) == 1 {
		s, ok := library.Lookup(args[0], l.all)
		if !ok {
			return unknownInstrument(library, args[0])
		}
		if l.asJSON {
			l.json(s.Instrument())
			return nil
		}
		l.app.showInstrument(s.Instrument())
		return nil
	}
	list := slices.Collect(library.All(l.all))
	if l.asJSON {
		l.json(struct {
			Instruments []*assessment.Instrument `json:"instruments"`
		}{list})
		return nil
	}
	l.list(list)
	return nil
}

func (l *instrumentLister) json(v any) {
	l.app.out.Write(marshal(v, ""))
	l.app.out.WriteByte('\n')
}

func (l *instrumentLister) list(list []*assessment.Instrument) {
	p := l.app.page()
	column := 0
	for _, in := range list {
		column = max(column, len(in.ID)+2)
	}
	for _, in := range list {
		p.pair(0, column, in.ID, bold, in.Title, strings.Join(instrumentFacts(in), "; "))
	}
	p.gap()
	hint := "; --all adds recalled ones."
	if l.all {
		hint = "."
	}
	p.text(0, bold, plural(len(list), "instrument")+hint)
}

// instrumentFacts words an instrument in a line.
func instrumentFacts(in *assessment.Instrument) []string {
	facts := []string{in.About, plural(len(in.Items), "item"), scoreWords(in)}
	if in.Recalled() {
		facts = append(facts, "RECALLED")
	}
	return facts
}

func scoreWords(in *assessment.Instrument) string {
	switch {
	case in.Total != nil:
		return "total " + rangeWords(in.Total)
	case in.Category != nil:
		return "a category, no total"
	}
	return plural(len(in.Subscales), "subscale") + ", no total"
}

func rangeWords(s *assessment.Scale) string {
	low, high := s.Min, s.Max
	if s.Transform != nil {
		low, high = s.Transform.Min, s.Transform.Max
	}
	text := fmt.Sprintf("%d to %d", low, high)
	if s.Direction == assessment.HigherBetter {
		return text + ", higher is better"
	}
	return text
}

// instrumentPage writes one instrument.
type instrumentPage struct {
	page *page
	in   *assessment.Instrument
}

func (a *app) showInstrument(in *assessment.Instrument) {
	w := instrumentPage{a.page(), in}
	w.about()
	w.items()
	w.scales()
	w.cutoffs()
	w.flags()
	w.changes()
	w.decisions()
	w.page.gap()
	w.page.text(0, plain, "A score is not a diagnosis; a clinician decides.")
}

func (w instrumentPage) pair(label string, values ...string) {
	w.page.pair(2, instrumentColumn, label, dim, values...)
}

// instrumentColumn leaves room for the names of subscales and flags.
const instrumentColumn = 25

func (w instrumentPage) head(text string) {
	w.page.gap()
	w.page.text(0, bold, text)
}

func (w instrumentPage) about() {
	in := w.in
	w.page.text(0, bold, in.Title)
	w.pair("id", in.ID)
	w.pair("version", in.Version)
	w.pair("about", in.About)
	w.pair("looks back", in.Recall)
	if i := in.Interval; i != nil {
		w.pair("repeat", "every "+dayRange(i.MinDays, i.MaxDays), sourceText(&i.Source))
	}
	if !in.Trendable {
		w.pair("in a series", "no: "+in.TrendNote)
	}
	w.pair("license", strings.ReplaceAll(string(in.License.Class), "-", " ")+": "+in.License.Basis+" ("+in.License.Confidence.String()+")")
	for _, c := range []struct {
		label string
		code  *assessment.LOINC
	}{{"LOINC panel", in.Codes.Panel}, {"LOINC total", in.Codes.Total}} {
		if c.code != nil {
			w.pair(c.label, c.code.Code+" ("+c.code.Confidence.String()+")")
		}
	}
	w.pair("source", sourceLines(&in.Source)...)
	if in.Recalled() {
		w.pair("status", "RECALLED: nobody has read the scoring key; used only where it is named")
	}
	for i := range in.Sources {
		w.pair("see also", sourceLines(&in.Sources[i])...)
	}
}

func dayRange(low, high int) string {
	if low == 0 || low == high {
		return plural(high, "day")
	}
	return fmt.Sprintf("%d to %d days", low, high)
}

// items writes the items, those alike in one line.
func (w instrumentPage) items() {
	w.head("Items")
	for i := 0; i < len(w.in.Items); {
		j := i + 1
		words := w.itemWords(i)
		for j < len(w.in.Items) && w.in.Items[i].Title == "" && w.in.Items[j].Title == "" && w.itemWords(j) == words {
			j++
		}
		label := w.in.Items[i].ID
		if j > i+1 {
			label += " to " + w.in.Items[j-1].ID
		}
		if title := w.in.Items[i].Title; title != "" {
			words = title + ": " + words
		}
		w.pair(label, words)
		i = j
	}
	w.pair("unanswered", w.missing()...)
	for _, s := range w.in.Skips {
		w.pair("skip", fmt.Sprintf("%s: not asked, and 0, where the points of %s add up to %d or less", listWords(s.Items, "and"), listWords(s.When, "and"), s.Max))
	}
}

func (w instrumentPage) itemWords(i int) string {
	item := &w.in.Items[i]
	allowed := w.in.Allowed
	if item.Allowed != nil {
		allowed = *item.Allowed
	}
	words := allowed.String()
	if item.Reversed {
		words += ", reversed"
	}
	if item.Recode != "" {
		words += ", points " + recodeWords(w.in.Recodes[item.Recode])
	}
	if item.Role != "" {
		words += ", " + string(item.Role)
	}
	return words
}

func recodeWords(lines []assessment.Recode) string {
	var out []string
	for _, r := range lines {
		from := strconv.Itoa(r.From)
		if r.To != nil && *r.To != r.From {
			from += "-" + strconv.Itoa(*r.To)
		}
		out = append(out, from+" = "+strconv.Itoa(r.Points))
	}
	return strings.Join(out, ", ")
}

func (w instrumentPage) missing() []string {
	m := &w.in.Missing
	text := "no score"
	if m.Rule == assessment.Prorate {
		text = fmt.Sprintf("up to %d: the mean of the others, rounded half up", m.Max)
	}
	if m.Note != "" {
		text += " (" + m.Note + ")"
	}
	if m.Source == nil {
		return []string{text}
	}
	return []string{text, sourceText(m.Source)}
}

func (w instrumentPage) cited(label, text string, s iop.Source) {
	w.pair(label, text, sourceText(&s))
}
