package careplan_test

import (
	"testing"
	"time"

	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
)

// TestTEDSCodes: numbers and the labels of the file of 2021, from
// facts/modalities-stepdown.md, section 11.
func TestTEDSCodes(t *testing.T) {
	for _, c := range []struct {
		number, label string
		reason        careplan.TransitionReason
	}{
		{"1", "Treatment completed", careplan.Completed},
		{"2", "Dropped out of treatment", careplan.DroppedOut},
		{"3", "Terminated by facility", careplan.Administrative},
		{"4", "Transferred to another treatment program or facility", careplan.Transferred},
		{"5", "Incarcerated", careplan.Incarcerated},
		{"6", "Death", careplan.Deceased},
		{"7", "Other", careplan.OtherReason},
		{"-9", "", careplan.ReasonNotStated},
	} {
		t.Run(c.number, func(t *testing.T) {
			code, err := careplan.ParseTEDSReason(c.number)
			require.NoError(t, err)
			byLabel, err := careplan.ParseTEDSReason(c.label)
			require.NoError(t, err)
			require.Equal(t, code, byLabel)
			require.Equal(t, c.label, code.Label())
			require.Equal(t, c.number, code.String())
			require.Equal(t, careplan.Transition{Reason: c.reason}, code.Transition())
			require.Equal(t, careplan.DirectionUnknown, code.Transition().Direction)
			require.Equal(t, code, code.Transition().Reason.TEDS(), "TEDS to reason to TEDS is the identity")
		})
	}
	for _, wrong := range []string{"0", "8", "-1", "completed", "1.0"} {
		_, err := careplan.ParseTEDSReason(wrong)
		require.ErrorContains(t, err, "is not a reason of TEDS-D", wrong)
	}
	require.False(t, careplan.TEDSReason(0).IsValid())
}

func TestReasonsThatTEDSMerges(t *testing.T) {
	for reason, want := range map[careplan.TransitionReason]careplan.TEDSReason{ // any order: each alone
		careplan.LeftAgainstAdvice: careplan.TEDSDroppedOut, careplan.LostToContact: careplan.TEDSDroppedOut,
		careplan.Moved: careplan.TEDSOther, careplan.MedicalReason: careplan.TEDSOther, careplan.PayerEnded: careplan.TEDSOther,
		careplan.TransitionReason(99): careplan.TEDSMissing,
	} {
		require.Equal(t, want, reason.TEDS(), reason)
	}
}

func TestWordsOfTransitionsRoundTrip(t *testing.T) {
	for r := careplan.ReasonNotStated; r.IsValid(); r++ {
		got, err := careplan.ParseTransitionReason(r.String())
		require.NoError(t, err)
		require.Equal(t, r, got)
	}
	for d := careplan.DirectionUnknown; d <= careplan.Same; d++ {
		got, err := careplan.ParseDirection(d.String())
		require.NoError(t, err)
		require.Equal(t, d, got)
	}
	for _, k := range careplan.StepKinds() {
		got, err := careplan.ParseStepKind(k.String())
		require.NoError(t, err)
		require.Equal(t, k, got)
		require.NotEmpty(t, k.Title())
	}
	require.Len(t, careplan.StepKinds(), 17)
	for _, wrong := range []string{"", "discharge", "suspend", "fine", "reduce-dose"} {
		_, err := careplan.ParseStepKind(wrong)
		require.ErrorContains(t, err, "is not a supportive step", wrong)
	}
	for g := careplan.Violence; g.IsValid(); g++ {
		got, err := careplan.ParseGround(g.String())
		require.NoError(t, err)
		require.Equal(t, g, got)
	}
	for _, wrong := range []string{"", "positive-test", "relapse", "return-to-use"} {
		_, err := careplan.ParseGround(wrong)
		require.ErrorContains(t, err, "is not a ground", wrong)
	}
}

func TestAnAdministrativeDischargeNeedsAllItsParts(t *testing.T) {
	on := iop.MustDate(2026, time.October, 5)
	whole := careplan.DischargeDraft{On: on, Grounds: []careplan.Ground{careplan.Violence}, Tried: []careplan.StepKind{careplan.Talk()}, ReferralOffered: true, ReentryFrom: on.AddDays(30)}
	a, err := careplan.NewAdministrativeDischarge(whole)
	require.NoError(t, err)
	require.True(t, a.IsMade())
	require.Equal(t, careplan.Transition{Reason: careplan.Administrative, On: on}, a.Transition())
	for _, c := range []struct {
		without func(*careplan.DischargeDraft)
		want    string
	}{
		{func(d *careplan.DischargeDraft) { d.On = iop.Date{} }, "has no day"},
		{func(d *careplan.DischargeDraft) { d.Grounds = nil }, "A test result or a return to use is none"},
		{func(d *careplan.DischargeDraft) { d.Grounds = []careplan.Ground{0} }, "a ground that there is not"},
		{func(d *careplan.DischargeDraft) { d.Tried = nil }, "what was tried before"},
		{func(d *careplan.DischargeDraft) { d.Tried = []careplan.StepKind{{}} }, "what was tried before"},
		{func(d *careplan.DischargeDraft) { d.ReferralOffered = false }, "offers no referral"},
		{func(d *careplan.DischargeDraft) { d.ReentryFrom = iop.Date{} }, "no terms of re-entry"},
		{func(d *careplan.DischargeDraft) { d.ReentryFrom = on.AddDays(-1) }, "no terms of re-entry"},
	} {
		d := whole
		c.without(&d)
		a, err := careplan.NewAdministrativeDischarge(d)
		require.ErrorContains(t, err, c.want)
		require.False(t, a.IsMade())
	}
	_, err = careplan.NewAdministrativeDischarge(careplan.DischargeDraft{})
	require.ErrorContains(t, err, "has no day")
	require.ErrorContains(t, err, "no terms of re-entry", "all that is missing is named")
	require.Len(t, careplan.NoticesOfDischarge("US-IA"), 1)
	require.Empty(t, careplan.NoticesOfDischarge("US-UT"))
}

func TestALevelChangeNeedsACompletedReassessment(t *testing.T) {
	on := iop.MustDate(2026, time.October, 5)
	occasion := assessment.Occasion{On: on, Population: iop.Adult, Source: iop.Source{Locator: "review 12", Confidence: iop.Verified, Read: on}}
	third := assessment.ThirdRatings{Occasion: occasion}
	for _, d := range assessment.Dimensions() {
		third = third.With(d, assessment.Rated2)
	}
	fourth := assessment.FourthRatings{Occasion: occasion, Considered: assessment.Yes}
	for d := assessment.D1; d <= assessment.D5; d++ {
		var err error
		fourth, err = fourth.With(assessment.Minimum{Dimension: d, Need: assessment.AtLevel(iop.Level25)})
		require.NoError(t, err)
	}
	notConsidered := fourth
	notConsidered.Considered = assessment.Unknown
	for _, c := range []struct {
		name     string
		from, to iop.Level
		on       iop.Date
		ratings  assessment.Ratings
		want     string
		way      careplan.Direction
	}{
		{"up", iop.Level21, iop.Level25, on, third, "", careplan.Up},
		{"down, a day later", iop.Level21, iop.Level1, on.AddDays(1), fourth, "", careplan.Down},
		{"the day before the reassessment", iop.Level21, iop.Level1, on.AddDays(-1), third, "is before the reassessment", 0},
		{"without one", iop.Level21, iop.Level1, on, nil, "has no reassessment", 0},
		{"D4 not rated", iop.Level21, iop.Level1, on, third.With(assessment.D4, assessment.NotRated), "D4 is not rated", 0},
		{"D6 not considered", iop.Level21, iop.Level1, on, notConsidered, "D6 was not considered", 0},
		{"no ratings of the fourth edition", iop.Level21, iop.Level1, on, assessment.FourthRatings{Occasion: occasion, Considered: assessment.Yes}, "D1 is not rated", 0},
		{"no source", iop.Level21, iop.Level1, on, assessment.ThirdRatings{}, "have no day", 0},
		{"the same level", iop.Level21, iop.Level21, on, third, "stays at the same level", 0},
		{"no level", iop.Level21, 0, on, third, "names a level that there is not", 0},
		{"no day", iop.Level21, iop.Level1, iop.Date{}, third, "has no day", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			change, err := careplan.NewLevelChange(c.from, c.to, c.on, c.ratings)
			if c.want != "" {
				require.ErrorContains(t, err, c.want)
				require.Equal(t, careplan.Transition{}, change.Transition())
				return
			}
			require.NoError(t, err)
			require.Equal(t, careplan.Transition{Reason: careplan.Transferred, Direction: c.way, On: c.on}, change.Transition())
		})
	}
}
