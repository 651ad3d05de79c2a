package main

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
)

// textPrinter writes reports that a person likes to read.
type textPrinter struct {
	app        *app
	page       *page
	programs   int
	bySeverity [3]int    // unmet findings, by their severity
	kinds      weekKinds // of the program at hand
}

func newTextPrinter(a *app) *textPrinter { return &textPrinter{app: a, page: a.page()} }

// labelColumn is the width of the labels of a heading, entryColumn of those
// of an entry.
const (
	labelColumn = 14
	entryColumn = 12
)

func (t *textPrinter) result(r *result) {
	t.programs++
	for f := range r.report.All() {
		if f.Outcome == iop.NotMet {
			t.bySeverity[f.Severity]++
		}
	}
	t.kinds = kindsOf(r)
	t.page.gap()
	t.heading(r)
	t.weeks(r)
	t.contents(r)
	t.findings(r)
}

func (t *textPrinter) heading(r *result) {
	p := r.program
	title := p.Title
	if oneLine(title) == "" {
		title = p.ID
	}
	t.page.text(0, bold, title)
	t.page.text(0, dim, strings.Repeat("=", min(t.page.width, utf8.RuneCountInString(oneLine(title)))))
	pair := func(label string, values ...string) { t.page.pair(2, labelColumn, label, dim, values...) }
	pair("program", p.ID)
	pair("calls itself", calls(p.CalledItself))
	pair("for", audience(r))
	if length := lengthOf(p); length != "" {
		pair("length", length)
	}
	pair("judged by", judgedBy(r)...)
	pair("counted by", r.policy.Name+" ("+r.policy.Title+")")
	if r.input.kind == fromSample {
		pair("note", "an invented sample; name a file to judge a program of your own")
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

// weeks writes the table of weeks, alike ones in a row joined.
func (t *textPrinter) weeks(r *result) {
	t.page.gap()
	runs := weekRuns(r.weeks)
	tbl := table{columns: []column{
		{title: "Track", givesWay: true}, {title: "Phase", givesWay: true}, {title: "Weeks"},
		{title: "Claimed", right: true}, {title: "Gross", right: true}, {title: "Countable", right: true},
		{title: "Days", right: true}, {title: "Level", givesWay: true},
	}}
	for _, run := range runs {
		tbl.rows = append(tbl.rows, run.cells())
	}
	tbl = tbl.withoutEmpty()
	if !tbl.write(t.page, 2) {
		t.stack(r, runs)
	}
}

// weekRun is a row of weeks alike.
type weekRun struct {
	first *schedule.Week
	last  int
}

func weekRuns(weeks []schedule.Week) (out []weekRun) {
	for i := range weeks {
		w := &weeks[i]
		if n := len(out); n > 0 && w.Number == out[n-1].last+1 && w.Number > 1 && sameNumbers(out[n-1].first, w) {
			out[n-1].last = w.Number
			continue
		}
		out = append(out, weekRun{w, w.Number})
	}
	return out
}

func sameNumbers(a, b *schedule.Week) bool {
	return a.Track == b.Track && a.Phase == b.Phase && a.Claimed == b.Claimed && a.Gross == b.Gross &&
		a.Countable == b.Countable && a.ServiceDays == b.ServiceDays && slices.Equal(a.Levels, b.Levels)
}

// name words the weeks of a run; a row whose length is not stated stands for
// every week.
func (w weekRun) name() string {
	if w.first.Number == 0 {
		return "each"
	}
	text := weekRange(w.first.Number, w.last)
	_, text, _ = strings.Cut(text, hard)
	return text
}

func (w weekRun) cells() []string {
	claimed := "-"
	if w.first.Claimed.IsKnown() {
		claimed = hours(w.first.Claimed)
	}
	return []string{
		w.first.Track, w.first.Phase, w.name(), claimed,
		hours(w.first.Gross), hours(w.first.Countable), count(w.first.ServiceDays), levels(w.first),
	}
}

// stack writes the weeks as lines under each other.
func (t *textPrinter) stack(r *result, runs []weekRun) {
	for _, run := range runs {
		cells := run.cells()
		wheres := []iop.Where{whereOf(run.first)}
		for n := run.first.Number + 1; n <= run.last; n++ {
			w := wheres[0]
			w.Week = n
			wheres = append(wheres, w)
		}
		t.page.text(2, bold, placesTitle(wheres, r.tracks))
		t.page.text(4, plain, "claimed"+hard+cells[3]+", gross"+hard+cells[4]+", countable"+hard+cells[5])
		t.page.text(4, plain, "days"+hard+cells[6]+", level"+hard+cells[7])
	}
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
	if t.programs == 0 {
		return
	}
	t.page.gap()
	t.page.text(0, dim, "Gross is all time spent, breaks and meals included; countable is the part that counts under the "+
		"policy. Days are those with countable time. A level is named where the countable hours lie within a standard's "+
		"weekly range. \"each\" stands for weeks of which the number is not stated, ? for what is not known. "+
		"\"iop explain RULE\" says what a rule is for.")
	t.page.gap()
	t.page.text(0, bold, t.summary(sum))
}

// summary is the closing line.
func (t *textPrinter) summary(sum iop.Summary) string {
	text := fmt.Sprintf("%s: %d met, %d not met", plural(t.programs, "program"), sum.Met, sum.NotMet)
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
