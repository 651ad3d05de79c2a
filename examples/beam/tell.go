package main

import (
	"encoding/json"
	"fmt"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	"github.com/openiop/openiop/simulate"
)

func init() { register.Function1x1(tell) }

// tell prints what a study amounts to.
func tell(sum []byte) error {
	var pairs simulate.PairSummary
	if err := json.Unmarshal(sum, &pairs); err != nil {
		return err
	}
	for i := range pairs.Summaries {
		r := pairs.Summaries[i].Results()
		fmt.Printf("%s: %d people, %.1f%% completed, %.1f hours a week, %.1f%% returned to use within a year\n",
			r.Design(), r.People(), 100*r.Reason(simulate.Completed).Value, r.HoursPerWeek().Value, 100*r.Relapse(365).Value)
	}
	for i := 1; i < len(pairs.Summaries); i++ {
		d := pairs.Difference(i, simulate.HoursMeasure)
		fmt.Printf("%s less %s: %+.2f hours for a person (%+.2f to %+.2f)\n", pairs.Summaries[i].Design, pairs.Summaries[0].Design, d.Value, d.Low, d.High)
	}
	return nil
}
