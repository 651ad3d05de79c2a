package schedule_test

import (
	"fmt"
	"log"
	"strings"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
)

// evenings is a program of three evenings a week, as a vendor would write it.
const evenings = `{"id": "evenings", "calledItself": "iop", "population": "adult", "weeks": 3, "blocks": [
	{"activity": "process-group", "days": ["Mon", "Wed", "Thu"], "start": "18:00", "end": "21:00"}]}`

func readOne(text string) *schedule.Program {
	programs, err := schedule.ReadPrograms(strings.NewReader(text), "evenings.json", schedule.Limits{})
	if err != nil {
		log.Fatal(err)
	}
	return &programs[0]
}

func byID(id iop.StandardID) []iop.Standard {
	s, ok := iop.Embedded().Lookup(id, false)
	if !ok {
		log.Fatal("no such standard")
	}
	return []iop.Standard{s}
}

// A design put on the dates of one client. Thanksgiving takes a third of its
// week, and the week is then too short for Virginia.
func ExamplePrepareOn() {
	start := iop.MustDate(2026, 11, 16)
	closed, err := schedule.FederalHolidays(iop.Period{From: start, Until: start.AddDays(30)}, schedule.ActualDay)
	if err != nil {
		log.Fatal(err)
	}
	c, err := schedule.PrepareOn(readOne(evenings),
		schedule.Dates{Start: start, Closures: closed},
		schedule.Options{Standards: byID("va-license-2.1")})
	if err != nil {
		log.Fatal(err)
	}
	for _, w := range c.Weeks() {
		fmt.Printf("week %d from %s: %s minutes on %s days\n", w.Number, w.From, w.Countable, w.ServiceDays)
	}
	for f := range c.Report().All() {
		if f.Outcome == iop.NotMet && f.Standard != "" {
			fmt.Printf("week %d: %s\n", f.Where.Week, f.Message())
		}
	}
	// Output:
	// week 1 from 2026-11-16: 540 minutes on 3 days
	// week 2 from 2026-11-23: 360 minutes on 2 days
	// week 3 from 2026-11-30: 540 minutes on 3 days
	// week 2: Countable time a week: 6 h; required at least 9 h
}

// What would mend the short week, for a person who works on Fridays.
func ExampleCase_MakeUps() {
	d := schedule.Dates{
		Start:    iop.MustDate(2026, 11, 23),
		Closures: iop.NewClosures(iop.Closure{Date: iop.MustDate(2026, 11, 26), Reason: "Thanksgiving Day"}),
	}
	work := iop.Commitment{Kind: iop.Work, Days: iop.Weekdays(0).With(iop.Friday), Start: 15 * 60, End: 23 * 60}
	c, err := schedule.PrepareOn(readOne(evenings), d, schedule.Options{
		Standards: byID("va-license-2.1"), Commitments: []iop.Commitment{work},
	})
	if err != nil {
		log.Fatal(err)
	}
	found := c.MakeUps(0, schedule.MakeUpOptions{})
	for _, p := range found.Proposals {
		fmt.Println(p.Kind, "-", p.Remedy())
		d.Changes = append(d.Changes, p.Changes...)
	}
	fmt.Println(found.Tried[schedule.CommitmentThere] > 0, schedule.CommitmentThere)

	// Applied and judged again, the week is long enough.
	again, err := schedule.PrepareOn(readOne(evenings), d, schedule.Options{Standards: byID("va-license-2.1")})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(again.Weeks()[0].Countable)
	// Output:
	// move a session - hold a session of 3 h on Tue 2026-11-24 at 18:00
	// true a commitment of the person is at that time
	// 540
}

// Which track leaves room for a person's work and family.
func ExampleCase_Fits() {
	p := readOne(`{"id": "two-tracks", "calledItself": "iop", "population": "adult", "weeks": 8, "blocks": [
		{"activity": "process-group", "days": ["Mon", "Wed", "Thu"], "start": "09:00", "end": "12:00", "track": "morning"},
		{"activity": "process-group", "days": ["Mon", "Wed", "Thu"], "start": "18:00", "end": "21:00", "track": "evening"}]}`)
	c := schedule.Prepare(p, schedule.Options{
		Standards: byID("va-license-2.1"),
		Commitments: []iop.Commitment{
			{Kind: iop.Work, Days: iop.Weekdays(0).With(iop.Monday).With(iop.Wednesday), Start: 8 * 60, End: 16 * 60, Travel: 30},
		},
	})
	for _, fit := range c.Fits() {
		fmt.Printf("%s: sessions fall into commitments in %d of %d weeks\n", fit.Track, fit.Clashing, fit.Weeks)
		for _, r := range fit.Requirements {
			if r.Rule == "schedule/weekly-hours-min" {
				fmt.Printf("  with the rest, %s is met in %d weeks\n", r.Rule, r.Met)
			}
		}
	}
	// Output:
	// evening: sessions fall into commitments in 0 of 8 weeks
	//   with the rest, schedule/weekly-hours-min is met in 8 weeks
	// morning: sessions fall into commitments in 8 of 8 weeks
	//   with the rest, schedule/weekly-hours-min is met in 0 weeks
}

// A week of attendance. What is not recorded is unknown, and so is the answer.
func ExampleRoster_Cases() {
	roster, err := schedule.ReadRosterCSV(strings.NewReader(`session_id,date,start,end,modality,client_id,status,minutes_attended
g1,2026-11-16,18:00,21:00,process-group,c-17,attended,
g2,2026-11-18,18:00,21:00,process-group,c-17,late,150
g3,2026-11-19,18:00,21:00,process-group,c-17,,
`), "roster.csv", schedule.RosterFormat{})
	if err != nil {
		log.Fatal(err)
	}
	cases, err := roster.Cases(schedule.Window{From: iop.MustDate(2026, 11, 16), Weeks: 1}, schedule.Options{Standards: byID("va-license-2.1")})
	if err != nil {
		log.Fatal(err)
	}
	for client, c := range cases {
		for _, a := range c.Attendance() {
			fmt.Printf("%s, week of %s: %s of %s scheduled minutes\n", client, a.From, a.Delivered, a.Scheduled)
		}
		for f := range c.Report().All() {
			if f.Outcome == iop.Undetermined && f.Rule.ID == "schedule/attendance" {
				fmt.Println(f.Message())
				fmt.Println(f.Remedies[0])
			}
		}
	}
	// Output:
	// c-17, week of 2026-11-16: 330 to 510 of 540 scheduled minutes
	// Sessions of which nothing is recorded: 1 session; allowed at most 0 sessions; what is known does not decide
	// record who was there, so that the week can be judged
}

// Many clients of one design: verdicts in whole numbers, without allocation.
func ExamplePrepareClinic() {
	d := schedule.Dates{Start: iop.MustDate(2026, 1, 5), Until: iop.MustDate(2027, 1, 4)}
	closed, err := schedule.FederalHolidays(iop.Period{From: d.Start, Until: d.Until}, schedule.ActualDay)
	if err != nil {
		log.Fatal(err)
	}
	d.Closures = closed
	clinic, err := schedule.PrepareClinic(readOne(evenings), d, schedule.Options{Standards: byID("va-license-2.1")})
	if err != nil {
		log.Fatal(err)
	}
	client := clinic.Client()
	var verdicts []schedule.Verdict
	short := 0
	for n := range 340 { // a person is admitted every day
		if err := client.Admit(0, d.Start.AddDays(n)); err != nil {
			log.Fatal(err)
		}
		verdicts = client.Verdicts(verdicts[:0])
		for i := range verdicts {
			if v := &verdicts[i]; v.Outcome == iop.NotMet && client.RuleID(v) == "schedule/weekly-hours-min" {
				short++
			}
		}
	}
	fmt.Println(short > 0)
	// Output:
	// true
}
