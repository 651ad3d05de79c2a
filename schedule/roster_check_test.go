package schedule_test

import (
	"testing"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/stretchr/testify/require"
)

// rosterCase is a table, what is said about it, and the lines that are kept.
type rosterCase struct {
	name, text string
	want       []string // without the file's name
	rows       []int
}

func runRosters(t *testing.T, header string, cases []rosterCase) {
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			r, err := rosterCSV(header+"\n"+tc.text, schedule.RosterFormat{})
			var want []string
			for _, w := range tc.want {
				want = append(want, "r.csv:"+w)
			}
			require.Equal(t, want, problems(err))
			var lines []int
			for _, row := range r.Rows {
				requireValidRow(t, &row)
				lines = append(lines, row.Line)
			}
			require.Equal(t, tc.rows, lines)
		})
	}
}

// Cells that contradict each other, at the minute where they begin to.
func TestRosterContradictions(t *testing.T) {
	const recorded = "is stated, and the status is that nothing is recorded; want the status attended, partial or late"
	runRosters(t, "date,start,end,minutes,status,minutes_attended,session_id,makeup_for", []rosterCase{
		{"end at start", "2026-07-06,18:00,18:00,,,,,\n", []string{"2: column end: is the same as start; want the time at which the session ends"}, nil},
		{"end a minute after", "2026-07-06,18:00,18:01,,,,,\n", nil, []int{2}},
		{"end a minute before, on the next day", "2026-07-06,18:00,17:59,,,,,\n", nil, []int{2}},
		{"all of the session", "2026-07-06,18:00,21:00,,attended,180,,\n", nil, []int{2}},
		{"a minute under", "2026-07-06,18:00,21:00,,attended,179,,\n", nil, []int{2}},
		{"a minute over", "2026-07-06,18:00,21:00,,attended,181,,\n", []string{"2: column minutes_attended: is 181, more than the session's length of 180 minutes; want the time within the session"}, nil},
		{"a minute over, as hours", "2026-07-06,18:00,21:00,,partial,3:01,,\n", []string{"2: column minutes_attended: is 181, more than the session's length of 180 minutes; want the time within the session"}, nil},
		{"over the stated minutes, within start and end", "2026-07-06,18:00,21:00,165,late,166,,\n", []string{"2: column minutes_attended: is 166, more than the session's length of 165 minutes; want the time within the session"}, nil},
		{"all of the night", "2026-07-06,22:00,02:00,,attended,240,,\n", nil, []int{2}},
		{"over the night", "2026-07-06,22:00,02:00,,attended,241,,\n", []string{"2: column minutes_attended: is 241, more than the session's length of 240 minutes; want the time within the session"}, nil},
		{"no length to be over", "2026-07-06,18:00,,,attended,1440,,\n", nil, []int{2}},
		{"absent for no minutes", "2026-07-06,,,60,absent,0,,\n", nil, []int{2}},
		{"absent for a minute", "2026-07-06,,,60,absent,1,,\n", []string{"2: column minutes_attended: is more than 0, and the status is absent_unexcused; want one of them"}, nil},
		{"excused for a minute", "2026-07-06,,,60,excused,1,,\n", []string{"2: column minutes_attended: is more than 0, and the status is absent_excused; want one of them"}, nil},
		{"cancelled for a minute", "2026-07-06,,,60,cancelled,1,,\n", []string{"2: column minutes_attended: is more than 0, and the status is cancelled; want one of them"}, nil},
		{"attended for no minutes", "2026-07-06,,,60,attended,0,,\n", nil, []int{2}},
		{"a minute without a status", "2026-07-06,,,60,,1,,\n", []string{"2: column minutes_attended: " + recorded}, nil},
		{"a minute that was booked", "2026-07-06,,,60,booked,1,,\n", []string{"2: column minutes_attended: " + recorded}, nil},
		{"no minutes without a status", "2026-07-06,,,60,,0,,\n", nil, []int{2}},
		{"an unreadable status is one problem", "2026-07-06,,,60,gone,30,,\n", []string{"2: column status: is not a status; want scheduled, attended, partial, late, absent_excused, absent_unexcused or cancelled"}, nil},
		{"made up by itself", "2026-07-06,,,60,,,s1,s1\n", []string{"2: column makeup_for: is the session itself; want the id of the missed session"}, nil},
		{"made up by another", "2026-07-06,,,60,,,s2,s1\n", nil, []int{2}},
		{"in the order of the lines", "2026-07-06,18:00,18:00,,,,,\n2026-07-07,,,0,,,,\n2026-07-08,18:00,18:00,,,,,\n", []string{
			"2: column end: is the same as start; want the time at which the session ends",
			"3: column minutes: is not the length of a session; want whole minutes from 1 to 1440",
			"4: column end: is the same as start; want the time at which the session ends",
		}, nil},
		{"several at once", "2026-07-06,18:00,18:00,60,absent,61,s1,s1\n", []string{
			"2: column end: is the same as start; want the time at which the session ends",
			"2: column makeup_for: is the session itself; want the id of the missed session",
			"2: column minutes_attended: is more than 0, and the status is absent_unexcused; want one of them",
		}, nil},
	})
}

func TestRosterRepeatedRows(t *testing.T) {
	runRosters(t, "client_id,session_id,date,start,modality,minutes", []rosterCase{
		{"client, session and date", "c1,s1,2026-07-06,18:00,cbt,60\nc1,s1,2026-07-06,19:00,dbt,90\n", []string{"3: repeats line 2: the same client, session and date; take one of the two out"}, []int{2}},
		{"a third time", "c1,s1,2026-07-06,,,60\nc2,s1,2026-07-06,,,60\nc1,s1,2026-07-06,,,60\nc1,s1,2026-07-06,,,60\n", []string{
			"4: repeats line 2: the same client, session and date; take one of the two out", "5: repeats line 2: the same client, session and date; take one of the two out",
		}, []int{2, 3}},
		{"two clients in a session", "c1,s1,2026-07-06,,,60\nc2,s1,2026-07-06,,,60\n", nil, []int{2, 3}},
		{"a series on two days", "c1,s1,2026-07-06,,,60\nc1,s1,2026-07-13,,,60\n", nil, []int{2, 3}},
		{"two sessions at the same time", "c1,s1,2026-07-06,18:00,cbt,60\nc1,s2,2026-07-06,18:00,cbt,60\n", nil, []int{2, 3}},
		{"a session twice", ",s1,2026-07-06,,,60\nc1,s1,2026-07-06,,,\n,s1,2026-07-06,,,90\n", []string{"4: repeats line 2: the same session and date; take one of the two out"}, []int{2, 3}},
		{"without ids", ",,2026-07-06,18:00,cbt,60\n,,2026-07-06,18:00,cbt,60\n", []string{"3: repeats line 2: the same date, start and activity; take one of the two out, or give each its session_id"}, []int{2}},
		{"client, date, start and activity", "c1,,2026-07-06,18:00,cbt,60\nc1,,2026-07-06,18:00,cbt,90\n", []string{"3: repeats line 2: the same client, date, start and activity; take one of the two out, or give each its session_id"}, []int{2}},
		{"without a start", "c1,,2026-07-06,,cbt,60\nc1,,2026-07-06,,cbt,60\n", []string{"3: repeats line 2: the same client, date, start and activity; take one of the two out, or give each its session_id"}, []int{2}},
		{"another start", "c1,,2026-07-06,18:00,cbt,60\nc1,,2026-07-06,18:01,cbt,60\n", nil, []int{2, 3}},
		{"another activity", "c1,,2026-07-06,18:00,cbt,60\nc1,,2026-07-06,18:00,dbt,60\n", nil, []int{2, 3}},
		{"another client", "c1,,2026-07-06,18:00,cbt,60\nc2,,2026-07-06,18:00,cbt,60\n", nil, []int{2, 3}},
		{"another day", "c1,,2026-07-06,18:00,cbt,60\nc1,,2026-07-07,18:00,cbt,60\n", nil, []int{2, 3}},
		{"of a row with a problem", "c1,s1,2026-07-06,,,0\nc1,s1,2026-07-06,,,60\n", []string{"2: column minutes: is not the length of a session; want whole minutes from 1 to 1440"}, []int{3}},
	})
}

// A client's row takes what it leaves out from the row of its session.
func TestRosterInherits(t *testing.T) {
	const header = "session_id,client_id,date,start,end,minutes,zone,modality,title,facilitator,facilitator_credential,location,delivery,capacity,status,minutes_attended,notes,makeup_for,billed,counts_as_clinical\n"
	const session = "s1,,2026-07-06,18:00,21:00,170,America/Chicago,cbt,T,F,K,L,telehealth,9,,,about the room,s0,2,no\n"
	no, yes := false, true
	full := schedule.RosterRow{
		Session: "s1", Client: "c1", Date: iop.MustDate(2026, 7, 6), Start: schedule.NewClock(18, 0), End: schedule.NewClock(21, 0), Minutes: iop.Exactly(170),
		Zone: "America/Chicago", Activity: iop.MustParseActivity("cbt"), Title: "T", Facilitator: "F", Credential: "K", Location: "L", Delivery: schedule.Telehealth, Capacity: 9,
		Status: schedule.Attended, MakeUpFor: "s0", CountsAsClinical: &no,
	}
	for _, tc := range []struct {
		name, row string
		change    func(*schedule.RosterRow)
	}{
		{"everything but what is about one client", "s1,c1,,,,,,,,,,,,,attended,,,,,\n", func(*schedule.RosterRow) {}},
		{"with the date", "s1,c1,2026-07-06,,,,,,,,,,,,attended,,,,,\n", func(*schedule.RosterRow) {}},
		{"its own cells", "s1,c1,,,,,America/Denver,dbt,T2,F2,K2,L2,in_person,3,partial,20,mine,s9,1,yes\n", func(r *schedule.RosterRow) {
			r.Zone, r.Activity, r.Title, r.Facilitator, r.Credential, r.Location = "America/Denver", iop.MustParseActivity("dbt"), "T2", "F2", "K2", "L2"
			r.Delivery, r.Capacity, r.Status, r.MinutesAttended = schedule.InPerson, 3, schedule.Partial, iop.Exactly(20)
			r.Notes, r.MakeUpFor, r.Billed, r.CountsAsClinical = "mine", "s9", iop.Exactly(1), &yes
		}},
		{"its own minutes", "s1,c1,,,,60,,,,,,,,,attended,,,,,\n", func(r *schedule.RosterRow) { r.Minutes, r.End = iop.Exactly(60), schedule.Clock{} }},
		{"its own start", "s1,c1,,19:00,,,,,,,,,,,attended,,,,,\n", func(r *schedule.RosterRow) { r.Start, r.Minutes = schedule.NewClock(19, 0), iop.Span{} }},
		{"its own end", "s1,c1,,,20:00,,,,,,,,,,attended,,,,,\n", func(r *schedule.RosterRow) { r.End, r.Minutes = schedule.NewClock(20, 0), iop.Span{} }},
		{"nothing recorded", "s1,c1,,,,,,,,,,,,,,,,,,\n", func(r *schedule.RosterRow) { r.Status = schedule.NotRecorded }},
	} {
		want := full
		tc.change(&want)
		for order, text := range map[string]string{"before": session + tc.row, "after": tc.row + session} {
			t.Run(tc.name+", described "+order, func(t *testing.T) {
				rows := withoutLines(schedule.Roster{Rows: goodCSV(t, header+text, schedule.RosterFormat{})})
				require.Len(t, rows, 2)
				if order == "after" {
					rows[0], rows[1] = rows[1], rows[0]
				}
				require.Equal(t, want, rows[1])
				require.Equal(t, "about the room", rows[0].Notes)
				require.Equal(t, iop.Exactly(2), rows[0].Billed)
			})
		}
	}
	t.Run("each has its own pointer", func(t *testing.T) {
		rows := goodCSV(t, header+session+"s1,c1,,,,,,,,,,,,,,,,,,\ns1,c2,,,,,,,,,,,,,,,,,,\n", schedule.RosterFormat{})
		*rows[1].CountsAsClinical = true
		require.Equal(t, []bool{false, true, false}, []bool{*rows[0].CountsAsClinical, *rows[1].CountsAsClinical, *rows[2].CountsAsClinical})
	})
	t.Run("only rows that name a client", func(t *testing.T) {
		rows := goodCSV(t, header+session+"s1,,2026-07-07,,,,,,,,,,,,,,,,,\n", schedule.RosterFormat{})
		require.Empty(t, rows[1].Title)
	})
}

// Whose session it is, where that is not plain.
func TestRosterInheritsFromWhich(t *testing.T) {
	const elsewhere = "column date: is not a date on which the session is described (line 2); want such a date, or the row's own start and end"
	runRosters(t, "session_id,client_id,date,start,end,minutes,status,minutes_attended", []rosterCase{
		{"a series, with the date", "s1,,2026-07-06,18:00,21:00,,,\ns1,,2026-07-13,18:00,20:00,,,\ns1,c1,2026-07-13,,,,attended,120\n", nil, []int{2, 3, 4}},
		{"a series, over the length of that date", "s1,,2026-07-06,18:00,21:00,,,\ns1,,2026-07-13,18:00,20:00,,,\ns1,c1,2026-07-13,,,,attended,121\n",
			[]string{"4: column minutes_attended: is 121, more than the session's length of 120 minutes; want the time within the session"}, []int{2, 3}},
		{"a series, without the date", "s1,,2026-07-06,18:00,21:00,,,\ns1,,2026-07-13,18:00,20:00,,,\ns1,c1,,,,,attended,\n",
			[]string{"4: column date: is missing, and the session is described on several dates; want the one that is meant"}, []int{2, 3}},
		{"another date", "s1,,2026-07-06,18:00,21:00,,,\ns1,c1,2026-07-07,,,,attended,\n", []string{"3: " + elsewhere}, []int{2}},
		{"another date, with a start alone", "s1,,2026-07-06,18:00,21:00,,,\ns1,c1,2026-07-07,18:00,,,attended,\n", []string{"3: " + elsewhere}, []int{2}},
		{"another date, with its own length", "s1,,2026-07-06,18:00,21:00,,,\ns1,c1,2026-07-07,,,60,attended,\n", nil, []int{2, 3}},
		{"no description", "s1,c1,2026-07-07,,,,attended,\n", nil, []int{2}},
		{"no description and no date", "s1,c1,,,,60,attended,\n", []string{"2: column date: is missing; want a date such as 2026-07-04"}, nil},
		{"a description without a date", "s1,,,18:00,21:00,,,\ns1,c1,,,,,attended,\n", []string{
			"2: column date: is missing; want a date such as 2026-07-04",
			"3: column session_id: is that of a session whose own row has a problem (line 2); mend that row first",
		}, nil},
		{"a description with a problem", "s1,,2026-07-06,18:00,9pm,,,\ns1,c1,,,,,attended,\ns1,c2,2026-07-06,,,,attended,\ns1,c3,2026-07-06,,,60,attended,\n", []string{
			"2: column end: is a time of the 12-hour clock; want HH:MM from 00:00 to 23:59 (the 12-hour clock is read only where it is named)",
			"3: column session_id: is that of a session whose own row has a problem (line 2); mend that row first",
			"4: column session_id: is that of a session whose own row has a problem (line 2); mend that row first",
		}, []int{5}},
		{"a description with a problem, and one without", "s1,,2026-07-06,18:00,18:00,,,\ns1,,2026-07-06,18:00,21:00,,,\ns1,c1,,,,,attended,180\n", []string{
			"2: column end: is the same as start; want the time at which the session ends",
		}, []int{3, 4}},
		{"a start that is the session's end", "s1,,2026-07-06,18:00,21:00,,,\ns1,c1,,21:00,,,attended,\n", []string{"3: column end: is the same as start; want the time at which the session ends"}, []int{2}},
		{"an unreadable date is one problem", "s1,,2026-07-06,18:00,21:00,,,\ns1,c1,soon,,,,attended,\n", []string{
			"3: column date: is not an ISO date; want one such as 2026-07-04 (month/day/year is read only where that order is named)",
		}, []int{2}},
		{"an unreadable id is one problem", "s1,,2026-07-06,18:00,21:00,,,\n\"s\n1\",c1,,,,,attended,\n", []string{
			"3: column session_id: holds a line end or another control character; want an id on one line",
		}, []int{2}},
		{"an unreadable client is one problem", "s1,,2026-07-06,18:00,21:00,,,\ns1,\"c\n1\",,,,,attended,\n", []string{
			"3: column client_id: holds a line end or another control character; want an id on one line",
		}, []int{2}},
		{"cancelled for all, and attended", "s1,,2026-07-06,18:00,21:00,,cancelled,\ns1,c1,,,,,attended,\ns1,c2,,,,,late,\ns1,c3,,,,,partial,\n", []string{
			"3: column status: is attended, and the session was cancelled (line 2); want one of them",
			"4: column status: is late, and the session was cancelled (line 2); want one of them",
			"5: column status: is partial, and the session was cancelled (line 2); want one of them",
		}, []int{2}},
	})
	t.Run("cancelled for all", func(t *testing.T) {
		rows := goodCSV(t, "session_id,client_id,date,minutes,status\ns1,c1,,,\ns1,c2,,,scheduled\ns1,c3,,,excused\ns1,,2026-07-06,60,cancelled\n", schedule.RosterFormat{})
		require.Equal(t, []schedule.Status{schedule.CancelledByProgram, schedule.CancelledByProgram, schedule.AbsentExcused, schedule.CancelledByProgram},
			[]schedule.Status{rows[0].Status, rows[1].Status, rows[2].Status, rows[3].Status})
	})
	t.Run("any other status is each client's own", func(t *testing.T) {
		rows := goodCSV(t, "session_id,client_id,date,minutes,status\ns1,c1,,,\ns1,,2026-07-06,60,attended\n", schedule.RosterFormat{})
		require.Equal(t, schedule.NotRecorded, rows[0].Status)
	})
}
