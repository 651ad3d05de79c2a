package assessment

import (
	"fmt"

	"github.com/openiop/openiop/iop"
)

// Answers is one set of answers.
type Answers struct {
	// Values are the answers in item order. A list that ends early leaves the
	// rest unanswered.
	Values []Answer
	Coding Coding
	// Problems are what a reader of answers could not make an answer of; they
	// make the result invalid.
	Problems []Problem
}

// Score scores one set of answers. It makes the instrument ready first; whoever
// scores many sets calls [NewScorer] once. An instrument that could not stand
// in a file gives an invalid result that says why.
func Score(in *Instrument, a Answers, c Context) Result {
	s, err := NewScorer(*in)
	if err != nil {
		return Result{Instrument: in.ID, Version: in.Version, Status: StatusInvalid,
			Problems: []Problem{{Value: "the instrument is not usable", Allowed: "one that NewScorer accepts"}}}
	}
	return s.Score(a, c)
}

// Score scores one set of answers.
func (s *Scorer) Score(a Answers, c Context) Result {
	var r Result
	s.ScoreInto(&r, a, c)
	return r
}

// ScoreInto is [Scorer.Score] into a result whose lists are used again.
func (s *Scorer) ScoreInto(r *Result, a Answers, c Context) {
	w := work{s: s, r: r, c: c}
	r.reset(s, a.Coding)
	r.Problems = append(r.Problems, a.Problems...)
	w.take(a)
	w.skip()
	w.complete(len(a.Values))
	w.scores()
	w.bands()
	w.setFlags()
}

// reset empties a result and keeps the room of its lists.
func (r *Result) reset(s *Scorer, coding Coding) {
	if coding == "" || coding == Inverted && !s.reverses {
		coding = Raw
	}
	*r = Result{
		Instrument: s.in.ID, Version: s.in.Version, Coding: coding,
		Subscales: r.Subscales[:0], Bands: r.Bands[:0], Flags: r.Flags[:0], Missing: r.Missing[:0], Problems: r.Problems[:0],
	}
}

// work is the scoring of one set of answers.
type work struct {
	s *Scorer
	r *Result
	c Context
	// given are the answers as they came, for comparisons between them.
	given [maxItems]Answer
	// points count if known is set.
	points [maxItems]int32
	known  [maxItems]bool
	// contradicted says whether answers contradict the skips.
	contradicted Ternary
	// tooMany says that which answer belongs to which item is not certain.
	tooMany bool
}

// take turns answers into points.
func (w *work) take(a Answers) {
	if n := len(w.s.items); len(a.Values) > n {
		w.tooMany = true
		w.problem("", fmt.Sprintf("%d answers", len(a.Values)), fmt.Sprintf("at most %d", n))
		a.Values = a.Values[:n]
	}
	inverted := w.r.Coding == Inverted
	if w.r.Coding != Raw && !inverted {
		w.problem("", "an unknown coding", "raw or inverted")
	}
	for i := range w.s.items {
		w.given[i] = NotAnswered
		if i >= len(a.Values) || a.Values[i] == NotAnswered {
			continue
		}
		v, t := a.Values[i], &w.s.items[i]
		table := t.raw
		if inverted {
			table = t.inverted
		}
		at := int(v) - int(t.min)
		if uint(at) >= uint(len(table)) || table[at] < 0 {
			w.given[i] = unusable
			if v != unusable {
				w.problem(w.s.in.Items[i].ID, w.s.in.number(v), w.s.in.allowedFor(&w.s.in.Items[i]).String())
			}
			continue
		}
		w.given[i], w.points[i], w.known[i] = v, table[at], true
		w.r.Answered++
	}
}

// number words an answer.
func (in *Instrument) number(v Answer) string {
	return iop.DecimalAmount(int64(v), in.Decimals).String()
}

func (w *work) problem(item, value, allowed string) {
	w.r.Problems = append(w.r.Problems, Problem{item, value, allowed})
}

// skip gives 0 points to items that are not asked, in the order of the file.
func (w *work) skip() {
	w.contradicted = No
	for i := range w.s.skips {
		k := &w.s.skips[i]
		low, high := int64(0), int64(0)
		for _, at := range k.when {
			l, h := w.bounds(at)
			low, high = low+l, high+h
		}
		switch {
		case low > k.max:
		case high <= k.max:
			w.apply(k)
		case w.anyPoints(k.items):
			w.contradicted = or(w.contradicted, Unknown)
		}
	}
}

func (w *work) apply(k *readySkip) {
	if w.anyPoints(k.items) {
		w.contradicted = Yes
	}
	for _, at := range k.items {
		if !w.known[at] && w.given[at] == NotAnswered || k.ignore {
			w.points[at], w.known[at] = 0, true
		}
	}
}

// anyPoints reports whether any of some items was answered with points.
func (w *work) anyPoints(items []int) bool {
	for _, at := range items {
		if w.given[at] != NotAnswered && w.points[at] > 0 {
			return true
		}
	}
	return false
}

// bounds gives the fewest and most points that an item has or may have.
func (w *work) bounds(at int) (low, high int64) {
	if w.known[at] {
		return int64(w.points[at]), int64(w.points[at])
	}
	return w.s.items[at].low, w.s.items[at].high
}

// complete lists what is missing and settles the status. A list of answers
// that ends before an item that is needed is never prorated: which items it
// holds is not certain.
func (w *work) complete(given int) {
	short := false
	for i := range w.s.items {
		if !w.s.items[i].required || w.known[i] || w.given[i] == unusable {
			continue
		}
		w.r.Missing = append(w.r.Missing, w.s.in.Items[i].ID)
		short = short || i >= given
	}
	m := &w.s.in.Missing
	switch n := len(w.r.Missing); {
	case len(w.r.Problems) > 0:
		w.r.Status = StatusInvalid
	case n == 0:
		w.r.Status = StatusScored
	case m.Rule == Prorate && n <= m.Max && !short:
		w.r.Status = StatusProrated
		w.r.Prorated = n
	default:
		w.r.Status = StatusIncomplete
	}
}

// sum adds up a scale; known is false where items are missing, and then low
// and high are what it can be.
func (w *work) sum(sc *readyScale) (low, high int64, known bool) {
	known = true
	for _, at := range sc.plus {
		l, h := w.bounds(at)
		low, high, known = low+l, high+h, known && w.known[at]
	}
	for _, at := range sc.minus {
		l, h := w.bounds(at)
		low, high, known = low-h, high-l, known && w.known[at]
	}
	return low, high, known
}

func (w *work) scores() {
	valid := w.r.Status != StatusInvalid
	for i := range w.s.subscales {
		sc := &w.s.subscales[i]
		score := iop.Amount{}
		if sum, _, known := w.sum(sc); known && valid {
			score = sc.amount(&w.s.in, sum)
		}
		w.r.Subscales = append(w.r.Subscales, ScaleScore{sc.def.ID, score})
	}
	if w.s.total == nil {
		return
	}
	switch w.r.Status {
	case StatusScored:
		sum, _, _ := w.sum(w.s.total)
		w.r.Total = w.s.total.amount(&w.s.in, sum)
	case StatusProrated:
		w.r.Total = iop.WholeAmount(w.prorate())
	}
}

// prorate puts the mean of the answered items in the place of the others:
// sum times items, divided by answered items, rounded half up.
func (w *work) prorate() int64 {
	sum, answered, all := int64(0), int64(0), int64(len(w.s.total.plus))
	for _, at := range w.s.total.plus {
		if w.known[at] {
			sum, answered = sum+int64(w.points[at]), answered+1
		}
	}
	return (2*sum*all + answered) / (2 * answered)
}
