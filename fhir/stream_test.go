package fhir_test

import (
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/openiop/openiop/fhir"
	"github.com/stretchr/testify/require"
)

// longBundle is a bundle of a size that is made while it is read.
type longBundle struct {
	next  string
	entry string
	left  int // bytes of entries still to come
	ended bool
}

func (b *longBundle) Read(p []byte) (int, error) {
	if b.next == "" {
		switch {
		case b.left > 0:
			b.next = ",\n" + b.entry
			b.left -= len(b.next)
		case b.ended:
			return 0, io.EOF
		default:
			b.next, b.ended = "]}\n", true
		}
	}
	n := copy(p, b.next)
	b.next = b.next[n:]
	return n, nil
}

// A bundle of 100 MB goes through the memory of one entry.
func TestLongBundleInBoundedMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 100 MB")
	}
	const size = 100 << 20
	entry := `{"resource":` + strings.Replace(screen, `"status":"final"`, `"status":"final","note":[{"text":"`+strings.Repeat("x", 20_000)+`"}]`, 1) + `}`
	r := &longBundle{next: `{"resourceType":"Bundle","type":"searchset","entry":[` + entry, entry: entry, left: size}
	var before, now runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	entries, most := 0, uint64(0)
	for e, err := range fhir.Entries(r, "long.json", fhir.ReadOptions{}) {
		require.NoError(t, err)
		require.NotNil(t, e.Resource)
		require.Equal(t, entries+1, e.Line)
		if entries++; entries%500 == 0 {
			runtime.GC()
			runtime.ReadMemStats(&now)
			most = max(most, now.HeapAlloc)
		}
	}
	require.Greater(t, entries, size/len(entry)-1)
	require.Less(t, most, before.HeapAlloc+4<<20, "what is reachable while reading must not grow with the bundle")
}
