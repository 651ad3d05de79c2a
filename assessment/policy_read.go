package assessment

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/openiop/openiop/internal/strictjson"
	"github.com/openiop/openiop/iop"
)

// policyLimits bound a file of tables, and maxRows the rows of one table.
var policyLimits = strictjson.Limits{
	Bytes: 4 << 20, Depth: 16, Nodes: 20_000, Elements: 1_000,
	Items: map[string]int{"rows": maxRows, "atLeast": 8, "of": 6, "given": 3},
}

const maxRows = 100

// ReadPolicies reads a file of level tables: one object or a list of them, in
// the format of [LevelTable] and of policy.schema.json. name is the file's name
// for error messages.
//
// The reader is strict: an unknown field, a bad bound, a level that the
// edition does not have, a missing source or two periods of one id that share
// a day are errors that name file, line, path and what would be right. Every
// table without a problem is returned even where others have one; the error
// joins the problems of the rest. A table whose source nobody has read is read
// like any other, since the caller asks for it; its suggestions carry the
// confidence.
func ReadPolicies(name string, data []byte) ([]LevelTable, error) {
	elements, err := strictjson.Split(name, data, policyLimits)
	errs := []error{err}
	var out []LevelTable
	periods := map[PolicyID][]iop.Period{}
	for _, e := range elements {
		t, problems := readPolicy(name, e)
		if len(problems) == 0 && slices.ContainsFunc(periods[t.ID], t.InForce.Overlaps) {
			problems = []error{&strictjson.Error{File: name, Line: e.Line, Path: strings.TrimPrefix(e.Path+".inForce", "."),
				Problem: fmt.Sprintf("shares a day with an earlier period of %q; end one on the day the next begins", t.ID)}}
		}
		if len(problems) == 0 {
			out = append(out, t)
			periods[t.ID] = append(periods[t.ID], t.InForce)
		}
		errs = append(errs, problems...)
	}
	return out, errors.Join(errs...)
}

func readPolicy(name string, e strictjson.Element) (t LevelTable, problems []error) {
	n, err := strictjson.Parse(name, e, policyLimits)
	if err != nil {
		return t, []error{err}
	}
	problems = strictjson.Decode(name, e.Path, n, &t)
	if len(problems) > 0 {
		return t, problems
	}
	if t.Source.Authority == "" {
		t.Source.Authority = t.Authority
	}
	for i := range t.Rows {
		if s := &t.Rows[i].Source; *s != (iop.Source{}) && s.Authority == "" {
			s.Authority = t.Authority
		}
	}
	return t, nil
}

var (
	policyIDForm     = regexp.MustCompile(`^[a-z0-9]+([.-][a-z0-9]+)*$`)
	jurisdictionForm = regexp.MustCompile(`^[A-Z]{2}(-[A-Z0-9]{1,3})?$`)
)

const wrongID = "is missing or has a wrong form; want lower-case words joined by -, as in level-2.1"

// Check reports what a table lacks. It is part of the strict reader.
func (t *LevelTable) Check(c *strictjson.Context) {
	if !policyIDForm.MatchString(string(t.ID)) {
		c.At("id").Errorf("%s", wrongID)
	}
	if t.Title == "" {
		c.At("title").Errorf("is missing; say in a few words whose table it is and for what")
	}
	if t.Authority == "" {
		c.At("authority").Errorf("is missing; name whose table it is")
	}
	if t.Jurisdiction != "" && !jurisdictionForm.MatchString(t.Jurisdiction) {
		c.At("jurisdiction").Errorf("has a wrong form; want a country or ISO 3166-2 code such as US or US-VA")
	}
	switch t.Edition {
	case ThirdEdition:
	case FourthEdition:
		c.At("edition").Errorf("is fourth, whose ratings are codes and not numbers; a table is for the third, a policy for the fourth is written in code")
	default:
		c.At("edition").Errorf("is missing; want third")
	}
	if p := t.InForce; p.From.IsValid() && p.Until.IsValid() && !p.From.Before(p.Until) {
		c.At("inForce").Errorf("ends before it begins; until is the first day on which the table no longer holds")
	}
	if t.Match != FirstMatch && t.Match != HighestMatch {
		c.At("match").Errorf("is missing or not a way to match; want first or highest")
	}
	if !t.Source.IsValid() {
		c.At("source").Errorf("is missing or incomplete; want locator, confidence and, unless recalled, the date read")
	}
	t.checkRows(c)
	for i, l := range t.LeavesOut {
		if l.Why == "" {
			c.At(fmt.Sprintf("leavesOut[%d]", i)).At("why").Errorf("is missing; say why the row is left out")
		}
		checkLevel(c.At(fmt.Sprintf("leavesOut[%d]", i)), l.Level)
	}
}

func (t *LevelTable) checkRows(c *strictjson.Context) {
	if len(t.Rows) == 0 {
		c.At("rows").Errorf("is missing; want at least one row")
	}
	seen := map[string]bool{}
	for i, r := range t.Rows {
		at := c.At(fmt.Sprintf("rows[%d]", i))
		switch {
		case !policyIDForm.MatchString(r.ID):
			at.At("id").Errorf("%s", wrongID)
		case seen[r.ID]:
			at.At("id").Errorf("stands twice in the table; give each row its own")
		}
		seen[r.ID] = true
		checkLevel(at, r.Level)
		if r.Source != (iop.Source{}) && !r.Source.IsValid() {
			at.At("source").Errorf("is incomplete; want locator, confidence and, unless recalled, the date read")
		}
		if r.When.isEmpty() {
			at.At("when").Errorf("asks for nothing; a row for everyone would hide that no rule matched")
		}
	}
}

func checkLevel(c *strictjson.Context, l iop.Level) {
	if levels := ThirdEdition.Levels(); !slices.Contains(levels, l) {
		var words []string
		for _, l := range levels {
			words = append(words, l.String())
		}
		c.At("level").Errorf("is missing or not a level of the third edition; want one of %s", strings.Join(words, ", "))
	}
}

func (w *RowCondition) isEmpty() bool {
	return len(w.AtLeast) == 0 && len(w.Given) == 0 && !slices.ContainsFunc(Dimensions(), func(d Dimension) bool { return len(w.asks(d)) > 0 })
}

// Check reports circumstances that stand twice or are empty. It is part of
// the strict reader.
func (w *RowCondition) Check(c *strictjson.Context) {
	for i, x := range w.Given {
		switch {
		case !x.IsValid():
			c.At(fmt.Sprintf("given[%d]", i)).Errorf("is empty; want withdrawal-managed, physical-health-managed or mental-health-managed")
		case slices.Contains(w.Given[:i], x):
			c.At(fmt.Sprintf("given[%d]", i)).Errorf("stands twice; name each circumstance once")
		}
	}
}

// Check reports bad bounds. It is part of the strict reader.
func (b *RatingBounds) Check(c *strictjson.Context) {
	within := b.checkSide(c.At("min"), b.Min) && b.checkSide(c.At("max"), b.Max)
	switch {
	case !within:
	case b.Min != nil && b.Max != nil && *b.Min > *b.Max:
		c.Errorf("has a min above its max; want min up to max")
	case b.contain(0) && b.contain(maxRating):
		c.Errorf("allows every rating; state a min above 0 or a max below 4, or leave it out")
	}
}

func (*RatingBounds) checkSide(c *strictjson.Context, n *int) (within bool) {
	if within = n == nil || *n >= 0 && *n <= maxRating; !within {
		c.Errorf("is %d; want a rating of the third edition, 0 to 4", *n)
	}
	return within
}

// Check reports a choice that cannot be made or that is no choice. It is part
// of the strict reader.
func (a *AtLeast) Check(c *strictjson.Context) {
	for i, d := range a.Of {
		switch {
		case !d.IsValid():
			c.At(fmt.Sprintf("of[%d]", i)).Errorf("is empty; want one of D1, D2, D3, D4, D5, D6")
		case slices.Contains(a.Of[:i], d):
			c.At(fmt.Sprintf("of[%d]", i)).Errorf("stands twice; name each dimension once")
		}
	}
	switch {
	case len(a.Of) == 0:
		c.At("of").Errorf("is missing; want the dimensions to choose from")
	case a.Count < 1 || a.Count > len(a.Of):
		c.At("n").Errorf("is %d; want from 1 to the %d dimensions of the list", a.Count, len(a.Of))
	}
	a.RatingBounds.Check(c)
}

// UnmarshalJSON reads one table as [ReadPolicies] does.
func (t *LevelTable) UnmarshalJSON(b []byte) error {
	got, err := ReadPolicies("policy", b)
	if err != nil {
		return err
	}
	if len(got) != 1 {
		return errors.New("policy: want one object")
	}
	*t = got[0]
	return nil
}

var _ json.Unmarshaler = (*LevelTable)(nil)
