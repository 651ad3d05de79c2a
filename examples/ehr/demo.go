package main

import (
	_ "embed"
	"fmt"
	"io"
	"time"

	"github.com/openiop/openiop/iop"
)

// history is an invented history of tests: a person who reported a use, and a
// finding two weeks later that is what the use left.
//
//go:embed history.json
var history string

const (
	demoPlan = `{"asOf": "2026-11-19", "standards": ["sd-iop-plan"], "population": "adult",
 "plan": {"id": "plan-2", "personTookPart": "yes", "traumaInformed": "yes",
  "problems": [{"id": "use", "kind": "substance-use"}],
  "goals": [{"id": "g1", "problem": "use", "target": 30, "due": "2026-12-31"}],
  "interventions": [{"id": "i1", "goals": ["g1"], "activity": "cbt", "minutesPerWeek": 180}]},
 "events": [{"what": "admission", "on": "2026-11-06"}]}`
	demoEvidence = `{"asOf": "2026-11-18", "level": "2.1", "attendance": {"attended": 22, "offered": 24}, "goals": {"met": 4, "total": 5},
 "scores": [{"instrument": "phq-9", "date": "2026-09-07", "total": 16, "flags": {"item9": "no"}},
            {"instrument": "phq-9", "date": "2026-11-16", "total": 6, "flags": {"item9": "no"}}],
 "dimensions": {"date": "2026-11-16", "ratings": {"D1": 0, "D2": 0, "D3": 1, "D4": 1, "D5": 1, "D6": 1}},
 "relapsePlan": true, "supportNetwork": true, "housing": true, "work": true, "nextAppointment": "2026-11-25", "preference": "step-down"}`
	demoAftercare = `{"lastSession": "2026-11-06", "admission": "2026-08-31", "asOf": "2026-11-19", "template": "weekly-group-12-weeks", "days": ["Tue"]}`
)

// demo shows a Thursday morning of an invented clinic.
func demo(w io.Writer) error {
	s, err := Open(":memory:")
	if err != nil {
		return err
	}
	defer s.Close()
	week, err := seed(s)
	if err != nil {
		return err
	}
	list, err := s.Worklist(iop.MustDate(2026, 11, 19))
	if err != nil {
		return err
	}
	list.Write(w)
	fmt.Fprintln(w)
	audit, err := s.Audit(week)
	if err != nil {
		return err
	}
	audit.Write(w)
	fmt.Fprintln(w)
	chicago, err := time.LoadLocation("America/Chicago")
	if err != nil {
		return err
	}
	record, _, err := s.Record("c-03", chicago)
	if err != nil {
		return err
	}
	writeTypes(w, "c-03", record)
	return nil
}

// seed fills the clinic and gives the number of the report on a short week.
func seed(s *Store) (week int64, err error) {
	do := func(step func() error) {
		if err == nil {
			err = step()
		}
	}
	today := iop.MustDate(2026, 11, 19)
	keep := func(_ int64, e error) error { return e }
	for _, person := range []string{"c-01", "c-02", "c-03", "c-04", "c-05"} {
		do(func() error { return s.Admit(person, "va-license-2.1") })
	}
	do(func() error { return s.Plan(evenings("c-01", today)...) })
	do(func() error { return s.Plan(evenings("c-02", today)...) })
	do(func() error { return keep(s.RecordAttendance(today, "c-01", "mon", "attended")) })
	do(func() (e error) { week, e = s.RecordAttendance(today, "c-01", "wed", "absent_excused"); return e })
	do(func() error { return keep(s.RecordPlan(today, "c-02", demoPlan)) })
	do(func() error { return keep(s.RecordResult(today, "c-03", history)) })
	do(func() error { return keep(s.RecordEvidence(today, "c-04", demoEvidence)) })
	do(func() error { return keep(s.RecordAftercare(today, "c-05", demoAftercare)) })
	return week, err
}

// evenings are three groups of three hours in the week of a day.
func evenings(person string, day iop.Date) (out []SessionRow) {
	monday := mondayOf(day)
	for _, x := range []struct {
		id   string
		days int
	}{{"mon", 0}, {"wed", 2}, {"thu", 3}} {
		out = append(out, SessionRow{person, x.id, monday.AddDays(x.days).String(), "18:00", "21:00", "process-group", ""})
	}
	return out
}
