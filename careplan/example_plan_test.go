package careplan_test

import (
	"fmt"
	"log"
	"strings"

	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/iop"
)

// A plan is looked at on a day, against the clocks of a state. What nobody
// recorded is open, never passed.
func ExamplePlanFile_Review() {
	file, err := careplan.ReadPlan(strings.NewReader(`{
	  "asOf": "2026-11-20",
	  "plan": {"id": "plan-1", "personTookPart": "yes",
	    "problems": [{"id": "use", "kind": "substance-use"}],
	    "goals": [{"id": "g1", "problem": "use", "target": 30, "due": "2026-12-31"}]},
	  "events": [{"what": "admission", "on": "2026-11-09"}],
	  "situation": {"disorders": {"opioid": "severe"}}
	}`), "plan.json")
	if err != nil {
		log.Fatal(err)
	}
	southDakota, _ := iop.Embedded().Lookup("sd-iop-plan", false)
	review, err := file.Review(careplan.ReviewOptions{Standards: []iop.Standard{southDakota}})
	if err != nil {
		log.Fatal(err)
	}
	for _, d := range review.Due {
		fmt.Println(d.Clock.What, "is", d.State, "by", d.Due)
	}
	for _, x := range review.Issues {
		fmt.Println(x.Where, x.Kind, "open:", x.Open)
	}
	fmt.Println(review.Suggestions[0].Activity.Title() + ": " + review.Suggestions[0].Why)
	// Output:
	// treatment plan is overdue by 2026-11-19
	// continued-stay review is upcoming by 2026-11-23
	// goals[0] goal-without-intervention open: false
	// traumaInformed trauma-informed-care open: true
	// medication management: there is an opioid or alcohol use disorder: offer medication
}
