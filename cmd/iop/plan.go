package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/spf13/cobra"
)

// planLook is what "iop plan" was asked.
type planLook struct {
	app      *app
	ids      []string
	files    []string
	design   string
	format   string
	recalled bool
}

func (a *app) planCommand() *cobra.Command {
	k := planLook{app: a}
	cmd := &cobra.Command{
		Use: "plan FILE|-", Short: "Check a care plan and list what is due",
		Long: `Check a care plan: problems without a goal, goals without an intervention, what
the week's schedule lacks of it, and list which deadlines of the standards are
overdue or upcoming, what the relapse prevention plan and the curriculum lack,
and what evidence would support.

FILE is an object; only asOf and plan must stand, and what is absent is unknown:
  asOf, jurisdiction, standards [id], population,
  plan {id, problems, goals, interventions, coOccurring, preferences, commitments,
        personTookPart, familyTookPart, traumaInformed},
  events [{what, on}], sessionDays, closed, soon, had [{activity, on}], offered,
  relapsePlan, situation, progress (as for iop stepdown)
careplan/plan.schema.json describes every field.

The standards are those of --standard, else of the file, else those of its
jurisdiction that have such clocks. --schedule FILE is the design that the
person attends. The exit status is 0 if the input could be read, else 2.`,
		Example: "  iop plan person.json\n  iop plan person.json --standard sd-iop-plan --schedule evening.json --format json",
		Args:    cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if k.format != "text" && k.format != "json" {
				return fmt.Errorf("--format %q: is not a format of plan; want text or json", k.format)
			}
			review, err := k.review(inputs(args)[0])
			if err != nil {
				return err
			}
			if k.format == "json" {
				a.out.Write(marshal(review, ""))
				a.out.WriteByte('\n')
				return nil
			}
			writePlanReview(a.page(), review)
			return nil
		},
	}
	f := cmd.Flags()
	f.StringVar(&k.format, "format", "text", "text or json")
	f.StringSliceVar(&k.ids, "standard", nil, "run the clocks of exactly these standards (`ID[,ID]`; repeatable)")
	f.StringSliceVar(&k.files, "standards", nil, "also know the standards of a `FILE|DIR` of your own, by their ids (repeatable)")
	f.StringVar(&k.design, "schedule", "", "the design that the person attends, a `FILE` with one program")
	f.BoolVar(&k.recalled, "recalled", false, "also know recalled standards, by their ids")
	return cmd
}

func (k *planLook) review(in input) (*careplan.PlanReview, error) {
	r, err := k.app.open(in)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	file, err := careplan.ReadPlan(r, in.name)
	if err != nil {
		return nil, err
	}
	var o careplan.ReviewOptions
	if o.Standards, err = k.standards(&file); err != nil {
		return nil, err
	}
	if k.design != "" {
		if o.Schedule, err = k.readDesign(); err != nil {
			return nil, err
		}
	}
	review, err := file.Review(o)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", in.name, err)
	}
	return &review, nil
}

// standards gives the periods in force on the day of the review.
func (k *planLook) standards(file *careplan.PlanFile) (out []iop.Standard, err error) {
	catalogue := k.app.catalogue(k.files)
	ids := k.ids
	if len(ids) == 0 {
		for _, id := range file.Standards {
			ids = append(ids, string(id))
		}
	}
	if len(ids) == 0 {
		if file.Jurisdiction == "" {
			k.app.note("no clocks run: name standards by --standard or in the file, or give it a jurisdiction")
			return nil, nil
		}
		for s := range catalogue.Select(iop.Query{Jurisdiction: file.Jurisdiction, On: file.AsOf}) {
			if len(s.Requirements.PlanClock) > 0 {
				out = append(out, s)
			}
		}
		if len(out) == 0 {
			k.app.note("no clocks run: no standard of %s has any that was read; name others by --standard", file.Jurisdiction)
		}
		return out, nil
	}
	named, err := pick(catalogue, ids, k.recalled)
	if err != nil {
		return nil, err
	}
	for i := range named {
		inForce := false
		for _, s := range catalogue.Periods(named[i].ID, true) {
			if s.InForce.Contains(file.AsOf) {
				out, inForce = append(out, s), true
			}
		}
		if !inForce {
			k.app.note("%s is not in force on %s; its clocks do not run", named[i].ID, file.AsOf)
		}
	}
	return out, nil
}

func (k *planLook) readDesign() (*schedule.Program, error) {
	in := inputs([]string{k.design})[0]
	r, err := k.app.open(in)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	programs, err := schedule.ReadPrograms(r, in.name, schedule.Limits{})
	switch {
	case err != nil:
		return nil, err
	case len(programs) != 1:
		return nil, fmt.Errorf("%s: holds %s; want the one that the person attends", in.name, plural(len(programs), "program"))
	case len(programs[0].Tracks()) > 1:
		return nil, errors.New(in.name + ": has several tracks; want the design of the one that the person attends")
	}
	return &programs[0], nil
}

const planColumn = 22

// writePlanReview writes a review for people: what is due first.
func writePlanReview(p *page, r *careplan.PlanReview) {
	p.text(0, bold, fmt.Sprintf("The plan on %s: %s", dateText(r.AsOf), plural(len(r.Issues), "point")))
	for i := range r.Due {
		writeDeadline(p, &r.Due[i])
	}
	for _, x := range r.Issues {
		open := ""
		if x.Open {
			open = " (not decided)"
		}
		p.pair(2, planColumn, x.Where, dim, strings.ReplaceAll(string(x.Kind), "-", " ")+open, x.Help)
	}
	if r.Hours != nil {
		said := map[string]bool{} // weeks alike have one line
		for f := range r.Hours.All() {
			if text := f.Message(); !said[text] {
				said[text] = true
				p.pair(2, planColumn, "schedule", dim, text)
			}
		}
	}
	for _, x := range r.RelapsePlan {
		if x.State != assessment.Yes {
			p.pair(2, planColumn, "relapse plan", dim, x.Supply)
		}
	}
	for _, x := range r.DueTopics {
		p.pair(2, planColumn, "topic", dim, strings.ReplaceAll(string(x), "-", " ")+": nothing yet")
	}
	for i := range r.MissingServices {
		p.pair(2, planColumn, "service", dim, "the program offers no "+r.MissingServices[i].Title, sourceText(&r.MissingServices[i].Source))
	}
	for _, x := range r.Suggestions {
		p.pair(2, planColumn, "could help", dim, x.Activity.Title()+": "+x.Why, gradeText(&x.Evidence))
	}
	p.gap()
	p.text(0, plain, r.Notice)
}

// writeDeadline words a deadline.
func writeDeadline(p *page, d *careplan.Deadline) {
	text := d.Clock.What + ": "
	switch d.State {
	case careplan.DeadlineUnknown:
		text += "the day is not known; record the day of the " + d.From
	case careplan.DeadlineDone:
		text += "done on " + dateText(d.DoneOn) + ", due by " + dateText(d.Due)
	default:
		text += "due by " + dateText(d.Due)
		if d.AtLatest {
			text += " at the latest"
		}
	}
	p.pair(2, planColumn, d.State.String(), dim, text, string(d.Standard)+": "+sourceText(&d.Clock.Source))
}

// gradeText words how well an activity is supported.
func gradeText(e *iop.ActivityEvidence) string {
	if e.Grade == "" {
		return "not graded: it is no treatment"
	}
	text := "evidence " + e.Grade
	if e.For != "" {
		text += " (" + e.For + ")"
	}
	if e.Basis != "" {
		text += ": " + e.Basis
	}
	return text + " [" + e.Confidence.String() + "]"
}
