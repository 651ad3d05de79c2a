package house

import (
	"go/ast"
	"go/types"
	"strings"
	"testing"
)

// inAnyOrder marks a loop over a map whose result does not depend on the
// order; it stands on the line of the loop or the line before, with why.
const inAnyOrder = "any order:"

// mapOrder reports loops over maps, whose order differs from run to run: the
// same input must give the same bytes.
func mapOrder(u *unit) (problems []problem) {
	for _, f := range u.files {
		marked := map[int]bool{}
		for _, group := range f.Comments {
			for _, c := range group.List {
				if strings.Contains(c.Text, inAnyOrder) {
					line := u.fset.Position(c.Pos()).Line
					marked[line], marked[line+1] = true, true
				}
			}
		}
		sorted := map[ast.Node]bool{}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.RangeStmt:
				if isMap(u.info.TypeOf(n.X)) && !marked[u.fset.Position(n.Pos()).Line] {
					problems = append(problems, u.at(n, "goes through a map in no fixed order; go through slices.Sorted(maps.Keys(m)), or say why the order is nothing (// %s ...)", inAnyOrder))
				}
			case *ast.CallExpr:
				name := u.called(n)
				if strings.HasPrefix(name, "slices.Sorted") && len(n.Args) > 0 {
					sorted[n.Args[0]] = true
				}
				if (name == "maps.Keys" || name == "maps.Values" || name == "maps.All") && !sorted[n] && !marked[u.fset.Position(n.Pos()).Line] {
					problems = append(problems, u.at(n, "%s gives no fixed order; wrap it in slices.Sorted", name))
				}
			}
			return true
		})
	}
	return problems
}

func isMap(t types.Type) bool {
	if t == nil {
		return false // the source does not compile; TestLoads says so
	}
	_, is := t.Underlying().(*types.Map)
	return is
}

// called gives the name of the function of another package that is called.
func (u *unit) called(call *ast.CallExpr) string {
	fun := ast.Unparen(call.Fun)
	switch x := fun.(type) {
	case *ast.IndexExpr:
		fun = x.X
	case *ast.IndexListExpr:
		fun = x.X
	}
	switch x := fun.(type) {
	case *ast.SelectorExpr:
		return nameOf(u.info.Uses[x.Sel], u.pkg)
	case *ast.Ident:
		return nameOf(u.info.Uses[x], u.pkg)
	}
	return ""
}

func TestMapOrder(t *testing.T) {
	for _, u := range theHouse(t).units {
		if u.isPure() || roomOf(u.room) == "cmd" {
			report(t, mapOrder(u))
		}
	}
}

func TestMapOrderIsCaught(t *testing.T) {
	tryOn(t, mapOrder, []tried{
		{"a map", `func f(m map[string]int) { for range m { f(m) } }`, "no fixed order"},
		{"a named map", `type T map[string]int; func f(t T) { for k := range t { _ = k } }`, "no fixed order"},
		{"a slice", `func f(s []int) { for range s { f(s) } }`, ""},
		{"with a reason", "func f(m map[string]int) (sum int) {\n\t// any order: a sum\n\tfor _, n := range m {\n\t\tsum += n\n\t}\n\treturn sum\n}", ""},
		{"sorted keys", `import ("maps"; "slices"); func f(m map[string]int) { for _, k := range slices.Sorted(maps.Keys(m)) { _ = k } }`, ""},
		{"keys", `import "maps"; func f(m map[string]int) { for k := range maps.Keys(m) { _ = k } }`, "maps.Keys gives no fixed order"},
		{"collected values", `import ("maps"; "slices"); func f(m map[string]int) []int { return slices.Collect(maps.Values(m)) }`, "maps.Values gives no fixed order"},
	})
}
