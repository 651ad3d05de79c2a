package fhir

import (
	"strings"
	"unicode/utf8"

	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/iop"
)

// StepSystem is the vocabulary of [careplan.StepKind].
const StepSystem = OwnBase + "supportive-step"

// Card is a card of CDS Hooks 2.0: what a service tells the person in front of
// a record. A card informs; it orders nothing.
type Card struct {
	// UUID identifies the card for feedback, "" for none.
	UUID string
	// Summary is one sentence of less than 140 characters.
	Summary string
	// Detail is GitHub-flavored Markdown, "" for none.
	Detail string
	// Indicator is "info", "warning" or "critical".
	Indicator string
	Source    CardSource
}

// CardSource says whose words a card holds.
type CardSource struct {
	// Label is whose rule it is, URL where it stands.
	Label, URL string
	// Topic is the rule of this library.
	Topic Coding
}

func (v *Card) fields(c *codec) {
	c.text("uuid", &v.UUID)
	c.must()
	c.text("summary", &v.Summary)
	c.text("detail", &v.Detail)
	c.must()
	c.code("indicator", &v.Indicator, "info warning critical")
	c.must()
	one(c, "source", &v.Source)
	c.rule(utf8.RuneCountInString(v.Summary) < maxSummary, "has a summary of 140 characters or more")
}

func (v *CardSource) fields(c *codec) {
	c.must()
	c.text("label", &v.Label)
	c.uri("url", &v.URL)
	one(c, "topic", &v.Topic)
}

// maxSummary is the length that a summary must stay under.
const maxSummary = 140

// Cards gives the findings of a report as cards, in their order: those that are
// not met, and as information those that are undetermined. The severity gives
// the indicator: an error is critical, a warning a warning, a note information.
// Cards hold ids, numbers and words of the library, and no text of a record.
func Cards(r iop.Report) (out []Card) {
	for f := range r.All() {
		if f.Outcome == iop.NotMet || f.Outcome == iop.Undetermined {
			out = append(out, card(f))
		}
	}
	return out
}

func card(f *iop.Finding) Card {
	k := Card{Summary: summary(f.Message()), Detail: cardDetail(f), Indicator: "info", Source: CardSource{
		Label: string(f.Standard),
		Topic: Coding{System: RuleSystem, Code: string(f.Rule.ID), Display: f.Rule.Title},
	}}
	if f.Outcome == iop.NotMet {
		k.Indicator = [...]string{iop.Note: "info", iop.Warning: "warning", iop.Error: "critical"}[f.Severity]
	}
	if f.Source != nil {
		k.Source.URL = f.Source.URL
		if f.Source.Authority != "" {
			k.Source.Label = f.Source.Authority
		}
	}
	if k.Source.Label == "" {
		k.Source.Label = "openiop"
	}
	return k
}

// summary shortens a sentence at a word to what a card may hold.
func summary(s string) string {
	if utf8.RuneCountInString(s) < maxSummary {
		return s
	}
	runes := []rune(s)[:maxSummary-2] // room for the ellipsis
	cut := string(runes)
	if i := strings.LastIndexByte(cut, ' '); i > 0 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:(") + "…"
}

// cardDetail gives what a finding rests on and what could mend it.
func cardDetail(f *iop.Finding) string {
	var b strings.Builder
	b.WriteString(f.Message() + ".\n")
	if place := wherePhrase(f.Where); place != "" {
		b.WriteString("\nWhere: " + place + ".\n")
	}
	if len(f.Remedies) > 0 {
		b.WriteString("\nWhat could help:\n\n")
		for _, r := range f.Remedies {
			b.WriteString("- " + r.String() + "\n")
		}
	}
	if f.Source != nil {
		b.WriteString("\nSource: " + sourceWords(f.Source) + ".\n")
	}
	return b.String()
}

// wherePhrase says which week a finding is about. The names of tracks and
// phases are words of a design and stay out.
func wherePhrase(w iop.Where) string {
	switch {
	case w.From.IsValid():
		return "the week from " + w.From.String()
	case w.Week > 0:
		return "program week " + WholeDecimal(w.Week).String()
	}
	return ""
}

// sourceWords gives authority, place and confidence.
func sourceWords(s *iop.Source) string {
	words := s.Locator
	if s.Authority != "" {
		words = s.Authority + ", " + words
	}
	return words + " (" + s.Confidence.String() + ")"
}

// ResponseCards gives the supportive steps of a response to a drug test as
// cards, one for each step. They are information: a response can only support.
func ResponseCards(r *careplan.Response) (out []Card) {
	for _, s := range r.Steps {
		k := Card{Summary: summary(upperFirst(s.Kind.Title())), Indicator: "info", Source: CardSource{
			Label: sourceLabel(&s.Source),
			URL:   s.Source.URL,
			Topic: Coding{System: StepSystem, Code: s.Kind.String(), Display: s.Kind.Title()},
		}}
		k.Detail = s.Reason + ".\n\nBy " + s.Due.String() + ", " + s.Who.String() + ".\n\nBasis: " + s.Basis.String() + "; " + sourceWords(&s.Source) + ".\n"
		out = append(out, k)
	}
	return out
}

func sourceLabel(s *iop.Source) string {
	if s.Authority != "" {
		return s.Authority
	}
	return "program policy"
}

func upperFirst(s string) string {
	if s == "" || s[0] < 'a' || s[0] > 'z' {
		return s
	}
	return string(s[0]-'a'+'A') + s[1:]
}

// cardList is the answer of a service of CDS Hooks.
type cardList struct{ cards []Card }

func (v *cardList) fields(c *codec) { list(c, "cards", &v.cards) }

// AppendCards appends cards as the answer of a service of CDS Hooks:
// {"cards": [...]}, with an empty list where there are none, as CDS Hooks asks.
// An error says which card does not hold what CDS Hooks asks for; nothing is
// appended then.
func AppendCards(dst []byte, cards []Card) ([]byte, error) {
	if len(cards) == 0 {
		return append(dst, `{"cards":[]}`...), nil
	}
	c := codec{phase: writing, root: "cards", report: new(Report), out: dst}
	c.putObject(&cardList{cards})
	if err := c.report.Err(); err != nil {
		return dst, err
	}
	return c.out, nil
}
