package drugtest_test

import (
	"fmt"
	"time"

	"github.com/openiop/openiop/assessment/drugtest"
	"github.com/openiop/openiop/iop"
)

// A history is read for its newest result. Codeine is prescribed, so that the
// morphine that the body makes of it is expected.
func Example() {
	history, err := drugtest.ReadHistory("history.json", []byte(`{
		"asOf": "2026-11-23",
		"medications": [{"substance": "codeine", "from": "2026-11-10", "until": null}],
		"results": [{
			"id": "r1", "collected": "2026-11-20", "reported": "2026-11-21", "matrix": "urine", "collection": "collected",
			"specimen": {"creatinine": {"value": 85, "unit": "mg/dL"}, "specificGravity": 1.012, "pH": 6.1},
			"process": "definitive", "panel": ["codeine", "morphine", "fentanyl"],
			"findings": [
				{"analyte": "codeine", "result": "positive", "quantity": {"value": 900, "unit": "ng/mL"}},
				{"analyte": "morphine", "result": "positive", "quantity": {"value": 150, "unit": "ng/mL"}}
			]
		}]
	}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	in, err := drugtest.Interpret(history, drugtest.Embedded())
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, row := range in.Rows {
		fmt.Printf("%s: %s\n  %s\n", row.Analyte, row.Reading, row.Because[0])
	}
	// Output:
	// codeine: positive-expected
	//   codeine was in force on the day of collection and shows as codeine
	// morphine: positive-expected
	//   codeine was in force on the day of collection and shows as morphine
	// fentanyl: indeterminate
	//   on the panel, and no finding was reported
}

// The criteria say what a specimen is, and numbers overrule words.
func ExampleSpecimen_Validity() {
	s := drugtest.Specimen{
		Matrix: drugtest.Urine, Creatinine: drugtest.Quantity{Amount: iop.WholeAmount(12), Unit: drugtest.MgPerDL},
		SpecificGravity: iop.DecimalAmount(1002, 3), PH: iop.WholeAmount(6), Status: drugtest.Acceptable,
	}
	state, because := s.Validity(drugtest.EmbeddedCriteria())
	fmt.Println(state)
	for _, fact := range because {
		fmt.Println("-", fact)
	}
	// Output:
	// dilute
	// - dilute: creatinine below 20 mg/dL, specific gravity below 1.003
	// - the laboratory calls the specimen acceptable; the measurements say otherwise and are followed; ask the laboratory what its word rests on
}

// A calendar of tests on the three program days of a week. The days come from
// the seed: whoever does not have it cannot tell them.
func ExampleSchedule() {
	start := iop.MustDate(2026, time.November, 2)
	var days []iop.Date
	for week := range 4 {
		for _, d := range []int{0, 2, 4} {
			days = append(days, start.AddDays(week*7+d))
		}
	}
	pace, _ := drugtest.CadenceByID("tip47-iot")
	calendar, err := drugtest.Schedule(drugtest.TestPlan{
		Start: start, Until: start.AddDays(28), Eligible: days, EarlyDays: 28, Early: pace.Early, Seed: 2026, Person: "a17",
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, r := range calendar.Rules {
		fmt.Println(r)
	}
	fmt.Println(len(calendar.Days) >= 4, calendar.Days[0].DaysUntil(calendar.Days[1]) <= 7)
	// Output:
	// at least 3 days from one test to the next
	// at most 7 days from one test to the next
	// true true
}

// What is owed to a person before a test, and what is still open.
func ExampleConsent_Owed() {
	told := drugtest.Consent{Told: []drugtest.DutyID{"tell-purpose", "tell-recipients"}}
	for _, d := range told.Owed(iop.MustDate(2026, time.November, 20), "US-UT", iop.Adult) {
		fmt.Println(d.Words)
	}
	// Output:
	// tell the person about planned extra tests
	// tell the person what can follow from a result
	// tell the person about the right to a confirmation
}
