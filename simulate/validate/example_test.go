package validate_test

import (
	"fmt"

	"github.com/openiop/openiop/simulate"
	"github.com/openiop/openiop/simulate/validate"
)

// The parameters that ship give back the median stay of those who complete, and
// do not know that rewards keep people longer.
func ExampleRun() {
	report, err := validate.Run(simulate.DefaultParameters(), 20_000, 1)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range report.Checks {
		switch c.What {
		case "median stay in days: completed", "the difference":
			fmt.Printf("%s, %s: published %s: %s\n", c.ID, c.What, c.Published, c.Verdict)
		}
	}
	// Output:
	// C02, median stay in days: completed: published 50: pass
	// H02, the difference: published 0.50 with rewards, 0.35 without: fail
}
