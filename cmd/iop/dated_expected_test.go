package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const datedCases = "../../schedule/testdata/dated"

// expected is a run worked out by hand; the README beside the files says what
// the fields mean.
type expected struct {
	Program       json.RawMessage
	Start, Until  string
	From          string
	Weeks         json.Number
	WeekStart     string
	Timezone      string
	Holidays      string
	Observed      bool
	Closed        []struct{ Date, Reason string }
	Standards     []string
	UserStandards []json.RawMessage
	Population    string
	Rows          []map[string]any
	Outcomes      []map[string]any
	CSV           string
	Results       []struct {
		ID             string
		Rows, Outcomes []map[string]any
	}
}

// args gives the flags of a run.
func (e *expected) args(t *testing.T) []string {
	t.Helper()
	args := []string{"--format", "json", "--all-findings", "--week-start", e.WeekStart, "--population", e.Population}
	for flag, value := range map[string]string{"--timezone": e.Timezone, "--start": e.Start, "--from": e.From, "--weeks": e.Weeks.String()} { // any order: flags
		if value != "" {
			args = append(args, flag, value)
		}
	}
	if e.Holidays == "us" {
		args = append(args, "--holidays", "us")
	}
	if e.Observed {
		args = append(args, "--observed")
	}
	for _, c := range e.Closed {
		args = append(args, "--closed", c.Date+"="+c.Reason)
	}
	if len(e.UserStandards) > 0 {
		own, err := json.Marshal(e.UserStandards)
		require.NoError(t, err)
		args = append(args, "--standards", write(t, "own.json", string(own)))
	}
	return append(args, "--standard", strings.Join(e.Standards, ","))
}

func readExpected(t *testing.T, path string) (e expected) {
	t.Helper()
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(data, &e))
	return e
}

// requireRows compares the keys that an expected row states.
func requireRows(t *testing.T, want, got []map[string]any) {
	t.Helper()
	require.Len(t, got, len(want))
	for i, row := range want {
		for key, value := range row {
			is, ok := got[i][map[string]string{"gross": "grossMinutes", "countable": "countableMinutes"}[key]]
			if !ok {
				is = got[i][key]
			}
			require.Equal(t, value, is, "row %d: %s", i+1, key)
		}
	}
}

// requireOutcomes compares the outcomes of the rules that are listed.
func requireOutcomes(t *testing.T, want, got []map[string]any) {
	t.Helper()
	var rules []any
	for _, w := range want {
		rules = append(rules, w["rule"])
	}
	rest := slices.DeleteFunc(slices.Clone(got), func(f map[string]any) bool { return !slices.Contains(rules, f["rule"]) })
	for _, w := range want {
		i := slices.IndexFunc(rest, func(f map[string]any) bool {
			for _, key := range []string{"rule", "standard", "track", "week", "outcome"} {
				if f[key] != w[key] {
					return false
				}
			}
			phase, ok := w["phase"]
			return !ok || f["phase"] == phase
		})
		require.GreaterOrEqual(t, i, 0, "no such finding: %v", w)
		if measured, ok := w["measured"]; ok {
			require.Equal(t, measured, rest[i]["measured"], "%v", w)
		}
		rest = slices.Delete(rest, i, i+1)
	}
	require.Empty(t, rest, "findings that are not expected")
}

// TestExpectedCalendars runs every calendar that was worked out by hand
// through the command. The flags have no end of a run, so those that end early
// are left to the tests of the library.
func TestExpectedCalendars(t *testing.T) {
	files, err := filepath.Glob(datedCases + "/*.json")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	ran := 0
	for _, file := range files {
		e := readExpected(t, file)
		if e.Until != "" {
			continue
		}
		ran++
		t.Run(filepath.Base(file), func(t *testing.T) {
			r := decodeReport(t, invokeWith(t, string(e.Program), nil, append([]string{"check", "-"}, e.args(t)...)...))
			require.Len(t, r.Results, 1)
			requireRows(t, e.Rows, r.Results[0].Weeks)
			requireOutcomes(t, e.Outcomes, r.Results[0].Findings)
		})
	}
	require.Greater(t, ran, 40, "most of them have no early end")
}

func TestExpectedRosters(t *testing.T) {
	files, err := filepath.Glob(datedCases + "/rosters/*.json")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			e := readExpected(t, file)
			o := invoke(t, append([]string{"check", filepath.Join(filepath.Dir(file), e.CSV)}, e.args(t)...)...)
			r := decodeReport(t, o)
			require.Len(t, r.Results, len(e.Results))
			for _, want := range e.Results {
				i := slices.Index(resultIDs(r), want.ID)
				require.GreaterOrEqual(t, i, 0, want.ID)
				requireRows(t, want.Rows, r.Results[i].Weeks)
				requireOutcomes(t, want.Outcomes, r.Results[i].Findings)
			}
		})
	}
}

func resultIDs(r report) (out []string) {
	for _, one := range r.Results {
		out = append(out, one.ID)
	}
	return out
}

// decodeReport reads the JSON of a run that had no problem.
func decodeReport(t *testing.T, o outcome) (r report) {
	t.Helper()
	for _, line := range o.lines() {
		require.True(t, strings.HasPrefix(line, "note: "), line)
	}
	require.NoError(t, json.Unmarshal([]byte(o.stdout), &r))
	return r
}
