//go:build !race

package ical

import (
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// Nothing hangs, nothing fills memory: each input is read and expanded within
// five seconds, which is ten times and more what it takes on an idle machine,
// and within memory that is a small multiple of a file of the largest size. The
// race detector makes it some ten times slower and has nothing to find in it.
func TestHostileInputs(t *testing.T) {
	for _, c := range hostile {
		t.Run(c.name, func(t *testing.T) {
			text := c.make()
			require.LessOrEqual(t, len(text), DefaultBytes)
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			begin := time.Now()
			f, err := Read(strings.NewReader(text), "hostile.ics", Options{Zones: time.LoadLocation})
			require.NoError(t, err)
			_, more := f.Instances(Window{date(2026, 10, 1), date(2030, 10, 1)})
			took := time.Since(begin)
			runtime.ReadMemStats(&after)
			allocated := after.TotalAlloc - before.TotalAlloc
			t.Logf("%.1f MB: %v, %d MB allocated, %d problems", float64(len(text))/1e6, took.Round(time.Millisecond), allocated>>20, len(f.Problems)+len(more))
			require.Less(t, took, 5*time.Second)
			require.Less(t, allocated, uint64(300<<20))
			if c.want != "" {
				kinds := problemKinds(append(more, f.Problems...))
				require.Contains(t, kinds, c.want)
			}
		})
	}
}
