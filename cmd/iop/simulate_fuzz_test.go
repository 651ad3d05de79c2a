package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/openiop/openiop/cmd/iop/study"
	"github.com/openiop/openiop/simulate"
	"github.com/stretchr/testify/require"
)

// FuzzShard reads parts of runs. Whatever they hold, they are merged, refused or
// found to be of another run, and never trusted.
func FuzzShard(f *testing.F) {
	dir := f.TempDir()
	design := filepath.Join(dir, "design.json")
	require.NoError(f, os.WriteFile(design, []byte(nineHours), 0o600))
	var out, errs bytes.Buffer
	require.Zero(f, run([]string{"simulate", design, "--people", "20", "--shard", "0/1", "--out", dir}, bytes.NewReader(nil), &out, &errs, func(string) string { return "" }), errs.String())
	part, err := os.ReadFile(filepath.Join(dir, "shard-0-of-1.json"))
	require.NoError(f, err)
	f.Add(part)
	f.Add([]byte(`{"shard":0,"of":1,"summaries":[{}],"differences":[]}`))
	f.Add(bytes.ReplaceAll(part, []byte(`"people":20`), []byte(`"people":-20`)))
	designs, err := simulate.ReadDesigns(bytes.NewReader([]byte(nineHours)), "design")
	require.NoError(f, err)
	s, err := study.New(designs, simulate.DefaultParameters(), study.Options{People: 20, Seed: 1, Workers: 1})
	require.NoError(f, err)
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := decodeShard(bytes.NewReader(data))
		if err != nil {
			return
		}
		var all simulate.PairSummary
		if all.Merge(p) != nil || s.Take(all) != nil {
			return
		}
		_, err = json.Marshal(s.Pairs)
		require.NoError(t, err)
	})
}
