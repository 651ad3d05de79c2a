package main

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	"github.com/openiop/openiop/simulate"
)

// Few things are registered, and in init: workers on other machines find them
// by their names.
func init() {
	register.DoFn1x3[Shard, string, []byte, error](&walk{})
	register.Combiner1[[]byte](&merge{})
}

// Shard is people from one number up to another, without it. It is all that
// travels to a worker for a part of the work.
type Shard struct{ From, To int64 }

// shards cuts people into parts that differ by one person at most.
func shards(people, parts int64) []Shard {
	parts = max(1, min(parts, people))
	out := make([]Shard, 0, parts)
	at := func(i int64) int64 { return people/parts*i + min(i, people%parts) }
	for i := range parts {
		out = append(out, Shard{at(i), at(i + 1)})
	}
	return out
}

// study adds the study to a pipeline: shards, a reshuffle so that workers share
// them, a summary for each shard, and one sum of them. What comes out is one
// pair of a key and the JSON of a simulate.PairSummary. No row is ever made for
// a person.
func study(s beam.Scope, designs []byte, seed uint64, people, parts int64) beam.PCollection {
	s = s.Scope("study")
	all := beam.Reshuffle(s, beam.CreateList(s, shards(people, parts)))
	counted := beam.ParDo(s, &walk{Designs: designs, Seed: seed}, all)
	return beam.DropKey(s, beam.CombinePerKey(s, &merge{}, counted))
}

// walk walks the people of a shard through the designs. Its exported fields
// travel to the workers.
type walk struct {
	Designs []byte // the JSON of designs
	Seed    uint64
	models  []*simulate.Model
}

// Setup prepares the designs, once for each worker.
func (w *walk) Setup() (err error) {
	w.models, err = prepare(w.Designs)
	return err
}

// ProcessElement gives what a shard amounts to. A retry gives the same bytes.
func (w *walk) ProcessElement(shard Shard) (string, []byte, error) {
	sum, err := simulate.RunPair(w.models, w.Seed, shard.From, shard.To)
	if err != nil {
		return "", nil, err
	}
	data, err := json.Marshal(sum)
	return "all", data, err
}

func prepare(designs []byte) (models []*simulate.Model, err error) {
	list, err := simulate.ReadDesigns(bytes.NewReader(designs), "designs")
	if err != nil {
		return nil, err
	}
	for i := range list {
		m, err := simulate.Prepare(list[i], simulate.DefaultParameters())
		if err != nil {
			return nil, err
		}
		models = append(models, m)
	}
	return models, nil
}

// merge adds summaries up. They are whole numbers, so that any order gives the
// same.
type merge struct{}

// AddInput and MergeAccumulators are the same: a sum is a summary again, and
// nothing is the sum of none.
func (m *merge) AddInput(sum, more []byte) ([]byte, error) { return m.MergeAccumulators(sum, more) }

// MergeAccumulators merges two sums.
func (*merge) MergeAccumulators(a, b []byte) ([]byte, error) {
	if len(a) == 0 {
		return b, nil
	}
	if len(b) == 0 {
		return a, nil
	}
	var sum, more simulate.PairSummary
	if err := json.Unmarshal(a, &sum); err != nil {
		return nil, fmt.Errorf("sum: %w", err)
	}
	if err := json.Unmarshal(b, &more); err != nil {
		return nil, fmt.Errorf("summary: %w", err)
	}
	if err := sum.Merge(more); err != nil {
		return nil, err
	}
	return json.Marshal(sum)
}
