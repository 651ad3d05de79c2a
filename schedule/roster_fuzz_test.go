package schedule_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/openiop/openiop/schedule"
	"github.com/stretchr/testify/require"
)

// fuzzFormat takes the two named forms from the bits of a number. Small limits
// keep one input from taking long; they are tested elsewhere.
func fuzzFormat(bits uint8) schedule.RosterFormat {
	f := schedule.RosterFormat{TwelveHour: bits&1 != 0, Limits: schedule.RosterLimits{Bytes: 1 << 16, Rows: 200, Cell: 200}}
	if bits&2 != 0 {
		f.Dates = schedule.MonthDayYear
	}
	return f
}

// requireRoster checks what holds of every roster that is returned: its rows
// are valid, and writing and reading give them again, without a problem.
func requireRoster(t *testing.T, r schedule.Roster, err error) {
	if err != nil {
		require.NotEmpty(t, err.Error())
	}
	for i := range r.Rows {
		requireValidRow(t, &r.Rows[i])
	}
	require.NotContains(t, r.Clients(), "")
	again, err := rosterCSV(written(t, r), schedule.RosterFormat{})
	require.NoError(t, err)
	require.Equal(t, withoutLines(r), withoutLines(again))
	again, err = rosterJSON(writtenJSON(t, r), schedule.RosterFormat{})
	require.NoError(t, err)
	require.Equal(t, withoutLines(r), withoutLines(again))
}

func addRosterFiles(f *testing.F, pattern string) {
	names, err := filepath.Glob("testdata/rosters/" + pattern)
	require.NoError(f, err)
	require.NotEmpty(f, names)
	for _, name := range names {
		text, err := os.ReadFile(name)
		require.NoError(f, err)
		// Some rows of each: the fuzzer takes a minute to shorten long ones.
		lines := bytes.SplitAfter(text, []byte("\n"))
		f.Add(bytes.Join(lines[:4], nil), uint8(3))
	}
}

// FuzzReadRosterCSV reads whatever bytes come.
//
//	go test ./schedule -run '^$' -fuzz FuzzReadRosterCSV
func FuzzReadRosterCSV(f *testing.F) {
	addRosterFiles(f, "*.csv")
	for _, text := range []string{
		"", "date\n2026-07-06", "date;minutes\r\n7/6/2026;60\r\n", "date\tstart\tend\n2026-07-06\t9am\t12:30 p.m.\n", "\xef\xbb\xbfdate,,\n2026-07-06,,x\n", "date\r2026-07-06\r",
		"date,notes\n2026-07-06,\"a\n2026-07-07,\"\"\n2026-07-08,'=1\n", "date,x,date\n1,2,3\n", "date,notes\n2026-07-06,\xff\n",
		"session_id,client_id,date,start,end,minutes,status,minutes_attended\ns,c,,,,,,\ns,,2026-07-06,18:00,21:00,,cancelled,\ns,d,2026-07-06,19:00,,,late,1:30\ns,c,2026-07-06,,,,,\n",
	} {
		f.Add([]byte(text), uint8(3))
		f.Add([]byte(text), uint8(0))
	}
	f.Fuzz(func(t *testing.T, text []byte, bits uint8) {
		r, err := schedule.ReadRosterCSV(bytes.NewReader(text), "fuzz.csv", fuzzFormat(bits))
		requireRoster(t, r, err)
	})
}

// FuzzReadRosterJSON reads whatever bytes come.
//
//	go test ./schedule -run '^$' -fuzz FuzzReadRosterJSON
func FuzzReadRosterJSON(f *testing.F) {
	addRosterFiles(f, "*.json")
	for _, text := range []string{
		``, `{}`, `[]`, `null`, `{"roster":[]}`, `{"roster":[{"date":"2026-07-06"}]}`, `{"roster":[{"date":"7/6/2026","start":"9am","end":"9 pm"},]}`, `{"roster":[{}}],"x":[]}`,
		`{"x":"roster","roster":[{"date":"2026-07-06","client_id":1,"minutes":"60","counts_as_clinical":true,"notes":"'=1\r\n"}]`, `{"\u0072oster":[1]}`, `{"roster":[{"date":"\u000a"}`,
		`{"roster":[{"session_id":"s","client_id":"c"},{"session_id":"s","date":"2026-07-06","minutes":60,"status":"cancelled"},{"session_id":"s","date":"2026-07-07"}]}`,
	} {
		f.Add([]byte(text), uint8(3))
		f.Add([]byte(strings.ReplaceAll(text, ",", ",\n")), uint8(0))
	}
	f.Fuzz(func(t *testing.T, text []byte, bits uint8) {
		r, err := schedule.ReadRosterJSON(bytes.NewReader(text), "fuzz.json", fuzzFormat(bits))
		requireRoster(t, r, err)
	})
}
