package assessment

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/openiop/openiop/internal/strictjson"
)

// Input is one set of answers with its context, as files hold it:
//
//	{"answers": [0, 1, null], "coding": "raw", "context": {"sex": "female", "age": 40}}
//
// answers is a list in item order or an object by item id; null is not
// answered. A bare list is a set of answers too.
type Input struct {
	Answers Answers
	Context Context
	// Err says why the input could not be read; the rest is empty then.
	Err error
}

// inputLimits bound one input.
var inputLimits = strictjson.Limits{Bytes: maxLine, Depth: 8, Nodes: 10_000}

// maxLine is the most bytes of one input.
const maxLine = 1 << 20

// ReadInput reads one input. An answer that is not allowed is no error: the
// result will be invalid and say so. An error is text that is no such input,
// an unknown coding, or a context that the instrument does not know.
func (s *Scorer) ReadInput(name string, data []byte) (Input, error) {
	var in Input
	s.readInput(&in, name, strictjson.Element{Data: data, Line: 1})
	return in, in.Err
}

// readInput reads an input into in and uses the room of its list again.
func (s *Scorer) readInput(in *Input, name string, e strictjson.Element) {
	values := in.Answers.Values[:0]
	*in = Input{}
	if list, ok := s.quick(values, e.Data); ok {
		in.Answers = Answers{Values: list, Coding: Raw}
		return
	}
	n, err := strictjson.Parse(name, e, inputLimits)
	if err != nil {
		in.Err = err
		return
	}
	f := inputFile{Answers: answerList{scorer: s, values: values}, Context: contextFile{scorer: s}}
	var errs []error
	switch n.Kind {
	case strictjson.Object:
		errs = strictjson.Decode(name, e.Path, n, &f)
	case strictjson.Array:
		errs = strictjson.Decode(name, e.Path, n, &f.Answers)
	default:
		errs = []error{&strictjson.Error{File: name, Line: e.Line, Path: e.Path, Problem: fmt.Sprintf("is %s; want an object with answers, or a list of answers", n.Kind)}}
	}
	if len(errs) > 0 {
		in.Err = joinErrors(errs)
		return
	}
	in.Answers = Answers{Values: f.Answers.values, Coding: f.coding, Problems: f.Answers.problems}
	in.Context = f.Context.context
}

// joinErrors makes one error of several, in one line.
func joinErrors(errs []error) error {
	if len(errs) == 1 {
		return errs[0]
	}
	return fmt.Errorf("%w (and %d more)", errs[0], len(errs)-1)
}

// inputFile is an input as an object.
type inputFile struct {
	Answers answerList  `json:"answers"`
	Coding  string      `json:"coding"`
	Context contextFile `json:"context"`
	coding  Coding
}

// Check completes an input.
func (f *inputFile) Check(c *strictjson.Context) {
	if !f.Answers.stated {
		c.At("answers").Errorf("is missing; want a list in item order or an object by item id")
	}
	var err error
	if f.coding, err = ParseCoding(f.Coding); err != nil {
		c.At("coding").Errorf("%v", err)
	}
}

// contextFile is the context of an input.
type contextFile struct {
	Sex     string `json:"sex"`
	Age     *int   `json:"age"`
	CutSet  string `json:"cutSet"`
	BandSet string `json:"bandSet"`
	scorer  *Scorer
	context Context
}

// Check holds the context against the instrument.
func (f *contextFile) Check(c *strictjson.Context) {
	in := &f.scorer.in
	sex, err := ParseSex(f.Sex)
	if err != nil {
		c.At("sex").Errorf("%v", err)
	}
	if f.Age != nil && (*f.Age < 0 || *f.Age > 150) {
		c.At("age").Errorf("is %d; want years from 0 to 150", *f.Age)
	}
	if f.CutSet != "" && !slices.ContainsFunc(in.Cutoffs, func(k CutoffSet) bool { return k.Name == f.CutSet }) {
		c.At("cutSet").Errorf("is no set of cut-offs of %s; want %s", in.ID, names(in.Cutoffs, func(k *CutoffSet) string { return k.Name }))
	}
	var sets []BandSet
	if in.Total != nil {
		sets = in.Total.BandSets
	}
	if f.BandSet != "" && !slices.ContainsFunc(sets, func(b BandSet) bool { return b.Name == f.BandSet }) {
		c.At("bandSet").Errorf("is no band set of %s; want %s", in.ID, names(sets, func(b *BandSet) string { return b.Name }))
	}
	f.context = Context{Sex: sex, Age: f.Age, CutSet: f.CutSet, BandSet: f.BandSet}
}

// answerList reads answers in either form.
type answerList struct {
	scorer   *Scorer
	stated   bool
	values   []Answer
	problems []Problem
}

// DecodeStrict reads a list or an object. What is no answer of the instrument
// becomes a problem of the result and no error of the file.
func (a *answerList) DecodeStrict(c *strictjson.Context, n *strictjson.Node) {
	items := a.scorer.in.Items
	switch n.Kind {
	case strictjson.Null:
		return
	case strictjson.Array:
		for i, item := range n.Items {
			id := ""
			if i < len(items) {
				id = items[i].ID
			}
			a.values = append(a.values, a.answer(i, id, item))
		}
	case strictjson.Object:
		for range items {
			a.values = append(a.values, NotAnswered)
		}
		for _, f := range n.Fields {
			i, ok := a.scorer.index[f.Name]
			if !ok {
				a.problems = append(a.problems, a.scorer.unknownItem(f.Name))
				continue
			}
			a.values[i] = a.answer(i, f.Name, f.Value)
		}
	default:
		c.Errorf("is %s; want a list in item order or an object by item id", n.Kind)
	}
	a.stated = true
}

// unknownItem does not repeat the name: it is free text of the record.
func (s *Scorer) unknownItem(name string) Problem {
	ids := names(s.in.Items, func(i *Item) string { return i.ID })
	value := "an answer to an unknown item"
	if len(name) <= 8 && strings.Trim(name, "0123456789ABCDEFGHabcdefgh.-_qQ") == "" {
		value += fmt.Sprintf(" %q", name) // a misspelled number is no free text
	}
	return Problem{Value: value, Allowed: "item ids " + ids}
}

func (a *answerList) answer(i int, id string, n *strictjson.Node) Answer {
	found := n.Kind.String()
	switch n.Kind {
	case strictjson.Null:
		return NotAnswered
	case strictjson.Number:
		if v, ok := a.scorer.parse(n.Text); ok {
			return v
		}
		found = fmt.Sprintf("%.20s", n.Text)
	}
	if i < len(a.scorer.items) {
		allowed := a.scorer.in.allowedFor(&a.scorer.in.Items[i])
		a.problems = append(a.problems, Problem{id, found, a.scorer.allowedWords(allowed)})
	}
	return unusable
}

func (s *Scorer) allowedWords(a Allowed) string {
	if s.in.Decimals > 0 {
		return fmt.Sprintf("%s with at most %d decimals", a, s.in.Decimals)
	}
	return a.String()
}

// parse reads a number as an answer in units. A number that is whole may be
// written with a point, as 1.0.
func (s *Scorer) parse(text string) (Answer, bool) {
	whole, fraction, _ := strings.Cut(text, ".")
	fraction = strings.TrimRight(fraction, "0")
	if len(fraction) > s.in.Decimals {
		return 0, false
	}
	n, err := strconv.ParseInt(whole+fraction+"00"[:s.in.Decimals-len(fraction)], 10, 16)
	if err != nil || Answer(n) <= unusable {
		return 0, false
	}
	return Answer(n), true
}
