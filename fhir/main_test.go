package fhir_test

import (
	"flag"
	"os"
	"testing"
)

// TestMain gives the property tests a fixed seed, so that a run in CI says
// something about the change and not about chance; pass -rapid.seed for
// others. It keeps the property tests from leaving files behind when they
// fail: each failure prints what it is about.
func TestMain(m *testing.M) {
	flag.Parse()
	if f := flag.Lookup("rapid.seed"); f.Value.String() == f.DefValue {
		if err := f.Value.Set("20261123"); err != nil {
			panic(err)
		}
	}
	if err := flag.Set("rapid.nofailfile", "true"); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}
