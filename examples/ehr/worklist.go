package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/iop"
	"github.com/openiop/openiop/schedule"
)

// Worklist is what a counselor opens in the morning.
type Worklist struct {
	On iop.Date
	// Short are people whose week cannot reach the hours of their standard any
	// more, even with everything that is still in the book.
	Short []ShortWeek
	// Due are deadlines that are overdue or upcoming.
	Due []DueItem
	// Steps are open steps of responses to results.
	Steps []OpenStep
	// StepDown are people for whom stepping down is supported; a clinician
	// decides with each of them.
	StepDown []string
	// Late are contacts of aftercare that nobody tried.
	Late []LateContact
	// Unreadable are kept texts that cannot be read, so that nobody is lost.
	Unreadable []string
}

// ShortWeek is a person's week with the finding on its hours.
type ShortWeek struct {
	Person, Why string
	Remedies    []string
}

// DueItem is a deadline of a person.
type DueItem struct {
	Person string
	careplan.Deadline
}

// OpenStep is a supportive step that waits.
type OpenStep struct{ Person, Step, Who, Due string }

// LateContact is a contact of aftercare whose day is over.
type LateContact struct {
	Person string
	On     iop.Date
}

// Worklist looks at everybody. Its work grows with the number of people and no
// faster: each table is read once, each person is judged once.
func (s *Store) Worklist(on iop.Date) (*Worklist, error) {
	w := &Worklist{On: on}
	for _, part := range []func(*Worklist) error{s.short, s.due, s.steps, s.stepDown, s.late} {
		if err := part(w); err != nil {
			return nil, err
		}
	}
	return w, nil
}

func (s *Store) short(w *Worklist) error {
	groups, err := s.texts("SELECT DISTINCT hours FROM people WHERE active AND hours <> '' ORDER BY hours")
	if err != nil {
		return err
	}
	monday := mondayOf(w.On)
	for _, ids := range groups {
		standards, err := standardsOf(ids)
		if err != nil {
			return err
		}
		roster, err := s.sessionsBetween(monday, monday.AddDays(7), "", ids)
		if err != nil {
			return err
		}
		if len(roster.Rows) == 0 {
			continue
		}
		cases, err := roster.Cases(schedule.Window{From: monday, Weeks: 1}, schedule.Options{Standards: standards, Rules: hoursRule()})
		if err != nil {
			return err
		}
		var verdicts []schedule.Verdict
		for person, c := range cases {
			verdicts = c.Verdicts(verdicts[:0])
			if slices.ContainsFunc(verdicts, func(v schedule.Verdict) bool {
				return v.Outcome == iop.NotMet && c.RuleID(&v) == "schedule/weekly-hours-min"
			}) {
				w.Short = append(w.Short, explainShort(person, c))
			}
		}
	}
	return nil
}

// hoursRule is the one rule that the morning asks about a week.
func hoursRule() []schedule.Rule {
	return slices.DeleteFunc(schedule.Rules(), func(r schedule.Rule) bool { return r.ID != "schedule/weekly-hours-min" })
}

// explainShort words what verdicts found: findings are made only for those who
// are short.
func explainShort(person string, c *schedule.Case) ShortWeek {
	out := ShortWeek{Person: person}
	for f := range c.Report().All() {
		if f.Outcome == iop.NotMet {
			out.Why = f.Message()
			for _, r := range f.Remedies {
				out.Remedies = append(out.Remedies, r.String())
			}
		}
	}
	return out
}

func (s *Store) due(w *Worklist) error {
	list, err := s.documents("plan", true)
	if err != nil {
		return err
	}
	known := map[string][]iop.Standard{}
	for _, d := range list {
		file, err := careplan.ReadPlan(strings.NewReader(d.json), "the plan of "+d.person)
		if err != nil {
			w.Unreadable = append(w.Unreadable, err.Error())
			continue
		}
		ids := joined(file.Standards)
		standards, ok := known[ids]
		if !ok {
			if standards, err = standardsOf(ids); err != nil {
				return err
			}
			known[ids] = standards
		}
		for _, x := range file.Deadlines(standards, w.On) {
			if x.State == careplan.DeadlineOverdue || x.State == careplan.DeadlineUpcoming {
				w.Due = append(w.Due, DueItem{d.person, x})
			}
		}
	}
	slices.SortStableFunc(w.Due, func(a, b DueItem) int { return a.Due.Compare(b.Due) })
	return nil
}

func (s *Store) steps(w *Worklist) error {
	rows, err := s.db.Query("SELECT person, step, who, due FROM steps WHERE done = '' ORDER BY due, person, step")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var x OpenStep
		if err := rows.Scan(&x.Person, &x.Step, &x.Who, &x.Due); err != nil {
			return err
		}
		w.Steps = append(w.Steps, x)
	}
	return rows.Err()
}

// stepDown takes the answer to the newest evidence of each active person, which
// was given when it was recorded: the same evidence has the same answer.
func (s *Store) stepDown(w *Worklist) (err error) {
	w.StepDown, err = s.texts(`SELECT person FROM reports JOIN people ON people.id = person
		WHERE active AND reports.id IN (SELECT max(id) FROM reports WHERE about LIKE 'step-down/%' GROUP BY person)
		AND json_extract(output, '$.outcome') = 'supported' ORDER BY person`)
	return err
}

func (s *Store) late(w *Worklist) error {
	list, err := s.documents("aftercare", false)
	if err != nil {
		return err
	}
	for _, d := range list {
		file, err := careplan.ReadAftercareOf(strings.NewReader(d.json), "the aftercare of "+d.person)
		if err != nil {
			w.Unreadable = append(w.Unreadable, err.Error())
			continue
		}
		plan, err := file.Plan()
		if err != nil {
			return err
		}
		state, err := plan.State(file.Log, w.On)
		if err != nil {
			return err
		}
		for _, c := range state.Late {
			w.Late = append(w.Late, LateContact{d.person, c.On})
		}
	}
	return nil
}

// texts gives the only column of a query.
func (s *Store) texts(query string) (out []string, err error) {
	rows, err := s.db.Query(query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return nil, err
		}
		out = append(out, text)
	}
	return out, rows.Err()
}

// Write writes the worklist for people.
func (w *Worklist) Write(out io.Writer) {
	fmt.Fprintf(out, "Worklist of %s\n", w.On)
	section := func(title string, n int) {
		if n > 0 {
			fmt.Fprintf(out, "\n%s\n", title)
		}
	}
	section("Short of hours this week", len(w.Short))
	for _, x := range w.Short {
		fmt.Fprintf(out, "  %s  %s\n", x.Person, x.Why)
		for _, r := range x.Remedies {
			fmt.Fprintf(out, "        could help: %s\n", r)
		}
	}
	section("Due", len(w.Due))
	for _, x := range w.Due {
		fmt.Fprintf(out, "  %s  %s: %s, by %s (%s)\n", x.Person, x.Clock.What, x.State, x.Due, x.Standard)
	}
	section("Responses to results", len(w.Steps))
	for _, x := range w.Steps {
		fmt.Fprintf(out, "  %s  by %s: %s (%s)\n", x.Person, x.Due, strings.ReplaceAll(x.Step, "-", " "), x.Who)
	}
	section("Stepping down is supported; decide with the person", len(w.StepDown))
	for _, x := range w.StepDown {
		fmt.Fprintf(out, "  %s\n", x)
	}
	section("Aftercare contacts that nobody tried", len(w.Late))
	for _, x := range w.Late {
		fmt.Fprintf(out, "  %s  %s\n", x.Person, x.On)
	}
	section("To repair", len(w.Unreadable))
	for _, x := range w.Unreadable {
		fmt.Fprintf(out, "  %s\n", x)
	}
}
