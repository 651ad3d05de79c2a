// Vendor shows how scheduling software validates a program before its users
// publish it: read the design, judge it by the standards that the program
// answers to, and turn unmet requirements into messages.
//
//	go run ./examples/vendor
//
// README.md says how the same is done in CI, for a folder of designs, calendars
// and rosters.
package main

import (
	"errors"
	"fmt"
	"log"
	"strings"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
)

// design is what the user of the scheduling software has drawn up: three
// evenings of three hours, with a break of fifteen minutes in each.
const design = `{
  "id": "evening-program", "calledItself": "iop", "population": "adult", "weeks": 10,
  "blocks": [
    {"title": "Evening group", "activity": "group-therapy", "days": ["Mon", "Wed", "Thu"],
     "start": "18:00", "end": "21:00", "breakMinutes": 15},
    {"title": "One to one", "activity": "individual-counseling", "perWeek": 1, "minutes": 45}
  ]
}`

func main() {
	programs, err := schedule.ReadPrograms(strings.NewReader(design), "design.json", schedule.Limits{})
	if err != nil {
		log.Fatal(err) // every problem of the file, with line and path
	}

	// The program is licensed in Virginia and paid by its Medicaid: two
	// authorities, judged side by side.
	var standards []iop.Standard
	for _, id := range []iop.StandardID{"va-license-2.1", "va-medicaid-2.1-adult"} {
		s, ok := iop.Embedded().Lookup(id, false)
		if !ok {
			log.Fatalf("no standard %s", id)
		}
		standards = append(standards, s)
	}

	report := schedule.Check(&programs[0], schedule.Options{Standards: standards})
	for _, id := range []iop.StandardID{"va-license-2.1", "va-medicaid-2.1-adult"} {
		own := report.Filter(func(f *iop.Finding) bool { return f.Standard == id })
		fmt.Printf("%s: %+v\n", id, own.Summary())
	}

	// The first week's findings that a user should see, with what would help.
	for f := range report.All() {
		if f.Where.Week == 1 && f.Outcome == iop.NotMet {
			fmt.Printf("\n%s\n", f.Message())
			fmt.Printf("  %s, %s\n", f.Source.Authority, f.Source.Locator)
			for _, r := range f.Remedies {
				fmt.Printf("  could help: %s\n", r)
			}
		}
	}

	// Or as an error, where that is what the caller wants.
	if unmet, ok := errors.AsType[*iop.UnmetError](report.Err(iop.Error)); ok {
		fmt.Printf("\n%d requirements are not met\n", unmet.Report.Len())
	}
}
