package ical

import (
	"fmt"
	"slices"
	"time"
)

// observances are the rules of a VTIMEZONE (RFC 5545, 3.6.5).
type observances struct {
	list    []observance
	settled []onset        // those that no rule gives, by time
	early   *time.Location // before the first of them
	zone    *zone          // nil until it is used
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

// The most that a VTIMEZONE may hold; those of the whole history of a place
// have some 200 observances.
const (
	mostObservances = 500
	mostOnsets      = 1000 // RDATEs of an observance, and COUNT of its rules
	mostYears       = 50   // INTERVAL of its rules
)

// rule takes in a rule of an observance, which is one of years; Evolution writes
// them as every twelve months.
func (o *observance) rule(text string) error {
	r, err := ParseRule(text)
	switch {
	case err != nil:
		return err
	case r.freq != yearly && (r.freq != monthly || r.interval%12 != 0) || r.years() > mostYears || r.count > mostOnsets || r.finest() > 1 || len(o.rules) > 0:
		return fmt.Errorf("a rule of another kind than once a year")
	}
	o.rules = append(o.rules, r)
	return nil
}

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
	own.settle()
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
			err = o.rule(p.Value)
			ok = err == nil
		case "RDATE":
			for text := range values(p.Value) {
				var s writtenTime
				if s, ok = parseStamp(text); !ok {
					break
				}
				o.dates = append(o.dates, s.wall)
			}
			ok = ok && len(o.dates) <= mostOnsets
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
	return o, nil
}

// years gives the INTERVAL of a yearly rule, or of one of twelve months or more.
func (r *Rule) years() int {
	if r.freq == monthly {
		return r.interval / 12
	}
	return r.interval
}

// places makes the locations that show the times of the zone.
func (own *observances) places() {
	own.early = time.FixedZone("", int(own.list[0].before))
	for i := range own.list {
		o := &own.list[i]
		o.place = time.FixedZone(o.name, int(o.offset))
	}
}

// settle lists what does not need a rule: the starts, RDATE and rules with
// COUNT, so that no later use counts from their start.
func (own *observances) settle() {
	for i := range own.list {
		o := &own.list[i]
		put := func(wall int64) bool {
			own.settled = append(own.settled, onset{wall - o.before, o})
			return true
		}
		put(o.start.wall)
		for _, wall := range o.dates {
			put(wall)
		}
		if len(o.rules) > 0 && o.rules[0].count > 0 {
			o.rules[0].generator(o.start.wall, false).run(o.start.wall, o.last(&o.rules[0], forever), put)
			o.rules = nil
		}
		o.dates = nil
	}
	slices.SortStableFunc(own.settled, func(a, b onset) int { return compare(a.at, b.at) })
}

// forever is after every time that can be written.
const forever = (maxYear + 1) * 366 * daySeconds

// last gives the wall time before which a rule is asked for onsets.
func (o *observance) last(r *Rule, to int64) int64 {
	last, until := to+o.before, r.until.wall
	switch r.until.form {
	case noTime:
		return last
	case utcForm:
		until += o.before
	case dateForm:
		until += daySeconds - 1
	}
	return min(last, until+1)
}

// onsets gives the onsets between two instants, by time, and enough of those
// before to tell what holds at the first.
func (own *observances) onsets(from, to int64) []onset {
	all := make([]onset, 0, 8)
	at := func(on onset, at int64) int { return compare(on.at, at) }
	first, _ := slices.BinarySearchFunc(own.settled, from, at)
	after, _ := slices.BinarySearchFunc(own.settled, to, at)
	all = append(all, own.settled[max(first-1, 0):after]...)
	for i := range own.list {
		o := &own.list[i]
		for j := range o.rules {
			r := &o.rules[j]
			last := o.last(r, to)
			o.rules[j].generator(o.start.wall, false).run(min(from, last)-int64(r.years()+2)*366*daySeconds, last, func(wall int64) bool {
				all = append(all, onset{wall - o.before, o})
				return true
			})
		}
	}
	slices.SortStableFunc(all, func(a, b onset) int { return compare(a.at, b.at) })
	return all
}

// spans adds the offsets between two instants.
func (own *observances) spans(spans []offsetSpan, from, to int64) []offsetSpan {
	spans = addSpan(spans, from-offsetsBefore*400, own.list[0].before, own.early)
	for _, on := range own.onsets(from, to) {
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
