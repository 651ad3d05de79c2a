package assessment

import (
	"math"
	"slices"
	"strings"

	"github.com/openiop/openiop/iop"
)

// or is yes if either side is, no if both are, and unknown otherwise.
func or(a, b Ternary) Ternary {
	switch {
	case a == Yes || b == Yes:
		return Yes
	case a == No && b == No:
		return No
	}
	return Unknown
}

// and is no if either side is, yes if both are, and unknown otherwise.
func and(a, b Ternary) Ternary {
	switch {
	case a == No || b == No:
		return No
	case a == Yes && b == Yes:
		return Yes
	}
	return Unknown
}

// bands puts scores into bands, and finds the category.
func (w *work) bands() {
	if t := w.s.total; t != nil {
		for i := range t.def.BandSets {
			set := &t.def.BandSets[i]
			if set.OnRequest && w.c.BandSet != set.Name {
				continue
			}
			label := set.label(w.r.Total)
			w.r.Bands = append(w.r.Bands, BandLabel{set.Name, label})
			if w.c.BandSet == set.Name || w.c.BandSet == "" && w.r.BandSet == "" {
				w.r.Band, w.r.BandSet = label, set.Name
			}
		}
		if w.c.BandSet != "" && w.r.BandSet == "" {
			w.invalid("an unknown band set", names(t.def.BandSets, func(b *BandSet) string { return b.Name }))
		}
	}
	for i := range w.s.subscales {
		if def := w.s.subscales[i].def; len(def.BandSets) > 0 {
			w.r.Bands = append(w.r.Bands, BandLabel{def.ID, def.BandSets[0].label(w.r.Subscales[i].Score)})
		}
	}
	if w.s.in.Category != nil && w.r.Status != StatusInvalid {
		w.categorize()
	}
}

func names[T any](list []T, name func(*T) string) string {
	var out []string
	for i := range list {
		out = append(out, name(&list[i]))
	}
	if len(out) == 0 {
		return "none: the instrument has none"
	}
	return strings.Join(out, ", ")
}

// invalid takes back the total where the context asks for what is not there.
func (w *work) invalid(value, allowed string) {
	w.problem("", value, allowed)
	w.r.Status, w.r.Total, w.r.Prorated, w.r.Band = StatusInvalid, iop.Amount{}, 0, ""
	for i := range w.r.Bands {
		w.r.Bands[i].Label = ""
	}
	for i := range w.r.Subscales {
		w.r.Subscales[i].Score = iop.Amount{}
	}
}

func (b *BandSet) label(a iop.Amount) string {
	n, ok := a.Whole()
	if !ok {
		return ""
	}
	for i := range b.Bands {
		if n <= int64(b.Bands[i].Max) {
			return b.Bands[i].Label
		}
	}
	return ""
}

// categorize finds the first label whose conditions hold. One whose conditions
// may hold stops the search: a lower label is never given while a higher one
// is open.
func (w *work) categorize() {
	w.r.BandSet = w.s.in.Category.Name
	for i := range w.s.category {
		l := &w.s.category[i]
		switch w.hold(l.all) {
		case Yes:
			w.r.Band = l.label
		case No:
			continue
		}
		break
	}
	w.r.Bands = append(w.r.Bands, BandLabel{w.r.BandSet, w.r.Band})
}

// setFlags answers all flags.
func (w *work) setFlags() {
	for i := range w.s.flags {
		w.flag(w.s.flags[i].name, w.hold(w.s.flags[i].all))
	}
	if len(w.s.in.Cutoffs) > 0 {
		w.flag(positiveFlag, w.positive())
	}
	inconsistent := w.contradicted
	for i := range w.s.checks {
		k := &w.s.checks[i]
		broken := No
		for _, other := range k.atLeast {
			if w.s.items[other].required || w.known[other] { // what need not be answered contradicts nothing
				broken = or(broken, w.below(k.item, other))
			}
		}
		w.flag(k.name, broken)
		inconsistent = or(inconsistent, broken)
	}
	if len(w.s.checks) > 0 || len(w.s.skips) > 0 {
		w.flag(inconsistentFlag, inconsistent)
	}
}

// flag answers a flag. Where there are more answers than items a no is not
// certain; a yes stands, so that somebody looks.
func (w *work) flag(name string, state Ternary) {
	if w.tooMany && state == No {
		state = Unknown
	}
	w.r.Flags = append(w.r.Flags, FlagState{name, state})
}

// below says whether the answer to item a is below that to item b. Answers
// are compared as they were given: days with days. An item that was not asked
// counts 0.
func (w *work) below(a, b int) Ternary {
	x, okX := w.asGiven(a)
	y, okY := w.asGiven(b)
	switch {
	case okY && y == 0: // nothing is below nothing
		return No
	case !okX || !okY:
		return Unknown
	case x < y:
		return Yes
	}
	return No
}

func (w *work) asGiven(at int) (Answer, bool) {
	if w.given[at] > unusable {
		return w.given[at], true
	}
	return 0, w.known[at]
}

// hold says whether all of some conditions hold.
func (w *work) hold(all []readyCondition) Ternary {
	state := Yes
	for i := range all {
		state = and(state, w.holds(&all[i]))
	}
	return state
}

func (w *work) holds(k *readyCondition) Ternary {
	if k.scale == nil {
		low, high := w.count(k.marks)
		return within(low, high, k.min, k.max)
	}
	low, high, ok := w.value(k.scale)
	if !ok {
		return Unknown
	}
	return within(low, high, k.min, k.max)
}

// count gives how many items meet a mark at least, and may meet one at most.
func (w *work) count(marks []readyMark) (low, high int64) {
	for i := range marks {
		for _, at := range marks[i].items {
			l, h := w.bounds(at)
			if l >= marks[i].min {
				low++
			}
			if h >= marks[i].min {
				high++
			}
		}
	}
	return low, high
}

// hundredths of a point are exact for every scale: no score has more than two
// decimals.
const hundredths = 100

// value gives what a scale is, or lies between, in hundredths.
func (w *work) value(sc *readyScale) (low, high int64, ok bool) {
	if sc == w.s.total && w.r.Total.IsKnown() { // a prorated total is the total
		low, ok = w.r.Total.Units(maxDecimals)
		return low, low, ok
	}
	sumLow, sumHigh, _ := w.sum(sc)
	low, _ = sc.amount(&w.s.in, sumLow).Units(maxDecimals)
	high, ok = sc.amount(&w.s.in, sumHigh).Units(maxDecimals)
	return low, high, ok
}

// within says whether something between low and high lies from least to most.
func within(low, high, least, most int64) Ternary {
	switch {
	case low >= least && high <= most:
		return Yes
	case high < least || low > most:
		return No
	}
	return Unknown
}

// positive says whether the total reaches the cut-off for this person. Where
// what is not known decides between cut-offs that differ, so is the answer.
func (w *work) positive() Ternary {
	set := w.cutoffs()
	if set == nil {
		w.invalid("an unknown set of cut-offs", names(w.s.in.Cutoffs, func(k *CutoffSet) string { return k.Name }))
		return Unknown
	}
	w.r.CutSet = set.Name
	low, high, ok := w.value(w.s.total)
	if !ok {
		return Unknown
	}
	state, found := Unknown, false
	for i := range set.Cases {
		if !set.mayApply(&set.Cases[i], &w.c) {
			continue
		}
		is := within(low, high, int64(set.Cases[i].Min)*hundredths, math.MaxInt64)
		if found && is != state {
			return Unknown
		}
		state, found = is, true
	}
	return state
}

func (w *work) cutoffs() *CutoffSet {
	for i := range w.s.in.Cutoffs {
		if k := &w.s.in.Cutoffs[i]; w.c.CutSet == k.Name || w.c.CutSet == "" {
			return k
		}
	}
	return nil
}

// mayApply reports whether a cut-off is for a person, as far as is known. A
// case for those of unknown sex takes them away from the others.
func (s *CutoffSet) mayApply(k *CutoffCase, c *Context) bool {
	sex := c.Sex
	if sex == "" {
		sex = SexUnknown
	}
	if k.Sex != "" && k.Sex != sex {
		hasUnknown := slices.ContainsFunc(s.Cases, func(o CutoffCase) bool { return o.Sex == SexUnknown })
		if sex != SexUnknown || hasUnknown || k.Sex == SexUnknown {
			return false
		}
	}
	return c.Age == nil || (k.AgeFrom == nil || *c.Age >= *k.AgeFrom) && (k.AgeTo == nil || *c.Age <= *k.AgeTo)
}
