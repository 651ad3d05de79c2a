package main

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"strconv"

	"github.com/openiop/openiop/cmd/iop/study"
	"github.com/openiop/openiop/simulate"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// simulation is what "iop simulate" was asked.
type simulation struct {
	app        *app
	given      *pflag.FlagSet
	people     peopleFlag
	seed       uint64
	workers    int
	draws      int
	drawPeople peopleFlag
	out        string
	format     words
	dating     dating
	parameters string
	set        []string
	trace      int64
	shard      shardFlag
	shards     string
	validate   bool
	teds       string
	where      whereFlag
	adults     bool
}

func (a *app) simulateCommand() *cobra.Command {
	k := simulation{
		app: a, people: 100_000, drawPeople: 2_000, dating: newDating(), format: words{"text", []string{"text", "json"}},
	}
	cmd := &cobra.Command{
		Use: "simulate [FILE...]", Short: "Run simulated people through program designs",
		Long: `Run simulated people through program designs: who stays, what hours they get,
how many weeks meet the standards, why stays end, return to use, cost.

FILE holds a design or a list of them: a program as "iop check" takes it, or
  {"program": {...}, "name", "tests", "makeUps", "response", "reviews",
   "aftercare", "start", "closed", "standards", ...}
Without a file it is the reference design of calibration: three evenings of
three hours, and stays as published. Several designs are compared person by
person, on the same random numbers; the first is what others are held against.

The parameters are published numbers with their sources; what nobody measured is
an assumption and labelled so. The results say what follows from them. They are
no forecast for any program or person.

--out DIR writes report.html (one file, readable offline), summary.json and
tables (CSV). The same version, designs, parameters and seed give the same
bytes, whatever --workers is. The exit status is 0, or 2 for unusable input; the
designs that can be used are simulated all the same.

Occurrences without days are spread over Monday to Friday: one on Wednesday, two
on Tuesday and Thursday, three on Monday, Wednesday and Friday. The report says
how else a design was read.`,
		Example: `  iop simulate --out results
  iop simulate usual.json longer.json --people 1000000 --seed 7 --out results
  iop simulate usual.json --start 2026-11-02 --holidays us --set no-show=0.2
  iop simulate usual.json --trace 17`,
		RunE: func(_ *cobra.Command, args []string) error { return k.run(args) },
	}
	k.flags(cmd.Flags())
	return cmd
}

func (k *simulation) flags(f *pflag.FlagSet) {
	k.given = f
	f.Var(&k.people, "people", "how many people walk through each design, up to 10,000,000,000; memory does not grow with them")
	f.Uint64Var(&k.seed, "seed", 1, "the `SEED` of the random numbers")
	f.StringVar(&k.out, "out", "", "write report.html, summary.json and tables into `DIR`")
	f.Var(&k.format, "format", "text, or what summary.json holds")
	f.StringVar(&k.parameters, "parameters", "", "a `FILE` of parameters of your own, with their sources; the others stay as they are")
	f.StringArrayVar(&k.set, "set", nil, "what if: run with another value of a parameter, `ID=VALUE` (repeatable)")
	f.IntVar(&k.draws, "draws", 200, "draw all parameters anew `N` times, to show how unsure they make the results; 0 leaves that out")
	f.Var(&k.drawPeople, "draw-people", "people of each such draw, at most --people")
	f.IntVar(&k.workers, "workers", runtime.GOMAXPROCS(0), "use `N` processors; the results are the same for any number")
	k.dating.given = f
	f.Var(&k.dating.start, "start", "the day of admission, instead of the design's own (else 2026-01-05)")
	f.StringVar(&k.dating.zoneName, "timezone", "", "the `ZONE` of the sessions, such as America/Chicago, instead of the program's own (else UTC)")
	f.Var(&k.dating.holidays, "holidays", "days without sessions: the US federal holidays, or none")
	f.BoolVar(&k.dating.observed, "observed", false, "with --holidays us: close the days on which offices observe them, not the holidays themselves")
	f.Var(&k.dating.closed, "closed", "a day without sessions, and why: `DATE[=REASON]` (repeatable)")
	f.Var(&k.dating.weekStart, "week-start", "the `DAY` on which a week begins")
	f.Int64Var(&k.trace, "trace", 0, "tell what happens to person number `N`, event by event, and simulate nobody else")
	f.Var(&k.shard, "shard", "walk only part I of N equal parts of the people, counted from 0, and write what was counted into --out, as `I/N`")
	f.StringVar(&k.shards, "shards", "", "merge the parts that --shard wrote into `DIR`, and go on as if all were walked here")
	f.BoolVar(&k.validate, "validate", false, "score the default model against published numbers, those it was fitted to and those it was not; FILE is not used")
	f.StringVar(&k.teds, "teds", "", "fit the clock of stays to a public TEDS-D `FILE` (CSV), and write parameters for --parameters")
	f.Var(&k.where, "where", "with --teds: only rows in which a column has one of some values (repeatable)")
	f.BoolVar(&k.adults, "adults", false, "with --teds: only rows of people of 18 and older")
}

func (k *simulation) run(files []string) error {
	if err := k.suit(files); err != nil {
		return err
	}
	switch {
	case k.validate:
		return k.runValidation()
	case k.teds != "":
		return k.runTEDS()
	}
	params, err := k.readParameters()
	if err != nil {
		return err
	}
	designs, err := k.designs(files)
	if err != nil {
		k.app.problem(err) // and the others are simulated
	}
	if len(designs) == 0 {
		return nil
	}
	if k.given.Changed("trace") {
		return k.writeTraces(designs, params)
	}
	o := study.Options{
		People: int64(k.people), Seed: k.seed, Workers: k.workers, Draws: k.draws, DrawPeople: min(int64(k.drawPeople), int64(k.people)), Version: version(),
	}
	if k.shard.of > 0 {
		o.Draws = 0
	}
	s, err := study.New(designs, params, o)
	if err != nil {
		return fmt.Errorf("iop simulate: %w", err)
	}
	return k.simulate(s)
}

// suit reports flags that contradict each other, before anything is done.
func (k *simulation) suit(files []string) error {
	const most = 1024
	d := &k.dating
	switch {
	case k.workers < 1 || k.workers > most:
		return fmt.Errorf("iop simulate: --workers %d: want 1 to %d", k.workers, most)
	case k.draws < 0 || k.draws > 100_000:
		return fmt.Errorf("iop simulate: --draws %d: want 0 to 100000", k.draws)
	case k.given.Changed("trace") && (k.trace < 0 || k.trace >= simulate.MaxPeople):
		return fmt.Errorf("iop simulate: --trace %d: people are numbered from 0", k.trace)
	case k.teds == "" && (k.adults || len(k.where) > 0):
		return errors.New("iop simulate: --adults and --where choose rows of a TEDS-D file; name it with --teds FILE")
	case k.teds != "" && len(files) > 0:
		return errors.New("iop simulate: --teds fits parameters and simulates nobody; name designs in the next run, with --parameters")
	case k.validate && len(files) > 0:
		return errors.New("iop simulate: --validate scores the reference design and takes no file")
	case k.validate && k.teds != "":
		return errors.New("iop simulate: --validate and --teds are two things; ask for one")
	case k.shard.of > 0 && k.out == "":
		return errors.New("iop simulate: --shard writes what was counted into a folder; name it with --out DIR")
	case k.shard.of > int64(k.people):
		return fmt.Errorf("iop simulate: --shard: %d parts for %d people; want no more parts than people", k.shard.of, k.people)
	case k.shard.of > 0 && k.shards != "":
		return errors.New("iop simulate: --shard walks a part and --shards merges them; ask for one")
	case d.observed && d.holidays.value != "us":
		return errors.New("iop simulate: --observed says which day of a holiday is closed; name the holidays with --holidays us")
	}
	if k.given.Changed("timezone") {
		zone, err := findZone(d.zoneName)
		if err != nil {
			return fmt.Errorf("iop simulate: --timezone %q: %w", d.zoneName, err)
		}
		d.zone = zone
	}
	return k.canWrite()
}

// canWrite makes the folder of the results, so that nobody waits for a run
// whose results cannot be kept.
func (k *simulation) canWrite() error {
	if k.out == "" {
		return nil
	}
	if err := os.MkdirAll(k.out, 0o777); err != nil {
		return fmt.Errorf("--out: %w", fileError(k.out, err))
	}
	f, err := os.CreateTemp(k.out, ".iop-*")
	if err != nil {
		return fmt.Errorf("--out: %w", fileError(k.out, err))
	}
	f.Close()
	return os.Remove(f.Name())
}

// simulate runs a study, or a part of it, and writes what came of it.
func (k *simulation) simulate(s *study.Study) error {
	if k.shard.of > 0 {
		return k.writeShard(s)
	}
	work := s.Work()
	if k.shards != "" {
		work -= s.People * int64(len(s.Designs))
	}
	done, end := k.app.progress("simulating", max(1, work))
	s.Done = done
	err := k.walk(s)
	end()
	if err != nil {
		return fmt.Errorf("iop simulate: %w", err)
	}
	if k.out != "" {
		if err := s.Write(k.out); err != nil {
			return fmt.Errorf("--out: %w", fileError(k.out, err))
		}
	}
	if k.format.value == "json" {
		return s.WriteSummary(k.app.out)
	}
	return k.app.writeStudy(s, k.out)
}

func (k *simulation) walk(s *study.Study) error {
	if k.shards == "" {
		return s.Run()
	}
	pairs, err := readShards(k.shards)
	if err != nil {
		return err
	}
	if err := s.Take(pairs); err != nil {
		return err
	}
	return s.Explore()
}

// writeTraces tells what happens to one person in each design.
func (k *simulation) writeTraces(designs []simulate.Design, params simulate.Parameters) error {
	var paths []simulate.Path
	for i := range designs {
		m, err := simulate.Prepare(designs[i], params)
		if err != nil {
			return fmt.Errorf("iop simulate: %w", err)
		}
		paths = append(paths, m.Trace(k.seed, k.trace))
	}
	if k.format.value == "json" {
		k.app.out.Write(marshal(paths, ""))
		k.app.out.WriteByte('\n')
		return nil
	}
	p := k.app.page()
	for i := range paths {
		p.gap()
		writePath(p, &paths[i])
	}
	return nil
}

// peopleFlag is the value of a flag that takes a number of people.
type peopleFlag int64

func (p *peopleFlag) String() string { return strconv.FormatInt(int64(*p), 10) }

// Type names the value in the help.
func (p *peopleFlag) Type() string { return "n" }

// Set takes 1 to study.MostPeople.
func (p *peopleFlag) Set(s string) error {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < 1 || n > study.MostPeople {
		return fmt.Errorf("is not a number of people; want a whole number from 1 to %d", int64(study.MostPeople))
	}
	*p = peopleFlag(n)
	return nil
}
