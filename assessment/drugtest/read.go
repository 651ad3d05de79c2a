package drugtest

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/openiop/openiop/internal/strictjson"
	"github.com/openiop/openiop/iop"
)

// historyLimits bound a history: some ten thousand results.
var historyLimits = strictjson.Limits{
	Bytes: 64 << 20, Depth: 16, Nodes: 4_000_000,
	Items: map[string]int{"results": 100_000, "medications": 10_000, "findings": 1_000, "panel": 1_000},
}

// Reader reads histories from files.
type Reader struct {
	// Catalog gives the vocabulary, nil the embedded one.
	Catalog *Catalog
	// Criteria judge the specimens, nil the embedded ones.
	Criteria *Criteria
	// Policy is a pointer to what the field policy is decoded into, by the
	// strict rules; nil means that the field must be absent or an empty object.
	Policy any
}

// ReadHistory reads a history with the embedded catalogue and criteria; see
// [Reader.Read].
func ReadHistory(name string, data []byte) (*History, error) { return Reader{}.Read(name, data) }

// Read reads a history in the format of [Document] and of respond.schema.json.
// name is the file's name for error messages.
//
// It is strict: an unknown field, a word that is none of its set, an analyte
// that the catalogue does not know or the panel does not cover, a number
// without a unit, a report before the collection, a medication that ends
// before it starts, or an id with two contents are errors that name file, line,
// path and what would be right. All of them are reported, and what has none is
// in the history all the same: of a result with a broken finding, the rest. The
// history says how much was not read ([History.Unread]).
func (rd Reader) Read(name string, data []byte) (*History, error) {
	if rd.Catalog == nil {
		rd.Catalog = Embedded()
	}
	if rd.Criteria == nil {
		rd.Criteria = EmbeddedCriteria()
	}
	elements, err := strictjson.Split(name, data, historyLimits)
	if err != nil {
		return &History{}, err
	}
	if len(elements) != 1 || elements[0].Path != "" {
		return &History{}, &strictjson.Error{File: name, Line: 1, Problem: "is a list; want one object with asOf, medications and results"}
	}
	root, err := strictjson.Parse(name, elements[0], historyLimits)
	if err != nil {
		return &History{}, err
	}
	d := documentFile{Policy: policyField{dst: rd.Policy}}
	errs := strictjson.Decode(name, "", root, &d)
	f := &file{name: name, rd: &rd, errs: errs}
	h, err := NewHistory(About{d.AsOf, d.Population, d.Jurisdiction}, f.results(d.Results), f.medications(d.Medications))
	h.unread = f.unread
	return h, errors.Join(append(f.errs, err)...)
}

// documentFile is a [Document] whose lists are decoded one member after the
// other, so that a broken one leaves its neighbors alone.
type documentFile struct {
	AsOf         iop.Date       `json:"asOf"`
	Population   iop.Population `json:"population"`
	Jurisdiction string         `json:"jurisdiction"`
	Medications  []node         `json:"medications"`
	Results      []node         `json:"results"`
	Policy       policyField    `json:"policy"`
}

// Check completes a document.
func (d *documentFile) Check(c *strictjson.Context) {
	if !d.AsOf.IsValid() {
		c.At("asOf").Errorf("is missing; want the day on which the history is read, such as 2026-11-23")
	}
	if j := d.Jurisdiction; j != "" && !isJurisdiction(j) {
		c.At("jurisdiction").Errorf("has a wrong form; want a country or ISO 3166-2 code such as US or US-UT")
	}
}

// isJurisdiction reports whether a code is like US or US-UT.
func isJurisdiction(s string) bool {
	country, region, has := strings.Cut(s, "-")
	upper := func(s string, digits bool) bool {
		for _, c := range s {
			if (c < 'A' || c > 'Z') && (!digits || c < '0' || c > '9') {
				return false
			}
		}
		return true
	}
	return len(country) == 2 && upper(country, false) && (!has || len(region) >= 1 && len(region) <= 3 && upper(region, true))
}

// node keeps a value to be decoded later.
type node struct{ *strictjson.Node }

// DecodeStrict keeps the value.
func (n *node) DecodeStrict(_ *strictjson.Context, v *strictjson.Node) { n.Node = v }

// policyField hands the policy on.
type policyField struct{ dst any }

// DecodeStrict decodes the policy into what the caller gave for it.
func (p *policyField) DecodeStrict(c *strictjson.Context, n *strictjson.Node) {
	switch {
	case n.Kind == strictjson.Null || p.dst == nil && n.Kind == strictjson.Object && len(n.Fields) == 0:
	case p.dst == nil:
		c.Errorf("is not read here; leave it out, or give an empty object")
	default:
		c.Value(n, p.dst)
	}
}

// file is a history that is being read.
type file struct {
	name   string
	rd     *Reader
	errs   []error
	unread int
}

func (f *file) results(nodes []node) (out []Result) {
	at := map[ResultID]int{}
	for i, n := range nodes {
		path := fmt.Sprintf("results[%d]", i)
		var e ResultEntry
		if problems := strictjson.Decode(f.name, path, n.Node, &e); len(problems) > 0 {
			f.errs, f.unread = append(f.errs, problems...), f.unread+1
			continue
		}
		r, ok, err := e.result(f.rd)
		if err != nil {
			f.report(path, n.Node, err)
			f.unread++
		}
		if !ok {
			continue
		}
		if j, twice := at[r.visit.ID]; twice {
			if !out[j].equal(&r) {
				f.unread++
				f.report(path, n.Node, &FieldError{"id", "is that of an earlier result with another content; give each result its own id"})
			}
			continue
		}
		at[r.visit.ID] = len(out)
		out = append(out, r)
	}
	return out
}

func (f *file) medications(nodes []node) (out []Medication) {
	for i, n := range nodes {
		path := fmt.Sprintf("medications[%d]", i)
		var e MedicationEntry
		if problems := strictjson.Decode(f.name, path, n.Node, &e); len(problems) > 0 {
			f.errs, f.unread = append(f.errs, problems...), f.unread+1
			continue
		}
		m := Medication(e)
		if err := m.Check(); err != nil {
			f.report(path, n.Node, err)
			f.unread++
			continue
		}
		out = append(out, m)
	}
	return out
}

// report places the problems of a value in the file.
func (f *file) report(path string, n *strictjson.Node, err error) {
	for _, e := range parts(err) {
		field, ok := errors.AsType[*FieldError](e)
		if !ok {
			field = &FieldError{"", e.Error()}
		}
		full := strings.TrimSuffix(path+"."+field.Field, ".")
		f.errs = append(f.errs, &strictjson.Error{File: f.name, Line: lineOf(n, field.Field), Path: full, Problem: field.Problem})
	}
}

// lineOf gives the line of a path under a value, or of the nearest value
// around it.
func lineOf(n *strictjson.Node, path string) int {
	line := n.Line
	for step := range strings.SplitSeq(strings.ReplaceAll(path, "[", ".["), ".") {
		var next *strictjson.Node
		if index, isItem := strings.CutPrefix(step, "["); isItem {
			if i, err := strconv.Atoi(strings.TrimSuffix(index, "]")); err == nil && i < len(n.Items) {
				next = n.Items[i]
			}
		} else {
			for _, f := range n.Fields {
				if f.Name == step {
					next = f.Value
				}
			}
		}
		if next == nil {
			return line
		}
		n, line = next, next.Line
	}
	return line
}
