package main

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/spf13/pflag"
)

// dating is what the flags say of real dates.
type dating struct {
	command     string // for messages
	start, from dateFlag
	weeks       weeksFlag
	weekStart   dayFlag
	zoneName    string
	zone        *time.Location // that of zoneName
	holidays    words
	observed    bool
	closed      closedFlag
	// commitmentsFile holds the commitments.
	commitmentsFile string
	commitments     []iop.Commitment
	dates, clock    words
	given           *pflag.FlagSet
	// seen are the days of --closed that lie in some run.
	seen map[iop.Date]bool
}

func newDating() dating {
	return dating{
		command: "iop check", weekStart: dayFlag{iop.Monday}, holidays: words{"none", []string{"us", "none"}},
		dates: words{"iso", []string{"iso", "mdy"}}, clock: words{"24", []string{"24", "12"}},
		seen: map[iop.Date]bool{},
	}
}

// flags adds the flags about dates.
func (d *dating) flags(f *pflag.FlagSet) {
	d.given = f
	f.Var(&d.start, "start", "put the designs on real dates: the client begins on `DATE`")
	f.StringVar(&d.zoneName, "timezone", "", "the `ZONE` of the sessions, such as America/Chicago, instead of the program's own, for rows of a roster that name none, and of the days of a calendar")
	f.Var(&d.holidays, "holidays", "days without sessions: the US federal holidays, or none")
	f.BoolVar(&d.observed, "observed", false, "with --holidays us: close the days on which offices observe them, not the holidays themselves")
	f.Var(&d.closed, "closed", "a day without sessions, and why: `DATE[=REASON]` (repeatable)")
	f.Var(&d.weekStart, "week-start", "the `DAY` on which a week begins")
	f.StringVar(&d.commitmentsFile, "commitments", "", "the `FILE` of the person's commitments: work, school, caring; see above")
	f.Var(&d.from, "from", "rosters, calendars and bundles: number the weeks from `DATE` on, and leave out what is before it")
	f.Var(&d.weeks, "weeks", "rosters, calendars and bundles: judge `N` weeks")
	f.Var(&d.dates, "dates", "rosters: how dates are written; mdy takes 7/4/2026 too")
	f.Var(&d.clock, "clock", "rosters: how times are written; 12 takes 6:00 PM too")
}

// choose reads what the flags name. An error means that nothing can be judged.
func (d *dating) choose(a *app) (err error) {
	if d.observed && d.holidays.value != "us" {
		return errors.New(d.command + ": --observed says which day of a holiday is closed; name the holidays with --holidays us")
	}
	if d.given.Changed("timezone") {
		if d.zone, err = a.zone(d.zoneName); err != nil {
			return fmt.Errorf("%s: --timezone %q: %w", d.command, d.zoneName, err)
		}
	}
	if d.given.Changed("commitments") {
		d.commitments, err = a.readCommitments(d.commitmentsFile)
	}
	return err
}

// purpose is a flag about dates, and what it is for.
type purpose struct {
	flag string
	// rosters, calendars, designs and bundles say on what it acts; a design has
	// dates only with --start. A bundle may hold designs or a roster.
	rosters, calendars, designs, bundles bool
	// reading says that the flag only tells how something is to be read, so
	// that it does no harm where there is nothing of that.
	reading bool
}

// purposes lists the flags that need something to act on.
func purposes() []purpose {
	return []purpose{
		{flag: "start", designs: true, bundles: true},
		{flag: "from", rosters: true, calendars: true, bundles: true},
		{flag: "weeks", rosters: true, calendars: true, bundles: true},
		{flag: "holidays", rosters: true, calendars: true, designs: true, bundles: true},
		{flag: "closed", rosters: true, calendars: true, designs: true, bundles: true},
		{flag: "timezone", rosters: true, calendars: true, designs: true, bundles: true, reading: true},
		{flag: "week-start", rosters: true, calendars: true, designs: true, bundles: true, reading: true},
		{flag: "dates", rosters: true, reading: true},
		{flag: "clock", rosters: true, reading: true},
		{flag: "activities", calendars: true, reading: true},
		{flag: "codes", bundles: true, reading: true},
	}
}

// suit compares the flags with what is to be judged: a flag that asks for
// something that cannot be done is an error, one that has nothing to read is
// passed over with a note.
func (d *dating) suit(a *app, forms []form) error {
	if slices.Contains(forms, formUnknown) {
		return nil // reading says what is wrong
	}
	rosters := slices.ContainsFunc(forms, form.isRoster)
	calendars := slices.Contains(forms, formCalendar)
	designs := slices.Contains(forms, formPrograms)
	bundles := slices.Contains(forms, formFHIR)
	for _, p := range purposes() {
		acts := p.rosters && rosters || p.calendars && calendars || p.bundles && bundles || p.designs && designs && (p.flag == "start" || d.start.IsValid())
		if !d.given.Changed(p.flag) || acts || p.flag == "holidays" && d.holidays.value == "none" {
			continue
		}
		if !p.reading {
			return fmt.Errorf("%s: --%s %s", d.command, p.flag, p.needs())
		}
		a.note("--%s changes nothing here: it %s", p.flag, p.needs())
	}
	if !rosters && !calendars && !bundles && !d.start.IsValid() && slices.ContainsFunc(d.commitments, func(k iop.Commitment) bool { return k.On.IsValid() }) {
		a.note("commitments on a single date count on dates only; name --start DATE")
	}
	return nil
}

func (p *purpose) needs() string {
	switch {
	case !p.designs && !p.rosters && !p.calendars:
		return "is about FHIR bundles, and none is named"
	case !p.designs && !p.rosters:
		return "is about calendars, and none is named"
	case !p.designs && !p.calendars:
		return "is about rosters, and none is named"
	case !p.designs:
		return "is about rosters and calendars, and none is named"
	case !p.rosters:
		return "puts program designs on dates, and none is named"
	}
	return "is about real dates; name --start DATE to put a program on dates, or a roster or a calendar"
}

// closures gives the closed days of a run, from its first day to the day
// before until.
func (d *dating) closures(from, until iop.Date) (iop.Closures, error) {
	closed := iop.NewClosures(d.closed...)
	for c := range closed.All() {
		if !c.Date.Before(from) && c.Date.Before(until) {
			d.seen[c.Date] = true
		}
	}
	if d.holidays.value != "us" {
		return closed, nil
	}
	policy := schedule.ActualDay
	if d.observed {
		policy = schedule.ObservedDay
	}
	const first, last = schedule.FirstHolidayYear, schedule.LastHolidayYear
	if from.Year() < first || !until.IsValid() || until.Year() > last+1 || until.Year() == last+1 && until != iop.MustDate(last+1, time.January, 1) {
		return closed, fmt.Errorf("the run that begins on %s is not within the years %d to %d, in which the US holidays are known; leave --holidays us out, and name closed days with --closed", from, first, last)
	}
	holidays, err := schedule.FederalHolidays(iop.Period{From: from, Until: until}, policy)
	if err != nil {
		return closed, err
	}
	for h := range holidays.All() {
		closed = closed.With(h)
	}
	return closed, nil
}

// unseen notes closed days that lie in no run: a slip, more often than not.
func (d *dating) unseen(a *app) {
	for c := range iop.NewClosures(d.closed...).All() {
		if !d.seen[c.Date] {
			a.note("--closed %s lies outside of everything that was judged", c.Date)
		}
	}
}

// holidayText words which holidays are closed.
func (d *dating) holidayText() string {
	switch {
	case d.holidays.value != "us":
		return ""
	case d.observed:
		return "US federal holidays, on the days on which offices observe them"
	}
	return "US federal holidays, on the days themselves"
}

// stretch is a run on real dates, as the text report tells of it.
type stretch struct {
	from, until iop.Date // until is the first day after it
	weekStart   iop.Weekday
	zone        string // "" where none is named
	closures    iop.Closures
}

// put puts a program on dates.
func (d *dating) put(p *schedule.Program) (dates schedule.Dates, r *stretch, err error) {
	zone, name := d.zone, d.zoneName
	if zone == nil && p.Timezone != "" {
		name = p.Timezone
		if zone, err = findZone(name); err != nil {
			return dates, nil, fmt.Errorf("timezone: %w, or name the zone with --timezone", err)
		}
	}
	first := firstOfWeek(d.start.Date, d.weekStart.Weekday)
	r = &stretch{from: d.start.Date, until: first.AddDays(7 * longest(p)), weekStart: d.weekStart.Weekday, zone: name}
	if r.closures, err = d.closures(r.from, r.until); err != nil {
		return dates, nil, err
	}
	return schedule.Dates{Start: d.start.Date, WeekStart: r.weekStart, Zone: zone, Closures: r.closures}, r, nil
}

// longest gives the number of weeks of a program that have a number, at least
// one.
func longest(p *schedule.Program) int {
	n := 1
	for _, w := range schedule.Prepare(p, schedule.Options{Standards: []iop.Standard{}, Rules: []schedule.Rule{}}).Weeks() {
		n = max(n, w.Number)
	}
	return n
}

// firstOfWeek gives the first day of the week that contains a day.
func firstOfWeek(d iop.Date, start iop.Weekday) iop.Date {
	return d.AddDays(-((int(d.Weekday()) - int(start) + 7) % 7))
}

// window gives the window of a roster, and the dates that it spans.
func (d *dating) window(rows []schedule.RosterRow) (w schedule.Window, r *stretch, err error) {
	first, last := rows[0].Date, rows[0].Date
	for i := range rows {
		if day := rows[i].Date; day.Before(first) {
			first = day
		} else if last.Before(day) {
			last = day
		}
	}
	r = &stretch{from: first, weekStart: d.weekStart.Weekday, zone: d.zoneName}
	if d.from.IsValid() {
		r.from = d.from.Date
	}
	begin := firstOfWeek(r.from, r.weekStart)
	weeks := cmp.Or(int(d.weeks), max(1, begin.DaysUntil(last)/7+1))
	r.until = begin.AddDays(7 * weeks)
	if weeks > mostWeeks {
		return w, nil, fmt.Errorf("its rows are %d weeks apart, and at most %d can be judged; choose a part with --from and --weeks", weeks, mostWeeks)
	}
	if r.closures, err = d.closures(r.from, r.until); err != nil {
		return w, nil, err
	}
	return schedule.Window{
		From: d.from.Date, Weeks: int(d.weeks), OwnWeeks: !d.from.IsValid() && d.weeks == 0,
		WeekStart: r.weekStart, Zone: d.zone, Zones: findZone, Closures: r.closures,
	}, r, nil
}
