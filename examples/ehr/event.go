package main

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/iop"
)

// Admit opens a record. hours is the id of the standard that the person's weeks
// answer to.
func (s *Store) Admit(person, hours string) error {
	if _, err := standardsOf(hours); err != nil {
		return err
	}
	_, err := s.db.Exec("INSERT INTO people VALUES (?, ?, 1)", person, hours)
	return err
}

// Plan puts a session into the book, with nothing recorded of it yet.
func (s *Store) Plan(list ...SessionRow) error {
	return s.transact(func(tx *sql.Tx) error {
		for _, x := range list {
			if _, err := x.roster(); err != nil {
				return fmt.Errorf("session %s: %w", x.ID, err)
			}
			if _, err := tx.Exec("INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?, ?)", x.Person, x.ID, x.Date, x.Start, x.End, x.Activity, x.Status); err != nil {
				return err
			}
		}
		return nil
	})
}

// RecordAttendance says how a session went, and judges the person's week.
func (s *Store) RecordAttendance(on iop.Date, person, session, status string) (report int64, err error) {
	err = s.transact(func(tx *sql.Tx) error {
		done, err := tx.Exec("UPDATE sessions SET status = ? WHERE person = ? AND id = ?", status, person, session)
		if err != nil {
			return err
		}
		if n, err := done.RowsAffected(); err != nil || n != 1 {
			return fmt.Errorf("there is no session %s of %s: %v", session, person, err)
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	var hours, date string
	if err := s.db.QueryRow("SELECT hours, date FROM people JOIN sessions ON person = people.id WHERE person = ? AND sessions.id = ?", person, session).Scan(&hours, &date); err != nil {
		return 0, err
	}
	day, err := iop.ParseDate(date)
	if err != nil {
		return 0, err
	}
	monday := mondayOf(day)
	roster, err := s.sessionsBetween(monday, monday.AddDays(7), person, "")
	if err != nil {
		return 0, err
	}
	input, err := rosterText(roster)
	if err != nil {
		return 0, err
	}
	return s.report(on, person, aboutWeek, hours, day, input, nil)
}

// RecordPlan keeps a person's plan, or a changed one, and reviews it. input is
// what iop plan reads.
func (s *Store) RecordPlan(on iop.Date, person, input string) (int64, error) {
	file, err := careplan.ReadPlan(strings.NewReader(input), "plan")
	if err != nil {
		return 0, err
	}
	return s.report(on, person, aboutPlan, joined(file.Standards), on, input, func(tx *sql.Tx, _ int64, _ []byte) error {
		return s.putDocument(tx, person, "plan", input)
	})
}

func joined(ids []iop.StandardID) string {
	var out []string
	for _, id := range ids {
		out = append(out, string(id))
	}
	return strings.Join(out, ",")
}

// RecordResult keeps a person's history of tests with a new result, and what
// follows: supportive steps, each with its day and who takes it.
func (s *Store) RecordResult(on iop.Date, person, input string) (int64, error) {
	return s.report(on, person, aboutResult, "", on, input, func(tx *sql.Tx, report int64, output []byte) error {
		var answer struct {
			Steps []struct{ Step, Who, Due string }
		}
		if err := json.Unmarshal(output, &answer); err != nil {
			return err
		}
		for _, x := range answer.Steps {
			if _, err := tx.Exec("INSERT INTO steps VALUES (?, ?, ?, ?, ?, '')", report, person, x.Step, x.Who, x.Due); err != nil {
				return err
			}
		}
		return s.putDocument(tx, person, "tests", input)
	})
}

// StepDone closes a step of a response.
func (s *Store) StepDone(on iop.Date, report int64, step string) error {
	done, err := s.db.Exec("UPDATE steps SET done = ? WHERE report = ? AND step = ? AND done = ''", on.String(), report, step)
	if err != nil {
		return err
	}
	if n, err := done.RowsAffected(); err != nil || n == 0 {
		return fmt.Errorf("report %d has no open step %s: %v", report, step, err)
	}
	return nil
}

// RecordEvidence keeps what is known of a person's progress and asks whether
// stepping down is supported. input is what iop stepdown reads.
func (s *Store) RecordEvidence(on iop.Date, person, input string) (int64, error) {
	return s.report(on, person, aboutStepDown, "", on, input, func(tx *sql.Tx, _ int64, _ []byte) error {
		return s.putDocument(tx, person, "evidence", input)
	})
}

// RecordAftercare ends the program for a person and keeps the aftercare with
// its log, or a new state of it. input is what iop aftercare reads.
func (s *Store) RecordAftercare(on iop.Date, person, input string) (int64, error) {
	return s.report(on, person, aboutAftercare, "", on, input, func(tx *sql.Tx, _ int64, _ []byte) error {
		if _, err := tx.Exec("UPDATE people SET active = 0 WHERE id = ?", person); err != nil {
			return err
		}
		return s.putDocument(tx, person, "aftercare", input)
	})
}

// report judges, and keeps the answer with its input, its standards and their
// fingerprints. day is the day that the question is about; also, if not nil,
// keeps what belongs to it in the same transaction.
func (s *Store) report(on iop.Date, person, about, ids string, day iop.Date, input string, also func(*sql.Tx, int64, []byte) error) (id int64, err error) {
	standards, err := standardsOf(ids)
	if err != nil {
		return 0, err
	}
	output, err := judge(about, day, standards, input)
	if err != nil {
		return 0, err
	}
	err = s.transact(func(tx *sql.Tx) error {
		row, err := tx.Exec("INSERT INTO reports (person, made, about, standards, input, output) VALUES (?, ?, ?, ?, ?, ?)",
			person, on.String(), about+"/"+day.String(), usedText(standards), input, string(output))
		if err != nil {
			return err
		}
		if id, err = row.LastInsertId(); err != nil || also == nil {
			return err
		}
		return also(tx, id, output)
	})
	return id, err
}
