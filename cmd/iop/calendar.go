package main

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/openiop/openiop/schedule/ical"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

const calendarHelp = `List what a calendar (.ics) holds from one day to another: recurring entries
expanded, exceptions and moved instances applied, each time in its own zone.

Days begin in --timezone, UTC if it is not named; entries of whole days and
times without a zone are read there too. --to is the first day that is no
longer looked at; without --from the list begins on the day of the earliest
entry, without --to it goes on for 12 weeks. Cancelled instances are listed.
--activities tries a file that says which activity an entry is, as in iop check.

With a program design and --start, list the sessions of the design on their
dates, or write them as a calendar (--format ics). Sessions on closed days are
cancelled, those to choose from or to skip tentative. A calendar that is written
shows when somebody is busy, and nothing else: every entry is private and called
"Appointment". An entry that names addiction treatment discloses it, for which
42 CFR Part 2 asks for the person's consent; with that,
--disclose-treatment writes what each session is.

Exit status: 0 if all of the file could be read, else 2. What could be read is
listed anyway.`

const calendarExamples = `  iop calendar clinic.ics --from 2026-11-02 --to 2026-12-01 --timezone America/New_York
  iop calendar clinic.ics --from 2026-11-02 --to 2026-12-01 --format json
  iop calendar program.json --start 2026-11-09 --holidays us --format ics > program.ics`

// calendarLister is one run of "iop calendar".
type calendarLister struct {
	app        *app
	from, to   dateFlag
	format     words
	activities string
	track      string
	mapping    *ical.Mapping
	dating     dating
	events     eventFlags
}

func (a *app) calendarCommand() *cobra.Command {
	l := &calendarLister{app: a, dating: newDating(), format: words{"text", []string{"text", "json", "ics"}}}
	cmd := &cobra.Command{
		Use: "calendar FILE|-", Short: "List a calendar's instances, or write a design as a calendar",
		Long: calendarHelp, Example: calendarExamples, Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return l.run(inputs(args)[0]) },
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.Var(&l.from, "from", "the first `DATE` to list")
	f.Var(&l.to, "to", "the first `DATE` that is no longer listed")
	f.StringVar(&l.dating.zoneName, "timezone", "", "the `ZONE` in which days begin, such as America/Chicago")
	f.StringVar(&l.activities, "activities", "", "the `FILE` that says which activity an entry is")
	f.Var(&l.format, "format", "write the list as")
	l.dating.designFlags(f)
	f.StringVar(&l.track, "track", "", "designs: only the sessions of a track, by its `NAME`")
	l.events.flags(f)
	return cmd
}

// designFlags adds the flags that put a design on dates.
func (d *dating) designFlags(f *pflag.FlagSet) {
	d.given = f
	f.Var(&d.start, "start", "designs: the client begins on `DATE`")
	f.Var(&d.holidays, "holidays", "designs: days without sessions: the US federal holidays, or none")
	f.BoolVar(&d.observed, "observed", false, "designs: close the days on which offices observe the holidays")
	f.Var(&d.closed, "closed", "designs: a day without sessions: `DATE[=REASON]` (repeatable)")
	f.Var(&d.weekStart, "week-start", "designs: the `DAY` on which a week begins")
}

func (l *calendarLister) run(in input) (err error) {
	if err := l.choose(); err != nil {
		return err
	}
	r, err := l.app.begin(in)
	if err != nil {
		return err
	}
	defer r.close()
	switch r.form {
	case formCalendar:
		return l.list(r)
	case formPrograms:
		return l.design(r)
	}
	return fmt.Errorf("%s: is a roster; iop calendar reads calendars (.ics), and program designs (.json) with --start", r.name)
}

// choose reads what the flags name.
func (l *calendarLister) choose() (err error) {
	d := &l.dating
	switch {
	case d.observed && d.holidays.value != "us":
		return errors.New("iop calendar: --observed says which day of a holiday is closed; name the holidays with --holidays us")
	case l.from.IsValid() && l.to.IsValid() && !l.from.Before(l.to.Date):
		return errors.New("iop calendar: --to is not after --from; want the first day that is no longer listed")
	}
	if d.given.Changed("timezone") {
		if d.zone, err = l.app.zone(d.zoneName); err != nil {
			return fmt.Errorf("iop calendar: --timezone %q: %w", d.zoneName, err)
		}
	}
	if d.given.Changed("activities") {
		if l.mapping, err = l.app.readMapping(l.activities); err != nil {
			return err
		}
	}
	return l.events.choose(l.app)
}

// list lists a calendar.
func (l *calendarLister) list(r *reading) error {
	for _, name := range []string{"start", "holidays", "closed", "track"} {
		if l.dating.given.Changed(name) {
			return fmt.Errorf("iop calendar: --%s is about program designs, and %s is a calendar", name, r.name)
		}
	}
	if l.format.value == "ics" {
		return fmt.Errorf("iop calendar: --format ics writes the sessions of a program design, and %s is a calendar already", r.name)
	}
	file, err := l.app.readCalendar(r, l.dating.zone)
	if err != nil {
		return err
	}
	return l.write(file, r.name, true)
}

// write writes the instances of a file in the window, and gives its problems
// as an error.
func (l *calendarLister) write(file *ical.File, name string, lines bool) error {
	from, to := l.window(file)
	instances, problems := l.instances(file, from, to)
	part := &calendarPart{events: eventsJSON{file.Read, len(instances), file.Skipped}, problems: append(slices.Clone(file.Problems), problems...)}
	if l.format.value == "json" {
		l.app.out.Write(instancesJSON(instances))
	} else {
		l.text(name, part, instances, from, to, lines)
	}
	if lines {
		part.notes(l.app, name)
	}
	return part.errors()
}

// instances gives the instances that start on some days, none where there are
// no days to list.
func (l *calendarLister) instances(file *ical.File, from, to iop.Date) ([]ical.Instance, []ical.Problem) {
	if !from.IsValid() {
		return nil, nil
	}
	zone := l.dating.zone
	if zone == nil {
		zone = time.UTC
	}
	begin, _ := from.Instant(zone, 0, iop.ClockPolicy{})
	end, _ := to.Instant(zone, 0, iop.ClockPolicy{})
	return file.Instances(ical.Window{From: begin, To: end})
}

// window gives the days to list, the zero Date where nobody names one and the
// file has none.
func (l *calendarLister) window(file *ical.File) (from, to iop.Date) {
	from, to = l.from.Date, l.to.Date
	if !from.IsValid() {
		from = earliest(file, l.dating.zone)
	}
	if !to.IsValid() && from.IsValid() {
		to = from.AddDays(7 * defaultWeeks)
	}
	if from.IsValid() && !from.Before(to) {
		to = from.AddDays(1)
	}
	return from, to
}

// notes writes what is odd about a calendar without leaving anything out.
func (p *calendarPart) notes(a *app, name string) {
	for _, g := range grouped(p.listed()) {
		if g.severity < iop.Error {
			a.note("%s: %s", name, g.placed())
		}
	}
}

// instanceJSON is one instance in the pinned form.
type instanceJSON struct {
	UID    string      `json:"uid"`
	Start  time.Time   `json:"start"`
	End    time.Time   `json:"end"`
	AllDay bool        `json:"allDay"`
	Status ical.Status `json:"status"`
}

func instancesJSON(list []ical.Instance) []byte {
	var b bytes.Buffer
	b.WriteByte('[')
	for i := range list {
		if i > 0 {
			b.WriteByte(',')
		}
		in := &list[i]
		b.WriteString("\n  ")
		b.Write(marshal(instanceJSON{in.UID, in.Start, in.End, in.AllDay, in.Status}, "  "))
	}
	if len(list) > 0 {
		b.WriteByte('\n')
	}
	b.WriteString("]\n")
	return b.Bytes()
}

// design lists or writes the sessions of designs on their dates.
func (l *calendarLister) design(r *reading) error {
	if !l.dating.start.IsValid() {
		return fmt.Errorf("iop calendar: %s is a program design; name --start DATE to put it on dates", r.name)
	}
	programs, lines, err := r.programs(true)
	var events []ical.Event
	for i := range programs {
		p := &programs[i]
		more, bad := l.sessionsOf(p)
		if bad != nil {
			err = errors.Join(err, fmt.Errorf("%s:%d: program %q: %w", r.name, lines[p.ID], p.ID, bad))
		}
		events = append(events, more...)
	}
	if len(events) == 0 {
		return err
	}
	l.dating.unseen(l.app)
	events = slices.DeleteFunc(events, func(e ical.Event) bool { return !l.inWindow(&e) })
	if l.format.value == "ics" {
		return errors.Join(err, l.events.write(l.app, events))
	}
	var written bytes.Buffer
	if bad := ical.Write(&written, events, ical.WriteOptions{DiscloseTreatment: true}); bad != nil {
		return errors.Join(err, bad)
	}
	file, bad := ical.Read(&written, r.name, ical.Options{Zones: l.app.zone, Floating: l.dating.zone, Limits: ical.Limits{
		Bytes: int64(written.Len()) + 1, Components: len(events) * 10, Events: len(events) + 1, Instances: len(events) + 1, WindowDays: 7*mostWeeks + 400,
	}})
	if bad != nil {
		return errors.Join(err, bad)
	}
	if !l.to.IsValid() {
		l.to.Date = lastDay(events).AddDays(1)
	}
	return errors.Join(err, l.write(file, r.name, false))
}

// sessionsOf gives the sessions of a design as events.
func (l *calendarLister) sessionsOf(p *schedule.Program) ([]ical.Event, error) {
	if l.track != "" && !slices.Contains(p.Tracks(), l.track) {
		return nil, errors.New("has no track of the name that --track gives")
	}
	dates, _, err := l.dating.put(p)
	if err != nil {
		return nil, err
	}
	c, err := schedule.PrepareOn(p, dates, schedule.Options{Standards: []iop.Standard{}, Rules: []schedule.Rule{}})
	if err != nil {
		return nil, err
	}
	events := ical.SessionEvents(c.Sessions(), ical.SessionOptions{Stamp: l.events.at, Sequence: int(l.events.sequence), Track: l.track})
	if len(events) == 0 {
		return nil, errors.New("has no session with a date; want blocks with days, and the number of weeks")
	}
	return events, nil
}

func (l *calendarLister) inWindow(e *ical.Event) bool {
	day := dayIn(e.Start, l.dating.zone, e.Floating || e.AllDay)
	return (!l.from.IsValid() || !day.Before(l.from.Date)) && (!l.to.IsValid() || day.Before(l.to.Date))
}

func lastDay(events []ical.Event) (last iop.Date) {
	for i := range events {
		if day := dayIn(events[i].Start, nil, true); last.Before(day) {
			last = day
		}
	}
	return last
}
