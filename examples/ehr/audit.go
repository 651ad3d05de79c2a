package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/openiop/openiop/iop"
)

// Audit shows why a report said what it said.
type Audit struct {
	Report      int64
	Made, About string
	Standards   []AuditedStandard
	// Same says that the same input gives the same answer today.
	Same bool
	// Output is the answer as it was kept.
	Output string
}

// AuditedStandard is a standard of a report. Changed says that it reads
// otherwise today than it did then, by its fingerprint, or is gone.
type AuditedStandard struct {
	used
	Changed bool
}

// Audit makes a report again from what was kept.
func (s *Store) Audit(report int64) (a Audit, err error) {
	a.Report = report
	var standards, input string
	row := s.db.QueryRow("SELECT made, about, standards, input, output FROM reports WHERE id = ?", report)
	if err := row.Scan(&a.Made, &a.About, &standards, &input, &a.Output); err != nil {
		return a, fmt.Errorf("report %d: %w", report, err)
	}
	var kept []used
	if err := json.Unmarshal([]byte(standards), &kept); err != nil {
		return a, err
	}
	var today []iop.Standard
	for _, k := range kept {
		now, ok := iop.Embedded().Lookup(k.ID, false)
		a.Standards = append(a.Standards, AuditedStandard{k, !ok || now.Fingerprint() != k.Fingerprint})
		if ok {
			today = append(today, now)
		}
	}
	about, text, _ := strings.Cut(a.About, "/")
	day, err := iop.ParseDate(text)
	if err != nil {
		return a, err
	}
	output, err := judge(about, day, today, input)
	if err != nil {
		return a, err
	}
	a.Same = string(output) == a.Output
	return a, nil
}

// Write writes the audit for people.
func (a *Audit) Write(w io.Writer) {
	fmt.Fprintf(w, "report %d of %s, about %s\n", a.Report, a.Made, a.About)
	for _, x := range a.Standards {
		state := "as it was then"
		if x.Changed {
			state = "changed since"
		}
		fmt.Fprintf(w, "  %s %.12s: %s\n", x.ID, x.Fingerprint, state)
	}
	same := "the same input gives the same answer today"
	if !a.Same {
		same = "the same input gives another answer today"
	}
	fmt.Fprintf(w, "  %s\n", same)
}
