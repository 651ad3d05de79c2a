package careplan_test

import (
	"fmt"
	"testing"

	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
)

// BenchmarkWorklist is the careplan part of a morning for a number of people:
// the deadlines of two standards, the check of a plan, the question of stepping
// down and the state of an aftercare plan, for each of them. The figures per
// person of the three sizes show that it is linear.
func BenchmarkWorklist(b *testing.B) {
	standards := []iop.Standard{standard(b, "sd-iop-plan"), standard(b, "mn-nonres-plan")}
	file, err := readPlan(planText)
	require.NoError(b, err)
	progress := *file.Progress
	template, err := careplan.LookupAftercare("telephone-18-months")
	require.NoError(b, err)
	plan, err := template.Plan(careplan.AftercareDates{LastSession: date(b, "2026-10-30"), Admission: date(b, "2026-08-03")})
	require.NoError(b, err)
	for _, people := range []int{500, 1000, 2000} {
		b.Run(fmt.Sprint(people), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for range people {
					careplan.Deadlines(standards, careplan.PlanDates{Events: file.Events, SessionDays: file.SessionDays}, file.AsOf)
					file.Plan.Check(file.AsOf)
					if _, err := (careplan.StepDownPolicy{}).Evaluate(progress); err != nil {
						b.Fatal(err)
					}
					if _, err := plan.State(nil, file.AsOf); err != nil {
						b.Fatal(err)
					}
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*people), "µs/person")
		})
	}
}
