package careplan_test

import (
	"testing"

	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
)

func TestTheContactLog(t *testing.T) {
	p, err := template(t, "weekly-group-12-weeks").Plan(careplan.AftercareDates{LastSession: date(t, "2026-10-02")}) // Fridays from 9 October
	require.NoError(t, err)
	tried := func(day string, reached assessment.Ternary) careplan.ContactAttempt {
		return careplan.ContactAttempt{On: date(t, day), Kind: careplan.CallContact, Reached: reached}
	}
	log := []careplan.ContactAttempt{
		tried("2026-10-05", assessment.Yes), // before the first contact: belongs to none
		tried("2026-10-09", assessment.No),  // on the day of the first
		tried("2026-10-12", assessment.Yes), // still the first
		tried("2026-10-23", assessment.Unknown),
		tried("2026-12-01", assessment.Yes), // in the future
	}
	for _, c := range []struct {
		on, next    string
		late        []string
		attempts    int
		reached     int
		lastReached string
	}{
		{"2026-10-08", "2026-10-09", nil, 1, 1, "2026-10-05"},
		{"2026-10-09", "2026-10-16", nil, 2, 1, "2026-10-05"},
		{"2026-10-16", "2026-10-16", nil, 3, 2, "2026-10-12"},
		{"2026-10-17", "2026-10-23", []string{"2026-10-16"}, 3, 2, "2026-10-12"},
		{"2026-10-24", "2026-10-30", []string{"2026-10-16"}, 4, 2, "2026-10-12"},
	} {
		s, err := p.State(log, date(t, c.on))
		require.NoError(t, err)
		require.Equal(t, c.next, s.Next.On.String(), c.on)
		var late []string
		for _, x := range s.Late {
			late = append(late, x.On.String())
		}
		require.Equal(t, c.late, late, c.on)
		require.Equal(t, c.attempts, s.Attempts, c.on)
		require.Equal(t, c.reached, s.Reached, c.on)
		require.Equal(t, c.lastReached, s.LastReached.String(), c.on)
		require.False(t, s.Renew)
	}
	s, err := p.State(log, p.Ends)
	require.NoError(t, err)
	require.True(t, s.Renew)
	require.Nil(t, s.Next)
	require.Equal(t, 1, s.Unrecorded)
	_, err = p.State([]careplan.ContactAttempt{{}}, p.Ends)
	require.EqualError(t, err, "log[0].on: is missing; want the day of the attempt")
	_, err = p.State(nil, iop.Date{})
	require.Error(t, err)
}

// TestContentsByJurisdiction: items of facts/modalities-stepdown.md, section 9.
func TestContentsByJurisdiction(t *testing.T) {
	for jurisdiction, n := range map[string]int{"US-IL": 7, "US-MI": 8, "US-DC": 5, "US-MA": 6, "US-TX": 0, "": 0} { // any order: each alone
		list := careplan.AftercareContents(jurisdiction)
		require.Len(t, list, n, jurisdiction)
		seen := map[string]bool{}
		for _, item := range list {
			require.False(t, seen[item.ID], item.ID)
			seen[item.ID] = true
			require.NotEmpty(t, item.Title)
			require.True(t, item.Source.IsValid())
		}
	}
	missing := careplan.MissingContents("US-DC", map[string]bool{"participation": true, "own-activities": true, "community": true, "log": true})
	require.Len(t, missing, 1)
	require.Equal(t, 3, missing[0].Attempts, "three attempts")
	require.Equal(t, 4, missing[0].Months, "in four months")
	within := iop.Period{From: date(t, "2026-10-02"), Until: date(t, "2027-02-02")}
	log := []careplan.ContactAttempt{{On: date(t, "2026-10-01")}, {On: date(t, "2026-10-02")}, {On: date(t, "2027-02-01")}, {On: date(t, "2027-02-02")}}
	require.Equal(t, 2, careplan.AttemptsWithin(log, within))
}
