package assessment_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
)

func day(t require.TestingT, s string) iop.Date {
	d, err := iop.ParseDate(s)
	require.NoError(t, err, s)
	return d
}

// during gives a stretch of days, "2025-01-01 2025-04-01".
func during(t require.TestingT, s string) iop.Period {
	from, until, _ := strings.Cut(s, " ")
	return iop.Period{From: day(t, from), Until: day(t, until)}
}

// observed gives an observation of days without medical supervision.
func observed(t require.TestingT, days string, a assessment.Criteria) assessment.Observation {
	return assessment.Observation{During: during(t, days), Criteria: a, OnlySupervised: assessment.No}
}

// alcohol gives a history in which the disorder was on record before, and
// nothing restricts or treats.
func alcohol(list ...assessment.Observation) assessment.CriteriaHistory {
	return assessment.CriteriaHistory{
		Substance: assessment.Alcohol, Observations: list, EarlierDisorder: assessment.Yes,
		ControlledEnvironment: assessment.No, MaintenanceTherapy: assessment.No,
	}
}

func remission(t require.TestingT, h assessment.CriteriaHistory, on string) assessment.RemissionResult {
	got, err := h.Remission(day(t, on))
	require.NoError(t, err)
	return got
}

// TestExactMonths: the last day on which a criterion was met is the day before
// since. Early remission begins on the day on which three calendar months are
// full, sustained on the day on which twelve are; worked out on a calendar.
func TestExactMonths(t *testing.T) {
	for _, c := range []struct{ since, early, sustained string }{
		{"2025-01-15", "2025-04-15", "2026-01-15"},
		{"2025-03-01", "2025-06-01", "2026-03-01"},
		{"2025-12-31", "2026-03-31", "2026-12-31"},
		{"2025-10-31", "2026-01-31", "2026-10-31"},
		{"2025-01-31", "2025-05-01", "2026-01-31"}, // there is no 31 April
		{"2025-03-31", "2025-07-01", "2026-03-31"}, // no 31 June
		{"2025-08-31", "2025-12-01", "2026-08-31"}, // no 31 November
		{"2025-11-30", "2026-03-01", "2026-11-30"}, // no 30 February
		{"2025-11-29", "2026-03-01", "2026-11-29"}, // no 29 February in 2026
		{"2027-11-29", "2028-02-29", "2028-11-29"}, // but in 2028
		{"2027-11-30", "2028-03-01", "2028-11-30"},
		{"2025-11-28", "2026-02-28", "2026-11-28"},
		{"2028-02-29", "2028-05-29", "2029-03-01"}, // no 29 February in 2029
		{"2027-02-28", "2027-05-28", "2028-02-28"},
	} {
		t.Run(c.since, func(t *testing.T) {
			since := day(t, c.since)
			for _, edge := range []struct {
				on           string
				before, from string // the remission on the day before, and from on
			}{{c.early, "none", "early"}, {c.sustained, "early", "sustained"}} {
				for shift, want := range map[int]string{-1: edge.before, 0: edge.from, 1: edge.from} {
					on := day(t, edge.on).AddDays(shift)
					got, err := alcohol(
						observed(t, "2024-01-01 "+since.AddDays(-1).String(), met()),
						assessment.Observation{During: iop.Period{From: since.AddDays(-1), Until: since}, Criteria: met(assessment.CriterionTime), OnlySupervised: assessment.No},
						assessment.Observation{During: iop.Period{From: since, Until: on}, Criteria: met(), OnlySupervised: assessment.No},
					).Remission(on)
					require.NoError(t, err)
					require.Equal(t, want, got.Remission.String(), "on %s", on)
					require.Equal(t, since, got.FreeSince)
					require.Equal(t, since, got.MaybeFreeSince)
				}
			}
		})
	}
}

func TestRemissionVectors(t *testing.T) {
	until := map[string]string{"2": "2025-03-01", "3": "2025-04-01", "11.9": "2025-12-31", "30": "2027-07-01"} // from 1 January 2025
	n := 0
	for _, v := range dsmVectors(t) {
		if v.Expect.Remission == "" {
			continue
		}
		n++
		on := until[v.Answers.MonthsWithoutCriteria.String()]
		require.NotEmpty(t, on)
		free := met()
		if v.Answers.CravingOnly {
			free = met(assessment.CriterionCraving)
		}
		h := alcohol(observed(t, "2024-12-31 2025-01-01", met(assessment.CriterionTime)), observed(t, "2025-01-01 "+on, free))
		if v.Answers.ControlledEnvironment {
			h.ControlledEnvironment = assessment.Yes
		}
		got := remission(t, h, on)
		state, where, _ := strings.Cut(v.Expect.Remission, ", ")
		require.Equal(t, state, got.Remission.String(), v.ID)
		require.Equal(t, where == "in a controlled environment", got.ControlledEnvironment == assessment.Yes, v.ID)
		if where != "" {
			require.Contains(t, got.String(), "early remission, in a controlled environment.")
		}
	}
	require.Equal(t, 5, n)
}

func TestEveryCriterionButCravingEndsRemission(t *testing.T) {
	for _, c := range assessment.AllCriteria() {
		got := remission(t, alcohol(
			observed(t, "2024-01-01 2025-06-01", met()),
			observed(t, "2025-06-01 2025-06-02", met(c)),
			observed(t, "2025-06-02 2025-07-01", met()),
		), "2025-07-01")
		want := "none"
		if c == assessment.CriterionCraving {
			want = "sustained"
		}
		require.Equal(t, want, got.Remission.String(), c.String())
	}
}

func TestCravingMayEvenBeUnknown(t *testing.T) {
	got := remission(t, alcohol(observed(t, "2025-01-01 2025-06-01", met().With(assessment.CriterionCraving, assessment.Unknown))), "2025-06-01")
	require.Equal(t, assessment.RemissionUndetermined, got.Remission, "it was free before, perhaps for a year")
	require.Equal(t, "early sustained", got.Lowest.String()+" "+got.Highest.String())
	for _, m := range got.Missing {
		require.NotContains(t, m.Criteria, assessment.CriterionCraving)
	}
}

func TestWhatIsUnknownLeavesRemissionOpen(t *testing.T) {
	time, danger := assessment.CriterionTime, assessment.CriterionDanger
	active := observed(t, "2025-01-01 2025-01-02", met(time, danger))
	rest := assessment.AllCriteria()
	rest = append(rest[:3:3], rest[4:]...) // without craving
	missing := func(days string, list ...assessment.Criterion) assessment.MissingDays {
		return assessment.MissingDays{During: during(t, days), Criteria: list}
	}
	for name, c := range map[string]struct {
		list []assessment.Observation
		on   string
		want string // remission, lowest, highest, since, maybe since
		miss []assessment.MissingDays
	}{
		"a gap at the end": {
			[]assessment.Observation{active, observed(t, "2025-01-02 2025-05-01", met())}, "2025-05-02",
			"undetermined none early 2025-05-02 2025-01-02", []assessment.MissingDays{missing("2025-05-01 2025-05-02", rest...)},
		},
		"a gap in the middle": {
			[]assessment.Observation{active, observed(t, "2025-01-02 2025-02-01", met()), observed(t, "2025-02-08 2025-05-01", met())}, "2025-05-01",
			"undetermined none early 2025-02-08 2025-01-02", []assessment.MissingDays{missing("2025-02-01 2025-02-08", rest...)},
		},
		"a gap that does not matter": {
			[]assessment.Observation{active, observed(t, "2025-01-08 2025-05-01", met())}, "2025-05-01",
			"early early early 2025-01-08 2025-01-02", nil,
		},
		"a gap longer ago than a year": {
			[]assessment.Observation{active, observed(t, "2025-02-02 2026-03-01", met())}, "2026-03-01",
			"sustained sustained sustained 2025-02-02 2025-01-02", nil,
		},
		"one criterion not answered": {
			[]assessment.Observation{active, observed(t, "2025-01-02 2025-02-01", met().With(time, assessment.Unknown)), observed(t, "2025-02-01 2025-04-15", met())}, "2025-04-15",
			"undetermined none early 2025-02-01 2025-01-02", []assessment.MissingDays{missing("2025-01-15 2025-02-01", time)},
		},
		"two stretches that miss the same are one": {
			[]assessment.Observation{active, observed(t, "2025-01-02 2025-03-01", met().With(time, assessment.Unknown)), observed(t, "2025-03-01 2025-04-01", met().With(time, assessment.Unknown)), observed(t, "2025-04-01 2025-05-02", met())}, "2025-05-02",
			"undetermined none early 2025-04-01 2025-01-02", []assessment.MissingDays{missing("2025-02-02 2025-04-01", time)},
		},
		"two observations answer together": {
			[]assessment.Observation{active, observed(t, "2025-01-02 2025-04-02", met().With(time, assessment.Unknown)), observed(t, "2025-01-02 2025-04-02", assessment.Criteria{}.With(time, assessment.No))}, "2025-04-02",
			"early early early 2025-01-02 2025-01-02", nil,
		},
		"met some time in a stretch": {
			[]assessment.Observation{observed(t, "2025-01-01 2025-04-01", met(time, danger)), observed(t, "2025-04-01 2025-06-01", met())}, "2025-06-01",
			"undetermined none early 2025-04-01 2025-01-02", []assessment.MissingDays{missing("2025-03-01 2025-04-01", time, danger)},
		},
		"met in the part that others leave": {
			[]assessment.Observation{observed(t, "2025-01-01 2025-06-01", met(time, danger)), observed(t, "2025-01-15 2025-06-01", met())}, "2025-06-01",
			"early early early 2025-01-15 2025-01-02", nil,
		},
		"met too lately, wherever in the stretch": {
			[]assessment.Observation{observed(t, "2025-04-01 2025-05-01", met(time, danger))}, "2025-06-01",
			"none none none 2025-06-01 2025-04-02", nil,
		},
		"nothing but an old record": {
			nil, "2025-06-01",
			"undetermined none sustained 2025-06-01 ", []assessment.MissingDays{missing("2024-06-01 2025-06-01", rest...)},
		},
		"a later review says nothing yet": {
			[]assessment.Observation{active, observed(t, "2025-01-02 2025-05-02", met())}, "2025-05-01",
			"undetermined none early 2025-05-01 2025-01-02", []assessment.MissingDays{missing("2025-02-01 2025-05-01", rest...)},
		},
	} {
		t.Run(name, func(t *testing.T) {
			got := remission(t, alcohol(c.list...), c.on)
			require.Equal(t, c.want, fmt.Sprintf("%s %s %s %s %s", got.Remission, got.Lowest, got.Highest, got.FreeSince, got.MaybeFreeSince))
			require.Equal(t, c.miss, got.Missing)
			require.Empty(t, got.Disagreements)
			require.False(t, got.MissingDisorder)
		})
	}
}

func TestRemissionNeedsAnEarlierDisorder(t *testing.T) {
	time, craving := assessment.CriterionTime, assessment.CriterionCraving
	free := observed(t, "2025-01-01 2026-01-01", met())
	for name, c := range map[string]struct {
		list    []assessment.Observation
		earlier assessment.Ternary
		want    string
		missing bool
	}{
		"on record":                    {[]assessment.Observation{free}, assessment.Yes, "sustained", false},
		"never":                        {[]assessment.Observation{free}, assessment.No, "no-earlier-disorder", false},
		"nothing known":                {[]assessment.Observation{free}, assessment.Unknown, "undetermined", true},
		"one criterion is none":        {[]assessment.Observation{free, observed(t, "2024-01-01 2025-01-01", met(time))}, assessment.Unknown, "undetermined", true},
		"two observed":                 {[]assessment.Observation{free, observed(t, "2024-01-01 2025-01-01", met(time, craving))}, assessment.Unknown, "sustained", false},
		"two in more than a year":      {[]assessment.Observation{free, observed(t, "2023-12-31 2025-01-01", met(time, craving))}, assessment.Unknown, "undetermined", true},
		"two in one year, one each":    {[]assessment.Observation{free, observed(t, "2023-03-01 2023-04-01", met(time)), observed(t, "2024-02-01 2024-03-01", met(craving))}, assessment.Unknown, "sustained", false},
		"one each, a day too far":      {[]assessment.Observation{free, observed(t, "2023-03-01 2023-04-01", met(time)), observed(t, "2024-02-01 2024-03-02", met(craving))}, assessment.Unknown, "undetermined", true},
		"the record denies what shows": {[]assessment.Observation{free, observed(t, "2024-01-01 2025-01-01", met(time, craving))}, assessment.No, "undetermined", true},
	} {
		t.Run(name, func(t *testing.T) {
			h := alcohol(c.list...)
			h.EarlierDisorder = c.earlier
			got := remission(t, h, "2026-01-01")
			require.Equal(t, c.want, got.Remission.String())
			require.Equal(t, c.missing, got.MissingDisorder)
			require.Empty(t, got.Missing, "the days are known")
		})
	}
}

func TestSupervisedMedicineInRemission(t *testing.T) {
	withdrawal := met(assessment.CriterionWithdrawal)
	start := observed(t, "2024-12-01 2025-01-01", met(assessment.AllCriteria()...))
	for supervised, want := range map[assessment.Ternary]string{assessment.Yes: "early", assessment.No: "none", assessment.Unknown: "undetermined"} {
		h := alcohol(start, assessment.Observation{During: during(t, "2025-01-01 2025-04-01"), Criteria: withdrawal, OnlySupervised: supervised})
		got := remission(t, h, "2025-04-01")
		require.Equal(t, want, got.Remission.String())
		if supervised == assessment.Unknown {
			require.Equal(t, []assessment.MissingDays{{During: during(t, "2025-01-01 2025-04-01"), Supervision: true}}, got.Missing)
		}
		require.Len(t, got.Sources, map[assessment.Ternary]int{assessment.Yes: 3, assessment.No: 2, assessment.Unknown: 3}[supervised])
	}
}

func TestObservationsThatDisagree(t *testing.T) {
	time := assessment.CriterionTime
	yes := observed(t, "2025-02-01 2025-03-01", met(time))
	no := observed(t, "2025-01-01 2025-06-01", met())
	got := remission(t, alcohol(yes, no), "2025-06-01")
	require.Equal(t, assessment.RemissionUndetermined, got.Remission)
	require.Equal(t, []assessment.Disagreement{{During: yes.During, Criterion: time}}, got.Disagreements)
	// Even where the days would decide, somebody must look first.
	full := remission(t, alcohol(yes, observed(t, "2024-01-01 2025-06-01", met())), "2025-06-01")
	require.Equal(t, "undetermined sustained sustained", full.Remission.String()+" "+full.Lowest.String()+" "+full.Highest.String())
	require.Len(t, full.Disagreements, 1)
	require.Empty(t, full.Missing)
	// What they disagree about is over for a year: it does not matter any more.
	later := remission(t, alcohol(yes, no, observed(t, "2025-06-01 2026-03-01", met())), "2026-03-01")
	require.Equal(t, "sustained", later.Remission.String())
	require.Empty(t, later.Disagreements)
	// Craving is exempt, so nobody need ask.
	craving := remission(t, alcohol(observed(t, "2025-02-01 2025-03-01", met(assessment.CriterionCraving)), observed(t, "2024-01-01 2025-06-01", met())), "2025-06-01")
	require.Equal(t, "sustained", craving.Remission.String())
}

// TestLastDay: where the last day is known, the days after it are free and the
// remission runs from the next.
func TestLastDay(t *testing.T) {
	time, danger, craving := assessment.CriterionTime, assessment.CriterionDanger, assessment.CriterionCraving
	last := func(days, on string, a assessment.Criteria) assessment.Observation {
		o := observed(t, days, a)
		o.LastMet = day(t, on)
		return o
	}
	for name, c := range map[string]struct {
		list []assessment.Observation
		on   string
		want string // remission, since, maybe since
	}{
		"not known":                     {[]assessment.Observation{observed(t, "2025-01-01 2026-01-01", met(time, danger))}, "2026-01-01", "undetermined 2026-01-01 2025-01-02"},
		"early a day later":             {[]assessment.Observation{last("2025-01-01 2026-01-01", "2025-09-30", met(time, danger))}, "2026-01-01", "early 2025-10-01 2025-10-01"},
		"not early yet":                 {[]assessment.Observation{last("2025-01-01 2026-01-01", "2025-10-01", met(time, danger))}, "2026-01-01", "none 2025-10-02 2025-10-02"},
		"the first day":                 {[]assessment.Observation{last("2025-01-01 2026-01-02", "2025-01-01", met(time, danger))}, "2026-01-02", "sustained 2025-01-02 2025-01-02"},
		"the day before the review":     {[]assessment.Observation{last("2025-01-01 2026-01-01", "2025-12-31", met(time, danger))}, "2026-01-01", "none 2026-01-01 2026-01-01"},
		"which criterion is not known":  {[]assessment.Observation{last("2025-01-01 2026-01-01", "2025-09-30", met().With(time, assessment.Unknown))}, "2026-01-01", "early 2025-10-01 2025-10-01"},
		"a gap after a review":          {[]assessment.Observation{last("2025-01-01 2025-06-01", "2025-03-01", met(time, danger)), observed(t, "2025-07-01 2025-08-01", met())}, "2025-08-01", "undetermined 2025-07-01 2025-03-02"},
		"a later one overrides":         {[]assessment.Observation{last("2025-01-01 2025-06-01", "2025-03-01", met(time, danger)), last("2025-06-01 2025-08-01", "2025-07-15", met(danger))}, "2025-08-01", "none 2025-07-16 2025-07-16"},
		"craving afterwards is no harm": {[]assessment.Observation{last("2025-01-01 2025-06-01", "2025-02-28", met(time, craving))}, "2025-06-01", "early 2025-03-01 2025-03-01"},
	} {
		t.Run(name, func(t *testing.T) {
			h := alcohol(c.list...)
			if name != "which criterion is not known" {
				h.EarlierDisorder = assessment.Unknown // both criteria of each review make it
			}
			got := remission(t, h, c.on)
			require.Equal(t, c.want, fmt.Sprintf("%s %s %s", got.Remission, got.FreeSince, got.MaybeFreeSince))
			require.False(t, got.MissingDisorder)
		})
	}
	// Two criteria, one of them craving, within one review are a disorder only
	// if the review is no longer than twelve months.
	h := alcohol(last("2024-12-31 2026-01-01", "2025-03-01", met(time, craving)))
	h.EarlierDisorder = assessment.Unknown
	require.True(t, remission(t, h, "2026-01-01").MissingDisorder)
	// Others say that nothing was met on what one says was the last day.
	got := remission(t, alcohol(last("2025-01-01 2025-06-01", "2025-05-15", met(time)), observed(t, "2025-05-01 2025-07-01", met())), "2025-07-01")
	require.Equal(t, assessment.RemissionUndetermined, got.Remission)
	require.Equal(t, []assessment.Disagreement{{During: during(t, "2025-05-15 2025-05-16")}}, got.Disagreements)

	for want, o := range map[string]assessment.Observation{
		"observation 1 has a last day outside its days; want one of them, or none":                                        last("2025-01-01 2025-02-01", "2025-02-01", met(time)),
		"observation 1 has a last day and no criterion but craving that may have been met and count; want one of the two": last("2025-01-01 2025-02-01", "2025-01-02", met(craving)),
	} {
		_, err := alcohol(o).Remission(day(t, "2025-03-01"))
		require.EqualError(t, err, "history of criteria: "+want)
	}
}

func TestSpecifiers(t *testing.T) {
	for name, c := range map[string]struct {
		controlled, maintenance assessment.Ternary
		want                    string
	}{
		"neither": {assessment.No, assessment.No, "opioid use disorder on 2025-04-01: early remission. "},
		"both":    {assessment.Yes, assessment.Yes, "opioid use disorder on 2025-04-01: early remission, in a controlled environment, on maintenance therapy. "},
		"unknown": {assessment.Unknown, assessment.Unknown, "opioid use disorder on 2025-04-01: early remission (not known whether in a controlled environment) (not known whether on maintenance therapy). "},
	} {
		t.Run(name, func(t *testing.T) {
			h := alcohol(observed(t, "2024-12-31 2025-01-01", met(assessment.CriterionTime)), observed(t, "2025-01-01 2025-04-01", met()))
			h.Substance, h.ControlledEnvironment, h.MaintenanceTherapy = assessment.Opioid, c.controlled, c.maintenance
			got := remission(t, h, "2025-04-01")
			require.Equal(t, c.want+assessment.ClinicianDiagnoses, got.String())
			require.Equal(t, c.controlled, got.ControlledEnvironment)
			require.Equal(t, c.maintenance, got.MaintenanceTherapy)
		})
	}
}

func TestReviewIsAnObservationOfTwelveMonths(t *testing.T) {
	for on, from := range map[string]string{"2026-03-02": "2025-03-02", "2028-02-29": "2027-02-28", "2029-02-28": "2028-02-28", "2029-03-01": "2028-03-01"} {
		r := review(met(assessment.CriterionTime, assessment.CriterionDanger))
		r.On = day(t, on)
		o := r.Observation()
		require.Equal(t, during(t, from+" "+on), o.During)
		require.Equal(t, r.Criteria, o.Criteria)
		require.Equal(t, r.OnlySupervised, o.OnlySupervised)
		// Two criteria in a review are a disorder: a review spans twelve months.
		h := alcohol(o)
		h.EarlierDisorder = assessment.Unknown
		require.False(t, remission(t, h, on).MissingDisorder)
	}
}

func TestBadHistoriesAreErrors(t *testing.T) {
	good := alcohol(observed(t, "2025-01-01 2025-02-01", met()))
	_, err := good.Remission(iop.Date{})
	require.EqualError(t, err, "history of criteria: has no day to be judged on; want a date")
	_, err = assessment.CriteriaHistory{}.Remission(day(t, "2025-01-01"))
	require.EqualError(t, err, "history of criteria: names no substance; remission is from a disorder of one substance")
	for name, p := range map[string]iop.Period{
		"nothing stated": {}, "no end": {From: day(t, "2025-01-01")}, "no beginning": {Until: day(t, "2025-01-01")},
		"no day": during(t, "2025-01-01 2025-01-01"), "the wrong way": during(t, "2025-01-02 2025-01-01"),
	} {
		t.Run(name, func(t *testing.T) {
			h := alcohol(good.Observations[0], assessment.Observation{During: p})
			_, err := h.Remission(day(t, "2025-03-01"))
			require.EqualError(t, err, "history of criteria: observation 2 is not a stretch of days; want a first day and a later day on which it was over")
		})
	}
}

func TestRemissionAtTheEndsOfTheCalendar(t *testing.T) {
	got := remission(t, alcohol(observed(t, "9999-10-01 9999-12-31", met())), "9999-12-31")
	require.Equal(t, "none sustained", got.Lowest.String()+" "+got.Highest.String())
	got = remission(t, alcohol(observed(t, "0001-01-01 0001-01-02", met())), "0001-01-02")
	require.Equal(t, "none sustained", got.Lowest.String()+" "+got.Highest.String())
}

func TestRemissionAsEvidence(t *testing.T) {
	h := alcohol(observed(t, "2024-12-31 2025-01-01", met(assessment.CriterionTime)), observed(t, "2025-01-01 2025-04-01", met()))
	h.MaintenanceTherapy = assessment.Unknown
	pieces := remission(t, h, "2025-04-01").Evidence()
	var got []string
	for _, e := range pieces {
		require.Equal(t, iop.EvidenceRemission, e.Kind)
		require.Equal(t, day(t, "2025-04-01"), e.Date)
		require.True(t, e.Source.IsValid())
		got = append(got, e.Of+" "+e.Value.String())
	}
	require.Equal(t, []string{"alcohol-use-disorder early", "alcohol-use-disorder/controlled-environment no", "alcohol-use-disorder/maintenance-therapy unknown"}, got)
	require.False(t, pieces[2].Value.IsKnown())

	open := remission(t, h, "2025-04-02").Evidence()
	require.Len(t, open, 1)
	require.False(t, open[0].Value.IsKnown(), "nothing is known of the day before")
	h.EarlierDisorder = assessment.No
	h.Observations = h.Observations[1:]
	require.Equal(t, iop.WordValue("no-earlier-disorder"), remission(t, h, "2025-04-01").Evidence()[0].Value)
}
