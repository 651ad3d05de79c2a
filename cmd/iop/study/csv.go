package study

import (
	"encoding/csv"
	"io"
	"math"
	"strconv"

	"github.com/openiop/openiop/simulate"
)

// sheet is one CSV file: tidy data, a row for each number. The first columns
// name the run: its design, the hash under which summary.json has the record,
// and its seed.
type sheet struct {
	name string
	head []string
	rows func(add func(design int, values ...string))
}

var sheetRun = []string{"design", "run", "seed", "people"}

// sheets gives the CSV files of a study.
func (s *Study) sheets() []sheet {
	return []sheet{
		{"measures.csv", []string{"measure", "unit", "value", "mc_se", "mc_low", "mc_high", "parameter_low", "parameter_high", "parameter_sd"}, s.measureRows},
		{"survival.csv", []string{"day", "at_risk", "events", "retained", "se", "low", "high"}, s.survivalRows},
		{"incidence.csv", []string{"reason", "day", "share", "se", "low", "high"}, s.incidenceRows},
		{"weeks.csv", []string{"week", "in_program", "hours_offered", "hours_delivered", "judged", "met"}, s.weekRows},
		{"relapse.csv", []string{"day_after_discharge", "returned", "low", "high", "reentered"}, s.relapseRows},
		{"counts.csv", []string{"event", "count"}, s.countRows},
		{"comparisons.csv", []string{"against", "measure", "unit", "mean", "se", "low", "high", "parameter_low", "parameter_high"}, s.comparisonRows},
		{"parameters.csv", []string{"parameter", "title", "value", "unit", "spread", "assumption", "changed", "authority", "locator", "url", "read", "confidence"}, s.parameterRows},
	}
}

// write writes the file.
func (s *Study) writeSheet(w io.Writer, sh sheet) error {
	out := csv.NewWriter(w)
	_ = out.Write(append(append([]string{}, sheetRun...), sh.head...)) // Error tells
	sh.rows(func(i int, values ...string) {
		r := &s.Results[i]
		_ = out.Write(append([]string{r.Design(), r.Run(), strconv.FormatUint(r.Seed(), 10), whole(r.People())}, values...))
	})
	out.Flush()
	return out.Error()
}

// exact writes a number so that it can be read back as it was, and nothing for
// what is none.
func exact(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return ""
	}
	return strconv.FormatFloat(v, 'g', -1, 64)
}

func whole(n int64) string { return strconv.FormatInt(n, 10) }

func (s *Study) measureRows(add func(int, ...string)) {
	for i := range s.Results {
		for k, m := range s.measures {
			e := m.of(&s.Results[i])
			low, high, sd := "", "", ""
			if spread, apart, ok := s.spread(i, k); ok {
				low, high, sd = exact(spread.Low), exact(spread.High), exact(apart.ParameterSD)
			}
			add(i, m.id, m.unit.word(false), exact(e.Value), exact(e.SE), exact(e.Low), exact(e.High), low, high, sd)
		}
	}
}

func (s *Study) survivalRows(add func(int, ...string)) {
	for i := range s.Results {
		curve := s.Results[i].RetentionCurve()
		for _, p := range curve.Points {
			add(i, strconv.Itoa(p.Time), whole(p.AtRisk), whole(p.Events), exact(p.Survival), exact(p.SE), exact(p.Low), exact(p.High))
		}
	}
}

func (s *Study) incidenceRows(add func(int, ...string)) {
	for i := range s.Results {
		for k, inc := range s.Results[i].Incidence() {
			for _, p := range inc.Points {
				add(i, simulate.Reasons()[k].String(), strconv.Itoa(p.Time), exact(p.Share), exact(p.SE), exact(p.Low), exact(p.High))
			}
		}
	}
}

func (s *Study) weekRows(add func(int, ...string)) {
	for i := range s.Results {
		for w, week := range s.Results[i].Summary().Weeks {
			n := 60 * float64(week.People)
			add(i, strconv.Itoa(w+1), whole(week.People), exact(float64(week.OfferedMinutes)/n), exact(float64(week.AttendedMinutes)/n), whole(week.Judged), whole(week.Met))
		}
	}
}

func (s *Study) relapseRows(add func(int, ...string)) {
	for i := range s.Results {
		for day := 1; day <= simulate.FollowUpDays; day++ {
			e := s.Results[i].Relapse(day)
			add(i, strconv.Itoa(day), exact(e.Value), exact(e.Low), exact(e.High), exact(s.Results[i].Reentry(day).Value))
		}
	}
}

func (s *Study) countRows(add func(int, ...string)) {
	for i := range s.Results {
		for _, e := range eventCounts() {
			add(i, e.id, whole(e.of(s.Results[i].Summary())))
		}
	}
}

func (s *Study) comparisonRows(add func(int, ...string)) {
	for i := 1; i < len(s.Results); i++ {
		for _, m := range simulate.Measures() {
			e := s.Pairs.Difference(i, m)
			low, high := "", ""
			if x := s.comparisonSpread(i, m); x != nil && x.Low != nil && x.High != nil {
				low, high = exact(*x.Low), exact(*x.High)
			}
			add(i, s.name(0), m.String(), m.Unit(), exact(e.Value), exact(e.SE), exact(e.Low), exact(e.High), low, high)
		}
	}
}

func (s *Study) parameterRows(add func(int, ...string)) {
	for i := range s.Results {
		for x := range s.Parameters.All() {
			add(i, x.ID, x.Title, exact(x.Value), x.Unit, x.Spread.String(), strconv.FormatBool(x.Assumption), strconv.FormatBool(x.Changed),
				x.Source.Authority, x.Source.Locator, x.Source.URL, x.Source.Read.String(), x.Source.Confidence.String())
		}
	}
}
