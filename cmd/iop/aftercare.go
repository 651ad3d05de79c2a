package main

import (
	"fmt"
	"strings"

	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/iop"
	"github.com/spf13/cobra"
)

// aftercareAnswer is what "iop aftercare" writes in JSON.
type aftercareAnswer struct {
	Plan    careplan.AftercarePlan   `json:"plan"`
	State   *careplan.AftercareState `json:"state"`
	Missing []careplan.ContentItem   `json:"missingContents"`
	Notice  string                   `json:"notice"`

	lastSession iop.Date
}

func (a *app) aftercareCommand() *cobra.Command {
	var format, person string
	var events eventFlags
	cmd := &cobra.Command{
		Use: "aftercare FILE|-", Short: "Make a dated plan of aftercare",
		Long: `Make a dated plan of aftercare from a template with its source, hold it against
the contents that a jurisdiction asks for, and say which contacts are late.

FILE is an object: lastSession, and if known admission, asOf, template, days,
closed, target, limit, jurisdiction, contents {id: true}, log [{on, kind, reached}].

--format ics writes the contacts as entries of a calendar, for their whole days.
They are private and called "Appointment"; --disclose-treatment writes what they
are, for which 42 CFR Part 2 asks for the person's consent. Name the person's own
plan with --plan, so that two plans of the same dates stay apart in a calendar.

Templates: ` + templateIDs() + `.`,
		Example: "  iop aftercare episode.json\n  iop aftercare - --format json < episode.json\n  iop aftercare episode.json --format ics --plan c-4107 > contacts.ics",
		Args:    cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if format != "text" && format != "json" && format != "ics" {
				return fmt.Errorf("--format %q: is not a format of aftercare; want text, json or ics", format)
			}
			if err := events.choose(a); err != nil {
				return err
			}
			answer, err := a.aftercare(inputs(args)[0])
			if err != nil {
				return err
			}
			if format == "ics" {
				return events.write(a, aftercareEvents(answer, person, &events))
			}
			if format == "json" {
				a.out.Write(marshal(answer, ""))
				a.out.WriteByte('\n')
				return nil
			}
			writeAftercare(a.page(), answer)
			return nil
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&format, "format", "text", "text, json or ics")
	f.StringVar(&person, "plan", "", "ics: an opaque `ID` of the person's plan; it is not written")
	events.flags(f)
	return cmd
}

func templateIDs() string {
	var ids []string
	for _, t := range careplan.AftercareTemplates() {
		ids = append(ids, t.ID)
	}
	return strings.Join(ids, ", ")
}

func (a *app) aftercare(in input) (*aftercareAnswer, error) {
	r, err := a.open(in)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	file, err := careplan.ReadAftercareOf(r, in.name)
	if err != nil {
		return nil, err
	}
	out := &aftercareAnswer{Notice: "A plan is agreed with the person; this gives its dates.", lastSession: file.LastSession}
	if out.Plan, err = file.Plan(); err != nil {
		return nil, fmt.Errorf("%s: %w", in.name, err)
	}
	out.Missing = append([]careplan.ContentItem{}, careplan.MissingContents(file.Jurisdiction, file.Contents)...)
	if file.AsOf.IsValid() {
		state, err := out.Plan.State(file.Log, file.AsOf)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", in.name, err)
		}
		out.State = &state
	}
	return out, nil
}

// writeAftercare writes a plan for people: one line a stage, so that a plan of
// years fits a page, and the first contacts by day.
func writeAftercare(p *page, a *aftercareAnswer) {
	p.text(0, bold, fmt.Sprintf("Aftercare, %s", plural(len(a.Plan.Contacts), "contact")))
	const column = 18
	p.pair(2, column, "template", dim, a.Plan.Template, sourceText(&a.Plan.Source))
	if s := a.Plan.TaperSource; s != nil {
		p.pair(2, column, "taper", dim, sourceText(s))
	}
	in := "in time"
	if !a.Plan.FirstInTime {
		in = "NOT in time: offer an earlier one"
	}
	p.pair(2, column, "first contact", dim, fmt.Sprintf("by %s at the latest; %s", a.Plan.FirstBy, in))
	for i := 0; i < len(a.Plan.Contacts); {
		j := i
		var days []string
		for j < len(a.Plan.Contacts) && a.Plan.Contacts[j].Stage == a.Plan.Contacts[i].Stage {
			days = append(days, a.Plan.Contacts[j].On.String())
			j++
		}
		label := fmt.Sprintf("stage %d", a.Plan.Contacts[i].Stage)
		if a.Plan.Contacts[i].Stage == 0 {
			label = "beforehand"
		}
		p.pair(2, column, label, dim, fmt.Sprintf("%s, %s: %s", plural(j-i, "contact"), a.Plan.Contacts[i].Kind, strings.Join(days, ", ")))
		i = j
	}
	p.pair(2, column, "renew or end", dim, a.Plan.Ends.String())
	for _, item := range a.Missing {
		p.pair(2, column, "to add", dim, item.Title, sourceText(&item.Source))
	}
	writeAftercareState(p, a.State, column)
	p.gap()
	p.text(0, plain, a.Notice)
}

func writeAftercareState(p *page, s *careplan.AftercareState, column int) {
	if s == nil {
		return
	}
	if s.Next != nil {
		p.pair(2, column, "next", dim, s.Next.On.String())
	}
	for _, c := range s.Late {
		p.pair(2, column, "late", dim, fmt.Sprintf("%s: nobody tried; reach out", c.On))
	}
	p.pair(2, column, "log", dim, fmt.Sprintf("%s, %d reached the person", plural(s.Attempts, "attempt"), s.Reached))
}
