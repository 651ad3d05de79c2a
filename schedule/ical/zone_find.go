package ical

import (
	"strings"
	"time"

	"github.com/openiop/openiop/iop"
)

// finder finds the zones that a file names.
type finder struct {
	file     *File
	ask      func(name string) (*time.Location, error)
	report   *report
	clock    *clock
	asked    map[string]*time.Location // nil: not known
	places   map[*time.Location]*zone
	byName   map[zoneName]*zone // nil: unresolved
	defined  map[zoneName]Component
	anywhere map[string]Component // the first definition of a name in the file
	written  map[string]ownResult // by the text of a VTIMEZONE, because files repeat them
	compared map[string]string
	utc      *zone

	lastName zoneName
	last     *zone
}

// zoneName is a TZID in one of the calendars of a file.
type zoneName struct {
	calendar int // the outermost node
	name     string
}

type ownResult struct {
	own *observances
	err error
}

func newFinder(f *File, o Options, r *report) *finder {
	z := &finder{
		file: f, ask: o.Zones, report: r, clock: newClock(4),
		asked: map[string]*time.Location{}, places: map[*time.Location]*zone{}, byName: map[zoneName]*zone{},
		defined: map[zoneName]Component{}, anywhere: map[string]Component{}, written: map[string]ownResult{}, compared: map[string]string{},
	}
	z.utc = z.at(time.UTC)
	return z
}

// define notes a VTIMEZONE.
func (z *finder) define(c Component, calendar int) {
	p, ok := c.Property("TZID")
	if !ok {
		z.report.add(MissingProperty, iop.Warning, c.Line(), "a VTIMEZONE without TZID names no zone; want TZID")
		return
	}
	name := strings.TrimSpace(p.Text())
	if _, twice := z.defined[zoneName{calendar, name}]; !twice {
		z.defined[zoneName{calendar, name}] = c
	}
	if _, twice := z.anywhere[name]; !twice {
		z.anywhere[name] = c
	}
}

// at gives the zone of a location.
func (z *finder) at(place *time.Location) *zone {
	if found := z.places[place]; found != nil {
		return found
	}
	return z.add(&zone{location: place}, place)
}

func (z *finder) add(n *zone, place *time.Location) *zone {
	n.id = z.file.zones
	z.file.zones++
	if place != nil {
		z.places[place] = n
	}
	return n
}

// find gives the zone of a TZID, nil if nothing explains it. around is a time
// at which it is used; line is where.
func (z *finder) find(calendar int, name string, around int64, line int) *zone {
	key := zoneName{calendar, name}
	if z.last != nil && z.lastName == key {
		return z.last
	}
	found, known := z.byName[key]
	if !known {
		found = z.resolve(key, around, line)
		z.byName[key] = found
	}
	z.lastName, z.last = key, found
	return found
}

// resolve goes through everything that can explain a TZID, the best first.
func (z *finder) resolve(key zoneName, around int64, line int) *zone {
	if isUTC(key.name) {
		return z.utc
	}
	definition, isDefined := z.defined[key]
	if !isDefined {
		definition, isDefined = z.anywhere[key.name]
	}
	place := z.iana(key.name)
	if isDefined {
		if own := z.own(definition); own.err == nil {
			return z.defining(definition, own.own, key.name, place, around)
		} else {
			z.report.add(BadValue, iop.Warning, definition.Line(), "the VTIMEZONE is not usable: %v; its TZID is read as a name", own.err)
		}
	}
	if place != nil {
		return z.at(place)
	}
	return z.byOtherName(key.name, definition, line)
}

// byOtherName explains a name that neither the file nor IANA knows.
func (z *finder) byOtherName(name string, definition Component, line int) *zone {
	if place, ok := fixedOffset(name); ok {
		return z.at(place)
	}
	assumed := func(iana, why string) *zone {
		place := z.iana(iana)
		if place == nil {
			return nil
		}
		z.report.add(ZoneAssumed, iop.Note, line, "the time zone %s is read as %s, %s; want the IANA name as TZID, or a VTIMEZONE", shown(name), shown(iana), why)
		return z.at(place)
	}
	if iana, ok := windowsName(name); ok {
		if found := assumed(iana, "which the table of Windows zones gives"); found != nil {
			return found
		}
	}
	if rest, ok := strings.CutPrefix(name, "US-"); ok { // what libkcal wrote
		if found := assumed("US/"+rest, "with a slash"); found != nil {
			return found
		}
	}
	for _, suffix := range suffixes(name) {
		if found := assumed(suffix, "the end of the name"); found != nil {
			return found
		}
	}
	if p, ok := definition.Property("X-LIC-LOCATION"); ok {
		if found := assumed(strings.TrimSpace(p.Text()), "its X-LIC-LOCATION"); found != nil {
			return found
		}
	}
	if iana, ok := displayName(name); ok {
		return assumed(iana, "which the table of display names gives")
	}
	return nil
}

// iana asks the caller for a zone, once per name.
func (z *finder) iana(name string) *time.Location {
	if z.ask == nil || !looksIANA(name) {
		return nil
	}
	if place := z.askOnce(name); place != nil {
		return place
	}
	if usual := capitals(name); usual != name {
		return z.askOnce(usual)
	}
	return nil
}

// mostNames is for how many names the caller is asked in a file; there are
// fewer than 600 zones.
const mostNames = 1000

func (z *finder) askOnce(name string) *time.Location {
	place, asked := z.asked[name]
	if !asked && len(z.asked) < mostNames {
		var err error
		if place, err = z.ask(name); err != nil {
			place = nil
		}
		z.asked[name] = place
	}
	return place
}

// own gives the rules of a VTIMEZONE. Files of many calendars repeat the same
// text, which is read once.
func (z *finder) own(c Component) ownResult {
	n := c.node()
	text := z.file.text[n.from:n.to]
	r, known := z.written[text]
	if !known {
		r.own, r.err = z.file.ownZone(c)
		z.written[text] = r
	}
	return r
}

// ownZone gives the zone of a VTIMEZONE, the same each time.
func (z *finder) ownZone(own *observances) *zone {
	if own.zone == nil {
		own.places()
		own.zone = z.add(&zone{own: own}, nil)
	}
	return own.zone
}

// defining gives the zone of a name that a VTIMEZONE defines and that may be one
// of IANA, and notes where the two disagree. The IANA rules are used, but for a
// name such as EST, which is less a place than an abbreviation: who defines it
// means the definition.
func (z *finder) defining(c Component, own *observances, name string, place *time.Location, around int64) *zone {
	if place == nil {
		if iana, meant := z.meant(name, c); meant != nil {
			if from := z.differ(c, own, meant, around); from != "" {
				z.report.add(ZoneDiffers, iop.Warning, c.Line(), "the VTIMEZONE disagrees with the IANA rules of %s, which it stands for, from %s on; the VTIMEZONE is used. Want the IANA name as TZID, or the rules of today", shown(iana), from)
			}
		}
		return z.ownZone(own)
	}
	from := z.differ(c, own, place, around)
	if from == "" {
		return z.at(place)
	}
	used, zone := "the IANA rules are", (*zone)(nil)
	if strings.Contains(name, "/") {
		zone = z.at(place)
	} else {
		used, zone = "the VTIMEZONE, as the name is no place, is", z.ownZone(own)
	}
	z.report.add(ZoneDiffers, iop.Warning, c.Line(), "the VTIMEZONE disagrees with the IANA rules of its name from %s on; %s used. Want a TZID that is no IANA name if other rules are meant", from, used)
	return zone
}

// meant gives the IANA zone that a VTIMEZONE stands for by the end of its name or
// by X-LIC-LOCATION, nil if neither says.
func (z *finder) meant(name string, c Component) (iana string, place *time.Location) {
	names := suffixes(name)
	if p, ok := c.Property("X-LIC-LOCATION"); ok {
		names = append(names, strings.TrimSpace(p.Text()))
	}
	for _, iana := range names {
		if place := z.iana(iana); place != nil && strings.Contains(iana, "/") {
			return iana, place
		}
	}
	return "", nil
}

// differ gives the date from which a VTIMEZONE disagrees with the rules of a
// location in the year from a time on, "" if they agree.
func (z *finder) differ(c Component, own *observances, place *time.Location, around int64) string {
	n := c.node()
	text := z.file.text[n.from:n.to]
	from, known := z.compared[text]
	if !known {
		from = difference(own, z.clock.around(z.at(place), around).spans, around)
		z.compared[text] = from
	}
	return from
}

// difference gives the date from which a VTIMEZONE and the offsets of a
// location differ in the year from a time on, "" if they agree.
func difference(own *observances, theirs []offsetSpan, around int64) string {
	from, to := around-daySeconds, around+366*daySeconds
	ours := own.spans(make([]offsetSpan, 0, 8), from, to)
	for _, spans := range [2][]offsetSpan{theirs, ours} {
		for _, s := range spans {
			if at := max(s.from, from); at < to && offsetAt(theirs, at) != offsetAt(ours, at) {
				return timeAt(at, time.UTC).Format(time.DateOnly)
			}
		}
	}
	return ""
}

func offsetAt(spans []offsetSpan, at int64) int64 {
	i := len(spans) - 1
	for i > 0 && spans[i].from > at {
		i--
	}
	return spans[i].offset
}
