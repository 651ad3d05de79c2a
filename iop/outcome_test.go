package iop_test

import (
	"testing"

	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
)

func TestOutcomeTextRoundTrips(t *testing.T) {
	// The words are those that design section 8 pins.
	requireRoundTrip(t, iop.Met, "met")
	requireRoundTrip(t, iop.NotMet, "not-met")
	requireRoundTrip(t, iop.Undetermined, "undetermined")
	requireRoundTrip(t, iop.NotApplicable, "not-applicable")
	requireRoundTrip(t, iop.NotInForce, "not-in-force")
}

func TestZeroOutcomeIsInvalid(t *testing.T) {
	var zero iop.Outcome
	require.Empty(t, zero.String())
	require.NotEqual(t, iop.Met, zero)
	require.Empty(t, iop.Outcome(200).String())
}

func TestBadOutcomeIsRefused(t *testing.T) {
	requireRefused[iop.Outcome](t, "is not an outcome; want met, not-met, undetermined, not-applicable or not-in-force",
		"", "Met", "failed", "pass", "notMet")
}

func TestSeverityTextRoundTrips(t *testing.T) {
	requireRoundTrip(t, iop.Note, "note")
	requireRoundTrip(t, iop.Warning, "warning")
	requireRoundTrip(t, iop.Error, "error")
	requireRefused[iop.Severity](t, "is not a severity; want note, warning or error", "", "Error", "fatal")
	require.Empty(t, iop.Severity(9).String())
}

func TestSeveritiesRise(t *testing.T) {
	require.Less(t, iop.Note, iop.Warning)
	require.Less(t, iop.Warning, iop.Error)
}

func TestZeroSeverityIsANote(t *testing.T) {
	var zero iop.Severity
	require.Equal(t, iop.Note, zero)
}

func TestStrengthTextRoundTrips(t *testing.T) {
	requireRoundTrip(t, iop.Must, "must")
	requireRoundTrip(t, iop.Typical, "typical")
	requireRoundTrip(t, iop.Guidance, "guidance")
	requireRefused[iop.Strength](t, "is not a strength; want must, typical or guidance", "", "Must", "mandatory", "should")
	require.Empty(t, iop.Strength(0).String())
	require.Empty(t, iop.Strength(9).String())
}

// Design section 4: must, typical, guidance set error, warning, note, and only
// a must that is not recalled can give an error.
func TestSeverityFollowsStrengthAndConfidence(t *testing.T) {
	tests := []struct {
		strength   iop.Strength
		confidence iop.Confidence
		want       iop.Severity
	}{
		{iop.Must, iop.Verified, iop.Error},
		{iop.Must, iop.Secondary, iop.Error},
		{iop.Must, iop.Recalled, iop.Warning},
		{iop.Typical, iop.Verified, iop.Warning},
		{iop.Typical, iop.Recalled, iop.Warning},
		{iop.Guidance, iop.Verified, iop.Note},
		{iop.Guidance, iop.Recalled, iop.Note},
		{0, iop.Verified, iop.Note},
	}
	for _, tt := range tests {
		t.Run(tt.strength.String()+" "+tt.confidence.String(), func(t *testing.T) {
			require.Equal(t, tt.want, tt.strength.Severity(tt.confidence))
			terms := iop.Terms{Strength: tt.strength, Source: iop.Source{Confidence: tt.confidence}}
			require.Equal(t, tt.want, terms.Severity())
		})
	}
}
