package main

import (
	"database/sql"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	_ "time/tzdata" // the zones, for machines that have none

	"github.com/openiop/openiop/assessment/drugtest"
	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/fhir"
	"github.com/openiop/openiop/iop"
)

// Record gives everything that is kept of one person as resources of HL7 FHIR
// R4: sessions with their attendance, the plan, tests, the answer to the
// evidence, and aftercare. zone is that of the clinic's clocks. The report names
// what FHIR could not hold.
func (s *Store) Record(person string, zone *time.Location) ([]fhir.Resource, fhir.Report, error) {
	known := 0
	if err := s.db.QueryRow("SELECT COUNT(*) FROM people WHERE id = ?", person).Scan(&known); err != nil {
		return nil, fhir.Report{}, err
	}
	if known == 0 {
		return nil, fhir.Report{}, fmt.Errorf("there is no record of %s", person)
	}
	sessions, err := s.sessionsBetween(iop.MustDate(1900, 1, 1), iop.MustDate(2200, 1, 1), person, "")
	if err != nil {
		return nil, fhir.Report{}, err
	}
	out, report := fhir.Sessions{Local: zone}.Resources(&sessions)
	var clinical fhir.Clinical
	for _, part := range []struct {
		kind string
		read func(c *fhir.Clinical, person, text string) error
	}{{"plan", planOf}, {"tests", testsOf}, {"evidence", reviewOf}, {"aftercare", aftercareOf}} {
		var text string
		err := s.db.QueryRow("SELECT json FROM documents WHERE person = ? AND kind = ?", person, part.kind).Scan(&text)
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err == nil {
			err = part.read(&clinical, person, text)
		}
		if err != nil {
			return nil, report, fmt.Errorf("%s: %w", part.kind, err)
		}
	}
	rest, err := clinical.Resources(fhir.ClinicalReading{})
	return append(out, rest...), report, err
}

func planOf(c *fhir.Clinical, person, text string) error {
	file, err := careplan.ReadPlan(strings.NewReader(text), "plan")
	c.Plans = append(c.Plans, fhir.PersonPlan{Client: person, Plan: file.Plan})
	return err
}

func testsOf(c *fhir.Clinical, person, text string) error {
	var policy careplan.Policy
	history, err := drugtest.Reader{Policy: &policy}.Read("tests", []byte(text))
	for r := range history.Results() {
		c.Tests = append(c.Tests, fhir.DrugTest{Client: person, Result: *r})
	}
	return err
}

func reviewOf(c *fhir.Clinical, person, text string) error {
	progress, err := careplan.ReadProgress(strings.NewReader(text), "evidence")
	if err != nil {
		return err
	}
	answer, err := careplan.StepDownPolicy{}.Evaluate(progress)
	c.Reviews = append(c.Reviews, fhir.StepDownReview{ID: "step-down", Client: person, On: progress.AsOf, StepDown: answer})
	return err
}

func aftercareOf(c *fhir.Clinical, person, text string) error {
	file, err := careplan.ReadAftercareOf(strings.NewReader(text), "aftercare")
	if err != nil {
		return err
	}
	plan, err := file.Plan()
	c.Aftercare = append(c.Aftercare, fhir.AftercareRecord{ID: "aftercare", Client: person, Plan: plan, Log: file.Log})
	return err
}

// WriteRecord writes one person's record as a bundle. Every resource in it
// says that 42 CFR Part 2 protects it: whom it may be sent to is for the clinic
// and the person's consent to say.
func (s *Store) WriteRecord(w, problems io.Writer, person string, zone *time.Location) error {
	resources, report, err := s.Record(person, zone)
	if err != nil {
		return err
	}
	if _, err := io.WriteString(problems, report.String()); err != nil {
		return err
	}
	text, err := fhir.Export{}.AppendBundle(nil, fhir.Collection(resources...))
	if err != nil {
		return err
	}
	_, err = w.Write(append(text, '\n'))
	return err
}

// writeTypes lists what a record holds, in the order of its resources.
func writeTypes(w io.Writer, person string, resources []fhir.Resource) {
	var order []string
	n := map[string]int{}
	for _, r := range resources {
		kind := r.ResourceType()
		if n[kind]++; n[kind] == 1 {
			order = append(order, kind)
		}
	}
	fmt.Fprintf(w, "the record of %s as a FHIR bundle\n", person)
	for _, kind := range order {
		fmt.Fprintf(w, "  %d %s\n", n[kind], kind)
	}
	var labels []string
	for _, label := range fhir.Part2Labels() {
		labels = append(labels, label.Code)
	}
	fmt.Fprintf(w, "  each labelled %s\n", strings.Join(labels, ", "))
}
