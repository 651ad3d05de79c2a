package main

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/openiop/openiop/assessment"
	"github.com/openiop/openiop/assessment/drugtest"
	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/fhir"
)

// history writes drug tests.
func (x *exporter) history(in input, data []byte) error {
	var policy careplan.Policy
	history, problems := drugtest.Reader{Policy: &policy}.Read(in.name, data)
	x.unwritten(in.name, data, "asOf", "results")
	errs := []error{problems}
	for r := range history.Results() {
		out, err := fhir.NewDrugTest(&fhir.DrugTest{Client: x.subject, Result: *r}, drugtest.Embedded(), x.codes)
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", in.name, err))
			continue
		}
		errs = append(errs, x.add(in.name, out.All()))
	}
	return errors.Join(errs...)
}

// answers writes answers and their scores.
func (x *exporter) answers(in input, data []byte) error {
	if x.instrument == "" {
		return fmt.Errorf("%s: holds answers; name their instrument with --instrument ID", in.name)
	}
	library := assessment.Embedded()
	s, ok := library.Lookup(x.instrument, true)
	if !ok {
		return unknownInstrument(library, x.instrument)
	}
	var at fhir.DateTime
	if x.on.IsValid() {
		at = fhir.DateTimeOf(x.on.Date)
	}
	var errs []error
	r := s.NewReader(in.name, bytes.NewReader(data))
	var one assessment.Input
	for n := 1; r.Next(&one); n++ {
		if one.Err != nil {
			errs = append(errs, one.Err)
			continue
		}
		of := []string{x.subject, x.instrument, x.on.String(), strconv.Itoa(n)}
		a := fhir.Answers{ID: resourceID("answers", of...), Client: x.subject, At: at, Instrument: x.instrument, Version: s.Instrument().Version, Answers: one.Answers}
		a.Answers.Values = slices.Clone(a.Answers.Values)
		score := fhir.Score{
			ID: resourceID("score", of...), Client: x.subject, At: at,
			Result: s.Score(a.Answers, one.Context), From: fhir.To("QuestionnaireResponse", a.ID),
		}
		errs = append(errs, x.answered(in, &a, &score, library))
	}
	if err := r.Err(); err != nil {
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

func (x *exporter) answered(in input, a *fhir.Answers, s *fhir.Score, library *assessment.Library) error {
	response, err := fhir.NewQuestionnaireResponse(a, library)
	if err != nil {
		return fmt.Errorf("%s: %w", in.name, err)
	}
	score, err := fhir.NewScoreObservation(s, library, x.codes)
	if err != nil {
		return fmt.Errorf("%s: %w", in.name, err)
	}
	return x.add(in.name, []fhir.Resource{response, score})
}

// stepDown writes the answer to the evidence.
func (x *exporter) stepDown(in input, data []byte) error {
	progress, err := careplan.ReadProgress(bytes.NewReader(data), in.name)
	if err != nil {
		return err
	}
	if !progress.AsOf.IsValid() {
		return fmt.Errorf("%s: asOf: is missing; a review is of a day", in.name)
	}
	answer, err := careplan.StepDownPolicy{}.Evaluate(progress)
	if err != nil {
		return fmt.Errorf("%s: %w", in.name, err)
	}
	x.app.note("%s: the evidence is written as the criteria of the answer, not as resources of its own", in.name)
	task, err := fhir.NewStepDownTask(&fhir.StepDownReview{
		ID: resourceID("stepdown", x.subject, progress.AsOf.String()), Client: x.subject, On: progress.AsOf, StepDown: answer,
	})
	if err != nil {
		return fmt.Errorf("%s: %w", in.name, err)
	}
	return x.add(in.name, []fhir.Resource{task})
}

// aftercare writes the episode that ended, and the plan of what follows.
func (x *exporter) aftercare(in input, data []byte) error {
	file, err := careplan.ReadAftercareOf(bytes.NewReader(data), in.name)
	if err != nil {
		return err
	}
	plan, err := file.Plan()
	if err != nil {
		return fmt.Errorf("%s: %w", in.name, err)
	}
	x.unwritten(in.name, data, "lastSession", "admission", "asOf", "template", "days", "closed", "target", "limit", "log")
	of := []string{x.subject, file.LastSession.String(), plan.Template}
	episode := fhir.NewEpisodeOfCare(&fhir.Episode{
		ID: resourceID("episode", of...), Client: x.subject, From: file.Admission, Until: file.LastSession,
	}, x.codes)
	out, err := fhir.NewAftercare(&fhir.AftercareRecord{ID: resourceID("aftercare", of...), Client: x.subject, Plan: plan, Log: file.Log}, x.codes)
	if err != nil {
		return fmt.Errorf("%s: %w", in.name, err)
	}
	return x.add(in.name, append([]fhir.Resource{episode}, out.All()...))
}

// cardsOf makes cards of what an input says: the response to a history of drug
// tests, else what iop check finds.
func (x *exporter) cardsOf(in input) error {
	r, err := x.app.begin(in)
	if err != nil {
		return err
	}
	start, _ := x.app.ahead(in, r.Reader).Peek(peekBytes)
	isHistory := r.form == formPrograms && tellKind(start) != nil && tellKind(start).what == "history"
	if err := r.close(); err != nil || !isHistory && x.about != "history" {
		return errors.Join(err, x.judgeInput(in))
	}
	_, answer, err := x.app.respond(in)
	if err != nil {
		return err
	}
	x.offered = append(x.offered, fhir.ResponseCards(answer)...)
	return nil
}
