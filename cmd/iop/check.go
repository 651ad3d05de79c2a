package main

import (
	"errors"
	"fmt"
	"slices"

	"github.com/openiop/openiop/fhir"
	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/openiop/openiop/schedule/ical"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

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
	dating      dating
	activities  string // the file of the mapping
	mapping     *ical.Mapping
	codesFile   string
	codes       fhir.Codes
	named       []iop.Standard // the newest period of each; nil where --standard is not given
	periods     []iop.Standard // all periods of those
	policy      *iop.CountingPolicy
	idsAreNamed bool
	print       printer
	sum         iop.Summary
}

func newChecker(a *app) *checker {
	return &checker{
		app: a, population: words{from: []string{"adult", "adolescent"}},
		failOn: words{"error", []string{"error", "warning", "never"}},
		format: words{"text", []string{"text", "json", "sarif", "junit"}},
		dating: newDating(),
	}
}

func (a *app) checkCommand() *cobra.Command {
	c := newChecker(a)
	cmd := &cobra.Command{
		Use: "check [FILE...]", Short: "Judge program designs, rosters, calendars and FHIR bundles; without a file, a sample",
		Long: checkHelp, Example: checkExamples,
		RunE: func(cmd *cobra.Command, args []string) error {
			c.idsAreNamed = cmd.Flags().Changed("standard")
			return c.run(args)
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	c.flags(f)
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

// flags adds the flags that say how something is judged.
func (c *checker) flags(f *pflag.FlagSet) {
	f.StringSliceVar(&c.ids, "standard", nil, "judge by exactly these standards (`ID[,ID]`; repeatable)")
	f.StringSliceVar(&c.files, "standards", nil, "also know the standards of a `FILE|DIR` of your own, by their ids (repeatable)")
	f.BoolVar(&c.recalled, "recalled", false, "also judge by numbers that nobody has read in their source")
	f.StringVar(&c.counting, "counting", "", "count time by a `PRESET`: "+presetNames())
	f.Var(&c.population, "population", "judge as a program for this age group")
	c.dating.flags(f)
	f.StringVar(&c.activities, "activities", "", "calendars: the `FILE` that says which activity an entry is; see above")
	f.StringVar(&c.codesFile, "codes", "", "FHIR: the `FILE` with codes of your own; see docs/fhir.md")
}

// run judges the files one program at a time, so that the memory in use is
// that of one file and one report.
func (c *checker) run(files []string) error {
	ins := inputs(files)
	if err := c.choose(); err != nil {
		return err
	}
	if err := c.dating.suit(c.app, c.app.forms(ins)); err != nil {
		return err
	}
	c.print = c.printer()
	for _, in := range ins {
		if err := c.judgeInput(in); err != nil {
			c.app.problem(err)
		}
	}
	c.dating.unseen(c.app)
	c.print.end(c.sum)
	return nil
}

// judgeInput judges what an input holds. The error is what of it cannot be
// used.
func (c *checker) judgeInput(in input) error {
	r, err := c.app.begin(in)
	if err != nil {
		return err
	}
	defer r.close()
	switch {
	case r.form.isRoster():
		return c.judgeRoster(r)
	case r.form == formCalendar:
		return c.judgeCalendar(r)
	case r.form == formFHIR:
		return c.judgeBundle(r)
	}
	programs, lines, err := r.programs(c.format.value == "sarif" || c.dating.start.IsValid())
	for i := range programs {
		line := lines[programs[i].ID]
		judged, bad := c.judge(&programs[i])
		if bad != nil {
			err = errors.Join(err, fmt.Errorf("%s:%d: program %q: %w", in.name, line, programs[i].ID, bad))
			continue
		}
		judged.input, judged.line = in, line
		c.emit(judged)
	}
	return err
}

// emit counts a result and prints it.
func (c *checker) emit(r *result) {
	c.count(r)
	c.print.result(r)
}

// choose reads what the flags name. An error means that nothing can be
// judged.
func (c *checker) choose() error {
	if c.counting != "" {
		policy, err := iop.CountingPreset(c.counting)
		if err != nil {
			return fmt.Errorf("%s: --counting: %w", c.dating.command, err)
		}
		c.policy = &policy
	}
	if err := c.dating.choose(c.app); err != nil {
		return err
	}
	if c.dating.given.Changed("activities") {
		mapping, err := c.app.readMapping(c.activities)
		if err != nil {
			return err
		}
		c.mapping = mapping
	}
	if c.dating.given.Changed("codes") {
		codes, err := c.app.readCodes(c.codesFile)
		if err != nil {
			return err
		}
		c.codes = codes
	}
	catalogue := c.app.catalogue(c.files)
	if !c.idsAreNamed {
		if len(c.files) > 0 {
			c.app.note("--standards adds standards by their ids; --standard ID judges by them")
		}
		return nil
	}
	if len(c.ids) == 0 {
		return errors.New(c.dating.command + ": --standard names no standard; iop standards lists the ids")
	}
	named, err := pick(catalogue, c.ids, c.recalled)
	if len(named) == 0 {
		return err
	}
	if err != nil {
		c.app.problem(err)
	}
	c.named = named
	for i := range named {
		c.periods = append(c.periods, catalogue.Periods(named[i].ID, c.recalled)...)
	}
	return nil
}

// judge judges one program, on dates where a start is given.
func (c *checker) judge(p *schedule.Program) (*result, error) {
	r := &result{id: p.ID, program: p, tracks: p.Tracks(), population: p.Population}
	options := c.optionsFor(r, c.dating.start.IsValid())
	if !c.dating.start.IsValid() {
		r.take(schedule.Prepare(p, options))
		return r, nil
	}
	dates, stretch, err := c.dating.put(p)
	if err != nil {
		return nil, err
	}
	judged, err := schedule.PrepareOn(p, dates, options)
	if err != nil {
		return nil, err
	}
	r.stretch = stretch
	r.take(judged)
	return r, nil
}

// optionsFor gives the options to judge a result by, and notes them in it.
func (c *checker) optionsFor(r *result, dated bool) schedule.Options {
	r.all = c.all
	if c.population.value != "" {
		r.population, _ = iop.ParsePopulation(c.population.value) // the flag takes no other word
	}
	options := schedule.Options{
		Standards: c.standardsFor(r.program.CalledItself, r.population, dated), Counting: c.policy,
		Population: r.population, Commitments: c.dating.commitments,
	}
	if dated {
		options.MakeUps = &schedule.MakeUpOptions{}
	}
	r.policy = iop.DefaultCounting()
	if c.policy != nil {
		r.policy = *c.policy
	}
	r.standards = options.Standards
	if r.standards == nil {
		r.standards = schedule.DefaultStandards(r.program.CalledItself, r.population)
	}
	return options
}

// take notes what was judged.
func (r *result) take(judged *schedule.Case) {
	r.judged, r.weeks, r.report = judged, judged.Weeks(), judged.Report()
}

// standardsFor gives the standards to judge by: on dates every period of them,
// else the newest. Nil leaves the choice to what the program calls itself.
func (c *checker) standardsFor(label schedule.Label, population iop.Population, dated bool) []iop.Standard {
	switch {
	case c.named != nil && dated:
		return slices.Clone(c.periods)
	case c.named != nil || !c.recalled && !dated:
		return slices.Clone(c.named)
	}
	var out []iop.Standard
	for _, s := range schedule.DefaultStandards(label, population) {
		periods := iop.Embedded().Periods(s.ID, c.recalled)
		if !dated {
			periods = periods[len(periods)-1:]
		}
		out = append(out, periods...)
	}
	return out
}

// count adds a result's findings to the summary and notes whether one decides
// the exit status.
func (c *checker) count(r *result) {
	for f := range r.report.All() {
		c.sum.Add(f.Outcome)
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
	return newTextPrinter(c)
}
