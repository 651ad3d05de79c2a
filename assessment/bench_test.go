package assessment_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/openiop/openiop/assessment"
)

// sets gives answer sets to the PHQ-9, the same in every run.
func sets(n int) [][]assessment.Answer {
	r := rand.New(rand.NewPCG(4, 9))
	out := make([][]assessment.Answer, n)
	for i := range out {
		out[i] = make([]assessment.Answer, 9)
		for j := range out[i] {
			out[i][j] = assessment.Answer(r.IntN(4))
		}
	}
	return out
}

// BenchmarkSum scores one PHQ-9 set an iteration: by a loop written by hand for
// it, by a bare loop over the same table of points, and by Sum, which checks
// each answer as well.
func BenchmarkSum(b *testing.B) {
	list := sets(1024)
	s := scorer(b, "phq-9")
	table := make([][]int32, 9)
	for i := range table {
		table[i] = []int32{0, 1, 2, 3}
	}
	b.Run("by-hand", func(b *testing.B) {
		sum, i := 0, 0
		for b.Loop() {
			for _, v := range list[i&1023] {
				if v < 0 || v > 3 {
					b.Fatal(v)
				}
				sum += int(v)
			}
			i++
		}
		_ = sum
	})
	b.Run("from-table", func(b *testing.B) {
		sum, i := 0, 0
		for b.Loop() {
			for j, v := range list[i&1023] {
				sum += int(table[j][v])
			}
			i++
		}
		_ = sum
	})
	b.Run("sum", func(b *testing.B) {
		b.ReportAllocs()
		sum, i := 0, 0
		for b.Loop() {
			n, ok := s.Sum(list[i&1023])
			if !ok {
				b.Fatal(i)
			}
			sum += n
			i++
		}
		_ = sum
	})
	b.Run("score", func(b *testing.B) {
		b.ReportAllocs()
		var r assessment.Result
		i := 0
		for b.Loop() {
			s.ScoreInto(&r, assessment.Answers{Values: list[i&1023]}, assessment.Context{})
			i++
		}
	})
}

// lines writes answer sets as NDJSON.
func lines(n int) []byte {
	var b bytes.Buffer
	for _, list := range sets(n) {
		b.WriteString(`{"answers":[`)
		for i, v := range list {
			if i > 0 {
				b.WriteByte(',')
			}
			fmt.Fprint(&b, v)
		}
		b.WriteString("]}\n")
	}
	return b.Bytes()
}

// BenchmarkLines reads 10000 PHQ-9 sets as NDJSON: encoding/json decodes the
// lines and does nothing else; score reads, scores and writes results.
func BenchmarkLines(b *testing.B) {
	data := lines(10_000)
	b.Run("encoding-json", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		for b.Loop() {
			dec := json.NewDecoder(bytes.NewReader(data))
			for dec.More() {
				var in struct{ Answers []*int }
				if err := dec.Decode(&in); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
	b.Run("encoding-json-plain", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		for b.Loop() {
			var in struct{ Answers []int }
			for line := range bytes.Lines(data) {
				if err := json.Unmarshal(line, &in); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
	b.Run("score", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		b.ReportAllocs()
		s := scorer(b, "phq-9")
		for b.Loop() {
			r := s.NewReader("a.ndjson", bytes.NewReader(data))
			var in assessment.Input
			var result assessment.Result
			var out []byte
			for r.Next(&in) {
				s.ScoreInto(&result, in.Answers, in.Context)
				out = result.AppendJSON(out[:0])
			}
			if r.Err() != nil || len(out) == 0 {
				b.Fatal(r.Err())
			}
		}
	})
}

func BenchmarkReadEmbedded(b *testing.B) {
	data, err := json.Marshal(scorer(b, "phq-9").Instrument())
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := assessment.ReadInstruments("phq-9", data); err != nil {
			b.Fatal(err)
		}
	}
}
