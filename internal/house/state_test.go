package house

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"testing"
)

// onlyMakesValues are functions that a package variable may be made with:
// what they give never changes, and making it costs next to nothing.
var onlyMakesValues = []string{"errors.New", "fmt.Errorf", "regexp.MustCompile", "reflect.TypeFor", "strings.NewReplacer"}

// putOff are functions whose value is worked out on first use.
var putOff = []string{"sync.OnceValue", "sync.OnceValues"}

// changers are functions that change their first argument.
var changers = []string{
	"slices.Sort", "slices.SortFunc", "slices.SortStableFunc", "slices.Reverse", "slices.Delete", "slices.DeleteFunc", "slices.Insert",
	"slices.Replace", "slices.Compact", "slices.CompactFunc", "maps.Copy", "maps.DeleteFunc", "maps.Insert",
	"sort.Slice", "sort.SliceStable", "sort.Sort", "sort.Stable", "sort.Strings", "sort.Ints",
}

// mutableState reports package variables that can change: what is not an
// error, an embedded file, a pattern, a value worked out once, or a table
// that nothing writes to.
func mutableState(u *unit) (problems []problem) {
	for _, f := range u.files {
		for _, decl := range f.Decls {
			if gen, ok := decl.(*ast.GenDecl); ok && gen.Tok == token.VAR {
				for _, spec := range gen.Specs {
					problems = append(problems, u.declared(gen, spec.(*ast.ValueSpec))...)
				}
			}
		}
		ast.Inspect(f, func(n ast.Node) bool {
			problems = append(problems, u.writes(n)...)
			return true
		})
		problems = append(problems, u.handsOut(f)...)
	}
	return problems
}

// declared reports package variables of a form that is not allowed.
func (u *unit) declared(gen *ast.GenDecl, spec *ast.ValueSpec) (problems []problem) {
	embedded := isEmbedded(gen.Doc) || isEmbedded(spec.Doc)
	for i, name := range spec.Names {
		var value ast.Expr
		if i < len(spec.Values) {
			value = ast.Unparen(spec.Values[i])
		}
		bad := func(why string) { problems = append(problems, u.at(name, "package variable %s %s", name.Name, why)) }
		call, isCall := value.(*ast.CallExpr)
		switch {
		case embedded && value == nil:
		case value == nil:
			bad("has no value of its own, so it is there to be changed; pass it as an argument")
		case isCall && slices.Contains(putOff, u.called(call)):
			if name.IsExported() {
				bad("is exported; keep what is worked out once behind a function")
			}
		case !u.fixed(value):
			bad("is worked out when the program starts; use an unexported sync.OnceValue")
		case name.Name == "_":
		case name.IsExported() && !isError(u.info.TypeOf(name)):
			bad("is exported, so anybody can change it; offer a function")
		case u.info.Types[value].Value != nil:
			bad("is a constant; declare it as one")
		}
	}
	return problems
}

func isEmbedded(doc *ast.CommentGroup) bool {
	return doc != nil && slices.ContainsFunc(doc.List, func(c *ast.Comment) bool { return strings.HasPrefix(c.Text, "//go:embed ") })
}

// fixed reports whether an expression is laid down in the source: literals,
// conversions, functions, and what the allowed functions make.
func (u *unit) fixed(e ast.Expr) bool {
	ok := true
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false // it works when it is called, not now
		case *ast.CallExpr:
			if tv := u.info.Types[ast.Unparen(n.Fun)]; !tv.IsType() && !slices.Contains(onlyMakesValues, u.called(n)) && u.info.Types[n].Value == nil {
				ok = false
			}
		case *ast.UnaryExpr:
			ok = ok && n.Op != token.AND && n.Op != token.ARROW
		case *ast.Ident:
			if v, isVar := u.info.Uses[n].(*types.Var); isVar && !v.IsField() {
				ok = false // a copy of another variable shares what it holds
			}
		}
		return ok
	})
	return ok
}

// packageVar gives the package variable of this unit at the root of an
// expression such as table[i].field, nil if there is none.
func (u *unit) packageVar(e ast.Expr) *types.Var {
	for {
		switch x := ast.Unparen(e).(type) {
		case *ast.IndexExpr:
			e = x.X
		case *ast.SelectorExpr:
			if v, ok := u.info.Uses[x.Sel].(*types.Var); ok && !v.IsField() {
				return v // of another package
			}
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.SliceExpr:
			e = x.X
		case *ast.Ident:
			if v, ok := u.info.Uses[x].(*types.Var); ok && v.Pkg() != nil && v.Parent() == v.Pkg().Scope() {
				return v
			}
			return nil
		default:
			return nil
		}
	}
}

// writes reports whether a piece of source changes a package variable, or
// opens a way to change it.
func (u *unit) writes(n ast.Node) (problems []problem) {
	touch := func(e ast.Expr, how string) {
		if e == nil {
			return
		}
		if v := u.packageVar(e); v != nil {
			problems = append(problems, u.at(e, "%s package variable %s", how, v.Name()))
		}
	}
	switch n := n.(type) {
	case *ast.AssignStmt:
		for _, left := range n.Lhs {
			touch(left, "assigns to")
		}
	case *ast.IncDecStmt:
		touch(n.X, "changes")
	case *ast.RangeStmt:
		if n.Tok == token.ASSIGN {
			touch(n.Key, "assigns to")
			touch(n.Value, "assigns to")
		}
	case *ast.UnaryExpr:
		if n.Op == token.AND {
			touch(n.X, "takes the address of")
		}
	case *ast.CallExpr:
		if u.changesFirst(n) {
			touch(n.Args[0], "may write into")
		}
		if sel, ok := ast.Unparen(n.Fun).(*ast.SelectorExpr); ok && u.byPointer(sel) {
			touch(sel.X, "calls a method that may change")
		}
	}
	return problems
}

// changesFirst reports whether a call changes its first argument.
func (u *unit) changesFirst(call *ast.CallExpr) bool {
	if len(call.Args) == 0 {
		return false
	}
	if id, ok := ast.Unparen(call.Fun).(*ast.Ident); ok {
		if b, ok := u.info.Uses[id].(*types.Builtin); ok {
			return slices.Contains([]string{"append", "copy", "delete", "clear"}, b.Name())
		}
	}
	return slices.Contains(changers, u.called(call))
}

// byPointer reports whether a method is called on the address of a variable
// that is not itself a pointer.
func (u *unit) byPointer(sel *ast.SelectorExpr) bool {
	s := u.info.Selections[sel]
	if s == nil || s.Kind() != types.MethodVal {
		return false
	}
	recv := s.Obj().(*types.Func).Signature().Recv()
	_, wantsPointer := recv.Type().(*types.Pointer)
	_, isPointer := u.info.TypeOf(sel.X).Underlying().(*types.Pointer)
	return wantsPointer && !isPointer
}

// handsOut reports exported functions that return a table itself.
func (u *unit) handsOut(f *ast.File) (problems []problem) {
	for _, decl := range f.Decls {
		fn, ok := decl.(*ast.FuncDecl)
		if !ok || !fn.Name.IsExported() || fn.Body == nil {
			continue
		}
		ast.Inspect(fn.Body, func(n ast.Node) bool {
			ret, ok := n.(*ast.ReturnStmt)
			if !ok {
				return true
			}
			for _, e := range ret.Results {
				v := u.packageVar(e)
				if v == nil || isError(v.Type()) {
					continue
				}
				switch u.info.TypeOf(e).Underlying().(type) {
				case *types.Slice, *types.Map, *types.Pointer:
					problems = append(problems, u.at(e, "hands out package variable %s, so the caller can change it; return a copy", v.Name()))
				}
			}
			return true
		})
	}
	return problems
}

func TestNoMutableState(t *testing.T) {
	for _, u := range theHouse(t).units {
		if u.isPure() {
			report(t, mutableState(u))
		}
	}
}

func TestMutableStateIsCaught(t *testing.T) {
	tryOn(t, mutableState, []tried{
		{"a counter", `var seen int; func f() int { return seen }`, "has no value of its own"},
		{"a lock", `import "sync"; var mu sync.Mutex`, "has no value of its own"},
		{"a variable in a function", `func f() int { var n int; n++; return n }`, ""},
		{"an error", `import "errors"; var ErrEmpty = errors.New("empty")`, ""},
		{"a wrapped error", `import "fmt"; var ErrEmpty = fmt.Errorf("empty")`, ""},
		{"a pattern", `import "regexp"; var form = regexp.MustCompile("a")`, ""},
		{"an exported pattern", `import "regexp"; var Form = regexp.MustCompile("a")`, "is exported"},
		{"embedded files", "import \"embed\"\n//go:embed *.json\nvar files embed.FS", ""},
		{"a file system without files", `import "embed"; var files embed.FS`, "has no value of its own"},
		{"worked out once", `import "sync"; var table = sync.OnceValue(func() int { return 1 })`, ""},
		{"worked out once, exported", `import "sync"; var Table = sync.OnceValue(func() int { return 1 })`, "is exported"},
		{"worked out at the start", `func load() []int { return nil }; var table = load()`, "worked out when the program starts"},
		{"worked out at the start, inside a table", `func one() int { return 1 }; var table = []int{one()}`, "worked out when the program starts"},
		{"a table", `var table = [...]string{"a", "b"}; func f(i int) string { return table[i] }`, ""},
		{"a table of functions", `var table = map[string]func() int{"a": func() int { return len("a") }}`, ""},
		{"a conversion", `type T string; var table = []T{T("a")}`, ""},
		{"an exported table", `var Table = []int{1}`, "is exported"},
		{"a pointer", `type T struct{ n int }; var shared = &T{}`, "worked out when the program starts"},
		{"another variable's slice", `var a = []int{1}; var b = a`, "worked out when the program starts"},
		{"a number", `var limit = 10; func f() int { return limit }`, "declare it as one"},
		{"an assertion", `type T struct{}; func (*T) Error() string { return "" }; var _ error = (*T)(nil)`, ""},
		{"a write", `var table = []int{1}; func f() { table[0] = 2 }`, "assigns to package variable table"},
		{"a write far down", `type T struct{ m map[string][]int }; var table = []T{{}}; func f() { table[0].m["a"][1] += 2 }`, "assigns to package variable table"},
		{"a replaced table", `var table = []int{1}; func f() { table = nil }`, "assigns to package variable table"},
		{"a shadow of the table", `var table = []int{1}; func f() { table := []int{2}; table[0] = 3 }`, ""},
		{"counting up", `var table = []int{1}; func f() { table[0]++ }`, "changes package variable table"},
		{"a loop over a variable", `var table = []int{1}; func f(s []int) { for _, table[0] = range s { } }`, "assigns to package variable table"},
		{"append", `var table = []int{1}; func f() []int { return append(table, 2) }`, "may write into package variable table"},
		{"append to a copy", `import "slices"; var table = []int{1}; func f() []int { return append(slices.Clone(table), 2) }`, ""},
		{"append of the table", `var table = []int{1}; func f() []int { return append([]int(nil), table...) }`, ""},
		{"sort", `import "slices"; var table = []int{1}; func f() { slices.Sort(table) }`, "may write into package variable table"},
		{"delete", `var table = map[int]int{1: 1}; func f() { delete(table, 1) }`, "may write into package variable table"},
		{"address", `var table = []int{1}; func f() *int { return &table[0] }`, "takes the address of package variable table"},
		{"address of a field of one's own", `type T struct{ n int }; func f(t *T) *int { return &t.n }`, ""},
		{"a method on the address", `type T struct{ n int }; func (t *T) add() { t.n++ }; var t = T{1}; func f() { t.add() }`, "calls a method that may change package variable t"},
		{"a method on a copy", `type T struct{ n int }; func (t T) get() int { return t.n }; var t = T{1}; func f() int { return t.get() }`, ""},
		{"handed out", `var table = []int{1}; func Table() []int { return table }`, "hands out package variable table"},
		{"handed out as a part", `var table = []int{1, 2}; func Table() []int { return table[:1] }`, "hands out package variable table"},
		{"one entry", `var table = []int{1}; func Table() int { return table[0] }`, ""},
		{"an array is copied", `var table = [...]int{1}; func Table() [1]int { return table }`, ""},
		{"another package's variable", `import "example.org/tables"; func f() { tables.Rows = nil }`, "assigns to package variable Rows"},
	})
}
