package peers

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"slices"
	"time"

	arran "github.com/arran4/golang-ical"
	emersion "github.com/emersion/go-ical"
	"github.com/teambition/rrule-go"

	"github.com/openiop/openiop/schedule/ical"
)

// session is what the readers are compared by.
type session struct {
	uid        string
	start, end int64
}

func sortSessions(s []session) []session {
	slices.SortFunc(s, func(a, b session) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.uid, b.uid), cmp.Compare(a.end, b.end))
	})
	return s
}

// ours reads with this project's package.
func ours(text []byte, o ical.Options) ([]session, error) {
	f, err := ical.Read(bytes.NewReader(text), "calendar.ics", o)
	if err != nil {
		return nil, err
	}
	instances, problems := f.Instances(ical.Window{From: windowFrom, To: windowTo})
	for _, p := range slices.Concat(f.Problems, problems) {
		if p.Skipped {
			return nil, p
		}
	}
	sessions := make([]session, len(instances))
	for i := range instances {
		sessions[i] = session{instances[i].UID, instances[i].Start.Unix(), instances[i].End.Unix()}
	}
	return sessions, nil
}

// theirs reads with go-ical and rrule-go. Where zones is nil, go-ical loads
// the zone of every property anew; otherwise zones is asked instead.
func theirs(text []byte, zones func(string) (*time.Location, error)) ([]session, error) {
	var sessions []session
	decoder := emersion.NewDecoder(bytes.NewReader(text))
	for {
		calendar, err := decoder.Decode()
		if errors.Is(err, io.EOF) {
			return sessions, nil
		}
		if err != nil {
			return nil, err
		}
		for _, e := range calendar.Events() {
			if sessions, err = theirEvent(sessions, &e, zones); err != nil {
				return nil, err
			}
		}
	}
}

func theirEvent(sessions []session, e *emersion.Event, zones func(string) (*time.Location, error)) ([]session, error) {
	zone := time.UTC
	if zones != nil {
		var err error
		if zone, err = takeZone(e, zones); err != nil {
			return nil, err
		}
	}
	start, err := e.DateTimeStart(zone)
	if err != nil {
		return nil, err
	}
	end, err := e.DateTimeEnd(zone)
	if err != nil {
		return nil, err
	}
	uid, length := e.Props.Get(emersion.PropUID).Value, end.Sub(start)
	var set *rrule.Set
	if set, err = e.RecurrenceSet(zone); err != nil {
		return nil, err
	}
	if set == nil {
		if !start.Before(windowFrom) && start.Before(windowTo) {
			sessions = append(sessions, session{uid, start.Unix(), end.Unix()})
		}
		return sessions, nil
	}
	for _, t := range set.Between(windowFrom, windowTo, true) {
		if t.Before(windowTo) {
			sessions = append(sessions, session{uid, t.Unix(), t.Add(length).Unix()})
		}
	}
	return sessions, nil
}

// takeZone takes the zones off the properties of an event, so that go-ical
// uses the one it is given.
func takeZone(e *emersion.Event, zones func(string) (*time.Location, error)) (zone *time.Location, err error) {
	zone = time.UTC
	for _, name := range []string{emersion.PropDateTimeStart, emersion.PropDateTimeEnd, emersion.PropExceptionDates} {
		for i := range e.Props[name] {
			p := &e.Props[name][i]
			if id := p.Params.Get(emersion.PropTimezoneID); id != "" {
				if zone, err = zones(id); err != nil {
					return nil, err
				}
				p.Params.Del(emersion.PropTimezoneID)
			}
		}
	}
	return zone, nil
}

// arranStarts gives the first starts that golang-ical reads; it expands no
// rules.
func arranStarts(text []byte) (starts []session, err error) {
	calendar, err := arran.ParseCalendar(bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	for _, e := range calendar.Events() {
		start, err := e.GetStartAt()
		if err != nil {
			return nil, err
		}
		end, err := e.GetEndAt()
		if err != nil {
			return nil, err
		}
		starts = append(starts, session{e.Id(), start.Unix(), end.Unix()})
	}
	return sortSessions(starts), nil
}

// cache remembers the zones that load gives.
func cache(load func(string) (*time.Location, error)) func(string) (*time.Location, error) {
	known := map[string]*time.Location{}
	return func(name string) (*time.Location, error) {
		if zone, ok := known[name]; ok {
			return zone, nil
		}
		zone, err := load(name)
		if err == nil {
			known[name] = zone
		}
		return zone, err
	}
}
