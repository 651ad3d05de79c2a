package iop_test

import (
	"testing"

	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
)

func TestPopulationTextRoundTrips(t *testing.T) {
	requireRoundTrip(t, iop.Adult, "adult")
	requireRoundTrip(t, iop.Adolescent, "adolescent")
	requireRoundTrip(t, iop.UnknownPopulation, "unknown")
	b, err := iop.Adult.AppendText([]byte("for "))
	require.NoError(t, err)
	require.Equal(t, "for adult", string(b))
}

func TestZeroPopulationIsUnknown(t *testing.T) {
	var zero iop.Population
	require.Equal(t, iop.UnknownPopulation, zero)
	require.Equal(t, "unknown", zero.String())
}

func TestBadPopulationIsRefused(t *testing.T) {
	requireRefused[iop.Population](t, "is not a population; want adult, adolescent or unknown", "", "Adult", "child", "adults", "all")
}

func TestAudienceIncludes(t *testing.T) {
	audience := func(p iop.Population) iop.Audience { return iop.Audience{Ages: iop.Ages{Group: p}} }
	tests := []struct {
		name  string
		group iop.Population
		who   iop.Population
		want  bool
	}{
		{"a standard for adults includes adults", iop.Adult, iop.Adult, true},
		{"a standard for adults leaves out adolescents", iop.Adult, iop.Adolescent, false},
		{"a standard for adolescents leaves out adults", iop.Adolescent, iop.Adult, false},
		{"a standard for all ages includes adolescents", iop.UnknownPopulation, iop.Adolescent, true},
		{"a standard for all ages includes adults", iop.UnknownPopulation, iop.Adult, true},
		{"people of unknown age are included everywhere", iop.Adolescent, iop.UnknownPopulation, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			require.Equal(t, tt.want, audience(tt.group).Includes(tt.who))
		})
	}
}

func TestSpecialGroupAndAgeLineDoNotChangeWhichAgeGroupIsIncluded(t *testing.T) {
	a := iop.Audience{Ages: iop.Ages{Group: iop.Adolescent, Under: 21}, Special: "dui"}
	require.True(t, a.Includes(iop.Adolescent))
	require.False(t, a.Includes(iop.Adult))
}

func TestTermsApplyToTheirAgeGroup(t *testing.T) {
	all, youth := iop.Terms{}, iop.Terms{Ages: iop.Ages{Group: iop.Adolescent}}
	require.True(t, all.AppliesTo(iop.Adult))
	require.True(t, all.AppliesTo(iop.Adolescent))
	require.False(t, youth.AppliesTo(iop.Adult))
	require.True(t, youth.AppliesTo(iop.Adolescent))
	require.True(t, youth.AppliesTo(iop.UnknownPopulation))
}
