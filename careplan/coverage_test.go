package careplan_test

import (
	"testing"

	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
)

func TestCoverage(t *testing.T) {
	had := func(activity, day string) careplan.Had {
		return careplan.Had{Activity: iop.MustParseActivity(activity), On: date(t, day)}
	}
	list := careplan.CoverageOf([]careplan.Had{
		had("psychoeducation", "2026-11-02"), had("cbt", "2026-11-04"), had("cbt", "2026-11-09"), had("early-recovery-skills", "2026-11-10"),
		had("yoga", "2026-11-24"), had("meal", "2026-11-04"),
	}, date(t, "2026-11-23"))
	byTopic := map[careplan.Topic]careplan.Coverage{}
	for _, c := range list {
		byTopic[c.Topic] = c
	}
	require.Equal(t, 2, byTopic[careplan.UnderstandingAddiction].Times, "early recovery skills give two topics")
	require.Equal(t, 3, byTopic[careplan.CopingStrategies].Times)
	require.Equal(t, "2026-11-10", byTopic[careplan.CopingStrategies].Last.String())
	require.Zero(t, byTopic[careplan.Holistic].Times, "it is after the day")
	require.Equal(t, []careplan.Topic{"relapse-prevention", "trauma", "vocational-skills", "social-skills", "nutrition-wellness", "holistic", "family-workshops", "peer-support"}, careplan.Due(list))
	require.Len(t, careplan.Topics(), 10)
}

func TestRequiredServices(t *testing.T) {
	offered := []iop.Activity{iop.MustParseActivity("process-group"), iop.MustParseActivity("psychoeducation"), iop.MustParseActivity("individual-counseling")}
	var missing []string
	for _, m := range careplan.MissingServices("US-IN", offered) {
		missing = append(missing, m.Title)
	}
	require.Equal(t, []string{"skills training", "family counseling"}, missing)
	require.Empty(t, careplan.MissingServices("US-NM", offered))
	require.Len(t, careplan.MissingServices("US-NM", nil), 3)
	require.Empty(t, careplan.RequiredServices("US-TX"))
	for _, j := range []string{"US-IN", "US-NM"} {
		for _, r := range careplan.RequiredServices(j) {
			require.True(t, r.Source.IsValid(), r.Title)
		}
	}
}
