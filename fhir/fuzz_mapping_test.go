package fhir_test

import (
	"bytes"
	"testing"

	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/fhir"
	"github.com/stretchr/testify/require"
)

// FuzzReadCodes: codes that are read can be used, and a coding of theirs is
// found again.
func FuzzReadCodes(f *testing.F) {
	for _, s := range []string{
		`{"codes": [{"concept": "activity/cbt", "codings": [{"system": "https://example.org/codes", "code": "CBT"}]}]}`,
		`{"codes": [{"concept": "score/phq-9", "codings": []}]}`,
		`{"codes": [{"concept": "score/phq-9"}, {"concept": "score/phq-9"}]}`,
		`{"codes": [{"concept": "result/negative", "codings": [{"code": "N"}]}]}`,
		`{"codes": [{"concept": "diagnosis/opioid/mild", "codings": [{"system": "urn:x", "code": "a b", "display": "c"}]}]}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		codes, err := fhir.ReadCodes(bytes.NewReader(data), "codes.json")
		if err != nil {
			require.NotEmpty(t, err.Error())
			return
		}
		for _, k := range []fhir.Concept{"activity/cbt", "score/phq-9", "result/negative", "diagnosis/opioid/mild"} {
			c := codes.Concept(k, "text")
			require.Equal(t, "text", c.Text)
			require.Equal(t, len(c.Coding) > 0, codes.Is(&c, k))
		}
	})
}

// FuzzEntries reads a bundle entry by entry, in small parts, and as a whole:
// neither sees more than the other.
func FuzzEntries(f *testing.F) {
	for _, s := range fuzzSeeds {
		f.Add([]byte(`{"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"urn:uuid:1","resource":` + s + `},{"resource":{"resourceType":"Slot"}},{"search":{"mode":"match"}}]}`))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		o := fhir.ReadOptions{MaxBytes: 1 << 16}
		var entries []fhir.BundleEntry
		var streamErr error
		for e, err := range fhir.Entries(&parts{string(data), 5}, "f.json", o) {
			if err != nil {
				require.NoError(t, streamErr, "an error is the last")
				streamErr = err
				continue
			}
			require.Equal(t, len(entries), e.Index)
			entries = append(entries, e.BundleEntry)
		}
		b, _, err := fhir.ReadBundle(bytes.NewReader(data), "f.json", o)
		if err == nil {
			require.NoError(t, streamErr)
			require.Equal(t, len(b.Entry), len(entries))
			for i := range entries {
				require.Equal(t, b.Entry[i], entries[i])
			}
		}
	})
}

// mapped gives every resource to the reader of its mapping, alone: no other
// resource is there to be found.
func mapped(r fhir.Resource) (report fhir.Report) {
	alone, lib := fhir.Collection(r), assessment.Embedded()
	switch r := r.(type) {
	case *fhir.PlanDefinition:
		_, report = fhir.ReadProgram(r, nil, fhir.Codes{})
	case *fhir.HealthcareService:
		_, report = fhir.ReadService(r, fhir.Codes{})
	case *fhir.EpisodeOfCare:
		_, report = fhir.ReadEpisode(r, fhir.Codes{})
	case *fhir.QuestionnaireResponse:
		var a fhir.Answers
		a, report = fhir.ReadAnswers(r, lib, "")
		_, _ = a.Result(lib, assessment.Context{})
	case *fhir.Observation:
		_, report = fhir.ReadScore(r, lib, assessment.Context{})
		_, _ = fhir.ReadPanel(r, alone.Resolve, lib)
	case *fhir.DiagnosticReport, *fhir.Specimen:
		_, report = fhir.ReadDrugTests(alone, fhir.TestReading{})
	case *fhir.Condition:
		_, report = fhir.ReadDiagnosis(r, fhir.Codes{})
	case *fhir.CarePlan:
		_, report = fhir.ReadCarePlan(r, alone.Resolve, fhir.Codes{})
	case *fhir.ServiceRequest:
		_, report = fhir.ReadLevelRequest(r, fhir.Codes{})
		_, _ = fhir.ReadAftercare(r, alone, fhir.Codes{})
	case *fhir.Task:
		_, report = fhir.ReadStepDownTask(r)
	case *fhir.Slot, *fhir.Appointment, *fhir.Encounter:
		_, report = fhir.Sessions{Zone: zones}.Roster(alone)
		_, _ = fhir.Sessions{Zone: zones}.ReadOffered(alone)
	}
	return report
}

// FuzzReadMappings: whatever a resource says, its mapping is read without harm,
// and the report of it can be written.
func FuzzReadMappings(f *testing.F) {
	seen := make(map[string]int)
	for _, r := range allSamples(f) {
		if seen[r.ResourceType()]++; seen[r.ResourceType()] <= 4 {
			text, err := fhir.Export{}.WithoutPart2Labels().Append(nil, r)
			require.NoError(f, err)
			f.Add(text)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		r, _, err := fhir.ParseResource(data, "f.json", fhir.ReadOptions{MaxBytes: 1 << 16, Lenient: true})
		if err != nil {
			return
		}
		report := mapped(r)
		_, err = fhir.Export{}.Append(nil, report.Outcome())
		require.NoError(t, err)
	})
}
