package ical

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"

	"github.com/openiop/openiop/internal/strictjson"
	"github.com/openiop/openiop/iop"
)

// Mapping says which activity the entries of a calendar are, in the words of
// whoever keeps the calendar. The zero Mapping says nothing. It is not changed
// after [ReadMapping].
type Mapping struct {
	// Rules are tried in their order; the first that fits decides. Treat them
	// as read-only.
	Rules []MappingRule `json:"activities"`
}

// MappingRule is one line of a mapping: what an entry looks like, and what it
// is. Where both patterns stand, both must fit.
type MappingRule struct {
	// Summary is the pattern of the entry's title: * stands for any text and ?
	// for one character; the whole title must fit. Letter case and the number
	// of spaces do not matter.
	Summary string `json:"summary,omitempty"`
	// Category is the pattern of one of the entry's categories.
	Category string `json:"category,omitempty"`
	// Activity is the id of an activity, as in iop/activities.
	Activity iop.Activity `json:"activity,omitzero"`
	// Session is false for what is no session at all, such as a staff meeting:
	// it is left out.
	Session *bool `json:"session,omitempty"`
}

// leavesOut reports whether what fits the rule is no session.
func (r *MappingRule) leavesOut() bool { return r.Session != nil && !*r.Session }

// maxPattern is the longest pattern in bytes.
const maxPattern = 1000

// Check reports a rule that says too little or too much. It is part of the
// strict reader.
func (r *MappingRule) Check(c *strictjson.Context) {
	if len(r.Summary) > maxPattern {
		c.At("summary").Errorf("is longer than %d bytes; want a short pattern such as *process group*", maxPattern)
	}
	if len(r.Category) > maxPattern {
		c.At("category").Errorf("is longer than %d bytes; want a short pattern such as Education", maxPattern)
	}
	switch {
	case fold(r.Summary) == "" && fold(r.Category) == "":
		c.Errorf("has no pattern; want a summary or a category, such as *process group*")
	case r.leavesOut() && r.Activity.IsValid():
		c.At("session").Errorf("is false, and an activity is named; want one of them")
	case !r.leavesOut() && !r.Activity.IsValid():
		c.Errorf("says neither an activity nor \"session\": false; want one of them")
	}
}

var mappingLimits = strictjson.Limits{Bytes: 4 << 20, Depth: 8, Nodes: 100_000}

// Check reports a mapping without rules. It is part of the strict reader.
func (m *Mapping) Check(c *strictjson.Context) {
	if len(m.Rules) == 0 {
		c.At("activities").Errorf("has no rule; want a list such as [{\"summary\": \"*process group*\", \"activity\": \"process-group\"}]")
	}
}

// ReadMapping reads a mapping of a calendar's words to activities: an object
// whose list "activities" holds the rules, in the format of [MappingRule]:
//
//	{"activities": [
//	  {"summary": "Evening track*", "activity": "process-group"},
//	  {"category": "Education", "activity": "psychoeducation"},
//	  {"summary": "*staff meeting*", "session": false}
//	]}
//
// name is the file's name for error messages, which name file, line, path and
// what would be right, and hold no pattern. A file with a problem is not used
// at all: a rule that is lost would change what the others mean.
func ReadMapping(r io.Reader, name string) (*Mapping, error) {
	data, err := io.ReadAll(io.LimitReader(r, mappingLimits.Bytes+1))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if int64(len(data)) > mappingLimits.Bytes {
		return nil, &strictjson.Error{File: name, Problem: fmt.Sprintf("is larger than the limit of %d bytes; shorten it", mappingLimits.Bytes)}
	}
	n, err := strictjson.Parse(name, strictjson.Element{Data: bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), Line: 1}, mappingLimits)
	if err != nil {
		return nil, err
	}
	if n.Kind != strictjson.Object {
		return nil, &strictjson.Error{File: name, Line: n.Line, Problem: fmt.Sprintf("is %s; want an object such as {\"activities\": [...]}", n.Kind)}
	}
	m := &Mapping{}
	if errs := strictjson.Decode(name, "", n, m); len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return m, nil
}

// fold makes texts alike that differ in letter case or in spaces.
func fold(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), unicode.IsSpace), " ")
}

// matches reports whether the whole text fits a pattern with * and ?. It takes
// time in the product of the lengths at most: after a mismatch only the last *
// is tried with more.
func matches(p, t []rune) bool {
	i, j, star, mark := 0, 0, -1, 0
	for j < len(t) {
		switch {
		case i < len(p) && p[i] == '*':
			star, mark = i, j
			i++
		case i < len(p) && (p[i] == '?' || p[i] == t[j]):
			i, j = i+1, j+1
		case star >= 0:
			mark++
			i, j = star+1, mark
		default:
			return false
		}
	}
	for i < len(p) && p[i] == '*' {
		i++
	}
	return i == len(p)
}
