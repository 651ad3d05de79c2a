package fhir_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/openiop/openiop/fhir"
	"github.com/openiop/openiop/schedule"
)

// marker is what a report must not repeat.
const marker = "Ms Smith"

// eachText puts the marker into one text of a value of JSON after the other,
// and calls check each time. Ids are opaque and stay.
func eachText(v any, set func(any), check func()) {
	switch v := v.(type) {
	case map[string]any:
		for _, k := range slices.Sorted(maps.Keys(v)) {
			if k != "id" && k != "reference" && k != "resourceType" && k != "meta" {
				eachText(v[k], func(x any) { v[k] = x }, check)
			}
		}
	case []any:
		for i := range v {
			eachText(v[i], func(x any) { v[i] = x }, check)
		}
	case string:
		set(marker)
		check()
		set(v)
	}
}

// noReportRepeats reads a bundle with the marker in every text, one after the
// other, and gives how many there were.
func noReportRepeats(t *testing.T, resources []fhir.Resource, use func(*fhir.Bundle) []fhir.Report) (texts int) {
	text, err := fhir.Export{}.AppendBundle(nil, fhir.Collection(resources...))
	require.NoError(t, err)
	var tree any
	require.NoError(t, json.Unmarshal(text, &tree))
	eachText(tree, func(any) {}, func() {
		texts++
		data, err := json.Marshal(tree)
		require.NoError(t, err)
		b, report, err := fhir.ReadBundle(bytes.NewReader(data), "bundle.json", fhir.ReadOptions{Lenient: true})
		require.NotContains(t, report.String(), marker)
		if err != nil {
			require.NotContains(t, err.Error(), marker)
			return
		}
		for _, report := range use(b) {
			require.NotContains(t, report.String(), marker)
		}
	})
	return texts
}

// Whatever somebody writes into a text or a code of a record, no report repeats
// it.
func TestReportsHoldNoTextOfARecord(t *testing.T) {
	record := aRecord(t)
	resources, err := record.Resources(fhir.ClinicalReading{})
	require.NoError(t, err)
	first := resources[:14] // one of each kind; the rest are further contacts
	require.Greater(t, noReportRepeats(t, first, func(b *fhir.Bundle) []fhir.Report {
		_, report := fhir.ReadClinical(b, fhir.ClinicalReading{})
		return []fhir.Report{report}
	}), 150)
}

// Whatever somebody writes into a text or a code of a design, a session or an
// episode, no report repeats it.
func TestReportsHoldNoTextOfASchedule(t *testing.T) {
	s := fhir.Sessions{Zone: zones, Local: newYork(t)}
	read := func(b *fhir.Bundle) (reports []fhir.Report) {
		_, r := fhir.ReadPrograms(b, fhir.Codes{})
		reports = append(reports, r)
		_, r = s.Roster(b)
		reports = append(reports, r)
		_, r = s.ReadOffered(b)
		reports = append(reports, r)
		for i := range b.Entry {
			switch v := b.Entry[i].Resource.(type) {
			case *fhir.EpisodeOfCare:
				_, r = fhir.ReadEpisode(v, fhir.Codes{})
			case *fhir.HealthcareService:
				_, r = fhir.ReadService(v, fhir.Codes{})
			default:
				continue
			}
			reports = append(reports, r)
		}
		return reports
	}

	t.Run("designs and what they offer", func(t *testing.T) {
		for i, p := range realPrograms(t) {
			if i%8 != 0 && p.ID != "recovery-road-iop" { // whose blocks differ by phase
				continue
			}
			dated := slices.DeleteFunc(expanded(t, &p), func(d schedule.Session) bool { return d.Starts.IsZero() || d.Ends.IsZero() })
			offered, _ := s.Offered("p1", slices.Values(dated[:min(2, len(dated))]))
			require.Greater(t, noReportRepeats(t, append(fhir.ProgramResources(&p, fhir.Codes{}), offered...), read), 50)
		}
	})

	t.Run("rosters", func(t *testing.T) {
		f, err := os.Open(filepath.Join("..", "schedule", "testdata", "rosters", "roster.json"))
		require.NoError(t, err)
		defer f.Close()
		roster, err := schedule.ReadRosterJSON(f, "roster.json", schedule.RosterFormat{})
		require.NoError(t, err)
		roster.Rows = roster.Rows[:min(4, len(roster.Rows))]
		for seed := range 6 {
			roster.Rows = append(roster.Rows, rapid.Custom(drawRow).Example(seed))
		}
		out, _ := s.Resources(&roster)
		require.Greater(t, noReportRepeats(t, out, read), 50)
	})

	t.Run("episodes", func(t *testing.T) {
		for seed := range 6 {
			e := rapid.Custom(drawEpisode).Example(seed)
			require.Greater(t, noReportRepeats(t, []fhir.Resource{fhir.NewEpisodeOfCare(&e, fhir.Codes{})}, read), 5)
		}
	})
}
