package simulate_test

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"testing"

	"github.com/openiop/openiop/simulate"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func asJSON(t require.TestingT, v any) string {
	data, err := json.Marshal(v)
	require.NoError(t, err)
	return string(data)
}

// TestAnySplitGivesTheSameBytes: however people are split, in whatever order
// parts are merged, and with parts that traveled as JSON, the summary is the
// same to the last bit.
func TestAnySplitGivesTheSameBytes(t *testing.T) {
	designs := []simulate.Design{simulate.ReferenceDesign(), evenings("a"), everything("b")}
	var models []*simulate.Model
	for _, d := range designs {
		m, err := simulate.Prepare(d, simulate.DefaultParameters())
		require.NoError(t, err)
		models = append(models, m)
	}
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.SampledFrom(models).Draw(t, "model")
		seed := rapid.Uint64().Draw(t, "seed")
		first := rapid.Int64Range(0, 1<<30).Draw(t, "first")
		cuts := rapid.SliceOfN(rapid.Int64Range(1, 80), 1, 8).Draw(t, "parts")
		var parts []simulate.Summary
		at := first
		for _, n := range cuts {
			parts = append(parts, m.Run(seed, at, at+n))
			at += n
		}
		whole := m.Run(seed, first, at)
		r := rand.New(rand.NewPCG(seed, 1))
		r.Shuffle(len(parts), func(i, j int) { parts[i], parts[j] = parts[j], parts[i] })
		var merged simulate.Summary
		for i, p := range parts {
			if i%2 == 1 {
				read, err := simulate.ReadSummary(bytes.NewReader([]byte(asJSON(t, p))))
				require.NoError(t, err)
				p = read
			}
			require.NoError(t, merged.Merge(p))
		}
		require.Equal(t, asJSON(t, whole), asJSON(t, merged))
		require.Equal(t, whole, merged)
	})
}

// TestMergeTree: merging in a tree, as clusters do, is the same as in a row.
func TestMergeTree(t *testing.T) {
	m, err := simulate.Prepare(everything("tree"), simulate.DefaultParameters())
	require.NoError(t, err)
	part := func(i int64) simulate.Summary { return m.Run(3, i*50, i*50+50) }
	left, right := part(2), part(0)
	require.NoError(t, left.Merge(part(3)))
	require.NoError(t, right.Merge(part(1)))
	require.NoError(t, left.Merge(right))
	require.Equal(t, asJSON(t, m.Run(3, 0, 200)), asJSON(t, left))
	require.Equal(t, []simulate.Range{{From: 0, To: 200}}, left.Covered)
}

func TestMergeRefusesWhatDoesNotBelong(t *testing.T) {
	prepare := func(d simulate.Design, p simulate.Parameters) *simulate.Model {
		m, err := simulate.Prepare(d, p)
		require.NoError(t, err)
		return m
	}
	m := prepare(evenings("a"), simulate.DefaultParameters())
	other, err := simulate.DefaultParameters().With("no-show", 0.2)
	require.NoError(t, err)
	longer := evenings("a")
	longer.Tests.PerWeek = 2
	for name, c := range map[string]struct {
		part simulate.Summary
		want string
	}{
		"another seed":       {m.Run(2, 100, 200), "another run"},
		"other parameters":   {prepare(evenings("a"), other).Run(1, 100, 200), "another run"},
		"another design":     {prepare(longer, simulate.DefaultParameters()).Run(1, 100, 200), "another run"},
		"people in both":     {m.Run(1, 99, 200), "people 99 to 99 are in both"},
		"the same once more": {m.Run(1, 0, 100), "in both"},
		"in the middle":      {m.Run(1, 40, 50), "people 40 to 49 are in both"},
	} {
		s := m.Run(1, 0, 100)
		before := asJSON(t, s)
		require.ErrorContains(t, s.Merge(c.part), c.want, name)
		require.Equal(t, before, asJSON(t, s), "%s changes nothing", name)
	}
	s := m.Run(1, 0, 100)
	require.NoError(t, s.Merge(simulate.Summary{}), "an empty summary adds nothing")
	require.Equal(t, asJSON(t, m.Run(1, 0, 100)), asJSON(t, s))
	require.NoError(t, s.Merge(m.Run(1, 500, 510)), "a gap is no overlap")
	require.Len(t, s.Covered, 2)
}

func TestMergeLeavesTheOtherAlone(t *testing.T) {
	m, err := simulate.Prepare(evenings("a"), simulate.DefaultParameters())
	require.NoError(t, err)
	part := m.Run(1, 0, 100)
	before := asJSON(t, part)
	var s simulate.Summary
	require.NoError(t, s.Merge(part))
	require.NoError(t, s.Merge(m.Run(1, 100, 200)))
	require.Equal(t, before, asJSON(t, part))
}

func TestPairsMergeToo(t *testing.T) {
	var models []*simulate.Model
	for _, d := range []simulate.Design{evenings("a"), everything("b"), simulate.ReferenceDesign()} {
		m, err := simulate.Prepare(d, simulate.DefaultParameters())
		require.NoError(t, err)
		models = append(models, m)
	}
	whole, err := simulate.RunPair(models, 9, 0, 900)
	require.NoError(t, err)
	rapid.Check(t, func(t *rapid.T) {
		cut := rapid.Int64Range(1, 899).Draw(t, "cut")
		a, err := simulate.RunPair(models, 9, 0, cut)
		require.NoError(t, err)
		b, err := simulate.RunPair(models, 9, cut, 900)
		require.NoError(t, err)
		require.NoError(t, b.Merge(a))
		require.Equal(t, asJSON(t, whole), asJSON(t, b))
	})
	for i, m := range models {
		require.Equal(t, asJSON(t, m.Run(9, 0, 900)), asJSON(t, whole.Summaries[i]), "each is what it is alone")
	}
}

func TestReadSummaryIsStrict(t *testing.T) {
	m, err := simulate.Prepare(evenings("a"), simulate.DefaultParameters())
	require.NoError(t, err)
	good := asJSON(t, m.Run(1, 0, 50))
	for name, c := range map[string]struct{ change, to, want string }{
		"an unknown field":   {`"people":50`, `"people":50,"x":1`, "unknown field"},
		"people missing":     {`"people":50`, `"people":49`, "not as many"},
		"a count below 0":    {`"enrolled":0`, `"enrolled":-1`, "below 0"},
		"ranges of nobody":   {`"to":50`, `"to":0`, "not a list of ranges"},
		"a second object":    {`"run":`, `"run":"x"}{"run":`, "goes on"},
		"too many bits":      {`"squares":{"offered":"`, `"squares":{"offered":"99999999999999999999999999999999999999`, "128 bits"},
		"squares below zero": {`"squares":{"offered":"`, `"squares":{"offered":"-`, "128 bits"},
	} {
		bad := bytes.Replace([]byte(good), []byte(c.change), []byte(c.to), 1)
		require.NotEqual(t, good, string(bad), name)
		_, err := simulate.ReadSummary(bytes.NewReader(bad))
		require.ErrorContains(t, err, c.want, name)
	}
}

func FuzzReadSummary(f *testing.F) {
	m, err := simulate.Prepare(evenings("a"), simulate.DefaultParameters())
	require.NoError(f, err)
	f.Add([]byte(asJSON(f, m.Run(1, 0, 3))))
	f.Add([]byte(`{"people":1}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := simulate.ReadSummary(bytes.NewReader(data))
		if err != nil {
			return
		}
		other := s.Clone()
		_ = s.Merge(other)
		r := s.Results()
		_, _ = r.MedianStay()
		_ = r.Retention(30)
	})
}

// TestWorkersShareAModel: a model is read by many goroutines at once, and the
// number of workers changes nothing.
func TestWorkersShareAModel(t *testing.T) {
	m, err := simulate.Prepare(everything("shared"), simulate.DefaultParameters())
	require.NoError(t, err)
	const people = 1200
	want := asJSON(t, m.Run(6, 0, people))
	for _, workers := range []int64{1, 2, 16} {
		parts := make(chan simulate.Summary)
		for w := range workers {
			go func() { parts <- m.Run(6, w*people/workers, (w+1)*people/workers) }()
		}
		var merged simulate.Summary
		for range workers { // in the order in which they happen to end
			require.NoError(t, merged.Merge(<-parts))
		}
		require.Equal(t, want, asJSON(t, merged), "%d workers", workers)
	}
}
