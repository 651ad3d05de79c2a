package ical

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// usedZone is a zone that events are written in, and the stretch of time for
// which its rules are needed.
type usedZone struct {
	zone     *time.Location
	from, to time.Time
}

// zonesOf gives the zones that events in the order of their start use, by name.
// Two locations of one name are one zone.
func zonesOf(events []Event) []usedZone {
	byName := map[string]int{}
	var out []usedZone
	for i := range events {
		e := &events[i]
		if !e.clockTells() {
			continue
		}
		end := e.End
		if end.IsZero() {
			end = e.Start
		}
		at, ok := byName[e.Start.Location().String()]
		if !ok {
			byName[e.Start.Location().String()] = len(out)
			out = append(out, usedZone{e.Start.Location(), e.Start, end})
			continue
		}
		if end.After(out[at].to) {
			out[at].to = end
		}
	}
	slices.SortFunc(out, func(a, b usedZone) int { return strings.Compare(a.zone.String(), b.zone.String()) })
	return out
}

// Days beyond the events for which the rules of a zone are written too: the
// day before, since no two zones share their days, and a year after, for events
// that are moved in the program of whoever subscribes.
const (
	daysBefore = 2
	daysAfter  = 367
)

// zone writes a VTIMEZONE with an observance for every stretch of time in
// which one offset holds, from the one in force at the first event to the one
// a year after the last. Each begins on its own date, without a rule that goes
// on: what a zone does in later years nobody knows yet.
func (c *calendarWriter) zone(z usedZone) {
	c.line("BEGIN:VTIMEZONE")
	c.line("TZID:" + z.zone.String())
	at, until := z.from.AddDate(0, 0, -daysBefore).In(z.zone), z.to.AddDate(0, 0, daysAfter)
	for {
		begin, _ := at.ZoneBounds()
		c.observance(at, begin)
		end := changeAfter(at)
		if end.IsZero() || end.After(until) {
			break
		}
		at = end
	}
	c.line("END:VTIMEZONE")
}

// changeAfter gives the next instant at which the offset changes, the zero time
// if it never does. ZoneBounds also ends a stretch with a year, and on 31
// December of a leap year with the very time that it is asked for (Go 1.26,
// zones whose last rule goes on).
func changeAfter(at time.Time) time.Time {
	_, offset := at.Zone()
	for {
		_, end := at.ZoneBounds()
		if end.IsZero() {
			return end
		}
		if !end.After(at) {
			end = at.AddDate(0, 0, 1)
		}
		if _, now := end.Zone(); now != offset {
			return end
		}
		at = end
	}
}

// observance writes the offset in force at an instant, since begin.
func (c *calendarWriter) observance(at, begin time.Time) {
	name, offset := at.Zone()
	kind, before, onset := "STANDARD", offset, alwaysSince(at)
	if at.IsDST() {
		kind = "DAYLIGHT"
	}
	if !begin.IsZero() {
		_, before = begin.Add(-time.Second).Zone()
		onset = begin.UTC().Add(time.Duration(before) * time.Second).Format(clockLayout)
	}
	c.line("BEGIN:" + kind)
	c.line("DTSTART:" + onset)
	c.line("TZOFFSETFROM:" + offsetText(before))
	c.line("TZOFFSETTO:" + offsetText(offset))
	if name != "" {
		c.line("TZNAME:" + textValue(name))
	}
	c.line("END:" + kind)
}

// alwaysSince gives an onset for an offset that always held: 1970, or a day
// before what needs it.
func alwaysSince(at time.Time) string {
	since := time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC)
	if day := at.UTC().AddDate(0, 0, -2); day.Before(since) && day.Year() > 0 {
		since = day
	}
	return since.Format(clockLayout)
}

// offsetText writes seconds east of UTC as +HHMM, with seconds where there are
// some.
func offsetText(seconds int) string {
	sign := '+'
	if seconds < 0 {
		sign, seconds = '-', -seconds
	}
	text := fmt.Sprintf("%c%02d%02d", sign, seconds/3600, seconds/60%60)
	if seconds%60 != 0 {
		text += fmt.Sprintf("%02d", seconds%60)
	}
	return text
}
