package iop_test

import (
	"encoding/json"
	"testing"

	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
)

func TestConfidenceTextRoundTrips(t *testing.T) {
	requireRoundTrip(t, iop.Verified, "verified")
	requireRoundTrip(t, iop.Secondary, "secondary")
	requireRoundTrip(t, iop.Recalled, "recalled")
	requireRoundTrip(t, iop.Supposed, "supposed")
	requireRefused[iop.Confidence](t, "is not a confidence; want verified, secondary, recalled or supposed", "", "Verified", "sure")
}

func TestZeroConfidenceIsInvalid(t *testing.T) {
	require.False(t, iop.Confidence(0).IsValid())
	require.Empty(t, iop.Confidence(0).String())
	require.False(t, iop.Confidence(5).IsValid())
	require.Empty(t, iop.Confidence(5).String())
}

func TestSourceIsValid(t *testing.T) {
	read := iop.MustDate(2026, 11, 23)
	tests := []struct {
		name   string
		source iop.Source
		want   bool
	}{
		{"read and located", iop.Source{Locator: "s. 1", Read: read, Confidence: iop.Verified}, true},
		{"read in an account of it", iop.Source{Locator: "s. 1", Read: read, Confidence: iop.Secondary}, true},
		{"recalled, so nobody read it", iop.Source{Locator: "s. 1", Confidence: iop.Recalled}, true},
		{"a caller's what-if", iop.Source{Locator: "supposed", Confidence: iop.Supposed}, true},
		{"verified without the day it was read", iop.Source{Locator: "s. 1", Confidence: iop.Verified}, false},
		{"secondary without the day it was read", iop.Source{Locator: "s. 1", Confidence: iop.Secondary}, false},
		{"without a place in the text", iop.Source{Read: read, Confidence: iop.Verified}, false},
		{"without a confidence", iop.Source{Locator: "s. 1", Read: read}, false},
		{"nothing at all", iop.Source{}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { require.Equal(t, tt.want, tt.source.IsValid()) })
	}
}

func TestSourceJSONHasTheKeysOfTheDesign(t *testing.T) {
	s := iop.Source{Authority: "Virginia DMAS", Locator: "12VAC30-130-5090(A)", URL: "https://law.lis.virginia.gov/", Read: iop.MustDate(2026, 11, 23), Confidence: iop.Verified}
	require.JSONEq(t, `{"authority": "Virginia DMAS", "locator": "12VAC30-130-5090(A)", "url": "https://law.lis.virginia.gov/",
		"read": "2026-11-23", "confidence": "verified"}`, string(mustMarshal(t, s)))
	var back iop.Source
	require.NoError(t, json.Unmarshal(mustMarshal(t, s), &back))
	require.Equal(t, s, back)
}
