package schedule_test

import (
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/openiop/openiop/schedule"
	"github.com/stretchr/testify/require"
)

// "Limits are options: 64 MiB a file, 5,000 blocks a program, depth 64; over
// one, a single error naming the limit."
func TestReadLimits(t *testing.T) {
	blocks := func(n int) string {
		return `{"id": "many", "blocks": [` + strings.TrimSuffix(strings.Repeat(`{"activity":"cbt"},`, n), ",") + `]}`
	}
	deep := func(n int) string {
		return `{"id": "deep", "note": ` + strings.Repeat("[", n) + strings.Repeat("]", n) + `}`
	}
	read := func(text string, limits schedule.Limits) ([]schedule.Program, error) {
		return schedule.ReadPrograms(strings.NewReader(text), "f.json", limits)
	}
	for _, tc := range []struct {
		name, text string
		limits     schedule.Limits
		want       string
	}{
		{"5,000 blocks", blocks(5000), schedule.Limits{}, ""},
		{"5,001 blocks", blocks(5001), schedule.Limits{}, "f.json:1: blocks: more than the limit of 5000 blocks"},
		{"100,000 blocks", blocks(100_000), schedule.Limits{}, "f.json:1: blocks: more than the limit of 5000 blocks"},
		{"100,000 blocks where more are allowed", blocks(100_000), schedule.Limits{Blocks: 100_000}, ""},
		{"three blocks where two are allowed", blocks(3), schedule.Limits{Blocks: 2}, "f.json:1: blocks: more than the limit of 2 blocks"},
		{"10,000 deep", deep(10_000), schedule.Limits{}, "f.json:1: nested deeper than the limit of 64 levels"},
		{"a million deep", strings.Repeat("[", 1_000_000), schedule.Limits{}, "f.json:1: nested deeper than the limit of 64 levels"},
		{"four deep where three are allowed", `{"id": "p", "blocks": [{"weeks": {"from": 1}}]}`, schedule.Limits{Depth: 3}, "f.json:1: nested deeper than the limit of 3 levels"},
		{"four deep where four are allowed", `{"id": "p", "blocks": [{"weeks": {"from": 1}}]}`, schedule.Limits{Depth: 4}, ""},
		{"brackets in texts are not deep", `{"id": "p", "note": "` + strings.Repeat("[", 1000) + `"}`, schedule.Limits{}, ""},
		{"a byte too large", `{"id": "p"} `, schedule.Limits{Bytes: 11}, "f.json: larger than the limit of 11 bytes; split the file or raise the limit"},
		{"as large as allowed", `{"id": "p"}`, schedule.Limits{Bytes: 11}, ""},
		{"rows of weeks and tracks", `{"id": "p", "weeks": 10, "blocks": [{"track": "a"}, {"track": "b"}]}`, schedule.Limits{Rows: 19}, "has 20 rows of track and week, more than the limit of 19"},
		{"as many rows as allowed", `{"id": "p", "weeks": 10, "blocks": [{"track": "a"}, {"track": "b"}]}`, schedule.Limits{Rows: 20}, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			programs, err := read(tc.text, tc.limits)
			if tc.want == "" {
				require.NoError(t, err)
				require.Len(t, programs, 1)
				return
			}
			require.ErrorContains(t, err, tc.want)
			require.NotContains(t, err.Error(), "\n", "a single error")
			require.Empty(t, programs)
		})
	}
	t.Run("the other programs of the file", func(t *testing.T) {
		programs, err := read(`[{"id": "a"}, `+blocks(6000)+`, {"id": "b"}]`, schedule.Limits{})
		require.EqualError(t, err, "f.json:1: [1].blocks: more than the limit of 5000 blocks")
		require.Len(t, programs, 2)
	})
}

// endless gives the same bytes for ever.
type endless struct {
	text string
	at   int
}

func (r *endless) Read(p []byte) (n int, err error) {
	for n < len(p) {
		c := copy(p[n:], r.text[r.at:])
		n, r.at = n+c, (r.at+c)%len(r.text)
	}
	return n, nil
}

// A file of 200 MB, and one without end, cost no more memory than the limit
// allows, and less where the limit is less.
func TestReadHugeFile(t *testing.T) {
	for _, tc := range []struct {
		name   string
		reader io.Reader
		limits schedule.Limits
		most   uint64 // bytes of memory taken from the system
		want   string
	}{
		{"200 MB of one list", io.MultiReader(strings.NewReader("["), io.LimitReader(&endless{text: `{"id":"a"},`}, 200<<20)), schedule.Limits{}, 400 << 20, "larger than the limit of 67108864 bytes"},
		{"without end, under a small limit", &endless{text: " "}, schedule.Limits{Bytes: 1 << 20}, 50 << 20, "larger than the limit of 1048576 bytes"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			runtime.GC()
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			programs, err := schedule.ReadPrograms(tc.reader, "f.json", tc.limits)
			runtime.ReadMemStats(&after)
			require.ErrorContains(t, err, tc.want)
			require.NotContains(t, err.Error(), "\n", "a single error")
			require.Empty(t, programs)
			require.Less(t, after.Sys-before.Sys, tc.most)
		})
	}
}

// A file within its limits that is nothing but problems is answered within
// bounds too, and one of more programs than anyone has is cut short.
func TestReadManyProblems(t *testing.T) {
	list := func(text string, size int64) io.Reader {
		return io.MultiReader(strings.NewReader("["), io.LimitReader(&endless{text: text}, size/int64(len(text))*int64(len(text))), strings.NewReader(`{"id":"last"}]`))
	}
	for name, text := range map[string]string{
		"empty programs":     `{},`,
		"numbers":            `1,`,
		"one unknown field":  `{"x":1},`,
		"one program's id":   `{"id":"a"},`,
		"one bad block each": `{"blocks":[{"a":1}]},`,
	} {
		t.Run(name, func(t *testing.T) {
			const size = 100_000
			runtime.GC()
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, err := schedule.ReadPrograms(list(text, size), "f.json", schedule.Limits{})
			runtime.ReadMemStats(&after)
			require.Error(t, err)
			require.Less(t, after.Sys-before.Sys, uint64(300<<20))
			require.Less(t, len(err.Error()), 200*size)
		})
	}
	t.Run("more programs than the limit", func(t *testing.T) {
		runtime.GC()
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		programs, err := schedule.ReadPrograms(list(`{},`, 30<<20), "f.json", schedule.Limits{})
		runtime.ReadMemStats(&after)
		require.ErrorContains(t, err, "limit of 100000")
		require.NotContains(t, err.Error(), "\n", "a single error")
		require.Empty(t, programs)
		require.Less(t, after.Sys-before.Sys, uint64(400<<20))
	})
	t.Run("one program with problems without number", func(t *testing.T) {
		var fields []string
		for i := range 100_000 {
			fields = append(fields, fmt.Sprintf(`"f%d":1`, i))
		}
		_, err := readText(`{"id": "p", ` + strings.Join(fields, ",") + `}`)
		require.Error(t, err)
		require.Less(t, len(err.Error()), 1<<20, "not a megabyte of the same")
	})
}
