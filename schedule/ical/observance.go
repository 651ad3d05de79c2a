package ical

import (
	"fmt"
	"slices"
	"time"
)

// observances are the rules of a VTIMEZONE (RFC 5545, 3.6.5).
type observances struct {
	list  []observance
	early *time.Location // before the first of them
}

// observance is one STANDARD or DAYLIGHT: from when on which offset holds.
type observance struct {
	start          writtenTime
	name           string
	before, offset int64
	place          *time.Location
	rules          []Rule
	dates          []int64 // RDATE, as wall times
}

// onset is a moment at which an observance begins.
type onset struct {
	at int64
	o  *observance
}

// mostObservances bounds what a VTIMEZONE may hold.
const mostObservances = 500

// ownZone reads the observances of a VTIMEZONE. The error says why it is not
// usable.
func (f *File) ownZone(c Component) (*observances, error) {
	own := &observances{}
	for part := range c.Components() {
		if name := part.Name(); name != "STANDARD" && name != "DAYLIGHT" {
			continue
		}
		o, err := f.observance(part.index)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", part.Line(), err)
		}
		if own.list = append(own.list, o); len(own.list) > mostObservances {
			return nil, fmt.Errorf("holds more than %d observances", mostObservances)
		}
	}
	if len(own.list) == 0 {
		return nil, fmt.Errorf("holds neither STANDARD nor DAYLIGHT")
	}
	slices.SortStableFunc(own.list, func(a, b observance) int { return compare(a.start.wall, b.start.wall) })
	own.early = time.FixedZone("", int(own.list[0].before))
	return own, nil
}

func (f *File) observance(index int) (o observance, err error) {
	var hasBefore, hasOffset bool
	for p := range f.own(index) {
		ok := true
		switch p.Name {
		case "DTSTART":
			o.start, ok = parseStamp(p.Value)
		case "TZOFFSETFROM":
			var n int
			n, ok = parseOffset(p.Value)
			o.before, hasBefore = int64(n), ok
		case "TZOFFSETTO":
			var n int
			n, ok = parseOffset(p.Value)
			o.offset, hasOffset = int64(n), ok
		case "TZNAME":
			if o.name == "" {
				o.name = p.Text()
			}
		case "RRULE":
			var r Rule
			r, err = ParseRule(p.Value)
			o.rules, ok = append(o.rules, r), err == nil
		case "RDATE":
			for text := range values(p.Value) {
				var s writtenTime
				if s, ok = parseStamp(text); !ok {
					break
				}
				o.dates = append(o.dates, s.wall)
			}
		}
		if !ok {
			return o, fmt.Errorf("line %d: %s cannot be read", p.Line, p.Name)
		}
	}
	switch {
	case o.start.form == noTime:
		return o, fmt.Errorf("has no DTSTART")
	case !hasOffset:
		return o, fmt.Errorf("has no TZOFFSETTO")
	case !hasBefore:
		o.before = o.offset
	}
	o.place = time.FixedZone(o.name, int(o.offset))
	return o, nil
}

// onsetSteps bounds the work on one rule of an observance.
const onsetSteps = 20_000

// onsets adds the onsets between two instants, and the last ones before.
func (o *observance) onsets(list []onset, from, to int64) []onset {
	before := list
	put := func(wall int64) {
		if at := wall - o.before; at < to {
			// Of the onsets before the stretch the last of each source is enough.
			if n := len(list); at < from && n > len(before) && list[n-1].at < from && list[n-1].at < at {
				list[n-1].at = at
				return
			}
			list = append(list, onset{at, o})
		}
	}
	put(o.start.wall)
	for _, wall := range o.dates {
		put(wall)
	}
	for i := range o.rules {
		o.ruleOnsets(&o.rules[i], from, to, put)
	}
	return list
}

func (o *observance) ruleOnsets(r *Rule, from, to int64, put func(wall int64)) {
	last := to + o.before
	if r.until.form != noTime {
		until := r.until.wall
		if r.until.form == utcForm {
			until += o.before
		} else if r.until.form == dateForm {
			until += daySeconds - 1
		}
		last = min(last, until+1)
	}
	first := min(from, last) - 3*366*daySeconds
	if r.interval > 1 {
		first = o.start.wall
	}
	g := r.generator(o.start.wall, false)
	g.steps = onsetSteps
	g.run(first, last, func(wall int64) bool {
		put(wall)
		return true
	})
}

// spans adds the offsets between two instants.
func (own *observances) spans(spans []offsetSpan, from, to int64) []offsetSpan {
	all := make([]onset, 0, 8)
	for i := range own.list {
		all = own.list[i].onsets(all, from, to)
	}
	slices.SortStableFunc(all, func(a, b onset) int { return compare(a.at, b.at) })
	spans = addSpan(spans, from-offsetsBefore*400, own.list[0].before, own.early)
	for _, on := range all {
		spans = addSpan(spans, on.at, on.o.offset, on.o.place)
	}
	return spans
}

func compare(a, b int64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
