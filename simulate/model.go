package simulate

import (
	"errors"
	"fmt"
	"slices"
)

// Model is a design prepared for people: its sessions on dates, the answers of
// the rules, and the parameters as tables. It does not change and is safe for
// concurrent use.
type Model struct {
	design Design
	params Parameters
	plan   *plan
	tables *tables
	run    string
}

// Prepare works out everything that is the same for all people. It is an error
// if the design has no sessions or no length, a policy or a parameter is out of
// range, or the weights of the exits do not add up to 1.
func Prepare(d Design, p Parameters) (*Model, error) {
	if err := d.check(); err != nil {
		return nil, fmt.Errorf("design %q: %w", d.name(), err)
	}
	pl, err := newPlan(&d)
	if err != nil {
		return nil, err
	}
	return prepared(d, p, pl)
}

func prepared(d Design, p Parameters, pl *plan) (*Model, error) {
	if err := p.check(); err != nil {
		return nil, err
	}
	m := &Model{design: d, params: p, plan: pl, tables: newTables(pl, &p)}
	var err error
	m.run, err = m.fingerprint()
	return m, err
}

// With gives the same design with other parameters; the rules need not be asked
// again.
func (m *Model) With(p Parameters) (*Model, error) { return prepared(m.design, p, m.plan) }

// Design and Parameters give what the model was prepared from; treat their
// slices as read-only.
func (m *Model) Design() Design         { return m.design }
func (m *Model) Parameters() Parameters { return m.params }

// Name gives the name of the design, RunID the hash of design, parameters,
// dates, standards and engine.
func (m *Model) Name() string  { return m.design.name() }
func (m *Model) RunID() string { return m.run }

// Readings say what was supposed where the design leaves something open.
func (m *Model) Readings() []string {
	if m.plan.readings == nil {
		return []string{}
	}
	return slices.Clone(m.plan.readings)
}

// HoursPerWeek gives the hours that the design offers in a week on average,
// with what closed days cost taken out.
func (m *Model) HoursPerWeek() float64 { return m.plan.hours }

// MaxPeople is the most people of one run: 17 billion. Sums of what each of them
// can have still fit.
const MaxPeople = 1 << 34

// Simulate prepares a design and walks people through it: those with numbers
// from one up to another, without it.
func Simulate(d Design, p Parameters, seed uint64, from, to int64) (Summary, error) {
	if err := CheckPeople(from, to); err != nil {
		return Summary{}, err
	}
	m, err := Prepare(d, p)
	if err != nil {
		return Summary{}, err
	}
	return m.Run(seed, from, to), nil
}

// CheckPeople reports a range of people that cannot be run.
func CheckPeople(from, to int64) error {
	switch {
	case from < 0 || to > MaxPeople:
		return fmt.Errorf("simulate: people are numbered from 0 to %d; want a range within", int64(MaxPeople))
	case to <= from:
		return fmt.Errorf("%w: the range from %d to %d is empty", ErrNobody, from, to)
	}
	return nil
}

// Run walks people through the design. An empty range, or one that
// [CheckPeople] does not accept, gives a summary of nobody. Memory does not
// grow with the number of people.
func (m *Model) Run(seed uint64, from, to int64) Summary {
	s := m.NewSummary(seed)
	m.RunInto(&s, seed, from, to)
	return s
}

// NewSummary gives an empty summary for [Model.RunInto].
func (m *Model) NewSummary(seed uint64) Summary {
	s := Summary{
		Run: m.run, Design: m.design.name(), Seed: seed, Covered: []Range{}, Weeks: make([]WeekSummary, len(m.plan.weeks)),
		Relapses: make([]int64, FollowUpDays+1), Reentries: make([]int64, FollowUpDays+1),
	}
	for k := range s.Exits {
		s.Exits[k] = make([]int64, m.plan.horizon+1)
	}
	return s
}

// RunInto adds people to a summary of the same model and seed that does not
// hold them yet; it is how to run without allocating for each part.
func (m *Model) RunInto(s *Summary, seed uint64, from, to int64) {
	if CheckPeople(from, to) != nil || s.Run != m.run || s.Seed != seed {
		return
	}
	covered, err := join(s.Covered, []Range{{from, to}})
	if err != nil {
		return
	}
	s.Covered = covered
	w := newWalker(m, s, seed)
	for person := from; person < to; person++ {
		w.walk(person)
	}
	w.finish()
}

// RunPair walks the same people through several designs, on the same random
// numbers. The models must differ in their runs; it is an error if there are
// none or two are the same.
func RunPair(models []*Model, seed uint64, from, to int64) (PairSummary, error) {
	if len(models) == 0 {
		return PairSummary{}, errNoModels
	}
	if err := CheckPeople(from, to); err != nil {
		return PairSummary{}, err
	}
	p := PairSummary{Summaries: make([]Summary, len(models)), Differences: make([]Difference, len(models)-1)}
	walkers := make([]*walker, len(models))
	for i, m := range models {
		for _, o := range models[:i] {
			if o.run == m.run {
				return PairSummary{}, errors.New("simulate: two models of a comparison are the same; compare different ones")
			}
		}
		p.Summaries[i] = m.NewSummary(seed)
		p.Summaries[i].Covered = []Range{{from, to}}
		walkers[i] = newWalker(m, &p.Summaries[i], seed)
	}
	var first, other [measureCount]int64
	for person := from; person < to; person++ {
		for i, w := range walkers {
			w.walk(person)
			if i == 0 {
				w.measures(&first)
				continue
			}
			w.measures(&other)
			p.Differences[i-1].add(&first, &other)
		}
	}
	for _, w := range walkers {
		w.finish()
	}
	return p, nil
}

// add adds one person's difference.
func (d *Difference) add(first, other *[measureCount]int64) {
	for i := range first {
		x := other[i] - first[i]
		if x == 0 {
			continue
		}
		d.Sum[i] += x
		x = max(x, -x)
		d.Squares[i].addProduct(x, x)
	}
}
