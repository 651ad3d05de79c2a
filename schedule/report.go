package schedule

import (
	"fmt"

	"github.com/openiop/openiop/iop"
)

// maxRemedies is the most remedies that a rule offers for one finding.
const maxRemedies = 3

// Report judges the program and explains every verdict: the findings of
// [Case.Verdicts] with what they rest on, in the order of the weeks.
func (c *Case) Report() iop.Report {
	verdicts := c.Verdicts(make([]Verdict, 0, c.sizeHint()))
	findings := make([]iop.Finding, len(verdicts))
	remedies := make([]iop.Remedy, 0, c.remedyRoom(verdicts))
	next := c.firstPlaces(verdicts)
	for i := range verdicts {
		v := &verdicts[i]
		place := &next[c.place(v)]
		remedies = c.explain(v, &findings[*place], remedies)
		*place++
	}
	return iop.SortedReport(findings)
}

// sizeHint is the number of verdicts to expect.
func (c *Case) sizeHint() int {
	perRow := 5
	for i := range c.standard {
		for _, reqs := range c.standard[i].rules {
			perRow += len(reqs)
		}
	}
	return perRow*len(c.rows) + 8
}

func (c *Case) remedyRoom(verdicts []Verdict) (n int) {
	for i := range verdicts {
		if needsRemedy(&verdicts[i]) {
			n += maxRemedies
		}
	}
	return n
}

func needsRemedy(v *Verdict) bool { return v.Outcome == iop.NotMet || v.Outcome == iop.Undetermined }

// place is the position of a verdict's part of the program: the program
// first, then track by track the track itself and its rows.
func (c *Case) place(v *Verdict) int {
	switch {
	case v.row >= 0:
		return int(v.row) + 2 + int(c.rows[v.row].track)
	case v.track >= 0:
		return c.episodes[v.track].from + 1 + int(v.track)
	}
	return 0
}

// firstPlaces gives, for each part of the program, where its findings begin.
// Within a part they stay in the order of rules and standards.
func (c *Case) firstPlaces(verdicts []Verdict) []int {
	next := make([]int, len(c.rows)+len(c.episodes)+2)
	for i := range verdicts {
		next[c.place(&verdicts[i])+1]++
	}
	for i := 1; i < len(next); i++ {
		next[i] += next[i-1]
	}
	return next
}

// explain fills a finding from a verdict and gives the room for remedies that
// is left.
func (c *Case) explain(v *Verdict, f *iop.Finding, remedies []iop.Remedy) []iop.Remedy {
	rule := &c.rules[v.rule]
	f.Rule, f.Outcome, f.Severity = &rule.Rule, v.Outcome, v.Severity
	f.Measured, f.Required = v.Measured, v.Required
	if v.row >= 0 {
		line := &c.lines[v.row]
		f.Where = iop.Where{Track: line.Track, Phase: line.Phase, Week: line.Number, From: line.From}
	} else if v.track >= 0 {
		f.Where.Track = c.tracks[v.track]
	}
	if v.block >= 0 {
		f.Where.Place = fmt.Sprintf("blocks[%d]", v.block)
	}
	c.because(v, f)
	if needsRemedy(v) && rule.remedies != nil {
		first := len(remedies)
		rule.remedies(v, func(k iop.RemedyKind, q iop.Quantity) {
			if len(remedies) < first+maxRemedies {
				remedies = append(remedies, iop.Remedy{Kind: k, Amount: q})
			}
		})
		f.Remedies = remedies[first:len(remedies):len(remedies)]
	}
	return remedies
}

// because points a finding at its facts and its source.
func (c *Case) because(v *Verdict, f *iop.Finding) {
	if v.standard < 0 {
		if v.row >= 0 {
			f.Because = c.facts[0][c.rows[v.row].segment]
		}
		return
	}
	j := &c.standard[v.standard]
	req := &j.rules[v.rule][v.req]
	f.Standard = j.standard.ID
	f.Source = &req.terms.Source
	switch {
	case v.row >= 0:
		f.Because = req.byRow[c.rows[v.row].segment]
	case v.track >= 0:
		f.Because = req.byTrack[v.track]
	default:
		f.Because = req.because
	}
}

// Check prepares a program and reports on it in one call.
func Check(p *Program, o Options) iop.Report { return Prepare(p, o).Report() }
