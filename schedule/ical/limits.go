package ical

import "time"

// The limits that hold where [Limits] says nothing else.
const (
	DefaultBytes      = 10 << 20 // 10 MiB, about 30,000 events
	DefaultLine       = 1 << 20  // bytes of one unfolded line
	DefaultDepth      = 16       // components inside each other
	DefaultComponents = 200_000  // of all kinds in a file
	DefaultEvents     = 50_000   // VEVENTs in a file
	DefaultInstances  = 100_000  // instances of one call of Instances
	DefaultWindowDays = 5*365 + 2
	DefaultSteps      = 20_000_000 // periods and days looked at while rules expand, about a second
)

// Limits bound what a file may cost. A zero field means its default. What is
// over a limit is refused with a [Problem] of kind [OverLimit] that names the
// limit; the rest of the file is still read.
type Limits struct {
	Bytes      int64 // size of a file; over it, [Read] gives an error
	Line       int   // bytes of one unfolded line
	Depth      int   // components inside each other
	Components int   // components of all kinds in a file
	Events     int   // VEVENTs in a file
	Instances  int   // instances that one call of [File.Instances] gives
	WindowDays int   // days of a [Window]
	Steps      int   // work on recurrence rules in one call of [File.Instances], in periods and days looked at
}

// withDefaults fills in what is not stated.
func (l Limits) withDefaults() Limits {
	if l.Bytes <= 0 {
		l.Bytes = DefaultBytes
	}
	for _, f := range []struct {
		limit    *int
		fallback int
	}{
		{&l.Line, DefaultLine}, {&l.Depth, DefaultDepth}, {&l.Components, DefaultComponents}, {&l.Events, DefaultEvents},
		{&l.Instances, DefaultInstances}, {&l.WindowDays, DefaultWindowDays}, {&l.Steps, DefaultSteps},
	} {
		if *f.limit <= 0 {
			*f.limit = f.fallback
		}
	}
	return l
}

// Options say how a file is read. The zero Options read a file with the time
// zones that it defines itself.
type Options struct {
	// Zones gives the time zone of an IANA name such as America/New_York, or
	// an error. It is asked once per name and file. Programs pass
	// time.LoadLocation. If nil, only UTC, fixed offsets and the zones that
	// the file defines itself are known.
	Zones func(name string) (*time.Location, error)
	// Floating is where times without a zone and all-day events take place;
	// nil means UTC.
	Floating *time.Location
	// FloatingInCalendarZone reads floating times and all-day events in the
	// X-WR-TIMEZONE of their calendar, where it states one that is known.
	FloatingInCalendarZone bool
	// Limits bound what a file may cost.
	Limits Limits
}

func (o Options) withDefaults() Options {
	o.Limits = o.Limits.withDefaults()
	if o.Floating == nil {
		o.Floating = time.UTC
	}
	return o
}
