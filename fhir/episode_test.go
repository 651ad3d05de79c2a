package fhir_test

import (
	"testing"

	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/fhir"
	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestEpisodeInFHIR(t *testing.T) {
	e := fhir.Episode{ID: "e1", Client: "p1", Level: iop.Level21, From: iop.MustDate(2026, 11, 2), Until: iop.MustDate(2027, 1, 29),
		End: &careplan.Transition{Reason: careplan.Transferred, Direction: careplan.Down, Planned: assessment.Yes, On: iop.MustDate(2027, 1, 29)}}
	const want = `{"resourceType":"EpisodeOfCare","id":"e1","extension":[` +
		`{"extension":[{"url":"reason","valueCodeableConcept":{"coding":[{"system":"https://openiop.org/fhir/transition-reason","code":"transferred"}],"text":"transferred"}},{"url":"direction","valueCode":"down"},{"url":"planned","valueCode":"yes"},{"url":"on","valueDate":"2027-01-29"}],"url":"https://openiop.org/fhir/StructureDefinition/transition"}],` +
		`"status":"finished","type":[{"coding":[{"system":"https://openiop.org/fhir/level-of-care","code":"2.1","display":"level 2.1, intensive outpatient"},` +
		`{"system":"http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets","code":"H0015"},{"system":"urn:samhsa:teds:SERVICES","code":"6"}],"text":"level 2.1, intensive outpatient"}],` +
		`"patient":{"reference":"Patient/p1"},"period":{"start":"2026-11-02","end":"2027-01-29"}}`
	e.Status = "finished"
	require.Equal(t, want, unlabelled(t, fhir.NewEpisodeOfCare(&e, fhir.Codes{}.WithLevels(fhir.LevelHCPCS, fhir.LevelTEDS))))
}

func drawEpisode(t *rapid.T) fhir.Episode {
	e := fhir.Episode{
		ID:     rapid.SampledFrom([]string{"", "e1", "episode no. 2"}).Draw(t, "id"),
		Client: rapid.SampledFrom([]string{"p1", "person 2"}).Draw(t, "client"),
		Status: rapid.SampledFrom([]string{"", "planned", "waitlist", "active", "onhold", "finished", "cancelled"}).Draw(t, "status"),
		Level:  rapid.SampledFrom([]iop.Level{0, iop.Level05, iop.Level1, iop.Level21, iop.Level25, iop.Level4}).Draw(t, "level"),
	}
	day := func(name string) (d iop.Date) {
		if n := rapid.IntRange(-100, 400).Draw(t, name); n >= 0 {
			d = iop.MustDate(2026, 1, 1).AddDays(n)
		}
		return d
	}
	e.From = day("from")
	if e.Until = day("until"); e.Until.Before(e.From) {
		e.Until = e.From
	}
	if rapid.Bool().Draw(t, "ended") {
		e.End = &careplan.Transition{
			Reason:    careplan.TransitionReason(rapid.IntRange(0, 12).Draw(t, "reason")),
			Direction: careplan.Direction(rapid.IntRange(0, 3).Draw(t, "direction")),
			Planned:   rapid.SampledFrom([]assessment.Ternary{assessment.Unknown, assessment.Yes, assessment.No}).Draw(t, "planned"),
			On:        day("on"),
		}
		if e.End.On.Before(e.From) {
			e.End.On = e.From
		}
	}
	return e
}

func TestAnyEpisodeThereAndBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := drawEpisode(t)
		r := parseAgain(t, fhir.NewEpisodeOfCare(&e, fhir.Codes{})).(*fhir.EpisodeOfCare)
		again, report := fhir.ReadEpisode(r, fhir.Codes{})
		require.Empty(t, report.Issues, report.String())
		require.Equal(t, e, again)
	})
}

// parseAgain writes a resource and reads it.
func parseAgain(t require.TestingT, r fhir.Resource) fhir.Resource {
	text, err := fhir.Export{}.Append(nil, r)
	require.NoError(t, err)
	requireR4(t, text)
	again, report, err := fhir.ParseResource(text, "again.json", fhir.ReadOptions{})
	require.NoError(t, err, report.String())
	require.Empty(t, report.Issues, report.String())
	return again
}

func TestEpisodeOfOthers(t *testing.T) {
	read := func(text string) (fhir.Episode, fhir.Report) {
		return fhir.ReadEpisode(parse(t, text).(*fhir.EpisodeOfCare), fhir.Codes{})
	}
	t.Run("TEDS says the level", func(t *testing.T) {
		e, report := read(`{"resourceType":"EpisodeOfCare","id":"x","status":"active","type":[{"coding":[{"system":"urn:samhsa:teds:SERVICES","code":"7"}]}],"patient":{"reference":"https://ehr.example.org/fhir/Patient/p7/_history/2"},"period":{"start":"2026-11-02T09:00:00-05:00"}}`)
		require.Empty(t, report.Issues)
		require.Equal(t, fhir.Episode{ID: "x", Client: "p7", Status: "active", Level: iop.Level1, From: iop.MustDate(2026, 11, 2)}, e)
	})
	t.Run("what is not known to the day is not used, and said", func(t *testing.T) {
		e, report := read(`{"resourceType":"EpisodeOfCare","id":"x","status":"finished","type":[{"text":"IOP"}],"patient":{"reference":"Patient/p7"},"period":{"start":"2026-11"}}`)
		require.Equal(t, fhir.Episode{ID: "x", Client: "p7", Status: "finished"}, e)
		require.Equal(t, []fhir.Issue{
			{Severity: fhir.Warning, Path: "EpisodeOfCare/x.period.start", What: "is not known to the day; it is not used"},
			{Severity: fhir.Warning, Path: "EpisodeOfCare/x.type", What: "holds no level of care in a code that is known"},
		}, report.Issues)
	})
	t.Run("entered in error", func(t *testing.T) {
		_, report := read(`{"resourceType":"EpisodeOfCare","status":"entered-in-error","patient":{"reference":"Patient/p7"}}`)
		require.Error(t, report.Err())
	})
}
