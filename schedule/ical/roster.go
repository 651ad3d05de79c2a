package ical

import (
	"cmp"
	"fmt"
	"strings"
	"time"
	"unicode"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
)

// RosterOptions say how instances become sessions.
type RosterOptions struct {
	// Mapping says which activity entries are, nil nothing.
	Mapping *Mapping
	// Zone is the zone of the program, in which its days begin; nil leaves
	// every instance in its own. Floating and all-day ones stay on their clock.
	Zone *time.Location
	// Sessions is the most sessions to make, [DefaultSessions] if 0.
	Sessions int
}

// DefaultSessions is how many sessions [Roster] makes if nobody says: twice
// the instances of [DefaultInstances], since an entry of whole days is a session
// on each.
const DefaultSessions = 200_000

// Told is what was told of one VEVENT that has instances.
type Told struct {
	Telling
	Line      int // of the VEVENT
	Instances int
}

// Roster makes a session of each instance: the rows of a roster without
// clients, to be judged like any other ([schedule.Roster.Cases]). Told says of
// each VEVENT, in the order in which they first appear, which activity it is
// and what told it.
//
// A confirmed instance is held in full, a tentative one from not at all to in
// full, and a cancelled one is not held. Where nothing tells the activity, it
// is unknown, so that the countable time runs from zero to the whole. The
// minutes are those that pass. The time of an entry is not known where no end
// is stated; an entry of whole days, or of more than 24 hours, is from 0 to
// 1440 minutes on each of its days. Titles of entries are not taken over: they
// may name a person.
//
// Problems are Notes about what the entries leave open, a Warning about one
// that is longer than [LongestEntryDays] and so left out, and an Error where
// there are more sessions than [RosterOptions].Sessions: the rest is left out.
func Roster(list []Instance, o RosterOptions) (schedule.Roster, []Told, []Problem) {
	b := rosterBuilder{options: o, teller: newTeller(o.Mapping), at: map[int]int{}}
	b.most = cmp.Or(max(0, o.Sessions), DefaultSessions)
	b.rows = make([]schedule.RosterRow, 0, min(len(list), b.most))
	for i := range list {
		b.add(&list[i])
		if len(b.rows) > b.most {
			b.rows = b.rows[:b.most]
			b.problem(&list[i], OverLimit, iop.Error, fmt.Sprintf("the calendar has more than the limit of %d sessions, and the rest is left out; ask for fewer weeks, or raise RosterOptions.Sessions", b.most))
			break
		}
	}
	return schedule.Roster{Rows: b.rows}, b.told, b.problems
}

// LongestEntryDays is the longest that an entry can be to be taken for
// sessions.
const LongestEntryDays = 366

type rosterBuilder struct {
	options  RosterOptions
	teller   *teller
	at       map[int]int // index into told, by line
	most     int
	rows     []schedule.RosterRow
	told     []Told
	problems []Problem
}

func (b *rosterBuilder) add(in *Instance) {
	at, known := b.at[in.Line]
	if !known {
		at = len(b.told)
		b.at[in.Line] = at
		b.told = append(b.told, Told{Telling: b.teller.tell(in.Summary, in.Categories), Line: in.Line})
	}
	t := &b.told[at]
	t.Instances++
	if t.LeftOut {
		return
	}
	if !known {
		b.remark(in, t)
	}
	start, end := in.Start, in.End
	if o := b.options.Zone; o != nil && !in.Floating && !in.AllDay {
		start, end = start.In(o), end.In(o)
	}
	date, err := iop.NewDate(start.Date())
	if err != nil {
		return // before the year 1 or after 9999; the reader gives none
	}
	row := schedule.RosterRow{Line: in.Line, Session: sessionID(in), Date: date, Activity: t.Activity, Status: attendance(in.Status)}
	if in.AllDay || end.Sub(start) > 24*time.Hour {
		b.addDays(row, end)
		return
	}
	row.Start = schedule.NewClock(start.Hour(), start.Minute())
	if in.EndSource == EndStated {
		row.Minutes = minutesBetween(start, end)
	}
	b.rows = append(b.rows, row)
}

// addDays adds a row for each day of an entry that is longer than a session:
// nobody knows how much of the day it is.
func (b *rosterBuilder) addDays(row schedule.RosterRow, end time.Time) {
	last, err := iop.NewDate(end.Add(-time.Second).Date())
	if err != nil || row.Date.DaysUntil(last) >= LongestEntryDays {
		return
	}
	row.Minutes = iop.Between(0, 24*60)
	for day := row.Date; !last.Before(day) && len(b.rows) <= b.most; day = day.AddDays(1) {
		row.Date = day
		b.rows = append(b.rows, row)
	}
}

// attendance gives the status of a session of a calendar.
func attendance(s Status) schedule.Status {
	switch s {
	case Cancelled:
		return schedule.CancelledByProgram
	case Tentative:
		return schedule.NotRecorded
	}
	return schedule.Attended
}

// minutesBetween gives the minutes that pass, a span where they are not whole.
func minutesBetween(start, end time.Time) iop.Span {
	passed := end.Sub(start)
	if passed < 0 {
		return iop.Span{}
	}
	low, high := passed/time.Minute, (passed+time.Minute-1)/time.Minute
	return iop.Between(iop.Minutes(low), iop.Minutes(high))
}

// sessionID tells the instances of all entries apart: UID and start.
func sessionID(in *Instance) string {
	uid := in.UID
	if strings.ContainsFunc(uid, unicode.IsControl) {
		uid = UID(uid)
	}
	return uid + "/" + in.Start.UTC().Format("2006-01-02T15:04Z")
}

// remark says what an entry leaves open.
func (b *rosterBuilder) remark(in *Instance, t *Told) {
	if in.Status == Cancelled {
		return
	}
	const mapIt = "name it in the mapping of activities, or say there that it is no session"
	switch long := in.End.Sub(in.Start); {
	case long > LongestEntryDays*24*time.Hour:
		b.problem(in, UnclearSession, iop.Warning, fmt.Sprintf("the entry is longer than %d days and is left out; want sessions of some hours", LongestEntryDays))
		return
	case in.AllDay || long > 24*time.Hour:
		b.problem(in, UnclearSession, iop.Note, "the entry is for whole days and counts as 0 to 24 hours on each; give it a time, or say in the mapping of activities that it is no session")
	case in.EndSource == EndDefault:
		b.problem(in, UnclearSession, iop.Note, "the entry has no end, so its length is not known; want DTEND or DURATION")
	}
	if t.Source == NotTold {
		b.problem(in, UnknownActivity, iop.Note, "nothing tells which activity the entry is, so its countable time runs from zero to all of it; "+mapIt)
	}
}

func (b *rosterBuilder) problem(in *Instance, kind ProblemKind, s iop.Severity, text string) {
	p := Problem{Kind: kind, Severity: s, Line: in.Line, Text: text}
	if in.Entry != nil && in.Entry.Component.file != nil {
		p.File = in.Entry.Component.file.Name
	}
	b.problems = append(b.problems, p)
}

// The kinds of problems of [Roster].
const (
	UnknownActivity ProblemKind = "unknown-activity" // nothing tells which activity an entry is
	UnclearSession  ProblemKind = "unclear-session"  // an entry without an end, of whole days, or of more
)
