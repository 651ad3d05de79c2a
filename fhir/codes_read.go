package fhir

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/openiop/openiop/internal/strictjson"
	"github.com/openiop/openiop/iop"
)

// maxCodesFile is the most bytes of a file of codes.
const maxCodesFile = 4 << 20

// codesFile is the form of a file of codes.
type codesFile struct {
	Codes []codeEntry `json:"codes"`
}

type codeEntry struct {
	Concept Concept       `json:"concept"`
	Codings []codingEntry `json:"codings"`
}

type codingEntry struct {
	System  string `json:"system"`
	Code    string `json:"code"`
	Display string `json:"display"`
}

// ReadCodes reads codes of the caller's own, which take the place of the
// embedded ones for the concepts that the file names:
//
//	{"codes": [{"concept": "activity/cbt", "codings": [{"system": "https://example.org/codes", "code": "CBT"}]}]}
//
// No codings means that the text stands alone. A concept that there is not, one
// that stands twice, and a coding without an address or a code are errors that
// name file, line and path.
func ReadCodes(r io.Reader, name string) (Codes, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxCodesFile+1))
	if err != nil {
		return Codes{}, fmt.Errorf("%s: %w", name, err)
	}
	limits := strictjson.Limits{Bytes: maxCodesFile, Depth: 8, Nodes: 200_000, Elements: 1}
	elements, err := strictjson.Split(name, data, limits)
	if err != nil || len(elements) != 1 {
		return Codes{}, errors.Join(err, fmt.Errorf("%s: is no file of codes; want an object with codes", name))
	}
	tree, err := strictjson.Parse(name, elements[0], limits)
	if err != nil {
		return Codes{}, err
	}
	var file codesFile
	if errs := strictjson.Decode(name, "", tree, &file); len(errs) > 0 {
		return Codes{}, errors.Join(errs...)
	}
	var c Codes
	for _, e := range file.Codes {
		codings := make([]Coding, 0, len(e.Codings))
		for _, k := range e.Codings {
			codings = append(codings, Coding{System: k.System, Code: k.Code, Display: k.Display})
		}
		c.own = append(c.own, coded{e.Concept, codings})
	}
	return c, nil
}

// Check finds concepts that there are not, or that stand twice.
func (f *codesFile) Check(c *strictjson.Context) {
	seen := map[Concept]bool{}
	for i := range f.Codes {
		e := &f.Codes[i]
		at := c.At(fmt.Sprintf("codes[%d]", i))
		switch {
		case !e.Concept.isKnown():
			at.At("concept").Errorf("is no concept that codes stand for; docs/fhir.md lists them")
		case seen[e.Concept]:
			at.At("concept").Errorf("stands twice; want one entry with all codings")
		}
		seen[e.Concept] = true
		for j := range e.Codings {
			if k := &e.Codings[j]; badURI(k.System) != "" || badCode(k.Code) != "" {
				at.At(fmt.Sprintf("codings[%d]", j)).Errorf("has no system or no code; want both")
			}
		}
	}
}

// isKnown reports whether the package writes a code for the concept. Scores,
// measurements and tests are as many as there are instruments and substances.
func (k Concept) isKnown() bool {
	if id, ok := strings.CutPrefix(string(k), "activity/"); ok {
		_, err := iop.ParseActivity(id)
		return err == nil
	}
	for _, open := range [...]string{"score/", "measurement/", "drug-test/"} {
		if rest, ok := strings.CutPrefix(string(k), open); ok {
			return rest != ""
		}
	}
	for _, table := range codeTables() {
		for i := range table {
			if table[i].concept == k {
				return true
			}
		}
	}
	return false
}
