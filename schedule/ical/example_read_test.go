package ical_test

import (
	"fmt"
	"strings"
	"time"

	"github.com/openiop/openiop/schedule/ical"
)

// A clinic exports its group as a weekly event in the zone that Windows calls
// Eastern Standard Time, without the week of Thanksgiving, and with one
// session moved to the afternoon.
func ExampleRead() {
	text := `BEGIN:VCALENDAR
BEGIN:VEVENT
UID:group@clinic.example
DTSTART;TZID=Eastern Standard Time:20261118T180000
DURATION:PT3H
RRULE:FREQ=WEEKLY;COUNT=4
EXDATE;TZID=Eastern Standard Time:20261125T180000
END:VEVENT
BEGIN:VEVENT
UID:group@clinic.example
RECURRENCE-ID;TZID=Eastern Standard Time:20261202T180000
DTSTART;TZID=Eastern Standard Time:20261203T130000
DURATION:PT3H
END:VEVENT
END:VCALENDAR
`
	file, err := ical.Read(strings.NewReader(text), "clinic.ics", ical.Options{Zones: time.LoadLocation})
	if err != nil {
		fmt.Println(err)
		return
	}
	instances, problems := file.Instances(ical.Window{
		From: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC),
		To:   time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC),
	})
	for _, i := range instances {
		fmt.Println(i.Start.Format(time.RFC1123), i.End.Sub(i.Start), i.Status)
	}
	for _, p := range append(file.Problems, problems...) {
		fmt.Println(p.Severity, p.Error())
	}
	// Output:
	// Wed, 18 Nov 2026 18:00:00 EST 3h0m0s confirmed
	// Thu, 03 Dec 2026 13:00:00 EST 3h0m0s confirmed
	// Wed, 09 Dec 2026 18:00:00 EST 3h0m0s confirmed
	// note clinic.ics:4: the time zone "Eastern Standard Time" is read as "America/New_York", which the table of Windows zones gives; want the IANA name as TZID, or a VTIMEZONE
}

// What is wrong has a line, and costs no more than itself.
func ExampleFile_Instances() {
	text := `BEGIN:VCALENDAR
BEGIN:VEVENT
UID:1
DTSTART;TZID=Our Town:20261102T090000
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTART:20261102T140000Z
DTEND:20261102T130000Z
END:VEVENT
END:VCALENDAR
`
	file, _ := ical.Read(strings.NewReader(text), "clinic.ics", ical.Options{})
	instances, _ := file.Instances(ical.Window{
		From: time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC),
		To:   time.Date(2026, 11, 3, 0, 0, 0, 0, time.UTC),
	})
	fmt.Println("read", file.Read, "skipped", file.Skipped)
	for _, i := range instances {
		fmt.Println(i.UID, i.Start.Format(time.RFC3339), "end", i.EndSource)
	}
	for _, p := range file.Problems {
		fmt.Println(p)
	}
	// Output:
	// read 2 skipped 1
	// 2 2026-11-02T14:00:00Z end unusable
	// clinic.ics:4: the time zone "Our Town" of DTSTART is unknown; want an IANA name such as America/New_York, or a VTIMEZONE that defines it; the event is left out
	// clinic.ics:9: DTEND is before DTSTART; want it after; the length of the event is unknown
}

// A rule alone gives times on the wall clock.
func ExampleRule_All() {
	rule, err := ical.ParseRule("FREQ=MONTHLY;BYDAY=-1FR;COUNT=3")
	if err != nil {
		fmt.Println(err)
		return
	}
	for at := range rule.All(time.Date(2026, 10, 30, 15, 0, 0, 0, time.UTC)) {
		fmt.Println(at.Format("Mon 2 Jan 2006 15:04"))
	}
	// Output:
	// Fri 30 Oct 2026 15:00
	// Fri 27 Nov 2026 15:00
	// Fri 25 Dec 2026 15:00
}
