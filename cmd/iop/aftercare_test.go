package main

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAftercareInJSON(t *testing.T) {
	var got struct {
		Plan struct {
			Contacts    []struct{ On, Planned string }
			FirstInTime bool
			Ends        string
		}
		State *struct {
			Next     struct{ On string }
			Late     []struct{ On string }
			Attempts int
		}
		MissingContents []struct{ ID string }
	}
	o := invoke(t, "aftercare", "testdata/aftercare.json", "--format", "json")
	require.Equal(t, exitMet, o.status, o.stderr)
	require.NoError(t, json.Unmarshal([]byte(o.stdout), &got))
	require.Len(t, got.Plan.Contacts, 12)
	require.Equal(t, "2026-12-25", got.Plan.Contacts[0].Planned)
	require.Equal(t, "2026-12-29", got.Plan.Contacts[0].On, "the next Tuesday")
	require.Equal(t, "2027-01-05", got.Plan.Contacts[1].On)
	require.True(t, got.Plan.FirstInTime)
	require.Equal(t, "2027-01-12", got.State.Next.On)
	require.Len(t, got.State.Late, 1)
	require.Equal(t, "2027-01-05", got.State.Late[0].On)
	require.Equal(t, []struct{ ID string }{{"reporting-duties"}, {"housing"}}, got.MissingContents)
}

func TestAftercareInWords(t *testing.T) {
	o := invoke(t, "aftercare", "testdata/aftercare.json")
	require.Equal(t, exitMet, o.status, o.stderr)
	for _, want := range []string{"Aftercare, 12 contacts", "by 2027-01-01 at the latest; in time", "2027-01-05: nobody tried; reach out", "referral for housing"} {
		require.Contains(t, o.stdout, want)
	}
}

func TestAftercareUnusable(t *testing.T) {
	for text, want := range map[string]string{ // any order: each alone
		`{}`: "standard input:1: lastSession: is missing",
		`{"lastSession": "2026-12-18", "template": "weekly"}`:                           "template: is not a template of aftercare; want one of alumni-group",
		`{"lastSession": "2026-12-18", "admission": "2026-12-19"}`:                      "before the admission",
		`{"lastSession": "2026-12-18", "log": [{"kind": "call"}]}`:                      "log[0].on: is missing",
		`{"lastSession": "2026-12-18", "days": ["Funday"]}`:                             "days[0]",
		`{"lastSession": "2026-12-18", "log": [{"on": "2026-12-19", "reached": true}]}`: "reached",
	} {
		o := invokeWith(t, text, nil, "aftercare", "-")
		require.Equal(t, exitUnusable, o.status, text)
		require.Contains(t, o.stderr, want)
		require.Empty(t, o.stdout)
	}
}
