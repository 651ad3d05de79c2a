package schedule

import (
	"errors"
	"fmt"
	"time"

	"github.com/openiop/openiop/iop"
)

// Dates put a design on real dates for one client. Start is required; every
// other field may be left at its zero value.
type Dates struct {
	// Start is the day of admission. Program week 1 is the week that contains
	// it; what takes place before it in that week is not offered.
	Start iop.Date
	// Until is the first day on which nothing is offered any more, as after an
	// early discharge; the zero Date leaves the end to the design.
	Until iop.Date
	// Cohort is a day of the cohort's first week, for a closed group that a
	// client joins later: program weeks are then the cohort's. The zero Date
	// lets every client begin with week 1 (rolling admission).
	Cohort iop.Date
	// WeekStart is the first day of the week, Monday if zero.
	WeekStart iop.Weekday
	// Zone is where the sessions take place. Nil leaves the clock alone: no
	// instants are given, and daylight saving changes no length.
	Zone *time.Location
	// Clock says what a time means that the clocks skip or show twice.
	Clock iop.ClockPolicy
	// Closures are the days on which no sessions are held.
	Closures iop.Closures
	// PhaseSessions ends a phase, by its name, with the week in which so many
	// times of attendance are completed, instead of after its stated weeks.
	PhaseSessions map[string]int
	// First gives a day of the week in which a block with a frequency of once
	// in several weeks first takes place, by the index of the block. Without
	// it, whether such a block takes place in a week is not known.
	First map[int]iop.Date
	// Changes are single sessions added to what the design offers, such as the
	// make-ups of [Case.MakeUps].
	Changes []Change
}

// Change is one session beyond, or instead of, what the design offers.
type Change struct {
	Kind ChangeKind
	// Track is the track whose clients it is for, "" for all.
	Track string
	Date  iop.Date
	Start Clock
	// Minutes is its length, from 1 to 1440.
	Minutes iop.Minutes
	// Activity is what an added session is.
	Activity iop.Activity
	// Block is the index of the block that a session repeats or replaces: its
	// activity, its breaks and what its author says of it stay.
	Block int
}

// ChangeKind is what a change does.
type ChangeKind uint8

// The kinds of change.
const (
	AddSession     ChangeKind = iota // a session of its own, without breaks
	RepeatSession                    // a session of a block on another day or at another time
	ReplaceSession                   // the block's session on that date becomes this one
)

// maxYears bounds a run on dates.
const maxYears = 12

func (d *Dates) check(p *Program) error {
	var errs []error
	report := func(format string, args ...any) { errs = append(errs, fmt.Errorf("schedule: "+format, args...)) }
	if !d.Start.IsValid() {
		report("Dates.Start is missing; want the day of admission")
	}
	if d.WeekStart != 0 && !d.WeekStart.IsValid() {
		report("Dates.WeekStart is not a day of the week; want one, or 0 for Monday")
	}
	if d.Until.IsValid() && !d.Start.Before(d.Until) {
		report("Dates.Until is not after Start; want the first day without sessions")
	}
	if d.Cohort.IsValid() && d.Start.Before(weekOf(d.Cohort, d.weekStart())) {
		report("Dates.Start is before the cohort's first week; want a day in it or after")
	}
	for i := range d.Changes {
		if err := d.Changes[i].check(p); err != nil {
			report("Dates.Changes[%d] %w", i, err)
		}
	}
	declared := map[string]bool{}
	for i := range p.Phases {
		declared[p.Phases[i].Name] = true
	}
	for name, n := range d.PhaseSessions { // any order: an error says the same in each
		if !declared[name] || n < 1 {
			report("Dates.PhaseSessions names a phase that is not declared, or fewer than 1 session")
			break
		}
	}
	return errors.Join(errs...)
}

func (c *Change) check(p *Program) error {
	switch {
	case !c.Date.IsValid() || !c.Start.IsStated():
		return errors.New("has no date or no start; want both")
	case c.Minutes < 1 || c.Minutes > dayMinutes:
		return errors.New("has minutes that are not from 1 to 1440")
	case c.Kind > ReplaceSession:
		return errors.New("is of no kind of change")
	case c.Kind != AddSession && (c.Block < 0 || c.Block >= len(p.Blocks)):
		return errors.New("is about a block that the program does not have")
	}
	return nil
}

func (d *Dates) weekStart() iop.Weekday {
	if d.WeekStart == 0 {
		return iop.Monday
	}
	return d.WeekStart
}

// weekOf gives the first day of the week that contains a date.
func weekOf(d iop.Date, start iop.Weekday) iop.Date {
	return d.AddDays(-((int(d.Weekday()) - int(start) + 7) % 7))
}

// dates is what a case knows of the real dates of its rows.
type dates struct {
	start, until iop.Date // until is the first day after the run, valid if the run's end is known
	weekStart    iop.Weekday
	closures     iop.Closures
	zone         *time.Location
	clock        iop.ClockPolicy
	given        Dates // as the caller gave them, for asking what if
	record       *record
}

// PrepareOn is [Prepare] on real dates: every row has the first day of its
// week, and is judged as what is offered in that very week, without the days
// before the admission and the closed ones. Rows after a phase of unknown
// length have no date and stay as designed.
//
// It is an error if the dates are out of order, not stated, or name something
// that the program does not have.
func PrepareOn(p *Program, d Dates, o Options) (*Case, error) {
	if err := d.check(p); err != nil {
		return nil, err
	}
	c := newCase(p, o)
	l := newLayout(c, d)
	if l.addRows(); len(l.rows) == 0 {
		return nil, errors.New("schedule: no week of the program lies in the run; want a start before the program, or the cohort, is over")
	}
	c.countWeeks()
	c.lay(l.rows)
	c.finish()
	return c, nil
}
