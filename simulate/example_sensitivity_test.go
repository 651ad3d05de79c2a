package simulate_test

import (
	"fmt"

	"github.com/openiop/openiop/simulate"
	"github.com/openiop/openiop/simulate/explore"
)

// How much does returning to use within a year depend on two parameters? A
// tornado moves one after the other between its 2.5% and 97.5% quantile.
func ExampleModel_Explore() {
	m, err := simulate.Prepare(simulate.ReferenceDesign(), simulate.DefaultParameters())
	if err != nil {
		fmt.Println(err)
		return
	}
	ids := []string{"relapse-ever", "no-show"}
	inputs, err := m.Parameters().Inputs(ids...)
	if err != nil {
		fmt.Println(err)
		return
	}
	within := func(r *simulate.Results) float64 { return r.Relapse(365).Value }
	model, err := m.Explore(ids, 1, 20_000, within)
	if err != nil {
		fmt.Println(err)
		return
	}
	plan, err := explore.NewTornado(inputs, 0.025)
	if err != nil {
		fmt.Println(err)
		return
	}
	results, err := explore.Evaluate(plan, model)
	if err != nil {
		fmt.Println(err)
		return
	}
	bars, err := plan.Analyze(results)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, b := range bars[0] {
		fmt.Printf("%s: %.2f to %.2f\n", b.Input, b.AtLow, b.AtHigh)
	}
	// Output:
	// relapse-ever: 0.40 to 0.59
	// no-show: 0.52 to 0.52
}
