package assessment_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

var reviewDay = iop.MustDate(2026, time.March, 2)

// met gives answers that are no but for some criteria.
func met(list ...assessment.Criterion) assessment.Criteria {
	a := assessment.Answered(assessment.No)
	for _, c := range list {
		a = a.With(c, assessment.Yes)
	}
	return a
}

// review gives a review of an alcohol use disorder, taken without supervision.
func review(a assessment.Criteria) assessment.CriteriaReview {
	return assessment.CriteriaReview{Substance: assessment.Alcohol, On: reviewDay, Criteria: a, OnlySupervised: assessment.No}
}

func severity(t require.TestingT, r assessment.CriteriaReview) assessment.SeverityResult {
	got, err := r.Severity()
	require.NoError(t, err)
	return got
}

// TestSeverityByCount: fewer than 2 is no disorder, 2-3 mild, 4-5 moderate, 6
// and more severe (facts, section 2).
func TestSeverityByCount(t *testing.T) {
	want := []string{"none", "none", "mild", "mild", "moderate", "moderate", "severe", "severe", "severe", "severe", "severe", "severe"}
	require.Len(t, want, assessment.CriterionCount+1)
	for n, word := range want {
		got := severity(t, review(met(assessment.AllCriteria()[:n]...)))
		require.Equal(t, word, got.Severity.String(), n)
		require.Equal(t, got.Severity, got.Lowest)
		require.Equal(t, got.Severity, got.Highest)
		require.Equal(t, assessment.CountSpan{Min: n, Max: n}, got.Count)
		require.Empty(t, got.Missing)
		require.False(t, got.MissingSupervision)
	}
}

type dsmVector struct {
	ID      string
	Answers struct {
		CriteriaMet           *int
		MonthsWithoutCriteria json.Number
		CravingOnly           bool
		ControlledEnvironment bool
	}
	Expect struct{ Severity, Remission string }
}

func dsmVectors(t *testing.T) (out []dsmVector) {
	data, err := os.ReadFile("testdata/diagnosis/vectors.json")
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(data, &out))
	require.Len(t, out, 10)
	return out
}

func TestSeverityVectors(t *testing.T) {
	n := 0
	for _, v := range dsmVectors(t) {
		if v.Answers.CriteriaMet == nil {
			continue
		}
		n++
		got := severity(t, review(met(assessment.AllCriteria()[:*v.Answers.CriteriaMet]...)))
		require.Equal(t, v.Expect.Severity, got.Severity.String(), v.ID)
	}
	require.Equal(t, 5, n)
}

func TestUnknownCriteriaGiveASpan(t *testing.T) {
	all := assessment.AllCriteria()
	for name, c := range map[string]struct {
		yes, unknown int
		want         string // severity, lowest, highest, count
	}{
		"nothing known":                 {0, 11, "undetermined none severe 0 to 11"},
		"one unknown that cannot reach": {0, 1, "none none none 0 to 1"},
		"one unknown that can":          {1, 1, "undetermined none mild 1 to 2"},
		"inside mild":                   {2, 1, "mild mild mild 2 to 3"},
		"mild or moderate":              {3, 1, "undetermined mild moderate 3 to 4"},
		"inside moderate":               {4, 1, "moderate moderate moderate 4 to 5"},
		"moderate or severe":            {5, 1, "undetermined moderate severe 5 to 6"},
		"severe whatever the rest":      {6, 5, "severe severe severe 6 to 11"},
		"mild to severe":                {3, 3, "undetermined mild severe 3 to 6"},
	} {
		t.Run(name, func(t *testing.T) {
			a := met(all[:c.yes]...)
			unknown := all[c.yes : c.yes+c.unknown]
			for _, k := range unknown {
				a = a.With(k, assessment.Unknown)
			}
			got := severity(t, review(a))
			require.Equal(t, c.want, strings.Join([]string{got.Severity.String(), got.Lowest.String(), got.Highest.String(), got.Count.String()}, " "))
			if got.Severity == assessment.SeverityUndetermined {
				require.Equal(t, unknown, got.Missing)
			} else {
				require.Empty(t, got.Missing)
			}
		})
	}
}

func TestSupervisedMedicine(t *testing.T) {
	tolerance, withdrawal, craving := assessment.CriterionTolerance, assessment.CriterionWithdrawal, assessment.CriterionCraving
	both := met(tolerance, withdrawal)
	for name, c := range map[string]struct {
		criteria     assessment.Criteria
		supervised   assessment.Ternary
		want         string
		notCounted   []assessment.Criterion
		missing      []assessment.Criterion
		supervision  bool
		sourcesCited int
	}{
		"not supervised: both count":     {both, assessment.No, "mild 2", nil, nil, false, 1},
		"supervised: neither counts":     {both, assessment.Yes, "none 0", []assessment.Criterion{tolerance, withdrawal}, nil, false, 2},
		"supervised, unknown tolerance":  {met(withdrawal, craving).With(tolerance, assessment.Unknown), assessment.Yes, "none 1", []assessment.Criterion{withdrawal}, nil, false, 2},
		"supervision unknown":            {both, assessment.Unknown, "undetermined 0 to 2", nil, nil, true, 2},
		"unknown, and one not answered":  {met(craving).With(tolerance, assessment.Unknown), assessment.Unknown, "undetermined 1 to 2", nil, []assessment.Criterion{tolerance}, true, 2},
		"not supervised, one unknown":    {met(craving).With(tolerance, assessment.Unknown), assessment.No, "undetermined 1 to 2", nil, []assessment.Criterion{tolerance}, false, 1},
		"unknown, but nothing to exempt": {met(craving, assessment.CriterionTime), assessment.Unknown, "mild 2", nil, nil, false, 1},
		"unknown, but severe anyway":     {met(assessment.AllCriteria()...), assessment.Unknown, "severe 9 to 11", nil, nil, false, 2},
		"others are never exempt":        {met(assessment.AllCriteria()[:9]...), assessment.Yes, "severe 9", nil, nil, false, 1},
	} {
		t.Run(name, func(t *testing.T) {
			got := severity(t, assessment.CriteriaReview{Substance: assessment.Opioid, On: reviewDay, Criteria: c.criteria, OnlySupervised: c.supervised})
			require.Equal(t, c.want, got.Severity.String()+" "+got.Count.String())
			require.Equal(t, c.notCounted, got.NotCounted)
			require.Equal(t, c.missing, got.Missing)
			require.Equal(t, c.supervision, got.MissingSupervision)
			require.Len(t, got.Sources, c.sourcesCited)
		})
	}
}

func TestReviewWithoutSubstanceOrDayIsAnError(t *testing.T) {
	_, err := assessment.CriteriaReview{On: reviewDay}.Severity()
	require.EqualError(t, err, "review of criteria: names no substance; a disorder is about one substance")
	_, err = assessment.CriteriaReview{Substance: assessment.Alcohol}.Severity()
	require.EqualError(t, err, "review of criteria: has no day; want the day on which the clinician reviewed the criteria")
}

func TestSeverityCitesAndSaysWhoDiagnoses(t *testing.T) {
	got := severity(t, review(met(assessment.CriterionTime, assessment.CriterionCraving)))
	for _, s := range got.Sources {
		require.True(t, s.IsValid())
		require.Equal(t, iop.Verified, s.Confidence)
		require.NotEmpty(t, s.Authority)
	}
	require.Equal(t, assessment.ClinicianDiagnoses, got.Notice)
	require.Equal(t, "alcohol use disorder: mild (2 of 11 criteria). "+assessment.ClinicianDiagnoses, got.String())
	require.Contains(t, assessment.ClinicianDiagnoses, "A clinician diagnoses")
	require.Contains(t, assessment.ClinicianDiagnoses, "a test result alone decides nothing")
	open := severity(t, review(met(assessment.CriterionTime).With(assessment.CriterionCraving, assessment.Unknown)))
	require.Equal(t, "alcohol use disorder: undetermined, none to mild (1 to 2 of 11 criteria). "+assessment.ClinicianDiagnoses, open.String())
}

func TestCriteriaAreElevenInFourGroups(t *testing.T) {
	groups := map[assessment.CriterionGroup][]int{}
	seen := map[string]bool{}
	for _, c := range assessment.AllCriteria() {
		groups[c.Group()] = append(groups[c.Group()], c.Number())
		seen[c.String()] = true
		requireRoundTrip(t, c, c.String())
	}
	require.Len(t, seen, 11)
	require.Equal(t, map[assessment.CriterionGroup][]int{
		"impaired-control": {1, 2, 3, 4}, "social": {5, 6, 7}, "risky-use": {8, 9}, "pharmacological": {10, 11},
	}, groups)
	for _, bad := range []assessment.Criterion{0, 12, 255} {
		require.False(t, bad.IsValid())
		require.Empty(t, bad.String())
		require.Empty(t, bad.Group())
		require.Zero(t, bad.Number())
		require.Equal(t, assessment.Unknown, met(assessment.AllCriteria()...).Of(bad))
		require.Equal(t, met(), met().With(bad, assessment.Yes))
	}
	require.Equal(t, met(), met().With(assessment.CriterionTime, 7), "there is no fourth answer")
}

func TestWordsRoundTrip(t *testing.T) {
	for s := assessment.Alcohol; s <= assessment.OtherSubstance; s++ {
		requireRoundTrip(t, s, s.String())
		require.True(t, s.IsValid())
	}
	for s := assessment.SeverityUndetermined; s <= assessment.Severe; s++ {
		requireRoundTrip(t, s, s.String())
	}
	for r := assessment.RemissionUndetermined; r <= assessment.SustainedRemission; r++ {
		requireRoundTrip(t, r, r.String())
	}
	for a, word := range []string{"unknown", "no", "yes"} {
		requireRoundTrip(t, assessment.Ternary(a), word)
	}
	require.Empty(t, assessment.Substance(0).String()+assessment.Substance(11).String()+assessment.Severity(9).String()+assessment.Remission(9).String())
}

func TestWordsThatDoNotExistAreRefused(t *testing.T) {
	for _, c := range []struct {
		into interface{ UnmarshalText([]byte) error }
		text string
		want string
	}{
		{new(assessment.Substance), "caffeine", "has no use disorder in DSM-5-TR; leave it out"},
		{new(assessment.Substance), "", "is not a class of substance; want one of alcohol, opioid, cannabis, sedative, cocaine, stimulant, hallucinogen, tobacco, inhalant, other"},
		{new(assessment.Criterion), "", "is not a criterion; want one of amount, cutting-down, time, craving, duties, relations, activities, danger, health, tolerance, withdrawal"},
		{new(assessment.Severity), "", "is not a severity; want undetermined, none, mild, moderate or severe"},
		{new(assessment.Remission), "full", "is not a state of remission; want undetermined, no-earlier-disorder, none, early, sustained"},
		{new(assessment.Ternary), "", "is not an answer; want yes, no or unknown"},
	} {
		require.EqualError(t, c.into.UnmarshalText([]byte(c.text)), c.want)
	}
}

func TestCriteriaJSON(t *testing.T) {
	a := met(assessment.CriterionCraving).With(assessment.CriterionDanger, assessment.Unknown)
	b, err := json.Marshal(a)
	require.NoError(t, err)
	require.Equal(t, `{"amount":"no","cutting-down":"no","time":"no","craving":"yes","duties":"no","relations":"no","activities":"no","danger":"unknown","health":"no","tolerance":"no","withdrawal":"no"}`, string(b))
	var again assessment.Criteria
	require.NoError(t, json.Unmarshal(b, &again))
	require.Equal(t, a, again)
	require.NoError(t, json.Unmarshal([]byte(`{"time":"yes","craving":null}`), &again))
	require.Equal(t, assessment.Criteria{}.With(assessment.CriterionTime, assessment.Yes), again, "what is absent is unknown")
	for text, want := range map[string]string{
		`{"cravings":"yes"}`:   `criteria: "cravings" is not a criterion; want one of amount`,
		`{"craving":"maybe"}`:  `criteria: craving: is not an answer; want yes, no or unknown`,
		`{"craving":true}`:     `criteria: want an object of ids and answers`,
		`["craving"]`:          `criteria: want an object of ids and answers`,
		`{"craving":"unkown"}`: `criteria: craving: is not an answer`,
	} {
		before := again
		require.ErrorContains(t, json.Unmarshal([]byte(text), &again), want)
		require.Equal(t, before, again, "an error changes nothing")
	}
}

func requireRoundTrip[T comparable](t *testing.T, v T, text string) {
	t.Helper()
	b, err := any(v).(interface{ MarshalText() ([]byte, error) }).MarshalText()
	require.NoError(t, err)
	require.Equal(t, text, string(b))
	require.NotEmpty(t, text)
	var again T
	require.NoError(t, any(&again).(interface{ UnmarshalText([]byte) error }).UnmarshalText(b))
	require.Equal(t, v, again)
}

func TestSeverityAsEvidence(t *testing.T) {
	got := severity(t, review(met(assessment.CriterionTime, assessment.CriterionCraving))).Evidence()
	require.Equal(t, iop.EvidenceSeverity, got.Kind)
	require.Equal(t, "alcohol-use-disorder", got.Of)
	require.Equal(t, reviewDay, got.Date)
	require.Equal(t, iop.WordValue("mild"), got.Value)
	require.True(t, got.Source.IsValid())
	// That nobody knows is not that there is none.
	require.False(t, severity(t, review(assessment.Criteria{})).Evidence().Value.IsKnown())
	require.Equal(t, iop.WordValue("none"), severity(t, review(met())).Evidence().Value)
}

// anAnswer and someCriteria draw answers.
func anAnswer() *rapid.Generator[assessment.Ternary] {
	return rapid.SampledFrom([]assessment.Ternary{assessment.Unknown, assessment.No, assessment.Yes})
}

func someCriteria(t *rapid.T, label string) (a assessment.Criteria) {
	for _, c := range assessment.AllCriteria() {
		a = a.With(c, anAnswer().Draw(t, label+" "+c.String()))
	}
	return a
}

func aReview(t *rapid.T) assessment.CriteriaReview {
	return assessment.CriteriaReview{Substance: assessment.Opioid, On: reviewDay, Criteria: someCriteria(t, "answer"), OnlySupervised: anAnswer().Draw(t, "supervised")}
}

func TestMoreCriteriaNeverLowerTheSeverity(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := aReview(t)
		before := severity(t, r)
		r.Criteria = r.Criteria.With(rapid.SampledFrom(assessment.AllCriteria()).Draw(t, "added"), assessment.Yes)
		after := severity(t, r)
		require.GreaterOrEqual(t, after.Lowest, before.Lowest)
		require.GreaterOrEqual(t, after.Count.Min, before.Count.Min)
	})
	// Where all is known the severity itself does not fall.
	rapid.Check(t, func(t *rapid.T) {
		r := review(met(rapid.SliceOfDistinct(rapid.SampledFrom(assessment.AllCriteria()), func(c assessment.Criterion) assessment.Criterion { return c }).Draw(t, "met")...))
		before := severity(t, r)
		r.Criteria = r.Criteria.With(rapid.SampledFrom(assessment.AllCriteria()).Draw(t, "added"), assessment.Yes)
		require.GreaterOrEqual(t, severity(t, r).Severity, before.Severity)
	})
}

func TestAnsweringStaysWithinTheEarlierSpan(t *testing.T) {
	narrowed := 0
	rapid.Check(t, func(t *rapid.T) {
		r := aReview(t)
		before := severity(t, r)
		answer := rapid.SampledFrom([]assessment.Ternary{assessment.No, assessment.Yes}).Draw(t, "answer")
		if c := rapid.IntRange(0, assessment.CriterionCount).Draw(t, "which"); c == 0 && r.OnlySupervised == assessment.Unknown {
			r.OnlySupervised = answer
		} else if k := assessment.Criterion(c); r.Criteria.Of(k) == assessment.Unknown {
			r.Criteria = r.Criteria.With(k, answer)
		} else {
			return
		}
		narrowed++
		after := severity(t, r)
		require.GreaterOrEqual(t, after.Count.Min, before.Count.Min)
		require.LessOrEqual(t, after.Count.Max, before.Count.Max)
		require.GreaterOrEqual(t, after.Lowest, before.Lowest)
		require.LessOrEqual(t, after.Highest, before.Highest)
		if before.Severity != assessment.SeverityUndetermined {
			require.Equal(t, before.Severity, after.Severity)
		}
	})
	require.Positive(t, narrowed)
}

// TestBoundsOfTheCountAreReached completes what is unknown in the two extreme
// ways: the span is not wider than it must be.
func TestBoundsOfTheCountAreReached(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := aReview(t)
		span := severity(t, r).Count
		for _, extreme := range []struct {
			answer, supervised assessment.Ternary
			want               int
		}{{assessment.No, assessment.Yes, span.Min}, {assessment.Yes, assessment.No, span.Max}} {
			full := r
			if full.OnlySupervised == assessment.Unknown {
				full.OnlySupervised = extreme.supervised
			}
			for _, c := range assessment.AllCriteria() {
				if full.Criteria.Of(c) == assessment.Unknown {
					full.Criteria = full.Criteria.With(c, extreme.answer)
				}
			}
			require.Equal(t, assessment.CountSpan{Min: extreme.want, Max: extreme.want}, severity(t, full).Count)
		}
	})
}
