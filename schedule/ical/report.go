package ical

import (
	"fmt"
	"maps"
	"slices"

	"github.com/openiop/openiop/iop"
)

// listedPerKind is how many problems of a kind are listed that refuse no
// event; more of them say nothing new.
const listedPerKind = 100

// report collects problems.
type report struct {
	file   string
	list   []Problem
	counts map[ProblemKind]int
}

// add notes a problem that refuses no event.
func (r *report) add(kind ProblemKind, severity iop.Severity, line int, format string, args ...any) {
	if r.counts == nil {
		r.counts = map[ProblemKind]int{}
	}
	r.counts[kind]++
	if r.counts[kind] > listedPerKind {
		return
	}
	r.put(kind, severity, line, false, format, args)
}

// refuse notes a problem because of which an event is left out.
func (r *report) refuse(kind ProblemKind, line int, format string, args ...any) {
	r.put(kind, iop.Error, line, true, format, args)
}

func (r *report) put(kind ProblemKind, severity iop.Severity, line int, skipped bool, format string, args []any) {
	text := format
	if len(args) > 0 {
		text = fmt.Sprintf(format, args...)
	}
	r.list = append(r.list, Problem{Kind: kind, Severity: severity, File: r.file, Line: line, Text: text, Skipped: skipped})
}

// sorted gives the problems by line.
func (r *report) sorted() []Problem {
	slices.SortStableFunc(r.list, func(a, b Problem) int { return a.Line - b.Line })
	for _, kind := range slices.Sorted(maps.Keys(r.counts)) {
		if more := r.counts[kind] - listedPerKind; more > 0 {
			r.put(ManyProblems, iop.Warning, 0, false, "%d more problems of the kind %s are not listed", []any{more, kind})
		}
	}
	return r.list
}

// shown gives a word of the file that is no free text, such as the name of a
// time zone, cut short.
func shown(s string) string {
	const most = 80
	if len(s) > most {
		s = s[:most] + "..."
	}
	return fmt.Sprintf("%q", s)
}

func numbered(n int, what string) string { return fmt.Sprintf("%d %s", n, what) }
