package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/openiop/openiop/assessment/drugtest"
	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
)

// What a report is about.
const (
	aboutWeek      = "week"
	aboutPlan      = "plan"
	aboutResult    = "result"
	aboutStepDown  = "step-down"
	aboutAftercare = "aftercare"
)

// judge asks the library. It is the only place that does for single people, for
// an event and for an audit alike: the same input under the same standards gives
// the same bytes.
func judge(about string, on iop.Date, standards []iop.Standard, input string) ([]byte, error) {
	var answer any
	var err error
	switch about {
	case aboutWeek:
		answer, err = judgeWeek(on, standards, input)
	case aboutPlan:
		answer, err = judgePlan(standards, input)
	case aboutResult:
		answer, err = judgeResult(input)
	case aboutStepDown:
		answer, err = judgeStepDown(input)
	case aboutAftercare:
		answer, err = judgeAftercare(input)
	default:
		err = fmt.Errorf("%q is nothing that a report is about", about)
	}
	if err != nil {
		return nil, err
	}
	return json.Marshal(answer)
}

// mondayOf gives the first day of a week.
func mondayOf(day iop.Date) iop.Date {
	for day.Weekday() != iop.Monday {
		day = day.AddDays(-1)
	}
	return day
}

// judgeWeek reports what is not met or not decided about one person's week.
func judgeWeek(on iop.Date, standards []iop.Standard, input string) (iop.Report, error) {
	roster, err := schedule.ReadRosterJSON(strings.NewReader(input), "week", schedule.RosterFormat{})
	if err != nil {
		return iop.Report{}, err
	}
	cases, err := roster.Cases(schedule.Window{From: mondayOf(on), Weeks: 1}, schedule.Options{Standards: standards})
	if err != nil {
		return iop.Report{}, err
	}
	for _, c := range cases {
		return c.Report().Filter(func(f *iop.Finding) bool { return f.Outcome == iop.NotMet || f.Outcome == iop.Undetermined }), nil
	}
	return iop.Report{}, nil
}

func judgePlan(standards []iop.Standard, input string) (careplan.PlanReview, error) {
	file, err := careplan.ReadPlan(strings.NewReader(input), "plan")
	if err != nil {
		return careplan.PlanReview{}, err
	}
	return file.Review(careplan.ReviewOptions{Standards: standards})
}

func judgeResult(input string) (careplan.Response, error) {
	var policy careplan.Policy
	history, err := drugtest.Reader{Policy: &policy}.Read("tests", []byte(input))
	if err != nil {
		return careplan.Response{}, err
	}
	read, err := drugtest.Interpret(history, drugtest.Embedded())
	if err != nil {
		return careplan.Response{}, err
	}
	return policy.Respond(read)
}

func judgeStepDown(input string) (careplan.StepDown, error) {
	progress, err := careplan.ReadProgress(strings.NewReader(input), "evidence")
	if err != nil {
		return careplan.StepDown{}, err
	}
	return careplan.StepDownPolicy{}.Evaluate(progress)
}

func judgeAftercare(input string) (careplan.AftercareState, error) {
	file, err := careplan.ReadAftercareOf(strings.NewReader(input), "aftercare")
	if err != nil {
		return careplan.AftercareState{}, err
	}
	plan, err := file.Plan()
	if err != nil {
		return careplan.AftercareState{}, err
	}
	return plan.State(file.Log, file.AsOf)
}

// rosterText writes a roster as a report keeps it.
func rosterText(r schedule.Roster) (string, error) {
	var b bytes.Buffer
	err := r.WriteJSON(&b)
	return b.String(), err
}
