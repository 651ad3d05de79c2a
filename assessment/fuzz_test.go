package assessment_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/openiop/openiop/assessment"
)

// FuzzReadInstruments reads any bytes as instruments: it never panics, every
// problem names the file, and what it accepts can be scored and written again.
func FuzzReadInstruments(f *testing.F) {
	f.Add([]byte(goodInstrument))
	for _, b := range brokenInstruments {
		f.Add([]byte(b.text(f)))
	}
	for in := range assessment.Embedded().All(true) {
		data, err := json.Marshal(in)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := assessment.ReadInstruments("f.json", data)
		if err != nil {
			for line := range strings.SplitSeq(err.Error(), "\n") {
				if !strings.HasPrefix(line, "f.json") && !strings.Contains(err.Error(), "f.json") {
					t.Fatalf("no file named: %q", line)
				}
			}
		}
		for _, in := range got {
			s, err := assessment.NewScorer(in)
			if err != nil {
				t.Fatalf("read, but not to be scored: %v", err)
			}
			list := make([]assessment.Answer, len(in.Items))
			for i := range list {
				list[i], _ = ends(&in, i)
			}
			r := s.Score(assessment.Answers{Values: list}, assessment.Context{})
			if r.Status != assessment.StatusScored {
				t.Fatalf("the lowest answers are %s: %v %v", r.Status, r.Missing, r.Problems)
			}
			if !json.Valid(r.AppendJSON(nil)) {
				t.Fatal("no JSON")
			}
			out, err := json.Marshal(in)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := assessment.ReadInstruments("again", out); err != nil {
				t.Fatalf("%v in\n%s", err, out)
			}
		}
	})
}

// FuzzScore reads any bytes as answers: it never panics, the quick reader and
// the strict one agree, every result is valid JSON, and its parts agree with
// each other.
func FuzzScore(f *testing.F) {
	var ids []string
	for in := range assessment.Embedded().All(true) {
		ids = append(ids, in.ID)
	}
	for i, id := range ids {
		f.Add(uint8(i), []byte(`{"answers":[`+strings.TrimSuffix(strings.Repeat("1,", len(scorer(f, id).Instrument().Items)), ",")+`]}`))
	}
	for _, text := range []string{`[0,1,null,3]`, `{"answers":{"1":1.5},"coding":"inverted","context":{"sex":"female","age":40}}`, "[1,1]\n[0,0]", `[[1],{"answers":[]}]`, `[1,"x",-1,99]`} {
		f.Add(uint8(0), []byte(text))
	}
	f.Fuzz(func(t *testing.T, which uint8, data []byte) {
		s := scorer(t, ids[int(which)%len(ids)])
		r := s.NewReader("f", bytes.NewReader(data))
		var in assessment.Input
		for r.Next(&in) {
			if in.Err != nil {
				continue
			}
			got := s.Score(in.Answers, in.Context)
			agree(t, s, &got)
		}
		one, err := s.ReadInput("f", data)
		slow, slowErr := s.ReadInput("f", append([]byte("{\"coding\":\"raw\",\"answers\":"), append(bytes.Clone(data), '}')...))
		if err == nil && bytes.HasPrefix(data, []byte("[")) {
			a, b := s.Score(one.Answers, one.Context), s.Score(slow.Answers, slow.Context)
			if slowErr != nil || string(a.AppendJSON(nil)) != string(b.AppendJSON(nil)) {
				t.Fatalf("quick %s, strict %s, %v", a.AppendJSON(nil), b.AppendJSON(nil), slowErr)
			}
		}
	})
}

func agree(t *testing.T, s *assessment.Scorer, r *assessment.Result) {
	t.Helper()
	if !json.Valid(r.AppendJSON(nil)) {
		t.Fatalf("no JSON: %s", r.AppendJSON(nil))
	}
	in := s.Instrument()
	switch r.Status {
	case assessment.StatusScored:
		if len(r.Missing) > 0 || len(r.Problems) > 0 || in.Total != nil && !r.Total.IsKnown() {
			t.Fatalf("scored: %s", r.AppendJSON(nil))
		}
	case assessment.StatusProrated:
		if len(r.Missing) != r.Prorated || r.Prorated == 0 || !r.Total.IsKnown() {
			t.Fatalf("prorated: %s", r.AppendJSON(nil))
		}
	case assessment.StatusIncomplete:
		if len(r.Missing) == 0 || r.Total.IsKnown() {
			t.Fatalf("incomplete: %s", r.AppendJSON(nil))
		}
	case assessment.StatusInvalid:
		if len(r.Problems) == 0 || r.Total.IsKnown() || r.Band != "" {
			t.Fatalf("invalid: %s", r.AppendJSON(nil))
		}
	default:
		t.Fatal("no status")
	}
	if in.Total != nil && in.Total.Transform == nil && r.Total.IsKnown() {
		n, _ := r.Total.Units(0)
		if n < int64(in.Total.Min) || n > int64(in.Total.Max) {
			t.Fatalf("total out of range: %s", r.AppendJSON(nil))
		}
	}
}
