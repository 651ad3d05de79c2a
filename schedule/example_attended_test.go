package schedule_test

import (
	"fmt"
	"time"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
)

// Whoever judges very many weeks of one design puts minutes in and gets an
// outcome: nothing is worded and nothing allocated.
func ExampleAttendedWeeks() {
	evening := schedule.Block{Activity: iop.MustParseActivity("process-group"), Minutes: schedule.Whole(180)}
	evening.Days.Set = iop.Weekdays(0).With(iop.Monday).With(iop.Wednesday).With(iop.Friday)
	design := schedule.Program{ID: "evenings", CalledItself: schedule.LabelIOP, Population: iop.Adult, Weeks: schedule.Whole(12), Blocks: []schedule.Block{evening}}
	c, err := schedule.PrepareOn(&design, schedule.Dates{Start: iop.MustDate(2026, time.January, 5)}, schedule.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	weeks := c.AttendedWeeks()
	one := weeks.Worth(nil, 0, 0)[0] // what a full evening counts for
	for evenings := range 4 {
		sum := iop.Exactly(0)
		for range evenings {
			sum = sum.Add(one)
		}
		fmt.Println(evenings, "evenings:", weeks.Judge(0, []iop.Span{sum}))
	}
	// Output:
	// 0 evenings: not-met
	// 1 evenings: not-met
	// 2 evenings: not-met
	// 3 evenings: met
}
