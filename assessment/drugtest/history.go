package drugtest

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/openiop/openiop/iop"
)

// Medication is a substance that a person takes on somebody's order, and when.
type Medication struct {
	// Substance is a word of the catalogue, as in "buprenorphine". A word that
	// the catalogue does not know is kept; it explains nothing.
	Substance string
	// From is the first day, zero if it is not known.
	From iop.Date
	// Until is the last day, zero while it goes on. It is not before From.
	Until iop.Date
}

// InForce reports whether the medication is taken on a day. Both its first and
// its last day count: who takes the last dose in the morning may show it at
// noon.
func (m Medication) InForce(on iop.Date) bool {
	return !on.Before(m.From) && (!m.Until.IsValid() || !m.Until.Before(on))
}

// Check reports a medication that cannot be.
func (m Medication) Check() error {
	var errs []error
	if strings.TrimSpace(m.Substance) == "" {
		errs = append(errs, &FieldError{"substance", "is missing; want a word such as buprenorphine"})
	}
	if m.Until.IsValid() && m.Until.Before(m.From) {
		errs = append(errs, &FieldError{"until", "is before the medication starts; want its last day, or null while it goes on"})
	}
	return errors.Join(errs...)
}

// About is what a history is about, beyond results and medications.
type About struct {
	// AsOf is the day on which the history is read.
	AsOf iop.Date
	// Population is the age group, unknown if it is not stated.
	Population iop.Population
	// Jurisdiction is an ISO 3166-2 code such as US-UT, "" if it is not stated.
	Jurisdiction string
}

// History is the results and medications of one person, in the order of their
// days. It never changes. The zero History is empty.
type History struct {
	about       About
	results     []Result
	medications []Medication
	unread      int
}

// NewHistory puts results and medications in order. Results and medications
// that are given twice count once; it is an error if two results share an id
// and differ, or if a medication cannot be. The order in which they are given
// changes nothing.
func NewHistory(about About, results []Result, medications []Medication) (*History, error) {
	h := &History{about: about, results: slices.Clone(results), medications: slices.Clone(medications)}
	var errs []error
	slices.SortStableFunc(h.results, func(a, b Result) int { return strings.Compare(string(a.visit.ID), string(b.visit.ID)) })
	told := ResultID("")
	h.results = slices.CompactFunc(h.results, func(a, b Result) bool {
		if a.visit.ID != b.visit.ID {
			return false
		}
		if !a.equal(&b) && told != a.visit.ID {
			told = a.visit.ID
			errs = append(errs, fmt.Errorf("two results have the id %q and differ; give each its own", a.visit.ID))
		}
		return true
	})
	for i := range h.results {
		if !h.results[i].collection.IsValid() {
			errs = append(errs, fmt.Errorf("a result was not made by a constructor of this package"))
		}
	}
	slices.SortFunc(h.results, func(a, b Result) int { return a.compare(&b) })
	for i, m := range h.medications {
		if err := m.Check(); err != nil {
			errs = append(errs, fmt.Errorf("medications[%d]: %w", i, err))
		}
	}
	slices.SortFunc(h.medications, compareMedications)
	h.medications = slices.Compact(h.medications)
	return h, errors.Join(errs...)
}

func compareMedications(a, b Medication) int {
	return cmp.Or(strings.Compare(a.Substance, b.Substance), a.From.Compare(b.From), a.Until.Compare(b.Until))
}

// compare orders results: by the day of collection, of one day by the day of
// the report, then a definitive one after others, then by id.
func (r *Result) compare(s *Result) int {
	rank := func(p Process) int {
		if p == Definitive {
			return 1
		}
		return 0
	}
	return cmp.Or(r.visit.Collected.Compare(s.visit.Collected), r.visit.Reported.Compare(s.visit.Reported),
		cmp.Compare(rank(r.process), rank(s.process)), strings.Compare(string(r.visit.ID), string(s.visit.ID)))
}

// About gives what the history is about.
func (h *History) About() About { return h.about }

// Len gives the number of results.
func (h *History) Len() int { return len(h.results) }

// Unread is how many results and medications of a file had a problem, so that
// they, or a part of them, are not in the history.
func (h *History) Unread() int { return h.unread }

// Newest gives the result that the history is read for: the one collected
// last; of one day the one reported last, then a definitive one, then the one
// with the greatest id.
func (h *History) Newest() (Result, bool) {
	if len(h.results) == 0 {
		return Result{}, false
	}
	return h.results[len(h.results)-1], true
}

// Results yields the results, oldest first.
func (h *History) Results() iter.Seq[*Result] {
	return func(yield func(*Result) bool) {
		for i := range h.results {
			r := h.results[i]
			if !yield(&r) {
				return
			}
		}
	}
}

// Medications yields the medications in the order of their names and days.
func (h *History) Medications() iter.Seq[Medication] { return slices.Values(h.medications) }
