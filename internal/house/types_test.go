package house

import (
	"go/ast"
	"go/token"
	"go/types"
	"regexp"
	"slices"
	"testing"
)

var (
	vagueType    = regexp.MustCompile(`(Manager|Helper|Helpers|Util|Utils)$`)
	vaguePackage = []string{"util", "utils", "common", "helper", "helpers", "misc", "base", "shared", "lib", "types", "models"}
)

// shapes reports types and packages of a form or name that is not wanted.
func shapes(u *unit) (problems []problem) {
	for _, f := range u.files {
		if slices.Contains(vaguePackage, f.Name.Name) {
			problems = append(problems, u.at(f.Name, "package %s says nothing of what is in it", f.Name.Name))
		}
		for _, decl := range f.Decls {
			gen, ok := decl.(*ast.GenDecl)
			if !ok || gen.Tok != token.TYPE {
				continue
			}
			for _, spec := range gen.Specs {
				spec := spec.(*ast.TypeSpec)
				if vagueType.MatchString(spec.Name.Name) {
					problems = append(problems, u.at(spec, "type %s says nothing of what it is", spec.Name.Name))
				}
				if spec.Name.IsExported() {
					problems = append(problems, u.fields(spec)...)
				}
			}
		}
	}
	return problems
}

// fields reports exported fields of an exported struct that hold durations or
// floats, in lists, maps and structs without a name too. Package schedule
// counts minutes in integers, and neither form goes through JSON well.
func (u *unit) fields(spec *ast.TypeSpec) (problems []problem) {
	obj := u.info.Defs[spec.Name]
	if obj == nil {
		return nil
	}
	s, ok := obj.Type().Underlying().(*types.Struct)
	if !ok {
		return nil
	}
	for field := range s.Fields() {
		if !field.Exported() {
			continue
		}
		if why := inexact(field.Type()); why != "" {
			problems = append(problems, problem{u.fset.Position(field.Pos()), spec.Name.Name + "." + field.Name() + " holds " + why})
		}
	}
	return problems
}

func inexact(t types.Type) string {
	switch t := types.Unalias(t).(type) {
	case *types.Named:
		if t.Obj().Pkg() != nil && t.Obj().Pkg().Path() == "time" && t.Obj().Name() == "Duration" {
			return "a time.Duration; use iop.Minutes"
		}
		for arg := range t.TypeArgs().Types() {
			if why := inexact(arg); why != "" {
				return why
			}
		}
		if b, ok := t.Underlying().(*types.Basic); ok {
			return inexact(b)
		}
	case *types.Basic:
		if t.Info()&(types.IsFloat|types.IsComplex) != 0 {
			return "a float; use integers, or decimal at the edge"
		}
	case *types.Pointer:
		return inexact(t.Elem())
	case *types.Slice:
		return inexact(t.Elem())
	case *types.Array:
		return inexact(t.Elem())
	case *types.Map:
		if why := inexact(t.Key()); why != "" {
			return why
		}
		return inexact(t.Elem())
	case *types.Struct:
		for f := range t.Fields() {
			if why := inexact(f.Type()); why != "" {
				return why
			}
		}
	}
	return ""
}

// holdsStatistics are rooms whose values may hold floats: estimates, their
// errors and their limits are real numbers, written once, at the edge. What is
// added up there is integers too.
var holdsStatistics = []string{"simulate"}

func TestShapes(t *testing.T) {
	for _, u := range theHouse(t).units {
		problems := shapes(u)
		if slices.Contains(holdsStatistics, roomOf(u.room)) {
			problems = slices.DeleteFunc(problems, func(p problem) bool { return regexp.MustCompile(`holds a float`).MatchString(p.text) })
		}
		if !u.isPure() {
			problems = slices.DeleteFunc(problems, func(p problem) bool { return regexp.MustCompile(`holds a (time|float)`).MatchString(p.text) })
		}
		report(t, problems)
	}
}

func TestShapesAreCaught(t *testing.T) {
	tryOn(t, shapes, []tried{
		{"a duration", `import "time"; type Block struct{ Length time.Duration }`, "Block.Length holds a time.Duration"},
		{"durations in a map", `import "time"; type Block struct{ By map[string][]*time.Duration }`, "Block.By holds a time.Duration"},
		{"a duration nobody sees", `import "time"; type Block struct{ length time.Duration }; func f(b Block) any { return b.length }`, ""},
		{"a struct nobody sees", `import "time"; type block struct{ Length time.Duration }`, ""},
		{"a duration of our own", `type Duration int; type Block struct{ Length Duration }`, ""},
		{"an instant", `import "time"; type Block struct{ At time.Time }`, ""},
		{"a float", `type Score struct{ Value float64 }`, "Score.Value holds a float"},
		{"a float with a name", `type rate float32; type Score struct{ Value rate }`, "Score.Value holds a float"},
		{"a float in a list", `type List[T any] []T; type Score struct{ Values List[float64] }`, "Score.Values holds a float"},
		{"a float in a struct without a name", `type Score struct{ In struct{ x float64 } }`, "Score.In holds a float"},
		{"whole numbers", `type Score struct{ Value int; By map[string]int }`, ""},
		{"a manager", `type PlanManager struct{}`, "type PlanManager"},
		{"medication management", `type Management struct{}`, ""},
	})
	h := theHouse(t)
	if got := shapes(snippet(module+"/util", "package util", h.imp)); len(got) != 1 {
		t.Errorf("package util: got %v; want one problem", got)
	}
	if got := shapes(snippet(module+"/schedule", "package schedule", h.imp)); len(got) != 0 {
		t.Errorf("package schedule: got %v; want none", got)
	}
}
