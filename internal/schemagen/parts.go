package main

import (
	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/iop"
)

// The parts of which forms and constraints are made.

func numberForm() *schema {
	side := func() *schema {
		return &schema{Types: []string{"number", "null"}, Minimum: num(0), Maximum: num(1_000_000)}
	}
	return &schema{Description: "A number n, which means from n to n, or a range with either side open.", AnyOf: []*schema{
		{Type: "number", Minimum: num(0), Maximum: num(1_000_000)},
		object("min", side(), "max", side()),
	}}
}

// object is an object of two fields and no others.
func object(name1 string, s1 *schema, name2 string, s2 *schema) *schema {
	return &schema{
		Type: "object", Properties: map[string]*schema{name1: s1, name2: s2}, PropertyOrder: []string{name1, name2},
		AdditionalProperties: &schema{Not: &schema{}},
	}
}

const (
	wholes    = false
	fractions = true
)

// numberUpTo bounds a schedule.Number, bare or as a range.
func numberUpTo(most float64, fraction bool) func(*schema) {
	return func(s *schema) {
		side := func() *schema { return &schema{Maximum: new(most)} }
		s.Properties = map[string]*schema{"min": side(), "max": side()}
		s.PropertyOrder = []string{"min", "max"}
		for _, n := range []*schema{s, s.Properties["min"], s.Properties["max"]} {
			n.Maximum = new(most)
			if !fraction {
				n.MultipleOf = num(1)
			}
		}
	}
}

func activityIDs() (ids []string) {
	for a := range iop.Activities() {
		ids = append(ids, a.String())
	}
	return ids
}

// textsOf gives the words of a small integer type, in the order of its values.
func textsOf(text func(int) string) (out []string) {
	for i := range 256 {
		if s := text(i); s != "" {
			out = append(out, s)
		}
	}
	return out
}

func about(s *schema, text string) *schema {
	s.Description = text
	return s
}

func words(list ...string) *schema { return &schema{Type: "string", Enum: toAny(list)} }

func num(f float64) *float64 { return new(f) }

func all(apply ...func(*schema)) func(*schema) {
	return func(s *schema) {
		for _, f := range apply {
			f(s)
		}
	}
}

func notEmpty(s *schema)                { s.MinLength = new(1) }
func pattern(p string) func(*schema)    { return func(s *schema) { s.Pattern = p } }
func enum(list ...string) func(*schema) { return func(s *schema) { s.Enum = toAny(list) } }
func atLeast(n float64) func(*schema)   { return func(s *schema) { s.Minimum = new(n) } }
func items(least, most int) func(*schema) {
	return func(s *schema) { s.MinItems, s.MaxItems = new(least), new(most) }
}
func distinct(s *schema)                     { s.UniqueItems = true }
func atMost(n float64) func(*schema)         { return func(s *schema) { s.Maximum = new(n) } }
func anyOf(options ...*schema) func(*schema) { return func(s *schema) { s.AnyOf = options } }
func oneOf(options ...*schema) func(*schema) { return func(s *schema) { s.OneOf = options } }

// The stated functions ask for a field that is there and not null.
func stated(field string, s *schema) *schema {
	return &schema{Required: []string{field}, Properties: map[string]*schema{field: s}}
}

func statedNumber(field string) *schema { return stated(field, &schema{Type: "number"}) }
func statedObject(field string) *schema { return stated(field, &schema{Type: "object"}) }
func statedText(field string) *schema {
	return stated(field, &schema{Type: "string", MinLength: new(1)})
}
func statedList(field string) *schema { return stated(field, &schema{Type: "array", MinItems: new(1)}) }
func positive(field string) *schema   { return stated(field, &schema{Type: "integer", Minimum: num(1)}) }

// ifTrue asks for more where a field is true, ifFalse where it is false.
func ifTrue(field string, then *schema) func(*schema)  { return ifIs(field, true, then) }
func ifFalse(field string, then *schema) func(*schema) { return ifIs(field, false, then) }

func ifIs(field string, is any, then *schema) func(*schema) {
	return func(s *schema) {
		s.If, s.Then = stated(field, &schema{Const: &is}), then
	}
}

// notTotal keeps the name of the total free.
func notTotal(s *schema) {
	total := any("total")
	s.Not = &schema{Const: &total}
}

// aboutEntries asks for a pattern, and for an activity or that there is no
// session.
func aboutEntries(s *schema) {
	says := func(field string) *schema { return stated(field, &schema{Type: "string", Pattern: `\S`}) }
	no, none := any(false), &schema{Type: "null"}
	what, nothing := statedText("activity"), stated("session", &schema{Const: &no})
	what.Properties["session"] = &schema{Not: &schema{Const: &no}}
	nothing.Properties["activity"] = none
	s.AllOf = []*schema{{AnyOf: []*schema{says("summary"), says("category")}}, {AnyOf: []*schema{what, nothing}}}
}

// levelsOfTables are the levels of the edition that tables are for.
func levelsOfTables(s *schema) {
	s.Enum = []any{"1.0"}
	for _, l := range assessment.ThirdEdition.Levels() {
		s.Enum = append(s.Enum, l.String())
	}
}
