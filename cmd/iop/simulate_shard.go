package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/openiop/openiop/cmd/iop/study"
	"github.com/openiop/openiop/simulate"
)

// shardFlag is the value of a flag that takes one of several equal parts.
type shardFlag struct{ index, of int64 }

// mostShards is how many parts a run may have.
const mostShards = 100_000

func (s *shardFlag) String() string {
	if s.of == 0 {
		return ""
	}
	return fmt.Sprintf("%d/%d", s.index, s.of)
}

// Type names the value in the help.
func (s *shardFlag) Type() string { return "i/n" }

// Set takes 0/8 to 7/8.
func (s *shardFlag) Set(text string) error {
	a, b, ok := strings.Cut(text, "/")
	index, err1 := strconv.ParseInt(a, 10, 64)
	of, err2 := strconv.ParseInt(b, 10, 64)
	if !ok || err1 != nil || err2 != nil || of < 1 || of > mostShards || index < 0 || index >= of {
		return fmt.Errorf("is not a part; want one such as 0/8, counted from 0, of at most %d", mostShards)
	}
	s.index, s.of = index, of
	return nil
}

// shardFile is what one part of a run counted, and its record.
type shardFile struct {
	Shard  int64              `json:"shard"`
	Of     int64              `json:"of"`
	Record simulate.RunRecord `json:"record"`
	// Summaries and Differences are those of simulate.PairSummary.
	Summaries   []json.RawMessage     `json:"summaries"`
	Differences []simulate.Difference `json:"differences"`
}

// writeShard walks one part of the people and writes what was counted.
func (k *simulation) writeShard(s *study.Study) error {
	from, to := study.ShardRange(s.People, k.shard.index, k.shard.of)
	done, end := k.app.progress("simulating", (to-from)*int64(len(s.Designs)))
	s.Done = done
	pairs, err := s.Shard(k.shard.index, k.shard.of)
	end()
	if err != nil {
		return fmt.Errorf("iop simulate: %w", err)
	}
	file := shardFile{Shard: k.shard.index, Of: k.shard.of, Record: s.Record, Differences: pairs.Differences}
	for i := range pairs.Summaries {
		data, err := json.Marshal(&pairs.Summaries[i])
		if err != nil {
			return err
		}
		file.Summaries = append(file.Summaries, data)
	}
	name := filepath.Join(k.out, fmt.Sprintf("shard-%d-of-%d.json", k.shard.index, k.shard.of))
	err = study.WriteFile(name, func(w io.Writer) error { return json.NewEncoder(w).Encode(file) })
	if err != nil {
		return fmt.Errorf("--out: %w", fileError(name, err))
	}
	fmt.Fprintf(k.app.out, "people %d to %d of %d counted in %s\n", from, to-1, s.People, name)
	return nil
}

// readShards merges the parts in a folder, in any order.
func readShards(dir string) (all simulate.PairSummary, err error) {
	names, err := filepath.Glob(filepath.Join(escapeGlob(dir), "shard-*-of-*.json"))
	if err != nil || len(names) == 0 {
		return all, fmt.Errorf("--shards: %s: holds no parts; write them with --shard I/N --out %s", dir, dir)
	}
	for _, name := range names {
		more, err := readShard(name)
		if err == nil {
			err = all.Merge(more)
		}
		if err != nil {
			return all, fmt.Errorf("--shards: %s: %w", name, err)
		}
	}
	return all, nil
}

// escapeGlob takes the meaning from the signs of a pattern.
func escapeGlob(dir string) string {
	return strings.NewReplacer(`*`, `\*`, `?`, `\?`, `[`, `\[`, `\`, `\\`).Replace(dir)
}

// maxShard is the largest file of a part that is read, in bytes.
const maxShard = 64 << 20

func readShard(name string) (p simulate.PairSummary, err error) {
	f, err := os.Open(name)
	if err != nil {
		return p, err
	}
	defer f.Close()
	return decodeShard(f)
}

func decodeShard(r io.Reader) (p simulate.PairSummary, err error) {
	var file shardFile
	d := json.NewDecoder(io.LimitReader(r, maxShard))
	d.DisallowUnknownFields()
	if err := d.Decode(&file); err != nil {
		return p, fmt.Errorf("is no part that --shard wrote: %w", err)
	}
	if len(file.Differences) != len(file.Summaries)-1 {
		return p, errors.New("is no part that --shard wrote: want one difference fewer than summaries")
	}
	p.Differences = file.Differences
	for _, data := range file.Summaries {
		s, err := simulate.ReadSummary(bytes.NewReader(data))
		if err != nil {
			return p, err
		}
		p.Summaries = append(p.Summaries, s)
	}
	return p, nil
}
