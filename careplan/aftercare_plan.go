package careplan

import (
	"cmp"
	"errors"

	"github.com/openiop/openiop/iop"
)

// AftercareDates are what a dated plan of aftercare is made from.
type AftercareDates struct {
	// LastSession is the day of the last session of the program.
	LastSession iop.Date
	// Admission is the day of the admission; needed only by templates that begin
	// before the last session.
	Admission iop.Date
	// Days are the days of the week on which contacts can be; none set means
	// Monday to Friday.
	Days iop.Weekdays
	// Closures are days without contacts.
	Closures iop.Closures
	// Target and Limit are in how many days after the last session the first
	// contact is aimed for, and must be at the latest; 0 takes the defaults, 7
	// and 14. Both are program policy: measures of 7, 14 and 30 days exist for
	// other levels of care, and none covers an IOP (facts/modalities-stepdown.md,
	// section 8).
	Target, Limit int
}

// AftercareContact is one planned contact.
type AftercareContact struct {
	Kind ContactKind `json:"kind"`
	On   iop.Date    `json:"on"`
	// Planned is the day that the rhythm gives; On is another where that day is
	// closed or no day for contacts.
	Planned iop.Date `json:"planned"`
	// Stage is the stage of the taper, from 1; 0 is the first contact that the
	// plan adds because the rhythm begins later than the limit.
	Stage int `json:"stage"`
}

// AftercarePlan is a dated plan of aftercare.
type AftercarePlan struct {
	Template string             `json:"template"`
	Contacts []AftercareContact `json:"contacts"`
	// Skipped are days of the rhythm for which no open day was left before the
	// next one.
	Skipped []iop.Date `json:"skipped,omitempty"`
	// FirstBy is the last day for the first contact after the last session, and
	// FirstInTime says whether the plan keeps it.
	FirstBy     iop.Date `json:"firstBy"`
	FirstInTime bool     `json:"firstInTime"`
	// Ends is the day after which the plan is renewed or ends.
	Ends   iop.Date   `json:"ends"`
	Source iop.Source `json:"source"`
	// TaperSource is where the stages were read, if elsewhere or from memory.
	TaperSource *iop.Source `json:"taperSource,omitempty"`
}

func (d AftercareDates) complete() (AftercareDates, error) {
	d.Target, d.Limit = cmp.Or(d.Target, 7), cmp.Or(d.Limit, 14)
	if d.Days == 0 {
		for _, w := range []iop.Weekday{iop.Monday, iop.Tuesday, iop.Wednesday, iop.Thursday, iop.Friday} {
			d.Days = d.Days.With(w)
		}
	}
	switch {
	case !d.LastSession.IsValid():
		return d, errors.New("aftercare: has no last session; want its day")
	case d.Target < 1 || d.Limit < d.Target || d.Limit > maxInterval:
		return d, errors.New("aftercare: has no usable target and limit; want days from 1, the limit at or above the target")
	case d.Admission.IsValid() && d.LastSession.Before(d.Admission):
		return d, errors.New("aftercare: has its last session before the admission")
	}
	return d, nil
}

// Plan gives the dated contacts of the template. Each stands on an open day of
// Days, on the day of its rhythm or the next that is open before the following
// one. Where the rhythm would begin later than the limit, a first contact is
// added within the target. It is an error if dates are missing or run
// backwards.
func (t *AftercareTemplate) Plan(d AftercareDates) (AftercarePlan, error) {
	d, err := d.complete()
	if err != nil {
		return AftercarePlan{}, err
	}
	p := AftercarePlan{Template: t.ID, Source: t.Source, TaperSource: t.TaperSource, FirstBy: d.LastSession.AddDays(d.Limit)}
	day := t.firstDay(d)
	if d.FirstBy().Before(day) {
		p.place(d, CallContact, d.LastSession.AddDays(d.Target), d.FirstBy().AddDays(1), 0)
	}
	for i, s := range t.Stages {
		for range s.Contacts {
			next := day.AddDays(s.EveryDays)
			p.place(d, t.Contact, day, next, i+1)
			day, p.Ends = next, next
		}
	}
	p.FirstInTime = p.firstInTime(d)
	return p, nil
}

// FirstBy gives the last day for the first contact.
func (d AftercareDates) FirstBy() iop.Date { return d.LastSession.AddDays(cmp.Or(d.Limit, 14)) }

// firstDay is the first day of the rhythm: one interval after the last session,
// or before it where the template begins during the program and the admission
// is known.
func (t *AftercareTemplate) firstDay(d AftercareDates) iop.Date {
	if t.StartsAfterAdmissionDays > 0 && d.Admission.IsValid() {
		if day := d.Admission.AddDays(t.StartsAfterAdmissionDays); day.Before(d.LastSession) {
			return day
		}
	}
	if len(t.Stages) == 0 {
		return d.LastSession
	}
	return d.LastSession.AddDays(t.Stages[0].EveryDays)
}

// place puts a contact on the first open day from a day on and before another.
func (p *AftercarePlan) place(d AftercareDates, kind ContactKind, planned, before iop.Date, stage int) {
	for day := planned; day.Before(before); day = day.AddDays(1) {
		if _, closed := d.Closures.On(day); !closed && d.Days.Has(day.Weekday()) {
			p.Contacts = append(p.Contacts, AftercareContact{kind, day, planned, stage})
			return
		}
	}
	p.Skipped = append(p.Skipped, planned)
}

// firstInTime reports whether a contact follows the last session by the limit.
func (p *AftercarePlan) firstInTime(d AftercareDates) bool {
	for _, c := range p.Contacts {
		if d.LastSession.Before(c.On) {
			return !p.FirstBy.Before(c.On)
		}
	}
	return false
}
