package iop

import (
	"embed"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync"
)

//go:embed standards/*.json
var standardFiles embed.FS

// embedded holds the standards that ship with the library, read on first use.
var embedded = sync.OnceValue(func() *Catalogue {
	c, err := readEmbedded()
	if err != nil {
		panic("openiop: embedded standards: " + err.Error()) // a broken build; the tests read every file
	}
	return c
})

func readEmbedded() (*Catalogue, error) {
	files, err := standardFiles.ReadDir("standards")
	if err != nil {
		return nil, err
	}
	var all []Standard
	for _, f := range files {
		name := "standards/" + f.Name()
		data, err := standardFiles.ReadFile(name)
		if err != nil {
			return nil, err
		}
		got, err := ReadStandards(name, data)
		if err != nil {
			return nil, err
		}
		all = append(all, got...)
	}
	return NewCatalogue(all...)
}

// Catalogue is an unchanging set of standards, in the order of their ids and
// periods. The zero Catalogue is empty.
type Catalogue struct {
	standards []Standard
}

// Embedded gives the standards that ship with the library. They are read and
// checked once, on first use.
func Embedded() *Catalogue { return embedded() }

// NewCatalogue makes a catalogue. It is an error if two standards of one id
// are in force on the same day: a changed number is a new period under the
// same id.
func NewCatalogue(standards ...Standard) (*Catalogue, error) {
	c := &Catalogue{}
	for i := range standards {
		c.standards = append(c.standards, standards[i].Clone())
	}
	slices.SortStableFunc(c.standards, func(a, b Standard) int {
		if n := strings.Compare(string(a.ID), string(b.ID)); n != 0 {
			return n
		}
		return a.InForce.From.Compare(b.InForce.From)
	})
	var errs []error
	for i := 1; i < len(c.standards); i++ {
		a, b := &c.standards[i-1], &c.standards[i]
		if a.ID == b.ID && a.InForce.Overlaps(b.InForce) {
			errs = append(errs, fmt.Errorf("standard %q: two periods overlap; end one on the day the next begins", a.ID))
		}
	}
	return c, errors.Join(errs...)
}

// Add gives a catalogue with more standards; c stays as it is.
func (c *Catalogue) Add(standards ...Standard) (*Catalogue, error) {
	return NewCatalogue(append(slices.Clone(c.standards), standards...)...)
}

// Len gives the number of standards, every period of an id counted.
func (c *Catalogue) Len() int { return len(c.standards) }

// Query selects standards. The zero Query selects those that are on by
// default: current, and read by somebody.
type Query struct {
	// Jurisdiction is an exact code such as "US-VA"; "" selects all.
	Jurisdiction string
	// Level selects standards about a level; 0 selects all.
	Level Level
	// Population selects standards whose audience includes it; unknown selects
	// all.
	Population Population
	// On selects the periods in force on a day; zero selects the newest period
	// of each id.
	On Date
	// All adds recalled, superseded, obsolete and legacy standards, and the
	// recalled requirements of the others.
	All bool
}

// Select yields the standards that a query selects, in the order of their
// ids. Each is the caller's own copy.
func (c *Catalogue) Select(q Query) iter.Seq[Standard] {
	return func(yield func(Standard) bool) {
		for i := range c.standards {
			if s := &c.standards[i]; q.selects(s) && c.inQuery(i, q.On) && !yield(s.loaded(q.All)) {
				return
			}
		}
	}
}

func (q *Query) selects(s *Standard) bool {
	return (q.Jurisdiction == "" || q.Jurisdiction == s.Jurisdiction) &&
		(q.Level == 0 || slices.Contains(s.Levels, q.Level)) &&
		s.Audience().Includes(q.Population) &&
		(q.All || s.OnByDefault())
}

// inQuery reports whether period i is the one meant: in force on a day, or
// the newest of its id.
func (c *Catalogue) inQuery(i int, on Date) bool {
	if on.IsValid() {
		return c.standards[i].InForce.Contains(on)
	}
	return i+1 == len(c.standards) || c.standards[i+1].ID != c.standards[i].ID
}

// loaded gives the caller's copy: without recalled requirements, unless they
// are asked for or the whole standard is recalled and was named.
func (s *Standard) loaded(recalled bool) Standard {
	if recalled || s.Confidence == Recalled {
		return s.Clone()
	}
	return s.WithoutRecalled()
}

// Lookup gives the newest period of a standard by its id. Naming a recalled
// or superseded standard loads it; recalled requirements of a standard that
// was itself read load only if recalled is true.
func (c *Catalogue) Lookup(id StandardID, recalled bool) (Standard, bool) {
	found := -1
	for i := range c.standards {
		if c.standards[i].ID == id {
			found = i
		}
	}
	if found < 0 {
		return Standard{}, false
	}
	return c.standards[found].loaded(recalled), true
}

// Periods gives every period of a standard, oldest first.
func (c *Catalogue) Periods(id StandardID, recalled bool) []Standard {
	var out []Standard
	for i := range c.standards {
		if c.standards[i].ID == id {
			out = append(out, c.standards[i].loaded(recalled))
		}
	}
	return out
}

// Nearest gives ids that resemble one that was not found, for error messages.
func (c *Catalogue) Nearest(id StandardID) []StandardID {
	head, _, _ := strings.Cut(string(id), "-")
	var out []StandardID
	for i := range c.standards {
		have := c.standards[i].ID
		if strings.HasPrefix(string(have), head) && !slices.Contains(out, have) {
			out = append(out, have)
		}
	}
	return out
}
