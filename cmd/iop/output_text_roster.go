package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
)

// rosterHeading writes the heading of a client's record.
func (t *textPrinter) rosterHeading(r *result) {
	label := "client"
	if r.program.ID == "" {
		label = "sessions"
	}
	t.page.pair(2, labelColumn, label, dim, r.id)
	t.page.pair(2, labelColumn, "from", dim, r.input.name)
	if r.calendar != nil {
		t.page.pair(2, labelColumn, "entries", dim, r.calendar.events.text("in these weeks"))
	}
	t.page.pair(2, labelColumn, "for", dim, people(r.population))
}

// attendance writes what a record says of each week.
func (t *textPrinter) attendance(r *result) {
	list := r.judged.Attendance()
	if len(list) == 0 {
		return
	}
	t.page.gap()
	tbl := table{columns: []column{
		{title: "Week"}, {title: "From"}, {title: "Scheduled", right: true}, {title: "Delivered", right: true},
		{title: "Share", right: true}, {title: "Sessions", givesWay: true},
	}}
	for i := range list {
		a := &list[i]
		row := []string{fmt.Sprint(a.Week), dateText(a.From), hours(a.Scheduled), hours(a.Delivered), share(a), sessionsText(a)}
		if !r.weeks[i].Gross.IsKnown() {
			row[2], row[3], row[4], row[5] = "?", "?", "?", "no row"
		}
		tbl.rows = append(tbl.rows, row)
	}
	if !tbl.write(t.page, 2) {
		for _, row := range tbl.rows {
			t.page.text(2, bold, "Week"+hard+row[0]+" from"+hard+row[1])
			t.page.text(4, plain, "scheduled"+hard+row[2]+", delivered"+hard+row[3]+", share"+hard+row[4])
			t.page.text(4, plain, row[5])
		}
	}
	t.attendanceTotal(list)
}

// attendanceTotal adds the weeks up.
func (t *textPrinter) attendanceTotal(list []schedule.Attendance) {
	sum := schedule.Attendance{Scheduled: iop.Exactly(0), Delivered: iop.Exactly(0), Cancelled: iop.Exactly(0), MadeUp: iop.Exactly(0)}
	for i := range list {
		a := &list[i]
		sum.Scheduled, sum.Delivered = sum.Scheduled.Add(a.Scheduled), sum.Delivered.Add(a.Delivered)
		sum.Cancelled, sum.MadeUp = sum.Cancelled.Add(a.Cancelled), sum.MadeUp.Add(a.MadeUp)
		for status, n := range a.Sessions {
			sum.Sessions[status] += n
		}
	}
	text := hours(sum.Scheduled) + " scheduled, " + hours(sum.Delivered) + " delivered"
	if s := share(&sum); s != "-" {
		text += ", " + s + " of what was scheduled"
	}
	t.page.pair(2, entryColumn, "in all", dim, text, sessionsText(&sum))
}

// share words the part of the scheduled time that was delivered.
func share(a *schedule.Attendance) string {
	s := a.Share()
	if !s.IsKnown() {
		return "-"
	}
	most, _ := s.Max()
	if s.IsExact() {
		return percent(most) + "%"
	}
	return unbroken(percent(s.Min()) + " to " + percent(most) + "%")
}

// percent words thousandths.
func percent(n iop.Minutes) string {
	text := fmt.Sprintf("%d.%d", n/10, n%10)
	return strings.TrimSuffix(text, ".0")
}

// attendedText words how sessions were attended.
func attendedText(s schedule.Status) string {
	switch s {
	case schedule.Attended:
		return "attended"
	case schedule.Partial:
		return "attended in part"
	case schedule.Late:
		return "attended late"
	case schedule.AbsentExcused:
		return "not attended (excused)"
	case schedule.AbsentUnexcused:
		return "not attended"
	case schedule.CancelledByProgram:
		return "not held"
	}
	return "not recorded"
}

// sessionsText counts the sessions of a week by how they were attended, what
// is not recorded last.
func sessionsText(a *schedule.Attendance) string {
	var parts []string
	for s := schedule.Attended; s <= schedule.CancelledByProgram; s++ {
		if n := a.Sessions[s]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d"+hard+"%s", n, unbroken(attendedText(s))))
		}
	}
	if n := a.Sessions[schedule.NotRecorded]; n > 0 {
		parts = append(parts, fmt.Sprintf("%d"+hard+"%s", n, unbroken(attendedText(schedule.NotRecorded))))
	}
	if most, ok := a.MadeUp.Max(); !ok || most > 0 {
		parts = append(parts, unbroken(hours(a.MadeUp)+" of it made up"))
	}
	if parts == nil {
		return "no session"
	}
	return strings.Join(parts, ", ")
}

// fits writes how the tracks leave room for the person's commitments, the best
// first.
func (t *textPrinter) fits(r *result) {
	if r.judged == nil {
		return
	}
	list := r.judged.Fits()
	if len(list) == 0 {
		return
	}
	t.section("How it fits the commitments", cyan)
	for i := range list {
		f := &list[i]
		label := ""
		name := f.Track
		switch {
		case len(list) > 1:
			label = fmt.Sprintf("%d."+hard, i+1)
		case name == "" && r.roster:
			name = "The sessions"
		case name == "":
			name = "The program"
		}
		t.page.text(2, plain, label+fitText(name, f))
		for _, line := range fitRequirements(f) {
			t.page.text(6, plain, line)
		}
	}
}

func fitText(name string, f *schedule.TrackFit) string {
	if f.Clashing == 0 {
		return name + ": no session falls into a commitment"
	}
	if f.Lost.Min() == 0 {
		return fmt.Sprintf("%s: sessions may fall into a commitment in %d of %s", name, f.Clashing, plural(f.Weeks, "week"))
	}
	return fmt.Sprintf("%s: sessions fall into a commitment in %d of %s, %s in all", name, f.Clashing, plural(f.Weeks, "week"), hours(f.Lost))
}

// fitRequirements says what the sessions that fit still meet.
func fitRequirements(f *schedule.TrackFit) (out []string) {
	if f.Clashing == 0 {
		return nil
	}
	for _, q := range f.Requirements {
		_, rule, _ := strings.Cut(string(q.Rule), "/")
		text := fmt.Sprintf("without them %s of %s is met in %d of %s", rule, q.Standard, q.Met, plural(q.Met+q.NotMet+q.Undetermined, "week"))
		if q.Undetermined > 0 {
			text += fmt.Sprintf(", not decided in %d", q.Undetermined)
		}
		if !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return out
}
