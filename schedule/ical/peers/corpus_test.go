package peers

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/openiop/openiop/schedule/ical"
)

// measured is what reading one file gave.
type measured struct {
	File      string              `json:"file"`
	Error     string              `json:"error,omitempty"`
	Panic     string              `json:"panic,omitempty"`
	Read      int                 `json:"read"`
	Skipped   int                 `json:"skipped"`
	Events    [][2]string         `json:"events"` // UID and start of each
	Instances [][2]string         `json:"instances"`
	Problems  map[string]int      `json:"problems"`
	Lines     map[string][]string `json:"lines"`
	Micros    int64               `json:"micros"`
	Allocated uint64              `json:"allocated"` // bytes, all that was allocated while reading
	zoned     int                 // events that name a zone
	unknown   int                 // those whose zone nothing explains
}

// TestFolderOfCalendars reads every file of the folder that OPENIOP_CALENDARS
// names and says what became of them. With OPENIOP_CALENDARS_OUT it writes one
// line of JSON a file. Windows for the expansion come from
// OPENIOP_CALENDARS_WINDOWS, a JSON object from file name to
// {"window": [from, to]}; without it each file is expanded for four years from
// its first event.
func TestFolderOfCalendars(t *testing.T) {
	folder := os.Getenv("OPENIOP_CALENDARS")
	if folder == "" {
		t.Skip("OPENIOP_CALENDARS names no folder")
	}
	windows := map[string]struct {
		Window   []string `json:"window"`
		ZoneOnly bool     `json:"zoneonly"`
	}{}
	if name := os.Getenv("OPENIOP_CALENDARS_WINDOWS"); name != "" {
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		require.NoError(t, json.Unmarshal(text, &windows))
	}
	var all []measured
	zones := cache(time.LoadLocation)
	require.NoError(t, filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		var window ical.Window
		if w := windows[d.Name()].Window; len(w) == 2 {
			window.From, _ = time.Parse("20060102T150405Z", w[0])
			window.To, _ = time.Parse("20060102T150405Z", w[1])
		}
		all = append(all, measure(d.Name(), string(text), window, zones))
		return nil
	}))
	report(t, all)
	if name := os.Getenv("OPENIOP_CALENDARS_OUT"); name != "" {
		out, err := os.Create(name)
		require.NoError(t, err)
		encoder := json.NewEncoder(out)
		for i := range all {
			require.NoError(t, encoder.Encode(&all[i]))
		}
		require.NoError(t, out.Close())
	}
	for i := range all {
		require.Empty(t, all[i].Panic, all[i].File)
	}
}

func form(at time.Time, allDay, floating bool) string {
	switch {
	case allDay:
		return "D" + at.Format("20060102")
	case floating:
		return "F" + at.Format("20060102T150405")
	}
	return "U" + at.UTC().Format("20060102T150405")
}

func measure(name, text string, window ical.Window, zones func(string) (*time.Location, error)) (m measured) {
	m = measured{File: name, Problems: map[string]int{}, Lines: map[string][]string{}}
	defer func() {
		if p := recover(); p != nil {
			m.Panic = fmt.Sprint(p)
		}
	}()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	begin := time.Now()
	f, err := ical.Read(strings.NewReader(text), name, ical.Options{Zones: zones})
	if err != nil {
		m.Error, m.Micros = err.Error(), time.Since(begin).Microseconds()
		return m
	}
	if window.From.IsZero() && len(f.Events) > 0 {
		first := slices.MinFunc(f.Events, func(a, b ical.Entry) int { return a.Start.Compare(b.Start) })
		window = ical.Window{From: first.Start.AddDate(0, 0, -1), To: first.Start.AddDate(4, 0, -1)}
	}
	var instances []ical.Instance
	var problems []ical.Problem
	if !window.From.IsZero() {
		instances, problems = f.Instances(window)
	}
	m.Micros = time.Since(begin).Microseconds()
	runtime.ReadMemStats(&after)
	m.Allocated = after.TotalAlloc - before.TotalAlloc
	m.Read, m.Skipped = f.Read, f.Skipped
	for i := range f.Events {
		e := &f.Events[i]
		m.Events = append(m.Events, [2]string{e.UID, form(e.Start, e.AllDay, e.Floating)})
		if e.Zone != "" {
			m.zoned++
		}
	}
	for i := range instances {
		x := &instances[i]
		m.Instances = append(m.Instances, [2]string{x.UID, form(x.Start, x.AllDay, x.Floating) + " " + x.Status.String()})
	}
	for _, p := range slices.Concat(f.Problems, problems) {
		m.Problems[string(p.Kind)]++
		m.Lines[string(p.Kind)] = append(m.Lines[string(p.Kind)], p.Error())
		if p.Kind == ical.UnknownZone && p.Skipped {
			m.zoned++
			m.unknown++
		}
	}
	return m
}

func report(t *testing.T, all []measured) {
	var refused, panics, events, skipped, zoned, unknown int
	kinds := map[string]int{}
	for i := range all {
		m := &all[i]
		if m.Error != "" {
			refused++
		}
		if m.Panic != "" {
			panics++
		}
		events, skipped, zoned, unknown = events+m.Read, skipped+m.Skipped, zoned+m.zoned, unknown+m.unknown
		for k := range m.Problems {
			kinds[k]++
		}
	}
	slowest := slices.MaxFunc(all, func(a, b measured) int { return cmp.Compare(a.Micros, b.Micros) })
	largest := slices.MaxFunc(all, func(a, b measured) int { return cmp.Compare(a.Allocated, b.Allocated) })
	t.Logf("%d files: %d read, %d refused, %d panics", len(all), len(all)-refused-panics, refused, panics)
	t.Logf("%d events, %d of them skipped; %d name a zone, %d of these zones are unknown", events, skipped, zoned, unknown)
	t.Logf("slowest %s: %d us; most memory %s: %d bytes", slowest.File, slowest.Micros, largest.File, largest.Allocated)
	for _, k := range slices.Sorted(maps.Keys(kinds)) {
		t.Logf("%-18s in %d files", k, kinds[k])
	}
}
