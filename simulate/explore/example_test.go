package explore_test

import (
	"fmt"

	"github.com/openiop/openiop/simulate/explore"
)

// The cost of a stay: weeks times dollars a week. What is known of both is a
// distribution each; C21 of the calibration data gives dollars a week as a gamma
// distribution with mean 462 and standard deviation 243.
func inputs() []explore.Input {
	weekly, err := explore.NewGammaMean(462, 243)
	if err != nil {
		panic(err)
	}
	weeks, err := explore.NewLognormal(7, 0.3)
	if err != nil {
		panic(err)
	}
	return []explore.Input{
		{Name: "dollars a week", Base: 462, Spread: weekly},
		{Name: "weeks", Base: 7, Spread: weeks},
	}
}

func cost(x []float64) ([]float64, error) { return []float64{x[0] * x[1]}, nil }

// A probabilistic sensitivity analysis draws all inputs at once.
func ExampleNewPSA() {
	plan, err := explore.NewPSA(inputs(), nil, 10_000, 1)
	if err != nil {
		fmt.Println(err)
		return
	}
	results, err := explore.Evaluate(plan, cost)
	if err != nil {
		fmt.Println(err)
		return
	}
	spreads, err := plan.Analyze(results)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("median $%.0f; 95%% of samples lie between $%.0f and $%.0f\n", spreads[0].Median, spreads[0].Low, spreads[0].High)
	// Output: median $2917; 95% of samples lie between $754 and $8699
}

// A tornado moves one input after the other between its 10% and 90% quantile.
func ExampleNewTornado() {
	plan, err := explore.NewTornado(inputs(), 0.1)
	if err != nil {
		fmt.Println(err)
		return
	}
	results, err := explore.Evaluate(plan, cost)
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
		fmt.Printf("%s from %.0f to %.0f: $%.0f to $%.0f\n", b.Input, b.Low, b.High, b.AtLow, b.AtHigh)
	}
	// Output:
	// dollars a week from 191 to 788: $1334 to $5515
	// weeks from 5 to 10: $2202 to $4750
}

// Sobol indices say which share of the variance an input brings, alone (first)
// and together with others (total).
func ExampleNewSobol() {
	plan, err := explore.NewSobol(inputs(), 20_000, 1)
	if err != nil {
		fmt.Println(err)
		return
	}
	results, err := explore.Evaluate(plan, cost)
	if err != nil {
		fmt.Println(err)
		return
	}
	all, err := plan.Analyze(results)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, in := range all[0].Inputs {
		fmt.Printf("%s: first %.1f, total %.1f\n", in.Input, in.First, in.Total)
	}
	// Output:
	// dollars a week: first 0.7, total 0.8
	// weeks: first 0.2, total 0.3
}
