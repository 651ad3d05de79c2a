package survival_test

import (
	"fmt"

	"github.com/openiop/openiop/simulate/survival"
)

// Ten people begin a program. Two leave on day 5 and one on day 12; another
// three are still there on day 20, when the study ends for them, and four go on.
func ExampleKaplanMeier() {
	left := make([]int64, 21)
	left[5], left[12] = 2, 1
	lastSeen := make([]int64, 21)
	lastSeen[20] = 3
	c, err := survival.KaplanMeier(survival.Single(10, left, lastSeen), 0.95)
	if err != nil {
		fmt.Println(err)
		return
	}
	p := c.At(14)
	fmt.Printf("in the program after day 14: %.2f (%.2f to %.2f)\n", p.Survival, p.Low, p.High)
	if _, ok := c.Quantile(0.5); !ok {
		fmt.Println("the median stay is beyond what was seen")
	}
	// Output:
	// in the program after day 14: 0.70 (0.33 to 0.89)
	// the median stay is beyond what was seen
}

// People complete or drop out, and who has dropped out can no longer complete.
func ExampleCumulativeIncidence() {
	completed, droppedOut := make([]int64, 61), make([]int64, 61)
	completed[60], droppedOut[14], droppedOut[30] = 50, 20, 10
	all, err := survival.CumulativeIncidence(survival.Counts{Started: 100, Events: [][]int64{completed, droppedOut}}, 0.95)
	if err != nil {
		fmt.Println(err)
		return
	}
	for day := 20; day <= 60; day += 20 {
		fmt.Printf("by day %d: completed %.2f, dropped out %.2f\n", day, all[0].At(day).Share, all[1].At(day).Share)
	}
	// Output:
	// by day 20: completed 0.00, dropped out 0.20
	// by day 40: completed 0.00, dropped out 0.30
	// by day 60: completed 0.50, dropped out 0.30
}

// The restricted mean says how many of the first 30 days a person is there.
func ExampleCurve_RestrictedMean() {
	left := make([]int64, 31)
	left[10] = 50
	c, err := survival.KaplanMeier(survival.Single(100, left, nil), 0.95)
	if err != nil {
		fmt.Println(err)
		return
	}
	m, err := c.RestrictedMean(30)
	fmt.Println(m.Mean, err)
	// Output: 20 <nil>
}
