package assessment_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/openiop/openiop/assessment"
	"github.com/stretchr/testify/require"
)

// researched is an instrument as the research recorded it, in
// testdata/instruments.json with its sources.
type researched struct {
	ID              string
	Version         string
	Items           *int
	ItemMin         *int
	ItemMax         *int
	ReverseItems    []int
	TotalMin        *int
	TotalMax        *int
	Direction       string
	Bands           []assessment.Band
	BandSets        map[string][]assessment.Band
	Subscales       []researchedScale
	ShipItemText    bool
	LoincPanel      *string
	LoincTotal      *string
	LoincItems      []string
	MissingRule     *string
	RecallPeriod    *string
	ChangeThreshold json.RawMessage `json:"changeThreshold"`
}

type researchedScale struct {
	ID        string
	Items     []int
	Min, Max  int
	Direction string
	Bands     []assessment.Band
}

func research(t *testing.T) map[string]researched {
	t.Helper()
	data, err := os.ReadFile("testdata/instruments.json")
	require.NoError(t, err)
	var list []researched
	require.NoError(t, json.Unmarshal(data, &list))
	require.Len(t, list, 41)
	out := map[string]researched{}
	for _, r := range list {
		out[r.ID] = r
	}
	return out
}

// leftOut are instruments that the library does not hold, with the reason.
var leftOut = map[string]string{
	"asi-lite": "formulae not verified", "awol": "not for addiction treatment", "bscs": "not verified",
	"ors": "license", "srs": "license", "dsm5-sud": "diagnosis, not an instrument",
}

// onRecalledKeys load only on request.
var onRecalledKeys = []string{"mdq", "socrates-8", "ders-36"}

func TestEveryResearchedInstrumentIsHereOrLeftOut(t *testing.T) {
	for id := range research(t) {
		_, here := assessment.Embedded().Lookup(id, true)
		require.NotEqual(t, leftOut[id] != "", here, id)
	}
	var usual []string
	for in := range assessment.Embedded().All(false) {
		usual = append(usual, in.ID)
	}
	require.Len(t, usual, 35-len(onRecalledKeys))
	for _, id := range onRecalledKeys {
		require.NotContains(t, usual, id)
		s, ok := assessment.Embedded().Lookup(id, false)
		require.True(t, ok, "it loads by name")
		require.True(t, s.Instrument().Recalled())
	}
}

// TestFilesSayWhatTheResearchSays compares every number that both hold.
func TestFilesSayWhatTheResearchSays(t *testing.T) {
	numbers := 0
	for id, r := range research(t) {
		if leftOut[id] != "" {
			continue
		}
		t.Run(id, func(t *testing.T) {
			in := scorer(t, id).Instrument()
			require.Equal(t, r.Version, in.Version)
			require.Equal(t, r.ShipItemText, in.License.Class == assessment.WordingMayShip)
			r.codes(t, in)
			r.reversed(t, in)
			if r.TotalMax != nil && id != "assist-v3" { // one total for each substance
				require.Equal(t, []int{*r.TotalMin, *r.TotalMax}, []int{in.Total.Min, in.Total.Max})
				require.Equal(t, r.Direction, string(in.Total.Direction))
				numbers += 2
			} else {
				require.Nil(t, in.Total)
			}
			numbers += r.scales(t, in)
			if len(r.Bands) > 0 && in.Category == nil {
				require.Equal(t, r.Bands, in.Total.BandSets[0].Bands)
				numbers += len(r.Bands)
			}
		})
	}
	require.Greater(t, numbers, 250)
}

// codes compares LOINC codes. The items of the TAPS and of the C-SSRS carry
// remarks behind the code.
func (r *researched) codes(t *testing.T, in *assessment.Instrument) {
	t.Helper()
	code := func(want *string, got *assessment.LOINC) {
		if want == nil {
			if got != nil { // the CIWA-Ar: in the remarks of the record, recalled
				require.Equal(t, "recalled", got.Confidence.String())
			}
			return
		}
		require.Equal(t, *want, got.Code)
	}
	code(r.LoincPanel, in.Codes.Panel)
	code(r.LoincTotal, in.Codes.Total)
	if in.ID == "taps" {
		return
	}
	for i, want := range r.LoincItems {
		want, _, _ = strings.Cut(want, " ")
		require.Equal(t, want, in.Items[i].LOINC)
	}
}

func (r *researched) reversed(t *testing.T, in *assessment.Instrument) {
	t.Helper()
	var got []int
	for i, item := range in.Items {
		if item.Reversed {
			got = append(got, i+1)
		}
	}
	require.Equal(t, append([]int(nil), r.ReverseItems...), got)
}

// scales compares subscales with their items, ranges, directions and bands,
// and gives how many numbers that were.
func (r *researched) scales(t *testing.T, in *assessment.Instrument) (numbers int) {
	t.Helper()
	if in.ID == "assist-v3" || in.ID == "taps" {
		return r.substances(t, in)
	}
	got := map[string]assessment.Scale{}
	for _, s := range in.Subscales {
		got[s.ID] = s
	}
	for _, want := range r.Subscales {
		s, ok := got[want.ID]
		require.True(t, ok, want.ID)
		for i, n := range want.Items {
			require.Equal(t, in.Items[n-1].ID, s.Items[i], want.ID)
			numbers++
		}
		low, high := s.Min, s.Max
		if s.Transform != nil {
			low, high = s.Transform.Min, s.Transform.Max
		}
		require.Equal(t, []int{want.Min, want.Max}, []int{low, high}, want.ID)
		if want.Direction != "" {
			require.Equal(t, want.Direction, string(s.Direction))
		}
		numbers += 2
	}
	return numbers
}

// substances compares the bands that the research gives for a few or for each
// substance.
func (r *researched) substances(t *testing.T, in *assessment.Instrument) (numbers int) {
	t.Helper()
	for _, s := range in.Subscales {
		want := r.Subscales[len(r.Subscales)-1]
		for _, named := range r.Subscales {
			if named.ID == s.ID {
				want = named
			}
		}
		require.Equal(t, want.Bands, s.BandSets[0].Bands, s.ID)
		numbers += 2 * len(want.Bands)
	}
	return numbers
}

// TestRecalledPartsLoadOnRequest lists what nobody has read: it is there on
// request and nowhere else.
func TestRecalledPartsLoadOnRequest(t *testing.T) {
	usual, _ := assessment.Embedded().Lookup("phq-9", false)
	full, _ := assessment.Embedded().Lookup("phq-9", true)
	require.Nil(t, usual.Instrument().Interval)
	require.NotNil(t, full.Instrument().Interval)
	require.Len(t, usual.Instrument().Changes, 3)
	require.Len(t, full.Instrument().Changes, 4)
	for in := range assessment.Embedded().All(false) {
		data, err := json.Marshal(in)
		require.NoError(t, err)
		for part := range strings.SplitSeq(string(data), `"source":`) {
			require.NotContains(t, strings.SplitN(part, "}", 2)[0], `"recalled"`, in.ID)
		}
		require.NotContains(t, string(data), `"confidence":"recalled"},"total"`, in.ID)
	}
	audit, _ := assessment.Embedded().Lookup("audit-c", false)
	require.Len(t, audit.Instrument().Cutoffs, 3)
	phq2, _ := assessment.Embedded().Lookup("phq-2", false)
	require.Nil(t, phq2.Instrument().Codes.Panel)
	require.Equal(t, "55758-7", phq2.Instrument().Codes.Total.Code)
	ciwa, _ := assessment.Embedded().Lookup("ciwa-ar", false)
	require.Nil(t, ciwa.Instrument().Codes.Total)
}

func TestNotForSeries(t *testing.T) {
	for _, id := range []string{"urica-24", "socrates-8", "ace", "mdq", "audit", "dast-10", "c-ssrs-screener"} {
		require.False(t, scorer(t, id).Instrument().Trendable, id)
	}
	for _, id := range []string{"phq-9", "gad-7", "bam", "bam-iop", "bam-r", "pcl-5", "pacs", "tea", "barc-10"} {
		require.True(t, scorer(t, id).Instrument().Trendable, id)
	}
}
