package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/openiop/openiop/assessment/drugtest"
	"github.com/openiop/openiop/careplan"
	"github.com/spf13/cobra"
)

// maxHistoryBytes is one more than a history may hold, so that the strict reader
// says what is too long.
const maxHistoryBytes = 64<<20 + 1

func (a *app) respondCommand() *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use: "respond FILE|-", Short: "What supportive response a drug test result asks for",
		Long: `Read a history of drug tests and medications, say what each finding of the newest
result means and why, and which supportive steps follow, by when and by whom.

A result informs care and never punishes: there is no step that discharges, pauses,
fines, lowers a dose or takes back a reward. FILE is described by the JSON Schema
assessment/drugtest/respond.schema.json. The exit status is 0 if the input could be
read, else 2; what could be read is still answered.`,
		Example: "  iop respond history.json\n  iop respond - --format json < history.json",
		Args:    cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if format != "text" && format != "json" {
				return fmt.Errorf("--format %q: is not a format of respond; want text or json", format)
			}
			in, answer, err := a.respond(inputs(args)[0])
			if err != nil {
				return err
			}
			if format == "json" {
				a.out.Write(marshal(respondJSON(in, answer), ""))
				a.out.WriteByte('\n')
				return nil
			}
			writeResponse(a.page(), in, answer)
			return nil
		},
	}
	cmd.Flags().StringVar(&format, "format", "text", "text or json")
	return cmd
}

// respond reads and answers. Problems of the file are told, and what is left of
// it is answered if there is a day to answer on.
func (a *app) respond(in input) (*drugtest.Interpretation, *careplan.Response, error) {
	r, err := a.open(in)
	if err != nil {
		return nil, nil, err
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, maxHistoryBytes))
	if err != nil {
		return nil, nil, fileError(in.name, err)
	}
	var policy careplan.Policy
	history, problems := drugtest.Reader{Policy: &policy}.Read(in.name, data)
	if problems != nil && !history.About().AsOf.IsValid() {
		return nil, nil, problems
	}
	if problems != nil {
		a.problem(problems)
	}
	read, err := drugtest.Interpret(history, drugtest.Embedded())
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", in.name, err)
	}
	answer, err := policy.Respond(read)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", in.name, err)
	}
	return read, &answer, nil
}

type respondRow struct {
	Result  drugtest.ResultID `json:"result"`
	Analyte *string           `json:"analyte"`
	Finding string            `json:"finding"`
	Because []string          `json:"because"`
}

type respondAnswer struct {
	Interpretation []respondRow    `json:"interpretation"`
	Steps          []careplan.Step `json:"steps"`
	Notices        []string        `json:"notices"`
}

func respondJSON(in *drugtest.Interpretation, r *careplan.Response) respondAnswer {
	out := respondAnswer{Interpretation: []respondRow{}, Steps: r.Steps, Notices: []string{}}
	for i := range in.Rows {
		row := &in.Rows[i]
		out.Interpretation = append(out.Interpretation, respondRow{row.Result, rowSubject(row), row.Reading.String(), factTexts(row.Because)})
	}
	out.Notices = append(out.Notices, factTexts(in.Notices)...)
	for _, n := range r.Notices {
		out.Notices = append(out.Notices, n.Text+" ("+sourceText(&n.Source)+")")
	}
	return out
}

// rowSubject gives what a row is about: an analyte, a class of the panel, or a
// medication; nil for the whole specimen.
func rowSubject(r *drugtest.Row) *string {
	if m := r.Member(); m != "" {
		return &m
	}
	if r.Medication != "" {
		return new(string(r.Medication))
	}
	return nil
}

func factTexts(list []drugtest.Fact) []string {
	out := []string{}
	for _, f := range list {
		text := f.String()
		if b := f.Basis(); b != "" {
			text += " [" + b + "]"
		}
		out = append(out, text)
	}
	return out
}

// writeResponse writes an answer for a counselor.
func writeResponse(p *page, in *drugtest.Interpretation, r *careplan.Response) {
	const column = 24
	if r.Result == "" {
		p.text(0, bold, "No result to answer")
		return
	}
	p.text(0, bold, "Result "+string(r.Result))
	for i := range in.Rows {
		subject := "the specimen"
		if s := rowSubject(&in.Rows[i]); s != nil {
			subject = *s
		}
		words := strings.NewReplacer("tive-", "tive, ", "not-", "not ").Replace(in.Rows[i].Reading.String())
		p.pair(2, column, subject, dim, append([]string{words}, factTexts(in.Rows[i].Because)...)...)
	}
	p.gap()
	p.text(0, bold, "What helps now")
	for i := range r.Steps {
		s := &r.Steps[i]
		p.pair(2, column, "by "+s.Due.String(), dim, s.Kind.Title()+" ("+s.Who.String()+")", s.Reason, s.Basis.String()+": "+sourceText(&s.Source))
	}
	notices := respondJSON(in, r).Notices
	if len(notices) > 0 {
		p.gap()
		p.text(0, bold, "To know")
	}
	for _, n := range notices {
		p.text(2, plain, n)
	}
	p.gap()
	p.text(0, plain, "A result informs care and decides nothing alone. A clinician decides with the person.")
}
