package iop_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
)

// fromNotes are requirements that the research has only in its notes, with the
// words that say so.
type fromNotes struct {
	quotes  []string          // each stands in the record's notes or unverified text
	lines   []string          // what they add
	instead map[string]string // what they say more exactly than a field does
}

var notes = map[string]fromNotes{
	"md-1-legacy": {}, // the adolescent bound is a remark: the standard is for adults
	"medicare-iop": {
		quotes: []string{"published sources say 'every other month'"},
		// levels-hours.md, Medicare: need "redetermined no less often than every other month", the same number again
		lines: []string{"plan every 2 months, typical, secondary", "plan every 2 months, typical, secondary"},
	},
	"medicare-iop-fqhc-rhc": {
		quotes: []string{"reviewed no less than every other month"},
		lines:  []string{"plan every 2 months, typical, secondary"},
	},
	"medicare-php": {
		quotes: []string{"first by day 18, then at least every 30 days"},
		lines:  []string{"plan within 18 days after, must, recalled", "plan every 30 days, must, recalled"},
	},
	"medicare-otp-iop": {
		quotes: []string{"minimum of 9 SERVICES (not hours) per 7 contiguous days"},
		lines:  []string{"weekly services min 9 contiguous-episode, must, recalled"},
	},
	"wa-iop-legacy": {
		quotes: []string{"in-session plan review at least monthly"},
		lines:  []string{"plan every 1 months, must, verified"},
	},
	"wa-court-iop": {
		quotes: []string{"group sessions last at least 1 h"},
		lines:  []string{"session minutes group min 60, must, verified"},
	},
	"wy-iop-adult": {
		quotes:  []string{"no more than three days between clinical services, holidays excluded"},
		instead: map[string]string{"gap days 3, must, verified": "gap days 3 holidays excluded, must, verified"},
	},
	"wy-iop-adolescent": { // its notes are those of wy-iop-adult, the same section
		instead: map[string]string{"gap days 3, must, verified": "gap days 3 holidays excluded, must, verified"},
	},
	"la-license-2.5": {
		quotes:  []string{"Adult: 20 contact hours at a minimum of 3 days/week. Children: 20 h daily or as the plan says"},
		instead: map[string]string{"days a week min 3, must, verified": "days a week min 3, adult, must, verified"},
	},
	"ms-3.1": {
		quotes: []string{"Also at least 2 h group per week"},
		lines:  []string{"cadence group sessions 0 minutes 120 a week, must, verified"},
	},
	"nj-license-iop": {
		quotes: []string{"Outpatient 1:35, partial care 1:12"},
		lines:  []string{"ratio 35:1 outpatient, must, verified", "ratio 12:1 partial care, must, verified"},
	},
	"pa-ratio": {
		quotes: []string{"residential 1 FTE counselor to 8 adults or 6 adolescents; hospital 1:7 / 1:5"},
		lines: []string{
			"ratio 8:1 residential, adult, must, verified", "ratio 6:1 residential, adolescent, must, verified",
			"ratio 7:1 hospital, adult, must, verified", "ratio 5:1 hospital, adolescent, must, verified",
		},
	},
	"tx-group": {
		quotes: []string{"education and life-skills groups 35"},
		lines:  []string{"group size psychoeducation life-skills nutrition-wellness max 35, must, verified"},
	},
}

// TestRequirementsAreThoseOfTheResearch compares every number of every record
// with every number of its standard: each stands once, at its typed place, and
// nothing stands there that nobody found.
func TestRequirementsAreThoseOfTheResearch(t *testing.T) {
	eachRecord(t, func(t *testing.T, r *record, s *iop.Standard) {
		text := r.Notes + " " + r.Unverified.Recertification + " " + r.Unverified.HCPCS
		for _, quote := range notes[r.ID].quotes {
			require.Contains(t, text, quote)
		}
		require.Equal(t, expectedLines(r), requirementLines(s))
	})
}

func TestNotesNameOnlyRecordsThereAre(t *testing.T) {
	for id := range notes {
		_, ok := iop.Embedded().Lookup(iop.StandardID(id), true)
		require.True(t, ok, id)
	}
}

// Numbers that the research recalls in a sentence, with no typed place of
// their own, are kept among the standard's recalled notes.
func TestRecalledSentencesAreKept(t *testing.T) {
	digits := regexp.MustCompile(`[0-9]+`)
	eachRecord(t, func(t *testing.T, r *record, s *iop.Standard) {
		u := r.Unverified
		sentences := append([]string{u.TIP47, u.APC, u.Intensive, u.PlanReview, u.Tier, u.Level21Hours, u.HCPCS}, u.Citations...)
		if most, ok := u.MaxHoursPerWeek.(string); ok {
			sentences = append(sentences, most)
		}
		said := strings.Join(s.Recalled, " ") + " " + s.Remarks
		for _, n := range digits.FindAllString(strings.Join(sentences, " "), -1) {
			require.Contains(t, said, n)
		}
		if r.ID == "asam3-3.3-all" { // "Adult only (recalled)"
			require.Contains(t, said, "adults only")
		}
	})
}

func TestDerivedNumbersAreShownAndNeverRequired(t *testing.T) {
	n := 0
	eachRecord(t, func(t *testing.T, r *record, s *iop.Standard) {
		var want []iop.DerivedNumber
		if v := r.Derived.MinHoursPerWeek; v > 0 {
			want = append(want, iop.DerivedNumber{Of: "weeklyHours.min", Value: v, Unit: "hours"})
			for _, w := range s.Requirements.WeeklyHours {
				require.Nil(t, w.Min, "the product of two minimums is not a minimum of its own")
			}
		}
		if v := r.Derived.PlanReviewDays; v > 0 {
			want = append(want, iop.DerivedNumber{Of: "planClock.every", Value: v, Unit: "days"})
		}
		var got []iop.DerivedNumber
		for _, d := range s.Derived {
			require.NotEmpty(t, d.Why)
			d.Why = ""
			got = append(got, d)
		}
		require.Equal(t, want, got)
		n += len(want)
	})
	require.Equal(t, 6, n)
}

// reworded are phrases of the research that the library words anew.
var reworded = map[string]string{
	"education about addiction-related and mental health problems": "education on addiction and mental health",
}

func TestCountingListsAreThoseOfTheResearch(t *testing.T) {
	ours := func(list []string) (out []string) {
		for _, phrase := range list {
			if better, ok := reworded[phrase]; ok {
				phrase = better
			}
			out = append(out, american(phrase))
		}
		return out
	}
	eachRecord(t, func(t *testing.T, r *record, s *iop.Standard) {
		if len(r.Counts) == 0 && len(r.Excludes) == 0 {
			require.Nil(t, s.Counting)
			return
		}
		require.Equal(t, ours(r.Counts), s.Counting.Counts)
		require.Equal(t, ours(r.Excludes), s.Counting.Excludes)
	})
}

// What a requirement depends on is shown with it.
func TestConditionsOfTheResearchStandWithTheirRequirements(t *testing.T) {
	condition := func(id iop.StandardID, of func(*iop.Requirements) *iop.Terms) string {
		s := lookup(t, id)
		return of(&s.Requirements).Condition
	}
	transition := func(r *iop.Requirements) *iop.Terms { return &r.Transition[0].Terms }
	cadence := func(r *iop.Requirements) *iop.Terms { return &r.Cadence[0].Terms }
	program := func(r *iop.Requirements) *iop.Terms { return &r.ProgramLength[0].Terms }
	weekly := func(r *iop.Requirements) *iop.Terms { return &r.WeeklyHours[0].Terms }
	plan := func(r *iop.Requirements) *iop.Terms { return &r.PlanClock[0].Terms }
	session := func(r *iop.Requirements) *iop.Terms { return &r.SessionLength[0].Terms }
	group := func(r *iop.Requirements) *iop.Terms { return &r.GroupSize[0].Terms }
	tests := []struct {
		id   iop.StandardID
		of   func(*iop.Requirements) *iop.Terms
		says string
	}{
		{"asam3-2.1-adult", transition, "final weeks only"},
		{"asam3-2.1-adolescent", transition, "continued level 2.1"},
		{"fl-day-night", transition, "justifies"},
		{"nj-license-iop", cadence, "contraindicated or refused"},
		{"in-medicaid-iop", cadence, "required component"},
		{"ga-dui", program, "keeps to the plan"},
		{"nida-duration", program, "whole treatment episode"},
		{"ca-dmcods-adult", weekly, "medically necessary"},
		{"ok-adolescent-residential", weekly, "15 hours"},
		{"la-license-2.5", weekly, "adolescents daily"},
		{"dc-2.1-adult", plan, "no comprehensive assessment at intake"},
		{"wa-court-iop", session, "first four weeks"},
		{"tx-group", group, "exempt"},
	}
	for _, tt := range tests {
		t.Run(string(tt.id), func(t *testing.T) { require.Contains(t, condition(tt.id, tt.of), tt.says) })
	}
	soft := lookup(t, "la-medicaid-iop-adolescent").Requirements.WeeklyHours
	require.True(t, slices.ContainsFunc(soft, func(w iop.WeeklyHours) bool {
		return w.Max != nil && strings.Contains(w.Condition, "medical necessity")
	}))
}
