package simulate

import (
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/internal/strictjson"
	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
)

// DesignFile is a design as a file holds it. A file may also hold a bare program of
// the pinned format, which is then a design with everything else at its zero
// value.
type DesignFile struct {
	Name    string           `json:"name,omitempty"`
	Program schedule.Program `json:"program"`
	Track   string           `json:"track,omitempty"`
	// Standards are ids of standards of the library; those for what the program
	// calls itself if absent.
	Standards []iop.StandardID `json:"standards,omitempty"`
	// Start is the day of admission, Closed are days without sessions.
	Start       iop.Date        `json:"start,omitzero"`
	Closed      []iop.Date      `json:"closed,omitempty"`
	Tests       TestPlan        `json:"tests,omitzero"`
	MakeUps     MakeUpPlan      `json:"makeUps,omitzero"`
	Response    careplan.Policy `json:"response,omitzero"`
	RewardWeeks int             `json:"rewardWeeks,omitempty"`
	StepDown    StepDownEntry   `json:"stepDown,omitzero"`
	Reviews     ReviewPlan      `json:"reviews,omitzero"`
	Aftercare   string          `json:"aftercare,omitempty"`
	// AbstinenceOnly adds the comparator that discharges for positive tests.
	AbstinenceOnly *AbstinenceOnly `json:"abstinenceOnly,omitempty"`
	Reference      bool            `json:"reference,omitempty"`
}

// StepDownEntry is a program's policy for stepping down in a file; 0 takes the
// default of careplan.
type StepDownEntry struct {
	AttendancePercent int  `json:"attendancePercent,omitempty"`
	GoalPercent       int  `json:"goalPercent,omitempty"`
	MostRating        *int `json:"mostRating,omitempty"`
	AppointmentWithin int  `json:"appointmentWithin,omitempty"`
}

// Check reports what the file lacks beyond the form of its fields. It is part
// of the strict reader.
func (f *DesignFile) Check(c *strictjson.Context) {
	if f.Program.ID == "" {
		c.At("program").Errorf("is missing; want a program of the pinned format")
		return
	}
	for i, id := range f.Standards {
		if _, ok := iop.Embedded().Lookup(id, false); !ok {
			c.At(fmt.Sprintf("standards[%d]", i)).Errorf("is not a standard of the library; iop standards lists them")
		}
	}
	for i, d := range f.Closed {
		if !d.IsValid() {
			c.At(fmt.Sprintf("closed[%d]", i)).Errorf("is not a date; want one such as 2026-07-04")
		}
	}
	d := f.design()
	if err := d.check(); err != nil {
		c.Errorf("%v", err)
		return
	}
	if _, err := outlineOf(&d); err != nil {
		c.At("program").Errorf("%v", err)
		return
	}
	if _, err := newPlan(&d); err != nil { // the policies are asked
		c.Errorf("%v", err)
	}
}

// design gives the design of the file.
func (f *DesignFile) design() Design {
	d := Design{
		Name: f.Name, Program: f.Program, Track: f.Track, Tests: f.Tests, MakeUps: f.MakeUps, Response: f.Response, RewardWeeks: f.RewardWeeks,
		Reviews: f.Reviews, Aftercare: f.Aftercare, Comparator: f.AbstinenceOnly, Reference: f.Reference,
		StepDown: careplan.StepDownPolicy{
			AttendancePercent: f.StepDown.AttendancePercent, GoalPercent: f.StepDown.GoalPercent,
			MostRating: f.StepDown.MostRating, AppointmentWithin: f.StepDown.AppointmentWithin,
		},
	}
	d.Dates.Start = f.Start
	for _, day := range f.Closed {
		d.Dates.Closures = d.Dates.Closures.With(iop.Closure{Date: day})
	}
	for _, id := range f.Standards {
		if s, ok := iop.Embedded().Lookup(id, false); ok {
			d.Standards = append(d.Standards, s)
		}
	}
	return d
}

// fileOf gives a design as a file holds it, without what only a caller can
// state.
func fileOf(d *Design) DesignFile {
	f := DesignFile{
		Name: d.Name, Program: d.Program, Track: d.Track, Start: d.Dates.Start, Tests: d.Tests, MakeUps: d.MakeUps, Response: d.Response,
		RewardWeeks: d.RewardWeeks, Reviews: d.Reviews, Aftercare: d.Aftercare, AbstinenceOnly: d.Comparator, Reference: d.Reference,
		StepDown: StepDownEntry{d.StepDown.AttendancePercent, d.StepDown.GoalPercent, d.StepDown.MostRating, d.StepDown.AppointmentWithin},
	}
	for i := range d.Standards {
		f.Standards = append(f.Standards, d.Standards[i].ID)
	}
	return f
}

// designLimits bound a file of designs.
var designLimits = strictjson.Limits{
	Bytes: schedule.DefaultBytes, Depth: schedule.DefaultDepth, Nodes: 2_000_000, Elements: 1000,
	Items: map[string]int{"blocks": schedule.DefaultBlocks, "phases": 1000, "days": 7, "rotates": 100, "closed": 10_000, "standards": 100},
}

// ReadDesigns reads designs: one object or a list of them, each a program of
// the pinned format or an object with a program and what goes on around it.
// name is the file's name for error messages.
//
// The reader is strict: unknown fields, policies out of range, a program
// without sessions or without a length are errors that name file, line, path
// and what would be right. Every design without a problem is returned even
// where others have one; the error joins all problems.
func ReadDesigns(r io.Reader, name string) ([]Design, error) {
	data, err := io.ReadAll(io.LimitReader(r, designLimits.Bytes+1))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	elements, err := strictjson.Split(name, data, designLimits)
	errs := []error{err}
	var out []Design
	names := map[string]bool{}
	for _, e := range elements {
		f, problems := readDesign(name, e)
		d := f.design()
		if len(problems) == 0 && names[d.name()] {
			problems = []error{&strictjson.Error{File: name, Line: e.Line, Path: e.Path, Problem: "has the name of a design before it; give each its own name"}}
		}
		if len(problems) > 0 {
			errs = append(errs, problems...)
			continue
		}
		names[d.name()] = true
		out = append(out, d)
	}
	return out, errors.Join(errs...)
}

// readDesign reads an object in either form: one with a program inside is a
// design, any other a program.
func readDesign(name string, e strictjson.Element) (f DesignFile, problems []error) {
	n, err := strictjson.Parse(name, e, designLimits)
	if err != nil {
		return f, []error{err}
	}
	if slices.ContainsFunc(n.Fields, func(f strictjson.Field) bool { return f.Name == "program" }) {
		return f, strictjson.Decode(name, e.Path, n, &f)
	}
	if problems = strictjson.Decode(name, e.Path, n, &f.Program); len(problems) > 0 {
		return f, problems
	}
	d := f.design()
	if _, err := newPlan(&d); err != nil {
		problems = []error{&strictjson.Error{File: name, Line: e.Line, Path: e.Path, Problem: err.Error()}}
	}
	return f, problems
}
