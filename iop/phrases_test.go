package iop_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
)

// usedTerms gives every term of a counting list of an embedded standard or a
// preset, with one of its users.
func usedTerms(t *testing.T) map[string]string {
	used := map[string]string{}
	for s := range iop.Embedded().Select(iop.Query{All: true}) {
		if s.Counting != nil {
			for _, term := range slices.Concat(s.Counting.Counts, s.Counting.Excludes) {
				used[term] = string(s.ID)
			}
		}
	}
	files, err := filepath.Glob("counting/*.json")
	require.NoError(t, err)
	for _, name := range files {
		data, err := os.ReadFile(name)
		require.NoError(t, err)
		var p struct{ Only, Add, Remove []string }
		require.NoError(t, json.Unmarshal(data, &p))
		for _, term := range slices.Concat(p.Only, p.Add, p.Remove) {
			used[term] = name
		}
	}
	return used
}

func TestEveryTermOfACountingListIsKnown(t *testing.T) {
	for term, user := range usedTerms(t) {
		_, err := iop.TermActivities(term)
		require.NoError(t, err, user)
	}
}

func TestEveryPhraseIsUsedOnceSortedAndHasAReason(t *testing.T) {
	used := usedTerms(t)
	var names []string
	for _, p := range iop.Phrases() {
		names = append(names, p.Phrase)
		require.NotEmpty(t, p.Why, p.Phrase)
		require.Contains(t, used, p.Phrase, "no standard and no preset uses it")
		require.True(t, slices.IsSorted(p.Activities), p.Phrase)
		require.Len(t, slices.Compact(slices.Clone(p.Activities)), len(p.Activities), p.Phrase)
		_, err := iop.ParseActivity(p.Phrase)
		require.Error(t, err, "a phrase that is an id would hide the activity")
	}
	require.True(t, slices.IsSorted(names))
	require.Len(t, slices.Compact(names), len(iop.Phrases()))
}

func TestTermIsAnIDOrAPhrase(t *testing.T) {
	got, err := iop.TermActivities("self-help meetings")
	require.NoError(t, err)
	require.Equal(t, []iop.Activity{iop.MustParseActivity("self-help-meeting")}, got)
	got, err = iop.TermActivities("yoga")
	require.NoError(t, err)
	require.Equal(t, []iop.Activity{iop.MustParseActivity("yoga")}, got)
	_, err = iop.TermActivities("gongs")
	require.EqualError(t, err, `"gongs" is neither an activity nor a phrase of iop/phrases.json; use the id of an activity`)
}

// The research's README names the five standards whose lists are closed: only
// what they list counts. The others add to or take from the policy in use.
func TestClosedListsAreThoseOfTheResearch(t *testing.T) {
	var closed []string
	for s := range iop.Embedded().Select(iop.Query{All: true}) {
		if s.Counting != nil && s.Counting.Closed {
			closed = append(closed, string(s.ID))
		}
	}
	require.Equal(t, []string{"fl-day-night", "ks-iop-adult", "ks-iop-minor", "nm-iop-adolescent", "nm-iop-adult"}, closed)
}

func TestStandardCountsByItsOwnList(t *testing.T) {
	base := iop.DefaultCounting()
	t.Run("a closed list holds only what its phrases stand for", func(t *testing.T) {
		s := lookup(t, "ks-iop-adult")
		p, own := s.CountingUnder(base)
		require.True(t, own)
		require.Equal(t, "ks-iop-adult", p.Name)
		var want iop.ActivitySet
		for _, phrase := range []string{"group counseling", "individual counseling", "family counseling"} {
			for _, a := range must(iop.TermActivities(phrase)) {
				want = want.With(a)
			}
		}
		require.Equal(t, ids(want), ids(p.Counted))
		require.False(t, p.Counted.Has(iop.MustParseActivity("psychoeducation")))
	})
	t.Run("an open list adds to the policy in use", func(t *testing.T) {
		s := lookup(t, "ok-adolescent-residential")
		p, own := s.CountingUnder(base)
		require.True(t, own)
		require.True(t, p.Counted.Has(iop.MustParseActivity("recreation")), "recreational activities count there")
		require.False(t, p.Counted.Has(iop.MustParseActivity("self-help-meeting")))
		require.True(t, p.Counted.Has(iop.MustParseActivity("case-management")), "the rest is the policy in use")
	})
	t.Run("an open list takes from the policy in use", func(t *testing.T) {
		s := lookup(t, "ga-dui")
		everything := must(iop.CountingPreset("everything"))
		p, own := s.CountingUnder(everything)
		require.True(t, own)
		require.Equal(t, everything.Counted.Without(iop.MustParseActivity("self-help-meeting")), p.Counted)
		require.True(t, p.CountBreaks, "what a list does not speak of stays")
	})
	t.Run("a standard without a list counts by the policy in use", func(t *testing.T) {
		s := lookup(t, "va-medicaid-2.1-adult")
		p, own := s.CountingUnder(base)
		require.False(t, own)
		require.Equal(t, base, p)
	})
}
