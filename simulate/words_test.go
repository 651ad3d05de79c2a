package simulate_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/openiop/openiop/simulate"
	"github.com/stretchr/testify/require"
)

func TestWords(t *testing.T) {
	want := []string{"completed", "transferred", "droppedOut", "terminated", "other"}
	for i, r := range simulate.Reasons() {
		require.Equal(t, want[i], r.String(), "the pinned keys of summary.json")
		back, err := simulate.ParseReason(r.String())
		require.NoError(t, err)
		require.Equal(t, r, back)
		var read simulate.Reason
		require.NoError(t, json.Unmarshal([]byte(asJSON(t, r)), &read))
		require.Equal(t, r, read)
	}
	_, err := simulate.ParseReason("gone")
	require.ErrorContains(t, err, "want completed, transferred, droppedOut, terminated or other")
	require.False(t, simulate.Reason(0).IsValid())
	require.Empty(t, simulate.Reason(9).String())
	seen := map[string]bool{}
	for _, m := range simulate.Measures() {
		require.NotEmpty(t, m.String())
		require.False(t, seen[m.String()])
		require.Contains(t, []string{"share", "days", "hours", "tests", "dollars"}, m.Unit())
		seen[m.String()] = true
	}
	require.Empty(t, simulate.Measure(99).String())
	require.Empty(t, simulate.Measure(99).Unit())
	require.Empty(t, simulate.EventKind(99).String())
}

// TestTheRecordSaysWhatAResultRestsOn: parameters with sources, assumptions,
// standards with fingerprints, readings.
func TestTheRecordSaysWhatAResultRestsOn(t *testing.T) {
	strict := everything("strict")
	strict.Comparator = &simulate.AbstinenceOnly{AfterPositive: 3}
	var models []*simulate.Model
	for _, d := range []simulate.Design{simulate.ReferenceDesign(), strict} {
		m, err := simulate.Prepare(d, simulate.DefaultParameters())
		require.NoError(t, err)
		models = append(models, m)
	}
	r := simulate.Record(5, 100, models...)
	require.Equal(t, simulate.EngineVersion, r.Engine)
	require.Equal(t, uint64(5), r.Seed)
	require.True(t, r.Designs[0].Reference)
	require.False(t, r.Designs[0].AbstinenceOnly)
	require.True(t, r.Designs[1].AbstinenceOnly)
	require.Equal(t, iop.StandardID("asam3-2.1-adult"), r.Designs[0].Standards[0].ID)
	s, ok := iop.Embedded().Lookup("asam3-2.1-adult", false)
	require.True(t, ok)
	require.Equal(t, s.Fingerprint(), r.Designs[0].Standards[0].Fingerprint)
	require.Equal(t, simulate.DefaultStart(), r.Designs[0].Start)
	require.NotEqual(t, r.Designs[0].Run, r.Designs[1].Run)
	require.Contains(t, r.Assumptions, "link")
	require.NotContains(t, r.Assumptions, "no-show")
	for _, p := range r.Parameters {
		require.True(t, p.Source.IsValid())
	}
	require.False(t, strings.Contains(asJSON(t, r), "null"), "nothing is left open")
}

// TestEverythingOfADesignBelongsToTheRun: another design, date, closed day,
// policy or parameter is another run.
func TestEverythingOfADesignBelongsToTheRun(t *testing.T) {
	base := func() simulate.Design { return everything("x") }
	seen := map[string]string{}
	for name, change := range map[string]func(d *simulate.Design){
		"nothing": func(*simulate.Design) {},
		"a start": func(d *simulate.Design) { d.Dates.Start = iop.MustDate(2026, 3, 2) },
		"a closed day": func(d *simulate.Design) {
			d.Dates.Closures = iop.NewClosures(iop.Closure{Date: simulate.DefaultStart().AddDays(7)})
		},
		"a change": func(d *simulate.Design) {
			d.Dates.Changes = []schedule.Change{{Date: simulate.DefaultStart().AddDays(1), Start: clock(9), Minutes: 60, Activity: iop.MustParseActivity("cbt")}}
		},
		"tests":       func(d *simulate.Design) { d.Tests.PerWeek = 1 },
		"make-ups":    func(d *simulate.Design) { d.MakeUps.PerWeek = 1 },
		"a policy":    func(d *simulate.Design) { d.Response.PatternDays = 60 },
		"rewards":     func(d *simulate.Design) { d.RewardWeeks = 7 },
		"reviews":     func(d *simulate.Design) { d.Reviews.EveryWeeks = 6 },
		"step-down":   func(d *simulate.Design) { d.StepDown.AttendancePercent = 70 },
		"aftercare":   func(d *simulate.Design) { d.Aftercare = "" },
		"a session":   func(d *simulate.Design) { d.Program.Blocks[0].End = clock(22) },
		"standards":   func(d *simulate.Design) { d.Standards = []iop.Standard{} },
		"a test gate": func(d *simulate.Design) { d.StepDown.TestGate = gate() },
	} {
		d := base()
		change(&d)
		m, err := simulate.Prepare(d, simulate.DefaultParameters())
		require.NoError(t, err, name)
		require.Empty(t, seen[m.RunID()], "%s and %s are the same run", name, seen[m.RunID()])
		seen[m.RunID()] = name
	}
	p, err := simulate.DefaultParameters().With("link", 0.4)
	require.NoError(t, err)
	m, err := simulate.Prepare(base(), p)
	require.NoError(t, err)
	require.Empty(t, seen[m.RunID()])
}

func gate() *careplan.TestGate {
	return &careplan.TestGate{Name: "house rule", Source: iop.Source{Locator: "invented", Confidence: iop.Supposed}, Days: 14}
}

// TestAProgramThatEndsClosed: where the last week has no session, the program
// ends with the last one that has, and is reviewed there.
func TestAProgramThatEndsClosed(t *testing.T) {
	d := evenings("a")
	for i := range 7 {
		d.Dates.Closures = d.Dates.Closures.With(iop.Closure{Date: simulate.DefaultStart().AddDays(77 + i)})
	}
	m, err := simulate.Prepare(d, simulate.DefaultParameters())
	require.NoError(t, err)
	s := m.Run(1, 0, 2000)
	completed := sum(s.Exits[0])
	require.Positive(t, completed)
	require.Equal(t, completed, s.Exits[0][75], "Friday of week 11 is day 74")
	reviews := int64(0)
	for _, n := range s.Reviews {
		reviews += n
	}
	require.Equal(t, completed, reviews)
}

// TestAStartWithinAWeek: what takes place before the admission is not offered.
func TestAStartWithinAWeek(t *testing.T) {
	d := evenings("a")
	d.Dates.Start = iop.MustDate(2026, 1, 8) // a Thursday
	m, err := simulate.Prepare(d, simulate.DefaultParameters())
	require.NoError(t, err)
	p := m.Trace(1, 3)
	for _, e := range p.Events {
		if e.Kind == simulate.SessionAttended || e.Kind == simulate.SessionMissed {
			require.Equal(t, 1, e.Day, "Friday")
			require.Equal(t, iop.MustDate(2026, 1, 9), e.Date)
			break
		}
	}
}
