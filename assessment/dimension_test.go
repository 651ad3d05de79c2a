package assessment_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
)

var recorded = iop.Source{Authority: "Example Clinic", Locator: "assessment a-17", Read: iop.MustDate(2024, time.May, 6), Confidence: iop.Verified}

func anOccasion() assessment.Occasion {
	return assessment.Occasion{On: iop.MustDate(2024, time.May, 6), Population: iop.Adult, Source: recorded}
}

// rated gives ratings of D1 to D6, one letter each, - for not rated.
func rated(t require.TestingT, letters string) assessment.ThirdRatings {
	require.Len(t, letters, 6)
	r := assessment.ThirdRatings{Occasion: anOccasion()}
	for i, letter := range letters {
		if letter != '-' {
			n, err := assessment.Rated(int(letter - '0'))
			require.NoError(t, err)
			r = r.With(assessment.Dimension(i+1), n)
		}
	}
	return r
}

func TestRatingsAreZeroToFourOrNone(t *testing.T) {
	for n := -1; n <= 5; n++ {
		r, err := assessment.Rated(n)
		got, ok := r.Value()
		if n < 0 || n > 4 {
			require.EqualError(t, err, "is not a rating of the third edition; want 0, 1, 2, 3 or 4")
			require.Equal(t, assessment.NotRated, r)
			continue
		}
		require.NoError(t, err)
		require.True(t, ok)
		require.Equal(t, n, got)
	}
	_, ok := assessment.NotRated.Value()
	require.False(t, ok)
	_, ok = assessment.Rating(6).Value()
	require.False(t, ok)
	require.NotEqual(t, assessment.NotRated, assessment.Rated0, "not rated is not a rating of 0")
	require.Equal(t, "not rated", assessment.NotRated.String())
	require.Equal(t, "0", assessment.Rated0.String())
}

func TestRatingsAreValues(t *testing.T) {
	var none assessment.ThirdRatings
	one := none.With(assessment.D3, assessment.Rated2)
	require.Equal(t, assessment.NotRated, none.Of(assessment.D3))
	require.Equal(t, assessment.Rated2, one.Of(assessment.D3))
	require.Equal(t, one, one.With(0, assessment.Rated1).With(7, assessment.Rated1).With(assessment.D1, 9))
	require.Equal(t, assessment.NotRated, one.Of(0))
	given := one.WithCircumstance(assessment.WithdrawalManaged, assessment.Yes)
	require.Equal(t, assessment.Yes, given.Given(assessment.WithdrawalManaged))
	require.Equal(t, assessment.Unknown, one.Given(assessment.WithdrawalManaged))
	require.Equal(t, assessment.Unknown, given.Given(0))
	require.Equal(t, given, given.WithCircumstance(0, assessment.Yes).WithCircumstance(assessment.MentalHealthManaged, 5))
}

func TestDimensionsAreNumberedAlikeAndLabelledByEdition(t *testing.T) {
	require.Len(t, assessment.Dimensions(), 6)
	for i, d := range assessment.Dimensions() {
		requireRoundTrip(t, d, "D"+string(rune('1'+i)))
		for _, e := range []assessment.Edition{assessment.ThirdEdition, assessment.FourthEdition} {
			label := d.Label(e)
			require.NotEmpty(t, label)
			require.LessOrEqual(t, len(label), 50, "labels are short words of our own")
			require.NotContains(t, label, "ASAM")
		}
		require.Empty(t, d.Label(0))
		require.Empty(t, d.Label(5))
	}
	// Readiness is a dimension of the third edition only; what matters to the
	// person is the last of the fourth (facts, section 3a).
	require.Contains(t, assessment.D4.Label(assessment.ThirdEdition), "readiness")
	require.NotContains(t, assessment.D4.Label(assessment.FourthEdition), "readiness")
	require.Contains(t, assessment.D6.Label(assessment.FourthEdition), "person")
	for _, bad := range []assessment.Dimension{0, 7} {
		require.False(t, bad.IsValid())
		require.Empty(t, bad.String()+bad.Label(assessment.ThirdEdition))
	}
	var d assessment.Dimension
	require.EqualError(t, d.UnmarshalText([]byte("D7")), "is not a dimension; want one of D1, D2, D3, D4, D5, D6")
}

func TestEditions(t *testing.T) {
	requireRoundTrip(t, assessment.ThirdEdition, "third")
	requireRoundTrip(t, assessment.FourthEdition, "fourth")
	var e assessment.Edition
	require.EqualError(t, e.UnmarshalText([]byte("3rd")), "is not an edition; want third or fourth")
	for c := assessment.WithdrawalManaged; c <= assessment.MentalHealthManaged; c++ {
		requireRoundTrip(t, c, c.String())
	}
	var c assessment.Circumstance
	require.EqualError(t, c.UnmarshalText([]byte("positive-test")), "is not a circumstance; want withdrawal-managed, physical-health-managed or mental-health-managed")
	// The fourth edition dropped 3.3; 1.5, 1.7 and 2.7 are its own (facts,
	// section 3a).
	third, fourth := assessment.ThirdEdition.Levels(), assessment.FourthEdition.Levels()
	for _, l := range []iop.Level{iop.Level05, iop.Level33} {
		require.Contains(t, third, l)
		require.NotContains(t, fourth, l)
	}
	for _, l := range []iop.Level{iop.Level15, iop.Level17, iop.Level27} {
		require.NotContains(t, third, l)
		require.Contains(t, fourth, l)
	}
	require.True(t, slices.IsSorted(third))
	require.True(t, slices.IsSorted(fourth))
	require.Nil(t, assessment.Edition(0).Levels())
}

func TestFourthEditionRatings(t *testing.T) {
	token, err := assessment.Token("EVAL")
	require.NoError(t, err)
	r := assessment.FourthRatings{Occasion: anOccasion()}
	for _, m := range []assessment.Minimum{
		{Dimension: assessment.D4, Need: assessment.AtLevel(iop.Level21)},
		{Dimension: assessment.D1, Part: "withdrawal", Need: token},
		{Dimension: assessment.D1, Part: "medication", Need: assessment.AtLevel(iop.Level17)},
		{Dimension: assessment.D5, Need: assessment.AtLevel(iop.Level31)},
	} {
		r, err = r.With(m)
		require.NoError(t, err)
	}
	var got []string
	for _, m := range r.Minima() {
		got = append(got, m.Dimension.String()+" "+m.Part+" "+m.Need.String())
	}
	require.Equal(t, []string{"D1 medication 1.7", "D1 withdrawal EVAL", "D4  2.1", "D5  3.1"}, got)

	again, err := r.With(assessment.Minimum{Dimension: assessment.D4, Need: assessment.AtLevel(iop.Level25)})
	require.NoError(t, err)
	require.Len(t, again.Minima(), 4, "another rating takes the place of the first")
	require.Equal(t, "2.1", r.Minima()[2].Need.String(), "and the first ratings keep theirs")
	less, err := r.With(assessment.Minimum{Dimension: assessment.D4})
	require.NoError(t, err)
	require.Len(t, less.Minima(), 3, "a rating can be taken back")

	const form = "has a part of the wrong form; want at most 32 small letters and digits, words joined by -"
	for _, c := range []struct {
		m    assessment.Minimum
		want string
	}{
		{assessment.Minimum{Dimension: assessment.D6, Need: token}, "is D6, which the fourth edition considers last and does not rate; set Considered"},
		{assessment.Minimum{Need: token}, "is not a dimension; want one of D1 to D5"},
		{assessment.Minimum{Dimension: assessment.D1, Part: "Some Remark", Need: token}, form},
		{assessment.Minimum{Dimension: assessment.D1, Part: strings.Repeat("x", 33), Need: token}, form},
	} {
		_, err := r.With(c.m)
		require.EqualError(t, err, c.want)
	}
}

func TestMinimumLevelIsALevelOrACode(t *testing.T) {
	require.False(t, assessment.MinimumLevel{}.IsRated())
	require.False(t, assessment.AtLevel(0).IsRated())
	require.Equal(t, "not rated", assessment.MinimumLevel{}.String())
	at := assessment.AtLevel(iop.Level37)
	l, ok := at.Level()
	require.True(t, ok)
	require.Equal(t, iop.Level37, l)
	_, ok = at.Token()
	require.False(t, ok)
	for _, text := range []string{"0", "ANY", "EVAL", "B", "2.5 COE", "A+1"} {
		m, err := assessment.Token(text)
		require.NoError(t, err)
		require.True(t, m.IsRated())
		got, ok := m.Token()
		require.True(t, ok)
		require.Equal(t, text, got)
		_, ok = m.Level()
		require.False(t, ok, "a code is opaque")
	}
	for _, text := range []string{"", " ", "a remark, somewhat longer", "x\ny", "é", "-", "17 letters, 17xxx"} {
		_, err := assessment.Token(text)
		require.EqualError(t, err, "is not a rating code; want at most 16 letters and digits")
	}
}

func TestOccasionSaysWhatIsMissing(t *testing.T) {
	require.NoError(t, anOccasion().Check())
	require.EqualError(t, assessment.Occasion{Source: recorded}.Check(), "ratings: have no day; want the date of the assessment")
	require.EqualError(t, assessment.Occasion{On: recorded.Read}.Check(), "ratings: have no source; want where they are recorded, how sure that is, and when it was read")
}

func TestRatingsAsEvidence(t *testing.T) {
	var got []string
	for _, e := range rated(t, "0-1234").Evidence() {
		require.Equal(t, iop.EvidenceRating, e.Kind)
		require.Equal(t, recorded, e.Source)
		require.Equal(t, anOccasion().On, e.Date)
		got = append(got, e.Of+" "+e.Value.String())
	}
	require.Equal(t, []string{"asam-3/D1 0", "asam-3/D2 unknown", "asam-3/D3 1", "asam-3/D4 2", "asam-3/D5 3", "asam-3/D6 4"}, got)
	require.False(t, rated(t, "0-1234").Evidence()[1].Value.IsKnown(), "not rated is unknown, never zero")

	r := assessment.FourthRatings{Occasion: anOccasion()}
	r, err := r.With(assessment.Minimum{Dimension: assessment.D1, Part: "withdrawal", Need: assessment.AtLevel(iop.Level17)})
	require.NoError(t, err)
	got = nil
	for _, e := range r.Evidence() {
		got = append(got, e.Of+" "+e.Value.String())
	}
	require.Equal(t, []string{"asam-4/D1/withdrawal 1.7", "asam-4/D2 unknown", "asam-4/D3 unknown", "asam-4/D4 unknown", "asam-4/D5 unknown"}, got, "D6 has no rating")
}
