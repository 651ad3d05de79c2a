package main

import (
	"errors"
	"fmt"
	"slices"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/spf13/cobra"
)

const checkHelp = `Judge program designs: work out what a client is offered each week, and compare
it with what authorities require.

FILE holds one program design or a list of them as JSON; - is standard input.
Without a file, an invented sample program is judged.

Without --standard a program is judged by what it calls itself: iop by
asam3-2.1-adult or -adolescent, php and day-treatment by asam3-2.5-all, op by
asam3-1-adult or -adolescent, and by both age groups where none is stated. With
--standard it is judged by exactly the standards named. Standards of your own
files (--standards) are only used when --standard names them.

Shown are the findings that are not met or not decided, and the final weeks
that an allowance for reduced hours covers; --all-findings shows all.

Exit status: 0 if no unmet finding is at or above --fail-on, 1 if one is, and
2 if an input or the usage is unusable. What could be judged is printed anyway.`

const checkExamples = `  iop check
  iop check program.json --standard va-license-2.1,asam3-2.1-adult
  iop check *.json --format sarif > iop.sarif`

// checker is one run of "iop check".
type checker struct {
	app         *app
	ids         []string
	files       []string // of the user's own standards
	recalled    bool
	counting    string
	all         bool
	population  words
	failOn      words
	format      words
	named       []iop.Standard // nil where --standard is not given
	policy      *iop.CountingPolicy
	idsAreNamed bool
}

func (a *app) checkCommand() *cobra.Command {
	c := &checker{
		app: a, population: words{from: []string{"adult", "adolescent"}},
		failOn: words{"error", []string{"error", "warning", "never"}},
		format: words{"text", []string{"text", "json", "sarif", "junit"}},
	}
	cmd := &cobra.Command{
		Use: "check [FILE...]", Short: "Judge program designs; without a file, a sample",
		Long: checkHelp, Example: checkExamples,
		RunE: func(cmd *cobra.Command, args []string) error {
			c.idsAreNamed = cmd.Flags().Changed("standard")
			return c.run(args)
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringSliceVar(&c.ids, "standard", nil, "judge by exactly these standards (`ID[,ID]`; repeatable)")
	f.StringSliceVar(&c.files, "standards", nil, "also know the standards of a `FILE|DIR` of your own, by their ids (repeatable)")
	f.BoolVar(&c.recalled, "recalled", false, "also judge by numbers that nobody has read in their source")
	f.StringVar(&c.counting, "counting", "", "count time by a `PRESET`: "+presetNames())
	f.Var(&c.population, "population", "judge as a program for this age group")
	f.BoolVar(&c.all, "all-findings", false, "also show what is met and what does not apply")
	f.Var(&c.failOn, "fail-on", "exit with 1 for unmet findings of this severity and above")
	f.Var(&c.format, "format", "write the report as")
	return cmd
}

func presetNames() string {
	names := ""
	for p := range iop.CountingPresets() {
		if names != "" {
			names += ", "
		}
		names += p.Name
	}
	return names
}

// run judges the files one program at a time, so that the memory in use is
// that of one file and one report.
func (c *checker) run(files []string) error {
	if err := c.choose(); err != nil {
		return err
	}
	p := c.printer()
	var sum iop.Summary
	for _, in := range inputs(files) {
		programs, lines, err := c.app.read(in, c.format.value == "sarif")
		for i := range programs {
			r := c.judge(&programs[i])
			r.input, r.line = in, lines[programs[i].ID]
			c.count(r, &sum)
			p.result(r)
		}
		if err != nil {
			c.app.problem(err)
		}
	}
	p.end(sum)
	return nil
}

// choose reads what the flags name. An error means that nothing can be
// judged.
func (c *checker) choose() error {
	if c.counting != "" {
		policy, err := iop.CountingPreset(c.counting)
		if err != nil {
			return fmt.Errorf("iop check: --counting: %w", err)
		}
		c.policy = &policy
	}
	catalogue := c.app.catalogue(c.files)
	if !c.idsAreNamed {
		if len(c.files) > 0 {
			c.app.note("--standards adds standards by their ids; --standard ID judges by them")
		}
		return nil
	}
	if len(c.ids) == 0 {
		return errors.New("iop check: --standard names no standard; iop standards lists the ids")
	}
	named, err := pick(catalogue, c.ids, c.recalled)
	if len(named) == 0 {
		return err
	}
	if err != nil {
		c.app.problem(err)
	}
	c.named = named
	return nil
}

// judge judges one program.
func (c *checker) judge(p *schedule.Program) *result {
	r := &result{program: p, tracks: p.Tracks(), population: p.Population, all: c.all}
	if c.population.value != "" {
		r.population, _ = iop.ParsePopulation(c.population.value) // the flag takes no other word
	}
	options := schedule.Options{Standards: c.standardsFor(p, r.population), Counting: c.policy, Population: r.population}
	r.policy = iop.DefaultCounting()
	if c.policy != nil {
		r.policy = *c.policy
	}
	r.standards = options.Standards
	if r.standards == nil {
		r.standards = schedule.DefaultStandards(p.CalledItself, r.population)
	}
	judged := schedule.Prepare(p, options)
	r.weeks, r.report = judged.Weeks(), judged.Report()
	return r
}

// standardsFor gives the standards to judge a program by; nil leaves the
// choice to what the program calls itself.
func (c *checker) standardsFor(p *schedule.Program, population iop.Population) []iop.Standard {
	if c.named != nil || !c.recalled {
		return slices.Clone(c.named)
	}
	var out []iop.Standard
	for _, s := range schedule.DefaultStandards(p.CalledItself, population) {
		if full, ok := iop.Embedded().Lookup(s.ID, true); ok {
			out = append(out, full)
		}
	}
	return out
}

// count adds a result's findings to the summary and notes whether one decides
// the exit status.
func (c *checker) count(r *result, sum *iop.Summary) {
	for f := range r.report.All() {
		sum.Add(f.Outcome)
		if c.fails(f) {
			c.app.unmet = true
		}
	}
}

// fails reports whether a finding is unmet at or above --fail-on.
func (c *checker) fails(f *iop.Finding) bool {
	if f.Outcome != iop.NotMet {
		return false
	}
	switch c.failOn.value {
	case "error":
		return f.Severity >= iop.Error
	case "warning":
		return f.Severity >= iop.Warning
	}
	return false
}

// printer writes results as they come.
type printer interface {
	result(r *result)
	end(sum iop.Summary)
}

func (c *checker) printer() printer {
	switch c.format.value {
	case "json":
		return newJSONPrinter(c.app)
	case "sarif":
		return newSARIFPrinter(c.app)
	case "junit":
		return newJUnitPrinter(c)
	}
	return newTextPrinter(c.app)
}
