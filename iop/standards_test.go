package iop_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
)

// lookup gives an embedded standard with everything it has, recalled or not.
func lookup(t testing.TB, id iop.StandardID) iop.Standard {
	t.Helper()
	s, ok := iop.Embedded().Lookup(id, true)
	require.True(t, ok, "no standard %q", id)
	return s
}

// copies are hosts of copies of what authorities publish: a source may say
// that it was read there, not that it stands there.
var copies = []string{"casetext.com", "justia.com", "elaws.us", "docplayer.", "cloudfront.net", "law.cornell.edu", "zlibrary", "gavvy.com"}

func requireOfficial(t *testing.T, s iop.Source) {
	t.Helper()
	for _, host := range copies {
		require.NotContains(t, s.URL, host, "a copy goes under readAt")
	}
}

func TestEveryEmbeddedFileIsReadStrictly(t *testing.T) {
	c, err := iop.ReadEmbedded()
	require.NoError(t, err)
	require.Equal(t, 94, c.Len())
	files, err := filepath.Glob("standards/*.json")
	require.NoError(t, err)
	require.Len(t, files, 94)
	for _, name := range files {
		data, err := os.ReadFile(name)
		require.NoError(t, err)
		got, err := iop.ReadStandards(name, data)
		require.NoError(t, err)
		require.Len(t, got, 1)
		require.Equal(t, strings.TrimSuffix(filepath.Base(name), ".json"), string(got[0].ID), "a file bears the id of its standard")
		require.True(t, json.Valid(data))
	}
}

// Data README: superseded, obsolete and legacy records and recalled ones load
// only on request. Of 94 records 21 are recalled and three are no longer
// current, so 70 are on.
func TestSeventyStandardsAreOnByDefault(t *testing.T) {
	on := slices.Collect(iop.Embedded().Select(iop.Query{}))
	require.Len(t, on, 70)
	all := slices.Collect(iop.Embedded().Select(iop.Query{All: true}))
	require.Len(t, all, 94)
	var off []string
	count := map[iop.Confidence]int{}
	for _, s := range all {
		count[s.Confidence]++
		require.Equal(t, s.OnByDefault(), slices.ContainsFunc(on, func(o iop.Standard) bool { return o.ID == s.ID }))
		if s.Status != iop.Current {
			off = append(off, string(s.ID)+" "+string(s.Status))
		}
	}
	require.Equal(t, map[iop.Confidence]int{iop.Verified: 58, iop.Secondary: 15, iop.Recalled: 21}, count)
	require.Equal(t, []string{"md-1-legacy legacy", "mt-iop-obsolete obsolete", "wa-iop-legacy superseded"}, off)
}

func TestEveryRequirementHasASourceWithItsAuthority(t *testing.T) {
	day := iop.MustDate(2026, 11, 23) // every record was read on this day
	for s := range iop.Embedded().Select(iop.Query{All: true}) {
		t.Run(string(s.ID), func(t *testing.T) {
			check := func(src iop.Source) {
				require.True(t, src.IsValid(), "%+v", src)
				require.NotEmpty(t, src.Authority)
				requireOfficial(t, src)
				if src.Confidence == iop.Recalled {
					require.False(t, src.Read.IsValid(), "nobody read it")
				} else {
					require.Equal(t, day, src.Read)
					require.True(t, src.URL != "" || src.ReadAt != "", "it was read somewhere")
				}
			}
			check(s.Source)
			s.EachTerms(func(terms *iop.Terms) {
				check(terms.Source)
				require.NotEmpty(t, terms.Strength.String())
			})
			if s.Counting != nil {
				check(s.Counting.Source)
			}
		})
	}
}

func TestRecalledRequirementsAreNeverErrors(t *testing.T) {
	n := 0
	for s := range iop.Embedded().Select(iop.Query{All: true}) {
		s.EachTerms(func(terms *iop.Terms) {
			if terms.Source.Confidence == iop.Recalled {
				n++
				require.Less(t, terms.Severity(), iop.Error, s.ID)
			}
		})
	}
	require.NotZero(t, n)
}

func TestRecalledStandardHasOnlyRecalledRequirements(t *testing.T) {
	for s := range iop.Embedded().Select(iop.Query{All: true}) {
		if s.Confidence == iop.Recalled {
			require.Equal(t, iop.Recalled, s.Source.Confidence, s.ID)
			s.EachTerms(func(terms *iop.Terms) { require.Equal(t, iop.Recalled, terms.Source.Confidence, s.ID) })
		}
	}
}

func TestEveryStandardIsOrderedAsItsFilesAre(t *testing.T) {
	var got []string
	for s := range iop.Embedded().Select(iop.Query{All: true}) {
		got = append(got, string(s.ID))
	}
	require.True(t, slices.IsSorted(got))
}

func TestEmbeddedFilesAreInTheFormThatTheLibraryWrites(t *testing.T) {
	// Not the same bytes, but the same fields: nothing in a file is lost.
	files, err := filepath.Glob("standards/*.json")
	require.NoError(t, err)
	for _, name := range files {
		data, err := os.ReadFile(name)
		require.NoError(t, err)
		s, err := iop.ReadStandards(name, data)
		require.NoError(t, err)
		var inFile, written map[string]any
		require.NoError(t, json.Unmarshal(data, &inFile))
		require.NoError(t, json.Unmarshal(mustMarshal(t, s[0]), &written))
		requireWithin(t, name, inFile, written)
	}
}

// requireWithin checks that everything in a file is in what is written, which
// may have more (sources are completed with the authority).
func requireWithin(t *testing.T, path string, file, written any) {
	t.Helper()
	switch file := file.(type) {
	case map[string]any:
		object, ok := written.(map[string]any)
		require.True(t, ok, path)
		for k, v := range file {
			require.Contains(t, object, k, path)
			requireWithin(t, path+"."+k, v, object[k])
		}
	case []any:
		list, ok := written.([]any)
		require.True(t, ok, path)
		require.Len(t, list, len(file), path)
		for i := range file {
			requireWithin(t, path, file[i], list[i])
		}
	default:
		require.Equal(t, file, written, path)
	}
}
