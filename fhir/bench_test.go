package fhir_test

import (
	"bytes"
	"encoding/json"
	"testing"
	"time"

	"github.com/openiop/openiop/fhir"
	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/stretchr/testify/require"
)

// aYear gives a year of one person: three groups a week with what became of
// them, a weekly score and a weekly test.
func aYear(t testing.TB) []fhir.Resource {
	var r schedule.Roster
	day := iop.MustDate(2026, time.January, 5)
	for week := range 52 {
		for _, d := range []int{0, 2, 4} {
			r.Rows = append(r.Rows, schedule.RosterRow{
				Session: "s-" + day.AddDays(7*week+d).String(), Client: "p1", Date: day.AddDays(7*week + d),
				Start: schedule.NewClock(9, 0), End: schedule.NewClock(12, 0), Zone: "America/New_York",
				Activity: iop.MustParseActivity("process-group"), Title: "Process group", Status: schedule.Attended, Delivery: schedule.InPerson,
			})
		}
	}
	out, report := fhir.Sessions{Zone: zones}.Resources(&r)
	require.Empty(t, report.Issues)
	for range 52 {
		out = append(out, parse(t, screen), parse(t, drugTest))
	}
	return out
}

const drugTest = `{"resourceType":"Observation","status":"final","category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"laboratory"}]}],"code":{"coding":[{"system":"http://loinc.org","code":"14314-9"}]},"subject":{"reference":"Patient/p1"},"effectiveDateTime":"2026-11-02T10:00:00-05:00","valueCodeableConcept":{"coding":[{"system":"http://snomed.info/sct","code":"260385009"}]},"interpretation":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation","code":"NEG"}]}]}`

func BenchmarkYear(b *testing.B) {
	bundle := fhir.Collection(aYear(b)...)
	text, err := fhir.Export{}.AppendBundle(nil, bundle)
	require.NoError(b, err)
	b.Run("read", func(b *testing.B) {
		b.ReportAllocs()
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			if _, _, err := fhir.ReadBundle(bytes.NewReader(text), "", fhir.ReadOptions{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("read-encoding-json-map", func(b *testing.B) {
		b.ReportAllocs()
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			var m map[string]any
			if err := json.Unmarshal(text, &m); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("write", func(b *testing.B) {
		b.ReportAllocs()
		b.SetBytes(int64(len(text)))
		var out []byte
		for b.Loop() {
			if out, err = (fhir.Export{}).AppendBundle(out[:0], bundle); err != nil {
				b.Fatal(err)
			}
		}
	})
	var m map[string]any
	require.NoError(b, json.Unmarshal(text, &m))
	b.Run("write-encoding-json-map", func(b *testing.B) {
		b.ReportAllocs()
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			if _, err := json.Marshal(m); err != nil {
				b.Fatal(err)
			}
		}
	})
}
