package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "rewrite the golden files and the pages in docs/rules")

const realPrograms = "../../schedule/testdata/programs/programs.json"

// outcome is what one run of the command did.
type outcome struct {
	status         int
	stdout, stderr string
}

// invoke runs the command as in a pipe: no terminal, an empty environment.
func invoke(t *testing.T, args ...string) outcome {
	t.Helper()
	return invokeWith(t, "", nil, args...)
}

func invokeWith(t *testing.T, stdin string, env map[string]string, args ...string) outcome {
	t.Helper()
	var out, errs bytes.Buffer
	status := run(args, strings.NewReader(stdin), &out, &errs, func(k string) string { return env[k] })
	return outcome{status, out.String(), errs.String()}
}

// lines gives the lines of standard error.
func (o outcome) lines() []string {
	if o.stderr == "" {
		return nil
	}
	return strings.Split(strings.TrimSuffix(o.stderr, "\n"), "\n")
}

// write puts text into a file of the test's own and gives its path.
func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	return path
}

// golden compares with a file of testdata, or writes it.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", filepath.FromSlash(name))
	if *update {
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, string(want), got)
}

// weekOf3 is a program of three evenings of three hours with a break of 15
// minutes in each: 9 hours gross, 8.25 countable, 2.75 on each day.
const weekOf3 = `{"id": "three-evenings", "calledItself": "iop", "population": "adult", "weeks": 1, "claimedHoursPerWeek": 9,
 "blocks": [{"title": "Evening group", "activity": "group-therapy", "days": ["Mon", "Wed", "Fri"], "start": "18:00", "end": "21:00", "breakMinutes": 15}]}`

const nineHours = `{"id": "nine-hours", "calledItself": "iop", "population": "adult", "weeks": 4,
 "blocks": [{"activity": "group-therapy", "days": ["Mon", "Wed", "Fri"], "minutes": 180}]}`

func TestExitStatus(t *testing.T) {
	short := write(t, "short.json", weekOf3)
	good := write(t, "good.json", nineHours)
	mixed := write(t, "mixed.json", "["+nineHours+",\n"+`{"id": "broken", "wekks": 3},`+"\n"+weekOf3+"]")
	tests := map[string]struct {
		args   []string
		status int
		stderr string // of the one line there must be, "" for none
	}{
		"the sample":                     {[]string{"check"}, 0, ""},
		"a must that is not met":         {[]string{"check", short, "--standard", "va-license-2.1"}, 1, ""},
		"a must, never":                  {[]string{"check", short, "--standard", "va-license-2.1", "--fail-on", "never"}, 0, ""},
		"only warnings":                  {[]string{"check", short}, 0, ""},
		"warnings that count":            {[]string{"check", short, "--fail-on", "warning"}, 1, ""},
		"nothing unmet":                  {[]string{"check", good, "--fail-on", "warning"}, 0, ""},
		"several files":                  {[]string{"check", good, short, "--standard", "va-license-2.1"}, 1, ""},
		"no such file":                   {[]string{"check", "no-such.json"}, 2, "no-such.json: no such file"},
		"2 beats 1":                      {[]string{"check", mixed, "--standard", "va-license-2.1"}, 2, `mixed.json:3: program "broken": [1].wekks: is not a field`},
		"a directory":                    {[]string{"check", t.TempDir()}, 2, "is a directory"},
		"unknown flag":                   {[]string{"check", "--strat"}, 2, "unknown flag: --strat"},
		"unknown command":                {[]string{"chek"}, 2, "did you mean check?"},
		"unknown format":                 {[]string{"check", "--format", "xml"}, 2, "want one of text, json, sarif, junit"},
		"unknown severity":               {[]string{"check", "--fail-on", "note"}, 2, "want one of error, warning, never"},
		"unknown population":             {[]string{"check", "--population", "child"}, 2, "want one of adult, adolescent"},
		"unknown preset":                 {[]string{"check", "--counting", "generous"}, 2, "default"},
		"unknown standard":               {[]string{"check", "--standard", "va-licence-2.1"}, 2, "near it are va-license-2.1"},
		"unknown standard, nothing near": {[]string{"check", "--standard", "zzz"}, 2, "iop standards --all"},
		"one unknown standard":           {[]string{"check", good, "--standard", "nope-1,va-license-2.1"}, 2, `"nope-1"`},
		"no standard named":              {[]string{"check", "--standard", ""}, 2, "names no standard"},
		"a flag that there is not":       {[]string{"check", "--until", "2026-01-05"}, 2, "unknown flag: --until"},
		"unknown rule":                   {[]string{"explain", "weekly-hours"}, 2, "schedule/weekly-hours-m"},
		"too many rules":                 {[]string{"explain", "label", "clock"}, 2, "accepts at most 1"},
		"standard shown":                 {[]string{"standards", "va-license-2.1"}, 0, ""},
		"unknown standard shown":         {[]string{"standards", "va-licence-2.1"}, 2, "near it are va-license-2.1"},
		"unknown level":                  {[]string{"standards", "--level", "9"}, 2, "is not a level of care"},
		"help":                           {[]string{"check", "--help"}, 0, ""},
		"help about a command":           {[]string{"help", "check"}, 0, ""},
		"help about no command":          {[]string{"help", "chek"}, 2, "did you mean check?"},
		"no command":                     {nil, 0, ""},
		"missing standards file":         {[]string{"check", good, "--standards", "no-such.json", "--standard", "va-license-2.1"}, 2, "no-such.json: no such file"},
		"directory without standards":    {[]string{"check", good, "--standards", t.TempDir(), "--standard", "va-license-2.1"}, 2, "holds no .json files"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			o := invoke(t, test.args...)
			require.Equal(t, test.status, o.status, o.stderr)
			if test.stderr == "" {
				require.Empty(t, o.stderr)
				return
			}
			require.Len(t, o.lines(), 1)
			require.Contains(t, o.stderr, test.stderr)
		})
	}
}

func TestUnusableInput(t *testing.T) {
	tests := map[string]struct{ name, text, stderr string }{
		"a calendar of nothing":   {"groups.ics", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "groups.ics: holds no entry with a date from 1900 to 2199; want VEVENTs"},
		"a calendar by content":   {"groups.txt", "begin:vcalendar\nend:vcalendar\n", "groups.txt: holds no entry with a date"},
		"a roster without rows":   {"clients.CSV", "client_id,date", "clients.CSV: no rows"},
		"a roster without header": {"clients.csv", "c-1,2026-11-02", "clients.csv:1: is not a header"},
		"an empty roster":         {"clients.csv", "", "clients.csv: empty; want a header line"},
		"a roster in JSON":        {"roster.json", `{"roster": []}`, "roster.json: no rows"},
		"more than a roster":      {"roster.json", `{"note": [1, {"a": 2}], "roster": []}`, "roster.json:1: note: is not a field of this format; want roster alone"},
		"a FHIR bundle":           {"bundle.json", ` {"id": "x", "resourceType": "Bundle"}`, "bundle.json:1: Bundle.type is missing"},
		"an empty bundle":         {"bundle.json", `{"resourceType": "Bundle", "type": "collection"}`, "bundle.json: holds no session and no program"},
		"no JSON":                 {"program.yaml", "id: x", "program.yaml:1"},
		"an empty file":           {"empty.json", " \n", "empty.json: empty"},
		"an empty list":           {"none.json", "[]", "none.json: no programs"},
		"a number":                {"number.json", "7", "number.json:1"},
		"a text":                  {"text.json", `["x"]`, "text.json:1"},
		"a control character":     {"esc.json", `{"id": "x", "\u001b[31mred\n": 1}`, "esc.json:1"},
		"deep nesting":            {"deep.json", strings.Repeat("[", 10_000), "deeper than the limit"},
		"a deep value to look at": {"deep2.json", `{"a": ` + strings.Repeat("[", 30_000), "deeper than the limit"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			o := invoke(t, "check", write(t, test.name, test.text), "--format", "json")
			require.Equal(t, exitUnusable, o.status)
			require.Len(t, o.lines(), 1, o.stderr)
			require.Contains(t, o.stderr, test.stderr)
			require.NotContains(t, o.stderr, "\x1b")
			require.JSONEq(t, `{"results": [], "summary": {"met": 0, "notMet": 0, "undetermined": 0, "notApplicable": 0, "notInForce": 0}}`, o.stdout)
		})
	}
}

// endless never ends.
type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}

func TestEndlessInput(t *testing.T) {
	var out, errs bytes.Buffer
	require.Equal(t, exitUnusable, run([]string{"check", "-"}, endless{}, &out, &errs, func(string) string { return "" }))
	require.Contains(t, errs.String(), "standard input: larger than the limit")
	require.Empty(t, out.String())
}

func TestBrokenProgramAmongGoodOnes(t *testing.T) {
	path := write(t, "mixed.json", "["+nineHours+",\n"+
		`{"id": "broken", "blocks": [{"days": ["Mon"], "start": "25:00"}], "population": "child"},`+"\n"+weekOf3+"]")
	o := invoke(t, "check", path, "no-such.json", "--format", "json")
	require.Equal(t, exitUnusable, o.status)
	require.Equal(t, []string{"nine-hours", "three-evenings"}, ids(t, o.stdout))
	require.Len(t, o.lines(), 3)
	for i, want := range []string{"blocks[0].start", "population", "no-such.json"} {
		require.Contains(t, o.lines()[i], want)
	}
}

func ids(t *testing.T, stdout string) (out []string) {
	t.Helper()
	var report struct{ Results []struct{ ID string } }
	require.NoError(t, json.Unmarshal([]byte(stdout), &report))
	for _, r := range report.Results {
		out = append(out, r.ID)
	}
	return out
}

func TestSeveralInputs(t *testing.T) {
	a, b := write(t, "a.json", weekOf3), write(t, "b.json", "["+nineHours+"]")
	o := invokeWith(t, strings.ReplaceAll(nineHours, "nine-hours", "from-stdin"), nil, "check", b, "-", a, "--format", "json")
	require.Equal(t, exitMet, o.status, o.stderr)
	require.Equal(t, []string{"nine-hours", "from-stdin", "three-evenings"}, ids(t, o.stdout))
}

func TestProblemsOnStandardInputSayWhere(t *testing.T) {
	o := invokeWith(t, "{\n\"id\": 7}", nil, "check", "-")
	require.Equal(t, exitUnusable, o.status)
	require.Contains(t, o.stderr, "standard input:2: id: is a number; want a text")
}

// full is a disk without room.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left") }

func TestOutputThatCannotBeWritten(t *testing.T) {
	var errs bytes.Buffer
	status := run([]string{"check"}, strings.NewReader(""), full{}, &errs, func(string) string { return "" })
	require.Equal(t, exitUnusable, status)
	require.Equal(t, "standard output: no space left\n", errs.String())
}

func TestVersion(t *testing.T) {
	o := invoke(t, "--version")
	require.Equal(t, exitMet, o.status)
	require.Regexp(t, `^iop version \S+\n$`, o.stdout)
}

func TestTerminalWidthOfAPipe(t *testing.T) {
	_, ok := terminalWidth(io.Discard)
	require.False(t, ok)
	f, err := os.Open(os.DevNull)
	require.NoError(t, err)
	defer f.Close()
	_, ok = terminalWidth(f)
	require.False(t, ok)
}
