package main

import (
	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/simulate"
)

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
