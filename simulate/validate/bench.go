package validate

import (
	"fmt"

	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
	"github.com/openiop/openiop/simulate"
)

// bench runs the designs that checks need, each once.
type bench struct {
	params simulate.Parameters
	people int64
	seed   uint64
	done   []run
	err    error
}

type run struct {
	model   *simulate.Model
	results simulate.Results
	paths   paths // nil until they are asked for
}

// of gives what a design comes to. The same design with the same parameters is
// run once. After an error nothing is run, and results are empty.
func (b *bench) of(d simulate.Design) *run { return b.with(d, b.params) }

func (b *bench) with(d simulate.Design, p simulate.Parameters) *run {
	if b.err != nil {
		return new(run)
	}
	m, err := simulate.Prepare(d, p)
	if err != nil {
		b.err = err
		return new(run)
	}
	for i := range b.done {
		if b.done[i].model.RunID() == m.RunID() {
			return &b.done[i]
		}
	}
	s := m.Run(b.seed, 0, b.people)
	b.done = append(b.done, run{model: m, results: s.Results()})
	return &b.done[len(b.done)-1]
}

// changed gives the parameters with some values changed.
func (b *bench) changed(ids []string, values []float64) simulate.Parameters {
	p, err := b.params.WithAll(ids, values)
	if b.err == nil {
		b.err = err
	}
	return p
}

// group is a group of so many minutes on some days of the week.
func group(title, activity string, minutes int, days ...iop.Weekday) schedule.Block {
	end := 18*60 + minutes
	b := schedule.Block{Title: title, Activity: iop.MustParseActivity(activity), Start: schedule.NewClock(18, 0), End: schedule.NewClock(end/60, end%60)}
	for _, d := range days {
		b.Days.Set = b.Days.Set.With(d)
	}
	return b
}

// program is an invented program for adults.
func program(id, title string, label schedule.Label, weeks int, blocks ...schedule.Block) schedule.Program {
	return schedule.Program{ID: id, Title: title, CalledItself: label, Population: iop.Adult, Weeks: schedule.Whole(weeks), Blocks: blocks}
}

// The designs of the checks, beside the reference design. Where a publication
// does not say what a program looked like, this is our reading of it.

// evenings is the reference program with its own end after 12 weeks.
func evenings() simulate.Design {
	d := simulate.ReferenceDesign()
	d.Name, d.Reference = "12 weeks", false
	return d
}

// rewarded adds rewards to a design for as long as people are there.
func rewarded(d simulate.Design) simulate.Design {
	d.Name += ", rewards"
	d.Response = careplan.Policy{Rewards: true}
	return d
}

// followed adds aftercare.
func followed(d simulate.Design, template string) simulate.Design {
	d.Name += ", " + template
	d.Aftercare = template
	return d
}

// withFamily is the reference design with one evening in three for families.
func withFamily() simulate.Design {
	d := simulate.ReferenceDesign()
	d.Name = "reference, family"
	d.Program.Blocks = []schedule.Block{group("Group", "process-group", 180, iop.Monday, iop.Wednesday), group("Family", "family-therapy", 180, iop.Friday)}
	return d
}

// hours is a program of 12 weeks with so many evenings of three hours.
func hours(evenings int) simulate.Design {
	days := []iop.Weekday{iop.Thursday, iop.Monday, iop.Tuesday, iop.Wednesday}[:evenings] // all weeks end on the same day
	name := fmt.Sprintf("%d hours a week", 3*evenings)
	return simulate.Design{Name: name, Program: program("hours", "Evenings", schedule.LabelIOP, 12, group("Group", "process-group", 180, days...))}
}

// dayTreatment is two weeks of five days of five hours.
func dayTreatment() simulate.Design {
	b := group("Day", "process-group", 300, iop.Monday, iop.Tuesday, iop.Wednesday, iop.Thursday, iop.Friday)
	b.Start, b.End = schedule.NewClock(9, 0), schedule.NewClock(14, 0)
	return simulate.Design{Name: "day treatment", Program: program("day", "Day treatment", schedule.LabelDayTreatment, 2, b)}
}

// weekly is 16 weeks of so many groups a week.
func weekly(name string, groups int) simulate.Design {
	days := []iop.Weekday{iop.Friday, iop.Monday, iop.Wednesday}[:groups] // all weeks end on the same day
	return simulate.Design{Name: name, Program: program("weekly", "Weekly groups", schedule.LabelOP, 16, group("Group", "process-group", 90, days...))}
}
