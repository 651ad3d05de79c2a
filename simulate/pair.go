package simulate

import (
	"errors"
	"fmt"
	"math"
	"slices"
)

// Measure is something that each person has one number of, so that designs can
// be compared person by person. The zero Measure is invalid.
type Measure uint8

// The measures. Those of a yes or no are 1 or 0.
const (
	CompletedMeasure Measure = iota + 1
	DroppedOutMeasure
	TerminatedMeasure
	In30Days // still there so many days after admission
	In60Days
	In90Days
	In120Days
	StayMeasure       // days
	HoursMeasure      // minutes delivered
	PositiveMeasure   // positive tests
	Relapse90Measure  // returned to use within so many days after discharge
	Relapse180Measure //
	Relapse365Measure //
	Relapse548Measure //
	ReentryMeasure    // came back to treatment within the follow-up
	CostMeasure       // cents
	measureEnd
)

var measureWords = [...]string{
	"", "completed", "droppedOut", "terminated", "retention30", "retention60", "retention90", "retention120", "stayDays", "hours", "positiveTests",
	"relapse90", "relapse180", "relapse365", "relapse548", "reentry", "cost",
}

// measureUnits say in what a result is given, and measureScale is the number of
// counted units in one of them.
var measureUnits = [...]string{"", "share", "share", "share", "share", "share", "share", "share", "days", "hours", "tests", "share", "share", "share", "share", "share", "dollars"}

// Measures gives all measures in their order.
func Measures() []Measure {
	var out []Measure
	for m := CompletedMeasure; m < measureEnd; m++ {
		out = append(out, m)
	}
	return out
}

// String gives a word as in "retention30", "" for an invalid measure.
func (m Measure) String() string {
	if m >= measureEnd {
		return ""
	}
	return measureWords[m]
}

// MarshalText gives the form of [Measure.String].
func (m Measure) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// Unit gives "share", "days", "hours", "tests" or "dollars".
func (m Measure) Unit() string {
	if m >= measureEnd {
		return ""
	}
	return measureUnits[m]
}

// scale is how many counted units make one of Unit.
func (m Measure) scale() float64 {
	switch m {
	case HoursMeasure:
		return 60
	case CostMeasure:
		return 100
	}
	return 1
}

// measureCount is the number of measures.
const measureCount = int(measureEnd) - 1

// PairSummary is what happened to the same people in several designs: the
// summary of each, and for each but the first what differs from the first,
// person by person, as sums of whole numbers. It merges as a [Summary] does.
type PairSummary struct {
	Summaries []Summary `json:"summaries"`
	// Differences[i] are those of design i+1 from design 0.
	Differences []Difference `json:"differences"`
}

// Difference is the sum over people of differences of their measures, and of
// the squares of these, in the order of [Measures].
type Difference struct {
	Sum     [measureCount]int64 `json:"sum"`
	Squares [measureCount]Wide  `json:"squares"`
}

// Merge adds another pair summary, under the conditions of [Summary.Merge].
func (p *PairSummary) Merge(o PairSummary) error {
	if len(p.Summaries) == 0 && len(p.Differences) == 0 {
		*p = o.Clone()
		return nil
	}
	if len(p.Summaries) != len(o.Summaries) || len(p.Differences) != len(o.Differences) {
		return fmt.Errorf("%w: the numbers of designs differ", ErrOtherRun)
	}
	merged := p.Clone()
	for i := range merged.Summaries {
		if err := merged.Summaries[i].Merge(o.Summaries[i]); err != nil {
			return err
		}
	}
	for i := range merged.Differences {
		d, more := &merged.Differences[i], &o.Differences[i]
		for m := range d.Sum {
			d.Sum[m] += more.Sum[m]
			d.Squares[m].add(more.Squares[m])
		}
	}
	*p = merged
	return nil
}

// Clone gives a pair summary of its own.
func (p *PairSummary) Clone() PairSummary {
	c := PairSummary{Summaries: make([]Summary, len(p.Summaries)), Differences: slices.Clone(p.Differences)}
	for i := range p.Summaries {
		c.Summaries[i] = p.Summaries[i].Clone()
	}
	return c
}

// Comparison is the difference of a design from the first one, for one measure.
type Comparison struct {
	Design  string   `json:"design"`
	Against string   `json:"against"`
	Measure Measure  `json:"measure"`
	Unit    string   `json:"unit"`
	Mean    Estimate `json:"mean"`
}

// Comparisons gives the mean difference of every design from the first, for
// every measure, with the Monte Carlo error of pairs: the same people met the
// same chances in both.
func (p *PairSummary) Comparisons() []Comparison {
	out := []Comparison{}
	for i := range p.Differences {
		for _, m := range Measures() {
			out = append(out, Comparison{
				Design: p.Summaries[i+1].Design, Against: p.Summaries[0].Design, Measure: m, Unit: m.Unit(),
				Mean: p.difference(i, m),
			})
		}
	}
	return out
}

// Difference gives the mean difference of design i, from 1, from the first, in
// the measure's unit; NaN if there is no such design.
func (p *PairSummary) Difference(i int, m Measure) Estimate {
	if i < 1 || i > len(p.Differences) || m < 1 || m >= measureEnd {
		return share(0, 0)
	}
	return p.difference(i-1, m)
}

func (p *PairSummary) difference(i int, m Measure) Estimate {
	n := float64(p.Summaries[0].People)
	if n == 0 {
		return share(0, 0)
	}
	d := &p.Differences[i]
	mean := float64(d.Sum[m-1]) / n
	variance := d.Squares[m-1].Float()/n - mean*mean
	s := m.scale()
	return estimate(mean/s, math.Sqrt(max(0, variance)/n)/s)
}

// errNoModels is for comparisons of nothing.
var errNoModels = errors.New("simulate: a comparison needs at least one model")
