package study

import (
	"math"
	"strconv"

	"github.com/openiop/openiop/simulate"
)

// unit says how a measure is written.
type unit uint8

const (
	shareUnit unit = iota + 1
	daysUnit
	wholeDaysUnit
	hoursUnit
	dollarsUnit
)

// measure is one number of the results, as tables show it.
type measure struct {
	id, title, group string
	unit             unit
	of               func(*simulate.Results) simulate.Estimate
	// paired is the same measure person by person, 0 where there is none.
	paired simulate.Measure
	// lead marks those of the short table at the top.
	lead bool
}

// The days at which staying and return to use are reported; they are pinned in
// summary.json.
var (
	stayingDays = []int{30, 60, 90, 120}
	relapseDays = []int{90, 180, 365, 548}
)

// measures gives all measures in the order of tables.
func measures() []measure {
	out := []measure{}
	titles := map[simulate.Reason]string{
		simulate.Completed: "Completed", simulate.Transferred: "Transferred to other care", simulate.DroppedOut: "Left before the end (dropped out)",
		simulate.Terminated: "Ended by the facility (terminated)", simulate.OtherEnd: "Other (incarceration, death, other)",
	}
	paired := map[simulate.Reason]simulate.Measure{
		simulate.Completed: simulate.CompletedMeasure, simulate.DroppedOut: simulate.DroppedOutMeasure, simulate.Terminated: simulate.TerminatedMeasure,
	}
	for _, k := range simulate.Reasons() {
		out = append(out, measure{
			id: k.String(), title: titles[k], group: "Why stays end (share of the discharged)", unit: shareUnit,
			of: func(r *simulate.Results) simulate.Estimate { return r.Reason(k) }, paired: paired[k], lead: k == simulate.Completed || k == simulate.DroppedOut,
		})
	}
	stay := "Staying"
	in := []simulate.Measure{simulate.In30Days, simulate.In60Days, simulate.In90Days, simulate.In120Days}
	for i, day := range stayingDays {
		out = append(out, measure{
			id: "retention" + strconv.Itoa(day), title: "Still in the program after " + strconv.Itoa(day) + " days", group: stay, unit: shareUnit,
			of: func(r *simulate.Results) simulate.Estimate { return certain(r.Retention(day)) }, paired: in[i], lead: day == 30 || day == 60,
		})
	}
	out = append(out,
		measure{"medianStay", "Median stay", stay, wholeDaysUnit, medianStay, 0, true},
		measure{"meanStay", "Mean stay", stay, daysUnit, (*simulate.Results).MeanStay, simulate.StayMeasure, false},
		measure{"restrictedMean90", "Mean days in the program within 90 days", stay, daysUnit, func(r *simulate.Results) simulate.Estimate { return r.RestrictedMeanStay(90) }, 0, false},
	)
	return append(out, laterMeasures()...)
}

func laterMeasures() []measure {
	hours, after, cost := "Hours and standards", "After discharge (share of the discharged)", "Cost"
	out := []measure{
		{"attendance", "Sessions attended of those offered", hours, shareUnit, (*simulate.Results).Attendance, 0, true},
		{"hoursPerWeek", "Hours delivered a week while enrolled", hours, hoursUnit, (*simulate.Results).HoursPerWeek, 0, true},
		{"hoursOffered", "Hours offered a week while enrolled", hours, hoursUnit, exactly((*simulate.Results).HoursOfferedPerWeek), 0, false},
		{"hoursDelivered", "Hours delivered of those offered", hours, shareUnit, exactly((*simulate.Results).Delivered), 0, false},
		{"weeksMet", "Weeks whose attended hours meet the standards", hours, shareUnit, (*simulate.Results).WeeksMet, 0, true},
		{"hoursTotal", "Hours delivered to a person in all", hours, hoursUnit, hoursTotal, simulate.HoursMeasure, false},
		{"testsTaken", "Planned drug tests that were taken", "Drug tests", shareUnit, exactly((*simulate.Results).TestsTaken), 0, false},
		{"testsPositive", "Taken drug tests that were positive", "Drug tests", shareUnit, exactly((*simulate.Results).TestsPositive), 0, false},
	}
	within := []simulate.Measure{simulate.Relapse90Measure, simulate.Relapse180Measure, simulate.Relapse365Measure, simulate.Relapse548Measure}
	for i, day := range relapseDays {
		out = append(out, measure{
			id: "relapse" + strconv.Itoa(day), title: "Returned to use within " + strconv.Itoa(day) + " days", group: after, unit: shareUnit,
			of: func(r *simulate.Results) simulate.Estimate { return r.Relapse(day) }, paired: within[i], lead: day == 365,
		})
	}
	return append(out,
		measure{"reentry548", "Came back to treatment within 548 days", after, shareUnit, func(r *simulate.Results) simulate.Estimate { return r.Reentry(simulate.FollowUpDays) }, simulate.ReentryMeasure, false},
		measure{"cost", "Cost of an admission to the program", cost, dollarsUnit, (*simulate.Results).Cost, simulate.CostMeasure, true},
		measure{"costPerCompletion", "Cost for each completed stay", cost, dollarsUnit, exactly((*simulate.Results).CostPerCompletion), 0, false},
		measure{"clientCost", "Cost of visits to the person", cost, dollarsUnit, exactly((*simulate.Results).ClientCost), 0, false},
	)
}

// exactly gives a number whose Monte Carlo error is not worked out.
func exactly(of func(*simulate.Results) float64) func(*simulate.Results) simulate.Estimate {
	return func(r *simulate.Results) simulate.Estimate {
		return simulate.Estimate{Value: of(r), SE: math.NaN(), Low: math.NaN(), High: math.NaN()}
	}
}

// certain takes the interval from a number that is not up to chance, as nobody
// is left after the end of a program: the formulas for curves give none there.
func certain(e simulate.Estimate) simulate.Estimate {
	if e.SE == 0 {
		e.Low, e.High = e.Value, e.Value
	}
	return e
}

func medianStay(r *simulate.Results) simulate.Estimate {
	days, _ := r.MedianStay()
	return days
}

func hoursTotal(r *simulate.Results) simulate.Estimate {
	s := r.Summary()
	return exactly(func(*simulate.Results) float64 { return float64(s.AttendedMinutes) / 60 / float64(s.People) })(r)
}

// write writes a value of a measure.
func (u unit) write(v float64) string {
	switch u {
	case shareUnit:
		return percent(v, 1)
	case daysUnit, hoursUnit:
		return number(v, 1)
	case wholeDaysUnit:
		return number(v, 0)
	}
	return dollars(v)
}

// signed writes a difference, with its sign.
func (u unit) signed(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return unknown
	}
	text := ""
	switch u {
	case shareUnit:
		text = number(100*v, 2)
	case daysUnit, wholeDaysUnit, hoursUnit:
		text = number(v, 2)
	default:
		text = dollars(v)
	}
	if v > 0 && text != u.zero() {
		return "+" + text
	}
	return text
}

func (u unit) zero() string {
	if u == dollarsUnit {
		return "$0"
	}
	return "0.00"
}

// word names the unit where numbers stand alone; of a difference, shares are
// points.
func (u unit) word(difference bool) string {
	switch u {
	case shareUnit:
		if difference {
			return "percentage points"
		}
		return "share"
	case daysUnit, wholeDaysUnit:
		return "days"
	case hoursUnit:
		return "hours"
	}
	return "dollars"
}

// wanted is the half width of an interval for which the people needed are
// told, and how it is written.
func (u unit) wanted() (half float64, words string) {
	switch u {
	case shareUnit:
		return 0.001, "±0.1 point"
	case daysUnit, wholeDaysUnit:
		return 0.1, "±0.1 day"
	case hoursUnit:
		return 0.01, "±0.01 hour"
	}
	return 10, "±$10"
}

// interval writes the two ends of an interval.
func (u unit) interval(low, high float64) string {
	if math.IsNaN(low) && math.IsNaN(high) {
		return ""
	}
	return u.write(low) + " to " + u.write(high)
}
