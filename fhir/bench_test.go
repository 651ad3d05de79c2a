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
// them, a weekly PHQ-9 with its answers, a weekly screen of five classes, and
// episode, diagnosis, care plan, reviews and aftercare.
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
	out = append(out, fhir.NewEpisodeOfCare(&fhir.Episode{ID: "e1", Client: "p1", Level: iop.Level21, From: day}, fhir.Codes{}))
	record := clinicalYear(t)
	clinical, err := record.Resources(fhir.ClinicalReading{})
	require.NoError(t, err)
	return append(out, clinical...)
}

const drugTest = `{"resourceType":"Observation","status":"final","category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"laboratory"}]}],"code":{"coding":[{"system":"http://loinc.org","code":"14314-9"}]},"subject":{"reference":"Patient/p1"},"effectiveDateTime":"2026-11-02T10:00:00-05:00","valueCodeableConcept":{"coding":[{"system":"http://snomed.info/sct","code":"260385009"}]},"interpretation":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation","code":"NEG"}]}]}`

func BenchmarkYear(b *testing.B) {
	bundle := fhir.Collection(aYear(b)...)
	text, err := fhir.Export{}.AppendBundle(nil, bundle)
	require.NoError(b, err)
	var m map[string]any
	require.NoError(b, json.Unmarshal(text, &m))
	var out []byte
	read := func() error {
		_, _, err := fhir.ReadBundle(bytes.NewReader(text), "", fhir.ReadOptions{})
		return err
	}
	readMap := func() error {
		var m map[string]any
		return json.Unmarshal(text, &m)
	}
	write := func() (err error) {
		out, err = fhir.Export{}.AppendBundle(out[:0], bundle)
		return err
	}
	writeMap := func() error {
		_, err := json.Marshal(m)
		return err
	}
	for _, c := range []struct {
		name string
		do   func() error
	}{{"read", read}, {"read-encoding-json-map", readMap}, {"write", write}, {"write-encoding-json-map", writeMap}} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				if err := c.do(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("read-beside-encoding-json", func(b *testing.B) { beside(b, read, readMap) })
	b.Run("write-beside-encoding-json", func(b *testing.B) { beside(b, write, writeMap) })
}

// beside does one thing and then the other, over and over, so that what else the
// machine does falls on both, and reports how many times as long the other takes
// by the fastest turn of each.
func beside(b *testing.B, do, other func() error) {
	took := func(do func() error) time.Duration {
		begin := time.Now()
		if err := do(); err != nil {
			b.Fatal(err)
		}
		return time.Since(begin)
	}
	ours, theirs := time.Hour, time.Hour
	for b.Loop() {
		ours, theirs = min(ours, took(do)), min(theirs, took(other))
	}
	b.ReportMetric(float64(theirs)/float64(ours), "times-as-fast")
}
