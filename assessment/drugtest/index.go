package drugtest

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/openiop/openiop/iop"
)

// strength says how a medication and an analyte belong together.
type strength uint8

const (
	unrelated strength = iota
	// little: the body makes a little of it, or the test sees it unreliably.
	little
	// mayShow: the medication can show so, and need not.
	mayShow
	// made: the body makes the analyte of the medication.
	made
	// listed: a finding is expected with the medication.
	listed
)

// view is what depends on whether recalled values are in use. Tables are by
// substance and analyte: substance*analytes+analyte.
type view struct {
	explains []strength
	sources  []*iop.Source // of explains
	mimics   []*Mimic      // agents that can make a screen for the analyte react
	longest  []int         // hours, by analyte*matrices+matrix; -1 if unknown
	linked   []bool        // analyte*analytes+analyte: one use can give both
	shows    []int         // the analyte that shows a substance best, -1 for none
}

const matrices = int(Sweat) + 1

// NewCatalog makes a catalogue of classes. It is an error if two classes,
// analytes or substances share an id, or if a relation or a product names a
// substance that no class has.
func NewCatalog(classes ...Class) (*Catalog, error) {
	x := &index{classes: slices.Clone(classes), analyteAt: map[AnalyteID]int{}, classAt: map[ClassID]int{}, substanceAt: map[SubstanceID]int{}}
	slices.SortFunc(x.classes, func(a, b Class) int { return strings.Compare(string(a.ID), string(b.ID)) })
	b := &indexer{index: x, known: map[SubstanceID]bool{}, contains: map[SubstanceID][]SubstanceID{}}
	b.collect()
	b.references()
	if err := errors.Join(b.errs...); err != nil {
		return nil, err
	}
	for i := range x.views {
		b.view(&x.views[i], i == 1)
	}
	return &Catalog{index: x}, nil
}

func (c *Catalog) view() *view {
	if c.recalled {
		return &c.views[1]
	}
	return &c.views[0]
}

// indexer builds an index.
type indexer struct {
	*index
	known    map[SubstanceID]bool
	contains map[SubstanceID][]SubstanceID
	errs     []error
}

func (b *indexer) bad(format string, args ...any) {
	b.errs = append(b.errs, fmt.Errorf(format, args...))
}

// collect gathers classes, analytes and substances.
func (b *indexer) collect() {
	for i := range b.classes {
		k := &b.classes[i]
		if _, twice := b.classAt[k.ID]; twice {
			b.bad("class %q stands twice in the catalogue; give one another id", k.ID)
		}
		b.classAt[k.ID] = i
		b.names = append(b.names, string(k.ID))
		for _, s := range k.Substances {
			b.know(s.ID)
			b.contains[s.ID] = append(b.contains[s.ID], s.Contains...)
		}
		for _, a := range k.Analytes {
			if b.known[SubstanceID(a.ID)] && slices.ContainsFunc(b.analytes, func(o Analyte) bool { return o.ID == a.ID }) {
				b.bad("analyte %q stands twice in the catalogue; give one another id", a.ID)
			}
			b.know(SubstanceID(a.ID))
			b.analytes = append(b.analytes, a)
			b.names = append(b.names, string(a.ID))
			for _, m := range a.Mimics {
				for _, id := range m.Medications {
					b.know(id)
				}
			}
		}
	}
	slices.SortFunc(b.analytes, func(p, q Analyte) int { return strings.Compare(string(p.ID), string(q.ID)) })
	slices.Sort(b.names)
	b.names = slices.Compact(b.names)
	slices.Sort(b.substances)
	for i, id := range b.substances {
		b.substanceAt[id] = i
	}
	for i, a := range b.analytes {
		b.analyteAt[a.ID] = i
		class := b.classAt[a.class]
		b.classOf = append(b.classOf, class)
		b.tags = append(b.tags, a.Safety.With(b.classes[class].Safety))
	}
}

func (b *indexer) know(id SubstanceID) {
	if !b.known[id] {
		b.known[id] = true
		b.substances = append(b.substances, id)
	}
}

// references reports names that stand for nothing.
func (b *indexer) references() {
	need := func(in, what string, id SubstanceID) {
		if !b.known[id] {
			b.bad("%s: %s %q is no analyte and no substance of the catalogue; add it to substances", in, what, id)
		}
	}
	for i := range b.classes {
		for _, s := range b.classes[i].Substances {
			for _, id := range s.Contains {
				need(string(s.ID), "contains", id)
			}
		}
	}
	for i := range b.analytes {
		a := &b.analytes[i]
		for _, r := range a.Parents {
			need(string(a.ID), "parent", r.ID)
		}
		for _, r := range a.Metabolites {
			need(string(a.ID), "metabolite", r.ID)
		}
		for _, e := range a.ExplainedBy {
			need(string(a.ID), "medication", e.Medication)
		}
		if a.Traces != nil {
			need(string(a.ID), "parent", SubstanceID(a.Traces.Parent))
		}
	}
}

// view works out the tables. Explanations go along the metabolite relations:
// what is made of an explained parent is explained.
func (b *indexer) view(v *view, recalled bool) {
	n := len(b.analytes)
	v.explains = make([]strength, len(b.substances)*n)
	v.sources = make([]*iop.Source, len(b.substances)*n)
	v.mimics = make([]*Mimic, len(b.substances)*n)
	v.longest = make([]int, n*matrices)
	use := func(c *Cited) bool { return recalled || !c.Recalled() }
	for i := range b.analytes {
		a := &b.analytes[i]
		for j := range a.ExplainedBy {
			if e := &a.ExplainedBy[j]; use(&e.Cited) {
				s := listed
				if e.MayShow {
					s = mayShow
				}
				b.set(v, e.Medication, i, s, e.source)
			}
		}
		if !slices.ContainsFunc(a.ExplainedBy, func(e Explanation) bool { return e.Medication == SubstanceID(a.ID) && e.MayShow }) {
			b.set(v, SubstanceID(a.ID), i, listed, nil)
		}
		for j := range a.Mimics {
			if m := &a.Mimics[j]; use(&m.Cited) {
				for _, id := range m.Medications {
					v.mimics[b.substanceAt[id]*n+i] = m
				}
			}
		}
		for m := Urine; m <= Sweat; m++ {
			v.longest[i*matrices+int(m)] = a.longest(m, use)
		}
	}
	for changed := true; changed; { // ends: strengths only grow
		changed = b.spread(v, use)
	}
	b.classScreens(v)
	b.links(v)
}

// links works out which analytes one use can give together, and which analyte
// shows a substance best: its own, then the first that is listed for it.
func (b *indexer) links(v *view) {
	n := len(b.analytes)
	v.linked, v.shows = make([]bool, n*n), make([]int, len(b.substances))
	for s, id := range b.substances {
		best, most := -1, unrelated
		for i := range n {
			have := v.explains[s*n+i]
			if have > most {
				best, most = i, have
			}
			for j := range n {
				if have > unrelated && v.explains[s*n+j] > unrelated {
					v.linked[i*n+j] = true
				}
			}
		}
		own := append([]SubstanceID{id}, b.contains[id]...)
		for _, o := range slices.Backward(own) {
			if i, ok := b.analyteAt[AnalyteID(o)]; ok && v.explains[s*n+i] >= most {
				best = i
			}
		}
		v.shows[s] = best
	}
}

// set raises the strength between a substance and an analyte.
func (b *indexer) set(v *view, id SubstanceID, analyte int, s strength, source *iop.Source) bool {
	at := b.substanceAt[id]*len(b.analytes) + analyte
	if v.explains[at] >= s {
		return false
	}
	v.explains[at], v.sources[at] = s, source
	return true
}

// spread carries explanations one step: from a parent to what is made of it,
// and from the parts of a product to the product.
func (b *indexer) spread(v *view, use func(*Cited) bool) (changed bool) {
	n := len(b.analytes)
	step := func(parent SubstanceID, r *Relation, metabolite int) {
		if !use(&r.Cited) {
			return
		}
		most := made
		if r.Minor {
			most = little
		}
		changed = b.set(v, parent, metabolite, most, r.source) || changed
		if p, ok := b.analyteAt[AnalyteID(parent)]; ok {
			for s, id := range b.substances {
				if have := min(v.explains[s*n+p], most); have > unrelated {
					changed = b.set(v, id, metabolite, have, r.source) || changed
				}
			}
		}
	}
	for i := range b.analytes {
		a := &b.analytes[i]
		for j := range a.Parents {
			step(a.Parents[j].ID, &a.Parents[j], i)
		}
		for j := range a.Metabolites {
			if to, ok := b.analyteAt[AnalyteID(a.Metabolites[j].ID)]; ok {
				step(SubstanceID(a.ID), &a.Metabolites[j], to)
			}
		}
	}
	for _, product := range b.substances {
		for _, part := range b.contains[product] {
			for i := range n {
				if have := v.explains[b.substanceAt[part]*n+i]; have > unrelated {
					changed = b.set(v, product, i, have, v.sources[b.substanceAt[part]*n+i]) || changed
				}
			}
		}
	}
	return changed
}

// classScreens lets a screen for a class be explained by what explains any
// analyte of the class, and expected where such screens see it. A screen with
// a list of its own is explained by that list.
func (b *indexer) classScreens(v *view) {
	n := len(b.analytes)
	for i := range b.analytes {
		if b.analytes[i].Kind != ClassScreen || slices.ContainsFunc(b.analytes[i].ExplainedBy, func(e Explanation) bool { return e.Medication != SubstanceID(b.analytes[i].ID) }) {
			continue
		}
		for s, id := range b.substances {
			for j := range b.analytes {
				if b.classOf[j] != b.classOf[i] || j == i {
					continue
				}
				have := v.explains[s*n+j]
				if b.analytes[j].Unseen != nil {
					have = min(have, little)
				}
				if have > unrelated {
					b.set(v, id, i, have, v.sources[s*n+j])
				}
			}
		}
	}
}

// longest gives the longest window in hours, -1 if none is known.
func (a *Analyte) longest(m Matrix, use func(*Cited) bool) int {
	most := -1
	for i := range a.Windows {
		w := &a.Windows[i]
		if w.Matrix != m || !use(&w.Cited) {
			continue
		}
		for _, n := range []Number{w.Max, w.Observed} {
			tenths, known := n.Units(1)
			hours := int(tenths+9) / 10
			if w.Unit == InDays {
				hours = int(tenths) * 24 / 10
			}
			if known {
				most = max(most, hours)
			}
		}
	}
	return most
}
