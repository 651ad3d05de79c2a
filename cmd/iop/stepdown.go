package main

import (
	"fmt"
	"strings"

	"github.com/openiop/openiop/careplan"
	"github.com/spf13/cobra"
)

func (a *app) stepdownCommand() *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use: "stepdown FILE|-", Short: "Ask whether stepping down to less care is supported",
		Long: `Gather the evidence of an episode and say whether a lower level of care is
supported, not yet, whether more support is indicated, or what is missing to tell.

FILE is an object; every field may be absent, and what is absent is unknown:
  asOf, level, attendance {attended, offered}, goals {met, total},
  scores [{instrument, date, total, flags}], dimensions {date, ratings, previous},
  tests [{date, analyte, finding}], relapsePlan, supportNetwork, housing, work,
  nextAppointment, preference (step-down, stay or step-up)

The thresholds are program policy. Tests are information and decide nothing. A
clinician decides with the person. The exit status is 0 if the input could be
read, else 2.`,
		Example: "  iop stepdown episode.json\n  iop stepdown - --format json < episode.json",
		Args:    cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if format != "text" && format != "json" {
				return fmt.Errorf("--format %q: is not a format of stepdown; want text or json", format)
			}
			in := inputs(args)[0]
			r, err := a.open(in)
			if err != nil {
				return err
			}
			defer r.Close()
			progress, err := careplan.ReadProgress(r, in.name)
			if err != nil {
				return err
			}
			answer, err := careplan.StepDownPolicy{}.Evaluate(progress)
			if err != nil {
				return err
			}
			if format == "json" {
				a.out.Write(marshal(answer, ""))
				a.out.WriteByte('\n')
				return nil
			}
			writeStepDown(a.page(), &answer)
			return nil
		},
	}
	cmd.Flags().StringVar(&format, "format", "text", "text or json")
	return cmd
}

var stepDownTitles = map[careplan.StepDownOutcome]string{
	careplan.Supported:            "Stepping down is supported",
	careplan.NotYet:               "Stepping down: not yet",
	careplan.MoreSupport:          "More support is indicated",
	careplan.StepDownUndetermined: "Not decided: more needs to be known",
}

// writeStepDown writes an answer for people.
func writeStepDown(p *page, s *careplan.StepDown) {
	p.text(0, bold, stepDownTitles[s.Outcome])
	for i := range s.Criteria {
		c := &s.Criteria[i]
		p.pair(2, 18, c.ID, dim, append([]string{strings.ReplaceAll(c.State.String(), "-", " ")}, c.Evidence...)...)
	}
	if len(s.Missing) > 0 {
		p.pair(2, 18, "to supply", dim, strings.Join(s.Missing, ", "))
	}
	p.pair(2, 18, "policy", dim, s.Policy)
	p.gap()
	p.text(0, plain, s.Notice)
}
