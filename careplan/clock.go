package careplan

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/openiop/openiop/iop"
)

// Admission is the event from which a clock runs that names none.
const Admission = "admission"

// PlanEvent is something of a person's plan that was done on a day: the
// admission, a treatment plan, a plan review. What is the word that standards
// use for it, such as "treatment plan".
type PlanEvent struct {
	What string   `json:"what"`
	On   iop.Date `json:"on"`
}

// PlanDates are what the clocks of one person's plan run on.
type PlanDates struct {
	// Events are what was done, in any order.
	Events []PlanEvent
	// SessionDays are the days with a session, past and planned, in any order;
	// nil if they are not known.
	SessionDays []iop.Date
	// Closures are the days that are no working days beside Saturdays and
	// Sundays.
	Closures iop.Closures
	// Soon is from how many days before its day a deadline is upcoming; 0 takes
	// the default, 7.
	Soon int
}

// DeadlineState is where a deadline stands. The zero DeadlineState is unknown.
type DeadlineState uint8

// The states.
const (
	// DeadlineUnknown: the event from which it runs has no day, or days with
	// sessions are missing.
	DeadlineUnknown DeadlineState = iota
	DeadlineDone
	DeadlineLater
	// DeadlineUpcoming: within the days of PlanDates.Soon, the day itself
	// included.
	DeadlineUpcoming
	DeadlineOverdue
)

var deadlineStates = [...]string{"unknown", "done", "later", "upcoming", "overdue"}

// String gives "unknown", "done", "later", "upcoming" or "overdue".
func (s DeadlineState) String() string {
	if int(s) >= len(deadlineStates) {
		return ""
	}
	return deadlineStates[s]
}

// MarshalText gives the form of [DeadlineState.String].
func (s DeadlineState) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Deadline is a clock of a standard as it stands for a person on a day.
type Deadline struct {
	Standard iop.StandardID
	Clock    *iop.PlanClock
	State    DeadlineState
	// From is the event that it runs from, FromOn its day.
	From   string
	FromOn iop.Date
	// Due is the last day on which it is in time; zero if unknown.
	Due iop.Date
	// AtLatest says that Due is the cap in calendar days, because the days with
	// sessions that are known do not reach further.
	AtLatest bool
	// DoneOn is the day on which it was done, for a deadline that is done.
	DoneOn iop.Date
}

// Deadlines gives the clocks of some standards for a person of an age group on
// a day: what was due once, and the next turn of what repeats. They come in the
// order of the standards and of their clocks.
//
// The day of the event is not counted: Minnesota says so, and the others that
// were read say nothing. Days, weeks and months are calendar time; where a
// month has no such day, its last is meant. Working days are Monday to Friday
// without closures.
func Deadlines(standards []iop.Standard, d PlanDates, on iop.Date) []Deadline {
	d.SessionDays = slices.Clone(d.SessionDays)
	slices.SortFunc(d.SessionDays, iop.Date.Compare)
	d.SessionDays = slices.Compact(d.SessionDays)
	d.Soon = cmp.Or(d.Soon, 7)
	var out []Deadline
	for i := range standards {
		clocks := standards[i].Requirements.PlanClock
		for j := range clocks {
			out = append(out, d.deadline(standards[i].ID, &clocks[j], on))
		}
	}
	return out
}

func (d *PlanDates) deadline(id iop.StandardID, c *iop.PlanClock, on iop.Date) Deadline {
	out := Deadline{Standard: id, Clock: c}
	out.From, out.FromOn = d.start(c, on)
	if !out.FromOn.IsValid() {
		return out
	}
	if c.Within > 0 {
		if done := d.first(c.What, out.FromOn, on); done.IsValid() {
			out.DoneOn = done
		}
	}
	out.Due, out.AtLatest = d.due(c, out.FromOn)
	out.State = d.state(&out, on)
	return out
}

// start finds the event that a clock runs from: for what repeats the last time
// that it was done, else the event that the standard names, else the admission.
func (d *PlanDates) start(c *iop.PlanClock, on iop.Date) (string, iop.Date) {
	if c.Every > 0 {
		if last := d.last(c.What, on); last.IsValid() {
			return c.What, last
		}
	}
	name := strings.TrimPrefix(cmp.Or(c.After, Admission), "the first ")
	if day := d.first(name, iop.Date{}, on); day.IsValid() {
		return name, day
	}
	if name == "service initiation" { // services begin with the admission unless a day says otherwise
		return Admission, d.first(Admission, iop.Date{}, on)
	}
	return name, iop.Date{}
}

// first gives the first day from a day on, up to another, on which something
// was done.
func (d *PlanDates) first(what string, from, upTo iop.Date) (day iop.Date) {
	for _, e := range d.Events {
		if e.What == what && e.On.IsValid() && !e.On.Before(from) && !upTo.Before(e.On) && (!day.IsValid() || e.On.Before(day)) {
			day = e.On
		}
	}
	return day
}

func (d *PlanDates) last(what string, upTo iop.Date) (day iop.Date) {
	for _, e := range d.Events {
		if e.What == what && e.On.IsValid() && !upTo.Before(e.On) && day.Before(e.On) {
			day = e.On
		}
	}
	return day
}

// due gives the last day in time.
func (d *PlanDates) due(c *iop.PlanClock, from iop.Date) (day iop.Date, atLatest bool) {
	n := max(c.Within, c.Every)
	switch c.Unit {
	case iop.CalendarDays:
		day = from.AddDays(n)
	case iop.ClockWeeks:
		day = from.AddDays(7 * n)
	case iop.ClockMonths:
		day = monthsLater(from, n)
	case iop.WorkingDays:
		day = d.workingDay(from, n)
	case iop.SessionDays:
		i, _ := slices.BinarySearchFunc(d.SessionDays, from.AddDays(1), iop.Date.Compare)
		if i+n <= len(d.SessionDays) {
			day = d.SessionDays[i+n-1]
		}
	}
	if c.CapDays == 0 {
		return day, false
	}
	if most := from.AddDays(c.CapDays); !day.IsValid() || most.Before(day) {
		return most, true
	}
	return day, false
}

// maxSearch is how many days a working day is looked for: a calendar that is
// closed for longer gives none.
const maxSearch = 3660

func (d *PlanDates) workingDay(from iop.Date, n int) iop.Date {
	for range maxSearch {
		if from = from.AddDays(1); !from.IsValid() {
			return from
		}
		_, closed := d.Closures.On(from)
		if w := from.Weekday(); closed || w == iop.Saturday || w == iop.Sunday {
			continue
		}
		if n--; n == 0 {
			return from
		}
	}
	return iop.Date{}
}

// monthsLater gives the day of the same number some months later, or the last
// of that month.
func monthsLater(from iop.Date, n int) iop.Date {
	months := from.Year()*12 + int(from.Month()) - 1 + n
	for day := from.Day(); day > 0; day-- {
		if on, err := iop.NewDate(months/12, time.Month(months%12+1), day); err == nil {
			return on
		}
	}
	return iop.Date{}
}

func (d *PlanDates) state(out *Deadline, on iop.Date) DeadlineState {
	switch {
	case out.DoneOn.IsValid():
		return DeadlineDone
	case !out.Due.IsValid():
		return DeadlineUnknown
	case out.Due.Before(on):
		return DeadlineOverdue
	case on.DaysUntil(out.Due) <= d.Soon:
		return DeadlineUpcoming
	}
	return DeadlineLater
}
