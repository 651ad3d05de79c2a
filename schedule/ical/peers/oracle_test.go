package peers

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // the zones, for machines that have none

	"github.com/stretchr/testify/require"

	"github.com/openiop/openiop/schedule/ical"
)

// missing skips a test whose other reader is not there, or fails it where the
// readers are required (.ci/run calendars).
func missing(t *testing.T, what string) {
	t.Helper()
	message := what + " is not installed; apt-get install gcc libc6-dev pkg-config libical-dev python3-icalendar"
	if os.Getenv("OPENIOP_ORACLES") == "required" {
		t.Fatal(message)
	}
	t.Skip(message)
}

// compiled gives the path of a program of oracle, compiled.
func compiled(t *testing.T, name string) string {
	t.Helper()
	flags, err := exec.Command("pkg-config", "--cflags", "--libs", "libical").Output()
	if err != nil {
		missing(t, "libical")
	}
	program := filepath.Join(t.TempDir(), name)
	out, err := exec.Command("cc", append([]string{"-o", program, filepath.Join("oracle", name+".c")}, strings.Fields(string(flags))...)...).CombinedOutput()
	require.NoError(t, err, "%s", out)
	return program
}

// python gives the interpreter that Debian's package is for.
func python(t *testing.T) string {
	t.Helper()
	const debian = "/usr/bin/python3"
	if exec.Command(debian, "-c", "import icalendar").Run() != nil {
		missing(t, "python3-icalendar")
	}
	return debian
}

// written is what the programs of oracle print for an event.
func written(e ical.Event) string {
	form := func(t time.Time) string {
		switch {
		case e.AllDay:
			return t.Format("20060102")
		case e.Floating:
			return t.Format("20060102T150405")
		}
		return t.UTC().Format("20060102T150405Z")
	}
	return strings.Join([]string{e.UID, form(e.Start), form(e.End), strings.ToUpper(e.Status.String())}, "\t")
}

// sessionsOf makes events of all kinds in many zones, the hours of both clock
// changes among them.
func eventsOf(t *testing.T, seed uint64) (events []ical.Event) {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 3))
	zones := []*time.Location{time.UTC}
	for _, name := range []string{"America/New_York", "America/Chicago", "America/Phoenix", "Europe/London", "Asia/Kolkata", "Australia/Lord_Howe"} {
		zone, err := time.LoadLocation(name)
		require.NoError(t, err)
		zones = append(zones, zone)
	}
	for i := range 60 {
		zone := zones[r.IntN(len(zones))]
		start := time.Date(2026, time.Month(1+r.IntN(24)), 1+r.IntN(28), r.IntN(24), 5*r.IntN(12), 0, 0, zone)
		switch i {
		case 0, 1, 2, 3: // around the end of daylight saving time in New York
			start = time.Date(2026, 11, 1, 4+i, 30, 0, 0, time.UTC).In(zones[1])
		case 4, 5, 6: // and around its begin in London
			start = time.Date(2027, 3, 28, i-4, 30, 0, 0, time.UTC).In(zones[4])
		}
		e := ical.Event{
			UID: ical.UID(fmt.Sprint(seed, "/", i)), Stamp: time.Date(2026, 10, 1, 12, 0, 0, 0, time.UTC), Sequence: r.IntN(3),
			Start: start, End: start.Add(time.Duration(15*(1+r.IntN(12))) * time.Minute), Status: ical.Status(r.IntN(3)),
			Telling: "Grupo de habilidades, con café; “niños” 教育 \\ 🙂 " + strings.Repeat("ü", r.IntN(60)), Categories: []string{"group-therapy"},
		}
		switch r.IntN(8) {
		case 0:
			e.Floating = true
			e.Start = time.Date(start.Year(), start.Month(), start.Day(), start.Hour(), start.Minute(), 0, 0, time.UTC)
			e.End = e.Start.Add(time.Hour)
		case 1:
			e.AllDay = true
			e.Start = time.Date(start.Year(), start.Month(), start.Day(), 0, 0, 0, 0, time.UTC)
			e.End = e.Start.AddDate(0, 0, 1+r.IntN(3))
		}
		events = append(events, e)
	}
	return events
}

// What ical.Write wrote means to libical and to Debian's python3-icalendar
// what it means to us.
func TestOraclesReadWhatWeWrite(t *testing.T) {
	for name, reader := range map[string]func(*testing.T) []string{
		"libical":           func(t *testing.T) []string { return []string{compiled(t, "read")} },
		"python3-icalendar": func(t *testing.T) []string { return []string{python(t), filepath.Join("oracle", "read.py")} },
	} {
		t.Run(name, func(t *testing.T) {
			command := reader(t)
			for seed := range uint64(10) {
				events := eventsOf(t, seed)
				var text bytes.Buffer
				require.NoError(t, ical.Write(&text, events, ical.WriteOptions{DiscloseTreatment: seed%2 == 0}))
				file := filepath.Join(t.TempDir(), "calendar.ics")
				require.NoError(t, os.WriteFile(file, text.Bytes(), 0o600))
				run := exec.Command(command[0], append(slices.Clone(command[1:]), file)...)
				var complaints bytes.Buffer
				run.Stderr = &complaints
				out, err := run.Output()
				require.NoError(t, err, "%s", complaints.Bytes())
				var want []string
				for _, e := range events {
					want = append(want, written(e))
				}
				require.ElementsMatch(t, want, strings.Split(strings.TrimSpace(string(out)), "\n"))
			}
		})
	}
}

// The expectations of schedule/ical/testdata/rules.txt that rest on libical are
// what the libical here says.
func TestOraclesAgreeWithTheExpectedRules(t *testing.T) {
	program := compiled(t, "rules")
	text, err := os.ReadFile(filepath.Join("..", "testdata", "rules.txt"))
	require.NoError(t, err)
	var rules, expected []string
	for paragraph := range strings.SplitSeq(string(text), "\n\n") {
		fields := map[string]string{}
		for l := range strings.SplitSeq(paragraph, "\n") {
			name, value, _ := strings.Cut(l, ":")
			fields[name] = strings.TrimSpace(value)
		}
		if !strings.HasPrefix(fields["FROM"], "libical") {
			continue
		}
		instances := strings.Split(fields["INSTANCES"], ",")
		wanted := len(instances)
		if strings.Contains(fields["RRULE"], "COUNT=") || strings.Contains(fields["RRULE"], "UNTIL=") {
			wanted++ // and none after them
		}
		rules = append(rules, fmt.Sprintf("%s\t%s\t%d", fields["RRULE"], fields["DTSTART"], wanted))
		expected = append(expected, fields["INSTANCES"])
	}
	require.Greater(t, len(rules), 90)
	run := exec.Command(program)
	run.Stdin = strings.NewReader(strings.Join(rules, "\n") + "\n")
	out, err := run.Output()
	require.NoError(t, err)
	for i, got := range strings.Split(strings.TrimSpace(string(out)), "\n") {
		require.Equal(t, expected[i], got, rules[i])
	}
}
