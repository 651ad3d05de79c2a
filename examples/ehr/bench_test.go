package main

import (
	"database/sql"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
)

// clinic fills a database with people in the program, each with a week of
// sessions, a plan and an answer about stepping down, and a tenth as many in
// aftercare.
func clinic(t testing.TB, people int) *Store {
	s := open(t)
	answer, err := judge(aboutStepDown, today, nil, demoEvidence)
	require.NoError(t, err)
	require.NoError(t, s.transact(func(tx *sql.Tx) error {
		for i := range people + people/10 {
			person := fmt.Sprintf("c-%05d", i)
			active := i < people
			if _, err := tx.Exec("INSERT INTO people VALUES (?, 'va-license-2.1', ?)", person, active); err != nil {
				return err
			}
			if !active {
				if err := s.putDocument(tx, person, "aftercare", demoAftercare); err != nil {
					return err
				}
				continue
			}
			for j, x := range evenings(person, today) {
				if i%7 == 0 && j == 0 {
					x.Status = "absent_excused"
				}
				if _, err := tx.Exec("INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?, ?)", x.Person, x.ID, x.Date, x.Start, x.End, x.Activity, x.Status); err != nil {
					return err
				}
			}
			if err := s.putDocument(tx, person, "plan", demoPlan); err != nil {
				return err
			}
			if _, err := tx.Exec("INSERT INTO reports (person, made, about, standards, input, output) VALUES (?, '2026-11-18', 'step-down/2026-11-18', '[]', ?, ?)", person, demoEvidence, string(answer)); err != nil {
				return err
			}
		}
		return nil
	}))
	return s
}

// BenchmarkWorklist is a morning, database and reading included. The time per
// person of the three sizes shows that it is linear.
func BenchmarkWorklist(b *testing.B) {
	for _, people := range []int{500, 1000, 2000} {
		s := clinic(b, people)
		b.Run(fmt.Sprint(people), func(b *testing.B) {
			for b.Loop() {
				w, err := s.Worklist(today)
				require.NoError(b, err)
				require.Len(b, w.Short, (people+6)/7)
				require.Len(b, w.StepDown, people)
				require.Len(b, w.Due, 2*people)
				require.Len(b, w.Late, people/10)
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*people), "µs/person")
		})
	}
}
