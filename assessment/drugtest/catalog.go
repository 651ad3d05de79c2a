package drugtest

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"github.com/openiop/openiop/iop"
)

// Catalog is an unchanging set of analytes, classes and substances with what
// is known of them. Make one with [Embedded] or [NewCatalog].
type Catalog struct {
	recalled bool
	*index
}

// index is what the catalogues with and without recalled values share.
type index struct {
	classes   []Class   // by id
	analytes  []Analyte // by id, of all classes
	classOf   []int     // of each analyte
	analyteAt map[AnalyteID]int
	classAt   map[ClassID]int
	names     []string // of analytes and classes, for Nearest
	tags      []Tags   // of each analyte, with those of its class

	substances  []SubstanceID // by id, analytes included
	substanceAt map[SubstanceID]int
	views       [2]view // without and with recalled values
}

// WithRecalled gives the catalogue with the values that nobody has read.
func (c *Catalog) WithRecalled() *Catalog { return &Catalog{true, c.index} }

// Recalled reports whether values that nobody has read are in use.
func (c *Catalog) Recalled() bool { return c.recalled }

// Analyte gives an analyte by its id. It is shared: do not change it. Its
// lists hold recalled values too; [Catalog.Windows] and [Catalog.Cutoffs] give
// those that the catalogue uses.
func (c *Catalog) Analyte(id AnalyteID) (*Analyte, bool) {
	i, ok := c.analyteAt[id]
	if !ok {
		return nil, false
	}
	return &c.analytes[i], true
}

// Class gives a class by its id. It is shared: do not change it.
func (c *Catalog) Class(id ClassID) (*Class, bool) {
	i, ok := c.classAt[id]
	if !ok {
		return nil, false
	}
	return &c.classes[i], true
}

// Analytes yields the analytes in the order of their ids.
func (c *Catalog) Analytes() iter.Seq[*Analyte] {
	return func(yield func(*Analyte) bool) {
		for i := range c.analytes {
			if !yield(&c.analytes[i]) {
				return
			}
		}
	}
}

// Classes yields the classes in the order of their ids.
func (c *Catalog) Classes() iter.Seq[*Class] {
	return func(yield func(*Class) bool) {
		for i := range c.classes {
			if !yield(&c.classes[i]) {
				return
			}
		}
	}
}

// Safety gives the tags of an analyte with those of its class, none for one
// that the catalogue does not know.
func (c *Catalog) Safety(id AnalyteID) Tags {
	i, ok := c.analyteAt[id]
	if !ok {
		return Tags{}
	}
	return c.tags[i]
}

// Knows reports whether a medication word is one of the catalogue, as an
// analyte, a product or an agent that an assay may react to.
func (c *Catalog) Knows(medication string) bool {
	_, ok := c.substanceAt[canonical(medication)]
	return ok
}

// Windows yields the windows of an analyte in a matrix that the catalogue
// uses.
func (c *Catalog) Windows(id AnalyteID, m Matrix) iter.Seq[Window] {
	return func(yield func(Window) bool) {
		a, ok := c.Analyte(id)
		for i := 0; ok && i < len(a.Windows); i++ {
			w := a.Windows[i]
			if w.Matrix == m && (c.recalled || !w.Recalled()) && !yield(w) {
				return
			}
		}
	}
}

// Cutoffs yields the cut-offs that sources state for an analyte, each with its
// assay and matrix. No cut-off is the analyte's own.
func (c *Catalog) Cutoffs(id AnalyteID) iter.Seq2[Cutoff, *iop.Source] {
	return func(yield func(Cutoff, *iop.Source) bool) {
		a, ok := c.Analyte(id)
		for i := 0; ok && i < len(a.Cutoffs); i++ {
			k := a.Cutoffs[i]
			if (c.recalled || !k.Recalled()) && !yield(k.Cutoff(), k.source) {
				return
			}
		}
	}
}

// canonical gives the form in which medication words are compared.
func canonical(word string) SubstanceID {
	return SubstanceID(strings.ToLower(strings.NewReplacer(" ", "_", "-", "_", "/", "_").Replace(strings.TrimSpace(word))))
}

// Nearest gives up to four ids of analytes and classes that resemble a word
// that is none, for error messages: those that hold it, and those with the
// fewest letters to change.
func (c *Catalog) Nearest(word string) []string { return nearest(word, c.names) }

func nearest(word string, names []string) (out []string) {
	plain := strings.NewReplacer("-", "", "_", "", " ", "", ".", "", "/", "")
	word = plain.Replace(strings.ToLower(word))
	type candidate struct {
		name string
		far  int
	}
	var found []candidate
	for _, n := range names {
		have := plain.Replace(n)
		far := distance(have, word)
		holds := len(word) >= 3 && (strings.Contains(have, word) || strings.Contains(word, have))
		if holds || far <= min(max(1, (len(word)+1)/3), 3) {
			found = append(found, candidate{n, far})
		}
	}
	slices.SortStableFunc(found, func(a, b candidate) int { return cmp.Compare(a.far, b.far) })
	for _, f := range found[:min(len(found), 4)] {
		out = append(out, f.name)
	}
	return out
}

// distance is how many letters to add, drop or replace turn a into b.
func distance(a, b string) int {
	if len(a) > 64 || len(b) > 64 {
		return 64
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		corner := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := corner
			if a[i] != b[j] {
				cost = 1 + min(corner, row[j], row[j+1])
			}
			corner, row[j+1] = row[j+1], cost
		}
	}
	return row[len(b)]
}
