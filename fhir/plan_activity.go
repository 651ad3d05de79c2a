package fhir

import (
	"strconv"

	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/iop"
)

// maxSharedGoals is the most goals that an activity without any is read as
// serving.
const maxSharedGoals = 50

// activity reads an activity of a plan as an intervention.
func (r *planReader) activity(x *careplan.Plan, a *PlanActivity, at string) {
	d := a.Detail
	r.unusedIn(a, at+".", "detail reference")
	switch {
	case d == nil:
		r.note(Information, at+".reference", "is not followed")
		return
	case d.Status == "cancelled" || d.Status == "stopped" || d.Status == "entered-in-error":
		r.note(Information, at+".detail.status", "says that it does not take place; it is not read")
		return
	case d.DoNotPerform != nil && *d.DoNotPerform:
		r.note(Warning, at+".detail.doNotPerform", "says that it is not to be done; it is not read")
		return
	}
	kind, shared, ok := r.codes.activityOf(&d.Code)
	if !ok {
		r.note(Warning, at+".detail.code", "is no activity that is known; it is not read")
		return
	}
	if shared {
		r.note(Information, at+".detail.code", "stands for several activities; the most general is read")
	}
	out := careplan.Intervention{ID: "activity-" + strconv.Itoa(len(x.Interventions)+1), Activity: kind}
	for i, to := range d.Goal {
		id, ok := r.goals[r.resolve(to)]
		if !ok {
			r.note(Warning, at+".detail.goal["+strconv.Itoa(i)+"]", "is no goal of the plan that is read")
			continue
		}
		out.Goals = append(out.Goals, id)
	}
	switch {
	case len(out.Goals) > 0:
	case len(x.Goals) == 0 || len(x.Goals) > maxSharedGoals:
		r.note(Warning, at+".detail.goal", "is missing; what serves no goal is not read")
		return
	default:
		r.note(Warning, at+".detail.goal", "is missing; it is read as serving all goals of the plan")
		for _, g := range x.Goals {
			out.Goals = append(out.Goals, g.ID)
		}
	}
	r.unusedIn(d, at+".detail.", "kind code status goal scheduledTiming scheduledPeriod scheduledString doNotPerform")
	if p, ours := r.readParts(d.Extensions, interventionExtension); ours {
		p.intervention(&out)
		r.timingDrift(&out, d, at)
	} else {
		r.dose(&out, d.Scheduled, at+".detail")
	}
	x.Interventions = append(x.Interventions, out)
}

// intervention reads what our own activities say.
func (p partReader) intervention(x *careplan.Intervention) {
	p.known("id format minutesPerWeek sessionsPerWeek everyWeeks weeks")
	x.ID, x.Format = p.word("id"), iop.Format(p.word("format"))
	x.MinutesPerWeek, x.SessionsPerWeek = p.number("minutesPerWeek"), p.number("sessionsPerWeek")
	x.EveryWeeks, x.Weeks = p.number("everyWeeks"), p.number("weeks")
}

// timingDrift reports a timing that somebody changed beside our extension.
func (r *planReader) timingDrift(x *careplan.Intervention, d *PlanActivityDetail, at string) {
	var want PlanActivityDetail
	if t := doseTiming(x); t != nil {
		want.Scheduled = *t
	}
	if objectText(&PlanActivityDetail{Scheduled: d.Scheduled}) != objectText(&want) {
		r.note(Warning, at+".detail.scheduled[x]", "differs from our extension; the extension is followed")
	}
}

// dose reads a timing of others as sessions in so many weeks.
func (r *planReader) dose(x *careplan.Intervention, v Value, at string) {
	t, ok := v.(Timing)
	if !ok {
		if v != nil {
			r.note(Information, at+".scheduled[x]", "is no timing; it is not read")
		}
		return
	}
	p := &t.Repeat
	period, whole := p.Period.Whole()
	days, sessions := len(p.DayOfWeek), max(p.Frequency, 1)
	switch {
	case p.PeriodUnit == "wk" && whole && period >= 1:
		if p.onEachDay() {
			r.note(Information, at+".scheduledTiming.repeat.frequency", onEachDay)
			sessions = days
		}
		x.SessionsPerWeek = &sessions
		if period > 1 {
			x.EveryWeeks = &period
		}
	case p.PeriodUnit == "d" && whole && period == 1:
		if days == 0 {
			days = 7
		}
		sessions *= days
		x.SessionsPerWeek = &sessions
	case p.PeriodUnit != "" || len(t.Event) > 0:
		r.note(Information, at+".scheduledTiming", "is no rhythm of weeks; it is not read")
	}
	r.length(x, p, at)
	r.bounds(x, p, at)
}

// length gives the minutes of a week from the length of a session.
func (r *planReader) length(x *careplan.Intervention, p *Repeat, at string) {
	unit := map[string]int{"min": 1, "h": 60}[p.DurationUnit]
	a, ok := p.Duration.Amount()
	if !p.Duration.IsKnown() || x.SessionsPerWeek == nil || x.EveryWeeks != nil {
		return
	}
	hundredths, _ := a.Units(2)
	minutes := int(hundredths) * unit
	if !ok || unit == 0 || minutes <= 0 || minutes%100 != 0 || p.DurationMax.IsKnown() {
		r.note(Information, at+".scheduledTiming.repeat.duration", "is no whole number of minutes; it is not read")
		return
	}
	n := minutes / 100 * *x.SessionsPerWeek
	x.MinutesPerWeek = &n
}

// bounds gives the weeks for which it runs.
func (r *planReader) bounds(x *careplan.Intervention, p *Repeat, at string) {
	switch b := p.Bounds.(type) {
	case nil:
	case Duration:
		if n, ok := b.Value.Whole(); ok && n > 0 && (b.Code == "wk" || b.Code == "" && b.Unit == "wk") {
			x.Weeks = &n
			return
		}
		r.note(Information, at+".scheduledTiming.repeat.boundsDuration", "is no whole number of weeks; it is not read")
	case Period:
		from, okFrom := b.Start.Day()
		to, okTo := b.End.Day()
		if okFrom && okTo && !to.Before(from) {
			n := (from.DaysUntil(to) + 7) / 7
			x.Weeks = &n
			r.note(Information, at+".scheduledTiming.repeat.boundsPeriod", "is read as a number of weeks")
			return
		}
		r.note(Information, at+".scheduledTiming.repeat.boundsPeriod", "has no first and last day; it is not read")
	default:
		r.note(Information, at+".scheduledTiming.repeat.bounds[x]", "is not read")
	}
}

// plan reads what our own plans say beside their elements.
func (p partReader) plan(x *careplan.Plan) {
	p.known("coOccurring wants declines commitment personTookPart familyTookPart traumaInformed")
	for _, k := range p.all("coOccurring") {
		x.CoOccurring = append(x.CoOccurring, careplan.ProblemKind(k))
	}
	x.Preferences.Wants, x.Preferences.Declines = p.activities("wants"), p.activities("declines")
	x.PersonTookPart, x.FamilyTookPart, x.TraumaInformed = p.ternary("personTookPart"), p.ternary("familyTookPart"), p.ternary("traumaInformed")
	for _, in := range p.nested("commitment") {
		k := careplan.Commitment{Date: in.day("date"), From: in.day("from"), Until: in.day("until"), Travel: in.count("travelMinutes")}
		in.parse("kind", &k.Kind)
		k.Days.Set = daySet(in.all("day"))
		in.clock("start", &k.Start)
		in.clock("end", &k.End)
		x.Commitments = append(x.Commitments, k)
	}
}

func (p partReader) activities(name string) (out []iop.Activity) {
	for _, id := range p.all(name) {
		a, err := iop.ParseActivity(id)
		if err != nil {
			p.bad(name, "the id of an activity")
			continue
		}
		out = append(out, a)
	}
	return out
}
