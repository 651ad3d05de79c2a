package economics_test

import (
	"fmt"

	"github.com/openiop/openiop/simulate/economics"
)

// Four designs with their cost and the share of people who complete.
func ExampleCompare() {
	rows, err := economics.Compare([]economics.Strategy{
		{Name: "9 hours", Cost: 3200, Effect: 0.38},
		{Name: "9 hours with rewards", Cost: 3400, Effect: 0.46},
		{Name: "12 hours", Cost: 4200, Effect: 0.39},
		{Name: "12 hours with rewards", Cost: 4500, Effect: 0.47},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, r := range rows {
		fmt.Print(r.Name, ": ", r.Status)
		if r.Step != nil {
			fmt.Printf(", $%.0f for one more completion", r.Step.Ratio)
		}
		fmt.Println()
	}
	// Output:
	// 9 hours: on the frontier
	// 9 hours with rewards: on the frontier, $2500 for one more completion
	// 12 hours with rewards: on the frontier, $110000 for one more completion
	// 12 hours: dominated
}

// In three samples of what might be true, rewards are worth their money in two
// when a completion is worth $3000.
func ExampleSamples_Acceptability() {
	s, err := economics.NewSamples([]string{"as is", "with rewards"},
		[][]float64{{3200, 3400}, {3200, 3400}, {3200, 3400}},
		[][]float64{{0.38, 0.46}, {0.38, 0.47}, {0.38, 0.39}})
	if err != nil {
		fmt.Println(err)
		return
	}
	curve, err := s.Acceptability([]float64{0, 3000, 10_000})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, a := range curve {
		fmt.Printf("$%.0f: %s; rewards best in %.0f%% of samples; to know is worth $%.0f\n", a.PerUnit, a.Best, 100*a.Shares[1], a.PerfectInformation)
	}
	// Output:
	// $0: as is; rewards best in 0% of samples; to know is worth $0
	// $3000: as is; rewards best in 67% of samples; to know is worth $37
	// $10000: with rewards; rewards best in 67% of samples; to know is worth $33
}
