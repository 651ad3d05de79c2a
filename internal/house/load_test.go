package house

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

const module = "github.com/openiop/openiop"

// unit is one package of the module, parsed and type-checked without its
// tests.
type unit struct {
	room    string // path inside the module, "" for the top folder
	name    string
	imports []string
	ignored []string // files that this platform leaves out
	fset    *token.FileSet
	files   []*ast.File
	pkg     *types.Package
	info    *types.Info
	errs    []error // of the type checker
}

// problem is one breach of a house rule.
type problem struct {
	pos  token.Position
	text string
}

func (p problem) String() string {
	if !p.pos.IsValid() {
		return p.text
	}
	return fmt.Sprintf("%s:%d: %s", p.pos.Filename, p.pos.Line, p.text)
}

func (u *unit) at(n ast.Node, format string, args ...any) problem {
	return problem{u.fset.Position(n.Pos()), fmt.Sprintf(format, args...)}
}

// listed is what go list says of a package.
type listed struct {
	ImportPath, Dir, Name, Export     string
	GoFiles, CgoFiles, IgnoredGoFiles []string
	Imports                           []string
	Module                            *struct{ Path string }
}

// forSnippets are packages that the pieces of source in the tests import.
var forSnippets = []string{
	"context", "embed", "errors", "fmt", "maps", "math/rand", "math/rand/v2", "os", "reflect", "regexp",
	"slices", "sort", "strings", "sync", "time", "github.com/shopspring/decimal",
	"github.com/rickar/cal/v2", "github.com/rickar/cal/v2/us",
}

// house is the whole module.
type house struct {
	root  string
	units []*unit
	imp   types.Importer
}

var loaded = sync.OnceValues(load)

func theHouse(t *testing.T) *house {
	t.Helper()
	h, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func load() (*house, error) {
	root, err := filepath.Abs("../..")
	if err != nil {
		return nil, err
	}
	packages, err := goList(root)
	if err != nil {
		return nil, err
	}
	exports := map[string]string{}
	for _, p := range packages {
		exports[p.ImportPath] = p.Export
	}
	fset := token.NewFileSet()
	h := &house{root: root, imp: &stubbed{stubs: map[string]*types.Package{}, next: importer.ForCompiler(fset, "gc", func(path string) (io.ReadCloser, error) {
		if exports[path] == "" {
			return nil, fmt.Errorf("no export data of %s", path)
		}
		return os.Open(exports[path])
	})}}
	for _, p := range packages {
		if p.Module == nil || p.Module.Path != module {
			continue
		}
		u := &unit{
			room: strings.TrimPrefix(strings.TrimPrefix(p.ImportPath, module), "/"), name: p.Name, imports: p.Imports,
			ignored: slices.Concat(p.CgoFiles, p.IgnoredGoFiles), fset: fset,
		}
		for _, name := range p.GoFiles {
			file, err := filepath.Rel(root, filepath.Join(p.Dir, name))
			if err != nil {
				return nil, err
			}
			text, err := os.ReadFile(filepath.Join(root, file))
			if err != nil {
				return nil, err
			}
			f, err := parser.ParseFile(fset, file, text, parser.ParseComments|parser.SkipObjectResolution)
			if err != nil {
				return nil, err
			}
			u.files = append(u.files, f)
		}
		u.check(p.ImportPath, h.imp)
		h.units = append(h.units, u)
	}
	return h, nil
}

func goList(root string) ([]listed, error) {
	args := []string{"list", "-e", "-export", "-deps", "-json=ImportPath,Dir,Name,Export,GoFiles,CgoFiles,IgnoredGoFiles,Imports,Module", "./..."}
	cmd := exec.Command("go", append(args, forSnippets...)...)
	cmd.Dir = root
	var out, problems bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &problems
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("go list: %w\n%s", err, &problems)
	}
	var all []listed
	for dec := json.NewDecoder(&out); ; {
		var p listed
		switch err := dec.Decode(&p); {
		case errors.Is(err, io.EOF):
			return all, nil
		case err != nil:
			return nil, err
		}
		all = append(all, p)
	}
}

func (u *unit) check(path string, imp types.Importer) {
	u.info = &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Selections: map[*ast.SelectorExpr]*types.Selection{},
	}
	conf := types.Config{Importer: imp, Error: func(err error) { u.errs = append(u.errs, err) }}
	u.pkg, _ = conf.Check(path, u.fset, u.files, u.info)
}

// stubbed imports from export data, and for packages that are not there from
// stubs.
type stubbed struct {
	stubs map[string]*types.Package
	next  types.Importer
}

// stubSources stand for packages that the module need not depend on.
var stubSources = map[string]string{
	"example.org/tables": `package tables; import "errors"; var Rows = []int{1}; var ErrEmpty = errors.New("empty"); const Wide = 3`,
}

func (s *stubbed) Import(path string) (*types.Package, error) {
	src, stub := stubSources[path]
	if !stub {
		return s.next.Import(path)
	}
	if s.stubs[path] == nil {
		u := snippet(path, src, s)
		if len(u.errs) > 0 {
			return nil, errors.Join(u.errs...)
		}
		s.stubs[path] = u.pkg
	}
	return s.stubs[path], nil
}

// snippet makes a unit of a piece of source.
func snippet(path, src string, imp types.Importer) *unit {
	u := &unit{room: strings.TrimPrefix(path, module+"/"), fset: token.NewFileSet()}
	f, err := parser.ParseFile(u.fset, "snippet.go", src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		u.errs = []error{err}
		return u
	}
	u.files, u.name = []*ast.File{f}, f.Name.Name
	for _, spec := range f.Imports {
		u.imports = append(u.imports, strings.Trim(spec.Path.Value, `"`))
	}
	u.check(path, imp)
	return u
}

// tried is a piece of source that a check must catch, or must not.
type tried struct {
	name string
	src  string // the package clause is added
	want string // a part of the only problem; "" for none
}

// tryOn runs a check on pieces of source.
func tryOn(t *testing.T, check func(*unit) []problem, cases []tried) {
	t.Helper()
	h := theHouse(t)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			u := snippet(module+"/snippet", "package snippet\n"+c.src, h.imp)
			if len(u.errs) > 0 {
				t.Fatalf("the piece of source is wrong: %v", u.errs)
			}
			got := check(u)
			switch {
			case c.want == "" && len(got) > 0:
				t.Errorf("a near miss was caught: %v", got)
			case c.want != "" && (len(got) != 1 || !strings.Contains(got[0].text, c.want)):
				t.Errorf("got %v; want one problem with %q", got, c.want)
			}
		})
	}
}

// report fails the test for every problem, in the order of the files.
func report(t *testing.T, problems []problem) {
	t.Helper()
	slices.SortStableFunc(problems, func(a, b problem) int { return strings.Compare(a.pos.Filename, b.pos.Filename) })
	for _, p := range problems {
		t.Error(p)
	}
}

// TestLoads makes sure that the checks look at something: an empty house
// would pass them all.
func TestLoads(t *testing.T) {
	h := theHouse(t)
	rooms := map[string]int{}
	for _, u := range h.units {
		rooms[u.room] = len(u.files)
		if len(u.errs) > 0 {
			t.Errorf("%s does not compile, so it is not checked in full: %v", u.room, u.errs[0])
		}
	}
	for _, room := range []string{"iop", "schedule", "internal/strictjson", "internal/house"} {
		if rooms[room] == 0 {
			t.Errorf("package %s was not loaded", room)
		}
	}
}
