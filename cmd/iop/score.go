package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/openiop/openiop/assessment"
	"github.com/spf13/cobra"
)

// marker is one run of "iop score".
type marker struct {
	app      *app
	files    []string
	recalled bool
}

func (a *app) scoreCommand() *cobra.Command {
	m := &marker{app: a}
	cmd := &cobra.Command{
		Use: "score INSTRUMENT FILE|-", Short: "Score answers to an instrument",
		Long: `Score answers to an instrument and write JSON: status, total, subscales, bands,
flags, and what is missing. A flag is yes, no or unknown whatever the total.

FILE holds one set of answers, a list of them, or one on each line (NDJSON); - is
standard input. A set is {"answers": [0, 1, null]} or a bare list in item order,
or {"answers": {"1": 0}} by item id; null is not answered. Beside the answers may
stand "coding": "raw" or "inverted" (reversed items were turned round already)
and "context": {"sex", "age", "cutSet", "bandSet"}.

A score is not a diagnosis. The exit status is 0 if every set could be read,
even where a result is invalid, and 2 otherwise.`,
		Example: "  iop score phq-9 answers.json\n  echo '[0, 1, 2, 3, 0, 1, 2, 3, 0]' | iop score phq-9 -",
		Args:    cobra.ExactArgs(2),
		RunE:    func(_ *cobra.Command, args []string) error { return m.run(args[0], args[1]) },
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.BoolVar(&m.recalled, "recalled", false, "also cut-offs and flags that nobody has read in their source")
	f.StringSliceVar(&m.files, "instruments", nil, "also the instruments of a `FILE` of your own (repeatable)")
	return cmd
}

func (m *marker) run(id, file string) error {
	library := m.app.library(m.files)
	s, ok := library.Lookup(id, m.recalled)
	if !ok {
		return unknownInstrument(library, id)
	}
	in := inputs([]string{file})[0]
	r, err := m.app.open(in)
	if err != nil {
		return err
	}
	defer r.Close()
	if s.Instrument().Recalled() {
		m.app.note("%s rests on a scoring key that nobody has read in its source", id)
	}
	return m.score(s, s.NewReader(in.name, r))
}

// score writes a result for each input, in the form in which they came. One
// of several that cannot be read keeps its place as an invalid result.
func (m *marker) score(s *assessment.Scorer, r *assessment.InputReader) error {
	var in assessment.Input
	var result assessment.Result
	var line []byte
	n := 0
	for r.Next(&in) {
		one := r.Form() == assessment.OneInput
		if in.Err != nil {
			m.app.problem(in.Err)
			if one {
				return nil
			}
			result = s.InvalidResult()
		} else {
			s.ScoreInto(&result, in.Answers, in.Context)
			m.explain(r, &result)
		}
		line = append(line[:0], m.before(r.Form(), n)...)
		line = result.AppendJSON(line)
		if r.Form() != assessment.ListOfInputs {
			line = append(line, '\n')
		}
		m.app.out.Write(line)
		n++
	}
	switch err := r.Err(); {
	case err != nil:
		return err
	case n == 0:
		return fmt.Errorf("no answers; want an object with answers, a list of them, or one on each line")
	}
	if r.Form() == assessment.ListOfInputs {
		m.app.out.WriteString("\n]\n")
	}
	return nil
}

// before is what stands before the nth result.
func (m *marker) before(f assessment.Form, n int) string {
	switch {
	case f != assessment.ListOfInputs:
		return ""
	case n == 0:
		return "[\n"
	}
	return ",\n"
}

// explain says on standard error why a result is invalid.
func (m *marker) explain(r *assessment.InputReader, result *assessment.Result) {
	for _, p := range result.Problems {
		m.app.note("%s: %s", r.Place(), p)
	}
}

// library gives the embedded instruments and the user's own.
func (a *app) library(files []string) *assessment.Library {
	l := assessment.Embedded()
	for _, name := range files {
		more, err := a.addInstruments(l, name)
		if err != nil {
			a.problem(err)
		}
		l = more
	}
	return l
}

// maxInstrumentBytes is one more than a file of instruments may hold, so that
// the strict reader says what is too long.
const maxInstrumentBytes = 4<<20 + 1

func (a *app) addInstruments(l *assessment.Library, name string) (*assessment.Library, error) {
	f, err := os.Open(name)
	if err != nil {
		return l, fileError(name, err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxInstrumentBytes))
	if err != nil {
		return l, fileError(name, err)
	}
	got, err := assessment.ReadInstruments(name, data)
	errs := []error{err}
	for _, in := range got {
		more, err := l.Add(in)
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", name, err))
			continue
		}
		l = more
	}
	return l, errors.Join(errs...)
}

func unknownInstrument(l *assessment.Library, id string) error {
	near := l.Nearest(id)
	if len(near) == 0 {
		return fmt.Errorf("%q is not an instrument; iop instruments --all lists them", id)
	}
	return fmt.Errorf("%q is not an instrument; did you mean %s? iop instruments --all lists them", id, strings.Join(near, ", "))
}
