package main

import (
	"fmt"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/openiop/openiop/schedule/ical"
)

// text lists instances for people.
func (l *calendarLister) text(name string, part *calendarPart, list []ical.Instance, from, to iop.Date, lines bool) {
	p := l.app.page()
	p.text(0, bold, name)
	zone := l.dating.zoneName
	if zone == "" {
		zone = "UTC"
	}
	if from.IsValid() {
		p.pair(2, labelColumn, "from", dim, dayText(from)+" to the day before "+dayText(to)+", in "+zone)
	}
	if lines {
		p.pair(2, labelColumn, "entries", dim, part.events.text("listed"))
	} else {
		p.pair(2, labelColumn, "sessions", dim, fmt.Sprint(len(list)))
	}
	if len(list) == 0 {
		return
	}
	p.gap()
	tbl := table{columns: []column{
		{title: "Day"}, {title: "From"}, {title: "To"}, {title: "Zone"}, {title: "Status", givesWay: true},
		{title: "Activity", givesWay: true}, {title: "Told by", givesWay: true}, {title: "Line", right: true},
	}}
	for i := range list {
		tbl.rows = append(tbl.rows, l.cells(&list[i], lines))
	}
	if tbl = tbl.withoutEmpty(); tbl.write(p, 2) {
		return
	}
	for _, row := range tbl.rows {
		p.text(2, plain, row[0]+" "+row[1]+" to "+row[2])
		for _, cell := range row[3:] {
			p.text(4, plain, cell)
		}
	}
}

func (l *calendarLister) cells(in *ical.Instance, lines bool) []string {
	start, end := in.Start, in.End
	if z := l.dating.zone; z != nil && !in.Floating {
		start, end = start.In(z), end.In(z)
	}
	cells := []string{dateText(dayIn(start, nil, true)), start.Format("15:04"), end.Format("15:04"), start.Format("MST"), in.Status.String(), "?", "", ""}
	switch {
	case in.AllDay:
		cells[1], cells[2], cells[3] = "all", "day", ""
	case in.EndSource != ical.EndStated:
		cells[2] = "?"
	case dayIn(end, nil, true) != dayIn(start, nil, true):
		cells[2] = unbroken(end.Format("15:04") + " on " + dateText(dayIn(end, nil, true)))
	}
	told := ical.Tell(in.Summary, in.Categories, l.mapping)
	switch {
	case told.LeftOut:
		cells[5] = "no session"
	case told.Activity.IsValid():
		cells[5] = told.Activity.Title()
	}
	if lines {
		cells[6], cells[7] = toldText(told.Source), fmt.Sprint(in.Line)
	}
	return cells
}

func toldText(s ical.ActivitySource) string {
	switch s {
	case ical.FromMapping:
		return "--activities"
	case ical.FromCategories:
		return "categories"
	case ical.FromWords:
		return "words of the title"
	}
	return "nothing"
}

// text words the counts of a calendar; what is the word for what came of the
// entries.
func (e *eventsJSON) text(what string) string {
	return fmt.Sprintf("%d read, %d refused; %s %s", e.Read, e.Skipped, plural(e.Expanded, "instance"), what)
}

// calendarSessions writes what a calendar says of each week.
func (t *textPrinter) calendarSessions(r *result) {
	if r.judged == nil {
		return
	}
	list := r.judged.Attendance()
	t.page.gap()
	tbl := table{columns: []column{{title: "Week"}, {title: "From"}, {title: "Held", right: true}, {title: "Not held", right: true}, {title: "Sessions", givesWay: true}}}
	for i := range list {
		a := &list[i]
		row := []string{fmt.Sprint(a.Week), dateText(a.From), hours(a.Delivered), hours(a.Cancelled), heldText(a)}
		if !r.weeks[i].Gross.IsKnown() {
			row[2], row[3], row[4] = "?", "?", "no entry"
		}
		tbl.rows = append(tbl.rows, row)
	}
	if tbl.write(t.page, 2) {
		return
	}
	for _, row := range tbl.rows {
		t.page.text(2, bold, "Week"+hard+row[0]+" from"+hard+row[1])
		t.page.text(4, plain, "held"+hard+row[2]+", not held"+hard+row[3])
		t.page.text(4, plain, row[4])
	}
}

// heldText counts the sessions of a week.
func heldText(a *schedule.Attendance) string {
	var parts []string
	for _, s := range []struct {
		status schedule.Status
		word   string
	}{{schedule.Attended, "held"}, {schedule.NotRecorded, "tentative"}, {schedule.CancelledByProgram, "not held"}} {
		if n := a.Sessions[s.status]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d"+hard+"%s", n, unbroken(s.word)))
		}
	}
	if parts == nil {
		return "no session"
	}
	return listWords(parts, "and")
}

// activities writes what told which activity the entries are, and what the
// calendar leaves open.
func (t *textPrinter) activities(r *result) {
	if len(r.calendar.told) == 0 {
		return
	}
	t.section("What the entries are", cyan)
	type kind struct {
		activity iop.Activity
		source   ical.ActivitySource
		out      bool
	}
	var order []kind
	lines, instances := map[kind][]int{}, map[kind]int{}
	for i := range r.calendar.told {
		x := &r.calendar.told[i]
		k := kind{x.Activity, x.Source, x.LeftOut}
		if lines[k] == nil {
			order = append(order, k)
		}
		lines[k] = append(lines[k], x.Line)
		instances[k] += x.Instances
	}
	for _, k := range order {
		name := "unknown, so it may count in full or not at all"
		switch {
		case k.out:
			name = "no session"
		case k.activity.IsValid():
			name = k.activity.Title()
		}
		t.page.pair(2, 2, "-", dim, fmt.Sprintf("%s: %s, told by %s (%s)", name, plural(instances[k], "instance"), toldText(k.source), linesText(lines[k])))
	}
}
