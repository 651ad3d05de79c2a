package schedule_test

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/stretchr/testify/require"
)

// rosterOf is a roster of n rows: ten clients in each session, which has a row
// of its own.
func rosterOf(n int) schedule.Roster {
	r := schedule.Roster{Rows: make([]schedule.RosterRow, 0, n)}
	first := iop.MustDate(2026, 1, 5)
	for s := 0; len(r.Rows) < n; s++ {
		row := schedule.RosterRow{
			Session: fmt.Sprint("s-", s), Date: first.AddDays(s % 365), Start: schedule.NewClock(18, 0), End: schedule.NewClock(21, 0), Zone: "America/Chicago",
			Activity: iop.MustParseActivity("process-group"), Title: "Evening group", Facilitator: "staff-2", Credential: "LCAC", Location: "Room 2", Delivery: schedule.InPerson, Capacity: 12,
		}
		r.Rows = append(r.Rows, row)
		for c := 0; c < 10 && len(r.Rows) < n; c++ {
			row.Client, row.Status = fmt.Sprint("c-", (s*10+c)%2000), schedule.Attended
			if c == 3 {
				row.Status, row.MinutesAttended = schedule.Partial, iop.Exactly(95)
			} else {
				row.MinutesAttended = iop.Span{}
			}
			r.Rows = append(r.Rows, row)
		}
	}
	return r
}

// BenchmarkReadRoster times the reading of rosters of 100,000 rows, ten
// clients a session.
func BenchmarkReadRoster(b *testing.B) {
	const rows = 100_000
	r := rosterOf(rows)
	texts := map[string]string{"CSV": written(b, r), "JSON": writtenJSON(b, r)}
	for _, kind := range []string{"CSV", "JSON"} {
		b.Run(kind, func(b *testing.B) {
			read := schedule.ReadRosterCSV
			if kind == "JSON" {
				read = schedule.ReadRosterJSON
			}
			b.ReportAllocs()
			b.SetBytes(int64(len(texts[kind])))
			for b.Loop() {
				got, err := read(strings.NewReader(texts[kind]), "bench", schedule.RosterFormat{})
				require.NoError(b, err)
				require.Len(b, got.Rows, rows)
			}
			b.ReportMetric(rows*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}

// BenchmarkWriteRoster times the writing of the same roster.
func BenchmarkWriteRoster(b *testing.B) {
	r := rosterOf(100_000)
	b.ReportAllocs()
	for b.Loop() {
		require.NoError(b, r.WriteCSV(io.Discard))
	}
}
