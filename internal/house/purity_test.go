package house

import (
	"go/ast"
	"go/types"
	"strings"
	"testing"
)

// isPure reports whether a unit must be pure: everything that can be imported.
// Commands, examples and tools are programs; they own the clock, the files
// and the standard streams.
func (u *unit) isPure() bool {
	return roomOf(u.room) != "cmd" && roomOf(u.room) != "examples" && u.name != "main" && u.room != "internal/house"
}

// bannedImports are packages that a pure package has no use for.
var bannedImports = map[string]string{
	"os": "files and the environment", "io/ioutil": "files", "io/fs": "files", "path/filepath": "files, and results that differ by system",
	"net": "the network", "syscall": "the system", "log": "a global logger with a clock", "log/slog": "a global logger with a clock",
	"flag": "global state", "expvar": "global state", "runtime": "the machine", "runtime/debug": "the machine", "plugin": "files",
	"crypto/rand": "a random source that cannot be repeated", "hash/maphash": "hashes that differ from run to run", "unsafe": "no promise about results",
}

// bannedTrees are banned with all that is below, but for the exceptions.
var bannedTrees = map[string]string{"os/": "the system", "net/": "the network"}

var pureAnyway = map[string]bool{"net/url": true}

// banned are functions, methods and variables that make a result depend on
// more than the arguments.
var banned = map[string]string{
	"time.Now": "the clock", "time.Since": "the clock", "time.Until": "the clock", "time.After": "the clock", "time.AfterFunc": "the clock",
	"time.Tick": "the clock", "time.Sleep": "the clock", "time.NewTimer": "the clock", "time.NewTicker": "the clock",
	"time.Local": "the zone of the machine", "time.(Time).Local": "the zone of the machine", "time.LoadLocation": "zone files; take the zone as an argument",
	"time.Unix": "the zone of the machine", "time.UnixMilli": "the zone of the machine", "time.UnixMicro": "the zone of the machine",
	"context.WithTimeout": "the clock", "context.WithDeadline": "the clock", "context.WithTimeoutCause": "the clock", "context.WithDeadlineCause": "the clock",
	"context.AfterFunc": "a goroutine", "sync.(WaitGroup).Go": "a goroutine",
	"fmt.Print": "standard output; take a writer", "fmt.Printf": "standard output; take a writer", "fmt.Println": "standard output; take a writer",
	"fmt.Scan": "standard input; take a reader", "fmt.Scanf": "standard input; take a reader", "fmt.Scanln": "standard input; take a reader",
	"text/template.ParseFiles": "files", "text/template.ParseGlob": "files", "text/template.(Template).ParseFiles": "files", "text/template.(Template).ParseGlob": "files",
	"html/template.ParseFiles": "files", "html/template.ParseGlob": "files", "html/template.(Template).ParseFiles": "files", "html/template.(Template).ParseGlob": "files",

	decimals + ".(Decimal).Div": "decimal's globals; use DivRound", decimals + ".Avg": "decimal's globals; use DivRound",
	decimals + ".(Decimal).Pow": "decimal's globals", decimals + ".(Decimal).PowWithPrecision": "decimal's globals", decimals + ".(Decimal).ExpHullAbrham": "decimal's globals",
	decimals + ".(Decimal).String": "decimal's globals; use StringFixed", decimals + ".(Decimal).MarshalJSON": "decimal's globals; write StringFixed", decimals + ".(Decimal).MarshalText": "decimal's globals; write StringFixed",
	decimals + ".NewFromString": "decimal's global MaxDecodeExponent; read the digits into integers", decimals + ".RequireFromString": "decimal's global MaxDecodeExponent; use New",
	decimals + ".NewFromFloat": "a float, which is inexact", decimals + ".NewFromFloat32": "a float, which is inexact", decimals + ".NewFromFloatWithExponent": "a float, which is inexact",
}

const decimals = "github.com/shopspring/decimal"

// constantGlobals are variables of other packages that nobody changes in
// practice and that have no other form. Errors are allowed too.
var constantGlobals = map[string]bool{
	"time.UTC": true, "encoding/base64.StdEncoding": true, "encoding/base64.RawStdEncoding": true, "encoding/base64.URLEncoding": true,
	"encoding/base64.RawURLEncoding": true, "encoding/binary.LittleEndian": true, "encoding/binary.BigEndian": true,
}

// nameOf gives a function, method or package variable of another package a
// name such as time.Now or time.(Time).Local; "" for anything else.
func nameOf(obj types.Object, in *types.Package) string {
	if obj == nil || obj.Pkg() == nil || obj.Pkg() == in {
		return ""
	}
	switch obj := obj.(type) {
	case *types.Func:
		if recv := obj.Signature().Recv(); recv != nil {
			t := recv.Type()
			if p, ok := t.(*types.Pointer); ok {
				t = p.Elem()
			}
			if named, ok := t.(*types.Named); ok {
				return obj.Pkg().Path() + ".(" + named.Obj().Name() + ")." + obj.Name()
			}
			return ""
		}
		return obj.Pkg().Path() + "." + obj.Name()
	case *types.Var:
		if obj.Parent() == obj.Pkg().Scope() {
			return obj.Pkg().Path() + "." + obj.Name()
		}
	}
	return ""
}

// outsideInfluence reports what makes a result depend on more than arguments.
func outsideInfluence(u *unit) (problems []problem) {
	for _, name := range u.ignored {
		problems = append(problems, problem{text: u.room + "/" + name + " is built on some systems only; a pure package has no such files"})
	}
	for _, f := range u.files {
		for _, spec := range f.Imports {
			if why := bannedImport(strings.Trim(spec.Path.Value, `"`)); why != "" {
				problems = append(problems, u.at(spec, "imports %s: %s", spec.Path.Value, why))
			}
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.GoStmt:
				problems = append(problems, u.at(n, "starts a goroutine"))
			case *ast.FuncDecl:
				if n.Recv == nil && n.Name.Name == "init" {
					problems = append(problems, u.at(n, "has an init function; use an unexported sync.OnceValue"))
				}
			case *ast.Ident:
				if why := u.influence(n); why != "" {
					problems = append(problems, u.at(n, "%s", why))
				}
			}
			return true
		})
	}
	return problems
}

func bannedImport(path string) string {
	for prefix, why := range bannedTrees {
		if strings.HasPrefix(path, prefix) && !pureAnyway[path] {
			return why
		}
	}
	return bannedImports[path]
}

// influence says why the use of a name makes a result depend on more than
// arguments, "" if it does not.
func (u *unit) influence(id *ast.Ident) string {
	obj := u.info.Uses[id]
	if b, ok := obj.(*types.Builtin); ok && (b.Name() == "print" || b.Name() == "println") {
		return "writes to standard error; take a writer"
	}
	name := nameOf(obj, u.pkg)
	if why := banned[name]; why != "" {
		return "uses " + name + ": " + why
	}
	switch obj := obj.(type) {
	case *types.Func:
		path := obj.Pkg()
		if path != nil && (path.Path() == "math/rand" || path.Path() == "math/rand/v2") && obj.Signature().Recv() == nil && !strings.HasPrefix(obj.Name(), "New") {
			return "uses " + name + ": the global random source; take the numbers as an argument"
		}
	case *types.Var:
		if name != "" && !constantGlobals[name] && !inModule(obj.Pkg().Path(), module) && !isError(obj.Type()) && !strings.HasPrefix(name, "unicode.") {
			return "uses " + name + ": a variable of another package, which anybody can change"
		}
	}
	return ""
}

func isError(t types.Type) bool {
	return types.Implements(t, types.Universe.Lookup("error").Type().Underlying().(*types.Interface))
}

func TestPure(t *testing.T) {
	for _, u := range theHouse(t).units {
		if u.isPure() {
			report(t, outsideInfluence(u))
		}
	}
}

func TestOutsideInfluenceIsCaught(t *testing.T) {
	tryOn(t, outsideInfluence, []tried{
		{"now", `import "time"; var _ = func() any { return time.Now() }`, "time.Now"},
		{"now as a value", `import "time"; func f() func() time.Time { return time.Now }`, "time.Now"},
		{"now under another name", `import clock "time"; func f() any { return clock.Now() }`, "time.Now"},
		{"now without a name", `import . "time"; func f() any { return Now() }`, "time.Now"},
		{"a date of the caller", `import "time"; func f(t time.Time) time.Time { return t.AddDate(0, 0, 7) }`, ""},
		{"a method that is called Now", `type c struct{}; func (c) Now() int { return 1 }; func f() int { return c{}.Now() }`, ""},
		{"since", `import "time"; func f(t time.Time) any { return time.Since(t) }`, "time.Since"},
		{"timer", `import "time"; func f() { time.NewTimer(1) }`, "time.NewTimer"},
		{"local", `import "time"; func f() any { return time.Date(2026, 1, 1, 0, 0, 0, 0, time.Local) }`, "time.Local"},
		{"UTC", `import "time"; func f() any { return time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC) }`, ""},
		{"to local", `import "time"; func f(t time.Time) any { return t.Local() }`, "time.(Time).Local"},
		{"into a zone of the caller", `import "time"; func f(t time.Time, l *time.Location) any { return t.In(l) }`, ""},
		{"load a zone", `import "time"; func f() { time.LoadLocation("America/New_York") }`, "time.LoadLocation"},
		{"a loader of the caller", `import "time"; func f(load func(string) (*time.Location, error)) { load("America/New_York") }`, ""},
		{"deadline", `import ("context"; "time"); func f(c context.Context) { context.WithTimeout(c, time.Second) }`, "context.WithTimeout"},
		{"files", `import "os"; func f() { os.Getpid() }`, `imports "os"`},
		{"embedded files", "import \"embed\"\n//go:embed *.json\nvar files embed.FS\nfunc f() { files.ReadFile(\"a\") }", ""},
		{"goroutine", `func f() { go f() }`, "goroutine"},
		{"hidden goroutine", `import "sync"; func f(w *sync.WaitGroup) { w.Go(func() {}) }`, "sync.(WaitGroup).Go"},
		{"a function called g", `func g() {}; func f() { g() }`, ""},
		{"init", `func init() {}`, "init"},
		{"a method called init", `type T int; func (T) init() {}`, ""},
		{"standard output", `import "fmt"; func f() { fmt.Println() }`, "fmt.Println"},
		{"a writer of the caller", `import "fmt"; func f() string { return fmt.Sprintln() }`, ""},
		{"standard error", `func f() { println() }`, "standard error"},
		{"global random numbers", `import "math/rand/v2"; func f() int { return rand.IntN(3) }`, "global random source"},
		{"global random numbers, old", `import "math/rand"; func f() { rand.Shuffle(1, nil) }`, "global random source"},
		{"keyed random numbers", `import "math/rand/v2"; func f(seed uint64) int { return rand.New(rand.NewPCG(seed, 1)).IntN(3) }`, ""},
		{"decimal division", `import "github.com/shopspring/decimal"; func f(a, b decimal.Decimal) any { return a.Div(b) }`, "(Decimal).Div"},
		{"decimal division to a place", `import "github.com/shopspring/decimal"; func f(a, b decimal.Decimal) any { return a.DivRound(b, 4) }`, ""},
		{"a division of our own", `type T int; func (t T) Div(u T) T { return t / u }; func f() T { return T(1).Div(1) }`, ""},
		{"decimal from a float", `import "github.com/shopspring/decimal"; func f(x float64) any { return decimal.NewFromFloat(x) }`, "NewFromFloat"},
		{"decimal text", `import "github.com/shopspring/decimal"; func f(a decimal.Decimal) string { return a.String() }`, "(Decimal).String"},
		{"decimal precision, read", `import "github.com/shopspring/decimal"; func f() int { return decimal.DivisionPrecision }`, "DivisionPrecision"},
		{"decimal precision, set", `import "github.com/shopspring/decimal"; func f() { decimal.DivisionPrecision = 2 }`, "DivisionPrecision"},
		{"shared holidays", `import "github.com/rickar/cal/v2/us"; func f() any { return us.NewYear.Name }`, "cal/v2/us.NewYear"},
		{"holidays of our own", `import "github.com/rickar/cal/v2"; func f(h *cal.Holiday) { h.Calc(2026) }`, ""},
		{"a variable of another package", `import "example.org/tables"; func f() int { return len(tables.Rows) }`, "tables.Rows"},
		{"an error of another package", `import ("errors"; "example.org/tables"); func f(err error) bool { return errors.Is(err, tables.ErrEmpty) }`, ""},
		{"a constant of another package", `import "example.org/tables"; func f() int { return tables.Wide }`, ""},
	})
	for path, want := range map[string]bool{"os": true, "os/exec": true, "net/http": true, "net/url": false, "time": false, "io": false, "io/fs": true} {
		if got := bannedImport(path) != ""; got != want {
			t.Errorf("import of %s: banned is %v, want %v", path, got, want)
		}
	}
}
