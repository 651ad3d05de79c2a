package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
)

// calendar writes the sessions of a program on their dates: a row for each
// week with the hours of each day, the closed days, and what it all adds up
// to.
func (t *textPrinter) calendar(r *result) {
	if r.stretch == nil || r.roster || !slices.ContainsFunc(r.weeks, dated) {
		return
	}
	g := gridOf(r)
	for _, track := range r.tracks {
		t.page.gap()
		title := "Hours of sessions by day"
		if track != "" {
			title += ": " + track
		}
		t.page.text(2, bold, title)
		t.grid(r, g, track)
		t.totals(r, track)
	}
	t.closedDays(r, g)
	if slices.ContainsFunc(r.program.Blocks, withoutDays) {
		t.page.gap()
		t.page.text(2, plain, "Blocks of which the days are not stated stand in no day's hours; they count in the weeks above.")
	}
}

func dated(w schedule.Week) bool { return w.From.IsValid() }

// withoutDays reports whether a block takes place on days that nobody states.
func withoutDays(b schedule.Block) bool {
	return b.Days.Set == 0 && !b.AfterProgram && !b.Within.Set
}

// cell is what takes place on one day.
type cell struct {
	certain, offered iop.Minutes // offered beyond certain: optional, or to choose from
	unknown          bool        // a session of which the length is not known
}

// dayOf names a day of a track.
type dayOf struct {
	track string
	date  iop.Date
}

// grid holds the hours of each day, and those that closed days take.
type grid struct {
	held, lost map[dayOf]cell
}

func gridOf(r *result) grid {
	g := grid{map[dayOf]cell{}, map[dayOf]cell{}}
	for s := range r.judged.Sessions() {
		cells := g.held
		if s.Closed {
			cells = g.lost
		}
		c := cells[dayOf{s.Track, s.Date}]
		most, ok := s.Minutes.Max()
		switch {
		case !ok:
			c.unknown = true
		case s.Certain:
			c.certain += s.Minutes.Min()
			c.offered += most - s.Minutes.Min()
		default:
			c.offered += most
		}
		cells[dayOf{s.Track, s.Date}] = c
	}
	return g
}

// String gives hours: "3", "(3)" where they are offered, "3 (+1)" for both,
// with a question mark where some are not known, and "-" for none.
func (c cell) String() string {
	var parts []string
	switch {
	case c.certain > 0 && c.offered > 0:
		parts = []string{bareHours(c.certain), "(+" + bareHours(c.offered) + ")"}
	case c.certain > 0:
		parts = []string{bareHours(c.certain)}
	case c.offered > 0:
		parts = []string{"(" + bareHours(c.offered) + ")"}
	}
	if c.unknown {
		parts = append(parts, "?")
	}
	if parts == nil {
		return "-"
	}
	return strings.Join(parts, hard)
}

func bareHours(m iop.Minutes) string {
	return strings.TrimSuffix(hours(iop.Exactly(m)), hard+"h")
}

// mostGridRows is how many weeks a grid shows one by one; of a longer run it
// joins those that are alike.
const mostGridRows = 60

// gridRow is a week of the grid, or several alike.
type gridRow struct {
	week, last int
	from       iop.Date
	days       []string
}

func (t *textPrinter) grid(r *result, g grid, track string) {
	rows := r.gridRows(g, track)
	tbl := table{columns: []column{{title: "Week"}, {title: "From"}}}
	for n := range 7 {
		tbl.columns = append(tbl.columns, column{title: dayAfter(r.stretch.weekStart, n).String(), right: true})
	}
	for _, row := range rows {
		tbl.rows = append(tbl.rows, append([]string{weekNumbers(row.week, row.last), dateText(row.from)}, row.days...))
	}
	if tbl.write(t.page, 4) {
		return
	}
	for _, row := range rows { // a narrow page
		var days []string
		for n, text := range row.days {
			if text != "-" && text != "" {
				days = append(days, dayAfter(r.stretch.weekStart, n).String()+hard+unbroken(text))
			}
		}
		if days == nil {
			days = []string{"no session"}
		}
		t.page.text(4, plain, sentence(weekRange(row.week, row.last))+" from"+hard+dateText(row.from)+": "+strings.Join(days, ", "))
	}
}

// gridRows gives the rows of a track.
func (r *result) gridRows(g grid, track string) (out []gridRow) {
	inTrack := func(w schedule.Week) bool { return w.Track == track && dated(w) }
	join := len(slices.DeleteFunc(slices.Clone(r.weeks), func(w schedule.Week) bool { return !inTrack(w) })) > mostGridRows
	for i := range r.weeks {
		w := &r.weeks[i]
		if !inTrack(*w) {
			continue
		}
		row := gridRow{w.Number, w.Number, w.From, make([]string, 7)}
		for n := range 7 {
			row.days[n] = r.dayText(g, track, w.From.AddDays(n))
		}
		if n := len(out); join && n > 0 && out[n-1].last+1 == row.week && r.isOpen(w) && slices.Equal(out[n-1].days, row.days) {
			out[n-1].last = row.week
			continue
		}
		out = append(out, row)
	}
	return out
}

// dayText gives the hours of a day; nothing for a day outside the run.
func (r *result) dayText(g grid, track string, day iop.Date) string {
	if !r.stretch.has(day) {
		return ""
	}
	if _, closed := r.stretch.closures.On(day); closed {
		return "closed"
	}
	return g.held[dayOf{track, day}].String()
}

// dayAfter gives the n-th day after one.
func dayAfter(d iop.Weekday, n int) iop.Weekday { return iop.Monday + (d-iop.Monday+iop.Weekday(n))%7 }

func weekNumbers(from, to int) string {
	_, text, _ := strings.Cut(weekRange(from, to), hard)
	return text
}

// totals says what the dated weeks of a track add up to.
func (t *textPrinter) totals(r *result, track string) {
	gross, countable, lost := iop.Exactly(0), iop.Exactly(0), iop.Exactly(0)
	weeks := 0
	for i := range r.weeks {
		if w := &r.weeks[i]; w.Track == track && dated(*w) {
			weeks++
			gross, countable = gross.Add(orNothingKnown(w.Gross)), countable.Add(orNothingKnown(w.Countable))
		}
	}
	for f := range r.report.All() {
		if f.Rule.ID == ruleClosure && f.Where.Track == track && f.Measured.Span.IsKnown() {
			lost = lost.Add(f.Measured.Span)
		}
	}
	text := fmt.Sprintf("%s in %s, of which %s countable", hours(gross), plural(weeks, "week"), hours(countable))
	if most, ok := lost.Max(); !ok || most > 0 {
		text += "; " + hours(lost) + " lost to closed days"
	}
	t.page.pair(4, entryColumn, "in all", dim, text)
}

// ruleClosure is the rule about time lost to closed days.
const ruleClosure iop.RuleID = "schedule/closure"

// orNothingKnown gives a span that can be added up: where nothing is known, at
// least nothing.
func orNothingKnown(s iop.Span) iop.Span {
	if s.IsKnown() {
		return s
	}
	return iop.AtLeast(0)
}

// closedDays lists the closed days of the run that take sessions, and names
// the others.
func (t *textPrinter) closedDays(r *result, g grid) {
	var days []labelled
	var idle []string
	for c := range r.stretch.closures.All() {
		if !r.stretch.has(c.Date) {
			continue
		}
		name := dayText(c.Date)
		if c.Reason != "" {
			name += ", " + unbroken(c.Reason)
		}
		if text := r.lostOn(g, c.Date); text != "" {
			days = append(days, labelled{name, []string{text}})
		} else {
			idle = append(idle, name)
		}
	}
	if len(days)+len(idle) == 0 {
		return
	}
	t.page.gap()
	t.page.text(2, bold, "Closed days")
	for _, d := range days {
		t.page.text(4, plain, d.label+": "+d.values[0])
	}
	if len(idle) > 0 {
		what := "No session falls on "
		if slices.ContainsFunc(r.program.Blocks, withoutDays) {
			what = "No session of a stated day falls on "
		}
		t.page.text(4, plain, what+strings.Join(idle, "; ")+".")
	}
}

// lostOn words the hours that a closed day takes, track by track.
func (r *result) lostOn(g grid, day iop.Date) string {
	var parts []string
	for _, track := range r.tracks {
		c, ok := g.lost[dayOf{track, day}]
		if !ok {
			continue
		}
		text := unbroken(c.String() + " h not held")
		if track != "" {
			text = track + " " + text
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, ", ")
}

// stretchHeading writes when a program takes place.
func (t *textPrinter) stretchHeading(r *result, d *dating) {
	s := r.stretch
	if s == nil {
		return
	}
	pair := func(label, text string) { t.page.pair(2, labelColumn, label, dim, text) }
	first := firstOfWeek(s.from, s.weekStart)
	if r.roster {
		pair("weeks", fmt.Sprintf("begin on %s; week 1 is that of %s", dayTitle(s.weekStart), dayText(first)))
	} else {
		text := dayText(s.from)
		if first != s.from {
			text += fmt.Sprintf(", in the week that begins on %s; what is before the start is not offered", dayText(first))
		}
		pair("starts", text)
		pair("ends", r.ends())
	}
	if r.calendar != nil {
		pair("time zone", calendarZoneText(s.zone))
	} else {
		pair("time zone", zoneText(s.zone, r.roster))
	}
	if text := closedText(d); text != "" {
		pair("closed", text)
	}
}

// ends words the last day of a program.
func (r *result) ends() string {
	open := slices.ContainsFunc(r.weeks, func(w schedule.Week) bool { return !dated(w) })
	switch {
	case open && !slices.ContainsFunc(r.weeks, dated):
		return "not known; the program does not state how many weeks it lasts, so its weeks have no dates"
	case open:
		return "not known; after a part of which the length is not stated, weeks have no dates"
	}
	text := dayText(r.stretch.until.AddDays(-1))
	if weeks := r.program.Weeks; weeks.IsStated() && strings.Contains(lengthOf(r.program), "to") {
		text += " at the latest"
	}
	return text
}

func zoneText(name string, roster bool) string {
	switch {
	case name != "" && roster:
		return name + ", where a row names none"
	case name != "":
		return name
	case roster:
		return "that of each row; without one, clock times are taken as they stand"
	}
	return "not stated, so sessions last as long as their clock times say, even where the clocks change"
}

func calendarZoneText(name string) string {
	if name != "" {
		return name
	}
	return "that of each entry; UTC where it names none"
}

// closedText words which days are closed.
func closedText(d *dating) string {
	text := d.holidayText()
	if n := len(d.closed); n > 0 {
		if text != "" {
			text += "; and "
		}
		text += plural(n, "day") + " named with --closed"
	}
	return text
}
