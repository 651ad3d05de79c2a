package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// quick are flags that make a run of tests short.
var quick = []string{"--people", "400", "--draws", "0"}

func simulated(t *testing.T, args ...string) outcome {
	t.Helper()
	return invoke(t, append(append([]string{"simulate"}, quick...), args...)...)
}

func TestSimulateWithoutFile(t *testing.T) {
	dir := t.TempDir()
	o := simulated(t, "--seed", "5", "--draws", "2", "--draw-people", "50", "--out", dir)
	require.Equal(t, exitMet, o.status, o.stderr)
	require.Empty(t, o.stderr, "no progress bar where there is no terminal")
	for _, want := range []string{"Simulation of reference", "400 simulated people", "What the parameters leave open", "admission 5 Jan 2026", "reference design, stays as published", "asam3-2.1-adult", "seed, engine          5, 1", "report.html"} {
		require.Contains(t, o.stdout, want)
	}
	data, err := os.ReadFile(filepath.Join(dir, "summary.json"))
	require.NoError(t, err)
	var f struct {
		Designs []struct {
			Design  string
			People  int64
			Seed    uint64
			Reasons map[string]float64
		}
		Record struct{ Designs []struct{ Start string } }
	}
	require.NoError(t, json.Unmarshal(data, &f))
	require.Equal(t, "reference", f.Designs[0].Design)
	require.Equal(t, int64(400), f.Designs[0].People)
	require.Equal(t, uint64(5), f.Designs[0].Seed)
	require.Equal(t, "2026-01-05", f.Record.Designs[0].Start)
	require.InDelta(t, 0.37, f.Designs[0].Reasons["completed"], 0.1, "published: 0.373; four standard errors of 400 people")

	again := simulated(t, "--seed", "5", "--draws", "2", "--draw-people", "50", "--format", "json", "--workers", "3")
	require.Equal(t, string(data), again.stdout, "the same bytes, on three processors")
}

// threeEvenings is the same week in two forms: with days, and without.
const threeEvenings = `[
 {"name": "on days", "program": {"id": "a", "calledItself": "iop", "population": "adult", "weeks": 4,
  "blocks": [{"activity": "group-therapy", "days": ["Mon", "Wed", "Fri"], "minutes": 180}]}},
 {"name": "spread", "program": {"id": "b", "calledItself": "iop", "population": "adult", "weeks": 4,
  "blocks": [{"activity": "group-therapy", "perWeek": 3, "minutes": 180}]}, "makeUps": {"perWeek": 1}}]`

func TestSimulateCompares(t *testing.T) {
	file := write(t, "designs.json", threeEvenings)
	o := simulated(t, file)
	require.Equal(t, exitMet, o.status, o.stderr)
	require.Contains(t, o.stdout, "Differences from on days")
	require.Regexp(t, `\n  Completed +0\.00 \(0\.00 to 0\.00\)\n`, o.stdout, "make-ups act on hours only")
	require.Regexp(t, `\n  Hours delivered to a person in all +\+\d`, o.stdout)
	narrow := invokeWith(t, "", map[string]string{"COLUMNS": "50"}, append([]string{"simulate", file}, quick...)...)
	require.Equal(t, exitMet, narrow.status)
	for line := range strings.SplitSeq(narrow.stdout, "\n") {
		require.LessOrEqual(t, len([]rune(line)), 50, line)
	}
	piped := invokeWith(t, threeEvenings, nil, append([]string{"simulate", "-"}, quick...)...)
	require.Equal(t, o.stdout, piped.stdout, "the name of the file changes nothing")
}

func TestSimulateOnDates(t *testing.T) {
	file := write(t, "design.json", nineHours)
	offered := func(args ...string) []float64 {
		o := simulated(t, append([]string{file, "--format", "json"}, args...)...)
		require.Equal(t, exitMet, o.status, o.stderr)
		var f struct {
			Designs []struct {
				Weeks []struct{ HoursOffered float64 }
			}
		}
		require.NoError(t, json.Unmarshal([]byte(o.stdout), &f))
		var out []float64
		for _, w := range f.Designs[0].Weeks {
			out = append(out, w.HoursOffered)
		}
		return out
	}
	open := offered()
	require.Len(t, open, 4)
	require.Greater(t, open[2], 7.0)
	mlk := offered("--holidays", "us")
	require.Less(t, mlk[2], 6.001, "Monday, 19 January 2026 is closed: 6 of 9 hours are left, less for those who leave within the week")
	require.Equal(t, mlk, offered("--closed", "2026-01-19=Holiday"))
	require.Less(t, offered("--start", "2026-01-07")[0], 6.001, "admission on a Wednesday")
}

func TestSimulateWhatIf(t *testing.T) {
	file := write(t, "design.json", nineHours)
	o := simulated(t, file, "--set", "no-show=0.001", "--set", "absence-spread=0", "--format", "json")
	require.Equal(t, exitMet, o.status, o.stderr)
	var f struct {
		Designs []struct{ Attendance float64 }
		Record  struct {
			Parameters []struct {
				ID      string
				Value   float64
				Changed bool
			}
		}
	}
	require.NoError(t, json.Unmarshal([]byte(o.stdout), &f))
	require.Greater(t, f.Designs[0].Attendance, 0.99)
	changed := map[string]float64{}
	for _, p := range f.Record.Parameters {
		if p.Changed {
			changed[p.ID] = p.Value
		}
	}
	require.Equal(t, map[string]float64{"no-show": 0.001, "absence-spread": 0}, changed)
	own := write(t, "own.json", `[{"id": "no-show", "value": 0.2, "source": {"locator": "our own roster", "read": "2026-11-23", "confidence": "verified"}}]`)
	o = simulated(t, file, "--parameters", own, "--format", "json")
	require.Equal(t, exitMet, o.status, o.stderr)
	require.Contains(t, o.stdout, "our own roster")
}

func TestSimulateTrace(t *testing.T) {
	file := write(t, "designs.json", threeEvenings)
	o := invoke(t, "simulate", file, "--trace", "17", "--seed", "2")
	require.Equal(t, exitMet, o.status, o.stderr)
	require.Contains(t, o.stdout, "person 17 of seed 2 in on days: frailty ")
	require.Contains(t, o.stdout, "person 17 of seed 2 in spread: frailty ")
	require.Contains(t, o.stdout, "2026-01-05  day   0   admitted")
	o = invoke(t, "simulate", file, "--trace", "17", "--format", "json")
	var paths []struct {
		Design string
		Events []struct{ Kind string }
	}
	require.NoError(t, json.Unmarshal([]byte(o.stdout), &paths))
	require.Len(t, paths, 2)
	require.Equal(t, "admitted", paths[1].Events[0].Kind)
}

func TestSimulateInParts(t *testing.T) {
	file, parts, whole, merged := write(t, "designs.json", threeEvenings), t.TempDir(), t.TempDir(), t.TempDir()
	run := func(args ...string) outcome {
		return invoke(t, append([]string{"simulate", file, "--people", "1001", "--seed", "4", "--draws", "2", "--draw-people", "50"}, args...)...)
	}
	for _, i := range []int{2, 0, 3, 1} {
		o := run("--shard", fmt.Sprintf("%d/4", i), "--out", parts)
		require.Equal(t, exitMet, o.status, o.stderr)
		require.Contains(t, o.stdout, "of 1001 counted in")
	}
	require.Equal(t, exitMet, run("--out", whole).status)
	o := run("--shards", parts, "--out", merged)
	require.Equal(t, exitMet, o.status, o.stderr)
	for _, name := range []string{"summary.json", "report.html", "survival.csv", "comparisons.csv"} {
		a, err := os.ReadFile(filepath.Join(whole, name))
		require.NoError(t, err)
		b, err := os.ReadFile(filepath.Join(merged, name))
		require.NoError(t, err)
		require.Equal(t, string(a), string(b), name)
	}
	require.NoError(t, os.Remove(filepath.Join(parts, "shard-1-of-4.json")))
	o = run("--shards", parts)
	require.Equal(t, exitUnusable, o.status)
	require.Contains(t, o.stderr, "people are missing: 751 of 1,001 were counted")
	for text, want := range map[string]string{ // any order: each alone
		`{"shard": 1}`:               "is no part that --shard wrote",
		`{`:                          "is no part that --shard wrote",
		`{"x": 1}`:                   "unknown field",
		`{"summaries": [{"run":1}]}`: "summary:",
	} {
		require.NoError(t, os.WriteFile(filepath.Join(parts, "shard-1-of-4.json"), []byte(text), 0o600))
		o = run("--shards", parts)
		require.Equal(t, exitUnusable, o.status, text)
		require.Contains(t, o.stderr, want)
		require.Contains(t, o.stderr, "shard-1-of-4.json")
	}
	o = run("--shards", t.TempDir())
	require.Contains(t, o.stderr, "holds no parts")
}

func TestSimulateUnusable(t *testing.T) {
	file := write(t, "design.json", nineHours)
	none := write(t, "none.json", `{"id": "x", "calledItself": "iop", "weeks": 4, "blocks": []}`)
	broken := write(t, "broken.json", `{"id": "x", "wekks": 3}`)
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"gone.json"}, "gone.json: no such file or directory"},
		{[]string{t.TempDir()}, "is a directory"},
		{[]string{none}, "has no sessions"},
		{[]string{broken}, `wekks`},
		{[]string{write(t, "empty.json", "[]")}, "no designs"},
		{[]string{"--people", "0"}, "want a whole number from 1 to 10000000000"},
		{[]string{"--people", "-5"}, "want a whole number from 1"},
		{[]string{"--people", "99999999999"}, "want a whole number from 1 to 10000000000"},
		{[]string{"--seed", "-1"}, "--seed"},
		{[]string{"--workers", "0"}, "--workers 0: want 1 to 1024"},
		{[]string{"--draws", "-1"}, "--draws -1: want 0 to"},
		{[]string{"--start", "2026-02-30"}, "--start"},
		{[]string{"--timezone", "Mars/Base"}, `--timezone "Mars/Base": is not a known time zone`},
		{[]string{"--observed"}, "name the holidays with --holidays us"},
		{[]string{"--set", "no-show"}, "want a parameter and its value"},
		{[]string{"--set", "no-show=2"}, "want 0.001 to 0.999"},
		{[]string{"--set", "weather=2"}, "is not a parameter"},
		{[]string{"--parameters", "gone.json"}, "gone.json: no such file"},
		{[]string{"--parameters", broken}, "broken.json"},
		{[]string{"--format", "xml"}, "want one of text, json"},
		{[]string{"--shard", "4/4", "--out", t.TempDir()}, "counted from 0"},
		{[]string{"--shard", "0/2"}, "--out DIR"},
		{[]string{"--shard", "0/500", "--out", t.TempDir()}, "500 parts for 400 people"},
		{[]string{"--trace", "-1"}, "--trace -1"},
		{[]string{"--adults"}, "name it with --teds FILE"},
		{[]string{"--validate", file}, "takes no file"},
		{[]string{"--validate"}, "at least 10000"},
		{[]string{"--teds", "gone.csv"}, "gone.csv: no such file"},
		{[]string{"--out", filepath.Join(file, "below")}, "--out: " + filepath.Join(file, "below")},
		{[]string{"--out", "/proc/nowhere"}, "--out: /proc/nowhere"},
	} {
		t.Run(strings.Join(c.args, " "), func(t *testing.T) {
			o := simulated(t, c.args...)
			require.Equal(t, exitUnusable, o.status)
			require.Contains(t, o.stderr, c.want)
			require.Empty(t, o.stdout)
			require.Len(t, o.lines(), 1, "one line for a problem")
		})
	}
}

// TestSimulateTheRest: one unusable design does not lose the others.
func TestSimulateTheRest(t *testing.T) {
	file := write(t, "mixed.json", "["+nineHours+`, {"id": "x", "wekks": 3}]`)
	o := simulated(t, file, file)
	require.Equal(t, exitUnusable, o.status)
	require.Len(t, o.lines(), 3)
	require.Contains(t, o.stderr, "wekks")
	require.Contains(t, o.stderr, `design "nine-hours" has the name of one in `+file)
	require.Contains(t, o.stdout, "Simulation of nine-hours")
}

// TestProgress: a terminal on standard error gets a bar, and standard output
// stays as it is.
func TestProgress(t *testing.T) {
	var out, errs bytes.Buffer
	a := &app{stdin: strings.NewReader(""), stdout: &out, stderr: &errs, env: func(string) string { return "" }}
	a.terminal = func(w io.Writer) (int, bool) { return 80, w == &errs }
	require.Equal(t, exitMet, a.run(append([]string{"simulate"}, quick...)))
	require.Contains(t, errs.String(), "simulating")
	require.NotContains(t, out.String(), "simulating")
	require.Equal(t, simulated(t).stdout, out.String())
}

// discharges is a made-up file of discharges in the form of the public ones:
// stays are days for up to 30, and codes beyond.
func discharges() string {
	var b strings.Builder
	b.WriteString("CASEID,AGE,SERVICES_D,REASON,LOS\n")
	for i := range 2_000 {
		stay := 1 + i*7%37
		fmt.Fprintf(&b, "%d,%d,%d,%d,%d\n", i, 3+i%9, 6+i%10/9, 1+i%7, stay)
	}
	return b.String()
}

func TestSimulateTEDS(t *testing.T) {
	file, dir := write(t, "discharges.csv", discharges()), t.TempDir()
	o := invoke(t, "simulate", "--teds", file, "--out", dir)
	require.Equal(t, exitMet, o.status, o.stderr)
	require.Contains(t, o.stdout, "The clock of stays, fitted to 1800 discharges", "one in ten is of another level of care")
	require.Contains(t, o.stdout, "dropped out")
	own := filepath.Join(dir, "parameters.json")
	o = simulated(t, "--parameters", own, "--format", "json")
	require.Equal(t, exitMet, o.status, o.stderr)
	require.Contains(t, o.stdout, "SAMHSA TEDS-D, public file discharges.csv")
	o = invoke(t, "simulate", "--teds", file, "--format", "json", "--adults")
	require.Equal(t, exitMet, o.status, o.stderr)
	var entries []struct {
		ID     string
		Value  float64
		Spread map[string]any
	}
	require.NoError(t, json.Unmarshal([]byte(o.stdout), &entries))
	require.Len(t, entries, 15)
	for _, e := range entries {
		require.Equal(t, "normal", e.Spread["family"], e.ID)
		require.Positive(t, e.Value)
	}
	o = invokeWith(t, discharges()+"1,5,6,1,99\n", nil, "simulate", "--teds", "-")
	require.Equal(t, exitUnusable, o.status, "a row is bad")
	require.Contains(t, o.stderr, "standard input:2002: LOS")
	require.Contains(t, o.stdout, "1 could not be read", "and the others are fitted")
	o = invoke(t, "simulate", "--teds", file, "--where", "REASON=1")
	require.Contains(t, o.stderr, "0 discharges with the reason transferred; want at least 20")
	require.Contains(t, invoke(t, "simulate", "--teds", file, "--where", "x").stderr, "is not a condition")
}

func TestSimulateValidate(t *testing.T) {
	dir := t.TempDir()
	o := invoke(t, "simulate", "--validate", "--people", "10000", "--out", dir)
	require.Equal(t, exitMet, o.status, o.stderr)
	for _, want := range []string{"Calibration set, what the parameters were taken from: ", "Validation set, never fitted to: ", "  pass ", "  fail ", "H02", "published", "the model gives"} {
		require.Contains(t, o.stdout, want)
	}
	page, err := os.ReadFile(filepath.Join(dir, "validation.md"))
	require.NoError(t, err)
	require.Contains(t, string(page), "# Validation of the simulation")
	var report struct {
		Checks []struct{ ID, Verdict string }
	}
	data, err := os.ReadFile(filepath.Join(dir, "validation.json"))
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(data, &report))
	failed := 0
	for _, c := range report.Checks {
		if c.Verdict == "fail" {
			failed++
			require.Contains(t, o.stdout, c.ID)
		}
	}
	require.Equal(t, failed, strings.Count(o.stdout, "  fail  "))
}
