package schedule_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/openiop/openiop/schedule"
	"github.com/stretchr/testify/require"
)

// "The other programs of the file are still returned", and every problem is
// told, in the order of the file.
func TestReadGoodBesideBad(t *testing.T) {
	programs, err := readText(`[
{"id": "a"},
{"id": "b",
 "blocks": [
  {"activity": "nope"},
  {"start": "25:00", "minutes": "60"}
 ],
 "oops": 1},
{"id": "c", "weeks": NaN},
{"id": "a"},
{"id": "d", "weeks": 4}
]`)
	require.Equal(t, []string{"a", "d"}, []string{programs[0].ID, programs[1].ID})
	require.Len(t, programs, 2)
	require.Equal(t, []string{
		`f.json:5: program "b": [1].blocks[0].activity: is not a known activity; see the files in iop/activities`,
		`f.json:6: program "b": [1].blocks[1].start: is not a time; want HH:MM from 00:00 to 23:59`,
		`f.json:6: program "b": [1].blocks[1].minutes: is a text; want a number, or an object with min and max`,
		`f.json:8: program "b": [1].oops: is not a field of this format; ` + programFields,
		`f.json:9: [2].weeks: not valid JSON: invalid character 'N' looking for beginning of value`,
		`f.json:10: [3].id: is the id of an earlier program; give each its own`,
	}, strings.Split(err.Error(), "\n"))
	t.Run("a broken end does not take the beginning with it", func(t *testing.T) {
		programs, err := readText(`[{"id": "a"}, {"id": "b"}, {"id": "c"`)
		require.Error(t, err)
		require.Len(t, programs, 2)
	})
}

// The same file gives the same errors in the same order, every time.
func TestReadErrorsAreOrdered(t *testing.T) {
	var phases []string
	for i := range 20 {
		phases = append(phases, fmt.Sprintf(`"phase %02d": 1`, i))
	}
	text := `{"id": "p", "blocks": [{"perWeekByPhase": {` + strings.Join(phases, ", ") + `}, "phase": "none", "alternativeTo": "nobody"}]}`
	_, first := readText(text)
	require.Len(t, strings.Split(first.Error(), "\n"), 22)
	for range 50 {
		_, err := readText(text)
		require.EqualError(t, err, first.Error())
	}
}

// Null and [] are absent, bare numbers are ranges, and a mark at the beginning
// of the file is nothing.
func TestReadAbsent(t *testing.T) {
	nothing, err := readText(`{"id": "p"}`)
	require.NoError(t, err)
	for _, text := range []string{
		`{"id": "p", "title": null, "calledItself": null, "population": null, "weeks": null, "groupSize": null, "source": null, "phases": null, "blocks": null, "statements": null, "note": null}`,
		`{"id": "p", "phases": [], "blocks": []}`,
		`{"id": "p", "weeks": {"min": null, "max": null}}`,
		`{"id": "p", "weeks": {}}`,
		`{"id": "p", "population": "unknown"}`,
		"\ufeff{\"id\": \"p\"}",
		"\r\n\t {\"id\": \"p\"} \n",
	} {
		got, err := readText(text)
		require.NoError(t, err, text)
		require.Equal(t, nothing, got, text)
	}
	empty, err := readText(`{"id": "p", "blocks": [{}]}`)
	require.NoError(t, err)
	for _, text := range []string{
		`{"id": "p", "blocks": [{"activity": null, "days": null, "start": null, "minutes": null, "perWeekByPhase": null, "weeks": null, "rotates": null, "optional": null, "within": null, "countsAsClinical": null}]}`,
		`{"id": "p", "blocks": [{"days": [], "rotates": []}]}`,
		`{"id": "p", "blocks": [{"perWeekByPhase": {}}]}`,
		`{"id": "p", "blocks": [{"weeks": {}, "within": false, "optional": false}]}`,
	} {
		got, err := readText(text)
		require.NoError(t, err, text)
		require.Equal(t, empty, got, text)
	}
	bare, err := readText(`{"id": "p", "weeks": 8, "groupSize": {"max": 12}}`)
	require.NoError(t, err)
	ranged, err := readText(`{"id": "p", "weeks": {"min": 8.0, "max": 8}, "groupSize": {"min": null, "max": 12}}`)
	require.NoError(t, err)
	require.Equal(t, bare, ranged)
	t.Run("an empty list holds no program and no problem", func(t *testing.T) {
		programs, err := readText(`[]`)
		require.NoError(t, err)
		require.Empty(t, programs)
	})
	t.Run("a source may have no address", func(t *testing.T) {
		programs, err := readText(`{"id": "p", "source": {"url": null, "confidence": "partly, in my own words"}}`)
		require.NoError(t, err)
		require.Equal(t, &schedule.Published{Confidence: "partly, in my own words"}, programs[0].Source)
	})
}

// A file that cannot be read is told as such.
func TestReadFailing(t *testing.T) {
	failing := io.MultiReader(strings.NewReader(`[{"id": "a"},`), iotestErrReader{errors.New("the disk is gone")})
	programs, err := schedule.ReadPrograms(failing, "f.json", schedule.Limits{})
	require.EqualError(t, err, "f.json: the disk is gone")
	require.Empty(t, programs)
}

type iotestErrReader struct{ err error }

func (r iotestErrReader) Read([]byte) (int, error) { return 0, r.err }

// What is read can be written and read again to the same program.
func TestReadWriteRead(t *testing.T) {
	for _, p := range realPrograms(t) {
		requireRoundTrip(t, p)
	}
}
