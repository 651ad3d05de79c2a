package main

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/openiop/openiop/iop"
)

// textPrinter writes reports that a person likes to read.
type textPrinter struct {
	app        *app
	page       *page
	dating     *dating
	programs   int
	clients    int             // of rosters
	vendors    int             // calendars of others
	calendars  int             // programs on dates
	bySeverity [3]int          // unmet findings, by their severity
	kinds      weekKinds       // of the program at hand
	proposed   map[string]bool // proposals of the program at hand that stand in the report
}

func newTextPrinter(c *checker) *textPrinter {
	return &textPrinter{app: c.app, page: c.app.page(), dating: &c.dating}
}

// labelColumn is the width of the labels of a heading, entryColumn of those
// of an entry.
const (
	labelColumn = 14
	entryColumn = 12
)

func (t *textPrinter) result(r *result) {
	switch {
	case r.calendar != nil:
		t.vendors++
	case r.roster:
		t.clients++
	case r.stretch != nil:
		t.programs++
		t.calendars++
	default:
		t.programs++
	}
	for f := range r.report.All() {
		if f.Outcome == iop.NotMet {
			t.bySeverity[f.Severity]++
		}
	}
	t.kinds, t.proposed = kindsOf(r), map[string]bool{}
	t.page.gap()
	t.heading(r)
	switch {
	case r.calendar != nil:
		t.calendarSessions(r)
	case r.roster:
		t.attendance(r)
	}
	t.weeks(r)
	t.calendar(r)
	t.contents(r)
	t.fits(r)
	if r.calendar != nil {
		t.activities(r)
		t.problemSection(r, "calendar")
	}
	if r.bundle != nil {
		t.problemSection(r, "bundle")
	}
	t.findings(r)
}

func (t *textPrinter) heading(r *result) {
	title := r.program.Title
	if oneLine(title) == "" {
		title = r.id
	}
	t.page.text(0, bold, title)
	t.page.text(0, dim, strings.Repeat("=", min(t.page.width, utf8.RuneCountInString(oneLine(title)))))
	if r.roster {
		t.rosterHeading(r)
	} else {
		t.programHeading(r)
	}
	t.stretchHeading(r, t.dating)
	pair := func(label string, values ...string) { t.page.pair(2, labelColumn, label, dim, values...) }
	var own []string
	for i := range t.dating.commitments {
		own = append(own, commitmentText(&t.dating.commitments[i]))
	}
	pair("commitments", own...)
	pair("judged by", judgedBy(r)...)
	pair("counted by", r.policy.Name+" ("+r.policy.Title+")")
	if r.input.kind == fromSample {
		pair("note", "an invented sample; name a file to judge a program of your own")
	}
}

func (t *textPrinter) programHeading(r *result) {
	p := r.program
	pair := func(label, text string) { t.page.pair(2, labelColumn, label, dim, text) }
	pair("program", p.ID)
	pair("calls itself", calls(p.CalledItself))
	pair("for", audience(r))
	if length := lengthOf(p); length != "" {
		pair("length", length)
	}
}

// audience words whom the program is for, and as whose it is judged if that
// differs.
func audience(r *result) string {
	text := people(r.program.Population)
	if r.population != r.program.Population {
		text = people(r.population) + ", as asked for; the program says " + r.program.Population.String()
	}
	return text
}

func judgedBy(r *result) (out []string) {
	for i := range r.standards {
		s := &r.standards[i]
		text := string(s.ID) + ": " + s.Title
		if !s.Audience().Includes(r.population) {
			text += " (for the other age group, so it does not apply)"
		}
		if s.Special != "" {
			text += " (only for this group: " + s.Special + ")"
		}
		if s.Status != iop.Current {
			text += " (" + string(s.Status) + ", no longer current)"
		}
		if r.stretch != nil && (s.InForce.From.IsValid() || s.InForce.Until.IsValid()) {
			text += " (in force " + periodText(s.InForce) + ")"
		}
		if s.Confidence == iop.Recalled {
			text += " (recalled: nobody has read it in its source)"
		}
		out = append(out, text)
	}
	if out == nil {
		return []string{"no standard"}
	}
	return out
}

// contents writes what the hours of each kind of week are made of.
func (t *textPrinter) contents(r *result) {
	for _, k := range t.kinds.list {
		t.page.gap()
		t.page.text(2, bold, placesTitle(k.wheres, r.tracks))
		for _, l := range k.contents.lines() {
			t.page.pair(4, entryColumn, l.label, dim, l.values...)
		}
	}
}

func (t *textPrinter) end(sum iop.Summary) {
	if t.programs+t.clients+t.vendors == 0 {
		return
	}
	t.page.gap()
	t.page.text(0, dim, t.legend())
	t.page.gap()
	t.page.text(0, bold, t.summary(sum))
}

// legend says what the columns and marks mean, as far as they occur.
func (t *textPrinter) legend() string {
	var parts []string
	if t.programs > 0 {
		parts = append(parts, "Gross is all time spent, breaks and meals included; countable is the part that counts under the policy.")
	}
	if t.clients > 0 {
		parts = append(parts, "Scheduled is the time of the sessions that were held, delivered what the person had of them and of make-ups; "+
			"what is not recorded is not known, and counts neither as attended nor as not attended.")
	}
	if t.vendors > 0 {
		parts = append(parts, "Held is the time of the sessions in a calendar: tentative ones from nothing to all of it, cancelled ones not at all.")
	}
	if t.programs == 0 {
		parts = append(parts, "Countable is the part that counts under the policy.")
	}
	parts = append(parts, "Days are those with countable time. A level is named where the countable hours lie within a standard's weekly range.")
	if t.calendars > 0 {
		parts = append(parts, "Hours in brackets are offered, to choose from or to skip.")
	}
	parts = append(parts, "\"each\" stands for weeks of which the number is not stated, ? for what is not known.", "\"iop explain RULE\" says what a rule is for.")
	return strings.Join(parts, " ")
}

// summary is the closing line.
func (t *textPrinter) summary(sum iop.Summary) string {
	var subjects []string
	if t.programs > 0 {
		subjects = append(subjects, plural(t.programs, "program"))
	}
	if t.clients > 0 {
		subjects = append(subjects, plural(t.clients, "record"))
	}
	if t.vendors > 0 {
		subjects = append(subjects, plural(t.vendors, "calendar"))
	}
	text := fmt.Sprintf("%s: %d met, %d not met", listWords(subjects, "and"), sum.Met, sum.NotMet)
	var kinds []string
	for _, s := range []iop.Severity{iop.Error, iop.Warning, iop.Note} {
		if n := t.bySeverity[s]; n > 0 {
			kinds = append(kinds, plural(n, s.String()))
		}
	}
	if len(kinds) > 0 {
		text += " (" + strings.Join(kinds, ", ") + ")"
	}
	text += fmt.Sprintf(", %d not decided, %d not applicable", sum.Undetermined, sum.NotApplicable)
	if sum.NotInForce > 0 {
		text += fmt.Sprintf(", %d not in force", sum.NotInForce)
	}
	return text + "; each week counts on its own."
}
