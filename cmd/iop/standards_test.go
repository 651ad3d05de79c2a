package main

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
)

// listed gives the ids that "iop standards" lists as JSON.
func listed(t *testing.T, args ...string) (ids []string) {
	t.Helper()
	o := invoke(t, append([]string{"standards", "--json"}, args...)...)
	require.Equal(t, exitMet, o.status, o.stderr)
	var list struct {
		Standards []struct {
			Standard    struct{ ID string }
			Fingerprint string
		}
	}
	require.NoError(t, json.Unmarshal([]byte(o.stdout), &list))
	for _, s := range list.Standards {
		require.Len(t, s.Fingerprint, 64)
		ids = append(ids, s.Standard.ID)
	}
	return ids
}

func TestStandardsList(t *testing.T) {
	usual, all := listed(t), listed(t, "--all")
	require.Contains(t, usual, "va-license-2.1")
	require.NotContains(t, usual, "md-1-legacy")
	require.NotContains(t, usual, "az-iop-unverified")
	require.Contains(t, all, "md-1-legacy")
	require.Contains(t, all, "az-iop-unverified")
	require.True(t, slices.IsSorted(all))

	require.Equal(t, []string{"va-license-2.1", "va-medicaid-2.1-adolescent", "va-medicaid-2.1-adult", "va-medicaid-2.5"}, listed(t, "--jurisdiction", "us-va"))
	require.Equal(t, []string{"va-medicaid-2.5"}, listed(t, "--jurisdiction", "US-VA", "--level", "2.5"))
	require.NotContains(t, listed(t, "--population", "adult"), "asam3-2.1-adolescent")

	text := "\n" + invoke(t, "standards", "--all").stdout
	for _, id := range all {
		require.Contains(t, text, "\n"+id+" ", "each begins a line")
	}
	require.Contains(t, text, "RECALLED")
	require.Contains(t, text, "SUPERSEDED")
	require.Contains(t, invoke(t, "standards", "--jurisdiction", "XX").stdout, "No standard matches")
}

// TestEveryStandardInWords shows all embedded standards: each requirement has
// words, and no value of Go shows through.
func TestEveryStandardInWords(t *testing.T) {
	for s := range iop.Embedded().Select(iop.Query{All: true}) {
		t.Run(string(s.ID), func(t *testing.T) {
			o := invoke(t, "standards", string(s.ID))
			require.Equal(t, exitMet, o.status, o.stderr)
			require.NotContains(t, o.stdout, "%!")
			require.NotContains(t, o.stdout, "<nil>")
			require.NotRegexp(t, `\b1 (hours|days|weeks|sessions|people|minutes|clients)\b`, o.stdout)
			for _, d := range demands(&s.Requirements) {
				require.NotEmpty(t, d.text, d.kind)
				require.Equal(t, strings.TrimSpace(d.text), d.text)
			}
			require.Contains(t, o.stdout, s.Fingerprint())
			var j struct {
				Standard    json.RawMessage
				Fingerprint string
			}
			require.NoError(t, json.Unmarshal([]byte(invoke(t, "standards", "--json", string(s.ID)).stdout), &j))
			again, err := iop.ReadStandards("again", j.Standard)
			require.NoError(t, err)
			require.Equal(t, s.Fingerprint(), again[0].Fingerprint(), "the JSON reads back to the same standard")
			require.Equal(t, s.Fingerprint(), j.Fingerprint)
		})
	}
}

func TestStandardShown(t *testing.T) {
	golden(t, "standards/va-license-2.1.txt", invoke(t, "standards", "va-license-2.1").stdout)
	golden(t, "standards/md-1-legacy.txt", invoke(t, "standards", "md-1-legacy").stdout)
	golden(t, "standards/co-iop.txt", invoke(t, "standards", "co-iop").stdout)
	golden(t, "standards/ks-iop-adult-50.txt", invokeWith(t, "", map[string]string{"COLUMNS": "50"}, "standards", "ks-iop-adult").stdout)
	golden(t, "standards/list-us-va.txt", invoke(t, "standards", "--jurisdiction", "US-VA").stdout)
}
