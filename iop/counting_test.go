package iop_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
)

func setOf(ids string) iop.ActivitySet {
	var s iop.ActivitySet
	for id := range strings.FieldsSeq(ids) {
		s = s.With(iop.MustParseActivity(id))
	}
	return s
}

func ids(s iop.ActivitySet) (out []string) {
	for a := range s.All() {
		out = append(out, a.String())
	}
	return out
}

// The default is pinned in the research's README: it leaves out what the
// research says does not count, and homework and spirituality.
func TestDefaultCountsWhatTheResearchDoesNotLeaveOut(t *testing.T) {
	var want iop.ActivitySet
	for id, counts := range researchStanding(t) {
		if counts != "no" {
			want = want.With(iop.MustParseActivity(id))
		}
	}
	for _, id := range extraIDs {
		if id != "homework" && id != "spirituality" {
			want = want.With(iop.MustParseActivity(id))
		}
	}
	p := iop.DefaultCounting()
	require.Equal(t, ids(want), ids(p.Counted))
	require.Equal(t, "default", p.Name)
	require.False(t, p.CountBreaks)
	require.Zero(t, p.EducationMax)
	require.Equal(t, iop.Minutes(90), p.Credit(90))
}

func TestDefaultLeavesOutWhatTheReadmeNames(t *testing.T) {
	p := iop.DefaultCounting()
	for a := range setOf("break meal self-help-meeting recreation transport academics yoga peer-support drug-testing homework spirituality").All() {
		require.False(t, p.Counted.Has(a), a.String())
	}
}

func TestEveryPresetSaysWhatItDoesAndWhoseItIs(t *testing.T) {
	files, err := os.ReadDir("counting")
	require.NoError(t, err)
	var names []string
	for p := range iop.CountingPresets() {
		names = append(names, p.Name)
		require.NotEmpty(t, p.Title, p.Name)
		require.True(t, p.Source.IsValid(), p.Name)
		require.NotEmpty(t, p.Source.Authority, p.Name)
		requireOfficial(t, p.Source)
		got, err := iop.CountingPreset(p.Name)
		require.NoError(t, err)
		require.Equal(t, p, got)
	}
	require.Len(t, files, len(names))
	require.True(t, slices.IsSorted(names))
	for _, f := range files {
		require.Contains(t, names, strings.TrimSuffix(f.Name(), ".json"))
	}
}

func TestPresetsChangeTheDefaultAsTheySay(t *testing.T) {
	def := iop.DefaultCounting().Counted
	with := func(ids string) iop.ActivitySet {
		s := def
		for a := range setOf(ids).All() {
			s = s.With(a)
		}
		return s
	}
	without := func(ids string) iop.ActivitySet {
		s := def
		for a := range setOf(ids).All() {
			s = s.Without(a)
		}
		return s
	}
	tests := []struct {
		name   string
		want   iop.ActivitySet
		breaks bool
		hour   iop.Minutes
	}{
		{"breaks-included", with("break"), true, 0},
		{"meals-included", with("meal"), false, 0},
		{"california-dui", without("family-education nutrition-wellness psychoeducation"), false, 0},
		{"illinois-clinical", without("case-management family-education medication-management nutrition-wellness psychoeducation"), false, 0},
		{"everything", iop.NewActivitySet(slices.Collect(iop.Activities())...), true, 0},
		{"fifty-minute-hour", def, false, 50},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p, err := iop.CountingPreset(tt.name)
			require.NoError(t, err)
			require.Equal(t, ids(tt.want), ids(p.Counted))
			require.Equal(t, tt.breaks, p.CountBreaks)
			require.Equal(t, tt.hour, p.HourMinutes)
		})
	}
}

func TestClosedPresetsHoldOnlyWhatTheyList(t *testing.T) {
	// What each list leaves out, beside what the default does.
	tests := map[string]string{
		"counseling-only": "psychoeducation family-education case-management medication-management life-skills skills-group dbt-skills early-recovery-skills check-in treatment-planning aftercare-group activity-therapy",
		"core-services":   "case-management medication-management life-skills skills-group dbt-skills early-recovery-skills check-in treatment-planning activity-therapy family-therapy",
	}
	for name, out := range tests {
		t.Run(name, func(t *testing.T) {
			p, err := iop.CountingPreset(name)
			require.NoError(t, err)
			for a := range setOf(out).All() {
				require.False(t, p.Counted.Has(a), a.String())
			}
			for a := range setOf("cbt group-therapy individual-counseling process-group relapse-prevention").All() {
				require.True(t, p.Counted.Has(a), a.String())
			}
		})
	}
}

func TestUnknownPresetIsRefusedWithTheNamesThereAre(t *testing.T) {
	_, err := iop.CountingPreset("generous")
	require.EqualError(t, err, `"generous" is not a counting preset; want one of breaks-included, california-dui, core-services, `+
		`counseling-only, default, everything, fifty-minute-hour, illinois-clinical, meals-included`)
}

func TestPresetIsTheCallersOwnCopy(t *testing.T) {
	p := iop.DefaultCounting()
	p.Counted = iop.ActivitySet{}
	p.CountBreaks = true
	require.NotEqual(t, p, iop.DefaultCounting())
}

func TestFiftyMinuteHourCreditsWholeFifties(t *testing.T) {
	p := iop.CountingPolicy{HourMinutes: 50}
	for m, want := range map[iop.Minutes]iop.Minutes{0: 0, 49: 49, 50: 60, 90: 90, 99: 99, 100: 120, 150: 180, 180: 180} {
		require.Equal(t, want, p.Credit(m), "%d minutes", int(m))
	}
	for m := range iop.Minutes(600) {
		require.GreaterOrEqual(t, p.Credit(m), m)
		require.LessOrEqual(t, p.Credit(m), p.Credit(m+1))
		require.Equal(t, m, (&iop.CountingPolicy{HourMinutes: 60}).Credit(m))
	}
}

func TestPoliciesCountAlikeWhateverTheirNames(t *testing.T) {
	a, b := iop.DefaultCounting(), iop.DefaultCounting()
	b.Name, b.HourMinutes = "mine", 60
	require.True(t, a.SameCount(&b))
	for name, change := range map[string]func(*iop.CountingPolicy){
		"activities": func(p *iop.CountingPolicy) { p.Counted = p.Counted.With(iop.MustParseActivity("meal")) },
		"breaks":     func(p *iop.CountingPolicy) { p.CountBreaks = true },
		"hour":       func(p *iop.CountingPolicy) { p.HourMinutes = 50 },
		"education":  func(p *iop.CountingPolicy) { p.EducationMax = 120 },
	} {
		c := iop.DefaultCounting()
		change(&c)
		require.False(t, a.SameCount(&c), name)
	}
}
