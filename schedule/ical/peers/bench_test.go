package peers

import (
	"fmt"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// BenchmarkThroughput reads and expands the same calendars with each reader.
// Compare within one run.
//
//	go test -run xxx -bench Throughput -benchmem
func BenchmarkThroughput(b *testing.B) {
	for _, c := range []struct {
		name     string
		text     []byte
		sessions int
	}{
		{"weekly", weekly(), 47},
		{"many", many(2000), 2000 * sessionsEach},
	} {
		for _, reader := range []struct {
			name string
			read func() ([]session, error)
		}{
			{"theirs", func() ([]session, error) { return theirs(c.text, nil) }},
			{"theirs-cached", func() ([]session, error) { return theirs(c.text, cache(time.LoadLocation)) }},
			{"ours", func() ([]session, error) { return ours(c.text, options) }},
		} {
			b.Run(c.name+"/"+reader.name, func(b *testing.B) {
				b.ReportAllocs()
				b.SetBytes(int64(len(c.text)))
				for b.Loop() {
					got, err := reader.read()
					require.NoError(b, err)
					require.Len(b, got, c.sessions)
				}
			})
		}
	}
}

// BenchmarkGrowth shows that time grows with the events and with nothing else.
func BenchmarkGrowth(b *testing.B) {
	for _, calendars := range []int{10, 100, 500, 1000, 2000} {
		text := many(calendars)
		b.Run(fmt.Sprint(calendars), func(b *testing.B) {
			runtime.GC()
			begin := cpu()
			for b.Loop() {
				got, err := ours(text, options)
				require.NoError(b, err)
				require.Len(b, got, calendars*sessionsEach)
			}
			b.ReportMetric(float64((cpu()-begin).Nanoseconds())/float64(b.N)/float64(calendars*5), "cpu-ns/event")
		})
	}
}

// BenchmarkRatio reads the same calendar with each reader in turn and gives the
// ratios of the time that they had on the processors, the collection of their
// garbage included. The aims: theirs/ours at least 3, ours/cached at most 1.25.
func BenchmarkRatio(b *testing.B) {
	for _, c := range []struct {
		name  string
		text  []byte
		times int // in a row, so that the time can be told
	}{{"weekly", weekly(), 500}, {"many", many(2000), 1}} {
		b.Run(c.name, func(b *testing.B) {
			var spent [3]time.Duration
			for b.Loop() {
				for i, read := range []func() ([]session, error){
					func() ([]session, error) { return theirs(c.text, nil) },
					func() ([]session, error) { return theirs(c.text, cache(time.LoadLocation)) },
					func() ([]session, error) { return ours(c.text, options) },
				} {
					runtime.GC() // what the one before has left is not this one's
					begin := cpu()
					for range c.times {
						_, err := read()
						require.NoError(b, err)
					}
					spent[i] += cpu() - begin
				}
			}
			b.ReportMetric(float64(spent[0])/float64(spent[2]), "theirs/ours")
			b.ReportMetric(float64(spent[2])/float64(spent[1]), "ours/cached")
		})
	}
}
