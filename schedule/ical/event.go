package ical

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Event is one entry of a calendar to be written by [Write]. The caller makes
// it: from the sessions of a design with [SessionEvents], or from any dates,
// such as the contacts of an aftercare plan.
//
// The zero Event is invalid: an event needs a UID, a stamp and a start.
type Event struct {
	// UID is the identity of the event: the same in every export, so that a
	// program that subscribes replaces the event and does not double it. It is
	// written as it is, so it must not tell what is not to be told; see [UID].
	UID string
	// Sequence is the revision of the event, from 0. Raise it when the time or
	// the status changes.
	Sequence int
	// Stamp is when this revision was made (DTSTAMP). The package reads no
	// clock.
	Stamp time.Time
	// Start is when the event begins. Its location is the zone that is
	// written: UTC as an instant, any other by its name, with the zone's rules.
	// A location named Local, as that of the machine is where TZ names none, has
	// no name that others could read, and is refused. Fractions of a second are
	// cut off.
	Start time.Time
	// End is when the event ends; the zero time states no end.
	End time.Time
	// AllDay writes the dates of Start and End alone; End is then the first day
	// after the event, and the zero time is one day.
	AllDay bool
	// Floating writes the times of the clock without a zone: whoever reads them
	// takes them for their own.
	Floating bool
	Status   Status
	// Telling says what the event is, "process group". It is written only under
	// [WriteOptions.DiscloseTreatment], and so are Categories: an entry that
	// names addiction treatment discloses it.
	Telling string
	// Categories are ids of activities or other words; the reader of a written
	// calendar tells the activity by them. Treat the slice as the event's own.
	Categories []string
}

// UID gives a UID for the identity of a thing, such as [schedule.Session.ID]:
// the same for the same text, different for another, and without the text in
// it. It has the form of a UUID of version 8 (RFC 9562), as RFC 7986, section
// 5.3, advises. Who knows the text can work the UID out, so that it is no
// means of keeping a secret.
func UID(identity string) string {
	sum := sha256.Sum256([]byte("openiop/calendar\x00" + identity))
	b := sum[:16]
	b[6], b[8] = b[6]&0x0f|0x80, b[8]&0x3f|0x80
	h := hex.EncodeToString(b)
	return h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}

// WriteOptions say what [Write] writes around and into the events.
type WriteOptions struct {
	// DiscloseTreatment writes what each event is: its Telling text as summary,
	// and its categories. Whoever sees the calendar then learns that its owner
	// is in addiction treatment. 42 CFR Part 2 asks for the person's written
	// consent before such a disclosure, so this is off unless somebody who has
	// it says so by this name. Without it every event has the same neutral
	// summary.
	DiscloseTreatment bool
	// Summary is the neutral summary, "Appointment" if empty.
	Summary string
	// Method is the METHOD of the calendar, "PUBLISH" if empty.
	Method string
}

// neutralSummary tells nothing but that somebody is busy.
const neutralSummary = "Appointment"

// The texts that Write puts into the file where the value is the caller's.
const (
	neutralProduct = "-//Calendar export//EN"
	tellingProduct = "-//openiop//iop calendar//EN"
)

// writableZone is what can stand as TZID in a parameter and in a property alike.
var writableZone = regexp.MustCompile(`^[A-Za-z0-9_+./-]{1,100}$`)

var methodName = regexp.MustCompile(`^[A-Z-]{1,20}$`)

// check reports what makes an event unfit to be written. No text of the event
// is part of the message.
func (e *Event) check() error {
	switch {
	case e.UID == "":
		return errors.New("has no UID; want one that stays the same, see UID")
	case strings.ContainsFunc(e.UID, unicode.IsControl) || !utf8.ValidString(e.UID):
		return errors.New("has a UID with control characters; want printable text in UTF-8")
	case e.Sequence < 0:
		return errors.New("has a sequence below 0; want the number of the revision")
	case e.Stamp.IsZero():
		return errors.New("has no stamp; want the time at which it was made")
	case e.Start.IsZero():
		return errors.New("has no start; want a time")
	case e.Status > Cancelled:
		return errors.New("has a status that is none; want Confirmed, Tentative or Cancelled")
	case !e.End.IsZero() && e.End.Before(e.Start):
		return errors.New("ends before it starts; want an end at or after the start")
	case e.AllDay && !e.End.IsZero() && !dayAfter(e.Start, e.End):
		return errors.New("is for whole days and ends on the day on which it starts; want the first day after it")
	case !inReach(e.Stamp) || !inReach(e.Start) || !e.End.IsZero() && !inReach(e.End):
		return errors.New("has a time outside of the years 1 to 9999; want one within")
	}
	if e.inZone() {
		return checkZone(e.Start.Location())
	}
	return nil
}

// inZone reports whether the times are written with the name of a zone.
func (e *Event) inZone() bool {
	return !e.AllDay && !e.Floating && e.Start.Location() != time.UTC
}

func checkZone(zone *time.Location) error {
	switch name := zone.String(); {
	case name == "Local":
		return errors.New("has a time in the zone of the machine; want one in a named zone")
	case !writableZone.MatchString(name):
		return errors.New("has a time in a zone whose name cannot be written; want an IANA name such as America/Chicago")
	}
	return nil
}

func inReach(t time.Time) bool {
	y := t.Year()
	u := t.UTC().Year()
	return y >= 1 && y <= 9999 && u >= 1 && u <= 9999
}

func dayAfter(a, b time.Time) bool {
	ay, am, ad := a.Date()
	by, bm, bd := b.Date()
	return time.Date(ay, am, ad, 0, 0, 0, 0, time.UTC).Before(time.Date(by, bm, bd, 0, 0, 0, 0, time.UTC))
}

// checkEvents reports every event that cannot be written.
func checkEvents(events []Event) error {
	var errs []error
	seen := make(map[string]int, len(events))
	zones := map[string]*time.Location{}
	for i := range events {
		err := events[i].check()
		if err == nil {
			err = events[i].checkSameZone(zones)
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("ical: events[%d] %w", i, err))
		}
		if before, ok := seen[events[i].UID]; ok && events[i].UID != "" {
			errs = append(errs, fmt.Errorf("ical: events[%d] has the UID of events[%d]; want one of its own", i, before))
		} else {
			seen[events[i].UID] = i
		}
	}
	return errors.Join(errs...)
}

// checkSameZone reports an event in a zone of which an earlier event has
// another idea: a file has one set of rules for a name.
func (e *Event) checkSameZone(zones map[string]*time.Location) error {
	if !e.inZone() {
		return nil
	}
	zone := e.Start.Location()
	first, ok := zones[zone.String()]
	if !ok {
		zones[zone.String()] = zone
		return nil
	}
	for _, t := range []time.Time{e.Start, cmp.Or(e.End, e.Start)} {
		_, a := t.In(zone).Zone()
		if _, b := t.In(first).Zone(); a != b {
			return errors.New("has a zone of the same name as an earlier event and with other rules; want one zone for a name")
		}
	}
	return nil
}
