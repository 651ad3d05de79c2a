package assessment

import (
	"slices"

	"github.com/openiop/openiop/iop"
)

// Suggest gives the level that the table has for ratings. What is not rated may
// be anything: the answer is certain only if no way of completing the ratings
// would change it.
func (t *LevelTable) Suggest(r Ratings) Suggestion {
	s := Suggestion{Policy: t.ID, Source: t.Source, LeavesOut: slices.Clone(t.LeavesOut)}
	if r == nil {
		r = ThirdRatings{}
	}
	third, ok := r.third()
	switch {
	case !ok || third.contradicts(t.Population):
		s.Outcome = PolicyNotApplicable
		return s
	case third.On.IsValid() && !t.InForceOn(third.On):
		s.Outcome = PolicyNotInForce
		return s
	}
	s.Missing.Population = t.Population != iop.UnknownPopulation && third.Population == iop.UnknownPopulation
	s.Missing.Date = !third.On.IsValid() && t.InForce != (iop.Period{})
	trial := t.try(third)
	trial.reasons(&s)
	trial.conclude(&s)
	return s
}

func (o Occasion) contradicts(p iop.Population) bool {
	return p != iop.UnknownPopulation && o.Population != iop.UnknownPopulation && o.Population != p
}

// slot is something that is not known and that a row asks about: either a
// dimension with the ratings that rows can tell apart, or a circumstance.
type slot struct {
	dimension    Dimension
	circumstance Circumstance
	values       []int // ratings; for a circumstance 0 and 1
}

// trial holds the answer of a table for every completion of some ratings.
type trial struct {
	table   *LevelTable
	tests   []rowTest // of the rows
	known   ThirdRatings
	slots   []slot
	answers []iop.Level // one a completion, the first slot changing fastest; 0 = no rule
	always  []bool      // a row: it holds in every completion
	ever    []bool      // in some
	decides []bool      // it gives the answer in some
}

// try completes the ratings in every way that the table can tell apart. A table
// has at most a hundred rows and eight things to ask, five ratings each at the
// most, so that this ends soon.
func (t *LevelTable) try(known ThirdRatings) *trial {
	n := len(t.Rows)
	w := &trial{table: t, known: known, tests: t.tests(), slots: t.slots(known), always: make([]bool, n), ever: make([]bool, n), decides: make([]bool, n)}
	for i := range w.always {
		w.always[i] = true
	}
	size := 1
	for _, s := range w.slots {
		size *= len(s.values)
	}
	w.answers = make([]iop.Level, size)
	k, held := known.complete(), make([]bool, n)
	for i := range w.answers {
		w.fill(&k, i)
		w.answers[i] = w.answer(&k, held)
	}
	return w
}

// slots lists what is not known and asked about.
func (t *LevelTable) slots(known ThirdRatings) (out []slot) {
	for _, d := range Dimensions() {
		if _, rated := known.Of(d).Value(); rated {
			continue
		}
		if values := t.classes(d); len(values) > 1 {
			out = append(out, slot{dimension: d, values: values})
		}
	}
	for c := WithdrawalManaged; c <= MentalHealthManaged; c++ {
		asked := slices.ContainsFunc(t.Rows, func(r TableRow) bool { return slices.Contains(r.When.Given, c) })
		if asked && known.Given(c) == Unknown {
			out = append(out, slot{circumstance: c, values: []int{0, 1}})
		}
	}
	return out
}

// classes gives one rating for each set of ratings that no row tells apart.
func (t *LevelTable) classes(d Dimension) []int {
	values := []int{0}
	for i := range t.Rows {
		for _, b := range t.Rows[i].When.asks(d) {
			if b.Min != nil {
				values = append(values, *b.Min)
			}
			if b.Max != nil && *b.Max < maxRating {
				values = append(values, *b.Max+1)
			}
		}
	}
	slices.Sort(values)
	return slices.Compact(values)
}

// complete gives what is known, and nothing for what is not.
func (r ThirdRatings) complete() (k completion) {
	for _, d := range Dimensions() {
		if n, rated := r.Of(d).Value(); rated {
			k.rate(d, n)
		}
	}
	for c := WithdrawalManaged; c <= MentalHealthManaged; c++ {
		k.answer(c, r.Given(c) == Yes)
	}
	return k
}

// fill sets what is not known to the completion of a number.
func (w *trial) fill(k *completion, number int) {
	for i := range w.slots {
		s := &w.slots[i]
		v := s.values[number%len(s.values)]
		number /= len(s.values)
		if s.dimension.IsValid() {
			k.rate(s.dimension, v)
		} else {
			k.answer(s.circumstance, v == 1)
		}
	}
}

// answer gives the level of the table for a completion, 0 if no row holds, and
// notes which rows hold and decide. held is for its own use.
func (w *trial) answer(k *completion, held []bool) (level iop.Level) {
	for i := range w.table.Rows {
		held[i] = w.tests[i].holds(k)
		w.always[i] = w.always[i] && held[i]
		w.ever[i] = w.ever[i] || held[i]
		if at := w.table.Rows[i].Level; held[i] && (level == 0 || w.table.Match == HighestMatch && at > level) {
			level = at
		}
	}
	for i := range held {
		if held[i] && w.table.Rows[i].Level == level {
			w.decides[i] = true
			if w.table.Match != HighestMatch {
				break
			}
		}
	}
	return level
}

// conclude sets the outcome.
func (w *trial) conclude(s *Suggestion) {
	levels := slices.Compact(slices.Sorted(slices.Values(w.answers)))
	certain := len(levels) == 1
	switch {
	case certain && s.Missing.IsZero() && levels[0] == 0:
		s.Outcome = NoRuleMatched
		return
	case certain && s.Missing.IsZero():
		s.Outcome, s.Level = RuleMatched, levels[0]
		return
	}
	s.Outcome = PolicyUndetermined
	if s.MayMatchNone = levels[0] == 0; s.MayMatchNone {
		levels = levels[1:]
	}
	if len(levels) > 0 {
		s.Possible = levels
	}
	stride := 1
	for _, x := range w.slots {
		if w.matters(stride, len(x.values)) {
			if x.dimension.IsValid() {
				s.Missing.Dimensions = append(s.Missing.Dimensions, x.dimension)
			} else {
				s.Missing.Circumstances = append(s.Missing.Circumstances, x.circumstance)
			}
		}
		stride *= len(x.values)
	}
}

// matters reports whether two completions that differ only in one slot have
// different answers.
func (w *trial) matters(stride, values int) bool {
	for i := range w.answers {
		if i/stride%values > 0 && w.answers[i] != w.answers[i-stride] {
			return true
		}
	}
	return false
}

// reasons lists the rows that hold, or may hold.
func (w *trial) reasons(s *Suggestion) {
	for i := range w.table.Rows {
		if !w.ever[i] {
			continue
		}
		row := &w.table.Rows[i]
		reason := Reason{
			Rule: row.ID, Level: row.Level, Decides: w.decides[i], Certain: w.always[i],
			Circumstances: slices.Clone(row.When.Given), Source: row.Source,
		}
		if reason.Source == (iop.Source{}) {
			reason.Source = w.table.Source
		}
		for _, d := range Dimensions() {
			if w.fits(&row.When, d) {
				reason.Dimensions = append(reason.Dimensions, d)
			}
		}
		s.Reasons = append(s.Reasons, reason)
	}
}

// fits reports whether a row asks about a dimension and its rating is, or may
// be, among what the row asks for.
func (w *trial) fits(when *RowCondition, d Dimension) bool {
	n, rated := w.known.Of(d).Value()
	return slices.ContainsFunc(when.asks(d), func(b RatingBounds) bool { return !rated || b.contain(n) })
}
