package schedule_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/stretchr/testify/require"
)

// expected is what a person derived from a published record by hand.
type expected struct {
	ID        string
	Reasoning string
	Rows      []expectedRow
	Findings  []expectedFinding
}

type expectedRow struct {
	Track, Phase *string
	Weeks        *[2]int
	Gross        iop.Span
	Countable    iop.Span
	ServiceDays  iop.Span
	Levels       []expectedLevel
}

type expectedLevel struct {
	Standard iop.StandardID
	Level    string
	Certain  bool
}

type expectedFinding struct {
	Rule     iop.RuleID
	Standard *iop.StandardID
	Outcome  iop.Outcome
}

func realPrograms(t testing.TB) []schedule.Program {
	data, err := os.ReadFile("testdata/programs/programs.json")
	require.NoError(t, err)
	programs, err := schedule.ReadPrograms(bytes.NewReader(data), "programs.json", schedule.Limits{})
	require.NoError(t, err)
	require.Len(t, programs, 50)
	return programs
}

// TestRealPrograms compares every published program with the rows and
// outcomes that were worked out by hand from its record, not by running this
// library.
func TestRealPrograms(t *testing.T) {
	for _, p := range realPrograms(t) {
		t.Run(p.ID, func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join("testdata/programs/expected", p.ID+".json"))
			require.NoError(t, err)
			var want expected
			dec := json.NewDecoder(bytes.NewReader(data))
			dec.DisallowUnknownFields()
			require.NoError(t, dec.Decode(&want))
			c := schedule.Prepare(&p, schedule.Options{})
			require.Equal(t, want.lines(), lines(c.Weeks()), want.Reasoning)
			require.Equal(t, want.outcomes(), outcomes(c.Report()), want.Reasoning)
		})
	}
}

func (e *expected) lines() (out []schedule.Week) {
	for _, r := range e.Rows {
		from, to := 0, 0
		if r.Weeks != nil {
			from, to = r.Weeks[0], r.Weeks[1]
		}
		for week := from; week <= to; week++ {
			w := schedule.Week{Track: text(r.Track), Phase: text(r.Phase), Number: week, Gross: r.Gross, Countable: r.Countable, ServiceDays: r.ServiceDays}
			for _, l := range r.Levels {
				w.Levels = append(w.Levels, schedule.LevelMatch(l))
			}
			out = append(out, w)
		}
	}
	return out
}

func lines(weeks []schedule.Week) []schedule.Week {
	for i := range weeks {
		weeks[i].Claimed = iop.Span{}
	}
	return weeks
}

func (e *expected) outcomes() (out []string) {
	for _, f := range e.Findings {
		out = append(out, string(f.Rule)+" "+text(f.Standard)+" "+f.Outcome.String())
	}
	slices.Sort(out)
	return out
}

func outcomes(r iop.Report) (out []string) {
	for f := range r.All() {
		out = append(out, string(f.Rule.ID)+" "+string(f.Standard)+" "+f.Outcome.String())
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func text[S ~string](s *S) string {
	if s == nil {
		return ""
	}
	return string(*s)
}
