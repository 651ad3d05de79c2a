package main

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestStepDownInJSON(t *testing.T) {
	var got struct {
		Outcome  string
		Criteria []struct {
			ID, State string
			Evidence  []string
			Source    map[string]any
		}
		Missing []string
	}
	o := invokeWith(t, "{}", nil, "stepdown", "-", "--format", "json")
	require.Equal(t, exitMet, o.status, o.stderr)
	require.NoError(t, json.Unmarshal([]byte(o.stdout), &got))
	require.Equal(t, "undetermined", got.Outcome)
	require.Len(t, got.Criteria, 11)
	for _, c := range got.Criteria {
		want := "unknown"
		if c.ID == "tests" {
			want = "information"
		}
		require.Equal(t, want, c.State, c.ID)
		require.NotNil(t, c.Evidence)
		require.Contains(t, got.Missing, c.ID)
	}
	o = invoke(t, "stepdown", "testdata/stepdown.json", "--format", "json")
	require.NoError(t, json.Unmarshal([]byte(o.stdout), &got))
	require.Equal(t, "supported", got.Outcome)
	require.Equal(t, []string{"tests"}, got.Missing)
}

func TestStepDownInWords(t *testing.T) {
	o := invoke(t, "stepdown", "testdata/stepdown.json")
	require.Equal(t, exitMet, o.status)
	require.Contains(t, o.stdout, "Stepping down is supported")
	require.Contains(t, o.stdout, "phq-9: 16 on 2026-09-07, 6 on 2026-11-16: better")
	require.Contains(t, o.stdout, "A clinician decides with the person.")
}

func TestStepDownUnusable(t *testing.T) {
	for text, want := range map[string]string{ // any order: each alone
		`{"goals": {"met": 3, "total": 2}}`: "standard input: goals: met is more than total",
		`[1]`:                               "standard input:1: is a list; want an object",
		`{"attendence": {}}`:                "attendence",
	} {
		o := invokeWith(t, text, nil, "stepdown", "-")
		require.Equal(t, exitUnusable, o.status)
		require.Contains(t, o.stderr, want)
		require.Empty(t, o.stdout)
	}
	require.Equal(t, exitUnusable, invoke(t, "stepdown", "testdata/none.json").status)
	require.Equal(t, exitUnusable, invoke(t, "stepdown", "-", "--format", "xml").status)
}
