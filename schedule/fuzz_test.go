package schedule_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/stretchr/testify/require"
)

// FuzzReadPrograms reads whatever bytes come. Nothing panics, and every
// program that is returned can be prepared, judged, explained, written, and
// read again to the same program.
//
//	go test ./schedule -run '^$' -fuzz FuzzReadPrograms
func FuzzReadPrograms(f *testing.F) {
	for _, p := range realPrograms(f) {
		text, err := json.Marshal(p)
		require.NoError(f, err)
		f.Add(text)
	}
	for _, text := range []string{
		``, `[]`, `{}`, `null`, `[{"id":"a"},{"id":"b"}]`, `{"id":"p","weeks":0}`, `{"id":"p","weeks":{"min":0.000001}}`,
		`{"id":"p","blocks":[{"activity":"meal","minutes":30,"perWeek":{"min":0.5}}]}`,
		`{"id":"p","blocks":[{"activity":"cbt","minutes":{"min":30},"perWeek":0.5,"within":true}]}`,
		`{"id":"p","blocks":[{"title":"a","alternativeTo":"b"},{"title":"b","alternativeTo":"a"}]}`,
		`{"id":"p","blocks":[{"title":"a","days":["Sun"],"start":"23:00","end":"22:59"},{"title":"a","days":["Mon"],"start":"23:00","minutes":{"max":1440},"alternativeTo":"a"}]}`,
		`{"id":"p","phases":[{"name":"A","weeks":{"max":2.5}},{"name":"B"}],"blocks":[{"perWeekByPhase":{"A":{"max":0.25}},"totalOccurrences":7,"weeklyMinutes":{"max":1},"rotates":["cbt","meal"]}]}`,
	} {
		f.Add([]byte(text))
	}
	// Small limits keep one input from taking long; they are tested elsewhere.
	limits := schedule.Limits{Bytes: 1 << 20, Blocks: 12, Rows: 300}
	options := under(f, someStandards...)
	f.Fuzz(func(t *testing.T, text []byte) {
		programs, err := schedule.ReadPrograms(bytes.NewReader(text), "fuzz.json", limits)
		if err != nil {
			require.NotEmpty(t, err.Error())
		}
		if len(programs) > 3 {
			programs = programs[:3]
		}
		for _, p := range programs {
			requireJudged(t, &p, schedule.Options{})
			requireJudged(t, &p, options)
			requireRoundTrip(t, p)
		}
	})
}

// requireJudged prepares and judges a program and words everything about it.
func requireJudged(t testing.TB, p *schedule.Program, o schedule.Options) {
	c := schedule.Prepare(p, o)
	for _, w := range c.Weeks() {
		requireOrdered(t, w.Claimed, w.Gross, w.Countable, w.ServiceDays)
		if days, ok := w.ServiceDays.Max(); ok {
			require.LessOrEqual(t, int(days), 7)
		}
	}
	r := c.Report()
	require.Equal(t, r.Len(), len(c.Verdicts(nil)), "the explained form is the verdicts with words")
	_, err := r.MarshalJSON()
	require.NoError(t, err)
	for f := range r.All() {
		require.True(t, f.Outcome >= iop.Met && f.Outcome <= iop.NotApplicable)
		require.NotEmpty(t, f.Message())
		require.NoError(t, iop.Explain(&bytes.Buffer{}, f))
		requireOrdered(t, f.Measured.Span)
	}
}

func requireOrdered(t testing.TB, spans ...iop.Span) {
	for _, s := range spans {
		high, ok := s.Max()
		require.True(t, s.Min() >= 0 && (!ok || s.Min() <= high), s.String())
	}
}

// requireRoundTrip writes a program and reads it again.
func requireRoundTrip(t testing.TB, p schedule.Program) {
	text, err := json.Marshal(p)
	require.NoError(t, err)
	again, err := schedule.ReadPrograms(bytes.NewReader(text), p.ID, schedule.Limits{})
	require.NoError(t, err, string(text))
	require.Equal(t, []schedule.Program{p}, again)
}
