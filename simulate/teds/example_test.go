package teds_test

import (
	"fmt"
	"strings"

	"github.com/openiop/openiop/simulate"
	"github.com/openiop/openiop/simulate/teds"
)

// A file is counted row by row; the second row here is of another level of
// care. (The rows are made up.)
func ExampleRead() {
	file := "CASEID,AGE,SERVICES_D,REASON,LOS\n1,5,6,1,32\n2,7,7,1,20\n3,4,6,2,14\n"
	table, err := teds.Read(strings.NewReader(file), "discharges.csv", teds.Filter{Adults: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("intensive outpatient discharges:", table.Rows)
	fmt.Println("dropped out:", table.Of(simulate.DroppedOut))
	// Output:
	// intensive outpatient discharges: 2
	// dropped out: 1
}

// A clock fitted to a table goes into the parameters of the simulation.
func ExampleFit() {
	var table teds.Table
	for _, reason := range simulate.Reasons() {
		for stay := teds.Stay(1); stay <= teds.OverAYear; stay++ {
			if err := table.Add(reason, stay, 10); err != nil {
				fmt.Println(err)
				return
			}
		}
	}
	clock, err := teds.Fit(table)
	if err != nil {
		fmt.Println(err)
		return
	}
	p, err := clock.Parameters(simulate.DefaultParameters())
	if err != nil {
		fmt.Println(err)
		return
	}
	weight, err := p.Lookup("exit-weight-completed")
	fmt.Printf("%s: %.2f %v\n", weight.ID, weight.Value, err)
	// Output: exit-weight-completed: 0.20 <nil>
}
