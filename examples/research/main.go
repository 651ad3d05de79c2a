// Research shows how to describe two program designs and compare what they
// offer, week by week and under different ways of counting.
//
//	go run ./examples/research
package main

import (
	"fmt"
	"log"
	"strings"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
)

// designs are two ways to spend the same staff hours: three long evenings
// with breaks, or four shorter ones without.
const designs = `[
  {"id": "three-long", "calledItself": "iop", "population": "adult", "weeks": 12, "blocks": [
    {"activity": "cbt", "days": ["Mon", "Wed", "Fri"], "start": "17:30", "minutes": 100, "breakMinutes": 10},
    {"activity": "psychoeducation", "days": ["Mon", "Wed", "Fri"], "start": "19:10", "minutes": 100, "breakMinutes": 10}]},
  {"id": "four-short", "calledItself": "iop", "population": "adult", "weeks": 12, "blocks": [
    {"activity": "cbt", "days": ["Mon", "Tue", "Wed", "Thu"], "start": "17:30", "minutes": 75},
    {"activity": "psychoeducation", "days": ["Mon", "Tue", "Wed", "Thu"], "start": "18:45", "minutes": 75}]}
]`

func main() {
	programs, err := schedule.ReadPrograms(strings.NewReader(designs), "designs.json", schedule.Limits{})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%-12s %-18s %6s %10s  %s\n", "design", "counting", "gross", "countable", "level")
	for _, name := range []string{"default", "breaks-included"} {
		policy, err := iop.CountingPreset(name)
		if err != nil {
			log.Fatal(err)
		}
		for i := range programs {
			c := schedule.Prepare(&programs[i], schedule.Options{Counting: &policy})
			week := c.Weeks()[0] // all twelve weeks are alike
			fmt.Printf("%-12s %-18s %6s %10s  %s\n", programs[i].ID, name,
				week.Gross.Min().Hours().StringFixed(2), week.Countable.Min().Hours().StringFixed(2), levels(week))
		}
	}

	// What if the minimum were ten hours? The change is marked as supposed.
	standard, ok := iop.Embedded().Lookup("asam3-2.1-adult", false)
	if !ok {
		log.Fatal("no standard asam3-2.1-adult")
	}
	ten := standard.WithWeeklyMinimum(10 * 60)
	fmt.Println()
	for i := range programs {
		report := schedule.Check(&programs[i], schedule.Options{Standards: []iop.Standard{standard, ten.WithID("what-if-ten-hours")}})
		for f := range report.All() {
			if f.Rule.ID == "schedule/weekly-hours-min" && f.Where.Week == 1 {
				fmt.Printf("%s under %s (%s): %s\n", programs[i].ID, f.Standard, f.Source.Confidence, f.Outcome)
			}
		}
	}
}

func levels(w schedule.Week) string {
	var names []string
	for _, l := range w.Levels {
		names = append(names, l.Level)
	}
	return strings.Join(names, ", ")
}
