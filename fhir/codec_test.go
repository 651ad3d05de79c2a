package fhir_test

import (
	"strings"
	"testing"

	"github.com/openiop/openiop/fhir"
	"github.com/stretchr/testify/require"
)

const screen = `{"resourceType":"Observation","id":"o1","status":"final","category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"survey"}]}],"code":{"coding":[{"system":"http://loinc.org","code":"75626-2"}]},"subject":{"reference":"Patient/p1"},"effectiveDateTime":"2026-11-02T09:00:00-05:00","valueQuantity":{"value":4.50,"unit":"{score}","system":"http://unitsofmeasure.org","code":"{score}"}}`

const session = `{"resourceType":"Appointment","status":"noshow","start":"2026-11-04T09:00:00-05:00","end":"2026-11-04T12:00:00-05:00","participant":[{"actor":{"reference":"Patient/p1"},"status":"accepted"}]}`

func parse(t testing.TB, text string) fhir.Resource {
	t.Helper()
	r, report, err := fhir.ParseResource([]byte(text), "test.json", fhir.ReadOptions{})
	require.NoError(t, err, report.String())
	return r
}

func unlabelled(t testing.TB, r fhir.Resource) string {
	t.Helper()
	out, err := fhir.Export{}.WithoutPart2Labels().Append(nil, r)
	require.NoError(t, err)
	return string(out)
}

func TestRoundTripOfBytes(t *testing.T) {
	for _, text := range []string{screen, session} {
		require.Equal(t, text, unlabelled(t, parse(t, text)))
	}
	o := parse(t, screen).(*fhir.Observation)
	require.Equal(t, "4.50", o.Value.(fhir.Quantity).Value.String())
	require.True(t, o.Code.Has(fhir.LOINC, "75626-2"))
}

func TestLabelsAreWritten(t *testing.T) {
	out, err := fhir.Export{}.Append(nil, parse(t, session))
	require.NoError(t, err)
	require.Equal(t, strings.Replace(session, `"status":"noshow"`,
		`"meta":{"security":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"42CFRPart2","display":"42 CFR Part2"},{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"ETH","display":"substance abuse information sensitivity"}]},"status":"noshow"`, 1), string(out))
}

// A byte order mark is no part of a resource; a bundle is no resource, and the
// error says what reads it.
func TestHowAResourceBegins(t *testing.T) {
	require.Equal(t, "Goal", parse(t, "\uFEFF"+`{"resourceType":"Goal","lifecycleStatus":"active","description":{"text":"x"},"subject":{"reference":"Patient/p1"}}`).ResourceType())
	_, _, err := fhir.ParseResource([]byte(`{"resourceType":"Bundle","type":"collection"}`), "b.json", fhir.ReadOptions{Lenient: true})
	require.ErrorContains(t, err, "b.json:1: Bundle is a bundle; read it with ReadBundle or Entries")
}
