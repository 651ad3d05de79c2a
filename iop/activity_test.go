package iop_test

import (
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
)

// extraIDs are the activities that the program format adds to those of the
// research.
var extraIDs = []string{"group-therapy", "check-in", "skills-group", "activity-therapy", "vocational-skills", "spirituality", "homework"}

// researchStanding gives, for the 42 researched activities, whether they
// count: yes, depends or no.
func researchStanding(t testing.TB) map[string]string {
	t.Helper()
	data, err := os.ReadFile("testdata/modalities-standing.json")
	require.NoError(t, err)
	var file struct{ Counts map[string]string }
	require.NoError(t, json.Unmarshal(data, &file))
	require.Len(t, file.Counts, 42)
	return file.Counts
}

func TestActivitiesAreTheResearchedOnesAndTheExtraOnes(t *testing.T) {
	var want []string
	for id := range researchStanding(t) {
		want = append(want, id)
	}
	want = append(want, extraIDs...)
	slices.Sort(want)
	require.Len(t, want, 49)
	var got []string
	for a := range iop.Activities() {
		got = append(got, a.String())
	}
	require.Equal(t, want, got, "in the order of their ids")
}

func TestActivityStandingIsThatOfTheResearch(t *testing.T) {
	for id, want := range researchStanding(t) {
		require.Equal(t, want, iop.MustParseActivity(id).Info().Standing.String(), id)
	}
}

func TestEveryActivityFileIsReadStrictlyAndBearsItsID(t *testing.T) {
	table, err := iop.ReadActivities()
	require.NoError(t, err)
	require.Len(t, table, 49)
	files, err := os.ReadDir("activities")
	require.NoError(t, err)
	require.Len(t, files, 49)
}

func TestActivityInfoIsComplete(t *testing.T) {
	formats := []iop.Format{iop.Individual, iop.Group, iop.Family, iop.Couple, iop.Telephone, iop.Team}
	for a := range iop.Activities() {
		t.Run(a.String(), func(t *testing.T) {
			info := a.Info()
			require.Equal(t, info.Title, a.Title())
			require.NotEmpty(t, info.Title)
			require.NotEmpty(t, info.Category)
			require.NotEmpty(t, info.Purpose)
			require.NotEmpty(t, info.StandingWhy)
			require.NotEmpty(t, info.Standing.String())
			require.NotEmpty(t, info.Formats)
			for _, f := range info.Formats {
				require.Contains(t, formats, f)
			}
			require.True(t, strings.HasSuffix(info.Purpose, "."), "the purpose is a sentence")
			require.NotContains(t, info.Title, ".")
		})
	}
}

func TestActivityNumbersAreInOrder(t *testing.T) {
	inOrder := func(t *testing.T, r iop.Range) {
		require.GreaterOrEqual(t, r.Min, 0)
		if r.Max > 0 {
			require.LessOrEqual(t, r.Min, r.Max)
			require.LessOrEqual(t, r.Typical, r.Max)
		}
		if r.Typical > 0 {
			require.LessOrEqual(t, r.Min, r.Typical)
		}
	}
	for a := range iop.Activities() {
		t.Run(a.String(), func(t *testing.T) {
			info := a.Info()
			inOrder(t, info.SessionMinutes)
			inOrder(t, info.GroupSize)
			for _, d := range info.Doses {
				require.NotEmpty(t, d.Of)
				require.NotEqual(t, iop.Range{}, d.Range)
				inOrder(t, d.Range)
			}
			for _, p := range info.Parts {
				require.NotEmpty(t, p.Name)
				inOrder(t, p.Minutes)
			}
		})
	}
}

func TestActivityEvidenceIsGradedAndActivitySourcesAreValid(t *testing.T) {
	for a := range iop.Activities() {
		t.Run(a.String(), func(t *testing.T) {
			info := a.Info()
			require.Regexp(t, `^[A-D]?$`, info.Evidence.Grade)
			if info.Evidence.Grade != "" {
				require.True(t, info.Evidence.Confidence.IsValid(), "a grade says how sure it is")
			}
			for _, s := range info.Sources {
				require.True(t, s.IsValid(), "%+v", s)
				requireOfficial(t, s)
			}
		})
	}
}

func TestActivityCodesAreNumbersWithoutDescriptors(t *testing.T) {
	form := map[string]*regexp.Regexp{
		"hcpcs":  regexp.MustCompile(`^[A-Z][0-9]{4}$`),
		"cpt":    regexp.MustCompile(`^[0-9]{5}$`),
		"snomed": regexp.MustCompile(`^[0-9]{6,18}$`),
	}
	n := 0
	for a := range iop.Activities() {
		for _, c := range a.Info().Codes {
			require.Contains(t, form, c.System, a.String())
			require.Regexp(t, form[c.System], c.Code, a.String())
			require.True(t, c.Confidence.IsValid(), a.String())
			n++
		}
	}
	require.NotZero(t, n)
	// A file has no field that could hold the text of a code.
	var fields map[string]any
	require.NoError(t, json.Unmarshal(mustMarshal(t, iop.Code{System: "cpt", Code: "90853", Confidence: iop.Verified}), &fields))
	require.Equal(t, map[string]any{"system": "cpt", "code": "90853", "confidence": "verified"}, fields)
}

func TestActivityAliasesNameOneActivity(t *testing.T) {
	owner := map[string]string{}
	for a := range iop.Activities() {
		owner[a.String()] = a.String()
	}
	for a := range iop.Activities() {
		for _, alias := range a.Info().Aliases {
			if other, taken := owner[alias]; taken {
				require.Equal(t, a.String(), other, "%q names two activities", alias)
			}
			owner[alias] = a.String()
		}
	}
}

func TestActivityTextRoundTrips(t *testing.T) {
	for a := range iop.Activities() {
		requireRoundTrip(t, a, a.String())
		require.True(t, a.IsValid())
	}
}

func TestZeroActivityIsInvalidAndEmpty(t *testing.T) {
	var zero iop.Activity
	require.False(t, zero.IsValid())
	require.Empty(t, zero.Title())
	require.Equal(t, iop.ActivityInfo{}, zero.Info())
	requireRoundTrip(t, zero, "")
	require.False(t, iop.Activity(200).IsValid())
	require.Empty(t, iop.Activity(200).String())
}

func TestUnknownActivityIsRefusedWithTheNearest(t *testing.T) {
	requireRefused[iop.Activity](t, "is not a known activity; see the files in iop/activities", "xyz", "Cognitive", "CBT ")
	requireRefused[iop.Activity](t, `is not a known activity (did you mean "cbt"?); see the files in iop/activities`, "CBT", "cbt-groups")
	requireRefused[iop.Activity](t, `is not a known activity (did you mean "meal"?); see the files in iop/activities`, "lunch", "meals")
	require.PanicsWithValue(t, `iop.MustParseActivity("nap"): is not a known activity; see the files in iop/activities`, func() { iop.MustParseActivity("nap") })
}

func TestStandingTextRoundTrips(t *testing.T) {
	requireRoundTrip(t, iop.Counts, "yes")
	requireRoundTrip(t, iop.Depends, "depends")
	requireRoundTrip(t, iop.DoesNotCount, "no")
	requireRefused[iop.Standing](t, "is not a standing; want yes, depends or no", "", "maybe", "Yes")
	require.Empty(t, iop.Standing(0).String())
	require.Empty(t, iop.Standing(9).String())
}
