package fhir

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Severity is how much an [Issue] matters. The zero Severity is invalid. The
// words are those of FHIR.
type Severity uint8

// The severities, from the least to the greatest.
const (
	// Information: something stood there that is not read; nothing else is
	// affected.
	Information Severity = iota + 1
	// Warning: it was read, and is not what it should be.
	Warning
	// Error: it could not be read and is left out.
	Error
	// Fatal: the whole resource is refused.
	Fatal
)

var severityWords = [...]string{"", "information", "warning", "error", "fatal"}

// String gives the word of FHIR, "" for an invalid severity.
func (s Severity) String() string {
	if int(s) >= len(severityWords) {
		return ""
	}
	return severityWords[s]
}

// Issue is one thing that was not understood, left out or refused.
type Issue struct {
	Severity Severity
	// Path is where, such as "Bundle.entry[3].resource.status".
	Path string
	// Line is the line of the file, counted from 1; 0 for what was not read
	// from one.
	Line int
	// What says what is wrong and what would be right. It never holds a text
	// of the record.
	What string
}

// Report lists what was not understood, in the order in which it was found.
// The zero Report is empty.
type Report struct {
	// Name is that of the file.
	Name   string
	Issues []Issue
	// More counts the issues that are not listed because there are too many.
	More int

	limit int
	worst Severity
}

// Worst gives the greatest severity, 0 for an empty report.
func (r *Report) Worst() Severity {
	worst := r.worst
	for i := range r.Issues {
		worst = max(worst, r.Issues[i].Severity)
	}
	return worst
}

// Of gives the issues of a severity.
func (r *Report) Of(s Severity) []Issue {
	return slices.DeleteFunc(slices.Clone(r.Issues), func(i Issue) bool { return i.Severity != s })
}

// Err gives the issues of severity Error and Fatal as one error, nil if there
// are none.
func (r *Report) Err() error {
	if r.Worst() < Error {
		return nil
	}
	var list []error
	for _, i := range r.Issues {
		if i.Severity >= Error {
			list = append(list, errors.New(r.line(i)))
		}
	}
	if r.More > 0 || len(list) == 0 {
		list = append(list, fmt.Errorf("%s: %d more issues are not listed", r.Name, r.More))
	}
	return errors.Join(list...)
}

// line gives an issue as one line.
func (r *Report) line(i Issue) string {
	var b strings.Builder
	if r.Name != "" {
		b.WriteString(r.Name + ":")
	}
	if i.Line > 0 {
		b.WriteString(strconv.Itoa(i.Line) + ":")
	}
	if b.Len() > 0 {
		b.WriteByte(' ')
	}
	b.WriteString(i.Path + " " + i.What)
	return b.String()
}

// String gives a line for every issue, each with its severity.
func (r *Report) String() string {
	var b strings.Builder
	for _, i := range r.Issues {
		b.WriteString(r.line(i) + " (" + i.Severity.String() + ")\n")
	}
	if r.More > 0 {
		fmt.Fprintf(&b, "%s: %d more issues are not listed\n", r.Name, r.More)
	}
	return b.String()
}

// add lists an issue, and only counts it once there are too many.
func (r *Report) add(s Severity, path string, line int, what string) {
	r.worst = max(r.worst, s)
	if r.limit > 0 && len(r.Issues) >= r.limit {
		r.More++
		return
	}
	r.Issues = append(r.Issues, Issue{s, path, line, what})
}

// join takes over the issues of another report.
func (r *Report) join(o Report) {
	for _, i := range o.Issues {
		r.add(i.Severity, i.Path, i.Line, i.What)
	}
	r.More += o.More
	r.worst = max(r.worst, o.worst)
}

// issue reports something at the current path; at is the place in the text
// that is read.
func (c *codec) issue(s Severity, at int, what string) {
	if s >= Error {
		c.errors++
	}
	if c.report.limit > 0 && len(c.report.Issues) >= c.report.limit {
		c.report.More++
		c.report.worst = max(c.report.worst, s)
		return
	}
	c.report.add(s, c.where(), c.lineAt(at), what)
}

// refuse reports what makes the whole resource unusable.
func (c *codec) refuse(at int, what string) { c.issue(Fatal, at, what) }

func (c *codec) lineAt(at int) int {
	if c.phase == writing {
		return 0
	}
	at = min(at, len(c.in))
	if at < c.counted {
		c.counted, c.newlines = 0, 0
	}
	c.newlines += strings.Count(c.in[c.counted:at], "\n")
	c.counted = at
	return c.line + c.newlines
}

// where gives the current path.
func (c *codec) where() string {
	var b strings.Builder
	b.WriteString(c.root)
	for _, s := range c.path {
		if b.Len() > 0 {
			b.WriteByte('.')
		}
		b.WriteString(s.name)
		if s.index >= 0 {
			b.WriteString("[" + strconv.Itoa(s.index) + "]")
		}
	}
	return b.String()
}

// plainName keeps a name of a member out of reports unless it looks like one
// of an element: anything else could hold a text of the record.
func plainName(s string) string {
	for _, r := range s {
		if (r|0x20 < 'a' || r|0x20 > 'z') && (r < '0' || r > '9') && r != '_' {
			return "?"
		}
	}
	return s
}
