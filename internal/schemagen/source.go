package main

import (
	"cmp"
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// sources is what the Go sources say beyond what reflection can see. Keys are
// like "iop.Source" and "iop.Source.Read".
type sources struct {
	docs  map[string]string
	words map[string][]string // the string constants of a type, in their order
}

func readSources(dirs ...string) (*sources, error) {
	s := &sources{docs: map[string]string{}, words: map[string][]string{}}
	for _, dir := range dirs {
		files, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil {
			return nil, err
		}
		for _, name := range files {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
			if err != nil {
				return nil, err
			}
			s.file(file)
		}
	}
	return s, nil
}

func (s *sources) file(f *ast.File) {
	for _, decl := range f.Decls {
		d, ok := decl.(*ast.GenDecl)
		if !ok {
			continue
		}
		for _, spec := range d.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				about := new(doc.Package).Synopsis(cmp.Or(text(spec.Doc), text(d.Doc)))
				s.typeSpec(f.Name.Name+"."+spec.Name.Name, about, spec.Type)
			case *ast.ValueSpec:
				s.constants(f.Name.Name, spec)
			}
		}
	}
}

func (s *sources) typeSpec(name, about string, t ast.Expr) {
	s.docs[name] = about
	st, ok := t.(*ast.StructType)
	if !ok {
		return
	}
	for _, field := range st.Fields.List {
		for _, id := range field.Names {
			s.docs[name+"."+id.Name] = cmp.Or(text(field.Doc), text(field.Comment))
		}
	}
}

func (s *sources) constants(pkg string, spec *ast.ValueSpec) {
	typ, ok := spec.Type.(*ast.Ident)
	if !ok || len(spec.Values) != 1 {
		return
	}
	lit, ok := spec.Values[0].(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return
	}
	if word, err := strconv.Unquote(lit.Value); err == nil && word != "" {
		s.words[pkg+"."+typ.Name] = append(s.words[pkg+"."+typ.Name], word)
	}
}

var docLink = regexp.MustCompile(`\[([A-Za-z.]+)\]`)

// goWords says in the words of files what comments say in those of Go.
var goWords = strings.NewReplacer("the zero value", "an absent one", "nil if there", "absent if there", "zero if nobody", "absent if nobody")

// text gives a comment as one line, as a writer of files would read it.
func text(c *ast.CommentGroup) string {
	if c == nil {
		return ""
	}
	line := strings.Join(strings.Fields(c.Text()), " ")
	return goWords.Replace(docLink.ReplaceAllString(line, "$1"))
}
