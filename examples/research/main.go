// Research compares three program designs end to end, as a study would: what
// they offer under the standards, what happens to the same simulated people in
// each, how sure that is, and what it costs.
//
//	go run ./examples/research
//
// The question: a program of three evenings a week loses hours to absence. Does
// it help more to let people make sessions up and to call them afterwards, or to
// spread the same weeks over a longer taper?
package main

import (
	"bytes"
	_ "embed"
	"fmt"
	"log"
	"os"
	"text/tabwriter"
	"time"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/openiop/openiop/simulate"
)

//go:embed designs.json
var designsFile []byte

// The people and the seed of the study, and the draws of its parameters. The
// same numbers give the same results on every machine.
const (
	people     = 20_000
	seed       = 2026
	draws      = 100
	drawPeople = 2_000
)

func main() {
	designs, err := simulate.ReadDesigns(bytes.NewReader(designsFile), "designs.json")
	if err != nil {
		log.Fatal(err) // every problem, with line, path and what would be right
	}
	holidays, err := schedule.FederalHolidays(iop.Period{From: iop.MustDate(2026, time.October, 1), Until: iop.MustDate(2027, time.March, 1)}, schedule.ActualDay)
	if err != nil {
		log.Fatal(err)
	}
	for i := range designs { // everybody begins in a season with holidays
		designs[i].Dates = schedule.Dates{Start: iop.MustDate(2026, time.October, 12), Zone: time.UTC, Closures: holidays}
	}
	out := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	offered(out, designs)

	params := simulate.DefaultParameters()
	var models []*simulate.Model
	for _, d := range designs {
		m, err := simulate.Prepare(d, params)
		if err != nil {
			log.Fatal(err)
		}
		models = append(models, m)
	}
	pairs, err := simulate.RunPair(models, seed, 0, people)
	if err != nil {
		log.Fatal(err)
	}
	happened(out, &pairs)
	differences(out, &pairs)
	if err := uncertainty(out, models, params); err != nil {
		log.Fatal(err)
	}
	record(out, models)
	if err := out.Flush(); err != nil {
		log.Fatal(err)
	}
}

// offered shows what the designs offer on paper, before anybody is absent.
func offered(out *tabwriter.Writer, designs []simulate.Design) {
	fmt.Fprintln(out, "What is offered\tweeks\thours in all\tweeks under 9 h")
	for i := range designs {
		c, err := schedule.PrepareOn(&designs[i].Program, designs[i].Dates, schedule.Options{})
		if err != nil {
			log.Fatal(err)
		}
		total := iop.Exactly(0)
		for _, week := range c.Weeks() {
			total = total.Add(week.Countable)
		}
		short := c.Report().Filter(func(f *iop.Finding) bool {
			return f.Rule.ID == "schedule/weekly-hours-min" && f.Outcome == iop.NotMet
		})
		fmt.Fprintf(out, "%s\t%d\t%s\t%d\n", designs[i].Name, len(c.Weeks()), total.Min().Hours().StringFixed(1), short.Len())
	}
	fmt.Fprintln(out)
}

// happened shows what became of the same people in each design. Behind ± is the
// error of simulating so many people and no more.
func happened(out *tabwriter.Writer, pairs *simulate.PairSummary) {
	fmt.Fprintf(out, "What %d people get\tcompleted\tmedian stay\tattended\thours a week\tweeks met\treturned to use in a year\tcost\n", people)
	for i := range pairs.Summaries {
		r := pairs.Summaries[i].Results()
		days, _ := r.MedianStay()
		fmt.Fprintf(out, "%s\t%s\t%.0f d\t%s\t%.2f\t%s\t%s\t$%.0f ± %.0f\n", r.Design(), share(r.Reason(simulate.Completed)), days.Value, share(r.Attendance()),
			r.HoursPerWeek().Value, share(r.WeeksMet()), share(r.Relapse(365)), r.Cost().Value, r.Cost().High-r.Cost().Value)
	}
	fmt.Fprintln(out)
}

func share(e simulate.Estimate) string {
	return fmt.Sprintf("%.1f%% ± %.1f", 100*e.Value, 50*(e.High-e.Low))
}

// differences compares person by person: everybody met the same chances in every
// design, so that few people tell designs apart.
func differences(out *tabwriter.Writer, pairs *simulate.PairSummary) {
	fmt.Fprintln(out, "Against usual, a person has\thours more\treturn to use in a year, points\tdollars more")
	for i := 1; i < len(pairs.Summaries); i++ {
		hours, relapse, cost := pairs.Difference(i, simulate.HoursMeasure), pairs.Difference(i, simulate.Relapse365Measure), pairs.Difference(i, simulate.CostMeasure)
		fmt.Fprintf(out, "%s\t%+.1f (%+.1f to %+.1f)\t%+.1f (%+.1f to %+.1f)\t%+.0f (%+.0f to %+.0f)\n", pairs.Summaries[i].Design,
			hours.Value, hours.Low, hours.High, 100*relapse.Value, 100*relapse.Low, 100*relapse.High, cost.Value, cost.Low, cost.High)
	}
	fmt.Fprintln(out)
}
