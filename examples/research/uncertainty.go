package main

import (
	"fmt"
	"text/tabwriter"

	"github.com/openiop/openiop/simulate"
	"github.com/openiop/openiop/simulate/economics"
	"github.com/openiop/openiop/simulate/explore"
)

// uncertainty draws all parameters anew, many times, and shows what that leaves
// open: a thing that more simulated people would not change.
func uncertainty(out *tabwriter.Writer, models []*simulate.Model, params simulate.Parameters) error {
	var inputs []explore.Input
	var ids, names []string
	for p := range params.All() {
		inputs = append(inputs, explore.Input{Name: p.ID, Base: p.Value, Spread: p.Spread})
		ids = append(ids, p.ID)
	}
	for _, m := range models {
		names = append(names, m.Name())
	}
	plan, err := explore.NewPSA(inputs, nil, draws, seed)
	if err != nil {
		return err
	}
	// three results for each design: completed, without return to use, cost
	results, err := explore.Evaluate(plan, func(values []float64) (list []float64, err error) {
		p, err := params.WithAll(ids, values)
		if err != nil {
			return nil, err
		}
		for _, m := range models {
			m, err := m.With(p)
			if err != nil {
				return nil, err
			}
			s := m.Run(seed, 0, drawPeople)
			r := s.Results()
			list = append(list, r.Reason(simulate.Completed).Value, 1-r.Relapse(365).Value, r.Cost().Value)
		}
		return list, nil
	})
	if err != nil {
		return err
	}
	spreads, err := plan.Analyze(results)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "95%% of %d draws of the parameters\tcompleted\twithout return to use in a year\tcost\n", draws)
	for i, name := range names {
		a, b, c := spreads[3*i], spreads[3*i+1], spreads[3*i+2]
		fmt.Fprintf(out, "%s\t%.0f%% to %.0f%%\t%.0f%% to %.0f%%\t$%.0f to $%.0f\n", name, 100*a.Low, 100*a.High, 100*b.Low, 100*b.High, c.Low, c.High)
	}
	for p := range params.All() {
		if p.Assumption && p.Spread.Mean() != p.Value {
			fmt.Fprintf(out, "(%s is %v in the run and %s in the draws)\n", p.ID, p.Value, p.Spread)
		}
	}
	fmt.Fprintln(out)
	return worth(out, names, results)
}

// worth asks which design is the best choice, by what one more person without
// return to use for a year is worth to whoever pays.
func worth(out *tabwriter.Writer, names []string, results [][]float64) error {
	cost, effect := make([][]float64, len(results)), make([][]float64, len(results))
	for d, list := range results {
		for i := range names {
			effect[d], cost[d] = append(effect[d], list[3*i+1]), append(cost[d], list[3*i+2])
		}
	}
	samples, err := economics.NewSamples(names, cost, effect)
	if err != nil {
		return err
	}
	rows, err := economics.Compare(samples.Means())
	if err != nil {
		return err
	}
	fmt.Fprintln(out, "Mean of the draws\tcost\twithout return to use\tstanding\tone more person costs")
	for _, r := range rows {
		more := ""
		if r.Step != nil {
			more = fmt.Sprintf("$%.0f", r.Step.Ratio)
		}
		fmt.Fprintf(out, "%s\t$%.0f\t%.1f%%\t%s\t%s\n", r.Name, r.Cost, 100*r.Effect, r.Status, more)
	}
	fmt.Fprintln(out)
	curve, err := samples.Acceptability([]float64{0, 5_000, 20_000, 50_000})
	if err != nil {
		return err
	}
	fmt.Fprintln(out, "If one more is worth\tthe best choice is\tin so many draws")
	for _, a := range curve {
		for i, name := range names {
			if name == a.Best {
				fmt.Fprintf(out, "$%.0f\t%s\t%.0f%%\n", a.PerUnit, name, 100*a.Shares[i])
			}
		}
	}
	fmt.Fprintln(out)
	return nil
}

// record says what the study rests on, so that somebody else can do it again.
func record(out *tabwriter.Writer, models []*simulate.Model) {
	r := simulate.Record(seed, people, models...)
	fmt.Fprintf(out, "engine %s, seed %d, %d people; %d of %d parameters are assumptions that nobody measured\n", r.Engine, r.Seed, r.People, len(r.Assumptions), len(r.Parameters))
	for _, d := range r.Designs {
		fmt.Fprintf(out, "%s\trun %.12s", d.Design, d.Run)
		for _, s := range d.Standards {
			fmt.Fprintf(out, "\tweeks judged by %s %.12s", s.ID, s.Fingerprint)
		}
		fmt.Fprintln(out)
	}
}
