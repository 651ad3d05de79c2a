package careplan

import (
	"io"
	"slices"
	"strings"

	"github.com/openiop/openiop/internal/strictjson"
	"github.com/openiop/openiop/iop"
)

// PlanFile is what a file says of one person's plan: the plan, the day on which
// to look at it, and what the clocks, the curriculum and the suggestions rest
// on. Every field but AsOf and Plan may be absent; what is absent is unknown.
type PlanFile struct {
	// AsOf is the day on which to look at the plan.
	AsOf iop.Date `json:"asOf"`
	// Jurisdiction is as in "US-SD". Standards are those whose clocks run,
	// Population limits them to an age group.
	Jurisdiction string           `json:"jurisdiction,omitempty"`
	Standards    []iop.StandardID `json:"standards,omitempty"`
	Population   iop.Population   `json:"population,omitzero"`
	Plan         Plan             `json:"plan"`
	// Events are what was done up to AsOf, by the words of the standards, such as
	// "admission" and "treatment plan".
	Events []PlanEvent `json:"events,omitempty"`
	// SessionDays are the days with a session, past and planned; Closed are those
	// without any.
	SessionDays []iop.Date `json:"sessionDays,omitempty"`
	Closed      []iop.Date `json:"closed,omitempty"`
	// Soon is from how many days before its day a deadline is upcoming; 7 if
	// absent.
	Soon int `json:"soon,omitempty"`
	// Had are the activities that the person had.
	Had []Had `json:"had,omitempty"`
	// Offered are the activities that the program offers.
	Offered []iop.Activity `json:"offered,omitempty"`
	// RelapsePlan is counted, never told.
	RelapsePlan *RelapsePlan `json:"relapsePlan,omitempty"`
	// Situation and Progress are what interventions are suggested by.
	Situation *Situation `json:"situation,omitempty"`
	Progress  *Progress  `json:"progress,omitempty"`
}

// planInput bounds one file; a plan of ten thousand goals is far inside.
var planInput = strictjson.Limits{Bytes: 32 << 20, Depth: 16, Nodes: 1_000_000}

// ReadPlan reads one person's plan: an object with the fields of [PlanFile].
// name is the file's name for error messages, which name file, line, path and
// what would be right: unknown fields and activities, ids that stand twice,
// references to nothing, dates that run backwards.
func ReadPlan(r io.Reader, name string) (PlanFile, error) {
	var f PlanFile
	if err := readObject(r, name, planInput, &f); err != nil {
		return PlanFile{}, err
	}
	return f, nil
}

// Check reports what the file lacks and what contradicts itself. It is part of
// the strict reader.
func (f *PlanFile) Check(c *strictjson.Context) {
	if !f.AsOf.IsValid() {
		c.At("asOf").Errorf("is missing; want the day on which to look at the plan")
	}
	f.Plan.validate(func(path, problem string) { place(c.At("plan"), path).Errorf("%s", problem) })
	for i, e := range f.Events {
		at := c.At(place1("events", i))
		switch {
		case e.What == "":
			at.At("what").Errorf("is missing; want the word of a standard, such as admission or treatment plan")
		case !e.On.IsValid():
			at.At("on").Errorf("is missing; want the day on which it was done")
		case f.AsOf.IsValid() && f.AsOf.Before(e.On):
			at.At("on").Errorf("is after asOf; events are what was done")
		}
	}
	for i, h := range f.Had {
		if !h.Activity.IsValid() || !h.On.IsValid() {
			c.At(place1("had", i)).Errorf("lacks its activity or its day; want both")
		}
	}
	if f.Soon < 0 || f.Soon > 366 {
		c.At("soon").Errorf("is out of range; want 0 to 366 days")
	}
	if f.RelapsePlan != nil {
		if err := f.RelapsePlan.Check(); err != nil {
			c.At("relapsePlan").Errorf("%s", strings.TrimPrefix(err.Error(), "relapse plan: "))
		}
	}
	if f.Progress != nil {
		if err := f.Progress.check(); err != nil {
			c.At("progress").Errorf("%v", err)
		}
	}
	if s := f.Situation; s != nil {
		for _, x := range s.unknownDisorders() {
			c.At("situation").At("disorders").Errorf("%s: has no severity; leave it out while it is undetermined", x)
		}
	}
}

// place walks a path such as "goals[3].objectives[0].due".
func place(c *strictjson.Context, path string) *strictjson.Context {
	for step := range strings.SplitSeq(path, ".") {
		c = c.At(step)
	}
	return c
}

// dates gives what the clocks run on.
func (f *PlanFile) dates(sessionDays []iop.Date) PlanDates {
	return PlanDates{Events: f.Events, SessionDays: sessionDays, Closures: f.closures(), Soon: f.Soon}
}

func (f *PlanFile) closures() iop.Closures {
	list := make([]iop.Closure, len(f.Closed))
	for i, day := range f.Closed {
		list[i].Date = day
	}
	return iop.NewClosures(list...)
}

// admission gives the day of the admission, the zero Date if it is not known.
func (f *PlanFile) admission() iop.Date {
	i := slices.IndexFunc(f.Events, func(e PlanEvent) bool { return e.What == Admission })
	if i < 0 {
		return iop.Date{}
	}
	return f.Events[i].On
}

// Deadlines gives the clocks of some standards on a day, as [Deadlines] does for
// the events, session-days and closures of the file.
func (f *PlanFile) Deadlines(standards []iop.Standard, on iop.Date) []Deadline {
	return Deadlines(standards, f.dates(f.SessionDays), on)
}
