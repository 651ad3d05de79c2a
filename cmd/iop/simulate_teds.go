package main

import (
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"github.com/openiop/openiop/cmd/iop/study"
	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/simulate"
	"github.com/openiop/openiop/simulate/explore"
	"github.com/openiop/openiop/simulate/teds"
)

// whereFlag is the value of a flag that takes conditions on columns.
type whereFlag []teds.Where

func (w *whereFlag) String() string { return "" }

// Type names the value in the help.
func (w *whereFlag) Type() string { return "column=value[,value]" }

// Set takes a column and the values that are wanted.
func (w *whereFlag) Set(s string) error {
	column, values, ok := strings.Cut(s, "=")
	if !ok || strings.TrimSpace(column) == "" || strings.TrimSpace(values) == "" {
		return fmt.Errorf("is not a condition; want a column and values, such as STFIPS=51 or SUB1=2,5")
	}
	*w = append(*w, teds.Where{Column: strings.TrimSpace(column), Any: strings.Split(values, ",")})
	return nil
}

// runTEDS fits the clock of stays to a public file of discharges. Rows that
// cannot be read are reported, and the others are fitted.
func (k *simulation) runTEDS() error {
	in := inputs([]string{k.teds})[0]
	r, err := k.app.open(in)
	if err != nil {
		return err
	}
	defer r.Close()
	table, err := teds.Read(r, in.name, teds.Filter{Adults: k.adults, Where: k.where})
	if err != nil {
		k.app.problem(err)
	}
	if table.Rows == 0 && err != nil {
		return nil
	}
	clock, err := teds.Fit(table)
	if err != nil {
		return fmt.Errorf("%s: %w", in.name, err)
	}
	entries, err := clockEntries(&clock, in.name)
	if err != nil {
		return err
	}
	if k.out != "" {
		name := filepath.Join(k.out, "parameters.json")
		err := study.WriteFile(name, func(w io.Writer) error {
			e := json.NewEncoder(w)
			e.SetIndent("", "  ")
			return e.Encode(entries)
		})
		if err != nil {
			return fmt.Errorf("--out: %w", fileError(name, err))
		}
	}
	if k.format.value == "json" {
		k.app.out.Write(marshal(entries, "  "))
		k.app.out.WriteByte('\n')
		return nil
	}
	k.app.writeClock(&table, &clock, k.out)
	return nil
}

// clockEntries gives a fitted clock as parameters with their source, as
// --parameters reads them.
func clockEntries(c *teds.Clock, file string) ([]simulate.ParameterEntry, error) {
	params, err := c.Parameters(simulate.DefaultParameters())
	if err != nil {
		return nil, err
	}
	now := time.Now().UTC()
	source := iop.Source{
		Authority: "SAMHSA TEDS-D, public file " + filepath.Base(file), Locator: fmt.Sprintf("lognormal fit to %d intensive outpatient discharges, iop simulate --teds", c.Discharges),
		Read: iop.MustDate(now.Year(), now.Month(), now.Day()), Confidence: iop.Verified,
	}
	spreads := clockSpreads(c)
	var out []simulate.ParameterEntry
	for p := range params.All() {
		if p.Changed {
			e := simulate.ParameterEntry{ID: p.ID, Value: &p.Value, Source: &source, Note: "The spread is the standard error of the fit; programs differ by more (program-effect)."}
			if d, ok := spreads[p.ID]; ok {
				e.Spread = &d
			}
			out = append(out, e)
		}
	}
	return out, nil
}

// clockSpreads gives normal distributions by the standard errors of the fit.
func clockSpreads(c *teds.Clock) map[string]explore.Distribution {
	out := map[string]explore.Distribution{}
	for _, x := range c.Exits {
		for _, v := range []struct {
			id       string
			mean, se float64
		}{{"weight", x.Weight, x.WeightSE}, {"median", x.MedianDays, x.MedianSE}, {"sigma", x.Sigma, x.SigmaSE}} {
			if d, err := explore.NewNormal(v.mean, v.se); err == nil {
				out["exit-"+v.id+"-"+kebab(x.Reason.String())] = d
			}
		}
	}
	return out
}

// kebab writes droppedOut as dropped-out.
func kebab(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r >= 'A' && r <= 'Z' {
			b.WriteByte('-')
			r += 'a' - 'A'
		}
		b.WriteRune(r)
	}
	return b.String()
}

// writeClock writes a fitted clock for people.
func (a *app) writeClock(t *teds.Table, c *teds.Clock, out string) {
	p := a.page()
	p.text(0, bold, fmt.Sprintf("The clock of stays, fitted to %s", plural(int(c.Discharges), "discharge")))
	p.text(2, dim, fmt.Sprintf("of %d rows of intensive outpatient treatment; %d lack a reason or a stay, %d could not be read", t.Rows, t.Missing, t.Bad))
	tab := table{columns: []column{{title: "Reason"}, {title: "Share", right: true}, {title: "Median", right: true}, {title: "Sigma", right: true}, {title: "Largest gap", right: true}}}
	for _, x := range c.Exits {
		tab.rows = append(tab.rows, []string{
			strings.ReplaceAll(kebab(x.Reason.String()), "-", " "), fmt.Sprintf("%.2f%% (%.2f)", 100*x.Weight, 100*x.WeightSE),
			fmt.Sprintf("%.1f d (%.1f)", x.MedianDays, x.MedianSE), fmt.Sprintf("%.3f (%.3f)", x.Sigma, x.SigmaSE), fmt.Sprintf("%.1f%%", 100*x.Gap),
		})
	}
	p.gap()
	if !tab.write(p, 2) {
		for _, r := range tab.rows {
			p.pair(2, planColumn, r[0], dim, "share "+r[1]+", median "+r[2]+", sigma "+r[3]+", gap "+r[4])
		}
	}
	p.gap()
	p.text(0, plain, "In brackets: standard errors, as if discharges were independent; programs differ by far more. The gap is between the counted and the fitted share by any length of stay. The file counts discharges, not people.")
	if out != "" {
		p.text(0, plain, "Run with it: iop simulate --parameters "+filepath.Join(out, "parameters.json"))
	}
}
