// Command schemagen writes the JSON Schemas of the formats that people write by
// hand, such as iop/standard.schema.json and schedule/program.schema.json, from
// the Go types that read them. It is run by go generate ./iop.
//
// What the types say (fields, which of them must stand, closed sets of words)
// is taken from the types, and descriptions from their doc comments. What only
// the readers' checks say stands in the table of constraints.go; the tests of
// those packages hold the schemas and the readers against each other.
package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"

	"github.com/google/jsonschema-go/jsonschema"
	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/assessment/drugtest"
	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/openiop/openiop/schedule/ical"
	"github.com/openiop/openiop/simulate"
)

// format is one file format and where its schema goes.
type format struct {
	file  string // of the schema, from the root of the module
	title string
	root  reflect.Type
	one   bool // a file holds one object and no list
}

var formats = []format{
	{"iop/standard.schema.json", "A file of standards for openiop", reflect.TypeFor[iop.Standard](), false},
	{"schedule/program.schema.json", "A file of program designs for openiop", reflect.TypeFor[schedule.Program](), false},
	{"assessment/instrument.schema.json", "A file of instruments for openiop", reflect.TypeFor[assessment.Instrument](), false},
	{"assessment/policy.schema.json", "A file of level tables for openiop", reflect.TypeFor[assessment.LevelTable](), false},
	{"assessment/drugtest/class.schema.json", "A file of substances for openiop", reflect.TypeFor[drugtest.Class](), false},
	{"careplan/progress.schema.json", "The evidence of one person for iop stepdown", reflect.TypeFor[careplan.Progress](), true},
	{"careplan/aftercare.schema.json", "One person's aftercare for iop aftercare", reflect.TypeFor[careplan.Aftercare](), true},
	{"careplan/plan.schema.json", "One person's care plan for iop plan", reflect.TypeFor[careplan.PlanFile](), true},
	{"schedule/ical/mapping.schema.json", "What the entries of a calendar are, for iop check --activities", reflect.TypeFor[ical.Mapping](), true},
	{"simulate/design.schema.json", "A file of designs for iop simulate", reflect.TypeFor[simulate.DesignFile](), false},
	{"simulate/parameters.schema.json", "A file of parameters for iop simulate", reflect.TypeFor[simulate.ParameterEntry](), false},
	{"assessment/drugtest/respond.schema.json", "A history of drug tests for openiop", reflect.TypeFor[drugtest.Document](), true},
}

func main() {
	root := flag.String("root", "..", "the root of the module, from the working directory")
	flag.Parse()
	for _, f := range formats {
		data, err := f.generate(*root)
		if err == nil {
			err = os.WriteFile(filepath.Join(*root, f.file), data, 0o644)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, "schemagen:", err)
			os.Exit(1)
		}
	}
}

// sourcesUnder reads the packages whose types the formats use.
func sourcesUnder(root string) (*sources, error) {
	var folders []string
	for _, room := range []string{"iop", "schedule", "schedule/ical", "assessment", "assessment/drugtest", "careplan", "simulate"} {
		folders = append(folders, filepath.Join(root, filepath.FromSlash(room)))
	}
	return readSources(folders...)
}

// generate gives the text of a schema, reading doc comments and constants from
// the sources under root.
func (f format) generate(root string) ([]byte, error) {
	src, err := sourcesUnder(root)
	if err != nil {
		return nil, err
	}
	b := &builder{source: src, types: map[reflect.Type]*jsonschema.Schema{}, defs: map[string]*jsonschema.Schema{}}
	one, err := b.schema(f.root)
	if err != nil {
		return nil, err
	}
	if err := b.constrain(); err != nil {
		return nil, err
	}
	if err := b.addCountingTerms(root); err != nil {
		return nil, err
	}
	whole := &jsonschema.Schema{
		Schema:      "https://json-schema.org/draft/2020-12/schema",
		ID:          "https://raw.githubusercontent.com/openiop/openiop/main/" + f.file,
		Title:       f.title,
		Description: "One object or a list of them. Null means the same as an absent field: not stated. Generated from the Go types by internal/schemagen; do not edit.",
		AnyOf:       []*jsonschema.Schema{one, {Type: "array", Items: one.CloneSchemas()}},
		Defs:        b.defs,
	}
	if f.one {
		whole.Description = strings.Replace(whole.Description, " or a list of them", "", 1)
		whole.AnyOf = whole.AnyOf[:1]
	}
	return indent(whole)
}

func indent(s *jsonschema.Schema) ([]byte, error) {
	flat, err := json.Marshal(s)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := json.Indent(&out, flat, "", "  "); err != nil {
		return nil, err
	}
	out.WriteByte('\n')
	return out.Bytes(), nil
}
