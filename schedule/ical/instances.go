package ical

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/openiop/openiop/iop"
)

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
// sorted by start, then UID, then line. The problems are those of expansion,
// by line; those of reading are in [File.Problems]. An event that is over a
// limit is left out whole, with a problem.
func (f *File) Instances(w Window) ([]Instance, []Problem) {
	r := &report{file: f.Name}
	if !w.From.Before(w.To) {
		return nil, nil
	}
	from, to := seconds(w.From), seconds(w.To)
	if days := (to - from) / daySeconds; days > int64(f.limits.WindowDays) {
		r.add(OverLimit, iop.Error, 0, "the window of %d days is over the limit of %d, so that nothing is listed; ask for less, or raise Limits.WindowDays", days, f.limits.WindowDays)
		return nil, r.sorted()
	}
	x := &expander{file: f, report: r, clock: newClock(f.zones), from: from, to: to, steps: f.limits.Steps}
	x.found = make([]found, 0, min(24*len(f.series), f.limits.Instances))
	x.starts = make([]start, 0, 64)
	for i := range f.series {
		x.expand(&f.series[i])
	}
	return x.sorted(), r.sorted()
}

// seconds gives the first whole second at or after an instant.
func seconds(t time.Time) int64 {
	s := t.Unix()
	if t.Nanosecond() > 0 {
		s++
	}
	return s
}

// expander lists the instances of a window.
type expander struct {
	file     *File
	report   *report
	clock    *clock
	from, to int64
	steps    int // left for the whole window
	left     int // left for the series at hand
	more     int64
	found    []found
	starts   []start
	out      exclusions
	over     bool // more instances than the limit
	tired    bool // a rule took more steps than there were

	generator generator
}

// share is the part of Limits.Steps that one series may take, so that one that
// never ends leaves something for the others.
const share = 20

// found is an instance before it is written out.
type found struct {
	at        int64
	entry     int32
	cancelled bool
	place     *time.Location
	end       int64
	endPlace  *time.Location
	source    EndSource
}

// start is one start of a series: on the wall, and as an instant.
type start struct {
	wall, at int64
	place    *time.Location
	length   *length // its own, of a period
}

// put adds an instance if it starts in the window.
func (x *expander) put(entry int, from moment, at int64, place *time.Location, l *length, cancelled bool) {
	if at < x.from || at >= x.to {
		return
	}
	if len(x.found) >= x.file.limits.Instances {
		x.over = true
		return
	}
	e := &x.file.Events[entry]
	source := e.EndSource
	if l == nil {
		l = &x.file.details[entry].length
	} else {
		source = EndStated
	}
	end, endPlace := x.clock.end(from, at, place, *l)
	x.found = append(x.found, found{at, int32(entry), cancelled || e.Status == Cancelled, place, end, endPlace, source})
}

// sorted writes the instances out in their order.
func (x *expander) sorted() []Instance {
	if len(x.found) == 0 {
		return nil
	}
	type key struct {
		at      int64
		rank, i int32
	}
	ranks := x.ranks()
	keys := make([]key, len(x.found))
	for i := range x.found {
		keys[i] = key{x.found[i].at, ranks[x.found[i].entry], int32(i)}
	}
	slices.SortFunc(keys, func(a, b key) int {
		if a.at != b.at {
			return compare(a.at, b.at)
		}
		return int(a.rank) - int(b.rank)
	})
	out := make([]Instance, len(keys))
	for i, k := range keys {
		x.write(&out[i], &x.found[k.i])
	}
	return out
}

// ranks gives the place of each entry in the order of UIDs, then of lines.
func (x *expander) ranks() []int32 {
	events := x.file.Events
	order := make([]int32, len(events))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int {
		return cmp.Or(strings.Compare(events[a].UID, events[b].UID), int(a-b))
	})
	ranks := make([]int32, len(events))
	for rank, i := range order {
		ranks[i] = int32(rank)
	}
	return ranks
}

func (x *expander) write(to *Instance, f *found) {
	e := &x.file.Events[f.entry]
	*to = Instance{
		UID: e.UID, Start: timeAt(f.at, f.place), End: timeAt(f.end, f.endPlace), AllDay: e.AllDay, Floating: e.Floating,
		Status: e.Status, EndSource: f.source, Summary: e.Summary, Categories: e.Categories, Line: e.Line, Entry: e,
	}
	if f.cancelled {
		to.Status = Cancelled
	}
}

// expand lists the instances of a series, or none if there are too many.
func (x *expander) expand(s *series) {
	before := len(x.found)
	x.over, x.tired, x.left = false, false, x.file.limits.Steps/share
	x.master(s)
	for i := range s.overrides {
		if o := &s.overrides[i]; !o.following {
			x.override(o)
		}
	}
	line := 0
	if s.master >= 0 {
		line = x.file.Events[s.master].Line
	} else {
		line = x.file.Events[s.overrides[0].entry].Line
	}
	switch {
	case x.over:
		x.report.refuse(OverLimit, line, "the instances are more than the limit of %d allows, and the event is left out; ask for a shorter window, or raise Limits.Instances", x.file.limits.Instances)
	case x.tired:
		x.report.refuse(OverLimit, line, "the recurrence takes more than its share of the limit of %d steps, and the event is left out; want a simpler rule, or a larger Limits.Steps", x.file.limits.Steps)
	default:
		return
	}
	x.found = x.found[:before]
}

// override lists the instance that an override makes.
func (x *expander) override(o *override) {
	d := &x.file.details[o.entry]
	at, place := x.clock.instant(d.start.zone, d.start.wall)
	x.put(o.entry, d.start, at, place, nil, o.cancelled)
}
