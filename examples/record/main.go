// Record shows what a record system does with openiop: put a person's
// plan on real dates, see what a holiday costs and what would mend it, and
// read what was attended. The person is an opaque identifier throughout.
//
//	go run ./examples/record
package main

import (
	"fmt"
	"log"
	"strings"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
)

// plan is what the clinic offers; attendance is what its system exports.
const (
	plan = `{"id": "evening-track", "calledItself": "iop", "population": "adult", "weeks": 8, "blocks": [
  {"activity": "process-group", "days": ["Mon", "Wed", "Thu"], "start": "18:00", "end": "21:00"}]}`
	attendance = `session_id,date,start,end,modality,client_id,status,minutes_attended,makeup_for
g1,2026-11-16,18:00,21:00,process-group,c-2041,attended,,
g2,2026-11-18,18:00,21:00,process-group,c-2041,absent_excused,,
m2,2026-11-20,18:00,21:00,process-group,c-2041,attended,,g2
g3,2026-11-19,18:00,21:00,process-group,c-2041,attended,,
g4,2026-11-23,18:00,21:00,process-group,c-2041,attended,,
g5,2026-11-24,18:00,21:00,process-group,c-2041,attended,,
g6,2026-11-25,18:00,21:00,process-group,c-2041,,,
`
)

func main() {
	virginia, ok := iop.Embedded().Lookup("va-license-2.1", false)
	if !ok {
		log.Fatal("no such standard")
	}
	standards := []iop.Standard{virginia}
	if err := ahead(standards); err != nil {
		log.Fatal(err)
	}
	if err := back(standards); err != nil {
		log.Fatal(err)
	}
}

// ahead plans the weeks to come of a person who works on Fridays.
func ahead(standards []iop.Standard) error {
	programs, err := schedule.ReadPrograms(strings.NewReader(plan), "plan.json", schedule.Limits{})
	if err != nil {
		return err
	}
	start := iop.MustDate(2026, 11, 16)
	closed, err := schedule.FederalHolidays(iop.Period{From: start, Until: start.AddDays(8 * 7)}, schedule.ActualDay)
	if err != nil {
		return err
	}
	friday := iop.Commitment{Kind: iop.Work, Days: iop.Weekdays(0).With(iop.Friday), Start: 15 * 60, End: 23 * 60}
	c, err := schedule.PrepareOn(&programs[0], schedule.Dates{Start: start, Closures: closed},
		schedule.Options{Standards: standards, Commitments: []iop.Commitment{friday}})
	if err != nil {
		return err
	}
	for row, week := range c.Weeks() {
		for _, proposal := range c.MakeUps(row, schedule.MakeUpOptions{Most: 1}).Proposals {
			fmt.Printf("week of %s has %s minutes: %s\n", week.From, week.Countable, proposal.Remedy())
		}
	}
	return nil
}

// back reads what was attended. The last session is not recorded yet, so its
// week is neither met nor not met.
func back(standards []iop.Standard) error {
	roster, err := schedule.ReadRosterCSV(strings.NewReader(attendance), "attendance.csv", schedule.RosterFormat{})
	if err != nil {
		return err
	}
	cases, err := roster.Cases(schedule.Window{From: iop.MustDate(2026, 11, 16), Weeks: 2}, schedule.Options{Standards: standards})
	if err != nil {
		return err
	}
	for client, c := range cases {
		for _, a := range c.Attendance() {
			fmt.Printf("%s, week of %s: %s of %s minutes, %s of them made up\n", client, a.From, a.Delivered, a.Scheduled, a.MadeUp)
		}
		for f := range c.Report().All() {
			if f.Rule.ID == "schedule/weekly-hours-min" {
				fmt.Printf("week %d: %s\n", f.Where.Week, f.Outcome)
			}
		}
	}
	return nil
}
