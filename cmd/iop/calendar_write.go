package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/openiop/openiop/schedule/ical"
	"github.com/spf13/pflag"
)

// eventFlags are the flags about calendars that are written.
type eventFlags struct {
	stamp    string
	at       time.Time // that of stamp
	sequence uint
	summary  string
	disclose bool
}

func (e *eventFlags) flags(f *pflag.FlagSet) {
	f.BoolVar(&e.disclose, "disclose-treatment", false, "ics: write what each entry is; whoever sees the calendar then learns of the treatment (42 CFR Part 2)")
	f.StringVar(&e.summary, "summary", "", "ics: the neutral `TEXT` of every entry, instead of Appointment")
	f.UintVar(&e.sequence, "sequence", 0, "ics: the `NUMBER` of the revision, higher each time something has changed")
	f.StringVar(&e.stamp, "stamp", "", "ics: the `TIME` of the revision, such as 2026-11-02T09:00:00Z, instead of now")
}

// mostSequence is the highest INTEGER of iCalendar.
const mostSequence = 1<<31 - 1

func (e *eventFlags) choose(a *app) (err error) {
	if e.sequence > mostSequence {
		return fmt.Errorf("--sequence is out of reach; want a number from 0 to %d", mostSequence)
	}
	if e.stamp == "" {
		e.at = a.now().UTC()
		return nil
	}
	if e.at, err = time.Parse(time.RFC3339, e.stamp); err != nil {
		return errors.New("--stamp is not a time; want one such as 2026-11-02T09:00:00Z")
	}
	return nil
}

func (e *eventFlags) write(a *app, events []ical.Event) error {
	return ical.Write(a.out, events, ical.WriteOptions{DiscloseTreatment: e.disclose, Summary: e.summary})
}

// aftercareEvents makes an entry of each contact of a plan, for its whole day:
// the plan states no time. The UID stands for the number of the contact in the
// plan named, so that a contact that moves stays the same entry.
func aftercareEvents(a *aftercareAnswer, plan string, e *eventFlags) []ical.Event {
	out := make([]ical.Event, 0, len(a.Plan.Contacts))
	for i, c := range a.Plan.Contacts {
		identity := strings.Join([]string{"aftercare", plan, a.Plan.Template, a.lastSession.String(), strconv.Itoa(i)}, "/")
		out = append(out, ical.Event{
			UID: ical.UID(identity), Sequence: int(e.sequence), Stamp: e.at, Start: c.On.In(time.UTC, 0), AllDay: true,
			Telling: "aftercare: " + string(c.Kind),
		})
	}
	return out
}
