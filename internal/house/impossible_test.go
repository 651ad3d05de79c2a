package house

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"path/filepath"
	"strings"
	"testing"
)

// impossible marks a line that must not compile, with words of the compiler's
// reason:
//
//	var _ careplan.Step = careplan.Discharge() // impossible: undefined
const impossible = "impossible:"

// TestWhatMustNotCompile type-checks the files in testdata/impossible of every
// room. A marked line must be refused for the stated reason, and every other
// line must be accepted, so that no line is refused for another reason than
// the one that it is about.
func TestWhatMustNotCompile(t *testing.T) {
	h := theHouse(t)
	files, err := filepath.Glob(filepath.Join(h.root, "*", "testdata", "impossible", "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	deeper, err := filepath.Glob(filepath.Join(h.root, "*", "*", "testdata", "impossible", "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Fatal("no files")
	}
	for _, file := range append(files, deeper...) {
		name, _ := filepath.Rel(h.root, file)
		t.Run(filepath.ToSlash(name), func(t *testing.T) {
			marked, refused := h.refusals(t, file, nil)
			for line, why := range marked { // any order: lines are independent
				if got := refused[line]; !strings.Contains(got, why) || why == "" {
					t.Errorf("line %d must not compile because of %q; the compiler says %q", line, why, got)
				}
			}
			for line, why := range refused { // any order: lines are independent
				if _, ok := marked[line]; !ok {
					t.Errorf("line %d is not marked and does not compile: %s", line, why)
				}
			}
			if len(marked) == 0 {
				t.Error("no line is marked")
			}
		})
	}
}

// refusals gives the marked lines of a file, and those that do not compile.
func (h *house) refusals(t *testing.T, file string, src any) (marked, refused map[int]string) {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, file, src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	marked, refused = map[int]string{}, map[int]string{}
	for _, group := range f.Comments {
		for _, c := range group.List {
			if _, why, ok := strings.Cut(c.Text, impossible); ok {
				marked[fset.Position(c.Pos()).Line] = strings.TrimSpace(why)
			}
		}
	}
	conf := types.Config{Importer: h.imp, Error: func(err error) {
		if e, ok := err.(types.Error); ok {
			refused[e.Fset.Position(e.Pos).Line] += e.Msg + "; "
		}
	}}
	_, _ = conf.Check("impossible", fset, []*ast.File{f}, nil) // every error was taken above
	return marked, refused
}

func TestRefusalsAreFound(t *testing.T) {
	const src = `package p

import "errors"

var _ = errors.New("x")
var _ error = 5 // impossible: does not implement error
var _ error = 6
var _ = errors.New("y") // impossible: undefined
`
	marked, refused := theHouse(t).refusals(t, "p.go", src)
	if marked[6] != "does not implement error" || !strings.Contains(refused[6], marked[6]) {
		t.Error("a marked line that is refused is not found", marked, refused)
	}
	if refused[7] == "" || marked[7] != "" {
		t.Error("a line that is refused and not marked is not found", refused)
	}
	if marked[8] == "" || refused[8] != "" || refused[5] != "" {
		t.Error("a marked line that compiles is not found", marked, refused)
	}
}
