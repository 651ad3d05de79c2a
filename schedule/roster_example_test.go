package schedule_test

import (
	"fmt"
	"strings"

	"github.com/openiop/openiop/schedule"
)

// A roster may describe a session once, and then say for each client how it
// went. Names of columns and statuses are taken as other systems write them;
// 12-hour times and month/day/year dates are read only where they are named.
func ExampleReadRosterCSV() {
	const table = `Appointment ID;Session Date;Start Time;End Time;Participant ID;Attendance
g7;7/6/2026;6:00 PM;9:00 PM;;
g7;;;;c-4107;Fully attended
g7;;;;c-5522;Partially attended
g7;;;;c-6038;No show
g7;;;;c-7114;Booked
g7;;;;c-8120;maybe
`
	r, err := schedule.ReadRosterCSV(strings.NewReader(table), "july.csv", schedule.RosterFormat{Dates: schedule.MonthDayYear, TwelveHour: true})
	fmt.Println(err)
	for i := range r.Rows {
		if row := &r.Rows[i]; row.Client != "" {
			fmt.Printf("%s on %s: %s, %s of %s minutes\n", row.Client, row.Date, row.Status, row.Delivered(), row.Length())
		}
	}
	// Output:
	// july.csv:7: column status: is not a status; want scheduled, attended, partial, late, absent_excused, absent_unexcused or cancelled
	// c-4107 on 2026-07-06: attended, 180 of 180 minutes
	// c-5522 on 2026-07-06: partial, 0 to 180 of 180 minutes
	// c-6038 on 2026-07-06: absent_unexcused, 0 of 180 minutes
	// c-7114 on 2026-07-06: scheduled, 0 to 180 of 180 minutes
}

// A text that a spreadsheet would run gets a leading quote, which reading
// takes off.
func ExampleRoster_WriteCSV() {
	r, err := schedule.ReadRosterJSON(strings.NewReader(`{"roster": [{"date": "2026-07-06", "client_id": "c-4107", "notes": "=HYPERLINK(A1)"}]}`), "r.json", schedule.RosterFormat{})
	if err != nil {
		fmt.Println(err)
	}
	var table strings.Builder
	if err := r.WriteCSV(&table); err != nil {
		fmt.Println(err)
	}
	for line := range strings.Lines(table.String()) {
		fmt.Println(strings.TrimSuffix(line, "\r\n"))
	}
	// Output:
	// session_id,date,start,end,minutes,zone,modality,title,facilitator,facilitator_credential,location,delivery,capacity,client_id,status,minutes_attended,notes,makeup_for,billed,counts_as_clinical
	// ,2026-07-06,,,,,,,,,,,,c-4107,scheduled,,'=HYPERLINK(A1),,,
}
