package ical

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/openiop/openiop/iop"
)

// File is a calendar file as read. It is not changed after [Read] and may be
// used from many goroutines.
type File struct {
	Name     string    // the name given to [Read]
	Events   []Entry   // the usable VEVENTs, in the order of the file; not to be changed
	Problems []Problem // by line; not to be changed
	Read     int       // VEVENTs in the file
	// Skipped counts the VEVENTs that were refused. Each has a Problem that
	// says why; those over a limit may share one.
	Skipped int

	text    string
	nodes   []node
	props   []Property
	details []details // one for each of Events
	series  []series
	zones   int
	limits  Limits
}

// Entry is one VEVENT as read: a single event, a recurring one, or the
// override of one instance of a recurring one.
type Entry struct {
	UID      string
	Line     int // physical line of BEGIN:VEVENT
	Sequence int
	Stamp    time.Time // DTSTAMP; zero if not stated
	// Start and End are those of the first instance, in the event's zone. A
	// cancellation (METHOD:CANCEL) may have neither.
	Start, End time.Time
	EndSource  EndSource
	AllDay     bool   // DTSTART is a date: midnight in [Options.Floating]
	Floating   bool   // DTSTART has no zone and is read in [Options.Floating]; true for all-day events too
	Zone       string // the TZID as written; "" for UTC, floating and all-day
	Status     Status // METHOD:CANCEL makes it Cancelled
	Summary    string
	Categories []string // not to be changed
	Recurs     bool     // has RRULE or RDATE
	Override   bool     // has RECURRENCE-ID
	// Component holds all properties, known or not.
	Component Component
}

// Read reads a calendar file. name stands for it in problems. The error is
// about reading, or about a file that cannot be used at all: one larger than
// [Limits].Bytes, or without any component. Everything else is in
// [File.Problems], and the rest of the file is read.
func Read(r io.Reader, name string, o Options) (*File, error) {
	o = o.withDefaults()
	text, err := readText(r, name, o.Limits.Bytes)
	if err != nil {
		return nil, err
	}
	f := &File{Name: name, limits: o.Limits}
	report := &report{file: name}
	var was16 bool
	if f.text, was16 = withoutMark(text); was16 {
		report.add(BadBytes, iop.Warning, 0, "the file is UTF-16 and is read as that; want UTF-8")
	}
	p := &parser{file: f, limits: o.Limits, report: report, lines: newLines(f.text, o.Limits.Line)}
	p.reserve()
	p.parse()
	if l := p.lines; l.recovered > 0 {
		report.add(BadBytes, iop.Warning, l.firstBad, "the line is not UTF-8 and is read as Windows-1252, the first of the lines that are not (%d); want UTF-8", l.recovered)
	}
	if len(f.nodes) == 0 {
		return nil, fmt.Errorf("%s: holds no calendar; want BEGIN:VCALENDAR", name)
	}
	newBuilder(f, o, report).build()
	f.Problems = report.sorted()
	return f, nil
}

// reserve makes room for what the text is likely to hold.
func (p *parser) reserve() {
	text := p.file.text
	begins := strings.Count(text, "BEGIN:")
	p.file.nodes = make([]node, 0, min(begins, p.limits.Components))
	const least = 20 // bytes of a property, more or less
	p.file.props = make([]Property, 0, min(max(0, strings.Count(text, "\n")-2*begins)+1, len(text)/least))
	p.file.Events = make([]Entry, 0, min(strings.Count(text, "BEGIN:VEVENT"), p.limits.Events))
	p.file.details = make([]details, 0, cap(p.file.Events))
}
