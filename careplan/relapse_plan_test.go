package careplan_test

import (
	"testing"

	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
)

func wholePlan() careplan.RelapsePlan {
	return careplan.RelapsePlan{Triggers: new(3), HighRiskSituations: new(2), EarlySigns: new(2), CopingSkills: new(4), PracticedSkills: new(2),
		People: new(2), Meetings: new(1), CrisisSteps: new(3), EmergencyContacts: new(1), ReengagementActions: new(1)}
}

func TestRelapsePlan(t *testing.T) {
	for _, c := range []struct {
		name     string
		change   func(*careplan.RelapsePlan)
		complete assessment.Ternary
		network  assessment.Ternary
		supply   []string
	}{
		{"whole", func(*careplan.RelapsePlan) {}, assessment.Yes, assessment.Yes, nil},
		{"no early sign", func(p *careplan.RelapsePlan) { p.EarlySigns = new(0) }, assessment.No, assessment.Yes, []string{"add an early sign"}},
		{"people not recorded", func(p *careplan.RelapsePlan) { p.People = nil }, assessment.Unknown, assessment.Unknown, []string{"record whether there is a person to turn to"}},
		{"no people", func(p *careplan.RelapsePlan) { p.People = new(0) }, assessment.No, assessment.No, []string{"add a person to turn to"}},
		{"naloxone not asked for", func(p *careplan.RelapsePlan) { p.Naloxone = assessment.No }, assessment.Yes, assessment.Yes, nil},
		{"naloxone asked for and not at hand", func(p *careplan.RelapsePlan) { p.NaloxoneAsked, p.Naloxone = true, assessment.No }, assessment.No, assessment.Yes, []string{"offer naloxone"}},
		{"naloxone asked for and not known", func(p *careplan.RelapsePlan) { p.NaloxoneAsked = true }, assessment.Unknown, assessment.Yes, []string{"ask whether naloxone is at hand"}},
		{"what is absent comes before what is unknown", func(p *careplan.RelapsePlan) { p.Triggers, p.Meetings = nil, new(0) }, assessment.No, assessment.Yes,
			[]string{"record whether there is a trigger", "add a meeting or another source of mutual help, if the person wishes one"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := wholePlan()
			c.change(&p)
			require.NoError(t, p.Check())
			require.Equal(t, c.complete, p.Complete())
			require.Equal(t, c.network, p.SupportNetwork())
			var supply []string
			for _, x := range p.Parts() {
				if x.Supply != "" {
					supply = append(supply, x.Supply)
				}
			}
			require.Equal(t, c.supply, supply)
		})
	}
	empty := careplan.RelapsePlan{}
	require.Equal(t, assessment.Unknown, empty.Complete())
	wrong := wholePlan()
	wrong.PracticedSkills = new(5)
	require.ErrorContains(t, wrong.Check(), "more skills were practiced than it names")
	wrong.PracticedSkills = new(-1)
	require.ErrorContains(t, wrong.Check(), "less than nothing")
}

// TestContinuity: limits and coverage of facts/modalities-stepdown.md, section 8.
func TestContinuity(t *testing.T) {
	measures := careplan.ContinuityMeasures(false)
	require.Len(t, measures, 3)
	require.Len(t, careplan.ContinuityMeasures(true), 4)
	for i := range measures {
		require.Equal(t, assessment.No, measures[i].CoversIOP, "no measure that was read covers a discharge from an IOP")
		require.Equal(t, iop.Verified, measures[i].Source.Confidence)
	}
	fui := &measures[0]
	discharge := date(t, "2026-11-20")
	for _, c := range []struct {
		first         string
		seven, thirty assessment.Ternary
	}{
		{"2026-11-20", assessment.No, assessment.No}, // the day itself does not count
		{"2026-11-21", assessment.Yes, assessment.Yes},
		{"2026-11-27", assessment.Yes, assessment.Yes},
		{"2026-11-28", assessment.No, assessment.Yes},
		{"2026-12-20", assessment.No, assessment.Yes},
		{"2026-12-21", assessment.No, assessment.No},
		{"2026-11-19", assessment.Unknown, assessment.Unknown}, // before the discharge: not the first contact after it
	} {
		got := fui.Continuity(discharge, date(t, c.first))
		require.Equal(t, c.seven, got[0].Within, c.first)
		require.Equal(t, c.thirty, got[1].Within, c.first)
	}
	require.Equal(t, assessment.Unknown, fui.Continuity(discharge, iop.Date{})[0].Within, "not recorded is not no")
}
