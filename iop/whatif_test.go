package iop_test

import (
	"encoding/json"
	"testing"

	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
)

func TestWhatIfLeavesTheOriginalUnchangedAndIsMarkedSupposed(t *testing.T) {
	tests := []struct {
		name   string
		change func(*iop.Standard) iop.Standard
		source func(*iop.Standard) iop.Source
	}{
		{"weekly minimum", func(s *iop.Standard) iop.Standard { return s.WithWeeklyMinimum(10 * 60) },
			func(s *iop.Standard) iop.Source { return s.Requirements.WeeklyHours[0].Source }},
		{"weekly maximum", func(s *iop.Standard) iop.Standard { return s.WithWeeklyMaximum(20 * 60) },
			func(s *iop.Standard) iop.Source { return s.Requirements.WeeklyHours[0].Source }},
		{"daily minimum", func(s *iop.Standard) iop.Standard { return s.WithDailyMinimum(2 * 60) },
			func(s *iop.Standard) iop.Source { return s.Requirements.DailyHours[0].Source }},
	}
	for _, id := range []iop.StandardID{"va-medicaid-2.1-adult", "fl-iop", "wa-court-iop", "oh-iop-unverified"} {
		for _, tt := range tests {
			t.Run(string(id)+" "+tt.name, func(t *testing.T) {
				s := lookup(t, id)
				before := s.Fingerprint()
				changed := tt.change(&s)
				require.Equal(t, before, s.Fingerprint(), "the original stays")
				require.NotEqual(t, before, changed.Fingerprint())
				require.Equal(t, iop.Source{Authority: s.Authority, Locator: "supposed: a what-if on " + string(id), Confidence: iop.Supposed}, tt.source(&changed))
				require.True(t, tt.source(&changed).IsValid())
			})
		}
	}
}

func TestWhatIfChangesOnlyItsNumber(t *testing.T) {
	s := lookup(t, "va-medicaid-2.1-adult") // 9 to 19 on average, 3 a day
	floor := s.WithWeeklyMinimum(12 * 60).Requirements
	require.Equal(t, iop.Hours(12*60), *floor.WeeklyHours[0].Min)
	require.Equal(t, iop.Hours(19*60), *floor.WeeklyHours[0].Max)
	require.Equal(t, iop.AverageWeek, floor.WeeklyHours[0].Basis)
	require.Equal(t, iop.Must, floor.WeeklyHours[0].Strength)
	require.Equal(t, s.Requirements.DailyHours, floor.DailyHours)

	ceiling := s.WithWeeklyMaximum(20 * 60).Requirements
	require.Equal(t, iop.Hours(9*60), *ceiling.WeeklyHours[0].Min)
	require.Equal(t, iop.Hours(20*60), *ceiling.WeeklyHours[0].Max)

	outpatient := lookup(t, "wi-op-adult") // under 9, exclusive
	inclusive := outpatient.WithWeeklyMaximum(9 * 60).Requirements.WeeklyHours[0]
	require.False(t, inclusive.MaxExclusive)
	require.True(t, outpatient.Requirements.WeeklyHours[0].MaxExclusive)

	without := lookup(t, "wa-court-iop") // no weekly hours at all
	added := without.WithWeeklyMinimum(6 * 60).Requirements.WeeklyHours
	require.Len(t, added, 1)
	require.Equal(t, iop.Typical, added[0].Strength)
}

func TestWithChangesACopyOfAnyRequirement(t *testing.T) {
	s := lookup(t, "nc-rule-sacot")
	before := s.Fingerprint()
	changed := s.With(func(r *iop.Requirements) { *r.ServiceGap[0].MaxDays = 3 })
	require.Equal(t, before, s.Fingerprint())
	require.Equal(t, 3, *changed.Requirements.ServiceGap[0].MaxDays)
	require.NotEqual(t, before, changed.Fingerprint())
}

func TestWhatIfCanStandBesideItsOriginal(t *testing.T) {
	s := lookup(t, "va-medicaid-2.1-adult")
	mine := s.WithWeeklyMinimum(12 * 60)
	mine = mine.WithID("va-medicaid-2.1-adult-twelve")
	c, err := iop.NewCatalogue(s, mine)
	require.NoError(t, err)
	require.Equal(t, 2, c.Len())
	require.Equal(t, iop.StandardID("va-medicaid-2.1-adult"), s.ID)
}

func TestCloneSharesNothing(t *testing.T) {
	for s := range iop.Embedded().Select(iop.Query{All: true}) {
		before := s.Fingerprint()
		c := s.Clone()
		require.Equal(t, s, c, s.ID)
		scramble(&c)
		require.Equal(t, before, s.Fingerprint(), s.ID)
	}
}

// scramble changes everything that a copy could share.
func scramble(s *iop.Standard) {
	for i := range s.Levels {
		s.Levels[i] = iop.Level4
	}
	for i := range s.Derived {
		s.Derived[i].Value++
	}
	for i := range s.Recalled {
		s.Recalled[i] = "changed"
	}
	if s.Counting != nil {
		s.Counting.Closed = !s.Counting.Closed
		for i := range s.Counting.Counts {
			s.Counting.Counts[i] = "cbt"
		}
		for i := range s.Counting.Excludes {
			s.Counting.Excludes[i] = "cbt"
		}
	}
	s.EachTerms(func(t *iop.Terms) { t.Condition, t.Strength = "changed", iop.Guidance })
	r := &s.Requirements
	for i := range r.WeeklyHours {
		raise(r.WeeklyHours[i].Min, r.WeeklyHours[i].Max)
	}
	for i := range r.WeeklyServices {
		raise(r.WeeklyServices[i].Min, r.WeeklyServices[i].Max)
	}
	for i := range r.DaysPerWeek {
		raise(r.DaysPerWeek[i].Min, r.DaysPerWeek[i].Max)
	}
	for i := range r.ServiceGap {
		raise(r.ServiceGap[i].MaxDays, r.ServiceGap[i].MaxHours)
	}
	for i := range r.SessionLength {
		raise(r.SessionLength[i].Min, r.SessionLength[i].Max)
	}
	for i := range r.GroupSize {
		raise(r.GroupSize[i].Min, r.GroupSize[i].Max)
		for j := range r.GroupSize[i].For {
			r.GroupSize[i].For[j]++
		}
	}
	for i := range r.ProgramLength {
		for _, l := range []*iop.Length{r.ProgramLength[i].Min, r.ProgramLength[i].Max} {
			if l != nil {
				l.Count++
			}
		}
	}
	for i := range r.Telehealth {
		r.Telehealth[i].Modes[0] = "changed"
	}
}

func raise[N ~int](numbers ...*N) {
	for _, n := range numbers {
		if n != nil {
			*n++
		}
	}
}

func TestFingerprintIsTheSameEveryTimeAndDiffersBetweenStandards(t *testing.T) {
	seen := map[string]iop.StandardID{}
	for s := range iop.Embedded().Select(iop.Query{All: true}) {
		print := s.Fingerprint()
		require.Regexp(t, `^[0-9a-f]{64}$`, print)
		require.Equal(t, print, s.Fingerprint())
		require.Empty(t, seen[print], s.ID)
		seen[print] = s.ID
	}
}

func TestFingerprintSurvivesWritingAndReading(t *testing.T) {
	check := func(t *testing.T, s iop.Standard) {
		data := mustMarshal(t, &s)
		got, err := iop.ReadStandards("again.json", data)
		require.NoError(t, err)
		require.Len(t, got, 1)
		require.Equal(t, s, got[0])
		require.Equal(t, s.Fingerprint(), got[0].Fingerprint())
		var plain iop.Standard
		require.NoError(t, json.Unmarshal(data, &plain))
		require.Equal(t, s, plain)
	}
	for s := range iop.Embedded().Select(iop.Query{All: true}) {
		t.Run(string(s.ID), func(t *testing.T) {
			check(t, s)
			check(t, s.WithoutRecalled())
			check(t, s.WithWeeklyMinimum(100))
			check(t, s.WithDailyMinimum(61))
		})
	}
}

func TestFingerprintDiffersOnAnyChange(t *testing.T) {
	changes := map[string]func(*iop.Standard){
		"id":             func(s *iop.Standard) { s.ID = "other" },
		"title":          func(s *iop.Standard) { s.Title += "." },
		"authority":      func(s *iop.Standard) { s.Authority += "." },
		"kind":           func(s *iop.Standard) { s.Kind = iop.Accreditation },
		"jurisdiction":   func(s *iop.Standard) { s.Jurisdiction = "US-WY" },
		"edition":        func(s *iop.Standard) { s.Edition = "another" },
		"levels":         func(s *iop.Standard) { s.Levels = append(s.Levels, iop.Level25) },
		"setting":        func(s *iop.Standard) { s.Setting = "all" },
		"population":     func(s *iop.Standard) { s.Population = iop.Adolescent },
		"ages":           func(s *iop.Standard) { s.Ages.Under = 21 },
		"special":        func(s *iop.Standard) { s.Special = "dui" },
		"in force":       func(s *iop.Standard) { s.InForce.From = iop.MustDate(2026, 1, 1) },
		"status":         func(s *iop.Standard) { s.Status = iop.Legacy },
		"confidence":     func(s *iop.Standard) { s.Confidence = iop.Secondary },
		"source":         func(s *iop.Standard) { s.Source.Read = s.Source.Read.AddDays(1) },
		"a number":       func(s *iop.Standard) { *s.Requirements.WeeklyHours[0].Min++ },
		"a basis":        func(s *iop.Standard) { s.Requirements.WeeklyHours[0].Basis = iop.CalendarWeek },
		"a strength":     func(s *iop.Standard) { s.Requirements.WeeklyHours[0].Strength = iop.Guidance },
		"a condition":    func(s *iop.Standard) { s.Requirements.WeeklyHours[0].Condition = "if asked" },
		"a source":       func(s *iop.Standard) { s.Requirements.WeeklyHours[0].Source.Locator += "(1)" },
		"a requirement":  func(s *iop.Standard) { s.Requirements.DailyHours = nil },
		"counting":       func(s *iop.Standard) { s.Counting = &iop.CountingList{Counts: []string{"cbt"}, Source: s.Source} },
		"derived":        func(s *iop.Standard) { s.Derived = []iop.DerivedNumber{{Of: "x", Value: 1, Unit: "days", Why: "y"}} },
		"remarks":        func(s *iop.Standard) { s.Remarks = "" },
		"recalled notes": func(s *iop.Standard) { s.Recalled = []string{"a note"} },
	}
	s := lookup(t, "va-medicaid-2.1-adult")
	seen := map[string]string{s.Fingerprint(): "nothing"}
	for name, change := range changes {
		c := s.Clone()
		change(&c)
		require.Empty(t, seen[c.Fingerprint()], "%s gives the fingerprint of another change", name)
		seen[c.Fingerprint()] = name
	}
}

func TestStandardInWords(t *testing.T) {
	s := lookup(t, "va-medicaid-2.1-adult")
	require.Equal(t, "va-medicaid-2.1-adult (Virginia ARTS intensive outpatient, adult)", s.String())
	require.Equal(t, "2.1", s.LevelText())
}
