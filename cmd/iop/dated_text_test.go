package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestAttendanceInWords: every status has words about the person, and a
// make-up counts once. Scheduled are 5 h: the cancelled hour, the make-up and
// the hour that a storm takes are left out. Delivered are 1 h attended, 0.5 h
// of a part, 0 to 1 h late and 1 h made up.
func TestAttendanceInWords(t *testing.T) {
	rows := `session_id,date,start,minutes,modality,client_id,status,minutes_attended,makeup_for
a,2026-11-02,18:00,60,process-group,c-1,attended,,
b,2026-11-03,18:00,60,process-group,c-1,partial,30,
c,2026-11-04,18:00,60,process-group,c-1,late,,
d,2026-11-05,18:00,60,process-group,c-1,absent_excused,,
e,2026-11-06,18:00,60,process-group,c-1,absent_unexcused,,
f,2026-11-07,18:00,60,process-group,c-1,cancelled,,
g,2026-11-07,20:00,60,process-group,c-1,attended,,d
h,2026-11-08,18:00,60,process-group,c-1,scheduled,,
`
	own := write(t, "own.json", `{"commitments": [{"kind": "caring", "days": ["Sun"]}]}`)
	o := invokeWith(t, rows, nil, "check", "-", "--standard", "va-license-2.1", "--commitments", own, "--holidays", "us", "--observed", "--closed", "2026-11-08=Storm")
	require.Empty(t, o.stderr)
	text := oneLine(o.stdout)
	for _, want := range []string{
		"2 attended, 1 attended in part, 1 attended late, 1 not attended (excused), 1 not attended, 2 not held, 1 h of it made up",
		"5 h 2.5 to 3.5 h 50 to 70%",
		"closed US federal holidays, on the days on which offices observe them; and 1 day named with --closed",
		"not held process group 1 h (line 7) process group 1 h (line 9), closed: Sun 2026-11-08, Storm",
	} {
		require.Contains(t, text, want)
	}
	for _, not := range []string{"no-show", "failed", "missed"} {
		require.NotContains(t, strings.ToLower(strings.ReplaceAll(text, "final weeks", "")), not)
	}
	open := oneLine(invokeWith(t, rows, nil, "check", "-", "--standard", "va-license-2.1", "--commitments", own).stdout)
	require.Contains(t, open, "2 attended, 1 attended in part, 1 attended late, 1 not attended (excused), 1 not attended, 1 not held, 1 not recorded, 1 h of it made up")
	require.Contains(t, open, "to record process group 1 h (line 9)")
	require.Contains(t, open, "The sessions: sessions may fall into a commitment in 1 of 1 week")
}

// TestLongCalendar: of a run of more than 60 weeks, those alike are joined,
// unless a day is closed; and no more than twelve weeks of proposals stand in
// one entry. On Mondays, Wednesdays and Thursdays from November 2026 to October
// 2029 fall 24 holidays: fifteen on their Mondays, three Thanksgivings, the
// Veterans Days of 2026 and 2027, and Juneteenth, Christmas and New Year's Day of
// the winter of 2028 and 4 July 2029.
func TestLongCalendar(t *testing.T) {
	long := strings.Replace(monWedThu, `"weeks": 6`, `"weeks": 156`, 1)
	text := invokeWith(t, long, nil, "check", "-", "--start", "2026-11-02", "--holidays", "us").stdout
	require.Contains(t, oneLine(text), "4 23 Nov 2026 3 - 3 closed - - - 5-7 30 Nov 2026 3 - 3 3 - - - "+
		"8 21 Dec 2026 3 - 3 3 closed - - 9 28 Dec 2026 3 - 3 3 closed - - 10-11 4 Jan 2027 3 - 3 3 - - -")
	require.Contains(t, text, "72 h lost to closed days")
	require.Contains(t, text, "or so in 12 more weeks; --format json lists all\n")
}
