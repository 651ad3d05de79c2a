package fhir_test

import (
	"bytes"
	"testing"

	"github.com/openiop/openiop/fhir"
	"github.com/stretchr/testify/require"
)

var fuzzSeeds = []string{
	screen, session, drugTest,
	`{"resourceType":"CarePlan","contained":[{"resourceType":"Goal","id":"g1","lifecycleStatus":"active","description":{"text":"x"},"subject":{"reference":"Patient/p1"}}],"status":"active","intent":"plan","subject":{"reference":"Patient/p"},"goal":[{"reference":"#g1"}],"activity":[{"detail":{"status":"scheduled","scheduledTiming":{"repeat":{"boundsPeriod":{"start":"2026-11-02"},"frequency":1,"period":1,"periodUnit":"wk","dayOfWeek":["mon"],"timeOfDay":["09:00:00"]}}}}]}`,
	`{"resourceType":"Patient","id":"p1","name":[{"family":"x"}],"extension":[{"url":"a","valueHumanName":{"given":["y"]}}]}`,
	`{"resourceType":"QuestionnaireResponse","status":"completed","item":[{"linkId":"1","answer":[{"valueDecimal":1.50},{"valueCoding":{"code":"\u00e9"}}]}]}`,
	`{"resourceType":"Encounter","status":"finished","class":{"code":"AMB"},"period":{"start":"2026-11-02","end":"2026-11-02T12:00:00-05:00"}}`,
}

// What is read strictly can be written, and reads as the same again.
func FuzzParseResource(f *testing.F) {
	for _, s := range fuzzSeeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		r, report, err := fhir.ParseResource(data, "f.json", fhir.ReadOptions{MaxBytes: 1 << 16})
		_, _, _ = fhir.ParseResource(data, "f.json", fhir.ReadOptions{MaxBytes: 1 << 16, Lenient: true})
		if err != nil {
			require.GreaterOrEqual(t, report.Worst(), fhir.Error)
			require.Nil(t, r)
			return
		}
		out, err := fhir.Export{}.Append(nil, r)
		require.NoError(t, err)
		require.NotContains(t, string(out), "[]")
		again, report, err := fhir.ParseResource(out, "f.json", fhir.ReadOptions{})
		require.NoError(t, err, "%s\n%s", report.String(), out)
		twice, err := fhir.Export{}.Append(nil, again)
		require.NoError(t, err)
		require.Equal(t, string(out), string(twice))
	})
}

func FuzzReadBundle(f *testing.F) {
	for _, s := range fuzzSeeds {
		f.Add([]byte(`{"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"urn:uuid:1","resource":` + s + `},{"search":{"mode":"match"}}]}`))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		o := fhir.ReadOptions{MaxBytes: 1 << 16}
		b, report, err := fhir.ReadBundle(bytes.NewReader(data), "f.json", o)
		small, smallReport, smallErr := fhir.ReadBundle(&parts{string(data), 7}, "f.json", o)
		require.Equal(t, err == nil, smallErr == nil)
		require.Equal(t, report, smallReport)
		if err != nil {
			return
		}
		require.Equal(t, b, small)
		roster, _ := fhir.Sessions{Zone: zones}.Roster(b)
		_, _ = fhir.Sessions{Zone: zones}.Resources(&roster)
		_, _ = fhir.ReadPrograms(b, fhir.Codes{})
	})
}

func FuzzReadProgram(f *testing.F) {
	programs := realPrograms(f)
	for i := range programs {
		text, err := fhir.Export{}.Append(nil, fhir.NewPlanDefinition(&programs[i], fhir.Codes{}))
		require.NoError(f, err)
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		r, _, err := fhir.ParseResource(data, "f.json", fhir.ReadOptions{MaxBytes: 1 << 16})
		d, ok := r.(*fhir.PlanDefinition)
		if err != nil || !ok {
			return
		}
		p, report := fhir.ReadProgram(d, nil, fhir.Codes{})
		if report.Worst() >= fhir.Error {
			return
		}
		text, err := fhir.Export{}.Append(nil, fhir.NewPlanDefinition(&p, fhir.Codes{}))
		if err != nil {
			return // a text of the design is none that FHIR allows
		}
		again, report, err := fhir.ParseResource(text, "again.json", fhir.ReadOptions{})
		require.NoError(t, err, report.String())
		q, report := fhir.ReadProgram(again.(*fhir.PlanDefinition), nil, fhir.Codes{})
		require.Empty(t, report.Issues, report.String())
		require.Equal(t, p, q)
	})
}
