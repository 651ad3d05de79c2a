package simulate_test

import (
	"math"
	"slices"
	"testing"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/simulate"
	"github.com/stretchr/testify/require"
)

// TestDesignsShareRandomNumbers: a paired difference has at least 5 times less
// variance than one between independent people.
func TestDesignsShareRandomNumbers(t *testing.T) {
	a, b := evenings("weekly tests"), evenings("rewards")
	b.Response.Rewards = true
	b.MakeUps.PerWeek = 1
	models := make([]*simulate.Model, 2)
	for i, d := range []simulate.Design{a, b} {
		var err error
		models[i], err = simulate.Prepare(d, simulate.DefaultParameters())
		require.NoError(t, err)
	}
	const people = 40_000
	p, err := simulate.RunPair(models, 4, 0, people)
	require.NoError(t, err)
	// Return to use differs between the designs itself, for up to one in ten.
	for m, times := range map[simulate.Measure]float64{simulate.HoursMeasure: 5, simulate.StayMeasure: 5, simulate.DroppedOutMeasure: 5, simulate.Relapse365Measure: 3} {
		paired := p.Difference(1, m)
		apart := independentSE(p, m)
		require.Greater(t, apart*apart, times*paired.SE*paired.SE, "%s: %v paired, %v apart", m, paired.SE, apart)
	}
	require.Greater(t, p.Difference(1, simulate.HoursMeasure).Low, 0.0, "make-ups and rewards give hours")
	require.Zero(t, p.Difference(1, simulate.StayMeasure), "and change nobody's stay")
}

// independentSE gives the standard error of the difference if the two designs
// had people of their own.
func independentSE(p simulate.PairSummary, m simulate.Measure) float64 {
	v := 0.0
	for i := range p.Summaries {
		r := p.Summaries[i].Results()
		var se float64
		switch m {
		case simulate.StayMeasure:
			se = r.MeanStay().SE
		case simulate.HoursMeasure:
			s := r.Summary()
			n, mean := float64(s.People), float64(s.AttendedMinutes)/float64(s.People)
			se = math.Sqrt((s.Squares.Minutes.Float()/n-mean*mean)/n) / 60
		case simulate.Relapse365Measure:
			se = r.Relapse(365).SE
		default:
			se = r.Reason(simulate.DroppedOut).SE
		}
		v += se * se
	}
	return math.Sqrt(v)
}

// TestAnotherSessionChangesNoOtherDraw: a session more leaves every other event
// of every person as it was.
func TestAnotherSessionChangesNoOtherDraw(t *testing.T) {
	a := evenings("with")
	b := evenings("with")
	b.Program.Blocks = append([]iopBlock{on("nutrition-wellness", 9, 10, iop.Monday)}, b.Program.Blocks...)
	ma, err := simulate.Prepare(a, simulate.DefaultParameters())
	require.NoError(t, err)
	mb, err := simulate.Prepare(b, simulate.DefaultParameters())
	require.NoError(t, err)
	others := func(p simulate.Path) (out []simulate.Event) {
		for _, e := range p.Events {
			session := e.Kind == simulate.SessionAttended || e.Kind == simulate.SessionMissed
			if session && e.Minutes == 60 || e.Kind == simulate.WeekJudged || e.Kind == simulate.Reviewed {
				continue // the new session, and what rests on the whole week
			}
			if e.Kind == simulate.TestMissed || e.Kind == simulate.TestNegative || e.Kind == simulate.TestPositive {
				continue // a test is taken by whoever came that day; see below
			}
			out = append(out, e)
		}
		return out
	}
	positive := func(p simulate.Path) (days []int) {
		for _, e := range p.Events {
			if e.Kind == simulate.TestPositive {
				days = append(days, e.Day)
			}
		}
		return days
	}
	more := 0
	for person := range int64(500) {
		pa, pb := ma.Trace(8, person), mb.Trace(8, person)
		require.Equal(t, others(pa), others(pb), "person %d", person)
		require.Equal(t, positive(pa), positive(pb), "person %d: the tests stay on Wednesdays", person)
		more += len(pb.Events) - len(pa.Events)
	}
	require.Positive(t, more)
}

// TestPeopleAreTheirNumber: a person is the same alone, among others, and in
// another run of the same design.
func TestPeopleAreTheirNumber(t *testing.T) {
	m, err := simulate.Prepare(everything("x"), simulate.DefaultParameters())
	require.NoError(t, err)
	require.Equal(t, m.Trace(1, 77), m.Trace(1, 77))
	require.NotEqual(t, m.Trace(1, 77).Events, m.Trace(1, 78).Events)
	require.NotEqual(t, m.Trace(1, 77).Events, m.Trace(2, 77).Events)
	again, err := simulate.Prepare(everything("x"), simulate.DefaultParameters())
	require.NoError(t, err)
	require.Equal(t, m.RunID(), again.RunID())
	require.Equal(t, m.Trace(1, 77), again.Trace(1, 77))
	with, err := m.With(simulate.DefaultParameters())
	require.NoError(t, err)
	require.Equal(t, m.Trace(1, 77), with.Trace(1, 77))
}

// TestTracesAddUpToTheSummary counts the events of people's paths and holds
// them against what the aggregate counted.
func TestTracesAddUpToTheSummary(t *testing.T) {
	comparator := evenings("comparator")
	comparator.Comparator = &simulate.AbstinenceOnly{AfterPositive: 2}
	for _, d := range []simulate.Design{simulate.ReferenceDesign(), evenings("plain"), everything("everything"), comparator} {
		m, err := simulate.Prepare(d, simulate.DefaultParameters())
		require.NoError(t, err)
		const people = 800
		s := m.Run(11, 0, people)
		got := m.NewSummary(11)
		for person := range int64(people) {
			tally(&got, m.Trace(11, person))
		}
		for i, n := range counted(&s) {
			require.Equal(t, n, counted(&got)[i], "%s: count %d", d.Name, i)
		}
		require.Equal(t, s.Exits, got.Exits, d.Name)
		require.Equal(t, s.Relapses, got.Relapses, d.Name)
		require.Equal(t, s.Reentries, got.Reentries, d.Name)
		require.Equal(t, s.Steps, got.Steps, d.Name)
		require.Equal(t, s.Reviews, got.Reviews, d.Name)
	}
}

func counted(s *simulate.Summary) []int64 {
	return []int64{
		s.People, s.Enrolled, s.Offered, s.Attended, s.OfferedMinutes, s.AttendedMinutes, s.MakeUpsOffered, s.MakeUpsAttended,
		s.Judged, s.Met, s.Tests, s.TestsTaken, s.TestsPositive, s.Contacts, s.ContactsAttended,
	}
}

// tally adds the events of a path to a summary.
func tally(s *simulate.Summary, p simulate.Path) {
	exit := -1
	for _, e := range p.Events {
		if e.Kind == simulate.Discharged {
			exit = e.Day
		}
	}
	if exit < 0 {
		s.Enrolled++
	}
	for _, e := range p.Events {
		minutes := int64(e.Minutes)
		switch e.Kind {
		case simulate.Admitted:
			s.People++
		case simulate.SessionAttended, simulate.SessionMissed:
			s.Offered++
			s.OfferedMinutes += minutes
			if e.Kind == simulate.SessionAttended {
				s.Attended++
				s.AttendedMinutes += minutes
			}
		case simulate.MakeUpAttended, simulate.MakeUpMissed:
			s.MakeUpsOffered++
			if e.Kind == simulate.MakeUpAttended {
				s.MakeUpsAttended++
				s.AttendedMinutes += minutes
			}
		case simulate.TestNegative, simulate.TestPositive, simulate.TestMissed:
			s.Tests++
			if e.Kind != simulate.TestMissed {
				s.TestsTaken++
			}
			if e.Kind == simulate.TestPositive {
				s.TestsPositive++
			}
			for _, step := range e.Steps {
				s.Steps[slices.Index(stepKinds, step)]++
			}
		case simulate.WeekJudged:
			s.Judged++
			if e.Outcome == iop.Met {
				s.Met++
			}
		case simulate.Reviewed:
			s.Reviews[e.StepDown]++
		case simulate.Discharged:
			s.Exits[e.Reason-1][e.Day]++
		case simulate.ContactAttended, simulate.ContactMissed:
			s.Contacts++
			if e.Kind == simulate.ContactAttended {
				s.ContactsAttended++
			}
		case simulate.ReturnedToUse:
			s.Relapses[e.Day-exit]++
		case simulate.CameBack:
			s.Reentries[e.Day-exit]++
		}
	}
}
