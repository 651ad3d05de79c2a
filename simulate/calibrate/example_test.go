package calibrate_test

import (
	"fmt"

	"github.com/openiop/openiop/simulate/calibrate"
	"github.com/openiop/openiop/simulate/explore"
)

// Which lognormal stay has 60% of people still there after 30 days and 35% after
// 60? What is known of 90 days, 23%, is held out to see whether the answer also
// says what it was not told. (The numbers are D01 of the calibration data.)
func ExampleProblem_Fit() {
	median, err := explore.NewUniform(10, 120)
	if err != nil {
		panic(err)
	}
	sigma, err := explore.NewUniform(0.3, 2)
	if err != nil {
		panic(err)
	}
	problem := calibrate.Problem{
		Inputs: []explore.Input{{Name: "median", Base: 60, Spread: median}, {Name: "sigma", Base: 1, Spread: sigma}},
		Targets: []calibrate.Target{
			{Name: "30 days", Value: 0.60, Within: 0.01},
			{Name: "60 days", Value: 0.35, Within: 0.01},
			{Name: "90 days", Value: 0.23, Within: 0.01, HeldOut: true},
		},
		Model: func(x []float64) ([]float64, error) {
			stay, err := explore.NewLognormal(x[0], x[1])
			if err != nil {
				return nil, err
			}
			return []float64{1 - stay.CDF(30), 1 - stay.CDF(60), 1 - stay.CDF(90)}, nil
		},
	}
	report, err := problem.Fit(calibrate.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, in := range report.Inputs {
		fmt.Printf("%s %.2f\n", in.Input, in.Value)
	}
	for _, m := range report.Misses {
		fmt.Printf("%s: %.3f, want %.2f, met: %t\n", m.Name, m.Result, m.Value, m.Met)
	}
	// Output:
	// median 39.49
	// sigma 1.09
	// 30 days: 0.600, want 0.60, met: true
	// 60 days: 0.350, want 0.35, met: true
	// 90 days: 0.224, want 0.23, met: true
}
