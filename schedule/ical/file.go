package ical

import (
	"io"
	"iter"
	"time"
)

// File is a calendar file as read. It is not changed after [Read] and may be
// used from many goroutines.
type File struct {
	Name     string    // the name given to [Read]
	Events   []Entry   // the usable VEVENTs, in the order of the file; not to be changed
	Problems []Problem // by line; not to be changed
	Read     int       // VEVENTs in the file
	Skipped  int       // VEVENTs that were refused; each has a Problem that says why
	text     string
}

// Entry is one VEVENT as read: a single event, a recurring one, or the
// override of one instance of a recurring one.
type Entry struct {
	UID        string
	Line       int // physical line of BEGIN:VEVENT
	Sequence   int
	Stamp      time.Time // DTSTAMP; zero if not stated
	Start, End time.Time // of the first instance, in the event's zone
	EndSource  EndSource
	AllDay     bool   // DTSTART is a date: midnight in [Options.Floating]
	Floating   bool   // DTSTART has no zone: read in [Options.Floating]; true for all-day events too
	Zone       string // the TZID as written, "" for UTC, floating and all-day
	Status     Status // METHOD:CANCEL makes it Cancelled
	Summary    string
	Categories []string // not to be changed
	Recurs     bool     // has RRULE or RDATE
	Override   bool     // has RECURRENCE-ID
	// Component holds all properties, known or not.
	Component Component
}

// Component is a component of a file with everything in it, known or not:
// VCALENDAR, VEVENT, VALARM, VTODO, X-ANYTHING. The zero Component is empty.
type Component struct {
	file  *File
	index int32
}

// Name gives the name in capitals, such as VEVENT.
func (c Component) Name() string { return "" }

// Line gives the physical line of its BEGIN, from 1.
func (c Component) Line() int { return 0 }

// Properties gives the properties in the order of the file, without those of
// components inside.
func (c Component) Properties() iter.Seq[Property] { return func(func(Property) bool) {} }

// Components gives the components directly inside.
func (c Component) Components() iter.Seq[Component] { return func(func(Component) bool) {} }

// Property gives the first property of a name in capitals.
func (c Component) Property(name string) (Property, bool) { return Property{}, false }

// Components gives the outermost components, usually VCALENDARs.
func (f *File) Components() iter.Seq[Component] { return func(func(Component) bool) {} }

// Property is one content line.
type Property struct {
	Name   string // in capitals
	Value  string // as written, unfolded, still escaped
	Line   int    // physical line, from 1
	params string // as written, from the first semicolon on
}

// Text gives the value with the escapes of RFC 5545, 3.3.11 resolved.
func (p Property) Text() string { return p.Value }

// Param gives the value of a parameter by its name in capitals, without
// quotes and with the escapes of RFC 6868 resolved.
func (p Property) Param(name string) (string, bool) { return "", false }

// Params gives all parameters in the order of the file.
func (p Property) Params() iter.Seq2[string, string] { return func(func(string, string) bool) {} }

// AppendText gives the property as one unfolded content line without its line
// end, as it was written, so that it can be written again.
func (p Property) AppendText(b []byte) ([]byte, error) { return b, nil }

// Read reads a calendar file. name stands for it in problems. The error is
// about reading or about a file that cannot be used at all: larger than
// [Limits].Bytes, or without any component. Everything else is in
// [File.Problems], and the rest of the file is read.
func Read(r io.Reader, name string, o Options) (*File, error) { return &File{Name: name}, nil }

// Window is a half-open stretch of time: From belongs to it, To does not.
type Window struct{ From, To time.Time }

// Instance is one taking place of an event.
type Instance struct {
	UID        string
	Start, End time.Time // in the zone of the event; the floating zone for floating and all-day ones
	AllDay     bool
	Floating   bool
	Status     Status
	EndSource  EndSource
	Summary    string
	Categories []string // shared with the entry; not to be changed
	Line       int      // physical line of the VEVENT that it comes from: the override's if there is one
	Entry      *Entry   // that VEVENT
}

// Instances gives what starts in a window, cancelled instances included,
// sorted by start, then UID, then line. The problems are those of expansion;
// those of reading are in [File.Problems].
func (f *File) Instances(w Window) ([]Instance, []Problem) { return nil, nil }

// Rule is a recurrence rule (RFC 5545, 3.3.10) of days or longer periods.
type Rule struct{ freq uint8 }

// ParseRule reads the value of an RRULE.
func ParseRule(s string) (Rule, error) { return Rule{}, nil }

// All gives the wall-clock times of a rule from a start on, as times in UTC
// whose clock is meant; the zone of start is not looked at. A start that is off
// the pattern is not given. It ends at COUNT, UNTIL or the year 9999.
func (r *Rule) All(start time.Time) iter.Seq[time.Time] { return func(func(time.Time) bool) {} }
