package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

type respondOut struct {
	Interpretation []struct {
		Result  string
		Analyte *string
		Finding string
		Because []string
	}
	Steps []struct {
		Step, Reason, Basis, Due, Who string
		Source                        map[string]any
	}
	Notices []string
}

func responding(t *testing.T, text string) (out respondOut) {
	t.Helper()
	o := invokeWith(t, text, nil, "respond", "-", "--format", "json")
	require.Equal(t, exitMet, o.status, o.stderr)
	require.NoError(t, json.Unmarshal([]byte(o.stdout), &out))
	return out
}

// TestRespond is the sample of the issue: a screen that is positive for the
// cocaine metabolite, fentanyl on the panel without a finding, and
// buprenorphine, which the panel cannot show.
func TestRespond(t *testing.T) {
	o := invoke(t, "respond", "testdata/respond/unexpected.json", "--format", "json")
	require.Equal(t, exitMet, o.status, o.stderr)
	var got respondOut
	require.NoError(t, json.Unmarshal([]byte(o.stdout), &got))
	var rows, steps []string
	for _, r := range got.Interpretation {
		rows = append(rows, *r.Analyte+" "+r.Finding)
		require.NotEmpty(t, r.Because)
	}
	require.Equal(t, []string{"benzoylecgonine positive-unexpected", "fentanyl indeterminate", "buprenorphine not-tested"}, rows)
	for _, s := range got.Steps {
		steps = append(steps, s.Step)
		require.Contains(t, []string{"guidance", "program-policy"}, s.Basis)
		require.LessOrEqual(t, "2026-11-23", s.Due)
		require.LessOrEqual(t, s.Due, "2026-11-26")
		require.NotEmpty(t, s.Source["locator"])
	}
	require.Equal(t, []string{"talk", "offer-confirmation", "review-medications", "offer-naloxone", "overdose-education", "adjust-testing"}, steps)
	require.Contains(t, strings.Join(got.Notices, "\n"), "told what it is for")
}

func TestRespondInWords(t *testing.T) {
	o := invoke(t, "respond", "testdata/respond/unexpected.json")
	require.Equal(t, exitMet, o.status, o.stderr)
	for _, want := range []string{"positive, unexpected", "not tested", "offer a confirming test (counselor)", "A result informs care and decides nothing alone."} {
		require.Contains(t, o.stdout, want)
	}
}

func TestRespondToCollections(t *testing.T) {
	for collection, steps := range map[string][]string{ // any order: each alone
		"declined": {"talk", "recollect"}, "unable": {"change-matrix"}, "missed-excused": {"recollect"}, "missed-unexcused": {"recollect", "outreach"},
	} {
		got := responding(t, `{"asOf": "2026-11-23", "results": [{"id": "r1", "collected": "2026-11-20", "matrix": "urine", "collection": "`+collection+`"}]}`)
		require.Empty(t, got.Interpretation, collection)
		var have []string
		for _, s := range got.Steps {
			have = append(have, s.Step)
		}
		require.Equal(t, steps, have, collection)
	}
}

func TestRespondUnusable(t *testing.T) {
	for text, want := range map[string]string{ // any order: each alone
		`{}`: "asOf: is missing",
		`{"asOf": "2026-11-23", "results": [{"id": "r1", "collected": "2026-11-20", "reported": "2026-11-19", "matrix": "urine", "collection": "collected", "process": "presumptive", "panel": ["cocaine"]}]}`: "reported",
		`{"asOf": "2026-11-23", "medications": [{"substance": "methadone", "from": "2026-11-01", "until": "2026-10-01"}]}`:                                                                                     "until",
		`{"asOf": "2026-11-23", "policy": {"contactWithin": 99}}`: "contactWithin is out of range",
	} {
		o := invokeWith(t, text, nil, "respond", "-")
		require.Equal(t, exitUnusable, o.status, text)
		require.Contains(t, o.stderr, want)
	}
}

// TestRespondSamples compares the answers to the worked samples of
// docs/responding.md.
func TestRespondSamples(t *testing.T) {
	for _, name := range []string{"unexpected", "expected", "residual"} {
		o := invoke(t, "respond", "testdata/respond/"+name+".json")
		require.Equal(t, exitMet, o.status, o.stderr)
		golden(t, "respond/"+name+".txt", o.stdout)
	}
}
