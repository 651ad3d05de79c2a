package iop_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/openiop/openiop/internal/strictjson"
	"github.com/openiop/openiop/iop"
)

// FuzzReadStandards reads any bytes as standards: it never panics, every
// problem is a *strictjson.Error, and what it returns is valid, and written and
// read again is the same to the fingerprint.
func FuzzReadStandards(f *testing.F) {
	files, err := filepath.Glob("standards/*.json")
	if err != nil || len(files) == 0 {
		f.Fatal("no seeds", err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte(goodStandard))
	f.Add([]byte("[" + goodStandard + ",{}]"))
	for _, b := range brokenStandards {
		f.Add([]byte(b.text(f)))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		standards, err := iop.ReadStandards("f.json", data)
		requireOnlyProblems(t, err)
		for i := range standards {
			requireSameAgain(t, &standards[i])
		}
		if _, err := iop.NewCatalogue(standards...); err != nil {
			t.Fatalf("read without a problem, but: %v", err)
		}
	})
}

func requireOnlyProblems(t *testing.T, err error) {
	t.Helper()
	list := []error{err}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		list = joined.Unwrap()
	}
	for _, err := range list {
		if err == nil {
			continue
		}
		if problem, ok := errors.AsType[*strictjson.Error](err); !ok || problem.File != "f.json" {
			t.Fatalf("%T: %v", err, err)
		}
	}
}

func requireSameAgain(t *testing.T, s *iop.Standard) {
	t.Helper()
	s.EachTerms(func(terms *iop.Terms) {
		if !terms.Source.IsValid() || terms.Strength.String() == "" {
			t.Fatalf("a requirement without a source or a strength: %+v", terms)
		}
	})
	written, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	again, err := iop.ReadStandards("again.json", written)
	if err != nil || len(again) != 1 {
		t.Fatalf("%s is not read again: %v", written, err)
	}
	if s.Fingerprint() != again[0].Fingerprint() {
		t.Fatalf("%s is another standard when read again", written)
	}
}
