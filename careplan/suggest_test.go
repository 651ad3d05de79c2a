package careplan_test

import (
	"strings"
	"testing"

	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
)

func suggested(s careplan.Situation) string {
	var out []string
	for _, x := range s.Suggest() {
		out = append(out, x.Activity.String())
	}
	return strings.Join(out, " ")
}

func TestSuggestions(t *testing.T) {
	disorder := func(s assessment.Substance, v assessment.Severity) map[assessment.Substance]assessment.Severity {
		return map[assessment.Substance]assessment.Severity{s: v}
	}
	declined := iop.NewActivitySet(iop.MustParseActivity("family-therapy"))
	for _, c := range []struct {
		name string
		s    careplan.Situation
		want string
	}{
		{"nothing known", careplan.Situation{}, ""},
		{"low readiness comes first", careplan.Situation{LowReadiness: assessment.Yes, Disorders: disorder(assessment.Cannabis, assessment.Mild)}, "mi cbt relapse-prevention"},
		{"opioids", careplan.Situation{Disorders: disorder(assessment.Opioid, assessment.Severe)}, "medication-management cbt relapse-prevention"},
		{"alcohol", careplan.Situation{Disorders: disorder(assessment.Alcohol, assessment.Mild)}, "medication-management cbt relapse-prevention"},
		{"stimulants", careplan.Situation{Disorders: disorder(assessment.Stimulant, assessment.Moderate)}, "contingency-management cbt relapse-prevention"},
		{"no disorder", careplan.Situation{Disorders: disorder(assessment.Opioid, assessment.NoDisorder)}, ""},
		{"an undetermined one", careplan.Situation{Disorders: disorder(assessment.Opioid, assessment.SeverityUndetermined)}, ""},
		{"emotions", careplan.Situation{EmotionDysregulation: assessment.Yes}, "dbt-skills"},
		{"trauma with a disorder", careplan.Situation{Trauma: assessment.Yes, Disorders: disorder(assessment.Cannabis, assessment.Mild)}, "cbt relapse-prevention seeking-safety"},
		{"a willing family", careplan.Situation{FamilyWilling: assessment.Yes}, "family-therapy"},
		{"of an adolescent", careplan.Situation{FamilyWilling: assessment.Yes, Adolescent: assessment.Yes}, "mdft family-therapy"},
		{"declined", careplan.Situation{FamilyWilling: assessment.Yes, Declined: declined}, ""},
		{"not known whether the family is willing", careplan.Situation{FamilyWilling: assessment.Unknown, NeedsWork: assessment.No}, ""},
		{"needs", careplan.Situation{NeedsWork: assessment.Yes, NeedsHousing: assessment.Yes}, "vocational-skills case-management"},
	} {
		require.Equal(t, c.want, suggested(c.s), c.name)
	}
	first := careplan.Situation{LowReadiness: assessment.Yes}
	require.True(t, first.Suggest()[0].First)
	for _, x := range (&careplan.Situation{LowReadiness: assessment.Yes, EmotionDysregulation: assessment.Yes, NeedsHousing: assessment.Yes}).Suggest() {
		require.NotEmpty(t, x.Why)
		require.Equal(t, x.Activity.Info().Evidence, x.Evidence)
	}
}
