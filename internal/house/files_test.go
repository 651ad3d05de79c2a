package house

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// maxLines is how long a file of code may be.
const maxLines = 400

// longer lists the files that may be longer, up to a number of lines, and
// why. An entry that is not needed any more fails the test.
var longer = map[string]allowance{}

type allowance struct {
	lines int
	why   string
}

// textFile is one file of the tree that people read or write.
type textFile struct {
	path  string
	lines []string
}

// texts gives all text files of the tree. Folders that hold other people's
// files as they are, and what git ignores, are left out.
func texts(t *testing.T) (out []textFile) {
	t.Helper()
	root := theHouse(t).root
	err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(root, file)
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name == ".git" || name == "bin" || d.Name() == "fuzz" {
				return filepath.SkipDir
			}
			return nil
		}
		if !isText(name) {
			return nil
		}
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		out = append(out, textFile{filepath.ToSlash(name), strings.Split(string(data), "\n")})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(out) < 150 {
		t.Fatalf("found only %d text files; the walk misses most of the tree", len(out))
	}
	return out
}

func isText(name string) bool {
	return slices.Contains([]string{".go", ".md", ".json", ".txt", ".golden", ".csv", ".ics", ".html", ".css", ".sh", ".yml", ".yaml", ".xml", ".sarif"}, path.Ext(name)) ||
		slices.Contains([]string{".ci/run", "NOTICE"}, filepath.ToSlash(name))
}

func tooLong(files []textFile, longer map[string]allowance) (problems []string) {
	for _, f := range files {
		if !strings.HasSuffix(f.path, ".go") || strings.HasSuffix(f.path, "_test.go") || strings.Contains(f.path, "testdata/") {
			continue
		}
		n, most := len(f.lines)-1, maxLines
		if x, ok := longer[f.path]; ok {
			most = x.lines
			if n <= maxLines {
				problems = append(problems, f.path+" is short enough now; take it out of the list of longer files")
			}
		}
		if n > most {
			problems = append(problems, f.path+" is longer than "+itoa(most)+" lines ("+itoa(n)+"); split it by what a reader looks for")
		}
	}
	return problems
}

func TestFileLength(t *testing.T) {
	lines := func(n int) []string { return make([]string, n+1) }
	for _, c := range []struct {
		file textFile
		want int
	}{
		{textFile{"iop/date.go", lines(400)}, 0},
		{textFile{"iop/date.go", lines(401)}, 1},
		{textFile{"iop/date_test.go", lines(4000)}, 0},
		{textFile{"iop/table.go", lines(450)}, 0},
		{textFile{"iop/table.go", lines(481)}, 1},
		{textFile{"iop/table.go", lines(90)}, 1},
	} {
		if got := tooLong([]textFile{c.file}, map[string]allowance{"iop/table.go": {480, "a table"}}); len(got) != c.want {
			t.Errorf("%s of %d lines: got %v", c.file.path, len(c.file.lines)-1, got)
		}
	}
	files := texts(t)
	for _, p := range tooLong(files, longer) {
		t.Error(p)
	}
	for name, x := range longer {
		if x.why == "" || !slices.ContainsFunc(files, func(f textFile) bool { return f.path == name }) {
			t.Errorf("%s is listed as longer without a reason, or is gone", name)
		}
	}
}

// unfinished marks work that is left for later; it belongs into an issue.
var unfinished = regexp.MustCompile(`\b(TO` + `DO|FIX` + `ME|XX` + `X)\b`)

func TestNothingUnfinished(t *testing.T) {
	for line, want := range map[string]bool{"// TO" + "DO: later": true, "// FIX" + "ME": true, "the word todo in small letters": false, "MAXX" + "XL": false} {
		if unfinished.MatchString(line) != want {
			t.Errorf("%q: want %v", line, want)
		}
	}
	for _, f := range texts(t) {
		if isOthers(f.path) {
			continue
		}
		for i, line := range f.lines {
			if unfinished.MatchString(line) {
				t.Errorf("%s:%d: is left for later; finish it or file an issue", f.path, i+1)
			}
		}
	}
}

// isOthers reports whether a file is the text of somebody else.
func isOthers(name string) bool {
	return strings.HasSuffix(name, ".schema.json") && strings.Contains(name, "sarif")
}

var link = regexp.MustCompile(`\]\(([^)#\s]+)(#[^)\s]*)?\)`)

// deadLinks reports relative links of a page to files that do not exist.
func deadLinks(f textFile, exists func(string) bool) (problems []string) {
	fenced := false
	for i, line := range f.lines {
		if strings.HasPrefix(line, "```") {
			fenced = !fenced
		}
		if fenced {
			continue
		}
		for _, m := range link.FindAllStringSubmatch(line, -1) {
			if target := m[1]; !strings.Contains(target, "://") && !strings.HasPrefix(target, "mailto:") && !exists(path.Join(path.Dir(f.path), target)) {
				problems = append(problems, f.path+":"+itoa(i+1)+": links to "+target+", which does not exist")
			}
		}
	}
	return problems
}

func TestLinks(t *testing.T) {
	exists := func(name string) bool { return name == "docs/judging.md" }
	for text, want := range map[string]int{
		"[a](judging.md)": 0, "[a](judging.md#rows)": 0, "[a](https://example.org/x)": 0, "[a](#rows)": 0,
		"[a](nowhere.md)": 1, "[a](../judging.md)": 1, "[a](judging.md) and [b](gone.md#x)": 1, "```\n[a](nowhere.md)\n```": 0,
	} {
		if got := deadLinks(textFile{"docs/page.md", strings.Split(text, "\n")}, exists); len(got) != want {
			t.Errorf("%q: got %v", text, got)
		}
	}
	root, pages := theHouse(t).root, 0
	for _, f := range texts(t) {
		if strings.HasSuffix(f.path, ".md") {
			pages++
			for _, p := range deadLinks(f, func(name string) bool { _, err := os.Stat(filepath.Join(root, name)); return err == nil }) {
				t.Error(p)
			}
		}
	}
	if pages < 8 {
		t.Errorf("found only %d pages", pages)
	}
}
