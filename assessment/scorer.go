package assessment

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/openiop/openiop/iop"
)

// Answer is one answer: the number that was chosen or counted. Where an
// instrument allows decimals it counts units of the last of them: 2.5 is 250
// at two decimals.
type Answer int16

// NotAnswered stands for an answer that is missing. It is not 0.
const NotAnswered Answer = math.MinInt16

// unusable stands for an answer that is there and cannot be read.
const unusable Answer = math.MinInt16 + 1

// Scorer is an instrument made ready for scoring: every reversal, recode and
// weight worked out once into one table of points. It never changes and may be
// used from many goroutines.
type Scorer struct {
	in        Instrument
	index     map[string]int
	items     []readyItem
	sums      []sumItem // the total as a plain sum, nil where it is not
	total     *readyScale
	subscales []readyScale
	skips     []readySkip
	category  []readyLabel
	flags     []readyFlag
	checks    []readyCheck
	reverses  bool
}

// readyItem is an item as a table from answers to points.
type readyItem struct {
	min      Answer
	raw      []int32 // points of the answer min+i; -1 = not allowed
	inverted []int32
	low      int64
	high     int64
	required bool
}

// sumItem is an item of a plain sum; items outside the total give 0.
type sumItem struct {
	min    Answer
	points []int32
}

type readyScale struct {
	def   *Scale
	plus  []int
	minus []int
}

type readySkip struct {
	when, items []int
	max         int64
	ignore      bool
}

// readyCondition bounds a scale in hundredths of a point, and a number of items
// as it is; math.MinInt64 and math.MaxInt64 are no bound.
type readyCondition struct {
	scale    *readyScale
	marks    []readyMark
	min, max int64
}

type readyMark struct {
	items []int
	min   int64
}

type readyLabel struct {
	label string
	all   []readyCondition
}

type readyFlag struct {
	name string
	all  []readyCondition
}

type readyCheck struct {
	name    string
	item    int
	atLeast []int
}

// NewScorer makes an instrument ready for scoring. It is an error, with what
// would be right, if the instrument could not stand in a file.
func NewScorer(in Instrument) (*Scorer, error) {
	var errs []error
	for _, f := range in.faults() {
		errs = append(errs, fmt.Errorf("instrument %q: %s: %s", in.ID, f.path, f.text))
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	s := &Scorer{in: in, index: map[string]int{}}
	for i := range in.Items {
		s.index[in.Items[i].ID] = i
		s.items = append(s.items, s.in.ready(&in.Items[i]))
		s.reverses = s.reverses || in.Items[i].Reversed
	}
	if in.Total != nil {
		t := s.scale(s.in.Total)
		s.total = &t
	}
	for i := range in.Subscales {
		s.subscales = append(s.subscales, s.scale(&s.in.Subscales[i]))
	}
	s.rules()
	s.plainSum()
	return s, nil
}

// Instrument gives the instrument; treat it as read-only.
func (s *Scorer) Instrument() *Instrument { return &s.in }

// unit is how many units of an answer make one point.
func (in *Instrument) unit() int64 { return [...]int64{1, 10, 100}[in.Decimals] }

// ready works out the table of an item.
func (in *Instrument) ready(item *Item) readyItem {
	a, unit := in.allowedFor(item), int(in.unit())
	r := readyItem{min: Answer(a.Min * unit), required: item.Role != RoleUnscored, low: math.MaxInt64}
	for u := a.Min * unit; u <= a.Max*unit; u++ {
		raw, inverted := int32(-1), int32(-1)
		if u%unit == 0 || a.Values == nil {
			raw, inverted = in.tableLine(item, a, u, unit)
		}
		r.raw, r.inverted = append(r.raw, raw), append(r.inverted, inverted)
		if raw >= 0 {
			r.low, r.high = min(r.low, int64(raw)), max(r.high, int64(raw))
		}
	}
	return r
}

// tableLine gives the points of an answer in units, as it is and as one that
// was reversed before.
func (in *Instrument) tableLine(item *Item, a Allowed, u, unit int) (raw, inverted int32) {
	if unit > 1 { // no recodes beside decimals
		if item.Reversed {
			return int32((a.Min+a.Max)*unit - u), int32(u)
		}
		return int32(u), int32(u)
	}
	raw, inverted = -1, -1
	if p, ok := in.points(item, u); ok {
		raw = int32(p)
	}
	back := u
	if item.Reversed {
		back = a.Min + a.Max - u
	}
	if p, ok := in.points(item, back); ok {
		inverted = int32(p)
	}
	return raw, inverted
}

func (s *Scorer) indexes(ids []string) (out []int) {
	for _, id := range ids {
		out = append(out, s.index[id])
	}
	return out
}

func (s *Scorer) scale(def *Scale) readyScale {
	return readyScale{def, s.indexes(def.Items), s.indexes(def.Subtract)}
}

func (s *Scorer) rules() {
	for _, k := range s.in.Skips {
		s.skips = append(s.skips, readySkip{s.indexes(k.When), s.indexes(k.Items), int64(k.Max) * s.in.unit(), k.Ignore})
	}
	if s.in.Category != nil {
		for _, l := range s.in.Category.Labels {
			s.category = append(s.category, readyLabel{l.Label, s.conditions(l.All)})
		}
	}
	for _, f := range s.in.Flags {
		s.flags = append(s.flags, readyFlag{f.Name, s.conditions(f.All)})
	}
	for _, k := range s.in.Checks {
		s.checks = append(s.checks, readyCheck{k.Name, s.index[k.Item], s.indexes(k.AtLeast)})
	}
}

func (s *Scorer) conditions(all []Condition) (out []readyCondition) {
	for _, k := range all {
		r := readyCondition{min: math.MinInt64, max: math.MaxInt64, scale: s.readyScale(k.Scale)}
		for _, m := range k.Of {
			r.marks = append(r.marks, readyMark{s.indexes(m.Items), int64(m.Min) * s.in.unit()})
		}
		unit := int64(1)
		if r.scale != nil {
			unit = hundredths
		}
		if k.Min != nil {
			r.min = int64(*k.Min) * unit
		}
		if k.Max != nil {
			r.max = int64(*k.Max) * unit
		}
		if k.Min == nil && k.Max == nil {
			r.min = 1
		}
		out = append(out, r)
	}
	return out
}

// readyScale gives a scale by its name, nil for none.
func (s *Scorer) readyScale(name string) *readyScale {
	if name == totalName {
		return s.total
	}
	for i := range s.subscales {
		if s.subscales[i].def.ID == name {
			return &s.subscales[i]
		}
	}
	return nil
}

// plainSum lays out the total for [Scorer.Sum] where it is a plain sum: no
// subtraction, no transform, no decimals.
func (s *Scorer) plainSum() {
	if s.total == nil || len(s.total.minus) > 0 || s.in.Total.Transform != nil || s.in.Decimals > 0 {
		return
	}
	for i := range s.items {
		points := slices.Clone(s.items[i].raw)
		if !slices.Contains(s.total.plus, i) {
			for j := range points {
				points[j] = min(points[j], 0)
			}
		}
		s.sums = append(s.sums, sumItem{s.items[i].min, points})
	}
}

// Sum adds up one set of raw answers, in item order, to the total, without
// allocating. It gives false where the total is more than a plain sum of these
// answers: an item is missing, too much or not allowed, or the instrument has
// no total or one with decimals. [Scorer.Score] says which, and prorates and
// skips as the instrument does.
func (s *Scorer) Sum(answers []Answer) (total int, ok bool) {
	if len(answers) != len(s.sums) {
		return 0, false
	}
	sums := s.sums[:len(answers)]
	for i, v := range answers {
		t := &sums[i]
		at := int(v) - int(t.min)
		if uint(at) >= uint(len(t.points)) {
			return 0, false
		}
		p := t.points[at]
		if p < 0 {
			return 0, false
		}
		total += int(p)
	}
	return total, len(answers) > 0
}

// amount turns a sum into the score: transformed where the scale is.
func (r *readyScale) amount(in *Instrument, sum int64) iop.Amount {
	t := r.def.Transform
	if t == nil {
		return iop.DecimalAmount(sum, in.Decimals)
	}
	unit := in.unit()
	places := [...]int64{1, 10, 100}[t.Decimals]
	up, width := (sum-int64(r.def.Min)*unit)*int64(t.Max-t.Min)*places, int64(r.def.Max-r.def.Min)*unit
	return iop.DecimalAmount(int64(t.Min)*places+(2*up+width)/(2*width), t.Decimals)
}
