package iop_test

import (
	"bytes"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
)

// record is one researched requirement set, with every field that the research
// has: a field it does not know is an error, so nothing goes unread.
type record struct {
	ID, Name, Authority, Jurisdiction, Citation string
	URL, EffectiveFrom, AsOf, Edition, Notes    string
	Status, Population, Level, Strength         string
	Confidence                                  iop.Confidence
	MinHoursPerWeek, MaxHoursPerWeek            float64
	MinHoursPerDay                              float64
	MaxExclusive                                bool
	WeekBasis                                   string
	MinDaysPerWeek, MaxDaysPerWeek              int
	MaxGapDays, MaxGapHours, GroupSizeMax       int
	Ratio                                       struct {
		Clients, Staff, AdolescentClients int
		Role, Basis                       string
	}
	PlanDue struct {
		Count, CapCalendarDays          int
		Unit, From, What, AssessmentDue string
	}
	PlanReviewDays int
	DurationWeeks  struct {
		Min, Max, MinDays, MaxDays, MinMonths, MaxMonths int
		Strength                                         string
	}
	IndividualMin struct {
		Hours, Sessions int
		Per             string
	}
	Family, DrugTesting, Telehealth string
	Counts, Excludes                []string
	StepDown                        struct {
		Allowed                  bool
		MaxWeeks                 int
		Position, When, CountsAs string
	}
	Cumulative struct{ MinHours, MaxWeeks, MinDays int }
	Phases     []struct {
		Weeks              any
		MinSessionsPerWeek int
		SeparateDays       bool
	}
	Derived    struct{ MinHoursPerWeek, PlanReviewDays int }
	Unverified unverified
}

// unverified is what the research holds from memory alone.
type unverified struct {
	MinHoursPerWeek, AdolescentMinHoursPerWeek float64
	MaxHoursPerWeek                            any
	MaxExclusive                               bool
	MinHoursPerDay                             float64
	MinDaysPerWeek, GroupSizeMin, GroupSizeMax int
	PlanReviewDays                             int
	Ratio                                      recalledRatio
	PartialHospitalization, Outpatient         recalledRatio
	Recertification, HCPCS                     string
	TIP47, APC, Intensive, PlanReview, Tier    string
	Level21Hours                               string `json:"level2.1Hours"`
	Citations                                  []string
}

type recalledRatio struct {
	Clients, Staff int
	Scope          string
}

func researchRecords(t testing.TB) []record {
	t.Helper()
	data, err := os.ReadFile("testdata/standards-research.json")
	require.NoError(t, err)
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	var records []record
	require.NoError(t, dec.Decode(&records))
	require.Len(t, records, 94)
	return records
}

// eachRecord runs a test for each record with the standard made of it.
func eachRecord(t *testing.T, f func(*testing.T, *record, *iop.Standard)) {
	for _, r := range researchRecords(t) {
		t.Run(r.ID, func(t *testing.T) {
			s := lookup(t, iop.StandardID(r.ID))
			f(t, &r, &s)
		})
	}
}

func TestStandardIDsAreThoseOfTheResearch(t *testing.T) {
	var want, got []string
	for _, r := range researchRecords(t) {
		want = append(want, r.ID)
	}
	slices.Sort(want)
	for s := range iop.Embedded().Select(iop.Query{All: true}) {
		got = append(got, string(s.ID))
	}
	require.Equal(t, want, got)
}

// stateNames are the authorities of records in which the research says no more
// than "state".
var stateNames = map[string]string{
	"ny-iop-unverified": "New York State", "oh-iop-unverified": "Ohio Medicaid", "ky-iop-unverified": "Kentucky Medicaid",
	"ma-iop-unverified": "Massachusetts", "mi-iop-unverified": "Michigan MDHHS", "ct-iop-unverified": "Connecticut",
	"al-iop-unverified": "Alabama", "tn-iop-unverified": "Tennessee", "az-iop-unverified": "Arizona",
}

func TestStandardSaysWhoseItIs(t *testing.T) {
	eachRecord(t, func(t *testing.T, r *record, s *iop.Standard) {
		authority := r.Authority
		if authority == "state" {
			authority = stateNames[r.ID]
		}
		require.Equal(t, authority, s.Authority)
		jurisdiction, _, _ := strings.Cut(r.Jurisdiction, " ") // "US federal", "US guidance"
		require.Equal(t, jurisdiction, s.Jurisdiction)
		require.Equal(t, american(r.Citation), s.Source.Locator)
		require.Equal(t, r.AsOf, s.Source.AsOf)
		require.Equal(t, r.Edition, s.Edition)
		require.Equal(t, r.Confidence, s.Confidence)
		if s.Confidence != iop.Recalled {
			require.Equal(t, r.Confidence, s.Source.Confidence)
		}
		if authority == r.Authority {
			require.Equal(t, american(r.Name), s.Title)
		}
		if r.Notes != "" && s.Confidence != iop.Recalled {
			require.NotEmpty(t, s.Remarks+strings.Join(s.Recalled, ""), "the record has notes")
		}
	})
}

// american gives the spelling of the library.
func american(s string) string {
	return strings.NewReplacer("programme", "program", "individualised", "individualized").Replace(s)
}

func TestStandardKeepsTheAddressThatWasRead(t *testing.T) {
	eachRecord(t, func(t *testing.T, r *record, s *iop.Standard) {
		isCopy := slices.ContainsFunc(copies, func(host string) bool { return strings.Contains(r.URL, host) })
		switch {
		case isCopy:
			require.Equal(t, r.URL, s.Source.ReadAt)
		case s.Source.URL == "":
			require.Equal(t, r.URL, s.Source.ReadAt, "someone else's account of the rule")
		default:
			require.Equal(t, r.URL, s.Source.URL)
		}
	})
}

func TestStandardBeginsOnTheResearchedDay(t *testing.T) {
	eachRecord(t, func(t *testing.T, r *record, s *iop.Standard) {
		require.Equal(t, r.EffectiveFrom, s.InForce.From.String())
		require.False(t, s.InForce.Until.IsValid())
	})
}

// statuses are the statuses of the research other than "current when read".
var statuses = map[string]iop.Status{
	"superseded by chapter 246-341":            iop.Superseded,
	"obsolete version of the rule":             iop.Obsolete,
	"older chapter, still printed":             iop.Legacy,
	"undated training tool; may be superseded": iop.Current,
}

func TestStandardStandsAsTheResearchSays(t *testing.T) {
	eachRecord(t, func(t *testing.T, r *record, s *iop.Standard) {
		if r.Status == "current when read" {
			require.Equal(t, iop.Current, s.Status)
			require.Empty(t, s.StatusRemark)
			return
		}
		require.Contains(t, statuses, r.Status)
		require.Equal(t, statuses[r.Status], s.Status)
		require.Equal(t, r.Status, s.StatusRemark)
	})
}

func TestStandardIsAboutTheResearchedLevels(t *testing.T) {
	eachRecord(t, func(t *testing.T, r *record, s *iop.Standard) {
		switch r.Level {
		case "IOP": // data README: IOP is 2.1, PHP is 2.5
			require.Equal(t, []iop.Level{iop.Level21}, s.Levels)
			require.Equal(t, "IOP", s.Setting)
		case "PHP":
			require.Equal(t, []iop.Level{iop.Level25}, s.Levels)
			require.Equal(t, "PHP", s.Setting)
		case "day/night", "nonresidential", "all", "3.x": // apply only when named
			require.Empty(t, s.Levels)
			require.Equal(t, r.Level, s.Setting)
			require.Equal(t, r.Level, s.LevelText())
		default:
			require.Equal(t, []iop.Level{must(iop.ParseLevel(r.Level))}, s.Levels)
		}
	})
}

func TestStandardIsForTheResearchedPeople(t *testing.T) {
	audience := func(p iop.Population, from, under int, special string) iop.Audience {
		return iop.Audience{Ages: iop.Ages{Group: p, From: from, Under: under}, Special: special}
	}
	want := map[string]iop.Audience{
		"all":                                  {},
		"adult":                                audience(iop.Adult, 0, 0, ""),
		"adolescent":                           audience(iop.Adolescent, 0, 0, ""),
		"minor":                                audience(iop.Adolescent, 0, 0, ""),
		"under 18":                             audience(iop.Adolescent, 0, 18, ""),
		"under 21":                             audience(iop.Adolescent, 0, 21, ""),
		"18 and over":                          audience(iop.Adult, 18, 0, ""),
		"adult DWI":                            audience(iop.Adult, 0, 0, "dwi"),
		"DUI":                                  audience(0, 0, 0, "dui"),
		"deferred prosecution (RCW 10.05.150)": audience(0, 0, 0, "deferred-prosecution"),
		"Medicare beneficiary":                 audience(0, 0, 0, "medicare-beneficiary"),
		"Medicare beneficiary with OUD in an OTP": audience(0, 0, 0, "medicare-beneficiary-with-oud-in-an-otp"),
	}
	eachRecord(t, func(t *testing.T, r *record, s *iop.Standard) {
		require.Contains(t, want, r.Population)
		require.Equal(t, want[r.Population], s.Audience())
	})
}
