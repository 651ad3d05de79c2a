package careplan

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
)

// ClinicianPlans is what every review says in words.
const ClinicianPlans = "A plan is agreed with the person. Suggestions are for a clinician to accept, edit or decline; nothing here is a decision."

// ReviewOptions say what a plan is held against.
type ReviewOptions struct {
	// Standards are those whose clocks run, and by whose hours the schedule is
	// judged. Those of the other age group are left out.
	Standards []iop.Standard
	// Schedule is the design that the person attends, with a track of its own if
	// the design has several; nil if it is not known. It begins with the
	// admission, or with the week of AsOf while that is not known.
	Schedule *schedule.Program
}

// PlanReview is what a look at a plan found.
type PlanReview struct {
	AsOf iop.Date `json:"asOf"`
	// Standards are those that were used, each with its fingerprint, so that a
	// later audit can show why.
	Standards []UsedStandard `json:"standards"`
	Issues    []PlanIssue    `json:"issues"`
	Due       []Deadline     `json:"due"`
	// Topics say what the person had of the curriculum, DueTopics of what there
	// was nothing yet; nil while nobody recorded what the person had.
	Topics    []Coverage `json:"topics"`
	DueTopics []Topic    `json:"dueTopics"`
	// MissingServices are those that the jurisdiction asks a program for; nil
	// while it is not known what the program offers.
	MissingServices []RequiredService `json:"missingServices"`
	// RelapsePlan are the parts of that plan, nil if nobody recorded any.
	RelapsePlan []PlanPart   `json:"relapsePlan"`
	Suggestions []Suggestion `json:"suggestions"`
	// Hours are the findings on the schedule that are not met or not decided, nil
	// without a schedule.
	Hours  *iop.Report `json:"hours"`
	Notice string      `json:"notice"`
}

// UsedStandard is a standard with the fingerprint of what it says.
type UsedStandard struct {
	ID          iop.StandardID `json:"id"`
	Fingerprint string         `json:"fingerprint"`
}

// Review looks at a plan on its day: what the plan lacks, what the week's
// schedule lacks of it, which deadlines stand where, which topics and services
// are missing, and what evidence supports. The file must be one that [ReadPlan]
// accepts, or as good.
func (f *PlanFile) Review(o ReviewOptions) (PlanReview, error) {
	out := PlanReview{AsOf: f.AsOf, Standards: []UsedStandard{}, Issues: f.Plan.Check(f.AsOf), Notice: ClinicianPlans}
	standards := slices.DeleteFunc(slices.Clone(o.Standards), func(s iop.Standard) bool { return otherGroup(s.Population, f.Population) })
	for i := range standards {
		out.Standards = append(out.Standards, UsedStandard{standards[i].ID, fmt.Sprint(standards[i].Fingerprint())})
	}
	sessionDays, offered := f.SessionDays, f.Offered
	if o.Schedule != nil {
		judged, err := f.judge(o.Schedule, standards)
		if err != nil {
			return PlanReview{}, err
		}
		out.Issues = append(out.Issues, f.Plan.CheckWeek(judged.week)...)
		out.Hours = &judged.report
		if sessionDays == nil {
			sessionDays = judged.days
		}
		if offered == nil {
			offered = activitiesOf(o.Schedule)
		}
	}
	out.Due = append([]Deadline{}, Deadlines(standards, f.dates(sessionDays), f.AsOf)...)
	if f.Had != nil {
		out.Topics = CoverageOf(f.Had, f.AsOf)
		out.DueTopics = append([]Topic{}, Due(out.Topics)...)
	}
	if offered != nil {
		out.MissingServices = append([]RequiredService{}, MissingServices(f.Jurisdiction, offered)...)
	}
	if f.RelapsePlan != nil {
		out.RelapsePlan = f.RelapsePlan.Parts()
	}
	out.Suggestions = f.suggest()
	return out, nil
}

// otherGroup reports whether a standard is for the other age group.
func otherGroup(standard, person iop.Population) bool {
	return standard != 0 && person != 0 && standard != person
}

// suggest gives what evidence supports and the plan does not have yet.
func (f *PlanFile) suggest() []Suggestion {
	var s Situation
	if f.Situation != nil {
		s = *f.Situation
	}
	if f.Progress != nil {
		s = s.With(f.Progress)
	}
	s.Declined = iop.NewActivitySet(f.Plan.Preferences.Declines...)
	s.Wanted = iop.NewActivitySet(f.Plan.Preferences.Wants...)
	planned := func(x Suggestion) bool {
		return slices.ContainsFunc(f.Plan.Interventions, func(i Intervention) bool { return i.Activity == x.Activity })
	}
	return slices.DeleteFunc(s.Suggest(), planned)
}

// judgedSchedule is a design on the person's dates.
type judgedSchedule struct {
	week   []schedule.Session // of the week that holds AsOf
	days   []iop.Date         // with a session that is held
	report iop.Report
}

func (f *PlanFile) judge(p *schedule.Program, standards []iop.Standard) (out judgedSchedule, err error) {
	start := f.admission()
	if !start.IsValid() {
		start = f.AsOf
	}
	o := schedule.Options{Standards: standards, Population: f.Population}
	if len(standards) == 0 {
		o.Standards = nil
	}
	for i := range f.Plan.Commitments {
		o.Commitments = append(o.Commitments, f.Plan.Commitments[i].Value())
	}
	c, err := schedule.PrepareOn(p, schedule.Dates{Start: start, Closures: f.closures()}, o)
	if err != nil {
		return out, err
	}
	monday := f.AsOf
	for monday.Weekday() != iop.Monday {
		monday = monday.AddDays(-1)
	}
	for s := range c.Sessions() {
		if !s.Closed {
			out.days = append(out.days, s.Date)
		}
		if in := monday.DaysUntil(s.Date); in >= 0 && in < 7 {
			out.week = append(out.week, s)
		}
	}
	out.report = c.Report().Filter(func(x *iop.Finding) bool { return x.Outcome == iop.NotMet || x.Outcome == iop.Undetermined })
	return out, nil
}

// activitiesOf gives what a design offers.
func activitiesOf(p *schedule.Program) (out []iop.Activity) {
	for i := range p.Blocks {
		b := &p.Blocks[i]
		out = append(out, b.Activity)
		out = append(out, b.Rotates...)
	}
	return out
}

// MarshalJSON writes a deadline with the words of its clock.
func (d Deadline) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Standard iop.StandardID `json:"standard"`
		What     string         `json:"what"`
		State    DeadlineState  `json:"state"`
		Due      iop.Date       `json:"due,omitzero"`
		AtLatest bool           `json:"atLatest,omitempty"`
		From     string         `json:"from"`
		FromOn   iop.Date       `json:"fromOn,omitzero"`
		DoneOn   iop.Date       `json:"doneOn,omitzero"`
		Strength iop.Strength   `json:"strength"`
		Source   iop.Source     `json:"source"`
	}{d.Standard, d.Clock.What, d.State, d.Due, d.AtLatest, d.From, d.FromOn, d.DoneOn, d.Clock.Strength, d.Clock.Source})
}
