package main

import (
	"maps"

	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/simulate"
)

// ofSimulation are the constraints of designs and parameters.
var ofSimulation = map[string]func(*schema){
	"ParameterEntry.id":               func(s *schema) { s.Enum = parameterIDs() },
	"ParameterEntry":                  all(func(s *schema) { s.AllOf = []*schema{statedObject("source")} }, anyOf(statedNumber("value"), statedObject("spread"))),
	"TestPlan.everyWeeks":             all(atLeast(0), atMost(520)),
	"TestPlan.perWeek":                all(atLeast(0), atMost(7)),
	"MakeUpPlan.perWeek":              all(atLeast(0), atMost(7)),
	"ReviewPlan.everyWeeks":           all(atLeast(0), atMost(520)),
	"AbstinenceOnly.afterPositive":    all(atLeast(1), atMost(1000)),
	"DesignFile.rewardWeeks":          all(atLeast(0), atMost(520)),
	"DesignFile.aftercare":            func(s *schema) { s.Enum = aftercareIDs() },
	"Policy.contactWithin":            all(atLeast(0), atMost(31)),
	"Policy.patternCount":             all(atLeast(0), atMost(100)),
	"Policy.patternDays":              all(atLeast(0), atMost(366)),
	"StepDownEntry.attendancePercent": all(atLeast(0), atMost(100)),
	"StepDownEntry.goalPercent":       all(atLeast(0), atMost(100)),
	"StepDownEntry.mostRating":        all(atLeast(0), atMost(4)),
	"StepDownEntry.appointmentWithin": all(atLeast(0), atMost(366)),
}

// with gives two lists of constraints as one.
func with(a, b map[string]func(*schema)) map[string]func(*schema) {
	out := maps.Clone(a)
	maps.Copy(out, b)
	return out
}

// distributionForm is the form of a distribution: a family with its numbers.
func distributionForm() *schema {
	form := func(family string, numbers ...string) *schema {
		s := &schema{
			Type: "object", Properties: map[string]*schema{"family": words(family)}, PropertyOrder: append([]string{"family"}, numbers...),
			Required: append([]string{"family"}, numbers...), AdditionalProperties: &schema{Not: &schema{}},
		}
		for _, n := range numbers {
			s.Properties[n] = &schema{Type: "number"}
		}
		return s
	}
	return about(&schema{OneOf: []*schema{
		form("point", "value"), form("uniform", "min", "max"), form("triangular", "min", "mode", "max"), form("normal", "mean", "sd"),
		form("lognormal", "median", "sigma"), form("beta", "alpha", "beta"), form("beta", "mean", "sd"), form("gamma", "shape", "scale"), form("gamma", "mean", "sd"),
	}}, "What is believed about a number: a family of distributions with its numbers.")
}

// parameterIDs are the ids of the parameters of the simulation.
func parameterIDs() (out []any) {
	for p := range simulate.DefaultParameters().All() {
		out = append(out, p.ID)
	}
	return out
}

// aftercareIDs are the ids of the templates of aftercare; "" is none.
func aftercareIDs() []any {
	out := []any{""}
	for _, t := range careplan.AftercareTemplates() {
		out = append(out, t.ID)
	}
	return out
}
