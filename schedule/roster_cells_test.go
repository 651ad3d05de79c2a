package schedule_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/stretchr/testify/require"
)

// Every good form of every column, and the value that it means.
func TestRosterGoodCells(t *testing.T) {
	iso := schedule.RosterFormat{}
	clock := func(h, m int) any { return schedule.NewClock(h, m) }
	exactly := func(n int) any { return iop.Exactly(iop.Minutes(n)) }
	cases := []struct {
		column string
		format schedule.RosterFormat
		get    func(schedule.RosterRow) any
		want   map[string]any
	}{
		{"date", iso, func(r schedule.RosterRow) any { return r.Date }, map[string]any{
			"2026-07-04": iop.MustDate(2026, 7, 4), " 2026-07-04 ": iop.MustDate(2026, 7, 4), "2028-02-29": iop.MustDate(2028, 2, 29),
		}},
		{"date", usTimes(), func(r schedule.RosterRow) any { return r.Date }, map[string]any{
			"2026-07-04": iop.MustDate(2026, 7, 4), "7/4/2026": iop.MustDate(2026, 7, 4), "07/04/2026": iop.MustDate(2026, 7, 4),
			"12/31/2026": iop.MustDate(2026, 12, 31), "2/29/2028": iop.MustDate(2028, 2, 29),
		}},
		{"start", iso, func(r schedule.RosterRow) any { return r.Start }, map[string]any{
			"18:00": clock(18, 0), "9:05": clock(9, 5), "09:05": clock(9, 5), "0:00": clock(0, 0), "00:00": clock(0, 0), "23:59": clock(23, 59),
			"18:00:00": clock(18, 0), "9:05:00": clock(9, 5),
		}},
		{"start", usTimes(), func(r schedule.RosterRow) any { return r.Start }, map[string]any{
			"9:00 AM": clock(9, 0), "9am": clock(9, 0), "9 am": clock(9, 0), "09:00am": clock(9, 0), "12:30 p.m.": clock(12, 30), "12:30 A.M.": clock(0, 30),
			"12 AM": clock(0, 0), "12pm": clock(12, 0), "11:59 PM": clock(23, 59), "1:00:00 PM": clock(13, 0), "9:00\u202fAM": clock(9, 0), "9:00\u00a0PM": clock(21, 0),
			"21:00": clock(21, 0), "9:00": clock(9, 0), "0:15": clock(0, 15),
		}},
		{"end", iso, func(r schedule.RosterRow) any { return r.End }, map[string]any{"00:00": clock(0, 0), "21:30": clock(21, 30)}},
		{"minutes", iso, func(r schedule.RosterRow) any { return r.Minutes }, map[string]any{"1": exactly(1), "1440": exactly(1440), "90": exactly(90), "090": exactly(90)}},
		{"billed", iso, func(r schedule.RosterRow) any { return r.Billed }, map[string]any{"0": exactly(0), "3": exactly(3), "1000": exactly(1000), "": iop.Span{}}},
		{"capacity", iso, func(r schedule.RosterRow) any { return r.Capacity }, map[string]any{"1": 1, "12": 12, "10000": 10_000, "": 0}},
		{"modality", iso, func(r schedule.RosterRow) any { return r.Activity.String() }, map[string]any{
			"group-therapy": "group-therapy", "Group Therapy": "group-therapy", "GROUP_THERAPY": "group-therapy", "group therapy": "group-therapy", "IOP group": "group-therapy",
			"Cognitive behavioral therapy": "cbt", "CBT": "cbt", "CPT": "trauma-informed", "mi": "mi", "Assessment and treatment planning": "treatment-planning",
			"Relapse Prevention Group": "relapse-prevention", "relapse_prevention": "relapse-prevention", "": "",
		}},
		{"delivery", iso, func(r schedule.RosterRow) any { return r.Delivery }, map[string]any{
			"in_person": schedule.InPerson, "In person": schedule.InPerson, "in-person": schedule.InPerson, "onsite": schedule.InPerson, "On-site": schedule.InPerson, "face to face": schedule.InPerson, "F2F": schedule.InPerson,
			"telehealth": schedule.Telehealth, "Telemedicine": schedule.Telehealth, "Virtual": schedule.Telehealth, "online": schedule.Telehealth, "Video": schedule.Telehealth, "remote": schedule.Telehealth,
			"": schedule.Delivery(""),
		}},
		{"counts_as_clinical", iso, func(r schedule.RosterRow) any { return *r.CountsAsClinical }, map[string]any{
			"true": true, "Yes": true, "Y": true, "1": true, "false": false, "NO": false, "n": false, "0": false,
		}},
		{"zone", iso, func(r schedule.RosterRow) any { return r.Zone }, map[string]any{"America/Indiana/Vincennes": "America/Indiana/Vincennes", "Mars/Olympus": "Mars/Olympus"}},
		{"client_id", iso, func(r schedule.RosterRow) any { return r.Client }, map[string]any{"007": "007", " c 1 ": "c 1", "": ""}},
		{"session_id", iso, func(r schedule.RosterRow) any { return r.Session }, map[string]any{"s;1": "s;1", "1e3": "1e3"}},
		{"makeup_for", iso, func(r schedule.RosterRow) any { return r.MakeUpFor }, map[string]any{"s1": "s1"}},
		{"notes", iso, func(r schedule.RosterRow) any { return r.Notes }, map[string]any{
			"two\nlines": "two\nlines", "two\r\nlines": "two\nlines", "two\rlines": "two\nlines", " \"so\" ": `"so"`, "NULL": "NULL", "’tis, ok": "’tis, ok", "'tis": "'tis",
		}},
	}
	for _, tc := range cases {
		for cell, want := range tc.want { // any order: each is a case by itself
			t.Run(tc.column+" "+cell, func(t *testing.T) {
				require.Equal(t, want, tc.get(goodCell(t, tc.column, cell, tc.format)))
			})
		}
	}
	for column, get := range map[string]func(schedule.RosterRow) string{
		"title":                  func(r schedule.RosterRow) string { return r.Title },
		"facilitator":            func(r schedule.RosterRow) string { return r.Facilitator },
		"facilitator_credential": func(r schedule.RosterRow) string { return r.Credential },
		"location":               func(r schedule.RosterRow) string { return r.Location },
	} {
		require.Equal(t, "a text; with, marks", get(goodCell(t, column, "a text; with, marks", iso)), column)
	}
}

// minutes_attended: whole minutes, or hh:mm as learning systems export it.
func TestRosterMinutesAttended(t *testing.T) {
	for cell, want := range map[string]int{"0": 0, "1": 1, "90": 90, "1440": 1440, "1:30": 90, "01:30": 90, "0:00": 0, "0:05": 5, "24:00": 1440} {
		row := goodCell(t, "minutes_attended", cell, schedule.RosterFormat{}, "status", "attended")
		require.Equal(t, iop.Exactly(iop.Minutes(want)), row.MinutesAttended, cell)
	}
}

// Every alias of every status.
func TestRosterStatusWords(t *testing.T) {
	for status, words := range map[schedule.Status]string{
		schedule.NotRecorded:        "|scheduled|Booked|planned|Registered|pending|not recorded",
		schedule.Attended:           "attended|Present|Fully attended|FULLY_ATTENDED|full attendance|attended in full|Completed",
		schedule.Partial:            "partial|Partially attended|partly attended|partial attendance|attended (partially)|left early|Left-Early",
		schedule.Late:               "late|Tardy|arrived late|came late",
		schedule.AbsentExcused:      "absent_excused|Excused|absent (excused)|Absent - Excused|absent, excused|excused absence|excused absent",
		schedule.AbsentUnexcused:    "absent_unexcused|Absent|unexcused|No show|no-show|NoShow|unexcused absence|absent (unexcused)|did not attend|not attended",
		schedule.CancelledByProgram: "cancelled|Canceled|cancelled by program|canceled by program|program cancelled|Program canceled",
	} {
		for word := range strings.SplitSeq(words, "|") {
			require.Equal(t, status, goodCell(t, "status", word, schedule.RosterFormat{}).Status, word)
		}
	}
}

// Every bad cell, with exactly what is said about it. The cell is never
// quoted.
func TestRosterBadCells(t *testing.T) {
	const (
		notISO   = "is not an ISO date; want one such as 2026-07-04 (month/day/year is read only where that order is named)"
		notDate  = "is not a date; want one such as 2026-07-04 or 7/4/2026"
		noDay    = "is not a day of the calendar; want a date such as 2026-07-04"
		notTime  = "is not a time; want HH:MM from 00:00 to 23:59"
		seconds  = "has seconds; want a whole minute, HH:MM from 00:00 to 23:59"
		halfDays = "is a time of the 12-hour clock; want HH:MM from 00:00 to 23:59 (the 12-hour clock is read only where it is named)"
		anyTime  = "is not a time; want one such as 9:00 AM or 21:00"
		length   = "is not the length of a session; want whole minutes from 1 to 1440"
		there    = "is not a length of time; want whole minutes from 0 to 1440, or hours and minutes such as 1:30"
		activity = "is not a known activity; want the id of one, such as group-therapy; see the files in iop/activities"
		delivery = "is not a way of delivery; want in_person or telehealth"
		people   = "is not a number of people; want a whole number from 1 to 10000"
		status   = "is not a status; want scheduled, attended, partial, late, absent_excused, absent_unexcused or cancelled"
		services = "is not a number of services; want a whole number from 0 to 1000"
		yesNo    = "is neither yes nor no; want true or false"
		id       = "holds a line end or another control character; want an id on one line"
	)
	iso := schedule.RosterFormat{}
	for _, tc := range []struct {
		column, cells string
		format        schedule.RosterFormat
		want          string
	}{
		{"date", "7/4/2026|07/04/2026|tomorrow|2026-7-4|20260704|2026/07/04|04.07.2026|2026-07-04T18:00|Sat", iso, notISO},
		{"date", "2026-02-29|2026-13-01|2026-00-10|2026-04-31", iso, noDay},
		{"date", "2026-0a-01", iso, "is not a date; want one such as 2026-07-04"},
		{"date", "7-4-2026|7/4/26|7/4|/4/2026|007/4/2026|7/004/2026|7/4/2026/1|7/4/20261|a/4/2026|-7/4/2026|7/ 4/2026|July 4", usTimes(), notDate},
		{"date", "13/1/2026|2/29/2026|0/1/2026|4/31/2026|1/0/2026|1/1/0000", usTimes(), noDay},
		{"start", "24:00|18:60|1800|18|18.00|18:0|018:00|18:00:0|18:00:60|18:00:00:00|:30|18:|noon|-1:00|+1:00|１８:00", iso, notTime},
		{"end", "18:00:30|18:00:01", iso, seconds},
		{"start", "9:00 AM|9am|12:30 p.m.|9 PM|13:00 pm", iso, halfDays},
		{"start", "13:00 PM|0:30 AM|9:60 AM|9|09|24:00|9:00 XM|9:00 a|am|:30 am|9: am|9 a.m. sharp|9:00 AM CST|9::00 am|9:0 am", usTimes(), anyTime},
		{"end", "9:00:30 AM", usTimes(), seconds},
		{"minutes", "0|1441|-1|60.0|60.5|1e2|sixty|1:00|60 min|100000|999999999999999999999|６０", iso, length},
		{"minutes_attended", "1441|-1|1.5|24:01|25:00|1:60|1:5|:30|1:|100:00|1:30:00|90 min", iso, there},
		{"modality", "group|yoga therapy|NA|AA|n/a|-|H0015", iso, activity},
		{"delivery", "phone|hybrid|in", iso, delivery},
		{"capacity", "0|10001|-3|12.5|twelve", iso, people},
		{"status", "gone|cancelled by client|yes|P|-|attendee|excused late", iso, status},
		{"billed", "-1|1001|0.5|H0015", iso, services},
		{"counts_as_clinical", "maybe|2|T|-", iso, yesNo},
		{"client_id", "a\nb|a\tb|a\x00b|a\x7fb", iso, id},
		{"session_id", "a\nb", iso, id},
		{"makeup_for", "a\u0085b", iso, id},
		{"zone", "a\nb", iso, id},
		{"notes", "caf\xe9", iso, "holds text that is not UTF-8; save the file as UTF-8"},
		{"client_id", "\xff", iso, "holds text that is not UTF-8; save the file as UTF-8"},
	} {
		for cell := range strings.SplitSeq(tc.cells, "|") {
			t.Run(tc.column+" "+cell, func(t *testing.T) {
				r, err := oneCell(tc.column, cell, tc.format)
				require.EqualError(t, err, "r.csv:2: column "+tc.column+": "+tc.want)
				require.Empty(t, r.Rows)
			})
		}
	}
}

// Columns under the names that other systems give them.
func TestRosterHeaderAliases(t *testing.T) {
	cells := map[string]string{
		"session_id": "s1", "date": "2026-07-06", "start": "18:00", "end": "21:00", "minutes": "180", "zone": "America/Chicago", "modality": "cbt", "title": "t",
		"facilitator": "f", "facilitator_credential": "k", "location": "l", "delivery": "telehealth", "capacity": "8", "client_id": "c1", "status": "attended",
		"minutes_attended": "90", "notes": "n", "makeup_for": "s0", "billed": "2", "counts_as_clinical": "false",
	}
	aliases := map[string]string{
		"session_id":             "session_id|Session ID|sessionId|SESSION|Session No.|session-number|Appointment ID|Appt. ID|Event ID|Encounter ID|Meeting ID",
		"date":                   "date|DATE|Day|session_date|Service Date|Date of Service|DOS|Appointment Date|Appt Date|Event Date|Meeting Date",
		"start":                  "start|Starts|Start Time|start_time|Begin|begins|Begin Time|session start|Scheduled Start|from",
		"end":                    "end|Ends|End Time|end_time|Finish|Finish Time|Session End|Scheduled End|to|until",
		"minutes":                "minutes|Min.|mins|Duration|duration_minutes|Duration (min)|Duration Mins|Length|Length (minutes)|Scheduled Minutes|Session Minutes|Planned Minutes",
		"zone":                   "zone|TZ|timezone|time_zone|Time Zone",
		"modality":               "modality|Activity|activity_id|Type|group_type|Session Type|Service Type|Appointment Type",
		"title":                  "title|Session Title|Session Name|Group|Group Name|Group Title|Topic|Subject|Course|Class",
		"facilitator":            "facilitator|Facilitator Name|Leader|Group Leader|Therapist|Counselor|Counsellor|Clinician|Provider|Instructor|Staff|Led by",
		"facilitator_credential": "facilitator_credential|Facilitator Credentials|Credential|Credentials|Provider Credential|Provider Credentials|Staff Credential",
		"location":               "location|Room|Site|Place|Venue",
		"delivery":               "delivery|Delivery Mode|Delivery Method|Mode|Attendance Mode",
		"capacity":               "capacity|Max. Capacity|Seats|Max Group Size|Max Participants|max_size",
		"client_id":              "client_id|Client ID|clientId|CLIENT|Patient ID|patient|MRN|Participant ID|Participant|Member ID|Student ID|Learner ID|Attendee ID|Person ID|PID",
		"status":                 "status|Attendance|Attendance Status|Session Status|Appointment Status|Appt Status|Booking Status",
		"minutes_attended":       "minutes_attended|Attended Minutes|Actual Minutes|Minutes Present|Present Minutes|Minutes Delivered|Delivered Minutes|Duration attended|Attended duration",
		"notes":                  "notes|Note|Comment|Comments|Remark|Remarks",
		"makeup_for":             "makeup_for|Make-up For|make_up_for|Makes up|Make-up of|Make-up for session|Make-up for Session ID|Make-up Session ID",
		"billed":                 "billed|Billed Services|services_billed",
		"counts_as_clinical":     "counts_as_clinical|Clinical|Is Clinical|Countable",
	}
	require.Len(t, aliases, len(cells))
	for column, names := range aliases {
		cell := cells[column]
		with := func(name string) schedule.RosterRow {
			header, row := name, cell
			if column != "date" {
				header, row = header+",date", row+",2026-07-06"
			}
			if column == "minutes_attended" {
				header, row = header+",status", row+",attended"
			}
			rows := goodCSV(t, header+"\n"+row+"\n", schedule.RosterFormat{})
			require.Len(t, rows, 1)
			return rows[0]
		}
		want := with(column)
		require.NotEqual(t, schedule.RosterRow{Line: 2, Date: iop.MustDate(2026, 7, 6)}, fillDate(want, column), "the cell says something")
		for name := range strings.SplitSeq(names, "|") {
			t.Run(fmt.Sprint(column, " ", name), func(t *testing.T) { require.Equal(t, want, with(name)) })
		}
	}
}

// fillDate takes the date itself out, for the one column that all rows have.
func fillDate(r schedule.RosterRow, column string) schedule.RosterRow {
	if column == "date" {
		r.Date = iop.Date{}
	}
	return r
}

// The tables give each word one meaning, and every activity is found by its
// id, its title, and its aliases of more than two letters.
func TestRosterActivityNames(t *testing.T) {
	named := 0
	for a := range iop.Activities() {
		for _, name := range append(a.Info().Aliases, a.String(), a.Title(), strings.ToUpper(a.Title()), strings.ReplaceAll(a.String(), "-", " ")) {
			if len(name) <= 2 && name != a.String() {
				continue
			}
			named++
			require.Equal(t, a, goodCell(t, "modality", name, schedule.RosterFormat{}).Activity, name)
		}
	}
	require.Greater(t, named, 150)
	require.Empty(t, schedule.RepeatedRosterWords())
}
