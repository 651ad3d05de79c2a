package assessment

import (
	"embed"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync"

	"github.com/openiop/openiop/iop"
)

//go:embed instruments/*.json
var instrumentFiles embed.FS

// embedded holds the instruments that ship with the library, read on first
// use.
var embedded = sync.OnceValue(func() *Library {
	l, err := readEmbedded()
	if err != nil {
		panic("openiop: embedded instruments: " + err.Error()) // a broken build; the tests read every file
	}
	return l
})

func readEmbedded() (*Library, error) {
	files, err := instrumentFiles.ReadDir("instruments")
	if err != nil {
		return nil, err
	}
	var all []Instrument
	for _, f := range files {
		name := "instruments/" + f.Name()
		data, err := instrumentFiles.ReadFile(name)
		if err != nil {
			return nil, err
		}
		got, err := ReadInstruments(name, data)
		if err != nil {
			return nil, err
		}
		for i := range got {
			if name != "instruments/"+got[i].ID+".json" {
				return nil, fmt.Errorf("%s: the id is %q; want the name of the file", name, got[i].ID)
			}
		}
		all = append(all, got...)
	}
	return NewLibrary(all...)
}

// Library is an unchanging set of instruments in the order of their ids. The
// zero Library is empty.
type Library struct {
	full  []*Scorer // as in the files
	usual []*Scorer // without what is recalled
}

// Embedded gives the instruments that ship with the library. They are read
// and checked once, on first use.
func Embedded() *Library { return embedded() }

// NewLibrary makes a library. It is an error if two instruments share an id,
// or if one could not stand in a file.
func NewLibrary(instruments ...Instrument) (*Library, error) {
	list := slices.Clone(instruments)
	slices.SortStableFunc(list, func(a, b Instrument) int { return strings.Compare(a.ID, b.ID) })
	l := &Library{}
	var errs []error
	for i, in := range list {
		if i > 0 && list[i-1].ID == in.ID {
			errs = append(errs, fmt.Errorf("instrument %q: stands twice in the library; give one another id", in.ID))
			continue
		}
		full, err := NewScorer(in)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		usual, err := NewScorer(in.withoutRecalled())
		if err != nil {
			errs = append(errs, err)
			continue
		}
		l.full, l.usual = append(l.full, full), append(l.usual, usual)
	}
	return l, errors.Join(errs...)
}

// Add gives a library with more instruments; l stays as it is.
func (l *Library) Add(instruments ...Instrument) (*Library, error) {
	var all []Instrument
	for _, s := range l.full {
		all = append(all, s.in)
	}
	return NewLibrary(append(all, instruments...)...)
}

// Lookup gives an instrument by its id, ready for scoring. Naming one on a
// recalled key loads it. Recalled parts of an instrument whose key was read
// (a cut-off, a code, a threshold) load only if recalled is true.
func (l *Library) Lookup(id string, recalled bool) (*Scorer, bool) {
	i, ok := slices.BinarySearchFunc(l.full, id, func(s *Scorer, id string) int { return strings.Compare(s.in.ID, id) })
	if !ok {
		return nil, false
	}
	if recalled {
		return l.full[i], true
	}
	return l.usual[i], true
}

// All yields the instruments in the order of their ids. Those on a recalled
// key, and recalled parts of the others, are left out unless recalled is true.
func (l *Library) All(recalled bool) iter.Seq[*Instrument] {
	return func(yield func(*Instrument) bool) {
		for i := range l.full {
			s := l.usual[i]
			if recalled {
				s = l.full[i]
			}
			if (recalled || !s.in.Recalled()) && !yield(&s.in) {
				return
			}
		}
	}
}

// Recalled reports whether the scoring key is recalled: nobody has read it.
func (in *Instrument) Recalled() bool { return in.Source.Confidence == iop.Recalled }

// withoutRecalled gives the instrument without parts that nobody has read. An
// instrument whose whole key is recalled keeps them: it was named.
func (in Instrument) withoutRecalled() Instrument {
	if in.Recalled() {
		return in
	}
	recalled := func(s iop.Source) bool { return s.Confidence == iop.Recalled }
	in.Codes.Panel, in.Codes.Total = readCode(in.Codes.Panel), readCode(in.Codes.Total)
	if in.Codes.Items == iop.Recalled {
		in.Codes.Items = 0
		in.Items = slices.Clone(in.Items)
		for i := range in.Items {
			in.Items[i].LOINC = ""
		}
	}
	if in.Interval != nil && recalled(in.Interval.Source) {
		in.Interval = nil
	}
	in.Cutoffs = without(in.Cutoffs, func(k CutoffSet) bool { return recalled(k.Source) })
	in.Flags = without(in.Flags, func(f Flag) bool { return recalled(f.Source) })
	in.Checks = without(in.Checks, func(k Consistency) bool { return recalled(k.Source) })
	in.Changes = without(in.Changes, func(r ChangeRule) bool { return recalled(r.Source) })
	in.Sources = without(in.Sources, recalled)
	if in.Total != nil {
		t := *in.Total
		t.BandSets = without(t.BandSets, func(b BandSet) bool { return recalled(b.Source) })
		in.Total = &t
	}
	in.Subscales = slices.Clone(in.Subscales)
	for i := range in.Subscales {
		in.Subscales[i].BandSets = without(in.Subscales[i].BandSets, func(b BandSet) bool { return recalled(b.Source) })
	}
	return in
}

func readCode(c *LOINC) *LOINC {
	if c == nil || c.Confidence == iop.Recalled {
		return nil
	}
	return c
}

// without copies a list but for some members; an empty list is nil.
func without[T any](list []T, drop func(T) bool) (out []T) {
	for _, v := range list {
		if !drop(v) {
			out = append(out, v)
		}
	}
	return out
}

// Nearest gives up to four ids that resemble one that was not found, for error
// messages: those that hold it, and those with the fewest letters to change.
func (l *Library) Nearest(id string) (out []string) {
	plain := strings.NewReplacer("-", "", "_", "", " ", "", ".", "")
	id = plain.Replace(strings.ToLower(id))
	far := func(have string) int { return distance(plain.Replace(have), id) }
	for _, s := range l.full {
		have := plain.Replace(s.in.ID)
		holds := len(id) >= 3 && (strings.Contains(have, id) || strings.Contains(id, have))
		if holds || far(have) <= min(max(1, (len(id)+1)/3), 3) {
			out = append(out, s.in.ID)
		}
	}
	slices.SortStableFunc(out, func(a, b string) int { return far(a) - far(b) })
	return out[:min(len(out), 4)]
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
