package assessment_test

import (
	"fmt"
	"time"

	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/iop"
)

// A clinician reviewed the eleven criteria of an opioid use disorder. Two were
// met, one was not asked, and the medicine was prescribed: tolerance counts only
// if somebody knows that it was not taken as prescribed.
func ExampleCriteriaReview_Severity() {
	review := assessment.CriteriaReview{
		Substance: assessment.Opioid,
		On:        iop.MustDate(2026, time.March, 2),
		Criteria: assessment.Answered(assessment.No).
			With(assessment.CriterionCraving, assessment.Yes).
			With(assessment.CriterionTolerance, assessment.Yes).
			With(assessment.CriterionDuties, assessment.Unknown),
		OnlySupervised: assessment.Yes,
	}
	got, err := review.Severity()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(got.Severity, "between", got.Lowest, "and", got.Highest)
	fmt.Println("criteria:", got.Count, "- not counted:", got.NotCounted, "- missing:", got.Missing)

	// Somebody asks the open question.
	review.Criteria = review.Criteria.With(assessment.CriterionDuties, assessment.Yes)
	got, _ = review.Severity()
	fmt.Println(got)
	// Output:
	// undetermined between none and mild
	// criteria: 1 to 2 - not counted: [tolerance] - missing: [duties]
	// opioid use disorder: mild (2 of 11 criteria). A clinician diagnoses. This counts the answers to criteria that a clinician recorded; it is not a diagnosis, and a test result alone decides nothing.
}

// Remission is about criteria over time. Here a review in January found a
// disorder that was last active in the first days of the year, later reviews
// found none of its criteria but craving, and March was not looked at.
func ExampleCriteriaHistory_Remission() {
	january := assessment.CriteriaReview{
		Substance: assessment.Alcohol, On: iop.MustDate(2026, time.January, 15), OnlySupervised: assessment.No,
		LastMet:  iop.MustDate(2026, time.January, 5),
		Criteria: assessment.Answered(assessment.No).With(assessment.CriterionTime, assessment.Yes).With(assessment.CriterionHealth, assessment.Yes),
	}
	free := assessment.Answered(assessment.No).With(assessment.CriterionCraving, assessment.Yes)
	between := func(from, until iop.Date) assessment.Observation {
		return assessment.Observation{During: iop.Period{From: from, Until: until}, Criteria: free, OnlySupervised: assessment.No}
	}
	history := assessment.CriteriaHistory{
		Substance: assessment.Alcohol, ControlledEnvironment: assessment.No, MaintenanceTherapy: assessment.Yes,
		Observations: []assessment.Observation{
			january.Observation(), // speaks about the twelve months before it
			between(iop.MustDate(2026, time.January, 15), iop.MustDate(2026, time.March, 1)),
			between(iop.MustDate(2026, time.April, 1), iop.MustDate(2026, time.May, 15)),
		},
	}
	may := iop.MustDate(2026, time.May, 15)
	got, err := history.Remission(may)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(got.Remission, "between", got.Lowest, "and", got.Highest)
	for _, m := range got.Missing {
		fmt.Println("to ask:", m.During.From, "up to", m.During.Until, "-", len(m.Criteria), "criteria")
	}

	// The clinician asks about March.
	history.Observations = append(history.Observations, between(iop.MustDate(2026, time.March, 1), iop.MustDate(2026, time.April, 1)))
	got, _ = history.Remission(may)
	fmt.Println(got.Remission, "remission since", got.FreeSince)
	fmt.Println(got.Remission, "on maintenance therapy:", got.MaintenanceTherapy)
	// Output:
	// undetermined between none and early
	// to ask: 2026-03-01 up to 2026-04-01 - 10 criteria
	// early remission since 2026-01-06
	// early on maintenance therapy: yes
}
