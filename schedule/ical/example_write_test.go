package ical_test

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/openiop/openiop/schedule/ical"
)

// What is written shows when somebody is busy, and nothing else. The caller
// gives the time of the revision; the package reads no clock.
func ExampleWrite() {
	chicago, err := time.LoadLocation("America/Chicago")
	if err != nil {
		fmt.Println(err)
		return
	}
	var file bytes.Buffer
	err = ical.Write(&file, []ical.Event{{
		UID:     ical.UID("evening-iop/b0/2026-11-02"),
		Stamp:   time.Date(2026, 10, 1, 12, 0, 0, 0, time.UTC),
		Start:   time.Date(2026, 11, 2, 18, 0, 0, 0, chicago),
		End:     time.Date(2026, 11, 2, 21, 0, 0, 0, chicago),
		Telling: "process group",
	}}, ical.WriteOptions{})
	if err != nil {
		fmt.Println(err)
	}
	_, events, _ := strings.Cut(file.String(), "END:VTIMEZONE\r\n")
	fmt.Print(strings.ReplaceAll(events, "\r\n", "\n"))
	// Output:
	// BEGIN:VEVENT
	// UID:1246be42-e7ed-898e-b2da-90d1a980047a
	// DTSTAMP:20261001T120000Z
	// SEQUENCE:0
	// DTSTART;TZID=America/Chicago:20261102T180000
	// DTEND;TZID=America/Chicago:20261102T210000
	// STATUS:CONFIRMED
	// CLASS:PRIVATE
	// SUMMARY:Appointment
	// END:VEVENT
	// END:VCALENDAR
}

// A design on dates becomes events: closed days are cancelled, what is
// optional is tentative. Where the person has consented to it, the calendar
// says what each session is.
func ExampleSessionEvents() {
	const design = `{"id": "evening-iop", "population": "adult", "timezone": "America/Chicago", "weeks": 1, "blocks": [
	  {"activity": "process-group", "days": ["Mon", "Thu"], "start": "18:00", "end": "21:00"},
	  {"activity": "yoga", "days": ["Sat"], "start": "09:00", "end": "10:00", "optional": true}]}`
	programs, err := schedule.ReadPrograms(strings.NewReader(design), "design.json", schedule.Limits{})
	if err != nil {
		fmt.Println(err)
		return
	}
	chicago, err := time.LoadLocation(programs[0].Timezone)
	if err != nil {
		fmt.Println(err)
		return
	}
	thanksgiving := iop.Closure{Date: iop.MustDate(2026, time.November, 26), Reason: "Thanksgiving"}
	c, err := schedule.PrepareOn(&programs[0], schedule.Dates{
		Start: iop.MustDate(2026, time.November, 23), Zone: chicago, Closures: iop.NewClosures(thanksgiving),
	}, schedule.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	events := ical.SessionEvents(c.Sessions(), ical.SessionOptions{Stamp: time.Date(2026, 11, 1, 9, 0, 0, 0, time.UTC)})
	for _, e := range events {
		fmt.Printf("%s: %s, %s\n", e.Start.Format("Mon 2 Jan 15:04"), e.Telling, e.Status)
	}
	var file bytes.Buffer
	if err := ical.Write(&file, events, ical.WriteOptions{DiscloseTreatment: true}); err != nil {
		fmt.Println(err)
	}
	fmt.Println(strings.Count(file.String(), "SUMMARY:process group\r\n"), "entries tell of a process group")
	// Output:
	// Mon 23 Nov 18:00: process group, confirmed
	// Thu 26 Nov 18:00: process group, cancelled
	// Sat 28 Nov 09:00: yoga or movement, tentative
	// 2 entries tell of a process group
}

const clinic = `BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example Rooms//EN
BEGIN:VEVENT
UID:a@rooms.example
DTSTART;TZID=America/Chicago:20261102T180000
DTEND;TZID=America/Chicago:20261102T210000
RRULE:FREQ=WEEKLY;BYDAY=MO,WE,TH;COUNT=3
SUMMARY:Evening track
END:VEVENT
BEGIN:VEVENT
UID:b@rooms.example
DTSTART;TZID=America/Chicago:20261106T120000
DTEND;TZID=America/Chicago:20261106T130000
SUMMARY:Room 4
END:VEVENT
END:VCALENDAR
`

// A calendar is judged as a roster of sessions. A mapping says what its titles
// mean; what nothing tells may count in full or not at all.
func ExampleRoster() {
	mapping, err := ical.ReadMapping(strings.NewReader(`{"activities": [{"summary": "Evening*", "activity": "process-group"}]}`), "words.json")
	if err != nil {
		fmt.Println(err)
		return
	}
	file, err := ical.Read(strings.NewReader(clinic), "clinic.ics", ical.Options{Zones: time.LoadLocation})
	if err != nil {
		fmt.Println(err)
		return
	}
	monday := iop.MustDate(2026, time.November, 2)
	instances, _ := file.Instances(ical.Window{From: monday.In(time.UTC, 0), To: monday.AddDays(7).In(time.UTC, 0)})
	roster, told, problems := ical.Roster(instances, ical.RosterOptions{Mapping: mapping})
	for _, t := range told {
		fmt.Printf("line %d: activity %q from %s\n", t.Line, t.Activity, t.Source)
	}
	fmt.Println(problems[0])
	cases, err := roster.Cases(schedule.Window{From: monday, Weeks: 1, Calendar: true}, schedule.Options{Standards: []iop.Standard{}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range cases {
		fmt.Println("countable minutes of the week:", c.Weeks()[0].Countable)
	}
	// Output:
	// line 4: activity "process-group" from mapping
	// line 11: activity "" from unknown
	// clinic.ics:11: nothing tells which activity the entry is, so its countable time runs from zero to all of it; name it in the mapping of activities, or say there that it is no session
	// countable minutes of the week: 540 to 600
}
