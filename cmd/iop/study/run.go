// Package study runs people through designs for the command and writes what
// came of it: the page with its pictures, summary.json and tables.
//
// It is part of the command because it holds what a library must not: worker
// goroutines, and a plot library with global state.
//
// This is not medical advice and not legal advice.
package study

import (
	"errors"
	"fmt"

	"github.com/openiop/openiop/simulate"
)

// MostPeople is how many people one run may have: ten billion take hours, and
// more would be a slip.
const MostPeople = 10_000_000_000

// Options say how to run a study.
type Options struct {
	People  int64
	Seed    uint64
	Workers int
	// Draws is how many times all parameters are drawn anew, 0 for none, and
	// DrawPeople the people of each draw and of each bar of the tornado.
	Draws      int
	DrawPeople int64
	// Version is that of the command.
	Version string
	// Done is told how many more people were walked; any worker may call it.
	Done func(people int64)
}

// Study is what came of running designs: everything that outputs show.
type Study struct {
	Options
	Designs    []simulate.Design
	Parameters simulate.Parameters
	models     []*simulate.Model
	Record     simulate.RunRecord
	Pairs      simulate.PairSummary
	Results    []simulate.Results
	measures   []measure
	// plan says which other parameters are tried, nil for none.
	plan *plan
	// explored is what came of other parameters, nil where nothing was explored.
	explored *explored
}

// New prepares a study. An error names the design that cannot be simulated.
func New(designs []simulate.Design, p simulate.Parameters, o Options) (*Study, error) {
	if len(designs) == 0 {
		return nil, errors.New("no designs; want at least one")
	}
	if o.People < 1 || o.People > MostPeople {
		return nil, fmt.Errorf("%d people; want 1 to %s", o.People, count(MostPeople))
	}
	s := &Study{Options: o, Designs: designs, Parameters: p, measures: measures()}
	var err error
	if s.models, err = prepare(designs, p); err != nil {
		return nil, err
	}
	s.Record = simulate.Record(o.Seed, o.People, s.models...)
	if o.Draws > 0 {
		if o.DrawPeople < 1 || o.DrawPeople > o.People {
			s.DrawPeople = min(o.People, max(1, o.DrawPeople))
		}
		s.plan, err = newPlan(p, o.Draws, o.Seed)
	}
	return s, err
}

func prepare(designs []simulate.Design, p simulate.Parameters) (models []*simulate.Model, err error) {
	for i := range designs {
		m, problem := simulate.Prepare(designs[i], p)
		if problem != nil {
			name := designs[i].Name
			if name == "" {
				name = designs[i].Program.ID
			}
			err = errors.Join(err, fmt.Errorf("design %q: %w", name, problem))
			continue
		}
		models = append(models, m)
	}
	return models, err
}

// Work is how many people are walked in all, each design counted on its own.
func (s *Study) Work() int64 {
	n := s.People
	if s.plan != nil {
		n += int64(s.plan.len()) * s.DrawPeople
	}
	return n * int64(len(s.Designs))
}

// Run walks the people.
func (s *Study) Run() error {
	pairs, err := s.walk(s.models, 0, s.People)
	if err != nil {
		return err
	}
	if err := s.Take(pairs); err != nil {
		return err
	}
	return s.Explore()
}

// Take takes over what was counted elsewhere, as by shards. It is an error if
// that was another run, or not of all people.
func (s *Study) Take(pairs simulate.PairSummary) error {
	if len(pairs.Summaries) != len(s.models) || len(pairs.Differences) != len(s.models)-1 {
		return fmt.Errorf("%d summaries for %d designs; want as many", len(pairs.Summaries), len(s.models))
	}
	s.Pairs, s.Results = pairs, nil
	for i, m := range s.models {
		got := &pairs.Summaries[i]
		same := m.NewSummary(s.Seed)
		if err := same.Merge(got.Clone()); err != nil {
			return fmt.Errorf("design %q: %w", m.Name(), err)
		}
		if len(got.Covered) != 1 || got.Covered[0] != (simulate.Range{From: 0, To: s.People}) {
			return fmt.Errorf("design %q: people are missing: %s of %s were counted; want every part once", m.Name(), count(got.People), count(s.People))
		}
		s.Results = append(s.Results, got.Results())
	}
	return nil
}

// walk walks the people from one number up to another through all models.
func (s *Study) walk(models []*simulate.Model, from, to int64) (simulate.PairSummary, error) {
	run := func(a, b int64) (simulate.PairSummary, error) {
		return simulate.RunPair(models, s.Seed, from+a, from+b)
	}
	done := func(people int64) {
		if s.Done != nil {
			s.Done(people * int64(len(models)))
		}
	}
	return Spread(to-from, s.Workers, run, func(into *simulate.PairSummary, more simulate.PairSummary) error { return into.Merge(more) }, done)
}

// Shard walks one of several equal parts of the people, counted from 0.
func (s *Study) Shard(index, of int64) (simulate.PairSummary, error) {
	from, to := ShardRange(s.People, index, of)
	return s.walk(s.models, from, to)
}

// ShardRange gives the people of a shard: the parts differ by one at most.
func ShardRange(people, index, of int64) (from, to int64) {
	part := func(i int64) int64 { return people/of*i + min(i, people%of) }
	return part(index), part(index + 1)
}

// values gives the numbers of results in the order of places.
func (s *Study) values(results []simulate.Results) (values, errs []float64) {
	for i := range results {
		for _, m := range s.measures {
			e := m.of(&results[i])
			values, errs = append(values, e.Value), append(errs, e.SE)
		}
	}
	return values, errs
}

// place gives where a measure of a design stands in a list of values.
func (s *Study) place(design, measure int) int { return design*len(s.measures) + measure }
