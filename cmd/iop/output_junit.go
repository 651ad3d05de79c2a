package main

import (
	"encoding/xml"
	"fmt"
	"strings"

	"github.com/openiop/openiop/iop"
)

// junitPrinter writes JUnit XML: a suite for each program and a test case for
// each conclusion. Unmet findings at or above --fail-on are failures; what is
// not decided is skipped, with what would decide it.
type junitPrinter struct {
	checker *checker
	app     *app
}

type (
	junitSuite struct {
		XMLName  xml.Name    `xml:"testsuite"`
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Errors   int         `xml:"errors,attr"`
		Skipped  int         `xml:"skipped,attr"`
		File     string      `xml:"file,attr,omitempty"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Class   string        `xml:"classname,attr"`
		Name    string        `xml:"name,attr"`
		Failure *junitFailure `xml:"failure,omitempty"`
		Error   *junitFailure `xml:"error,omitempty"`
		Skipped *junitSkipped `xml:"skipped,omitempty"`
		Out     string        `xml:"system-out,omitempty"`
	}
	junitFailure struct {
		Type    string `xml:"type,attr"`
		Message string `xml:"message,attr"`
		Text    string `xml:",chardata"`
	}
	junitSkipped struct {
		Message string `xml:"message,attr"`
	}
)

func newJUnitPrinter(c *checker) *junitPrinter {
	c.app.out.WriteString(xml.Header + "<testsuites name=\"iop check\">\n")
	return &junitPrinter{c, c.app}
}

func (j *junitPrinter) result(r *result) {
	suite := junitSuite{Name: oneLine(r.id)}
	if r.input.kind == fromFile {
		suite.File = oneLine(r.input.name)
	}
	judged := r.report.Filter(func(f *iop.Finding) bool { return r.shows(f) || f.Outcome == iop.Met })
	for _, g := range groups(judged) {
		c := j.testCase(r, g)
		suite.Tests++
		if c.Failure != nil {
			suite.Failures++
		}
		if c.Skipped != nil {
			suite.Skipped++
		}
		suite.Cases = append(suite.Cases, c)
	}
	suite.problems(r)
	data, err := xml.MarshalIndent(suite, "  ", "  ")
	if err != nil {
		panic("iop: a report does not marshal: " + err.Error()) // no value can fail
	}
	j.app.out.Write(data)
	j.app.out.WriteByte('\n')
}

// problems adds what is wrong with a calendar or a bundle.
func (s *junitSuite) problems(r *result) {
	for _, g := range grouped(r.problems()) {
		c := junitProblem(r, g)
		s.Tests++
		if c.Error != nil {
			s.Errors++
		}
		if c.Skipped != nil {
			s.Skipped++
		}
		s.Cases = append(s.Cases, c)
	}
}

func (j *junitPrinter) end(iop.Summary) { j.app.out.WriteString("</testsuites>\n") }

func (j *junitPrinter) testCase(r *result, g *group) junitCase {
	c := junitCase{Class: oneLine(r.id), Name: oneLine(caseName(r, g))}
	message := oneLine(g.Message())
	switch {
	case g.Outcome == iop.NotMet && j.checker.fails(g.Finding):
		c.Failure = &junitFailure{Type: g.Severity.String(), Message: message, Text: j.explain(r, g)}
	case g.Outcome == iop.NotMet:
		c.Out = fmt.Sprintf("not met (%s, below --fail-on): %s", g.Severity, message)
	case g.Outcome == iop.Met:
		c.Out = message
	default:
		c.Skipped = &junitSkipped{strings.ReplaceAll(g.Outcome.String(), "-", " ") + ": " + message}
	}
	return c
}

// explain gives the whole explanation of a conclusion, without control
// characters. On dates each week has its own days and proposals; else the first
// finding stands for all.
func (j *junitPrinter) explain(r *result, g *group) string {
	var b strings.Builder
	for i, f := range g.found {
		if i > 0 && r.stretch == nil {
			break
		}
		if len(g.found) > 1 && r.stretch != nil {
			b.WriteString(sentence(r.places([]iop.Where{f.Where})) + "\n")
		}
		if err := iop.Explain(&b, f); err != nil {
			panic("iop: a finding does not explain: " + err.Error()) // a Builder cannot fail
		}
	}
	lines := strings.Split(b.String(), "\n")
	for i, l := range lines {
		lines[i] = clean(l)
	}
	return "\n" + strings.Join(lines, "\n")
}

// caseName names a conclusion: the rule, whose, and where.
func caseName(r *result, g *group) string {
	name := string(g.Rule.ID)
	if g.Standard != "" {
		name += " " + string(g.Standard)
	}
	if b := g.Required.String(); b != "" && g.Standard != "" {
		name += " (" + b + ")"
	}
	name += ": " + r.places(g.wheres)
	if g.Where.Place != "" {
		name += " " + g.Where.Place
	}
	return name
}
