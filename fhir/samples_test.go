package fhir_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/fhir"
	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// samples are resources of every kind that the package writes, the same ones in
// every run: those of real designs, rosters and records, and drawn ones.
type samples struct {
	t         testing.TB
	resources []fhir.Resource
}

func (s *samples) add(resources ...fhir.Resource) { s.resources = append(s.resources, resources...) }

// sampled draws n values, and gives the resources of each.
func sampled[V any](s *samples, n int, draw func(*rapid.T) V, write func(V) ([]fhir.Resource, error)) {
	g := rapid.Custom(draw)
	for seed := range n {
		out, err := write(g.Example(seed))
		require.NoError(s.t, err)
		s.add(out...)
	}
}

func one[R fhir.Resource](r R, err error) ([]fhir.Resource, error) { return []fhir.Resource{r}, err }

func allSamples(t testing.TB) []fhir.Resource {
	s := &samples{t: t}
	s.schedules()
	s.scores()
	s.records()
	s.outcomes()
	return s.resources
}

func (s *samples) schedules() {
	mapped := fhir.Codes{}.WithLevels(fhir.LevelHCPCS, fhir.LevelTEDS)
	sessions := fhir.Sessions{Zone: zones, Local: newYork(s.t)}
	for _, p := range realPrograms(s.t) {
		s.add(fhir.ProgramResources(&p, mapped)...)
		dated := slices.DeleteFunc(expanded(s.t, &p), func(d schedule.Session) bool { return d.Starts.IsZero() || d.Ends.IsZero() })
		for _, client := range []string{"", "p1"} {
			out, report := sessions.Offered(client, slices.Values(dated[:min(5, len(dated))]))
			require.Empty(s.t, report.Issues)
			s.add(out...)
		}
	}
	f, err := os.Open(filepath.Join("..", "schedule", "testdata", "rosters", "roster.json"))
	require.NoError(s.t, err)
	defer f.Close()
	roster, err := schedule.ReadRosterJSON(f, "roster.json", schedule.RosterFormat{})
	require.NoError(s.t, err)
	for seed := range 40 {
		roster.Rows = append(roster.Rows, rapid.Custom(drawRow).Example(seed))
	}
	out, report := sessions.Resources(&roster)
	require.Empty(s.t, report.Issues)
	s.add(out...)
	sampled(s, 30, drawEpisode, func(e fhir.Episode) ([]fhir.Resource, error) { return one(fhir.NewEpisodeOfCare(&e, mapped), nil) })
}

// scores are answers to and scores of every instrument: complete, and drawn
// with gaps.
func (s *samples) scores() {
	lib := assessment.Embedded()
	for in := range lib.All(true) {
		complete := fhir.Answers{ID: "complete", Client: "p1", At: moment(s.t, "2026-11-02T09:00:00-05:00"), Instrument: in.ID, Version: in.Version}
		for i := range in.Items {
			allowed := in.Allowed
			if in.Items[i].Allowed != nil {
				allowed = *in.Items[i].Allowed
			}
			complete.Answers.Values = append(complete.Answers.Values, assessment.Answer(allowed.Min))
		}
		s.answered(lib, complete)
		for seed := range 3 {
			s.answered(lib, rapid.Custom(func(t *rapid.T) fhir.Answers { return drawAnswered(t, lib, []string{in.ID}) }).Example(seed))
		}
	}
}

func (s *samples) answered(lib *assessment.Library, a fhir.Answers) {
	q, err := fhir.NewQuestionnaireResponse(&a, lib)
	require.NoError(s.t, err)
	score, err := a.Score(lib, assessment.Context{}, fhir.To("QuestionnaireResponse", a.ID))
	require.NoError(s.t, err)
	o, err := fhir.NewScoreObservation(&score, lib, fhir.Codes{})
	require.NoError(s.t, err)
	s.add(q, o)
}

// records are drug tests, diagnoses, plans, changes of level, step-down reviews
// and aftercare.
func (s *samples) records() {
	record := aRecord(s.t)
	out, err := record.Resources(fhir.ClinicalReading{})
	require.NoError(s.t, err)
	s.add(out...)
	for seed := range 40 {
		s.add(testResources(s.t, rapid.Custom(drawResult).Example(seed)).All()...)
	}
	for seed := range 60 {
		d := rapid.Custom(drawDiagnosis).Example(seed)
		if c, err := fhir.NewCondition(&d, fhir.Codes{}); err == nil { // else there is no disorder
			s.add(c)
		}
	}
	sampled(s, 30, drawPlan, func(p fhir.PersonPlan) ([]fhir.Resource, error) {
		r, err := fhir.NewCarePlan(&p, fhir.Codes{})
		require.NoError(s.t, err)
		return r.All(), err
	})
	sampled(s, 10, drawLevelOrder, func(o fhir.LevelOrder) ([]fhir.Resource, error) { return one(fhir.NewLevelRequest(&o, fhir.Codes{})) })
	for _, r := range stepDownReviews(s.t) {
		task, err := fhir.NewStepDownTask(&r)
		require.NoError(s.t, err)
		s.add(task)
	}
	sampled(s, 6, drawAftercare, func(a fhir.AftercareRecord) ([]fhir.Resource, error) {
		r, err := fhir.NewAftercare(&a, fhir.Codes{})
		require.NoError(s.t, err)
		return r.All(), err
	})
}

// outcomes are findings, and reports of reading.
func (s *samples) outcomes() {
	s.add(fhir.OutcomeOf(shortWeek()), fhir.OutcomeOf(iop.Report{}))
	for _, p := range realPrograms(s.t) {
		s.add(fhir.OutcomeOf(schedule.Check(&p, schedule.Options{})))
	}
	for _, text := range []string{screen, screen[:60], apt(`"stat":"x"`)} {
		_, report, _ := fhir.ParseResource([]byte(text), "f.json", fhir.ReadOptions{})
		s.add(report.Outcome())
	}
}

// TestSamples validates the samples, alone and as bundles. With
// OPENIOP_FHIR_SAMPLES it also writes them into that folder, a file for each, and
// mutants into its folder odd, for the oracles of npm: see oracles/README.md.
func TestSamples(t *testing.T) {
	dir := os.Getenv("OPENIOP_FHIR_SAMPLES")
	counts := make(map[string]int)
	keep := func(name string, text []byte, err error) {
		require.NoError(t, err)
		requireR4(t, text)
		counts[name]++
		if dir != "" {
			require.NoError(t, os.WriteFile(filepath.Join(dir, fmt.Sprintf("%s-%04d.json", name, counts[name])), text, 0o600))
		}
	}
	if dir != "" {
		require.NoError(t, os.MkdirAll(filepath.Join(dir, "odd"), 0o700))
	}
	exports := []fhir.Export{{}, fhir.Export{}.WithLabels(fhir.AlcoholLabel(), fhir.OpioidLabel()), fhir.Export{}.WithoutPart2Labels()}
	all := allSamples(t)
	for i, r := range all {
		text, err := exports[i%len(exports)].Append(nil, r)
		keep(r.ResourceType(), text, err)
	}
	for part := range slices.Chunk(all, 200) {
		text, err := fhir.Export{}.AppendBundle(nil, fhir.Collection(part...))
		keep("Bundle", text, err)
	}
	if dir != "" {
		for i, text := range oddOnes(t) {
			require.NoError(t, os.WriteFile(filepath.Join(dir, "odd", fmt.Sprintf("%04d.json", i)), text, 0o600))
		}
	}
	t.Log(counts)
	require.Len(t, counts, 20, "every type that the package has, and bundles")
}
