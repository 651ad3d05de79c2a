package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"github.com/openiop/openiop/fhir"
	"github.com/openiop/openiop/iop"
	"github.com/spf13/cobra"
)

func (a *app) fhirCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use: "fhir export|import", Short: "Write and read HL7 FHIR R4", Long: fhirHelp,
		Example: "  iop fhir export evening.json > evening-fhir.json\n  iop fhir import bundle.json --what roster > roster.json",
		Args:    cobra.ArbitraryArgs, // RunE says which is no command
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return cmd.Help()
			}
			return unknownCommand(cmd, args[0])
		},
	}
	cmd.AddCommand(a.fhirExportCommand(), a.fhirImportCommand())
	return cmd
}

// exporter is one run of "iop fhir export".
type exporter struct {
	*checker
	subject, instrument, about, output string
	on                                 dateFlag
	unlabelled, findings, cards        bool
	indent                             bool
	out                                []fhir.Resource
	seen                               map[string]string // resources as they are written, by type and id
	offered                            []fhir.Card
}

func (a *app) fhirExportCommand() *cobra.Command {
	x := &exporter{checker: newChecker(a), seen: map[string]string{}}
	x.dating.command = "iop fhir export"
	kinds := words{"", exportKinds()}
	cmd := &cobra.Command{
		Use: "export FILE...", Short: "Write files of this command as a FHIR bundle", Long: exportHelp, Example: exportExamples,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			x.idsAreNamed = cmd.Flags().Changed("standard")
			x.about = kinds.value
			return x.run(args)
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&x.subject, "subject", "", "the opaque `ID` of the person that the files are about, where they name none")
	f.StringVar(&x.instrument, "instrument", "", "the `ID` of the instrument of a file of answers")
	f.Var(&x.on, "on", "the `DATE` on which the answers were given")
	f.Var(&kinds, "what", "what the files are, where it cannot be told")
	f.StringVarP(&x.output, "output", "o", "", "write to a `FILE` that others cannot read, instead of standard output")
	f.BoolVar(&x.indent, "indent", false, "write a line for every element")
	f.BoolVar(&x.unlabelled, "without-part2-labels", false, "leave the security labels of 42 CFR Part 2 out; only for what is no record that it covers")
	f.BoolVar(&x.findings, "findings", false, "write what iop check finds in the files, as OperationOutcomes")
	f.BoolVar(&x.cards, "cards", false, "write that, or the supportive response to a history of drug tests, as cards of CDS Hooks")
	x.flags(f)
	return cmd
}

// findingFlags act on findings alone.
func findingFlags() []string {
	return []string{"standard", "standards", "recalled", "counting", "population", "from", "weeks", "commitments", "activities"}
}

// choose compares the flags with each other.
func (x *exporter) chooseExport() error {
	judging := x.findings || x.cards
	for _, name := range findingFlags() {
		if x.dating.given.Changed(name) && !judging {
			return fmt.Errorf("iop fhir export: --%s is about findings; name --findings or --cards", name)
		}
	}
	if x.findings && x.cards {
		return errors.New("iop fhir export: --findings and --cards are two forms; name one")
	}
	if x.cards && (x.unlabelled || x.indent) {
		return errors.New("iop fhir export: --without-part2-labels and --indent are about bundles, and cards are none")
	}
	return x.choose()
}

func (x *exporter) run(files []string) error {
	if err := x.chooseExport(); err != nil {
		return err
	}
	x.print = &outcomePrinter{x: x}
	for _, in := range inputs(files) {
		export := x.input
		if x.findings {
			export = x.judgeInput
		} else if x.cards {
			export = x.cardsOf
		}
		if err := export(in); err != nil {
			x.app.problem(err)
		}
	}
	x.app.unmet = false // what is found is the output, not the outcome
	if x.cards {
		return x.writeCards()
	}
	return x.writeBundle()
}

// add adds resources to the bundle. A resource that is there already is
// written once.
func (x *exporter) add(name string, list []fhir.Resource) error {
	for _, res := range list {
		text, err := fhir.Export{}.Append(nil, res)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		id := fhir.Common(res).ID
		key := res.ResourceType() + "/" + id
		before, twice := x.seen[key]
		switch {
		case id == "" || !twice:
			x.seen[key] = string(text)
			x.out = append(x.out, res)
		case before != string(text):
			return fmt.Errorf("%s: gives %s, which another file gives with other contents; export them one by one", name, key)
		}
	}
	return nil
}

func (x *exporter) writeBundle() error {
	if len(x.out) == 0 {
		if len(x.app.problems) > 0 {
			return nil
		}
		return errors.New("iop fhir export: the files hold nothing that FHIR has a resource for")
	}
	e := fhir.Export{}
	if x.unlabelled {
		e = e.WithoutPart2Labels()
	}
	text, err := e.AppendBundle(nil, fhir.Collection(x.out...))
	if err != nil {
		return fmt.Errorf("iop fhir export: %w", err)
	}
	if x.indent {
		var b bytes.Buffer
		if err := json.Indent(&b, text, "", "  "); err != nil {
			return fmt.Errorf("iop fhir export: %w", err)
		}
		text = b.Bytes()
	}
	return x.write(append(text, '\n'))
}

func (x *exporter) writeCards() error {
	text, err := fhir.AppendCards(nil, x.offered)
	if err != nil {
		return fmt.Errorf("iop fhir export: %w", err)
	}
	return x.write(append(text, '\n'))
}

// write writes to the file of -o, which may hold records, or to standard
// output.
func (x *exporter) write(text []byte) error {
	if x.output == "" {
		x.app.out.Write(text)
		return nil
	}
	if err := os.WriteFile(x.output, text, 0o600); err != nil {
		return fileError(x.output, err)
	}
	return nil
}

// outcomePrinter gathers what is found as resources, or as cards.
type outcomePrinter struct{ x *exporter }

func (p *outcomePrinter) result(r *result) {
	if p.x.cards {
		p.x.offered = append(p.x.offered, fhir.Cards(r.report)...)
		return
	}
	out := fhir.OutcomeOf(r.report)
	if out.ID = "findings-" + r.id; !isID(out.ID) || p.x.seen["OperationOutcome/"+out.ID] != "" {
		out.ID = resourceID("findings", r.input.name, r.id)
	}
	if err := p.x.add(r.input.name, []fhir.Resource{out}); err != nil {
		p.x.app.problem(err)
	}
}

// isID reports whether FHIR takes a text as an id.
func isID(s string) bool {
	for _, r := range s {
		if (r|0x20 < 'a' || r|0x20 > 'z') && (r < '0' || r > '9') && r != '-' && r != '.' {
			return false
		}
	}
	return s != "" && len(s) <= 64
}

func (p *outcomePrinter) end(iop.Summary) {}
