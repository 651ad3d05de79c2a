package main

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io/fs"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// command is the path of iop, built for the tests.
var command string

func TestMain(m *testing.M) {
	folder, err := os.MkdirTemp("", "vendor")
	if err == nil {
		command = filepath.Join(folder, "iop")
		var out []byte
		if out, err = exec.Command("go", "build", "-o", command, "../../cmd/iop").CombinedOutput(); err != nil {
			err = fmt.Errorf("%w: %s", err, out)
		}
	}
	if err != nil {
		log.Fatal(err)
	}
	status := m.Run()
	_ = os.RemoveAll(folder) // nothing but the command
	os.Exit(status)
}

// judged runs judge.sh on a folder.
func judged(t *testing.T, folder string) (log, reports string, status int) {
	t.Helper()
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("there is no bash")
	}
	reports = filepath.Join(t.TempDir(), "reports")
	run := exec.Command("bash", "judge.sh", folder, reports)
	run.Env = append(os.Environ(), "IOP="+command, "PLANNED_FROM=2026-11-02", "HELD_FROM=2026-11-02", "HELD_WEEKS=3")
	out, err := run.CombinedOutput()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		return string(out), reports, exit.ExitCode()
	}
	require.NoError(t, err)
	return string(out), reports, 0
}

// copied gives a copy of the schedules, one file of which is altered.
func copied(t *testing.T, file string, alter func(string) string) string {
	t.Helper()
	folder := t.TempDir()
	require.NoError(t, os.CopyFS(folder, os.DirFS("schedules")))
	path := filepath.Join(folder, file)
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	altered := alter(string(text))
	require.NotEqual(t, string(text), altered)
	require.NoError(t, os.WriteFile(path, []byte(altered), 0o600))
	return folder
}

// sarifLocations gives the line and the level of each result of a report.
func sarifLocations(t *testing.T, file string) (lines []int, levels []string) {
	t.Helper()
	var report struct {
		Version string
		Runs    []struct {
			Results []struct {
				Level     string
				Locations []struct {
					PhysicalLocation struct {
						ArtifactLocation struct{ URI string }
						Region           struct{ StartLine int }
					}
				}
			}
		}
	}
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(text, &report))
	require.Equal(t, "2.1.0", report.Version)
	require.Len(t, report.Runs, 1)
	for _, r := range report.Runs[0].Results {
		require.Contains(t, r.Locations[0].PhysicalLocation.ArtifactLocation.URI, "calendars/evening.ics")
		lines = append(lines, r.Locations[0].PhysicalLocation.Region.StartLine)
		levels = append(levels, r.Level)
	}
	return lines, levels
}

func failures(t *testing.T, file string) (n int) {
	t.Helper()
	var suites struct {
		Suites []struct {
			Failures int `xml:"failures,attr"`
		} `xml:"testsuite"`
	}
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	require.NoError(t, xml.Unmarshal(text, &suites))
	require.NotEmpty(t, suites.Suites)
	for _, s := range suites.Suites {
		n += s.Failures
	}
	return n
}

// The sample is met throughout, and the page shows what the script prints.
func TestSampleIsMet(t *testing.T) {
	log, reports, status := judged(t, "schedules")
	require.Equal(t, 0, status, log)
	for _, kind := range []string{"designs", "calendars", "rosters"} {
		require.Equal(t, 0, failures(t, filepath.Join(reports, kind+".xml")))
		for _, form := range []string{".txt", ".sarif"} {
			require.FileExists(t, filepath.Join(reports, kind+form))
		}
		require.NoFileExists(t, filepath.Join(reports, kind+".err"))
	}
	page, err := os.ReadFile("README.md")
	require.NoError(t, err)
	_, shown, found := strings.Cut(string(page), "reports\n== designs")
	require.True(t, found)
	shown, _, _ = strings.Cut("== designs"+shown, "```")
	pattern := "^" + strings.ReplaceAll(regexp.QuoteMeta(shown), `\.\.\.`+"\n", `(.*\n)*`) + "$"
	require.Regexp(t, pattern, log)
}

// Without its Thursday group the program is short of hours, and the reports
// say so at a line of the calendar.
func TestMissingGroupFailsTheJob(t *testing.T) {
	folder := copied(t, "calendars/evening.ics", func(text string) string {
		return regexp.MustCompile(`(?s)BEGIN:VEVENT\r\nUID:thursday.*?END:VEVENT\r\n`).ReplaceAllString(text, "")
	})
	log, reports, status := judged(t, folder)
	require.Equal(t, 1, status, log)
	require.Contains(t, log, "Countable time a week: 7.33 h; at least 9 h required")
	require.Positive(t, failures(t, filepath.Join(reports, "calendars.xml")))
	require.Equal(t, 0, failures(t, filepath.Join(reports, "rosters.xml")))
	lines, levels := sarifLocations(t, filepath.Join(reports, "calendars.sarif"))
	require.Contains(t, levels, "error")
	require.Contains(t, lines, 21, "the first entry of the week")
}

// An entry in a zone that nobody knows is reported with its line; the rest is
// judged.
func TestUnknownZoneIsUnusable(t *testing.T) {
	folder := copied(t, "calendars/evening.ics", func(text string) string {
		return strings.Replace(text, "DTSTART;TZID=Eastern Standard Time:20261105", "DTSTART;TZID=Office Time:20261105", 1)
	})
	log, reports, status := judged(t, folder)
	require.Equal(t, 2, status, log)
	require.Regexp(t, `evening\.ics:4\d: .*"Office Time"`, log)
	require.FileExists(t, filepath.Join(reports, "calendars.err"))
	require.Contains(t, log, "== rosters: status 0")
}

func TestUnusableFolder(t *testing.T) {
	log, _, status := judged(t, t.TempDir())
	require.Equal(t, 2, status)
	require.Contains(t, log, "has no designs")
	folder := copied(t, "rosters/evening.csv", func(text string) string { return strings.Replace(text, "2026-11-04", "Wednesday", 1) })
	log, _, status = judged(t, folder)
	require.Equal(t, 2, status)
	require.Contains(t, log, "== calendars: status 0")
}

// Reports repeat no text of a calendar.
func TestReportsRepeatNoTitles(t *testing.T) {
	folder := copied(t, "calendars/evening.ics", func(text string) string {
		return strings.ReplaceAll(text, "SUMMARY:Skills group", "SUMMARY:Skills group with Morgan Q.")
	})
	_, reports, _ := judged(t, folder)
	require.NoError(t, filepath.WalkDir(reports, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		require.NotContains(t, string(text), "Morgan")
		return err
	}))
}
