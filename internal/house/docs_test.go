package house

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"go/parser"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/openiop/openiop/internal/strictjson"
	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
)

// update writes what the commands of README.md print into README.md:
//
//	go test ./internal/house -run TestShownCode -update
//
// Read the difference before you commit it, and cut what is too long to "...".
var update = flag.Bool("update", false, "write the output of the shown commands into README.md")

// block is a fenced block of a page. The words after the fence say what is
// to be done with it:
//
//	go run          a whole program; the next block, output, is what it prints
//	go in=DIR       one more file of the package in DIR; it must compile
//	console         commands after "$ ", each with what it prints
//	json standard   must pass the strict reader of standards; also program, activity
//	json file=PATH  must be the text of that file
//	... norun: why  not run
//
// In the output of a command, a line of three dots stands for any lines.
type block struct {
	page  string
	line  int // of the opening fence
	kind  string
	mark  string // the words after the kind
	text  string
	after *block // the next block
}

func blocks(t *testing.T, page string) (out []*block) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(theHouse(t).root, page))
	if err != nil {
		t.Fatal(err)
	}
	out, err = fenced(page, string(data))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func fenced(page, text string) (out []*block, err error) {
	var open *block
	for i, line := range strings.SplitAfter(text, "\n") {
		fence, isFence := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "```")
		switch {
		case open != nil && line == "":
			return nil, fmt.Errorf("%s:%d: the block is not closed", page, open.line)
		case open != nil && isFence:
			out, open = append(out, open), nil
		case open != nil:
			open.text += line
		case isFence:
			open = &block{page: page, line: i + 1}
			open.kind, open.mark, _ = strings.Cut(fence, " ")
			if len(out) > 0 {
				out[len(out)-1].after = open
			}
		}
	}
	return out, nil
}

// String names the place of a block for error messages.
func (b *block) String() string {
	return fmt.Sprintf("%s:%d: ```%s %s", b.page, b.line, b.kind, b.mark)
}

// verify checks a block, and gives its true text where that can be worked
// out.
func (b *block) verify(h *house, built func() (string, error)) (is string, err error) {
	folder, inPackage := strings.CutPrefix(b.mark, "in=")
	file, ofFile := strings.CutPrefix(b.mark, "file=")
	switch {
	case strings.HasPrefix(b.mark, "norun: "):
	case b.kind == "output" && b.mark == "": // compared with its program
	case b.kind == "go" && b.mark == "run":
		return "", b.compareProgram(h)
	case b.kind == "go" && inPackage:
		return "", b.compiles(h, folder)
	case b.kind == "console" && b.mark == "":
		return b.session(h, built)
	case b.kind == "json" && ofFile:
		return "", b.sameAs(filepath.Join(h.root, file))
	case b.kind == "json" && b.mark == "standard":
		_, err := iop.ReadStandards("standard", []byte(b.text))
		return "", err
	case b.kind == "json" && b.mark == "program":
		_, err := schedule.ReadPrograms(strings.NewReader(b.text), "program", schedule.Limits{})
		return "", err
	case b.kind == "json" && b.mark == "activity":
		n, err := strictjson.Parse("activity", strictjson.Element{Data: []byte(b.text), Line: 1}, strictjson.Limits{})
		if err != nil {
			return "", err
		}
		return "", errors.Join(strictjson.Decode("activity", "", n, new(iop.ActivityInfo))...)
	default:
		return "", errors.New("nobody checks such a block; see the list in docs_test.go, or mark it \"norun: why\"")
	}
	return "", nil
}

// sameAs compares a block with a file.
func (b *block) sameAs(file string) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	if string(data) != b.text {
		return fmt.Errorf("differs from %s, which is\n%s", file, data)
	}
	return nil
}

// compiles type-checks a block as one more file of a package.
func (b *block) compiles(h *house, folder string) error {
	i := slices.IndexFunc(h.units, func(u *unit) bool { return u.room == folder })
	if i < 0 {
		return fmt.Errorf("there is no package %s", folder)
	}
	u := h.units[i]
	f, err := parser.ParseFile(u.fset, b.page, b.text, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	with := &unit{fset: u.fset, files: append(slices.Clone(u.files), f)}
	with.check(module+"/"+folder, h.imp)
	return errors.Join(with.errs...)
}

// compareProgram runs a block as a program of its own and compares what it
// prints. The program has no files in the tree: it is laid over it.
func (b *block) compareProgram(h *house) error {
	if b.after == nil || b.after.kind != "output" {
		return errors.New("has no output block after it")
	}
	f, err := parser.ParseFile(h.units[0].fset, b.page, b.text, parser.ImportsOnly)
	if err != nil {
		return err
	}
	for _, spec := range f.Imports {
		if strings.Contains(spec.Path.Value, "/internal/") {
			return fmt.Errorf("imports %s, which no user can", spec.Path.Value)
		}
	}
	out, err := h.runProgram(b.text, fmt.Sprintf("shown%d", b.line))
	if err != nil {
		return err
	}
	if out != b.after.text {
		return fmt.Errorf("prints\n%s\nand the page shows\n%s", out, b.after.text)
	}
	return nil
}

func (h *house) runProgram(text, name string) (string, error) {
	tmp, err := os.MkdirTemp("", name)
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(tmp)
	source, overlay := filepath.Join(tmp, "main.go"), filepath.Join(tmp, "overlay.json")
	laid, err := json.Marshal(map[string]any{"Replace": map[string]string{filepath.Join(h.root, "examples", name, "main.go"): source}})
	if err != nil {
		return "", err
	}
	if err := errors.Join(os.WriteFile(source, []byte(text), 0o600), os.WriteFile(overlay, laid, 0o600)); err != nil {
		return "", err
	}
	return h.run("go", "run", "-overlay", overlay, "./examples/"+name)
}

// run gives what a command prints on both streams; an exit status other than
// 0 is the last line, as with go run.
func (h *house) run(name string, args ...string) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = h.root
	cmd.Env = append(os.Environ(), "NO_COLOR=1", "COLUMNS=")
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err := cmd.Run()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok && exit.Exited() && name != "go" {
		fmt.Fprintf(&out, "exit status %d\n", exit.ExitCode())
		return out.String(), nil
	}
	if err != nil {
		return "", fmt.Errorf("%s %v: %w\n%s", name, args, err, &out)
	}
	return out.String(), nil
}

const command = "go run ./cmd/iop"

// session runs the commands of a console block and gives the block as it
// should be. Only the command of this module is run.
func (b *block) session(h *house, built func() (string, error)) (string, error) {
	var is strings.Builder
	ran := 0
	for _, line := range strings.SplitAfter(b.text, "\n") {
		typed, isCommand := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "$ ")
		if !isCommand {
			continue
		}
		args := strings.Fields(typed)
		if !strings.HasPrefix(typed, command) || strings.ContainsAny(typed, `"'|><*?$;&\`) {
			return "", fmt.Errorf("%q is not a plain run of %s; mark the block \"norun: why\"", typed, command)
		}
		binary, err := built()
		if err != nil {
			return "", err
		}
		out, err := h.run(binary, args[len(strings.Fields(command)):]...)
		if err != nil {
			return "", err
		}
		is.WriteString(line + out)
		ran++
	}
	switch {
	case ran == 0:
		return "", errors.New(`runs nothing; write commands after "$ ", or mark the block "norun: why"`)
	case !matches(is.String(), b.text):
		return is.String(), fmt.Errorf("prints\n%s\nand the page shows\n%s", is.String(), b.text)
	}
	return is.String(), nil
}

// anyLines stands for lines that a page leaves out.
const anyLines = "...\n"

// matches reports whether a text is what a page shows of it.
func matches(is, shown string) bool {
	parts := strings.Split("\n"+shown, "\n"+anyLines)
	for i := range parts {
		parts[i] = regexp.QuoteMeta(parts[i] + "\n")
	}
	pattern := strings.TrimSuffix(strings.Join(parts, `(.*\n)*`), "\n")
	return regexp.MustCompile(`^` + pattern + `$`).MatchString("\n" + is)
}

// build makes the command once for all blocks.
func build(t *testing.T, h *house) func() (string, error) {
	binary := filepath.Join(t.TempDir(), "iop")
	return sync.OnceValues(func() (string, error) {
		_, err := h.run("go", "build", "-o", binary, "./cmd/iop")
		return binary, err
	})
}

func TestShownCode(t *testing.T) {
	h := theHouse(t)
	built := build(t, h)
	for _, page := range []string{"README.md", "CONTRIBUTING.md"} {
		all := blocks(t, page)
		if len(all) < 5 {
			t.Errorf("%s: found only %d blocks", page, len(all))
		}
		for _, b := range all {
			t.Run(fmt.Sprintf("%s:%d", page, b.line), func(t *testing.T) {
				if !*update {
					t.Parallel()
				}
				is, err := b.verify(h, built)
				if err != nil && is != "" && *update {
					replaceBlock(t, h, b, is)
					return
				}
				if err != nil {
					t.Errorf("%s: %v", b, err)
				}
			})
		}
	}
}

func replaceBlock(t *testing.T, h *house, b *block, is string) {
	t.Helper()
	file := filepath.Join(h.root, b.page)
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	fence := "```" + b.kind + "\n"
	text := strings.Replace(string(data), fence+b.text+"```", fence+is+"```", 1)
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// toFill marks a place of a page that waits for output.
var toFill = regexp.MustCompile(`<!-- output: .* -->`)

// TestNothingToFill fails while a page still waits for output.
func TestNothingToFill(t *testing.T) {
	if !toFill.MatchString("<!-- output: iop check -->") || toFill.MatchString("<!-- a remark -->") {
		t.Error("does not know the mark")
	}
	for _, f := range texts(t) {
		for i, line := range f.lines {
			if strings.HasSuffix(f.path, ".md") && toFill.MatchString(line) {
				t.Errorf("%s:%d: %s is not filled in; put a console block there and run the test with -update", f.path, i+1, line)
			}
		}
	}
}

// TestChangelogNamesRules expects every rule in the changelog, under the
// version that brought it.
func TestChangelogNamesRules(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(theHouse(t).root, "CHANGELOG.md"))
	if err != nil {
		t.Fatal(err)
	}
	rules := schedule.Rules()
	if len(rules) < 10 {
		t.Fatalf("found only %d rules", len(rules))
	}
	for _, r := range rules {
		if !named(string(data), r.Since, string(r.ID)) {
			t.Errorf("CHANGELOG.md does not name %s under version %s", r.ID, r.Since)
		}
	}
	log := "## 0.2.0\n`b/two`\n## 0.1.0 (unreleased)\n`a/one`"
	if !named(log, "0.2.0", "b/two") || !named(log, "0.1.0", "a/one") || named(log, "0.2.0", "a/one") || named(log, "0.3.0", "a/one") {
		t.Error("reads the changelog wrongly")
	}
}

// named reports whether a changelog names an id under a version.
func named(changelog, version, id string) bool {
	for part := range strings.SplitSeq("\n"+changelog, "\n## ") {
		if strings.HasPrefix(part+"\n", version+"\n") || strings.HasPrefix(part, version+" ") {
			return strings.Contains(part, "`"+id+"`")
		}
	}
	return false
}

// TestQuickStart expects the first page to name the two commands with which
// a newcomer begins; .ci/run runs the second.
func TestQuickStart(t *testing.T) {
	var all strings.Builder
	for _, b := range blocks(t, "README.md") {
		all.WriteString(b.text)
	}
	for _, want := range []string{command + " check\n", "go test ./...\n"} {
		if !strings.Contains(all.String(), "$ "+want) {
			t.Errorf("README.md does not show %q", want)
		}
	}
}

// TestFences checks the reader of pages itself.
func TestFences(t *testing.T) {
	h := theHouse(t)
	built := func() (string, error) { return "/bin/echo", nil }
	for _, c := range []struct{ name, page, want string }{
		{"no block", "words\n", ""},
		{"a block that nobody checks", "```yaml\na: 1\n```\n", "nobody checks"},
		{"a block without a kind", "```\na\n```\n", "nobody checks"},
		{"a block that is not run", "```yaml norun: belongs to another system\na: 1\n```\n", ""},
		{"a block that is not run, without a reason", "```yaml norun\na: 1\n```\n", "nobody checks"},
		{"a standard with a slip", "```json standard\n{\"id\": \"x\", \"min\": 9}\n```\n", "is not a field"},
		{"a program", "```json program\n{\"id\": \"x\"}\n```\n", ""},
		{"a program with a slip", "```json program\n{\"id\": \"x\", \"weeks\": -1}\n```\n", "weeks"},
		{"an activity with a slip", "```json activity\n{\"id\": \"x\", \"color\": \"red\"}\n```\n", "is not a field"},
		{"a file", "```json file=iop/counting/default.json\n{}\n```\n", "differs"},
		{"code that does not compile", "```go in=iop\npackage iop\n\nvar x Dat\n```\n", "undefined: Dat"},
		{"code that compiles", "```go in=iop\npackage iop\n\nfunc shown() Date { return Date{} }\n```\n", ""},
		{"a program without output", "```go run\npackage main\n\nfunc main() {}\n```\n", "no output block"},
		{"a program that reaches inside", "```go run\npackage main\n\nimport _ \"github.com/openiop/openiop/internal/strictjson\"\n```\n```output\n```\n", "no user can"},
		{"a command", "```console\n$ go run ./cmd/iop check\ncheck\n```\n", ""},
		{"a command that prints something else", "```console\n$ go run ./cmd/iop check\nother\n```\n", "prints"},
		{"a command of others", "```console\n$ rm x\n```\n", "not a plain run"},
		{"a pipe", "```console\n$ go run ./cmd/iop check | head\n```\n", "not a plain run"},
		{"no command", "```console\ncheck\n```\n", "runs nothing"},
	} {
		t.Run(c.name, func(t *testing.T) {
			all, err := fenced("page.md", c.page)
			if err != nil {
				t.Fatal(err)
			}
			var errs []error
			for _, b := range all {
				_, err := b.verify(h, built)
				errs = append(errs, err)
			}
			err = errors.Join(errs...)
			if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
				t.Errorf("got %v; want %q", err, c.want)
			}
		})
	}
	for _, c := range []struct {
		is, shown string
		want      bool
	}{
		{"a\nb\n", "a\nb\n", true}, {"a\nb\n", "a\n", false}, {"a\nb\n", "b\n", false}, {"a\nb\nc\n", "a\n...\nc\n", true},
		{"a\nb\nc\n", "a\n...\n", true}, {"a\nb\nc\n", "...\nc\n", true}, {"a\nb\nc\n", "...\nb\n", false}, {"a\nb\nc\n", "b\n...\nc\n", false},
		{"a\nb\nc\nd\n", "a\n...\nc\n...\nd\n", true}, {"a\nb\nc\nd\n", "a\n...\nd\n...\nc\n", false}, {"a\nxb\n", "a\n...\nb\n", false},
		{"ab\n", "a\n...\n", false},
	} {
		if matches(c.is, c.shown) != c.want {
			t.Errorf("%q shown as %q: want %v", c.is, c.shown, c.want)
		}
	}
	if _, err := fenced("page.md", "```go\n"); err == nil {
		t.Error("a block that is not closed was not caught")
	}
}
