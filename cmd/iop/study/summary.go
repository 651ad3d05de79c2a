package study

import (
	"encoding/json"
	"io"
	"math"
	"slices"
	"strconv"

	"github.com/openiop/openiop/simulate"
	"github.com/openiop/openiop/simulate/economics"
	"github.com/openiop/openiop/simulate/explore"
)

// File is summary.json. The first eleven fields of a design are pinned.
type File struct {
	Designs []DesignSummary `json:"designs"`
	// Comparisons are differences from the first design, person by person.
	Comparisons []ComparisonSummary `json:"comparisons"`
	Economics   []EconomicsSummary  `json:"economics"`
	Tornado     []TornadoSummary    `json:"tornado"`
	// Assumptions are results with one assumption at zero.
	Assumptions []AssumptionSummary `json:"assumptions"`
	Record      RecordSummary       `json:"record"`
}

// DesignSummary is what happened in one design. Shares are of 1; null is a
// number that nothing counted could give.
type DesignSummary struct {
	Design  string              `json:"design"`
	People  int64               `json:"people"`
	Seed    uint64              `json:"seed"`
	Reasons map[string]*float64 `json:"reasons"` // share of the discharged
	Stay    StaySummary         `json:"stayDays"`
	// Retention is the share still in the program so many days after admission,
	// Relapse the share of the discharged who returned to use within so many.
	Retention    map[string]*float64 `json:"retention"`
	Attendance   *float64            `json:"attendance"`   // attended of offered sessions
	HoursPerWeek *float64            `json:"hoursPerWeek"` // delivered while enrolled
	Relapse      map[string]*float64 `json:"relapse"`
	Cost         *float64            `json:"cost"` // mean dollars per admission

	Title    string   `json:"title"`
	Run      string   `json:"run"`
	Readings []string `json:"readings"`
	// Weeks are the weeks of the program.
	Weeks []WeekSummary `json:"weeks"`
	// Counts are whole numbers: tests, steps of responses, reviews, aftercare.
	Counts map[string]int64 `json:"counts"`
	// Measures are all numbers with both kinds of not knowing.
	Measures map[string]MeasureSummary `json:"measures"`
}

// StaySummary is how long people stayed, in days.
type StaySummary struct {
	Median         *float64            `json:"median"`
	MedianByReason map[string]*float64 `json:"medianByReason"`
	Mean           *float64            `json:"mean"`
}

// WeekSummary is one week of the program, for those in it when it began.
type WeekSummary struct {
	Week           int      `json:"week"`
	People         int64    `json:"people"`
	HoursOffered   *float64 `json:"hoursOffered"`
	HoursDelivered *float64 `json:"hoursDelivered"`
	ShareMet       *float64 `json:"shareMet"`
}

// MeasureSummary is one number. MonteCarlo is chance, Parameters what is not
// known about them; null where not worked out.
type MeasureSummary struct {
	Value      *float64           `json:"value"`
	Unit       string             `json:"unit"`
	MonteCarlo *MonteCarloSummary `json:"monteCarlo"`
	Parameters *ParameterSpread   `json:"parameters"`
}

// MonteCarloSummary is a standard error with the 95% interval, and how many
// people a run needs for an interval of Wanted to either side.
type MonteCarloSummary struct {
	SE           *float64 `json:"se"`
	Low          *float64 `json:"low"`
	High         *float64 `json:"high"`
	Wanted       float64  `json:"wanted"`
	PeopleNeeded int64    `json:"peopleNeeded"`
}

// ParameterSpread describes the results over draws of the parameters: mean,
// the limits of 95%, and the standard deviation without the chance of each
// draw.
type ParameterSpread struct {
	Mean *float64 `json:"mean"`
	Low  *float64 `json:"low"`
	High *float64 `json:"high"`
	SD   *float64 `json:"sd"`
}

// ComparisonSummary is a difference from the first design.
type ComparisonSummary struct {
	Design  string   `json:"design"`
	Against string   `json:"against"`
	Measure string   `json:"measure"`
	Unit    string   `json:"unit"`
	Mean    *float64 `json:"mean"`
	SE      *float64 `json:"se"`
	Low     *float64 `json:"low"`
	High    *float64 `json:"high"`
	// Parameters describe the difference over draws of the parameters, null where
	// not worked out; SD is then that of all draws.
	Parameters *ParameterSpread `json:"parameters"`
}

// EconomicsSummary compares cost and one kind of effect.
type EconomicsSummary struct {
	Effect        string                    `json:"effect"`
	Table         []economics.Row           `json:"table"`
	Acceptability []economics.Acceptability `json:"acceptability"`
}

// TornadoSummary is what one parameter does to one measure of a design.
type TornadoSummary struct {
	Design  string `json:"design"`
	Measure string `json:"measure"`
	explore.Bar
}

// AssumptionSummary is a measure with an assumption at zero, beside the same
// people with it.
type AssumptionSummary struct {
	Design     string   `json:"design"`
	Assumption string   `json:"assumption"`
	Measure    string   `json:"measure"`
	AsRun      *float64 `json:"asRun"`
	AtZero     *float64 `json:"atZero"`
}

// RecordSummary is the run record with what the command adds.
type RecordSummary struct {
	Version    string `json:"version"`
	Draws      int    `json:"draws"`
	DrawPeople int64  `json:"drawPeople"`
	simulate.RunRecord
	Notice string `json:"notice"`
}

// Notice is said in every output.
const Notice = "Simulated people under stated assumptions, not a forecast for any program or person. Not medical advice and not legal advice."

// known gives null for what is no number.
func known(v float64) *float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return nil
	}
	return &v
}

// Summary gives what summary.json holds.
func (s *Study) Summary() (File, error) {
	f := File{Designs: []DesignSummary{}, Comparisons: []ComparisonSummary{}, Economics: []EconomicsSummary{}, Tornado: []TornadoSummary{}, Assumptions: []AssumptionSummary{}}
	for i := range s.Results {
		f.Designs = append(f.Designs, s.designSummary(i))
	}
	for i := 1; i < len(s.Designs); i++ {
		for _, m := range simulate.Measures() {
			e := s.Pairs.Difference(i, m)
			f.Comparisons = append(f.Comparisons, ComparisonSummary{
				s.name(i), s.name(0), m.String(), m.Unit(), known(e.Value), known(e.SE), known(e.Low), known(e.High), s.comparisonSpread(i, m),
			})
		}
	}
	bargains, err := s.bargains()
	if err != nil {
		return f, err
	}
	for i := range bargains {
		curve := bargains[i].curve
		if curve == nil {
			curve = []economics.Acceptability{}
		}
		f.Economics = append(f.Economics, EconomicsSummary{bargains[i].id, bargains[i].rows, curve})
	}
	s.summarizeExplored(&f)
	f.Record = s.record()
	return f, nil
}

func (s *Study) comparisonSpread(i int, m simulate.Measure) *ParameterSpread {
	k := slices.IndexFunc(s.measures, func(x measure) bool { return x.paired == m })
	if k < 0 {
		return nil
	}
	x, ok := s.differenceSpread(i, k)
	if !ok {
		return nil
	}
	return &ParameterSpread{known(x.Mean), known(x.Low), known(x.High), known(x.SD)}
}

func (s *Study) record() RecordSummary {
	return RecordSummary{s.Version, s.Draws, s.DrawPeople, s.Record, Notice}
}

// summarizeExplored adds what changes with the parameters. Bars that change
// nothing are left out.
func (s *Study) summarizeExplored(f *File) {
	if s.explored == nil {
		return
	}
	for i := range s.Designs {
		for k, m := range s.measures {
			at := s.place(i, k)
			if s.explored.unknown[at] {
				continue
			}
			for _, b := range s.explored.bars[at] {
				if b.AtLow != b.Base || b.AtHigh != b.Base {
					f.Tornado = append(f.Tornado, TornadoSummary{s.name(i), m.id, b})
				}
			}
			for z, id := range s.plan.zeros {
				f.Assumptions = append(f.Assumptions, AssumptionSummary{s.name(i), id, m.id, known(s.explored.base[at]), known(s.explored.zeros[z][at])})
			}
		}
	}
}

func (s *Study) designSummary(i int) DesignSummary {
	r := &s.Results[i]
	d := DesignSummary{
		Design: s.name(i), People: r.People(), Seed: r.Seed(), Title: s.Designs[i].Program.Title, Run: r.Run(), Readings: s.Record.Designs[i].Readings,
		Reasons: map[string]*float64{}, Retention: map[string]*float64{}, Relapse: map[string]*float64{},
		Stay:       StaySummary{Median: known(medianStay(r).Value), MedianByReason: map[string]*float64{}, Mean: known(r.MeanStay().Value)},
		Attendance: known(r.Attendance().Value), HoursPerWeek: known(r.HoursPerWeek().Value), Cost: known(r.Cost().Value),
		Weeks: s.weekSummaries(i), Counts: map[string]int64{}, Measures: map[string]MeasureSummary{},
	}
	if d.Readings == nil {
		d.Readings = []string{}
	}
	for _, k := range simulate.Reasons() {
		d.Reasons[k.String()] = known(r.Reason(k).Value)
		days, _ := r.MedianStayOf(k)
		d.Stay.MedianByReason[k.String()] = known(days)
	}
	for _, day := range stayingDays {
		d.Retention[strconv.Itoa(day)] = known(r.Retention(day).Value)
	}
	for _, day := range relapseDays {
		d.Relapse[strconv.Itoa(day)] = known(r.Relapse(day).Value)
	}
	for _, e := range eventCounts() {
		d.Counts[e.id] = e.of(r.Summary())
	}
	for k, m := range s.measures {
		d.Measures[m.id] = s.measureSummary(i, k)
	}
	return d
}

func (s *Study) measureSummary(i, k int) MeasureSummary {
	m := s.measures[k]
	e := m.of(&s.Results[i])
	out := MeasureSummary{Value: known(e.Value), Unit: m.unit.word(false)}
	if known(e.Low) != nil || known(e.SE) != nil {
		half, _ := m.unit.wanted()
		out.MonteCarlo = &MonteCarloSummary{known(e.SE), known(e.Low), known(e.High), half, s.Results[i].PeopleFor(e, half)}
	}
	if spread, apart, ok := s.spread(i, k); ok {
		out.Parameters = &ParameterSpread{known(spread.Mean), known(spread.Low), known(spread.High), known(apart.ParameterSD)}
	}
	return out
}

func (s *Study) weekSummaries(i int) []WeekSummary {
	out := []WeekSummary{}
	for w, week := range s.Results[i].Summary().Weeks {
		if week.People == 0 {
			break
		}
		n := 60 * float64(week.People)
		out = append(out, WeekSummary{
			w + 1, week.People, known(float64(week.OfferedMinutes) / n), known(float64(week.AttendedMinutes) / n), known(float64(week.Met) / float64(week.Judged)),
		})
	}
	return out
}

// WriteSummary writes summary.json.
func (s *Study) WriteSummary(w io.Writer) error {
	f, err := s.Summary()
	if err != nil {
		return err
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(f)
}
