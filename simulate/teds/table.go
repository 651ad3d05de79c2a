package teds

import (
	"errors"
	"fmt"
	"io"

	"github.com/openiop/openiop/simulate"
)

// reasons is how many reasons the model has.
const reasons = 5

// Table counts discharges by reason and length of stay. Its numbers are whole,
// so that tables of several files add up in any order. The zero Table is empty.
type Table struct {
	// Rows is how many rows the filter wanted. Missing of them have no reason
	// or no stay; Bad is how many rows of the file could not be read. Neither is
	// counted below.
	Rows    int64 `json:"rows"`
	Missing int64 `json:"missing"`
	Bad     int64 `json:"bad"`
	// Counts is by reason, in the order of [simulate.Reasons], and by the code
	// of the stay; code 0 is always 0.
	Counts [reasons][stays]int64 `json:"counts"`
}

// maxListed is the most problems of a file that are listed.
const maxListed = 100

// Read counts the rows of a file that a filter wants. It reads like [Rows];
// problems are joined into one error, of which the first hundred are listed, and
// the table holds all the other rows.
func Read(in io.Reader, name string, f Filter) (Table, error) {
	var t Table
	var problems []error
	for d, err := range Rows(in, name, f) {
		if err != nil {
			t.Bad++
			if t.Bad <= maxListed {
				problems = append(problems, err)
			}
			continue
		}
		t.add(d)
	}
	if t.Bad > maxListed {
		problems = append(problems, fmt.Errorf("%s: %d problems more", name, t.Bad-maxListed))
	}
	return t, errors.Join(problems...)
}

func (t *Table) add(d Discharge) {
	t.Rows++
	if !d.Reason.IsValid() || !d.Stay.IsValid() {
		t.Missing++
		return
	}
	t.Counts[d.Reason-1][d.Stay]++
}

// Add counts n discharges of a reason and a stay, for data that does not come
// from a file. It is an error if either is not valid or n is negative.
func (t *Table) Add(r simulate.Reason, s Stay, n int64) error {
	if !r.IsValid() || !s.IsValid() || n < 0 {
		return errors.New("teds: want a reason, a stay of 1 to 37 and no negative count")
	}
	t.Rows += n
	t.Counts[r-1][s] += n
	return nil
}

// Merge adds the counts of another table.
func (t *Table) Merge(o Table) {
	t.Rows += o.Rows
	t.Missing += o.Missing
	t.Bad += o.Bad
	for r := range t.Counts {
		for s := range t.Counts[r] {
			t.Counts[r][s] += o.Counts[r][s]
		}
	}
}

// Of gives how many discharges have a reason.
func (t *Table) Of(r simulate.Reason) (n int64) {
	if !r.IsValid() {
		return 0
	}
	for _, c := range t.Counts[r-1] {
		n += c
	}
	return n
}
