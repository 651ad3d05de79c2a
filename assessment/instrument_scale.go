package assessment

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/openiop/openiop/internal/strictjson"
	"github.com/openiop/openiop/iop"
)

// Scale is a score: the total or a subscale.
type Scale struct {
	// ID names a subscale; the total has none.
	ID string `json:"id,omitempty"`
	// Items are those that are added up.
	Items []string `json:"items"`
	// Subtract are items that are taken away.
	Subtract  []string  `json:"subtract,omitempty"`
	Direction Direction `json:"direction"`
	// Min and Max are the lowest and highest sum, held against the items.
	Min int `json:"min"`
	Max int `json:"max"`
	// Transform maps the sum to another range.
	Transform *Transform `json:"transform,omitempty"`
	// BandSets are named ways to divide the range; the first that is not on
	// request is used unless another is named.
	BandSets []BandSet `json:"bandSets,omitempty"`
	// Source is where the scale was read, if not where the instrument was.
	Source *iop.Source `json:"source,omitempty"`
}

// Direction says which end of a scale is the better one. The zero Direction is
// invalid.
type Direction string

// The directions.
const (
	HigherWorse  Direction = "higher-worse"
	HigherBetter Direction = "higher-better"
)

// Transform maps a sum evenly from its own range to another, rounded half up
// to some decimals.
type Transform struct {
	Min      int `json:"min"`
	Max      int `json:"max"`
	Decimals int `json:"decimals,omitempty"`
}

// BandSet is a named division of a range into bands.
type BandSet struct {
	Name  string `json:"name"`
	Bands []Band `json:"bands"`
	// OnRequest sets are used only where they are named: nobody recommends them
	// any more.
	OnRequest bool       `json:"onRequest,omitempty"`
	Source    iop.Source `json:"source"`
}

// Band is the label of a stretch of scores, both ends included.
type Band struct {
	Min   int    `json:"min"`
	Max   int    `json:"max"`
	Label string `json:"label"`
}

// Category is a result by rules: the first label whose conditions hold.
type Category struct {
	// Name names the rules, as band sets are named.
	Name   string          `json:"name"`
	Labels []CategoryLabel `json:"labels"`
	Source iop.Source      `json:"source"`
}

// CategoryLabel is one label and its conditions. The last one has none: it is
// what remains.
type CategoryLabel struct {
	Label string      `json:"label"`
	All   []Condition `json:"all,omitempty"`
}

// Flag is a yes, no or unknown that answers give, whatever becomes of the
// total.
type Flag struct {
	// Name is the flag's name, as in "item9".
	Name string `json:"name"`
	// Title says what a yes means.
	Title string `json:"title"`
	// All are the conditions that must hold together.
	All []Condition `json:"all"`
	// Critical says that a person is to look at a yes, or an unknown, without
	// waiting for the total.
	Critical bool `json:"critical,omitempty"`
	// Next is the instrument that follows a yes.
	Next   string     `json:"next,omitempty"`
	Source iop.Source `json:"source"`
}

// Condition holds if a score, or the number of items that meet one of some
// marks, is at least Min and at most Max.
type Condition struct {
	// Scale is "total" or the id of a subscale.
	Scale string `json:"scale,omitempty"`
	// Of are the marks, where items are counted.
	Of []Mark `json:"of,omitempty"`
	// Min is the least; for items 1 if both are absent.
	Min *int `json:"min,omitempty"`
	Max *int `json:"max,omitempty"`
}

// Mark is what an item must reach to be counted: at least Min points.
type Mark struct {
	Items []string `json:"items"`
	Min   int      `json:"min"`
}

// CutoffSet is a named set of cut-offs of the total, by whom they are for.
type CutoffSet struct {
	Name   string       `json:"name"`
	Title  string       `json:"title,omitempty"`
	Cases  []CutoffCase `json:"cases"`
	Source iop.Source   `json:"source"`
}

// CutoffCase is one cut-off: a total of Min or more is positive. Without sex
// and ages it is for everybody.
type CutoffCase struct {
	// Sex is female, male, or unknown for those of whom it is not known.
	Sex Sex `json:"sex,omitempty"`
	// AgeFrom and AgeTo are years of age, both included.
	AgeFrom *int `json:"ageFrom,omitempty"`
	AgeTo   *int `json:"ageTo,omitempty"`
	Min     int  `json:"min"`
}

// Consistency is a condition between answers: Item is at least as much as
// each of AtLeast.
type Consistency struct {
	// Name is the name of the flag that a broken check sets.
	Name    string     `json:"name"`
	Item    string     `json:"item"`
	AtLeast []string   `json:"atLeast"`
	Source  iop.Source `json:"source"`
}

// Allowed is the set of answers of an item: from Min to Max, or only Values.
// In files it is written {"min": 0, "max": 3} or [0, 2, 4].
type Allowed struct {
	Min, Max int
	Values   []int
}

// Has reports whether an answer is allowed.
func (a Allowed) Has(v int) bool {
	return v >= a.Min && v <= a.Max && (a.Values == nil || slices.Contains(a.Values, v))
}

// String words the set, as in "0 to 3" or "0, 2 or 4".
func (a Allowed) String() string {
	if a.Values == nil {
		return fmt.Sprintf("%d to %d", a.Min, a.Max)
	}
	var b strings.Builder
	for i, v := range a.Values {
		switch {
		case i > 0 && i == len(a.Values)-1:
			b.WriteString(" or ")
		case i > 0:
			b.WriteString(", ")
		}
		b.WriteString(strconv.Itoa(v))
	}
	return b.String()
}

// DecodeStrict reads either form.
func (a *Allowed) DecodeStrict(c *strictjson.Context, n *strictjson.Node) {
	if n.Kind == strictjson.Array {
		c.Value(n, &a.Values)
		if len(a.Values) > 0 {
			a.Min, a.Max = slices.Min(a.Values), slices.Max(a.Values)
		}
		return
	}
	var r struct {
		Min int `json:"min"`
		Max int `json:"max"`
	}
	c.Value(n, &r)
	a.Min, a.Max = r.Min, r.Max
}

// MarshalJSON writes the form that was read.
func (a Allowed) MarshalJSON() ([]byte, error) {
	if a.Values == nil {
		return fmt.Appendf(nil, `{"min":%d,"max":%d}`, a.Min, a.Max), nil
	}
	b := []byte{'['}
	for i, v := range a.Values {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(b, int64(v), 10)
	}
	return append(b, ']'), nil
}
