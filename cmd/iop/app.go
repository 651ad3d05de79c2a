package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// The exit statuses.
const (
	exitMet      = 0 // no unmet finding at or above --fail-on
	exitUnmet    = 1 // at least one
	exitUnusable = 2 // unusable input or usage; it beats the others
)

// app is one run of the command: what it may read and write, and what came of
// it so far.
type app struct {
	stdin  io.Reader
	in     *bufio.Reader // over stdin
	stdout io.Writer
	out    *bufio.Writer // over stdout
	stderr io.Writer
	env    func(string) string
	// terminal gives the width of a terminal, and false for anything else.
	terminal func(io.Writer) (width int, ok bool)
	problems []string
	unmet    bool
	zones    map[string]zoneAnswer
	now      func() time.Time
}

// run runs the command and gives its exit status. env looks up a variable of
// the environment.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer, env func(string) string) int {
	a := &app{stdin: stdin, stdout: stdout, stderr: stderr, env: env, terminal: terminalWidth, now: time.Now}
	return a.run(args)
}

func (a *app) run(args []string) int {
	a.in = bufio.NewReaderSize(a.stdin, peekBytes)
	a.out = bufio.NewWriter(a.stdout)
	root := a.root()
	root.SetArgs(append([]string{}, args...)) // never nil: cobra would read os.Args
	if err := root.Execute(); err != nil {
		a.problem(err)
	}
	if err := a.out.Flush(); err != nil {
		a.problem(fmt.Errorf("standard output: %w", err))
	}
	switch {
	case len(a.problems) > 0:
		return exitUnusable
	case a.unmet:
		return exitUnmet
	}
	return exitMet
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "iop COMMAND",
		Short: "Check intensive outpatient programs against cited standards",
		Long: `Check intensive outpatient programs against the standards of states, payers
and clinical bodies: what a week of treatment amounts to, who requires what,
how each number was read, and what would help.

Start with "iop check": without a file it judges a sample program.`,
		Version:                    version(),
		SilenceErrors:              true,
		SilenceUsage:               true,
		SuggestionsMinimumDistance: 2,
		Args:                       cobra.ArbitraryArgs, // RunE says which is no command
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return cmd.Help()
			}
			return unknownCommand(cmd, args[0])
		},
	}
	root.SetOut(a.out)
	root.SetErr(a.stderr)
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return fmt.Errorf("%s: %w; see %s --help", cmd.CommandPath(), inWords(err), cmd.CommandPath())
	})
	root.SetHelpCommand(helpCommand(root))
	root.AddCommand(a.checkCommand(), a.standardsCommand(), a.explainCommand())
	root.AddCommand(a.instrumentsCommand(), a.scoreCommand(), a.respondCommand(), a.stepdownCommand(), a.aftercareCommand(), a.planCommand(), a.calendarCommand())
	root.AddCommand(a.simulateCommand(), a.fhirCommand())
	return root
}

// inWords says of a flag that takes a number what would be right, where pflag
// has the words of a parser.
func inWords(err error) error {
	var flag *pflag.InvalidValueError
	var number *strconv.NumError
	if !errors.As(err, &flag) || !errors.As(err, &number) {
		return err
	}
	want := "a whole number"
	switch flag.GetFlag().Value.Type() {
	case "bool":
		want = "true or false"
	case "uint64":
		want = fmt.Sprintf("a whole number from 0 to %d", uint64(math.MaxUint64))
	}
	return fmt.Errorf("invalid argument %q for %q flag: want %s", flag.GetValue(), "--"+flag.GetFlag().Name, want)
}

// helpCommand is cobra's own, but that an unknown command is an error.
func helpCommand(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use: "help [COMMAND]", Short: "Help about a command",
		RunE: func(_ *cobra.Command, args []string) error {
			cmd, rest, err := root.Find(args)
			if err != nil {
				return err
			}
			if len(rest) > 0 {
				return unknownCommand(root, strings.Join(rest, " "))
			}
			return cmd.Help()
		},
	}
}

func unknownCommand(root *cobra.Command, name string) error {
	hint := ""
	if near := root.SuggestionsFor(name); len(near) > 0 {
		hint = fmt.Sprintf("; did you mean %s?", strings.Join(near, " or "))
	}
	return fmt.Errorf("iop: %q is not a command%s; see iop --help", name, hint)
}

// problem writes what is unusable to standard error, one line for each
// problem that err joins.
func (a *app) problem(err error) {
	for _, e := range flatten(err) {
		line := oneLine(e.Error())
		a.problems = append(a.problems, line)
		fmt.Fprintln(a.stderr, line)
	}
}

// note writes a line to standard error that is no problem.
func (a *app) note(format string, args ...any) {
	fmt.Fprintln(a.stderr, oneLine("note: "+fmt.Sprintf(format, args...)))
}

// flatten takes joined errors apart.
func flatten(err error) []error {
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return []error{err}
	}
	var out []error
	for _, e := range joined.Unwrap() {
		out = append(out, flatten(e)...)
	}
	return out
}

// version gives the version of the module as it was built.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(devel)"
	}
	return info.Main.Version
}

// words is the value of a flag that takes one of a few words.
type words struct {
	value string
	from  []string
}

func (w *words) String() string { return w.value }

// Type names the words in the help.
func (w *words) Type() string { return strings.Join(w.from, "|") }

// Set takes one of the words.
func (w *words) Set(s string) error {
	if slices.Contains(w.from, s) {
		w.value = s
		return nil
	}
	return fmt.Errorf("want one of %s", strings.Join(w.from, ", "))
}
