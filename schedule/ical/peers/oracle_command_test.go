package peers

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/openiop/openiop/schedule/ical"
)

// root is the folder of the module above this one.
const root = "../../.."

// What the command writes, a program on dates with a closed day and the
// contacts of an aftercare plan, is the same to us, to libical and to Debian's
// python3-icalendar.
func TestOraclesReadWhatTheCommandWrites(t *testing.T) {
	readers := [][]string{{compiled(t, "read")}, {python(t), filepath.Join("oracle", "read.py")}}
	command := filepath.Join(t.TempDir(), "iop")
	build := exec.Command("go", "build", "-o", command, "./cmd/iop")
	build.Dir = root
	out, err := build.CombinedOutput()
	require.NoError(t, err, "%s", out)
	stamp := []string{"--format", "ics", "--stamp", "2026-10-01T12:00:00Z"}
	for name, args := range map[string][]string{
		"a program on dates": append([]string{"calendar", "examples/vendor/schedules/designs/evening.json", "--start", "2026-11-02", "--closed", "2026-11-26"}, stamp...),
		"a telling program":  append([]string{"calendar", "examples/vendor/schedules/designs/evening.json", "--start", "2027-03-01", "--disclose-treatment"}, stamp...),
		"aftercare contacts": append([]string{"aftercare", "cmd/iop/testdata/aftercare.json"}, stamp...),
	} {
		t.Run(name, func(t *testing.T) {
			run := exec.Command(command, args...)
			run.Dir = root
			text, err := run.Output()
			require.NoError(t, err)
			f, err := ical.Read(bytes.NewReader(text), "written.ics", options)
			require.NoError(t, err)
			require.Empty(t, f.Problems)
			require.Greater(t, len(f.Events), 5)
			var want []string
			for i := range f.Events {
				want = append(want, entryLine(&f.Events[i]))
			}
			file := filepath.Join(t.TempDir(), "written.ics")
			require.NoError(t, os.WriteFile(file, text, 0o600))
			for _, reader := range readers {
				out, err := exec.Command(reader[0], append(reader[1:len(reader):len(reader)], file)...).Output()
				require.NoError(t, err)
				require.ElementsMatch(t, want, withoutEnds(f, string(out)), reader)
			}
		})
	}
}

// entryLine is what the programs of oracle print for an entry; - stands for an
// end that is not stated.
func entryLine(e *ical.Entry) string {
	form := func(t time.Time) string {
		if e.AllDay {
			return t.Format("20060102")
		}
		return t.UTC().Format("20060102T150405Z")
	}
	end := "-"
	if e.EndSource == ical.EndStated {
		end = form(e.End)
	}
	return strings.Join([]string{e.UID, form(e.Start), end, strings.ToUpper(e.Status.String())}, "\t")
}

// withoutEnds puts - for the ends that a reader adds where none is stated.
func withoutEnds(f *ical.File, printed string) (lines []string) {
	stated := map[string]bool{}
	for i := range f.Events {
		stated[f.Events[i].UID] = f.Events[i].EndSource == ical.EndStated
	}
	for l := range strings.SplitSeq(strings.TrimSpace(printed), "\n") {
		fields := strings.Split(l, "\t")
		if !stated[fields[0]] {
			fields[2] = "-"
		}
		lines = append(lines, strings.Join(fields, "\t"))
	}
	return lines
}
