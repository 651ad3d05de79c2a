package drugtest_test

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
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// exported finds the export data of this package and of what it imports, so
// that snippets are checked against the code as it is.
func exported(t *testing.T, fset *token.FileSet) types.Importer {
	t.Helper()
	cmd := exec.Command("go", "list", "-export", "-deps", "-json=ImportPath,Export", "github.com/openiop/openiop/assessment/drugtest")
	var out, problems bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &problems
	require.NoError(t, cmd.Run(), problems.String())
	where := map[string]string{}
	for dec := json.NewDecoder(&out); ; {
		var p struct{ ImportPath, Export string }
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else {
			require.NoError(t, err)
		}
		where[p.ImportPath] = p.Export
	}
	return importer.ForCompiler(fset, "gc", func(path string) (io.ReadCloser, error) {
		if where[path] == "" {
			return nil, fmt.Errorf("no export data of %s", path)
		}
		return os.Open(where[path])
	})
}

// TestImpossibleCodeDoesNotCompile type-checks the snippets of
// testdata/doesnotcompile: each must give the error that its first line names,
// and no other. A sibling in testdata/compiles, which differs in that one
// thing, must give none, so that a snippet cannot be refused for a wrong
// reason.
//
// This is how the invariants of facts/drug-testing.md, section 8, that are
// unrepresentable (3 to 6) are held: they need no value that breaks them.
func TestImpossibleCodeDoesNotCompile(t *testing.T) {
	fset := token.NewFileSet()
	imp := exported(t, fset)
	check := func(file string) (want string, problems []error) {
		f, err := parser.ParseFile(fset, file, nil, parser.ParseComments)
		require.NoError(t, err)
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		first, _, _ := strings.Cut(string(text), "\n")
		_, want, _ = strings.Cut(first, "// want: ")
		conf := types.Config{Importer: imp, Error: func(err error) { problems = append(problems, err) }}
		_, _ = conf.Check("snippet", fset, []*ast.File{f}, nil)
		return want, problems
	}
	refused, err := filepath.Glob("testdata/doesnotcompile/*.go")
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(refused), 8)
	for _, file := range refused {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".go"), func(t *testing.T) {
			want, problems := check(file)
			require.NotEmpty(t, want, "the snippet says no error")
			require.Len(t, problems, 1)
			require.Contains(t, problems[0].Error(), want)
			want, problems = check(strings.Replace(file, "doesnotcompile", "compiles", 1))
			require.Empty(t, want)
			require.Empty(t, problems, "the sibling does not compile either")
		})
	}
}
