package careplan_test

import (
	"strings"
	"testing"

	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
)

var jurisdictions = []string{"US-UT", "US-WI", "US-KY", "US-NH", "US-OK"}

// TestOverlaysOnlyAdd is invariant (m): on every set of up to two signals an
// overlay leaves every step of the policy as it is, and what it adds is one of
// the closed set. It fails if steps() took o.steps in the place of the rules.
func TestOverlaysOnlyAdd(t *testing.T) {
	for _, j := range jurisdictions {
		for a := range careplan.SignalCount {
			for b := range a + 1 {
				set := uint64(1<<a | 1<<b)
				plain := careplan.StepsFor(careplan.DefaultPolicy(), asOf, set)
				with := careplan.StepsFor(careplan.DefaultPolicy(), asOf, set, j)
				require.Subset(t, with, plain, "%s %b", j, set)
				for _, s := range with {
					require.True(t, s.Kind.IsValid())
				}
			}
		}
	}
}

// TestNoticesByJurisdiction: the rules of facts/drug-testing.md, section 1.
func TestNoticesByJurisdiction(t *testing.T) {
	for _, c := range []struct {
		jurisdiction, signal string
		n                    int
		mentions             string
	}{
		{"US-UT", "negative-expected", 3, "told what it is for"},
		{"US-UT", "positive-presumptive", 5, "admits the use or it is confirmed"},
		{"US-UT", "positive-confirmed", 4, "Recorded conflict"},
		{"US-WI", "positive-confirmed", 1, "not the sole criterion for a discharge"},
		{"US-KY", "negative-unexpected", 3, "counts an absent program medication"},
		{"US-KY", "negative-expected", 2, "reviews results each month"},
		{"US-NH", "positive-presumptive", 2, "confirmed by a certified laboratory"},
		{"US-OK", "negative-expected", 1, "eight random tests a year"},
		{"US-TX", "positive-confirmed", 0, ""},
		{"", "positive-confirmed", 0, ""},
	} {
		list := careplan.NoticesFor(careplan.SignalNamed(c.signal), c.jurisdiction)
		require.Len(t, list, c.n, "%s %s", c.jurisdiction, c.signal)
		var all []string
		for _, n := range list {
			all = append(all, n.Text)
			require.True(t, n.Source.IsValid())
			require.Equal(t, iop.Verified, n.Source.Confidence)
		}
		require.Contains(t, strings.Join(all, "\n"), c.mentions)
	}
}
