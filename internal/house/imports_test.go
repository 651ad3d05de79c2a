package house

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// knows says which rooms a room may import, packages below it included. A
// room that is not listed has no place in the house yet: give it one here and
// in docs/architecture.md.
var knows = map[string][]string{
	"iop":        {},
	"schedule":   {"iop"},
	"assessment": {"iop"},
	"careplan":   {"iop", "schedule", "assessment"},
	"simulate":   {"iop", "schedule", "assessment", "careplan"},
	"fhir":       {"iop", "schedule", "assessment", "careplan"},
	"cmd":        {"iop", "schedule", "assessment", "careplan", "simulate", "fhir"},
	"examples":   {"iop", "schedule", "assessment", "careplan", "simulate", "fhir"},
}

// mayDependOn are the modules of others that a room may import; the reasons
// stand in docs/decisions/0004-dependencies.md. The command is not imported
// by anybody and may take what that page lists.
var mayDependOn = map[string][]string{
	"iop":        {"github.com/shopspring/decimal"},
	"schedule":   {"github.com/shopspring/decimal", "github.com/rickar/cal/v2"},
	"assessment": {"github.com/shopspring/decimal"},
	"careplan":   {"github.com/shopspring/decimal", "github.com/rickar/cal/v2"},
	"simulate":   {"github.com/shopspring/decimal"},
	"fhir":       {},
	"internal":   {"github.com/shopspring/decimal"},
}

// alsoDependsOn are the modules of others that one package of a room may
// import and the rest of the room may not, so that an embedder of the room does not
// inherit them.
var alsoDependsOn = map[string][]string{
	"simulate/calibrate": {"gonum.org/v1/gonum"},
}

// inTestsOnly are modules that an embedder must not inherit.
var inTestsOnly = []string{"github.com/stretchr/testify", "pgregory.net/rapid", "testing"}

// roomOf gives the first part of a package's path inside the module.
func roomOf(room string) string {
	first, _, _ := strings.Cut(room, "/")
	return first
}

// imports are the packages of the module with what they import, by path
// inside the module.
type imports map[string][]string

func importsOf(units []*unit) imports {
	m := imports{}
	for _, u := range units {
		m[u.room] = u.imports
	}
	return m
}

// leaf reports whether an internal package imports nothing of ours, so that
// every room may use it.
func (m imports) leaf(room string) bool {
	return roomOf(room) == "internal" && !slices.ContainsFunc(m[room], func(path string) bool { return inModule(path, module) })
}

func inModule(path, mod string) bool { return path == mod || strings.HasPrefix(path, mod+"/") }

// check reports every import that goes the wrong way. Internal packages that
// know a room serve the command alone.
func (m imports) check() (problems []problem) {
	bad := func(text string) { problems = append(problems, problem{text: text}) }
	for room, paths := range m {
		allowed, known := knows[roomOf(room)]
		if !known && roomOf(room) != "internal" {
			bad(room + " is no room of the house; give it a place in the table of this test")
			continue
		}
		for _, path := range paths {
			target, ours := strings.CutPrefix(path, module+"/")
			switch {
			case !ours:
				if text := m.foreign(room, path); text != "" {
					bad(text)
				}
			case roomOf(target) == roomOf(room) && roomOf(room) != "internal":
			case roomOf(target) == "internal" && (m.leaf(target) && roomOf(room) != "examples" || roomOf(room) == "cmd" || roomOf(room) == "internal"):
			case roomOf(room) == "internal" && slices.Contains(knows["cmd"], roomOf(target)):
			case !slices.Contains(allowed, roomOf(target)):
				bad(room + " imports " + target + "; imports go one way (docs/architecture.md)")
			}
		}
	}
	return problems
}

// foreign says what is wrong with the import of a package of others.
func (m imports) foreign(room, path string) string {
	for _, mod := range inTestsOnly {
		if inModule(path, mod) && !strings.HasSuffix(room, "test") {
			return room + " imports " + path + " outside its tests; an embedder would inherit it"
		}
	}
	allowed, limited := mayDependOn[roomOf(room)]
	host, _, _ := strings.Cut(path, "/")
	if !limited || !strings.Contains(host, ".") || roomOf(room) == "internal" && !m.leaf(room) {
		return ""
	}
	if !slices.ContainsFunc(slices.Concat(allowed, alsoDependsOn[room]), func(mod string) bool { return inModule(path, mod) }) {
		return room + " imports " + path + "; a new dependency needs its reason in docs/decisions/0004-dependencies.md and a line in this test"
	}
	return ""
}

func TestImportsGoOneWay(t *testing.T) { report(t, importsOf(theHouse(t).units).check()) }

func TestImportsAreCaught(t *testing.T) {
	in := func(paths ...string) (full []string) {
		for _, p := range paths {
			full = append(full, module+"/"+p)
		}
		return full
	}
	for name, c := range map[string]struct {
		house imports
		want  string
	}{
		"iop knows nobody":            {imports{"iop": in("schedule")}, "iop imports schedule"},
		"schedule knows iop":          {imports{"schedule": in("iop")}, ""},
		"schedule not assessment":     {imports{"schedule": in("assessment")}, "schedule imports assessment"},
		"assessment not schedule":     {imports{"assessment/drugtest": in("schedule")}, "assessment/drugtest imports schedule"},
		"within a room":               {imports{"schedule": in("schedule/ical"), "schedule/ical": in("iop")}, ""},
		"careplan knows three":        {imports{"careplan": in("iop", "schedule", "assessment/drugtest")}, ""},
		"careplan not simulate":       {imports{"careplan": in("simulate")}, "careplan imports simulate"},
		"simulate not fhir":           {imports{"simulate": in("fhir")}, "simulate imports fhir"},
		"fhir not simulate":           {imports{"fhir": in("simulate")}, "fhir imports simulate"},
		"cmd knows all":               {imports{"cmd/iop": in("simulate", "fhir", "schedule", "iop")}, ""},
		"nobody imports cmd":          {imports{"fhir": in("cmd/iop")}, "fhir imports cmd/iop"},
		"an internal leaf":            {imports{"iop": in("internal/strictjson"), "internal/strictjson": {"fmt"}}, ""},
		"not a leaf":                  {imports{"iop": in("internal/print"), "internal/print": in("iop")}, "iop imports internal/print"},
		"not a leaf, for cmd":         {imports{"cmd/iop": in("internal/print"), "internal/print": in("schedule")}, ""},
		"internal not cmd":            {imports{"internal/print": in("cmd/iop")}, "internal/print imports cmd/iop"},
		"examples copy nothing inner": {imports{"examples/ehr": in("internal/strictjson"), "internal/strictjson": nil}, "examples/ehr imports internal/strictjson"},
		"an unknown room":             {imports{"billing": nil}, "billing is no room"},
		"testify outside tests":       {imports{"cmd/iop": {"github.com/stretchr/testify/require"}}, "outside its tests"},
		"testing outside tests":       {imports{"schedule": {"testing"}}, "outside its tests"},
		"testing in a test kit":       {imports{"schedule/scheduletest": {"testing"}}, ""},
		"a new dependency":            {imports{"schedule": {"github.com/teambition/rrule-go"}}, "new dependency"},
		"a dependency of fhir":        {imports{"fhir": {"github.com/shopspring/decimal"}}, "new dependency"},
		"a known dependency":          {imports{"schedule": {"github.com/shopspring/decimal", "github.com/rickar/cal/v2/us"}}, ""},
		"a dependency of one package": {imports{"simulate/calibrate": {"gonum.org/v1/gonum/optimize"}}, ""},
		"not of its room":             {imports{"simulate": {"gonum.org/v1/gonum/optimize"}}, "new dependency"},
		"a dependency of the command": {imports{"cmd/iop": {"github.com/spf13/cobra"}}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			got := c.house.check()
			if c.want == "" && len(got) > 0 || c.want != "" && (len(got) != 1 || !strings.Contains(got[0].text, c.want)) {
				t.Errorf("got %v; want %q", got, c.want)
			}
		})
	}
}

// required gives the modules that a go.mod file asks for itself.
func required(gomod string) (out []string) {
	for line := range strings.SplitSeq(gomod, "\n") {
		m := regexp.MustCompile(`^(?:require)?\s+(\S+\.\S+/\S+) v\S+$`).FindStringSubmatch(line)
		if m != nil {
			out = append(out, m[1])
		}
	}
	return out
}

// TestDependenciesAreDefended expects every module that go.mod asks for in
// the decision on dependencies.
func TestDependenciesAreDefended(t *testing.T) {
	if got := required("require example.org/one v1.0.0\nrequire (\n\texample.org/two/v2 v2.1.0\n\texample.org/three v1.0.0 // indirect\n)"); !slices.Equal(got, []string{"example.org/one", "example.org/two/v2"}) {
		t.Fatalf("reads go.mod wrongly: %v", got)
	}
	root := theHouse(t).root
	gomod, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile(filepath.Join(root, "docs/decisions/0004-dependencies.md"))
	if err != nil {
		t.Fatal(err)
	}
	modules := required(string(gomod))
	if len(modules) < 2 {
		t.Errorf("read only %v from go.mod", modules)
	}
	for _, mod := range modules {
		if !strings.Contains(string(page), "`"+mod+"`") {
			t.Errorf("go.mod asks for %s; give the reason in docs/decisions/0004-dependencies.md", mod)
		}
	}
}
