package validate

import (
	"fmt"
	"strings"
)

// Markdown writes the report as a page, failures first.
func (r *Report) Markdown() string {
	var b strings.Builder
	b.WriteString("# Validation of the simulation\n\n")
	fmt.Fprintf(&b, "What the model of package [simulate](../simulate) gives with the parameters that ship, beside published numbers; %s people in each design, seed %d. ", thousands(r.People), r.Seed)
	b.WriteString("A test fails if this page is not what the code gives; `go test ./simulate/validate -run TestPage -update` writes it.\n\n")
	b.WriteString("The *calibration* set is where the parameters come from: a pass says that the model gives back what it was given. The *validation* set was never fitted to: ")
	b.WriteString("it says more. Failures are findings, and stay here until the model is better.\n\n")
	b.WriteString("| set | pass | fail | not applicable | of the passes, by construction |\n|---|---|---|---|---|\n")
	for _, s := range []Set{Calibration, Validation} {
		fmt.Fprintf(&b, "| %s | %d | %d | %d | %d |\n", s, r.Count(s, Pass), r.Count(s, Fail), r.Count(s, NotApplicable), r.built(s))
	}
	b.WriteString("\nA check passes *by construction* where a parameter puts the number there, so that only a fault in the code could miss it.\n")
	r.failures(&b)
	for _, s := range []Set{Calibration, Validation} {
		r.table(&b, s)
	}
	r.left(&b)
	r.method(&b)
	r.sources(&b)
	return b.String()
}

func (r *Report) built(s Set) (n int) {
	for i := range r.Checks {
		if c := &r.Checks[i]; c.Set == s && c.Verdict == Pass && c.ByConstruction {
			n++
		}
	}
	return n
}

func (r *Report) failures(b *strings.Builder) {
	failed := r.Failed()
	fmt.Fprintf(b, "\n## What fails, and why (%d)\n\n", len(failed))
	if len(failed) == 0 {
		b.WriteString("Nothing.\n")
	}
	for i := range failed {
		c := &failed[i]
		fmt.Fprintf(b, "- **%s**, %s: published %s, the model gives %s. %s.\n", c.ID, c.What, c.Published, c.write(c.Model), sentence(c.Why))
	}
}

func (r *Report) table(b *strings.Builder, s Set) {
	title := "Calibration set: what the parameters were taken from"
	if s == Validation {
		title = "Validation set: never fitted to"
	}
	fmt.Fprintf(b, "\n## %s\n\n| id | what | published | passes within | the model | |\n|---|---|---|---|---|---|\n", title)
	for i := range r.Checks {
		c := &r.Checks[i]
		if c.Set != s || c.Verdict == NotApplicable {
			continue
		}
		verdict := c.Verdict.String()
		switch {
		case c.Verdict == Fail:
			verdict = "**fail**"
		case c.ByConstruction:
			verdict = "pass, by construction"
		}
		if c.Verdict == Pass && c.Why != "" {
			verdict += " (" + c.Why + ")"
		}
		fmt.Fprintf(b, "| %s | %s | %s | %s: %s | %s | %s |\n", c.ID, c.What, c.Published, c.bounds(), c.Basis, c.value(), verdict)
	}
}

func (r *Report) left(b *strings.Builder) {
	b.WriteString("\n## Not scored\n\n| id | what | published | why not |\n|---|---|---|---|\n")
	for i := range r.Checks {
		if c := &r.Checks[i]; c.Verdict == NotApplicable {
			fmt.Fprintf(b, "| %s | %s | %s | %s |\n", c.ID, c.What, c.Published, c.Why)
		}
	}
}

func (r *Report) method(b *strings.Builder) {
	b.WriteString("\n## How the ranges were chosen\n\n")
	b.WriteString("By rule, not by result: the 95% sampling interval of the published number where its size is known; else its rounding, and how far published strata lie apart; ")
	b.WriteString("where only a direction is published, that direction by more than nothing. Effects between groups are compared as Cohen's d, by ")
	b.WriteString("d = ln(OR)·√3/π. Checks on what happens to the same person at several times follow ")
	fmt.Fprintf(b, "%s people one by one; numbers in brackets are Monte Carlo standard errors.\n\n", thousands(pathsFor(r.People)))
	b.WriteString("Where a publication does not say what a program looked like, the design is our reading of it, in [bench.go](../simulate/validate/bench.go).\n")
}

func (r *Report) sources(b *strings.Builder) {
	b.WriteString("\n## Sources\n\n| id | measure | population, year | source | confidence |\n|---|---|---|---|---|\n")
	for _, p := range published() {
		source := p.Citation
		if p.URL != "" {
			source = fmt.Sprintf("[%s](%s)", p.Citation, strings.NewReplacer("(", "%28", ")", "%29", " ", "%20").Replace(p.URL))
		}
		fmt.Fprintf(b, "| %s | %s | %s; %s | %s | %s |\n", p.ID, p.Measure, p.Population, p.Year, source, p.Confidence)
	}
}

// open is a bound that is none.
const open = 1e9

func (c *Check) bounds() string {
	if c.High >= open {
		return "from " + c.write(c.Low)
	}
	return c.write(c.Low) + " to " + c.write(c.High)
}

func (c *Check) value() string {
	if c.SE > 0 && c.write(c.SE) != c.write(0) {
		return fmt.Sprintf("%s (%s)", c.write(c.Model), c.write(c.SE))
	}
	return c.write(c.Model)
}

// write writes a number with the decimals of the check; a trace below zero is
// not -0.
func (c *Check) write(x float64) string {
	out := fmt.Sprintf("%.*f", c.decimals, x)
	if strings.Trim(out, "-0.") == "" {
		return strings.TrimPrefix(out, "-")
	}
	return out
}

func thousands(n int64) string {
	digits := fmt.Sprint(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

func sentence(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
