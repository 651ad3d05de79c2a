package assessment_test

import (
	"fmt"
	"time"

	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/iop"
)

// A program keeps its own table of what ratings of the third edition mean for
// it. The library ships none; this one is invented.
const ourTable = `{
  "id": "our-clinic",
  "title": "where people usually begin at our clinic",
  "authority": "Example Clinic",
  "edition": "third",
  "population": "adult",
  "inForce": {"from": "2026-01-01"},
  "match": "highest",
  "source": {"locator": "clinic handbook, p. 12", "read": "2026-11-23", "confidence": "verified"},
  "rows": [
    {"id": "outpatient", "level": "1",
     "when": {"D1": {"max": 0}, "D4": {"max": 1}, "D5": {"max": 1}}},
    {"id": "intensive", "level": "2.1",
     "when": {"D1": {"max": 1}, "atLeast": [{"n": 2, "of": ["D4", "D5", "D6"], "min": 2, "max": 3}]}},
    {"id": "intensive-with-withdrawal-care", "level": "2.1",
     "when": {"D1": {"min": 2, "max": 3}, "given": ["withdrawal-managed"]}}
  ]
}`

func ExampleReadPolicies() {
	tables, err := assessment.ReadPolicies("ours.json", []byte(ourTable))
	if err != nil {
		fmt.Println(err)
		return
	}
	policy := &tables[0]
	ratings := assessment.ThirdRatings{Occasion: assessment.Occasion{
		On: iop.MustDate(2026, time.March, 2), Population: iop.Adult,
		Source: iop.Source{Authority: "Example Clinic", Locator: "assessment a-17", Read: iop.MustDate(2026, time.March, 2), Confidence: iop.Verified},
	}}
	ratings = ratings.With(assessment.D1, assessment.Rated1).With(assessment.D4, assessment.Rated2).With(assessment.D5, assessment.Rated3)

	// D2, D3 and D6 are not rated. No row could change its mind for them.
	got := policy.Suggest(ratings)
	fmt.Println(got.Outcome, got.Level, got.Reasons[0])

	// Without D5 the answer is open: not rated is not 0.
	got = policy.Suggest(ratings.With(assessment.D5, assessment.NotRated))
	fmt.Println(got.Outcome, got.Possible, "or none:", got.MayMatchNone, "- needed:", got.Missing)

	// The table has no row for such ratings, and nothing is made up.
	got = policy.Suggest(ratings.With(assessment.D1, assessment.Rated4))
	fmt.Println(got.Outcome)
	fmt.Println(got.Notice())
	// Output:
	// matched 2.1 rule intensive on D1, D4, D5, D6
	// undetermined [2.1] or none: true - needed: D5, D6
	// no-rule-matched
	// A clinician decides with the person. This says what a published or local table gives for recorded ratings; it is not a placement, and a test result alone decides nothing.
}

// The reader of tables says what is wrong, where, and what would be right.
func ExampleReadPolicies_problem() {
	_, err := assessment.ReadPolicies("ours.json", []byte(`{
  "id": "our-clinic", "title": "ours", "authority": "Example Clinic", "edition": "third", "match": "first",
  "source": {"locator": "p. 12", "read": "2026-11-23", "confidence": "verified"},
  "rows": [
    {"id": "a", "level": "1", "when": {"D1": {"max": 5}}},
    {"id": "b", "level": "2.1", "when": {"D1": {"min": 2}, "given": ["positive-test"]}}
  ]
}`))
	fmt.Println(err)
	// Output:
	// ours.json:5: rows[0].when.D1.max: is 5; want a rating of the third edition, 0 to 4
	// ours.json:6: rows[1].when.given[0]: is not a circumstance; want withdrawal-managed, physical-health-managed or mental-health-managed
}

// needAtLeast is a policy in code, for ratings of the fourth edition that name
// levels: the highest of them. It is an example, not ASAM's rule.
type needAtLeast struct{}

func (needAtLeast) Suggest(r assessment.Ratings) assessment.Suggestion {
	s := assessment.Suggestion{Policy: "example", Outcome: assessment.PolicyNotApplicable}
	fourth, ok := r.(assessment.FourthRatings)
	if !ok {
		return s
	}
	s.Outcome = assessment.NoRuleMatched
	for _, m := range fourth.Minima() {
		level, named := m.Need.Level()
		if !named { // a code that this policy does not read could change the answer
			s.Outcome, s.Level = assessment.PolicyUndetermined, 0
			s.Missing.Dimensions = append(s.Missing.Dimensions, m.Dimension)
		} else if s.Outcome != assessment.PolicyUndetermined && level > s.Level {
			s.Outcome, s.Level = assessment.RuleMatched, level
		}
	}
	return s
}

// A policy is anything that takes ratings and answers. For the fourth edition,
// whose ratings are codes, it is written in code by whoever holds a license.
func ExampleLevelPolicy() {
	var policy assessment.LevelPolicy = needAtLeast{}
	ratings := assessment.FourthRatings{Considered: assessment.Yes}
	for _, m := range []assessment.Minimum{
		{Dimension: assessment.D1, Part: "withdrawal", Need: assessment.AtLevel(iop.Level17)},
		{Dimension: assessment.D4, Need: assessment.AtLevel(iop.Level21)},
	} {
		var err error
		if ratings, err = ratings.With(m); err != nil {
			fmt.Println(m.Dimension, err)
		}
	}
	got := policy.Suggest(ratings)
	fmt.Println(got.Outcome, got.Level)

	_, err := ratings.With(assessment.Minimum{Dimension: assessment.D6, Need: assessment.AtLevel(iop.Level31)})
	fmt.Println("D6", err)
	// Output:
	// matched 2.1
	// D6 is D6, which the fourth edition considers last and does not rate; set Considered
}

// Ratings become evidence for a review; what was not rated is unknown.
func ExampleThirdRatings_Evidence() {
	ratings := assessment.ThirdRatings{Occasion: assessment.Occasion{On: iop.MustDate(2026, time.March, 2)}}
	ratings = ratings.With(assessment.D4, assessment.Rated0)
	for _, e := range ratings.Evidence()[3:5] {
		fmt.Println(e.Date, e.Kind, e.Of, e.Value)
	}
	// Output:
	// 2026-03-02 rating asam-3/D4 0
	// 2026-03-02 rating asam-3/D5 unknown
}
