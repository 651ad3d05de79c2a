package schedule_test

import (
	"fmt"
	"os"
	"strings"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
)

// threeEvenings is a program as a page publishes it: three evenings a week for
// eight weeks, with a break in the middle, and an individual session whose
// length the page does not say.
const threeEvenings = `{
  "id": "three-evenings", "calledItself": "iop", "population": "adult", "weeks": 8, "claimedHoursPerWeek": 9,
  "blocks": [
    {"title": "Evening group", "activity": "process-group", "days": ["Mon", "Wed", "Thu"],
     "start": "18:00", "end": "21:00", "breakMinutes": 15},
    {"title": "Individual", "activity": "individual-counseling", "perWeek": 1}
  ]
}`

// Reading is strict: what the format does not know is told with its place and
// with what would be right, and the programs without a problem are returned
// all the same.
func ExampleReadPrograms() {
	programs, err := schedule.ReadPrograms(strings.NewReader(`[
  {"id": "good", "blocks": [{"activity": "cbt", "days": ["Mon"], "minutes": 90}]},
  {"id": "bad", "blocks": [{"activity": "cbt", "days": ["Mon"], "start": "9:00"}]}
]`), "programs.json", schedule.Limits{})
	fmt.Println(err)
	for _, p := range programs {
		fmt.Println("read:", p.ID)
	}
	// Output:
	// programs.json:3: program "bad": [1].blocks[0].start: is not a time; want HH:MM from 00:00 to 23:59
	// read: good
}

// Preparing a design derives its weeks: what the program claims, the time
// spent, the time that counts, the days, and the level of care it amounts to.
// The individual session has no stated length, so the sums have no upper end.
func ExamplePrepare() {
	programs, err := schedule.ReadPrograms(strings.NewReader(threeEvenings), "program.json", schedule.Limits{})
	if err != nil {
		fmt.Println(err)
		return
	}
	c := schedule.Prepare(&programs[0], schedule.Options{})
	for _, w := range c.Weeks()[:1] {
		fmt.Println("week", w.Number)
		fmt.Println("claimed:", w.Claimed)
		fmt.Println("gross:", w.Gross)
		fmt.Println("countable:", w.Countable)
		fmt.Println("service days:", w.ServiceDays)
		for _, l := range w.Levels {
			fmt.Println("may be level", l.Level, "under", l.Standard)
		}
	}
	// Output:
	// week 1
	// claimed: 540
	// gross: 540 or more
	// countable: 495 or more
	// service days: 3 to 4
	// may be level 1 under asam3-1-adult
	// may be level 2.1 under asam3-2.1-adult
	// may be level 2.5 under asam3-2.5-all
}

// Checking judges a design by the standards of whoever the program answers to,
// side by side. Here a license asks for three hours on each service day, and
// the break leaves two and three quarters.
func ExampleCheck() {
	programs, err := schedule.ReadPrograms(strings.NewReader(threeEvenings), "program.json", schedule.Limits{})
	if err != nil {
		fmt.Println(err)
		return
	}
	license, ok := iop.Embedded().Lookup("va-license-2.1", false)
	if !ok {
		return
	}
	report := schedule.Check(&programs[0], schedule.Options{Standards: []iop.Standard{license}})
	for f := range report.All() {
		if f.Where.Week == 1 && f.Standard != "" {
			fmt.Printf("%s: %s\n", f.Rule.ID, f.Outcome)
		}
	}
	// Output:
	// schedule/daily-hours-min: not-met
	// schedule/weekly-hours-max: undetermined
	// schedule/weekly-hours-min: undetermined
}

// A finding carries what it rests on, whose number it is, and what would mend
// it.
func ExampleCheck_explained() {
	programs, err := schedule.ReadPrograms(strings.NewReader(threeEvenings), "program.json", schedule.Limits{})
	if err != nil {
		fmt.Println(err)
		return
	}
	license, ok := iop.Embedded().Lookup("va-license-2.1", false)
	if !ok {
		return
	}
	report := schedule.Check(&programs[0], schedule.Options{Standards: []iop.Standard{license}})
	for f := range report.All() {
		if f.Where.Week == 1 && f.Rule.ID == "schedule/weekly-hours-min" {
			if err := iop.Explain(os.Stdout, f); err != nil {
				fmt.Println(err)
			}
		}
	}
	// Output:
	// schedule/weekly-hours-min: undetermined
	//   Countable time a week: at least 8.25 h; required at least 9 h; what is known does not decide
	//   counting policy: default
	//   gross time: at least 9 h
	//   countable time: at least 8.25 h
	//     counted: process group (blocks[0]): 8.25 h
	//       left out: stated breaks in process group: 0.75 h
	//     counted: individual counseling (blocks[1])
	//       unknown: the length of individual counseling is not stated
	//   days with countable time: 3 to 4 days
	//   whose: Virginia DBHDS, 12VAC35-105-1740 (verified)
	//   could help: state how long each block lasts
	//   could help: state how often each block takes place
	//   could help: add 45 min of countable time to the week
}

// Where only the conclusions are wanted, as in a simulation of many weeks,
// verdicts come without words and without allocation into the caller's own
// slice.
func ExampleCase_Verdicts() {
	programs, err := schedule.ReadPrograms(strings.NewReader(threeEvenings), "program.json", schedule.Limits{})
	if err != nil {
		fmt.Println(err)
		return
	}
	c := schedule.Prepare(&programs[0], schedule.Options{})
	room := make([]schedule.Verdict, 0, 200)
	counts := map[string]int{}
	for _, v := range c.Verdicts(room) {
		if c.StandardID(&v) == "asam3-2.1-adult" {
			counts[fmt.Sprintf("%s %s", c.RuleID(&v), v.Outcome)]++
		}
	}
	fmt.Println(counts["schedule/weekly-hours-min undetermined"], "weeks may be under the minimum")
	// Output:
	// 8 weeks may be under the minimum
}

// What if the authority asked for less? A changed standard under a name of its
// own is judged beside the original, and says that its number is a supposition.
func Example_whatIf() {
	programs, err := schedule.ReadPrograms(strings.NewReader(threeEvenings), "program.json", schedule.Limits{})
	if err != nil {
		fmt.Println(err)
		return
	}
	license, ok := iop.Embedded().Lookup("va-license-2.1", false)
	if !ok {
		return
	}
	shorter := license.WithDailyMinimum(2*60 + 45)
	shorter = shorter.WithID("shorter-days")
	report := schedule.Check(&programs[0], schedule.Options{Standards: []iop.Standard{license, shorter}})
	for f := range report.All() {
		if f.Where.Week == 1 && f.Rule.ID == "schedule/daily-hours-min" {
			fmt.Printf("%s: %s, %s (%s)\n", f.Standard, f.Outcome, f.Required, f.Source.Confidence)
		}
	}
	// Output:
	// shorter-days: undetermined, at least 2.75 h (supposed)
	// va-license-2.1: not-met, at least 3 h (verified)
}
