package simulate_test

import (
	"encoding/json"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/openiop/openiop/simulate"
	"github.com/stretchr/testify/require"
)

const manyPeople = 400_000

func run(t testing.TB, d simulate.Design, p simulate.Parameters, people int64) simulate.Results {
	t.Helper()
	s, err := simulate.Simulate(d, p, 20261129, 0, people)
	require.NoError(t, err)
	return s.Results()
}

// TestCalibrationTargets holds the default parameters on the reference design
// against the published numbers that they are made from. The tolerance is what
// rounding and the fit of the derived numbers leave open, and Monte Carlo error
// (about 0.001 for a share of 400,000 people).
func TestCalibrationTargets(t *testing.T) {
	r := run(t, simulate.ReferenceDesign(), simulate.DefaultParameters(), manyPeople)
	stay, ok := r.MedianStay()
	require.True(t, ok)
	of := func(k simulate.Reason) float64 {
		days, ok := r.MedianStayOf(k)
		require.True(t, ok)
		return days
	}
	for _, c := range []struct {
		what                  string
		source                string
		got, want, tolerances float64
	}{
		{"completed", "D01 (C01: 0.3768 of all ages)", r.Reason(simulate.Completed).Value, 0.373, 0.004},
		{"transferred", "D01 (C01: 0.1786)", r.Reason(simulate.Transferred).Value, 0.183, 0.004},
		{"dropped out", "D01 (C01: 0.2321)", r.Reason(simulate.DroppedOut).Value, 0.240, 0.004},
		{"terminated", "D01 (C01: 0.1400)", r.Reason(simulate.Terminated).Value, 0.139, 0.004},
		{"other", "D01 (C01: 0.0725)", r.Reason(simulate.OtherEnd).Value, 0.065, 0.004},
		{"median stay", "D01 check: 39.7, C02: 41", stay.Value, 40, 1},
		{"median stay, completed", "C02", of(simulate.Completed), 50, 1},
		{"median stay, transferred", "C02", of(simulate.Transferred), 42, 1},
		{"median stay, dropped out", "C02", of(simulate.DroppedOut), 26, 1},
		{"median stay, terminated", "C02", of(simulate.Terminated), 36, 1},
		{"median stay, other", "C02", of(simulate.OtherEnd), 36, 1},
		{"mean stay", "D01 check: 71", r.MeanStay().Value, 71, 1},
		{"there at 14 days", "D01 check", r.Retention(14).Value, 0.82, 0.006},
		{"there at 30 days", "D01 check", r.Retention(30).Value, 0.60, 0.006},
		{"there at 60 days", "D01 check", r.Retention(60).Value, 0.35, 0.006},
		{"there at 90 days", "D01 check", r.Retention(90).Value, 0.23, 0.006},
		{"returned to use by 20 days", "C17, D02", r.Relapse(20).Value, 0.22, 0.005},
		{"returned to use by 90 days", "D02 check", r.Relapse(90).Value, 0.43, 0.005},
		{"returned to use by 365 days", "D02 check", r.Relapse(365).Value, 0.52, 0.005},
		{"returned to use by 18 months", "C17", r.Relapse(548).Value, 0.53, 0.005},
		{"came back by 18 months", "C17", r.Reentry(548).Value, 0.26, 0.004},
		{"sessions attended", "C04: 0.374 missed", r.Attendance().Value, 1 - 0.374, 0.004},
		{"early tests positive", "C08, D04: mean of alpha and beta", r.EarlyPositive(), 0.2797, 0.008},
		{"cost of a week", "C21", r.Cost().Value / r.MeanStay().Value * 7, 462, 0.5},
	} {
		require.InDelta(t, c.want, c.got, c.tolerances, "%s (%s)", c.what, c.source)
	}
}

// TestMeansOfTimes holds the mean times of C17 among those who returned to use
// and to treatment within the 18 months.
func TestMeansOfTimes(t *testing.T) {
	r := run(t, simulate.ReferenceDesign(), simulate.DefaultParameters(), manyPeople)
	meanDay := func(list []int64) float64 {
		sum, n := 0.0, 0.0
		for day, x := range list {
			sum += (float64(day) - 0.5) * float64(x) // a day is reached at its end
			n += float64(x)
		}
		return sum / n
	}
	require.InDelta(t, 58, meanDay(r.Summary().Relapses), 3, "C17: 58 days; D02 has 58.8")
	require.InDelta(t, 170, meanDay(r.Summary().Reentries), 3, "C17: 170 days")
}

// TestMarginsDoNotMoveWithLinks: frailty and the link between a person's traits
// are assumptions, and the published margins hold whatever they are.
func TestMarginsDoNotMoveWithLinks(t *testing.T) {
	for name, set := range map[string]map[string]float64{
		"no frailty":     {"frailty-variance": 0},
		"much frailty":   {"frailty-variance": 2},
		"no link":        {"link": 0},
		"a strong link":  {"link": 0.9},
		"people alike":   {"absence-spread": 0},
		"all unmeasured": nil,
	} {
		p := simulate.DefaultParameters()
		if set == nil {
			p = p.WithoutAssumptions()
		}
		for id, v := range set {
			var err error
			p, err = p.With(id, v)
			require.NoError(t, err)
		}
		r := run(t, simulate.ReferenceDesign(), p, 150_000)
		require.InDelta(t, 0.240, r.Reason(simulate.DroppedOut).Value, 0.006, name)
		require.InDelta(t, 0.60, r.Retention(30).Value, 0.007, name)
		require.InDelta(t, 0.23, r.Retention(90).Value, 0.007, name)
		require.InDelta(t, 0.53, r.Relapse(548).Value, 0.007, name)
		require.InDelta(t, 0.626, r.Attendance().Value, 0.006, name)
		require.InDelta(t, 0.28, r.EarlyPositive(), 0.012, name)
	}
}

// TestLinkPointsTheRightWay: people with positive tests and absences leave
// sooner (C09: a positive test at intake goes with half the success or less).
func TestLinkPointsTheRightWay(t *testing.T) {
	m, err := simulate.Prepare(simulate.ReferenceDesign(), simulate.DefaultParameters())
	require.NoError(t, err)
	var stay, absent, relapsed [2]float64
	var n [2]float64
	for person := range int64(4000) {
		p := m.Trace(5, person)
		group := 0
		if p.Positive > 0.5 {
			group = 1
		}
		n[group]++
		absent[group] += p.Absence
		for _, e := range p.Events {
			switch e.Kind {
			case simulate.Discharged:
				if e.Reason == simulate.DroppedOut {
					stay[group]++
				}
			case simulate.ReturnedToUse:
				relapsed[group]++
			}
		}
	}
	require.Greater(t, stay[1]/n[1], 1.2*stay[0]/n[0], "drop out more")
	require.Greater(t, absent[1]/n[1], 1.2*absent[0]/n[0], "miss more sessions")
	require.Greater(t, relapsed[1]/n[1], 1.2*relapsed[0]/n[0], "return to use more")
}

// calibrationData is data/calibration.json of the project without its wording: facts that were read
// in published sources on 23 November 2026, each with its citation. TEDS files
// are public domain of the US government.
type calibrationData struct {
	Calibration []struct {
		ID    string `json:"id"`
		URL   string `json:"url"`
		Value any    `json:"value"`
	} `json:"calibration"`
	Derived []struct {
		ID     string `json:"id"`
		Values any    `json:"values"`
	} `json:"derived"`
	Gaps []struct {
		ID string `json:"id"`
	} `json:"gaps"`
}

func readCalibration(t *testing.T) (c calibrationData) {
	t.Helper()
	data, err := os.ReadFile("testdata/calibration.json")
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(data, &c))
	return c
}

// TestEveryParameterHasItsSource: every number stands in the calibration data
// under the entries that it names, or is labelled as an assumption.
func TestEveryParameterHasItsSource(t *testing.T) {
	c := readCalibration(t)
	known := map[string]any{}
	for _, e := range c.Calibration {
		known[e.ID] = e.Value
	}
	for _, e := range c.Derived {
		known[e.ID] = e.Values
	}
	for _, e := range c.Gaps {
		known[e.ID] = nil
	}
	// Numbers that are no entry as it stands: the program effect is 0 for the
	// average program, the middle of the two trials of C15 is 0.315, and the effect
	// after three months stands in the note of C10.
	computed := []string{"program-effect", "checkup-reentry", "reward-abstinence-3-months"}
	for p := range simulate.DefaultParameters().All() {
		require.True(t, p.Source.IsValid(), p.ID)
		require.True(t, p.Spread.IsStated(), p.ID)
		require.GreaterOrEqual(t, p.Value, p.Min, p.ID)
		require.LessOrEqual(t, p.Value, p.Max, p.ID)
		found := false
		for _, ref := range p.Refs {
			v, ok := known[ref]
			require.True(t, ok, "%s refers to %s, which is no entry", p.ID, ref)
			found = found || holds(v, p.Value)
		}
		switch {
		case p.Assumption:
			require.Equal(t, "supposed", p.Source.Confidence.String(), p.ID)
		case slices.Contains(computed, p.ID):
		default:
			require.NotEmpty(t, p.Refs, p.ID)
			require.True(t, found, "%s is %v, which none of %s says", p.ID, p.Value, strings.Join(p.Refs, ", "))
			require.NotEmpty(t, p.Source.URL, p.ID)
		}
	}
}

// holds reports whether a number stands in an entry.
func holds(v any, x float64) bool {
	switch v := v.(type) {
	case float64:
		return math.Abs(v-x) < 1e-9
	case []any:
		return slices.ContainsFunc(v, func(e any) bool { return holds(e, x) })
	case map[string]any:
		for _, e := range v { // any order: a search
			if holds(e, x) {
				return true
			}
		}
	}
	return false
}

// TestHoursActAtZero: twice the hours change hours and nothing else (C20, H07).
func TestHoursActAtZero(t *testing.T) {
	d := simulate.ReferenceDesign()
	d.Reference = false
	double := d
	double.Name = "double"
	double.Program.Blocks = slices.Clone(d.Program.Blocks)
	double.Program.Blocks[0].Start, double.Program.Blocks[0].End = clock(14), clock(20)
	a, b := run(t, d, simulate.DefaultParameters(), 50_000), run(t, double, simulate.DefaultParameters(), 50_000)
	require.InDelta(t, 2*a.HoursPerWeek().Value, b.HoursPerWeek().Value, 1e-9)
	require.Equal(t, a.Reason(simulate.DroppedOut), b.Reason(simulate.DroppedOut))
	require.Equal(t, a.Relapse(365), b.Relapse(365))
	require.Equal(t, a.Cost(), b.Cost())

	p, err := simulate.DefaultParameters().With("hours-dropout", 0.3)
	require.NoError(t, err)
	p, err = p.With("hours-relapse", -0.3)
	require.NoError(t, err)
	moved := run(t, double, p, 50_000)
	require.Greater(t, moved.Reason(simulate.DroppedOut).Value, b.Reason(simulate.DroppedOut).Value+0.02)
	require.Less(t, moved.Relapse(548).Value, b.Relapse(548).Value-0.03)
	require.InDelta(t, a.Relapse(548).Value, run(t, d, p, 50_000).Relapse(548).Value, 1e-9, "at the hours of the reference nothing moves")
}

// TestProgramEffect: a program at one standard deviation of D03 loses a share of
// people that is one standard deviation away on the logit scale, and the other
// reasons keep their proportions.
func TestProgramEffect(t *testing.T) {
	p, err := simulate.DefaultParameters().With("program-effect", 0.96)
	require.NoError(t, err)
	r := run(t, simulate.ReferenceDesign(), p, 200_000)
	want := 1 / (1 + math.Exp(-(math.Log(0.24/0.76) + 0.96)))
	require.InDelta(t, want, r.Reason(simulate.DroppedOut).Value, 0.005)
	require.InDelta(t, 0.373/0.183, r.Reason(simulate.Completed).Value/r.Reason(simulate.Transferred).Value, 0.05)
}
