package ical

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// described writes what a file is read as, in the form of
// testdata/features/*.txt: how many events there are, each problem by its line
// and kind, each instance with its start, end, status and UID, and what is
// special about it.
func described(f *File, w Window) string {
	var b strings.Builder
	fmt.Fprintf(&b, "read %d skipped %d\n", f.Read, f.Skipped)
	instances, problems := f.Instances(w)
	for _, p := range slices.Concat(f.Problems, problems) {
		fmt.Fprintf(&b, "problem %d %s\n", p.Line, p.Kind)
	}
	for i := range instances {
		x := &instances[i]
		fmt.Fprintf(&b, "%s %s %s %s", x.Start.Format(time.RFC3339), x.End.Format(time.RFC3339), x.Status, x.UID)
		for _, mark := range []struct {
			is   bool
			word string
		}{
			{x.AllDay, "all-day"}, {x.Floating && !x.AllDay, "floating"}, {x.EndSource == EndDefault, "default"}, {x.EndSource == EndUnusable, "unusable"},
		} {
			if mark.is {
				b.WriteString(" " + mark.word)
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

// Each file of testdata/features shows one thing that calendars from elsewhere
// do. The files are this project's own; what each means follows from RFC 5545
// and was compared with libical, python3-icalendar and recurring_ical_events
// where they read the feature at all.
func TestFeatures(t *testing.T) {
	files, err := filepath.Glob("testdata/features/*.ics")
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(files), 25)
	window := Window{From: time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC), To: time.Date(2027, 6, 1, 0, 0, 0, 0, time.UTC)}
	o := Options{Zones: time.LoadLocation, Floating: zoneNamed(t, "America/Chicago")}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".ics"), func(t *testing.T) {
			text, err := os.Open(file)
			require.NoError(t, err)
			defer text.Close()
			f, err := Read(text, filepath.Base(file), o)
			require.NoError(t, err)
			want, err := os.ReadFile(strings.TrimSuffix(file, ".ics") + ".txt")
			require.NoError(t, err)
			require.Equal(t, string(want), described(f, window))
		})
	}
}
