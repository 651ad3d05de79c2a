package iop_test

import (
	"slices"
	"testing"

	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
)

// small makes a standard of an id, in force in a period.
func small(id iop.StandardID, in iop.Period, change ...func(*iop.Standard)) iop.Standard {
	h := iop.Hours(9 * 60)
	source := iop.Source{Authority: "A state", Locator: "s. 1", Read: iop.MustDate(2026, 11, 23), Confidence: iop.Verified}
	s := iop.Standard{
		ID: id, Title: "a small standard", Authority: "A state", Kind: iop.Regulation, Jurisdiction: "US-VA",
		Levels: []iop.Level{iop.Level21}, Confidence: iop.Verified, Source: source, InForce: in,
	}
	s.Requirements.WeeklyHours = iop.List[iop.WeeklyHours]{{Min: &h, Terms: iop.Terms{Strength: iop.Must, Source: source}}}
	for _, f := range change {
		f(&s)
	}
	return s
}

func selected(c *iop.Catalogue, q iop.Query) (out []string) {
	for s := range c.Select(q) {
		out = append(out, string(s.ID))
	}
	return out
}

func TestSelectByJurisdictionLevelAndPopulation(t *testing.T) {
	tests := []struct {
		name  string
		query iop.Query
		want  []string
	}{
		{"a jurisdiction", iop.Query{Jurisdiction: "US-VA"}, []string{"va-license-2.1", "va-medicaid-2.1-adolescent", "va-medicaid-2.1-adult", "va-medicaid-2.5"}},
		{"and a level", iop.Query{Jurisdiction: "US-VA", Level: iop.Level25}, []string{"va-medicaid-2.5"}},
		{"and a population, which a standard for all ages includes", iop.Query{Jurisdiction: "US-VA", Level: iop.Level21, Population: iop.Adolescent}, []string{"va-license-2.1", "va-medicaid-2.1-adolescent"}},
		{"the country is not its states", iop.Query{Jurisdiction: "US", Level: iop.Level05}, []string{"asam3-0.5-all"}},
		{"recalled and no longer current ones only with All", iop.Query{Jurisdiction: "US-WA", All: true}, []string{"wa-court-iop", "wa-iop-legacy"}},
		{"and not without", iop.Query{Jurisdiction: "US-WA"}, []string{"wa-court-iop"}},
		{"a place without standards", iop.Query{Jurisdiction: "US-HI"}, nil},
		{"all of a state may be recalled", iop.Query{Jurisdiction: "US-NY"}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { require.Equal(t, tt.want, selected(iop.Embedded(), tt.query)) })
	}
}

func TestStandardsOfASettingAreOfNoLevel(t *testing.T) {
	// Data README: day/night, nonresidential, all and 3.x apply only when named.
	for _, l := range allLevels {
		got := selected(iop.Embedded(), iop.Query{Level: l.level, All: true})
		for _, id := range []string{"fl-day-night", "tx-group", "mn-nonres-plan", "pa-ratio", "ok-adolescent-residential", "nida-duration"} {
			require.NotContains(t, got, id)
		}
	}
	_, ok := iop.Embedded().Lookup("fl-day-night", false)
	require.True(t, ok)
}

func TestSelectOnTheDayBeforeOfAndAfterAStandardBegins(t *testing.T) {
	// medicare-iop is in force from 2024-01-01.
	day := iop.MustDate(2024, 1, 1)
	for offset, want := range map[int]bool{-1: false, 0: true, 1: true} {
		got := selected(iop.Embedded(), iop.Query{Jurisdiction: "US", Level: iop.Level21, On: day.AddDays(offset)})
		require.Equal(t, want, slices.Contains(got, "medicare-iop"), "%d days from the first", offset)
	}
	require.Contains(t, selected(iop.Embedded(), iop.Query{On: iop.MustDate(1990, 1, 1)}), "wi-iop-adult", "an unknown start is treated as in force")
}

func TestChangedNumberIsANewPeriodUnderTheSameID(t *testing.T) {
	turn := iop.MustDate(2025, 7, 1)
	old := small("x", iop.Period{Until: turn})
	newer := small("x", iop.Period{From: turn}, func(s *iop.Standard) { *s.Requirements.WeeklyHours[0].Min = 10 * 60 })
	c, err := iop.NewCatalogue(newer, old)
	require.NoError(t, err)
	require.Equal(t, 2, c.Len())

	minimum := func(q iop.Query) (out []iop.Hours) {
		for s := range c.Select(q) {
			out = append(out, *s.Requirements.WeeklyHours[0].Min)
		}
		return out
	}
	require.Equal(t, []iop.Hours{9 * 60}, minimum(iop.Query{On: turn.AddDays(-1)}))
	require.Equal(t, []iop.Hours{10 * 60}, minimum(iop.Query{On: turn}))
	require.Equal(t, []iop.Hours{10 * 60}, minimum(iop.Query{}), "without a day, the newest period")

	s, ok := c.Lookup("x", false)
	require.True(t, ok)
	require.Equal(t, turn, s.InForce.From)
	periods := c.Periods("x", false)
	require.Len(t, periods, 2)
	require.Equal(t, turn, periods[0].InForce.Until, "oldest first")
	require.Equal(t, turn, periods[1].InForce.From)
	require.Empty(t, c.Periods("y", true))
}

func TestOverlappingPeriodsAreRefused(t *testing.T) {
	a := small("x", iop.Period{Until: iop.MustDate(2025, 7, 2)})
	b := small("x", iop.Period{From: iop.MustDate(2025, 7, 1)})
	_, err := iop.NewCatalogue(a, b)
	require.EqualError(t, err, `standard "x": two periods overlap; end one on the day the next begins`)
	_, err = iop.NewCatalogue(a, small("y", iop.Period{}))
	require.NoError(t, err)
	c, err := iop.NewCatalogue(a)
	require.NoError(t, err)
	_, err = c.Add(b)
	require.ErrorContains(t, err, "overlap")
}

func TestAddLeavesTheCatalogueAsItIs(t *testing.T) {
	before := iop.Embedded().Len()
	more, err := iop.Embedded().Add(small("my-own", iop.Period{}))
	require.NoError(t, err)
	require.Equal(t, before, iop.Embedded().Len())
	require.Equal(t, before+1, more.Len())
	_, ok := iop.Embedded().Lookup("my-own", true)
	require.False(t, ok)
	_, ok = more.Lookup("my-own", false)
	require.True(t, ok)
}

func TestZeroCatalogueIsEmpty(t *testing.T) {
	var c iop.Catalogue
	require.Zero(t, c.Len())
	require.Empty(t, selected(&c, iop.Query{All: true}))
	_, ok := c.Lookup("asam3-2.1-adult", true)
	require.False(t, ok)
}

func TestRecalledRequirementsLoadOnlyWithTheSwitch(t *testing.T) {
	// co-iop is verified, and its weekly minimum is only recalled.
	without, ok := iop.Embedded().Lookup("co-iop", false)
	require.True(t, ok)
	require.Empty(t, without.Requirements.WeeklyHours)
	require.Len(t, without.Requirements.GroupSize, 1)
	with, ok := iop.Embedded().Lookup("co-iop", true)
	require.True(t, ok)
	require.Len(t, with.Requirements.WeeklyHours, 1)
	require.Equal(t, iop.Recalled, with.Requirements.WeeklyHours[0].Source.Confidence)

	for s := range iop.Embedded().Select(iop.Query{}) {
		s.EachTerms(func(terms *iop.Terms) { require.NotEqual(t, iop.Recalled, terms.Source.Confidence, s.ID) })
	}
	n := 0
	for s := range iop.Embedded().Select(iop.Query{All: true, Jurisdiction: "US-CO"}) {
		n += len(s.Requirements.WeeklyHours)
	}
	require.Equal(t, 1, n)
}

func TestRecalledStandardLoadsWhenNamed(t *testing.T) {
	s, ok := iop.Embedded().Lookup("ny-iop-unverified", false)
	require.True(t, ok)
	require.Len(t, s.Requirements.WeeklyHours, 1, "naming it asks for what it recalls")
	require.False(t, s.OnByDefault())
	for _, id := range []iop.StandardID{"wa-iop-legacy", "mt-iop-obsolete", "md-1-legacy"} {
		s, ok := iop.Embedded().Lookup(id, false)
		require.True(t, ok, id)
		require.False(t, s.OnByDefault())
	}
}

func TestWhatAQueryGivesIsTheCallersOwn(t *testing.T) {
	first := lookup(t, "va-medicaid-2.1-adult")
	print := first.Fingerprint()
	*first.Requirements.WeeklyHours[0].Min = 1
	first.Levels[0] = iop.Level4
	for s := range iop.Embedded().Select(iop.Query{Jurisdiction: "US-VA"}) {
		if s.ID == first.ID {
			*s.Requirements.WeeklyHours[0].Max = 2
		}
	}
	again := lookup(t, "va-medicaid-2.1-adult")
	require.Equal(t, print, again.Fingerprint())

	mine := small("x", iop.Period{})
	c, err := iop.NewCatalogue(mine)
	require.NoError(t, err)
	*mine.Requirements.WeeklyHours[0].Min = 1
	kept, _ := c.Lookup("x", false)
	require.Equal(t, iop.Hours(540), *kept.Requirements.WeeklyHours[0].Min)
}

func TestSelectCanBeLeftEarly(t *testing.T) {
	n := 0
	for range iop.Embedded().Select(iop.Query{}) {
		if n++; n == 3 {
			break
		}
	}
	require.Equal(t, 3, n)
}

func TestNearestStandardsShareTheirFirstWord(t *testing.T) {
	require.Equal(t, []iop.StandardID{"wi-iop-adult", "wi-iop-minor", "wi-op-adult", "wi-op-minor", "wi-php-adult", "wi-php-minor"}, iop.Embedded().Nearest("wi-adult"))
	require.Empty(t, iop.Embedded().Nearest("zz-none"))
}
