package main

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/openiop/openiop/schedule/ical"
)

// defaultWeeks is how many weeks of a calendar are looked at where nobody says:
// an entry that recurs may go on for ever.
const defaultWeeks = 12

// calendarPart is what a result says of the calendar that it is about.
type calendarPart struct {
	events   eventsJSON
	told     []ical.Told
	problems []ical.Problem
	lines    map[int]int // of the first entry of each week
}

// eventsJSON counts the VEVENTs of a file, the instances that are judged, and
// the VEVENTs that were refused.
type eventsJSON struct {
	Read     int `json:"read"`
	Expanded int `json:"expanded"`
	Skipped  int `json:"skipped"`
}

// readMapping reads the file of --activities.
func (a *app) readMapping(name string) (*ical.Mapping, error) {
	in := inputs([]string{name})[0]
	r, err := a.open(in)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return ical.ReadMapping(r, in.name)
}

// readCalendar reads a calendar, to be expanded over so many days.
func (a *app) readCalendar(r *reading, zone *time.Location) (*ical.File, error) {
	return ical.Read(r, r.name, ical.Options{Zones: a.zone, Floating: zone, Limits: ical.Limits{WindowDays: 7*mostWeeks + 400}})
}

// judgeCalendar judges the sessions of a calendar, as those of a roster
// without clients. The error is what of the file cannot be used: it beats any
// finding, as in every input.
func (c *checker) judgeCalendar(r *reading) error {
	file, err := c.app.readCalendar(r, c.dating.zone)
	if err != nil {
		return err
	}
	part := &calendarPart{events: eventsJSON{Read: file.Read, Skipped: file.Skipped}, problems: slices.Clone(file.Problems)}
	one := &result{
		program: &schedule.Program{}, roster: true, tracks: []string{""}, input: r.input, calendar: part, id: r.rosterID(), line: 1,
	}
	options := c.optionsFor(one, true)
	window, stretch, err := c.dating.calendarWindow(c.app, file)
	if err != nil {
		if file.Read > 0 {
			c.emit(one)
		}
		return errors.Join(part.errors(), fmt.Errorf("%s: %w", r.name, err))
	}
	one.stretch = stretch
	instances, problems := instancesOn(file, stretch, c.dating.zone)
	part.events.Expanded, part.problems = len(instances), append(part.problems, problems...)
	roster, told, problems := ical.Roster(instances, ical.RosterOptions{Mapping: c.mapping, Zone: c.dating.zone})
	part.told, part.problems = told, append(part.problems, problems...)
	part.firstLines(&roster, stretch)
	c.noteZone(file, instances)
	cases, err := roster.Cases(window, options)
	if err != nil {
		return errors.Join(part.errors(), fmt.Errorf("%s: %w", r.name, err))
	}
	for _, judged := range cases {
		one.program = judged.Program()
		one.take(judged)
	}
	if one.judged == nil {
		err = fmt.Errorf("%s: no session starts from %s to the day before %s; choose other weeks with --from and --weeks", r.name, stretch.from, stretch.until)
	}
	c.emit(one)
	return errors.Join(part.errors(), err)
}

// mostAlike is how many errors that say the same are told one by one.
const mostAlike = 20

// errors gives the problems that leave something of the file unjudged.
func (p *calendarPart) errors() error {
	var errs []error
	alike := map[string]int{}
	for _, problem := range p.problems {
		if problem.Severity < iop.Error {
			continue
		}
		if alike[problem.Text]++; alike[problem.Text] <= mostAlike {
			errs = append(errs, problem)
		}
	}
	for _, problem := range p.problems {
		if more := alike[problem.Text] - mostAlike; more > 0 {
			errs = append(errs, fmt.Errorf("%s: on %d more lines: %s", problem.File, more, problem.Text))
			alike[problem.Text] = 0
		}
	}
	return errors.Join(errs...)
}

// firstLines notes the first line of each week, for findings about it.
func (p *calendarPart) firstLines(roster *schedule.Roster, s *stretch) {
	p.lines = map[int]int{}
	begin := firstOfWeek(s.from, s.weekStart)
	for i := range roster.Rows {
		row := &roster.Rows[i]
		week := begin.DaysUntil(row.Date)/7 + 1
		if line, ok := p.lines[week]; s.has(row.Date) && (!ok || row.Line < line) {
			p.lines[week] = row.Line
		}
	}
}

// noteZone tells of times that are read in UTC because nobody names the zone.
func (c *checker) noteZone(file *ical.File, instances []ical.Instance) {
	unzoned := func(in ical.Instance) bool { return !in.AllDay && (in.Floating || in.Start.Location() == time.UTC) }
	if c.dating.zone != nil || !slices.ContainsFunc(instances, unzoned) {
		return
	}
	zone := "--timezone"
	if name := c.app.zoneOf(file); name != "" {
		zone += " " + name + ", which the calendar gives as its own"
	}
	c.app.note("%s: times that name no zone, or UTC, are read in UTC, so evenings can fall on another day; name the zone of the program with %s", file.Name, zone)
}

// zoneOf gives the zone in which a calendar says it is to be shown, "" if it
// says none that is known.
func (a *app) zoneOf(file *ical.File) string {
	for c := range file.Components() {
		p, ok := c.Property("X-WR-TIMEZONE")
		if name := p.Text(); ok && name != "UTC" {
			if _, err := a.zone(name); err == nil {
				return name
			}
		}
	}
	return ""
}

// calendarWindow gives the window of a calendar: from --from, else the day of
// its earliest entry, for --weeks, else twelve weeks.
func (d *dating) calendarWindow(a *app, file *ical.File) (w schedule.Window, s *stretch, err error) {
	from := d.from.Date
	if !from.IsValid() {
		if from = earliest(file, d.zone); !from.IsValid() {
			return w, nil, errors.New("holds no entry with a date; want VEVENTs")
		}
	}
	weeks := cmp.Or(int(d.weeks), defaultWeeks)
	s = &stretch{from: from, weekStart: d.weekStart.Weekday, zone: d.zoneName}
	s.until = firstOfWeek(from, s.weekStart).AddDays(7 * weeks)
	if s.closures, err = d.closures(s.from, s.until); err != nil {
		return w, nil, err
	}
	if !d.from.IsValid() || d.weeks == 0 {
		a.note("%s: judged are up to %s from %s on; name others with --from and --weeks", file.Name, plural(weeks, "week"), from)
	}
	return schedule.Window{
		From: from, Weeks: weeks, OwnWeeks: d.weeks == 0, WeekStart: s.weekStart, Closures: s.closures, Calendar: true,
	}, s, nil
}

// earliest gives the day of the first entry of a file, the zero Date where
// there is none.
func earliest(file *ical.File, zone *time.Location) (first iop.Date) {
	for i := range file.Events {
		e := &file.Events[i]
		day := dayIn(e.Start, zone, e.Floating)
		if !first.IsValid() || day.IsValid() && day.Before(first) {
			first = day
		}
	}
	return first
}

// dayIn gives the day of an instant in the zone of the program, if there is
// one; a floating one stays on its clock.
func dayIn(t time.Time, zone *time.Location, floating bool) iop.Date {
	if zone != nil && !floating {
		t = t.In(zone)
	}
	day, err := iop.NewDate(t.Date())
	if err != nil {
		return iop.Date{}
	}
	return day
}

// instancesOn gives the instances that start on the days of a stretch, by the
// clock of the program or else their own, which no two zones share.
func instancesOn(file *ical.File, s *stretch, zone *time.Location) ([]ical.Instance, []ical.Problem) {
	around := ical.Window{From: s.from.AddDays(-1).In(time.UTC, 0), To: s.until.AddDays(1).In(time.UTC, 0)}
	instances, problems := file.Instances(around)
	return slices.DeleteFunc(instances, func(in ical.Instance) bool { return !s.has(dayIn(in.Start, zone, in.Floating)) }), problems
}
