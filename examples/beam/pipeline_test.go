package main

import (
	"encoding/json"
	"testing"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/testing/passert"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/testing/ptest"
	"github.com/openiop/openiop/simulate"
	"github.com/stretchr/testify/require"
)

func TestMain(m *testing.M) { ptest.MainWithDefault(m, "prism") }

// TestPrism runs the study on Prism and in one process. The sums are the same
// bytes.
func TestPrism(t *testing.T) {
	const people, seed = 20_000, 7
	models, err := prepare(sample)
	require.NoError(t, err)
	whole, err := simulate.RunPair(models, seed, 0, people)
	require.NoError(t, err)
	want, err := json.Marshal(whole)
	require.NoError(t, err)
	require.Equal(t, int64(people), whole.Summaries[0].People)
	for _, parts := range []int64{1, 7} {
		p, s := beam.NewPipelineWithRoot()
		passert.Equals(s, study(s, sample, seed, people, parts), want)
		ptest.RunAndValidate(t, p)
	}
}

func TestShards(t *testing.T) {
	require.Equal(t, []Shard{{0, 4}, {4, 7}, {7, 10}}, shards(10, 3))
	require.Equal(t, []Shard{{0, 1}, {1, 2}}, shards(2, 5), "no shard is empty")
	require.Equal(t, []Shard{{0, 1_000_000_000}}, shards(1_000_000_000, 1))
}

// TestMergeRefuses: sums of other runs do not mix.
func TestMergeRefuses(t *testing.T) {
	models, err := prepare(sample)
	require.NoError(t, err)
	of := func(seed uint64, from, to int64) []byte {
		sum, err := simulate.RunPair(models, seed, from, to)
		require.NoError(t, err)
		data, err := json.Marshal(sum)
		require.NoError(t, err)
		return data
	}
	m := &merge{}
	_, err = m.MergeAccumulators(of(1, 0, 10), of(2, 10, 20))
	require.Error(t, err, "another seed")
	_, err = m.MergeAccumulators(of(1, 0, 10), of(1, 5, 20))
	require.Error(t, err, "people twice")
	_, err = m.AddInput(nil, of(1, 0, 10))
	require.NoError(t, err)
	_, err = m.AddInput(of(1, 0, 10), []byte("{"))
	require.Error(t, err)
}

func TestBadDesigns(t *testing.T) {
	require.ErrorContains(t, run("none.json", "", 1, 10, 1), "none.json")
	require.ErrorContains(t, run("", "", 1, 0, 1), "0 people")
}
