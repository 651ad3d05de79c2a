package ical

import (
	"math"
	"slices"
	"time"
)

// zone is where times take place: a location, or the rules of a VTIMEZONE.
type zone struct {
	id       int // its place in [File.zones]
	location *time.Location
	own      *observances
}

// offsetSpan is a stretch of time in which one offset from UTC holds.
type offsetSpan struct {
	from   int64 // the instant at which it begins
	wall   int64 // the first wall time that is read with its offset
	offset int64
	place  *time.Location
}

// The years around a time for which offsets are worked out at once.
const (
	offsetsBefore = 200 * daySeconds
	offsetsAfter  = 500 * daySeconds
)

// offsets are the offsets of a zone around some time.
type offsets struct {
	spans    []offsetSpan // by time; the first begins before all
	last     int          // the one that was used last
	from, to int64        // the wall times for which they hold
}

// clock turns wall times into instants. Each call that needs one makes its
// own, so that files can be used from many goroutines.
type clock struct{ tables []offsets }

func newClock(zones int) *clock { return &clock{tables: make([]offsets, zones)} }

// instant gives the instant of a wall time, in seconds from 1970, and the place
// that shows it. A time that the clocks skip is read with the offset before
// the gap, one that they repeat is the first (RFC 5545, 3.3.5).
func (c *clock) instant(z *zone, wall int64) (int64, *time.Location) {
	s := c.span(z, wall)
	return wall - s.offset, s.place
}

// span gives the stretch whose offset a wall time is read with.
func (c *clock) span(z *zone, wall int64) *offsetSpan {
	t := c.around(z, wall)
	s := t.spans
	if s[t.last].wall > wall || t.last+1 < len(s) && s[t.last+1].wall <= wall {
		t.last = t.search(wall)
	}
	return &s[t.last]
}

func (t *offsets) search(wall int64) int {
	i, found := slices.BinarySearchFunc(t.spans, wall, func(s offsetSpan, wall int64) int {
		switch {
		case s.wall < wall:
			return -1
		case s.wall > wall:
			return 1
		}
		return 0
	})
	if !found {
		i--
	}
	return max(i, 0)
}

// wallAtInstant gives what the clocks of a zone show at an instant.
func (c *clock) wallAtInstant(z *zone, at int64) (wall int64, place *time.Location) {
	t := c.around(z, at)
	i := len(t.spans) - 1
	for i > 0 && t.spans[i].from > at {
		i--
	}
	return at + t.spans[i].offset, t.spans[i].place
}

// around gives the offsets of a zone for the years around a time.
func (c *clock) around(z *zone, at int64) *offsets {
	for z.id >= len(c.tables) {
		c.tables = append(c.tables, offsets{})
	}
	t := &c.tables[z.id]
	if len(t.spans) > 0 && at >= t.from && at < t.to {
		return t
	}
	from, to := at-offsetsBefore, at+offsetsAfter
	if t.spans == nil {
		t.spans = make([]offsetSpan, 0, 8)
	}
	t.spans, t.last, t.from, t.to = t.spans[:0], 0, from+2*daySeconds, to-2*daySeconds
	switch {
	case z.own != nil:
		t.spans = z.own.spans(t.spans, from, to)
	case z.location == time.UTC:
		t.spans = append(t.spans, offsetSpan{place: time.UTC})
		t.from, t.to = math.MinInt64, math.MaxInt64
	default:
		t.spans = locationSpans(t.spans, z.location, from, to)
	}
	t.spans[0].from, t.spans[0].wall = math.MinInt64, math.MinInt64
	return t
}

// locationSpans adds the offsets of a location between two instants.
func locationSpans(spans []offsetSpan, place *time.Location, from, to int64) []offsetSpan {
	for at := from; at < to; {
		t := timeAt(at, place)
		_, offset := t.Zone()
		if n := len(spans); n == 0 || spans[n-1].offset != int64(offset) {
			spans = addSpan(spans, at, int64(offset), place)
		}
		_, end := t.ZoneBounds()
		if end.IsZero() {
			break
		}
		if next := end.Unix(); next > at {
			at = next
		} else { // so Go 1.26 answers on 31 December of a leap year
			at += daySeconds
		}
	}
	return spans
}

// addSpan adds a change of offset: a gap is read with the offset before it, so
// the new one holds from the end of the gap, or of the repeated time, on.
func addSpan(spans []offsetSpan, at, offset int64, place *time.Location) []offsetSpan {
	s := offsetSpan{from: at, offset: offset, wall: at + offset, place: place}
	if n := len(spans); n > 0 {
		s.wall = at + max(offset, spans[n-1].offset)
	}
	return append(spans, s)
}

// The instants that a time.Duration reaches from 1970.
const durationReach = math.MaxInt64/int64(time.Second) - 1

// timeAt gives an instant in seconds from 1970 as a time.
func timeAt(at int64, place *time.Location) time.Time {
	epoch := time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC)
	if at > -durationReach && at < durationReach {
		return epoch.Add(time.Duration(at) * time.Second).In(place)
	}
	return wallTime(at).In(place)
}
